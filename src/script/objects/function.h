// The objects that calls are made of: code, functions, methods, cells, generators, modules, and the descriptors
// property, staticmethod, classmethod and super.
#pragma once

#include <memory>

#include "script/bytecode/code_unit.h"
#include "script/objects/exception.h"
#include "script/objects/native.h"

namespace logit::script {

struct Frame;

/// What an instruction remembers about the attribute or global it found last time.
struct InlineCache {
  enum class Kind : std::uint8_t { empty, slot, add_slot, method, class_value, property, module_value };
  struct Entry {
    std::uint32_t version = 0;  ///< of the type (or of the module's dict)
    std::uint32_t index = 0;
    Shape* shape = nullptr;
    Shape* next_shape = nullptr;
    Object* object = nullptr;   ///< borrowed: lives as long as the version holds
    Kind kind = Kind::empty;
    bool needs_shape = false;
  };
  Str* name = nullptr;          ///< owned by the code's constants
  Entry entries[2];
  std::uint32_t globals_version = 0, builtins_version = 0, position = 0;
};

/// Runnable code: a bytecode::CodeUnit with its constants and names turned into values.
struct Code : Object {
  std::shared_ptr<const bytecode::CodeUnit> unit;
  std::vector<std::uint32_t> instructions;  ///< own copy: operands of cells count from the frame's first slot
  std::vector<Value> constants;
  std::vector<Value> names;                 ///< Str, interned
  std::vector<Value> local_names;           ///< of all fast locals, cells and free variables
  std::vector<InlineCache> caches;
  Value name, qualname, doc;
  std::uint32_t arg_count = 0, keyword_only = 0, positional_only = 0;
  std::uint32_t local_count = 0, frame_slots = 0;  ///< locals + cells + frees; the same + stack
  std::uint32_t variable_count = 0, cell_count = 0;  ///< locals alone; own cells
  bool has_star = false, has_double_star = false, is_generator = false, is_library = false, simple_call = false;
};

struct Function : Object {
  Code* code = nullptr;     ///< owned
  Dict* globals = nullptr;  ///< owned
  Value closure;            ///< Tuple of Cell or undefined
  Value defaults;           ///< Tuple or undefined
  Value kw_defaults;        ///< Dict or undefined
  Value annotations;        ///< Dict or undefined
  Value name, qualname, module, doc;
  Attributes attributes;
};

/// A variable shared by a function and the functions inside it.
struct Cell : Object {
  Value content;
};

/// obj.method, before it is called.
struct BoundMethod : Object {
  Value function, self;
};

struct Module : Object {
  Value name;            ///< Str
  Dict* dict = nullptr;  ///< owned
};

struct Property : Object {
  Value getter, setter, deleter, doc;
  Value name;            ///< given by __set_name__
  bool doc_from_getter = false;
  Attributes attributes;
};

/// staticmethod and classmethod.
struct MethodDecorator : Object {
  Value function;
  Attributes attributes;
};

struct Super : Object {
  Value this_class, object, object_type;
};

/// A generator keeps its frame's variables and stack while it is suspended.
struct Generator : Object {
  enum class State : std::uint8_t { created, suspended, running, finished };
  Code* code = nullptr;        ///< owned
  Value function;              ///< keeps globals and closure
  Value* slots = nullptr;      ///< locals and stack
  std::uint32_t capacity = 0, stack_depth = 0;
  std::uint32_t next_instruction = 0;
  State state = State::created;
  bool delegating = false;     ///< suspended in a `yield from`
  Value handled;               ///< the exception being handled inside it
  Value name, qualname;
};

/// getset_descriptor of a native type.
struct GetSetDescriptor : Object {
  const GetSetDef* def = nullptr;
  Type* owner = nullptr;
  Value name;
};

/// member_descriptor: one entry of __slots__.
struct MemberDescriptor : Object {
  Value name;
  Type* owner = nullptr;
};

/// A read-only view of a class's namespace, and live views of attributes.
struct MappingProxy : Object {
  Value mapping;
};

}  // namespace logit::script
