// Calls: dispatch on the callable, binding of arguments to parameters with CPython's errors.
#include <algorithm>
#include <cstring>

#include "base/assert.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {
std::string quoted(const Value& name) { return cat("'", name.as<Str>()->utf8(), "'"); }

/// The type's name as messages show it: with its module for native types ('torch.Size', 'numpy.ndarray').
std::string full_type_name(const Vm& vm, const Value& value) {
  const Type* type = vm.type_of(value);
  const bool plain = !type->native || type->attributes_offset || !type->module.is_object() ||
                     type->module.as<Str>()->equals("builtins");
  return plain ? vm.type_name(value) : cat(type->module.as<Str>()->utf8(), ".", vm.type_name(value));
}

/// 'a', 'b', and 'c'
std::string name_list(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
    out += names[i];
  }
  return out;
}

const char* plural(std::size_t n) { return n == 1 ? "" : "s"; }

/// str.find and its like: CPython reads their arguments by hand and has words of its own for a wrong number of them.
bool searches_text(const Signature& s) {
  if (s.params.size() != 3 || s.required != 1) return false;
  const auto* first = s.params[0].name.as<Str>();
  return first->equals("sub") || first->equals("prefix") || first->equals("suffix");
}

/// A special method made from a slot, except those that CPython has as ordinary methods.
bool is_slot_wrapper(const Vm& vm, const NativeFunction* function) {
  if (!function->is_wrapper) return false;
  const Type* owner = function->owner;
  const Types& t = vm.types;
  if (function->name.object() == vm.names.__getitem__) return owner != t.list && owner != t.dict;
  if (function->name.object() == vm.names.__contains__) return owner != t.dict && owner != t.set && owner != t.frozenset;
  return true;
}

/// Optional arguments of a special method that were left out.
bool place_wrapped(const Signature& signature, Value* args, std::uint32_t given) {
  for (std::uint32_t i = given; i < signature.total; ++i) new (args + i) Value();
  return true;
}
}  // namespace

Value Vm::call_on_stack(Value* callee, std::uint32_t positional, Tuple* keywords) {
  for (;;) {
    Value* args = callee + 2;
    std::uint32_t count = positional;
    if (!callee[1].is_undefined()) {
      --args;
      ++count;
    }
    if (callee->is_object()) {
      Object* object = callee->object();
      Type* type = object->type;
      if (type == types.function) {
        return call_function(callee, static_cast<Function*>(object), args, count, keywords);
      }
      if (type == types.native_function || type == types.method_descriptor || type == types.wrapper_descriptor ||
          type == types.classmethod_descriptor) {
        return call_native(callee, static_cast<NativeFunction*>(object), args, count, keywords);
      }
      if (type == types.method || type == types.native_method || type == types.method_wrapper) {
        if (callee[1].is_undefined()) {
          Value method = std::move(callee[0]);
          auto* bound = method.as<BoundMethod>();
          callee[1] = bound->self;
          callee[0] = bound->function;
          continue;
        }
        LOGIT_ASSERT(false, "a bound method with a self of its own");
      }
      // A metaclass with a __call__ of its own decides what calling its classes means.
      if (is_type_object(object) && (!type->slots.call || type->slots.call == types.type->slots.call)) {
        return call_type(callee, static_cast<Type*>(object), args, count, keywords);
      }
      if (type->slots.call) {
        const std::uint32_t total = count + (keywords ? keywords->count : 0);
        frame_->sp = args + total;
        StackChunk* chunk = frame_->chunk;
        Value self = *callee;
        Value result = type->slots.call(*this, self, CallArgs{args, count, keywords});
        return finish_call(callee, args + total, chunk, std::move(result));
      }
    }
    const std::uint32_t total = count + (keywords ? keywords->count : 0);
    Value result = type_error("'", full_type_name(*this, *callee), "' object is not callable");
    release_range(callee, args + total);
    return result;
  }
}

