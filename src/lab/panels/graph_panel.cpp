#include "lab/panels/graph_panel.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

#include "base/format.h"
#include "lab/models/number_text.h"
#include "lab/models/tensor_text.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

namespace {

using Index = std::size_t;

struct Grid {
  int rows = 0, columns = 0, stride = 0;
};

// The heat map of a tensor: its last two dimensions, at most 12 × 12 of them.
Grid grid_of(const TensorPreview& t) {
  if (numel(t) <= 1 || t.values.empty()) return {};
  Grid g;
  g.stride = static_cast<int>(t.shape.back());
  g.columns = std::min(g.stride, 12);
  const std::int64_t rows = g.stride > 0 ? static_cast<std::int64_t>(t.values.size()) / g.stride : 0;
  g.rows = static_cast<int>(std::min<std::int64_t>(rows, 12));
  if (t.shape.size() == 1) g.rows = 1;
  return g;
}

std::pair<int, int> ends(const Graph::Edge& edge) { return {edge.from, edge.to}; }

// Mathematics has a letter for it.
std::string drawn_symbol(const Graph::Node& node) { return node.symbol == "sigmoid" ? "σ" : node.symbol; }

constexpr float kCell = 9;

void draw_grid(ImDrawList* list, const TensorPreview& t, const Grid& g, ImVec2 center, float cell, ImU32 plus, ImU32 minus) {
  double most = 0;
  for (double v : t.values)
    if (std::isfinite(v)) most = std::max(most, std::fabs(v));
  const float x0 = center.x - cell * static_cast<float>(g.columns) / 2, y0 = center.y - cell * static_cast<float>(g.rows) / 2;
  for (int r = 0; r < g.rows; ++r) {
    for (int c = 0; c < g.columns; ++c) {
      const double v = t.values[static_cast<Index>(r * g.stride + c)];
      const float strength = most > 0 ? static_cast<float>(std::fabs(v) / most) : 0;
      const float x = x0 + cell * static_cast<float>(c), y = y0 + cell * static_cast<float>(r);
      list->AddRectFilled({x, y}, {x + cell - 1, y + cell - 1}, faded(v < 0 ? minus : plus, 0.12f + 0.88f * strength));
    }
  }
}

}  // namespace

NodeSize GraphPanel::measure(const Ui& ui, const Graph::Node& node, std::size_t index) const {
  std::string title = symbols_[index];
  if (node.kind == Graph::Kind::operation && !group_of(index)) title += " " + drawn_symbol(node);
  float width = std::max(ui.fonts.width(Face::code, title), ui.fonts.width(Face::note, value_text(node.value)));
  const Grid g = grid_of(node.value);
  float height = ui.px(node.kind == Graph::Kind::operation ? 48 : 44);
  if (node.kind == Graph::Kind::loss) {
    height = ui.px(72);
    width = std::max(width, ui.fonts.width(Face::note, node.symbol));
    return {std::max(ui.px(80), width + ui.px(20)), height};
  }
  if (g.rows > 0) {
    width = std::max(width, ui.px(kCell) * static_cast<float>(g.columns));
    height += ui.px(kCell) * static_cast<float>(g.rows) + ui.px(2);
  }
  return {std::max(ui.px(node.kind == Graph::Kind::operation ? 72 : 80), width + ui.px(24)), height};
}

void GraphPanel::select(std::string_view name) {
  wanted_ = name;
  if (!whole_) return;
  for (Index i = 0; i < whole_->nodes.size(); ++i)
    if (whole_->nodes[i].name == name) choose(static_cast<int>(i));
}

void GraphPanel::choose(int node) {
  chosen_ = node;
  rule_.show(*whole_, node);
  wanted_ = node >= 0 ? whole_->nodes[static_cast<Index>(node)].name : std::string();
  light();
}

// What the chain rule goes through, in the graph as it is drawn.
void GraphPanel::light() {
  lit_edges_.assign(graph_->edges.size(), 0);
  lit_nodes_.assign(graph_->nodes.size(), 0);
  for (int e : rule_.rule().edges) {
    const Graph::Edge& edge = whole_->edges[static_cast<Index>(e)];
    lit_nodes_[static_cast<Index>(folded_.node_of[static_cast<Index>(edge.from)])] = 1;
    lit_nodes_[static_cast<Index>(folded_.node_of[static_cast<Index>(edge.to)])] = 1;
    const int drawn = folded_.edge_of[static_cast<Index>(e)];
    if (drawn >= 0) lit_edges_[static_cast<Index>(drawn)] = 1;
  }
}

