// Loss functions of torch.nn.functional, with their checks in PyTorch's words.
//
// reduction is 'none', 'mean' or 'sum'; the older size_average and reduce are understood as well.
#include "base/error.h"
#include "base/format.h"
#include "kernels/math.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/pointwise.h"
#include "ops/record.h"
#include "ops/shapes.h"
#include "ops/view_tools.h"

namespace logit {
namespace ops {
namespace {

namespace k = kernels;
using Text = std::string_view;
using Legacy = std::optional<bool>;

enum class Reduction { none, mean, sum };

Reduction reduction_of(Legacy size_average, Legacy reduce, Text text) {
  if (size_average || reduce) {
    if (!reduce.value_or(true)) return Reduction::none;
    return size_average.value_or(true) ? Reduction::mean : Reduction::sum;
  }
  if (text == "none") return Reduction::none;
  if (text == "mean") return Reduction::mean;
  if (text == "sum") return Reduction::sum;
  fail(ErrorKind::value_error, logit::cat(text, " is not a valid value for reduction"));
}

// The reduced value as recorded operations: the node is SumBackward0 or MeanBackward0.
Tensor reduced(const Tensor& loss, Reduction reduction) {
  if (reduction == Reduction::mean) return mean(loss);
  return reduction == Reduction::sum ? sum(loss) : loss;
}

// The same without a node of its own.
Tensor reduced_values(const Tensor& loss, Reduction reduction) {
  NoGrad guard;
  return reduced(loss, reduction);
}

// d(loss)/d(elements) for an elementwise derivative: dy over n for a mean.
Tensor through_reduction(const Tensor& gradient, Reduction reduction) {
  return reduction == Reduction::mean ? div(gradient, gradient.numel()) : gradient;
}

// The loss' own gradient in one pass, for the usual case: nothing records, x, target and dy are of one dtype, dy is a single
// number. Gradient is one of kernels/functions.h, whose steps round as the operations would.
template <class Gradient>
Tensor fused_gradient(const Tensor& x, const Tensor& target, const Tensor& dy, Reduction reduction) {
  if (grad_enabled() || dy.numel() != 1 || dy.dtype() != x.dtype() || target.dtype() != x.dtype() ||
      !(target.sizes() == x.sizes())) {
    return Tensor();
  }
  const double count = reduction == Reduction::mean ? static_cast<double>(x.numel()) : 1;
  return map_real(x.dtype(), Gradient{dy.item().to_double(), count}, x, target);
}

void warn_sizes(const Tensor& input, const Tensor& target) {
  if (input.sizes() == target.sizes()) return;
  warn(logit::cat("Using a target size (", size_repr(target.sizes()), ") that is different to the input size (", size_repr(input.sizes()),
           "). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.")
           .c_str());
}

void refuse_gradient(const Tensor& argument, Text function, Text name) {
  if (argument.defined() && argument.requires_grad() && grad_enabled()) {
    fail(ErrorKind::runtime_error, logit::cat("The function '", function, "' is not differentiable with respect to argument '", name,
                                       "'. This input cannot have requires_grad True."));
  }
}

}  // namespace
}  // namespace ops

// ---- two classes ----

constexpr OpDef def::binary_cross_entropy{
    .forms = {{"binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction='mean')",
               bind<&ops::binary_cross_entropy>}},
    .reference = "F.binary_cross_entropy",
    .grad_fn = "BinaryCrossEntropyBackward0",
    .backward = "da = dy (a - y) / (a (1 - a)) / n",
    .symbol = "BCE",
    .summary = "-(y log a + (1 - y) log(1 - a)), the logs not below -100.",
    .examples = "F.binary_cross_entropy(torch.tensor([0.9, 0.3, 0.5]), torch.tensor([0.75, 0.25, 0.5]))\n"
                "F.binary_cross_entropy(torch.tensor([0.9, 0.3]), torch.tensor([0.75, 0.25]), reduction='none')",
};
static_assert(complete(def::binary_cross_entropy));

Tensor ops::binary_cross_entropy(const Tensor& x, const Tensor& target, const Tensor& given_weight, Legacy size_average,
                                 Legacy reduce, Text reduction_text) {
  const Reduction reduction = reduction_of(size_average, reduce, reduction_text);
  if (!(x.sizes() == target.sizes())) {
    fail(ErrorKind::value_error, logit::cat("Using a target size (", size_repr(target.sizes()), ") that is different to the input size (",
                                     size_repr(x.sizes()), ") is deprecated. Please ensure they have the same size."));
  }
  const Tensor weight = given_weight.defined() ? expand(given_weight, broadcast_shapes(target.sizes(), given_weight.sizes())) : Tensor();
  refuse_gradient(given_weight, "binary_cross_entropy", "weight");
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"binary_cross_entropy\" not implemented for '", scalar_type_name(x.dtype()), "'"));
  }
  if (target.dtype() != x.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("Found dtype ", scalar_type_name(target.dtype()), " but expected ", scalar_type_name(x.dtype())));
  }
  // One pass, which also looks for values outside of [0, 1]; nan is inside neither, and refused.
  bool input_ok = true, target_ok = true;
  Tensor losses = map_real(x.dtype(), k::BinaryCrossEntropy{&input_ok, &target_ok}, x, target);
  check(input_ok, ErrorKind::runtime_error, "all elements of input should be between 0 and 1");
  check(target_ok, ErrorKind::runtime_error, "all elements of target should be between 0 and 1");
  if (weight.defined()) losses = mul(losses, weight);
  Tensor y = reduced_values(losses, reduction);
  if (Recording graph{x, target}) {
    graph.save(x);
    graph.save(target);
    graph.save(weight);
    graph.record(y, "BinaryCrossEntropyBackward0", [reduction](Back& back) {
      const Tensor x = back.saved(0), target = back.saved(1), weight = back.saved(2), &dy = back.dy();
      if (back.needs(0)) {
        if (!weight.defined()) {
          back.dx(0) = fused_gradient<k::BinaryCrossEntropyGradient>(x, target, dy, reduction);
        }
        if (!back.dx(0).defined()) {
          Tensor dx = div(dy * (x - target), clamp_min((1 - x) * x, 1e-12));
          if (weight.defined()) dx = dx * weight;
          back.dx(0) = through_reduction(dx, reduction);
        }
      }
      if (back.needs(1)) {
        Tensor dt = dy * (clamp_min(log1p(neg(x)), -100) - clamp_min(log(x), -100));
        if (weight.defined()) dt = dt * weight;
        back.dx(1) = through_reduction(dt, reduction);
      }
    });
  }
  return y;
}

