#include "lab/models/graph_replay.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <span>
#include <string_view>

namespace logit::lab {

namespace {

using Shape = std::vector<std::int64_t>;
using Inputs = std::span<const Array* const>;

std::int64_t numel(const Shape& shape) {
  std::int64_t n = 1;
  for (std::int64_t d : shape) n *= d;
  return n;
}

// Both read through their broadcast strides; false where they do not fit together.
template <class F>
bool broadcast(const Array& a, const Array& b, Array& out, F f) {
  const std::size_t rank = std::max(a.shape.size(), b.shape.size());
  out.shape.assign(rank, 1);
  Shape step_a(rank, 0), step_b(rank, 0);
  const auto fit = [&](const Array& x, Shape& step) {
    std::int64_t stride = 1;
    for (std::size_t k = 0; k < x.shape.size(); ++k) {
      const std::int64_t size = x.shape[x.shape.size() - 1 - k];
      std::int64_t& to = out.shape[rank - 1 - k];
      if (size != 1 && to != 1 && size != to) return false;
      if (size != 1) {
        to = size;
        step[rank - 1 - k] = stride;
      }
      stride *= size;
    }
    return true;
  };
  if (!fit(a, step_a) || !fit(b, step_b)) return false;
  const std::int64_t n = numel(out.shape);
  out.values.resize(static_cast<std::size_t>(n));
  Shape at(rank, 0);
  std::int64_t ia = 0, ib = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    out.values[static_cast<std::size_t>(i)] = f(a.values[static_cast<std::size_t>(ia)], b.values[static_cast<std::size_t>(ib)]);
    for (std::size_t d = rank; d-- > 0;) {
      ia += step_a[d];
      ib += step_b[d];
      if (++at[d] < out.shape[d]) break;
      ia -= step_a[d] * out.shape[d];
      ib -= step_b[d] * out.shape[d];
      at[d] = 0;
    }
  }
  return true;
}

// (rows, inner) times (inner, columns).
bool multiply(const Array& a, std::int64_t rows, const Array& b, std::int64_t columns, Array& out) {
  if (rows <= 0 || columns <= 0) return false;
  const auto m = static_cast<std::size_t>(rows), n = static_cast<std::size_t>(columns), k = a.values.size() / m;
  if (a.values.size() != m * k || b.values.size() != k * n) return false;
  out.values.assign(m * n, 0);
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t p = 0; p < k; ++p)
      for (std::size_t j = 0; j < n; ++j) out.values[i * n + j] += a.values[i * k + p] * b.values[p * n + j];
  return true;
}

// An element of an operation's input, what came out for it, and the derivative there (NaN where it was not recorded).
struct Sample {
  double in, out, slope;
};
// What the plain number of a two-sided operation was.
using Solve = double (*)(const Sample&);
// How well a sample tells it; the best one is asked, and none below 0.
using Worth = double (*)(const Sample&);

double magnitude(const Sample& s) { return std::fabs(s.in); }

double exponent(const Sample& s) {
  return std::isfinite(s.slope) ? s.slope * s.in / s.out : std::log(std::fabs(s.out)) / std::log(std::fabs(s.in));
}
double tells_exponent(const Sample& s) {
  const double distance = std::fabs(std::log(std::fabs(s.in)));  // from 1, whose powers are all alike
  if (s.in == 0 || s.out == 0) return -1;
  return std::isfinite(s.slope) ? 1 + distance : distance > 0.01 ? distance : -1;
}

// The form of a loss that is one number, as Step::number has it.
constexpr double kMean = 0, kSum = 1;

bool reduce_loss(const Array& each, const Shape& recorded, double form, Array& out) {
  if (numel(recorded) != 1) {
    out = each;
    return true;
  }
  double total = 0;
  for (double v : each.values) total += v;
  out.shape = recorded;
  out.values = {form == kMean ? total / static_cast<double>(each.values.size()) : total};
  return true;
}

}  // namespace

// ---- the table: what each operation computes -------------------------------------------------------------

struct GraphReplay::Rule {
  std::string_view op;
  bool (*run)(const Step& step, Inputs in, Array& out);
  Solve solve = nullptr;      // two-sided operations with one input: the other one was a plain number
  Worth worth = magnitude;
  enum class Kind { plain, sum, loss } kind = Kind::plain;
};

struct Rules {
  using Step = GraphReplay::Step;
  using Rule = GraphReplay::Rule;

