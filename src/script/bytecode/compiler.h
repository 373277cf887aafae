// Syntax tree in, code units out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "script/ast/diagnostic.h"
#include "script/bytecode/code_unit.h"

namespace logit::script::ast {
struct Module;
}

namespace logit::script::bytecode {

/// Either `unit` (of the module; functions are among its constants) or `error` is set.
struct CompileResult {
  std::shared_ptr<CodeUnit> unit;
  std::optional<SyntaxErrorInfo> error;
};

/// `source` is the text the tree was parsed from, for error positions. Library code is left out of tracebacks.
/// `notes`: with instructions that tell the host of bindings and loops (CodeUnit::notes).
CompileResult compile(const ast::Module& module, std::string_view source, std::string file, bool library = false,
                      bool notes = false);

/// Parses and compiles.
CompileResult compile_source(std::string_view source, std::string file, bool library = false, bool notes = false);

}  // namespace logit::script::bytecode
