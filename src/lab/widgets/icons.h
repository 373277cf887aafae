// Icons drawn as strokes on a 16 × 16 grid: sharp at every density, no icon font to download.
#pragma once

#include <imgui.h>

namespace logit::lab {

enum class Icon {
  none, play, pause, stop, step_over, step_into, step_out, restart, share, sun_moon, chevron_down, close, fit,
  plus, minus, check, code, graph, curve, output, book, left, right, back_to, larger, smaller, search, up, down, trash, copy, save, fold, unfold, chip, table
};

/// Draws `icon` in a square of `size` pixels centred at `center`.
void draw_icon(ImDrawList* list, Icon icon, ImVec2 center, float size, ImU32 color);

/// The rounded square with the logistic curve.
void draw_logo(ImDrawList* list, ImVec2 min, float size, ImU32 background, ImU32 curve);

}  // namespace logit::lab
