// Making instances and classes: type(...)(...), __new__ and __init__, the class statement, `object` and `type` themselves.
#include <algorithm>

#include "base/assert.h"
#include "script/objects/dict_ops.h"
#include "script/objects/script_slots.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

/// The native constructor or script function that __new__ means for `type`.
bool has_script_new(Vm& vm, Type* type, Value& function) {
  const Value* found = type->lookup(vm.names.__new__);
  if (!found) return false;
  Value f = *found;
  if (f.is_exact(vm.types.staticmethod)) f = f.as<MethodDecorator>()->function;
  if (f.is_exact(vm.types.native_function)) return false;
  function = std::move(f);
  return true;
}

Value abstract_error(Vm& vm, Type* type) {
  const Value* names = type->lookup(vm.names.__abstractmethods__);
  std::vector<std::string> list;
  if (names) {
    Ref<List> items = vm.new_list();
    Value all = vm.start_list(*names);
    if (all.is_object() && vm.is_list(all)) {
      for (const Value& v : *all.as<List>()) {
        if (vm.is_str(v)) list.push_back(v.as<Str>()->utf8());
      }
    }
  }
  std::sort(list.begin(), list.end());
  std::string text;
  for (const std::string& n : list) text += (text.empty() ? "" : ", ") + n;
  return vm.type_error("Can't instantiate abstract class ", type->name_str()->utf8(), " with abstract method",
                       list.size() == 1 ? "" : "s", " ", text);
}

Task construct_task(Vm& vm, Value cls, Value new_function, std::vector<Value> args, Value keywords) {
  Type* type = cls.as<Type>();
  Tuple* names = keywords.is_object() ? keywords.as<Tuple>() : nullptr;
  Value object;
  std::vector<Value> with_class;
  with_class.push_back(cls);
  with_class.insert(with_class.end(), args.begin(), args.end());
  object = co_await vm.call_with(new_function, with_class, names);
  if (object.is_error()) co_return object;
  if (!vm.is_instance(object, type)) co_return object;
  const Value* init = vm.type_of(object)->lookup(vm.names.__init__);
  if (!init) co_return object;
  with_class[0] = object;
  Value function = *init;
  Value result = co_await vm.call_with(function, with_class, names);
  if (result.is_error()) co_return result;
  if (!result.is_none()) {
    co_return vm.type_error("__init__() should return None, not '", vm.type_name(result), "'");
  }
  co_return object;
}

}  // namespace

Value Vm::start_type_call(Type* type, const Value* args, std::size_t positional, Tuple* keywords) {
  return start_call(Value::object(type), args, positional, keywords);
}

