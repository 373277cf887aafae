#include "lab/panels/data_panel.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/contours.h"
#include "lab/models/number_text.h"
#include "lab/panels/side_tabs.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

bool DataPanel::refresh(Ui& ui, const World& world) {
  const auto status = static_cast<std::uint64_t>(world.session.status()) + 8 * static_cast<std::uint64_t>(world.run.ended.has_value());
  if (seen_graph_ == world.graph_revision() && seen_status_ == status) return !view_.empty();
  // Variables are copied for this: at most ten times a second.
  if (world.session.status() == Status::running && ui.now < looked_ + 0.1) {
    ui.wake(0.1);
    return !view_.empty();
  }
  seen_graph_ = world.graph_revision();
  seen_status_ = status;
  looked_ = ui.now;
  view_ = world.session.status() == Status::idle ? DataView{} : data_view(world.session.variables(), world.shown_graph());
  return !view_.empty();
}

void DataPanel::draw(Ui& ui, World& world, Rect rect, bool tabs) {
  const Rect body = panel_frame(ui, rect), head = panel_head(ui, rect);
  float x = head.x + ui.px(12);
  side_tabs(ui, world, head, x, "data", !tabs);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (view_.empty()) {
    ui.text_center(list, body.center(), Face::small, ui.c().muted, ui.fitted(Face::small, ui.t(T::no_data), body.w - ui.px(32)));
    return;
  }
  std::string summary;
  if (view_.has_boundary) {
    summary = fill(ui.t(T::accuracy), short_number(std::round(view_.accuracy() * 1000) / 10));
    if (!view_.test_points.empty()) summary += cat(" · test ", short_number(std::round(view_.accuracy(true) * 1000) / 10), " %");
    ui.text_right(list, head.right() - ui.px(12), head.y, Face::small, ui.c().muted, summary, head.h);
  }
  float low_x = 1e30f, high_x = -1e30f, low_y = 1e30f, high_y = -1e30f;
  const auto widen = [&](const DataView::Point& p) {
    low_x = std::min(low_x, p.x);
    high_x = std::max(high_x, p.x);
    low_y = std::min(low_y, p.y);
    high_y = std::max(high_y, p.y);
  };
  for (const DataView::Point& p : view_.points) widen(p);
  for (const DataView::Point& p : view_.test_points) widen(p);
  const float pad_x = std::max(0.12f * (high_x - low_x), 1e-3f), pad_y = std::max(0.12f * (high_y - low_y), 1e-3f);
  low_x -= pad_x, high_x += pad_x, low_y -= pad_y, high_y += pad_y;
  const Rect plot{body.x + ui.px(44), body.y + ui.px(12), body.w - ui.px(58), body.h - ui.px(40)};
  if (plot.w < 20 || plot.h < 20) return;
  const auto at = [&](float px, float py) {
    return ImVec2(plot.x + (px - low_x) / (high_x - low_x) * plot.w, plot.bottom() - (py - low_y) / (high_y - low_y) * plot.h);
  };
  if (view_.has_boundary) {
    // Probability as shading: blue for class 0, orange for class 1, none where the model cannot tell.
    constexpr std::size_t kCells = 40, kSide = kCells + 1;
    std::vector<double> xs(kSide), ys(kSide), places;
    for (std::size_t i = 0; i < kSide; ++i) {
      xs[i] = static_cast<double>(low_x + (high_x - low_x) * static_cast<float>(i) / kCells);
      ys[i] = static_cast<double>(low_y + (high_y - low_y) * static_cast<float>(i) / kCells);
    }
    for (std::size_t k = 0; k < kSide; ++k)
      for (std::size_t i = 0; i < kSide; ++i) places.insert(places.end(), {xs[i], ys[k]});
    const std::vector<double> zs = view_.heights(places);
    const auto ink = [&](std::size_t i, std::size_t k) {
      const float p = static_cast<float>(1 / (1 + std::exp(-std::clamp(zs[k * kSide + i], -40.0, 40.0))));
      return faded(p > 0.5f ? ui.c().gradient : ui.c().value, std::fabs(p - 0.5f) * 0.72f);
    };
    for (std::size_t k = 0; k < kCells; ++k) {
      for (std::size_t i = 0; i < kCells; ++i) {
        list->AddRectFilledMultiColor(at(static_cast<float>(xs[i]), static_cast<float>(ys[k + 1])), at(static_cast<float>(xs[i + 1]), static_cast<float>(ys[k])),
                                      ink(i, k + 1), ink(i + 1, k + 1), ink(i + 1, k), ink(i, k));
      }
    }
    contour_line(HeightGrid{xs, ys, zs}, 0, [&](GridPoint a, GridPoint b) {
      list->AddLine(at(static_cast<float>(a.x), static_cast<float>(a.y)), at(static_cast<float>(b.x), static_cast<float>(b.y)), ui.c().text, ui.scale * 2);
    });
  }
  list->AddRect(plot.min(), plot.max(), ui.c().line, 0, 0, std::max(1.0f, std::floor(ui.scale)));
  const float size = ui.scale * 4.5f;
  const auto draw_point = [&](const DataView::Point& p, bool hollow) {
    const ImVec2 c = at(p.x, p.y);
    // Shape and colour both tell the class.
    if (p.label == 0) {
      list->AddCircleFilled(c, size, hollow ? ui.c().panel : ui.c().value);
      list->AddCircle(c, size, hollow ? ui.c().value : ui.c().panel, 0, ui.scale * (hollow ? 1.6f : 1));
    } else {
      const ImVec2 a(c.x, c.y - size * 1.2f), b(c.x + size * 1.15f, c.y + size * 0.85f), d(c.x - size * 1.15f, c.y + size * 0.85f);
      list->AddTriangleFilled(a, b, d, hollow ? ui.c().panel : ui.c().gradient);
      list->AddTriangle(a, b, d, hollow ? ui.c().gradient : ui.c().panel, ui.scale * (hollow ? 1.6f : 1));
    }
  };
  for (const DataView::Point& p : view_.points) draw_point(p, false);
  for (const DataView::Point& p : view_.test_points) draw_point(p, true);
  const auto number = [](float v) { return short_number(std::round(static_cast<double>(v) * 100) / 100); };
  ui.text_at(list, plot.x, plot.bottom() + ui.px(4), Face::note, ui.c().muted, number(low_x), ui.px(18));
  ui.text_right(list, plot.right(), plot.bottom() + ui.px(4), Face::note, ui.c().muted, number(high_x), ui.px(18));
  ui.text_right(list, plot.x - ui.px(6), plot.bottom() - ui.px(18), Face::note, ui.c().muted, number(low_y), ui.px(18));
  ui.text_right(list, plot.x - ui.px(6), plot.y, Face::note, ui.c().muted, number(high_y), ui.px(18));
  if (view_.has_boundary && plot.w > ui.px(260) && plot.h > ui.px(150)) draw_confusion(ui, plot);
  touch(ui, "data plot", plot, ui.t(T::data), Kind::text, true, false, cat(view_.points.size(), " ", view_.feature_name, ", ", summary));
}

