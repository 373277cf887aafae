#include "lab/widgets/controls.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace logit::lab {

Touch touch(Ui& ui, const char* name, Rect rect, std::string_view label, Kind kind, bool enabled, bool on,
            std::string_view value) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  Touch out;
  if (window->SkipItems) return out;
  out.id = window->GetID(name);
  const ImRect box(rect.min(), rect.max());
  const ImVec2 cursor = window->DC.CursorPos, max = window->DC.CursorMaxPos;
  const bool visible = ImGui::ItemAdd(box, out.id);
  window->DC.CursorPos = cursor;
  window->DC.CursorMaxPos = max;
  if (!visible) return out;
  Widget widget{out.id, std::string(label), kind, rect.x, rect.y, rect.w, rect.h, enabled, on, std::string(value)};
  if (!widget.label.empty()) ui.registry.add(std::move(widget));
  if (!enabled) {
    out.hovered = ImGui::IsMouseHoveringRect(box.Min, box.Max) && ImGui::IsWindowHovered();
    return out;
  }
  out.pressed = ImGui::ButtonBehavior(box, out.id, &out.hovered, &out.held);
  if (ui.registry.take_activation(out.id)) out.pressed = true;
  if (out.hovered && kind != Kind::separator && kind != Kind::text_field && kind != Kind::text) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  return out;
}

void tooltip(Ui& ui, const Touch& touch, std::string_view label, std::string_view shortcut) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  if (!touch.hovered || touch.held || label.empty() || ui.phone) return;
  constexpr double kDelay = 0.45;
  const double rested = g.HoveredIdTimer;
  if (rested < kDelay) {
    ui.wake(kDelay - rested + 0.02);
    return;
  }
  const float pad = ui.px(8), height = ui.px(26);
  float width = ui.fonts.width(Face::small, label) + 2 * pad;
  if (!shortcut.empty()) width += ui.fonts.width(Face::small, shortcut) + pad;
  const ImVec2 display = ImGui::GetIO().DisplaySize, mouse = ImGui::GetIO().MousePos;
  float x = std::clamp(mouse.x - width / 2, pad, std::max(pad, display.x - width - pad));
  float y = mouse.y + ui.px(20);
  if (y + height > display.y - pad) y = mouse.y - height - ui.px(10);
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled({x, y}, {x + width, y + height}, ui.c().text, ui.px(6));
  float at = ui.text_at(list, x + pad, y, Face::small, ui.c().panel, label, height);
  if (!shortcut.empty()) ui.text_at(list, at + pad, y, Face::small, faded(ui.c().panel, 0.6f), shortcut, height);
}

float button_width(const Ui& ui, std::string_view label, const ButtonLook& look, float height) {
  if (label.empty()) return height;
  float width = ui.px(24) + ui.fonts.width(look.accent ? Face::text_bold : Face::text, label);
  if (look.icon != Icon::none) width += ui.px(22);
  if (look.chevron) width += ui.px(18);
  return std::ceil(width);
}

namespace {

ImU32 draw_button_frame(Ui& ui, Rect rect, const Touch& t, const ButtonLook& look) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const float radius = ui.px(size::kButtonRadius);
  if (look.accent) {
    ImU32 fill = c.accent;
    if (!look.enabled) fill = faded(fill, 0.45f);
    else if (t.held) fill = mixed(fill, IM_COL32(0, 0, 0, 255), 0.18f);
    else if (t.hovered) fill = mixed(fill, IM_COL32(255, 255, 255, 255), 0.12f);
    list->AddRectFilled(rect.min(), rect.max(), fill, radius);
    return c.on_accent;
  }
  const bool lit = look.enabled && (t.hovered || t.held);
  if (!look.quiet || lit || look.on) {
    ImU32 fill = look.on ? c.selection : c.panel2;
    if (look.enabled && t.held) fill = mixed(fill, c.text, 0.14f);
    else if (look.enabled && t.hovered) fill = mixed(fill, c.text, 0.07f);
    list->AddRectFilled(rect.min(), rect.max(), fill, radius);
    if (!look.quiet) list->AddRect(rect.min(), rect.max(), look.on ? c.accent : c.line, radius, 0, std::max(1.0f, std::floor(ui.scale)));
  }
  return look.enabled ? c.text : c.faint;
}

}  // namespace

