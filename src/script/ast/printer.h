// A tree as text, in the very form of CPython's ast.dump(tree, indent=2), so that the two can be compared.
#pragma once

#include <string>

#include "script/ast/ast.h"

namespace logit::script {

struct DumpOptions {
  bool attributes = false;  ///< with lineno, col_offset, end_lineno and end_col_offset
};

std::string dump(const ast::Node& node, const DumpOptions& options = {});

}  // namespace logit::script
