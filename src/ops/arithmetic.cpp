// Addition to powers: element-wise arithmetic of two operands, where a Python number may stand for one.
//
// Floats follow PyTorch's vector code (AVX): add with alpha, addcmul and lerp round once (fused), the rest
// rounds every operation. A Python number is rounded to the operands' dtype first.
#include "base/error.h"
#include "base/format.h"
#include "kernels/math.h"
#include "ops/formula.h"
#include "ops/inplace.h"
#include "ops/op_def.h"
#include "ops/pointwise.h"
#include "ops/record.h"
#include "ops/shapes.h"

namespace logit {

namespace ops {
namespace {

namespace k = kernels;

// alpha in the compute type, after PyTorch's checks.
void check_alpha(Scalar alpha, DType result) {
  if (alpha.is_bool() && result != DType::boolean) {
    fail(ErrorKind::runtime_error, "Boolean alpha only supported for Boolean results.");
  }
  if (alpha.is_float() && !is_floating(result)) {
    fail(ErrorKind::runtime_error, "For integral input tensors, argument alpha must not be a floating point number.");
  }
}

bool is_one(Scalar value) { return value == Scalar(1); }

// input + sign * alpha * other, into `out` if it is defined.
Tensor add_scaled(const Tensor& a, const Tensor& b, Scalar alpha, DType dtype, const Tensor& out) {
  auto run = [&](auto f) {
    const kernels::Loop loop = loop_for<2>(dtype, f);
    if (!out.defined()) return run_pointwise(loop, {&a, &b}, dtype, &f);
    run_pointwise_into(loop, {&a, &b}, out, &f);
    return out;
  };
  if (is_one(alpha)) return run([](auto x, auto y) { return k::plus(x, y); });
  if (alpha == Scalar(-1)) return run([](auto x, auto y) { return k::minus(x, y); });
  return run(k::AddScaled{alpha.to<double>(), alpha.to<std::int64_t>()});
}

Scalar negated(Scalar value) { return value.is_float() ? Scalar(-value.to_double()) : Scalar(-value.to_int()); }

void check_sub(const Tensor& a, const Tensor& b) {
  if (a.dtype() != DType::boolean && b.dtype() != DType::boolean) return;
  if (a.dtype() == DType::boolean && b.dtype() == DType::boolean) {
    fail(ErrorKind::not_implemented_error,
         "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
         "operator instead.");
  }
  fail(ErrorKind::not_implemented_error,
       "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use "
       "the `~` or `logical_not()` operator instead.");
}

// True if `self` can take the result of an unrecorded element-wise op directly.
bool writes_directly(const Tensor& self, std::initializer_list<const Tensor*> others, DType result) {
  if (self.dtype() != result) return false;
  bool requires_grad = self.requires_grad();
  for (const Tensor* other : others) {
    requires_grad = requires_grad || other->requires_grad();
    if (!is_expandable_to(other->sizes(), self.sizes())) return false;
    // The same memory is fine when every element is read before it is written: equal windows only.
    if ((*other)->storage == self->storage && !(other->strides() == self.strides() && other->sizes() == self.sizes() &&
                                                other->storage_offset() == self.storage_offset())) {
      return false;
    }
  }
  if (requires_grad && Context::current().grad_enabled) return false;
  check_in_place(self, false);
  return true;
}

}  // namespace
}  // namespace ops

// ---- add, sub, rsub ----

constexpr OpDef def::add{
    .forms = {{"add(input, other, *, alpha=1)", bind<&ops::add>, "", bind<&ops::add_>}},
    .reference = "torch.add Tensor.add Tensor.add_ Tensor.__add__ Tensor.__radd__ Tensor.__iadd__",
    .shape = shapes::broadcast,
    .grad_fn = "AddBackward0",
    .backward = "da = dy,  db = dy * alpha",
    .symbol = "+",
    .summary = "input + alpha * other, element by element.",
    .examples = "torch.add(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([10., 20.]), alpha=2)\n"
                "torch.add(torch.tensor([1, 2]), 0.5)",
};
static_assert(complete(def::add));

Tensor ops::add(const Operand& a, const Operand& b, Scalar alpha) {
  const DType dtype = result_type({&a, &b});
  check_alpha(alpha, dtype);
  Tensor y = add_scaled(a, b, alpha, dtype, Tensor());
  if (Recording graph{a, b}) {
    graph.record(y, "AddBackward0", [alpha](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) back.dx(1) = is_one(alpha) ? back.dy() : back.dy() * alpha;
    });
  }
  return y;
}

