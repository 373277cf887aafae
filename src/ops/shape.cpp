// Views: the same memory seen with other sizes and strides. Nothing here copies elements, except reshape
// where no view can show what was asked.
#include "ops/view_tools.h"
#include "tensor/room.h"

namespace logit {

// ---- view, reshape and what is made of them ----

constexpr OpDef def::view{
    .forms = {{"view(input, *size)", bind<&ops::view>}, {"view(input, dtype)", bind<&ops::view_dtype>}},
    .reference = "Tensor.view",
    .grad_fn = "ViewBackward0",
    .backward = "dx = dy, reshaped back",
    .summary = "The same elements in another shape, without a copy; one size may be -1.",
    .examples = "torch.tensor([[1., 2., 3.], [4., 5., 6.]]).view(3, -1)",
};
static_assert(complete(def::view));

namespace ops {
namespace {

constexpr const char* kViewImpossible =
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
    "contiguous subspaces). Use .reshape(...) instead.";

Tensor view_as_sizes(const Tensor& x, const Shape& sizes, const Shape& strides, const char* name = "ViewBackward0") {
  return make_view(x, sizes, strides, x.storage_offset(), name, reshape_back(x));
}

}  // namespace
}  // namespace ops

Tensor ops::view(const Tensor& x, IntList size) {
  const Shape sizes = infer_size(size, x.numel());
  const auto strides = view_strides(x.sizes(), x.strides(), sizes);
  if (!strides) fail(ErrorKind::runtime_error, kViewImpossible);
  return view_as_sizes(x, sizes, *strides);
}

Tensor ops::view_dtype(const Tensor& x, DType dtype) {
  const auto from = static_cast<std::int64_t>(element_size(x.dtype())), to = static_cast<std::int64_t>(element_size(dtype));
  if (from == to) {
    Tensor y = make_alias(x);
    y->dtype = dtype;
    return y;
  }
  if (x.dim() == 0) {
    fail(ErrorKind::runtime_error, logit::cat("self.dim() cannot be 0 to view ", scalar_type_name(x.dtype()), " as ", scalar_type_name(dtype),
                                              " (different element sizes)"));
  }
  Shape sizes = x.sizes(), strides = x.strides();
  if (strides.back() != 1) {
    fail(ErrorKind::runtime_error, logit::cat("self.stride(-1) must be 1 to view ", scalar_type_name(x.dtype()), " as ", scalar_type_name(dtype),
                                              " (different element sizes), but got ", strides.back()));
  }
  const auto in_new_units = [&](std::int64_t count, std::string_view what) {
    if (count * from % to != 0) {
      fail(ErrorKind::runtime_error, logit::cat("self.", what, " must be divisible by ", to / from, " to view ", scalar_type_name(x.dtype()), " as ",
                                                scalar_type_name(dtype), " (different element sizes), but got ", count));
    }
    return count * from / to;
  };
  sizes.back() = in_new_units(sizes.back(), "size(-1)");
  for (std::size_t d = 0; d + 1 < strides.size(); ++d) strides[d] = in_new_units(strides[d], logit::cat("stride(", d, ")"));
  Tensor y = make_alias(x, sizes, strides, in_new_units(x.storage_offset(), "storage_offset()"));
  y->dtype = dtype;
  return y;
}

constexpr OpDef def::reshape{
    .forms = {{"reshape(input, *shape)", bind<&ops::reshape>}},
    .reference = "torch.reshape Tensor.reshape",
    .grad_fn = "ViewBackward0 UnsafeViewBackward0",
    .backward = "dx = dy, reshaped back",
    .summary = "The elements in another shape: a view if possible, else a copy.",
    .examples = "torch.reshape(torch.tensor([[1., 2., 3.], [4., 5., 6.]]), (3, 2))\n"
                "torch.tensor([[1., 2., 3.], [4., 5., 6.]]).T.reshape(-1)",
};
static_assert(complete(def::reshape));

Tensor ops::reshape(const Tensor& x, IntList shape) {
  const Shape sizes = infer_size(shape, x.numel());
  if (const auto strides = view_strides(x.sizes(), x.strides(), sizes)) return view_as_sizes(x, sizes, *strides);
  const Tensor copy = clone_contiguous(x);
  // The copy is nobody else's, so this is no view to be tracked.
  Tensor y = make_alias(copy, sizes, contiguous_strides(sizes), 0);
  if (Recording graph{copy}) graph.record(y, "UnsafeViewBackward0", reshape_back(copy));
  return y;
}

constexpr OpDef def::view_as{
    .forms = {{"view_as(input, other)", bind<&ops::view_as>}},
    .reference = "Tensor.view_as",
    .grad_fn = "ViewBackward0",
    .summary = "view with the sizes of other.",
    .examples = "torch.tensor([1., 2., 3., 4.]).view_as(torch.tensor([[0., 0.], [0., 0.]]))",
};
Tensor ops::view_as(const Tensor& x, const Tensor& other) { return view(x, other.sizes()); }

constexpr OpDef def::reshape_as{
    .forms = {{"reshape_as(input, other)", bind<&ops::reshape_as>}},
    .reference = "Tensor.reshape_as",
    .summary = "reshape with the sizes of other.",
    .examples = "torch.tensor([1., 2., 3., 4.]).reshape_as(torch.tensor([[0., 0.], [0., 0.]]))",
};
Tensor ops::reshape_as(const Tensor& x, const Tensor& other) { return reshape(x, other.sizes()); }

constexpr OpDef def::flatten{
    .forms = {{"flatten(input, start_dim=0, end_dim=-1)", bind<&ops::flatten>}},
    .reference = "torch.flatten Tensor.flatten",
    .grad_fn = "ViewBackward0",
    .summary = "Makes one dimension of those from start_dim to end_dim.",
    .examples = "torch.flatten(torch.tensor([[[1., 2.], [3., 4.]], [[5., 6.], [7., 8.]]]), start_dim=1)",
};
static_assert(complete(def::flatten));

Tensor ops::flatten(const Tensor& x, std::int64_t start_dim, std::int64_t end_dim) {
  const std::int64_t start = wrap_dim(start_dim, x.dim()), end = wrap_dim(end_dim, x.dim());
  if (start > end) fail(ErrorKind::runtime_error, "flatten() has invalid args: start_dim cannot come after end_dim");
  if (x.dim() == 0) return reshape(x, IntList(Shape{1}));
  if (start == end) return x;
  Shape sizes;
  std::int64_t flat = 1;
  for (std::int64_t d = 0; d < x.dim(); ++d) {
    if (d < start || d > end) sizes.push_back(x.sizes()[d]);
    else flat *= x.sizes()[d];
    if (d == end) sizes.push_back(flat);
  }
  return reshape(x, sizes);
}

constexpr OpDef def::ravel{
    .forms = {{"ravel(input)", bind<&ops::ravel>}},
    .reference = "torch.ravel Tensor.ravel",
    .summary = "All elements in one dimension.",
    .examples = "torch.ravel(torch.tensor([[1., 2.], [3., 4.]]))",
};
Tensor ops::ravel(const Tensor& x) {
  return view(x.is_contiguous() ? x : contiguous(x), IntList(Shape{-1}));
}

constexpr OpDef def::unflatten{
    .forms = {{"unflatten(input, dim, sizes)", bind<&ops::unflatten>}},
    .reference = "torch.unflatten Tensor.unflatten",
    .grad_fn = "ViewBackward0",
    .summary = "Splits one dimension into several.",
    .examples = "torch.unflatten(torch.tensor([[1., 2., 3., 4.]]), 1, (2, 2))",
};
Tensor ops::unflatten(const Tensor& x, std::int64_t dim, IntList sizes) {
  const std::size_t d = wrapped(dim, x);
  if (sizes.empty()) fail(ErrorKind::runtime_error, "unflatten: sizes must be non-empty");
  std::int64_t known = 1;
  bool inferred = false;
  for (const std::int64_t size : sizes) {
    if (size == -1) inferred = true;
    else known *= size;
  }
  if (inferred ? known == 0 || x.sizes()[d] % known != 0 : known != x.sizes()[d]) {
    fail(ErrorKind::runtime_error, logit::cat("unflatten: Provided sizes ", sizes_text(sizes), " don't multiply up to the size of dim ",
                                       d, " (", x.sizes()[d], ") in the input tensor"));
  }
  Shape out;
  for (std::size_t i = 0; i < x.sizes().size(); ++i) {
    if (i != d) out.push_back(x.sizes()[i]);
    else for (const std::int64_t size : sizes) out.push_back(size == -1 ? x.sizes()[d] / known : size);
  }
  return view(x, out);
}

// ---- dimensions of size 1 ----

constexpr OpDef def::squeeze{
    .forms = {{"squeeze(input)", bind<&ops::squeeze>}, {"squeeze(input, dim)", bind<&ops::squeeze_dim>},
              {"squeeze(input, dim)", bind<&ops::squeeze_dims>}},
    .reference = "torch.squeeze Tensor.squeeze",
    .grad_fn = "SqueezeBackward0 SqueezeBackward1 SqueezeBackward2",
    .backward = "dx = dy with the dimensions of size 1 back",
    .summary = "Drops dimensions of size 1: all, one, or those listed.",
    .examples = "torch.squeeze(torch.tensor([[[1., 2.]]]))\ntorch.squeeze(torch.tensor([[[1., 2.]]]), 1)",
};
static_assert(complete(def::squeeze));

namespace ops {
namespace {

Tensor squeeze_flagged(const Tensor& x, const SmallVector<bool, 8>& drop, const char* name) {
  Shape sizes, strides;
  for (std::size_t d = 0; d < x.sizes().size(); ++d) {
    if (drop[d] && x.sizes()[d] == 1) continue;
    sizes.push_back(x.sizes()[d]);
    strides.push_back(x.strides()[d]);
  }
  return make_view(x, sizes, strides, x.storage_offset(), name, reshape_back(x));
}

}  // namespace
}  // namespace ops

Tensor ops::squeeze(const Tensor& x) {
  return squeeze_flagged(x, SmallVector<bool, 8>(x.sizes().size(), true), "SqueezeBackward0");
}
Tensor ops::squeeze_dim(const Tensor& x, std::int64_t dim) {
  const std::int64_t dims[1] = {dim};
  return squeeze_flagged(x, dim_flags(dims, x.dim()), "SqueezeBackward1");
}
Tensor ops::squeeze_dims(const Tensor& x, IntList dim) {
  return squeeze_flagged(x, dim_flags(dim, x.dim()), "SqueezeBackward2");
}

constexpr OpDef def::unsqueeze{
    .forms = {{"unsqueeze(input, dim)", bind<&ops::unsqueeze>}},
    .reference = "torch.unsqueeze Tensor.unsqueeze",
    .grad_fn = "UnsqueezeBackward0",
    .backward = "dx = dy without the new dimension",
    .summary = "Puts a dimension of size 1 at dim.",
    .examples = "torch.unsqueeze(torch.tensor([1., 2., 3.]), -1)",
};
static_assert(complete(def::unsqueeze));

Tensor ops::unsqueeze(const Tensor& x, std::int64_t dim) {
  const std::size_t d = static_cast<std::size_t>(wrap_dim(dim, x.dim() + 1));
  Shape sizes = x.sizes(), strides = x.strides();
  const std::int64_t step = d < sizes.size() ? sizes[d] * strides[d] : 1;
  sizes.insert(d, 1);
  strides.insert(d, step);
  return make_view(x, sizes, strides, x.storage_offset(), "UnsqueezeBackward0", [d](Back& back) {
    back.dx(0) = squeeze_dim(back.dy(), static_cast<std::int64_t>(d));
  });
}

// ---- the order of dimensions ----

constexpr OpDef def::transpose{
    .forms = {{"transpose(input, dim0, dim1)", bind<&ops::transpose>}},
    .reference = "torch.transpose torch.swapaxes torch.swapdims Tensor.transpose Tensor.swapaxes Tensor.swapdims",
    .grad_fn = "TransposeBackward0",
    .backward = "dx = dy, transposed back",
    .summary = "Swaps two dimensions.",
    .examples = "torch.transpose(torch.tensor([[1., 2., 3.], [4., 5., 6.]]), 0, 1)",
};
static_assert(complete(def::transpose));

namespace ops {
namespace {

Tensor swap_dims(const Tensor& x, std::size_t a, std::size_t b, const char* name) {
  Shape sizes = x.sizes(), strides = x.strides();
  if (a != b) {
    std::swap(sizes[a], sizes[b]);
    std::swap(strides[a], strides[b]);
  }
  return make_view(x, sizes, strides, x.storage_offset(), name, [a, b](Back& back) {
    back.dx(0) = transpose(back.dy(), static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
  });
}

}  // namespace
}  // namespace ops

Tensor ops::transpose(const Tensor& x, std::int64_t dim0, std::int64_t dim1) {
  return swap_dims(x, wrapped(dim0, x), wrapped(dim1, x), "TransposeBackward0");
}

constexpr OpDef def::t{
    .forms = {{"t(input)", bind<&ops::t>}},
    .reference = "torch.t Tensor.t",
    .grad_fn = "TBackward0",
    .backward = "dx = dyᵀ",
    .summary = "Transpose of a matrix; a vector stays as it is.",
    .examples = "torch.t(torch.tensor([[1., 2., 3.], [4., 5., 6.]]))",
};
static_assert(complete(def::t));

Tensor ops::t(const Tensor& x) {
  if (x.dim() > 2) {
    fail(ErrorKind::runtime_error, logit::cat("t() expects a tensor with <= 2 dimensions, but self is ", x.dim(), "D"));
  }
  Shape sizes = x.sizes(), strides = x.strides();
  if (x.dim() == 2) {
    std::swap(sizes[0], sizes[1]);
    std::swap(strides[0], strides[1]);
  }
  return make_view(x, sizes, strides, x.storage_offset(), "TBackward0", [](Back& back) { back.dx(0) = t(back.dy()); });
}

constexpr OpDef def::permute{
    .forms = {{"permute(input, *dims)", bind<&ops::permute>}},
    .reference = "torch.permute Tensor.permute",
    .grad_fn = "PermuteBackward0",
    .backward = "dx = dy, permuted back",
    .summary = "All dimensions in a new order.",
    .examples = "torch.permute(torch.tensor([[[1., 2., 3.], [4., 5., 6.]]]), (2, 0, 1))",
};
static_assert(complete(def::permute));

Tensor ops::permute(const Tensor& x, IntList dims) {
  if (static_cast<std::int64_t>(dims.size()) != x.dim()) {
    fail(ErrorKind::runtime_error,
         logit::cat("permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
             "ordering of dimensions i.e. input.dim() = ", x.dim(), " is not equal to len(dims) = ", dims.size()));
  }
  Shape sizes(dims.size()), strides(dims.size()), inverse(dims.size());
  SmallVector<bool, 8> seen(dims.size(), false);
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const std::size_t d = wrapped(dims[i], x);
    if (seen[d]) fail(ErrorKind::runtime_error, "permute(): duplicate dims are not allowed.");
    seen[d] = true;
    sizes[i] = x.sizes()[d];
    strides[i] = x.strides()[d];
    inverse[d] = static_cast<std::int64_t>(i);
  }
  return make_view(x, sizes, strides, x.storage_offset(), "PermuteBackward0",
                   [inverse](Back& back) { back.dx(0) = permute(back.dy(), inverse); });
}

constexpr OpDef def::numpy_T{
    .forms = {{"T(input)", bind<&ops::numpy_T>}},
    .reference = "Tensor.T",
    .grad_fn = "PermuteBackward0",
    .backward = "dx = dyᵀ",
    .summary = "The dimensions in reverse order. A property.",
    .examples = "torch.tensor([[1., 2., 3.], [4., 5., 6.]]).T",
};
Tensor ops::numpy_T(const Tensor& x) {
  if (x.dim() != 2 && x.dim() != 0) {
    warn("The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an "
         "error in a future release. Consider `x.mT` to transpose batches of matrices or `x.permute(*torch.arange(x.ndim - "
         "1, -1, -1))` to reverse the dimensions of a tensor.");
  }
  Shape dims;
  for (std::int64_t d = x.dim(); d-- > 0;) dims.push_back(d);
  return permute(x, dims);
}

constexpr OpDef def::matrix_T{
    .forms = {{"mT(input)", bind<&ops::matrix_T>}},
    .reference = "Tensor.mT Tensor.mH torch.adjoint Tensor.adjoint",
    .grad_fn = "TransposeBackward0",
    .summary = "The last two dimensions swapped. A property.",
    .examples = "torch.tensor([[[1., 2., 3.], [4., 5., 6.]]]).mT",
};
Tensor ops::matrix_T(const Tensor& x) {
  if (x.dim() < 2) {
    fail(ErrorKind::runtime_error, logit::cat("tensor.mT is only supported on matrices or batches of matrices. Got ", x.dim(), "-D tensor."));
  }
  return transpose(x, -2, -1);
}

constexpr OpDef def::hermitian_T{
    .forms = {{"H(input)", bind<&ops::hermitian_T>}},
    .reference = "Tensor.H",
    .grad_fn = "TransposeBackward0",
    .summary = "Transpose of a matrix. A property.",
    .examples = "torch.tensor([[1., 2., 3.], [4., 5., 6.]]).H",
};
Tensor ops::hermitian_T(const Tensor& x) {
  if (x.dim() != 2 && x.dim() != 0) {
    fail(ErrorKind::runtime_error, logit::cat("tensor.H is only supported on matrices (2-D tensors). Got ", x.dim(), "-D tensor. For "
                                       "batches of matrices, consider using tensor.mH"));
  }
  return x.dim() == 0 ? x : transpose(x, 0, 1);
}

constexpr OpDef def::movedim{
    .forms = {{"movedim(input, source, destination)", bind<&ops::movedim>}},
    .reference = "torch.movedim torch.moveaxis Tensor.movedim Tensor.moveaxis",
    .grad_fn = "PermuteBackward0",
    .summary = "Moves dimensions to new places; the others keep their order.",
    .examples = "torch.movedim(torch.tensor([[[1., 2., 3.], [4., 5., 6.]]]), 0, 2)",
};
Tensor ops::movedim(const Tensor& x, IntList source, IntList destination) {
  if (source.size() != destination.size()) {
    fail(ErrorKind::runtime_error, logit::cat("movedim: Invalid source or destination dims: source (", sizes_text(source),
                                       " dims) should contain the same number of dims as destination (",
                                       sizes_text(destination), " dims)"));
  }
  const std::size_t dims = x.sizes().size();
  if (dims == 0) return x;
  Shape order(dims, -1);
  SmallVector<bool, 8> moved(dims, false);
  for (std::size_t i = 0; i < source.size(); ++i) {
    const std::size_t from = wrapped(source[i], x), to = wrapped(destination[i], x);
    if (moved[from]) fail(ErrorKind::runtime_error, logit::cat("movedim: repeated dim in `source` (", sizes_text(source), ")"));
    if (order[to] >= 0) fail(ErrorKind::runtime_error, logit::cat("movedim: repeated dim in `destination` (", sizes_text(destination), ")"));
    order[to] = static_cast<std::int64_t>(from);
    moved[from] = true;
  }
  std::size_t next = 0;
  for (std::size_t d = 0; d < dims; ++d) {
    if (order[d] >= 0) continue;
    while (moved[next]) ++next;
    order[d] = static_cast<std::int64_t>(next++);
  }
  return permute(x, order);
}

// ---- broadcasting ----

constexpr OpDef def::expand{
    .forms = {{"expand(input, *size, *, implicit=False)", bind<&ops::expand_implicit>}},
    .reference = "Tensor.expand",
    .grad_fn = "ExpandBackward0",
    .backward = "dx = dy, summed over the new positions",
    .summary = "Shows dimensions of size 1 as if they were repeated; -1 keeps a size.",
    .examples = "torch.tensor([[1.], [2.]]).expand(2, 3)",
};
static_assert(complete(def::expand));

Tensor ops::expand_implicit(const Tensor& x, IntList size, bool) { return expand(x, size); }

Tensor ops::expand(const Tensor& x, IntList size) {
  if (size.size() < x.sizes().size()) {
    fail(ErrorKind::runtime_error,
         logit::cat("expand(", type_string(x), "{", sizes_text(x.sizes()), "}, size=", sizes_text(size),
             "): the number of sizes provided (", size.size(), ") must be greater or equal to the number of dimensions in the tensor (",
             x.dim(), ")"));
  }
  const std::size_t lead = size.size() - x.sizes().size();
  Shape sizes(size), strides(size.size());
  for (std::size_t d = 0; d < size.size(); ++d) {
    const std::int64_t have = d < lead ? 1 : x.sizes()[d - lead];
    if (sizes[d] == -1) {
      if (d < lead) {
        fail(ErrorKind::runtime_error, logit::cat("The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ", d));
      }
      sizes[d] = have;
    }
    if (have != sizes[d] && have != 1) {
      fail(ErrorKind::runtime_error,
           logit::cat("The expanded size of the tensor (", sizes[d], ") must match the existing size (", have,
               ") at non-singleton dimension ", d, ".  Target sizes: ", sizes_text(size), ".  Tensor sizes: ", sizes_text(x.sizes())));
    }
    strides[d] = d < lead || (have == 1 && sizes[d] != 1) ? 0 : x.strides()[d - lead];
  }
  return make_view(x, sizes, strides, x.storage_offset(), "ExpandBackward0",
                   [](Back& back) { back.dx(0) = back.dy(); });  // the engine sums it to the input's shape
}

constexpr OpDef def::expand_as{
    .forms = {{"expand_as(input, other)", bind<&ops::expand_as>}},
    .reference = "Tensor.expand_as",
    .grad_fn = "ExpandBackward0",
    .summary = "expand to the sizes of other.",
    .examples = "torch.tensor([1., 2.]).expand_as(torch.tensor([[0., 0.], [0., 0.]]))",
};
Tensor ops::expand_as(const Tensor& x, const Tensor& other) { return expand(x, other.sizes()); }

constexpr OpDef def::broadcast_to{
    .forms = {{"broadcast_to(input, *size)", bind<&ops::broadcast_to>}},
    .reference = "torch.broadcast_to Tensor.broadcast_to",
    .grad_fn = "ExpandBackward0",
    .summary = "The same as expand.",
    .examples = "torch.broadcast_to(torch.tensor([1., 2.]), (3, 2))",
};
Tensor ops::broadcast_to(const Tensor& x, IntList size) { return expand(x, size); }

constexpr OpDef def::broadcast_tensors{
    .forms = {{"broadcast_tensors(*tensors)", bind<&ops::broadcast_tensors>}},
    .reference = "torch.broadcast_tensors",
    .grad_fn = "ExpandBackward0",
    .summary = "Expands all tensors to their common shape.",
    .examples = "torch.broadcast_tensors(torch.tensor([1., 2.]), torch.tensor([[3.], [4.]]))",
};
std::vector<Tensor> ops::broadcast_tensors(TensorList tensors) {
  Shape sizes;
  for (const Tensor& tensor : tensors) sizes = broadcast_shapes(sizes, tensor.sizes());
  std::vector<Tensor> out;
  for (const Tensor& tensor : tensors) out.push_back(expand(tensor, sizes));
  return out;
}

// ---- windows ----

constexpr OpDef def::select{
    .forms = {{"select(input, dim, index)", bind<&ops::select>}},
    .reference = "torch.select Tensor.select",
    .grad_fn = "SelectBackward0",
    .backward = "dx = zeros with dy at the index",
    .summary = "The slice at one index of a dimension, without that dimension: x[index].",
    .examples = "torch.select(torch.tensor([[1., 2.], [3., 4.]]), 1, -1)",
};
static_assert(complete(def::select));

namespace ops {
namespace {

// A window's gradient: zeros of the input's sizes with dy in the window.
template <class Window>
Tensor embed(const Shape& sizes, const Tensor& dy, Window window) {
  Tensor dx = full_of(sizes, 0, dy.dtype());
  if (dy.requires_grad() && Context::current().grad_enabled) {
    copy_(window(dx), dy);  // recorded, for a second derivative
  } else {
    NoGrad guard;
    copy_elements(window(dx), dy);
  }
  return dx;
}

}  // namespace
}  // namespace ops

Tensor ops::select(const Tensor& x, std::int64_t dim, std::int64_t index) {
  if (x.dim() == 0) fail(ErrorKind::index_error, "select() cannot be applied to a 0-dim tensor.");
  const std::size_t d = wrapped(dim, x);
  const std::int64_t size = x.sizes()[d];
  if (index < -size || index >= size) {
    fail(ErrorKind::index_error, logit::cat("select(): index ", index, " out of range for tensor of size ", sizes_text(x.sizes()),
                                     " at dimension ", d));
  }
  const std::int64_t at = index < 0 ? index + size : index;
  Shape sizes = x.sizes(), strides = x.strides();
  const std::int64_t offset = x.storage_offset() + at * strides[d];
  sizes.erase(d);
  strides.erase(d);
  return make_view(x, sizes, strides, offset, "SelectBackward0", [in = x.sizes(), d, at](Back& back) {
    back.dx(0) = embed(in, back.dy(), [&](const Tensor& dx) { return select(dx, static_cast<std::int64_t>(d), at); });
  });
}

Tensor ops::slice(const Tensor& x, std::int64_t dim, std::optional<std::int64_t> from, std::optional<std::int64_t> to,
                  std::int64_t step) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "slice() cannot be applied to a 0-dim tensor.");
  if (step <= 0) fail(ErrorKind::runtime_error, "slice step must be positive");
  const std::size_t d = wrapped(dim, x);
  const std::int64_t size = x.sizes()[d];
  auto clamp = [size](std::int64_t at) {
    if (at < 0) at += size;
    return at < 0 ? 0 : at > size ? size : at;
  };
  const std::int64_t start = clamp(from.value_or(0));
  std::int64_t end = to ? clamp(*to) : size;
  if (end < start) end = start;
  Shape sizes = x.sizes(), strides = x.strides();
  const std::int64_t offset = x.storage_offset() + start * strides[d];
  sizes[d] = (end - start + step - 1) / step;
  strides[d] *= step;
  return make_view(x, sizes, strides, offset, "SliceBackward0", [in = x.sizes(), d, start, end, step](Back& back) {
    back.dx(0) = embed(in, back.dy(), [&](const Tensor& dx) {
      return slice(dx, static_cast<std::int64_t>(d), start, end, step);
    });
  });
}

