// The largest, the smallest, the middle, and the order of elements: max to median, argmax, sort, topk.
//
// nan counts as the largest number, as in PyTorch. Ties: max and min along a dimension give the first
// place; sorting keeps the order of equals.
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <vector>

#include "ops/reduce_tools.h"

namespace logit {
namespace ops {
namespace {

// a comes before b when numbers go up, nan last.
template <class T>
bool less(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) return a < b || (b != b && a == a);
  else return a < b;
}

// The place of the first largest (or smallest; the first nan wins either way) element of a row.
template <class T>
std::int64_t best_place(const T* row, std::int64_t n, bool largest) {
  std::int64_t best = 0;
  for (std::int64_t i = 1; i < n && row[best] == row[best]; ++i) {
    if (row[i] != row[i] || (largest ? row[i] > row[best] : row[i] < row[best])) best = i;
  }
  return best;
}

[[noreturn]] void fail_empty(const char* name) {
  fail(ErrorKind::runtime_error, logit::cat(name, "(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument."));
}

void check_dim_not_empty(const Tensor& x, std::int64_t dim, const char* name) {
  if (x.dim() > 0 && x.sizes()[wrapped(dim, x)] == 0) {
    fail(ErrorKind::index_error, logit::cat(name, "(): Expected reduction dim ", dim, " to have non-zero size."));
  }
}

// Puts dy back at the places `indices` along a dimension: the rule of everything that picks one element.
struct PickBack {
  std::int64_t dim;
  bool keepdim;
  Shape sizes;
  Tensor operator()(const Tensor& dy, const Tensor& indices) const {
    const Tensor zeros = full_of(sizes, 0, dy.dtype());
    if (sizes.empty()) return dy;
    if (keepdim) return scatter_add(zeros, dim, indices, dy);
    return scatter_add(zeros, dim, unsqueeze(indices, dim), unsqueeze(dy, dim));
  }
};

// Values and indices picked from each row by place(row, n); indices are int64.
template <class Place>
TensorPair pick_along(const Tensor& x, std::int64_t dim, bool keepdim, const char* node, Place place) {
  const ReducedDims dims(x, dim, keepdim);
  const DType compute = compute_type(x.dtype());
  TensorPair out{empty(dims.result_sizes(x), compute), empty(dims.result_sizes(x), DType::int64)};
  each_row(as_rows(x, dims, compute), [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    const std::int64_t at = place(row, n);
    static_cast<T*>(out[0].data())[i] = row[at];
    out[1].data_as<std::int64_t>()[i] = at;
  });
  out[0] = to_dtype_data(out[0], x.dtype());
  if (Recording graph{x}) {
    graph.save(out[1]);
    graph.record(out[0], node, [rule = PickBack{dim, keepdim, x.sizes()}](Back& back) { back.dx(0) = rule(back.dy(), back.saved(0)); });
  }
  return out;
}

// The gradient of a reduction to an extreme value: shared evenly among the elements that have it.
Tensor share_evenly(const Tensor& dy, const Tensor& x, const Tensor& y) {
  const Tensor hits = logical_or(eq(x, y), logical_and(isnan(x), isnan(y)));
  const Tensor mask = to_dtype(hits, dy.dtype());
  return mask * div(dy, sum_to(mask, y.sizes()));
}

template <class Better>
Tensor extreme_over(const Tensor& x, const ReducedDims& dims, const char* node, Better better) {
  const DType compute = compute_type(x.dtype());
  Tensor y = empty(dims.result_sizes(x), compute);
  each_row(as_rows(x, dims, compute), [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    T best = row[0];
    for (std::int64_t j = 1; j < n && best == best; ++j) best = row[j] != row[j] || better(row[j], best) ? row[j] : best;
    static_cast<T*>(y.data())[i] = best;
  });
  y = to_dtype_data(y, x.dtype());
  if (Recording graph{x}) {
    graph.save(x);
    graph.save_output(y);
    graph.record(y, node, [dims](Back& back) {
      const Tensor x = back.saved(0);
      back.dx(0) = share_evenly(unreduce(back.dy(), dims, x.sizes()), x, unreduce(back.saved(1), dims, x.sizes()));
    });
  }
  return y;
}

constexpr auto kGreater = [](auto a, auto b) { return a > b; };
constexpr auto kLess = [](auto a, auto b) { return a < b; };

}  // namespace
}  // namespace ops

// ---- max and min ----

constexpr OpDef def::max{
    .forms = {{"max(input)", bind<&ops::max>},
              {"max(input, dim, keepdim=False)", bind<&ops::max_dim>, "max(values, indices)"},
              {"max(input, other)", bind<&ops::max_other>}},
    .reference = "torch.max Tensor.max",
    .grad_fn = "MaxBackward0 MaxBackward1 MaximumBackward0",
    .backward = "dy goes to the largest element, shared among equals",
    .symbol = "max",
    .summary = "The largest element; along a dimension with its index; or the larger of two tensors.",
    .examples = "torch.max(torch.tensor([[1., 5.], [4., 2.]]))\ntorch.max(torch.tensor([[1., 5.], [4., 2.]]), 1)",
};
static_assert(complete(def::max));
Tensor ops::max(const Tensor& x) {
  if (x.numel() == 0) fail_empty("max");
  return extreme_over(x, ReducedDims(x, std::nullopt, false), "MaxBackward1", kGreater);
}
TensorPair ops::max_dim(const Tensor& x, std::int64_t dim, bool keepdim) {
  check_dim_not_empty(x, dim, "max");
  return pick_along(x, dim, keepdim, "MaxBackward0", [](const auto* row, std::int64_t n) { return best_place(row, n, true); });
}
Tensor ops::max_other(const Tensor& a, const Tensor& b) { return maximum(a, b); }

