#include "lab/models/chain_rule.h"

#include <algorithm>

#include "base/format.h"
#include "lab/models/number_text.h"

namespace logit::lab {

namespace {

std::optional<Matrix> matrix_of(const Graph::Edge& edge) {
  if (!edge.jacobian.empty()) return Matrix{edge.rows, edge.columns, edge.jacobian};
  if (edge.derivative) return Matrix{1, 1, {*edge.derivative}};
  return std::nullopt;
}

Matrix times(const Matrix& a, const Matrix& b) {
  Matrix out{a.rows, b.columns, std::vector<double>(static_cast<std::size_t>(a.rows * b.columns))};
  for (int r = 0; r < a.rows; ++r)
    for (int k = 0; k < a.columns; ++k)
      for (int c = 0; c < b.columns; ++c) out.values[static_cast<std::size_t>(r * b.columns + c)] += a.at(r, k) * b.at(k, c);
  return out;
}

}  // namespace

std::string matrix_text(const Matrix& m) {
  constexpr int kMost = 6;
  if (m.rows == 1 && m.columns == 1) return short_number(m.values[0]);
  const auto list = [&](const std::vector<double>& values, const char* between = ", ") {
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) out += (i ? between : "") + short_number(values[i]);
    return out;
  };
  if (m.rows == 1 || m.columns == 1) {
    if (m.values.size() <= kMost) return cat("[", list(m.values, m.columns == 1 ? "; " : ", "), "]");
    return cat(m.rows, "×", m.columns);
  }
  if (m.rows == m.columns) {
    bool diagonal = true;
    std::vector<double> entries;
    for (int r = 0; r < m.rows; ++r)
      for (int c = 0; c < m.columns; ++c) {
        if (r == c) entries.push_back(m.at(r, c));
        else diagonal = diagonal && m.at(r, c) == 0;
      }
    if (diagonal) {
      const bool equal = std::all_of(entries.begin(), entries.end(), [&](double v) { return v == entries[0]; });
      if (equal && entries[0] == 1) return "I";
      if (equal) return short_number(entries[0]) + " I";
      if (entries.size() <= kMost) return cat("diag(", list(entries), ")");
      return cat("diag ", m.rows, "×", m.columns);
    }
  }
  if (m.values.size() > kMost) return cat(m.rows, "×", m.columns);
  std::string out = "[";
  for (int r = 0; r < m.rows; ++r) {
    if (r) out += "; ";
    for (int c = 0; c < m.columns; ++c) out += (c ? ", " : "") + short_number(m.at(r, c));
  }
  return out + "]";
}

Graph in_reading_order(const Graph& graph) {
  const std::size_t n = graph.nodes.size();
  std::vector<std::size_t> first_use(n, n);
  std::vector<char> has_input(n);
  for (const Graph::Edge& edge : graph.edges) {
    std::size_t& use = first_use[static_cast<std::size_t>(edge.from)];
    use = std::min(use, static_cast<std::size_t>(edge.to));
    has_input[static_cast<std::size_t>(edge.to)] = 1;
  }
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < n; ++i)
    if (!has_input[i] && i + 1 < n) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (first_use[a] != first_use[b]) return first_use[a] < first_use[b];
    return (graph.nodes[a].kind == Graph::Kind::data) > (graph.nodes[b].kind == Graph::Kind::data);
  });
  for (std::size_t i = 0; i < n; ++i)
    if (has_input[i] || i + 1 == n) order.push_back(i);
  Graph out;
  out.omitted = graph.omitted;
  std::vector<int> moved_to(n);
  for (std::size_t i = 0; i < n; ++i) {
    moved_to[order[i]] = static_cast<int>(i);
    out.nodes.push_back(graph.nodes[order[i]]);
  }
  for (Graph::Edge edge : graph.edges) {
    edge.from = moved_to[static_cast<std::size_t>(edge.from)];
    edge.to = moved_to[static_cast<std::size_t>(edge.to)];
    out.edges.push_back(edge);
  }
  std::stable_sort(out.edges.begin(), out.edges.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  return out;
}

std::vector<std::string> node_symbols(const Graph& graph) {
  std::vector<std::string> out;
  out.reserve(graph.nodes.size());
  int unnamed = 0;
  for (const Graph::Node& node : graph.nodes) {
    const bool root = &node == &graph.nodes.back();
    if (root && (node.name.empty() || node.name == "l" || node.name == "loss")) out.push_back("L");
    else if (!node.name.empty()) out.push_back(subscripted(node.name));
    else out.push_back(subscripted(cat("v", ++unnamed)));
  }
  return out;
}

