// Value: everything a script can hold, in eight bytes.
//
// Floats and small integers are stored in the word itself; everything else is a pointer to a reference counted
// Object. Copying a Value counts the object up, destroying it counts down, moving is free: native code
// written with Values cannot leak. The encoding (JavaScriptCore's) keeps pointers untouched, so that following one
// costs nothing:
//     0x0000 pppp pppp pppp   pointer to Object
//     0x0001 0000 0000 00ii   immediates: undefined, error, pending, None, False, True, ...
//     0x0002 ... 0xFFFD ...   double, its bits + 2^49
//     0xFFFE iiii iiii iiii   small integer, 48 bits with sign
#pragma once

#include <bit>
#include <cstdint>
#include <cstddef>

namespace logit::script {

struct Type;
class Vm;
class Heap;

/// The head of every heap object. Allocated and freed by Heap only.
struct Object {
  std::uint32_t refs = 1;
  std::uint8_t size_class = 0;  ///< where Heap put it
  std::uint8_t gc = 0;          ///< the cycle collector's mark
  std::uint16_t flags = 0;      ///< for the object's own type, except kFinalized
  Type* type = nullptr;
  static constexpr std::uint16_t kFinalized = 0x8000;  ///< its __del__ has been called
  static constexpr std::uint16_t kStrFlag = 0x4000;    ///< a Str: compares and hashes as text
};

/// Frees `object`, whose last reference has gone. Long chains do not recurse.
void dispose(Object* object);

inline void retain(Object* object) { ++object->refs; }
inline void release(Object* object) {
  if (--object->refs == 0) [[unlikely]] dispose(object);
}

class Value {
 public:
  static constexpr std::uint64_t kImmediate = std::uint64_t{1} << 48;
  static constexpr std::uint64_t kDoubleOffset = std::uint64_t{1} << 49;
  static constexpr std::uint64_t kIntTag = std::uint64_t{0xFFFE} << 48;
  static constexpr std::int64_t kMaxSmallInt = (std::int64_t{1} << 47) - 1;
  static constexpr std::int64_t kMinSmallInt = -(std::int64_t{1} << 47);
  static constexpr std::uint64_t kUndefinedBits = kImmediate, kErrorBits = kImmediate + 1, kPendingBits = kImmediate + 2,
                                 kNoneBits = kImmediate + 3, kFalseBits = kImmediate + 4, kTrueBits = kImmediate + 5,
                                 kEllipsisBits = kImmediate + 6, kNotImplementedBits = kImmediate + 7;

  Value() : bits_(kUndefinedBits) {}
  Value(const Value& other) : bits_(other.bits_) {
    if (is_object()) ++object()->refs;
  }
  Value(Value&& other) noexcept : bits_(other.bits_) { other.bits_ = kUndefinedBits; }
  Value& operator=(const Value& other) {
    Value copy(other);
    swap(copy);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    const std::uint64_t old = bits_;
    bits_ = other.bits_;
    if (this != &other) {
      other.bits_ = kUndefinedBits;
      release_bits(old);
    }
    return *this;
  }
  ~Value() { release_bits(bits_); }
  void swap(Value& other) noexcept {
    const std::uint64_t mine = bits_;
    bits_ = other.bits_;
    other.bits_ = mine;
  }

  /// No value: a missing argument, an unbound variable, the end of an iteration.
  static Value undefined() { return Value(kUndefinedBits, Raw{}); }
  /// "An exception is set in the Vm": what every failing function returns.
  static Value error() { return Value(kErrorBits, Raw{}); }
  /// "A frame was pushed; its result is the result": see Vm::start. To be returned at once.
  static Value pending() { return Value(kPendingBits, Raw{}); }
  static Value none() { return Value(kNoneBits, Raw{}); }
  static Value boolean(bool b) { return Value(b ? kTrueBits : kFalseBits, Raw{}); }
  static Value ellipsis() { return Value(kEllipsisBits, Raw{}); }
  static Value not_implemented() { return Value(kNotImplementedBits, Raw{}); }
  /// i must fit: see fits_small_int. Vm::integer makes an int of any std::int64_t.
  static Value small_int(std::int64_t i) {
    return Value(kIntTag | (static_cast<std::uint64_t>(i) & 0xFFFFFFFFFFFF), Raw{});
  }
  static constexpr bool fits_small_int(std::int64_t i) { return i >= kMinSmallInt && i <= kMaxSmallInt; }
  static Value number(double d) {
    if (d != d) [[unlikely]] {
      // A negative NaN could look like a tag. The payload stays: it tells float('nan') objects apart (`is`, `in`).
      const std::uint64_t bits = (std::bit_cast<std::uint64_t>(d) & 0x7FFFFFFFFFFFFFFF) | 0x7FF8000000000000;
      return Value(bits + kDoubleOffset, Raw{});
    }
    return Value(std::bit_cast<std::uint64_t>(d) + kDoubleOffset, Raw{});
  }
  /// Another reference to `object`.
  static Value object(Object* object) {
    ++object->refs;
    return adopt(object);
  }
  /// Takes over the caller's reference.
  static Value adopt(Object* object) {
    return Value(static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(object)), Raw{});
  }