Tensor ops::add_(const Tensor& self, const Operand& b, Scalar alpha) {
  if (writes_directly(self, {&b}, result_type({&self, &b}))) {
    check_alpha(alpha, self.dtype());
    add_scaled(self, b, alpha, self.dtype(), self);
    self.bump_version();
    return self;
  }
  return in_place(self, b.requires_grad(), [&](const Tensor& old) { return add(old, b, alpha); });
}

constexpr OpDef def::sub{
    .forms = {{"sub(input, other, *, alpha=1)", bind<&ops::sub>, "", bind<&ops::sub_>}},
    .reference = "torch.sub torch.subtract Tensor.sub Tensor.sub_ Tensor.subtract Tensor.subtract_ Tensor.__sub__ "
                 "Tensor.__isub__",
    .shape = shapes::broadcast,
    .grad_fn = "SubBackward0",
    .backward = "da = dy,  db = -dy * alpha",
    .symbol = "-",
    .summary = "input - alpha * other, element by element.",
    .examples = "torch.sub(torch.tensor([1., 2.]), torch.tensor([[3.], [5.]]), alpha=3)",
};
static_assert(complete(def::sub));

Tensor ops::sub(const Operand& a, const Operand& b, Scalar alpha) {
  check_sub(a, b);
  const DType dtype = result_type({&a, &b});
  check_alpha(alpha, dtype);
  Tensor y = add_scaled(a, b, negated(alpha), dtype, Tensor());
  if (Recording graph{a, b}) {
    graph.record(y, "SubBackward0", [alpha](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) back.dx(1) = is_one(alpha) ? neg(back.dy()) : neg(back.dy()) * alpha;
    });
  }
  return y;
}

Tensor ops::sub_(const Tensor& self, const Operand& b, Scalar alpha) {
  check_sub(self, b);
  if (writes_directly(self, {&b}, result_type({&self, &b}))) {
    check_alpha(alpha, self.dtype());
    add_scaled(self, b, negated(alpha), self.dtype(), self);
    self.bump_version();
    return self;
  }
  return in_place(self, b.requires_grad(), [&](const Tensor& old) { return sub(old, b, alpha); });
}

constexpr OpDef def::rsub{
    .forms = {{"rsub(input, other, *, alpha=1)", bind<&ops::rsub>}},
    .reference = "torch.rsub Tensor.__rsub__",
    .shape = shapes::broadcast,
    .grad_fn = "RsubBackward0 RsubBackward1",
    .backward = "da = -dy * alpha,  db = dy",
    .symbol = "-",
    .summary = "other - alpha * input: what `1 - x` calls.",
    .examples = "torch.rsub(torch.tensor([1., 2.]), 3)",
};
static_assert(complete(def::rsub));

Tensor ops::rsub(const Tensor& a, const Operand& b, Scalar alpha) {
  check_sub(a, b);
  const DType dtype = result_type({&a, &b});
  check_alpha(alpha, dtype);
  Tensor y = add_scaled(b, a, negated(alpha), dtype, Tensor());
  if (Recording graph{a, b}) {
    graph.record(y, b->wrapped_number ? "RsubBackward1" : "RsubBackward0", [alpha](Back& back) {
      if (back.needs(0)) back.dx(0) = is_one(alpha) ? neg(back.dy()) : neg(back.dy()) * alpha;
      if (back.needs(1)) back.dx(1) = back.dy();
    });
  }
  return y;
}

// ---- mul ----

constexpr OpDef def::mul{
    .forms = {{"mul(input, other)", bind<&ops::mul>, "", bind<&ops::mul_>}},
    .reference = "torch.mul torch.multiply Tensor.mul Tensor.mul_ Tensor.multiply Tensor.multiply_ Tensor.__mul__ "
                 "Tensor.__rmul__ Tensor.__imul__",
    .shape = shapes::broadcast,
    .grad_fn = "MulBackward0",
    .backward = "da = dy * b,  db = dy * a",
    .symbol = "×",
    .summary = "input * other, element by element.",
    .examples = "torch.mul(torch.tensor([1., 2.]), torch.tensor([[3.], [4.]]))",
};
static_assert(complete(def::mul));

namespace ops {
namespace {
constexpr auto kMultiply = [](auto x, auto y) { return k::times(x, y); };
}
}  // namespace ops

