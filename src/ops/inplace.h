// Changing a tensor's memory in place, with autograd's rules: leaves are refused, the version counter
// moves, the tensor's history is rewritten, and a change to a view reaches its base (CopySlices).
#pragma once

#include "ops/op_def.h"
#include "ops/record.h"

namespace logit::ops {

/// Throws if `self` may not be changed in place while `recording`: a leaf that requires grad, a view of one,
/// or a view that must not be written.
void check_in_place(const Tensor& self, bool recording);

/// Makes `node` (whose input 0 is the old value of `self`) the new history of `self`. Call after the
/// version was bumped.
void rebase_history(const Tensor& self, const Ref<Node>& node);

/// self = op(old value of self), where op is any out-of-place operation. `others_require_grad`: one of its
/// other inputs requires a gradient. Returns self.
/// Errors: RuntimeError "result type Float can't be cast to the desired output type Long", "output with
/// shape [3] doesn't match the broadcast shape [2, 3]".
template <class Op>
Tensor in_place(const Tensor& self, bool others_require_grad, Op op);

/// The in-place form of a table entry: changes args[0] and returns it.
Tensor call_in_place(const Form& form, const Arg* args);

namespace detail {
/// The operand that stands for the old value of `self`; a copy if it is going to be recorded.
Tensor old_value(const Tensor& self, bool others_require_grad);
/// Moves `result` into `self`'s memory and takes over its history.
void overwrite(const Tensor& self, const Tensor& result);
}  // namespace detail

template <class Op>
Tensor in_place(const Tensor& self, bool others_require_grad, Op op) {
  detail::overwrite(self, op(detail::old_value(self, others_require_grad)));
  return self;
}

}  // namespace logit::ops
