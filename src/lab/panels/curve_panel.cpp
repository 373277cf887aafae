#include "lab/panels/curve_panel.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/number_text.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

namespace {

// 1, 2 or 5 times a power of ten, so that about `wanted` ticks fit.
double tick_step(double span, double wanted) {
  const double raw = span / std::max(1.0, wanted);
  if (!(raw > 0)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (double factor : {1.0, 2.0, 5.0, 10.0})
    if (raw <= factor * power * 1.0001) return factor * power;
  return 10 * power;
}

}  // namespace

float CurvePanel::Axes::y(double value) const {
  if (logarithmic) value = std::log10(std::max(value, 1e-30));
  return plot.bottom() - static_cast<float>((value - low) / (high - low)) * plot.h;
}

void CurvePanel::draw(Ui& ui, World& world, Rect rect) {
  const Rect body = panel_frame(ui, rect), head = panel_head(ui, rect);
  const RunCurves& run = world.run.curves.current();
  float x = head.x + ui.px(12);
  if (tab(ui, "tab loss", x, head, ui.t(T::curves), !scalars_)) scalars_ = false;
  if (!run.scalars.empty() || scalars_) {
    if (tab(ui, "tab scalars", x, head, ui.t(T::gradients), scalars_)) scalars_ = true;
  }
  if (world.has_data && !ui.phone && rect.w > ui.px(420)) {
    if (tab(ui, "tab data", x, head, ui.t(T::data), false)) ui.commands.push(ShowTab{"data"});
  }
  if (!ui.phone && !world.is_hidden("lesson")) {
    if (tab(ui, "tab lesson", x, head, ui.t(T::lesson), false)) ui.commands.push(ShowTab{"lesson"});
  }
  const bool has = world.run.curves.has_curve();
  const float side = ui.px(ui.phone ? 36 : 26), top = head.y + (head.h - side) / 2;
  float right = head.right() - ui.px(8);
  if (has) {
    const auto word = [&](const char* name, std::string_view label, std::string_view shown, bool on) {
      const float width = ui.fonts.width(Face::small, shown) + ui.px(14);
      right -= width;
      const Rect box{right, top, width, side};
      const Touch t = touch(ui, name, box, label, Kind::toggle, true, on);
      ImDrawList* list = ImGui::GetWindowDrawList();
      if (t.hovered || on) list->AddRectFilled(box.min(), box.max(), on ? ui.c().selection : ui.c().panel2, ui.px(5));
      ui.text_at(list, right + ui.px(7), top, Face::small, on ? ui.c().text : ui.c().muted, shown, side);
      tooltip(ui, t, label);
      right -= ui.px(2);
      return t.pressed;
    };
    if (word("log", ui.t(T::logarithmic), "log", world.settings.log_scale)) world.settings.log_scale = !world.settings.log_scale;
    const float smoothing = world.settings.smoothing;
    const std::string shown = smoothing > 0 ? cat("~ ", short_number(static_cast<double>(smoothing))) : std::string("~");
    if (word("smooth", ui.t(T::smoothing), shown, smoothing > 0)) {
      world.settings.smoothing = smoothing <= 0 ? 0.6f : smoothing < 0.7f ? 0.9f : smoothing < 0.95f ? 0.98f : 0;
    }
    if (!world.run.curves.earlier().empty()) {
      right -= side;
      if (icon_button(ui, "forget runs", {right, top, side, side}, ui.t(T::clear_runs), {.icon = Icon::trash, .quiet = true})) {
        ui.commands.push(ForgetEarlierRuns{});
      }
    }
  }
  if (scalars_) draw_scalars(ui, world, body);
  else draw_loss(ui, world, body);
}

CurvePanel::Axes CurvePanel::frame(Ui& ui, Rect body, const std::vector<const Series*>& shown, bool logarithmic) const {
  Axes axes;
  axes.logarithmic = logarithmic;
  Extremes all;
  std::size_t steps = 2;
  for (const Series* series : shown) {
    all.add(series->extremes(0, series->size()));
    steps = std::max(steps, series->size());
  }
  axes.steps = static_cast<double>(steps - 1);
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
  axes.plot = {body.x + left, body.y + ui.px(14), body.w - left - ui.px(16), body.h - ui.px(14) - bottom};
  return axes;
}

void CurvePanel::draw_grid(Ui& ui, const Axes& axes) const {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect& p = axes.plot;
  const float hair = std::max(1.0f, std::floor(ui.scale));
  const double step = tick_step(axes.high - axes.low, p.h / ui.px(44));
  for (double v = std::ceil(axes.low / step - 1e-9) * step; v <= axes.high + step * 1e-9; v += step) {
    const float y = std::floor(p.bottom() - static_cast<float>((v - axes.low) / (axes.high - axes.low)) * p.h);
    list->AddRectFilled({p.x, y}, {p.right(), y + hair}, ui.c().line);
    const std::string label = axes.logarithmic ? short_number(std::pow(10.0, v)) : axis_number(v, step);
    ui.text_right(list, p.x - ui.px(8), y - ui.px(9), Face::note, ui.c().muted, label, ui.px(18));
  }
  const double x_step = std::max(1.0, tick_step(axes.steps, p.w / ui.px(80)));
  for (double s = 0; s <= axes.steps + 1e-9; s += x_step) {
    const float x = axes.x(s);
    const std::string label = short_count(s + (s == 0 ? 1 : 0));
    const float half = ui.fonts.width(Face::note, label) / 2;
    ui.text_at(list, std::min(x - half, p.right() - 2 * half), p.bottom() + ui.px(4), Face::note, ui.c().muted, label, ui.px(18));
  }
  list->AddRectFilled({p.x, p.y}, {p.x + hair, p.bottom()}, ui.c().line);
}

void CurvePanel::draw_series(Ui& ui, const Axes& axes, const Series& series, ImU32 ink, float width) const {
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (series.size() == 0) return;
  const int pixels = std::max(1, static_cast<int>(axes.plot.w));
  const double per_pixel = (axes.steps + 1) / pixels;
  list->PushClipRect({axes.plot.x - width, axes.plot.y - ui.px(4)}, {axes.plot.right() + ui.px(6), axes.plot.bottom() + width}, true);
  if (per_pixel <= 1.5) {
    for (std::size_t i = 0; i < series.size(); ++i) {
      if (!std::isfinite(series[i])) {
        list->PathStroke(ink, 0, width);
        continue;
      }
      list->PathLineTo({axes.x(static_cast<double>(i)), axes.y(series[i])});
    }
    list->PathStroke(ink, 0, width);
  } else {
    // One column of pixels shows the extremes of all its steps, so that no spike is lost.
    for (int px = 0; px < pixels; px += 1) {
      const auto begin = static_cast<std::size_t>(px * per_pixel), end = static_cast<std::size_t>((px + 1) * per_pixel) + 1;
      if (begin >= series.size()) break;
      const Extremes e = series.extremes(begin, end);
      if (!e.any) continue;
      const float x = axes.plot.x + static_cast<float>(px);
      list->PathLineTo({x, axes.y(px % 2 ? e.high : e.low)});
      if (e.high > e.low) list->PathLineTo({x + 0.4f, axes.y(px % 2 ? e.low : e.high)});
    }
    list->PathStroke(ink, 0, width * 0.75f);
  }
  list->PopClipRect();
}

void CurvePanel::draw_smooth(Ui& ui, const Axes& axes, const std::vector<float>& values, ImU32 ink, float width) const {
  (void)ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const double step = std::max(1.0, (axes.steps + 1) / std::max(1.0f, axes.plot.w));
  for (double i = 0; i < static_cast<double>(values.size()); i += step) {
    list->PathLineTo({axes.x(std::floor(i)), axes.y(values[static_cast<std::size_t>(i)])});
  }
  if (!values.empty()) list->PathLineTo({axes.x(static_cast<double>(values.size() - 1)), axes.y(values.back())});
  list->PathStroke(ink, 0, width);
}

void CurvePanel::draw_loss(Ui& ui, World& world, Rect body) {
  const CurveModel& curves = world.run.curves;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (!curves.has_curve()) {
    ui.text_center(list, body.center(), Face::small, ui.c().faint, ui.fitted(Face::small, ui.t(T::no_curve), body.w - ui.px(32)));
    return;
  }
  const RunCurves& run = curves.current();
  std::vector<const Series*> shown{&run.loss};
  for (const RunCurves& earlier : curves.earlier()) shown.push_back(&earlier.loss);
  const Axes axes = frame(ui, body, shown, world.settings.log_scale);
  if (axes.plot.w < 20 || axes.plot.h < 20) return;
  draw_grid(ui, axes);
  const float hair = std::max(1.0f, std::floor(ui.scale));
  // Epochs, as long as their marks stay apart.
  if (run.epochs.size() > 1 && axes.plot.w / static_cast<float>(run.epochs.size()) > ui.px(7)) {
    for (std::size_t begin : run.epochs) {
      if (begin == 0) continue;
      const float x = std::floor(axes.x(static_cast<double>(begin) - 0.5));
      list->AddRectFilled({x, axes.plot.y}, {x + hair, axes.plot.bottom()}, faded(ui.c().accent, 0.22f));
    }
  }
  for (const RunCurves& earlier : curves.earlier()) draw_series(ui, axes, earlier.loss, ui.c().faint, ui.scale * 1.8f);
  const float weight = world.settings.smoothing;
  if (weight > 0 && run.loss.size() > 2) {
    if (smooth_of_ != curves.revision() || smooth_weight_ != weight) {
      smooth_ = smoothed(run.loss, weight);
      smooth_of_ = curves.revision();
      smooth_weight_ = weight;
    }
    draw_series(ui, axes, run.loss, faded(ui.c().value, 0.3f), ui.scale * 1.4f);
    draw_smooth(ui, axes, smooth_, ui.c().value, ui.scale * 2.4f);
  } else {
    draw_series(ui, axes, run.loss, ui.c().value, ui.scale * 2.2f);
  }
  const auto name_end = [&](const Series& series, const std::string& label, ImU32 ink) {
    if (label.empty() || series.size() == 0) return;
    const float w = ui.fonts.width(Face::note, label);
    const float x = std::min(axes.x(static_cast<double>(series.size() - 1)), axes.plot.right()) - w - ui.px(6);
    ui.text_at(list, std::max(x, axes.plot.x + ui.px(4)), axes.y(series.back()) - ui.px(20), Face::note, ink, label, ui.px(18));
  };
  for (const RunCurves& earlier : curves.earlier()) name_end(earlier.loss, earlier.label, ui.c().muted);
  name_end(run.loss, run.label, ui.c().value);
  if (run.loss.size() > 0 && std::isfinite(run.loss.back())) {
    list->AddCircleFilled({axes.x(static_cast<double>(run.loss.size() - 1)), axes.y(run.loss.back())}, ui.scale * 4.0f, ui.c().value);
  }
  read_out(ui, axes, world);
  const std::string value = run.loss.size() ? cat(run.loss.size(), ": ", short_number(static_cast<double>(run.loss.back()))) : std::string();
  touch(ui, "loss curve", axes.plot, ui.t(T::curves), Kind::text, true, false, value);
}

void CurvePanel::read_out(Ui& ui, const Axes& axes, const World& world) const {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const Series& loss = world.run.curves.current().loss;
  if (!axes.plot.contains(mouse) || !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) || loss.size() == 0) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const double at = std::round((mouse.x - axes.plot.x) / axes.plot.w * axes.steps);
  const auto index = static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(loss.size() - 1)));
  const float x = axes.x(static_cast<double>(index)), y = axes.y(loss[index]);
  for (float dash = axes.plot.y; dash < axes.plot.bottom(); dash += ui.px(6)) {
    list->AddRectFilled({x, dash}, {x + std::max(1.0f, std::floor(ui.scale)), std::min(dash + ui.px(3), axes.plot.bottom())}, ui.c().accent);
  }
  list->AddCircleFilled({x, y}, ui.scale * 4.5f, ui.c().value);
  list->AddCircle({x, y}, ui.scale * 4.5f, ui.c().panel, 0, ui.scale * 1.5f);
  std::vector<std::pair<std::string, ImU32>> rows{{short_number(static_cast<double>(loss[index])), ui.c().value},
                                                  {fill(ui.t(T::step_number), cat(index + 1)), ui.c().muted}};
  const auto& epochs = world.run.curves.current().epochs;
  if (!epochs.empty()) {
    const auto epoch = std::upper_bound(epochs.begin(), epochs.end(), index) - epochs.begin();
    rows.push_back({fill(ui.t(T::epoch_number), cat(static_cast<std::int64_t>(epoch))), ui.c().muted});
  }
  float width = 0;
  for (const auto& [text, ink] : rows) width = std::max(width, ui.fonts.width(Face::note, text));
  width += ui.px(16);
  const float line = ui.px(18), height = line * static_cast<float>(rows.size()) + ui.px(8);
  const float left = x + ui.px(12) + width > axes.plot.right() ? x - width - ui.px(12) : x + ui.px(12);
  float top = std::clamp(y - height / 2, axes.plot.y, std::max(axes.plot.y, axes.plot.bottom() - height));
  list->AddRectFilled({left, top}, {left + width, top + height}, faded(ui.c().panel2, 0.96f), ui.px(6));
  list->AddRect({left, top}, {left + width, top + height}, ui.c().line, ui.px(6));
  top += ui.px(4);
  for (const auto& [text, ink] : rows) {
    ui.text_at(list, left + ui.px(8), top, Face::note, ink, text, line);
    top += line;
  }
}

