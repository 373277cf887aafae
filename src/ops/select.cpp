// Picking and placing by index tensors along one dimension, and by masks: gather, scatter, index_select,
// take, masked_fill and relatives.
#include "ops/index_tools.h"
#include "ops/pointwise.h"
#include "ops/index_item.h"

#include <cstring>

#include "kernels/math.h"

namespace logit {
namespace ops {
namespace {

std::int64_t checked(std::int64_t index, std::int64_t size, std::size_t dim) {
  if (index < -size || index >= size) {
    fail(ErrorKind::index_error, logit::cat("index ", index, " is out of bounds for dimension ", dim, " with size ", size));
  }
  return index < 0 ? index + size : index;
}

// Strides of x for walking the index's shape, with dimension d left to the index.
Shape strides_without(const Tensor& x, std::size_t d) {
  Shape strides = x.strides();
  if (d < strides.size()) strides[d] = 0;
  return strides;
}

void check_gather_index(const char* name, const Tensor& x, const Tensor& index, std::size_t d, const char* other = "input") {
  if (index.dtype() != DType::int64) fail(ErrorKind::runtime_error, logit::cat(name, "(): Expected dtype int32/int64 for index"));
  if (index.numel() == 0) return;
  const std::int64_t xd = x.dim() == 0 ? 1 : x.dim(), id = index.dim() == 0 ? 1 : index.dim();
  if (xd != id) fail(ErrorKind::runtime_error, logit::cat("Index tensor must have the same number of dimensions as ", other, " tensor"));
  for (std::size_t i = 0; i < x.sizes().size(); ++i) {
    if (i != d && index.sizes()[i] > x.sizes()[i]) {
      fail(ErrorKind::runtime_error, logit::cat("Size does not match at dimension ", i, " expected index ", sizes_text(index.sizes()),
                                         " to be no larger than self ", sizes_text(x.sizes()), " apart from dimension ", d));
    }
  }
}

std::int64_t gather_bound(std::int64_t index, std::int64_t size, std::size_t d) {
  if (index < 0 || index >= size) {
    fail(ErrorKind::runtime_error, logit::cat("index ", index, " is out of bounds for dimension ", d, " with size ", size));
  }
  return index;
}

// Calls f(offset in self, offset in source) for every position of the index of a scatter or gather.
template <class F>
void each_indexed(const Tensor& self, std::size_t d, const Tensor& index, const Tensor& source, F f) {
  const std::int64_t* at = index.data_as<std::int64_t>();
  const std::int64_t size = self.dim() == 0 ? 1 : self.sizes()[d], step = self.dim() == 0 ? 1 : self.strides()[d];
  Shape self_strides = self.dim() == 0 ? Shape(index.sizes().size(), 0) : strides_without(self, d);
  Shape source_strides = source.defined() && source.dim() > 0 ? source.strides() : Shape(index.sizes().size(), 0);
  walk<3>(index.sizes(), {index.strides(), self_strides, source_strides}, [&](const std::array<std::int64_t, 3>& o) {
    f(o[1] + gather_bound(at[o[0]], size, d) * step, o[2]);
  });
}

}  // namespace
}  // namespace ops

// ---- gather and scatter ----

constexpr OpDef def::gather{
    .forms = {{"gather(input, dim, index, *, sparse_grad=False)", bind<&ops::gather>}},
    .reference = "torch.gather Tensor.gather",
    .grad_fn = "GatherBackward0",
    .backward = "dx = dy added at the places it was read from",
    .summary = "Picks along a dimension: out[i][j] = input[index[i][j]][j] for dim 0.",
    .examples = "torch.gather(torch.tensor([[1., 2.], [3., 4.]]), 1, torch.tensor([[0, 0], [1, 0]]))",
};
static_assert(complete(def::gather));

Tensor ops::gather(const Tensor& x, std::int64_t dim, const Tensor& given, bool) {
  const std::size_t d = wrapped(dim, x);
  const Tensor index = given.dtype() == DType::int32 ? to_dtype_data(given, DType::int64) : given;
  check_gather_index("gather", x, index, d);
  Tensor y = logit::empty(index.sizes(), x.dtype());
  with_bits(x.dtype(), [&](auto t) {
    using T = decltype(t);
    const T* from = static_cast<const T*>(x.data());
    T* to = static_cast<T*>(y.data());
    each_indexed(x, d, index, y, [&](std::int64_t at, std::int64_t place) { to[place] = from[at]; });
  });
  if (Recording graph{x}) {
    graph.save(index);
    graph.record(y, "GatherBackward0", [in = x.sizes(), d](Back& back) {
      back.dx(0) = scatter_add(full_of(in, 0, back.dy().dtype()), static_cast<std::int64_t>(d), back.saved(0), back.dy());
    });
  }
  return y;
}

constexpr OpDef def::take_along_dim{
    .forms = {{"take_along_dim(input, indices, dim=None)", bind<&ops::take_along_dim>}},
    .reference = "torch.take_along_dim Tensor.take_along_dim",
    .grad_fn = "GatherBackward0",
    .summary = "gather with broadcasting; over all elements if no dim is given.",
    .examples = "torch.take_along_dim(torch.tensor([[3., 1.], [2., 4.]]), torch.tensor([[1], [0]]), dim=1)",
};
Tensor ops::take_along_dim(const Tensor& x, const Tensor& indices, std::optional<std::int64_t> dim) {
  if (!dim) return gather(reshape(x, IntList(Shape{-1})), 0, reshape(indices, IntList(Shape{-1})));
  if (x.dim() != indices.dim()) {
    fail(ErrorKind::runtime_error, logit::cat("torch.take_along_dim(): input and indices should have the same number of dimensions, but got ",
                                       x.dim(), " dimensions for input, and ", indices.dim(), " dimensions for indices"));
  }
  const std::size_t d = wrapped(*dim, x);
  Shape a = x.sizes(), b = indices.sizes();
  a[d] = b[d] = 1;
  Shape common = broadcast_shapes(a, b), xs = common, is = common;
  xs[d] = x.sizes()[d];
  is[d] = indices.sizes()[d];
  return gather(expand(x, xs), *dim, expand(indices, is));
}

constexpr OpDef def::scatter{
    .forms = {{"scatter(input, dim, index, src)", bind<&ops::scatter>},
              {"scatter(input, dim, index, value)", bind<&ops::scatter_value>},
              {"scatter(input, dim, index, src, *, reduce)", bind<&ops::scatter_reduced>},
              {"scatter(input, dim, index, value, *, reduce)", bind<&ops::scatter_value_reduced>}},
    .reference = "torch.scatter Tensor.scatter Tensor.scatter_",
    .shape = shapes::same_as_input,
    .grad_fn = "ScatterBackward0 ScatterBackward1",
    .backward = "dx = dy, 0 where written;  dsrc = dy at the indices",
    .summary = "Writes along a dimension: out[index[i][j]][j] = src[i][j] for dim 0.",
    .examples = "torch.scatter(torch.tensor([[1., 2.], [3., 4.]]), 1, torch.tensor([[1], [0]]), torch.tensor([[9.], [8.]]))",
};
static_assert(complete(def::scatter));

namespace ops {
namespace {

template <class F>
Tensor scattered(const Tensor& x, std::size_t d, const Tensor& index, const Tensor& source, F f) {
  Tensor y = logit::empty(x.sizes(), x.dtype());
  copy_elements(y, x);
  with_type(x.dtype(), [&](auto t) {
    using T = decltype(t);
    T* to = static_cast<T*>(y.data());
    const T* from = static_cast<const T*>(source.data());
    each_indexed(y, d, index, source, [&](std::int64_t at, std::int64_t place) { f(to[at], from[place]); });
  });
  return y;
}

void check_scatter(const char* name, const Tensor& x, const Tensor& index, const Tensor& src, std::size_t d) {
  check_gather_index(name, x, index, d, "self");
  if (!src.defined()) return;
  if (src.dtype() != x.dtype()) fail(ErrorKind::runtime_error, logit::cat(name, "(): Expected self.dtype to be equal to src.dtype"));
  for (std::size_t i = 0; i < index.sizes().size() && i < src.sizes().size(); ++i) {
    if (index.sizes()[i] > src.sizes()[i]) {
      fail(ErrorKind::runtime_error, logit::cat("Expected index ", sizes_text(index.sizes()), " to be no larger than self ", sizes_text(x.sizes()),
                                         " apart from dimension ", d, " and to be no larger size than src ", sizes_text(src.sizes())));
    }
  }
}

constexpr auto kReplace = [](auto& to, auto from) { to = from; };
constexpr auto kAdd = [](auto& to, auto from) { to = static_cast<std::remove_reference_t<decltype(to)>>(to + from); };
constexpr auto kMultiply = [](auto& to, auto from) { to = static_cast<std::remove_reference_t<decltype(to)>>(to * from); };

Tensor scatter_with(const Tensor& x, std::int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce) {
  const std::size_t d = wrapped(dim, x);
  if (reduce == "add") return scattered(x, d, index, src, kAdd);
  if (reduce == "multiply") return scattered(x, d, index, src, kMultiply);
  fail(ErrorKind::runtime_error, "reduce argument must be either add or multiply.");
}

}  // namespace
}  // namespace ops

Tensor ops::scatter(const Tensor& x, std::int64_t dim, const Tensor& index, const Tensor& src) {
  const std::size_t d = wrapped(dim, x);
  check_scatter("scatter", x, index, src, d);
  Tensor y = scattered(x, d, index, src, kReplace);
  if (Recording graph{x, src}) {
    graph.save(index);
    graph.record(y, "ScatterBackward0", [dim](Back& back) {
      if (back.needs(0)) back.dx(0) = scatter_value(back.dy(), dim, back.saved(0), 0);
      if (back.needs(1)) back.dx(1) = gather(back.dy(), dim, back.saved(0));
    });
  }
  return y;
}
Tensor ops::scatter_value(const Tensor& x, std::int64_t dim, const Tensor& index, Scalar value) {
  const std::size_t d = wrapped(dim, x);
  check_scatter("scatter", x, index, Tensor(), d);
  Tensor y = scattered(x, d, index, full_of({}, value, x.dtype()), kReplace);
  if (Recording graph{x}) {
    graph.save(index);
    graph.record(y, "ScatterBackward1", [dim](Back& back) { back.dx(0) = scatter_value(back.dy(), dim, back.saved(0), 0); });
  }
  return y;
}
Tensor ops::scatter_reduced(const Tensor& x, std::int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce) {
  if (reduce == "add") return scatter_add(x, dim, index, src);
  return scatter_with(detach(x), dim, index, src, reduce);
}
Tensor ops::scatter_value_reduced(const Tensor& x, std::int64_t dim, const Tensor& index, Scalar value, std::string_view reduce) {
  return scatter_with(x, dim, index, full_of({}, value, x.dtype()), reduce);
}

constexpr OpDef def::scatter_add{
    .forms = {{"scatter_add(input, dim, index, src)", bind<&ops::scatter_add>}},
    .reference = "torch.scatter_add Tensor.scatter_add Tensor.scatter_add_",
    .shape = shapes::same_as_input,
    .grad_fn = "ScatterAddBackward0",
    .backward = "dx = dy,  dsrc = dy at the indices",
    .summary = "Adds along a dimension: out[index[i][j]][j] += src[i][j] for dim 0.",
    .examples = "torch.scatter_add(torch.tensor([1., 2., 3.]), 0, torch.tensor([0, 0, 2]), torch.tensor([10., 20., 30.]))",
};
static_assert(complete(def::scatter_add));
Tensor ops::scatter_add(const Tensor& x, std::int64_t dim, const Tensor& index, const Tensor& src) {
  const std::size_t d = wrapped(dim, x);
  check_scatter("scatter_add", x, index, src, d);
  Tensor y = scattered(x, d, index, src, kAdd);
  if (Recording graph{x, src}) {
    graph.save(index);
    graph.record(y, "ScatterAddBackward0", [dim](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) back.dx(1) = gather(back.dy(), dim, back.saved(0));
    });
  }
  return y;
}

