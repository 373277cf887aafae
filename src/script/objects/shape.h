// Shape: which attributes an instance has, in which order. Instances that got the same attributes in the same
// order share one shape and keep only the values, so that an attribute is found by comparing one pointer (the inline
// caches of the machine) and an instance costs no table. Instances whose __dict__ is asked for, or with an attribute deleted,
// or with very many, get a Dict of their own instead ("hidden classes" of V8 and Self; key-sharing dicts of CPython).
#pragma once

#include "script/objects/dict.h"

namespace logit::script {

struct Shape {
  Str* key = nullptr;           ///< the attribute added last, at position count - 1
  Shape* parent = nullptr;
  std::uint32_t count = 0;
  std::vector<Shape*> children;
  Str** keys = nullptr;         ///< all keys in order (made when first searched)
  static constexpr std::uint32_t kMaxCount = 64, kMaxChildren = 128;

  /// Position of the attribute, or -1.
  int find(const Str* name) const;
};

/// Owns all shapes of a session; the root is the shape without attributes.
class ShapeTree {
 public:
  ShapeTree() { root_ = make(nullptr, nullptr); }
  ~ShapeTree() { clear(); }
  ShapeTree(const ShapeTree&) = delete;
  ShapeTree& operator=(const ShapeTree&) = delete;
  Shape* root() const { return root_; }
  /// Frees all shapes. Keys are interned strings, which live as long as the session.
  void clear();
  /// The shape with `key` added (interned; kept alive by the tree). Null: too large, use a Dict.
  Shape* extend(Shape* shape, Str* key);

 private:
  Shape* make(Shape* parent, Str* key);
  std::vector<Shape*> all_;
  Shape* root_;
};

/// The attributes of one instance. Either `shape` and `values`, or `dict`.
struct Attributes {
  Shape* shape = nullptr;   ///< null and no dict: none yet
  Value* values = nullptr;
  std::uint32_t capacity = 0;
  Dict* dict = nullptr;     ///< owned
};

/// Type::attributes_offset of types whose instances differ in size (a class of the script derived from str or tuple): the
/// attributes stand at the end.
inline constexpr std::uint16_t kTailAttributes = 0xFFFF;

/// Where `object` keeps its attributes; null when it has none.
Attributes* attributes_of(Object* object);
/// The value of an attribute, or null.
Value* find_attribute(Attributes& attributes, const Str* name);
/// Sets or adds. `hint`: how many to make room for at first. False: MemoryError is set.
bool set_attribute(Vm& vm, Attributes& attributes, Str* name, Value value, std::uint32_t hint = 4);
/// False when there is no such attribute.
bool delete_attribute(Vm& vm, Attributes& attributes, Str* name);
/// The attributes as a live Dict (from then on they live there).
Dict* attributes_as_dict(Vm& vm, Attributes& attributes);
void release_attributes(Heap& heap, Attributes& attributes);
void traverse_attributes(Attributes& attributes, void (*visit)(void*, const Value&), void* context);
/// Visits everything `object` refers to, its class and attributes included.
void traverse_object(Object* object, void (*visit)(void*, const Value&), void* context);
/// Cuts the references of an unreachable object.
void clear_object(Heap& heap, Object* object);

}  // namespace logit::script
