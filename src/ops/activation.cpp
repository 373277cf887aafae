// Activations: relu and its family, the smooth ones, softmax.
#include <numbers>

#include "ops/reduce_tools.h"
#include "ops/inplace.h"

namespace logit {
namespace ops {
namespace {

namespace k = kernels;

// y = f(x), dx = rule(dy, x), for floating inputs (integers are refused in PyTorch's words).
template <class F, class Rule>
Tensor activation(const Tensor& x, const char* node, const char* kernel, F f, Rule rule) {
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"", kernel, "\" not implemented for '", scalar_type_name(x.dtype()), "'"));
  }
  Tensor y = map_real(x.dtype(), f, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, node, [rule](Back& back) { back.dx(0) = rule(back.dy(), back.saved(0)); });
  }
  return y;
}

// F.xxx(input, inplace=True) changes its input.
template <class F>
Tensor maybe_in_place(const Tensor& x, bool inplace, F f) {
  return inplace ? in_place(x, false, f) : f(x);
}

}  // namespace
}  // namespace ops

// ---- the relu family ----

constexpr OpDef def::relu{
    .forms = {{"relu(input)", bind<&ops::relu>}},
    .reference = "torch.relu torch.relu_ Tensor.relu Tensor.relu_ F.relu_",
    .shape = shapes::same_as_input,
    .grad_fn = "ReluBackward0",
    .backward = "dx = dy where y > 0, else 0",
    .symbol = "relu",
    .summary = "max(x, 0).",
    .examples = "torch.relu(torch.tensor([-1., 0.5, 2.]))",
};
static_assert(complete(def::relu));
Tensor ops::relu(const Tensor& x) {
  if (x.dtype() == DType::boolean) fail(ErrorKind::runtime_error, "Boolean inputs not supported for relu");
  Tensor y = map(x.dtype(), [](auto v) { return v <= 0 ? decltype(v)(0) : v; }, x);
  if (Recording graph{x}) {
    graph.save_output(y);
    graph.record(y, "ReluBackward0", [](Back& back) {
      const Tensor y = back.saved(0), &dy = back.dy();
      back.dx(0) = one_pass(y, dy) ? map(y.dtype(), k::ReluGradient(), y, dy) : where(gt(y, 0), dy, 0.0);
    });
  }
  return y;
}

constexpr OpDef def::relu_form{
    .forms = {{"relu(input, inplace=False)", bind<&ops::relu_form>}},
    .reference = "F.relu",
    .shape = shapes::same_as_input,
    .grad_fn = "ReluBackward0",
    .summary = "max(x, 0).",
    .examples = "F.relu(torch.tensor([-1., 0.5, 2.]))",
};
Tensor ops::relu_form(const Tensor& x, bool inplace) { return maybe_in_place(x, inplace, [](const Tensor& v) { return relu(v); }); }

constexpr OpDef def::leaky_relu{
    .forms = {{"leaky_relu(input, negative_slope=0.01, inplace=False)", bind<&ops::leaky_relu>}},
    .reference = "F.leaky_relu F.leaky_relu_",
    .shape = shapes::same_as_input,
    .grad_fn = "LeakyReluBackward0 LeakyReluBackward1",
    .backward = "dx = dy where x > 0, else dy * slope",
    .symbol = "leaky",
    .summary = "x above zero, a small slope below.",
    .examples = "F.leaky_relu(torch.tensor([-1., 0.5, 2.]), 0.1)",
};
static_assert(complete(def::leaky_relu));
Tensor ops::leaky_relu(const Tensor& input, double slope, bool inplace) {
  return maybe_in_place(input, inplace, [slope, node = inplace ? "LeakyReluBackward1" : "LeakyReluBackward0"](const Tensor& x) {
    return activation(x, node, "leaky_relu_cpu", [slope](auto v) { return v > 0 ? v : v * decltype(v)(slope); },
                      [slope](const Tensor& dy, const Tensor& s) { return where(gt(s, 0), dy, dy * slope); });
  });
}

