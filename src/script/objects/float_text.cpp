#include "script/objects/float_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "script/objects/unicode.h"
#include "script/objects/utf8.h"

namespace logit::script {

namespace {

/// A finite number taken apart: 0.d1d2d3... times 10^point, digits in ASCII.
struct Decimal {
  std::string digits;
  int point;
};

/// Splits "d.ddde+xx".
Decimal split_scientific(const char* first, const char* last) {
  Decimal d;
  const char* e = std::find(first, last, 'e');
  d.digits.reserve(static_cast<std::size_t>(e - first));
  for (const char* p = first; p != e; ++p) {
    if (*p != '.') d.digits += *p;
  }
  int exponent = 0;
  const char* p = e + 1;
  const bool negative = *p == '-';
  for (++p; p != last; ++p) exponent = exponent * 10 + (*p - '0');
  d.point = (negative ? -exponent : exponent) + 1;
  return d;
}

/// The first `count` significant digits of |x|, correctly rounded.
Decimal significant_digits(double x, int count) {
  // No double has more than 767 significant digits; the rest would be zeros.
  const int asked = std::min(count, 800);
  char buffer[1024];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, std::fabs(x), std::chars_format::scientific, asked - 1).ptr;
  Decimal d = split_scientific(buffer, end);
  d.digits.append(static_cast<std::size_t>(count - asked), '0');
  return d;
}

Decimal shortest_digits(double x) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(x), std::chars_format::scientific).ptr;
  return split_scientific(buffer, end);
}

void append_exponent(std::string& out, int exponent, char letter) {
  out += letter;
  out += exponent < 0 ? '-' : '+';
  const std::string digits = std::to_string(std::abs(exponent));
  if (digits.size() < 2) out += '0';
  out += digits;
}

/// |x| with `precision` digits after the point.
std::string fixed_digits(double x, int precision) {
  // 1074 digits are exact for every double.
  const int asked = std::min(precision, 1080);
  char buffer[1500];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, std::fabs(x), std::chars_format::fixed, asked).ptr;
  std::string text(buffer, end);
  text.append(static_cast<std::size_t>(precision - asked), '0');
  return text;
}

/// Digits with the point where it belongs, without an exponent.
std::string plain_layout(const Decimal& d) {
  if (d.point <= 0) return "0." + std::string(static_cast<std::size_t>(-d.point), '0') + d.digits;
  const auto point = static_cast<std::size_t>(d.point);
  if (point >= d.digits.size()) return d.digits + std::string(point - d.digits.size(), '0');
  return d.digits.substr(0, point) + "." + d.digits.substr(point);
}

std::string exponent_layout(const Decimal& d, char letter, bool keep_point) {
  std::string out = d.digits.substr(0, 1);
  if (d.digits.size() > 1 || keep_point) out += '.';
  out.append(d.digits, 1);
  append_exponent(out, d.point - 1, letter);
  return out;
}

void strip_trailing_zeros(std::string& digits) {
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
}

bool only_zeros(std::string_view text) {
  for (char c : text) {
    if (c == 'e' || c == 'E') return true;
    if (c != '0' && c != '.') return false;
  }
  return true;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
         });
}

}  // namespace

std::size_t float_repr(double x, char* buffer) {
  char* out = buffer;
  if (std::isnan(x)) {
    std::memcpy(out, "nan", 3);
    return 3;
  }
  if (std::signbit(x)) *out++ = '-';
  if (std::isinf(x)) {
    std::memcpy(out, "inf", 3);
    return static_cast<std::size_t>(out + 3 - buffer);
  }
  const double magnitude = std::fabs(x);
  char text[32];
  // Integers below 1e16 are the common case and their digits are exact.
  if (magnitude < 1e16 && magnitude == std::floor(magnitude)) {
    out = std::to_chars(out, buffer + 30, static_cast<std::int64_t>(magnitude)).ptr;
    *out++ = '.';
    *out++ = '0';
    return static_cast<std::size_t>(out - buffer);
  }
  const char* const end = std::to_chars(text, text + sizeof text, magnitude, std::chars_format::scientific).ptr;
  const char* const e = std::find(static_cast<const char*>(text), end, 'e');
  int exponent = 0;
  for (const char* p = e + 2; p != end; ++p) exponent = exponent * 10 + (*p - '0');
  if (e[1] == '-') exponent = -exponent;
  char digits[24] = {};
  int count = 0;
  for (const char* p = text; p != e; ++p) {
    if (*p != '.') digits[count++] = *p;
  }
  const auto put = [&](const char* from, int n) {
    std::memcpy(out, from, static_cast<std::size_t>(n));
    out += n;
  };
  if (exponent < -4 || exponent >= 16) {
    *out++ = digits[0];
    if (count > 1) {
      *out++ = '.';
      put(digits + 1, count - 1);
    }
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    const int size = std::abs(exponent);
    if (size < 10) *out++ = '0';
    out = std::to_chars(out, out + 4, size).ptr;
  } else if (exponent < 0) {
    put("0.", 2);
    for (int i = -1; i > exponent; --i) *out++ = '0';
    put(digits, count);
  } else {
    // Not an integer, so the digits reach beyond the point.
    put(digits, exponent + 1);
    *out++ = '.';
    put(digits + exponent + 1, count - exponent - 1);
  }
  return static_cast<std::size_t>(out - buffer);
}

