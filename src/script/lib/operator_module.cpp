// The module `operator`: the operators as functions, and itemgetter, attrgetter, methodcaller.
#include "script/lib/iterator_tools.h"
#include "script/lib/modules.h"

namespace logit::script {

namespace {

template <Binary kOp>
Value binary(Vm& vm, Args args) { return vm.start_binary(args[0], args[1], kOp); }
template <Binary kOp>
Value inplace(Vm& vm, Args args) { return vm.start_inplace(args[0], args[1], kOp); }
template <Compare kOp>
Value compare(Vm& vm, Args args) { return vm.start_compare(args[0], args[1], kOp); }
template <Unary kOp>
Value unary(Vm& vm, Args args) { return vm.start_unary(args[0], kOp); }

Task negated(Vm& vm, Value value) {
  Value truth = co_await vm.truth(value);
  if (truth.is_error()) co_return truth;
  co_return Value::boolean(!truth.is_true());
}
Value do_not(Vm& vm, Args args) { return vm.start(negated(vm, args[0])); }
Value do_truth(Vm& vm, Args args) { return vm.start_truth(args[0]); }
Value do_is(Vm&, Args args) { return Value::boolean(args[0].same(args[1])); }
Value do_is_not(Vm&, Args args) { return Value::boolean(!args[0].same(args[1])); }
Value do_index(Vm& vm, Args args) { return vm.start_index(args[0]); }
Value do_getitem(Vm& vm, Args args) { return vm.start_getitem(args[0], args[1]); }
Task setitem(Vm& vm, Value container, Value key, Value value) {
  Value done = co_await vm.setitem(container, key, value);
  co_return done.is_error() ? Value::error() : Value::none();
}
Value do_setitem(Vm& vm, Args args) { return vm.start(setitem(vm, args[0], args[1], args[2])); }
Value do_delitem(Vm& vm, Args args) { return vm.start(setitem(vm, args[0], args[1], Value())); }
Value do_contains(Vm& vm, Args args) { return vm.start_contains(args[0], args[1]); }

Task count_of(Vm& vm, Value iterable, Value wanted, bool first_index) {
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  std::int64_t count = 0;
  for (std::int64_t i = 0;; ++i) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) break;
    Value same = co_await vm.equal(item, wanted);
    if (same.is_error()) co_return same;
    if (same.is_true()) {
      if (first_index) co_return vm.integer(i);
      ++count;
    }
    if (i % 128 == 127) {
      Value paid = co_await vm.charge(128);
      if (paid.is_error()) co_return paid;
    }
  }
  if (first_index) co_return vm.value_error("sequence.index(x): x not in sequence");
  co_return vm.integer(count);
}
Value do_count_of(Vm& vm, Args args) { return vm.start(count_of(vm, args[0], args[1], false)); }
Value do_index_of(Vm& vm, Args args) { return vm.start(count_of(vm, args[0], args[1], true)); }

Value do_concat(Vm& vm, Args args) {
  const Slots& left = vm.type_of(args[0])->slots;
  if (left.concat) return left.concat(vm, args[0], args[1]);
  if (!left.getitem || !vm.type_of(args[1])->slots.getitem) {
    return vm.type_error("'", vm.type_name(args[0]), "' object can't be concatenated");
  }
  return vm.start_binary(args[0], args[1], Binary::add);
}

Task length_hint(Vm& vm, Value value, Value fallback) {
  if (vm.type_of(value)->slots.len) {
    Value n = co_await vm.len(value);
    co_return n;
  }
  if (vm.lookup_special(value, vm.names.__length_hint__)) {
    Value n = co_await vm.call_method(value, vm.names.__length_hint__);
    co_return n.is_not_implemented() ? fallback : n;
  }
  co_return fallback;
}
Value do_length_hint(Vm& vm, Args args) {
  return vm.start(length_hint(vm, args[0], args.has(1) ? args[1] : Value::small_int(0)));
}

// args: func, *args, **kwargs
Value do_call(Vm& vm, Args args) {
  std::vector<Value> values(args[1].as<Tuple>()->begin(), args[1].as<Tuple>()->end());
  const std::size_t positional = values.size();
  std::vector<Value> names;
  Dict& keywords = *args[2].as<Dict>();
  for (std::uint32_t i = keywords.next(0); i < keywords.used; i = keywords.next(i + 1)) {
    names.push_back(keywords.entries[i].key);
    values.push_back(keywords.entries[i].value);
  }
  if (names.empty()) return vm.start_call(args[0], values.data(), positional);
  Value packed = vm.tuple(std::move(names));
  return vm.start_call(args[0], values.data(), positional, packed.as<Tuple>());
}