constexpr OpDef def::threshold{
    .forms = {{"threshold(input, threshold, value, inplace=False)", bind<&ops::threshold>}},
    .reference = "F.threshold torch.threshold F.threshold_",
    .shape = shapes::same_as_input,
    .grad_fn = "ThresholdBackward0",
    .backward = "dx = dy where x > threshold, else 0",
    .summary = "x above the threshold, value elsewhere.",
    .examples = "F.threshold(torch.tensor([-1., 0.5, 2.]), 1., -5.)",
};
Tensor ops::threshold(const Tensor& input, double bound, double value, bool inplace) {
  return maybe_in_place(input, inplace, [=](const Tensor& x) {
    return activation(x, "ThresholdBackward0", "threshold_cpu",
                      [=](auto v) { return v <= decltype(v)(bound) ? decltype(v)(value) : v; },
                      [=](const Tensor& dy, const Tensor& s) { return where(le(s, bound), 0.0, dy); });
  });
}

constexpr OpDef def::hardtanh{
    .forms = {{"hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)", bind<&ops::hardtanh>}},
    .reference = "F.hardtanh F.hardtanh_",
    .shape = shapes::same_as_input,
    .grad_fn = "HardtanhBackward0",
    .backward = "dx = dy strictly between the bounds, else 0",
    .summary = "x, cut off at the bounds.",
    .examples = "F.hardtanh(torch.tensor([-2., 0.5, 2.]))",
};
Tensor ops::hardtanh(const Tensor& input, double low, double high, bool inplace) {
  if (low > high) fail(ErrorKind::value_error, "min_val cannot be greater than max_val");
  return maybe_in_place(input, inplace, [=](const Tensor& x) {
    return activation(x, "HardtanhBackward0", "hardtanh_cpu", [=](auto v) {
      using T = decltype(v);
      return v < T(low) ? T(low) : v > T(high) ? T(high) : v;
    }, [=](const Tensor& dy, const Tensor& s) { return where(logical_or(le(s, low), ge(s, high)), 0.0, dy); });
  });
}

constexpr OpDef def::relu6{
    .forms = {{"relu6(input, inplace=False)", bind<&ops::relu6>}},
    .reference = "F.relu6",
    .shape = shapes::same_as_input,
    .grad_fn = "HardtanhBackward0",
    .summary = "min(max(x, 0), 6).",
    .examples = "F.relu6(torch.tensor([-1., 3., 8.]))",
};
Tensor ops::relu6(const Tensor& x, bool inplace) { return hardtanh(x, 0, 6, inplace); }

namespace ops {
namespace {

// elu with PyTorch's three factors; elu, selu and celu are made of it.
Tensor elu_like(const Tensor& input, double alpha, double scale, double input_scale, const char* name, bool inplace) {
  return maybe_in_place(input, inplace, [=](const Tensor& x) {
    return activation(x, name, "elu_cpu", [=](auto v) {
      using T = decltype(v);
      const T negative = T(alpha * scale), positive = T(scale), inner = T(input_scale);
      return v < 0 ? k::expm1(v * inner) * negative : v * positive;
    }, [=](const Tensor& dy, const Tensor& s) {
      return where(le(s, 0), dy * (input_scale * alpha * scale) * exp(s * input_scale), dy * scale);
    });
  });
}

}  // namespace
}  // namespace ops

constexpr OpDef def::elu{
    .forms = {{"elu(input, alpha=1.0, inplace=False)", bind<&ops::elu>}},
    .reference = "F.elu F.elu_",
    .shape = shapes::same_as_input,
    .grad_fn = "EluBackward0",
    .backward = "dx = dy where x > 0, else dy alpha e^x",
    .summary = "x above zero, alpha (e^x - 1) below.",
    .examples = "F.elu(torch.tensor([-1., 0.5, 2.]))",
};
Tensor ops::elu(const Tensor& x, double alpha, bool inplace) { return elu_like(x, alpha, 1, 1, "EluBackward0", inplace); }

