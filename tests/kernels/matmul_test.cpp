// Every matrix kernel, on every instruction set of this machine, against the scalar reference: `exact` bit for
// bit, `fast` within the bound that simd/matmul.h states. Shapes, layouts, NaN and infinity.
#include "kernels/simd/matmul.h"

#include "kernels/targets.h"

using namespace logit::kernels;

namespace {

// How an operand lies in memory.
enum class Layout { rows, columns, padded_rows, every_third };
constexpr Layout kLayouts[] = {Layout::rows, Layout::columns, Layout::padded_rows, Layout::every_third};

template <class T>
struct Block {
  std::vector<T> memory;
  Matrix<T> matrix;
  Block(std::int64_t rows, std::int64_t columns, Layout layout) {
    std::int64_t row = columns, column = 1;
    if (layout == Layout::columns) row = 1, column = rows;
    if (layout == Layout::padded_rows) row = columns + 5;
    if (layout == Layout::every_third) row = 3 * columns + 1, column = 3;
    memory.assign(static_cast<std::size_t>(rows * row + columns * column + 1), T(77));
    matrix = {memory.data(), row, column};
  }
  T& at(std::int64_t r, std::int64_t c) { return matrix.data[r * matrix.row_stride + c * matrix.col_stride]; }
  Matrix<const T> read() const { return {matrix.data, matrix.row_stride, matrix.col_stride}; }
};

template <class T>
void fill(Block<T>& block, std::int64_t rows, std::int64_t columns, std::mt19937& random, bool special = false) {
  std::normal_distribution<float> normal;
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < columns; ++c) {
      block.at(r, c) = special && random() % 8 == 0 ? special_number<T>(random) : T(normal(random));
    }
  }
}

// Compares both kinds with the reference; counts instead of CHECKing each element, which would take minutes.
template <class T>
void compare(std::int64_t m, std::int64_t n, std::int64_t k, Layout la, Layout lb, Layout lc, std::mt19937& random,
             bool special = false) {
  Block<T> a(m, k, la), b(k, n, lb), expected(m, n, lc), exact(m, n, lc), fast(m, n, lc);
  fill(a, m, k, random, special);
  fill(b, k, n, random, special);
  matmul_scalar(a.read(), b.read(), expected.matrix, m, n, k);
  matmul_exact(a.read(), b.read(), exact.matrix, m, n, k);
  matmul_fast(a.read(), b.read(), fast.matrix, m, n, k);
  int wrong_exact = 0, wrong_fast = 0;
  const double epsilon = std::numeric_limits<T>::epsilon() / 2;
  for (std::size_t i = 0; i < expected.memory.size(); ++i) {  // the gaps too: nothing may be written there
    if (!same_bits(expected.memory[i], exact.memory[i])) ++wrong_exact;
  }
  for (std::int64_t i = 0; i < m; ++i) {
    for (std::int64_t j = 0; j < n; ++j) {
      const T got = fast.at(i, j), want = expected.at(i, j);
      if (special && (!std::isfinite(got) || !std::isfinite(want))) {
        // What overflows in separate steps need not in fused ones, but a NaN that goes in, or comes of infinities, comes out.
        long double sum = 0;
        for (std::int64_t p = 0; p < k; ++p) sum += static_cast<long double>(a.at(i, p)) * static_cast<long double>(b.at(p, j));
        if (std::isnan(sum) && std::isfinite(got)) ++wrong_fast;
        continue;
      }
      double size = 0;
      for (std::int64_t p = 0; p < k; ++p) size += std::fabs(double(a.at(i, p)) * double(b.at(p, j)));
      // Both the reference and the kernel may be off by the bound.
      if (!(std::fabs(double(got) - double(want)) <= 2 * static_cast<double>(k) * epsilon * size + 1e-37)) ++wrong_fast;
    }
  }
  CAPTURE(m);
  CAPTURE(n);
  CAPTURE(k);
  CAPTURE(static_cast<int>(la));
  CAPTURE(static_cast<int>(lb));
  CAPTURE(static_cast<int>(lc));
  REQUIRE(wrong_exact == 0);
  REQUIRE(wrong_fast == 0);
}

}  // namespace

TEST_CASE("all shapes up to 33 in each dimension") {
  on_every_target([] {
    std::mt19937 random(1);
    for (std::int64_t m = 0; m <= 33; ++m) {
      for (std::int64_t n = 0; n <= 33; ++n) {
        for (std::int64_t k = 0; k <= 33; ++k) {
          const Layout la = kLayouts[random() % 4], lb = kLayouts[random() % 4], lc = kLayouts[random() % 4];
          compare<float>(m, n, k, la, lb, lc, random);
          if (random() % 8 == 0) compare<double>(m, n, k, la, lb, lc, random);
        }
      }
    }
  });
}

