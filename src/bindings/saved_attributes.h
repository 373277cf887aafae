// What a node of the backward graph kept, by PyTorch's names: grad_fn._saved_self, grad_fn._saved_result.
#pragma once

#include "bindings/torch_state.h"

namespace logit::bindings {

/// The attribute `name` of a node ("_saved_self"; for a custom function also what its ctx has): a tensor, or None for what the
/// node did not need. Undefined if the node has no such attribute; RuntimeError if the graph was freed or the tensor changed.
Value node_attribute(Vm& vm, Node& node, script::Str* name);

}  // namespace logit::bindings
