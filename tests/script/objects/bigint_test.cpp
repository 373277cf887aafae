#include "script/objects/bigint.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using logit::script::BigInt;
using logit::script::IntText;
using logit::script::parse_int;

namespace {

BigInt number(std::string_view digits) {
  IntText text = parse_int(digits, 10, 0);
  REQUIRE(text.status == IntText::ok);
  return text.is_small ? BigInt(text.small) : text.big;
}

std::string quotient(std::string_view a, std::string_view b) {
  BigInt q;
  BigInt::floor_divide(number(a), number(b), &q, nullptr);
  return q.to_string();
}

std::string remainder(std::string_view a, std::string_view b) {
  BigInt r;
  BigInt::floor_divide(number(a), number(b), nullptr, &r);
  return r.to_string();
}

}  // namespace

TEST_CASE("division rounds down and the remainder has the divisor's sign") {
  CHECK(quotient("7", "2") == "3");
  CHECK(quotient("-7", "2") == "-4");
  CHECK(quotient("7", "-2") == "-4");
  CHECK(quotient("-7", "-2") == "3");
  CHECK(remainder("-7", "2") == "1");
  CHECK(remainder("7", "-2") == "-1");
  CHECK(quotient("-1000000000000000000000001", "1000000000000") == "-1000000000001");
  CHECK(remainder("-1000000000000000000000001", "1000000000000") == "999999999999");
}

TEST_CASE("bit operations see two's complement without end") {
  const BigInt big = BigInt::power_of_two(65);
  CHECK((BigInt(-1) & big).to_string() == "36893488147419103232");
  CHECK(((-big) | BigInt(1)).to_string() == "-36893488147419103231");
  CHECK(((-big) ^ BigInt::power_of_two(64)).to_string() == "-18446744073709551616");
  CHECK((~big).to_string() == "-36893488147419103233");
  CHECK((BigInt(-5) >> 1).to_string() == "-3");
  CHECK((BigInt(-1) >> 1000).to_string() == "-1");
}

TEST_CASE("conversions to double are correctly rounded") {
  CHECK(*BigInt::power_of_two(53).to_double() == 9007199254740992.0);
  CHECK(*number("9007199254740993").to_double() == 9007199254740992.0);  // a tie goes to even
  CHECK(*number("9007199254740995").to_double() == 9007199254740996.0);
  CHECK(*number("18446744073709553665").to_double() == 18446744073709555712.0);  // just above a tie
  CHECK_FALSE(BigInt::power_of_two(1024).to_double().has_value());
  CHECK(*BigInt::true_divide(BigInt(1), BigInt(3)) == 1.0 / 3.0);
  CHECK(*BigInt::true_divide(BigInt::power(BigInt(10), 400), BigInt::power(BigInt(10), 399)) == 10.0);
  CHECK(*BigInt::true_divide(BigInt(1), BigInt::power_of_two(1074)) == 5e-324);
  CHECK(*BigInt::true_divide(BigInt(1), BigInt::power_of_two(1075)) == 0.0);
}

TEST_CASE("comparison with a double rounds nothing") {
  const BigInt odd = number("9007199254740993");
  CHECK(BigInt::compare(odd, 9007199254740992.0) == 1);
  CHECK(BigInt::compare(odd, 9007199254740994.0) == -1);
  CHECK(BigInt::compare(BigInt(2), 2.5) == -1);
  CHECK(BigInt::compare(BigInt(-2), -2.5) == 1);
  CHECK(BigInt::compare(BigInt::power_of_two(2000), std::numeric_limits<double>::infinity()) == -1);
}

TEST_CASE("text in all bases") {
  CHECK(number("123456789012345678901234567890").to_string() == "123456789012345678901234567890");
  CHECK(number("-123456789012345678901234567890").to_string(16) == "-18ee90ff6c373e0ee4e3f0ad2");
  CHECK(BigInt::power_of_two(100).to_string(2).size() == 101);
  CHECK(parse_int("0x_ff", 0).small == 255);
  CHECK(parse_int(" -0b11 ", 2).small == -3);
  CHECK(parse_int("z", 36).small == 35);
  CHECK(parse_int("1_000", 10).small == 1000);
  CHECK(parse_int("\xD9\xA3", 10).small == 3);  // ARABIC-INDIC DIGIT THREE
  for (const char* wrong : {"", "_1", "1_", "1__0", "0x", "12a", "- 1"}) {
    CHECK_MESSAGE(parse_int(wrong, 10).status == IntText::invalid, wrong);
  }
  CHECK(parse_int("012", 0).status == IntText::invalid);
  CHECK(parse_int("000", 0).small == 0);
  CHECK(parse_int(std::string(4301, '1'), 10).status == IntText::too_long);
  CHECK(parse_int(std::string(5000, '1'), 16).status == IntText::ok);
}

TEST_CASE("powers modulo a number") {
  CHECK(BigInt::power_mod(BigInt(7), BigInt(123456789), BigInt(1000000007)).to_string() == "467332791");
  CHECK(BigInt::power_mod(BigInt(5), BigInt(3), BigInt(-7)).to_string() == "-1");
  CHECK(BigInt::power_mod(BigInt(-5), BigInt(3), BigInt(7)).to_string() == "1");
  CHECK(BigInt::power_mod(BigInt(5), BigInt(0), BigInt(1)).to_string() == "0");
  BigInt inverse;
  BigInt::floor_divide(*BigInt::inverse_mod(BigInt(3), BigInt(11)), BigInt(11), nullptr, &inverse);
  CHECK(inverse.to_string() == "4");
  CHECK_FALSE(BigInt::inverse_mod(BigInt(2), BigInt(4)).has_value());
}

TEST_CASE("hashes are CPython's") {
  CHECK(BigInt(-1).hash() == -2);
  CHECK(((BigInt::power_of_two(61) - BigInt(1))).hash() == 0);
  CHECK(BigInt::power_of_two(100).hash() == std::int64_t{1} << 39);
  CHECK(number("-1606938044258990275541962092341162602522202993782792835301376").hash() == -(std::int64_t{1} << 17));
}

TEST_CASE("rounding to tens is half to even") {
  const auto rounded = [](std::int64_t a, std::int64_t unit) {
    return BigInt::round_to_multiple(BigInt(a), BigInt(unit)).to_int64();
  };
  CHECK(rounded(1250, 100) == 1200);
  CHECK(rounded(1350, 100) == 1400);
  CHECK(rounded(-1250, 100) == -1200);
  CHECK(rounded(15, 10) == 20);
  CHECK(rounded(25, 10) == 20);
}
