// Where the panels stand: two columns on a desk, one panel with a bar below it on a phone. One root window covers the
// screen; the panels are regions in it, so nothing floats and nothing overlaps.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "lab/lab_impl.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

bool Lab::prepare(float density) {
  Impl& lab = *impl_;
  const float scale = density * lab.settings.text_scale;
  lab.density = density;
  if (!lab.styled || lab.ui.scale != scale) {
    lab.ui.colors = lab.settings.dark ? &dark_colors() : &light_colors();
    lab.ui.scale = scale;
    apply_style(lab.ui.c(), scale);
    lab.styled = true;
  }
  if (lab.fonts.scale() == scale) return false;
  lab.fonts.build(lab.font_files, scale);
  return true;
}

void Lab::frame(float width, float height, double now) {
  Impl& lab = *impl_;
  Ui& ui = lab.ui;
  ui.now = now;
  ui.wake_at = 1e300;
  ui.language = lab.settings.language;
  ui.phone = width < ui.px(700);
  if (lab.redraw > 0) --lab.redraw;
  lab.registry.begin_frame();
  lab.draw({0, 0, width, height});
  lab.registry.end_frame();
  lab.tell_input_method();
  if (!lab.commands.empty()) {
    for (const Command& command : lab.commands.take()) lab.carry_out(command, *this);
  }
  if (ImGui::IsAnyMouseDown()) lab.redraw = std::max(lab.redraw, 2);
  // Settings and the draft are written a second after the last change.
  const bool dirty = lab.settings.save() != lab.saved_settings || lab.unsaved();
  if (dirty && lab.save_at == 0) lab.save_at = now + 1;
  if (lab.save_at > 0 && now >= lab.save_at) {
    save();
    lab.save_at = 0;
  } else if (lab.save_at > 0) {
    ui.wake(lab.save_at - now);
  }
}

void Lab::Impl::draw(Rect screen) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({screen.w, screen.h});
  ImGui::Begin("logit", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::GetWindowDrawList()->AddRectFilled(screen.min(), screen.max(), ui.c().background);
  const Rect bar{0, 0, screen.w, ui.px(ui.phone ? 56 : size::kBar)};
  top_bar.draw(ui, world, bar);
  Rect area{0, bar.bottom(), screen.w, screen.h - bar.bottom()};
  const float used = draw_banner(area);
  area.y += used;
  area.h -= used;
  const float below = has_time_line() ? ui.px(size::kTouch) : 0;
  area.h -= below;
  if (below > 0) time.draw(ui, world, {area.x, area.bottom() - (ui.phone ? ui.px(size::kNav) : 0), area.w, below});
  if (ui.phone) draw_phone(area, below);
  else draw_desktop(area);
  ImGui::End();
  if (paths.is_open()) {
    paths.draw(ui, world, screen);
  } else if (files.is_open()) {
    files.draw(ui, world, screen);
  } else if (scripts.is_open()) {
    scripts.draw(ui, world, shelf, screen);
  } else if (about.is_open()) {
    about.draw(ui, world, screen);
  } else if (share.is_open()) {
    share.set_link(host.link_base() + "#" + payload(&share.form()));
    share.draw(ui, world, screen);
  }
  draw_toast(screen);
}

float Lab::Impl::draw_banner(Rect area) {
  if (banner.text.empty() || banner.until > 0) return 0;
  const Rect row{area.x, area.y, area.w, ui.px(ui.phone ? 48 : 40)};
  draw_message(row, 0);
  return row.h;
}

