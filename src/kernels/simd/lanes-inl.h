// Floats in vectors, with the same bits as kernels/math.h gives for one of them: functions that go through double, and a
// multiply-add that rounds once on machines without such an instruction too.
//
// Read once per instruction set; hence the guard, which Highway switches.
#if defined(LOGIT_KERNELS_SIMD_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGIT_KERNELS_SIMD_LANES_INL_H_
#undef LOGIT_KERNELS_SIMD_LANES_INL_H_
#else
#define LOGIT_KERNELS_SIMD_LANES_INL_H_
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logit::kernels {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Index = std::int64_t;

using Floats = hn::ScalableTag<float>;
using Doubles = hn::ScalableTag<double>;
using Float = hn::Vec<Floats>;    // N floats
using Double = hn::Vec<Doubles>;  // N / 2 doubles
constexpr Index kLanes = hn::MaxLanes(Floats());

HWY_INLINE Float number(double x) { return hn::Set(Floats(), static_cast<float>(x)); }

namespace vector {

#define LOGIT_INLINE HWY_INLINE
#include "kernels/real_functions.inc"
#undef LOGIT_INLINE

/// What real_functions.inc is written in, for a vector of doubles.
struct Lane {
  using Number = Double;
  using Bits = hn::RebindToUnsigned<Doubles>;
  static HWY_INLINE Double set(double x) { return hn::Set(Doubles(), x); }
  static HWY_INLINE Double select_less(Double a, Double b, Double yes, Double no) { return hn::IfThenElse(hn::Lt(a, b), yes, no); }
  static HWY_INLINE Double select_equal(Double a, Double b, Double yes, Double no) { return hn::IfThenElse(hn::Eq(a, b), yes, no); }
  static HWY_INLINE Double absolute(Double x) { return hn::Abs(x); }
  static HWY_INLINE Double with_sign_of(Double x, Double sign) { return hn::CopySign(x, sign); }
  static HWY_INLINE Double power_of_two(Double shifted) {
    const Bits u;
    return hn::BitCast(Doubles(), hn::ShiftLeft<52>(hn::Add(hn::BitCast(u, shifted), hn::Set(u, 1023))));
  }
  static HWY_INLINE void split(Double x, Double& m, Double& exponent, Double& inverse_scale) {
    constexpr std::uint64_t kRoot = 0x3fe6a09e667f3bcd, kOne = 0x3ff0000000000000, kFraction = 0x000fffffffffffff;
    const Bits u;
    const Doubles d;
    const auto bits = hn::Add(hn::BitCast(u, x), hn::Set(u, kOne - kRoot));
    const auto biased = hn::ShiftRight<52>(bits);
    m = hn::BitCast(d, hn::Add(hn::And(bits, hn::Set(u, kFraction)), hn::Set(u, kRoot)));
    exponent = hn::Sub(hn::BitCast(d, hn::Or(biased, hn::Set(u, 0x4330000000000000))), set(0x1p52 + 1023));
    inverse_scale = hn::BitCast(d, hn::ShiftLeft<52>(hn::Sub(hn::Set(u, 2046), biased)));
  }
};

}  // namespace vector

// A function of doubles, applied to both halves of a vector of floats.
#define LOGIT_FLOAT_FUNCTION(name, own)                                                         \
  HWY_INLINE Float name(Float x) {                                                              \
    const hn::Half<Floats> half;                                                                \
    const Double low = vector::own<vector::Lane>(hn::PromoteLowerTo(Doubles(), x));             \
    const Double high = vector::own<vector::Lane>(hn::PromoteUpperTo(Doubles(), x));            \
    return hn::Combine(Floats(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));            \
  }
LOGIT_FLOAT_FUNCTION(exp_of, exponential)
LOGIT_FLOAT_FUNCTION(log_of, logarithm)
LOGIT_FLOAT_FUNCTION(log1p_of, logarithm_of_one_plus)
LOGIT_FLOAT_FUNCTION(tanh_of, hyperbolic_tangent)
#undef LOGIT_FLOAT_FUNCTION

HWY_INLINE Float sigmoid_of(Float x) { return hn::Div(number(1), hn::Add(number(1), exp_of(hn::Neg(x)))); }

#if HWY_NATIVE_FMA
HWY_INLINE Float fused_of(Float a, Float b, Float c) { return hn::MulAdd(a, b, c); }
#else
// a·b + c of one half: the product is exact, and a sum that was rounded is made odd in its last place, so that rounding it once more
// to float cannot tie. Source: S. Boldo and G. Melquiond, "Emulation of a FMA and correctly rounded sums" (2008).
HWY_INLINE Double odd_sum(Double a, Double b, Double c) {
  const Doubles d;
  const vector::Lane::Bits u;
  const Double product = hn::Mul(a, b), sum = hn::Add(product, c), back = hn::Sub(sum, product);
  const Double error = hn::Add(hn::Sub(product, hn::Sub(sum, back)), hn::Sub(c, back));
  const auto bits = hn::BitCast(u, sum), one = hn::Set(u, 1);
  const auto zero = hn::Zero(d);
  const auto inexact = hn::Or(hn::Lt(error, zero), hn::Lt(zero, error));  // false for NaN
  const auto towards = hn::VecFromMask(u, hn::RebindMask(u, hn::Lt(hn::Mul(hn::CopySign(hn::Set(d, 1), error), sum), zero)));
  // -1 where the error shrinks the sum, +1 elsewhere; nothing where the sum is odd or exact.
  const auto step = hn::Or(towards, one);
  const auto nudged = hn::IfThenElse(hn::Eq(hn::And(bits, one), one), bits, hn::Add(bits, step));
  return hn::BitCast(d, hn::IfThenElse(hn::RebindMask(u, inexact), nudged, bits));
}
HWY_INLINE Float fused_of(Float a, Float b, Float c) {
  const Doubles d;
  const hn::Half<Floats> half;
  const Double low = odd_sum(hn::PromoteLowerTo(d, a), hn::PromoteLowerTo(d, b), hn::PromoteLowerTo(d, c));
  const Double high = odd_sum(hn::PromoteUpperTo(d, a), hn::PromoteUpperTo(d, b), hn::PromoteUpperTo(d, c));
  return hn::Combine(Floats(), hn::DemoteTo(half, high), hn::DemoteTo(half, low));
}
#endif

// The first `count` < N lanes, with zeros behind them.
HWY_INLINE Float load_part(const float* from, Index count) {
  HWY_ALIGN float lanes[kLanes] = {};
  for (Index i = 0; i < count; ++i) lanes[i] = from[i];
  return hn::Load(Floats(), lanes);
}
HWY_INLINE void store_part(Float x, float* to, Index count) {
  HWY_ALIGN float lanes[kLanes];
  hn::Store(x, Floats(), lanes);
  for (Index i = 0; i < count; ++i) to[i] = lanes[i];
}

}  // namespace HWY_NAMESPACE
}  // namespace logit::kernels
HWY_AFTER_NAMESPACE();

#endif