constexpr OpDef def::narrow{
    .forms = {{"narrow(input, dim, start, length)", bind<&ops::narrow>}},
    .reference = "torch.narrow Tensor.narrow",
    .grad_fn = "SliceBackward0",
    .backward = "dx = zeros with dy in the window",
    .summary = "length elements of a dimension from start on.",
    .examples = "torch.narrow(torch.tensor([[1., 2., 3.], [4., 5., 6.]]), 1, 1, 2)",
};
Tensor ops::narrow(const Tensor& x, std::int64_t dim, std::int64_t start, std::int64_t length) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "narrow() cannot be applied to a 0-dim tensor.");
  if (length < 0) fail(ErrorKind::runtime_error, "narrow(): length must be non-negative.");
  const std::int64_t size = x.sizes()[wrapped(dim, x)];
  if (start < -size || start > size) {
    fail(ErrorKind::index_error, logit::cat("start out of range (expected to be in range of [", -size, ", ", size, "], but got ", start, ")"));
  }
  if (start < 0) start += size;
  if (start + length > size) {
    fail(ErrorKind::runtime_error, logit::cat("start (", start, ") + length (", length, ") exceeds dimension size (", size, ")."));
  }
  return slice(x, dim, start, start + length);
}

constexpr OpDef def::diagonal{
    .forms = {{"diagonal(input, offset=0, dim1=0, dim2=1)", bind<&ops::diagonal>}},
    .reference = "torch.diagonal Tensor.diagonal",
    .grad_fn = "DiagonalBackward0",
    .backward = "dx = zeros with dy on the diagonal",
    .summary = "The diagonal of two dimensions, as a view with that dimension last.",
    .examples = "torch.diagonal(torch.tensor([[1., 2., 3.], [4., 5., 6.]]), offset=1)",
};
static_assert(complete(def::diagonal));

