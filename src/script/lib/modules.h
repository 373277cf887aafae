// The standard modules of the script language. Each is native (a build function), text in the language (a .py file of this folder),
// or both: the native part fills the module first. modules.cpp has the table; nothing is parsed before it is imported.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// Makes every standard module importable; to be called once for a new Vm.
void add_standard_modules(Vm& vm);

// The native parts, each run at the module's first import.
Value build_math(Vm& vm, Module* module);
Value build_time(Vm& vm, Module* module);
Value build_sys(Vm& vm, Module* module);
Value build_operator(Vm& vm, Module* module);
Value build_itertools(Vm& vm, Module* module);
Value build_bisect(Vm& vm, Module* module);
Value build_heapq(Vm& vm, Module* module);
Value build_random(Vm& vm, Module* module);
Value build_collections(Vm& vm, Module* module);
Value build_functools(Vm& vm, Module* module);
Value build_json(Vm& vm, Module* module);
Value build_machine(Vm& vm, Module* module);
Value build_files(Vm& vm, Module* module);
Value build_traceback(Vm& vm, Module* module);

extern const NativeDef kMathIntegerFunctions[];

}  // namespace logit::script
