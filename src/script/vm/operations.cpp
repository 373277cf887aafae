// The operations of the language on any values: operators, comparison, truth, iteration, items, attributes. A plain
// path where native types are concerned, a Task where a class of the script has a say.
#include <cmath>

#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/vm/vm.h"

namespace logit::script {

// ----------------------------------------------------------------------------------------------- operators

namespace {

std::string symbol_of(Binary op, bool inplace) {
  if (!inplace) return kBinarySymbols[static_cast<int>(op)];
  if (op == Binary::pow) return "**=";
  return std::string(kBinarySymbols[static_cast<int>(op)]) + "=";
}

Value unsupported(Vm& vm, const Value& left, const Value& right, Binary op, bool inplace) {
  return vm.type_error("unsupported operand type(s) for ", symbol_of(op, inplace), ": '", vm.type_name(left), "' and '",
                       vm.type_name(right), "'");
}

/// Slots in the order CPython tries them; the same function is not tried twice.
struct Candidates {
  Slots::BinaryFn fn[2] = {};
  int count = 0;
  bool script = false;
};
Candidates candidates(Type* lt, Type* rt, Binary op) {
  Candidates c;
  Slots::BinaryFn l = lt->slots.binary[static_cast<int>(op)];
  Slots::BinaryFn r = rt->slots.binary[static_cast<int>(op)];
  if (r == l) r = nullptr;
  if (r && rt != lt && rt->is_subtype(lt)) {
    c.fn[c.count++] = r;
    if (l) c.fn[c.count++] = l;
  } else {
    if (l) c.fn[c.count++] = l;
    if (r) c.fn[c.count++] = r;
  }
  c.script = (l && !lt->native) || (r && !rt->native) || (!rt->native && rt->slots.binary[static_cast<int>(op)]);
  return c;
}

/// What sequences do when no number slot was willing.
Value sequence_operator(Vm& vm, const Value& left, const Value& right, Binary op, bool inplace) {
  Type* lt = vm.type_of(left);
  Type* rt = vm.type_of(right);
  if (op == Binary::add) {
    if (inplace && lt->slots.inplace_concat) return lt->slots.inplace_concat(vm, left, right);
    if (lt->slots.concat) return lt->slots.concat(vm, left, right);
  } else if (op == Binary::mul) {
    if (inplace && lt->slots.inplace_repeat) return lt->slots.inplace_repeat(vm, left, right);
    if (lt->slots.repeat) return lt->slots.repeat(vm, left, right);
    // In place CPython looks at the right side only if the left one's type has no sequence methods at all.
    if (inplace && (!lt->native || lt->slots.contains)) return unsupported(vm, left, right, op, inplace);
    if (rt->slots.repeat) return rt->slots.repeat(vm, right, left);
  }
  return unsupported(vm, left, right, op, inplace);
}

Task operator_task(Vm& vm, Value left, Value right, Binary op, bool inplace) {
  if (inplace) {
    Slots::BinaryFn fn = vm.type_of(left)->slots.inplace[static_cast<int>(op)];
    if (fn) {
      Value result = co_await Await(fn(vm, left, right));
      if (!result.is_not_implemented()) co_return result;
    }
  }
  const Candidates c = candidates(vm.type_of(left), vm.type_of(right), op);
  for (int i = 0; i < c.count; ++i) {
    Value result = co_await Await(c.fn[i](vm, left, right));
    if (!result.is_not_implemented()) co_return result;
  }
  Value result = co_await Await(sequence_operator(vm, left, right, op, inplace));
  co_return result;
}

}  // namespace

Value Vm::start_binary(const Value& left, const Value& right, Binary op) {
  const Candidates c = candidates(type_of(left), type_of(right), op);
  if (c.script) return start(operator_task(*this, left, right, op, false));
  for (int i = 0; i < c.count; ++i) {
    Value result = c.fn[i](*this, left, right);
    if (!result.is_not_implemented()) return result;
  }
  return sequence_operator(*this, left, right, op, false);
}

Value Vm::start_inplace(const Value& left, const Value& right, Binary op) {
  Type* lt = type_of(left);
  Slots::BinaryFn inplace = lt->slots.inplace[static_cast<int>(op)];
  const Candidates c = candidates(lt, type_of(right), op);
  if (c.script || (inplace && !lt->native)) return start(operator_task(*this, left, right, op, true));
  if (inplace) {
    Value result = inplace(*this, left, right);
    if (!result.is_not_implemented()) return result;
  }
  for (int i = 0; i < c.count; ++i) {
    Value result = c.fn[i](*this, left, right);
    if (!result.is_not_implemented()) return result;
  }
  return sequence_operator(*this, left, right, op, true);
}

Value Vm::start_unary(const Value& value, Unary op) {
  Type* type = type_of(value);
  if (Slots::UnaryFn fn = type->slots.unary[static_cast<int>(op)]) return fn(*this, value);
  static constexpr const char* kWhat[] = {"unary -", "unary +", "unary ~", "abs()"};
  return type_error("bad operand type for ", kWhat[static_cast<int>(op)], ": '", type_name(value), "'");
}

// ---------------------------------------------------------------------------------------------- comparison

namespace {

constexpr const char* kCompareSymbols[] = {"<", "<=", "==", "!=", ">", ">="};

Value compare_default(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (op == Compare::eq) return Value::boolean(left.same(right));
  if (op == Compare::ne) return Value::boolean(!left.same(right));
  return vm.type_error("'", kCompareSymbols[static_cast<int>(op)], "' not supported between instances of '",
                       vm.type_name(left), "' and '", vm.type_name(right), "'");
}

Task compare_task(Vm& vm, Value left, Value right, Compare op) {
  Type* lt = vm.type_of(left);
  Type* rt = vm.type_of(right);
  bool reflected_done = false;
  if (lt != rt && rt->is_subtype(lt) && rt->slots.compare) {
    reflected_done = true;
    Value result = co_await Await(rt->slots.compare(vm, right, left, swapped(op)));
    if (!result.is_not_implemented()) co_return result;
  }
  if (lt->slots.compare) {
    Value result = co_await Await(lt->slots.compare(vm, left, right, op));
    if (!result.is_not_implemented()) co_return result;
  }
  if (!reflected_done && rt->slots.compare) {
    Value result = co_await Await(rt->slots.compare(vm, right, left, swapped(op)));
    if (!result.is_not_implemented()) co_return result;
  }
  co_return compare_default(vm, left, right, op);
}

Task truth_of_compare(Vm& vm, Value left, Value right, Compare op) {
  Value result = co_await vm.compare(left, right, op);
  if (result.is_error() || result.is_bool()) co_return result;
  Value yes = co_await vm.truth(result);
  co_return yes;
}

}  // namespace

Value Vm::start_compare(const Value& left, const Value& right, Compare op) {
  if (left.is_small_int() && right.is_small_int()) {
    const std::int64_t a = left.small_int(), b = right.small_int();
    switch (op) {
      case Compare::lt: return Value::boolean(a < b);
      case Compare::le: return Value::boolean(a <= b);
      case Compare::eq: return Value::boolean(a == b);
      case Compare::ne: return Value::boolean(a != b);
      case Compare::gt: return Value::boolean(a > b);
      case Compare::ge: return Value::boolean(a >= b);
    }
  }
  Type* lt = type_of(left);
  Type* rt = type_of(right);
  if (!lt->native || !rt->native) return start(compare_task(*this, left, right, op));
  const bool right_first = lt != rt && rt->is_subtype(lt) && rt->slots.compare;
  if (right_first) {
    Value result = rt->slots.compare(*this, right, left, swapped(op));
    if (!result.is_not_implemented()) return result;
  }
  if (lt->slots.compare) {
    Value result = lt->slots.compare(*this, left, right, op);
    if (!result.is_not_implemented()) return result;
  }
  if (!right_first && rt->slots.compare) {
    Value result = rt->slots.compare(*this, right, left, swapped(op));
    if (!result.is_not_implemented()) return result;
  }
  return compare_default(*this, left, right, op);
}

Value Vm::start_equal(const Value& left, const Value& right) {
  if (left.same(right) && !(left.is_double() && left.number() != left.number())) return Value::boolean(true);
  if (left.same(right)) return Value::boolean(true);
  const int plain = plain_equal(left, right);
  if (plain >= 0) return Value::boolean(plain == 1);
  return start(truth_of_compare(*this, left, right, Compare::eq));
}

Value Vm::start_less(const Value& left, const Value& right) {
  if (left.is_small_int() && right.is_small_int()) return Value::boolean(left.small_int() < right.small_int());
  if (left.is_double() && right.is_double()) return Value::boolean(left.number() < right.number());
  if (left.is_exact(types.str) && right.is_exact(types.str)) return types.str->slots.compare(*this, left, right, Compare::lt);
  return start(truth_of_compare(*this, left, right, Compare::lt));
}

// ------------------------------------------------------------------------------------- conversions and text

Value Vm::start_truth(const Value& value) {
  if (value.is_bool()) return value;
  if (value.is_none()) return Value::boolean(false);
  if (value.is_small_int()) return Value::boolean(value.small_int() != 0);
  if (value.is_double()) return Value::boolean(value.number() != 0);
  Type* type = type_of(value);
  if (type->slots.truth) return type->slots.truth(*this, value);
  if (type->slots.len) {
    if (!type->native) return type->slots.len ? start_truth_by_len(value) : Value::boolean(true);
    Value n = type->slots.len(*this, value);
    if (n.is_small_int()) return Value::boolean(n.small_int() != 0);
    return n;
  }
  return Value::boolean(true);
}

namespace {
Task truth_by_len_task(Vm& vm, Value value) {
  Value n = co_await vm.len(value);
  if (n.is_error()) co_return n;
  co_return Value::boolean(n.small_int() != 0);
}
}  // namespace

Value Vm::start_truth_by_len(const Value& value) { return start(truth_by_len_task(*this, value)); }

Value Vm::start_hash(const Value& value) {
  std::uint64_t h;
  if (plain_hash(value, h)) return integer(static_cast<std::int64_t>(h));
  Type* type = type_of(value);
  if (type->slots.hash) return type->slots.hash(*this, value);
  return type_error("unhashable type: '", type_name(value), "'");
}

Value Vm::start_len(const Value& value) {
  Type* type = type_of(value);
  if (type->slots.len) return type->slots.len(*this, value);
  return type_error("object of type '", type_name(value), "' has no len()");
}

Value Vm::start_repr(const Value& value) {
  Type* type = type_of(value);
  return type->slots.repr(*this, value);
}

Value Vm::start_str(const Value& value) {
  if (value.is_exact(types.str)) return value;
  Type* type = type_of(value);
  if (type->slots.str) return type->slots.str(*this, value);
  return type->slots.repr(*this, value);
}

namespace {
Task ascii_task(Vm& vm, Value value) {
  Value text = co_await vm.repr(value);
  if (text.is_error()) co_return text;
  const Str* s = text.as<Str>();
  if (s->ascii) co_return text;
  std::string out;
  static constexpr char kHex[] = "0123456789abcdef";
  for (std::size_t i = 0; i < s->length; ++i) {
    const char32_t c = s->at(i);
    if (c < 0x80) {
      out += static_cast<char>(c);
      continue;
    }
    const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
    for (int d = digits - 1; d >= 0; --d) out += kHex[(c >> (4 * d)) & 15];
  }
  co_return vm.str(out);
}

Task format_task(Vm& vm, Value value, Value spec) {
  Value result = co_await Await(vm.start_special(value, vm.names.__format__, &spec, 1));
  if (result.is_undefined()) {
    co_return vm.type_error("Type ", vm.type_name(value), " doesn't define __format__");
  }
  if (result.is_error()) co_return result;
  if (!vm.is_str(result)) {
    co_return vm.type_error("__format__ must return a str, not ", vm.type_name(result));
  }
  co_return result;
}
}  // namespace

Value Vm::start_ascii(const Value& value) { return start(ascii_task(*this, value)); }

Value Vm::start_format(const Value& value, const Value& spec) {
  if (spec.as<Str>()->length == 0) {
    if (value.is_exact(types.str)) return value;
    if (value.is_small_int() || value.is_double()) return start_str(value);
  }
  if (value.is_small_int()) return format_int_value(*this, value, spec.as<Str>()->utf8());
  if (value.is_double()) return format_float_value(*this, value, spec.as<Str>()->utf8());
  return start(format_task(*this, value, spec));
}

Value Vm::start_index(const Value& value) {
  if (value.is_small_int()) return value;
  if (value.is_bool()) return Value::small_int(value.is_true());
  if (is_int(value) && type_of(value)->native) return value;
  Type* type = type_of(value);
  if (type->slots.index) return type->slots.index(*this, value);
  return type_error("'", type_name(value), "' object cannot be interpreted as an integer");
}

Value Vm::start_float(const Value& value) {
  if (value.is_double()) return value;
  double d;
  if (value.is_small_int() || value.is_bool()) {
    to_double(value, d);
    return Value::number(d);
  }
  Type* type = type_of(value);
  if (type->slots.to_float) return type->slots.to_float(*this, value);
  if (type->slots.index) return start(index_to_float(*this, value));
  return type_error("must be real number, not ", type_name(value));
}

Task Vm::index_to_float(Vm& vm, Value value) {
  Value number = co_await vm.index(value);
  if (number.is_error()) co_return number;
  double d;
  if (!vm.to_double(number, d)) co_return Value::error();
  co_return Value::number(d);
}

// ------------------------------------------------------------------------------------------------ iteration

namespace {
/// Iteration by __getitem__(0), (1), ... until IndexError.
struct SequenceIterator : Object {
  Value sequence;
  std::int64_t index = 0;
};

Task sequence_next_task(Vm& vm, Value self) {
  auto* it = self.as<SequenceIterator>();
  if (it->sequence.is_undefined()) co_return Value();
  Value sequence = it->sequence;
  Value item = co_await vm.getitem(sequence, Value::small_int(it->index));
  if (item.is_error()) {
    if (vm.error_is(vm.types.index_error) || vm.error_is(vm.types.stop_iteration)) {
      vm.clear_error();
      it->sequence = Value();
      co_return Value();
    }
    co_return item;
  }
  ++it->index;
  co_return item;
}
Value sequence_next(Vm& vm, const Value& self) { return vm.start(sequence_next_task(vm, self)); }

/// iter(callable, sentinel).
struct CallableIterator : Object {
  Value callable, sentinel;
};
Task callable_next_task(Vm& vm, Value self) {
  auto* it = self.as<CallableIterator>();
  if (it->callable.is_undefined()) co_return Value();
  Value callable = it->callable;
  Value item = co_await vm.call(callable);
  if (item.is_error()) {
    if (vm.error_is(vm.types.stop_iteration)) {
      vm.clear_error();
      it->callable = Value();
      co_return Value();
    }
    co_return item;
  }
  Value sentinel = it->sentinel;
  Value equal = co_await vm.equal(item, sentinel);
  if (equal.is_error()) co_return equal;
  if (equal.is_true()) {
    it->callable = Value();
    it->sentinel = Value();
    co_return Value();
  }
  co_return item;
}
Value callable_next(Vm& vm, const Value& self) { return vm.start(callable_next_task(vm, self)); }
Value self_iter(Vm&, const Value& self) { return self; }
}  // namespace

void define_sequence_iterator(Vm& vm) {
  TypeSpec spec{.name = "iterator", .instance_bytes = sizeof(SequenceIterator)};
  spec.slots.iter = self_iter;
  spec.slots.next = sequence_next;
  spec.slots.dealloc = drop<SequenceIterator>;
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
    visit(context, static_cast<SequenceIterator*>(o)->sequence);
  };
  vm.define(spec, vm.types.sequence_iterator);
}

