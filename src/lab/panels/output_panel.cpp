#include "lab/panels/output_panel.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/panels/side_tabs.h"
#include "lab/widgets/controls.h"
#include "lab/models/number_text.h"
#include "lab/models/variable_rows.h"
#include "lab/widgets/rich_text.h"
#include "lab/widgets/text_line.h"

namespace logit::lab {

void OutputPanel::draw(Ui& ui, World& world, Rect rect, bool lesson) {
  const Rect body = panel_frame(ui, rect), head = panel_head(ui, rect);
  float x = head.x + ui.px(12);
  const auto put = [&](const char* id, T title, bool on) {
    if (!world.is_hidden(id) && tab(ui, cat("tab ", id).c_str(), x, head, ui.t(title), on)) ui.commands.push(ShowTab{id});
  };
  if (lesson) {
    side_tabs(ui, world, head, x, "lesson", ui.phone);
    draw_lesson(ui, world, body);
    return;
  }
  const std::string shown = world.console_tab;
  put("console", T::console, shown == "console");
  put("variables", T::variables, shown == "variables");
  const float side = ui.px(26);
  if (shown == "console" && !world.run.console.lines().empty()) {
    if (icon_button(ui, "copy output", {head.right() - side - ui.px(6), head.y + (head.h - side) / 2, side, side}, ui.t(T::copy_output),
                    {.icon = Icon::copy, .quiet = true})) {
      ui.commands.push(CopyText{world.run.console.text(Stream::out) + world.run.console.text(Stream::err)});
    }
  }
  if (shown == "variables") draw_variables(ui, world, body);
  else draw_console(ui, world, draw_input(ui, world, draw_bars(ui, world, body)));
}

// Progress bars stand at the bottom of the output; returns what is left above them.
Rect OutputPanel::draw_bars(Ui& ui, World& world, Rect body) {
  const auto& bars = world.run.console.bars();
  const float row = ui.px(26), pad = ui.px(12);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (auto bar = bars.rbegin(); bar != bars.rend(); ++bar) {
    const ProgressMoved& p = bar->state;
    if (!bar->shown() || body.h < 3 * row) continue;
    body.h -= row;
    const Rect line{body.x + pad, body.bottom(), body.w - 2 * pad, row};
    std::string left = p.description.empty() ? std::string() : p.description + " ";
    const double share = p.total > 0 ? std::clamp(p.done / p.total, 0.0, 1.0) : 0;
    if (p.total > 0) left += cat(static_cast<int>(share * 100), " %");
    std::string right = p.total > 0 ? cat(short_count(p.done), "/", short_count(p.total)) : short_count(p.done);
    if (p.seconds > 0) right += cat(" · ", short_count(p.done / p.seconds), "/s");
    if (!p.postfix.empty()) right += " · " + p.postfix;
    const float right_width = std::min(ui.fonts.width(Face::note, right), line.w * 0.55f);
    ui.text_right(list, line.right(), line.y, Face::note, ui.c().muted, ui.fitted(Face::note, right, right_width), row);
    const float left_width = std::min(ui.fonts.width(Face::note, left), line.w * 0.35f);
    ui.text_at(list, line.x, line.y, Face::note, ui.c().text, ui.fitted(Face::note, left, left_width), row);
    const Rect track{line.x + left_width + ui.px(8), line.y + row / 2 - ui.px(3), line.w - left_width - right_width - ui.px(16), ui.px(6)};
    if (track.w > ui.px(20)) {
      list->AddRectFilled(track.min(), track.max(), ui.c().line, track.h / 2);
      list->AddRectFilled(track.min(), {track.x + track.w * static_cast<float>(share), track.bottom()}, p.closed ? ui.c().data : ui.c().accent, track.h / 2);
    }
    touch(ui, cat("progress ", p.bar).c_str(), line, cat(left, " ", right), Kind::text);
  }
  return body;
}

// The field for input(); returns what is left above it.
Rect OutputPanel::draw_input(Ui& ui, World& world, Rect body) {
  if (!world.session.wants_input()) return body;
  const float height = ui.px(ui.phone ? 44 : 32), pad = ui.px(8);
  body.h -= height + pad;
  const float send = button_width(ui, ui.t(T::send_input), {}, height);
  const Rect field{body.x + pad, body.bottom(), body.w - 3 * pad - send, height};
  text_line(ui, world, "input", field, ui.t(T::input_wanted), world.input_line);
  if (button(ui, "send input", {field.right() + pad, field.y, send, height}, ui.t(T::send_input))) ui.commands.push(GiveInput{world.input_line.text()});
  return body;
}

// The hint for the error that ended the run, broken into lines of `width` pixels.
std::vector<std::string> OutputPanel::hint_lines(const Ui& ui, const World& world, float width) const {
  std::vector<std::string> lines;
  if (!world.run.error) return lines;
  std::string_view text = hint_for(*world.run.error, ui.language == Language::vi ? "vi" : "en");
  const float room = width - ui.px(24);
  while (!text.empty()) {
    std::size_t end = text.size();
    if (ui.fonts.width(Face::small, text) > room) {
      end = 0;
      for (std::size_t space = text.find(' '); space != text.npos; space = text.find(' ', space + 1)) {
        if (end > 0 && ui.fonts.width(Face::small, text.substr(0, space)) > room) break;
        end = space;
      }
      if (end == 0) end = text.size();
    }
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

void OutputPanel::draw_console(Ui& ui, World& world, Rect body) {
  const ConsoleModel& console = world.run.console;
  const float pad = ui.px(12), line = ui.px(size::kTextLine), top = ui.px(8);
  if (console.lines().empty()) {
    const std::string hint = fill(ui.t(T::no_output), ui.modifier() + "+Enter");
    ui.text_at(ImGui::GetWindowDrawList(), body.x + pad, body.y + top, Face::small, ui.c().muted, ui.fitted(Face::small, hint, body.w - 2 * pad), line);
    return;
  }
  if (begin_region(ui, "console", body, true)) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const int extra = console.dropped() > 0 ? 1 : 0, count = static_cast<int>(console.lines().size()) + extra;
    const std::vector<std::string> hint = hint_lines(ui, world, body.w - 2 * pad);
    const float hint_height = hint.empty() ? 0 : line * static_cast<float>(hint.size()) + ui.px(16);
    const float end_of_text = 2 * top + line * static_cast<float>(count);
    ImGui::Dummy({2 * pad + static_cast<float>(console.widest()) * ui.fonts.advance(Face::note), end_of_text + hint_height});
    if (console.revision() != console_revision_) {
      // New output keeps the end in view, unless the reader has scrolled up.
      console_revision_ = console.revision();
      if (at_end_) ImGui::SetScrollY(1e9f);
      ui.wake(0);
    } else {
      at_end_ = ImGui::GetScrollY() >= ImGui::GetScrollMaxY() - 1;
    }
    const float scroll = ImGui::GetScrollY(), left = body.x + pad - ImGui::GetScrollX();
    const int first = std::max(0, static_cast<int>((scroll - top) / line));
    const int last = std::min(count - 1, first + static_cast<int>(body.h / line) + 1);
    for (int i = first; i <= last; ++i) {
      const float y = body.y - scroll + top + line * static_cast<float>(i);
      if (extra && i == 0) {
        ui.text_at(list, left, y, Face::small, ui.c().muted, ui.t(T::output_dropped), line);
        continue;
      }
      const ConsoleModel::Line& row = console.lines()[static_cast<std::size_t>(i - extra)];
      const ImU32 ink = row.stream == Stream::err ? ui.c().error : ui.c().text;
      const float end = ui.text_at(list, left, y, Face::note, ink, row.text, line);
      if (row.script_line > 0) {
        const std::string label = fill(ui.t(T::jump_to_line), cat(row.script_line));
        const Touch t = touch(ui, cat("trace ", i).c_str(), {left, y, end - left, line}, label, Kind::button);
        if (t.hovered) list->AddRectFilled({left, y + line - ui.px(3)}, {end, y + line - ui.px(2)}, ink);
        if (t.pressed) ui.commands.push(GoToLine{row.script_line});
        tooltip(ui, t, label);
      }
    }
    if (!hint.empty()) {
      // What the error usually means, under Python's own words and never instead of them.
      const float y = body.y - scroll + end_of_text - top + ui.px(4);
      const Rect box{body.x + pad, y, body.w - 2 * pad, line * static_cast<float>(hint.size()) + ui.px(8)};
      list->AddRectFilled(box.min(), box.max(), faded(ui.c().accent, 0.10f), ui.px(6));
      list->AddRectFilled(box.min(), {box.x + ui.px(3), box.bottom()}, ui.c().accent, ui.px(2));
      for (std::size_t i = 0; i < hint.size(); ++i) {
        ui.text_at(list, box.x + ui.px(12), box.y + ui.px(4) + line * static_cast<float>(i), Face::small, ui.c().text, hint[i], line);
      }
      std::string whole;
      for (const std::string& piece : hint) whole += (whole.empty() ? "" : " ") + piece;
      touch(ui, "hint", box, whole, Kind::text);
    }
  }
  end_region();
}

void OutputPanel::refresh_variables(Ui& ui, const World& world) {
  // Their text is made anew at most five times a second while the script runs.
  const std::uint64_t at = world.session.instructions() * 8 + static_cast<std::uint64_t>(world.session.status());
  if (at == variables_at_) return;
  const bool running = world.session.status() == Status::running;
  if (running && ui.now < variables_time_ + 0.2) {
    ui.wake(0.2);
    return;
  }
  variables_at_ = at;
  variables_time_ = ui.now;
  frame_ = 0;
  frames_ = world.session.status() == Status::paused ? world.session.frames() : std::vector<FrameInfo>();
  // While it runs the innermost frame changes too fast to be read: the module's names are shown.
  variables_ = world.session.variables(frames_.empty() ? static_cast<int>(world.session.frames().size()) : 0);
}

// The frames of a paused script, innermost first: chosen like tabs. Returns what is left below them.
Rect OutputPanel::draw_frames(Ui& ui, World& world, Rect body) {
  if (frames_.size() < 2) return body;
  const float height = ui.px(ui.phone ? size::kTouch : 28), pad = ui.px(10);
  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = body.x + ui.px(12);
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    const std::string name = frames_[i].function == "<module>" ? std::string(ui.t(T::module_frame)) : frames_[i].function + "()";
    const std::string label = cat(name, " · ", frames_[i].line);
    const float width = ui.fonts.width(Face::note, label) + 2 * pad;
    if (x + width > body.right() - ui.px(12)) break;
    const bool on = static_cast<int>(i) == frame_;
    const Rect chip{x, body.y + ui.px(4), width, height - ui.px(4)};
    const Touch t = touch(ui, cat("frame ", i).c_str(), chip, fill(ui.t(T::frame_at), name, cat(frames_[i].line)), Kind::tab, true, on);
    if (on || t.hovered) list->AddRectFilled(chip.min(), chip.max(), on ? ui.c().selection : ui.c().panel2, ui.px(size::kButtonRadius));
    ui.text_at(list, chip.x + pad, chip.y, Face::note, on ? ui.c().text : ui.c().muted, label, chip.h);
    if (t.pressed) {
      frame_ = static_cast<int>(i);
      variables_ = world.session.variables(frame_);
      ui.commands.push(GoToLine{frames_[i].line});
    }
    x += width + ui.px(4);
    if (i + 1 < frames_.size() && x + ui.px(16) < body.right()) x = ui.text_at(list, x, chip.y, Face::note, ui.c().faint, "‹", chip.h) + ui.px(4);
  }
  return {body.x, body.y + height + ui.px(4), body.w, body.h - height - ui.px(4)};
}

void OutputPanel::draw_variables(Ui& ui, World& world, Rect body) {
  refresh_variables(ui, world);
  body = draw_frames(ui, world, body);
  const float pad = ui.px(12), line = ui.px(ui.phone ? 32 : 24), mark = ui.px(16);
  ImDrawList* outer = ImGui::GetWindowDrawList();
  const float characters = (body.w - 3 * pad - mark) / std::max(1.0f, ui.fonts.advance(Face::note));
  const std::vector<VariableRow> rows = variable_rows(variables_, open_variables_, static_cast<std::size_t>(std::max(8.0f, characters)));
  if (rows.empty()) {
    ui.text_at(outer, body.x + pad, body.y + ui.px(8), Face::small, ui.c().muted, ui.t(T::no_variables), line);
    return;
  }
  const float name_width = std::min(ui.px(150), body.w * 0.27f), type_width = std::min(ui.px(130), body.w * 0.24f);
  const Rect head{body.x, body.y, body.w, ui.px(26)};
  const float name_x = body.x + pad + mark, type_x = name_x + name_width, value_x = type_x + type_width;
  ui.text_at(outer, name_x, head.y, Face::small, ui.c().muted, ui.t(T::name), head.h);
  ui.text_at(outer, type_x, head.y, Face::small, ui.c().muted, ui.t(T::type), head.h);
  ui.text_at(outer, value_x, head.y, Face::small, ui.c().muted, ui.t(T::value), head.h);
  const Rect page{body.x, head.bottom(), body.w, body.h - head.h};
  if (begin_region(ui, "variables", page)) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    ImGui::Dummy({1, line * static_cast<float>(rows.size()) + ui.px(8)});
    const float scroll = ImGui::GetScrollY();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const float y = page.y - scroll + line * static_cast<float>(i);
      if (y + line < page.y || y > page.bottom()) continue;
      const VariableRow& row = rows[i];
      const Rect box{page.x, y, page.w, line};
      if (row.is_line) {
        list->AddRectFilled({name_x - ui.px(9), y}, {name_x - ui.px(8), y + line}, ui.c().line);
        ui.text_at(list, name_x, y, Face::note, ui.c().value, row.value, line);
        touch(ui, cat("value line ", i).c_str(), box, row.value, Kind::text);
        continue;
      }
      const Touch t = touch(ui, cat("variable ", i).c_str(), box, cat(row.name, " = ", row.value), row.can_open ? Kind::toggle : Kind::text, true, row.open);
      if (t.hovered) list->AddRectFilled(box.min(), box.max(), ui.c().panel2);
      if (row.can_open) draw_icon(list, row.open ? Icon::chevron_down : Icon::right, {page.x + pad + ui.px(5), y + line / 2}, ui.px(11), ui.c().muted);
      const ImU32 ink = row.is_parameter ? ui.c().parameter : ui.c().text;
      ui.text_at(list, name_x, y, Face::note, ink, ui.fitted(Face::note, row.name, name_width - ui.px(8)), line);
      ui.text_at(list, type_x, y, Face::note, ui.c().muted, ui.fitted(Face::note, row.type, type_width - ui.px(8)), line);
      ui.text_at(list, value_x, y, Face::note, ui.c().value, ui.fitted(Face::note, row.value, page.right() - pad - value_x), line);
      if (t.pressed && row.can_open) {
        if (!open_variables_.insert(row.name).second) open_variables_.erase(row.name);
        ui.wake(0);
      }
    }
  }
  end_region();
}

