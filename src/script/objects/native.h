// Native functions: how C++ code is called from a script.
//
// A native function is `Value fn(Vm&, Args)` together with a signature in text, which is parsed once:
//
//     Value do_clamp(Vm& vm, Args args) {                      // args in the order of the signature
//       double x, lo = 0;
//       if (!vm.to_double(args[0], x)) return Value::error();  // TypeError is set
//       if (args.has(1) && !vm.to_double(args[1], lo)) return Value::error();
//       return Value::number(x < lo ? lo : x);
//     }
//     constexpr NativeDef kClamp{"clamp(x, /, low=0.0)", do_clamp, "Not below low."};
//
// Signature text: `name(a, b=1, /, c=2, *args, d=3, **kwargs)` as in Python; the default's text is for help only, a
// missing argument is Value::undefined(). `*args` arrives as a Tuple, `**kwargs` as a Dict (at their positions).
// The binder raises CPython's TypeErrors; the form of the signature chooses among CPython's wordings:
//     f()                        f() takes no arguments (1 given)
//     f(x, /)                    f() takes exactly one argument (2 given)
//     f(x, y=0, /)               f expected at least 1 argument, got 0
//     f(x, y=0)                  f() missing required argument 'x' (pos 1); f() takes at most 2 arguments (3 given)
// Args point into the machine's stack: values may be moved out, and must be copied or moved into a Task.
//
// A function that calls script code (a key function, __eq__, an iterator of any kind) is written as a coroutine, see task.h.
#pragma once

#include <string>
#include <vector>

#include "script/objects/type.h"

namespace logit::script {

struct Args {
  Value* values;
  std::uint32_t count;
  Value& operator[](std::size_t i) const { return values[i]; }
  /// The argument was given.
  bool has(std::size_t i) const { return !values[i].is_undefined(); }
};

using NativeFn = Value (*)(Vm&, Args);

struct NativeDef {
  const char* signature = nullptr;
  NativeFn fn = nullptr;
  const char* doc = nullptr;
};

/// A computed attribute of a native type. set: value undefined means delete; null: read-only.
struct GetSetDef {
  const char* name = nullptr;
  Value (*get)(Vm&, const Value& self) = nullptr;
  Value (*set)(Vm&, const Value& self, const Value& value) = nullptr;
  const char* doc = nullptr;
};

/// A parsed signature text.
struct Signature {
  struct Param {
    Value name;  ///< interned Str
    bool required;
  };
  std::string function;             ///< the name, as error messages say it
  std::vector<Param> params;        ///< positional-only, positional-or-keyword, keyword-only, in this order
  std::uint16_t positional_only = 0, positional = 0;  ///< `positional` counts the positional-only ones too
  std::uint16_t required = 0;       ///< positional parameters without default
  std::uint16_t total = 0;          ///< length of the bound array, with *args and **kwargs
  std::int16_t star = -1, double_star = -1;  ///< their positions in the bound array
  bool simple = false;              ///< only positional-only parameters: binding is a count check
};

/// A native function object: builtin_function_or_method, or a method_descriptor in a native type.
struct NativeFunction : Object {
  NativeFn fn = nullptr;
  Signature signature;
  const char* doc = nullptr;
  const char* text = nullptr;       ///< the signature as written
  Type* owner = nullptr;            ///< the type whose method it is (args[0] is then the instance), else null
  Value self;                       ///< bound first argument (module functions: undefined)
  Value name, module;               ///< Str
  bool is_wrapper = false;          ///< made from a slot: "wrapper_descriptor"
  const void* slot = nullptr;       ///< the slot function a wrapper stands for
};

}  // namespace logit::script
