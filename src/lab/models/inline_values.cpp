#include "lab/models/inline_values.h"

#include <algorithm>

#include "base/format.h"
#include "lab/models/number_text.h"

namespace logit::lab {

namespace {

// What stands beside the line: one number, few numbers, or the shape of many.
std::string short_text(const TensorPreview& t) { return t.text; }

// All numbers that are known, rows in brackets.
std::string full_text(const TensorPreview& t) {
  if (t.values.size() <= 1) return t.text;
  const std::size_t row = t.shape.empty() || t.shape.back() <= 0 ? t.values.size() : static_cast<std::size_t>(t.shape.back());
  std::string out = "[";
  for (std::size_t i = 0; i < t.values.size(); ++i) {
    if (t.shape.size() > 1 && i % row == 0) out += i ? "\n [" : "[";
    else if (i) out += ", ";
    out += short_number(t.values[i]);
    if (t.shape.size() > 1 && (i + 1) % row == 0) out += "]";
  }
  return out + (t.complete ? "]" : ", …]");
}

}  // namespace

void InlineValues::clear() {
  entries_.clear();
  ++revision_;
}

InlineValues::Item& InlineValues::item(Entry& entry, const std::string& name) {
  for (Item& known : entry.items)
    if (known.name == name) return known;
  entry.items.push_back({name, {}, {}, {}, {}});
  return entry.items.back();
}

void InlineValues::compose(Entry& entry) {
  entry.value.clear();
  entry.gradient.clear();
  entry.full.clear();
  entry.name = entry.items.empty() ? std::string() : entry.items[0].name;
  const bool several = entry.items.size() > 1;
  for (const Item& item : entry.items) {
    // Of "model.linear.weight" the last word says enough beside the line that made the model.
    const std::string name = item.name.substr(item.name.rfind('.') + 1);
    if (several) entry.value += cat(entry.value.empty() ? "" : "  ", name, " ", item.value);
    else entry.value = item.value;
    if (!item.gradient.empty()) {
      if (several) entry.gradient += cat(entry.gradient.empty() ? "" : "  ", "∂", name, " ", item.gradient);
      else entry.gradient = item.gradient;
    }
    entry.full += cat(entry.full.empty() ? "" : "\n", item.name, " = ", item.full);
    if (!item.gradient.empty()) entry.full += cat("\n∂L/∂", item.name, " = ", item.full_gradient);
  }
  entry.changed = revision_;
}

void InlineValues::read(const ValueBound& bound) {
  if (bound.line <= 0) return;
  if (!bound.parts.empty()) {
    Entry& entry = entries_[bound.line];
    ++revision_;
    entry.is_backward = false;
    for (const ValueBound::Part& part : bound.parts) {
      Item& shown = item(entry, part.name);
      shown.value = short_text(part.tensor);
      shown.full = full_text(part.tensor);
    }
    compose(entry);
    return;
  }
  // Modules, functions and classes say nothing that the line itself does not say.
  if (!bound.tensor && (bound.text.empty() || bound.text.front() == '<')) return;
  Entry& entry = entries_[bound.line];
  Item& shown = item(entry, bound.name);
  const std::string value = bound.tensor ? short_text(*bound.tensor) : bound.text;
  std::string full = bound.tensor ? full_text(*bound.tensor) : bound.text;
  if (shown.value == value && shown.full == full && !entry.is_backward) return;
  ++revision_;
  entry.is_backward = false;
  shown.value = value;
  shown.full = std::move(full);
  shown.gradient.clear();
  compose(entry);
}

void InlineValues::read(const BackwardRan& ran) {
  if (!ran.graph) return;
  ++revision_;
  const Graph& graph = *ran.graph;
  if (ran.line > 0) {
    Entry& entry = entries_[ran.line];
    // grad() is usually assigned: then the line shows its value, not the graph's size.
    if (entry.items.empty()) {
      entry.is_backward = true;
      entry.nodes = static_cast<int>(graph.nodes.size() + static_cast<std::size_t>(graph.omitted));
      entry.parameters = static_cast<int>(std::count_if(graph.nodes.begin(), graph.nodes.end(), [](const auto& node) {
        return node.kind == Graph::Kind::parameter;
      }));
      entry.changed = revision_;
    }
  }
  std::map<std::string_view, const Graph::Node*> named;
  for (const Graph::Node& node : graph.nodes)
    if (!node.name.empty() && node.grad && &node != &graph.nodes.back()) named[node.name] = &node;
  for (auto& [line, entry] : entries_) {
    bool changed = false;
    for (Item& item : entry.items) {
      const auto found = named.find(item.name);
      if (found == named.end()) continue;
      const TensorPreview& grad = *found->second->grad;
      std::string full = full_text(grad);
      if (item.gradient == short_text(grad) && item.full_gradient == full) continue;
      item.gradient = short_text(grad);
      item.full_gradient = std::move(full);
      changed = true;
    }
    if (changed) compose(entry);
  }
}

void InlineValues::read(const Moment& moment) {
  clear();
  for (const ValueBound& value : moment.values) read(value);
  read(BackwardRan{moment.step, moment.line, {}, moment.loss, moment.graph});
}

const InlineValues::Entry* InlineValues::at(int line) const {
  const auto it = entries_.find(line);
  return it == entries_.end() ? nullptr : &it->second;
}

}  // namespace logit::lab
