// Arguments of numeric functions: numbers at once, objects with __float__ or __index__ by way of a Task.
//
// A function written for plain numbers asks `plain_double` for each argument. When the answer is `ask`, it returns
// `retry_with_floats(...)`, which lets the script convert what it must and calls the function again.
#pragma once

#include "script/objects/numbers.h"

namespace logit::script {

enum class Plain { ok, failed, ask };

/// A number as double. ask: an object of the script that may convert itself. failed: TypeError or OverflowError is set.
inline Plain plain_double(Vm& vm, const Value& value, double& out) {
  if (value.is_double()) {
    out = value.number();
    return Plain::ok;
  }
  if (value.is_small_int()) {
    out = static_cast<double>(value.small_int());
    return Plain::ok;
  }
  if (value.is_object()) {
    const Type* type = value.object()->type;
    if (!type->is_subtype(vm.types.int_) && !type->is_subtype(vm.types.float_) &&
        (type->lookup(vm.names.__float__) || type->lookup(vm.names.__index__))) {
      return Plain::ask;
    }
  }
  return vm.to_double(value, out) ? Plain::ok : Plain::failed;
}

/// Calls `fn` again after turning every argument that is no number into a float.
Value retry_with_floats(Vm& vm, NativeFn fn, Args args);
/// The same for functions of ints: arguments that are no ints go through __index__.
Value retry_with_ints(Vm& vm, NativeFn fn, Args args);

}  // namespace logit::script
