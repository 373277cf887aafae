#include "script/ast/constant_repr.h"

#include <charconv>
#include <cmath>
#include <vector>

#include "base/format.h"
#include "script/tokens/identifier.h"

namespace logit::script {

using namespace ast;

namespace {

/// The shortest digits that read back to the same value, laid out as Python's repr does.
std::string repr_float(double value, bool with_point) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  std::string out;
  if (text[0] == '-') {
    out = "-";
    text.remove_prefix(1);
  }
  const std::size_t e = text.find('e');
  std::string digits;
  for (char c : text.substr(0, e)) {
    if (c != '.') digits += c;
  }
  int exponent = 0;
  for (char c : text.substr(e + 2)) exponent = exponent * 10 + (c - '0');
  if (text[e + 1] == '-') exponent = -exponent;
  if (exponent < -4 || exponent >= 16) {
    out += digits[0];
    if (digits.size() > 1) out += cat(".", digits.substr(1));
    const int size = exponent < 0 ? -exponent : exponent;
    return cat(out, "e", exponent < 0 ? "-" : "+", size < 10 ? "0" : "", size);
  }
  if (exponent < 0) return cat(out, "0.", std::string(static_cast<std::size_t>(-exponent - 1), '0'), digits);
  const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) {
    digits.append(whole - digits.size(), '0');
    return cat(out, digits, with_point ? ".0" : "");
  }
  return cat(out, digits.substr(0, whole), ".", digits.substr(whole));
}

/// Digits in base 2, 8, 10 or 16 as a decimal number.
std::string repr_big(std::string_view digits, int base) {
  if (base == 10) return std::string(digits);
  std::vector<std::uint32_t> limbs;  // base 10**9, lowest first
  for (char c : digits) {
    std::uint64_t carry = static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    for (std::uint32_t& limb : limbs) {
      carry += std::uint64_t(limb) * static_cast<std::uint64_t>(base);
      limb = static_cast<std::uint32_t>(carry % 1000000000);
      carry /= 1000000000;
    }
    if (carry) limbs.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string out;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    const std::string part = cat(limbs[i]);
    if (!out.empty()) out.append(9 - part.size(), '0');
    out += part;
  }
  return out;
}

}  // namespace

std::string repr_text(std::string_view text, bool bytes) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  constexpr char kHex[] = "0123456789abcdef";
  std::string out = bytes ? "b" : "";
  out += quote;
  const auto hex = [&](char32_t c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kHex[(c >> shift) & 15];
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = bytes ? static_cast<unsigned char>(text[at++]) : next_utf8(text, at);
    if (c == static_cast<char32_t>(quote) || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c >= 0x20 && c < 0x7F) {
      out += static_cast<char>(c);
    } else if (c < 0x100 && (bytes || !is_printable_character(c))) {
      out += "\\x";
      hex(c, 2);
    } else if (is_printable_character(c)) {
      append_utf8(out, c);
    } else if (c < 0x10000) {
      out += "\\u";
      hex(c, 4);
    } else {
      out += "\\U";
      hex(c, 8);
    }
  }
  out += quote;
  return out;
}

std::string_view singleton_name(ConstantKind kind) {
  switch (kind) {
    case ConstantKind::true_: return "True";
    case ConstantKind::false_: return "False";
    case ConstantKind::ellipsis: return "Ellipsis";
    default: return "None";
  }
}

std::string repr_constant(const Constant& c) {
  switch (c.value_kind) {
    case ConstantKind::int_: return cat(c.integer);
    case ConstantKind::big_int: return repr_big(c.text, c.base);
    case ConstantKind::float_: return repr_float(c.number, true);
    case ConstantKind::imaginary: return repr_float(c.number, false) + "j";
    case ConstantKind::str: return repr_text(c.text, false);
    case ConstantKind::bytes: return repr_text(c.text, true);
    default: return std::string(singleton_name(c.value_kind));
  }
}

}  // namespace logit::script
