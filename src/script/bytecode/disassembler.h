// Code units as text, for `logit dump --bytecode` and the golden tests.
#pragma once

#include <string>

#include "script/bytecode/code_unit.h"

namespace logit::script::bytecode {

/// The unit and all units inside it, one instruction a line: source line, position, name, operand and its meaning.
std::string disassemble(const CodeUnit& unit);
/// A constant as Python would show it.
std::string describe(const Constant& constant);

}  // namespace logit::script::bytecode
