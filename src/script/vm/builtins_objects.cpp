// Functions about objects: attributes, types, identity, text forms, namespaces.
#include <algorithm>

#include "script/objects/text.h"
#include "script/vm/builtins.h"
#include "script/vm/frame.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

Value do_repr(Vm& vm, Args args) { return vm.start_repr(args[0]); }
Value do_ascii(Vm& vm, Args args) { return vm.start_ascii(args[0]); }
Value do_hash(Vm& vm, Args args) { return vm.start_hash(args[0]); }
Value do_callable(Vm& vm, Args args) { return Value::boolean(vm.is_callable(args[0])); }

Value do_format(Vm& vm, Args args) {
  const Value spec = args.has(1) ? args[1] : vm.str("");
  if (!vm.is_str(spec)) return vm.type_error("format() argument 2 must be str, not ", argument_type(vm, spec));
  return vm.start_format(args[0], spec);
}

Value do_id(Vm& vm, Args args) {
  // Unboxed values have no address; their word identifies them as well.
  if (args[0].is_object()) return vm.integer(static_cast<std::int64_t>(args[0].bits()));
  return vm.integer(static_cast<std::int64_t>((args[0].bits() * 0x9E3779B97F4A7C15u) >> 17) | (std::int64_t{1} << 46));
}

Value do_isinstance(Vm& vm, Args args) { return vm.start_is_instance(args[0], args[1]); }
Value do_issubclass(Vm& vm, Args args) { return vm.start_is_subclass(args[0], args[1]); }

// --- attributes -------------------------------------------------------------------------------------------------------

/// The name argument as interned Str; null: TypeError is set.
Str* attribute_name(Vm& vm, const Value& name, const char* function) {
  if (vm.is_str(name)) return vm.intern(name.as<Str>());
  if (std::string_view(function) == "hasattr" || std::string_view(function) == "getattr") {
    vm.type_error("attribute name must be string, not '", vm.type_name(name), "'");
  } else {
    vm.type_error("attribute name must be string, not '", vm.type_name(name), "'");
  }
  return nullptr;
}

Task getattr_task(Vm& vm, Value object, Str* name, Value otherwise) {
  Value value = co_await vm.getattr(object, name);
  if (value.is_error() && vm.error_is(vm.types.attribute_error)) {
    vm.clear_error();
    co_return otherwise;
  }
  co_return value;
}

Value do_getattr(Vm& vm, Args args) {
  Str* name = attribute_name(vm, args[1], "getattr");
  if (!name) return Value::error();
  if (!args.has(2)) return vm.start_getattr(args[0], name);
  return vm.start(getattr_task(vm, args[0], name, args[2]));
}

Task hasattr_task(Vm& vm, Value object, Str* name) {
  Value value = co_await vm.getattr(object, name);
  if (value.is_error()) {
    if (!vm.error_is(vm.types.attribute_error)) co_return value;
    vm.clear_error();
    co_return Value::boolean(false);
  }
  co_return Value::boolean(true);
}

Value do_hasattr(Vm& vm, Args args) {
  Str* name = attribute_name(vm, args[1], "hasattr");
  if (!name) return Value::error();
  return vm.start(hasattr_task(vm, args[0], name));
}

Value do_setattr(Vm& vm, Args args) {
  Str* name = attribute_name(vm, args[1], "setattr");
  if (!name) return Value::error();
  return vm.start_setattr(args[0], name, args[2]);
}

Value do_delattr(Vm& vm, Args args) {
  Str* name = attribute_name(vm, args[1], "delattr");
  if (!name) return Value::error();
  return vm.start_setattr(args[0], name, Value());
}

// --- namespaces -------------------------------------------------------------------------------------------------------

Value current_globals(Vm& vm) {
  const Frame* frame = vm.script_frame();
  return Value::object(frame ? frame->globals : vm.main_globals());
}

/// A snapshot of the variables of a function; the namespace itself in a class body and at the top level.
Value current_locals(Vm& vm) {
  const Frame* frame = vm.script_frame();
  if (!frame) return Value::object(vm.main_globals());
  if (frame->names) return Value::object(frame->names);
  if (frame->code->name.as<Str>()->equals("<module>")) return Value::object(frame->globals);
  auto locals = vm.new_dict();
  const std::vector<FrameInfo> frames = vm.frames(true);
  if (!frames.empty()) {
    for (const auto& variable : frames[0].locals) {
      if (variable.value.is_undefined()) continue;
      if (!locals->set(vm.heap, vm.intern(variable.name), variable.value)) return Value::error();
    }
  }
  return locals;
}