Value Vm::call_type(Value* callee, Type* type, Value* args, std::uint32_t positional, Tuple* keywords) {
  const std::uint32_t given = positional + (keywords ? keywords->count : 0);
  Value* end = args + given;
  StackChunk* chunk = frame_->chunk;
  frame_->sp = end;
  if (type == types.type && given != 3) {
    Value result = given == 1 && positional == 1 ? Value::object(type_of(args[0])) : Value();
    if (result.is_undefined() && positional != 3) result = type_error("type() takes 1 or 3 arguments");
    release_range(callee, end);
    return result;
  }
  if (type->is_abstract && !type->native) {
    Value result = abstract_error(*this, type);
    release_range(callee, end);
    return result;
  }
  Value new_function;
  const bool script_new = !type->native && has_script_new(*this, type, new_function);
  if (!script_new) {
    const Value* init = type->lookup(names.__init__);
    const Value* plain_init = types.object->dict->get(names.__init__);
    const bool object_init = init && plain_init && init->same(*plain_init);
    if (!type->construct.is_object()) {
      // object.__new__
      if (!type->native || type == types.object) {
        if (object_init) {
          Value result;
          if (given > 0) {
            result = type == types.object ? type_error("object() takes no arguments")
                                          : type_error(type->name_str()->utf8(), "() takes no arguments");
          } else {
            result = allocate_instance(type);
          }
          release_range(callee, end);
          return result;
        }
        if (init && init->is_exact(types.function) && args == callee + 2) {
          Value instance = allocate_instance(type);
          auto* function = init->as<Function>();
          if (type->type == types.type && type->attributes_offset == sizeof(Object) && type->instance_bytes >= sizeof(Instance)) {
            type->direct_init = function;
            type->direct_version = type->version;
          }
          callee[1] = instance;
          callee[0] = Value::object(function);  // may drop the class: the instance keeps it
          Value result = call_function(callee, function, callee + 1, positional + 1, keywords);
          if (result.is_pending()) {
            frame_->kind = FrameKind::init;
            frame_->held = std::move(instance);
            return result;
          }
          if (result.is_error()) return result;
          return type_error("__init__() should return None, not '", type_name(result), "'");
        }
        if (init) {
          // An __init__ that is not a plain function.
          Value instance = allocate_instance(type);
          std::vector<Value> all(args, end);
          Value function = *init;
          Value result = start(run_init(*this, instance, function, std::move(all), keywords ? Value::object(keywords) : Value()));
          return finish_call(callee, end, chunk, std::move(result));
        }
      }
      Value result = type_error("cannot create '", type->name_str()->utf8(), "' instances");
      release_range(callee, end);
      return result;
    }
    auto* construct = type->construct.as<NativeFunction>();
    const bool native_init = init && !object_init;
    if (!native_init) {
      // Only a constructor: int, str, tuple, ...
      if (args == callee + 2) {
        callee[1] = std::move(callee[0]);
        callee[0] = Value::object(construct);
        return call_native(callee, construct, callee + 1, positional + 1, keywords);
      }
    } else if (type->native && init->is_exact(types.method_descriptor) && args == callee + 2 &&
               construct->signature.params.empty()) {
      // A constructor that makes an empty object and an __init__ that fills it: list, dict, set.
      Value made[12];
      made[0] = *callee;
      const Signature& s = construct->signature;
      if (s.star >= 0) made[1 + s.star] = empty_tuple_;
      callee_ = construct;
      Value object = construct->fn(*this, Args{made, 1u + s.total});
      if (object.is_object()) {
        auto* function = init->as<NativeFunction>();
        callee[0] = Value::object(function);
        callee[1] = object;
        Value result = call_native(callee, function, callee + 1, positional + 1, keywords);
        if (result.is_pending()) {
          frame_->held = std::move(object);
          return result;
        }
        return result.is_error() ? std::move(result) : std::move(object);
      }
      if (object.is_error()) {
        release_range(callee, end);
        return object;
      }
      LOGIT_ASSERT(false, "a native constructor with an __init__ must be plain");
    }
    new_function = type->construct;
  }
  std::vector<Value> all(args, end);
  Value result = start(construct_task(*this, Value::object(type), new_function, std::move(all),
                                      keywords ? Value::object(keywords) : Value()));
  return finish_call(callee, end, chunk, std::move(result));
}

Task Vm::run_init(Vm& vm, Value instance, Value init, std::vector<Value> args, Value keywords) {
  Value function = init;
  Type* kind = vm.type_of(init);
  if (kind != vm.types.function && kind->slots.descr_get) {
    Value owner = Value::object(vm.type_of(instance));
    function = co_await Await(kind->slots.descr_get(vm, init, instance, owner));
    if (function.is_error()) co_return function;
  } else {
    args.insert(args.begin(), instance);
  }
  Tuple* names = keywords.is_object() ? keywords.as<Tuple>() : nullptr;
  Value result = co_await vm.call_with(function, args, names);
  if (result.is_error()) co_return result;
  if (!result.is_none()) co_return vm.type_error("__init__() should return None, not '", vm.type_name(result), "'");
  co_return instance;
}

// ------------------------------------------------------------------------------------- the class statement

