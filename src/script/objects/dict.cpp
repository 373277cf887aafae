// dict: slots and methods. The table is in dict_core.cpp, the views in dict_views.cpp.
#include "script/objects/dict.h"

#include "script/objects/container_repr.h"
#include "script/objects/dict_ops.h"
#include "script/objects/generic_alias.h"
#include "script/objects/iterators.h"
#include "script/objects/sequence.h"

namespace logit::script {

namespace {

Dict* as_dict(const Value& v) { return v.as<Dict>(); }

Value dict_len(Vm&, const Value& self) { return Value::small_int(as_dict(self)->count); }
Value dict_iter(Vm& vm, const Value& self) { return iterate_dict(vm, self, DictCursor::Kind::keys); }

/// The key is not there: __missing__ of a derived class, or KeyError.
Value missing(Vm& vm, const Value& self, const Value& key) {
  if (!self.is_exact(vm.types.dict) && vm.lookup_special(self, vm.names.__missing__)) {
    return vm.start_method(self, vm.names.__missing__, &key, 1);
  }
  return vm.key_error(key);
}

Task getitem_task(Vm& vm, Value self, Value key) {
  Value found = co_await vm.dict_get(as_dict(self), key);
  if (!found.is_undefined()) co_return found;
  Value other = co_await Await(missing(vm, self, key));
  co_return other;
}

Value dict_getitem(Vm& vm, const Value& self, const Value& key) {
  std::uint64_t hash;
  const std::int32_t at = find_plain(vm, as_dict(self), key, hash);
  if (at >= 0) return as_dict(self)->entries[at].value;
  if (at == Dict::kAbsent) return missing(vm, self, key);
  return vm.start(getitem_task(vm, self, key));
}

Task delete_task(Vm& vm, Value self, Value key) {
  Value gone = co_await vm.dict_remove(as_dict(self), key);
  if (gone.is_error()) co_return gone;
  if (gone.is_undefined()) co_return vm.key_error(key);
  co_return Value::none();
}

Value dict_setitem(Vm& vm, const Value& self, const Value& key, const Value& value) {
  if (!value.is_undefined()) return vm.start_dict_set(as_dict(self), key, value);
  std::uint64_t hash;
  const std::int32_t at = find_plain(vm, as_dict(self), key, hash);
  if (at >= 0) {
    as_dict(self)->remove(at);
    return Value::none();
  }
  if (at == Dict::kAbsent) return vm.key_error(key);
  return vm.start(delete_task(vm, self, key));
}

Task contains_task(Vm& vm, Value self, Value key) {
  Value found = co_await vm.dict_get(as_dict(self), key);
  if (found.is_error()) co_return found;
  co_return Value::boolean(!found.is_undefined());
}

Value dict_contains(Vm& vm, const Value& self, const Value& key) {
  std::uint64_t hash;
  const std::int32_t at = find_plain(vm, as_dict(self), key, hash);
  if (at != Dict::kAsk) return Value::boolean(at >= 0);
  return vm.start(contains_task(vm, self, key));
}

Task compare_task(Vm& vm, Value left, Value right, bool negate) {
  Value equal = co_await vm.run_task(equal_dicts(vm, left, right));
  if (equal.is_error()) co_return equal;
  co_return Value::boolean(equal.is_true() != negate);
}

Value dict_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!vm.is_dict(left) || !vm.is_dict(right)) return Value::not_implemented();
  if (op != Compare::eq && op != Compare::ne) return Value::not_implemented();
  if (as_dict(left)->count != as_dict(right)->count) return Value::boolean(op == Compare::ne);
  return vm.start(compare_task(vm, left, right, op == Compare::ne));
}

Task union_task(Vm& vm, Value left, Value right) {
  Value result = copy_dict(vm, as_dict(left));
  if (result.is_error()) co_return result;
  Value done = co_await vm.run_task(update_dict(vm, result, right));
  if (done.is_error()) co_return done;
  co_return result;
}

Value dict_union(Vm& vm, const Value& left, const Value& right) {
  if (!vm.is_dict(left) || !vm.is_dict(right)) return Value::not_implemented();
  return vm.start(union_task(vm, left, right));
}

Task inplace_union_task(Vm& vm, Value self, Value other) {
  Value done = co_await vm.run_task(update_dict(vm, self, other));
  if (done.is_error()) co_return done;
  co_return self;
}

Value dict_inplace_union(Vm& vm, const Value& left, const Value& right) {
  return vm.start(inplace_union_task(vm, left, right));
}

