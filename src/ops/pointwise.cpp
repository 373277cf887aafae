#include "ops/pointwise.h"

#include "base/error.h"
#include "tensor/context.h"

namespace logit::ops {
namespace {

// Strides for a fresh result: the inputs' order of dimensions without their gaps, as PyTorch's
// TensorIterator lays results out, so that `x.T + 1` is transposed memory too.
Shape result_strides(std::initializer_list<const Tensor*> inputs, const Shape& sizes) {
  bool all_contiguous = true;
  for (const Tensor* input : inputs) {
    all_contiguous = all_contiguous && ((*input).is_contiguous() || (*input).numel() == 1);
  }
  const std::size_t dims = sizes.size();
  if (all_contiguous || dims < 2) return contiguous_strides(sizes);

  SmallVector<Shape, 3> strides;
  for (const Tensor* input : inputs) {
    strides.push_back(broadcast_strides(input->sizes(), input->strides(), sizes));
  }
  // 1: dimension a is outside b; -1: inside; 0: cannot tell.
  auto compare = [&](std::size_t a, std::size_t b) {
    for (const Shape& s : strides) {
      if (s[a] == 0 || s[b] == 0) continue;
      if (s[a] != s[b]) return s[a] < s[b] ? -1 : 1;
      if (sizes[a] > sizes[b]) return 1;  // equal strides: the longer one goes outside
    }
    return 0;
  };
  // Insertion sort from the innermost dimension outwards.
  Shape order(dims);
  for (std::size_t i = 0; i < dims; ++i) order[i] = static_cast<std::int64_t>(dims - 1 - i);
  for (std::size_t i = 1; i < dims; ++i) {
    std::size_t at = i;
    for (std::size_t j = i; j-- > 0;) {
      const int c = compare(static_cast<std::size_t>(order[j]), static_cast<std::size_t>(order[at]));
      if (c > 0) {
        std::swap(order[j], order[at]);
        at = j;
      } else if (c < 0) {
        break;
      }
    }
  }
  Shape out(dims);
  std::int64_t step = 1;
  for (const std::int64_t d : order) {
    out[static_cast<std::size_t>(d)] = step;
    step *= sizes[static_cast<std::size_t>(d)] > 1 ? sizes[static_cast<std::size_t>(d)] : 1;
  }
  return out;
}

// With strides, conversions, broadcasting. Kept apart: the common case needs none of these arrays.
[[gnu::noinline]] void run_strided(const kernels::Loop& loop, std::initializer_list<const Tensor*> inputs, const Tensor& out,
                                   const void* state) {
  const Shape& sizes = out.sizes();
  kernels::Operand operands[kernels::kMaxOperands];
  Shape strides[kernels::kMaxOperands];
  operands[0] = {out.data(), out.strides().data(), out.dtype()};
  int k = 1;
  for (const Tensor* input : inputs) {
    strides[k] = broadcast_strides(input->sizes(), input->strides(), sizes);
    operands[k] = {input->data(), strides[k].data(), input->dtype()};
    ++k;
  }
  kernels::run_elementwise(loop, operands, sizes.data(), static_cast<int>(sizes.size()), state);
}

void run(const kernels::Loop& loop, std::initializer_list<const Tensor*> inputs, const Tensor& out, const void* state) {
  const Shape& sizes = out.sizes();
  int k = 1;
  bool flat = out.is_contiguous() && out.dtype() == loop.types[0];
  void* pointers[kernels::kMaxOperands];
  pointers[0] = out.data();
  for (const Tensor* input : inputs) {
    flat = flat && input->is_contiguous() && input->dtype() == loop.types[k] && input->sizes() == sizes;
    pointers[k++] = input->data();
  }
  if (!flat) return run_strided(loop, inputs, out, state);
  if (out.numel() > 0) loop.run(pointers, out.numel(), state);  // nothing to convert, nothing to broadcast
}

ResultType gather(std::initializer_list<const Tensor*> operands) {
  ResultType type(Context::current().default_dtype);
  for (const Tensor* operand : operands) {
    if (!operand->defined()) continue;
    const DType dtype = operand->dtype();
    if ((*operand)->wrapped_number) type.add_number(dtype);
    else if (operand->dim() == 0) type.add_zero_dim_tensor(dtype);
    else type.add_dim_tensor(dtype);
  }
  return type;
}

}  // namespace

DType result_type(std::initializer_list<const Tensor*> operands) { return gather(operands).result(); }

DType float_result_type(std::initializer_list<const Tensor*> operands) {
  const DType dtype = gather(operands).result();
  return is_floating(dtype) ? dtype : Context::current().default_dtype;
}

Tensor run_pointwise(const kernels::Loop& loop, std::initializer_list<const Tensor*> inputs, DType dtype,
                     const void* state) {
  Shape sizes = (*inputs.begin())->sizes();
  bool contiguous = true;
  for (const Tensor* input : inputs) {
    if (!(input->sizes() == sizes)) sizes = broadcast_shapes(sizes, input->sizes());
    contiguous = contiguous && input->is_contiguous();
  }
  Tensor out = contiguous ? empty(sizes, dtype) : empty_strided(sizes, result_strides(inputs, sizes), dtype);
  run(loop, inputs, out, state);
  return out;
}

bool one_pass(const Tensor& y, const Tensor& dy) {
  return !Context::current().grad_enabled && y.dtype() == dy.dtype() && compute_type(y.dtype()) == y.dtype() && y.sizes() == dy.sizes();
}

void run_pointwise_into(const kernels::Loop& loop, std::initializer_list<const Tensor*> inputs, const Tensor& out,
                        const void* state) {
  run(loop, inputs, out, state);
}

}  // namespace logit::ops
