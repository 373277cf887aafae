// The moments of a run: what each backward pass left behind, so that a person can go back to it.
//
// Memory is bounded: at most kMoments moments and kBytes bytes. When either is reached every second moment goes and from then
// on only every second pass is kept, so that the moments stay evenly spread over the whole training; the newest kept pass
// is never more than one stride old. Taking moments is also bounded in time, to kShare of the run.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "events/event.h"
#include "session/bound_values.h"

namespace logit {

class TimeLine {
 public:
  static constexpr std::size_t kMoments = 512;
  static constexpr std::size_t kBytes = 32u << 20;
  static constexpr double kShare = 0.05;

  struct Entry {
    Moment moment;  ///< without values
    std::vector<BoundValues::Kept> kept;
    std::size_t bytes = 0;
  };

  /// Whether pass `step` should become a moment.
  bool wants(std::uint64_t step) const { return (step - 1) % stride_ == 0; }
  void add(Entry entry);
  /// Drops every second moment and keeps only every second pass from now on.
  void widen();
  /// Passes from one moment to the next.
  std::uint64_t stride() const { return stride_; }
  std::size_t bytes() const { return bytes_; }
  const std::vector<Entry>& entries() const { return entries_; }
  /// Index of the last moment that is not after `step`; 0 when all are.
  std::size_t at_step(std::uint64_t step) const;

 private:
  std::vector<Entry> entries_;
  std::uint64_t stride_ = 1;
  std::size_t bytes_ = 0;
};

}  // namespace logit