Tensor ops::mul(const Operand& a, const Operand& b) {
  Tensor y = map(result_type({&a, &b}), kMultiply, a, b);
  if (Recording graph{a, b}) {
    graph.save(a, graph.needs(1));
    graph.save(b, graph.needs(0));
    graph.record(y, "MulBackward0", [](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy() * back.saved(1);
      if (back.needs(1)) back.dx(1) = back.dy() * back.saved(0);
    });
  }
  return y;
}

Tensor ops::mul_(const Tensor& self, const Operand& b) {
  const DType dtype = result_type({&self, &b});
  if (writes_directly(self, {&b}, dtype)) {
    run_pointwise_into(loop_for<2>(dtype, kMultiply), {&self, &b}, self, &kMultiply);
    self.bump_version();
    return self;
  }
  return in_place(self, b.requires_grad(), [&](const Tensor& old) { return mul(old, b); });
}

// ---- div and its relatives ----

constexpr OpDef def::div{
    .forms = {{"div(input, other, *, rounding_mode=None)", bind<&ops::div>, "", bind<&ops::div_>}},
    .reference = "torch.div torch.divide Tensor.div Tensor.div_ Tensor.divide Tensor.divide_ Tensor.__truediv__ "
                 "Tensor.__itruediv__ Tensor.__div__",
    .shape = shapes::broadcast,
    .grad_fn = "DivBackward0 DivBackward2",
    .backward = "da = dy / b,  db = -dy * (a / b) / b",
    .symbol = "÷",
    .summary = "input / other; rounding_mode 'trunc' or 'floor' rounds the quotient.",
    .examples = "torch.div(torch.tensor([1., 2.]), torch.tensor([[3.], [4.]]))\n"
                "torch.div(torch.tensor([-7, 7]), 2, rounding_mode='floor')",
};
static_assert(complete(def::div));

namespace ops {
namespace {

constexpr auto kDivide = [](auto x, auto y) { return x / y; };

[[noreturn]] void fail_zero_division() { fail(ErrorKind::runtime_error, "ZeroDivisionError"); }

// Python's floor division and modulo, for floats as CPython (and PyTorch) computes them.
template <class T>
T floor_quotient(T a, T b) {
  if constexpr (std::is_same_v<T, std::int64_t>) {
    if (b == 0) fail_zero_division();
    if (b == -1) return k::minus<T>(0, a);
    const T q = a / b;
    return q - ((a % b != 0) && ((a < 0) != (b < 0)));
  } else {
    if (b == 0) return a / b;
    const T mod = std::fmod(a, b);
    T quotient = (a - mod) / b;
    if (mod != 0 && (b < 0) != (mod < 0)) quotient -= T(1);
    if (quotient == 0) return std::copysign(T(0), a / b);
    T floored = std::floor(quotient);
    if (quotient - floored > T(0.5)) floored += T(1);
    return floored;
  }
}

constexpr auto kFloorDivide = [](auto x, auto y) { return floor_quotient(x, y); };
constexpr auto kTruncDivide = [](auto x, auto y) {
  using T = decltype(x);
  if constexpr (std::is_same_v<T, std::int64_t>) {
    if (y == 0) fail_zero_division();
    return y == -1 ? k::minus<T>(0, x) : x / y;
  } else {
    return std::trunc(x / y);
  }
};

}  // namespace
}  // namespace ops

Tensor ops::div(const Operand& a, const Operand& b, std::optional<std::string_view> rounding_mode) {
  if (!rounding_mode) {
    Tensor y = map_real(float_result_type({&a, &b}), kDivide, a, b);
    if (Recording graph{a, b}) {
      graph.save(a, graph.needs(1));
      graph.save(b);
      graph.record(y, "DivBackward0", [](Back& back) {
        const Tensor b = back.saved(1);
        if (back.needs(0)) back.dx(0) = div(back.dy(), b);
        if (back.needs(1)) back.dx(1) = neg(back.dy()) * div(div(back.saved(0), b), b);
      });
    }
    return y;
  }
  const bool floor = *rounding_mode == "floor";
  if (!floor && *rounding_mode != "trunc") {
    fail(ErrorKind::runtime_error, logit::cat("div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '",
                                       *rounding_mode, "'"));
  }
  const DType dtype = result_type({&a, &b});
  Tensor y = floor ? map(dtype, kFloorDivide, a, b) : map(dtype, kTruncDivide, a, b);
  if (Recording graph{a, b}) {
    graph.record(y, "DivBackward2", [](Back& back) {  // constant between its steps
      for (std::size_t i = 0; i < 2; ++i) {
        if (back.needs(i)) back.dx(i) = zeros_like(back.dy());
      }
    });
  }
  return y;
}