Tensor ops::diagonal(const Tensor& x, std::int64_t offset, std::int64_t dim1, std::int64_t dim2) {
  const std::size_t a = wrapped(dim1, x), b = wrapped(dim2, x);
  if (a == b || x.dim() < 2) {
    fail(ErrorKind::runtime_error, logit::cat("diagonal dimensions cannot be identical ", dim1, ", ", dim2));
  }
  std::int64_t length = offset >= 0 ? std::min(x.sizes()[a], x.sizes()[b] - offset) : std::min(x.sizes()[a] + offset, x.sizes()[b]);
  if (length < 0) length = 0;
  const std::int64_t start = length == 0 ? 0 : offset >= 0 ? offset * x.strides()[b] : -offset * x.strides()[a];
  Shape sizes, strides;
  for (std::size_t d = 0; d < x.sizes().size(); ++d) {
    if (d == a || d == b) continue;
    sizes.push_back(x.sizes()[d]);
    strides.push_back(x.strides()[d]);
  }
  sizes.push_back(length);
  strides.push_back(x.strides()[a] + x.strides()[b]);
  return make_view(x, sizes, strides, x.storage_offset() + start, "DiagonalBackward0",
                   [in = x.sizes(), offset, dim1, dim2](Back& back) {
    back.dx(0) = embed(in, back.dy(), [&](const Tensor& dx) { return diagonal(dx, offset, dim1, dim2); });
  });
}