constexpr OpDef def::scatter_reduce{
    .forms = {{"scatter_reduce(input, dim, index, src, reduce, *, include_self=True)", bind<&ops::scatter_reduce>}},
    .reference = "torch.scatter_reduce Tensor.scatter_reduce Tensor.scatter_reduce_",
    .shape = shapes::same_as_input,
    .grad_fn = "ScatterReduceBackward0",
    .backward = "dsrc = dy at the indices, shared where values tie",
    .summary = "Folds src into the indexed places: sum, prod, mean, amax or amin.",
    .examples = "torch.scatter_reduce(torch.tensor([1., 2., 3.]), 0, torch.tensor([0, 0, 2]), torch.tensor([10., 20., 30.]), 'sum')",
};
Tensor ops::scatter_reduce(const Tensor& x, std::int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce,
                           bool include_self) {
  const std::size_t d = wrapped(dim, x);
  check_scatter("scatter_reduce", x, index, src, d);
  if (reduce != "sum" && reduce != "prod" && reduce != "mean" && reduce != "amax" && reduce != "amin") {
    fail(ErrorKind::runtime_error, logit::cat("reduce argument must be either sum, prod, mean, amax or amin, got ", reduce));
  }
  // How many sources reach each place; without include_self the first one replaces what was there.
  Tensor counts = full_of(x.sizes(), include_self ? 1 : 0, DType::int64);
  Tensor y = logit::empty(x.sizes(), x.dtype());
  copy_elements(y, x);
  with_type(x.dtype(), [&](auto t) {
    using T = decltype(t);
    T* to = static_cast<T*>(y.data());
    std::int64_t* count = counts.data_as<std::int64_t>();
    const T* from = static_cast<const T*>(src.data());
    each_indexed(y, d, index, src, [&](std::int64_t at, std::int64_t place) {
      const T value = from[place];
      if (count[at]++ == 0) to[at] = value;
      else if (reduce == "prod") to[at] = static_cast<T>(to[at] * value);
      else if (reduce == "amax") to[at] = to[at] != to[at] || value <= to[at] ? to[at] : value;
      else if (reduce == "amin") to[at] = to[at] != to[at] || value >= to[at] ? to[at] : value;
      else to[at] = static_cast<T>(to[at] + value);
    });
    if (reduce == "mean") {
      for (std::int64_t i = 0; i < y.numel(); ++i) {
        if (count[i] > 1) to[i] = static_cast<T>(to[i] / static_cast<T>(count[i]));
      }
    }
  });
  if (Recording graph{x, src}) {
    graph.save(x);
    graph.save(src);
    graph.save(index);
    graph.save_output(y);
    graph.record(y, "ScatterReduceBackward0", [dim, mode = std::string(reduce), include_self](Back& back) {
      const Tensor x = back.saved(0), src = back.saved(1), index = back.saved(2), y = back.saved(3), &dy = back.dy();
      Tensor dx, dsrc;
      if (mode == "sum") {
        dx = dy;
        dsrc = gather(dy, dim, index);
      } else if (mode == "mean") {
        Tensor n = include_self ? ones_like(dy) : zeros_like(dy);
        n = scatter_add(n, dim, index, ones_like(src));
        n = masked_fill(n, eq(n, 0), 1);
        dx = div(dy, n);
        dsrc = gather(dx, dim, index);
      } else if (mode == "prod") {
        // Without zeros: the derivative is the result over the factor.
        dx = div(dy * y, x);
        dsrc = div(gather(dy * y, dim, index), src);
      } else {
        const Tensor picked = gather(y, dim, index);
        const Tensor x_hits = to_dtype(eq(x, y), dy.dtype()), src_hits = to_dtype(eq(src, picked), dy.dtype());
        const Tensor hits = scatter_add(include_self ? x_hits : zeros_like(x_hits), dim, index, src_hits);
        const Tensor share = div(dy, masked_fill(hits, eq(hits, 0), 1));
        dx = share * x_hits;
        dsrc = gather(share, dim, index) * src_hits;
      }
      if (!include_self) dx = scatter_value(dx, dim, index, 0);
      if (back.needs(0)) back.dx(0) = dx;
      if (back.needs(1)) back.dx(1) = dsrc;
    });
  }
  return y;
}