void GraphPanel::refresh(Ui& ui, const World& world, Rect room) {
  const bool tall = room.h > room.w * 1.3f;
  if (revision_ == world.graph_revision() && scale_ == ui.scale && tall_ == tall) return;
  const bool same_shape = whole_ && world.shown_graph() && whole_->nodes.size() == world.shown_graph()->nodes.size() &&
                          whole_->edges.size() == world.shown_graph()->edges.size() && scale_ == ui.scale && tall_ == tall;
  tall_ = tall;
  revision_ = world.graph_revision();
  scale_ = ui.scale;
  whole_ = world.shown_graph() ? std::make_shared<const Graph>(in_reading_order(*world.shown_graph())) : nullptr;
  chosen_ = -1;
  if (!whole_ || whole_->nodes.empty()) {
    whole_.reset();
    graph_ = nullptr;
    fitted_ = false;
    rule_.clear();
    return;
  }
  groups_ = find_groups(*whole_);
  if (!same_shape) folds_by_itself_ = whole_->nodes.size() > kMany;
  arrange(ui, same_shape);
  const Rect canvas{room.x, room.y, room.w, room.h * 0.65f};  // the chain rule takes the rest
  if (!same_shape && !folds() && !groups_.empty() && zoom_to_fit(ui, canvas) < kReadable) {
    folds_by_itself_ = true;
    arrange(ui, false);
  }
  int chosen = -1, parameter = -1;
  for (Index i = 0; i < whole_->nodes.size(); ++i) {
    if (!wanted_.empty() && whole_->nodes[i].name == wanted_) chosen = static_cast<int>(i);
    if (parameter < 0 && whole_->nodes[i].kind == Graph::Kind::parameter) parameter = static_cast<int>(i);
  }
  choose(chosen >= 0 ? chosen : parameter);
}

bool GraphPanel::folds() const { return folding_.value_or(folds_by_itself_); }

// Folds what is closed and lays out what is left.
void GraphPanel::arrange(Ui& ui, bool same_shape) {
  std::vector<char> closed(groups_.size());
  for (Index g = 0; g < groups_.size(); ++g) closed[g] = folds() && !opened_.contains(groups_[g].name);
  const Index nodes_before = folded_.graph.nodes.size();
  folded_ = fold(*whole_, groups_, closed);
  graph_ = &folded_.graph;
  same_shape = same_shape && nodes_before == graph_->nodes.size();
  const std::vector<std::string> symbols = node_symbols(*whole_);
  symbols_.clear();
  for (Index i = 0; i < graph_->nodes.size(); ++i) {
    const GraphGroup* group = group_of(i);
    if (!group) symbols_.push_back(symbols[static_cast<Index>(folded_.origin[i])]);
    else if (group->kind == GraphGroup::Kind::layer) symbols_.push_back(group->name);
    else symbols_.push_back(fill(ui.t(T::loop_lines), group->name, cat(group->turns)));
  }
  const int position = playback_.position();
  const bool at_end = playback_.at_end();
  playback_.reset(*graph_);
  if (same_shape && !at_end) playback_.move_to(position);  // the same picture with other numbers
  else playing_ = false;
  std::vector<NodeSize> sizes;
  for (Index i = 0; i < graph_->nodes.size(); ++i) sizes.push_back(measure(ui, graph_->nodes[i], i));
  // Room for the local derivatives on the edges, where there are numbers to show.
  float label = 0;
  for (const Graph::Edge& edge : graph_->edges)
    if (edge.derivative) label = std::max(label, label_width(ui, edge));
  // Numbers that grow a digit shorter do not move the picture, and a large one is not laid out anew for them.
  const bool fits = same_shape && layout_.nodes.size() == sizes.size() && std::ranges::equal(graph_->edges, laid_out_, {}, ends) &&
                    std::ranges::equal(sizes, layout_.nodes, [](const NodeSize& now, const PlacedNode& placed) {
                      return now.width <= placed.width && now.height <= placed.height && now.height > 0.6f * placed.height;
                    });
  if (!fits) {
    const float column = tall_ ? ui.px(label > 0 ? 50 : 40) : std::clamp(label + ui.px(22), ui.px(56), ui.px(130));
    layout_ = layout_graph(*graph_, sizes, {column, ui.px(tall_ ? 76 : 34), tall_});
    laid_out_.clear();
    for (const Graph::Edge& edge : graph_->edges) laid_out_.push_back(ends(edge));
  }
  // While a loop trains, the picture stays where the reader has put it.
  if (!same_shape) fitted_ = false;
}

