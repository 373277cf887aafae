// Walking through a graph in the order in which it was computed: forward, operation by operation, then backward. Decides what is
// visible at each place; knows nothing of drawing.
#pragma once

#include <vector>

#include "events/event.h"

namespace logit::lab {

class Playback {
 public:
  /// Another graph: shows all of it.
  void reset(const Graph& graph);
  /// 0: nothing computed yet; operations(): forward is over; length(): the backward pass is over too.
  int length() const { return static_cast<int>(forward_.size() + backward_.size()); }
  int operations() const { return static_cast<int>(forward_.size()); }
  int position() const { return position_; }
  bool at_end() const { return position_ == length(); }
  void move_to(int position);
  void step(int by) { move_to(position_ + by); }

  bool shows_value(int node) const { return value_at_[static_cast<std::size_t>(node)] <= position_; }
  bool shows_gradient(int node) const { return gradient_at_[static_cast<std::size_t>(node)] <= position_; }
  /// The operation that ran last on the way to the position, -1 at the start; `backwards`: its backward rule.
  int current(bool& backwards) const;

 private:
  std::vector<int> forward_, backward_;       // operations in the order of their run
  std::vector<int> value_at_, gradient_at_;   // per node: the position from which it is seen
  int position_ = 0;
};

}  // namespace logit::lab
