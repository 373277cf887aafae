// The computation graph of the last backward pass, left to right as on the slides, and under it the chain rule of
// the chosen parameter, in symbols and in numbers.
#pragma once

#include "lab/models/chain_rule.h"
#include "lab/models/graph_layout.h"
#include "lab/models/playback.h"
#include "lab/world.h"

namespace logit::lab {

class GraphPanel {
 public:
  void draw(Ui& ui, World& world, Rect rect);
  /// Chooses a node by the script's name for it; empty for none.
  void select(std::string_view name);
  /// The sentence under the graph, for the page and for screen readers.
  const std::string& sentence() const { return sentence_; }

 private:
  void refresh(Ui& ui, const World& world, bool tall);
  NodeSize measure(const Ui& ui, const Graph::Node& node, std::size_t index) const;
  float label_width(const Ui& ui, const Graph::Edge& edge) const;
  void draw_transport(Ui& ui, Rect head, float right);
  void draw_canvas(Ui& ui, World& world, Rect canvas);
  void draw_edge(Ui& ui, ImDrawList* list, std::size_t edge) const;
  void draw_edge_label(Ui& ui, ImDrawList* list, std::size_t edge) const;
  void draw_node(Ui& ui, ImDrawList* list, std::size_t index, bool hovered) const;
  void draw_card(Ui& ui, std::size_t index) const;
  float rule_height(Ui& ui, float width) const;
  float draw_rule(Ui& ui, ImDrawList* list, float x, float y, float width) const;
  void fit(const Ui& ui, Rect canvas);
  void choose(int node);

  std::shared_ptr<const Graph> graph_;
  std::uint64_t revision_ = ~0ull;
  float scale_ = 0;
  GraphLayout layout_;
  std::vector<std::string> symbols_;
  std::vector<std::vector<std::size_t>> inputs_;
  ChainRule rule_;
  std::vector<char> lit_edges_, lit_nodes_;
  int selected_ = -1;
  std::string wanted_;   // name to choose again when the next graph arrives
  std::string sentence_;
  float zoom_ = 1, pan_x_ = 0, pan_y_ = 0;
  bool fitted_ = false, panning_ = false, tall_ = false;
  Rect fitted_in_;
  Playback playback_;
  bool playing_ = false;
  double next_step_ = 0;  // when playing: host seconds
};

}  // namespace logit::lab
