#include "lab/panels/about_dialog.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/third_party.h"
#include "lab/widgets/controls.h"
#include "lab/widgets/dialog.h"

namespace logit::lab {

void AboutDialog::draw(Ui& ui, World& world, Rect screen) {
  const Dialog dialog = begin_dialog(ui, "about", screen, ui.t(T::about), 640, 640);
  if (dialog.closed) {
    close();
    world.focus.target = &world.document.buffer;
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const float left = dialog.body.x, right = dialog.body.right(), width = right - left, line = ui.px(22);
  float y = dialog.body.y;
  const auto sentence = [&](const char* name, std::string_view text, ImU32 ink) {
    ui.text_at(draw, left, y, Face::small, ink, ui.fitted(Face::small, text, width), line);
    touch(ui, name, {left, y, width, line}, text, Kind::text);
    y += line;
  };
  const float logo = ui.px(40);
  draw_logo(draw, {left, y}, logo, c.accent, c.on_accent);
  const std::string version = fill(ui.t(T::about_version), LOGIT_VERSION);
  ui.text_at(draw, left + logo + ui.px(12), y, Face::text_bold, c.text, "logit", logo / 2);
  ui.text_at(draw, left + logo + ui.px(12), y + logo / 2, Face::small, c.muted, version, logo / 2);
  touch(ui, "version", {left, y, width, logo}, cat("logit ", version), Kind::text);
  y += logo + ui.px(10);
  sentence("promise", ui.t(T::about_promise), c.text);
  sentence("licence texts", ui.t(T::about_licences), c.muted);
  y += ui.px(8);

  // The list scrolls between the sentences and the button.
  const float foot = dialog.control + ui.px(12);
  const Rect list{left, y, width, dialog.body.bottom() - y - foot};
  const float row = ui.px(44);
  if (begin_region(ui, "third parties", list)) {
    std::size_t rows = 0;
    for (const ThirdParty& t : third_parties()) rows += t.in_program();
    ImGui::Dummy({1, row * static_cast<float>(rows)});
    ImDrawList* inside = ImGui::GetWindowDrawList();
    float at = list.y - ImGui::GetScrollY();
    for (const ThirdParty& t : third_parties()) {
      if (!t.in_program()) continue;
      const float half = row / 2 - ui.px(2);
      ui.text_at(inside, left, at + ui.px(2), Face::text, c.text, ui.fitted(Face::text, t.name, width - ui.px(16)), half);
      ui.text_at(inside, left, at + half, Face::note, c.muted, ui.fitted(Face::note, cat(t.version, " · ", t.licence), width - ui.px(16)), half);
      touch(ui, cat("third party ", t.name).c_str(), {left, at, width, row}, cat(t.name, " ", t.version, ", ", t.licence, ", ", t.page), Kind::text);
      inside->AddRectFilled({left, at + row - 1}, {right, at + row}, c.line);
      at += row;
    }
  }
  end_region();

  const std::string_view label = ui.t(sure_ ? T::erase_sure : T::erase_data);
  const ButtonLook look{.icon = Icon::trash, .accent = sure_};
  const float button_at = dialog.body.bottom() - dialog.control;
  const float button_wide = std::min(button_width(ui, label, look, dialog.control), width);
  if (button(ui, "erase data", {left, button_at, button_wide, dialog.control}, label, look)) {
    if (sure_) ui.commands.push(EraseData{});
    sure_ = !sure_;
  }
  end_dialog();
}

}  // namespace logit::lab
