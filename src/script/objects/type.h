// Type: a class, native or written in the script, and its slots.
//
// A slot is a function pointer for one operation (repr, +, [], ...). Native types fill slots; the dunder methods that
// scripts see (int.__add__) are made from them. Classes of the script inherit slots, and where they define a dunder the
// slot becomes "look it up and call it". Operations therefore always go through slots, never through names.
//
// What a slot may return, like any native function:
//   a value             done
//   Value::error()      an exception is set (vm.raise(...) returns this)
//   Value::pending()    a frame was pushed (vm.start(task), vm.start_call(...)): its result will be the result
#pragma once

#include <vector>

#include "script/objects/dict.h"
#include "script/objects/shape.h"
#include "script/objects/tuple.h"

namespace logit::script {

struct NativeDef;
struct GetSetDef;

enum class Compare : std::uint8_t { lt, le, eq, ne, gt, ge };
/// The comparison with operands exchanged.
constexpr Compare swapped(Compare op) {
  constexpr Compare kSwapped[] = {Compare::gt, Compare::ge, Compare::eq, Compare::ne, Compare::lt, Compare::le};
  return kSwapped[static_cast<int>(op)];
}

/// Binary operators; the order is that of kBinaryNames and of the opcodes.
enum class Binary : std::uint8_t {
  add, sub, mul, truediv, floordiv, mod, pow, matmul, lshift, rshift, bit_and, bit_or, bit_xor, divmod
};
inline constexpr int kBinaryCount = 14;
enum class Unary : std::uint8_t { neg, pos, invert, abs };
inline constexpr int kUnaryCount = 4;
/// "add" etc. for "__add__", and "+" etc.
extern const char* const kBinaryNames[kBinaryCount];
extern const char* const kBinarySymbols[kBinaryCount];

/// Visits the references an object holds, for the cycle collector.
using Visitor = void (*)(void* context, const Value& reference);

/// Arguments of a call before they are bound: `positional` values, then one value for each name in `keywords`.
struct CallArgs {
  Value* values = nullptr;
  std::uint32_t positional = 0;
  Tuple* keywords = nullptr;  ///< names of the keyword arguments, or null
  std::uint32_t count() const { return positional + (keywords ? keywords->count : 0); }
};

struct Slots {
  using UnaryFn = Value (*)(Vm&, const Value& self);
  using BinaryFn = Value (*)(Vm&, const Value& left, const Value& right);
  using TernaryFn = Value (*)(Vm&, const Value& self, const Value& key, const Value& value);

