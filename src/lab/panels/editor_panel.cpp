#include "lab/panels/editor_panel.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/number_drag.h"
#include "lab/models/number_text.h"
#include "lab/panels/completion_popup.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

namespace {

ImU32 ink_color(const Colors& c, Ink ink) {
  switch (ink) {
    case Ink::plain: return c.text;
    case Ink::keyword: return c.keyword;
    case Ink::string: return c.string;
    case Ink::number: return c.number;
    case Ink::comment: return c.comment;
    case Ink::function: return c.function;
  }
  return c.text;
}

std::string_view part(const std::string& text, int begin, int end) {
  return std::string_view(text).substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

}  // namespace

void EditorPanel::colour(const TextBuffer& buffer) {
  if (inks_revision_ == buffer.revision()) return;
  inks_revision_ = buffer.revision();
  inks_.assign(buffer.lines().size(), {});
  Inside inside = Inside::code;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < inks_.size(); ++i) {
    inside = highlight(buffer.lines()[i], inside, inks_[i]);
    longest = std::max(longest, buffer.lines()[i].size());
  }
  widest_ = static_cast<float>(longest);
}

float EditorPanel::x_of(const Ui& ui, const std::string& line, int column) const {
  return ui.fonts.width(Face::code, std::string_view(line).substr(0, static_cast<std::size_t>(column)));
}

Position EditorPanel::position_at(const Ui& ui, const World& world, const Metrics& m, ImVec2 origin, ImVec2 point) const {
  const TextBuffer& buffer = world.document.buffer;
  Position p{static_cast<int>(std::floor((point.y - origin.y - m.top) / m.line)), 0};
  if (p.line < 0) return {0, 0};
  if (p.line >= buffer.line_count()) return buffer.clamped({p.line, 1 << 30});
  const std::string& text = buffer.line(p.line);
  const float x = point.x - origin.x - m.left;
  while (p.column < static_cast<int>(text.size())) {
    const Position q = buffer.next(p);
    if ((x_of(ui, text, p.column) + x_of(ui, text, q.column)) / 2 >= x) break;
    p = q;
  }
  return p;
}

void EditorPanel::draw(Ui& ui, World& world, Rect rect) {
  const Rect body = panel_frame(ui, rect);
  draw_head(ui, world, panel_head(ui, rect));
  colour(world.document.buffer);
  Metrics m;
  m.line = ui.px(size::kCodeLine);
  m.gutter = ui.px(ui.phone ? 40 : 52);
  m.left = m.gutter;
  m.top = ui.px(8);
  m.advance = ui.fonts.advance(Face::code);
  if (begin_region(ui, "editor", body, true)) draw_lines(ui, world, body, m);
  end_region();
  if (finding_) draw_find(ui, world, body);
  draw_completion(ui, world, completion_, body);
}

void EditorPanel::draw_head(Ui& ui, World& world, Rect head) {
  float x = head.x + ui.px(12);
  const std::string name = ui.fitted(Face::small_bold, world.document.shown_name(), std::max(ui.px(60), head.w - ui.px(140)));
  const bool scripts = !world.is_hidden("scripts");
  const bool pressed = tab(ui, "tab script", x, head, name, true);
  if (scripts) {
    // The name is a door to the others.
    const float side = ui.px(ui.phone ? 40 : 26);
    x -= ui.px(10);
    const bool opened = icon_button(ui, "my scripts", {x, head.y + (head.h - side) / 2, side, side}, ui.t(T::my_scripts),
                                    {.icon = Icon::chevron_down, .quiet = true});
    if (opened || pressed) ui.commands.push(ShowScripts{});
    x += side + ui.px(4);
  }
  if (!world.is_hidden("files")) {
    const float side = ui.px(ui.phone ? 40 : 26);
    if (icon_button(ui, "data files", {x, head.y + (head.h - side) / 2, side, side}, ui.t(T::data_files), {.icon = Icon::table, .quiet = true})) {
      ui.commands.push(ShowFiles{});
    }
    x += side;
  }
  if (world.document.edited() && !world.document.original.empty()) {
    const float side = ui.px(26);
    if (icon_button(ui, "reset script", {x, head.y + (head.h - side) / 2, side, side}, ui.t(T::reset_script),
                    {.icon = Icon::back_to, .quiet = true})) {
      ui.commands.push(ResetScript{});
    }
    x += side;
  }
  const std::string hint = fill(ui.t(T::hint_run), ui.modifier() + "+Enter");
  if (!ui.phone && x + ui.fonts.width(Face::small, hint) + ui.px(24) < head.right()) {
    ui.text_right(ImGui::GetWindowDrawList(), head.right() - ui.px(12), head.y, Face::small, ui.c().muted, hint, head.h);
  }
}