  template <class F>
  static bool each(Inputs in, Array& out, F f) {
    if (in.size() != 1) return false;
    out.shape = in[0]->shape;
    out.values.resize(in[0]->values.size());
    for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] = f(in[0]->values[i]);
    return true;
  }

  template <double (*F)(double)>
  static bool map(const Step&, Inputs in, Array& out) {
    return each(in, out, F);
  }

  template <double (*F)(double, double)>
  static bool both(const Step& step, Inputs in, Array& out) {
    if (in.size() == 2) return broadcast(*in[0], *in[1], out, F);
    return each(in, out, [&](double v) { return F(v, step.number); });
  }

  template <double (*F)(double, double)>
  static bool loss(const Step& step, Inputs in, Array& out) {
    Array terms;
    return in.size() == 2 && broadcast(*in[0], *in[1], terms, F) && reduce_loss(terms, step.recorded_shape, step.number, out);
  }

  static bool same(const Step&, Inputs in, Array& out) {
    if (in.size() != 1) return false;
    out = *in[0];
    return true;
  }

  // The recorded shape; with more or fewer rows in front where there are more or fewer numbers.
  static bool reshape(const Step& step, Inputs in, Array& out) {
    if (in.size() != 1) return false;
    out.values = in[0]->values;
    out.shape = step.recorded_shape;
    const auto n = static_cast<std::int64_t>(out.values.size());
    if (n == step.recorded_numel) return true;
    if (out.shape.empty() || step.recorded_numel == 0) return false;
    const std::int64_t row = step.recorded_numel / out.shape[0];
    if (n % row != 0) return false;
    out.shape[0] = n / row;
    return true;
  }

  static bool transpose(const Step&, Inputs in, Array& out) {
    if (in.size() != 1 || in[0]->shape.size() > 2) return false;
    if (in[0]->shape.size() < 2) return out = *in[0], true;
    const auto rows = static_cast<std::size_t>(in[0]->shape[0]), columns = static_cast<std::size_t>(in[0]->shape[1]);
    out.shape = {in[0]->shape[1], in[0]->shape[0]};
    out.values.resize(rows * columns);
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c) out.values[c * rows + r] = in[0]->values[r * columns + c];
    return true;
  }

  static bool matrices(const Step&, Inputs in, Array& out) {
    if (in.size() != 2 || in[0]->shape.size() != 2 || in[1]->shape.size() != 2) return false;
    out.shape = {in[0]->shape[0], in[1]->shape[1]};
    return multiply(*in[0], out.shape[0], *in[1], out.shape[1], out);
  }

  static bool matrix_vector(const Step&, Inputs in, Array& out) {
    if (in.size() != 2 || in[0]->shape.size() != 2 || in[1]->shape.size() != 1) return false;
    out.shape = {in[0]->shape[0]};
    return multiply(*in[0], out.shape[0], *in[1], 1, out);
  }

  static bool dot(const Step&, Inputs in, Array& out) {
    out.shape.clear();
    return in.size() == 2 && multiply(*in[0], 1, *in[1], 1, out);
  }

  static bool affine(const Step& step, Inputs in, Array& out) {  // bias, rows, weights
    Array product;
    return in.size() == 3 && matrices(step, in.subspan(1), product) && broadcast(*in[0], product, out, [](double a, double b) { return a + b; });
  }

  // Sums over the dimensions marked in the step; a mean divides by how many there were.
  template <bool Mean>
  static bool sum(const Step& step, Inputs in, Array& out) {
    if (in.size() != 1 || in[0]->shape.size() != step.reduced.size()) return false;
    const Array& a = *in[0];
    const std::size_t rank = a.shape.size();
    Shape stride(rank, 0);
    std::int64_t n = 1;
    for (std::size_t d = rank; d-- > 0;) {
      if (step.reduced[d]) continue;
      stride[d] = n;
      n *= a.shape[d];
    }
    out.values.assign(static_cast<std::size_t>(n), 0);
    Shape at(rank, 0);
    std::int64_t to = 0;
    for (double v : a.values) {
      out.values[static_cast<std::size_t>(to)] += v;
      for (std::size_t d = rank; d-- > 0;) {
        to += stride[d];
        if (++at[d] < a.shape[d]) break;
        to -= stride[d] * a.shape[d];
        at[d] = 0;
      }
    }
    if (Mean && n > 0)
      for (double& v : out.values) v /= static_cast<double>(a.values.size()) / static_cast<double>(n);
    // Kept dimensions have size 1 in what was recorded.
    out.shape.clear();
    const bool kept = step.recorded_shape.size() == rank;
    for (std::size_t d = 0; d < rank; ++d) {
      if (!step.reduced[d]) out.shape.push_back(a.shape[d]);
      else if (kept) out.shape.push_back(1);
    }
    return true;
  }

  template <bool Log>
  static bool softmax(const Step&, Inputs in, Array& out) {
    if (in.size() != 1 || in[0]->shape.empty()) return false;
    out = *in[0];
    const auto columns = static_cast<std::size_t>(out.shape.back());
    for (std::size_t row = 0; columns && row < out.values.size(); row += columns) {
      const std::span<double> v(out.values.data() + row, columns);
      const double high = *std::max_element(v.begin(), v.end());
      double total = 0;
      for (double x : v) total += std::exp(x - high);
      for (double& x : v) x = Log ? x - high - std::log(total) : std::exp(x - high) / total;
    }
    return true;
  }

  static bool nll(const Step& step, Inputs in, Array& out) {  // (rows, classes) and the row's class
    if (in.size() != 2 || in[0]->shape.size() != 2) return false;
    const auto rows = static_cast<std::size_t>(in[0]->shape[0]), classes = static_cast<std::size_t>(in[0]->shape[1]);
    if (in[1]->values.size() != rows) return false;
    Array terms{{in[0]->shape[0]}, std::vector<double>(rows)};
    for (std::size_t r = 0; r < rows; ++r) {
      const double c = in[1]->values[r];
      if (!(c >= 0) || c >= static_cast<double>(classes)) return false;
      terms.values[r] = -in[0]->values[r * classes + static_cast<std::size_t>(c)];
    }
    return reduce_loss(terms, step.recorded_shape, step.number, out);
  }

  static double add(double a, double b) { return a + b; }
  static double subtract(double a, double b) { return a - b; }
  static double subtract_from(double a, double b) { return b - a; }
  static double times(double a, double b) { return a * b; }
  static double divide(double a, double b) { return a / b; }
  static double power(double a, double b) { return std::pow(a, b); }
  static double larger(double a, double b) { return std::max(a, b); }
  static double smaller(double a, double b) { return std::min(a, b); }
  static double negative(double a) { return -a; }
  static double reciprocal(double a) { return 1 / a; }
  static double inverse_root(double a) { return 1 / std::sqrt(a); }
  static double sigmoid(double a) { return 1 / (1 + std::exp(-a)); }
  static double log_sigmoid(double a) { return -softplus(-a); }
  static double softplus(double a) { return std::max(a, 0.0) + std::log1p(std::exp(-std::fabs(a))); }
  static double relu(double a) { return std::max(a, 0.0); }
  static double silu(double a) { return a * sigmoid(a); }
  static double squared_error(double a, double b) { return (a - b) * (a - b); }
  static double absolute_error(double a, double b) { return std::fabs(a - b); }
  static double huber(double a, double b) { return std::fabs(a - b) < 1 ? (a - b) * (a - b) / 2 : std::fabs(a - b) - 0.5; }
  static double cross_entropy(double p, double y) {  // logarithms are cut at -100, as in PyTorch
    return -y * std::max(std::log(p), -100.0) - (1 - y) * std::max(std::log1p(-p), -100.0);
  }
  static double cross_entropy_of_logit(double z, double y) { return softplus(z) - z * y; }

  static const std::vector<Rule>& table() {
    using Kind = Rule::Kind;
    static const std::vector<Rule> rules{
        {"Add", both<add>, [](const Sample& s) { return s.out - s.in; }},
        {"Sub", both<subtract>, [](const Sample& s) { return s.in - s.out; }},
        {"Rsub", both<subtract_from>, [](const Sample& s) { return s.out + s.in; }},
        {"Mul", both<times>, [](const Sample& s) { return s.out / s.in; }},
        {"Div", both<divide>, [](const Sample& s) { return s.in / s.out; }},
        {"Pow", both<power>, exponent, tells_exponent},
        {"Maximum", both<larger>},
        {"Minimum", both<smaller>},
        {"Neg", map<negative>},
        {"Reciprocal", map<reciprocal>},
        {"Exp", map<std::exp>},
        {"Expm1", map<std::expm1>},
        {"Log", map<std::log>},
        {"Log1p", map<std::log1p>},
        {"Sqrt", map<std::sqrt>},
        {"Rsqrt", map<inverse_root>},
        {"Abs", map<std::fabs>},
        {"Sin", map<std::sin>},
        {"Cos", map<std::cos>},
        {"Sigmoid", map<sigmoid>},
        {"LogSigmoid", map<log_sigmoid>},
        {"Tanh", map<std::tanh>},
        {"Relu", map<relu>},
        {"Softplus", map<softplus>},
        {"Silu", map<silu>},
        {"Clone", same},
        {"Alias", same},
        {"ToCopy", same},
        {"View", reshape},
        {"UnsafeView", reshape},
        {"ReshapeAlias", reshape},
        {"Squeeze", reshape},
        {"Unsqueeze", reshape},
        {"T", transpose},
        {"Transpose", transpose},
        {"Permute", transpose},
        {"Mm", matrices},
        {"Mv", matrix_vector},
        {"Dot", dot},
        {"Addmm", affine},
        {"Sum", sum<false>, nullptr, magnitude, Kind::sum},
        {"Mean", sum<true>, nullptr, magnitude, Kind::sum},
        {"Softmax", softmax<false>},
        {"LogSoftmax", softmax<true>},
        {"MseLoss", loss<squared_error>, nullptr, magnitude, Kind::loss},
        {"L1Loss", loss<absolute_error>, nullptr, magnitude, Kind::loss},
        {"SmoothL1Loss", loss<huber>, nullptr, magnitude, Kind::loss},
        {"HuberLoss", loss<huber>, nullptr, magnitude, Kind::loss},
        {"BinaryCrossEntropy", loss<cross_entropy>, nullptr, magnitude, Kind::loss},
        {"BinaryCrossEntropyWithLogits", loss<cross_entropy_of_logit>, nullptr, magnitude, Kind::loss},
        {"NllLoss", nll, nullptr, magnitude, Kind::loss},
    };
    return rules;
  }
};

