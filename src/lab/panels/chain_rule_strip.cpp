#include "lab/panels/chain_rule_strip.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/format.h"
#include "lab/models/tensor_text.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

namespace {

using Index = std::size_t;

constexpr std::string_view kEquals = " = ";
constexpr Index kLongChain = 14;  // factors; the middle of a longer chain adds nothing to read
constexpr Index kEnds = 6;        // of a long chain, at both ends
constexpr Index kMostFactors = 26;  // written in all; of many paths the first ones tell the story

// How many paths are written out.
Index paths_shown(const ChainRule& rule) {
  Index factors = 0, shown = 0;
  for (const Path& path : rule.paths) {
    factors += std::min(path.factors.size(), 2 * kEnds);
    if (shown && factors > kMostFactors) break;
    ++shown;
  }
  return shown;
}

}  // namespace

// Pieces that flow: one that does not fit begins a line at the indent.
class ChainRuleStrip::Writer {
 public:
  Writer(const Ui& ui, ImDrawList* list, float x, float y, float width) : ui_(ui), list_(list), left_(x), right_(x + width), x_(x), y_(y) {}

  void put(std::string_view text, ImU32 ink, Face face = Face::formula) {
    const float w = ui_.fonts.width(face, text);
    if (x_ > left_ + indent_ + 1 && x_ + w > right_) line(indent_);
    if (list_) ui_.text_at(list_, x_, y_, face, ink, text, line_height());
    x_ += w;
    widest_ = std::max(widest_, x_ - left_);
  }
  /// Numbers in bold, which may be broken after each comma.
  void put_list(std::string_view text, ImU32 ink) {
    while (!text.empty()) {
      const std::size_t comma = text.find(", ");
      const std::size_t end = comma == text.npos ? text.size() : comma + 2;
      put(text.substr(0, end), ink, Face::formula_bold);
      text.remove_prefix(end);
    }
  }
  /// Goes to a new line, `indent` from the left.
  void line(float indent) {
    y_ += line_height();
    x_ = left_ + indent;
  }
  void set_indent(float indent) { indent_ = indent; }
  float widest() const { return widest_; }
  float bottom() const { return y_ + line_height(); }

 private:
  float line_height() const { return ui_.px(24); }
  const Ui& ui_;
  ImDrawList* list_;
  float left_, right_, x_, y_, indent_ = 0, widest_ = 0;
};

void ChainRuleStrip::clear() {
  graph_ = nullptr;
  node_ = -1;
  rule_ = {};
  sentence_.clear();
}

void ChainRuleStrip::show(const Graph& graph, int node) {
  graph_ = &graph;
  node_ = node;
  rule_ = node >= 0 ? chain_rule(graph, node) : ChainRule{};
  sentence_.clear();
  if (node < 0 || !rule_.reached) return;
  sentence_ = cat("∂", rule_.loss, "/∂", rule_.target, kEquals);
  for (Index p = 0; p < rule_.paths.size(); ++p) {
    if (p) sentence_ += " + ";
    const auto& factors = rule_.paths[p].factors;
    for (Index i = 0; i < factors.size(); ++i) sentence_ += cat(i ? " · " : "", "∂", factors[i].above, "/∂", factors[i].below);
  }
  const auto& grad = graph.nodes[static_cast<Index>(node)].grad;
  if (rule_.total) {
    for (Index p = 0; p < rule_.paths.size(); ++p) {
      sentence_ += p ? " + " : kEquals;
      const auto& factors = rule_.paths[p].factors;
      for (Index i = 0; i < factors.size(); ++i) sentence_ += cat(i ? " × " : "", matrix_text(*factors[i].matrix));
    }
    sentence_ += cat(kEquals, grad && numel(*grad) == 1 ? value_text(*grad) : matrix_text(*rule_.total));
  } else if (grad) {
    sentence_ += cat(kEquals, list_text(*grad, 6));
  }
}

float ChainRuleStrip::height(const Ui& ui, float width) const {
  return std::max(write(ui, nullptr, 0, 0, width - ui.px(32)) + ui.px(20), ui.px(68));
}

