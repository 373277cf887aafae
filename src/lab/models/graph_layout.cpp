#include "lab/models/graph_layout.h"

#include <algorithm>
#include <cmath>

namespace logit::lab {

namespace {

using Index = std::size_t;

// A node of the drawing: one of the graph's, or a bend of an edge that crosses columns.
struct Item {
  int node = -1;  // -1: a bend
  int rank = 0;
  float width = 0, height = 0, y = 0;
  float weight = 1;  // how much it minds being pushed aside
  std::vector<std::pair<int, float>> left, right;  // neighbours and how strongly they pull
};

struct Drawing {
  std::vector<Item> items;
  std::vector<std::vector<int>> columns;  // item indices, top to bottom
  std::vector<std::vector<int>> chains;   // per edge: items from the input to the operation
};

std::vector<int> ranks_of(const Graph& graph, std::vector<char>& below_root) {
  const Index n = graph.nodes.size();
  std::vector<int> rank(n, 0), inputs(n, 0), first_use(n, -1), uses(n, 0);
  for (const Graph::Edge& edge : graph.edges) ++inputs[static_cast<Index>(edge.to)];
  // Edges come in no promised order, but inputs do come before operations.
  std::vector<std::vector<int>> in(n);
  for (const Graph::Edge& edge : graph.edges) in[static_cast<Index>(edge.to)].push_back(edge.from);
  for (Index v = 0; v < n; ++v)
    for (int from : in[v]) rank[v] = std::max(rank[v], rank[static_cast<Index>(from)] + 1);
  // Then as late as the uses allow: what a layer makes of its weight stands beside the layer, not with the inputs.
  std::vector<std::vector<int>> out(n);
  for (const Graph::Edge& edge : graph.edges) out[static_cast<Index>(edge.from)].push_back(edge.to);
  for (Index v = n; v-- > 0;) {
    if (!inputs[v] || out[v].empty()) continue;
    int latest = rank[static_cast<Index>(out[v][0])];
    for (int to : out[v]) latest = std::min(latest, rank[static_cast<Index>(to)]);
    rank[v] = latest - 1;
  }
  for (const Graph::Edge& edge : graph.edges) {
    int& use = first_use[static_cast<Index>(edge.from)];
    const int at = rank[static_cast<Index>(edge.to)];
    use = use < 0 ? at : std::min(use, at);
    ++uses[static_cast<Index>(edge.from)];
  }
  for (const Graph::Edge& edge : graph.edges) {
    const auto leaf = static_cast<Index>(edge.from), to = static_cast<Index>(edge.to);
    if (inputs[leaf]) continue;
    // Leaves stand close to their first use; those of the first two operations share the first column.
    rank[leaf] = first_use[leaf] <= 2 ? 0 : first_use[leaf] - 1;
    if (to == n - 1 && uses[leaf] == 1 && n > 2 && graph.nodes[leaf].kind == Graph::Kind::data && rank[to] > 1) {
      below_root[leaf] = 1;
      rank[leaf] = rank[to];
    }
  }
  return rank;
}

Drawing build(const Graph& graph, const std::vector<NodeSize>& sizes, const std::vector<int>& rank,
              const std::vector<char>& below_root) {
  Drawing d;
  const int columns = *std::max_element(rank.begin(), rank.end()) + 1;
  d.columns.resize(static_cast<Index>(columns));
  for (Index v = 0; v < graph.nodes.size(); ++v) {
    Item item;
    item.node = static_cast<int>(v);
    item.rank = rank[v];
    item.width = sizes[v].width;
    item.height = sizes[v].height;
    item.weight = graph.nodes[v].op.empty() ? 1.0f : 30.0f;
    d.items.push_back(item);
  }
  std::int64_t bends = 0;
  for (const Graph::Edge& edge : graph.edges) bends += rank[static_cast<Index>(edge.to)] - rank[static_cast<Index>(edge.from)];
  const bool bend = bends < 40000;
  for (const Graph::Edge& edge : graph.edges) {
    std::vector<int> chain{edge.from};
    const int first = rank[static_cast<Index>(edge.from)], last = rank[static_cast<Index>(edge.to)];
    for (int r = first + 1; bend && r < last; ++r) {
      Item item;
      item.rank = r;
      item.height = 10;
      item.weight = 0.3f;
      chain.push_back(static_cast<int>(d.items.size()));
      d.items.push_back(item);
    }
    chain.push_back(edge.to);
    const bool leaf = graph.nodes[static_cast<Index>(edge.from)].op.empty();
    for (Index i = 0; i + 1 < chain.size() && !below_root[static_cast<Index>(edge.from)]; ++i) {
      const float pull = leaf ? 1 : 2;
      d.items[static_cast<Index>(chain[i])].right.push_back({chain[i + 1], pull});
      d.items[static_cast<Index>(chain[i + 1])].left.push_back({chain[i], pull});
    }
    d.chains.push_back(std::move(chain));
  }
  // Placed in the order of their first use, so that the script's order reads from top to bottom.
  std::vector<char> placed(d.items.size());
  const auto place = [&](int item) {
    if (placed[static_cast<Index>(item)]) return;
    placed[static_cast<Index>(item)] = 1;
    d.columns[static_cast<Index>(d.items[static_cast<Index>(item)].rank)].push_back(item);
  };
  for (Index v = 0; v < graph.nodes.size(); ++v) {
    if (!below_root[v]) place(static_cast<int>(v));
  }
  for (const auto& chain : d.chains)
    for (int item : chain) place(item);
  return d;
}

float mean_y(const Drawing& d, const std::vector<std::pair<int, float>>& neighbours, float otherwise) {
  // Where operations are among the neighbours, they alone decide: the way to the loss comes out straight.
  float strongest = 0, sum = 0, weight = 0;
  for (const auto& [item, pull] : neighbours) strongest = std::max(strongest, pull);
  for (const auto& [item, pull] : neighbours) {
    if (pull < strongest) continue;
    sum += pull * d.items[static_cast<Index>(item)].y;
    weight += pull;
  }
  return weight > 0 ? sum / weight : otherwise;
}

float separation(const Item& above, const Item& below, float row) {
  const bool bends = above.node < 0 || below.node < 0;
  return (above.height + below.height) / 2 + (bends ? row * 0.6f : row);
}

// Moves a column's items as close to `wanted` as their order and spacing allow (least squares).
void settle(Drawing& d, const std::vector<int>& column, const std::vector<float>& wanted, float row) {
  struct Block {
    float sum, weight;
    Index count;
  };
  std::vector<Block> blocks;
  std::vector<float> offset(column.size());
  for (Index i = 0; i < column.size(); ++i) {
    if (i) offset[i] = offset[i - 1] + separation(d.items[static_cast<Index>(column[i - 1])], d.items[static_cast<Index>(column[i])], row);
    const float weight = d.items[static_cast<Index>(column[i])].weight;
    blocks.push_back({(wanted[i] - offset[i]) * weight, weight, 1});
    while (blocks.size() > 1) {
      const Block last = blocks.back();
      Block& before = blocks[blocks.size() - 2];
      if (before.sum / before.weight <= last.sum / last.weight) break;
      before = {before.sum + last.sum, before.weight + last.weight, before.count + last.count};
      blocks.pop_back();
    }
  }
  Index i = 0;
  for (const Block& block : blocks)
    for (Index k = 0; k < block.count; ++k, ++i)
      d.items[static_cast<Index>(column[i])].y = block.sum / block.weight + offset[i];
}

void order_and_position(Drawing& d, float row, int sweeps) {
  for (auto& column : d.columns) {
    float y = 0;
    for (Index i = 0; i < column.size(); ++i) {
      if (i) y += separation(d.items[static_cast<Index>(column[i - 1])], d.items[static_cast<Index>(column[i])], row);
      d.items[static_cast<Index>(column[i])].y = y;
    }
    for (int item : column) d.items[static_cast<Index>(item)].y -= y / 2;
  }
  std::vector<float> wanted;
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    const bool forward = sweep % 2 == 0;
    for (Index k = 0; k < d.columns.size(); ++k) {
      auto& column = d.columns[forward ? k : d.columns.size() - 1 - k];
      // Ordering follows one side, as a sweep does; positions listen to both.
      if (sweep < sweeps / 2) {
        std::vector<std::pair<float, int>> keyed;
        for (int item : column) {
          const Item& it = d.items[static_cast<Index>(item)];
          keyed.push_back({mean_y(d, forward ? it.left : it.right, it.y), item});
        }
        std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (Index i = 0; i < column.size(); ++i) column[i] = keyed[i].second;
      }
      wanted.clear();
      for (int item : column) {
        const Item& it = d.items[static_cast<Index>(item)];
        const float l = mean_y(d, it.left, it.y), r = mean_y(d, it.right, it.y);
        if (it.left.empty()) wanted.push_back(r);
        else if (it.right.empty()) wanted.push_back(l);
        else wanted.push_back(forward ? l : r);
      }
      settle(d, column, wanted, row);
    }
  }
}

}  // namespace

