// What every panel draws with: theme, faces, strings, scale, and where its wishes go. One lives for one frame's
// worth of calls at a time; panels keep no pointer to it.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

#include "lab/commands.h"
#include "lab/fonts.h"
#include "lab/host.h"
#include "lab/text.h"
#include "lab/theme.h"
#include "lab/widgets/registry.h"

namespace logit::lab {

/// A rectangle in pixels of the window.
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  ImVec2 min() const { return {x, y}; }
  ImVec2 max() const { return {x + w, y + h}; }
  ImVec2 center() const { return {x + w / 2, y + h / 2}; }
  bool contains(ImVec2 p) const { return p.x >= x && p.y >= y && p.x < x + w && p.y < y + h; }
  Rect shrunk(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
};

struct Ui {
  Host& host;
  Fonts& fonts;
  Registry& registry;
  Commands& commands;
  const Colors* colors = nullptr;
  Language language = Language::vi;
  float scale = 1;       ///< pixels per logical pixel: density times text scale
  bool phone = false;    ///< one panel at a time, larger targets
  double now = 0;        ///< seconds
  double wake_at = 1e300;  ///< when the next frame is wanted

  const Colors& c() const { return *colors; }
  /// Logical pixels to pixels, rounded so that lines stay sharp.
  float px(float logical) const;
  std::string_view t(T id) const { return text(id, language); }
  /// Asks for another frame in `seconds`.
  void wake(double seconds) { wake_at = wake_at < now + seconds ? wake_at : now + seconds; }
  /// Name of the main modifier key: "Ctrl" or "⌘".
  std::string modifier() const { return host.is_apple() ? "Cmd" : "Ctrl"; }

  // Drawing. `y` is the top of a line box of `line` pixels in which the text is centred (0: the face's own height).
  float text_at(ImDrawList* list, float x, float y, Face face, ImU32 color, std::string_view text, float line = 0) const;
  void text_right(ImDrawList* list, float right, float y, Face face, ImU32 color, std::string_view text,
                  float line = 0) const;
  void text_center(ImDrawList* list, ImVec2 center, Face face, ImU32 color, std::string_view text) const;
  /// `text` cut with an ellipsis so that it fits `width`.
  std::string fitted(Face face, std::string_view text, float width) const;
};

}  // namespace logit::lab
