// Matrix products beside the scalar reference: bytes choose sizes, strides (also 0 and negative ones), the type and a few values. Up to
// kExactWork the same bits are wanted; above, the bound of kernels/simd/matmul.h. A product in pieces is the product whole.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "base/assert.h"
#include "choices.h"
#include "kernels/matmul.h"

using namespace logit::kernels;

namespace {

constexpr std::int64_t kLong = 160;  // above, a product takes too long for a fuzzer

template <class T>
struct Operand {
  std::vector<T> memory;
  Matrix<const T> matrix;
};

// Values repeat after a prime number of elements, so that a wrong stride shows.
template <class T>
Operand<T> draw_operand(Choices& choices, std::int64_t rows, std::int64_t columns) {
  std::int64_t row = columns, column = 1;
  switch (choices.below(6)) {
    case 1: row = 1, column = rows; break;                   // transposed
    case 2: row = columns + 3; break;                        // rows with a gap
    case 3: row = 2 * columns, column = 2; break;            // every second element
    case 4: row = 0; break;                                  // one row for all
    case 5: row = -columns; break;                           // backwards
    default: break;
  }
  Operand<T> out;
  const std::int64_t reach = (rows - 1) * std::abs(row) + (columns - 1) * column + 1;
  out.memory.resize(static_cast<std::size_t>(std::max<std::int64_t>(reach, 1)));
  const auto seed = static_cast<std::uint32_t>(choices.below(256));
  for (std::size_t i = 0; i < out.memory.size(); ++i) {
    const auto mixed = static_cast<std::uint32_t>(i % 251 + seed) * 2654435761u;
    out.memory[i] = static_cast<T>(static_cast<std::int32_t>(mixed >> 8) - (1 << 23)) * static_cast<T>(0x1p-20);
  }
  constexpr T kSpecial[] = {T(0), std::numeric_limits<T>::infinity(), std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::denorm_min(),
                            std::numeric_limits<T>::max()};
  if (choices.below(4) == 1) out.memory[static_cast<std::size_t>(choices.below(256)) % out.memory.size()] = kSpecial[choices.below(5)];
  const T* first = out.memory.data() + (row < 0 ? (rows - 1) * -row : 0);
  out.matrix = {first, row, column};
  return out;
}

template <class T>
bool same(T a, T b) {
  return std::memcmp(&a, &b, sizeof(T)) == 0 || (std::isnan(a) && std::isnan(b));
}

template <class T>
void compare(Choices& choices, std::int64_t m, std::int64_t n, std::int64_t k) {
  const Operand<T> a = draw_operand<T>(choices, m, k), b = draw_operand<T>(choices, k, n);
  const auto size = static_cast<std::size_t>(m * n);
  std::vector<T> got(size, T(77)), wanted(size, T(77)), pieces(size, T(77));
  matmul(a.matrix, b.matrix, {got.data(), n, 1}, m, n, k);
  matmul_scalar(a.matrix, b.matrix, {wanted.data(), n, 1}, m, n, k);
  const bool exact = m * n * k <= kExactWork;
  for (std::int64_t i = 0; i < m * n; ++i) {
    const T x = got[static_cast<std::size_t>(i)], y = wanted[static_cast<std::size_t>(i)];
    if (exact || same(x, y)) {
      LOGIT_ASSERT(same(x, y), "an exact product differs from the reference");
      continue;
    }
    T sum = 0;
    for (std::int64_t p = 0; p < k; ++p) {
      sum += std::abs(a.matrix.data[i / n * a.matrix.row_stride + p * a.matrix.col_stride] *
                      b.matrix.data[p * b.matrix.row_stride + i % n * b.matrix.col_stride]);
    }
    // Where the sum leaves the type's range, infinity and NaN come at different places.
    if (!std::isfinite(sum)) continue;
    LOGIT_ASSERT(std::abs(x - y) <= 2 * static_cast<T>(k) * std::numeric_limits<T>::epsilon() * sum, "a fast product is beyond its bound");
  }
  for (std::int64_t piece = 0; piece < matmul_pieces(m, n, k); ++piece) matmul_piece(a.matrix, b.matrix, {pieces.data(), n, 1}, m, n, k, piece);
  for (std::size_t i = 0; i < size; ++i) LOGIT_ASSERT(same(pieces[i], got[i]), "a product in pieces is another one");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices choices(data, size);
  const bool wide = choices.below(2);
  std::int64_t sizes[3];
  for (std::int64_t& extent : sizes) extent = choices.below(16) == 15 ? choices.between(1, kLong) : choices.between(1, 20);
  if (wide) compare<double>(choices, sizes[0], sizes[1], sizes[2]);
  else compare<float>(choices, sizes[0], sizes[1], sizes[2]);
  return 0;
}
