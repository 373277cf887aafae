#include "session/graph_recorder.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "autograd/grad_meta.h"
#include "autograd/grad_mode.h"
#include "base/error.h"
#include "bindings/torch_state.h"
#include "ops/formula.h"
#include "ops/op_def.h"

namespace logit {

namespace {

constexpr double kUnknown = NAN;

// Others may follow a product that nobody recorded.
bool is_product(std::string_view op) {
  static constexpr std::string_view kProducts[] = {"MmBackward0", "AddmmBackward0", "BmmBackward0", "BaddbmmBackward0",
                                                   "AddbmmBackward0", "MvBackward0", "AddmvBackward0", "DotBackward0"};
  return std::find(std::begin(kProducts), std::end(kProducts), op) != std::end(kProducts);
}

const char* name_of(kernels::RanOn backend) {
  switch (backend) {
    case kernels::RanOn::nothing: break;
    case kernels::RanOn::simd_exact: return "SIMD, exact";
    case kernels::RanOn::simd: return "SIMD";
    case kernels::RanOn::webgpu: return "WebGPU";
  }
  return "";
}

std::uint32_t label_of(const Tensor& tensor) {
  const std::uint32_t* label = bindings::label_of(tensor);
  return label ? *label : 0;
}

}  // namespace

// ---- while the script runs -------------------------------------------------------------------------

void GraphRecorder::recorded(Node& node, std::span<const Tensor> outputs, std::span<const Tensor> inputs) {
  if (operations_.empty()) operations_.resize(kOperations);
  Operation& operation = operations_[node.sequence() % kOperations];
  operation.sequence = node.sequence();
  operation.label = 0;
  operation.line = listener_.line();
  operation.ran_on = std::exchange(Context::current().ran_on, kernels::RanOn::nothing);
  if (outputs.empty()) operation.output = {};  // a change in place: its node comes before its result
  else operation.output.take(outputs[0], limit());
  operation.constants.clear();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Input input;
    const bool has_edge = i < node.next.size() && node.next[i];
    if (!has_edge && inputs[i].defined() && !inputs[i]->wrapped_number) {
      input.impl = inputs[i].impl();
      input.label = label_of(inputs[i]);
      input.value.take(inputs[i], limit());
    }
    operation.constants.push_back(std::move(input));
  }
  listener_.operation_recorded();
}

void GraphRecorder::named(const Tensor& tensor, std::uint32_t label) {
  const GradMeta* meta = find_grad_meta(tensor);
  if (!meta || !meta->grad_fn || meta->output_nr != 0 || operations_.empty()) return;
  Operation& operation = operations_[meta->grad_fn->sequence() % kOperations];
  if (operation.sequence == meta->grad_fn->sequence()) NameTable::assign(operation.label, label);
}

const GraphRecorder::Operation* GraphRecorder::operation(std::uint64_t sequence) const {
  if (operations_.empty()) return nullptr;
  const Operation& remembered = operations_[sequence % kOperations];
  return remembered.sequence == sequence ? &remembered : nullptr;
}

GraphRecorder::Walk GraphRecorder::walk(Node& root) const {
  Walk out;
  std::vector<Node*> queue{&root};
  out.index[&root] = 0;
  out.steps.emplace_back();
  for (std::size_t at = 0; at < queue.size(); ++at) {
    Node& current = *queue[at];
    Step& step = out.steps[at];
    step.op = current.name();
    step.sequence = current.sequence();
    if (current.kind() == Node::Kind::accumulate_grad) {
      const Tensor& leaf = static_cast<AccumulateGrad&>(current).variable();
      step.leaf = leaf.impl();
      step.label = label_of(leaf);
      step.leaf_value.take(leaf, kManyNumbers);  // whole layers of small networks
    } else if (const Operation* remembered = operation(step.sequence)) {
      step.label = remembered->label;
    }
    for (std::size_t i = 0; i < current.next.size(); ++i) {
      Node* next = current.next[i].node.get();
      int index = -1;
      if (next) {
        const auto [found, is_new] = out.index.try_emplace(next, static_cast<int>(out.steps.size()));
        if (is_new && out.steps.size() >= kMaxNodes) {
          out.index.erase(found);
          ++out.omitted;
        } else {
          index = found->second;
          if (is_new) {
            queue.push_back(next);
            out.steps.emplace_back();
          }
        }
      }
      out.steps[at].inputs.push_back(index);
      out.steps[at].derivatives.push_back(kUnknown);
    }
  }
  return out;
}

