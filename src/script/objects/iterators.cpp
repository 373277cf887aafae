// Iterators over list, tuple, str and range, and the quick way to take all items of a built-in container.
#include "script/objects/iterators.h"

#include "script/objects/numbers.h"
#include "script/objects/range.h"
#include "script/objects/set.h"
#include "script/objects/text.h"

namespace logit::script {

namespace {

Value self_iter(Vm&, const Value& self) { return self; }

void cursor_traverse(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<SequenceCursor*>(object)->sequence);
}

Value list_next(Vm&, const Value& self) {
  auto* cursor = self.as<SequenceCursor>();
  if (cursor->sequence.is_undefined()) return Value::undefined();
  const List* list = cursor->sequence.as<List>();
  if (static_cast<std::size_t>(cursor->index) < list->count) return list->items[cursor->index++];
  cursor->sequence = Value();
  return Value::undefined();
}

Value list_reverse_next(Vm&, const Value& self) {
  auto* cursor = self.as<SequenceCursor>();
  if (cursor->sequence.is_undefined()) return Value::undefined();
  const List* list = cursor->sequence.as<List>();
  if (cursor->index >= 0 && static_cast<std::size_t>(cursor->index) < list->count) {
    return list->items[cursor->index--];
  }
  cursor->sequence = Value();
  return Value::undefined();
}

Value tuple_next(Vm&, const Value& self) {
  auto* cursor = self.as<SequenceCursor>();
  if (cursor->sequence.is_undefined()) return Value::undefined();
  const Tuple* tuple = cursor->sequence.as<Tuple>();
  if (static_cast<std::size_t>(cursor->index) < tuple->count) return tuple->items()[cursor->index++];
  cursor->sequence = Value();
  return Value::undefined();
}

Value str_next(Vm& vm, const Value& self) {
  auto* cursor = self.as<SequenceCursor>();
  if (cursor->sequence.is_undefined()) return Value::undefined();
  const Str* str = cursor->sequence.as<Str>();
  if (static_cast<std::size_t>(cursor->index) < str->length) {
    return character(vm, str->at(static_cast<std::size_t>(cursor->index++)));
  }
  cursor->sequence = Value();
  return Value::undefined();
}

Value sequence_length_hint(Vm& vm, Args args) {
  const auto* cursor = args[0].as<SequenceCursor>();
  if (cursor->sequence.is_undefined()) return Value::small_int(0);
  if (cursor->type == vm.types.list_reverse_iterator) return vm.integer(cursor->index + 1);
  const Value length = cursor->sequence.object()->type->slots.len(vm, cursor->sequence);
  return vm.integer(std::max<std::int64_t>(0, length.small_int() - cursor->index));
}

Value range_next(Vm& vm, const Value& self) {
  auto* cursor = self.as<RangeCursor>();
  if (cursor->left == 0) return Value::undefined();
  --cursor->left;
  const std::int64_t value = cursor->next;
  cursor->next = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) + static_cast<std::uint64_t>(cursor->step));
  return vm.integer(value);
}

Value range_length_hint(Vm& vm, Args args) {
  return vm.integer(static_cast<std::int64_t>(args[0].as<RangeCursor>()->left));
}

Value long_range_next(Vm& vm, const Value& self) {
  auto* cursor = self.as<LongRangeCursor>();
  const auto& number = vm.types.int_->slots;
  if (!number.truth(vm, cursor->left).is_true()) return Value::undefined();
  Value value = cursor->next;
  Value left = number.binary[static_cast<int>(Binary::sub)](vm, cursor->left, Value::small_int(1));
  if (left.is_error()) return left;
  Value next = number.binary[static_cast<int>(Binary::add)](vm, value, cursor->step);
  if (next.is_error()) return next;
  cursor->left = std::move(left);
  cursor->next = std::move(next);
  return value;
}

constexpr NativeDef kSequenceMethods[] = {{"__length_hint__()", sequence_length_hint, "Items left."}, {}};
constexpr NativeDef kRangeMethods[] = {{"__length_hint__()", range_length_hint, "Items left."}, {}};

TypeSpec cursor_spec(const char* name, Slots::UnaryFn next) {
  TypeSpec spec{.name = name};
  spec.instance_bytes = sizeof(SequenceCursor);
  spec.slots.iter = self_iter;
  spec.slots.next = next;
  spec.slots.dealloc = drop<SequenceCursor>;
  spec.slots.traverse = cursor_traverse;
  spec.methods = kSequenceMethods;
  spec.is_final = true;
  return spec;
}

void define_cursor(Vm& vm, Type* type, const char* name, Slots::UnaryFn next) {
  vm.define(cursor_spec(name, next), type);
}

// CPython has two classes for the iterators of texts; only their names differ.
const TypeSpec kWideStrIterator = cursor_spec("str_iterator", str_next);

}  // namespace

Value iterate_sequence(Vm& vm, Type* iterator_type, const Value& sequence) {
  auto cursor = vm.heap.make<SequenceCursor>(iterator_type);
  cursor->sequence = sequence;
  return cursor;
}

