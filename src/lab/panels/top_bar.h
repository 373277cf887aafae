// The bar on top: lesson menu, run, step and stop, what the script is doing, share, language, theme.
#pragma once

#include "lab/world.h"

namespace logit::lab {

class TopBar {
 public:
  void draw(Ui& ui, World& world, Rect rect);

 private:
  void size_menu(Ui& ui, World& world, Rect anchor);
  void products_menu(Ui& ui, World& world, Rect anchor);
  void step_menu(Ui& ui, Rect anchor);
  void lesson_menu(Ui& ui, World& world, Rect anchor);
  std::string status_text(const Ui& ui, const World& world) const;
};

}  // namespace logit::lab
