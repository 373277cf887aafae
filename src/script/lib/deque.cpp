#include "script/lib/deque.h"

#include "script/lib/iterator_tools.h"
#include "script/objects/script_slots.h"

namespace logit::script {

bool Deque::grow(Heap& heap) {
  const std::size_t wanted = capacity ? capacity * 2 : 8;
  if (wanted > 4096 && !heap.request(wanted * sizeof(Value))) return false;
  auto* fresh = static_cast<Value*>(heap.allocate(wanted * sizeof(Value)));
  for (std::size_t i = 0; i < count; ++i) new (fresh + i) Value(std::move((*this)[i]));
  if (ring) heap.free(ring, capacity * sizeof(Value));
  ring = fresh;
  capacity = wanted;
  head = 0;
  return true;
}

bool Deque::push_back(Heap& heap, Value value) {
  ++changes;
  if (max_length >= 0 && count >= static_cast<std::size_t>(max_length)) {
    if (max_length == 0) return true;
    pop_front();
  }
  if (count == capacity && !grow(heap)) return false;
  new (&(*this)[count]) Value(std::move(value));
  ++count;
  return true;
}

bool Deque::push_front(Heap& heap, Value value) {
  ++changes;
  if (max_length >= 0 && count >= static_cast<std::size_t>(max_length)) {
    if (max_length == 0) return true;
    pop_back();
  }
  if (count == capacity && !grow(heap)) return false;
  head = (head + capacity - 1) & (capacity - 1);
  new (ring + head) Value(std::move(value));
  ++count;
  return true;
}

Value Deque::pop_back() {
  ++changes;
  return std::move((*this)[--count]);
}

Value Deque::pop_front() {
  ++changes;
  Value value = std::move(ring[head]);
  head = (head + 1) & (capacity - 1);
  --count;
  return value;
}

void Deque::clear() {
  while (count) pop_back();
}

void Deque::rotate(std::int64_t steps) {
  if (count < 2) return;
  const auto n = static_cast<std::int64_t>(count);
  steps %= n;
  if (steps < 0) steps += n;
  if (steps * 2 <= n) {
    for (; steps; --steps) {
      Value last = pop_back();
      head = (head + capacity - 1) & (capacity - 1);
      new (ring + head) Value(std::move(last));
      ++count;
    }
  } else {
    for (steps = n - steps; steps; --steps) {
      Value first = pop_front();
      new (&(*this)[count]) Value(std::move(first));
      ++count;
    }
  }
}

namespace {

Deque& deque_of(const Value& v) { return *v.as<Deque>(); }

bool is_deque(Vm& vm, const Value& v) {
  const Type* type = vm.type_if_made(kDequeSpec);
  return type && v.is_object() && v.object()->type->is_subtype(type);
}

void dealloc(Heap& heap, Object* object) {
  auto* d = static_cast<Deque*>(object);
  d->clear();
  if (d->ring) heap.free(d->ring, d->capacity * sizeof(Value));
  d->ring = nullptr;
  d->capacity = 0;
}

void traverse(Object* object, Visitor visit, void* context) {
  auto& d = *static_cast<Deque*>(object);
  for (std::size_t i = 0; i < d.count; ++i) visit(context, d[i]);
}

/// The items in a list, for operations that may run script code in between.
Ref<List> as_list(Vm& vm, const Value& self) {
  Deque& d = deque_of(self);
  auto list = vm.new_list();
  if (!vm.heap.request(d.count * sizeof(Value)) || !list->reserve(vm.heap, d.count)) return nullptr;
  for (std::size_t i = 0; i < d.count; ++i) {
    if (!list->push(vm.heap, d[i])) return nullptr;
  }
  return list;
}

Ref<Deque> new_deque(Vm& vm, Type* type, std::int64_t max_length) {
  auto d = vm.allocate<Deque>(Value::object(type));
  d->max_length = max_length;
  return d;
}

// --- construction ---------------------------------------------------------------------------------------------------

Task extend_task(Vm& vm, Value self, Value iterable, bool left, Value result) {
  if (iterable.same(self)) {
    Ref<List> copy = as_list(vm, self);
    if (!copy) co_return Value::error();
    iterable = Value(std::move(copy));
  }
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  for (int n = 1;; ++n) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return result;
    if (!(left ? deque_of(self).push_front(vm.heap, std::move(item)) : deque_of(self).push_back(vm.heap, std::move(item)))) {
      co_return Value::error();
    }
    if (n % 256 == 0) {
      Value paid = co_await vm.charge(256);
      if (paid.is_error()) co_return paid;
    }
  }
}

Value deque_new(Vm& vm, Args args) { return vm.allocate<Deque>(args[0]); }

Value deque_init(Vm& vm, Args args) {
  Deque& d = deque_of(args[0]);
  std::int64_t max_length = -1;
  if (args.has(2) && !args[2].is_none()) {
    if (!vm.is_int(args[2])) return vm.type_error("an integer is required");
    if (!vm.to_int64(args[2], max_length)) return Value::error();
    if (max_length < 0) return vm.value_error("maxlen must be non-negative");
  }
  d.max_length = max_length;
  d.clear();
  if (!args.has(1)) return Value::none();
  return vm.start(extend_task(vm, args[0], args[1], false, Value::none()));
}

// --- methods --------------------------------------------------------------------------------------------------------

Value do_append(Vm& vm, Args args) {
  return deque_of(args[0]).push_back(vm.heap, std::move(args[1])) ? Value::none() : Value::error();
}
Value do_appendleft(Vm& vm, Args args) {
  return deque_of(args[0]).push_front(vm.heap, std::move(args[1])) ? Value::none() : Value::error();
}
Value do_pop(Vm& vm, Args args) {
  Deque& d = deque_of(args[0]);
  return d.count ? d.pop_back() : vm.index_error("pop from an empty deque");
}
Value do_popleft(Vm& vm, Args args) {
  Deque& d = deque_of(args[0]);
  return d.count ? d.pop_front() : vm.index_error("pop from an empty deque");
}
Value do_clear(Vm&, Args args) {
  deque_of(args[0]).clear();
  return Value::none();
}
Value do_extend(Vm& vm, Args args) { return vm.start(extend_task(vm, args[0], args[1], false, Value::none())); }
Value do_extendleft(Vm& vm, Args args) { return vm.start(extend_task(vm, args[0], args[1], true, Value::none())); }
Value do_rotate(Vm& vm, Args args) {
  std::int64_t n = 1;
  if (args.has(1) && !vm.to_clipped(args[1], n)) return Value::error();
  ++deque_of(args[0]).changes;
  deque_of(args[0]).rotate(n);
  return Value::none();
}
Value do_reverse(Vm&, Args args) {
  Deque& d = deque_of(args[0]);
  for (std::size_t i = 0, j = d.count; i + 1 < j; ++i) d[i].swap(d[--j]);
  return Value::none();
}

Value copy(Vm& vm, Args args) {
  Deque& from = deque_of(args[0]);
  Type* type = args[0].object()->type;
  if (type->native) {
    auto d = new_deque(vm, type, from.max_length);
    for (std::size_t i = 0; i < from.count; ++i) {
      if (!d->push_back(vm.heap, from[i])) return Value::error();
    }
    return d;
  }
  const Value arguments[] = {args[0], from.max_length < 0 ? Value::none() : vm.integer(from.max_length)};
  return vm.start_call(Value::object(type), arguments, from.max_length < 0 ? 1 : 2);
}

Value do_insert(Vm& vm, Args args) {
  Deque& d = deque_of(args[0]);
  std::int64_t index;
  if (!vm.to_clipped(args[1], index)) return Value::error();
  if (d.max_length >= 0 && d.count >= static_cast<std::size_t>(d.max_length)) {
    return vm.index_error("deque already at its maximum size");
  }
  const auto n = static_cast<std::int64_t>(d.count);
  if (index < 0) index = index + n < 0 ? 0 : index + n;
  if (index > n) index = n;
  if (index * 2 < n) {
    if (!d.push_front(vm.heap, Value::none())) return Value::error();
    for (std::int64_t i = 0; i < index; ++i) d[i] = std::move(d[i + 1]);
  } else {
    if (!d.push_back(vm.heap, Value::none())) return Value::error();
    for (std::int64_t i = n; i > index; --i) d[i] = std::move(d[i - 1]);
  }
  d[static_cast<std::size_t>(index)] = std::move(args[2]);
  return Value::none();
}

void erase_at(Deque& d, std::size_t i) {
  ++d.changes;
  if (i * 2 < d.count) {
    for (; i > 0; --i) d[i] = std::move(d[i - 1]);
    d.pop_front();
  } else {
    for (; i + 1 < d.count; ++i) d[i] = std::move(d[i + 1]);
    d.pop_back();
  }
}

enum class Search { contains, index, count, remove };

Value not_found(Vm& vm, const Value& item_repr) {
  return vm.raise(vm.types.value_error, cat(item_repr.as<Str>()->utf8(), " is not in deque"));
}

Task search_task(Vm& vm, Value self, Value item, Search search, std::int64_t from, std::int64_t to) {
  std::int64_t found = 0;
  const std::uint32_t changes = deque_of(self).changes;
  for (std::int64_t i = from; i < to; ++i) {
    Value here = deque_of(self)[static_cast<std::size_t>(i)];
    Value same = co_await vm.equal(here, item);
    if (same.is_error()) co_return same;
    if (deque_of(self).changes != changes) {
      if (search == Search::remove) co_return vm.index_error("deque mutated during remove().");
      co_return vm.runtime_error("deque mutated during iteration");
    }
    if (same.is_true()) {
      if (search == Search::contains) co_return Value::boolean(true);
      if (search == Search::index) co_return vm.integer(i);
      if (search == Search::remove) {
        erase_at(deque_of(self), static_cast<std::size_t>(i));
        co_return Value::none();
      }
      ++found;
    }
    if (i % 256 == 255) {
      Value paid = co_await vm.charge(256);
      if (paid.is_error()) co_return paid;
    }
  }
  if (search == Search::contains) co_return Value::boolean(false);
  if (search == Search::count) co_return vm.integer(found);
  Value text = co_await vm.repr(item);
  if (text.is_error()) co_return text;
  co_return not_found(vm, text);
}

Value search_all(Vm& vm, const Value& self, const Value& item, Search search) {
  return vm.start(search_task(vm, self, item, search, 0, static_cast<std::int64_t>(deque_of(self).count)));
}

Value do_contains(Vm& vm, const Value& self, const Value& item) {
  Deque& d = deque_of(self);
  if (d.count < 4096) {
    std::size_t i = 0;
    for (; i < d.count; ++i) {
      const int equal = vm.plain_equal(d[i], item);
      if (equal == 1) return Value::boolean(true);
      if (equal < 0) break;
    }
    if (i == d.count) return Value::boolean(false);
  }
  return search_all(vm, self, item, Search::contains);
}
Value do_count(Vm& vm, Args args) { return search_all(vm, args[0], args[1], Search::count); }
Value do_remove(Vm& vm, Args args) { return search_all(vm, args[0], args[1], Search::remove); }
Value do_index(Vm& vm, Args args) {
  const auto n = static_cast<std::int64_t>(deque_of(args[0]).count);
  std::int64_t from = 0, to = n;
  if (args.has(2) && !vm.to_clipped(args[2], from)) return Value::error();
  if (args.has(3) && !vm.to_clipped(args[3], to)) return Value::error();
  if (from < 0) from = from + n < 0 ? 0 : from + n;
  if (to < 0) to = to + n < 0 ? 0 : to + n;
  if (to > n) to = n;
  return vm.start(search_task(vm, args[0], args[1], Search::index, from, to));
}

// --- slots ----------------------------------------------------------------------------------------------------------

Task repr_task(Vm& vm, Value self) {
  Deque& d = deque_of(self);
  const std::string name = vm.type_name(self);
  if (!vm.enter_repr(self.object())) co_return vm.str("[...]");
  Ref<List> items = as_list(vm, self);
  Value text = Value::error();
  if (items) text = co_await vm.repr(Value(std::move(items)));
  vm.leave_repr(self.object());
  if (text.is_error()) co_return text;
  std::string out = cat(name, "(", text.as<Str>()->utf8());
  if (d.max_length >= 0) out += cat(", maxlen=", d.max_length);
  co_return vm.str(out + ")");
}

/// The position that `key` means, or -1 with an error set.
std::int64_t position(Vm& vm, const Value& self, const Value& key) {
  std::int64_t i;
  if (!vm.is_int(key)) {
    vm.type_error("sequence index must be integer, not '", vm.type_name(key), "'");
    return -1;
  }
  if (!vm.to_clipped(key, i)) return -1;
  const auto n = static_cast<std::int64_t>(deque_of(self).count);
  if (i < 0) i += n;
  if (i < 0 || i >= n) {
    vm.index_error("deque index out of range");
    return -1;
  }
  return i;
}

Value do_getitem(Vm& vm, const Value& self, const Value& key) {
  const std::int64_t i = position(vm, self, key);
  return i < 0 ? Value::error() : deque_of(self)[static_cast<std::size_t>(i)];
}

Value do_setitem(Vm& vm, const Value& self, const Value& key, const Value& value) {
  const std::int64_t i = position(vm, self, key);
  if (i < 0) return Value::error();
  if (value.is_undefined()) erase_at(deque_of(self), static_cast<std::size_t>(i));
  else deque_of(self)[static_cast<std::size_t>(i)] = value;
  return Value::none();
}

Value do_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!is_deque(vm, left) || !is_deque(vm, right)) return Value::not_implemented();
  if (op == Compare::eq && deque_of(left).count != deque_of(right).count) return Value::boolean(false);
  if (op == Compare::ne && deque_of(left).count != deque_of(right).count) return Value::boolean(true);
  Ref<List> a = as_list(vm, left), b = as_list(vm, right);
  if (!a || !b) return Value::error();
  return vm.start_compare(Value(std::move(a)), Value(std::move(b)), op);
}

