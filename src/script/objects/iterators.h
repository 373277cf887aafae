// Iterators over the built-in containers. The interpreter's `for` knows the first three structs and steps them itself.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// list_iterator, tuple_iterator, str_iterator, and list_reverseiterator (which counts down).
struct SequenceCursor : Object {
  Value sequence;          ///< undefined once exhausted
  std::int64_t index = 0;  ///< of the next item
};

/// range_iterator, for ranges that fit 64 bits.
struct RangeCursor : Object {
  std::int64_t next = 0, step = 1;
  std::uint64_t left = 0;
};

/// longrange_iterator.
struct LongRangeCursor : Object {
  Value next, step, left;
};

/// dict_keyiterator, dict_valueiterator, dict_itemiterator and their reversed forms.
struct DictCursor : Object {
  enum class Kind : std::uint8_t { keys, values, items };
  Value dict;                  ///< undefined once exhausted
  std::uint32_t position = 0;  ///< entry to look at next (reversed: one past it)
  std::uint32_t count = 0;     ///< size of the dict when the iteration began
  std::uint32_t left = 0;      ///< items still to come
  Kind kind = Kind::keys;
  bool backwards = false;
};

/// dict_keys, dict_values, dict_items.
struct DictView : Object {
  Value dict;
};

/// The next item, undefined at the end, error when the dict has changed its size.
Value next_of(Vm& vm, DictCursor* cursor);

Value iterate_sequence(Vm& vm, Type* iterator_type, const Value& sequence);
Value iterate_text(Vm& vm, const Value& text);
Value iterate_dict(Vm& vm, const Value& dict, DictCursor::Kind kind, bool backwards = false);

/// Appends all items of `iterable` when that takes no script code: list, tuple, range, str, dict, views, sets and their iterators.
/// 1: done, 0: not such an iterable (nothing appended), -1: an error is set.
int append_plain(Vm& vm, List& out, const Value& iterable);

}  // namespace logit::script
