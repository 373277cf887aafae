#include "session/graph_recorder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "autograd/grad_meta.h"
#include "ops/op_def.h"

namespace logit {

namespace {

constexpr double kUnknown = NAN;

std::string shape_text(const Shape& sizes) {
  std::string text;
  for (const std::int64_t size : sizes) text += (text.empty() ? "" : "\xC3\x97") + std::to_string(size);
  return text;
}

}  // namespace

// ---- glimpses --------------------------------------------------------------------------------------

void Glimpse::take(const Tensor& tensor, std::int64_t limit) {
  dtype = tensor.dtype();
  sizes = tensor.sizes();
  numel = tensor.numel();
  requires_grad = tensor.requires_grad();
  values.clear();
  const std::int64_t count = std::min(numel, limit);
  if (dtype == DType::float32 && tensor.is_contiguous()) {
    const float* data = static_cast<const float*>(tensor.data());
    for (std::int64_t i = 0; i < count; ++i) values.push_back(data[i]);
  } else {
    for (std::int64_t i = 0; i < count; ++i) values.push_back(tensor.element(i).to_double());
  }
}

std::string number_text(double value, DType dtype) {
  if (dtype == DType::boolean) return value != 0 ? "True" : "False";
  char text[40];
  if (!is_floating(dtype)) {
    std::snprintf(text, sizeof text, "%.0f", value);
    return text;
  }
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  const double size = std::fabs(value);
  const bool scientific = value != 0 && (size < 1e-4 || size > 1e8);
  if (scientific) std::snprintf(text, sizeof text, "%.4e", value);
  else if (value == std::floor(value)) std::snprintf(text, sizeof text, "%.0f.", value);
  else std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

TensorPreview preview(const Glimpse& glimpse) {
  TensorPreview out;
  out.dtype = dtype_name(glimpse.dtype);
  out.shape.assign(glimpse.sizes.begin(), glimpse.sizes.end());
  out.values.assign(glimpse.values.begin(), glimpse.values.end());
  out.complete = static_cast<std::int64_t>(out.values.size()) == glimpse.numel;
  out.requires_grad = glimpse.requires_grad;
  if (glimpse.numel == 1 && out.complete) {
    out.text = number_text(out.values[0], glimpse.dtype);
  } else if (glimpse.sizes.size() == 1 && glimpse.numel > 0 && glimpse.numel <= 4 && out.complete) {
    out.text = "[";
    for (std::size_t i = 0; i < out.values.size(); ++i) {
      out.text += (i ? ", " : "") + number_text(out.values[i], glimpse.dtype);
    }
    out.text += "]";
  } else {
    out.text = "tensor " + shape_text(glimpse.sizes);
  }
  return out;
}

TensorPreview preview(const Tensor& tensor) {
  Glimpse glimpse;
  glimpse.take(tensor, TensorPreview::kMaxElements);
  return preview(glimpse);
}

// ---- while the script runs -------------------------------------------------------------------------

void GraphRecorder::recorded(Node& node, std::span<const Tensor> outputs, std::span<const Tensor> inputs) {
  if (operations_.empty()) operations_.resize(kOperations);
  Operation& operation = operations_[node.sequence() % kOperations];
  operation.sequence = node.sequence();
  operation.output.take(outputs[0], kFewNumbers);
  operation.constants.clear();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Input input;
    const bool has_edge = i < node.next.size() && node.next[i];
    if (!has_edge && inputs[i].defined() && !inputs[i]->wrapped_number) {
      input.impl = inputs[i].impl();
      input.value.take(inputs[i], kFewNumbers);
    }
    operation.constants.push_back(std::move(input));
  }
}

void GraphRecorder::backward_begins(std::span<const Tensor> roots, const ParameterNames& names) {
  ++passes_;
  const Tensor& root = roots[0];
  root_glimpse_.take(root, kFewNumbers);
  const Ref<Node> node = grad_fn(root);
  if (!node) return;
  const bool same_graph = node.get() == root_ && node->sequence() == root_sequence_;
  if (!same_graph) {
    ++steps_taken_;
    root_ = node.get();
    root_sequence_ = node->sequence();
    steps_.clear();
    index_.clear();
    leaves_.clear();
    omitted_ = 0;
    std::vector<Node*> queue{node.get()};
    index_[node.get()] = 0;
    steps_.emplace_back();
    for (std::size_t at = 0; at < queue.size(); ++at) {
      Node& current = *queue[at];
      Step& step = steps_[at];
      step.op = current.name();
      step.sequence = current.sequence();
      if (current.kind() == Node::Kind::accumulate_grad) {
        const Tensor& leaf = static_cast<AccumulateGrad&>(current).variable();
        step.leaf = leaf.impl();
        step.leaf_value.take(leaf, kLeafNumbers);
        if (const std::string* name = names.find(step.leaf)) step.name = *name;
        leaves_.emplace_back(static_cast<AccumulateGrad*>(&current), at);
      }
      for (std::size_t i = 0; i < current.next.size(); ++i) {
        Node* next = current.next[i].node.get();
        int index = -1;
        if (next) {
          const auto [found, is_new] = index_.try_emplace(next, static_cast<int>(steps_.size()));
          if (is_new && steps_.size() >= kMaxNodes) {
            index_.erase(found);
            ++omitted_;
          } else {
            index = found->second;
            if (is_new) {
              queue.push_back(next);
              steps_.emplace_back();
            }
          }
        }
        steps_[at].inputs.push_back(index);
        steps_[at].derivatives.push_back(kUnknown);
      }
    }
  }

  // Names now: in a loop the next turn binds them anew.
  constant_names_.clear();
  Pass pass{steps_taken_, line_(), root_glimpse_.numel == 1 ? root_glimpse_.values[0] : NAN, {}};
  name_tensors_([&](std::string_view name, const Tensor& tensor) {
    const GradMeta* meta = find_grad_meta(tensor);
    if (meta && meta->grad_fn) {
      const auto found = index_.find(meta->grad_fn.get());
      if (found != index_.end() && steps_[static_cast<std::size_t>(found->second)].name.empty()) {
        steps_[static_cast<std::size_t>(found->second)].name = name;
      }
      if (tensor.is(root)) pass.root_name = name;
      return;
    }
    if (meta && meta->accumulator) {
      const auto found = index_.find(meta->accumulator);
      if (found != index_.end()) steps_[static_cast<std::size_t>(found->second)].name = name;
      return;
    }
    constant_names_.try_emplace(tensor.impl(), name);
  });
  new_passes_.push_back(std::move(pass));
}

int GraphRecorder::step_of(const Node* node) const {
  const auto found = index_.find(node);
  return found == index_.end() ? -1 : found->second;
}

void GraphRecorder::add_gradient(Step& step, const Tensor& grad) {
  Glimpse glimpse;
  glimpse.take(grad, kFewNumbers);
  if (!step.has_grad || step.grad.values.size() != glimpse.values.size()) {
    step.grad = std::move(glimpse);
    step.has_grad = true;
    return;
  }
  for (std::size_t i = 0; i < glimpse.values.size(); ++i) step.grad.values[i] += glimpse.values[i];
}

void GraphRecorder::before_node(Node& node, std::span<const Tensor> grad_outputs) {
  const int index = step_of(&node);
  if (index < 0 || node.kind() == Node::Kind::accumulate_grad || grad_outputs.empty()) return;
  Step& step = steps_[static_cast<std::size_t>(index)];
  // A leaf's gradient is the sum over its edges in this pass: forget what an earlier pass left.
  for (const int input : step.inputs) {
    if (input >= 0 && steps_[static_cast<std::size_t>(input)].leaf) {
      Step& leaf = steps_[static_cast<std::size_t>(input)];
      if (leaf.sequence != passes_) leaf.has_grad = false;
      leaf.sequence = passes_;
    }
  }
  if (!grad_outputs[0].defined()) return;
  step.grad.take(grad_outputs[0], kFewNumbers);
  step.has_grad = true;
}

void GraphRecorder::after_node(Node& node, std::span<const Tensor> grad_inputs) {
  const int index = step_of(&node);
  if (index < 0) return;
  for (std::size_t i = 0; i < grad_inputs.size(); ++i) {
    Step& step = steps_[static_cast<std::size_t>(index)];
    if (i >= step.inputs.size() || step.inputs[i] < 0 || !grad_inputs[i].defined()) continue;
    Step& input = steps_[static_cast<std::size_t>(step.inputs[i])];
    const Tensor& grad = grad_inputs[i];
    // For single numbers the chain rule can be read off: what came out divided by what went in.
    if (grad.numel() == 1 && step.has_grad && step.grad.numel == 1 && step.grad.values[0] != 0) {
      step.derivatives[i] = grad.element(0).to_double() / step.grad.values[0];
    }
    if (input.leaf) add_gradient(input, grad);
  }
}

void GraphRecorder::backward_ended() {}

// ---- when somebody looks ---------------------------------------------------------------------------

std::shared_ptr<const Graph> GraphRecorder::snapshot() const {
  if (steps_.empty()) return nullptr;
  auto graph = std::make_shared<Graph>();
  graph->omitted = omitted_;
  // Inputs first: leaves, then operations in the order in which they ran.
  std::vector<int> order(steps_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const Step& left = steps_[static_cast<std::size_t>(a)];
    const Step& right = steps_[static_cast<std::size_t>(b)];
    if ((left.leaf != nullptr) != (right.leaf != nullptr)) return left.leaf != nullptr;
    return !left.leaf && left.sequence < right.sequence;
  });

