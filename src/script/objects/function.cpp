// Functions, methods, cells, modules, code objects, and the descriptors a class body is made of.
#include "script/objects/function.h"

#include <cstddef>

#include "script/vm/vm.h"

namespace logit::script {

namespace {

std::string address(const Value& v) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "0x";
  for (int i = 11; i >= 0; --i) out += kHex[(v.bits() >> (4 * i)) & 15];
  return out;
}

Value or_none(const Value& v) { return v.is_undefined() ? Value::none() : v; }

// ---------------------------------------------------------------------------------------------- functions

Value function_repr(Vm& vm, const Value& self) {
  return vm.str(cat("<function ", self.as<Function>()->qualname.as<Str>()->utf8(), " at ", address(self), ">"));
}
Value function_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  if (instance.is_undefined() || instance.is_none()) return self;
  return vm.bind_method(self, instance);
}

template <Value Function::*kMember>
Value get_member(Vm&, const Value& self) {
  return or_none(self.as<Function>()->*kMember);
}
template <Value Function::*kMember>
Value set_text(Vm& vm, const Value& self, const Value& value) {
  if (!vm.is_str(value)) {
    return vm.type_error(kMember == &Function::name ? "__name__" : "__qualname__", " must be set to a string object");
  }
  self.as<Function>()->*kMember = value;
  return Value::none();
}
template <Value Function::*kMember>
Value set_member(Vm&, const Value& self, const Value& value) {
  self.as<Function>()->*kMember = value.is_none() ? Value() : value;
  return Value::none();
}
Value get_annotations(Vm& vm, const Value& self) {
  auto* f = self.as<Function>();
  if (f->annotations.is_undefined()) f->annotations = vm.new_dict();
  return f->annotations;
}
Value get_code(Vm&, const Value& self) { return Value::object(self.as<Function>()->code); }
Value get_globals(Vm&, const Value& self) { return Value::object(self.as<Function>()->globals); }
Value get_closure(Vm&, const Value& self) { return or_none(self.as<Function>()->closure); }

constexpr GetSetDef kFunctionProperties[] = {
    {"__name__", get_member<&Function::name>, set_text<&Function::name>},
    {"__qualname__", get_member<&Function::qualname>, set_text<&Function::qualname>},
    {"__module__", get_member<&Function::module>, set_member<&Function::module>},
    {"__doc__", get_member<&Function::doc>, set_member<&Function::doc>},
    {"__defaults__", get_member<&Function::defaults>, set_member<&Function::defaults>},
    {"__kwdefaults__", get_member<&Function::kw_defaults>, set_member<&Function::kw_defaults>},
    {"__annotations__", get_annotations, set_member<&Function::annotations>},
    {"__closure__", get_closure},
    {"__code__", get_code},
    {"__globals__", get_globals},
    {}};

// ------------------------------------------------------------------------------------------------ methods

Value method_repr(Vm& vm, const Value& self) {
  struct Repr {
    static Task run(Vm& vm, Value self) {
      Value text = co_await vm.repr(self.as<BoundMethod>()->self);
      if (text.is_error()) co_return text;
      Value name = vm.getattr_plain(self.as<BoundMethod>()->function, vm.names.__qualname__);
      co_return vm.str(cat("<bound method ", name.ok() && vm.is_str(name) ? name.as<Str>()->utf8() : "?", " of ",
                           text.as<Str>()->utf8(), ">"));
    }
  };
  return vm.start(Repr::run(vm, self));
}
Value method_compare(Vm&, const Value& left, const Value& right, Compare op) {
  if (op != Compare::eq && op != Compare::ne) return Value::not_implemented();
  if (!right.is_object() || right.object()->type != left.object()->type) return Value::not_implemented();
  const bool same = left.as<BoundMethod>()->function.same(right.as<BoundMethod>()->function) &&
                    left.as<BoundMethod>()->self.same(right.as<BoundMethod>()->self);
  return Value::boolean(same == (op == Compare::eq));
}
Value method_hash(Vm&, const Value& self) {
  const std::uint64_t h = self.as<BoundMethod>()->function.bits() ^ (self.as<BoundMethod>()->self.bits() * 31);
  return Value::small_int(static_cast<std::int64_t>(h >> 4 & 0x7fffffffffff));
}
Value method_getattr(Vm& vm, const Value& self, Str* name) {
  const Value* own = vm.type_of(self)->lookup(name);
  if (own) return vm.generic_getattr(self, name);
  return vm.start_getattr(self.as<BoundMethod>()->function, name);
}
Value method_self(Vm&, const Value& self) { return self.as<BoundMethod>()->self; }
Value method_func(Vm&, const Value& self) { return self.as<BoundMethod>()->function; }
Value method_doc(Vm& vm, const Value& self) {
  return vm.start_getattr(self.as<BoundMethod>()->function, vm.names.__doc__);
}
constexpr GetSetDef kMethodProperties[] = {{"__self__", method_self}, {"__func__", method_func}, {"__doc__", method_doc}, {}};

void traverse_method(Object* o, Visitor visit, void* context) {
  visit(context, static_cast<BoundMethod*>(o)->function);
  visit(context, static_cast<BoundMethod*>(o)->self);
}

