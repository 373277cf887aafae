#include "script/objects/format_spec.h"

#include <doctest/doctest.h>

#include "script/objects/utf8.h"

using namespace logit::script;

namespace {

std::string of_float(double x, std::string_view text) {
  FormatSpec spec;
  std::string out;
  FormatError error = parse_format_spec(text, 0, '>', "float", spec);
  if (!error) error = format_float(x, spec, "float", out);
  return error ? error.message : out;
}

std::string of_text(std::string_view value, std::string_view text) {
  FormatSpec spec;
  std::string out;
  FormatError error = parse_format_spec(text, 's', '<', "str", spec);
  if (!error) error = format_text(value, count_code_points(value), spec, "str", out);
  return error ? error.message : out;
}

std::string of_int(std::int64_t value, std::string_view text) {
  FormatSpec spec;
  std::string out;
  FormatError error = parse_format_spec(text, 'd', '>', "int", spec);
  if (!error) error = check_int_format(spec, "int");
  if (error) return error.message;
  const int base = format_int_base(spec.type);
  if (base == 1) {
    format_int_character(static_cast<char32_t>(value), spec, out);
  } else {
    format_int_digits(value < 0, BigInt(value).abs().to_string(base), spec, out);
  }
  return out;
}

}  // namespace

TEST_CASE("floats") {
  CHECK(of_float(3.14159, ".2f") == "3.14");
  CHECK(of_float(1234567.891, ",.2f") == "1,234,567.89");
  CHECK(of_float(-5.5, "+08.2f") == "-0005.50");
  CHECK(of_float(0.256, ".1%") == "25.6%");
  CHECK(of_float(-0.01, "z.1f") == "0.0");
  CHECK(of_float(1e10, "") == "10000000000.0");
  CHECK(of_float(1234.5, "010,.1f") == "0,001,234.5");
  CHECK(of_float(2.5, "*^9") == "***2.5***");
}

TEST_CASE("ints") {
  CHECK(of_int(5, "03d") == "005");
  CHECK(of_int(-1234, "010,") == "-0,001,234");
  CHECK(of_int(255, "#06x") == "0x00ff");
  CHECK(of_int(255, "#X") == "0XFF");
  CHECK(of_int(0xABCDEF, "_x") == "ab_cdef");
  CHECK(of_int(65, "c") == "A");
  CHECK(of_int(42, "<5d") == "42   ");
  CHECK(of_int(-5, "=+6d") == "-    5");
}

TEST_CASE("text counts letters, not bytes") {
  CHECK(of_text("tiếng", ">7") == "  tiếng");
  CHECK(of_text("tiếng", ".3") == "tiế");
  CHECK(of_text("ab", "é^6") == "ééabéé");
  CHECK(of_text("a", "05") == "a0000");
}

TEST_CASE("CPython's words for what does not fit") {
  CHECK(of_text("a", "d") == "Unknown format code 'd' for object of type 'str'");
  CHECK(of_text("a", "=5") == "'=' alignment not allowed in string format specifier");
  CHECK(of_text("a", ",") == "Cannot specify ',' with 's'.");
  CHECK(of_int(1, ".2d") == "Precision not allowed in integer format specifier");
  CHECK(of_int(1, "abc") == "Invalid format specifier 'abc' for object of type 'int'");
  CHECK(of_int(1, ",_") == "Cannot specify both ',' and '_'.");
  CHECK(of_int(1, "+c") == "Sign not allowed with integer format specifier 'c'");
  CHECK(of_float(1, "1.") == "Format specifier missing precision");
  CHECK(of_float(1, "d") == "Unknown format code 'd' for object of type 'float'");
  CHECK(of_float(1, "99999999999999999999") == "Too many decimal digits in format string");
}
