// float: operators, conversions, methods.

#include <bit>
#include <cmath>

#include "script/objects/float_text.h"
#include "script/objects/format_spec.h"
#include "script/objects/numbers.h"
#include "script/objects/platform_math.h"

namespace logit::script {

namespace {

enum class Operands { ready, not_mine, failed };

/// Both operands as double; ints are converted (which may overflow).
Operands operands(Vm& vm, const Value& left, const Value& right, double& x, double& y) {
  IntView i;
  if (!float_view(vm, left, x)) {
    if (!int_view(vm, left, i)) return Operands::not_mine;
    if (!vm.is_float(right)) return Operands::not_mine;
    if (!int_to_double(vm, i, x)) return Operands::failed;
  }
  if (!float_view(vm, right, y)) {
    if (!int_view(vm, right, i)) return Operands::not_mine;
    if (!int_to_double(vm, i, y)) return Operands::failed;
  }
  return Operands::ready;
}

template <class Operation>
Value arithmetic(Vm& vm, const Value& left, const Value& right, Operation operation) {
  double x, y;
  switch (operands(vm, left, right, x, y)) {
    case Operands::ready: return operation(x, y);
    case Operands::failed: return Value::error();
    case Operands::not_mine: break;
  }
  return Value::not_implemented();
}

Value float_add(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [](double x, double y) { return Value::number(x + y); });
}
Value float_sub(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [](double x, double y) { return Value::number(x - y); });
}
Value float_mul(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [](double x, double y) { return Value::number(x * y); });
}
Value float_truediv(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [&](double x, double y) {
    if (y == 0) return vm.raise(vm.types.zero_division_error, "float division by zero");
    return Value::number(x / y);
  });
}
Value float_floordiv(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [&](double x, double y) {
    if (y == 0) return vm.raise(vm.types.zero_division_error, "float floor division by zero");
    return Value::number(float_floor_divide(x, y));
  });
}
Value float_modulo(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [&](double x, double y) {
    if (y == 0) return vm.raise(vm.types.zero_division_error, "float modulo");
    return Value::number(float_mod(x, y));
  });
}
Value float_divmod(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [&](double x, double y) {
    if (y == 0) return vm.raise(vm.types.zero_division_error, "float divmod()");
    return vm.tuple_of(Value::number(float_floor_divide(x, y)), Value::number(float_mod(x, y)));
  });
}
Value float_pow(Vm& vm, const Value& left, const Value& right) {
  return arithmetic(vm, left, right, [&](double x, double y) { return float_power(vm, x, y); });
}

double number_of(Vm& vm, const Value& self) {
  double x = 0;
  float_view(vm, self, x);
  return x;
}

Value float_neg(Vm& vm, const Value& self) { return Value::number(-number_of(vm, self)); }
Value float_plain(Vm& vm, const Value& self) { return Value::number(number_of(vm, self)); }
Value float_abs(Vm& vm, const Value& self) { return Value::number(std::fabs(number_of(vm, self))); }
Value float_truth(Vm& vm, const Value& self) { return Value::boolean(number_of(vm, self) != 0); }
Value float_int(Vm& vm, const Value& self) { return float_to_int(vm, number_of(vm, self)); }
Value float_hash(Vm& vm, const Value& self) {
  const double x = number_of(vm, self);
  if (std::isnan(x)) {
    // CPython uses the object's address, so that nans do not crowd one bucket.
    return Value::small_int(self.is_object() ? static_cast<std::int64_t>(self.bits() >> 4) : 0);
  }
  return vm.integer(hash_double(x));
}

Value float_repr_slot(Vm& vm, const Value& self) {
  char buffer[40];
  return vm.str(std::string_view(buffer, float_repr(number_of(vm, self), buffer)));
}

Value float_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  return vm.types.int_->slots.compare(vm, left, right, op);
}

// --- construction ---------------------------------------------------------------------------------------------

