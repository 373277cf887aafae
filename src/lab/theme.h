// Colours and sizes of the lab, one meaning per colour: values blue, gradients orange, parameters violet,
// data green, errors red. Light and dark are two rows of the same table.
#pragma once

#include <imgui.h>

namespace logit::lab {

/// Colour tokens, packed as ImGui packs them.
struct Colors {
  ImU32 background, panel, panel2, line, text, muted, faint;
  ImU32 value, gradient, parameter, data, accent, error, selection;
  ImU32 keyword, string, number, comment, function;
  ImU32 on_accent;  ///< text on the accent colour
};

const Colors& light_colors();
const Colors& dark_colors();

/// `color` with its opacity multiplied by `alpha` in 0..1.
ImU32 faded(ImU32 color, float alpha);
/// Between `a` (t = 0) and `b` (t = 1).
ImU32 mixed(ImU32 a, ImU32 b, float t);

/// Sizes in logical pixels; Ui::px() turns them into pixels of the screen.
namespace size {
inline constexpr float kGrid = 8, kBar = 48, kHead = 36, kButton = 32, kNav = 56, kTouch = 44;
inline constexpr float kPanelRadius = 8, kButtonRadius = 6;
inline constexpr float kCodeLine = 22, kTextLine = 20;
}  // namespace size

/// What is left of ImGui's own look (scroll bars, popups) follows the tokens.
void apply_style(const Colors& colors, float scale);

}  // namespace logit::lab
