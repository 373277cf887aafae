#include "script/objects/accurate_math.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace logit::script::accurate_math {

namespace {

/// hi + lo, where lo is less than half a unit in the last place of hi.
struct Pair {
  double hi, lo;
};

Pair quick_sum(double a, double b) {  // |a| >= |b|
  const double s = a + b;
  return {s, b - (s - a)};
}

Pair sum(double a, double b) {  // Source: Knuth, TAOCP 2, 4.2.2, theorem B
  const double s = a + b, t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}

Pair product(double a, double b) {  // Source: Dekker 1971. Without fused multiply-add, which wasm does not have
  constexpr double kSplit = 134217729.0;  // 2^27 + 1
  const double p = a * b;
  const double ca = kSplit * a, ah = ca - (ca - a), al = a - ah;
  const double cb = kSplit * b, bh = cb - (cb - b), bl = b - bh;
  return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

Pair operator+(Pair a, Pair b) {
  const Pair s = sum(a.hi, b.hi), t = sum(a.lo, b.lo);
  const Pair u = quick_sum(s.hi, s.lo + t.hi);
  return quick_sum(u.hi, u.lo + t.lo);
}

Pair operator*(Pair a, Pair b) {
  const Pair p = product(a.hi, b.hi);
  return quick_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

Pair operator*(Pair a, double b) {
  const Pair p = product(a.hi, b);
  return quick_sum(p.hi, p.lo + a.lo * b);
}

Pair operator-(Pair a) { return {-a.hi, -a.lo}; }

Pair operator/(Pair a, Pair b) {
  const double q = a.hi / b.hi;
  const Pair rest = a + -(b * q);
  return quick_sum(q, (rest.hi + rest.lo) / b.hi);
}

struct SinCos {
  Pair sin, cos;
};

/// Taylor series on [-pi/4, pi/4]; the first terms in pairs, the rest is below 2^-13 of the sum.
SinCos sin_cos_near_zero(Pair r) {
  const Pair z = r * r;
  constexpr Pair kThird{-0x1.5555555555555p-3, -0x1.5555555555555p-57};     // -1/3!
  constexpr Pair kFifth{0x1.1111111111111p-7, 0x1.1111111111111p-63};       // 1/5!
  const double x = z.hi;
  const double s = -1.0 / 5040 + x * (1.0 / 362880 + x * (-1.0 / 39916800 + x * (1.0 / 6227020800.0 +
                   x * (-1.0 / 1307674368000.0 + x * (1.0 / 355687428096000.0)))));
  const Pair sine = r + r * (z * (kThird + z * (kFifth + z * s)));
  constexpr Pair kFourth{0x1.5555555555555p-5, 0x1.5555555555555p-59};      // 1/4!
  constexpr Pair kSixth{-0x1.6c16c16c16c17p-10, 0x1.f49f49f49f49fp-65};     // -1/6!
  const double c = 1.0 / 40320 + x * (-1.0 / 3628800 + x * (1.0 / 479001600.0 + x * (-1.0 / 87178291200.0 +
                   x * (1.0 / 20922789888000.0 + x * (-1.0 / 6402373705728000.0)))));
  const Pair cosine = Pair{1, 0} + z * (Pair{-0.5, 0} + z * (kFourth + z * (kSixth + z * c)));
  return {sine, cosine};
}

constexpr double kLargest = 1e6;  // above it the reduction would need more parts of pi

/// |x| <= kLargest. pi/2 in parts of 33 bits, so that their products with the count of quarter turns are exact.
SinCos sin_cos(double x) {
  constexpr double kPart1 = 0x1.921fb544p+0, kPart2 = 0x1.0b4611a6p-34, kPart3 = 0x1.3198a2ep-69;
  constexpr double kPart4 = 0x1.b839a252049c1p-104;
  const double n = std::nearbyint(x * 0x1.45f306dc9c883p-1);
  const Pair r = (sum(x - n * kPart1, -(n * kPart2)) + Pair{-(n * kPart3), 0}) + product(-n, kPart4);
  const SinCos s = sin_cos_near_zero(r);
  switch (static_cast<std::int64_t>(n) & 3) {
    case 0: return s;
    case 1: return {s.cos, -s.sin};
    case 2: return {-s.sin, -s.cos};
    default: return {-s.cos, s.sin};
  }
}

double rounded(Pair p) { return p.hi + p.lo; }
bool is_tiny(double x) { return std::fabs(x) < 0x1p-27; }

}  // namespace

double sin(double x) {
  if (is_tiny(x) || !(std::fabs(x) <= kLargest)) return std::sin(x);
  return rounded(sin_cos(x).sin);
}

double cos(double x) {
  if (is_tiny(x) || !(std::fabs(x) <= kLargest)) return std::cos(x);
  return rounded(sin_cos(x).cos);
}

double tan(double x) {
  if (is_tiny(x) || !(std::fabs(x) <= kLargest)) return std::tan(x);
  const SinCos s = sin_cos(x);
  return rounded(s.sin / s.cos);
}

double asin(double x) {
  const double y = std::asin(x);
  if (is_tiny(x) || !(std::fabs(x) < 1)) return y;
  const SinCos s = sin_cos(y);
  return y + rounded((Pair{x, 0} + -s.sin) / s.cos);
}

double acos(double x) {
  const double y = std::acos(x);
  if (!(std::fabs(x) < 1)) return y;
  const SinCos s = sin_cos(y);
  return y + rounded((s.cos + Pair{-x, 0}) / s.sin);
}

double atan(double x) {
  const double y = std::atan(x);
  if (is_tiny(x) || !(std::fabs(x) < 1e15)) return y;
  const SinCos s = sin_cos(y);
  return y + rounded((s.cos * x + -s.sin) / (s.cos + s.sin * x));
}

double atan2(double y, double x) {
  const double angle = std::atan2(y, x);
  const double ay = std::fabs(y), ax = std::fabs(x);
  // Where products could leave the range of doubles, and where the angle is exact, the C library is as good.
  if (!(ay > 1e-100 && ay < 1e100 && ax > 1e-100 && ax < 1e100) || is_tiny(angle)) return angle;
  const SinCos s = sin_cos(angle);
  return angle + rounded((s.cos * y + -(s.sin * x)) / (s.cos * x + s.sin * y));
}

// Source of the formula: fdlibm s_tanh.c
double tanh(double x) {
  const double a = std::fabs(x);
  if (!(a < 22)) return std::isnan(x) ? x : std::copysign(1.0, x);
  if (a < 0x1p-55) return x;
  double r;
  if (a >= 1) {
    r = 1 - 2 / (std::expm1(2 * a) + 2);
  } else {
    const double t = std::expm1(-2 * a);
    r = -t / (t + 2);
  }
  return std::copysign(r, x);
}

// Source of the formula: fdlibm e_log10.c
double log10(double x) {
  if (!(x > 0) || std::isinf(x)) return std::log10(x);
  constexpr double kInverseLog = 4.34294481903251816668e-01;
  constexpr double kLog2High = 3.01029995663611771306e-01, kLog2Low = 3.69423907715893078616e-13;
  int exponent;
  const double m = std::frexp(x, &exponent) * 2;  // in [1, 2)
  const int k = exponent - 1;
  const int below = k < 0 ? 1 : 0;
  const double y = k + below;
  return (y * kLog2Low + kInverseLog * std::log(std::ldexp(m, -below))) + y * kLog2High;
}

// A polynomial for the mantissa, one step of Halley's method, and the power of two by thirds.
double cbrt(double x) {
  if (x == 0 || !std::isfinite(x)) return x;
  int exponent;
  const double m = std::frexp(std::fabs(x), &exponent);
  const double u =
      0.354895765043919860 +
      (1.50819193781584896 -
       (2.11499494167371287 -
        (2.4469312256353444 - (1.83469277483613086 - (0.784932344976639262 - 0.145263899385486367 * m) * m) * m) * m) *
           m) *
          m;
  const double cube = u * u * u;
  constexpr double kThirds[] = {1 / 1.5874010519681994748, 1 / 1.2599210498948731648, 1.0, 1.2599210498948731648,
                                1.5874010519681994748};
  const double r = u * (cube + 2.0 * m) / (2.0 * cube + m) * kThirds[2 + exponent % 3];
  return std::ldexp(std::copysign(r, x), exponent / 3);
}

}  // namespace logit::script::accurate_math
