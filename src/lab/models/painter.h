// What plots are drawn with: a handful of shapes, in pixels, y downward. One painter draws on the screen (widgets/), one writes
// SVG, so that a saved picture is the picture seen, and what is drawn can be tested without a window.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace logit::lab {

/// Red in the lowest byte, opacity in the highest, as ImGui packs colours.
using Paint = std::uint32_t;

constexpr Paint ink_of(unsigned rgb, unsigned alpha = 255) {
  return alpha << 24 | (rgb & 0xFF) << 16 | (rgb & 0xFF00) | (rgb >> 16 & 0xFF);
}

struct Point {
  float x = 0, y = 0;
};

enum class Dash : std::uint8_t { solid, dashed, dotted, dash_dot };
enum class Anchor : std::uint8_t { start, middle, end };

class Painter {
 public:
  virtual ~Painter() = default;
  virtual void line(std::span<const Point> points, Paint ink, float width, Dash dash = Dash::solid) = 0;
  /// Convex.
  virtual void polygon(std::span<const Point> points, Paint ink) = 0;
  virtual void rect(float x, float y, float w, float h, Paint ink) = 0;
  virtual void circle(float x, float y, float radius, Paint ink) = 0;
  /// `y` is the middle of the line. `vertical`: read from bottom to top, (x, y) is the anchor's place.
  virtual void text(float x, float y, Anchor anchor, float size, Paint ink, std::string_view text, bool vertical = false) = 0;
  virtual float text_width(float size, std::string_view text) const = 0;
  virtual void clip(float x, float y, float w, float h) = 0;
  virtual void unclip() = 0;
};

/// Writes a picture of `width` × `height` pixels as SVG.
class SvgPainter final : public Painter {
 public:
  SvgPainter(float width, float height, Paint background);
  void line(std::span<const Point> points, Paint ink, float width, Dash dash) override;
  void polygon(std::span<const Point> points, Paint ink) override;
  void rect(float x, float y, float w, float h, Paint ink) override;
  void circle(float x, float y, float radius, Paint ink) override;
  void text(float x, float y, Anchor anchor, float size, Paint ink, std::string_view text, bool vertical) override;
  float text_width(float size, std::string_view text) const override;
  void clip(float x, float y, float w, float h) override;
  void unclip() override;
  /// The whole file; nothing can be drawn after it.
  std::string finish();

 private:
  std::string out_;
  int clips_ = 0;
};

}  // namespace logit::lab
