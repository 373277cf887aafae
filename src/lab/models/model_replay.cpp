#include "lab/models/model_replay.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace logit::lab {

namespace {

// What a loss was computed from, or a mean or sum of; -1 for none.
int first_input(const Graph& graph, int node) {
  for (const Graph::Edge& edge : graph.edges)
    if (edge.to == node) return edge.from;
  return -1;
}

}  // namespace

std::optional<ModelReplay> ModelReplay::find(std::shared_ptr<const Graph> graph, std::int64_t features) {
  if (!graph || graph->nodes.empty()) return std::nullopt;
  // From the loss down to what it compares with the labels.
  int at = static_cast<int>(graph->nodes.size()) - 1;
  bool probability = false, found = false;
  for (int depth = 0; depth < 4 && at >= 0 && !found; ++depth) {
    const std::string_view op = std::string_view(graph->nodes[static_cast<std::size_t>(at)].op);
    const std::string_view name = op.substr(0, op.find("Backward"));
    probability = name == "BinaryCrossEntropy";
    found = probability || name == "BinaryCrossEntropyWithLogits" || name == "NllLoss";
    if (!found && name != "Mean" && name != "Sum") return std::nullopt;
    at = first_input(*graph, at);
  }
  if (!found || at < 0) return std::nullopt;
  std::optional<GraphReplay> replay = GraphReplay::make(graph, at);
  if (!replay) return std::nullopt;
  ModelReplay out(std::move(*replay));
  out.features_ = static_cast<std::size_t>(features);
  out.probability_ = probability;
  for (std::size_t i = 0; i < graph->nodes.size(); ++i) {
    const Graph::Node& node = graph->nodes[i];
    const bool rows = node.kind == Graph::Kind::data && node.value.shape.size() == 2 && node.value.shape[1] == features;
    if (rows && out.replay_.leaf(static_cast<int>(i))) out.inputs_.push_back(static_cast<int>(i));
  }
  if (out.inputs_.empty()) return std::nullopt;
  const Graph::Node& root = graph->nodes[static_cast<std::size_t>(at)];
  out.outputs_ = root.value.shape.size() == 2 ? static_cast<std::size_t>(root.value.shape[1]) : 1;
  if (out.outputs_ < 1 || out.outputs_ > 2) return std::nullopt;
  // Of data in one piece a row alone must give what it gave among the others.
  const std::vector<double> row(out.features_, 0.25);
  if (!std::isfinite(out.z(row)[0])) return std::nullopt;
  return out;
}

std::vector<double> ModelReplay::z(std::span<const double> rows) const {
  const std::size_t n = rows.size() / features_;
  for (const int input : inputs_) {
    Array& leaf = *replay_.leaf(input);
    leaf.shape = {static_cast<std::int64_t>(n), static_cast<std::int64_t>(features_)};
    leaf.values.assign(rows.begin(), rows.end());
  }
  const std::vector<double>& values = replay_.value().values;
  std::vector<double> out(n, NAN);
  if (values.size() != n * outputs_) return out;
  for (std::size_t i = 0; i < n; ++i) {
    if (outputs_ == 2) {
      out[i] = values[2 * i + 1] - values[2 * i];
    } else if (probability_) {
      const double p = std::clamp(values[i], 1e-12, 1 - 1e-12);
      out[i] = std::log(p / (1 - p));
    } else {
      out[i] = values[i];
    }
  }
  return out;
}

}  // namespace logit::lab
