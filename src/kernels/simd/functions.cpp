// The vector forms of kernels/functions.h; compiled once per instruction set (Highway's foreach_target).
//
// Each formula here is the one of the reference, step by step; tests/kernels/functions_test.cpp compares their bits.
#include "kernels/functions.h"

#include "kernels/simd/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/simd/functions.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

#include "kernels/simd/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace logit::kernels {
namespace HWY_NAMESPACE {

// out[i] = f(x[i]…) for a function object that takes and returns vectors.
template <class F>
HWY_INLINE void each(F& f, void* const* data, Index n) {
  float* out = static_cast<float*>(data[0]);
  const float* x = static_cast<const float*>(data[1]);
  const Floats d;
  Index i = 0;
  if constexpr (F::kInputs == 1) {
    for (; i + kLanes <= n; i += kLanes) hn::StoreU(f(hn::LoadU(d, x + i)), d, out + i);
    if (i < n) store_part(f(load_part(x + i, n - i)), out + i, n - i);
  } else {
    const float* y = static_cast<const float*>(data[2]);
    for (; i + kLanes <= n; i += kLanes) hn::StoreU(f(hn::LoadU(d, x + i), hn::LoadU(d, y + i)), d, out + i);
    if (i < n) store_part(f(load_part(x + i, n - i), load_part(y + i, n - i)), out + i, n - i);
  }
}

struct ExpLanes {
  static constexpr int kInputs = 1;
  HWY_INLINE Float operator()(Float x) const { return exp_of(x); }
};
struct LogLanes {
  static constexpr int kInputs = 1;
  HWY_INLINE Float operator()(Float x) const { return log_of(x); }
};
struct Log1pLanes {
  static constexpr int kInputs = 1;
  HWY_INLINE Float operator()(Float x) const { return log1p_of(x); }
};
struct TanhLanes {
  static constexpr int kInputs = 1;
  HWY_INLINE Float operator()(Float x) const { return tanh_of(x); }
};
struct SigmoidLanes {
  static constexpr int kInputs = 1;
  HWY_INLINE Float operator()(Float x) const { return sigmoid_of(x); }
};
struct LogSigmoidLanes {
  static constexpr int kInputs = 1;
  HWY_INLINE Float operator()(Float x) const {
    const Float negative = hn::IfThenElseZero(hn::Lt(x, hn::Zero(Floats())), x);
    return hn::Sub(negative, log1p_of(exp_of(hn::Neg(hn::Abs(x)))));
  }
};

struct AddScaledLanes {
  static constexpr int kInputs = 2;
  Float alpha;
  HWY_INLINE Float operator()(Float x, Float y) const { return fused_of(alpha, y, x); }
};

struct BinaryCrossEntropyLanes {
  static constexpr int kInputs = 2;
  hn::Mask<Floats> input_ok, target_ok;
  static HWY_INLINE hn::Mask<Floats> in_range(Float x) { return hn::And(hn::Ge(x, number(0)), hn::Le(x, number(1))); }
  static HWY_INLINE Float at_least(Float x, Float low) { return hn::IfThenElse(hn::Lt(x, low), low, x); }
  HWY_INLINE Float operator()(Float a, Float y) {
    input_ok = hn::And(input_ok, in_range(a));
    target_ok = hn::And(target_ok, in_range(y));
    const Float low = number(-100);
    const Float first = hn::Mul(hn::Sub(y, number(1)), at_least(log1p_of(hn::Neg(a)), low));
    return hn::Sub(first, hn::Mul(y, at_least(log_of(a), low)));
  }
};
struct BinaryCrossEntropyGradientLanes {
  static constexpr int kInputs = 2;
  Float dy, count;
  HWY_INLINE Float operator()(Float a, Float y) const {
    const Float variance = hn::Mul(hn::Sub(number(1), a), a), least = number(1e-12);
    const Float divisor = hn::IfThenElse(hn::Lt(variance, least), least, variance);
    return hn::Div(hn::Div(hn::Mul(dy, hn::Sub(a, y)), divisor), count);
  }
};
struct LogitsCrossEntropyLanes {
  static constexpr int kInputs = 2;
  HWY_INLINE Float operator()(Float z, Float y) const {
    return hn::Sub(hn::Mul(hn::Sub(number(1), y), z), LogSigmoidLanes()(z));
  }
};
struct LogitsCrossEntropyGradientLanes {
  static constexpr int kInputs = 2;
  Float dy, count;
  HWY_INLINE Float operator()(Float z, Float y) const {
    return hn::Div(hn::Mul(hn::Sub(sigmoid_of(z), y), dy), count);
  }
};

struct ReluGradientLanes {
  static constexpr int kInputs = 2;
  HWY_INLINE Float operator()(Float y, Float dy) const { return hn::IfThenElseZero(hn::Lt(number(0), y), dy); }
};
struct SigmoidGradientLanes {
  static constexpr int kInputs = 2;
  HWY_INLINE Float operator()(Float y, Float dy) const { return hn::Mul(dy, hn::Mul(hn::Sub(number(1), y), y)); }
};
struct TanhGradientLanes {
  static constexpr int kInputs = 2;
  HWY_INLINE Float operator()(Float y, Float dy) const { return hn::Mul(dy, hn::Sub(number(1), hn::Mul(y, y))); }
};

template <class Lanes>
HWY_INLINE void plainly(void* const* data, Index n) {
  Lanes f;
  each(f, data, n);
}
void exp_loop(const Exp&, void* const* data, Index n) { plainly<ExpLanes>(data, n); }
void log_loop(const Log&, void* const* data, Index n) { plainly<LogLanes>(data, n); }
void log1p_loop(const Log1p&, void* const* data, Index n) { plainly<Log1pLanes>(data, n); }
void tanh_loop(const Tanh&, void* const* data, Index n) { plainly<TanhLanes>(data, n); }
void sigmoid_loop(const Sigmoid&, void* const* data, Index n) { plainly<SigmoidLanes>(data, n); }
void log_sigmoid_loop(const LogSigmoid&, void* const* data, Index n) { plainly<LogSigmoidLanes>(data, n); }
void relu_gradient_loop(const ReluGradient&, void* const* data, Index n) { plainly<ReluGradientLanes>(data, n); }
void sigmoid_gradient_loop(const SigmoidGradient&, void* const* data, Index n) { plainly<SigmoidGradientLanes>(data, n); }
void tanh_gradient_loop(const TanhGradient&, void* const* data, Index n) { plainly<TanhGradientLanes>(data, n); }
void logits_loop(const LogitsCrossEntropy&, void* const* data, Index n) { plainly<LogitsCrossEntropyLanes>(data, n); }

void add_scaled_loop(const AddScaled& function, void* const* data, Index n) {
  AddScaledLanes f{number(function.alpha)};
  each(f, data, n);
}
void cross_entropy_loop(const BinaryCrossEntropy& function, void* const* data, Index n) {
  const hn::Mask<Floats> all = hn::FirstN(Floats(), static_cast<std::size_t>(kLanes));
  BinaryCrossEntropyLanes f{all, all};
  each(f, data, n);
  if (!hn::AllTrue(Floats(), f.input_ok)) *function.input_ok = false;
  if (!hn::AllTrue(Floats(), f.target_ok)) *function.target_ok = false;
}
void cross_entropy_gradient_loop(const BinaryCrossEntropyGradient& function, void* const* data, Index n) {
  BinaryCrossEntropyGradientLanes f{number(function.dy), number(function.count)};
  each(f, data, n);
}
void logits_gradient_loop(const LogitsCrossEntropyGradient& function, void* const* data, Index n) {
  LogitsCrossEntropyGradientLanes f{number(function.dy), number(function.count)};
  each(f, data, n);
}

// ---- softmax ----

// NaN may be missed: it comes back with e^(x - max).
HWY_INLINE float largest(const float* row, Index n) {
  const Floats d;
  float most = row[0];
  Index i = 0;
  if (n >= kLanes) {
    Float lanes = hn::LoadU(d, row);
    for (i = kLanes; i + kLanes <= n; i += kLanes) {
      const Float x = hn::LoadU(d, row + i);
      lanes = hn::IfThenElse(hn::Lt(lanes, x), x, lanes);
    }
    HWY_ALIGN float each_lane[kLanes];
    hn::Store(lanes, d, each_lane);
    most = each_lane[0];
    for (Index k = 1; k < kLanes; ++k) most = each_lane[k] > most ? each_lane[k] : most;
  }
  for (; i < n; ++i) most = row[i] > most ? row[i] : most;
  return most;
}

// out[i] = e^(in[i] - less)
HWY_INLINE void exp_difference(const float* in, float* out, Index n, float less) {
  const Floats d;
  const Float subtracted = hn::Set(d, less);
  Index i = 0;
  for (; i + kLanes <= n; i += kLanes) hn::StoreU(exp_of(hn::Sub(hn::LoadU(d, in + i), subtracted)), d, out + i);
  if (i < n) store_part(exp_of(hn::Sub(load_part(in + i, n - i), subtracted)), out + i, n - i);
}

// Short rows are taken several at a time, so that their exponentials fill whole vectors.
constexpr Index kBlock = 512;

void softmax_loop(const float* in, float* out, Index rows, Index n) {
  const Index at_once = n >= kBlock / 4 ? 1 : kBlock / n;
  for (Index r = 0; r < rows; r += at_once, in += at_once * n, out += at_once * n) {
    const Index count = rows - r < at_once ? rows - r : at_once;
    if (count == 1) {
      exp_difference(in, out, n, largest(in, n));
    } else {
      for (Index k = 0; k < count; ++k) {
        const float most = largest(in + k * n, n);
        for (Index i = 0; i < n; ++i) out[k * n + i] = in[k * n + i] - most;
      }
      exp_difference(out, out, count * n, 0);
    }
    for (Index k = 0; k < count; ++k) {
      float* row = out + k * n;
      float total = 0;
      for (Index i = 0; i < n; ++i) total += row[i];
      const float inverse = 1.0f / total;
      for (Index i = 0; i < n; ++i) row[i] *= inverse;
    }
  }
}

void log_softmax_loop(const float* in, float* out, Index rows, Index n) {
  HWY_ALIGN float terms[kBlock];
  float most[kBlock], total[kBlock];
  const Index at_once = n >= kBlock / 4 ? 1 : kBlock / n;
  for (Index r = 0; r < rows; r += at_once, in += at_once * n, out += at_once * n) {
    const Index count = rows - r < at_once ? rows - r : at_once;
    for (Index k = 0; k < count; ++k) {
      most[k] = largest(in + k * n, n);
      total[k] = 0;
    }
    if (count == 1) {
      for (Index i = 0; i < n; i += kBlock) {
        const Index length = n - i < kBlock ? n - i : kBlock;
        exp_difference(in + i, terms, length, most[0]);
        for (Index j = 0; j < length; ++j) total[0] += terms[j];
      }
    } else {
      for (Index k = 0; k < count; ++k) {
        for (Index i = 0; i < n; ++i) terms[k * n + i] = in[k * n + i] - most[k];
      }
      exp_difference(terms, terms, count * n, 0);
      for (Index k = 0; k < count; ++k) {
        for (Index i = 0; i < n; ++i) total[k] += terms[k * n + i];
      }
    }
    void* const logarithms[] = {total, total};
    log_loop(Log(), logarithms, count);
    for (Index k = 0; k < count; ++k) {
      for (Index i = 0; i < n; ++i) out[k * n + i] = in[k * n + i] - most[k] - total[k];
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace logit::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace logit::kernels {

#define LOGIT_VECTORS(Function, loop)                                              \
  HWY_EXPORT(loop);                                                                \
  void vectors(const Function& function, void* const* data, std::int64_t n) {      \
    HWY_DYNAMIC_DISPATCH(loop)(function, data, n);                                 \
  }
LOGIT_VECTORS(Exp, exp_loop)
LOGIT_VECTORS(Log, log_loop)
LOGIT_VECTORS(Log1p, log1p_loop)
LOGIT_VECTORS(Tanh, tanh_loop)
LOGIT_VECTORS(Sigmoid, sigmoid_loop)
LOGIT_VECTORS(LogSigmoid, log_sigmoid_loop)
LOGIT_VECTORS(AddScaled, add_scaled_loop)
LOGIT_VECTORS(BinaryCrossEntropy, cross_entropy_loop)
LOGIT_VECTORS(BinaryCrossEntropyGradient, cross_entropy_gradient_loop)
LOGIT_VECTORS(LogitsCrossEntropy, logits_loop)
LOGIT_VECTORS(LogitsCrossEntropyGradient, logits_gradient_loop)
LOGIT_VECTORS(ReluGradient, relu_gradient_loop)
LOGIT_VECTORS(SigmoidGradient, sigmoid_gradient_loop)
LOGIT_VECTORS(TanhGradient, tanh_gradient_loop)
#undef LOGIT_VECTORS

HWY_EXPORT(softmax_loop);
HWY_EXPORT(log_softmax_loop);
void softmax_rows(const float* in, float* out, std::int64_t rows, std::int64_t n) {
  HWY_DYNAMIC_DISPATCH(softmax_loop)(in, out, rows, n);
}
void log_softmax_rows(const float* in, float* out, std::int64_t rows, std::int64_t n) {
  HWY_DYNAMIC_DISPATCH(log_softmax_loop)(in, out, rows, n);
}

}  // namespace logit::kernels
#endif
