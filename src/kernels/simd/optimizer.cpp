// The optimizers' steps in vectors; compiled once per instruction set, bit for bit the reference of scalar/optimizer.cpp.
#include "kernels/optimizer.h"

#include "kernels/functions.h"
#include "kernels/simd/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/simd/optimizer.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

#include "kernels/simd/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace logit::kernels {
namespace HWY_NAMESPACE {

// Returns how many elements are done; the reference takes the rest.
Index sgd_loop(const SgdStep& s, float* param, const float* grad, float* buffer, Index n) {
  const Floats d;
  const Float decay = hn::Set(d, s.weight_decay), momentum = hn::Set(d, s.momentum), undamped = hn::Set(d, s.undamped);
  const Float minus_lr = hn::Set(d, s.minus_lr);
  Index i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Float p = hn::LoadU(d, param + i);
    Float g = hn::LoadU(d, grad + i);
    if (s.maximize) g = hn::Neg(g);
    if (s.weight_decay != 0) g = fused_of(decay, p, g);
    if (buffer) {
      const Float moving = s.first ? g : fused_of(undamped, g, hn::Mul(hn::LoadU(d, buffer + i), momentum));
      hn::StoreU(moving, d, buffer + i);
      g = s.nesterov ? fused_of(momentum, moving, g) : moving;
    }
    hn::StoreU(fused_of(minus_lr, g, p), d, param + i);
  }
  return i;
}

Index adam_loop(const AdamStep& s, float* param, const float* grad, float* average, float* square, float* largest, Index n) {
  const Floats d;
  const Float decay = hn::Set(d, s.weight_decay), shrink = hn::Set(d, s.shrink);
  const Float weight = hn::Set(d, s.average_weight), from_there = hn::Set(d, s.average_weight - 1.0f);
  const Float beta2 = hn::Set(d, s.beta2), square_weight = hn::Set(d, s.square_weight);
  const Float root = hn::Set(d, s.root), eps = hn::Set(d, s.eps), minus_step_size = hn::Set(d, s.minus_step_size);
  const bool near = s.average_weight < 0.5f && s.average_weight > -0.5f;
  Index i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Float g = hn::LoadU(d, grad + i), p = hn::LoadU(d, param + i);
    if (s.maximize) g = hn::Neg(g);
    if (s.shrink != 1) p = hn::Mul(p, shrink);
    if (s.weight_decay != 0) g = fused_of(decay, p, g);
    Float m = hn::LoadU(d, average + i);
    const Float change = hn::Sub(g, m);
    m = near ? fused_of(weight, change, m) : fused_of(change, from_there, g);
    hn::StoreU(m, d, average + i);
    Float v = fused_of(hn::Mul(square_weight, g), g, hn::Mul(hn::LoadU(d, square + i), beta2));
    hn::StoreU(v, d, square + i);
    if (largest) {
      const Float most = hn::LoadU(d, largest + i);
      v = hn::IfThenElse(hn::Or(hn::IsNaN(v), hn::Lt(most, v)), v, most);
      hn::StoreU(v, d, largest + i);
    }
    const Float denominator = hn::Add(hn::Div(hn::Sqrt(v), root), eps);
    hn::StoreU(hn::Add(p, hn::Div(hn::Mul(minus_step_size, m), denominator)), d, param + i);
  }
  return i;
}

}  // namespace HWY_NAMESPACE
}  // namespace logit::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace logit::kernels {

HWY_EXPORT(sgd_loop);
HWY_EXPORT(adam_loop);

void sgd_step(const SgdStep& step, float* param, const float* grad, float* buffer, std::int64_t n) {
  const std::int64_t done = n < kVectorsFrom ? 0 : HWY_DYNAMIC_DISPATCH(sgd_loop)(step, param, grad, buffer, n);
  sgd_step_scalar(step, param + done, grad + done, buffer ? buffer + done : nullptr, n - done);
}

void adam_step(const AdamStep& step, float* param, const float* grad, float* average, float* square, float* largest,
               std::int64_t n) {
  const std::int64_t done = n < kVectorsFrom ? 0 : HWY_DYNAMIC_DISPATCH(adam_loop)(step, param, grad, average, square, largest, n);
  adam_step_scalar(step, param + done, grad + done, average + done, square + done, largest ? largest + done : nullptr, n - done);
}

}  // namespace logit::kernels
#endif
