// Sums, means, products and everything else that folds dimensions away.
//
// Sums follow PyTorch's order of additions (kernels/sum.h); variances are computed in float64 and rounded
// once; most others work on rows (see reduce_tools.h).
#include "kernels/sum.h"
#include "ops/reduce_tools.h"

#include <algorithm>
#include <limits>

namespace logit {
namespace ops {

ReducedDims::ReducedDims(const Tensor& x, std::optional<IntList> dims, bool keep) : keepdim(keep) {
  all = !dims || dims->empty();
  flags = all ? SmallVector<bool, 8>(x.sizes().size(), true) : dim_flags(*dims, x.dim());
}

ReducedDims::ReducedDims(const Tensor& x, std::int64_t dim, bool keep) : keepdim(keep) {
  const std::int64_t dims[1] = {dim};
  flags = dim_flags(dims, x.dim());
}

Shape ReducedDims::result_sizes(const Tensor& x) const {
  Shape out;
  for (std::size_t d = 0; d < flags.size(); ++d) {
    if (!flags[d]) out.push_back(x.sizes()[d]);
    else if (keepdim) out.push_back(1);
  }
  return out;
}

Shape ReducedDims::kept_sizes(const Tensor& x) const {
  Shape out = x.sizes();
  for (std::size_t d = 0; d < flags.size(); ++d) {
    if (flags[d]) out[d] = 1;
  }
  return out;
}

std::int64_t ReducedDims::length(const Tensor& x) const {
  std::int64_t n = 1;
  for (std::size_t d = 0; d < flags.size(); ++d) {
    if (flags[d]) n *= x.sizes()[d];
  }
  return n;
}

Rows as_rows(const Tensor& x, const ReducedDims& dims, DType dtype) {
  Shape sizes, strides;
  for (const bool reduced : {false, true}) {
    for (std::size_t d = 0; d < dims.flags.size(); ++d) {
      if (dims.flags[d] != reduced) continue;
      sizes.push_back(x.sizes()[d]);
      strides.push_back(x.strides()[d]);
    }
  }
  Rows rows;
  rows.length = dims.length(x);
  rows.count = rows.length == 0 ? element_count(dims.result_sizes(x)) : x.numel() / rows.length;
  rows.data = to_dtype_data(make_alias(x, sizes, strides, x.storage_offset()), dtype);
  return rows;
}

Tensor unreduce(const Tensor& y, const ReducedDims& dims, const Shape& sizes) {
  if (dims.keepdim || sizes.empty() || y.dim() == 0) return y;
  Shape with_ones = sizes;
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (dims.flags[d]) with_ones[d] = 1;
  }
  return view(y.is_contiguous() ? y : contiguous(y), with_ones);
}

namespace {

// One dimension of a sum: its size, the strides of input and output.
struct SumDim {
  std::int64_t size, in, out;
};

template <class T>
void sum_dims(const T* in, T* out, std::span<const SumDim> dims) {
  if (dims.size() > 2) {
    const SumDim& outer = dims.back();
    for (std::int64_t i = 0; i < outer.size; ++i) {
      sum_dims(in + i * outer.in, out + i * outer.out, dims.first(dims.size() - 1));
    }
    return;
  }
  kernels::SumBlock block;
  block.reduced_stride = 0;
  block.kept_stride = 0;
  block.out_stride = 0;
  std::size_t next = 0;
  if (!dims.empty() && dims[0].out == 0) {
    block.reduced = dims[0].size;
    block.reduced_stride = dims[0].in;
    next = 1;
  }
  if (next < dims.size()) {
    block.kept = dims[next].size;
    block.kept_stride = dims[next].in;
    block.out_stride = dims[next].out;
    if (next + 1 < dims.size()) {  // two kept dimensions: nothing is reduced, or the reduced one has size 1
      for (std::int64_t i = 0; i < dims[next + 1].size; ++i) {
        kernels::sum_block(in + i * dims[next + 1].in, out + i * dims[next + 1].out, block);
      }
      return;
    }
  }
  kernels::sum_block(in, out, block);
}

// The sum of elements in a compute type. Dimensions are ordered and merged as PyTorch's TensorIterator does
// it, since that decides the order of additions.
Tensor sum_values(const Tensor& x, const ReducedDims& reduced, DType dtype) {
  const DType compute = compute_type(dtype);
  const Tensor in = x.dtype() == compute ? x : to_dtype_data(x, compute);
  Tensor out = full_of(reduced.result_sizes(x), 0, compute);
  if (in.numel() > 0) {
    SmallVector<SumDim, 8> dims;  // innermost first
    std::int64_t out_step = 1;
    for (std::size_t d = in.sizes().size(); d-- > 0;) {
      const std::int64_t size = in.sizes()[d];
      if (size != 1) dims.push_back({size, in.strides()[d], reduced.flags[d] ? 0 : out_step});
      if (!reduced.flags[d]) out_step *= size;
    }
    // Reduced dimensions first, by stride; the others follow by output stride. Both sorts keep ties.
    std::stable_sort(dims.begin(), dims.end(), [](const SumDim& a, const SumDim& b) {
      if ((a.out == 0) != (b.out == 0)) return a.out == 0;
      return a.out == 0 ? a.in < b.in : a.out < b.out;
    });
    SmallVector<SumDim, 8> merged;
    for (const SumDim& dim : dims) {
      if (!merged.empty() && merged.back().in * merged.back().size == dim.in &&
          merged.back().out * merged.back().size == dim.out) {
        merged.back().size *= dim.size;
      } else {
        merged.push_back(dim);
      }
    }
    const std::span<const SumDim> plan(merged.data(), merged.size());
    if (compute == DType::float32) sum_dims(in.data_as<float>(), out.data_as<float>(), plan);
    else if (compute == DType::float64) sum_dims(in.data_as<double>(), out.data_as<double>(), plan);
    else sum_dims(in.data_as<std::int64_t>(), out.data_as<std::int64_t>(), plan);
  }
  return to_dtype_data(out, dtype);
}

DType sum_type(const Tensor& x, std::optional<DType> dtype) {
  if (dtype) return *dtype;
  return is_floating(x.dtype()) ? x.dtype() : DType::int64;
}

// The gradient of a sum or mean: dy shown in every place.
Tensor spread(const Tensor& dy, const ReducedDims& dims, const Shape& sizes) {
  return expand(unreduce(dy, dims, sizes), sizes);
}

Tensor sum_over(const Tensor& x, const ReducedDims& dims, std::optional<DType> dtype, const char* name) {
  const DType type = sum_type(x, dtype);
  // A narrower input is widened first, as PyTorch does for dtype=.
  Tensor y = sum_values(x.dtype() == type || !is_floating(type) ? x : to_dtype_data(x, type), dims, type);
  if (is_floating(type)) {
    if (Recording graph{x}) {
      graph.record(y, name, [dims, sizes = x.sizes()](Back& back) { back.dx(0) = spread(back.dy(), dims, sizes); });
    }
  }
  return y;
}

}  // namespace
}  // namespace ops

