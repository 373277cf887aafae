// Tokens: what the lexer hands to the parser. Keywords and operators are kinds of their own, so that the
// parser compares one byte; soft keywords (match, case, _) are plain names.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/source_span.h"

namespace logit::script {

// X(kind, text): operators and delimiters, in the spelling that error messages quote.
#define LOGIT_OPERATOR_TOKENS(X)                                                                      \
  X(lpar, "(") X(rpar, ")") X(lsqb, "[") X(rsqb, "]") X(lbrace, "{") X(rbrace, "}") X(colon, ":")     \
  X(comma, ",") X(semi, ";") X(dot, ".") X(ellipsis, "...") X(arrow, "->") X(colon_equal, ":=")       \
  X(plus, "+") X(minus, "-") X(star, "*") X(slash, "/") X(double_slash, "//") X(percent, "%")         \
  X(at, "@") X(double_star, "**") X(left_shift, "<<") X(right_shift, ">>") X(amper, "&") X(vbar, "|") \
  X(circumflex, "^") X(tilde, "~") X(less, "<") X(greater, ">") X(less_equal, "<=")                   \
  X(greater_equal, ">=") X(eq_equal, "==") X(not_equal, "!=") X(equal, "=") X(plus_equal, "+=")       \
  X(minus_equal, "-=") X(star_equal, "*=") X(slash_equal, "/=") X(double_slash_equal, "//=")          \
  X(percent_equal, "%=") X(at_equal, "@=") X(double_star_equal, "**=") X(left_shift_equal, "<<=")     \
  X(right_shift_equal, ">>=") X(amper_equal, "&=") X(vbar_equal, "|=") X(circumflex_equal, "^=")

// X(kind, text): the reserved words of Python 3.11.
#define LOGIT_KEYWORD_TOKENS(X)                                                                        \
  X(kw_false, "False") X(kw_none, "None") X(kw_true, "True") X(kw_and, "and") X(kw_as, "as")           \
  X(kw_assert, "assert") X(kw_async, "async") X(kw_await, "await") X(kw_break, "break")                \
  X(kw_class, "class") X(kw_continue, "continue") X(kw_def, "def") X(kw_del, "del") X(kw_elif, "elif") \
  X(kw_else, "else") X(kw_except, "except") X(kw_finally, "finally") X(kw_for, "for")                  \
  X(kw_from, "from") X(kw_global, "global") X(kw_if, "if") X(kw_import, "import") X(kw_in, "in")       \
  X(kw_is, "is") X(kw_lambda, "lambda") X(kw_nonlocal, "nonlocal") X(kw_not, "not") X(kw_or, "or")     \
  X(kw_pass, "pass") X(kw_raise, "raise") X(kw_return, "return") X(kw_try, "try") X(kw_while, "while") \
  X(kw_with, "with") X(kw_yield, "yield")

enum class TokenKind : std::uint8_t {
  end_marker,
  name,
  number,
  string,
  newline,
  indent,
  dedent,
  unknown_op,  ///< a character that no grammar rule takes: $ ? ! `
  error,       ///< the last token when the lexer gave up
#define X(kind, text) kind,
  LOGIT_OPERATOR_TOKENS(X) LOGIT_KEYWORD_TOKENS(X)
#undef X
};

/// One token. Columns are byte offsets; -1 where CPython's tokenizer has none (indent, dedent, end marker).
struct Token {
  TokenKind kind;
  bool ascii;           ///< names: no normalisation needed
  std::uint16_t level;  ///< brackets open after this token
  std::int32_t line;
  std::int32_t col;
  std::int32_t end_line;
  std::int32_t end_col;
  std::uint32_t offset;  ///< where its text begins in TokenStream::source
  std::uint32_t length;
};

/// The spelling of an operator or keyword, or the class of the others: "NAME", "NEWLINE", …
std::string_view name_of(TokenKind kind);

/// The keyword kind of `text`, or TokenKind::name.
TokenKind keyword_or_name(std::string_view text);

}  // namespace logit::script
