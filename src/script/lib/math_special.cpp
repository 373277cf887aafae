#include "script/lib/math_special.h"

#include <cfloat>
#include <cmath>
#include <limits>

#include "script/objects/platform_math.h"

namespace logit::script::math_special {

namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

constexpr int kLanczosN = 13;
constexpr double kLanczosG = 6.024680040776729583740234375;
constexpr double kLanczosGMinusHalf = 5.524680040776729583740234375;
constexpr double kLanczosNumerator[kLanczosN] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
constexpr double kLanczosDenominator[kLanczosN] = {0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
                                                   2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};
// 0!, 1!, ... 22!: all exact.
constexpr double kFactorials[] = {1.0, 1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5040.0, 40320.0, 362880.0, 3628800.0, 39916800.0,
                                  479001600.0, 6227020800.0, 87178291200.0, 1307674368000.0, 20922789888000.0, 355687428096000.0,
                                  6402373705728000.0, 121645100408832000.0, 2432902008176640000.0, 51090942171709440000.0,
                                  1124000727777607680000.0};

double lanczos_sum(double x) {
  double numerator = 0, denominator = 0;
  if (x < 5.0) {
    for (int i = kLanczosN; --i >= 0;) {
      numerator = numerator * x + kLanczosNumerator[i];
      denominator = denominator * x + kLanczosDenominator[i];
    }
  } else {
    // the same fraction in 1/x, so that nothing overflows
    for (int i = 0; i < kLanczosN; ++i) {
      numerator = numerator / x + kLanczosNumerator[i];
      denominator = denominator / x + kLanczosDenominator[i];
    }
  }
  return numerator / denominator;
}

double sin_pi(double x) {
  const double y = std::fmod(std::fabs(x), 2.0);
  double r = 0;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0: r = std::sin(kPi * y); break;
    case 1: r = std::cos(kPi * (y - 0.5)); break;
    case 2: r = std::sin(kPi * (1.0 - y)); break;
    case 3: r = -std::cos(kPi * (y - 1.5)); break;
    case 4: r = std::sin(kPi * (y - 2.0)); break;
  }
  return std::copysign(1.0, x) * r;
}

}  // namespace

double gamma(double x, Problem& problem) {
  if (!std::isfinite(x)) {
    if (std::isnan(x) || x > 0.0) return x;
    problem = Problem::domain;
    return kNan;
  }
  if (x == 0.0) {
    problem = Problem::domain;
    return std::copysign(kInf, x);
  }
  if (x == std::floor(x)) {
    if (x < 0.0) {
      problem = Problem::domain;
      return kNan;
    }
    if (x <= 23) return kFactorials[static_cast<int>(x) - 1];
  }
  const double magnitude = std::fabs(x);
  if (magnitude < 1e-20) {
    const double r = 1.0 / x;
    if (std::isinf(r)) problem = Problem::range;
    return r;
  }
  if (magnitude > 200.0) {
    if (x < 0.0) return 0.0 / sin_pi(x);
    problem = Problem::range;
    return kInf;
  }
  const double y = magnitude + kLanczosGMinusHalf;
  double z;
  // z is the rounding error of y
  if (magnitude > kLanczosGMinusHalf) {
    const volatile double q = y - magnitude;
    z = q - kLanczosGMinusHalf;
  } else {
    const volatile double q = y - kLanczosGMinusHalf;
    z = q - magnitude;
  }
  z = z * kLanczosG / y;
  double r;
  if (x < 0.0) {
    r = -kPi / sin_pi(magnitude) / magnitude * platform_math::exp(y) / lanczos_sum(magnitude);
    r -= z * r;
    if (magnitude < 140.0) {
      r /= platform_math::pow(y, magnitude - 0.5);
    } else {
      const double root = platform_math::pow(y, magnitude / 2.0 - 0.25);
      r /= root;
      r /= root;
    }
  } else {
    r = lanczos_sum(magnitude) / platform_math::exp(y);
    r += z * r;
    if (magnitude < 140.0) {
      r *= platform_math::pow(y, magnitude - 0.5);
    } else {
      const double root = platform_math::pow(y, magnitude / 2.0 - 0.25);
      r *= root;
      r *= root;
    }
  }
  if (std::isinf(r)) problem = Problem::range;
  return r;
}