// ---- sum and mean ----

constexpr OpDef def::sum{
    .forms = {{"sum(input, *, dtype=None)", bind<&ops::sum>},
              {"sum(input, dim, keepdim=False, *, dtype=None)", bind<&ops::sum_dim>}},
    .reference = "torch.sum Tensor.sum",
    .grad_fn = "SumBackward0 SumBackward1",
    .backward = "dx = dy in every place",
    .symbol = "Σ",
    .summary = "The sum of all elements, or along dimensions. Integers and bools add up in int64.",
    .examples = "torch.sum(torch.tensor([[1., 2.], [3., 4.]]))\n"
                "torch.sum(torch.tensor([[1., 2.], [3., 4.]]), 1, keepdim=True)",
};
static_assert(complete(def::sum));

Tensor ops::sum(const Tensor& x, std::optional<DType> dtype) {
  return sum_over(x, ReducedDims(x, std::nullopt, false), dtype, "SumBackward0");
}
Tensor ops::sum_dim(const Tensor& x, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  return sum_over(x, ReducedDims(x, dim, keepdim), dtype, "SumBackward1");
}

constexpr OpDef def::mean{
    .forms = {{"mean(input, *, dtype=None)", bind<&ops::mean>},
              {"mean(input, dim, keepdim=False, *, dtype=None)", bind<&ops::mean_dim>}},
    .reference = "torch.mean Tensor.mean",
    .grad_fn = "MeanBackward0 MeanBackward1",
    .backward = "dx = dy / n in every place",
    .symbol = "mean",
    .summary = "The mean of all elements, or along dimensions; floating dtypes only.",
    .examples = "torch.mean(torch.tensor([[1., 2.], [3., 5.]]))\ntorch.mean(torch.tensor([[1., 2.], [3., 5.]]), 0)",
};
static_assert(complete(def::mean));

namespace ops {
namespace {

Tensor mean_over(const Tensor& x, const ReducedDims& dims, std::optional<DType> dtype, const char* name) {
  const DType type = dtype.value_or(x.dtype());
  if (!is_floating(type)) {
    fail(ErrorKind::runtime_error, logit::cat("mean(): could not infer output dtype. ", dtype ? "Optional" : "Input",
                                       " dtype must be either a floating point or complex dtype. Got: ", scalar_type_name(type)));
  }
  const std::int64_t n = dims.length(x);
  Tensor y = sum_values(to_dtype_data(x, type), dims, compute_type(type));
  with_compute_type(type, [&](auto t) {
    using T = decltype(t);
    T* data = static_cast<T*>(y.data());
    for (std::int64_t i = 0; i < y.numel(); ++i) data[i] = data[i] / static_cast<T>(n);
  });
  y = to_dtype_data(y, type);
  if (Recording graph{x}) {
    graph.record(y, name, [dims, n, sizes = x.sizes()](Back& back) {
      back.dx(0) = div(spread(back.dy(), dims, sizes), n);
    });
  }
  return y;
}

}  // namespace
}  // namespace ops

Tensor ops::mean(const Tensor& x, std::optional<DType> dtype) {
  return mean_over(x, ReducedDims(x, std::nullopt, false), dtype, "MeanBackward0");
}
Tensor ops::mean_dim(const Tensor& x, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  return mean_over(x, ReducedDims(x, dim, keepdim), dtype, "MeanBackward1");
}

// ---- logic ----

