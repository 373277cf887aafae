// Special functions that the C++ library lacks, in double: digamma, polygamma, the inverse error function,
// Bessel functions. Float versions round once.
#pragma once

namespace logit::kernels {

double digamma(double x);
/// The n-th derivative of digamma, n >= 0.
double polygamma(int n, double x);
double erfinv(double x);
/// Modified Bessel functions of the first kind.
double bessel_i0(double x);
double bessel_i1(double x);

inline float digamma(float x) { return static_cast<float>(digamma(static_cast<double>(x))); }
inline float erfinv(float x) { return static_cast<float>(erfinv(static_cast<double>(x))); }
inline float bessel_i0(float x) { return static_cast<float>(bessel_i0(static_cast<double>(x))); }
inline float bessel_i1(float x) { return static_cast<float>(bessel_i1(static_cast<double>(x))); }

}  // namespace logit::kernels
