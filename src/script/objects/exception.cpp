// The built-in exceptions: construction, attributes, str and repr; raising them from native code.
#include "script/objects/exception.h"

#include <cstddef>

#include "script/objects/define.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

Value or_none(const Value& v) { return v.is_undefined() ? Value::none() : v; }
Exception* self_of(const Value& v) { return v.as<Exception>(); }
Tuple* args_of(const Value& v) { return self_of(v)->args.as<Tuple>(); }

Type* os_error_class(const Vm& vm, std::int64_t number) {
  switch (number) {
    case 1: case 13: return vm.types.permission_error;
    case 2: return vm.types.file_not_found_error;
    case 17: return vm.types.file_exists_error;
    case 20: return vm.types.not_a_directory_error;
    case 21: return vm.types.is_a_directory_error;
    case 110: return vm.types.timeout_error;
    default: return nullptr;
  }
}

Value base_new(Vm& vm, Args args) {
  Ref<Exception> e = vm.allocate<Exception>(args[0]);
  e->args = args.has(1) ? args[1] : vm.empty_tuple();
  return e;
}

/// What the special attributes of a class are made from, after the arguments are known.
void read_arguments(Vm& vm, Exception* e) {
  Tuple* args = e->args.as<Tuple>();
  const auto arg = [&](std::size_t i) { return i < args->count ? (*args)[i] : Value::none(); };
  if (e->type->is_subtype(vm.types.stop_iteration)) {
    e->value = arg(0);
  } else if (e->type->is_subtype(vm.types.system_exit)) {
    e->value = args->count > 1 ? e->args : arg(0);
  }
}

Value base_init(Vm& vm, Args args) {
  Exception* e = self_of(args[0]);
  Dict* keywords = args[2].as<Dict>();
  e->args = args[1];
  if (e->type == vm.types.os_error) {
    // OSError(2, "…") is a FileNotFoundError: the number chooses the class, as CPython's table does.
    const Tuple* given = args[1].as<Tuple>();
    if (given->count >= 2 && (*given)[0].is_small_int()) {
      if (Type* narrower = os_error_class(vm, (*given)[0].small_int())) e->type = narrower;
    }
  }
  if (e->type->is_subtype(vm.types.os_error)) {
    // (number, text, file, nothing on this system, second file): the files are no part of args.
    const Ref<Tuple> given(args[1].as<Tuple>());
    if (given->count >= 3 && given->count <= 5 && !(*given)[2].is_none()) {
      e->value = (*given)[2];
      if (given->count == 5 && !(*given)[4].is_none()) e->name = (*given)[4];
      e->args = vm.tuple_of((*given)[0], (*given)[1]);
    }
  }
  const auto take = [&](Str* name, Value& to) {
    if (Value* v = keywords->get(name)) {
      to = *v;
      keywords->erase(name);
    }
  };
  if (keywords->count) {
    if (e->type->is_subtype(vm.types.name_error)) take(vm.names.name, e->name);
    if (e->type->is_subtype(vm.types.import_error)) {
      take(vm.names.name, e->name);
      take(vm.names.path, e->value);
    }
    if (e->type->is_subtype(vm.types.attribute_error)) {
      take(vm.names.name, e->name);
      take(vm.names.obj, e->value);
    }
    if (keywords->count) {
      return vm.type_error(e->type->name_str()->utf8(), "() takes no keyword arguments");
    }
  }
  read_arguments(vm, e);
  return Value::none();
}

Task str_of_args(Vm& vm, Value self) {
  Value text = co_await vm.repr(self_of(self)->args);
  co_return text;
}
Value base_str(Vm& vm, const Value& self) {
  Tuple* args = args_of(self);
  if (args->count == 0) return vm.str("");
  if (args->count == 1) return vm.start_str((*args)[0]);
  return vm.start(str_of_args(vm, self));
}
Value key_error_str(Vm& vm, const Value& self) {
  Tuple* args = args_of(self);
  if (args->count == 1) return vm.start_repr((*args)[0]);
  return base_str(vm, self);
}
Task os_error_text(Vm& vm, Value self) {
  Value number = co_await vm.to_str((*args_of(self))[0]);
  if (number.is_error()) co_return number;
  Value text = co_await vm.to_str((*args_of(self))[1]);
  if (text.is_error()) co_return text;
  std::string out = cat("[Errno ", number.as<Str>()->utf8(), "] ", text.as<Str>()->utf8());
  if (self_of(self)->value.ok()) {
    Value file = co_await vm.repr(self_of(self)->value);
    if (file.is_error()) co_return file;
    out += ": " + file.as<Str>()->utf8();
  }
  if (self_of(self)->name.ok()) {
    Value file = co_await vm.repr(self_of(self)->name);
    if (file.is_error()) co_return file;
    out += " -> " + file.as<Str>()->utf8();
  }
  co_return vm.str(out);
}
Value os_error_str(Vm& vm, const Value& self) {
  const std::uint32_t n = args_of(self)->count;
  return n == 2 ? vm.start(os_error_text(vm, self)) : base_str(vm, self);
}