constexpr OpDef def::selu{
    .forms = {{"selu(input, inplace=False)", bind<&ops::selu>}},
    .reference = "F.selu torch.selu torch.selu_ F.selu_",
    .shape = shapes::same_as_input,
    .grad_fn = "EluBackward0",
    .summary = "Scaled elu that keeps mean 0 and variance 1.",
    .examples = "F.selu(torch.tensor([-1., 0.5, 2.]))",
};
Tensor ops::selu(const Tensor& x, bool inplace) {
  return elu_like(x, 1.6732632423543772848170429916717, 1.0507009873554804934193349852946, 1, "EluBackward0", inplace);
}

constexpr OpDef def::celu{
    .forms = {{"celu(input, alpha=1.0, inplace=False)", bind<&ops::celu>}},
    .reference = "F.celu torch.celu torch.celu_ F.celu_",
    .shape = shapes::same_as_input,
    .grad_fn = "CeluBackward0",
    .summary = "max(0, x) + min(0, alpha (e^(x/alpha) - 1)).",
    .examples = "F.celu(torch.tensor([-1., 0.5, 2.]), alpha=2.0)",
};
Tensor ops::celu(const Tensor& x, double alpha, bool inplace) {
  if (alpha == 0) fail(ErrorKind::zero_division_error, "ZeroDivisionError: alpha cannot be 0 for CELU");
  return elu_like(x, alpha, 1, 1 / alpha, "CeluBackward0", inplace);
}

constexpr OpDef def::prelu{
    .forms = {{"prelu(input, weight)", bind<&ops::prelu>}},
    .reference = "F.prelu torch.prelu Tensor.prelu",
    .shape = shapes::same_as_input,
    .grad_fn = "PreluKernelBackward0",
    .backward = "dx = dy where x > 0, else dy w;  dw = dy x where x <= 0",
    .summary = "leaky_relu with a learned slope.",
    .examples = "F.prelu(torch.tensor([-1., 0.5, 2.]), torch.tensor([0.25]))",
};
Tensor ops::prelu(const Tensor& x, const Tensor& weight) {
  if (weight.numel() != 1) {
    const std::int64_t channels = x.dim() == 0 ? 1 : x.dim() >= 2 ? x.sizes()[1] : x.sizes()[0];
    if (x.dim() == 0 || channels != weight.numel()) {
      fail(ErrorKind::runtime_error, logit::cat("Mismatch of parameter numbers and input channel size. Found parameter numbers = ",
                                         weight.numel(), " and channel size = ", channels, "."));
    }
  }
  Shape shape(x.sizes().size(), 1);
  if (x.dim() >= 2) shape[1] = weight.numel();
  else if (x.dim() == 1) shape[0] = weight.numel();
  const Tensor w = weight.dim() == 0 ? weight : view(weight, shape);
  Tensor y = map_real(x.dtype(), [](auto v, auto slope) { return v > 0 ? v : v * slope; }, x, w);
  if (Recording graph{x, w}) {
    graph.save(x);
    graph.save(w);
    graph.record(y, "PreluKernelBackward0", [](Back& back) {
      const Tensor x = back.saved(0), w = back.saved(1), &dy = back.dy();
      if (back.needs(0)) back.dx(0) = where(gt(x, 0), dy, dy * w);
      if (back.needs(1)) back.dx(1) = where(gt(x, 0), 0.0, dy * x);
    });
  }
  return y;
}

constexpr OpDef def::softshrink{
    .forms = {{"softshrink(input, lambd=0.5)", bind<&ops::softshrink>}},
    .reference = "F.softshrink",
    .shape = shapes::same_as_input,
    .grad_fn = "SoftshrinkBackward0",
    .backward = "dx = dy outside of [-λ, λ], else 0",
    .summary = "x moved towards zero by lambd, zero in between.",
    .examples = "F.softshrink(torch.tensor([-1., 0.25, 2.]))",
};
Tensor ops::softshrink(const Tensor& x, double lambd) {
  if (lambd < 0) fail(ErrorKind::runtime_error, logit::cat("lambda must be greater or equal to 0, but found to be ", lambd, "."));
  return activation(x, "SoftshrinkBackward0", "softshrink_cpu", [lambd](auto v) {
    using T = decltype(v);
    return v > T(lambd) ? v - T(lambd) : v < -T(lambd) ? v + T(lambd) : v * T(0);
  }, [lambd](const Tensor& dy, const Tensor& s) { return where(le(abs(s), lambd), 0.0, dy); });
}

