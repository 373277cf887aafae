#include "script/ast/diagnostic.h"

#include <doctest/doctest.h>

using namespace logit;
using namespace logit::script;

TEST_CASE("a compiler's error underlines its span") {
  const SyntaxErrorInfo error = compiler_error("def f():\n    x = 1\n    return y\n", {3, 4, 3, 12}, "no");
  CHECK(render(error, "<script>") ==
        "  File \"<script>\", line 3\n    return y\n    ^^^^^^^^\nSyntaxError: no\n");
}

TEST_CASE("a span over several lines is underlined to the end of the first") {
  const SyntaxErrorInfo error = compiler_error("x = f(1,\n      2)\n", {1, 4, 2, 8}, "no");
  CHECK(render(error, "<script>") ==
        "  File \"<script>\", line 1\n    x = f(1,\n        ^^^^\nSyntaxError: no\n");
}

TEST_CASE("a refusal names the construct") {
  CHECK(unsupported("match x:\n", {1, 0, 1, 8}, "match statement").message == "not supported in logit: match statement");
}

TEST_CASE("lines of a source") {
  CHECK(source_line("a\r\nb\rc\n", 1) == "a\r\n");
  CHECK(source_line("a\r\nb\rc\n", 2) == "b\r");
  CHECK(source_line("a\r\nb\rc\n", 3) == "c\n");
  CHECK(source_line("a\r\nb\rc\n", 4) == "");
  CHECK(source_line("\xEF\xBB\xBFx", 1) == "x");
}

TEST_CASE("an error without a place is its last line") {
  SyntaxErrorInfo error;
  error.kind = SyntaxErrorKind::memory_error;
  CHECK(render(error, "<script>") == "MemoryError\n");
}
