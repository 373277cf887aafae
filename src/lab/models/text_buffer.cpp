#include "lab/models/text_buffer.h"

#include <algorithm>

namespace logit::lab {

namespace {

constexpr int kLevel = 4;  // spaces of one indentation level

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// 0 space, 1 word, 2 the rest; bytes above 127 count as letters.
int char_class(char c) {
  if (c == ' ' || c == '\t') return 0;
  const auto u = static_cast<unsigned char>(c);
  if (u >= 128 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_') return 1;
  return 2;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

int indent_of(std::string_view line) {
  int n = 0;
  while (n < static_cast<int>(line.size()) && is_blank(line[static_cast<std::size_t>(n)])) ++n;
  return n;
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

bool starts_with_word(std::string_view line, std::string_view word) {
  return line.substr(0, word.size()) == word && (line.size() == word.size() || char_class(line[word.size()]) != 1);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// The code before a comment; good enough to ask what a line ends with.
std::string_view without_comment(std::string_view line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote) {
      if (line[i] == '\\') ++i;
      else if (line[i] == quote) quote = 0;
    } else if (line[i] == '"' || line[i] == '\'') {
      quote = line[i];
    } else if (line[i] == '#') {
      return line.substr(0, i);
    }
  }
  return line;
}

}  // namespace

int count_characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

int bytes_of(std::string_view text, int characters) {
  std::size_t i = 0;
  while (i < text.size() && characters > 0) {
    ++i;
    while (i < text.size() && is_continuation(text[i])) ++i;
    --characters;
  }
  return static_cast<int>(i);
}

void TextBuffer::set_text(std::string_view text) {
  lines_.assign(1, {});
  for (char c : text) {
    if (c == '\n') lines_.emplace_back();
    else if (c != '\r') lines_.back() += c;
  }
  caret_ = anchor_ = {};
  wanted_column_ = -1;
  undo_.clear();
  redo_.clear();
  open_step_ = composing_ = false;
  ++revision_;
}

std::string TextBuffer::text() const {
  std::string out;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (i) out += '\n';
    out += lines_[i];
  }
  return out;
}

std::string TextBuffer::slice(Range range) const {
  if (range.begin.line == range.end.line) {
    return line(range.begin.line).substr(static_cast<std::size_t>(range.begin.column),
                                         static_cast<std::size_t>(range.end.column - range.begin.column));
  }
  std::string out = line(range.begin.line).substr(static_cast<std::size_t>(range.begin.column));
  for (int i = range.begin.line + 1; i < range.end.line; ++i) out += '\n' + line(i);
  return out + '\n' + line(range.end.line).substr(0, static_cast<std::size_t>(range.end.column));
}

Position TextBuffer::clamped(Position p) const {
  p.line = std::clamp(p.line, 0, line_count() - 1);
  const std::string& text = line(p.line);
  p.column = std::clamp(p.column, 0, static_cast<int>(text.size()));
  while (p.column > 0 && p.column < static_cast<int>(text.size()) &&
         is_continuation(text[static_cast<std::size_t>(p.column)])) {
    --p.column;
  }
  return p;
}

Position TextBuffer::previous(Position p) const {
  if (p.column == 0) return p.line == 0 ? p : Position{p.line - 1, static_cast<int>(line(p.line - 1).size())};
  --p.column;
  while (p.column > 0 && is_continuation(line(p.line)[static_cast<std::size_t>(p.column)])) --p.column;
  return p;
}

Position TextBuffer::next(Position p) const {
  const int size = static_cast<int>(line(p.line).size());
  if (p.column >= size) return p.line + 1 < line_count() ? Position{p.line + 1, 0} : p;
  ++p.column;
  while (p.column < size && is_continuation(line(p.line)[static_cast<std::size_t>(p.column)])) ++p.column;
  return p;
}

Position TextBuffer::word_edge(Position p, int direction) const {
  const auto ahead = [&](Position at) {
    const Position before = direction < 0 ? previous(at) : at;
    return before.line == at.line && before.column < static_cast<int>(line(at.line).size())
               ? char_class(line(at.line)[static_cast<std::size_t>(before.column)])
               : -1;
  };
  const auto advance = [&] { p = direction < 0 ? previous(p) : next(p); };
  if (ahead(p) < 0) {
    advance();
    return p;
  }
  while (ahead(p) == 0) advance();
  const int kind = ahead(p);
  while (kind > 0 && ahead(p) == kind) advance();
  return p;
}

void TextBuffer::place(Position position, bool select) {
  caret_ = clamped(position);
  if (!select) anchor_ = caret_;
  wanted_column_ = -1;
  open_step_ = false;
}

void TextBuffer::select(Range range) {
  anchor_ = clamped(range.begin);
  caret_ = clamped(range.end);
  wanted_column_ = -1;
  open_step_ = false;
}

void TextBuffer::select_all() { select({{0, 0}, {line_count() - 1, static_cast<int>(lines_.back().size())}}); }

void TextBuffer::select_word(Position p) {
  p = clamped(p);
  const std::string& text = line(p.line);
  int begin = p.column, end = p.column;
  const int size = static_cast<int>(text.size());
  const int kind = begin < size ? char_class(text[static_cast<std::size_t>(begin)]) : -1;
  while (begin > 0 && char_class(text[static_cast<std::size_t>(begin - 1)]) == kind) --begin;
  while (end < size && char_class(text[static_cast<std::size_t>(end)]) == kind) ++end;
  select({{p.line, begin}, {p.line, end}});
}

void TextBuffer::select_line(int index) {
  index = std::clamp(index, 0, line_count() - 1);
  select({{index, 0}, index + 1 < line_count() ? Position{index + 1, 0} : clamped({index, 1 << 30})});
}

void TextBuffer::move(Motion motion, bool select, int page_lines) {
  const Range selected = selection();
  const int keep = wanted_column_;
  Position p = caret_;
  const auto vertical = [&](int by) {
    const int column = keep >= 0 ? keep : count_characters(std::string_view(line(p.line)).substr(0, static_cast<std::size_t>(p.column)));
    const int target = p.line + by;
    if (target < 0) p = {0, 0};
    else if (target >= line_count()) p = clamped({line_count() - 1, 1 << 30});
    else p = {target, bytes_of(line(target), column)};
    return column;
  };
  int column = -1;
  switch (motion) {
    case Motion::left: p = !select && has_selection() ? selected.begin : previous(p); break;
    case Motion::right: p = !select && has_selection() ? selected.end : next(p); break;
    case Motion::word_left: p = word_edge(p, -1); break;
    case Motion::word_right: p = word_edge(p, +1); break;
    case Motion::up: column = vertical(-1); break;
    case Motion::down: column = vertical(+1); break;
    case Motion::page_up: column = vertical(-page_lines); break;
    case Motion::page_down: column = vertical(page_lines); break;
    case Motion::home: {
      // First to the code, then to the very start.
      const int code = indent_of(line(p.line));
      p.column = p.column == code ? 0 : code;
      break;
    }
    case Motion::end: p.column = static_cast<int>(line(p.line).size()); break;
    case Motion::text_begin: p = {0, 0}; break;
    case Motion::text_end: p = clamped({line_count() - 1, 1 << 30}); break;
  }
  place(p, select);
  wanted_column_ = column;
}

// ---- changes ----------------------------------------------------------------------------------------------

Position TextBuffer::raw_replace(Range range, std::string_view text) {
  const std::string tail = line(range.end.line).substr(static_cast<std::size_t>(range.end.column));
  lines_[static_cast<std::size_t>(range.begin.line)].resize(static_cast<std::size_t>(range.begin.column));
  lines_.erase(lines_.begin() + range.begin.line + 1, lines_.begin() + range.end.line + 1);
  int at = range.begin.line;
  std::size_t start = 0;
  for (;;) {
    const std::size_t feed = text.find('\n', start);
    lines_[static_cast<std::size_t>(at)] += text.substr(start, feed - start);
    if (feed == std::string_view::npos) break;
    lines_.insert(lines_.begin() + ++at, std::string());
    start = feed + 1;
  }
  const Position end{at, static_cast<int>(line(at).size())};
  lines_[static_cast<std::size_t>(at)] += tail;
  ++revision_;
  return end;
}

void TextBuffer::begin_step(bool typing) {
  const bool extend = open_step_ && !undo_.empty() && (composing_ || (typing && typing_));
  if (!extend) undo_.push_back({{}, caret_, anchor_, {}, {}});
  if (undo_.size() > 500) undo_.erase(undo_.begin());
  redo_.clear();
  open_step_ = true;
  typing_ = typing;
}

Position TextBuffer::replace(Range range, std::string_view text) {
  std::string removed = slice(range);
  const Position end = raw_replace(range, text);
  undo_.back().changes.push_back({range.begin, std::move(removed), std::string(text)});
  caret_ = anchor_ = end;
  undo_.back().caret_after = undo_.back().anchor_after = end;
  wanted_column_ = -1;
  return end;
}

void TextBuffer::insert(std::string_view text) {
  if (read_only_) return;
  std::string clean;
  for (char c : text) {
    if (c == '\r') continue;
    if (c == '\t') clean += single_line_ ? " " : "    ";
    else if (c == '\n' && single_line_) clean += ' ';
    else clean += c;
  }
  if (clean.empty() && !has_selection()) return;
  begin_step(false);
  replace(selection(), clean);
}

void TextBuffer::edit_around_caret(int bytes_before, int bytes_after, std::string_view text) {
  if (read_only_) return;
  if (has_selection()) {
    insert(text);
    return;
  }
  begin_step(true);
  Range range{clamped({caret_.line, caret_.column - bytes_before}), clamped({caret_.line, caret_.column + bytes_after})};
  replace(range, text);
}

void TextBuffer::type(std::string_view character) {
  if (read_only_) return;
  const char c = character.size() == 1 ? character[0] : 0;
  const std::string& here = line(caret_.line);
  const char after = caret_.column < static_cast<int>(here.size()) ? here[static_cast<std::size_t>(caret_.column)] : 0;
  const char before = caret_.column > 0 ? here[static_cast<std::size_t>(caret_.column - 1)] : 0;
  constexpr std::string_view kOpen = "([{", kClose = ")]}";
  if (!single_line_ && !has_selection() && !composing_) {
    // Typing over the closing character that we put there ourselves.
    if (c && c == after && (kClose.find(c) != kClose.npos || c == '"' || c == '\'')) {
      place(next(caret_));
      return;
    }
    const auto bracket = c ? kOpen.find(c) : kOpen.npos;
    const bool room = after == 0 || after == ' ' || kClose.find(after) != kClose.npos || after == ',' || after == ':';
    const bool quote = (c == '"' || c == '\'') && char_class(before ? before : ' ') != 1 && before != c;
    if (room && (bracket != kOpen.npos || quote)) {
      begin_step(true);
      const char pair[] = {c, bracket != kOpen.npos ? kClose[bracket] : c};
      replace(selection(), std::string_view(pair, 2));
      caret_ = anchor_ = previous(caret_);
      undo_.back().caret_after = undo_.back().anchor_after = caret_;
      return;
    }
  }
  // A new word is a new undo step.
  const bool typing = !has_selection() && c != ' ';
  begin_step(typing);
  replace(selection(), character);
  typing_ = true;
}

void TextBuffer::new_line() {
  if (read_only_) return;
  if (single_line_) return;
  const Position at = selection().begin;
  const std::string& here = line(at.line);
  const std::string_view head = std::string_view(here).substr(0, static_cast<std::size_t>(at.column));
  const std::string_view code = trimmed(without_comment(head));
  // A file that indents by tabs goes on with tabs.
  std::string indent = here.substr(0, static_cast<std::size_t>(std::min(indent_of(here), at.column)));
  const std::string level = indent.find('\t') != indent.npos ? "\t" : std::string(kLevel, ' ');
  const std::string outer = indent;
  bool closes = false;
  if (!code.empty()) {
    const char last = code.back();
    if (last == ':') indent += level;
    else if (std::string_view("([{").find(last) != std::string_view::npos) {
      const auto tail = std::string_view(here).substr(static_cast<std::size_t>(at.column));
      closes = !tail.empty() && std::string_view(")]}").find(tail.front()) != std::string_view::npos;
      indent += level;
    } else {
      for (std::string_view word : {"return", "break", "continue", "pass", "raise"})
        if (starts_with_word(code, word)) indent.resize(indent.size() - std::min(indent.size(), level.size()));
    }
  }
  begin_step(false);
  replace(selection(), "\n" + indent);
  if (closes) {
    const Position stay = caret_;
    replace({caret_, caret_}, "\n" + outer);
    caret_ = anchor_ = stay;
    undo_.back().caret_after = undo_.back().anchor_after = stay;
  }
}

void TextBuffer::backspace() {
  if (read_only_) return;
  if (has_selection()) {
    insert("");
    return;
  }
  Position from = previous(caret_);
  if (from == caret_) return;
  const std::string& here = line(caret_.line);
  if (caret_.column > 0 && caret_.column <= indent_of(here)) {
    const bool tab = here[static_cast<std::size_t>(caret_.column - 1)] == '\t';
    from = {caret_.line, tab ? caret_.column - 1 : (caret_.column - 1) / kLevel * kLevel};
  }
  Range range{from, caret_};
  // An empty pair that we completed goes as a whole.
  if (from.line == caret_.line && caret_.column < static_cast<int>(here.size()) && !composing_) {
    const char a = here[static_cast<std::size_t>(from.column)], b = here[static_cast<std::size_t>(caret_.column)];
    if ((a == '(' && b == ')') || (a == '[' && b == ']') || (a == '{' && b == '}') ||
        ((a == '"' || a == '\'') && a == b)) {
      range.end = next(caret_);
    }
  }
  begin_step(true);
  replace(range, "");
}

void TextBuffer::remove_next() {
  if (read_only_) return;
  if (has_selection()) {
    insert("");
    return;
  }
  const Position to = next(caret_);
  if (to == caret_) return;
  begin_step(true);
  replace({caret_, to}, "");
}

void TextBuffer::remove_word(bool backwards) {
  if (read_only_) return;
  if (!has_selection()) {
    const Position edge = word_edge(caret_, backwards ? -1 : +1);
    if (edge == caret_) return;
    begin_step(false);
    replace(backwards ? Range{edge, caret_} : Range{caret_, edge}, "");
    return;
  }
  insert("");
}

std::pair<int, int> TextBuffer::selected_lines() const {
  const Range range = selection();
  int last = range.end.line;
  if (last > range.begin.line && range.end.column == 0) --last;
  return {range.begin.line, last};
}

void TextBuffer::indent() {
  if (read_only_) return;
  const auto [first, last] = selected_lines();
  if (first == last && !(has_selection() && selection().end.line != selection().begin.line)) {
    const int column = selection().begin.column;
    insert(std::string(static_cast<std::size_t>(kLevel - column % kLevel), ' '));
    return;
  }
  Position caret = caret_, anchor = anchor_;
  begin_step(false);
  for (int i = first; i <= last; ++i)
    if (!line(i).empty()) replace({{i, 0}, {i, 0}}, "    ");
  caret.column += caret.column ? kLevel : 0;
  anchor.column += anchor.column ? kLevel : 0;
  caret_ = undo_.back().caret_after = clamped(caret);
  anchor_ = undo_.back().anchor_after = clamped(anchor);
}

void TextBuffer::unindent() {
  if (read_only_) return;
  const auto [first, last] = selected_lines();
  Position caret = caret_, anchor = anchor_;
  begin_step(false);
  for (int i = first; i <= last; ++i) {
    const int cut = std::min(kLevel, indent_of(line(i)));
    if (cut) replace({{i, 0}, {i, cut}}, "");
    if (i == caret.line) caret.column = std::max(0, caret.column - cut);
    if (i == anchor.line) anchor.column = std::max(0, anchor.column - cut);
  }
  caret_ = undo_.back().caret_after = clamped(caret);
  anchor_ = undo_.back().anchor_after = clamped(anchor);
  if (undo_.back().changes.empty()) undo_.pop_back();
}

void TextBuffer::toggle_comment() {
  if (read_only_) return;
  const auto [first, last] = selected_lines();
  bool all = true, any = false;
  int column = 1 << 20;
  for (int i = first; i <= last; ++i) {
    const std::string_view code = trimmed(line(i));
    if (code.empty()) continue;
    any = true;
    all = all && code.front() == '#';
    column = std::min(column, indent_of(line(i)));
  }
  if (!any) return;
  Position caret = caret_, anchor = anchor_;
  begin_step(false);
  for (int i = first; i <= last; ++i) {
    if (trimmed(line(i)).empty()) continue;
    int shift;
    if (all) {
      const int at = indent_of(line(i));
      const bool space = line(i).substr(static_cast<std::size_t>(at), 2) == "# ";
      replace({{i, at}, {i, at + (space ? 2 : 1)}}, "");
      shift = space ? -2 : -1;
    } else {
      replace({{i, column}, {i, column}}, "# ");
      shift = 2;
    }
    if (i == caret.line && caret.column >= column) caret.column += shift;
    if (i == anchor.line && anchor.column >= column) anchor.column += shift;
  }
  caret_ = undo_.back().caret_after = clamped(caret);
  anchor_ = undo_.back().anchor_after = clamped(anchor);
}

void TextBuffer::move_lines(int direction) {
  if (read_only_) return;
  const auto [first, last] = selected_lines();
  if ((direction < 0 && first == 0) || (direction > 0 && last + 1 >= line_count())) return;
  Position caret = caret_, anchor = anchor_;
  const int from = direction < 0 ? first - 1 : first, to = direction < 0 ? last : last + 1;
  std::string text;
  if (direction < 0) {
    for (int i = first; i <= last; ++i) text += line(i) + "\n";
    text += line(first - 1);
  } else {
    text = line(last + 1);
    for (int i = first; i <= last; ++i) text += "\n" + line(i);
  }
  begin_step(false);
  replace({{from, 0}, {to, static_cast<int>(line(to).size())}}, text);
  caret_ = undo_.back().caret_after = clamped({caret.line + direction, caret.column});
  anchor_ = undo_.back().anchor_after = clamped({anchor.line + direction, anchor.column});
}

void TextBuffer::duplicate_lines() {
  if (read_only_) return;
  const auto [first, last] = selected_lines();
  const Position caret = caret_;
  std::string copy = slice({{first, 0}, {last, static_cast<int>(line(last).size())}});
  copy.insert(copy.begin(), '\n');
  begin_step(false);
  const Position end = clamped({last, 1 << 30});
  replace({end, end}, copy);
  caret_ = anchor_ = clamped({caret.line + last - first + 1, caret.column});
  undo_.back().caret_after = undo_.back().anchor_after = caret_;
}

void TextBuffer::undo() {
  if (read_only_) return;
  if (undo_.empty()) return;
  Step step = std::move(undo_.back());
  undo_.pop_back();
  for (auto change = step.changes.rbegin(); change != step.changes.rend(); ++change) {
    Position end = change->at;
    for (char c : change->inserted) end = c == '\n' ? Position{end.line + 1, 0} : Position{end.line, end.column + 1};
    raw_replace({change->at, end}, change->removed);
  }
  caret_ = step.caret_before;
  anchor_ = step.anchor_before;
  redo_.push_back(std::move(step));
  open_step_ = false;
  wanted_column_ = -1;
}

void TextBuffer::redo() {
  if (read_only_) return;
  if (redo_.empty()) return;
  Step step = std::move(redo_.back());
  redo_.pop_back();
  for (const Change& change : step.changes) {
    Position end = change.at;
    for (char c : change.removed) end = c == '\n' ? Position{end.line + 1, 0} : Position{end.line, end.column + 1};
    raw_replace({change.at, end}, change.inserted);
  }
  caret_ = step.caret_after;
  anchor_ = step.anchor_after;
  undo_.push_back(std::move(step));
  open_step_ = false;
  wanted_column_ = -1;
}

void TextBuffer::set_composing(bool on) {
  if (on && !composing_) open_step_ = false;
  composing_ = on;
  if (!on) open_step_ = false;
}

// ---- looking ----------------------------------------------------------------------------------------------

std::optional<std::pair<Position, Position>> TextBuffer::matching_brackets() const {
  constexpr std::string_view kBrackets = "([{)]}";
  const auto at = [&](Position p) -> char {
    return p.column < static_cast<int>(line(p.line).size()) ? line(p.line)[static_cast<std::size_t>(p.column)] : 0;
  };
  for (Position start : {caret_, previous(caret_)}) {
    const auto kind = at(start) ? kBrackets.find(at(start)) : kBrackets.npos;
    if (kind == kBrackets.npos || start.line != caret_.line) continue;
    const bool forward = kind < 3;
    const char open = at(start), partner = kBrackets[(kind + 3) % 6];
    int depth = 0;
    // Far enough for any bracket a person looks at, bounded so that typing stays instant.
    Position p = start;
    for (int steps = 0; steps < 20000; ++steps) {
      if (at(p) == open) ++depth;
      else if (at(p) == partner && --depth == 0) return std::pair(start, p);
      const Position q = forward ? next(p) : previous(p);
      if (q == p) break;
      p = q;
    }
  }
  return std::nullopt;
}

std::vector<Range> TextBuffer::find_all(std::string_view needle) const {
  std::vector<Range> out;
  if (needle.empty()) return out;
  for (int i = 0; i < line_count() && out.size() < 1000; ++i) {
    const std::string& here = line(i);
    for (std::size_t at = 0; at + needle.size() <= here.size();) {
      const bool equal = std::equal(needle.begin(), needle.end(), here.begin() + static_cast<long>(at),
                                    [](char a, char b) { return lower(a) == lower(b); });
      if (equal) out.push_back({{i, static_cast<int>(at)}, {i, static_cast<int>(at + needle.size())}});
      at += equal ? needle.size() : 1;
    }
  }
  return out;
}

}  // namespace logit::lab
