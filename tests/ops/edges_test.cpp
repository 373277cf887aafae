// Edges that every elementwise operation has, driven by the op table: tensors without elements, without dimensions,
// and operands of different shapes. An operation is elementwise if its shape rule says so; it is called with its
// tensors alone, everything else at its default.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "autograd/engine.h"
#include "autograd/grad_meta.h"
#include "base/error.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/shapes.h"

using namespace logit;

namespace {

struct Session {
  Context context;
  ContextScope scope{context};
};

bool is_tensor_like(const Param& param) {
  return param.kind.type == ParamKind::Type::tensor || param.kind.type == ParamKind::Type::operand;
}

// The first form's defaults, if it takes exactly `tensors` tensors and nothing else must be given.
bool takes_tensors_alone(const OpDef& op, std::size_t tensors, std::vector<Arg>& args) {
  const Signature signature = parse_signature(op.forms[0]);
  args.clear();
  for (std::size_t i = 0; i < signature.params.size(); ++i) {
    const Param& param = signature.params[i];
    if (i < tensors ? !is_tensor_like(param) : !param.has_default) return false;
    args.push_back(param.default_value);
  }
  return args.size() >= tensors;
}

// Positive numbers that no two elements share, so that no function is at a kink or outside of its domain.
Tensor numbers(Shape sizes, DType dtype, double first) {
  Tensor out = empty(sizes, DType::float64);
  for (std::int64_t i = 0; i < out.numel(); ++i) {
    out.data_as<double>()[i] = dtype == DType::float64 ? first + 0.07 * static_cast<double>(i) : static_cast<double>(2 + i);
  }
  return ops::to_dtype(out, dtype);
}

Tensor call(const OpDef& op, std::vector<Arg> args) { return op.forms[0].bound.call(args.data()).tensor(); }

// Random functions, and the flips: those keep the shape but want dimensions.
bool is_something_else(const OpDef& op) {
  for (const std::string_view word : {"dropout", "rrelu", "rand", "bernoulli", "flip"}) {
    if (op.name().find(word) != std::string_view::npos) return true;
  }
  return false;
}

// Calls use(op, arguments, dtype) for every op of the shape rule that takes so many tensors, with the dtype it wants.
template <class Use>
void each_elementwise(ShapeRule rule, std::size_t tensors, Use use) {
  int used = 0;
  for (const OpDef* op : all_ops()) {
    std::vector<Arg> args;
    if (op->shape != rule || op->name().ends_with("_") || is_something_else(*op) || !takes_tensors_alone(*op, tensors, args)) continue;
    for (const DType dtype : {DType::float64, DType::int64}) {
      for (std::size_t i = 0; i < tensors; ++i) args[i] = Arg(numbers({2}, dtype, 0.2 + 0.3 * static_cast<double>(i)));
      try {
        call(*op, args);
      } catch (const Error&) {
        continue;  // an op for the other dtype
      }
      const std::string signature = op->forms[0].signature;
      INFO(signature);
      try {
        use(*op, args, dtype);
      } catch (const Error& error) {
        FAIL_CHECK(error.message());
      }
      ++used;
      break;
    }
  }
  CHECK(used > 25);
}

bool same_value(const Tensor& a, const Tensor& b) {
  const double x = a.item().to_double(), y = b.item().to_double();
  return x == y || (std::isnan(x) && std::isnan(y));
}

// Sizes of the gradients of the sum of the op's result; checks that they are those of the inputs.
void check_gradient_sizes(const OpDef& op, std::vector<Arg> args, std::size_t tensors) {
  std::vector<Tensor> leaves;
  for (std::size_t i = 0; i < tensors; ++i) {
    Tensor leaf = ops::clone(args[i].tensor());
    if (is_floating(leaf.dtype())) set_requires_grad(leaf, true);
    args[i] = Arg(leaf);
    leaves.push_back(leaf);
  }
  const Tensor y = call(op, args);
  if (!y.requires_grad()) return;
  const Ref<Node> node = grad_fn(y);
  if (node && std::string_view(node->name()).find("NotImplemented") != std::string_view::npos) return;
  const Tensor total = ops::sum(y);
  BackwardRun run({&total, 1}, {}, {}, ops::arithmetic());
  run.run();
  for (const Tensor& leaf : leaves) {
    const Tensor& grad = grad_meta(leaf).grad;
    if (grad.defined()) CHECK(grad.sizes() == leaf.sizes());
  }
}

}  // namespace

TEST_CASE_FIXTURE(Session, "elementwise functions of nothing give nothing, of one number a number") {
  each_elementwise(shapes::same_as_input, 1, [](const OpDef& op, std::vector<Arg> args, DType dtype) {
    args[0] = Arg(numbers({0, 3}, dtype, 0.2));
    CHECK(call(op, args).sizes() == Shape{0, 3});
    check_gradient_sizes(op, args, 1);
    const Tensor one = numbers({1}, dtype, 0.2);
    std::vector<Arg> alone = args;
    alone[0] = Arg(ops::reshape(one, IntList(Shape{})));
    args[0] = Arg(one);
    const Tensor y = call(op, alone);
    CHECK(y.sizes() == Shape{});
    CHECK(same_value(y, call(op, args)));
    check_gradient_sizes(op, alone, 1);
  });
}

TEST_CASE_FIXTURE(Session, "operands of different shapes give what expanded ones give") {
  each_elementwise(shapes::broadcast, 2, [](const OpDef& op, std::vector<Arg> args, DType dtype) {
    const auto pair = [&](Shape a, Shape b) {
      args[0] = Arg(numbers(a, dtype, 0.2));
      args[1] = Arg(numbers(b, dtype, 0.55));
    };
    pair({2, 1}, {3});
    const Tensor y = call(op, args);
    CHECK(y.sizes() == Shape{2, 3});
    std::vector<Arg> wide = args;
    for (int i = 0; i < 2; ++i) wide[i] = Arg(ops::clone_contiguous(ops::expand(args[i].tensor(), IntList(Shape{2, 3}))));
    const Tensor whole = call(op, wide);
    for (std::int64_t i = 0; i < 6; ++i) {
      const double a = y.element(i).to_double(), b = whole.element(i).to_double();
      CHECK((a == b || (std::isnan(a) && std::isnan(b))));
    }
    check_gradient_sizes(op, args, 2);
    pair({}, {3});
    CHECK(call(op, args).sizes() == Shape{3});
    check_gradient_sizes(op, args, 2);
    pair({0, 3}, {1, 3});
    CHECK(call(op, args).sizes() == Shape{0, 3});
    check_gradient_sizes(op, args, 2);
    pair({}, {});
    CHECK(call(op, args).sizes() == Shape{});
    pair({2}, {3});
    CHECK_THROWS_AS(call(op, args), Error);
  });
}
