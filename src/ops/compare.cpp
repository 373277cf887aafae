// Comparisons, logic, bits, and choosing by a condition. Results of comparisons are bool and carry no
// gradient.
#include "base/error.h"
#include "base/format.h"
#include "kernels/math.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/pointwise.h"
#include "ops/record.h"
#include "ops/shapes.h"

namespace logit {
namespace ops {
namespace {

template <class F>
Tensor compare(const Operand& a, const Operand& b, F f) {
  return map(result_type({&a, &b}), f, a, b);
}

// Operands of bitwise operators: integers and bools only.
DType bit_type(const Operand& a, const Operand& b, const char* name) {
  const DType dtype = result_type({&a, &b});
  if (is_floating(dtype)) {
    fail(ErrorKind::not_implemented_error, logit::cat("\"", name, "_cpu\" not implemented for '", scalar_type_name(dtype), "'"));
  }
  return dtype;
}

}  // namespace
}  // namespace ops

// ---- comparisons ----

constexpr OpDef def::eq{
    .forms = {{"eq(input, other)", bind<&ops::eq>}},
    .reference = "torch.eq Tensor.eq Tensor.eq_ Tensor.__eq__",
    .shape = shapes::broadcast,
    .symbol = "==",
    .summary = "True where the operands are equal.",
    .examples = "torch.eq(torch.tensor([1., 2.]), torch.tensor([1., 3.]))",
};
Tensor ops::eq(const Operand& a, const Operand& b) { return compare(a, b, [](auto x, auto y) { return x == y; }); }

constexpr OpDef def::ne{
    .forms = {{"ne(input, other)", bind<&ops::ne>}},
    .reference = "torch.ne torch.not_equal Tensor.ne Tensor.ne_ Tensor.not_equal Tensor.not_equal_ Tensor.__ne__",
    .shape = shapes::broadcast,
    .symbol = "!=",
    .summary = "True where the operands differ.",
    .examples = "torch.ne(torch.tensor([1, 2]), 2)",
};
Tensor ops::ne(const Operand& a, const Operand& b) { return compare(a, b, [](auto x, auto y) { return x != y; }); }

constexpr OpDef def::lt{
    .forms = {{"lt(input, other)", bind<&ops::lt>}},
    .reference = "torch.lt torch.less Tensor.lt Tensor.lt_ Tensor.less Tensor.less_ Tensor.__lt__",
    .shape = shapes::broadcast,
    .symbol = "<",
    .summary = "True where input < other.",
    .examples = "torch.lt(torch.tensor([1, 2]), 1.5)",
};
Tensor ops::lt(const Operand& a, const Operand& b) { return compare(a, b, [](auto x, auto y) { return x < y; }); }

constexpr OpDef def::le{
    .forms = {{"le(input, other)", bind<&ops::le>}},
    .reference = "torch.le torch.less_equal Tensor.le Tensor.le_ Tensor.less_equal Tensor.less_equal_ Tensor.__le__",
    .shape = shapes::broadcast,
    .symbol = "<=",
    .summary = "True where input <= other.",
    .examples = "torch.le(torch.tensor([1., 2.]), torch.tensor([1., 1.]))",
};
Tensor ops::le(const Operand& a, const Operand& b) { return compare(a, b, [](auto x, auto y) { return x <= y; }); }

constexpr OpDef def::gt{
    .forms = {{"gt(input, other)", bind<&ops::gt>}},
    .reference = "torch.gt torch.greater Tensor.gt Tensor.gt_ Tensor.greater Tensor.greater_ Tensor.__gt__",
    .shape = shapes::broadcast,
    .symbol = ">",
    .summary = "True where input > other.",
    .examples = "torch.gt(torch.tensor([1., 2.]), 1)",
};
Tensor ops::gt(const Operand& a, const Operand& b) { return compare(a, b, [](auto x, auto y) { return x > y; }); }

constexpr OpDef def::ge{
    .forms = {{"ge(input, other)", bind<&ops::ge>}},
    .reference = "torch.ge torch.greater_equal Tensor.ge Tensor.ge_ Tensor.greater_equal Tensor.greater_equal_ Tensor.__ge__",
    .shape = shapes::broadcast,
    .symbol = ">=",
    .summary = "True where input >= other.",
    .examples = "torch.ge(torch.tensor([1., 2.]), 2)",
};
Tensor ops::ge(const Operand& a, const Operand& b) { return compare(a, b, [](auto x, auto y) { return x >= y; }); }

constexpr OpDef def::isnan{
    .forms = {{"isnan(input)", bind<&ops::isnan>}},
    .reference = "torch.isnan Tensor.isnan",
    .shape = shapes::same_as_input,
    .summary = "True where the value is not a number.",
    .examples = "torch.isnan(torch.tensor([1., float('nan')]))",
};
Tensor ops::isnan(const Tensor& x) { return map(x.dtype(), [](auto v) { return v != v; }, x); }

constexpr OpDef def::isinf{
    .forms = {{"isinf(input)", bind<&ops::isinf>}},
    .reference = "torch.isinf Tensor.isinf",
    .shape = shapes::same_as_input,
    .summary = "True where the value is infinite.",
    .examples = "torch.isinf(torch.tensor([1., float('inf')]))",
};
Tensor ops::isinf(const Tensor& x) {
  if (!is_floating(x.dtype())) return full_of(x.sizes(), false, DType::boolean);
  return map_real(x.dtype(), [](auto v) { return bool(std::isinf(v)); }, x);
}

constexpr OpDef def::isposinf{
    .forms = {{"isposinf(input)", bind<&ops::isposinf>}},
    .reference = "torch.isposinf Tensor.isposinf",
    .shape = shapes::same_as_input,
    .summary = "True where the value is +infinity.",
    .examples = "torch.isposinf(torch.tensor([1., float('inf'), float('-inf')]))",
};
Tensor ops::isposinf(const Tensor& x) { return logical_and(isinf(x), gt(x, 0)); }

constexpr OpDef def::isneginf{
    .forms = {{"isneginf(input)", bind<&ops::isneginf>}},
    .reference = "torch.isneginf Tensor.isneginf",
    .shape = shapes::same_as_input,
    .summary = "True where the value is -infinity.",
    .examples = "torch.isneginf(torch.tensor([1., float('inf'), float('-inf')]))",
};
Tensor ops::isneginf(const Tensor& x) { return logical_and(isinf(x), lt(x, 0)); }

constexpr OpDef def::isfinite{
    .forms = {{"isfinite(input)", bind<&ops::isfinite>}},
    .reference = "torch.isfinite Tensor.isfinite",
    .shape = shapes::same_as_input,
    .summary = "True where the value is neither infinite nor nan.",
    .examples = "torch.isfinite(torch.tensor([1., float('inf'), float('nan')]))",
};
Tensor ops::isfinite(const Tensor& x) {
  if (!is_floating(x.dtype())) return full_of(x.sizes(), true, DType::boolean);
  return map_real(x.dtype(), [](auto v) { return bool(std::isfinite(v)); }, x);
}

constexpr OpDef def::isreal{
    .forms = {{"isreal(input)", bind<&ops::isreal>}},
    .reference = "torch.isreal Tensor.isreal",
    .shape = shapes::same_as_input,
    .summary = "True everywhere: there are no complex tensors here.",
    .examples = "torch.isreal(torch.tensor([1., 2.]))",
};
Tensor ops::isreal(const Tensor& x) { return full_of(x.sizes(), true, DType::boolean); }

constexpr OpDef def::signbit{
    .forms = {{"signbit(input)", bind<&ops::signbit>}},
    .reference = "torch.signbit Tensor.signbit",
    .shape = shapes::same_as_input,
    .summary = "True where the sign bit is set, -0. included.",
    .examples = "torch.signbit(torch.tensor([-1., 0., -0.]))",
};
Tensor ops::signbit(const Tensor& x) {
  return map(x.dtype(), [](auto v) {
    if constexpr (std::is_same_v<decltype(v), std::int64_t>) return v < 0;
    else return bool(std::signbit(v));
  }, x);
}

// ---- closeness ----

constexpr OpDef def::isclose{
    .forms = {{"isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)", bind<&ops::isclose>}},
    .reference = "torch.isclose Tensor.isclose",
    .shape = shapes::broadcast,
    .summary = "True where |input - other| <= atol + rtol * |other|.",
    .examples = "torch.isclose(torch.tensor([1., 2.]), torch.tensor([1.0000001, 2.1]))",
};
Tensor ops::isclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  if (a.dtype() != b.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat(scalar_type_name(a.dtype()), " did not match ", scalar_type_name(b.dtype())));
  }
  if (rtol < 0) fail(ErrorKind::runtime_error, logit::cat("rtol must be greater than or equal to zero, but got ", rtol));
  if (atol < 0) fail(ErrorKind::runtime_error, logit::cat("atol must be greater than or equal to zero, but got ", atol));
  const DType dtype = is_floating(a.dtype()) ? a.dtype() : DType::float64;
  return map_real(dtype, [=](auto x, auto y) {
    using T = decltype(x);
    if (x == y || (equal_nan && x != x && y != y)) return true;
    const T difference = std::fabs(x - y);
    return bool(std::isfinite(difference) && difference <= T(atol) + std::fabs(T(rtol) * y));
  }, a, b);
}