constexpr OpDef def::all{
    .forms = {{"all(input)", bind<&ops::all>}, {"all(input, dim, keepdim=False)", bind<&ops::all_dim>}},
    .reference = "torch.all Tensor.all",
    .summary = "True if every element is nonzero.",
    .examples = "torch.all(torch.tensor([[True, False], [True, True]]), 1)",
};
constexpr OpDef def::any{
    .forms = {{"any(input)", bind<&ops::any>}, {"any(input, dim, keepdim=False)", bind<&ops::any_dim>}},
    .reference = "torch.any Tensor.any",
    .summary = "True if some element is nonzero.",
    .examples = "torch.any(torch.tensor([[False, False], [True, True]]), 1)",
};

namespace ops {
namespace {

// True if `wanted` occurs among the truth values of a row. uint8 input gives uint8, as in PyTorch.
Tensor find_truth(const Tensor& x, const ReducedDims& dims, bool wanted) {
  Tensor y = empty(dims.result_sizes(x), DType::boolean);
  const Rows rows = as_rows(x, dims, DType::boolean);
  const bool* data = rows.data.data_as<bool>();
  for (std::int64_t i = 0; i < rows.count; ++i) {
    bool found = false;
    for (std::int64_t j = 0; j < rows.length && !found; ++j) found = data[i * rows.length + j] == wanted;
    y.data_as<bool>()[i] = found == wanted;  // any: found a True; all: found no False
  }
  return x.dtype() == DType::uint8 ? to_dtype_data(y, DType::uint8) : y;
}

}  // namespace
}  // namespace ops

Tensor ops::all(const Tensor& x) { return find_truth(x, ReducedDims(x, std::nullopt, false), false); }
Tensor ops::all_dim(const Tensor& x, IntList dim, bool keepdim) { return find_truth(x, ReducedDims(x, dim, keepdim), false); }
Tensor ops::any(const Tensor& x) { return find_truth(x, ReducedDims(x, std::nullopt, false), true); }
Tensor ops::any_dim(const Tensor& x, IntList dim, bool keepdim) { return find_truth(x, ReducedDims(x, dim, keepdim), true); }

constexpr OpDef def::count_nonzero{
    .forms = {{"count_nonzero(input, dim=None)", bind<&ops::count_nonzero>}},
    .reference = "torch.count_nonzero Tensor.count_nonzero",
    .summary = "How many elements are not zero.",
    .examples = "torch.count_nonzero(torch.tensor([[0., 2.], [3., 4.]]), dim=0)",
};
Tensor ops::count_nonzero(const Tensor& x, std::optional<IntList> dim) {
  return sum_dim(ne(detach(x), 0), dim);
}

// ---- products ----

constexpr OpDef def::prod{
    .forms = {{"prod(input, *, dtype=None)", bind<&ops::prod>}, {"prod(input, dim, keepdim=False, *, dtype=None)", bind<&ops::prod_dim>}},
    .reference = "torch.prod Tensor.prod",
    .grad_fn = "ProdBackward0 ProdBackward1",
    .backward = "dx = dy times the product of the others",
    .symbol = "Π",
    .summary = "The product of all elements, or along a dimension.",
    .examples = "torch.prod(torch.tensor([[1., 2.], [3., 4.]]))\ntorch.prod(torch.tensor([[1., 0.], [3., 4.]]), 1)",
};
static_assert(complete(def::prod));

namespace ops {
namespace {

// For each element the product of all others along a dimension, without dividing (zeros are welcome).
Tensor product_of_others(const Tensor& x, std::int64_t dim) {
  const std::int64_t n = x.size(dim);
  if (n <= 1) return ones_like(x);
  const Tensor one = ones_like(narrow(x, dim, 0, 1));
  const Tensor before_parts[2] = {one, narrow(x, dim, 0, n - 1)};
  const Tensor before = cumprod(ops::cat(before_parts, dim), dim);
  const Tensor after_parts[2] = {one, narrow(flip(x, IntList(&dim, 1)), dim, 0, n - 1)};
  const Tensor after = flip(cumprod(ops::cat(after_parts, dim), dim), IntList(&dim, 1));
  return before * after;
}

Tensor product_over(const Tensor& x, const ReducedDims& dims, std::optional<DType> dtype, const char* name, std::int64_t dim) {
  const DType type = sum_type(x, dtype);
  const Rows rows = as_rows(x, dims, compute_type(type));
  Tensor y = empty(dims.result_sizes(x), compute_type(type));
  each_row(rows, [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    using Wide = std::conditional_t<std::is_same_v<T, float>, double, T>;
    Wide total = 1;
    for (std::int64_t j = 0; j < n; ++j) total = kernels::times<Wide>(total, row[j]);
    static_cast<T*>(y.data())[i] = static_cast<T>(total);
  });
  y = to_dtype_data(y, type);
  if (is_floating(type)) {
    if (Recording graph{x}) {
      graph.save(x);
      graph.record(y, name, [dims, dim](Back& back) {
        const Tensor x = back.saved(0);
        if (dims.all) {
          const Tensor flat = reshape(x, IntList(Shape{-1}));
          back.dx(0) = back.dy() * reshape(product_of_others(flat, 0), x.sizes());
        } else {
          back.dx(0) = unreduce(back.dy(), dims, x.sizes()) * (x.dim() == 0 ? ones_like(x) : product_of_others(x, dim));
        }
      });
    }
  }
  return y;
}

}  // namespace
}  // namespace ops

Tensor ops::prod(const Tensor& x, std::optional<DType> dtype) {
  return product_over(x, ReducedDims(x, std::nullopt, false), dtype, "ProdBackward0", 0);
}
Tensor ops::prod_dim(const Tensor& x, std::int64_t dim, bool keepdim, std::optional<DType> dtype) {
  return product_over(x, ReducedDims(x, dim, keepdim), dtype, "ProdBackward1", dim);
}

