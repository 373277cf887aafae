// How the shape and index families make views: a window on the same memory, tracked and recorded.
#pragma once

#include "base/error.h"
#include "base/format.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/record.h"
#include "ops/shapes.h"

namespace logit::ops {

/// A recorded view of `x`; `rule` is its backward.
template <class Rule>
Tensor make_view(const Tensor& x, IntList sizes, IntList strides, std::int64_t offset, const char* name, Rule rule) {
  Tensor y = make_alias(x, sizes, strides, offset);
  track_view(y, x);
  if (Recording graph{x}) graph.record(y, name, std::move(rule));
  return y;
}

/// The rule of every view that only rearranges: the gradient takes the input's sizes again.
inline auto reshape_back(const Tensor& x) {
  return [sizes = x.sizes()](Back& back) { back.dx(0) = reshape(back.dy(), IntList(sizes)); };
}

/// sizes.size() as the signed number that dims are counted in.
inline std::int64_t rank(const Tensor& x) { return x.dim(); }

/// Dims as unsigned indices, wrapped and checked.
inline std::size_t wrapped(std::int64_t dim, const Tensor& x) {
  return static_cast<std::size_t>(wrap_dim(dim, x.dim()));
}

/// The dims of a list as flags. Errors: IndexError out of range; RuntimeError "dim 0 appears multiple times in the list of dims".
inline SmallVector<bool, 8> dim_flags(IntList dims, std::int64_t count) {
  SmallVector<bool, 8> flags(static_cast<std::size_t>(count == 0 ? 1 : count), false);
  for (const std::int64_t dim : dims) {
    const std::size_t d = static_cast<std::size_t>(wrap_dim(dim, count));
    if (flags[d]) fail(ErrorKind::runtime_error, logit::cat("dim ", d, " appears multiple times in the list of dims"));
    flags[d] = true;
  }
  if (count == 0) flags.clear();
  return flags;
}

}  // namespace logit::ops
