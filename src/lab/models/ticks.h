// Where an axis has its ticks.
#pragma once

#include <vector>

namespace logit::lab {

/// 1, 2 or 5 times a power of ten, so that at most about `wanted` ticks fit into `span`.
double tick_step(double span, double wanted);

/// The multiples of `step` in [low, high].
std::vector<double> ticks(double low, double high, double step);

}  // namespace logit::lab