constexpr OpDef def::unfold{
    .forms = {{"unfold(input, dimension, size, step)", bind<&ops::unfold>}},
    .reference = "Tensor.unfold",
    .grad_fn = "UnfoldBackward0",
    .backward = "dx = dy, added up where windows overlap",
    .summary = "All windows of a size along a dimension, in a new last dimension.",
    .examples = "torch.tensor([1., 2., 3., 4., 5.]).unfold(0, 3, 1)",
};
static_assert(complete(def::unfold));

Tensor ops::unfold(const Tensor& x, std::int64_t dimension, std::int64_t size, std::int64_t step) {
  const std::size_t d = wrapped(dimension, x);
  const std::int64_t have = x.dim() == 0 ? 1 : x.sizes()[d];
  if (size > have) {
    fail(ErrorKind::runtime_error, logit::cat("maximum size for tensor at dimension ", d, " is ", have, " but size is ", size));
  }
  if (step <= 0) fail(ErrorKind::runtime_error, logit::cat("step is ", step, " but must be > 0"));
  Shape sizes = x.sizes(), strides = x.strides();
  const std::int64_t stride = x.dim() == 0 ? 1 : strides[d];
  if (x.dim() > 0) {
    sizes[d] = (have - size) / step + 1;
    strides[d] = stride * step;
  }
  sizes.push_back(size);
  strides.push_back(stride);
  return make_view(x, sizes, strides, x.storage_offset(), "UnfoldBackward0", [in = x.sizes(), d, size, step](Back& back) {
    Tensor dx = full_of(in, 0, back.dy().dtype());
    const std::int64_t count = in.empty() ? 1 : back.dy().sizes()[d];
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t dim = static_cast<std::int64_t>(d);
      const Tensor window = in.empty() ? unsqueeze(dx, 0) : slice(dx, dim, i * step, i * step + size);
      const Tensor dy = in.empty() ? back.dy() : movedim(select(back.dy(), dim, i), IntList(Shape{-1}), IntList(Shape{dim}));
      add_(window, dy);
    }
    back.dx(0) = dx;
  });
}

