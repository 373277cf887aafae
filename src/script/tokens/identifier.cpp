#include "script/tokens/identifier.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace logit::script {

namespace {

#include "script/tokens/identifier_tables.inc"

/// Reads the varints of a table one after the other.
struct TableReader {
  const unsigned char* at;
  const unsigned char* end;

  template <std::size_t N>
  explicit TableReader(const unsigned char (&table)[N]) : at(table), end(table + N) {}

  bool done() const { return at == end; }
  std::uint32_t next() {
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const unsigned char byte = *at++;
      value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
  }
};

template <std::size_t N>
bool in_runs(const unsigned char (&table)[N], char32_t c) {
  TableReader reader(table);
  std::uint32_t begin = 0;
  while (!reader.done()) {
    begin += reader.next();
    if (c < begin) return false;
    begin += reader.next();
    if (c < begin) return true;
  }
  return false;
}

int combining_class(char32_t c) {
  if (c < 0x300) return 0;
  TableReader reader(kCombining);
  std::uint32_t begin = 0;
  while (!reader.done()) {
    begin += reader.next();
    const std::uint32_t length = reader.next();
    const int combining = static_cast<int>(reader.next());
    if (c < begin) return 0;
    if (c < begin + length) return combining;
    begin += length;
  }
  return 0;
}

// Hangul syllables are composed by arithmetic: lead, vowel, optional tail (Unicode Standard, section 3.12).
constexpr char32_t kHangulBase = 0xAC00, kLeadBase = 0x1100, kVowelBase = 0x1161, kTailBase = 0x11A7;
constexpr char32_t kLeads = 19, kVowels = 21, kTails = 28;

void decompose(char32_t c, std::u32string& out) {
  if (c < 0x80) {
    out += c;
    return;
  }
  if (c >= kHangulBase && c < kHangulBase + kLeads * kVowels * kTails) {
    const char32_t index = c - kHangulBase;
    out += kLeadBase + index / (kVowels * kTails);
    out += kVowelBase + index % (kVowels * kTails) / kTails;
    if (index % kTails) out += kTailBase + index % kTails;
    return;
  }
  TableReader reader(kDecompositions);
  std::uint32_t key = 0;
  while (!reader.done()) {
    key += reader.next();
    if (key > c) break;
    const std::uint32_t length = reader.next();
    for (std::uint32_t i = 0; i < length; ++i) {
      const char32_t part = reader.next();
      if (key == c) out += part;
    }
    if (key == c) return;
  }
  out += c;
}

/// The composed character, or 0.
char32_t compose(char32_t first, char32_t second) {
  if (first >= kLeadBase && first < kLeadBase + kLeads && second >= kVowelBase && second < kVowelBase + kVowels) {
    return kHangulBase + ((first - kLeadBase) * kVowels + (second - kVowelBase)) * kTails;
  }
  if (first >= kHangulBase && first < kHangulBase + kLeads * kVowels * kTails &&
      (first - kHangulBase) % kTails == 0 && second > kTailBase && second < kTailBase + kTails) {
    return first + (second - kTailBase);
  }
  TableReader reader(kCompositions);
  std::uint32_t key = 0;
  while (!reader.done()) {
    key += reader.next();
    const char32_t b = reader.next();
    const char32_t result = reader.next();
    if (key > first) return 0;
    if (key == first && b == second) return result;
  }
  return 0;
}

/// Letters of Latin script that NFKC leaves as they are, whatever stands before them: Vietnamese names, for
/// example, need no look into the tables.
bool is_settled(char32_t c) {
  if (c < 0x80) return true;
  if (c >= 0xC0 && c < 0x250) {
    const bool ligature = c == 0x132 || c == 0x133 || c == 0x13F || c == 0x140 || c == 0x149 || c == 0x17F ||
                          (c >= 0x1C4 && c <= 0x1CC) || (c >= 0x1F1 && c <= 0x1F3);
    return !ligature;
  }
  return c >= 0x1E00 && c < 0x1F00 && c != 0x1E9A && c != 0x1E9B;
}

}  // namespace

bool is_identifier_start(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return in_runs(kStartRuns, c);
}

bool is_identifier_continue(char32_t c) {
  if (c < 0x80) return is_identifier_start(c) || (c >= '0' && c <= '9');
  return in_runs(kContinueRuns, c);
}

bool is_printable_character(char32_t c) { return in_runs(kPrintableRuns, c); }

std::string normalize_identifier(std::string_view name) {
  bool settled = true;
  for (std::size_t at = 0; settled && at < name.size();) settled = is_settled(next_utf8(name, at));
  if (settled) return std::string(name);

  std::u32string text;
  for (std::size_t at = 0; at < name.size();) decompose(next_utf8(name, at), text);

  // Canonical order: marks sort by class within each run of marks.
  std::vector<int> classes(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) classes[i] = combining_class(text[i]);
  for (std::size_t i = 1; i < text.size(); ++i) {
    for (std::size_t j = i; j > 0 && classes[j] != 0 && classes[j - 1] > classes[j]; --j) {
      std::swap(text[j], text[j - 1]);
      std::swap(classes[j], classes[j - 1]);
    }
  }

  // Composition: a mark joins the last starter unless a mark of the same or a higher class stands between.
  std::u32string result;
  std::size_t starter = 0;
  bool have_starter = false;
  int last_class = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (have_starter) {
      const bool adjacent = starter + 1 == result.size();
      const bool blocked = !adjacent && (last_class >= classes[i] || last_class == 0);
      if (const char32_t joined = blocked ? 0 : compose(result[starter], text[i])) {
        result[starter] = joined;
        continue;
      }
    }
    if (classes[i] == 0) {
      starter = result.size();
      have_starter = true;
    }
    last_class = classes[i];
    result += text[i];
  }

  std::string out;
  for (char32_t c : result) append_utf8(out, c);
  return out;
}

char32_t character_named(std::string_view name) {
  std::string wanted(name);
  for (char& c : wanted) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  // Numbers of the words that the name is made of.
  std::vector<std::uint32_t> numbers;
  std::string_view rest = wanted;
  while (true) {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    std::uint32_t number = 1;
    bool found = false;
    for (std::string_view words = kNameWords; !words.empty(); ++number) {
      const std::size_t end = words.find(' ');
      if (words.substr(0, end) == word) {
        found = true;
        break;
      }
      if (end == std::string_view::npos) break;
      words.remove_prefix(end + 1);
    }
    if (!found || word.empty()) return 0xFFFFFFFF;
    numbers.push_back(number);
    if (space == std::string_view::npos) break;
    rest.remove_prefix(space + 1);
  }
  TableReader reader(kCharacterNames);
  std::uint32_t c = 0;
  while (!reader.done()) {
    c += reader.next();
    std::size_t matched = 0;
    bool same = true;
    while (const std::uint32_t number = reader.next()) {
      same = same && matched < numbers.size() && numbers[matched] == number;
      ++matched;
    }
    if (same && matched == numbers.size()) return c;
  }
  return 0xFFFFFFFF;
}

char32_t next_utf8(std::string_view text, std::size_t& at) {
  const unsigned char first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  char32_t c = first & (0x3F >> more);
  for (; more > 0 && at < text.size(); --more) c = (c << 6) | (static_cast<unsigned char>(text[at++]) & 0x3F);
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace logit::script
