// logit dump: what a stage of the compiler makes of a script, as text.
#include <cstdio>

#include "cli/cli.h"
#include "script/ast/diagnostic.h"
#include "script/ast/parser.h"
#include "script/ast/printer.h"
#include "script/bytecode/compiler.h"
#include "script/bytecode/disassembler.h"
#include "script/tokens/lexer.h"
#include "script/tokens/token.h"

namespace logit::cli {

namespace {

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (!text.empty() && text.back() != '\n') std::fputc('\n', stdout);
}

int print_error(const script::SyntaxErrorInfo& error, const char* path) {
  const std::string text = script::render(error, path);
  std::fwrite(text.data(), 1, text.size(), stderr);
  return 1;
}

int dump_tokens(std::string_view source) {
  print(script::dump_tokens(script::tokenize(source)));
  return 0;
}

int dump_tree(std::string_view source, const char* path) {
  const script::ParseResult parsed = script::parse(source);
  if (parsed.error) return print_error(*parsed.error, path);
  print(script::dump(*parsed.ast->module));
  return 0;
}

int dump_bytecode(std::string_view source, const char* path) {
  const script::bytecode::CompileResult compiled = script::bytecode::compile_source(source, path);
  if (compiled.error) return print_error(*compiled.error, path);
  print(script::bytecode::disassemble(*compiled.unit));
  return 0;
}

}  // namespace

int dump(Words words) {
  if (words.size() == 2) {
    const std::string_view stage = words[0];
    const std::optional<std::string> source = read_source(words[1]);
    if (!source) return 2;
    if (stage == "--tokens") return dump_tokens(*source);
    if (stage == "--ast") return dump_tree(*source, words[1]);
    if (stage == "--bytecode") return dump_bytecode(*source, words[1]);
  }
  std::fwrite(usage().data(), 1, usage().size(), stderr);
  return 2;
}

}  // namespace logit::cli
