// Matrix products in vector registers; compiled once per instruction set (Highway's foreach_target).
//
// In: strided matrices. Out: c = a · b. A tile of c, kRows by a few vectors, stays in registers while k runs
// by; b comes in panels as wide as a tile, copied (packed) when that pays. Each element of c is summed over k from
// left to right, across blocks too, so `exact` gives the scalar reference's bits; `fast` fuses multiply and add.
// Blocking after K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication" (2008).
#include "kernels/simd/matmul.h"

#include "kernels/simd/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/simd/matmul.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

#ifdef __wasm_relaxed_simd__
#include <wasm_simd128.h>
#endif

HWY_BEFORE_NAMESPACE();
namespace logit::kernels {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Index = std::int64_t;

// Tiles for 16 vector registers. Without a fused operation a product needs a register of its own, and wider but
// lower tiles measured faster.
#if HWY_TARGET == HWY_WASM && !defined(__wasm_relaxed_simd__)
constexpr int kRows = 4, kVectors = 3;
#else
constexpr int kRows = 6, kVectors = 2;
#endif

constexpr Index kDepth = kProductDepth, kBlockColumns = kProductColumns;
constexpr Index kBlockRows = 96;     // rows of a that stay in the second-level cache
constexpr int kMaxLanes = 16;        // floats in the widest vector

template <bool kFused, class V>
HWY_INLINE V multiply_add(V a, V b, V sum) {
#ifdef __wasm_relaxed_simd__
  if constexpr (kFused && sizeof(hn::TFromV<V>) == 4) return V{wasm_f32x4_relaxed_madd(a.raw, b.raw, sum.raw)};
  if constexpr (kFused && sizeof(hn::TFromV<V>) == 8) return V{wasm_f64x2_relaxed_madd(a.raw, b.raw, sum.raw)};
#endif
  if constexpr (kFused) return hn::MulAdd(a, b, sum);
  return hn::Add(sum, hn::Mul(a, b));
}

// c[R rows × V vectors] (+)= a[R × k] · b[k × V vectors]; rows of b are b_step apart and contiguous.
template <int R, int V, bool kFused, class T>
HWY_NOINLINE void tile(const T* HWY_RESTRICT a, Index a_row, Index a_col, const T* HWY_RESTRICT b, Index b_step,
                       Index k, T* HWY_RESTRICT c, Index c_row, bool add) {
  const hn::ScalableTag<T> d;
  constexpr Index N = hn::MaxLanes(d);
  hn::Vec<decltype(d)> sum[R][V];
#pragma GCC unroll 8
  for (int i = 0; i < R; ++i) {
#pragma GCC unroll 8
    for (int j = 0; j < V; ++j) sum[i][j] = add ? hn::LoadU(d, c + i * c_row + j * N) : hn::Zero(d);
  }
  for (Index p = 0; p < k; ++p) {
    hn::Vec<decltype(d)> right[V];
#pragma GCC unroll 8
    for (int j = 0; j < V; ++j) right[j] = hn::LoadU(d, b + j * N);
#pragma GCC unroll 8
    for (int i = 0; i < R; ++i) {
      const auto left = hn::Set(d, a[i * a_row]);
#pragma GCC unroll 8
      for (int j = 0; j < V; ++j) sum[i][j] = multiply_add<kFused>(left, right[j], sum[i][j]);
    }
    a += a_col;
    b += b_step;
  }
#pragma GCC unroll 8
  for (int i = 0; i < R; ++i) {
#pragma GCC unroll 8
    for (int j = 0; j < V; ++j) hn::StoreU(sum[i][j], d, c + i * c_row + j * N);
  }
}

// A run of rows of c, `width` columns wide, from one panel of b that is V vectors wide. `packed`: the rows of a in
// groups of kRows as pack_rows copies them, or null.
template <int V, bool kFused, class T>
void panel(Matrix<const T> a, const T* packed, const T* b, Index b_step, Index k, Matrix<T> c, Index rows, Index width,
           bool add) {
  constexpr Index W = V * static_cast<Index>(hn::MaxLanes(hn::ScalableTag<T>()));
  const bool direct = width == W && c.col_stride == 1;
  alignas(64) T edge[kRows * W];
  const auto run = [&]<int R>(Index i) HWY_ATTR {
    const bool copied = packed && R == kRows;
    const T* left = copied ? packed + i * k : a.data + i * a.row_stride;
    const Index a_row = copied ? 1 : a.row_stride, a_col = copied ? kRows : a.col_stride;
    T* out = c.data + i * c.row_stride;
    if (direct) {
      tile<R, V, kFused, T>(left, a_row, a_col, b, b_step, k, out, c.row_stride, add);
      return;
    }
    if (add) {
      for (int r = 0; r < R; ++r) {
        for (Index j = 0; j < W; ++j) edge[r * W + j] = j < width ? out[r * c.row_stride + j * c.col_stride] : T(0);
      }
    }
    tile<R, V, kFused, T>(left, a_row, a_col, b, b_step, k, edge, W, add);
    for (int r = 0; r < R; ++r) {
      for (Index j = 0; j < width; ++j) out[r * c.row_stride + j * c.col_stride] = edge[r * W + j];
    }
  };
  Index i = 0;
  for (; i + kRows <= rows; i += kRows) run.template operator()<kRows>(i);
  for (; i + 2 <= rows; i += 2) run.template operator()<2>(i);
  for (; i < rows; ++i) run.template operator()<1>(i);
}

// Copies k rows of `width` columns into a panel W wide, with zeros to its right.
template <class T>
void pack(Matrix<const T> b, Index k, Index width, Index W, T* out) {
  if (b.col_stride == 1 || width == 1) {
    for (Index p = 0; p < k; ++p, out += W) {
      const T* row = b.data + p * b.row_stride;
      for (Index j = 0; j < width; ++j) out[j] = row[j];
      for (Index j = width; j < W; ++j) out[j] = T(0);
    }
    return;
  }
  // Columns are contiguous (the weights of a linear layer): read along them, a few rows of the panel at a time so that
  // the scattered writes stay close together.
  constexpr Index kStrip = 8;
  for (Index p0 = 0; p0 < k; p0 += kStrip) {
    const Index depth = k - p0 < kStrip ? k - p0 : kStrip;
    T* strip = out + p0 * W;
    for (Index j = 0; j < width; ++j) {
      const T* column = b.data + p0 * b.row_stride + j * b.col_stride;
      for (Index p = 0; p < depth; ++p) strip[p * W + j] = column[p * b.row_stride];
    }
    if (width < W) {
      for (Index p = 0; p < depth; ++p) {
        for (Index j = width; j < W; ++j) strip[p * W + j] = T(0);
      }
    }
  }
}

// Copies groups of kRows rows so that a tile reads them in one stream; what is left over stays where it is. Rows far
// apart would otherwise fall into the same few sets of the cache.
template <class T>
void pack_rows(Matrix<const T> a, Index rows, Index k, T* out) {
  for (Index i = 0; i + kRows <= rows; i += kRows) {
    const T* group = a.data + i * a.row_stride;
    for (Index p = 0; p < k; ++p, out += kRows) {
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) out[r] = group[r * a.row_stride + p * a.col_stride];
    }
  }
}

