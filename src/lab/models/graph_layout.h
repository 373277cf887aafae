// Where the nodes of a computation graph stand: columns from left (inputs) to right (loss), as on the slides.
//
// Layered drawing after Sugiyama, Tagawa and Toda (1981): rank by longest path, order within a column by
// barycentres, then vertical positions by isotonic regression towards the neighbours' mean. Chains of operations
// pull eight times as hard as leaves, so that the way to the loss comes out straight.
#pragma once

#include <vector>

#include "events/event.h"

namespace logit::lab {

struct NodeSize {
  float width = 0, height = 0;
};

struct PlacedNode {
  float x = 0, y = 0;  ///< centre
  float width = 0, height = 0;
  int rank = 0;
  bool below_root = false;  ///< a leaf that only the loss uses stands under it
};

struct PlacedEdge {
  /// Points that the curve goes through, from the input's border to the operation's: x, y, x, y, …
  std::vector<float> points;
};

struct GraphLayout {
  std::vector<PlacedNode> nodes;  ///< as in the graph
  std::vector<PlacedEdge> edges;
  float width = 0, height = 0;
  bool downwards = false;
};

struct LayoutSpacing {
  float column = 56;   ///< empty space between columns
  float row = 28;      ///< between nodes of a column
  bool downwards = false;  ///< from top to bottom instead, for tall screens; columns become rows
};

/// `sizes` has one entry per node. The picture starts at (0, 0).
GraphLayout layout_graph(const Graph& graph, const std::vector<NodeSize>& sizes, const LayoutSpacing& spacing);

}  // namespace logit::lab