// ---- variance ----

constexpr OpDef def::var{
    .forms = {{"var(input, dim=None, *, correction=1, keepdim=False)", bind<&ops::var>},
              {"var(input, dim=None, unbiased=True, keepdim=False)", bind<&ops::var_dim_unbiased>},
              {"var(input, unbiased)", bind<&ops::var_unbiased>}},
    .reference = "torch.var Tensor.var",
    .grad_fn = "VarBackward0",
    .backward = "dx = dy 2 (x - mean) / (n - 1)",
    .summary = "The variance, over n - correction.",
    .examples = "torch.var(torch.tensor([[1., 2.], [3., 7.]]))\ntorch.var(torch.tensor([[1., 2.], [3., 7.]]), dim=1, correction=0)",
};
static_assert(complete(def::var));
constexpr OpDef def::std{
    .forms = {{"std(input, dim=None, *, correction=1, keepdim=False)", bind<&ops::std>},
              {"std(input, dim=None, unbiased=True, keepdim=False)", bind<&ops::std_dim_unbiased>},
              {"std(input, unbiased)", bind<&ops::std_unbiased>}},
    .reference = "torch.std Tensor.std",
    .grad_fn = "StdBackward0",
    .backward = "dx = dy (x - mean) / (y (n - 1))",
    .summary = "The standard deviation, over n - correction.",
    .examples = "torch.std(torch.tensor([[1., 2.], [3., 7.]]))\ntorch.std(torch.tensor([[1., 2.], [3., 7.]]), dim=0)",
};
static_assert(complete(def::std));

namespace ops {
namespace {

struct Moments {
  Tensor variance, mean;
};

Moments moments(const Tensor& x, const ReducedDims& dims, double correction, bool root, const char* name) {
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat(name, " only support floating point and complex dtypes"));
  }
  const DType compute = compute_type(x.dtype());
  const Rows rows = as_rows(x, dims, compute);
  Moments out{empty(dims.result_sizes(x), compute), empty(dims.result_sizes(x), compute)};
  if (static_cast<double>(rows.length) - correction <= 0 && rows.count > 0) {
    warn(logit::cat(name, "(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input numel divided by output numel).").c_str());
  }
  each_row(rows, [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    double mean = 0;
    for (std::int64_t j = 0; j < n; ++j) mean += static_cast<double>(row[j]);
    mean /= static_cast<double>(n);
    double squares = 0;
    for (std::int64_t j = 0; j < n; ++j) squares += (static_cast<double>(row[j]) - mean) * (static_cast<double>(row[j]) - mean);
    const double degrees = static_cast<double>(n) - correction;
    const double variance = squares / (degrees > 0 ? degrees : 0);
    static_cast<T*>(out.variance.data())[i] = static_cast<T>(root ? std::sqrt(variance) : variance);
    static_cast<T*>(out.mean.data())[i] = static_cast<T>(mean);
  });
  out.variance = to_dtype_data(out.variance, x.dtype());
  out.mean = to_dtype_data(out.mean, x.dtype());
  return out;
}

// d(variance)/dx · dy
Tensor variance_slope(const Tensor& dy, const Tensor& x, const ReducedDims& dims, double correction) {
  const double degrees = static_cast<double>(dims.length(x)) - correction;
  Shape all;
  for (std::size_t d = 0; d < dims.flags.size(); ++d) {
    if (dims.flags[d]) all.push_back(static_cast<std::int64_t>(d));
  }
  const Tensor center = x.dim() == 0 ? x : mean_dim(x, IntList(all), true);
  const double scale = degrees <= 0 ? std::numeric_limits<double>::quiet_NaN() : 2.0 / degrees;
  return dy * scale * (x - center);
}

Tensor variance_of(const Tensor& x, std::optional<IntList> dim, double correction, bool keepdim) {
  const ReducedDims dims(x, dim, keepdim);
  Tensor y = moments(x, dims, correction, false, "std and var").variance;
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "VarBackward0", [dims, correction](Back& back) {
      const Tensor x = back.saved(0);
      back.dx(0) = variance_slope(unreduce(back.dy(), dims, x.sizes()), x, dims, correction);
    });
  }
  return y;
}

Tensor deviation_of(const Tensor& x, std::optional<IntList> dim, double correction, bool keepdim) {
  const ReducedDims dims(x, dim, keepdim);
  Tensor y = moments(x, dims, correction, true, "std and var").variance;
  if (Recording graph{x}) {
    graph.save(x);
    graph.save_output(y);
    graph.record(y, "StdBackward0", [dims, correction](Back& back) {
      const Tensor x = back.saved(0), y = back.saved(1);
      // A constant row has standard deviation 0: its gradient is 0, not nan.
      const Tensor scaled = masked_fill(div(back.dy(), y * 2), eq(y, 0), 0);
      back.dx(0) = variance_slope(unreduce(scaled, dims, x.sizes()), x, dims, correction);
    });
  }
  return y;
}