double lgamma(double x, Problem& problem) {
  if (!std::isfinite(x)) return std::isnan(x) ? x : kInf;
  if (x == std::floor(x) && x <= 2.0) {
    if (x <= 0.0) {
      problem = Problem::domain;
      return kInf;
    }
    return 0.0;
  }
  const double magnitude = std::fabs(x);
  if (magnitude < 1e-20) return -std::log(magnitude);
  double r = std::log(lanczos_sum(magnitude)) - kLanczosG;
  r += (magnitude - 0.5) * (std::log(magnitude + kLanczosG - 0.5) - 1);
  if (x < 0.0) r = kLogPi - std::log(std::fabs(sin_pi(magnitude))) - std::log(magnitude) - r;
  if (std::isinf(r)) problem = Problem::range;
  return r;
}

double norm(double* values, std::size_t count) {
  double max = 0;
  bool found_nan = false;
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = std::fabs(values[i]);
    found_nan |= std::isnan(values[i]);
    if (values[i] > max) max = values[i];
  }
  if (std::isinf(max)) return max;
  if (found_nan) return kNan;
  if (max == 0.0 || count <= 1) return max;
  int exponent;
  std::frexp(max, &exponent);
  if (exponent < -1023) {
    // subnormal: the scale itself would overflow
    for (std::size_t i = 0; i < count; ++i) values[i] /= DBL_MIN;
    return DBL_MIN * norm(values, count);
  }
  const double scale = std::ldexp(1.0, -exponent);
  // Squares split in halves (Veltkamp) and summed with their rounding errors kept apart; one Newton step at the end.
  constexpr double kSplit = 134217729.0;  // 2^27 + 1
  double sum = 1.0, error1 = 0.0, error2 = 0.0, error3 = 0.0;
  const auto split = [](double x, double& high, double& low) {
    const double t = x * kSplit;
    high = t - (t - x);
    low = x - high;
  };
  const auto add = [&](double x, double& error) {
    const double old = sum;
    sum += x;
    error += (old - sum) + x;
  };
  double high, low;
  for (std::size_t i = 0; i < count; ++i) {
    split(values[i] * scale, high, low);
    add(high * high, error1);
    add(2.0 * high * low, error2);
    error3 += low * low;
  }
  const double h = std::sqrt(sum - 1.0 + (error1 + error2 + error3));
  split(h, high, low);
  add(-high * high, error1);
  add(-2.0 * high * low, error2);
  add(-low * low, error3);
  const double rest = sum - 1.0 + (error1 + error2 + error3);
  return (h + rest / (2.0 * h)) / scale;
}

double remainder(double x, double y) {
  if (std::isfinite(x) && std::isfinite(y)) {
    if (y == 0.0) return kNan;
    const double ax = std::fabs(x), ay = std::fabs(y);
    const double m = std::fmod(ax, ay);
    const double c = ay - m;
    double r;
    if (m < c) r = m;
    else if (m > c) r = -c;
    else r = m - 2.0 * std::fmod(0.5 * (ax - m), ay);
    return std::copysign(1.0, x) * r;
  }
  if (std::isnan(x)) return x;
  if (std::isnan(y)) return y;
  if (std::isinf(x)) return kNan;
  return x;
}

void ExactSum::add(double x) {
  const double original = x;
  std::size_t kept = 0;
  for (double y : partials_) {
    if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
    const volatile double high = x + y;
    const volatile double back = high - x;
    const volatile double low = y - back;
    if (low != 0.0) partials_[kept++] = low;
    x = high;
  }
  partials_.resize(kept);
  if (x != 0.0) {
    if (!std::isfinite(x)) {
      if (std::isfinite(original)) overflowed_ = true;
      if (std::isinf(original)) infinities_ += original;
      special_ += original;
      partials_.clear();
    } else {
      partials_.push_back(x);
    }
  }
}

double ExactSum::result(Trouble& trouble) const {
  trouble = Trouble::none;
  if (overflowed_) {
    trouble = Trouble::overflow;
    return 0;
  }
  if (special_ != 0.0) {  // nan too
    if (std::isnan(infinities_)) trouble = Trouble::opposite_infinities;
    return special_;
  }
  std::size_t n = partials_.size();
  double high = 0.0;
  if (n > 0) {
    high = partials_[--n];
    double low = 0.0;
    while (n > 0) {
      const double x = high;
      const double y = partials_[--n];
      const volatile double sum = x + y;
      const volatile double back = sum - x;
      high = sum;
      low = y - back;
      if (low != 0.0) break;
    }
    // Half-even rounding across partials: when the rest has the sign of the next one, the tie is none.
    if (n > 0 && ((low < 0.0 && partials_[n - 1] < 0.0) || (low > 0.0 && partials_[n - 1] > 0.0))) {
      const double y = low * 2.0;
      const volatile double x = high + y;
      const volatile double back = x - high;
      if (y == back) high = x;
    }
  }
  return high;
}

}  // namespace logit::script::math_special
