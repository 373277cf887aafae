#include "lab/models/loss_surface.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/format.h"
#include "lab/models/tensor_text.h"

namespace logit::lab {

namespace {

bool is_bias(std::string_view name) { return name == "b" || name.find("bias") != name.npos; }

std::string element_name(const Graph::Node& node, std::int64_t element, std::int64_t count) {
  std::string name = node.name.empty() ? "w" : node.name;
  if (count == 1) return name;
  const std::vector<std::int64_t>& shape = node.value.shape;
  std::string at;
  for (std::size_t d = shape.size(); d-- > 0; element /= shape[d]) at = at.empty() ? cat(element % shape[d]) : cat(element % shape[d], ", ", at);
  return cat(name, "[", at, "]");
}

double element_of(const Graph& graph, int node, std::size_t element) {
  const std::vector<double>& values = graph.nodes[static_cast<std::size_t>(node)].value.values;
  return element < values.size() ? values[element] : NAN;
}

// The graph with whole data sets where its picture has only their beginning and the script still has them under the same name.
std::shared_ptr<const Graph> completed(std::shared_ptr<const Graph> graph, const std::vector<Variable>& variables) {
  std::shared_ptr<Graph> copy;
  for (std::size_t i = 0; i < graph->nodes.size(); ++i) {
    const Graph::Node& node = graph->nodes[i];
    if (node.kind != Graph::Kind::data || node.value.complete || node.name.empty()) continue;
    for (const Variable& variable : variables) {
      if (variable.name != node.name || !variable.tensor || !variable.tensor->complete || variable.tensor->shape != node.value.shape) continue;
      if (!copy) copy = std::make_shared<Graph>(*graph);
      copy->nodes[i].value = *variable.tensor;
    }
  }
  return copy ? copy : graph;
}

void mix(std::uint64_t& hash, double value) { hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15ull; }

}  // namespace

std::vector<LossSurface::Unknown> LossSurface::unknowns(const Graph& graph) {
  std::vector<Unknown> out;
  for (const bool biases : {false, true}) {  // weights first, as a person names them
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      const Graph::Node& node = graph.nodes[i];
      if (node.kind != Graph::Kind::parameter || is_bias(node.name) != biases) continue;
      const std::int64_t count = numel(node.value);
      if (!node.value.complete || out.size() + static_cast<std::size_t>(count) > kMost) return {};
      for (std::int64_t k = 0; k < count; ++k) {
        out.push_back({static_cast<int>(i), static_cast<std::size_t>(k), element_name(node, k, count)});
      }
    }
  }
  return out;
}

void LossSurface::clear() { *this = LossSurface(); }

bool LossSurface::show(std::shared_ptr<const Graph> graph, const std::vector<Variable>& variables) {
  if (!graph || graph->nodes.empty()) return false;
  std::vector<Unknown> all = unknowns(*graph);
  if (all.empty()) return false;
  graph = completed(std::move(graph), variables);
  const int root = static_cast<int>(graph->nodes.size()) - 1;
  std::optional<GraphReplay> replay = GraphReplay::make(graph, root);
  if (!replay || replay->rows_missing() || replay->value().values.size() != 1) return false;
  // A parameter that the loss does not depend on is no axis.
  std::erase_if(all, [&](const Unknown& u) { return !replay->leaf(u.node); });
  if (all.empty()) return false;
  const std::size_t axes = std::min<std::size_t>(all.size(), 2);
  const auto names = [](const std::vector<Unknown>& of) {
    std::string out;
    for (const Unknown& u : of) out += u.name + "\n";
    return out;
  };
  std::vector<Unknown> others(all.begin() + static_cast<std::ptrdiff_t>(axes), all.end());
  all.resize(axes);
  if (replay_ && names(all) != names(axes_)) clear();  // another model
  const double loss = replay->value().values[0];
  replay_ = std::move(replay);
  axes_ = std::move(all);
  others_ = std::move(others);

  held_.clear();
  for (const Unknown& u : others_) held_.push_back({u.name, element_of(*graph, u.node, u.element)});
  here_.x = element_of(*graph, axes_[0].node, axes_[0].element);
  here_.y = axes == 2 ? element_of(*graph, axes_[1].node, axes_[1].element) : 0;
  here_.loss = loss;
  function_ = graph->nodes.size();
  for (std::size_t i = 0; i < graph->nodes.size(); ++i) {
    const Graph::Node& node = graph->nodes[i];
    for (const char c : node.op) mix(function_, static_cast<double>(c));
    if (!node.op.empty()) continue;
    for (std::size_t k = 0; k < node.value.values.size(); ++k) {
      const bool is_axis = std::any_of(axes_.begin(), axes_.end(), [&](const Unknown& u) { return u.node == static_cast<int>(i) && u.element == k; });
      if (!is_axis) mix(function_, node.value.values[k]);
    }
  }
  widen();
  return true;
}