// What comes and goes by itself lies over the panels: nothing may move under the pointer.
void Lab::Impl::draw_toast(Rect screen) {
  if (banner.text.empty() || banner.until <= 0) return;
  if (ui.now >= banner.until) {
    banner.text.clear();
    redraw = std::max(redraw, 2);
    return;
  }
  ui.wake(banner.until - ui.now);
  const float height = ui.px(ui.phone ? 48 : 40), margin = ui.px(ui.phone ? size::kNav + 12 : 24);
  const float width = std::min(screen.w - ui.px(24), ui.fonts.width(Face::small, banner.text) + ui.px(banner.kind == Banner::Kind::deleted ? 190 : 80));
  const Rect row{std::floor((screen.w - width) / 2), screen.h - margin - height - (has_time_line() ? ui.px(size::kTouch) : 0), std::floor(width), height};
  ImGui::SetNextWindowPos(row.min());
  ImGui::SetNextWindowSize({row.w, row.h});
  ImGui::Begin("message", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  draw_message(row, ui.px(size::kPanelRadius));
  ImGui::End();
}

void Lab::Impl::draw_message(Rect row, float radius) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 ink = banner.kind == Banner::Kind::error ? ui.c().error : ui.c().accent;
  const float height = row.h;
  list->AddRectFilled(row.min(), row.max(), ui.c().panel, radius);
  list->AddRectFilled(row.min(), row.max(), faded(ink, 0.12f), radius);
  if (radius > 0) list->AddRect(row.min(), row.max(), faded(ink, 0.5f), radius, 0, std::max(1.0f, std::floor(ui.scale)));
  else list->AddRectFilled(row.min(), {row.x + ui.px(4), row.bottom()}, ink);
  const float side = ui.px(ui.phone ? 40 : 28);
  float right = row.right() - ui.px(8) - side;
  if (icon_button(ui, "close banner", {right, row.y + (height - side) / 2, side, side}, ui.t(T::close), {.icon = Icon::close, .quiet = true})) banner.text.clear();
  const bool has_other = banner.kind == Banner::Kind::link && !draft.empty() && draft != link_script;
  if (has_other) {
    const T label = from_link ? T::show_draft : T::show_link;
    const float width = button_width(ui, ui.t(label), {}, side);
    right -= width + ui.px(8);
    if (button(ui, "switch draft", {right, row.y + (height - side) / 2, width, side}, ui.t(label))) commands.push(SwitchDraft{!from_link});
  }
  if (banner.kind == Banner::Kind::deleted) {
    const float width = button_width(ui, ui.t(T::undo), {}, side);
    right -= width + ui.px(8);
    if (button(ui, "put script back", {right, row.y + (height - side) / 2, width, side}, ui.t(T::undo))) commands.push(PutScriptBack{});
  }
  if (banner.kind == Banner::Kind::reload) {
    const float width = button_width(ui, ui.t(T::reload_file), {}, side);
    right -= width + ui.px(8);
    if (button(ui, "reload file", {right, row.y + (height - side) / 2, width, side}, ui.t(T::reload_file))) {
      reload_wanted = true;
      banner.text.clear();
      redraw = std::max(redraw, 3);
    }
  }
  std::string text = banner.text;
  if (has_other && !ui.phone) text += " " + std::string(ui.t(T::draft_kept));
  ui.text_at(list, row.x + ui.px(16), row.y, Face::small, ui.c().text, ui.fitted(Face::small, text, right - row.x - ui.px(24)), height);
  touch(ui, "banner", {row.x, row.y, right - row.x, height}, text, Kind::text);
}

void Lab::Impl::draw_desktop(Rect area) {
  const float gap = ui.px(size::kGrid);
  const Rect main = area.shrunk(gap);
  const bool show_graph = !world.is_hidden("graph"), show_curve = !world.is_hidden("curves"), show_output = !world.is_hidden("output");
  const bool right_column = show_graph || show_curve;
  float left_width = right_column ? std::floor((main.w - gap) * settings.columns) : main.w;
  if (right_column) {
    const float low = ui.px(280), high = main.w - gap - ui.px(320);
    left_width = std::clamp(left_width, std::min(low, high), std::max(low, high));
    if (divider(ui, "columns", {main.x + left_width, main.y, gap, main.h}, true, ui.t(T::split_columns), left_width, low, high)) {
      settings.columns = left_width / (main.w - gap);
    }
  }
  left_width = std::floor(left_width);
  const auto split = [&](const char* name, T label, float x, float width, float share, float low_px, float high_px) {
    float height = std::floor((main.h - gap) * share);
    const float low = ui.px(low_px), high = main.h - gap - ui.px(high_px);
    height = std::clamp(height, std::min(low, high), std::max(low, high));
    divider(ui, name, {x, main.y + height, width, gap}, false, ui.t(label), height, low, high);
    return std::floor(height);
  };
  float editor_height = main.h;
  if (show_output) {
    editor_height = split("editor output", T::split_editor, main.x, left_width, settings.editor, 120, 90);
    if (ImGui::IsMouseDown(0) && ImGui::GetActiveID() == ImGui::GetCurrentWindow()->GetID("editor output")) settings.editor = editor_height / (main.h - gap);
  }
  editor.draw(ui, world, {main.x, main.y, left_width, editor_height});
  if (show_output) output.draw(ui, world, {main.x, main.y + editor_height + gap, left_width, main.h - editor_height - gap});
  if (!right_column) return;
  const float x = main.x + left_width + gap, width = main.right() - x;
  float graph_height = show_graph ? main.h : 0;
  if (show_graph && show_curve) {
    graph_height = split("graph curve", T::split_graph, x, width, settings.graph, 180, 120);
    if (ImGui::IsMouseDown(0) && ImGui::GetActiveID() == ImGui::GetCurrentWindow()->GetID("graph curve")) settings.graph = graph_height / (main.h - gap);
  }
  if (show_graph) graph.draw(ui, world, {x, main.y, width, graph_height});
  const float used = show_graph ? graph_height + gap : 0;
  if (show_curve) draw_side({x, main.y + used, width, main.h - used});
}

