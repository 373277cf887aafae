#include "lab/models/figure_model.h"

#include <algorithm>

namespace logit::lab {

namespace {

// The same picture a moment later: as many axes with the same titles and at least as much in them.
bool continues(const Figure& before, const Figure& now) {
  if (before.number != now.number || before.axes.size() != now.axes.size()) return false;
  for (std::size_t i = 0; i < now.axes.size(); ++i) {
    if (before.axes[i].artists.size() > now.axes[i].artists.size()) return false;
    if (before.axes[i].title != now.axes[i].title && !before.axes[i].title.empty()) return false;
    for (std::size_t k = 0; k < before.axes[i].artists.size(); ++k) {
      const Figure::Artist &a = before.axes[i].artists[k], &b = now.axes[i].artists[k];
      if (a.kind != b.kind || a.label != b.label || a.x.size() > b.x.size()) return false;
      if (a.x.size() == b.x.size() && (a.y != b.y || a.x != b.x)) return false;
    }
  }
  return true;
}

}  // namespace

void FigureModel::clear() {
  figures_.clear();
  ++revision_;
}

void FigureModel::read(const FigureShown& shown) {
  if (!shown.figure) return;
  ++revision_;
  if (!figures_.empty() && continues(*figures_.back(), *shown.figure)) {
    auto merged = std::make_shared<Figure>(*shown.figure);
    if (merged->file.empty()) merged->file = figures_.back()->file;
    figures_.back() = std::move(merged);
    return;
  }
  figures_.push_back(shown.figure);
  if (figures_.size() > kMaxFigures) figures_.erase(figures_.begin());
}

}  // namespace logit::lab
