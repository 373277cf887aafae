// Curves of the run, live: the loss of every backward pass, and what else the session logs; earlier runs stay behind
// them, faint, named by what their script had different.
#pragma once

#include "lab/world.h"

namespace logit::lab {

class CurvePanel {
 public:
  void draw(Ui& ui, World& world, Rect rect);

 private:
  struct Axes {
    Rect plot;
    double low = 0, high = 1;   // in plotted units (log10 when logarithmic)
    double steps = 1;
    bool logarithmic = false;
    float x(double step) const { return plot.x + static_cast<float>(step / steps) * plot.w; }
    float y(double value) const;
  };
  void draw_loss(Ui& ui, World& world, Rect body);
  void draw_scalars(Ui& ui, World& world, Rect body);
  void draw_grid(Ui& ui, const Axes& axes) const;
  void draw_series(Ui& ui, const Axes& axes, const Series& series, ImU32 ink, float width) const;
  void draw_smooth(Ui& ui, const Axes& axes, const std::vector<float>& values, ImU32 ink, float width) const;
  void read_out(Ui& ui, const Axes& axes, const World& world) const;
  Axes frame(Ui& ui, Rect body, const std::vector<const Series*>& shown, bool logarithmic) const;

  bool scalars_ = false;
  std::vector<float> smooth_;
  std::uint64_t smooth_of_ = ~0ull;
  float smooth_weight_ = 0;
};

}  // namespace logit::lab
