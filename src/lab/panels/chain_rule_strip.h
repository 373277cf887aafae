// The strip under the graph: the chain rule from a chosen node to the loss, written out in symbols and, below, in numbers.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>
#include <string_view>

#include "lab/models/chain_rule.h"
#include "lab/ui.h"

namespace logit::lab {

class ChainRuleStrip {
 public:
  /// `node` of `graph`, -1 for none. The graph must outlive the next call.
  void show(const Graph& graph, int node);
  void clear();
  const ChainRule& rule() const { return rule_; }
  /// All of it in one line, for the page and for screen readers.
  const std::string& sentence() const { return sentence_; }
  /// In a panel of this width.
  float height(const Ui& ui, float width) const;
  void draw(Ui& ui, Rect rect) const;

 private:
  class Writer;
  float write(const Ui& ui, ImDrawList* list, float x, float y, float width) const;
  template <class Text>
  void write_paths(Writer& writer, const Ui& ui, std::string_view between, Text text) const;
  void write_symbols(Writer& writer, const Ui& ui) const;
  void write_numbers(Writer& writer, const Ui& ui) const;

  const Graph* graph_ = nullptr;
  int node_ = -1;
  ChainRule rule_;
  std::string sentence_;
};

}  // namespace logit::lab
