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
  ~ShapeTree();
  ShapeTree(const ShapeTree&) = delete;
  ShapeTree& operator=(const ShapeTree&) = delete;
  Shape* root() const { return root_; }
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

}  // namespace logit::script