const GraphReplay::Rule* GraphReplay::find_rule(std::string_view op) {
  op = op.substr(0, op.find("Backward"));
  for (const Rule& rule : Rules::table())
    if (rule.op == op) return &rule;
  return nullptr;
}

// ---- finding out what the script computed ------------------------------------------------------------------

std::optional<GraphReplay> GraphReplay::make(std::shared_ptr<const Graph> graph, int root) {
  if (!graph || root < 0 || static_cast<std::size_t>(root) >= graph->nodes.size() || graph->omitted > 0) return std::nullopt;
  constexpr int kMostSteps = 200;  // a replay runs many times per frame
  GraphReplay out;
  // The nodes that the root needs, in their order, which is that of the computation.
  std::vector<std::vector<const Graph::Edge*>> edges(graph->nodes.size());
  for (const Graph::Edge& edge : graph->edges) edges[static_cast<std::size_t>(edge.to)].push_back(&edge);
  std::vector<bool> needed(graph->nodes.size(), false);
  needed[static_cast<std::size_t>(root)] = true;
  for (int i = root; i >= 0; --i)
    if (needed[static_cast<std::size_t>(i)])
      for (const Graph::Edge* edge : edges[static_cast<std::size_t>(i)]) needed[static_cast<std::size_t>(edge->from)] = true;
  if (std::count(needed.begin(), needed.end(), true) > kMostSteps) return std::nullopt;

  // How many rows there are of data that was too large for its preview; its companions are cut to as many.
  std::map<std::int64_t, std::int64_t> rows;
  for (std::size_t i = 0; i < graph->nodes.size(); ++i) {
    const TensorPreview& value = graph->nodes[i].value;
    if (!needed[i] || !graph->nodes[i].op.empty() || value.complete) continue;
    if (graph->nodes[i].kind != Graph::Kind::data || value.shape.empty() || value.shape[0] == 0) return std::nullopt;
    const std::int64_t row = numel(value.shape) / value.shape[0];
    const std::int64_t there = row == 0 ? 0 : static_cast<std::int64_t>(value.values.size()) / row;
    if (there == 0) return std::nullopt;
    const auto [known, is_new] = rows.try_emplace(value.shape[0], there);
    if (!is_new) known->second = std::min(known->second, there);
    out.rows_missing_ = true;
  }

  out.graph_ = graph;
  out.step_of_.assign(graph->nodes.size(), -1);
  for (int i = 0; i <= root; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (!needed[at]) continue;
    const Graph::Node& node = graph->nodes[at];
    Step step;
    step.node = i;
    step.recorded_shape = node.value.shape;
    step.recorded_numel = numel(node.value.shape);
    Array value;
    if (node.op.empty()) {
      value.shape = node.value.shape;
      value.values = node.value.values;
      if (const auto cut = value.shape.empty() ? rows.end() : rows.find(value.shape[0]); node.kind == Graph::Kind::data && cut != rows.end()) {
        const std::int64_t row = numel(value.shape) / value.shape[0];
        value.shape[0] = cut->second;
        value.values.resize(static_cast<std::size_t>(row * cut->second));
      }
      if (static_cast<std::int64_t>(value.values.size()) != numel(value.shape)) return std::nullopt;
    } else {
      step.rule = find_rule(node.op);
      if (!step.rule) return std::nullopt;
      for (const Graph::Edge* edge : edges[at]) step.inputs.push_back(out.step_of_[static_cast<std::size_t>(edge->from)]);
    }
    out.step_of_[at] = static_cast<int>(out.steps_.size());
    out.steps_.push_back(std::move(step));
    out.values_.push_back(std::move(value));
    if (out.steps_.back().rule && (edges[at].empty() || !out.fit(out.steps_.back(), *edges[at][0]))) return std::nullopt;
  }
  return out;
}

