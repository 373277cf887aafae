// enumerate, zip, map, filter, reversed.
//
// Where the iterators below are built-in ones that never run script code ("plain"), an item is made at once; otherwise a
// Task fetches it.
#include "script/objects/lazy_iterators.h"

#include <algorithm>

#include "script/objects/numbers.h"
#include "script/objects/slice.h"

namespace logit::script {

namespace {

// Each level of a nest of plain iterators is a call on the C++ stack; deeper nests go through the machine.
constexpr std::uint8_t kMostPlainLevels = 32;

std::uint8_t plain_levels(const Vm& vm, const Value& iterator);

struct Enumerate : Object {
  Value iterator;
  Value count;  ///< an int
  std::uint8_t plain = 0;  ///< plain_levels() of the iterator
};

struct Zip : Object {
  std::vector<Value> iterators;
  std::uint8_t plain = 0;  ///< the most plain_levels() of the iterators, 0 if one of them has none
  bool strict = false;
};

struct Map : Object {
  Value function;
  std::vector<Value> iterators;
};

struct Filter : Object {
  Value function, iterator;
};

struct Reversed : Object {
  Value sequence;
  std::int64_t index = -1;
};

Value self_iter(Vm&, const Value& self) { return self; }

/// Next item of a plain iterator.
Value plain_next(Vm& vm, const Value& iterator) { return iterator.object()->type->slots.next(vm, iterator); }

// --- enumerate ------------------------------------------------------------------------------------------------------

Value numbered(Vm& vm, Enumerate* self, Value item) {
  Value number = self->count;
  if (number.is_small_int() && Value::fits_small_int(number.small_int() + 1)) {
    self->count = Value::small_int(number.small_int() + 1);
  } else {
    self->count = vm.types.int_->slots.binary[static_cast<int>(Binary::add)](vm, number, Value::small_int(1));
  }
  return vm.tuple_of(std::move(number), std::move(item));
}

Task enumerate_next_task(Vm& vm, Value self) {
  Value iterator = self.as<Enumerate>()->iterator;
  Value item = co_await vm.next(iterator);
  if (!item.ok()) co_return item;
  co_return numbered(vm, self.as<Enumerate>(), item);
}

Value enumerate_next(Vm& vm, const Value& self) {
  auto* e = self.as<Enumerate>();
  if (!e->plain) return vm.start(enumerate_next_task(vm, self));
  Value item = plain_next(vm, e->iterator);
  return item.ok() ? numbered(vm, e, std::move(item)) : item;
}

Task enumerate_task(Vm& vm, Value class_value, Value iterable, Value start) {
  Value count = Value::small_int(0);
  if (!start.is_undefined()) {
    count = co_await vm.index(start);
    if (count.is_error()) co_return count;
  }
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  auto self = vm.allocate<Enumerate>(class_value);
  self->plain = plain_levels(vm, iterator);
  self->iterator = iterator;
  self->count = count;
  co_return self;
}

Value enumerate_construct(Vm& vm, Args args) { return vm.start(enumerate_task(vm, args[0], args[1], args[2])); }

// --- zip --------------------------------------------------------------------------------------------------------------

/// zip(strict=True) met the end of iterator i first.
Value shorter(Vm& vm, std::size_t i) {
  return vm.value_error("zip() argument ", i + 1, " is shorter than argument", i == 1 ? std::string(" 1") : cat("s 1-", i));
}
Value longer(Vm& vm, std::size_t i) {
  return vm.value_error("zip() argument ", i + 1, " is longer than argument", i == 1 ? std::string(" 1") : cat("s 1-", i));
}

Task zip_next_task(Vm& vm, Value self) {
  auto* z = self.as<Zip>();
  if (z->iterators.empty()) co_return Value();
  auto items = vm.new_tuple_of(z->iterators.size());
  for (std::size_t i = 0; i < z->iterators.size(); ++i) {
    Value iterator = z->iterators[i];
    Value item = co_await vm.next(iterator);
    if (item.is_error()) co_return item;
    if (!item.is_undefined()) {
      (*items)[i] = item;
      continue;
    }
    if (z->strict && i > 0) co_return shorter(vm, i);
    if (z->strict) {
      for (std::size_t k = 1; k < z->iterators.size(); ++k) {
        Value other = z->iterators[k];
        Value extra = co_await vm.next(other);
        if (extra.is_error()) co_return extra;
        if (!extra.is_undefined()) co_return longer(vm, k);
      }
    }
    co_return Value();
  }
  co_return items;
}

Value zip_next(Vm& vm, const Value& self) {
  auto* z = self.as<Zip>();
  if (!z->plain || z->strict) return vm.start(zip_next_task(vm, self));
  const std::size_t count = z->iterators.size();
  if (count == 0) return Value::undefined();
  auto items = vm.new_tuple_of(count);
  for (std::size_t i = 0; i < count; ++i) {
    Value item = plain_next(vm, z->iterators[i]);
    if (!item.ok()) return item;
    (*items)[i] = std::move(item);
  }
  return items;
}

Task zip_task(Vm& vm, Value class_value, Value iterables, Value strict_value) {
  bool strict = false;
  if (!strict_value.is_undefined()) {
    Value yes = co_await vm.truth(strict_value);
    if (yes.is_error()) co_return yes;
    strict = yes.is_true();
  }
  std::vector<Value> iterators;
  int plain = 1;
  for (const Value& iterable : *iterables.as<Tuple>()) {
    Value iterator = co_await vm.iter(iterable);
    if (iterator.is_error()) co_return iterator;
    const int levels = plain_levels(vm, iterator);
    plain = plain && levels ? std::max(plain, levels) : 0;
    iterators.push_back(iterator);
  }
  auto self = vm.allocate<Zip>(class_value);
  self->iterators = std::move(iterators);
  self->plain = static_cast<std::uint8_t>(plain);
  self->strict = strict;
  co_return self;
}

Value zip_construct(Vm& vm, Args args) { return vm.start(zip_task(vm, args[0], args[1], args[2])); }

// --- map ----------------------------------------------------------------------------------------------------------------

Task map_next_task(Vm& vm, Value self) {
  auto* m = self.as<Map>();
  std::vector<Value> items;
  for (std::size_t i = 0; i < m->iterators.size(); ++i) {
    Value iterator = m->iterators[i];
    Value item = co_await vm.next(iterator);
    if (!item.ok()) co_return item;
    items.push_back(item);
  }
  Value function = m->function;
  Value result = co_await vm.call_with(function, items);
  co_return result;
}

Value map_next(Vm& vm, const Value& self) {
  auto* m = self.as<Map>();
  if (m->iterators.size() == 1 && is_plain_iterator(vm, m->iterators[0])) {
    const Value item = plain_next(vm, m->iterators[0]);
    if (!item.ok()) return item;
    return vm.start_call(m->function, &item, 1);
  }
  return vm.start(map_next_task(vm, self));
}

Task map_task(Vm& vm, Value class_value, Value function, Value iterables) {
  std::vector<Value> iterators;
  for (const Value& iterable : *iterables.as<Tuple>()) {
    Value iterator = co_await vm.iter(iterable);
    if (iterator.is_error()) co_return iterator;
    iterators.push_back(iterator);
  }
  auto self = vm.allocate<Map>(class_value);
  self->function = function;
  self->iterators = std::move(iterators);
  co_return self;
}

Value map_construct(Vm& vm, Args args) {
  const Tuple* all = args[1].as<Tuple>();
  if (all->count < 2) return vm.type_error("map() must have at least two arguments.");
  auto iterables = vm.new_tuple_of(all->count - 1);
  for (std::size_t i = 1; i < all->count; ++i) (*iterables)[i - 1] = (*all)[i];
  return vm.start(map_task(vm, args[0], (*all)[0], iterables));
}

// --- filter -------------------------------------------------------------------------------------------------------------

Task filter_next_task(Vm& vm, Value self) {
  Value function = self.as<Filter>()->function;
  Value iterator = self.as<Filter>()->iterator;
  const bool by_truth = function.is_none() || function.same(Value::object(vm.types.bool_));
  for (std::int64_t n = 1;; ++n) {
    Value item = co_await vm.next(iterator);
    if (!item.ok()) co_return item;
    Value answer = item;
    if (!by_truth) {
      answer = co_await vm.call(function, item);
      if (answer.is_error()) co_return answer;
    }
    Value yes = co_await vm.truth(answer);
    if (yes.is_error()) co_return yes;
    if (yes.is_true()) co_return item;
    if (n % 256 == 0) {
      Value ok = co_await vm.charge(256);
      if (ok.is_error()) co_return ok;
    }
  }
}

Value filter_next(Vm& vm, const Value& self) { return vm.start(filter_next_task(vm, self)); }

Task filter_task(Vm& vm, Value class_value, Value function, Value iterable) {
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  auto self = vm.allocate<Filter>(class_value);
  self->function = function;
  self->iterator = iterator;
  co_return self;
}

Value filter_construct(Vm& vm, Args args) { return vm.start(filter_task(vm, args[0], args[1], args[2])); }

// --- reversed -----------------------------------------------------------------------------------------------------------

Task reversed_next_task(Vm& vm, Value self) {
  auto* r = self.as<Reversed>();
  if (r->index < 0) co_return Value();
  Value sequence = r->sequence;
  Value item = co_await vm.getitem(sequence, vm.integer(r->index));
  if (item.is_error()) {
    if (!vm.error_is(vm.types.index_error) && !vm.error_is(vm.types.stop_iteration)) co_return item;
    vm.clear_error();
    r->index = -1;
    co_return Value();
  }
  --r->index;
  co_return item;
}

Value reversed_next(Vm& vm, const Value& self) {
  auto* r = self.as<Reversed>();
  if (r->index < 0) return Value::undefined();
  if (r->sequence.is_exact(vm.types.tuple) || r->sequence.is_exact(vm.types.str)) {
    return r->sequence.object()->type->slots.getitem(vm, r->sequence, Value::small_int(r->index--));
  }
  return vm.start(reversed_next_task(vm, self));
}

Task reversed_task(Vm& vm, Value class_value, Value sequence) {
  Value length = co_await vm.len(sequence);
  if (length.is_error()) co_return length;
  auto self = vm.allocate<Reversed>(class_value);
  self->sequence = sequence;
  self->index = length.small_int() - 1;
  co_return self;
}

Value reversed_construct(Vm& vm, Args args) {
  const Value* special = vm.lookup_special(args[1], vm.names.__reversed__);
  if (special && !special->is_none()) return vm.start_special(args[1], vm.names.__reversed__);
  const Slots& slots = vm.type_of(args[1])->slots;
  // A class of the script that has items but no length is told so by len().
  if (special || !slots.getitem || (!slots.len && vm.type_of(args[1])->native) || vm.is_dict(args[1])) {
    return vm.type_error("'", vm.type_name(args[1]), "' object is not reversible");
  }
  return vm.start(reversed_task(vm, args[0], args[1]));
}

Value reversed_length_hint(Vm& vm, Args args) { return vm.integer(args[0].as<Reversed>()->index + 1); }

template <class T>
void define_lazy(Vm& vm, Type* type, const char* name, const char* doc, Slots::UnaryFn next, const NativeDef* construct,
                 void (*traverse)(Object*, Visitor, void*), const NativeDef* methods = nullptr) {
  TypeSpec spec{.name = name, .doc = doc};
  spec.instance_bytes = sizeof(T);
  spec.slots.iter = self_iter;
  spec.slots.next = next;
  spec.slots.dealloc = drop<T>;
  spec.slots.traverse = traverse;
  spec.construct = construct;
  spec.methods = methods;
  vm.define(spec, type);
}

void visit_all(const std::vector<Value>& values, Visitor visit, void* context) {
  for (const Value& v : values) visit(context, v);
}

constexpr NativeDef kEnumerate{"enumerate(iterable, start=0)", enumerate_construct, nullptr};
constexpr NativeDef kZip{"zip(*iterables, strict=False)", zip_construct, nullptr};
constexpr NativeDef kMap{"map(*args)", map_construct, nullptr};
constexpr NativeDef kFilter{"filter(function, iterable, /)", filter_construct, nullptr};
constexpr NativeDef kReversed{"reversed(sequence, /)", reversed_construct, nullptr};
constexpr NativeDef kReversedMethods[] = {{"__length_hint__()", reversed_length_hint, "Items left."}, {}};

}  // namespace

namespace {

/// 0: slots.next of this iterator may run script code. Else how many slots it calls, one within the other.
std::uint8_t plain_levels(const Vm& vm, const Value& iterator) {
  if (!iterator.is_object()) return 0;
  const Type* type = iterator.object()->type;
  const Types& t = vm.types;
  if (type == t.list_iterator || type == t.range_iterator || type == t.tuple_iterator || type == t.str_iterator ||
      type == t.dict_key_iterator || type == t.dict_value_iterator || type == t.dict_item_iterator ||
      type == t.set_iterator || type == t.list_reverse_iterator) {
    return 1;
  }
  std::uint8_t inner = 0;
  if (type == t.enumerate) inner = static_cast<Enumerate*>(iterator.object())->plain;
  if (type == t.zip) {
    const auto* z = static_cast<Zip*>(iterator.object());
    if (!z->strict) inner = z->plain;
  }
  return inner && inner < kMostPlainLevels ? inner + 1 : 0;
}

}  // namespace

bool is_plain_iterator(const Vm& vm, const Value& iterator) { return plain_levels(vm, iterator) != 0; }

void define_enumerate(Vm& vm) {
  define_lazy<Enumerate>(vm, vm.types.enumerate, "enumerate", "Pairs of a number and an item.", enumerate_next, &kEnumerate,
                         [](Object* o, Visitor visit, void* context) {
                           visit(context, static_cast<Enumerate*>(o)->iterator);
                         });
}
void define_zip(Vm& vm) {
  define_lazy<Zip>(vm, vm.types.zip, "zip", "Tuples of items that stand side by side.", zip_next, &kZip,
                   [](Object* o, Visitor visit, void* context) {
                     visit_all(static_cast<Zip*>(o)->iterators, visit, context);
                   });
}
void define_map(Vm& vm) {
  define_lazy<Map>(vm, vm.types.map, "map", "What a function gives for each item.", map_next, &kMap,
                   [](Object* o, Visitor visit, void* context) {
                     visit(context, static_cast<Map*>(o)->function);
                     visit_all(static_cast<Map*>(o)->iterators, visit, context);
                   });
}
void define_filter(Vm& vm) {
  define_lazy<Filter>(vm, vm.types.filter, "filter", "The items for which a function says yes.", filter_next, &kFilter,
                      [](Object* o, Visitor visit, void* context) {
                        visit(context, static_cast<Filter*>(o)->function);
                        visit(context, static_cast<Filter*>(o)->iterator);
                      });
}
void define_reversed(Vm& vm) {
  define_lazy<Reversed>(vm, vm.types.reversed, "reversed", "The items from the end.", reversed_next, &kReversed,
                        [](Object* o, Visitor visit, void* context) {
                          visit(context, static_cast<Reversed*>(o)->sequence);
                        },
                        kReversedMethods);
}

}  // namespace logit::script
