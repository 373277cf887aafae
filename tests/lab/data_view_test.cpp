#include "lab/models/data_view.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include "session/session.h"
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

// What the loss of a classifier leaves in a graph.
Graph::Node cross_entropy() {
  Graph::Node node;
  node.kind = Graph::Kind::loss;
  node.op = "BinaryCrossEntropyBackward0";
  return node;
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
  graph.nodes = {leaf("linear.weight", 0, Graph::Kind::parameter), leaf("linear.bias", -2, Graph::Kind::parameter), cross_entropy()};
  graph.nodes[0].value.shape = {1, 2};
  graph.nodes[0].value.values = {1, 1};
  const DataView view = data_view(variables, std::make_shared<Graph>(graph));
  CHECK(view.has_boundary);
  CHECK(view.heights(std::vector<double>{2, 2})[0] == doctest::Approx(2));
  CHECK(view.accuracy() == 1);
  graph.nodes.push_back(graph.nodes[0]);
  CHECK_FALSE(data_view(variables, std::make_shared<Graph>(graph)).has_boundary);
}

TEST_CASE("values that are no labels make no data set") {
  CHECK(data_view({tensor("X", {2, 2}, {0, 0, 2, 2}), tensor("Y", {2}, {0, 3})}, nullptr).empty());
}

TEST_CASE("a test set stands beside the training set, with a confusion matrix of its own") {
  std::vector<Variable> variables{tensor("X", {4, 2}, {0, 0, 2, 2, 3, 3, 0, 1}), tensor("Y", {4}, {0, 1, 1, 0}),
                                  tensor("X_train", {2, 2}, {0, 0, 2, 2}), tensor("Y_train", {2}, {0, 1}),
                                  tensor("X_test", {2, 2}, {3, 3, 0, 1}), tensor("Y_test", {2}, {1, 1})};
  Graph graph;
  graph.nodes = {leaf("w", 0, Graph::Kind::parameter), leaf("b", -2, Graph::Kind::parameter), cross_entropy()};
  graph.nodes[0].value.shape = {2};
  graph.nodes[0].value.values = {1, 1};
  const DataView view = data_view(variables, std::make_shared<Graph>(graph));
  CHECK(view.feature_name == "X_train");
  CHECK(view.points.size() == 2);
  CHECK(view.test_points.size() == 2);
  CHECK(view.accuracy() == 1);
  CHECK(view.accuracy(true) == 0.5);
  CHECK(view.confusion(true).count[1][0] == 1);  // one of class 1 taken for 0
}

namespace {
// Trains a little, prints z of three points, and gives back the last graph.
std::pair<std::shared_ptr<const Graph>, std::string> trained(const std::string& model, const std::string& loss) {
  Session session;
  session.load("import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\ntorch.manual_seed(0)\n"
               "x = torch.randn(20, 2)\ny = (x[:, :1] * x[:, 1:] > 0).float()\nmodel = " + model + "\n"
               "opt = torch.optim.SGD(model.parameters(), lr=0.5)\nfor i in range(5):\n    opt.zero_grad()\n    out = model(x)\n"
               "    l = " + loss + "\n    l.backward()\n"
               "    if i == 4:\n        print(*['%.4f' % v for v in model(torch.tensor([[0., 0.], [1., -2.], [0.5, 3.]])).flatten().tolist()])\n"
               "    opt.step()\n");
  session.advance(Budget::unlimited());
  std::pair<std::shared_ptr<const Graph>, std::string> out;
  session.events().read(0, [&](const Event& event) {
    if (const auto* ran = std::get_if<BackwardRan>(&event); ran && ran->graph) out.first = ran->graph;
    if (const auto* printed = std::get_if<Printed>(&event)) out.second += printed->text;
  });
  return out;
}
}  // namespace

TEST_CASE("a small network is computed again from its graph, and gives what the model gives") {
  for (const char* model : {"nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))",
                            "nn.Sequential(nn.Linear(2, 12), nn.ReLU(), nn.Linear(12, 12), nn.ReLU(), nn.Linear(12, 1))"}) {
    CAPTURE(model);
    const auto [graph, text] = trained(model, "F.binary_cross_entropy_with_logits(out, y)");
    CAPTURE(text);
    const auto replay = ModelReplay::find(graph, 2);
    REQUIRE(replay);
    char mine[100];
    const std::vector<double> z = replay->z(std::vector<double>{0, 0, 1, -2, 0.5, 3});
    std::snprintf(mine, sizeof mine, "%.4f %.4f %.4f\n", z[0], z[1], z[2]);
    CHECK(text == mine);
  }
}

TEST_CASE("probabilities and two classes are boundaries too; what the replay does not know has none") {
  const auto [sigmoid, text] = trained("nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid())", "F.binary_cross_entropy(out, y)");
  const auto replay = ModelReplay::find(sigmoid, 2);
  REQUIRE(replay);
  char p[20];
  std::snprintf(p, sizeof p, "%.4f ", 1 / (1 + std::exp(-replay->z(std::vector<double>{0, 0})[0])));
  CHECK(text.substr(0, 7) == p);
  const auto [classes, ignored] = trained("nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 2))", "F.cross_entropy(out, y.long().flatten())");
  CHECK(ModelReplay::find(classes, 2));
  const auto [regression, ignored2] = trained("nn.Linear(2, 1)", "F.mse_loss(out, y)");
  CHECK_FALSE(ModelReplay::find(regression, 2));
  CHECK_FALSE(ModelReplay::find(nullptr, 2));
}

TEST_CASE("a linear regression on labels is no classifier and has no boundary") {
  const std::vector<Variable> variables{tensor("x", {2, 2}, {0, 0, 2, 2}), tensor("y", {2}, {0, 1})};
  const auto [squares, text] = trained("nn.Linear(2, 1)", "((out - y) ** 2).mean()");
  REQUIRE(squares);
  CHECK_FALSE(data_view(variables, squares).has_boundary);
  const auto [cross, same] = trained("nn.Linear(2, 1)", "F.binary_cross_entropy_with_logits(out, y)");
  CHECK(data_view(variables, cross).has_boundary);
  const auto [by_hand, again] = trained("nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())", "-(y * out.log() + (1 - y) * (1 - out).log()).mean()");
  CHECK(data_view(variables, by_hand).has_boundary);
}
