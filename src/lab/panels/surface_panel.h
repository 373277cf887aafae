// The loss over one or two parameters as a curve or a map, with the path that training walked on it.
#pragma once

#include "lab/models/loss_surface.h"
#include "lab/world.h"

namespace logit::lab {

class SurfacePanel {
 public:
  /// Takes what the run has added since the last time; true if there is a surface to show.
  bool refresh(Ui& ui, const World& world);
  void draw(Ui& ui, World& world, Rect rect);

 private:
  struct Plot;
  void draw_map(Ui& ui, const Plot& plot);
  void draw_curve(Ui& ui, const Plot& plot);
  void draw_path(Ui& ui, const World& world, const Plot& plot);

  LossSurface surface_;
  double run_ = -1;  // when the run began that the surface is of
  std::uint64_t seen_graph_ = ~0ull, visited_ = 0;
  double looked_ = -1;
};

}  // namespace logit::lab
