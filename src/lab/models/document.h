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
  std::vector<int> breakpoints;   ///< lines from 1, ascending
  int reveal_line = 0;            ///< line that the editor should scroll to next, from 1; 0 none
  bool reveal_caret = false;

  bool edited() const { return buffer.text() != original; }
  void open(std::string_view new_name, std::string_view text);
  void toggle_breakpoint(int line);
  bool has_breakpoint(int line) const;
};

}  // namespace logit::lab
