// Whether operations are recorded. A thin layer over the Context's two switches, for C++ scopes; the
// script's context managers set the switches themselves.
#pragma once

#include "tensor/context.h"

namespace logit {

inline bool grad_enabled() { return Context::current().grad_enabled; }

/// Sets grad mode for a C++ scope.
class GradMode {
 public:
  explicit GradMode(bool enabled) : context_(Context::current()), previous_(context_.grad_enabled) {
    context_.grad_enabled = enabled;
  }
  ~GradMode() { context_.grad_enabled = previous_; }
  GradMode(const GradMode&) = delete;
  GradMode& operator=(const GradMode&) = delete;

 private:
  Context& context_;
  bool previous_;
};

/// torch.no_grad() for a C++ scope.
class NoGrad : public GradMode {
 public:
  NoGrad() : GradMode(false) {}
};

}  // namespace logit
