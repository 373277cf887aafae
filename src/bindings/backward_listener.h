// Who wants to know how training goes: the session, which makes the lab's graph and curves of it.
#pragma once

#include <span>

#include "tensor/tensor.h"

namespace logit::bindings {

struct BackwardListener {
  virtual ~BackwardListener() = default;
  /// A pass over the graph of these roots is about to run.
  virtual void backward_begins(std::span<const Tensor> roots) = 0;
  /// It has ended; not called when it failed.
  virtual void backward_ended() = 0;
  /// optimizer.step() has ended.
  virtual void optimizer_stepped(double learning_rate) { (void)learning_rate; }
  /// A DataLoader begins a pass over its data.
  virtual void loader_began() {}
};

}  // namespace logit::bindings