Tensor ops::div_(const Tensor& self, const Operand& b, std::optional<std::string_view> rounding_mode) {
  if (!rounding_mode && is_floating(self.dtype()) && writes_directly(self, {&b}, result_type({&self, &b}))) {
    run_pointwise_into(real_loop_for<2>(self.dtype(), kDivide), {&self, &b}, self, &kDivide);
    self.bump_version();
    return self;
  }
  return in_place(self, b.requires_grad(), [&](const Tensor& old) { return div(old, b, rounding_mode); });
}

constexpr OpDef def::true_divide{
    .forms = {{"true_divide(input, other)", bind<&ops::true_divide>}},
    .reference = "torch.true_divide Tensor.true_divide Tensor.true_divide_",
    .shape = shapes::broadcast,
    .grad_fn = "DivBackward0",
    .summary = "The same as div without a rounding mode.",
    .examples = "torch.true_divide(torch.tensor([1, 2]), 4)",
};

Tensor ops::true_divide(const Operand& a, const Operand& b) { return div(a, b); }

constexpr OpDef def::rdiv{
    .forms = {{"rdiv(input, other)", bind<&ops::rdiv>}},
    .reference = "Tensor.__rtruediv__ Tensor.__rdiv__",
    .shape = shapes::broadcast,
    .summary = "other / input, computed as the reciprocal times other: what `1 / x` calls.",
    .examples = "torch.tensor([1., 2., -4.]).__rtruediv__(3)",
};
static_assert(complete(def::rdiv));

Tensor ops::rdiv(const Tensor& a, const Operand& b) { return mul(reciprocal(a), b); }

namespace ops {
namespace {

// Operations without a derivative still mark their result as computed.
Tensor without_derivative(Tensor y, const Operand& a, const Operand& b, const char* name) {
  if (!is_floating(y.dtype())) return y;
  if (Recording graph{a, b}) {
    graph.record(y, "torch::autograd::NotImplemented", [name](Back&) {
      fail(ErrorKind::runtime_error, logit::cat("derivative for aten::", name, " is not implemented"));
    });
  }
  return y;
}

}  // namespace
}  // namespace ops

constexpr OpDef def::floor_divide{
    .forms = {{"floor_divide(input, other)", bind<&ops::floor_divide>}},
    .reference = "torch.floor_divide Tensor.floor_divide Tensor.floor_divide_ Tensor.__floordiv__ Tensor.__ifloordiv__",
    .shape = shapes::broadcast,
    .grad_fn = "NotImplemented",
    .symbol = "//",
    .summary = "The quotient rounded towards minus infinity, as Python's //.",
    .examples = "torch.floor_divide(torch.tensor([-7., 7.]), 2)",
};
static_assert(complete(def::floor_divide));

Tensor ops::floor_divide(const Operand& a, const Operand& b) {
  return without_derivative(map(result_type({&a, &b}), kFloorDivide, a, b), a, b, "floor_divide");
}

constexpr OpDef def::rfloordiv{
    .forms = {{"rfloordiv(input, other)", bind<&ops::rfloordiv>}},
    .reference = "Tensor.__rfloordiv__",
    .shape = shapes::broadcast,
    .summary = "other // input.",
    .examples = "torch.tensor([2., -3.]).__rfloordiv__(7)",
};

Tensor ops::rfloordiv(const Tensor& a, const Operand& b) { return floor_divide(b, a); }

namespace ops {
namespace {

constexpr auto kRemainder = [](auto x, auto y) {
  using T = decltype(x);
  if constexpr (std::is_same_v<T, std::int64_t>) {
    if (y == 0) fail_zero_division();
    if (y == -1) return T(0);
    const T mod = x % y;
    return mod != 0 && ((mod < 0) != (y < 0)) ? mod + y : mod;
  } else {
    const T mod = std::fmod(x, y);
    return mod != 0 && ((y < 0) != (mod < 0)) ? mod + y : mod;
  }
};
constexpr auto kFmod = [](auto x, auto y) {
  using T = decltype(x);
  if constexpr (std::is_same_v<T, std::int64_t>) {
    if (y == 0) fail_zero_division();
    return y == -1 ? T(0) : x % y;
  } else {
    return std::fmod(x, y);
  }
};

}  // namespace
}  // namespace ops

