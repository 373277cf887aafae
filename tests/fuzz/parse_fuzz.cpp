// Feeds arbitrary text to the parser: it must end, keep within its depth and either give a tree that can be walked
// or an error that can be shown. The tree is dumped, so that every pointer in it is followed.
//
//   ./lab fuzz parse
//
// What once crashed is kept as a case of tests/script/ast/parser_test.cpp.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "script/ast/parser.h"
#include "script/ast/printer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const logit::script::ParseResult result = logit::script::parse(source);
  LOGIT_ASSERT(bool(result.ast) != bool(result.error), "neither a tree nor an error");
  if (result.ast) {
    logit::script::dump(*result.ast->module, {.attributes = true});
  } else {
    logit::script::render(*result.error, "<script>");
  }
  return 0;
}