// --- itemgetter, attrgetter, methodcaller -----------------------------------------------------------------------------

/// itemgetter: the keys; attrgetter: the dotted names; methodcaller: name, then arguments (with `keywords`).
struct Getter : Object {
  Value keys;      ///< Tuple
  Value keywords;  ///< Dict or undefined
};

void traverse_getter(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Getter*>(object)->keys);
  visit(context, static_cast<Getter*>(object)->keywords);
}

bool one_argument(Vm& vm, const char* name, const CallArgs& call) {
  if (call.keywords && call.keywords->count) {
    vm.type_error(name, "() takes no keyword arguments");
    return false;
  }
  if (call.positional != 1) {
    vm.type_error(name, " expected 1 argument, got ", call.positional);
    return false;
  }
  return true;
}

Task get_items(Vm& vm, Value self, Value object) {
  Tuple& keys = *self.as<Getter>()->keys.as<Tuple>();
  Ref<Tuple> result = vm.new_tuple_of(keys.count);
  for (std::uint32_t i = 0; i < keys.count; ++i) {
    Value item = co_await vm.getitem(object, keys[i]);
    if (item.is_error()) co_return item;
    (*result)[i] = std::move(item);
  }
  co_return Value(std::move(result));
}

Value itemgetter_call(Vm& vm, const Value& self, CallArgs call) {
  if (!one_argument(vm, "itemgetter", call)) return Value::error();
  Tuple& keys = *self.as<Getter>()->keys.as<Tuple>();
  if (keys.count == 1) return vm.start_getitem(call.values[0], keys[0]);
  return vm.start(get_items(vm, self, call.values[0]));
}

Task get_attributes(Vm& vm, Value self, Value object) {
  Tuple& keys = *self.as<Getter>()->keys.as<Tuple>();
  Ref<Tuple> result = vm.new_tuple_of(keys.count);
  for (std::uint32_t i = 0; i < keys.count; ++i) {
    const std::string path = keys[i].as<Str>()->utf8();
    Value value = object;
    for (std::size_t start = 0; start <= path.size();) {
      std::size_t end = path.find('.', start);
      if (end == std::string::npos) end = path.size();
      value = co_await vm.getattr(value, vm.intern(std::string_view(path).substr(start, end - start)));
      if (value.is_error()) co_return value;
      start = end + 1;
    }
    if (keys.count == 1) co_return value;
    (*result)[i] = std::move(value);
  }
  co_return Value(std::move(result));
}

Value attrgetter_call(Vm& vm, const Value& self, CallArgs call) {
  if (!one_argument(vm, "attrgetter", call)) return Value::error();
  return vm.start(get_attributes(vm, self, call.values[0]));
}

Task call_method(Vm& vm, Value self, Value object) {
  auto& g = *self.as<Getter>();
  Tuple& keys = *g.keys.as<Tuple>();
  Value method = co_await vm.getattr(object, vm.intern(keys[0].as<Str>()));
  if (method.is_error()) co_return method;
  std::vector<Value> values(keys.begin() + 1, keys.end());
  std::vector<Value> names;
  Dict& keywords = *g.keywords.as<Dict>();
  for (std::uint32_t i = keywords.next(0); i < keywords.used; i = keywords.next(i + 1)) {
    names.push_back(keywords.entries[i].key);
    values.push_back(keywords.entries[i].value);
  }
  Value packed = vm.tuple(std::move(names));
  Value result = co_await vm.call_with(method, values, packed.as<Tuple>());
  co_return result;
}

Value methodcaller_call(Vm& vm, const Value& self, CallArgs call) {
  if (!one_argument(vm, "methodcaller", call)) return Value::error();
  return vm.start(call_method(vm, self, call.values[0]));
}

