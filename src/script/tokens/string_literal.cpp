#include "script/tokens/string_literal.h"

#include "base/format.h"
#include "script/tokens/identifier.h"

namespace logit::script {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The escape of one letter, or 0.
char simple_escape(char c) {
  switch (c) {
    case '\\': case '\'': case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return 0;
  }
}

/// Up to three octal digits at `at`.
unsigned octal(std::string_view body, std::size_t& at) {
  unsigned value = 0;
  for (int i = 0; i < 3 && at < body.size() && body[at] >= '0' && body[at] <= '7'; ++i) {
    value = value * 8 + static_cast<unsigned>(body[at++] - '0');
  }
  return value;
}

/// CPython rewrites non-ASCII characters as \UXXXXXXXX before it decodes, so the positions in its messages count
/// ten for each.
std::size_t counted_position(std::string_view body, std::size_t at) {
  std::size_t position = 0;
  for (std::size_t i = 0; i < at; ++i) {
    const unsigned char c = static_cast<unsigned char>(body[i]);
    if (c < 0x80) {
      ++position;
    } else if ((c & 0xC0) != 0x80) {
      position += 10;
    }
  }
  return position;
}

bool unicode_error(std::string_view body, std::size_t begin, std::size_t end, std::string_view reason,
                   std::string& error) {
  const std::size_t first = counted_position(body, begin), last = counted_position(body, end) - 1;
  error = "(unicode error) 'unicodeescape' codec can't decode ";
  error += first == last ? cat("byte 0x5c in position ", first) : cat("bytes in position ", first, "-", last);
  error += cat(": ", reason);
  return false;
}

}  // namespace

StringParts split_string(std::string_view token) {
  StringParts parts;
  parts.u_prefix = token[0] == 'u';
  std::size_t at = 0;
  for (; token[at] != '\'' && token[at] != '"'; ++at) {
    switch (token[at] | 0x20) {
      case 'b': parts.bytes = true; break;
      case 'r': parts.raw = true; break;
      case 'f': parts.format = true; break;
      default: break;
    }
  }
  std::string_view body = token.substr(at);
  const std::size_t quotes = body.size() >= 6 && body[0] == body[1] && body[1] == body[2] ? 3 : 1;
  parts.body = body.substr(quotes, body.size() - 2 * quotes);
  return parts;
}

bool decode_string(std::string_view body, std::string& out, std::string& error) {
  std::size_t at = 0;
  while (at < body.size()) {
    const std::size_t slash = body.find('\\', at);
    out.append(body.substr(at, slash == std::string_view::npos ? slash : slash - at));
    if (slash == std::string_view::npos) return true;
    at = slash + 1;
    if (at >= body.size()) {
      out += '\\';  // in front of the brace of an f-string expression
      return true;
    }
    const char c = body[at++];
    if (c == '\n') continue;
    if (const char plain = simple_escape(c)) {
      out += plain;
    } else if (c >= '0' && c <= '7') {
      --at;
      append_utf8(out, octal(body, at));
    } else if (c == 'x' || c == 'u' || c == 'U') {
      const int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      char32_t value = 0;
      for (int i = 0; i < digits; ++i, ++at) {
        const int digit = at < body.size() ? hex_value(body[at]) : -1;
        if (digit < 0) {
          return unicode_error(body, slash, at,
                               c == 'x'   ? "truncated \\xXX escape"
                               : c == 'u' ? "truncated \\uXXXX escape"
                                          : "truncated \\UXXXXXXXX escape",
                               error);
        }
        value = value << 4 | static_cast<char32_t>(digit);
      }
      if (value > 0x10FFFF) return unicode_error(body, slash, at, "illegal Unicode character", error);
      append_utf8(out, value);
    } else if (c == 'N') {
      const auto malformed = [&] {
        return unicode_error(body, slash, at, "malformed \\N character escape", error);
      };
      if (at >= body.size() || body[at] != '{') return malformed();
      const std::size_t close = body.find('}', ++at);
      if (close == std::string_view::npos) {
        at = body.size();
        return malformed();
      }
      const std::string_view name = body.substr(at, close - at);
      at = close;
      if (name.empty()) return malformed();
      ++at;
      const char32_t value = character_named(name);
      if (value == 0xFFFFFFFF) return unicode_error(body, slash, at, "unknown Unicode character name", error);
      append_utf8(out, value);
    } else {
      out += '\\';
      --at;  // not an escape: the character is ordinary, perhaps the first byte of a longer one
      out += body[at++];
    }
  }
  return true;
}

bool decode_bytes(std::string_view body, std::string& out, std::string& error) {
  for (std::size_t at = 0; at < body.size();) {
    char c = body[at++];
    if (c != '\\') {
      out += c;
      continue;
    }
    const std::size_t slash = at - 1;
    if (at >= body.size()) {
      error = "(value error) Trailing \\ in string";
      return false;
    }
    c = body[at++];
    if (c == '\n') continue;
    if (const char plain = simple_escape(c)) {
      out += plain;
    } else if (c >= '0' && c <= '7') {
      --at;
      out += static_cast<char>(octal(body, at));
    } else if (c == 'x') {
      const int high = at < body.size() ? hex_value(body[at]) : -1;
      const int low = at + 1 < body.size() ? hex_value(body[at + 1]) : -1;
      if (high < 0 || low < 0) {
        error = cat("(value error) invalid \\x escape at position ", slash);
        return false;
      }
      out += static_cast<char>(high * 16 + low);
      at += 2;
    } else {
      out += '\\';
      out += c;
    }
  }
  return true;
}

}  // namespace logit::script
