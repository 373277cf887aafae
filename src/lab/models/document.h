// The script in the editor: its text, its name, where it came from, and the lines to pause at.
#pragma once

#include <string>
#include <vector>

#include "lab/models/text_buffer.h"

namespace logit::lab {

struct Document {
  TextBuffer buffer;
  std::string name = "script.py";
  std::string original;           ///< text as it was opened: a lesson's or a link's
  std::string listing;            ///< its name as it was opened, which finds a lesson's listing again
  std::string kept;               ///< its name among the person's own scripts, or empty
  std::string kept_text;          ///< its text there as this window last knew it: another tab may have written since
  std::vector<int> breakpoints;   ///< lines from 1, ascending
  int reveal_line = 0;            ///< line that the editor should scroll to next, from 1; 0 none
  bool reveal_caret = false;

  bool edited() const { return buffer.text() != original; }
  const std::string& shown_name() const { return kept.empty() ? name : kept; }
  void open(std::string_view new_name, std::string_view text);
  void toggle_breakpoint(int line);
  bool has_breakpoint(int line) const;
};

}  // namespace logit::lab