constexpr OpDef def::binary_cross_entropy_with_logits{
    .forms = {{"binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, reduction='mean', pos_weight=None)",
               bind<&ops::binary_cross_entropy_with_logits>}},
    .reference = "F.binary_cross_entropy_with_logits torch.binary_cross_entropy_with_logits",
    .grad_fn = "BinaryCrossEntropyWithLogitsBackward0",
    .backward = "dz = dy (σ(z) - y) / n",
    .symbol = "BCE∘σ",
    .summary = "Binary cross-entropy of sigmoid(input), computed from the logits without overflow.",
    .examples = "F.binary_cross_entropy_with_logits(torch.tensor([1.5, -0.5]), torch.tensor([1., 0.]))\n"
                "F.binary_cross_entropy_with_logits(torch.tensor([1.5, -0.5]), torch.tensor([1., 0.]), pos_weight=torch.tensor(3))",
};
static_assert(complete(def::binary_cross_entropy_with_logits));

Tensor ops::binary_cross_entropy_with_logits(const Tensor& x, const Tensor& target, const Tensor& weight, Legacy size_average,
                                             Legacy reduce, Text reduction_text, const Tensor& pos_weight) {
  const Reduction reduction = reduction_of(size_average, reduce, reduction_text);
  if (!(target.sizes() == x.sizes())) {
    fail(ErrorKind::value_error, logit::cat("Target size (", size_repr(target.sizes()), ") must be the same as input size (",
                                     size_repr(x.sizes()), ")"));
  }
  if (is_floating(x.dtype()) && !is_floating(target.dtype())) {  // the target is taken into a difference in place
    fail(ErrorKind::runtime_error, logit::cat("result type ", scalar_type_name(x.dtype()), " can't be cast to the desired output type ",
                                              scalar_type_name(target.dtype())));
  }
  refuse_gradient(weight, "binary_cross_entropy_with_logits", "weight");
  refuse_gradient(pos_weight, "binary_cross_entropy_with_logits", "pos_weight");
  Tensor losses;
  {
    NoGrad guard;
    const DType dtype = float_result_type({&x, &target});
    if (!pos_weight.defined()) {
      losses = map_real(dtype, k::LogitsCrossEntropy(), x, target);
    } else {
      losses = map_real(dtype, [](auto z, auto y, auto p) {
        using T = decltype(z);
        return (T(1) - y) * z - k::LogSigmoid()(z) * ((p - T(1)) * y + T(1));
      }, x, target, pos_weight);
    }
    if (weight.defined()) losses = mul(losses, weight);
  }
  Tensor y = reduced_values(losses, reduction);
  if (Recording graph{x, target}) {
    graph.save(x);
    graph.save(target);
    graph.save(weight);
    graph.save(pos_weight);
    graph.record(y, "BinaryCrossEntropyWithLogitsBackward0", [reduction](Back& back) {
      const Tensor z = back.saved(0), target = back.saved(1), weight = back.saved(2), pos = back.saved(3), &dy = back.dy();
      if (back.needs(0) && !pos.defined() && !weight.defined()) {
        back.dx(0) = fused_gradient<k::LogitsCrossEntropyGradient>(z, target, dy, reduction);
      }
      if (back.needs(0) && !back.dx(0).defined()) {
        Tensor dz;
        if (pos.defined()) {
          const Tensor t = pos * target;
          dz = ((t + 1 - target) * sigmoid(z) - t) * dy;
        } else {
          dz = (sigmoid(z) - target) * dy;
        }
        if (weight.defined()) dz = dz * weight;
        back.dx(0) = through_reduction(dz, reduction);
      }
      if (back.needs(1)) {
        Tensor dt = pos.defined() ? (log_sigmoid(neg(z)) - pos * log_sigmoid(z)) * dy : neg(z) * dy;
        if (weight.defined()) dt = dt * weight;
        back.dx(1) = through_reduction(dt, reduction);
      }
    });
  }
  return y;
}

// ---- distances ----