// A vector whose blocks of four floats come from memory `step` apart.
template <class D>
HWY_INLINE hn::Vec<D> load_blocks(D d, const float* from, Index step) {
  if constexpr (hn::MaxLanes(D()) <= 4) {
    return hn::LoadU(d, from);
  } else {
    const hn::Half<D> half;
    constexpr Index kBlocks = hn::MaxLanes(half) / 4;
    return hn::Combine(d, load_blocks(half, from + kBlocks * step, step), load_blocks(half, from, step));
  }
}

// Some of the rows of row_dots, G vectors of them at a time, from row i on; returns the first that is left. Blocks of 4×4 are
// turned in registers, so that a lane belongs to a row and each row is still summed from left to right.
template <int G, class D>
HWY_INLINE Index row_dots_transposed(D d, Matrix<const float> a, Matrix<const float> b, Matrix<float> c, Index i, Index m, Index k) {
  using V = hn::Vec<D>;
  constexpr Index N = hn::MaxLanes(D()), kAtOnce = G * N;
  const hn::Repartition<double, D> pairs;
  const Index row = a.row_stride, step = 4 * row;
  for (; i + kAtOnce <= m; i += kAtOnce) {
    V sum[G];
#pragma GCC unroll 4
    for (int g = 0; g < G; ++g) sum[g] = hn::Zero(d);
    Index p = 0;
    for (; p + 4 <= k; p += 4) {
      const float* right = b.data + p * b.row_stride;
      const V b0 = hn::Set(d, right[0]), b1 = hn::Set(d, right[b.row_stride]);
      const V b2 = hn::Set(d, right[2 * b.row_stride]), b3 = hn::Set(d, right[3 * b.row_stride]);
#pragma GCC unroll 4
      for (int g = 0; g < G; ++g) {
        const float* from = a.data + (i + g * N) * row + p;
        const V r0 = load_blocks(d, from, step), r1 = load_blocks(d, from + row, step);
        const V r2 = load_blocks(d, from + 2 * row, step), r3 = load_blocks(d, from + 3 * row, step);
        const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, r0, r1)), low23 = hn::BitCast(pairs, hn::InterleaveLower(d, r2, r3));
        const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, r0, r1)), high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, r2, r3));
        sum[g] = multiply_add<false>(hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23)), b0, sum[g]);
        sum[g] = multiply_add<false>(hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23)), b1, sum[g]);
        sum[g] = multiply_add<false>(hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23)), b2, sum[g]);
        sum[g] = multiply_add<false>(hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23)), b3, sum[g]);
      }
    }
    HWY_ALIGN float out[kAtOnce];
    for (int g = 0; g < G; ++g) hn::Store(sum[g], d, out + g * N);
    for (Index r = 0; r < kAtOnce; ++r) {
      for (Index q = p; q < k; ++q) out[r] += a.data[(i + r) * row + q] * b.data[q * b.row_stride];
      c.data[(i + r) * c.row_stride] = out[r];
    }
  }
  return i;
}

