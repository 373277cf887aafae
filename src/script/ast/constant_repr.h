// Constants of a tree as Python's repr() writes them, for the dump. (The machine's own objects have their own
// repr in script/objects; a tree exists before any of them.)
#pragma once

#include <string>
#include <string_view>

#include "script/ast/ast.h"

namespace logit::script {

/// A str or bytes literal in quotes.
std::string repr_text(std::string_view text, bool bytes);

/// "None", "True", "False" or "Ellipsis".
std::string_view singleton_name(ast::ConstantKind kind);

std::string repr_constant(const ast::Constant& c);

}  // namespace logit::script