constexpr OpDef def::mse_loss{
    .forms = {{"mse_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)", bind<&ops::mse_loss>}},
    .reference = "F.mse_loss",
    .grad_fn = "MseLossBackward0",
    .backward = "dx = dy 2 (x - t) / n",
    .symbol = "MSE",
    .summary = "The squared difference.",
    .examples = "F.mse_loss(torch.tensor([1., 2.]), torch.tensor([0., 4.]))",
};
static_assert(complete(def::mse_loss));
Tensor ops::mse_loss(const Tensor& given_x, const Tensor& given_target, Legacy size_average, Legacy reduce, Text reduction_text,
                     const Tensor& weight) {
  const Reduction reduction = reduction_of(size_average, reduce, reduction_text);
  warn_sizes(given_x, given_target);
  const Shape sizes = broadcast_shapes(given_x.sizes(), given_target.sizes());
  const Tensor x = given_x.sizes() == sizes ? given_x : expand(given_x, sizes);
  const Tensor target = given_target.sizes() == sizes ? given_target : expand(given_target, sizes);
  if (weight.defined()) {
    const Tensor losses = pow(x - target, 2) * weight;
    if (reduction == Reduction::mean) return div(sum(losses), sum(weight));
    return reduced(losses, reduction);
  }
  if (!is_floating(result_type({&x, &target}))) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"mse_cpu\" not implemented for '", scalar_type_name(result_type({&x, &target})), "'"));
  }
  Tensor y = reduced_values(map_real(result_type({&x, &target}), [](auto a, auto b) { return (a - b) * (a - b); }, x, target), reduction);
  if (Recording graph{x, target}) {
    graph.save(x);
    graph.save(target);
    graph.record(y, "MseLossBackward0", [reduction](Back& back) {
      const Tensor x = back.saved(0), target = back.saved(1);
      const double norm = reduction == Reduction::mean ? 2.0 / static_cast<double>(x.numel()) : 2.0;
      if (back.needs(0)) back.dx(0) = (x - target) * norm * back.dy();
      if (back.needs(1)) back.dx(1) = (target - x) * norm * back.dy();
    });
  }
  return y;
}

constexpr OpDef def::l1_loss{
    .forms = {{"l1_loss(input, target, size_average=None, reduce=None, reduction='mean')", bind<&ops::l1_loss>}},
    .reference = "F.l1_loss",
    .grad_fn = "MeanBackward0 SumBackward0 AbsBackward0",
    .summary = "The absolute difference.",
    .examples = "F.l1_loss(torch.tensor([1., 2.]), torch.tensor([0., 4.]))",
};
Tensor ops::l1_loss(const Tensor& x, const Tensor& target, Legacy size_average, Legacy reduce, Text reduction) {
  warn_sizes(x, target);
  return reduced(abs(x - target), reduction_of(size_average, reduce, reduction));
}

namespace ops {
namespace {

// A loss of the difference x - t with a derivative in closed form.
template <class Value, class Slope>
Tensor difference_loss(const Tensor& x, const Tensor& target, Reduction reduction, const char* name, Value value, Slope slope) {
  warn_sizes(x, target);
  Tensor y = reduced_values(map_real(float_result_type({&x, &target}), value, x, target), reduction);
  if (Recording graph{x, target}) {
    graph.save(x);
    graph.save(target);
    graph.record(y, name, [reduction, slope](Back& back) {
      const Tensor difference = back.saved(0) - back.saved(1);
      Tensor d = slope(difference) * back.dy();
      if (reduction == Reduction::mean) d = div(d, difference.numel());
      if (back.needs(0)) back.dx(0) = d;
      if (back.needs(1)) back.dx(1) = neg(d);
    });
  }
  return y;
}

}  // namespace
}  // namespace ops

constexpr OpDef def::smooth_l1_loss{
    .forms = {{"smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)", bind<&ops::smooth_l1_loss>}},
    .reference = "F.smooth_l1_loss",
    .grad_fn = "SmoothL1LossBackward0",
    .backward = "dx = dy (x - t) / beta near the target, else dy sign(x - t)",
    .summary = "Squared near the target, absolute beyond beta.",
    .examples = "F.smooth_l1_loss(torch.tensor([1., 2.]), torch.tensor([0.5, 4.]))",
};
Tensor ops::smooth_l1_loss(const Tensor& x, const Tensor& target, Legacy size_average, Legacy reduce, Text text, double beta) {
  if (beta < 0) fail(ErrorKind::runtime_error, "smooth_l1_loss does not support negative values for beta.");
  if (beta == 0) return l1_loss(x, target, size_average, reduce, text);
  return difference_loss(x, target, reduction_of(size_average, reduce, text), "SmoothL1LossBackward0", [beta](auto a, auto b) {
    using T = decltype(a);
    const T z = std::fabs(a - b);
    return z < T(beta) ? T(0.5) * z * z / T(beta) : z - T(0.5) * T(beta);
  }, [beta](const Tensor& d) { return where(lt(abs(d), beta), div(d, beta), sign(d)); });
}

constexpr OpDef def::huber_loss{
    .forms = {{"huber_loss(input, target, reduction='mean', delta=1.0, weight=None)", bind<&ops::huber_loss>}},
    .reference = "F.huber_loss",
    .grad_fn = "HuberLossBackward0",
    .backward = "dx = dy (x - t) near the target, else dy delta sign(x - t)",
    .summary = "Squared near the target, linear beyond delta.",
    .examples = "F.huber_loss(torch.tensor([1., 2.]), torch.tensor([0.5, 4.]), delta=0.7)",
};
Tensor ops::huber_loss(const Tensor& x, const Tensor& target, Text text, double delta, const Tensor& weight) {
  if (delta <= 0) fail(ErrorKind::runtime_error, "huber_loss does not support non-positive values for delta.");
  const Reduction reduction = reduction_of({}, {}, text);
  Tensor y = difference_loss(x, target, weight.defined() ? Reduction::none : reduction, "HuberLossBackward0", [delta](auto a, auto b) {
    using T = decltype(a);
    const T z = std::fabs(a - b);
    return z <= T(delta) ? T(0.5) * z * z : T(delta) * (z - T(0.5) * T(delta));
  }, [delta](const Tensor& d) { return where(le(abs(d), delta), d, sign(d) * delta); });
  if (!weight.defined()) return y;
  y = y * weight;
  return reduction == Reduction::mean ? div(sum(y), sum(weight)) : reduced(y, reduction);
}

