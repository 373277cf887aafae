// The backward pass as scripts reach it: running it, hooks, grad_fn objects, and the native half of
// torch.autograd.Function. A BackwardRun that meets a script hook goes on inside a Task, so that hooks and custom backwards run as
// ordinary script frames and nothing recurses.
#pragma once

#include "autograd/engine.h"
#include "bindings/torch_state.h"

namespace logit::bindings {

/// A callable of the script as autograd keeps it.
class CallableHandle final : public ScriptHandle {
 public:
  CallableHandle(Vm& vm, Value callable) : vm_(vm), callable_(std::move(callable)) {}
  std::string name() const override;
  const Value& callable() const { return callable_; }

 private:
  Vm& vm_;
  Value callable_;
};

/// grad_fn as a script object; None for a null node.
Value wrap_node(Vm& vm, const Ref<Node>& node);

/// Defines the Node type.
void add_autograd_types(Vm& vm);
/// torch._C's backward pass, modes and hooks: _run_backward, _set_grad_enabled, _register_hook, …
void add_autograd_functions(Vm& vm, script::Module* module);

/// Tensor.backward(gradient=None, retain_graph=None, create_graph=False, inputs=None)
Value tensor_backward(Vm& vm, Args args);

}  // namespace logit::bindings
