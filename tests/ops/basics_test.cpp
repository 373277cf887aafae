// The slides' arithmetic from end to end: operations, printing, gradients, errors.
#include <doctest/doctest.h>

#include <cmath>

#include "autograd/engine.h"
#include "base/error.h"
#include "ops/formula.h"
#include "ops/index_item.h"
#include "ops/op_def.h"

using namespace logit;

namespace {

Tensor tensor(std::initializer_list<double> values, Shape sizes, bool requires_grad = false) {
  Tensor t = empty(sizes, DType::float32);
  float* data = t.data_as<float>();
  for (const double v : values) *data++ = static_cast<float>(v);
  if (requires_grad) set_requires_grad(t, true);
  return t;
}
Tensor vector(std::initializer_list<double> values, bool requires_grad = false) {
  return tensor(values, Shape{static_cast<std::int64_t>(values.size())}, requires_grad);
}

void backward(const Tensor& y, bool retain_graph = false) {
  BackwardRun::Options options;
  options.retain_graph = retain_graph;
  BackwardRun run({&y, 1}, {}, std::move(options), ops::arithmetic());
  run.run();
}

template <class F>
std::string error_of(F f) {
  try {
    f();
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

struct Session {
  Context context;
  ContextScope scope{context};
};

}  // namespace

TEST_CASE_FIXTURE(Session, "the slides' logistic regression prints what PyTorch prints") {
  const Tensor w = vector({0.5}, true), b = vector({0.05}, true), x = vector({3.7}), y = vector({1});
  const Tensor z = ops::add(ops::mul(x, w), b);
  CHECK(repr(z) == "tensor([1.9000], grad_fn=<AddBackward0>)");
  const Tensor a = ops::sigmoid(z);
  CHECK(repr(a) == "tensor([0.8699], grad_fn=<SigmoidBackward0>)");
  const Tensor loss = ops::binary_cross_entropy(a, y);
  CHECK(repr(loss) == "tensor(0.1394, grad_fn=<BinaryCrossEntropyBackward0>)");
  backward(loss);
  CHECK(repr(grad_of(w)) == "tensor([-0.4814])");
  CHECK(repr(grad_of(b)) == "tensor([-0.1301])");
}

TEST_CASE_FIXTURE(Session, "a linear layer after manual_seed(123) has PyTorch's weights") {
  context.generator.manual_seed(123);
  const Tensor weight = empty(Shape{1, 2}, DType::float32), bias = empty(Shape{1}, DType::float32);
  const double bound = 1 / std::sqrt(2.0);
  ops::uniform_(weight, -bound, bound);
  ops::uniform_(bias, -bound, bound);
  CHECK(repr(weight) == "tensor([[-0.2883,  0.0234]])");
  CHECK(repr(bias) == "tensor([-0.3512])");
  set_requires_grad(weight, true);
  const Tensor z = ops::linear(tensor({1.2, 0.5, 0.45, 1.5, 0.3, 2.0}, {3, 2}), weight, bias);
  CHECK(repr(z) == "tensor([[-0.6855],\n        [-0.4458],\n        [-0.3908]], grad_fn=<AddmmBackward0>)");
}

TEST_CASE_FIXTURE(Session, "a freed graph says so in PyTorch's words") {
  const Tensor x = vector({1, 2}, true);
  const Tensor loss = ops::sum(ops::pow(x, 3));
  backward(loss, true);
  backward(loss);
  CHECK(repr(grad_of(x)) == "tensor([ 6., 24.])");
  CHECK(error_of([&] { backward(loss); }).starts_with("Trying to backward through the graph a second time"));
}

TEST_CASE_FIXTURE(Session, "changes in place follow PyTorch's rules") {
  const Tensor x = vector({1, 2}, true);
  CHECK(error_of([&] { ops::add_(x, 1); }) == "a leaf Variable that requires grad is being used in an in-place operation.");
  const Tensor y = ops::mul(x, 2);
  ops::add_(y, 1);
  CHECK(repr(y) == "tensor([3., 5.], grad_fn=<AddBackward0>)");
  CHECK(y.version() == 1);
  const ops::IndexItem first[1] = {ops::IndexItem::of(std::int64_t{0})};
  ops::set_item(y, first, 7.0);
  CHECK(repr(y) == "tensor([7., 5.], grad_fn=<CopySlices>)");
  backward(ops::sum(y));
  CHECK(repr(grad_of(x)) == "tensor([0., 2.])");
  const Tensor a = ops::sigmoid(x);
  ops::add_(a, 1);
  CHECK(error_of([&] { backward(ops::sum(a)); }) ==
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        "[torch.FloatTensor [2]], which is output 0 of Sigmoid, is at version 1; expected version 0 instead. "
        "Hint: enable anomaly detection to find the operation that failed to compute its gradient, with "
        "torch.autograd.set_detect_anomaly(True, check_nan=False).");
}

TEST_CASE_FIXTURE(Session, "nothing is left alive when the last handle goes") {
  {
    const Tensor x = vector({1, 2}, true);
    Tensor y = x;
    for (int i = 0; i < 200000; ++i) y = ops::add(y, 1.0);
    backward(ops::sum(y));
  }
  CHECK(context.memory.live_tensors == 0);
  CHECK(context.memory.live_storages == 0);
  CHECK(context.memory.used == 0);
}

TEST_CASE_FIXTURE(Session, "every signature in the table can be read") {
  int forms = 0;
  for (const OpDef* op : all_ops()) {
    for (const Form& form : op->all_forms()) {
      CHECK(!parse_signature(form).name.empty());
      ++forms;
    }
  }
  CHECK(forms > 300);
}
