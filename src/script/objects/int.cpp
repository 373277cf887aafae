// int and bool: operators, conversions, methods.
//
// Everything is tried in 64 bits first and done with BigInt on overflow. Whatever can be large is announced to the
// heap (request_bits) and counted (charge_product) before the work begins.

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/format.h"
#include "script/objects/float_text.h"
#include "script/objects/format_spec.h"
#include "script/objects/numbers.h"

namespace logit::script {

namespace {

// Beyond this an int is refused: two million bytes are five million digits.
constexpr std::uint64_t kMaxBits = std::uint64_t{1} << 24;
// Products of two digits that one operation may take: less than half a second, for the machine cannot stop inside.
constexpr double kMaxWork = 1.5e8;

/// Sees an int as BigInt, copying only small ones.
class Wide {
 public:
  explicit Wide(const IntView& view) : big_(view.big) {
    if (!big_) small_.emplace(view.small);
  }
  const BigInt& operator*() const { return big_ ? *big_ : *small_; }

 private:
  const BigInt* big_;
  std::optional<BigInt> small_;
};

bool both(Vm& vm, const Value& left, const Value& right, IntView& a, IntView& b) {
  return int_view(vm, left, a) && int_view(vm, right, b);
}

Value int_add(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  std::int64_t sum;
  if (!a.big && !b.big && !__builtin_add_overflow(a.small, b.small, &sum)) return vm.integer(sum);
  if (!request_bits(vm, std::max(a.bit_length(), b.bit_length()) + 1)) return Value::error();
  return make_int(vm, *Wide(a) + *Wide(b));
}

Value int_sub(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  std::int64_t difference;
  if (!a.big && !b.big && !__builtin_sub_overflow(a.small, b.small, &difference)) return vm.integer(difference);
  if (!request_bits(vm, std::max(a.bit_length(), b.bit_length()) + 1)) return Value::error();
  return make_int(vm, *Wide(a) - *Wide(b));
}

Value int_mul(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  std::int64_t product;
  if (!a.big && !b.big && !__builtin_mul_overflow(a.small, b.small, &product)) return vm.integer(product);
  if (!request_bits(vm, a.bit_length() + b.bit_length())) return Value::error();
  if (!charge_product(vm, a.bit_length(), b.bit_length())) return Value::error();
  return make_int(vm, *Wide(a) * *Wide(b));
}

Value int_truediv(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  if (b.is_zero()) return vm.raise(vm.types.zero_division_error, "division by zero");
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  if (!a.big && !b.big && a.small <= exact && a.small >= -exact && b.small <= exact && b.small >= -exact) {
    return Value::number(static_cast<double>(a.small) / static_cast<double>(b.small));
  }
  if (!charge_product(vm, b.bit_length(), 128)) return Value::error();
  const auto quotient = BigInt::true_divide(*Wide(a), *Wide(b));
  if (!quotient) return vm.overflow_error("integer division result too large for a float");
  return Value::number(*quotient);
}

/// Quotient and remainder, rounded down; false: an error is set.
bool floor_divide(Vm& vm, const IntView& a, const IntView& b, Value* quotient, Value* remainder) {
  if (!a.big && !b.big && b.small != -1) {
    std::int64_t q = a.small / b.small;
    std::int64_t r = a.small % b.small;
    if (r != 0 && (r < 0) != (b.small < 0)) {
      --q;
      r += b.small;
    }
    if (quotient) *quotient = vm.integer(q);
    if (remainder) *remainder = vm.integer(r);
    return true;
  }
  const std::size_t size = a.bit_length();
  const std::size_t divisor = b.bit_length();
  if (!request_bits(vm, size + 1) || !request_bits(vm, divisor + 1)) return false;
  if (size > divisor && !charge_product(vm, size - divisor, divisor)) return false;
  BigInt q, r;
  BigInt::floor_divide(*Wide(a), *Wide(b), quotient ? &q : nullptr, remainder ? &r : nullptr);
  if (quotient) *quotient = make_int(vm, std::move(q));
  if (remainder) *remainder = make_int(vm, std::move(r));
  return true;
}

Value int_floordiv(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  if (b.is_zero()) return vm.raise(vm.types.zero_division_error, "integer division or modulo by zero");
  Value q;
  return floor_divide(vm, a, b, &q, nullptr) ? q : Value::error();
}

Value int_mod(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  if (b.is_zero()) return vm.raise(vm.types.zero_division_error, "integer modulo by zero");
  Value r;
  return floor_divide(vm, a, b, nullptr, &r) ? r : Value::error();
}

Value int_divmod(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  if (b.is_zero()) return vm.raise(vm.types.zero_division_error, "integer division or modulo by zero");
  Value q, r;
  if (!floor_divide(vm, a, b, &q, &r)) return Value::error();
  return vm.tuple_of(q, r);
}

Value int_pow(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  if (b.is_negative()) {
    double x = 0, y = 0;
    if (!int_to_double(vm, a, x) || !int_to_double(vm, b, y)) return Value::error();
    return float_power(vm, x, y);
  }
  if (b.is_zero()) return Value::small_int(1);
  if (!a.big && (a.small == 0 || a.small == 1)) return Value::small_int(a.small);
  if (!a.big && a.small == -1) {
    const bool odd = b.big ? b.big->is_odd() : (b.small & 1) != 0;
    return Value::small_int(odd ? -1 : 1);
  }
  const std::size_t bits = a.bit_length();
  if (b.big || static_cast<std::uint64_t>(b.small) > kMaxBits * 2) {
    const double wanted = b.big ? 9e18 : static_cast<double>(bits - 1) * static_cast<double>(b.small);
    request_bits(vm, static_cast<std::uint64_t>(std::min(wanted, 9e18)));
    return Value::error();
  }
  const auto exponent = static_cast<std::uint32_t>(b.small);
  if (!a.big && bits * exponent <= 63) {
    std::int64_t result = 1;
    for (std::uint32_t i = 0; i < exponent; ++i) result *= a.small;
    return vm.integer(result);
  }
  // The result has more than (bits - 1) * exponent bits.
  const std::uint64_t result_bits = static_cast<std::uint64_t>(bits) * exponent;
  if (!request_bits(vm, static_cast<std::uint64_t>(bits - 1) * exponent + 1)) return Value::error();
  if (!charge_product(vm, result_bits / 2, result_bits / 2)) return Value::error();
  if (!a.big && a.small == 2) return make_int(vm, BigInt::power_of_two(exponent));
  return make_int(vm, BigInt::power(*Wide(a), exponent));
}

/// The shift distance; false when it is too large to be one (an error is set unless `huge`).
bool shift_distance(Vm& vm, const IntView& b, std::uint64_t& distance, bool& huge) {
  huge = false;
  if (b.is_negative()) {
    vm.value_error("negative shift count");
    return false;
  }
  if (b.big) {
    huge = true;
    return false;
  }
  distance = static_cast<std::uint64_t>(b.small);
  return true;
}

Value int_lshift(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  std::uint64_t distance = 0;
  bool huge;
  const bool fits = shift_distance(vm, b, distance, huge);
  if (!fits && !huge) return Value::error();
  if (a.is_zero()) return Value::small_int(0);
  if (huge || distance > std::uint64_t{1} << 60) return vm.overflow_error("too many digits in integer");
  const std::size_t bits = a.bit_length();
  if (!a.big && bits + distance <= 62) return vm.integer(a.small * (std::int64_t{1} << distance));
  if (!request_bits(vm, bits + distance)) return Value::error();
  return make_int(vm, *Wide(a) << static_cast<std::size_t>(distance));
}

Value int_rshift(Vm& vm, const Value& left, const Value& right) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  std::uint64_t distance = 0;
  bool huge;
  if (!shift_distance(vm, b, distance, huge)) {
    return huge ? Value::small_int(a.is_negative() ? -1 : 0) : Value::error();
  }
  if (!a.big) return vm.integer(a.small >> std::min<std::uint64_t>(distance, 63));
  if (distance >= a.bit_length()) return Value::small_int(a.is_negative() ? -1 : 0);
  return make_int(vm, *a.big >> static_cast<std::size_t>(distance));
}

template <class Small, class Large>
Value bitwise(Vm& vm, const Value& left, const Value& right, Small small, Large large) {
  IntView a, b;
  if (!both(vm, left, right, a, b)) return Value::not_implemented();
  if (!a.big && !b.big) return vm.integer(small(a.small, b.small));
  if (!request_bits(vm, std::max(a.bit_length(), b.bit_length()) + 1)) return Value::error();
  return make_int(vm, large(*Wide(a), *Wide(b)));
}

Value int_and(Vm& vm, const Value& left, const Value& right) {
  return bitwise(vm, left, right, [](std::int64_t a, std::int64_t b) { return a & b; },
                 [](const BigInt& a, const BigInt& b) { return a & b; });
}
Value int_or(Vm& vm, const Value& left, const Value& right) {
  return bitwise(vm, left, right, [](std::int64_t a, std::int64_t b) { return a | b; },
                 [](const BigInt& a, const BigInt& b) { return a | b; });
}
Value int_xor(Vm& vm, const Value& left, const Value& right) {
  return bitwise(vm, left, right, [](std::int64_t a, std::int64_t b) { return a ^ b; },
                 [](const BigInt& a, const BigInt& b) { return a ^ b; });
}

Value bool_and(Vm& vm, const Value& left, const Value& right) {
  if (left.is_bool() && right.is_bool()) return Value::boolean(left.is_true() && right.is_true());
  return int_and(vm, left, right);
}
Value bool_or(Vm& vm, const Value& left, const Value& right) {
  if (left.is_bool() && right.is_bool()) return Value::boolean(left.is_true() || right.is_true());
  return int_or(vm, left, right);
}
Value bool_xor(Vm& vm, const Value& left, const Value& right) {
  if (left.is_bool() && right.is_bool()) return Value::boolean(left.is_true() != right.is_true());
  return int_xor(vm, left, right);
}

/// The value as a plain int: what +x gives for bools and derived classes.
Value plain(Vm& vm, const Value& self) {
  if (self.is_small_int() || self.is_exact(vm.types.int_)) return self;
  IntView a;
  int_view(vm, self, a);
  return a.big ? make_int(vm, BigInt(*a.big)) : vm.integer(a.small);
}

Value int_neg(Vm& vm, const Value& self) {
  IntView a;
  int_view(vm, self, a);
  if (!a.big && a.small != INT64_MIN) return vm.integer(-a.small);
  return make_int(vm, -*Wide(a));
}

Value int_invert(Vm& vm, const Value& self) {
  IntView a;
  int_view(vm, self, a);
  return a.big ? make_int(vm, ~*a.big) : vm.integer(~a.small);
}

Value int_abs(Vm& vm, const Value& self) {
  IntView a;
  int_view(vm, self, a);
  return a.is_negative() ? int_neg(vm, self) : plain(vm, self);
}

Value int_repr(Vm& vm, const Value& self) {
  if (self.is_small_int()) {
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, self.small_int()).ptr;
    return vm.str(std::string_view(buffer, static_cast<std::size_t>(end - buffer)));
  }
  IntView a;
  int_view(vm, self, a);
  std::string text;
  return int_to_text(vm, a, 10, text) ? vm.str(text) : Value::error();
}

