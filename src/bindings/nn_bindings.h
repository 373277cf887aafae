// What torch.nn and torch.optim call in every training step, natively: finding a module's parameters, calling a module,
// one optimizer step. The Python files hold the same things in Python; see "optional" in README.md.
#pragma once

#include "bindings/torch_state.h"

namespace logit::bindings {

/// Adds _module_getattr, _module_call, _sgd_step, _adam_step, _with_grads and _forget_grads to torch._C.
bool add_nn_functions(Vm& vm, script::Module* module);

}  // namespace logit::bindings
