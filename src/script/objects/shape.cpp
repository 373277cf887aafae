// Shapes and the attributes of instances.
#include "script/objects/shape.h"

#include "script/vm/vm.h"

namespace logit::script {

int Shape::find(const Str* name) const {
  // Names are interned, so that a linear search compares pointers only.
  for (std::uint32_t i = 0; i < count; ++i) {
    if (keys[i] == name) return static_cast<int>(i);
  }
  return -1;
}

Shape* ShapeTree::make(Shape* parent, Str* key) {
  auto* shape = new Shape;
  shape->parent = parent;
  shape->key = key;
  if (parent) {
    shape->count = parent->count + 1;
    shape->keys = new Str*[shape->count];
    for (std::uint32_t i = 0; i < parent->count; ++i) shape->keys[i] = parent->keys[i];
    shape->keys[parent->count] = key;
    parent->children.push_back(shape);
  }
  all_.push_back(shape);
  return shape;
}

void ShapeTree::clear() {
  for (Shape* shape : all_) {
    delete[] shape->keys;
    delete shape;
  }
  all_.clear();
}

Shape* ShapeTree::extend(Shape* shape, Str* key) {
  for (Shape* child : shape->children) {
    if (child->key == key) return child;
  }
  if (shape->count >= Shape::kMaxCount || shape->children.size() >= Shape::kMaxChildren) return nullptr;
  return make(shape, key);
}

Attributes* attributes_of(Object* object) {
  const Type* type = object->type;
  const std::uint16_t offset = type->attributes_offset;
  if (offset == 0) return nullptr;
  char* start = reinterpret_cast<char*>(object);
  if (offset != kTailAttributes) return reinterpret_cast<Attributes*>(start + offset);
  const std::size_t tail = type->tail_offset(object);
  return reinterpret_cast<Attributes*>(start + tail);
}

Value* find_attribute(Attributes& attributes, const Str* name) {
  if (attributes.shape) {
    if (!name->interned) {  // a computed name: setattr(obj, "a" + "b", 1)
      for (std::uint32_t i = 0; i < attributes.shape->count; ++i) {
        if (attributes.shape->keys[i]->equals(*name)) return &attributes.values[i];
      }
      return nullptr;
    }
    const int i = attributes.shape->find(name);
    return i < 0 ? nullptr : &attributes.values[i];
  }
  return attributes.dict ? attributes.dict->get(name) : nullptr;
}

bool set_attribute(Vm& vm, Attributes& attributes, Str* name, Value value, std::uint32_t hint) {
  if (Value* there = find_attribute(attributes, name)) {
    *there = std::move(value);
    return true;
  }
  name = vm.intern(name);
  if (!attributes.dict) {
    Shape* shape = attributes.shape ? attributes.shape : vm.shapes.root();
    if (Shape* longer = vm.shapes.extend(shape, name)) {
      if (shape->count == attributes.capacity) {
        std::size_t capacity = attributes.capacity;
        const std::size_t wanted = capacity == 0 ? (hint > 0 ? hint : 1) : capacity + capacity / 2 + 1;
        if (!vm.heap.resize(attributes.values, capacity, wanted)) return false;
        attributes.capacity = static_cast<std::uint32_t>(capacity);
      }
      new (attributes.values + shape->count) Value(std::move(value));
      attributes.shape = longer;
      return true;
    }
    attributes_as_dict(vm, attributes);
  }
  return attributes.dict->set(vm.heap, name, std::move(value));
}

bool delete_attribute(Vm& vm, Attributes& attributes, Str* name) {
  if (!find_attribute(attributes, name)) return false;
  return attributes_as_dict(vm, attributes)->erase(name);
}

Dict* attributes_as_dict(Vm& vm, Attributes& attributes) {
  if (attributes.dict) return attributes.dict;
  Ref<Dict> dict = vm.new_dict();
  if (attributes.shape) {
    Shape* shape = attributes.shape;
    for (std::uint32_t i = 0; i < shape->count; ++i) {
      (void)dict->set(vm.heap, shape->keys[i], std::move(attributes.values[i]));
    }
    vm.heap.free(attributes.values, attributes.capacity * sizeof(Value));
    attributes.values = nullptr;
    attributes.capacity = 0;
    attributes.shape = nullptr;
  }
  attributes.dict = dict.detach();
  return attributes.dict;
}

void release_attributes(Heap& heap, Attributes& attributes) {
  Attributes gone = attributes;
  attributes = Attributes();
  if (gone.shape) {
    for (std::uint32_t i = 0; i < gone.shape->count; ++i) gone.values[i].~Value();
  }
  heap.free(gone.values, gone.capacity * sizeof(Value));
  if (gone.dict) release(gone.dict);
}

void traverse_attributes(Attributes& attributes, void (*visit)(void*, const Value&), void* context) {
  if (attributes.shape) {
    for (std::uint32_t i = 0; i < attributes.shape->count; ++i) visit(context, attributes.values[i]);
  }
  if (attributes.dict) visit(context, borrowed(attributes.dict).value);
}

void traverse_object(Object* object, void (*visit)(void*, const Value&), void* context) {
  Type* type = object->type;
  if (Attributes* attributes = attributes_of(object)) traverse_attributes(*attributes, visit, context);
  if (type->slots.traverse) type->slots.traverse(object, visit, context);
  if (!type->native) visit(context, borrowed(type).value);
}

void clear_object(Heap& heap, Object* object) {
  if (Attributes* attributes = attributes_of(object)) release_attributes(heap, *attributes);
  if (object->type->slots.clear) object->type->slots.clear(heap, object);
}

}  // namespace logit::script