void GraphRecorder::backward_begins(std::span<const Tensor> roots, const ParameterNames& names) {
  ++passes_;
  const Tensor& root = roots[0];
  root_glimpse_.take(root, limit());
  const Ref<Node> node = grad_fn(root);
  if (!node) return;
  const bool same_graph = node.get() == root_ && node->sequence() == root_sequence_;
  if (!same_graph) {
    ++steps_taken_;
    root_ = node.get();
    root_sequence_ = node->sequence();
    walk_ = walk(*node);
    for (Step& step : walk_.steps) {
      const std::string* name = step.leaf && step.label == 0 ? names.find(step.leaf) : nullptr;
      if (name) step.label = names_.label(*name, NameRank::attribute);
    }
  }
  new_passes_.push_back({steps_taken_, listener_.line(), root_glimpse_.numel == 1 ? root_glimpse_.values[0] : NAN,
                         names_.name(label_of(root))});
}

void GraphRecorder::before_node(Node& node, std::span<const Tensor> grad_outputs) {
  const auto found = walk_.index.find(&node);
  if (found == walk_.index.end() || grad_outputs.empty() || !grad_outputs[0].defined()) return;
  Step& step = walk_.steps[static_cast<std::size_t>(found->second)];
  step.grad.take(grad_outputs[0], limit());
  step.has_grad = true;
  if (detail_ && node.kind() == Node::Kind::operation) measure_jacobians(node, step, grad_outputs[0]);
  Context::current().ran_on = kernels::RanOn::nothing;
}

// One row of the Jacobian is what comes out of the backward rule when a one goes in at one place.
void GraphRecorder::measure_jacobians(Node& node, Step& step, const Tensor& like) {
  const std::int64_t rows = like.numel();
  if (node.outputs.size() != 1 || rows == 0 || rows > kJacobianRows || !is_floating(like.dtype())) return;
  std::vector<std::int64_t> columns(node.next.size(), 0);
  bool any = false;
  for (std::size_t i = 0; i < node.next.size(); ++i) {
    const Edge& edge = node.next[i];
    if (!edge || edge.input >= edge.node->outputs.size()) continue;
    std::int64_t numel = 1;
    for (const std::int64_t size : edge.node->outputs[edge.input].sizes) numel *= size;
    if (numel > 0 && numel * rows <= kJacobianSize) columns[i] = numel, any = true;
  }
  if (!any) return;
  std::vector<Jacobian> jacobians(node.next.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    jacobians[i].rows = static_cast<int>(rows);
    jacobians[i].columns = static_cast<int>(columns[i]);
    jacobians[i].values.assign(static_cast<std::size_t>(rows * columns[i]), 0.0);
  }
  const NoGrad no_grad;
  try {
    for (std::int64_t row = 0; row < rows; ++row) {
      Tensor one = full_of(like.sizes(), 0.0, like.dtype());
      if (like.dtype() == DType::float64) one.data_as<double>()[row] = 1;
      else if (like.dtype() == DType::float32) one.data_as<float>()[row] = 1;
      else return;
      Grads in;
      in.push_back(std::move(one));
      Grads out = node.apply(std::move(in));
      for (std::size_t i = 0; i < columns.size() && i < out.size(); ++i) {
        if (columns[i] == 0 || !out[i].defined()) continue;
        const Shape& sizes = node.next[i].node->outputs[node.next[i].input].sizes;
        const Tensor grad = out[i].sizes() == sizes ? out[i] : ops::arithmetic().sum_to(out[i], sizes);
        for (std::int64_t k = 0; k < columns[i]; ++k) {
          jacobians[i].values[static_cast<std::size_t>(row * columns[i] + k)] = grad.element(k).to_double();
        }
      }
    }
  } catch (const Error&) {
    return;  // the pass itself will say what is wrong
  }
  step.jacobians = std::move(jacobians);
}

void GraphRecorder::after_node(Node& node, std::span<const Tensor> grad_inputs) {
  const auto found = walk_.index.find(&node);
  if (found == walk_.index.end()) return;
  Step& step = walk_.steps[static_cast<std::size_t>(found->second)];
  step.ran_on = std::exchange(Context::current().ran_on, kernels::RanOn::nothing);
  // For single numbers the chain rule can be read off: what came out divided by what went in.
  if (!step.has_grad || step.grad.numel != 1 || step.grad.values[0] == 0) return;
  for (std::size_t i = 0; i < grad_inputs.size() && i < step.inputs.size(); ++i) {
    if (step.inputs[i] < 0 || !grad_inputs[i].defined() || grad_inputs[i].numel() != 1) continue;
    step.derivatives[i] = grad_inputs[i].element(0).to_double() / step.grad.values[0];
  }
}

void GraphRecorder::backward_ended() {
  listener_.pass_ended();
  detail_ = passes_ < kDetailedPasses;
}

// ---- when somebody looks ---------------------------------------------------------------------------

