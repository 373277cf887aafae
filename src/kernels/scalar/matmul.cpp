// The readable reference. Columns of the output are independent, so the inner loop runs over them: the sum
// of each output stays in order while the compiler may use vectors across outputs.
#include "kernels/matmul.h"

namespace logit::kernels {
namespace {

template <class T>
void matmul_plain(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, std::int64_t m, std::int64_t n,
                  std::int64_t k) {
  constexpr std::int64_t kTile = 32;
  for (std::int64_t i = 0; i < m; ++i) {
    for (std::int64_t j0 = 0; j0 < n; j0 += kTile) {
      const std::int64_t width = n - j0 < kTile ? n - j0 : kTile;
      T acc[kTile] = {};
      for (std::int64_t p = 0; p < k; ++p) {
        const T left = a.data[i * a.row_stride + p * a.col_stride];
        const T* right = b.data + p * b.row_stride + j0 * b.col_stride;
        if (b.col_stride == 1) {
          for (std::int64_t j = 0; j < width; ++j) acc[j] += left * right[j];
        } else {
          for (std::int64_t j = 0; j < width; ++j) acc[j] += left * right[j * b.col_stride];
        }
      }
      T* out = c.data + i * c.row_stride + j0 * c.col_stride;
      for (std::int64_t j = 0; j < width; ++j) out[j * c.col_stride] = acc[j];
    }
  }
}

}  // namespace

void matmul_scalar(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                   std::int64_t k) {
  matmul_plain(a, b, c, m, n, k);
}

void matmul_scalar(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                   std::int64_t k) {
  matmul_plain(a, b, c, m, n, k);
}

void matmul(Matrix<const std::int64_t> a, Matrix<const std::int64_t> b, Matrix<std::int64_t> c, std::int64_t m,
            std::int64_t n, std::int64_t k) {
  matmul_plain(a, b, c, m, n, k);
}

}  // namespace logit::kernels