// What the check of the exercise said, at the bottom of `page`; returns its height.
float OutputPanel::draw_verdict(Ui& ui, World& world, Rect page) {
  using Result = LessonCheck::Result;
  const Result result = world.check.result();
  if (result == Result::none || world.check.lesson() != world.lesson) return 0;
  std::string text;
  ImU32 ink = ui.c().muted;
  switch (result) {
    case Result::none: break;
    case Result::running: text = ui.t(T::checking); break;
    case Result::passed: text = ui.t(T::exercise_passed), ink = ui.c().data; break;
    case Result::failed: text = fill(ui.t(T::exercise_failed), world.check.message(ui.language)), ink = ui.c().gradient; break;
    case Result::broken: text = fill(ui.t(T::exercise_broken), world.check.message(ui.language)), ink = ui.c().error; break;
  }
  const float pad = ui.px(16);
  TextBlock block{TextBlock::Kind::paragraph, {{TextRun::Style::plain, text}}};
  const float height = rich_text(ui, nullptr, 0, 0, page.w - 2 * pad - ui.px(24), {&block, 1}) + ui.px(10);
  const Rect box{page.x, page.bottom() - height, page.w, height};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.min(), box.max(), faded(ink, 0.12f));
  list->AddRectFilled(box.min(), {box.x + ui.px(4), box.bottom()}, ink);
  draw_icon(list, result == Result::passed ? Icon::check : result == Result::running ? Icon::play : Icon::close, {box.x + pad + ui.px(4), box.y + ui.px(18)}, ui.px(14), ink);
  rich_text(ui, list, box.x + pad + ui.px(20), box.y + ui.px(8), box.w - 2 * pad - ui.px(24), {&block, 1});
  touch(ui, "verdict", box, text, Kind::text);
  return height;
}

