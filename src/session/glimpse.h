// A tensor's shape and first numbers, copied: what is remembered of a tensor without keeping it alive.
#pragma once

#include <string>

#include "events/event.h"
#include "tensor/tensor.h"

namespace logit {

struct Glimpse {
  DType dtype = DType::float32;
  Shape sizes;
  std::int64_t numel = 0;
  bool requires_grad = false;
  SmallVector<double, 4> values;  ///< at most the limit given to take()

  void take(const Tensor& tensor, std::int64_t limit);
};

/// Numbers copied from every tensor while a loop runs.
inline constexpr std::int64_t kFewNumbers = 16;

/// The same for the lab, with text.
TensorPreview preview(const Glimpse& glimpse);
/// A preview straight from a tensor.
TensorPreview preview(const Tensor& tensor);
/// One number as PyTorch prints it: "0.8699", "3.", "1.2000e-05".
std::string number_text(double value, DType dtype);

}  // namespace logit
