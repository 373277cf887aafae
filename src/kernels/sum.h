// Sums in PyTorch's order, so that the last bit agrees.
//
// Floats are added by a cascade: 8 lanes (float32) or 4 (float64), four interleaved groups, and four levels
// of accumulators. The order depends only on the shape and strides, never on the machine. Integers are
// added in int64, where order does not matter.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace logit::kernels {

/// A reduction over a 2-d block: `reduced` elements go into each of `kept` outputs. Strides count elements.
struct SumBlock {
  std::int64_t reduced = 1, reduced_stride = 1;  ///< of the input along the reduced dimension
  std::int64_t kept = 1, kept_stride = 1;        ///< of the input along the kept dimension
  std::int64_t out_stride = 1;                   ///< of the output along the kept dimension
};

/// out[j] += sum over i of in[i, j], in the order of PyTorch's SumKernel.cpp (single thread).
void sum_block(const float* in, float* out, const SumBlock& block);
void sum_block(const double* in, double* out, const SumBlock& block);
void sum_block(const std::int64_t* in, std::int64_t* out, const SumBlock& block);

}  // namespace logit::kernels