void EditorPanel::draw_lines(Ui& ui, World& world, Rect body, const Metrics& m) {
  TextBuffer& buffer = world.document.buffer;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const int count = buffer.line_count();
  const float content_height = m.top * 2 + m.line * static_cast<float>(count);
  ImGui::Dummy({m.left + (widest_ + 2) * m.advance, std::max(content_height, 1.0f)});
  follow_caret(ui, world, body, m);
  const ImVec2 origin(body.x - ImGui::GetScrollX(), body.y - ImGui::GetScrollY());
  draw_number(ui, world, body, m, origin);
  handle_pointer(ui, world, body, m, origin);

  const int first = std::max(0, static_cast<int>((ImGui::GetScrollY() - m.top) / m.line));
  const int last = std::min(count - 1, first + static_cast<int>(body.h / m.line) + 1);
  const bool focused = world.focus.target == &buffer;
  const auto brackets = focused ? buffer.matching_brackets() : std::nullopt;
  for (int i = first; i <= last; ++i) {
    const float y = origin.y + m.top + m.line * static_cast<float>(i);
    const std::string& text = buffer.line(i);
    draw_line_back(ui, world, body, m, i, y, origin);
    const float x = origin.x + m.left;
    if (brackets) {
      for (Position p : {brackets->first, brackets->second}) {
        if (p.line != i) continue;
        const float at = x + x_of(ui, text, p.column);
        list->AddRectFilled({at, y + ui.px(2)}, {at + m.advance, y + m.line - ui.px(2)}, faded(ui.c().accent, 0.28f), ui.px(3));
      }
    }
    int done = 0;
    float at = x;
    for (const InkRun& run : inks_[static_cast<std::size_t>(i)]) {
      if (run.begin > done) at = ui.text_at(list, at, y, Face::code, ui.c().text, part(text, done, run.begin), m.line);
      at = x + x_of(ui, text, run.begin);
      ui.text_at(list, at, y, Face::code, ink_color(ui.c(), run.ink), part(text, run.begin, run.end), m.line);
      at = x + x_of(ui, text, run.end);
      done = run.end;
    }
    if (done < static_cast<int>(text.size())) {
      at = ui.text_at(list, at, y, Face::code, ui.c().text, part(text, done, static_cast<int>(text.size())), m.line);
    }
    if (focused && buffer.caret().line == i) {
      const float caret = x + x_of(ui, text, buffer.caret().column);
      list->AddRectFilled({caret - ui.px(0.5f), y + ui.px(2)}, {caret + std::max(1.0f, ui.px(1.5f)), y + m.line - ui.px(2)}, ui.c().accent);
      world.focus.caret = {caret, y, 1, m.line};
      if (world.focus.composed_bytes > 0) {
        const float from = x + x_of(ui, text, std::max(0, buffer.caret().column - world.focus.composed_bytes));
        list->AddRectFilled({from, y + m.line - ui.px(3)}, {caret, y + m.line - ui.px(2)}, ui.c().text);
      }
    }
    draw_inline(ui, world, body, i, y, at, m);
  }
  // The gutter stands over code that is scrolled sideways.
  list->AddRectFilled({body.x, body.y}, {body.x + m.gutter - ui.px(6), body.bottom()}, ui.c().panel, ui.px(size::kPanelRadius - 1), ImDrawFlags_RoundCornersBottomLeft);
  for (int i = first; i <= last; ++i) {
    const float y = origin.y + m.top + m.line * static_cast<float>(i);
    const bool stopped_here = world.session.status() == Status::paused && world.session.current_line() == i + 1;
    if (stopped_here) list->AddRectFilled({body.x, y}, {body.x + m.gutter - ui.px(6), y + m.line}, ui.c().selection);
    const bool error_here = world.run.error && world.run.error->line == i + 1;
    const ImU32 ink = error_here ? ui.c().error : stopped_here ? ui.c().text : ui.c().faint;
    ui.text_right(list, body.x + m.gutter - ui.px(ui.phone ? 10 : 16), y, Face::code, ink, cat(i + 1), m.line);
    if (world.document.has_breakpoint(i + 1)) {
      list->AddCircleFilled({body.x + ui.px(ui.phone ? 7 : 14), y + m.line / 2}, ui.px(4.5f), ui.c().error);
    }
  }
}