// Tries what the graph does not say until the recorded value comes out.
bool GraphReplay::fit(Step& step, const Graph::Edge& edge) {
  Array& out = values_.back();
  const TensorPreview& recorded = graph_->nodes[static_cast<std::size_t>(step.node)].value;
  const auto works = [&] { return run(step, out) && agrees(out, recorded); };
  const Array& in = values_[static_cast<std::size_t>(step.inputs[0])];
  if (step.rule->kind == Rule::Kind::loss) {
    for (const double form : {kMean, kSum}) {
      step.number = form;
      if (works()) return true;
    }
    return false;
  }
  if (step.rule->kind == Rule::Kind::sum) {
    const std::size_t rank = in.shape.size();
    if (rank > 4) return false;
    // All dimensions first: that is what most scripts do, and with equal numbers others would give the same.
    for (unsigned marks = 1u << rank; marks-- > 0;) {
      step.reduced.assign(rank, false);
      for (std::size_t d = 0; d < rank; ++d) step.reduced[d] = (marks >> d & 1) != 0;
      if (run(step, out) && (out.shape == step.recorded_shape || rows_missing_) && agrees(out, recorded)) return true;
    }
    return false;
  }
  if (step.inputs.size() == 1 && step.rule->solve) {
    std::optional<Sample> best;
    for (std::size_t i = 0; i < in.values.size() && i < recorded.values.size(); ++i) {
      const bool known = edge.rows == edge.columns && i < static_cast<std::size_t>(edge.rows);
      const Sample sample{in.values[i], recorded.values[i], known ? edge.jacobian[i * static_cast<std::size_t>(edge.columns) + i] : NAN};
      if (!std::isfinite(sample.out) || step.rule->worth(sample) < 0) continue;
      if (!best || step.rule->worth(sample) > step.rule->worth(*best)) best = sample;
    }
    if (!best) return false;
    // Six digits: what a script writes, and float32 tells no more.
    char text[40];
    std::snprintf(text, sizeof text, "%.6g", step.rule->solve(*best));
    step.number = std::strtod(text, nullptr);
    if (!std::isfinite(step.number)) return false;
  }
  return works();
}

