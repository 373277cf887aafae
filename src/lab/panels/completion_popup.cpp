#include "lab/panels/completion_popup.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

namespace {

constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground |
                                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing;

bool begin_popup(Ui& ui, const char* name, Rect box) {
  ImGui::SetNextWindowPos(box.min());
  ImGui::SetNextWindowSize({box.w, box.h});
  const bool open = ImGui::Begin(name, nullptr, kFlags);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = ui.px(size::kButtonRadius);
  list->PushClipRectFullScreen();
  for (int i = 6; i > 0; --i) {
    const float grow = ui.px(static_cast<float>(i));
    list->AddRectFilled({box.x - grow, box.y - grow + ui.px(3)}, {box.right() + grow, box.bottom() + grow + ui.px(3)}, IM_COL32(0, 0, 0, 9), radius + grow);
  }
  list->AddRectFilled(box.min(), box.max(), ui.c().panel, radius);
  list->AddRect(box.min(), box.max(), ui.c().line, radius, 0, std::max(1.0f, std::floor(ui.scale)));
  list->PopClipRect();
  return open;
}

std::string detail(const Ui& ui, const Member& member) {
  switch (member.kind) {
    case Member::Kind::module: return std::string(ui.t(T::kind_module));
    case Member::Kind::type: return std::string(ui.t(T::kind_class));
    case Member::Kind::function: return std::string(ui.t(T::kind_function));
    case Member::Kind::keyword: return std::string(ui.t(T::kind_keyword));
    case Member::Kind::value: return member.type;
  }
  return {};
}

ImU32 ink_of(const Colors& c, Member::Kind kind) {
  switch (kind) {
    case Member::Kind::function: return c.function;
    case Member::Kind::keyword: return c.keyword;
    case Member::Kind::type: return c.string;
    case Member::Kind::module: return c.number;
    case Member::Kind::value: return c.text;
  }
  return c.text;
}

// A name with the letters that were typed of it in the accent colour.
void draw_name(Ui& ui, ImDrawList* list, float x, const Rect& row, Face face, const Member& member, const std::string& prefix, float room) {
  const std::string shown = ui.fitted(face, member.name, room);
  const bool begins = !prefix.empty() && shown.size() >= prefix.size() && member.name.starts_with(prefix);
  const std::size_t split = begins ? prefix.size() : 0;
  if (split > 0) x = ui.text_at(list, x, row.y, face, ui.c().accent, std::string_view(shown).substr(0, split), row.h);
  ui.text_at(list, x, row.y, face, ink_of(ui.c(), member.kind), std::string_view(shown).substr(split), row.h);
}

void accept(World& world, Completion& completion, int index) {
  completion.accept(world.document.buffer, index);
  world.focus.target = &world.document.buffer;
}

void draw_chips(Ui& ui, World& world, Completion& completion, Rect body, Rect caret) {
  const float height = ui.px(size::kTouch), pad = ui.px(12), gap = ui.px(6);
  Rect box{body.x + ui.px(4), caret.bottom() + ui.px(4), body.w - ui.px(8), height + ui.px(8)};
  if (box.bottom() > body.bottom()) box.y = caret.y - box.h - ui.px(4);
  if (begin_popup(ui, "completion", box)) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    float x = box.x + ui.px(4);
    for (std::size_t i = 0; i < completion.candidates().size(); ++i) {
      const Member& member = completion.candidates()[i];
      const float width = std::max(ui.fonts.width(Face::note, member.name) + 2 * pad, ui.px(size::kTouch));
      if (x + width > box.right() - ui.px(4)) break;
      const Rect chip{x, box.y + ui.px(4), width, height};
      const Touch t = touch(ui, cat("complete ", i).c_str(), chip, member.name, Kind::menu_item, true, static_cast<int>(i) == completion.chosen());
      list->AddRectFilled(chip.min(), chip.max(), t.held ? ui.c().selection : ui.c().panel2, ui.px(size::kButtonRadius));
      draw_name(ui, list, chip.x + (chip.w - ui.fonts.width(Face::note, member.name)) / 2, chip, Face::note, member, completion.prefix(), chip.w);
      x += width + gap;
      if (t.pressed) {
        accept(world, completion, static_cast<int>(i));
        break;
      }
    }
  }
  ImGui::End();
}

