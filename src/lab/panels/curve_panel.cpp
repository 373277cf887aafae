#include "lab/panels/curve_panel.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/number_text.h"
#include "lab/models/ticks.h"
#include "lab/panels/side_tabs.h"
#include "lab/widgets/controls.h"
#include "lab/widgets/screen_painter.h"

namespace logit::lab {

float CurvePanel::Axes::y(double value) const {
  if (logarithmic) value = std::log10(std::max(value, 1e-30));
  return plot.bottom() - static_cast<float>((value - low) / (high - low)) * plot.h;
}

void CurvePanel::draw(Ui& ui, World& world, Rect rect) {
  const Rect frame = panel_frame(ui, rect), head = panel_head(ui, rect);
  float x = head.x + ui.px(12);
  side_tabs(ui, world, head, x, "curves");
  const CurveModel& curves = world.run.curves;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (!curves.has_curve()) {
    ui.text_center(list, frame.center(), Face::small, ui.c().muted, ui.fitted(Face::small, ui.t(T::no_curve), frame.w - ui.px(32)));
    return;
  }
  const float side = ui.px(ui.phone ? 36 : 26), top = head.y + (head.h - side) / 2;
  float right = head.right() - ui.px(6);
  const auto word = [&](const char* name, std::string_view label, std::string_view shown, bool on) {
    const float width = ui.fonts.width(Face::small, shown) + ui.px(14);
    if (right - width < x) return false;
    right -= width;
    const Rect box{right, top, width, side};
    const Touch t = touch(ui, name, box, label, Kind::toggle, true, on);
    if (t.hovered || on) list->AddRectFilled(box.min(), box.max(), on ? ui.c().selection : ui.c().panel2, ui.px(5));
    ui.text_at(list, right + ui.px(7), top, Face::small, on ? ui.c().text : ui.c().muted, shown, side);
    tooltip(ui, t, label);
    right -= ui.px(2);
    return t.pressed;
  };
  const auto icon = [&](const char* name, T label, Icon picture) {
    if (right - side < x) return false;
    right -= side;
    return icon_button(ui, name, {right, top, side, side}, ui.t(label), {.icon = picture, .quiet = true});
  };
  if (icon("save curves", T::save_curves, Icon::save)) open_menu("save menu");
  save_menu(ui, world, {right, top, side, side});
  if (word("log", ui.t(T::logarithmic), "log", world.settings.log_scale)) world.settings.log_scale = !world.settings.log_scale;
  const float smoothing = world.settings.smoothing;
  const std::string shown_weight = smoothing > 0 ? cat("~ ", short_number(static_cast<double>(smoothing))) : std::string("~");
  if (word("smooth", ui.t(T::smoothing), shown_weight, smoothing > 0)) {
    world.settings.smoothing = smoothing <= 0 ? 0.6f : smoothing < 0.7f ? 0.9f : smoothing < 0.95f ? 0.98f : 0;
  }
  if (!curves.current().epochs.empty()) {
    if (word("per epoch", ui.t(T::per_epoch), "epoch", by_epoch_)) {
      by_epoch_ = !by_epoch_;
      first_ = last_ = 0;
    }
  }
  if (first_ != last_ && icon("all steps", T::fit, Icon::fit)) first_ = last_ = 0;
  if (!curves.earlier().empty() && icon("forget runs", T::clear_runs, Icon::trash)) ui.commands.push(ForgetEarlierRuns{});

  const Rect body = draw_choices(ui, world, frame);
  body_ = frame;
  const bool losses = view_ == View::loss;
  const std::vector<Shown> shown = gather(ui, world);
  bool any = false;
  for (const Shown& s : shown) any = any || s.series->size() > 0;
  if (!any) {
    ui.text_center(list, body.center(), Face::small, ui.c().muted, ui.fitted(Face::small, ui.t(T::nothing_logged), body.w - ui.px(32)));
    return;
  }
  const Axes axes = make_axes(ui, body, shown, world.settings.log_scale && (losses || view_ == View::gradient_norm));
  if (axes.plot.w < 20 || axes.plot.h < 20) return;
  ScreenPainter painter(ui, list);
  paint(painter, ui, axes, shown, world);
  if (wanted_file_ == "svg") {
    SvgPainter svg(frame.w, frame.h, ui.c().panel);
    Axes moved = axes;
    moved.plot.x -= frame.x;
    moved.plot.y -= frame.y;
    paint(svg, ui, moved, shown, world);
    ui.commands.push(SaveFile{"curves.svg", "image/svg+xml", svg.finish()});
  }
  wanted_file_.clear();
  const Series& loss = curves.current().loss();
  const std::string value = loss.size() ? cat(loss.size(), ": ", short_number(static_cast<double>(loss.back()))) : std::string();
  const Touch plot = touch(ui, "loss curve", axes.plot, ui.t(T::curves), Kind::text, true, false, value);
  navigate(ui, axes, plot.held);
  read_out(ui, axes, shown, world);
}

Rect CurvePanel::draw_choices(Ui& ui, World& world, Rect body) {
  const RunCurves& run = world.run.curves.current();
  const struct {
    View view;
    T title;
    const char* name;
    bool there;
  } choices[] = {{View::loss, T::loss, "show loss", true},
                 {View::gradient_norm, T::gradient_norm, "show norm", run.grad_norm.size() > 1},
                 {View::parameters, T::parameters, "show parameters", !run.elements.empty()},
                 {View::gradients, T::gradients, "show gradients", !run.elements.empty()},
                 {View::learning_rate, T::learning_rate, "show lr", run.learning_rate.size() > 1}};
  int count = 0;
  for (const auto& choice : choices) count += choice.there;
  if (count < 2 || body.h < ui.px(110)) {
    view_ = View::loss;
    return body;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float height = ui.px(ui.phone ? 36 : 24), pad = ui.px(10), gap = ui.px(4);
  float x = body.x + ui.px(8);
  const float y = body.y + ui.px(6);
  bool known = false;
  for (const auto& choice : choices) known = known || (choice.there && choice.view == view_);
  if (!known) view_ = View::loss;
  for (const auto& choice : choices) {
    if (!choice.there) continue;
    const std::string_view label = ui.t(choice.title);
    const float width = ui.fonts.width(Face::small, label) + 2 * pad;
    if (x + width > body.right() - gap) break;
    const Rect box{x, y, width, height};
    const bool on = view_ == choice.view;
    const Touch t = touch(ui, choice.name, box, label, Kind::tab, true, on);
    if (on || t.hovered) list->AddRectFilled(box.min(), box.max(), on ? ui.c().selection : ui.c().panel2, height / 2);
    ui.text_at(list, x + pad, y, Face::small, on ? ui.c().text : ui.c().muted, label, height);
    if (t.pressed && view_ != choice.view) view_ = choice.view;
    x += width + gap;
  }
  const float used = height + ui.px(8);
  return {body.x, body.y + used, body.w, body.h - used};
}

std::vector<CurvePanel::Shown> CurvePanel::gather(const Ui& ui, const World& world) {
  const CurveModel& curves = world.run.curves;
  const RunCurves& run = curves.current();
  const Colors& c = ui.c();
  // Told apart by colour and, at their end, by name; blue and orange first for colour-blind eyes.
  const Paint inks[] = {c.value, c.gradient, c.parameter, c.data, c.function, c.error, c.muted, c.text};
  std::vector<Shown> out;
  epochs_.clear();
  if (run_shown_ != static_cast<std::uint64_t>(curves.earlier().size())) {
    run_shown_ = curves.earlier().size();
    first_ = last_ = 0;
  }
  const bool by_epoch = by_epoch_ && view_ == View::loss && !run.epochs.empty();
  switch (view_) {
    case View::loss: {
      epochs_.reserve(curves.earlier().size() + run.losses.size());
      const auto of = [&](const LossCurve& loss) {
        if (!by_epoch) return &loss.steps;
        epochs_.push_back(loss.per_epoch());
        return static_cast<const Series*>(&epochs_.back());
      };
      for (const RunCurves& earlier : curves.earlier()) out.push_back({of(earlier.main_loss()), earlier.label, c.faint, 1.8f, true});
      for (std::size_t i = 0; i < run.losses.size(); ++i) {
        const LossCurve& loss = run.losses[i];
        const std::string name = run.losses.size() == 1 ? run.label : loss.name.empty() ? fill(ui.t(T::line_number), cat(loss.line)) : loss.name;
        out.push_back({of(loss), name, inks[i % std::size(inks)], 2.2f, false});
      }
      break;
    }
    case View::gradient_norm:
      for (const RunCurves& earlier : curves.earlier()) out.push_back({&earlier.grad_norm, earlier.label, c.faint, 1.8f, true});
      out.push_back({&run.grad_norm, std::string(ui.t(T::gradient_norm)), c.gradient, 2.2f, false});
      for (const auto& [name, series] : run.scalars) out.push_back({&series, name, c.muted, 1.8f, false});
      break;
    case View::parameters:
    case View::gradients:
      for (std::size_t i = 0; i < run.elements.size(); ++i) {
        const ElementCurve& element = run.elements[i];
        const bool values = view_ == View::parameters;
        out.push_back({values ? &element.values : &element.gradients, values ? element.name : cat("∂L/∂", element.name), inks[i % std::size(inks)], 1.9f, false});
      }
      break;
    case View::learning_rate: out.push_back({&run.learning_rate, "lr", c.data, 2.2f, false}); break;
  }
  return out;
}

CurvePanel::Axes CurvePanel::make_axes(Ui& ui, Rect body, const std::vector<Shown>& shown, bool logarithmic) const {
  Axes axes;
  axes.logarithmic = logarithmic;
  std::size_t steps = 2;
  for (const Shown& s : shown) steps = std::max(steps, s.series->size());
  const double end = static_cast<double>(steps - 1);
  axes.first = first_ != last_ ? std::clamp(first_, 0.0, end - 1) : 0;
  axes.last = first_ != last_ ? std::clamp(last_, axes.first + 1, end) : end;
  Extremes all;
  for (const Shown& s : shown) all.add(s.series->extremes(static_cast<std::size_t>(axes.first), static_cast<std::size_t>(axes.last) + 1));
  double low = all.any ? all.low : 0, high = all.any ? all.high : 1;
  if (logarithmic) {
    high = std::log10(std::max(high, 1e-12));
    low = std::max(std::log10(std::max(low, 1e-12)), high - 8);
  } else if (low > 0 && low < high * 0.75) {
    low = 0;  // a loss reads best above its zero
  }
  if (high - low < 1e-12 * std::max(1.0, std::fabs(high))) {
    const double pad = std::max(1e-6, std::fabs(high) * 0.1);
    low -= pad;
    high += pad;
  } else {
    high += (high - low) * 0.06;
    if (low != 0) low -= (high - low) * 0.04;
  }
  axes.low = low;
  axes.high = high;
  const float left = ui.px(52), bottom = ui.px(26);
  axes.plot = {body.x + left, body.y + ui.px(10), body.w - left - ui.px(16), body.h - ui.px(10) - bottom};
  return axes;
}

void CurvePanel::paint(Painter& painter, const Ui& ui, const Axes& axes, const std::vector<Shown>& shown, const World& world) {
  const RunCurves& run = world.run.curves.current();
  const Colors& c = ui.c();
  const Rect& p = axes.plot;
  const float hair = std::max(1.0f, std::floor(ui.scale)), size = 12.5f * ui.scale;
  const double step = tick_step(axes.high - axes.low, static_cast<double>(p.h / ui.px(44)));
  for (double v : ticks(axes.low, axes.high, step)) {
    const float y = std::floor(p.bottom() - static_cast<float>((v - axes.low) / (axes.high - axes.low)) * p.h);
    painter.rect(p.x, y, p.w, hair, c.line);
    painter.text(p.x - ui.px(8), y, Anchor::end, size, c.muted, axes.logarithmic ? short_number(std::pow(10.0, v)) : axis_number(v, step));
  }
  const bool by_epoch = by_epoch_ && view_ == View::loss && !run.epochs.empty();
  // Steps are counted from 1 on the axis and from 0 in the series.
  const double x_step = std::max(1.0, tick_step(axes.last - axes.first, static_cast<double>(p.w / ui.px(80))));
  std::vector<double> marks = ticks(axes.first + 1, axes.last + 1, x_step);
  if (axes.first == 0 && (marks.empty() || marks.front() - 1 >= x_step * 0.5)) marks.insert(marks.begin(), 1);
  for (double s : marks) {
    const std::string label = short_count(s);
    const float half = painter.text_width(size, label) / 2;
    painter.text(std::min(axes.x(s - 1), p.right() - half), p.bottom() + ui.px(13), Anchor::middle, size, c.muted, label);
  }
  painter.rect(p.x, p.y, hair, p.h, c.line);
  painter.clip(p.x - ui.px(6), p.y - ui.px(6), p.w + ui.px(12), p.h + ui.px(8));
  // Epochs, as long as their marks stay apart.
  const double epochs_in_view = static_cast<double>(run.epochs.size()) * (axes.last - axes.first) / std::max(1.0, static_cast<double>(run.loss().size()));
  if (!by_epoch && run.epochs.size() > 1 && static_cast<double>(p.w) / std::max(1.0, epochs_in_view) > static_cast<double>(ui.px(7))) {
    for (std::size_t begin : run.epochs) {
      const double at = static_cast<double>(begin) - 0.5;
      if (begin == 0 || at < axes.first || at > axes.last) continue;
      painter.rect(std::floor(axes.x(at)), p.y, hair, p.h, faded(c.accent, 0.3f));
    }
  }
  const float weight = world.settings.smoothing;
  const Series* main = &run.loss();
  for (const Shown& s : shown) {
    const bool smooth = weight > 0 && view_ == View::loss && s.series == main && s.series->size() > 2;
    paint_series(painter, axes, *s.series, smooth ? faded(s.ink, 0.3f) : s.ink, ui.scale * s.width);
    if (!smooth) continue;
    const std::vector<float>& values = smoother_.update(*s.series, weight);
    const double stride = static_cast<double>(s.series->stride());
    std::vector<Point> points;
    const double per_pixel = std::max(1.0, (axes.last - axes.first) / static_cast<double>(std::max(1.0f, p.w)) / stride);
    for (double i = std::floor(axes.first / stride); i < static_cast<double>(values.size()) && i * stride <= axes.last + stride; i += per_pixel) {
      const float v = values[static_cast<std::size_t>(i)];
      if (std::isfinite(v)) points.push_back({axes.x(std::floor(i) * stride), axes.y(static_cast<double>(v))});
    }
    painter.line(points, s.ink, ui.scale * 2.4f);
  }
  painter.unclip();
  // Names at the ends of the curves, moved apart.
  float taken = -1e9f;
  std::vector<std::pair<float, const Shown*>> ends;
  for (const Shown& s : shown) {
    if (s.name.empty() || s.series->size() == 0 || !std::isfinite(s.series->back())) continue;
    ends.emplace_back(std::clamp(axes.y(static_cast<double>(s.series->back())) - ui.px(10), p.y + ui.px(6), p.bottom() - ui.px(6)), &s);
  }
  if (ends.size() > 12) ends.resize(12);
  std::stable_sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [wanted, s] : ends) {
    const float y = std::max(wanted, taken + ui.px(15));
    taken = y;
    if (y > p.bottom()) break;
    const double last = std::min(static_cast<double>(s->series->size() - 1), axes.last);
    const std::string label = view_ == View::loss ? s->name : cat(s->name, " ", short_number(static_cast<double>(s->series->back())));
    const float width = painter.text_width(size, label);
    const float x = std::max(std::min(axes.x(last), p.right()) - ui.px(6), p.x + width + ui.px(4));
    painter.text(x, y, Anchor::end, size, s->earlier ? c.muted : s->ink, label);
  }
  for (const Shown& s : shown) {
    if (s.earlier || s.series->size() == 0 || !std::isfinite(s.series->back())) continue;
    const double last = static_cast<double>(s.series->size() - 1);
    if (last <= axes.last && shown.size() < 6) painter.circle(axes.x(last), axes.y(static_cast<double>(s.series->back())), ui.scale * 4, s.ink);
  }
}

void CurvePanel::paint_series(Painter& painter, const Axes& axes, const Series& series, Paint ink, float width) const {
  if (series.size() == 0) return;
  const int pixels = std::max(1, static_cast<int>(axes.plot.w));
  const double per_pixel = (axes.last - axes.first + 1) / pixels;
  std::vector<Point> points;
  const auto stroke = [&](float w) {
    painter.line(points, ink, w);
    points.clear();
  };
  if (per_pixel <= 1.5 && series.stride() == 1) {
    const auto begin = static_cast<std::size_t>(std::max(0.0, std::floor(axes.first)));
    for (std::size_t i = begin; i < series.size() && static_cast<double>(i) <= axes.last + 1; ++i) {
      if (!std::isfinite(series[i])) stroke(width);
      else points.push_back({axes.x(static_cast<double>(i)), axes.y(static_cast<double>(series[i]))});
    }
    if (points.size() == 1) painter.circle(points[0].x, points[0].y, width, ink);
    stroke(width);
    return;
  }
  // One column of pixels shows the extremes of all its steps, so that no spike is lost.
  for (int px = 0; px < pixels; ++px) {
    const auto begin = static_cast<std::size_t>(axes.first + px * per_pixel);
    const auto end = static_cast<std::size_t>(axes.first + (px + 1) * per_pixel) + 1;
    if (begin >= series.size()) break;
    const Extremes e = series.extremes(begin, end);
    if (!e.any) continue;
    const float x = axes.plot.x + static_cast<float>(px);
    points.push_back({x, axes.y(static_cast<double>(px % 2 ? e.high : e.low))});
    if (e.high > e.low) points.push_back({x + 0.4f, axes.y(static_cast<double>(px % 2 ? e.low : e.high))});
  }
  stroke(width * 0.75f);
}

void CurvePanel::navigate(Ui& ui, const Axes& axes, bool held) {
  const ImGuiIO& io = ImGui::GetIO();
  const double span = axes.last - axes.first;
  if (held && io.MouseDelta.x != 0 && first_ != last_) {
    const double moved = -static_cast<double>(io.MouseDelta.x / axes.plot.w) * span;
    first_ = std::max(0.0, first_ + moved);
    last_ = first_ + span;
  }
  if (!axes.plot.contains(io.MousePos) || !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
  if (ImGui::IsMouseDoubleClicked(0)) {
    first_ = last_ = 0;
    return;
  }
  if (io.MouseWheel == 0) return;
  const double at = axes.first + static_cast<double>((io.MousePos.x - axes.plot.x) / axes.plot.w) * span;
  const double factor = std::pow(0.8, static_cast<double>(io.MouseWheel));
  first_ = std::max(0.0, at - (at - axes.first) * factor);
  last_ = at + (axes.last - at) * factor;
  if (last_ - first_ < 4) last_ = first_ + 4;
  ui.wake(0);
}

void CurvePanel::read_out(Ui& ui, const Axes& axes, const std::vector<Shown>& shown, const World& world) const {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!axes.plot.contains(mouse) || !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
  std::size_t steps = 0;
  for (const Shown& s : shown) steps = std::max(steps, s.series->size());
  if (steps == 0) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const double at = std::round(axes.first + static_cast<double>((mouse.x - axes.plot.x) / axes.plot.w) * (axes.last - axes.first));
  const auto index = static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(steps - 1)));
  const float x = axes.x(static_cast<double>(index)), hair = std::max(1.0f, std::floor(ui.scale));
  for (float dash = axes.plot.y; dash < axes.plot.bottom(); dash += ui.px(6)) {
    list->AddRectFilled({x, dash}, {x + hair, std::min(dash + ui.px(3), axes.plot.bottom())}, ui.c().accent);
  }
  std::vector<std::pair<std::string, ImU32>> rows;
  const bool by_epoch = by_epoch_ && view_ == View::loss;
  rows.push_back({fill(ui.t(by_epoch ? T::epoch_number : T::step_number), cat(index + 1)), ui.c().muted});
  const auto& epochs = world.run.curves.current().epochs;
  if (!epochs.empty() && !by_epoch) {
    const auto epoch = std::upper_bound(epochs.begin(), epochs.end(), index) - epochs.begin();
    rows.back().first += " · " + fill(ui.t(T::epoch_number), cat(static_cast<std::int64_t>(epoch)));
  }
  for (auto s = shown.rbegin(); s != shown.rend() && rows.size() < 9; ++s) {
    if (index >= s->series->size()) continue;
    const double value = static_cast<double>((*s->series)[index]);
    rows.push_back({cat(s->name.empty() ? "" : s->name + " ", short_number(value)), s->earlier ? ui.c().muted : s->ink});
    if (!std::isfinite(value)) continue;
    list->AddCircleFilled({x, axes.y(value)}, ui.scale * 4.5f, s->ink);
    list->AddCircle({x, axes.y(value)}, ui.scale * 4.5f, ui.c().panel, 0, ui.scale * 1.5f);
  }
  float width = 0;
  for (const auto& [text, ink] : rows) width = std::max(width, ui.fonts.width(Face::note, text));
  width += ui.px(16);
  const float line = ui.px(18), height = line * static_cast<float>(rows.size()) + ui.px(8);
  const float left = x + ui.px(12) + width > axes.plot.right() ? std::max(axes.plot.x, x - width - ui.px(12)) : x + ui.px(12);
  float top = std::clamp(mouse.y - height / 2, axes.plot.y, std::max(axes.plot.y, axes.plot.bottom() - height));
  list->AddRectFilled({left, top}, {left + width, top + height}, faded(ui.c().panel2, 0.96f), ui.px(6));
  list->AddRect({left, top}, {left + width, top + height}, ui.c().line, ui.px(6));
  top += ui.px(4);
  for (const auto& [text, ink] : rows) {
    ui.text_at(list, left + ui.px(8), top, Face::note, ink, text, line);
    top += line;
  }
}

