// The points of a data set with two features and, while a logistic regression trains on it, its probability as shading
// and the line where it is one half.
#pragma once

#include "lab/models/data_view.h"
#include "lab/world.h"

namespace logit::lab {

class DataPanel {
 public:
  void draw(Ui& ui, World& world, Rect rect, bool tabs);
  /// Looks for data anew when the run has moved on; true if there is some.
  bool refresh(Ui& ui, const World& world);

 private:
  void draw_confusion(Ui& ui, Rect plot) const;

  DataView view_;
  std::uint64_t seen_graph_ = ~0ull, seen_status_ = ~0ull;
  double looked_ = -1;
};

}  // namespace logit::lab