bool GraphReplay::agrees(const Array& mine, const TensorPreview& recorded) const {
  if (!rows_missing_ && mine.shape != recorded.shape) return false;
  const std::size_t n = std::min(mine.values.size(), recorded.values.size());
  double high = 0;
  for (std::size_t i = 0; i < n; ++i) high = std::isfinite(recorded.values[i]) ? std::max(high, std::fabs(recorded.values[i])) : high;
  for (std::size_t i = 0; i < n; ++i) {
    const double a = mine.values[i], b = recorded.values[i];
    if (a == b) continue;
    if (!(std::fabs(a - b) <= 1e-3 * std::fabs(b) + 1e-5 * high + 1e-7)) return false;
  }
  return n > 0;
}

// ---- computing ----------------------------------------------------------------------------------------------

bool GraphReplay::run(Step& step, Array& out) const {
  const Array* in[4];
  if (step.inputs.size() > 4) return false;
  for (std::size_t i = 0; i < step.inputs.size(); ++i) in[i] = &values_[static_cast<std::size_t>(step.inputs[i])];
  return step.rule->run(step, {in, step.inputs.size()}, out);
}

Array* GraphReplay::leaf(int node) {
  const int step = step_of_[static_cast<std::size_t>(node)];
  return step < 0 || steps_[static_cast<std::size_t>(step)].rule ? nullptr : &values_[static_cast<std::size_t>(step)];
}

const Array& GraphReplay::value() {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (!steps_[i].rule || run(steps_[i], values_[i])) continue;
    values_.back().values.clear();
    break;
  }
  return values_.back();
}

}  // namespace logit::lab