constexpr OpDef def::min{
    .forms = {{"min(input)", bind<&ops::min>},
              {"min(input, dim, keepdim=False)", bind<&ops::min_dim>, "min(values, indices)"},
              {"min(input, other)", bind<&ops::min_other>}},
    .reference = "torch.min Tensor.min",
    .grad_fn = "MinBackward0 MinBackward1 MinimumBackward0",
    .backward = "dy goes to the smallest element, shared among equals",
    .symbol = "min",
    .summary = "The smallest element; along a dimension with its index; or the smaller of two tensors.",
    .examples = "torch.min(torch.tensor([[1., 5.], [4., 2.]]))\ntorch.min(torch.tensor([[1., 5.], [4., 2.]]), 1)",
};
static_assert(complete(def::min));
Tensor ops::min(const Tensor& x) {
  if (x.numel() == 0) fail_empty("min");
  return extreme_over(x, ReducedDims(x, std::nullopt, false), "MinBackward1", kLess);
}
TensorPair ops::min_dim(const Tensor& x, std::int64_t dim, bool keepdim) {
  check_dim_not_empty(x, dim, "min");
  return pick_along(x, dim, keepdim, "MinBackward0", [](const auto* row, std::int64_t n) { return best_place(row, n, false); });
}
Tensor ops::min_other(const Tensor& a, const Tensor& b) { return minimum(a, b); }

constexpr OpDef def::amax{
    .forms = {{"amax(input, dim=(), keepdim=False)", bind<&ops::amax>}},
    .reference = "torch.amax Tensor.amax",
    .grad_fn = "AmaxBackward0",
    .backward = "dy shared evenly among the largest elements",
    .summary = "The largest elements along dimensions.",
    .examples = "torch.amax(torch.tensor([[1., 5.], [4., 5.]]), (0, 1))",
};
Tensor ops::amax(const Tensor& x, IntList dim, bool keepdim) {
  if (x.numel() == 0 && dim.empty()) fail_empty("amax");
  return extreme_over(x, ReducedDims(x, dim, keepdim), "AmaxBackward0", kGreater);
}
constexpr OpDef def::amin{
    .forms = {{"amin(input, dim=(), keepdim=False)", bind<&ops::amin>}},
    .reference = "torch.amin Tensor.amin",
    .grad_fn = "AminBackward0",
    .backward = "dy shared evenly among the smallest elements",
    .summary = "The smallest elements along dimensions.",
    .examples = "torch.amin(torch.tensor([[1., 5.], [1., 5.]]), 1)",
};
Tensor ops::amin(const Tensor& x, IntList dim, bool keepdim) {
  if (x.numel() == 0 && dim.empty()) fail_empty("amin");
  return extreme_over(x, ReducedDims(x, dim, keepdim), "AminBackward0", kLess);
}

constexpr OpDef def::aminmax{
    .forms = {{"aminmax(input, *, dim=None, keepdim=False)", bind<&ops::aminmax>, "aminmax(min, max)"}},
    .reference = "torch.aminmax Tensor.aminmax",
    .grad_fn = "NotImplemented",
    .summary = "The smallest and the largest element.",
    .examples = "torch.aminmax(torch.tensor([1., 5., 3.]))",
};
TensorPair ops::aminmax(const Tensor& x, std::optional<std::int64_t> dim, bool keepdim) {
  if (!dim) {
    if (x.numel() == 0) fail_empty("aminmax");
    Shape ones(keepdim ? x.sizes().size() : 0, 1);
    return {view(min(x), ones), view(max(x), ones)};
  }
  const std::int64_t dims[1] = {*dim};
  return {amin(x, dims, keepdim), amax(x, dims, keepdim)};
}

constexpr OpDef def::argmax{
    .forms = {{"argmax(input, dim=None, keepdim=False)", bind<&ops::argmax>}},
    .reference = "torch.argmax Tensor.argmax",
    .summary = "The index of the (first) largest element: over all, or along a dimension.",
    .examples = "torch.argmax(torch.tensor([[1., 5.], [4., 2.]]), dim=1)",
};
static_assert(complete(def::argmax));

namespace ops {
namespace {

Tensor place_of(const Tensor& x, std::optional<std::int64_t> dim, bool keepdim, bool largest, const char* name) {
  if (x.dtype() == DType::boolean) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"", name, "_cpu\" not implemented for 'Bool'"));
  }
  if (dim) check_dim_not_empty(x, *dim, name);
  else if (x.numel() == 0) fail(ErrorKind::index_error, logit::cat(name, "(): Expected reduction dim to be specified for input.numel() == 0."));
  const ReducedDims dims = dim ? ReducedDims(x, *dim, keepdim) : ReducedDims(x, std::nullopt, keepdim);
  Tensor y = empty(dims.result_sizes(x), DType::int64);
  each_row(as_rows(x, dims, compute_type(x.dtype())), [&](const auto* row, std::int64_t n, std::int64_t i) {
    y.data_as<std::int64_t>()[i] = best_place(row, n, largest);
  });
  return y;
}

}  // namespace
}  // namespace ops

Tensor ops::argmax(const Tensor& x, std::optional<std::int64_t> dim, bool keepdim) { return place_of(x, dim, keepdim, true, "argmax"); }

constexpr OpDef def::argmin{
    .forms = {{"argmin(input, dim=None, keepdim=False)", bind<&ops::argmin>}},
    .reference = "torch.argmin Tensor.argmin",
    .summary = "The index of the (first) smallest element: over all, or along a dimension.",
    .examples = "torch.argmin(torch.tensor([[1., 5.], [4., 2.]]), dim=1)",
};
Tensor ops::argmin(const Tensor& x, std::optional<std::int64_t> dim, bool keepdim) { return place_of(x, dim, keepdim, false, "argmin"); }