Value do_concat(Vm& vm, const Value& left, const Value& right) {
  if (!is_deque(vm, right)) return vm.type_error("can only concatenate deque (not \"", vm.type_name(right), "\") to deque");
  auto d = new_deque(vm, left.object()->type, deque_of(left).max_length);
  for (const Value* side : {&left, &right}) {
    Deque& from = deque_of(*side);
    for (std::size_t i = 0; i < from.count; ++i) {
      if (!d->push_back(vm.heap, from[i])) return Value::error();
    }
  }
  return d;
}

bool repeat_into(Vm& vm, Deque& d, const Value& self, std::int64_t times) {
  Ref<List> items = as_list(vm, self);
  if (!items) return false;
  if (times < 0) times = 0;
  if (d.max_length < 0 && items->count && !vm.heap.request(items->count * sizeof(Value) * static_cast<std::uint64_t>(times))) return false;
  if (!vm.charge_plain(times)) return false;
  d.clear();
  for (std::int64_t n = 0; n < times && items->count; ++n) {
    for (const Value& item : *items) {
      if (!d.push_back(vm.heap, item)) return false;
    }
  }
  return true;
}

Value do_repeat(Vm& vm, const Value& self, const Value& times) {
  std::int64_t n;
  if (!vm.is_int(times)) return vm.type_error("can't multiply sequence by non-int of type '", vm.type_name(times), "'");
  if (!vm.to_int64(times, n)) return Value::error();
  auto d = new_deque(vm, self.object()->type, deque_of(self).max_length);
  if (!repeat_into(vm, *d, self, n)) return Value::error();
  return d;
}