// ---- whole slices by a vector of indices ----

constexpr OpDef def::index_select{
    .forms = {{"index_select(input, dim, index)", bind<&ops::index_select>}},
    .reference = "torch.index_select Tensor.index_select",
    .grad_fn = "IndexSelectBackward0",
    .backward = "dx = dy added at the slices it was read from",
    .summary = "The slices at a vector of indices.",
    .examples = "torch.index_select(torch.tensor([[1., 2.], [3., 4.]]), 0, torch.tensor([1, 0, 1]))",
};
static_assert(complete(def::index_select));

namespace ops {
namespace {

void check_slice_index(const char* name, const Tensor& index) {
  if (index.dim() > 1) fail(ErrorKind::index_error, logit::cat(name, "(): Index is supposed to be a vector"));
}

// Calls f(offset of slice element in x, offset in source) for every element of every indexed slice.
template <class F>
void each_slice(const Tensor& x, std::size_t d, const Tensor& index, const Tensor& source, F f, bool negative) {
  const std::int64_t* at = index.data_as<std::int64_t>();
  const std::int64_t size = x.dim() == 0 ? 1 : x.sizes()[d];
  Shape inner = x.sizes(), xs = x.strides(), ss = source.strides();
  std::int64_t x_step = 1, source_step = ss.empty() ? 0 : 1;
  if (x.dim() > 0) {
    x_step = xs[d];
    inner.erase(d);
    xs.erase(d);
  }
  if (source.dim() > 0) {
    source_step = ss[d];
    ss.erase(d);
  }
  if (ss.size() != inner.size()) ss = Shape(inner.size(), 0);
  for (std::int64_t i = 0; i < index.numel(); ++i) {
    std::int64_t place = at[i];
    if (negative) place = checked(place, size, d);
    else if (place < 0 || place >= size) fail(ErrorKind::index_error, "index out of range in self");
    walk<2>(inner, {xs, ss}, [&](const std::array<std::int64_t, 2>& o) { f(o[0] + place * x_step, o[1] + i * source_step); });
  }
}

}  // namespace
}  // namespace ops

