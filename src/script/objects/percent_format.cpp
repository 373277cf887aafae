// template % arguments: printf-style formatting.
// Source of the rules and messages: CPython 3.11 Objects/unicodeobject.c, unicode_format.
#include <climits>

#include "script/objects/float_text.h"
#include "script/objects/numbers.h"
#include "script/objects/text.h"
#include "script/objects/utf8.h"

namespace logit::script {

namespace {

/// One conversion: %(key)-+ #0width.precisionX
struct Conversion {
  bool left = false, plus = false, blank = false, alternate = false, zero = false;
  std::int64_t width = -1, precision = -1;
  char32_t type = 0;
};

/// Where the arguments come from.
struct Arguments {
  Value all;
  std::int64_t next = -2, count = -1;  ///< of a tuple: 0 and its size; else "one, not taken yet"
  bool is_mapping = false;
  /// The next argument; undefined when there are no more.
  Value take() {
    if (next >= count) return Value();
    ++next;
    if (count < 0) return all;
    return (*all.as<Tuple>())[static_cast<std::size_t>(next - 1)];
  }
};

std::string letter(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

/// The digits of an int for %d %o %x %X, with sign, precision and '#' prefix.
bool format_int(Vm& vm, const IntView& number, const Conversion& c, std::string& out) {
  const int base = c.type == 'o' ? 8 : c.type == 'x' || c.type == 'X' ? 16 : 10;
  std::string digits;
  if (!int_to_text(vm, number, base, digits)) return false;
  const bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  if (c.type == 'X') {
    for (char& d : digits) {
      if (d >= 'a') d = static_cast<char>(d - 32);
    }
  }
  if (c.precision > static_cast<std::int64_t>(digits.size())) {
    if (!vm.heap.request(static_cast<std::uint64_t>(c.precision))) return false;
    digits.insert(0, static_cast<std::size_t>(c.precision) - digits.size(), '0');
  }
  if (c.alternate && base != 10) digits.insert(0, {'0', static_cast<char>(c.type)});
  out = negative ? "-" + digits : digits;
  return true;
}

/// Pads `text`; `number`: a sign and zeros may be put in.
bool append_padded(Vm& vm, TextBuilder& out, const Str& text, const Conversion& c, bool number) {
  std::size_t start = 0;
  char32_t sign = 0;
  auto width = c.width;
  const char32_t fill = number && c.zero ? '0' : ' ';
  if (number) {
    if (text.length && (text.at(0) == '-' || text.at(0) == '+')) {
      sign = text.at(0);
      start = 1;
    } else if (c.plus) {
      sign = '+';
    } else if (c.blank) {
      sign = ' ';
    }
  }
  auto length = static_cast<std::int64_t>(text.length - start);
  if (sign) --width;
  const std::int64_t missing = std::max<std::int64_t>(0, width - length);
  if (missing > 4096 && !vm.heap.request(static_cast<std::uint64_t>(missing) * 4)) return false;
  const auto spaces = [&] { out.add(std::string(static_cast<std::size_t>(missing), ' ')); };
  if (!c.left && fill == ' ') spaces();
  if (sign) out.add(sign);
  if (!c.left && fill == '0') {
    const bool prefixed = c.alternate && (c.type == 'x' || c.type == 'X' || c.type == 'o');
    if (prefixed) {
      out.add(text, start, start + 2);
      start += 2;
    }
    out.add(std::string(static_cast<std::size_t>(missing), '0'));
  }
  out.add(text, start, text.length);
  if (c.left) spaces();
  return true;
}

/// The int for %d and its kind: numbers are cut to ints, %x wants ints.
Task to_format_int(Vm& vm, Value v, char32_t type) {
  const bool strict = type == 'o' || type == 'x' || type == 'X';
  const Type* t = vm.type_of(v);
  Value result;
  if (strict) {
    if (t->slots.index) result = co_await vm.index(v);
  } else if (t->slots.to_int || t->slots.index) {
    result = co_await Await(vm.start_call(Value::object(vm.types.int_), &v, 1));
  }
  if (result.is_error() && !vm.error_is(vm.types.type_error)) co_return result;
  if (result.is_error() || result.is_undefined()) {
    vm.clear_error();
    co_return vm.type_error("%", letter(type), strict ? " format: an integer is required, not " :
                                                         " format: a real number is required, not ",
                            vm.type_name(v));
  }
  co_return result;
}

Task percent_task(Vm& vm, Value template_value, Value all) {
  const Str& text = *template_value.as<Str>();
  Arguments arguments;
  arguments.all = all;
  if (vm.is_tuple(all)) {
    arguments.next = 0;
    arguments.count = all.as<Tuple>()->count;
  } else {
    arguments.is_mapping = vm.type_of(all)->slots.getitem != nullptr && !vm.is_str(all);
  }
  TextBuilder out(vm);
  const std::size_t length = text.length;
  std::size_t i = 0;
  while (i < length) {
    const std::size_t literal = i;
    while (i < length && text.at(i) != '%') ++i;
    if (i > literal) out.add(text, literal, i);
    if (i >= length) break;
    ++i;
    if (i < length && text.at(i) == '%') {
      out.add(U'%');
      ++i;
      continue;
    }
    Conversion c;
    if (i < length && text.at(i) == '(') {
      if (!arguments.is_mapping) co_return vm.type_error("format requires a mapping");
      int depth = 1;
      const std::size_t key_start = ++i;
      while (depth > 0 && i < length) {
        if (text.at(i) == ')') --depth;
        if (text.at(i) == '(') ++depth;
        ++i;
      }
      if (depth > 0) co_return vm.value_error("incomplete format key");
      const std::size_t key_length = i - 1 - key_start;
      Value key = key_length ? substring(vm, text, key_start, key_length) : vm.str("");
      const Value mapping = all;
      Value value = co_await vm.getitem(mapping, key);
      if (value.is_error()) co_return value;
      arguments.all = value;
      arguments.next = -2;
      arguments.count = -1;
    }
    for (bool more = true; more && i < length;) {
      switch (text.at(i)) {
        case '-': c.left = true; break;
        case '+': c.plus = true; break;
        case ' ': c.blank = true; break;
        case '#': c.alternate = true; break;
        case '0': c.zero = true; break;
        default: more = false;
      }
      if (more) ++i;
    }
    for (const bool is_width : {true, false}) {
      if (!is_width) {
        if (i >= length || text.at(i) != '.') break;
        ++i;
        c.precision = 0;
      }
      std::int64_t& number = is_width ? c.width : c.precision;
      if (i < length && text.at(i) == '*') {
        Value star = arguments.take();
        if (star.is_undefined()) co_return vm.type_error("not enough arguments for format string");
        if (!vm.is_int(star)) co_return vm.type_error("* wants int");
        if (!vm.to_int64(star, number)) co_return Value::error();
        ++i;
        if (is_width && number < 0) {
          c.left = true;
          number = -number;
        }
        if (!is_width && number < 0) number = 0;
        continue;
      }
      if (i < length && text.at(i) >= '0' && text.at(i) <= '9') {
        number = 0;
        while (i < length && text.at(i) >= '0' && text.at(i) <= '9') {
          number = number * 10 + static_cast<std::int64_t>(text.at(i++) - '0');
          if (number > INT_MAX) co_return vm.value_error(is_width ? "width too big" : "precision too big");
        }
      }
    }
    if (i < length && (text.at(i) == 'h' || text.at(i) == 'l' || text.at(i) == 'L')) ++i;
    if (i >= length) co_return vm.value_error("incomplete format");
    c.type = text.at(i++);
    Value v = arguments.take();
    if (v.is_undefined()) co_return vm.type_error("not enough arguments for format string");
    switch (c.type) {
      case 's':
      case 'r':
      case 'a': {
        Value shown;
        if (c.type == 's') {
          shown = co_await vm.to_str(v);
        } else if (c.type == 'r') {
          shown = co_await vm.repr(v);
        } else {
          shown = co_await Await(vm.start_ascii(v));
        }
        if (shown.is_error()) co_return shown;
        const Str* s = shown.as<Str>();
        if (c.precision >= 0 && c.precision < s->length) {
          shown = c.precision ? substring(vm, *s, 0, static_cast<std::size_t>(c.precision)) : vm.str("");
          s = shown.as<Str>();
        }
        if (!append_padded(vm, out, *s, c, false)) co_return Value::error();
        break;
      }
      case 'i':
      case 'd':
      case 'u':
      case 'o':
      case 'x':
      case 'X': {
        IntView number;
        Value held = v;
        if (!int_view(vm, v, number)) {
          held = co_await vm.run_task(to_format_int(vm, v, c.type));
          if (held.is_error()) co_return held;
          int_view(vm, held, number);
        }
        std::string digits;
        if (!format_int(vm, number, c, digits)) co_return Value::error();
        const Value shown = vm.str(digits);
        if (!append_padded(vm, out, *shown.as<Str>(), c, true)) co_return Value::error();
        break;
      }
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': {
        double x;
        if (!v.is_double()) {
          if (!vm.is_float(v) && !vm.is_int(v) && !vm.type_of(v)->slots.to_float && !vm.type_of(v)->slots.index) {
            co_return vm.type_error("must be real number, not ", vm.type_name(v));
          }
          v = co_await vm.to_float(v);
          if (v.is_error()) co_return v;
        }
        if (!vm.to_double(v, x)) co_return Value::error();
        if (c.precision > 4096 && !vm.heap.request(static_cast<std::uint64_t>(c.precision) * 2)) co_return Value::error();
        FloatStyle style;
        style.type = static_cast<char>(c.type);
        style.precision = c.precision < 0 ? 6 : static_cast<int>(c.precision);
        style.alternate = c.alternate;
        const Value shown = vm.str(float_to_text(x, style));
        if (!append_padded(vm, out, *shown.as<Str>(), c, true)) co_return Value::error();
        break;
      }
      case 'c': {
        Value shown;
        if (vm.is_str(v) && v.as<Str>()->length == 1) {
          shown = v;
        } else if (!vm.is_str(v) && vm.type_of(v)->slots.index) {
          v = co_await vm.index(v);
          if (v.is_error()) co_return v;
          std::int64_t point = -1;
          if (!vm.to_clipped(v, point)) co_return Value::error();
          if (point < 0 || point > 0x10FFFF) co_return vm.overflow_error("%c arg not in range(0x110000)");
          shown = character(vm, static_cast<char32_t>(point));
        } else {
          co_return vm.type_error("%c requires int or char");
        }
        if (!append_padded(vm, out, *shown.as<Str>(), c, false)) co_return Value::error();
        break;
      }
      default: {
        std::string code;
        for (char32_t x = c.type; x; x >>= 4) code.insert(code.begin(), "0123456789abcdef"[x & 15]);
        co_return vm.value_error("unsupported format character '", c.type > 31 && c.type < 128 ? letter(c.type) : "?",
                                 "' (0x", code, ") at index ", i - 1);
      }
    }
  }
  if (arguments.next < arguments.count && !arguments.is_mapping) {
    co_return vm.type_error("not all arguments converted during string formatting");
  }
  co_return out.finish();
}

}  // namespace

Value percent_format(Vm& vm, const Value& text, const Value& arguments) {
  return vm.start(percent_task(vm, text, arguments));
}

}  // namespace logit::script
