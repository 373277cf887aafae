// One table row for each dunder method: which slot it fills, the function a script class gets there ("look the method up and
// call it"), and the function that wraps a native slot as a method.
#include "script/objects/script_slots.h"

#include <array>
#include <cstring>

#include "script/objects/dict_ops.h"
#include "script/objects/numbers.h"
#include "script/objects/sequence.h"

namespace logit::script {

namespace {

using NameMember = Str* Names::*;

// ------------------------------------------------------------------------- slots filled by script methods

Task repr_task(Vm& vm, Value self, Str* name) {
  Value result = co_await Await(vm.start_special(self, name));
  if (result.is_error()) co_return result;
  if (!vm.is_str(result)) {
    co_return vm.type_error(name->utf8(), " returned non-string (type ", vm.type_name(result), ")");
  }
  co_return result;
}
Value script_repr(Vm& vm, const Value& self) { return vm.start(repr_task(vm, self, vm.names.__repr__)); }
Value script_str(Vm& vm, const Value& self) { return vm.start(repr_task(vm, self, vm.names.__str__)); }

Task hash_task(Vm& vm, Value self) {
  Value result = co_await Await(vm.start_special(self, vm.names.__hash__));
  if (result.is_error()) co_return result;
  IntView view;
  if (!int_view(vm, result, view)) co_return vm.type_error("__hash__ method should return an integer");
  std::int64_t h = view.is_small() ? view.small : hash_int(view);
  if (h == -1) h = -2;
  co_return vm.integer(h);
}
Value script_hash(Vm& vm, const Value& self) {
  const Value* method = vm.lookup_special(self, vm.names.__hash__);
  if (!method || method->is_none()) return hash_not_implemented(vm, self);
  return vm.start(hash_task(vm, self));
}

Task truth_task(Vm& vm, Value self) {
  if (vm.lookup_special(self, vm.names.__bool__)) {
    Value result = co_await Await(vm.start_special(self, vm.names.__bool__));
    if (result.is_error() || result.is_bool()) co_return result;
    co_return vm.type_error("__bool__ should return bool, returned ", vm.type_name(result));
  }
  Value length = co_await vm.len(self);
  if (length.is_error()) co_return length;
  co_return Value::boolean(length.small_int() != 0);
}
Value script_truth(Vm& vm, const Value& self) { return vm.start(truth_task(vm, self)); }

Task len_task(Vm& vm, Value self) {
  Value result = co_await Await(vm.start_special(self, vm.names.__len__));
  if (result.is_error()) co_return result;
  Value number = co_await vm.index(result);
  if (number.is_error()) co_return number;
  std::int64_t n;
  IntView view;
  int_view(vm, number, view);
  if (view.is_negative()) co_return vm.value_error("__len__() should return >= 0");
  if (!vm.to_int64(number, n) || !Value::fits_small_int(n)) {
    vm.clear_error();
    co_return vm.overflow_error("cannot fit 'int' into an index-sized integer");
  }
  co_return number;
}
Value script_len(Vm& vm, const Value& self) { return vm.start(len_task(vm, self)); }

Task iter_task(Vm& vm, Value self) {
  Value result = co_await Await(vm.start_special(self, vm.names.__iter__));
  if (result.is_error()) co_return result;
  if (!vm.type_of(result)->slots.next) {
    co_return vm.type_error("iter() returned non-iterator of type '", vm.type_name(result), "'");
  }
  co_return result;
}
Value script_iter(Vm& vm, const Value& self) {
  const Value* method = vm.lookup_special(self, vm.names.__iter__);
  if (!method || method->is_none()) return vm.type_error("'", vm.type_name(self), "' object is not iterable");
  return vm.start(iter_task(vm, self));
}
Value script_next(Vm& vm, const Value& self) { return vm.start_special(self, vm.names.__next__); }

Task number_task(Vm& vm, Value self, Str* name, bool want_float) {
  Value result = co_await Await(vm.start_special(self, name));
  if (result.is_error()) co_return result;
  if (want_float ? vm.is_float(result) : vm.is_int(result)) {
    if (result.is_bool()) co_return Value::small_int(result.is_true());
    co_return result;
  }
  if (want_float) {
    co_return vm.type_error(vm.type_name(self), ".__float__ returned non-float (type ", vm.type_name(result), ")");
  }
  co_return vm.type_error(name->utf8(), " returned non-int (type ", vm.type_name(result), ")");
}
Value script_index(Vm& vm, const Value& self) { return vm.start(number_task(vm, self, vm.names.__index__, false)); }
Value script_int(Vm& vm, const Value& self) { return vm.start(number_task(vm, self, vm.names.__int__, false)); }
Value script_float(Vm& vm, const Value& self) { return vm.start(number_task(vm, self, vm.names.__float__, true)); }

template <NameMember kName>
Value script_unary(Vm& vm, const Value& self) {
  return vm.start_special(self, vm.names.*kName);
}

struct BinaryNames {
  Str* plain;
  Str* reflected;
  Str* inplace;
};
BinaryNames names_of(Vm& vm, Binary op) {
  const std::string base = kBinaryNames[static_cast<int>(op)];
  return {vm.intern("__" + base + "__"), vm.intern("__r" + base + "__"), vm.intern("__i" + base + "__")};
}

/// Either operand's class defines the operator: the full protocol of one pair of methods.
Task binary_task(Vm& vm, Value left, Value right, Binary op, Slots::BinaryFn self) {
  const BinaryNames names = names_of(vm, op);
  Type* lt = vm.type_of(left);
  Type* rt = vm.type_of(right);
  // A native operand's own slot is tried by the caller.
  const int i = static_cast<int>(op);
  const Value* l = lt->slots.binary[i] == self ? lt->lookup(names.plain) : nullptr;
  const Value* r = lt != rt && rt->slots.binary[i] == self ? rt->lookup(names.reflected) : nullptr;
  if (r && rt->is_subtype(lt) && rt != lt) {
    const Value* inherited = lt->lookup(names.reflected);
    if (!inherited || !inherited->same(*r)) {
      Value result = co_await Await(vm.start_special(right, names.reflected, &left, 1));
      if (!result.is_not_implemented()) co_return result;
      r = nullptr;
    }
  }
  if (l) {
    Value result = co_await Await(vm.start_special(left, names.plain, &right, 1));
    if (!result.is_not_implemented()) co_return result;
  }
  if (r) {
    Value result = co_await Await(vm.start_special(right, names.reflected, &left, 1));
    co_return result;
  }
  co_return Value::not_implemented();
}
template <Binary kOp>
Value script_binary(Vm& vm, const Value& left, const Value& right) {
  return vm.start(binary_task(vm, left, right, kOp, &script_binary<kOp>));
}
template <Binary kOp>
Value script_inplace(Vm& vm, const Value& left, const Value& right) {
  return vm.start_special(left, names_of(vm, kOp).inplace, &right, 1);
}

Value script_getitem(Vm& vm, const Value& self, const Value& key) {
  return vm.start_special(self, vm.names.__getitem__, &key, 1);
}
Value script_setitem(Vm& vm, const Value& self, const Value& key, const Value& value) {
  if (value.is_undefined()) {
    Value result = vm.start_special(self, vm.names.__delitem__, &key, 1);
    if (!result.is_undefined()) return result;
    return vm.type_error("'", vm.type_name(self), "' object doesn't support item deletion");
  }
  const Value args[] = {key, value};
  Value result = vm.start_special(self, vm.names.__setitem__, args, 2);
  if (!result.is_undefined()) return result;
  return vm.type_error("'", vm.type_name(self), "' object does not support item assignment");
}
Task contains_task(Vm& vm, Value self, Value item) {
  Value result = co_await Await(vm.start_special(self, vm.names.__contains__, &item, 1));
  if (result.is_error()) co_return result;
  Value yes = co_await vm.truth(result);
  co_return yes;
}
Value script_contains(Vm& vm, const Value& self, const Value& item) {
  const Value* method = vm.lookup_special(self, vm.names.__contains__);
  if (method && method->is_none()) return vm.type_error("'", vm.type_name(self), "' object is not a container");
  return vm.start(contains_task(vm, self, item));
}

NameMember compare_name(Compare op) {
  constexpr NameMember kNames[] = {&Names::__lt__, &Names::__le__, &Names::__eq__,
                                   &Names::__ne__, &Names::__gt__, &Names::__ge__};
  return kNames[static_cast<int>(op)];
}
Task not_equal_task(Vm& vm, Value left, Value right) {
  Value equal = co_await Await(vm.start_special(left, vm.names.__eq__, &right, 1));
  if (!equal.ok() || equal.is_not_implemented()) co_return equal;
  Value yes = co_await vm.truth(equal);
  if (yes.is_error()) co_return yes;
  co_return Value::boolean(!yes.is_true());
}
Value script_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  Str* name = vm.names.*compare_name(op);
  const Value* method = vm.lookup_special(left, name);
  if (!method || method->is_none()) return Value::not_implemented();
  if (op == Compare::ne) {
    // object.__ne__ inverts whatever __eq__ says.
    const Value* of_object = vm.types.object->dict->get(name);
    if (of_object && of_object->same(*method)) return vm.start(not_equal_task(vm, left, right));
  }
  return vm.start_special(left, name, &right, 1);
}

Task getattr_task(Vm& vm, Value self, Str* name) {
  Value text = Value::object(name);
  Value result;
  const Value* own = vm.lookup_special(self, vm.names.__getattribute__);
  const Value* plain = vm.types.object->dict->get(vm.names.__getattribute__);
  if (own && plain && !own->same(*plain)) {
    result = co_await Await(vm.start_special(self, vm.names.__getattribute__, &text, 1));
  } else {
    result = co_await Await(vm.generic_getattr(self, name));
  }
  if (!result.is_error() || !vm.error_is(vm.types.attribute_error)) co_return result;
  if (!vm.lookup_special(self, vm.names.__getattr__)) co_return result;
  vm.clear_error();
  Value answer = co_await Await(vm.start_special(self, vm.names.__getattr__, &text, 1));
  co_return answer;
}
Value script_getattr(Vm& vm, const Value& self, Str* name) {
  // Present attributes need no script code.
  const Value* own = vm.lookup_special(self, vm.names.__getattribute__);
  const Value* plain = vm.types.object->dict->get(vm.names.__getattribute__);
  if (own && plain && own->same(*plain)) {
    const Value* on_class = vm.type_of(self)->lookup(name);
    if (!on_class && self.is_object()) {
      Attributes* attributes = attributes_of(self.object());
      Value* found = attributes && vm.type_of(self)->has_dict ? find_attribute(*attributes, name) : nullptr;
      if (found) return *found;
      Value text = Value::object(name);
      Value result = vm.start_special(self, vm.names.__getattr__, &text, 1);
      if (!result.is_undefined()) return result;
      return vm.generic_getattr(self, name);
    }
    if (on_class) {
      Type* kind = vm.type_of(*on_class);
      if (kind != vm.types.property && kind->native) return vm.generic_getattr(self, name);
    }
  }
  return vm.start(getattr_task(vm, self, name));
}
Value script_setattr(Vm& vm, const Value& self, Str* name, const Value& value) {
  Value text = Value::object(name);
  if (value.is_undefined()) return vm.start_special(self, vm.names.__delattr__, &text, 1);
  const Value args[] = {text, value};
  return vm.start_special(self, vm.names.__setattr__, args, 2);
}

Task call_link(Vm& vm, Value function, std::vector<Value> args, Value names) {
  Value result = co_await vm.call_with(function, args, names.ok() ? names.as<Tuple>() : nullptr);
  co_return result;
}

Value script_call(Vm& vm, const Value& self, CallArgs args) {
  const Value* method = vm.lookup_special(self, vm.names.__call__);
  if (!method || method->is_none()) return vm.type_error("'", vm.type_name(self), "' object is not callable");
  const std::uint32_t count = args.count();
  Type* kind = vm.type_of(*method);
  Value small[8];
  std::vector<Value> large;
  Value* all = small;
  if (count + 1 > 8) {
    large.resize(count + 1);
    all = large.data();
  }
  Value function = *method;
  if (kind == vm.types.function || kind == vm.types.method_descriptor || kind == vm.types.wrapper_descriptor) {
    all[0] = self;
    for (std::uint32_t i = 0; i < count; ++i) all[i + 1] = args.values[i];
    return vm.start_call(function, all, args.positional + 1, args.keywords);
  }
  if (kind->slots.descr_get) {
    Value owner = Value::object(vm.type_of(self));
    function = kind->slots.descr_get(vm, function, self, owner);
    if (!function.ok()) return function;
  }
  for (std::uint32_t i = 0; i < count; ++i) all[i] = args.values[i];
  if (vm.type_of(function)->slots.call == script_call) {
    // __call__ is an instance with a __call__ of its own: a chain of any length, so its links are frames.
    return vm.start(call_link(vm, function, std::vector<Value>(all, all + count),
                              args.keywords ? Value::object(args.keywords) : Value()));
  }
  return vm.start_call(function, all, args.positional, args.keywords);
}

Value script_descr_get(Vm& vm, const Value& self, const Value& instance, const Value& owner) {
  const Value args[] = {instance.is_undefined() ? Value::none() : instance, owner};
  Value result = vm.start_special(self, vm.names.__get__, args, 2);
  return result.is_undefined() ? self : result;
}
Value script_descr_set(Vm& vm, const Value& self, const Value& instance, const Value& value) {
  if (value.is_undefined()) {
    Value result = vm.start_special(self, vm.names.__delete__, &instance, 1);
    return result.is_undefined() ? vm.raise(vm.types.attribute_error, "__delete__") : std::move(result);
  }
  const Value args[] = {instance, value};
  Value result = vm.start_special(self, vm.names.__set__, args, 2);
  return result.is_undefined() ? vm.raise(vm.types.attribute_error, "__set__") : std::move(result);
}

// ------------------------------------------------------------------------------- native slots as methods

template <class Fn>
Fn slot_of(Vm& vm) {
  Fn fn;
  std::memcpy(&fn, &vm.callee()->slot, sizeof(fn));
  return fn;
}

Value wrap_unary(Vm& vm, Args args) { return slot_of<Slots::UnaryFn>(vm)(vm, args[0]); }
Value wrap_next(Vm& vm, Args args) {
  Value result = slot_of<Slots::UnaryFn>(vm)(vm, args[0]);
  if (result.is_undefined()) {
    Value args_tuple = vm.empty_tuple();
    return vm.raise_object(vm.new_exception(vm.types.stop_iteration, std::move(args_tuple)));
  }
  return result;
}
/// int's slots serve floats beside ints; int.__add__ and its like do not.
bool not_for_int(Vm& vm, const Value& other) { return vm.callee()->owner == vm.types.int_ && vm.is_float(other); }
Value wrap_binary(Vm& vm, Args args) {
  if (not_for_int(vm, args[1])) return Value::not_implemented();
  return slot_of<Slots::BinaryFn>(vm)(vm, args[0], args[1]);
}
Value wrap_reflected(Vm& vm, Args args) {
  if (not_for_int(vm, args[1])) return Value::not_implemented();
  return slot_of<Slots::BinaryFn>(vm)(vm, args[1], args[0]);
}
Value wrap_repeat(Vm& vm, Args args) {
  if (!vm.is_int(args[1]) && !vm.type_of(args[1])->slots.index) {
    return vm.type_error("'", vm.type_name(args[1]), "' object cannot be interpreted as an integer");
  }
  return wrap_binary(vm, args);
}
Value wrap_power(Vm& vm, Args args) {
  if (!args.has(2) || args[2].is_none()) return wrap_binary(vm, args);
  const Value three[] = {args[0], args[1], args[2]};
  return vm.start_call(*vm.builtins()->get(vm.intern("pow")), three, 3);
}
Value wrap_setitem(Vm& vm, Args args) { return slot_of<Slots::TernaryFn>(vm)(vm, args[0], args[1], args[2]); }
Value wrap_delitem(Vm& vm, Args args) { return slot_of<Slots::TernaryFn>(vm)(vm, args[0], args[1], Value()); }
using CompareFn = Value (*)(Vm&, const Value&, const Value&, Compare);
template <Compare kOp>
Value wrap_compare(Vm& vm, Args args) {
  if (not_for_int(vm, args[1])) return Value::not_implemented();
  return slot_of<CompareFn>(vm)(vm, args[0], args[1], kOp);
}
using GetAttrFn = Value (*)(Vm&, const Value&, Str*);
using SetAttrFn = Value (*)(Vm&, const Value&, Str*, const Value&);
bool name_argument(Vm& vm, const Value& v) {
  if (vm.is_str(v)) return true;
  vm.type_error("attribute name must be string, not '", vm.type_name(v), "'");
  return false;
}
Value wrap_getattr(Vm& vm, Args args) {
  if (!name_argument(vm, args[1])) return Value::error();
  return slot_of<GetAttrFn>(vm)(vm, args[0], vm.intern(args[1].as<Str>()));
}
Value wrap_setattr(Vm& vm, Args args) {
  if (!name_argument(vm, args[1])) return Value::error();
  return slot_of<SetAttrFn>(vm)(vm, args[0], vm.intern(args[1].as<Str>()), args[2]);
}
Value wrap_delattr(Vm& vm, Args args) {
  if (!name_argument(vm, args[1])) return Value::error();
  return slot_of<SetAttrFn>(vm)(vm, args[0], vm.intern(args[1].as<Str>()), Value());
}
using CallFn = Value (*)(Vm&, const Value&, CallArgs);
Value wrap_call(Vm& vm, Args args) {
  Tuple* rest = args[1].as<Tuple>();
  Dict* keywords = args[2].as<Dict>();
  std::vector<Value> values(rest->begin(), rest->end());
  const Value names = append_keywords(vm, *keywords, values);
  CallArgs call{values.data(), rest->count, names.is_object() ? names.as<Tuple>() : nullptr};
  return slot_of<CallFn>(vm)(vm, args[0], call);
}
using DescrGetFn = Value (*)(Vm&, const Value&, const Value&, const Value&);
Value wrap_descr_get(Vm& vm, Args args) {
  Value instance = args[1].is_none() ? Value() : args[1];
  Value owner = args.has(2) ? args[2] : Value::object(vm.type_of(args[1]));
  return slot_of<DescrGetFn>(vm)(vm, args[0], instance, owner);
}
Value wrap_descr_set(Vm& vm, Args args) { return slot_of<DescrGetFn>(vm)(vm, args[0], args[1], args[2]); }
Value wrap_descr_delete(Vm& vm, Args args) { return slot_of<DescrGetFn>(vm)(vm, args[0], args[1], Value()); }

// --------------------------------------------------------------------------------------------- the table

struct Row {
  const char* name;        // "__repr__"
  std::size_t offset;      // of the slot
  void (*script)();        // what a script class gets there; null: this row only makes a wrapper
  NativeDef wrapper;
};

template <class Fn>
void (*plain(Fn fn))() {
  return reinterpret_cast<void (*)()>(fn);
}

template <int kOp>
void add_binary_rows(std::vector<Row>& rows) {
  static const std::string base = kBinaryNames[kOp];
  static const std::string forward = "__" + base + "__", reflected = "__r" + base + "__", inplace = "__i" + base + "__";
  static const std::string forward_text = forward + (base == "pow" ? "(value, mod=None, /)" : "(value, /)"), reflected_text = reflected + "(value, /)",
                           inplace_text = inplace + "(value, /)";
  constexpr Binary kBinary = static_cast<Binary>(kOp);
  const std::size_t at = offsetof(Slots, binary) + kOp * sizeof(void*);
  rows.push_back({forward.c_str(), at, plain(&script_binary<kBinary>), 
                  {forward_text.c_str(), kBinary == Binary::pow ? wrap_power : wrap_binary}});
  rows.push_back({reflected.c_str(), at, plain(&script_binary<kBinary>), {reflected_text.c_str(), wrap_reflected}});
  rows.push_back({inplace.c_str(), offsetof(Slots, inplace) + kOp * sizeof(void*), plain(&script_inplace<kBinary>),
                  {inplace_text.c_str(), wrap_binary}});
}

template <int... kOps>
void add_all_binary_rows(std::vector<Row>& rows, std::integer_sequence<int, kOps...>) {
  (add_binary_rows<kOps>(rows), ...);
}

std::vector<Row> make_rows() {
  std::vector<Row> rows = {
      {"__repr__", offsetof(Slots, repr), plain(&script_repr), {"__repr__()", wrap_unary}},
      {"__str__", offsetof(Slots, str), plain(&script_str), {"__str__()", wrap_unary}},
      {"__hash__", offsetof(Slots, hash), plain(&script_hash), {"__hash__()", wrap_unary}},
      {"__bool__", offsetof(Slots, truth), plain(&script_truth), {"__bool__()", wrap_unary}},
      {"__len__", offsetof(Slots, len), plain(&script_len), {"__len__()", wrap_unary}},
      {"__iter__", offsetof(Slots, iter), plain(&script_iter), {"__iter__()", wrap_unary}},
      {"__next__", offsetof(Slots, next), plain(&script_next), {"__next__()", wrap_next}},
      {"__index__", offsetof(Slots, index), plain(&script_index), {"__index__()", wrap_unary}},
      {"__int__", offsetof(Slots, to_int), plain(&script_int), {"__int__()", wrap_unary}},
      {"__float__", offsetof(Slots, to_float), plain(&script_float), {"__float__()", wrap_unary}},
      {"__neg__", offsetof(Slots, unary), plain(&script_unary<&Names::__neg__>), {"__neg__()", wrap_unary}},
      {"__pos__", offsetof(Slots, unary) + sizeof(void*), plain(&script_unary<&Names::__pos__>),
       {"__pos__()", wrap_unary}},
      {"__invert__", offsetof(Slots, unary) + 2 * sizeof(void*), plain(&script_unary<&Names::__invert__>),
       {"__invert__()", wrap_unary}},
      {"__abs__", offsetof(Slots, unary) + 3 * sizeof(void*), plain(&script_unary<&Names::__abs__>),
       {"__abs__()", wrap_unary}},
      {"__getitem__", offsetof(Slots, getitem), plain(&script_getitem), {"__getitem__(key, /)", wrap_binary}},
      {"__setitem__", offsetof(Slots, setitem), plain(&script_setitem), {"__setitem__(key, value, /)", wrap_setitem}},
      {"__delitem__", offsetof(Slots, setitem), plain(&script_setitem), {"__delitem__(key, /)", wrap_delitem}},
      {"__contains__", offsetof(Slots, contains), plain(&script_contains), {"__contains__(key, /)", wrap_binary}},
      {"__lt__", offsetof(Slots, compare), plain(&script_compare), {"__lt__(value, /)", wrap_compare<Compare::lt>}},
      {"__le__", offsetof(Slots, compare), plain(&script_compare), {"__le__(value, /)", wrap_compare<Compare::le>}},
      {"__eq__", offsetof(Slots, compare), plain(&script_compare), {"__eq__(value, /)", wrap_compare<Compare::eq>}},
      {"__ne__", offsetof(Slots, compare), plain(&script_compare), {"__ne__(value, /)", wrap_compare<Compare::ne>}},
      {"__gt__", offsetof(Slots, compare), plain(&script_compare), {"__gt__(value, /)", wrap_compare<Compare::gt>}},
      {"__ge__", offsetof(Slots, compare), plain(&script_compare), {"__ge__(value, /)", wrap_compare<Compare::ge>}},
      {"__getattribute__", offsetof(Slots, getattr), plain(&script_getattr),
       {"__getattribute__(name, /)", wrap_getattr}},
      {"__getattr__", offsetof(Slots, getattr), plain(&script_getattr), {}},
      {"__setattr__", offsetof(Slots, setattr), plain(&script_setattr), {"__setattr__(name, value, /)", wrap_setattr}},
      {"__delattr__", offsetof(Slots, setattr), plain(&script_setattr), {"__delattr__(name, /)", wrap_delattr}},
      {"__call__", offsetof(Slots, call), plain(&script_call), {"__call__(*args, **kwargs)", wrap_call}},
      {"__get__", offsetof(Slots, descr_get), plain(&script_descr_get),
       {"__get__(instance, owner=None, /)", wrap_descr_get}},
      {"__set__", offsetof(Slots, descr_set), plain(&script_descr_set), {"__set__(instance, value, /)", wrap_descr_set}},
      {"__delete__", offsetof(Slots, descr_set), plain(&script_descr_set),
       {"__delete__(instance, /)", wrap_descr_delete}},
      // Sequence slots appear under the operators' names when the number slot is empty.
      {"__add__", offsetof(Slots, concat), nullptr, {"__add__(value, /)", wrap_binary}},
      {"__mul__", offsetof(Slots, repeat), nullptr, {"__mul__(value, /)", wrap_repeat}},
      {"__rmul__", offsetof(Slots, repeat), nullptr, {"__rmul__(value, /)", wrap_repeat}},
      {"__iadd__", offsetof(Slots, inplace_concat), nullptr, {"__iadd__(value, /)", wrap_binary}},
      {"__imul__", offsetof(Slots, inplace_repeat), nullptr, {"__imul__(value, /)", wrap_binary}},
  };
  add_all_binary_rows(rows, std::make_integer_sequence<int, kBinaryCount>());
  return rows;
}

const std::vector<Row>& table() {
  static const std::vector<Row> rows = make_rows();
  return rows;
}

void* slot_at(const Slots& slots, std::size_t offset) {
  void* fn;
  std::memcpy(&fn, reinterpret_cast<const char*>(&slots) + offset, sizeof(fn));
  return fn;
}
void set_slot(Slots& slots, std::size_t offset, const void* fn) {
  std::memcpy(reinterpret_cast<char*>(&slots) + offset, &fn, sizeof(fn));
}

Value new_of_native(Vm& vm, Args args) {
  // int.__new__(cls, ...): args are (*args, **kwargs).
  Type* wanted = static_cast<Type*>(const_cast<void*>(vm.callee()->slot));
  Tuple* rest = args[0].as<Tuple>();
  if (rest->count == 0) {
    return vm.type_error(wanted->name_str()->utf8(), ".__new__(): not enough arguments");
  }
  Value cls = (*rest)[0];
  if (!cls.is_object() || !vm.is_type_object(cls.object())) {
    return vm.type_error(wanted->name_str()->utf8(), ".__new__(X): X is not a type object (", vm.type_name(cls), ")");
  }
  if (!cls.as<Type>()->is_subtype(wanted)) {
    return vm.type_error(wanted->name_str()->utf8(), ".__new__(", cls.as<Type>()->name_str()->utf8(), "): ",
                         cls.as<Type>()->name_str()->utf8(), " is not a subtype of ", wanted->name_str()->utf8());
  }
  Dict* keywords = args[1].as<Dict>();
  std::vector<Value> values(rest->begin(), rest->end());
  const Value names = append_keywords(vm, *keywords, values);
  Value construct = wanted->construct;
  return vm.start_call(construct, values.data(), rest->count, names.is_object() ? names.as<Tuple>() : nullptr);
}

}  // namespace

