#include "lab/panels/share_dialog.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/data_files.h"
#include "lab/widgets/controls.h"
#include "lab/widgets/dialog.h"
#include "share/export.h"

namespace logit::lab {

namespace {

constexpr std::size_t kLong = 2000;  // what chat programs still take

// Text in a box, broken wherever a line is full: what is copied has no words to break at.
float broken_text(Ui& ui, ImDrawList* list, Rect box, std::string_view text, ImU32 ink) {
  const float line = ui.px(18), advance = ui.fonts.advance(Face::note);
  const auto columns = static_cast<std::size_t>(std::max(8.0f, std::floor(box.w / advance)));
  float y = box.y;
  for (; !text.empty() && y + line <= box.bottom() + 1; y += line) {
    std::size_t bytes = std::min(columns, text.size());
    // Never within a character.
    while (bytes > 1 && bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    ui.text_at(list, box.x, y, Face::note, ink, text.substr(0, bytes), line);
    text.remove_prefix(bytes);
  }
  return y;
}

// Words in lines of at most `width`; returns the bottom.
float wrapped(Ui& ui, ImDrawList* list, float x, float y, float width, Face face, ImU32 ink, std::string_view text) {
  const float line = ui.px(20);
  while (!text.empty()) {
    std::size_t end = 0, fits = 0;
    while (end < text.size()) {
      end = std::min(text.find(' ', end + 1), text.size());
      if (fits && ui.fonts.width(face, text.substr(0, end)) > width) break;
      fits = end;
    }
    ui.text_at(list, x, y, face, ink, text.substr(0, fits), line);
    text.remove_prefix(std::min(fits + 1, text.size()));
    y += line;
  }
  return y;
}

bool check_row(Ui& ui, const char* name, Rect row, std::string_view label, bool on) {
  const Touch t = touch(ui, name, row, label, Kind::toggle, true, on);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float side = ui.px(18), y = row.y + std::floor((row.h - side) / 2);
  if (t.hovered) list->AddRectFilled(row.min(), row.max(), ui.c().panel2, ui.px(size::kButtonRadius));
  const ImVec2 min{row.x + ui.px(6), y}, max{min.x + side, y + side};
  if (on) {
    list->AddRectFilled(min, max, ui.c().accent, ui.px(4));
    draw_icon(list, Icon::check, {(min.x + max.x) / 2, (min.y + max.y) / 2}, ui.px(12), ui.c().on_accent);
  } else {
    list->AddRect(min, max, ui.c().muted, ui.px(4), 0, std::max(1.0f, std::floor(ui.scale)));
  }
  ui.text_at(list, max.x + ui.px(10), row.y, Face::text, ui.c().text, ui.fitted(Face::text, label, row.right() - max.x - ui.px(14)), row.h);
  return t.pressed;
}

std::string stem(std::string_view name) {
  if (name.ends_with(".py")) name.remove_suffix(3);
  return name.empty() ? "script" : std::string(name);
}

}  // namespace

void ShareDialog::open(std::vector<std::string> hidden) {
  open_ = true;
  tab_ = 0;
  form_ = {};
  form_.hidden = std::move(hidden);
  link_.clear();
}

void ShareDialog::set_link(std::string link) {
  if (link == link_) return;
  link_ = std::move(link);
  qr_ = share::qr_code(link_);
}

void ShareDialog::draw(Ui& ui, World& world, Rect screen) {
  const Dialog dialog = begin_dialog(ui, "share", screen, ui.t(T::share), 620, ui.phone ? 700 : 560);
  if (dialog.closed) close();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const float control = dialog.control, left = dialog.body.x, right = dialog.body.right();
  float y = dialog.body.y + ui.px(4);

  // The link itself.
  const ButtonLook copy_look{.icon = Icon::copy, .accent = true};
  const float copy_width = button_width(ui, ui.t(T::copy_link), copy_look, control);
  const Rect field{left, y, right - left - copy_width - ui.px(8), control};
  list->AddRectFilled(field.min(), field.max(), c.background, ui.px(size::kButtonRadius));
  list->AddRect(field.min(), field.max(), c.line, ui.px(size::kButtonRadius), 0, std::max(1.0f, std::floor(ui.scale)));
  touch(ui, "link", field, link_, Kind::text);
  ui.text_at(list, field.x + ui.px(10), field.y, Face::note, c.muted, ui.fitted(Face::note, link_, field.w - ui.px(20)), field.h);
  if (button(ui, "copy link", {right - copy_width, y, copy_width, control}, ui.t(T::copy_link), copy_look)) ui.commands.push(CopyText{link_});
  y += control + ui.px(8);
  const bool is_long = link_.size() > kLong;
  y = wrapped(ui, list, left, y, right - left, Face::small, is_long ? c.error : c.muted,
              fill(ui.t(is_long ? T::link_is_long : T::link_runs_nothing), cat(link_.size())));
  y += ui.px(8);

  // What can be made of it.
  const T tabs[] = {T::qr_code, T::embed, T::files, T::teacher};
  const Rect head{left, y, right - left, ui.px(ui.phone ? 44 : 36)};
  float x = left;
  for (int i = 0; i < 4; ++i) {
    if (tab(ui, cat("share tab ", i).c_str(), x, head, ui.t(tabs[i]), tab_ == i)) tab_ = i;
    x += ui.px(6);
  }
  list->AddRectFilled({left, head.bottom()}, {right, head.bottom() + 1}, c.line);
  const Rect body{left, head.bottom() + ui.px(14), right - left, dialog.body.bottom() - head.bottom() - ui.px(14)};
  if (tab_ == 0) draw_qr(ui, body);
  else if (tab_ == 1) draw_embed(ui, world, body);
  else if (tab_ == 2) draw_files(ui, world, body);
  else draw_form(ui, world, body);
  end_dialog();
}

void ShareDialog::draw_qr(Ui& ui, Rect body) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (qr_.size == 0) {
    wrapped(ui, list, body.x, body.y, body.w, Face::text, ui.c().muted, ui.t(T::qr_too_long));
    touch(ui, "no qr", body, ui.t(T::qr_too_long), Kind::text);
    return;
  }
  // Whole pixels a module, with the quiet border of four that a camera needs; black on white in both themes.
  const float room = std::min(body.w, body.h);
  const float module = std::max(1.0f, std::floor(room / static_cast<float>(qr_.size + 8)));
  const float side = module * static_cast<float>(qr_.size + 8);
  const Rect box{std::floor(body.x + (body.w - side) / 2), body.y, side, side};
  list->AddRectFilled(box.min(), box.max(), IM_COL32_WHITE);
  for (int y = 0; y < qr_.size; ++y) {
    for (int x = 0; x < qr_.size;) {
      int end = x;
      while (end < qr_.size && qr_.at(end, y)) ++end;
      if (end > x) {
        const ImVec2 min{box.x + module * static_cast<float>(x + 4), box.y + module * static_cast<float>(y + 4)};
        list->AddRectFilled(min, {box.x + module * static_cast<float>(end + 4), min.y + module}, IM_COL32_BLACK);
      }
      x = end + 1;
    }
  }
  touch(ui, "qr", box, ui.t(T::qr_code), Kind::text);
}

void ShareDialog::draw_embed(Ui& ui, World& world, Rect body) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string html = share::iframe(link_, world.document.name);
  const float control = ui.px(ui.phone ? size::kTouch : size::kButton);
  const float copy_width = button_width(ui, ui.t(T::copy), {.icon = Icon::copy}, control);
  ui.text_at(list, body.x, body.y, Face::text, ui.c().text, ui.fitted(Face::text, ui.t(T::embed_help), body.w - copy_width - ui.px(8)), control);
  if (button(ui, "copy embed", {body.right() - copy_width, body.y, copy_width, control}, ui.t(T::copy), {.icon = Icon::copy})) ui.commands.push(CopyText{html});
  const Rect box{body.x, body.y + control + ui.px(10), body.w, body.h - control - ui.px(10)};
  list->AddRectFilled(box.min(), box.max(), ui.c().background, ui.px(size::kButtonRadius));
  touch(ui, "embed", box, html, Kind::text);
  broken_text(ui, list, box.shrunk(ui.px(10)), html, ui.c().text);
}