constexpr OpDef def::hardshrink{
    .forms = {{"hardshrink(input, lambd=0.5)", bind<&ops::hardshrink>}},
    .reference = "F.hardshrink torch.hardshrink Tensor.hardshrink",
    .shape = shapes::same_as_input,
    .grad_fn = "HardshrinkBackward0",
    .backward = "dx = dy outside of [-λ, λ], else 0",
    .summary = "x outside of [-lambd, lambd], zero in between.",
    .examples = "F.hardshrink(torch.tensor([-1., 0.25, 2.]))",
};
Tensor ops::hardshrink(const Tensor& x, double lambd) {
  return activation(x, "HardshrinkBackward0", "hardshrink_cpu", [lambd](auto v) {
    using T = decltype(v);
    return v >= T(-lambd) && v <= T(lambd) ? T(0) : v;
  }, [lambd](const Tensor& dy, const Tensor& s) { return where(le(abs(s), lambd), 0.0, dy); });
}

constexpr OpDef def::tanhshrink{
    .forms = {{"tanhshrink(input)", bind<&ops::tanhshrink>}},
    .reference = "F.tanhshrink",
    .shape = shapes::same_as_input,
    .grad_fn = "SubBackward0",
    .summary = "x - tanh(x).",
    .examples = "F.tanhshrink(torch.tensor([-1., 0.25, 2.]))",
};
Tensor ops::tanhshrink(const Tensor& x) { return x - tanh(x); }

// ---- smooth ones ----

constexpr OpDef def::log_sigmoid{
    .forms = {{"logsigmoid(input)", bind<&ops::log_sigmoid>}},
    .reference = "F.logsigmoid",
    .shape = shapes::same_as_input,
    .grad_fn = "LogSigmoidBackward0",
    .backward = "dx = dy (1 - σ(x))",
    .summary = "log(sigmoid(x)) without overflow.",
    .examples = "F.logsigmoid(torch.tensor([-1., 0.25, 2.]))",
};
Tensor ops::log_sigmoid(const Tensor& x) {
  return activation(x, "LogSigmoidBackward0", "log_sigmoid_cpu", k::LogSigmoid(), [](const Tensor& dy, const Tensor& s) { return dy * sigmoid(neg(s)); });
}

constexpr OpDef def::softplus{
    .forms = {{"softplus(input, beta=1.0, threshold=20.0)", bind<&ops::softplus>}},
    .reference = "F.softplus",
    .shape = shapes::same_as_input,
    .grad_fn = "SoftplusBackward0",
    .backward = "dx = dy σ(beta x)",
    .summary = "log(1 + e^(beta x)) / beta, and x itself where beta x exceeds the threshold.",
    .examples = "F.softplus(torch.tensor([-1., 0.5, 30.]))",
};
Tensor ops::softplus(const Tensor& x, double beta, double bound) {
  return activation(x, "SoftplusBackward0", "softplus_cpu", [=](auto v) {
    using T = decltype(v);
    return v * T(beta) > T(bound) ? v : k::log1p(k::exp(v * T(beta))) / T(beta);
  }, [=](const Tensor& dy, const Tensor& s) { return where(gt(s * beta, bound), dy, dy * sigmoid(s * beta)); });
}

constexpr OpDef def::softsign{
    .forms = {{"softsign(input)", bind<&ops::softsign>}},
    .reference = "F.softsign",
    .shape = shapes::same_as_input,
    .grad_fn = "DivBackward0",
    .summary = "x / (1 + |x|).",
    .examples = "F.softsign(torch.tensor([-1., 0.5, 3.]))",
};
Tensor ops::softsign(const Tensor& x) { return div(x, abs(x) + 1); }

