// Numbers that come out the same in every build: fused multiply-add, and float functions computed through
// double and rounded once, which is correct rounding in nearly every case and does not depend on a float
// math library. The most used ones do not depend on any (real_functions.inc), and have vector forms with the same bits.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace logit::kernels {

/// a·b + c rounded once. For float exactly so through double, with round-to-odd where doubles would tie.
inline float fused(float a, float b, float c) {
  const double product = static_cast<double>(a) * static_cast<double>(b);  // exact
  double sum = product + static_cast<double>(c);
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(sum);
  if ((bits & 0x1fffffff) == 0x10000000 || std::fabs(sum) < std::numeric_limits<float>::min()) {
    // The double may lie halfway between two floats; the part lost in the addition decides.
    const double back = sum - product;
    const double error = (product - (sum - back)) + (static_cast<double>(c) - back);
    if (error != 0 && (bits & 1) == 0) {
      const bool away = (error > 0) == (sum > 0);
      sum = std::bit_cast<double>(away ? bits + 1 : bits - 1);
    }
  }
  return static_cast<float>(sum);
}
inline double fused(double a, double b, double c) { return std::fma(a, b, c); }
inline std::int64_t fused(std::int64_t a, std::int64_t b, std::int64_t c) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b) +
                                   static_cast<std::uint64_t>(c));
}

/// Arithmetic that wraps for integers instead of being undefined.
template <class T>
T plus(T a, T b) {
  if constexpr (std::is_same_v<T, std::int64_t>) {
    return static_cast<T>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
  } else {
    return a + b;
  }
}
template <class T>
T minus(T a, T b) {
  if constexpr (std::is_same_v<T, std::int64_t>) {
    return static_cast<T>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
  } else {
    return a - b;
  }
}
template <class T>
T times(T a, T b) {
  if constexpr (std::is_same_v<T, std::int64_t>) {
    return static_cast<T>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
  } else {
    return a * b;
  }
}

namespace one_number {

#define LOGIT_INLINE inline
#include "kernels/real_functions.inc"
#undef LOGIT_INLINE

/// What real_functions.inc is written in, for a single double.
struct Lane {
  using Number = double;
  static double set(double x) { return x; }
  static double select_less(double a, double b, double yes, double no) { return a < b ? yes : no; }
  static double select_equal(double a, double b, double yes, double no) { return a == b ? yes : no; }
  static double absolute(double x) { return std::fabs(x); }
  static double with_sign_of(double x, double sign) { return std::copysign(x, sign); }
  /// 2^n for n + 1.5 · 2^52.
  static double power_of_two(double shifted) { return std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52); }
  /// x = m · 2^exponent with √½ <= m < √2, and 2^-exponent.
  static void split(double x, double& m, double& exponent, double& inverse_scale) {
    constexpr std::uint64_t kRoot = 0x3fe6a09e667f3bcd, kOne = 0x3ff0000000000000, kFraction = 0x000fffffffffffff;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x) + (kOne - kRoot), biased = bits >> 52;
    m = std::bit_cast<double>((bits & kFraction) + kRoot);
    exponent = std::bit_cast<double>(biased | 0x4330000000000000) - (0x1p52 + 1023);
    inverse_scale = std::bit_cast<double>((2046 - biased) << 52);
  }
};

}  // namespace one_number

// Functions of one real number, rounded to the argument's type.
#define LOGIT_OWN_FUNCTION(name, own)                                                                         \
  inline double name(double x) { return std::name(x); }                                                       \
  inline float name(float x) { return static_cast<float>(one_number::own<one_number::Lane>(double{x})); }
LOGIT_OWN_FUNCTION(exp, exponential)
LOGIT_OWN_FUNCTION(expm1, exponential_minus_one)
LOGIT_OWN_FUNCTION(log, logarithm)
LOGIT_OWN_FUNCTION(log1p, logarithm_of_one_plus)
LOGIT_OWN_FUNCTION(tanh, hyperbolic_tangent)
#undef LOGIT_OWN_FUNCTION

#define LOGIT_REAL_FUNCTION(name)                                                          \
  inline double name(double x) { return std::name(x); }                                    \
  inline float name(float x) { return static_cast<float>(std::name(static_cast<double>(x))); }
LOGIT_REAL_FUNCTION(exp2)
LOGIT_REAL_FUNCTION(log2)
LOGIT_REAL_FUNCTION(log10)
LOGIT_REAL_FUNCTION(sin)
LOGIT_REAL_FUNCTION(cos)
LOGIT_REAL_FUNCTION(tan)
LOGIT_REAL_FUNCTION(asin)
LOGIT_REAL_FUNCTION(acos)
LOGIT_REAL_FUNCTION(atan)
LOGIT_REAL_FUNCTION(sinh)
LOGIT_REAL_FUNCTION(cosh)
LOGIT_REAL_FUNCTION(asinh)
LOGIT_REAL_FUNCTION(acosh)
LOGIT_REAL_FUNCTION(atanh)
LOGIT_REAL_FUNCTION(erf)
LOGIT_REAL_FUNCTION(erfc)
LOGIT_REAL_FUNCTION(lgamma)
#undef LOGIT_REAL_FUNCTION

inline double pow(double x, double y) { return std::pow(x, y); }
inline float pow(float x, float y) { return static_cast<float>(std::pow(static_cast<double>(x), static_cast<double>(y))); }
inline double atan2(double y, double x) { return std::atan2(y, x); }
inline float atan2(float y, float x) {
  return static_cast<float>(std::atan2(static_cast<double>(y), static_cast<double>(x)));
}

/// 1 / (1 + exp(-x)), each step rounded to the type, as PyTorch's kernel computes it.
template <class T>
T sigmoid(T x) {
  return T(1) / (T(1) + exp(-x));
}

}  // namespace logit::kernels