Value getter_of(Vm& vm, Args args) {
  auto g = vm.allocate<Getter>(args[0]);
  g->keys = args[1];
  return g;
}
Value itemgetter_new(Vm& vm, Args args) {
  if (args[1].as<Tuple>()->count == 0) return vm.type_error("itemgetter expected 1 argument, got 0");
  return getter_of(vm, args);
}
Value attrgetter_new(Vm& vm, Args args) {
  Tuple& names = *args[1].as<Tuple>();
  if (names.count == 0) return vm.type_error("attrgetter expected 1 argument, got 0");
  for (const Value& name : names) {
    if (!vm.is_str(name)) return vm.type_error("attribute name must be a string");
  }
  return getter_of(vm, args);
}
Value methodcaller_new(Vm& vm, Args args) {
  Tuple& given = *args[1].as<Tuple>();
  if (given.count == 0) return vm.type_error("methodcaller needs at least one argument, the method name");
  if (!vm.is_str(given[0])) return vm.type_error("method name must be a string");
  auto g = vm.allocate<Getter>(args[0]);
  g->keys = args[1];
  g->keywords = args[2];
  return g;
}

Task getter_repr(Vm& vm, Value self) {
  auto& g = *self.as<Getter>();
  std::string out = "operator." + vm.type_name(self) + "(";
  Tuple& keys = *g.keys.as<Tuple>();
  for (std::uint32_t i = 0; i < keys.count; ++i) {
    Value text = co_await vm.repr(keys[i]);
    if (text.is_error()) co_return text;
    if (i) out += ", ";
    out += text.as<Str>()->utf8();
  }
  if (g.keywords.is_object()) {
    Dict& keywords = *g.keywords.as<Dict>();
    for (std::uint32_t i = keywords.next(0); i < keywords.used; i = keywords.next(i + 1)) {
      const std::string key = keywords.entries[i].key.as<Str>()->utf8();
      Value text = co_await vm.repr(keywords.entries[i].value);
      if (text.is_error()) co_return text;
      out += ", " + key + "=" + text.as<Str>()->utf8();
    }
  }
  co_return vm.str(out + ")");
}
Value getter_repr_slot(Vm& vm, const Value& self) { return vm.start(getter_repr(vm, self)); }

constexpr NativeDef kItemgetterNew{"itemgetter(*items)", itemgetter_new};
constexpr NativeDef kAttrgetterNew{"attrgetter(*attrs)", attrgetter_new};
constexpr NativeDef kMethodcallerNew{"methodcaller(*args, **kwargs)", methodcaller_new};
const TypeSpec kItemgetterSpec{
    .name = "itemgetter", .module = "operator", .doc = "Return a callable object that fetches the given item(s) from its operand.",
    .instance_bytes = sizeof(Getter),
    .slots = {.repr = getter_repr_slot, .call = itemgetter_call, .dealloc = drop<Getter>, .traverse = traverse_getter},
    .construct = &kItemgetterNew};
const TypeSpec kAttrgetterSpec{
    .name = "attrgetter", .module = "operator", .doc = "Return a callable object that fetches the given attribute(s) from its operand.",
    .instance_bytes = sizeof(Getter),
    .slots = {.repr = getter_repr_slot, .call = attrgetter_call, .dealloc = drop<Getter>, .traverse = traverse_getter},
    .construct = &kAttrgetterNew};
const TypeSpec kMethodcallerSpec{
    .name = "methodcaller", .module = "operator", .doc = "Return a callable object that calls the given method on its operand.",
    .instance_bytes = sizeof(Getter),
    .slots = {.repr = getter_repr_slot, .call = methodcaller_call, .dealloc = drop<Getter>, .traverse = traverse_getter},
    .construct = &kMethodcallerNew};