namespace ops {
namespace {

// y[i] = x[index[i]] for whole rows of contiguous memory. False: something is not as simple, or an index is out of range.
bool copy_rows(const Tensor& x, const Tensor& index, const Tensor& y) {
  if (x.dim() == 0 || !x.is_contiguous() || !index.is_contiguous()) return false;
  const std::int64_t rows = x.sizes()[0], count = index.numel();
  const std::int64_t* at = index.data_as<std::int64_t>();
  for (std::int64_t i = 0; i < count; ++i) {
    if (at[i] < 0 || at[i] >= rows) return false;
  }
  const std::size_t bytes = rows == 0 ? 0 : static_cast<std::size_t>(x.numel() / rows) * element_size(x.dtype());
  const char* from = static_cast<const char*>(x.data());
  char* to = static_cast<char*>(y.data());
  for (std::int64_t i = 0; i < count; ++i, to += bytes) std::memcpy(to, from + static_cast<std::size_t>(at[i]) * bytes, bytes);
  return true;
}

}  // namespace
}  // namespace ops

Tensor ops::index_select(const Tensor& x, std::int64_t dim, const Tensor& given) {
  const std::size_t d = wrapped(dim, x);
  check_slice_index("index_select", given);
  const Tensor index = index_values(given, "index_select");
  Shape sizes = x.sizes();
  if (x.dim() > 0) sizes[d] = index.numel();
  Tensor y = logit::empty(sizes, x.dtype());
  if (d != 0 || !copy_rows(x, index, y)) {
    with_bits(x.dtype(), [&](auto t) {
      using T = decltype(t);
      const T* from = static_cast<const T*>(x.data());
      T* to = static_cast<T*>(y.data());
      each_slice(x, d, index, y, [&](std::int64_t at, std::int64_t place) { to[place] = from[at]; }, false);
    });
  }
  if (Recording graph{x}) {
    graph.save(given);
    graph.record(y, "IndexSelectBackward0", [in = x.sizes(), dim](Back& back) {
      back.dx(0) = index_add(full_of(in, 0, back.dy().dtype()), dim, back.saved(0), back.dy());
    });
  }
  return y;
}