Value native_method_repr(Vm& vm, const Value& self) {
  auto* m = self.as<BoundMethod>();
  auto* f = m->function.as<NativeFunction>();
  return vm.str(cat(f->is_wrapper ? "<method-wrapper '" : "<built-in method ", f->signature.function, f->is_wrapper ? "'" : "",
                    " of ", vm.type_name(m->self), " object at ", address(m->self), ">"));
}
constexpr GetSetDef kNativeMethodProperties[] = {{"__self__", method_self}, {}};

// ------------------------------------------------------------------------------------------------ natives

Value native_repr(Vm& vm, const Value& self) {
  auto* f = self.as<NativeFunction>();
  if (f->owner) {
    return vm.str(cat(f->is_wrapper ? "<slot wrapper '" : "<method '", f->signature.function, "' of '",
                      f->owner->name_str()->utf8(), "' objects>"));
  }
  return vm.str(cat("<built-in function ", f->signature.function, ">"));
}
Value native_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  if (instance.is_undefined()) return self;
  return vm.bind_method(self, instance);
}
Value native_name(Vm&, const Value& self) { return self.as<NativeFunction>()->name; }
Value native_qualname(Vm& vm, const Value& self) {
  auto* f = self.as<NativeFunction>();
  if (!f->owner) return f->name;
  return vm.str(cat(f->owner->name_str()->utf8(), ".", f->signature.function));
}
Value native_doc(Vm& vm, const Value& self) {
  const char* doc = self.as<NativeFunction>()->doc;
  return doc ? vm.str(doc) : Value::none();
}
Value native_module(Vm&, const Value& self) { return or_none(self.as<NativeFunction>()->module); }
Value native_self(Vm& vm, const Value& self) {
  auto* f = self.as<NativeFunction>();
  return f->self.is_undefined() ? vm.attribute_error(self, vm.names.__self__) : f->self;
}
constexpr GetSetDef kNativeProperties[] = {{"__name__", native_name},     {"__qualname__", native_qualname},
                                           {"__doc__", native_doc},       {"__module__", native_module},
                                           {"__self__", native_self},     {}};
void traverse_native(Object* o, Visitor visit, void* context) { visit(context, static_cast<NativeFunction*>(o)->self); }

void define_native(Vm& vm, Type* type, const char* name, bool is_descriptor) {
  TypeSpec spec{.name = name, .instance_bytes = sizeof(NativeFunction)};
  spec.slots.repr = native_repr;
  if (is_descriptor) spec.slots.descr_get = native_get;
  spec.slots.dealloc = drop<NativeFunction>;
  spec.slots.traverse = traverse_native;
  spec.properties = kNativeProperties;
  spec.is_final = true;
  vm.define(spec, type);
}

Value classmethod_descriptor_get(Vm& vm, const Value& self, const Value& instance, const Value& owner) {
  (void)instance;
  return vm.bind_method(self, owner);
}

// -------------------------------------------------------------------------------- getset and member descriptors

Value getset_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  if (instance.is_undefined()) return self;
  return self.as<GetSetDescriptor>()->def->get(vm, instance);
}
Value getset_set(Vm& vm, const Value& self, const Value& instance, const Value& value) {
  auto* d = self.as<GetSetDescriptor>();
  if (!d->def->set) {
    return vm.raise(vm.types.attribute_error, cat("attribute '", d->def->name, "' of '", d->owner->name_str()->utf8(),
                                                  "' objects is not writable"));
  }
  return d->def->set(vm, instance, value);
}
Value getset_repr(Vm& vm, const Value& self) {
  auto* d = self.as<GetSetDescriptor>();
  return vm.str(cat("<attribute '", d->def->name, "' of '", d->owner->name_str()->utf8(), "' objects>"));
}
Value getset_name(Vm&, const Value& self) { return self.as<GetSetDescriptor>()->name; }
Value getset_doc(Vm& vm, const Value& self) {
  const char* doc = self.as<GetSetDescriptor>()->def->doc;
  return doc ? vm.str(doc) : Value::none();
}
constexpr GetSetDef kGetSetProperties[] = {{"__name__", getset_name}, {"__doc__", getset_doc}, {}};

Value member_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  if (instance.is_undefined()) return self;
  auto* d = self.as<MemberDescriptor>();
  Attributes* attributes = instance.is_object() ? attributes_of(instance.object()) : nullptr;
  if (attributes) {
    if (Value* value = find_attribute(*attributes, d->name.as<Str>())) return *value;
  }
  return vm.attribute_error(instance, d->name.as<Str>());
}
Value member_set(Vm& vm, const Value& self, const Value& instance, const Value& value) {
  auto* d = self.as<MemberDescriptor>();
  Attributes* attributes = instance.is_object() ? attributes_of(instance.object()) : nullptr;
  if (!attributes) return vm.attribute_error(instance, d->name.as<Str>());
  if (value.is_undefined()) {
    if (delete_attribute(vm, *attributes, d->name.as<Str>())) return Value::none();
    return vm.raise(vm.types.attribute_error, d->name.as<Str>()->utf8());
  }
  return set_attribute(vm, *attributes, d->name.as<Str>(), value) ? Value::none() : Value::error();
}
Value member_repr(Vm& vm, const Value& self) {
  auto* d = self.as<MemberDescriptor>();
  return vm.str(cat("<member '", d->name.as<Str>()->utf8(), "' of '", d->owner->name_str()->utf8(), "' objects>"));
}
Value member_name(Vm&, const Value& self) { return self.as<MemberDescriptor>()->name; }
/// None: a dict given as __slots__ has texts for inspect.getdoc() only.
Value member_doc(Vm&, const Value&) { return Value::none(); }
constexpr GetSetDef kMemberProperties[] = {{"__name__", member_name}, {"__doc__", member_doc}, {}};

