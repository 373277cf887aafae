// set and frozenset: construction, operators, methods. The order in which each operation adds keys is CPython's,
// because it shows when the set is printed.
#include "script/objects/set.h"

#include "script/objects/container_repr.h"
#include "script/objects/generic_alias.h"
#include "script/objects/iterators.h"
#include "script/objects/numbers.h"

namespace logit::script {

namespace {

Set* as_set(const Value& v) { return v.as<Set>(); }

bool is_frozen(const Vm& vm, const Value& v) { return v.object()->type->is_subtype(vm.types.frozenset); }

Value failed() { return Value::error(); }

/// Position of the key or -1, when comparing takes script code.
Task find_task(Vm& vm, Value owner, Value key, std::uint64_t hash) {
  Set* set = as_set(owner);
  for (;;) {
    Set::Probe probe;
    const std::uint32_t changes = set->changes;
    for (;;) {
      const std::int64_t at = set->find(vm, key, hash, probe);
      if (at != Set::kAsk) co_return Value::small_int(at);
      Value candidate = set->table[probe.candidate].key;
      Value equal = co_await vm.equal(candidate, key);
      if (equal.is_error()) co_return equal;
      if (set->changes != changes) break;  // the table moved under us: start over
      if (equal.is_true()) co_return Value::small_int(probe.candidate);
    }
  }
}

bool hash_bits(Vm& vm, const Value& hash, std::uint64_t& out) {
  std::int64_t h;
  if (!vm.to_int64(hash, h)) return false;
  out = static_cast<std::uint64_t>(h);
  return true;
}

// Inside a Task: `at` becomes the position of `key` (or kAbsent) in `set`; leaves the task on an error.
#define FIND(at, set_value, key, hash)                                             \
  Set::Probe probe_##at;                                                           \
  std::int64_t at = as_set(set_value)->find(vm, key, hash, probe_##at);            \
  if (at == Set::kAsk) {                                                           \
    Value found_##at = co_await vm.run_task(find_task(vm, set_value, key, hash));  \
    if (found_##at.is_error()) co_return found_##at;                               \
    at = found_##at.small_int();                                                   \
  }

#define HASH(hash, key)                                       \
  std::uint64_t hash = 0;                                     \
  if (!vm.plain_hash(key, hash)) {                            \
    Value value_##hash = co_await vm.hash(key);               \
    if (value_##hash.is_error()) co_return value_##hash;      \
    if (!hash_bits(vm, value_##hash, hash)) co_return failed(); \
  }

Task add_task(Vm& vm, Value self, Value key) {
  HASH(hash, key)
  FIND(at, self, key, hash)
  if (at == Set::kAbsent && !as_set(self)->insert(vm.heap, key, hash)) co_return failed();
  co_return Value::none();
}

/// 1: done, 0: takes script code, -1: error.
int add_plain(Vm& vm, Set* set, const Value& key) {
  std::uint64_t hash;
  if (!vm.plain_hash(key, hash)) return 0;
  if (!set->ready(vm.heap)) return -1;
  Set::Probe probe;
  const std::int64_t at = set->find(vm, key, hash, probe);
  if (at == Set::kAsk) return 0;
  if (at >= 0) return 1;
  return set->insert_at(vm.heap, probe, key, hash) ? 1 : -1;
}

/// Adds the keys of another set in its order, as CPython's set_merge.
Task merge_task(Vm& vm, Value self, Value other_value) {
  Set* set = as_set(self);
  Set* other = as_set(other_value);
  if (set == other || other->used == 0) co_return Value::none();
  if (!set->ready(vm.heap)) co_return failed();
  if ((set->fill + other->used) * 5 >= set->mask * 3) {
    if (!set->rebuild(vm.heap, (set->used + other->used) * 2)) co_return failed();
  }
  if (!vm.charge_plain(static_cast<std::int64_t>(other->mask / 4))) co_return failed();
  if (set->fill == 0 && set->mask == other->mask && other->fill == other->used) {
    for (std::size_t i = 0; i <= other->mask; ++i) {
      if (other->table[i].key.is_undefined()) continue;
      set->table[i].key = other->table[i].key;
      set->table[i].hash = other->table[i].hash;
    }
    set->fill = set->used = other->used;
    ++set->changes;
    co_return Value::none();
  }
  if (set->fill == 0) {
    for (std::size_t i = other->next(0); i <= other->mask; i = other->next(i + 1)) {
      if (!set->insert(vm.heap, other->table[i].key, other->table[i].hash)) co_return failed();
    }
    co_return Value::none();
  }
  for (std::size_t i = other->next(0); i <= other->mask; i = other->next(i + 1)) {
    Value key = other->table[i].key;
    const std::uint64_t hash = other->table[i].hash;
    FIND(at, self, key, hash)
    if (at == Set::kAbsent && !set->insert(vm.heap, key, hash)) co_return failed();
  }
  co_return Value::none();
}

Task update_task(Vm& vm, Value self, Value iterable) {
  if (is_set(vm, iterable)) {
    Value merged = co_await vm.run_task(merge_task(vm, self, iterable));
    co_return merged;
  }
  Set* set = as_set(self);
  if (iterable.is_exact(vm.types.dict)) {
    const std::size_t count = iterable.as<Dict>()->count;
    if (!set->ready(vm.heap)) co_return failed();
    if ((set->fill + count) * 5 >= set->mask * 3 && !set->rebuild(vm.heap, (set->used + count) * 2)) {
      co_return failed();
    }
  }
  auto items = vm.new_list();
  const int plain = append_plain(vm, *items, iterable);
  if (plain < 0) co_return failed();
  if (plain) {
    for (std::size_t i = 0; i < items->count; ++i) {
      const int done = add_plain(vm, set, (*items)[i]);
      if (done < 0) co_return failed();
      if (done) continue;
      Value added = co_await vm.run_task(add_task(vm, self, (*items)[i]));
      if (added.is_error()) co_return added;
    }
    co_return Value::none();
  }
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  for (;;) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return Value::none();
    const int done = add_plain(vm, set, item);
    if (done < 0) co_return failed();
    if (done) continue;
    Value added = co_await vm.run_task(add_task(vm, self, item));
    if (added.is_error()) co_return added;
  }
}

Ref<Set> new_like(Vm& vm, const Value& self) { return new_set(vm, is_frozen(vm, self)); }

Task copy_task(Vm& vm, Value self) {
  Value copy = new_like(vm, self);
  Value done = co_await vm.run_task(merge_task(vm, copy, self));
  if (done.is_error()) co_return done;
  co_return copy;
}

/// Makes a set of any iterable unless it is one.
Task to_set_task(Vm& vm, Value iterable) {
  if (is_set(vm, iterable)) co_return iterable;
  Value set = new_set(vm);
  Value done = co_await vm.run_task(update_task(vm, set, iterable));
  if (done.is_error()) co_return done;
  co_return set;
}

Task union_task(Vm& vm, Value self, std::vector<Value> others) {
  Value result = co_await vm.run_task(copy_task(vm, self));
  if (result.is_error()) co_return result;
  for (const Value& other : others) {
    if (other.same(self)) continue;
    Value done = co_await vm.run_task(update_task(vm, result, other));
    if (done.is_error()) co_return done;
  }
  co_return result;
}

Task intersection_task(Vm& vm, Value self, Value other) {
  if (self.same(other)) {
    Value copy = co_await vm.run_task(copy_task(vm, self));
    co_return copy;
  }
  Value result = new_like(vm, self);
  if (is_set(vm, other)) {
    Value small = other, large = self;
    if (as_set(other)->used > as_set(self)->used) small.swap(large);
    Set* from = as_set(small);
    for (std::size_t i = from->next(0); i <= from->mask; i = from->next(i + 1)) {
      Value key = from->table[i].key;
      const std::uint64_t hash = from->table[i].hash;
      FIND(at, large, key, hash)
      if (at == Set::kAbsent) continue;
      FIND(there, result, key, hash)
      if (there == Set::kAbsent && !as_set(result)->insert(vm.heap, key, hash)) co_return failed();
    }
    co_return result;
  }
  Value it = co_await vm.iter(other);
  if (it.is_error()) co_return it;
  for (;;) {
    Value key = co_await vm.next(it);
    if (key.is_error()) co_return key;
    if (key.is_undefined()) co_return result;
    HASH(hash, key)
    FIND(at, self, key, hash)
    if (at == Set::kAbsent) continue;
    FIND(there, result, key, hash)
    if (there == Set::kAbsent && !as_set(result)->insert(vm.heap, key, hash)) co_return failed();
  }
}

Task discard_task(Vm& vm, Value self, Value key, std::uint64_t hash) {
  FIND(at, self, key, hash)
  if (at >= 0) as_set(self)->remove(static_cast<std::size_t>(at));
  co_return Value::boolean(at >= 0);
}

Task difference_update_task(Vm& vm, Value self, Value other) {
  Set* set = as_set(self);
  if (self.same(other)) {
    set->clear(vm.heap);
    co_return Value::none();
  }
  if (is_set(vm, other)) {
    Set* from = as_set(other);
    for (std::size_t i = from->next(0); i <= from->mask; i = from->next(i + 1)) {
      Value key = from->table[i].key;
      const std::uint64_t hash = from->table[i].hash;
      FIND(at, self, key, hash)
      if (at >= 0) set->remove(static_cast<std::size_t>(at));
    }
  } else {
    Value it = co_await vm.iter(other);
    if (it.is_error()) co_return it;
    for (;;) {
      Value key = co_await vm.next(it);
      if (key.is_error()) co_return key;
      if (key.is_undefined()) break;
      HASH(hash, key)
      FIND(at, self, key, hash)
      if (at >= 0) set->remove(static_cast<std::size_t>(at));
    }
  }
  if (set->fill - set->used > set->mask / 4 && !set->rebuild(vm.heap, set->grown())) co_return failed();
  co_return Value::none();
}

Task difference_task(Vm& vm, Value self, Value other) {
  const bool other_is_dict = other.is_exact(vm.types.dict);
  const bool other_is_set = is_set(vm, other);
  Set* set = as_set(self);
  const std::size_t size = other_is_set ? as_set(other)->used : other_is_dict ? other.as<Dict>()->count : 0;
  if ((!other_is_set && !other_is_dict) || (set->used >> 2) > size) {
    Value result = co_await vm.run_task(copy_task(vm, self));
    if (result.is_error()) co_return result;
    Value done = co_await vm.run_task(difference_update_task(vm, result, other));
    if (done.is_error()) co_return done;
    co_return result;
  }
  Value result = new_like(vm, self);
  for (std::size_t i = set->next(0); i <= set->mask; i = set->next(i + 1)) {
    Value key = set->table[i].key;
    const std::uint64_t hash = set->table[i].hash;
    bool present;
    if (other_is_dict) {
      Value found = co_await vm.dict_get(other.as<Dict>(), key);
      if (found.is_error()) co_return found;
      present = !found.is_undefined();
    } else {
      FIND(at, other, key, hash)
      present = at >= 0;
    }
    if (!present && !as_set(result)->insert(vm.heap, key, hash)) co_return failed();
  }
  co_return result;
}

Task symmetric_update_task(Vm& vm, Value self, Value other) {
  Set* set = as_set(self);
  if (self.same(other)) {
    set->clear(vm.heap);
    co_return Value::none();
  }
  Value keys = co_await vm.run_task(to_set_task(vm, other));
  if (keys.is_error()) co_return keys;
  Set* from = as_set(keys);
  for (std::size_t i = from->next(0); i <= from->mask; i = from->next(i + 1)) {
    Value key = from->table[i].key;
    const std::uint64_t hash = from->table[i].hash;
    FIND(at, self, key, hash)
    if (at >= 0) {
      set->remove(static_cast<std::size_t>(at));
    } else if (!set->insert(vm.heap, key, hash)) {
      co_return failed();
    }
  }
  co_return Value::none();
}

Task symmetric_task(Vm& vm, Value self, Value other) {
  Value result = new_like(vm, self);
  Value done = co_await vm.run_task(update_task(vm, result, other));
  if (done.is_error()) co_return done;
  done = co_await vm.run_task(symmetric_update_task(vm, result, self));
  if (done.is_error()) co_return done;
  co_return result;
}

/// Whether all keys of `self` are in `other` (both sets).
Task subset_task(Vm& vm, Value self, Value other) {
  Set* set = as_set(self);
  if (set->used > as_set(other)->used) co_return Value::boolean(false);
  for (std::size_t i = set->next(0); i <= set->mask; i = set->next(i + 1)) {
    Value key = set->table[i].key;
    const std::uint64_t hash = set->table[i].hash;
    FIND(at, other, key, hash)
    if (at < 0) co_return Value::boolean(false);
  }
  co_return Value::boolean(true);
}

Task compare_task(Vm& vm, Value left, Value right, Compare op) {
  const std::size_t a = as_set(left)->used;
  const std::size_t b = as_set(right)->used;
  bool hopeless = false, negate = false;
  switch (op) {
    case Compare::eq: hopeless = a != b; break;
    case Compare::ne: hopeless = a != b; negate = true; break;
    case Compare::le: break;
    case Compare::lt: hopeless = a >= b; break;
    case Compare::ge: left.swap(right); break;
    case Compare::gt:
      hopeless = a <= b;
      left.swap(right);
      break;
  }
  if (hopeless) co_return Value::boolean(negate);
  Value answer = co_await vm.run_task(subset_task(vm, left, right));
  if (answer.is_error() || !negate) co_return answer;
  co_return Value::boolean(!answer.is_true());
}

// --- slots ------------------------------------------------------------------------------------------------------

Value set_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!is_set(vm, left) || !is_set(vm, right)) return Value::not_implemented();
  return vm.start(compare_task(vm, left, right, op));
}

Value set_len(Vm&, const Value& self) { return Value::small_int(static_cast<std::int64_t>(as_set(self)->used)); }

Value set_iter(Vm& vm, const Value& self) {
  auto cursor = vm.heap.make<SetCursor>(vm.types.set_iterator);
  cursor->set = self;
  cursor->expected = cursor->left = as_set(self)->used;
  return cursor;
}

Value set_next(Vm& vm, const Value& self) {
  auto* cursor = self.as<SetCursor>();
  if (cursor->set.is_undefined()) return Value::undefined();
  Set* set = as_set(cursor->set);
  if (cursor->expected != set->used) {
    cursor->expected = SIZE_MAX;  // the error is sticky
    return vm.runtime_error("Set changed size during iteration");
  }
  const std::size_t i = set->next(cursor->position);
  if (i > set->mask) {
    cursor->set = Value();
    return Value::undefined();
  }
  cursor->position = i + 1;
  if (cursor->left) --cursor->left;
  return set->table[i].key;
}

Task contains_task(Vm& vm, Value self, Value key) {
  // A set is looked up as a frozenset would be, although it has no hash.
  if (is_set(vm, key) && !is_frozen(vm, key)) {
    Value frozen = new_set(vm, true);
    Value done = co_await vm.run_task(merge_task(vm, frozen, key));
    if (done.is_error()) co_return done;
    key = frozen;
  }
  HASH(hash, key)
  FIND(at, self, key, hash)
  co_return Value::boolean(at >= 0);
}

Value set_contains(Vm& vm, const Value& self, const Value& key) {
  std::uint64_t hash;
  if (vm.plain_hash(key, hash)) [[likely]] {
    Set::Probe probe;
    const std::int64_t at = as_set(self)->find(vm, key, hash, probe);
    if (at != Set::kAsk) return Value::boolean(at >= 0);
  }
  return vm.start(contains_task(vm, self, key));
}

template <Task (*kOperation)(Vm&, Value, Value)>
Value binary_slot(Vm& vm, const Value& left, const Value& right) {
  if (!is_set(vm, left) || !is_set(vm, right)) return Value::not_implemented();
  return vm.start(kOperation(vm, left, right));
}

Task union_pair(Vm& vm, Value left, Value right) {
  std::vector<Value> others;
  others.push_back(right);
  Value result = co_await vm.run_task(union_task(vm, left, others));
  co_return result;
}

/// `a &= b` and the like: changes a and gives a.
template <Task (*kUpdate)(Vm&, Value, Value)>
Task inplace_task(Vm& vm, Value self, Value other) {
  Value done = co_await vm.run_task(kUpdate(vm, self, other));
  if (done.is_error()) co_return done;
  co_return self;
}

template <Task (*kUpdate)(Vm&, Value, Value)>
Value inplace_slot(Vm& vm, const Value& left, const Value& right) {
  if (!is_set(vm, left) || !is_set(vm, right)) return Value::not_implemented();
  return vm.start(inplace_task<kUpdate>(vm, left, right));
}

void swap_tables(Set* a, Set* b) {
  std::swap(a->table, b->table);
  std::swap(a->mask, b->mask);
  std::swap(a->fill, b->fill);
  std::swap(a->used, b->used);
  ++a->changes;
  ++b->changes;
}

Task intersection_update_task(Vm& vm, Value self, Value other) {
  Value result = co_await vm.run_task(intersection_task(vm, self, other));
  if (result.is_error()) co_return result;
  swap_tables(as_set(self), as_set(result));
  co_return Value::none();
}

Value frozenset_hash(Vm& vm, const Value& self) {
  Set* set = as_set(self);
  if (set->hash_cache != -1) return vm.integer(set->hash_cache);
  // Source: CPython's frozenset_hash: independent of the order.
  std::uint64_t h = 0;
  for (std::size_t i = set->next(0); i <= set->mask; i = set->next(i + 1)) {
    const std::uint64_t x = set->table[i].hash;
    h ^= ((x ^ 89869747u) ^ (x << 16)) * 3644798167u;
  }
  // CPython mixes markers and free entries in and out again; what remains is this.
  h ^= (static_cast<std::uint64_t>(set->used) + 1) * 1927868237u;
  h ^= (h >> 11) ^ (h >> 25);
  h = h * 69069u + 907133923u;
  if (h == ~std::uint64_t{0}) h = 590923713u;
  set->hash_cache = static_cast<std::int64_t>(h);
  return vm.integer(set->hash_cache);
}

Value set_unhashable(Vm& vm, const Value& self) {
  return vm.type_error("unhashable type: '", vm.type_name(self), "'");
}

void set_dealloc(Heap& heap, Object* object) { static_cast<Set*>(object)->clear(heap); }

void set_traverse(Object* object, Visitor visit, void* context) {
  auto* set = static_cast<Set*>(object);
  for (std::size_t i = set->next(0); i <= set->mask; i = set->next(i + 1)) visit(context, set->table[i].key);
}

void cursor_traverse(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<SetCursor*>(object)->set);
}

// --- construction and methods ---------------------------------------------------------------------------------

Value set_construct(Vm& vm, Args args) { return vm.allocate<Set>(args[0]); }

Task init_task(Vm& vm, Value self, Value iterable) {
  as_set(self)->clear(vm.heap);
  Value done = co_await vm.run_task(update_task(vm, self, iterable));
  co_return done;
}

Value set_init(Vm& vm, Args args) {
  if (!args.has(1)) {
    as_set(args[0])->clear(vm.heap);
    return Value::none();
  }
  return vm.start(init_task(vm, args[0], args[1]));
}

Task frozenset_task(Vm& vm, Value self, Value iterable) {
  Value done = co_await vm.run_task(update_task(vm, self, iterable));
  if (done.is_error()) co_return done;
  co_return self;
}

Value frozenset_construct(Vm& vm, Args args) {
  const bool exact = args[0].as<Type>() == vm.types.frozenset;
  if (exact && args.has(1) && args[1].is_exact(vm.types.frozenset)) return args[1];
  Value self = vm.allocate<Set>(args[0]);
  if (!args.has(1)) return self;
  return vm.start(frozenset_task(vm, self, args[1]));
}

Value set_add(Vm& vm, Args args) { return start_set_add(vm, as_set(args[0]), args[1]); }

Task remove_task(Vm& vm, Value self, Value key, bool must_be_there) {
  const Value asked = key;
  if (is_set(vm, key) && !is_frozen(vm, key)) {
    Value frozen = new_set(vm, true);
    Value done = co_await vm.run_task(merge_task(vm, frozen, key));
    if (done.is_error()) co_return done;
    key = frozen;
  }
  HASH(hash, key)
  Value removed = co_await vm.run_task(discard_task(vm, self, key, hash));
  if (removed.is_error()) co_return removed;
  if (must_be_there && !removed.is_true()) co_return vm.key_error(asked);
  co_return Value::none();
}

Value set_remove(Vm& vm, Args args) { return vm.start(remove_task(vm, args[0], args[1], true)); }
Value set_discard(Vm& vm, Args args) { return vm.start(remove_task(vm, args[0], args[1], false)); }

Value set_pop(Vm& vm, Args args) {
  Set* set = as_set(args[0]);
  if (set->used == 0) return vm.key_error(vm.str("pop from an empty set"));
  std::size_t i = set->finger & set->mask;
  while (set->table[i].key.is_undefined()) i = i + 1 > set->mask ? 0 : i + 1;
  Value key = set->table[i].key;
  set->remove(i);
  set->finger = i + 1;
  return key;
}

Value set_clear(Vm& vm, Args args) {
  as_set(args[0])->clear(vm.heap);
  return Value::none();
}

Value set_copy(Vm& vm, Args args) {
  if (args[0].is_exact(vm.types.frozenset)) return args[0];
  return vm.start(copy_task(vm, args[0]));
}

std::vector<Value> rest(Args args) {
  const Tuple* others = args[1].as<Tuple>();
  return {others->begin(), others->end()};
}

Task update_all_task(Vm& vm, Value self, std::vector<Value> others) {
  for (const Value& other : others) {
    Value done = co_await vm.run_task(update_task(vm, self, other));
    if (done.is_error()) co_return done;
  }
  co_return Value::none();
}

Task intersection_all_task(Vm& vm, Value self, std::vector<Value> others, bool in_place) {
  Value result = self;
  if (others.empty()) {
    result = co_await vm.run_task(copy_task(vm, self));
    if (result.is_error()) co_return result;
  }
  for (const Value& other : others) {
    Value next = co_await vm.run_task(intersection_task(vm, result, other));
    if (next.is_error()) co_return next;
    result = next;
  }
  if (!in_place) co_return result;
  swap_tables(as_set(self), as_set(result));
  co_return Value::none();
}

Task difference_all_task(Vm& vm, Value self, std::vector<Value> others, bool in_place) {
  Value result = self;
  if (!in_place) {
    if (others.empty()) {
      Value copy = co_await vm.run_task(copy_task(vm, self));
      co_return copy;
    }
    result = co_await vm.run_task(difference_task(vm, self, others[0]));
    if (result.is_error()) co_return result;
    others.erase(others.begin());
  }
  for (const Value& other : others) {
    Value done = co_await vm.run_task(difference_update_task(vm, result, other));
    if (done.is_error()) co_return done;
  }
  if (in_place) co_return Value::none();
  co_return result;
}

Value set_union(Vm& vm, Args args) { return vm.start(union_task(vm, args[0], rest(args))); }
Value set_update(Vm& vm, Args args) { return vm.start(update_all_task(vm, args[0], rest(args))); }
Value set_intersection(Vm& vm, Args args) { return vm.start(intersection_all_task(vm, args[0], rest(args), false)); }
Value set_intersection_update(Vm& vm, Args args) {
  return vm.start(intersection_all_task(vm, args[0], rest(args), true));
}
Value set_difference(Vm& vm, Args args) { return vm.start(difference_all_task(vm, args[0], rest(args), false)); }
Value set_difference_update(Vm& vm, Args args) {
  return vm.start(difference_all_task(vm, args[0], rest(args), true));
}
Value set_symmetric(Vm& vm, Args args) { return vm.start(symmetric_task(vm, args[0], args[1])); }
Value set_symmetric_update(Vm& vm, Args args) { return vm.start(symmetric_update_task(vm, args[0], args[1])); }

Task issubset_task(Vm& vm, Value self, Value other) {
  Value keys = co_await vm.run_task(to_set_task(vm, other));
  if (keys.is_error()) co_return keys;
  Value answer = co_await vm.run_task(subset_task(vm, self, keys));
  co_return answer;
}

Task issuperset_task(Vm& vm, Value self, Value other) {
  if (is_set(vm, other)) {
    Value answer = co_await vm.run_task(subset_task(vm, other, self));
    co_return answer;
  }
  Value it = co_await vm.iter(other);
  if (it.is_error()) co_return it;
  for (;;) {
    Value key = co_await vm.next(it);
    if (key.is_error()) co_return key;
    if (key.is_undefined()) co_return Value::boolean(true);
    HASH(hash, key)
    FIND(at, self, key, hash)
    if (at < 0) co_return Value::boolean(false);
  }
}

Task isdisjoint_task(Vm& vm, Value self, Value other) {
  Value small = other, large = self;
  if (is_set(vm, other) && as_set(other)->used > as_set(self)->used) small.swap(large);
  Value it = co_await vm.iter(small);
  if (it.is_error()) co_return it;
  for (;;) {
    Value key = co_await vm.next(it);
    if (key.is_error()) co_return key;
    if (key.is_undefined()) co_return Value::boolean(true);
    HASH(hash, key)
    FIND(at, large, key, hash)
    if (at >= 0) co_return Value::boolean(false);
  }
}

Value set_issubset(Vm& vm, Args args) { return vm.start(issubset_task(vm, args[0], args[1])); }
Value set_issuperset(Vm& vm, Args args) { return vm.start(issuperset_task(vm, args[0], args[1])); }
Value set_isdisjoint(Vm& vm, Args args) { return vm.start(isdisjoint_task(vm, args[0], args[1])); }

Value cursor_self(Vm&, const Value& self) { return self; }

Value cursor_length_hint(Vm&, Args args) {
  const auto* cursor = args[0].as<SetCursor>();
  return Value::small_int(cursor->set.is_undefined() ? 0 : static_cast<std::int64_t>(cursor->left));
}

constexpr NativeDef kSetConstruct{"set(*args, **kwargs)", set_construct, "A set of the items of an iterable."};
constexpr NativeDef kSetInit{"set(iterable=(), /)", set_init, nullptr};
constexpr NativeDef kFrozensetConstruct{"frozenset(iterable=(), /)", frozenset_construct, "A set that never changes."};

#define SHARED_METHODS                                                                                         \
  {"copy()", set_copy, "A copy."}, {"union(*others)", set_union, "Items of any."},                              \
      {"intersection(*others)", set_intersection, "Items of all."},                                             \
      {"difference(*others)", set_difference, "Items of none of the others."},                                  \
      {"symmetric_difference(other, /)", set_symmetric, "Items of exactly one."},                               \
      {"issubset(other, /)", set_issubset, "Whether the other has all of my items."},                           \
      {"issuperset(other, /)", set_issuperset, "Whether I have all of the other's items."},                     \
      {"isdisjoint(other, /)", set_isdisjoint, "Whether no item is common."}

constexpr NativeDef kFrozensetMethods[] = {SHARED_METHODS, {}};
constexpr NativeDef kSetMethods[] = {
    SHARED_METHODS,
    {"add(object, /)", set_add, "Adds an item."},
    {"remove(object, /)", set_remove, "Removes an item; KeyError if it is not there."},
    {"discard(object, /)", set_discard, "Removes an item if it is there."},
    {"pop()", set_pop, "Removes and returns some item."},
    {"clear()", set_clear, "Removes all items."},
    {"update(*others)", set_update, "Adds the items of the others."},
    {"intersection_update(*others)", set_intersection_update, "Keeps what all others have."},
    {"difference_update(*others)", set_difference_update, "Removes what the others have."},
    {"symmetric_difference_update(other, /)", set_symmetric_update, "Keeps what exactly one has."},
    {}};
constexpr NativeDef kClassMethods[] = {{"__class_getitem__(item, /)", class_getitem, "list[int] and the like."}, {}};
constexpr NativeDef kCursorMethods[] = {{"__length_hint__()", cursor_length_hint, "Items left."}, {}};

void fill_slots(Slots& s) {
  s.repr = set_repr;
  s.len = set_len;
  s.iter = set_iter;
  s.contains = set_contains;
  s.compare = set_compare;
  s.dealloc = set_dealloc;
  s.traverse = set_traverse;
  const auto binary = [&](Binary op, Slots::BinaryFn fn) { s.binary[static_cast<int>(op)] = fn; };
  binary(Binary::bit_or, binary_slot<union_pair>);
  binary(Binary::bit_and, binary_slot<intersection_task>);
  binary(Binary::sub, binary_slot<difference_task>);
  binary(Binary::bit_xor, binary_slot<symmetric_task>);
}

}  // namespace

Ref<Set> new_set(Vm& vm, bool frozen) { return vm.heap.make<Set>(frozen ? vm.types.frozenset : vm.types.set); }

Value start_set_add(Vm& vm, Set* set, const Value& key) {
  const int done = add_plain(vm, set, key);
  if (done) return done > 0 ? Value::none() : Value::error();
  return vm.start(add_task(vm, Value::object(set), key));
}

Value start_set_update(Vm& vm, Set* set, const Value& iterable) {
  return vm.start(update_task(vm, Value::object(set), iterable));
}

Value frozenset_constant(Vm& vm, const Value* items, std::size_t count) {
  // The compiler folds the display into a frozenset, and marshal-like interning builds it again from its own order.
  auto first = new_set(vm, true);
  for (std::size_t i = 0; i < count; ++i) {
    if (add_plain(vm, first.get(), items[i]) < 0) return Value::error();
  }
  auto second = new_set(vm, true);
  for (std::size_t i = first->next(0); i <= first->mask; i = first->next(i + 1)) {
    if (!second->insert(vm.heap, first->table[i].key, first->table[i].hash)) return Value::error();
  }
  return second;
}

void define_set(Vm& vm) {
  TypeSpec spec{.name = "set", .doc = "Distinct items without an order of their own."};
  spec.instance_bytes = sizeof(Set);
  fill_slots(spec.slots);
  spec.slots.hash = set_unhashable;
  const auto inplace = [&](Binary op, Slots::BinaryFn fn) { spec.slots.inplace[static_cast<int>(op)] = fn; };
  inplace(Binary::bit_or, inplace_slot<update_task>);
  inplace(Binary::bit_and, inplace_slot<intersection_update_task>);
  inplace(Binary::sub, inplace_slot<difference_update_task>);
  inplace(Binary::bit_xor, inplace_slot<symmetric_update_task>);
  spec.construct = &kSetConstruct;
  spec.init = &kSetInit;
  spec.methods = kSetMethods;
  spec.class_methods = kClassMethods;
  vm.define(spec, vm.types.set);
}

void define_frozenset(Vm& vm) {
  TypeSpec spec{.name = "frozenset", .doc = "A set that never changes."};
  spec.instance_bytes = sizeof(Set);
  fill_slots(spec.slots);
  spec.slots.hash = frozenset_hash;
  spec.construct = &kFrozensetConstruct;
  spec.methods = kFrozensetMethods;
  spec.class_methods = kClassMethods;
  vm.define(spec, vm.types.frozenset);
}

void define_set_iterator(Vm& vm) {
  TypeSpec spec{.name = "set_iterator"};
  spec.instance_bytes = sizeof(SetCursor);
  spec.slots.iter = cursor_self;
  spec.slots.next = set_next;
  spec.slots.dealloc = drop<SetCursor>;
  spec.slots.traverse = cursor_traverse;
  spec.methods = kCursorMethods;
  spec.is_final = true;
  vm.define(spec, vm.types.set_iterator);
}

}  // namespace logit::script