Task repr_task(Vm& vm, Value self) {
  Tuple* args = args_of(self);
  const std::string name = vm.type_of(self)->name_str()->utf8();
  if (args->count == 1) {
    Value text = co_await vm.repr((*args)[0]);
    if (text.is_error()) co_return text;
    co_return vm.str(cat(name, "(", text.as<Str>()->utf8(), ")"));
  }
  Value text = co_await vm.repr(self_of(self)->args);
  if (text.is_error()) co_return text;
  co_return vm.str(name + text.as<Str>()->utf8());
}
Value base_repr(Vm& vm, const Value& self) { return vm.start(repr_task(vm, self)); }

// --- attributes ---

Value get_args(Vm&, const Value& self) { return self_of(self)->args; }
Value set_args(Vm& vm, const Value& self, const Value& value) {
  if (!vm.is_tuple(value)) {
    struct Convert {
      static Task run(Vm& vm, Value self, Value value) {
        Value tuple = co_await vm.tuple_from(value);
        if (tuple.is_error()) co_return tuple;
        self_of(self)->args = tuple;
        co_return Value::none();
      }
    };
    return vm.start(Convert::run(vm, self, value));
  }
  self_of(self)->args = value;
  return Value::none();
}
Value get_cause(Vm&, const Value& self) { return or_none(self_of(self)->cause); }
Value set_cause(Vm& vm, const Value& self, const Value& value) {
  if (!value.is_none() && !vm.is_instance(value, vm.types.base_exception)) {
    return vm.type_error("exception cause must be None or derive from BaseException");
  }
  self_of(self)->cause = value.is_none() ? Value() : value;
  self_of(self)->suppress_context = true;
  return Value::none();
}
Value get_context(Vm&, const Value& self) { return or_none(self_of(self)->context); }
Value set_context_attribute(Vm& vm, const Value& self, const Value& value) {
  if (!value.is_none() && !vm.is_instance(value, vm.types.base_exception)) {
    return vm.type_error("exception context must be None or derive from BaseException");
  }
  self_of(self)->context = value.is_none() ? Value() : value;
  return Value::none();
}
Value get_suppress(Vm&, const Value& self) { return Value::boolean(self_of(self)->suppress_context); }
Value set_suppress(Vm& vm, const Value& self, const Value& value) {
  if (!value.is_bool()) return vm.type_error("attribute value type must be bool");
  self_of(self)->suppress_context = value.is_true();
  return Value::none();
}
Value get_traceback(Vm&, const Value& self) { return or_none(self_of(self)->traceback); }
Value set_traceback(Vm& vm, const Value& self, const Value& value) {
  if (!value.is_none() && !value.is_exact(vm.types.traceback)) {
    return vm.type_error("__traceback__ must be a traceback or None");
  }
  self_of(self)->traceback = value.is_none() ? Value() : value;
  return Value::none();
}
Value with_traceback(Vm& vm, Args args) {
  Value result = set_traceback(vm, args[0], args[1]);
  return result.is_error() ? std::move(result) : args[0];
}
Value add_note(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("note must be a str, not '", vm.type_name(args[1]), "'");
  Attributes& attributes = self_of(args[0])->attributes;
  Value* notes = find_attribute(attributes, vm.names.__notes__);
  if (!notes) {
    Ref<List> list = vm.new_list();
    if (!set_attribute(vm, attributes, vm.names.__notes__, list.value())) return Value::error();
    notes = find_attribute(attributes, vm.names.__notes__);
  }
  if (!vm.is_list(*notes)) return vm.type_error("Cannot add note: __notes__ is not a list");
  return notes->as<List>()->push(vm.heap, args[1]) ? Value::none() : Value::error();
}
Value get_value(Vm&, const Value& self) { return or_none(self_of(self)->value); }
Value set_value(Vm&, const Value& self, const Value& value) {
  self_of(self)->value = value;
  return Value::none();
}
Value get_name(Vm&, const Value& self) { return or_none(self_of(self)->name); }
Value set_name(Vm&, const Value& self, const Value& value) {
  self_of(self)->name = value;
  return Value::none();
}
template <int kIndex>
Value get_arg(Vm&, const Value& self) {
  Tuple* args = args_of(self);
  return kIndex < static_cast<int>(args->count) && (kIndex > 0 || args->count > 0) ? (*args)[kIndex] : Value::none();
}
template <int kIndex>
Value get_os_arg(Vm&, const Value& self) {
  Tuple* args = args_of(self);
  return args->count >= 2 && kIndex < static_cast<int>(args->count) ? (*args)[kIndex] : Value::none();
}
/// SyntaxError(msg, (filename, lineno, offset, text, end_lineno, end_offset)).
template <int kIndex>
Value get_syntax(Vm& vm, const Value& self) {
  Tuple* args = args_of(self);
  if (args->count < 2 || !vm.is_tuple((*args)[1])) return Value::none();
  Tuple* where = (*args)[1].as<Tuple>();
  return kIndex < static_cast<int>(where->count) ? (*where)[kIndex] : Value::none();
}