void dict_dealloc(Heap& heap, Object* object) { static_cast<Dict*>(object)->clear(heap); }

void dict_traverse(Object* object, Visitor visit, void* context) {
  auto* dict = static_cast<Dict*>(object);
  for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
    visit(context, dict->entries[i].key);
    visit(context, dict->entries[i].value);
  }
}

// --- construction and methods ---------------------------------------------------------------------------------

Value dict_construct(Vm& vm, Args args) { return vm.allocate<Dict>(args[0]); }

Task update_task(Vm& vm, Value self, Value other, Value keywords) {
  if (!other.is_undefined()) {
    Value done = co_await vm.run_task(update_dict(vm, self, other));
    if (done.is_error()) co_return done;
  }
  if (keywords.is_object() && as_dict(keywords)->count) {
    Value done = co_await vm.run_task(update_dict(vm, self, keywords));
    if (done.is_error()) co_return done;
  }
  co_return Value::none();
}

Value dict_update(Vm& vm, Args args) {
  const bool keywords = args.has(2) && as_dict(args[2])->count;
  if (!args.has(1) && !keywords) return Value::none();
  return vm.start(update_task(vm, args[0], args[1], args[2]));
}

Task get_task(Vm& vm, Value self, Value key, Value otherwise) {
  Value found = co_await vm.dict_get(as_dict(self), key);
  if (found.is_undefined()) co_return otherwise;
  co_return found;
}

Value dict_get(Vm& vm, Args args) {
  std::uint64_t hash;
  const std::int32_t at = find_plain(vm, as_dict(args[0]), args[1], hash);
  if (at >= 0) return as_dict(args[0])->entries[at].value;
  Value otherwise = args.has(2) ? args[2] : Value::none();
  if (at == Dict::kAbsent) return otherwise;
  return vm.start(get_task(vm, args[0], args[1], otherwise));
}

Task setdefault_task(Vm& vm, Value self, Value key, Value value) {
  Value found = co_await vm.dict_get(as_dict(self), key);
  if (!found.is_undefined()) co_return found;
  Value done = co_await vm.dict_set(as_dict(self), key, value);
  if (done.is_error()) co_return done;
  co_return value;
}

Value dict_setdefault(Vm& vm, Args args) {
  Dict* dict = as_dict(args[0]);
  Value value = args.has(2) ? args[2] : Value::none();
  std::uint64_t hash;
  const std::int32_t at = find_plain(vm, dict, args[1], hash);
  if (at >= 0) return dict->entries[at].value;
  if (at == Dict::kAbsent) return dict->append(vm.heap, args[1], hash, value) ? value : Value::error();
  return vm.start(setdefault_task(vm, args[0], args[1], value));
}

Task pop_task(Vm& vm, Value self, Value key, Value otherwise) {
  Value gone = co_await vm.dict_remove(as_dict(self), key);
  if (!gone.is_undefined()) co_return gone;
  if (!otherwise.is_undefined()) co_return otherwise;
  co_return vm.key_error(key);
}

Value dict_pop(Vm& vm, Args args) {
  // An empty dict does not even look at the key.
  if (as_dict(args[0])->count == 0) return args.has(2) ? args[2] : vm.key_error(args[1]);
  std::uint64_t hash;
  const std::int32_t at = find_plain(vm, as_dict(args[0]), args[1], hash);
  if (at >= 0) return as_dict(args[0])->remove(at);
  if (at == Dict::kAbsent) return args.has(2) ? args[2] : vm.key_error(args[1]);
  return vm.start(pop_task(vm, args[0], args[1], args[2]));
}

Value dict_popitem(Vm& vm, Args args) {
  Dict* dict = as_dict(args[0]);
  if (dict->count == 0) return vm.key_error(vm.str("popitem(): dictionary is empty"));
  std::uint32_t i = dict->used - 1;
  while (dict->entries[i].key.is_undefined()) --i;
  Value key = dict->entries[i].key;
  Value value = dict->remove(static_cast<std::int32_t>(i));
  return vm.tuple_of(key, value);
}

Value dict_clear(Vm& vm, Args args) {
  as_dict(args[0])->clear(vm.heap);
  return Value::none();
}

Value dict_copy(Vm& vm, Args args) { return copy_dict(vm, as_dict(args[0])); }

