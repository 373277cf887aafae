#include "lab/panels/top_bar.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/number_text.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

std::string TopBar::status_text(const Ui& ui, const World& world) const {
  const Status status = world.session.status();
  std::string out;
  const auto add = [&](std::string_view piece) {
    if (!out.empty()) out += " · ";
    out += piece;
  };
  if (status == Status::paused) add(fill(ui.t(T::paused_at), cat(world.session.current_line())));
  const std::uint64_t on_device = world.session.device_products();
  if (on_device > 0) add("WebGPU");
  if (status == Status::waiting && (on_device == 0 || world.session.wants_input())) add(ui.t(T::waiting));
  if (world.run.backward_passes > 1) {
    add(fill(ui.t(T::step_number), cat(world.run.backward_passes)));
    if (world.run.epoch > 0) add(fill(ui.t(T::epoch_number), cat(world.run.epoch)));
    if (world.micros_per_step > 0) add(fill(ui.t(T::micro_seconds_per_step), short_number(std::round(world.micros_per_step * 10) / 10)));
  } else if (status == Status::running) {
    add(ui.t(T::running));
  }
  if (status == Status::finished && world.run.ended) {
    if (world.run.error) add(world.run.error->type == "KeyboardInterrupt" ? ui.t(T::stopped) : ui.t(T::failed));
    else add(fill(ui.t(T::finished_in), duration(world.run.ended->seconds)));
  }
  if (out.empty()) out = ui.t(T::ready);
  return out;
}