// Returns the list's rectangle.
Rect draw_names(Ui& ui, World& world, Completion& completion, Rect body, Rect caret) {
  const auto& all = completion.candidates();
  const int count = static_cast<int>(all.size()), rows = std::min(count, Completion::kRows);
  const float row = ui.px(26), pad = ui.px(4), inner = ui.px(10);
  float names = 0, details = 0;
  for (int i = completion.first(); i < std::min(count, completion.first() + rows); ++i) {
    names = std::max(names, ui.fonts.width(Face::code, all[static_cast<std::size_t>(i)].name));
    details = std::max(details, ui.fonts.width(Face::small, detail(ui, all[static_cast<std::size_t>(i)])));
  }
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float bar = count > rows ? ui.px(6) : 0;
  float width = std::ceil(std::clamp(names + details + 3 * inner + 2 * pad + bar, ui.px(220), ui.px(460)));
  width = std::min(width, screen.x - ui.px(16));
  const float begin = caret.x - ui.fonts.width(Face::code, completion.prefix());
  Rect box{begin - pad - inner, caret.bottom() + ui.px(4), width, row * static_cast<float>(rows) + 2 * pad};
  box.x = std::floor(std::clamp(box.x, body.x, std::max(body.x, screen.x - width - ui.px(8))));
  if (box.bottom() > screen.y - ui.px(8) && caret.y - box.h - ui.px(4) > 0) box.y = caret.y - box.h - ui.px(4);
  int pressed = -1;
  if (begin_popup(ui, "completion", box)) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0) completion.scroll(ImGui::GetIO().MouseWheel > 0 ? -1 : 1);
    for (int k = 0; k < rows; ++k) {
      const int i = completion.first() + k;
      if (i >= count) break;
      const Member& member = all[static_cast<std::size_t>(i)];
      const Rect line{box.x + pad, box.y + pad + row * static_cast<float>(k), box.w - 2 * pad - bar, row};
      const bool on = i == completion.chosen();
      const std::string about = detail(ui, member);
      const Touch t = touch(ui, cat("complete ", k).c_str(), line, member.name, Kind::menu_item, true, on, about);
      if (on || t.hovered) list->AddRectFilled(line.min(), line.max(), on ? ui.c().selection : ui.c().panel2, ui.px(4));
      const float about_width = std::min(ui.fonts.width(Face::small, about), line.w * 0.45f);
      draw_name(ui, list, line.x + inner, line, Face::code, member, completion.prefix(), line.w - about_width - 3 * inner);
      ui.text_right(list, line.right() - inner, line.y, Face::small, ui.c().muted, ui.fitted(Face::small, about, about_width + 1), line.h);
      if (t.pressed) pressed = i;
    }
    if (bar > 0) {
      const float track = box.h - 2 * pad, length = std::max(ui.px(16), track * static_cast<float>(rows) / static_cast<float>(count));
      const float at = box.y + pad + (track - length) * static_cast<float>(completion.first()) / static_cast<float>(count - rows);
      list->AddRectFilled({box.right() - pad - ui.px(3), at}, {box.right() - pad, at + length}, ui.c().faint, ui.px(2));
    }
  }
  ImGui::End();
  if (pressed >= 0) accept(world, completion, pressed);
  return box;
}

