// Who wants to know of backward passes as a whole: the session, which makes the lab's graph of them.
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
};

}  // namespace logit::bindings