void TopBar::draw(Ui& ui, World& world, Rect rect) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const float hair = std::max(1.0f, std::floor(ui.scale));
  list->AddRectFilled(rect.min(), rect.max(), c.panel);
  list->AddRectFilled({rect.x, rect.bottom() - hair}, rect.max(), c.line);

  const float height = ui.px(ui.phone ? 44 : size::kButton), top = rect.y + std::floor((rect.h - height) / 2), gap = ui.px(8);
  float x = rect.x + ui.px(ui.phone ? 8 : 16);
  const float logo = ui.px(24);
  draw_logo(list, {x, rect.y + std::floor((rect.h - logo) / 2)}, logo, c.accent, c.on_accent);
  const float logo_left = x - ui.px(6);
  x += logo + gap;
  const bool narrow = rect.w < ui.px(1000);
  if (!ui.phone || rect.w > ui.px(430)) x = ui.text_at(list, x, rect.y, Face::title, c.text, "logit", rect.h) + ui.px(16);
  const Touch about = touch(ui, "about", {logo_left, top, x - ui.px(ui.phone ? 2 : 8) - logo_left, height}, ui.t(T::about), Kind::button);
  if (about.pressed) ui.commands.push(ShowAbout{});
  tooltip(ui, about, ui.t(T::about));

  // From the right first: what is left is for the lesson and the status.
  float right = rect.right() - ui.px(ui.phone ? 8 : 16);
  const auto place_right = [&](float width) {
    right -= width;
    const Rect box{right, top, width, height};
    right -= gap;
    return box;
  };
  const bool dark = world.settings.dark;
  if (icon_button(ui, "theme", place_right(height), ui.t(dark ? T::theme_light : T::theme_dark), {.icon = Icon::sun_moon})) ui.commands.push(SetDark{!dark});
  if (!ui.phone) {
    const Rect box = place_right(height);
    if (icon_button(ui, "text size", box, ui.t(T::text_size), {.icon = Icon::larger})) open_menu("size menu");
    size_menu(ui, world, box);
  }
  if (!narrow && ui.host.gpu() && !world.is_hidden("products")) {
    const Rect box = place_right(height);
    if (icon_button(ui, "products", box, ui.t(T::products), {.icon = Icon::chip})) open_menu("products menu");
    products_menu(ui, world, box);
  }
  const float code_width = ui.fonts.width(Face::text, "VI") + ui.px(24);
  {
    const Rect box = place_right(std::max(code_width, height));
    const Touch t = touch(ui, "language", box, ui.t(T::language), Kind::button);
    list->AddRectFilled(box.min(), box.max(), t.held ? mixed(c.panel2, c.text, 0.14f) : t.hovered ? mixed(c.panel2, c.text, 0.07f) : c.panel2, ui.px(size::kButtonRadius));
    list->AddRect(box.min(), box.max(), c.line, ui.px(size::kButtonRadius), 0, hair);
    ui.text_center(list, box.center(), Face::text, c.text, ui.t(T::language_code));
    if (t.pressed) ui.commands.push(SetLanguage{ui.language == Language::vi ? Language::en : Language::vi});
    tooltip(ui, t, ui.t(T::language));
  }
  if (!world.is_hidden("share")) {
    const ButtonLook look{.icon = Icon::share};
    if (narrow || ui.phone) {
      if (icon_button(ui, "share", place_right(height), ui.t(T::share), look)) ui.commands.push(ShareScript{});
    } else if (button(ui, "share", place_right(button_width(ui, ui.t(T::share), look, height)), ui.t(T::share), look)) {
      ui.commands.push(ShareScript{});
    }
  }

  const Status status = world.session.status();
  const bool busy = status == Status::running || status == Status::waiting, paused = status == Status::paused;
  if (!world.is_hidden("lessons")) {
    const int index = world.book.find(world.lesson);
    std::string label(ui.t(T::lessons));
    if (index >= 0) label = cat(index + 1, " · ", world.book.lessons()[static_cast<std::size_t>(index)].in(ui.language).title);
    const ButtonLook look{.chevron = true};
    if (ui.phone) {
      const Rect box{x, top, height, height};
      if (icon_button(ui, "lessons", box, ui.t(T::lessons), {.icon = Icon::book})) open_menu("lesson menu");
      lesson_menu(ui, world, {box.x, box.y, ui.px(320), box.h});
      x += height + gap;
    } else {
      const float width = std::min(button_width(ui, label, look, height), std::max(ui.px(150), std::min(ui.px(360), rect.w * 0.26f)));
      const Rect box{x, top, width, height};
      if (button(ui, "lessons", box, label, look)) open_menu("lesson menu");
      lesson_menu(ui, world, {box.x, box.y, std::max(ui.px(400), box.w), box.h});
      x += width + gap;
    }
  }
  const std::string run_key = ui.modifier() + "+Enter";
  const ButtonLook run_look{.icon = Icon::play, .accent = true, .shortcut = run_key};
  // The button keeps its width when its word changes.
  float run_width = 0;
  for (T word : {T::run, T::stop, T::resume}) run_width = std::max(run_width, button_width(ui, ui.t(word), run_look, height));
  if (ui.phone) run_width = std::max(button_width(ui, ui.t(T::run), run_look, height), button_width(ui, ui.t(T::stop), run_look, height));
  const Rect run_box{x, top, run_width, height};
  if (busy) {
    if (button(ui, "stop", run_box, ui.t(T::stop), {.icon = Icon::stop, .accent = true, .shortcut = "Esc"})) ui.commands.push(StopScript{});
  } else if (paused) {
    const T word = ui.phone ? T::run : T::resume;
    if (button(ui, "resume", run_box, ui.t(word), run_look)) ui.commands.push(ResumeScript{});
  } else if (button(ui, "run", run_box, ui.t(T::run), run_look)) {
    ui.commands.push(RunScript{});
  }
  x += run_width + gap;
  const auto tool = [&](const char* name, Icon icon, T label, bool enabled, std::string_view shortcut, Command command) {
    if (x + height > right) return;
    const ButtonLook look{.icon = icon, .enabled = enabled, .shortcut = shortcut};
    if (icon_button(ui, name, {x, top, height, height}, ui.t(label), look)) ui.commands.push(std::move(command));
    x += height + gap;
  };
  if (busy) tool("pause", Icon::pause, T::pause, true, "F8", PauseScript{});
  else tool("pause", paused ? Icon::stop : Icon::pause, paused ? T::stop : T::pause, paused, paused ? "" : "F8", StopScript{});
  tool("step", Icon::step_over, T::step_line, !busy, "F10", StepScript{StepKind::over});
  if (!ui.phone) {
    tool("step into", Icon::step_into, T::step_into, !busy, ui.modifier() + "+F10", StepScript{StepKind::into});
    if (x + height <= right) {
      const Rect box{x, top, height, height};
      if (icon_button(ui, "step menu", box, ui.t(T::step_by), {.icon = Icon::chevron_down, .enabled = !busy})) open_menu("steps");
      step_menu(ui, box);
      x += height + gap;
    }
    tool("restart", Icon::restart, T::restart, busy || paused || status == Status::finished, "", RunScript{});
    const std::string text = status_text(ui, world);
    const float room = right - x - gap, pad = ui.px(9), chip = ui.px(22);
    if (room > ui.px(60)) {
      const std::string shown = ui.fitted(Face::small, text, room - 2 * pad);
      const float width = ui.fonts.width(Face::small, shown) + 2 * pad;
      const Rect box{x, rect.y + std::floor((rect.h - chip) / 2), width, chip};
      const bool bad = status == Status::finished && world.run.error;
      list->AddRect(box.min(), box.max(), bad ? c.error : c.line, chip / 2, 0, hair);
      ui.text_at(list, box.x + pad, box.y, Face::small, bad ? c.error : c.muted, shown, chip);
      touch(ui, "status", box, text, Kind::text);
    }
  }
}