Value int_hash(Vm& vm, const Value& self) {
  IntView a;
  int_view(vm, self, a);
  return vm.integer(hash_int(a));
}

Value int_truth(Vm& vm, const Value& self) {
  IntView a;
  int_view(vm, self, a);
  return Value::boolean(!a.is_zero());
}

Value int_to_float(Vm& vm, const Value& self) {
  IntView a;
  int_view(vm, self, a);
  double x = 0;
  return int_to_double(vm, a, x) ? Value::number(x) : Value::error();
}

Value int_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  int order;
  if (!compare_numbers(vm, left, right, order)) return Value::not_implemented();
  switch (op) {
    case Compare::lt: return Value::boolean(order == -1);
    case Compare::le: return Value::boolean(order == -1 || order == 0);
    case Compare::eq: return Value::boolean(order == 0);
    case Compare::ne: return Value::boolean(order != 0);
    case Compare::gt: return Value::boolean(order == 1);
    case Compare::ge: return Value::boolean(order == 1 || order == 0);
  }
  return Value::not_implemented();
}

void int_dealloc(Heap& heap, Object* object) {
  auto* self = static_cast<Int*>(object);
  heap.refund(self->charged);
  self->~Int();
}

// --- construction ---------------------------------------------------------------------------------------------

/// `number` (an int) as an instance of the class: itself for int, a new object for derived classes.
Value as_instance(Vm& vm, const Value& class_value, const Value& number) {
  if (number.is_error() || class_value.as<Type>() == vm.types.int_) return number;
  IntView a;
  int_view(vm, number, a);
  auto object = vm.allocate<Int>(class_value);
  object->small = a.small;
  if (a.big) {
    object->big = *a.big;
    object->charged = object->big->bytes();
    vm.heap.charge(object->charged);
  }
  return object;
}