bool button(Ui& ui, const char* name, Rect rect, std::string_view label, const ButtonLook& look) {
  const Touch t = touch(ui, name, rect, label, Kind::button, look.enabled, look.on);
  const ImU32 ink = draw_button_frame(ui, rect, t, look);
  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = rect.x + ui.px(12);
  if (look.icon != Icon::none) {
    draw_icon(list, look.icon, {x + ui.px(7), rect.y + rect.h / 2}, ui.px(look.accent ? 14 : 15), ink);
    x += ui.px(22);
  }
  const Face face = look.accent ? Face::text_bold : Face::text;
  const float room = rect.right() - x - ui.px(look.chevron ? 28 : 8);
  ui.text_at(list, x, rect.y, face, ink, ui.fitted(face, label, room + ui.px(4)), rect.h);
  if (look.chevron) draw_icon(list, Icon::chevron_down, {rect.right() - ui.px(17), rect.y + rect.h / 2}, ui.px(13), ui.c().muted);
  tooltip(ui, t, look.shortcut.empty() ? std::string_view() : label, look.shortcut);
  return t.pressed;
}

bool icon_button(Ui& ui, const char* name, Rect rect, std::string_view label, const ButtonLook& look) {
  const Touch t = touch(ui, name, rect, label, Kind::button, look.enabled, look.on);
  const ImU32 ink = draw_button_frame(ui, rect, t, look);
  draw_icon(ImGui::GetWindowDrawList(), look.icon, rect.center(), std::min(ui.px(16), rect.h * 0.62f), ink);
  tooltip(ui, t, label, look.shortcut);
  return t.pressed;
}

bool tab(Ui& ui, const char* name, float& x, Rect head, std::string_view label, bool on) {
  const Face face = on ? Face::small_bold : Face::small;
  // As wide as the bold form, so that choosing a tab moves nothing.
  const float width = ui.fonts.width(Face::small_bold, label);
  const Touch t = touch(ui, name, {x - ui.px(4), head.y, width + ui.px(8), head.h}, label, Kind::tab, true, on);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 ink = on || t.hovered ? ui.c().text : ui.c().muted;
  ui.text_at(list, x + (width - ui.fonts.width(face, label)) / 2, head.y, face, ink, label, head.h);
  if (on) list->AddRectFilled({x, head.bottom() - ui.px(2)}, {x + width, head.bottom()}, ui.c().accent);
  x += width + ui.px(14);
  return t.pressed;
}

Rect panel_head(const Ui& ui, Rect rect) { return {rect.x, rect.y, rect.w, ui.px(ui.phone ? 40 : size::kHead)}; }

Rect panel_frame(Ui& ui, Rect rect, bool head) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = ui.px(size::kPanelRadius), line = std::max(1.0f, std::floor(ui.scale));
  list->AddRectFilled(rect.min(), rect.max(), ui.c().panel, radius);
  list->AddRect(rect.min(), rect.max(), ui.c().line, radius, 0, line);
  Rect body = rect.shrunk(line);
  if (head) {
    const Rect top = panel_head(ui, rect);
    list->AddRectFilled({body.x, top.bottom() - line}, {body.right(), top.bottom()}, ui.c().line);
    body.h -= top.bottom() - body.y;
    body.y = top.bottom();
  }
  return body;
}

