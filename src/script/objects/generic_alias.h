// list[int] and int | None: classes with parameters, as annotations use them.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// origin[item].
Value make_generic_alias(Vm& vm, const Value& origin, const Value& item);
/// The class method "__class_getitem__(item, /)" of generic classes.
Value class_getitem(Vm& vm, Args args);
/// The alternatives of X | Y as a Tuple, undefined when `value` is no union: for isinstance.
Value union_alternatives(Vm& vm, const Value& value);

}  // namespace logit::script
