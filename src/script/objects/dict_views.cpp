// dict.keys(), dict.values(), dict.items(): live views that behave like sets where they can, and their iterators.
#include "script/objects/container_repr.h"
#include "script/objects/dict_ops.h"
#include "script/objects/iterators.h"
#include "script/objects/sequence.h"
#include "script/objects/set.h"

namespace logit::script {

namespace {

Dict* dict_of(const Value& view) { return view.as<DictView>()->dict.as<Dict>(); }
bool is_keys(const Vm& vm, const Value& v) { return v.is_exact(vm.types.dict_keys); }
bool is_items(const Vm& vm, const Value& v) { return v.is_exact(vm.types.dict_items); }
bool is_set_view(const Vm& vm, const Value& v) { return is_keys(vm, v) || is_items(vm, v); }
bool is_set_like(const Vm& vm, const Value& v) { return is_set_view(vm, v) || is_set(vm, v); }

Value view_len(Vm&, const Value& self) { return Value::small_int(dict_of(self)->count); }

Value view_iter(Vm& vm, const Value& self) {
  using Kind = DictCursor::Kind;
  const Kind kind = is_keys(vm, self) ? Kind::keys : is_items(vm, self) ? Kind::items : Kind::values;
  return iterate_dict(vm, self.as<DictView>()->dict, kind);
}

Value view_reversed(Vm& vm, Args args) {
  using Kind = DictCursor::Kind;
  const Kind kind = is_keys(vm, args[0]) ? Kind::keys : is_items(vm, args[0]) ? Kind::items : Kind::values;
  return iterate_dict(vm, args[0].as<DictView>()->dict, kind, true);
}

Value keys_contains(Vm& vm, const Value& self, const Value& key) {
  return vm.start_contains(self.as<DictView>()->dict, key);
}

Task items_contains_task(Vm& vm, Value self, Value pair) {
  const Value key = (*pair.as<Tuple>())[0];
  const Value wanted = (*pair.as<Tuple>())[1];
  Value value = co_await vm.dict_get(dict_of(self), key);
  if (value.is_error()) co_return value;
  if (value.is_undefined()) co_return Value::boolean(false);
  Value equal = co_await vm.equal(value, wanted);
  co_return equal;
}

Value items_contains(Vm& vm, const Value& self, const Value& pair) {
  if (!vm.is_tuple(pair) || pair.as<Tuple>()->count != 2) return Value::boolean(false);
  return vm.start(items_contains_task(vm, self, pair));
}

Task to_set(Vm& vm, Value iterable) {
  // From the dict itself the set is made large enough at once: CPython does, and the order shows it.
  if (is_keys(vm, iterable) && iterable.as<DictView>()->dict.is_exact(vm.types.dict)) {
    iterable = iterable.as<DictView>()->dict;
  }
  Value set = new_set(vm);
  Value done = co_await Await(start_set_update(vm, set.as<Set>(), iterable));
  if (done.is_error()) co_return done;
  co_return set;
}

/// set(left).<method>(right) for the methods that change the set.
Task by_method(Vm& vm, Value left, Value right, const char* method) {
  Value set = co_await vm.run_task(to_set(vm, left));
  if (set.is_error()) co_return set;
  Value done = co_await vm.call_method(set, vm.intern(method), right);
  if (done.is_error()) co_return done;
  co_return set;
}

Task intersection(Vm& vm, Value left, Value right) {
  if (!is_set_view(vm, left)) left.swap(right);
  Value size = co_await vm.len(left);
  if (right.is_exact(vm.types.set) && size.small_int() <= static_cast<std::int64_t>(right.as<Set>()->used)) {
    Value result = co_await vm.call_method(right, vm.intern("intersection"), left);
    co_return result;
  }
  if (is_set_view(vm, right) && dict_of(right)->count > dict_of(left)->count) left.swap(right);
  Value set = new_set(vm);
  Value it = co_await vm.iter(right);
  if (it.is_error()) co_return it;
  for (;;) {
    Value key = co_await vm.next(it);
    if (key.is_error()) co_return key;
    if (key.is_undefined()) co_return set;
    Value there = co_await vm.contains(left, key);
    if (there.is_error()) co_return there;
    if (!there.is_true()) continue;
    Value done = co_await Await(start_set_add(vm, set.as<Set>(), key));
    if (done.is_error()) co_return done;
  }
}

Value view_or(Vm& vm, const Value& left, const Value& right) {
  return vm.start(by_method(vm, left, right, "update"));
}
Value view_and(Vm& vm, const Value& left, const Value& right) { return vm.start(intersection(vm, left, right)); }
Value view_sub(Vm& vm, const Value& left, const Value& right) {
  return vm.start(by_method(vm, left, right, "difference_update"));
}
Value view_xor(Vm& vm, const Value& left, const Value& right) {
  return vm.start(by_method(vm, left, right, "symmetric_difference_update"));
}

/// Whether all items of `part` are in `whole`.
Task contained(Vm& vm, Value part, Value whole, bool negate) {
  Value it = co_await vm.iter(part);
  if (it.is_error()) co_return it;
  for (;;) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return Value::boolean(!negate);
    Value there = co_await vm.contains(whole, item);
    if (there.is_error()) co_return there;
    if (!there.is_true()) co_return Value::boolean(negate);
  }
}

Value view_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!is_set_like(vm, left) || !is_set_like(vm, right)) return Value::not_implemented();
  const std::int64_t a = left.object()->type->slots.len(vm, left).small_int();
  const std::int64_t b = right.object()->type->slots.len(vm, right).small_int();
  switch (op) {
    case Compare::eq:
    case Compare::ne:
      if (a != b) return Value::boolean(op == Compare::ne);
      return vm.start(contained(vm, left, right, op == Compare::ne));
    case Compare::lt: return a < b ? vm.start(contained(vm, left, right, false)) : Value::boolean(false);
    case Compare::le: return a <= b ? vm.start(contained(vm, left, right, false)) : Value::boolean(false);
    case Compare::gt: return a > b ? vm.start(contained(vm, right, left, false)) : Value::boolean(false);
    case Compare::ge: return a >= b ? vm.start(contained(vm, right, left, false)) : Value::boolean(false);
  }
  return Value::not_implemented();
}

