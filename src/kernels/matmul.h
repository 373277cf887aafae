// Matrix product of strided matrices. Which kernel runs is a matter of the problem's size alone, never of the
// machine, so that a script prints the same everywhere:
//
//   up to kExactWork products   exact: each output summed left to right over k, products rounded before they are added.
//                               That is what PyTorch's reference BLAS gives, and every build repeats it bit for bit.
//   above                       fast: multiply and add fused, large dot products in lanes (bound: simd/matmul.h).
#pragma once

#include <cstdint>

namespace logit::kernels {

/// A matrix operand: element (r, c) is at data[r * row_stride + c * col_stride].
template <class T>
struct Matrix {
  T* data = nullptr;
  std::int64_t row_stride = 0, col_stride = 0;
};

/// m·n·k up to which a product is computed exactly: lesson-sized problems.
inline constexpr std::int64_t kExactWork = std::int64_t{1} << 20;

/// Whether that is how a product is computed. Sizes are bounded by memory, but m·n·k may overflow: in floating point it cannot.
inline bool is_exact(std::int64_t m, std::int64_t n, std::int64_t k) {
  return static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k) <= static_cast<double>(kExactWork);
}

/// c (m×n) = a (m×k) · b (k×n). `c` must not overlap the inputs.
void matmul(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
            std::int64_t k);
void matmul(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
            std::int64_t k);
void matmul(Matrix<const std::int64_t> a, Matrix<const std::int64_t> b, Matrix<std::int64_t> c, std::int64_t m,
            std::int64_t n, std::int64_t k);

/// A large product cut into pieces of about a millisecond, so that whoever computes it can give way in between. Computed
/// in their order, pieces 0 to matmul_pieces() - 1 leave in `c` what matmul() does. 1 for products that are not large.
std::int64_t matmul_pieces(std::int64_t m, std::int64_t n, std::int64_t k);
void matmul_piece(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                  std::int64_t k, std::int64_t piece);
void matmul_piece(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                  std::int64_t k, std::int64_t piece);
void matmul_piece(Matrix<const std::int64_t> a, Matrix<const std::int64_t> b, Matrix<std::int64_t> c, std::int64_t m,
                  std::int64_t n, std::int64_t k, std::int64_t piece);

/// The readable reference, exact by definition.
void matmul_scalar(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                   std::int64_t k);
void matmul_scalar(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                   std::int64_t k);

}  // namespace logit::kernels