const GraphGroup* GraphPanel::group_of(std::size_t i) const {
  const int group = folded_.group_of[i];
  return group < 0 ? nullptr : &groups_[static_cast<Index>(group)];
}

float GraphPanel::label_width(const Ui& ui, const Graph::Edge& edge) const {
  const std::string symbol = cat("∂", symbols_[static_cast<Index>(edge.to)], "/∂", symbols_[static_cast<Index>(edge.from)]);
  const float number = edge.derivative ? ui.fonts.width(Face::note, short_number(*edge.derivative)) : 0;
  return std::max(ui.fonts.width(Face::note, symbol), number);
}

// Gradients stand under the nodes, or beside them where the graph runs downwards.
float GraphPanel::zoom_to_fit(const Ui& ui, Rect canvas) const {
  const float margin = std::min(ui.px(24), std::min(canvas.w, canvas.h) * 0.07f);
  const float across = (canvas.w - 2 * margin - (layout_.downwards ? ui.px(64) : 0)) / std::max(1.0f, layout_.width);
  const float down = (canvas.h - 2 * margin - (layout_.downwards ? 0 : ui.px(20))) / std::max(1.0f, layout_.height);
  return std::clamp(std::min(across, down), 0.02f, 1.3f);
}

void GraphPanel::fit(const Ui& ui, Rect canvas) {
  const float below = layout_.downwards ? 0 : ui.px(20), beside = layout_.downwards ? ui.px(64) : 0;
  zoom_ = zoom_to_fit(ui, canvas);
  if (zoom_ > 0.93f && zoom_ < 1.12f) zoom_ = std::min(1.0f, zoom_ > 1 ? 1.0f : zoom_);
  pan_x_ = canvas.x + (canvas.w - beside * zoom_ - layout_.width * zoom_) / 2;
  pan_y_ = canvas.y + (canvas.h - below - layout_.height * zoom_) / 2;
  fitted_ = true;
  fitted_in_ = canvas;
}

void GraphPanel::draw(Ui& ui, World& world, Rect rect) {
  const Rect body = panel_frame(ui, rect), head = panel_head(ui, rect);
  float x = head.x + ui.px(12);
  tab(ui, "tab graph", x, head, ui.t(T::graph), true);
  refresh(ui, world, body);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (!graph_) {
    ui.text_center(list, body.center(), Face::small, ui.c().faint, ui.fitted(Face::small, ui.t(T::no_graph), body.w - ui.px(32)));
    return;
  }
  const float side = ui.px(ui.phone ? 36 : 26);
  float right = head.right() - ui.px(6) - side;
  const float top = head.y + (head.h - side) / 2;
  const float rule_h = rule_.height(ui, body.w);
  const Rect canvas{body.x, body.y, body.w, std::max(ui.px(40), body.h - rule_h)};
  if (icon_button(ui, "fit", {right, top, side, side}, ui.t(T::fit), {.icon = Icon::fit, .quiet = true})) fitted_ = false;
  right -= side;
  const auto zoom_by = [&](float factor, ImVec2 at) {
    const float zoom = std::clamp(zoom_ * factor, 0.02f, 4.0f);
    pan_x_ = at.x - (at.x - pan_x_) * zoom / zoom_;
    pan_y_ = at.y - (at.y - pan_y_) * zoom / zoom_;
    zoom_ = zoom;
  };
  if (icon_button(ui, "zoom in", {right, top, side, side}, ui.t(T::zoom_in), {.icon = Icon::plus, .quiet = true})) zoom_by(1.25f, canvas.center());
  right -= side;
  if (icon_button(ui, "zoom out", {right, top, side, side}, ui.t(T::zoom_out), {.icon = Icon::minus, .quiet = true})) zoom_by(0.8f, canvas.center());
  if (!groups_.empty()) {
    right -= side;
    const bool on = folds();
    if (icon_button(ui, "fold", {right, top, side, side}, ui.t(on ? T::unfold_groups : T::fold_groups), {.icon = on ? Icon::unfold : Icon::fold, .quiet = true})) {
      folding_ = !on;
      opened_.clear();
      arrange(ui, false);
      light();
    }
  }
  draw_transport(ui, head, right);
  if (graph_->omitted > 0) {
    const std::string left_out = fill(ui.t(T::nodes_left_out), cat(graph_->omitted));
    ui.text_right(list, right - ui.px(8), head.y, Face::small, ui.c().muted, left_out, head.h);
  }
  const bool moved = fitted_in_.w != canvas.w || fitted_in_.h != canvas.h || fitted_in_.x != canvas.x || fitted_in_.y != canvas.y;
  if (!fitted_ || (moved && !panning_)) fit(ui, canvas);
  if (begin_region(ui, "graph canvas", canvas)) {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsWindowHovered() && io.MouseWheel != 0) {
      zoom_by(std::pow(1.15f, io.MouseWheel), io.MousePos);
      ui.wake(0);
    }
    draw_canvas(ui, world, canvas);
  }
  ImGui::EndChild();
  rule_.draw(ui, {body.x, canvas.bottom(), body.w, body.bottom() - canvas.bottom()});
}