constexpr OpDef def::remainder{
    .forms = {{"remainder(input, other)", bind<&ops::remainder>}},
    .reference = "torch.remainder Tensor.remainder Tensor.remainder_ Tensor.__mod__ Tensor.__imod__",
    .shape = shapes::broadcast,
    .grad_fn = "RemainderBackward0 RemainderBackward1",
    .backward = "da = dy,  db = -dy * floor(a / b)",
    .symbol = "%",
    .summary = "Python's %: the result has the sign of the divisor.",
    .examples = "torch.remainder(torch.tensor([-7., 7.]), torch.tensor([2., -3.]))",
};
static_assert(complete(def::remainder));

Tensor ops::remainder(const Operand& a, const Operand& b) {
  Tensor y = map(result_type({&a, &b}), kRemainder, a, b);
  if (Recording graph{a, b}) {
    graph.save(a, graph.needs(1));
    graph.save(b, graph.needs(1));
    graph.record(y, b->wrapped_number ? "RemainderBackward0" : "RemainderBackward1", [](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) back.dx(1) = neg(back.dy()) * div(back.saved(0), back.saved(1), "floor");
    });
  }
  return y;
}

constexpr OpDef def::rmod{
    .forms = {{"rmod(input, other)", bind<&ops::rmod>}},
    .reference = "Tensor.__rmod__",
    .shape = shapes::broadcast,
    .summary = "other % input.",
    .examples = "torch.tensor([2., -3.]).__rmod__(7)",
};

Tensor ops::rmod(const Tensor& a, const Operand& b) {
  Tensor y = remainder(b, a);
  if (y.requires_grad() && b->wrapped_number) return without_derivative(make_alias(y), a, b, "remainder");
  return y;
}

constexpr OpDef def::fmod{
    .forms = {{"fmod(input, other)", bind<&ops::fmod>}},
    .reference = "torch.fmod Tensor.fmod Tensor.fmod_",
    .shape = shapes::broadcast,
    .grad_fn = "FmodBackward0 FmodBackward1",
    .backward = "da = dy,  db = -dy * trunc(a / b)",
    .summary = "C's fmod: the result has the sign of the dividend.",
    .examples = "torch.fmod(torch.tensor([-7., 7.]), torch.tensor([2., -3.]))",
};
static_assert(complete(def::fmod));

Tensor ops::fmod(const Tensor& a, const Operand& b) {
  Tensor y = map(result_type({&a, &b}), kFmod, a, b);
  if (Recording graph{a, b}) {
    graph.save(a, graph.needs(1));
    graph.save(b, graph.needs(1));
    graph.record(y, b->wrapped_number ? "FmodBackward0" : "FmodBackward1", [](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) back.dx(1) = neg(back.dy()) * div(back.saved(0), back.saved(1), "trunc");
    });
  }
  return y;
}

constexpr OpDef def::neg{
    .forms = {{"neg(input)", bind<&ops::neg>}},
    .reference = "torch.neg torch.negative Tensor.neg Tensor.neg_ Tensor.negative Tensor.negative_ Tensor.__neg__",
    .shape = shapes::same_as_input,
    .grad_fn = "NegBackward0",
    .backward = "dx = -dy",
    .symbol = "-",
    .summary = "-input.",
    .examples = "torch.neg(torch.tensor([1., -2., 0.]))",
};
static_assert(complete(def::neg));

Tensor ops::neg(const Tensor& x) {
  if (x.dtype() == DType::boolean) {
    fail(ErrorKind::not_implemented_error,
         "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the "
         "`~` or `logical_not()` operator instead.");
  }
  Tensor y = map(x.dtype(), [](auto v) {
    if constexpr (std::is_same_v<decltype(v), std::int64_t>) return k::minus<std::int64_t>(0, v);
    else return -v;
  }, x);
  if (Recording graph{x}) {
    graph.record(y, "NegBackward0", [](Back& back) { back.dx(0) = neg(back.dy()); });
  }
  return y;
}

constexpr OpDef def::positive{
    .forms = {{"positive(input)", bind<&ops::positive>}},
    .reference = "torch.positive Tensor.positive Tensor.__pos__",
    .shape = shapes::same_as_input,
    .summary = "+input: the tensor itself.",
    .examples = "torch.positive(torch.tensor([1., -2.]))",
};

Tensor ops::positive(const Tensor& x) {
  if (x.dtype() == DType::boolean) {
    fail(ErrorKind::runtime_error, "The `+` operator, on a bool tensor is not supported.");
  }
  return x;
}

// ---- powers ----

