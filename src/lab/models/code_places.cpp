#include "lab/models/code_places.h"

#include <algorithm>
#include <set>

#include "lab/models/highlighter.h"

namespace logit::lab {

namespace {

constexpr char kString = '\x01', kComment = '\x02';
// How far above the caret the beginning of a call is looked for.
constexpr int kCallLines = 60;

bool is_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 128 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t word_begin(std::string_view text, std::size_t end) {
  while (end > 0 && is_word(text[end - 1])) --end;
  return end;
}

std::size_t spaces_before(std::string_view text, std::size_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  return end;
}

std::size_t spaces_after(std::string_view text, std::size_t begin) {
  while (begin < text.size() && text[begin] == ' ') ++begin;
  return begin;
}

// The last word that ends at or before `end` on the same line, spaces left out.
std::string_view word_before(std::string_view text, std::size_t end) {
  end = spaces_before(text, end);
  const std::size_t begin = word_begin(text, end);
  return text.substr(begin, end - begin);
}

// The bracket that opens what text[close] closes; npos when there is none.
std::size_t opening(std::string_view text, std::size_t close) {
  int depth = 0;
  for (std::size_t i = close + 1; i-- > 0;) {
    const char c = text[i];
    if (c == ')' || c == ']' || c == '}') ++depth;
    else if ((c == '(' || c == '[' || c == '{') && --depth == 0) return i;
  }
  return std::string_view::npos;
}

struct Path {
  std::string text;
  std::size_t begin = 0;
};

// The expression of names, calls and indices that ends at `end`.
Path path_before(std::string_view text, std::size_t end) {
  std::string path;
  while (end > 0) {
    const char c = text[end - 1];
    if (c == ')' || c == ']') {
      const std::size_t open = opening(text, end - 1);
      if (open == std::string_view::npos || open == 0 || !(is_word(text[open - 1]) || text[open - 1] == ')' || text[open - 1] == ']')) return {};
      path.insert(0, c == ')' ? "()" : "[]");
      end = open;
      continue;
    }
    if (c == kString) {
      while (end > 0 && text[end - 1] == kString) --end;
      return {"str" + path, end};
    }
    if (!is_word(c)) return {};
    const std::size_t begin = word_begin(text, end);
    if (is_digit(text[begin])) return {};
    path.insert(0, text.substr(begin, end - begin));
    if (begin == 0 || text[begin - 1] != '.') return {std::move(path), begin};
    path.insert(0, ".");
    end = begin - 1;
  }
  return {};
}

std::string_view line_around(std::string_view text, std::size_t at) {
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

bool starts_with_word(std::string_view line, std::string_view word) {
  return line.starts_with(word) && line.size() > word.size() && line[word.size()] == ' ';
}

// Calls visit(line, offset of its begin) for every line of code.
template <class Visit>
void each_line(std::string_view text, Visit&& visit) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    visit(text.substr(begin, end - begin), begin);
    begin = end + 1;
  }
}

// The line of the class statement that the caret's line belongs to.
std::string_view class_line(std::string_view text, std::size_t caret) {
  std::string_view found;
  std::size_t indent_of_caret = spaces_after(line_around(text, caret), 0);
  each_line(text, [&](std::string_view line, std::size_t begin) {
    if (begin > caret) return;
    const std::size_t indent = spaces_after(line, 0);
    if (indent == line.size()) return;
    if (starts_with_word(line.substr(indent), "class")) found = line;
    else if (!found.empty() && indent <= spaces_after(found, 0) && begin + line.size() < caret) found = {};
  });
  return indent_of_caret == 0 ? std::string_view() : found;
}

}  // namespace

CodeText::CodeText(const TextBuffer& buffer) {
  Inside inside = Inside::code;
  std::vector<InkRun> runs;
  for (const std::string& line : buffer.lines()) {
    starts_.push_back(text_.size());
    runs.clear();
    inside = highlight(line, inside, runs);
    const std::size_t begin = text_.size();
    text_ += line;
    for (const InkRun& run : runs) {
      if (run.ink != Ink::string && run.ink != Ink::comment) continue;
      for (int i = run.begin; i < run.end; ++i) text_[begin + static_cast<std::size_t>(i)] = run.ink == Ink::string ? kString : kComment;
    }
    text_ += '\n';
  }
}

std::size_t CodeText::offset(Position p) const { return starts_[static_cast<std::size_t>(p.line)] + static_cast<std::size_t>(p.column); }