// ---- sorting ----

constexpr OpDef def::sort{
    .forms = {{"sort(input, dim=-1, descending=False, stable=False)", bind<&ops::sort>, "sort(values, indices)"},
              {"sort(input, *, stable, dim=-1, descending=False)", bind<&ops::sort_stable>, "sort(values, indices)"}},
    .reference = "torch.sort Tensor.sort",
    .grad_fn = "SortBackward0",
    .backward = "dx = dy, back in the old order",
    .summary = "The elements in order along a dimension, and where they came from.",
    .examples = "torch.sort(torch.tensor([[3., 1., 2.], [5., 6., 4.]]))",
};
static_assert(complete(def::sort));

namespace ops {
namespace {

// Indices that sort a row.
template <class T>
void sort_places(const T* row, std::vector<std::int64_t>& places, bool descending) {
  std::iota(places.begin(), places.end(), std::int64_t{0});
  std::stable_sort(places.begin(), places.end(), [row, descending](std::int64_t a, std::int64_t b) {
    return descending ? less(row[b], row[a]) : less(row[a], row[b]);
  });
}

// Rows of `width` results back into their dimension.
Tensor from_rows(const Tensor& rows, const Tensor& like, std::int64_t dim, std::int64_t width) {
  Shape sizes = like.sizes();
  if (sizes.empty()) return make_alias(rows, sizes, sizes, rows.storage_offset());
  const std::size_t d = wrapped(dim, like);
  sizes[d] = width;
  Shape strides(sizes.size());
  std::int64_t step = width;
  for (std::size_t i = sizes.size(); i-- > 0;) {
    if (i == d) {
      strides[i] = 1;
      continue;
    }
    strides[i] = step;
    step *= sizes[i];
  }
  Tensor y = empty(sizes, rows.dtype());
  copy_elements(y, make_alias(rows, sizes, strides, 0));
  return y;
}

// Sorts along a dimension and keeps the first `width` of each row.
TensorPair sorted(const Tensor& x, std::int64_t dim, bool descending, std::int64_t width, const char* node) {
  const ReducedDims dims(x, dim, true);
  const DType compute = compute_type(x.dtype());
  const Rows rows = as_rows(x, dims, compute);
  const Tensor values = empty(Shape{rows.count, width}, compute), indices = empty(Shape{rows.count, width}, DType::int64);
  std::vector<std::int64_t> places(static_cast<std::size_t>(rows.length));
  each_row(rows, [&](const auto* row, std::int64_t, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    sort_places(row, places, descending);
    for (std::int64_t j = 0; j < width; ++j) {
      static_cast<T*>(values.data())[i * width + j] = row[places[static_cast<std::size_t>(j)]];
      indices.data_as<std::int64_t>()[i * width + j] = places[static_cast<std::size_t>(j)];
    }
  });
  TensorPair out{to_dtype_data(from_rows(values, x, dim, width), x.dtype()), from_rows(indices, x, dim, width)};
  if (Recording graph{x}) {
    graph.save(out[1]);
    graph.record(out[0], node, [rule = PickBack{dim, true, x.sizes()}](Back& back) { back.dx(0) = rule(back.dy(), back.saved(0)); });
  }
  return out;
}

std::int64_t length_of(const Tensor& x, std::int64_t dim) { return x.dim() == 0 ? (wrap_dim(dim, 0), 1) : x.sizes()[wrapped(dim, x)]; }

}  // namespace
}  // namespace ops

TensorPair ops::sort(const Tensor& x, std::int64_t dim, bool descending, bool) {
  return sorted(x, dim, descending, length_of(x, dim), "SortBackward0");
}
TensorPair ops::sort_stable(const Tensor& x, std::optional<bool>, std::int64_t dim, bool descending) { return sort(x, dim, descending); }

constexpr OpDef def::argsort{
    .forms = {{"argsort(input, dim=-1, descending=False, stable=False)", bind<&ops::argsort>}},
    .reference = "torch.argsort Tensor.argsort",
    .shape = shapes::same_as_input,
    .summary = "The indices that sort along a dimension.",
    .examples = "torch.argsort(torch.tensor([[3., 1., 2.], [5., 6., 4.]]))",
};
Tensor ops::argsort(const Tensor& x, std::int64_t dim, bool descending, bool) {
  NoGrad guard;
  return sort(x, dim, descending)[1];
}

constexpr OpDef def::msort{
    .forms = {{"msort(input)", bind<&ops::msort>}},
    .reference = "torch.msort Tensor.msort",
    .shape = shapes::same_as_input,
    .grad_fn = "SortBackward0",
    .summary = "Sorted along the first dimension.",
    .examples = "torch.msort(torch.tensor([[3., 1.], [2., 6.]]))",
};
Tensor ops::msort(const Tensor& x) { return sort(x, 0)[0]; }

constexpr OpDef def::topk{
    .forms = {{"topk(input, k, dim=-1, largest=True, sorted=True)", bind<&ops::topk>, "topk(values, indices)"}},
    .reference = "torch.topk Tensor.topk",
    .grad_fn = "TopkBackward0",
    .backward = "dy goes to the elements that were picked",
    .summary = "The k largest (or smallest) elements along a dimension, and where they are.",
    .examples = "torch.topk(torch.tensor([3., 1., 4., 1.5, 5.]), 3)",
};
TensorPair ops::topk(const Tensor& x, std::int64_t k, std::int64_t dim, bool largest, bool) {
  if (k < 0 || k > length_of(x, dim)) fail(ErrorKind::runtime_error, "selected index k out of range");
  return sorted(x, dim, largest, k, "TopkBackward0");
}