void CurvePanel::draw_scalars(Ui& ui, World& world, Rect body) {
  const RunCurves& run = world.run.curves.current();
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::vector<const Series*> shown;
  std::vector<std::string_view> names;
  for (const auto& [name, series] : run.scalars) {
    if (name == "lr" && run.scalars.size() > 1) continue;
    shown.push_back(&series);
    names.push_back(name);
  }
  if (shown.empty()) {
    ui.text_center(list, body.center(), Face::small, ui.c().faint, ui.fitted(Face::small, ui.t(T::no_curve), body.w - ui.px(32)));
    return;
  }
  const Axes axes = frame(ui, body, shown, false);
  if (axes.plot.w < 20 || axes.plot.h < 20) return;
  draw_grid(ui, axes);
  const ImU32 inks[] = {ui.c().gradient, ui.c().parameter, ui.c().data, ui.c().value, ui.c().function, ui.c().muted};
  float y = axes.plot.y + ui.px(2);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const ImU32 ink = inks[i % std::size(inks)];
    draw_series(ui, axes, *shown[i], ink, ui.scale * 1.8f);
    if (i >= 8) continue;
    const std::string label = cat(names[i], " ", shown[i]->size() ? short_number(static_cast<double>(shown[i]->back())) : "");
    ui.text_right(list, axes.plot.right() - ui.px(6), y, Face::note, ink, label, ui.px(17));
    y += ui.px(17);
  }
}

}  // namespace logit::lab