Value do_globals(Vm& vm, Args) { return current_globals(vm); }
Value do_locals(Vm& vm, Args) { return current_locals(vm); }

Task vars_task(Vm& vm, Value object) {
  Value names = co_await vm.getattr(object, vm.names.__dict__);
  if (names.is_error() && vm.error_is(vm.types.attribute_error)) {
    vm.clear_error();
    co_return vm.type_error("vars() argument must have __dict__ attribute");
  }
  co_return names;
}

Value do_vars(Vm& vm, Args args) {
  if (!args.has(0)) return current_locals(vm);
  return vm.start(vars_task(vm, args[0]));
}

Task dir_task(Vm& vm, Value object) {
  Value names = co_await Await(vm.start_special(object, vm.names.__dir__));
  if (names.is_error()) co_return names;
  Value list = co_await vm.list_of(names);
  if (list.is_error()) co_return list;
  Value sorted = co_await vm.call_method(list, vm.intern("sort"));
  if (sorted.is_error()) co_return sorted;
  co_return list;
}

Value do_dir(Vm& vm, Args args) {
  std::vector<std::string> names;
  if (args.has(0)) {
    const Value* special = vm.lookup_special(args[0], vm.names.__dir__);
    if (special && special->is_exact(vm.types.function)) return vm.start(dir_task(vm, args[0]));
    names = vm.dir(args[0]);
  } else {
    const Value locals = current_locals(vm);
    if (locals.is_error()) return locals;
    const Dict* dict = locals.as<Dict>();
    for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
      if (vm.is_str(dict->entries[i].key)) names.push_back(dict->entries[i].key.as<Str>()->utf8());
    }
    std::sort(names.begin(), names.end());
  }
  auto list = vm.new_list();
  for (const std::string& name : names) {
    if (!list->push(vm.heap, vm.str(name))) return Value::error();
  }
  return list;
}

// --- the rest ---------------------------------------------------------------------------------------------------------

Task breakpoint_task(Vm& vm) {
  Value done = co_await vm.pause();
  co_return done;
}

Value do_breakpoint(Vm& vm, Args) {
  if (!vm.host.on_breakpoint()) return Value::none();
  return vm.start(breakpoint_task(vm));
}

Value do_help(Vm& vm, Args) {
  vm.write(Stream::out, "help() is not available in logit: see the lab's help panel.\n");
  return Value::none();
}

Value do_exit(Vm& vm, Args args) {
  return vm.raise_object(vm.new_exception(vm.types.system_exit, vm.tuple_of(args.has(0) ? args[0] : Value::none())));
}

}  // namespace

const NativeDef kObjectBuiltins[] = {
    {"repr(obj, /)", do_repr, "The object as a programmer writes it."},
    {"ascii(obj, /)", do_ascii, "repr() with everything beyond ASCII escaped."},
    {"format(value, format_spec='', /)", do_format, "The value as text, by a format specification."},
    {"hash(obj, /)", do_hash, "An int that equal objects have in common."},
    {"id(obj, /)", do_id, "An int that tells objects apart while they live."},
    {"callable(obj, /)", do_callable, "Whether it can be called."},
    {"isinstance(obj, class_or_tuple, /)", do_isinstance, "Whether it belongs to a class."},
    {"issubclass(cls, class_or_tuple, /)", do_issubclass, "Whether a class derives from another."},
    {"getattr(object, name, default=None, /)", do_getattr, "The attribute of that name."},
    {"hasattr(obj, name, /)", do_hasattr, "Whether there is an attribute of that name."},
    {"setattr(obj, name, value, /)", do_setattr, "Sets the attribute of that name."},
    {"delattr(obj, name, /)", do_delattr, "Deletes the attribute of that name."},
    {"globals()", do_globals, "The module's namespace."},
    {"locals()", do_locals, "The names bound here."},
    {"vars(object=None, /)", do_vars, "The object's own namespace."},
    {"dir(object=None, /)", do_dir, "The names that an object has."},
    {"breakpoint(*args, **kwargs)", do_breakpoint, "Stops in the lab's stepper."},
    {"help(*args, **kwargs)", do_help, "A notice."},
    {"exit(code=None, /)", do_exit, "Ends the script."},
    {"quit(code=None, /)", do_exit, "Ends the script."},
    {}};

}  // namespace logit::script
