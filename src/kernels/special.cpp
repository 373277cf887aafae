#include "kernels/special.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace logit::kernels {
namespace {

using std::numbers::pi;

// Bernoulli numbers B2, B4, … for the asymptotic series.
constexpr double kBernoulli[] = {1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,      5.0 / 66,
                                 -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330};

}  // namespace

double digamma(double x) {
  if (x == 0) return std::copysign(std::numeric_limits<double>::infinity(), -x);
  if (x < 0) {
    if (x == std::floor(x)) return std::nan("");
    return digamma(1 - x) - pi / std::tan(pi * (x - std::floor(x)));  // reflection
  }
  double shift = 0;
  while (x < 10) {  // recurrence up to where the asymptotic series is exact enough
    shift -= 1 / x;
    x += 1;
  }
  const double inverse = 1 / (x * x);
  double series = 0, power = inverse;
  for (int k = 0; k < 8; ++k) {
    series += kBernoulli[k] / (2 * (k + 1)) * power;
    power *= inverse;
  }
  return shift + std::log(x) - 0.5 / x - series;
}

// The Hurwitz zeta function by Euler-Maclaurin summation, times the sign and factorial.
double polygamma(int n, double x) {
  if (n == 0) return digamma(x);
  const double s = n + 1;
  double factorial = 1;
  for (int i = 2; i <= n; ++i) factorial *= i;
  if (x <= 0 && x == std::floor(x)) return n % 2 ? std::numeric_limits<double>::infinity() : std::nan("");
  double sum = 0;
  while (x < 20) {
    sum += std::pow(x, -s);
    x += 1;
  }
  sum += std::pow(x, 1 - s) / (s - 1) + 0.5 * std::pow(x, -s);
  double rising = s, power = std::pow(x, -s - 1), even_factorial = 2;
  for (int k = 0; k < 10; ++k) {
    sum += kBernoulli[k] / even_factorial * rising * power;
    rising *= (s + 2 * k + 1) * (s + 2 * k + 2);
    power /= x * x;
    even_factorial *= (2 * k + 3) * (2 * k + 4);
  }
  return (n % 2 ? 1 : -1) * factorial * sum;
}

double erfinv(double y) {
  if (!(y > -1 && y < 1)) {
    if (y == 1 || y == -1) return y * std::numeric_limits<double>::infinity();
    return std::nan("");
  }
  if (y == 0) return y;
  // A rough start (Winitzki's approximation), then Newton steps; erf' = 2/√π exp(-x²).
  const double a = 0.147, logarithm = std::log1p(-y * y), half = 2 / (pi * a) + logarithm / 2;
  double x = std::copysign(std::sqrt(std::sqrt(half * half - logarithm / a) - half), y);
  for (int i = 0; i < 4; ++i) {
    // Near ±1 the difference is taken between complements, which keep their digits.
    const double error = std::fabs(y) < 0.5 ? std::erf(x) - y
                         : y > 0            ? (1 - y) - std::erfc(x)
                                            : std::erfc(-x) - (1 + y);
    x -= error / (2 / std::sqrt(pi) * std::exp(-x * x));
  }
  return x;
}

double bessel_i0(double x) {
  x = std::fabs(x);
  if (x < 25) {  // power series: all terms are positive
    double term = 1, sum = 1;
    for (int k = 1; k < 200 && term > sum * 1e-18; ++k) {
      term *= (x / 2 / k) * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
  double term = 1, sum = 1;  // asymptotic series
  for (int k = 1; k < 30; ++k) {
    term *= (2.0 * k - 1) * (2.0 * k - 1) / (8 * x * k);
    sum += term;
  }
  return std::exp(x) / std::sqrt(2 * pi * x) * sum;
}

double bessel_i1(double x) {
  const double size = std::fabs(x);
  double result;
  if (size < 25) {
    double term = size / 2, sum = term;
    for (int k = 1; k < 200 && term > sum * 1e-18; ++k) {
      term *= (size / 2 / k) * (size / 2 / (k + 1));
      sum += term;
    }
    result = sum;
  } else {
    double term = 1, sum = 1;
    for (int k = 1; k < 30; ++k) {
      term *= -(4 - (2.0 * k - 1) * (2.0 * k - 1)) / (8 * size * k);
      sum += term;
    }
    result = std::exp(size) / std::sqrt(2 * pi * size) * sum;
  }
  return x < 0 ? -result : result;
}

}  // namespace logit::kernels