void ShareDialog::draw_files(Ui& ui, World& world, Rect body) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float control = ui.px(ui.phone ? size::kTouch : size::kButton), row = control + ui.px(14);
  const std::string name = stem(world.document.name), script = world.document.buffer.text();
  float y = body.y;
  const auto line = [&](const char* ending, T about) {
    const std::string file = name + ending, label = fill(ui.t(T::save_as), ending);
    const float width = std::max(ui.px(130), button_width(ui, label, {}, control));
    const bool pressed = button(ui, ending, {body.x, y, width, control}, label);
    ui.text_at(list, body.x + width + ui.px(12), y, Face::text, ui.c().muted, ui.fitted(Face::text, ui.t(about), body.w - width - ui.px(12)), control);
    y += row;
    return pressed ? file : std::string();
  };
  if (const std::string file = line(".py", T::file_py); !file.empty()) ui.commands.push(SaveFile{file, "text/x-python", script});
  if (const std::string file = line(".ipynb", T::file_notebook); !file.empty()) {
    ui.commands.push(SaveFile{file, "application/x-ipynb+json", share::notebook(script, name, link_)});
  }
  if (const std::string file = line(".md", T::file_markdown); !file.empty()) {
    ui.commands.push(SaveFile{file, "text/markdown", share::markdown(script, name, link_)});
  }
  const std::string label = cat(ui.t(T::data_files), "…");
  const float width = std::max(ui.px(130), button_width(ui, label, {}, control));
  if (button(ui, "data files", {body.x, y, width, control}, label)) ui.commands.push(ShowFiles{});
  ui.text_at(list, body.x + width + ui.px(12), y, Face::text, ui.c().muted, ui.fitted(Face::text, ui.t(T::data_files_help), body.w - width - ui.px(12)), control);
}

