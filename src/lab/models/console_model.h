// What the script printed, as lines for the panel and as whole texts for the page's JavaScript.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "events/event.h"

namespace logit::lab {

class ConsoleModel {
 public:
  struct Line {
    Stream stream = Stream::out;
    std::string text;
    int script_line = 0;  ///< a traceback names this line of the script; 0 if none
  };
  static constexpr std::size_t kMaxLines = 20000;

  void clear();
  void read(const Printed& printed);

  const std::deque<Line>& lines() const { return lines_; }
  /// Lines that were dropped from the front.
  std::uint64_t dropped() const { return dropped_; }
  /// Longest line so far in characters.
  int widest() const { return widest_; }
  std::uint64_t revision() const { return revision_; }

  /// A progress bar of tqdm that is on its way, or the last ones that ended.
  struct Bar {
    ProgressMoved state;
    bool shown() const { return state.total > 0 || state.done > 0; }
  };
  static constexpr std::size_t kMaxBars = 4;
  const std::vector<Bar>& bars() const { return bars_; }
  void read(const ProgressMoved& moved);

  const std::string& text(Stream stream) const { return stream == Stream::out ? out_ : err_; }

 private:
  void end_line();

  std::deque<Line> lines_;
  std::vector<Bar> bars_;
  std::string out_, err_;
  bool line_open_ = false, carriage_return_ = false;
  int widest_ = 0;
  std::uint64_t dropped_ = 0, revision_ = 0;
};

/// The line number in `File "<script>", line 12`, or 0.
int traceback_line(const std::string& text);

}  // namespace logit::lab
