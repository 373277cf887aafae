// What a tensor carries: leaf rules, .grad and .data assignments, views and the nodes they get after changes in place.
#include "autograd/grad_meta.h"

#include "autograd/toy_ops.h"

using namespace logit;
using namespace logit::toy;

TEST_CASE_FIXTURE(TestSession, "leaves and results") {
  const Tensor plain = doubles({1}), x = leaf({1});
  CHECK(is_leaf(plain));
  CHECK(is_leaf(x));
  const Tensor y = scale(x, 2), z = scale(plain, 2);
  CHECK_FALSE(is_leaf(y));
  CHECK(is_leaf(z));
  CHECK(y.requires_grad());
  CHECK_FALSE(z.requires_grad());
  CHECK(error_of([&] { set_requires_grad(y, false); }).starts_with("you can only change requires_grad flags of leaf variables."));
  CHECK(error_of([] { set_requires_grad(full_of(Shape{1}, 1, DType::int64), true); }) ==
        "only Tensors of floating point dtype can require gradients");
  set_requires_grad(x, false);
  CHECK_FALSE(x.requires_grad());
  CHECK(y.requires_grad());  // its history stays
}

TEST_CASE_FIXTURE(TestSession, "a leaf has one sink as long as a graph needs it") {
  const Tensor x = leaf({1});
  Node* sink = nullptr;
  {
    const Tensor y = scale(x, 2), z = scale(x, 3);
    CHECK(grad_fn(y)->next[0].node == grad_fn(z)->next[0].node);
    sink = grad_fn(y)->next[0].node.get();
    CHECK(std::string(sink->name()) == "torch::autograd::AccumulateGrad");
    CHECK(sink->short_name() == "AccumulateGrad");
    CHECK(find_grad_meta(x)->accumulator == sink);
  }
  CHECK(find_grad_meta(x)->accumulator == nullptr);
}

TEST_CASE_FIXTURE(TestSession, "nodes are numbered in the order of the program") {
  const Tensor x = leaf({1});
  const Tensor y = scale(x, 2), z = scale(y, 2);
  CHECK(grad_fn(y)->sequence() < grad_fn(z)->sequence());
  CHECK(grad_fn(y)->next[0].node->sequence() > grad_fn(z)->sequence());  // sinks come first of all
}

TEST_CASE_FIXTURE(TestSession, "what may be assigned to .grad") {
  const Tensor x = leaf({1, 2});
  set_grad(x, doubles({3, 4}));
  CHECK(elements(grad_of(x)) == "3 4");
  CHECK(error_of([&] { set_grad(x, x); }) == "can't assign Variable as its own grad");
  CHECK(error_of([&] { set_grad(x, doubles({1})); }).starts_with("attempting to assign a gradient of size '[1]' to a tensor of size '[2]'."));
  CHECK(error_of([&] { set_grad(x, full_of(Shape{2}, 0.0, DType::float32)); }).starts_with("attempting to assign a gradient with dtype 'float'"));
  CHECK(elements(grad_of(x)) == "3 4");
  set_grad(x, Tensor());
  CHECK_FALSE(grad_of(x).defined());
}

TEST_CASE_FIXTURE(TestSession, ".data shares memory, not history and not the version") {
  const Tensor x = leaf({1, 2});
  const Tensor data = data_of(x);
  CHECK(data->storage == x->storage);
  CHECK_FALSE(data.requires_grad());
  data.bump_version();
  CHECK(x.version() == 0);
  CHECK(data.version() == 1);
}

TEST_CASE_FIXTURE(TestSession, "new .data of another shape: the sink expects it") {
  const Tensor x = leaf({1, 2});
  const Tensor keep = scale(x, 1);
  set_data(x, doubles({5, 6, 7}));
  CHECK(elements(x) == "5 6 7");
  CHECK(x.requires_grad());
  backward(scale(x, 2), {}, doubles({1, 1, 1}));
  CHECK(elements(grad_of(x)) == "2 2 2");
  CHECK(error_of([&] { set_data(x, full_of(Shape{1}, 1, DType::int64)); }) ==
        "data set to a tensor that requires gradients must be floating point or complex dtype");
}

TEST_CASE_FIXTURE(TestSession, "a view of a view has the first tensor as its base") {
  const Tensor base = doubles({1, 2, 3, 4});
  const Tensor half = make_alias(base, Shape{2}, Shape{1}, 2);
  track_view(half, base);
  const Tensor last = make_alias(half, Shape{}, Shape{}, 3);
  track_view(last, half, ViewKind::normal);
  CHECK(view_base(half).is(base));
  CHECK(view_base(last).is(base));
  CHECK_FALSE(view_base(base).defined());
  CHECK_FALSE(last.requires_grad());
  NoGrad guard;
  const Tensor unrecorded = make_alias(base, Shape{1}, Shape{1}, 0);
  track_view(unrecorded, base);
  CHECK(find_grad_meta(unrecorded)->view->kind == ViewKind::no_grad);
}

TEST_CASE_FIXTURE(TestSession, "one of several views hands its kind on") {
  const Tensor base = doubles({1, 2, 3, 4});
  const Tensor half = make_alias(base, Shape{2}, Shape{1}, 2);
  track_view(half, base, ViewKind::multiple);
  const Tensor cell = make_alias(half, Shape{}, Shape{}, 2);
  track_view(cell, half);
  CHECK(find_grad_meta(cell)->view->kind == ViewKind::multiple);
}

TEST_CASE_FIXTURE(TestSession, "a view of memory that changed gets a node that leads through the base") {
  const Tensor x = scalar_leaf(3);
  const Tensor base = doubles({1, 2, 3, 4});
  const Tensor view = make_alias(base, Shape{2}, Shape{2}, 1);  // elements 1 and 3
  track_view(view, base);
  CHECK(is_leaf(view));
  // base[:] = x · (1, 2, 3, 4), recorded on the base as an operation in place would do it.
  const Tensor product = mul(x, doubles({1, 2, 3, 4}));
  copy_elements(base, product);
  base.bump_version();
  const Ref<Node> maker = grad_fn(product);
  GradMeta& meta = grad_meta(base);
  meta.grad_fn = maker;
  CHECK(view.requires_grad());
  CHECK(std::string(grad_fn(view)->name()) == "AsStridedBackward0");
  CHECK(grad_fn(view) == grad_fn(view));  // made once per change
  backward(view, {}, doubles({10, 100}));
  CHECK(elements(grad_of(x)) == "420");   // 2·10 + 4·100
}

TEST_CASE_FIXTURE(TestSession, "tensors made in inference mode stay outside of autograd") {
  context.inference_mode = true;
  context.grad_enabled = false;
  const Tensor made = doubles({1});
  context.inference_mode = false;
  context.grad_enabled = true;
  CHECK(made->inference);
  CHECK(error_of([&] { set_requires_grad(made, true); }) ==
        "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
  CHECK(error_of([&] { mul(leaf({2}), made); }).starts_with("Inference tensors cannot be saved for backward."));
}

TEST_CASE_FIXTURE(TestSession, "repr names the node, or says requires_grad") {
  const Tensor x = leaf({1, 2});
  CHECK(repr(x) == "tensor([1., 2.], dtype=torch.float64, requires_grad=True)");
  CHECK(repr(scale(x, 2)) == "tensor([2., 4.], dtype=torch.float64, grad_fn=<Scale>)");
  CHECK(repr(data_of(x)) == "tensor([1., 2.], dtype=torch.float64)");
}