constexpr OpDef def::as_strided{
    .forms = {{"as_strided(input, size, stride, storage_offset=None)", bind<&ops::as_strided>}},
    .reference = "torch.as_strided Tensor.as_strided",
    .grad_fn = "AsStridedBackward0",
    .backward = "dx = dy, added up in the places it was read from",
    .summary = "Any window on the storage, given sizes, strides and the first element.",
    .examples = "torch.as_strided(torch.tensor([1., 2., 3., 4.]), (2, 2), (1, 2))",
};
static_assert(complete(def::as_strided));

Tensor ops::as_strided(const Tensor& x, IntList size, IntList stride, std::optional<std::int64_t> storage_offset) {
  if (size.size() != stride.size()) fail(ErrorKind::runtime_error, "mismatch in length of strides and shape");
  const std::int64_t offset = storage_offset.value_or(x.storage_offset());
  std::int64_t last = offset;
  bool any = true;
  for (std::size_t d = 0; d < size.size(); ++d) {
    if (stride[d] < 0) {
      fail(ErrorKind::runtime_error, logit::cat("as_strided: Negative strides are not supported at the moment, got strides: ", sizes_text(stride)));
    }
    any = any && size[d] > 0;
    last += (size[d] - 1) * stride[d];
  }
  const std::int64_t item = static_cast<std::int64_t>(element_size(x.dtype()));
  if (any && (last + 1) * item > x->storage->bytes()) {
    fail(ErrorKind::runtime_error,
         logit::cat("setStorage: sizes ", sizes_text(size), ", strides ", sizes_text(stride), ", storage offset ", offset,
             ", and itemsize ", item, " requiring a storage size of ", (last + 1) * item,
             " are out of bounds for storage of size ", x->storage->bytes()));
  }
  return make_view(x, size, stride, offset, "AsStridedBackward0",
                   [in = x.sizes(), in_strides = x.strides(), size = Shape(size), stride = Shape(stride),
                    offset = offset - x.storage_offset()](Back& back) {
    // Positions may overlap, so the gradient adds up in a flat copy of the storage window.
    std::int64_t extent = 1;
    for (std::size_t d = 0; d < in.size(); ++d) extent += (in[d] - 1) * in_strides[d];
    for (std::size_t d = 0; d < size.size(); ++d) extent += (size[d] - 1) * stride[d];
    extent += offset > 0 ? offset : 0;
    Tensor positions = empty(IntList(Shape{extent}), DType::int64);
    for (std::int64_t i = 0; i < extent; ++i) positions.data_as<std::int64_t>()[i] = i;
    const Tensor read = contiguous_data(make_alias(positions, size, stride, offset));
    const Tensor flat = index_add(full_of(IntList(Shape{extent}), 0, back.dy().dtype()), 0,
                                  make_alias(read, Shape{read.numel()}, Shape{1}, 0), reshape(back.dy(), IntList(Shape{-1})));
    back.dx(0) = clone(as_strided(flat, in, in_strides, 0));
  });
}

