#include "lab/models/model_replay.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace logit::lab {

namespace {

std::string_view base_name(std::string_view op) { return op.substr(0, op.find("Backward")); }

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

class ModelReplay::Builder {
 public:
  Builder(const Graph& graph, std::int64_t features, ModelReplay& out) : graph_(graph), features_(features), out_(out) {
    inputs_.resize(graph.nodes.size());
    for (const Graph::Edge& edge : graph.edges) inputs_[static_cast<std::size_t>(edge.to)].push_back(edge.from);
  }

  bool build() {
    if (graph_.nodes.empty() || graph_.omitted > 0) return false;
    int at = static_cast<int>(graph_.nodes.size()) - 1;
    // From the loss down to what it compares with the labels.
    for (int depth = 0; depth < 4; ++depth) {
      const std::string_view op = base_name(node(at).op);
      const bool cross = op == "NllLoss", logits = op == "BinaryCrossEntropyWithLogits", plain = op == "BinaryCrossEntropy";
      if (cross || logits || plain || one_of(op, {"Mean", "Sum"})) {
        int next = -1;
        for (int input : inputs_[static_cast<std::size_t>(at)])
          if (depends(input)) next = input;
        if (next < 0) return false;
        at = next;
        if (!(cross || logits || plain)) continue;
        out_.probability_ = plain;
        return step_of(at) >= 0 && !out_.steps_.empty();
      }
      return false;
    }
    return false;
  }

 private:
  const Graph::Node& node(int i) const { return graph_.nodes[static_cast<std::size_t>(i)]; }

  bool is_input(int i) const {
    const Graph::Node& n = node(i);
    return n.kind == Graph::Kind::data && n.value.shape.size() == 2 && n.value.shape[1] == features_;
  }

  bool depends(int i) {
    const auto known = depends_.find(i);
    if (known != depends_.end()) return known->second;
    depends_[i] = false;
    bool yes = is_input(i);
    for (int input : inputs_[static_cast<std::size_t>(i)]) yes = depends(input) || yes;
    return depends_[i] = yes;
  }

  struct Matrix {
    std::size_t rows = 0, columns = 0;
    std::vector<double> values;
    bool ok = false;
  };

  // A parameter or constant, through transposes and reshapes of no consequence.
  Matrix constant(int i) {
    const Graph::Node& n = node(i);
    Matrix out;
    if (n.kind == Graph::Kind::parameter || n.kind == Graph::Kind::data) {
      if (!n.value.complete || n.value.shape.size() > 2) return out;
      out.values = n.value.values;
      out.rows = n.value.shape.size() == 2 ? static_cast<std::size_t>(n.value.shape[0]) : 1;
      out.columns = n.value.shape.empty() ? 1 : static_cast<std::size_t>(n.value.shape.back());
      out.ok = out.values.size() == out.rows * out.columns;
      return out;
    }
    const auto& from = inputs_[static_cast<std::size_t>(i)];
    if (from.size() != 1 || !one_of(base_name(n.op), {"T", "Transpose", "Permute"})) return out;
    const Matrix inner = constant(from[0]);
    if (!inner.ok) return out;
    out = {inner.columns, inner.rows, std::vector<double>(inner.values.size()), true};
    for (std::size_t r = 0; r < inner.rows; ++r)
      for (std::size_t c = 0; c < inner.columns; ++c) out.values[c * inner.rows + r] = inner.values[r * inner.columns + c];
    return out;
  }

  int put(Step step) {
    out_.steps_.push_back(std::move(step));
    return static_cast<int>(out_.steps_.size()) - 1;
  }
  std::size_t width(int step) const { return out_.steps_[static_cast<std::size_t>(step)].outputs; }

  int step_of(int i) {
    if (const auto known = step_of_.find(i); known != step_of_.end()) return known->second;
    return step_of_[i] = make(i);
  }

  int make(int i) {
    if (is_input(i)) return put({.kind = Step::Kind::input, .outputs = static_cast<std::size_t>(features_)});
    const std::string_view op = base_name(node(i).op);
    std::vector<int> rows, constants;
    for (int input : inputs_[static_cast<std::size_t>(i)]) (depends(input) ? rows : constants).push_back(input);
    if (rows.empty()) return -1;
    const int a = step_of(rows[0]);
    if (a < 0) return -1;
    if (one_of(op, {"Addmm", "Mm", "Mv", "Linear"})) return affine(a, constants, op);
    if (op == "Add" || op == "Mul") {
      const bool add = op == "Add";
      if (rows.size() == 2 && constants.empty()) {
        const int b = step_of(rows[1]);
        if (b < 0 || width(a) != width(b)) return -1;
        return put({.kind = add ? Step::Kind::add : Step::Kind::multiply, .a = a, .b = b, .outputs = width(a)});
      }
      if (rows.size() != 1 || constants.size() != 1) return -1;
      const Matrix m = constant(constants[0]);
      if (!m.ok || m.rows != 1 || (m.columns != 1 && m.columns != width(a))) return -1;
      return put({.kind = add ? Step::Kind::add_constant : Step::Kind::scale, .a = a, .bias = m.values, .outputs = width(a)});
    }
    if (rows.size() != 1 || !constants.empty()) return -1;
    if (op == "Sum" && width(a) > 1) {  // (x * w).sum(1)
      return put({.kind = Step::Kind::affine, .a = a, .weight = std::vector<double>(width(a), 1.0), .bias = {}, .outputs = 1});
    }
    Step step{.kind = Step::Kind::same, .a = a, .outputs = width(a)};
    if (op == "Sigmoid") step.kind = Step::Kind::sigmoid;
    else if (op == "Tanh") step.kind = Step::Kind::tanh;
    else if (op == "Relu") step.kind = Step::Kind::relu;
    else if (op == "LogSoftmax") step.kind = Step::Kind::log_softmax;
    else if (!one_of(op, {"View", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "UnsafeView", "Alias", "Clone"})) return -1;
    return put(std::move(step));
  }