// Forward and backward as a film: back, play, on, and a strip to drag.
void GraphPanel::draw_transport(Ui& ui, Rect head, float right) {
  const float side = ui.px(ui.phone ? 36 : 26), top = head.y + (head.h - side) / 2, strip = ui.px(110);
  const float needed = 3 * side + strip + ui.px(24);
  const float title = ui.fonts.width(Face::small_bold, ui.t(T::graph)) + ui.px(40);
  if (head.x + title + needed > right) return;
  if (playing_ && ui.now >= next_step_) {
    playback_.step(+1);
    if (playback_.at_end()) playing_ = false;
    // Long graphs play in about ten seconds, short ones slowly enough to follow.
    next_step_ = ui.now + std::clamp(10.0 / std::max(1, playback_.length()), 0.02, 0.55);
  }
  if (playing_) ui.wake(std::max(0.0, next_step_ - ui.now));
  right -= ui.px(10) + side;
  if (icon_button(ui, "pass on", {right, top, side, side}, ui.t(T::pass_on), {.icon = Icon::right, .enabled = !playback_.at_end(), .quiet = true})) {
    playing_ = false;
    playback_.step(+1);
  }
  right -= strip;
  const Rect track{right + ui.px(6), top, strip - ui.px(12), side};
  const Touch t = touch(ui, "passes", track, ui.t(T::pass_position), Kind::slider, true, !playback_.at_end(), cat(playback_.position()));
  const float y = track.y + track.h / 2, thick = ui.px(3), length = static_cast<float>(std::max(1, playback_.length()));
  const float middle = track.x + track.w * static_cast<float>(playback_.operations()) / length;
  const float x = track.x + track.w * static_cast<float>(playback_.position()) / length;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({track.x, y - thick / 2}, {track.right(), y + thick / 2}, ui.c().line, thick);
  // Blue while values are made, orange while gradients come back.
  list->AddRectFilled({track.x, y - thick / 2}, {std::min(x, middle), y + thick / 2}, ui.c().value, thick);
  if (x > middle) list->AddRectFilled({middle, y - thick / 2}, {x, y + thick / 2}, ui.c().gradient, thick);
  list->AddCircleFilled({x, y}, ui.px(t.hovered || t.held ? 6 : 5), x > middle ? ui.c().gradient : ui.c().value);
  if (t.held) {
    playing_ = false;
    const float share = std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.w, 0.0f, 1.0f);
    playback_.move_to(static_cast<int>(std::lround(share * length)));
    ui.wake(0);
  }
  right -= side;
  if (icon_button(ui, "play passes", {right, top, side, side}, ui.t(playing_ ? T::pause : T::play), {.icon = playing_ ? Icon::pause : Icon::play, .quiet = true})) {
    playing_ = !playing_;
    if (playing_ && playback_.at_end()) playback_.move_to(0);
    next_step_ = ui.now + 0.3;
    ui.wake(0);
  }
  right -= side;
  if (icon_button(ui, "pass back", {right, top, side, side}, ui.t(T::pass_back), {.icon = Icon::left, .enabled = playback_.position() > 0, .quiet = true})) {
    playing_ = false;
    playback_.step(-1);
  }
}

