// Operators for writing formulas over tensors, above all backward rules: `dy * y * (1.0 - y)`.
// Numbers may stand on either side. Everything is recorded when grad mode is on.
#pragma once

#include "autograd/engine.h"
#include "autograd/grad_meta.h"
#include "autograd/grad_mode.h"
#include "ops/ops.h"

namespace logit::ops {

inline Tensor operator+(const Operand& a, const Operand& b) { return add(a, b); }
inline Tensor operator*(const Operand& a, const Operand& b) { return mul(a, b); }

inline Tensor operator-(const Operand& a, const Operand& b) { return sub(a, b); }

/// dy · df/dx for a function written with recorded operations: for rules that are long by hand. The
/// gradient itself is recorded when grad mode is on.
template <class F>
Tensor gradient_of(F f, const Tensor& x, const Tensor& dy);

/// Sums over the dimensions along which `sizes` was broadcast to the tensor's shape.
Tensor sum_to(const Tensor& tensor, IntList sizes);

/// The operations that the engine needs (see autograd/engine.h).
const Arithmetic& arithmetic();

namespace detail {
Tensor gradient_at(const Tensor& y, const Tensor& x, const Tensor& dy, bool create_graph);
}

template <class F>
Tensor gradient_of(F f, const Tensor& x, const Tensor& dy) {
  const bool create_graph = grad_enabled();
  GradMode recording(true);
  Tensor input = x;
  if (!create_graph) {
    input = make_alias(x);
    set_requires_grad(input, true);
  }
  return detail::gradient_at(f(input), input, dy, create_graph);
}

}  // namespace logit::ops