Position CodeText::position(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<int>(after - starts_.begin()) - 1;
  return {line, static_cast<int>(offset - starts_[static_cast<std::size_t>(line)])};
}

bool CodeText::is_quoted(std::size_t offset) const { return offset < text_.size() && (text_[offset] == kString || text_[offset] == kComment); }

std::optional<NamePlace> name_place(const CodeText& code, Position caret) {
  const std::string_view text = code.text();
  const std::size_t end = code.offset(caret);
  // In a comment, or in a string: what stands before the caret is part of it.
  if (end > 0 && text[end - 1] == kComment) return {};
  if (end > 0 && text[end - 1] == kString && (end == text.size() || text[end] != '.')) return {};
  const std::size_t begin = word_begin(text, end);
  if (begin < end && is_digit(text[begin])) return {};
  NamePlace place;
  place.begin = code.position(begin);
  place.prefix = text.substr(begin, end - begin);

  const std::string_view line = line_around(text, begin);
  const std::string_view before(line.data(), static_cast<std::size_t>(text.data() + begin - line.data()));
  if (starts_with_word(line, "import") || starts_with_word(line, "from")) {
    const std::size_t import = before.find(" import ");
    const bool from = line.starts_with("from");
    if (from && import != before.npos) {
      const std::string_view module = before.substr(5, import - 5);
      if (word_before(text, begin) == "as") return {};
      place.kind = NamePlace::Kind::member;
      place.path = module.substr(spaces_after(module, 0));
      return place;
    }
    // A module's name has dots in it: all of it is the prefix.
    std::size_t start = begin;
    while (start > 0 && (is_word(text[start - 1]) || text[start - 1] == '.')) --start;
    if (word_before(text, start) == "as") return {};
    place.kind = NamePlace::Kind::module;
    place.begin = code.position(start);
    place.prefix = text.substr(start, end - start);
    return place;
  }
  if (begin > 0 && text[begin - 1] == '.') {
    if (begin > 1 && is_digit(text[begin - 2])) {
      const std::size_t number = word_begin(text, begin - 1);
      if (is_digit(text[number])) return {};  // 0.5
    }
    Path path = path_before(text, begin - 1);
    if (path.text.empty()) return {};
    place.kind = NamePlace::Kind::member;
    place.path = std::move(path.text);
    return place;
  }
  const std::string_view previous = word_before(text, begin);
  if (previous == "def" || previous == "class" || previous == "as" || previous == "for" || previous == "lambda") return {};
  return place;
}

std::optional<CallPlace> call_place(const CodeText& code, Position caret) {
  const std::string_view text = code.text();
  const std::size_t end = code.offset(caret);
  const std::size_t lowest = code.offset({std::max(0, caret.line - kCallLines), 0});
  CallPlace place;
  int depth = 0;
  std::size_t argument = end;
  bool first_comma = true;
  for (std::size_t i = end; i-- > lowest;) {
    const char c = text[i];
    if (c == ')' || c == ']' || c == '}') ++depth;
    else if (c == '[' || c == '{') {
      if (--depth < 0) depth = 0, place.argument = 0, first_comma = true;  // inside a list: the call around it
    } else if (c == '(') {
      if (--depth >= 0) continue;
      const Path path = path_before(text, i);
      const std::string_view before = path.text.empty() ? std::string_view() : word_before(text, path.begin);
      if (before == "def" || before == "class") return {};
      if (path.text.empty()) {
        depth = 0, place.argument = 0, first_comma = true;  // a tuple, or a group
        continue;
      }
      if (first_comma) argument = i;
      place.path = path.text;
      place.open = code.position(i);
      const std::size_t from = spaces_after(text, argument + 1);
      std::size_t to = from;
      while (to < end && is_word(text[to])) ++to;
      const std::size_t equals = spaces_after(text, to);
      if (to > from && equals < end && text[equals] == '=' && (equals + 1 >= text.size() || text[equals + 1] != '=')) {
        place.keyword = text.substr(from, to - from);
      }
      return place;
    } else if (c == ',' && depth == 0) {
      ++place.argument;
      if (first_comma) argument = i, first_comma = false;
    }
  }
  return {};
}

