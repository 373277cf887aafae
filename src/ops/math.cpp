// Functions of one real number, and a few of two: exp, sin, sqrt, round, clamp, atan2, …
//
// Integers are computed as the default dtype. Floats go through double and are rounded once
// (kernels/math.h), so the digits do not depend on a platform's float library.
#include <numbers>

#include "base/error.h"
#include "base/format.h"
#include "kernels/math.h"
#include "kernels/special.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/pointwise.h"
#include "ops/record.h"
#include "ops/shapes.h"

namespace logit {
namespace ops {
namespace {

namespace k = kernels;

// y = f(x) with derivative rule(dy, x); x is saved.
template <class F, class Rule>
Tensor function_of_input(const Tensor& x, const char* name, F f, Rule) {
  Tensor y = map_real(float_result_type({&x}), f, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, name, [](Back& back) { back.dx(0) = Rule()(back.dy(), back.saved(0)); });
  }
  return y;
}

// y = f(x) with derivative rule(dy, y); the result is saved.
template <class F, class Rule>
Tensor function_of_output(const Tensor& x, const char* name, F f, Rule) {
  Tensor y = map_real(float_result_type({&x}), f, x);
  if (Recording graph{x}) {
    graph.save_output(y);
    graph.record(y, name, [](Back& back) { back.dx(0) = Rule()(back.dy(), back.saved(0)); });
  }
  return y;
}

// A function that is constant between its steps; integers stay as they are.
template <class F>
Tensor step_function(const Tensor& x, const char* name, F f) {
  Tensor y = is_floating(x.dtype()) ? map_real(x.dtype(), f, x) : clone(x);
  if (Recording graph{x}) {
    graph.record(y, name, [](Back& back) { back.dx(0) = zeros_like(back.dy()); });
  }
  return y;
}

// The gradient of a gradient: what recorded operations gave, under the name of PyTorch's one node for it.
Tensor as_node(const Tensor& result, const char* name) {
  if (const Ref<Node> node = grad_fn(result)) node->rename(name);
  return result;
}

using std::numbers::ln10;
using std::numbers::ln2;
using std::numbers::pi;

}  // namespace
}  // namespace ops

// A row of this page: an op, its names, its node, its rule in words and its derivative from the input (or
// the output), then the function itself.
#define LOGIT_MATH(from, op, names, node, rule_text, meaning, example, f, rule) \
  LOGIT_MATH_OBJECT(from, op, names, node, rule_text, meaning, example, [](auto v) { return f; }, rule)
