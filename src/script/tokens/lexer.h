// Source text in, tokens out: indentation, joining, numbers, strings and names by the rules of CPython 3.11's
// tokenizer, its errors and their positions included.
//
// The whole text is scanned before parsing. When something is wrong, the list ends in a token of kind `error`
// and `error` says what; the parser decides whether that or an earlier grammar error is reported.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "script/tokens/token.h"

namespace logit::script {

/// Why the lexer stopped. Those other than `message` get their text and position from the parser.
enum class LexFailure : std::uint8_t {
  none,
  message,            ///< LexError::message holds the text
  end_of_file,        ///< inside brackets or after a backslash
  unindent,           ///< unindent does not match any outer indentation level
  mixed_tabs,         ///< TabError
  too_many_indents,   ///< 100 levels
  continuation,       ///< something follows a backslash
};

struct LexError {
  LexFailure failure = LexFailure::none;
  std::string message;
  int line = 0;
  int offset = 0;       ///< in characters, from 1
  int end_offset = -1;  ///< in characters, or -1
  int cursor = 0;       ///< byte offset in the line where reading stopped
  int cursor_in_buffer = 0;  ///< the same, from the beginning of the first line that a backslash joined to this one
};

/// A bracket that was still open when scanning ended.
struct OpenBracket {
  char bracket;
  int line;
  int col;  ///< byte offset
};

struct TokenStream {
  std::string source;  ///< with \n line ends, a final newline and no byte order mark
  std::vector<Token> tokens;
  LexError error;
  std::vector<OpenBracket> open;

  std::string_view text(const Token& t) const { return std::string_view(source).substr(t.offset, t.length); }
};

/// Where an expression inside an f-string stands in its script: its first line is shifted right.
struct LexOrigin {
  int line = 1;
  int col = 0;
};

/// Scans `source`, which must be valid UTF-8 without null bytes.
TokenStream tokenize(std::string_view source, LexOrigin origin = {});

/// One token per line: position, kind, text. For golden tests and `dump --tokens`.
std::string dump_tokens(const TokenStream& stream);

}  // namespace logit::script
