// print.
#include "script/objects/container_repr.h"
#include "script/objects/text.h"
#include "script/vm/builtins.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

/// Appends str(value) when that takes no script code.
bool append_plain_str(Vm& vm, std::string& out, const Value& value) {
  if (value.is_exact(vm.types.str)) {
    value.as<Str>()->append_utf8(out);
    return true;
  }
  return append_scalar_repr(vm, out, value);
}

/// A lone surrogate cannot be written as UTF-8.
bool check_encodable(Vm& vm, std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) == 0xED && static_cast<unsigned char>(text[i + 1]) >= 0xA0) {
      vm.raise(vm.types.unicode_encode_error, "'utf-8' codec can't encode characters: surrogates not allowed");
      return false;
    }
  }
  return true;
}

/// sep and end: a str, or the default for None.
bool text_option(Vm& vm, const Value& value, const char* name, std::string& out) {
  if (value.is_undefined() || value.is_none()) return true;
  if (!vm.is_str(value)) {
    vm.type_error(name, " must be None or a string, not ", vm.type_name(value));
    return false;
  }
  out = value.as<Str>()->utf8();
  return true;
}

/// What print writes to when no file is given: sys.stdout if the script replaced it, else undefined.
Value replaced_stdout(Vm& vm) {
  const Value sys = vm.imported("sys");
  if (!sys.is_object()) return Value();
  const Value* out = sys.as<Module>()->dict->get(vm.intern("stdout"));
  if (!out || !out->is_object() || vm.type_name(*out) == "TextIOWrapper") return Value();
  return *out;
}

Task print_task(Vm& vm, std::vector<Value> values, std::string separator, std::string end, Value file, Value flush) {
  const bool to_file = file.ok() && !file.is_none();
  const Value separator_value = to_file ? vm.str(separator) : Value();
  Str* const write = vm.names.write;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) {
      if (to_file) {
        Value done = co_await vm.call_method(file, write, separator_value);
        if (done.is_error()) co_return done;
      } else {
        vm.write(Stream::out, separator);
      }
    }
    Value text = co_await vm.to_str(values[i]);
    if (text.is_error()) co_return text;
    if (to_file) {
      Value done = co_await vm.call_method(file, write, text);
      if (done.is_error()) co_return done;
    } else {
      const std::string utf8 = text.as<Str>()->utf8();
      if (!text.as<Str>()->ascii && !check_encodable(vm, utf8)) co_return Value::error();
      vm.write(Stream::out, utf8);
    }
  }
  if (to_file) {
    Value last = vm.str(end);
    Value done = co_await vm.call_method(file, write, last);
    if (done.is_error()) co_return done;
  } else {
    vm.write(Stream::out, end);
  }
  if (to_file && flush.ok()) {
    Value yes = co_await vm.truth(flush);
    if (yes.is_error()) co_return yes;
    if (yes.is_true()) {
      Value done = co_await vm.call_method(file, vm.intern("flush"));
      if (done.is_error()) co_return done;
    }
  }
  co_return Value::none();
}

Value do_print(Vm& vm, Args args) {  // values, sep, end, file, flush
  const Tuple* values = args[0].as<Tuple>();
  std::string separator = " ";
  std::string end = "\n";
  if (!text_option(vm, args[1], "sep", separator) || !text_option(vm, args[2], "end", end)) return Value::error();
  Value file = args[3];
  if (!file.ok() || file.is_none()) file = replaced_stdout(vm);
  if (!file.ok()) {
    std::string out;
    bool plain = true;
    for (std::size_t i = 0; i < values->count && plain; ++i) {
      if (i > 0) out += separator;
      plain = append_plain_str(vm, out, (*values)[i]);
    }
    if (plain) {
      out += end;
      if (!is_ascii(out) && !check_encodable(vm, out)) return Value::error();
      vm.write(Stream::out, out);
      return Value::none();
    }
  }
  return vm.start(print_task(vm, std::vector<Value>(values->begin(), values->end()), separator, end, file, args[4]));
}

}  // namespace

const NativeDef kPrintBuiltins[] = {
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", do_print, "Writes the values, separated and ended."}, {}};

}  // namespace logit::script