TensorPair with_mean(const Tensor& x, std::optional<IntList> dim, double correction, bool keepdim, bool root) {
  const ReducedDims dims(x, dim, keepdim);
  const Moments m = moments(x, dims, correction, root, "std_mean and var_mean");
  TensorPair out{m.variance, m.mean};
  if (Recording graph{x}) {
    graph.save(x);
    graph.save_output(out[0], 0, root);
    graph.record(std::span<const Tensor>(out), root ? "StdMeanBackward0" : "VarMeanBackward0", [dims, correction, root](Back& back) {
      const Tensor x = back.saved(0);
      Tensor dx;
      if (back.dy(0).defined()) {
        Tensor dy = back.dy(0);
        if (root) {
          const Tensor y = back.saved(1);
          dy = masked_fill(div(dy, y * 2), eq(y, 0), 0);
        }
        dx = variance_slope(unreduce(dy, dims, x.sizes()), x, dims, correction);
      }
      if (back.dy(1).defined()) {
        const Tensor part = div(spread(back.dy(1), dims, x.sizes()), dims.length(x));
        dx = dx.defined() ? dx + part : part;
      }
      back.dx(0) = dx;
    });
  }
  return out;
}

double correction_value(std::optional<Scalar> correction) { return correction ? correction->to_double() : 1.0; }

}  // namespace
}  // namespace ops

Tensor ops::var(const Tensor& x, std::optional<IntList> dim, std::optional<Scalar> correction, bool keepdim) {
  return variance_of(x, dim, correction_value(correction), keepdim);
}
Tensor ops::var_dim_unbiased(const Tensor& x, std::optional<IntList> dim, bool unbiased, bool keepdim) {
  return variance_of(x, dim, unbiased, keepdim);
}
Tensor ops::var_unbiased(const Tensor& x, bool unbiased) { return variance_of(x, std::nullopt, unbiased, false); }
Tensor ops::std(const Tensor& x, std::optional<IntList> dim, std::optional<Scalar> correction, bool keepdim) {
  return deviation_of(x, dim, correction_value(correction), keepdim);
}
Tensor ops::std_dim_unbiased(const Tensor& x, std::optional<IntList> dim, bool unbiased, bool keepdim) {
  return deviation_of(x, dim, unbiased, keepdim);
}
Tensor ops::std_unbiased(const Tensor& x, bool unbiased) { return deviation_of(x, std::nullopt, unbiased, false); }

constexpr OpDef def::var_mean{
    .forms = {{"var_mean(input, dim=None, *, correction=1, keepdim=False)", bind<&ops::var_mean>},
              {"var_mean(input, dim=None, unbiased=True, keepdim=False)", bind<&ops::var_mean_unbiased>}},
    .reference = "torch.var_mean",
    .grad_fn = "VarMeanBackward0",
    .summary = "Variance and mean together.",
    .examples = "torch.var_mean(torch.tensor([[1., 2.], [3., 7.]]), dim=1)",
};
TensorPair ops::var_mean(const Tensor& x, std::optional<IntList> dim, std::optional<Scalar> correction, bool keepdim) {
  return with_mean(x, dim, correction_value(correction), keepdim, false);
}
TensorPair ops::var_mean_unbiased(const Tensor& x, std::optional<IntList> dim, bool unbiased, bool keepdim) {
  return with_mean(x, dim, unbiased, keepdim, false);
}
constexpr OpDef def::std_mean{
    .forms = {{"std_mean(input, dim=None, *, correction=1, keepdim=False)", bind<&ops::std_mean>},
              {"std_mean(input, dim=None, unbiased=True, keepdim=False)", bind<&ops::std_mean_unbiased>}},
    .reference = "torch.std_mean",
    .grad_fn = "StdMeanBackward0",
    .summary = "Standard deviation and mean together.",
    .examples = "torch.std_mean(torch.tensor([[1., 2.], [3., 7.]]), dim=1)",
};
TensorPair ops::std_mean(const Tensor& x, std::optional<IntList> dim, std::optional<Scalar> correction, bool keepdim) {
  return with_mean(x, dim, correction_value(correction), keepdim, true);
}
TensorPair ops::std_mean_unbiased(const Tensor& x, std::optional<IntList> dim, bool unbiased, bool keepdim) {
  return with_mean(x, dim, unbiased, keepdim, true);
}

// ---- logsumexp ----

constexpr OpDef def::logsumexp{
    .forms = {{"logsumexp(input, dim, keepdim=False)", bind<&ops::logsumexp>}},
    .reference = "torch.logsumexp Tensor.logsumexp torch.special.logsumexp",
    .shape = shapes::reduced,
    .grad_fn = "LogsumexpBackward0",
    .backward = "dx = dy e^(x - y)",
    .summary = "log Σ e^x, without overflow.",
    .examples = "torch.logsumexp(torch.tensor([[1., 2.], [3., 7.]]), 1)",
};
static_assert(complete(def::logsumexp));
Tensor ops::logsumexp(const Tensor& given, IntList dim, bool keepdim) {
  const Tensor x = is_floating(given.dtype()) ? given : to_dtype(given, Context::current().default_dtype);
  const ReducedDims dims(x, dim, keepdim);
  Tensor y = empty(dims.result_sizes(x), x.dtype());
  each_row(as_rows(x, dims, x.dtype()), [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    T most = -std::numeric_limits<T>::infinity();
    for (std::int64_t j = 0; j < n; ++j) most = row[j] > most || row[j] != row[j] ? row[j] : most;
    if (std::isinf(most)) most = 0;
    T total = 0;
    if constexpr (std::is_floating_point_v<T>) {
      for (std::int64_t j = 0; j < n; ++j) total += kernels::exp(row[j] - most);
      static_cast<T*>(y.data())[i] = kernels::log(total) + most;
    }
  });
  if (Recording graph{x}) {
    graph.save(x);
    graph.save_output(y);
    graph.record(y, "LogsumexpBackward0", [dims](Back& back) {
      const Tensor x = back.saved(0);
      back.dx(0) = unreduce(back.dy(), dims, x.sizes()) * exp(x - unreduce(back.saved(1), dims, x.sizes()));
    });
  }
  return y;
}