// ---------------------------------------------------------------------------------------------- property

Value property_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  if (instance.is_undefined()) return self;
  auto* p = self.as<Property>();
  if (!p->getter.ok() || p->getter.is_none()) {
    return vm.raise(vm.types.attribute_error,
                    cat("property ", vm.is_str(p->name) ? cat("'", p->name.as<Str>()->utf8(), "' ") : "", "of '", vm.type_name(instance), "' object has no getter"));
  }
  return vm.start_call(p->getter, &instance, 1);
}
Value property_set(Vm& vm, const Value& self, const Value& instance, const Value& value) {
  auto* p = self.as<Property>();
  const Value& f = value.is_undefined() ? p->deleter : p->setter;
  if (!f.ok() || f.is_none()) {
    return vm.raise(vm.types.attribute_error,
                    cat("property ", vm.is_str(p->name) ? cat("'", p->name.as<Str>()->utf8(), "' ") : "", "of '", vm.type_name(instance),
                        value.is_undefined() ? "' object has no deleter" : "' object has no setter"));
  }
  const Value args[] = {instance, value};
  return vm.start_call(f, args, value.is_undefined() ? 1 : 2);
}
Value property_new(Vm& vm, Args args) { return vm.allocate<Property>(args[0]); }
Value property_init(Vm& vm, Args args) {
  auto* p = args[0].as<Property>();
  p->getter = args.has(1) ? args[1] : Value::none();
  p->setter = args.has(2) ? args[2] : Value::none();
  p->deleter = args.has(3) ? args[3] : Value::none();
  p->doc = args.has(4) ? args[4] : Value();
  if (!args.has(4) || args[4].is_none()) {
    p->doc_from_getter = true;
    if (p->getter.is_exact(vm.types.function)) p->doc = p->getter.as<Function>()->doc;
  }
  return Value::none();
}
Value property_with(Vm& vm, const Value& self, Value getter, Value setter, Value deleter) {
  auto* old = self.as<Property>();
  Ref<Property> p = vm.allocate<Property>(Value::object(vm.type_of(self)));
  p->getter = getter.ok() ? getter : old->getter;
  p->setter = setter.ok() ? setter : old->setter;
  p->deleter = deleter.ok() ? deleter : old->deleter;
  p->doc = old->doc;
  p->doc_from_getter = old->doc_from_getter;
  p->name = old->name;
  if (getter.ok() && p->doc_from_getter && getter.is_exact(vm.types.function)) p->doc = getter.as<Function>()->doc;
  return p;
}
Value property_getter(Vm& vm, Args args) { return property_with(vm, args[0], args[1], Value(), Value()); }
Value property_setter(Vm& vm, Args args) { return property_with(vm, args[0], Value(), args[1], Value()); }
Value property_deleter(Vm& vm, Args args) { return property_with(vm, args[0], Value(), Value(), args[1]); }
Value property_set_name(Vm&, Args args) {
  args[0].as<Property>()->name = args[2];
  return Value::none();
}
template <Value Property::*kMember>
Value property_member(Vm&, const Value& self) {
  return or_none(self.as<Property>()->*kMember);
}
Value property_set_doc(Vm&, const Value& self, const Value& value) {
  self.as<Property>()->doc = value;
  return Value::none();
}
Value property_abstract(Vm& vm, const Value& self) {
  auto* p = self.as<Property>();
  for (const Value* f : {&p->getter, &p->setter, &p->deleter}) {
    if (!f->ok() || f->is_none()) continue;
    Value flag = vm.getattr_plain(*f, vm.names.__isabstractmethod__);
    if (flag.is_true()) return flag;
  }
  return Value::boolean(false);
}
constexpr GetSetDef kPropertyProperties[] = {{"fget", property_member<&Property::getter>},
                                             {"fset", property_member<&Property::setter>},
                                             {"fdel", property_member<&Property::deleter>},
                                             {"__doc__", property_member<&Property::doc>, property_set_doc},
                                             {"__isabstractmethod__", property_abstract},
                                             {}};
constexpr NativeDef kPropertyNew{"property(*args, **kwargs)", property_new};
constexpr NativeDef kPropertyInit{"property(fget=None, fset=None, fdel=None, doc=None)", property_init};
constexpr NativeDef kPropertyMethods[] = {{"getter(function, /)", property_getter},
                                          {"setter(function, /)", property_setter},
                                          {"deleter(function, /)", property_deleter},
                                          {"__set_name__(owner, name, /)", property_set_name},
                                          {}};