void define_callable_iterator(Vm& vm) {
  TypeSpec spec{.name = "callable_iterator", .instance_bytes = sizeof(CallableIterator)};
  spec.slots.iter = self_iter;
  spec.slots.next = callable_next;
  spec.slots.dealloc = drop<CallableIterator>;
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
    visit(context, static_cast<CallableIterator*>(o)->callable);
    visit(context, static_cast<CallableIterator*>(o)->sentinel);
  };
  vm.define(spec, vm.types.callable_iterator);
}

Value Vm::callable_iterator(const Value& callable, const Value& sentinel) {
  auto it = heap.make<CallableIterator>(types.callable_iterator);
  it->callable = callable;
  it->sentinel = sentinel;
  return it;
}

Value Vm::start_iter(const Value& value) {
  Type* type = type_of(value);
  if (type->slots.iter) return type->slots.iter(*this, value);
  if (type->slots.getitem && type != types.dict && lookup_special(value, names.__getitem__) &&
      !(value.is_object() && is_type_object(value.object()))) {
    auto it = heap.make<SequenceIterator>(types.sequence_iterator);
    it->sequence = value;
    return it;
  }
  return type_error("'", type_name(value), "' object is not iterable");
}

Value Vm::next_or_stop(const Value& iterator) {
  Type* type = type_of(iterator);
  if (!type->slots.next) return type_error("'", type_name(iterator), "' object is not an iterator");
  Value result = type->slots.next(*this, iterator);
  if (result.is_error() && error_is(types.stop_iteration)) {
    clear_error();
    return Value();
  }
  return result;
}

