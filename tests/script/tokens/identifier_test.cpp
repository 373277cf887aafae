#include "script/tokens/identifier.h"

#include <doctest/doctest.h>

using namespace logit::script;

TEST_CASE("letters begin names, digits and marks continue them") {
  CHECK(is_identifier_start(U'a'));
  CHECK(is_identifier_start(U'_'));
  CHECK(is_identifier_start(U'\u1ec7'));
  CHECK(is_identifier_start(U'\u4e2d'));
  CHECK_FALSE(is_identifier_start(U'1'));
  CHECK_FALSE(is_identifier_start(U'\u0301'));
  CHECK(is_identifier_continue(U'\u0301'));
  CHECK(is_identifier_continue(U'\u0663'));
  CHECK_FALSE(is_identifier_continue(U'\u201c'));
  CHECK_FALSE(is_identifier_continue(U'\U0001F600'));
}

TEST_CASE("composed and decomposed spellings are one name") {
  CHECK(normalize_identifier("tie\u0302\u0301ng") == "ti\u1ebfng");
  CHECK(normalize_identifier("vie\u0323\u0302t") == "vi\u1ec7t");
  CHECK(normalize_identifier("vie\u0302\u0323t") == "vi\u1ec7t");  // marks in the other order
  CHECK(normalize_identifier("\u01b0\u01a1ng") == "\u01b0\u01a1ng");
}

TEST_CASE("compatibility characters become plain ones") {
  CHECK(normalize_identifier("\ufb01t") == "fit");
  CHECK(normalize_identifier("\U0001D431") == "x");
  CHECK(normalize_identifier("\u212a") == "K");
  CHECK(normalize_identifier("\u1112\u1161\u11ab") == "\ud55c");  // Hangul is composed by arithmetic
  CHECK(normalize_identifier("\uff41\uff42") == "ab");
}

TEST_CASE("what a message may show") {
  CHECK(is_printable_character(U'\u00ac'));
  CHECK_FALSE(is_printable_character(U'\u00a0'));
  CHECK_FALSE(is_printable_character(0xD800));
}

TEST_CASE("characters by name, in any case") {
  CHECK(character_named("GREEK SMALL LETTER ALPHA") == U'\u03b1');
  CHECK(character_named("greek small letter alpha") == U'\u03b1');
  CHECK(character_named("N-ARY SUMMATION") == U'\u2211');
  CHECK(character_named("LATIN SMALL LETTER E WITH CIRCUMFLEX AND DOT BELOW") == U'\u1ec7');
  CHECK(character_named("SNAKE") == U'\U0001F40D');
  CHECK(character_named("GREEK SMALL LETTER") == 0xFFFFFFFF);
  CHECK(character_named("") == 0xFFFFFFFF);
}
