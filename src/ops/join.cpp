// Putting tensors together and moving their elements around: cat, stack, repeat, flip, roll, triangles.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include "ops/inplace.h"
#include "ops/view_tools.h"

#include "ops/pointwise.h"
#include "tensor/room.h"

namespace logit {

// ---- side by side ----

constexpr OpDef def::cat{
    .forms = {{"cat(tensors, dim=0)", bind<&ops::cat>}},
    .reference = "torch.cat torch.concat torch.concatenate",
    .grad_fn = "CatBackward0",
    .backward = "each input gets its part of dy",
    .summary = "Joins tensors along a dimension.",
    .examples = "torch.cat([torch.tensor([[1., 2.]]), torch.tensor([[3., 4.], [5., 6.]])])\n"
                "torch.cat([torch.tensor([[1., 2.]]), torch.tensor([[3.]])], dim=1)",
};
static_assert(complete(def::cat));

namespace ops {
namespace {

DType common_type(TensorList tensors) {
  ResultType type(Context::current().default_dtype);
  for (const Tensor& tensor : tensors) {
    if (tensor.dim() == 0) type.add_zero_dim_tensor(tensor.dtype());
    else type.add_dim_tensor(tensor.dtype());
  }
  return type.result();
}

bool skipped(const Tensor& x) { return x.dim() == 1 && x.numel() == 0; }  // the old way to write "nothing"

}  // namespace
}  // namespace ops

Tensor ops::cat(TensorList tensors, std::int64_t dim) {
  if (tensors.empty()) fail(ErrorKind::value_error, "torch.cat(): expected a non-empty list of Tensors");
  const Tensor* first = nullptr;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].dim() == 0) {
      fail(ErrorKind::runtime_error, logit::cat("zero-dimensional tensor (at position ", i, ") cannot be concatenated"));
    }
    if (!first && !skipped(tensors[i])) first = &tensors[i];
  }
  if (!first) first = &tensors[0];
  const std::size_t d = wrapped(dim, *first);
  Shape sizes = first->sizes();
  sizes[d] = 0;
  SmallVector<std::int64_t, 4> lengths;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const Tensor& x = tensors[i];
    if (skipped(x) && first->dim() != 1) {
      lengths.push_back(0);
      continue;
    }
    if (x.dim() != first->dim()) {
      fail(ErrorKind::runtime_error, logit::cat("Tensors must have same number of dimensions: got ", first->dim(), " and ", x.dim()));
    }
    for (std::size_t k = 0; k < sizes.size(); ++k) {
      if (k != d && x.sizes()[k] != first->sizes()[k]) {
        fail(ErrorKind::runtime_error,
             logit::cat("Sizes of tensors must match except in dimension ", d, ". Expected size ", first->sizes()[k],
                        " but got size ", x.sizes()[k], " for tensor number ", i, " in the list."));
      }
    }
    sizes[d] += x.sizes()[d];
    lengths.push_back(x.sizes()[d]);
  }
  Tensor y = logit::empty(sizes, common_type(tensors));
  std::int64_t start = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (lengths[i] == 0) continue;
    Shape part = sizes;
    part[d] = lengths[i];
    copy_elements(make_alias(y, part, y.strides(), start * y.strides()[d]), tensors[i]);
    start += lengths[i];
  }
  if (Recording graph{tensors}) {
    graph.record(y, "CatBackward0", [d, lengths](Back& back) {
      std::int64_t start = 0;
      for (std::size_t i = 0; i < lengths.size(); ++i) {
        if (back.needs(i)) {
          // An empty 1-d input that was skipped gets an empty gradient.
          back.dx(i) = lengths[i] == 0 && back.dy().dim() != 1 ? logit::empty(Shape{0}, back.dy().dtype())
                                                               : narrow(back.dy(), static_cast<std::int64_t>(d), start, lengths[i]);
        }
        start += lengths[i];
      }
    });
  }
  return y;
}

constexpr OpDef def::stack{
    .forms = {{"stack(tensors, dim=0)", bind<&ops::stack>}},
    .reference = "torch.stack",
    .grad_fn = "StackBackward0",
    .backward = "each input gets its slice of dy",
    .summary = "Joins tensors of equal size along a new dimension.",
    .examples = "torch.stack([torch.tensor([1., 2.]), torch.tensor([3., 4.])], dim=1)",
};
static_assert(complete(def::stack));