constexpr OpDef def::kthvalue{
    .forms = {{"kthvalue(input, k, dim=-1, keepdim=False)", bind<&ops::kthvalue>, "kthvalue(values, indices)"}},
    .reference = "torch.kthvalue Tensor.kthvalue",
    .grad_fn = "KthvalueBackward0",
    .backward = "dy goes to the element that was picked",
    .summary = "The k-th smallest element along a dimension, and where it is.",
    .examples = "torch.kthvalue(torch.tensor([3., 1., 4.]), 2)",
};
TensorPair ops::kthvalue(const Tensor& x, std::int64_t k, std::int64_t dim, bool keepdim) {
  if (k < 1 || k > length_of(x, dim)) fail(ErrorKind::runtime_error, "kthvalue(): selected number k out of range for dimension " + std::to_string(wrap_dim(dim, x.dim())));
  return pick_along(x, dim, keepdim, "KthvalueBackward0", [k](const auto* row, std::int64_t n) {
    std::vector<std::int64_t> places(static_cast<std::size_t>(n));
    sort_places(row, places, false);
    return places[static_cast<std::size_t>(k - 1)];
  });
}

// ---- the middle and the most frequent ----

constexpr OpDef def::median{
    .forms = {{"median(input)", bind<&ops::median>},
              {"median(input, dim, keepdim=False)", bind<&ops::median_dim>, "median(values, indices)"}},
    .reference = "torch.median Tensor.median",
    .grad_fn = "MedianBackward0 MedianBackward1",
    .backward = "dy goes to the middle element",
    .summary = "The (lower) middle element in order; nan if there is one.",
    .examples = "torch.median(torch.tensor([3., 1., 2., 5.]))\ntorch.median(torch.tensor([[3., 1., 2.], [5., 6., 4.]]), 1)",
};
static_assert(complete(def::median));

namespace ops {
namespace {

// The place of the lower median; with skip_nan it is the median of the numbers.
template <class T>
std::int64_t median_place(const T* row, std::int64_t n, bool skip_nan) {
  std::vector<std::int64_t> places(static_cast<std::size_t>(n));
  sort_places(row, places, false);
  std::int64_t numbers = n;
  while (numbers > 0 && row[places[static_cast<std::size_t>(numbers - 1)]] != row[places[static_cast<std::size_t>(numbers - 1)]]) --numbers;
  if (numbers < n && !skip_nan) {  // the first nan is the answer
    for (std::int64_t i = 0; i < n; ++i) {
      if (row[i] != row[i]) return i;
    }
  }
  return numbers == 0 ? 0 : places[static_cast<std::size_t>((numbers - 1) / 2)];
}

Tensor median_of_all(const Tensor& x, bool skip_nan, const char* node) {
  if (x.numel() == 0) return full_of({}, std::nan(""), x.dtype());
  Tensor y;
  {
    NoGrad guard;
    const Tensor flat = reshape(x, IntList(Shape{-1}));
    y = pick_along(flat, 0, false, "", [skip_nan](const auto* row, std::int64_t n) { return median_place(row, n, skip_nan); })[0];
  }
  if (Recording graph{x}) {
    graph.save(x);
    graph.save_output(y);
    graph.record(y, node, [](Back& back) { back.dx(0) = share_evenly(back.dy(), back.saved(0), back.saved(1)); });
  }
  return y;
}

}  // namespace
}  // namespace ops

Tensor ops::median(const Tensor& x) { return median_of_all(x, false, "MedianBackward0"); }
TensorPair ops::median_dim(const Tensor& x, std::int64_t dim, bool keepdim) {
  check_dim_not_empty(x, dim, "median");
  return pick_along(x, dim, keepdim, "MedianBackward1", [](const auto* row, std::int64_t n) { return median_place(row, n, false); });
}

constexpr OpDef def::nanmedian{
    .forms = {{"nanmedian(input)", bind<&ops::nanmedian>},
              {"nanmedian(input, dim, keepdim=False)", bind<&ops::nanmedian_dim>, "nanmedian(values, indices)"}},
    .reference = "torch.nanmedian Tensor.nanmedian",
    .grad_fn = "NanmedianBackward0 NanmedianBackward1",
    .summary = "The median of what is not nan.",
    .examples = "torch.nanmedian(torch.tensor([3., float('nan'), 2.]))",
};
Tensor ops::nanmedian(const Tensor& x) { return median_of_all(x, true, "NanmedianBackward0"); }
TensorPair ops::nanmedian_dim(const Tensor& x, std::int64_t dim, bool keepdim) {
  check_dim_not_empty(x, dim, "nanmedian");
  return pick_along(x, dim, keepdim, "NanmedianBackward1", [](const auto* row, std::int64_t n) { return median_place(row, n, true); });
}

constexpr OpDef def::mode{
    .forms = {{"mode(input, dim=-1, keepdim=False)", bind<&ops::mode>, "mode(values, indices)"}},
    .reference = "torch.mode Tensor.mode",
    .grad_fn = "ModeBackward0",
    .backward = "dy goes to the element that was picked",
    .summary = "The most frequent element along a dimension (the smallest of those), and its last place.",
    .examples = "torch.mode(torch.tensor([1., 2., 2., 3.]))",
};
TensorPair ops::mode(const Tensor& x, std::int64_t dim, bool keepdim) {
  check_dim_not_empty(x, dim, "mode");
  return pick_along(x, dim, keepdim, "ModeBackward0", [](const auto* row, std::int64_t n) {
    std::vector<std::int64_t> places(static_cast<std::size_t>(n));
    sort_places(row, places, false);
    std::int64_t best = places[0], best_count = 0, count = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      count = i > 0 && row[places[i]] == row[places[i - 1]] ? count + 1 : 1;
      if (count > best_count) {
        best_count = count;
        best = places[i];
      }
    }
    return best;
  });
}

