// Who completes which built-in type: one function for each row of types.def, in a .cpp of this folder. Called once
// when a Vm is made, in the order of the rows; each ends in vm.define(TypeSpec{...}, vm.types.<member>).
#pragma once

namespace logit::script {

class Vm;

#define TYPE(member, name, global) void define_##member(Vm& vm);
#include "script/objects/types.def"
#undef TYPE

void define_object(Vm& vm);
void define_exceptions(Vm& vm);
/// Built-in functions (print, len, ...): vm/builtins*.cpp.
void define_builtins(Vm& vm);

}  // namespace logit::script