void EditorPanel::draw_line_back(Ui& ui, World& world, Rect body, const Metrics& m, int line, float y, ImVec2 origin) {
  const TextBuffer& buffer = world.document.buffer;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect full{body.x, y, body.w, m.line};
  const bool error_here = world.run.error && world.run.error->line == line + 1;
  if (world.session.status() == Status::paused && world.session.current_line() == line + 1) {
    list->AddRectFilled(full.min(), full.max(), ui.c().selection);
  } else if (error_here) {
    list->AddRectFilled(full.min(), full.max(), faded(ui.c().error, 0.10f));
  } else if (world.focus.target == &buffer && buffer.caret().line == line) {
    list->AddRectFilled(full.min(), full.max(), ui.c().panel2);
  }
  const std::string& text = buffer.line(line);
  const float x = origin.x + m.left;
  for (const Range& match : matches_) {
    if (!finding_ || match.begin.line != line) continue;
    list->AddRectFilled({x + x_of(ui, text, match.begin.column), y + ui.px(1)},
                        {x + x_of(ui, text, match.end.column), y + m.line - ui.px(1)}, faded(ui.c().gradient, 0.28f), ui.px(2));
  }
  if (buffer.has_selection()) {
    const Range s = buffer.selection();
    if (line >= s.begin.line && line <= s.end.line) {
      const float from = x + (line == s.begin.line ? x_of(ui, text, s.begin.column) : 0);
      float to = x + (line == s.end.line ? x_of(ui, text, s.end.column) : x_of(ui, text, static_cast<int>(text.size())) + m.advance);
      list->AddRectFilled({from, y}, {to, y + m.line}, faded(ui.c().accent, 0.26f));
    }
  }
  if (error_here) {
    // A wave under what the error names, or under the whole statement.
    const int indent = static_cast<int>(std::min(text.find_first_not_of(' '), text.size()));
    const ErrorRaised& error = *world.run.error;
    const int size = static_cast<int>(text.size());
    int from = std::min(error.column, size), to = std::min(error.end_column, size);
    if (to <= from) from = indent, to = size;
    const float begin = x + x_of(ui, text, from), end = std::max(x + x_of(ui, text, to), begin + m.advance);
    const float step = ui.px(3), base = y + m.line - ui.px(3);
    int k = 0;
    for (float at = begin; at <= end; at += step, ++k) list->PathLineTo({at, base + (k % 2 ? ui.px(2) : 0)});
    list->PathStroke(ui.c().error, 0, std::max(1.0f, ui.px(1.3f)));
  }
}

