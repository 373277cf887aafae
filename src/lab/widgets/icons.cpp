#include "lab/widgets/icons.h"

#include <cmath>
#include <initializer_list>

namespace logit::lab {

namespace {

constexpr float kPi = 3.14159265f;

// Maps the icon's 16 × 16 grid to the screen.
class Pen {
 public:
  Pen(ImDrawList* list, ImVec2 center, float size, ImU32 color)
      : list_(list), origin_(center.x - size / 2, center.y - size / 2), unit_(size / 16), color_(color) {}

  void line(std::initializer_list<ImVec2> points, bool closed = false, float width = 1.6f) const {
    for (ImVec2 p : points) list_->PathLineTo(at(p));
    list_->PathStroke(color_, closed ? ImDrawFlags_Closed : 0, width * unit_);
  }
  void fill(std::initializer_list<ImVec2> points) const {
    for (ImVec2 p : points) list_->PathLineTo(at(p));
    list_->PathFillConvex(color_);
  }
  void curve(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d, float width = 1.6f) const {
    list_->AddBezierCubic(at(a), at(b), at(c), at(d), color_, width * unit_);
  }
  void arc(ImVec2 center, float radius, float from, float to, float width = 1.6f) const {
    list_->PathArcTo(at(center), radius * unit_, from, to);
    list_->PathStroke(color_, 0, width * unit_);
  }
  void disc(ImVec2 center, float radius) const { list_->AddCircleFilled(at(center), radius * unit_, color_); }
  void ring(ImVec2 center, float radius, float width = 1.6f) const {
    list_->AddCircle(at(center), radius * unit_, color_, 0, width * unit_);
  }
  void box(float x0, float y0, float x1, float y1, float radius = 1) const {
    list_->AddRectFilled(at({x0, y0}), at({x1, y1}), color_, radius * unit_);
  }
  void half_disc(ImVec2 center, float radius) const {
    list_->PathArcTo(at(center), radius * unit_, -kPi / 2, kPi / 2);
    list_->PathFillConvex(color_);
  }

