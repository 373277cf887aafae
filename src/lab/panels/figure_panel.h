// The figures that matplotlib.pyplot drew, one at a time.
#pragma once

#include "lab/world.h"

namespace logit::lab {

class FigurePanel {
 public:
  void draw(Ui& ui, World& world, Rect rect);

 private:
  std::size_t shown_ = 0;
  std::size_t count_seen_ = 0;
};

}  // namespace logit::lab