Value Vm::start_next(const Value& iterator) {
  Value result = next_or_stop(iterator);
  if (result.is_undefined()) return raise_object(new_exception(types.stop_iteration, empty_tuple_));
  return result;
}

namespace {
Task list_task(Vm& vm, Value iterable, bool as_tuple) {
  Ref<List> list = vm.new_list();
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  for (;;) {
    Value item = co_await vm.next(iterator);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) break;
    if (!list->push(vm.heap, std::move(item))) co_return Value::error();
  }
  if (!as_tuple) co_return list;
  if (!vm.heap.request(list->count * sizeof(Value))) co_return Value::error();
  Ref<Tuple> tuple = vm.new_tuple_of(list->count);
  for (std::size_t i = 0; i < list->count; ++i) (*tuple)[i] = std::move((*list)[i]);
  co_return tuple;
}
}  // namespace

Value Vm::start_list(const Value& iterable) {
  Ref<List> list = new_list();
  const int plain = append_plain(*this, *list, iterable);
  if (plain < 0) return Value::error();
  if (plain == 1) return list;
  return start(list_task(*this, iterable, false));
}

Value Vm::start_tuple(const Value& iterable) {
  if (iterable.is_exact(types.tuple)) return iterable;
  Ref<List> list = new_list();
  const int plain = append_plain(*this, *list, iterable);
  if (plain < 0) return Value::error();
  if (plain == 0) return start(list_task(*this, iterable, true));
  if (list->count == 0) return empty_tuple_;
  if (!heap.request(list->count * sizeof(Value))) return Value::error();
  Ref<Tuple> tuple = new_tuple_of(list->count);
  for (std::size_t i = 0; i < list->count; ++i) (*tuple)[i] = std::move((*list)[i]);
  return tuple;
}

