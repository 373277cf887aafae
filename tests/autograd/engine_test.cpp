// The reverse walk by itself: order, accumulation, freed and retained graphs, wanted inputs, higher orders, budgets, errors.
#include "autograd/engine.h"

#include "autograd/toy_ops.h"

using namespace logit;
using namespace logit::toy;

namespace {
std::string joined(const Log& log) {
  std::string text;
  for (const std::string& name : log) text += (text.empty() ? "" : " ") + name;
  return text;
}
}  // namespace

TEST_CASE_FIXTURE(TestSession, "a node runs when all its gradients are there, later ones first") {
  Log log;
  const Tensor x = scalar_leaf(3);
  const Tensor a = scale(x, 2, "a", &log);
  const Tensor b = scale(x, 5, "b", &log);
  const Tensor c = mul(a, b, "c", &log);   // 10 x²
  const Tensor d = mul(c, a, "d", &log);   // 20 x³
  backward(d);
  CHECK(joined(log) == "d c b a");
  CHECK(elements(grad_of(x)) == "540");
}

TEST_CASE_FIXTURE(TestSession, "gradients of several uses add up, in .grad too") {
  const Tensor x = leaf({1, 2});
  const Tensor dy = doubles({1, 10});
  backward(mul(x, x), {}, dy);
  CHECK(elements(grad_of(x)) == "2 40");
  backward(scale(x, 3), {}, dy);
  CHECK(elements(grad_of(x)) == "5 70");
  set_grad(x, Tensor());
  backward(scale(x, 3), {}, dy);
  CHECK(elements(grad_of(x)) == "3 30");
}

TEST_CASE_FIXTURE(TestSession, "broadcast inputs get gradients of their own shape") {
  const Tensor row = leaf({1, 2, 3}), one = scalar_leaf(2);
  backward(mul(row, one), {}, doubles({1, 1, 1}));
  CHECK(elements(grad_of(row)) == "2 2 2");
  CHECK(grad_of(one).dim() == 0);
  CHECK(elements(grad_of(one)) == "6");
}

TEST_CASE_FIXTURE(TestSession, "a graph is freed by its walk unless it is retained") {
  const Tensor x = scalar_leaf(4);
  const Tensor y = mul(x, x);
  backward(y, retaining());
  backward(y);
  CHECK(elements(grad_of(x)) == "16");
  CHECK(error_of([&] { backward(y); }).starts_with("Trying to backward through the graph a second time"));
  CHECK(elements(grad_of(x)) == "16");
  const Tensor z = scale(x, 2);  // keeps nothing, so it can be walked again
  backward(z);
  backward(z);
  CHECK(elements(grad_of(x)) == "20");
}

TEST_CASE_FIXTURE(TestSession, "several outputs of a node: those without a gradient are undefined") {
  const Tensor x = scalar_leaf(1);
  const auto [twice, thrice] = split(x);
  CHECK(output_nr(thrice) == 1);
  CHECK(grad_fn(twice) == grad_fn(thrice));
  backward(thrice, retaining());
  CHECK(elements(grad_of(x)) == "3");
  backward(mul(twice, thrice));  // d(6x²) = 12
  CHECK(elements(grad_of(x)) == "15");
}

TEST_CASE_FIXTURE(TestSession, "several roots are walked together") {
  Log log;
  const Tensor x = scalar_leaf(2);
  const Tensor shared = scale(x, 10, "shared", &log);
  const Tensor roots[] = {mul(shared, shared, "first", &log), scale(shared, 3, "second", &log), x};
  const Tensor grads[3];
  BackwardRun run(roots, grads, {}, arithmetic());
  run.run();
  CHECK(joined(log) == "second first shared");
  CHECK(elements(grad_of(x)) == "431");  // 2·20·10 + 30 + 1
}

TEST_CASE_FIXTURE(TestSession, "wanted inputs: only what leads to them runs, leaves keep their .grad") {
  Log log;
  const Tensor x = scalar_leaf(2), w = scalar_leaf(5);
  const Tensor a = scale(x, 3, "a", &log);
  const Tensor b = scale(w, 7, "b", &log);
  const Tensor y = mul(a, b, "y", &log);
  const std::vector<Tensor> found = grad(y, {a, w}, true);
  CHECK(elements(found[0]) == "35");
  CHECK(elements(found[1]) == "42");
  CHECK(joined(log) == "y b");
  CHECK_FALSE(grad_of(x).defined());
  CHECK_FALSE(grad_of(w).defined());
}

TEST_CASE_FIXTURE(TestSession, "inputs outside the graph: an error, or nothing") {
  const Tensor x = scalar_leaf(2), other = scalar_leaf(1);
  const Tensor y = mul(x, x);
  CHECK(error_of([&] { grad(y, {x, other}, true); }).find("appears to not have been used in the graph") != std::string::npos);
  const std::vector<Tensor> found = grad(y, {x, other}, true, true);
  CHECK(elements(found[0]) == "4");
  CHECK_FALSE(found[1].defined());
  CHECK(error_of([&] { grad(y, {doubles({1})}); }) == "One of the differentiated Tensors does not require grad");
}

