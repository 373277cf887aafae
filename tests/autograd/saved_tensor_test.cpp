// Saved tensors: the promise that they are unchanged, what happens when it is broken, and that nothing keeps itself alive.
#include "autograd/saved_tensor.h"

#include "autograd/toy_ops.h"

using namespace logit;
using namespace logit::toy;

namespace {

// y = x·x computed so that the node saves its own output: dy/dx = 2·sqrt(y), here as y itself for the test.
Tensor keeps_output(const Tensor& x) {
  Tensor out = times(x, x);
  Ref<Node> node(new ToyNode("KeepsOutput", nullptr, [](ToyNode& self, const Grads& dy) {
    return Grads{mul(dy[0], self.saved[0].unpack(self))};
  }));
  node->next.push_back(gradient_edge(x));
  set_history(out, node);
  node->saved.push_back(SavedTensor::output(out));
  return out;
}

}  // namespace

TEST_CASE_FIXTURE(TestSession, "a saved input that changed is an error with both versions") {
  const Tensor x = leaf({1, 2});
  const Tensor a = scale(x, 3), y = mul(a, a);
  a.bump_version();
  a.bump_version();
  CHECK(error_of([&] { backward(y, {}, doubles({1, 1})); }) ==
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        "[torch.DoubleTensor [2]], which is output 0 of Scale, is at version 2; expected version 0 instead. Hint: enable "
        "anomaly detection to find the operation that failed to compute its gradient, with "
        "torch.autograd.set_detect_anomaly(True, check_nan=False).");
}

TEST_CASE_FIXTURE(TestSession, "a change through a view counts, one through .data does not") {
  const Tensor x = leaf({1, 2});
  const Tensor a = scale(x, 3);
  const Tensor y = mul(a, a);
  data_of(a).bump_version();
  backward(y, retaining(), doubles({1, 1}));
  CHECK(elements(grad_of(x)) == "18 36");
  make_alias(a, Shape{}, Shape{}, 0).bump_version();
  CHECK(error_of([&] { backward(y, {}, doubles({1, 1})); }).find("is at version 1; expected version 0") != std::string::npos);
}

TEST_CASE_FIXTURE(TestSession, "nothing saved unpacks to nothing, released to an error") {
  const Tensor x = leaf({1, 2});
  const Tensor y = scale(x, 2);
  Node& node = *grad_fn(y);
  SavedTensor none;
  CHECK_FALSE(none.unpack(node).defined());
  none.release();
  CHECK_FALSE(none.unpack(node).defined());
  SavedTensor kept(x);
  CHECK(kept.was_saved());
  CHECK(kept.unpack(node).is(x));
  kept.release();
  CHECK(error_of([&] { kept.unpack(node); }).starts_with("Trying to backward through the graph a second time"));
}

TEST_CASE_FIXTURE(TestSession, "a saved output does not keep its node alive, and leads back to it under create_graph") {
  {
    const Tensor x = scalar_leaf(3);
    const Tensor y = keeps_output(x);
    const Tensor slope = grad(y, {x}, true)[0];  // y itself, by this toy's rule
    CHECK(elements(slope) == "9");
    CHECK(grad_fn(slope)->next[1].node == grad_fn(y));
    CHECK(elements(grad(slope, {x}, true)[0]) == "9");
  }
  CHECK(context.memory.live_tensors == 0);
}

TEST_CASE_FIXTURE(TestSession, "an output that changed in place names its own node") {
  const Tensor x = scalar_leaf(3);
  const Tensor y = keeps_output(x);
  y.bump_version();
  CHECK(error_of([&] { backward(y); }).find("which is output 0 of KeepsOutput, is at version 1; expected version 0") !=
        std::string::npos);
  context.detect_anomaly = true;
  CHECK(error_of([&] { backward(y); }).find("Hint: the backtrace further above shows") != std::string::npos);
}

TEST_CASE_FIXTURE(TestSession, "a walk gives saved memory back at once, retain_graph keeps it") {
  const Tensor x = leaf({1, 2, 3, 4});
  const std::int64_t before = context.memory.used;
  {
    const Tensor y = [&] {
      const Tensor a = scale(x, 2);
      return mul(a, a);  // a stays alive as a saved tensor only
    }();
    CHECK(context.memory.used == before + 64);
    backward(y, retaining(), doubles({1, 1, 1, 1}));
    CHECK(context.memory.used == before + 96);  // and x.grad
    backward(y, {}, doubles({1, 1, 1, 1}));
    CHECK(context.memory.used == before + 64);  // a is gone
  }
  CHECK(context.memory.used == before + 32);
}
