#include "lab/models/data_view.h"

#include <doctest/doctest.h>

#include "tests_lab_graphs.h"

using namespace logit;
using namespace logit::lab;

namespace {
Variable tensor(std::string name, std::vector<std::int64_t> shape, std::vector<double> values) {
  TensorPreview preview;
  preview.dtype = "float32";
  preview.shape = std::move(shape);
  preview.values = std::move(values);
  return {std::move(name), "Tensor", "", preview};
}
}  // namespace

TEST_CASE("the data set is the largest pair of features and labels") {
  const std::vector<Variable> variables{tensor("x", {2, 2}, {1, 2, 3, 4}), tensor("y", {2, 1}, {1, 0}),
                                        tensor("X", {3, 2}, {1, 2, 3, 4, 5, 6}), tensor("Y", {3, 1}, {0, 1, 1}),
                                        {"n", "int", "5", {}}};
  const DataView view = data_view(variables, nullptr);
  REQUIRE(view.points.size() == 3);
  CHECK(view.feature_name == "X");
  CHECK(view.label_name == "Y");
  CHECK(view.points[1].x == 3);
  CHECK(view.points[1].label == 1);
  CHECK_FALSE(view.has_boundary);
}

TEST_CASE("two weights and a bias make a boundary, anything else makes none") {
  const std::vector<Variable> variables{tensor("X", {2, 2}, {0, 0, 2, 2}), tensor("Y", {2}, {0, 1})};
  Graph graph;
  graph.nodes = {leaf("linear.weight", 0, Graph::Kind::parameter), leaf("linear.bias", -2, Graph::Kind::parameter)};
  graph.nodes[0].value.shape = {1, 2};
  graph.nodes[0].value.values = {1, 1};
  const DataView view = data_view(variables, &graph);
  CHECK(view.has_boundary);
  CHECK(view.z(2, 2) == doctest::Approx(2));
  CHECK(view.accuracy() == 1);
  graph.nodes.push_back(graph.nodes[0]);
  CHECK_FALSE(data_view(variables, &graph).has_boundary);
}

TEST_CASE("values that are no labels make no data set") {
  CHECK(data_view({tensor("X", {2, 2}, {0, 0, 2, 2}), tensor("Y", {2}, {0, 3})}, nullptr).empty());
}