// ------------------------------------------------------------------------- staticmethod and classmethod

Value decorator_new(Vm& vm, Args args) { return vm.allocate<MethodDecorator>(args[0]); }
Value decorator_init(Vm& vm, Args args) {
  auto* d = args[0].as<MethodDecorator>();
  d->function = args[1];
  // As functools.wraps does: a decorated function keeps its name and doc.
  (void)vm;
  return Value::none();
}
Value staticmethod_get(Vm&, const Value& self, const Value&, const Value&) { return self.as<MethodDecorator>()->function; }
Value staticmethod_call(Vm& vm, const Value& self, CallArgs args) {
  Value function = self.as<MethodDecorator>()->function;
  return vm.start_call(function, args.values, args.positional, args.keywords);
}
Value classmethod_get(Vm& vm, const Value& self, const Value&, const Value& owner) {
  Value function = self.as<MethodDecorator>()->function;
  Type* kind = vm.type_of(function);
  if (kind != vm.types.function && kind->slots.descr_get && kind != vm.types.method) {
    return kind->slots.descr_get(vm, function, owner, owner);
  }
  return vm.bind_method(function, owner);
}
Value decorator_repr(Vm& vm, const Value& self) {
  struct Repr {
    static Task run(Vm& vm, Value name, Value function) {
      Value text = co_await vm.repr(function);
      if (text.is_error()) co_return text;
      co_return vm.str(cat("<", name.as<Str>()->utf8(), "(", text.as<Str>()->utf8(), ")>"));
    }
  };
  return vm.start(Repr::run(vm, vm.type_of(self)->name, self.as<MethodDecorator>()->function));
}
Value decorator_func(Vm&, const Value& self) { return self.as<MethodDecorator>()->function; }
Value decorator_abstract(Vm& vm, const Value& self) {
  Value flag = vm.getattr_plain(self.as<MethodDecorator>()->function, vm.names.__isabstractmethod__);
  return Value::boolean(flag.is_true());
}
Value decorator_getattr(Vm& vm, const Value& self, Str* name) {
  if (vm.type_of(self)->lookup(name) && name != vm.names.__doc__) return vm.generic_getattr(self, name);
  if (name == vm.names.__name__ || name == vm.names.__qualname__ || name == vm.names.__doc__ ||
      name == vm.names.__module__) {
    Value function = self.as<MethodDecorator>()->function;
    return vm.start_getattr(function, name);
  }
  return vm.generic_getattr(self, name);
}
constexpr GetSetDef kDecoratorProperties[] = {
    {"__func__", decorator_func}, {"__wrapped__", decorator_func}, {"__isabstractmethod__", decorator_abstract}, {}};
constexpr NativeDef kStaticNew{"staticmethod(*args, **kwargs)", decorator_new};
constexpr NativeDef kStaticInit{"staticmethod(function, /)", decorator_init};
constexpr NativeDef kClassNew{"classmethod(*args, **kwargs)", decorator_new};
constexpr NativeDef kClassInit{"classmethod(function, /)", decorator_init};
void traverse_decorator(Object* o, Visitor visit, void* context) {
  visit(context, static_cast<MethodDecorator*>(o)->function);
}

// ------------------------------------------------------------------------------------------------- super

Value super_new(Vm& vm, Args args) { return vm.allocate<Super>(args[0]); }

Value super_init(Vm& vm, Args args) {
  auto* s = args[0].as<Super>();
  Value type = args.has(1) ? args[1] : Value();
  Value object = args.has(2) ? args[2] : Value();
  if (type.is_undefined()) {
    Frame* frame = vm.script_frame();
    if (!frame) return vm.runtime_error("super(): no current frame");
    Code* code = frame->code;
    if (code->arg_count == 0) return vm.runtime_error("super(): no arguments");
    const auto& unit = *code->unit;
    Value first = frame->base[0];
    for (std::size_t i = 0; i < unit.cells.size(); ++i) {
      if (unit.cell_arguments[i] == 0) first = frame->base[unit.locals.size() + i].as<Cell>()->content;
    }
    if (first.is_undefined()) return vm.runtime_error("super(): arg[0] deleted");
    std::size_t at = unit.locals.size() + unit.cells.size();
    Value cell;
    for (std::size_t i = 0; i < unit.frees.size(); ++i) {
      if (unit.frees[i] == "__class__") cell = frame->base[at + i];
    }
    if (!cell.is_object()) return vm.runtime_error("super(): __class__ cell not found");
    type = cell.as<Cell>()->content;
    if (type.is_undefined()) return vm.runtime_error("super(): empty __class__ cell");
    object = first;
  }
  if (!type.is_object() || !vm.is_type_object(type.object())) {
    return vm.type_error("super() argument 1 must be a type, not ", vm.type_name(type));
  }
  s->this_class = type;
  if (object.is_undefined() || object.is_none()) return Value::none();
  if (object.is_object() && vm.is_type_object(object.object()) && object.as<Type>()->is_subtype(type.as<Type>())) {
    s->object = object;
    s->object_type = object;
    return Value::none();
  }
  if (!vm.is_instance(object, type.as<Type>())) {
    return vm.type_error("super(type, obj): obj must be an instance or subtype of type");
  }
  s->object = object;
  s->object_type = Value::object(vm.type_of(object));
  return Value::none();
}

