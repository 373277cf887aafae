// Sorting a list in place, as list.sort and sorted() do: stable, only by `<`, with CPython's very comparisons.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// Sorts; None, error or pending: last act of a plain function. `key` is undefined or None without a key function.
Value start_sort(Vm& vm, const Value& list, const Value& key, bool reverse);

/// a < b without script code: 1, 0; -1: it takes script code or is an error.
int plain_less(Vm& vm, const Value& a, const Value& b);

}  // namespace logit::script
