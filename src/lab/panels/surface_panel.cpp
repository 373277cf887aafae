#include "lab/panels/surface_panel.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/contours.h"
#include "lab/models/number_text.h"
#include "lab/models/tensor_text.h"
#include "lab/panels/side_tabs.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

namespace {

// Small enough that a frame stays a frame; the map of a hundred rows takes a few of them.
constexpr double kSecondsPerFrame = 0.0015;
constexpr std::size_t kDots = 80;  // a longer path is a line only

std::string place_text(const LossSurface& surface, double x, double y, double loss) {
  std::string out = cat(subscripted(surface.axis(0).name), " = ", short_number(x));
  if (surface.dimensions() == 2) out += cat(" · ", subscripted(surface.axis(1).name), " = ", short_number(y));
  return cat(out, " · L = ", short_number(loss));
}

// A model of so few parameters that it is worth looking for its whole data.
bool small(const std::shared_ptr<const Graph>& graph) {
  std::int64_t numbers = 0;
  if (graph)
    for (const Graph::Node& node : graph->nodes)
      if (node.kind == Graph::Kind::parameter) numbers += numel(node.value);
  return numbers > 0 && numbers <= static_cast<std::int64_t>(LossSurface::kMost);
}

// Finite extremes of the heights.
struct Extent {
  double low = INFINITY, high = -INFINITY;
  explicit Extent(const std::vector<double>& heights) {
    for (double h : heights) {
      if (!std::isfinite(h)) continue;
      low = std::min(low, h);
      high = std::max(high, h);
    }
  }
  bool any() const { return low <= high; }
};

}  // namespace

// The rectangle and what its edges mean.
struct SurfacePanel::Plot {
  Rect area;
  double x0, x1, y0, y1;
  ImVec2 at(double x, double y) const {
    return {area.x + static_cast<float>((x - x0) / (x1 - x0)) * area.w, area.bottom() - static_cast<float>((y - y0) / (y1 - y0)) * area.h};
  }
};

bool SurfacePanel::refresh(Ui& ui, const World& world) {
  if (run_ != world.run_started) {
    surface_.clear();
    run_ = world.run_started;
    visited_ = 0;
    seen_graph_ = ~0ull;
  }
  const bool moved = seen_graph_ != world.graph_revision();
  if (moved && world.session.status() == Status::running && ui.now < looked_ + 0.1) {
    ui.wake(0.1);
  } else if (moved && world.session.status() != Status::idle) {
    seen_graph_ = world.graph_revision();
    looked_ = ui.now;
    if (!surface_.show(world.shown_graph()) && small(world.shown_graph())) surface_.show(world.shown_graph(), world.session.variables());
    for (std::size_t i = world.session.moment_at(visited_ + 1); i < world.session.moments() && surface_.there(); ++i) {
      if (world.session.moment_step(i) <= visited_) continue;
      const Moment& moment = world.session.kept_moment(i);
      visited_ = moment.step;
      if (moment.graph) surface_.visit(moment.step, moment.loss, *moment.graph);
    }
  }
  return surface_.there();
}

void SurfacePanel::draw(Ui& ui, World& world, Rect rect) {
  const double until = ui.host.seconds() + kSecondsPerFrame;
  bool more = surface_.work();
  while (more && ui.host.seconds() < until) more = surface_.work();
  if (more) ui.wake(0);

  const Rect body = panel_frame(ui, rect), head = panel_head(ui, rect);
  float x = head.x + ui.px(12);
  side_tabs(ui, world, head, x, "surface");
  const Rect area{body.x + ui.px(52), body.y + ui.px(12), body.w - ui.px(66), body.h - ui.px(42)};
  const Extent extent(surface_.heights());
  if (!extent.any() || area.w < 20 || area.h < 20) return;
  const bool map = surface_.dimensions() == 2;
  const LossSurface::Axis& across = surface_.axis(0);
  Plot plot{area, across.low, across.high, extent.low, extent.high};
  if (map) {
    plot.y0 = surface_.axis(1).low;
    plot.y1 = surface_.axis(1).high;
  } else {
    const double margin = 0.08 * std::max(extent.high - extent.low, 1e-9);
    plot.y0 -= margin;
    plot.y1 += margin;
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(area.min(), area.max(), true);
  if (map) draw_map(ui, plot);
  else draw_curve(ui, plot);
  draw_path(ui, world, plot);
  list->PopClipRect();
  list->AddRect(area.min(), area.max(), ui.c().line, 0, 0, std::max(1.0f, std::floor(ui.scale)));

  const auto number = [](double v) { return short_number(std::round(v * 100) / 100); };
  const float under = area.bottom() + ui.px(4), line = ui.px(18), left = area.x - ui.px(6);
  ui.text_at(list, area.x, under, Face::note, ui.c().muted, number(plot.x0), line);
  ui.text_right(list, area.right(), under, Face::note, ui.c().muted, number(plot.x1), line);
  ui.text_center(list, {area.center().x, under + line / 2}, Face::note, ui.c().parameter, subscripted(across.name));
  ui.text_right(list, left, area.bottom() - line, Face::note, ui.c().muted, number(plot.y0), line);
  ui.text_right(list, left, area.y, Face::note, ui.c().muted, number(plot.y1), line);
  const std::string up = map ? subscripted(surface_.axis(1).name) : "L";
  ui.text_right(list, left, area.center().y - line / 2, Face::note, map ? ui.c().parameter : ui.c().text, ui.fitted(Face::note, up, ui.px(44)), line);

  const LossSurface::Visit& here = surface_.here();
  const std::string said = place_text(surface_, here.x, here.y, here.loss);
  const Touch touched = touch(ui, "surface plot", area, ui.t(T::surface), Kind::text, true, false, cat(said, ", ", surface_.path().size()));
  std::string shown = said;
  if (touched.hovered) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const double px = plot.x0 + (plot.x1 - plot.x0) * static_cast<double>((mouse.x - area.x) / area.w);
    const double py = map ? plot.y0 + (plot.y1 - plot.y0) * static_cast<double>((area.bottom() - mouse.y) / area.h) : 0;
    shown = place_text(surface_, px, py, surface_.loss(px, py));
  }
  ui.text_right(list, head.right() - ui.px(12), head.y, Face::small, ui.c().muted,
                ui.fitted(Face::small, shown, head.right() - x - ui.px(24)), head.h);
  // What the slice keeps still.
  std::string held;
  for (const LossSurface::Held& h : surface_.held()) held += cat(held.empty() ? "" : " · ", subscripted(h.name), " = ", short_number(h.value));
  if (!held.empty()) {
    const std::string text = ui.fitted(Face::note, fill(ui.t(T::surface_slice), held), area.w - ui.px(24));
    const float width = ui.fonts.width(Face::note, text) + ui.px(12);
    list->AddRectFilled({area.x + ui.px(6), area.y + ui.px(6)}, {area.x + ui.px(6) + width, area.y + ui.px(26)}, faded(ui.c().panel, 0.85f), ui.px(4));
    ui.text_at(list, area.x + ui.px(12), area.y + ui.px(6), Face::note, ui.c().muted, text, ui.px(20));
  }
}

