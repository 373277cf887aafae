// What layers are made of besides matrix products: normalisation, embeddings, padding, one-hot.
#include <vector>

#include "ops/index_item.h"
#include "ops/inplace.h"
#include "ops/reduce_tools.h"

namespace logit {
namespace ops {
namespace {

// x standardised over dimensions: (x - mean) / sqrt(var + eps), as recorded operations.
Tensor standardised(const Tensor& x, const Shape& dims, double eps) {
  const Tensor center = x - mean_dim(x, IntList(dims), true);
  return center * rsqrt(mean_dim(center * center, IntList(dims), true) + eps);
}

// Backward of standardised(): with x̂ and r from x again, so that it can be differentiated once more.
Tensor standardised_back(const Tensor& dy, const Tensor& x, const Shape& dims, double eps) {
  const Tensor center = x - mean_dim(x, IntList(dims), true);
  const Tensor r = rsqrt(mean_dim(center * center, IntList(dims), true) + eps), unit = center * r;
  return r * (dy - mean_dim(dy, IntList(dims), true) - unit * mean_dim(dy * unit, IntList(dims), true));
}

Shape dims_from(std::int64_t first, std::int64_t last) {
  Shape dims;
  for (std::int64_t d = first; d < last; ++d) dims.push_back(d);
  return dims;
}

// (C) → (1, C, 1, …): a vector of channels against a tensor of `dims` dimensions.
Tensor per_channel(const Tensor& v, std::int64_t dims) {
  Shape shape(static_cast<std::size_t>(dims), 1);
  shape[dims > 1 ? 1 : 0] = v.numel();
  return reshape(v, shape);
}

}  // namespace
}  // namespace ops

// ---- normalisation ----

constexpr OpDef def::layer_norm{
    .forms = {{"layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)", bind<&ops::layer_norm>}},
    .reference = "F.layer_norm",
    .shape = shapes::same_as_input,
    .grad_fn = "NativeLayerNormBackward0",
    .backward = "dx = r (dŷ - mean dŷ - x̂ mean(dŷ x̂)), dŷ = dy w",
    .summary = "Mean 0 and variance 1 over the last dimensions, then times weight plus bias.",
    .examples = "F.layer_norm(torch.tensor([[1., 2., 4.], [0., 1., 5.]]), (3,))",
};
static_assert(complete(def::layer_norm));
Tensor ops::layer_norm(const Tensor& x, IntList normalized_shape, const Tensor& weight, const Tensor& bias, double eps) {
  const std::int64_t n = static_cast<std::int64_t>(normalized_shape.size());
  if (n == 0) fail(ErrorKind::runtime_error, "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []");
  bool fits = n <= x.dim();
  for (std::int64_t i = 0; fits && i < n; ++i) fits = x.size(-1 - i) == normalized_shape[static_cast<std::size_t>(n - 1 - i)];
  for (const Tensor* given : {&weight, &bias}) {
    if (given->defined() && !(given->sizes() == Shape(normalized_shape))) {
      fail(ErrorKind::runtime_error, logit::cat("Expected ", given == &weight ? "weight" : "bias", " to be of same shape as normalized_shape, but got ",
                                                given == &weight ? "weight" : "bias", " of shape ", sizes_text(given->sizes()),
                                                " and normalized_shape = ", sizes_text(normalized_shape)));
    }
  }
  if (!fits) {
    std::string starred = sizes_text(normalized_shape);
    starred.insert(1, "*, ");
    fail(ErrorKind::runtime_error, logit::cat("Given normalized_shape=", sizes_text(normalized_shape), ", expected input with shape ",
                                              starred, ", but got input of size", sizes_text(x.sizes())));
  }
  const Shape dims = dims_from(x.dim() - n, x.dim());
  Tensor y;
  {
    NoGrad guard;
    y = standardised(x, dims, eps);
    if (weight.defined()) y = y * weight;
    if (bias.defined()) y = y + bias;
  }
  if (Recording graph{x, weight, bias}) {
    graph.save(x);
    graph.save(weight);
    graph.record(y, "NativeLayerNormBackward0", [dims, eps](Back& back) {
      const Tensor x = back.saved(0), weight = back.saved(1), &dy = back.dy();
      if (back.needs(0)) back.dx(0) = standardised_back(weight.defined() ? dy * weight : dy, x, dims, eps);
      if (back.needs(1)) back.dx(1) = dy * standardised(x, dims, eps);
      if (back.needs(2)) back.dx(2) = dy;
    });
  }
  return y;
}

constexpr OpDef def::rms_norm{
    .forms = {{"rms_norm(input, normalized_shape, weight=None, eps=None)", bind<&ops::rms_norm>}},
    .reference = "F.rms_norm torch.rms_norm",
    .shape = shapes::same_as_input,
    .grad_fn = "MulBackward0",
    .summary = "Over the root of the mean square of the last dimensions.",
    .examples = "F.rms_norm(torch.tensor([[1., 2., 4.]]), (3,))",
};
Tensor ops::rms_norm(const Tensor& x, IntList normalized_shape, const Tensor& weight, std::optional<double> eps) {
  const Shape dims = dims_from(x.dim() - static_cast<std::int64_t>(normalized_shape.size()), x.dim());
  const double epsilon = eps.value_or(x.dtype() == DType::float64 ? 2.220446049250313e-16 : 1.1920928955078125e-07);
  const Tensor y = x * rsqrt(mean_dim(pow(x, 2), IntList(dims), true) + epsilon);
  return weight.defined() ? y * weight : y;
}

constexpr OpDef def::batch_norm{
    .forms = {{"batch_norm(input, running_mean=None, running_var=None, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05)",
               bind<&ops::batch_norm>}},
    .reference = "F.batch_norm",
    .shape = shapes::same_as_input,
    .grad_fn = "NativeBatchNormBackward0",
    .backward = "dx = w r (dy - mean dy - x̂ mean(dy x̂)) while training, else dy w r",
    .summary = "Mean 0 and variance 1 per channel over the batch (or by running statistics), then times weight plus bias.",
    .examples = "F.batch_norm(torch.tensor([[1., 2.], [3., 6.], [8., 7.]]), None, None, training=True)",
};
static_assert(complete(def::batch_norm));
Tensor ops::batch_norm(const Tensor& x, const Tensor& running_mean, const Tensor& running_var, const Tensor& weight, const Tensor& bias,
                       bool training, double momentum, double eps) {
  const std::int64_t channels = x.dim() > 1 ? x.sizes()[1] : x.sizes()[0];
  const std::int64_t per = channels ? x.numel() / channels : 0;
  if (training && per <= 1) {
    fail(ErrorKind::value_error, "Expected more than 1 value per channel when training, got input size " + size_repr(x.sizes()));
  }
  if (!training && (!running_mean.defined() || !running_var.defined())) {
    fail(ErrorKind::runtime_error, logit::cat(running_mean.defined() ? "running_var" : "running_mean", " must be defined in evaluation mode"));
  }
  for (const Tensor* given : {&running_mean, &running_var, &weight, &bias}) {
    if (given->defined() && given->numel() != channels) {
      const char* name = given == &running_mean ? "running_mean" : given == &running_var ? "running_var" : given == &weight ? "weight" : "bias";
      fail(ErrorKind::runtime_error, logit::cat(name, " should contain ", channels, " elements not ", given->numel()));
    }
  }
  Shape dims;
  for (std::int64_t d = 0; d < x.dim(); ++d) {
    if (d != 1) dims.push_back(d);
  }
  Tensor y;
  Tensor fixed_mean, fixed_scale;  // evaluation: statistics as they are now
  {
    NoGrad guard;
    if (training) {
      y = standardised(x, dims, eps);
      if (running_mean.defined()) {
        const Tensor mean = mean_dim(x, IntList(dims));
        copy_(running_mean, running_mean * (1 - momentum) + mean * momentum);
      }
      if (running_var.defined()) {
        const Tensor variance = var_dim_unbiased(x, IntList(dims), true, false);
        copy_(running_var, running_var * (1 - momentum) + variance * momentum);
      }
    } else {
      fixed_mean = per_channel(clone(running_mean), x.dim());
      fixed_scale = per_channel(rsqrt(running_var + eps), x.dim());
      y = (x - fixed_mean) * fixed_scale;
    }
    if (weight.defined()) y = y * per_channel(weight, x.dim());
    if (bias.defined()) y = y + per_channel(bias, x.dim());
  }
  if (Recording graph{x, weight, bias}) {
    graph.save(x);
    graph.save(weight);
    graph.record(y, "NativeBatchNormBackward0", [=, in = x.dim()](Back& back) {
      const Tensor x = back.saved(0), weight = back.saved(1), &dy = back.dy();
      const Tensor scaled = weight.defined() ? dy * per_channel(weight, in) : dy;
      if (back.needs(0)) back.dx(0) = training ? standardised_back(scaled, x, dims, eps) : scaled * fixed_scale;
      if (back.needs(1)) {
        const Tensor unit = training ? standardised(x, dims, eps) : (x - fixed_mean) * fixed_scale;
        back.dx(1) = sum_dim(dy * unit, IntList(dims));
      }
      if (back.needs(2)) back.dx(2) = sum_dim(dy, IntList(dims));
    });
  }
  return y;
}

constexpr OpDef def::group_norm{
    .forms = {{"group_norm(input, num_groups, weight=None, bias=None, eps=1e-05)", bind<&ops::group_norm>}},
    .reference = "F.group_norm torch.group_norm",
    .shape = shapes::same_as_input,
    .grad_fn = "NativeGroupNormBackward0",
    .summary = "Mean 0 and variance 1 within groups of channels, then times weight plus bias.",
    .examples = "F.group_norm(torch.tensor([[[1., 2.], [4., 7.]]]), 1)",
};
Tensor ops::group_norm(const Tensor& given, std::int64_t groups, const Tensor& weight, const Tensor& bias, double eps) {
  const std::int64_t channels = given.size(1);
  if (groups <= 0 || channels % groups != 0) {
    fail(ErrorKind::runtime_error, logit::cat("Expected number of channels in input to be divisible by num_groups, but got input of shape ",
                                              sizes_text(given.sizes()), " and num_groups=", groups));
  }
  auto unit_of = [groups, eps](const Tensor& x) {
    return reshape(standardised(reshape(x, Shape{x.sizes()[0], groups, -1}), Shape{2}, eps), x.sizes());
  };
  Tensor y;
  {
    NoGrad guard;
    y = unit_of(given);
    if (weight.defined()) y = y * per_channel(weight, y.dim());
    if (bias.defined()) y = y + per_channel(bias, y.dim());
    y = make_alias(y);
  }
  if (Recording graph{given, weight, bias}) {
    graph.save(given);
    graph.save(weight);
    graph.record(y, "NativeGroupNormBackward0", [=](Back& back) {
      const Tensor x = back.saved(0), weight = back.saved(1), &dy = back.dy();
      Shape rest;
      for (std::int64_t d = 0; d < x.dim(); ++d) {
        if (d != 1) rest.push_back(d);
      }
      const Shape grouped{x.sizes()[0], groups, -1};
      if (back.needs(0)) {
        const Tensor scaled = weight.defined() ? dy * per_channel(weight, x.dim()) : dy;
        back.dx(0) = reshape(standardised_back(reshape(scaled, grouped), reshape(x, grouped), Shape{2}, eps), x.sizes());
      }
      if (back.needs(1)) back.dx(1) = sum_dim(dy * unit_of(x), IntList(rest));
      if (back.needs(2)) back.dx(2) = sum_dim(dy, IntList(rest));
    });
  }
  return y;
}

constexpr OpDef def::normalize{
    .forms = {{"normalize(input, p=2.0, dim=1, eps=1e-12)", bind<&ops::normalize>}},
    .reference = "F.normalize",
    .shape = shapes::same_as_input,
    .grad_fn = "DivBackward0",
    .summary = "Each vector along dim divided by its p-norm.",
    .examples = "F.normalize(torch.tensor([[3., 4.]]))",
};
Tensor ops::normalize(const Tensor& x, double p, IntList dim, double eps) {
  return div(x, expand_as(clamp_min(vector_norm(x, p, dim, true), eps), x));
}

// ---- embeddings and one-hot ----

constexpr OpDef def::embedding{
    .forms = {{"embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)",
               bind<&ops::embedding>}},
    .reference = "F.embedding",
    .grad_fn = "EmbeddingBackward0",
    .backward = "dW = dy added to the rows that were looked up",
    .summary = "Rows of weight by index: (*) → (*, embedding_dim).",
    .examples = "F.embedding(torch.tensor([[0, 2], [1, 1]]), torch.tensor([[1., 2.], [3., 4.], [5., 6.]]))",
};
static_assert(complete(def::embedding));
Tensor ops::embedding(const Tensor& indices, const Tensor& weight, std::optional<std::int64_t> padding_idx, std::optional<double> max_norm,
                      double norm_type, bool scale_grad_by_freq, bool) {
  if (weight.dim() != 2) fail(ErrorKind::runtime_error, "'weight' must be 2-D");
  if (indices.dtype() != DType::int64 && indices.dtype() != DType::int32) {
    fail(ErrorKind::runtime_error, logit::cat("Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got ",
                                              type_string(indices), " instead (while checking arguments for embedding)"));
  }
  std::int64_t padding = padding_idx.value_or(-1);
  if (padding_idx) {
    const std::int64_t rows = weight.sizes()[0];
    if (padding < -rows || padding >= rows) fail(ErrorKind::runtime_error, "Padding_idx must be within num_embeddings");
    if (padding < 0) padding += rows;
  }
  const Tensor flat = reshape(indices, IntList(Shape{-1}));
  if (max_norm) {  // rows that are too long are shortened in place, without a gradient
    NoGrad guard;
    for (const std::int64_t row : to_int_list(unique(flat)[0])) {
      const Tensor vector = select(weight, 0, row);
      const double size = vector_norm(vector, norm_type).item().to_double();
      if (size > *max_norm) mul_(vector, *max_norm / (size + 1e-7));
    }
  }
  Tensor y;
  {
    NoGrad guard;
    Shape sizes = indices.sizes();
    sizes.push_back(weight.sizes()[1]);
    y = make_alias(reshape(index_select(weight, 0, flat), sizes));
  }
  if (Recording graph{weight}) {
    graph.save(indices);
    graph.record(y, "EmbeddingBackward0", [padding, scale_grad_by_freq, sizes = weight.sizes()](Back& back) {
      const Tensor flat = reshape(back.saved(0), IntList(Shape{-1}));
      Tensor dy = reshape(back.dy(), Shape{flat.numel(), sizes[1]});
      if (scale_grad_by_freq && flat.numel() > 0) {
        const Tensor counts = bincount(flat, Tensor(), sizes[0]);
        dy = div(dy, unsqueeze(index_select(counts, 0, flat), 1));
      }
      if (padding >= 0) dy = masked_fill(dy, unsqueeze(eq(flat, padding), 1), 0);
      back.dx(0) = index_add(full_of(sizes, 0, dy.dtype()), 0, flat, dy);
    });
  }
  return y;
}

constexpr OpDef def::one_hot{
    .forms = {{"one_hot(tensor, num_classes=-1)", bind<&ops::one_hot>}},
    .reference = "F.one_hot",
    .summary = "Class numbers as vectors of zeros with a single one (int64).",
    .examples = "F.one_hot(torch.tensor([0, 2, 1]), num_classes=4)",
};
Tensor ops::one_hot(const Tensor& x, std::int64_t num_classes) {
  if (x.dtype() != DType::int64) fail(ErrorKind::runtime_error, "one_hot is only applicable to index tensor of type LongTensor.");
  if (x.numel() == 0 && num_classes <= 0) fail(ErrorKind::runtime_error, "Can not infer total number of classes from empty tensor.");
  if (x.numel() > 0) {
    if (min(x).item().to_int() < 0) fail(ErrorKind::runtime_error, "Class values must be non-negative.");
    const std::int64_t largest = max(x).item().to_int();
    if (num_classes == -1) num_classes = largest + 1;
    else if (num_classes < 1) fail(ErrorKind::runtime_error, "num_classes should be positive");
    else if (largest >= num_classes) fail(ErrorKind::runtime_error, "Class values must be smaller than num_classes.");
  }
  Shape sizes = x.sizes();
  sizes.push_back(num_classes);
  return scatter_value(full_of(sizes, 0, DType::int64), -1, unsqueeze(x, -1), 1);
}

// ---- padding ----

constexpr OpDef def::pad{
    .forms = {{"pad(input, pad, mode='constant', value=None)", bind<&ops::pad>}},
    .reference = "F.pad",
    .grad_fn = "ConstantPadNdBackward0 ReflectionPad1DBackward0 ReplicationPad1DBackward0",
    .backward = "dx = dy without the border (or with it added back)",
    .summary = "A border around the last dimensions: constant, reflect, replicate or circular.",
    .examples = "F.pad(torch.tensor([[1., 2., 3.]]), (1, 2))\nF.pad(torch.tensor([[1., 2., 3.]]), (1, 1), mode='reflect')",
};
static_assert(complete(def::pad));

namespace ops {
namespace {

Tensor constant_pad(const Tensor& x, IntList pad, double value) {
  Shape sizes = x.sizes();
  for (std::size_t i = 0; i < pad.size() / 2; ++i) {
    const std::size_t d = sizes.size() - 1 - i;
    const std::int64_t size = sizes[d] + pad[2 * i] + pad[2 * i + 1];
    if (size < 0) {
      fail(ErrorKind::runtime_error, logit::cat("The input size ", sizes[d], ", plus negative padding ", pad[2 * i], " and ", pad[2 * i + 1],
                                                " resulted in a negative output size, which is invalid. Check dimension ", d, " of your input."));
    }
    sizes[d] = size;
  }
  Tensor y = full_of(sizes, value, x.dtype());
  {
    NoGrad guard;
    Tensor from = x, to = y;
    for (std::size_t i = 0; i < pad.size() / 2; ++i) {
      const std::int64_t d = x.dim() - 1 - static_cast<std::int64_t>(i), before = pad[2 * i], after = pad[2 * i + 1];
      from = slice(from, d, before < 0 ? -before : 0, x.size(d) + (after < 0 ? after : 0));
      to = slice(to, d, before > 0 ? before : 0, y.size(d) - (after > 0 ? after : 0));
    }
    copy_elements(to, from);
  }
  if (Recording graph{x}) {
    Shape inverse;
    for (const std::int64_t p : pad) inverse.push_back(-p);
    graph.record(y, "ConstantPadNdBackward0", [inverse](Back& back) { back.dx(0) = constant_pad(back.dy(), inverse, 0); });
  }
  return y;
}

// Which input element stands at a padded position.
std::int64_t source_of(std::int64_t at, std::int64_t size, std::string_view mode) {
  if (mode == "circular") return ((at % size) + size) % size;
  if (mode == "replicate") return at < 0 ? 0 : at >= size ? size - 1 : at;
  if (at < 0) at = -at;
  return at >= size ? 2 * (size - 1) - at : at;
}

}  // namespace
}  // namespace ops

Tensor ops::pad(const Tensor& x, IntList pad, std::string_view mode, std::optional<double> value) {
  if (pad.size() % 2 != 0) fail(ErrorKind::runtime_error, "Padding length must be divisible by 2");
  if (static_cast<std::int64_t>(pad.size()) > 2 * x.dim()) {
    fail(ErrorKind::runtime_error, "Padding length should be less than or equal to two times the input dimension but got padding length " +
                                       logit::cat(pad.size(), " and input of dimension ", x.dim()));
  }
  if (mode == "constant") return constant_pad(x, pad, value.value_or(0));
  if (mode != "reflect" && mode != "replicate" && mode != "circular") {
    fail(ErrorKind::not_implemented_error, logit::cat("Unrecognised padding mode ", mode));
  }
  if (value && *value != 0) fail(ErrorKind::runtime_error, logit::cat("Padding mode \"", mode, "\" doesn't take in value argument"));
  Tensor y;
  {
    NoGrad guard;
    y = x;
  }
  std::vector<Tensor> maps;  // per padded dimension, last first
  for (std::size_t i = 0; i < pad.size() / 2; ++i) {
    const std::int64_t d = x.dim() - 1 - static_cast<std::int64_t>(i), size = x.size(d), before = pad[2 * i], after = pad[2 * i + 1];
    if (mode == "reflect" && (before >= size || after >= size)) {
      fail(ErrorKind::runtime_error, logit::cat("Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (",
                                                before, ", ", after, ") at dimension ", d, " of input ", sizes_text(x.sizes())));
    }
    if (mode == "circular" && (before > size || after > size)) {
      fail(ErrorKind::runtime_error, "Padding value causes wrapping around more than once.");
    }
    Tensor map = logit::empty(Shape{size + before + after}, DType::int64);
    for (std::int64_t k = 0; k < map.numel(); ++k) map.data_as<std::int64_t>()[k] = source_of(k - before, size, mode);
    maps.push_back(map);
    NoGrad guard;
    y = index_select(y, d, map);
  }
  if (Recording graph{x}) {
    static constexpr const char* kReflection[] = {"ReflectionPad1DBackward0", "ReflectionPad2DBackward0", "ReflectionPad3DBackward0"};
    static constexpr const char* kReplication[] = {"ReplicationPad1DBackward0", "ReplicationPad2DBackward0", "ReplicationPad3DBackward0"};
    const std::size_t n = std::min<std::size_t>(maps.size() ? maps.size() - 1 : 0, 2);
    const char* name = mode == "reflect" ? kReflection[n] : mode == "replicate" ? kReplication[n] : "torch::autograd::CopySlices";
    graph.record(y, name, [maps, in = x.sizes()](Back& back) {
      Tensor dx = back.dy();
      for (std::size_t i = 0; i < maps.size(); ++i) {
        const std::int64_t d = static_cast<std::int64_t>(in.size() - 1 - i);
        Shape sizes = dx.sizes();
        sizes[static_cast<std::size_t>(d)] = in[static_cast<std::size_t>(d)];
        dx = index_add(full_of(sizes, 0, dx.dtype()), d, maps[i], dx);
      }
      back.dx(0) = dx;
    });
  }
  return y;
}

// ---- dropout of whole channels ----

constexpr OpDef def::dropout1d{
    .forms = {{"dropout1d(input, p=0.5, training=True, inplace=False)", bind<&ops::dropout1d>}},
    .reference = "F.dropout1d F.dropout2d F.dropout3d",
    .shape = shapes::same_as_input,
    .grad_fn = "MulBackward0",
    .summary = "Sets whole channels to zero with probability p and scales the others up, while training.",
};
Tensor ops::dropout1d(const Tensor& x, double p, bool training, bool inplace) {
  if (p < 0 || p > 1) fail(ErrorKind::value_error, logit::cat("dropout probability has to be between 0 and 1, but got ", format_g(p)));
  if (!training || p == 0 || x.numel() == 0) return x;
  Shape sizes(x.sizes().size(), 1);
  for (std::size_t d = 0; d < sizes.size() && d < 2; ++d) sizes[d] = x.sizes()[d];
  Tensor mask;
  {
    NoGrad guard;
    mask = full_of(sizes, 0, x.dtype());
    if (p < 1) mask = div(bernoulli_(mask, 1 - p), 1 - p);
  }
  return inplace ? mul_(x, mask) : mul(x, mask);
}

constexpr OpDef def::bilinear{
    .forms = {{"bilinear(input1, input2, weight, bias=None)", bind<&ops::bilinear>}},
    .reference = "F.bilinear torch.bilinear",
    .grad_fn = "ViewBackward0",
    .summary = "x1ᵀ W x2 + b for each output feature.",
    .examples = "F.bilinear(torch.tensor([[1., 2.]]), torch.tensor([[3.]]), torch.tensor([[[1.], [0.5]]]))",
};
Tensor ops::bilinear(const Tensor& a, const Tensor& b, const Tensor& weight, const Tensor& bias) {
  const Tensor operands[3] = {a, weight, b};
  const Tensor y = einsum("...i,oij,...j->...o", operands);
  return bias.defined() ? y + bias : y;
}

}  // namespace logit