// ---- norms ----

constexpr OpDef def::vector_norm{
    .forms = {{"vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None)", bind<&ops::vector_norm>}},
    .reference = "torch.linalg.vector_norm",
    .grad_fn = "LinalgVectorNormBackward0",
    .backward = "dx = dy x / y (for the 2-norm)",
    .symbol = "‖x‖",
    .summary = "(Σ |x|^ord)^(1/ord) over all elements or dimensions.",
    .examples = "torch.linalg.vector_norm(torch.tensor([3., 4.]))\ntorch.linalg.vector_norm(torch.tensor([[3., -4.], [1., 2.]]), 1, dim=1)",
};
static_assert(complete(def::vector_norm));

namespace ops {
namespace {

Tensor norm_slope(const Tensor& dy, const Tensor& x, const Tensor& y, double order) {
  if (order == 0) return zeros_like(x) * dy;
  if (order == 1) return sgn(x) * dy;
  if (order == 2) return x * masked_fill(div(dy, y), eq(y, 0), 0);
  if (std::isinf(order)) {
    const Tensor size = abs(x), hits = eq(size, y);
    const Tensor count = hits.dim() == 0 ? to_dtype(hits, x.dtype()) : sum_to(to_dtype(hits, x.dtype()), y.sizes());
    return sgn(x) * to_dtype(hits, x.dtype()) * div(dy, count);
  }
  if (order < 2) {
    const Tensor scaled = sgn(x) * masked_fill(pow(abs(x), order - 1), eq(x, 0), 0) * dy;
    return order < 1 ? scaled * pow(y, 1 - order) : scaled * masked_fill(pow(y, 1 - order), eq(y, 0), 0);
  }
  return x * pow(abs(x), order - 2) * masked_fill(div(dy, pow(y, order - 1)), eq(y, 0), 0);
}

// The square root of the sum of squares in float, in the order of PyTorch's loop over eight lanes (with AVX): the lanes one after the
// other, then what is left in groups of four, then single numbers with a fused multiplication.
float two_norm_of_row(const float* row, std::int64_t n) {
  constexpr std::int64_t kLanes = 8;
  float lanes[kLanes] = {};
  std::int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (std::int64_t l = 0; l < kLanes; ++l) {
      const float square = row[i + l] * row[i + l];
      lanes[l] += square;
    }
  }
  float total = lanes[0];
  for (std::int64_t l = 1; l < kLanes; ++l) total += lanes[l];
  for (; i + 4 <= n; i += 4) {
    for (std::int64_t l = 0; l < 4; ++l) {
      const float square = row[i + l] * row[i + l];
      total += square;
    }
  }
  for (; i < n; ++i) total = std::fma(row[i], row[i], total);
  return std::sqrt(total);
}

}  // namespace
}  // namespace ops

Tensor ops::vector_norm(const Tensor& given, Scalar ord, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  const Tensor x = dtype ? to_dtype(given, *dtype) : given;
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat("linalg.vector_norm: Expected a floating point or complex tensor as input. Got ", scalar_type_name(x.dtype())));
  }
  const double order = ord.to_double();
  const ReducedDims dims(x, dim, keepdim);
  Tensor y = empty(dims.result_sizes(x), x.dtype());
  // Rows that lie in memory one number after the other are summed in lanes.
  const bool lanes = dims.all || (x.is_contiguous() && x.dim() > 0 && dims.flags.back());
  each_row(as_rows(x, dims, x.dtype()), [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    if constexpr (std::is_same_v<T, float>) {
      if (order == 2 && lanes) {
        static_cast<float*>(y.data())[i] = two_norm_of_row(row, n);
        return;
      }
    }
    double total = order == -std::numeric_limits<double>::infinity() ? -order : 0;
    for (std::int64_t j = 0; j < n; ++j) {
      const double size = std::fabs(static_cast<double>(row[j]));
      if (order == 2) total += size * size;
      else if (order == 1) total += size;
      else if (order == 0) total += size != 0;
      else if (std::isinf(order)) total = size != size || (order > 0 ? size > total : size < total) ? size : total;
      else total += std::pow(size, order);
    }
    if (order == 2) total = std::sqrt(total);
    else if (order != 0 && order != 1 && !std::isinf(order)) total = std::pow(total, 1 / order);
    static_cast<T*>(y.data())[i] = static_cast<T>(total);
  });
  if (Recording graph{x}) {
    graph.save(x);
    graph.save_output(y);
    graph.record(y, "LinalgVectorNormBackward0", [dims, order](Back& back) {
      const Tensor x = back.saved(0);
      back.dx(0) = norm_slope(unreduce(back.dy(), dims, x.sizes()), x, unreduce(back.saved(1), dims, x.sizes()), order);
    });
  }
  return y;
}

