// The small types around tensors: torch.dtype, torch.device, torch.Size, torch.Generator.
#pragma once

#include "bindings/torch_state.h"

namespace logit::bindings {

/// Defines the types and their constants (torch.float32, …) in `module`.
bool add_torch_types(Vm& vm, script::Module* module);

/// torch.device from "cpu", "cuda:0", a device, or None; error otherwise. Only its syntax is checked.
Value to_device(Vm& vm, const Value& value);

/// True for None, "cpu" and torch.device("cpu"). Else false with an exception set: tensors live on the CPU only.
bool check_cpu_device(Vm& vm, const Value& value);

/// The generator of an argument `generator=`: the Context's for None. Null: TypeError is set.
Generator* to_generator(Vm& vm, const Value& value);

}  // namespace logit::bindings
