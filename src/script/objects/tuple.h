// Tuple and List: the structs that the machine itself builds and takes apart. Methods are in tuple.cpp and list.cpp.
#pragma once

#include "script/objects/heap.h"

namespace logit::script {

/// Items follow the object in memory.
struct Tuple : Object {
  std::uint32_t count = 0;
  Value* items() { return reinterpret_cast<Value*>(this + 1); }
  const Value* items() const { return reinterpret_cast<const Value*>(this + 1); }
  Value& operator[](std::size_t i) { return items()[i]; }
  const Value& operator[](std::size_t i) const { return items()[i]; }
  Value* begin() { return items(); }
  Value* end() { return items() + count; }
  const Value* begin() const { return items(); }
  const Value* end() const { return items() + count; }
};
static_assert(sizeof(Tuple) % 8 == 0);

/// A tuple of `count` undefined items, to be filled. Large ones must be requested first.
inline Ref<Tuple> new_tuple(Heap& heap, Type* tuple_type, std::size_t count) {
  auto tuple = heap.make_sized<Tuple>(tuple_type, sizeof(Tuple) + count * sizeof(Value));
  tuple->count = static_cast<std::uint32_t>(count);
  for (std::size_t i = 0; i < count; ++i) new (tuple->items() + i) Value();
  return tuple;
}

struct List : Object {
  Value* items = nullptr;
  std::size_t count = 0;
  std::size_t capacity = 0;
  Value& operator[](std::size_t i) { return items[i]; }
  const Value& operator[](std::size_t i) const { return items[i]; }
  Value* begin() { return items; }
  Value* end() { return items + count; }

  /// False: MemoryError is set.
  [[nodiscard]] bool reserve(Heap& heap, std::size_t wanted) {
    if (wanted <= capacity) return true;
    std::size_t grown = wanted + (wanted >> 3) + (wanted < 9 ? 3 : 6);
    return heap.resize(items, capacity, grown);
  }
  [[nodiscard]] bool push(Heap& heap, Value value) {
    if (count == capacity && !reserve(heap, count + 1)) [[unlikely]] return false;
    new (items + count++) Value(std::move(value));
    return true;
  }
};

}  // namespace logit::script
