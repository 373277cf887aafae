// _files: the session's files for library text (io.open, os.path.exists). A file is read and written whole.
#include "script/lib/modules.h"

namespace logit::script {

namespace {

// The name as text, "" when it is none.
bool read_name(Vm& vm, const Value& value, std::string& name) { return vm.to_text(value, name, "file name"); }

// Where the bytes stop being UTF-8; npos: nowhere.
std::size_t first_invalid(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
    const unsigned lead = byte(0);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    // Longer than need be, a surrogate, or beyond the last character.
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF0 && byte(1) < 0x90) ||
        (lead == 0xF4 && byte(1) > 0x8F)) {
      length = 0;
    }
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(k) & 0xC0) != 0x80) length = 0;
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

/// The whole text, None when there is no such file. UnicodeDecodeError in CPython's words if it is no UTF-8.
Value do_read(Vm& vm, Args args) {
  std::string name, bytes;
  if (!read_name(vm, args[0], name)) return Value::error();
  if (!vm.host.read_file(name, bytes)) return Value::none();
  if (!vm.heap.request(bytes.size() * 5)) return Value::error();
  if (!vm.charge_plain(static_cast<std::int64_t>(bytes.size() / 64))) return Value::error();
  if (const std::size_t bad = first_invalid(bytes); bad != std::string_view::npos) {
    static constexpr char kHex[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(bytes[bad]);
    const char digits[] = {kHex[byte >> 4], kHex[byte & 15], 0};
    return vm.raise(vm.types.unicode_decode_error,
                    cat("'utf-8' codec can't decode byte 0x", digits, " in position ", bad, ": invalid ",
                        byte >= 0xc2 && byte < 0xf5 ? "continuation" : "start", " byte"));
  }
  if (bytes.starts_with("\xEF\xBB\xBF") && args.has(1) && args[1].is_true()) bytes.erase(0, 3);
  return vm.str(bytes);
}

Value do_write(Vm& vm, Args args) {
  std::string name, text;
  if (!read_name(vm, args[0], name) || !vm.to_text(args[1], text, "text")) return Value::error();
  if (!vm.charge_plain(static_cast<std::int64_t>(text.size() / 64))) return Value::error();
  return Value::boolean(vm.host.write_file(name, std::move(text)));
}

/// The number of bytes, None when there is no such file.
Value do_size(Vm& vm, Args args) {
  std::string name, bytes;
  if (!read_name(vm, args[0], name)) return Value::error();
  return vm.host.read_file(name, bytes) ? vm.integer(static_cast<std::int64_t>(bytes.size())) : Value::none();
}

Value do_remove(Vm& vm, Args args) {
  std::string name;
  if (!read_name(vm, args[0], name)) return Value::error();
  return Value::boolean(vm.host.remove_file(name));
}

Value do_names(Vm& vm, Args) {
  auto list = vm.new_list();
  for (const std::string& name : vm.host.file_names()) {
    if (!list->push(vm.heap, vm.str(name))) return Value::error();
  }
  return list;
}

constexpr NativeDef kFunctions[] = {{"read(name, skip_mark=False, /)", do_read}, {"write(name, text, /)", do_write},
                                    {"size(name, /)", do_size}, {"remove(name, /)", do_remove}, {"names()", do_names}, {}};

}  // namespace

Value build_files(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  return Value::none();
}

}  // namespace logit::script
