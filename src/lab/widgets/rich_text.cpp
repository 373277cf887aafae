#include "lab/widgets/rich_text.h"

#include <algorithm>

namespace logit::lab {

namespace {

// Lays words out from left to right; a word never breaks unless it is wider than the column.
class Flow {
 public:
  Flow(const Ui& ui, ImDrawList* list, float x, float y, float width, float line)
      : ui_(ui), list_(list), left_(x), x_(x), y_(y), width_(width), line_(line) {}

  void run(std::string_view text, Face face, ImU32 color, bool code) {
    while (!text.empty()) {
      const std::size_t space = text.find(' ');
      std::string_view word = text.substr(0, space);
      text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
      if (code && space != std::string_view::npos) {  // a piece of code keeps together with its spaces
        word = std::string_view(word.data(), word.size() + 1 + text.size());
        text = {};
      }
      put(word, face, color, code);
      if (space != std::string_view::npos && !code) space_ = true;
    }
  }
  void space() { space_ = true; }
  float bottom() const { return y_ + line_; }

 private:
  void put(std::string_view word, Face face, ImU32 color, bool code) {
    const float pad = code ? ui_.px(4) : 0, w = ui_.fonts.width(face, word) + 2 * pad;
    const float gap = space_ && x_ > left_ ? ui_.fonts.width(Face::text, " ") * (code ? 0.6f : 1.0f) : 0;
    // A line breaks only where there is a space: a colon stays with its word.
    if (space_ && x_ > left_ && x_ + gap + w > left_ + width_) {
      x_ = left_;
      y_ += line_;
    } else {
      x_ += gap;
    }
    space_ = false;
    if (list_) {
      if (code) {
        list_->AddRectFilled({x_, y_ + ui_.px(2)}, {x_ + w, y_ + line_ - ui_.px(2)}, ui_.c().panel2, ui_.px(4));
        list_->AddRect({x_, y_ + ui_.px(2)}, {x_ + w, y_ + line_ - ui_.px(2)}, ui_.c().line, ui_.px(4));
      }
      ui_.text_at(list_, x_ + pad, y_, face, color, word, line_);
    }
    x_ += w;
  }

  const Ui& ui_;
  ImDrawList* list_;
  float left_, x_, y_, width_, line_;
  bool space_ = false;
};

}  // namespace

float rich_text(const Ui& ui, ImDrawList* list, float x, float y, float width, std::span<const TextBlock> blocks) {
  const float top = y;
  for (const TextBlock& block : blocks) {
    if (block.kind == TextBlock::Kind::listing) continue;  // the panel draws these: they have a button
    const bool heading = block.kind == TextBlock::Kind::heading;
    if (block.kind == TextBlock::Kind::formula) {
      const float height = ui.px(24);
      Flow flow(ui, list, x + ui.px(16), y, width - ui.px(16), height);
      for (const TextRun& run : block.runs) flow.run(run.text, Face::formula, ui.c().gradient, false);
      if (list) list->AddRectFilled({x + ui.px(2), y + ui.px(3)}, {x + ui.px(4), flow.bottom() - ui.px(3)}, ui.c().gradient, ui.px(1));
      y = flow.bottom() + ui.px(8);
      continue;
    }
    const float indent = block.kind == TextBlock::Kind::bullet ? ui.px(16) : 0, line = ui.px(heading ? 24 : 22);
    if (heading && y > top) y += ui.px(6);
    if (list && indent > 0) list->AddCircleFilled({x + ui.px(6), y + line / 2}, ui.px(2.2f), ui.c().accent);
    Flow flow(ui, list, x + indent, y, width - indent, line);
    for (const TextRun& run : block.runs) {
      if (!run.text.empty() && run.text.front() == ' ') flow.space();
      switch (run.style) {
        case TextRun::Style::plain: flow.run(run.text, heading ? Face::text_bold : Face::text, ui.c().text, false); break;
        case TextRun::Style::bold: flow.run(run.text, Face::text_bold, ui.c().text, false); break;
        case TextRun::Style::code: flow.run(run.text, Face::note, ui.c().text, true); break;
      }
      if (!run.text.empty() && run.text.back() == ' ') flow.space();
    }
    y = flow.bottom() + ui.px(block.kind == TextBlock::Kind::bullet ? 4 : heading ? 2 : 10);
  }
  return y - top;
}

}  // namespace logit::lab
