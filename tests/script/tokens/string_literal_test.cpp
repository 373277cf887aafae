#include "script/tokens/string_literal.h"

#include <doctest/doctest.h>

using namespace logit::script;

namespace {

std::string decoded(std::string_view body) {
  std::string out, error;
  return decode_string(body, out, error) ? out : error;
}

std::string decoded_bytes(std::string_view body) {
  std::string out, error;
  return decode_bytes(body, out, error) ? out : error;
}

}  // namespace

TEST_CASE("prefixes and quotes") {
  const StringParts parts = split_string("rF'''a'b'''");
  CHECK(parts.raw);
  CHECK(parts.format);
  CHECK_FALSE(parts.bytes);
  CHECK(parts.body == "a'b");
  CHECK(split_string("''").body == "");
  CHECK(split_string("\"\"\"\"\"\"").body == "");
  CHECK(split_string("u'x'").u_prefix);
  CHECK_FALSE(split_string("U'x'").u_prefix);
}

TEST_CASE("escapes") {
  CHECK(decoded("a\\n\\t\\\\\\'\\x41\\u00e9\\101\\\nb") == "a\n\t\\'A\u00e9Ab");
  CHECK(decoded("\\N{BULLET}\\U0001F600") == "\u2022\U0001F600");
  CHECK(decoded("\\d\\\u00e9") == "\\d\\\u00e9");  // no escapes: the backslash stays
  CHECK(decoded_bytes("\\x00\\xff\\n\\d") == std::string("\0\xff\n\\d", 5));
}

TEST_CASE("broken escapes say where, non-ASCII characters counting ten") {
  CHECK(decoded("\\x4") == "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape");
  CHECK(decoded("\u00e9\\u12") ==
        "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-13: truncated \\uXXXX escape");
  CHECK(decoded("\\U00110000") ==
        "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character");
  CHECK(decoded("\\N{no}") ==
        "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-5: unknown Unicode character name");
  CHECK(decoded_bytes("ab\\x1") == "(value error) invalid \\x escape at position 2");
}