Value Vm::call_function(Value* callee, Function* function, Value* args, std::uint32_t positional, Tuple* keywords,
                        Dict* names) {
  Code* code = function->code;
  const std::uint32_t given = positional + (keywords ? keywords->count : 0);
  if (depth_ >= recursion_limit_) [[unlikely]] {
    release_range(callee, args + given);
    return recursion_error();
  }
  StackChunk* chunk = frame_->chunk;
  Value* base = args;
  bool moved = false;
  if (args + code->frame_slots + given + 8 > chunk->end) [[unlikely]] {
    base = ensure_stack(args, given, code->frame_slots + given + 8, chunk);
    moved = true;
  }
  Value owned;
  if (moved) {
    owned = *callee;
    release_range(callee, args);
  }
  if (code->simple_call && positional == code->arg_count && !keywords) [[likely]] {
    for (std::uint32_t i = positional; i < code->local_count; ++i) new (base + i) Value();
  } else if (!bind_arguments(function, base, positional, keywords)) {
    if (!moved) release_range(callee, args);
    return Value::error();
  }
  if (code->is_generator) [[unlikely]] {
    auto generator = heap.make<Generator>(types.generator);
    retain(code);
    generator->code = code;
    generator->function = Value::object(function);
    generator->capacity = code->frame_slots;
    generator->slots = static_cast<Value*>(heap.allocate(code->frame_slots * sizeof(Value)));
    std::memcpy(static_cast<void*>(generator->slots), static_cast<const void*>(base), code->local_count * sizeof(Value));
    generator->name = function->name;
    generator->qualname = function->qualname;
    if (!moved) release_range(callee, args);
    return generator;
  }
  Frame* frame = push_frame();
  ++depth_;
  frame->kind = FrameKind::plain;
  frame->chunk = chunk;
  frame->base = base;
  frame->sp = base + code->local_count;
  frame->result = callee;
  frame->clean = moved ? base : callee;
  frame->code = code;
  frame->function = function;
  frame->own_function = moved;
  if (moved) (void)owned.take_bits();
  frame->globals = function->globals;
  frame->names = names;
  frame->ip = code->instructions.data();
  frame->on_result = OnResult::push;
  frame->line = 0;
  return Value::pending();
}