// Deep blue is a large loss; the levels stand closer where it is small, as the bottom is what training looks for.
void SurfacePanel::draw_map(Ui& ui, const Plot& plot) {
  constexpr std::size_t kSide = LossSurface::kSide;
  const std::vector<double>& z = surface_.heights();
  if (z.size() != kSide * kSide) return;
  std::vector<double> xs(kSide), ys(kSide);
  for (std::size_t i = 0; i < kSide; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(kSide - 1);
    xs[i] = plot.x0 + (plot.x1 - plot.x0) * t;
    ys[i] = plot.y0 + (plot.y1 - plot.y0) * t;
  }
  const Extent extent(z);
  const double span = std::max(extent.high - extent.low, 1e-30);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto ink = [&](std::size_t i, std::size_t k) {
    const double h = z[k * kSide + i];
    return std::isfinite(h) ? faded(ui.c().value, static_cast<float>(0.04 + 0.5 * std::sqrt((h - extent.low) / span))) : 0;
  };
  for (std::size_t k = 0; k + 1 < kSide; ++k) {
    for (std::size_t i = 0; i + 1 < kSide; ++i) {
      list->AddRectFilledMultiColor(plot.at(xs[i], ys[k + 1]), plot.at(xs[i + 1], ys[k]), ink(i, k + 1), ink(i + 1, k + 1), ink(i + 1, k), ink(i, k));
    }
  }
  constexpr int kLevels = 12;
  for (int level = 1; level < kLevels; ++level) {
    const double t = static_cast<double>(level) / kLevels;
    contour_line(HeightGrid{xs, ys, z}, extent.low + span * t * t, [&](GridPoint a, GridPoint b) {
      list->AddLine(plot.at(a.x, a.y), plot.at(b.x, b.y), faded(ui.c().text, 0.28f), ui.scale);
    });
  }
}

void SurfacePanel::draw_curve(Ui& ui, const Plot& plot) {
  const std::vector<double>& heights = surface_.heights();
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::vector<ImVec2> run;
  const auto flush = [&] {
    if (run.size() > 1) list->AddPolyline(run.data(), static_cast<int>(run.size()), ui.c().value, 0, ui.scale * 2);
    run.clear();
  };
  for (std::size_t i = 0; i < heights.size(); ++i) {
    if (!std::isfinite(heights[i])) flush();
    else run.push_back(plot.at(plot.x0 + (plot.x1 - plot.x0) * static_cast<double>(i) / static_cast<double>(heights.size() - 1), heights[i]));
  }
  flush();
}

void SurfacePanel::draw_path(Ui& ui, const World& world, const Plot& plot) {
  const bool map = surface_.dimensions() == 2;
  const auto at = [&](const LossSurface::Visit& v) { return plot.at(v.x, map ? v.y : v.loss); };
  const std::uint64_t shown = world.timeline.moment ? world.timeline.moment->step : UINT64_MAX;
  const std::vector<LossSurface::Visit>& path = surface_.path();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float size = ui.scale * 3;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const ImU32 color = faded(ui.c().gradient, path[i].step <= shown ? 1.0f : 0.3f);  // what is still to come is faint
    if (i > 0) list->AddLine(at(path[i - 1]), at(path[i]), color, ui.scale * 1.8f);
    if (path.size() <= kDots) list->AddCircleFilled(at(path[i]), size * 0.8f, color);
  }
  if (!path.empty()) {
    list->AddCircleFilled(at(path[0]), size * 1.3f, ui.c().panel);
    list->AddCircle(at(path[0]), size * 1.3f, ui.c().gradient, 0, ui.scale * 1.8f);
  }
  const ImVec2 here = at(surface_.here());
  list->AddCircleFilled(here, size * 1.8f, ui.c().gradient);
  list->AddCircle(here, size * 1.8f, ui.c().panel, 0, ui.scale * 1.5f);
}

}  // namespace logit::lab