bool divider(Ui& ui, const char* name, Rect gap, bool vertical, std::string_view label, float& position, float low,
             float high) {
  const Touch t = touch(ui, name, gap, label, Kind::separator);
  bool changed = false;
  if (t.hovered || t.held) {
    ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const Rect mark = vertical ? Rect{gap.x + gap.w / 2 - ui.px(1), gap.y + gap.h / 2 - ui.px(16), ui.px(2), ui.px(32)}
                               : Rect{gap.x + gap.w / 2 - ui.px(16), gap.y + gap.h / 2 - ui.px(1), ui.px(32), ui.px(2)};
    ImGui::GetWindowDrawList()->AddRectFilled(mark.min(), mark.max(), t.held ? ui.c().accent : ui.c().faint, ui.px(1));
  }
  if (t.held) {
    const ImVec2 delta = ImGui::GetIO().MouseDelta;
    const float moved = std::clamp(position + (vertical ? delta.x : delta.y), low, std::max(low, high));
    changed = moved != position;
    position = moved;
  }
  return changed;
}

bool begin_region(Ui& ui, const char* name, Rect rect, bool horizontal) {
  (void)ui;
  ImGui::SetCursorScreenPos(rect.min());
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground;
  if (horizontal) flags |= ImGuiWindowFlags_HorizontalScrollbar;
  return ImGui::BeginChild(name, {std::max(1.0f, rect.w), std::max(1.0f, rect.h)}, ImGuiChildFlags_None, flags);
}

void end_region() {
  scroll_by_touch();
  ImGui::EndChild();
}

void scroll_by_touch() {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.IO.MouseSource != ImGuiMouseSource_TouchScreen) return;
  ImGuiWindow* window = g.CurrentWindow;
  if (!ImGui::IsMouseDragging(0, 6) || !g.HoveredWindow) return;
  if (!ImRect(window->InnerRect).Contains(g.IO.MouseClickedPos[0])) return;
  // A drag is no press: what began under the finger lets go.
  if (g.ActiveId && g.ActiveIdWindow == window) ImGui::ClearActiveID();
  ImGui::SetScrollY(window, window->Scroll.y - g.IO.MouseDelta.y);
  if (window->ScrollMax.x > 0) ImGui::SetScrollX(window, window->Scroll.x - g.IO.MouseDelta.x);
}

void open_menu(const char* name) { ImGui::OpenPopup(name); }

bool begin_menu(Ui& ui, const char* name, Rect anchor, float width, float height) {
  if (!ImGui::IsPopupOpen(name)) return false;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float margin = ui.px(8);
  width = std::min(width, display.x - 2 * margin);
  height = std::min(height, display.y - anchor.bottom() - 2 * margin);
  ImGui::SetNextWindowPos({std::clamp(anchor.x, margin, display.x - width - margin), anchor.bottom() + ui.px(4)});
  ImGui::SetNextWindowSize({width, height});
  if (!ImGui::BeginPopup(name, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground)) return false;
  const ImVec2 pos = ImGui::GetWindowPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRectFullScreen();
  for (int i = 6; i > 0; --i) {
    const float grow = ui.px(static_cast<float>(i));
    list->AddRectFilled({pos.x - grow, pos.y - grow + ui.px(3)}, {pos.x + width + grow, pos.y + height + grow + ui.px(3)},
                        IM_COL32(0, 0, 0, 9), ui.px(size::kPanelRadius) + grow);
  }
  list->AddRectFilled(pos, {pos.x + width, pos.y + height}, ui.c().panel, ui.px(size::kPanelRadius));
  list->AddRect(pos, {pos.x + width, pos.y + height}, ui.c().line, ui.px(size::kPanelRadius), 0, std::max(1.0f, std::floor(ui.scale)));
  list->PopClipRect();
  return true;
}

bool menu_row(Ui& ui, const char* name, Rect rect, std::string_view label, bool on) {
  const Touch t = touch(ui, name, rect, label, Kind::menu_item, true, on);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (t.hovered || on) {
    list->AddRectFilled(rect.min(), rect.max(), on ? ui.c().selection : ui.c().panel2, ui.px(size::kButtonRadius));
  }
  const Face face = on ? Face::small_bold : Face::small;
  ui.text_at(list, rect.x + ui.px(10), rect.y, face, ui.c().text, ui.fitted(face, label, rect.w - ui.px(20)), rect.h);
  return t.pressed;
}

void end_menu() {
  scroll_by_touch();
  ImGui::EndPopup();
}

}  // namespace logit::lab
