// The parts of instructions that need not be fast, out of the interpreter's loop.
#pragma once

#include "script/vm/vm.h"

namespace logit::script::instructions {

/// Raises what `raise` raises; `cause` undefined: none given.
Value start_raise(Vm& vm, const Value& exception, const Value& cause);
/// NameError "name 'x' is not defined".
Value name_error(Vm& vm, Str* name);
Value unbound_local(Vm& vm, Str* name);
Value unbound_free(Vm& vm, Str* name);
/// A tuple of exactly `count` items; CPython's ValueErrors.
Value start_unpack(Vm& vm, const Value& iterable, std::uint32_t count);
Value unpack_count_error(Vm& vm, std::size_t wanted, std::size_t got);
/// A list of all items, or "cannot unpack non-iterable int object".
Value start_unpack_list(Vm& vm, const Value& iterable);
/// A tuple of a list's items.
Value tuple_of_list(Vm& vm, const Value& list);
Value build_string(Vm& vm, Value* pieces, std::uint32_t count);
Value start_format_value(Vm& vm, const Value& value, const Value& spec, std::uint32_t conversion);
/// Does the class (or tuple of classes) match the exception? True, False or TypeError.
Value exception_matches(Vm& vm, const Value& exception, const Value& pattern);
Value start_set_of(Vm& vm, const Value* items, std::uint32_t count);
Value start_dict_of(Vm& vm, const Value* items, std::uint32_t count);
Value start_list_extend(Vm& vm, const Value& list, const Value& iterable);
Value start_dict_update(Vm& vm, const Value& dict, const Value& mapping);
/// `callable` is for the error texts.
Value start_dict_merge(Vm& vm, const Value& dict, const Value& mapping, const Value& callable);
/// Calls with a tuple and dict of arguments.
Value start_call_unpacked(Vm& vm, const Value& callable, const Value& args, const Value& keywords);
/// manager.__enter__(); `exit` receives the bound __exit__.
Value start_with(Vm& vm, const Value& manager, Value& exit);
Value import_from(Vm& vm, const Value& module, Str* name);
Value import_star(Vm& vm, const Value& module, Dict* globals);
Value start_match_keys(Vm& vm, const Value& subject, const Value& keys);
Value start_match_class(Vm& vm, const Value& subject, const Value& cls, std::uint32_t positional, const Value& names);
bool is_mapping(Vm& vm, const Value& value);
bool is_sequence(Vm& vm, const Value& value);
/// One step of `yield from`: the next item, undefined when the iterator has ended (its value in `result`).
Value start_delegate(Vm& vm, const Value& iterator, const Value& sent);

}  // namespace logit::script::instructions
