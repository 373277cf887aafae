// Reductions: which dimensions go, and the tensor rearranged so that each result has its elements in a row.
#pragma once

#include "base/error.h"
#include "base/format.h"
#include "kernels/math.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/pointwise.h"
#include "ops/record.h"
#include "ops/shapes.h"
#include "ops/view_tools.h"

namespace logit::ops {

/// The dimensions of a reduction. An absent or empty list means all.
struct ReducedDims {
  SmallVector<bool, 8> flags;
  bool keepdim = false;
  bool all = false;  ///< written without dims

  ReducedDims(const Tensor& x, std::optional<IntList> dims, bool keep);
  ReducedDims(const Tensor& x, std::int64_t dim, bool keep);
  Shape result_sizes(const Tensor& x) const;  ///< with keepdim respected
  Shape kept_sizes(const Tensor& x) const;    ///< as if keepdim were true
  std::int64_t length(const Tensor& x) const; ///< elements per result
};

/// A tensor as rows: `count` results, `length` elements each, contiguous, in a compute type.
struct Rows {
  Tensor data;
  std::int64_t count = 0, length = 0;
};
Rows as_rows(const Tensor& x, const ReducedDims& dims, DType dtype);

/// Puts reduced dimensions back into a gradient or result so that it broadcasts against `sizes`.
Tensor unreduce(const Tensor& y, const ReducedDims& dims, const Shape& sizes);

/// Calls f(row, length, i) for each row with the elements' type (float, double or int64).
template <class F>
void each_row(const Rows& rows, F f) {
  with_type(rows.data.dtype(), [&](auto t) {
    using T = decltype(t);
    if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double> || std::is_same_v<T, std::int64_t>) {
      const T* data = static_cast<const T*>(rows.data.data());
      for (std::int64_t i = 0; i < rows.count; ++i) f(data + i * rows.length, rows.length, i);
    }
  });
}

}  // namespace logit::ops
