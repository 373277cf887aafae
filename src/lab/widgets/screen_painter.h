// The painter that draws into ImGui's draw list, with the lab's monospaced face.
#pragma once

#include "lab/models/painter.h"
#include "lab/ui.h"

namespace logit::lab {

class ScreenPainter final : public Painter {
 public:
  ScreenPainter(const Ui& ui, ImDrawList* list, Face face = Face::note) : ui_(ui), list_(list), face_(face) {}
  void line(std::span<const Point> points, Paint ink, float width, Dash dash) override;
  void polygon(std::span<const Point> points, Paint ink) override;
  void rect(float x, float y, float w, float h, Paint ink) override;
  void circle(float x, float y, float radius, Paint ink) override;
  void text(float x, float y, Anchor anchor, float size, Paint ink, std::string_view text, bool vertical) override;
  float text_width(float size, std::string_view text) const override;
  void clip(float x, float y, float w, float h) override;
  void unclip() override;

 private:
  const Ui& ui_;
  ImDrawList* list_;
  Face face_;
};

}  // namespace logit::lab
