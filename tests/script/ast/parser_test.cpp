#include "script/ast/parser.h"

#include <doctest/doctest.h>

#include "script/ast/printer.h"
#include "script/test_files.h"

using namespace logit::script;
using namespace logit::script::ast;

namespace {

const Expr& only_expression(const ParseResult& result) {
  REQUIRE(result.ast);
  REQUIRE(result.ast->module->body.size() == 1);
  return *result.ast->module->body[0]->as<ExprStmt>()->value;
}

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("trees and places are those of CPython's parser") {
  for (const char* name : {"statements", "expressions", "strings", "patterns"}) {
    const std::string path = std::string("golden/ast/") + name;
    const ParseResult result = parse(read_test_file(path + ".py"));
    REQUIRE_MESSAGE(result.ast, name);
    check_same_lines(dump(*result.ast->module, {.attributes = true}) + "\n", read_test_file(path + ".dump"), name);
  }
}

TEST_CASE("a name is one view per spelling, normalised") {
  const ParseResult result = parse("(vi\u1ec7t, vie\u0323\u0302t, vi\u1ec7t)");
  const Tuple& names = *only_expression(result).as<Tuple>();
  const std::string_view first = names.elts[0]->as<Name>()->id;
  CHECK(first == "vi\u1ec7t");
  for (const Expr* e : names.elts) CHECK(e->as<Name>()->id.data() == first.data());
}

TEST_CASE("integers: machine words as numbers, longer ones as digits") {
  const auto constant = [](std::string_view source, auto check) {
    const ParseResult result = parse(source);
    check(*only_expression(result).as<Constant>());
  };
  constant("9_223_372_036_854_775_807", [](const Constant& c) {
    CHECK(c.value_kind == ConstantKind::int_);
    CHECK(c.integer == INT64_MAX);
  });
  constant("9223372036854775808", [](const Constant& c) {
    CHECK(c.value_kind == ConstantKind::big_int);
    CHECK(c.base == 10);
    CHECK(c.text == "9223372036854775808");
  });
  constant("0x1_0000_0000_0000_0000", [](const Constant& c) {
    CHECK(c.value_kind == ConstantKind::big_int);
    CHECK(c.base == 16);
    CHECK(c.text == "10000000000000000");
  });
  constant("0b1" + repeated("0", 64), [](const Constant& c) { CHECK(c.base == 2); });
}

TEST_CASE("the tree outlives the text it came from") {
  std::string source = "name = 'text' + f'{other}'";
  const ParseResult result = parse(source);
  const std::string before = dump(*result.ast->module);
  source.assign(source.size(), 'x');
  CHECK(dump(*result.ast->module) == before);
}

TEST_CASE("depth is bounded, whatever nests") {
  const auto kind = [](const std::string& source) {
    const ParseResult result = parse(source);
    REQUIRE(result.error);
    return result.error->kind;
  };
  for (const char* piece : {"-", "not ", "lambda: ", "1 if 1 else ", "2 ** "}) {
    CHECK(kind(repeated(piece, 20000) + "1") == SyntaxErrorKind::memory_error);
  }
  CHECK(kind(repeated("(", 20000)) == SyntaxErrorKind::syntax_error);
  CHECK(kind(repeated("x.", 20000) + "x") == SyntaxErrorKind::recursion_error);
  CHECK(kind(repeated("1 + ", 20000) + "1") == SyntaxErrorKind::recursion_error);
  CHECK(parse(repeated("(", 200) + repeated(")", 200)).ast);
  CHECK(parse(repeated("1 + ", 900) + "1").ast);
}

TEST_CASE("width is not") {
  CHECK(parse("x = [" + repeated("1, ", 100000) + "]").ast);
  CHECK(parse(repeated("1 and ", 100000) + "1").ast);
  CHECK(parse(repeated("1 < ", 100000) + "1").ast);
  CHECK(parse(repeated("x = ", 100000) + "1").ast);
}

TEST_CASE("text that is not UTF-8, and null bytes") {
  CHECK(parse("x = '\xff'").error->message == "(unicode error) 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte");
  CHECK(parse(std::string_view("x\0y", 3)).error->kind == SyntaxErrorKind::value_error);
}
