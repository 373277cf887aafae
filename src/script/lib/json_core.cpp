// _json: the two loops behind `json`: reading a text into objects and quoting strings. Containers being read stand on a stack of our
// own, so that deep nesting costs heap; past the recursion limit it is a RecursionError, as in CPython.
#include <limits>

#include "script/lib/modules.h"
#include "script/objects/float_text.h"
#include "script/objects/numbers.h"
#include "script/objects/text.h"

namespace logit::script {

namespace {

/// Something is wrong at a position of the text.
struct Problem {
  const char* message = nullptr;
  std::size_t position = 0;
};

bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// A position in the text; the single values are read here, containers by `scan`.
class Reader {
 public:
  Reader(Vm& vm, const Str& text, std::size_t at, bool strict) : at(at), vm_(vm), text_(text), strict_(strict) {}

  bool at_end() const { return at >= text_.length; }
  char32_t here() const { return at_end() ? 0 : text_.at(at); }
  bool is(char32_t c) const { return !at_end() && text_.at(at) == c; }
  void skip_space() {
    while (!at_end() && is_space(text_.at(at))) ++at;
  }
  bool word(std::string_view expected) {
    if (at + expected.size() > text_.length) return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (text_.at(at + i) != static_cast<unsigned char>(expected[i])) return false;
    }
    at += expected.size();
    return true;
  }

  /// After the opening quote. Undefined: `problem` says why not.
  Value string(Problem& problem) {
    const std::size_t begin = at - 1;
    TextBuilder out(vm_);
    for (;;) {
      const std::size_t run = at;
      while (!at_end() && here() != '"' && here() != '\\') {
        if (here() < 0x20 && strict_) return fail(problem, "Invalid control character at", at);
        ++at;
      }
      if (at_end()) return fail(problem, "Unterminated string starting at", begin);
      out.add(text_, run, at);
      if (text_.at(at++) == '"') return out.finish();
      if (at_end()) return fail(problem, "Unterminated string starting at", begin);
      const char32_t c = text_.at(at++);
      switch (c) {
        case '"': case '\\': case '/': out.add(c); break;
        case 'b': out.add(U'\b'); break;
        case 'f': out.add(U'\f'); break;
        case 'n': out.add(U'\n'); break;
        case 'r': out.add(U'\r'); break;
        case 't': out.add(U'\t'); break;
        case 'u': {
          char32_t unit;
          if (!hex(unit, problem)) return Value();
          if (unit >= 0xD800 && unit < 0xDC00 && at + 6 < text_.length && text_.at(at) == '\\' && text_.at(at + 1) == 'u') {
            const std::size_t back = at;
            at += 2;
            char32_t low;
            if (!hex(low, problem)) return Value();
            if (low >= 0xDC00 && low < 0xE000) unit = 0x10000 + ((unit - 0xD800) << 10 | (low - 0xDC00));
            else at = back;
          }
          out.add(unit);
          break;
        }
        default: return fail(problem, "Invalid \\escape", at - 2);
      }
    }
  }

  /// A number's text; false: there is none here. `at` moves behind it.
  bool number(std::string& out, bool& is_float) {
    std::size_t i = at;
    const auto c = [&](std::size_t k) -> char32_t { return k < text_.length ? text_.at(k) : 0; };
    if (c(i) == '-') ++i;
    if (c(i) == '0') ++i;
    else if (is_digit(c(i))) while (is_digit(c(i))) ++i;
    else return false;
    is_float = false;
    if (c(i) == '.' && is_digit(c(i + 1))) {
      is_float = true;
      ++i;
      while (is_digit(c(i))) ++i;
    }
    if (c(i) == 'e' || c(i) == 'E') {
      std::size_t k = i + 1;
      if (c(k) == '+' || c(k) == '-') ++k;
      if (is_digit(c(k))) {
        is_float = true;
        while (is_digit(c(k))) ++k;
        i = k;
      }
    }
    for (; at < i; ++at) out += static_cast<char>(text_.at(at));
    return true;
  }

  std::size_t at;