/// int(x) where x has conversion methods of the script.
Task int_from_object(Vm& vm, Value class_value, Value x) {
  Type* type = vm.type_of(x);
  Value result;
  if (type->slots.to_int || type->slots.index) {
    const bool by_int = type->slots.to_int != nullptr;
    result = co_await Await((by_int ? type->slots.to_int : type->slots.index)(vm, x));
    if (result.is_error()) co_return result;
    if (!vm.is_int(result)) {
      co_return vm.type_error(by_int ? "__int__" : "__index__", " returned non-int (type ", vm.type_name(result), ")");
    }
  } else {
    result = co_await vm.call_method(x, vm.names.__trunc__);
    if (result.is_error()) co_return result;
    if (!vm.is_int(result)) result = co_await vm.index(result);
    if (result.is_error()) co_return result;
  }
  co_return as_instance(vm, class_value, plain(vm, result));
}

Task int_with_base(Vm& vm, Value class_value, Value text, Value base_value) {
  Value base = co_await vm.index(base_value);
  if (base.is_error()) co_return base;
  IntView b;
  int_view(vm, base, b);
  if (b.big || (b.small != 0 && (b.small < 2 || b.small > 36))) {
    co_return vm.value_error("int() base must be >= 2 and <= 36, or 0");
  }
  if (!vm.is_str(text)) co_return vm.type_error("int() can't convert non-string with explicit base");
  co_return as_instance(vm, class_value, int_from_text(vm, text, static_cast<int>(b.small)));
}

