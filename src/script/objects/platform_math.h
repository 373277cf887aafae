#pragma once
// The elementary functions as the script machine calls them: those of the C library in native builds (glibc's, hence CPython's), our own where
// Emscripten's C library gives other digits. CMake chooses platform_math_native.cpp or platform_math_wasm.cpp.
namespace logit::script::platform_math {

double pow(double x, double y);
double exp(double x);
double sin(double x);
double cos(double x);
double tan(double x);
double asin(double x);
double acos(double x);
double atan(double x);
double atan2(double y, double x);
double tanh(double x);
double log10(double x);
double cbrt(double x);

}  // namespace logit::script::platform_math