namespace {

/// type.__new__: the class, then __set_name__ of its attributes and __init_subclass__ of its base.
Task new_class_task(Vm& vm, Value metatype, Value name, Value bases_value, Value names_value, Value keywords) {
  std::vector<Type*> bases;
  for (const Value& b : *bases_value.as<Tuple>()) {
    if (!b.is_object() || !vm.is_type_object(b.object())) {
      // Not a class: its own class is taken for the metaclass and called, with an error in its words.
      Value kind = Value::object(vm.type_of(b));
      if (kind.same(Value::object(vm.types.module))) co_return vm.type_error("module() takes at most 2 arguments (3 given)");
      if (kind.same(Value::object(vm.types.none_type))) co_return vm.type_error("NoneType takes no arguments");
      if (kind.same(Value::object(vm.types.function))) {
        co_return vm.type_error("function() argument 'code' must be code, not str");
      }
      Value made = co_await vm.call(kind, name, bases_value, names_value);
      co_return made;
    }
    bases.push_back(b.as<Type>());
  }
  // The metatype is the most derived one.
  Type* meta = metatype.as<Type>();
  for (Type* base : bases) {
    Type* other = base->type;
    if (meta->is_subtype(other)) continue;
    if (other->is_subtype(meta)) {
      meta = other;
      continue;
    }
    co_return vm.type_error(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all "
        "its bases");
  }
  Dict* names = names_value.as<Dict>();
  Value cell;
  if (Value* c = names->get(vm.names.__classcell__)) cell = *c;
  Value made = vm.make_class(vm.intern(name.as<Str>()), bases, names, meta);
  if (made.is_error()) co_return made;
  Type* type = made.as<Type>();
  if (cell.is_exact(vm.types.cell)) cell.as<Cell>()->content = made;
  std::vector<std::pair<Value, Value>> attributes;
  for (std::uint32_t i = type->dict->next(0); i < type->dict->used; i = type->dict->next(i + 1)) {
    const auto& e = type->dict->entries[i];
    if (e.value.is_object() && vm.type_of(e.value)->lookup(vm.names.__set_name__)) attributes.emplace_back(e.key, e.value);
  }
  for (auto& [key, value] : attributes) {
    const Value args[] = {made, key};
    Value result = co_await Await(vm.start_special(value, vm.names.__set_name__, args, 2));
    if (result.is_error()) {
      const std::string what = cat("Error calling __set_name__ on '", vm.type_name(value), "' instance '",
                                   key.as<Str>()->utf8(), "' in '", type->name_str()->utf8(), "'");
      Value cause = vm.take_exception();
      vm.raise(vm.types.runtime_error, what);
      vm.exception().as<Exception>()->cause = cause;
      vm.exception().as<Exception>()->context = cause;
      vm.exception().as<Exception>()->suppress_context = true;
      co_return Value::error();
    }
  }
  // super(cls, cls).__init_subclass__(**kwargs)
  const Value* hook = nullptr;
  for (std::size_t i = 1; i < type->mro.size() && !hook; ++i) {
    if (type->mro[i]->dict) hook = type->mro[i]->dict->get(vm.names.__init_subclass__);
  }
  Dict* kw = keywords.is_object() ? keywords.as<Dict>() : nullptr;
  if (hook) {
    Value function = *hook;
    std::vector<Value> args;
    if (function.is_exact(vm.types.classmethod)) {
      function = function.as<MethodDecorator>()->function;
      args.push_back(made);
    } else if (function.is_exact(vm.types.classmethod_descriptor)) {
      args.push_back(made);
    }
    const Value key_tuple = kw ? append_keywords(vm, *kw, args) : Value();
    Value result = co_await vm.call_with(function, args, key_tuple.is_object() ? key_tuple.as<Tuple>() : nullptr);
    if (result.is_error()) co_return result;
  }
  co_return made;
}

Value object_init_subclass(Vm& vm, Args args) {
  Dict* kw = args[1].as<Dict>();
  if (kw->count) {
    return vm.type_error(args[0].as<Type>()->name_str()->utf8(), ".__init_subclass__() takes no keyword arguments");
  }
  return Value::none();
}

Task build_class_task(Vm& vm, Value function, Value name, Value bases, Value keywords) {
  // Bases that stand for others (generic aliases, NamedTuple).
  std::vector<Value> resolved;
  bool replaced = false;
  for (const Value& b : *bases.as<Tuple>()) resolved.push_back(b);
  std::vector<Value> final_bases;
  for (std::size_t i = 0; i < resolved.size(); ++i) {
    Value base = resolved[i];
    if (base.is_object() && vm.is_type_object(base.object())) {
      final_bases.push_back(base);
      continue;
    }
    Value entries = co_await vm.getattr(base, vm.names.__mro_entries__);
    if (entries.is_error()) {
      if (!vm.error_is(vm.types.attribute_error)) co_return entries;
      vm.clear_error();
      final_bases.push_back(base);
      continue;
    }
    Value list = co_await vm.call(entries, bases);
    if (list.is_error()) co_return list;
    if (!vm.is_tuple(list)) co_return vm.type_error("__mro_entries__ must return a tuple");
    for (const Value& b : *list.as<Tuple>()) final_bases.push_back(b);
    replaced = true;
  }
  Value base_tuple = vm.tuple(final_bases);
  Value meta = Value::object(vm.types.type);
  Dict* kw = keywords.as<Dict>();
  if (Value* given = kw->get(vm.names.metaclass)) {
    meta = *given;
    kw->erase(vm.names.metaclass);
  }
  if (meta.is_object() && vm.is_type_object(meta.object())) {
    for (const Value& b : final_bases) {
      Type* other = vm.type_of(b);
      if (other->is_subtype(meta.as<Type>())) meta = Value::object(other);
    }
  }
  std::vector<Value> kw_values;
  Value kw_names = append_keywords(vm, *kw, kw_values);
  Tuple* kw_tuple = kw_names.is_object() ? kw_names.as<Tuple>() : nullptr;
  Value names;
  if (!meta.same(Value::object(vm.types.type))) {
    Value prepare = vm.getattr_plain(meta, vm.names.__prepare__);
    if (prepare.ok()) {
      std::vector<Value> args;
      if (prepare.is_exact(vm.types.classmethod)) {
        prepare = prepare.as<MethodDecorator>()->function;
        args.push_back(meta);
      }
      args.push_back(name);
      args.push_back(base_tuple);
      args.insert(args.end(), kw_values.begin(), kw_values.end());
      names = co_await vm.call_with(prepare, args, kw_tuple);
      if (names.is_error()) co_return names;
    }
  }
  if (!names.is_object() || !vm.is_dict(names)) names = vm.new_dict();
  Value cell = co_await Await(vm.start_class_body(function, names.as<Dict>()));
  if (cell.is_error()) co_return cell;
  if (replaced) (void)names.as<Dict>()->set(vm.heap, vm.names.__orig_bases__, bases);
  Value made;
  if (meta.same(Value::object(vm.types.type))) {
    made = co_await vm.run_task(new_class_task(vm, meta, name, base_tuple, names, keywords));
  } else {
    std::vector<Value> args{name, base_tuple, names};
    args.insert(args.end(), kw_values.begin(), kw_values.end());
    made = co_await vm.call_with(meta, args, kw_tuple);
  }
  if (made.is_error()) co_return made;
  if (cell.is_exact(vm.types.cell) && cell.as<Cell>()->content.is_undefined()) cell.as<Cell>()->content = made;
  co_return made;
}

Value build_class(Vm& vm, Args args) {
  return vm.start(build_class_task(vm, args[0], args[1], args[2], args[3]));
}
constexpr NativeDef kBuildClass{"__build_class__(func, name, /, *bases, **kwds)", build_class};

}  // namespace

