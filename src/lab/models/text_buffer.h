// A text being edited: lines, caret, selection, undo. Knows Python's indentation, nothing of drawing or keys, so
// that the same edits come from a keyboard, an input method, a test or a link.
//
// Positions are a line from 0 and a UTF-8 byte offset. Every change goes through replace(), which is what undo
// records; typing in a row is one undo step.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logit::lab {

struct Position {
  int line = 0;
  int column = 0;  ///< bytes
  auto operator<=>(const Position&) const = default;
};

struct Range {
  Position begin, end;
  bool empty() const { return begin == end; }
  bool operator==(const Range&) const = default;
};

enum class Motion { left, right, word_left, word_right, up, down, page_up, page_down, home, end, text_begin, text_end };

class TextBuffer {
 public:
  explicit TextBuffer(bool single_line = false) : single_line_(single_line) {}

  /// Replaces everything, caret at the start, nothing to undo.
  void set_text(std::string_view text);
  std::string text() const;
  const std::vector<std::string>& lines() const { return lines_; }
  const std::string& line(int index) const { return lines_[static_cast<std::size_t>(index)]; }
  int line_count() const { return static_cast<int>(lines_.size()); }
  /// While on, nothing below changes the text; set_text() still does.
  void set_read_only(bool on) { read_only_ = on; }
  bool read_only() const { return read_only_; }
  /// Grows with every change of the text.
  std::uint64_t revision() const { return revision_; }

  Position caret() const { return caret_; }
  bool has_selection() const { return caret_ != anchor_; }
  Range selection() const { return caret_ < anchor_ ? Range{caret_, anchor_} : Range{anchor_, caret_}; }
  std::string selected_text() const { return slice(selection()); }
  std::string slice(Range range) const;

  void move(Motion motion, bool select, int page_lines = 20);
  void place(Position position, bool select = false);
  void select(Range range);
  void select_all();
  void select_word(Position position);
  void select_line(int line);

  /// Replaces the selection, or inserts. A line feed begins a line (a space in a single-line buffer).
  void insert(std::string_view text);
  /// What an input method does: takes bytes away around the caret, then inserts.
  void edit_around_caret(int bytes_before, int bytes_after, std::string_view text);
  /// Typing one character, with the closing bracket or quote put behind it where that helps.
  void type(std::string_view character);
  void new_line();      ///< keeps the indentation, deeper after a colon, shallower after return, break, …
  void backspace();     ///< a whole level inside indentation
  void remove_next();
  void remove_word(bool backwards);
  void indent();        ///< the Tab key: selected lines, or spaces to the next level
  void unindent();
  void toggle_comment();
  void move_lines(int direction);  ///< selected lines up (-1) or down (+1)
  void duplicate_lines();

  void undo();
  void redo();
  bool can_undo() const { return !undo_.empty(); }
  bool can_redo() const { return !redo_.empty(); }
  /// Ends the current undo step.
  void commit() { open_step_ = false; }
  /// While on (a composition of an input method), everything belongs to one undo step.
  void set_composing(bool on);

  /// The bracket at the caret and its partner.
  std::optional<std::pair<Position, Position>> matching_brackets() const;
  /// All places of `needle`, case-insensitively for ASCII.
  std::vector<Range> find_all(std::string_view needle) const;

  Position previous(Position position) const;  ///< one character to the left
  Position next(Position position) const;
  Position clamped(Position position) const;

 private:
  struct Change {
    Position at;
    std::string removed, inserted;
  };
  struct Step {
    std::vector<Change> changes;
    Position caret_before, anchor_before, caret_after, anchor_after;
  };

  Position replace(Range range, std::string_view text);
  Position raw_replace(Range range, std::string_view text);
  Position word_edge(Position position, int direction) const;
  std::pair<int, int> selected_lines() const;
  void begin_step(bool typing);

  std::vector<std::string> lines_{std::string()};
  Position caret_, anchor_;
  int wanted_column_ = -1;  // characters, kept while moving up and down
  std::uint64_t revision_ = 0;
  std::vector<Step> undo_, redo_;
  bool open_step_ = false, composing_ = false, typing_ = false;
  bool single_line_, read_only_ = false;
};

/// Characters (code points) in a piece of UTF-8.
int count_characters(std::string_view text);
/// Bytes that `characters` code points take at the start of `text`.
int bytes_of(std::string_view text, int characters);
/// Vietnamese and Latin letters with combining marks as single characters (NFC for these scripts).
std::string composed(std::string_view text);

}  // namespace logit::lab