// The same with a function object, which may have a vector form (kernels/functions.h).
#define LOGIT_MATH_OBJECT(from, op, names, node, rule_text, meaning, example, f, rule)     \
  constexpr OpDef def::op{                                                                  \
      .forms = {{#op "(input)", bind<&ops::op>}},                                           \
      .reference = names,                                                                   \
      .shape = shapes::same_as_input,                                                       \
      .grad_fn = node,                                                                      \
      .backward = rule_text,                                                                \
      .symbol = #op,                                                                        \
      .summary = meaning,                                                                   \
      .examples = "torch." #op "(torch.tensor(" example "))",                               \
  };                                                                                        \
  static_assert(complete(def::op));                                                         \
  Tensor ops::op(const Tensor& x) {                                                         \
    return function_of_##from(                                                              \
        x, node, f, [](const Tensor& dy, const Tensor& s) { return rule; });                \
  }
#define LOGIT_NAMES(name) "torch." name " Tensor." name " Tensor." name "_"

// ---- exponentials and logarithms ----

LOGIT_MATH_OBJECT(output, exp, LOGIT_NAMES("exp"), "ExpBackward0", "dx = dy * y", "e to the power of x.", "[0., 1., -2.]",
           k::Exp(), dy * s)
LOGIT_MATH(output, exp2, LOGIT_NAMES("exp2") " torch.special.exp2", "Exp2Backward0", "dx = dy * y * ln 2",
           "2 to the power of x.", "[0., 1., -2.]", k::exp2(v), dy * s * ln2)
LOGIT_MATH(output, expm1, LOGIT_NAMES("expm1") " torch.special.expm1", "Expm1Backward0", "dx = dy * (y + 1)",
           "e^x - 1, exact for small x.", "[0., 1., -2.]", k::expm1(v), dy * (s + 1))
LOGIT_MATH_OBJECT(input, log, LOGIT_NAMES("log"), "LogBackward0", "dx = dy / x", "The natural logarithm.", "[1., 2., 10.]",
           k::Log(), div(dy, s))
LOGIT_MATH(input, log2, LOGIT_NAMES("log2"), "Log2Backward0", "dx = dy / (x ln 2)", "The logarithm to base 2.",
           "[1., 2., 10.]", k::log2(v), div(dy, s * ln2))
LOGIT_MATH(input, log10, LOGIT_NAMES("log10"), "Log10Backward0", "dx = dy / (x ln 10)", "The logarithm to base 10.",
           "[1., 2., 10.]", k::log10(v), div(dy, s * ln10))
LOGIT_MATH_OBJECT(input, log1p, LOGIT_NAMES("log1p") " torch.special.log1p", "Log1PBackward0", "dx = dy / (1 + x)",
           "log(1 + x), exact for small x.", "[0., 1., 9.]", k::Log1p(), div(dy, s + 1))

// ---- roots and reciprocals ----

LOGIT_MATH(output, sqrt, LOGIT_NAMES("sqrt"), "SqrtBackward0", "dx = dy / (2 y)", "The square root.", "[1., 2., 9.]",
           std::sqrt(v), div(dy, s * 2))
LOGIT_MATH(output, rsqrt, LOGIT_NAMES("rsqrt"), "RsqrtBackward0", "dx = -dy y³ / 2", "1 / sqrt(x).", "[1., 2., 4.]",
           decltype(v)(1) / std::sqrt(v), dy * -0.5 * pow(s, 3))
LOGIT_MATH(output, reciprocal, LOGIT_NAMES("reciprocal"), "ReciprocalBackward0", "dx = -dy y²", "1 / x.", "[1., 2., -4.]",
           decltype(v)(1) / v, neg(dy) * (s * s))

// ---- trigonometry ----

LOGIT_MATH(input, sin, LOGIT_NAMES("sin"), "SinBackward0", "dx = dy cos x", "The sine of x in radians.", "[0., 1., 2.]",
           k::sin(v), dy * cos(s))
LOGIT_MATH(input, cos, LOGIT_NAMES("cos"), "CosBackward0", "dx = -dy sin x", "The cosine.", "[0., 1., 2.]", k::cos(v),
           dy * neg(sin(s)))
LOGIT_MATH(output, tan, LOGIT_NAMES("tan"), "TanBackward0", "dx = dy (1 + y²)", "The tangent.", "[0., 1., -1.]", k::tan(v),
           dy * (1 + pow(s, 2)))
LOGIT_MATH(input, asin, LOGIT_NAMES("asin") " torch.arcsin Tensor.arcsin Tensor.arcsin_", "AsinBackward0",
           "dx = dy / sqrt(1 - x²)", "The inverse sine.", "[0., 0.5, -0.5]", k::asin(v), dy * rsqrt(1 - s * s))
LOGIT_MATH(input, acos, LOGIT_NAMES("acos") " torch.arccos Tensor.arccos Tensor.arccos_", "AcosBackward0",
           "dx = -dy / sqrt(1 - x²)", "The inverse cosine.", "[0., 0.5, -0.5]", k::acos(v), dy * neg(rsqrt(1 - s * s)))
LOGIT_MATH(input, atan, LOGIT_NAMES("atan") " torch.arctan Tensor.arctan Tensor.arctan_", "AtanBackward0",
           "dx = dy / (1 + x²)", "The inverse tangent.", "[0., 1., -2.]", k::atan(v), div(dy, s * s + 1))
LOGIT_MATH(input, sinh, LOGIT_NAMES("sinh"), "SinhBackward0", "dx = dy cosh x", "The hyperbolic sine.", "[0., 1., -1.]",
           k::sinh(v), dy * cosh(s))
LOGIT_MATH(input, cosh, LOGIT_NAMES("cosh"), "CoshBackward0", "dx = dy sinh x", "The hyperbolic cosine.", "[0., 1., -1.]",
           k::cosh(v), dy * sinh(s))
LOGIT_MATH(input, asinh, LOGIT_NAMES("asinh") " torch.arcsinh Tensor.arcsinh Tensor.arcsinh_", "AsinhBackward0",
           "dx = dy / sqrt(x² + 1)", "The inverse hyperbolic sine.", "[0., 1., -1.]", k::asinh(v), dy * rsqrt(pow(s, 2) + 1))
LOGIT_MATH(input, acosh, LOGIT_NAMES("acosh") " torch.arccosh Tensor.arccosh Tensor.arccosh_", "AcoshBackward0",
           "dx = dy / sqrt(x² - 1)", "The inverse hyperbolic cosine.", "[1.5, 2., 3.]", k::acosh(v),
           dy * rsqrt(pow(s, 2) - 1))
LOGIT_MATH(input, atanh, LOGIT_NAMES("atanh") " torch.arctanh Tensor.arctanh Tensor.arctanh_", "AtanhBackward0",
           "dx = dy / (1 - x²)", "The inverse hyperbolic tangent.", "[0., 0.5, -0.5]", k::atanh(v), dy * reciprocal(1 - pow(s, 2)))
LOGIT_MATH_OBJECT(output, tanh, LOGIT_NAMES("tanh") " F.tanh", "TanhBackward0", "dx = dy (1 - y²)", "The hyperbolic tangent.",
           "[0., 1., -1.]", k::Tanh(),
                  one_pass(s, dy) ? map_real(s.dtype(), k::TanhGradient(), s, dy) : as_node(dy * (1 - s * s), "TanhBackwardBackward0"))
LOGIT_MATH_OBJECT(output, sigmoid, LOGIT_NAMES("sigmoid") " F.sigmoid torch.special.expit", "SigmoidBackward0", "dx = dy (1 - y) y",
           "1 / (1 + e^-x): the logistic function.", "[0., 2., -2.]", k::Sigmoid(),
                  one_pass(s, dy) ? map_real(s.dtype(), k::SigmoidGradient(), s, dy) : as_node(dy * ((1 - s) * s), "SigmoidBackwardBackward0"))

// ---- error function, gamma and relatives ----

LOGIT_MATH(input, erf, LOGIT_NAMES("erf") " torch.special.erf", "ErfBackward0", "dx = dy 2/√π e^(-x²)", "The error function.",
           "[0., 0.5, -1.]", k::erf(v), dy * (exp(neg(pow(s, 2))) * (2 / std::sqrt(pi))))
LOGIT_MATH(input, erfc, LOGIT_NAMES("erfc") " torch.special.erfc", "ErfcBackward0", "dx = -dy 2/√π e^(-x²)", "1 - erf(x).",
           "[0., 0.5, -1.]", k::erfc(v), dy * (exp(neg(pow(s, 2))) * (-2 / std::sqrt(pi))))
LOGIT_MATH(output, erfinv, LOGIT_NAMES("erfinv") " torch.special.erfinv", "ErfinvBackward0", "dx = dy √π/2 e^(y²)",
           "The inverse of erf.", "[0., 0.5, -0.5]", k::erfinv(v), dy * (exp(pow(s, 2)) * (std::sqrt(pi) / 2)))
LOGIT_MATH(input, lgamma, LOGIT_NAMES("lgamma") " torch.special.gammaln", "LgammaBackward0", "dx = dy ψ(x)",
           "The logarithm of the gamma function.", "[0.5, 1., 4.]", k::lgamma(v), dy * digamma(s))
LOGIT_MATH(input, digamma, LOGIT_NAMES("digamma") " torch.special.digamma torch.special.psi", "DigammaBackward0",
           "dx = dy ψ'(x)", "The derivative of lgamma.", "[0.5, 1., 4.]", k::digamma(v), dy * polygamma(1, s))
LOGIT_MATH(input, i0, LOGIT_NAMES("i0") " torch.special.i0", "I0Backward0", "dx = dy I1(x)",
           "The modified Bessel function of the first kind of order 0.", "[0., 1., 2.]", k::bessel_i0(v), dy * special_i1(s))
#undef LOGIT_MATH
#undef LOGIT_MATH_OBJECT

constexpr OpDef def::special_i1{
    .forms = {{"i1(input)", bind<&ops::special_i1>}},
    .reference = "torch.special.i1",
    .shape = shapes::same_as_input,
    .grad_fn = "SpecialI1Backward0",
    .backward = "dx = dy (I0 - I1 / x)",
    .summary = "The modified Bessel function of order 1.",
    .examples = "torch.special.i1(torch.tensor([0., 1., 2.]))",
};
Tensor ops::special_i1(const Tensor& x) {
  return function_of_input(x, "SpecialI1Backward0", [](auto v) { return k::bessel_i1(v); }, [](const Tensor& dy, const Tensor& s) {
    const Tensor nonzero = masked_fill(s, eq(s, 0), 1.0);  // the limit at 0 is 1/2
    return dy * where(eq(s, 0), 0.5, i0(nonzero) - div(special_i1(s), nonzero));
  });
}

constexpr OpDef def::polygamma{
    .forms = {{"polygamma(n, input)", bind<&ops::polygamma>}},
    .reference = "torch.polygamma torch.special.polygamma",
    .grad_fn = "PolygammaBackward0",
    .backward = "dx = dy ψ⁽ⁿ⁺¹⁾(x)",
    .summary = "The n-th derivative of digamma.",
    .examples = "torch.polygamma(1, torch.tensor([1., 2.]))",
};
Tensor ops::polygamma(std::int64_t n, const Tensor& x) {
  if (n < 0) fail(ErrorKind::runtime_error, "polygamma(n, x) does not support negative n.");
  Tensor y = map_real(float_result_type({&x}), [n](auto v) {
    return static_cast<decltype(v)>(k::polygamma(static_cast<int>(n), static_cast<double>(v)));
  }, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "PolygammaBackward0", [n](Back& back) { back.dx(0) = back.dy() * polygamma(n + 1, back.saved(0)); });
  }
  return y;
}

