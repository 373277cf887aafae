// The readable reference of the optimizers' steps.
#include "kernels/optimizer.h"

#include <cmath>

#include "kernels/math.h"

namespace logit::kernels {

void sgd_step_scalar(const SgdStep& s, float* param, const float* grad, float* buffer, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) {
    float g = s.maximize ? -grad[i] : grad[i];
    if (s.weight_decay != 0) g = fused(s.weight_decay, param[i], g);
    if (buffer) {
      buffer[i] = s.first ? g : fused(s.undamped, g, buffer[i] * s.momentum);
      g = s.nesterov ? fused(s.momentum, buffer[i], g) : buffer[i];
    }
    param[i] = fused(s.minus_lr, g, param[i]);
  }
}

void adam_step_scalar(const AdamStep& s, float* param, const float* grad, float* average, float* square, float* largest,
                      std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) {
    float g = s.maximize ? -grad[i] : grad[i];
    float p = param[i];
    if (s.shrink != 1) p *= s.shrink;
    if (s.weight_decay != 0) g = fused(s.weight_decay, p, g);
    const float change = g - average[i];
    // Seen from the nearer end, as lerp does it.
    average[i] = std::fabs(s.average_weight) < 0.5f ? fused(s.average_weight, change, average[i])
                                                    : fused(change, s.average_weight - 1.0f, g);
    square[i] = fused(s.square_weight * g, g, square[i] * s.beta2);
    float second = square[i];
    if (largest) {
      // As torch.maximum: NaN wins.
      largest[i] = second != second || second > largest[i] ? second : largest[i];
      second = largest[i];
    }
    const float denominator = std::sqrt(second) / s.root + s.eps;
    param[i] = p + s.minus_step_size * average[i] / denominator;
  }
}

}  // namespace logit::kernels