std::string float_repr(double x) {
  char buffer[40];
  return std::string(buffer, float_repr(x, buffer));
}

std::size_t float_fixed(double x, int precision, char* buffer) {
  return static_cast<std::size_t>(std::to_chars(buffer, buffer + 340, x, std::chars_format::fixed, precision).ptr - buffer);
}

std::string float_to_text(double x, const FloatStyle& style) {
  const bool capital = style.type == 'E' || style.type == 'F' || style.type == 'G';
  std::string body;
  if (std::isnan(x)) return capital ? "NAN" : "nan";
  bool negative = std::signbit(x);
  if (std::isinf(x)) {
    body = capital ? "INF" : "inf";
  } else {
    const char letter = capital ? 'E' : 'e';
    switch (style.type) {
      case 'e':
      case 'E':
        body = exponent_layout(significant_digits(x, style.precision + 1), letter, style.alternate);
        break;
      case 'f':
      case 'F':
        body = fixed_digits(x, style.precision);
        if (style.precision == 0 && style.alternate) body += '.';
        break;
      default: {
        const bool shortest = style.type == 'r';
        const int precision = shortest ? 17 : std::max(style.precision, 1);
        Decimal d = shortest ? shortest_digits(x) : significant_digits(x, precision);
        // A precision of n with add_dot_zero leaves one digit less before the exponent appears.
        const int limit = shortest ? 16 : precision - (style.add_dot_zero ? 1 : 0);
        if (!style.alternate) strip_trailing_zeros(d.digits);
        if (d.point <= -4 || d.point > limit) {
          body = exponent_layout(d, letter, style.alternate);
        } else {
          body = plain_layout(d);
          if (body.find('.') == body.npos) {
            if (style.alternate) body += '.';
            if (style.add_dot_zero) body += style.alternate ? "0" : ".0";
          }
        }
        break;
      }
    }
    if (negative && style.no_negative_zero && only_zeros(body)) negative = false;
  }
  return negative ? "-" + body : body;
}

double parse_decimal(std::string_view text) {
#if defined(__cpp_lib_to_chars)
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc{}) return value;
#endif
  // Overflow and underflow as well: strtod gives inf and zero, which is what Python wants.
  return std::strtod(std::string(text).c_str(), nullptr);
}

std::string_view strip_space(std::string_view text) {
  const char* first = text.data();
  const char* last = first + text.size();
  while (first != last) {
    const char* p = first;
    if (!unicode::is_space(next_code_point(p))) break;
    first = p;
  }
  while (last != first) {
    const char* p = last;
    if (!unicode::is_space(previous_code_point(p))) break;
    last = p;
  }
  return {first, static_cast<std::size_t>(last - first)};
}

std::optional<double> parse_float(std::string_view text) {
  std::string plain;  // ASCII digits, no underscores
  plain.reserve(text.size());
  char before = 0;
  for (char32_t c : CodePoints(text)) {
    const int digit = unicode::decimal_value(c);
    const char now = digit >= 0 ? static_cast<char>('0' + digit) : c < 0x80 ? static_cast<char>(c) : 0;
    const bool after_digit = before >= '0' && before <= '9';
    if (now == 0) return std::nullopt;
    if (now == '_') {
      if (!after_digit) return std::nullopt;
    } else {
      if (before == '_' && digit < 0) return std::nullopt;
      plain += now;
    }
    before = now;
  }
  if (before == '_') return std::nullopt;

  std::string_view rest = plain;
  bool negative = false;
  if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
    negative = rest[0] == '-';
    rest.remove_prefix(1);
  }
  const auto is_digit = [&](std::size_t i) { return i < rest.size() && rest[i] >= '0' && rest[i] <= '9'; };
  std::size_t i = 0;
  std::size_t digits = 0;
  while (is_digit(i)) ++i, ++digits;
  if (i < rest.size() && rest[i] == '.') {
    ++i;
    while (is_digit(i)) ++i, ++digits;
  }
  double value;
  if (digits == 0) {
    if (equals_ignoring_case(rest, "inf") || equals_ignoring_case(rest, "infinity")) {
      value = HUGE_VAL;
    } else if (equals_ignoring_case(rest, "nan")) {
      value = std::nan("");
    } else {
      return std::nullopt;
    }
  } else {
    if (i < rest.size() && (rest[i] == 'e' || rest[i] == 'E')) {
      ++i;
      if (i < rest.size() && (rest[i] == '+' || rest[i] == '-')) ++i;
      if (!is_digit(i)) return std::nullopt;
      while (is_digit(i)) ++i;
    }
    if (i != rest.size()) return std::nullopt;
    value = parse_decimal(rest);
  }
  return negative ? -value : value;
}