constexpr GetSetDef kBaseProperties[] = {{"args", get_args, set_args},
                                         {"__cause__", get_cause, set_cause},
                                         {"__context__", get_context, set_context_attribute},
                                         {"__suppress_context__", get_suppress, set_suppress},
                                         {"__traceback__", get_traceback, set_traceback},
                                         {}};
constexpr NativeDef kBaseMethods[] = {{"with_traceback(tb, /)", with_traceback}, {"add_note(note, /)", add_note}, {}};
constexpr NativeDef kBaseNew{"BaseException(*args, **kwargs)", base_new};
constexpr NativeDef kBaseInit{"__init__(*args, **kwargs)", base_init};
constexpr GetSetDef kValueProperty[] = {{"value", get_value, set_value}, {}};
constexpr GetSetDef kCodeProperty[] = {{"code", get_value, set_value}, {}};
constexpr GetSetDef kNameProperty[] = {{"name", get_name, set_name}, {}};
constexpr GetSetDef kAttributeProperties[] = {{"name", get_name, set_name}, {"obj", get_value, set_value}, {}};
constexpr GetSetDef kImportProperties[] = {
    {"name", get_name, set_name}, {"path", get_value, set_value}, {"msg", get_arg<0>}, {}};
constexpr GetSetDef kOsProperties[] = {
    {"errno", get_os_arg<0>}, {"strerror", get_os_arg<1>}, {"filename", get_value, set_value},
    {"filename2", get_name, set_name}, {}};
constexpr GetSetDef kSyntaxProperties[] = {{"msg", get_arg<0>},      {"filename", get_syntax<0>}, {"lineno", get_syntax<1>},
                                           {"offset", get_syntax<2>}, {"text", get_syntax<3>},     {"end_lineno", get_syntax<4>},
                                           {"end_offset", get_syntax<5>}, {}};

Value syntax_error_str(Vm& vm, const Value& self) {
  Tuple* args = args_of(self);
  if (args->count == 0) return vm.str("None");
  Value file = get_syntax<0>(vm, self), line = get_syntax<1>(vm, self);
  if (vm.is_str((*args)[0]) && line.is_small_int()) {
    if (vm.is_str(file)) {
      return vm.str(cat((*args)[0].as<Str>()->utf8(), " (", file.as<Str>()->utf8(), ", line ", line.small_int(), ")"));
    }
    return vm.str(cat((*args)[0].as<Str>()->utf8(), " (line ", line.small_int(), ")"));
  }
  return vm.start_str((*args)[0]);
}

// --- tracebacks ---

Value traceback_next(Vm&, const Value& self) { return or_none(self.as<Traceback>()->next); }
Value traceback_line(Vm&, const Value& self) { return Value::small_int(self.as<Traceback>()->line); }
Value traceback_frame(Vm&, const Value& self) { return self; }
Value traceback_code(Vm&, const Value& self) { return self.as<Traceback>()->code; }
Value traceback_globals(Vm&, const Value& self) { return or_none(self.as<Traceback>()->locals_owner); }
// tb_frame answers with the traceback itself, which knows the few f_ attributes that lessons print.
constexpr GetSetDef kTracebackProperties[] = {{"tb_next", traceback_next},   {"tb_lineno", traceback_line},
                                              {"tb_frame", traceback_frame}, {"f_code", traceback_code},
                                              {"f_lineno", traceback_line},  {"f_globals", traceback_globals},
                                              {}};

}  // namespace

void define_traceback(Vm& vm) {
  TypeSpec spec{.name = "traceback", .instance_bytes = sizeof(Traceback)};
  spec.slots.dealloc = drop<Traceback>;
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) { visit(context, static_cast<Traceback*>(o)->next); };
  spec.properties = kTracebackProperties;
  vm.define(spec, vm.types.traceback);
}