// ---- many classes ----

constexpr OpDef def::nll_loss{
    .forms = {{"nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
               bind<&ops::nll_loss>}},
    .reference = "F.nll_loss",
    .grad_fn = "NllLossBackward0 NllLoss2DBackward0",
    .backward = "dx = -dy w / Σw at the target class",
    .symbol = "NLL",
    .summary = "Minus the (log-)probability of the target class.",
    .examples = "F.nll_loss(torch.tensor([[-0.5, -1.], [-2., -0.1]]), torch.tensor([0, 1]))",
};
static_assert(complete(def::nll_loss));

namespace ops {
namespace {

// input (N, C, inner), target (N, inner), both contiguous: the losses per target, and the weights' sum.
struct Picked {
  Tensor losses;
  Tensor weights;  // per target; 0 where ignored
};

Picked pick_classes(const Tensor& x, const Tensor& target, const Tensor& weight, std::int64_t ignore_index, std::int64_t n,
                    std::int64_t classes, std::int64_t inner) {
  if (is_reduced_floating(x.dtype())) {
    Picked wide = pick_classes(to_dtype_data(x, DType::float32), target, weight, ignore_index, n, classes, inner);
    return {to_dtype_data(wide.losses, x.dtype()), to_dtype_data(wide.weights, x.dtype())};
  }
  const Tensor values = contiguous_data(x), classes_of = to_dtype_data(target, DType::int64);
  const Tensor scale = weight.defined() ? to_dtype_data(weight, x.dtype()) : Tensor();
  Picked out{logit::empty(target.sizes(), x.dtype()), logit::empty(target.sizes(), x.dtype())};
  auto run = [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < n * inner; ++i) {
      const std::int64_t wanted = classes_of.data_as<std::int64_t>()[i];
      T loss = 0, w = 0;
      if (wanted != ignore_index) {
        if (wanted < 0 || wanted >= classes) fail(ErrorKind::index_error, logit::cat("Target ", wanted, " is out of bounds."));
        w = scale.defined() ? static_cast<const T*>(scale.data())[wanted] : T(1);
        const T value = static_cast<const T*>(values.data())[((i / inner) * classes + wanted) * inner + i % inner];
        loss = -(value * w);
      }
      static_cast<T*>(out.losses.data())[i] = loss;
      static_cast<T*>(out.weights.data())[i] = w;
    }
  };
  if (x.dtype() == DType::float64) run(double{});
  else run(float{});
  return out;
}

}  // namespace
}  // namespace ops

Tensor ops::nll_loss(const Tensor& x, const Tensor& target, const Tensor& weight, Legacy size_average, std::int64_t ignore_index,
                     Legacy reduce, Text reduction_text) {
  const Reduction reduction = reduction_of(size_average, reduce, reduction_text);
  if (x.dim() < 1) fail(ErrorKind::value_error, logit::cat("Expected 1 or more dimensions (got ", x.dim(), ")"));
  if (x.dim() > 1 && x.sizes()[0] != (target.dim() > 0 ? target.sizes()[0] : 0)) {
    fail(ErrorKind::value_error, logit::cat("Expected input batch_size (", x.sizes()[0], ") to match target batch_size (",
                                     target.dim() > 0 ? target.sizes()[0] : 0, ")."));
  }
  if (x.dim() <= 2 && target.dim() > 1) {
    fail(ErrorKind::runtime_error, "0D or 1D target tensor expected, multi-target not supported");
  }
  if (target.dtype() != DType::int64 && target.dtype() != DType::uint8) {
    fail(ErrorKind::runtime_error, logit::cat("expected target dtype to be Long or Byte, but got ", scalar_type_name(target.dtype())));
  }
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"nll_loss_out_frame\" not implemented for '", scalar_type_name(x.dtype()), "'"));
  }
  const std::int64_t n = x.dim() == 1 ? 1 : x.sizes()[0], classes = x.dim() == 1 ? x.sizes()[0] : x.sizes()[1];
  const std::int64_t inner = x.numel() == 0 ? 1 : x.numel() / (n * classes);
  if (x.dim() == 1 && target.numel() != 1) {
    fail(ErrorKind::value_error, logit::cat("For 1D input, 1D target must have exactly one element, but got target size: ", target.numel()));
  }
  if (weight.defined() && weight.numel() != classes) {
    fail(ErrorKind::runtime_error, logit::cat("weight tensor should be defined either for all ", classes, " classes or no classes but got weight tensor of shape: ",
                                       sizes_text(weight.sizes())));
  }
  if (x.dim() > 2) {
    Shape expected = x.sizes();
    expected.erase(1);
    if (!(expected == target.sizes())) {
      if (x.dim() != 4) {
        fail(ErrorKind::runtime_error, logit::cat("Expected target size ", sizes_text(expected), ", got ", sizes_text(target.sizes())));
      }
      if (target.dim() != 3) {
        fail(ErrorKind::runtime_error, logit::cat("only batches of spatial targets supported (3D tensors) but got targets of dimension: ",
                                                  target.dim()));
      }
      fail(ErrorKind::runtime_error, logit::cat("size mismatch (got input: ", sizes_text(x.sizes()), " , target: ", sizes_text(target.sizes())));
    }
  }
  const Picked picked = pick_classes(x, target, weight, ignore_index, n, classes, inner);
  Tensor total = sum(picked.weights);
  Tensor y = picked.losses;
  if (reduction != Reduction::none) y = sum(y);
  if (reduction == Reduction::mean) y = div(y, total);
  if (Recording graph{x}) {
    graph.record(y, x.dim() > 2 ? "NllLoss2DBackward0" : "NllLossBackward0",
                 [=, in = x.sizes(), weights = picked.weights, dims = x.dim()](Back& back) {
      // The gradient is -dy · w (/ Σw) at the target class: scattered from one value per target.
      Tensor d = neg(back.dy()) * (reduction == Reduction::mean ? div(weights, total) : weights);
      const Tensor ignored = eq(target, ignore_index);
      const Tensor at = where(ignored, 0, to_dtype(target, DType::int64));
      d = masked_fill(d, ignored, 0);
      const std::int64_t dim = dims == 1 ? 0 : 1;
      const Tensor zeros = full_of(in, 0, d.dtype());
      if (dims == 1) back.dx(0) = scatter_add(zeros, 0, reshape(at, IntList(Shape{1})), reshape(d, IntList(Shape{1})));
      else back.dx(0) = scatter_add(zeros, dim, unsqueeze(at, dim), unsqueeze(d, dim));
    });
  }
  return y;
}