Value super_getattr(Vm& vm, const Value& self, Str* name) {
  auto* s = self.as<Super>();
  if (!s->object_type.is_object() || name == vm.names.__class__) return vm.generic_getattr(self, name);
  Type* start = s->object_type.as<Type>();
  bool past = false;
  for (const auto& t : start->mro) {
    if (!past) {
      past = t.get() == s->this_class.object();
      continue;
    }
    Value* found = t->dict ? t->dict->get(name) : nullptr;
    if (!found) continue;
    Value attribute = *found;
    Type* kind = vm.type_of(attribute);
    if (!kind->slots.descr_get) return attribute;
    Value object = s->object;
    Value owner = s->object_type;
    if (object.same(owner)) return kind->slots.descr_get(vm, attribute, Value(), owner);
    return kind->slots.descr_get(vm, attribute, object, owner);
  }
  const Value* own = vm.type_of(self)->lookup(name);
  if (own) return vm.generic_getattr(self, name);
  vm.raise(vm.types.attribute_error, cat("'super' object has no attribute '", name->utf8(), "'"));
  return Value::error();
}
Value super_repr(Vm& vm, const Value& self) {
  auto* s = self.as<Super>();
  if (!s->object_type.is_object()) {
    return vm.str(cat("<super: <class '", s->this_class.as<Type>()->name_str()->utf8(), "'>, NULL>"));
  }
  return vm.str(cat("<super: <class '", s->this_class.as<Type>()->name_str()->utf8(), "'>, <", s->object_type.as<Type>()->name_str()->utf8(),
                    " object>>"));
}
constexpr NativeDef kSuperNew{"super(*args, **kwargs)", super_new};
constexpr NativeDef kSuperInit{"super(type=None, obj=None, /)", super_init};

// ----------------------------------------------------------------------------------- cells, modules, code

Value cell_contents(Vm& vm, const Value& self) {
  const Value& content = self.as<Cell>()->content;
  return content.is_undefined() ? vm.value_error("Cell is empty") : content;
}
Value set_cell_contents(Vm&, const Value& self, const Value& value) {
  self.as<Cell>()->content = value;
  return Value::none();
}
Value cell_repr(Vm& vm, const Value& self) {
  const Value& content = self.as<Cell>()->content;
  if (content.is_undefined()) return vm.str(cat("<cell at ", address(self), ": empty>"));
  return vm.str(cat("<cell at ", address(self), ": ", vm.type_name(content), " object at ", address(content), ">"));
}
constexpr GetSetDef kCellProperties[] = {{"cell_contents", cell_contents, set_cell_contents}, {}};

Value module_repr(Vm& vm, const Value& self) {
  return vm.str(cat("<module '", self.as<Module>()->name.as<Str>()->utf8(), "' (built-in)>"));
}
Value module_getattr(Vm& vm, const Value& self, Str* name) {
  Dict* dict = self.as<Module>()->dict;
  if (Value* value = dict->get(name)) return *value;
  if (name == vm.names.__dict__) return Value::object(dict);
  if (Value* hook = dict->get(vm.names.__getattr__)) {
    Value text = Value::object(name);
    return vm.start_call(*hook, &text, 1);
  }
  return vm.generic_getattr(self, name);
}
Value module_setattr(Vm& vm, const Value& self, Str* name, const Value& value) {
  Dict* dict = self.as<Module>()->dict;
  if (value.is_undefined()) {
    if (dict->erase(name)) return Value::none();
    return vm.attribute_error(self, name);
  }
  return dict->set(vm.heap, name, value) ? Value::none() : Value::error();
}

