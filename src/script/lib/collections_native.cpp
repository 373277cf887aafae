// _collections: the native part of `collections` (deque has a file of its own).
#include "script/lib/deque.h"
#include "script/lib/iterator_tools.h"
#include "script/lib/modules.h"
#include "script/objects/dict_ops.h"

namespace logit::script {

namespace {

// --- defaultdict ----------------------------------------------------------------------------------------------------
// A dict with a factory. dict's own [] asks __missing__ of derived classes, so only that is added here.

struct DefaultDict : Dict {
  Value factory;  ///< undefined or None: none
};

void dealloc_default_dict(Heap& heap, Object* object) {
  static_cast<DefaultDict*>(object)->factory = Value();
  heap.vm().types.dict->slots.dealloc(heap, object);
}

void traverse_default_dict(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<DefaultDict*>(object)->factory);
  object->type->heap->vm().types.dict->slots.traverse(object, visit, context);
}

Value default_dict_new(Vm& vm, Args args) { return vm.allocate<DefaultDict>(args[0]); }

Task default_dict_fill(Vm& vm, Value self, Value rest, Value keywords) {
  Tuple& given = *rest.as<Tuple>();
  if (given.count > 1) co_return vm.type_error("dict expected at most 1 argument, got ", given.count);
  if (given.count == 1) {
    Value done = co_await vm.run_task(update_dict(vm, self, given[0]));
    if (done.is_error()) co_return done;
  }
  if (keywords.as<Dict>()->count) {
    Value done = co_await vm.run_task(update_dict(vm, self, keywords));
    if (done.is_error()) co_return done;
  }
  co_return Value::none();
}

// args: self, *args, **kwargs; the first positional one is the factory
Value default_dict_init(Vm& vm, Args args) {
  Tuple& given = *args[1].as<Tuple>();
  Ref<Tuple> rest = vm.new_tuple_of(given.count ? given.count - 1 : 0);
  for (std::uint32_t i = 1; i < given.count; ++i) (*rest)[i - 1] = given[i];
  Value factory = given.count ? given[0] : Value::none();
  if (!factory.is_none() && !vm.is_callable(factory)) return vm.type_error("first argument must be callable or None");
  args[0].as<DefaultDict>()->factory = std::move(factory);
  return vm.start(default_dict_fill(vm, args[0], Value(std::move(rest)), args[2]));
}

Task make_missing(Vm& vm, Value self, Value key, Value factory) {
  Value value = co_await vm.call(factory);
  if (value.is_error()) co_return value;
  Value done = co_await vm.setitem(self, key, value);
  if (done.is_error()) co_return done;
  co_return value;
}

Value default_dict_missing(Vm& vm, Args args) {
  auto& d = *args[0].as<DefaultDict>();
  if (d.factory.is_none() || d.factory.is_undefined()) return vm.key_error(args[1]);
  // the usual factories are made on the spot
  Value value;
  if (d.factory.is_object() && d.type->native) {
    const Object* factory = d.factory.object();
    if (factory == vm.types.list) value = Value(vm.new_list());
    else if (factory == vm.types.int_) value = Value::small_int(0);
    else if (factory == vm.types.float_) value = Value::number(0.0);
    else if (factory == vm.types.dict) value = Value(vm.new_dict());
  }
  std::uint64_t hash;
  if (value.is_undefined() || find_plain(vm, &d, args[1], hash) != Dict::kAbsent) {
    return vm.start(make_missing(vm, args[0], args[1], d.factory));
  }
  if (!d.append(vm.heap, args[1], hash, value)) return Value::error();
  return value;
}

Task default_dict_repr(Vm& vm, Value self) {
  const std::string name = vm.type_name(self);
  Value factory = self.as<DefaultDict>()->factory;
  Value first = vm.str("None");
  if (!factory.is_undefined()) {
    if (!vm.enter_repr(self.object())) co_return vm.str(cat(name, "(..., ...)"));
    first = co_await vm.repr(factory);
    vm.leave_repr(self.object());
    if (first.is_error()) co_return first;
  }
  Value items = co_await Await(vm.types.dict->slots.repr(vm, self));
  if (items.is_error()) co_return items;
  co_return vm.str(cat(name, "(", first.as<Str>()->utf8(), ", ", items.as<Str>()->utf8(), ")"));
}

Value default_dict_copy(Vm& vm, Args args) {
  const Value factory = args[0].as<DefaultDict>()->factory;
  const Value arguments[] = {factory.is_undefined() ? Value::none() : factory, args[0]};
  return vm.start_call(Value::object(args[0].object()->type), arguments, 2);
}

Task default_dict_reduce(Vm& vm, Value self) {
  const Value factory = self.as<DefaultDict>()->factory;
  Value items = co_await vm.call_method(self, vm.names.items);
  if (items.is_error()) co_return items;
  items = co_await vm.list_of(items);
  if (items.is_error()) co_return items;
  Value type = Value::object(self.object()->type);
  Value arguments = factory.is_undefined() || factory.is_none() ? vm.empty_tuple() : vm.tuple_of(factory);
  co_return vm.tuple_of(std::move(type), std::move(arguments), Value::none(), Value::none(), std::move(items));
}
Value do_reduce(Vm& vm, Args args) { return vm.start(default_dict_reduce(vm, args[0])); }

Task default_dict_union(Vm& vm, Value model, Value left, Value right) {
  const Value factory = model.as<DefaultDict>()->factory;
  Value result = co_await vm.call(Value::object(model.object()->type), factory.is_undefined() ? Value::none() : factory, left);
  if (result.is_error()) co_return result;
  Value done = co_await vm.run_task(update_dict(vm, result, right));
  if (done.is_error()) co_return done;
  co_return result;
}

Value default_dict_or(Vm& vm, const Value& left, const Value& right) {
  const auto is_default = [](const Value& v) {
    return v.is_object() && v.object()->type->slots.dealloc == dealloc_default_dict;
  };
  if (!vm.is_dict(left) || !vm.is_dict(right)) return Value::not_implemented();
  // for classes of the script that derive from us the slot is inherited, dealloc may not be
  const Value& model = is_default(left) || !is_default(right) ? left : right;
  return vm.start(default_dict_union(vm, model, left, right));
}

Value get_factory(Vm&, const Value& self) {
  const Value& factory = self.as<DefaultDict>()->factory;
  return factory.is_undefined() ? Value::none() : factory;
}
Value set_factory(Vm&, const Value& self, const Value& value) {
  self.as<DefaultDict>()->factory = value.is_undefined() ? Value::none() : value;
  return Value::none();
}

constexpr NativeDef kDefaultDictNew{"defaultdict(*args, **kwargs)", default_dict_new};
constexpr NativeDef kDefaultDictInit{"defaultdict(*args, **kwargs)", default_dict_init};
constexpr NativeDef kDefaultDictMethods[] = {
    {"__missing__(key, /)", default_dict_missing, "Called by __getitem__ for a missing key: makes the default value and keeps it."},
    {"copy()", default_dict_copy, "A shallow copy."},
    {"__copy__()", default_dict_copy, "A shallow copy."},
    {"__reduce__()", do_reduce, "Return state information for copying."},
    {},
};
constexpr GetSetDef kDefaultDictProperties[] = {{"default_factory", get_factory, set_factory, "Factory for default value called by __missing__()."}, {}};

// --- namedtuple's fields --------------------------------------------------------------------------------------------

struct TupleGetter : Object {
  std::int64_t index = 0;
  Value doc;
};

void traverse_getter(Object* object, Visitor visit, void* context) { visit(context, static_cast<TupleGetter*>(object)->doc); }

Value getter_new(Vm& vm, Args args) {
  auto getter = vm.allocate<TupleGetter>(args[0]);
  if (!vm.to_int64(args[1], getter->index)) return Value::error();
  getter->doc = args[2];
  return getter;
}
Value getter_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  const auto* getter = self.as<TupleGetter>();
  if (instance.is_undefined() || instance.is_none()) return self;
  if (!vm.is_tuple(instance)) {
    return vm.type_error("descriptor for index '", getter->index, "' for tuple subclasses doesn't apply to '", vm.type_name(instance), "' object");
  }
  const Tuple& items = *instance.as<Tuple>();
  if (getter->index < 0 || getter->index >= items.count) return vm.index_error("tuple index out of range");
  return items[static_cast<std::size_t>(getter->index)];
}
Value getter_set(Vm& vm, const Value&, const Value&, const Value& value) {
  return vm.raise(vm.types.attribute_error, value.is_undefined() ? "can't delete attribute" : "can't set attribute");
}
Value getter_doc(Vm&, const Value& self) { return self.as<TupleGetter>()->doc; }
Value getter_set_doc(Vm&, const Value& self, const Value& value) {
  self.as<TupleGetter>()->doc = value.is_undefined() ? Value::none() : value;
  return Value::none();
}