bool Vm::bind_arguments(Function* function, Value* base, std::uint32_t positional, Tuple* keywords) {
  Code* code = function->code;
  const std::uint32_t args = code->arg_count;
  const std::uint32_t named = args + code->keyword_only;
  const std::uint32_t keyword_count = keywords ? keywords->count : 0;
  // Keyword values leave the stack first, then surplus positional ones.
  Value small[8];
  std::vector<Value> large;
  Value* values = small;
  if (keyword_count > 8) {
    large.resize(keyword_count);
    values = large.data();
  }
  for (std::uint32_t i = 0; i < keyword_count; ++i) values[i] = std::move(base[positional + i]);
  Value star;
  const std::uint32_t surplus = positional > args ? positional - args : 0;
  if (code->has_star) {
    if (surplus) {
      Ref<Tuple> rest = new_tuple(heap, types.tuple, surplus);
      for (std::uint32_t i = 0; i < surplus; ++i) (*rest)[i] = std::move(base[args + i]);
      star = std::move(rest);
    } else {
      star = empty_tuple_;
    }
  }
  std::uint32_t kept = positional < args ? positional : args;
  if (surplus && !code->has_star) {
    // CPython binds keywords first, so that "multiple values" wins over "takes n arguments".
    kept = args;
  }
  for (std::uint32_t i = kept; i < code->local_count; ++i) {
    if (i >= positional || (surplus && i >= args)) {
      if (i < positional) base[i] = Value();
      else new (base + i) Value();
    }
  }
  for (std::uint32_t i = code->local_count; i < positional; ++i) base[i].~Value();
  const auto clean = [&]() {
    for (std::uint32_t i = 0; i < code->local_count; ++i) base[i].~Value();
    return false;
  };
  const auto qualname = [&]() { return function->qualname.as<Str>()->utf8(); };

  Ref<Dict> rest;
  std::uint32_t next = named;
  if (code->has_star) base[next++] = std::move(star);
  if (code->has_double_star) {
    rest = new_dict();
    base[next] = rest.value();
  }
  for (std::uint32_t k = 0; k < keyword_count; ++k) {
    const Str* name = (*keywords)[k].as<Str>();
    std::uint32_t i = code->positional_only;
    for (; i < named; ++i) {
      if (code->local_names[i].object() == name) break;
    }
    if (i == named && !name->interned) {
      for (i = code->positional_only; i < named; ++i) {
        if (code->local_names[i].as<Str>()->equals(*name)) break;
      }
    }
    if (i < named) {
      if (!base[i].is_undefined()) {
        type_error(qualname(), "() got multiple values for argument ", quoted((*keywords)[k]));
        return clean();
      }
      base[i] = std::move(values[k]);
      continue;
    }
    if (rest) {
      if (!rest->set(heap, (*keywords)[k].as<Str>(), std::move(values[k]))) return clean();
      continue;
    }
    std::string positional_only;
    for (std::uint32_t q = 0; q < keyword_count; ++q) {
      for (std::uint32_t p = 0; p < code->positional_only; ++p) {
        if (code->local_names[p].as<Str>()->equals(*(*keywords)[q].as<Str>())) {
          positional_only += (positional_only.empty() ? "" : ", ") + (*keywords)[q].as<Str>()->utf8();
        }
      }
    }
    if (!positional_only.empty()) {
      type_error(qualname(), "() got some positional-only arguments passed as keyword arguments: '", positional_only, "'");
    } else {
      type_error(qualname(), "() got an unexpected keyword argument ", quoted((*keywords)[k]));
    }
    return clean();
  }
  Tuple* defaults = function->defaults.is_object() ? function->defaults.as<Tuple>() : nullptr;
  const std::uint32_t default_count = defaults ? defaults->count : 0;
  if (surplus && !code->has_star) {
    std::uint32_t keyword_given = 0;
    for (std::uint32_t i = args; i < named; ++i) keyword_given += !base[i].is_undefined();
    std::string takes;
    bool many;
    if (default_count) {
      takes = cat("from ", args - default_count, " to ", args);
      many = true;
    } else {
      takes = cat(args);
      many = args != 1;
    }
    std::string also;
    if (keyword_given) {
      also = cat(" positional argument", plural(positional), " (and ", keyword_given, " keyword-only argument",
                 plural(keyword_given), ")");
    }
    type_error(qualname(), "() takes ", takes, " positional argument", many ? "s" : "", " but ", positional, also, " ",
               positional == 1 && !keyword_given ? "was" : "were", " given");
    return clean();
  }
  if (positional < args) {
    const std::uint32_t first_default = args - default_count;
    std::vector<std::string> missing;
    for (std::uint32_t i = positional; i < first_default; ++i) {
      if (base[i].is_undefined()) missing.push_back(quoted(code->local_names[i]));
    }
    if (!missing.empty()) {
      type_error(qualname(), "() missing ", missing.size(), " required positional argument", plural(missing.size()),
                 ": ", name_list(missing));
      return clean();
    }
    for (std::uint32_t i = positional > first_default ? positional : first_default; i < args; ++i) {
      if (base[i].is_undefined()) base[i] = (*defaults)[i - first_default];
    }
  }
  if (code->keyword_only) {
    std::vector<std::string> missing;
    Dict* kw = function->kw_defaults.is_object() ? function->kw_defaults.as<Dict>() : nullptr;
    for (std::uint32_t i = args; i < named; ++i) {
      if (!base[i].is_undefined()) continue;
      if (const Value* value = kw ? kw->get(code->local_names[i].as<Str>()) : nullptr) base[i] = *value;
      else missing.push_back(quoted(code->local_names[i]));
    }
    if (!missing.empty()) {
      type_error(qualname(), "() missing ", missing.size(), " required keyword-only argument", plural(missing.size()),
                 ": ", name_list(missing));
      return clean();
    }
  }
  return true;
}

// ----------------------------------------------------------------------------------------------- natives

