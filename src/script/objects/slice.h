// slice objects, and what all sequences do with an index or a slice.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

struct Slice : Object {
  Value start, stop, step;  ///< any values; None where left out
};

Value make_slice(Vm& vm, Value start, Value stop, Value step);

inline bool is_slice(const Vm& vm, const Value& value) { return value.is_exact(vm.types.slice); }

/// A slice applied to a sequence: `count` items from `start` on, `step` apart.
struct SliceRange {
  std::int64_t start = 0, stop = 0, step = 1, count = 0;
};

enum class Ready : std::uint8_t {
  yes,
  error,
  needs_script,  ///< a member has an __index__ of the script: start slice_then_getitem or index_then_getitem
};

/// Bounds as Python clips them to a sequence of `length` items.
Ready resolve_slice(Vm& vm, const Value& slice, std::int64_t length, SliceRange& out);

/// A position 0 <= out < length from an index that may be negative. `what` is the name for the errors: "list index out of
/// range", "list indices must be integers or slices, not str".
Ready resolve_index(Vm& vm, const Value& index, std::int64_t length, const char* what, std::int64_t& out);
/// The same for storing: "list assignment index out of range".
Ready resolve_index_for_store(Vm& vm, const Value& index, std::int64_t length, const char* what, std::int64_t& out);

/// Converts the key with its script code, then does the operation again.
Value getitem_with_index(Vm& vm, const Value& container, const Value& key);
Value setitem_with_index(Vm& vm, const Value& container, const Value& key, const Value& value);

/// start and stop arguments of index(): clipped like slices. `value` may be undefined.
bool clip_bound(Vm& vm, const Value& value, std::int64_t length, std::int64_t& bound);

}  // namespace logit::script