Tensor ops::stack(TensorList tensors, std::int64_t dim) {
  if (tensors.empty()) fail(ErrorKind::runtime_error, "stack expects a non-empty TensorList");
  const std::size_t d = static_cast<std::size_t>(wrap_dim(dim, tensors[0].dim() + 1));
  for (std::size_t i = 1; i < tensors.size(); ++i) {
    if (!(tensors[i].sizes() == tensors[0].sizes())) {
      fail(ErrorKind::runtime_error, logit::cat("stack expects each tensor to be equal size, but got ", sizes_text(tensors[0].sizes()),
                                                " at entry 0 and ", sizes_text(tensors[i].sizes()), " at entry ", i));
    }
  }
  Shape sizes = tensors[0].sizes();
  sizes.insert(d, static_cast<std::int64_t>(tensors.size()));
  Tensor y = logit::empty(sizes, common_type(tensors));
  Shape strides = y.strides();
  const std::int64_t step = strides[d];
  strides.erase(d);
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    copy_elements(make_alias(y, tensors[0].sizes(), strides, static_cast<std::int64_t>(i) * step), tensors[i]);
  }
  if (Recording graph{tensors}) {
    graph.record(y, "StackBackward0", [d](Back& back) {
      for (std::size_t i = 0; i < back.inputs(); ++i) {
        if (back.needs(i)) back.dx(i) = select(back.dy(), static_cast<std::int64_t>(d), static_cast<std::int64_t>(i));
      }
    });
  }
  return y;
}

namespace ops {
namespace {
std::vector<Tensor> each(TensorList tensors, Tensor (*f)(const Tensor&)) {
  std::vector<Tensor> out;
  for (const Tensor& tensor : tensors) out.push_back(f(tensor));
  return out;
}
}  // namespace
}  // namespace ops

constexpr OpDef def::hstack{
    .forms = {{"hstack(tensors)", bind<&ops::hstack>}},
    .reference = "torch.hstack",
    .grad_fn = "CatBackward0",
    .summary = "Joins by columns (vectors end to end).",
    .examples = "torch.hstack([torch.tensor([1., 2.]), torch.tensor([3.])])",
};
Tensor ops::hstack(TensorList tensors) {
  if (tensors.empty()) fail(ErrorKind::runtime_error, "hstack expects a non-empty TensorList");
  const std::vector<Tensor> parts = each(tensors, &atleast_1d);
  return ops::cat(parts, parts[0].dim() == 1 ? 0 : 1);
}

constexpr OpDef def::vstack{
    .forms = {{"vstack(tensors)", bind<&ops::vstack>}},
    .reference = "torch.vstack torch.row_stack",
    .grad_fn = "CatBackward0",
    .summary = "Joins by rows (vectors become rows).",
    .examples = "torch.vstack([torch.tensor([1., 2.]), torch.tensor([3., 4.])])",
};
Tensor ops::vstack(TensorList tensors) {
  if (tensors.empty()) fail(ErrorKind::runtime_error, "vstack expects a non-empty TensorList");
  return ops::cat(each(tensors, &atleast_2d), 0);
}

constexpr OpDef def::dstack{
    .forms = {{"dstack(tensors)", bind<&ops::dstack>}},
    .reference = "torch.dstack",
    .grad_fn = "CatBackward0",
    .summary = "Joins along the third dimension.",
    .examples = "torch.dstack([torch.tensor([1., 2.]), torch.tensor([3., 4.])])",
};
Tensor ops::dstack(TensorList tensors) {
  if (tensors.empty()) fail(ErrorKind::runtime_error, "dstack expects a non-empty TensorList");
  return ops::cat(each(tensors, &atleast_3d), 2);
}

constexpr OpDef def::column_stack{
    .forms = {{"column_stack(tensors)", bind<&ops::column_stack>}},
    .reference = "torch.column_stack",
    .grad_fn = "CatBackward0",
    .summary = "Joins by columns; vectors become columns.",
    .examples = "torch.column_stack([torch.tensor([1., 2.]), torch.tensor([3., 4.])])",
};
Tensor ops::column_stack(TensorList tensors) {
  if (tensors.empty()) fail(ErrorKind::runtime_error, "column_stack expects a non-empty TensorList");
  std::vector<Tensor> parts;
  for (const Tensor& x : tensors) parts.push_back(x.dim() < 2 ? reshape(x, Shape{x.numel(), 1}) : x);
  return ops::cat(parts, 1);
}