std::vector<std::string> import_lines(const CodeText& code, Position caret) {
  std::vector<std::string> out;
  int number = 0;
  each_line(code.text(), [&](std::string_view line, std::size_t begin) {
    const bool here = number++ == caret.line;
    const bool from = starts_with_word(line, "from");
    if (here || !(from || starts_with_word(line, "import"))) return;
    std::string statement(line.substr(0, line.find(kComment)));
    if (statement.find('(') != statement.npos && statement.find(')') == statement.npos) {
      const std::size_t close = code.text().find(')', begin);
      if (close == std::string::npos) return;
      statement = code.text().substr(begin, close + 1 - begin);
      for (std::size_t c; (c = statement.find(kComment)) != statement.npos;) statement.erase(c, 1);
    }
    while (!statement.empty() && statement.back() == ' ') statement.pop_back();
    if (statement.empty()) return;
    const std::string_view last = word_before(statement, statement.size());
    if (!(is_word(statement.back()) || statement.back() == ')' || statement.back() == '*')) return;
    if (last == "import" || last == "from" || last == "as" || (from && statement.find(" import ") == statement.npos)) return;
    for (const char c : statement)
      if (!is_word(c) && std::string_view(" .,()*\n").find(c) == std::string_view::npos) return;
    out.push_back(std::move(statement));
  });
  return out;
}

std::vector<std::string> modules_imported_from(const CodeText& code) {
  std::vector<std::string> out;
  each_line(code.text(), [&](std::string_view line, std::size_t) {
    const std::size_t import = line.find(" import");
    if (!starts_with_word(line, "from") || import == line.npos) return;
    const std::string_view module = line.substr(5, import - 5);
    if (!module.empty() && std::all_of(module.begin(), module.end(), [](char c) { return is_word(c) || c == '.'; })) out.emplace_back(module);
  });
  return out;
}

std::vector<std::string> words(const CodeText& code, Position caret) {
  const std::string& text = code.text();
  const std::size_t at = code.offset(caret);
  std::set<std::string> found;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    const bool here = i <= at && at <= end;
    const bool member = i > 0 && text[i - 1] == '.';
    if (!here && !member && !is_digit(text[i])) found.insert(text.substr(i, end - i));
    i = end;
  }
  return {found.begin(), found.end()};
}

std::vector<std::string> own_members(const CodeText& code, Position caret) {
  const std::string& text = code.text();
  const std::size_t at = code.offset(caret);
  std::set<std::string> found;
  for (std::size_t i = text.find("self."); i != std::string::npos; i = text.find("self.", i + 1)) {
    std::size_t begin = i + 5, end = begin;
    while (end < text.size() && is_word(text[end])) ++end;
    if ((i == 0 || !is_word(text[i - 1])) && end > begin && !(begin <= at && at <= end)) found.insert(text.substr(begin, end - begin));
  }
  const std::string_view statement = class_line(text, at);
  bool inside = false;
  each_line(text, [&](std::string_view line, std::size_t) {
    const std::size_t indent = spaces_after(line, 0);
    if (line.data() == statement.data()) inside = true;
    else if (inside && indent < line.size() && indent <= spaces_after(statement, 0)) inside = false;
    if (!inside || !starts_with_word(line.substr(indent), "def")) return;
    const std::size_t begin = spaces_after(line, indent + 3);
    std::size_t end = begin;
    while (end < line.size() && is_word(line[end])) ++end;
    found.insert(std::string(line.substr(begin, end - begin)));
  });
  return {found.begin(), found.end()};
}

std::string base_around(const CodeText& code, Position caret) {
  const std::string_view line = class_line(code.text(), code.offset(caret));
  const std::size_t open = line.find('(');
  if (open == line.npos) return {};
  const std::size_t end = std::min({line.find(',', open), line.find(')', open), line.size()});
  return path_before(line, spaces_before(line, end)).text;
}

std::string assigned_path(const CodeText& code, Position caret, std::string_view name) {
  const std::string_view text = code.text();
  const std::size_t before = code.offset({caret.line, 0});
  std::string path;
  each_line(text, [&](std::string_view line, std::size_t begin) {
    if (begin >= before) return;
    const std::size_t indent = spaces_after(line, 0);
    if (!line.substr(indent).starts_with(name)) return;
    std::size_t equals = spaces_after(line, indent + name.size());
    if (equals >= line.size() || line[equals] != '=' || (equals + 1 < line.size() && line[equals + 1] == '=')) return;
    std::size_t end = std::min(line.find(kComment), line.size());
    end = spaces_before(line, end);
    const Path value = path_before(line, end);
    path = value.begin == spaces_after(line, equals + 1) ? value.text : std::string();
  });
  return path;
}

}  // namespace logit::lab
