#include "script/vm/attributes.h"

namespace logit::script {

namespace {
using Kind = InlineCache::Kind;

/// A place for a new entry: the older one goes.
InlineCache::Entry& fresh_entry(InlineCache& cache, const Type* type, const Attributes* attributes) {
  for (auto& entry : cache.entries) {
    if (entry.version == type->version && entry.needs_shape && attributes && entry.shape == attributes->shape) return entry;
  }
  cache.entries[1] = cache.entries[0];
  return cache.entries[0];
}

bool can_cache(const Type* type) { return type->attributes_offset != kTailAttributes; }

/// Class attributes are hidden by an instance's own: valid for this shape only.
void guard_shape(InlineCache::Entry& entry, const Type* type, const Attributes* attributes) {
  entry.needs_shape = attributes && type->has_dict;
  entry.shape = entry.needs_shape ? attributes->shape : nullptr;
}

}  // namespace

Value load_attribute(Vm& vm, InlineCache& cache, const Value& object) {
  Str* name = cache.name;
  if (!object.is_object()) return vm.start_getattr(object, name);
  Object* o = object.object();
  Type* type = o->type;
  if (type == vm.types.module) {
    if (Value* found = static_cast<Module*>(o)->dict->get(name)) return *found;
    return vm.start_getattr(object, name);
  }
  const bool plain = type->slots.getattr == vm.types.object->slots.getattr;
  if (!plain || !can_cache(type)) return vm.start_getattr(object, name);
  const Value* on_class = type->lookup(name);
  Type* kind = on_class ? vm.type_of(*on_class) : nullptr;
  Attributes* attributes = type->attributes_offset ? attributes_of(o) : nullptr;
  if (kind && kind->slots.descr_get && kind->slots.descr_set) {
    if (kind == vm.types.property && on_class->as<Property>()->getter.is_exact(vm.types.function)) {
      auto& entry = fresh_entry(cache, type, nullptr);
      entry = {};
      entry.version = type->version;
      entry.kind = Kind::property;
      entry.object = on_class->as<Property>()->getter.object();
    } else if (kind == vm.types.member_descriptor && attributes && attributes->shape) {
      const int i = attributes->shape->find(name);
      if (i >= 0) {
        auto& entry = fresh_entry(cache, type, attributes);
        entry = {};
        entry.version = type->version;
        entry.kind = Kind::slot;
        entry.needs_shape = true;
        entry.shape = attributes->shape;
        entry.index = static_cast<std::uint32_t>(i);
      }
    }
    return vm.generic_getattr(object, name);
  }
  if (attributes && type->has_dict) {
    if (attributes->shape) {
      const int i = attributes->shape->find(name);
      if (i >= 0) {
        auto& entry = fresh_entry(cache, type, attributes);
        entry = {};
        entry.version = type->version;
        entry.kind = Kind::slot;
        entry.needs_shape = true;
        entry.shape = attributes->shape;
        entry.index = static_cast<std::uint32_t>(i);
        return attributes->values[i];
      }
    } else if (attributes->dict) {
      if (Value* found = attributes->dict->get(name)) return *found;
      return vm.generic_getattr(object, name);
    }
  }
  if (on_class && !kind->slots.descr_get && on_class->is_object()) {
    auto& entry = fresh_entry(cache, type, attributes);
    entry = {};
    entry.version = type->version;
    entry.kind = Kind::class_value;
    guard_shape(entry, type, attributes);
    entry.object = on_class->object();
  }
  return vm.generic_getattr(object, name);
}

Value load_method(Vm& vm, InlineCache& cache, const Value& object, bool& unbound) {
  Str* name = cache.name;
  unbound = false;
  Type* type = vm.type_of(object);
  const bool plain = type->slots.getattr == vm.types.object->slots.getattr;
  if (!plain) return vm.start_getattr(object, name);
  const Value* on_class = type->lookup(name);
  Type* kind = on_class ? vm.type_of(*on_class) : nullptr;
  const bool callable = kind && (kind == vm.types.function || kind == vm.types.method_descriptor || kind == vm.types.wrapper_descriptor);
  Attributes* attributes = object.is_object() && type->attributes_offset ? attributes_of(object.object()) : nullptr;
  if (callable) {
    if (attributes && type->has_dict && find_attribute(*attributes, name)) return vm.generic_getattr(object, name);
    unbound = true;
    const bool dict_mode = attributes && type->has_dict && attributes->dict;
    if (object.is_object() && can_cache(type) && !dict_mode) {
      auto& entry = fresh_entry(cache, type, attributes);
      entry = {};
      entry.version = type->version;
      entry.kind = Kind::method;
      guard_shape(entry, type, attributes);
      entry.object = on_class->object();
    }
    return *on_class;
  }
  return load_attribute(vm, cache, object);
}

Value store_attribute(Vm& vm, InlineCache& cache, const Value& object, const Value& value) {
  Str* name = cache.name;
  if (!object.is_object()) return vm.start_setattr(object, name, value);
  Object* o = object.object();
  Type* type = o->type;
  const bool plain = type->slots.setattr == vm.types.object->slots.setattr;
  if (!plain || !can_cache(type) || !type->attributes_offset) return vm.start_setattr(object, name, value);
  const Value* on_class = type->lookup(name);
  bool is_slot = false;
  if (on_class) {
    Type* kind = vm.type_of(*on_class);
    is_slot = kind == vm.types.member_descriptor;
    if (kind->slots.descr_set && !is_slot) return vm.start_setattr(object, name, value);
  }
  if (!type->has_dict && !is_slot) return vm.start_setattr(object, name, value);
  Attributes* attributes = attributes_of(o);
  Shape* before = attributes->shape;
  Value result = vm.start_setattr(object, name, value);
  if (!result.is_none() || !attributes->shape) return result;
  const int i = attributes->shape->find(name);
  if (i < 0) return result;
  if (attributes->shape == before) {
    auto& entry = fresh_entry(cache, type, attributes);
    entry = {};
    entry.version = type->version;
    entry.kind = Kind::slot;
    entry.needs_shape = true;
    entry.shape = before;
    entry.index = static_cast<std::uint32_t>(i);
  } else {
    Attributes old;
    old.shape = before;
    auto& entry = fresh_entry(cache, type, &old);
    entry = {};
    entry.version = type->version;
    entry.kind = Kind::add_slot;
    entry.needs_shape = true;
    entry.shape = before;
    entry.next_shape = attributes->shape;
    entry.index = static_cast<std::uint32_t>(i);
  }
  return result;
}

}  // namespace logit::script
