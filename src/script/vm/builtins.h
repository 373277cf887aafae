// The built-in functions, by kind. define_builtins() (builtins.cpp) binds them all.
#pragma once

#include "script/objects/native.h"

namespace logit::script {

extern const NativeDef kNumberBuiltins[];     // abs, round, pow, sum, min, max, bin, chr, ...
extern const NativeDef kIterationBuiltins[];  // len, iter, next, sorted, all, any
extern const NativeDef kObjectBuiltins[];     // getattr, isinstance, id, repr, vars, ...
extern const NativeDef kPrintBuiltins[];      // print
extern const NativeDef kInputBuiltins[];      // input
extern const NativeDef kRefusedBuiltins[];    // open, eval, ...

/// bytes, complex and the like: names that exist so that the refusal can say what is missing.
void define_refused_types(Vm& vm);

}  // namespace logit::script