void EditorPanel::draw_inline(Ui& ui, World& world, Rect body, int line, float y, float code_end, const Metrics& m) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Colors& c = ui.c();
  const float right = body.right() - ui.px(12), gap = ui.px(12);
  if (world.run.error && world.run.error->line == line + 1) {
    const ErrorRaised& error = *world.run.error;
    const std::string whole = error.type + (error.message.empty() ? "" : ": " + error.message);
    const float room = std::max(right - code_end - ui.px(40), body.w * 0.45f);
    const std::string shown = ui.fitted(Face::small, whole, room);
    const float width = ui.fonts.width(Face::small, shown) + ui.px(16);
    const Rect pill{right - width, y + ui.px(1), width, m.line - ui.px(2)};
    list->AddRectFilled(pill.min(), pill.max(), c.panel, ui.px(4));
    list->AddRectFilled(pill.min(), pill.max(), faded(c.error, 0.16f), ui.px(4));
    ui.text_at(list, pill.x + ui.px(8), pill.y, Face::small, c.error, shown, pill.h);
    const Touch t = touch(ui, cat("error ", line).c_str(), pill, whole, Kind::text);
    if (shown.size() < whole.size()) tooltip(ui, t, whole);
    return;
  }
  const InlineValues::Entry* entry = world.shown_values().at(line + 1);
  if (!entry) return;
  std::string value = entry->value, gradient;
  if (entry->is_backward) {
    value.clear();
    gradient = fill(ui.t(T::nodes_and_parameters), cat(entry->nodes), cat(entry->parameters));
  } else if (!entry->gradient.empty()) {
    gradient = cat("∂L/∂", entry->name, " ", entry->gradient);
  }
  if (ui.phone && !entry->is_backward) gradient.clear();
  // Where the code leaves no room, the gradient goes first, then the value is cut.
  const float value_width = value.empty() ? 0 : ui.fonts.width(Face::note, value);
  float gradient_width = gradient.empty() ? 0 : ui.fonts.width(Face::note, gradient);
  const float room = right - code_end - ui.px(6);
  float total = value_width + gradient_width + (value_width > 0 && gradient_width > 0 ? gap : 0);
  if (total > room && gradient_width > 0 && value_width > 0) {
    // A little overlap is better than a gradient that nobody sees: the code fades out under it.
    if (total > body.w * 0.5f) {
      gradient.clear();
      gradient_width = 0;
      total = value_width;
    }
  }
  if (total > body.w * 0.6f) {
    value = ui.fitted(Face::note, value, std::max(body.w * 0.6f - gradient_width, ui.px(60)));
    total = ui.fonts.width(Face::note, value) + (gradient_width > 0 ? gradient_width + gap : 0);
  }
  float x = right - total;
  if (x < code_end + ui.px(4)) {
    const bool lit = world.session.status() == Status::paused && world.session.current_line() == line + 1;
    const bool caret = world.focus.target == &world.document.buffer && world.document.buffer.caret().line == line;
    const ImU32 back = lit ? c.selection : caret ? c.panel2 : c.panel;
    const float fade = ui.px(24);
    list->AddRectFilledMultiColor({x - fade, y}, {x - ui.px(4), y + m.line}, faded(back, 0), back, back, faded(back, 0));
    list->AddRectFilled({x - ui.px(4), y}, {body.right(), y + m.line}, back);
  }
  const Touch t = touch(ui, cat("value ", line).c_str(), {x, y, right - x, m.line},
                        value.empty() ? gradient : gradient.empty() ? cat(entry->name, " = ", value) : cat(entry->name, " = ", value, ", ", gradient), Kind::text);
  if (!value.empty()) x = ui.text_at(list, x, y, Face::note, c.value, value, m.line) + gap;
  if (!gradient.empty()) ui.text_at(list, x, y, Face::note, c.gradient, gradient, m.line);
  if (!entry->full.empty()) tooltip(ui, t, entry->full);
}