constexpr OpDef def::allclose{
    .forms = {{"allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)", bind<&ops::allclose>}},
    .reference = "torch.allclose Tensor.allclose",
    .summary = "True if isclose holds everywhere; a Python bool.",
    .examples = "torch.allclose(torch.tensor([1., 2.]), torch.tensor([1.0000001, 2.]))",
};
bool ops::allclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  return all(isclose(a, b, rtol, atol, equal_nan)).item().to_bool();
}

constexpr OpDef def::equal{
    .forms = {{"equal(input, other)", bind<&ops::equal>}},
    .reference = "torch.equal Tensor.equal",
    .summary = "True if both have the same shape and elements; a Python bool.",
    .examples = "torch.equal(torch.tensor([1, 2]), torch.tensor([1, 2]))",
};
bool ops::equal(const Tensor& a, const Tensor& b) {
  if (!(a.sizes() == b.sizes())) return false;
  return all(eq(a, b)).item().to_bool();
}

// ---- logic ----

constexpr OpDef def::logical_and{
    .forms = {{"logical_and(input, other)", bind<&ops::logical_and>}},
    .reference = "torch.logical_and Tensor.logical_and Tensor.logical_and_",
    .shape = shapes::broadcast,
    .summary = "True where both are nonzero.",
    .examples = "torch.logical_and(torch.tensor([1., 0.]), torch.tensor([2., 3.]))",
};
Tensor ops::logical_and(const Tensor& a, const Tensor& b) {
  return compare(a, b, [](auto x, auto y) { return x != 0 && y != 0; });
}

