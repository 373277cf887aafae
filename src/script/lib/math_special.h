// The functions of `math` that CPython computes itself instead of asking the C library: gamma, lgamma, the Euclidean norm and the
// exact sum. Digits must be CPython's, so these follow the same formulas in the same order of operations.
#pragma once

#include <cstddef>
#include <vector>

namespace logit::script::math_special {

enum class Problem { none, domain, range };

/// Gamma function. Source: Lanczos approximation with N = 13, g = 6.0246800407767296 (Boost), as CPython's math.gamma.
double gamma(double x, Problem& problem);
/// log(|gamma(x)|).
double lgamma(double x, Problem& problem);
/// sqrt(sum x_i^2) without overflow, correctly rounded in nearly all cases. Values are absolute; they are overwritten.
double norm(double* values, std::size_t count);
/// IEEE remainder: x - n*y with n the nearest integer.
double remainder(double x, double y);

/// Exact floating point summation. Source: Shewchuk, "Adaptive Precision Floating-Point Arithmetic", as CPython's math.fsum.
class ExactSum {
 public:
  enum class Trouble { none, overflow, opposite_infinities };
  void add(double x);
  double result(Trouble& trouble) const;

 private:
  std::vector<double> partials_;
  double special_ = 0, infinities_ = 0;
  bool overflowed_ = false;
};

}  // namespace logit::script::math_special