constexpr OpDef def::block_diag{
    .forms = {{"block_diag(*tensors)", bind<&ops::block_diag>}},
    .reference = "torch.block_diag",
    .grad_fn = "BlockDiagBackward0",
    .backward = "each input gets its block of dy",
    .summary = "Matrices along the diagonal of a larger one.",
    .examples = "torch.block_diag(torch.tensor([[1., 2.]]), torch.tensor([[3.], [4.]]))",
};
Tensor ops::block_diag(TensorList tensors) {
  const std::vector<Tensor> parts = each(tensors, &atleast_2d);
  std::int64_t rows = 0, columns = 0;
  for (const Tensor& part : parts) {
    if (part.dim() > 2) {
      fail(ErrorKind::runtime_error, logit::cat("torch.block_diag: Input tensors must have 2 or fewer dimensions. Input 0 has ", part.dim(), " dimensions"));
    }
    rows += part.sizes()[0];
    columns += part.sizes()[1];
  }
  Tensor y = full_of(Shape{rows, columns}, 0, common_type(parts));
  std::int64_t row = 0, column = 0;
  for (const Tensor& part : parts) {
    copy_elements(make_alias(y, part.sizes(), y.strides(), row * columns + column), part);
    row += part.sizes()[0];
    column += part.sizes()[1];
  }
  if (Recording graph{TensorList(parts)}) {
    std::vector<Shape> sizes;
    for (const Tensor& part : parts) sizes.push_back(part.sizes());
    graph.record(y, "BlockDiagBackward0", [sizes](Back& back) {
      std::int64_t row = 0, column = 0;
      for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (back.needs(i)) back.dx(i) = narrow(narrow(back.dy(), 0, row, sizes[i][0]), 1, column, sizes[i][1]);
        row += sizes[i][0];
        column += sizes[i][1];
      }
    });
  }
  return y;
}

// ---- again and again ----

constexpr OpDef def::repeat{
    .forms = {{"repeat(input, *repeats)", bind<&ops::repeat>}},
    .reference = "Tensor.repeat",
    .grad_fn = "RepeatBackward0",
    .backward = "dx = the copies' gradients, added",
    .summary = "Copies of the whole tensor, so many along each dimension.",
    .examples = "torch.tensor([1., 2.]).repeat(2, 2)",
};
static_assert(complete(def::repeat));

Tensor ops::repeat(const Tensor& x, IntList repeats) {
  if (static_cast<std::int64_t>(repeats.size()) < x.dim()) {
    fail(ErrorKind::runtime_error, "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
  }
  const std::size_t lead = repeats.size() - x.sizes().size();
  Shape sizes, paired_sizes, from_strides;  // every dimension as (repeat, size)
  for (std::size_t d = 0; d < repeats.size(); ++d) {
    if (repeats[d] < 0) {
      Shape wanted(repeats);
      for (std::size_t i = lead; i < wanted.size(); ++i) wanted[i] *= x.sizes()[i - lead];
      fail(ErrorKind::runtime_error, logit::cat("Trying to create tensor with negative dimension ", wanted[d], ": ", sizes_text(wanted)));
    }
    const std::int64_t size = d < lead ? 1 : x.sizes()[d - lead];
    sizes.push_back(size * repeats[d]);
    paired_sizes.push_back(repeats[d]);
    paired_sizes.push_back(size);
    from_strides.push_back(0);
    from_strides.push_back(d < lead ? 0 : x.strides()[d - lead]);
  }
  Tensor y = logit::empty(sizes, x.dtype());
  copy_elements(make_alias(y, paired_sizes, contiguous_strides(paired_sizes), 0),
                make_alias(x, paired_sizes, from_strides, x.storage_offset()));
  if (Recording graph{x}) {
    graph.record(y, "RepeatBackward0", [paired_sizes, in = x.sizes()](Back& back) {
      Shape dims;
      for (std::size_t d = 0; d < paired_sizes.size(); d += 2) dims.push_back(static_cast<std::int64_t>(d));
      if (dims.empty()) {
        back.dx(0) = back.dy();
        return;
      }
      back.dx(0) = reshape(sum_dim(reshape(back.dy(), paired_sizes), IntList(dims)), in);
    });
  }
  return y;
}

constexpr OpDef def::tile{
    .forms = {{"tile(input, *dims)", bind<&ops::tile>}},
    .reference = "torch.tile Tensor.tile",
    .grad_fn = "RepeatBackward0",
    .summary = "As repeat; missing repeats count as 1.",
    .examples = "torch.tile(torch.tensor([[1., 2.]]), (2,))",
};
Tensor ops::tile(const Tensor& x, IntList dims) {
  Shape repeats(dims);
  while (static_cast<std::int64_t>(repeats.size()) < x.dim()) repeats.insert(0, 1);
  return repeat(x, repeats);
}

constexpr OpDef def::repeat_interleave{
    .forms = {{"repeat_interleave(input, repeats, dim=None, *, output_size=None)", bind<&ops::repeat_interleave>},
              {"repeat_interleave(input, repeats, dim=None, *, output_size=None)", bind<&ops::repeat_interleave_tensor>},
              {"repeat_interleave(repeats, *, output_size=None)", bind<&ops::repeat_interleave_counts>}},
    .reference = "torch.repeat_interleave Tensor.repeat_interleave",
    .grad_fn = "ViewBackward0 IndexSelectBackward0",
    .backward = "dx = the copies' gradients, added",
    .summary = "Each element (or slice) several times in a row.",
    .examples = "torch.repeat_interleave(torch.tensor([1., 2., 3.]), 2)\n"
                "torch.repeat_interleave(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([1, 2]), dim=0)",
};
Tensor ops::repeat_interleave(const Tensor& x, std::int64_t repeats, std::optional<std::int64_t> dim, std::optional<std::int64_t>) {
  if (repeats < 0) fail(ErrorKind::runtime_error, "Repeats must be non-negative");
  const Tensor flat = dim ? x : reshape(x, IntList(Shape{-1}));
  const std::size_t d = wrapped(dim.value_or(0), flat);
  Shape wide = flat.sizes();
  if (wide.empty()) wide.push_back(1);
  Shape out = wide;
  wide.insert(d + 1, repeats);
  out[d] *= repeats;
  const Tensor copies = clone_contiguous(expand(unsqueeze(flat, static_cast<std::int64_t>(d) + (flat.dim() == 0 ? 0 : 1)), wide));
  return view(copies, out);
}
Tensor ops::repeat_interleave_counts(const Tensor& repeats, std::optional<std::int64_t>) {
  const Tensor rows = arange(0, repeats.numel(), 1, DType::int64);
  return repeat_interleave_tensor(rows, repeats, 0, {});
}
Tensor ops::repeat_interleave_tensor(const Tensor& x, const Tensor& repeats, std::optional<std::int64_t> dim, std::optional<std::int64_t>) {
  const Tensor flat = dim ? x : reshape(x, IntList(Shape{-1}));
  const std::int64_t d = dim.value_or(0), size = flat.size(d);
  SmallVector<std::int64_t, 8> counts = to_int_list(repeats);
  if (counts.size() == 1) counts = SmallVector<std::int64_t, 8>(static_cast<std::size_t>(size), counts[0]);
  if (static_cast<std::int64_t>(counts.size()) != size) {
    fail(ErrorKind::runtime_error, logit::cat("repeats must have the same size as input along dim, but got repeats.size(0) = ",
                                              counts.size(), " and input.size(", d, ") = ", size));
  }
  std::vector<std::int64_t> picks;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < 0) fail(ErrorKind::runtime_error, "repeats can not be negative");
    check_room_for(counts[i], 8);
    picks.insert(picks.end(), static_cast<std::size_t>(counts[i]), static_cast<std::int64_t>(i));
  }
  Tensor index = logit::empty(Shape{static_cast<std::int64_t>(picks.size())}, DType::int64);
  std::copy(picks.begin(), picks.end(), index.data_as<std::int64_t>());
  return index_select(flat, d, index);
}

