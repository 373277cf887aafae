#include "lab/models/graph_groups.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <utility>

#include "base/format.h"

namespace logit::lab {

namespace {

using Index = std::size_t;

constexpr Index kLongestPattern = 64;  // operations in one turn of a loop
constexpr Index kFewestTurns = 3;

std::vector<std::vector<int>> inputs_of(const Graph& graph) {
  std::vector<std::vector<int>> inputs(graph.nodes.size());
  for (const Graph::Edge& edge : graph.edges) inputs[static_cast<Index>(edge.to)].push_back(edge.from);
  return inputs;
}

// "model.linear" of "model.linear.weight"; empty for a parameter of its own.
std::string layer_of(const std::string& parameter) {
  const std::size_t dot = parameter.rfind('.');
  return dot == parameter.npos ? std::string() : parameter.substr(0, dot);
}

// No way that leaves the group comes back.
bool is_convex(const std::vector<int>& nodes, const std::vector<std::vector<int>>& inputs) {
  const int first = nodes.front(), last = nodes.back();
  std::vector<char> member(static_cast<Index>(last - first) + 1), after(member.size());
  for (int node : nodes) member[static_cast<Index>(node - first)] = 1;
  for (int node = first; node <= last; ++node) {
    const auto at = static_cast<Index>(node - first);
    for (int input : inputs[static_cast<Index>(node)]) {
      if (input < first) continue;
      const auto from = static_cast<Index>(input - first);
      if (member[at] && after[from]) return false;
      if (!member[at] && (member[from] || after[from])) after[at] = 1;
    }
  }
  return true;
}

void find_loops(const Graph& graph, const std::vector<std::vector<int>>& inputs, std::vector<char>& taken, std::vector<GraphGroup>& out) {
  std::vector<int> operations;
  for (Index v = 0; v + 1 < graph.nodes.size(); ++v)
    if (!graph.nodes[v].op.empty()) operations.push_back(static_cast<int>(v));
  const Index n = operations.size();
  const auto same = [&](Index a, Index b) {
    const Graph::Node &x = graph.nodes[static_cast<Index>(operations[a])], &y = graph.nodes[static_cast<Index>(operations[b])];
    return x.line == y.line && x.op == y.op;
  };
  std::vector<int> uses_left(graph.nodes.size());
  for (const auto& from : inputs)
    for (int input : from) ++uses_left[static_cast<Index>(input)];
  for (Index begin = 0; begin < n;) {
    // The shortest pattern that begins here and repeats.
    Index period = 0, length = 0;
    for (Index p = 1; p <= kLongestPattern && begin + kFewestTurns * p <= n; ++p) {
      Index equal = 0;
      while (begin + p + equal < n && same(begin + equal, begin + p + equal)) ++equal;
      if ((equal / p + 1) < kFewestTurns) continue;
      period = p;
      length = (equal / p + 1) * p;
      break;
    }
    if (!period) {
      ++begin;
      continue;
    }
    GraphGroup group;
    group.kind = GraphGroup::Kind::loop;
    group.turns = static_cast<int>(length / period);
    int low = 0, high = 0;
    for (Index i = begin; i < begin + length; ++i) {
      group.nodes.push_back(operations[i]);
      const int line = graph.nodes[static_cast<Index>(operations[i])].line;
      if (line > 0) low = low ? std::min(low, line) : line, high = std::max(high, line);
    }
    group.name = low == high ? cat(low) : cat(low, "–", high);
    begin += length;
    if (low == 0) continue;
    // Data that only the loop uses goes with it; parameters stay, for they are what a reader asks about.
    std::map<int, int> used;
    for (int node : group.nodes)
      for (int input : inputs[static_cast<Index>(node)]) ++used[input];
    for (const auto& [node, count] : used) {
      const Graph::Node& leaf = graph.nodes[static_cast<Index>(node)];
      if (leaf.op.empty() && leaf.kind == Graph::Kind::data && count == uses_left[static_cast<Index>(node)]) group.nodes.push_back(node);
    }
    std::sort(group.nodes.begin(), group.nodes.end());
    for (int node : group.nodes) taken[static_cast<Index>(node)] = 1;
    out.push_back(std::move(group));
  }
}

void find_layers(const Graph& graph, const std::vector<std::vector<int>>& inputs, const std::vector<char>& taken, std::vector<GraphGroup>& out) {
  const Index n = graph.nodes.size();
  std::vector<std::string> owner(n);
  std::vector<char> pure(n);  // made of the layer's parameters alone, as the transposed weight
  for (Index v = 0; v + 1 < n; ++v) {
    const Graph::Node& node = graph.nodes[v];
    if (node.kind == Graph::Kind::parameter) owner[v] = layer_of(node.name);
    if (node.op.empty()) {
      pure[v] = !owner[v].empty();
      continue;
    }
    if (taken[v]) continue;
    bool all = true, one = true;
    std::string layer;
    for (int input : inputs[v]) {
      const auto from = static_cast<Index>(input);
      all = all && pure[from];
      if (!pure[from]) continue;
      if (layer.empty()) layer = owner[from];
      else one = one && layer == owner[from];
    }
    if (layer.empty() || !one) continue;
    owner[v] = layer;
    pure[v] = all;
  }
  std::vector<int> outside(n);  // uses by others than the owner
  for (const Graph::Edge& edge : graph.edges) {
    const auto from = static_cast<Index>(edge.from), to = static_cast<Index>(edge.to);
    if (owner[from] != owner[to]) ++outside[from];
  }
  std::map<std::string, std::vector<int>> layers;
  for (Index v = 0; v < n; ++v) {
    const bool shared = pure[v] && outside[v] > 0;  // a weight that two layers use stays seen
    if (!owner[v].empty() && !shared) layers[owner[v]].push_back(static_cast<int>(v));
  }
  for (auto& [name, nodes] : layers) {
    const auto operations = std::count_if(nodes.begin(), nodes.end(), [&](int v) { return !graph.nodes[static_cast<Index>(v)].op.empty(); });
    if (nodes.size() < 2 || operations == 0 || !is_convex(nodes, inputs)) continue;
    out.push_back({GraphGroup::Kind::layer, name, 1, std::move(nodes)});
  }
}

}  // namespace

std::vector<GraphGroup> find_groups(const Graph& graph) {
  std::vector<GraphGroup> out;
  if (graph.nodes.size() < 3) return out;
  const std::vector<std::vector<int>> inputs = inputs_of(graph);
  std::vector<char> taken(graph.nodes.size());
  find_loops(graph, inputs, taken, out);
  find_layers(graph, inputs, taken, out);
  return out;
}

FoldedGraph fold(const Graph& graph, const std::vector<GraphGroup>& groups, const std::vector<char>& closed) {
  const Index n = graph.nodes.size();
  // Who stands for each node: itself, or the last operation of its group.
  std::vector<int> stand(n), group_at(n, -1);
  for (Index v = 0; v < n; ++v) stand[v] = static_cast<int>(v);
  for (Index g = 0; g < groups.size(); ++g) {
    if (!closed[g]) continue;
    int last = groups[g].nodes.front();
    for (int node : groups[g].nodes)
      if (!graph.nodes[static_cast<Index>(node)].op.empty()) last = node;
    for (int node : groups[g].nodes) stand[static_cast<Index>(node)] = last;
    group_at[static_cast<Index>(last)] = static_cast<int>(g);
  }
  FoldedGraph out;
  out.graph.omitted = graph.omitted;
  out.node_of.assign(n, -1);
  out.edge_of.assign(graph.edges.size(), -1);

  // Edges between different stands, each pair once.
  std::map<std::pair<int, int>, int> pairs;
  std::vector<Graph::Edge> edges;
  std::vector<std::vector<int>> next(n);
  std::vector<int> waiting(n);
  for (Index e = 0; e < graph.edges.size(); ++e) {
    const Graph::Edge& edge = graph.edges[e];
    const int from = stand[static_cast<Index>(edge.from)], to = stand[static_cast<Index>(edge.to)];
    if (from == to) continue;
    const bool whole = from == edge.from && to == edge.to;
    const auto key = std::pair(from, to);
    const auto found = whole && group_at[static_cast<Index>(from)] < 0 && group_at[static_cast<Index>(to)] < 0 ? pairs.end() : pairs.find(key);
    if (found != pairs.end()) {
      Graph::Edge& known = edges[static_cast<Index>(found->second)];
      known.carries_gradient = known.carries_gradient || edge.carries_gradient;
      known.derivative.reset();
      known.jacobian.clear();
      out.edge_of[e] = found->second;
      continue;
    }
    out.edge_of[e] = static_cast<int>(edges.size());
    pairs[key] = static_cast<int>(edges.size());
    edges.push_back(edge);
    edges.back().from = from;
    edges.back().to = to;
    if (group_at[static_cast<Index>(to)] >= 0) {  // ∂ of something inside, not of what is shown
      edges.back().derivative.reset();
      edges.back().jacobian.clear();
    }
    next[static_cast<Index>(from)].push_back(to);
    ++waiting[static_cast<Index>(to)];
  }
  // In the old order as far as the edges allow. The heap keeps the smallest index on top.
  std::priority_queue<int, std::vector<int>, std::greater<>> ready;
  for (Index v = 0; v < n; ++v)
    if (stand[v] == static_cast<int>(v) && waiting[v] == 0) ready.push(static_cast<int>(v));
  Index stands = 0;
  for (Index v = 0; v < n; ++v) stands += stand[v] == static_cast<int>(v);
  while (!ready.empty()) {
    const int v = ready.top();
    ready.pop();
    const auto at = static_cast<Index>(v);
    out.node_of[at] = static_cast<int>(out.graph.nodes.size());
    out.origin.push_back(v);
    out.group_of.push_back(group_at[at]);
    out.graph.nodes.push_back(graph.nodes[at]);
    if (group_at[at] >= 0) {
      Graph::Node& node = out.graph.nodes.back();
      const GraphGroup& group = groups[static_cast<Index>(group_at[at])];
      node.name = group.name;
      node.kind = Graph::Kind::operation;
    }
    for (int to : next[at])
      if (--waiting[static_cast<Index>(to)] == 0) ready.push(to);
  }
  // Two groups can hold each other up although each is convex; then the graph is shown as it is.
  if (out.graph.nodes.size() != stands) return fold(graph, groups, std::vector<char>(groups.size()));
  for (Index v = 0; v < n; ++v) out.node_of[v] = out.node_of[static_cast<Index>(stand[v])];
  for (Graph::Edge& edge : edges) {
    edge.from = out.node_of[static_cast<Index>(edge.from)];
    edge.to = out.node_of[static_cast<Index>(edge.to)];
  }
  out.graph.edges = std::move(edges);
  return out;
}

}  // namespace logit::lab