Value Vm::call_native(Value* callee, NativeFunction* function, Value* args, std::uint32_t positional, Tuple* keywords) {
  const std::uint32_t given = positional + (keywords ? keywords->count : 0);
  const Signature& signature = function->signature;
  std::uint32_t hidden = 0;  // args[0] of methods and bound functions
  Value* bound = args;
  StackChunk* chunk = frame_->chunk;
  const bool insert_self = !function->self.is_undefined();
  if (args + given + signature.total + 4 > chunk->end) [[unlikely]] {
    // Out of room: the rest of this call happens in another chunk, owned by a vector.
    std::vector<Value> all;
    for (std::uint32_t i = 0; i < given; ++i) all.push_back(std::move(args[i]));
    Value keep = *callee;
    release_range(callee, args + given);
    frame_->sp = callee;
    StackChunk* old = frame_->chunk;
    Value* room = ensure_stack(callee, 0, given + signature.total + 64, chunk);
    new (room) Value(keep);
    new (room + 1) Value();
    for (std::uint32_t i = 0; i < given; ++i) new (room + 2 + i) Value(std::move(all[i]));
    frame_->chunk = chunk;
    frame_->sp = room + 2 + given;
    Frame* before = frame_;
    Value result = call_native(room, function, room + 2, positional, keywords);
    before->chunk = old;
    before->sp = callee;
    if (result.is_pending()) frame_->result = callee;
    return result;
  }
  if (function->owner) {
    hidden = 1;
    if (given == 0 || positional == 0) {
      const std::string owner = function->owner->name_str()->utf8();
      Value result = function->is_wrapper
                         ? type_error("descriptor '", signature.function, "' of '", owner, "' object needs an argument")
                         : type_error("unbound method ", owner, ".", signature.function, "() needs an argument");
      release_range(callee, args + given);
      return result;
    }
    if (!is_instance(args[0], function->owner)) {
      const std::string owner = function->owner->name_str()->utf8();
      Value result = is_slot_wrapper(*this, function)
                         ? type_error("descriptor '", signature.function, "' requires a '", owner, "' object but received a '",
                                      type_name(args[0]), "'")
                         : type_error("descriptor '", signature.function, "' for '", owner, "' objects doesn't apply to a '",
                                      type_name(args[0]), "' object");
      release_range(callee, args + given);
      return result;
    }
  } else if (function->type == types.classmethod_descriptor) {
    hidden = 1;  // the class
  } else if (insert_self) {
    hidden = 1;
    for (std::uint32_t i = given; i > 0; --i) {
      new (args + i) Value(std::move(args[i - 1]));
    }
    new (args) Value(function->self);
    ++positional;
  }
  const std::uint32_t total = hidden + signature.total;
  std::uint32_t end = total;
  if (signature.simple && !keywords && positional - hidden == signature.total) [[likely]] {
    // exactly the arguments it takes
  } else if (!bind_native(function, args + hidden, positional - hidden, keywords)) {
    release_range(callee, args + hidden);
    return Value::error();
  }
  if (function->owner == types.str && is_str(bound[0])) {
    // What a method does with a long text takes time in proportion.
    const std::size_t length = bound[0].as<Str>()->length;
    if (length > 4096) [[unlikely]] budget_ -= static_cast<std::int64_t>(length / 16);
  }
  frame_->sp = bound + end;
  callee_ = function;
  Value result = function->fn(*this, Args{bound, total});
  return finish_call(callee, bound + end, chunk, std::move(result));
}

Value Vm::finish_call(Value* callee, Value* end, StackChunk* chunk, Value result) {
  if (result.is_pending()) [[unlikely]] {
    frame_->result = callee;
    // The new frame stands above our arguments: they go when it ends. In another chunk it does not need them.
    if (frame_->chunk == chunk) frame_->clean = callee;
    else release_range(callee, end);
    return result;
  }
  release_range(callee, end);
  return result;
}