constexpr OpDef def::norm{
    .forms = {{"norm(input, p=2.0, dim=None, keepdim=False, dtype=None)", bind<&ops::norm>},
              {"norm(input, p, dim=None, keepdim=False, dtype=None)", bind<&ops::norm_text>}},
    .reference = "torch.norm Tensor.norm",
    .grad_fn = "LinalgVectorNormBackward0",
    .backward = "dx = dy x / y (for the 2-norm)",
    .symbol = "‖x‖",
    .summary = "The p-norm of all elements or along dimensions; 'fro' is the 2-norm.",
    .examples = "torch.norm(torch.tensor([3., 4.]))",
};
Tensor ops::norm(const Tensor& x, std::optional<Scalar> p, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  return vector_norm(x, p.value_or(Scalar(2)), dim, keepdim, dtype);
}
Tensor ops::norm_text(const Tensor& x, std::string_view p, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  if (p == "fro") return vector_norm(x, 2, dim, keepdim, dtype);
  if (p == "nuc" && (x.dim() == 2 || (dim && dim->size() == 2))) {
    const Shape both = dim ? Shape(*dim) : Shape{0, 1};
    return matrix_norm_text(dtype ? to_dtype(x, *dtype) : x, "nuc", IntList(both.data(), both.size()), keepdim);
  }
  fail(ErrorKind::runtime_error, logit::cat("unsupported norm order ", p));
}

constexpr OpDef def::dist{
    .forms = {{"dist(input, other, p=2)", bind<&ops::dist>}},
    .reference = "torch.dist Tensor.dist",
    .shape = shapes::scalar,
    .grad_fn = "DistBackward0",
    .summary = "The p-norm of input - other.",
    .examples = "torch.dist(torch.tensor([1., 2.]), torch.tensor([4., 6.]))",
};
Tensor ops::dist(const Tensor& a, const Tensor& b, Scalar p) {
  const Tensor y = vector_norm(a - b, p);
  if (const Ref<Node> node = grad_fn(y)) node->rename("DistBackward0");
  return y;
}

// ---- without nan ----

constexpr OpDef def::nansum{
    .forms = {{"nansum(input, dim=None, keepdim=False, *, dtype=None)", bind<&ops::nansum>}},
    .reference = "torch.nansum Tensor.nansum",
    .grad_fn = "NansumBackward0",
    .backward = "dx = dy where x is a number, else 0",
    .summary = "sum with nan counted as 0.",
    .examples = "torch.nansum(torch.tensor([1., float('nan'), 2.]))",
};
Tensor ops::nansum(const Tensor& x, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  const ReducedDims dims(x, dim, keepdim);
  const DType type = sum_type(x, dtype);
  const Tensor clean = is_floating(x.dtype()) ? masked_fill(detach(x), isnan(x), 0) : detach(x);
  Tensor y = sum_values(to_dtype_data(clean, type), dims, type);
  if (is_floating(type)) {
    if (Recording graph{x}) {
      graph.save(x);
      graph.record(y, "NansumBackward0", [dims](Back& back) {
        const Tensor x = back.saved(0);
        back.dx(0) = masked_fill(spread(back.dy(), dims, x.sizes()), isnan(x), 0);
      });
    }
  }
  return y;
}

constexpr OpDef def::nanmean{
    .forms = {{"nanmean(input, dim=None, keepdim=False, *, dtype=None)", bind<&ops::nanmean>}},
    .reference = "torch.nanmean Tensor.nanmean",
    .grad_fn = "DivBackward0",
    .summary = "The mean of what is not nan.",
    .examples = "torch.nanmean(torch.tensor([1., float('nan'), 2.]))",
};
Tensor ops::nanmean(const Tensor& x, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat("nanmean(): expected input to have floating point or complex dtype but got ", scalar_type_name(x.dtype())));
  }
  const Tensor count = sum_dim(logical_not(isnan(detach(x))), dim, keepdim);
  return div(nansum(x, dim, keepdim, dtype), count);
}

// ---- running sums and products ----

constexpr OpDef def::cumsum{
    .forms = {{"cumsum(input, dim, *, dtype=None)", bind<&ops::cumsum>}},
    .reference = "torch.cumsum Tensor.cumsum Tensor.cumsum_",
    .shape = shapes::same_as_input,
    .grad_fn = "CumsumBackward0",
    .backward = "dx = the running sum of dy from the end",
    .summary = "The running sum along a dimension.",
    .examples = "torch.cumsum(torch.tensor([[1., 2.], [3., 4.]]), 0)",
};
static_assert(complete(def::cumsum));

namespace ops {
namespace {

// Runs f(row, out, n) along a dimension into a fresh tensor; rows are contiguous copies in the compute type.
template <class F>
Tensor run_along(const Tensor& x, std::int64_t dim, DType dtype, F f) {
  const DType compute = compute_type(dtype);
  const ReducedDims dims(x, dim, true);
  const Rows rows = as_rows(x, dims, compute);
  const Tensor out = empty(Shape{rows.count, rows.length}, compute);
  each_row(rows, [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    f(row, static_cast<T*>(out.data()) + i * n, n);
  });
  // The reduced dimension lies innermost in `out`; copying puts it back in its place.
  Tensor y = empty(x.sizes(), dtype);
  Shape strides(x.sizes().size());
  std::int64_t step = rows.length;
  for (std::size_t d = x.sizes().size(); d-- > 0;) {
    if (dims.flags[d]) {
      strides[d] = 1;
      continue;
    }
    strides[d] = step;
    step *= x.sizes()[d];
  }
  copy_elements(y, make_alias(out, x.sizes(), strides, 0));
  return y;
}

Tensor reverse_cumsum(const Tensor& dy, std::int64_t dim) {
  if (dy.dim() == 0) return dy;
  return flip(cumsum(flip(dy, IntList(&dim, 1)), dim), IntList(&dim, 1));
}

}  // namespace
}  // namespace ops

