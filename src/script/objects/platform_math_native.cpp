// The C library as it is.
#include <cmath>

#include "script/objects/platform_math.h"

namespace logit::script::platform_math {

double pow(double x, double y) { return std::pow(x, y); }
double exp(double x) { return std::exp(x); }
double sin(double x) { return std::sin(x); }
double cos(double x) { return std::cos(x); }
double tan(double x) { return std::tan(x); }
double asin(double x) { return std::asin(x); }
double acos(double x) { return std::acos(x); }
double atan(double x) { return std::atan(x); }
double atan2(double y, double x) { return std::atan2(y, x); }
double tanh(double x) { return std::tanh(x); }
double log10(double x) { return std::log10(x); }
double cbrt(double x) { return std::cbrt(x); }

}  // namespace logit::script::platform_math