Value int_construct(Vm& vm, Args args) {
  if (!args.has(1)) {
    if (args.has(2)) return vm.type_error("int() missing string argument");
    return as_instance(vm, args[0], Value::small_int(0));
  }
  if (args.has(2)) return vm.start(int_with_base(vm, args[0], args[1], args[2]));
  const Value& x = args[1];
  if (x.is_small_int() || x.is_bool() || x.is_exact(vm.types.int_)) return as_instance(vm, args[0], plain(vm, x));
  double number;
  if (x.is_double() && float_view(vm, x, number)) return as_instance(vm, args[0], float_to_int(vm, number));
  if (vm.is_str(x)) return as_instance(vm, args[0], int_from_text(vm, x, 10));
  const Type* type = vm.type_of(x);
  if (type->slots.to_int || type->slots.index || type->lookup(vm.names.__trunc__)) {
    return vm.start(int_from_object(vm, args[0], x));
  }
  return vm.type_error("int() argument must be a string, a bytes-like object or a real number, not '",
                       vm.type_name(x), "'");
}

Value bool_construct(Vm& vm, Args args) {
  return args.has(1) ? vm.start_truth(args[1]) : Value::boolean(false);
}

Value bool_repr(Vm& vm, const Value& self) { return vm.str(self.is_true() ? "True" : "False"); }

