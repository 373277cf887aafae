// Pages of equal slots with free lists (objects and arrays apart, so that all objects can be walked), malloc for
// what is large, and the backup collector for reference cycles: trial deletion, as in CPython's gc.
#include "script/objects/heap.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <utility>

#include "base/assert.h"
#include "script/objects/type.h"
#include "script/vm/vm.h"

#if defined(__SANITIZE_ADDRESS__)
#define LOGIT_HEAP_CHECKED 1  // every object its own malloc, so that the sanitizer sees each use after free
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LOGIT_HEAP_CHECKED 1
#endif
#endif

namespace logit::script {

void dispose(Object* object) { object->type->heap->destroy(object); }

namespace {
[[noreturn]] void out_of_system_memory() {
  assertion_failed("malloc", __FILE__, __LINE__, "the system has no memory left");
}

// For std::new_handler, which knows no arguments: memory that C++ asks for on behalf of a script comes from the same reserves.
thread_local constinit Heap* newest = nullptr;

bool system_has(std::size_t bytes) {
  void* volatile probe = std::malloc(bytes);  // compilers leave out an allocation that is only freed, and say that it worked
  void* const memory = probe;
  std::free(memory);
  return memory != nullptr;
}

/// A number for each object of a known set.
class CountTable {
  struct Entry {
    const Object* object = nullptr;
    std::uint32_t count = 0;
  };

 public:
  static constexpr std::size_t kMostBytes = 4 * sizeof(Entry);  // for each object
  explicit CountTable(std::size_t objects) : entries_(std::bit_ceil(objects * 2 + 1)), mask_(entries_.size() - 1) {}
  std::uint32_t& operator[](const Object* object) {
    std::size_t at = (reinterpret_cast<std::uintptr_t>(object) >> 4) * 0x9E3779B1u & mask_;
    while (entries_[at].object != object && entries_[at].object) at = (at + 1) & mask_;
    entries_[at].object = object;
    return entries_[at].count;
  }