namespace {

// The same drawing with its axes exchanged.
GraphLayout turned(GraphLayout out) {
  for (PlacedNode& node : out.nodes) {
    std::swap(node.x, node.y);
    std::swap(node.width, node.height);
  }
  for (PlacedEdge& edge : out.edges)
    for (Index i = 0; i + 1 < edge.points.size(); i += 2) std::swap(edge.points[i], edge.points[i + 1]);
  std::swap(out.width, out.height);
  out.downwards = true;
  return out;
}

}  // namespace

GraphLayout layout_graph(const Graph& graph, const std::vector<NodeSize>& sizes, const LayoutSpacing& spacing) {
  GraphLayout out;
  if (graph.nodes.empty()) return out;
  if (spacing.downwards) {
    std::vector<NodeSize> across;
    for (const NodeSize& size : sizes) across.push_back({size.height, size.width});
    return turned(layout_graph(graph, across, {spacing.column, spacing.row, false}));
  }
  std::vector<char> below_root(graph.nodes.size());
  const std::vector<int> rank = ranks_of(graph, below_root);
  Drawing d = build(graph, sizes, rank, below_root);
  order_and_position(d, spacing.row, d.items.size() > 5000 ? 7 : 17);

  std::vector<float> centre(d.columns.size()), half(d.columns.size());
  float x = 0;
  for (Index c = 0; c < d.columns.size(); ++c) {
    float width = 0;
    for (int item : d.columns[c]) width = std::max(width, d.items[static_cast<Index>(item)].width);
    for (Index v = 0; v < graph.nodes.size(); ++v)
      if (below_root[v] && rank[v] == static_cast<int>(c)) width = std::max(width, sizes[v].width);
    half[c] = width / 2;
    centre[c] = x + width / 2;
    x += width + (c + 1 < d.columns.size() ? spacing.column : 0);
  }
  out.width = x;

  // Leaves below the loss, side by side downwards.
  const Item& root = d.items[graph.nodes.size() - 1];
  float below = root.y + root.height / 2;
  for (Index v = 0; v < graph.nodes.size(); ++v) {
    if (!below_root[v]) continue;
    below += spacing.row * 1.6f + sizes[v].height / 2;
    d.items[v].y = below;
    below += sizes[v].height / 2;
  }
  float top = 1e30f, bottom = -1e30f;
  for (const Item& item : d.items) {
    top = std::min(top, item.y - item.height / 2);
    bottom = std::max(bottom, item.y + item.height / 2);
  }
  out.height = bottom - top;
  for (Index v = 0; v < graph.nodes.size(); ++v) {
    const auto r = static_cast<Index>(rank[v]);
    out.nodes.push_back({centre[r], d.items[v].y - top, sizes[v].width, sizes[v].height, rank[v], below_root[v] != 0});
  }
  for (Index e = 0; e < graph.edges.size(); ++e) {
    PlacedEdge edge;
    const PlacedNode& from = out.nodes[static_cast<Index>(graph.edges[e].from)];
    const PlacedNode& to = out.nodes[static_cast<Index>(graph.edges[e].to)];
    if (from.below_root) {
      edge.points = {from.x, from.y - from.height / 2, to.x, to.y + to.height / 2};
    } else {
      edge.points = {from.x + from.width / 2, from.y};
      for (Index i = 1; i + 1 < d.chains[e].size(); ++i) {
        const Item& item = d.items[static_cast<Index>(d.chains[e][i])];
        edge.points.push_back(centre[static_cast<Index>(item.rank)]);
        edge.points.push_back(item.y - top);
      }
      edge.points.push_back(to.x - to.width / 2);
      edge.points.push_back(to.y);
    }
    out.edges.push_back(std::move(edge));
  }
  return out;
}

}  // namespace logit::lab
