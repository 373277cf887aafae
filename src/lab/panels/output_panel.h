// Below the editor: what the script printed, and its variables. In the place of the curves: the lesson's text.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lab/world.h"

namespace logit::lab {

class OutputPanel {
 public:
  /// Output and variables, or the lesson.
  void draw(Ui& ui, World& world, Rect rect, bool lesson = false);

 private:
  Rect draw_bars(Ui& ui, World& world, Rect body);
  Rect draw_input(Ui& ui, World& world, Rect body);
  std::vector<std::string> hint_lines(const Ui& ui, const World& world, float width) const;
  void draw_console(Ui& ui, World& world, Rect body);
  void draw_variables(Ui& ui, World& world, Rect body);
  float draw_verdict(Ui& ui, World& world, Rect page);
  void draw_lesson(Ui& ui, World& world, Rect body);
  void refresh_variables(Ui& ui, const World& world);
  Rect draw_frames(Ui& ui, World& world, Rect body);

  std::uint64_t console_revision_ = 0;
  bool at_end_ = true;
  std::vector<Variable> variables_;
  std::vector<FrameInfo> frames_;         // while the script is paused in a function
  int frame_ = 0;                         // of frames_, the one shown
  std::set<std::string> open_variables_;  // values spread out
  std::uint64_t variables_at_ = ~0ull;
  double variables_time_ = 0;
  std::string lesson_shown_;
};

}  // namespace logit::lab
