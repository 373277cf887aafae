// A recorded graph as a function of its leaves: put other numbers into a parameter or into the data, and compute the loss (or
// what lies before it) again. From this come the loss surface and the decision boundary.
//
// The graph says which operation made a node, not with which plain numbers (`1 - p`, `z ** 2`, a loss that sums): these are
// found from the recorded values. What was found must give every recorded value back; otherwise, and with any operation that
// is not in the table of graph_replay.cpp, there is no replay rather than a wrong one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "events/event.h"

namespace logit::lab {

/// Numbers in row-major order.
struct Array {
  std::vector<std::int64_t> shape;
  std::vector<double> values;
};

class GraphReplay {
 public:
  /// `graph` up to node `root`. Nothing if an operation is unknown or a value that is needed was not recorded. Of data with more
  /// rows than a preview holds the replay has the rows that are there; see rows_missing().
  static std::optional<GraphReplay> make(std::shared_ptr<const Graph> graph, int root);

  /// True if some leaf is only the beginning of what the script had: values are right, row by row, but a mean over rows is not.
  bool rows_missing() const { return rows_missing_; }
  /// What a leaf of the graph holds in the replay; null if the root does not depend on it. More or fewer rows than were recorded
  /// are fine where the operations go row by row.
  Array* leaf(int node);
  /// The root, for the leaves as they are now. Empty values: the shapes no longer fit together.
  const Array& value();

 private:
  struct Step;
  struct Rule;
  friend struct Rules;
  static const Rule* find_rule(std::string_view op);
  bool fit(Step& step, const Graph::Edge& edge);
  bool run(Step& step, Array& out) const;
  bool agrees(const Array& mine, const TensorPreview& recorded) const;

  struct Step {
    int node = 0;
    const Rule* rule = nullptr;      // null: a leaf
    std::vector<int> inputs;         // steps, in the order of the operation's arguments
    double number = 0;               // the plain number of `1 - p`; the divisor's share of a loss
    std::vector<bool> reduced;       // dimensions that a sum runs over
    std::vector<std::int64_t> recorded_shape;
    std::int64_t recorded_numel = 1;
  };

  std::shared_ptr<const Graph> graph_;
  std::vector<Step> steps_;          // inputs before their users
  std::vector<Array> values_;        // of each step
  std::vector<int> step_of_;         // of each node; -1: not needed
  bool rows_missing_ = false;
};

}  // namespace logit::lab
