#include "kernels/random.h"

#include <cmath>
#include <initializer_list>

#include "kernels/math.h"

namespace logit::kernels {
namespace {

float horner(float x, std::initializer_list<float> coefficients) {
  float y = *coefficients.begin();
  for (const float* c = coefficients.begin() + 1; c != coefficients.end(); ++c) y = fused(y, x, *c);
  return y;
}

// For positive normal x.
float polynomial_log(float x) {
  int exponent = 0;
  float m = std::frexp(x, &exponent);
  float e = static_cast<float>(exponent);
  if (m < 0.707106781186547524f) {
    e -= 1;
    m = m + m - 1.0f;
  } else {
    m -= 1.0f;
  }
  const float z = m * m;
  float y = horner(m, {7.0376836292e-2f, -1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f,
                       -1.6668057665e-1f, 2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f});
  y *= m;
  y = fused(y, z, e * -2.12194440e-4f);
  y = fused(-0.5f, z, y);
  return fused(e, 0.693359375f, m + y);
}

// For x in [0, 2π].
void polynomial_sin_cos(float x, float& sine, float& cosine) {
  int j = static_cast<int>(x * 1.27323954473516f);
  j = (j + 1) & ~1;
  const float octant = static_cast<float>(j);
  x = fused(octant, -0.78515625f, x);
  x = fused(octant, -2.4187564849853515625e-4f, x);
  x = fused(octant, -3.77489497744594108e-8f, x);
  const float z = x * x;
  float c = horner(z, {2.443315711809948e-5f, -1.388731625493765e-3f, 4.166664568298827e-2f});
  c *= z;
  c = fused(c, z, -(z * 0.5f));
  c += 1.0f;
  float s = horner(z, {-1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f});
  s *= z;
  s = fused(s, x, x);
  const bool swap = (j & 2) != 0;
  sine = swap ? c : s;
  cosine = swap ? s : c;
  if (j & 4) sine = -sine;
  if (((j - 2) & 4) == 0) cosine = -cosine;
}

}  // namespace

void normal_block(float* block, float mean, float std) {
  for (int j = 0; j < 8; ++j) {
    const float u1 = 1.0f - block[j], u2 = block[j + 8];
    const float radius = std::sqrt(-2.0f * polynomial_log(u1));
    const float theta = 6.2831853071795864769f * u2;
    float sine, cosine;
    polynomial_sin_cos(theta, sine, cosine);
    block[j] = fused(radius * cosine, std, mean);
    block[j + 8] = fused(radius * sine, std, mean);
  }
}

void normal_block(double* block, double mean, double std) {
  for (int j = 0; j < 8; ++j) {
    const double u1 = 1.0 - block[j], u2 = block[j + 8];
    const double radius = std::sqrt(-2.0 * std::log(u1)), theta = 2.0 * 3.14159265358979323846 * u2;
    block[j] = radius * std::cos(theta) * std + mean;
    block[j + 8] = radius * std::sin(theta) * std + mean;
  }
}

}  // namespace logit::kernels