// ------------------------------------------------------------------------------------ items and attributes

Value Vm::start_getitem(const Value& object, const Value& key) {
  Type* type = type_of(object);
  if (type->slots.getitem) return type->slots.getitem(*this, object, key);
  if (object.is_object() && is_type_object(object.object())) {
    Type* cls = object.as<Type>();
    if (const Value* method = cls->lookup(names.__class_getitem__)) {
      Value found = *method;
      if (found.is_exact(types.classmethod)) found = found.as<MethodDecorator>()->function;
      else if (type_of(found)->slots.descr_get && !found.is_exact(types.classmethod_descriptor)) {
        Value bound = type_of(found)->slots.descr_get(*this, found, Value(), object);
        if (!bound.ok()) return bound;
        return start_call(bound, &key, 1);
      }
      const Value args[] = {object, key};
      return start_call(found, args, 2);
    }
    return type_error("type '", cls->name_str()->utf8(), "' is not subscriptable");
  }
  return type_error("'", type_name(object), "' object is not subscriptable");
}

Value Vm::start_setitem(const Value& object, const Value& key, const Value& value) {
  Type* type = type_of(object);
  if (type->slots.setitem) return type->slots.setitem(*this, object, key, value);
  if (value.is_undefined()) {
    // CPython asks sequences by number, and those have words of their own.
    const bool by_number = is_int(key) && (!type->native || type->slots.len || type->slots.contains);
    return type_error("'", type_name(object), by_number ? "' object doesn't support" : "' object does not support", " item deletion");
  }
  return type_error("'", type_name(object), "' object does not support item assignment");
}