constexpr OpDef def::pow{
    .forms = {{"pow(input, exponent)", bind<&ops::pow>}},
    .reference = "torch.pow Tensor.pow Tensor.pow_ Tensor.__pow__ Tensor.__ipow__",
    .shape = shapes::broadcast,
    .grad_fn = "PowBackward0 PowBackward1 PowBackward2",
    .backward = "dx = dy * n * x^(n-1),  dn = dy * y * log x",
    .symbol = "^",
    .summary = "input raised to exponent, element by element.",
    .examples = "torch.pow(torch.tensor([1., 2., 3.]), 2)\n"
                "torch.pow(torch.tensor([1., 2., 3.]), torch.tensor([0.5, 2., -1.]))\n"
                "torch.pow(2, torch.tensor([0., 1., 2.]))",
};
static_assert(complete(def::pow));

namespace ops {
namespace {

std::int64_t integer_power(std::int64_t base, std::int64_t exponent) {
  if (exponent < 0) {
    if (base == 1) return 1;
    if (base == -1) return exponent % 2 == 0 ? 1 : -1;
    return 0;
  }
  std::int64_t result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = k::times(result, base);
    base = k::times(base, base);
  }
  return result;
}

constexpr auto kPower = [](auto x, auto n) {
  if constexpr (std::is_same_v<decltype(x), std::int64_t>) return integer_power(x, n);
  else return k::pow(x, n);
};

Tensor power_values(const Tensor& x, const Tensor& exponent, DType dtype) {
  if (exponent->wrapped_number || exponent.dim() == 0) {
    const Scalar n = exponent.item();
    if (!is_floating(dtype)) {
      if (exponent->wrapped_number && n.to_int() < 0 && !n.is_float()) {
        fail(ErrorKind::runtime_error, "Integers to negative integer powers are not allowed.");
      }
    } else {
      // The common exponents have exact shortcuts, which PyTorch takes as well.
      const double e = n.to_double();
      if (e == 2) return map_real(dtype, [](auto v) { return v * v; }, x);
      if (e == 3) return map_real(dtype, [](auto v) { return v * v * v; }, x);
      if (e == 1) return map_real(dtype, [](auto v) { return v; }, x);
      if (e == 0.5) return map_real(dtype, [](auto v) { return std::sqrt(v); }, x);
      if (e == -0.5) return map_real(dtype, [](auto v) { return decltype(v)(1) / std::sqrt(v); }, x);
      if (e == -1) return map_real(dtype, [](auto v) { return decltype(v)(1) / v; }, x);
      if (e == -2) return map_real(dtype, [](auto v) { return decltype(v)(1) / (v * v); }, x);
    }
  }
  return map(dtype, kPower, x, exponent);
}

}  // namespace
}  // namespace ops

Tensor ops::pow(const Operand& x, const Operand& exponent) {
  const DType dtype = result_type({&x, &exponent});
  Tensor y = power_values(x, exponent, dtype);
  Recording graph{x, exponent};
  if (!graph) return y;
  if (exponent->wrapped_number) {
    const Scalar n = exponent.item();
    graph.save(x);
    graph.record(y, "PowBackward0", [n](Back& back) {
      if (n == Scalar(0)) {
        back.dx(0) = zeros_like(back.dy());
        return;
      }
      const Scalar less = n.is_float() ? Scalar(n.to_double() - 1) : Scalar(n.to_int() - 1);
      back.dx(0) = back.dy() * (pow(back.saved(0), less) * n);
    });
    return y;
  }
  const bool number_base = x->wrapped_number;
  graph.save(x);
  graph.save(exponent);
  graph.save_output(y, 0, graph.needs(1));
  graph.record(y, number_base ? "PowBackward2" : "PowBackward1", [](Back& back) {
    const Tensor x = back.saved(0), n = back.saved(1);
    if (back.needs(0)) {
      back.dx(0) = where(eq(n, 0), 0.0, back.dy() * (n * pow(x, n - 1)));
    }
    if (back.needs(1)) {
      const Tensor vanishes = logical_and(eq(x, 0), ge(n, 0));
      back.dx(1) = where(vanishes, 0.0, back.dy() * (back.saved(2) * log(x)));
    }
  });
  return y;
}

constexpr OpDef def::rpow{
    .forms = {{"rpow(input, other)", bind<&ops::rpow>}},
    .reference = "Tensor.__rpow__",
    .shape = shapes::broadcast,
    .summary = "other ** input.",
    .examples = "torch.tensor([1., 2.]).__rpow__(3)",
};

Tensor ops::rpow(const Tensor& x, const Operand& base) { return pow(base, x); }

