// Graphs that the lab's tests draw and reason about.
#pragma once

#include <memory>
#include <string>

#include "base/format.h"
#include "events/event.h"

namespace logit::lab {

inline TensorPreview number(double value) {
  TensorPreview preview;
  preview.dtype = "float32";
  preview.shape = {1};
  preview.values = {value};
  preview.text = cat(value);
  return preview;
}

inline Graph::Node leaf(std::string name, double value, Graph::Kind kind) {
  Graph::Node node;
  node.kind = kind;
  node.name = std::move(name);
  node.value = number(value);
  return node;
}

inline Graph::Node operation(std::string name, std::string symbol, double value) {
  Graph::Node node;
  node.name = std::move(name);
  node.op = "SomeBackward0";
  node.symbol = std::move(symbol);
  node.value = number(value);
  return node;
}

/// L = BCE(sigmoid(x_1 * w_1 + b), y) with the slides' numbers.
inline Graph slide_graph() {
  Graph graph;
  graph.nodes = {leaf("x_1", 3.7, Graph::Kind::data), leaf("w_1", 0.5, Graph::Kind::parameter), operation("u", "×", 1.85),
                 leaf("b", 0.05, Graph::Kind::parameter), operation("z", "+", 1.9), operation("a", "σ", 0.8699),
                 leaf("y", 1, Graph::Kind::data), operation("l", "BCE", 0.1394)};
  graph.nodes.back().kind = Graph::Kind::loss;
  graph.nodes[1].grad = number(-0.4814);
  graph.nodes[3].grad = number(-0.1301);
  const auto edge = [](int from, int to, std::optional<double> derivative, bool carries) {
    return Graph::Edge{from, to, derivative, carries, {}, 0, 0};
  };
  graph.edges = {edge(0, 2, {}, false), edge(1, 2, 3.7, true), edge(2, 4, 1.0, true), edge(3, 4, 1.0, true),
                 edge(4, 5, 0.11317, true), edge(5, 7, -1.14956, true), edge(6, 7, {}, false)};
  return graph;
}

}  // namespace logit::lab
