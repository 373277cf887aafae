#include "script/objects/unicode.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "script/objects/utf8.h"

namespace logit::script::unicode {

namespace {

/// start, start + stride, ... (count of them) map to themselves plus delta.
struct CaseRange {
  std::uint32_t start;
  std::uint16_t count;
  std::uint16_t stride;
  std::int32_t delta;
};

/// One letter to one, two or three.
struct CaseException {
  std::uint16_t from;
  std::uint16_t to[3];
};

#include "script/objects/unicode_tables.inc"

std::uint16_t class_of(char32_t c) {
  const auto after = std::upper_bound(std::begin(kClassRuns), std::end(kClassRuns), c,
                                      [](char32_t x, std::uint32_t run) { return x < (run & 0x1FFFFF); });
  return kClassCombos[*(after - 1) >> 21];
}

bool has(char32_t c, ClassFlag flag) { return class_of(c) & flag; }

template <std::size_t N>
char32_t shifted(const CaseRange (&table)[N], char32_t c) {
  const auto after = std::upper_bound(std::begin(table), std::end(table), c,
                                      [](char32_t x, const CaseRange& r) { return x < r.start; });
  if (after == std::begin(table)) return c;
  const CaseRange& range = *(after - 1);
  const char32_t distance = c - range.start;
  const bool inside = distance % range.stride == 0 && distance / range.stride < range.count;
  return inside ? static_cast<char32_t>(static_cast<std::int32_t>(c) + range.delta) : c;
}

template <std::size_t N>
bool exception(const CaseException (&table)[N], char32_t c, Mapped& out) {
  const auto it = std::lower_bound(std::begin(table), std::end(table), c,
                                   [](const CaseException& e, char32_t x) { return e.from < x; });
  if (it == std::end(table) || it->from != c) return false;
  out.count = 0;
  for (std::uint16_t unit : it->to) {
    if (unit) out.c[out.count++] = unit;
  }
  return true;
}

constexpr bool ascii_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
constexpr bool ascii_lower(char32_t c) { return c >= 'a' && c <= 'z'; }
constexpr bool ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

void append(std::string& out, const Mapped& m) {
  for (int i = 0; i < m.count; ++i) append_utf8(out, m.c[i]);
}

/// A capital sigma at `p` (of a text from `begin` to `end`) is final after a cased letter when no cased
/// letter follows; letters that casing ignores do not count.
bool is_final_sigma(const char* begin, const char* p, const char* end) {
  const char* q = p;
  bool cased_before = false;
  while (q != begin) {
    const char32_t c = previous_code_point(q);
    if (has(c, kFlag_case_ignorable)) continue;
    cased_before = has(c, kFlag_cased);
    break;
  }
  if (!cased_before) return false;
  q = p;
  next_code_point(q);
  while (q != end) {
    const char32_t c = next_code_point(q);
    if (has(c, kFlag_case_ignorable)) continue;
    return !has(c, kFlag_cased);
  }
  return true;
}

void append_lower(std::string& out, const char* begin, const char* p, const char* end, char32_t c) {
  if (c == 0x3A3) {
    append_utf8(out, is_final_sigma(begin, p, end) ? 0x3C2 : 0x3C3);
  } else {
    append(out, to_lower(c));
  }
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  for (char32_t c : CodePoints(text)) append(out, map(c));
  return out;
}

}  // namespace

bool is_alpha(char32_t c) { return c < 0x80 ? ascii_upper(c) || ascii_lower(c) : has(c, kFlag_alpha); }
bool is_decimal(char32_t c) { return c < 0x80 ? ascii_digit(c) : has(c, kFlag_decimal); }
bool is_digit(char32_t c) { return c < 0x80 ? ascii_digit(c) : has(c, kFlag_digit); }
bool is_numeric(char32_t c) { return c < 0x80 ? ascii_digit(c) : has(c, kFlag_numeric); }
bool is_alnum(char32_t c) { return is_alpha(c) || is_decimal(c) || is_digit(c) || is_numeric(c); }
bool is_space(char32_t c) {
  return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F) : has(c, kFlag_space);
}
bool is_upper(char32_t c) { return c < 0x80 ? ascii_upper(c) : has(c, kFlag_upper); }
bool is_lower(char32_t c) { return c < 0x80 ? ascii_lower(c) : has(c, kFlag_lower); }
bool is_title(char32_t c) { return c >= 0x80 && has(c, kFlag_title); }
bool is_printable(char32_t c) { return c < 0x80 ? c >= ' ' && c < 0x7F : has(c, kFlag_printable); }
bool is_id_start(char32_t c) {
  return c < 0x80 ? ascii_upper(c) || ascii_lower(c) || c == '_' : has(c, kFlag_id_start);
}
bool is_id_continue(char32_t c) {
  return c < 0x80 ? is_id_start(c) || ascii_digit(c) : has(c, kFlag_id_continue);
}