constexpr OpDef def::float_power{
    .forms = {{"float_power(input, exponent)", bind<&ops::float_power>}},
    .reference = "torch.float_power Tensor.float_power",
    .shape = shapes::broadcast,
    .summary = "pow in float64.",
    .examples = "torch.float_power(torch.tensor([1, 2, 3]), 2)",
};

Tensor ops::float_power(const Operand& x, const Operand& exponent) {
  const Operand base = x->wrapped_number ? x : Operand(to_dtype(x, DType::float64));
  return pow(base, exponent->wrapped_number ? exponent : Operand(to_dtype(exponent, DType::float64)));
}

constexpr OpDef def::square{
    .forms = {{"square(input)", bind<&ops::square>}},
    .reference = "torch.square Tensor.square Tensor.square_",
    .shape = shapes::same_as_input,
    .grad_fn = "PowBackward0",
    .summary = "input ** 2.",
    .examples = "torch.square(torch.tensor([-2., 1., 0.5]))",
};

Tensor ops::square(const Tensor& x) { return pow(x, 2); }

// ---- three operands ----

constexpr OpDef def::addcmul{
    .forms = {{"addcmul(input, tensor1, tensor2, *, value=1)", bind<&ops::addcmul>, "", bind<&ops::addcmul_>}},
    .reference = "torch.addcmul Tensor.addcmul Tensor.addcmul_",
    .shape = shapes::broadcast3,
    .grad_fn = "AddcmulBackward0",
    .backward = "da = dy * value * b,  db = dy * value * a",
    .summary = "input + value * tensor1 * tensor2.",
    .examples = "torch.addcmul(torch.tensor([1., 2.]), torch.tensor([3., 4.]), torch.tensor([5., 6.]), value=0.5)",
};
static_assert(complete(def::addcmul));

namespace ops {
namespace {

Tensor addcmul_values(const Tensor& x, const Tensor& a, const Tensor& b, Scalar value, DType dtype, const Tensor& out) {
  const auto f = [value](auto v, auto p, auto q) {
    return k::fused(k::times(value.to<decltype(v)>(), p), q, v);
  };
  const kernels::Loop loop = loop_for<3>(dtype, f);
  if (!out.defined()) return run_pointwise(loop, {&x, &a, &b}, dtype, &f);
  run_pointwise_into(loop, {&x, &a, &b}, out, &f);
  return out;
}

Tensor addcdiv_values(const Tensor& x, const Tensor& a, const Tensor& b, Scalar value, DType dtype, const Tensor& out) {
  const auto f = [value](auto v, auto p, auto q) { return v + value.to<decltype(v)>() * p / q; };
  const kernels::Loop loop = real_loop_for<3>(dtype, f);
  if (!out.defined()) return run_pointwise(loop, {&x, &a, &b}, dtype, &f);
  run_pointwise_into(loop, {&x, &a, &b}, out, &f);
  return out;
}

Tensor lerp_values(const Tensor& x, const Tensor& end, const Tensor& weight, DType dtype, const Tensor& out) {
  // Seen from the nearer end, so that weight 0 and 1 give the ends exactly.
  const auto f = [](auto v, auto e, auto w) {
    using T = decltype(v);
    const T diff = e - v;
    return std::fabs(w) < T(0.5) ? k::fused(w, diff, v) : k::fused(diff, w - T(1), e);
  };
  const kernels::Loop loop = real_loop_for<3>(dtype, f);
  if (!out.defined()) return run_pointwise(loop, {&x, &end, &weight}, dtype, &f);
  run_pointwise_into(loop, {&x, &end, &weight}, out, &f);
  return out;
}

}  // namespace
}  // namespace ops

Tensor ops::addcmul(const Tensor& x, const Tensor& a, const Tensor& b, Scalar value) {
  Tensor y = addcmul_values(x, a, b, value, result_type({&x, &a, &b}), Tensor());
  if (Recording graph{x, a, b}) {
    graph.save(a, graph.needs(2));
    graph.save(b, graph.needs(1));
    graph.record(y, "AddcmulBackward0", [value](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) back.dx(1) = back.dy() * (back.saved(1) * value);
      if (back.needs(2)) back.dx(2) = back.dy() * (back.saved(0) * value);
    });
  }
  return y;
}

Tensor ops::addcmul_(const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  const DType dtype = result_type({&self, &a, &b});
  if (writes_directly(self, {&a, &b}, dtype)) {
    addcmul_values(self, a, b, value, dtype, self);
    self.bump_version();
    return self;
  }
  return in_place(self, a.requires_grad() || b.requires_grad(),
                  [&](const Tensor& old) { return addcmul(old, a, b, value); });
}