constexpr OpDef def::gelu{
    .forms = {{"gelu(input, *, approximate='none')", bind<&ops::gelu>}},
    .reference = "F.gelu",
    .shape = shapes::same_as_input,
    .grad_fn = "GeluBackward0",
    .backward = "dx = dy (Φ(x) + x φ(x))",
    .summary = "x times the normal distribution function of x.",
    .examples = "F.gelu(torch.tensor([-1., 0.5, 2.]))\nF.gelu(torch.tensor([-1., 0.5, 2.]), approximate='tanh')",
};
static_assert(complete(def::gelu));
namespace ops {
namespace {

// e^x for x <= 0 as the vector kernel of gelu computes it: 2^n · 2^r with a polynomial of fifth degree for the second factor.
float gelu_exp(float x) {
  x = std::max(x, -87.33654f);
  const float n = std::floor(k::fused(x, 0x1.715476p+0f, 0.5f));
  const float r = k::fused(-n, 0x1.62e43p-1f, x);
  float y = 0x1.0f9f9cp-7f;
  for (const float c : {0x1.573a1ap-5f, 0x1.555a8p-3f, 0x1.fffdc6p-2f, 0x1.fffff6p-1f, 1.0f}) y = k::fused(y, r, c);
  return std::ldexp(y, static_cast<int>(n));
}

// x/2 (1 + erf(x/√2)) in float32, with the same bits as PyTorch's vector kernel on x86.
// Source of the error function: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
float gelu_of(float x) {
  const float s = x * 0.70710678118654752440f, size = std::fabs(s);
  const float t = 1.0f / k::fused(0.3275911f, size, 1.0f);
  float r = k::fused(1.061405429f, t, -1.453152027f);
  for (const float c : {1.421413741f, -0.284496736f, 0.254829592f}) r = k::fused(r, t, c);
  const float erf = std::copysign(k::fused(-gelu_exp(-(s * s)) * t, r, 1.0f), s), half = x * 0.5f;
  return k::fused(erf, half, half);
}
double gelu_of(double x) { return x * 0.5 * (1.0 + k::erf(x * 0.70710678118654752440)); }

}  // namespace
}  // namespace ops

Tensor ops::gelu(const Tensor& x, std::string_view approximate) {
  constexpr double kSqrt2OverPi = 0.79788456080286535588, kCubic = 0.044715, kInvSqrt2 = 0.70710678118654752440;
  if (approximate == "tanh") {
    return activation(x, "GeluBackward0", "GeluKernelImpl", [](auto v) {
      using T = decltype(v);
      return T(0.5) * v * (T(1) + k::tanh(T(kSqrt2OverPi) * (v + T(kCubic) * v * v * v)));
    }, [](const Tensor& dy, const Tensor& s) {
      const Tensor t = tanh((s + pow(s, 3) * kCubic) * kSqrt2OverPi);
      const Tensor slope = (1 - t * t) * ((1 + s * s * (3 * kCubic)) * kSqrt2OverPi);
      return dy * ((1 + t) * 0.5 + s * slope * 0.5);
    });
  }
  if (approximate != "none") fail(ErrorKind::runtime_error, "approximate argument must be either none or tanh.");
  return activation(x, "GeluBackward0", "GeluKernelImpl", [](auto v) { return gelu_of(v); }, [](const Tensor& dy, const Tensor& s) {
    const Tensor cdf = (1 + erf(s * kInvSqrt2)) * 0.5;
    const Tensor pdf = exp(s * s * -0.5) * 0.39894228040143267794;
    return dy * (cdf + s * pdf);
  });
}