constexpr NativeDef kFunctions[] = {
    {"lt(a, b, /)", compare<Compare::lt>, "Same as a < b."},
    {"le(a, b, /)", compare<Compare::le>, "Same as a <= b."},
    {"eq(a, b, /)", compare<Compare::eq>, "Same as a == b."},
    {"ne(a, b, /)", compare<Compare::ne>, "Same as a != b."},
    {"ge(a, b, /)", compare<Compare::ge>, "Same as a >= b."},
    {"gt(a, b, /)", compare<Compare::gt>, "Same as a > b."},
    {"not_(a, /)", do_not, "Same as not a."},
    {"truth(a, /)", do_truth, "Return True if a is true, False otherwise."},
    {"is_(a, b, /)", do_is, "Same as a is b."},
    {"is_not(a, b, /)", do_is_not, "Same as a is not b."},
    {"abs(a, /)", unary<Unary::abs>, "Same as abs(a)."},
    {"add(a, b, /)", binary<Binary::add>, "Same as a + b."},
    {"and_(a, b, /)", binary<Binary::bit_and>, "Same as a & b."},
    {"floordiv(a, b, /)", binary<Binary::floordiv>, "Same as a // b."},
    {"index(a, /)", do_index, "Same as a.__index__()"},
    {"inv(a, /)", unary<Unary::invert>, "Same as ~a."},
    {"invert(a, /)", unary<Unary::invert>, "Same as ~a."},
    {"lshift(a, b, /)", binary<Binary::lshift>, "Same as a << b."},
    {"mod(a, b, /)", binary<Binary::mod>, "Same as a % b."},
    {"mul(a, b, /)", binary<Binary::mul>, "Same as a * b."},
    {"matmul(a, b, /)", binary<Binary::matmul>, "Same as a @ b."},
    {"neg(a, /)", unary<Unary::neg>, "Same as -a."},
    {"or_(a, b, /)", binary<Binary::bit_or>, "Same as a | b."},
    {"pos(a, /)", unary<Unary::pos>, "Same as +a."},
    {"pow(a, b, /)", binary<Binary::pow>, "Same as a ** b."},
    {"rshift(a, b, /)", binary<Binary::rshift>, "Same as a >> b."},
    {"sub(a, b, /)", binary<Binary::sub>, "Same as a - b."},
    {"truediv(a, b, /)", binary<Binary::truediv>, "Same as a / b."},
    {"xor(a, b, /)", binary<Binary::bit_xor>, "Same as a ^ b."},
    {"concat(a, b, /)", do_concat, "Same as a + b, for a and b sequences."},
    {"contains(a, b, /)", do_contains, "Same as b in a (note reversed operands)."},
    {"countOf(a, b, /)", do_count_of, "Return the number of items in a which are, or which equal, b."},
    {"delitem(a, b, /)", do_delitem, "Same as del a[b]."},
    {"getitem(a, b, /)", do_getitem, "Same as a[b]."},
    {"indexOf(a, b, /)", do_index_of, "Return the first index of b in a."},
    {"setitem(a, b, c, /)", do_setitem, "Same as a[b] = c."},
    {"length_hint(obj, default=0, /)", do_length_hint, "Return an estimate of the number of items in obj."},
    {"call(obj, /, *args, **kwargs)", do_call, "Same as obj(*args, **kwargs)."},
    {"iadd(a, b, /)", inplace<Binary::add>, "Same as a += b."},
    {"iand(a, b, /)", inplace<Binary::bit_and>, "Same as a &= b."},
    {"iconcat(a, b, /)", inplace<Binary::add>, "Same as a += b, for a and b sequences."},
    {"ifloordiv(a, b, /)", inplace<Binary::floordiv>, "Same as a //= b."},
    {"ilshift(a, b, /)", inplace<Binary::lshift>, "Same as a <<= b."},
    {"imod(a, b, /)", inplace<Binary::mod>, "Same as a %= b."},
    {"imul(a, b, /)", inplace<Binary::mul>, "Same as a *= b."},
    {"imatmul(a, b, /)", inplace<Binary::matmul>, "Same as a @= b."},
    {"ior(a, b, /)", inplace<Binary::bit_or>, "Same as a |= b."},
    {"ipow(a, b, /)", inplace<Binary::pow>, "Same as a **= b."},
    {"irshift(a, b, /)", inplace<Binary::rshift>, "Same as a >>= b."},
    {"isub(a, b, /)", inplace<Binary::sub>, "Same as a -= b."},
    {"itruediv(a, b, /)", inplace<Binary::truediv>, "Same as a /= b."},
    {"ixor(a, b, /)", inplace<Binary::bit_xor>, "Same as a ^= b."},
    {}};

}  // namespace

Value build_operator(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  // operator.__add__ is operator.add, and so on
  for (const NativeDef* def = kFunctions; def->signature; ++def) {
    std::string_view name(def->signature);
    name = name.substr(0, name.find('('));
    if (name == "truth" || name == "is_" || name == "is_not" || name == "countOf" || name == "indexOf" || name == "length_hint") continue;
    const Value* function = module->dict->get(vm.intern(name));
    if (name.back() == '_') name.remove_suffix(1);
    if (function && !vm.set_attribute(module, cat("__", name, "__"), *function)) return Value::error();
  }
  static constexpr const TypeSpec* kSpecs[] = {&kItemgetterSpec, &kAttrgetterSpec, &kMethodcallerSpec};
  add_types(vm, module, kSpecs);
  return Value::none();
}

}  // namespace logit::script
