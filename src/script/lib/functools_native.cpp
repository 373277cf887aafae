// _functools: reduce, partial, cmp_to_key and the wrapper behind lru_cache. The rest of `functools` is functools.py.
#include "script/lib/iterator_tools.h"
#include "script/lib/modules.h"
#include "script/objects/dict_ops.h"
#include "script/objects/script_slots.h"

namespace logit::script {

namespace {

// --- reduce ---------------------------------------------------------------------------------------------------------

Task reduce(Vm& vm, Value function, Value iterable, Value total) {
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) {
    if (vm.error_is(vm.types.type_error)) {
      vm.clear_error();
      co_return vm.type_error("reduce() arg 2 must support iteration");
    }
    co_return it;
  }
  for (;;) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) break;
    if (total.is_undefined()) {
      total = std::move(item);
      continue;
    }
    total = co_await vm.call(function, total, item);
    if (total.is_error()) co_return total;
  }
  if (total.is_undefined()) co_return vm.type_error("reduce() of empty iterable with no initial value");
  co_return total;
}
Value do_reduce(Vm& vm, Args args) { return vm.start(reduce(vm, args[0], args[1], args[2])); }

// --- partial --------------------------------------------------------------------------------------------------------

struct Partial : Object {
  Value function;
  Value args;      ///< Tuple
  Value keywords;  ///< Dict
  Attributes attributes;
};

void traverse_partial(Object* object, Visitor visit, void* context) {
  auto* p = static_cast<Partial*>(object);
  for (const Value* v : {&p->function, &p->args, &p->keywords}) visit(context, *v);
}

bool is_partial(Vm& vm, const Value& v);

// args: class, *args, **keywords
Value partial_new(Vm& vm, Args args) {
  Tuple& given = *args[1].as<Tuple>();
  if (given.count < 1) return vm.type_error("type 'partial' takes at least one argument");
  Value function = given[0];
  if (!vm.is_callable(function)) return vm.type_error("the first argument must be callable");
  auto p = vm.allocate<Partial>(args[0]);
  std::vector<Value> positional;
  auto keywords = vm.new_dict();
  const auto add_keywords = [&](Dict* from) {
    for (std::uint32_t i = from->next(0); i < from->used; i = from->next(i + 1)) {
      if (!keywords->set(vm.heap, from->entries[i].key.as<Str>(), from->entries[i].value)) return false;
    }
    return true;
  };
  if (is_partial(vm, function)) {
    // a partial of a partial is one
    Value inner = function;
    auto* q = inner.as<Partial>();
    function = q->function;
    for (const Value& v : *q->args.as<Tuple>()) positional.push_back(v);
    if (!add_keywords(q->keywords.as<Dict>())) return Value::error();
  }
  for (std::uint32_t i = 1; i < given.count; ++i) positional.push_back(given[i]);
  if (!add_keywords(args[2].as<Dict>())) return Value::error();
  p->function = std::move(function);
  p->args = vm.tuple(std::move(positional));
  p->keywords = Value(std::move(keywords));
  return p;
}

Value partial_call(Vm& vm, const Value& self, CallArgs call) {
  auto& p = *self.as<Partial>();
  const Tuple& kept = *p.args.as<Tuple>();
  Dict& kept_keywords = *p.keywords.as<Dict>();
  std::vector<Value> values(kept.begin(), kept.end());
  for (std::uint32_t i = 0; i < call.positional; ++i) values.push_back(call.values[i]);
  const std::size_t positional = values.size();
  if (kept_keywords.count == 0) {
    for (std::uint32_t i = call.positional; i < call.count(); ++i) values.push_back(call.values[i]);
    return vm.start_call(p.function, values.data(), positional, call.keywords);
  }
  std::vector<Value> names;
  for (std::uint32_t i = kept_keywords.next(0); i < kept_keywords.used; i = kept_keywords.next(i + 1)) {
    names.push_back(kept_keywords.entries[i].key);
    values.push_back(kept_keywords.entries[i].value);
  }
  if (call.keywords) {
    for (std::uint32_t i = 0; i < call.keywords->count; ++i) {
      const Value& name = (*call.keywords)[i];
      const Value& value = call.values[call.positional + i];
      std::size_t k = 0;
      while (k < names.size() && !names[k].as<Str>()->equals(*name.as<Str>())) ++k;
      if (k < names.size()) {
        values[positional + k] = value;
      } else {
        names.push_back(name);
        values.push_back(value);
      }
    }
  }
  Value keywords = vm.tuple(std::move(names));
  return vm.start_call(p.function, values.data(), positional, keywords.as<Tuple>());
}