constexpr OpDef def::logical_or{
    .forms = {{"logical_or(input, other)", bind<&ops::logical_or>}},
    .reference = "torch.logical_or Tensor.logical_or Tensor.logical_or_",
    .shape = shapes::broadcast,
    .summary = "True where at least one is nonzero.",
    .examples = "torch.logical_or(torch.tensor([0., 0.]), torch.tensor([2., 0.]))",
};
Tensor ops::logical_or(const Tensor& a, const Tensor& b) {
  return compare(a, b, [](auto x, auto y) { return x != 0 || y != 0; });
}

constexpr OpDef def::logical_xor{
    .forms = {{"logical_xor(input, other)", bind<&ops::logical_xor>}},
    .reference = "torch.logical_xor Tensor.logical_xor Tensor.logical_xor_",
    .shape = shapes::broadcast,
    .summary = "True where exactly one is nonzero.",
    .examples = "torch.logical_xor(torch.tensor([1, 1]), torch.tensor([2, 0]))",
};
Tensor ops::logical_xor(const Tensor& a, const Tensor& b) {
  return compare(a, b, [](auto x, auto y) { return (x != 0) != (y != 0); });
}

constexpr OpDef def::logical_not{
    .forms = {{"logical_not(input)", bind<&ops::logical_not>}},
    .reference = "torch.logical_not Tensor.logical_not Tensor.logical_not_",
    .shape = shapes::same_as_input,
    .summary = "True where the value is zero.",
    .examples = "torch.logical_not(torch.tensor([0., 1.]))",
};
Tensor ops::logical_not(const Tensor& x) { return map(x.dtype(), [](auto v) { return v == 0; }, x); }

// ---- bits ----