bool Vm::bind_native(const NativeFunction* function, Value* args, std::uint32_t positional, Tuple* keywords) {
  const Signature& s = function->signature;
  const std::uint32_t keyword_count = keywords ? keywords->count : 0;
  const std::uint32_t given = positional + keyword_count;
  const std::string& name = s.function;
  const auto fail = [&]() {
    for (std::uint32_t i = 0; i < given; ++i) args[i].~Value();
    return false;
  };
  const std::uint32_t params = static_cast<std::uint32_t>(s.params.size());
  const bool constructs = function->owner && (function->owner == types.type || function->owner->name_str()->equals(name));
  // "list.append()", "math.sqrt()", "len()": some of the wordings name the owner.
  const auto full_name = [&]() -> std::string {
    if (constructs) return name;  // a constructor goes by the name of its class alone
    if (function->owner) return cat(function->owner->name_str()->utf8(), ".", name);
    if (is_str(function->module) && !function->module.as<Str>()->equals("builtins")) {
      return cat(function->module.as<Str>()->utf8(), ".", name);
    }
    return name;
  };
  // --- counts, in CPython's words -------------------------------------------------------------------------
  if (is_slot_wrapper(*this, function) && s.star < 0) {
    // Those of more than one argument are unpacked by a function that is given no name to say.
    const char* space = params > 1 ? " " : "";
    const char* least = s.required == params ? "" : positional < s.required ? "at least " : "at most ";
    const std::uint32_t bound = positional < s.required ? s.required : params;
    if (keyword_count) type_error("wrapper ", name, "() takes no keyword arguments");
    else if (positional >= s.required && positional <= params) return place_wrapped(s, args, positional);
    else type_error(space, "expected ", least, bound, " argument", plural(bound), ", got ", positional);
    return fail();
  }
  if (keyword_count && s.double_star < 0 && params == s.positional_only) {
    type_error(full_name(), "() takes no keyword arguments");
    return fail();
  }
  if (given > params && positional <= s.positional && s.star < 0 && s.double_star < 0 && s.positional_only == 0) {
    type_error(name, "() takes ", s.required == params ? "exactly " : "at most ", params, " argument", plural(params), " (",
               given, " given)");
    return fail();
  }
  if (searches_text(s) && (positional < s.required || positional > s.positional)) {
    const bool few = positional < s.required;
    const std::uint32_t bound = few ? s.required : s.positional;
    type_error(name, "() takes at ", few ? "least " : "most ", bound, " argument", plural(bound), " (", positional, " given)");
    return fail();
  }
  if (positional > s.positional && s.star < 0) {
    if (s.total == 0) {
      type_error(full_name(), "() takes no arguments (", positional, " given)");
    } else if (params == 1 && s.positional_only == 1 && s.required == 1 && s.double_star < 0 && !constructs) {
      type_error(full_name(), "() takes exactly one argument (", positional, " given)");
    } else if (s.positional_only == s.positional && params == s.positional) {
      if (s.required == s.positional) {
        type_error(name, " expected ", s.positional, " argument", s.positional == 1 ? "" : "s", ", got ", positional);
      } else {
        type_error(name, " expected at most ", s.positional, " argument", s.positional == 1 ? "" : "s", ", got ", positional);
      }
    } else if (params > s.positional) {
      if (s.positional == 0) type_error(name, "() takes no positional arguments");
      else type_error(name, "() takes ", s.required == s.positional ? "exactly" : "at most", " ", s.positional,
                      " positional argument", s.positional == 1 ? "" : "s", " (", positional, " given)");
    } else {
      type_error(name, "() takes at most ", s.positional, " argument", s.positional == 1 ? "" : "s", " (", given, " given)");
    }
    return fail();
  }
  if (positional < s.required && s.positional_only == s.positional && params == s.positional && s.star < 0) {
    if (params == 1 && !constructs) {
      type_error(full_name(), "() takes exactly one argument (", positional, " given)");
    } else {
      type_error(name, " expected ", s.required == s.positional ? "" : "at least ", s.required, " argument",
                 s.required == 1 ? "" : "s", ", got ", positional);
    }
    return fail();
  }
  // --- placing ----------------------------------------------------------------------------------------------
  std::vector<Value> keyword_values(keyword_count);
  for (std::uint32_t i = 0; i < keyword_count; ++i) {
    keyword_values[i] = std::move(args[positional + i]);
  }
  Value star;
  if (s.star >= 0) {
    if (positional > s.positional) {
      const std::uint32_t surplus = positional - s.positional;
      Ref<Tuple> rest = new_tuple(heap, types.tuple, surplus);
      for (std::uint32_t i = 0; i < surplus; ++i) {
        (*rest)[i] = std::move(args[s.positional + i]);
      }
      star = std::move(rest);
    } else {
      star = empty_tuple_;
    }
  }
  const std::uint32_t kept = positional < s.positional ? positional : s.positional;
  for (std::uint32_t i = kept; i < s.total; ++i) new (args + i) Value();
  const auto fail_bound = [&]() {
    for (std::uint32_t i = 0; i < s.total; ++i) args[i].~Value();
    return false;
  };
  if (s.star >= 0) args[s.star] = std::move(star);
  Ref<Dict> rest;
  if (s.double_star >= 0) {
    rest = new_dict();
    args[s.double_star] = rest.value();
  }
  // Position of a parameter in the bound array: *args stands between positional and keyword-only ones.
  const auto place = [&](std::uint32_t i) { return i < s.positional || s.star < 0 ? i : i + 1; };
  const Str* unknown = nullptr;  // told only when nothing is missing
  for (std::uint32_t k = 0; k < keyword_count; ++k) {
    const Str* key = (*keywords)[k].as<Str>();
    std::uint32_t i = s.positional_only;
    while (i < params && !s.params[i].name.as<Str>()->equals(*key)) ++i;
    if (i == params) {
      if (rest) {
        if (!rest->set(heap, (*keywords)[k].as<Str>(), std::move(keyword_values[k]))) return fail_bound();
        continue;
      }
      if (!unknown) unknown = key;
      continue;
    }
    if (!args[place(i)].is_undefined()) {
      type_error("argument for ", name, "() given by name ('", key->utf8(), "') and position (", i + 1, ")");
      return fail_bound();
    }
    args[place(i)] = std::move(keyword_values[k]);
  }
  for (std::uint32_t i = 0; i < params; ++i) {
    if (!s.params[i].required || !args[place(i)].is_undefined()) continue;
    if (i < s.positional_only) {
      type_error(name, "() takes at least ", s.required, " positional argument", s.required == 1 ? "" : "s", " (", positional,
                 " given)");
    } else if (i < s.positional) {
      // enumerate reads its arguments by hand in CPython, and counts none of them.
      const std::string place = name == "enumerate" ? "" : cat(" (pos ", i + 1, ")");
      type_error(name, "() missing required argument '", s.params[i].name.as<Str>()->utf8(), "'", place);
    } else {
      type_error(name, "() missing required keyword-only argument: '", s.params[i].name.as<Str>()->utf8(), "'");
    }
    return fail_bound();
  }
  if (unknown) {
    type_error("'", unknown->utf8(), "' is an invalid keyword argument for ", name, "()");
    return fail_bound();
  }
  return true;
}