Value Vm::start_class_body(const Value& function, Dict* names) {
  auto* f = function.as<Function>();
  Value* top = frame_->sp;
  new (top) Value(function);
  new (top + 1) Value();
  frame_->sp = top + 2;
  retain(names);
  Frame* before = frame_;
  Value result = call_function(top, f, top + 2, 0, nullptr, names);
  before->sp = top;
  if (!result.is_pending()) release(names);
  return result;
}

// --------------------------------------------------------------------------------------- object and type

namespace {

std::string address(const void* p) {
  static constexpr char kHex[] = "0123456789abcdef";
  auto bits = reinterpret_cast<std::uintptr_t>(p);
  std::string out;
  for (int i = 11; i >= 0; --i) out += kHex[(static_cast<std::uint64_t>(bits) >> (4 * i)) & 15];
  return "0x" + out;
}

std::string full_name(Vm& vm, Type* type) {
  const std::string name = vm.is_str(type->qualname) ? type->qualname.as<Str>()->utf8() : type->name_str()->utf8();
  if (!vm.is_str(type->module) || type->module.as<Str>()->equals("builtins")) return name;
  return type->module.as<Str>()->utf8() + "." + name;
}

Value object_repr(Vm& vm, const Value& self) {
  Type* type = vm.type_of(self);
  return vm.str(cat("<", full_name(vm, type), " object at ", address(self.object()), ">"));
}
Value object_str(Vm& vm, const Value& self) { return vm.start_repr(self); }
Value object_hash(Vm&, const Value& self) {
  return Value::small_int(static_cast<std::int64_t>(self.bits() >> 4 & 0x7fffffffffff));
}
Value object_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (op == Compare::eq) return left.same(right) ? Value::boolean(true) : Value::not_implemented();
  if (op == Compare::ne) {
    if (left.same(right)) return Value::boolean(false);
    (void)vm;
    return Value::not_implemented();
  }
  return Value::not_implemented();
}
Value object_getattr(Vm& vm, const Value& self, Str* name) { return vm.generic_getattr(self, name); }
Value object_setattr(Vm& vm, const Value& self, Str* name, const Value& value) {
  return vm.generic_setattr(self, name, value);
}
Value object_init(Vm& vm, Args args) {
  if (args[1].as<Tuple>()->count == 0 && args[2].as<Dict>()->count == 0) return Value::none();
  Type* type = vm.type_of(args[0]);
  const Value* init = type->lookup(vm.names.__init__);
  const Value* plain = vm.types.object->dict->get(vm.names.__init__);
  if (init && !init->same(*plain)) {
    return vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)");
  }
  Value new_function;
  if (!has_script_new(vm, type, new_function) && !type->construct.is_object()) {
    return vm.type_error(type->name_str()->utf8(), "() takes no arguments");
  }
  return Value::none();
}
Value object_new(Vm& vm, Args args) {
  Value cls = args[0];
  if (!cls.is_object() || !vm.is_type_object(cls.object())) {
    return vm.type_error("object.__new__(X): X is not a type object (", vm.type_name(cls), ")");
  }
  Type* type = cls.as<Type>();
  if (args[1].as<Tuple>()->count || args[2].as<Dict>()->count) {
    Value new_function;
    if (has_script_new(vm, type, new_function)) {
      return vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)");
    }
    const Value* init = type->lookup(vm.names.__init__);
    if (init && init->same(*vm.types.object->dict->get(vm.names.__init__))) {
      return vm.type_error(type->name_str()->utf8(), "() takes no arguments");
    }
  }
  if (type->is_abstract) return abstract_error(vm, type);
  if (type->construct.is_object()) {
    return vm.type_error("object.__new__(", type->name_str()->utf8(), ") is not safe, use ", type->name_str()->utf8(),
                         ".__new__()");
  }
  return vm.allocate_instance(type);
}