// ---- quantiles ----

constexpr OpDef def::quantile{
    .forms = {{"quantile(input, q, dim=None, keepdim=False, *, interpolation='linear')", bind<&ops::quantile>}},
    .reference = "torch.quantile Tensor.quantile",
    .grad_fn = "SqueezeBackward4",
    .summary = "The q-quantiles, interpolated between elements.",
    .examples = "torch.quantile(torch.tensor([3., 1., 2., 5.]), 0.4)\ntorch.quantile(torch.tensor([3., 1., 2., 5.]), torch.tensor([0.25, 0.5]))",
};

namespace ops {
namespace {

Tensor quantile_over(const Tensor& x, const Operand& q_given, std::optional<std::int64_t> dim, bool keepdim, std::string_view interpolation,
                     bool ignore_nan, const char* name) {
  if (x.numel() == 0) fail(ErrorKind::runtime_error, logit::cat(name, "() input tensor must be non-empty"));
  if (!is_floating(x.dtype())) fail(ErrorKind::runtime_error, logit::cat(name, "() input tensor must be either float or double dtype"));
  const Tensor q = q_given->wrapped_number ? full_of({}, q_given.item(), x.dtype()) : static_cast<const Tensor&>(q_given);
  if (q.dim() > 1) fail(ErrorKind::runtime_error, logit::cat(name, "() q must be a scalar or 1D tensor"));
  if (q.dtype() != x.dtype()) fail(ErrorKind::runtime_error, logit::cat(name, "() q tensor must be same dtype as the input tensor"));
  for (std::int64_t i = 0; i < q.numel(); ++i) {
    const double value = q.element(i).to_double();
    if (!(value >= 0 && value <= 1)) {
      fail(ErrorKind::runtime_error, logit::cat(name, q_given->wrapped_number ? "() q must be in the range [0, 1] but got " + format_g(value) : "() q values must be in the range [0, 1]"));
    }
  }
  // Rows last; then pick ranks from the sorted rows.
  Tensor rows = dim ? movedim(x, IntList(Shape{*dim}), IntList(Shape{-1})) : reshape(x, IntList(Shape{-1}));
  if (x.dim() == 0) rows = reshape(x, IntList(Shape{1}));
  const Tensor sorted_rows = sort(rows)[0];
  const std::int64_t n = rows.size(-1);
  Tensor count, nan_rows;  // per row: how many numbers count
  {
    NoGrad guard;
    const Tensor missing = isnan(sorted_rows);
    nan_rows = any_dim(missing, IntList(Shape{-1}), true);
    count = ignore_nan ? sum_dim(logical_not(missing), IntList(Shape{-1}), true) : full_of(nan_rows.sizes(), n, DType::int64);
  }
  std::vector<Tensor> results;
  for (std::int64_t i = 0; i < q.numel(); ++i) {
    const Tensor rank = clamp_min(mul(sub(count, 1), full_of({}, q.element(i), x.dtype())), 0);
    Tensor low, high, weight;
    {
      NoGrad guard;
      const Tensor at = interpolation == "lower" ? floor(rank) : interpolation == "higher" ? ceil(rank)
                        : interpolation == "nearest" ? round(rank) : rank;
      low = to_dtype(floor(at), DType::int64);
      high = to_dtype(ceil(at), DType::int64);
      weight = interpolation == "midpoint" ? full_of(at.sizes(), 0.5, x.dtype()) : to_dtype(at - floor(at), x.dtype());
    }
    Tensor value = gather(sorted_rows, -1, low);
    if (interpolation == "linear" || interpolation == "midpoint") value = lerp(value, gather(sorted_rows, -1, high), weight);
    if (!ignore_nan) value = masked_fill(value, nan_rows, std::nan(""));
    results.push_back(value);
  }
  // (rows…, 1) each → q first if it has dimensions, reduced dimension kept or dropped.
  Tensor out = ops::cat(results, -1);
  if (q.dim() > 0) {
    Tensor first = movedim(out, IntList(Shape{-1}), IntList(Shape{0}));
    if (keepdim) {
      if (dim) first = unsqueeze(first, wrap_dim(*dim, x.dim()) + 1);
      else {
        Shape ones(x.sizes().size() + 1, 1);
        ones[0] = q.numel();
        first = reshape(first, ones);
      }
    }
    out = first;
  } else {
    if (keepdim) {
      out = dim ? movedim(out, IntList(Shape{-1}), IntList(Shape{wrap_dim(*dim, x.dim())})) : reshape(out, Shape(x.sizes().size(), 1));
    } else {
      out = squeeze_dim(out, -1);
    }
  }
  if (const Ref<Node> node = grad_fn(out)) node->rename("SqueezeBackward4");
  return out;
}

}  // namespace

std::string format_g(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

}  // namespace ops

Tensor ops::quantile(const Tensor& x, const Operand& q, std::optional<std::int64_t> dim, bool keepdim, std::string_view interpolation) {
  return quantile_over(x, q, dim, keepdim, interpolation, false, "quantile");
}

constexpr OpDef def::nanquantile{
    .forms = {{"nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear')", bind<&ops::nanquantile>}},
    .reference = "torch.nanquantile Tensor.nanquantile",
    .grad_fn = "SqueezeBackward4",
    .summary = "The quantiles of what is not nan.",
    .examples = "torch.nanquantile(torch.tensor([3., float('nan'), 2., 5.]), 0.5)",
};
Tensor ops::nanquantile(const Tensor& x, const Operand& q, std::optional<std::int64_t> dim, bool keepdim, std::string_view interpolation) {
  return quantile_over(x, q, dim, keepdim, interpolation, true, "nanquantile");
}

// ---- running extremes ----

constexpr OpDef def::cummax{
    .forms = {{"cummax(input, dim)", bind<&ops::cummax>, "cummax(values, indices)"}},
    .reference = "torch.cummax Tensor.cummax",
    .grad_fn = "CummaxBackward0",
    .backward = "dy adds up at the elements that were picked",
    .summary = "The largest element so far along a dimension, and its (last) place.",
    .examples = "torch.cummax(torch.tensor([1., 3., 2., 4.]), 0)",
};

namespace ops {
namespace {

TensorPair running(const Tensor& x, std::int64_t dim, bool largest, const char* node) {
  const ReducedDims dims(x, dim, true);
  const DType compute = compute_type(x.dtype());
  const Rows rows = as_rows(x, dims, compute);
  const Tensor values = empty(Shape{rows.count, rows.length}, compute), indices = empty(Shape{rows.count, rows.length}, DType::int64);
  each_row(rows, [&](const auto* row, std::int64_t n, std::int64_t i) {
    using T = std::remove_cvref_t<decltype(*row)>;
    std::int64_t best = 0;
    for (std::int64_t j = 0; j < n; ++j) {
      if (row[j] != row[j] || (row[best] == row[best] && (largest ? row[j] >= row[best] : row[j] <= row[best]))) best = j;
      static_cast<T*>(values.data())[i * n + j] = row[best];
      indices.data_as<std::int64_t>()[i * n + j] = best;
    }
  });
  TensorPair out{to_dtype_data(from_rows(values, x, dim, rows.length), x.dtype()), from_rows(indices, x, dim, rows.length)};
  if (Recording graph{x}) {
    graph.save(out[1]);
    graph.record(out[0], node, [rule = PickBack{dim, true, x.sizes()}](Back& back) { back.dx(0) = rule(back.dy(), back.saved(0)); });
  }
  return out;
}

}  // namespace
}  // namespace ops

TensorPair ops::cummax(const Tensor& x, std::int64_t dim) { return running(x, dim, true, "CummaxBackward0"); }

constexpr OpDef def::cummin{
    .forms = {{"cummin(input, dim)", bind<&ops::cummin>, "cummin(values, indices)"}},
    .reference = "torch.cummin Tensor.cummin",
    .grad_fn = "CumminBackward0",
    .backward = "dy adds up at the elements that were picked",
    .summary = "The smallest element so far along a dimension, and its (last) place.",
    .examples = "torch.cummin(torch.tensor([3., 1., 2., 0.]), 0)",
};
TensorPair ops::cummin(const Tensor& x, std::int64_t dim) { return running(x, dim, false, "CumminBackward0"); }

// ---- searching ----

constexpr OpDef def::searchsorted{
    .forms = {{"searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None)", bind<&ops::searchsorted>}},
    .reference = "torch.searchsorted",
    .summary = "Where values would be inserted in a sorted sequence (in each of its rows).",
    .examples = "torch.searchsorted(torch.tensor([1., 3., 5.]), torch.tensor([0., 3., 6.]))",
};

namespace ops {
namespace {

Tensor insertion_places(const Tensor& sequence, const Operand& values_given, bool out_int32, bool right, const Tensor& sorter) {
  const Tensor& values = values_given;
  const DType compute = compute_type(promote_types(sequence.dtype(), values->wrapped_number && values.dtype() == DType::float64 && is_floating(sequence.dtype()) ? sequence.dtype() : values.dtype()));
  const Tensor s = to_dtype_data(sorter.defined() ? gather(detach(sequence), -1, sorter) : sequence, compute);
  const Tensor v = to_dtype_data(values, compute);
  const std::int64_t n = sequence.size(-1), per_row = sequence.dim() == 1 ? v.numel() : v.size(-1);
  Tensor y = empty(values.sizes(), DType::int64);
  with_type(compute, [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < v.numel(); ++i) {
      const T* row = static_cast<const T*>(s.data()) + (per_row ? i / per_row : 0) * (sequence.dim() == 1 ? 0 : n);
      const T value = static_cast<const T*>(v.data())[i];
      const T* at = right ? std::upper_bound(row, row + n, value, less<T>) : std::lower_bound(row, row + n, value, less<T>);
      y.data_as<std::int64_t>()[i] = at - row;
    }
  });
  return out_int32 ? to_dtype_data(y, DType::int32) : y;
}

}  // namespace
}  // namespace ops

