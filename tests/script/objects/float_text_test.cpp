#include "script/objects/float_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace logit::script;

TEST_CASE("repr is the shortest text that reads back, with an exponent outside 1e-4 ... 1e16") {
  CHECK(float_repr(0.1) == "0.1");
  CHECK(float_repr(0.1 + 0.2) == "0.30000000000000004");
  CHECK(float_repr(100.0) == "100.0");
  CHECK(float_repr(-0.0) == "-0.0");
  CHECK(float_repr(1e15) == "1000000000000000.0");
  CHECK(float_repr(1e16) == "1e+16");
  CHECK(float_repr(1e22) == "1e+22");
  CHECK(float_repr(0.0001) == "0.0001");
  CHECK(float_repr(0.00001) == "1e-05");
  CHECK(float_repr(5e-324) == "5e-324");
  CHECK(float_repr(123456789.123) == "123456789.123");
  CHECK(float_repr(-HUGE_VAL) == "-inf");
  CHECK(float_repr(std::nan("")) == "nan");
}

TEST_CASE("fixed digits are rounded from the exact binary value") {
  const auto fixed = [](double x, int digits) { return float_to_text(x, {.type = 'f', .precision = digits}); };
  CHECK(fixed(2.675, 2) == "2.67");
  CHECK(fixed(0.5, 0) == "0");
  CHECK(fixed(1.5, 0) == "2");
  CHECK(fixed(1e22, 1) == "10000000000000000000000.0");
  CHECK(fixed(0.1, 30) == "0.100000000000000005551115123126");
  CHECK(fixed(5e-324, 1100).substr(320, 25) == "0000049406564584124654417");
}

TEST_CASE("the styles of the mini-language") {
  const auto text = [](double x, char type, int precision, bool alternate = false) {
    return float_to_text(x, {.type = type, .precision = precision, .alternate = alternate});
  };
  CHECK(text(12345.678, 'e', 3) == "1.235e+04");
  CHECK(text(12345.678, 'E', 0) == "1E+04");
  CHECK(text(12345.678, 'g', 6) == "12345.7");
  CHECK(text(1e6, 'g', 6) == "1e+06");
  CHECK(text(100, 'g', 6, true) == "100.000");
  CHECK(text(1, 'f', 0, true) == "1.");
  CHECK(text(HUGE_VAL, 'F', 2) == "INF");
  CHECK(float_to_text(-0.001, {.type = 'f', .precision = 1, .no_negative_zero = true}) == "0.0");
  CHECK(float_to_text(0.0, {.type = 'g', .precision = 1, .add_dot_zero = true}) == "0e+00");
}

TEST_CASE("float() takes what Python takes") {
  const auto read = [](std::string_view text) { return parse_float(text); };
  CHECK(*read("1e3") == 1000.0);
  CHECK(*read("1_0.5") == 10.5);
  CHECK(*read(".5") == 0.5);
  CHECK(*read("5.") == 5.0);
  CHECK(*read("1e400") == HUGE_VAL);
  CHECK(*read("-1e-400") == 0.0);
  CHECK(*read("Infinity") == HUGE_VAL);
  CHECK(std::isnan(*read("-nan")));
  for (const char* wrong : {"", ".", "e5", "1e", "1__0", "_1", "1_", "1_.5", "0x10", "1 2", "--1", "nano"}) {
    CHECK_MESSAGE(!read(wrong).has_value(), wrong);
  }
}

TEST_CASE("round(x, n)") {
  const auto rounded = [](double x, std::int64_t digits) {
    double result = 0;
    CHECK(round_to_digits(x, digits, result));
    return result;
  };
  CHECK(rounded(2.675, 2) == 2.67);
  CHECK(rounded(1234.5678, -2) == 1200.0);
  CHECK(rounded(1250.0, -2) == 1200.0);
  CHECK(rounded(1250.5, -2) == 1300.0);
  CHECK(rounded(0.15, 1) == 0.1);
  CHECK(std::signbit(rounded(-0.04, 1)));
  double result;
  CHECK_FALSE(round_to_digits(1.7e308, -308, result));
}

TEST_CASE("hexadecimal both ways") {
  CHECK(float_hex(0.1) == "0x1.999999999999ap-4");
  CHECK(float_hex(5e-324) == "0x0.0000000000001p-1022");
  double x;
  CHECK(float_from_hex("0x1.8p+1", x) == FromHex::ok);
  CHECK(x == 3.0);
  CHECK(float_from_hex("1p-1075", x) == FromHex::ok);
  CHECK(x == 0.0);
  CHECK(float_from_hex("1.8p-1075", x) == FromHex::ok);
  CHECK(x == 5e-324);
  CHECK(float_from_hex("1p1024", x) == FromHex::overflow);
  CHECK(float_from_hex("zz", x) == FromHex::invalid);
}