ChainRule chain_rule(const Graph& graph, int node) {
  ChainRule rule;
  const int root = static_cast<int>(graph.nodes.size()) - 1;
  if (node < 0 || node > root) return rule;
  const std::vector<std::string> symbols = node_symbols(graph);
  rule.target = symbols[static_cast<std::size_t>(node)];
  rule.loss = symbols.back();
  if (node == root) return rule;

  // Inputs stand before the operations that use them, so one pass in each direction finds what lies between.
  std::vector<std::vector<int>> out_edges(graph.nodes.size());
  std::vector<char> from_node(graph.nodes.size()), to_root(graph.nodes.size());
  for (std::size_t e = 0; e < graph.edges.size(); ++e)
    if (graph.edges[e].carries_gradient) out_edges[static_cast<std::size_t>(graph.edges[e].from)].push_back(static_cast<int>(e));
  const auto edge = [&](int e) -> const Graph::Edge& { return graph.edges[static_cast<std::size_t>(e)]; };
  from_node[static_cast<std::size_t>(node)] = 1;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n)
    if (from_node[n])
      for (int e : out_edges[n]) from_node[static_cast<std::size_t>(edge(e).to)] = 1;
  to_root.back() = 1;
  // Number of ways to the root, saturating: how many are left out has to be said, not how many exactly.
  constexpr std::int64_t kMany = 1'000'000;
  std::vector<std::int64_t> ways(graph.nodes.size());
  ways.back() = 1;
  for (std::size_t n = graph.nodes.size(); n-- > 0;) {
    for (int e : out_edges[n]) {
      const auto to = static_cast<std::size_t>(edge(e).to);
      if (!to_root[to]) continue;
      to_root[n] = 1;
      ways[n] = std::min(kMany, ways[n] + ways[to]);
    }
  }
  rule.reached = to_root[static_cast<std::size_t>(node)];
  if (!rule.reached) return rule;
  for (std::size_t n = 0; n < graph.nodes.size(); ++n)
    if (from_node[n] && to_root[n])
      for (int e : out_edges[n])
        if (to_root[static_cast<std::size_t>(edge(e).to)]) rule.edges.push_back(e);

  // Depth first, first edges first, with an explicit stack: a graph may be a chain of thousands.
  std::vector<std::pair<int, std::size_t>> stack{{node, 0}};
  std::vector<int> trail;
  while (!stack.empty() && static_cast<int>(rule.paths.size()) < ChainRule::kMaxPaths) {
    auto& [at, next] = stack.back();
    if (at == root) {
      Path path;
      double product = 1;
      bool known = true, known_matrices = true;
      Matrix row{1, 1, {1.0}};
      for (auto e = trail.rbegin(); e != trail.rend(); ++e) {
        const Graph::Edge& step = edge(*e);
        path.factors.push_back({*e, symbols[static_cast<std::size_t>(step.to)],
                                symbols[static_cast<std::size_t>(step.from)], step.derivative, matrix_of(step)});
        const std::optional<Matrix>& local = path.factors.back().matrix;
        known_matrices = known_matrices && local && local->rows == row.columns;
        if (known_matrices) row = times(row, *local);
        known = known && step.derivative;
        if (known) product *= *step.derivative;
      }
      if (known) path.product = product;
      if (known_matrices) path.row = std::move(row);
      rule.paths.push_back(std::move(path));
    }
    bool descended = false;
    while (at != root && next < out_edges[static_cast<std::size_t>(at)].size()) {
      const int e = out_edges[static_cast<std::size_t>(at)][next++];
      if (!to_root[static_cast<std::size_t>(edge(e).to)]) continue;
      trail.push_back(e);
      stack.push_back({edge(e).to, 0});
      descended = true;
      break;
    }
    if (!descended) {
      stack.pop_back();
      if (!trail.empty()) trail.pop_back();
    }
  }
  rule.omitted_paths = std::max<std::int64_t>(
      0, ways[static_cast<std::size_t>(node)] - static_cast<std::int64_t>(rule.paths.size()));
  double sum = 0;
  bool all = rule.omitted_paths == 0;
  for (const Path& path : rule.paths) {
    all = all && path.product;
    if (all) sum += *path.product;
  }
  if (all) rule.sum = sum;
  bool all_rows = rule.omitted_paths == 0 && !rule.paths.empty();
  Matrix total;
  for (const Path& path : rule.paths) {
    all_rows = all_rows && path.row && (total.values.empty() || path.row->columns == total.columns);
    if (!all_rows) break;
    if (total.values.empty()) total = *path.row;
    else
      for (std::size_t i = 0; i < total.values.size(); ++i) total.values[i] += path.row->values[i];
  }
  if (all_rows) rule.total = std::move(total);
  return rule;
}

}  // namespace logit::lab