Tensor ops::searchsorted(const Tensor& sequence, const Operand& values, bool out_int32, bool right, std::optional<std::string_view> side,
                         const Tensor& sorter) {
  if (side && *side != "left" && *side != "right") {
    fail(ErrorKind::runtime_error, logit::cat("torch.searchsorted(): side can only be 'left' or 'right' but got ", *side));
  }
  if (side && *side == "left" && right) {
    fail(ErrorKind::runtime_error, "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True");
  }
  if (sequence.dim() != 1) {
    const bool fits = values.dim() == sequence.dim() &&
                      std::equal(sequence.sizes().begin(), sequence.sizes().end() - 1, values.sizes().begin());
    if (!fits) {
      fail(ErrorKind::runtime_error,
           logit::cat("torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor ",
                      sizes_text(sequence.sizes()), " and input value tensor ", sizes_text(values.sizes())));
    }
  }
  return insertion_places(sequence, values, out_int32, right || (side && *side == "right"), sorter);
}

constexpr OpDef def::bucketize{
    .forms = {{"bucketize(input, boundaries, *, out_int32=False, right=False)", bind<&ops::bucketize>}},
    .reference = "torch.bucketize",
    .summary = "The index of the bucket each value falls into.",
    .examples = "torch.bucketize(torch.tensor([0., 3., 6.]), torch.tensor([1., 3., 5.]))",
};
Tensor ops::bucketize(const Operand& values, const Tensor& boundaries, bool out_int32, bool right) {
  if (boundaries.dim() != 1) {
    fail(ErrorKind::runtime_error, logit::cat("boundaries tensor must be 1 dimension, but got dim(", boundaries.dim(), ")"));
  }
  return insertion_places(boundaries, values, out_int32, right, Tensor());
}