Value object_format(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("__format__() argument must be str, not ", vm.type_name(args[1]));
  if (args[1].as<Str>()->length) {
    return vm.type_error("unsupported format string passed to ", vm.type_name(args[0]), ".__format__");
  }
  return vm.start_str(args[0]);
}
Value object_sizeof(Vm& vm, Args args) { return Value::small_int(vm.type_of(args[0])->instance_bytes); }
Value object_reduce(Vm& vm, Args args) { return vm.type_error("cannot pickle '", vm.type_name(args[0]), "' object"); }
Value object_dir(Vm& vm, Args args) {
  Ref<List> list = vm.new_list();
  for (const std::string& name : vm.dir(args[0])) {
    if (!list->push(vm.heap, vm.str(name))) return Value::error();
  }
  return list;
}

Value get_class(Vm& vm, const Value& self) { return Value::object(vm.type_of(self)); }
Value set_class(Vm& vm, const Value& self, const Value& value) {
  if (value.is_undefined()) return vm.type_error("can't delete __class__ attribute");
  if (!value.is_object() || !vm.is_type_object(value.object())) {
    return vm.type_error("__class__ must be set to a class, not '", vm.type_name(value), "' object");
  }
  Type* now = vm.type_of(self);
  Type* wanted = value.as<Type>();
  if (now->native || wanted->native) {
    return vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (now->instance_bytes != wanted->instance_bytes || now->attributes_offset != wanted->attributes_offset) {
    return vm.type_error("__class__ assignment: '", wanted->name_str()->utf8(), "' object layout differs from '",
                         now->name_str()->utf8(), "'");
  }
  retain(wanted);
  self.object()->type = wanted;
  release(now);
  return Value::none();
}
Value get_dict(Vm& vm, const Value& self) {
  Dict* dict = vm.attribute_dict(self);
  if (!dict) return vm.attribute_error(self, vm.names.__dict__);
  return Value::object(dict);
}
Value set_dict(Vm& vm, const Value& self, const Value& value) {
  Attributes* attributes = self.is_object() ? attributes_of(self.object()) : nullptr;
  if (!attributes) return vm.attribute_error(self, vm.names.__dict__);
  if (!vm.is_dict(value)) return vm.type_error("__dict__ must be set to a dictionary, not a '", vm.type_name(value), "'");
  release_attributes(vm.heap, *attributes);
  retain(value.object());
  attributes->dict = value.as<Dict>();
  return Value::none();
}

constexpr GetSetDef kObjectProperties[] = {{"__class__", get_class, set_class}, {}};
constexpr NativeDef kObjectMethods[] = {
    {"__format__(format_spec, /)", object_format}, {"__sizeof__()", object_sizeof}, {"__dir__()", object_dir},
    {"__reduce__()", object_reduce}, {"__reduce_ex__(protocol, /)", object_reduce}, {}};
constexpr NativeDef kObjectClassMethods[] = {{"__init_subclass__(**kwargs)", object_init_subclass}, {}};
constexpr NativeDef kObjectInit{"__init__(*args, **kwargs)", object_init};
constexpr NativeDef kObjectNew{"__new__(cls, /, *args, **kwargs)", object_new};
constexpr GetSetDef kDictProperty{"__dict__", get_dict, set_dict};

// --- type ---

Value type_repr(Vm& vm, const Value& self) { return vm.str(cat("<class '", full_name(vm, self.as<Type>()), "'>")); }

Value type_getattr(Vm& vm, const Value& self, Str* name) {
  Type* type = self.as<Type>();
  Type* meta = type->type;
  const Value* meta_attribute = meta->lookup(name);
  if (meta_attribute) {
    Type* kind = vm.type_of(*meta_attribute);
    if (kind->slots.descr_get && kind->slots.descr_set) {
      Value found = *meta_attribute;
      return kind->slots.descr_get(vm, found, self, Value::object(meta));
    }
  }
  if (const Value* attribute = type->lookup(name)) {
    Value found = *attribute;
    Type* kind = vm.type_of(found);
    if (kind->slots.descr_get) return kind->slots.descr_get(vm, found, Value(), self);
    return found;
  }
  if (meta_attribute) {
    Value found = *meta_attribute;
    Type* kind = vm.type_of(found);
    if (kind->slots.descr_get) return kind->slots.descr_get(vm, found, self, Value::object(meta));
    return found;
  }
  return vm.attribute_error(self, name);
}
Value type_setattr(Vm& vm, const Value& self, Str* name, const Value& value) {
  Type* type = self.as<Type>();
  const Value* meta_attribute = type->type->lookup(name);
  if (meta_attribute) {
    Type* kind = vm.type_of(*meta_attribute);
    if (kind->slots.descr_set && !type->native) {
      Value found = *meta_attribute;
      return kind->slots.descr_set(vm, found, self, value);
    }
  }
  if (name == vm.names.__abstractmethods__ && !type->native) {
    Value n = value.is_undefined() ? Value::small_int(0) : vm.start_len(value);
    type->is_abstract = n.is_small_int() && n.small_int() != 0;
  }
  if (value.is_undefined() && !type->native && !type->dict->get(name)) return vm.attribute_error(self, name);
  return vm.set_type_attribute(type, name, value);
}

Value type_name(Vm&, const Value& self) { return self.as<Type>()->name; }
Value set_type_name(Vm& vm, const Value& self, const Value& value) {
  if (!vm.is_str(value)) return vm.type_error("can only assign string to ", self.as<Type>()->name_str()->utf8(), ".__name__, not '", vm.type_name(value), "'");
  self.as<Type>()->name = Value::object(vm.intern(value.as<Str>()));
  return Value::none();
}
Value type_qualname(Vm&, const Value& self) { return self.as<Type>()->qualname; }
Value set_type_qualname(Vm& vm, const Value& self, const Value& value) {
  if (!vm.is_str(value)) return vm.type_error("can only assign string to ", self.as<Type>()->name_str()->utf8(), ".__qualname__, not '", vm.type_name(value), "'");
  self.as<Type>()->qualname = value;
  return Value::none();
}
Value type_module(Vm&, const Value& self) { return self.as<Type>()->module; }
Value set_type_module(Vm& vm, const Value& self, const Value& value) {
  self.as<Type>()->module = value;
  return vm.set_type_attribute(self.as<Type>(), vm.names.__module__, value);
}
Value type_bases(Vm&, const Value& self) { return self.as<Type>()->bases; }
Value type_base(Vm&, const Value& self) {
  Type* base = self.as<Type>()->base;
  return base ? Value::object(base) : Value::none();
}
Value type_mro(Vm& vm, const Value& self) {
  Type* type = self.as<Type>();
  Ref<Tuple> tuple = vm.new_tuple_of(type->mro.size());
  for (std::size_t i = 0; i < type->mro.size(); ++i) (*tuple)[i] = type->mro[i].value();
  return tuple;
}
Value type_mro_list(Vm& vm, Args args) {
  Ref<List> list = vm.new_list();
  for (const auto& t : args[0].as<Type>()->mro) {
    if (!list->push(vm.heap, t.value())) return Value::error();
  }
  return list;
}
Value type_subclasses(Vm& vm, Args args) {
  Ref<List> list = vm.new_list();
  for (Type* t : args[0].as<Type>()->subclasses) {
    if (!list->push(vm.heap, Value::object(t))) return Value::error();
  }
  return list;
}
Value type_dict(Vm& vm, const Value& self) {
  auto proxy = vm.heap.make<MappingProxy>(vm.types.mapping_proxy);
  proxy->mapping = self.as<Type>()->dict.value();
  return proxy;
}
Value type_doc(Vm& vm, const Value& self) {
  Type* type = self.as<Type>();
  Value* doc = type->dict->get(vm.names.__doc__);
  return doc ? *doc : Value::none();
}
Value set_type_doc(Vm& vm, const Value& self, const Value& value) {
  return vm.set_type_attribute(self.as<Type>(), vm.names.__doc__, value);
}
Value type_new(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("type.__new__() argument 1 must be str, not ", vm.type_name(args[1]));
  if (!vm.is_tuple(args[2])) return vm.type_error("type.__new__() argument 2 must be tuple, not ", vm.type_name(args[2]));
  if (!vm.is_dict(args[3])) return vm.type_error("type.__new__() argument 3 must be dict, not ", vm.type_name(args[3]));
  Ref<Dict> names = vm.new_dict();
  Dict* given = args[3].as<Dict>();
  for (std::uint32_t i = given->next(0); i < given->used; i = given->next(i + 1)) {
    if (vm.is_str(given->entries[i].key)) (void)names->set(vm.heap, given->entries[i].key.as<Str>(), given->entries[i].value);
  }
  if (!names->get(vm.names.__module__)) {
    Frame* frame = vm.script_frame();
    if (frame) {
      if (Value* module = frame->globals->get(vm.names.__name__)) (void)names->set(vm.heap, vm.names.__module__, *module);
    }
  }
  return vm.start(new_class_task(vm, args[0], args[1], args[2], names, args[4]));
}
Value type_init(Vm&, Args) { return Value::none(); }
Value type_prepare(Vm& vm, Args) { return vm.new_dict(); }
Value type_instancecheck(Vm& vm, Args args) { return Value::boolean(vm.is_instance(args[1], args[0].as<Type>())); }
Value type_subclasscheck(Vm& vm, Args args) {
  if (!args[1].is_object() || !vm.is_type_object(args[1].object())) return vm.type_error("issubclass() arg 1 must be a class");
  return Value::boolean(args[1].as<Type>()->is_subtype(args[0].as<Type>()));
}

constexpr GetSetDef kTypeProperties[] = {
    {"__name__", type_name, set_type_name}, {"__qualname__", type_qualname, set_type_qualname},
    {"__module__", type_module, set_type_module}, {"__bases__", type_bases}, {"__base__", type_base},
    {"__mro__", type_mro}, {"__dict__", type_dict}, {"__doc__", type_doc, set_type_doc}, {}};
/// type.__call__, as the __call__ of a metaclass reaches it by super(): makes an instance whatever the metaclass says.
Task type_call_task(Vm& vm, Value self, Value positional, Value keywords) {
  auto* type = self.as<Type>();
  std::vector<Value> all(positional.as<Tuple>()->begin(), positional.as<Tuple>()->end());
  Value names = append_keywords(vm, *keywords.as<Dict>(), all);
  if (!type->type->slots.call || type->type->slots.call == vm.types.type->slots.call) {
    Value result = co_await vm.call_with(self, all, names.is_object() ? names.as<Tuple>() : nullptr);
    co_return result;
  }
  if (type->is_abstract && !type->native) co_return abstract_error(vm, type);
  Value new_function;
  if (!has_script_new(vm, type, new_function)) new_function = type->construct;
  if (new_function.is_object()) {
    Value made = co_await vm.run_task(construct_task(vm, self, new_function, std::move(all), names));
    co_return made;
  }
  const Value* init = type->lookup(vm.names.__init__);
  const Value* plain_init = vm.types.object->dict->get(vm.names.__init__);
  if (!init || (plain_init && init->same(*plain_init))) {
    if (!all.empty()) co_return vm.type_error(type->name_str()->utf8(), "() takes no arguments");
    co_return vm.allocate_instance(type);
  }
  Value instance = vm.allocate_instance(type);
  Value function = *init;
  all.insert(all.begin(), instance);
  Value result = co_await vm.call_with(function, all, names.is_object() ? names.as<Tuple>() : nullptr);
  if (result.is_error()) co_return result;
  if (!result.is_none()) co_return vm.type_error("__init__() should return None, not '", vm.type_name(result), "'");
  co_return instance;
}
Value type_call(Vm& vm, Args args) { return vm.start(type_call_task(vm, args[0], args[1], args[2])); }

constexpr NativeDef kTypeMethods[] = {{"mro()", type_mro_list},
                                      {"__call__(*args, **kwargs)", type_call},
                                      {"__subclasses__()", type_subclasses},
                                      {"__instancecheck__(instance, /)", type_instancecheck},
                                      {"__subclasscheck__(subclass, /)", type_subclasscheck},
                                      {}};
constexpr NativeDef kTypeClassMethods[] = {{"__prepare__(*args, **kwargs)", type_prepare}, {}};
constexpr NativeDef kTypeNew{"type(name, bases, dict, /, **kwds)", type_new};
constexpr NativeDef kTypeInit{"__init__(*args, **kwargs)", type_init};

}  // namespace