Value do_inplace_repeat(Vm& vm, const Value& self, const Value& times) {
  std::int64_t n;
  if (!vm.is_int(times)) return vm.type_error("can't multiply sequence by non-int of type '", vm.type_name(times), "'");
  if (!vm.to_int64(times, n)) return Value::error();
  return repeat_into(vm, deque_of(self), self, n) ? self : Value::error();
}

Value do_inplace_concat(Vm& vm, const Value& self, const Value& other) {
  return vm.start(extend_task(vm, self, other, false, self));
}

// --- iterators ------------------------------------------------------------------------------------------------------

struct DequeCursor : Object {
  Value deque;
  std::size_t index = 0;
  std::uint32_t changes = 0;
};

void traverse_cursor(Object* object, Visitor visit, void* context) { visit(context, static_cast<DequeCursor*>(object)->deque); }

Value iterate(Vm& vm, const Value& self, const TypeSpec& spec) {
  auto cursor = vm.heap.make<DequeCursor>(vm.type_for(spec));
  cursor->deque = self;
  cursor->changes = deque_of(self).changes;
  return cursor;
}
Value do_iter(Vm& vm, const Value& self) { return iterate(vm, self, kDequeIteratorSpec); }
Value do_reversed(Vm& vm, Args args) { return iterate(vm, args[0], kDequeReverseIteratorSpec); }

