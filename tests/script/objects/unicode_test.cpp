#include "script/objects/unicode.h"

#include <doctest/doctest.h>

using namespace logit::script::unicode;

TEST_CASE("case mappings, Vietnamese and special ones") {
  CHECK(upper("tiếng Việt") == "TIẾNG VIỆT");
  CHECK(lower("ĐƯỜNG PHỐ") == "đường phố");
  CHECK(upper("straße ﬁ") == "STRASSE FI");
  CHECK(casefold("Straße") == "strasse");
  CHECK(title("they're đi ǆ") == "They'Re Đi ǅ");
  CHECK(capitalize("éCOLE") == "École");
  CHECK(swapcase("Đà Nẵng") == "đÀ nẴNG");
}

TEST_CASE("a sigma at the end of a word is a final one") {
  CHECK(lower("ΟΔΥΣΣΕΥΣ") == "οδυσσευς");
  CHECK(lower("Σ") == "σ");
  CHECK(lower("ΑΣ.") == "ας.");
  CHECK(lower("ΑΣΑ") == "ασα");
}

TEST_CASE("classes") {
  CHECK(is_alpha(U'đ'));
  CHECK_FALSE(is_alpha(U'1'));
  CHECK(is_digit(U'²'));
  CHECK_FALSE(is_decimal(U'²'));
  CHECK(is_numeric(U'½'));
  CHECK(is_space(U'\u00a0'));
  CHECK(is_space(U'\x1f'));
  CHECK_FALSE(is_printable(U'\u200b'));
  CHECK(is_id_start(U'ạ'));
  CHECK(is_id_continue(U'٣'));
  CHECK(decimal_value(U'٣') == 3);
  CHECK(decimal_value(U'²') == -1);
}

TEST_CASE("repr chooses its quotes and escapes what cannot be shown") {
  CHECK(quoted("a") == "'a'");
  CHECK(quoted("it's") == "\"it's\"");
  CHECK(quoted("it's \"x\"") == "'it\\'s \"x\"'");
  CHECK(quoted("a\n\t\\\x7f") == "'a\\n\\t\\\\\\x7f'");
  CHECK(quoted("đ\u00a0\u200b") == "'đ\\xa0\\u200b'");
  CHECK(quoted("đ😀", true) == "'\\u0111\\U0001f600'");
}
