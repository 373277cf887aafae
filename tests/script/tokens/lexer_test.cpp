#include "script/tokens/lexer.h"

#include <doctest/doctest.h>

#include "script/test_files.h"

using namespace logit::script;

namespace {

std::string kinds(std::string_view source) {
  std::string out;
  for (const Token& t : tokenize(source).tokens) {
    if (!out.empty()) out += ' ';
    out += name_of(t.kind);
  }
  return out;
}

std::string error(std::string_view source) { return tokenize(source).error.message; }

/// The recorder's tokenizer gives no end marker.
std::string without_end_marker(std::string dump) {
  if (dump.size() > 1) dump.resize(dump.rfind('\n', dump.size() - 2) + 1);
  return dump;
}

}  // namespace

TEST_CASE("tokens and their places are those of CPython's tokenizer") {
  for (const char* name : {"layout", "pieces"}) {
    const std::string path = std::string("golden/tokens/") + name;
    const TokenStream stream = tokenize(read_test_file(path + ".py"));
    CHECK(stream.error.failure == LexFailure::none);
    check_same_lines(without_end_marker(dump_tokens(stream)), read_test_file(path + ".tokens"), name);
  }
}

TEST_CASE("an empty text is an end marker") {
  CHECK(kinds("") == "ENDMARKER");
  CHECK(kinds("\n\n  # nothing\n") == "ENDMARKER");
}

TEST_CASE("line ends of all systems and a byte order mark") {
  CHECK(kinds("a\r\nb\rc\n") == "NAME NEWLINE NAME NEWLINE NAME NEWLINE ENDMARKER");
  CHECK(kinds("\xEF\xBB\xBFx") == "NAME NEWLINE ENDMARKER");
  CHECK(tokenize("a\r\nb").tokens[2].line == 2);
}

TEST_CASE("brackets and backslashes join lines") {
  CHECK(kinds("(\n1,\n# c\n2)") == "( NUMBER , NUMBER ) NEWLINE ENDMARKER");
  CHECK(kinds("x = \\\n1") == "NAME = NUMBER NEWLINE ENDMARKER");
}

TEST_CASE("indentation: dedents come back one by one, a form feed starts over") {
  CHECK(kinds("if a:\n  if b:\n    c\nd") ==
        "if NAME : NEWLINE INDENT if NAME : NEWLINE INDENT NAME NEWLINE DEDENT DEDENT NAME NEWLINE ENDMARKER");
  CHECK(kinds("a\n  \fb\n") == "NAME NEWLINE NAME NEWLINE ENDMARKER");
}

TEST_CASE("indentation: an order that depends on the width of a tab is an error") {
  CHECK(tokenize("if a:\n        b\n\tc\n").error.failure == LexFailure::mixed_tabs);
  CHECK(tokenize("if a:\n\tb\n        c\n").error.failure == LexFailure::mixed_tabs);
  CHECK(tokenize("if a:\n\tb\n\tc\n").error.failure == LexFailure::none);
}

TEST_CASE("indentation: an unknown level, and too many levels") {
  CHECK(tokenize("if a:\n    b\n  c\n").error.failure == LexFailure::unindent);
  std::string deep;
  for (int i = 0; i < 101; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "if a:\n";
  CHECK(tokenize(deep).error.failure == LexFailure::too_many_indents);
}

TEST_CASE("numbers that are none") {
  CHECK(error("0x") == "invalid hexadecimal literal");
  CHECK(error("0b12") == "invalid digit '2' in binary literal");
  CHECK(error("1__0") == "invalid decimal literal");
  CHECK(error("1e+") == "invalid decimal literal");
  CHECK(error("012").substr(0, 13) == "leading zeros");
  CHECK(error("1if x else 2").empty());
  CHECK(error("1\u00e9").empty());  // the parser's matter
}

TEST_CASE("strings without an end name the line where that showed") {
  CHECK(error("'abc\n") == "unterminated string literal (detected at line 1)");
  CHECK(error("x = '''a\nb\n") == "unterminated triple-quoted string literal (detected at line 2)");
}

TEST_CASE("brackets that do not fit") {
  CHECK(error(")") == "unmatched ')'");
  CHECK(error("(]") == "closing parenthesis ']' does not match opening parenthesis '('");
  CHECK(error("(\n]") == "closing parenthesis ']' does not match opening parenthesis '(' on line 1");
  CHECK(tokenize("f(").open.size() == 1);
  CHECK(error(std::string(201, '(')) == "too many nested parentheses");
}

TEST_CASE("characters that stand for nothing") {
  CHECK(error("x = \u201ca\u201d") == "invalid character '\u201c' (U+201C)");
  CHECK(error("x\u00a0= 1") == "invalid non-printable character U+00A0");
  CHECK(error("a\u200bb") == "invalid non-printable character U+200B");
  CHECK(error("\x01") == "invalid non-printable character U+0001");
}