constexpr OpDef def::index_add{
    .forms = {{"index_add(input, dim, index, source, *, alpha=1)", bind<&ops::index_add>}},
    .reference = "torch.index_add Tensor.index_add Tensor.index_add_",
    .shape = shapes::same_as_input,
    .grad_fn = "IndexAddBackward0",
    .backward = "dx = dy,  dsource = alpha * dy at the indices",
    .summary = "Adds source's slices to the slices at a vector of indices.",
    .examples = "torch.index_add(torch.tensor([[1., 1.], [2., 2.]]), 0, torch.tensor([1, 1]), torch.tensor([[1., 2.], [3., 4.]]))",
};
namespace ops {
namespace {

void check_source(const char* name, const Tensor& x, std::size_t d, const Tensor& index, const Tensor& source) {
  check_slice_index(name, index);
  if (x.dtype() != source.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat(name, "(): self (", scalar_type_name(x.dtype()), ") and source (", scalar_type_name(source.dtype()),
                                       ") must have the same scalar type"));
  }
  const std::int64_t count = source.dim() == 0 ? 1 : source.size(static_cast<std::int64_t>(d));
  if (index.numel() != count) {
    fail(ErrorKind::runtime_error, logit::cat(name, "(): Number of indices (", index.numel(), ") should be equal to source.size(dim): (", count,
                                       "), for dim: ", d));
  }
  for (std::size_t i = 0; i < x.sizes().size() && source.dim() == x.dim(); ++i) {
    if (i != d && x.sizes()[i] != source.sizes()[i]) {
      fail(ErrorKind::runtime_error, logit::cat("source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = ",
                                         sizes_text(x.sizes()), " source.shape = ", sizes_text(source.sizes())));
    }
  }
}

template <class F>
Tensor with_slices(const Tensor& x, std::size_t d, const Tensor& index, const Tensor& source, F f) {
  Tensor y = logit::empty(x.sizes(), x.dtype());
  copy_elements(y, x);
  with_type(x.dtype(), [&](auto t) {
    using T = decltype(t);
    T* to = static_cast<T*>(y.data());
    const T* from = static_cast<const T*>(source.data());
    each_slice(y, d, index, source, [&](std::int64_t at, std::int64_t place) { f(to[at], from[place]); }, true);
  });
  return y;
}

}  // namespace
}  // namespace ops

