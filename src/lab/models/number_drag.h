// Numbers in the script that can be dragged: which one stands at a place, and what it becomes.
#pragma once

#include <string>
#include <string_view>

namespace logit::lab {

/// A number literal of a line; begin == end: none.
struct NumberAt {
  int begin = 0, end = 0;  ///< bytes; a sign in front belongs to it where it cannot be an operator
  bool found() const { return end > begin; }
};

/// The number at byte `column` of `line` (also right behind its last digit). Not in comments and strings, and not in names.
NumberAt number_at(std::string_view line, int column);

/// `literal` moved by `steps`. Whole numbers move by one (by more the larger they are) and stay whole; others move by one in their
/// last digit but one, keep their digits, and learning rates (`logarithmic`: 1, 0.1, 1e-3) go up and down the 1-2-5 ladder.
/// Text that is no plain number comes back unchanged.
std::string moved_number(std::string_view literal, int steps);

}  // namespace logit::lab
