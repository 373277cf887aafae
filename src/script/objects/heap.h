// Heap: where all objects of one session live.
//
// Small objects and small arrays come from pages cut into equal slots, so that creating and dropping one costs a few
// instructions; large ones come from malloc. Every byte is charged against the session's limit. A small
// object is always granted (an overdraft of a few bytes is settled by a MemoryError at the next call or loop
// turn); anything that can be large must ask `request` first. All objects can be walked, which gives the live count, the
// cycle collector and the clean-up at the end of a session.
#pragma once

#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "script/objects/value.h"

namespace logit::script {

class Heap {
 public:
  explicit Heap(Vm* vm);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// A new object of C++ type T (reference count 1) with script type `type`; `args` go to T's constructor.
  template <class T, class... Args>
  Ref<T> make(Type* type, Args&&... args) {
    return make_sized<T>(type, sizeof(T), std::forward<Args>(args)...);
  }
  /// The same with `bytes` in all, for objects that carry an array behind their members.
  template <class T, class... Args>
  Ref<T> make_sized(Type* type, std::size_t bytes, Args&&... args) {
    std::uint8_t size_class;
    void* memory = allocate_object(bytes, size_class);
    T* object = new (memory) T(std::forward<Args>(args)...);
    object->size_class = size_class;
    object->type = type;
    attach_type(type);
    return Ref<T>::adopt(object);
  }

  /// May the script have `bytes` more? If not, MemoryError is set in the vm and the answer is false.
  bool request(std::uint64_t bytes) {
    if (bytes <= kGranted && used_ <= limit_) [[likely]] return true;
    return make_room(bytes) || refuse(bytes);
  }
  /// The same without an exception. Frees unreachable cycles if that is what it takes.
  bool make_room(std::uint64_t bytes);
  /// Memory for an array inside an object. Asks no limit (call request first when it can be large). Freed with the size.
  void* allocate(std::size_t bytes);
  void free(void* memory, std::size_t bytes);
  /// Resizes an array of trivially movable elements (Values are). False: MemoryError is set and nothing changed.
  template <class T>
  [[nodiscard]] bool resize(T*& array, std::size_t& capacity, std::size_t new_capacity) {
    void* memory = array;
    if (!resize_bytes(memory, capacity * sizeof(T), new_capacity * sizeof(T))) return false;
    array = static_cast<T*>(memory);
    capacity = new_capacity;
    return true;
  }
  /// Bytes held outside the heap on behalf of the script (tensors, big integers): charge and refund.
  void charge(std::uint64_t bytes) { used_ += bytes; }
  void refund(std::uint64_t bytes) { used_ -= bytes; }

  void set_limit(std::uint64_t bytes) { limit_ = bytes; }
  std::uint64_t limit() const { return limit_; }
  std::uint64_t used() const { return used_; }
  /// The script has to be told that there is no more. Not when what it held has gone in the meantime.
  bool over_limit() { return used_ > limit_ || (exhausted_ && !recovers()); }
  /// False: the limit forbids `bytes` more, whatever the system has.
  bool within_limit(std::uint64_t bytes) const { return bytes <= limit_ && used_ <= limit_ - bytes; }
  std::size_t live_objects() const { return live_; }

  /// Called by dispose(): runs the type's dealloc and frees the memory, without deep recursion.
  void destroy(Object* object);
  /// Calls visit(Object*) for each live object.
  template <class Visit>
  void each(Visit&& visit) {
    each_raw([](void* context, Object* object) { (*static_cast<Visit*>(context))(object); }, &visit);
  }
  /// Frees unreachable cycles (trial deletion). Objects held from C++ count as reachable. Returns how many went.
  std::size_t collect_cycles();
  /// True when enough objects were made since the last collection to look for cycles.
  bool wants_collection() const { return live_ > collect_at_; }

  /// Tries to make a large object longer without a second copy. It may move. False: it is small, or the limit forbids.
  bool grow_object(Object*& object, std::size_t new_bytes);
  /// Releases what `object` holds, attributes included.
  void drop_contents(Object* object);

  /// For tests: the n-th allocation from now on (1: the next) finds the limit used up, and so does every one after it until the
  /// script has been told.
  void fail_at(std::uint64_t n) { fail_in_ = n; }
  /// Said once after a MemoryError has been raised: what handles it may use small objects again, from what is left of the reserves.
  void told();

  /// A number never given before, for type versions and dict key versions.
  std::uint32_t next_version() { return ++version_; }
  Vm& vm() const { return *vm_; }
  /// Objects whose last reference has gone but that have a `__del__` or a pending `finally` to run first.
  std::vector<Value> finalizers;
  /// Set while the session is torn down: no finalizers any more.
  bool closing = false;

 private:
  static constexpr std::size_t kGrain = 16, kMaxSmall = 512, kClasses = kMaxSmall / kGrain + 1;
  static constexpr std::size_t kPageBytes = 32 * 1024;
  static constexpr std::size_t kReserveBytes = 256 * 1024;  // each; for small objects, when the system has no more
  static constexpr int kReserves = 4;                       // MemoryErrors of which each handler may run out of memory again
  static constexpr std::uint64_t kGranted = 4096;           // requests up to this size look at the limit alone
  static constexpr std::uint8_t kLarge = 255;
  struct FreeSlot {
    FreeSlot* next;
  };
  struct Page {
    char* memory;
    std::size_t slot_bytes, slots;
  };
  struct Large {  // sits in front of a large object
    Large* previous;
    Large* next;
    std::size_t bytes;
    std::size_t pad;
  };
  void* allocate_object(std::size_t bytes, std::uint8_t& size_class);
  void attach_type(Type* type);
  void free_object(Object* object);
  void* refill(std::size_t size_class, bool objects);
  bool refuse(std::uint64_t bytes);
  void* obtain(std::size_t bytes);
  void fail_now();
  bool replenish();
  bool recovers();
  bool use_reserve();
  static void system_refused();
  bool resize_bytes(void*& memory, std::size_t old_bytes, std::size_t new_bytes);
  void each_raw(void (*visit)(void*, Object*), void* context);

  Vm* vm_;
  FreeSlot* free_objects_[kClasses] = {};
  FreeSlot* free_arrays_[kClasses] = {};
  std::vector<Page> object_pages_;
  std::vector<char*> array_pages_;
  Large* large_ = nullptr;
  std::vector<Object*> trash_;
  int depth_ = 0;
  std::uint64_t used_ = 0, limit_ = std::uint64_t{1} << 40;
  std::size_t live_ = 0, collect_at_ = 100000;
  std::uint32_t version_ = 0;
  Heap* older_ = nullptr;                     // made before this one in the same thread
  void* reserves_[kReserves] = {};
  bool exhausted_ = false;                    // a reserve is in use and the script does not know it yet
  std::uint64_t fail_in_ = 0, true_limit_ = 0;  // see fail_at
};

}  // namespace logit::script