Task disjoint_task(Vm& vm, Value self, Value other) {
  Value it = co_await vm.iter(other);
  if (it.is_error()) co_return it;
  for (;;) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return Value::boolean(true);
    Value there = co_await vm.contains(self, item);
    if (there.is_error()) co_return there;
    if (there.is_true()) co_return Value::boolean(false);
  }
}

Value view_isdisjoint(Vm& vm, Args args) { return vm.start(disjoint_task(vm, args[0], args[1])); }

Value get_mapping(Vm&, const Value& self) { return self.as<DictView>()->dict; }

void view_traverse(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<DictView*>(object)->dict);
}

Value self_iter(Vm&, const Value& self) { return self; }
Value cursor_next(Vm& vm, const Value& self) { return next_of(vm, self.as<DictCursor>()); }
void cursor_traverse(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<DictCursor*>(object)->dict);
}
Value cursor_length_hint(Vm&, Args args) {
  const auto* cursor = args[0].as<DictCursor>();
  return Value::small_int(cursor->dict.is_undefined() ? 0 : cursor->left);
}

constexpr NativeDef kSetMethods[] = {{"isdisjoint(other, /)", view_isdisjoint, "Whether no item is common."},
                                     {"__reversed__()", view_reversed, "An iterator from the end."},
                                     {}};
constexpr NativeDef kValuesMethods[] = {{"__reversed__()", view_reversed, "An iterator from the end."}, {}};
constexpr GetSetDef kProperties[] = {{"mapping", get_mapping, nullptr, "The dict."}, {}};
constexpr NativeDef kCursorMethods[] = {{"__length_hint__()", cursor_length_hint, "Items left."}, {}};

void define_view(Vm& vm, Type* type, const char* name, Slots::BinaryFn contains) {
  TypeSpec spec{.name = name};
  spec.instance_bytes = sizeof(DictView);
  Slots& s = spec.slots;
  s.repr = view_repr;
  s.len = view_len;
  s.iter = view_iter;
  s.contains = contains;
  s.dealloc = drop<DictView>;
  s.traverse = view_traverse;
  spec.methods = kValuesMethods;
  if (contains) {
    s.compare = view_compare;
    s.hash = unhashable;
    s.binary[static_cast<int>(Binary::bit_or)] = view_or;
    s.binary[static_cast<int>(Binary::bit_and)] = view_and;
    s.binary[static_cast<int>(Binary::sub)] = view_sub;
    s.binary[static_cast<int>(Binary::bit_xor)] = view_xor;
    spec.methods = kSetMethods;
  }
  spec.properties = kProperties;
  spec.is_final = true;
  vm.define(spec, type);
}