constexpr OpDef def::alias{
    .forms = {{"alias(input)", bind<&ops::alias>}},
    .reference = "torch.alias_copy",
    .grad_fn = "AliasBackward0",
    .summary = "A view of the whole tensor: x[...].",
    .examples = "torch.alias_copy(torch.tensor([1., 2.]))",
};
Tensor ops::alias(const Tensor& x) {
  return make_view(x, x.sizes(), x.strides(), x.storage_offset(), "AliasBackward0",
                   [](Back& back) { back.dx(0) = back.dy(); });
}

// ---- several views at once ----

namespace ops {
namespace {

// Views of one recorded node. Its rule gets the gradients of all pieces; missing ones count as zeros.
template <class Rule>
std::vector<Tensor> record_pieces(const Tensor& x, std::vector<Tensor> pieces, const char* name, Rule rule) {
  for (const Tensor& piece : pieces) track_view(piece, x, ViewKind::multiple);
  if (Recording graph{x}) graph.record(std::span<const Tensor>(pieces), name, std::move(rule));
  return pieces;
}

Tensor window_alias(const Tensor& x, std::size_t d, std::int64_t start, std::int64_t length) {
  Shape sizes = x.sizes();
  sizes[d] = length;
  return make_alias(x, sizes, x.strides(), x.storage_offset() + start * x.strides()[d]);
}

// A view and what autograd keeps for it, asked for before the first of many is made.
constexpr std::int64_t kBytesPerPiece = 256;

Tensor dy_or_zeros(Back& back, std::size_t i, DType dtype) {
  return back.dy(i).defined() ? back.dy(i) : full_of(back.output_sizes(i), 0, dtype);
}

std::vector<Tensor> split_lengths(const Tensor& x, std::size_t d, IntList lengths, const char* name) {
  std::vector<Tensor> pieces;
  std::int64_t start = 0;
  for (const std::int64_t length : lengths) {
    pieces.push_back(window_alias(x, d, start, length));
    start += length;
  }
  const std::size_t count = pieces.size();
  return record_pieces(x, std::move(pieces), name, [d, count, dtype = x.dtype()](Back& back) {
    std::vector<Tensor> parts;
    for (std::size_t i = 0; i < count; ++i) parts.push_back(dy_or_zeros(back, i, dtype));
    back.dx(0) = ops::cat(parts, static_cast<std::int64_t>(d));
  });
}

}  // namespace
}  // namespace ops