// ---- turned around ----

constexpr OpDef def::flip{
    .forms = {{"flip(input, *dims)", bind<&ops::flip>}},
    .reference = "torch.flip Tensor.flip",
    .shape = shapes::same_as_input,
    .grad_fn = "FlipBackward0",
    .backward = "dx = dy, flipped back",
    .summary = "Reverses the order along dimensions.",
    .examples = "torch.flip(torch.tensor([[1., 2.], [3., 4.]]), (0,))",
};
static_assert(complete(def::flip));

Tensor ops::flip(const Tensor& x, IntList dims) {
  const SmallVector<bool, 8> flags = dim_flags(dims, x.dim());
  Shape strides = x.strides();
  std::int64_t offset = x.storage_offset();
  for (std::size_t d = 0; d < flags.size(); ++d) {
    if (!flags[d] || x.sizes()[d] == 0) continue;
    offset += (x.sizes()[d] - 1) * strides[d];
    strides[d] = -strides[d];
  }
  Tensor y = logit::empty(x.sizes(), x.dtype());
  copy_elements(y, make_alias(x, x.sizes(), strides, offset));
  if (Recording graph{x}) {
    graph.record(y, "FlipBackward0", [dims = Shape(dims)](Back& back) { back.dx(0) = flip(back.dy(), dims); });
  }
  return y;
}

constexpr OpDef def::fliplr{
    .forms = {{"fliplr(input)", bind<&ops::fliplr>}},
    .reference = "torch.fliplr Tensor.fliplr",
    .shape = shapes::same_as_input,
    .grad_fn = "FlipBackward0",
    .summary = "Reverses the columns.",
    .examples = "torch.fliplr(torch.tensor([[1., 2.], [3., 4.]]))",
};
Tensor ops::fliplr(const Tensor& x) {
  if (x.dim() < 2) fail(ErrorKind::runtime_error, "Input must be >= 2-d.");
  return flip(x, IntList(Shape{1}));
}