// ------------------------------------------------------------------------------------------ calls from C++

Value Vm::start_call(const Value& callable, const Value* args, std::size_t count, Tuple* keywords) {
  const std::size_t total = count + (keywords ? keywords->count : 0);
  Value* top = frame_->sp;
  StackChunk* chunk = frame_->chunk;
  StackChunk* old = chunk;
  Value* at = ensure_stack(top, 0, total + 16, chunk);
  new (at) Value(callable);
  new (at + 1) Value();
  for (std::size_t i = 0; i < total; ++i) new (at + 2 + i) Value(args[i]);
  Frame* before = frame_;
  before->sp = at + 2 + total;
  before->chunk = chunk;
  Value result = call_on_stack(at, static_cast<std::uint32_t>(count), keywords);
  before->sp = top;
  before->chunk = old;
  if (result.is_pending()) frame_->result = top;
  return result;
}

Value Vm::start_special(const Value& self, Str* name, const Value* args, std::size_t count) {
  const Value* found = type_of(self)->lookup(name);
  if (!found) return Value();
  Value method = *found;
  std::vector<Value> all;
  Type* type = type_of(method);
  if (type == types.function || type == types.method_descriptor || type == types.wrapper_descriptor) {
    Value small[5];
    if (count < 5) {
      small[0] = self;
      for (std::size_t i = 0; i < count; ++i) small[i + 1] = args[i];
      return start_call(method, small, count + 1);
    }
    all.push_back(self);
  } else if (type->slots.descr_get) {
    Value owner = Value::object(type_of(self));
    method = type->slots.descr_get(*this, method, self, owner);
    if (!method.ok()) return method;
  }
  for (std::size_t i = 0; i < count; ++i) all.push_back(args[i]);
  return start_call(method, all.data(), all.size());
}

namespace {
Task call_attribute(Vm& vm, Value object, Str* name, std::vector<Value> args) {
  Value method = co_await vm.getattr(object, name);
  if (method.is_error()) co_return method;
  Value result = co_await vm.call_with(method, args);
  co_return result;
}
}  // namespace

Value Vm::start_method(const Value& object, Str* name, const Value* args, std::size_t count) {
  const Value* found = type_of(object)->lookup(name);
  if (found && !type_of(object)->script_getattr) {
    Type* type = type_of(*found);
    Attributes* attributes = object.is_object() ? attributes_of(object.object()) : nullptr;
    if ((type == types.function || type == types.method_descriptor || type == types.wrapper_descriptor) &&
        (!attributes || !find_attribute(*attributes, name))) {
      return start_special(object, name, args, count);
    }
  }
  return start(call_attribute(*this, object, name, std::vector<Value>(args, args + count)));
}

bool Vm::is_callable(const Value& value) const {
  if (!value.is_object()) return false;
  const Type* type = value.object()->type;
  return type->slots.call != nullptr || type == types.function || type == types.native_function ||
         type == types.method_descriptor || type == types.wrapper_descriptor || type == types.method ||
         type == types.native_method || type == types.method_wrapper || type == types.classmethod_descriptor ||
         is_type_object(value.object());
}

}  // namespace logit::script