int decimal_value(char32_t c) {
  if (c < 0x80) return ascii_digit(c) ? static_cast<int>(c - '0') : -1;
  const auto after = std::upper_bound(std::begin(kDecimalZeros), std::end(kDecimalZeros), c);
  const char32_t distance = c - *(after - 1);
  return after != std::begin(kDecimalZeros) && distance < 10 ? static_cast<int>(distance) : -1;
}

Mapped to_upper(char32_t c) {
  if (c < 0x80) return {{ascii_lower(c) ? c - 32 : c}, 1};
  Mapped m;
  if (exception(kUpperExceptions, c, m)) return m;
  return {{shifted(kUpperRanges, c)}, 1};
}

Mapped to_lower(char32_t c) {
  if (c < 0x80) return {{ascii_upper(c) ? c + 32 : c}, 1};
  Mapped m;
  if (exception(kLowerExceptions, c, m)) return m;
  return {{shifted(kLowerRanges, c)}, 1};
}

Mapped to_title(char32_t c) {
  Mapped m;
  if (c >= 0x80 && exception(kTitleExceptions, c, m)) return m;
  return to_upper(c);
}

Mapped fold(char32_t c) {
  Mapped m;
  if (c >= 0x80 && exception(kFoldExceptions, c, m)) return m;
  return to_lower(c);
}

std::string upper(std::string_view text) { return mapped(text, to_upper); }
std::string casefold(std::string_view text) { return mapped(text, fold); }

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  for (const char* p = begin; p != end;) {
    const char* at = p;
    const char32_t c = next_code_point(p);
    append_lower(out, begin, at, end, c);
  }
  return out;
}

std::string title(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  bool inside_word = false;
  for (const char* p = begin; p != end;) {
    const char* at = p;
    const char32_t c = next_code_point(p);
    if (inside_word) {
      append_lower(out, begin, at, end, c);
    } else {
      append(out, to_title(c));
    }
    inside_word = has(c, kFlag_cased);
  }
  return out;
}

std::string capitalize(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  for (const char* p = begin; p != end;) {
    const char* at = p;
    const char32_t c = next_code_point(p);
    if (at == begin) {
      append(out, to_title(c));
    } else {
      append_lower(out, begin, at, end, c);
    }
  }
  return out;
}

std::string swapcase(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  for (const char* p = begin; p != end;) {
    const char* at = p;
    const char32_t c = next_code_point(p);
    if (is_upper(c)) {
      append_lower(out, begin, at, end, c);
    } else if (is_lower(c)) {
      append(out, to_upper(c));
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

std::string quoted(std::string_view text, bool ascii_only) {
  const bool has_single = text.find('\'') != text.npos;
  const char quote = has_single && text.find('"') == text.npos ? '"' : '\'';
  std::string out;
  out.reserve(text.size() + 2);
  out += quote;
  const auto hex = [&](char32_t c, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += "0123456789abcdef"[c >> shift & 15];
  };
  for (char32_t c : CodePoints(text)) {
    if (c == static_cast<char32_t>(quote) || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (ascii_only ? c >= ' ' && c < 0x7F : is_printable(c)) {
      append_utf8(out, c);
    } else if (c <= 0xFF) {
      out += "\\x";
      hex(c, 2);
    } else if (c <= 0xFFFF) {
      out += "\\u";
      hex(c, 4);
    } else {
      out += "\\U";
      hex(c, 8);
    }
  }
  out += quote;
  return out;
}

}  // namespace logit::script::unicode