  // Weights come as (in, out), already transposed, or as a vector.
  int affine(int a, const std::vector<int>& constants, std::string_view op) {
    Matrix weight, bias;
    for (int c : constants) {
      const Matrix m = constant(c);
      if (!m.ok) return -1;
      const bool vector_weight = op == "Mv" && m.rows == 1 && m.columns == width(a);
      if (!weight.ok && ((m.rows == width(a) && (m.rows > 1 || op == "Mm" || m.columns == 1 || constants.size() == 1)) || vector_weight)) weight = m;
      else bias = m;
    }
    if (op == "Addmm" && constants.size() == 2) {  // bias first, then the weights
      bias = constant(constants[0]);
      weight = constant(constants[1]);
      if (weight.rows != width(a)) std::swap(bias, weight);
    }
    if (!weight.ok) return -1;
    if (op == "Mv") weight = {weight.columns, 1, weight.values, true};
    if (weight.rows != width(a)) return -1;
    Step step{.kind = Step::Kind::affine, .a = a, .outputs = weight.columns};
    step.weight.resize(weight.values.size());
    for (std::size_t r = 0; r < weight.rows; ++r)
      for (std::size_t c = 0; c < weight.columns; ++c) step.weight[c * weight.rows + r] = weight.values[r * weight.columns + c];
    if (bias.ok) {
      if (bias.values.size() != 1 && bias.values.size() != weight.columns) return -1;
      step.bias = bias.values;
    }
    return put(std::move(step));
  }

  const Graph& graph_;
  std::int64_t features_;
  ModelReplay& out_;
  std::vector<std::vector<int>> inputs_;
  std::map<int, bool> depends_;
  std::map<int, int> step_of_;
};

std::optional<ModelReplay> ModelReplay::find(std::shared_ptr<const Graph> graph, std::int64_t features) {
  if (!graph) return std::nullopt;
  ModelReplay out;
  if (!Builder(*graph, features, out).build()) return std::nullopt;
  const std::size_t outputs = out.steps_.back().outputs;
  if (outputs < 1 || outputs > 2) return std::nullopt;
  return out;
}

double ModelReplay::z(const std::vector<double>& row) const {
  std::vector<std::vector<double>> values(steps_.size());
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    std::vector<double>& out = values[i];
    if (step.kind == Step::Kind::input) {
      out = row;
      continue;
    }
    const std::vector<double>& a = values[static_cast<std::size_t>(step.a)];
    if (step.kind == Step::Kind::affine) {
      out.assign(step.outputs, 0);
      for (std::size_t o = 0; o < step.outputs; ++o) {
        for (std::size_t k = 0; k < a.size(); ++k) out[o] += step.weight[o * a.size() + k] * a[k];
        if (!step.bias.empty()) out[o] += step.bias[std::min(o, step.bias.size() - 1)];
      }
      continue;
    }
    out = a;
    for (std::size_t k = 0; k < out.size(); ++k) {
      double& v = out[k];
      switch (step.kind) {
        case Step::Kind::add: v += values[static_cast<std::size_t>(step.b)][k]; break;
        case Step::Kind::multiply: v *= values[static_cast<std::size_t>(step.b)][k]; break;
        case Step::Kind::add_constant: v += step.bias[std::min(k, step.bias.size() - 1)]; break;
        case Step::Kind::scale: v *= step.bias[std::min(k, step.bias.size() - 1)]; break;
        case Step::Kind::sigmoid: v = 1 / (1 + std::exp(-v)); break;
        case Step::Kind::tanh: v = std::tanh(v); break;
        case Step::Kind::relu: v = std::max(v, 0.0); break;
        default: break;  // the difference of two log_softmax outputs is that of their inputs
      }
    }
  }
  const std::vector<double>& last = values.back();
  if (last.size() == 2) return last[1] - last[0];
  if (!probability_) return last[0];
  const double p = std::clamp(last[0], 1e-12, 1 - 1e-12);
  return std::log(p / (1 - p));
}

}  // namespace logit::lab