constexpr OpDef def::silu{
    .forms = {{"silu(input, inplace=False)", bind<&ops::silu>}},
    .reference = "F.silu",
    .shape = shapes::same_as_input,
    .grad_fn = "SiluBackward0",
    .backward = "dx = dy σ(x) (1 + x (1 - σ(x)))",
    .summary = "x sigmoid(x).",
    .examples = "F.silu(torch.tensor([-1., 0.5, 2.]))",
};
Tensor ops::silu(const Tensor& input, bool inplace) {
  return maybe_in_place(input, inplace, [](const Tensor& x) {
    return activation(x, "SiluBackward0", "silu_cpu", [](auto v) { return v / (decltype(v)(1) + k::exp(-v)); },
                      [](const Tensor& dy, const Tensor& s) {
      const Tensor a = sigmoid(s);
      return dy * (a * (1 + s * (1 - a)));
    });
  });
}

constexpr OpDef def::mish{
    .forms = {{"mish(input, inplace=False)", bind<&ops::mish>}},
    .reference = "F.mish",
    .shape = shapes::same_as_input,
    .grad_fn = "MishBackward0",
    .backward = "dx = dy (t + x σ(x) (1 - t²)), t = tanh(softplus(x))",
    .summary = "x tanh(softplus(x)).",
    .examples = "F.mish(torch.tensor([-1., 0.5, 2.]))",
};
Tensor ops::mish(const Tensor& input, bool inplace) {
  return maybe_in_place(input, inplace, [](const Tensor& x) {
    return activation(x, "MishBackward0", "mish_cpu", [](auto v) { return v * k::tanh(k::log1p(k::exp(v))); },
                      [](const Tensor& dy, const Tensor& s) {
      const Tensor t = tanh(softplus(s)), a = sigmoid(s);
      return dy * (t + s * a * (1 - t * t));
    });
  });
}

constexpr OpDef def::hardsigmoid{
    .forms = {{"hardsigmoid(input, inplace=False)", bind<&ops::hardsigmoid>}},
    .reference = "F.hardsigmoid",
    .shape = shapes::same_as_input,
    .grad_fn = "HardsigmoidBackward0",
    .backward = "dx = dy / 6 strictly between -3 and 3, else 0",
    .summary = "relu6(x + 3) / 6.",
    .examples = "F.hardsigmoid(torch.tensor([-4., 0.5, 2.]))",
};
Tensor ops::hardsigmoid(const Tensor& input, bool inplace) {
  return maybe_in_place(input, inplace, [](const Tensor& x) {
    return activation(x, "HardsigmoidBackward0", "hardsigmoid_cpu", [](auto v) {
      using T = decltype(v);
      const T shifted = v + T(3);
      return (shifted < 0 ? T(0) : shifted > T(6) ? T(6) : shifted) / T(6);
    }, [](const Tensor& dy, const Tensor& s) { return where(logical_and(gt(s, -3), lt(s, 3)), dy * (1.0 / 6), 0.0); });
  });
}

constexpr OpDef def::hardswish{
    .forms = {{"hardswish(input, inplace=False)", bind<&ops::hardswish>}},
    .reference = "F.hardswish",
    .shape = shapes::same_as_input,
    .grad_fn = "HardswishBackward0",
    .backward = "dx = 0 below -3, dy above 3, dy (x/3 + 1/2) between",
    .summary = "x relu6(x + 3) / 6.",
    .examples = "F.hardswish(torch.tensor([-4., 0.5, 2.]))",
};
Tensor ops::hardswish(const Tensor& input, bool inplace) {
  return maybe_in_place(input, inplace, [](const Tensor& x) {
    return activation(x, "HardswishBackward0", "hardswish_cpu", [](auto v) {
      using T = decltype(v);
      const T shifted = v + T(3);
      return v * (shifted < 0 ? T(0) : shifted > T(6) ? T(6) : shifted) / T(6);
    }, [](const Tensor& dy, const Tensor& s) {
      return where(le(s, -3), 0.0, where(lt(s, 3), dy * (div(s, 3) + 0.5), dy));
    });
  });
}