constexpr OpDef def::split{
    .forms = {{"split(tensor, split_size_or_sections, dim=0)", bind<&ops::split>},
              {"split(tensor, split_size_or_sections, dim=0)", bind<&ops::split_with_sizes>}},
    .reference = "torch.split Tensor.split",
    .grad_fn = "SplitBackward0 SplitWithSizesBackward0",
    .backward = "dx = the pieces' gradients, joined",
    .summary = "Pieces of a size (the last may be shorter) or of the sizes given, as views.",
    .examples = "torch.split(torch.tensor([1., 2., 3., 4., 5.]), 2)\ntorch.split(torch.tensor([1., 2., 3., 4., 5.]), [1, 4])",
};
static_assert(complete(def::split));

std::vector<Tensor> ops::split(const Tensor& x, std::int64_t split_size, std::int64_t dim) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "split expects at least a 1-dimensional tensor");
  if (split_size < 0) {
    fail(ErrorKind::runtime_error, logit::cat("split expects split_size be non-negative, but got split_size=", split_size));
  }
  const std::size_t d = wrapped(dim, x);
  const std::int64_t size = x.sizes()[d];
  if (split_size == 0 && size != 0) {
    fail(ErrorKind::runtime_error, logit::cat("split_size can only be 0 if dimension size is 0, but got dimension size of ", size));
  }
  if (split_size > 0) check_room_for(size / split_size, kBytesPerPiece);
  Shape lengths;
  for (std::int64_t start = 0; start < size; start += split_size) lengths.push_back(std::min(split_size, size - start));
  if (lengths.empty()) lengths.push_back(size);
  return split_lengths(x, d, lengths, "SplitBackward0");
}

std::vector<Tensor> ops::split_with_sizes(const Tensor& x, IntList split_sizes, std::int64_t dim) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "split expects at least a 1-dimensional tensor");
  const std::size_t d = wrapped(dim, x);
  std::int64_t total = 0;
  for (const std::int64_t size : split_sizes) {
    if (size < 0) {
      fail(ErrorKind::runtime_error, logit::cat("split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=", sizes_text(split_sizes)));
    }
    total += size;
  }
  if (total != x.sizes()[d]) {
    fail(ErrorKind::runtime_error,
         logit::cat("split_with_sizes expects split_sizes to sum exactly to ", x.sizes()[d], " (input tensor's size at dimension ",
                    d, "), but got split_sizes=", sizes_text(split_sizes)));
  }
  return split_lengths(x, d, split_sizes, "SplitWithSizesBackward0");
}

constexpr OpDef def::chunk{
    .forms = {{"chunk(input, chunks, dim=0)", bind<&ops::chunk>}},
    .reference = "torch.chunk Tensor.chunk",
    .grad_fn = "SplitBackward0",
    .summary = "At most so many pieces of equal size (the last may be shorter), as views.",
    .examples = "torch.chunk(torch.tensor([1., 2., 3., 4., 5.]), 2)",
};
std::vector<Tensor> ops::chunk(const Tensor& x, std::int64_t chunks, std::int64_t dim) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "chunk expects at least a 1-dimensional tensor");
  if (chunks <= 0) fail(ErrorKind::runtime_error, logit::cat("chunk expects `chunks` to be greater than 0, got: ", chunks));
  const std::int64_t size = x.sizes()[wrapped(dim, x)];
  const std::int64_t length = size / chunks + (size % chunks != 0);
  if (length == 0) check_room_for(chunks, kBytesPerPiece);
  if (length == 0) return split_with_sizes(x, Shape(static_cast<std::size_t>(chunks), 0), dim);
  return split(x, length, dim);
}

constexpr OpDef def::tensor_split{
    .forms = {{"tensor_split(input, indices_or_sections, dim=0)", bind<&ops::tensor_split>},
              {"tensor_split(input, indices_or_sections, dim=0)", bind<&ops::tensor_split_indices>}},
    .reference = "torch.tensor_split Tensor.tensor_split",
    .grad_fn = "SliceBackward0",
    .summary = "Sections of nearly equal size, or pieces between the given indices, as views.",
    .examples = "torch.tensor_split(torch.tensor([1., 2., 3., 4., 5.]), 3)\n"
                "torch.tensor_split(torch.tensor([1., 2., 3., 4., 5.]), [1, 3])",
};
std::vector<Tensor> ops::tensor_split(const Tensor& x, std::int64_t sections, std::int64_t dim) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
  if (sections <= 0) fail(ErrorKind::runtime_error, logit::cat("number of sections must be larger than 0, got ", sections));
  const std::int64_t size = x.sizes()[wrapped(dim, x)];
  std::vector<Tensor> out;
  std::int64_t start = 0;
  for (std::int64_t i = 0; i < sections; ++i) {
    const std::int64_t length = size / sections + (i < size % sections);
    out.push_back(slice(x, dim, start, start + length));
    start += length;
  }
  return out;
}
std::vector<Tensor> ops::tensor_split_indices(const Tensor& x, IntList indices, std::int64_t dim) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
  std::vector<Tensor> out;
  std::int64_t start = 0;
  for (const std::int64_t end : indices) {
    out.push_back(slice(x, dim, start, end));
    start = end;
  }
  out.push_back(slice(x, dim, start, std::nullopt));
  return out;
}

constexpr OpDef def::hsplit{
    .forms = {{"hsplit(input, indices_or_sections)", bind<&ops::hsplit>},
              {"hsplit(input, indices_or_sections)", bind<&ops::hsplit_indices>}},
    .reference = "torch.hsplit Tensor.hsplit",
    .grad_fn = "SliceBackward0",
    .summary = "tensor_split by columns.",
    .examples = "torch.hsplit(torch.tensor([[1., 2., 3., 4.]]), 2)",
};
namespace ops {
namespace {
// hsplit and its sisters: sections must divide the dimension.
std::vector<Tensor> even_split(const Tensor& x, std::int64_t sections, std::int64_t dim, const char* name, std::int64_t least) {
  if (x.dim() < least) {
    fail(ErrorKind::runtime_error, logit::cat("torch.", name, " requires a tensor with at least ", least,
                                              " dimension", least > 1 ? "s" : "", ", but got a tensor with ", x.dim(), " dimensions!"));
  }
  if (sections <= 0 || x.size(dim) % sections != 0) {
    fail(ErrorKind::runtime_error, logit::cat("torch.", name, " attempted to split along dimension ", dim,
                                              ", but the size of the dimension ", x.size(dim), " is not divisible by the split_size ",
                                              sections, "!"));
  }
  return tensor_split(x, sections, dim);
}
}  // namespace
}  // namespace ops
std::vector<Tensor> ops::hsplit(const Tensor& x, std::int64_t sections) {
  return even_split(x, sections, x.dim() == 1 ? 0 : 1, "hsplit", 1);
}
std::vector<Tensor> ops::hsplit_indices(const Tensor& x, IntList indices) {
  return tensor_split_indices(x, indices, x.dim() == 1 ? 0 : 1);
}

