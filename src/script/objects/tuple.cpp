// tuple: slots and methods.
#include "script/objects/tuple.h"

#include "script/objects/container_repr.h"
#include "script/objects/generic_alias.h"
#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/objects/sequence.h"
#include "script/objects/slice.h"

namespace logit::script {

namespace {

Tuple* as_tuple(const Value& v) { return v.as<Tuple>(); }

Value tuple_len(Vm&, const Value& self) { return Value::small_int(as_tuple(self)->count); }
Value tuple_iter(Vm& vm, const Value& self) { return iterate_sequence(vm, vm.types.tuple_iterator, self); }

Value tuple_getitem(Vm& vm, const Value& self, const Value& key) {
  const Tuple* tuple = as_tuple(self);
  if (is_slice(vm, key)) {
    SliceRange range;
    switch (resolve_slice(vm, key, tuple->count, range)) {
      case Ready::error: return Value::error();
      case Ready::needs_script: return getitem_with_index(vm, self, key);
      case Ready::yes: break;
    }
    if (range.count == 0) return vm.empty_tuple();
    if (range.count == tuple->count && range.step == 1 && self.is_exact(vm.types.tuple)) return self;
    if (!request_items(vm, 1, range.count)) return Value::error();
    auto result = vm.new_tuple_of(static_cast<std::size_t>(range.count));
    for (std::int64_t i = 0; i < range.count; ++i) {
      (*result)[static_cast<std::size_t>(i)] = (*tuple)[static_cast<std::size_t>(range.start + i * range.step)];
    }
    return result;
  }
  std::int64_t i;
  switch (resolve_index(vm, key, tuple->count, "tuple", i)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return getitem_with_index(vm, self, key);
    case Ready::yes: break;
  }
  return (*tuple)[static_cast<std::size_t>(i)];
}

Value tuple_concat(Vm& vm, const Value& left, const Value& right) {
  if (!vm.is_tuple(right)) {
    return vm.type_error("can only concatenate tuple (not \"", vm.type_name(right), "\") to tuple");
  }
  const Tuple* a = as_tuple(left);
  const Tuple* b = as_tuple(right);
  if (a->count == 0 && right.is_exact(vm.types.tuple)) return right;
  if (b->count == 0 && left.is_exact(vm.types.tuple)) return left;
  if (!request_items(vm, a->count + b->count, 1)) return Value::error();
  auto result = vm.new_tuple_of(a->count + b->count);
  for (std::size_t i = 0; i < a->count; ++i) (*result)[i] = (*a)[i];
  for (std::size_t i = 0; i < b->count; ++i) (*result)[a->count + i] = (*b)[i];
  return result;
}

Value tuple_repeat(Vm& vm, const Value& self, const Value& times) {
  std::int64_t n;
  switch (resolve_count(vm, times, n)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return repeat_with_index(vm, self, times);
    case Ready::yes: break;
  }
  const Tuple* tuple = as_tuple(self);
  if (n <= 0 || tuple->count == 0) return vm.empty_tuple();
  if (n == 1 && self.is_exact(vm.types.tuple)) return self;
  if (!request_items(vm, tuple->count, n)) return Value::error();
  const std::size_t total = tuple->count * static_cast<std::size_t>(n);
  auto result = vm.new_tuple_of(total);
  for (std::size_t i = 0, k = 0; i < total; ++i, k = k + 1 == tuple->count ? 0 : k + 1) (*result)[i] = (*tuple)[k];
  return result;
}

Value tuple_contains(Vm& vm, const Value& self, const Value& item) { return contains_item(vm, {self, false}, item); }

Value tuple_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!vm.is_tuple(left) || !vm.is_tuple(right)) return Value::not_implemented();
  return compare_items(vm, {left, false}, {right, false}, op);
}

Task hash_task(Vm& vm, Value self) {
  TupleHash hash;
  for (std::size_t i = 0; i < as_tuple(self)->count; ++i) {
    Value item = (*as_tuple(self))[i];
    Value lane = co_await vm.hash(item);
    if (lane.is_error()) co_return lane;
    std::int64_t h;
    if (!vm.to_int64(lane, h)) co_return Value::error();
    hash.add(static_cast<std::uint64_t>(h));
  }
  co_return vm.integer(static_cast<std::int64_t>(hash.finish()));
}

