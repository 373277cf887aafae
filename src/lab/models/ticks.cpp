#include "lab/models/ticks.h"

#include <algorithm>
#include <cmath>

namespace logit::lab {

double tick_step(double span, double wanted) {
  const double raw = span / std::max(1.0, wanted);
  if (!(raw > 0) || !std::isfinite(raw)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (double factor : {1.0, 2.0, 5.0})
    if (raw <= factor * power * 1.0001) return factor * power;
  return 10 * power;
}

std::vector<double> ticks(double low, double high, double step) {
  std::vector<double> out;
  const double first = std::ceil(low / step - 1e-9);
  for (int i = 0; i < 1000; ++i) {
    const double value = (first + i) * step;
    if (value > high + step * 1e-9) break;
    out.push_back(value);
  }
  return out;
}

}  // namespace logit::lab