Task partial_repr(Vm& vm, Value self) {
  auto& p = *self.as<Partial>();
  const Type* type = self.object()->type;
  std::string name = type->native ? "functools.partial" : type->qualname.as<Str>()->utf8();
  if (!vm.enter_repr(self.object())) co_return vm.str("...");
  Value failed;
  Value text = co_await vm.repr(p.function);
  std::string out = name + "(";
  if (text.is_error()) failed = text;
  else out += text.as<Str>()->utf8();
  const Value args = p.args, keywords = p.keywords;
  for (std::uint32_t i = 0; i < args.as<Tuple>()->count && failed.is_undefined(); ++i) {
    text = co_await vm.repr((*args.as<Tuple>())[i]);
    if (text.is_error()) failed = text;
    else out += ", " + text.as<Str>()->utf8();
  }
  Dict& kw = *keywords.as<Dict>();
  for (std::uint32_t i = kw.next(0); i < kw.used && failed.is_undefined(); i = kw.next(i + 1)) {
    const std::string key = kw.entries[i].key.as<Str>()->utf8();
    text = co_await vm.repr(kw.entries[i].value);
    if (text.is_error()) failed = text;
    else out += ", " + key + "=" + text.as<Str>()->utf8();
  }
  vm.leave_repr(self.object());
  if (!failed.is_undefined()) co_return failed;
  co_return vm.str(out + ")");
}

Value partial_copy(Vm& vm, Args args) {
  auto& p = *args[0].as<Partial>();
  auto copy = vm.allocate<Partial>(Value::object(args[0].object()->type));
  copy->function = p.function;
  copy->args = p.args;
  copy->keywords = copy_dict(vm, p.keywords.as<Dict>());
  return copy;
}

constexpr NativeDef kPartialNew{"partial(*args, **keywords)", partial_new};
constexpr NativeDef kPartialMethods[] = {{"__copy__()", partial_copy}, {}};
constexpr GetSetDef kPartialProperties[] = {
    {"func", [](Vm&, const Value& self) { return self.as<Partial>()->function; }, nullptr, "function object to use in future partial calls"},
    {"args", [](Vm&, const Value& self) { return self.as<Partial>()->args; }, nullptr, "tuple of arguments to future partial calls"},
    {"keywords", [](Vm&, const Value& self) { return self.as<Partial>()->keywords; }, nullptr, "dictionary of keyword arguments to future partial calls"},
    {}};
const TypeSpec kPartialSpec{
    .name = "partial", .module = "functools", .doc = "partial(func, *args, **keywords) - new function with partial application of the given arguments and keywords.",
    .instance_bytes = sizeof(Partial), .attributes_offset = offsetof(Partial, attributes),
    .slots = {.repr = [](Vm& vm, const Value& self) { return vm.start(partial_repr(vm, self)); },
              .call = partial_call, .dealloc = drop<Partial>, .traverse = traverse_partial},
    .construct = &kPartialNew, .methods = kPartialMethods, .properties = kPartialProperties};

bool is_partial(Vm& vm, const Value& v) { return v.is_exact(vm.type_if_made(kPartialSpec)); }

// --- cmp_to_key -----------------------------------------------------------------------------------------------------

/// K(obj), comparing by calling `comparison`; obj undefined: the maker itself.
struct KeyObject : Object {
  Value comparison, object;
};
extern const TypeSpec kKeySpec;

void traverse_key(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<KeyObject*>(object)->comparison);
  visit(context, static_cast<KeyObject*>(object)->object);
}

Value make_key(Vm& vm, Value comparison, Value object) {
  auto key = vm.heap.make<KeyObject>(vm.type_for(kKeySpec));
  key->comparison = std::move(comparison);
  key->object = std::move(object);
  return key;
}

Value key_call(Vm& vm, const Value& self, CallArgs call) {
  if (call.count() != 1) {
    if (call.count() == 0) return vm.type_error("K() missing required argument 'obj' (pos 1)");
    return vm.type_error("K() takes at most 1 argument (", call.count(), " given)");
  }
  return make_key(vm, self.as<KeyObject>()->comparison, call.values[0]);
}

Task key_compare(Vm& vm, Value left, Value right, Compare op) {
  Value order = co_await vm.call(left.as<KeyObject>()->comparison, left.as<KeyObject>()->object, right.as<KeyObject>()->object);
  if (order.is_error()) co_return order;
  Value result = co_await vm.compare(order, Value::small_int(0), op);
  co_return result;
}