void LossSurface::visit(std::uint64_t step, double loss, const Graph& graph) {
  if (axes_.empty()) return;
  if (seen_++ % stride_ != 0) return;
  const std::vector<Unknown> all = unknowns(graph);
  Visit visit{step, NAN, 0, loss};
  for (const Unknown& u : all) {
    if (u.name == axes_[0].name) visit.x = element_of(graph, u.node, u.element);
    else if (axes_.size() == 2 && u.name == axes_[1].name) visit.y = element_of(graph, u.node, u.element);
  }
  if (!std::isfinite(visit.x) || !std::isfinite(visit.y)) return;
  path_.push_back(visit);
  if (path_.size() >= kVisits) {
    for (std::size_t i = 0; 2 * i < path_.size(); ++i) path_[i] = path_[2 * i];
    path_.resize((path_.size() + 1) / 2);
    stride_ *= 2;
  }
  widen();
}

// Keeps path and present place well inside the picture. It grows by more than it needs, so that it does not grow at every step.
void LossSurface::widen() {
  if (axes_.empty()) return;
  bool outside = range_.size() != axes_.size();
  range_.resize(axes_.size());
  for (std::size_t d = 0; d < axes_.size(); ++d) {
    const auto of = [&](const Visit& v) { return d == 0 ? v.x : v.y; };
    double low = of(here_), high = low;
    for (const Visit& v : path_) low = std::min(low, of(v)), high = std::max(high, of(v));
    Axis& range = range_[d];
    const double least = std::max(1.0, 0.5 * std::max(std::fabs(low), std::fabs(high)));
    const double margin = 0.08 * (range.high - range.low);
    if (outside || range.name != axes_[d].name || low < range.low + margin || high > range.high - margin) {
      const double half = std::max(0.8 * (high - low), least);
      range = {axes_[d].name, (low + high) / 2 - half, (low + high) / 2 + half};
      outside = true;
    }
  }
}

void LossSurface::begin() {
  next_.axes = range_;
  next_.of = function_;
  next_.heights.clear();
  next_.heights.reserve(axes_.size() == 2 ? kSide * kSide : kCurve);
}

bool LossSurface::work() {
  if (!replay_) return false;
  const auto same_range = [&](const std::vector<Axis>& axes) {
    return std::equal(axes.begin(), axes.end(), range_.begin(), range_.end(),
                      [](const Axis& a, const Axis& b) { return a.name == b.name && a.low == b.low && a.high == b.high; });
  };
  const bool working = !next_.axes.empty();
  if (!working) {
    if (drawn_.of == function_ && same_range(drawn_.axes)) return false;
    begin();
  } else if (next_.axes.size() != axes_.size() || !same_range(next_.axes)) {
    begin();  // of what was begun nothing could be shown
  }
  const std::size_t columns = axes_.size() == 2 ? kSide : kCurve, rows = axes_.size() == 2 ? kSide : 1;
  const auto place = [](const Axis& axis, std::size_t i, std::size_t n) {
    return axis.low + (axis.high - axis.low) * static_cast<double>(i) / static_cast<double>(n - 1);
  };
  const std::size_t row = next_.heights.size() / columns;
  const double y = rows == 1 ? 0 : place(next_.axes[1], row, rows);
  for (std::size_t i = 0; i < columns; ++i) next_.heights.push_back(loss(place(next_.axes[0], i, columns), y));
  if (next_.heights.size() < rows * columns) return true;
  drawn_ = std::move(next_);
  next_ = {};
  return drawn_.of != function_;
}

double LossSurface::loss(double x, double y) {
  if (!replay_) return NAN;
  replay_->leaf(axes_[0].node)->values[axes_[0].element] = x;
  if (axes_.size() == 2) replay_->leaf(axes_[1].node)->values[axes_[1].element] = y;
  const std::vector<double>& value = replay_->value().values;
  return value.size() == 1 ? value[0] : NAN;
}

}  // namespace logit::lab
