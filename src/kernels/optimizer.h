// An optimizer's update of a whole parameter in one pass over its memory. The steps round as the operations do that
// optim/sgd.py and optim/adam.py write down: multiply-adds once, everything else after each operation.
#pragma once

#include <cstdint>

namespace logit::kernels {

struct SgdStep {
  float weight_decay = 0;
  float momentum = 0;      ///< 0: no buffer
  float undamped = 1;      ///< 1 - dampening
  float minus_lr = 0;
  bool nesterov = false, maximize = false;
  bool first = false;      ///< the buffer is not filled yet: it becomes the gradient
};
/// param, grad and buffer (null without momentum) of n elements, which do not overlap.
void sgd_step(const SgdStep& step, float* param, const float* grad, float* buffer, std::int64_t n);
void sgd_step_scalar(const SgdStep& step, float* param, const float* grad, float* buffer, std::int64_t n);

struct AdamStep {
  float weight_decay = 0;     ///< joins the gradient; 0 if decoupled
  float shrink = 1;           ///< 1 - lr · weight decay if decoupled
  float average_weight = 0;   ///< 1 - beta1
  float beta2 = 0, square_weight = 0;  ///< square_weight: 1 - beta2
  float root = 1;             ///< √(1 - beta2^t)
  float eps = 0;
  float minus_step_size = 0;  ///< -lr / (1 - beta1^t)
  bool maximize = false;
};
/// All of n elements, which do not overlap; `largest` (amsgrad) may be null.
void adam_step(const AdamStep& step, float* param, const float* grad, float* average, float* square, float* largest,
               std::int64_t n);
void adam_step_scalar(const AdamStep& step, float* param, const float* grad, float* average, float* square, float* largest,
                      std::int64_t n);

}  // namespace logit::kernels
