#include "lab/widgets/dialog.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

Dialog begin_dialog(Ui& ui, const char* name, std::string_view title, Rect screen, float width, float height) {
  ui.registry.cover();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({screen.w, screen.h});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoScrollWithMouse);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  list->AddRectFilled(screen.min(), screen.max(), IM_COL32(0, 0, 0, 120));
  const float margin = ui.px(ui.phone ? 8 : 24), pad = ui.px(ui.phone ? 14 : 20);
  width = std::min(ui.px(width), screen.w - 2 * margin);
  height = std::min(ui.px(height), screen.h - 2 * margin);
  const Rect box{std::floor((screen.w - width) / 2), std::floor((screen.h - height) / 2), width, height};
  Dialog out;
  out.closed = ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered() && !box.contains(ImGui::GetIO().MousePos);
  list->AddRectFilled(box.min(), box.max(), c.panel, ui.px(12));
  list->AddRect(box.min(), box.max(), c.line, ui.px(12), 0, std::max(1.0f, std::floor(ui.scale)));
  out.control = ui.px(ui.phone ? size::kTouch : size::kButton);
  const float right = box.right() - pad;
  ui.text_at(list, box.x + pad, box.y + pad, Face::title, c.text, title, out.control);
  const Rect close{right - out.control, box.y + pad, out.control, out.control};
  if (icon_button(ui, cat("close ", name).c_str(), close, ui.t(T::close), {.icon = Icon::close, .quiet = true})) out.closed = true;
  const float top = box.y + pad + out.control + ui.px(8);
  out.body = {box.x + pad, top, width - 2 * pad, box.bottom() - pad - top};
  return out;
}

void end_dialog() { ImGui::End(); }

}  // namespace logit::lab