Value as_instance(Vm& vm, const Value& class_value, double x) {
  if (class_value.as<Type>() == vm.types.float_) return Value::number(x);
  auto object = vm.allocate<Float>(class_value);
  object->value = x;
  return object;
}

Task float_from_object(Vm& vm, Value class_value, Value x) {
  Value number = co_await vm.to_float(x);
  if (number.is_error()) co_return number;
  co_return as_instance(vm, class_value, number_of(vm, number));
}

Value float_construct(Vm& vm, Args args) {
  if (!args.has(1)) return as_instance(vm, args[0], 0.0);
  const Value& x = args[1];
  double number;
  IntView i;
  if (x.is_double()) return as_instance(vm, args[0], x.number());
  if (vm.is_str(x)) {
    const std::string text = x.as<Str>()->utf8();
    const auto parsed = parse_float(strip_space(text));
    if (parsed && std::isnan(*parsed)) {
      // Each nan is an object of its own, as in CPython: its payload makes it one.
      return as_instance(vm, args[0], std::bit_cast<double>(0x7FF8000000000000 + vm.heap.next_version()));
    }
    if (parsed) return as_instance(vm, args[0], *parsed);
    const Value shown = vm.types.str->slots.repr(vm, x);
    return vm.value_error("could not convert string to float: ", shown.as<Str>()->utf8());
  }
  if (x.is_small_int() || x.is_bool() || x.is_exact(vm.types.int_)) {
    int_view(vm, x, i);
    return int_to_double(vm, i, number) ? as_instance(vm, args[0], number) : Value::error();
  }
  const Type* type = vm.type_of(x);
  if (type->slots.to_float || type->slots.index) return vm.start(float_from_object(vm, args[0], x));
  return vm.type_error("float() argument must be a string or a real number, not '", vm.type_name(x), "'");
}

// --- methods ----------------------------------------------------------------------------------------------------

Value method_is_integer(Vm& vm, Args args) {
  const double x = number_of(vm, args[0]);
  return Value::boolean(std::isfinite(x) && std::floor(x) == x);
}

Value method_hex(Vm& vm, Args args) { return vm.str(float_hex(number_of(vm, args[0]))); }

Value method_fromhex(Vm& vm, Args args) {
  std::string text;
  if (!vm.is_str(args[1])) return vm.type_error("bad argument type for built-in operation");
  args[1].as<Str>()->append_utf8(text);
  double x;
  switch (float_from_hex(text, x)) {
    case FromHex::ok: break;
    case FromHex::invalid: return vm.value_error("invalid hexadecimal floating-point string");
    case FromHex::overflow: return vm.overflow_error("hexadecimal value too large to represent as a float");
  }
  if (args[0].as<Type>() == vm.types.float_) return Value::number(x);
  const Value number = Value::number(x);
  return vm.start_call(args[0], &number, 1);
}

Value method_ratio(Vm& vm, Args args) {
  const double x = number_of(vm, args[0]);
  if (std::isinf(x)) return vm.overflow_error("cannot convert Infinity to integer ratio");
  if (std::isnan(x)) return vm.value_error("cannot convert NaN to integer ratio");
  int exponent;
  double m = std::frexp(x, &exponent);
  for (int i = 0; i < 300 && m != std::floor(m); ++i) {
    m *= 2;
    --exponent;
  }
  BigInt numerator = BigInt::from_double(m);
  BigInt denominator(1);
  if (exponent > 0) {
    numerator = numerator << static_cast<std::size_t>(exponent);
  } else {
    denominator = denominator << static_cast<std::size_t>(-exponent);
  }
  return vm.tuple_of(make_int(vm, std::move(numerator)), make_int(vm, std::move(denominator)));
}

Value rounded(Vm& vm, double x, std::int64_t digits) {
  double result;
  if (!round_to_digits(x, digits, result)) return vm.overflow_error("rounded value too large to represent");
  return Value::number(result);
}

