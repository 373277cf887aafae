#include "lab/panels/scripts_dialog.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/widgets/controls.h"
#include "lab/widgets/dialog.h"
#include "lab/widgets/text_line.h"

namespace logit::lab {

void ScriptsDialog::open(std::string_view name) {
  open_ = true;
  name_.set_text(name);
}

void ScriptsDialog::draw(Ui& ui, World& world, const ScriptShelf& shelf, Rect screen) {
  const Dialog dialog = begin_dialog(ui, "scripts", screen, ui.t(T::my_scripts), 560, 560);
  if (dialog.closed) {
    close();
    world.focus.target = &world.document.buffer;
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float left = dialog.body.x, right = dialog.body.right(), gap = ui.px(8);
  float y = dialog.body.y;
  ui.text_at(draw, left, y, Face::small, ui.c().muted, ui.fitted(Face::small, ui.t(T::my_scripts_help), right - left), ui.px(20));
  y += ui.px(28);

  const ButtonLook fresh{.icon = Icon::plus, .accent = true};
  const float new_width = button_width(ui, ui.t(T::new_script), fresh, dialog.control);
  if (button(ui, "new script", {left, y, new_width, dialog.control}, ui.t(T::new_script), fresh)) ui.commands.push(NewScript{});
  y += dialog.control + ui.px(12);

  // The open script's name; a script that can only be read keeps its own.
  if (!world.is_locked("code")) {
    const float rename_width = button_width(ui, ui.t(T::rename_script), {}, dialog.control);
    text_line(ui, world, "script name", {left, y, right - left - rename_width - gap, dialog.control}, ui.t(T::script_name), name_);
    const std::string wanted = ScriptShelf::proper_name(name_.text());
    const bool renames = !wanted.empty() && wanted != world.document.shown_name();
    if (button(ui, "rename script", {right - rename_width, y, rename_width, dialog.control}, ui.t(T::rename_script), {.enabled = renames})) {
      ui.commands.push(RenameScript{wanted});
    }
    y += dialog.control + ui.px(12);
  }
  const Rect body{left, y, right - left, dialog.body.bottom() - y};
  if (shelf.entries().empty()) {
    ui.text_at(draw, left, y, Face::text, ui.c().muted, ui.fitted(Face::text, ui.t(T::no_scripts), body.w), dialog.control);
    touch(ui, "no scripts", {left, y, body.w, dialog.control}, ui.t(T::no_scripts), Kind::text);
  } else {
    draw->AddRectFilled({left, y - ui.px(6)}, {right, y - ui.px(6) + std::max(1.0f, std::floor(ui.scale))}, ui.c().line);
    draw_list(ui, world, shelf, body);
  }
  end_dialog();
}

void ScriptsDialog::draw_list(Ui& ui, World& world, const ScriptShelf& shelf, Rect body) {
  const float row = ui.px(ui.phone ? size::kTouch : 34);
  if (begin_region(ui, "script list", body)) {
    const auto count = static_cast<float>(shelf.entries().size());
    ImGui::Dummy({1, row * count});
    const bool scrolls = row * count > body.h;
    const float right = body.right() - (scrolls ? ui.px(14) : 0);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float y = body.y - ImGui::GetScrollY();
    for (const ScriptShelf::Entry& entry : shelf.entries()) {
      const bool on = entry.name == world.document.kept;
      const Rect line{body.x, y, right - body.x - row - ui.px(6), row};
      const Touch t = touch(ui, cat("script ", entry.name).c_str(), line, entry.name, Kind::toggle, true, on);
      if (on || t.hovered) draw->AddRectFilled(line.min(), line.max(), on ? ui.c().selection : ui.c().panel2, ui.px(size::kButtonRadius));
      const std::string length = human_size(entry.text.size());
      const float length_width = ui.fonts.width(Face::small, length);
      ui.text_at(draw, line.x + ui.px(10), y, on ? Face::text_bold : Face::text, ui.c().text,
                 ui.fitted(on ? Face::text_bold : Face::text, entry.name, line.w - length_width - ui.px(40)), row);
      ui.text_at(draw, line.right() - length_width - ui.px(10), y, Face::small, ui.c().muted, length, row);
      if (t.pressed) ui.commands.push(OpenScript{entry.name});
      if (icon_button(ui, cat("delete ", entry.name).c_str(), {right - row, y, row, row}, fill(ui.t(T::delete_script), entry.name),
                      {.icon = Icon::trash, .quiet = true})) {
        ui.commands.push(DeleteScript{entry.name});
      }
      y += row;
    }
  }
  end_region();
}

}  // namespace logit::lab