constexpr OpDef def::sinc{
    .forms = {{"sinc(input)", bind<&ops::sinc>}},
    .reference = LOGIT_NAMES("sinc") " torch.special.sinc",
    .shape = shapes::same_as_input,
    .grad_fn = "SincBackward0",
    .backward = "dx = dy (cos πx · πx - sin πx) / (π x²)",
    .summary = "sin(πx) / (πx), and 1 at 0.",
    .examples = "torch.sinc(torch.tensor([0.25, 0.5, 1.5]))",
};
Tensor ops::sinc(const Tensor& x) {
  Tensor y = map_real(float_result_type({&x}), [](auto v) {
    using T = decltype(v);
    if (v == 0) return T(1);
    const T product = T(pi) * v;
    return k::sin(product) / product;
  }, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "SincBackward0", [](Back& back) {
      const Tensor x = back.saved(0), p = x * pi, square = x * x * pi;
      back.dx(0) = back.dy() * where(eq(x, 0.0), 0.0, div(p * cos(p) - sin(p), square));
    });
  }
  return y;
}

constexpr OpDef def::logit{
    .forms = {{"logit(input, eps=None)", bind<&ops::logit>}},
    .reference = LOGIT_NAMES("logit") " torch.special.logit",
    .shape = shapes::same_as_input,
    .grad_fn = "LogitBackward0",
    .backward = "dx = dy / (x (1 - x))",
    .summary = "log(x / (1 - x)): the inverse of sigmoid.",
    .examples = "torch.logit(torch.tensor([0.25, 0.5, 0.9]))",
};
static_assert(complete(def::logit));
Tensor ops::logit(const Tensor& x, std::optional<double> eps) {
  Tensor y = map_real(float_result_type({&x}), [eps](auto v) {
    using T = decltype(v);
    if (eps) v = v < T(*eps) ? T(*eps) : v > T(1) - T(*eps) ? T(1) - T(*eps) : v;
    return k::log(v / (T(1) - v));
  }, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "LogitBackward0", [eps](Back& back) {
      const Tensor x = back.saved(0), dx = div(back.dy(), x * (1 - x));
      if (!eps) {
        back.dx(0) = where(logical_or(lt(x, 0), gt(x, 1)), std::nan(""), dx);
      } else {
        back.dx(0) = where(logical_or(lt(x, *eps), gt(x, 1 - *eps)), 0.0, dx);
      }
    });
  }
  return y;
}

