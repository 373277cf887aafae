// Making tensors: of zeros, ones, numbers in a row, and like other tensors.
#include <cmath>

#include "base/error.h"
#include "base/format.h"
#include "kernels/math.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/pointwise.h"
#include "ops/shapes.h"
#include "tensor/room.h"

namespace logit {
namespace ops {
namespace {

DType default_or(std::optional<DType> dtype) { return dtype.value_or(Context::current().default_dtype); }

// The dtype of a Python number as a tensor.
DType dtype_of_number(Scalar value) {
  return value.is_float() ? Context::current().default_dtype : value.dtype();
}

// "_like": the same layout in memory if it is dense.
Tensor empty_as(const Tensor& x, std::optional<DType> dtype) {
  return x.is_contiguous() ? empty(x.sizes(), dtype.value_or(x.dtype()))
                           : empty_strided(x.sizes(), dense_strides(x), dtype.value_or(x.dtype()));
}

Tensor filled_as(const Tensor& x, Scalar value, std::optional<DType> dtype) {
  Tensor out = empty_as(x, dtype);
  copy_elements(out, full_of({}, value, out.dtype()));
  return out;
}

}  // namespace
}  // namespace ops

constexpr OpDef def::zeros{
    .forms = {{"zeros(*size, *, dtype=None)", bind<&ops::zeros>}},
    .reference = "torch.zeros",
    .shape = shapes::as_given,
    .summary = "A tensor of zeros.",
    .factory = true,
    .examples = "torch.zeros(2, 3)",
};
static_assert(complete(def::zeros));
Tensor ops::zeros(IntList size, std::optional<DType> dtype) {
  for (const std::int64_t n : size) {
    if (n < 0) fail(ErrorKind::runtime_error, "zeros: Dimension size must be non-negative.");
  }
  return full_of(size, 0, default_or(dtype));
}

constexpr OpDef def::ones{
    .forms = {{"ones(*size, *, dtype=None)", bind<&ops::ones>}},
    .reference = "torch.ones",
    .shape = shapes::as_given,
    .summary = "A tensor of ones.",
    .factory = true,
    .examples = "torch.ones((2, 2), dtype=torch.int64)",
};
Tensor ops::ones(IntList size, std::optional<DType> dtype) { return full_of(size, 1, default_or(dtype)); }

constexpr OpDef def::full{
    .forms = {{"full(size, fill_value, *, dtype=None)", bind<&ops::full>}},
    .reference = "torch.full",
    .shape = shapes::as_given,
    .summary = "A tensor with every element fill_value.",
    .factory = true,
    .examples = "torch.full((2, 2), 7)",
};
Tensor ops::full(IntList size, Scalar fill_value, std::optional<DType> dtype) {
  return full_of(size, fill_value, dtype.value_or(dtype_of_number(fill_value)));
}

constexpr OpDef def::empty_form{
    .forms = {{"empty(*size, *, dtype=None)", bind<&ops::empty_form>}},
    .reference = "torch.empty",
    .shape = shapes::as_given,
    .summary = "A tensor whose content means nothing (here: zeros).",
    .factory = true,
};
Tensor ops::empty_form(IntList size, std::optional<DType> dtype) { return full_of(size, 0, default_or(dtype)); }

constexpr OpDef def::empty_strided_form{
    .forms = {{"empty_strided(size, stride, *, dtype=None)", bind<&ops::empty_strided_form>}},
    .reference = "torch.empty_strided",
    .shape = shapes::as_given,
    .summary = "empty with the strides given.",
    .factory = true,
};
Tensor ops::empty_strided_form(IntList size, IntList stride, std::optional<DType> dtype) {
  Tensor out = empty_strided(size, stride, default_or(dtype));
  copy_elements(out, full_of({}, 0, out.dtype()));
  return out;
}

constexpr OpDef def::zeros_like{
    .forms = {{"zeros_like(input, *, dtype=None)", bind<&ops::zeros_like>}},
    .reference = "torch.zeros_like",
    .shape = shapes::same_as_input,
    .summary = "Zeros with the sizes and dtype of input.",
    .factory = true,
    .examples = "torch.zeros_like(torch.tensor([1., 2.]))",
};
Tensor ops::zeros_like(const Tensor& x, std::optional<DType> dtype) { return filled_as(x, 0, dtype); }

constexpr OpDef def::ones_like{
    .forms = {{"ones_like(input, *, dtype=None)", bind<&ops::ones_like>}},
    .reference = "torch.ones_like",
    .shape = shapes::same_as_input,
    .summary = "Ones with the sizes and dtype of input.",
    .factory = true,
    .examples = "torch.ones_like(torch.tensor([1, 2]))",
};
Tensor ops::ones_like(const Tensor& x, std::optional<DType> dtype) { return filled_as(x, 1, dtype); }

constexpr OpDef def::full_like{
    .forms = {{"full_like(input, fill_value, *, dtype=None)", bind<&ops::full_like>}},
    .reference = "torch.full_like",
    .shape = shapes::same_as_input,
    .summary = "fill_value everywhere, with the sizes and dtype of input.",
    .factory = true,
    .examples = "torch.full_like(torch.tensor([1., 2.]), 3)",
};
Tensor ops::full_like(const Tensor& x, Scalar fill_value, std::optional<DType> dtype) { return filled_as(x, fill_value, dtype); }

constexpr OpDef def::empty_like{
    .forms = {{"empty_like(input, *, dtype=None)", bind<&ops::empty_like>}},
    .reference = "torch.empty_like",
    .shape = shapes::same_as_input,
    .summary = "Undefined content (here: zeros) with the sizes and dtype of input.",
    .factory = true,
};
Tensor ops::empty_like(const Tensor& x, std::optional<DType> dtype) { return filled_as(x, 0, dtype); }

constexpr OpDef def::new_zeros{
    .forms = {{"new_zeros(input, *size, *, dtype=None)", bind<&ops::new_zeros>}},
    .reference = "Tensor.new_zeros",
    .summary = "Zeros of a size, with the dtype of the tensor.",
    .factory = true,
    .examples = "torch.tensor([1, 2]).new_zeros(2, 2)",
};
Tensor ops::new_zeros(const Tensor& x, IntList size, std::optional<DType> dtype) { return full_of(size, 0, dtype.value_or(x.dtype())); }

constexpr OpDef def::new_ones{
    .forms = {{"new_ones(input, *size, *, dtype=None)", bind<&ops::new_ones>}},
    .reference = "Tensor.new_ones",
    .summary = "Ones of a size, with the dtype of the tensor.",
    .factory = true,
    .examples = "torch.tensor([1, 2]).new_ones((3,))",
};
Tensor ops::new_ones(const Tensor& x, IntList size, std::optional<DType> dtype) { return full_of(size, 1, dtype.value_or(x.dtype())); }

constexpr OpDef def::new_full{
    .forms = {{"new_full(input, size, fill_value, *, dtype=None)", bind<&ops::new_full>}},
    .reference = "Tensor.new_full",
    .summary = "fill_value in a size, with the dtype of the tensor.",
    .factory = true,
    .examples = "torch.tensor([1., 2.]).new_full((2,), 5)",
};
Tensor ops::new_full(const Tensor& x, IntList size, Scalar fill_value, std::optional<DType> dtype) {
  return full_of(size, fill_value, dtype.value_or(x.dtype()));
}

constexpr OpDef def::new_empty{
    .forms = {{"new_empty(input, *size, *, dtype=None)", bind<&ops::new_empty>}},
    .reference = "Tensor.new_empty",
    .summary = "Undefined content (here: zeros) of a size, with the dtype of the tensor.",
    .factory = true,
};
Tensor ops::new_empty(const Tensor& x, IntList size, std::optional<DType> dtype) { return full_of(size, 0, dtype.value_or(x.dtype())); }

constexpr OpDef def::scalar_tensor{
    .forms = {{"scalar_tensor(s, *, dtype=None)", bind<&ops::scalar_tensor>}},
    .reference = "torch.scalar_tensor",
    .shape = shapes::scalar,
    .summary = "A 0-dim tensor of the default dtype.",
    .factory = true,
    .examples = "torch.scalar_tensor(3)",
};
Tensor ops::scalar_tensor(Scalar s, std::optional<DType> dtype) { return full_of({}, s, default_or(dtype)); }

// ---- numbers in a row ----

constexpr OpDef def::arange{
    .forms = {{"arange(end, *, dtype=None)", bind<&ops::arange_end>},
              {"arange(start, end, step=1, *, dtype=None)", bind<&ops::arange>}},
    .reference = "torch.arange",
    .summary = "start, start + step, … below end; integers if all three are.",
    .factory = true,
    .examples = "torch.arange(5)\ntorch.arange(1, 2, 0.25)",
};
static_assert(complete(def::arange));

Tensor ops::arange_end(Scalar end, std::optional<DType> dtype) { return arange(0, end, 1, dtype); }

Tensor ops::arange(Scalar start, Scalar end, Scalar step, std::optional<DType> dtype) {
  const bool integers = !start.is_float() && !end.is_float() && !step.is_float();
  const DType type = dtype.value_or(integers ? DType::int64 : Context::current().default_dtype);
  const double from = start.to_double(), to = end.to_double(), by = step.to_double();
  if (by == 0) fail(ErrorKind::runtime_error, "step must be nonzero");
  if (!std::isfinite(from) || !std::isfinite(to)) {
    fail(ErrorKind::runtime_error, logit::cat("unsupported range: ", from, " -> ", to));
  }
  if (!((by > 0 && to >= from) || (by < 0 && to <= from))) {
    fail(ErrorKind::runtime_error, "upper bound and lower bound inconsistent with step sign");
  }
  std::int64_t count;
  if (!is_floating(type)) {
    const std::int64_t a = start.to_int(), b = end.to_int(), s = step.to_int();
    if (s == 0) fail(ErrorKind::runtime_error, "step must be nonzero");
    count = integers ? (b - a + s + (s > 0 ? -1 : 1)) / s : static_cast<std::int64_t>(std::ceil((to - from) / by));
  } else {
    count = static_cast<std::int64_t>(std::ceil((to - from) / by));
  }
  Tensor out = empty(Shape{count}, type);
  with_type(type, [&](auto t) {
    using T = decltype(t);
    T* data = static_cast<T*>(out.data());
    if constexpr (is_floating(dtype_of<T>)) {
      for (std::int64_t i = 0; i < count; ++i) data[i] = convert_element<T>(from + by * static_cast<double>(i));
    } else {
      const std::int64_t a = start.to_int(), s = step.to_int();
      for (std::int64_t i = 0; i < count; ++i) data[i] = static_cast<T>(a + s * i);
    }
  });
  return out;
}

constexpr OpDef def::linspace{
    .forms = {{"linspace(start, end, steps, *, dtype=None)", bind<&ops::linspace>}},
    .reference = "torch.linspace",
    .summary = "steps numbers from start to end, both included, evenly spaced.",
    .factory = true,
    .examples = "torch.linspace(0, 1, 5)",
};
static_assert(complete(def::linspace));

namespace ops {
namespace {

// Counted from the nearer end, so that both ends are exact; the step is fused as in PyTorch's AVX kernels. Calls put(i, value).
template <class T, class Put>
void spaced(Scalar start, Scalar end, std::int64_t steps, Put put) {
  const T from = start.to<T>(), to = end.to<T>();
  if (steps == 1) {
    put(0, from);
    return;
  }
  const T step = (to - from) / static_cast<T>(steps - 1);
  for (std::int64_t i = 0; i < steps; ++i) {
    put(i, i < steps / 2 ? kernels::fused(step, static_cast<T>(i), from)
                         : kernels::fused(-step, static_cast<T>(steps - i - 1), to));
  }
}

}  // namespace
}  // namespace ops

Tensor ops::linspace(Scalar start, Scalar end, std::int64_t steps, std::optional<DType> dtype) {
  if (steps < 0) fail(ErrorKind::runtime_error, "number of steps must be non-negative");
  Tensor out = empty(Shape{steps}, default_or(dtype));
  with_type(out.dtype(), [&](auto t) {
    using T = decltype(t);
    using Compute = std::conditional_t<std::is_floating_point_v<T>, T, double>;
    T* data = static_cast<T*>(out.data());
    spaced<Compute>(start, end, steps, [data](std::int64_t i, Compute v) { data[i] = convert_element<T>(v); });
  });
  return out;
}

constexpr OpDef def::logspace{
    .forms = {{"logspace(start, end, steps, base=10.0, *, dtype=None)", bind<&ops::logspace>}},
    .reference = "torch.logspace",
    .summary = "steps numbers from base**start to base**end, evenly spaced in the exponent.",
    .factory = true,
    .examples = "torch.logspace(0, 2, 3)",
};
Tensor ops::logspace(Scalar start, Scalar end, std::int64_t steps, double base, std::optional<DType> dtype) {
  if (steps < 0) fail(ErrorKind::runtime_error, "number of steps must be non-negative");
  Tensor out = empty(Shape{steps}, default_or(dtype));
  with_type(out.dtype(), [&](auto t) {
    using T = decltype(t);
    using Compute = std::conditional_t<std::is_floating_point_v<T>, T, double>;
    T* data = static_cast<T*>(out.data());
    spaced<Compute>(start, end, steps, [&](std::int64_t i, Compute v) {
      data[i] = convert_element<T>(kernels::pow(static_cast<Compute>(base), v));
    });
  });
  return out;
}

constexpr OpDef def::eye{
    .forms = {{"eye(n, m=None, *, dtype=None)", bind<&ops::eye>}},
    .reference = "torch.eye",
    .summary = "Ones on the diagonal, zeros elsewhere.",
    .factory = true,
    .examples = "torch.eye(3)\ntorch.eye(2, 3)",
};
Tensor ops::eye(std::int64_t n, std::optional<std::int64_t> m, std::optional<DType> dtype) {
  if (n < 0) fail(ErrorKind::runtime_error, logit::cat("n must be greater or equal to 0, got ", n));
  if (m && *m < 0) fail(ErrorKind::runtime_error, logit::cat("m must be greater or equal to 0, got ", *m));
  const std::int64_t columns = m.value_or(n);
  Tensor out = full_of(Shape{n, columns}, 0, default_or(dtype));
  const Tensor diagonal = make_alias(out, Shape{std::min(n, columns)}, Shape{columns + 1}, 0);
  copy_elements(diagonal, full_of({}, 1, out.dtype()));
  return out;
}

namespace ops {
namespace {

// Row and column numbers of a triangle, as the two rows of an int64 matrix.
template <class Keep>
Tensor triangle_indices(std::int64_t rows, std::int64_t columns, std::optional<DType> dtype, Keep keep) {
  check_room_for(rows, 1);
  check_room_for(columns, 1);
  check_work(static_cast<double>(rows) * static_cast<double>(columns), "triangle of indices");
  std::vector<std::int64_t> r, c;
  for (std::int64_t i = 0; i < rows; ++i) {
    check_room_for(static_cast<std::int64_t>(r.size()) + columns, 16);
    for (std::int64_t j = 0; j < columns; ++j) {
      if (keep(i, j)) {
        r.push_back(i);
        c.push_back(j);
      }
    }
  }
  const std::int64_t count = static_cast<std::int64_t>(r.size());
  Tensor out = empty(Shape{2, count}, DType::int64);
  for (std::int64_t k = 0; k < count; ++k) {
    out.data_as<std::int64_t>()[k] = r[static_cast<std::size_t>(k)];
    out.data_as<std::int64_t>()[count + k] = c[static_cast<std::size_t>(k)];
  }
  return to_dtype(out, dtype.value_or(DType::int64));
}

}  // namespace
}  // namespace ops

constexpr OpDef def::tril_indices{
    .forms = {{"tril_indices(row, col, offset=0, *, dtype=None)", bind<&ops::tril_indices>}},
    .reference = "torch.tril_indices",
    .summary = "Indices of the lower triangle.",
    .factory = true,
    .examples = "torch.tril_indices(3, 3)",
};
Tensor ops::tril_indices(std::int64_t row, std::int64_t col, std::int64_t offset, std::optional<DType> dtype) {
  return triangle_indices(row, col, dtype, [offset](std::int64_t i, std::int64_t j) { return j <= i + offset; });
}

constexpr OpDef def::triu_indices{
    .forms = {{"triu_indices(row, col, offset=0, *, dtype=None)", bind<&ops::triu_indices>}},
    .reference = "torch.triu_indices",
    .summary = "Indices of the upper triangle.",
    .factory = true,
    .examples = "torch.triu_indices(3, 3)",
};
Tensor ops::triu_indices(std::int64_t row, std::int64_t col, std::int64_t offset, std::optional<DType> dtype) {
  return triangle_indices(row, col, dtype, [offset](std::int64_t i, std::int64_t j) { return j >= i + offset; });
}

}  // namespace logit