Value hash_not_implemented(Vm& vm, const Value& self) {
  return vm.type_error("unhashable type: '", vm.type_name(self), "'");
}

bool is_script_binary(Slots::BinaryFn fn) {
  for (const Row& row : table()) {
    if (row.script && row.offset >= offsetof(Slots, binary) && row.offset < offsetof(Slots, inplace) &&
        reinterpret_cast<void*>(row.script) == reinterpret_cast<void*>(fn)) {
      return true;
    }
  }
  return false;
}

Value native_new_wrapper(Vm& vm, Type* type) {
  static const NativeDef kNew{"__new__(*args, **kwargs)", new_of_native};
  Value function = vm.native_function(kNew);
  function.as<NativeFunction>()->slot = type;
  auto decorator = vm.heap.make<MethodDecorator>(vm.types.staticmethod);
  decorator->function = std::move(function);
  return decorator;
}

void add_slot_wrappers(Vm& vm, Type* type) {
  for (const Row& row : table()) {
    if (!row.wrapper.fn) continue;
    void* fn = slot_at(type->slots, row.offset);
    if (!fn) continue;
    Str* name = vm.intern(row.name);
    if (fn == reinterpret_cast<void*>(hash_not_implemented) || fn == reinterpret_cast<void*>(unhashable)) {
      (void)type->dict->set(vm.heap, name, Value::none());
      continue;
    }
    if (type->dict->get(name)) continue;
    Value function = vm.native_function(row.wrapper);
    auto* f = function.as<NativeFunction>();
    f->type = vm.types.wrapper_descriptor;
    f->owner = type;
    f->is_wrapper = true;
    f->slot = fn;
    (void)type->dict->set(vm.heap, name, std::move(function));
  }
}

