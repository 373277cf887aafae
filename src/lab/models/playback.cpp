#include "lab/models/playback.h"

#include <algorithm>

namespace logit::lab {

void Playback::reset(const Graph& graph) {
  const std::size_t n = graph.nodes.size();
  forward_.clear();
  backward_.clear();
  value_at_.assign(n, 0);
  gradient_at_.assign(n, 0);
  bool gradients = false;
  for (std::size_t i = 0; i < n; ++i) {
    gradients = gradients || graph.nodes[i].grad.has_value();
    if (graph.nodes[i].op.empty()) continue;
    forward_.push_back(static_cast<int>(i));
    value_at_[i] = static_cast<int>(forward_.size());
  }
  if (gradients) backward_.assign(forward_.rbegin(), forward_.rend());
  // An operation's backward rule makes the gradients of its inputs; the last of their uses completes them.
  std::vector<int> turn(n, 0);
  for (std::size_t k = 0; k < backward_.size(); ++k) turn[static_cast<std::size_t>(backward_[k])] = static_cast<int>(forward_.size() + k + 1);
  for (const Graph::Edge& edge : graph.edges) {
    int& at = gradient_at_[static_cast<std::size_t>(edge.from)];
    if (edge.carries_gradient) at = std::max(at, turn[static_cast<std::size_t>(edge.to)]);
  }
  if (n) gradient_at_[n - 1] = static_cast<int>(forward_.size()) + (gradients ? 1 : 0);
  position_ = length();
}

void Playback::move_to(int position) { position_ = std::clamp(position, 0, length()); }

int Playback::current(bool& backwards) const {
  backwards = position_ > operations();
  if (position_ == 0) return -1;
  return backwards ? backward_[static_cast<std::size_t>(position_ - operations() - 1)] : forward_[static_cast<std::size_t>(position_ - 1)];
}

}  // namespace logit::lab