constexpr OpDef def::cross_entropy{
    .forms = {{"cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)",
               bind<&ops::cross_entropy>}},
    .reference = "F.cross_entropy",
    .grad_fn = "NllLossBackward0 NllLoss2DBackward0 DivBackward1 AddBackward0",
    .backward = "dz = dy (softmax(z) - onehot(t)) / n",
    .symbol = "CE",
    .summary = "Cross-entropy of softmax(input) with class indices or class probabilities.",
    .examples = "F.cross_entropy(torch.tensor([[1., 2., 0.5], [0.1, 0., 3.]]), torch.tensor([1, 2]))\n"
                "F.cross_entropy(torch.tensor([[1., 2.], [0.1, 0.]]), torch.tensor([[0.3, 0.7], [1., 0.]]))\n"
                "F.cross_entropy(torch.tensor([[1., 2., 0.5], [0.1, 0., 3.]]), torch.tensor([1, 2]), label_smoothing=0.1)",
};
static_assert(complete(def::cross_entropy));

Tensor ops::cross_entropy(const Tensor& x, const Tensor& target, const Tensor& weight, Legacy size_average, std::int64_t ignore_index,
                          Legacy reduce, Text reduction_text, double label_smoothing) {
  const Reduction reduction = reduction_of(size_average, reduce, reduction_text);
  const Text mode = reduction == Reduction::mean ? "mean" : reduction == Reduction::sum ? "sum" : "none";
  if (label_smoothing < 0 || label_smoothing > 1) {
    fail(ErrorKind::runtime_error, logit::cat("label_smoothing must be between 0.0 and 1.0. Got: ", label_smoothing));
  }
  const std::int64_t class_dim = x.dim() == 1 ? 0 : 1;
  if (x.sizes() == target.sizes() && is_floating(target.dtype())) {  // class probabilities
    if (ignore_index >= 0) fail(ErrorKind::runtime_error, "ignore_index is not supported for floating point target");
    const std::int64_t classes = x.size(class_dim);
    if (weight.defined() && (weight.dim() != 1 || weight.numel() != classes)) {
      fail(ErrorKind::runtime_error, logit::cat("cross_entropy: weight tensor should be defined either for all ", classes,
                                         " classes or no classes but got weight tensor of shape: ", sizes_text(weight.sizes())));
    }
    Tensor goal = target;
    if (label_smoothing > 0) goal = target * (1 - label_smoothing) + label_smoothing / static_cast<double>(classes);
    const Tensor logs = log_softmax(x, class_dim);
    Tensor products = logs * goal;
    if (weight.defined()) {
      Shape shape(x.sizes().size(), 1);
      shape[static_cast<std::size_t>(class_dim)] = classes;
      products = products * view(weight, shape);
    }
    if (reduction == Reduction::none) return neg(sum_dim(products, IntList(Shape{class_dim})));
    const Tensor total = neg(sum(products));
    if (reduction == Reduction::sum) return total;
    const std::int64_t count = x.dim() == 1 ? 1 : x.numel() / classes;
    Tensor y;
    {
      NoGrad guard;
      y = div(total, count);
    }
    if (Recording graph{total}) {
      graph.record(y, "DivBackward1", [count](Back& back) { back.dx(0) = div(back.dy(), count); });
    }
    return y;
  }
  if (x.sizes() == target.sizes()) {
    fail(ErrorKind::runtime_error, logit::cat("Expected floating point type for target with class probabilities, got ",
                                              scalar_type_name(target.dtype())));
  }
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"log_softmax_lastdim_kernel_impl\" not implemented for '", scalar_type_name(x.dtype()), "'"));
  }
  const Tensor logs = log_softmax(x, class_dim);
  const Tensor nll = nll_loss(logs, target, weight, {}, ignore_index, {}, mode);
  if (label_smoothing == 0) return nll;
  // The smooth part spreads label_smoothing evenly over all classes.
  const std::int64_t classes = x.size(class_dim);
  Tensor smooth;
  if (weight.defined()) {
    Shape shape(x.sizes().size(), 1);
    shape[static_cast<std::size_t>(class_dim)] = classes;
    smooth = neg(sum_dim(logs * view(weight, shape), IntList(Shape{class_dim})));
  } else {
    smooth = neg(sum_dim(logs, IntList(Shape{class_dim})));
  }
  const Tensor ignored = eq(target, ignore_index);
  smooth = masked_fill(smooth, ignored, 0.0);
  Tensor smooth_loss = smooth;
  if (reduction == Reduction::sum) smooth_loss = sum(smooth);
  if (reduction == Reduction::mean) {
    if (weight.defined()) {
      const Tensor safe = where(ignored, 0, target);
      const Tensor picked = masked_fill(index_select(weight, 0, reshape(safe, IntList(Shape{-1}))), reshape(ignored, IntList(Shape{-1})), 0);
      smooth_loss = div(sum(smooth), sum(picked));
    } else {
      smooth_loss = div(sum(smooth), sum(logical_not(ignored)));
    }
  }
  return nll * (1 - label_smoothing) + smooth_loss * (label_smoothing / static_cast<double>(classes));
}

