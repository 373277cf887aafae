#include "lab/widgets/text_line.h"

#include <algorithm>
#include <cmath>

#include "lab/widgets/controls.h"

namespace logit::lab {

void text_line(Ui& ui, World& world, const char* name, Rect rect, std::string_view label, TextBuffer& buffer) {
  const std::string& text = buffer.line(0);
  const Touch t = touch(ui, name, rect, label, Kind::text_field, true, world.focus.target == &buffer, text);
  const bool focused = world.focus.target == &buffer;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(rect.min(), rect.max(), ui.c().background, ui.px(5));
  list->AddRect(rect.min(), rect.max(), focused ? ui.c().accent : ui.c().line, ui.px(5), 0, std::max(1.0f, std::floor(ui.scale)));
  const float left = rect.x + ui.px(8);
  const auto x_of = [&](int column) {
    return left + ui.fonts.width(Face::code, std::string_view(text).substr(0, static_cast<std::size_t>(column)));
  };
  if (t.held) {
    world.focus.target = &buffer;
    world.focus.keyboard_wanted = true;
    const float x = ImGui::GetIO().MousePos.x;
    Position p{0, 0};
    while (p.column < static_cast<int>(text.size()) && (x_of(p.column) + x_of(buffer.next(p).column)) / 2 < x) p = buffer.next(p);
    buffer.place(p, !ImGui::IsMouseClicked(0));
  }
  if (t.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  list->PushClipRect(rect.min(), rect.max(), true);
  if (focused && buffer.has_selection()) {
    const Range s = buffer.selection();
    list->AddRectFilled({x_of(s.begin.column), rect.y + ui.px(4)}, {x_of(s.end.column), rect.bottom() - ui.px(4)}, faded(ui.c().accent, 0.3f));
  }
  ui.text_at(list, left, rect.y, Face::code, text.empty() ? ui.c().faint : ui.c().text, text.empty() ? label : std::string_view(text), rect.h);
  if (focused) {
    const float x = x_of(buffer.caret().column);
    list->AddRectFilled({x, rect.y + ui.px(5)}, {x + std::max(1.0f, ui.px(1.5f)), rect.bottom() - ui.px(5)}, ui.c().accent);
    world.focus.caret = {x, rect.y, 1, rect.h};
  }
  list->PopClipRect();
}

}  // namespace logit::lab