constexpr OpDef def::bitwise_and{
    .forms = {{"bitwise_and(input, other)", bind<&ops::bitwise_and>}},
    .reference = "torch.bitwise_and Tensor.bitwise_and Tensor.bitwise_and_ Tensor.__and__ Tensor.__rand__ Tensor.__iand__",
    .shape = shapes::broadcast,
    .symbol = "&",
    .summary = "Bitwise and; logical and for bools.",
    .examples = "torch.bitwise_and(torch.tensor([6, 3]), 5)",
};
Tensor ops::bitwise_and(const Operand& a, const Operand& b) {
  const DType dtype = bit_type(a, b, "bitwise_and");
  const auto f = [](std::int64_t x, std::int64_t y) { return x & y; };
  return run_pointwise(detail::make_loop<decltype(f), std::int64_t>(std::make_index_sequence<2>()), {&a, &b}, dtype, &f);
}

constexpr OpDef def::bitwise_or{
    .forms = {{"bitwise_or(input, other)", bind<&ops::bitwise_or>}},
    .reference = "torch.bitwise_or Tensor.bitwise_or Tensor.bitwise_or_ Tensor.__or__ Tensor.__ror__ Tensor.__ior__",
    .shape = shapes::broadcast,
    .symbol = "|",
    .summary = "Bitwise or; logical or for bools.",
    .examples = "torch.bitwise_or(torch.tensor([6, 3]), 8)",
};
Tensor ops::bitwise_or(const Operand& a, const Operand& b) {
  const DType dtype = bit_type(a, b, "bitwise_or");
  const auto f = [](std::int64_t x, std::int64_t y) { return x | y; };
  return run_pointwise(detail::make_loop<decltype(f), std::int64_t>(std::make_index_sequence<2>()), {&a, &b}, dtype, &f);
}

constexpr OpDef def::bitwise_xor{
    .forms = {{"bitwise_xor(input, other)", bind<&ops::bitwise_xor>}},
    .reference = "torch.bitwise_xor Tensor.bitwise_xor Tensor.bitwise_xor_ Tensor.__xor__ Tensor.__rxor__ Tensor.__ixor__",
    .shape = shapes::broadcast,
    .symbol = "^",
    .summary = "Bitwise exclusive or; logical for bools.",
    .examples = "torch.bitwise_xor(torch.tensor([6, 3]), 5)",
};
Tensor ops::bitwise_xor(const Operand& a, const Operand& b) {
  const DType dtype = bit_type(a, b, "bitwise_xor");
  const auto f = [](std::int64_t x, std::int64_t y) { return x ^ y; };
  return run_pointwise(detail::make_loop<decltype(f), std::int64_t>(std::make_index_sequence<2>()), {&a, &b}, dtype, &f);
}

constexpr OpDef def::bitwise_not{
    .forms = {{"bitwise_not(input)", bind<&ops::bitwise_not>}},
    .reference = "torch.bitwise_not Tensor.bitwise_not Tensor.bitwise_not_ Tensor.__invert__",
    .shape = shapes::same_as_input,
    .symbol = "~",
    .summary = "All bits inverted; logical not for bools.",
    .examples = "torch.bitwise_not(torch.tensor([True, False]))",
};
Tensor ops::bitwise_not(const Tensor& x) {
  if (x.dtype() == DType::boolean) return logical_not(x);
  const DType dtype = bit_type(x, x, "bitwise_not");
  const auto f = [](std::int64_t v) { return ~v; };
  return run_pointwise(detail::make_loop<decltype(f), std::int64_t>(std::make_index_sequence<1>()), {&x}, dtype, &f);
}

constexpr OpDef def::bitwise_left_shift{
    .forms = {{"bitwise_left_shift(input, other)", bind<&ops::bitwise_left_shift>}},
    .reference = "torch.bitwise_left_shift Tensor.bitwise_left_shift Tensor.bitwise_left_shift_ Tensor.__lshift__ Tensor.__ilshift__",
    .shape = shapes::broadcast,
    .symbol = "<<",
    .summary = "Bits moved left; zero when the shift is out of range.",
    .examples = "torch.bitwise_left_shift(torch.tensor([1, 3]), 2)",
};
Tensor ops::bitwise_left_shift(const Operand& a, const Operand& b) {
  const DType dtype = bit_type(a, b, "lshift");
  const std::int64_t bits = static_cast<std::int64_t>(element_size(dtype)) * 8;
  const auto f = [bits](std::int64_t x, std::int64_t y) {
    return y < 0 || y >= bits ? std::int64_t{0} : static_cast<std::int64_t>(static_cast<std::uint64_t>(x) << y);
  };
  return run_pointwise(detail::make_loop<decltype(f), std::int64_t>(std::make_index_sequence<2>()), {&a, &b}, dtype, &f);
}