// ---- absolute value and sign ----

constexpr OpDef def::abs{
    .forms = {{"abs(input)", bind<&ops::abs>}},
    .reference = LOGIT_NAMES("abs") " torch.absolute Tensor.absolute Tensor.absolute_ Tensor.__abs__",
    .shape = shapes::same_as_input,
    .grad_fn = "AbsBackward0",
    .backward = "dx = dy sign(x)",
    .symbol = "|x|",
    .summary = "The absolute value.",
    .examples = "torch.abs(torch.tensor([-1., 2., 0.5]))",
};
static_assert(complete(def::abs));
Tensor ops::abs(const Tensor& x) {
  Tensor y = map(x.dtype(), [](auto v) {
    if constexpr (std::is_same_v<decltype(v), std::int64_t>) return v < 0 ? k::minus<std::int64_t>(0, v) : v;
    else return std::fabs(v);
  }, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "AbsBackward0", [](Back& back) { back.dx(0) = back.dy() * sgn(back.saved(0)); });
  }
  return y;
}

namespace ops {
namespace {
constexpr auto kSign = [](auto v) { return static_cast<decltype(v)>((v > 0) - (v < 0)); };
constexpr auto kRealSign = [](auto v) {
  using T = decltype(v);
  if constexpr (std::is_same_v<T, std::int64_t>) return kSign(v);
  else return v != v ? T(0) : kSign(v);
};
}  // namespace
}  // namespace ops

constexpr OpDef def::sign{
    .forms = {{"sign(input)", bind<&ops::sign>}},
    .reference = LOGIT_NAMES("sign"),
    .shape = shapes::same_as_input,
    .grad_fn = "SignBackward0",
    .backward = "dx = 0",
    .summary = "-1, 0 or 1.",
    .examples = "torch.sign(torch.tensor([-3., 0., 2.]))",
};
Tensor ops::sign(const Tensor& x) {
  Tensor y = map(x.dtype(), kRealSign, x);
  if (Recording graph{x}) graph.record(y, "SignBackward0", [](Back& back) { back.dx(0) = zeros_like(back.dy()); });
  return y;
}

constexpr OpDef def::sgn{
    .forms = {{"sgn(input)", bind<&ops::sgn>}},
    .reference = LOGIT_NAMES("sgn"),
    .shape = shapes::same_as_input,
    .grad_fn = "SgnBackward0",
    .backward = "dx = 0",
    .summary = "The same as sign for real numbers.",
    .examples = "torch.sgn(torch.tensor([-3., 0., 2.]))",
};
Tensor ops::sgn(const Tensor& x) {
  Tensor y = map(x.dtype(), kRealSign, x);
  if (Recording graph{x}) graph.record(y, "SgnBackward0", [](Back& back) { back.dx(0) = zeros_like(back.dy()); });
  return y;
}

// ---- rounding ----

