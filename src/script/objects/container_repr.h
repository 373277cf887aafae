// repr() of list, tuple, dict, set and frozenset. Numbers and strings inside are written directly; anything else is
// asked for its own repr, one frame deeper, so that depth costs heap and not C++ stack.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

Value list_repr(Vm& vm, const Value& self);
Value tuple_repr(Vm& vm, const Value& self);
Value dict_repr(Vm& vm, const Value& self);
Value set_repr(Vm& vm, const Value& self);
/// dict_keys([...]) and its siblings: the items of `iterable_list` between the name's brackets.
Value view_repr(Vm& vm, const Value& self);

/// Appends repr(value) if it is None, a bool, a number or a str of the exact type; else false.
bool append_scalar_repr(Vm& vm, std::string& out, const Value& value);

}  // namespace logit::script
