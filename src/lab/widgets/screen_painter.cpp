#include "lab/widgets/screen_painter.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <vector>

namespace logit::lab {

namespace {

// Lengths of line and gap in turn, in line widths: matplotlib's.
std::span<const float> pattern(Dash dash) {
  static constexpr float kDashed[] = {3.7f, 1.6f}, kDotted[] = {1.0f, 1.65f}, kDashDot[] = {6.4f, 1.6f, 1.0f, 1.6f};
  switch (dash) {
    case Dash::solid: return {};
    case Dash::dashed: return kDashed;
    case Dash::dotted: return kDotted;
    case Dash::dash_dot: return kDashDot;
  }
  return {};
}

}  // namespace

void ScreenPainter::line(std::span<const Point> points, Paint ink, float width, Dash dash) {
  if (points.size() < 2) return;
  const auto lengths = pattern(dash);
  if (lengths.empty()) {
    // ImGui's joints grow thin where a line turns back sharply: there it is cut in two.
    for (std::size_t i = 0; i < points.size(); ++i) {
      list_->PathLineTo({points[i].x, points[i].y});
      if (i == 0 || i + 1 == points.size()) continue;
      const float ax = points[i].x - points[i - 1].x, ay = points[i].y - points[i - 1].y;
      const float bx = points[i + 1].x - points[i].x, by = points[i + 1].y - points[i].y;
      if (ax * bx + ay * by >= 0) continue;
      list_->PathStroke(ink, 0, width);
      list_->PathLineTo({points[i].x, points[i].y});
    }
    list_->PathStroke(ink, 0, width);
    return;
  }
  std::size_t at = 0;
  float left = lengths[0] * width;
  int pieces = 0;
  for (std::size_t i = 0; i + 1 < points.size() && pieces < 4000; ++i) {
    Point from = points[i];
    const Point to = points[i + 1];
    float rest = std::hypot(to.x - from.x, to.y - from.y);
    while (rest > 0 && pieces < 4000) {
      const float step = std::min(rest, left), share = step / rest;
      const Point end{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
      if (at % 2 == 0) list_->AddLine({from.x, from.y}, {end.x, end.y}, ink, width);
      from = end;
      rest -= step;
      left -= step;
      if (left <= 1e-3f) {
        at = (at + 1) % lengths.size();
        left = lengths[at] * width;
        ++pieces;
      }
    }
  }
}

void ScreenPainter::polygon(std::span<const Point> points, Paint ink) {
  if (points.size() < 3) return;
  for (const Point& p : points) list_->PathLineTo({p.x, p.y});
  list_->PathFillConvex(ink);
}

void ScreenPainter::rect(float x, float y, float w, float h, Paint ink) { list_->AddRectFilled({x, y}, {x + w, y + h}, ink); }

void ScreenPainter::circle(float x, float y, float radius, Paint ink) { list_->AddCircleFilled({x, y}, radius, ink); }

void ScreenPainter::text(float x, float y, Anchor anchor, float size, Paint ink, std::string_view text, bool vertical) {
  ImFont* font = ui_.fonts.font(face_);
  const float scale = size / 12.5f / ui_.scale;  // the face is 12.5 logical pixels
  const float points = font->FontSize * scale, width = text_width(size, text);
  const float back = anchor == Anchor::start ? 0 : anchor == Anchor::middle ? width / 2 : width;
  const int first = list_->VtxBuffer.Size;
  const ImVec2 place(vertical ? x - back : std::floor(x - back), vertical ? y - points / 2 : std::floor(y - points / 2));
  list_->AddText(font, points, place, ink, text.data(), text.data() + text.size());
  if (!vertical) return;
  // A quarter turn to the left around (x, y).
  for (int i = first; i < list_->VtxBuffer.Size; ++i) {
    ImVec2& p = list_->VtxBuffer[i].pos;
    p = {x + (p.y - y), y - (p.x - x)};
  }
}

float ScreenPainter::text_width(float size, std::string_view text) const {
  ImFont* font = ui_.fonts.font(face_);
  const float points = font->FontSize * size / 12.5f / ui_.scale;
  return font->CalcTextSizeA(points, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

void ScreenPainter::clip(float x, float y, float w, float h) { list_->PushClipRect({x, y}, {x + w, y + h}, true); }

void ScreenPainter::unclip() { list_->PopClipRect(); }

}  // namespace logit::lab