#define LOGIT_STEP(op, names, node, meaning, f)                                     \
  constexpr OpDef def::op{                                                          \
      .forms = {{#op "(input)", bind<&ops::op>}},                                   \
      .reference = names,                                                           \
      .shape = shapes::same_as_input,                                               \
      .grad_fn = node,                                                              \
      .backward = "dx = 0",                                                         \
      .summary = meaning,                                                           \
      .examples = "torch." #op "(torch.tensor([-1.5, 0.25, 2.75]))",                \
  };                                                                                \
  Tensor ops::op(const Tensor& x) {                                                 \
    return step_function(x, node, [](auto v) { return f; });                        \
  }
LOGIT_STEP(floor, LOGIT_NAMES("floor"), "FloorBackward0", "The largest whole number not above x.", std::floor(v))
LOGIT_STEP(ceil, LOGIT_NAMES("ceil"), "CeilBackward0", "The smallest whole number not below x.", std::ceil(v))
LOGIT_STEP(trunc, LOGIT_NAMES("trunc") " torch.fix Tensor.fix Tensor.fix_", "TruncBackward0", "x without its fraction.",
           std::trunc(v))
#undef LOGIT_STEP

constexpr OpDef def::round{
    .forms = {{"round(input)", bind<&ops::round>}, {"round(input, *, decimals)", bind<&ops::round_decimals>}},
    .reference = LOGIT_NAMES("round") " torch.special.round",
    .shape = shapes::same_as_input,
    .grad_fn = "RoundBackward0 RoundBackward1",
    .backward = "dx = 0",
    .summary = "The nearest whole number (or decimal), halves to the even one.",
    .examples = "torch.round(torch.tensor([0.5, 1.5, 2.25]))\ntorch.round(torch.tensor([0.1234, 2.5678]), decimals=2)",
};
static_assert(complete(def::round));
Tensor ops::round(const Tensor& x) {
  return step_function(x, "RoundBackward0", [](auto v) { return std::nearbyint(v); });
}
Tensor ops::round_decimals(const Tensor& x, std::int64_t decimals) {
  return step_function(x, "RoundBackward1", [decimals](auto v) {
    using T = decltype(v);
    const T ten = static_cast<T>(std::pow(10.0, static_cast<double>(decimals < 0 ? -decimals : decimals)));
    if (decimals == 0) return std::nearbyint(v);
    return decimals < 0 ? std::nearbyint(v / ten) * ten : std::nearbyint(v * ten) / ten;
  });
}

constexpr OpDef def::frac{
    .forms = {{"frac(input)", bind<&ops::frac>}},
    .reference = LOGIT_NAMES("frac"),
    .shape = shapes::same_as_input,
    .grad_fn = "FracBackward0",
    .backward = "dx = dy",
    .summary = "The fraction: x - trunc(x).",
    .examples = "torch.frac(torch.tensor([1.25, -2.5]))",
};
Tensor ops::frac(const Tensor& x) {
  if (!is_floating(x.dtype())) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"frac\" not implemented for '", scalar_type_name(x.dtype()), "'"));
  }
  Tensor y = map_real(x.dtype(), [](auto v) { return v - std::trunc(v); }, x);
  if (Recording graph{x}) graph.record(y, "FracBackward0", [](Back& back) { back.dx(0) = back.dy(); });
  return y;
}

// ---- bounds ----

constexpr OpDef def::clamp{
    .forms = {{"clamp(input, min=None, max=None)", bind<&ops::clamp>},
              {"clamp(input, min=None, max=None)", bind<&ops::clamp_tensor>}},
    .reference = LOGIT_NAMES("clamp") " torch.clip Tensor.clip Tensor.clip_",
    .shape = shapes::same_as_input,
    .grad_fn = "ClampBackward0 ClampBackward1",
    .backward = "dx = dy where min <= x <= max, else 0",
    .summary = "x, but not below min and not above max.",
    .examples = "torch.clamp(torch.tensor([-1., 0.5, 3.]), 0, 1)\n"
                "torch.clamp(torch.tensor([-1., 0.5, 3.]), min=torch.tensor([0., 1., 2.]))",
};
static_assert(complete(def::clamp));

Tensor ops::clamp(const Tensor& x, std::optional<Scalar> min, std::optional<Scalar> max) {
  if (!min && !max) fail(ErrorKind::runtime_error, "torch.clamp: At least one of 'min' or 'max' must not be None");
  const Operand low = min ? Operand(*min) : Operand(), high = max ? Operand(*max) : Operand();
  const DType dtype = result_type({&x, &low, &high});
  Tensor y = map(dtype, [min, max](auto v) {
    using T = decltype(v);
    if (v != v) return v;
    T out = v;
    if (min && out < min->to<T>()) out = min->to<T>();
    if (max && out > max->to<T>()) out = max->to<T>();
    return out;
  }, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "ClampBackward1", [min, max](Back& back) {
      const Tensor x = back.saved(0);
      Tensor inside;
      if (min) inside = ge(x, *min);
      if (max) inside = inside.defined() ? logical_and(inside, le(x, *max)) : le(x, *max);
      back.dx(0) = where(inside, back.dy(), 0.0);
    });
  }
  return y;
}

Tensor ops::clamp_tensor(const Tensor& x, const Tensor& min, const Tensor& max) {
  if (!min.defined() && !max.defined()) {
    fail(ErrorKind::runtime_error, "torch.clamp: At least one of 'min' or 'max' must not be None");
  }
  const auto raise = [](auto v, auto m) { return v != v ? v : m != m ? m : v < m ? m : v; };
  const auto lower = [](auto v, auto m) { return v != v ? v : m != m ? m : v > m ? m : v; };
  const DType dtype = result_type({&x, &min, &max});
  Tensor y = min.defined() ? map(dtype, raise, x, min) : x;
  if (max.defined()) y = map(dtype, lower, y, max);
  if (Recording graph{x, min, max}) {
    graph.save(x);
    graph.save(min);
    graph.save(max);
    graph.record(y, "ClampBackward0", [](Back& back) {
      const Tensor x = back.saved(0), min = back.saved(1), max = back.saved(2), &dy = back.dy();
      if (back.needs(0)) {
        Tensor inside;
        if (min.defined()) inside = ge(x, min);
        if (max.defined()) inside = inside.defined() ? logical_and(inside, le(x, max)) : le(x, max);
        back.dx(0) = where(inside, dy, 0.0);
      }
      if (back.needs(1)) back.dx(1) = where(max.defined() ? logical_and(lt(x, min), lt(min, max)) : lt(x, min), dy, 0.0);
      if (back.needs(2)) back.dx(2) = where(min.defined() ? logical_or(gt(x, max), lt(max, min)) : gt(x, max), dy, 0.0);
    });
  }
  return y;
}

