#include "lab/models/text_buffer.h"

#include <doctest/doctest.h>

using namespace logit::lab;

namespace {
TextBuffer with(std::string_view text, Position caret = {}) {
  TextBuffer buffer;
  buffer.set_text(text);
  buffer.place(caret);
  return buffer;
}
void type(TextBuffer& buffer, std::string_view text) {
  for (char c : text) buffer.type(std::string(1, c));
}
}  // namespace

TEST_CASE("typing in a row is one undo step, a new word another") {
  TextBuffer buffer;
  type(buffer, "let me");
  CHECK(buffer.text() == "let me");
  buffer.undo();
  CHECK(buffer.text() == "let");
  buffer.undo();
  CHECK(buffer.text() == "");
  buffer.redo();
  buffer.redo();
  CHECK(buffer.text() == "let me");
}

TEST_CASE("a new line keeps the indentation, deepens after a colon and returns after return") {
  TextBuffer buffer = with("def f(x):", {0, 9});
  buffer.new_line();
  type(buffer, "return x");
  buffer.new_line();
  CHECK(buffer.text() == "def f(x):\n    return x\n");
  CHECK(buffer.caret() == Position{2, 0});

  TextBuffer comment = with("if a:  # why: because", {0, 21});
  comment.new_line();
  CHECK(comment.text() == "if a:  # why: because\n    ");
}

TEST_CASE("enter between brackets opens a level and keeps the closing one below") {
  TextBuffer buffer = with("f()", {0, 2});
  buffer.new_line();
  CHECK(buffer.text() == "f(\n    \n)");
  CHECK(buffer.caret() == Position{1, 4});
}

TEST_CASE("brackets and quotes close themselves and are typed over") {
  TextBuffer buffer;
  type(buffer, "f(\"a");
  CHECK(buffer.text() == "f(\"a\")");
  type(buffer, "\")");
  CHECK(buffer.text() == "f(\"a\")");
  CHECK(buffer.caret() == Position{0, 6});

  TextBuffer word;
  type(word, "don't");
  CHECK(word.text() == "don't");  // an apostrophe in a word is no quote
}

TEST_CASE("backspace removes a whole level inside indentation, and an empty pair as a whole") {
  TextBuffer buffer = with("        x", {0, 8});
  buffer.backspace();
  CHECK(buffer.text() == "    x");
  TextBuffer pair;
  type(pair, "(");
  pair.backspace();
  CHECK(pair.text() == "");
}

TEST_CASE("moving and deleting respects characters of several bytes") {
  TextBuffer buffer = with("đường", {0, 0});
  buffer.move(Motion::right, false);
  CHECK(buffer.caret().column == 2);
  buffer.move(Motion::end, false);
  buffer.backspace();
  buffer.backspace();
  CHECK(buffer.text() == "đườ");
}

TEST_CASE("up and down remember the column") {
  TextBuffer buffer = with("long line\nx\nlong line", {0, 7});
  buffer.move(Motion::down, false);
  CHECK(buffer.caret() == Position{1, 1});
  buffer.move(Motion::down, false);
  CHECK(buffer.caret() == Position{2, 7});
}

TEST_CASE("tab indents selected lines, shift-tab takes it back") {
  TextBuffer buffer = with("a\nb\nc");
  buffer.select({{0, 0}, {1, 1}});
  buffer.indent();
  CHECK(buffer.text() == "    a\n    b\nc");
  buffer.unindent();
  CHECK(buffer.text() == "a\nb\nc");
  buffer.undo();
  CHECK(buffer.text() == "    a\n    b\nc");
}

TEST_CASE("comments come and go for all selected lines") {
  TextBuffer buffer = with("if a:\n    b\n\n    c");
  buffer.select_all();
  buffer.toggle_comment();
  CHECK(buffer.text() == "# if a:\n#     b\n\n#     c");
  buffer.toggle_comment();
  CHECK(buffer.text() == "if a:\n    b\n\n    c");
}

TEST_CASE("lines move up and down with their caret") {
  TextBuffer buffer = with("a\nb\nc", {0, 1});
  buffer.move_lines(+1);
  CHECK(buffer.text() == "b\na\nc");
  CHECK(buffer.caret() == Position{1, 1});
  buffer.move_lines(-1);
  CHECK(buffer.text() == "a\nb\nc");
}

TEST_CASE("matching brackets are found across lines") {
  TextBuffer buffer = with("f(a,\n  [b, c])", {1, 9});
  const auto pair = buffer.matching_brackets();
  REQUIRE(pair);
  CHECK(pair->first == Position{1, 8});
  CHECK(pair->second == Position{0, 1});
}

TEST_CASE("find ignores case and counts every place") {
  const TextBuffer buffer = with("Loss = loss(a)\nprint(LOSS)");
  CHECK(buffer.find_all("loss").size() == 3);
  CHECK(buffer.find_all("").empty());
}

TEST_CASE("an input method's composition is one undo step") {
  TextBuffer buffer = with("# ", {0, 2});
  buffer.set_composing(true);
  buffer.edit_around_caret(0, 0, "t");
  buffer.edit_around_caret(1, 0, "ti");
  buffer.edit_around_caret(2, 0, "tiê");
  buffer.edit_around_caret(4, 0, "tiếng");
  buffer.set_composing(false);
  CHECK(buffer.text() == "# tiếng");
  buffer.undo();
  CHECK(buffer.text() == "# ");
}

TEST_CASE("decomposed Vietnamese becomes single characters") {
  CHECK(composed("Tie\u0302\u0301ng Vie\u0323\u0302t") == "Tiếng Việt");
  CHECK(composed("tru\u031Bo\u031B\u0300ng") == "trường");
  CHECK(composed("plain ascii") == "plain ascii");
  CHECK(count_characters(composed("nga\u0303")) == 3);
}

TEST_CASE("windows line ends go, tabs of a file stay and are gone on with") {
  TextBuffer buffer;
  buffer.set_text("a\r\nif b:\n\tc = 'x\ty'");
  CHECK(buffer.text() == "a\nif b:\n\tc = 'x\ty'");
  buffer.move(Motion::text_end, false);
  buffer.new_line();
  buffer.insert("return c");
  buffer.new_line();
  CHECK(buffer.text() == "a\nif b:\n\tc = 'x\ty'\n\treturn c\n");
  buffer.place({2, 1});
  buffer.backspace();
  CHECK(buffer.line(2) == "c = 'x\ty'");
}

TEST_CASE("random edits undo back to the beginning") {
  TextBuffer buffer = with("def f(x):\n    return (x + 1)\n");
  const std::string before = buffer.text();
  unsigned seed = 7;
  const auto next = [&](unsigned n) { return (seed = seed * 1664525u + 1013904223u) / 65536u % n; };
  for (int i = 0; i < 300; ++i) {
    buffer.place({static_cast<int>(next(5)), static_cast<int>(next(12))}, next(3) == 0);
    switch (next(9)) {
      case 0: buffer.type("("); break;
      case 1: buffer.type("đ"); break;
      case 2: buffer.backspace(); break;
      case 3: buffer.new_line(); break;
      case 4: buffer.indent(); break;
      case 5: buffer.unindent(); break;
      case 6: buffer.toggle_comment(); break;
      case 7: buffer.move_lines(next(2) ? 1 : -1); break;
      case 8: buffer.remove_word(next(2)); break;
    }
  }
  const std::string after = buffer.text();
  int steps = 0;
  while (buffer.can_undo()) buffer.undo(), ++steps;
  CHECK(buffer.text() == before);
  for (int i = 0; i < steps; ++i) buffer.redo();
  CHECK(buffer.text() == after);
}
