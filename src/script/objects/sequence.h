// What list and tuple share: searching, comparing, repeating.
#pragma once

#include "script/objects/slice.h"
#include "script/vm/vm.h"

namespace logit::script {

/// A list or tuple, looked at anew each time: script code may change a list meanwhile.
struct Items {
  Value owner;
  bool is_list;
  std::size_t count() const { return is_list ? owner.as<List>()->count : owner.as<Tuple>()->count; }
  const Value& operator[](std::size_t i) const {
    return is_list ? owner.as<List>()->items[i] : owner.as<Tuple>()->items()[i];
  }
};

/// item in items.
Value contains_item(Vm& vm, const Items& items, const Value& item);
/// Left <op> right, item by item.
Value compare_items(Vm& vm, const Items& left, const Items& right, Compare op);
/// items.index(item, start, stop); start and stop may be undefined.
Value index_of(Vm& vm, const Items& items, const Value& item, const Value& start, const Value& stop);
/// items.count(item).
Value count_of(Vm& vm, const Items& items, const Value& item);

/// The right operand of `sequence * n`.
Ready resolve_count(Vm& vm, const Value& times, std::int64_t& n);
Value repeat_with_index(Vm& vm, const Value& sequence, const Value& times);
Value inplace_repeat_with_index(Vm& vm, const Value& sequence, const Value& times);
/// Whether n times `count` items (of eight bytes) may be made; else MemoryError is set.
bool request_items(Vm& vm, std::size_t count, std::int64_t n);

/// The hash slot of types without a hash.
Value unhashable(Vm& vm, const Value& self);

}  // namespace logit::script