void ShareDialog::draw_form(Ui& ui, World& world, Rect body) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float row = ui.px(ui.phone ? size::kTouch : 32);
  float y = wrapped(ui, list, body.x, body.y, body.w, Face::small, ui.c().muted, ui.t(T::teacher_help)) + ui.px(6);
  // What a link may leave away, by the names that World::hidden knows.
  constexpr struct {
    const char* part;
    T label;
  } kParts[] = {{"graph", T::switch_graph}, {"curves", T::switch_curves}, {"output", T::switch_output},
                {"lessons", T::switch_lessons}, {"share", T::switch_share}};
  for (const auto& [part, label] : kParts) {
    const auto found = std::find(form_.hidden.begin(), form_.hidden.end(), part);
    const bool shown = found == form_.hidden.end();
    if (check_row(ui, part, {body.x, y, body.w, row}, ui.t(label), shown)) {
      if (shown) form_.hidden.emplace_back(part);
      else form_.hidden.erase(found);
    }
    y += row;
  }
  if (check_row(ui, "lock", {body.x, y, body.w, row}, ui.t(T::switch_edit), !form_.lock_code)) form_.lock_code = !form_.lock_code;
  y += row;
  if (check_row(ui, "fixed language", {body.x, y, body.w, row}, ui.t(T::switch_language), form_.fix_language)) form_.fix_language = !form_.fix_language;
  y += row;
  const FileStore& files = world.session.files();
  if (files.bytes() == 0) return;
  const std::string size = human_size(files.bytes());
  if (!fits_link(files)) {
    form_.with_files = false;
    wrapped(ui, list, body.x, y + ui.px(6), body.w, Face::small, ui.c().muted, fill(ui.t(T::files_too_large), size, human_size(share::kMaxFileBytes)));
  } else if (check_row(ui, "with files", {body.x, y, body.w, row}, fill(ui.t(T::switch_files), size), form_.with_files)) {
    form_.with_files = !form_.with_files;
  }
}

}  // namespace logit::lab
