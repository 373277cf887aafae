// The list of variables as rows of text: one for each name, and under a name that was opened the lines of its value as the script
// would print it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "session/session.h"

namespace logit::lab {

struct VariableRow {
  std::string name, type, value;  ///< of a line of an opened value: value alone
  bool is_line = false;           ///< a line of the value above
  bool can_open = false, open = false;
  bool is_parameter = false;      ///< a tensor that requires a gradient
};

/// Rows for `variables` without modules, functions and classes. `open`: names whose values are spread out.
/// `line_length`: characters after which a line of an opened value is broken.
std::vector<VariableRow> variable_rows(const std::vector<Variable>& variables, const std::set<std::string>& open, std::size_t line_length);

/// True for what the list leaves out: modules, functions, classes and names with two underscores.
bool is_definition(const Variable& variable);

}  // namespace logit::lab
