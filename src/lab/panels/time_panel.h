// The time line under everything: from the first backward pass to the last. Dragging it shows parameters, gradients, graph,
// boundary and the values in the editor as they were; the far right is now.
#pragma once

#include "lab/world.h"

namespace logit::lab {

class TimePanel {
 public:
  void draw(Ui& ui, World& world, Rect rect);

 private:
  bool dragging_ = false;
};

}  // namespace logit::lab