constexpr OpDef def::flipud{
    .forms = {{"flipud(input)", bind<&ops::flipud>}},
    .reference = "torch.flipud Tensor.flipud",
    .shape = shapes::same_as_input,
    .grad_fn = "FlipBackward0",
    .summary = "Reverses the rows.",
    .examples = "torch.flipud(torch.tensor([[1., 2.], [3., 4.]]))",
};
Tensor ops::flipud(const Tensor& x) {
  if (x.dim() < 1) fail(ErrorKind::runtime_error, "Input must be >= 1-d.");
  return flip(x, IntList(Shape{0}));
}

constexpr OpDef def::roll{
    .forms = {{"roll(input, shifts, dims=())", bind<&ops::roll>}},
    .reference = "torch.roll Tensor.roll",
    .shape = shapes::same_as_input,
    .grad_fn = "RollBackward0",
    .backward = "dx = dy, rolled back",
    .summary = "Moves elements along dimensions; what falls off one end comes in at the other.",
    .examples = "torch.roll(torch.tensor([[1., 2., 3.], [4., 5., 6.]]), 1, 1)",
};
static_assert(complete(def::roll));

namespace ops {
namespace {

Tensor roll_values(const Tensor& x, std::int64_t shift, std::size_t d) {
  Tensor y = logit::empty(x.sizes(), x.dtype());
  const std::int64_t size = x.sizes()[d];
  if (size == 0) return y;
  const std::int64_t by = (shift % size + size) % size;
  auto part = [&](const Tensor& t, std::int64_t start, std::int64_t length) {
    Shape sizes = t.sizes();
    sizes[d] = length;
    return make_alias(t, sizes, t.strides(), t.storage_offset() + start * t.strides()[d]);
  };
  copy_elements(part(y, by, size - by), part(x, 0, size - by));
  if (by > 0) copy_elements(part(y, 0, by), part(x, size - by, by));
  return y;
}

}  // namespace
}  // namespace ops

Tensor ops::roll(const Tensor& x, IntList shifts, IntList dims) {
  if (dims.empty() && shifts.size() == 1) {
    const Tensor flat = contiguous_data(x);
    const Tensor rolled = roll_values(make_alias(flat, Shape{x.numel()}, Shape{1}, flat.storage_offset()), shifts[0], 0);
    Tensor y = make_alias(rolled, x.sizes(), contiguous_strides(x.sizes()), 0);
    if (Recording graph{x}) {
      graph.record(y, "RollBackward0", [by = -shifts[0]](Back& back) { back.dx(0) = roll(back.dy(), Shape{by}); });
    }
    return y;
  }
  if (shifts.size() != dims.size()) {
    fail(ErrorKind::runtime_error, logit::cat("shifts and dimensions must align. shifts: ", shifts.size(), ", dims:", dims.size()));
  }
  Tensor y = x;
  Shape back_shifts;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    y = roll_values(y, shifts[i], wrapped(dims[i], x));
    back_shifts.push_back(-shifts[i]);
  }
  if (Recording graph{x}) {
    graph.record(y, "RollBackward0", [back_shifts, dims = Shape(dims)](Back& back) {
      back.dx(0) = roll(back.dy(), back_shifts, dims);
    });
  }
  return y;
}

constexpr OpDef def::rot90{
    .forms = {{"rot90(input, k=1, dims=(0, 1))", bind<&ops::rot90>}},
    .reference = "torch.rot90 Tensor.rot90",
    .grad_fn = "Rot90Backward0",
    .backward = "dx = dy, rotated back",
    .summary = "Rotates by 90 degrees in the plane of two dimensions, k times.",
    .examples = "torch.rot90(torch.tensor([[1., 2.], [3., 4.]]))",
};
Tensor ops::rot90(const Tensor& x, std::int64_t k, IntList dims) {
  if (dims.size() != 2) fail(ErrorKind::runtime_error, logit::cat("expected total rotation dims == 2, but got dims = ", dims.size()));
  const std::size_t a = wrapped(dims[0], x), b = wrapped(dims[1], x);
  if (x.dim() < 2) fail(ErrorKind::runtime_error, logit::cat("expected total dims >= 2, but got total dims = ", x.dim()));
  if (a == b) fail(ErrorKind::runtime_error, logit::cat("expected rotation dims to be different, but got dim0 = ", dims[0], " and dim1 = ", dims[1]));
  const std::int64_t turns = ((k % 4) + 4) % 4, i = static_cast<std::int64_t>(a), j = static_cast<std::int64_t>(b);
  Tensor y;
  {
    NoGrad guard;
    if (turns == 0) y = clone(x);
    else if (turns == 1) y = transpose(flip(x, IntList(Shape{j})), i, j);
    else if (turns == 2) y = flip(x, IntList(Shape{i, j}));
    else y = flip(transpose(x, i, j), IntList(Shape{j}));
    y = make_alias(y);
  }
  if (Recording graph{x}) {
    graph.record(y, "Rot90Backward0", [turns, dims = Shape(dims)](Back& back) { back.dx(0) = rot90(back.dy(), -turns, dims); });
  }
  return y;
}

