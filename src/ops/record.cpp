#include "ops/record.h"

#include "autograd/engine.h"

namespace logit::ops {

Grads NodeWithRule::apply(Grads dys) {
  Back back(*this, std::move(dys));
  run(back);
  return back.take();
}

void Recording::finish(const Ref<Node>& node, std::span<const Tensor> outputs) {
  node->next = std::move(edges_);
  node->saved = std::move(saved_);
  for (const Tensor& output : outputs) set_history(output, node);
  if (AutogradObserver* observer = Context::current().observer) {
    observer->recorded(*node, outputs, {inputs_.data(), inputs_.size()});
  }
}

}  // namespace logit::ops
