// list[int] and int | None: classes with parameters, as annotations use them.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// origin[item].
Value make_generic_alias(Vm& vm, const Value& origin, const Value& item);
/// The class method "__class_getitem__(item, /)" of generic classes.
Value class_getitem(Vm& vm, Args args);

}  // namespace logit::script
