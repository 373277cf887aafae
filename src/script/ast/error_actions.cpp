// What the error grammar's actions do: recognise, name and place a mistake. Positions follow CPython's
// arithmetic to the letter, since a caret that is off by one there has to be off by one here.
#include "script/ast/error_machine.h"

#include "base/format.h"
#include "script/ast/parser_impl.h"

namespace logit::script {

namespace {

/// A place given by columns from 1, as a span. An end that is not known is one character further.
SourceSpan byte_span(int line, int col, int end_line, int end_col) {
  const int begin = col > 0 ? col - 1 : 0;
  const bool has_end = end_line > line || end_col - 1 > begin;
  return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(has_end ? end_line : line),
          static_cast<std::uint32_t>(has_end && end_col > 0 ? end_col - 1 : begin + 1)};
}

/// How many bytes the first `characters` of a line take.
int bytes_of(std::string_view line, int characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < line.size(); --characters) next_utf8(line, at);
  return static_cast<int>(at);
}

}  // namespace

// ------------------------------------------------------------------------------------------------- actions

/// The end of an alternative: false when its rule fails after all. Errors are left in error_.
bool ErrorMachine::act(Frame& f, const Alternative& alternative, NodeId& result) {
  const Action& action = alternative.action;
  const auto is_real = [&] { return !is_imaginary(first_token(value(f, 1))); };
  switch (action.kind) {
    case ActionKind::none:
    case ActionKind::node: {
      std::vector<NodeId> children;
      for (std::uint32_t i = 0; i < alternative.items; ++i) flatten(values_[f.values + i], children);
      result = make_node(action.shape, f.start, last_text_token(), children);
      return true;
    }
    case ActionKind::select: result = value(f, action.a); return true;
    case ActionKind::strings: return strings(f, result);

    case ActionKind::error_on:
      raise_nodes(value(f, action.a), value(f, action.a), expand(action, f));
      return false;
    case ActionKind::error_span:
      raise_nodes(value(f, action.a), value(f, action.b), expand(action, f));
      return false;
    case ActionKind::error_from: {
      const Token& from = tokens_[first_token(value(f, action.a))];
      const Token& to = tokens_[fill_ - 1];
      raise_between(SyntaxErrorKind::syntax_error, from.line, from.col + 1, to.end_line,
                    to.kind == TokenKind::newline ? to.end_col + 1 : to.end_col < 0 ? cursor_column(to) : to.end_col,
                    expand(action, f));
      return false;
    }
    case ActionKind::error_here:
      raise_here(SyntaxErrorKind::syntax_error, std::string(action.message));
      return false;
    case ActionKind::error_indent: {
      std::string message(action.message);
      if (action.a) message += cat(" on line ", tokens_[first_token(value(f, action.a))].line);
      raise_here(SyntaxErrorKind::indentation_error, std::move(message));
      return false;
    }

    case ActionKind::star_target:
    case ActionKind::for_target:
    case ActionKind::del_target: {
      const NodeId bad = invalid_target(value(f, action.a), action.kind);
      if (bad == kNothing) return false;
      raise_nodes(bad, bad, cat(action.kind == ActionKind::del_target ? "cannot delete " : "cannot assign to ",
                                expression_name(nodes_[bad].shape)));
      return false;
    }
    case ActionKind::legacy_statement: {
      const NodeId name = value(f, 1);
      if (!is_legacy_statement(name)) return false;
      const std::string_view text = stream_.text(tokens_[first_token(name)]);
      raise_nodes(name, value(f, 3), cat("Missing parentheses in call to '", text, "'. Did you mean ", text, "(...)?"));
      return false;
    }
    case ActionKind::forgotten_comma:
      // Only inside brackets: elsewhere two expressions in a row are more likely something else.
      if (is_legacy_statement(value(f, 2)) || tokens_[mark_ - 1].level == 0) return false;
      raise_nodes(value(f, 2), value(f, 3), "invalid syntax. Perhaps you forgot a comma?");
      return false;
    case ActionKind::generator_in_call: {
      NodeId last = kNothing;
      std::uint32_t positional = 0;
      const Node call = nodes_[value(f, 1)];
      for (std::uint32_t i = 0; i < call.count; ++i) {
        const NodeId argument = children_[call.children + i];
        if (nodes_[argument].shape == Shape::keyword || nodes_[argument].shape == Shape::Mapping) continue;
        last = argument;
        ++positional;
      }
      if (positional <= 1) return false;
      raise_nodes(last, value(f, 2), "Generator expression must be parenthesized");
      return false;
    }
    case ActionKind::argument_order: {
      const Node call = nodes_[value(f, 1)];
      bool unpacking = false;
      for (std::uint32_t i = 0; i < call.count; ++i) {
        unpacking |= nodes_[children_[call.children + i]].shape == Shape::Mapping;
      }
      raise_here(SyntaxErrorKind::syntax_error, unpacking ? "positional argument follows keyword argument unpacking"
                                                          : "positional argument follows keyword argument");
      return false;
    }
    case ActionKind::key_without_value: {
      const Token &first = tokens_[first_token(value(f, 1))], &last = tokens_[last_token(value(f, 1))];
      raise_between(SyntaxErrorKind::syntax_error, first.line, last.end_col, last.end_line, 0,
                    "':' expected after dictionary key");
      return false;
    }
    case ActionKind::real_number:
      if (!is_real()) {
        raise_nodes(value(f, 1), value(f, 1), "real number required in complex literal");
        return false;
      }
      result = value(f, 1);
      return true;
    case ActionKind::imaginary_number:
      if (is_real()) {
        raise_nodes(value(f, 1), value(f, 1), "imaginary number required in complex literal");
        return false;
      }
      result = value(f, 1);
      return true;
  }
  return false;
}