 private:
  std::vector<Entry> entries_;
  std::size_t mask_;
};
}  // namespace

Heap::Heap(Vm* vm) : vm_(vm), older_(std::exchange(newest, this)) {
  replenish();
  std::set_new_handler(system_refused);
}

Heap::~Heap() {
  Heap** link = &newest;
  while (*link != this) link = &(*link)->older_;
  *link = older_;
  for (void* reserve : reserves_) std::free(reserve);
  closing = true;
  finalizers.clear();
  // Objects may still refer to each other: first let every object drop what it holds, then free all memory. The types go last,
  // because they say what an object holds. No list of objects is made: there may be no memory for one.
  each([](Object* object) { ++object->refs; });  // nothing is freed while the links are cut
  each([&](Object* object) {
    object->gc = vm_->is_type_object(object);
    const Type* type = object->type;
    if (object->gc || (type->slots.traverse == nullptr && type->slots.dealloc == nullptr && type->attributes_offset == 0)) return;
    drop_contents(object);
  });
  each([&](Object* object) {
    if (object->gc) drop_contents(object);
  });
  while (large_) {
    Large* next = large_->next;
    std::free(large_);
    large_ = next;
  }
  for (const Page& page : object_pages_) std::free(page.memory);
  for (char* page : array_pages_) std::free(page);
}

void Heap::drop_contents(Object* object) {
  Type* type = object->type;
  if (type->attributes_offset != 0) {
    if (Attributes* attributes = attributes_of(object)) release_attributes(*this, *attributes);
  }
  if (type->slots.dealloc) type->slots.dealloc(*this, object);
}

void* Heap::refill(std::size_t size_class, bool objects) {
  // The place where the machine learns that small objects have become many.
  if (used_ > limit_ || wants_collection()) vm_->interrupt();
  const std::size_t slot = size_class * kGrain;
  char* memory = static_cast<char*>(obtain(kPageBytes));
  const std::size_t slots = kPageBytes / slot;
  if (objects) {
    object_pages_.push_back({memory, slot, slots});
  } else {
    array_pages_.push_back(memory);
  }
  FreeSlot*& list = objects ? free_objects_[size_class] : free_arrays_[size_class];
  for (std::size_t i = slots; i-- > 0;) {
    auto* free_slot = reinterpret_cast<FreeSlot*>(memory + i * slot);
    free_slot->next = list;
    if (objects) reinterpret_cast<Object*>(free_slot)->type = nullptr;  // "free" to each()
    list = free_slot;
  }
  FreeSlot* first = list;
  list = first->next;
  return first;
}

void* Heap::allocate_object(std::size_t bytes, std::uint8_t& size_class) {
  ++live_;
  if (fail_in_ && --fail_in_ == 0) [[unlikely]] fail_now();
#if !LOGIT_HEAP_CHECKED
  if (bytes <= kMaxSmall) [[likely]] {
    const std::size_t wanted = (bytes + kGrain - 1) / kGrain;
    size_class = static_cast<std::uint8_t>(wanted);
    used_ += wanted * kGrain;
    FreeSlot* slot = free_objects_[wanted];
    if (slot) [[likely]] {
      free_objects_[wanted] = slot->next;
      return slot;
    }
    return refill(wanted, true);
  }
#endif
  auto* block = static_cast<Large*>(obtain(sizeof(Large) + bytes));
  block->previous = nullptr;
  block->next = large_;
  block->bytes = bytes;
  if (large_) large_->previous = block;
  large_ = block;
  used_ += bytes;
  size_class = kLarge;
  return block + 1;
}

void Heap::free_object(Object* object) {
  --live_;
  if (object->size_class != kLarge) [[likely]] {
    const std::size_t size_class = object->size_class;
    used_ -= size_class * kGrain;
    object->type = nullptr;
    auto* slot = reinterpret_cast<FreeSlot*>(object);
    slot->next = free_objects_[size_class];
    free_objects_[size_class] = slot;
    return;
  }
  Large* block = reinterpret_cast<Large*>(object) - 1;
  if (block->previous) block->previous->next = block->next;
  else large_ = block->next;
  if (block->next) block->next->previous = block->previous;
  used_ -= block->bytes;
  std::free(block);
}

void* Heap::allocate(std::size_t bytes) {
  used_ += bytes;
  if (fail_in_ && --fail_in_ == 0) [[unlikely]] fail_now();
#if !LOGIT_HEAP_CHECKED
  if (bytes <= kMaxSmall && bytes > 0) [[likely]] {
    const std::size_t size_class = (bytes + kGrain - 1) / kGrain;
    FreeSlot* slot = free_arrays_[size_class];
    if (slot) [[likely]] {
      free_arrays_[size_class] = slot->next;
      return slot;
    }
    return refill(size_class, false);
  }
#endif
  return obtain(bytes ? bytes : 1);
}

void* Heap::obtain(std::size_t bytes) {
  void* memory = std::malloc(bytes);
  if (memory) [[likely]] return memory;
  while (use_reserve()) {
    memory = std::malloc(bytes);
    if (memory) return memory;
  }
  out_of_system_memory();
}

bool Heap::recovers() {
  exhausted_ = !replenish();
  return !exhausted_;
}

// A reserve carries the script to its next safe point, where it gets a MemoryError. False: there is none.
bool Heap::use_reserve() {
  exhausted_ = true;
  vm_->interrupt();
  for (void*& reserve : reserves_) {
    if (!reserve) continue;
    std::free(std::exchange(reserve, nullptr));
    return true;
  }
  return false;
}

void Heap::system_refused() {
  for (Heap* heap = newest; heap; heap = heap->older_) {
    if (heap->use_reserve()) return;
  }
  out_of_system_memory();
}

// True when all reserves are there (again).
bool Heap::replenish() {
  for (void*& reserve : reserves_) {
    if (!reserve) reserve = std::malloc(kReserveBytes);
    if (!reserve) return false;
  }
  return true;
}

bool Heap::make_room(std::uint64_t bytes) {
  if (bytes > limit_) return false;
  if (used_ > limit_ - bytes) {
    vm_->charge_plain(static_cast<std::int64_t>(live_));
    collect_cycles();
    if (used_ > limit_ - bytes) return false;
  }
  if (!replenish()) return false;
  if (bytes < kReserveBytes / 4) return true;
  // Large blocks are asked for before anything relies on them.
  return system_has(static_cast<std::size_t>(bytes));
}

void Heap::fail_now() {
  true_limit_ = limit_;
  limit_ = 0;
  vm_->interrupt();
}

void Heap::told() {
  if (true_limit_) limit_ = std::exchange(true_limit_, 0);
  // With nothing in reserve no handler may go on: every safe point refuses, until what the script holds has gone.
  if (exhausted_) exhausted_ = !replenish() && std::all_of(std::begin(reserves_), std::end(reserves_), [](void* r) { return r == nullptr; });
}

void Heap::free(void* memory, std::size_t bytes) {
  if (!memory) return;
  used_ -= bytes;
#if !LOGIT_HEAP_CHECKED
  if (bytes <= kMaxSmall && bytes > 0) [[likely]] {
    const std::size_t size_class = (bytes + kGrain - 1) / kGrain;
    auto* slot = static_cast<FreeSlot*>(memory);
    slot->next = free_arrays_[size_class];
    free_arrays_[size_class] = slot;
    return;
  }
#endif
  std::free(memory);
}

bool Heap::resize_bytes(void*& memory, std::size_t old_bytes, std::size_t new_bytes) {
  if (new_bytes > old_bytes && !request(new_bytes - old_bytes)) return false;
#if !LOGIT_HEAP_CHECKED
  if (old_bytes > kMaxSmall && new_bytes > kMaxSmall) {
    void* moved = std::realloc(memory, new_bytes);
    if (!moved) return new_bytes < old_bytes || refuse(new_bytes - old_bytes);
    used_ += new_bytes - old_bytes;
    memory = moved;
    return true;
  }
#endif
  void* moved = allocate(new_bytes);
  if (memory) std::memcpy(moved, memory, old_bytes < new_bytes ? old_bytes : new_bytes);
  free(memory, old_bytes);
  memory = moved;
  return true;
}

bool Heap::grow_object(Object*& object, std::size_t new_bytes) {
  if (object->size_class != kLarge) return false;
  Large* block = reinterpret_cast<Large*>(object) - 1;
  if (new_bytes <= block->bytes) return true;
  const std::size_t extra = new_bytes - block->bytes;
  if (used_ + extra > limit_) return false;
  auto* moved = static_cast<Large*>(std::realloc(block, sizeof(Large) + new_bytes));
  if (!moved) return false;
  if (moved->previous) moved->previous->next = moved;
  else large_ = moved;
  if (moved->next) moved->next->previous = moved;
  moved->bytes = new_bytes;
  used_ += extra;
  object = reinterpret_cast<Object*>(moved + 1);
  return true;
}

bool Heap::refuse(std::uint64_t bytes) {
  vm_->raise_memory_error(bytes);
  return false;
}

void Heap::attach_type(Type* type) {
  // Classes made by the script live as long as their instances; native types live as long as the session.
  if (type && !type->native) ++type->refs;
}

void Heap::destroy(Object* object) {
  Type* type = object->type;
  if (type->has_finalizer && !closing && !(object->flags & Object::kFinalized)) [[unlikely]] {
    if (vm_->needs_finalizer(object)) {
      object->flags |= Object::kFinalized;
      object->refs = 1;
      finalizers.push_back(Value::adopt(object));
      vm_->interrupt();
      return;
    }
  }
  if (closing) return;  // the session is torn down: memory goes as a whole
  if (depth_ >= 40) {
    trash_.push_back(object);  // a long chain: the outermost call goes on with it
    return;
  }
  ++depth_;
  drop_contents(object);
  free_object(object);
  if (!type->native) release(type);
  if (--depth_ == 0) {
    while (!trash_.empty()) {
      Object* next = trash_.back();
      trash_.pop_back();
      Type* next_type = next->type;
      ++depth_;
      drop_contents(next);
      free_object(next);
      if (!next_type->native) release(next_type);
      --depth_;
    }
  }
}

void Heap::each_raw(void (*visit)(void*, Object*), void* context) {
  for (const Page& page : object_pages_) {
    for (std::size_t i = 0; i < page.slots; ++i) {
      auto* object = reinterpret_cast<Object*>(page.memory + i * page.slot_bytes);
      if (object->type) visit(context, object);
    }
  }
  for (Large* block = large_; block;) {
    Large* next = block->next;
    visit(context, reinterpret_cast<Object*>(block + 1));
    block = next;
  }
}

std::size_t Heap::collect_cycles() {
  // 1. Give each container a working count; 2. subtract the references that come from containers; what is left above
  // zero is held from outside; 3. everything reachable from those is alive; 4. the rest is garbage.
  const auto is_container = [](const Object* object) {
    return object->type->slots.traverse || object->type->attributes_offset != 0 || !object->type->native;
  };
  std::size_t count = 0;
  each([&](Object* object) { count += is_container(object); });
  // Where memory has run out the collector must not be what ends the script: all it needs is asked for first.
  if (!system_has(count * (2 * sizeof(Object*) + sizeof(Value) + CountTable::kMostBytes) + 4096)) {
    collect_at_ = live_ * 2;
    return 0;
  }
  std::vector<Object*> containers, alive;
  std::vector<Value> garbage;
  containers.reserve(count);
  alive.reserve(count);
  garbage.reserve(count);
  each([&](Object* object) {
    object->gc = 0;
    if (is_container(object)) containers.push_back(object);
  });
  CountTable counts(containers.size());
  for (Object* object : containers) {
    object->gc = 1;
    counts[object] = object->refs;
  }
  auto each_reference = [](Object* object, auto&& visit) {
    using Visit = std::remove_reference_t<decltype(visit)>;
    auto thunk = [](void* context, const Value& value) {
      if (value.is_object() && value.object()) (*static_cast<Visit*>(context))(value.object());
    };
    traverse_object(object, thunk, &visit);
  };
  for (Object* object : containers) {
    each_reference(object, [&](Object* target) {
      if (target->gc == 1) {
        std::uint32_t& count = counts[target];
        if (count > 0) --count;
      }
    });
  }
  for (Object* object : containers) {
    if (counts[object] > 0) {
      object->gc = 2;
      alive.push_back(object);
    }
  }
  while (!alive.empty()) {
    Object* object = alive.back();
    alive.pop_back();
    each_reference(object, [&](Object* target) {
      if (target->gc == 1) {
        target->gc = 2;
        alive.push_back(target);
      }
    });
  }
  for (Object* object : containers) {
    if (object->gc == 1) garbage.push_back(Value::object(object));
  }
  // Finalizers first; whatever has one is kept until the next collection.
  std::size_t freed = garbage.size();
  bool finalizing = false;
  for (Value& value : garbage) {
    Object* object = value.object();
    if (object->type->has_finalizer && !(object->flags & Object::kFinalized) && vm_->needs_finalizer(object)) {
      object->flags |= Object::kFinalized;
      finalizers.push_back(value);
      finalizing = true;
    }
  }
  if (finalizing) {
    vm_->interrupt();
    freed = 0;
  } else {
    for (Value& value : garbage) clear_object(*this, value.object());
  }
  garbage.clear();
  collect_at_ = live_ * 2 > 100000 ? live_ * 2 : 100000;
  return freed;
}

}  // namespace logit::script
