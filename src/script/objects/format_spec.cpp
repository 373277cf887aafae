#include "script/objects/format_spec.h"

#include <algorithm>
#include <climits>

#include "base/format.h"
#include "script/objects/float_text.h"
#include "script/objects/unicode.h"
#include "script/objects/utf8.h"

namespace logit::script {

namespace {

FormatError value_error(std::string message) { return {std::move(message), false}; }

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

std::string hex(char32_t c) {
  std::string out;
  for (int shift = 28; shift >= 0; shift -= 4) {
    const int digit = c >> shift & 15;
    if (digit || !out.empty() || shift == 0) out += "0123456789abcdef"[digit];
  }
  return out;
}

std::string code_in_quotes(char32_t c) {
  return c > 32 && c < 128 ? cat("'", static_cast<char>(c), "'") : cat("'\\x", hex(c), "'");
}

/// Reads a number at p; false when it is too large for a size. `read` tells whether there was one.
bool read_integer(const char32_t*& p, const char32_t* end, std::int64_t& value, bool& read) {
  read = false;
  std::int64_t n = 0;
  while (p != end) {
    const int digit = unicode::decimal_value(*p);
    if (digit < 0) break;
    if (n > (INT64_MAX - digit) / 10) return false;
    n = n * 10 + digit;
    read = true;
    ++p;
  }
  if (read) value = n;
  return true;
}

void append_fill(std::string& out, char32_t fill, std::int64_t count) {
  if (fill < 0x80) {
    if (count > 0) out.append(static_cast<std::size_t>(count), static_cast<char>(fill));
    return;
  }
  for (; count > 0; --count) append_utf8(out, fill);
}

/// Digits with separators, and zeros in front up to `min_width` characters. Source: CPython's
/// _PyUnicode_InsertThousandsGrouping.
std::string grouped(std::string_view digits, char separator, int group_size, std::int64_t min_width) {
  std::string backwards;
  auto remaining = static_cast<std::int64_t>(digits.size());
  if (!separator) {
    std::string out;
    append_fill(out, '0', min_width - remaining);
    return out.append(digits);
  }
  bool first = true;
  for (;;) {
    const std::int64_t size =
        std::min<std::int64_t>(group_size, std::max<std::int64_t>({remaining, min_width, 1}));
    const std::int64_t letters = std::max<std::int64_t>(0, std::min(remaining, size));
    if (!first) backwards += separator;
    first = false;
    for (std::int64_t i = 0; i < letters; ++i) backwards += digits[static_cast<std::size_t>(--remaining)];
    append_fill(backwards, '0', size - letters);
    min_width -= size;
    if (remaining <= 0 && min_width <= 0) break;
    --min_width;
  }
  return {backwards.rbegin(), backwards.rend()};
}

/// Puts together padding, sign, prefix, digits (which may be grouped) and what follows them.
void layout_number(bool negative, std::string_view prefix, std::string_view digits, std::string_view rest,
                   const FormatSpec& spec, std::string& out) {
  const char sign = negative ? '-' : spec.sign == '+' ? '+' : spec.sign == ' ' ? ' ' : 0;
  const auto fixed =
      static_cast<std::int64_t>((sign ? 1 : 0) + prefix.size() + count_code_points(rest));
  const std::int64_t min_digits = spec.fill == '0' && spec.align == '=' ? spec.width - fixed : 0;
  const std::string body =
      digits.empty() ? std::string() : grouped(digits, spec.grouping, spec.group_size, min_digits);
  const std::int64_t padding =
      std::max<std::int64_t>(0, spec.width - fixed - static_cast<std::int64_t>(body.size()));
  const std::int64_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  const std::int64_t inside = spec.align == '=' ? padding : 0;
  append_fill(out, spec.fill, left);
  if (sign) out += sign;
  out += prefix;
  append_fill(out, spec.fill, inside);
  out += body;
  out += rest;
  append_fill(out, spec.fill, padding - left - inside);
}

}  // namespace

FormatError unknown_format_code(char32_t type, std::string_view type_name) {
  return value_error(cat("Unknown format code ", code_in_quotes(type), " for object of type '", type_name, "'"));
}

FormatError parse_format_spec(std::string_view text, char32_t default_type, char default_align,
                              std::string_view type_name, FormatSpec& spec) {
  std::u32string points;
  for (char32_t c : CodePoints(text)) points += c;
  const char32_t* p = points.data();
  const char32_t* const end = p + points.size();
  const auto next_is = [&](char32_t c) { return p != end && *p == c; };

  spec = FormatSpec{};
  spec.type = default_type;
  spec.align = default_align;
  bool fill_given = false;
  bool align_given = false;
  if (end - p >= 2 && is_align(p[1])) {
    spec.fill = p[0];
    spec.align = static_cast<char>(p[1]);
    fill_given = align_given = true;
    p += 2;
  } else if (p != end && is_align(*p)) {
    spec.align = static_cast<char>(*p++);
    align_given = true;
  }
  if (next_is('+') || next_is('-') || next_is(' ')) spec.sign = static_cast<char>(*p++);
  if (next_is('z')) spec.no_negative_zero = true, ++p;
  if (next_is('#')) spec.alternate = true, ++p;
  if (!fill_given && next_is('0')) {
    spec.fill = '0';
    if (!align_given && default_align == '>') spec.align = '=';
    ++p;
  }
  bool read;
  if (!read_integer(p, end, spec.width, read)) return value_error("Too many decimal digits in format string");
  if (next_is(',')) spec.grouping = ',', ++p;
  if (next_is('_')) {
    if (spec.grouping) return value_error("Cannot specify both ',' and '_'.");
    spec.grouping = '_';
    ++p;
  }
  if (next_is(',') && spec.grouping == '_') return value_error("Cannot specify both ',' and '_'.");
  if (next_is('.')) {
    ++p;
    if (!read_integer(p, end, spec.precision, read)) {
      return value_error("Too many decimal digits in format string");
    }
    if (!read) return value_error("Format specifier missing precision");
  }
  if (end - p > 1) {
    return value_error(cat("Invalid format specifier '", text, "' for object of type '", type_name, "'"));
  }
  if (p != end) spec.type = *p;
  if (spec.grouping) {
    switch (spec.type) {
      case 'd': case 'e': case 'f': case 'g': case 'E': case 'G': case '%': case 'F': case 0: break;
      case 'b': case 'o': case 'x': case 'X':
        if (spec.grouping == '_') {
          spec.group_size = 4;
          break;
        }
        [[fallthrough]];
      default:
        return value_error(cat("Cannot specify '", spec.grouping, "' with ", code_in_quotes(spec.type), "."));
    }
  }
  return {};
}

FormatError format_text(std::string_view text, std::size_t length, const FormatSpec& spec,
                        std::string_view type_name, std::string& out) {
  if (spec.type != 's') return unknown_format_code(spec.type, type_name);
  if (spec.sign) {
    return value_error(spec.sign == ' ' ? "Space not allowed in string format specifier"
                                        : "Sign not allowed in string format specifier");
  }
  if (spec.no_negative_zero) {
    return value_error("Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) return value_error("Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return value_error("'=' alignment not allowed in string format specifier");
  if (spec.precision >= 0 && static_cast<std::size_t>(spec.precision) < length) {
    length = static_cast<std::size_t>(spec.precision);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < length; ++i) {
      bytes += static_cast<std::size_t>(utf8_length(static_cast<unsigned char>(text[bytes])));
    }
    text = text.substr(0, bytes);
  }
  const std::int64_t padding = std::max<std::int64_t>(0, spec.width - static_cast<std::int64_t>(length));
  const std::int64_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  append_fill(out, spec.fill, left);
  out += text;
  append_fill(out, spec.fill, padding - left);
  return {};
}

FormatError format_float(double x, const FormatSpec& spec, std::string_view type_name, std::string& out) {
  switch (spec.type) {
    case 0: case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'n': case '%': break;
    default: return unknown_format_code(spec.type, type_name);
  }
  if (spec.precision > INT_MAX) return value_error("precision too big");
  FloatStyle style;
  style.alternate = spec.alternate;
  style.no_negative_zero = spec.no_negative_zero;
  style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  style.type = spec.type == 'n' ? 'g' : spec.type == '%' ? 'f' : static_cast<char>(spec.type);
  if (spec.type == 0) {
    style.type = spec.precision < 0 ? 'r' : 'g';
    style.add_dot_zero = true;
  }
  std::string text = float_to_text(spec.type == '%' ? x * 100 : x, style);
  if (spec.type == '%') text += '%';
  std::string_view rest = text;
  const bool negative = rest[0] == '-';
  if (negative) rest.remove_prefix(1);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  layout_number(negative, "", rest.substr(0, digits), rest.substr(digits), spec, out);
  return {};
}

int format_int_base(char32_t type) {
  switch (type) {
    case 'b': return 2;
    case 'o': return 8;
    case 'd': case 'n': return 10;
    case 'x': case 'X': return 16;
    case 'c': return 1;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%': return 0;
    default: return -1;
  }
}

FormatError check_int_format(const FormatSpec& spec, std::string_view type_name) {
  const int base = format_int_base(spec.type);
  if (base < 0) return unknown_format_code(spec.type, type_name);
  if (base == 0) return {};
  if (spec.precision != -1) return value_error("Precision not allowed in integer format specifier");
  if (spec.no_negative_zero) {
    return value_error("Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (base == 1) {
    if (spec.sign) return value_error("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return value_error("Alternate form (#) not allowed with integer format specifier 'c'");
  }
  return {};
}

void format_int_digits(bool negative, std::string_view digits, const FormatSpec& spec, std::string& out) {
  std::string prefix;
  if (spec.alternate && format_int_base(spec.type) != 10) prefix = {'0', static_cast<char>(spec.type)};
  if (spec.type != 'X') return layout_number(negative, prefix, digits, "", spec, out);
  std::string capital(digits);
  for (char& c : capital) {
    if (c >= 'a') c = static_cast<char>(c - 32);
  }
  layout_number(negative, prefix, capital, "", spec, out);
}

void format_int_character(char32_t code_point, const FormatSpec& spec, std::string& out) {
  std::string text;
  append_utf8(text, code_point);
  layout_number(false, "", "", text, spec, out);
}

}  // namespace logit::script
