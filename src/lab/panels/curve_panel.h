// Curves of the run, live: losses, the gradient's norm, parameters, gradients, the learning rate; earlier runs stay behind the
// loss, faint, named by what their script had different. The wheel zooms, dragging moves, a double click shows all again.
#pragma once

#include "lab/models/painter.h"
#include "lab/world.h"

namespace logit::lab {

class CurvePanel {
 public:
  void draw(Ui& ui, World& world, Rect rect);

  enum class View { loss, gradient_norm, parameters, gradients, learning_rate };

 private:
  struct Shown {
    const Series* series = nullptr;
    std::string name;
    Paint ink = 0;
    float width = 2;
    bool earlier = false;
  };
  struct Axes {
    Rect plot;
    double low = 0, high = 1;    // in plotted units (log10 when logarithmic)
    double first = 0, last = 1;  // steps at the left and right edge
    bool logarithmic = false;
    float x(double step) const { return plot.x + static_cast<float>((step - first) / (last - first)) * plot.w; }
    float y(double value) const;
  };

  Rect draw_choices(Ui& ui, World& world, Rect body);
  std::vector<Shown> gather(const Ui& ui, const World& world);
  Axes make_axes(Ui& ui, Rect body, const std::vector<Shown>& shown, bool logarithmic) const;
  void paint(Painter& painter, const Ui& ui, const Axes& axes, const std::vector<Shown>& shown, const World& world);
  void paint_series(Painter& painter, const Axes& axes, const Series& series, Paint ink, float width) const;
  void navigate(Ui& ui, const Axes& axes, bool held);
  void read_out(Ui& ui, const Axes& axes, const std::vector<Shown>& shown, const World& world) const;
  void save_menu(Ui& ui, World& world, Rect anchor);

  View view_ = View::loss;
  bool by_epoch_ = false;
  double first_ = 0, last_ = 0;  // zoomed to these steps; equal: everything
  std::uint64_t run_shown_ = 0;
  std::vector<Series> epochs_;   // made anew for each frame that shows them
  Smoother smoother_;
  const Series* smoothed_of_ = nullptr;
  Rect body_;
  std::string wanted_file_;      // "svg": made while drawing
};

}  // namespace logit::lab
