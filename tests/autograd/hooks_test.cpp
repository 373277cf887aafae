// Where a walk stops for the script: hooks of tensors and nodes, script functions, and what their answers change.
#include "autograd/engine.h"

#include "autograd/toy_ops.h"

using namespace logit;
using namespace logit::toy;

namespace {

struct Named : ScriptHandle {
  explicit Named(std::string name) : text(std::move(name)) {}
  std::string name() const override { return text; }
  std::string text;
};
Ref<ScriptHandle> handle(const char* name) { return Ref<ScriptHandle>(new Named(name)); }

// Runs a walk as the script machine does: notes every call ("name:argument") and answers it.
template <class Answer>
std::string walk(const Tensor& y, Answer answer, BackwardRun::Options options = {}) {
  const Tensor none;
  BackwardRun run({&y, 1}, {&none, 1}, std::move(options), arithmetic());
  std::string calls;
  while (run.advance() == BackwardRun::Status::script_call) {
    const ScriptCall& call = run.pending();
    calls += call.callable->name() + ":" + (call.arguments[0].defined() ? elements(call.arguments[0]) : "None") + " ";
    run.resume(answer(call));
  }
  return calls;
}
Grads nothing(const ScriptCall&) { return {}; }

}  // namespace

TEST_CASE_FIXTURE(TestSession, "hooks of a tensor run in the order they came, on leaves before the gradient is added") {
  const Tensor x = scalar_leaf(3);
  const Tensor y = scale(x, 2);
  register_hook(x, handle("leaf"));
  register_hook(y, handle("first"));
  register_hook(y, handle("second"));
  CHECK(walk(mul(y, y), nothing) == "first:12 second:12 leaf:24 ");
  CHECK(elements(grad_of(x)) == "24");
}

TEST_CASE_FIXTURE(TestSession, "what a tensor hook returns replaces the gradient, for later hooks too") {
  const Tensor x = scalar_leaf(3);
  const Tensor y = scale(x, 2);
  register_hook(y, handle("halve"));
  register_hook(y, handle("see"));
  const auto halve = [](const ScriptCall& call) {
    return call.callable->name() == "halve" ? Grads{times(call.arguments[0], full_of({}, 0.5, DType::float64))} : Grads{};
  };
  CHECK(walk(y, halve) == "halve:1 see:0.5 ");
  CHECK(elements(grad_of(x)) == "1");
}

TEST_CASE_FIXTURE(TestSession, "a tensor hook must keep shape and dtype") {
  const Tensor x = scalar_leaf(3);
  register_hook(x, handle("grow"));
  const Tensor y = scale(x, 2);
  CHECK(error_of([&] { walk(y, [](const ScriptCall&) { return Grads{doubles({1, 2})}; }); }) ==
        "hook 'grow' has changed the size of value");
  CHECK(error_of([&] { walk(y, [](const ScriptCall&) { return Grads{full_of({}, 1.0, DType::float32)}; }); }) ==
        "hook 'grow' has changed the type of value (was torch.DoubleTensor got torch.FloatTensor)");
}

TEST_CASE_FIXTURE(TestSession, "a removed hook is gone, once") {
  const Tensor x = scalar_leaf(3);
  const std::uint64_t id = register_hook(x, handle("gone"));
  register_hook(x, handle("stays"));
  CHECK(remove_hook(x, id));
  CHECK_FALSE(remove_hook(x, id));
  CHECK(walk(scale(x, 2), nothing) == "stays:2 ");
}

TEST_CASE_FIXTURE(TestSession, "hooks of a node see and change what it gets and gives") {
  const Tensor x = scalar_leaf(3);
  const Tensor y = scale(x, 2);
  register_pre_hook(*grad_fn(y), handle("before"));
  register_post_hook(*grad_fn(y), handle("after"));
  std::string outputs;
  const auto answer = [&](const ScriptCall& call) {
    if (call.kind == ScriptCall::Kind::pre_hook) return Grads{full_of({}, 10.0, DType::float64)};
    outputs = elements(call.more_arguments[0]);
    return Grads{full_of({}, 7.0, DType::float64)};
  };
  CHECK(walk(y, answer) == "before:1 after:20 ");
  CHECK(outputs == "10");
  CHECK(elements(grad_of(x)) == "7");
}