void CurvePanel::save_menu(Ui& ui, World& world, Rect anchor) {
  const float row = ui.px(ui.phone ? 46 : 34), pad = ui.px(8), width = ui.px(220);
  if (!begin_menu(ui, "save menu", {anchor.right() - width, anchor.y, anchor.w, anchor.h}, width, 3 * row + 2 * pad)) return;
  const ImVec2 pos = ImGui::GetWindowPos();
  ImGui::Dummy({1, 3 * row + 2 * pad});
  const struct {
    const char* name;
    T title;
  } rows[] = {{"png", T::save_as_png}, {"svg", T::save_as_svg}, {"csv", T::save_as_csv}};
  float y = pos.y + pad;
  for (const auto& item : rows) {
    if (menu_row(ui, item.name, {pos.x + pad, y, width - 2 * pad, row}, ui.t(item.title), false)) {
      const std::string_view kind = item.name;
      if (kind == "csv") ui.commands.push(SaveFile{"curves.csv", "text/csv", world.run.curves.csv()});
      else if (kind == "svg") wanted_file_ = "svg";
      else ui.commands.push(SavePicture{"curves.png", body_.x, body_.y, body_.w, body_.h});
      ImGui::CloseCurrentPopup();
    }
    y += row;
  }
  end_menu();
}

}  // namespace logit::lab
