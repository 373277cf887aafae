// Ints and floats as the types' own code sees them.
//
// An int is unboxed (48 bits), or an Int object: 64 bits inline, a BigInt beyond. An Int object may also hold a
// small value, as instance of a class derived from int. Floats are unboxed; a Float object is always an
// instance of a derived class.
#pragma once

#include <optional>

#include "script/objects/bigint.h"
#include "script/vm/vm.h"

namespace logit::script {

struct Int : Object {
  std::int64_t small = 0;
  std::optional<BigInt> big;  ///< the value when it does not fit `small`
  std::size_t charged = 0;    ///< what `big` costs, as told to the heap
};

struct Float : Object {
  double value = 0;
};

/// An int looked at without copying it.
struct IntView {
  std::int64_t small = 0;
  const BigInt* big = nullptr;  ///< null: the value is `small`

  bool is_small() const { return !big; }
  bool is_zero() const { return !big && small == 0; }
  bool is_negative() const { return big ? big->is_negative() : small < 0; }
  std::size_t bit_length() const;
  BigInt widened() const { return big ? *big : BigInt(small); }
};

/// Sees `value` as an int (bool and derived classes included); false if it is none.
inline bool int_view(const Vm& vm, const Value& value, IntView& out) {
  if (value.is_small_int()) {
    out = {value.small_int(), nullptr};
    return true;
  }
  if (value.is_bool()) {
    out = {value.is_true(), nullptr};
    return true;
  }
  if (!value.is_object() || !value.object()->type->is_subtype(vm.types.int_)) return false;
  const Int* object = value.as<Int>();
  out = {object->small, object->big ? &*object->big : nullptr};
  return true;
}

/// Sees `value` as a float (derived classes included); false if it is none.
inline bool float_view(const Vm& vm, const Value& value, double& out) {
  if (value.is_double()) {
    out = value.number();
    return true;
  }
  if (!value.is_object() || !value.object()->type->is_subtype(vm.types.float_)) return false;
  out = value.as<Float>()->value;
  return true;
}

/// The smallest form that holds the number.
Value make_int(Vm& vm, BigInt&& number);
/// The whole part of a finite float.
Value int_from_double(Vm& vm, double x);
/// int -> float; OverflowError "int too large to convert to float".
bool int_to_double(Vm& vm, const IntView& number, double& out);
/// True when an int of so many bits may be made; else MemoryError is set.
bool request_bits(Vm& vm, std::uint64_t bits);
/// Counts the work of an operation on numbers of a and b bits; false: too much, an error is set.
bool charge_product(Vm& vm, std::size_t bits_a, std::size_t bits_b);
/// The same for their greatest common divisor.
bool charge_gcd(Vm& vm, std::size_t bits_a, std::size_t bits_b);
/// Digits in base 2 to 36 with sign; ValueError beyond the limit for decimal ones.
bool int_to_text(Vm& vm, const IntView& number, int base, std::string& out);
/// What int(text, base) gives, or its ValueError.
Value int_from_text(Vm& vm, const Value& text, int base);
/// pow(base, exponent, modulus) of ints.
Value int_power_mod(Vm& vm, const IntView& base, const IntView& exponent, const IntView& modulus);
/// floor(x), ceil(x), trunc(x) as int; errors for inf and nan.
Value float_to_int(Vm& vm, double x);

/// -1, 0, 1; 2 when not ordered (nan). Both must be numbers.
bool compare_numbers(const Vm& vm, const Value& a, const Value& b, int& order);

/// CPython's hashes.
std::int64_t hash_double(double x);
inline std::int64_t hash_int64(std::int64_t i) {
  constexpr std::int64_t p = (std::int64_t{1} << 61) - 1;
  const std::int64_t h = i % p;
  return h == -1 ? -2 : h;
}
inline std::int64_t hash_int(const IntView& i) { return i.big ? i.big->hash() : hash_int64(i.small); }
/// Hash of a tuple from the hashes of its items. Source: CPython's tuplehash (xxHash).
class TupleHash {
 public:
  void add(std::uint64_t lane) {
    h_ += lane * 14029467366897019727u;
    h_ = h_ << 31 | h_ >> 33;
    h_ *= 11400714785074694791u;
    ++count_;
  }
  std::uint64_t finish() const {
    const std::uint64_t h = h_ + (count_ ^ (2870177450012600261u ^ 3527539u));
    return h == static_cast<std::uint64_t>(-1) ? 1546275796u : h;
  }

 private:
  std::uint64_t h_ = 2870177450012600261u;
  std::uint64_t count_ = 0;
};

/// x ** y with Python's errors; a negative number to a fractional power is refused (it would be complex).
Value float_power(Vm& vm, double x, double y);
/// Python's x % y and x // y; y is not 0.
double float_mod(double x, double y);
double float_floor_divide(double x, double y);

/// format(number, spec) for an int (bool too) and a float.
Value format_int_value(Vm& vm, const Value& value, std::string_view spec);
Value format_float_value(Vm& vm, const Value& value, std::string_view spec);

}  // namespace logit::script