void OutputPanel::draw_lesson(Ui& ui, World& world, Rect body) {
  const auto& lessons = world.book.lessons();
  const int index = world.book.find(world.lesson);
  if (lessons.empty()) return;
  const bool none = index < 0;
  const Lesson& lesson = lessons[static_cast<std::size_t>(none ? 0 : index)];
  const LessonText& text = lesson.in(ui.language);
  const float bar = ui.px(ui.phone ? 52 : 44), pad = ui.px(16);
  const float verdict = draw_verdict(ui, world, {body.x, body.y, body.w, body.h - bar});
  const Rect page{body.x, body.y, body.w, body.h - bar - verdict};
  if (begin_region(ui, "lesson page", page)) {
    if (lesson_shown_ != lesson.id) {
      lesson_shown_ = lesson.id;
      ImGui::SetScrollY(0);
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    float y = page.y - ImGui::GetScrollY() + ui.px(12);
    const float width = std::min(page.w - 2 * pad, ui.px(680)), start = y;
    ui.text_at(list, page.x + pad, y, Face::title, ui.c().text, ui.fitted(Face::title, cat(none ? 1 : index + 1, " · ", text.title), width), ui.px(26));
    y += ui.px(34);
    for (std::size_t b = 0; b < text.blocks.size(); ++b) {
      const TextBlock& block = text.blocks[b];
      if (block.kind != TextBlock::Kind::listing) {
        y += rich_text(ui, list, page.x + pad, y, width, {&block, 1});
        continue;
      }
      const Listing* listing = lesson.listing(block.runs[0].text);
      if (!listing) continue;
      const float height = ui.px(ui.phone ? 44 : 36);
      const bool open = world.document.name == listing->name && world.document.original == listing->text;
      const ButtonLook look{.icon = open ? Icon::check : Icon::code, .on = open};
      const std::string label = cat(ui.t(T::load_into_editor), ": ", listing->name);
      if (button(ui, cat("listing ", b).c_str(), {page.x + pad, y, std::min(width, button_width(ui, label, look, height)), height}, label, look)) {
        ui.commands.push(LoadIntoEditor{listing->name, listing->text});
      }
      y += height + ui.px(12);
    }
    ImGui::Dummy({1, y - start + ui.px(24)});
  }
  end_region();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float line = body.bottom() - bar;
  list->AddRectFilled({body.x, line}, {body.right(), line + std::max(1.0f, std::floor(ui.scale))}, ui.c().line);
  const float height = ui.px(ui.phone ? 40 : 30), top = line + (bar - height) / 2;
  float left = body.x + ui.px(8);
  if (icon_button(ui, "previous lesson", {left, top, height, height}, ui.t(T::previous_lesson), {.icon = Icon::left, .enabled = index > 0})) {
    ui.commands.push(OpenLesson{lessons[static_cast<std::size_t>(index - 1)].id});
  }
  left += height + ui.px(6);
  const int next = index + 1;
  const bool more = next < static_cast<int>(lessons.size());
  if (icon_button(ui, "next lesson", {left, top, height, height}, ui.t(T::next_lesson), {.icon = Icon::right, .enabled = more})) {
    ui.commands.push(OpenLesson{lessons[static_cast<std::size_t>(next)].id});
  }
  left += height + ui.px(8);
  float right = body.right() - ui.px(8);
  const ButtonLook look{.icon = Icon::code};
  const float width = std::min(button_width(ui, ui.t(T::load_into_editor), look, height), (right - left) / 2);
  right -= width;
  if (button(ui, "load lesson", {right, top, width, height}, ui.t(T::load_into_editor), look)) {
    ui.commands.push(LoadIntoEditor{lesson.script_name(), lesson.script()});
  }
  if (lesson.check.empty() || none) return;
  const bool passed = world.settings.has_passed(lesson.id);
  const ButtonLook check_look{.icon = Icon::check, .on = passed};
  const float check_width = std::min(button_width(ui, ui.t(T::check_exercise), check_look, height), right - left - ui.px(8));
  right -= check_width + ui.px(8);
  if (button(ui, "check lesson", {right, top, check_width, height}, ui.t(T::check_exercise), check_look)) ui.commands.push(CheckLesson{});
}

}  // namespace logit::lab
