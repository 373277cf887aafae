// The native part of `sys`: the streams, the exception being handled, limits. Version numbers and the like are in sys.py.
#include "script/lib/modules.h"
#include "script/objects/exception.h"
#include "script/objects/numbers.h"

namespace logit::script {

namespace {

// --- sys.stdout and sys.stderr ------------------------------------------------------------------------------------------

struct TextStream : Object {
  Stream stream = Stream::out;
};

Value stream_write(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("write() argument must be str, not ", vm.type_name(args[1]));
  vm.write(args[0].as<TextStream>()->stream, args[1].as<Str>()->utf8());
  return vm.integer(args[1].as<Str>()->length);
}

Task write_lines(Vm& vm, Value self, Value lines) {
  Value it = co_await vm.iter(lines);
  if (it.is_error()) co_return it;
  for (;;) {
    Value line = co_await vm.next(it);
    if (line.is_error()) co_return line;
    if (line.is_undefined()) co_return Value::none();
    if (!vm.is_str(line)) co_return vm.type_error("write() argument must be str, not ", vm.type_name(line));
    vm.write(self.as<TextStream>()->stream, line.as<Str>()->utf8());
  }
}
Value stream_writelines(Vm& vm, Args args) { return vm.start(write_lines(vm, args[0], args[1])); }
Value stream_flush(Vm&, Args) { return Value::none(); }
Value stream_false(Vm&, Args) { return Value::boolean(false); }
Value stream_true(Vm&, Args) { return Value::boolean(true); }
Value stream_fileno(Vm&, Args args) { return Value::small_int(args[0].as<TextStream>()->stream == Stream::out ? 1 : 2); }
Value stream_reconfigure(Vm&, Args) { return Value::none(); }

const char* stream_name(const Value& self) { return self.as<TextStream>()->stream == Stream::out ? "<stdout>" : "<stderr>"; }
Value get_stream_name(Vm& vm, const Value& self) { return vm.str(stream_name(self)); }
Value get_encoding(Vm& vm, const Value&) { return vm.str("utf-8"); }
Value get_closed(Vm&, const Value&) { return Value::boolean(false); }
Value stream_repr(Vm& vm, const Value& self) {
  return vm.str(cat("<_io.TextIOWrapper name='", stream_name(self), "' mode='w' encoding='utf-8'>"));
}

constexpr NativeDef kStreamMethods[] = {
    {"write(text, /)", stream_write, "Write string to stream. Returns the number of characters written."},
    {"writelines(lines, /)", stream_writelines, "Write a list of lines to stream."},
    {"flush()", stream_flush, "Flush write buffers, if applicable."},
    {"isatty()", stream_false},
    {"readable()", stream_false},
    {"writable()", stream_true},
    {"seekable()", stream_false},
    {"fileno()", stream_fileno},
    {"reconfigure(**options)", stream_reconfigure},
    {}};
constexpr GetSetDef kStreamProperties[] = {
    {"name", get_stream_name, nullptr, nullptr}, {"encoding", get_encoding, nullptr, nullptr}, {"closed", get_closed, nullptr, nullptr}, {}};
const TypeSpec kStreamSpec{.name = "TextIOWrapper", .module = "_io", .instance_bytes = sizeof(TextStream),
                           .slots = {.repr = stream_repr}, .methods = kStreamMethods, .properties = kStreamProperties};

Value make_stream(Vm& vm, Stream stream) {
  auto object = vm.heap.make<TextStream>(vm.type_for(kStreamSpec));
  object->stream = stream;
  return object;
}

// --- functions ----------------------------------------------------------------------------------------------------------

Value do_exc_info(Vm& vm, Args) {
  Value exception = vm.handled_exception();
  if (!exception.is_object()) return vm.tuple_of(Value::none(), Value::none(), Value::none());
  Value traceback = exception.as<Exception>()->traceback;
  if (traceback.is_undefined()) traceback = Value::none();
  Value type = Value::object(exception.object()->type);
  return vm.tuple_of(std::move(type), std::move(exception), std::move(traceback));
}

Value do_exception(Vm& vm, Args) {
  Value exception = vm.handled_exception();
  return exception.is_object() ? exception : Value::none();
}

Task exit_task(Vm& vm, Value code) {
  Value exception;
  if (code.is_undefined() || code.is_none()) {
    exception = co_await vm.call(Value::object(vm.types.system_exit));
  } else if (code.is_exact(vm.types.tuple)) {
    std::vector<Value> arguments(code.as<Tuple>()->begin(), code.as<Tuple>()->end());
    exception = co_await vm.call_with(Value::object(vm.types.system_exit), arguments);
  } else {
    exception = co_await vm.call(Value::object(vm.types.system_exit), code);
  }
  if (exception.is_error()) co_return exception;
  co_return vm.raise_object(exception);
}
Value do_exit(Vm& vm, Args args) { return vm.start(exit_task(vm, args[0])); }

Value do_getrecursionlimit(Vm& vm, Args) { return vm.integer(vm.recursion_limit()); }

Value do_setrecursionlimit(Vm& vm, Args args) {
  constexpr std::int64_t kHighest = 20000;  // frames live on the heap, but their number must stay bounded
  std::int64_t limit;
  if (!vm.to_int64(args[0], limit)) return Value::error();
  if (limit < 1) return vm.value_error("recursion limit must be greater or equal than 1");
  if (static_cast<std::int64_t>(vm.depth()) >= limit) {
    return vm.raise(vm.types.recursion_error, cat("cannot set the recursion limit to ", limit, " at the recursion depth ", vm.depth(), ": the limit is too low"));
  }
  vm.set_recursion_limit(static_cast<std::uint32_t>(limit < kHighest ? limit : kHighest));
  return Value::none();
}

Value do_intern(Vm& vm, Args args) {
  if (!vm.is_str(args[0])) return vm.type_error("intern() argument must be str, not ", vm.type_name(args[0]));
  if (!args[0].is_exact(vm.types.str)) return vm.type_error("can't intern ", vm.type_name(args[0]));
  return Value::object(vm.intern(args[0].as<Str>()));
}

/// About what CPython says: the head of the object and what it holds directly.
Value do_getsizeof(Vm& vm, Args args) {
  const Value& v = args[0];
  std::int64_t bytes = 48;
  IntView number;
  if (v.is_bool() || int_view(vm, v, number)) {
    const std::size_t digits = v.is_bool() ? v.is_true() : (number.bit_length() + 29) / 30;
    bytes = 24 + 4 * static_cast<std::int64_t>(digits ? digits : !v.is_bool());
  } else if (vm.is_float(v)) bytes = 24;
  else if (v.is_none()) bytes = 16;
  else if (vm.is_str(v)) {
    const Str& text = *v.as<Str>();
    bytes = text.ascii ? 49 + text.length : (text.width == 1 ? 73 : text.width == 2 ? 74 : 76) + static_cast<std::int64_t>(text.bytes());
  } else if (vm.is_list(v)) bytes = 56 + 8 * static_cast<std::int64_t>(v.as<List>()->count);
  else if (vm.is_tuple(v)) bytes = 40 + 8 * static_cast<std::int64_t>(v.as<Tuple>()->count);
  else if (vm.is_dict(v)) bytes = v.as<Dict>()->count ? 64 + 24 * static_cast<std::int64_t>(v.as<Dict>()->capacity) : 64;
  else if (v.is_object() && vm.is_type_object(v.object())) bytes = 1064;
  return vm.integer(bytes);
}

Value do_getrefcount(Vm& vm, Args args) { return vm.integer(args[0].is_object() ? args[0].object()->refs : 1000000000); }

Value do_set_int_max_str_digits(Vm& vm, Args) {
  return vm.raise(vm.types.not_implemented_error, "sys.set_int_max_str_digits() is not available in logit: the limit is 4300 digits");
}
Value do_get_int_max_str_digits(Vm&, Args) { return Value::small_int(static_cast<std::int64_t>(kMaxDecimalDigits)); }
Value do_getdefaultencoding(Vm& vm, Args) { return vm.str("utf-8"); }
Value do_refuse_trace(Vm& vm, Args) {
  return vm.raise(vm.types.not_implemented_error, "sys.settrace() is not available in logit: use the stepper");
}

constexpr NativeDef kFunctions[] = {
    {"exc_info()", do_exc_info, "Return current exception information: (type, value, traceback)."},
    {"exception()", do_exception, "Return the current exception."},
    {"exit(status=None, /)", do_exit, "Exit the interpreter by raising SystemExit(status)."},
    {"getrecursionlimit()", do_getrecursionlimit, "Return the current value of the recursion limit."},
    {"setrecursionlimit(limit, /)", do_setrecursionlimit, "Set the maximum depth of calls."},
    {"intern(string, /)", do_intern, "Intern the given string."},
    {"getsizeof(object, default=0)", do_getsizeof, "Return the size of object in bytes, roughly."},
    {"getrefcount(object, /)", do_getrefcount, "Return the reference count of object."},
    {"set_int_max_str_digits(maxdigits)", do_set_int_max_str_digits},
    {"get_int_max_str_digits()", do_get_int_max_str_digits},
    {"getdefaultencoding()", do_getdefaultencoding},
    {"getfilesystemencoding()", do_getdefaultencoding},
    {"settrace(function, /)", do_refuse_trace},
    {"setprofile(function, /)", do_refuse_trace},
    {}};

}  // namespace

Value build_sys(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  auto argv = vm.new_list();
  if (!argv->push(vm.heap, vm.str(vm.file_name()))) return Value::error();
  for (const std::string& argument : vm.arguments()) {
    if (!argv->push(vm.heap, vm.str(argument))) return Value::error();
  }
  const std::pair<const char*, Value> values[] = {
      {"stdout", make_stream(vm, Stream::out)}, {"stderr", make_stream(vm, Stream::err)}, {"argv", Value(std::move(argv))},
      {"modules", Value::object(vm.modules())}, {"maxsize", make_int(vm, BigInt(INT64_MAX))}};
  for (const auto& [name, value] : values) {
    if (!vm.set_attribute(module, name, value)) return Value::error();
  }
  for (const char* name : {"stdout", "stderr"}) {
    if (!vm.set_attribute(module, cat("__", name, "__"), *module->dict->get(vm.intern(name)))) return Value::error();
  }
  return Value::none();
}

}  // namespace logit::script