Value key_compare_slot(Vm& vm, const Value& left, const Value& right, Compare op) {
  const Type* type = vm.type_for(kKeySpec);
  if (!left.is_exact(type) || !right.is_exact(type)) return vm.type_error("other argument must be K instance");
  if (left.as<KeyObject>()->object.is_undefined() || right.as<KeyObject>()->object.is_undefined()) {
    return vm.raise(vm.types.attribute_error, "object");
  }
  return vm.start(key_compare(vm, left, right, op));
}

Value do_cmp_to_key(Vm& vm, Args args) { return make_key(vm, args[0], Value()); }

constexpr GetSetDef kKeyProperties[] = {
    {"obj", [](Vm& vm, const Value& self) -> Value {
       const Value& object = self.as<KeyObject>()->object;
       return object.is_undefined() ? vm.raise(vm.types.attribute_error, "obj") : object;
     }, nullptr, "Value wrapped by a key function."},
    {}};
const TypeSpec kKeySpec{
    .name = "KeyWrapper", .module = "functools", .instance_bytes = sizeof(KeyObject),
    .slots = {.hash = hash_not_implemented, .compare = key_compare_slot, .call = key_call, .dealloc = drop<KeyObject>, .traverse = traverse_key},
    .properties = kKeyProperties};

// --- lru_cache ------------------------------------------------------------------------------------------------------
// Results by arguments, in a Dict whose insertion order is the order of use: a hit moves its entry to the end, a full
// cache drops the first one.

struct Cached : Object {
  Value function, make_info;
  Value results;                  ///< Dict
  std::int64_t max_size = -1;     ///< negative: no limit
  bool typed = false;
  std::int64_t hits = 0, misses = 0;
  std::uint32_t first = 0, used_before = 0;  ///< no live entry before `first`, as long as the dict has not been rebuilt
  Attributes attributes;
};

void traverse_cached(Object* object, Visitor visit, void* context) {
  auto* c = static_cast<Cached*>(object);
  for (const Value* v : {&c->function, &c->make_info, &c->results}) visit(context, *v);
}

/// The arguments as one hashable value. A single int or str stands for itself.
Value cache_key(Vm& vm, const Cached& c, const CallArgs& call) {
  if (!c.typed && !call.keywords && call.positional == 1 &&
      (call.values[0].is_small_int() || call.values[0].is_exact(vm.types.str))) {
    return call.values[0];
  }
  const std::size_t n = call.count();
  const std::size_t names = call.keywords ? call.keywords->count : 0;
  Ref<Tuple> key = vm.new_tuple_of(1 + n + names + (c.typed ? n : 0));
  std::size_t at = 0;
  (*key)[at++] = Value::ellipsis();  // no tuple that a script passes alone looks like a key
  for (std::size_t i = 0; i < call.positional; ++i) (*key)[at++] = call.values[i];
  for (std::size_t i = 0; i < names; ++i) {
    (*key)[at++] = (*call.keywords)[i];
    (*key)[at++] = call.values[call.positional + i];
  }
  if (c.typed) {
    for (std::size_t i = 0; i < n; ++i) (*key)[at++] = Value::object(vm.type_of(call.values[i]));
  }
  return key;
}

void drop_oldest(Cached& c) {
  Dict& results = *c.results.as<Dict>();
  if (results.used < c.used_before) c.first = 0;
  c.first = results.next(c.first);
  c.used_before = results.used;
  if (c.first < results.used) results.remove(static_cast<std::int32_t>(c.first));
}

/// A hit on entry `at`: counts, and moves the entry to the end when order matters.
Value hit(Vm& vm, Cached& c, std::int32_t at) {
  ++c.hits;
  Dict& results = *c.results.as<Dict>();
  Value value = results.entries[at].value;
  if (c.max_size > 0 && static_cast<std::uint32_t>(at) + 1 != results.used) {
    Value key = results.entries[at].key;
    const std::uint64_t hash = results.entries[at].hash;
    results.remove(at);
    if (!results.append(vm.heap, std::move(key), hash, value)) return Value::error();
  }
  return value;
}

