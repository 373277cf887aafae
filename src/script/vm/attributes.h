// Attribute access with inline caches: what load_attr, load_method and store_attr do.
//
// A cache holds two entries (two classes may meet at one place). An entry is valid while the class's version is the one it
// saw; for values kept in the instance the shape must be the same too. See objects/shape.h.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

inline Attributes* attributes_at(Object* object, const Type* type) {
  return reinterpret_cast<Attributes*>(reinterpret_cast<char*>(object) + type->attributes_offset);
}

/// The entry that knows this object's class and shape, or null.
inline const InlineCache::Entry* find_entry(const InlineCache& cache, Object* object) {
  const Type* type = object->type;
  for (const auto& entry : cache.entries) {
    if (entry.version != type->version) continue;
    if (!entry.needs_shape) return &entry;
    const Attributes* attributes = attributes_at(object, type);
    if (attributes->shape == entry.shape && (entry.shape || !attributes->dict)) return &entry;
  }
  return nullptr;
}

/// Looks the attribute up as start_getattr does, and remembers how if that can be remembered.
Value load_attribute(Vm& vm, InlineCache& cache, const Value& object);
/// For a call: a plain function or method descriptor found on the class is given back unbound (`unbound` true).
Value load_method(Vm& vm, InlineCache& cache, const Value& object, bool& unbound);
Value store_attribute(Vm& vm, InlineCache& cache, const Value& object, const Value& value);

}  // namespace logit::script
