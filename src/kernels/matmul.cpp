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

// How a product is cut: blocks of columns, in each the depth in order, in each runs of rows.
struct Pieces {
  std::int64_t rows = 1, columns = 1, depth = 1;      // of a piece; the last ones are smaller
  std::int64_t in_rows = 1, in_columns = 1, in_depth = 1;  // how many
};

std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

Pieces cut(std::int64_t m, std::int64_t n, std::int64_t k) {
  constexpr std::int64_t kPieceWork = std::int64_t{1} << 26;
  Pieces p{m, n, k};
  const double work = static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  if (work <= kPieceWork) return p;
  // Few products per number read: memory sets the pace.
  const std::int64_t piece_work = (m < n ? m : n) < 16 || k < 16 ? kPieceWork / 8 : kPieceWork;
  if (n > 1 && k > 1 && m > 1) {
    // The kernels' own blocks: what they pack for a piece is used up in it.
    p.columns = n < kProductColumns ? n : kProductColumns;
    p.depth = k < kProductDepth ? k : kProductDepth;
  }
  const std::int64_t rows = piece_work / (p.columns * p.depth);
  p.in_rows = ceil_div(m, rows < 2 ? 2 : rows);
  p.rows = ceil_div(m, p.in_rows);
  p.in_rows = ceil_div(m, p.rows);
  p.in_columns = ceil_div(n, p.columns);
  p.in_depth = ceil_div(k, p.depth);
  return p;
}

std::int64_t shorter(std::int64_t length, std::int64_t rest) { return length < rest ? length : rest; }

template <class T>
void run_piece(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, std::int64_t m, std::int64_t n, std::int64_t k,
               std::int64_t piece) {
  const Pieces p = cut(m, n, k);
  const std::int64_t row = piece % p.in_rows * p.rows, at = piece / p.in_rows % p.in_depth * p.depth;
  const std::int64_t column = piece / (p.in_rows * p.in_depth) * p.columns;
  a.data += row * a.row_stride + at * a.col_stride;
  b.data += at * b.row_stride + column * b.col_stride;
  c.data += row * c.row_stride + column * c.col_stride;
  matmul_fast(a, b, c, shorter(p.rows, m - row), shorter(p.columns, n - column), shorter(p.depth, k - at), at > 0);
}

}  // namespace

std::int64_t matmul_pieces(std::int64_t m, std::int64_t n, std::int64_t k) {
  const Pieces p = cut(m, n, k);
  return p.in_rows * p.in_columns * p.in_depth;
}

void matmul_piece(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                  std::int64_t k, std::int64_t piece) {
  matmul_pieces(m, n, k) == 1 ? choose(a, b, c, m, n, k) : run_piece(a, b, c, m, n, k, piece);
}

void matmul_piece(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                  std::int64_t k, std::int64_t piece) {
  matmul_pieces(m, n, k) == 1 ? choose(a, b, c, m, n, k) : run_piece(a, b, c, m, n, k, piece);
}

// Integers: the order of a sum does not matter, so each piece is rows of c from their beginning to their end.
void matmul_piece(Matrix<const std::int64_t> a, Matrix<const std::int64_t> b, Matrix<std::int64_t> c, std::int64_t m,
                  std::int64_t n, std::int64_t k, std::int64_t piece) {
  const std::int64_t rows = ceil_div(m, matmul_pieces(m, n, k)), row = piece * rows;
  if (row >= m) return;
  a.data += row * a.row_stride;
  c.data += row * c.row_stride;
  matmul(a, b, c, shorter(rows, m - row), n, k);
}

void matmul(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
            std::int64_t k) {
  choose(a, b, c, m, n, k);
}

void matmul(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
            std::int64_t k) {
  choose(a, b, c, m, n, k);
}

}  // namespace logit::kernels