Value iterate_text(Vm& vm, const Value& text) {
  Type* type = text.as<Str>()->ascii ? vm.types.str_iterator : vm.type_for(kWideStrIterator);
  return iterate_sequence(vm, type, text);
}

void define_list_iterator(Vm& vm) { define_cursor(vm, vm.types.list_iterator, "list_iterator", list_next); }
void define_list_reverse_iterator(Vm& vm) {
  define_cursor(vm, vm.types.list_reverse_iterator, "list_reverseiterator", list_reverse_next);
}
void define_tuple_iterator(Vm& vm) { define_cursor(vm, vm.types.tuple_iterator, "tuple_iterator", tuple_next); }
void define_str_iterator(Vm& vm) { define_cursor(vm, vm.types.str_iterator, "str_ascii_iterator", str_next); }

void define_range_iterator(Vm& vm) {
  TypeSpec spec{.name = "range_iterator"};
  spec.instance_bytes = sizeof(RangeCursor);
  spec.slots.iter = self_iter;
  spec.slots.next = range_next;
  spec.methods = kRangeMethods;
  spec.is_final = true;
  vm.define(spec, vm.types.range_iterator);
}

void define_long_range_iterator(Vm& vm) {
  TypeSpec spec{.name = "longrange_iterator"};
  spec.instance_bytes = sizeof(LongRangeCursor);
  spec.slots.iter = self_iter;
  spec.slots.next = long_range_next;
  spec.slots.dealloc = drop<LongRangeCursor>;
  spec.is_final = true;
  vm.define(spec, vm.types.long_range_iterator);
}

int append_plain(Vm& vm, List& out, const Value& iterable) {
  if (!iterable.is_object()) return 0;
  const Type* type = iterable.object()->type;
  const Types& types = vm.types;
  const auto room = [&](std::size_t extra) {
    return vm.charge_plain(static_cast<std::int64_t>(extra / 8)) && out.reserve(vm.heap, out.count + extra);
  };
  const auto put = [&](Value value) { new (out.items + out.count++) Value(std::move(value)); };
  const auto cut = [&](std::size_t count) {  // after an error half way
    while (out.count > count) out.items[--out.count].~Value();
    return -1;
  };

  if (type == types.list || type == types.tuple) {
    const bool is_list = type == types.list;
    const std::size_t count = is_list ? iterable.as<List>()->count : iterable.as<Tuple>()->count;
    if (!room(count)) return -1;
    const Value* items = is_list ? iterable.as<List>()->items : iterable.as<Tuple>()->items();
    for (std::size_t i = 0; i < count; ++i) put(items[i]);
    return 1;
  }
  if (type == types.range) {
    const Range* range = iterable.as<Range>();
    if (!range->is_small) return 0;
    if (!vm.heap.request(static_cast<std::uint64_t>(range->length) * sizeof(Value))) return -1;
    if (!room(static_cast<std::size_t>(range->length))) return -1;
    std::int64_t value = range->start;
    for (std::int64_t i = 0; i < range->length; ++i) {
      put(vm.integer(value));
      value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) + static_cast<std::uint64_t>(range->step));
    }
    return 1;
  }
  if (type == types.range_iterator) {
    auto* cursor = iterable.as<RangeCursor>();
    if (!vm.heap.request(cursor->left * sizeof(Value)) || !room(cursor->left)) return -1;
    while (cursor->left) put(range_next(vm, iterable));
    return 1;
  }
  if (type == types.str) {
    const Str* str = iterable.as<Str>();
    if (!room(str->length)) return -1;
    for (std::size_t i = 0; i < str->length; ++i) put(character(vm, str->at(i)));
    return 1;
  }
  if (type == types.dict || type == types.dict_keys || type == types.dict_values || type == types.dict_items) {
    const Value& owner = type == types.dict ? iterable : iterable.as<DictView>()->dict;
    const Dict* dict = owner.as<Dict>();
    if (!room(dict->count)) return -1;
    for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
      const auto& entry = dict->entries[i];
      if (type == types.dict_values) {
        put(entry.value);
      } else if (type == types.dict_items) {
        put(vm.tuple_of(entry.key, entry.value));
      } else {
        put(entry.key);
      }
    }
    return 1;
  }
  if (type == types.set || type == types.frozenset) {
    const Set* set = iterable.as<Set>();
    if (!room(set->used)) return -1;
    for (std::size_t i = set->next(0); i <= set->mask; i = set->next(i + 1)) put(set->table[i].key);
    return 1;
  }
  if (type == types.list_iterator || type == types.tuple_iterator || type == types.list_reverse_iterator ||
      type == types.str_iterator || type == types.dict_key_iterator || type == types.dict_value_iterator ||
      type == types.dict_item_iterator || type == types.set_iterator) {
    const std::size_t before = out.count;
    for (;;) {
      Value item = type->slots.next(vm, iterable);
      if (item.is_undefined()) return 1;
      if (item.is_error()) return cut(before);
      if (!out.push(vm.heap, std::move(item))) return cut(before);
    }
  }
  return 0;
}

}  // namespace logit::script