// --- methods ----------------------------------------------------------------------------------------------------

Value int_bit_length(Vm& vm, Args args) {
  IntView a;
  int_view(vm, args[0], a);
  return vm.integer(static_cast<std::int64_t>(a.bit_length()));
}

Value int_bit_count(Vm& vm, Args args) {
  IntView a;
  int_view(vm, args[0], a);
  return vm.integer(static_cast<std::int64_t>(a.widened().bit_count()));
}

Value int_self(Vm& vm, Args args) { return plain(vm, args[0]); }

Value int_ratio(Vm& vm, Args args) { return vm.tuple_of(plain(vm, args[0]), Value::small_int(1)); }

Task int_round_task(Vm& vm, Value self, Value digits) {
  Value n = co_await vm.index(digits);
  if (n.is_error()) co_return n;
  IntView a, count;
  int_view(vm, self, a);
  int_view(vm, n, count);
  if (!count.is_negative()) co_return plain(vm, self);
  // More digits than the number has: zero.
  const std::size_t bits = a.bit_length();
  if (count.big || static_cast<double>(-count.small) > static_cast<double>(bits) * 0.30103 + 2) {
    co_return Value::small_int(0);
  }
  const BigInt unit = BigInt::power(BigInt(10), static_cast<std::uint32_t>(-count.small));
  co_return make_int(vm, BigInt::round_to_multiple(a.widened(), unit));
}

Value int_round(Vm& vm, Args args) {
  if (!args.has(1) || args[1].is_none()) return plain(vm, args[0]);
  return vm.start(int_round_task(vm, args[0], args[1]));
}

Value int_format(Vm& vm, Args args) {
  std::string spec;
  if (!vm.is_str(args[1])) {
    return vm.type_error("__format__() argument must be str, not ", vm.type_name(args[1]));
  }
  args[1].as<Str>()->append_utf8(spec);
  return format_int_value(vm, args[0], spec);
}

Value int_bytes_refused(Vm& vm, Args) {
  return vm.raise(vm.types.not_implemented_error,
                  "int.to_bytes() and int.from_bytes() are not available in logit: there is no bytes type");
}

Value int_getnewargs(Vm& vm, Args args) { return vm.tuple_of(plain(vm, args[0])); }

Value get_plain(Vm& vm, const Value& self) { return plain(vm, self); }
Value get_zero(Vm&, const Value&) { return Value::small_int(0); }
Value get_one(Vm&, const Value&) { return Value::small_int(1); }

constexpr NativeDef kIntConstruct{"int(x=0, /, base=10)", int_construct, "A whole number, from a number or a text."};
constexpr NativeDef kIntMethods[] = {
    {"as_integer_ratio()", int_ratio, "(self, 1)"},
    {"bit_length()", int_bit_length, "Number of bits of the magnitude."},
    {"bit_count()", int_bit_count, "Number of ones in the magnitude."},
    {"conjugate()", int_self, "The number itself."},
    {"to_bytes(length=1, byteorder='big', *, signed=False)", int_bytes_refused, "Refused."},
    {"__round__(ndigits=None, /)", int_round, "Rounds to a power of ten, ties to even."},
    {"__trunc__()", int_self, "The number itself."},
    {"__floor__()", int_self, "The number itself."},
    {"__ceil__()", int_self, "The number itself."},
    {"__format__(format_spec, /)", int_format, "The number as text."},
    {"__getnewargs__()", int_getnewargs, "What to make a copy from."},
    {}};
constexpr NativeDef kIntClassMethods[] = {
    {"from_bytes(bytes, byteorder='big', *, signed=False)", int_bytes_refused, "Refused."}, {}};