Task round_task(Vm& vm, double x, Value digits) {
  Value n = co_await vm.index(digits);
  if (n.is_error()) co_return n;
  std::int64_t count;
  if (!vm.to_clipped(n, count)) co_return Value::error();
  co_return rounded(vm, x, count);
}

Value method_round(Vm& vm, Args args) {
  const double x = number_of(vm, args[0]);
  if (!args.has(1) || args[1].is_none()) return float_to_int(vm, std::nearbyint(x));
  if (args[1].is_small_int()) return rounded(vm, x, args[1].small_int());
  return vm.start(round_task(vm, x, args[1]));
}

Value method_trunc(Vm& vm, Args args) { return float_to_int(vm, number_of(vm, args[0])); }
Value method_floor(Vm& vm, Args args) { return float_to_int(vm, std::floor(number_of(vm, args[0]))); }
Value method_ceil(Vm& vm, Args args) { return float_to_int(vm, std::ceil(number_of(vm, args[0]))); }
Value method_conjugate(Vm& vm, Args args) { return float_plain(vm, args[0]); }
Value method_getnewargs(Vm& vm, Args args) { return vm.tuple_of(float_plain(vm, args[0])); }

Value method_format(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) {
    return vm.type_error("__format__() argument must be str, not ", vm.type_name(args[1]));
  }
  const std::string spec = args[1].as<Str>()->utf8();
  return format_float_value(vm, args[0], spec);
}

Value get_zero(Vm&, const Value&) { return Value::number(0); }

constexpr NativeDef kConstruct{"float(x=0, /)", float_construct, "A floating point number, from a number or a text."};
constexpr NativeDef kMethods[] = {
    {"is_integer()", method_is_integer, "Whether the number is whole."},
    {"hex()", method_hex, "The number in hexadecimal, exactly."},
    {"as_integer_ratio()", method_ratio, "Two ints whose quotient is exactly this number."},
    {"conjugate()", method_conjugate, "The number itself."},
    {"__round__(ndigits=None, /)", method_round, "Rounds to a number of digits, ties to even."},
    {"__trunc__()", method_trunc, "The whole part."},
    {"__floor__()", method_floor, "The next int below."},
    {"__ceil__()", method_ceil, "The next int above."},
    {"__format__(format_spec, /)", method_format, "The number as text."},
    {"__getnewargs__()", method_getnewargs, "What to make a copy from."},
    {}};
constexpr NativeDef kClassMethods[] = {{"fromhex(string, /)", method_fromhex, "Reads what hex() writes."}, {}};
constexpr GetSetDef kProperties[] = {{"real", float_plain, nullptr, "The number itself."},
                                     {"imag", get_zero, nullptr, "0.0"},
                                     {}};

}  // namespace

std::int64_t hash_double(double x) {
  // Source: CPython's _Py_HashDouble: the value modulo 2**61 - 1, so that equal numbers have equal hashes.
  if (std::isinf(x)) return x > 0 ? 314159 : -314159;
  if (std::isnan(x)) return 0;
  constexpr int bits = 61;
  constexpr std::uint64_t p = (std::uint64_t{1} << bits) - 1;
  int exponent;
  double m = std::frexp(x, &exponent);
  const bool negative = m < 0;
  m = std::fabs(m);
  std::uint64_t h = 0;
  while (m != 0) {
    h = ((h << 28) & p) | h >> (bits - 28);
    m *= 268435456.0;
    exponent -= 28;
    const auto part = static_cast<std::uint64_t>(m);
    m -= static_cast<double>(part);
    h += part;
    if (h >= p) h -= p;
  }
  exponent = exponent >= 0 ? exponent % bits : bits - 1 - ((-1 - exponent) % bits);
  h = ((h << exponent) & p) | h >> (bits - exponent);
  const auto value = negative ? -static_cast<std::int64_t>(h) : static_cast<std::int64_t>(h);
  return value == -1 ? -2 : value;
}