void TopBar::size_menu(Ui& ui, World& world, Rect anchor) {
  const float side = ui.px(size::kButton), pad = ui.px(8), middle = ui.px(64);
  const float width = 2 * side + middle + 2 * pad, height = side + 2 * pad;
  if (!begin_menu(ui, "size menu", {anchor.right() - width, anchor.y, anchor.w, anchor.h}, width, height)) return;
  const ImVec2 pos = ImGui::GetWindowPos();
  ImGui::Dummy({1, height});
  const float y = pos.y + pad;
  if (icon_button(ui, "smaller", {pos.x + pad, y, side, side}, ui.t(T::smaller_text), {.icon = Icon::smaller})) ui.commands.push(ChangeTextScale{-1});
  const std::string percent = cat(static_cast<int>(std::lround(world.settings.text_scale * 100)), " %");
  const Rect box{pos.x + pad + side, y, middle, side};
  const Touch t = touch(ui, "usual size", box, percent, Kind::button);
  ui.text_center(ImGui::GetWindowDrawList(), box.center(), Face::text, t.hovered ? ui.c().text : ui.c().muted, percent);
  if (t.pressed) ui.commands.push(ChangeTextScale{0});
  if (icon_button(ui, "larger", {box.right(), y, side, side}, ui.t(T::bigger_text), {.icon = Icon::larger})) ui.commands.push(ChangeTextScale{+1});
  end_menu();
}

void TopBar::products_menu(Ui& ui, World& world, Rect anchor) {
  using kernels::Backend;
  struct Row {
    const char* name;
    T label;
    Backend backend;
  };
  constexpr Row kRows[] = {{"by size", T::by_size, Backend::automatic}, {"by simd", T::by_simd, Backend::simd}, {"by webgpu", T::by_webgpu, Backend::webgpu}};
  const float row = ui.px(34), pad = ui.px(8), width = ui.px(270), height = row * static_cast<float>(std::size(kRows)) + 2 * pad;
  if (!begin_menu(ui, "products menu", {anchor.right() - width, anchor.y, anchor.w, anchor.h}, width, height)) return;
  const ImVec2 pos = ImGui::GetWindowPos();
  ImGui::Dummy({1, height});
  float y = pos.y + pad;
  for (const Row& r : kRows) {
    if (menu_row(ui, r.name, {pos.x + pad, y, ImGui::GetWindowWidth() - 2 * pad, row}, ui.t(r.label), world.settings.backend == r.backend)) {
      ui.commands.push(SetBackend{r.backend});
      ImGui::CloseCurrentPopup();
    }
    y += row;
  }
  end_menu();
}