// ---- triangles and diagonals ----

constexpr OpDef def::tril{
    .forms = {{"tril(input, diagonal=0)", bind<&ops::tril>}},
    .reference = "torch.tril Tensor.tril Tensor.tril_",
    .shape = shapes::same_as_input,
    .grad_fn = "TrilBackward0",
    .backward = "dx = the same triangle of dy",
    .summary = "The lower triangle of matrices; the rest is zero.",
    .examples = "torch.tril(torch.tensor([[1., 2.], [3., 4.]]))",
};

namespace ops {
namespace {

template <class Keep>
Tensor triangle_values(const Tensor& x, Keep keep) {
  if (x.dim() < 2) fail(ErrorKind::runtime_error, "tril: input tensor must have at least 2 dimensions");
  Tensor y = empty(x.sizes(), x.dtype());
  copy_elements(y, x);
  const std::int64_t rows = x.size(-2), columns = x.size(-1);
  const std::int64_t item = static_cast<std::int64_t>(element_size(x.dtype()));
  char* data = static_cast<char*>(y.data());
  for (std::int64_t start = 0; start < y.numel(); start += rows * columns) {
    for (std::int64_t i = 0; i < rows; ++i) {
      for (std::int64_t j = 0; j < columns; ++j) {
        if (!keep(i, j)) std::fill_n(data + (start + i * columns + j) * item, item, char{0});
      }
    }
  }
  return y;
}

}  // namespace
}  // namespace ops

Tensor ops::tril(const Tensor& x, std::int64_t diagonal) {
  Tensor y = triangle_values(x, [diagonal](std::int64_t i, std::int64_t j) { return j <= i + diagonal; });
  if (Recording graph{x}) {
    graph.record(y, "TrilBackward0", [diagonal](Back& back) { back.dx(0) = tril(back.dy(), diagonal); });
  }
  return y;
}

constexpr OpDef def::triu{
    .forms = {{"triu(input, diagonal=0)", bind<&ops::triu>}},
    .reference = "torch.triu Tensor.triu Tensor.triu_",
    .shape = shapes::same_as_input,
    .grad_fn = "TriuBackward0",
    .backward = "dx = the same triangle of dy",
    .summary = "The upper triangle of matrices; the rest is zero.",
    .examples = "torch.triu(torch.tensor([[1., 2.], [3., 4.]]), diagonal=1)",
};
Tensor ops::triu(const Tensor& x, std::int64_t diagonal) {
  Tensor y = triangle_values(x, [diagonal](std::int64_t i, std::int64_t j) { return j >= i + diagonal; });
  if (Recording graph{x}) {
    graph.record(y, "TriuBackward0", [diagonal](Back& back) { back.dx(0) = triu(back.dy(), diagonal); });
  }
  return y;
}

constexpr OpDef def::diag_embed{
    .forms = {{"diag_embed(input, offset=0, dim1=-2, dim2=-1)", bind<&ops::diag_embed>}},
    .reference = "torch.diag_embed Tensor.diag_embed",
    .grad_fn = "DiagEmbedBackward0",
    .backward = "dx = the diagonal of dy",
    .summary = "Matrices with the last dimension on their diagonals.",
    .examples = "torch.diag_embed(torch.tensor([[1., 2.], [3., 4.]]))",
};
Tensor ops::diag_embed(const Tensor& x, std::int64_t offset, std::int64_t dim1, std::int64_t dim2) {
  if (x.dim() == 0) fail(ErrorKind::index_error, "Dimension specified as -1 but tensor has no dimensions");
  const std::int64_t dims = x.dim() + 1;
  const std::int64_t a = wrap_dim(dim1, dims), b = wrap_dim(dim2, dims);
  if (a == b) fail(ErrorKind::runtime_error, logit::cat("diagonal dimensions cannot be identical ", dim1, ", ", dim2));
  const std::int64_t size = x.size(-1) + (offset < 0 ? -offset : offset);
  Shape sizes = x.sizes();
  sizes.pop_back();
  sizes.insert(static_cast<std::size_t>(std::min(a, b)), size);
  sizes.insert(static_cast<std::size_t>(std::max(a, b)), size);
  Tensor y = full_of(sizes, 0, x.dtype());
  {
    NoGrad guard;
    copy_elements(diagonal(y, offset, a, b), x);
  }
  if (Recording graph{x}) {
    graph.record(y, "DiagEmbedBackward0", [offset, a, b](Back& back) { back.dx(0) = diagonal(back.dy(), offset, a, b); });
  }
  return y;
}

