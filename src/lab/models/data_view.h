// The data set of a script with two features, and the line that a logistic regression draws through it: found among
// the script's variables and in the last graph, without any change to the script.
#pragma once

#include <vector>

#include "events/event.h"
#include "session/session.h"

namespace logit::lab {

struct DataView {
  struct Point {
    float x = 0, y = 0;
    int label = 0;  ///< class 0 or 1
  };
  std::vector<Point> points;
  std::string feature_name, label_name;  ///< the script's names of the two tensors
  bool has_boundary = false;
  double w0 = 0, w1 = 0, bias = 0;       ///< z = w0·x + w1·y + bias

  bool empty() const { return points.empty(); }
  double z(double x, double y) const { return w0 * x + w1 * y + bias; }
  /// Share of points on the right side of z = 0; only with a boundary.
  double accuracy() const;
};

/// Looks for a tensor of N rows and 2 columns with a tensor of N labels 0 or 1, and in `graph` (may be null) for the
/// only parameters: two weights, and perhaps one bias.
DataView data_view(const std::vector<Variable>& variables, const Graph* graph);

}  // namespace logit::lab
