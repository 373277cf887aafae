// Parts of a computation graph that can be drawn as one node: what a layer does with its parameters, and a loop that does the
// same again and again. Folded, the graph of a deep network or of a long unrolled loop is readable at a glance.
#pragma once

#include <string>
#include <vector>

#include "events/event.h"

namespace logit::lab {

struct GraphGroup {
  enum class Kind {
    layer,  ///< a module's parameters and the operations that bring them in; name "model.linear"
    loop    ///< one pattern of operations over and over; name "5–7" (lines), turns says how often
  };
  Kind kind = Kind::layer;
  std::string name;
  int turns = 1;
  std::vector<int> nodes;  ///< indices into Graph::nodes, ascending; convex: no way out of the group leads back into it
};

/// The groups of `graph`, none overlapping another. The root is in none. Time: O(nodes · 64 + edges · layers).
std::vector<GraphGroup> find_groups(const Graph& graph);

/// A graph in which groups are single nodes.
struct FoldedGraph {
  Graph graph;                ///< a group's node has the value and gradient of its last operation
  std::vector<int> node_of;   ///< of the whole graph → of `graph`
  std::vector<int> edge_of;   ///< of the whole graph → of `graph`; -1 inside a group
  std::vector<int> origin;    ///< of `graph` → of the whole graph; the last operation of a group
  std::vector<int> group_of;  ///< of `graph` → index of the group that it stands for; -1: itself
};

/// Folds the groups whose entry in `closed` is not 0. Order stays topological, with the root last.
FoldedGraph fold(const Graph& graph, const std::vector<GraphGroup>& groups, const std::vector<char>& closed);

}  // namespace logit::lab