constexpr OpDef def::addcdiv{
    .forms = {{"addcdiv(input, tensor1, tensor2, *, value=1)", bind<&ops::addcdiv>, "", bind<&ops::addcdiv_>}},
    .reference = "torch.addcdiv Tensor.addcdiv Tensor.addcdiv_",
    .shape = shapes::broadcast3,
    .grad_fn = "AddcdivBackward0",
    .backward = "da = dy * value / b,  db = -dy * value * a / b²",
    .summary = "input + value * tensor1 / tensor2.",
    .examples = "torch.addcdiv(torch.tensor([1., 2.]), torch.tensor([3., 4.]), torch.tensor([5., 8.]), value=0.5)",
};
static_assert(complete(def::addcdiv));

Tensor ops::addcdiv(const Tensor& x, const Tensor& a, const Tensor& b, Scalar value) {
  if (!is_floating(a.dtype()) && !is_floating(b.dtype())) {
    fail(ErrorKind::runtime_error,
         "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true "
         "division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * "
         "torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) "
         "for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / "
         "tensor2), for all dtypes.");
  }
  Tensor y = addcdiv_values(x, a, b, value, result_type({&x, &a, &b}), Tensor());
  if (Recording graph{x, a, b}) {
    graph.save(a, graph.needs(2));
    graph.save(b);
    graph.record(y, "AddcdivBackward0", [value](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy();
      if (back.needs(1)) back.dx(1) = back.dy() * div(value, back.saved(1));
      if (back.needs(2)) {
        const Tensor b = back.saved(1);
        back.dx(2) = neg(back.dy()) * div(back.saved(0) * value, b * b);
      }
    });
  }
  return y;
}

Tensor ops::addcdiv_(const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  const DType dtype = result_type({&self, &a, &b});
  if (is_floating(dtype) && writes_directly(self, {&a, &b}, dtype)) {
    addcdiv_values(self, a, b, value, dtype, self);
    self.bump_version();
    return self;
  }
  return in_place(self, a.requires_grad() || b.requires_grad(),
                  [&](const Tensor& old) { return addcdiv(old, a, b, value); });
}

constexpr OpDef def::lerp{
    .forms = {{"lerp(input, end, weight)", bind<&ops::lerp>, "", bind<&ops::lerp_>}},
    .reference = "torch.lerp Tensor.lerp Tensor.lerp_",
    .shape = shapes::broadcast,
    .grad_fn = "LerpBackward0 LerpBackward1",
    .backward = "da = dy * (1 - w),  db = dy * w,  dw = dy * (b - a)",
    .summary = "input + weight * (end - input).",
    .examples = "torch.lerp(torch.tensor([1., 2.]), torch.tensor([3., 6.]), 0.25)\n"
                "torch.lerp(torch.tensor([1., 2.]), torch.tensor([3., 6.]), torch.tensor([0.25, 0.75]))",
};
static_assert(complete(def::lerp));

Tensor ops::lerp(const Tensor& x, const Tensor& end, const Operand& weight) {
  if (x.dtype() != end.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("expected dtype ", c_type_name(x.dtype()), " for `end` but got dtype ",
                                       c_type_name(end.dtype())));
  }
  Tensor y = lerp_values(x, end, weight, x.dtype(), Tensor());
  if (Recording graph{x, end, weight}) {
    const bool number = weight->wrapped_number;
    graph.save(x, graph.needs(2));
    graph.save(end, graph.needs(2));
    graph.save(weight);
    graph.record(y, number ? "LerpBackward0" : "LerpBackward1", [](Back& back) {
      const Tensor w = back.saved(2);
      if (back.needs(0)) back.dx(0) = back.dy() * (1 - w);
      if (back.needs(1)) back.dx(1) = back.dy() * w;
      if (back.needs(2)) back.dx(2) = back.dy() * (back.saved(1) - back.saved(0));
    });
  }
  return y;
}

Tensor ops::lerp_(const Tensor& self, const Tensor& end, const Operand& weight) {
  if (end.dtype() == self.dtype() && writes_directly(self, {&end, &weight}, self.dtype())) {
    lerp_values(self, end, weight, self.dtype(), self);
    self.bump_version();
    return self;
  }
  return in_place(self, end.requires_grad() || weight.requires_grad(),
                  [&](const Tensor& old) { return lerp(old, end, weight); });
}

}  // namespace logit
