// The steps of torch.optim's SGD and Adam for one parameter, as optim/sgd.py and optim/adam.py write them down: one pass over
// float32 memory where that is possible, the very operations otherwise. The bits are the same.
#pragma once

#include "tensor/tensor.h"

namespace logit::ops {

/// Numbers as the script gave them.
struct SgdSettings {
  Scalar weight_decay, momentum, lr, dampening;
  bool nesterov = false, maximize = false;
};
/// `buffer` is undefined before the first step with momentum and comes back defined.
void sgd_step(const SgdSettings& settings, const Tensor& param, const Tensor& grad, Tensor& buffer);

struct AdamSettings {
  Scalar beta1, beta2, lr, weight_decay, eps;
  bool decoupled = false, maximize = false;
};
/// `count`, the number of this step, is a tensor and counted up; `largest` is undefined without amsgrad.
/// Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization" (2014).
void adam_step(const AdamSettings& settings, const Tensor& param, const Tensor& grad, const Tensor& average, const Tensor& square,
               const Tensor& largest, const Tensor& count);

}  // namespace logit::ops
