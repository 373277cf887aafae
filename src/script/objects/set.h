// Set: the table behind set and frozenset. Programs print sets of small integers, and CPython's order for them follows
// from its table, so this one makes the same moves: same probes, same growth, same markers for removed keys.
// Source: CPython 3.11 Objects/setobject.c.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

struct Set : Object {
  struct Entry {
    Value key;               ///< undefined: free, or a marker
    std::uint64_t hash = 0;  ///< of a free entry: 0; of a marker: kMarker
  };
  static constexpr std::uint64_t kMarker = ~std::uint64_t{0};
  static constexpr std::int64_t kAbsent = -1, kAsk = -2;

  Entry* table = nullptr;      ///< mask + 1 entries, or null while nothing was ever added
  std::size_t mask = 7;
  std::size_t fill = 0;        ///< keys and markers
  std::size_t used = 0;        ///< keys
  std::size_t finger = 0;      ///< where pop() looks first
  std::uint32_t changes = 0;   ///< goes up with each change of the table
  std::int64_t hash_cache = -1;  ///< of a frozenset; -1: not computed

  /// Where a search stands, so that it can go on after script code has compared two keys.
  struct Probe {
    std::uint64_t perturb = 0;
    std::size_t i = 0, entry = 0;
    int left = -1;                ///< entries still to look at in this run; -1: not started
    std::int64_t candidate = -1;  ///< kAsk: the entry to compare with
    std::int64_t free = -1;       ///< kAbsent: where a new key would go
    bool free_is_marker = false;
  };
  /// Position of the key, kAbsent, or kAsk: compare with probe.candidate by script code, then call again.
  std::int64_t find(Vm& vm, const Value& key, std::uint64_t hash, Probe& probe) const;
  /// Adds a key that is known to be absent. False: MemoryError is set.
  bool insert(Heap& heap, Value key, std::uint64_t hash);
  bool insert_at(Heap& heap, const Probe& probe, Value key, std::uint64_t hash);
  void remove(std::size_t position);
  void clear(Heap& heap);
  /// A new table of the first power of two above `wanted` (at least 8).
  bool rebuild(Heap& heap, std::size_t wanted);
  /// The position of the next key at or after i; above mask at the end.
  std::size_t next(std::size_t i) const {
    if (!table) return mask + 1;
    while (i <= mask && table[i].key.is_undefined()) ++i;
    return i;
  }
  /// The table is there; false: MemoryError is set.
  bool ready(Heap& heap);
  std::size_t grown() const { return used > 50000 ? used * 2 : used * 4; }
};

struct SetCursor : Object {
  Value set;  ///< undefined once exhausted
  std::size_t position = 0, expected = 0, left = 0;
};

inline bool is_set(const Vm& vm, const Value& v) {
  return v.is_object() &&
         (v.object()->type->is_subtype(vm.types.set) || v.object()->type->is_subtype(vm.types.frozenset));
}

Ref<Set> new_set(Vm& vm, bool frozen = false);
/// None, error or pending; last act of a plain function.
Value start_set_add(Vm& vm, Set* set, const Value& key);
/// set.update(iterable).
Value start_set_update(Vm& vm, Set* set, const Value& iterable);
/// A frozenset of constants in the order that CPython's compiler gives it.
Value frozenset_constant(Vm& vm, const Value* items, std::size_t count);

}  // namespace logit::script