// n == 1: one dot product per row.
template <bool kFused, class T>
void row_dots(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, Index m, Index k) {
  const hn::ScalableTag<T> d;
  constexpr Index N = hn::MaxLanes(d);
  if (kFused && a.col_stride == 1 && b.row_stride == 1) {
    // Large: lanes run along k, so the order of summation differs from `exact`.
    for (Index i = 0; i < m; ++i) {
      const T* row = a.data + i * a.row_stride;
      auto s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0;
      Index p = 0;
      for (; p + 4 * N <= k; p += 4 * N) {
        s0 = multiply_add<true>(hn::LoadU(d, row + p), hn::LoadU(d, b.data + p), s0);
        s1 = multiply_add<true>(hn::LoadU(d, row + p + N), hn::LoadU(d, b.data + p + N), s1);
        s2 = multiply_add<true>(hn::LoadU(d, row + p + 2 * N), hn::LoadU(d, b.data + p + 2 * N), s2);
        s3 = multiply_add<true>(hn::LoadU(d, row + p + 3 * N), hn::LoadU(d, b.data + p + 3 * N), s3);
      }
      for (; p + N <= k; p += N) s0 = multiply_add<true>(hn::LoadU(d, row + p), hn::LoadU(d, b.data + p), s0);
      T sum = hn::ReduceSum(d, hn::Add(hn::Add(s0, s1), hn::Add(s2, s3)));
      for (; p < k; ++p) sum += row[p] * b.data[p];
      c.data[i * c.row_stride] = sum;
    }
    return;
  }
  Index i = 0;
  if constexpr (sizeof(T) == 4) {
    if (a.col_stride == 1) {
      // Four vectors at once hide the additions' latency.
      i = row_dots_transposed<4>(d, a, b, c, i, m, k);
      i = row_dots_transposed<1>(hn::FixedTag<float, 4>(), a, b, c, i, m, k);
    }
  }
  // Eight rows at once: their sums do not wait for each other.
  constexpr int kAtOnce = 8;
  for (; i + kAtOnce <= m; i += kAtOnce) {
    const T* row = a.data + i * a.row_stride;
    T sum[kAtOnce] = {};
    for (Index p = 0; p < k; ++p) {
      const T right = b.data[p * b.row_stride];
#pragma GCC unroll 8
      for (int r = 0; r < kAtOnce; ++r) sum[r] += row[r * a.row_stride + p * a.col_stride] * right;
    }
    for (int r = 0; r < kAtOnce; ++r) c.data[(i + r) * c.row_stride] = sum[r];
  }
  for (; i < m; ++i) {
    T sum = 0;
    for (Index p = 0; p < k; ++p) sum += a.data[i * a.row_stride + p * a.col_stride] * b.data[p * b.row_stride];
    c.data[i * c.row_stride] = sum;
  }
}

// c[V vectors] += weighted rows of b, which are V vectors wide.
template <int V, bool kFused, class D, class T = hn::TFromD<D>>
HWY_INLINE void weighted_columns(D d, const T* a, Index a_step, const T* b, Index b_step, Index k, T* c) {
  constexpr Index N = hn::MaxLanes(D());
  hn::Vec<D> sum[V];
#pragma GCC unroll 16
  for (int j = 0; j < V; ++j) sum[j] = hn::LoadU(d, c + j * N);
  for (Index p = 0; p < k; ++p, a += a_step, b += b_step) {
    const auto left = hn::Set(d, *a);
#pragma GCC unroll 16
    for (int j = 0; j < V; ++j) sum[j] = multiply_add<kFused>(left, hn::LoadU(d, b + j * N), sum[j]);
  }
#pragma GCC unroll 16
  for (int j = 0; j < V; ++j) hn::StoreU(sum[j], d, c + j * N);
}