constexpr OpDef def::kl_div{
    .forms = {{"kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)", bind<&ops::kl_div>}},
    .reference = "F.kl_div",
    .grad_fn = "MeanBackward0 SumBackward0 DivBackward0",
    .summary = "target * (log target - input): how far input (in logs) is from target.",
    .examples = "F.kl_div(torch.tensor([[-1., -0.5]]), torch.tensor([[0.4, 0.6]]), reduction='batchmean')",
};
Tensor ops::kl_div(const Tensor& x, const Tensor& target, Legacy size_average, Legacy reduce, Text text, bool log_target) {
  const bool batch_mean = !size_average && !reduce && text == "batchmean";
  const Reduction reduction = batch_mean ? Reduction::sum : reduction_of(size_average, reduce, text);
  if (!batch_mean && reduction == Reduction::mean) {
    warn("reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by the batch "
         "size, and aligns with the KL div math definition.'mean' will be changed to behave the same as 'batchmean' in the next major release.");
  }
  const Tensor losses = log_target ? exp(target) * (target - x) : xlogy(target, target) - target * x;
  const Tensor y = reduced(losses, reduction);
  return batch_mean && x.dim() > 0 ? div(y, x.sizes()[0]) : y;
}

// ---- other losses, written with recorded operations as PyTorch writes them ----

constexpr OpDef def::poisson_nll_loss{
    .forms = {{"poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean')",
               bind<&ops::poisson_nll_loss>}},
    .reference = "F.poisson_nll_loss torch.poisson_nll_loss",
    .summary = "Negative log likelihood of a Poisson distribution.",
    .examples = "F.poisson_nll_loss(torch.tensor([0.5, 1.]), torch.tensor([1., 2.]))",
};
Tensor ops::poisson_nll_loss(const Tensor& x, const Tensor& target, bool log_input, bool full, Legacy size_average, double eps,
                             Legacy reduce, Text text) {
  Tensor losses = log_input ? exp(x) - target * x : x - target * log(x + eps);
  if (full) {
    const Tensor stirling = target * log(target) - target + log(target * (2 * 3.14159265358979323846)) * 0.5;
    losses = losses + masked_fill(stirling, le(target, 1), 0);
  }
  return reduced(losses, reduction_of(size_average, reduce, text));
}

constexpr OpDef def::gaussian_nll_loss{
    .forms = {{"gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction='mean')", bind<&ops::gaussian_nll_loss>}},
    .reference = "F.gaussian_nll_loss",
    .summary = "Negative log likelihood of a normal distribution with given variances.",
    .examples = "F.gaussian_nll_loss(torch.tensor([0.5, 1.]), torch.tensor([1., 2.]), torch.tensor([1., 0.5]))",
};
Tensor ops::gaussian_nll_loss(const Tensor& x, const Tensor& target, const Operand& given_var, bool full, double eps, Text text) {
  Tensor var = given_var->wrapped_number ? mul(ones_like(x), given_var) : static_cast<const Tensor&>(given_var);
  if (!(var.sizes() == x.sizes())) {
    Shape without_last = x.sizes();
    if (!without_last.empty()) without_last.pop_back();
    if (without_last == var.sizes()) var = unsqueeze(var, -1);
    else if (!(var.dim() == x.dim() && var.size(-1) == 1)) fail(ErrorKind::value_error, "var is of incorrect size");
  }
  if (any(lt(var, 0)).item().to_bool()) fail(ErrorKind::value_error, "var has negative entry/entries");
  const Tensor bounded = clamp_min(var, eps);
  Tensor losses = (log(bounded) + div(pow(x - target, 2), bounded)) * 0.5;
  if (full) losses = losses + 0.5 * std::log(2 * 3.14159265358979323846);
  return reduced(losses, reduction_of({}, {}, text));
}

constexpr OpDef def::hinge_embedding_loss{
    .forms = {{"hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction='mean')",
               bind<&ops::hinge_embedding_loss>}},
    .reference = "F.hinge_embedding_loss torch.hinge_embedding_loss",
    .summary = "x for target 1, max(0, margin - x) for target -1.",
    .examples = "F.hinge_embedding_loss(torch.tensor([0.5, 0.25]), torch.tensor([1., -1.]))",
};
Tensor ops::hinge_embedding_loss(const Tensor& x, const Tensor& target, double margin, Legacy size_average, Legacy reduce, Text text) {
  const Tensor near = where(eq(target, -1), 0.0, x);
  const Tensor far = where(eq(target, 1), 0.0, clamp_min(margin - x, 0));
  return reduced(far + near, reduction_of(size_average, reduce, text));
}

