// The chain rule from a chosen node to the loss, as symbols and as numbers: the sentence under the graph.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/event.h"

namespace logit::lab {

/// ∂(numbers of one value)/∂(numbers of another), row-major; 1×1 for single numbers.
struct Matrix {
  int rows = 0, columns = 0;
  std::vector<double> values;
  double at(int row, int column) const { return values[static_cast<std::size_t>(row * columns + column)]; }
};

/// As the chain rule writes it: "3.7", "[0.5, −0.2]" (one row or one column), "diag(1, 1)", "I", "[1, 0; 0, 2]", and "3×8" for what
/// is too large to write.
std::string matrix_text(const Matrix& matrix);

/// One ∂above/∂below.
struct Factor {
  int edge = 0;                 ///< index into Graph::edges
  std::string above, below;     ///< symbols of the two nodes
  std::optional<double> value;  ///< where both are single numbers
  std::optional<Matrix> matrix; ///< where all derivatives are known
};

/// One way from the node to the loss; factors run from the loss down, as the slides write them.
struct Path {
  std::vector<Factor> factors;
  std::optional<double> product;
  std::optional<Matrix> row;    ///< the product of the factors' matrices: 1 × elements of the node
};

struct ChainRule {
  std::string target;             ///< symbol of the chosen node
  std::string loss;               ///< symbol of the root
  std::vector<Path> paths;        ///< their products add up
  std::int64_t omitted_paths = 0; ///< more than kMaxPaths exist
  std::vector<int> edges;         ///< every edge on some path, for lighting them
  std::optional<double> sum;      ///< of the products, when all are known and no path is left out
  std::optional<Matrix> total;    ///< sum of the paths' rows, when all are known: the gradient, element by element
  bool reached = false;           ///< false: no gradient flows from the loss to this node

  static constexpr int kMaxPaths = 4;
};

/// The same graph with its inputs in the order in which a reader meets them: by the operation that uses them first,
/// data before parameters. The engine reports inputs in the order of its reverse walk.
Graph in_reading_order(const Graph& graph);

/// Symbols of all nodes: the script's name with subscripts, v₁, v₂, … for what has none, L for a loss.
std::vector<std::string> node_symbols(const Graph& graph);

ChainRule chain_rule(const Graph& graph, int node);

}  // namespace logit::lab
