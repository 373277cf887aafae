// list: slots and methods. Everything tries the way without script code first; a Task takes over where an item's
// __eq__ or an iterator of the script is involved.
#include "script/objects/list.h"

#include <algorithm>

#include "script/objects/container_repr.h"
#include "script/objects/generic_alias.h"
#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/objects/sequence.h"
#include "script/objects/slice.h"
#include "script/objects/sort.h"

namespace logit::script {

namespace {

List* as_list(const Value& v) { return v.as<List>(); }

std::int64_t length_of(const Value& v) { return static_cast<std::int64_t>(as_list(v)->count); }

void erase_range(List* list, std::size_t at, std::size_t count) {
  if (count == 0) return;  // an empty list has no items to point at
  // Items are let go only when the list is whole again: their finalizers may look at it.
  std::vector<Value> gone;
  gone.reserve(count);
  for (std::size_t i = 0; i < count; ++i) gone.push_back(std::move(list->items[at + i]));
  std::memmove(static_cast<void*>(list->items + at), list->items + at + count,
               (list->count - at - count) * sizeof(Value));
  list->count -= count;
}

bool insert_items(Vm& vm, List* list, std::size_t at, const Value* items, std::size_t count) {
  if (count == 0) return true;
  if (!list->reserve(vm.heap, list->count + count)) return false;
  std::memmove(static_cast<void*>(list->items + at + count), list->items + at, (list->count - at) * sizeof(Value));
  for (std::size_t i = 0; i < count; ++i) new (list->items + at + i) Value(items[i]);
  list->count += count;
  return true;
}

// --- slots ------------------------------------------------------------------------------------------------------

Value list_len(Vm&, const Value& self) { return Value::small_int(length_of(self)); }
Value list_iter(Vm& vm, const Value& self) { return iterate_sequence(vm, vm.types.list_iterator, self); }

Value list_getitem(Vm& vm, const Value& self, const Value& key) {
  List* list = as_list(self);
  if (is_slice(vm, key)) {
    SliceRange range;
    switch (resolve_slice(vm, key, length_of(self), range)) {
      case Ready::error: return Value::error();
      case Ready::needs_script: return getitem_with_index(vm, self, key);
      case Ready::yes: break;
    }
    auto result = vm.new_list();
    if (!result->reserve(vm.heap, static_cast<std::size_t>(range.count))) return Value::error();
    for (std::int64_t i = 0; i < range.count; ++i) {
      new (result->items + i) Value(list->items[range.start + i * range.step]);
    }
    result->count = static_cast<std::size_t>(range.count);
    return result;
  }
  std::int64_t i;
  switch (resolve_index(vm, key, length_of(self), "list", i)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return getitem_with_index(vm, self, key);
    case Ready::yes: break;
  }
  return list->items[i];
}

/// list[range] = items, or deletion when `items` is null.
Value assign_slice(Vm& vm, const Value& self, const SliceRange& range, const List* items) {
  List* list = as_list(self);
  const std::size_t count = items ? items->count : 0;
  if (range.step == 1) {
    const auto start = static_cast<std::size_t>(range.start);
    const auto old = static_cast<std::size_t>(range.count);
    std::vector<Value> copy;
    if (items) copy.assign(items->items, items->items + items->count);
    if (!list->reserve(vm.heap, list->count - old + count)) return Value::error();
    erase_range(list, start, old);
    return insert_items(vm, list, start, copy.data(), count) ? Value::none() : Value::error();
  }
  if (items) {
    if (static_cast<std::int64_t>(count) != range.count) {
      return vm.value_error("attempt to assign sequence of size ", count, " to extended slice of size ", range.count);
    }
    const std::vector<Value> copy(items->items, items->items + count);
    for (std::size_t i = 0; i < count; ++i) list->items[range.start + static_cast<std::int64_t>(i) * range.step] = copy[i];
    return Value::none();
  }
  if (range.count == 0) return Value::none();
  std::vector<Value> gone;
  std::int64_t first = range.start, step = range.step;
  if (step < 0) {
    first = range.start + (range.count - 1) * step;
    step = -step;
  }
  std::int64_t to = first;
  std::int64_t next = first;
  std::int64_t left = range.count;
  for (std::int64_t from = first; from < length_of(self); ++from) {
    if (left && from == next) {
      gone.push_back(std::move(list->items[from]));
      next += step;
      --left;
    } else {
      std::memcpy(static_cast<void*>(list->items + to++), list->items + from, sizeof(Value));
    }
  }
  list->count = static_cast<std::size_t>(to);
  return Value::none();
}

Task assign_slice_task(Vm& vm, Value self, Value key, Value iterable) {
  if (!iterable.ok() || (vm.type_of(iterable)->slots.iter == nullptr &&
                         vm.type_of(iterable)->lookup(vm.names.__getitem__) == nullptr)) {
    co_return vm.type_error(key.as<Slice>()->step.is_none() ? "can only assign an iterable"
                                                             : "must assign iterable to extended slice");
  }
  Value items = co_await vm.list_of(iterable);
  if (items.is_error()) co_return items;
  SliceRange range;
  switch (resolve_slice(vm, key, length_of(self), range)) {
    case Ready::error: co_return Value::error();
    case Ready::needs_script: {
      Value done = co_await Await(setitem_with_index(vm, self, key, items));
      co_return done;
    }
    case Ready::yes: break;
  }
  if (range.step == 1 && range.stop < range.start) range.stop = range.start;
  co_return assign_slice(vm, self, range, items.as<List>());
}

Value list_setitem(Vm& vm, const Value& self, const Value& key, const Value& value) {
  List* list = as_list(self);
  if (is_slice(vm, key)) {
    if (!value.is_undefined()) return vm.start(assign_slice_task(vm, self, key, value));
    SliceRange range;
    switch (resolve_slice(vm, key, length_of(self), range)) {
      case Ready::error: return Value::error();
      case Ready::needs_script: return setitem_with_index(vm, self, key, value);
      case Ready::yes: break;
    }
    return assign_slice(vm, self, range, nullptr);
  }
  std::int64_t i;
  switch (resolve_index_for_store(vm, key, length_of(self), "list", i)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return setitem_with_index(vm, self, key, value);
    case Ready::yes: break;
  }
  if (value.is_undefined()) {
    erase_range(list, static_cast<std::size_t>(i), 1);
  } else {
    Value old = std::move(list->items[i]);
    list->items[i] = value;
  }
  return Value::none();
}

Value list_concat(Vm& vm, const Value& left, const Value& right) {
  if (!vm.is_list(right)) {
    return vm.type_error("can only concatenate list (not \"", vm.type_name(right), "\") to list");
  }
  const List* a = as_list(left);
  const List* b = as_list(right);
  auto result = vm.new_list();
  if (!vm.heap.request((a->count + b->count) * sizeof(Value)) || !result->reserve(vm.heap, a->count + b->count)) {
    return Value::error();
  }
  for (std::size_t i = 0; i < a->count; ++i) new (result->items + i) Value(a->items[i]);
  for (std::size_t i = 0; i < b->count; ++i) new (result->items + a->count + i) Value(b->items[i]);
  result->count = a->count + b->count;
  return result;
}

Value list_repeat(Vm& vm, const Value& self, const Value& times) {
  std::int64_t n;
  switch (resolve_count(vm, times, n)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return repeat_with_index(vm, self, times);
    case Ready::yes: break;
  }
  const List* list = as_list(self);
  if (!request_items(vm, list->count, n)) return Value::error();
  auto result = vm.new_list();
  const std::size_t total = n > 0 ? list->count * static_cast<std::size_t>(n) : 0;
  if (!result->reserve(vm.heap, total)) return Value::error();
  for (std::size_t i = 0, k = 0; i < total; ++i, k = k + 1 == list->count ? 0 : k + 1) {
    new (result->items + i) Value(list->items[k]);
  }
  result->count = total;
  return result;
}

Value list_inplace_repeat(Vm& vm, const Value& self, const Value& times) {
  std::int64_t n;
  switch (resolve_count(vm, times, n)) {
    case Ready::error: return Value::error();
    case Ready::needs_script: return inplace_repeat_with_index(vm, self, times);
    case Ready::yes: break;
  }
  List* list = as_list(self);
  if (n <= 0) {
    erase_range(list, 0, list->count);
    return self;
  }
  const std::size_t count = list->count;
  if (!request_items(vm, count, n) || !list->reserve(vm.heap, count * static_cast<std::size_t>(n))) {
    return Value::error();
  }
  for (std::size_t i = count; i < count * static_cast<std::size_t>(n); ++i) {
    new (list->items + i) Value(list->items[i - count]);
  }
  list->count = count * static_cast<std::size_t>(n);
  return self;
}

Task extend_task(Vm& vm, Value self, Value iterable, bool give_self) {
  List* list = as_list(self);
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  for (;;) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) break;
    if (!list->push(vm.heap, std::move(item))) co_return Value::error();
  }
  if (give_self) co_return self;
  co_return Value::none();
}

