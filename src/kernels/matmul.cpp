// Which kernel computes a matrix product: the table of kernels/matmul.h.
#include "kernels/matmul.h"

#include "kernels/simd/matmul.h"

namespace logit::kernels {
namespace {

// Below this many products, setting up tiles costs more than it saves.
constexpr std::int64_t kTinyWork = 64;

template <class T>
void tiny(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, std::int64_t m, std::int64_t n, std::int64_t k) {
  for (std::int64_t i = 0; i < m; ++i) {
    for (std::int64_t j = 0; j < n; ++j) {
      T sum = 0;
      for (std::int64_t p = 0; p < k; ++p) {
        sum += a.data[i * a.row_stride + p * a.col_stride] * b.data[p * b.row_stride + j * b.col_stride];
      }
      c.data[i * c.row_stride + j * c.col_stride] = sum;
    }
  }
}

template <class T>
void choose(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, std::int64_t m, std::int64_t n, std::int64_t k) {
  // Sizes are bounded by memory, but m·n·k may still overflow: in floating point it cannot.
  const double work = static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  if (work <= kTinyWork) tiny(a, b, c, m, n, k);
  else if (work <= kExactWork) matmul_exact(a, b, c, m, n, k);
  else matmul_fast(a, b, c, m, n, k);
}

}  // namespace

void matmul(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
            std::int64_t k) {
  choose(a, b, c, m, n, k);
}

void matmul(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
            std::int64_t k) {
  choose(a, b, c, m, n, k);
}

}  // namespace logit::kernels
