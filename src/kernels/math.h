// Numbers that come out the same in every build: fused multiply-add, and float functions computed through
// double and rounded once, which is correct rounding in nearly every case and does not depend on a float
// math library.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace logit::kernels {

/// a·b + c rounded once. For float exactly so through double, with round-to-odd where doubles would tie.
inline float fused(float a, float b, float c) {
  const double product = static_cast<double>(a) * static_cast<double>(b);  // exact
  double sum = product + static_cast<double>(c);
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(sum);
  if ((bits & 0x1fffffff) == 0x10000000) {
    // The double lies halfway between two floats; the part lost in the addition decides.
    const double back = sum - product;
    const double error = (product - (sum - back)) + (static_cast<double>(c) - back);
    if (error != 0) {
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

// Functions of one real number, rounded to the argument's type.
#define LOGIT_REAL_FUNCTION(name)                                                          \
  inline double name(double x) { return std::name(x); }                                    \
  inline float name(float x) { return static_cast<float>(std::name(static_cast<double>(x))); }
LOGIT_REAL_FUNCTION(exp)
LOGIT_REAL_FUNCTION(exp2)
LOGIT_REAL_FUNCTION(expm1)
LOGIT_REAL_FUNCTION(log)
LOGIT_REAL_FUNCTION(log2)
LOGIT_REAL_FUNCTION(log10)
LOGIT_REAL_FUNCTION(log1p)
LOGIT_REAL_FUNCTION(sin)
LOGIT_REAL_FUNCTION(cos)
LOGIT_REAL_FUNCTION(tan)
LOGIT_REAL_FUNCTION(asin)
LOGIT_REAL_FUNCTION(acos)
LOGIT_REAL_FUNCTION(atan)
LOGIT_REAL_FUNCTION(sinh)
LOGIT_REAL_FUNCTION(cosh)
LOGIT_REAL_FUNCTION(tanh)
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