TEST_CASE("every layout of each operand, at the edges of tiles and blocks") {
  on_every_target([] {
    std::mt19937 random(2);
    for (const Layout la : kLayouts) {
      for (const Layout lb : kLayouts) {
        for (const Layout lc : kLayouts) {
          constexpr std::int64_t kShapes[][3] = {{7, 17, 5}, {13, 1, 20}, {1, 13, 20}, {97, 3, 257}, {1, 1, 40}};
          for (const auto& shape : kShapes) {
            compare<float>(shape[0], shape[1], shape[2], la, lb, lc, random);
            compare<double>(shape[0], shape[1], shape[2], la, lb, lc, random);
          }
        }
      }
    }
  });
}

TEST_CASE("random large shapes") {
  on_every_target([] {
    std::mt19937 random(3);
    for (int i = 0; i < 6; ++i) {
      const std::int64_t m = 1 + random() % 300, n = 1 + random() % 900, k = 1 + random() % 600;
      compare<float>(m, n, k, kLayouts[random() % 4], kLayouts[random() % 4], Layout::rows, random);
    }
    compare<float>(2000, 1, 70, Layout::rows, Layout::rows, Layout::rows, random);
    compare<float>(1, 70, 2000, Layout::columns, Layout::rows, Layout::rows, random);
  });
}

TEST_CASE("NaN, infinity, signed zeros and tiny numbers") {
  on_every_target([] {
    std::mt19937 random(4);
    for (int i = 0; i < 300; ++i) {
      const std::int64_t m = 1 + random() % 20, n = 1 + random() % 40, k = 1 + random() % 12;
      compare<float>(m, n, k, kLayouts[random() % 4], kLayouts[random() % 4], kLayouts[random() % 4], random, true);
      compare<double>(m, n, k, kLayouts[random() % 4], kLayouts[random() % 4], kLayouts[random() % 4], random, true);
    }
  });
}

TEST_CASE("the size alone decides which kernel runs") {
  std::mt19937 random(5);
  const auto product = [&](std::int64_t m, std::int64_t n, std::int64_t k, bool exact) {
    Block<float> a(m, k, Layout::rows), b(k, n, Layout::rows), c(m, n, Layout::rows), expected(m, n, Layout::rows);
    fill(a, m, k, random);
    fill(b, k, n, random);
    matmul(a.read(), b.read(), c.matrix, m, n, k);
    if (exact) matmul_exact(a.read(), b.read(), expected.matrix, m, n, k);
    else matmul_fast(a.read(), b.read(), expected.matrix, m, n, k);
    CHECK(c.memory == expected.memory);
  };
  product(1 << 7, 1 << 6, 1 << 7, true);  // exactly kExactWork
  product(129, 1 << 6, 1 << 7, false);
  product(2, 2, 2, true);
}

TEST_CASE("the pieces of a large product are the product") {
  std::mt19937 random(6);
  const auto check = [&]<class T>(T, std::int64_t m, std::int64_t n, std::int64_t k, Layout la, Layout lb) {
    Block<T> a(m, k, la), b(k, n, lb), whole(m, n, Layout::rows), pieces(m, n, Layout::rows);
    fill(a, m, k, random);
    fill(b, k, n, random);
    matmul(a.read(), b.read(), whole.matrix, m, n, k);
    const std::int64_t count = matmul_pieces(m, n, k);
    for (std::int64_t i = 0; i < count; ++i) matmul_piece(a.read(), b.read(), pieces.matrix, m, n, k, i);
    CHECK(whole.memory == pieces.memory);
    return count;
  };
  CHECK(check(float(), 64, 64, 64, Layout::rows, Layout::rows) == 1);
  CHECK(check(float(), 701, 1000, 515, Layout::rows, Layout::columns) > 4);
  CHECK(check(float(), 3, 30000, 1000, Layout::columns, Layout::rows) > 4);
  CHECK(check(float(), 100000, 1, 1000, Layout::rows, Layout::rows) > 4);
  CHECK(check(float(), 100001, 2, 500, Layout::rows, Layout::columns) > 4);
  CHECK(check(double(), 640, 770, 300, Layout::rows, Layout::rows) > 1);
}

TEST_CASE("the pieces of a product of integers") {
  constexpr std::int64_t m = 301, n = 500, k = 600;
  std::vector<std::int64_t> a(m * k), b(k * n), whole(m * n), pieces(m * n);
  for (std::int64_t i = 0; i < m * k; ++i) a[static_cast<std::size_t>(i)] = i % 1001 - 500;
  for (std::int64_t i = 0; i < k * n; ++i) b[static_cast<std::size_t>(i)] = i % 997 - 400;
  matmul(Matrix<const std::int64_t>{a.data(), k, 1}, Matrix<const std::int64_t>{b.data(), n, 1}, Matrix<std::int64_t>{whole.data(), n, 1}, m, n, k);
  CHECK(matmul_pieces(m, n, k) > 1);
  for (std::int64_t i = 0; i < matmul_pieces(m, n, k); ++i) {
    matmul_piece(Matrix<const std::int64_t>{a.data(), k, 1}, Matrix<const std::int64_t>{b.data(), n, 1}, Matrix<std::int64_t>{pieces.data(), n, 1}, m, n, k, i);
  }
  CHECK(whole == pieces);
}