constexpr OpDef def::margin_ranking_loss{
    .forms = {{"margin_ranking_loss(input1, input2, target, margin=0.0, size_average=None, reduce=None, reduction='mean')",
               bind<&ops::margin_ranking_loss>}},
    .reference = "F.margin_ranking_loss torch.margin_ranking_loss",
    .summary = "max(0, -target (input1 - input2) + margin).",
    .examples = "F.margin_ranking_loss(torch.tensor([1., 2.]), torch.tensor([0.5, 3.]), torch.tensor([-1., -1.]))",
};
Tensor ops::margin_ranking_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin, Legacy size_average,
                                Legacy reduce, Text text) {
  if (a.dim() != b.dim() || a.dim() != target.dim()) {
    auto size = [](const Tensor& x) { return logit::cat("torch.Size(", sizes_text(x.sizes()), ")"); };
    fail(ErrorKind::runtime_error,
         logit::cat("margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: ", size(a),
                    ", input2: ", size(b), ", target: ", size(target), " "));
  }
  return reduced(clamp_min(neg(target) * (a - b) + margin, 0), reduction_of(size_average, reduce, text));
}

constexpr OpDef def::soft_margin_loss{
    .forms = {{"soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')", bind<&ops::soft_margin_loss>}},
    .reference = "F.soft_margin_loss",
    .grad_fn = "SoftMarginLossBackward0",
    .backward = "dx = -dy t / (1 + e^(t x)) / n",
    .summary = "log(1 + exp(-target * input)).",
    .examples = "F.soft_margin_loss(torch.tensor([0.5, 1.]), torch.tensor([1, -1]))",
};
Tensor ops::soft_margin_loss(const Tensor& x, const Tensor& target, Legacy size_average, Legacy reduce, Text text) {
  const Reduction reduction = reduction_of(size_average, reduce, text);
  Tensor y = reduced_values(map_real(float_result_type({&x, &target}), [](auto v, auto t) { return k::log1p(k::exp(-t * v)); }, x, target), reduction);
  if (Recording graph{x}) {
    graph.save(x);
    graph.save(target);
    graph.record(y, "SoftMarginLossBackward0", [reduction](Back& back) {
      const Tensor x = back.saved(0), target = back.saved(1), z = exp(neg(target) * x);
      back.dx(0) = through_reduction(div(neg(target) * z, z + 1) * back.dy(), reduction);
    });
  }
  return y;
}

constexpr OpDef def::multi_margin_loss{
    .forms = {{"multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction='mean')",
               bind<&ops::multi_margin_loss>}},
    .reference = "F.multi_margin_loss",
    .grad_fn = "MultiMarginLossBackward0",
    .summary = "Hinge loss over classes: Σ max(0, margin - x[t] + x[i])^p / C.",
    .examples = "F.multi_margin_loss(torch.tensor([[0.1, 0.5, 0.2]]), torch.tensor([1]))",
};
Tensor ops::multi_margin_loss(const Tensor& given, const Tensor& target, std::int64_t p, double margin, const Tensor& weight,
                              Legacy size_average, Legacy reduce, Text text) {
  if (p != 1 && p != 2) fail(ErrorKind::value_error, "only p == 1 and p == 2 supported");
  const Reduction reduction = reduction_of(size_average, reduce, text);
  auto losses_of = [=](const Tensor& input) {
    const Tensor x = input.dim() == 1 ? unsqueeze(input, 0) : input;
    const Tensor at = reshape(target, IntList(Shape{-1, 1}));
    Tensor margins = clamp_min(margin - gather(x, 1, at) + x, 0);
    if (p == 2) margins = margins * margins;
    if (weight.defined()) margins = margins * unsqueeze(index_select(weight, 0, reshape(target, IntList(Shape{-1}))), 1);
    margins = scatter_value(margins, 1, at, 0);
    Tensor out = div(sum_dim(margins, IntList(Shape{1})), x.sizes()[1]);
    return input.dim() == 1 && reduction == Reduction::none ? reshape(out, IntList(Shape{})) : out;
  };
  Tensor y;
  {
    NoGrad guard;
    y = reduced(losses_of(given), reduction);
  }
  if (Recording graph{given}) {
    graph.save(given);
    graph.record(y, "MultiMarginLossBackward0", [=](Back& back) {
      // Through the same formula again, with recording on.
      back.dx(0) = gradient_of([&](const Tensor& x) { return reduced(losses_of(x), reduction); }, back.saved(0), back.dy());
    });
  }
  return y;
}

constexpr OpDef def::multilabel_margin_loss{
    .forms = {{"multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')", bind<&ops::multilabel_margin_loss>}},
    .reference = "F.multilabel_margin_loss",
    .grad_fn = "MultilabelMarginLossBackward0",
    .summary = "Hinge loss for several true classes per row; targets end at -1.",
    .examples = "F.multilabel_margin_loss(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([[3, 0, -1, 1]]))",
};
Tensor ops::multilabel_margin_loss(const Tensor& given, const Tensor& target, Legacy size_average, Legacy reduce, Text text) {
  const Reduction reduction = reduction_of(size_average, reduce, text);
  const std::int64_t classes = given.size(-1);
  // The true classes of each row as a mask.
  Tensor truth = full_of(given.sizes(), false, DType::boolean);
  const Tensor labels = to_dtype_data(target, DType::int64);
  for (std::int64_t row = 0; row < given.numel() / (classes ? classes : 1); ++row) {
    for (std::int64_t i = 0; i < classes; ++i) {
      const std::int64_t label = labels.data_as<std::int64_t>()[row * classes + i];
      if (label < 0) break;
      if (label >= classes) fail(ErrorKind::runtime_error, "target out of range");
      truth.data_as<bool>()[row * classes + label] = true;
    }
  }
  auto losses_of = [=](const Tensor& x) {
    const Tensor pairs = clamp_min(1 - (unsqueeze(x, -1) - unsqueeze(x, -2)), 0);  // (…, true, other)
    const Tensor counts = logical_and(unsqueeze(truth, -1), logical_not(unsqueeze(truth, -2)));
    return div(sum_dim(where(counts, pairs, 0.0), IntList(Shape{-2, -1})), classes);
  };
  Tensor y;
  {
    NoGrad guard;
    y = reduced(losses_of(given), reduction);
  }
  if (Recording graph{given}) {
    graph.save(given);
    graph.record(y, "MultilabelMarginLossBackward0", [=](Back& back) {
      back.dx(0) = gradient_of([&](const Tensor& x) { return reduced(losses_of(x), reduction); }, back.saved(0), back.dy());
    });
  }
  return y;
}