Task cached_call(Vm& vm, Value self, Value key, std::vector<Value> arguments, Value keywords, bool searched) {
  auto& c = *self.as<Cached>();
  Value hash = co_await vm.hash(key);
  if (hash.is_error()) co_return hash;
  if (!searched) {
    // keys of the script's own classes: look with their __eq__
    Value found = co_await vm.dict_get(c.results.as<Dict>(), key);
    if (found.is_error()) co_return found;
    if (!found.is_undefined()) {
      ++c.hits;
      if (c.max_size > 0) {
        Value gone = co_await vm.dict_remove(c.results.as<Dict>(), key);
        if (gone.is_error()) co_return gone;
        Value done = co_await vm.dict_set(c.results.as<Dict>(), key, found);
        if (done.is_error()) co_return done;
      }
      co_return found;
    }
  }
  ++c.misses;
  Value result = co_await vm.call_with(c.function, arguments, keywords.is_object() ? keywords.as<Tuple>() : nullptr);
  if (result.is_error()) co_return result;
  if (c.max_size > 0 && c.results.as<Dict>()->count >= c.max_size) {
    // the call may have put this very key there
    Value there = co_await vm.dict_get(c.results.as<Dict>(), key);
    if (there.is_error()) co_return there;
    if (there.is_undefined()) drop_oldest(c);
  }
  Value done = co_await vm.dict_set(c.results.as<Dict>(), key, result);
  if (done.is_error()) co_return done;
  co_return result;
}

Value cached_call_slot(Vm& vm, const Value& self, CallArgs call) {
  auto& c = *self.as<Cached>();
  if (c.max_size == 0) {
    ++c.misses;
    return vm.start_call(c.function, call.values, call.positional, call.keywords);
  }
  Value key = cache_key(vm, c, call);
  std::uint64_t hash;
  const std::int32_t at = find_plain(vm, c.results.as<Dict>(), key, hash);
  if (at >= 0) return hit(vm, c, at);
  std::vector<Value> arguments(call.values, call.values + call.count());
  Value keywords = call.keywords ? Value::object(call.keywords) : Value();
  return vm.start(cached_call(vm, self, std::move(key), std::move(arguments), std::move(keywords), at == Dict::kAbsent));
}

Value cached_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  return instance.is_undefined() || instance.is_none() ? self : vm.bind_method(self, instance);
}

// (function, maxsize, typed, make_info)
Value cached_new(Vm& vm, Args args) {
  if (!vm.is_callable(args[1])) return vm.type_error("the first argument must be callable");
  auto c = vm.allocate<Cached>(args[0]);
  c->function = args[1];
  if (!args[2].is_none() && !vm.to_clipped(args[2], c->max_size)) return Value::error();
  c->typed = args[3].is_true();
  c->make_info = args[4];
  c->results = Value(vm.new_dict());
  return c;
}

Value cache_info(Vm& vm, Args args) {
  auto& c = *args[0].as<Cached>();
  const Value values[] = {vm.integer(c.hits), vm.integer(c.misses), c.max_size < 0 ? Value::none() : vm.integer(c.max_size),
                          vm.integer(c.results.as<Dict>()->count)};
  return vm.start_call(c.make_info, values, 4);
}
Value cache_clear(Vm& vm, Args args) {
  auto& c = *args[0].as<Cached>();
  c.hits = c.misses = 0;
  c.results = Value(vm.new_dict());
  c.first = c.used_before = 0;
  return Value::none();
}
Value cached_copy(Vm&, Args args) { return args[0]; }

constexpr NativeDef kCachedNew{"_lru_cache_wrapper(function, maxsize, typed, make_info, /)", cached_new};
constexpr NativeDef kCachedMethods[] = {
    {"cache_info()", cache_info, "Report cache statistics"},
    {"cache_clear()", cache_clear, "Clear the cache and cache statistics"},
    {"__copy__()", cached_copy},
    {"__deepcopy__(memo, /)", cached_copy},
    {}};
const TypeSpec kCachedSpec{
    .name = "_lru_cache_wrapper", .module = "functools", .instance_bytes = sizeof(Cached),
    .attributes_offset = offsetof(Cached, attributes),
    .slots = {.call = cached_call_slot, .descr_get = cached_get, .dealloc = drop<Cached>, .traverse = traverse_cached},
    .construct = &kCachedNew, .methods = kCachedMethods};

constexpr NativeDef kFunctions[] = {
    {"reduce(function, iterable, initial=None, /)", do_reduce, "Apply a function of two arguments cumulatively to the items of an iterable, from left to right."},
    {"cmp_to_key(mycmp)", do_cmp_to_key, "Convert a cmp= function into a key= function."},
    {}};

}  // namespace

Value build_functools(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  static constexpr const TypeSpec* kSpecs[] = {&kPartialSpec, &kCachedSpec};
  add_types(vm, module, kSpecs);
  return Value::none();
}

}  // namespace logit::script