void define_exceptions(Vm& vm) {
  const auto define = [&](Type* type, const char* name, Type* base) {
    TypeSpec spec{.name = name, .base = base, .instance_bytes = sizeof(Exception)};
    spec.attributes_offset = offsetof(Exception, attributes);
    Types& t = vm.types;
    if (type == t.base_exception) {
      spec.slots.repr = base_repr;
      spec.slots.str = base_str;
      spec.slots.dealloc = drop<Exception>;
      spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
        auto* e = static_cast<Exception*>(o);
        for (const Value* v : {&e->args, &e->cause, &e->context, &e->traceback, &e->value}) visit(context, *v);
      };
      spec.slots.clear = [](Heap&, Object* o) {
        auto* e = static_cast<Exception*>(o);
        e->cause = Value();
        e->context = Value();
        e->traceback = Value();
        e->value = Value();
      };
      spec.construct = &kBaseNew;
      spec.init = &kBaseInit;
      spec.methods = kBaseMethods;
      spec.properties = kBaseProperties;
    } else {
      spec.construct = &kBaseNew;
    }
    if (type == t.stop_iteration) spec.properties = kValueProperty;
    if (type == t.system_exit) spec.properties = kCodeProperty;
    if (type == t.name_error) spec.properties = kNameProperty;
    if (type == t.attribute_error) spec.properties = kAttributeProperties;
    if (type == t.import_error) spec.properties = kImportProperties;
    if (type == t.key_error) spec.slots.str = key_error_str;
    if (type == t.os_error) {
      spec.slots.str = os_error_str;
      spec.properties = kOsProperties;
    }
    if (type == t.syntax_error) {
      spec.slots.str = syntax_error_str;
      spec.properties = kSyntaxProperties;
    }
    vm.define(spec, type);
    vm.add_builtin(name, Value::object(type));
  };
#define EXCEPTION(member, name, base) define(vm.types.member, name, vm.types.base);
#include "script/objects/exceptions.def"
#undef EXCEPTION
  vm.add_builtin("EnvironmentError", Value::object(vm.types.os_error));
  vm.add_builtin("IOError", Value::object(vm.types.os_error));
}

// ----------------------------------------------------------------------------------------------- raising

Value Vm::new_exception(Type* type, Value args_tuple) {
  auto e = heap.make<Exception>(type);
  e->args = std::move(args_tuple);
  read_arguments(*this, e.get());
  return e;
}

Value Vm::raise(Type* type, std::string_view message) {
  Value text = str(message);
  return raise_object(new_exception(type, tuple_of(std::move(text))));
}

Value Vm::raise_value(Type* type, Value argument) {
  return raise_object(new_exception(type, tuple_of(std::move(argument))));
}

Value Vm::raise_object(Value exception) {
  set_context(exception.as<Exception>());
  exception_ = std::move(exception);
  return Value::error();
}

void Vm::set_context(Exception* exception) {
  Value handled = handled_exception();
  if (!handled.is_object() || handled.object() == exception) return;
  // Never a loop: if the new exception is somewhere in the chain of the handled one, cut it out there.
  Exception* link = handled.as<Exception>();
  for (int i = 0; i < 10000 && link->context.is_object(); ++i) {
    if (link->context.object() == exception) {
      link->context = Value();
      break;
    }
    link = link->context.as<Exception>();
  }
  exception->context = std::move(handled);
}

void Vm::raise_memory_error(std::uint64_t bytes) {
  heap.told();
  const std::uint64_t wanted = bytes > heap.limit() ? bytes : heap.used() + bytes;
  if (heap.within_limit(bytes)) {
    raise(types.memory_error, cat("this script asked for ", human_size(wanted), ", more than this device has left"));
    return;
  }
  raise(types.memory_error, cat("this script asked for ", human_size(wanted), ", the lab allows ", human_size(heap.limit())));
}

void Vm::add_traceback(Frame* frame) {
  if (!exception_.is_object()) return;
  auto* e = exception_.as<Exception>();
  const auto position = static_cast<std::uint32_t>(frame->ip - frame->code->instructions.data());
  auto entry = heap.make<Traceback>(types.traceback);
  entry->code = Value::object(frame->code);
  entry->locals_owner = Value::object(frame->globals);
  entry->line = frame->code->unit->line_at(position > 0 ? position - 1 : 0);
  entry->next = std::move(e->traceback);
  e->traceback = std::move(entry);
}

}  // namespace logit::script