constexpr OpDef def::glu{
    .forms = {{"glu(input, dim=-1)", bind<&ops::glu>}},
    .reference = "F.glu",
    .grad_fn = "GluBackward0",
    .backward = "through a · σ(b)",
    .summary = "The first half of a dimension times the sigmoid of the second.",
    .examples = "F.glu(torch.tensor([1., 2., 3., 4.]))",
};
Tensor ops::glu(const Tensor& x, std::int64_t dim) {
  if (x.dim() == 0) fail(ErrorKind::runtime_error, "glu does not support scalars because halving size must be even");
  const std::size_t d = wrapped(dim, x);
  if (x.sizes()[d] % 2 != 0) {
    fail(ErrorKind::runtime_error, logit::cat("Halving dimension must be even, but dimension ", d, " is size ", x.sizes()[d]));
  }
  auto formula = [dim](const Tensor& v) {
    const std::vector<Tensor> halves = chunk(v, 2, dim);
    return halves[0] * sigmoid(halves[1]);
  };
  Tensor y;
  {
    NoGrad guard;
    y = formula(x);
  }
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "GluBackward0", [formula](Back& back) { back.dx(0) = gradient_of(formula, back.saved(0), back.dy()); });
  }
  return y;
}

// ---- softmax ----

constexpr OpDef def::softmax{
    .forms = {{"softmax(input, dim, dtype=None)", bind<&ops::softmax>}},
    .reference = "torch.softmax Tensor.softmax torch.special.softmax",
    .shape = shapes::same_as_input,
    .grad_fn = "SoftmaxBackward0",
    .backward = "dx = y (dy - Σ dy y)",
    .symbol = "softmax",
    .summary = "e^x over its sum along a dimension.",
    .examples = "torch.softmax(torch.tensor([[1., 2., 3.], [1., 1., 4.]]), 1)",
};
static_assert(complete(def::softmax));

namespace ops {
namespace {

// Calls f(rows, out, how many, length) for the runs along dimension d, gathered into contiguous memory.
template <class F>
Tensor along(const Tensor& x, std::size_t d, F f) {
  if (is_reduced_floating(x.dtype())) return to_dtype_data(along(to_dtype_data(x, DType::float32), d, f), x.dtype());
  Tensor y = empty(x.sizes(), x.dtype());
  const std::int64_t n = x.dim() == 0 ? 1 : x.sizes()[d];
  if (x.numel() == 0) return y;
  ReducedDims dims(x, static_cast<std::int64_t>(d), true);
  const Rows rows = as_rows(x, dims, x.dtype());
  const Tensor out = x.dim() == 0 || d + 1 == x.sizes().size() ? y : empty(Shape{rows.count, n}, x.dtype());
  auto run = [&](auto t) {
    using T = decltype(t);
    f(static_cast<const T*>(rows.data.data()), static_cast<T*>(out.data()), rows.count, n);
  };
  if (x.dtype() == DType::float64) run(double{});
  else run(float{});
  if (!out.is(y)) {  // rows back to their dimension
    Shape sizes = x.sizes(), strides(x.sizes().size());
    std::int64_t step = n;
    for (std::size_t i = sizes.size(); i-- > 0;) {
      if (i == d) {
        strides[i] = 1;
        continue;
      }
      strides[i] = step;
      step *= sizes[i];
    }
    copy_elements(y, make_alias(out, sizes, strides, 0));
  }
  return y;
}

Tensor prepared(const Tensor& x, std::optional<DType> dtype, const char* kernel) {
  const Tensor input = dtype ? to_dtype(x, *dtype) : x;
  if (!is_floating(input.dtype())) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"", kernel, "\" not implemented for '", scalar_type_name(input.dtype()), "'"));
  }
  return input;
}

// What F.softmax does when no dim is given.
std::int64_t implicit_dim(const Tensor& x, const char* name) {
  warn(logit::cat("Implicit dimension choice for ", name, " has been deprecated. Change the call to include dim=X as an argument.").c_str());
  return x.dim() == 0 || x.dim() == 1 || x.dim() == 3 ? 0 : 1;
}

}  // namespace
}  // namespace ops

