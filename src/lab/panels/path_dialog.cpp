#include "lab/panels/path_dialog.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/widgets/controls.h"
#include "lab/widgets/dialog.h"
#include "lab/widgets/text_line.h"

namespace logit::lab {

void PathDialog::open(Host& host, Purpose purpose, std::string_view name) {
  folder_ = FolderView([&host](const std::string& path) { return host.list_folder(path); });
  if (!folder_.go(last_folder_) && !folder_.go(host.first_folder()) && !folder_.go("/")) return;
  open_ = true;
  purpose_ = purpose;
  chosen_ = 0;
  warned_ = false;
  own_name_ = std::string(name);
  name_.set_text(own_name_);
}

void PathDialog::move(int rows) {
  const auto last = static_cast<int>(folder_.entries().size()) - 1;
  chosen_ = static_cast<std::size_t>(std::clamp(static_cast<int>(chosen_) + rows, 0, std::max(0, last)));
  reveal_ = true;
}

void PathDialog::take(std::size_t row, Commands& commands) {
  if (row >= folder_.entries().size()) return;
  const FolderEntry entry = folder_.entries()[row];
  if (entry.folder) {
    if (folder_.enter(entry.name)) chosen_ = 0;
    last_folder_ = folder_.path();
    warned_ = false;
  } else if (purpose_ == Purpose::open) {
    commands.push(OpenPath{folder_.path_of(entry.name)});
    close();
  } else {
    name_.set_text(entry.name);
  }
}

void PathDialog::accept(Commands& commands) {
  if (purpose_ == Purpose::open) return take(chosen_, commands);
  const std::string name = script_file_name(name_.line(0));
  if (name.empty()) return;
  const std::string path = folder_.path_of(name);
  if (folder_.has_file(name) && !(warned_ && warned_of_ == path)) {
    warned_ = true;
    warned_of_ = path;
    return;
  }
  last_folder_ = folder_.path();
  commands.push(SavePath{path});
  close();
}

void PathDialog::draw(Ui& ui, World& world, Rect screen) {
  const bool saving = purpose_ == Purpose::save;
  const Dialog dialog = begin_dialog(ui, "path", screen, ui.t(saving ? T::save_path : T::open_path), 620, 560);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const Rect body = dialog.body;
  float y = body.y;
  // The end of a long path says more than its beginning.
  std::string shown = folder_.path();
  while (ui.fonts.width(Face::note, shown) > body.w && shown.find('/', 1) != shown.npos) shown = "…" + shown.substr(shown.find('/', shown.starts_with("…") ? 4 : 1));
  ui.text_at(draw, body.x, y, Face::note, c.muted, shown, ui.px(20));
  touch(ui, "folder path", {body.x, y, body.w, ui.px(20)}, folder_.path(), Kind::text);
  y += ui.px(28);

  const float row = ui.px(ui.phone ? size::kTouch : 30), foot = dialog.control + ui.px(12) + (saving ? dialog.control + ui.px(10) : 0);
  const Rect list{body.x, y, body.w, std::max(row, body.bottom() - foot - y)};
  draw->AddRect(list.min(), list.max(), c.line, ui.px(size::kButtonRadius));
  if (begin_region(ui, "folder", list)) {
    ImDrawList* inner = ImGui::GetWindowDrawList();
    const auto& entries = folder_.entries();
    const float top = ImGui::GetCursorScreenPos().y;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Rect line{list.x, top + static_cast<float>(i) * row, list.w, row};
      if (line.bottom() < list.y || line.y > list.bottom()) continue;
      const FolderEntry& entry = entries[i];
      const std::string label = entry.folder ? cat(entry.name, "/") : entry.name;
      const Touch t = touch(ui, cat("entry ", entry.name).c_str(), line, label, Kind::toggle, true, i == chosen_);
      if (i == chosen_ || t.hovered) inner->AddRectFilled({line.x + ui.px(3), line.y}, {line.right() - ui.px(3), line.bottom()}, i == chosen_ ? c.selection : c.panel2, ui.px(4));
      ui.text_at(inner, line.x + ui.px(12), line.y, entry.folder ? Face::text_bold : Face::text, c.text, ui.fitted(Face::text, label, line.w - ui.px(24)), row);
      if (t.pressed) {
        // One press chooses a file, which the button or a second press opens; a folder opens at once.
        const bool again = i == chosen_ && ImGui::GetMouseClickedCount(0) >= 2;
        chosen_ = i;
        if (entry.folder || again || saving) {
          take(i, ui.commands);
          break;
        }
      }
    }
    if (reveal_) {
      const float at = static_cast<float>(chosen_) * row, scroll = ImGui::GetScrollY();
      if (at < scroll) ImGui::SetScrollY(at);
      else if (at + row > scroll + list.h) ImGui::SetScrollY(at + row - list.h);
      reveal_ = false;
    }
    ImGui::Dummy({1, static_cast<float>(entries.size()) * row});
    scroll_by_touch();
  }
  end_region();

  y = list.bottom() + ui.px(10);
  if (saving) {
    text_line(ui, world, "file name", {body.x, y, body.w, dialog.control}, ui.t(T::file_name), name_);
    y += dialog.control + ui.px(10);
  }
  const std::string name = saving ? script_file_name(name_.line(0)) : std::string();
  const bool warn = warned_ && warned_of_ == folder_.path_of(name);
  const bool is_file = !saving && chosen_ < folder_.entries().size() && !folder_.entries()[chosen_].folder;
  const std::string_view word = ui.t(saving ? (warn ? T::replace_file : T::save_button) : T::open_path);
  const ButtonLook look{.accent = true, .enabled = saving ? !name.empty() : is_file};
  const float width = button_width(ui, word, look, dialog.control);
  if (button(ui, "accept path", {body.right() - width, y, width, dialog.control}, word, look)) accept(ui.commands);
  if (warn) {
    const std::string text = fill(ui.t(T::file_is_there), name);
    ui.text_at(draw, body.x, y, Face::small, c.error, ui.fitted(Face::small, text, body.w - width - ui.px(12)), dialog.control);
  }
  if (dialog.closed) close();
  end_dialog();
}

}  // namespace logit::lab
