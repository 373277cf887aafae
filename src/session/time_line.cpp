#include "session/time_line.h"

#include <algorithm>

namespace logit {

namespace {

std::size_t size_of(const TensorPreview& t) {
  return sizeof t + t.values.capacity() * sizeof(double) + t.shape.capacity() * sizeof(std::int64_t) + t.text.capacity();
}

std::size_t size_of(const TimeLine::Entry& entry) {
  std::size_t bytes = sizeof entry;
  if (entry.moment.graph) {
    for (const Graph::Node& node : entry.moment.graph->nodes) {
      bytes += sizeof node + node.formula.capacity() + node.op.capacity() + size_of(node.value) + (node.grad ? size_of(*node.grad) : 0);
    }
    for (const Graph::Edge& edge : entry.moment.graph->edges) bytes += sizeof edge + edge.jacobian.capacity() * sizeof(double);
  }
  for (const Parameter& p : entry.moment.parameters) bytes += sizeof p + size_of(p.value) + (p.grad ? size_of(*p.grad) : 0);
  for (const BoundValues::Kept& kept : entry.kept) bytes += sizeof kept + kept.text.capacity() + kept.tensor.values.size() * sizeof(double);
  return bytes;
}

}  // namespace

void TimeLine::add(Entry entry) {
  // autograd.grad once per parameter: later passes over one graph complete the same moment.
  if (!entries_.empty() && entries_.back().moment.step == entry.moment.step) {
    bytes_ -= entries_.back().bytes;
    entries_.pop_back();
  }
  entry.bytes = size_of(entry);
  bytes_ += entry.bytes;
  entries_.push_back(std::move(entry));
  while (entries_.size() > kMoments || (bytes_ > kBytes && entries_.size() > 1)) {
    widen();
    if (entries_.size() == 1) break;  // one moment alone may be larger than the limit
  }
}

void TimeLine::widen() {
  stride_ *= 2;
  std::vector<Entry> left;
  for (Entry& e : entries_) {
    if (wants(e.moment.step)) left.push_back(std::move(e));
    else bytes_ -= e.bytes;
  }
  entries_ = std::move(left);
}

std::size_t TimeLine::at_step(std::uint64_t step) const {
  const auto after = std::upper_bound(entries_.begin(), entries_.end(), step,
                                      [](std::uint64_t s, const Entry& e) { return s < e.moment.step; });
  return after == entries_.begin() ? 0 : static_cast<std::size_t>(after - entries_.begin()) - 1;
}

}  // namespace logit
