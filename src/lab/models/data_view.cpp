#include "lab/models/data_view.h"

#include <cmath>

namespace logit::lab {

namespace {

std::int64_t numel(const TensorPreview& t) {
  std::int64_t n = 1;
  for (std::int64_t d : t.shape) n *= d;
  return n;
}

bool is_features(const TensorPreview& t) {
  return t.shape.size() == 2 && t.shape[1] == 2 && t.shape[0] > 1 && !t.requires_grad && t.dtype.substr(0, 5) == "float";
}

bool is_labels(const TensorPreview& t, std::int64_t rows) {
  if (numel(t) != rows || t.requires_grad || t.values.empty()) return false;
  for (double v : t.values)
    if (v != 0 && v != 1) return false;
  return true;
}

}  // namespace

double DataView::accuracy() const {
  std::size_t right = 0;
  for (const Point& p : points) right += (z(static_cast<double>(p.x), static_cast<double>(p.y)) > 0) == (p.label == 1);
  return points.empty() ? 0 : static_cast<double>(right) / static_cast<double>(points.size());
}

DataView data_view(const std::vector<Variable>& variables, const Graph* graph) {
  DataView view;
  // The largest pair wins: a script has its data set and, in the loop, a minibatch of it.
  const Variable *features = nullptr, *labels = nullptr;
  for (const Variable& x : variables) {
    if (!x.tensor || !is_features(*x.tensor)) continue;
    if (features && x.tensor->shape[0] <= features->tensor->shape[0]) continue;
    for (const Variable& y : variables) {
      if (!y.tensor || &y == &x || !is_labels(*y.tensor, x.tensor->shape[0])) continue;
      features = &x;
      labels = &y;
      break;
    }
  }
  if (!features) return view;
  view.feature_name = features->name;
  view.label_name = labels->name;
  const std::vector<double>&xs = features->tensor->values, &ys = labels->tensor->values;
  for (std::size_t i = 0; 2 * i + 1 < xs.size() && i < ys.size(); ++i) {
    if (!std::isfinite(xs[2 * i]) || !std::isfinite(xs[2 * i + 1])) continue;
    view.points.push_back({static_cast<float>(xs[2 * i]), static_cast<float>(xs[2 * i + 1]), ys[i] == 1 ? 1 : 0});
  }
  if (!graph) return view;
  const TensorPreview *weight = nullptr, *bias = nullptr;
  for (const Graph::Node& node : graph->nodes) {
    if (node.kind != Graph::Kind::parameter) continue;
    const std::int64_t n = numel(node.value);
    if (n == 2 && !weight) weight = &node.value;
    else if (n == 1 && !bias) bias = &node.value;
    else return view;  // more than one line could say
  }
  if (!weight || weight->values.size() < 2) return view;
  view.has_boundary = true;
  view.w0 = weight->values[0];
  view.w1 = weight->values[1];
  view.bias = bias && !bias->values.empty() ? bias->values[0] : 0;
  return view;
}

}  // namespace logit::lab
