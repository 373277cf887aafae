// Loss curves of the current and of earlier runs. A series keeps every point and, above it, minima and maxima of
// blocks of 16, 256, … points, so that drawing a million points costs as much as drawing a thousand and no spike
// is lost.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "events/event.h"

namespace logit::lab {

/// Smallest and largest value of some neighbouring points.
struct Extremes {
  float low = 0, high = 0;
  bool any = false;
  void add(float value);
  void add(const Extremes& other);
};

/// Values at the steps 0, 1, 2, …
class Series {
 public:
  /// Points kept; later ones are counted, not stored (8 MB a series).
  static constexpr std::size_t kMaxPoints = 2'000'000;

  void push(double value);
  std::size_t size() const { return values_.size(); }
  float operator[](std::size_t i) const { return values_[i]; }
  float back() const { return values_.back(); }
  /// Extremes of the finite values in [begin, end).
  Extremes extremes(std::size_t begin, std::size_t end) const;

 private:
  static constexpr std::size_t kBlock = 16;
  std::vector<float> values_;
  std::vector<std::vector<Extremes>> levels_;
};

/// One run's curves.
struct RunCurves {
  std::string label;                 ///< what its script changed: "lr=0.1"
  Series loss;
  std::map<std::string, Series> scalars;
  std::vector<std::size_t> epochs;   ///< loss index at which each epoch began
};

class CurveModel {
 public:
  static constexpr std::size_t kMaxRuns = 6;

  /// A run begins with this script: the current curves become an earlier run if they hold a curve.
  void begin_run(std::string_view script);
  void forget_earlier();
  void read(const BackwardRan& ran);
  void read(const ScalarLogged& scalar);
  void read(const OptimizerStepped& step);
  void read(const EpochStarted& epoch);

  const RunCurves& current() const { return current_; }
  const std::vector<RunCurves>& earlier() const { return earlier_; }
  bool has_curve() const { return current_.loss.size() > 1 || !earlier_.empty(); }
  std::uint64_t revision() const { return revision_; }

 private:
  RunCurves current_;
  std::string script_;
  std::vector<RunCurves> earlier_;
  std::uint64_t revision_ = 0;
};

/// The part of `now` that differs from `before`, as one short piece of code; empty if there is none.
std::string script_difference(std::string_view before, std::string_view now);

/// Exponential smoothing with the bias correction of Adam; `weight` in 0..1.
std::vector<float> smoothed(const Series& series, float weight);

}  // namespace logit::lab