  bool is_object() const { return (bits_ >> 48) == 0; }
  bool is_small_int() const { return bits_ >= kIntTag; }
  bool is_double() const { return bits_ >= kDoubleOffset && bits_ < kIntTag; }
  bool is_undefined() const { return bits_ == kUndefinedBits; }
  bool is_error() const { return bits_ == kErrorBits; }
  bool is_pending() const { return bits_ == kPendingBits; }
  bool is_none() const { return bits_ == kNoneBits; }
  bool is_true() const { return bits_ == kTrueBits; }
  bool is_false() const { return bits_ == kFalseBits; }
  bool is_bool() const { return (bits_ | 1) == kTrueBits; }
  bool is_ellipsis() const { return bits_ == kEllipsisBits; }
  bool is_not_implemented() const { return bits_ == kNotImplementedBits; }
  /// A real value: neither undefined, error nor pending.
  bool ok() const { return bits_ - kImmediate > 2; }

  Object* object() const { return reinterpret_cast<Object*>(static_cast<std::uintptr_t>(bits_)); }
  std::int64_t small_int() const { return static_cast<std::int64_t>(bits_ << 16) >> 16; }
  double number() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
  /// Identity, Python's `is` (floats and ints of the same value are identical here).
  bool same(const Value& other) const { return bits_ == other.bits_; }

  /// An object of exactly this type (no subclass).
  bool is_exact(const Type* type) const { return is_object() && object()->type == type; }
  /// The pointer as T, unchecked.
  template <class T>
  T* as() const {
    return static_cast<T*>(object());
  }

  std::uint64_t bits() const { return bits_; }
  /// The interpreter's door: a word whose reference is already counted, and the way back.
  static Value from_bits(std::uint64_t bits) { return Value(bits, Raw{}); }
  std::uint64_t take_bits() {
    const std::uint64_t bits = bits_;
    bits_ = kUndefinedBits;
    return bits;
  }

 private:
  struct Raw {};
  Value(std::uint64_t bits, Raw) : bits_(bits) {}
  static void release_bits(std::uint64_t bits) {
    if ((bits >> 48) == 0) release(reinterpret_cast<Object*>(static_cast<std::uintptr_t>(bits)));
  }
  std::uint64_t bits_;
};
static_assert(sizeof(Value) == 8);

/// A Value that does not own its reference, for handing a pointer to something that takes `const Value&`.
struct Borrowed {
  union {
    Value value;
  };
  explicit Borrowed(Object* object) : value(Value::adopt(object)) {}
  ~Borrowed() {}
};
inline Borrowed borrowed(Object* object) { return Borrowed(object); }

/// An owning pointer to an object of a known C++ type; null is allowed. Converts to Value.
template <class T>
class Ref {
 public:
  Ref() = default;
  Ref(std::nullptr_t) {}
  explicit Ref(T* object) : object_(object) {
    if (object) retain(object);
  }
  static Ref adopt(T* object) {
    Ref ref;
    ref.object_ = object;
    return ref;
  }
  Ref(const Ref& other) : Ref(other.object_) {}
  Ref(Ref&& other) noexcept : object_(other.object_) { other.object_ = nullptr; }
  Ref& operator=(Ref other) noexcept {
    T* mine = object_;
    object_ = other.object_;
    other.object_ = mine;
    return *this;
  }
  ~Ref() {
    if (object_) release(object_);
  }
  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  T* detach() {
    T* object = object_;
    object_ = nullptr;
    return object;
  }
  Value value() const { return object_ ? Value::object(object_) : Value(); }
  operator Value() && { return object_ ? Value::adopt(detach()) : Value(); }
  operator Value() const& { return value(); }

 private:
  T* object_ = nullptr;
};

}  // namespace logit::script
