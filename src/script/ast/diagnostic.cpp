#include "script/ast/diagnostic.h"

#include "base/format.h"

namespace logit::script {

std::string_view name_of(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::syntax_error: return "SyntaxError";
    case SyntaxErrorKind::indentation_error: return "IndentationError";
    case SyntaxErrorKind::tab_error: return "TabError";
    case SyntaxErrorKind::memory_error: return "MemoryError";
    case SyntaxErrorKind::recursion_error: return "RecursionError";
    case SyntaxErrorKind::value_error: return "ValueError";
  }
  return "";
}

std::string_view source_line(std::string_view source, int line) {
  if (source.substr(0, 3) == "\xEF\xBB\xBF") source.remove_prefix(3);
  while (true) {
    const std::size_t end = source.find_first_of("\r\n");
    const std::size_t length = end == std::string_view::npos                             ? source.size()
                               : source[end] == '\r' && source.substr(end + 1, 1) == "\n" ? end + 2
                                                                                          : end + 1;
    if (--line <= 0) return source.substr(0, length);
    if (length == source.size()) return {};
    source.remove_prefix(length);
  }
}

SyntaxErrorInfo compiler_error(std::string_view source, const SourceSpan& span, std::string message) {
  SyntaxErrorInfo error;
  error.message = std::move(message);
  error.line = static_cast<int>(span.line);
  error.offset = static_cast<int>(span.col) + 1;
  error.end_line = static_cast<int>(span.end_line);
  error.end_offset = static_cast<int>(span.end_col) + 1;
  error.span = span;
  error.text = source_line(source, error.line);
  return error;
}

SyntaxErrorInfo unsupported(std::string_view source, const SourceSpan& span, std::string_view construct) {
  return compiler_error(source, span, cat("not supported in logit: ", construct));
}

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// The source line without its indentation, and the carets below it. A copy of the arithmetic in CPython's
/// print_error_text: offsets may lie outside the line, and what is then printed follows from the clipping.
std::string source_and_carets(const SyntaxErrorInfo& error) {
  std::string_view text = error.text;
  // Only SyntaxError proper is underlined; its subclasses get one caret.
  int end_offset = error.kind == SyntaxErrorKind::syntax_error ? error.end_offset : -1;
  if (error.kind == SyntaxErrorKind::syntax_error && error.end_line > error.line) end_offset = static_cast<int>(text.size());
  int offset = error.offset;
  int carets = end_offset > 0 && end_offset > offset ? end_offset - offset : 1;
  --offset;
  while (!text.empty() && is_blank(text[0])) {
    text.remove_prefix(1);
    --offset;
  }
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  if (offset > static_cast<int>(text.size())) offset = static_cast<int>(text.size());
  std::string out = cat("    ", text, "\n");
  if (offset < 0) return out;
  out.append(4 + static_cast<std::size_t>(offset), ' ');
  out.append(static_cast<std::size_t>(carets), '^');
  out += '\n';
  return out;
}

}  // namespace

std::string render(const SyntaxErrorInfo& error, std::string_view filename) {
  std::string out;
  if (error.line > 0) {
    out += cat("  File \"", filename, "\", line ", error.line, "\n");
    if (!error.text.empty()) out += source_and_carets(error);
  }
  out += name_of(error.kind);
  if (!error.message.empty()) out += cat(": ", error.message);
  out += '\n';
  return out;
}

}  // namespace logit::script
