// enumerate, zip, map, filter, reversed: iterators over iterators.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// Whether slots.next of this iterator never runs script code: it gives an item, undefined or error, but never pending.
bool is_plain_iterator(const Vm& vm, const Value& iterator);

}  // namespace logit::script
