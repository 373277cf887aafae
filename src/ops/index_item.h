// What stands between the brackets of x[…], and the two operations it means. The bindings translate a
// subscript into IndexItems and call get_item or set_item.
#pragma once

#include <optional>
#include <span>

#include "ops/arg.h"

namespace logit::ops {

/// One entry of a subscript.
struct IndexItem {
  enum class Kind : std::uint8_t { none, ellipsis, integer, slice, boolean, tensor };
  Kind kind = Kind::none;
  std::int64_t value = 0;                         ///< integer; boolean as 0 or 1
  std::optional<std::int64_t> start, stop, step;  ///< slice, as written
  Tensor tensor;                                  ///< integer or bool indices; lists become tensors first

  static IndexItem of(std::int64_t value) { return {Kind::integer, value, {}, {}, {}, {}}; }
  static IndexItem of(bool value) { return {Kind::boolean, value, {}, {}, {}, {}}; }
  static IndexItem of(const Tensor& tensor) { return {Kind::tensor, 0, {}, {}, {}, tensor}; }
  static IndexItem slice_of(std::optional<std::int64_t> start, std::optional<std::int64_t> stop,
                            std::optional<std::int64_t> step) {
    return {Kind::slice, 0, start, stop, step, {}};
  }
};

/// x[items]. `tuple`: the subscript was written with commas (it matters for x[:], which is then the tensor itself).
/// Errors: IndexError and ValueError in PyTorch's words.
Tensor get_item(const Tensor& x, std::span<const IndexItem> items, bool tuple);
/// x[items] = value, with autograd's rules for changes in place.
void set_item(const Tensor& x, std::span<const IndexItem> items, const Operand& value);

/// Elements at index tensors; an undefined entry takes the whole dimension. torch's aten::index.
Tensor index(const Tensor& x, TensorList indices);
/// A copy of x with elements at index tensors replaced (or added to).
Tensor index_put(const Tensor& x, TensorList indices, const Tensor& values, bool accumulate = false);
/// The same in x itself.
Tensor index_put_(const Tensor& x, TensorList indices, const Tensor& values, bool accumulate = false);

}  // namespace logit::ops
