// One driver for every element-wise operation, whatever the strides and element types.
//
// In: operands with strides over a common (broadcast) shape, and a loop over contiguous runs of compute
// types. Out: the output operand filled. Operands that already have the loop's type and are contiguous
// along the innermost dimension are handed over in place; others pass through a small buffer. So a loop is
// written once, for contiguous memory, and a SIMD variant replaces just that loop.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace logit::kernels {

inline constexpr int kMaxOperands = 6;
inline constexpr int kMaxDims = 32;

/// One operand: where its first element is and how far apart neighbours are, in elements.
struct Operand {
  void* data = nullptr;
  const std::int64_t* strides = nullptr;  ///< one per dimension of the common shape; 0 where broadcast
  DType dtype = DType::float32;
};

/// A loop over `n` elements: data[0] is the output, data[1…] the inputs, all contiguous and of the types
/// that the Loop names. `state` is whatever the caller of run_elementwise passed.
using LoopFunction = void (*)(void* const* data, std::int64_t n, const void* state);

/// A loop with the element types it wants. Outputs come first (usually one).
struct Loop {
  LoopFunction run = nullptr;
  int outputs = 1;
  int operands = 0;                  ///< outputs included
  DType types[kMaxOperands] = {};    ///< per operand
};

/// Runs `loop` over all elements of the shape. Elements are visited in row-major order. Outputs may be the
/// same memory as inputs with the same strides (in-place), but must not overlap otherwise.
void run_elementwise(const Loop& loop, const Operand* operands, const std::int64_t* sizes, int dims,
                     const void* state);

}  // namespace logit::kernels