// A number that was clicked gets a handle: pulling it sideways changes the number, and a script that has run runs again.
void EditorPanel::draw_number(Ui& ui, World& world, Rect body, const Metrics& m, ImVec2 origin) {
  TextBuffer& buffer = world.document.buffer;
  const Position caret = buffer.caret();
  if (world.focus.target != &buffer || caret.line != number_caret_.line || buffer.has_selection()) return;
  const std::string& line = buffer.line(caret.line);
  const NumberAt number = number_at(line, caret.column);
  if (!number.found()) return;
  const std::string literal = line.substr(static_cast<std::size_t>(number.begin), static_cast<std::size_t>(number.end - number.begin));
  if (moved_number(literal, 1) == literal) return;
  const auto change = [&](int steps) {
    const std::string moved = moved_number(literal, steps);
    if (moved == literal) return;
    buffer.select({{caret.line, number.begin}, {caret.line, number.end}});
    buffer.insert(moved);
    buffer.place({caret.line, number.begin + static_cast<int>(moved.size())});
    ui.commands.push(RunAgain{});
    ui.wake(0);
  };
  const float side = ui.px(ui.phone ? 36 : 24), middle = ui.px(ui.phone ? 96 : 72);
  const float from = origin.x + m.left + x_of(ui, line, number.begin), to = origin.x + m.left + x_of(ui, line, number.end);
  const float width = 2 * side + middle, y = origin.y + m.top + m.line * static_cast<float>(caret.line);
  Rect box{std::clamp((from + to - width) / 2, body.x + m.gutter, std::max(body.x + m.gutter, body.right() - width - ui.px(14))), y + m.line + ui.px(2), width, side};
  if (box.bottom() > body.bottom() - ui.px(4)) box.y = y - side - ui.px(2);
  // Drawn over the lines below, so in the window's own list but later: the foreground keeps it readable.
  ImDrawList* list = ImGui::GetForegroundDrawList();
  list->PushClipRect(body.min(), body.max(), false);
  list->AddRectFilled(box.min(), box.max(), ui.c().panel2, ui.px(6));
  list->AddRect(box.min(), box.max(), ui.c().accent, ui.px(6), 0, std::max(1.0f, std::floor(ui.scale)));
  const Rect minus{box.x, box.y, side, side}, plus{box.right() - side, box.y, side, side}, grip{box.x + side, box.y, middle, side};
  const Touch less = touch(ui, "number down", minus, ui.t(T::smaller_number), Kind::button);
  const Touch more = touch(ui, "number up", plus, ui.t(T::larger_number), Kind::button);
  const Touch drag = touch(ui, "number", grip, fill(ui.t(T::drag_number), literal), Kind::slider, true, false, literal);
  draw_icon(list, Icon::minus, minus.center(), ui.px(13), less.hovered ? ui.c().text : ui.c().muted);
  draw_icon(list, Icon::plus, plus.center(), ui.px(13), more.hovered ? ui.c().text : ui.c().muted);
  const ImU32 ink = drag.hovered || drag.held ? ui.c().accent : ui.c().muted;
  for (int k = -2; k <= 2; ++k) {
    const float x = std::floor(grip.center().x + ui.px(7) * static_cast<float>(k));
    list->AddRectFilled({x, grip.center().y - ui.px(k == 0 ? 6 : 4)}, {x + std::max(1.0f, ui.px(1.5f)), grip.center().y + ui.px(k == 0 ? 6 : 4)}, ink);
  }
  list->PopClipRect();
  if (drag.hovered || drag.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (less.pressed) change(-1);
  if (more.pressed) change(+1);
  if (!drag.held) {
    number_drag_ = 0;
    return;
  }
  number_drag_ += ImGui::GetIO().MouseDelta.x;
  const float notch = ui.px(6);
  const int steps = static_cast<int>(number_drag_ / notch);
  if (steps != 0) {
    number_drag_ -= notch * static_cast<float>(steps);
    change(steps);
  }
}

void EditorPanel::handle_pointer(Ui& ui, World& world, Rect body, const Metrics& m, ImVec2 origin) {
  TextBuffer& buffer = world.document.buffer;
  const ImGuiIO& io = ImGui::GetIO();
  const Touch gutter = touch(ui, "gutter", {body.x, body.y, m.gutter - ui.px(6), body.h}, "", Kind::button);
  if (gutter.pressed) {
    const int line = static_cast<int>(std::floor((io.MousePos.y - origin.y - m.top) / m.line)) + 1;
    if (line >= 1 && line <= buffer.line_count()) ui.commands.push(ToggleBreakpoint{line});
  }
  const Rect text{body.x + m.gutter - ui.px(6), body.y, body.w - m.gutter + ui.px(6) - ui.px(10), body.h};
  const Touch t = touch(ui, "text", text, ui.t(T::script_text), Kind::text_field, true,
                        world.focus.target == &buffer, cat(buffer.caret().line + 1));
  if (t.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  const bool finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  if (finger) {
    if (t.pressed && !ImGui::IsMouseDragPastThreshold(0, 8)) {
      world.focus.target = &buffer;
      world.focus.keyboard_wanted = true;
      buffer.place(position_at(ui, world, m, origin, io.MousePos));
      number_caret_ = buffer.caret();
    }
    return;
  }
  if (t.hovered && ImGui::IsMouseClicked(0)) {
    world.focus.target = &buffer;
    const Position p = position_at(ui, world, m, origin, io.MousePos);
    const int clicks = (io.MouseClickedCount[0] - 1) % 3;
    number_caret_ = p;
    if (clicks == 0) buffer.place(p, io.KeyShift);
    else if (clicks == 1) buffer.select_word(p);
    else buffer.select_line(p.line);
    selecting_ = clicks == 0;
  }
  if (t.held && selecting_ && ImGui::IsMouseDragging(0, 2)) buffer.place(position_at(ui, world, m, origin, io.MousePos), true);
  if (!t.held) selecting_ = false;
}

void EditorPanel::follow_caret(Ui& ui, World& world, Rect body, const Metrics& m) {
  TextBuffer& buffer = world.document.buffer;
  const auto show_line = [&](int line, float margin) {
    const float top = m.top + m.line * static_cast<float>(line), scroll = ImGui::GetScrollY();
    if (top - margin < scroll) ImGui::SetScrollY(std::max(0.0f, top - margin));
    else if (top + m.line + margin > scroll + body.h) ImGui::SetScrollY(top + m.line + margin - body.h);
  };
  if (world.document.reveal_line > 0) {
    show_line(world.document.reveal_line - 1, std::min(body.h / 3, m.line * 4));
    if (world.document.reveal_line == 1) ImGui::SetScrollX(0);
    world.document.reveal_line = 0;
    last_caret_ = buffer.caret();
    last_revision_ = buffer.revision();
    ui.wake(0);
    return;
  }
  if (buffer.caret() == last_caret_ && buffer.revision() == last_revision_) return;
  last_caret_ = buffer.caret();
  last_revision_ = buffer.revision();
  if (world.focus.target != &buffer) return;
  show_line(last_caret_.line, m.line * 0.5f);
  const float x = m.left + x_of(ui, buffer.line(last_caret_.line), last_caret_.column), scroll = ImGui::GetScrollX();
  if (x < scroll + m.left) ImGui::SetScrollX(std::max(0.0f, x - m.left - ui.px(40)));
  else if (x > scroll + body.w - ui.px(40)) ImGui::SetScrollX(x - body.w + ui.px(80));
  ui.wake(0);
}

// ---- completion -------------------------------------------------------------------------------------------

bool EditorPanel::completion_key(World& world, const KeyPress& press) {
  TextBuffer& buffer = world.document.buffer;
  if (world.focus.target != &buffer) return false;
  completion_.follow(buffer);
  if (press.key == Key::character && press.character == ' ' && press.control) {
    completion_.ask(buffer, world.session);
    return true;
  }
  if (press.key == Key::escape && (completion_.open() || completion_.form())) {
    completion_.open() ? completion_.close() : completion_.close_call();
    return true;
  }
  if (!completion_.open() || press.control || press.alt || press.meta || press.shift) return false;
  switch (press.key) {
    case Key::up: completion_.move(-1); return true;
    case Key::down: completion_.move(+1); return true;
    case Key::page_up: completion_.choose(completion_.chosen() - Completion::kRows); return true;
    case Key::page_down: completion_.choose(completion_.chosen() + Completion::kRows); return true;
    case Key::enter:
      if (completion_.nothing_to_add()) {
        completion_.close();
        return false;
      }
      [[fallthrough]];
    case Key::tab: completion_.accept(buffer, completion_.chosen()); return true;
    default: return false;
  }
}

void EditorPanel::typed(World& world, std::string_view text) {
  if (world.focus.target == &world.document.buffer) completion_.typed(world.document.buffer, text, world.session);
}

void EditorPanel::changed(World& world) {
  if (world.focus.target == &world.document.buffer) completion_.changed(world.document.buffer, world.session);
}

void EditorPanel::composing() {
  completion_.close();
  completion_.close_call();
}

// ---- find -------------------------------------------------------------------------------------------------

void EditorPanel::open_find(World& world) {
  finding_ = true;
  const TextBuffer& buffer = world.document.buffer;
  if (buffer.has_selection() && buffer.selection().begin.line == buffer.selection().end.line) needle_.set_text(buffer.selected_text());
  needle_.select_all();
  world.focus.target = &needle_;
}

bool EditorPanel::close_find(World& world) {
  if (!finding_) return false;
  finding_ = false;
  if (world.focus.target == &needle_) world.focus.target = &world.document.buffer;
  return true;
}

void EditorPanel::find_next(World& world, int direction) {
  TextBuffer& buffer = world.document.buffer;
  matches_ = buffer.find_all(needle_.line(0));
  if (matches_.empty()) return;
  const Range here = buffer.selection();
  Range chosen = direction > 0 ? matches_.front() : matches_.back();
  if (direction > 0) {
    for (const Range& r : matches_)
      if (r.begin >= here.end && !(r == here)) { chosen = r; break; }
  } else {
    for (const Range& r : matches_)
      if (r.end <= here.begin) chosen = r;
  }
  buffer.select(chosen);
  world.document.reveal_line = chosen.begin.line + 1;
}

void EditorPanel::draw_find(Ui& ui, World& world, Rect body) {
  TextBuffer& buffer = world.document.buffer;
  if (matches_of_ != needle_.revision() || matches_in_ != buffer.revision()) {
    matches_of_ = needle_.revision();
    matches_in_ = buffer.revision();
    matches_ = buffer.find_all(needle_.line(0));
  }
  const float height = ui.px(40), width = std::min(ui.px(380), body.w - ui.px(16));
  const Rect bar{body.right() - width - ui.px(14), body.y + ui.px(6), width, height};
  if (begin_region(ui, "find", bar)) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(bar.min(), bar.max(), ui.c().panel2, ui.px(size::kPanelRadius));
    list->AddRect(bar.min(), bar.max(), ui.c().line, ui.px(size::kPanelRadius));
    const float side = ui.px(28), top = bar.y + (height - side) / 2;
    float right = bar.right() - ui.px(6) - side;
    if (icon_button(ui, "close find", {right, top, side, side}, ui.t(T::close), {.icon = Icon::close, .quiet = true, .shortcut = "Esc"})) close_find(world);
    right -= side;
    if (icon_button(ui, "find next", {right, top, side, side}, ui.t(T::find_next), {.icon = Icon::down, .quiet = true, .shortcut = "Enter"})) find_next(world, +1);
    right -= side;
    if (icon_button(ui, "find previous", {right, top, side, side}, ui.t(T::find_previous), {.icon = Icon::up, .quiet = true, .shortcut = "Shift+Enter"})) find_next(world, -1);
    const std::string count = fill(ui.t(T::matches), cat(matches_.size()));
    right -= ui.fonts.width(Face::small, count) + ui.px(8);
    ui.text_at(list, right, bar.y, Face::small, ui.c().muted, count, height);
    text_line(ui, world, "find text", {bar.x + ui.px(8), top, right - bar.x - ui.px(16), side}, ui.t(T::find), needle_);
  }
  end_region();
}

}  // namespace logit::lab
