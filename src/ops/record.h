// Recording an operation in the backward graph.
//
//   Tensor mul(const Operand& a, const Operand& b) {
//     Tensor y = …;
//     if (Recording graph{a, b}) {                      // false under no_grad or if nothing needs a gradient
//       graph.save(a, graph.needs(1));                  // kept only if b needs a gradient
//       graph.save(b, graph.needs(0));
//       graph.record(y, "MulBackward0", [](Back& back) {
//         if (back.needs(0)) back.dx(0) = back.dy() * back.saved(1);
//         if (back.needs(1)) back.dx(1) = back.dy() * back.saved(0);
//       });
//     }
//     return y;
//   }
//
// Rules need not undo broadcasting or convert dtypes: the engine fits every gradient to its input.
#pragma once

#include <span>
#include <type_traits>

#include "autograd/grad_meta.h"
#include "autograd/node.h"
#include "tensor/context.h"

namespace logit::ops {

/// What a backward rule sees: gradients of the outputs, saved tensors, and places for its results.
class Back {
 public:
  Back(Node& node, Grads dys) : node_(node), dys_(std::move(dys)), dxs_(node.next.size()) {}
  /// Gradient of output `i`; undefined if none arrived (only possible with several outputs).
  const Tensor& dy(std::size_t i = 0) const { return dys_[i]; }
  bool needs(std::size_t i) const { return node_.needs(i); }
  /// True if any input in [from, to) needs a gradient.
  Tensor& dx(std::size_t i) { return dxs_[i]; }
  /// The `i`-th saved tensor. Errors: changed in place, or freed.
  Tensor saved(std::size_t i) const { return node_.saved[i].unpack(node_); }
  std::size_t inputs() const { return dxs_.size(); }
  /// Sizes of output `i` as they were recorded.
  const Shape& output_sizes(std::size_t i = 0) const { return node_.outputs[i].sizes; }
  Grads take() { return std::move(dxs_); }

 private:
  Node& node_;
  Grads dys_, dxs_;
};

/// A node that answers with its rule. What does not depend on the rule is here, once for the hundreds of them.
class NodeWithRule : public Node {
 public:
  using Node::Node;
  Grads apply(Grads dys) final;

 private:
  virtual void run(Back& back) = 0;
};

/// The rule is a callable over plain values (sizes, numbers); tensors go through save().
template <class Rule>
class RuleNode final : public NodeWithRule {
 public:
  RuleNode(const char* name, Rule rule) : NodeWithRule(name), rule_(std::move(rule)) {}

 private:
  void run(Back& back) override { rule_(back); }
  Rule rule_;
};

/// Collects what a node needs; see the top of the file.
class Recording {
 public:
  /// Inputs in the order of the node's edges; undefined tensors are allowed.
  template <class... Inputs>
  explicit Recording(const Inputs&... inputs) {
    if (!Context::current().grad_enabled) return;
    active_ = (wants(inputs) || ...);
    if (active_) (add(inputs), ...);
  }
  explicit operator bool() const { return active_; }

  /// True if input `i` needs a gradient.
  bool needs(std::size_t i) const { return static_cast<bool>(edges_[i].node); }
  /// Keeps an input for the rule, if `wanted`; the rule finds it under its number either way.
  void save(const Tensor& input, bool wanted = true) { saved_.push_back(wanted ? SavedTensor(input) : SavedTensor()); }
  void save_output(const Tensor& output, std::uint32_t nr = 0, bool wanted = true) {
    saved_.push_back(wanted ? SavedTensor::output(output, nr) : SavedTensor());
  }

  /// Makes the node and hangs it on the output(s).
  template <class Rule>
  void record(const Tensor& output, const char* name, Rule rule) {
    finish(Ref<Node>(new RuleNode<Rule>(name, std::move(rule))), {&output, 1});
  }
  /// The node alone, for changes in place (see rebase_history).
  template <class Rule>
  Ref<Node> make_node(const char* name, Rule rule) {
    Ref<Node> node(new RuleNode<Rule>(name, std::move(rule)));
    finish(node, {});
    return node;
  }
  template <class Rule>
  void record(std::span<const Tensor> outputs, const char* name, Rule rule) {
    finish(Ref<Node>(new RuleNode<Rule>(name, std::move(rule))), outputs);
  }

 private:
  static bool wants(const Tensor& input) { return input.defined() && input.requires_grad(); }
  static bool wants(std::span<const Tensor> inputs) {
    for (const Tensor& input : inputs) {
      if (wants(input)) return true;
    }
    return false;
  }
  void add(const Tensor& input) {
    edges_.push_back(input.defined() ? gradient_edge(input) : Edge());
    if (Context::current().observer) [[unlikely]] inputs_.push_back(input);
  }
  void add(std::span<const Tensor> inputs) {
    for (const Tensor& input : inputs) add(input);
  }
  void finish(const Ref<Node>& node, std::span<const Tensor> outputs);

  SmallVector<Edge, 2> edges_;
  SmallVector<SavedTensor, 2> saved_;
  SmallVector<Tensor, 2> inputs_;  // for the observer; empty without one
  bool active_ = false;
};

}  // namespace logit::ops