constexpr OpDef def::clamp_min{
    .forms = {{"clamp_min(input, min)", bind<&ops::clamp_min>}},
    .reference = LOGIT_NAMES("clamp_min"),
    .shape = shapes::same_as_input,
    .grad_fn = "ClampMinBackward0",
    .backward = "dx = dy where x >= min, else 0",
    .summary = "x, but not below min.",
    .examples = "torch.clamp_min(torch.tensor([-1., 0.5]), 0)",
};
namespace ops {
namespace {
Tensor clamp_one_side(const Tensor& x, Scalar bound, bool below, const char* name) {
  const Operand number(bound);
  Tensor y = map(result_type({&x, &number}), [below](auto v, auto b) { return v != v ? v : below ? (v < b ? b : v) : (v > b ? b : v); },
                 x, number);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, name, [bound, below](Back& back) {
      const Tensor x = back.saved(0);
      back.dx(0) = where(below ? ge(x, bound) : le(x, bound), back.dy(), 0.0);
    });
  }
  return y;
}
}  // namespace
}  // namespace ops
Tensor ops::clamp_min(const Tensor& x, Scalar min) { return clamp_one_side(x, min, true, "ClampMinBackward0"); }

constexpr OpDef def::clamp_max{
    .forms = {{"clamp_max(input, max)", bind<&ops::clamp_max>}},
    .reference = LOGIT_NAMES("clamp_max"),
    .shape = shapes::same_as_input,
    .grad_fn = "ClampMaxBackward0",
    .backward = "dx = dy where x <= max, else 0",
    .summary = "x, but not above max.",
    .examples = "torch.clamp_max(torch.tensor([-1., 0.5]), 0)",
};
Tensor ops::clamp_max(const Tensor& x, Scalar max) { return clamp_one_side(x, max, false, "ClampMaxBackward0"); }

constexpr OpDef def::nan_to_num{
    .forms = {{"nan_to_num(input, nan=None, posinf=None, neginf=None)", bind<&ops::nan_to_num>}},
    .reference = LOGIT_NAMES("nan_to_num"),
    .shape = shapes::same_as_input,
    .grad_fn = "NanToNumBackward0",
    .backward = "dx = dy where x is finite, else 0",
    .summary = "nan becomes 0, infinities the largest finite numbers, or what is given.",
    .examples = "torch.nan_to_num(torch.tensor([1., float('nan'), float('inf')]), nan=2.0, posinf=3.0)",
};
Tensor ops::nan_to_num(const Tensor& x, std::optional<double> nan, std::optional<double> posinf, std::optional<double> neginf) {
  if (!is_floating(x.dtype())) return clone(x);
  Tensor y = map_real(x.dtype(), [=](auto v) {
    using T = decltype(v);
    if (v != v) return T(nan.value_or(0));
    if (v == std::numeric_limits<T>::infinity()) return posinf ? T(*posinf) : std::numeric_limits<T>::max();
    if (v == -std::numeric_limits<T>::infinity()) return neginf ? T(*neginf) : std::numeric_limits<T>::lowest();
    return v;
  }, x);
  if (Recording graph{x}) {
    graph.save(x);
    graph.record(y, "NanToNumBackward0", [](Back& back) { back.dx(0) = where(isfinite(back.saved(0)), back.dy(), 0.0); });
  }
  return y;
}

// ---- degrees ----

constexpr OpDef def::deg2rad{
    .forms = {{"deg2rad(input)", bind<&ops::deg2rad>}},
    .reference = LOGIT_NAMES("deg2rad"),
    .shape = shapes::same_as_input,
    .grad_fn = "Deg2RadBackward0",
    .backward = "dx = dy π/180",
    .summary = "Degrees to radians.",
    .examples = "torch.deg2rad(torch.tensor([180., 90.]))",
};
Tensor ops::deg2rad(const Tensor& x) {
  Tensor y = mul(detach(x), 0.017453292519943295769236907684886);
  if (Recording graph{x}) {
    graph.record(y, "Deg2RadBackward0", [](Back& back) { back.dx(0) = deg2rad(back.dy()); });
  }
  return y;
}

constexpr OpDef def::rad2deg{
    .forms = {{"rad2deg(input)", bind<&ops::rad2deg>}},
    .reference = LOGIT_NAMES("rad2deg"),
    .shape = shapes::same_as_input,
    .grad_fn = "Rad2DegBackward0",
    .backward = "dx = dy 180/π",
    .summary = "Radians to degrees.",
    .examples = "torch.rad2deg(torch.tensor([1., 3.]))",
};
Tensor ops::rad2deg(const Tensor& x) {
  Tensor y = mul(detach(x), 57.295779513082320876798154814105);
  if (Recording graph{x}) {
    graph.record(y, "Rad2DegBackward0", [](Back& back) { back.dx(0) = rad2deg(back.dy()); });
  }
  return y;
}

// ---- functions of two numbers ----

