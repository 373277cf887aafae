// Matrix product of strided matrices, plain order: each output is summed left to right over k, products
// rounded before they are added. That is what PyTorch's reference BLAS gives, and every build can repeat it.
#pragma once

#include <cstdint>

namespace logit::kernels {

/// A matrix operand: element (r, c) is at data[r * row_stride + c * col_stride].
template <class T>
struct Matrix {
  T* data = nullptr;
  std::int64_t row_stride = 0, col_stride = 0;
};

/// c (m×n) = a (m×k) · b (k×n). `c` must not overlap the inputs.
void matmul(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
            std::int64_t k);
void matmul(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
            std::int64_t k);
void matmul(Matrix<const std::int64_t> a, Matrix<const std::int64_t> b, Matrix<std::int64_t> c, std::int64_t m,
            std::int64_t n, std::int64_t k);

}  // namespace logit::kernels
