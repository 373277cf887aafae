// The built-in lessons: one Markdown file per lesson and language, with a short head (title), prose, and the slides'
// listings as blocks "```python name.py". Only the few forms of Markdown that the lessons use are known.
//
// A listing's text stands in the Vietnamese file; the English one names it with an empty block. The one marked
// "```python start name.py" (else the first) is what the lesson begins with. Two blocks of the Vietnamese file are not shown:
// "```python check" holds assertions that run after the student's script, their messages as 'Vietnamese | English', and
// "```python solution" what the tests change in the start script to pass them: lines "old => new" and "+ appended".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "lab/text.h"

namespace logit::lab {

struct TextRun {
  enum class Style { plain, bold, code } style = Style::plain;
  std::string text;
};

struct TextBlock {
  enum class Kind { heading, paragraph, bullet, formula, listing } kind = Kind::paragraph;
  std::vector<TextRun> runs;  ///< a listing has one run: its name
};

struct Listing {
  std::string name;  ///< shown on the editor's tab
  std::string text;
};

struct LessonText {
  std::string title;
  std::vector<TextBlock> blocks;
};

struct Lesson {
  std::string id;           ///< "grad-and-retain-graph": what links carry
  std::vector<Listing> listings;
  std::size_t start = 0;    ///< the listing to begin with
  LessonText vi, en;
  std::string check, solution;  ///< empty: nothing to solve
  const std::string& script() const { return listings[start].text; }
  const std::string& script_name() const { return listings[start].name; }
  /// The start script with the solution's changes.
  std::string solved() const;
  const Listing* listing(std::string_view name) const;
  const LessonText& in(Language language) const { return language == Language::vi ? vi : en; }
};

class LessonBook {
 public:
  /// Files named NN-id.vi.md and NN-id.en.md, in any order; lessons come in the order of their numbers.
  explicit LessonBook(std::span<const EmbeddedFile> files);

  const std::vector<Lesson>& lessons() const { return lessons_; }
  /// -1 if there is none.
  int find(std::string_view id) const;

 private:
  std::vector<Lesson> lessons_;
};

/// The lessons that are built in.
std::span<const EmbeddedFile> embedded_lessons();

/// Splits prose into blocks and collects listings; `start` becomes the index of the marked one.
std::vector<TextBlock> parse_blocks(std::string_view markdown, std::vector<Listing>& listings, std::size_t& start);

}  // namespace logit::lab