constexpr NativeDef kGetterNew{"_tuplegetter(index, doc, /)", getter_new};
constexpr GetSetDef kGetterProperties[] = {{"__doc__", getter_doc, getter_set_doc}, {}};
const TypeSpec kGetterSpec{
    .name = "_tuplegetter", .module = "_collections", .instance_bytes = sizeof(TupleGetter),
    .slots = {.descr_get = getter_get, .descr_set = getter_set, .dealloc = drop<TupleGetter>, .traverse = traverse_getter},
    .construct = &kGetterNew, .properties = kGetterProperties};

// --- Counter's loop -------------------------------------------------------------------------------------------------

Task count_elements(Vm& vm, Value mapping, Value iterable) {
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  for (int n = 1;; ++n) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return Value::none();
    if (n % 128 == 0) {
      Value paid = co_await vm.charge(128);
      if (paid.is_error()) co_return paid;
    }
    Dict* counts = mapping.as<Dict>();
    std::uint64_t hash;
    const std::int32_t at = find_plain(vm, counts, item, hash);
    if (at >= 0 && counts->entries[at].value.is_small_int()) {
      counts->entries[at].value = vm.integer(counts->entries[at].value.small_int() + 1);
      continue;
    }
    if (at == Dict::kAbsent) {
      if (!counts->append(vm.heap, item, hash, Value::small_int(1))) co_return Value::error();
      continue;
    }
    Value old = co_await vm.dict_get(counts, item);
    if (old.is_error()) co_return old;
    Value sum = Value::small_int(1);
    if (!old.is_undefined()) {
      sum = co_await vm.binary(old, Value::small_int(1), Binary::add);
      if (sum.is_error()) co_return sum;
    }
    Value done = co_await vm.dict_set(counts, item, sum);
    if (done.is_error()) co_return done;
  }
}
Value do_count_elements(Vm& vm, Args args) {
  if (!vm.is_dict(args[0])) return vm.type_error("_count_elements() needs a dict");
  return vm.start(count_elements(vm, args[0], args[1]));
}

constexpr NativeDef kFunctions[] = {
    {"_count_elements(mapping, iterable, /)", do_count_elements, "Count elements in the iterable, updating the mapping"}, {}};

}  // namespace

Value build_collections(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  static constexpr const TypeSpec* kSpecs[] = {&kDequeSpec, &kDequeIteratorSpec, &kDequeReverseIteratorSpec, &kGetterSpec};
  add_types(vm, module, kSpecs);
  TypeSpec spec{.name = "defaultdict", .module = "collections",
                .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory"};
  spec.base = vm.types.dict;
  spec.instance_bytes = sizeof(DefaultDict);
  spec.slots.repr = [](Vm& inner, const Value& self) { return inner.start(default_dict_repr(inner, self)); };
  spec.slots.dealloc = dealloc_default_dict;
  spec.slots.traverse = traverse_default_dict;
  spec.slots.binary[static_cast<int>(Binary::bit_or)] = default_dict_or;
  spec.construct = &kDefaultDictNew;
  spec.init = &kDefaultDictInit;
  spec.methods = kDefaultDictMethods;
  spec.properties = kDefaultDictProperties;
  vm.add_type(module, vm.define(spec));
  return Value::none();
}

}  // namespace logit::script