Tensor ops::index_add(const Tensor& x, std::int64_t dim, const Tensor& given, const Tensor& source, Scalar alpha) {
  const std::size_t d = wrapped(dim, x);
  check_source("index_add", x, d, given, source);
  const Tensor index = index_values(given, "index_add");
  Tensor y = with_slices(x, d, index, source, [alpha](auto& to, auto from) {
    using T = std::remove_reference_t<decltype(to)>;
    to = static_cast<T>(to + alpha.to<T>() * from);
  });
  if (Recording graph{x, source}) {
    graph.save(given);
    graph.record(y, "IndexAddBackward0", [dim, alpha](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) {
        const Tensor picked = index_select(back.dy(), dim, back.saved(0));
        back.dx(1) = alpha == Scalar(1) ? picked : picked * alpha;
      }
    });
  }
  return y;
}

constexpr OpDef def::index_copy{
    .forms = {{"index_copy(input, dim, index, source)", bind<&ops::index_copy>}},
    .reference = "torch.index_copy Tensor.index_copy Tensor.index_copy_",
    .shape = shapes::same_as_input,
    .grad_fn = "IndexCopyBackward0",
    .backward = "dx = dy, 0 where written;  dsource = dy at the indices",
    .summary = "Replaces the slices at a vector of indices by source's.",
    .examples = "torch.index_copy(torch.tensor([[1., 1.], [2., 2.]]), 0, torch.tensor([1]), torch.tensor([[3., 4.]]))",
};
Tensor ops::index_copy(const Tensor& x, std::int64_t dim, const Tensor& given, const Tensor& source) {
  const std::size_t d = wrapped(dim, x);
  check_source("index_copy", x, d, given, source);
  const Tensor index = index_values(given, "index_copy");
  Tensor y = with_slices(x, d, index, source, kReplace);
  if (Recording graph{x, source}) {
    graph.save(given);
    graph.record(y, "IndexCopyBackward0", [dim](Back& back) {
      if (back.needs(0)) back.dx(0) = index_fill(back.dy(), dim, back.saved(0), 0);
      if (back.needs(1)) back.dx(1) = index_select(back.dy(), dim, back.saved(0));
    });
  }
  return y;
}

constexpr OpDef def::index_fill{
    .forms = {{"index_fill(input, dim, index, value)", bind<&ops::index_fill>}},
    .reference = "torch.index_fill Tensor.index_fill Tensor.index_fill_",
    .shape = shapes::same_as_input,
    .grad_fn = "IndexFillBackward0",
    .backward = "dx = dy, 0 in the filled slices",
    .summary = "Fills the slices at a vector of indices with a number.",
    .examples = "torch.index_fill(torch.tensor([[1., 2.], [3., 4.]]), 1, torch.tensor([0]), -1.)",
};
Tensor ops::index_fill(const Tensor& x, std::int64_t dim, const Tensor& given, const Operand& value) {
  const std::size_t d = wrapped(dim, x);
  check_slice_index("index_fill_", given);
  const Tensor index = index_values(given, "index_fill_");
  Tensor y = with_slices(x, d, index, full_of({}, value.item(), x.dtype()), kReplace);
  if (Recording graph{x, value}) {
    graph.save(given);
    graph.record(y, "IndexFillBackward0", [dim](Back& back) {
      if (back.needs(0)) back.dx(0) = index_fill(back.dy(), dim, back.saved(0), 0);
      if (back.needs(1)) back.dx(1) = sum(index_select(back.dy(), dim, back.saved(0)));
    });
  }
  return y;
}

constexpr OpDef def::take{
    .forms = {{"take(input, index)", bind<&ops::take>}},
    .reference = "torch.take Tensor.take",
    .grad_fn = "TakeBackward0",
    .backward = "dx = dy added at the places it was read from",
    .summary = "Elements by their position in row-major order.",
    .examples = "torch.take(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([0, 3, -1]))",
};
Tensor ops::take(const Tensor& x, const Tensor& index) {
  if (index.dtype() != DType::int64) {
    fail(ErrorKind::runtime_error, logit::cat("take(): Expected a long tensor for index, but got ", scalar_type_name(index.dtype())));
  }
  const Tensor flat = contiguous_data(x), at = contiguous_data(index);
  Tensor y = logit::empty(index.sizes(), x.dtype());
  with_bits(x.dtype(), [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < at.numel(); ++i) {
      const std::int64_t place = at.data_as<std::int64_t>()[i];
      if (place < -x.numel() || place >= x.numel()) fail(ErrorKind::index_error, logit::cat("out of range: tried to access index ", place, " on a tensor of ", x.numel(), " elements."));
      static_cast<T*>(y.data())[i] = static_cast<const T*>(flat.data())[place < 0 ? place + x.numel() : place];
    }
  });
  if (Recording graph{x}) {
    graph.save(index);
    graph.record(y, "TakeBackward0", [in = x.sizes()](Back& back) {
      back.dx(0) = put(full_of(in, 0, back.dy().dtype()), back.saved(0), back.dy(), true);
    });
  }
  return y;
}