Value code_repr(Vm& vm, const Value& self) {
  auto* c = self.as<Code>();
  return vm.str(cat("<code object ", c->name.as<Str>()->utf8(), " at ", address(self), ", file \"", c->unit->file,
                    "\", line ", c->unit->first_line, ">"));
}
Value code_name(Vm&, const Value& self) { return self.as<Code>()->name; }
Value code_qualname(Vm&, const Value& self) { return self.as<Code>()->qualname; }
Value code_argcount(Vm&, const Value& self) { return Value::small_int(self.as<Code>()->arg_count); }
Value code_posonly(Vm&, const Value& self) { return Value::small_int(self.as<Code>()->positional_only); }
Value code_kwonly(Vm&, const Value& self) { return Value::small_int(self.as<Code>()->keyword_only); }
Value code_line(Vm&, const Value& self) { return Value::small_int(self.as<Code>()->unit->first_line); }
Value code_file(Vm& vm, const Value& self) { return vm.str(self.as<Code>()->unit->file); }
Value code_flags(Vm&, const Value& self) {
  auto* c = self.as<Code>();
  return Value::small_int(3 | (c->has_star ? 4 : 0) | (c->has_double_star ? 8 : 0) | (c->is_generator ? 32 : 0));
}
Value names_tuple(Vm& vm, const std::vector<std::string>& names) {
  std::vector<Value> items;
  for (const std::string& n : names) items.push_back(Value::object(vm.intern(n)));
  return vm.tuple(std::move(items));
}
Value code_varnames(Vm& vm, const Value& self) { return names_tuple(vm, self.as<Code>()->unit->locals); }
Value code_freevars(Vm& vm, const Value& self) { return names_tuple(vm, self.as<Code>()->unit->frees); }
Value code_cellvars(Vm& vm, const Value& self) { return names_tuple(vm, self.as<Code>()->unit->cells); }
Value code_nlocals(Vm&, const Value& self) {
  return Value::small_int(static_cast<std::int64_t>(self.as<Code>()->unit->locals.size()));
}
Value code_consts(Vm& vm, const Value& self) { return vm.tuple(self.as<Code>()->constants); }
Value code_names(Vm& vm, const Value& self) { return names_tuple(vm, self.as<Code>()->unit->names); }
constexpr GetSetDef kCodeProperties[] = {{"co_name", code_name},
                                         {"co_qualname", code_qualname},
                                         {"co_argcount", code_argcount},
                                         {"co_posonlyargcount", code_posonly},
                                         {"co_kwonlyargcount", code_kwonly},
                                         {"co_firstlineno", code_line},
                                         {"co_filename", code_file},
                                         {"co_flags", code_flags},
                                         {"co_varnames", code_varnames},
                                         {"co_freevars", code_freevars},
                                         {"co_cellvars", code_cellvars},
                                         {"co_nlocals", code_nlocals},
                                         {"co_consts", code_consts},
                                         {"co_names", code_names},
                                         {}};

// ------------------------------------------------------------------------------------------ mapping proxy

Value proxy_getitem(Vm& vm, const Value& self, const Value& key) { return vm.start_getitem(self.as<MappingProxy>()->mapping, key); }
Value proxy_contains(Vm& vm, const Value& self, const Value& key) {
  return vm.start_contains(self.as<MappingProxy>()->mapping, key);
}
Value proxy_len(Vm& vm, const Value& self) { return vm.start_len(self.as<MappingProxy>()->mapping); }
Value proxy_iter(Vm& vm, const Value& self) { return vm.start_iter(self.as<MappingProxy>()->mapping); }
Value proxy_getattr(Vm& vm, const Value& self, Str* name) {
  const std::string text = name->utf8();
  if (text == "keys" || text == "values" || text == "items" || text == "get" || text == "copy") {
    return vm.start_getattr(self.as<MappingProxy>()->mapping, name);
  }
  return vm.generic_getattr(self, name);
}
Value proxy_repr(Vm& vm, const Value& self) {
  struct Repr {
    static Task run(Vm& vm, Value mapping) {
      Value text = co_await vm.repr(mapping);
      if (text.is_error()) co_return text;
      co_return vm.str(cat("mappingproxy(", text.as<Str>()->utf8(), ")"));
    }
  };
  return vm.start(Repr::run(vm, self.as<MappingProxy>()->mapping));
}
Value proxy_str(Vm& vm, const Value& self) { return vm.start_str(self.as<MappingProxy>()->mapping); }
Value proxy_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  return vm.start_compare(left.as<MappingProxy>()->mapping, right, op);
}
Value proxy_or(Vm& vm, const Value& left, const Value& right) {
  const auto inner = [&](const Value& v) { return v.is_exact(vm.types.mapping_proxy) ? v.as<MappingProxy>()->mapping : v; };
  return vm.start_binary(inner(left), inner(right), Binary::bit_or);
}
Value proxy_inplace_or(Vm& vm, const Value&, const Value&) {
  return vm.type_error("'|=' is not supported by mappingproxy; use '|' instead");
}

Value proxy_new(Vm& vm, Args args) {
  if (!vm.lookup_special(args[1], vm.names.keys)) {
    return vm.type_error("mappingproxy() argument must be a mapping, not ", vm.type_name(args[1]));
  }
  auto proxy = vm.heap.make<MappingProxy>(vm.types.mapping_proxy);
  proxy->mapping = args[1];
  return proxy;
}
constexpr NativeDef kProxyNew{"mappingproxy(mapping)", proxy_new};

Value none_repr(Vm& vm, const Value&) { return vm.str("None"); }
Value none_truth(Vm&, const Value&) { return Value::boolean(false); }
Value none_new(Vm&, Args) { return Value::none(); }
constexpr NativeDef kNoneNew{"NoneType()", none_new};
Value ellipsis_repr(Vm& vm, const Value&) { return vm.str("Ellipsis"); }
Value not_implemented_repr(Vm& vm, const Value&) { return vm.str("NotImplemented"); }

}  // namespace