double float_mod(double x, double y) {
  double r = std::fmod(x, y);
  if (r == 0) return std::copysign(0.0, y);
  if ((y < 0) != (r < 0)) r += y;
  return r;
}

double float_floor_divide(double x, double y) {
  const double r = std::fmod(x, y);
  double quotient = (x - r) / y;
  if (r != 0 && (y < 0) != (r < 0)) quotient -= 1;
  if (quotient == 0) return std::copysign(0.0, x / y);
  double whole = std::floor(quotient);
  if (quotient - whole > 0.5) whole += 1;
  return whole;
}

Value float_power(Vm& vm, double x, double y) {
  if (y == 0 || x == 1) return Value::number(1);
  if (std::isnan(x) || std::isnan(y) || std::isinf(x) || std::isinf(y)) return Value::number(platform_math::pow(x, y));
  if (x == 0 && y < 0) {
    return vm.raise(vm.types.zero_division_error, "0.0 cannot be raised to a negative power");
  }
  if (x < 0 && y != std::floor(y)) {
    return vm.raise(vm.types.not_implemented_error,
                    "not supported in logit: complex numbers (a negative number to a fractional power)");
  }
  const double result = platform_math::pow(x, y);
  if (std::isinf(result)) {
    auto error = vm.heap.make<Exception>(vm.types.overflow_error);
    error->args = vm.tuple_of(Value::small_int(34), vm.str("Numerical result out of range"));
    return vm.raise_object(error);
  }
  return Value::number(result);
}

Value format_float_value(Vm& vm, const Value& value, std::string_view text) {
  if (text.empty()) return vm.start_str(value);
  // ".2f" and its like are nearly all that scripts use.
  const double x = number_of(vm, value);
  if (text.size() == 3 && text[0] == '.' && text[1] >= '0' && text[1] <= '9' && text[2] == 'f' && std::isfinite(x)) {
    char buffer[340];
    return vm.str(std::string_view(buffer, float_fixed(x, text[1] - '0', buffer)));
  }
  const std::string type_name = vm.type_name(value);
  FormatSpec spec;
  FormatError problem = parse_format_spec(text, 0, '>', type_name, spec);
  if (problem) return vm.value_error(problem.message);
  if (!vm.heap.request(static_cast<std::uint64_t>(spec.room()) * 2)) return Value::error();
  std::string out;
  problem = format_float(x, spec, type_name, out);
  if (problem) return vm.value_error(problem.message);
  return vm.str(out);
}

void define_float_(Vm& vm) {
  TypeSpec spec{.name = "float", .doc = "Floating point numbers of 64 bits."};
  spec.instance_bytes = sizeof(Float);
  Slots& s = spec.slots;
  s.repr = float_repr_slot;
  s.hash = float_hash;
  s.truth = float_truth;
  s.to_int = float_int;
  s.to_float = float_plain;
  s.compare = float_compare;
  s.unary[static_cast<int>(Unary::neg)] = float_neg;
  s.unary[static_cast<int>(Unary::pos)] = float_plain;
  s.unary[static_cast<int>(Unary::abs)] = float_abs;
  const auto binary = [&](Binary op, Slots::BinaryFn fn) { s.binary[static_cast<int>(op)] = fn; };
  binary(Binary::add, float_add);
  binary(Binary::sub, float_sub);
  binary(Binary::mul, float_mul);
  binary(Binary::truediv, float_truediv);
  binary(Binary::floordiv, float_floordiv);
  binary(Binary::mod, float_modulo);
  binary(Binary::divmod, float_divmod);
  binary(Binary::pow, float_pow);
  spec.construct = &kConstruct;
  spec.methods = kMethods;
  spec.class_methods = kClassMethods;
  spec.properties = kProperties;
  vm.define(spec, vm.types.float_);
}

}  // namespace logit::script
