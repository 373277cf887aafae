// Subscripts: x[…] and x[…] = value.
//
// Integers, slices, None and Ellipsis make views one after the other; index tensors and masks then pick
// elements from the result, all at once.
#include "ops/index_item.h"

#include "ops/index_tools.h"
#include "ops/inplace.h"

namespace logit::ops {
namespace {

std::int64_t checked_index(std::int64_t index, std::int64_t size, std::int64_t dim) {
  if (index < -size || index >= size) {
    fail(ErrorKind::index_error, logit::cat("index ", index, " is out of bounds for dimension ", dim, " with size ", size));
  }
  return index < 0 ? index + size : index;
}

// `place` is where the index stands between the brackets, which the message calls its dimension.
Tensor select_at(const Tensor& x, std::int64_t dim, std::int64_t index, std::int64_t place) {
  if (x.dim() == 0) {
    fail(ErrorKind::index_error,
         "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim "
         "tensor to a number");
  }
  return select(x, dim, checked_index(index, x.size(dim), place));
}

bool is_mask(const Tensor& x) { return x.dtype() == DType::boolean || x.dtype() == DType::uint8; }

// How many dimensions of the tensor an item uses up.
std::int64_t dims_used(const IndexItem& item) {
  switch (item.kind) {
    case IndexItem::Kind::integer:
    case IndexItem::Kind::slice: return 1;
    case IndexItem::Kind::tensor: return is_mask(item.tensor) ? item.tensor.dim() : 1;
    default: return 0;
  }
}

// Applies the view-making items; index tensors are left in `indices`, by dimension.
Tensor apply_views(const Tensor& x, std::span<const IndexItem> items, bool tuple, std::vector<Tensor>& indices) {
  std::int64_t used = 0;
  for (const IndexItem& item : items) used += dims_used(item);
  if (used > x.dim()) {
    if (x.dim() == 0 && items.size() == 1 && items[0].kind == IndexItem::Kind::integer) return select_at(x, 0, 0, 0);
    fail(ErrorKind::index_error, logit::cat("too many indices for tensor of dimension ", x.dim()));
  }
  Tensor result = x;
  std::int64_t dim = 0, place = -1;
  std::int64_t folded = 0;  // dimensions that masks of several take beyond their one place in the list
  auto note = [&](const Tensor& index) {
    const auto slot = static_cast<std::size_t>(dim - folded);
    indices.resize(slot + 1);
    indices[slot] = index;
    const std::int64_t taken = is_mask(index) ? index.dim() : 1;
    folded += taken - 1;
    dim += taken;
  };
  for (const IndexItem& item : items) {
    ++place;
    switch (item.kind) {
      case IndexItem::Kind::integer: result = select_at(result, dim, item.value, place); break;
      case IndexItem::Kind::slice: {
        const std::int64_t step = item.step.value_or(1);
        if (step == 0) fail(ErrorKind::value_error, "step cannot be zero");
        if (step < 0) fail(ErrorKind::value_error, "step must be greater than zero");
        const bool everything = !item.start && !item.stop && step == 1;
        if (!everything || !tuple) result = slice(result, dim, item.start, item.stop, step);
        ++dim;
        break;
      }
      case IndexItem::Kind::ellipsis: dim += x.dim() - used; break;
      case IndexItem::Kind::none: result = unsqueeze(result, dim++); break;
      case IndexItem::Kind::boolean: {
        result = unsqueeze(result, dim);
        Tensor index = item.value ? full_of(Shape{1}, 0, DType::int64) : logit::empty(Shape{0}, DType::int64);
        note(index);
        break;
      }
      case IndexItem::Kind::tensor:
        if (item.tensor.dim() == 0 && is_integral(item.tensor.dtype()) && !is_mask(item.tensor)) {
          result = select_at(result, dim, item.tensor.item().to_int(), place);
        } else if (item.tensor.dim() == 0 && is_mask(item.tensor)) {
          result = unsqueeze(result, dim);
          note(item.tensor.item().to_bool() ? full_of(Shape{1}, 0, DType::int64) : logit::empty(Shape{0}, DType::int64));
        } else {
          note(item.tensor);
        }
        break;
    }
  }
  return result;
}

// ---- index tensors ----

// The plan of an advanced index: where the picked elements are in x, and where they go in the result.
struct Plan {
  Shape sizes;                                    // of the result
  std::vector<std::int64_t> picks, places;        // per combination of index values: offset in x, in the result
  std::vector<std::int64_t> inner_picks, inner_places;  // per element of the dimensions that are taken whole
};

// Masks become index vectors; the list then has one entry per dimension of x.
std::vector<Tensor> expand_masks(const Tensor& x, TensorList indices) {
  std::vector<Tensor> out;
  for (const Tensor& index : indices) {
    if (!index.defined()) {
      out.push_back(index);
    } else if (is_mask(index)) {
      for (std::int64_t d = 0; d < index.dim(); ++d) {
        const std::size_t at = out.size() + static_cast<std::size_t>(d);
        if (at >= x.sizes().size() || index.sizes()[d] != x.sizes()[at]) {
          fail(ErrorKind::index_error,
               logit::cat("The shape of the mask ", sizes_text(index.sizes()), " at index ", d,
                   " does not match the shape of the indexed tensor ", sizes_text(x.sizes()), " at index ", at));
        }
      }
      for (const Tensor& column : nonzero_tuple(index)) out.push_back(column);
    } else if (index.dtype() == DType::int64 || index.dtype() == DType::int32) {
      out.push_back(index);
    } else {
      fail(ErrorKind::index_error, "tensors used as indices must be long, int, byte or bool tensors");
    }
  }
  if (out.size() > x.sizes().size()) {
    fail(ErrorKind::index_error, logit::cat("too many indices for tensor of dimension ", x.dim(), " (got ", out.size(), ")"));
  }
  out.resize(x.sizes().size());
  return out;
}

Plan make_plan(const Tensor& x, TensorList given) {
  const std::vector<Tensor> indices = expand_masks(x, given);
  const std::size_t dims = indices.size();
  Shape common;
  std::size_t first = dims, last = 0, count = 0;
  for (std::size_t d = 0; d < dims; ++d) {
    if (!indices[d].defined()) continue;
    if (!is_expandable_to(indices[d].sizes(), common) && !is_expandable_to(common, indices[d].sizes())) {
      bool ok = true;
      for (std::size_t i = 0; i < common.size() && i < indices[d].sizes().size(); ++i) {
        const std::int64_t a = common[common.size() - 1 - i], b = indices[d].sizes()[indices[d].sizes().size() - 1 - i];
        ok = ok && (a == b || a == 1 || b == 1);
      }
      if (!ok) {
        std::string shapes;
        for (const Tensor& index : indices) {
          if (index.defined()) shapes += (shapes.empty() ? "" : ", ") + sizes_text(index.sizes());
        }
        fail(ErrorKind::index_error, "shape mismatch: indexing tensors could not be broadcast together with shapes " + shapes);
      }
    }
    common = broadcast_shapes(common, indices[d].sizes());
    if (count == 0) first = d;
    last = d;
    ++count;
  }
  const bool adjacent = count > 0 && last - first + 1 == count;
  const std::size_t place = adjacent ? first : 0;  // where the index dimensions go in the result

  Plan plan;
  Shape inner_sizes, inner_strides;
  for (std::size_t d = 0; d < dims; ++d) {
    if (indices[d].defined()) continue;
    inner_sizes.push_back(x.sizes()[d]);
    inner_strides.push_back(x.strides()[d]);
  }
  for (std::size_t i = 0; i < place; ++i) plan.sizes.push_back(inner_sizes[i]);
  for (const std::int64_t size : common) plan.sizes.push_back(size);
  for (std::size_t i = place; i < inner_sizes.size(); ++i) plan.sizes.push_back(inner_sizes[i]);
  const Shape out_strides = contiguous_strides(plan.sizes);
  Shape inner_out;
  for (std::size_t i = 0; i < inner_sizes.size(); ++i) inner_out.push_back(out_strides[i < place ? i : i + common.size()]);

  // Offsets of the picks: one broadcast index tensor after the other.
  const std::size_t picks = static_cast<std::size_t>(element_count(common));
  plan.picks.assign(picks, 0);
  std::int64_t number = -1;  // messages count the index tensors, not the dimensions
  for (std::size_t d = 0; d < dims; ++d) {
    if (!indices[d].defined()) continue;
    ++number;
    const Tensor values = to_dtype_data(indices[d], DType::int64);
    const std::int64_t* data = values.data_as<std::int64_t>();
    const Shape strides = broadcast_strides(values.sizes(), values.strides(), common);
    std::size_t i = 0;
    walk<1>(common, {strides}, [&](const std::array<std::int64_t, 1>& at) {
      plan.picks[i++] += checked_index(data[at[0]], x.sizes()[d], number) * x.strides()[d];
    });
  }
  Shape common_out;
  for (std::size_t i = 0; i < common.size(); ++i) common_out.push_back(out_strides[place + i]);
  walk<1>(common, {common_out}, [&](const auto& at) { plan.places.push_back(at[0]); });
  walk<2>(inner_sizes, {inner_strides, inner_out}, [&](const auto& at) {
    plan.inner_picks.push_back(at[0]);
    plan.inner_places.push_back(at[1]);
  });
  return plan;
}

// Calls f(offset in x, offset in the result) for every picked element.
template <class F>
void each_pick(const Plan& plan, F f) {
  for (std::size_t i = 0; i < plan.picks.size(); ++i) {
    for (std::size_t j = 0; j < plan.inner_picks.size(); ++j) {
      f(plan.picks[i] + plan.inner_picks[j], plan.places[i] + plan.inner_places[j]);
    }
  }
}

void put_values(const Tensor& x, const Plan& plan, const Tensor& values, bool accumulate) {
  if (!is_expandable_to(values.sizes(), plan.sizes)) {
    fail(ErrorKind::runtime_error, logit::cat("shape mismatch: value tensor of shape ", sizes_text(values.sizes()),
                                       " cannot be broadcast to indexing result of shape ", sizes_text(plan.sizes)));
  }
  Tensor source = logit::empty(plan.sizes, x.dtype());
  copy_elements(source, values);
  with_type(x.dtype(), [&](auto t) {
    using T = decltype(t);
    T* to = static_cast<T*>(x.data());
    const T* from = static_cast<const T*>(source.data());
    each_pick(plan, [&](std::int64_t at, std::int64_t place) {
      if (accumulate) to[at] = static_cast<T>(to[at] + from[place]);
      else to[at] = from[place];
    });
  });
}

void check_put_types(const Tensor& x, const Tensor& values) {
  if (x.dtype() != values.dtype()) {
    fail(ErrorKind::runtime_error,
         logit::cat("Index put requires the source and destination dtypes match, got ", scalar_type_name(x.dtype()),
             " for the destination and ", scalar_type_name(values.dtype()), " for the source."));
  }
}

// Leading dimensions of size 1 do not count in an assignment.
Tensor without_leading_ones(const Tensor& x) {
  std::size_t first = 0;
  while (first < x.sizes().size() && x.sizes()[first] == 1) ++first;
  if (first == 0) return x;
  return view(x.is_contiguous() ? x : contiguous(x), IntList(x.sizes().data() + first, x.sizes().size() - first));
}

}  // namespace

Tensor index(const Tensor& x, TensorList indices) {
  const Plan plan = make_plan(x, indices);
  Tensor y = logit::empty(plan.sizes, x.dtype());
  with_bits(x.dtype(), [&](auto t) {
    using T = decltype(t);
    T* to = static_cast<T*>(y.data());
    const T* from = static_cast<const T*>(x.data());
    each_pick(plan, [&](std::int64_t at, std::int64_t place) { to[place] = from[at]; });
  });
  if (Recording graph{x}) {
    graph.record(y, "IndexBackward0", [in = x.sizes(), list = std::vector<Tensor>(indices.begin(), indices.end())](Back& back) {
      back.dx(0) = index_put(full_of(in, 0, back.dy().dtype()), list, back.dy(), true);
    });
  }
  return y;
}

Tensor index_put(const Tensor& x, TensorList indices, const Tensor& values, bool accumulate) {
  check_put_types(x, values);
  Tensor y = logit::empty(x.sizes(), x.dtype());
  copy_elements(y, x);
  put_values(y, make_plan(y, indices), values, accumulate);
  if (Recording graph{x, values}) {
    graph.record(y, "IndexPutBackward0",
                 [accumulate, list = std::vector<Tensor>(indices.begin(), indices.end())](Back& back) {
      if (back.needs(0)) {
        back.dx(0) = accumulate ? back.dy() : index_put(back.dy(), list, full_of({}, 0, back.dy().dtype()));
      }
      if (back.needs(1)) back.dx(1) = index(back.dy(), list);
    });
  }
  return y;
}

Tensor index_put_(const Tensor& x, TensorList indices, const Tensor& values, bool accumulate) {
  check_put_types(x, values);
  const bool recording = Context::current().grad_enabled && (x.requires_grad() || values.requires_grad());
  if (recording) {
    return in_place(x, values.requires_grad(), [&](const Tensor& old) { return index_put(old, indices, values, accumulate); });
  }
  check_in_place(x, false);
  const Tensor source = values->storage == x->storage ? clone_contiguous(values) : values;
  put_values(x, make_plan(x, indices), source, accumulate);
  x.bump_version();
  return x;
}

Tensor get_item(const Tensor& x, std::span<const IndexItem> items, bool tuple) {
  std::vector<Tensor> indices;
  Tensor y = apply_views(x, items, tuple, indices);
  if (indices.empty()) return y.is(x) ? alias(x) : y;
  return index(y, indices);
}

void set_item(const Tensor& x, std::span<const IndexItem> items, const Operand& value) {
  std::vector<Tensor> indices;
  const Tensor window = apply_views(x, items, true, indices);
  if (indices.empty()) {
    if (value.dim() == 0) {
      fill_(window, value);
    } else {
      copy_(window, value.sizes() == window.sizes() ? static_cast<const Tensor&>(value) : expand(without_leading_ones(value), window.sizes()));
    }
    return;
  }
  const Tensor source = value->wrapped_number ? full_of({}, value.item(), x.dtype()) : without_leading_ones(value);
  index_put_(window, indices, source);
}

}  // namespace logit::ops

namespace logit {

constexpr OpDef def::index_put{
    .forms = {{"index_put(input, indices, values, accumulate=False)", bind<&ops::index_put>, "", bind<&ops::index_put_>}},
    .reference = "torch.index_put torch.index_put_ Tensor.index_put Tensor.index_put_",
    .shape = shapes::same_as_input,
    .grad_fn = "IndexPutBackward0",
    .backward = "dx = dy outside the indices,  dvalues = dy at the indices",
    .summary = "Replaces (or adds to) the elements at index tensors.",
    .examples = "torch.index_put(torch.tensor([1., 2., 3.]), [torch.tensor([0, 2])], torch.tensor([9., 8.]))",
};
static_assert(complete(def::index_put));

}  // namespace logit
