#include "lab/models/lesson_book.h"

#include <algorithm>

#include "base/format.h"
#include "lab/lesson_files.h"

namespace logit::lab {

namespace {

std::string_view take_line(std::string_view& text) {
  const auto feed = text.find('\n');
  std::string_view line = text.substr(0, feed);
  text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::vector<TextRun> parse_runs(std::string_view line) {
  std::vector<TextRun> out;
  const auto put = [&](TextRun::Style style, std::string_view text) {
    if (!text.empty()) out.push_back({style, std::string(text)});
  };
  std::size_t start = 0;
  for (std::size_t i = 0; i < line.size();) {
    const bool bold = line.substr(i, 2) == "**", code = line[i] == '`';
    if (!bold && !code) {
      ++i;
      continue;
    }
    const std::string_view mark = bold ? "**" : "`";
    const auto end = line.find(mark, i + mark.size());
    if (end == std::string_view::npos) break;
    put(TextRun::Style::plain, line.substr(start, i - start));
    put(bold ? TextRun::Style::bold : TextRun::Style::code, line.substr(i + mark.size(), end - i - mark.size()));
    i = start = end + mark.size();
  }
  put(TextRun::Style::plain, line.substr(start));
  return out;
}

std::string parse_head(std::string_view& text) {
  std::string title;
  if (text.substr(0, 4) != "---\n") return title;
  take_line(text);
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line == "---") break;
    if (line.substr(0, 7) == "title: ") title = line.substr(7);
  }
  return title;
}

}  // namespace

std::vector<TextBlock> parse_blocks(std::string_view text, std::vector<Listing>& listings, std::size_t& start) {
  std::vector<TextBlock> blocks;
  std::string paragraph;
  TextBlock::Kind kind = TextBlock::Kind::paragraph;
  const auto flush = [&] {
    if (!paragraph.empty()) blocks.push_back({kind, parse_runs(paragraph)});
    paragraph.clear();
    kind = TextBlock::Kind::paragraph;
  };
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.substr(0, 3) == "```") {
      flush();
      std::string_view name = line.substr(std::min<std::size_t>(10, line.size()));
      if (name.substr(0, 6) == "start ") {
        name.remove_prefix(6);
        start = listings.size();
      }
      const bool hidden = name == "check" || name == "solution";
      if (!hidden) blocks.push_back({TextBlock::Kind::listing, {{TextRun::Style::code, std::string(name)}}});
      Listing listing{std::string(name), {}};
      while (!text.empty()) {
        line = take_line(text);
        if (line == "```") break;
        if (!listing.text.empty()) listing.text += '\n';
        listing.text += line;
      }
      listings.push_back(std::move(listing));
    } else if (line.empty()) {
      flush();
    } else if (line[0] == '#') {
      flush();
      line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
      blocks.push_back({TextBlock::Kind::heading, parse_runs(line)});
    } else if (line.substr(0, 4) == "    ") {
      flush();
      blocks.push_back({TextBlock::Kind::formula, {{TextRun::Style::code, std::string(line.substr(4))}}});
    } else {
      if (line.substr(0, 2) == "- ") {
        flush();
        kind = TextBlock::Kind::bullet;
        line.remove_prefix(2);
      }
      while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
      if (!paragraph.empty()) paragraph += ' ';
      paragraph += line;
    }
  }
  flush();
  return blocks;
}

LessonBook::LessonBook(std::span<const EmbeddedFile> files) {
  std::vector<const EmbeddedFile*> sorted;
  for (const EmbeddedFile& file : files) sorted.push_back(&file);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  for (const EmbeddedFile* file : sorted) {
    std::string_view name = file->name;
    if (const auto slash = name.rfind('/'); slash != name.npos) name.remove_prefix(slash + 1);
    const auto dash = name.find('-'), dot = name.find('.');
    if (dash == name.npos || dot == name.npos || dot < dash) continue;
    const std::string_view id = name.substr(dash + 1, dot - dash - 1);
    int index = find(id);
    if (index < 0) {
      index = static_cast<int>(lessons_.size());
      lessons_.push_back({std::string(id), {}, 0, {}, {}});
    }
    Lesson& lesson = lessons_[static_cast<std::size_t>(index)];
    std::string_view text = file->text;
    const bool english = name.find(".en.") != name.npos;
    LessonText& target = english ? lesson.en : lesson.vi;
    target.title = parse_head(text);
    std::vector<Listing> listings;
    std::size_t start = 0;
    target.blocks = parse_blocks(text, listings, start);
    if (english || listings.empty()) continue;  // one source of the code for both languages
    for (Listing& listing : listings) {
      if (listing.name == "check") lesson.check = std::move(listing.text);
      else if (listing.name == "solution") lesson.solution = std::move(listing.text);
      else lesson.listings.push_back(std::move(listing));
    }
    lesson.start = std::min(start, lesson.listings.empty() ? 0 : lesson.listings.size() - 1);
  }
  std::erase_if(lessons_, [](const Lesson& lesson) { return lesson.listings.empty(); });
}

std::string Lesson::solved() const {
  std::string out = script();
  std::string_view rest = solution;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const auto arrow = line.find(" => ");
    if (line.substr(0, 2) == "+ ") {
      out += cat("\n", line.substr(2));
    } else if (arrow != line.npos) {
      const auto at = out.find(line.substr(0, arrow));
      std::string replacement(line.substr(arrow + 4));
      for (auto feed = replacement.find("\\n"); feed != std::string::npos; feed = replacement.find("\\n")) replacement.replace(feed, 2, "\n");
      if (at != out.npos) out.replace(at, arrow, replacement);
    }
  }
  return out;
}

const Listing* Lesson::listing(std::string_view name) const {
  for (const Listing& l : listings)
    if (l.name == name) return &l;
  return nullptr;
}

int LessonBook::find(std::string_view id) const {
  for (std::size_t i = 0; i < lessons_.size(); ++i)
    if (lessons_[i].id == id) return static_cast<int>(i);
  return -1;
}

std::span<const EmbeddedFile> embedded_lessons() { return lesson_files; }

}  // namespace logit::lab
