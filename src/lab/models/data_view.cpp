#include "lab/models/data_view.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "lab/models/tensor_text.h"

namespace logit::lab {

namespace {

bool is_features(const TensorPreview& t) {
  return t.shape.size() == 2 && t.shape[1] == 2 && t.shape[0] > 1 && !t.requires_grad && t.dtype.substr(0, 5) == "float";
}

bool is_labels(const TensorPreview& t, std::int64_t rows) {
  if (numel(t) != rows || t.requires_grad || t.values.empty()) return false;
  for (double v : t.values)
    if (v != 0 && v != 1) return false;
  return true;
}

// A loss on classes, or a probability somewhere on the way to a loss written out by hand. A line through the numbers of a
// regression would be no boundary.
bool is_classifier(const Graph& graph) {
  constexpr std::string_view kSigns[] = {"BinaryCrossEntropy", "NllLoss", "Sigmoid", "LogSigmoid", "Softmax", "LogSoftmax", "Softplus"};
  for (const Graph::Node& node : graph.nodes)
    for (const std::string_view sign : kSigns)
      if (std::string_view(node.op).starts_with(sign)) return true;
  return false;
}

bool is_test_name(std::string_view name) {
  return name.find("test") != name.npos || name.find("val") != name.npos;
}

void take_points(const Variable& features, const Variable& labels, std::vector<DataView::Point>& out) {
  const std::vector<double>&xs = features.tensor->values, &ys = labels.tensor->values;
  for (std::size_t i = 0; 2 * i + 1 < xs.size() && i < ys.size(); ++i) {
    if (!std::isfinite(xs[2 * i]) || !std::isfinite(xs[2 * i + 1])) continue;
    out.push_back({static_cast<float>(xs[2 * i]), static_cast<float>(xs[2 * i + 1]), ys[i] == 1 ? 1 : 0});
  }
}

}  // namespace

std::vector<double> DataView::heights(std::span<const double> places) const {
  if (model) return model->z(places);
  std::vector<double> out(places.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = w0 * places[2 * i] + w1 * places[2 * i + 1] + bias;
  return out;
}

DataView::Confusion DataView::confusion(bool test) const {
  const std::vector<Point>& all = test ? test_points : points;
  std::vector<double> places;
  places.reserve(2 * all.size());
  for (const Point& p : all) {
    places.push_back(static_cast<double>(p.x));
    places.push_back(static_cast<double>(p.y));
  }
  const std::vector<double> z = heights(places);
  Confusion out;
  for (std::size_t i = 0; i < all.size(); ++i) ++out.count[all[i].label][z[i] > 0];
  return out;
}

double DataView::accuracy(bool test) const {
  const Confusion c = confusion(test);
  const std::size_t all = (test ? test_points : points).size();
  return all == 0 ? 0 : static_cast<double>(c.count[0][0] + c.count[1][1]) / static_cast<double>(all);
}

DataView data_view(const std::vector<Variable>& variables, std::shared_ptr<const Graph> graph) {
  DataView view;
  // The largest pair wins: a script has its data set and, in the loop, a minibatch of it. A test set stands beside it.
  const Variable *features = nullptr, *labels = nullptr, *test_features = nullptr, *test_labels = nullptr;
  for (const Variable& x : variables) {
    if (!x.tensor || !is_features(*x.tensor)) continue;
    const bool test = is_test_name(x.name);
    const Variable*& known = test ? test_features : features;
    // A training part is preferred to the whole that it was cut from.
    const bool train = x.name.find("train") != std::string::npos;
    if (known && !train && x.tensor->shape[0] <= known->tensor->shape[0]) continue;
    if (known && known->name.find("train") != std::string::npos && !train) continue;
    for (const Variable& y : variables) {
      if (!y.tensor || &y == &x || is_test_name(y.name) != test || !is_labels(*y.tensor, x.tensor->shape[0])) continue;
      known = &x;
      (test ? test_labels : labels) = &y;
      break;
    }
  }
  if (!features) return view;
  view.feature_name = features->name;
  view.label_name = labels->name;
  take_points(*features, *labels, view.points);
  if (test_features && test_labels) take_points(*test_features, *test_labels, view.test_points);
  if (!graph) return view;
  if (!is_classifier(*graph)) return view;
  const TensorPreview *weight = nullptr, *bias = nullptr;
  bool straight = true;
  for (const Graph::Node& node : graph->nodes) {
    if (node.kind != Graph::Kind::parameter) continue;
    const std::int64_t n = numel(node.value);
    if (n == 2 && !weight) weight = &node.value;
    else if (n == 1 && !bias) bias = &node.value;
    else straight = false;  // more than one line could say
  }
  if (straight && weight && weight->values.size() >= 2) {
    view.has_boundary = true;
    view.w0 = weight->values[0];
    view.w1 = weight->values[1];
    view.bias = bias && !bias->values.empty() ? bias->values[0] : 0;
  } else if (std::optional<ModelReplay> replay = ModelReplay::find(std::move(graph), 2)) {
    view.has_boundary = true;
    view.model = std::make_shared<const ModelReplay>(std::move(*replay));
  }
  return view;
}

}  // namespace logit::lab