void GraphPanel::draw_canvas(Ui& ui, World& world, Rect canvas) {
  (void)world;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(canvas.min(), canvas.max(), true);
  draw_open_groups(ui, list, canvas);
  for (Index e = 0; e < layout_.edges.size(); ++e)
    if (!lit_edges_[e]) draw_edge(ui, list, e);
  for (Index e = 0; e < layout_.edges.size(); ++e)
    if (lit_edges_[e]) draw_edge(ui, list, e);
  int hovered = -1, pressed = -1;
  for (Index i = 0; i < layout_.nodes.size(); ++i) {
    const PlacedNode& n = layout_.nodes[i];
    const Rect box{pan_x_ + (n.x - n.width / 2) * zoom_, pan_y_ + (n.y - n.height / 2) * zoom_, n.width * zoom_, n.height * zoom_};
    if (box.right() < canvas.x || box.x > canvas.right() || box.bottom() < canvas.y - ui.px(30) || box.y > canvas.bottom()) continue;
    if (zoom_ > 0.15f) {
      const Graph::Node& node = graph_->nodes[i];
      const std::string label = fill(ui.t(T::node), node.name.empty() ? symbols_[i] : node.name);
      std::string value = list_text(node.value, 6);
      if (node.grad) value += "; ∂L " + list_text(*node.grad, 6);
      const Touch t = touch(ui, cat("node ", i).c_str(), box, label, Kind::node, true, is_chosen(i), value);
      if (t.hovered) hovered = static_cast<int>(i);
      if (t.pressed) pressed = static_cast<int>(i);
    }
    draw_node(ui, list, i, hovered == static_cast<int>(i));
  }
  if (zoom_ > 0.45f)
    for (Index e = 0; e < layout_.edges.size(); ++e)
      if (lit_edges_[e] && rule_.rule().edges.size() <= 60) draw_edge_label(ui, list, e);
  list->PopClipRect();
  if (pressed >= 0) {
    const auto node = static_cast<Index>(pressed);
    if (const GraphGroup* group = group_of(node)) {
      opened_.insert(group->name);
      arrange(ui, false);
      light();
    } else {
      choose(folded_.origin[node]);
    }
    ui.wake(0);
    return;  // what was hovered may be gone
  }
  // Dragging the empty canvas moves the picture.
  const Touch t = touch(ui, "canvas", canvas, "", Kind::button);
  panning_ = t.held && ImGui::IsMouseDragging(0, 3);
  if (panning_) {
    const ImVec2 delta = ImGui::GetIO().MouseDelta;
    pan_x_ += delta.x;
    pan_y_ += delta.y;
  }
  if (hovered >= 0 && !ImGui::IsMouseDown(0)) {
    if (ImGui::GetCurrentContext()->HoveredIdTimer > 0.35f) draw_card(ui, static_cast<Index>(hovered));
    else ui.wake(0.37 - static_cast<double>(ImGui::GetCurrentContext()->HoveredIdTimer));
  }
}

// The frame of a group that the reader has opened, with the button that closes it.
void GraphPanel::draw_open_groups(Ui& ui, ImDrawList* list, Rect canvas) {
  const GraphGroup* close = nullptr;
  for (Index g = 0; g < groups_.size(); ++g) {
    const GraphGroup& group = groups_[g];
    if (!folds() || !opened_.contains(group.name)) continue;
    float x0 = 1e30f, y0 = 1e30f, x1 = -1e30f, y1 = -1e30f;
    for (int node : group.nodes) {
      const PlacedNode& n = layout_.nodes[static_cast<Index>(folded_.node_of[static_cast<Index>(node)])];
      x0 = std::min(x0, n.x - n.width / 2), x1 = std::max(x1, n.x + n.width / 2);
      y0 = std::min(y0, n.y - n.height / 2), y1 = std::max(y1, n.y + n.height / 2);
    }
    // The name and the button stand in the frame, and stay in sight.
    const float pad = ui.px(12), side = ui.px(ui.phone ? 32 : 22);
    const float top = std::max(pan_y_ + y0 * zoom_ - pad - side, canvas.y + ui.px(2)), bottom = pan_y_ + y1 * zoom_ + pad + ui.px(12) * zoom_;
    const Rect box{pan_x_ + x0 * zoom_ - pad, top, (x1 - x0) * zoom_ + 2 * pad, std::max(bottom - top, side)};
    list->AddRectFilled(box.min(), box.max(), faded(ui.c().parameter, 0.06f), ui.px(10));
    list->AddRect(box.min(), box.max(), faded(ui.c().parameter, 0.45f), ui.px(10), 0, std::max(1.0f, std::floor(ui.scale)));
    const std::string name = group.kind == GraphGroup::Kind::layer ? group.name : fill(ui.t(T::loop_lines), group.name, cat(group.turns));
    ui.text_at(list, box.x + ui.px(6) + side, box.y, Face::note, ui.c().muted, ui.fitted(Face::note, name, box.w - side - ui.px(10)), side);
    if (icon_button(ui, cat("fold ", group.name).c_str(), {box.x, box.y, side, side}, fill(ui.t(T::fold_group), name), {.icon = Icon::minus, .quiet = true})) close = &group;
  }
  if (!close) return;
  opened_.erase(close->name);
  arrange(ui, false);
  light();
  ui.wake(0);
}

