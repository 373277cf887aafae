// torch.Tensor as the script machine sees it: its slots, properties and the methods that are no operations of the table.
#pragma once

#include "bindings/torch_state.h"

namespace logit::bindings {

/// Defines the type and puts it into `module` as Tensor. The op table must be in place.
bool add_tensor_type(Vm& vm, script::Module* module);

}  // namespace logit::bindings
