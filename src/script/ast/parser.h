// Script text in, syntax tree or first syntax error out.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "script/ast/ast.h"
#include "script/ast/diagnostic.h"

namespace logit::script {

/// Either `ast` is set or `error` is.
struct ParseResult {
  std::unique_ptr<ast::Ast> ast;
  std::optional<SyntaxErrorInfo> error;
};

/// Parses a whole script (UTF-8). The error is the one that CPython 3.11 would report: type, message, line and
/// caret position.
ParseResult parse(std::string_view source);

}  // namespace logit::script