constexpr OpDef def::bitwise_right_shift{
    .forms = {{"bitwise_right_shift(input, other)", bind<&ops::bitwise_right_shift>}},
    .reference = "torch.bitwise_right_shift Tensor.bitwise_right_shift Tensor.bitwise_right_shift_ Tensor.__rshift__ Tensor.__irshift__",
    .shape = shapes::broadcast,
    .symbol = ">>",
    .summary = "Bits moved right, keeping the sign.",
    .examples = "torch.bitwise_right_shift(torch.tensor([8, -8]), 2)",
};
Tensor ops::bitwise_right_shift(const Operand& a, const Operand& b) {
  const DType dtype = bit_type(a, b, "rshift");
  const std::int64_t bits = static_cast<std::int64_t>(element_size(dtype)) * 8;
  const auto f = [bits](std::int64_t x, std::int64_t y) { return x >> (y < 0 || y >= bits ? bits - 1 : y); };
  return run_pointwise(detail::make_loop<decltype(f), std::int64_t>(std::make_index_sequence<2>()), {&a, &b}, dtype, &f);
}

constexpr OpDef def::rlshift{
    .forms = {{"rlshift(input, other)", bind<&ops::rlshift>}},
    .reference = "Tensor.__rlshift__",
    .shape = shapes::broadcast,
    .summary = "other << input.",
    .examples = "torch.tensor([1, 2]).__rlshift__(3)",
};
Tensor ops::rlshift(const Tensor& a, const Operand& b) { return bitwise_left_shift(b, a); }

constexpr OpDef def::rrshift{
    .forms = {{"rrshift(input, other)", bind<&ops::rrshift>}},
    .reference = "Tensor.__rrshift__",
    .shape = shapes::broadcast,
    .summary = "other >> input.",
    .examples = "torch.tensor([1, 2]).__rrshift__(12)",
};
Tensor ops::rrshift(const Tensor& a, const Operand& b) { return bitwise_right_shift(b, a); }

// ---- choosing ----

constexpr OpDef def::where{
    .forms = {{"where(condition, input, other)", bind<&ops::where>}, {"where(condition)", bind<&ops::where_nonzero>}},
    .reference = "torch.where",
    .shape = shapes::broadcast3,
    .grad_fn = "WhereBackward0",
    .backward = "da = dy where the condition holds, db = dy elsewhere",
    .symbol = "?:",
    .summary = "input where the condition holds, else other; with a condition alone, the indices of its nonzero elements.",
    .examples = "torch.where(torch.tensor([True, False]), torch.tensor([1., 2.]), torch.tensor([[3.], [4.]]))",
};
static_assert(complete(def::where));

Tensor ops::where(const Tensor& condition, const Operand& a, const Operand& b) {
  if (condition.dtype() != DType::boolean && condition.dtype() != DType::uint8) {
    fail(ErrorKind::runtime_error, logit::cat("where expected condition to be a boolean tensor, but got a tensor with dtype ",
                                       scalar_type_name(condition.dtype())));
  }
  const DType dtype = result_type({&a, &b});
  // The condition travels in the compute type of the values, where 0 and 1 are exact.
  Tensor y = map(dtype, [](auto c, auto x, auto z) { return c != 0 ? x : z; }, condition, a, b);
  if (Recording graph{a, b}) {
    graph.save(condition);
    graph.record(y, "WhereBackward0", [](Back& back) {
      const Tensor condition = back.saved(0);
      if (back.needs(0)) back.dx(0) = where(condition, back.dy(), 0.0);
      if (back.needs(1)) back.dx(1) = where(condition, 0.0, back.dy());
    });
  }
  return y;
}

std::vector<Tensor> ops::where_nonzero(const Tensor& condition) { return nonzero_tuple(condition); }

constexpr OpDef def::where_method{
    .forms = {{"where(input, condition, other)", bind<&ops::where_method>}},
    .reference = "Tensor.where",
    .summary = "input where the condition holds, else other.",
    .examples = "torch.tensor([1., -2.]).where(torch.tensor([True, False]), torch.tensor([3., 4.]))",
};
Tensor ops::where_method(const Tensor& x, const Tensor& condition, const Operand& other) {
  return where(condition, x, other);
}

// ---- larger and smaller ----