void ChainRuleStrip::draw(Ui& ui, Rect rect) const {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = ui.px(size::kPanelRadius), line = std::max(1.0f, std::floor(ui.scale));
  list->AddRectFilled(rect.min(), rect.max(), ui.c().panel2, radius, ImDrawFlags_RoundCornersBottom);
  list->AddRectFilled(rect.min(), {rect.right(), rect.y + line}, ui.c().line);
  list->PushClipRect(rect.min(), rect.max(), true);
  write(ui, list, rect.x + ui.px(16), rect.y + ui.px(10), rect.w - ui.px(32));
  list->PopClipRect();
  touch(ui, "chain rule", rect, sentence_, Kind::text);
}

// The paths' factors, `text(factor)` each, with `between` them. The middle of a long chain is left out.
template <class Text>
void ChainRuleStrip::write_paths(Writer& writer, const Ui& ui, std::string_view between, Text text) const {
  const Colors& c = ui.c();
  for (Index p = 0; p < paths_shown(rule_); ++p) {
    if (p) writer.put(" + ", c.text);
    const auto& factors = rule_.paths[p].factors;
    const bool cut = factors.size() > kLongChain;
    for (Index i = 0; i < factors.size(); ++i) {
      if (cut && i == kEnds) writer.put(cat(between, "…"), c.muted);
      if (cut && i >= kEnds && i + kEnds < factors.size()) continue;
      writer.put(cat(i ? between : std::string_view(), text(factors[i])), c.gradient);
    }
  }
}

void ChainRuleStrip::write_symbols(Writer& writer, const Ui& ui) const {
  write_paths(writer, ui, " · ", [](const Factor& factor) { return cat("∂", factor.above, "/∂", factor.below); });
  const std::int64_t left = rule_.omitted_paths + static_cast<std::int64_t>(rule_.paths.size() - paths_shown(rule_));
  if (left > 0) writer.put(" " + fill(ui.t(T::more_paths), cat(left)), ui.c().muted, Face::small);
}

void ChainRuleStrip::write_numbers(Writer& writer, const Ui& ui) const {
  const Colors& c = ui.c();
  const auto& grad = graph_->nodes[static_cast<Index>(node_)].grad;
  if (!rule_.total) {
    if (!grad) return;
    writer.put_list(list_text(*grad, 6), c.gradient);
    if (numel(*grad) > 1) writer.put("  " + shape_text(*grad), c.muted, Face::small);
    return;
  }
  write_paths(writer, ui, " × ", [](const Factor& factor) { return matrix_text(*factor.matrix); });
  if (paths_shown(rule_) < rule_.paths.size()) writer.put(" + …", c.muted);
  writer.put(kEquals, c.text);  // a total has at least one path, and a path at least one factor
  writer.put_list(grad && numel(*grad) == 1 ? value_text(*grad) : matrix_text(*rule_.total), c.gradient);
  if (rule_.total->columns > 1 && grad) writer.put("  " + shape_text(*grad), c.muted, Face::small);
}

// Writes, or only measures without a list. Returns the height.
float ChainRuleStrip::write(const Ui& ui, ImDrawList* list, float x, float y, float width) const {
  const Colors& c = ui.c();
  const bool nothing = node_ < 0 || node_ + 1 == static_cast<int>(graph_->nodes.size());
  if (nothing || !rule_.reached) {
    const std::string text = nothing ? std::string(ui.t(T::select_parameter)) : fill(ui.t(T::not_on_path), rule_.target);
    if (list) ui.text_at(list, x, y, Face::small, c.muted, ui.fitted(Face::small, text, width), ui.px(24));
    return ui.px(24);
  }
  const std::string target = cat("∂", rule_.loss, "/∂", rule_.target);
  const float equals = ui.fonts.width(Face::formula, kEquals);
  float indent = ui.fonts.width(Face::formula, target);
  Writer measure(ui, nullptr, 0, 0, std::numeric_limits<float>::max());
  write_symbols(measure, ui);
  Writer writer(ui, list, x, y, width);
  writer.put(target, c.text);
  if (indent + equals + measure.widest() > width) {
    // A long rule: what it is about on a line of its own, and the rest under it with the whole width.
    indent = ui.px(4);
    writer.line(indent);
  }
  writer.set_indent(indent + equals);
  writer.put(kEquals, c.text);
  write_symbols(writer, ui);
  writer.line(indent);
  writer.put(kEquals, c.muted);
  write_numbers(writer, ui);
  return writer.bottom() - y;
}

}  // namespace logit::lab