Value extend(Vm& vm, const Value& self, const Value& iterable, bool give_self) {
  List* list = as_list(self);
  if (iterable.same(self)) {  // append_plain would read what it writes
    if (!list->reserve(vm.heap, list->count * 2)) return Value::error();
    const std::size_t count = list->count;
    for (std::size_t i = 0; i < count; ++i) new (list->items + count + i) Value(list->items[i]);
    list->count = count * 2;
    return give_self ? self : Value::none();
  }
  const int done = append_plain(vm, *list, iterable);
  if (done < 0) return Value::error();
  if (done == 0) return vm.start(extend_task(vm, self, iterable, give_self));
  return give_self ? self : Value::none();
}

Value list_inplace_concat(Vm& vm, const Value& left, const Value& right) { return extend(vm, left, right, true); }

Value list_contains(Vm& vm, const Value& self, const Value& item) {
  const Items items{self, true};
  return contains_item(vm, items, item);
}

Value list_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!vm.is_list(left) || !vm.is_list(right)) return Value::not_implemented();
  return compare_items(vm, {left, true}, {right, true}, op);
}

void list_dealloc(Heap& heap, Object* object) {
  auto* list = static_cast<List*>(object);
  Value* items = list->items;
  const std::size_t count = list->count;
  const std::size_t capacity = list->capacity;
  list->items = nullptr;
  list->count = list->capacity = 0;
  for (std::size_t i = 0; i < count; ++i) items[i].~Value();
  heap.free(items, capacity * sizeof(Value));
}

