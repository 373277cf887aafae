// Below the editor: what the script printed, and its variables. In the place of the curves: the lesson's text.
#pragma once

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

  std::uint64_t console_revision_ = 0;
  bool at_end_ = true;
  std::vector<Variable> variables_;
  std::uint64_t variables_at_ = ~0ull;
  double variables_time_ = 0;
  std::string lesson_shown_;
};

}  // namespace logit::lab