Task fromkeys_task(Vm& vm, Value class_value, Value iterable, Value value) {
  const bool exact = class_value.as<Type>() == vm.types.dict;
  Value result = vm.new_dict();
  if (!exact) {
    result = co_await vm.call(class_value);
    if (result.is_error()) co_return result;
  }
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  for (;;) {
    Value key = co_await vm.next(it);
    if (key.is_error()) co_return key;
    if (key.is_undefined()) co_return result;
    Value done;
    if (exact) {
      done = co_await vm.dict_set(as_dict(result), key, value);
    } else {
      done = co_await vm.setitem(result, key, value);
    }
    if (done.is_error()) co_return done;
  }
}

Value dict_fromkeys(Vm& vm, Args args) {
  return vm.start(fromkeys_task(vm, args[0], args[1], args.has(2) ? args[2] : Value::none()));
}

Value view(Vm& vm, Type* type, const Value& dict) {
  auto object = vm.heap.make<DictView>(type);
  object->dict = dict;
  return object;
}

Value dict_keys(Vm& vm, Args args) { return view(vm, vm.types.dict_keys, args[0]); }
Value dict_values(Vm& vm, Args args) { return view(vm, vm.types.dict_values, args[0]); }
Value dict_items(Vm& vm, Args args) { return view(vm, vm.types.dict_items, args[0]); }

Value dict_reversed(Vm& vm, Args args) { return iterate_dict(vm, args[0], DictCursor::Kind::keys, true); }

constexpr NativeDef kConstruct{"dict(*args, **kwargs)", dict_construct, "Values by keys, in the order of insertion."};
constexpr NativeDef kInit{"dict(iterable=(), /, **kwargs)", dict_update, nullptr};
constexpr NativeDef kMethods[] = {
    {"get(key, default=None, /)", dict_get, "The value, or the default."},
    {"setdefault(key, default=None, /)", dict_setdefault, "The value; the default is put in where there is none."},
    {"pop(key, default=None, /)", dict_pop, "Removes the key and returns its value."},
    {"popitem()", dict_popitem, "Removes and returns the last (key, value) pair."},
    {"keys()", dict_keys, "A view of the keys."},
    {"values()", dict_values, "A view of the values."},
    {"items()", dict_items, "A view of the (key, value) pairs."},
    {"update(iterable=(), /, **kwargs)", dict_update, "Takes over entries of a mapping or of pairs."},
    {"clear()", dict_clear, "Removes everything."},
    {"copy()", dict_copy, "A dict with the same entries."},
    {"__reversed__()", dict_reversed, "An iterator over the keys from the end."},
    {}};
constexpr NativeDef kClassMethods[] = {
    {"fromkeys(iterable, value=None, /)", dict_fromkeys, "A dict with one value for all keys."},
    {"__class_getitem__(item, /)", class_getitem, "list[int] and the like."},
    {}};

// --- pairs ---------------------------------------------------------------------------------------------------------

Task update_from_mapping(Vm& vm, Value dict, Value other) {
  Value keys = co_await vm.call_method(other, vm.names.keys);
  if (keys.is_error()) co_return keys;
  Value it = co_await vm.iter(keys);
  if (it.is_error()) co_return it;
  for (;;) {
    Value key = co_await vm.next(it);
    if (key.is_error()) co_return key;
    if (key.is_undefined()) co_return Value::none();
    Value value = co_await vm.getitem(other, key);
    if (value.is_error()) co_return value;
    Value done = co_await vm.dict_set(as_dict(dict), key, value);
    if (done.is_error()) co_return done;
  }
}

Task update_from_pairs(Vm& vm, Value dict, Value other) {
  Value it = co_await vm.iter(other);
  if (it.is_error()) co_return it;
  for (std::int64_t n = 0;; ++n) {
    Value pair = co_await vm.next(it);
    if (pair.is_error()) co_return pair;
    if (pair.is_undefined()) co_return Value::none();
    Value items = co_await vm.list_of(pair);
    if (items.is_error()) {
      if (vm.error_is(vm.types.type_error)) {
        vm.clear_error();
        co_return vm.type_error("cannot convert dictionary update sequence element #", n, " to a sequence");
      }
      co_return items;
    }
    const List* list = items.as<List>();
    if (list->count != 2) {
      co_return vm.value_error("dictionary update sequence element #", n, " has length ", list->count,
                               "; 2 is required");
    }
    Value key = (*list)[0];
    Value value = (*list)[1];
    Value done = co_await vm.dict_set(as_dict(dict), key, value);
    if (done.is_error()) co_return done;
  }
}

}  // namespace