 private:
  static Value fail(Problem& problem, const char* message, std::size_t position) {
    problem = {message, position};
    return Value();
  }
  /// Four digits after "\u"; a fifth character (the closing quote at least) must follow.
  bool hex(char32_t& unit, Problem& problem) {
    unit = 0;
    if (at + 4 >= text_.length) {
      fail(problem, "Invalid \\uXXXX escape", at - 1);
      return false;
    }
    const std::size_t begin = at;
    for (int i = 0; i < 4; ++i, ++at) {
      const char32_t c = text_.at(at);
      unit <<= 4;
      if (is_digit(c)) unit |= c - '0';
      else if (c >= 'a' && c <= 'f') unit |= c - 'a' + 10;
      else if (c >= 'A' && c <= 'F') unit |= c - 'A' + 10;
      else {
        fail(problem, "Invalid \\uXXXX escape", begin - 1);
        return false;
      }
    }
    return true;
  }

  Vm& vm_;
  const Str& text_;
  bool strict_;
};

/// What the decoder's owner wants called; None where nothing.
struct Hooks {
  Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, error;
};

struct Level {
  Value container;  ///< List, or Dict (a List of pairs with object_pairs_hook)
  Value key;        ///< of the member being read
  bool is_object = false;
};

Task scan(Vm& vm, Value text, std::size_t start, bool strict, Hooks hooks) {
  Reader in(vm, *text.as<Str>(), start, strict);
  std::vector<Level> levels;
  Problem problem;
  const bool pairs = !hooks.object_pairs_hook.is_none();

  for (std::int64_t steps = 1; !problem.message; ++steps) {
    if (steps % 256 == 0) {
      Value paid = co_await vm.charge(256);
      if (paid.is_error()) co_return paid;
    }
    // a value begins here
    Value value;
    bool closed = false;  // `value` is a container that has just ended
    const std::size_t begin = in.at;
    switch (in.here()) {
      case '"':
        if (in.at_end()) break;
        ++in.at;
        value = in.string(problem);
        break;
      case '{':
      case '[': {
        if (levels.size() >= vm.recursion_limit()) {
          co_return vm.raise(vm.types.recursion_error,
                             cat("maximum recursion depth exceeded while decoding a JSON ", in.is('{') ? "object" : "array", " from a unicode string"));
        }
        Level level;
        level.is_object = in.is('{');
        level.container = level.is_object && !pairs ? Value(vm.new_dict()) : Value(vm.new_list());
        ++in.at;
        in.skip_space();
        if (in.is(level.is_object ? '}' : ']')) {
          ++in.at;
          value = std::move(level.container);
          closed = level.is_object;
          break;
        }
        levels.push_back(std::move(level));
        if (!levels.back().is_object) continue;
        break;
      }
      case 'n': if (in.word("null")) value = Value::none(); break;
      case 't': if (in.word("true")) value = Value::boolean(true); break;
      case 'f': if (in.word("false")) value = Value::boolean(false); break;
      case 'N':
      case 'I':
      case '-':
        for (std::string_view name : {"NaN", "Infinity", "-Infinity"}) {
          if (!in.word(name)) continue;
          if (hooks.parse_constant.is_none()) {
            const double inf = std::numeric_limits<double>::infinity();
            value = Value::number(name[0] == 'N' ? std::numeric_limits<double>::quiet_NaN() : name[0] == '-' ? -inf : inf);
          } else {
            value = co_await vm.call(hooks.parse_constant, vm.str(name));
            if (value.is_error()) co_return value;
          }
          break;
        }
        break;
      default: break;
    }
    const bool entered = value.is_undefined() && !problem.message && !levels.empty() && levels.back().is_object &&
                         in.at > begin && levels.back().key.is_undefined();
    if (value.is_undefined() && !problem.message && !entered) {
      std::string digits;
      bool is_float;
      if (!in.number(digits, is_float)) {
        problem = {"Expecting value", begin};
        break;
      }
      const Value& hook = is_float ? hooks.parse_float : hooks.parse_int;
      if (!hook.is_none()) value = co_await vm.call(hook, vm.str(digits));
      else if (is_float) value = Value::number(parse_decimal(digits));
      else value = int_from_text(vm, vm.str(digits), 10);
      if (value.is_error()) co_return value;
    }
    // put the value where it belongs, and close what ends behind it
    while (!problem.message && !entered) {
      if (closed) {
        const Value& hook = pairs ? hooks.object_pairs_hook : hooks.object_hook;
        if (!hook.is_none()) {
          value = co_await vm.call(hook, value);
          if (value.is_error()) co_return value;
        }
        closed = false;
      }
      if (levels.empty()) co_return vm.tuple_of(std::move(value), vm.integer(static_cast<std::int64_t>(in.at)));
      Level& level = levels.back();
      if (!level.is_object) {
        if (!level.container.as<List>()->push(vm.heap, std::move(value))) co_return Value::error();
      } else if (pairs) {
        if (!level.container.as<List>()->push(vm.heap, vm.tuple_of(level.key, std::move(value)))) co_return Value::error();
      } else if (!level.container.as<Dict>()->set(vm.heap, vm.intern(level.key.as<Str>()), std::move(value))) {
        co_return Value::error();
      }
      level.key = Value();
      in.skip_space();
      if (in.is(level.is_object ? '}' : ']')) {
        ++in.at;
        value = std::move(level.container);
        closed = level.is_object;
        levels.pop_back();
        continue;
      }
      if (!in.is(',')) {
        problem = {"Expecting ',' delimiter", in.at};
        break;
      }
      ++in.at;
      in.skip_space();
      break;
    }
    // in an object, a key and a colon come before the next value
    if (!problem.message && !levels.empty() && levels.back().is_object) {
      Level& level = levels.back();
      if (!in.is('"')) {
        problem = {"Expecting property name enclosed in double quotes", in.at};
        break;
      }
      ++in.at;
      level.key = in.string(problem);
      if (problem.message) break;
      in.skip_space();
      if (!in.is(':')) {
        problem = {"Expecting ':' delimiter", in.at};
        break;
      }
      ++in.at;
      in.skip_space();
    }
  }
  Value error = co_await vm.call(hooks.error, vm.str(problem.message), text, vm.integer(static_cast<std::int64_t>(problem.position)));
  if (error.is_error()) co_return error;
  co_return vm.raise_object(error);
}

// scan(text, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, error)
Value do_scan(Vm& vm, Args args) {
  std::int64_t start;
  if (!vm.is_str(args[0])) return vm.type_error("first argument must be a string, not ", vm.type_name(args[0]));
  if (!vm.to_int64(args[1], start)) return Value::error();
  if (start < 0) return vm.value_error("idx cannot be negative");
  return vm.start(scan(vm, args[0], static_cast<std::size_t>(start), args[2].is_true(),
                       Hooks{args[3], args[4], args[5], args[6], args[7], args[8]}));
}

template <bool kAscii>
Value do_quote(Vm& vm, Args args) {
  if (!vm.is_str(args[0])) return vm.type_error("first argument must be a string, not ", vm.type_name(args[0]));
  const Str& text = *args[0].as<Str>();
  if (!vm.heap.request(text.bytes())) return Value::error();
  TextBuilder out(vm);
  const auto escape = [&](char32_t unit) {
    constexpr char kDigits[] = "0123456789abcdef";
    out.add("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) out.add(static_cast<char32_t>(kDigits[unit >> shift & 15]));
  };
  out.add(U'"');
  for (std::size_t i = 0; i < text.length; ++i) {
    const char32_t c = text.at(i);
    switch (c) {
      case '"': out.add("\\\""); break;
      case '\\': out.add("\\\\"); break;
      case '\b': out.add("\\b"); break;
      case '\f': out.add("\\f"); break;
      case '\n': out.add("\\n"); break;
      case '\r': out.add("\\r"); break;
      case '\t': out.add("\\t"); break;
      default:
        if (c < 0x20 || (kAscii && c > 0x7E && c < 0x10000)) escape(c);
        else if (kAscii && c >= 0x10000) {
          escape(0xD800 + ((c - 0x10000) >> 10));
          escape(0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
          out.add(c);
        }
    }
  }
  out.add(U'"');
  return out.finish();
}

constexpr NativeDef kFunctions[] = {
    {"scan(text, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, error, /)", do_scan},
    {"quote(text, /)", do_quote<false>},
    {"quote_ascii(text, /)", do_quote<true>},
    {}};

}  // namespace

Value build_json(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  return Value::none();
}

}  // namespace logit::script