constexpr OpDef def::isin{
    .forms = {{"isin(elements, test_elements, *, assume_unique=False, invert=False)", bind<&ops::isin>}},
    .reference = "torch.isin",
    .summary = "True where an element occurs among test_elements.",
    .examples = "torch.isin(torch.tensor([1, 2, 3]), torch.tensor([2, 5]))",
};
Tensor ops::isin(const Operand& elements, const Operand& tests, bool, bool invert) {
  const DType compute = compute_type(result_type({&elements, &tests}));
  const Tensor e = to_dtype_data(elements, compute), all = to_dtype_data(tests, compute);
  Tensor y = empty(elements.sizes(), DType::boolean);
  with_type(compute, [&](auto t) {
    using T = decltype(t);
    std::vector<T> sorted(static_cast<const T*>(all.data()), static_cast<const T*>(all.data()) + all.numel());
    std::sort(sorted.begin(), sorted.end(), less<T>);
    for (std::int64_t i = 0; i < e.numel(); ++i) {
      const T value = static_cast<const T*>(e.data())[i];
      const auto at = std::lower_bound(sorted.begin(), sorted.end(), value, less<T>);
      y.data_as<bool>()[i] = (at != sorted.end() && *at == value) != invert;
    }
  });
  return y;
}

// ---- different values and counts ----

namespace ops {
namespace {

// Rows along a dimension as one flat list each, for comparing whole slices.
struct UniqueResult {
  std::vector<std::int64_t> firsts;   // place of one representative of each group
  std::vector<std::int64_t> inverse;  // group of each slice
  std::vector<std::int64_t> counts;
};

template <class T>
UniqueResult group_slices(const T* data, std::int64_t count, std::int64_t width, bool consecutive) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  auto before = [&](std::int64_t a, std::int64_t b) {
    for (std::int64_t i = 0; i < width; ++i) {
      if (less(data[a * width + i], data[b * width + i])) return true;
      if (less(data[b * width + i], data[a * width + i])) return false;
    }
    return false;
  };
  auto equal = [&](std::int64_t a, std::int64_t b) {
    for (std::int64_t i = 0; i < width; ++i) {
      if (!(data[a * width + i] == data[b * width + i])) return false;  // nan differs from nan
    }
    return true;
  };
  if (!consecutive) std::stable_sort(order.begin(), order.end(), before);
  UniqueResult out;
  out.inverse.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || !equal(order[i - 1], order[i])) {
      out.firsts.push_back(order[i]);
      out.counts.push_back(0);
    }
    ++out.counts.back();
    out.inverse[static_cast<std::size_t>(order[i])] = static_cast<std::int64_t>(out.firsts.size()) - 1;
  }
  return out;
}

Tensor int_tensor(const std::vector<std::int64_t>& values) {
  Tensor y = empty(Shape{static_cast<std::int64_t>(values.size())}, DType::int64);
  std::copy(values.begin(), values.end(), y.data_as<std::int64_t>());
  return y;
}

std::vector<Tensor> unique_slices(const Tensor& given, std::optional<std::int64_t> dim, bool consecutive) {
  const Tensor x = detach(given);
  const Tensor slices = dim ? movedim(x, IntList(Shape{*dim}), IntList(Shape{0})) : reshape(x, IntList(Shape{-1}));
  const Tensor data = to_dtype_data(slices, compute_type(x.dtype()));
  const std::int64_t count = slices.sizes()[0], width = count ? slices.numel() / count : 1;
  UniqueResult groups;
  with_type(data.dtype(), [&](auto t) { groups = group_slices(static_cast<const decltype(t)*>(data.data()), count, width, consecutive); });
  NoGrad guard;
  Tensor values = index_select(slices, 0, int_tensor(groups.firsts));
  if (dim) values = contiguous(movedim(values, IntList(Shape{0}), IntList(Shape{*dim})));
  Tensor inverse = int_tensor(groups.inverse);
  if (!dim) inverse = view(inverse, x.sizes());
  return {values, inverse, int_tensor(groups.counts)};
}

}  // namespace
}  // namespace ops

std::vector<Tensor> ops::unique(const Tensor& x, bool, bool, bool, std::optional<std::int64_t> dim) {
  return unique_slices(x, dim, false);
}
std::vector<Tensor> ops::unique_consecutive(const Tensor& x, bool, bool, std::optional<std::int64_t> dim) {
  return unique_slices(x, dim, true);
}

