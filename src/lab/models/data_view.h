// The data set of a script with two features, and the boundary that its model draws through it: found among the script's
// variables and in the last graph, without any change to the script.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "events/event.h"
#include "lab/models/model_replay.h"
#include "session/session.h"

namespace logit::lab {

struct DataView {
  struct Point {
    float x = 0, y = 0;
    int label = 0;  ///< class 0 or 1
  };
  std::vector<Point> points;
  std::string feature_name, label_name;  ///< the script's names of the two tensors
  std::vector<Point> test_points;        ///< of a pair of tensors whose names say "test" or "val"
  bool has_boundary = false;             ///< heights() knows z
  std::shared_ptr<const ModelReplay> model;  ///< null for a straight line, which w0, w1 and bias describe
  double w0 = 0, w1 = 0, bias = 0;       ///< z = w0·x + w1·y + bias

  bool empty() const { return points.empty(); }
  /// The net input z at each place (x, y, x, y, …).
  std::vector<double> heights(std::span<const double> places) const;
  /// Share of points on the right side of z = 0; only with a boundary.
  double accuracy(bool test = false) const;
  /// How many points of each class (row) the model takes for each class (column).
  struct Confusion {
    std::size_t count[2][2] = {};
  };
  Confusion confusion(bool test = false) const;
};

/// Looks for a tensor of N rows and 2 columns with a tensor of N labels 0 or 1, and in `graph` (may be null) for a model of
/// two inputs: a logistic regression or a small network. Its parameters are those of the graph's moment.
DataView data_view(const std::vector<Variable>& variables, std::shared_ptr<const Graph> graph);

}  // namespace logit::lab