Tensor ops::softmax(const Tensor& given, std::int64_t dim, std::optional<DType> dtype) {
  const Tensor x = prepared(given, dtype, "softmax_lastdim_kernel_impl");
  const std::size_t d = wrapped(dim, x);
  Tensor y = along(x, d, [](const auto* in, auto* out, std::int64_t rows, std::int64_t n) { k::softmax_rows(in, out, rows, n); });
  if (Recording graph{x}) {
    graph.save_output(y);
    graph.record(y, "SoftmaxBackward0", [dim](Back& back) {
      const Tensor y = back.saved(0), product = back.dy() * y;
      back.dx(0) = product - y * sum_dim(product, IntList(Shape{dim}), true);
    });
  }
  return y;
}

constexpr OpDef def::log_softmax{
    .forms = {{"log_softmax(input, dim, dtype=None)", bind<&ops::log_softmax>}},
    .reference = "torch.log_softmax Tensor.log_softmax torch.special.log_softmax",
    .shape = shapes::same_as_input,
    .grad_fn = "LogSoftmaxBackward0",
    .backward = "dx = dy - e^y Σ dy",
    .symbol = "log softmax",
    .summary = "The logarithm of softmax, without overflow.",
    .examples = "torch.log_softmax(torch.tensor([[1., 2., 3.], [1., 1., 4.]]), 1)",
};
static_assert(complete(def::log_softmax));

Tensor ops::log_softmax(const Tensor& given, std::int64_t dim, std::optional<DType> dtype) {
  const Tensor x = prepared(given, dtype, "log_softmax_lastdim_kernel_impl");
  const std::size_t d = wrapped(dim, x);
  Tensor y = along(x, d, [](const auto* in, auto* out, std::int64_t rows, std::int64_t n) { k::log_softmax_rows(in, out, rows, n); });
  if (Recording graph{x}) {
    graph.save_output(y);
    graph.record(y, "LogSoftmaxBackward0", [dim](Back& back) {
      back.dx(0) = back.dy() - exp(back.saved(0)) * sum_dim(back.dy(), IntList(Shape{dim}), true);
    });
  }
  return y;
}

constexpr OpDef def::softmax_form{
    .forms = {{"softmax(input, dim=None, _stacklevel=3, dtype=None)", bind<&ops::softmax_form>}},
    .reference = "F.softmax",
    .shape = shapes::same_as_input,
    .grad_fn = "SoftmaxBackward0",
    .summary = "e^x over its sum along a dimension.",
    .examples = "F.softmax(torch.tensor([[1., 2., 3.], [1., 1., 4.]]), dim=0)",
};
Tensor ops::softmax_form(const Tensor& x, std::optional<std::int64_t> dim, std::int64_t, std::optional<DType> dtype) {
  return softmax(x, dim ? *dim : implicit_dim(x, "softmax"), dtype);
}

constexpr OpDef def::log_softmax_form{
    .forms = {{"log_softmax(input, dim=None, _stacklevel=3, dtype=None)", bind<&ops::log_softmax_form>}},
    .reference = "F.log_softmax",
    .shape = shapes::same_as_input,
    .grad_fn = "LogSoftmaxBackward0",
    .summary = "The logarithm of softmax.",
    .examples = "F.log_softmax(torch.tensor([[1., 2., 3.], [1., 1., 4.]]), dim=0)",
};
Tensor ops::log_softmax_form(const Tensor& x, std::optional<std::int64_t> dim, std::int64_t, std::optional<DType> dtype) {
  return log_softmax(x, dim ? *dim : implicit_dim(x, "log_softmax"), dtype);
}

constexpr OpDef def::softmin{
    .forms = {{"softmin(input, dim=None, _stacklevel=3, dtype=None)", bind<&ops::softmin>}},
    .reference = "F.softmin",
    .shape = shapes::same_as_input,
    .grad_fn = "SoftmaxBackward0",
    .summary = "softmax of -x.",
    .examples = "F.softmin(torch.tensor([[1., 2., 3.]]), dim=1)",
};
Tensor ops::softmin(const Tensor& x, std::optional<std::int64_t> dim, std::int64_t, std::optional<DType> dtype) {
  return softmax(neg(x), dim ? *dim : implicit_dim(x, "softmin"), dtype);
}

}  // namespace logit
