// String literals: adjacent tokens become one Constant, or a JoinedStr when one of them is an f-string.
//
// An f-string is read by the rules of Python 3.11: its tokens are ordinary strings, the text between braces
// is cut out first (no backslash, no comment, brackets in balance) and then parsed as a script of its own,
// in parentheses, so that blanks and line ends around it do not matter.
#include "base/format.h"
#include "script/ast/parser_impl.h"
#include "script/ast/syntax_errors.h"
#include "script/tokens/string_literal.h"

namespace logit::script {

/// Collects the pieces of one literal over several tokens.
class FStringReader {
 public:
  FStringReader(Parser& parser, std::size_t first, std::size_t last, StringError* error)
      : p_(parser), span_(parser.span_of(first, last)), error_(error) {}

  /// Adds plain text.
  void add_text(std::string_view text) { text_ += text; }

  /// Adds the body of f-string token `token`.
  bool add_format(const StringParts& parts, std::size_t token) {
    formatted_ = true;
    raw_ = parts.raw;
    token_ = token;
    token_text_ = p_.stream_.text(p_.tokens_[token]);
    at_ = parts.body.data();
    end_ = parts.body.data() + parts.body.size();
    std::vector<Expr*> values;
    if (!read_pieces(values, 0)) return false;
    values_.insert(values_.end(), values.begin(), values.end());
    return at_ >= end_ || fail("f-string: unexpected end of string");
  }

  Expr* finish(bool u_prefix) {
    if (!formatted_) return constant(span_, u_prefix);
    flush(values_, span_);
    for (Expr* value : values_) {
      if (Constant* c = value->kind == NodeKind::Constant ? value->as<Constant>() : nullptr) c->u_prefix = u_prefix;
    }
    return joined(values_, span_);
  }

 private:
  bool fail(std::string message) {
    if (error_) error_->message = std::move(message);
    return false;
  }

  Expr* constant(const SourceSpan& span, bool u_prefix) {
    Expr* node = p_.make_at<Constant>(NodeKind::Constant, span, 0, ConstantKind::str, std::uint8_t(0), u_prefix,
                                      std::int64_t(0), 0.0, p_.arena_.copy(std::string_view(text_)));
    text_.clear();
    return node;
  }

  Expr* joined(const std::vector<Expr*>& values, const SourceSpan& span) {
    const Seq<Expr*> all = p_.arena_.copy(values);
    return p_.make_at<JoinedStr>(NodeKind::JoinedStr, span, Parser::height_of(all), all);
  }

  void flush(std::vector<Expr*>& values, const SourceSpan& span) {
    if (!text_.empty()) values.push_back(constant(span, false));
  }

  /// Text and expressions up to the end, or in a format spec up to the closing brace. The text behind the last
  /// expression stays in text_ at depth 0, to be joined with the next token's.
  bool read_pieces(std::vector<Expr*>& values, int depth) {
    while (true) {
      bool doubled = false;
      if (!read_text(depth, doubled)) return false;
      if (doubled) continue;
      if (at_ >= end_ || *at_ == '}') break;
      Expr* value = nullptr;
      if (!read_expression(depth, values, value)) return false;
      values.push_back(value);
    }
    if (depth > 0 && (at_ >= end_ || *at_ != '}')) return fail("f-string: expecting '}'");
    return true;
  }

  /// Text up to a brace. `doubled` is set when it ended with {{ or }}, which stand for one brace.
  bool read_text(int depth, bool& doubled) {
    const char* begin = at_;
    const char* s = at_;
    while (s < end_) {
      char c = *s++;
      if (!raw_ && c == '\\' && s < end_) {
        c = *s++;
        if (c == 'N') {
          // The braces of \N{…} are not those of an expression.
          if (s < end_ && *s++ == '{') {
            while (s < end_ && *s++ != '}') {
            }
          }
          continue;
        }
      }
      if (c == '{' || c == '}') {
        if (depth == 0) {
          if (s < end_ && *s == c) {
            doubled = true;
            at_ = s + 1;
            return decode({begin, static_cast<std::size_t>(s - begin)});
          }
          if (c == '}') return fail("f-string: single '}' is not allowed");
        }
        --s;
        break;
      }
    }
    at_ = s;
    return decode({begin, static_cast<std::size_t>(s - begin)});
  }

