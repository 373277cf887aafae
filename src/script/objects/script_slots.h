// The two bridges between slots and dunder methods: slots of native types appear as methods (int.__add__), methods of
// script classes fill slots.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// Adds a wrapper_descriptor to the class's namespace for each slot it fills itself.
void add_slot_wrappers(Vm& vm, Type* type);
/// Sets the slots of a class of the script (and its subclasses) from the dunders found along the mro.
void update_slots(Vm& vm, Type* type);
/// TypeError "unhashable type: 'list'".
Value hash_not_implemented(Vm& vm, const Value& self);
/// The __new__ that a script sees for a native constructor.
Value native_new_wrapper(Vm& vm, Type* type);
void inherit_slots(Type* type, const Type* base);

/// The slot stands for a method written in the script.
bool is_script_binary(Slots::BinaryFn fn);

}  // namespace logit::script