void GraphPanel::draw_edge(Ui& ui, ImDrawList* list, std::size_t e) const {
  const auto& points = layout_.edges[e].points;
  const bool lit = lit_edges_[e];
  const Graph::Edge& edge = graph_->edges[e];
  const Colors& c = ui.c();
  const ImU32 ink = lit ? c.gradient : edge.carries_gradient ? mixed(c.faint, c.gradient, 0.30f) : c.faint;
  const float width = ui.scale * std::min(1.0f, std::max(zoom_, 0.4f)) * (lit ? 2.6f : 1.6f);
  const auto at = [&](Index i) { return ImVec2(pan_x_ + points[i] * zoom_, pan_y_ + points[i + 1] * zoom_); };
  const float head = ui.scale * std::min(1.0f, zoom_) * (lit ? 9.0f : 8.0f);
  // The direction in which the edge arrives: to the right, down, or from a leaf that stands beside the loss.
  const bool below_root = layout_.nodes[static_cast<Index>(edge.from)].below_root;
  ImVec2 way = layout_.downwards ? ImVec2(0, 1) : ImVec2(1, 0);
  if (below_root) way = layout_.downwards ? ImVec2(-1, 0) : ImVec2(0, -1);
  ImVec2 from = at(0);
  const ImVec2 tip = at(points.size() - 2), end(tip.x - way.x * head * 0.8f, tip.y - way.y * head * 0.8f);
  for (Index i = 2; i < points.size(); i += 2) {
    const ImVec2 to = i + 2 == points.size() ? end : at(i);
    const float aside = way.x != 0 ? std::fabs(from.y - to.y) : std::fabs(from.x - to.x);
    if (aside < 0.75f) {
      list->AddLine(from, to, ink, width);
    } else {
      const float bend = 0.5f * ((to.x - from.x) * way.x + (to.y - from.y) * way.y);
      list->AddBezierCubic(from, {from.x + bend * way.x, from.y + bend * way.y}, {to.x - bend * way.x, to.y - bend * way.y}, to, ink, width,
                           zoom_ < 0.3f ? 8 : 0);
    }
    from = to;
  }
  if (zoom_ > 0.2f) {
    const ImVec2 base(tip.x - way.x * head, tip.y - way.y * head), side(way.y * head / 2, way.x * head / 2);
    list->AddTriangleFilled(tip, {base.x + side.x, base.y - side.y}, {base.x - side.x, base.y + side.y}, ink);
  }
}

void GraphPanel::draw_edge_label(Ui& ui, ImDrawList* list, std::size_t e) const {
  const Graph::Edge& edge = graph_->edges[e];
  if (group_of(static_cast<Index>(edge.to))) return;  // a derivative of something inside
  const auto& points = layout_.edges[e].points;
  const std::string symbol = cat("∂", symbols_[static_cast<Index>(edge.to)], "/∂", symbols_[static_cast<Index>(edge.from)]);
  const std::string number = edge.derivative ? short_number(*edge.derivative) : std::string();
  const float x0 = points[points.size() - 4], y0 = points[points.size() - 3], x1 = points[points.size() - 2], y1 = points.back();
  const float shrink = std::min(1.0f, std::max(0.75f, zoom_)), line = ui.px(15) * shrink, gap = ui.px(5);
  const ImVec2 middle(pan_x_ + (x0 + x1) / 2 * zoom_, pan_y_ + (y0 + y1) / 2 * zoom_);
  const float rise = (y1 - y0) * zoom_;
  const int lines = number.empty() ? 1 : 2;
  const float width = label_width(ui, edge) * shrink, height = line * static_cast<float>(lines);
  ImVec2 at(middle.x, middle.y - gap - height);
  if (layout_.downwards) {
    at = {middle.x + width / 2 + ui.px(8), middle.y - height / 2};
  } else {
    // Without a number the label only repeats the sentence below: it is shown where it fits.
    if (number.empty() && width > (x1 - x0) * zoom_ - ui.px(12)) return;
    if (std::fabs(rise) > ui.px(10)) {
      // A sloping edge leaves room near its start, on the side that it turns away from.
      at.x = pan_x_ + x0 * zoom_ + width / 2 + ui.px(8);
      at.y = pan_y_ + y0 * zoom_ + (rise < 0 ? gap : -gap - height);
    }
  }
  ImFont* font = ui.fonts.font(Face::note);
  const auto put = [&](const std::string& text, float y, ImU32 ink) {
    const float w = ui.fonts.width(Face::note, text) * shrink;
    list->AddRectFilled({at.x - w / 2 - ui.px(2), y}, {at.x + w / 2 + ui.px(2), y + line}, faded(ui.c().panel, 0.8f), ui.px(3));
    list->AddText(font, font->FontSize * shrink, {std::floor(at.x - w / 2), std::floor(y)}, ink, text.data(), text.data() + text.size());
  };
  put(symbol, at.y, faded(ui.c().gradient, 0.85f));
  if (lines == 2) put(number, at.y + line, ui.c().gradient);
}

