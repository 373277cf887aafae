// A syntax error, whoever found it: tokenizer, parser, symbol table or compiler; and its printed form.
//
// Positions are kept as CPython keeps them in SyntaxError when it runs a file: `offset` and `end_offset` count from
// 1, in characters when the tokenizer reports and in bytes when the parser, the symbol table or the compiler does
// (so a caret behind non-ASCII text is as far off as CPython's), and inside an f-string they count in the text of
// the expression, which is then also the line that is shown. `span` is the true place, for the editor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/source_span.h"

namespace logit::script {

/// The exception class that an error found before running raises.
enum class SyntaxErrorKind : std::uint8_t {
  syntax_error,
  indentation_error,
  tab_error,
  memory_error,     ///< nested too deeply for the parser; has no position
  recursion_error,  ///< nested too deeply for the compiler; has no position
  value_error,      ///< null bytes in the source; has no position
};

/// "SyntaxError", "IndentationError", …
std::string_view name_of(SyntaxErrorKind kind);

struct SyntaxErrorInfo {
  SyntaxErrorKind kind = SyntaxErrorKind::syntax_error;
  std::string message;
  int line = 0;         ///< from 1; 0 = no position
  int offset = 0;       ///< from 1; 0 or -1 = none
  int end_line = 0;     ///< 0 or -1 = none
  int end_offset = 0;   ///< 0 or -1 = none
  SourceSpan span;      ///< the same place in bytes of the script; line 0 = unknown
  std::string text;     ///< the source line (or lines) shown under the position, usually with its line end
};

/// An error that the symbol table or the compiler found at `span`.
SyntaxErrorInfo compiler_error(std::string_view source, const SourceSpan& span, std::string message);

/// "not supported in logit: match statement": the refusal of a construct that Python has and logit has not.
SyntaxErrorInfo unsupported(std::string_view source, const SourceSpan& span, std::string_view construct);

/// The text that CPython writes to stderr for an uncaught syntax error: position, source line, carets, message.
/// `filename` without quotes, usually "<script>". Ends with a newline.
std::string render(const SyntaxErrorInfo& error, std::string_view filename);

/// Physical line number `line` (from 1) of a source text with its line end, or "" when there is none. Lines end
/// at \n, \r\n or \r.
std::string_view source_line(std::string_view source, int line);

}  // namespace logit::script
