// `import torch`: everything a script can import under that name.
#pragma once

#include <memory>

#include "bindings/torch_state.h"

namespace logit::bindings {

/// Makes torch and its submodules importable in `vm`. The Context must be current whenever the Vm runs; the state that is returned
/// must live as long as the Vm. Nothing is built before a script imports it.
std::unique_ptr<TorchState> install(Vm& vm);

/// Lets go of all script objects that the state holds; to be called before the Vm is destroyed.
void release(TorchState& state);

}  // namespace logit::bindings