constexpr OpDef def::multilabel_soft_margin_loss{
    .forms = {{"multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction='mean')",
               bind<&ops::multilabel_soft_margin_loss>}},
    .reference = "F.multilabel_soft_margin_loss",
    .summary = "Binary cross-entropy with logits per class, averaged over classes.",
    .examples = "F.multilabel_soft_margin_loss(torch.tensor([[0.5, -1.]]), torch.tensor([[1., 0.]]))",
};
Tensor ops::multilabel_soft_margin_loss(const Tensor& x, const Tensor& target, const Tensor& weight, Legacy size_average, Legacy reduce,
                                        Text text) {
  Tensor losses = neg(target * log_sigmoid(x) + (1 - target) * log_sigmoid(neg(x)));
  if (weight.defined()) losses = losses * weight;
  losses = div(sum_dim(losses, IntList(Shape{-1})), x.size(-1));
  return reduced(losses, reduction_of(size_average, reduce, text));
}

constexpr OpDef def::cosine_similarity{
    .forms = {{"cosine_similarity(x1, x2, dim=1, eps=1e-08)", bind<&ops::cosine_similarity>}},
    .reference = "F.cosine_similarity torch.cosine_similarity",
    .grad_fn = "SumBackward1",
    .summary = "The cosine of the angle between vectors along dim.",
    .examples = "F.cosine_similarity(torch.tensor([[1., 2.]]), torch.tensor([[2., 1.]]))",
};
Tensor ops::cosine_similarity(const Tensor& a, const Tensor& b, std::int64_t dim, double eps) {
  auto unit = [&](const Tensor& x) {
    const Tensor norm = vector_norm(x, 2, IntList(Shape{dim}), true);
    return div(x, clamp_min(norm, eps));
  };
  const Shape sizes = broadcast_shapes(a.sizes(), b.sizes());
  return sum_dim(unit(expand(a, sizes)) * unit(expand(b, sizes)), IntList(Shape{dim}));
}

constexpr OpDef def::cosine_embedding_loss{
    .forms = {{"cosine_embedding_loss(input1, input2, target, margin=0.0, size_average=None, reduce=None, reduction='mean')",
               bind<&ops::cosine_embedding_loss>}},
    .reference = "F.cosine_embedding_loss torch.cosine_embedding_loss",
    .summary = "1 - cos for target 1, max(0, cos - margin) for target -1.",
    .examples = "F.cosine_embedding_loss(torch.tensor([[1., 2.]]), torch.tensor([[2., 1.]]), torch.tensor([1]))",
};
Tensor ops::cosine_embedding_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin, Legacy size_average,
                                  Legacy reduce, Text text) {
  const std::int64_t dim = target.dim();
  constexpr double kEpsilon = 1e-12;
  const IntList dims(&dim, 1);
  const Tensor product = sum_dim(a * b, dims), aa = sum_dim(a * a, dims) + kEpsilon, bb = sum_dim(b * b, dims) + kEpsilon;
  const Tensor cosine = div(product, sqrt(aa * bb));
  const Tensor same = where(eq(target, 1), 1 - cosine, 0.0);
  const Tensor other = where(eq(target, -1), clamp_min(cosine - margin, 0), 0.0);
  return reduced(same + other, reduction_of(size_average, reduce, text));
}

constexpr OpDef def::pairwise_distance{
    .forms = {{"pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False)", bind<&ops::pairwise_distance>}},
    .reference = "F.pairwise_distance torch.pairwise_distance",
    .grad_fn = "NormBackward1",
    .summary = "The p-norm of x1 - x2 + eps along the last dimension.",
    .examples = "F.pairwise_distance(torch.tensor([[1., 2.]]), torch.tensor([[2., 4.]]))",
};
Tensor ops::pairwise_distance(const Tensor& a, const Tensor& b, double p, double eps, bool keepdim) {
  const Tensor y = vector_norm(a - b + eps, p, IntList(Shape{-1}), keepdim);
  if (const Ref<Node> node = grad_fn(y)) node->rename("NormBackward1");
  return y;
}

constexpr OpDef def::triplet_margin_loss{
    .forms = {{"triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, size_average=None, reduce=None, reduction='mean')",
               bind<&ops::triplet_margin_loss>}},
    .reference = "F.triplet_margin_loss torch.triplet_margin_loss",
    .summary = "max(0, d(anchor, positive) - d(anchor, negative) + margin).",
    .examples = "F.triplet_margin_loss(torch.tensor([[1., 2.]]), torch.tensor([[1., 3.]]), torch.tensor([[2., 2.5]]))",
};
Tensor ops::triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative, double margin, double p, double eps,
                                bool swap, Legacy size_average, Legacy reduce, Text text) {
  const Tensor near = pairwise_distance(anchor, positive, p, eps);
  Tensor far = pairwise_distance(anchor, negative, p, eps);
  if (swap) far = minimum(far, pairwise_distance(positive, negative, p, eps));
  return reduced(clamp_min(near - far + margin, 0), reduction_of(size_average, reduce, text));
}

}  // namespace logit
