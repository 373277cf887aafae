// The module `math`: functions of floats, with CPython's errors ("math domain error" where the argument is outside, "math range error"
// where the result is too large). The functions of whole numbers are in math_integers.cpp.
#include <cfloat>
#include <cmath>
#include <limits>
#include <numbers>

#include "script/lib/math_special.h"
#include "script/lib/modules.h"
#include "script/lib/number_args.h"
#include "script/objects/platform_math.h"

namespace logit::script {

namespace {

using math_special::Problem;
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Value domain_error(Vm& vm) { return vm.value_error("math domain error"); }
Value range_error(Vm& vm) { return vm.overflow_error("math range error"); }

// --- one argument ---------------------------------------------------------------------------------------------------

enum class Overflow { domain, range };  // what an infinite result of a finite argument means

template <double (*F)(double), Overflow kOverflow>
Value unary(Vm& vm, Args args) {
  double x;
  switch (plain_double(vm, args[0], x)) {
    case Plain::ok: break;
    case Plain::failed: return Value::error();
    case Plain::ask: return retry_with_floats(vm, unary<F, kOverflow>, args);
  }
  const double r = F(x);
  if (std::isnan(r) && !std::isnan(x)) return domain_error(vm);
  if (std::isinf(r) && std::isfinite(x)) return kOverflow == Overflow::range ? range_error(vm) : domain_error(vm);
  return Value::number(r);
}

template <double (*F)(double, Problem&)>
Value unary_special(Vm& vm, Args args) {
  double x;
  switch (plain_double(vm, args[0], x)) {
    case Plain::ok: break;
    case Plain::failed: return Value::error();
    case Plain::ask: return retry_with_floats(vm, unary_special<F>, args);
  }
  Problem problem = Problem::none;
  const double r = F(x, problem);
  if (problem == Problem::domain) return domain_error(vm);
  if (problem == Problem::range) return range_error(vm);
  return Value::number(r);
}

template <class F>
Value predicate(Vm& vm, Args args, NativeFn self, F f) {
  double x;
  switch (plain_double(vm, args[0], x)) {
    case Plain::ok: return f(x);
    case Plain::failed: return Value::error();
    case Plain::ask: break;
  }
  return retry_with_floats(vm, self, args);
}
#define PREDICATE(name, expression) \
  Value name(Vm& vm, Args args) {   \
    return predicate(vm, args, name, [&](double x) -> Value { return expression; }); \
  }
PREDICATE(do_isnan, Value::boolean(std::isnan(x)))
PREDICATE(do_isinf, Value::boolean(std::isinf(x)))
PREDICATE(do_isfinite, Value::boolean(std::isfinite(x)))
PREDICATE(do_fabs, Value::number(std::fabs(x)))
PREDICATE(do_degrees, Value::number(x * (180.0 / std::numbers::pi)))
PREDICATE(do_radians, Value::number(x * (std::numbers::pi / 180.0)))
#undef PREDICATE

double sqrt_of(double x) { return std::sqrt(x); }
double exp_of(double x) { return platform_math::exp(x); }
double exp2_of(double x) { return std::exp2(x); }
double expm1_of(double x) { return std::expm1(x); }
double log1p_of(double x) { return x == 0.0 ? x : std::log1p(x); }
double cbrt_of(double x) { return platform_math::cbrt(x); }
double sin_of(double x) { return platform_math::sin(x); }
double cos_of(double x) { return platform_math::cos(x); }
double tan_of(double x) { return platform_math::tan(x); }
double asin_of(double x) { return platform_math::asin(x); }
double acos_of(double x) { return platform_math::acos(x); }
double atan_of(double x) { return platform_math::atan(x); }
double sinh_of(double x) { return std::sinh(x); }
double cosh_of(double x) { return std::cosh(x); }
double tanh_of(double x) { return platform_math::tanh(x); }
double asinh_of(double x) { return std::asinh(x); }
double acosh_of(double x) { return std::acosh(x); }
double atanh_of(double x) { return std::atanh(x); }
double erf_of(double x) { return std::erf(x); }
double erfc_of(double x) { return std::erfc(x); }

// --- logarithms: of ints of any size ----------------------------------------------------------------------------------

using Log = double (*)(double);
double log_of(double x) { return std::log(x); }
double log2_of(double x) { return std::log2(x); }
double log10_of(double x) { return platform_math::log10(x); }

/// The logarithm of one number into `out`. failed: an error is set.
Plain logarithm(Vm& vm, const Value& value, Log log, double& out) {
  IntView number;
  if (value.is_object() && int_view(vm, value, number) && number.big) {
    if (number.is_negative()) {
      domain_error(vm);
      return Plain::failed;
    }
    if (const auto x = number.big->to_double()) {
      out = log(*x);
    } else {
      // too large for a float: log(m * 2^e) = log(m) + log(2) * e
      std::int64_t exponent;
      const double m = number.big->to_fraction(exponent);
      out = log(m) + log(2.0) * static_cast<double>(exponent);
    }
    return Plain::ok;
  }
  double x;
  if (const Plain status = plain_double(vm, value, x); status != Plain::ok) return status;
  if (std::isfinite(x) ? x <= 0.0 : x < 0.0) {
    domain_error(vm);
    return Plain::failed;
  }
  out = std::isfinite(x) ? log(x) : x;
  return Plain::ok;
}

Value do_log_of(Vm& vm, Args args) {
  double x, base;
  Plain status = logarithm(vm, args[0], log_of, x);
  if (status == Plain::ok && args.has(1)) status = logarithm(vm, args[1], log_of, base);
  if (status == Plain::ask) return retry_with_floats(vm, do_log_of, args);
  if (status == Plain::failed) return Value::error();
  if (!args.has(1)) return Value::number(x);
  if (base == 0.0) return vm.raise(vm.types.zero_division_error, "float division by zero");
  return Value::number(x / base);
}

// args: a tuple, since CPython's words for a wrong number of arguments are log's own
Value do_log(Vm& vm, Args args) {
  Tuple& given = *args[0].as<Tuple>();
  if (given.count < 1 || given.count > 2) return vm.type_error("math.log requires 1 to 2 arguments");
  Value values[2] = {given[0], given.count > 1 ? given[1] : Value()};
  return do_log_of(vm, Args{values, 2});
}

template <Log kLog>
Value do_plain_log(Vm& vm, Args args) {
  double x;
  switch (logarithm(vm, args[0], kLog, x)) {
    case Plain::ok: return Value::number(x);
    case Plain::failed: return Value::error();
    case Plain::ask: break;
  }
  return retry_with_floats(vm, do_plain_log<kLog>, args);
}

// --- two arguments ----------------------------------------------------------------------------------------------------

template <class F>
Value with_two(Vm& vm, Args args, NativeFn self, F f) {
  double x, y;
  Plain status = plain_double(vm, args[0], x);
  if (status == Plain::ok) status = plain_double(vm, args[1], y);
  if (status == Plain::ok) return f(x, y);
  return status == Plain::ask ? retry_with_floats(vm, self, args) : Value::error();
}

Value do_atan2(Vm& vm, Args args) {
  return with_two(vm, args, do_atan2, [](double y, double x) { return Value::number(platform_math::atan2(y, x)); });
}
Value do_copysign(Vm& vm, Args args) {
  return with_two(vm, args, do_copysign, [](double x, double y) { return Value::number(std::copysign(x, y)); });
}
Value do_nextafter(Vm& vm, Args args) {
  return with_two(vm, args, do_nextafter, [](double x, double y) { return Value::number(std::nextafter(x, y)); });
}
Value do_fmod(Vm& vm, Args args) {
  return with_two(vm, args, do_fmod, [&](double x, double y) -> Value {
    if (std::isinf(y) && std::isfinite(x)) return Value::number(x);
    const double r = std::fmod(x, y);
    if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return domain_error(vm);
    return Value::number(r);
  });
}
Value do_remainder(Vm& vm, Args args) {
  return with_two(vm, args, do_remainder, [&](double x, double y) -> Value {
    const double r = math_special::remainder(x, y);
    if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return domain_error(vm);
    return Value::number(r);
  });
}

Value do_pow(Vm& vm, Args args) {
  return with_two(vm, args, do_pow, [&](double x, double y) -> Value {
    if (std::isfinite(x) && std::isfinite(y)) {
      const double r = platform_math::pow(x, y);
      if (std::isnan(r)) return domain_error(vm);
      if (std::isinf(r)) return x == 0.0 ? domain_error(vm) : range_error(vm);
      return Value::number(r);
    }
    // C99's table for infinities and nans, written out so that every C library gives the same
    double r = 0;
    if (std::isnan(x)) r = y == 0.0 ? 1.0 : x;
    else if (std::isnan(y)) r = x == 1.0 ? 1.0 : y;
    else if (std::isinf(x)) {
      const bool odd = std::isfinite(y) && std::fmod(std::fabs(y), 2.0) == 1.0;
      if (y > 0.0) r = odd ? x : std::fabs(x);
      else if (y == 0.0) r = 1.0;
      else r = odd ? std::copysign(0.0, x) : 0.0;
    } else {
      if (std::fabs(x) == 1.0) r = 1.0;
      else if (y > 0.0 && std::fabs(x) > 1.0) r = y;
      else if (y < 0.0 && std::fabs(x) < 1.0) r = -y;
      else r = 0.0;
    }
    return Value::number(r);
  });
}

Value do_ldexp(Vm& vm, Args args) {
  double x;
  switch (plain_double(vm, args[0], x)) {
    case Plain::ok: break;
    case Plain::failed: return Value::error();
    case Plain::ask: return retry_with_floats(vm, do_ldexp, args);
  }
  IntView exponent;
  if (!int_view(vm, args[1], exponent)) return vm.type_error("Expected an int as second argument to ldexp.");
  const std::int64_t e = exponent.big ? (exponent.is_negative() ? INT64_MIN : INT64_MAX) : exponent.small;
  if (x == 0.0 || !std::isfinite(x)) return Value::number(x);
  if (e > INT32_MAX) return range_error(vm);
  if (e < INT32_MIN) return Value::number(std::copysign(0.0, x));
  const double r = std::ldexp(x, static_cast<int>(e));
  if (std::isinf(r)) return range_error(vm);
  return Value::number(r);
}

Value do_frexp(Vm& vm, Args args) {
  return predicate(vm, args, do_frexp, [&](double x) -> Value {
    int exponent = 0;
    const double m = x == 0.0 || !std::isfinite(x) ? x : std::frexp(x, &exponent);
    return vm.tuple_of(Value::number(m), Value::small_int(exponent));
  });
}

Value do_modf(Vm& vm, Args args) {
  return predicate(vm, args, do_modf, [&](double x) -> Value {
    if (std::isinf(x)) return vm.tuple_of(Value::number(std::copysign(0.0, x)), Value::number(x));
    double whole;
    const double rest = std::modf(x, &whole);
    return vm.tuple_of(Value::number(rest), Value::number(whole));
  });
}

Value do_ulp(Vm& vm, Args args) {
  return predicate(vm, args, do_ulp, [](double x) -> Value {
    if (std::isnan(x)) return Value::number(x);
    x = std::fabs(x);
    if (std::isinf(x)) return Value::number(x);
    const double next = std::nextafter(x, kInf);
    return Value::number(std::isinf(next) ? x - std::nextafter(x, -kInf) : next - x);
  });
}

Value do_isclose(Vm& vm, Args args) {
  double v[4] = {0, 0, 1e-09, 0.0};
  for (int i = 0; i < 4; ++i) {
    if (!args.has(i)) continue;
    switch (plain_double(vm, args[i], v[i])) {
      case Plain::ok: break;
      case Plain::failed: return Value::error();
      case Plain::ask: return retry_with_floats(vm, do_isclose, args);
    }
  }
  const double a = v[0], b = v[1], relative = v[2], absolute = v[3];
  if (relative < 0.0 || absolute < 0.0) return vm.value_error("tolerances must be non-negative");
  if (a == b) return Value::boolean(true);
  if (std::isinf(a) || std::isinf(b)) return Value::boolean(false);
  const double difference = std::fabs(b - a);
  return Value::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

// --- several arguments --------------------------------------------------------------------------------------------------

Value do_hypot(Vm& vm, Args args) {
  Tuple* items = args[0].as<Tuple>();
  std::vector<double> values(items->count);
  for (std::uint32_t i = 0; i < items->count; ++i) {
    switch (plain_double(vm, (*items)[i], values[i])) {
      case Plain::ok: break;
      case Plain::failed: return Value::error();
      case Plain::ask:
        return retry_with_floats(vm, [](Vm& inner, Args converted) -> Value {
          Value packed = inner.tuple(std::vector<Value>(converted.values, converted.values + converted.count));
          return do_hypot(inner, Args{&packed, 1});
        }, Args{items->items(), items->count});
    }
  }
  return Value::number(math_special::norm(values.data(), values.size()));
}

Task dist(Vm& vm, Value p, Value q) {
  if (!vm.is_tuple(p)) {
    p = co_await vm.tuple_from(p);
    if (p.is_error()) co_return p;
  }
  if (!vm.is_tuple(q)) {
    q = co_await vm.tuple_from(q);
    if (q.is_error()) co_return q;
  }
  Tuple *a = p.as<Tuple>(), *b = q.as<Tuple>();
  if (a->count != b->count) co_return vm.value_error("both points must have the same number of dimensions");
  std::vector<double> values;
  for (std::uint32_t i = 0; i < a->count; ++i) {
    double x[2];
    for (int side = 0; side < 2; ++side) {
      Value item = side ? (*b)[i] : (*a)[i];
      Plain status = plain_double(vm, item, x[side]);
      if (status == Plain::ask) {
        item = co_await vm.to_float(item);
        if (item.is_error()) co_return item;
        status = plain_double(vm, item, x[side]);
      }
      if (status != Plain::ok) co_return Value::error();
    }
    values.push_back(std::fabs(x[0] - x[1]));
  }
  co_return Value::number(math_special::norm(values.data(), values.size()));
}
Value do_dist(Vm& vm, Args args) { return vm.start(dist(vm, args[0], args[1])); }

Task fsum(Vm& vm, Value iterable) {
  math_special::ExactSum sum;
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  for (std::int64_t n = 0;; ++n) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) break;
    double x;
    Plain status = plain_double(vm, item, x);
    if (status == Plain::ask) {
      item = co_await vm.to_float(item);
      if (item.is_error()) co_return item;
      status = plain_double(vm, item, x);
    }
    if (status != Plain::ok) co_return Value::error();
    sum.add(x);
    if (n % 256 == 255) {
      Value paid = co_await vm.charge(256);
      if (paid.is_error()) co_return paid;
    }
  }
  math_special::ExactSum::Trouble trouble;
  const double r = sum.result(trouble);
  if (trouble == math_special::ExactSum::Trouble::overflow) co_return vm.overflow_error("intermediate overflow in fsum");
  if (trouble == math_special::ExactSum::Trouble::opposite_infinities) co_return vm.value_error("-inf + inf in fsum");
  co_return Value::number(r);
}
Value do_fsum(Vm& vm, Args args) { return vm.start(fsum(vm, args[0])); }

// --- rounding to ints ---------------------------------------------------------------------------------------------------

enum class Rounding { floor, ceil, trunc };

template <Rounding kRounding>
Value round_plain(Vm& vm, double x) {
  return float_to_int(vm, kRounding == Rounding::floor ? std::floor(x) : kRounding == Rounding::ceil ? std::ceil(x) : std::trunc(x));
}

template <Rounding kRounding>
Task round_object(Vm& vm, Value value) {
  Str* name = kRounding == Rounding::floor ? vm.names.__floor__
              : kRounding == Rounding::ceil ? vm.names.__ceil__ : vm.names.__trunc__;
  if (vm.lookup_special(value, name)) {
    Value result = co_await vm.call_method(value, name);
    co_return result;
  }
  if (kRounding == Rounding::trunc) {
    co_return vm.type_error("type ", vm.type_name(value), " doesn't define __trunc__ method");
  }
  double x;
  Plain status = plain_double(vm, value, x);
  if (status == Plain::ask) {
    value = co_await vm.to_float(value);
    if (value.is_error()) co_return value;
    status = plain_double(vm, value, x);
  }
  if (status != Plain::ok) co_return Value::error();
  co_return round_plain<kRounding>(vm, x);
}

template <Rounding kRounding>
Value do_round(Vm& vm, Args args) {
  if (args[0].is_double()) return round_plain<kRounding>(vm, args[0].number());
  if (args[0].is_small_int()) return args[0];
  if (args[0].is_bool()) return Value::small_int(args[0].is_true());
  return vm.start(round_object<kRounding>(vm, args[0]));
}

constexpr NativeDef kFunctions[] = {
    {"acos(x, /)", unary<acos_of, Overflow::domain>, "Return the arc cosine (measured in radians) of x."},
    {"acosh(x, /)", unary<acosh_of, Overflow::domain>, "Return the inverse hyperbolic cosine of x."},
    {"asin(x, /)", unary<asin_of, Overflow::domain>, "Return the arc sine (measured in radians) of x."},
    {"asinh(x, /)", unary<asinh_of, Overflow::domain>, "Return the inverse hyperbolic sine of x."},
    {"atan(x, /)", unary<atan_of, Overflow::domain>, "Return the arc tangent (measured in radians) of x."},
    {"atan2(y, x, /)", do_atan2, "Return the arc tangent (measured in radians) of y/x."},
    {"atanh(x, /)", unary<atanh_of, Overflow::domain>, "Return the inverse hyperbolic tangent of x."},
    {"cbrt(x, /)", unary<cbrt_of, Overflow::domain>, "Return the cube root of x."},
    {"ceil(x, /)", do_round<Rounding::ceil>, "Return the ceiling of x as an Integral."},
    {"copysign(x, y, /)", do_copysign, "Return a float with the magnitude of x but the sign of y."},
    {"cos(x, /)", unary<cos_of, Overflow::domain>, "Return the cosine of x (measured in radians)."},
    {"cosh(x, /)", unary<cosh_of, Overflow::range>, "Return the hyperbolic cosine of x."},
    {"degrees(x, /)", do_degrees, "Convert angle x from radians to degrees."},
    {"dist(p, q, /)", do_dist, "Return the Euclidean distance between two points p and q."},
    {"erf(x, /)", unary<erf_of, Overflow::domain>, "Error function at x."},
    {"erfc(x, /)", unary<erfc_of, Overflow::domain>, "Complementary error function at x."},
    {"exp(x, /)", unary<exp_of, Overflow::range>, "Return e raised to the power of x."},
    {"exp2(x, /)", unary<exp2_of, Overflow::range>, "Return 2 raised to the power of x."},
    {"expm1(x, /)", unary<expm1_of, Overflow::range>, "Return exp(x)-1."},
    {"fabs(x, /)", do_fabs, "Return the absolute value of the float x."},
    {"floor(x, /)", do_round<Rounding::floor>, "Return the floor of x as an Integral."},
    {"fmod(x, y, /)", do_fmod, "Return fmod(x, y), according to platform C."},
    {"frexp(x, /)", do_frexp, "Return the mantissa and exponent of x, as pair (m, e)."},
    {"fsum(seq, /)", do_fsum, "Return an accurate floating point sum of values in the iterable seq."},
    {"gamma(x, /)", unary_special<math_special::gamma>, "Gamma function at x."},
    {"hypot(*coordinates)", do_hypot, "Multidimensional Euclidean distance from the origin to a point."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", do_isclose, "Determine whether two floating point numbers are close in value."},
    {"isfinite(x, /)", do_isfinite, "Return True if x is neither an infinity nor a NaN, and False otherwise."},
    {"isinf(x, /)", do_isinf, "Return True if x is a positive or negative infinity, and False otherwise."},
    {"isnan(x, /)", do_isnan, "Return True if x is a NaN (not a number), and False otherwise."},
    {"ldexp(x, i, /)", do_ldexp, "Return x * (2**i)."},
    {"lgamma(x, /)", unary_special<math_special::lgamma>, "Natural logarithm of absolute value of Gamma function at x."},
    {"log(*args)", do_log, "Return the logarithm of x to the given base (natural if there is none)."},
    {"log10(x, /)", do_plain_log<log10_of>, "Return the base 10 logarithm of x."},
    {"log1p(x, /)", unary<log1p_of, Overflow::domain>, "Return the natural logarithm of 1+x (base e)."},
    {"log2(x, /)", do_plain_log<log2_of>, "Return the base 2 logarithm of x."},
    {"modf(x, /)", do_modf, "Return the fractional and integer parts of x."},
    {"nextafter(x, y, /)", do_nextafter, "Return the next floating-point value after x towards y."},
    {"pow(x, y, /)", do_pow, "Return x**y (x to the power of y)."},
    {"radians(x, /)", do_radians, "Convert angle x from degrees to radians."},
    {"remainder(x, y, /)", do_remainder, "Difference between x and the closest integer multiple of y."},
    {"sin(x, /)", unary<sin_of, Overflow::domain>, "Return the sine of x (measured in radians)."},
    {"sinh(x, /)", unary<sinh_of, Overflow::range>, "Return the hyperbolic sine of x."},
    {"sqrt(x, /)", unary<sqrt_of, Overflow::domain>, "Return the square root of x."},
    {"tan(x, /)", unary<tan_of, Overflow::domain>, "Return the tangent of x (measured in radians)."},
    {"tanh(x, /)", unary<tanh_of, Overflow::domain>, "Return the hyperbolic tangent of x."},
    {"trunc(x, /)", do_round<Rounding::trunc>, "Truncates the Real x to the nearest Integral toward 0."},
    {"ulp(x, /)", do_ulp, "Return the value of the least significant bit of the float x."},
    {},
};

}  // namespace

Value build_math(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  vm.add_functions(module, kMathIntegerFunctions);
  const struct {
    const char* name;
    double value;
  } constants[] = {{"pi", std::numbers::pi}, {"e", std::numbers::e}, {"tau", 2 * std::numbers::pi}, {"inf", kInf}, {"nan", kNan}};
  for (const auto& constant : constants) {
    if (!vm.set_attribute(module, constant.name, Value::number(constant.value))) return Value::error();
  }
  return Value::none();
}

}  // namespace logit::script