constexpr OpDef def::vsplit{
    .forms = {{"vsplit(input, indices_or_sections)", bind<&ops::vsplit>},
              {"vsplit(input, indices_or_sections)", bind<&ops::vsplit_indices>}},
    .reference = "torch.vsplit Tensor.vsplit",
    .grad_fn = "SliceBackward0",
    .summary = "tensor_split by rows.",
    .examples = "torch.vsplit(torch.tensor([[1., 2.], [3., 4.]]), 2)",
};
std::vector<Tensor> ops::vsplit(const Tensor& x, std::int64_t sections) { return even_split(x, sections, 0, "vsplit", 2); }
std::vector<Tensor> ops::vsplit_indices(const Tensor& x, IntList indices) { return tensor_split_indices(x, indices, 0); }

constexpr OpDef def::dsplit{
    .forms = {{"dsplit(input, indices_or_sections)", bind<&ops::dsplit>},
              {"dsplit(input, indices_or_sections)", bind<&ops::dsplit_indices>}},
    .reference = "torch.dsplit Tensor.dsplit",
    .grad_fn = "SliceBackward0",
    .summary = "tensor_split along the third dimension.",
    .examples = "torch.dsplit(torch.tensor([[[1., 2.], [3., 4.]]]), 2)",
};
std::vector<Tensor> ops::dsplit(const Tensor& x, std::int64_t sections) { return even_split(x, sections, 2, "dsplit", 3); }
std::vector<Tensor> ops::dsplit_indices(const Tensor& x, IntList indices) { return tensor_split_indices(x, indices, 2); }

constexpr OpDef def::unbind{
    .forms = {{"unbind(input, dim=0)", bind<&ops::unbind>}},
    .reference = "torch.unbind Tensor.unbind",
    .grad_fn = "UnbindBackward0",
    .backward = "dx = the slices' gradients, stacked",
    .summary = "All slices along a dimension, as views; what iterating over a tensor does.",
    .examples = "torch.unbind(torch.tensor([[1., 2.], [3., 4.]]), 1)",
};
static_assert(complete(def::unbind));

std::vector<Tensor> ops::unbind(const Tensor& x, std::int64_t dim) {
  if (x.dim() == 0) {
    fail(ErrorKind::index_error, "Dimension specified as 0 but tensor has no dimensions");
  }
  const std::size_t d = wrapped(dim, x);
  Shape sizes = x.sizes(), strides = x.strides();
  sizes.erase(d);
  strides.erase(d);
  std::vector<Tensor> pieces;
  for (std::int64_t i = 0; i < x.sizes()[d]; ++i) {
    pieces.push_back(make_alias(x, sizes, strides, x.storage_offset() + i * x.strides()[d]));
  }
  const std::size_t count = pieces.size();
  return record_pieces(x, std::move(pieces), "UnbindBackward0", [d, count, dtype = x.dtype()](Back& back) {
    std::vector<Tensor> parts;
    for (std::size_t i = 0; i < count; ++i) parts.push_back(dy_or_zeros(back, i, dtype));
    back.dx(0) = stack(parts, static_cast<std::int64_t>(d));
  });
}

// ---- at least so many dimensions ----

constexpr OpDef def::atleast_1d{
    .forms = {{"atleast_1d(input)", bind<&ops::atleast_1d>},
              {"atleast_1d(*tensors)", bind<&ops::atleast_1d_each>}},
    .reference = "torch.atleast_1d",
    .summary = "A 0-dim tensor becomes a vector of one element.",
    .examples = "torch.atleast_1d(torch.tensor(3.))",
};
std::vector<Tensor> ops::atleast_1d_each(TensorList tensors) {
  std::vector<Tensor> results;
  for (const Tensor& x : tensors) results.push_back(atleast_1d(x));
  return results;
}
Tensor ops::atleast_1d(const Tensor& x) { return x.dim() == 0 ? reshape(x, IntList(Shape{1})) : x; }

constexpr OpDef def::atleast_2d{
    .forms = {{"atleast_2d(input)", bind<&ops::atleast_2d>},
              {"atleast_2d(*tensors)", bind<&ops::atleast_2d_each>}},
    .reference = "torch.atleast_2d",
    .summary = "Numbers and vectors become a row of a matrix.",
    .examples = "torch.atleast_2d(torch.tensor([1., 2.]))",
};
std::vector<Tensor> ops::atleast_2d_each(TensorList tensors) {
  std::vector<Tensor> results;
  for (const Tensor& x : tensors) results.push_back(atleast_2d(x));
  return results;
}
Tensor ops::atleast_2d(const Tensor& x) {
  if (x.dim() == 0) return reshape(x, IntList(Shape{1, 1}));
  return x.dim() == 1 ? unsqueeze(x, 0) : x;
}

constexpr OpDef def::atleast_3d{
    .forms = {{"atleast_3d(input)", bind<&ops::atleast_3d>},
              {"atleast_3d(*tensors)", bind<&ops::atleast_3d_each>}},
    .reference = "torch.atleast_3d",
    .summary = "Anything smaller gets dimensions of size 1.",
    .examples = "torch.atleast_3d(torch.tensor([[1., 2.]]))",
};
std::vector<Tensor> ops::atleast_3d_each(TensorList tensors) {
  std::vector<Tensor> results;
  for (const Tensor& x : tensors) results.push_back(atleast_3d(x));
  return results;
}
Tensor ops::atleast_3d(const Tensor& x) {
  if (x.dim() == 0) return reshape(x, IntList(Shape{1, 1, 1}));
  if (x.dim() == 1) return unsqueeze(unsqueeze(x, 0), -1);
  return x.dim() == 2 ? unsqueeze(x, -1) : x;
}

}  // namespace logit
