// Folding a graph: which parts become one node, and that the folded graph is still the same way to the loss.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "lab/models/graph_groups.h"
#include "tests_lab_graphs.h"

namespace logit::lab {

namespace {

Graph::Edge flows(int from, int to) { return {from, to, 1.0, true, {}, 0, 0}; }

Graph::Node at_line(Graph::Node node, int line) {
  node.line = line;
  return node;
}

// Linear → ReLU → Linear → loss, as nn.Sequential records it.
Graph two_layers() {
  Graph graph;
  const auto add = [&](Graph::Node node, std::initializer_list<int> inputs) {
    for (int input : inputs) graph.edges.push_back(flows(input, static_cast<int>(graph.nodes.size())));
    graph.nodes.push_back(std::move(node));
    return static_cast<int>(graph.nodes.size()) - 1;
  };
  int h = add(leaf("x", 1, Graph::Kind::data), {});
  for (const char* layer : {"model.0", "model.2"}) {
    const int w = add(leaf(cat(layer, ".weight"), 2, Graph::Kind::parameter), {});
    const int b = add(leaf(cat(layer, ".bias"), 3, Graph::Kind::parameter), {});
    const int t = add(operation("", "t", 2), {w});
    h = add(operation("", "@+", 5), {b, h, t});
    h = add(operation("", "relu", 5), {h});
  }
  graph.nodes.back().kind = Graph::Kind::loss;
  return graph;
}

// h = h * w, `turns` times, then the loss.
Graph unrolled(int turns) {
  Graph graph;
  graph.nodes = {leaf("h", 1, Graph::Kind::data), leaf("w", 2, Graph::Kind::parameter)};
  int h = 0;
  for (int i = 0; i < turns; ++i) {
    const int next = static_cast<int>(graph.nodes.size());
    graph.nodes.push_back(at_line(operation("", "×", 1), 4));
    graph.nodes.push_back(at_line(operation("h", "tanh", 1), 5));
    graph.nodes.back().op = "TanhBackward0";
    graph.edges.push_back(flows(h, next));
    graph.edges.push_back(flows(1, next));
    graph.edges.push_back(flows(next, next + 1));
    h = next + 1;
  }
  graph.nodes.push_back(at_line(operation("l", "sum", 1), 6));
  graph.nodes.back().kind = Graph::Kind::loss;
  graph.edges.push_back(flows(h, h + 1));
  return graph;
}

// What must hold of every folded graph.
void check_folded(const Graph& whole, const std::vector<GraphGroup>& groups, const std::vector<char>& closed) {
  const FoldedGraph folded = fold(whole, groups, closed);
  REQUIRE(folded.node_of.size() == whole.nodes.size());
  REQUIRE(folded.edge_of.size() == whole.edges.size());
  CHECK(folded.node_of.back() == static_cast<int>(folded.graph.nodes.size()) - 1);  // the root stays last
  for (const Graph::Edge& edge : folded.graph.edges) CHECK(edge.from < edge.to);
  for (std::size_t e = 0; e < whole.edges.size(); ++e) {
    const int from = folded.node_of[static_cast<std::size_t>(whole.edges[e].from)], to = folded.node_of[static_cast<std::size_t>(whole.edges[e].to)];
    if (folded.edge_of[e] < 0) {
      CHECK(from == to);
      continue;
    }
    const Graph::Edge& drawn = folded.graph.edges[static_cast<std::size_t>(folded.edge_of[e])];
    CHECK(drawn.from == from);
    CHECK(drawn.to == to);
    CHECK((drawn.carries_gradient || !whole.edges[e].carries_gradient));
  }
}

}  // namespace

TEST_CASE("a layer is its parameters and what brings them in") {
  const Graph graph = two_layers();
  const auto groups = find_groups(graph);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].name == "model.0");
  CHECK(groups[0].nodes == std::vector<int>{1, 2, 3, 4});
  CHECK(groups[1].name == "model.2");
  const FoldedGraph folded = fold(graph, groups, {1, 1});
  REQUIRE(folded.graph.nodes.size() == 5);  // x, model.0, relu, model.2, loss
  CHECK(folded.graph.nodes[1].name == "model.0");
  CHECK(folded.group_of == std::vector<int>{-1, 0, -1, 1, -1});
  CHECK(folded.graph.edges.size() == 4);
  CHECK_FALSE(folded.graph.edges[0].derivative);  // into a group: of something inside
  CHECK(folded.graph.edges[1].derivative);
  check_folded(graph, groups, {1, 1});
  check_folded(graph, groups, {0, 1});
}

TEST_CASE("a loop's turns are one node, its parameter stays") {
  const Graph graph = unrolled(50);
  const auto groups = find_groups(graph);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].kind == GraphGroup::Kind::loop);
  CHECK(groups[0].name == "4–5");
  CHECK(groups[0].turns == 50);
  const FoldedGraph folded = fold(graph, groups, {1});
  REQUIRE(folded.graph.nodes.size() == 3);
  CHECK(folded.graph.nodes[0].name == "w");
  check_folded(graph, groups, {1});
}

TEST_CASE("two turns are no loop, and the slides' graph has nothing to fold") {
  CHECK(find_groups(unrolled(2)).empty());
  CHECK(find_groups(slide_graph()).empty());
  CHECK(find_groups(Graph{}).empty());
}

TEST_CASE("a layer that is used twice in a row is no single node") {
  // model.0 on its own output: a way out of the group would lead back into it.
  Graph graph;
  graph.nodes = {leaf("x", 1, Graph::Kind::data), leaf("model.0.weight", 2, Graph::Kind::parameter), operation("", "×", 2),
                 operation("", "relu", 2), operation("", "×", 4), operation("l", "sum", 4)};
  graph.edges = {flows(0, 2), flows(1, 2), flows(2, 3), flows(3, 4), flows(1, 4), flows(4, 5)};
  CHECK(find_groups(graph).empty());
}

TEST_CASE("ten thousand operations of a loop fold into what fits on a screen") {
  const Graph graph = unrolled(5000);
  const auto groups = find_groups(graph);
  REQUIRE(groups.size() == 1);
  CHECK(fold(graph, groups, {1}).graph.nodes.size() == 3);
}

TEST_CASE("random graphs stay in order however they are folded") {
  std::mt19937 random(5);
  for (int round = 0; round < 60; ++round) {
    Graph graph;
    const int n = 5 + static_cast<int>(random() % 60);
    for (int i = 0; i < n; ++i) {
      const bool inner = i > 2 && random() % 3;
      if (inner || i + 1 == n) {
        graph.nodes.push_back(at_line(operation("", random() % 2 ? "+" : "×", 1), 1 + static_cast<int>(random() % 3)));
        for (int k = 0; k < 2; ++k) graph.edges.push_back(flows(static_cast<int>(random() % static_cast<unsigned>(i)), i));
      } else {
        graph.nodes.push_back(leaf(cat("m.", random() % 3, ".w"), 1, random() % 2 ? Graph::Kind::parameter : Graph::Kind::data));
      }
    }
    const auto groups = find_groups(graph);
    std::vector<char> closed(groups.size());
    for (char& c : closed) c = static_cast<char>(random() % 2);
    check_folded(graph, groups, closed);
    std::fill(closed.begin(), closed.end(), char{1});
    check_folded(graph, groups, closed);
  }
}

}  // namespace logit::lab
