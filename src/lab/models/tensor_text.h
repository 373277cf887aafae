// Small tensors as one line of text: on nodes, in the chain rule, for screen readers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "events/event.h"

namespace logit::lab {

/// Elements of the tensor that the preview was taken from.
std::int64_t numel(const TensorPreview& tensor);

/// "3×2"; empty for a scalar.
std::string shape_text(const TensorPreview& tensor);

/// A single number as the script prints it, the shape of more.
std::string value_text(const TensorPreview& tensor);

/// All numbers, row-major, at most `most` of them: "[1, 2, …]"; a single one without brackets.
std::string list_text(const TensorPreview& tensor, std::size_t most);

}  // namespace logit::lab
