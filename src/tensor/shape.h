// Sizes and strides, and the arithmetic on them: broadcasting, contiguity, views.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "tensor/small_vector.h"

namespace logit {

/// Sizes or strides, one number per dimension.
using Shape = SmallVector<std::int64_t, 5>;
using IntList = std::span<const std::int64_t>;

/// Number of elements; 1 for a 0-dim shape. Throws RuntimeError when it does not fit 64 bits.
std::int64_t element_count(IntList sizes);
/// Row-major strides, counted in elements (sizes of 0 count as 1, as in PyTorch).
Shape contiguous_strides(IntList sizes);
/// True if elements lie in row-major order without gaps.
bool is_contiguous(IntList sizes, IntList strides);

/// "[2, 3]" as PyTorch's messages print sizes.
std::string sizes_text(IntList sizes);
/// "torch.Size([2, 3])".
std::string size_repr(IntList sizes);

/// The common shape of two operands.
/// Errors: RuntimeError "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0".
Shape broadcast_shapes(IntList a, IntList b);
/// True if `sizes` can be broadcast to `target`.
bool is_expandable_to(IntList sizes, IntList target);
/// Strides with which a tensor is read as if it had shape `target`: 0 along broadcast dimensions.
/// Expects is_expandable_to.
Shape broadcast_strides(IntList sizes, IntList strides, IntList target);

/// Wraps a negative dim. Errors: IndexError "Dimension out of range (expected to be in range of [-2, 1], but got 2)".
/// A 0-dim tensor accepts 0 and -1 if `wrap_scalar`.
std::int64_t wrap_dim(std::int64_t dim, std::int64_t dims, bool wrap_scalar = true);

/// Replaces one -1 in `wanted` by what fits `numel` elements.
/// Errors: RuntimeError "shape '[2, 5]' is invalid for input of size 6" and relatives.
Shape infer_size(IntList wanted, std::int64_t numel);

/// Strides that show the same elements with other sizes, or nothing if that needs a copy.
std::optional<Shape> view_strides(IntList sizes, IntList strides, IntList new_sizes);

}  // namespace logit