Value tuple_hash(Vm& vm, const Value& self) {
  TupleHash hash;
  for (const Value& item : *as_tuple(self)) {
    std::uint64_t lane;
    if (!vm.plain_hash(item, lane)) return vm.start(hash_task(vm, self));
    hash.add(lane);
  }
  return vm.integer(static_cast<std::int64_t>(hash.finish()));
}

void tuple_dealloc(Heap&, Object* object) {
  auto* tuple = static_cast<Tuple*>(object);
  const std::size_t count = tuple->count;
  tuple->count = 0;
  for (std::size_t i = 0; i < count; ++i) tuple->items()[i].~Value();
}

void tuple_traverse(Object* object, Visitor visit, void* context) {
  for (const Value& item : *static_cast<Tuple*>(object)) visit(context, item);
}

Value as_subclass(Vm& vm, const Value& class_value, const Value& items) {
  const Tuple* from = as_tuple(items);
  Value made = vm.allocate_tuple(class_value, from->count);
  for (std::size_t i = 0; i < from->count; ++i) (*as_tuple(made))[i] = (*from)[i];
  return made;
}

Task construct_task(Vm& vm, Value class_value, Value iterable) {
  Value items = co_await vm.tuple_from(iterable);
  if (items.is_error()) co_return items;
  if (class_value.as<Type>() == vm.types.tuple) co_return items;
  co_return as_subclass(vm, class_value, items);
}

Value tuple_construct(Vm& vm, Args args) {
  const bool exact = args[0].as<Type>() == vm.types.tuple;
  if (!args.has(1)) return exact ? vm.empty_tuple() : as_subclass(vm, args[0], vm.empty_tuple());
  if (exact && args[1].is_exact(vm.types.tuple)) return args[1];
  if (exact) return vm.start_tuple(args[1]);
  return vm.start(construct_task(vm, args[0], args[1]));
}

Value tuple_index(Vm& vm, Args args) { return index_of(vm, {args[0], false}, args[1], args[2], args[3]); }
Value tuple_count(Vm& vm, Args args) { return count_of(vm, {args[0], false}, args[1]); }

Value tuple_getnewargs(Vm& vm, Args args) {
  const Tuple* tuple = as_tuple(args[0]);
  auto plain = vm.new_tuple_of(tuple->count);
  for (std::size_t i = 0; i < tuple->count; ++i) (*plain)[i] = (*tuple)[i];
  return vm.tuple_of(Value(plain));
}

constexpr NativeDef kConstruct{"tuple(iterable=(), /)", tuple_construct, "The items of an iterable, in order."};
constexpr NativeDef kMethods[] = {
    {"index(value, start=0, stop=9223372036854775807, /)", tuple_index, "Where value stands first."},
    {"count(value, /)", tuple_count, "How often value occurs."},
    {"__getnewargs__()", tuple_getnewargs, "What to make a copy from."},
    {}};

constexpr NativeDef kClassMethods[] = {{"__class_getitem__(item, /)", class_getitem, "list[int] and the like."}, {}};

std::size_t attributes_at(const Object* object) {
  return sizeof(Tuple) + static_cast<const Tuple*>(object)->count * sizeof(Value);
}

}  // namespace

Ref<Tuple> Vm::allocate_tuple(const Value& class_value, std::size_t count) {
  Type* type = class_value.as<Type>();
  auto tuple = heap.make_sized<Tuple>(type, instance_bytes(type, sizeof(Tuple) + count * sizeof(Value)));
  tuple->count = static_cast<std::uint32_t>(count);
  for (std::size_t i = 0; i < count; ++i) new (tuple->items() + i) Value();
  init_attributes(type, tuple.get());
  return tuple;
}

void define_tuple(Vm& vm) {
  vm.types.tuple->tail_offset = attributes_at;
  TypeSpec spec{.name = "tuple", .doc = "A row of items that stays as it is."};
  spec.instance_bytes = sizeof(Tuple);
  Slots& s = spec.slots;
  s.repr = tuple_repr;
  s.len = tuple_len;
  s.iter = tuple_iter;
  s.getitem = tuple_getitem;
  s.contains = tuple_contains;
  s.concat = tuple_concat;
  s.repeat = tuple_repeat;
  s.compare = tuple_compare;
  s.hash = tuple_hash;
  s.dealloc = tuple_dealloc;
  s.traverse = tuple_traverse;
  spec.construct = &kConstruct;
  spec.methods = kMethods;
  spec.class_methods = kClassMethods;
  vm.define(spec, vm.types.tuple);
}

}  // namespace logit::script
