#include "lab/panels/data_panel.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/number_text.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

bool DataPanel::refresh(Ui& ui, const World& world) {
  const auto status = static_cast<std::uint64_t>(world.session.status()) + 8 * static_cast<std::uint64_t>(world.run.ended.has_value());
  if (seen_graph_ == world.run.graph_revision && seen_status_ == status) return !view_.empty();
  // Variables are copied for this: at most ten times a second.
  if (world.session.status() == Status::running && ui.now < looked_ + 0.1) {
    ui.wake(0.1);
    return !view_.empty();
  }
  seen_graph_ = world.run.graph_revision;
  seen_status_ = status;
  looked_ = ui.now;
  view_ = world.session.status() == Status::idle ? DataView{} : data_view(world.session.variables(), world.run.graph.get());
  return !view_.empty();
}

void DataPanel::draw(Ui& ui, World& world, Rect rect, bool tabs) {
  const Rect body = panel_frame(ui, rect), head = panel_head(ui, rect);
  float x = head.x + ui.px(12);
  if (tabs && tab(ui, "tab curves", x, head, ui.t(T::curves), false)) ui.commands.push(ShowTab{"curves"});
  tab(ui, "tab data", x, head, ui.t(T::data), true);
  if (tabs && !world.is_hidden("lesson") && tab(ui, "tab lesson", x, head, ui.t(T::lesson), false)) ui.commands.push(ShowTab{"lesson"});
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (view_.empty()) {
    ui.text_center(list, body.center(), Face::small, ui.c().faint, ui.fitted(Face::small, ui.t(T::no_data), body.w - ui.px(32)));
    return;
  }
  std::string summary;
  if (view_.has_boundary) {
    summary = fill(ui.t(T::accuracy), short_number(std::round(view_.accuracy() * 1000) / 10));
    ui.text_right(list, head.right() - ui.px(12), head.y, Face::small, ui.c().muted, summary, head.h);
  }
  float low_x = 1e30f, high_x = -1e30f, low_y = 1e30f, high_y = -1e30f;
  for (const DataView::Point& p : view_.points) {
    low_x = std::min(low_x, p.x);
    high_x = std::max(high_x, p.x);
    low_y = std::min(low_y, p.y);
    high_y = std::max(high_y, p.y);
  }
  const float pad_x = std::max(0.12f * (high_x - low_x), 1e-3f), pad_y = std::max(0.12f * (high_y - low_y), 1e-3f);
  low_x -= pad_x, high_x += pad_x, low_y -= pad_y, high_y += pad_y;
  const Rect plot{body.x + ui.px(44), body.y + ui.px(12), body.w - ui.px(58), body.h - ui.px(40)};
  if (plot.w < 20 || plot.h < 20) return;
  const auto at = [&](float px, float py) {
    return ImVec2(plot.x + (px - low_x) / (high_x - low_x) * plot.w, plot.bottom() - (py - low_y) / (high_y - low_y) * plot.h);
  };
  if (view_.has_boundary) {
    // Probability as shading: blue for class 0, orange for class 1, none where the model cannot tell.
    constexpr int kCells = 36;
    const auto ink = [&](float fx, float fy) {
      const double z = view_.z(static_cast<double>(low_x + fx * (high_x - low_x)), static_cast<double>(low_y + fy * (high_y - low_y)));
      const float p = static_cast<float>(1 / (1 + std::exp(-std::clamp(z, -40.0, 40.0))));
      return faded(p > 0.5f ? ui.c().gradient : ui.c().value, std::fabs(p - 0.5f) * 0.72f);
    };
    for (int i = 0; i < kCells; ++i) {
      for (int k = 0; k < kCells; ++k) {
        const float x0 = static_cast<float>(i) / kCells, x1 = static_cast<float>(i + 1) / kCells;
        const float y0 = static_cast<float>(k) / kCells, y1 = static_cast<float>(k + 1) / kCells;
        list->AddRectFilledMultiColor({plot.x + x0 * plot.w, plot.bottom() - y1 * plot.h}, {plot.x + x1 * plot.w, plot.bottom() - y0 * plot.h},
                                      ink(x0, y1), ink(x1, y1), ink(x1, y0), ink(x0, y0));
      }
    }
    // The line z = 0, drawn far past the plot and clipped.
    const double norm = view_.w0 * view_.w0 + view_.w1 * view_.w1;
    if (norm > 1e-18) {
      const double cx = (low_x + high_x) / 2, cy = (low_y + high_y) / 2, off = view_.z(cx, cy) / norm;
      const double fx = cx - off * view_.w0, fy = cy - off * view_.w1, reach = 4.0 * static_cast<double>(high_x - low_x + high_y - low_y) / std::sqrt(norm);
      list->PushClipRect(plot.min(), plot.max(), true);
      list->AddLine(at(static_cast<float>(fx - view_.w1 * reach), static_cast<float>(fy + view_.w0 * reach)),
                    at(static_cast<float>(fx + view_.w1 * reach), static_cast<float>(fy - view_.w0 * reach)), ui.c().text, ui.scale * 2);
      list->PopClipRect();
    }
  }
  list->AddRect(plot.min(), plot.max(), ui.c().line, 0, 0, std::max(1.0f, std::floor(ui.scale)));
  const float size = ui.scale * 4.5f;
  for (const DataView::Point& p : view_.points) {
    const ImVec2 c = at(p.x, p.y);
    // Shape and colour both tell the class.
    if (p.label == 0) {
      list->AddCircleFilled(c, size, ui.c().value);
      list->AddCircle(c, size, ui.c().panel, 0, ui.scale);
    } else {
      const ImVec2 a(c.x, c.y - size * 1.2f), b(c.x + size * 1.15f, c.y + size * 0.85f), d(c.x - size * 1.15f, c.y + size * 0.85f);
      list->AddTriangleFilled(a, b, d, ui.c().gradient);
      list->AddTriangle(a, b, d, ui.c().panel, ui.scale);
    }
  }
  const auto number = [](float v) { return short_number(std::round(static_cast<double>(v) * 100) / 100); };
  ui.text_at(list, plot.x, plot.bottom() + ui.px(4), Face::note, ui.c().muted, number(low_x), ui.px(18));
  ui.text_right(list, plot.right(), plot.bottom() + ui.px(4), Face::note, ui.c().muted, number(high_x), ui.px(18));
  ui.text_right(list, plot.x - ui.px(6), plot.bottom() - ui.px(18), Face::note, ui.c().muted, number(low_y), ui.px(18));
  ui.text_right(list, plot.x - ui.px(6), plot.y, Face::note, ui.c().muted, number(high_y), ui.px(18));
  touch(ui, "data plot", plot, ui.t(T::data), Kind::text, true, false, cat(view_.points.size(), " ", view_.feature_name, ", ", summary));
}

}  // namespace logit::lab