// m == 1 with contiguous rows of b and a contiguous c: c is the sum of b's rows, weighted. As many columns as registers hold go
// down a few rows together; the next columns of these rows then come from the cache.
template <bool kFused, class T>
void weighted_rows(Matrix<const T> a, Matrix<const T> b, T* HWY_RESTRICT c, Index n, Index k) {
  const hn::ScalableTag<T> d;
  const hn::CappedTag<T, 16 / sizeof(T)> few;
  constexpr Index N = hn::MaxLanes(d), kFew = hn::MaxLanes(few);
  constexpr int kMost = 12;
  constexpr Index kCached = 8192 / sizeof(T);
  for (Index j = 0; j < n; ++j) c[j] = T(0);
  const Index at_once = kCached / (n > 0 ? n : 1) + 4;
  for (Index p = 0; p < k; p += at_once) {
    const Index rows = k - p < at_once ? k - p : at_once;
    const T *left = a.data + p * a.col_stride, *right = b.data + p * b.row_stride;
    const Index a_step = a.col_stride, b_step = b.row_stride;
    Index j = 0;
    for (; j + kMost * N <= n; j += kMost * N) weighted_columns<kMost, kFused>(d, left, a_step, right + j, b_step, rows, c + j);
    for (; j + 4 * N <= n; j += 4 * N) weighted_columns<4, kFused>(d, left, a_step, right + j, b_step, rows, c + j);
    for (; j + N <= n; j += N) weighted_columns<1, kFused>(d, left, a_step, right + j, b_step, rows, c + j);
    for (; j + kFew <= n; j += kFew) weighted_columns<1, kFused>(few, left, a_step, right + j, b_step, rows, c + j);
    for (; j < n; ++j) {
      T sum = c[j];
      for (Index q = 0; q < rows; ++q) sum += left[q * a_step] * right[q * b_step + j];
      c[j] = sum;
    }
  }
}

// k == 1: all products of a column and a row. Adding to zero turns -0 into 0, as the reference does.
template <class T>
void outer(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, Index m, Index n) {
  for (Index i = 0; i < m; ++i) {
    const T left = a.data[i * a.row_stride];
    T* HWY_RESTRICT out = c.data + i * c.row_stride;
    for (Index j = 0; j < n; ++j) out[j] = T(0) + left * b.data[j];
  }
}

// Columns [0, n) of one block of depth k: packs b where that pays and runs its panels.
template <bool kFused, class T>
void block(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, Index m, Index n, Index k, bool add, T* buffer, T* rows_buffer) {
  constexpr Index N = hn::MaxLanes(hn::ScalableTag<T>()), W = kVectors * N;
  // A panel that few rows of tiles use is read where it is.
  const bool in_place = b.col_stride == 1 && m <= 3 * kRows;
  const Index packed = in_place ? n / W * W : 0;  // columns that need no copy
  for (Index j = packed; j < n; j += W) {
    const Index width = n - j < W ? n - j : W;
    pack<T>({b.data + j * b.col_stride, b.row_stride, b.col_stride}, k, width, width <= N ? N : W, buffer + (j - packed) * k);
  }
  for (Index i0 = 0; i0 < m; i0 += kBlockRows) {
    const Index rows = m - i0 < kBlockRows ? m - i0 : kBlockRows;
    const Matrix<const T> left{a.data + i0 * a.row_stride, a.row_stride, a.col_stride};
    if (rows_buffer) pack_rows<T>(left, rows, k, rows_buffer);
    for (Index j = 0; j < n; j += W) {
      const Index width = n - j < W ? n - j : W;
      const Matrix<T> out{c.data + i0 * c.row_stride + j * c.col_stride, c.row_stride, c.col_stride};
      if (j < packed) {
        panel<kVectors, kFused, T>(left, rows_buffer, b.data + j, b.row_stride, k, out, rows, width, add);
      } else if (width <= N) {
        panel<1, kFused, T>(left, rows_buffer, buffer + (j - packed) * k, N, k, out, rows, width, add);
      } else {
        panel<kVectors, kFused, T>(left, rows_buffer, buffer + (j - packed) * k, W, k, out, rows, width, add);
      }
    }
  }
}