// Some panels show only when the run has something for them.
void Lab::Impl::look_for_views() {
  world.has_data = data.refresh(ui, world);
  world.has_surface = surface.refresh(ui, world);
}

// Curves, data and the lesson share a place; curves and data stand beside each other where there is room.
void Lab::Impl::draw_side(Rect side) {
  look_for_views();
  const bool wide = world.has_data && side.w > ui.px(760);
  if (world.side_tab == "lesson" && !world.is_hidden("lesson")) {
    output.draw(ui, world, side, true);
  } else if (world.side_tab == "figures" && !run.figures.figures().empty()) {
    figures.draw(ui, world, side);
  } else if (wide) {
    const float gap = ui.px(size::kGrid), half = std::floor((side.w - gap) / 2);
    const Rect left{side.x, side.y, half, side.h};
    if (world.side_tab == "surface" && world.has_surface) surface.draw(ui, world, left);
    else curve.draw(ui, world, left);
    data.draw(ui, world, {side.x + half + gap, side.y, side.w - half - gap, side.h}, false);
  } else if (world.side_tab == "data" && world.has_data) {
    data.draw(ui, world, side, true);
  } else if (world.side_tab == "surface" && world.has_surface) {
    surface.draw(ui, world, side);
  } else {
    curve.draw(ui, world, side);
  }
}

// On a phone curves, data and figures share a panel, with tabs of their own.
void Lab::Impl::draw_phone_side(Rect body) {
  look_for_views();
  if (world.side_tab == "figures" && !run.figures.figures().empty()) figures.draw(ui, world, body);
  else if (world.side_tab == "data" && world.has_data) data.draw(ui, world, body, true);
  else if (world.side_tab == "surface" && world.has_surface) surface.draw(ui, world, body);
  else curve.draw(ui, world, body);
}

bool Lab::Impl::has_time_line() const { return !world.is_hidden("time") && session.moments() > 1; }

void Lab::Impl::draw_phone(Rect area, float below) {
  const float nav = ui.px(size::kNav), gap = ui.px(size::kGrid);
  const Rect body = Rect{area.x, area.y, area.w, area.h - nav}.shrunk(gap);
  const std::string& shown = world.phone_panel;
  if (shown == "graph") graph.draw(ui, world, body);
  else if (shown == "curves") draw_phone_side(body);
  else if (shown == "output") output.draw(ui, world, body);
  else if (shown == "lesson text") output.draw(ui, world, body, true);
  else editor.draw(ui, world, body);

  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect bar{area.x, area.bottom() + below - nav, area.w, nav};
  list->AddRectFilled(bar.min(), bar.max(), ui.c().panel);
  list->AddRectFilled(bar.min(), {bar.right(), bar.y + std::max(1.0f, std::floor(ui.scale))}, ui.c().line);
  struct Item {
    const char* id;
    T label;
    Icon icon;
  };
  constexpr Item kItems[] = {{"code", T::editor, Icon::code},
                             {"output", T::console, Icon::output},
                             {"graph", T::graph_short, Icon::graph},
                             {"curves", T::curves_short, Icon::curve},
                             {"lesson text", T::lesson, Icon::book}};
  const float width = bar.w / static_cast<float>(std::size(kItems));
  for (std::size_t i = 0; i < std::size(kItems); ++i) {
    const Rect box{bar.x + width * static_cast<float>(i), bar.y, width, bar.h};
    const bool on = shown == kItems[i].id;
    const Touch t = touch(ui, kItems[i].id, box, ui.t(kItems[i].label), Kind::tab, true, on);
    const ImU32 ink = on ? ui.c().accent : ui.c().muted;
    draw_icon(list, kItems[i].icon, {box.x + box.w / 2, box.y + ui.px(19)}, ui.px(18), ink);
    ui.text_center(list, {box.x + box.w / 2, box.y + ui.px(41)}, on ? Face::small_bold : Face::small, ink,
                   ui.fitted(on ? Face::small_bold : Face::small, ui.t(kItems[i].label), box.w));
    if (on) list->AddRectFilled({box.x + width * 0.25f, box.y}, {box.right() - width * 0.25f, box.y + ui.px(2)}, ui.c().accent);
    if (t.pressed) commands.push(ShowTab{kItems[i].id});
  }
}

void Lab::Impl::tell_input_method() {
  InputContext context;
  if (const TextBuffer* buffer = focus.target) {
    context.active = true;
    context.selection = buffer->has_selection();
    context.line = buffer->line(buffer->caret().line);
    context.caret = buffer->caret().column;
    context.x = focus.caret.x;
    context.y = focus.caret.y;
    context.height = focus.caret.h;
  }
  host.set_input(context);
}

}  // namespace logit::lab