void list_traverse(Object* object, Visitor visit, void* context) {
  for (const Value& item : *static_cast<List*>(object)) visit(context, item);
}

// --- construction and methods ---------------------------------------------------------------------------------

Value list_construct(Vm& vm, Args args) { return vm.allocate<List>(args[0]); }

Value list_init(Vm& vm, Args args) {
  List* list = as_list(args[0]);
  if (list->count) erase_range(list, 0, list->count);
  return args.has(1) ? extend(vm, args[0], args[1], false) : Value::none();
}

Value list_append(Vm& vm, Args args) {
  return as_list(args[0])->push(vm.heap, args[1]) ? Value::none() : Value::error();
}

Value list_extend(Vm& vm, Args args) { return extend(vm, args[0], args[1], false); }

Value insert_at(Vm& vm, const Value& self, const Value& index, const Value& item) {
  List* list = as_list(self);
  std::int64_t i;
  if (!vm.to_clipped(index, i)) return Value::error();
  const std::int64_t count = length_of(self);
  if (i < 0) i = std::max<std::int64_t>(0, i + count);
  i = std::min(i, count);
  const Value copy = item;
  return insert_items(vm, list, static_cast<std::size_t>(i), &copy, 1) ? Value::none() : Value::error();
}

Task insert_task(Vm& vm, Value self, Value index, Value item) {
  Value i = co_await vm.index(index);
  if (i.is_error()) co_return i;
  co_return insert_at(vm, self, i, item);
}

Value list_insert(Vm& vm, Args args) {
  if (vm.is_int(args[1])) return insert_at(vm, args[0], args[1], args[2]);
  return vm.start(insert_task(vm, args[0], args[1], args[2]));
}

Value pop_at(Vm& vm, const Value& self, std::int64_t i) {
  List* list = as_list(self);
  const std::int64_t count = length_of(self);
  if (count == 0) return vm.index_error("pop from empty list");
  if (i < 0) i += count;
  if (i < 0 || i >= count) return vm.index_error("pop index out of range");
  Value item = std::move(list->items[i]);
  std::memmove(static_cast<void*>(list->items + i), list->items + i + 1,
               static_cast<std::size_t>(count - i - 1) * sizeof(Value));
  --list->count;
  return item;
}

Task pop_task(Vm& vm, Value self, Value index) {
  Value i = co_await vm.index(index);
  if (i.is_error()) co_return i;
  std::int64_t at;
  if (!vm.to_int64(i, at)) {
    vm.clear_error();
    co_return vm.index_error("cannot fit '", vm.type_name(index), "' into an index-sized integer");
  }
  co_return pop_at(vm, self, at);
}

Value list_pop(Vm& vm, Args args) {
  if (!args.has(1)) return pop_at(vm, args[0], -1);
  if (args[1].is_small_int()) return pop_at(vm, args[0], args[1].small_int());
  return vm.start(pop_task(vm, args[0], args[1]));
}