  bool decode(std::string_view body) {
    if (raw_) {
      text_ += body;
      return true;
    }
    std::string reason;
    return decode_string(body, text_, reason) || fail(std::move(reason));
  }

  /// Finds the end of the expression text that begins at at_, by counting brackets and stepping over strings.
  bool find_expression_end() {
    char quote = 0;
    bool triple = false;
    std::string open;
    const auto tripled = [&](char c) { return at_ + 2 < end_ && at_[1] == c && at_[2] == c; };
    for (; at_ < end_; ++at_) {
      const char c = *at_;
      if (c == '\\') return fail("f-string expression part cannot include a backslash");
      if (quote) {
        if (c == quote && (!triple || tripled(c))) {
          if (triple) at_ += 2;
          quote = 0;
        }
        continue;
      }
      if (c == '\'' || c == '"') {
        triple = tripled(c);
        if (triple) at_ += 2;
        quote = c;
        continue;
      }
      if (c == '(' || c == '[' || c == '{') {
        if (open.size() >= 200) return fail("f-string: too many nested parenthesis");
        open += c;
        continue;
      }
      if (c == '#') return fail("f-string expression part cannot include '#'");
      if (open.empty() && (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
        if (at_ + 1 < end_ && at_[1] == '=' && c != ':' && c != '}') {
          ++at_;  // != == <= >= belong to the expression
          continue;
        }
        if (c == '<' || c == '>') continue;
        break;
      }
      if (c == ')' || c == ']' || c == '}') {
        if (open.empty()) return fail(cat("f-string: unmatched '", c, "'"));
        const char expected = open.back() == '(' ? ')' : open.back() == '[' ? ']' : '}';
        if (c != expected) {
          return fail(cat("f-string: closing parenthesis '", c, "' does not match opening parenthesis '", open.back(), "'"));
        }
        open.pop_back();
      }
    }
    if (quote) return fail("f-string: unterminated string");
    if (!open.empty()) return fail(cat("f-string: unmatched '", open.back(), "'"));
    return at_ < end_ || fail("f-string: expecting '}'");
  }

  /// One {expression!conversion:spec}, from its opening brace to behind its closing one.
  bool read_expression(int depth, std::vector<Expr*>& values, Expr*& result) {
    if (depth >= 2) return fail("f-string: expressions nested too deeply");
    const char* begin = ++at_;
    if (!find_expression_end()) return false;
    const char* end = at_;
    Expr* value = parse_expression(begin, end);
    if (!value) return false;
    const auto unexpected_end = [&] { return fail("f-string: expecting '}'"); };

    const bool self_documenting = *at_ == '=';
    if (self_documenting) {
      ++at_;
      while (at_ < end_ && (*at_ == ' ' || (*at_ >= '\t' && *at_ <= '\r'))) ++at_;
      if (at_ >= end_) return unexpected_end();
      text_.append(begin, at_);
    }
    int conversion = -1;
    if (*at_ == '!') {
      const char* name = ++at_;
      if (at_ >= end_) return unexpected_end();
      if (*name != 's' && *name != 'r' && *name != 'a') {
        return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
      }
      if (++at_ >= end_) return unexpected_end();
      conversion = *name;
    }
    flush(values, depth ? p_.span_of(token_, token_) : span_);
    Expr* spec = nullptr;
    if (*at_ == ':') {
      ++at_;
      if (at_ >= end_) return unexpected_end();
      std::vector<Expr*> pieces;
      if (!read_pieces(pieces, depth + 1)) return false;
      const SourceSpan span = p_.span_of(token_, token_);  // a spec spans its token, all else the whole literal
      flush(pieces, span);
      spec = joined(pieces, span);
    }
    if (at_ >= end_ || *at_ != '}') return unexpected_end();
    ++at_;
    if (self_documenting && !spec && conversion < 0) conversion = 'r';
    result = p_.make_at<FormattedValue>(NodeKind::FormattedValue, span_, Parser::height_of({value, spec}), value,
                                        conversion, spec);
    return true;
  }

  Expr* parse_expression(const char* begin, const char* end) {
    const char* s = begin;
    while (s < end && (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\f')) ++s;
    if (s == end) {
      if (*end == '!' || *end == ':' || *end == '=') {
        fail(cat("f-string: expression required before '", *end, "'"));
      } else {
        fail("f-string: empty expression not allowed");
      }
      return nullptr;
    }
    std::string source = "(";
    source.append(begin, end);
    source += ')';
    const TokenStream stream = tokenize(source, origin_of(begin - 1));
    Parser inner(stream, p_.arena_, p_.names_, p_.fstring_depth_ + 1);
    Expr* value = inner.parse_fstring_expression();
    if (value) return value;
    p_.too_deep_ |= inner.too_deep();
    if (error_) error_->nested = find_syntax_error(stream, p_.arena_, p_.names_, origin_of(begin - 1), p_.fstring_depth_ + 1);
    return nullptr;
  }

  /// Where the opening brace at `brace` stands in the script, as CPython 3.11 computes it.
  LexOrigin origin_of(const char* brace) const {
    const Token& token = p_.tokens_[token_];
    const char* token_begin = token_text_.data();
    int lines = 0;
    for (const char* s = token_begin; s < brace; ++s) lines += *s == '\n';
    int col = 0;
    const char* s = brace + 1;
    while (*s == ' ' || *s == '\t' || *s == '\f') ++s;
    if (*s != '\n' ) {
      const char* line = brace;
      while (line > token_begin && *line != '\n') --line;
      col = static_cast<int>(brace - line) - (*line == '\n' ? 1 : 0);
    }
    return {token.line + lines, lines ? col : token.col + col};
  }

  Parser& p_;
  SourceSpan span_;
  StringError* error_;
  std::vector<Expr*> values_;
  std::string text_;
  bool formatted_ = false;
  bool raw_ = false;
  std::size_t token_ = 0;
  std::string_view token_text_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

Expr* Parser::concatenate_strings(std::size_t first, std::size_t count, StringError* error) {
  FStringReader reader(*this, first, first + count - 1, error);
  const bool u_prefix = stream_.text(tokens_[first])[0] == 'u';
  bool bytes = false;
  std::string byte_text;
  std::string reason;
  const auto fail_with = [&](std::string message) -> Expr* {
    if (error) error->message = std::move(message);
    return nullptr;
  };
  for (std::size_t i = first; i < first + count; ++i) {
    const StringParts parts = split_string(stream_.text(tokens_[i]));
    std::string text;
    if (parts.bytes) {
      for (char c : parts.body) {
        if (!(c & 0x80)) continue;
        if (error) error->at_token = static_cast<int>(i);
        return fail_with("bytes can only contain ASCII literal characters");
      }
      if (parts.raw) {
        byte_text += parts.body;
      } else if (!decode_bytes(parts.body, byte_text, reason)) {
        return fail_with(std::move(reason));
      }
    } else if (!parts.format) {
      if (parts.raw) {
        text = parts.body;
      } else if (!decode_string(parts.body, text, reason)) {
        return fail_with(std::move(reason));
      }
    }
    if (i > first && bytes != parts.bytes) return fail_with("cannot mix bytes and nonbytes literals");
    bytes = parts.bytes;
    if (parts.format) {
      if (!reader.add_format(parts, i)) return nullptr;
    } else {
      reader.add_text(text);
    }
  }
  if (!bytes) return reader.finish(u_prefix);
  return make_at<Constant>(NodeKind::Constant, span_of(first, first + count - 1), 0, ConstantKind::bytes, std::uint8_t(0),
                           false, std::int64_t(0), 0.0, arena_.copy(std::string_view(byte_text)));
}

}  // namespace logit::script