constexpr GetSetDef kIntProperties[] = {{"real", get_plain, nullptr, "The number itself."},
                                        {"imag", get_zero, nullptr, "0"},
                                        {"numerator", get_plain, nullptr, "The number itself."},
                                        {"denominator", get_one, nullptr, "1"},
                                        {}};
constexpr NativeDef kBoolConstruct{"bool(x=False, /)", bool_construct, "Whether x counts as true."};

}  // namespace

std::size_t IntView::bit_length() const {
  if (big) return big->bit_length();
  const std::uint64_t magnitude = small < 0 ? 0 - static_cast<std::uint64_t>(small) : static_cast<std::uint64_t>(small);
  return static_cast<std::size_t>(std::bit_width(magnitude));
}

Value make_int(Vm& vm, BigInt&& number) {
  if (number.fits_int64()) return vm.integer(number.to_int64());
  auto object = vm.heap.make<Int>(vm.types.int_);
  object->charged = number.bytes();
  object->big = std::move(number);
  vm.heap.charge(object->charged);
  return object;
}

Value int_from_double(Vm& vm, double x) {
  if (std::fabs(x) < 9e18) return vm.integer(static_cast<std::int64_t>(x));
  return make_int(vm, BigInt::from_double(x));
}

Value float_to_int(Vm& vm, double x) {
  if (std::isnan(x)) return vm.value_error("cannot convert float NaN to integer");
  if (std::isinf(x)) return vm.overflow_error("cannot convert float infinity to integer");
  return int_from_double(vm, x);
}

bool int_to_double(Vm& vm, const IntView& number, double& out) {
  if (!number.big) {
    out = static_cast<double>(number.small);  // rounds to nearest, ties to even
    return true;
  }
  const auto value = number.big->to_double();
  if (!value) {
    vm.overflow_error("int too large to convert to float");
    return false;
  }
  out = *value;
  return true;
}

bool request_bits(Vm& vm, std::uint64_t bits) {
  if (bits > kMaxBits) {
    vm.raise(vm.types.memory_error, cat("this script asked for an integer of ", human_size(bits / 8),
                                        ", the lab allows ", human_size(kMaxBits / 8)));
    return false;
  }
  return vm.heap.request(BigInt::bytes_for_bits(bits));
}

namespace {
bool charge_digits(Vm& vm, double work) {
  if (work > kMaxWork) {
    vm.raise(vm.types.memory_error, "this script asked for arithmetic on integers of millions of digits, "
                                    "more than the lab does in one step");
    return false;
  }
  return work < 64 || vm.charge_plain(static_cast<std::int64_t>(work / 16));
}
}  // namespace

bool charge_gcd(Vm& vm, std::size_t bits_a, std::size_t bits_b) {
  return charge_digits(vm, 8.0 * static_cast<double>(bits_a / 60 + 1) * static_cast<double>(bits_b / 60 + 1));
}

bool charge_product(Vm& vm, std::size_t bits_a, std::size_t bits_b) {
  // Digits of 60 bits; schoolbook below a few thousand of them, about n ** 1.5 above.
  const double a = static_cast<double>(bits_a / 60 + 1);
  const double b = static_cast<double>(bits_b / 60 + 1);
  const double small = std::min(a, b);
  return charge_digits(vm, a * b / std::max(1.0, std::sqrt(small / 80)));
}

bool int_to_text(Vm& vm, const IntView& number, int base, std::string& out) {
  if (!number.big) {
    if (base == 10) {
      out += std::to_string(number.small);
    } else {
      out += BigInt(number.small).to_string(base);
    }
    return true;
  }
  const bool power_of_two = (base & (base - 1)) == 0;
  std::string text;
  bool too_long = !power_of_two && number.big->decimal_digits_at_least() > kMaxDecimalDigits;
  if (!too_long) {
    text = number.big->to_string(base);
    too_long = !power_of_two && text.size() - (text[0] == '-') > kMaxDecimalDigits;
  }
  if (too_long) {
    vm.value_error("Exceeds the limit (4300 digits) for integer string conversion; "
                   "use sys.set_int_max_str_digits() to increase the limit");
    return false;
  }
  out += text;
  return true;
}

