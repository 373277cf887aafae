// The scanner proper. It follows CPython's tokenizer step by step (one class, one cursor, no backtracking
// beyond a character), because the position of an error is the position of CPython's cursor.
#include "script/tokens/lexer.h"

#include <cstring>

#include "base/format.h"
#include "script/tokens/identifier.h"

namespace logit::script {

namespace {

constexpr int kMaxIndents = 100;
constexpr int kMaxBrackets = 200;
constexpr int kTabSize = 8;
constexpr int kEof = -1;

bool is_digit(int c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(int c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_name_start(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128; }
bool is_name_char(int c) { return is_name_start(c) || is_digit(c); }

/// \r\n and \r become \n, a byte order mark goes, a last line without an end gets one.
std::string with_unix_lines(std::string_view source) {
  if (source.substr(0, 3) == "\xEF\xBB\xBF") source.remove_prefix(3);
  std::string text;
  text.reserve(source.size() + 1);
  if (source.find('\r') == std::string_view::npos) {
    text.assign(source);
  } else {
    for (std::size_t i = 0; i < source.size(); ++i) {
      if (source[i] != '\r') {
        text += source[i];
      } else {
        text += '\n';
        if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
      }
    }
  }
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

int count_characters(std::string_view text) {
  int count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

class Lexer {
 public:
  Lexer(TokenStream& out, LexOrigin origin)
      : out_(out), origin_(origin), begin_(out.source.data()), end_(begin_ + out.source.size()) {
    cursor_ = line_start_ = buffer_ = begin_;
    line_ = origin.line;
    out_.tokens.reserve(out.source.size() / 4 + 8);
  }

  void run() {
    while (scan()) {
    }
  }

 private:
  // ------------------------------------------------------------------------------------------ characters

  int peek() const { return cursor_ < end_ ? static_cast<unsigned char>(*cursor_) : kEof; }
  int peek(int ahead) const { return cursor_ + ahead < end_ ? static_cast<unsigned char>(cursor_[ahead]) : kEof; }

  /// Steps over one character. The line count moves when the first character of a line is taken.
  int next() {
    if (cursor_ >= end_) return kEof;
    touch_line();
    const int c = static_cast<unsigned char>(*cursor_++);
    if (c == '\n') line_pending_ = true;
    return c;
  }

  /// Takes back the last character, which was not a line end.
  void back() { --cursor_; }

  // -------------------------------------------------------------------------------------- tokens, errors

  int column(const char* at, int line) const {
    return static_cast<int>(at - line_start_) + (line == origin_.line ? origin_.col : 0);
  }

  bool push(TokenKind kind, const char* start, const char* end, bool ascii = true) {
    out_.tokens.push_back({kind, ascii, static_cast<std::uint16_t>(out_.open.size()), line_, column(start, line_), line_,
                           column(end, line_), static_cast<std::uint32_t>(start - begin_),
                           static_cast<std::uint32_t>(end - start)});
    return true;
  }

  bool push_without_columns(TokenKind kind) {
    out_.tokens.push_back({kind, true, static_cast<std::uint16_t>(out_.open.size()), line_, -1, line_, -1,
                           static_cast<std::uint32_t>(cursor_ - begin_), 0});
    return true;
  }

  bool stop(LexFailure failure) {
    push_without_columns(TokenKind::error);
    out_.error.failure = failure;
    out_.error.line = line_;
    // At the very end CPython has emptied its buffer, unless a backslash keeps the last line in it.
    const bool emptied = failure == LexFailure::end_of_file && !in_token_;
    out_.error.cursor = emptied ? 0 : static_cast<int>(cursor_ - line_start_);
    out_.error.cursor_in_buffer = static_cast<int>(cursor_ - buffer_);
    return false;
  }

  /// An error whose caret stands before the cursor, unless columns (characters from 1) are given.
  bool fail(std::string message, int offset = -1, int end_offset = -1) {
    stop(LexFailure::message);
    if (offset < 0) {
      offset = count_characters({line_start_, static_cast<std::size_t>(cursor_ - line_start_)});
    }
    out_.error.message = std::move(message);
    out_.error.offset = offset;
    out_.error.end_offset = end_offset;
    return false;
  }

  // ------------------------------------------------------------------------------------------ indentation

  /// Measures the blank space at the beginning of a line; false on an error.
  bool indentation(bool& blank_line) {
    int col = 0, alt_col = 0, continued_col = 0;
    int c;
    while (true) {
      c = peek();
      if (c == ' ') {
        ++col, ++alt_col;
      } else if (c == '\t') {
        col = (col / kTabSize + 1) * kTabSize;
        ++alt_col;  // the second count takes a tab as one column: orders that depend on the tab size are errors
      } else if (c == '\f') {
        col = alt_col = 0;
      } else if (c == '\\') {
        // Indentation cannot be split over lines: the first part counts.
        next();
        continued_col = continued_col ? continued_col : col;
        if (!continuation()) return false;
        continue;
      } else {
        break;
      }
      next();
    }
    if (c != kEof) touch_line();
    if (c == '#' || c == '\n') {
      blank_line = true;
      return true;
    }
    if (!out_.open.empty()) return true;
    if (continued_col) col = alt_col = continued_col;
    const auto tab_error = [&] {
      skip_line();
      return stop(LexFailure::mixed_tabs);
    };
    if (col == indents_[depth_]) {
      if (alt_col != alt_indents_[depth_]) return tab_error();
    } else if (col > indents_[depth_]) {
      if (depth_ + 1 >= kMaxIndents) {
        skip_line();
        return stop(LexFailure::too_many_indents);
      }
      if (alt_col <= alt_indents_[depth_]) return tab_error();
      ++pending_;
      ++depth_;
      indents_[depth_] = col;
      alt_indents_[depth_] = alt_col;
    } else {
      while (depth_ > 0 && col < indents_[depth_]) {
        --pending_;
        --depth_;
      }
      if (col != indents_[depth_]) {
        skip_line();
        return stop(LexFailure::unindent);
      }
      if (alt_col != alt_indents_[depth_]) return tab_error();
    }
    return true;
  }

  /// Counts the line whose first character is about to be read.
  void touch_line() {
    if (line_pending_) {
      line_pending_ = false;
      ++line_;
      line_start_ = cursor_;
      if (!in_token_) buffer_ = cursor_;
    }
  }

  void skip_line() {
    touch_line();
    while (cursor_ < end_ && *cursor_ != '\n') ++cursor_;
    if (cursor_ < end_) ++cursor_;
  }

  /// After a backslash: steps over the line end; false on an error.
  bool continuation() {
    const int c = next();
    if (c != '\n') return stop(LexFailure::continuation);
    if (peek() == kEof) return stop(LexFailure::end_of_file);
    touch_line();
    return true;
  }

  // ------------------------------------------------------------------------------------------- one token

  bool scan() {
    bool blank_line = false;
    while (true) {
      blank_line = false;
      in_token_ = false;
      if (at_line_begin_) {
        at_line_begin_ = false;
        if (!indentation(blank_line)) return false;
      }
      if (pending_ != 0) {
        if (peek() != kEof) touch_line();
        if (pending_ < 0) {
          ++pending_;
          return push_without_columns(TokenKind::dedent);
        }
        --pending_;
        return push_without_columns(TokenKind::indent);
      }
      bool new_line = false;
      const bool more = token_on_line(blank_line, new_line);
      if (!new_line) return more;
    }
  }

  /// Scans on the current line; `new_line` is set when a line ended without giving a token.
  bool token_on_line(bool blank_line, bool& new_line) {
    int c;
    const char* start;
    while (true) {
      do {
        c = next();
      } while (c == ' ' || c == '\t' || c == '\f');
      in_token_ = true;
      start = cursor_ - 1;  // a line end behind a comment begins, for CPython, where the comment does
      if (c == '#') {
        while (c != kEof && c != '\n') c = next();
      }
      if (c != '\\') break;
      if (!continuation()) return false;
    }
    if (c == kEof) {
      if (!out_.open.empty()) return stop(LexFailure::end_of_file);
      push_without_columns(TokenKind::end_marker);
      return false;
    }
    if (is_name_start(c)) return name_or_string(c, start);
    if (c == '\n') {
      at_line_begin_ = true;
      if (blank_line || !out_.open.empty()) {
        new_line = true;
        return true;
      }
      return push(TokenKind::newline, start, cursor_ - 1);
    }
    if (is_digit(c) || (c == '.' && is_digit(peek()))) return number(c, start);
    if (c == '\'' || c == '"') return string(c, start);
    return punctuation(c, start);
  }

  bool name_or_string(int c, const char* start) {
    bool b = false, r = false, u = false, f = false;
    while (true) {
      const int low = c | 0x20;
      if (c < 128 && low == 'b' && !(b || u || f)) {
        b = true;
      } else if (c < 128 && low == 'u' && !(b || u || r || f)) {
        u = true;
      } else if (c < 128 && low == 'r' && !(r || u)) {
        r = true;
      } else if (c < 128 && low == 'f' && !(f || b || u)) {
        f = true;
      } else {
        break;
      }
      c = next();
      if (c == '"' || c == '\'') return string(c, start);
    }
    if (!is_name_char(c)) {
      if (c != kEof) unread();
      return finish_name(start, true);
    }
    bool ascii = c < 128;
    while (is_name_char(peek())) {
      if (*cursor_ & 0x80) ascii = false;
      ++cursor_;
    }
    return finish_name(start, ascii);
  }

  /// Takes back a character that may have been a line end.
  void unread() {
    --cursor_;
    line_pending_ = false;
  }

  bool finish_name(const char* start, bool ascii) {
    const std::string_view text(start, static_cast<std::size_t>(cursor_ - start));
    if (!ascii && !verify_name(start, text)) return false;
    return push(ascii ? keyword_or_name(text) : TokenKind::name, start, cursor_, ascii);
  }

  bool verify_name(const char* start, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const bool first = at == 0;
      const char32_t c = next_utf8(text, at);
      if (first ? is_identifier_start(c) : is_identifier_continue(c)) continue;
      cursor_ = start + at;
      return fail(is_printable_character(c) ? invalid_character(c) : non_printable(c));
    }
    return true;
  }

  static std::string hex4(char32_t c) {
    std::string digits;
    for (int shift = 20; shift >= 0; shift -= 4) {
      if (digits.empty() && shift >= 16 && (c >> shift) == 0) continue;
      digits += "0123456789ABCDEF"[(c >> shift) & 15];
    }
    return digits;
  }
  static std::string invalid_character(char32_t c) {
    std::string shown;
    append_utf8(shown, c);
    return cat("invalid character '", shown, "' (U+", hex4(c), ")");
  }
  static std::string non_printable(char32_t c) { return cat("invalid non-printable character U+", hex4(c)); }

  bool string(int quote, const char* start) {
    const int first_line = line_;
    const char* first_line_start = line_start_;
    int size = 1, closing = 0;
    if (peek() == quote) {
      next();
      if (peek() == quote) {
        next();
        size = 3;
      } else {
        closing = 1;  // the empty string
      }
    }
    while (closing != size) {
      int c = next();
      if (c == kEof || (size == 1 && c == '\n')) {
        const int detected = line_;
        cursor_ = start + 1;
        line_start_ = first_line_start;
        line_ = first_line;
        line_pending_ = false;
        return fail(cat("unterminated ", size == 3 ? "triple-quoted " : "", "string literal (detected at line ", detected,
                        ")"));
      }
      if (c == quote) {
        ++closing;
      } else {
        closing = 0;
        if (c == '\\') next();
      }
    }
    push(TokenKind::string, start, cursor_);
    Token& token = out_.tokens.back();
    token.line = first_line;
    token.col = static_cast<int>(start - first_line_start) + (line_ == origin_.line ? origin_.col : 0);
    return true;
  }

  // --------------------------------------------------------------------------------------------- numbers

  bool number(int c, const char* start) {
    if (c == '.') return fraction(next(), start);
    if (c == '0') {
      c = next();
      if (c == 'x' || c == 'X') return radix(start, "hexadecimal", 16);
      if (c == 'o' || c == 'O') return radix(start, "octal", 8);
      if (c == 'b' || c == 'B') return radix(start, "binary", 2);
      while (true) {
        if (c == '_') {
          c = next();
          if (!is_digit(c)) return bad_number(c, "decimal");
        }
        if (c != '0') break;
        c = next();
      }
      const char* zeros_end = cursor_;
      bool leading_zeros = false;
      if (is_digit(c)) {
        leading_zeros = true;
        if (!decimal_tail(c)) return false;
      }
      if (c == '.') return fraction(next(), start);
      if (c == 'e' || c == 'E') return exponent(c, start);
      if (c == 'j' || c == 'J') return imaginary(start);
      if (leading_zeros) {
        if (c != kEof) unread();
        return fail("leading zeros in decimal integer literals are not permitted; "
                    "use an 0o prefix for octal integers",
                    static_cast<int>(start + 1 - line_start_), static_cast<int>(zeros_end - line_start_));
      }
      return end_number(c, start, "decimal");
    }
    if (!decimal_tail(c)) return false;
    if (c == '.') return fraction(next(), start);
    return after_fraction(c, start);
  }

  bool fraction(int c, const char* start) {
    if (is_digit(c) && !decimal_tail(c)) return false;
    return after_fraction(c, start);
  }

  bool after_fraction(int c, const char* start) {
    if (c == 'e' || c == 'E') return exponent(c, start);
    if (c == 'j' || c == 'J') return imaginary(start);
    return end_number(c, start, "decimal");
  }

  bool exponent(int e, const char* start) {
    int c = next();
    if (c == '+' || c == '-') {
      c = next();
      if (!is_digit(c)) return bad_number(c, "decimal");
    } else if (!is_digit(c)) {
      if (c != kEof) unread();
      return end_number(e, start, "decimal");
    }
    if (!decimal_tail(c)) return false;
    if (c == 'j' || c == 'J') return imaginary(start);
    return end_number(c, start, "decimal");
  }

  bool imaginary(const char* start) { return end_number(next(), start, "imaginary"); }

  /// Reads digits and underscores; `c` is the first digit on entry and the character after them on return.
  bool decimal_tail(int& c) {
    while (true) {
      do {
        c = next();
      } while (is_digit(c));
      if (c != '_') return true;
      c = next();
      if (!is_digit(c)) return bad_number(c, "decimal");
    }
  }

  bool radix(const char* start, const char* kind, int base) {
    const auto is_valid = [base](int c) { return base == 16 ? is_hex_digit(c) : c >= '0' && c < '0' + base; };
    const auto wrong_digit = [&](int c) {
      return fail(cat("invalid digit '", static_cast<char>(c), "' in ", kind, " literal"));
    };
    int c = next();
    do {
      if (c == '_') c = next();
      if (!is_valid(c)) return is_digit(c) ? wrong_digit(c) : bad_number(c, kind);
      do {
        c = next();
      } while (is_valid(c));
    } while (c == '_');
    if (is_digit(c)) return wrong_digit(c);
    return end_number(c, start, kind);
  }

  bool bad_number(int c, const char* kind) {
    if (c != kEof) unread();
    return fail(cat("invalid ", kind, " literal"));
  }

  bool follows(std::string_view rest) const {
    return std::string_view(cursor_, static_cast<std::size_t>(end_ - cursor_)).substr(0, rest.size()) == rest &&
           !is_name_char(peek(static_cast<int>(rest.size())));
  }

  /// `c` was read after the number. A name may not touch it, except the keywords that old code puts there.
  bool end_number(int c, const char* start, const char* kind) {
    bool keyword = false;
    switch (c) {
      case 'a': keyword = follows("nd"); break;
      case 'e': keyword = follows("lse"); break;
      case 'f': keyword = follows("or"); break;
      case 'i': keyword = peek() == 'f' || peek() == 'n' || peek() == 's'; break;
      case 'o': keyword = follows("r"); break;
      case 'n': keyword = follows("ot"); break;
      default: break;
    }
    if (!keyword && c < 128 && is_name_char(c)) return bad_number(c, kind);
    if (c != kEof) unread();
    return push(TokenKind::number, start, cursor_);
  }

  // ----------------------------------------------------------------------------------------- punctuation

  bool punctuation(int c, const char* start) {
    TokenKind kind = TokenKind::unknown_op;
    const int second = peek(), third = peek(1);
    int length = 1;
    const auto choose = [&](TokenKind k, int n) {
      kind = k;
      length = n;
    };
    using K = TokenKind;
    switch (c) {
      case '(': choose(K::lpar, 1); break;
      case ')': choose(K::rpar, 1); break;
      case '[': choose(K::lsqb, 1); break;
      case ']': choose(K::rsqb, 1); break;
      case '{': choose(K::lbrace, 1); break;
      case '}': choose(K::rbrace, 1); break;
      case ',': choose(K::comma, 1); break;
      case ';': choose(K::semi, 1); break;
      case '~': choose(K::tilde, 1); break;
      case '.': second == '.' && third == '.' ? choose(K::ellipsis, 3) : choose(K::dot, 1); break;
      case ':': second == '=' ? choose(K::colon_equal, 2) : choose(K::colon, 1); break;
      case '+': second == '=' ? choose(K::plus_equal, 2) : choose(K::plus, 1); break;
      case '-':
        second == '=' ? choose(K::minus_equal, 2) : second == '>' ? choose(K::arrow, 2) : choose(K::minus, 1);
        break;
      case '*':
        if (second == '*') {
          third == '=' ? choose(K::double_star_equal, 3) : choose(K::double_star, 2);
        } else {
          second == '=' ? choose(K::star_equal, 2) : choose(K::star, 1);
        }
        break;
      case '/':
        if (second == '/') {
          third == '=' ? choose(K::double_slash_equal, 3) : choose(K::double_slash, 2);
        } else {
          second == '=' ? choose(K::slash_equal, 2) : choose(K::slash, 1);
        }
        break;
      case '%': second == '=' ? choose(K::percent_equal, 2) : choose(K::percent, 1); break;
      case '@': second == '=' ? choose(K::at_equal, 2) : choose(K::at, 1); break;
      case '&': second == '=' ? choose(K::amper_equal, 2) : choose(K::amper, 1); break;
      case '|': second == '=' ? choose(K::vbar_equal, 2) : choose(K::vbar, 1); break;
      case '^': second == '=' ? choose(K::circumflex_equal, 2) : choose(K::circumflex, 1); break;
      case '=': second == '=' ? choose(K::eq_equal, 2) : choose(K::equal, 1); break;
      case '!':
        if (second == '=') choose(K::not_equal, 2);
        break;
      case '<':
        if (second == '<') {
          third == '=' ? choose(K::left_shift_equal, 3) : choose(K::left_shift, 2);
        } else if (second == '>') {
          choose(K::unknown_op, 2);  // <> is a token, but no operator
        } else {
          second == '=' ? choose(K::less_equal, 2) : choose(K::less, 1);
        }
        break;
      case '>':
        if (second == '>') {
          third == '=' ? choose(K::right_shift_equal, 3) : choose(K::right_shift, 2);
        } else {
          second == '=' ? choose(K::greater_equal, 2) : choose(K::greater, 1);
        }
        break;
      default: break;
    }
    cursor_ += length - 1;
    if (c == '(' || c == '[' || c == '{') {
      if (out_.open.size() >= kMaxBrackets) return fail("too many nested parentheses");
      out_.open.push_back({static_cast<char>(c), line_, static_cast<int>(start - line_start_)});
    } else if (c == ')' || c == ']' || c == '}') {
      if (!close(static_cast<char>(c))) return false;
    } else if (kind == K::unknown_op && !is_printable_character(static_cast<char32_t>(c))) {
      return fail(non_printable(static_cast<char32_t>(c)));
    }
    return push(kind, start, cursor_);
  }

  bool close(char bracket) {
    if (out_.open.empty()) return fail(cat("unmatched '", bracket, "'"));
    const OpenBracket open = out_.open.back();
    out_.open.pop_back();
    const char expected = open.bracket == '(' ? ')' : open.bracket == '[' ? ']' : '}';
    if (bracket == expected) return true;
    std::string message = cat("closing parenthesis '", bracket, "' does not match opening parenthesis '", open.bracket, "'");
    if (open.line != line_) message += cat(" on line ", open.line);
    return fail(std::move(message));
  }

  TokenStream& out_;
  LexOrigin origin_;
  const char* begin_;
  const char* end_;
  const char* cursor_;
  const char* line_start_;
  const char* buffer_;  ///< where CPython's line buffer begins: it grows while a token or a joined line goes on
  bool in_token_ = false;
  int line_ = 1;
  bool line_pending_ = false;  ///< the cursor stands behind a line end; the next line is not counted yet
  bool at_line_begin_ = true;
  int pending_ = 0;            ///< indents (positive) or dedents (negative) to hand out
  int depth_ = 0;
  int indents_[kMaxIndents] = {0};
  int alt_indents_[kMaxIndents] = {0};
};

}  // namespace

TokenStream tokenize(std::string_view source, LexOrigin origin) {
  TokenStream stream;
  stream.source = with_unix_lines(source);
  Lexer(stream, origin).run();
  return stream;
}

std::string dump_tokens(const TokenStream& stream) {
  std::string out;
  for (const Token& t : stream.tokens) {
    out += cat(t.line, ",", t.col, "-", t.end_line, ",", t.end_col, ": ");
    const std::string_view kind = name_of(t.kind);
    out += kind;
    if (t.kind == TokenKind::name || t.kind == TokenKind::number || t.kind == TokenKind::string ||
        t.kind == TokenKind::unknown_op) {
      out += ' ';
      for (char c : stream.text(t)) {
        if (c == '\n') {
          out += "\\n";
        } else {
          out += c;
        }
      }
    }
    out += '\n';
  }
  if (stream.error.failure == LexFailure::message) {
    out += cat("error at ", stream.error.line, ",", stream.error.offset, ": ", stream.error.message, "\n");
  }
  return out;
}

}  // namespace logit::script
