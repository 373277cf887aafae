// Mistakes against what CPython prints for them, carets included. The cases are recorded, see
// tests/tools/record_syntax.py; the programs of tests/python/syntax are the other half.
#include <doctest/doctest.h>

#include "script/ast/parser.h"
#include "script/test_files.h"

using namespace logit::script;

namespace {

struct Case {
  std::string source;
  std::string message;
};

std::vector<Case> recorded_cases() {
  const std::string text = read_test_file("golden/ast/errors.txt");
  std::vector<Case> cases;
  bool in_message = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line[0] == '>') {
      if (in_message) cases.emplace_back();
      in_message = false;
      cases.back().source += line[1] == '~' ? line.substr(2) : line.substr(2) + "\n";
    } else {
      in_message = true;
      cases.back().message += line.substr(2) + "\n";
    }
  }
  return cases;
}

}  // namespace

TEST_CASE("syntax errors print as CPython's") {
  int wrong = 0;
  for (const Case& c : recorded_cases()) {
    const ParseResult result = parse(c.source);
    const std::string got = result.error ? render(*result.error, "<script>") : "no error\n";
    if (got == c.message) continue;
    // The first few in full; a broken rule breaks many.
    if (++wrong <= 5) FAIL_CHECK("source:\n" << c.source << "expected:\n" << c.message << "got:\n" << got);
  }
  CHECK(wrong == 0);
  CHECK(recorded_cases().size() > 1000);
}

TEST_CASE("an error knows its place in bytes of the script") {
  const ParseResult call = parse("ti\u1ebfng = f(a b)\n");
  CHECK(call.error->span == logit::SourceSpan{1, 12, 1, 15});
  const ParseResult in_fstring = parse("x = 1\nprint(f'{a b}')\n");
  CHECK(in_fstring.error->span == logit::SourceSpan{2, 9, 2, 12});
  const ParseResult character = parse("\u00e9 = 5 \u00ac 3\n");
  CHECK(character.error->span.col == 7);
}