bool ErrorMachine::is_imaginary(std::uint32_t token) const {
  const std::string_view text = stream_.text(tokens_[token]);
  return text.size() > 1 && (text.back() | 0x20) == 'j';
}

/// Very long decimal literals are refused, as CPython refuses to convert them.
bool ErrorMachine::number(std::uint32_t token) {
  const std::string_view text = stream_.text(tokens_[token]);
  if (text.size() <= 4300) return true;
  std::size_t digits = 0;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c != '_') {
      return true;  // a float or another base
    }
  }
  if (digits <= 4300) return true;
  const int line = tokens_[token].line;
  raise_between(SyntaxErrorKind::syntax_error, line, 0, line, 0,
                cat("Exceeds the limit (4300 digits) for integer string conversion: value has ", digits,
                    " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                    "integer literals to avoid decimal conversion limits."));
  return false;
}

bool ErrorMachine::strings(Frame& f, NodeId& result) {
  const std::uint32_t count = mark_ - f.start;
  StringError wrong;
  Parser parser(stream_, arena_, names_, fstring_depth_);
  const Expr* literal = parser.concatenate_strings(f.start, count, &wrong);
  if (literal) {
    const bool format = literal->kind == NodeKind::JoinedStr;
    result = make_node(format ? Shape::JoinedStr : Shape::Literal, f.start, last_text_token(), {});
    return true;
  }
  if (wrong.nested) {
    error_ = std::move(wrong.nested);
  } else if (wrong.at_token >= 0) {
    raise_token(static_cast<std::uint32_t>(wrong.at_token), std::move(wrong.message));
  } else if (!wrong.message.empty()) {
    raise_here(SyntaxErrorKind::syntax_error, std::move(wrong.message));
  } else {
    result = make_node(Shape::JoinedStr, f.start, last_text_token(), {});
    return true;  // too deep for the parser, but well formed
  }
  return false;
}

bool ErrorMachine::is_legacy_statement(NodeId node) const {
  if (nodes_[node].shape != Shape::Name) return false;
  const std::string_view text = stream_.text(tokens_[nodes_[node].first]);
  return text == "print" || text == "exec";
}

/// The innermost part of `node` that cannot be a target, or kNothing.
ErrorMachine::NodeId ErrorMachine::invalid_target(NodeId node, ActionKind targets) const {
  const Node& n = nodes_[node];
  switch (n.shape) {
    case Shape::Name:
    case Shape::Attribute:
    case Shape::Subscript: return kNothing;
    case Shape::List:
    case Shape::Tuple:
      for (std::uint32_t i = 0; i < n.count; ++i) {
        if (const NodeId bad = invalid_target(child(node, i), targets)) return bad;
      }
      return kNothing;
    case Shape::Starred: return targets == ActionKind::del_target ? node : invalid_target(child(node, 0), targets);
    case Shape::Compare:
      // `for f() in x` was read as a comparison: its left side is the target.
      if (targets != ActionKind::for_target) return node;
      return nodes_[child(node, 1)].shape == Shape::In ? invalid_target(child(node, 0), targets) : kNothing;
    default: return node;
  }
}

std::string ErrorMachine::expand(const Action& action, const Frame& f) const {
  std::string out;
  for (std::size_t i = 0; i < action.message.size(); ++i) {
    const char c = action.message[i];
    if (c == '\\') continue;
    if (c != '%') {
      out += c;
      continue;
    }
    const NodeId node = value(f, action.a);
    out += action.message[++i] == 'e' ? expression_name(nodes_[node].shape) : stream_.text(tokens_[first_token(node)]);
  }
  return out;
}

// -------------------------------------------------------------------------------------------------- errors

/// The byte column of CPython's tokenizer after it gave a token that has no column of its own.
int ErrorMachine::cursor_column(const Token& token) const {
  if (token.kind == TokenKind::error) return stream_.error.cursor;
  if (token.kind == TokenKind::end_marker || token.offset >= stream_.source.size()) return 0;
  const std::size_t line_end = token.offset ? stream_.source.rfind('\n', token.offset - 1) : std::string::npos;
  return static_cast<int>(token.offset - (line_end == std::string::npos ? 0 : line_end + 1));
}

std::string ErrorMachine::line_text(int line) const {
  const int relative = line - origin_.line;
  std::size_t begin = 0;
  for (int i = 0; i < relative; ++i) {
    const std::size_t end = stream_.source.find('\n', begin);
    if (end == std::string::npos) return "";
    begin = end + 1;
  }
  const std::size_t end = stream_.source.find('\n', begin);
  return stream_.source.substr(begin, end == std::string::npos ? end : end + 1 - begin);
}

void ErrorMachine::raise_between(SyntaxErrorKind kind, int line, int col, int end_line, int end_col, std::string message) {
  error_.emplace();
  error_->kind = kind;
  error_->message = fstring_depth_ ? cat("f-string: ", message) : std::move(message);
  error_->line = line;
  error_->offset = col;
  error_->end_line = end_line;
  error_->end_offset = end_col;
  error_->text = line_text(line);
  error_->span = byte_span(line, col, end_line, end_col);
  if (fstring_depth_) {
    error_->offset -= origin_.col;
    error_->end_offset -= origin_.col;
  }
}

void ErrorMachine::raise_here(SyntaxErrorKind kind, std::string message) {
  const Token& t = tokens_[fill_ - 1];
  raise_between(kind, t.line, t.col < 0 ? cursor_column(t) : t.col + 1, t.end_line, t.end_col < 0 ? -1 : t.end_col + 1,
                std::move(message));
}

void ErrorMachine::raise_nodes(NodeId first, NodeId last, std::string message) {
  const Token &a = tokens_[first_token(first)], &b = tokens_[last_token(last)];
  raise_between(SyntaxErrorKind::syntax_error, a.line, a.col + 1, b.end_line, b.end_col + 1, std::move(message));
}

void ErrorMachine::raise_token(std::uint32_t token, std::string message) {
  const Token& t = tokens_[token];
  raise_between(SyntaxErrorKind::syntax_error, t.line, t.col + 1, t.end_line, t.end_col + 1, std::move(message));
}

void ErrorMachine::raise_unclosed() {
  const OpenBracket& open = stream_.open.back();
  raise_between(SyntaxErrorKind::syntax_error, open.line, open.col + 1, open.line, 0,
                cat("'", open.bracket, "' was never closed"));
}

void ErrorMachine::raise_lexer_error() {
  lexer_failed_ = true;
  const LexError& e = stream_.error;
  switch (e.failure) {
    case LexFailure::none: return;
    case LexFailure::message:
      error_.emplace();
      error_->message = e.message;
      error_->line = error_->end_line = e.line;
      error_->offset = e.offset;
      error_->end_offset = e.end_offset < 0 ? e.offset : e.end_offset;
      error_->text = line_text(e.line);
      error_->span = byte_span(e.line, bytes_of(error_->text, e.offset - 1) + 1, e.line,
                               bytes_of(error_->text, error_->end_offset - 1) + 1);
      return;
    case LexFailure::end_of_file:
      if (!stream_.open.empty()) {
        raise_unclosed();
      } else {
        raise_here(SyntaxErrorKind::syntax_error, "unexpected EOF while parsing");
      }
      return;
    case LexFailure::unindent:
      raise_here(SyntaxErrorKind::indentation_error, "unindent does not match any outer indentation level");
      return;
    case LexFailure::mixed_tabs:
      raise_between(SyntaxErrorKind::tab_error, e.line, 1, e.line, 0,
                    "inconsistent use of tabs and spaces in indentation");
      return;
    case LexFailure::too_many_indents:
      raise_between(SyntaxErrorKind::indentation_error, e.line, 1, e.line, 0, "too many levels of indentation");
      return;
    case LexFailure::continuation:
      raise_between(SyntaxErrorKind::syntax_error, e.line, e.cursor_in_buffer, e.line, 0,
                    "unexpected character after line continuation character");
      return;
  }
}

/// A grammar error gives way to what is wrong with the characters further on, and to a bracket that was opened on
/// an earlier line and never closed.
void ErrorMachine::check_rest_of_source() {
  if (tokens_.back().kind != TokenKind::error || fill_ == tokens_.size()) return;
  const int error_line = tokens_[fill_ - 1].line;
  if (stream_.error.failure == LexFailure::message) {
    raise_lexer_error();
  } else if (!stream_.open.empty() && error_line > stream_.open.back().line) {
    raise_unclosed();
  }
}

}  // namespace logit::script