bool round_to_digits(double x, std::int64_t digits, double& result) {
  result = x;
  if (!std::isfinite(x) || x == 0) return true;
  if (digits > 323) return true;
  if (digits < -308) {
    result = 0.0 * x;
    return true;
  }
  std::string text;
  if (digits >= 0) {
    text = fixed_digits(x, static_cast<int>(digits));
  } else {
    // All digits before the point, and whether anything stands behind it: enough to round half to even.
    const auto drop = static_cast<std::size_t>(-digits);
    text = fixed_digits(std::trunc(x), 0);
    bool sticky = std::trunc(x) != x;
    if (drop > text.size()) {
      result = 0.0 * x;
      return true;
    }
    const std::size_t keep = text.size() - drop;
    const char next = text[keep];
    for (std::size_t i = keep + 1; i < text.size(); ++i) sticky |= text[i] != '0';
    const bool odd = keep > 0 && (text[keep - 1] - '0') % 2;
    const bool up = next > '5' || (next == '5' && (sticky || odd));
    std::string head = "0" + text.substr(0, keep);
    if (up) {
      std::size_t i = head.size() - 1;
      while (head[i] == '9') head[i--] = '0';
      ++head[i];
    }
    text = head + std::string(drop, '0');
  }
  const double magnitude = parse_decimal(text);
  result = std::signbit(x) ? -magnitude : magnitude;
  return !std::isinf(result);
}

std::string float_hex(double x) {
  if (!std::isfinite(x)) return float_repr(x);
  std::string out = std::signbit(x) ? "-0x" : "0x";
  if (x == 0) return out + "0.0p+0";
  int exponent;
  double m = std::frexp(std::fabs(x), &exponent);
  const int shift = 1 - std::max(-1021 - exponent, 0);
  m = std::ldexp(m, shift);
  exponent -= shift;
  out += static_cast<char>('0' + static_cast<int>(m));
  m -= static_cast<int>(m);
  out += '.';
  for (int i = 0; i < 13; ++i) {
    m *= 16;
    out += "0123456789abcdef"[static_cast<int>(m)];
    m -= static_cast<int>(m);
  }
  out += exponent < 0 ? "p-" : "p+";
  return out + std::to_string(std::abs(exponent));
}

FromHex float_from_hex(std::string_view text, double& result) {
  const auto space = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const auto finish = [&](double magnitude) {
    result = negative ? -magnitude : magnitude;
    return FromHex::ok;
  };
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) return finish(HUGE_VAL);
  if (equals_ignoring_case(text, "nan")) return finish(std::nan(""));
  if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) text.remove_prefix(2);

  const auto hex = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  std::string digits;
  long point = -1;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && point < 0) {
      point = static_cast<long>(digits.size());
    } else if (hex(text[i]) >= 0) {
      digits += text[i];
    } else {
      break;
    }
  }
  if (digits.empty()) return FromHex::invalid;
  long fraction = point < 0 ? 0 : static_cast<long>(digits.size()) - point;
  long exponent = 0;
  if (i < text.size() && (text[i] == 'p' || text[i] == 'P')) {
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) minus = text[i++] == '-';
    if (i == text.size()) return FromHex::invalid;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      exponent = std::min(exponent * 10 + (text[i] - '0'), 1000000000L);
    }
    if (text[i - 1] < '0' || text[i - 1] > '9') return FromHex::invalid;
    if (minus) exponent = -exponent;
  }
  if (i != text.size()) return FromHex::invalid;

  // Value: digits as an integer times 2^(exponent - 4 * fraction).
  const std::size_t first = digits.find_first_not_of('0');
  if (first == digits.npos) return finish(0.0);
  digits.erase(0, first);
  long scale = exponent - 4 * fraction;
  // Sixteen hexadecimal digits and a sticky bit decide the rounding.
  std::uint64_t head = 0;
  bool sticky = false;
  for (std::size_t k = 0; k < digits.size(); ++k) {
    if (k < 15) {
      head = head << 4 | static_cast<std::uint64_t>(hex(digits[k]));
    } else {
      sticky |= digits[k] != '0';
      scale += 4;
    }
  }
  int width = 0;
  while (width < 64 && head >> width) ++width;
  // Bits that a double can keep here: 53, fewer below the normal range.
  const long top = scale + width;  // value lies in [2^(top-1), 2^top)
  if (top > 1025) return FromHex::overflow;
  const long lowest = std::max(top - 53, -1074L);
  const long drop = lowest - scale;
  if (drop > 0) {
    if (drop > 63) {
      head = 0;
    } else {
      const std::uint64_t half = std::uint64_t{1} << (drop - 1);
      const std::uint64_t rest = head & ((half << 1) - 1);
      head >>= drop;
      if (rest > half || (rest == half && (sticky || (head & 1)))) ++head;
    }
    scale = lowest;
  }
  const double magnitude = std::ldexp(static_cast<double>(head), static_cast<int>(scale));
  if (std::isinf(magnitude)) return FromHex::overflow;
  return finish(magnitude);
}

}  // namespace logit::script