  UnaryFn repr = nullptr;
  UnaryFn str = nullptr;
  UnaryFn hash = nullptr;         ///< a small int. Set to hash_not_implemented for unhashable types
  UnaryFn truth = nullptr;        ///< a bool
  UnaryFn len = nullptr;          ///< a small int >= 0
  UnaryFn iter = nullptr;
  UnaryFn next = nullptr;         ///< the next item; Value::undefined() at the end (no StopIteration needed)
  UnaryFn index = nullptr, to_int = nullptr, to_float = nullptr;
  UnaryFn unary[kUnaryCount] = {};
  /// Called for either operand's type, so check both operands; Value::not_implemented() when it is not for you.
  BinaryFn binary[kBinaryCount] = {};
  BinaryFn inplace[kBinaryCount] = {};
  BinaryFn concat = nullptr, repeat = nullptr;  ///< + and * of sequences, tried after `binary` of both operands
  BinaryFn inplace_concat = nullptr, inplace_repeat = nullptr;
  BinaryFn getitem = nullptr;
  TernaryFn setitem = nullptr;    ///< value undefined: delete
  BinaryFn contains = nullptr;    ///< (container, item): a bool
  Value (*compare)(Vm&, const Value& left, const Value& right, Compare op) = nullptr;  ///< may be not_implemented
  Value (*getattr)(Vm&, const Value& self, Str* name) = nullptr;
  /// value undefined: delete. None when done.
  Value (*setattr)(Vm&, const Value& self, Str* name, const Value& value) = nullptr;
  Value (*call)(Vm&, const Value& self, CallArgs args) = nullptr;
  /// Descriptors: instance undefined when looked up on the class; owner is a Type.
  Value (*descr_get)(Vm&, const Value& self, const Value& instance, const Value& owner) = nullptr;
  Value (*descr_set)(Vm&, const Value& self, const Value& instance, const Value& value) = nullptr;
  /// Drops what the object holds (not the object's own memory). Null: nothing to drop.
  void (*dealloc)(Heap&, Object*) = nullptr;
  void (*traverse)(Object*, Visitor, void* context) = nullptr;
  /// Drops references to break a cycle. Null: dealloc is good enough.
  void (*clear)(Heap&, Object*) = nullptr;
};

struct Type : Object {
  Heap* heap = nullptr;
  Value name;                       ///< Str
  Value qualname;                   ///< Str
  Value module;                     ///< Str: "builtins", "__main__", ...
  Value doc;
  Type* base = nullptr;             ///< the base that determines the memory layout
  Value bases;                      ///< Tuple of Type
  std::vector<Ref<Type>> mro;       ///< this class first
  std::vector<Type*> subclasses;
  Ref<Dict> dict;
  Slots slots;
  /// Changes whenever an attribute of this class or of a base changes; never 0. Identifies the class in caches.
  std::uint32_t version = 0;
  std::uint32_t instance_bytes = 0;
  std::uint16_t attributes_offset = 0;  ///< where an instance keeps its Attributes; 0: instances have no attributes
  bool native = true;               ///< not made by a class statement
  bool is_final = false;            ///< cannot be subclassed ("type 'bool' is not an acceptable base type")
  bool is_abstract = false;
  bool has_finalizer = false;       ///< defines __del__
  bool has_dict = false;            ///< instances have a __dict__ (false with __slots__)
  bool script_getattr = false;      ///< a __getattr__ or __getattribute__ of the script is in force
  bool plain_new = false;           ///< no __new__ of its own: an instance is made by allocating
  Value construct;                  ///< NativeFunction made from TypeSpec::construct, inherited; the native __new__
  /// Native allocation of an instance of this type or a class of the script derived from it.
  Object* (*allocate)(Vm&, Type*) = nullptr;
  std::vector<Value> slot_names;    ///< __slots__ declared by this class
  std::uint32_t attribute_hint = 2; ///< how many attributes instances tend to have
  /// While direct_version is `version`: calling the class makes an instance and calls this __init__, nothing else. Borrowed.
  Object* direct_init = nullptr;
  std::uint32_t direct_version = 0;

  /// With kTailAttributes: where an instance's attributes start, in bytes.
  std::size_t (*tail_offset)(const Object*) = nullptr;

  Str* name_str() const { return name.as<Str>(); }
  /// The class attribute `name` along the mro, borrowed; null if there is none. No exception, no descriptor call.
  const Value* lookup(const Str* name) const;
  bool is_subtype(const Type* other) const {
    if (this == other) return true;
    for (const auto& t : mro)
      if (t.get() == other) return true;
    return false;
  }
};

/// An instance of a class of the script that derives from `object` alone.
struct Instance : Object {
  Attributes attributes;
};

/// What defines a native type: see Vm::define. Rows end with an entry whose first member is null.
struct TypeSpec {
  const char* name = nullptr;               ///< "deque"
  const char* module = "builtins";
  const char* doc = nullptr;
  Type* base = nullptr;                     ///< null: object
  std::uint32_t instance_bytes = 0;         ///< sizeof the struct; 0: as the base
  std::uint16_t attributes_offset = 0;      ///< offsetof an Attributes member, if instances take any attribute
  Slots slots = {};                         ///< null slots are inherited
  const NativeDef* construct = nullptr;     ///< __new__: args[0] is the class. Null: inherited, or "cannot create 'x' instances"
  const NativeDef* init = nullptr;          ///< __init__: args[0] is the instance; returns None
  const NativeDef* methods = nullptr;       ///< args[0] is the instance
  const NativeDef* class_methods = nullptr; ///< args[0] is the class
  const NativeDef* static_methods = nullptr;
  const GetSetDef* properties = nullptr;
  bool is_final = false;
};

}  // namespace logit::script