Tensor ops::cumsum(const Tensor& x, std::int64_t dim, std::optional<DType> dtype) {
  const DType type = sum_type(x, dtype);
  wrap_dim(dim, x.dim());
  Tensor y = run_along(x, dim, type, [](const auto* row, auto* out, std::int64_t n) {
    using T = std::remove_cvref_t<decltype(*out)>;
    using Wide = std::conditional_t<std::is_same_v<T, float>, double, T>;  // PyTorch accumulates in double
    Wide total = 0;
    for (std::int64_t i = 0; i < n; ++i) out[i] = static_cast<T>(total = kernels::plus<Wide>(total, row[i]));
  });
  if (is_floating(type)) {
    if (Recording graph{x}) {
      graph.record(y, "CumsumBackward0", [dim](Back& back) { back.dx(0) = reverse_cumsum(back.dy(), dim); });
    }
  }
  return y;
}

constexpr OpDef def::cumprod{
    .forms = {{"cumprod(input, dim, *, dtype=None)", bind<&ops::cumprod>}},
    .reference = "torch.cumprod Tensor.cumprod Tensor.cumprod_",
    .shape = shapes::same_as_input,
    .grad_fn = "CumprodBackward0",
    .backward = "dx = the running sum of dy y from the end, over x",
    .summary = "The running product along a dimension.",
    .examples = "torch.cumprod(torch.tensor([[1., 2.], [3., 4.]]), 0)",
};
Tensor ops::cumprod(const Tensor& x, std::int64_t dim, std::optional<DType> dtype) {
  const DType type = sum_type(x, dtype);
  wrap_dim(dim, x.dim());
  Tensor y = run_along(x, dim, type, [](const auto* row, auto* out, std::int64_t n) {
    using T = std::remove_cvref_t<decltype(*out)>;
    using Wide = std::conditional_t<std::is_same_v<T, float>, double, T>;
    Wide total = 1;
    for (std::int64_t i = 0; i < n; ++i) out[i] = static_cast<T>(total = kernels::times<Wide>(total, row[i]));
  });
  if (is_floating(type)) {
    if (Recording graph{x}) {
      graph.save(x);
      graph.save_output(y);
      graph.record(y, "CumprodBackward0", [dim](Back& back) {
        const Tensor x = back.saved(0), y = back.saved(1), &dy = back.dy();
        if (x.dim() == 0) {
          back.dx(0) = dy;
        } else if (!any(eq(x, 0)).item().to_bool()) {
          back.dx(0) = div(reverse_cumsum(dy * y, dim), x);
        } else {
          // With zeros: element k's derivative is Σ_j>=k dy_j times the product of the others up to j.
          const std::int64_t n = x.size(dim);
          std::vector<Tensor> parts;
          for (std::int64_t i = 0; i < n; ++i) {
            const Tensor before = i == 0 ? ones_like(narrow(x, dim, 0, 1)) : narrow(y, dim, i - 1, 1);
            const Tensor one = ones_like(before);
            const Tensor list[2] = {one, i + 1 < n ? narrow(x, dim, i + 1, n - i - 1) : narrow(one, dim, 0, 0)};
            const Tensor after = cumprod(ops::cat(list, dim), dim);
            parts.push_back(before * sum_dim(narrow(dy, dim, i, n - i) * after, IntList(&dim, 1), true));
          }
          back.dx(0) = ops::cat(parts, dim);
        }
      });
    }
  }
  return y;
}

constexpr OpDef def::logcumsumexp{
    .forms = {{"logcumsumexp(input, dim)", bind<&ops::logcumsumexp>}},
    .reference = "torch.logcumsumexp Tensor.logcumsumexp",
    .shape = shapes::same_as_input,
    .grad_fn = "LogcumsumexpBackward0",
    .summary = "The running logsumexp along a dimension.",
    .examples = "torch.logcumsumexp(torch.tensor([1., 2., 3.]), 0)",
};
Tensor ops::logcumsumexp(const Tensor& x, std::int64_t dim) {
  wrap_dim(dim, x.dim());
  Tensor y = run_along(x, dim, x.dtype(), [](const auto* row, auto* out, std::int64_t n) {
    using T = std::remove_cvref_t<decltype(*out)>;
    double total = -std::numeric_limits<double>::infinity();
    for (std::int64_t i = 0; i < n; ++i) {
      const double v = static_cast<double>(row[i]), most = v > total ? v : total, least = v > total ? total : v;
      total = std::isinf(least) && least < 0 ? most : most + std::log1p(std::exp(least - most));
      out[i] = static_cast<T>(total);
    }
  });
  if (Recording graph{x}) {
    graph.save(x);
    graph.save_output(y);
    graph.record(y, "LogcumsumexpBackward0", [dim](Back& back) {
      const Tensor x = back.saved(0), y = back.saved(1), &dy = back.dy();
      back.dx(0) = exp(x) * reverse_cumsum(dy * exp(neg(y)), dim);
    });
  }
  return y;
}

}  // namespace logit
