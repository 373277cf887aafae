// Why a token stream is not a valid script: the error that CPython 3.11 reports, with its position.
//
// This is the slow way, taken only after the parser gave up; see error_grammar.h and error_machine.h.
#pragma once

#include <optional>

#include "script/ast/arena.h"
#include "script/ast/diagnostic.h"
#include "script/tokens/lexer.h"

namespace logit::script {

class NameTable;

/// The first error of `stream`, or nothing when the grammar takes it after all. `fstring_depth` is 0 for a script;
/// otherwise the stream is the expression of an f-string that stands at `origin`. `arena` and `names` are scratch.
std::optional<SyntaxErrorInfo> find_syntax_error(const TokenStream& stream, Arena& arena, NameTable& names,
                                                 LexOrigin origin, int fstring_depth);

}  // namespace logit::script
