// Copies and conversions: clone, to, contiguous, and the in-place forms that only move elements.
#include "base/error.h"
#include "base/format.h"
#include "ops/formula.h"
#include "ops/inplace.h"
#include "ops/op_def.h"
#include "ops/record.h"
#include "ops/shapes.h"

namespace logit {

constexpr OpDef def::clone{
    .forms = {{"clone(input, *, memory_format=None)", bind<&ops::clone_format>}},
    .reference = "torch.clone Tensor.clone",
    .shape = shapes::same_as_input,
    .grad_fn = "CloneBackward0",
    .backward = "dx = dy",
    .summary = "A copy with its own memory, still part of the graph.",
    .examples = "torch.clone(torch.tensor([1., 2.]))",
};
static_assert(complete(def::clone));

namespace ops {
namespace {

// A copy keeps the order of dimensions in memory, but not gaps or repeats.
Tensor copy_of(const Tensor& x, bool contiguous) {
  Tensor y = contiguous || x.is_contiguous() ? empty(x.sizes(), x.dtype())
                                             : empty_strided(x.sizes(), dense_strides(x), x.dtype());
  copy_elements(y, x);
  if (Recording graph{x}) {
    graph.record(y, "CloneBackward0", [](Back& back) { back.dx(0) = back.dy(); });
  }
  return y;
}

}  // namespace

Shape dense_strides(const Tensor& x) {
  const std::size_t dims = x.sizes().size();
  Shape order(dims);
  for (std::size_t d = 0; d < dims; ++d) order[d] = static_cast<std::int64_t>(d);
  // Stable insertion sort, largest stride outermost; broadcast dimensions stay where they are only if dense.
  for (std::size_t d = 0; d < dims; ++d) {
    if (x.strides()[d] == 0 && x.sizes()[d] > 1) return contiguous_strides(x.sizes());
  }
  for (std::size_t i = 1; i < dims; ++i) {
    for (std::size_t j = i; j > 0 && x.strides()[order[j - 1]] < x.strides()[order[j]]; --j) std::swap(order[j - 1], order[j]);
  }
  Shape strides(dims);
  std::int64_t step = 1;
  for (std::size_t i = dims; i-- > 0;) {
    strides[order[i]] = step;
    step *= x.sizes()[order[i]] > 1 ? x.sizes()[order[i]] : 1;
  }
  // Only a tensor without gaps keeps its order; PyTorch makes everything else contiguous.
  for (std::size_t d = 0; d < dims; ++d) {
    if (x.sizes()[d] > 1 && strides[d] != x.strides()[d]) return contiguous_strides(x.sizes());
  }
  return strides;
}

// The two formats that move channels to the end of the memory.
static void check_format(const Tensor& x, std::optional<std::string_view> memory_format) {
  if (!memory_format) return;
  const bool flat = *memory_format == "torch.channels_last";
  if (!flat && *memory_format != "torch.channels_last_3d") return;
  const std::int64_t rank = flat ? 4 : 5;
  const std::string_view name = memory_format->substr(6);
  check(x.dim() == rank, ErrorKind::runtime_error, [&] { return logit::cat("required rank ", rank, " tensor to use ", name, " format"); });
  fail(ErrorKind::not_implemented_error, logit::cat("logit does not have memory_format=", *memory_format, " yet"));
}

}  // namespace ops

Tensor ops::clone(const Tensor& x) { return copy_of(x, false); }
Tensor ops::clone_contiguous(const Tensor& x) { return copy_of(x, true); }
Tensor ops::clone_format(const Tensor& x, std::optional<std::string_view> memory_format) {
  check_format(x, memory_format);
  return copy_of(x, memory_format && *memory_format == "torch.contiguous_format");
}

constexpr OpDef def::contiguous{
    .forms = {{"contiguous(input, *, memory_format=None)", bind<&ops::contiguous>}},
    .reference = "Tensor.contiguous",
    .shape = shapes::same_as_input,
    .grad_fn = "CloneBackward0",
    .backward = "dx = dy",
    .summary = "The tensor itself if its elements lie in row-major order, else a copy that does.",
    .examples = "torch.tensor([[1., 2.], [3., 4.]]).T.contiguous()",
};
Tensor ops::contiguous(const Tensor& x, std::optional<std::string_view> memory_format) {
  check_format(x, memory_format);
  return x.is_contiguous() ? x : clone_contiguous(x);
}

constexpr OpDef def::to_form{
    .forms = {{"to(input, dtype, non_blocking=False, copy=False, *, memory_format=None)", bind<&ops::to_form>},
              {"to(input, device=None, dtype=None, non_blocking=False, copy=False, *, memory_format=None)", bind<&ops::to_device>},
              {"to(input, other, non_blocking=False, copy=False, *, memory_format=None)", bind<&ops::to_other>}},
    .reference = "Tensor.to",
    .grad_fn = "ToCopyBackward0",
    .backward = "dx = dy, converted back",
    .summary = "Converts to a dtype (or device, which is always the CPU here); the tensor itself if nothing changes.",
    .examples = "torch.tensor([1., 2.]).to(torch.float64)",
};
static_assert(complete(def::to_form));

Tensor ops::to_dtype(const Tensor& x, DType dtype, bool copy) {
  if (dtype == x.dtype() && !copy) return x;
  Tensor y = x.is_contiguous() ? empty(x.sizes(), dtype) : empty_strided(x.sizes(), dense_strides(x), dtype);
  copy_elements(y, x);
  if (is_floating(dtype)) {
    if (Recording graph{x}) {
      graph.record(y, "ToCopyBackward0", [from = x.dtype()](Back& back) { back.dx(0) = to_dtype(back.dy(), from); });
    }
  }
  return y;
}

Tensor ops::to_form(const Tensor& x, DType dtype, bool, bool copy, std::optional<std::string_view>) {
  return to_dtype(x, dtype, copy);
}
Tensor ops::to_device(const Tensor& x, std::optional<std::string_view> device, std::optional<DType> dtype, bool, bool copy,
                      std::optional<std::string_view>) {
  if (device && device->substr(0, device->find(':')) != "cpu") {
    fail(ErrorKind::runtime_error, logit::cat("logit does not have device '", *device, "': it computes on the CPU"));
  }
  return to_dtype(x, dtype.value_or(x.dtype()), copy);
}
Tensor ops::to_other(const Tensor& x, const Tensor& other, bool, bool copy, std::optional<std::string_view>) {
  return to_dtype(x, other.dtype(), copy);
}

constexpr OpDef def::type_as{
    .forms = {{"type_as(input, other)", bind<&ops::type_as>}},
    .reference = "Tensor.type_as",
    .grad_fn = "ToCopyBackward0",
    .summary = "Converts to the dtype of other.",
    .examples = "torch.tensor([1, 2]).type_as(torch.tensor([1.]))",
};
Tensor ops::type_as(const Tensor& x, const Tensor& other) { return to_dtype(x, other.dtype()); }

// The methods named after dtypes.
#define LOGIT_CAST(op, dtype_value, methods, text)                                        \
  constexpr OpDef def::op{                                                                \
      .forms = {{text "(input, memory_format=None)", bind<&ops::op>}},                    \
      .reference = methods,                                                               \
      .shape = shapes::same_as_input,                                                     \
      .grad_fn = "ToCopyBackward0",                                                       \
      .backward = "dx = dy, converted back",                                              \
      .summary = "Converts to the dtype of that name.",                                   \
      .examples = "torch.tensor([0, 1, 2])." text "()",                                   \
  };                                                                                      \
  Tensor ops::op(const Tensor& x, std::optional<std::string_view>) { return to_dtype(x, dtype_value); }
LOGIT_CAST(to_float, DType::float32, "Tensor.float", "float")
LOGIT_CAST(to_double, DType::float64, "Tensor.double", "double")
LOGIT_CAST(to_half, DType::float16, "Tensor.half", "half")
LOGIT_CAST(to_bfloat16, DType::bfloat16, "Tensor.bfloat16", "bfloat16")
LOGIT_CAST(to_long, DType::int64, "Tensor.long", "long")
LOGIT_CAST(to_int, DType::int32, "Tensor.int", "int")
LOGIT_CAST(to_short, DType::int16, "Tensor.short", "short")
LOGIT_CAST(to_char, DType::int8, "Tensor.char", "char")
LOGIT_CAST(to_byte, DType::uint8, "Tensor.byte", "byte")
LOGIT_CAST(to_bool, DType::boolean, "Tensor.bool", "bool")
#undef LOGIT_CAST

constexpr OpDef def::detach{
    .forms = {{"detach(input)", bind<&ops::detach>}},
    .reference = "torch.detach Tensor.detach",
    .shape = shapes::same_as_input,
    .summary = "The same memory outside the graph: no gradient flows through it.",
    .examples = "torch.detach(torch.tensor([1., 2.]))",
};
Tensor ops::detach(const Tensor& x) { return make_alias(x); }

constexpr OpDef def::detach_{
    .forms = {{"detach_(input)", bind<&ops::detach_>}},
    .reference = "torch.detach_ Tensor.detach_",
    .summary = "Cuts the tensor itself off the graph: it becomes a leaf.",
};
Tensor ops::detach_(const Tensor& x) {
  if (GradMeta* meta = find_grad_meta(x)) {
    if (meta->view) {
      fail(ErrorKind::runtime_error,
           "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for training, "
           "and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence detach_() cannot be "
           "called on these gradients. To fix this error, please refer to the Optimizer.zero_grad() function in "
           "torch/optim/optimizer.py as a solution.");
    }
    meta->leaf_requires_grad = false;
    meta->grad_fn = nullptr;
    meta->output_nr = 0;
  }
  return x;
}

// ---- in-place moves of elements ----

constexpr OpDef def::copy_{
    .forms = {{"copy_(input, src, non_blocking=False)", bind<&ops::copy_form>}},
    .reference = "Tensor.copy_",
    .grad_fn = "CopyBackwards",
    .backward = "dsrc = dy",
    .summary = "Copies src into the tensor's memory, broadcasting and converting.",
};
static_assert(complete(def::copy_));

Tensor ops::copy_form(const Tensor& self, const Tensor& src, bool) { return copy_(self, src); }

Tensor ops::copy_(const Tensor& self, const Tensor& src) {
  if (self.is(src)) return self;
  const bool recording = Context::current().grad_enabled && (self.requires_grad() || src.requires_grad());
  check_in_place(self, recording);
  if (!is_expandable_to(src.sizes(), self.sizes())) {
    broadcast_shapes(self.sizes(), src.sizes());  // throws PyTorch's words
    fail(ErrorKind::runtime_error, logit::cat("output with shape ", sizes_text(self.sizes()), " doesn't match the broadcast shape ",
                                       sizes_text(broadcast_shapes(self.sizes(), src.sizes()))));
  }
  if (!recording || !is_floating(self.dtype())) {
    copy_elements(self, src);
    self.bump_version();
    return self;
  }
  Recording graph{self, src};
  const Ref<Node> node = graph.make_node("torch::autograd::CopyBackwards", [](Back& back) {
    if (back.needs(0)) back.dx(0) = zeros_like(back.dy());
    if (back.needs(1)) back.dx(1) = back.dy();
  });
  copy_elements(self, src);
  self.bump_version();
  rebase_history(self, node);
  return self;
}

constexpr OpDef def::fill_{
    .forms = {{"fill_(input, value)", bind<&ops::fill_>}},
    .reference = "torch.fill_ Tensor.fill_",
    .grad_fn = "FillBackward2 FillBackward3",
    .backward = "dx = 0,  dvalue = sum of dy",
    .summary = "Sets every element to a number (or a 0-dim tensor).",
};
static_assert(complete(def::fill_));

namespace ops {
namespace {

Tensor fill_in_place(const Tensor& self, const Operand& value, const char* name) {
  if (value->wrapped_number) full_of({}, value.item(), self.dtype());  // refuses what the dtype cannot hold
  const bool recording = Context::current().grad_enabled && (self.requires_grad() || value.requires_grad());
  check_in_place(self, recording);
  Ref<Node> node;
  if (recording && is_floating(self.dtype())) {
    Recording graph{static_cast<const Tensor&>(self), static_cast<const Tensor&>(value)};
    node = graph.make_node(name, [](Back& back) {
      if (back.needs(0)) back.dx(0) = zeros_like(back.dy());
      if (back.needs(1)) back.dx(1) = sum(back.dy());
    });
  }
  copy_elements(self, value);
  self.bump_version();
  if (node) rebase_history(self, node);
  return self;
}

}  // namespace
}  // namespace ops

Tensor ops::fill_(const Tensor& self, const Operand& value) {
  if (value.dim() > 0) {
    fail(ErrorKind::runtime_error, logit::cat("fill_ only supports 0-dimension value tensor but got tensor with ", value.dim(), " dimensions."));
  }
  return fill_in_place(self, value, value->wrapped_number ? "FillBackward2" : "FillBackward3");
}

constexpr OpDef def::zero_{
    .forms = {{"zero_(input)", bind<&ops::zero_>}},
    .reference = "torch.zero_ Tensor.zero_",
    .grad_fn = "ZeroBackward0",
    .backward = "dx = 0",
    .summary = "Sets every element to zero.",
};
Tensor ops::zero_(const Tensor& self) { return fill_in_place(self, 0, "ZeroBackward0"); }

// ---- in-place changes of shape ----

namespace ops {
namespace {

// Makes `self` look as `shaped` (a view of it) does; the history follows.
Tensor become(const Tensor& self, const Tensor& shaped, const char* name) {
  check_in_place(self, self.requires_grad() && Context::current().grad_enabled);
  Ref<Node> node = grad_fn(shaped);
  self->sizes = shaped.sizes();
  self->strides = shaped.strides();
  self->contiguous = is_contiguous(self.sizes(), self.strides());
  if (node && self.requires_grad() && Context::current().grad_enabled) {
    node->rename(name);
    node->outputs.clear();
    set_history(self, node);
  }
  return self;
}

}  // namespace
}  // namespace ops

constexpr OpDef def::t_{
    .forms = {{"t_(input)", bind<&ops::t_>}}, .reference = "Tensor.t_", .grad_fn = "TBackward1", .summary = "t() in place."};
Tensor ops::t_(const Tensor& x) { return become(x, t(x), "TBackward1"); }

constexpr OpDef def::transpose_{.forms = {{"transpose_(input, dim0, dim1)", bind<&ops::transpose_>}},
                                .reference = "Tensor.transpose_ Tensor.swapaxes_ Tensor.swapdims_",
                                .grad_fn = "TransposeBackward1",
                                .summary = "transpose() in place."};
Tensor ops::transpose_(const Tensor& x, std::int64_t dim0, std::int64_t dim1) {
  return become(x, transpose(x, dim0, dim1), "TransposeBackward1");
}

constexpr OpDef def::unsqueeze_{.forms = {{"unsqueeze_(input, dim)", bind<&ops::unsqueeze_>}},
                                .reference = "Tensor.unsqueeze_",
                                .grad_fn = "UnsqueezeBackward1",
                                .summary = "unsqueeze() in place."};
Tensor ops::unsqueeze_(const Tensor& x, std::int64_t dim) { return become(x, unsqueeze(x, dim), "UnsqueezeBackward1"); }

constexpr OpDef def::squeeze_{
    .forms = {{"squeeze_(input)", bind<&ops::squeeze_>}, {"squeeze_(input, dim)", bind<&ops::squeeze_dim_>}},
    .reference = "Tensor.squeeze_",
    .grad_fn = "SqueezeBackward3 SqueezeBackward4",
    .summary = "squeeze() in place."};
Tensor ops::squeeze_(const Tensor& x) { return become(x, squeeze(x), "SqueezeBackward3"); }
Tensor ops::squeeze_dim_(const Tensor& x, std::int64_t dim) { return become(x, squeeze_dim(x, dim), "SqueezeBackward4"); }

}  // namespace logit
