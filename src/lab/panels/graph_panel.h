// The computation graph of the last backward pass, left to right as on the slides, and under it the chain rule of
// the chosen parameter, in symbols and in numbers.
#pragma once

#include <optional>
#include <set>

#include "lab/models/graph_groups.h"
#include "lab/models/graph_layout.h"
#include "lab/models/playback.h"
#include "lab/panels/chain_rule_strip.h"
#include "lab/world.h"

namespace logit::lab {

class GraphPanel {
 public:
  void draw(Ui& ui, World& world, Rect rect);
  /// Chooses a node by the script's name for it; empty for none.
  void select(std::string_view name);
  /// The sentence under the graph, for the page and for screen readers.
  const std::string& sentence() const { return rule_.sentence(); }

 private:
  void refresh(Ui& ui, const World& world, Rect room);
  NodeSize measure(const Ui& ui, const Graph::Node& node, std::size_t index) const;
  float label_width(const Ui& ui, const Graph::Edge& edge) const;
  void draw_transport(Ui& ui, Rect head, float right);
  void draw_canvas(Ui& ui, World& world, Rect canvas);
  void draw_edge(Ui& ui, ImDrawList* list, std::size_t edge) const;
  void draw_edge_label(Ui& ui, ImDrawList* list, std::size_t edge) const;
  void draw_node(Ui& ui, ImDrawList* list, std::size_t index, bool hovered) const;
  void draw_card(Ui& ui, std::size_t index) const;
  float zoom_to_fit(const Ui& ui, Rect canvas) const;
  void fit(const Ui& ui, Rect canvas);
  void choose(int node);
  void light();
  bool folds() const;
  void arrange(Ui& ui, bool same_shape);
  const GraphGroup* group_of(std::size_t drawn_node) const;
  bool is_chosen(std::size_t drawn_node) const { return chosen_ >= 0 && folded_.node_of[static_cast<std::size_t>(chosen_)] == static_cast<int>(drawn_node); }
  void draw_open_groups(Ui& ui, ImDrawList* list, Rect canvas);

  // A graph of more nodes, or one whose text would be smaller than this share of its size, begins folded.
  static constexpr std::size_t kMany = 60;
  static constexpr float kReadable = 0.55f;

  std::shared_ptr<const Graph> whole_;
  std::vector<GraphGroup> groups_;
  std::optional<bool> folding_;   // what the reader has chosen
  bool folds_by_itself_ = false;
  std::set<std::string> opened_;  // groups, by name, while the others are folded
  FoldedGraph folded_;
  const Graph* graph_ = nullptr;  // as drawn: folded_.graph, or null
  std::uint64_t revision_ = ~0ull;
  float scale_ = 0;
  GraphLayout layout_;
  std::vector<std::pair<int, int>> laid_out_;  // edges that layout_ was made for
  std::vector<std::string> symbols_;  // of the nodes drawn
  ChainRuleStrip rule_;
  std::vector<char> lit_edges_, lit_nodes_;
  int chosen_ = -1;      // node of whole_
  std::string wanted_;   // name to choose again when the next graph arrives
  float zoom_ = 1, pan_x_ = 0, pan_y_ = 0;
  bool fitted_ = false, panning_ = false, tall_ = false;
  Rect fitted_in_;
  Playback playback_;
  bool playing_ = false;
  double next_step_ = 0;  // when playing: host seconds
};

}  // namespace logit::lab
