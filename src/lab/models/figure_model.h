// The figures that a run has shown or saved, in the order in which they first appeared.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "events/event.h"

namespace logit::lab {

class FigureModel {
 public:
  static constexpr std::size_t kMaxFigures = 40;

  void clear();
  /// A figure that is shown again under its number before it was closed (plt.pause, draw) takes its own place; show() and
  /// savefig() of the same picture are one entry.
  void read(const FigureShown& shown);
  const std::vector<std::shared_ptr<const Figure>>& figures() const { return figures_; }
  std::uint64_t revision() const { return revision_; }

 private:
  std::vector<std::shared_ptr<const Figure>> figures_;
  std::uint64_t revision_ = 0;
};

}  // namespace logit::lab