std::vector<Parameter> GraphRecorder::parameters() const {
  std::vector<Parameter> out;
  std::int64_t numbers = 0;
  for (const Step& step : walk_.steps) {
    if (!step.leaf) continue;
    const Tensor leaf{Ref<TensorImpl>(step.leaf)};
    numbers += leaf.numel();
    if (numbers > (1 << 16)) break;
    Parameter parameter{names_.name(step.label), preview(leaf), {}};
    if (const Tensor grad = grad_of(leaf); grad.defined()) parameter.grad = preview(grad);
    else if (step.has_grad) parameter.grad = preview(step.grad);
    out.push_back(std::move(parameter));
  }
  std::reverse(out.begin(), out.end());  // the walk goes from the loss down
  return out;
}

std::shared_ptr<const Graph> GraphRecorder::snapshot() const {
  return walk_.steps.empty() ? nullptr : graph_of(walk_, &root_glimpse_);
}

std::shared_ptr<const Graph> GraphRecorder::forward_snapshot(Node& node) const { return graph_of(walk(node), nullptr); }

std::shared_ptr<const Graph> GraphRecorder::graph_of(const Walk& walk, const Glimpse* root_value) const {
  const std::vector<Step>& steps = walk.steps;
  auto graph = std::make_shared<Graph>();
  graph->omitted = walk.omitted;
  // Inputs first: leaves, then operations in the order in which they ran.
  std::vector<int> order(steps.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const Step& left = steps[static_cast<std::size_t>(a)];
    const Step& right = steps[static_cast<std::size_t>(b)];
    if ((left.leaf != nullptr) != (right.leaf != nullptr)) return left.leaf != nullptr;
    return !left.leaf && left.sequence < right.sequence;
  });

  std::vector<int> node_of(steps.size(), -1);
  std::unordered_map<const TensorImpl*, int> constants;
  for (const int at : order) {
    const Step& step = steps[static_cast<std::size_t>(at)];
    const Operation* remembered = step.leaf ? nullptr : operation(step.sequence);
    // Data that the operation used and that needs no gradient stands in front of it.
    std::vector<std::pair<std::size_t, int>> data;  // argument, node
    for (std::size_t i = 0; remembered && i < remembered->constants.size(); ++i) {
      const Input& input = remembered->constants[i];
      if (!input.impl) continue;
      const auto [found, is_new] = constants.try_emplace(input.impl, static_cast<int>(graph->nodes.size()));
      if (is_new) {
        Graph::Node node;
        node.kind = Graph::Kind::data;
        node.name = names_.name(input.label);
        node.value = preview(input.value);
        graph->nodes.push_back(std::move(node));
      }
      data.emplace_back(i, found->second);
    }

    Graph::Node node;
    node.name = names_.name(step.label);
    if (step.leaf) {
      node.kind = Graph::Kind::parameter;
      node.value = preview(step.leaf_value);
    } else {
      node.kind = at == 0 && root_value ? Graph::Kind::loss : Graph::Kind::operation;
      node.op = step.op;
      if (const OpDef* op = find_op_by_grad_fn(step.op)) {
        node.symbol = op->symbol[0] ? std::string(op->symbol) : std::string(op->name());
        node.formula = op->backward;
      } else {
        node.symbol = node.op.substr(0, node.op.find("Backward"));
      }
      if (remembered) {
        node.value = preview(remembered->output);
        node.line = remembered->line;
        if (is_product(step.op)) node.ran_on = name_of(remembered->ran_on);
      } else if (at == 0 && root_value) {
        node.value = preview(*root_value);
      }
    }
    if (step.has_grad) node.grad = preview(step.grad);
    if (is_product(step.op)) node.ran_back_on = name_of(step.ran_on);
    const int index = static_cast<int>(graph->nodes.size());
    node_of[static_cast<std::size_t>(at)] = index;
    graph->nodes.push_back(std::move(node));

    // A reader may rely on edges in the order of the operation's arguments.
    auto constant = data.begin();
    const auto constants_before = [&](std::size_t argument) {
      for (; constant != data.end() && constant->first < argument; ++constant) {
        graph->edges.push_back({constant->second, index, std::nullopt, false, {}, 0, 0});
      }
    };
    for (std::size_t i = 0; i < step.inputs.size(); ++i) {
      constants_before(i);
      if (step.inputs[i] < 0) continue;
      const int from = node_of[static_cast<std::size_t>(step.inputs[i])];
      if (from < 0) continue;
      Graph::Edge edge{from, index, std::nullopt, true, {}, 0, 0};
      if (i < step.jacobians.size() && !step.jacobians[i].values.empty()) {
        edge.rows = step.jacobians[i].rows;
        edge.columns = step.jacobians[i].columns;
        edge.jacobian = step.jacobians[i].values;
        if (edge.jacobian.size() == 1) edge.derivative = edge.jacobian[0];
      }
      if (!std::isnan(step.derivatives[i])) edge.derivative = step.derivatives[i];
      graph->edges.push_back(std::move(edge));
    }
    constants_before(SIZE_MAX);
  }
  return graph;
}

}  // namespace logit