constexpr OpDef def::diag{
    .forms = {{"diag(input, diagonal=0)", bind<&ops::diag>}},
    .reference = "torch.diag Tensor.diag",
    .grad_fn = "DiagonalBackward0_copy DiagEmbedBackward0",
    .backward = "the diagonal goes back where it came from",
    .summary = "A vector becomes a diagonal matrix; of a matrix, the diagonal.",
    .examples = "torch.diag(torch.tensor([1., 2.]))\ntorch.diag(torch.tensor([[1., 2.], [3., 4.]]))",
};
static_assert(complete(def::diag));
Tensor ops::diag(const Tensor& x, std::int64_t offset) {
  if (x.dim() == 1) return diag_embed(x, offset);
  if (x.dim() != 2) {
    fail(ErrorKind::runtime_error, logit::cat("diag(): Supports 1D or 2D tensors. Got ", x.dim(), "D"));
  }
  Tensor y;
  {
    NoGrad guard;
    y = make_alias(clone_contiguous(diagonal(x, offset)));
  }
  if (Recording graph{x}) {
    graph.record(y, "DiagonalBackward0_copy", [offset, in = x.sizes()](Back& back) {
      // On a matrix that is not square the embedded diagonal is cut or padded to the input's size.
      Tensor dx = full_of(in, 0, back.dy().dtype());
      copy_(diagonal(dx, offset), back.dy());
      back.dx(0) = dx;
    });
  }
  return y;
}

constexpr OpDef def::diagflat{
    .forms = {{"diagflat(input, offset=0)", bind<&ops::diagflat>}},
    .reference = "torch.diagflat Tensor.diagflat",
    .grad_fn = "DiagEmbedBackward0",
    .summary = "All elements on the diagonal of a matrix.",
    .examples = "torch.diagflat(torch.tensor([[1., 2.]]))",
};
Tensor ops::diagflat(const Tensor& x, std::int64_t offset) { return diag(reshape(x, IntList(Shape{-1})), offset); }

constexpr OpDef def::trace{
    .forms = {{"trace(input)", bind<&ops::trace>}},
    .reference = "torch.trace Tensor.trace",
    .shape = shapes::scalar,
    .grad_fn = "TraceBackward0",
    .backward = "dx = dy on the diagonal",
    .summary = "The sum of a matrix's diagonal.",
    .examples = "torch.trace(torch.tensor([[1., 2.], [3., 4.]]))",
};
Tensor ops::trace(const Tensor& x) {
  if (x.dim() != 2) fail(ErrorKind::runtime_error, logit::cat("trace: expected a matrix, but got tensor with dim ", x.dim()));
  Tensor y;
  {
    NoGrad guard;
    y = sum(diagonal(x));
  }
  if (Recording graph{x}) {
    graph.record(y, "TraceBackward0", [in = x.sizes()](Back& back) {
      back.dx(0) = back.dy() * eye(in[0], in[1], back.dy().dtype());
    });
  }
  return y;
}

// ---- grids and combinations ----

constexpr OpDef def::meshgrid{
    .forms = {{"meshgrid(*tensors, *, indexing=None)", bind<&ops::meshgrid>}},
    .reference = "torch.meshgrid",
    .grad_fn = "ExpandBackward0",
    .summary = "Coordinate grids of vectors.",
    .examples = "torch.meshgrid(torch.tensor([1., 2.]), torch.tensor([3., 4., 5.]), indexing='ij')",
};
namespace ops {
namespace {

// A matrix as C++ streams of PyTorch show it, for messages that embed one.
std::string stream_text(const Tensor& x) {
  std::string type = "[ " + type_string(x) + "{";
  for (std::size_t d = 0; d < x.sizes().size(); ++d) type += logit::cat(d ? "," : "", x.sizes()[d]);
  type += "} ]";
  if (x.dim() != 2) return type;
  bool whole = true;
  double largest = 0;
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    const double value = x.element(i).to_double();
    whole = whole && value == std::floor(value);
    largest = std::fmax(largest, std::fabs(value));
  }
  const std::size_t width = std::to_string(static_cast<std::int64_t>(largest)).size() + (whole ? 1 : 6);
  std::string text;
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    char number[64];
    std::snprintf(number, sizeof number, "%*.*f", static_cast<int>(width), whole ? 0 : 4, x.element(i).to_double());
    text += number;
    text += (i + 1) % x.sizes()[1] == 0 ? "\n" : " ";
  }
  return text + type;
}

}  // namespace
}  // namespace ops