constexpr OpDef def::atan2{
    .forms = {{"atan2(input, other)", bind<&ops::atan2>}},
    .reference = LOGIT_NAMES("atan2") " torch.arctan2 Tensor.arctan2 Tensor.arctan2_",
    .shape = shapes::broadcast,
    .grad_fn = "Atan2Backward0",
    .backward = "dy = d x / (x² + y²),  dx = -d y / (x² + y²)",
    .summary = "The angle of the point (other, input).",
    .examples = "torch.atan2(torch.tensor([1., -1.]), torch.tensor([2., 2.]))",
};
Tensor ops::atan2(const Tensor& a, const Tensor& b) {
  Tensor y = map_real(float_result_type({&a, &b}), [](auto p, auto q) { return k::atan2(p, q); }, a, b);
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save(b);
    graph.record(y, "Atan2Backward0", [](Back& back) {
      const Tensor a = back.saved(0), b = back.saved(1);
      const Tensor scaled = back.dy() * reciprocal(a * a + b * b);
      if (back.needs(0)) back.dx(0) = scaled * b;
      if (back.needs(1)) back.dx(1) = scaled * neg(a);
    });
  }
  return y;
}

constexpr OpDef def::hypot{
    .forms = {{"hypot(input, other)", bind<&ops::hypot>}},
    .reference = LOGIT_NAMES("hypot"),
    .shape = shapes::broadcast,
    .grad_fn = "HypotBackward0",
    .backward = "da = dy a / y,  db = dy b / y",
    .summary = "sqrt(input² + other²).",
    .examples = "torch.hypot(torch.tensor([3., 1.]), torch.tensor([4., 2.]))",
};
Tensor ops::hypot(const Tensor& a, const Tensor& b) {
  Tensor y = map_real(float_result_type({&a, &b}), [](auto p, auto q) {
    return static_cast<decltype(p)>(std::hypot(static_cast<double>(p), static_cast<double>(q)));
  }, a, b);
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save(b);
    graph.save_output(y);
    graph.record(y, "HypotBackward0", [](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy() * div(back.saved(0), back.saved(2));
      if (back.needs(1)) back.dx(1) = back.dy() * div(back.saved(1), back.saved(2));
    });
  }
  return y;
}

constexpr OpDef def::copysign{
    .forms = {{"copysign(input, other)", bind<&ops::copysign>}},
    .reference = LOGIT_NAMES("copysign"),
    .shape = shapes::broadcast,
    .grad_fn = "CopysignBackward0 CopysignBackward1",
    .backward = "dx = dy sign(y) sign(x)",
    .summary = "The size of input with the sign of other.",
    .examples = "torch.copysign(torch.tensor([1., -2.]), torch.tensor([-1., -1.]))",
};
Tensor ops::copysign(const Tensor& a, const Operand& b) {
  Tensor y = map_real(float_result_type({&a, &b}), [](auto p, auto q) { return std::copysign(p, q); }, a, b);
  if (Recording graph{a, b}) {
    const bool number = b->wrapped_number;
    graph.save(a);
    graph.save_output(y);
    graph.record(y, number ? "CopysignBackward1" : "CopysignBackward0", [](Back& back) {
      const Tensor a = back.saved(0), y = back.saved(1);
      if (back.needs(0)) back.dx(0) = where(eq(a, 0), 0.0, back.dy() * div(y, a));
      if (back.needs(1)) back.dx(1) = zeros_like(back.dy());
    });
  }
  return y;
}

constexpr OpDef def::logaddexp{
    .forms = {{"logaddexp(input, other)", bind<&ops::logaddexp>}},
    .reference = "torch.logaddexp Tensor.logaddexp",
    .shape = shapes::broadcast,
    .grad_fn = "LogaddexpBackward0",
    .backward = "da = dy / (1 + e^(b-a)),  db = dy / (1 + e^(a-b))",
    .summary = "log(e^input + e^other), without overflow.",
    .examples = "torch.logaddexp(torch.tensor([1., -2.]), torch.tensor([0.5, 3.]))",
};
Tensor ops::logaddexp(const Tensor& a, const Tensor& b) {
  Tensor y = map_real(float_result_type({&a, &b}), [](auto p, auto q) {
    if (std::isinf(p) && p == q) return p;
    const auto m = p > q ? p : q;
    return m + k::log1p(k::exp(-std::fabs(p - q)));
  }, a, b);
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save(b);
    graph.record(y, "LogaddexpBackward0", [](Back& back) {
      const Tensor a = back.saved(0), b = back.saved(1);
      if (back.needs(0)) back.dx(0) = div(back.dy(), 1 + exp(b - a));
      if (back.needs(1)) back.dx(1) = div(back.dy(), 1 + exp(a - b));
    });
  }
  return y;
}

constexpr OpDef def::logaddexp2{
    .forms = {{"logaddexp2(input, other)", bind<&ops::logaddexp2>}},
    .reference = "torch.logaddexp2 Tensor.logaddexp2",
    .shape = shapes::broadcast,
    .grad_fn = "Logaddexp2Backward0",
    .backward = "da = dy / (1 + 2^(b-a)),  db = dy / (1 + 2^(a-b))",
    .summary = "log2(2^input + 2^other), without overflow.",
    .examples = "torch.logaddexp2(torch.tensor([1., -2.]), torch.tensor([0.5, 3.]))",
};
Tensor ops::logaddexp2(const Tensor& a, const Tensor& b) {
  Tensor y = map_real(float_result_type({&a, &b}), [](auto p, auto q) {
    using T = decltype(p);
    if (std::isinf(p) && p == q) return p;
    const T m = p > q ? p : q;
    return m + k::log1p(k::exp2(-std::fabs(p - q))) * T(1 / ln2);
  }, a, b);
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save(b);
    graph.record(y, "Logaddexp2Backward0", [](Back& back) {
      const Tensor a = back.saved(0), b = back.saved(1);
      if (back.needs(0)) back.dx(0) = div(back.dy(), 1 + exp2(b - a));
      if (back.needs(1)) back.dx(1) = div(back.dy(), 1 + exp2(a - b));
    });
  }
  return y;
}