TEST_CASE_FIXTURE(TestSession, "accumulating into chosen inputs leaves the others alone and keeps gradients of non-leaves") {
  const Tensor x = scalar_leaf(2), w = scalar_leaf(5);
  const Tensor a = scale(x, 3);
  const Tensor y = mul(a, w);
  BackwardRun::Options options;
  options.inputs = {a, w};
  backward(y, std::move(options));
  CHECK(elements(grad_of(a)) == "5");
  CHECK(elements(grad_of(w)) == "6");
  CHECK_FALSE(grad_of(x).defined());
}

TEST_CASE_FIXTURE(TestSession, "create_graph records the walk: third derivatives of x⁴") {
  const Tensor x = scalar_leaf(2);
  Tensor y = mul(mul(x, x), mul(x, x));
  std::string slopes;
  for (int order = 1; order <= 4; ++order) {
    y = grad(y, {x}, true)[0];
    slopes += elements(y) + " ";
  }
  CHECK(slopes == "32 48 48 24 ");
  CHECK(grad_enabled());
}

TEST_CASE_FIXTURE(TestSession, "without create_graph nothing of the walk is recorded, and the mode is given back") {
  const Tensor x = scalar_leaf(2);
  CHECK_FALSE(grad(mul(x, x), {x})[0].requires_grad());
  CHECK(grad_enabled());
  {
    const Tensor y = mul(x, x);
    NoGrad guard;
    CHECK(grad(y, {x}, true)[0].requires_grad());
    CHECK_FALSE(grad_enabled());
  }
}

TEST_CASE_FIXTURE(TestSession, "a walk can stop after any node and another can begin in between") {
  const Tensor x = scalar_leaf(3);
  const Tensor y = scale(scale(scale(x, 2), 2), 2);
  const Tensor none;
  BackwardRun run({&y, 1}, {&none, 1}, retaining(), arithmetic());
  int pauses = 0;
  while (run.advance(1) == BackwardRun::Status::paused) {
    CHECK(grad_enabled());
    ++pauses;
    if (pauses == 2) CHECK(elements(grad(y, {x}, true)[0]) == "8");
  }
  CHECK(pauses == 3);  // before the second, the third and the sink
  CHECK(elements(grad_of(x)) == "8");
}

TEST_CASE_FIXTURE(TestSession, "what a walk refuses, in PyTorch's words") {
  const Tensor x = leaf({1, 2});
  CHECK(error_of([&] { backward(mul(x, x)); }) == "grad can be implicitly created only for scalar outputs");
  CHECK(error_of([&] { backward(doubles({1})); }) == "element 0 of tensors does not require grad and does not have a grad_fn");
  CHECK(error_of([&] { backward(mul(x, x), {}, doubles({1})); }) ==
        "Mismatch in shape: grad_output[0] has a shape of torch.Size([1]) and output[0] has a shape of torch.Size([2]).");
  const Tensor y = scale(x, 1);
  Ref<Node> wrong(new ToyNode("Wrong", nullptr, [](ToyNode&, const Grads&) { return Grads{doubles({1, 2, 3})}; }));
  wrong->next.push_back(gradient_edge(y));
  const Tensor out = full_of({}, 1.0, DType::float64);
  set_history(out, wrong);
  CHECK(error_of([&] { backward(out); }) ==
        "Function Wrong returned an invalid gradient at index 0 - got [3] but expected shape compatible with [2]");
  CHECK(grad_enabled());  // also after an error in the middle
}

TEST_CASE_FIXTURE(TestSession, "a gradient that others hold is copied, never shared with .grad") {
  const Tensor x = leaf({1, 2});
  const Tensor dy = doubles({5, 6});
  backward(x, {}, dy);
  CHECK(elements(grad_of(x)) == "5 6");
  copy_elements(dy, doubles({0, 0}));
  CHECK(elements(grad_of(x)) == "5 6");
}

TEST_CASE_FIXTURE(TestSession, "an observer sees what every node gets and gives") {
  struct Seen : AutogradObserver {
    std::string text;
    void before_node(Node& node, std::span<const Tensor> dy) override { text += std::string(node.short_name()) + "<" + elements(dy[0]) + " "; }
    void after_node(Node& node, std::span<const Tensor> dx) override {
      if (!dx.empty() && dx[0].defined()) text += std::string(node.short_name()) + ">" + elements(dx[0]) + " ";
    }
  } seen;
  const Tensor x = scalar_leaf(3);
  const Tensor y = scale(mul(x, x), 2);
  context.observer = &seen;
  backward(y);
  context.observer = nullptr;
  CHECK(seen.text == "Scale<1 Scale>2 Mul<2 Mul>6 AccumulateGrad<12 ");
}

TEST_CASE_FIXTURE(TestSession, "a chain of 200,000 nodes neither recurses nor leaks") {
  {
    const Tensor x = scalar_leaf(1);
    Tensor y = x;
    for (int i = 0; i < 200000; ++i) y = scale(y, 1);
    backward(y);
    CHECK(elements(grad_of(x)) == "1");
  }
  CHECK(context.memory.live_tensors == 0);
  CHECK(context.memory.used == 0);
}