namespace {
Task contains_task(Vm& vm, Value container, Value item) {
  Value iterator = co_await vm.iter(container);
  if (iterator.is_error()) co_return iterator;
  for (;;) {
    Value next = co_await vm.next(iterator);
    if (next.is_error()) co_return next;
    if (next.is_undefined()) co_return Value::boolean(false);
    Value equal = co_await vm.equal(next, item);
    if (equal.is_error() || equal.is_true()) co_return equal;
  }
}
}  // namespace

Value Vm::start_contains(const Value& container, const Value& item) {
  Type* type = type_of(container);
  if (type->slots.contains) return type->slots.contains(*this, container, item);
  if (!type->slots.iter && !(type->slots.getitem)) {
    return type_error("argument of type '", type_name(container), "' is not iterable");
  }
  return start(contains_task(*this, container, item));
}

Value Vm::start_getattr(const Value& object, Str* name) {
  Type* type = type_of(object);
  if (type->slots.getattr) return type->slots.getattr(*this, object, name);
  return generic_getattr(object, name);
}

Value Vm::start_setattr(const Value& object, Str* name, const Value& value) {
  Type* type = type_of(object);
  if (type->slots.setattr) return type->slots.setattr(*this, object, name, value);
  return generic_setattr(object, name, value);
}

