// Four differentiable operations on float64 tensors, enough to drive the engine without src/ops: scale, mul, split, add.
// Each appends its name to a list when its backward runs, so that tests can see the order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "autograd/engine.h"
#include "autograd/grad_meta.h"
#include "autograd/grad_mode.h"
#include "tensor/session.h"

namespace logit::toy {

inline Tensor each(const Tensor& a, const Tensor& b, double (*f)(double, double)) {
  const Shape sizes = broadcast_shapes(a.sizes(), b.sizes());
  const Tensor x = make_alias(a, sizes, broadcast_strides(a.sizes(), a.strides(), sizes), a.storage_offset());
  const Tensor y = make_alias(b, sizes, broadcast_strides(b.sizes(), b.strides(), sizes), b.storage_offset());
  Tensor out = empty(sizes, DType::float64);
  for (std::int64_t i = 0; i < out.numel(); ++i) out.data_as<double>()[i] = f(x.element(i).to_double(), y.element(i).to_double());
  return out;
}
inline Tensor plus(const Tensor& a, const Tensor& b) {
  return each(a, b, [](double x, double y) { return x + y; });
}
inline Tensor times(const Tensor& a, const Tensor& b) {
  return each(a, b, [](double x, double y) { return x * y; });
}
inline Tensor sum_to(const Tensor& t, IntList sizes) {
  Tensor out = full_of(sizes, 0.0, DType::float64);
  const Tensor spread = make_alias(out, t.sizes(), broadcast_strides(out.sizes(), out.strides(), t.sizes()), 0);
  for (std::int64_t i = 0; i < t.numel(); ++i) {
    std::int64_t at = 0, rest = i;
    for (std::size_t d = t.sizes().size(); d-- > 0; rest /= t.sizes()[d]) at += rest % t.sizes()[d] * spread.strides()[d];
    out.data_as<double>()[at] += t.element(i).to_double();
  }
  return out;
}

/// What ran, in order.
using Log = std::vector<std::string>;

class ToyNode final : public Node {
 public:
  using Rule = std::function<Grads(ToyNode&, const Grads&)>;
  ToyNode(const char* name, Log* log, Rule rule) : Node(name), log_(log), rule_(std::move(rule)) {}
  Grads apply(Grads dy) override {
    if (log_) log_->push_back(name());
    return rule_(*this, dy);
  }

 private:
  Log* log_;
  Rule rule_;
};

/// a · b, broadcast.
inline Tensor mul(const Tensor& a, const Tensor& b, const char* name = "Mul", Log* log = nullptr) {
  Tensor out = times(a, b);
  if (!grad_enabled() || !(a.requires_grad() || b.requires_grad())) return out;
  Ref<Node> node(new ToyNode(name, log, [](ToyNode& self, const Grads& dy) {
    Grads dx(2);
    if (self.needs(0)) dx[0] = mul(dy[0], self.saved[1].unpack(self));
    if (self.needs(1)) dx[1] = mul(dy[0], self.saved[0].unpack(self));
    return dx;
  }));
  node->next.push_back(gradient_edge(a));
  node->next.push_back(gradient_edge(b));
  node->saved.push_back(SavedTensor(a));
  node->saved.push_back(SavedTensor(b));
  set_history(out, node);
  return out;
}

/// c · a
inline Tensor scale(const Tensor& a, double c, const char* name = "Scale", Log* log = nullptr) {
  Tensor out = times(a, full_of({}, c, DType::float64));
  if (!grad_enabled() || !a.requires_grad()) return out;
  Ref<Node> node(new ToyNode(name, log, [c](ToyNode&, const Grads& dy) { return Grads{scale(dy[0], c)}; }));
  node->next.push_back(gradient_edge(a));
  set_history(out, node);
  return out;
}

/// (2a, 3a) as two outputs of one node.
inline std::pair<Tensor, Tensor> split(const Tensor& a, Log* log = nullptr) {
  Tensor twice = times(a, full_of({}, 2.0, DType::float64)), thrice = times(a, full_of({}, 3.0, DType::float64));
  Ref<Node> node(new ToyNode("Split", log, [](ToyNode&, const Grads& dy) {
    Tensor dx;
    if (dy[0].defined()) dx = scale(dy[0], 2);
    if (dy[1].defined()) dx = dx.defined() ? plus(dx, scale(dy[1], 3)) : scale(dy[1], 3);
    return Grads{dx};
  }));
  node->next.push_back(gradient_edge(a));
  set_history(twice, node);
  set_history(thrice, node);
  return {twice, thrice};
}

/// a + b, of the same shape.
inline Tensor add(const Tensor& a, const Tensor& b) {
  Tensor out = plus(a, b);
  if (!grad_enabled() || !(a.requires_grad() || b.requires_grad())) return out;
  Ref<Node> node(new ToyNode("Add", nullptr, [](ToyNode&, const Grads& dy) { return Grads{dy[0], dy[0]}; }));
  node->next.push_back(gradient_edge(a));
  node->next.push_back(gradient_edge(b));
  set_history(out, node);
  return out;
}

inline const Arithmetic& arithmetic() {
  static const Arithmetic table{
      .add = add,
      .add_in_place = [](const Tensor& a, const Tensor& b) { copy_elements(a, plus(a, b)); },
      .sum_to = sum_to,
      .cast = to_dtype_data,
      .clone = [](const Tensor& t) { return plus(t, full_of({}, 0.0, DType::float64)); },
  };
  return table;
}

inline Tensor leaf(std::initializer_list<double> values) {
  Tensor t = doubles(values);
  set_requires_grad(t, true);
  return t;
}
inline Tensor scalar_leaf(double value) {
  Tensor t = full_of({}, value, DType::float64);
  set_requires_grad(t, true);
  return t;
}

inline BackwardRun::Options retaining() {
  BackwardRun::Options options;
  options.retain_graph = true;
  return options;
}
inline void backward(const Tensor& y, BackwardRun::Options options = {}, Tensor grad = {}) {
  BackwardRun run({&y, 1}, {&grad, 1}, std::move(options), arithmetic());
  run.run();
}
/// torch.autograd.grad
inline std::vector<Tensor> grad(const Tensor& y, std::vector<Tensor> inputs, bool create_graph = false, bool allow_unused = false,
                                Tensor dy = {}) {
  BackwardRun::Options options;
  options.accumulate = false;
  options.retain_graph = options.create_graph = create_graph;
  options.allow_unused = allow_unused;
  options.inputs = std::move(inputs);
  BackwardRun run({&y, 1}, {&dy, 1}, std::move(options), arithmetic());
  run.run();
  return run.take_input_grads();
}

}  // namespace logit::toy