template <bool kBackwards>
Value cursor_next(Vm& vm, const Value& self) {
  auto* cursor = self.as<DequeCursor>();
  if (cursor->deque.is_undefined()) return Value::undefined();
  Deque& d = deque_of(cursor->deque);
  if (d.changes != cursor->changes) {
    cursor->deque = Value();
    return vm.runtime_error("deque mutated during iteration");
  }
  if (cursor->index >= d.count) {
    cursor->deque = Value();
    return Value::undefined();
  }
  const std::size_t i = cursor->index++;
  return d[kBackwards ? d.count - 1 - i : i];
}

Value do_reduce(Vm& vm, Args args) {
  Deque& d = deque_of(args[0]);
  Ref<List> items = as_list(vm, args[0]);
  if (!items) return Value::error();
  Value type = Value::object(args[0].object()->type);
  Value arguments = d.max_length < 0 ? vm.empty_tuple() : vm.tuple_of(vm.empty_tuple(), vm.integer(d.max_length));
  return vm.tuple_of(std::move(type), std::move(arguments), Value::none(), Value(std::move(items)));
}

Value get_maxlen(Vm& vm, const Value& self) {
  const std::int64_t n = deque_of(self).max_length;
  return n < 0 ? Value::none() : vm.integer(n);
}

Value class_getitem(Vm& vm, Args args) {
  (void)vm;
  return args[0];
}

