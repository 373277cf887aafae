// The model inside the graph of a backward pass, computed again for other inputs: what the decision boundary is drawn from. The
// parameters are those of the graph's moment, so a graph from the past gives the boundary of that moment.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "lab/models/graph_replay.h"

namespace logit::lab {

class ModelReplay {
 public:
  /// A classifier for rows of `features` numbers: binary cross entropy (with or without logits) or cross entropy at the end.
  /// Nothing if the graph is something else or cannot be replayed.
  static std::optional<ModelReplay> find(std::shared_ptr<const Graph> graph, std::int64_t features);

  /// The net inputs z of class 1 against class 0, one for each row (row-major, `features` numbers): the model says 1 where z > 0.
  /// NaN where the model does not go row by row.
  std::vector<double> z(std::span<const double> rows) const;

 private:
  explicit ModelReplay(GraphReplay replay) : replay_(std::move(replay)) {}

  mutable GraphReplay replay_;  // its leaves are working memory
  std::vector<int> inputs_;     // nodes that the rows go into
  std::size_t features_ = 0, outputs_ = 1;
  bool probability_ = false;    // the root is a probability, not a logit
};

}  // namespace logit::lab