// No memory to pack into: row by row, slowly.
template <class T>
void without_room(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, Index m, Index n, Index k, bool add) {
  for (Index i = 0; i < m; ++i) {
    for (Index j = 0; j < n; ++j) {
      T& out = c.data[i * c.row_stride + j * c.col_stride];
      T sum = add ? out : T(0);
      for (Index p = 0; p < k; ++p) {
        sum += a.data[i * a.row_stride + p * a.col_stride] * b.data[p * b.row_stride + j * b.col_stride];
      }
      out = sum;
    }
  }
}

template <bool kFused, class T>
void product(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, Index m, Index n, Index k, bool add = false) {
  // c = a·b is also cᵀ = bᵀ·aᵀ: turned where that lets the vectors run along contiguous memory.
  constexpr Index N = hn::MaxLanes(hn::ScalableTag<T>());
  const bool turn = m == 1 ? n > 1 && b.row_stride == 1 && b.col_stride != 1
                           : n < N && n < m && a.row_stride == 1 && a.col_stride != 1;
  if (turn) {
    std::swap(m, n);
    std::swap(a, b);
    std::swap(a.row_stride, a.col_stride);
    std::swap(b.row_stride, b.col_stride);
    std::swap(c.row_stride, c.col_stride);
  }
  if (!add) {
    if (n == 1) return row_dots<kFused, T>(a, b, c, m, k);
    if (k == 1 && b.col_stride == 1 && c.col_stride == 1) return outer(a, b, c, m, n);
    if (m == 1 && b.col_stride == 1 && c.col_stride == 1) return weighted_rows<kFused, T>(a, b, c.data, n, k);
  }

  constexpr Index kPanel = kVectors * kMaxLanes;
  const Index depth = k < kDepth ? k : kDepth, columns = n < kBlockColumns ? n : kBlockColumns;
  const Index panels_room = (columns + kPanel) * (depth > 0 ? depth : 1);
  const bool copy_rows = n >= 4 * kPanel && m >= kRows;
  const Index room = panels_room + (copy_rows ? kBlockRows * depth : 0);
  alignas(64) T small[2048];
  T* large = room > 2048 ? static_cast<T*>(std::aligned_alloc(64, (static_cast<std::size_t>(room) * sizeof(T) + 63) / 64 * 64))
                         : nullptr;
  if (room > 2048 && !large) return without_room(a, b, c, m, n, k, add);
  T* buffer = large ? large : small;
  for (Index j = 0; j < n; j += kBlockColumns) {
    const Index width = n - j < kBlockColumns ? n - j : kBlockColumns;
    for (Index p = 0; p == 0 || p < k; p += kDepth) {
      block<kFused, T>({a.data + p * a.col_stride, a.row_stride, a.col_stride},
                       {b.data + p * b.row_stride + j * b.col_stride, b.row_stride, b.col_stride},
                       {c.data + j * c.col_stride, c.row_stride, c.col_stride}, m, width, k - p < kDepth ? k - p : kDepth,
                       add || p > 0, buffer, copy_rows ? buffer + panels_room : nullptr);
    }
  }
  std::free(large);
}

#define LOGIT_PRODUCTS(exact, fast, T)                                                                      \
  void exact(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, Index m, Index n, Index k) {                \
    product<false, T>(a, b, c, m, n, k);                                                                    \
  }                                                                                                         \
  void fast(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, Index m, Index n, Index k, bool add) {       \
    product<true, T>(a, b, c, m, n, k, add);                                                                \
  }
LOGIT_PRODUCTS(exact_float, fast_float, float)
LOGIT_PRODUCTS(exact_double, fast_double, double)
#undef LOGIT_PRODUCTS

}  // namespace HWY_NAMESPACE
}  // namespace logit::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace logit::kernels {

HWY_EXPORT(exact_float);
HWY_EXPORT(exact_double);
HWY_EXPORT(fast_float);
HWY_EXPORT(fast_double);

void matmul_exact(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                  std::int64_t k) {
  HWY_DYNAMIC_DISPATCH(exact_float)(a, b, c, m, n, k);
}
void matmul_exact(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                  std::int64_t k) {
  HWY_DYNAMIC_DISPATCH(exact_double)(a, b, c, m, n, k);
}
void matmul_fast(Matrix<const float> a, Matrix<const float> b, Matrix<float> c, std::int64_t m, std::int64_t n,
                 std::int64_t k, bool add) {
  HWY_DYNAMIC_DISPATCH(fast_float)(a, b, c, m, n, k, add);
}
void matmul_fast(Matrix<const double> a, Matrix<const double> b, Matrix<double> c, std::int64_t m, std::int64_t n,
                 std::int64_t k, bool add) {
  HWY_DYNAMIC_DISPATCH(fast_double)(a, b, c, m, n, k, add);
}

}  // namespace logit::kernels
#endif
