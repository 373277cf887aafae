// The vector kernels behind kernels/matmul.h, chosen at run time among the machine's instruction sets.
//
// exact: bit for bit the scalar reference, on every machine. fast: multiply and add fused where the machine can,
// dot products summed in lanes; each element differs from the exact sum of products by at most
// k · 2^-24 · Σ|a·b| (float; 2^-53 for double), the usual bound for a sum of k products in any order. `add`: c += a · b.
#pragma once

#include <cstdlib>
#include <utility>

#include "kernels/matmul.h"

namespace logit::kernels {

/// Columns and depth of the blocks in which a product is computed, and into which a large one is cut.
inline constexpr std::int64_t kProductColumns = 768;  // columns of b packed at once; a multiple of every tile's width
inline constexpr std::int64_t kProductDepth = 256;    // of a block along k: a packed panel stays in the first-level cache

void matmul_exact(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                  std::int64_t k);
void matmul_exact(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                  std::int64_t k);
void matmul_fast(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                 std::int64_t k, bool add = false);
void matmul_fast(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                 std::int64_t k, bool add = false);

}  // namespace logit::kernels