void define_object(Vm& vm) {
  TypeSpec spec{.name = "object", .instance_bytes = sizeof(Object)};
  spec.slots.repr = object_repr;
  spec.slots.str = object_str;
  spec.slots.hash = object_hash;
  spec.slots.compare = object_compare;
  spec.slots.getattr = object_getattr;
  spec.slots.setattr = object_setattr;
  spec.init = &kObjectInit;
  spec.methods = kObjectMethods;
  spec.class_methods = kObjectClassMethods;
  spec.properties = kObjectProperties;
  vm.define(spec, vm.types.object);
  Value new_function = vm.native_function(kObjectNew);
  auto decorator = vm.heap.make<MethodDecorator>(vm.types.staticmethod);
  decorator->function = std::move(new_function);
  (void)vm.types.object->dict->set(vm.heap, vm.names.__new__, std::move(decorator));

  TypeSpec type{.name = "type", .instance_bytes = sizeof(Type)};
  type.slots.repr = type_repr;
  type.slots.getattr = type_getattr;
  type.slots.setattr = type_setattr;
  type.slots.dealloc = [](Heap& heap, Object* object) {
    auto* t = static_cast<Type*>(object);
    if (!heap.closing) {
      for (const auto& base : t->mro) {
        if (base.get() == t) continue;
        auto& subs = base->subclasses;
        subs.erase(std::remove(subs.begin(), subs.end(), t), subs.end());
      }
    }
    if (!t->native) heap.refund(t->mro.size() * sizeof(t->mro[0]));
    t->~Type();
  };
  type.slots.traverse = [](Object* object, Visitor visit, void* context) {
    auto* t = static_cast<Type*>(object);
    visit(context, t->bases);
    for (const auto& base : t->mro) visit(context, borrowed(base.get()).value);
    if (t->dict) visit(context, borrowed(t->dict.get()).value);
  };
  type.slots.clear = [](Heap& heap, Object* object) {
    auto* t = static_cast<Type*>(object);
    if (!t->native && t->dict) t->dict->clear(heap);
    std::vector<Ref<Type>> mro = std::move(t->mro);
    t->mro.clear();
    if (!t->native) heap.refund(mro.size() * sizeof(mro[0]));
    for (const auto& base : mro) {
      auto& subs = base->subclasses;
      subs.erase(std::remove(subs.begin(), subs.end(), t), subs.end());
    }
  };
  type.construct = &kTypeNew;
  type.init = &kTypeInit;
  type.methods = kTypeMethods;
  type.class_methods = kTypeClassMethods;
  type.properties = kTypeProperties;
  vm.define(type, vm.types.type);

  auto property = vm.heap.make<GetSetDescriptor>(vm.types.getset_descriptor);
  property->def = &kDictProperty;
  property->owner = vm.types.object;
  property->name = Value::object(vm.names.__dict__);
  (void)vm.types.object->dict->set(vm.heap, vm.names.__dict__, std::move(property));
  vm.add_builtin("object", Value::object(vm.types.object));
  vm.add_builtin("type", Value::object(vm.types.type));
  vm.add_builtin("__build_class__", vm.native_function(kBuildClass));
}

std::vector<std::string> Vm::dir(const Value& object) {
  std::vector<std::string> out;
  const auto add_dict = [&](Dict* dict) {
    if (!dict) return;
    for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
      if (is_str(dict->entries[i].key)) out.push_back(dict->entries[i].key.as<Str>()->utf8());
    }
  };
  const bool is_class = object.is_object() && is_type_object(object.object());
  if (object.is_exact(types.module)) {
    add_dict(object.as<Module>()->dict);
  } else {
    if (object.is_object() && !is_class) {
      if (Attributes* attributes = attributes_of(object.object())) {
        if (attributes->shape && type_of(object)->has_dict) {
          for (std::uint32_t i = 0; i < attributes->shape->count; ++i) out.push_back(attributes->shape->keys[i]->utf8());
        }
        add_dict(attributes->dict);
      }
    }
    Type* type = is_class ? object.as<Type>() : type_of(object);
    for (const auto& t : type->mro) add_dict(t->dict.get());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace logit::script