void GraphPanel::draw_node(Ui& ui, ImDrawList* list, std::size_t i, bool hovered) const {
  const Graph::Node& node = graph_->nodes[i];
  const PlacedNode& n = layout_.nodes[i];
  const Colors& c = ui.c();
  const ImVec2 center(pan_x_ + n.x * zoom_, pan_y_ + n.y * zoom_);
  const float w = n.width * zoom_, h = n.height * zoom_;
  const ImVec2 min(std::floor(center.x - w / 2), std::floor(center.y - h / 2)), max(std::floor(center.x + w / 2), std::floor(center.y + h / 2));
  const bool chosen = is_chosen(i), lit = lit_nodes_[i];
  const GraphGroup* group = group_of(i);
  ImU32 fill = c.panel2, stroke = c.line;
  float thickness = 1.4f, radius = 8;
  switch (node.kind) {
    case Graph::Kind::data: stroke = c.data; break;
    case Graph::Kind::parameter: stroke = c.parameter; thickness = 1.8f; break;
    case Graph::Kind::operation: stroke = lit ? mixed(c.line, c.gradient, 0.55f) : mixed(c.line, c.faint, 0.4f); radius = 1000; break;
    case Graph::Kind::loss: stroke = c.accent; fill = c.selection; thickness = 2; radius = 10; break;
  }
  if (group) radius = 8;
  if (hovered) fill = mixed(fill, c.text, 0.06f);
  const bool computed = playback_.shows_value(static_cast<int>(i));
  bool backwards = false;
  if (!playback_.at_end() && playback_.current(backwards) == static_cast<int>(i)) {
    // The operation that runs now.
    const float glow = ui.px(5) * std::min(1.0f, zoom_), round = std::min(radius * ui.scale * zoom_, std::min(w, h) / 2) + glow;
    list->AddRectFilled({min.x - glow, min.y - glow}, {max.x + glow, max.y + glow}, faded(backwards ? c.gradient : c.value, 0.35f), round);
  }
  if (!computed) {
    fill = c.panel;
    stroke = faded(stroke, 0.35f);
  }
  radius = std::min(radius * ui.scale * zoom_, std::min(w, h) / 2);
  if (chosen) {
    const float glow = ui.px(4) * std::min(1.0f, zoom_);
    list->AddRectFilled({min.x - glow, min.y - glow}, {max.x + glow, max.y + glow}, faded(stroke, 0.20f), radius + glow);
    thickness = 2.6f;
  }
  if (group) {
    // A pile of cards: there is more below.
    for (int k = 2; k > 0; --k) {
      const float aside = ui.px(3) * static_cast<float>(k) * std::min(1.0f, zoom_);
      list->AddRectFilled({min.x + aside, min.y + aside}, {max.x + aside, max.y + aside}, c.panel, radius);
      list->AddRect({min.x + aside, min.y + aside}, {max.x + aside, max.y + aside}, faded(stroke, 0.6f), radius);
    }
  }
  list->AddRectFilled(min, max, fill, radius);
  list->AddRect(min, max, stroke, radius, 0, std::max(1.0f, thickness * ui.scale * std::min(1.0f, zoom_)));
  if (zoom_ < 0.28f) return;

  const auto text = [&](float x, float y, Face face, ImU32 ink, std::string_view s) {
    ImFont* font = ui.fonts.font(face);
    const float size = font->FontSize * zoom_;
    const float width = ui.fonts.width(face, s) * zoom_;
    list->AddText(font, size, {std::floor(x - width / 2), std::floor(y - size / 2)}, ink, s.data(), s.data() + s.size());
  };
  const float u = ui.scale * zoom_;
  const Grid g = grid_of(node.value);
  if (node.kind == Graph::Kind::loss) {
    text(center.x, center.y - 18 * u, Face::note, c.muted, node.symbol);
    text(center.x, center.y + 1 * u, Face::title, c.text, symbols_[i]);
    if (computed) text(center.x, center.y + 22 * u, Face::note, c.value, value_text(node.value));
    return;
  }
  std::string title = symbols_[i];
  if (node.kind == Graph::Kind::operation && !group) title = node.name.empty() ? drawn_symbol(node) : title + " " + drawn_symbol(node);
  float y = min.y + (node.kind == Graph::Kind::operation ? 16 : 14.5f) * u;
  text(center.x, y, Face::code, computed ? c.text : c.faint, title);
  if (!computed) return;
  text(center.x, y + 17 * u, Face::note, c.value, value_text(node.value));
  if (g.rows > 0) {
    const float height = kCell * static_cast<float>(g.rows) * u;
    draw_grid(list, node.value, g, {center.x, y + 28 * u + height / 2}, std::floor(kCell * u), c.value, c.muted);
  }
  // What has no gradient yet shows none; it is not zero.
  if (node.grad && playback_.shows_gradient(static_cast<int>(i))) {
    const Grid gg = grid_of(*node.grad);
    const std::string number = gg.rows == 0 ? value_text(*node.grad) : std::string();
    if (gg.rows == 0 && layout_.downwards) text(max.x + 6 * u + ui.fonts.width(Face::note, number) * zoom_ / 2, center.y, Face::note, c.gradient, number);
    else if (gg.rows == 0) text(center.x, max.y + 11 * u, Face::note, c.gradient, number);
    else if (node.kind == Graph::Kind::parameter) {
      const float cell = std::floor(std::min(kCell, 18.0f / static_cast<float>(gg.rows)) * u);
      draw_grid(list, *node.grad, gg, {center.x, max.y + 5 * u + cell * static_cast<float>(gg.rows) / 2}, cell, c.gradient, c.muted);
    }
  }
}

