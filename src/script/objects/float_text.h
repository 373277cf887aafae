// Floating point numbers as text and back, digit for digit as CPython does it.
//
// Printing rests on std::to_chars, which is exact (shortest digits, or any number of correctly rounded
// ones); this file adds Python's layout. Reading rests on std::from_chars, or on strtod where the C++
// library lacks it (libc++ before 20, so Emscripten's), which is correctly rounded there too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logit::script {

/// repr(x): the shortest digits that read back as x; "1e+16", "0.1", "2.0", "inf", "nan", "-0.0".
std::string float_repr(double x);

/// As float_repr, into a caller's buffer of at least 32 bytes; returns the length.
std::size_t float_repr(double x, char* buffer);

/// A finite x with up to nine digits after the point, as "%.2f", into a buffer of at least 340 bytes; returns the length.
std::size_t float_fixed(double x, int precision, char* buffer);

/// How to write a float; the parts of a format specification that decide about digits.
struct FloatStyle {
  char type = 'g';            ///< e E f F g G, or r for the digits of repr()
  int precision = 6;          ///< digits after the point (e, f) or significant ones (g); unused for r
  bool alternate = false;     ///< '#': keep the point and the trailing zeros
  bool add_dot_zero = false;  ///< "2.0" rather than "2" when nothing shows that it is a float
  bool no_negative_zero = false;  ///< 'z': what rounds to -0 loses its sign
};

/// x in the given style, with '-' where negative. Source: CPython's PyOS_double_to_string.
std::string float_to_text(double x, const FloatStyle& style);

/// What float(text) accepts after its white space is gone: digits of any script, single underscores between
/// digits, "inf", "Infinity", "nan"; nothing for anything else. Too large is inf, as in CPython.
std::optional<double> parse_float(std::string_view text);

/// A plain decimal number in ASCII ("12.5e-3"), correctly rounded. The text must be well-formed.
double parse_decimal(std::string_view text);

/// round(x, digits) from the exact binary value, ties to even. False when the result is beyond float.
bool round_to_digits(double x, std::int64_t digits, double& result);

/// float.hex().
std::string float_hex(double x);

/// float.fromhex(text).
enum class FromHex { ok, invalid, overflow };
FromHex float_from_hex(std::string_view text, double& result);

/// text without the white space (Unicode's) at both ends.
std::string_view strip_space(std::string_view text);

}  // namespace logit::script