// --------------------------------------------------------------------------------------- instances of classes

namespace {
Value plain_class_check(Vm& vm, const Value& object, const Value& cls, bool is_instance, const char* what) {
  if (cls.is_object() && vm.is_type_object(cls.object())) {
    if (is_instance) return Value::boolean(vm.type_of(object)->is_subtype(cls.as<Type>()));
    return Value::boolean(object.as<Type>()->is_subtype(cls.as<Type>()));
  }
  return vm.type_error(what);
}

Task class_check_task(Vm& vm, Value object, Value cls, bool is_instance) {
  static constexpr const char* kInstance =
      "isinstance() arg 2 must be a type, a tuple of types, or a union";
  static constexpr const char* kSubclass =
      "issubclass() arg 2 must be a class, a tuple of classes, or a union";
  const char* what = is_instance ? kInstance : kSubclass;
  std::vector<Value> todo{cls};
  while (!todo.empty()) {
    Value now = std::move(todo.back());
    todo.pop_back();
    if (vm.is_tuple(now)) {
      Tuple* t = now.as<Tuple>();
      for (std::size_t i = t->count; i-- > 0;) todo.push_back((*t)[i]);
      continue;
    }
    if (is_instance && now.is_object() && vm.type_of(object) == now.object()) co_return Value::boolean(true);
    Str* hook = is_instance ? vm.names.__instancecheck__ : vm.names.__subclasscheck__;
    const Value* found = vm.type_of(now)->lookup(hook);
    Value answer;
    if (found) {
      answer = co_await Await(vm.start_special(now, hook, &object, 1));
      if (answer.is_error()) co_return answer;
      answer = co_await vm.truth(answer);
    } else {
      answer = plain_class_check(vm, object, now, is_instance, what);
    }
    if (answer.is_error() || answer.is_true()) co_return answer;
  }
  co_return Value::boolean(false);
}
}  // namespace

Value Vm::start_is_instance(const Value& object, const Value& cls) {
  if (cls.is_object() && cls.object()->type == types.type) {
    return Value::boolean(type_of(object)->is_subtype(cls.as<Type>()));
  }
  return start(class_check_task(*this, object, cls, true));
}

Value Vm::start_is_subclass(const Value& type, const Value& cls) {
  if (!type.is_object() || !is_type_object(type.object())) return type_error("issubclass() arg 1 must be a class");
  if (cls.is_object() && cls.object()->type == types.type) {
    return Value::boolean(type.as<Type>()->is_subtype(cls.as<Type>()));
  }
  return start(class_check_task(*this, type, cls, false));
}

}  // namespace logit::script
