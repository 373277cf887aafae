// What stands between the brackets of x[...], as ops/index understands it.
#pragma once

#include "bindings/torch_state.h"

namespace logit::bindings {

/// x[key], translated for ops/index_item.h
Value tensor_getitem(Vm& vm, const Value& self, const Value& key);
/// x[key] = value
Value tensor_setitem(Vm& vm, const Value& self, const Value& key, const Value& value);

}  // namespace logit::bindings