Value int_from_text(Vm& vm, const Value& text, int base) {
  const Str* s = text.as<Str>();
  std::string storage;
  std::string_view view;
  if (s->ascii) {
    view = s->ascii_view();
  } else {
    s->append_utf8(storage);
    view = storage;
  }
  IntText parsed = parse_int(view, base);
  switch (parsed.status) {
    case IntText::ok:
      return parsed.is_small ? vm.integer(parsed.small) : make_int(vm, std::move(parsed.big));
    case IntText::too_long:
      return vm.value_error("Exceeds the limit (4300 digits) for integer string conversion: value has ",
                            parsed.digits, " digits; use sys.set_int_max_str_digits() to increase the limit");
    case IntText::invalid: break;
  }
  const Value shown = vm.types.str->slots.repr(vm, text);
  std::string repr = shown.as<Str>()->utf8();
  return vm.value_error("invalid literal for int() with base ", base, ": ", repr);
}

Value int_power_mod(Vm& vm, const IntView& base, const IntView& exponent, const IntView& modulus) {
  if (modulus.is_zero()) return vm.value_error("pow() 3rd argument cannot be 0");
  const std::size_t digits = modulus.bit_length();
  const double work = 1.5 * static_cast<double>(exponent.bit_length()) * static_cast<double>(digits / 60 + 1) *
                      static_cast<double>(digits / 60 + 1);
  if (!charge_digits(vm, work)) return Value::error();
  const BigInt m = modulus.widened();
  BigInt b = base.widened();
  BigInt e = exponent.widened();
  if (exponent.is_negative()) {
    auto inverse = BigInt::inverse_mod(b, m.abs());
    if (!inverse) return vm.value_error("base is not invertible for the given modulus");
    b = std::move(*inverse);
    e = -e;
  }
  return make_int(vm, BigInt::power_mod(b, e, m));
}

bool compare_numbers(const Vm& vm, const Value& left, const Value& right, int& order) {
  IntView a, b;
  double x = 0, y = 0;
  const bool left_int = int_view(vm, left, a);
  const bool right_int = int_view(vm, right, b);
  if (left_int && right_int) {
    if (!a.big && !b.big) {
      order = a.small < b.small ? -1 : a.small > b.small;
    } else {
      order = BigInt::compare(*Wide(a), *Wide(b));
    }
    return true;
  }
  if (!left_int && !float_view(vm, left, x)) return false;
  if (!right_int && !float_view(vm, right, y)) return false;
  if (!left_int && !right_int) {
    order = x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
    return true;
  }
  const IntView& whole = left_int ? a : b;
  const double number = left_int ? y : x;
  if (std::isnan(number)) {
    order = 2;
    return true;
  }
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  int sign;
  if (!whole.big && whole.small <= exact && whole.small >= -exact) {
    const auto w = static_cast<double>(whole.small);
    sign = w < number ? -1 : w > number;
  } else {
    sign = BigInt::compare(*Wide(whole), number);
  }
  order = left_int ? sign : -sign;
  return true;
}

