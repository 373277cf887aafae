// The loss as a function of a model's few parameters, and the path that training walked on it.
//
// The function is the graph of a backward pass, computed again for other parameters (graph_replay.h), so it is the loss on the
// data of that pass: of the whole set, or of a minibatch. With one parameter it is a curve, with two a map; of up to kMost the map
// is a slice through the first two, while the others keep the values of the moment that is shown.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/event.h"
#include "lab/models/graph_replay.h"
#include "session/session.h"

namespace logit::lab {

class LossSurface {
 public:
  /// Places along each axis of a map, and along that of a curve.
  static constexpr std::size_t kSide = 41, kCurve = 201;
  /// Parameters (single numbers) that a model may have.
  static constexpr std::size_t kMost = 8;

  struct Axis {
    std::string name;  ///< "w_1", "linear.weight[0, 1]"
    double low = 0, high = 1;
  };
  struct Visit {
    std::uint64_t step = 0;
    double x = 0, y = 0, loss = 0;  ///< y is 0 with one parameter
  };
  struct Held {
    std::string name;
    double value = 0;
  };

  /// Another run begins.
  void clear();
  /// The graph of the moment that is shown. False, and things stay as they are, if it cannot be replayed: a picture taken in a
  /// hurry may hold only the beginning of a data set. `variables` are asked for the rest.
  bool show(std::shared_ptr<const Graph> graph, const std::vector<Variable>& variables = {});
  /// Training was here: the parameters of a backward pass that `graph` is the picture of. Steps only grow.
  void visit(std::uint64_t step, double loss, const Graph& graph);
  /// Computes some of the heights that are still missing. True: there is more to do.
  bool work();

  /// True once the loss is known as a function of its parameters.
  bool there() const { return replay_.has_value(); }
  /// 1: a curve, 2: a map.
  std::size_t dimensions() const { return axes_.size(); }
  const Axis& axis(std::size_t i) const { return drawn_.axes[i]; }
  /// Heights over the axes, row by row (y), each from low to high; empty before the first are complete.
  const std::vector<double>& heights() const { return drawn_.heights; }
  const std::vector<Visit>& path() const { return path_; }
  /// Where the shown moment stands.
  const Visit& here() const { return here_; }
  const std::vector<Held>& held() const { return held_; }
  /// The loss at a place. NaN where it is not a number.
  double loss(double x, double y);

 private:
  struct Unknown {  // one number of a parameter
    int node = 0;
    std::size_t element = 0;
    std::string name;
  };
  struct Picture {
    std::vector<Axis> axes;
    std::vector<double> heights;
    std::uint64_t of = 0;  // function_ that it is a picture of
  };
  static constexpr std::size_t kVisits = 4096;

  static std::vector<Unknown> unknowns(const Graph& graph);
  void widen();
  void begin();

  std::optional<GraphReplay> replay_;
  std::vector<Unknown> axes_, others_;
  std::vector<Held> held_;
  std::uint64_t function_ = 0;  // a fingerprint of everything but the axes' parameters
  std::vector<Axis> range_;     // what the next picture shall cover
  Picture drawn_, next_;
  std::vector<Visit> path_;
  Visit here_;
  std::uint64_t stride_ = 1, seen_ = 0;  // visits kept of those seen
};

}  // namespace logit::lab
