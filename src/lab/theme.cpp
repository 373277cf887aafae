#include "lab/theme.h"

namespace logit::lab {

namespace {
constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

constexpr Colors kDark = {
    .background = rgb(0x12151a), .panel = rgb(0x191d24), .panel2 = rgb(0x1f242d), .line = rgb(0x2b323d),
    .text = rgb(0xe8eaee), .muted = rgb(0x8c96a6), .faint = rgb(0x6b7686), .value = rgb(0x6db3ff),
    .gradient = rgb(0xffa35c), .parameter = rgb(0xc39bff), .data = rgb(0x7fd1a8), .accent = rgb(0x2270e8),
    .error = rgb(0xff6b6b), .selection = rgb(0x243044), .keyword = rgb(0xc39bff), .string = rgb(0x7fd1a8),
    .number = rgb(0x6db3ff), .comment = rgb(0x868fa0), .function = rgb(0xe8d28a), .on_accent = rgb(0xffffff)};

constexpr Colors kLight = {
    .background = rgb(0xeef1f5), .panel = rgb(0xffffff), .panel2 = rgb(0xf5f7fa), .line = rgb(0xd9dee6),
    .text = rgb(0x1b2027), .muted = rgb(0x5d6878), .faint = rgb(0x79849a), .value = rgb(0x0b62c4),
    .gradient = rgb(0xa84c00), .parameter = rgb(0x7038c9), .data = rgb(0x13794a), .accent = rgb(0x1769e0),
    .error = rgb(0xc92a2a), .selection = rgb(0xe4eefc), .keyword = rgb(0x7038c9), .string = rgb(0x13794a),
    .number = rgb(0x0b62c4), .comment = rgb(0x5f6a80), .function = rgb(0x8a6100), .on_accent = rgb(0xffffff)};

ImVec4 as_vec(ImU32 color) { return ImGui::ColorConvertU32ToFloat4(color); }
}  // namespace

const Colors& light_colors() { return kLight; }
const Colors& dark_colors() { return kDark; }

ImU32 faded(ImU32 color, float alpha) {
  const auto a = static_cast<ImU32>(static_cast<float>(color >> IM_COL32_A_SHIFT) * alpha + 0.5f);
  return (color & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 a, ImU32 b, float t) {
  ImU32 out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float from = static_cast<float>((a >> shift) & 255), to = static_cast<float>((b >> shift) & 255);
    out |= static_cast<ImU32>(from + (to - from) * t + 0.5f) << shift;
  }
  return out;
}

void apply_style(const Colors& colors, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = style.FramePadding = style.ItemSpacing = ImVec2(0, 0);
  style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = style.PopupBorderSize = 0;
  style.WindowMinSize = ImVec2(1, 1);
  style.ScrollbarSize = 10 * scale;
  style.ScrollbarRounding = 5 * scale;
  style.GrabMinSize = 24 * scale;
  style.DisplaySafeAreaPadding = ImVec2(0, 0);
  for (ImVec4& color : style.Colors) color = ImVec4(0, 0, 0, 0);
  style.Colors[ImGuiCol_Text] = as_vec(colors.text);
  style.Colors[ImGuiCol_ScrollbarGrab] = as_vec(faded(colors.faint, 0.35f));
  style.Colors[ImGuiCol_ScrollbarGrabHovered] = as_vec(faded(colors.faint, 0.6f));
  style.Colors[ImGuiCol_ScrollbarGrabActive] = as_vec(colors.faint);
  style.Colors[ImGuiCol_NavHighlight] = as_vec(colors.accent);
}

}  // namespace logit::lab
