// For WebAssembly: accurate_math.h, and pow and exp as glibc computes them on a processor with fused multiply-add.
//
// Emscripten's C library (musl) and glibc share the algorithm of pow and exp, ARM's optimized routines, with its tables. But glibc's
// compiler fuses multiplications with additions, and one result in a thousand differs in its last bit. That is enough to
// change the digits of a simulation. So the same steps are taken here twice: first with plain arithmetic; only when the
// result lies so close to the middle between two doubles that fusing could matter, again with std::fma, which is slow here.
#include <bit>
#include <cmath>
#include <cstdint>

#include "script/objects/accurate_math.h"
#include "script/objects/platform_math.h"

// musl's own tables; they are in every module that uses pow, so linking them costs nothing.
extern "C" {
extern const struct PowLogData {
  double ln2hi, ln2lo, poly[7];
  struct Row {
    double invc, pad, logc, logctail;
  } tab[128];
} __pow_log_data;
extern const struct ExpData {
  double invln2_n, shift, negln2hi_n, negln2lo_n, poly[4], exp2_shift, exp2_poly[5];
  std::uint64_t tab[256];
} __exp_data;
}

namespace logit::script::platform_math {

namespace {

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }
double from_bits(std::uint64_t x) { return std::bit_cast<double>(x); }

template <bool kFused>
double muladd(double a, double b, double c) {
  return kFused ? std::fma(a, b, c) : a * b + c;
}

struct Pair {
  double hi, lo;
};

/// The rounding error of a * b.
double product_error(double a, double b, double p) {
  constexpr double kSplit = 134217729.0;
  const double ca = kSplit * a, ah = ca - (ca - a), al = a - ah;
  const double cb = kSplit * b, bh = cb - (cb - b), bl = b - bh;
  return ((ah * bh - p) + ah * bl + al * bh) + al * bl;
}

/// log(x) for a positive normal x, to 68 bits.
template <bool kFused>
Pair log_pair(std::uint64_t ix) {
  constexpr std::uint64_t kOff = 0x3fe6955500000000;
  const std::uint64_t offset = ix - kOff;
  const PowLogData::Row& row = __pow_log_data.tab[(offset >> 45) % 128];
  const auto k = static_cast<double>(static_cast<std::int64_t>(offset) >> 52);
  const double z = from_bits(ix - (offset & 0xfffULL << 52));
  const double* a = __pow_log_data.poly;
  double r;  // z * invc - 1 is exact with one rounding; invc has few enough bits for the product of the halves
  if constexpr (kFused) {
    r = std::fma(z, row.invc, -1.0);
  } else {
    const double p = z * row.invc;
    r = (p - 1.0) + product_error(z, row.invc, p);
  }
  const double t1 = k * __pow_log_data.ln2hi + row.logc, t2 = t1 + r;
  const double lo1 = muladd<kFused>(k, __pow_log_data.ln2lo, row.logctail);
  const double lo2 = t1 - t2 + r;
  const double ar = a[0] * r, ar2 = r * ar, ar3 = r * ar2;
  const double hi = t2 + ar2;
  const double lo3 = kFused ? std::fma(ar, r, -ar2) : product_error(ar, r, ar2);
  const double lo4 = t2 - hi + ar2;
  const double p = muladd<kFused>(
      ar2, muladd<kFused>(ar2, muladd<kFused>(r, a[6], a[5]), muladd<kFused>(r, a[4], a[3])), muladd<kFused>(r, a[2], a[1]));
  const double lo = muladd<kFused>(ar3, p, lo1 + lo2 + lo3 + lo4);
  const double y = hi + lo;
  return {y, hi - y + lo};
}

/// exp(x + tail) with the rounding error of its last step: results near the middle are recognised by it.
template <bool kFused>
Pair exp_pair(double x, double tail) {
  const ExpData& d = __exp_data;
  double kd = muladd<kFused>(d.invln2_n, x, d.shift);
  const std::uint64_t ki = bits(kd);
  kd -= d.shift;
  double r = muladd<kFused>(kd, d.negln2lo_n, muladd<kFused>(kd, d.negln2hi_n, x));
  r += tail;
  const std::uint64_t index = 2 * (ki % 128);
  const double scale = from_bits(d.tab[index + 1] + (ki << 45));
  const double r2 = r * r;
  double t = muladd<kFused>(r2, muladd<kFused>(r, d.poly[1], d.poly[0]), from_bits(d.tab[index]) + r);
  t = muladd<kFused>(r2 * r2, muladd<kFused>(r, d.poly[3], d.poly[2]), t);
  if constexpr (kFused) return {std::fma(scale, t, scale), 0};
  const double step = scale * t, result = scale + step;
  return {result, (scale - result) + step};
}

/// Whether the true value may lie on the other side of the middle between two doubles.
bool near_middle(Pair p) {
  const double power = from_bits(bits(std::fabs(p.hi)) & 0x7ff0000000000000ULL);
  const double error = std::fabs(p.lo) / power * 0x1p52;  // in units of the last place
  return std::fabs(error - 0.5) < 0.0625 || std::fabs(p.hi) == power;  // below a power of two the units are half as large
}

/// x positive and normal, the result neither close to 1 by a tiny exponent nor near the ends of the range.
bool is_ordinary(double exponent) { return std::fabs(exponent) > 0x1p-50 && std::fabs(exponent) < 700; }

template <bool kFused>
Pair pow_pair(double x, double y) {
  const Pair log = log_pair<kFused>(bits(x));
  const double hi = y * log.hi;
  const double error = kFused ? std::fma(y, log.hi, -hi) : product_error(y, log.hi, hi);
  return exp_pair<kFused>(hi, muladd<kFused>(y, log.lo, error));
}

}  // namespace

double pow(double x, double y) {
  if (x < 0 && y == std::floor(y) && std::fabs(y) < 0x1p53) {
    const double magnitude = pow(-x, y);
    return std::fmod(y, 2.0) != 0 ? -magnitude : magnitude;
  }
  if (!(x >= 0x1p-1022 && x < HUGE_VAL && std::fabs(y) < 0x1p60) || !is_ordinary(y * std::log(x))) return std::pow(x, y);
  const Pair plain = pow_pair<false>(x, y);
  return near_middle(plain) ? pow_pair<true>(x, y).hi : plain.hi;
}

double exp(double x) {
  if (!is_ordinary(x)) return std::exp(x);
  const Pair plain = exp_pair<false>(x, 0);
  return near_middle(plain) ? exp_pair<true>(x, 0).hi : plain.hi;
}

double sin(double x) { return accurate_math::sin(x); }
double cos(double x) { return accurate_math::cos(x); }
double tan(double x) { return accurate_math::tan(x); }
double asin(double x) { return accurate_math::asin(x); }
double acos(double x) { return accurate_math::acos(x); }
double atan(double x) { return accurate_math::atan(x); }
double atan2(double y, double x) { return accurate_math::atan2(y, x); }
double tanh(double x) { return accurate_math::tanh(x); }
double log10(double x) { return accurate_math::log10(x); }
double cbrt(double x) { return accurate_math::cbrt(x); }

}  // namespace logit::script::platform_math
