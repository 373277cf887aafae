// The format mini-language: what stands behind the colon in f"{x:>10,.2f}".
//
// Parsing and formatting are kept apart, so that the caller can check width and precision against the
// memory limit in between. Messages are CPython 3.11's. Source: Python/formatter_unicode.c, Library
// Reference "Format Specification Mini-Language".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "script/objects/bigint.h"

namespace logit::script {

struct FormatSpec {
  char32_t fill = ' ';
  char align = '<';
  char sign = 0;              ///< 0, '+', '-' or ' '
  bool alternate = false;     ///< '#'
  bool no_negative_zero = false;  ///< 'z'
  char grouping = 0;          ///< ',' or '_'
  int group_size = 3;
  std::int64_t width = -1;
  std::int64_t precision = -1;
  char32_t type = 0;

  /// Upper bound for the length of the text, apart from the digits of the number itself.
  std::int64_t room() const { return (width > 0 ? width : 0) + (precision > 0 ? precision : 0); }
};

/// Why a specification cannot be used: the text of a ValueError (OverflowError where `overflow`).
struct FormatError {
  std::string message;
  bool overflow = false;
  explicit operator bool() const { return !message.empty(); }
};

/// Parses `text` for a value of the named type. Defaults: type 's' and align '<' for text, 'd' and '>' for int, 0 and
/// '>' for float.
FormatError parse_format_spec(std::string_view text, char32_t default_type, char default_align,
                              std::string_view type_name, FormatSpec& spec);

/// The message for a type letter that values of this type do not know.
FormatError unknown_format_code(char32_t type, std::string_view type_name);

/// Text (UTF-8 of `length` code points) padded and cut; checks that the specification fits text.
FormatError format_text(std::string_view text, std::size_t length, const FormatSpec& spec,
                        std::string_view type_name, std::string& out);

/// A finite or infinite float; types e E f F g G n % and none.
FormatError format_float(double x, const FormatSpec& spec, std::string_view type_name, std::string& out);

/// An int given by its sign and the digits of its magnitude in the base that the type asks for (see
/// format_int_base). Type 'c' takes `code_point` instead.
FormatError check_int_format(const FormatSpec& spec, std::string_view type_name);
/// 2, 8, 10, 16; 1 for 'c'; 0 when the type makes a float of the int; -1 for a type that int does not know.
int format_int_base(char32_t type);
void format_int_digits(bool negative, std::string_view digits, const FormatSpec& spec, std::string& out);
void format_int_character(char32_t code_point, const FormatSpec& spec, std::string& out);

}  // namespace logit::script