  std::vector<int> node_of(steps_.size(), -1);
  std::unordered_map<const TensorImpl*, int> constants;
  for (const int at : order) {
    const Step& step = steps_[static_cast<std::size_t>(at)];
    const Operation* operation = nullptr;
    if (!step.leaf && !operations_.empty()) {
      const Operation& remembered = operations_[step.sequence % kOperations];
      if (remembered.sequence == step.sequence) operation = &remembered;
    }
    // Data that the operation used and that needs no gradient stands in front of it.
    std::vector<std::pair<int, std::size_t>> data;
    for (std::size_t i = 0; operation && i < operation->constants.size(); ++i) {
      const Input& input = operation->constants[i];
      if (!input.impl) continue;
      const auto [found, is_new] = constants.try_emplace(input.impl, static_cast<int>(graph->nodes.size()));
      if (is_new) {
        Graph::Node node;
        node.kind = Graph::Kind::data;
        if (const auto name = constant_names_.find(input.impl); name != constant_names_.end()) node.name = name->second;
        node.value = preview(input.value);
        graph->nodes.push_back(std::move(node));
      }
      data.emplace_back(found->second, i);
    }

    Graph::Node node;
    node.name = step.name;
    if (step.leaf) {
      node.kind = Graph::Kind::parameter;
      node.value = preview(step.leaf_value);
    } else {
      node.kind = at == 0 ? Graph::Kind::loss : Graph::Kind::operation;
      node.op = step.op;
      if (const OpDef* op = find_op_by_grad_fn(step.op)) {
        node.symbol = op->symbol[0] ? std::string(op->symbol) : std::string(op->name());
        node.formula = op->backward;
      } else {
        node.symbol = node.op.substr(0, node.op.find("Backward"));
      }
      if (operation) node.value = preview(operation->output);
      else if (at == 0) node.value = preview(root_glimpse_);
    }
    if (step.has_grad) node.grad = preview(step.grad);
    const int index = static_cast<int>(graph->nodes.size());
    node_of[static_cast<std::size_t>(at)] = index;
    graph->nodes.push_back(std::move(node));

    for (const auto& [from, position] : data) graph->edges.push_back({from, index, std::nullopt, false});
    for (std::size_t i = 0; i < step.inputs.size(); ++i) {
      if (step.inputs[i] < 0) continue;
      const int from = node_of[static_cast<std::size_t>(step.inputs[i])];
      if (from < 0) continue;
      Graph::Edge edge{from, index, std::nullopt, true};
      if (!std::isnan(step.derivatives[i])) edge.derivative = step.derivatives[i];
      graph->edges.push_back(edge);
    }
  }
  return graph;
}

void GraphRecorder::clear() {
  operations_.clear();
  steps_.clear();
  index_.clear();
  leaves_.clear();
  constant_names_.clear();
  root_ = nullptr;
  root_sequence_ = UINT64_MAX;
  passes_ = steps_taken_ = 0;
  new_passes_.clear();
}

}  // namespace logit
