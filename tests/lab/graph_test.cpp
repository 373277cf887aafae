#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/models/chain_rule.h"
#include "lab/models/graph_layout.h"
#include "lab/models/playback.h"
#include "tests_lab_graphs.h"

using namespace logit;
using namespace logit::lab;

namespace {
std::vector<NodeSize> sizes(const Graph& graph) { return std::vector<NodeSize>(graph.nodes.size(), {80, 44}); }
}  // namespace

TEST_CASE("the chain rule of the slides: symbols, numbers and their product") {
  const Graph graph = slide_graph();
  const ChainRule rule = chain_rule(graph, 1);
  CHECK(rule.reached);
  CHECK(rule.target == "w₁");
  CHECK(rule.loss == "L");
  REQUIRE(rule.paths.size() == 1);
  std::string words;
  for (const Factor& f : rule.paths[0].factors) words += cat("∂", f.above, "/∂", f.below, " ");
  CHECK(words == "∂L/∂a ∂a/∂z ∂z/∂u ∂u/∂w₁ ");
  REQUIRE(rule.sum);
  CHECK(*rule.sum == doctest::Approx(-0.4814).epsilon(1e-3));
  CHECK(rule.edges.size() == 4);
}

TEST_CASE("inputs stand in the order in which they are used, data first") {
  // As the engine reports it: in the order of the reverse walk.
  Graph graph = slide_graph();
  const std::vector<int> shuffled{3, 1, 0, 2, 4, 5, 6, 7};  // b, w_1, x_1, u, …
  Graph reported;
  std::vector<int> at(8);
  for (int i = 0; i < 8; ++i) {
    reported.nodes.push_back(graph.nodes[static_cast<std::size_t>(shuffled[static_cast<std::size_t>(i)])]);
    at[static_cast<std::size_t>(shuffled[static_cast<std::size_t>(i)])] = i;
  }
  for (Graph::Edge edge : graph.edges) {
    edge.from = at[static_cast<std::size_t>(edge.from)];
    edge.to = at[static_cast<std::size_t>(edge.to)];
    reported.edges.push_back(edge);
  }
  const Graph read = in_reading_order(reported);
  std::string names;
  for (const Graph::Node& node : read.nodes) names += node.name + " ";
  CHECK(names == "x_1 w_1 b y u z a l ");
  CHECK(*chain_rule(read, 1).sum == doctest::Approx(-0.4814).epsilon(1e-3));
}

TEST_CASE("the chain rule of vectors multiplies Jacobians") {
  // L = sum(w * x) with two elements.
  Graph graph;
  graph.nodes = {leaf("w", 0, Graph::Kind::parameter), operation("u", "×", 0), operation("l", "sum", 0)};
  graph.nodes.back().kind = Graph::Kind::loss;
  graph.edges = {{0, 1, {}, true, {2, 0, 0, 3}, 2, 2}, {1, 2, {}, true, {1, 1}, 1, 2}};
  const ChainRule rule = chain_rule(graph, 0);
  REQUIRE(rule.total);
  CHECK(rule.total->values == std::vector<double>{2, 3});
  CHECK(matrix_text(*rule.paths[0].factors[0].matrix) == "[1, 1]");
  CHECK(matrix_text(*rule.paths[0].factors[1].matrix) == "diag(2, 3)");
  CHECK(matrix_text({2, 2, {1, 0, 0, 1}}) == "I");
  CHECK(matrix_text({2, 1, {1, 2}}) == "[1; 2]");
  CHECK(matrix_text({2, 2, {1, 2, 3, 4}}) == "[1, 2; 3, 4]");
  graph.edges[0].jacobian.clear();
  CHECK(!chain_rule(graph, 0).total);
}

TEST_CASE("playing a graph shows values as they are computed and gradients as they come back") {
  const Graph graph = slide_graph();
  Playback play;
  play.reset(graph);
  CHECK(play.operations() == 4);
  CHECK(play.length() == 8);
  CHECK(play.at_end());
  bool backwards = true;
  play.move_to(0);
  CHECK(play.current(backwards) == -1);
  CHECK(play.shows_value(1));       // leaves are there from the start
  CHECK(!play.shows_value(2));
  play.step(1);
  CHECK(play.shows_value(2));
  CHECK(!play.shows_value(4));
  CHECK(play.current(backwards) == 2);
  CHECK(!backwards);
  play.move_to(4);
  CHECK(play.shows_value(7));
  CHECK(!play.shows_gradient(5));
  play.step(1);                     // the loss's own rule: the gradient of a
  CHECK(play.shows_gradient(5));
  CHECK(!play.shows_gradient(1));
  play.move_to(99);
  CHECK(play.shows_gradient(1));
  CHECK(play.current(backwards) == 2);
  CHECK(backwards);
}