Task find_entry(Vm& vm, Value owner, Value key, std::uint64_t hash) {
  Dict* dict = as_dict(owner);
  for (;;) {
    Dict::Probe probe;
    const std::uint32_t mutations = dict->mutations;
    for (;;) {
      const std::int32_t at = dict->find(key, hash, probe);
      if (at != Dict::kAsk) co_return Value::small_int(at);
      Value candidate = dict->entries[probe.candidate].key;
      Value equal = co_await vm.equal(candidate, key);
      if (equal.is_error()) co_return equal;
      if (dict->mutations != mutations) break;
      if (equal.is_true()) co_return Value::small_int(probe.candidate);
    }
  }
}

Task set_entry(Vm& vm, Value owner, Value key, std::uint64_t hash, Value value) {
  Dict::Probe probe;
  std::int32_t at = as_dict(owner)->find(key, hash, probe);
  if (at == Dict::kAsk) {
    Value found = co_await vm.run_task(find_entry(vm, owner, key, hash));
    if (found.is_error()) co_return found;
    at = static_cast<std::int32_t>(found.small_int());
  }
  if (at >= 0) {
    Value old = as_dict(owner)->entries[at].value;
    as_dict(owner)->entries[at].value = value;
  } else if (!as_dict(owner)->append(vm.heap, key, hash, value)) {
    co_return Value::error();
  }
  co_return Value::none();
}

Task update_dict(Vm& vm, Value owner, Value other) {
  if (vm.is_dict(other) && other.object()->type->slots.iter == vm.types.dict->slots.iter) {
    Dict* to = as_dict(owner);
    Dict* from = as_dict(other);
    if (to == from) co_return Value::none();
    if (!to->reserve(vm.heap, to->count + from->count)) co_return Value::error();
    const bool fresh = to->count == 0;
    const std::uint32_t size = from->count;
    for (std::uint32_t i = from->next(0); i < from->used; i = from->next(i + 1)) {
      const Value key = from->entries[i].key;
      const Value value = from->entries[i].value;
      const std::uint64_t hash = from->entries[i].hash;
      if (fresh) {
        if (!to->append(vm.heap, key, hash, value)) co_return Value::error();
        continue;
      }
      Dict::Probe probe;
      const std::int32_t at = to->find(key, hash, probe);
      if (at >= 0) {
        Value old = std::move(to->entries[at].value);
        to->entries[at].value = value;
      } else if (at == Dict::kAbsent) {
        if (!to->append(vm.heap, key, hash, value)) co_return Value::error();
      } else {
        Value done = co_await vm.run_task(set_entry(vm, owner, key, hash, value));
        if (done.is_error()) co_return done;
      }
      if (from->count != size) co_return vm.runtime_error("dict mutated during update");
    }
    co_return Value::none();
  }
  Value keys = co_await vm.getattr(other, vm.names.keys);
  if (keys.is_error()) {
    if (!vm.error_is(vm.types.attribute_error)) co_return keys;
    vm.clear_error();
    Value done = co_await vm.run_task(update_from_pairs(vm, owner, other));
    co_return done;
  }
  Value done = co_await vm.run_task(update_from_mapping(vm, owner, other));
  co_return done;
}

Value append_keywords(Vm& vm, const Dict& keywords, std::vector<Value>& values) {
  if (keywords.count == 0) return Value();
  Ref<Tuple> names = vm.new_tuple_of(keywords.count);
  std::size_t n = 0;
  for (std::uint32_t i = keywords.next(0); i < keywords.used; i = keywords.next(i + 1)) {
    (*names)[n++] = keywords.entries[i].key;
    values.push_back(keywords.entries[i].value);
  }
  return Value(std::move(names));
}

Value copy_dict(Vm& vm, const Dict* from) {
  auto copy = vm.new_dict();
  if (!copy->reserve(vm.heap, from->count)) return Value::error();
  for (std::uint32_t i = from->next(0); i < from->used; i = from->next(i + 1)) {
    const auto& entry = from->entries[i];
    if (!copy->append(vm.heap, entry.key, entry.hash, entry.value)) return Value::error();
  }
  return copy;
}

Task equal_dicts(Vm& vm, Value left, Value right) {
  Dict* a = as_dict(left);
  Dict* b = as_dict(right);
  if (a->count != b->count) co_return Value::boolean(false);
  for (std::uint32_t i = a->next(0); i < a->used; i = a->next(i + 1)) {
    const Value key = a->entries[i].key;
    const Value value = a->entries[i].value;
    const std::uint64_t hash = a->entries[i].hash;
    Dict::Probe probe;
    std::int32_t at = b->find(key, hash, probe);
    if (at == Dict::kAsk) {
      Value found = co_await vm.run_task(find_entry(vm, right, key, hash));
      if (found.is_error()) co_return found;
      at = static_cast<std::int32_t>(found.small_int());
    }
    if (at < 0) co_return Value::boolean(false);
    const Value other = b->entries[at].value;
    const int plain = vm.plain_equal(value, other);
    if (plain == 0) co_return Value::boolean(false);
    if (plain == 1) continue;
    Value equal = co_await vm.equal(value, other);
    if (equal.is_error() || !equal.is_true()) co_return equal;
  }
  co_return Value::boolean(true);
}

