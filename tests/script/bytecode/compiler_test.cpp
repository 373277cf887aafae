// The code that statements become (golden text), and the errors that the symbol table and the compiler find.
#include "script/bytecode/compiler.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "script/bytecode/disassembler.h"
#include "script/bytecode/opcode.h"

using namespace logit::script;
using namespace logit::script::bytecode;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const std::string kGolden = std::string(LOGIT_TEST_DIR) + "/../../golden/bytecode/";

constexpr const char* kPrograms[] = {"calls", "control", "closures", "operators", "patterns"};

/// The message of the error that `source` gives, with its line.
std::string error_of(const char* source) {
  const CompileResult result = compile_source(source, "<script>");
  if (!result.error) return "";
  return std::to_string(result.error->line) + ": " + result.error->message;
}

}  // namespace

TEST_CASE("the code of each kind of statement is the recorded one") {
  // LOGIT_UPDATE_GOLDEN=1 writes the files anew; read the difference as a reviewer.
  for (const char* name : kPrograms) {
    CAPTURE(name);
    const CompileResult result = compile_source(read(kGolden + name + ".py"), "<script>");
    REQUIRE(result.unit);
    const std::string dump = disassemble(*result.unit);
    if (std::getenv("LOGIT_UPDATE_GOLDEN")) std::ofstream(kGolden + name + ".dump", std::ios::binary) << dump;
    CHECK(dump == read(kGolden + name + ".dump"));
  }
}

TEST_CASE("every instruction stands in a recorded dump") {
  std::string dumps;
  for (const char* name : kPrograms) dumps += read(kGolden + name + ".dump");
  for (int i = 0; i < kOpcodeCount; ++i) {
    const auto op = static_cast<Opcode>(i);
    // Made only for whoever watches a run; does nothing in code of its own.
    if (op == Opcode::note || op == Opcode::nop) continue;
    CAPTURE(name_of(op));
    const std::string name(name_of(op));
    CHECK((dumps.find("  " + name + "\n") != std::string::npos || dumps.find("  " + name + "  ") != std::string::npos));
  }
}

TEST_CASE("the README names every instruction, and no other in its table") {
  const std::string text = read(std::string(LOGIT_TEST_DIR) + "/../../../src/script/README.md");
  const std::size_t start = text.find("| group | instructions |"), end = text.find("\n\n", start);
  REQUIRE(end != std::string::npos);
  const std::string table = text.substr(start, end - start);
  for (int i = 0; i < kOpcodeCount; ++i) {
    const std::string name(name_of(static_cast<Opcode>(i)));
    CAPTURE(name);
    CHECK(table.find("`" + name + "`") != std::string::npos);
  }
  // Two quotes a name, and two around peephole.cpp.
  CHECK(std::count(table.begin(), table.end(), '`') == 2 * (kOpcodeCount + 1));
}

TEST_CASE("errors of scope carry CPython's words") {
  CHECK(error_of("return 1\n") == "1: 'return' outside function");
  CHECK(error_of("x = (yield)\n") == "1: 'yield' outside function");
  CHECK(error_of("if 1:\n    break\n") == "2: 'break' outside loop");
  CHECK(error_of("def f(a, a):\n    pass\n") == "1: duplicate argument 'a' in function definition");
  CHECK(error_of("def f(x):\n    global x\n") == "2: name 'x' is parameter and global");
  CHECK(error_of("def f():\n    x = 1\n    global x\n") == "3: name 'x' is assigned to before global declaration");
  CHECK(error_of("def f():\n    nonlocal y\n") == "2: no binding for nonlocal 'y' found");
  CHECK(error_of("nonlocal y\n") == "1: nonlocal declaration not allowed at module level");
  CHECK(error_of("a, *b, *c = x\n") == "1: multiple starred expressions in assignment");
  CHECK(error_of("try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass\n") == "3: default 'except:' must be last");
}

TEST_CASE("errors of symbol table and compiler print as CPython's") {
  // Recorded by tests/tools/record_syntax.py: "> " a line of the source, "| " a line of what CPython prints for it.
  const std::string text = read(kGolden + "errors.txt");
  std::string source, message;
  int cases = 0, wrong = 0;
  const auto check = [&]() {
    if (source.empty()) return;
    ++cases;
    const CompileResult result = compile_source(source, "<script>");
    const std::string got = result.error ? render(*result.error, "<script>") : "no error\n";
    if (got != message && ++wrong <= 5) FAIL_CHECK("source:\n" << source << "expected:\n" << message << "got:\n" << got);
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at) + "\n";
    at = end + 1;
    if (line[0] == '>' && !message.empty()) {
      check();
      source.clear();
      message.clear();
    }
    (line[0] == '>' ? source : message) += line.substr(2);
  }
  check();
  CHECK(wrong == 0);
  CHECK(cases > 90);
}

TEST_CASE("what the machine does not run is refused by name") {
  CHECK(error_of("async def f():\n    pass\n") == "1: not supported in logit: async def");
  CHECK(error_of("x = 3j\n") == "1: not supported in logit: imaginary literal");
  CHECK(error_of("x = 1\ny = b'a'\n") == "2: not supported in logit: bytes literal");
  CHECK(error_of("def f():\n    await x\n") == "2: not supported in logit: await");
  CHECK(error_of("async for x in y:\n    pass\n") == "1: not supported in logit: async for");
  CHECK(error_of("async with x:\n    pass\n") == "1: not supported in logit: async with");
  CHECK(error_of("x = [y async for y in z]\n") == "1: not supported in logit: asynchronous comprehension");
  CHECK(error_of("try:\n    pass\nexcept* ValueError:\n    pass\n") == "1: not supported in logit: except*");
}

TEST_CASE("an instruction's line is found from its position") {
  const CompileResult result = compile_source("a = 1\n\nb = 2\n", "<script>");
  REQUIRE(result.unit);
  CHECK(result.unit->line_at(0) == 1);
  CHECK(result.unit->line_at(2) == 3);
}