constexpr OpDef def::put{
    .forms = {{"put(input, index, source, accumulate=False)", bind<&ops::put>}},
    .reference = "torch.put Tensor.put Tensor.put_",
    .shape = shapes::same_as_input,
    .grad_fn = "PutBackward0",
    .backward = "dx = dy, 0 where written;  dsource = dy at the indices",
    .summary = "Writes elements by their position in row-major order.",
    .examples = "torch.put(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([0, 3]), torch.tensor([9., 8.]))",
};
Tensor ops::put(const Tensor& x, const Tensor& index, const Tensor& source, bool accumulate) {
  const Tensor flat = reshape(x, IntList(Shape{-1}));
  Tensor at = reshape(index, IntList(Shape{-1}));
  const Tensor picks[1] = {at};
  Tensor y;
  {
    NoGrad guard;
    y = reshape(index_put(flat, picks, reshape(source, IntList(Shape{-1})), accumulate), x.sizes());
    y = make_alias(y);
  }
  if (Recording graph{x, source}) {
    graph.save(index);
    graph.record(y, "PutBackward0", [accumulate, in = source.sizes()](Back& back) {
      const Tensor index = back.saved(0);
      if (back.needs(0)) {
        back.dx(0) = accumulate ? back.dy() : put(back.dy(), index, full_of(in, 0, back.dy().dtype()));
      }
      if (back.needs(1)) back.dx(1) = reshape(take(back.dy(), index), in);
    });
  }
  return y;
}

// ---- masks ----

constexpr OpDef def::masked_fill{
    .forms = {{"masked_fill(input, mask, value)", bind<&ops::masked_fill>}},
    .reference = "torch.masked_fill Tensor.masked_fill Tensor.masked_fill_",
    .shape = shapes::broadcast,
    .grad_fn = "MaskedFillBackward0 MaskedFillBackward1",
    .backward = "dx = dy, 0 under the mask;  dvalue = the sum of dy under the mask",
    .summary = "value where the mask is True, input elsewhere.",
    .examples = "torch.masked_fill(torch.tensor([1., 2., 3.]), torch.tensor([True, False, True]), 0.)",
};
static_assert(complete(def::masked_fill));

Tensor ops::masked_fill(const Tensor& x, const Tensor& mask, const Operand& value) {
  if (mask.dtype() != DType::boolean) {
    fail(ErrorKind::runtime_error, logit::cat("masked_fill_ only supports boolean masks, but got mask with dtype ", c_type_name(mask.dtype())));
  }
  if (value.dim() > 0) {
    fail(ErrorKind::runtime_error, logit::cat("masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ", value.dim(), " dimension(s)."));
  }
  if (!can_cast(value.dtype(), x.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat("value cannot be converted to type ", c_type_name(x.dtype()), " without overflow"));
  }
  Tensor y = map(x.dtype(), [](auto v, auto m, auto fill) { return m != 0 ? fill : v; }, x, mask, value);
  if (Recording graph{x, value}) {
    graph.save(mask);
    graph.record(y, value->wrapped_number ? "MaskedFillBackward0" : "MaskedFillBackward1", [](Back& back) {
      const Tensor mask = back.saved(0);
      if (back.needs(0)) back.dx(0) = masked_fill(back.dy(), mask, 0);
      if (back.needs(1)) back.dx(1) = sum(where(mask, back.dy(), 0.0));
    });
  }
  return y;
}

constexpr OpDef def::masked_select{
    .forms = {{"masked_select(input, mask)", bind<&ops::masked_select>}},
    .reference = "torch.masked_select Tensor.masked_select",
    .grad_fn = "MaskedSelectBackward0",
    .backward = "dx = dy put back under the mask",
    .summary = "The elements where the mask is True, as a vector.",
    .examples = "torch.masked_select(torch.tensor([1., 2., 3.]), torch.tensor([True, False, True]))",
};
Tensor ops::masked_select(const Tensor& x, const Tensor& mask) {
  if (mask.dtype() != DType::boolean) fail(ErrorKind::runtime_error, "masked_select: expected BoolTensor for mask");
  const Shape sizes = broadcast_shapes(x.sizes(), mask.sizes());
  Tensor y;
  {
    NoGrad guard;
    const Tensor picks[1] = {expand(mask, sizes)};
    y = index(expand(x, sizes), picks);
  }
  if (Recording graph{x}) {
    graph.save(mask);
    graph.record(y, "MaskedSelectBackward0", [sizes](Back& back) {
      const Tensor picks[1] = {expand(back.saved(0), sizes)};
      back.dx(0) = index_put(full_of(sizes, 0, back.dy().dtype()), picks, back.dy());
    });
  }
  return y;
}

