#include "lab/widgets/dialog.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/format.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

Dialog begin_dialog(Ui& ui, const char* name, Rect screen, std::string_view title, float most_width, float most_height) {
  ui.registry.cover();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({screen.w, screen.h});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  draw->AddRectFilled(screen.min(), screen.max(), IM_COL32(0, 0, 0, 120));
  const float margin = ui.px(ui.phone ? 8 : 24), pad = ui.px(ui.phone ? 14 : 20);
  const float width = std::min(ui.px(most_width), screen.w - 2 * margin), height = std::min(ui.px(most_height), screen.h - 2 * margin);
  const Rect box{std::floor((screen.w - width) / 2), std::floor((screen.h - height) / 2), width, height};
  Dialog out;
  out.closed = ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered() && !box.contains(ImGui::GetIO().MousePos);
  draw->AddRectFilled(box.min(), box.max(), c.panel, ui.px(12));
  draw->AddRect(box.min(), box.max(), c.line, ui.px(12), 0, std::max(1.0f, std::floor(ui.scale)));
  out.control = ui.px(ui.phone ? size::kTouch : size::kButton);
  out.body = box.shrunk(pad);
  ui.text_at(draw, out.body.x, out.body.y, Face::title, c.text, title, out.control);
  const Rect corner{out.body.right() - out.control, out.body.y, out.control, out.control};
  if (icon_button(ui, cat("close ", name).c_str(), corner, ui.t(T::close), {.icon = Icon::close, .quiet = true})) out.closed = true;
  const float head = out.control + ui.px(8);
  out.body.y += head;
  out.body.h -= head;
  return out;
}

void end_dialog() { ImGui::End(); }

}  // namespace logit::lab