namespace ops {

// The values alone, or a tuple with what was asked for.
static Arg chosen_parts(const std::vector<Tensor>& parts, bool return_inverse, bool return_counts) {
  if (!return_inverse && !return_counts) return Arg(parts[0]);
  std::vector<Tensor> out{parts[0]};
  if (return_inverse) out.push_back(parts[1]);
  if (return_counts) out.push_back(parts[2]);
  return Arg(std::move(out));
}
static Arg unique_form(const Tensor& x, bool, bool return_inverse, bool return_counts, std::optional<std::int64_t> dim) {
  return chosen_parts(unique_slices(x, dim, false), return_inverse, return_counts);
}
static Arg unique_consecutive_form(const Tensor& x, bool return_inverse, bool return_counts, std::optional<std::int64_t> dim) {
  return chosen_parts(unique_slices(x, dim, true), return_inverse, return_counts);
}

}  // namespace ops

constexpr OpDef def::unique{
    .forms = {{"unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)", bind<&ops::unique_form>}},
    .reference = "torch.unique Tensor.unique",
    .summary = "The different values in order; if asked, with inverse indices and counts.",
    .examples = "torch.unique(torch.tensor([3, 1, 2, 3, 1]))\n"
                "torch.unique(torch.tensor([[1., 2.], [1., 2.], [0., 5.]]), return_inverse=True, return_counts=True, dim=0)",
};
static_assert(complete(def::unique));

constexpr OpDef def::unique_consecutive{
    .forms = {{"unique_consecutive(input, return_inverse=False, return_counts=False, dim=None)", bind<&ops::unique_consecutive_form>}},
    .reference = "torch.unique_consecutive Tensor.unique_consecutive",
    .summary = "One value for each run of equals; if asked, with inverse indices and counts.",
    .examples = "torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 1]), return_counts=True)",
};
static_assert(complete(def::unique_consecutive));

constexpr OpDef def::bincount{
    .forms = {{"bincount(input, weights=None, minlength=0)", bind<&ops::bincount>}},
    .reference = "torch.bincount Tensor.bincount",
    .summary = "How often each non-negative integer occurs (or the sum of its weights).",
    .examples = "torch.bincount(torch.tensor([0, 1, 1, 3]))",
};
Tensor ops::bincount(const Tensor& x, const Tensor& weights, std::int64_t minlength) {
  if (x.dim() != 1 || is_floating(x.dtype()) || x.dtype() == DType::boolean) {
    if (is_floating(x.dtype()) || x.dtype() == DType::boolean) {
      fail(ErrorKind::not_implemented_error, logit::cat("\"bincount_cpu\" not implemented for '", scalar_type_name(x.dtype()), "'"));
    }
    fail(ErrorKind::runtime_error, "bincount only supports 1-d non-negative integral inputs.");
  }
  if (minlength < 0) fail(ErrorKind::runtime_error, "minlength should be >= 0");
  const Tensor values = to_dtype_data(x, DType::int64);
  std::int64_t size = minlength;
  for (std::int64_t i = 0; i < values.numel(); ++i) {
    const std::int64_t v = values.data_as<std::int64_t>()[i];
    if (v < 0) fail(ErrorKind::runtime_error, "bincount only supports 1-d non-negative integral inputs.");
    size = std::max(size, v + 1);
  }
  if (!weights.defined()) {
    Tensor y = full_of(Shape{size}, 0, DType::int64);
    for (std::int64_t i = 0; i < values.numel(); ++i) ++y.data_as<std::int64_t>()[values.data_as<std::int64_t>()[i]];
    return y;
  }
  if (!(weights.sizes() == x.sizes())) fail(ErrorKind::runtime_error, "weights should be 1-d and have the same length as input");
  const DType dtype = weights.dtype() == DType::float32 ? DType::float32 : DType::float64;
  const Tensor w = to_dtype_data(weights, dtype);
  Tensor y = full_of(Shape{size}, 0, dtype);
  with_compute_type(dtype, [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < values.numel(); ++i) {
      static_cast<T*>(y.data())[values.data_as<std::int64_t>()[i]] += static_cast<const T*>(w.data())[i];
    }
  });
  return y;
}

constexpr OpDef def::histc{
    .forms = {{"histc(input, bins=100, min=0, max=0)", bind<&ops::histc>}},
    .reference = "torch.histc Tensor.histc",
    .summary = "A histogram with equal bins between min and max (the data's, if both are 0).",
    .examples = "torch.histc(torch.tensor([1., 2., 1.]), bins=4, min=0, max=3)",
};
Tensor ops::histc(const Tensor& x, std::int64_t bins, Scalar min_given, Scalar max_given) {
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"histogram_cpu\" not implemented for '", scalar_type_name(x.dtype()), "'"));
  }
  if (bins <= 0) fail(ErrorKind::runtime_error, logit::cat("bins must be > 0"));
  double low = min_given.to_double(), high = max_given.to_double();
  const Tensor values = to_dtype_data(x, DType::float64);
  const double* data = values.data_as<double>();
  if (low == high && values.numel() > 0) {
    low = *std::min_element(data, data + values.numel());
    high = *std::max_element(data, data + values.numel());
  }
  if (low == high) {
    low -= 1;
    high += 1;
  }
  if (!(std::isfinite(low) && std::isfinite(high))) {
    fail(ErrorKind::runtime_error, logit::cat("range of [", format_g(low), ", ", format_g(high), "] is not finite"));
  }
  if (low > high) fail(ErrorKind::runtime_error, "max must be larger than min");
  Tensor y = full_of(Shape{bins}, 0, compute_type(x.dtype()));
  with_compute_type(x.dtype(), [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < values.numel(); ++i) {
      if (!(data[i] >= low && data[i] <= high)) continue;
      const std::int64_t bin = static_cast<std::int64_t>((data[i] - low) / (high - low) * static_cast<double>(bins));
      static_cast<T*>(y.data())[std::min(bin, bins - 1)] += T(1);
    }
  });
  return to_dtype_data(y, x.dtype());
}

}  // namespace logit