TEST_CASE_FIXTURE(TestSession, "an accumulate hook sees the leaf with its gradient already added") {
  const Tensor x = scalar_leaf(3);
  register_accumulate_hook(x, handle("added"));
  std::string seen;
  walk(scale(x, 2), [&](const ScriptCall& call) {
    seen = elements(grad_of(call.arguments[0]));
    return Grads{};
  });
  CHECK(seen == "2");
  CHECK(error_of([&] { register_accumulate_hook(scale(x, 2), handle("no")); }) ==
        "post accumulate grad hooks cannot be registered on non-leaf tensors");
}

TEST_CASE_FIXTURE(TestSession, "hooks need a tensor that requires grad") {
  CHECK(error_of([] { register_hook(doubles({1}), handle("no")); }) ==
        "cannot register a hook on a tensor that doesn't require gradient");
  CHECK(error_of([] { retain_grad(doubles({1})); }) == "can't retain_grad on Tensor that has requires_grad=False");
}

TEST_CASE_FIXTURE(TestSession, "retain_grad keeps what arrived after the hooks, and adds up over walks") {
  const Tensor x = scalar_leaf(3);
  const Tensor y = scale(x, 2);
  retain_grad(y);
  retain_grad(y);
  register_hook(y, handle("double"));
  const Tensor z = mul(y, y);
  const auto twice = [](const ScriptCall& call) { return Grads{plus(call.arguments[0], call.arguments[0])}; };
  walk(z, twice, retaining());
  CHECK(elements(grad_of(y)) == "24");
  walk(z, twice);
  CHECK(elements(grad_of(y)) == "48");
  CHECK(elements(grad_of(x)) == "96");
}

TEST_CASE_FIXTURE(TestSession, "a retained tensor may die before the walk") {
  const Tensor x = scalar_leaf(3);
  Tensor z;
  {
    const Tensor y = scale(x, 2);
    retain_grad(y);
    z = scale(y, 5);
  }
  backward(z);
  CHECK(elements(grad_of(x)) == "10");
}

TEST_CASE_FIXTURE(TestSession, "a script function gets zeros for undefined gradients unless it wants None") {
  for (const bool materialize : {true, false}) {
    const Tensor x = scalar_leaf(3);
    auto* node = new ScriptFunctionNode("PairBackward", handle("backward"));
    Ref<Node> function(node);
    node->materialize_grads = materialize;
    node->next.push_back(gradient_edge(x));
    const Tensor a = doubles({1, 2}), b = full_of({}, 5.0, DType::float64);
    set_history(a, function);
    set_history(b, function);
    std::string calls = walk(b, [](const ScriptCall& call) { return Grads{call.arguments[1]}; });
    CHECK(calls == (materialize ? "backward:0 0 " : "backward:None "));
    CHECK(elements(grad_of(x)) == "1");
    CHECK(node->released());
  }
}

TEST_CASE_FIXTURE(TestSession, "a script function must return a gradient per argument") {
  const Tensor x = scalar_leaf(3);
  Ref<Node> function(new ScriptFunctionNode("OneBackward", handle("backward")));
  function->next.push_back(gradient_edge(x));
  const Tensor y = full_of({}, 5.0, DType::float64);
  set_history(y, function);
  CHECK(error_of([&] { walk(y, [](const ScriptCall& call) { return Grads{call.arguments[0], call.arguments[0]}; }); }) ==
        "function OneBackward returned an incorrect number of gradients (expected 1, got 2)");
  CHECK(error_of([&] { backward(y); }) == "this graph has script hooks and must be run by the script machine");
}
