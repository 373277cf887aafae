// str.format and str.format_map: fields in braces, with attributes, indices, conversions and nested specifications.
//
// The template is cut into pieces first (pure text work, parse_template), then a Task looks the fields up and formats
// them one by one. Messages are CPython's. Source: Objects/stringlib/unicode_format.h.
#include <climits>

#include "script/objects/str_methods.h"
#include "script/objects/text.h"
#include "script/objects/unicode.h"
#include "script/objects/utf8.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

using Points = std::u32string_view;

std::string narrow(Points text) {
  std::string out;
  for (char32_t c : text) append_utf8(out, c);
  return out;
}

std::string hex(char32_t c) {
  std::string out;
  for (; c != 0 || out.empty(); c >>= 4) out.insert(out.begin(), "0123456789abcdef"[c & 15]);
  return out;
}

/// Literal text, then perhaps a field.
struct Piece {
  std::u32string literal;
  bool has_field = false;
  Points name, spec;
  char32_t conversion = 0;
  bool nested = false;  ///< the specification has fields itself
};

/// The next piece of the template; false when there is an error (set).
bool next_piece(Vm& vm, Points text, std::size_t& at, Piece& piece) {
  const auto fail = [&](const char* message) {
    vm.value_error(message);
    return false;
  };
  piece = Piece{};
  char32_t c = 0;
  const std::size_t start = at;
  bool markup = false;
  while (at < text.size()) {
    c = text[at++];
    if (c == '{' || c == '}') {
      markup = true;
      break;
    }
  }
  const bool at_end = at >= text.size();
  std::size_t length = at - start;
  if (markup) {
    if (c == '}' && (at_end || text[at] != c)) return fail("Single '}' encountered in format string");
    if (at_end) return fail("Single '{' encountered in format string");
    if (text[at] == c) {
      ++at;  // doubled: one brace of literal text
      markup = false;
    } else {
      --length;
    }
  }
  piece.literal = text.substr(start, length);
  if (!markup) return true;

  piece.has_field = true;
  const std::size_t name_start = at;
  bool ended = false;
  while (at < text.size() && !ended) {
    c = text[at++];
    if (c == '{') return fail("unexpected '{' in field name");
    if (c == '[') {
      while (at < text.size() && text[at] != ']') ++at;
    } else if (c == '}' || c == ':' || c == '!') {
      ended = true;
    }
  }
  if (!ended) return fail("expected '}' before end of string");
  piece.name = text.substr(name_start, at - 1 - name_start);
  if (c == '}') return true;
  if (c == '!') {
    if (at >= text.size()) return fail("end of string while looking for conversion specifier");
    piece.conversion = text[at++];
    if (at < text.size()) {
      c = text[at++];
      if (c == '}') return true;
      if (c != ':') return fail("expected ':' after conversion specifier");
    }
  }
  const std::size_t spec_start = at;
  int depth = 1;
  while (at < text.size()) {
    c = text[at++];
    if (c == '{') {
      piece.nested = true;
      ++depth;
    } else if (c == '}' && --depth == 0) {
      piece.spec = text.substr(spec_start, at - 1 - spec_start);
      return true;
    }
  }
  return fail("unmatched '{' in format spec");
}

/// A number, or -1 when the text is none; -2 when it is too large (error set).
std::int64_t field_number(Vm& vm, Points text) {
  if (text.empty()) return -1;
  std::int64_t n = 0;
  for (char32_t c : text) {
    const int digit = unicode::decimal_value(c);
    if (digit < 0) return -1;
    if (n > (INT64_MAX - digit) / 10) {
      vm.value_error("Too many decimal digits in format string");
      return -2;
    }
    n = n * 10 + digit;
  }
  return n;
}

enum class Numbering { undecided, automatic, manual };

/// What a format call works on; lives in the outermost Task.
struct FormatState {
  Value args;      ///< Tuple; undefined for format_map
  Value keywords;  ///< Dict, or any mapping for format_map
  Numbering numbering = Numbering::undecided;
  std::int64_t next = 0;
};

