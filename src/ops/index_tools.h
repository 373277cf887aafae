// Walking positions: the index families compute where elements are and move them one by one.
#pragma once

#include <array>
#include <cstring>

#include "ops/view_tools.h"

namespace logit::ops {

/// Visits every position of `sizes` in row-major order: f(offsets) with one running offset per stride list.
template <std::size_t N, class F>
void walk(const Shape& sizes, const std::array<Shape, N>& strides, F f) {
  const std::size_t dims = sizes.size();
  if (element_count(sizes) == 0) return;
  std::array<std::int64_t, N> offsets{};
  Shape at(dims, 0);
  for (;;) {
    f(offsets);
    std::size_t d = dims;
    while (d-- > 0) {
      for (std::size_t k = 0; k < N; ++k) offsets[k] += strides[k][d];
      if (++at[d] < sizes[d]) break;
      for (std::size_t k = 0; k < N; ++k) offsets[k] -= strides[k][d] * sizes[d];
      at[d] = 0;
      if (d == 0) return;
    }
    if (dims == 0) return;
  }
}

/// An integer tensor's elements as contiguous int64. Errors: IndexError for other dtypes.
inline Tensor index_values(const Tensor& index, const char* function) {
  if (index.dtype() != DType::int64 && index.dtype() != DType::int32) {
    fail(ErrorKind::runtime_error, logit::cat(function, "(): Expected dtype int32/int64 for index"));
  }
  return to_dtype_data(index, DType::int64);
}

/// Calls use(zero) with an unsigned integer type of the element's size: for moving bits around.
template <class Use>
void with_bits(DType dtype, Use use) {
  switch (element_size(dtype)) {
    case 8: use(std::uint64_t{}); break;
    case 4: use(std::uint32_t{}); break;
    case 2: use(std::uint16_t{}); break;
    default: use(std::uint8_t{}); break;
  }
}

}  // namespace logit::ops