constexpr OpDef def::xlogy{
    .forms = {{"xlogy(input, other)", bind<&ops::xlogy>}},
    .reference = LOGIT_NAMES("xlogy") " torch.special.xlogy",
    .shape = shapes::broadcast,
    .grad_fn = "XlogyBackward0",
    .backward = "da = dy log b,  db = dy a / b",
    .summary = "input * log(other), and 0 where input is 0.",
    .examples = "torch.xlogy(torch.tensor([1., 0.5]), torch.tensor([2., 3.]))",
};
Tensor ops::xlogy(const Operand& a, const Operand& b) {
  Tensor y = map_real(float_result_type({&a, &b}), [](auto p, auto q) {
    if (q != q) return q;
    return p == 0 ? p * 0 : p * k::log(q);
  }, a, b);
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save(b);
    graph.record(y, "XlogyBackward0", [](Back& back) {
      const Tensor a = back.saved(0), b = back.saved(1);
      if (back.needs(0)) back.dx(0) = back.dy() * masked_fill(log(b), logical_and(eq(a, 0.0), le(b, 0.0)), 0.0);
      if (back.needs(1)) back.dx(1) = back.dy() * div(a, b);
    });
  }
  return y;
}

constexpr OpDef def::heaviside{
    .forms = {{"heaviside(input, values)", bind<&ops::heaviside>}},
    .reference = LOGIT_NAMES("heaviside"),
    .shape = shapes::broadcast,
    .grad_fn = "NotImplemented",
    .summary = "0 below 0, 1 above, values at 0.",
    .examples = "torch.heaviside(torch.tensor([-1., 0., 2.]), torch.tensor([0.5]))",
};
Tensor ops::heaviside(const Tensor& x, const Tensor& values) {
  if (x.dtype() != values.dtype()) fail(ErrorKind::runtime_error, "heaviside is not yet implemented for tensors with different dtypes.");
  Tensor y = map(x.dtype(), [](auto v, auto at) { return v == 0 ? at : decltype(v)(v > 0); }, x, values);
  if (Recording graph{x, values}) {
    graph.record(y, "torch::autograd::NotImplemented", [](Back&) {
      fail(ErrorKind::runtime_error, "derivative for aten::heaviside is not implemented");
    });
  }
  return y;
}

constexpr OpDef def::ldexp{
    .forms = {{"ldexp(input, other)", bind<&ops::ldexp>}},
    .reference = LOGIT_NAMES("ldexp"),
    .shape = shapes::broadcast,
    .grad_fn = "MulBackward0",
    .summary = "input * 2**other.",
    .examples = "torch.ldexp(torch.tensor([1., 3.]), torch.tensor([2, -1]))",
};
Tensor ops::ldexp(const Tensor& x, const Tensor& other) { return mul(x, pow(2.0, other)); }

constexpr OpDef def::gcd{
    .forms = {{"gcd(input, other)", bind<&ops::gcd>}},
    .reference = LOGIT_NAMES("gcd"),
    .shape = shapes::broadcast,
    .summary = "The greatest common divisor of integers.",
    .examples = "torch.gcd(torch.tensor([12, 18]), torch.tensor([8, 27]))",
};
namespace ops {
namespace {
std::int64_t common_divisor(std::int64_t a, std::int64_t b) {
  while (b != 0) a = std::exchange(b, b == -1 ? 0 : a % b);
  return a < 0 ? k::minus<std::int64_t>(0, a) : a;
}
template <class F>
Tensor integer_pairs(const Tensor& a, const Tensor& b, const char* name, F f) {
  const DType dtype = result_type({&a, &b});
  if (is_floating(dtype) || dtype == DType::boolean) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"", name, "_cpu\" not implemented for '", scalar_type_name(dtype), "'"));
  }
  return run_pointwise(detail::make_loop<F, std::int64_t>(std::make_index_sequence<2>()), {&a, &b}, dtype, &f);
}
}  // namespace
}  // namespace ops
Tensor ops::gcd(const Tensor& a, const Tensor& b) {
  return integer_pairs(a, b, "gcd", [](std::int64_t x, std::int64_t y) { return common_divisor(x, y); });
}

constexpr OpDef def::lcm{
    .forms = {{"lcm(input, other)", bind<&ops::lcm>}},
    .reference = LOGIT_NAMES("lcm"),
    .shape = shapes::broadcast,
    .summary = "The least common multiple of integers.",
    .examples = "torch.lcm(torch.tensor([4, 6]), torch.tensor([6, 9]))",
};
Tensor ops::lcm(const Tensor& a, const Tensor& b) {
  return integer_pairs(a, b, "lcm", [](std::int64_t x, std::int64_t y) {
    const std::int64_t divisor = common_divisor(x, y);
    if (divisor == 0) return std::int64_t{0};
    const std::int64_t product = k::times(x / divisor, y);
    return product < 0 ? k::minus<std::int64_t>(0, product) : product;
  });
}

#undef LOGIT_NAMES

}  // namespace logit