std::vector<Tensor> ops::meshgrid(TensorList tensors, std::optional<std::string_view> indexing) {
  if (!indexing) {
    warn("torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument.");
  } else if (*indexing != "ij" && *indexing != "xy") {
    fail(ErrorKind::runtime_error, logit::cat("torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: ", *indexing));
  }
  if (tensors.empty()) fail(ErrorKind::runtime_error, "meshgrid expects a non-empty TensorList");
  std::vector<Tensor> inputs(tensors.begin(), tensors.end());
  const bool swapped = indexing && *indexing == "xy" && inputs.size() >= 2;
  if (swapped) std::swap(inputs[0], inputs[1]);
  Shape sizes;
  for (const Tensor& x : inputs) {
    if (x.dtype() != inputs[0].dtype()) fail(ErrorKind::runtime_error, "meshgrid expects all tensors to have the same dtype");
    if (x.dim() > 1) {
      fail(ErrorKind::runtime_error, logit::cat("torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ", stream_text(x)));
    }
    sizes.push_back(x.numel());
  }
  std::vector<Tensor> grids;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Shape own(sizes.size(), 1);
    own[i] = sizes[i];
    grids.push_back(expand(view(inputs[i], own), sizes));
  }
  if (swapped) {
    std::swap(grids[0], grids[1]);
  }
  return grids;
}

constexpr OpDef def::cartesian_prod{
    .forms = {{"cartesian_prod(*tensors)", bind<&ops::cartesian_prod>}},
    .reference = "torch.cartesian_prod",
    .grad_fn = "StackBackward0",
    .summary = "All tuples of elements, one from each vector.",
    .examples = "torch.cartesian_prod(torch.tensor([1., 2.]), torch.tensor([3., 4.]))",
};
Tensor ops::cartesian_prod(TensorList tensors) {
  for (const Tensor& x : tensors) {
    if (x.dim() != 1) fail(ErrorKind::runtime_error, "Expect a 1D vector, but got shape " + sizes_text(x.sizes()));
  }
  if (tensors.size() == 1) return tensors[0];
  std::vector<Tensor> grids = meshgrid(tensors, "ij");
  for (Tensor& grid : grids) grid = reshape(grid, IntList(Shape{-1}));
  return stack(grids, 1);
}

constexpr OpDef def::combinations{
    .forms = {{"combinations(input, r=2, with_replacement=False)", bind<&ops::combinations>}},
    .reference = "torch.combinations",
    .grad_fn = "StackBackward0",
    .summary = "All combinations of r elements of a vector, in order.",
    .examples = "torch.combinations(torch.tensor([1., 2., 3.]))",
};
Tensor ops::combinations(const Tensor& x, std::int64_t r, bool with_replacement) {
  if (x.dim() != 1) fail(ErrorKind::runtime_error, logit::cat("Expect a 1D vector, but got shape ", sizes_text(x.sizes())));
  if (r < 0) fail(ErrorKind::runtime_error, logit::cat("Expect a non-negative number, but got ", r));
  if (r == 0) return logit::empty(Shape{0}, x.dtype());
  // All increasing index tuples, in lexicographic order.
  const std::int64_t n = x.numel();
  check_room_for(r, 8);
  double tuples = 1;
  for (std::int64_t i = 0; i < r && tuples > 0 && tuples < 1e15; ++i) tuples *= static_cast<double>(with_replacement ? n + i : n - i) / static_cast<double>(i + 1);
  check_room_for(static_cast<std::int64_t>(std::clamp(tuples, 0.0, 1e15)) * std::min<std::int64_t>(r, 1000), 8);
  std::vector<std::vector<std::int64_t>> columns(static_cast<std::size_t>(r));
  std::vector<std::int64_t> pick(static_cast<std::size_t>(r));
  for (std::int64_t i = 0; i < r; ++i) pick[static_cast<std::size_t>(i)] = with_replacement ? 0 : i;
  while (n > 0 && pick.back() < n) {
    for (std::size_t i = 0; i < pick.size(); ++i) columns[i].push_back(pick[i]);
    std::int64_t at = r - 1;
    while (at >= 0 && pick[static_cast<std::size_t>(at)] == (with_replacement ? n - 1 : n - r + at)) --at;
    if (at < 0) break;
    ++pick[static_cast<std::size_t>(at)];
    for (std::int64_t i = at + 1; i < r; ++i) {
      pick[static_cast<std::size_t>(i)] = pick[static_cast<std::size_t>(i - 1)] + (with_replacement ? 0 : 1);
    }
  }
  std::vector<Tensor> parts;
  for (const auto& column : columns) {
    Tensor index = logit::empty(Shape{static_cast<std::int64_t>(column.size())}, DType::int64);
    std::copy(column.begin(), column.end(), index.data_as<std::int64_t>());
    parts.push_back(index_select(x, 0, index));
  }
  return stack(parts, 1);
}

}  // namespace logit