constexpr OpDef def::masked_scatter{
    .forms = {{"masked_scatter(input, mask, source)", bind<&ops::masked_scatter>}},
    .reference = "torch.masked_scatter Tensor.masked_scatter Tensor.masked_scatter_",
    .grad_fn = "MaskedScatterBackward0",
    .backward = "dx = dy, 0 under the mask;  dsource = dy under the mask",
    .summary = "source's elements, in order, where the mask is True.",
    .examples = "torch.masked_scatter(torch.tensor([1., 2., 3.]), torch.tensor([True, False, True]), torch.tensor([8., 9.]))",
};
Tensor ops::masked_scatter(const Tensor& x, const Tensor& mask, const Tensor& source) {
  if (mask.dtype() != DType::boolean) {
    fail(ErrorKind::runtime_error, logit::cat("masked_scatter_ only supports boolean masks, but got mask with dtype ", scalar_type_name(mask.dtype())));
  }
  if (x.dtype() != source.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("masked_scatter: expected self and source to have same dtypes but got", scalar_type_name(x.dtype()), " and ", scalar_type_name(source.dtype())));
  }
  const Shape sizes = broadcast_shapes(x.sizes(), mask.sizes());
  Tensor y = logit::empty(sizes, x.dtype());
  copy_elements(y, x);
  const Tensor hits = logit::empty(sizes, DType::boolean), values = contiguous_data(source);
  copy_elements(hits, mask);
  std::int64_t next = 0;
  with_bits(x.dtype(), [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < y.numel(); ++i) {
      if (!hits.data_as<bool>()[i]) continue;
      if (next >= values.numel()) fail(ErrorKind::runtime_error, "Number of elements of source < number of ones in mask");
      static_cast<T*>(y.data())[i] = static_cast<const T*>(values.data())[next++];
    }
  });
  if (Recording graph{x, source}) {
    graph.save(mask);
    graph.record(y, "MaskedScatterBackward0", [in = source.sizes(), sizes](Back& back) {
      const Tensor mask = expand(back.saved(0), sizes);
      if (back.needs(0)) back.dx(0) = masked_fill(back.dy(), mask, 0);
      if (back.needs(1)) {
        const Tensor used = masked_select(back.dy(), mask);
        const Tensor rest = full_of(Shape{element_count(in) - used.numel()}, 0, used.dtype());
        const Tensor parts[2] = {used, rest};
        back.dx(1) = reshape(ops::cat(parts), in);
      }
    });
  }
  return y;
}

// ---- where the nonzero elements are ----

constexpr OpDef def::nonzero{
    .forms = {{"nonzero(input, *, as_tuple=False)", bind<&ops::nonzero_form>}},
    .reference = "torch.nonzero Tensor.nonzero torch.argwhere Tensor.argwhere",
    .summary = "The indices of nonzero elements, one row each.",
    .examples = "torch.nonzero(torch.tensor([[0., 2.], [3., 0.]]))",
};
Tensor ops::nonzero(const Tensor& x) {
  const Tensor flags = to_dtype_data(x, DType::boolean);
  const bool* data = flags.data_as<bool>();
  std::int64_t count = 0;
  for (std::int64_t i = 0; i < flags.numel(); ++i) count += data[i];
  const std::size_t dims = x.sizes().size();
  Tensor y = logit::empty(Shape{count, x.dim()}, DType::int64);
  std::int64_t* out = y.data_as<std::int64_t>();
  for (std::int64_t i = 0; i < flags.numel(); ++i) {
    if (!data[i]) continue;
    std::int64_t rest = i;
    for (std::size_t d = dims; d-- > 0;) {
      out[d] = rest % x.sizes()[d];
      rest /= x.sizes()[d];
    }
    out += dims;
  }
  return y;
}

Arg ops::nonzero_form(const Tensor& x, bool as_tuple) { return as_tuple ? Arg(nonzero_tuple(x)) : Arg(nonzero(x)); }

constexpr OpDef def::nonzero_tuple{
    .forms = {{"nonzero_tuple(input)", bind<&ops::nonzero_tuple>}},
    .reference = "torch._nonzero_tuple",
    .summary = "nonzero(as_tuple=True): one index vector per dimension.",
};
std::vector<Tensor> ops::nonzero_tuple(const Tensor& x) {
  const Tensor rows = nonzero(x.dim() == 0 ? reshape(detach(x), IntList(Shape{1})) : x);
  std::vector<Tensor> out;
  for (std::int64_t d = 0; d < rows.sizes()[1]; ++d) {
    out.push_back(make_alias(rows, Shape{rows.sizes()[0]}, Shape{rows.sizes()[1]}, d));
  }
  return out;
}

}  // namespace logit
