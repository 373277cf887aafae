// The model inside the graph of a backward pass, computed again for other inputs: what the decision boundary is drawn from. It
// knows the layers of small networks; with anything else in the way there is no replay rather than a wrong one. The parameters
// are those of the graph's moment, so a graph from the past gives the boundary of that moment.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "events/event.h"

namespace logit::lab {

class ModelReplay {
 public:
  /// A classifier for rows of `features` numbers: binary cross entropy (with or without logits) or cross entropy at the end.
  /// Nothing if the graph is something else or if a parameter's values are not all there.
  static std::optional<ModelReplay> find(std::shared_ptr<const Graph> graph, std::int64_t features);

  /// The net input z of class 1 against class 0 for one row: the model says 1 where z > 0.
  double z(const std::vector<double>& row) const;

 private:
  struct Step {
    enum class Kind { input, affine, add, multiply, add_constant, scale, sigmoid, tanh, relu, same, log_softmax } kind = Kind::input;
    int a = -1, b = -1;                    // steps
    std::vector<double> weight, bias;      // affine: (out, in) row-major; constants
    std::size_t outputs = 0;
  };
  class Builder;

  std::vector<Step> steps_;
  bool probability_ = false;  // the last step is a probability, not a logit
};

}  // namespace logit::lab
