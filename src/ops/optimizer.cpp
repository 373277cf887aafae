#include "ops/optimizer.h"

#include <cmath>

#include "kernels/optimizer.h"
#include "ops/formula.h"
#include "ops/inplace.h"

namespace logit::ops {
namespace {

// Differences and negatives as the script would compute them: of ints ints.
Scalar negative(Scalar x) { return x.is_float() ? Scalar(-x.to_double()) : Scalar(-x.to_int()); }
Scalar one_minus(Scalar x) { return x.is_float() ? Scalar(1.0 - x.to_double()) : Scalar(1 - x.to_int()); }

float* floats(const Tensor& x) { return x.defined() ? x.data_as<float>() : nullptr; }

// Can one pass over memory take them? Nothing records, all are whole runs of floats, none shares another's memory.
bool one_pass(std::initializer_list<const Tensor*> all) {
  if (grad_enabled()) return false;
  const Tensor& first = **all.begin();
  for (const Tensor* x : all) {
    if (!x->defined()) continue;
    if (x->dtype() != DType::float32 || !x->is_contiguous() || !(x->sizes() == first.sizes())) return false;
    if ((*x)->inference && !Context::current().inference_mode) return false;  // refused by the operations, in their words
    for (const Tensor* other : all) {
      if (other != x && other->defined() && (*other)->storage == (*x)->storage) return false;
    }
  }
  return true;
}

void changed(const Tensor& x, int times) {
  if (!x.defined()) return;
  for (int i = 0; i < times; ++i) x.bump_version();
}

}  // namespace

void sgd_step(const SgdSettings& s, const Tensor& param, const Tensor& given_grad, Tensor& buffer) {
  const bool has_momentum = s.momentum.to_double() != 0, first = has_momentum && !buffer.defined();
  const bool decays = s.weight_decay.to_double() != 0;
  if (one_pass({&param, &given_grad, &buffer})) {
    if (first) buffer = empty(param.sizes(), DType::float32);
    kernels::SgdStep step;
    step.weight_decay = s.weight_decay.to<float>();
    step.momentum = s.momentum.to<float>();
    step.undamped = one_minus(s.dampening).to<float>();
    step.minus_lr = negative(s.lr).to<float>();
    step.nesterov = s.nesterov;
    step.maximize = s.maximize;
    step.first = first;
    if (decays == (step.weight_decay != 0)) {
      kernels::sgd_step(step, floats(param), floats(given_grad), has_momentum ? floats(buffer) : nullptr, param.numel());
      changed(param, 1);
      if (has_momentum && !first) changed(buffer, 2);
      return;
    }
    if (first) buffer = Tensor();
  }
  Tensor grad = s.maximize ? neg(given_grad) : given_grad;
  if (decays) grad = add(grad, param, s.weight_decay);
  if (has_momentum) {
    if (first) {
      buffer = detach(clone(grad));
    } else {
      mul_(buffer, Operand(s.momentum));
      add_(buffer, grad, one_minus(s.dampening));
    }
    grad = s.nesterov ? add(grad, buffer, s.momentum) : buffer;
  }
  add_(param, grad, negative(s.lr));
}

void adam_step(const AdamSettings& s, const Tensor& param, const Tensor& given_grad, const Tensor& average, const Tensor& square,
               const Tensor& largest, const Tensor& count) {
  add_(count, Operand(1), Scalar(1));
  const double t = count.item().to_double();
  const double step_size = s.lr.to_double() / (1 - std::pow(s.beta1.to_double(), t));
  const double root = std::pow(1 - std::pow(s.beta2.to_double(), t), 0.5);
  const double weight_decay = s.weight_decay.to_double(), shrink = 1 - s.lr.to_double() * weight_decay;
  const bool joins = weight_decay != 0 && !s.decoupled, shrinks = weight_decay != 0 && s.decoupled;
  if (one_pass({&param, &given_grad, &average, &square, &largest})) {
    kernels::AdamStep step;
    step.weight_decay = joins ? static_cast<float>(weight_decay) : 0;
    step.shrink = shrinks ? static_cast<float>(shrink) : 1;
    step.average_weight = one_minus(s.beta1).to<float>();
    step.beta2 = s.beta2.to<float>();
    step.square_weight = one_minus(s.beta2).to<float>();
    step.root = static_cast<float>(root);
    step.eps = s.eps.to<float>();
    step.minus_step_size = static_cast<float>(-step_size);
    step.maximize = s.maximize;
    kernels::adam_step(step, floats(param), floats(given_grad), floats(average), floats(square), floats(largest), param.numel());
    changed(param, shrinks ? 2 : 1);
    changed(average, 1);
    changed(square, 2);
    changed(largest, 1);
    return;
  }
  Tensor grad = s.maximize ? neg(given_grad) : given_grad;
  if (shrinks) mul_(param, Operand(shrink));
  if (joins) grad = add(grad, param, s.weight_decay);
  lerp_(average, grad, Operand(one_minus(s.beta1)));
  mul_(square, Operand(s.beta2));
  addcmul_(square, grad, grad, one_minus(s.beta2));
  Tensor second = square;
  if (largest.defined()) {
    copy_(largest, maximum(largest, second));
    second = largest;
  }
  const Tensor denominator = div(sqrt(second), Operand(root));
  add_(denominator, Operand(s.eps), Scalar(1));
  addcdiv_(param, average, denominator, Scalar(-step_size));
}

}  // namespace logit::ops
