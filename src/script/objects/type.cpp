// Classes: making them (C3 order), looking attributes up, keeping slots in step with dunder methods.
#include "script/objects/type.h"

#include <algorithm>

#include "script/objects/script_slots.h"
#include "script/objects/unicode.h"
#include "script/vm/vm.h"

namespace logit::script {

const char* const kBinaryNames[kBinaryCount] = {"add", "sub", "mul", "truediv", "floordiv", "mod", "pow",
                                                "matmul", "lshift", "rshift", "and", "or", "xor", "divmod"};
const char* const kBinarySymbols[kBinaryCount] = {"+", "-", "*", "/", "//", "%", "** or pow()",
                                                  "@", "<<", ">>", "&", "|", "^", "divmod()"};

const Value* Type::lookup(const Str* name) const {
  auto& cache = heap->vm().lookup_cache;
  const std::size_t slot = (version * 31 + (reinterpret_cast<std::uintptr_t>(name) >> 4)) % Vm::kLookupCacheSize;
  auto& entry = cache[slot];
  if (entry.version == version && entry.name == name) return entry.value;
  const Value* found = nullptr;
  for (const Ref<Type>& type : mro) {
    if (!type->dict) continue;
    if (Value* value = type->dict->get(name)) {
      found = value;
      break;
    }
  }
  if (name->interned) {
    entry.version = version;
    entry.name = name;
    entry.value = found;
  }
  return found;
}

namespace {

/// C3: merges the orders of the bases and the list of bases. False: impossible.
constexpr std::size_t kMostAncestors = 1000;

bool linearize(Type* type, const std::vector<Type*>& bases) {
  if (bases.size() == 1) {
    type->mro.clear();
    type->mro.reserve(bases[0]->mro.size() + 1);
    type->mro.emplace_back(type);
    type->mro.insert(type->mro.end(), bases[0]->mro.begin(), bases[0]->mro.end());
    return true;
  }
  std::vector<std::vector<Type*>> lists;
  for (Type* base : bases) {
    std::vector<Type*> order;
    for (const auto& t : base->mro) order.push_back(t.get());
    lists.push_back(std::move(order));
  }
  lists.push_back(bases);
  std::vector<Type*> result;
  for (;;) {
    bool empty = true;
    Type* next = nullptr;
    for (const auto& list : lists) {
      if (list.empty()) continue;
      empty = false;
      Type* candidate = list.front();
      bool good = true;
      for (const auto& other : lists) {
        if (std::find(other.begin() + (other.empty() ? 0 : 1), other.end(), candidate) != other.end()) good = false;
      }
      if (good) {
        next = candidate;
        break;
      }
    }
    if (empty) break;
    if (!next) return false;
    result.push_back(next);
    for (auto& list : lists) {
      if (!list.empty() && list.front() == next) list.erase(list.begin());
    }
  }
  type->mro.clear();
  type->mro.emplace_back(type);
  for (Type* t : result) type->mro.emplace_back(t);
  return true;
}

void new_version(Type* type) {
  type->version = type->heap->next_version();
  for (Type* sub : type->subclasses) new_version(sub);
}

}  // namespace

void inherit_slots(Type* type, const Type* base) {
  Slots& s = type->slots;
  const Slots& b = base->slots;
  const auto take = [](auto& mine, const auto& theirs) {
    if (!mine) mine = theirs;
  };
  // hash and comparison are inherited together: a type that only defines == has no hash.
  if (!s.hash && !s.compare) s.hash = b.hash;
  take(s.compare, b.compare);
  take(s.repr, b.repr), take(s.str, b.str), take(s.truth, b.truth), take(s.len, b.len);
  take(s.iter, b.iter), take(s.next, b.next), take(s.index, b.index), take(s.to_int, b.to_int);
  take(s.to_float, b.to_float);
  for (int i = 0; i < kUnaryCount; ++i) take(s.unary[i], b.unary[i]);
  for (int i = 0; i < kBinaryCount; ++i) take(s.binary[i], b.binary[i]), take(s.inplace[i], b.inplace[i]);
  take(s.concat, b.concat), take(s.repeat, b.repeat);
  take(s.inplace_concat, b.inplace_concat), take(s.inplace_repeat, b.inplace_repeat);
  take(s.getitem, b.getitem), take(s.setitem, b.setitem), take(s.contains, b.contains);
  take(s.getattr, b.getattr), take(s.setattr, b.setattr), take(s.call, b.call);
  take(s.descr_get, b.descr_get), take(s.descr_set, b.descr_set);
  take(s.dealloc, b.dealloc), take(s.traverse, b.traverse), take(s.clear, b.clear);
}

Type* Vm::define(const TypeSpec& spec, Type* type) {
  if (!type) {
    Ref<Type> made = heap.make<Type>(types.type);
    type = made.detach();  // native types live as long as the session
    type->heap = &heap;
  }
  Type* base = spec.base ? spec.base : type->base ? type->base : types.object;
  if (type == types.object) base = nullptr;
  type->base = base;
  // "types.GenericAlias" and the like: the dotted part is the module.
  type->name = Value::object(intern(spec.name));
  type->qualname = type->name;
  type->module = Value::object(intern(spec.module));
  type->doc = spec.doc ? str(spec.doc) : Value::none();
  type->native = true;
  type->is_final = spec.is_final;
  if (!type->dict) type->dict = new_dict();
  type->slots = spec.slots;
  type->instance_bytes = spec.instance_bytes ? spec.instance_bytes : base ? base->instance_bytes : sizeof(Object);
  type->attributes_offset = spec.attributes_offset ? spec.attributes_offset : base ? base->attributes_offset : 0;
  if (base) {
    type->tail_offset = type->tail_offset ? type->tail_offset : base->tail_offset;
    Value bases = tuple_of(Value::object(base));
    type->bases = std::move(bases);
    linearize(type, {base});
    if (std::find(base->subclasses.begin(), base->subclasses.end(), type) == base->subclasses.end()) {
      base->subclasses.push_back(type);
    }
    type->has_dict = type->attributes_offset != 0;
  } else {
    type->bases = empty_tuple_;
    type->mro.clear();
    type->mro.emplace_back(type);
  }
  add_slot_wrappers(*this, type);
  if (base) inherit_slots(type, base);
  if (!spec.slots.hash && spec.slots.compare) type->slots.hash = hash_not_implemented;
  if (!spec.slots.hash && spec.slots.compare) (void)type->dict->set(heap, names.__hash__, Value::none());
  if (spec.construct) {
    type->construct = native_function(*spec.construct);
    type->plain_new = false;
    NativeFunction* f = type->construct.as<NativeFunction>();
    f->owner = types.type;  // its first argument is a class
    f->signature.function = type->name_str()->utf8();
    Value visible = native_new_wrapper(*this, type);
    (void)type->dict->set(heap, names.__new__, std::move(visible));
  } else if (base) {
    type->construct = base->construct;
  }
  const auto add_methods = [&](const NativeDef* defs, int kind) {
    for (const NativeDef* def = defs; def && def->signature; ++def) {
      Value function = native_function(*def);
      auto* f = function.as<NativeFunction>();
      Str* name = intern(f->signature.function.substr(f->signature.function.rfind('.') + 1));
      if (kind == 0) {
        f->owner = type;
        f->type = types.method_descriptor;
      } else if (kind == 1) {
        f->owner = nullptr;
        f->type = types.classmethod_descriptor;
      } else {
        auto decorator = heap.make<MethodDecorator>(types.staticmethod);
        decorator->function = function;
        function = std::move(decorator);
      }
      (void)type->dict->set(heap, name, std::move(function));
    }
  };
  if (spec.init) {
    Value function = native_function(*spec.init);
    auto* f = function.as<NativeFunction>();
    f->owner = type;
    f->type = types.method_descriptor;
    (void)type->dict->set(heap, names.__init__, std::move(function));
  }
  add_methods(spec.methods, 0);
  add_methods(spec.class_methods, 1);
  add_methods(spec.static_methods, 2);
  for (const GetSetDef* def = spec.properties; def && def->name; ++def) {
    auto property = heap.make<GetSetDescriptor>(types.getset_descriptor);
    property->def = def;
    property->owner = type;
    property->name = Value::object(intern(def->name));
    (void)type->dict->set(heap, intern(def->name), std::move(property));
  }
  if (spec.doc) (void)type->dict->set(heap, names.__doc__, type->doc);
  new_version(type);
  return type;
}

Type* Vm::type_for(const TypeSpec& spec) {
  Type*& type = spec_types_[&spec];
  if (!type) {
    Type* made = define(spec);
    spec_types_[&spec] = made;  // define may have made other types
    return made;
  }
  return type;
}

Type* Vm::type_if_made(const TypeSpec& spec) const {
  const auto it = spec_types_.find(&spec);
  return it == spec_types_.end() ? nullptr : it->second;
}

// ------------------------------------------------------------------------------------ classes of the script

namespace {
std::size_t align8(std::size_t n) { return (n + 7) & ~std::size_t{7}; }

std::size_t tuple_tail(const Object* object) {
  return sizeof(Tuple) + static_cast<const Tuple*>(object)->count * sizeof(Value);
}
std::size_t str_tail(const Object* object) {
  return align8(sizeof(Str) + static_cast<const Str*>(object)->capacity);
}

/// The nearest native ancestor: it decides the layout.
Type* layout_of(Type* type) {
  while (!type->native && type->base) type = type->base;
  // All exceptions share one struct: OSError and ValueError go together as bases.
  Type* exceptions = type->heap->vm().types.base_exception;
  if (type->is_subtype(exceptions)) return exceptions;
  return type;
}

bool could_be_a_name(const Str& s) {
  if (s.length == 0 || !unicode::is_id_start(s.at(0))) return false;
  for (std::size_t i = 1; i < s.length; ++i) {
    if (!unicode::is_id_continue(s.at(i))) return false;
  }
  return true;
}
}  // namespace

std::size_t Vm::instance_bytes(const Type* type, std::size_t native_bytes) const {
  if (type->native || type->attributes_offset == 0) return native_bytes;
  if (type->attributes_offset == kTailAttributes) return align8(native_bytes) + sizeof(Attributes);
  return std::max<std::size_t>(native_bytes, type->instance_bytes);
}

void Vm::init_attributes(const Type* type, Object* object) {
  if (!type->native && type->attributes_offset != 0) {
    if (type->attributes_offset == kTailAttributes || type->attributes_offset >= layout_of(const_cast<Type*>(type))->instance_bytes) {
      new (attributes_of(object)) Attributes();
    }
  }
}

Value Vm::make_class(Str* name, const std::vector<Type*>& given_bases, Dict* namespace_dict, Type* metatype) {
  std::vector<Type*> bases = given_bases;
  if (bases.empty()) bases.push_back(types.object);
  for (std::size_t i = 0; i < bases.size(); ++i) {
    for (std::size_t j = i + 1; j < bases.size(); ++j) {
      if (bases[i] == bases[j]) return type_error("duplicate base class ", bases[i]->name_str()->utf8());
    }
  }
  // The base with the most specific native layout.
  Type* best = nullptr;
  Type* best_layout = nullptr;
  for (Type* base : bases) {
    if (base->is_final) return type_error("type '", base->name_str()->utf8(), "' is not an acceptable base type");
    Type* layout = layout_of(base);
    if (!best || (best_layout != layout && layout->is_subtype(best_layout))) {
      best = base;
      best_layout = layout;
    } else if (!best_layout->is_subtype(layout)) {
      return type_error("multiple bases have instance lay-out conflict");
    }
  }
  // Two bases with slots of their own do not fit together, unless one derives from the other.
  const Type* slotted = nullptr;
  for (const Type* base : bases) {
    for (const Ref<Type>& entry : base->mro) {
      const Type* t = entry.get();
      if (t->slot_names.empty()) continue;
      if (slotted && !slotted->is_subtype(t) && !t->is_subtype(slotted)) {
        return type_error("multiple bases have instance lay-out conflict");
      }
      if (!slotted || t->is_subtype(slotted)) slotted = t;
      break;
    }
  }
  // Each class lists all it comes from, so a long chain would take quadratic memory and time.
  for (const Type* base : bases) {
    if (base->mro.size() >= kMostAncestors) return recursion_error();
  }
  Ref<Type> made = heap.make_sized<Type>(metatype, instance_bytes(metatype, sizeof(Type)));
  Type* type = made.get();
  init_attributes(metatype, type);
  type->heap = &heap;
  type->native = false;
  type->base = best;
  type->name = Value::object(name);
  Ref<Tuple> base_tuple = new_tuple(heap, types.tuple, bases.size());
  for (std::size_t i = 0; i < bases.size(); ++i) (*base_tuple)[i] = Value::object(bases[i]);
  type->bases = std::move(base_tuple);
  type->version = heap.next_version();
  if (!linearize(type, bases)) {
    std::string list;
    for (Type* base : bases) list += (list.empty() ? "" : ", ") + base->name_str()->utf8();
    return type_error("Cannot create a consistent method resolution\norder (MRO) for bases ", list);
  }
  heap.charge(type->mro.size() * sizeof(type->mro[0]));
  if (!charge_plain(static_cast<std::int64_t>(type->mro.size()))) return Value::error();
  // Own copy of the namespace.
  type->dict = new_dict();
  for (std::uint32_t i = namespace_dict->next(0); i < namespace_dict->used; i = namespace_dict->next(i + 1)) {
    const auto& entry = namespace_dict->entries[i];
    if (!entry.key.is_object() || !(entry.key.object()->flags & Object::kStrFlag)) continue;
    if (!type->dict->set(heap, intern(entry.key.as<Str>()), entry.value)) return Value::error();
  }
  Value* qualname = type->dict->get(names.__qualname__);
  type->qualname = qualname ? *qualname : type->name;
  type->dict->erase(names.__qualname__);
  Value* module = type->dict->get(names.__module__);
  type->module = module ? *module : Value::object(names.__main__);
  Value* doc = type->dict->get(names.__doc__);
  type->doc = doc ? *doc : Value::none();
  if (!doc) (void)type->dict->set(heap, names.__doc__, Value::none());
  type->dict->erase(names.__classcell__);
  // Functions that are static or class methods by name.
  if (Value* f = type->dict->get(names.__new__); f && f->is_exact(types.function)) {
    auto wrapped = heap.make<MethodDecorator>(types.staticmethod);
    wrapped->function = *f;
    *f = std::move(wrapped);
  }
  for (Str* n : {names.__init_subclass__, names.__class_getitem__}) {
    if (Value* f = type->dict->get(n); f && f->is_exact(types.function)) {
      auto wrapped = heap.make<MethodDecorator>(types.classmethod);
      wrapped->function = *f;
      *f = std::move(wrapped);
    }
  }
  // A class that defines == without hash is unhashable.
  if (type->dict->get(names.__eq__) && !type->dict->get(names.__hash__)) {
    (void)type->dict->set(heap, names.__hash__, Value::none());
  }
  // Layout.
  type->instance_bytes = best->instance_bytes;
  type->attributes_offset = best->attributes_offset;
  type->tail_offset = best->tail_offset;
  type->construct = best->construct;
  type->allocate = best->allocate;
  type->has_dict = best->has_dict;
  for (Type* base : bases) {
    type->has_dict = type->has_dict || base->has_dict;
    type->attribute_hint = std::max(type->attribute_hint, base->attribute_hint);
  }
  std::vector<Value> slot_names;
  const Value* slots = type->dict->get(names.__slots__);
  bool wants_dict = true;
  if (slots) {
    wants_dict = false;
    std::vector<Value> listed;
    if (slots->is_object() && slots->object()->flags & Object::kStrFlag) {
      listed.push_back(*slots);
    } else if (is_tuple(*slots)) {
      for (const Value& v : *slots->as<Tuple>()) listed.push_back(v);
    } else if (is_list(*slots)) {
      for (const Value& v : *slots->as<List>()) listed.push_back(v);
    } else if (is_dict(*slots)) {
      Dict* d = slots->as<Dict>();
      for (std::uint32_t i = d->next(0); i < d->used; i = d->next(i + 1)) listed.push_back(d->entries[i].key);
    } else {
      return type_error("__slots__ must be a tuple, list or string of names");
    }
    for (const Value& v : listed) {
      if (!is_str(v)) return type_error("__slots__ items must be strings, not '", type_name(v), "'");
      std::string text = v.as<Str>()->utf8();
      if (text == "__dict__") {
        wants_dict = true;
        continue;
      }
      if (text == "__weakref__") continue;
      if (!could_be_a_name(*v.as<Str>())) return type_error("__slots__ must be identifiers");
      if (best->is_subtype(types.int_) || best->is_subtype(types.tuple)) {
        return type_error("nonempty __slots__ not supported for subtype of '", best->name_str()->utf8(), "'");
      }
      if (text.starts_with("__") && !text.ends_with("__")) {
        std::string owner = name->utf8();
        owner.erase(0, owner.find_first_not_of('_'));
        text = "_" + owner + text;
      }
      Str* slot = intern(text);
      if (type->dict->get(slot)) return value_error("'", text, "' in __slots__ conflicts with class variable");
      auto member = heap.make<MemberDescriptor>(types.member_descriptor);
      member->name = Value::object(slot);
      member->owner = type;
      if (!type->dict->set(heap, slot, std::move(member))) return Value::error();
      type->slot_names.push_back(Value::object(slot));
    }
  }
  if (wants_dict) type->has_dict = true;
  if (type->attributes_offset == 0) {
    if (layout_of(best) == types.object || layout_of(best)->instance_bytes == sizeof(Object)) {
      type->attributes_offset = sizeof(Object);
      type->instance_bytes = sizeof(Instance);
    } else if (best->is_subtype(types.tuple)) {
      type->attributes_offset = kTailAttributes;
      type->tail_offset = tuple_tail;
    } else if (best->is_subtype(types.str)) {
      type->attributes_offset = kTailAttributes;
      type->tail_offset = str_tail;
    } else {
      const std::size_t offset = align8(best->instance_bytes);
      type->attributes_offset = static_cast<std::uint16_t>(offset);
      type->instance_bytes = static_cast<std::uint32_t>(offset + sizeof(Attributes));
    }
  }
  for (Type* base : bases) base->subclasses.push_back(type);
  update_slots(*this, type);
  return made;
}

Value Vm::allocate_instance(Type* type) {
  // object() itself has no attributes, and its memory no room for them.
  if (type->instance_bytes < sizeof(Instance)) return heap.make_sized<Object>(type, type->instance_bytes);
  return heap.make_sized<Instance>(type, type->instance_bytes);
}

Instance* Vm::make_instance(Type* type) {
  Instance* instance = heap.make_sized<Instance>(type, type->instance_bytes).detach();
  Attributes& attributes = instance->attributes;
  attributes.capacity = type->attribute_hint;
  attributes.values = static_cast<Value*>(heap.allocate(attributes.capacity * sizeof(Value)));
  return instance;
}

Value Vm::set_type_attribute(Type* type, Str* name, const Value& value) {
  if (type->native) {
    return type_error("cannot set '", name->utf8(), "' attribute of immutable type '", type->name_str()->utf8(), "'");
  }
  name = intern(name);
  if (value.is_undefined()) {
    if (!type->dict->erase(name)) {
      Value error = raise(types.attribute_error, name->utf8());
      return error;
    }
  } else if (!type->dict->set(heap, name, value)) {
    return Value::error();
  }
  new_version(type);
  const std::string text = name->utf8();
  if (text.size() > 4 && text.starts_with("__") && text.ends_with("__")) {
    if (name == names.__eq__ && !value.is_undefined() && !type->dict->get(names.__hash__)) {
      // Assigned later: CPython keeps the inherited hash.
    }
    update_slots(*this, type);
  }
  return Value::none();
}

// ---------------------------------------------------------------------------------------- attribute access

Value Vm::generic_getattr(const Value& self, Str* name) {
  Type* type = type_of(self);
  const Value* attribute = type->lookup(name);
  Value found;
  Slots::UnaryFn unused = nullptr;
  (void)unused;
  if (attribute) {
    found = *attribute;
    Type* kind = type_of(found);
    if (kind->slots.descr_get && kind->slots.descr_set) {
      Value owner = Value::object(type);
      return kind->slots.descr_get(*this, found, self, owner);
    }
  }
  if (self.is_object()) {
    if (Attributes* attributes = attributes_of(self.object())) {
      if (type->has_dict) {
        if (Value* value = find_attribute(*attributes, name)) return *value;
      }
    }
  }
  if (attribute) {
    Type* kind = type_of(found);
    if (kind->slots.descr_get) {
      Value owner = Value::object(type);
      return kind->slots.descr_get(*this, found, self, owner);
    }
    return found;
  }
  return attribute_error(self, name);
}

Value Vm::generic_setattr(const Value& self, Str* name, const Value& value) {
  Type* type = type_of(self);
  const Value* attribute = type->lookup(name);
  if (attribute) {
    Type* kind = type_of(*attribute);
    if (kind->slots.descr_set) {
      Value descriptor = *attribute;
      return kind->slots.descr_set(*this, descriptor, self, value);
    }
  }
  Attributes* attributes = self.is_object() && type->has_dict ? attributes_of(self.object()) : nullptr;
  if (!attributes) {
    if (attribute) {
      return raise(types.attribute_error, cat("'", type->name_str()->utf8(), "' object attribute '", name->utf8(),
                                              "' is read-only"));
    }
    return attribute_error(self, name);
  }
  if (value.is_undefined()) {
    if (delete_attribute(*this, *attributes, name)) return Value::none();
    return attribute_error(self, name);
  }
  if (!script::set_attribute(*this, *attributes, name, value, type->attribute_hint)) return Value::error();
  if (attributes->shape && attributes->shape->count > type->attribute_hint) {
    type->attribute_hint = std::min<std::uint32_t>(attributes->shape->count, 16);
  }
  return Value::none();
}

Value Vm::attribute_error(const Value& object, Str* name) {
  std::string text;
  if (object.is_object() && is_type_object(object.object())) {
    text = cat("type object '", object.as<Type>()->name_str()->utf8(), "' has no attribute '", name->utf8(), "'");
  } else if (object.is_object() && object.object()->type == types.module) {
    text = cat("module '", object.as<Module>()->name.as<Str>()->utf8(), "' has no attribute '", name->utf8(), "'");
  } else {
    text = cat("'", type_name(object), "' object has no attribute '", name->utf8(), "'");
  }
  raise(types.attribute_error, text);
  auto* e = exception_.as<Exception>();
  e->name = Value::object(name);
  e->value = object;
  return Value::error();
}

Dict* Vm::attribute_dict(const Value& object) {
  if (!object.is_object()) return nullptr;
  Type* type = object.object()->type;
  if (type == types.module) return object.as<Module>()->dict;
  if (!type->has_dict) return nullptr;
  Attributes* attributes = attributes_of(object.object());
  return attributes ? attributes_as_dict(*this, *attributes) : nullptr;
}

Value Vm::getattr_plain(const Value& object, Str* name) {
  Type* type = type_of(object);
  if (type->script_getattr) return Value();
  if (object.is_object() && is_type_object(object.object())) {
    const Value* found = object.as<Type>()->lookup(name);
    return found ? *found : Value();
  }
  if (object.is_object()) {
    if (type == types.module) {
      Value* value = object.as<Module>()->dict->get(name);
      return value ? *value : Value();
    }
    if (Attributes* attributes = attributes_of(object.object()); attributes && type->has_dict) {
      if (Value* value = find_attribute(*attributes, name)) return *value;
    }
  }
  const Value* found = type->lookup(name);
  if (!found) return Value();
  Type* kind = type_of(*found);
  if (kind == types.function || kind == types.method_descriptor || kind == types.wrapper_descriptor) {
    return bind_method(*found, object);
  }
  if (kind->slots.descr_get && (kind == types.getset_descriptor || kind == types.member_descriptor)) {
    Value owner = Value::object(type);
    Value value = kind->slots.descr_get(*this, *found, object, owner);
    if (value.is_error()) clear_error();
    return value.ok() ? value : Value();
  }
  return kind->slots.descr_get ? Value() : *found;
}

}  // namespace logit::script