 private:
  ImVec2 at(ImVec2 p) const { return {origin_.x + p.x * unit_, origin_.y + p.y * unit_}; }
  ImDrawList* list_;
  ImVec2 origin_;
  float unit_;
  ImU32 color_;
};

}  // namespace

void draw_icon(ImDrawList* list, Icon icon, ImVec2 center, float size, ImU32 color) {
  const Pen pen(list, center, size, color);
  switch (icon) {
    case Icon::none: break;
    // A processor with its pins.
    case Icon::chip:
      pen.line({{4.5f, 4.5f}, {11.5f, 4.5f}, {11.5f, 11.5f}, {4.5f, 11.5f}}, true);
      for (const float at : {6.5f, 9.5f}) {
        pen.line({{at, 1.8f}, {at, 4}}, false, 1.4f);
        pen.line({{at, 12}, {at, 14.2f}}, false, 1.4f);
        pen.line({{1.8f, at}, {4, at}}, false, 1.4f);
        pen.line({{12, at}, {14.2f, at}}, false, 1.4f);
      }
      break;
    // Arrows towards a line, and away from it.
    case Icon::fold:
      pen.line({{2.5f, 8}, {13.5f, 8}});
      pen.line({{5.5f, 2.5f}, {8, 5}, {10.5f, 2.5f}});
      pen.line({{5.5f, 13.5f}, {8, 11}, {10.5f, 13.5f}});
      break;
    case Icon::unfold:
      pen.line({{2.5f, 8}, {13.5f, 8}});
      pen.line({{5.5f, 5}, {8, 2.5f}, {10.5f, 5}});
      pen.line({{5.5f, 11}, {8, 13.5f}, {10.5f, 11}});
      break;
    case Icon::play: pen.fill({{4, 2.5f}, {13.5f, 8}, {4, 13.5f}}); break;
    case Icon::pause: pen.box(3.5f, 3, 6.5f, 13); pen.box(9.5f, 3, 12.5f, 13); break;
    case Icon::stop: pen.box(3.5f, 3.5f, 12.5f, 12.5f, 1.5f); break;
    case Icon::step_over:
      pen.arc({8, 10}, 5.2f, kPi * 1.05f, kPi * 1.85f);
      pen.line({{13.6f, 4.4f}, {13, 8.2f}, {9.4f, 7.2f}});
      pen.disc({8, 12.2f}, 1.7f);
      break;
    case Icon::step_into: pen.line({{8, 1.5f}, {8, 8.5f}}); pen.line({{5, 6}, {8, 9}, {11, 6}}); pen.disc({8, 13}, 1.7f); break;
    case Icon::step_out: pen.line({{8, 9}, {8, 2}}); pen.line({{5, 4.5f}, {8, 1.5f}, {11, 4.5f}}); pen.disc({8, 13}, 1.7f); break;
    case Icon::restart:
      pen.arc({8, 8}, 5.3f, -kPi * 0.85f, kPi * 0.75f);
      pen.line({{2.2f, 2.2f}, {3.2f, 6}, {7, 5}});
      break;
    case Icon::share:
      pen.line({{8, 10}, {8, 2}});
      pen.line({{4.8f, 5}, {8, 1.8f}, {11.2f, 5}});
      pen.line({{5, 7.5f}, {3, 7.5f}, {3, 14}, {13, 14}, {13, 7.5f}, {11, 7.5f}});
      break;
    case Icon::sun_moon: pen.ring({8, 8}, 5.6f); pen.half_disc({8, 8}, 5.6f); break;
    case Icon::chevron_down: pen.line({{4, 6}, {8, 10}, {12, 6}}); break;
    case Icon::close: pen.line({{4, 4}, {12, 12}}); pen.line({{12, 4}, {4, 12}}); break;
    case Icon::fit:
      pen.line({{2, 6}, {2, 2}, {6, 2}});
      pen.line({{10, 2}, {14, 2}, {14, 6}});
      pen.line({{14, 10}, {14, 14}, {10, 14}});
      pen.line({{6, 14}, {2, 14}, {2, 10}});
      break;
    case Icon::plus: pen.line({{8, 3}, {8, 13}}); pen.line({{3, 8}, {13, 8}}); break;
    case Icon::minus: pen.line({{3, 8}, {13, 8}}); break;
    case Icon::check: pen.line({{3, 8.5f}, {6.5f, 12}, {13, 4.5f}}, false, 2); break;
    case Icon::code:
      pen.line({{5.5f, 3.5f}, {1.5f, 8}, {5.5f, 12.5f}});
      pen.line({{10.5f, 3.5f}, {14.5f, 8}, {10.5f, 12.5f}});
      break;
    case Icon::graph:
      pen.ring({3.5f, 4}, 2);
      pen.ring({3.5f, 12}, 2);
      pen.ring({12.5f, 8}, 2);
      pen.line({{5.4f, 4.8f}, {10.6f, 7.4f}});
      pen.line({{5.4f, 11.2f}, {10.6f, 8.6f}});
      break;
    case Icon::curve: pen.line({{2, 1.5f}, {2, 14}, {14.5f, 14}}); pen.curve({4, 3.5f}, {5, 12}, {9, 11}, {14, 11.3f}); break;
    case Icon::output: pen.line({{2.5f, 4}, {6.5f, 8}, {2.5f, 12}}); pen.line({{8, 12.5f}, {13.5f, 12.5f}}); break;
    case Icon::book:
      pen.line({{8, 4}, {8, 14}});
      pen.line({{8, 4}, {5.5f, 2.5f}, {1.5f, 2.5f}, {1.5f, 12.5f}, {5.5f, 12.5f}, {8, 14}, {10.5f, 12.5f}, {14.5f, 12.5f}, {14.5f, 2.5f}, {10.5f, 2.5f}}, true, 1.4f);
      break;
    case Icon::table:
      pen.line({{2, 2.5f}, {14, 2.5f}, {14, 13.5f}, {2, 13.5f}}, true, 1.4f);
      pen.line({{2, 6.2f}, {14, 6.2f}}, false, 1.4f);
      pen.line({{2, 9.8f}, {14, 9.8f}}, false, 1.2f);
      pen.line({{7.5f, 6.2f}, {7.5f, 13.5f}}, false, 1.2f);
      break;
    case Icon::left: pen.line({{10, 3.5f}, {5.5f, 8}, {10, 12.5f}}); break;
    case Icon::right: pen.line({{6, 3.5f}, {10.5f, 8}, {6, 12.5f}}); break;
    case Icon::back_to: pen.line({{6, 3}, {2.5f, 6.5f}, {6, 10}}); pen.line({{2.5f, 6.5f}, {10, 6.5f}, {13, 9}, {13, 13}}); break;
    case Icon::larger: pen.line({{2, 13}, {6, 3}, {10, 13}}); pen.line({{3.4f, 9.6f}, {8.6f, 9.6f}}); pen.line({{13, 3}, {13, 8}}); pen.line({{10.5f, 5.5f}, {15.5f, 5.5f}}); break;
    case Icon::smaller: pen.line({{2, 13}, {6, 3}, {10, 13}}); pen.line({{3.4f, 9.6f}, {8.6f, 9.6f}}); pen.line({{10.5f, 5.5f}, {15.5f, 5.5f}}); break;
    case Icon::search: pen.ring({7, 7}, 4.2f); pen.line({{10.2f, 10.2f}, {14, 14}}); break;
    case Icon::up: pen.line({{3.5f, 10}, {8, 5.5f}, {12.5f, 10}}); break;
    case Icon::down: pen.line({{3.5f, 6}, {8, 10.5f}, {12.5f, 6}}); break;
    case Icon::copy: pen.line({{5.5f, 5.5f}, {13.5f, 5.5f}, {13.5f, 14}, {5.5f, 14}}, true, 1.4f); pen.line({{10.5f, 5.3f}, {10.5f, 2}, {2.5f, 2}, {2.5f, 10.5f}, {5.3f, 10.5f}}, false, 1.4f); break;
    case Icon::save:
      pen.line({{8, 2}, {8, 10}});
      pen.line({{4.5f, 7}, {8, 10.5f}, {11.5f, 7}});
      pen.line({{2.5f, 11}, {2.5f, 14}, {13.5f, 14}, {13.5f, 11}});
      break;
    case Icon::trash:
      pen.line({{2.5f, 4}, {13.5f, 4}});
      pen.line({{6, 4}, {6, 2}, {10, 2}, {10, 4}});
      pen.line({{4, 4}, {4.6f, 14}, {11.4f, 14}, {12, 4}});
      break;
  }
}

void draw_logo(ImDrawList* list, ImVec2 min, float size, ImU32 background, ImU32 curve) {
  const float u = size / 24;
  list->AddRectFilled(min, {min.x + size, min.y + size}, background, 6 * u);
  const ImVec2 a(min.x + 4 * u, min.y + 18 * u), d(min.x + 20 * u, min.y + 6 * u);
  list->AddBezierCubic(a, {min.x + 11 * u, a.y}, {min.x + 11 * u, d.y}, d, curve, 2.4f * u, 32);
  list->AddCircleFilled(a, 1.2f * u, curve);
  list->AddCircleFilled(d, 1.2f * u, curve);
}

}  // namespace logit::lab
