#pragma once
// Elementary functions for the WebAssembly build that give the digits CPython gives. CPython takes them from the C library, and what
// users compare with is glibc, whose results are nearly always the double nearest to the true value. The C library of Emscripten is often
// one bit off, which `print(math.sin(1.1))` shows. These compute with pairs of doubles (about 100 bits) and round once;
// cbrt, log10 and tanh follow glibc's own formulas, whose errors belong to the result. Tested against the native library.
namespace logit::script::accurate_math {

/// Radians. Arguments above a million go to the C library.
double sin(double x);
double cos(double x);
double tan(double x);

/// One step of Newton's method on the C library's result.
double asin(double x);
double acos(double x);
double atan(double x);
double atan2(double y, double x);

double tanh(double x);
double log10(double x);
double cbrt(double x);

}  // namespace logit::script::accurate_math