// Rows are what the points are, columns what the model takes them for; the test set if there is one.
void DataPanel::draw_confusion(Ui& ui, Rect plot) const {
  const bool test = !view_.test_points.empty();
  const DataView::Confusion confusion = view_.confusion(test);
  const float cell = ui.px(30), row = ui.px(20), head = ui.px(46), pad = ui.px(6);
  const Rect box{plot.right() - head - 2 * cell - 2 * pad - ui.px(6), plot.y + ui.px(6), head + 2 * cell + 2 * pad, 3 * row + 2 * pad};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.min(), box.max(), faded(ui.c().panel, 0.9f), ui.px(6));
  list->AddRect(box.min(), box.max(), ui.c().line, ui.px(6));
  const float x = box.x + pad, y = box.y + pad;
  ui.text_at(list, x, y, Face::note, ui.c().muted, test ? "test" : "", row);
  std::string said(ui.t(T::confusion));
  for (int predicted = 0; predicted < 2; ++predicted) {
    ui.text_center(list, {x + head + cell * (static_cast<float>(predicted) + 0.5f), y + row / 2}, Face::note, ui.c().muted, cat("→", predicted));
  }
  for (int actual = 0; actual < 2; ++actual) {
    const float top = y + row * static_cast<float>(actual + 1);
    ui.text_at(list, x, top, Face::note, actual ? ui.c().gradient : ui.c().value, actual ? "y = 1" : "y = 0", row);
    for (int predicted = 0; predicted < 2; ++predicted) {
      const bool right = actual == predicted;
      const std::string number = cat(confusion.count[actual][predicted]);
      ui.text_center(list, {x + head + cell * (static_cast<float>(predicted) + 0.5f), top + row / 2}, Face::note,
                     right ? ui.c().text : confusion.count[actual][predicted] ? ui.c().error : ui.c().muted, number);
      said += cat(" ", actual, "→", predicted, ": ", number);
    }
  }
  touch(ui, "confusion", box, said, Kind::text);
}

}  // namespace logit::lab