namespace ops {
namespace {

// The gradient of max and min goes to the operand that was chosen, halved between equals.
template <class F>
Tensor chosen(const Tensor& a, const Tensor& b, const char* name, F f, Tensor (*wins)(const Operand&, const Operand&)) {
  Tensor y = map(result_type({&a, &b}), f, a, b);
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save(b);
    graph.record(y, name, [wins](Back& back) {
      const Tensor a = back.saved(0), b = back.saved(1);
      const Tensor half = where(eq(a, b), back.dy() * 0.5, back.dy());
      if (back.needs(0)) back.dx(0) = masked_fill(half, wins(b, a), 0);
      if (back.needs(1)) back.dx(1) = masked_fill(half, wins(a, b), 0);
    });
  }
  return y;
}

}  // namespace
}  // namespace ops

constexpr OpDef def::maximum{
    .forms = {{"maximum(input, other)", bind<&ops::maximum>}},
    .reference = "torch.maximum Tensor.maximum",
    .shape = shapes::broadcast,
    .grad_fn = "MaximumBackward0",
    .backward = "dy goes to the larger one, half to each if equal",
    .symbol = "max",
    .summary = "The larger of two, element by element; nan if either is nan.",
    .examples = "torch.maximum(torch.tensor([1., 5.]), torch.tensor([2., 3.]))",
};
static_assert(complete(def::maximum));
Tensor ops::maximum(const Tensor& a, const Tensor& b) {
  return chosen(a, b, "MaximumBackward0", [](auto x, auto y) { return x != x ? x : y != y ? y : x > y ? x : y; }, &gt);
}

constexpr OpDef def::minimum{
    .forms = {{"minimum(input, other)", bind<&ops::minimum>}},
    .reference = "torch.minimum Tensor.minimum",
    .shape = shapes::broadcast,
    .grad_fn = "MinimumBackward0",
    .backward = "dy goes to the smaller one, half to each if equal",
    .symbol = "min",
    .summary = "The smaller of two, element by element; nan if either is nan.",
    .examples = "torch.minimum(torch.tensor([1., 5.]), torch.tensor([2., 3.]))",
};
static_assert(complete(def::minimum));
Tensor ops::minimum(const Tensor& a, const Tensor& b) {
  return chosen(a, b, "MinimumBackward0", [](auto x, auto y) { return x != x ? x : y != y ? y : x < y ? x : y; }, &lt);
}

namespace ops {
namespace {

template <class F>
Tensor chosen_number(const Tensor& a, const Tensor& b, const char* name, F f, Tensor (*keeps)(const Operand&, const Operand&)) {
  Tensor y = map(result_type({&a, &b}), f, a, b);
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save(b);
    graph.record(y, name, [keeps](Back& back) {
      const Tensor a = back.saved(0), b = back.saved(1);
      const Tensor first = logical_or(keeps(a, b), isnan(b));
      if (back.needs(0)) back.dx(0) = masked_fill(back.dy(), logical_not(first), 0);
      if (back.needs(1)) back.dx(1) = masked_fill(back.dy(), first, 0);
    });
  }
  return y;
}

}  // namespace
}  // namespace ops

constexpr OpDef def::fmax{
    .forms = {{"fmax(input, other)", bind<&ops::fmax>}},
    .reference = "torch.fmax Tensor.fmax",
    .shape = shapes::broadcast,
    .grad_fn = "FmaxBackward0",
    .summary = "The larger of two; a nan counts as missing.",
    .examples = "torch.fmax(torch.tensor([1., float('nan')]), torch.tensor([2., 3.]))",
};
Tensor ops::fmax(const Tensor& a, const Tensor& b) {
  return chosen_number(a, b, "FmaxBackward0", [](auto x, auto y) { return y != y ? x : x != x ? y : x > y ? x : y; }, &ge);
}

constexpr OpDef def::fmin{
    .forms = {{"fmin(input, other)", bind<&ops::fmin>}},
    .reference = "torch.fmin Tensor.fmin",
    .shape = shapes::broadcast,
    .grad_fn = "FminBackward0",
    .summary = "The smaller of two; a nan counts as missing.",
    .examples = "torch.fmin(torch.tensor([1., float('nan')]), torch.tensor([2., 3.]))",
};
Tensor ops::fmin(const Tensor& a, const Tensor& b) {
  return chosen_number(a, b, "FminBackward0", [](auto x, auto y) { return y != y ? x : x != x ? y : x < y ? x : y; }, &le);
}

}  // namespace logit