void TopBar::step_menu(Ui& ui, Rect anchor) {
  struct Row {
    const char* name;
    T label;
    StepKind kind;
    std::string_view key;
  };
  const Row rows[] = {{"over", T::step_line, StepKind::over, "F10"},
                      {"into", T::step_into, StepKind::into, ui.host.is_apple() ? "Cmd+F10" : "Ctrl+F10"},
                      {"out", T::step_out, StepKind::out, "Shift+F10"},
                      {"operation", T::step_operation, StepKind::operation, ""},
                      {"minibatch", T::step_minibatch, StepKind::minibatch, ""},
                      {"epoch", T::step_epoch, StepKind::epoch, ""}};
  const float row = ui.px(34), pad = ui.px(8), width = ui.px(270);
  if (!begin_menu(ui, "steps", anchor, width, row * static_cast<float>(std::size(rows)) + 2 * pad)) return;
  const ImVec2 pos = ImGui::GetWindowPos();
  ImGui::Dummy({1, row * static_cast<float>(std::size(rows)) + 2 * pad});
  float y = pos.y + pad - ImGui::GetScrollY();
  for (const Row& r : rows) {
    const Rect box{pos.x + pad, y, ImGui::GetWindowWidth() - 2 * pad, row};
    if (menu_row(ui, cat("step ", r.name).c_str(), box, ui.t(r.label), false)) {
      ui.commands.push(StepScript{r.kind});
      ImGui::CloseCurrentPopup();
    }
    ui.text_right(ImGui::GetWindowDrawList(), box.right() - ui.px(10), box.y, Face::small, ui.c().muted, r.key, row);
    y += row;
  }
  end_menu();
}

void TopBar::lesson_menu(Ui& ui, World& world, Rect anchor) {
  const auto& lessons = world.book.lessons();
  const float row = ui.px(ui.phone ? 46 : 34), pad = ui.px(8);
  const bool files = !ui.host.first_folder().empty();
  const float height = row * static_cast<float>(lessons.size() + (files ? 2 : 0)) + 2 * pad;
  if (!begin_menu(ui, "lesson menu", anchor, anchor.w, height)) return;
  const ImVec2 pos = ImGui::GetWindowPos();
  ImGui::Dummy({1, height});
  float y = pos.y + pad - ImGui::GetScrollY();
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    const Rect box{pos.x + pad, y, ImGui::GetWindowWidth() - 2 * pad, row};
    const std::string label = cat(i + 1, " · ", lessons[i].in(ui.language).title);
    if (menu_row(ui, cat("lesson ", lessons[i].id).c_str(), box, label, lessons[i].id == world.lesson)) {
      ui.commands.push(OpenLesson{lessons[i].id});
      ImGui::CloseCurrentPopup();
    }
    y += row;
  }
  const auto file_row = [&](const char* name, T label, const char* key, Command command) {
    const Rect box{pos.x + pad, y, ImGui::GetWindowWidth() - 2 * pad, row};
    y += row;
    if (!menu_row(ui, name, box, cat(ui.t(label), "…  ", ui.modifier(), key), false)) return;
    ui.commands.push(std::move(command));
    ImGui::CloseCurrentPopup();
  };
  if (files) {
    file_row("open file", T::open_path, "+O", PickFile{});
    file_row("save file as", T::save_path, "+Shift+S", ChooseSavePath{});
  }
  end_menu();
}

}  // namespace logit::lab
