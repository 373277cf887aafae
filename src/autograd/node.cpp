#include "autograd/node.h"

#include "autograd/grad_meta.h"
#include "tensor/context.h"

namespace logit {
namespace {

// Nodes waiting for destruction while one is being destroyed. Empty between calls.
constinit thread_local Node* dying = nullptr;
constinit thread_local bool destroying = false;

}  // namespace

Node::Node(const char* name, Kind kind) : name_(name), kind_(kind) {
  // Leaf sinks run as soon as they are ready, as in PyTorch.
  sequence_ = kind == Kind::accumulate_grad ? UINT64_MAX : Context::current().next_sequence++;
}

Node::~Node() = default;

void Node::destroy() {
  if (destroying) {
    next_dying_ = dying;
    dying = this;
    return;
  }
  destroying = true;
  delete this;
  while (dying) {
    Node* node = dying;
    dying = node->next_dying_;
    delete node;
  }
  destroying = false;
}

std::string_view Node::operation_name() const {
  std::string_view name = name_;
  const std::size_t at = name.rfind("Backward");
  if (at == std::string_view::npos || at == 0) return name;
  for (const char c : name.substr(at + 8)) {
    if (c < '0' || c > '9') return name;
  }
  return name.substr(0, at);
}

std::string_view Node::short_name() const {
  const std::string_view name = name_;
  const std::size_t colons = name.rfind("::");
  return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

void Node::release_saved() {
  for (SavedTensor& tensor : saved) tensor.release();
}

AccumulateGrad::AccumulateGrad(const Tensor& variable)
    : Node("torch::autograd::AccumulateGrad", Kind::accumulate_grad), variable_(variable) {
  outputs.push_back({variable.sizes(), variable.dtype()});
}

AccumulateGrad::~AccumulateGrad() {
  if (GradMeta* meta = find_grad_meta(variable_); meta && meta->accumulator == this) meta->accumulator = nullptr;
}

ScriptFunctionNode::ScriptFunctionNode(std::string name, Ref<ScriptHandle> backward)
    : Node(nullptr, Kind::script_function), own_name_(std::move(name)), backward_(std::move(backward)) {
  name_ = own_name_.c_str();
}

void ScriptFunctionNode::release_saved() {
  Node::release_saved();
  released_ = true;
}

}  // namespace logit
