#include "script/tokens/token.h"

namespace logit::script {

std::string_view name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::end_marker: return "ENDMARKER";
    case TokenKind::name: return "NAME";
    case TokenKind::number: return "NUMBER";
    case TokenKind::string: return "STRING";
    case TokenKind::newline: return "NEWLINE";
    case TokenKind::indent: return "INDENT";
    case TokenKind::dedent: return "DEDENT";
    case TokenKind::unknown_op: return "OP";
    case TokenKind::error: return "ERROR";
#define X(name, text) \
  case TokenKind::name: return text;
      LOGIT_OPERATOR_TOKENS(X)
      LOGIT_KEYWORD_TOKENS(X)
#undef X
  }
  return "";
}

TokenKind keyword_or_name(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return TokenKind::name;
  // The first letter leaves at most five candidates; the keyword list below is ordered by it.
  switch (text[0]) {
#define X(name, word) \
  if (text == word) return TokenKind::name;
    case 'F': X(kw_false, "False") break;
    case 'N': X(kw_none, "None") break;
    case 'T': X(kw_true, "True") break;
    case 'a': X(kw_and, "and") X(kw_as, "as") X(kw_assert, "assert") X(kw_async, "async") X(kw_await, "await") break;
    case 'b': X(kw_break, "break") break;
    case 'c': X(kw_class, "class") X(kw_continue, "continue") break;
    case 'd': X(kw_def, "def") X(kw_del, "del") break;
    case 'e': X(kw_else, "else") X(kw_elif, "elif") X(kw_except, "except") break;
    case 'f': X(kw_for, "for") X(kw_from, "from") X(kw_finally, "finally") break;
    case 'g': X(kw_global, "global") break;
    case 'i': X(kw_in, "in") X(kw_if, "if") X(kw_is, "is") X(kw_import, "import") break;
    case 'l': X(kw_lambda, "lambda") break;
    case 'n': X(kw_not, "not") X(kw_nonlocal, "nonlocal") break;
    case 'o': X(kw_or, "or") break;
    case 'p': X(kw_pass, "pass") break;
    case 'r': X(kw_return, "return") X(kw_raise, "raise") break;
    case 't': X(kw_try, "try") break;
    case 'w': X(kw_with, "with") X(kw_while, "while") break;
    case 'y': X(kw_yield, "yield") break;
#undef X
    default: break;
  }
  return TokenKind::name;
}

}  // namespace logit::script