Task remove_task(Vm& vm, Value self, Value item) {
  for (std::int64_t i = 0; i < length_of(self); ++i) {
    Value candidate = as_list(self)->items[i];
    Value equal = co_await vm.equal(candidate, item);
    if (equal.is_error()) co_return equal;
    if (!equal.is_true()) continue;
    if (i < length_of(self)) erase_range(as_list(self), static_cast<std::size_t>(i), 1);
    co_return Value::none();
  }
  co_return vm.value_error("list.remove(x): x not in list");
}

Value list_remove(Vm& vm, Args args) { return vm.start(remove_task(vm, args[0], args[1])); }

Value list_clear(Vm&, Args args) {
  erase_range(as_list(args[0]), 0, as_list(args[0])->count);
  return Value::none();
}

Value list_index(Vm& vm, Args args) {
  return index_of(vm, {args[0], true}, args[1], args[2], args[3]);
}

Value list_count(Vm& vm, Args args) { return count_of(vm, {args[0], true}, args[1]); }

Value list_copy(Vm& vm, Args args) {
  auto copy = vm.new_list();
  const List* list = as_list(args[0]);
  if (!copy->reserve(vm.heap, list->count)) return Value::error();
  for (std::size_t i = 0; i < list->count; ++i) new (copy->items + i) Value(list->items[i]);
  copy->count = list->count;
  return copy;
}

Value list_reverse(Vm&, Args args) {
  List* list = as_list(args[0]);
  auto* bits = reinterpret_cast<std::uint64_t*>(list->items);
  std::reverse(bits, bits + list->count);
  return Value::none();
}

Task sort_reverse_task(Vm& vm, Value self, Value key, Value reverse) {
  Value yes = co_await vm.index(reverse);
  if (yes.is_error()) co_return yes;
  Value done = co_await Await(start_sort(vm, self, key, vm.types.int_->slots.truth(vm, yes).is_true()));
  co_return done;
}

Value list_sort(Vm& vm, Args args) {
  const Value& reverse = args[2];
  if (!args.has(2) || reverse.is_bool()) return start_sort(vm, args[0], args[1], reverse.is_true());
  return vm.start(sort_reverse_task(vm, args[0], args[1], reverse));
}

Value list_reversed(Vm& vm, Args args) {
  auto cursor = vm.heap.make<SequenceCursor>(vm.types.list_reverse_iterator);
  cursor->sequence = args[0];
  cursor->index = length_of(args[0]) - 1;
  return cursor;
}

constexpr NativeDef kConstruct{"list(*args, **kwargs)", list_construct, "The items of an iterable, in order."};
constexpr NativeDef kInit{"list(iterable=(), /)", list_init, nullptr};
constexpr NativeDef kMethods[] = {
    {"append(object, /)", list_append, "Adds an item at the end."},
    {"extend(iterable, /)", list_extend, "Adds all items of an iterable at the end."},
    {"insert(index, object, /)", list_insert, "Puts an item in front of position index."},
    {"pop(index=-1, /)", list_pop, "Removes and returns the item at index."},
    {"remove(value, /)", list_remove, "Removes the first item equal to value."},
    {"clear()", list_clear, "Removes all items."},
    {"index(value, start=0, stop=9223372036854775807, /)", list_index, "Where value stands first."},
    {"count(value, /)", list_count, "How often value occurs."},
    {"copy()", list_copy, "A list with the same items."},
    {"reverse()", list_reverse, "Turns the order around."},
    {"sort(*, key=None, reverse=False)", list_sort, "Sorts in place, keeping the order of equal items."},
    {"__reversed__()", list_reversed, "An iterator from the end."},
    {}};

constexpr NativeDef kClassMethods[] = {{"__class_getitem__(item, /)", class_getitem, "list[int] and the like."}, {}};

}  // namespace

void define_list(Vm& vm) {
  TypeSpec spec{.name = "list", .doc = "A row of items that can be changed."};
  spec.instance_bytes = sizeof(List);
  Slots& s = spec.slots;
  s.repr = list_repr;
  s.len = list_len;
  s.iter = list_iter;
  s.getitem = list_getitem;
  s.setitem = list_setitem;
  s.contains = list_contains;
  s.concat = list_concat;
  s.repeat = list_repeat;
  s.inplace_concat = list_inplace_concat;
  s.inplace_repeat = list_inplace_repeat;
  s.compare = list_compare;
  s.hash = unhashable;
  s.dealloc = list_dealloc;
  s.traverse = list_traverse;
  spec.construct = &kConstruct;
  spec.init = &kInit;
  spec.methods = kMethods;
  spec.class_methods = kClassMethods;
  vm.define(spec, vm.types.list);
}

}  // namespace logit::script
