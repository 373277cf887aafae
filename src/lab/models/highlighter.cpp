#include "lab/models/highlighter.h"

namespace logit::lab {

namespace {

constexpr std::string_view kKeywords[] = {
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"};

bool is_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 128 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_keyword(std::string_view word) {
  for (std::string_view keyword : kKeywords)
    if (keyword == word) return true;
  return false;
}

// Letters that may stand before a quote.
bool is_prefix(std::string_view word) {
  if (word.empty() || word.size() > 2) return false;
  for (char c : word)
    if (std::string_view("rRbBfFuU").find(c) == std::string_view::npos) return false;
  return true;
}

}  // namespace

Inside highlight(std::string_view line, Inside inside, std::vector<InkRun>& runs) {
  const auto put = [&](std::size_t begin, std::size_t end, Ink ink) {
    runs.push_back({static_cast<int>(begin), static_cast<int>(end), ink});
  };
  const std::size_t n = line.size();
  std::size_t i = 0;
  // The rest of a triple-quoted string; returns false when it goes on in the next line.
  const auto close_triple = [&](std::size_t begin, char quote) {
    while (i < n) {
      if (line[i] == '\\') {
        i += 2;
      } else if (line[i] == quote && i + 2 < n && line[i + 1] == quote && line[i + 2] == quote) {
        i += 3;
        put(begin, i, Ink::string);
        return true;
      } else {
        ++i;
      }
    }
    i = n;
    put(begin, n, Ink::string);
    return false;
  };
  if (inside != Inside::code) {
    if (!close_triple(0, inside == Inside::triple_single ? '\'' : '"')) return inside;
  }
  bool after_def = false;
  while (i < n) {
    const char c = line[i];
    if (c == '#') {
      put(i, n, Ink::comment);
      return Inside::code;
    }
    std::size_t begin = i;
    if (is_digit(c) || (c == '.' && i + 1 < n && is_digit(line[i + 1]))) {
      while (i < n && (is_word(line[i]) || line[i] == '.' ||
                       ((line[i] == '+' || line[i] == '-') && (line[i - 1] == 'e' || line[i - 1] == 'E')))) {
        ++i;
      }
      put(begin, i, Ink::number);
      continue;
    }
    if (is_word(c)) {
      while (i < n && is_word(line[i])) ++i;
      const std::string_view word = line.substr(begin, i - begin);
      const bool quoted = i < n && (line[i] == '"' || line[i] == '\'') && is_prefix(word);
      if (!quoted) {
        std::size_t k = i;
        while (k < n && line[k] == ' ') ++k;
        if (is_keyword(word)) put(begin, i, Ink::keyword);
        else if (after_def || (k < n && line[k] == '(')) put(begin, i, Ink::function);
        after_def = word == "def" || word == "class";
        continue;
      }
    }
    if (i < n && (line[i] == '"' || line[i] == '\'')) {
      const char quote = line[i];
      if (i + 2 < n && line[i + 1] == quote && line[i + 2] == quote) {
        i += 3;
        if (!close_triple(begin, quote)) return quote == '"' ? Inside::triple_double : Inside::triple_single;
        continue;
      }
      ++i;
      while (i < n && line[i] != quote) i += line[i] == '\\' ? 2 : 1;
      i = i < n ? i + 1 : n;
      put(begin, i, Ink::string);
      continue;
    }
    if (c == '@' && begin == line.find_first_not_of(' ')) {
      ++i;
      while (i < n && (is_word(line[i]) || line[i] == '.')) ++i;
      put(begin, i, Ink::function);
      continue;
    }
    ++i;
  }
  return Inside::code;
}

}  // namespace logit::lab
