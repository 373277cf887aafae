// The cascade sum. Each of the functions below is one level of the description in sum.h: sum_rows adds
// whole rows of lanes with four accumulator levels, sum_interleaved splits a run into four groups first.
#include "kernels/sum.h"

namespace logit::kernels {
namespace {

// W values that are added lane by lane; compilers turn it into vector instructions.
template <class T, int W>
struct Lanes {
  T v[W] = {};
  void add(const Lanes& o) {
    for (int i = 0; i < W; ++i) v[i] += o.v[i];
  }
};

template <class T, int W>
void add_load(Lanes<T, W>& acc, const T* p) {
  for (int i = 0; i < W; ++i) acc.v[i] += p[i];
}

int ceil_log2(std::int64_t n) {
  int bits = 0;
  while ((std::int64_t{1} << bits) < n) ++bits;
  return bits;
}

// Adds `size` rows of G groups of W lanes: row i, group g starts at in + i*row_stride + g*group_stride.
template <class T, int W, int G>
void sum_rows(const T* in, std::int64_t row_stride, std::int64_t group_stride, std::int64_t size,
              Lanes<T, W> (&out)[G]) {
  constexpr int kLevels = 4;
  const int by_size = ceil_log2(size) / kLevels;
  const int level_power = by_size > 4 ? by_size : 4;
  const std::int64_t level_step = std::int64_t{1} << level_power;
  const std::int64_t level_mask = level_step - 1;
  Lanes<T, W> acc[kLevels][G];
  std::int64_t i = 0;
  while (i + level_step <= size) {
    for (std::int64_t j = 0; j < level_step; ++j, ++i) {
      for (int g = 0; g < G; ++g) add_load(acc[0][g], in + i * row_stride + g * group_stride);
    }
    for (int level = 1; level < kLevels; ++level) {
      for (int g = 0; g < G; ++g) {
        acc[level][g].add(acc[level - 1][g]);
        acc[level - 1][g] = {};
      }
      if ((i & (level_mask << (level * level_power))) != 0) break;
    }
  }
  for (; i < size; ++i) {
    for (int g = 0; g < G; ++g) add_load(acc[0][g], in + i * row_stride + g * group_stride);
  }
  for (int level = 1; level < kLevels; ++level) {
    for (int g = 0; g < G; ++g) acc[0][g].add(acc[level][g]);
  }
  for (int g = 0; g < G; ++g) out[g] = acc[0][g];
}

// Adds `size` elements of W lanes, `stride` apart, as four interleaved groups.
template <class T, int W>
Lanes<T, W> sum_interleaved(const T* in, std::int64_t stride, std::int64_t size) {
  constexpr int kGroups = 4;
  const std::int64_t steps = size / kGroups;
  Lanes<T, W> groups[kGroups];
  sum_rows<T, W, kGroups>(in, stride * kGroups, stride, steps, groups);
  for (std::int64_t i = steps * kGroups; i < size; ++i) add_load(groups[0], in + i * stride);
  for (int g = 1; g < kGroups; ++g) groups[0].add(groups[g]);
  return groups[0];
}

template <class T, int W>
void sum_floats(const T* in, T* out, const SumBlock& b) {
  if (b.reduced_stride == 1 && b.reduced >= W) {  // along contiguous runs
    const std::int64_t vectors = b.reduced / W;
    for (std::int64_t j = 0; j < b.kept; ++j) {
      const T* row = in + j * b.kept_stride;
      const Lanes<T, W> lanes = sum_interleaved<T, W>(row, W, vectors);
      T total = 0;
      for (std::int64_t k = vectors * W; k < b.reduced; ++k) total += row[k];
      for (int k = 0; k < W; ++k) total += lanes.v[k];
      out[j * b.out_stride] += total;
    }
    return;
  }
  std::int64_t j = 0;
  if (b.kept_stride == 1 && b.kept >= W) {  // across contiguous columns
    constexpr int kGroups = 4;
    for (; j + kGroups * W <= b.kept; j += kGroups * W) {
      Lanes<T, W> groups[kGroups];
      sum_rows<T, W, kGroups>(in + j, b.reduced_stride, W, b.reduced, groups);
      for (int g = 0; g < kGroups; ++g) {
        for (int k = 0; k < W; ++k) out[(j + g * W + k) * b.out_stride] += groups[g].v[k];
      }
    }
    for (; j + W <= b.kept; j += W) {
      const Lanes<T, W> lanes = sum_interleaved<T, W>(in + j, b.reduced_stride, b.reduced);
      for (int k = 0; k < W; ++k) out[(j + k) * b.out_stride] += lanes.v[k];
    }
  } else if (b.reduced_stride >= b.kept_stride) {
    constexpr int kGroups = 4;
    for (; j + kGroups <= b.kept; j += kGroups) {
      Lanes<T, 1> groups[kGroups];
      sum_rows<T, 1, kGroups>(in + j * b.kept_stride, b.reduced_stride, b.kept_stride, b.reduced, groups);
      for (int g = 0; g < kGroups; ++g) out[(j + g) * b.out_stride] += groups[g].v[0];
    }
  }
  for (; j < b.kept; ++j) {
    out[j * b.out_stride] += sum_interleaved<T, 1>(in + j * b.kept_stride, b.reduced_stride, b.reduced).v[0];
  }
}

}  // namespace

void sum_block(const float* in, float* out, const SumBlock& block) { sum_floats<float, 8>(in, out, block); }

void sum_block(const double* in, double* out, const SumBlock& block) { sum_floats<double, 4>(in, out, block); }

void sum_block(const std::int64_t* in, std::int64_t* out, const SumBlock& b) {
  for (std::int64_t j = 0; j < b.kept; ++j) {
    std::uint64_t total = 0;  // unsigned: overflow wraps, as in PyTorch
    for (std::int64_t i = 0; i < b.reduced; ++i) {
      total += static_cast<std::uint64_t>(in[i * b.reduced_stride + j * b.kept_stride]);
    }
    std::int64_t& cell = out[j * b.out_stride];
    cell = static_cast<std::int64_t>(static_cast<std::uint64_t>(cell) + total);
  }
}

}  // namespace logit::kernels