void draw_call(Ui& ui, const Completion& completion, Rect body, Rect caret, Rect names) {
  const CallForm& form = *completion.form();
  const float pad = ui.px(10), line = ui.px(22), room = std::min(ui.px(640), body.w - ui.px(16)) - 2 * pad;
  const auto count = static_cast<int>(form.parameters.size());
  const auto width_of = [&](std::string_view text) { return ui.fonts.width(Face::note, text); };
  const std::string begin = form.name + "(";
  // Where all parameters have no room, those around the current one are shown.
  int from = 0, to = count;
  const auto total = [&] {
    float width = width_of(begin) + width_of(")") + (from > 0 ? width_of("…, ") : 0) + (to < count ? width_of(", …") : 0);
    for (int i = from; i < to; ++i) width += width_of(form.parameters[static_cast<std::size_t>(i)]) + (i > from ? width_of(", ") : 0);
    return width;
  };
  const int middle = std::max(0, completion.parameter());
  while (to - from > 1 && total() > room) middle - from > to - 1 - middle ? ++from : --to;
  const std::string several = completion.form_count() > 1 ? cat("  ", completion.form_index() + 1, "/", completion.form_count()) : std::string();
  const std::string summary = ui.phone ? std::string() : ui.fitted(Face::small, form.summary, room);
  const float width = std::min(room, std::max(total() + ui.fonts.width(Face::small, several), ui.fonts.width(Face::small, summary))) + 2 * pad;
  const float height = line + (summary.empty() ? 0 : ui.px(20)) + ui.px(8);
  Rect box{std::clamp(caret.x - ui.px(24), body.x + ui.px(8), std::max(body.x + ui.px(8), body.right() - width - ui.px(8))), caret.y - height - ui.px(6), std::ceil(width), height};
  const bool names_above = names.h > 0 && names.y < caret.y;
  if (box.y < body.y || names_above) {
    // No room over the caret: under it, or under the list of names.
    box.y = (names.h > 0 && !names_above ? names.bottom() : caret.bottom()) + ui.px(6);
  }
  box.x = std::floor(box.x);
  box.y = std::floor(box.y);
  if (begin_popup(ui, "call", box)) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = box.y + ui.px(4);
    float x = ui.text_at(list, box.x + pad, y, Face::note, ui.c().muted, begin, line);
    if (from > 0) x = ui.text_at(list, x, y, Face::note, ui.c().muted, "…, ", line);
    for (int i = from; i < to; ++i) {
      if (i > from) x = ui.text_at(list, x, y, Face::note, ui.c().muted, ", ", line);
      const std::string& parameter = form.parameters[static_cast<std::size_t>(i)];
      const bool now = i == completion.parameter();
      const std::string shown = ui.fitted(Face::note, parameter, box.right() - x);
      const float start = x;
      x = ui.text_at(list, x, y, Face::note, now ? ui.c().accent : ui.c().text, shown, line);
      if (now) list->AddRectFilled({start, y + line - ui.px(3)}, {x, y + line - ui.px(1.5f)}, ui.c().accent);
    }
    if (to < count) x = ui.text_at(list, x, y, Face::note, ui.c().muted, ", …", line);
    x = ui.text_at(list, x, y, Face::note, ui.c().muted, ")", line);
    if (!several.empty()) ui.text_at(list, x, y, Face::small, ui.c().muted, several, line);
    if (!summary.empty()) ui.text_at(list, box.x + pad, y + line, Face::small, ui.c().muted, summary, ui.px(20));
    std::string whole = begin;
    for (int i = 0; i < count; ++i) whole += cat(i ? ", " : "", form.parameters[static_cast<std::size_t>(i)]);
    const std::string current = completion.parameter() >= 0 ? form.parameters[static_cast<std::size_t>(completion.parameter())] : std::string();
    touch(ui, "signature", box, whole + ")", Kind::text, true, false, current);
  }
  ImGui::End();
}

}  // namespace

void draw_completion(Ui& ui, World& world, Completion& completion, Rect body) {
  if (world.focus.target != &world.document.buffer) {
    completion.close();
    completion.close_call();
    return;
  }
  completion.follow(world.document.buffer);
  const Rect caret = world.focus.caret;
  if (caret.y < body.y - 1 || caret.bottom() > body.bottom() + ui.px(8)) return;  // scrolled away
  Rect names;
  if (completion.open()) {
    if (ui.phone) draw_chips(ui, world, completion, body, caret);
    else names = draw_names(ui, world, completion, body, caret);
  }
  if (completion.form()) draw_call(ui, completion, body, caret, names);
}

}  // namespace logit::lab
