#include "lab/models/inline_values.h"

#include <algorithm>

namespace logit::lab {

void InlineValues::clear() {
  entries_.clear();
  ++revision_;
}

void InlineValues::read(const ValueBound& bound) {
  // Modules, functions and classes say nothing that the line itself does not say.
  if (bound.line <= 0 || (!bound.tensor && !bound.text.empty() && bound.text.front() == '<')) return;
  Entry& entry = entries_[bound.line];
  const std::string& value = bound.tensor ? bound.tensor->text : bound.text;
  if (entry.value == value && entry.name == bound.name) return;
  ++revision_;
  entry.is_backward = false;
  entry.name = bound.name;
  entry.value = value;
  entry.full = bound.text;
  entry.gradient.clear();
  entry.changed = revision_;
}

void InlineValues::read(const BackwardRan& ran) {
  if (!ran.graph) return;
  ++revision_;
  const Graph& graph = *ran.graph;
  if (ran.line > 0) {
    Entry& entry = entries_[ran.line];
    // grad() is usually assigned: then the line shows its value, not the graph's size.
    if (entry.name.empty()) {
      entry.is_backward = true;
      entry.nodes = static_cast<int>(graph.nodes.size() + static_cast<std::size_t>(graph.omitted));
      entry.parameters = static_cast<int>(std::count_if(graph.nodes.begin(), graph.nodes.end(), [](const auto& node) {
        return node.kind == Graph::Kind::parameter;
      }));
      entry.changed = revision_;
    }
  }
  for (const Graph::Node& node : graph.nodes) {
    if (node.name.empty() || !node.grad || &node == &graph.nodes.back()) continue;
    for (auto& [line, entry] : entries_) {
      if (entry.name != node.name || entry.gradient == node.grad->text) continue;
      entry.gradient = node.grad->text;
      entry.changed = revision_;
    }
  }
}

const InlineValues::Entry* InlineValues::at(int line) const {
  const auto it = entries_.find(line);
  return it == entries_.end() ? nullptr : &it->second;
}

}  // namespace logit::lab