constexpr NativeDef kNew{"deque(*args, **kwargs)", deque_new};
constexpr NativeDef kInit{"deque(iterable=(), maxlen=None)", deque_init};
constexpr NativeDef kMethods[] = {
    {"append(x, /)", do_append, "Add an element to the right side of the deque."},
    {"appendleft(x, /)", do_appendleft, "Add an element to the left side of the deque."},
    {"clear()", do_clear, "Remove all elements from the deque."},
    {"copy()", copy, "Return a shallow copy of a deque."},
    {"__copy__()", copy, "Return a shallow copy of a deque."},
    {"count(x, /)", do_count, "Number of elements equal to x."},
    {"extend(iterable, /)", do_extend, "Extend the right side of the deque with elements from the iterable."},
    {"extendleft(iterable, /)", do_extendleft, "Extend the left side of the deque with elements from the iterable."},
    {"index(x, start=0, stop=None, /)", do_index, "First index of a value. Raises ValueError if the value is not present."},
    {"insert(index, x, /)", do_insert, "Insert x before index."},
    {"pop()", do_pop, "Remove and return the rightmost element."},
    {"popleft()", do_popleft, "Remove and return the leftmost element."},
    {"remove(x, /)", do_remove, "Remove the first occurrence of a value."},
    {"reverse()", do_reverse, "Reverse the elements in place."},
    {"rotate(n=1, /)", do_rotate, "Rotate the deque n steps to the right. If n is negative, rotates left."},
    {"__reduce__()", do_reduce, "Return state information for copying."},
    {"__reversed__()", do_reversed, "Return a reverse iterator over the deque."},
    {},
};
constexpr NativeDef kClassMethods[] = {{"__class_getitem__(item, /)", class_getitem}, {}};
constexpr GetSetDef kProperties[] = {{"maxlen", get_maxlen, nullptr, "maximum size of a deque or None if unbounded"}, {}};

}  // namespace

const TypeSpec kDequeSpec{
    .name = "deque", .module = "collections", .doc = "A list-like sequence optimized for data accesses near its endpoints.",
    .instance_bytes = sizeof(Deque),
    .slots = {.repr = [](Vm& vm, const Value& self) { return vm.start(repr_task(vm, self)); },
              .hash = hash_not_implemented,
              .truth = [](Vm&, const Value& self) { return Value::boolean(deque_of(self).count != 0); },
              .len = [](Vm&, const Value& self) { return Value::small_int(static_cast<std::int64_t>(deque_of(self).count)); },
              .iter = do_iter, .concat = do_concat, .repeat = do_repeat, .inplace_concat = do_inplace_concat,
              .inplace_repeat = do_inplace_repeat, .getitem = do_getitem, .setitem = do_setitem, .contains = do_contains,
              .compare = do_compare, .dealloc = dealloc, .traverse = traverse},
    .construct = &kNew, .init = &kInit, .methods = kMethods, .class_methods = kClassMethods, .properties = kProperties};
const TypeSpec kDequeIteratorSpec{
    .name = "_deque_iterator", .module = "_collections", .instance_bytes = sizeof(DequeCursor),
    .slots = {.iter = itself, .next = cursor_next<false>, .dealloc = drop<DequeCursor>, .traverse = traverse_cursor}};
const TypeSpec kDequeReverseIteratorSpec{
    .name = "_deque_reverse_iterator", .module = "_collections", .instance_bytes = sizeof(DequeCursor),
    .slots = {.iter = itself, .next = cursor_next<true>, .dealloc = drop<DequeCursor>, .traverse = traverse_cursor}};

}  // namespace logit::script