void define_cursor(Vm& vm, Type* type, const char* name) {
  TypeSpec spec{.name = name};
  spec.instance_bytes = sizeof(DictCursor);
  spec.slots.iter = self_iter;
  spec.slots.next = cursor_next;
  spec.slots.dealloc = drop<DictCursor>;
  spec.slots.traverse = cursor_traverse;
  spec.methods = kCursorMethods;
  spec.is_final = true;
  vm.define(spec, type);
}

}  // namespace

Value iterate_dict(Vm& vm, const Value& dict, DictCursor::Kind kind, bool backwards) {
  const Types& t = vm.types;
  Type* const types[2][3] = {{t.dict_key_iterator, t.dict_value_iterator, t.dict_item_iterator},
                             {t.dict_reverse_key_iterator, t.dict_reverse_value_iterator, t.dict_reverse_item_iterator}};
  auto cursor = vm.heap.make<DictCursor>(types[backwards][static_cast<int>(kind)]);
  const Dict* d = dict.as<Dict>();
  cursor->dict = dict;
  cursor->position = backwards ? d->used : 0;
  cursor->count = cursor->left = d->count;
  cursor->kind = kind;
  cursor->backwards = backwards;
  return cursor;
}

Value next_of(Vm& vm, DictCursor* cursor) {
  if (cursor->dict.is_undefined()) return Value::undefined();
  const Dict* dict = cursor->dict.as<Dict>();
  if (cursor->count != dict->count) {
    cursor->count = UINT32_MAX;  // the error is sticky
    return vm.runtime_error("dictionary changed size during iteration");
  }
  std::uint32_t i;
  if (cursor->backwards) {
    i = std::min(cursor->position, dict->used);
    while (i > 0 && dict->entries[i - 1].key.is_undefined()) --i;
    if (i == 0) {
      cursor->dict = Value();
      return Value::undefined();
    }
    cursor->position = --i;
  } else {
    i = dict->next(cursor->position);
    if (i >= dict->used) {
      cursor->dict = Value();
      return Value::undefined();
    }
    if (cursor->left == 0) return vm.runtime_error("dictionary keys changed during iteration");
    cursor->position = i + 1;
  }
  if (cursor->left) --cursor->left;
  const auto& entry = dict->entries[i];
  switch (cursor->kind) {
    case DictCursor::Kind::keys: return entry.key;
    case DictCursor::Kind::values: return entry.value;
    case DictCursor::Kind::items: return vm.tuple_of(entry.key, entry.value);
  }
  return Value::undefined();
}

void define_dict_keys(Vm& vm) { define_view(vm, vm.types.dict_keys, "dict_keys", keys_contains); }
void define_dict_items(Vm& vm) { define_view(vm, vm.types.dict_items, "dict_items", items_contains); }
void define_dict_values(Vm& vm) { define_view(vm, vm.types.dict_values, "dict_values", nullptr); }
void define_dict_key_iterator(Vm& vm) { define_cursor(vm, vm.types.dict_key_iterator, "dict_keyiterator"); }
void define_dict_value_iterator(Vm& vm) { define_cursor(vm, vm.types.dict_value_iterator, "dict_valueiterator"); }
void define_dict_item_iterator(Vm& vm) { define_cursor(vm, vm.types.dict_item_iterator, "dict_itemiterator"); }
void define_dict_reverse_key_iterator(Vm& vm) {
  define_cursor(vm, vm.types.dict_reverse_key_iterator, "dict_reversekeyiterator");
}
void define_dict_reverse_value_iterator(Vm& vm) {
  define_cursor(vm, vm.types.dict_reverse_value_iterator, "dict_reversevalueiterator");
}
void define_dict_reverse_item_iterator(Vm& vm) {
  define_cursor(vm, vm.types.dict_reverse_item_iterator, "dict_reverseitemiterator");
}

}  // namespace logit::script