void define_function(Vm& vm) {
  TypeSpec spec{.name = "function", .instance_bytes = sizeof(Function), .attributes_offset = offsetof(Function, attributes)};
  spec.slots.repr = function_repr;
  spec.slots.descr_get = function_get;
  spec.slots.dealloc = [](Heap&, Object* o) {
    auto* f = static_cast<Function*>(o);
    release(f->code);
    release(f->globals);
    f->~Function();
  };
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
    auto* f = static_cast<Function*>(o);
    for (const Value* v : {&f->closure, &f->defaults, &f->kw_defaults, &f->annotations}) visit(context, *v);
    visit(context, borrowed(f->globals).value);
  };
  spec.slots.clear = [](Heap&, Object* o) {
    auto* f = static_cast<Function*>(o);
    f->closure = Value();
    f->defaults = Value();
    f->kw_defaults = Value();
    f->annotations = Value();
  };
  spec.properties = kFunctionProperties;
  spec.is_final = true;
  vm.define(spec, vm.types.function);
}

void define_native_function(Vm& vm) { define_native(vm, vm.types.native_function, "builtin_function_or_method", false); }
void define_method_descriptor(Vm& vm) { define_native(vm, vm.types.method_descriptor, "method_descriptor", true); }
void define_wrapper_descriptor(Vm& vm) { define_native(vm, vm.types.wrapper_descriptor, "wrapper_descriptor", true); }

void define_classmethod_descriptor(Vm& vm) {
  TypeSpec spec{.name = "classmethod_descriptor", .instance_bytes = sizeof(NativeFunction)};
  spec.slots.repr = native_repr;
  spec.slots.descr_get = classmethod_descriptor_get;
  spec.slots.dealloc = drop<NativeFunction>;
  spec.slots.traverse = traverse_native;
  spec.properties = kNativeProperties;
  vm.define(spec, vm.types.classmethod_descriptor);
}

namespace {
Value method_new(Vm& vm, Args args) {
  if (!vm.is_callable(args[1])) return vm.type_error("first argument must be callable");
  if (args[2].is_none()) return vm.type_error("instance must not be None");
  return vm.bind_method(args[1], args[2]);
}
constexpr NativeDef kMethodNew{"method(function, instance, /)", method_new};

void define_bound(Vm& vm, Type* type, const char* name, bool native) {
  TypeSpec spec{.name = name, .instance_bytes = sizeof(BoundMethod)};
  spec.slots.repr = native ? native_method_repr : method_repr;
  spec.slots.compare = method_compare;
  spec.slots.hash = method_hash;
  spec.slots.getattr = method_getattr;
  spec.slots.dealloc = drop<BoundMethod>;
  spec.slots.traverse = traverse_method;
  spec.properties = native ? kNativeMethodProperties : kMethodProperties;
  if (!native) spec.construct = &kMethodNew;
  spec.is_final = true;
  vm.define(spec, type);
}
}  // namespace
void define_method(Vm& vm) { define_bound(vm, vm.types.method, "method", false); }
void define_native_method(Vm& vm) { define_bound(vm, vm.types.native_method, "builtin_function_or_method", true); }
void define_method_wrapper(Vm& vm) { define_bound(vm, vm.types.method_wrapper, "method-wrapper", true); }

