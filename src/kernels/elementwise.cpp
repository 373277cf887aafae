#include "kernels/elementwise.h"

namespace logit::kernels {
namespace {

constexpr std::int64_t kBlock = 256;

// Per operand, along the innermost dimension.
struct Lane {
  char* data;
  std::int64_t stride;   // in elements
  DType dtype, wanted;
  bool direct;           // the loop can work on the memory itself
};

// Runs the loop over one innermost run of n elements.
void run_row(const Loop& loop, Lane* lanes, std::int64_t n, const void* state) {
  void* pointers[kMaxOperands];
  bool all_direct = true;
  for (int k = 0; k < loop.operands; ++k) {
    pointers[k] = lanes[k].data;
    all_direct = all_direct && lanes[k].direct;
  }
  if (all_direct) {
    loop.run(pointers, n, state);
    return;
  }
  alignas(64) char buffers[kMaxOperands][kBlock * 8];
  bool filled[kMaxOperands] = {};
  for (std::int64_t start = 0; start < n; start += kBlock) {
    const std::int64_t count = n - start < kBlock ? n - start : kBlock;
    for (int k = 0; k < loop.operands; ++k) {
      Lane& lane = lanes[k];
      if (lane.direct) {
        pointers[k] = lane.data + start * static_cast<std::int64_t>(element_size(lane.dtype));
        continue;
      }
      pointers[k] = buffers[k];
      if (k < loop.outputs || (lane.stride == 0 && filled[k])) continue;
      const char* source = lane.data + start * lane.stride * static_cast<std::int64_t>(element_size(lane.dtype));
      convert(source, lane.dtype, lane.stride, buffers[k], lane.wanted, 1, count);
      filled[k] = true;  // a broadcast value stays the same in every block; the first block is the longest
    }
    loop.run(pointers, count, state);
    for (int k = 0; k < loop.outputs; ++k) {
      const Lane& lane = lanes[k];
      if (lane.direct) continue;
      char* target = lane.data + start * lane.stride * static_cast<std::int64_t>(element_size(lane.dtype));
      convert(buffers[k], lane.wanted, 1, target, lane.dtype, lane.stride, count);
    }
  }
}

}  // namespace

void run_elementwise(const Loop& loop, const Operand* operands, const std::int64_t* sizes, int dims,
                     const void* state) {
  // Merge neighbouring dimensions that every operand walks without a gap, dropping those of size 1.
  std::int64_t merged_sizes[kMaxDims];
  std::int64_t merged[kMaxOperands][kMaxDims];
  int rank = 0;
  for (int d = 0; d < dims; ++d) {
    if (sizes[d] == 0) return;
    if (sizes[d] == 1) continue;
    bool joins = rank > 0;
    for (int k = 0; joins && k < loop.operands; ++k) {
      joins = merged[k][rank - 1] == operands[k].strides[d] * sizes[d];
    }
    if (joins) {
      merged_sizes[rank - 1] *= sizes[d];
    } else {
      merged_sizes[rank++] = sizes[d];
    }
    for (int k = 0; k < loop.operands; ++k) merged[k][rank - 1] = operands[k].strides[d];
  }

  const std::int64_t inner = rank == 0 ? 1 : merged_sizes[rank - 1];
  Lane lanes[kMaxOperands];
  for (int k = 0; k < loop.operands; ++k) {
    const std::int64_t stride = rank == 0 ? 1 : merged[k][rank - 1];
    const DType dtype = operands[k].dtype;
    lanes[k] = {static_cast<char*>(operands[k].data), stride, dtype, loop.types[k],
                stride == 1 && dtype == loop.types[k]};
  }
  if (rank <= 1) {
    run_row(loop, lanes, inner, state);
    return;
  }

  std::int64_t index[kMaxDims] = {};
  for (;;) {
    run_row(loop, lanes, inner, state);
    int d = rank - 2;
    for (; d >= 0; --d) {
      for (int k = 0; k < loop.operands; ++k) {
        lanes[k].data += merged[k][d] * static_cast<std::int64_t>(element_size(lanes[k].dtype));
      }
      if (++index[d] < merged_sizes[d]) break;
      for (int k = 0; k < loop.operands; ++k) {
        lanes[k].data -= merged[k][d] * merged_sizes[d] * static_cast<std::int64_t>(element_size(lanes[k].dtype));
      }
      index[d] = 0;
    }
    if (d < 0) return;
  }
}

}  // namespace logit::kernels
