// Numbers of the script become tensors (torch.tensor) and tensors become numbers (tolist).
#pragma once

#include <optional>

#include "bindings/torch_state.h"

namespace logit::bindings {

/// A tensor from a number or nested lists, tuples and ranges of numbers and 0-dim tensors. Without `dtype` it is inferred: bool, int64,
/// the default dtype for floats, the promotion of all that occur. Shape: the lengths along the first items.
/// Undefined if it cannot be made; an exception is set then, in PyTorch's words ("expected sequence of length 2 at dim 1
/// (got 3)", "too many dimensions 'str'", "Could not infer dtype of dict").
Tensor tensor_from_data(Vm& vm, const Value& data, std::optional<DType> dtype);

/// tensor.tolist(): a number, or nested lists.
Value tensor_to_list(Vm& vm, const Tensor& tensor);

/// One element as a Python number.
Value element_value(Vm& vm, const Tensor& tensor, std::int64_t row_major_index);

}  // namespace logit::bindings