/// The object that a field name like "0.real[key]" names.
Task get_field(Vm& vm, FormatState* state, std::u32string name_text) {
  const Points name = name_text;
  const std::size_t first_end = std::min(name.find_first_of(U".["), name.size());
  const Points first = name.substr(0, first_end);
  std::int64_t number = field_number(vm, first);
  if (number == -2) co_return Value::error();
  if (first.empty() || number >= 0) {
    const Numbering wanted = first.empty() ? Numbering::automatic : Numbering::manual;
    if (state->numbering == Numbering::undecided) state->numbering = wanted;
    if (state->numbering != wanted) {
      co_return vm.value_error(wanted == Numbering::automatic
                                   ? "cannot switch from manual field specification to automatic field numbering"
                                   : "cannot switch from automatic field numbering to manual field specification");
    }
    if (first.empty()) number = state->next++;
  }
  Value object;
  if (number < 0) {
    Value key = vm.str(std::u32string(first));
    if (state->keywords.is_exact(vm.types.dict)) {
      object = co_await vm.dict_get(state->keywords.as<Dict>(), key);
      if (object.is_undefined() && state->args.is_object()) co_return vm.key_error(key);
      if (object.is_undefined()) object = co_await vm.getitem(state->keywords, key);
    } else {
      object = co_await vm.getitem(state->keywords, key);
    }
  } else {
    if (state->args.is_undefined()) co_return vm.value_error("Format string contains positional fields");
    const Tuple* args = state->args.as<Tuple>();
    if (number >= args->count) {
      co_return vm.index_error("Replacement index ", number, " out of range for positional args tuple");
    }
    object = (*args)[static_cast<std::size_t>(number)];
  }
  if (object.is_error()) co_return object;

  std::size_t at = first_end;
  while (at < name.size()) {
    const char32_t c = name[at++];
    if (c == '.') {
      const std::size_t end = std::min(name.find_first_of(U".[", at), name.size());
      const Points attribute = name.substr(at, end - at);
      at = end;
      if (attribute.empty()) co_return vm.value_error("Empty attribute in format string");
      object = co_await vm.getattr(object, vm.intern(narrow(attribute)));
    } else if (c == '[') {
      const std::size_t end = name.find(U']', at);
      if (end == name.npos) co_return vm.value_error("Missing ']' in format string");
      const Points index = name.substr(at, end - at);
      at = end + 1;
      if (index.empty()) co_return vm.value_error("Empty attribute in format string");
      const std::int64_t position = field_number(vm, index);
      if (position == -2) co_return Value::error();
      const Value key = position >= 0 ? vm.integer(position) : vm.str(std::u32string(index));
      object = co_await vm.getitem(object, key);
    } else {
      co_return vm.value_error("Only '.' or '[' may follow ']' in format field specifier");
    }
    if (object.is_error()) co_return object;
  }
  co_return object;
}

/// The template with its fields filled in; `depth` more levels of nesting are allowed.
Task build(Vm& vm, FormatState* state, std::u32string text, int depth) {
  if (depth <= 0) co_return vm.value_error("Max string recursion exceeded");
  TextBuilder out(vm);
  std::size_t at = 0;
  Piece piece;
  while (at < text.size()) {
    if (!next_piece(vm, text, at, piece)) co_return Value::error();
    for (char32_t c : piece.literal) out.add(c);
    if (!piece.has_field) continue;
    Value object = co_await vm.run_task(get_field(vm, state, std::u32string(piece.name)));
    if (object.is_error()) co_return object;
    switch (piece.conversion) {
      case 0: break;
      case 'r': object = co_await vm.repr(object); break;
      case 's': object = co_await vm.to_str(object); break;
      case 'a': object = co_await Await(vm.start_ascii(object)); break;
      default:
        if (piece.conversion > 32 && piece.conversion < 127) {
          co_return vm.value_error("Unknown conversion specifier ", static_cast<char>(piece.conversion));
        }
        co_return vm.value_error("Unknown conversion specifier \\x", hex(piece.conversion));
    }
    if (object.is_error()) co_return object;
    Value spec;
    if (piece.nested) {
      spec = co_await vm.run_task(build(vm, state, std::u32string(piece.spec), depth - 1));
      if (spec.is_error()) co_return spec;
    } else {
      spec = vm.str(std::u32string(piece.spec));
    }
    Value formatted = co_await vm.format(object, spec);
    if (formatted.is_error()) co_return formatted;
    out.add(*formatted.as<Str>());
    if (out.length() > 65536 && !vm.heap.request(out.length() * 4)) co_return Value::error();
  }
  co_return out.finish();
}

Task format_task(Vm& vm, Value self, Value args, Value keywords) {
  FormatState state;
  state.args = args;
  state.keywords = keywords;
  Value text = co_await vm.run_task(build(vm, &state, code_points(*self.as<Str>()), 2));
  co_return text;
}

}  // namespace

Value str_format(Vm& vm, Args args) { return vm.start(format_task(vm, args[0], args[1], args[2])); }

Value str_format_map(Vm& vm, Args args) { return vm.start(format_task(vm, args[0], Value(), args[1])); }

}  // namespace logit::script
