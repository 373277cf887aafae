#include "lab/panels/figure_panel.h"

#include <algorithm>

#include "base/format.h"
#include "lab/models/figure_drawing.h"
#include "lab/panels/side_tabs.h"
#include "lab/widgets/controls.h"
#include "lab/widgets/screen_painter.h"

namespace logit::lab {

void FigurePanel::draw(Ui& ui, World& world, Rect rect) {
  const Rect body = panel_frame(ui, rect), head = panel_head(ui, rect);
  float x = head.x + ui.px(12);
  side_tabs(ui, world, head, x, "figures");
  const auto& figures = world.run.figures.figures();
  if (figures.empty()) return;
  // The newest comes to the front; after that the reader chooses.
  if (count_seen_ != figures.size()) shown_ = figures.size() - 1;
  count_seen_ = figures.size();
  shown_ = std::min(shown_, figures.size() - 1);
  const Figure& figure = *figures[shown_];

  const float side = ui.px(ui.phone ? 36 : 26), top = head.y + (head.h - side) / 2;
  float right = head.right() - ui.px(6);
  const auto icon = [&](const char* name, T label, Icon picture, bool enabled) {
    right -= side;
    return icon_button(ui, name, {right, top, side, side}, ui.t(label), {.icon = picture, .enabled = enabled, .quiet = true});
  };
  const std::string name = figure.file.empty() ? cat("figure-", shown_ + 1) : figure.file.substr(figure.file.rfind('/') + 1, figure.file.rfind('.') - figure.file.rfind('/') - 1);
  if (icon("save figure", T::save_figure, Icon::save, true)) ui.commands.push(SaveFile{name + ".svg", "image/svg+xml", figure_svg(figure)});
  if (figures.size() > 1) {
    if (icon("next figure", T::next_figure, Icon::right, shown_ + 1 < figures.size())) ++shown_;
    if (icon("previous figure", T::previous_figure, Icon::left, shown_ > 0)) --shown_;
    const std::string place = cat(shown_ + 1, " / ", figures.size());
    ui.text_right(ImGui::GetWindowDrawList(), right - ui.px(6), head.y, Face::small, ui.c().muted, place, head.h);
  }
  // As large as fits, in the figure's own proportions.
  const Rect room = body.shrunk(ui.px(8));
  const float scale = std::min(room.w / static_cast<float>(figure.width), room.h / static_cast<float>(figure.height));
  const float w = scale * static_cast<float>(figure.width), h = scale * static_cast<float>(figure.height);
  if (w < 20 || h < 20) return;
  const Rect paper{room.x + (room.w - w) / 2, room.y + (room.h - h) / 2, w, h};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(paper.min(), paper.max(), true);
  ScreenPainter painter(ui, list);
  // Text stays readable where the paper is small.
  draw_figure(painter, figure, paper.x, paper.y, paper.w, paper.h, std::clamp(scale / 72, 0.95f * ui.scale, 1.6f * ui.scale));
  list->PopClipRect();
  touch(ui, "figure", paper, fill(ui.t(T::figure_number), cat(shown_ + 1)), Kind::text, true, false, figure_summary(figure));
}

}  // namespace logit::lab