void update_slots(Vm& vm, Type* type) {
  // From scratch: what the base has, then whatever the dunders along the mro say.
  Slots fresh;
  type->slots = fresh;
  type->slots.dealloc = type->base->slots.dealloc;
  type->slots.traverse = type->base->slots.traverse;
  type->slots.clear = type->base->slots.clear;
  type->script_getattr = false;
  for (const Row& row : table()) {
    Str* name = vm.intern(row.name);
    const Value* found = type->lookup(name);
    if (!found) continue;
    if (found->is_none() && name == vm.names.__hash__) {
      type->slots.hash = hash_not_implemented;
      continue;
    }
    void* native = nullptr;
    if (found->is_exact(vm.types.wrapper_descriptor)) native = const_cast<void*>(found->as<NativeFunction>()->slot);
    if (native) {
      // A wrapper of the very slot this row stands for (int.__add__ is `binary`, list.__add__ is `concat`)?
      bool fits = false;
      for (const auto& ancestor : type->mro) {
        if (slot_at(ancestor->slots, row.offset) == native && ancestor->native) fits = true;
      }
      if (!fits) {
        // Another dunder's wrapper under this name (__str__ = int.__repr__): found and called like a method of the script.
        if (row.script && !found->as<NativeFunction>()->name.as<Str>()->equals(*name)) {
          set_slot(type->slots, row.offset, reinterpret_cast<void*>(row.script));
        }
        continue;
      }
      // An earlier row (another dunder of the same slot) may have asked for the script's version already.
      void* now = slot_at(type->slots, row.offset);
      if (now && row.script && now == reinterpret_cast<void*>(row.script)) continue;
      set_slot(type->slots, row.offset, native);
      continue;
    }
    if (row.script) set_slot(type->slots, row.offset, reinterpret_cast<void*>(row.script));
    if (row.script == plain(&script_getattr)) type->script_getattr = true;
  }
  // Sequence slots give way to operators that the script defines.
  type->has_finalizer = type->lookup(vm.names.__del__) != nullptr;
  for (Type* sub : type->subclasses) {
    if (!sub->native) update_slots(vm, sub);
  }
}

}  // namespace logit::script
