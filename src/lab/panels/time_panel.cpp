#include "lab/panels/time_panel.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/number_text.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

void TimePanel::draw(Ui& ui, World& world, Rect rect) {
  const Colors& c = ui.c();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float hair = std::max(1.0f, std::floor(ui.scale));
  list->AddRectFilled(rect.min(), rect.max(), c.panel);
  list->AddRectFilled(rect.min(), {rect.right(), rect.y + hair}, c.line);

  const std::size_t count = world.session.moments(), last = count - 1;
  const bool now = !world.timeline.moment;
  const std::size_t at = now ? last : std::min(world.timeline.index, last);
  const float side = ui.px(ui.phone ? 36 : 28), pad = ui.px(ui.phone ? 8 : 16), gap = ui.px(8);
  const float top = rect.y + std::floor((rect.h - side) / 2);
  float left = rect.x + pad;
  if (icon_button(ui, "first moment", {left, top, side, side}, ui.t(T::first_step), {.icon = Icon::back_to, .enabled = at > 0 || now})) {
    ui.commands.push(ShowMoment{0});
  }
  left += side + gap;
  if (icon_button(ui, "previous moment", {left, top, side, side}, ui.t(T::previous_step), {.icon = Icon::left, .enabled = at > 0})) {
    ui.commands.push(ShowMoment{at - 1});
  }
  left += side + gap + ui.px(4);

  const std::uint64_t passes = std::max<std::uint64_t>(world.run.backward_passes, 1);
  const std::uint64_t step = now ? passes : world.timeline.moment->step;
  std::string text = cat(fill(ui.t(T::step_number), cat(step)), " / ", passes);
  if (!now && world.timeline.moment->epoch > 0 && !ui.phone) text += cat(" · ", fill(ui.t(T::epoch_number), cat(world.timeline.moment->epoch)));
  const std::string widest = cat(fill(ui.t(T::step_number), cat(passes)), " / ", passes, ui.phone ? "" : " · epoch 000");
  float right = rect.right() - pad - ui.fonts.width(Face::note, widest);
  ui.text_right(list, rect.right() - pad, rect.y, Face::note, now ? c.muted : c.text, text, rect.h);
  right -= side + ui.px(12);
  // Forward from the last moment is now.
  if (icon_button(ui, "next moment", {right, top, side, side}, ui.t(at >= last ? T::show_now : T::next_step), {.icon = Icon::right, .enabled = !now})) {
    if (at >= last) ui.commands.push(ShowNow{});
    else ui.commands.push(ShowMoment{at + 1});
  }
  right -= ui.px(12);

  const Rect track{left + ui.px(8), rect.y, right - left - ui.px(16), rect.h};
  if (track.w < ui.px(40)) return;
  const Touch t = touch(ui, "time", track, ui.t(T::time_line), Kind::slider, true, !now, cat(step));
  const float y = rect.y + std::floor(rect.h / 2), thick = ui.px(3);
  const float share = now ? 1.0f : static_cast<float>(static_cast<double>(step) / static_cast<double>(passes));
  const float x = track.x + track.w * share;
  list->AddRectFilled({track.x, y - thick / 2}, {track.right(), y + thick / 2}, c.line, thick);
  list->AddRectFilled({track.x, y - thick / 2}, {x, y + thick / 2}, c.accent, thick);
  const float radius = ui.px(t.hovered || t.held ? 8 : 7);
  list->AddCircleFilled({x, y}, radius, c.accent);
  list->AddCircleFilled({x, y}, radius - ui.px(2.5f), now ? c.accent : c.on_accent);
  if (t.held || (t.pressed && !dragging_)) {
    const float where = std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.w, 0.0f, 1.0f);
    if (t.held && (ImGui::IsMouseClicked(0) || ImGui::IsMouseDragging(0, 0))) {
      dragging_ = true;
      if (where > 0.995f) {
        if (!now) ui.commands.push(ShowNow{});
      } else {
        const auto wanted = static_cast<std::uint64_t>(std::lround(static_cast<double>(where) * static_cast<double>(passes)));
        const std::size_t index = world.session.moment_at(std::max<std::uint64_t>(wanted, 1));
        if (now || index != world.timeline.index) ui.commands.push(ShowMoment{index});
      }
    }
  }
  if (!t.held) dragging_ = false;
}

}  // namespace logit::lab