void define_getset_descriptor(Vm& vm) {
  TypeSpec spec{.name = "getset_descriptor", .instance_bytes = sizeof(GetSetDescriptor)};
  spec.slots.repr = getset_repr;
  spec.slots.descr_get = getset_get;
  spec.slots.descr_set = getset_set;
  spec.slots.dealloc = drop<GetSetDescriptor>;
  spec.properties = kGetSetProperties;
  vm.define(spec, vm.types.getset_descriptor);
}
void define_member_descriptor(Vm& vm) {
  TypeSpec spec{.name = "member_descriptor", .instance_bytes = sizeof(MemberDescriptor)};
  spec.slots.repr = member_repr;
  spec.slots.descr_get = member_get;
  spec.slots.descr_set = member_set;
  spec.slots.dealloc = drop<MemberDescriptor>;
  spec.properties = kMemberProperties;
  vm.define(spec, vm.types.member_descriptor);
}
void define_property(Vm& vm) {
  TypeSpec spec{.name = "property", .instance_bytes = sizeof(Property), .attributes_offset = offsetof(Property, attributes)};
  spec.slots.descr_get = property_get;
  spec.slots.descr_set = property_set;
  spec.slots.dealloc = drop<Property>;
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
    auto* p = static_cast<Property*>(o);
    for (const Value* v : {&p->getter, &p->setter, &p->deleter, &p->doc}) visit(context, *v);
  };
  spec.construct = &kPropertyNew;
  spec.init = &kPropertyInit;
  spec.methods = kPropertyMethods;
  spec.properties = kPropertyProperties;
  vm.define(spec, vm.types.property);
}
void define_staticmethod(Vm& vm) {
  TypeSpec spec{.name = "staticmethod", .instance_bytes = sizeof(MethodDecorator), .attributes_offset = offsetof(MethodDecorator, attributes)};
  spec.slots.repr = decorator_repr;
  spec.slots.descr_get = staticmethod_get;
  spec.slots.call = staticmethod_call;
  spec.slots.getattr = decorator_getattr;
  spec.slots.dealloc = drop<MethodDecorator>;
  spec.slots.traverse = traverse_decorator;
  spec.construct = &kStaticNew;
  spec.init = &kStaticInit;
  spec.properties = kDecoratorProperties;
  vm.define(spec, vm.types.staticmethod);
}
void define_classmethod(Vm& vm) {
  TypeSpec spec{.name = "classmethod", .instance_bytes = sizeof(MethodDecorator), .attributes_offset = offsetof(MethodDecorator, attributes)};
  spec.slots.repr = decorator_repr;
  spec.slots.descr_get = classmethod_get;
  spec.slots.getattr = decorator_getattr;
  spec.slots.dealloc = drop<MethodDecorator>;
  spec.slots.traverse = traverse_decorator;
  spec.construct = &kClassNew;
  spec.init = &kClassInit;
  spec.properties = kDecoratorProperties;
  vm.define(spec, vm.types.classmethod);
}
void define_super(Vm& vm) {
  TypeSpec spec{.name = "super", .instance_bytes = sizeof(Super)};
  spec.slots.repr = super_repr;
  spec.slots.getattr = super_getattr;
  spec.slots.dealloc = drop<Super>;
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
    visit(context, static_cast<Super*>(o)->object);
  };
  spec.construct = &kSuperNew;
  spec.init = &kSuperInit;
  vm.define(spec, vm.types.super);
}
void define_cell(Vm& vm) {
  TypeSpec spec{.name = "cell", .instance_bytes = sizeof(Cell)};
  spec.slots.repr = cell_repr;
  spec.slots.dealloc = drop<Cell>;
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) { visit(context, static_cast<Cell*>(o)->content); };
  spec.slots.clear = [](Heap&, Object* o) { static_cast<Cell*>(o)->content = Value(); };
  spec.properties = kCellProperties;
  vm.define(spec, vm.types.cell);
}
void define_module(Vm& vm) {
  TypeSpec spec{.name = "module", .instance_bytes = sizeof(Module)};
  spec.slots.repr = module_repr;
  spec.slots.getattr = module_getattr;
  spec.slots.setattr = module_setattr;
  spec.slots.dealloc = [](Heap&, Object* o) {
    auto* m = static_cast<Module*>(o);
    if (m->dict) release(m->dict);
    m->~Module();
  };
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
    if (auto* dict = static_cast<Module*>(o)->dict) visit(context, borrowed(dict).value);
  };
  vm.define(spec, vm.types.module);
}
void define_code(Vm& vm) {
  TypeSpec spec{.name = "code", .instance_bytes = sizeof(Code)};
  spec.slots.repr = code_repr;
  spec.slots.dealloc = drop<Code>;
  spec.properties = kCodeProperties;
  vm.define(spec, vm.types.code);
}
void define_mapping_proxy(Vm& vm) {
  TypeSpec spec{.name = "mappingproxy", .instance_bytes = sizeof(MappingProxy)};
  spec.slots.repr = proxy_repr;
  spec.slots.str = proxy_str;
  spec.slots.getitem = proxy_getitem;
  spec.slots.contains = proxy_contains;
  spec.slots.len = proxy_len;
  spec.slots.iter = proxy_iter;
  spec.slots.compare = proxy_compare;
  spec.slots.binary[static_cast<int>(Binary::bit_or)] = proxy_or;
  spec.slots.inplace[static_cast<int>(Binary::bit_or)] = proxy_inplace_or;
  spec.slots.getattr = proxy_getattr;
  spec.slots.dealloc = drop<MappingProxy>;
  spec.construct = &kProxyNew;
  vm.define(spec, vm.types.mapping_proxy);
}
void define_none_type(Vm& vm) {
  TypeSpec spec{.name = "NoneType", .instance_bytes = sizeof(Object)};
  spec.slots.repr = none_repr;
  spec.slots.truth = none_truth;
  spec.construct = &kNoneNew;
  spec.is_final = true;
  vm.define(spec, vm.types.none_type);
}
void define_ellipsis_type(Vm& vm) {
  TypeSpec spec{.name = "ellipsis", .instance_bytes = sizeof(Object)};
  spec.slots.repr = ellipsis_repr;
  spec.is_final = true;
  vm.define(spec, vm.types.ellipsis_type);
}
void define_not_implemented_type(Vm& vm) {
  TypeSpec spec{.name = "NotImplementedType", .instance_bytes = sizeof(Object)};
  spec.slots.repr = not_implemented_repr;
  spec.is_final = true;
  vm.define(spec, vm.types.not_implemented_type);
}
void define_frame(Vm& vm) { vm.define(TypeSpec{.name = "frame"}, vm.types.frame); }

Value Vm::bind_method(const Value& function, const Value& self) {
  Type* type = types.method;
  if (function.is_object()) {
    Type* kind = function.object()->type;
    if (kind == types.method_descriptor || kind == types.classmethod_descriptor || kind == types.native_function) type = types.native_method;
    else if (kind == types.wrapper_descriptor) type = types.method_wrapper;
  }
  auto method = heap.make<BoundMethod>(type);
  method->function = function;
  method->self = self;
  return method;
}

}  // namespace logit::script
