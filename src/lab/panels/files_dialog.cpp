#include "lab/panels/files_dialog.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/data_sets.h"
#include "lab/widgets/controls.h"
#include "lab/widgets/dialog.h"

namespace logit::lab {

void FilesDialog::open(std::string name) {
  open_ = true;
  if (!name.empty()) shown_ = std::move(name);
  revision_ = UINT64_MAX;
}

void FilesDialog::draw(Ui& ui, World& world, Rect screen) {
  const FileStore& files = world.session.files();
  const std::vector<FileStore::Entry> list = files.list();
  if (!files.find(shown_)) shown_ = list.empty() ? std::string() : list.front().name;
  if (revision_ != files.revision() && !shown_.empty()) {
    preview_ = preview_file(shown_, *files.find(shown_));
    revision_ = files.revision();
  }

  const Dialog dialog = begin_dialog(ui, "files", screen, ui.t(T::data_files), 680, 560);
  if (dialog.closed) close();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const float control = dialog.control, row = ui.px(ui.phone ? size::kTouch : 32);
  const float left = dialog.body.x, right = dialog.body.right(), bottom = dialog.body.bottom();
  float y = dialog.body.y;
  ui.text_at(draw, left, y, Face::small, c.muted, ui.fitted(Face::small, ui.t(T::data_files_help), right - left), ui.px(20));
  y += ui.px(28);

  const float add_width = button_width(ui, ui.t(T::add_file), {.accent = true}, control);
  if (button(ui, "add file", {left, y, add_width, control}, ui.t(T::add_file), {.accent = true})) ui.commands.push(PickFile{});
  if (!world.is_locked("code")) {
    const Rect box{left + add_width + ui.px(8), y, button_width(ui, ui.t(T::add_data_set), {.chevron = true}, control), control};
    if (button(ui, "data sets", box, ui.t(T::add_data_set), {.chevron = true})) open_menu("data set menu");
    data_set_menu(ui, world, box);
  }
  y += control + ui.px(10);

  // One row a file; the list takes at most half of what is left.
  const auto visible = static_cast<std::size_t>(std::max(1.0f, std::floor((bottom - y) * 0.5f / row)));
  const std::size_t chosen = static_cast<std::size_t>(
      std::find_if(list.begin(), list.end(), [&](const auto& e) { return e.name == shown_; }) - list.begin());
  const std::size_t first = chosen >= visible ? chosen - visible + 1 : 0;
  for (std::size_t i = first; i < std::min(list.size(), first + visible); ++i) {
    const FileStore::Entry& entry = list[i];
    const Rect line{left, y, right - left - row - ui.px(6), row};
    const std::string label = cat(entry.name, "  ", human_size(entry.bytes));
    const Touch t = touch(ui, cat("file ", entry.name).c_str(), line, label, Kind::toggle, true, entry.name == shown_);
    if (entry.name == shown_ || t.hovered) draw->AddRectFilled(line.min(), line.max(), c.panel2, ui.px(size::kButtonRadius));
    const std::string size = human_size(entry.bytes);
    const float size_width = ui.fonts.width(Face::small, size);
    ui.text_at(draw, line.x + ui.px(10), y, Face::text, c.text, ui.fitted(Face::text, entry.name, line.w - size_width - ui.px(40)), row);
    ui.text_at(draw, line.right() - size_width - ui.px(10), y, Face::small, c.muted, size, row);
    if (t.pressed) open(entry.name);
    if (icon_button(ui, cat("remove ", entry.name).c_str(), {right - row, y, row, row}, fill(ui.t(T::remove_file), entry.name),
                    {.icon = Icon::close, .quiet = true})) {
      ui.commands.push(RemoveFile{entry.name});
    }
    y += row;
  }
  y += ui.px(10);
  if (!shown_.empty()) draw_preview(ui, {left, y, right - left, bottom - y});
  end_dialog();
}

void FilesDialog::data_set_menu(Ui& ui, const World& world, Rect anchor) {
  const std::vector<DataSet> sets = data_sets();
  const float row = ui.px(ui.phone ? 46 : 34), pad = ui.px(8), height = row * static_cast<float>(sets.size()) + 2 * pad;
  float width = ui.px(200);
  for (const DataSet& set : sets) width = std::max(width, ui.fonts.width(Face::small, set.title(ui.language)) + ui.px(40));
  width = std::min(width, ImGui::GetIO().DisplaySize.x - 2 * pad);
  anchor.x = std::clamp(anchor.x, pad, std::max(pad, ImGui::GetIO().DisplaySize.x - width - pad));
  if (!begin_menu(ui, "data set menu", anchor, width, height)) return;
  const ImVec2 pos = ImGui::GetWindowPos();
  ImGui::Dummy({1, height});
  float y = pos.y + pad;
  for (const DataSet& set : sets) {
    if (menu_row(ui, cat("data set ", set.name).c_str(), {pos.x + pad, y, width - 2 * pad, row}, set.title(ui.language), false)) {
      ui.commands.push(AddDataSet{std::string(set.name)});
      ImGui::CloseCurrentPopup();
    }
    y += row;
  }
  end_menu();
}

void FilesDialog::draw_preview(Ui& ui, Rect body) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const float line = ui.px(22);
  std::string about = preview_.note;
  if (preview_.is_table) about = fill(ui.t(T::rows_and_columns), cat(preview_.all_rows), cat(preview_.all_columns));
  else if (about.empty()) about = fill(ui.t(T::lines_of_text), cat(preview_.all_rows));
  ui.text_at(draw, body.x, body.y, Face::small, c.muted, ui.fitted(Face::small, about, body.w), line);
  std::string all = about;
  float y = body.y + line;
  std::vector<float> widths;
  for (const auto& row : preview_.rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t k = 0; k < row.size(); ++k) widths[k] = std::max(widths[k], ui.fonts.width(Face::note, row[k]) + ui.px(18));
  }
  for (const auto& row : preview_.rows) {
    if (y + line > body.bottom()) break;
    float x = body.x;
    if (preview_.is_table && y == body.y + line) draw->AddRectFilled({body.x, y}, {body.right(), y + line}, c.background);
    for (std::size_t k = 0; k < row.size() && x < body.right(); ++k) {
      ui.text_at(draw, x + ui.px(6), y, Face::note, c.text, ui.fitted(Face::note, row[k], body.right() - x - ui.px(6)), line);
      x += widths[k];
      all += cat(k ? " " : "\n", row[k]);
    }
    y += line;
    draw->AddRectFilled({body.x, y - 1}, {body.right(), y}, c.line);
  }
  touch(ui, "file preview", body, all, Kind::text);
}

}  // namespace logit::lab