namespace {

/// Where the key is, by script code: a small int (-1: absent) and its hash.
Task locate(Vm& vm, Value dict, Value key, std::uint64_t* hash) {
  if (!vm.plain_hash(key, *hash)) {
    Value h = co_await vm.hash(key);
    if (h.is_error()) co_return h;
    std::int64_t number;
    if (!vm.to_int64(h, number)) co_return Value::error();
    *hash = static_cast<std::uint64_t>(number);
  }
  Value at = co_await vm.run_task(find_entry(vm, dict, key, *hash));
  co_return at;
}

Task dict_get_task(Vm& vm, Value dict, Value key) {
  std::uint64_t hash = 0;
  Value at = co_await vm.run_task(locate(vm, dict, key, &hash));
  if (at.is_error()) co_return at;
  if (at.small_int() < 0) co_return Value();
  co_return as_dict(dict)->entries[at.small_int()].value;
}

Task dict_set_task(Vm& vm, Value dict, Value key, Value value) {
  std::uint64_t hash = 0;
  Value at = co_await vm.run_task(locate(vm, dict, key, &hash));
  if (at.is_error()) co_return at;
  if (at.small_int() >= 0) {
    Value old = as_dict(dict)->entries[at.small_int()].value;
    as_dict(dict)->entries[at.small_int()].value = value;
  } else if (!as_dict(dict)->append(vm.heap, key, hash, value)) {
    co_return Value::error();
  }
  co_return Value::none();
}

Task dict_remove_task(Vm& vm, Value dict, Value key) {
  std::uint64_t hash = 0;
  Value at = co_await vm.run_task(locate(vm, dict, key, &hash));
  if (at.is_error()) co_return at;
  if (at.small_int() < 0) co_return Value();
  co_return as_dict(dict)->remove(static_cast<std::int32_t>(at.small_int()));
}

}  // namespace

Value Vm::start_dict_get(Dict* dict, const Value& key) {
  std::uint64_t hash;
  const std::int32_t at = find_plain(*this, dict, key, hash);
  if (at >= 0) return dict->entries[at].value;
  if (at == Dict::kAbsent) return Value();
  return start(dict_get_task(*this, Value::object(dict), key));
}

Value Vm::start_dict_set(Dict* dict, const Value& key, const Value& value) {
  std::uint64_t hash;
  const std::int32_t at = find_plain(*this, dict, key, hash);
  if (at >= 0) {
    Value old = std::move(dict->entries[at].value);
    dict->entries[at].value = value;
    return Value::none();
  }
  if (at == Dict::kAbsent) return dict->append(heap, key, hash, value) ? Value::none() : Value::error();
  return start(dict_set_task(*this, Value::object(dict), key, value));
}

Value Vm::start_dict_remove(Dict* dict, const Value& key) {
  std::uint64_t hash;
  const std::int32_t at = find_plain(*this, dict, key, hash);
  if (at >= 0) return dict->remove(at);
  if (at == Dict::kAbsent) return Value();
  return start(dict_remove_task(*this, Value::object(dict), key));
}

void define_dict(Vm& vm) {
  TypeSpec spec{.name = "dict", .doc = "Values by keys, in the order of insertion."};
  spec.instance_bytes = sizeof(Dict);
  Slots& s = spec.slots;
  s.repr = dict_repr;
  s.len = dict_len;
  s.iter = dict_iter;
  s.getitem = dict_getitem;
  s.setitem = dict_setitem;
  s.contains = dict_contains;
  s.compare = dict_compare;
  s.hash = unhashable;
  s.dealloc = dict_dealloc;
  s.traverse = dict_traverse;
  s.binary[static_cast<int>(Binary::bit_or)] = dict_union;
  s.inplace[static_cast<int>(Binary::bit_or)] = dict_inplace_union;
  spec.construct = &kConstruct;
  spec.init = &kInit;
  spec.methods = kMethods;
  spec.class_methods = kClassMethods;
  vm.define(spec, vm.types.dict);
}

}  // namespace logit::script