void GraphPanel::draw_card(Ui& ui, std::size_t i) const {
  const Graph::Node& node = graph_->nodes[i];
  std::vector<std::pair<std::string, ImU32>> lines;
  const Colors& c = ui.c();
  const GraphGroup* group = group_of(i);
  lines.push_back({node.name.empty() || group ? symbols_[i] : node.name, c.text});
  if (group) lines.push_back({fill(ui.t(T::group_opens), cat(group->nodes.size())), c.muted});
  if (!group && !node.op.empty()) lines.push_back({"<" + node.op + ">", c.muted});
  const std::string shape = shape_text(node.value);
  lines.push_back({cat(node.value.dtype, shape.empty() ? "" : " ", shape), c.muted});
  lines.push_back({list_text(node.value, 8), c.value});
  if (node.grad) lines.push_back({cat("∂", rule_.rule().loss.empty() ? "L" : rule_.rule().loss, "/∂", symbols_[i], " = ", list_text(*node.grad, 8)), c.gradient});
  if (!group && !node.formula.empty()) lines.push_back({node.formula, c.muted});
  if (!node.ran_on.empty()) lines.push_back({fill(ui.t(T::ran_on), node.ran_on), c.muted});
  if (!node.ran_back_on.empty()) lines.push_back({fill(ui.t(T::gradients_ran_on), node.ran_back_on), c.muted});
  const float pad = ui.px(10), line = ui.px(19);
  float width = 0;
  for (const auto& [text, ink] : lines) width = std::max(width, ui.fonts.width(Face::note, text));
  width = std::min(width + 2 * pad, ImGui::GetIO().DisplaySize.x - ui.px(16));
  const float height = line * static_cast<float>(lines.size()) + 2 * ui.px(7);
  const ImVec2 mouse = ImGui::GetIO().MousePos, display = ImGui::GetIO().DisplaySize;
  const float x = std::clamp(mouse.x + ui.px(14), ui.px(8), std::max(ui.px(8), display.x - width - ui.px(8)));
  float y = mouse.y + ui.px(18);
  if (y + height > display.y - ui.px(8)) y = mouse.y - height - ui.px(10);
  ImDrawList* list = ImGui::GetForegroundDrawList();
  for (int k = 4; k > 0; --k) {
    const float grow = ui.px(static_cast<float>(k));
    list->AddRectFilled({x - grow, y - grow + ui.px(2)}, {x + width + grow, y + height + grow + ui.px(2)}, IM_COL32(0, 0, 0, 10), ui.px(8) + grow);
  }
  list->AddRectFilled({x, y}, {x + width, y + height}, c.panel, ui.px(8));
  list->AddRect({x, y}, {x + width, y + height}, c.line, ui.px(8), 0, std::max(1.0f, std::floor(ui.scale)));
  float at = y + ui.px(7);
  for (const auto& [text, ink] : lines) {
    ui.text_at(list, x + pad, at, Face::note, ink, ui.fitted(Face::note, text, width - 2 * pad), line);
    at += line;
  }
}

}  // namespace logit::lab