Value format_int_value(Vm& vm, const Value& value, std::string_view text) {
  if (text.empty()) return value.is_bool() ? bool_repr(vm, value) : vm.start_str(value);
  IntView a;
  int_view(vm, value, a);
  // "03d" and its like: one digit of width, with or without zeros.
  const bool zeros = text[0] == '0';
  if (text.size() == 2u + zeros && text[zeros] >= '1' && text[zeros] <= '9' && text.back() == 'd' && !a.big &&
      a.small >= 0) {
    char buffer[40];
    std::memset(buffer, zeros ? '0' : ' ', 10);
    const auto end = std::to_chars(buffer + 10, buffer + sizeof buffer, a.small).ptr;
    const auto digits = end - (buffer + 10);
    const auto start = std::min<std::ptrdiff_t>(10, 10 + digits - (text[zeros] - '0'));
    return vm.str(std::string_view(buffer + start, static_cast<std::size_t>(end - (buffer + start))));
  }
  const std::string type_name = vm.type_name(value);
  FormatSpec spec;
  FormatError problem = parse_format_spec(text, 'd', '>', type_name, spec);
  if (!problem) problem = check_int_format(spec, type_name);
  if (problem) return vm.value_error(problem.message);
  if (!vm.heap.request(static_cast<std::uint64_t>(spec.room()) * 2)) return Value::error();
  std::string out;
  switch (const int base = format_int_base(spec.type)) {
    case 0: {
      double x = 0;
      if (!int_to_double(vm, a, x)) return Value::error();
      problem = format_float(x, spec, type_name, out);
      if (problem) return vm.value_error(problem.message);
      break;
    }
    case 1:
      if (a.big) return vm.overflow_error("Python int too large to convert to C long");
      if (a.small < 0 || a.small > 0x10FFFF) return vm.overflow_error("%c arg not in range(0x110000)");
      format_int_character(static_cast<char32_t>(a.small), spec, out);
      break;
    default: {
      std::string digits;
      if (!int_to_text(vm, a, base, digits)) return Value::error();
      const bool negative = digits[0] == '-';
      format_int_digits(negative, std::string_view(digits).substr(negative ? 1 : 0), spec, out);
    }
  }
  return vm.str(out);
}

void define_int_(Vm& vm) {
  TypeSpec spec{.name = "int", .doc = "Whole numbers of any size."};
  spec.instance_bytes = sizeof(Int);
  Slots& s = spec.slots;
  s.repr = int_repr;
  s.hash = int_hash;
  s.truth = int_truth;
  s.index = s.to_int = plain;
  s.to_float = int_to_float;
  s.compare = int_compare;
  s.dealloc = int_dealloc;
  s.unary[static_cast<int>(Unary::neg)] = int_neg;
  s.unary[static_cast<int>(Unary::pos)] = plain;
  s.unary[static_cast<int>(Unary::invert)] = int_invert;
  s.unary[static_cast<int>(Unary::abs)] = int_abs;
  const auto binary = [&](Binary op, Slots::BinaryFn fn) { s.binary[static_cast<int>(op)] = fn; };
  binary(Binary::add, int_add);
  binary(Binary::sub, int_sub);
  binary(Binary::mul, int_mul);
  binary(Binary::truediv, int_truediv);
  binary(Binary::floordiv, int_floordiv);
  binary(Binary::mod, int_mod);
  binary(Binary::pow, int_pow);
  binary(Binary::divmod, int_divmod);
  binary(Binary::lshift, int_lshift);
  binary(Binary::rshift, int_rshift);
  binary(Binary::bit_and, int_and);
  binary(Binary::bit_or, int_or);
  binary(Binary::bit_xor, int_xor);
  spec.construct = &kIntConstruct;
  spec.methods = kIntMethods;
  spec.class_methods = kIntClassMethods;
  spec.properties = kIntProperties;
  vm.define(spec, vm.types.int_);
}

void define_bool_(Vm& vm) {
  TypeSpec spec{.name = "bool", .doc = "True and False.", .base = vm.types.int_};
  spec.slots.repr = bool_repr;
  const auto binary = [&](Binary op, Slots::BinaryFn fn) { spec.slots.binary[static_cast<int>(op)] = fn; };
  binary(Binary::bit_and, bool_and);
  binary(Binary::bit_or, bool_or);
  binary(Binary::bit_xor, bool_xor);
  spec.construct = &kBoolConstruct;
  spec.is_final = true;
  vm.define(spec, vm.types.bool_);
}

}  // namespace logit::script
