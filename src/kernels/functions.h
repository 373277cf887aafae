// The functions of numbers that training spends its time in, as objects: operator() is the readable reference for one
// element, and what runs for short rows and in double. For float each has a second form, vectors(function, data, n), which
// fills a whole contiguous row and gives the same bits on every machine (simd/functions.cpp; ops/pointwise.h chooses).
//
// Formulas and the order of their roundings are those of PyTorch's CPU kernels.
#pragma once

#include <cmath>
#include <cstdint>

#include "kernels/math.h"

namespace logit::kernels {

/// From this length on a row of floats is worth the vectors.
inline constexpr std::int64_t kVectorsFrom = 8;

struct Exp {
  template <class T> T operator()(T x) const { return exp(x); }
};
struct Log {
  template <class T> T operator()(T x) const { return log(x); }
};
struct Log1p {
  template <class T> T operator()(T x) const { return log1p(x); }
};
struct Tanh {
  template <class T> T operator()(T x) const { return tanh(x); }
};
struct Sigmoid {
  template <class T> T operator()(T x) const { return sigmoid(x); }
};
/// log(sigmoid(x)) without overflow.
struct LogSigmoid {
  template <class T> T operator()(T x) const { return (x < 0 ? x : T(0)) - log1p(exp(-std::fabs(x))); }
};

/// x + alpha · y, rounded once. Integers take their own factor.
struct AddScaled {
  double alpha = 1;
  std::int64_t whole_alpha = 1;
  template <class T> T operator()(T x, T y) const {
    if constexpr (std::is_integral_v<T>) return fused(static_cast<T>(whole_alpha), y, x);
    else return fused(static_cast<T>(alpha), y, x);
  }
};

/// Binary cross-entropy of a probability and a target; the logarithms are not below -100. The flags, which the caller sets to true,
/// become false when a value is outside of [0, 1] or NaN.
struct BinaryCrossEntropy {
  bool* input_ok;
  bool* target_ok;
  template <class T> T operator()(T a, T y) const {
    if (!(a >= T(0) && a <= T(1))) *input_ok = false;
    if (!(y >= T(0) && y <= T(1))) *target_ok = false;
    const T log_a = log(a), log_1a = log1p(-a);
    return (y - T(1)) * (log_1a < T(-100) ? T(-100) : log_1a) - y * (log_a < T(-100) ? T(-100) : log_a);
  }
};
/// Its derivative by the probability, times the one number dy, divided by `count` (1 for a sum).
struct BinaryCrossEntropyGradient {
  double dy, count;
  template <class T> T operator()(T a, T y) const {
    const T variance = (T(1) - a) * a;
    const T gradient = static_cast<T>(dy) * (a - y) / (variance < T(1e-12) ? T(1e-12) : variance);
    return gradient / static_cast<T>(count);
  }
};

/// Binary cross-entropy of the sigmoid of z.
struct LogitsCrossEntropy {
  template <class T> T operator()(T z, T y) const { return (T(1) - y) * z - LogSigmoid()(z); }
};
/// Its derivative by z, times the one number dy, divided by `count` (1 for a sum).
struct LogitsCrossEntropyGradient {
  double dy, count;
  template <class T> T operator()(T z, T y) const {
    return (sigmoid(z) - y) * static_cast<T>(dy) / static_cast<T>(count);
  }
};

/// dx of relu, sigmoid and tanh from the result y and dy.
struct ReluGradient {
  template <class T> T operator()(T y, T dy) const { return y > 0 ? dy : T(0); }
};
struct SigmoidGradient {
  template <class T> T operator()(T y, T dy) const { return dy * ((T(1) - y) * y); }
};
struct TanhGradient {
  template <class T> T operator()(T y, T dy) const { return dy * (T(1) - y * y); }
};

/// data[0] is the output, data[1…] the inputs; the output may be the very memory of an input.
void vectors(const Exp& function, void* const* data, std::int64_t n);
void vectors(const Log& function, void* const* data, std::int64_t n);
void vectors(const Log1p& function, void* const* data, std::int64_t n);
void vectors(const Tanh& function, void* const* data, std::int64_t n);
void vectors(const Sigmoid& function, void* const* data, std::int64_t n);
void vectors(const LogSigmoid& function, void* const* data, std::int64_t n);
void vectors(const AddScaled& function, void* const* data, std::int64_t n);
void vectors(const BinaryCrossEntropy& function, void* const* data, std::int64_t n);
void vectors(const BinaryCrossEntropyGradient& function, void* const* data, std::int64_t n);
void vectors(const LogitsCrossEntropy& function, void* const* data, std::int64_t n);
void vectors(const LogitsCrossEntropyGradient& function, void* const* data, std::int64_t n);
void vectors(const ReluGradient& function, void* const* data, std::int64_t n);
void vectors(const SigmoidGradient& function, void* const* data, std::int64_t n);
void vectors(const TanhGradient& function, void* const* data, std::int64_t n);

/// softmax and log_softmax of `rows` contiguous rows of n > 0 numbers; `out` may be `in`. e^(x - max) is summed from left to right.
void softmax_rows(const float* in, float* out, std::int64_t rows, std::int64_t n);
void softmax_rows(const double* in, double* out, std::int64_t rows, std::int64_t n);
void log_softmax_rows(const float* in, float* out, std::int64_t rows, std::int64_t n);
void log_softmax_rows(const double* in, double* out, std::int64_t rows, std::int64_t n);

}  // namespace logit::kernels