TEST_CASE("data receives no gradient") {
  CHECK_FALSE(chain_rule(slide_graph(), 0).reached);
}

TEST_CASE("several ways to the loss are added") {
  // L = x*x + x: two edges into the product, one into the sum.
  Graph graph;
  graph.nodes = {leaf("x", 3, Graph::Kind::parameter), operation("p", "×", 9), operation("L", "+", 12)};
  graph.nodes.back().kind = Graph::Kind::loss;
  graph.edges = {{0, 1, 3.0, true}, {0, 1, 3.0, true}, {1, 2, 1.0, true}, {0, 2, 1.0, true}};
  const ChainRule rule = chain_rule(graph, 0);
  CHECK(rule.paths.size() == 3);
  CHECK(*rule.sum == doctest::Approx(7));
}

TEST_CASE("an exponential number of ways is counted, not walked") {
  Graph graph;
  graph.nodes.push_back(leaf("x", 1, Graph::Kind::parameter));
  for (int i = 0; i < 60; ++i) {
    graph.nodes.push_back(operation("", "+", 1));
    graph.edges.push_back({i, i + 1, 1.0, true});
    graph.edges.push_back({i, i + 1, 1.0, true});
  }
  const ChainRule rule = chain_rule(graph, 0);
  CHECK(rule.paths.size() == ChainRule::kMaxPaths);
  CHECK(rule.omitted_paths > 100000);
  CHECK_FALSE(rule.sum);
}

TEST_CASE("the slide's graph stands as on the slide") {
  const Graph graph = slide_graph();
  const GraphLayout layout = layout_graph(graph, sizes(graph), {60, 30});
  const auto& n = layout.nodes;
  // u, z, a and L in one straight line, from left to right.
  for (int i : {4, 5, 7}) CHECK(n[static_cast<std::size_t>(i)].y == doctest::Approx(n[2].y));
  CHECK(n[2].x < n[4].x);
  CHECK(n[4].x < n[5].x);
  CHECK(n[5].x < n[7].x);
  // Inputs in the first column, in the script's order; the label under the loss.
  CHECK(n[0].x == doctest::Approx(n[1].x));
  CHECK(n[3].x == doctest::Approx(n[1].x));
  CHECK(n[0].y < n[1].y);
  CHECK(n[1].y < n[3].y);
  CHECK(n[6].below_root);
  CHECK(n[6].x == doctest::Approx(n[7].x));
  CHECK(n[6].y > n[7].y);
}

TEST_CASE("no two nodes overlap, whatever the graph") {
  unsigned seed = 3;
  const auto next = [&](unsigned k) { return (seed = seed * 1664525u + 1013904223u) / 65536u % k; };
  for (int round = 0; round < 30; ++round) {
    Graph graph;
    for (int i = 0; i < 4; ++i) graph.nodes.push_back(leaf(cat("p", i), 1, Graph::Kind::parameter));
    const int count = 5 + static_cast<int>(next(40));
    for (int i = 4; i < count; ++i) {
      graph.nodes.push_back(operation("", "+", 1));
      for (unsigned k = 0; k < 1 + next(3); ++k) graph.edges.push_back({static_cast<int>(next(static_cast<unsigned>(i))), i, 1.0, true});
    }
    const GraphLayout layout = layout_graph(graph, sizes(graph), {60, 30});
    for (std::size_t a = 0; a < layout.nodes.size(); ++a) {
      const PlacedNode& p = layout.nodes[a];
      CHECK(std::isfinite(p.x));
      CHECK(p.x - p.width / 2 >= -0.01f);
      CHECK(p.y - p.height / 2 >= -0.01f);
      CHECK(p.x + p.width / 2 <= layout.width + 0.01f);
      for (std::size_t b = a + 1; b < layout.nodes.size(); ++b) {
        const PlacedNode& q = layout.nodes[b];
        const bool apart = std::fabs(p.x - q.x) >= (p.width + q.width) / 2 - 0.01f || std::fabs(p.y - q.y) >= (p.height + q.height) / 2 - 0.01f;
        CHECK(apart);
      }
    }
  }
}

TEST_CASE("a graph of one node and one of ten thousand are laid out") {
  Graph one;
  one.nodes = {leaf("x", 1, Graph::Kind::parameter)};
  CHECK(layout_graph(one, sizes(one), {}).nodes.size() == 1);
  CHECK(chain_rule(one, 0).paths.empty());
  Graph many;
  many.nodes.push_back(leaf("x", 1, Graph::Kind::parameter));
  for (int i = 1; i < 10000; ++i) {
    many.nodes.push_back(operation("", "+", 1));
    many.edges.push_back({i - 1, i, 1.0, true});
  }
  CHECK(layout_graph(many, sizes(many), {}).nodes.size() == 10000);
  CHECK(chain_rule(many, 0).paths.size() == 1);
}
