// The curves of the current and of earlier runs, made from the session's events: every loss that backward() is called on, the
// norm of the gradient, parameters and gradients of small models, the learning rate; per step, and losses per epoch.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "events/event.h"
#include "lab/models/series.h"

namespace logit::lab {

/// A loss: the results of backward() on one line.
struct LossCurve {
  std::string name;  ///< the script's name, "loss"
  int line = 0;
  Series steps;
  Series epochs{Series::kCells};  ///< mean of each complete epoch
  double sum = 0;                 ///< of the epoch under way
  std::size_t count = 0;
  std::uint64_t last_step = 0;

  /// Complete epochs, and the mean of the one under way.
  Series per_epoch() const;
};

/// A parameter's element and what came back to it.
struct ElementCurve {
  std::string name;  ///< "linear.weight[0, 1]"
  Series values{Series::kCells}, gradients{Series::kCells};
};

/// One run's curves.
struct RunCurves {
  std::string label;  ///< what its script changed: "lr=0.1"
  std::vector<LossCurve> losses;
  Series grad_norm{Series::kCells}, learning_rate{Series::kCells};
  std::vector<ElementCurve> elements;
  std::map<std::string, Series> scalars;   ///< what else was logged
  std::vector<std::size_t> epochs;         ///< step of loss() at which each epoch began
  std::uint64_t step = 0;                  ///< BackwardRan::step of the last pass

  /// The loss with the most steps; an empty one if there is none.
  const LossCurve& main_loss() const;
  const Series& loss() const { return main_loss().steps; }
};

class CurveModel {
 public:
  static constexpr std::size_t kMaxRuns = 6;
  static constexpr std::size_t kMaxLosses = 8;

  /// A run begins with this script: the current curves become an earlier run if they hold a curve.
  void begin_run(std::string_view script);
  void forget_earlier();
  void read(const BackwardRan& ran);
  void read(const ParametersMeasured& measured);
  void read(const ScalarLogged& scalar);
  void read(const OptimizerStepped& step);
  void read(const EpochStarted& epoch);
  /// The run stands still: what waits for more of the same step is shown.
  void settle();

  const RunCurves& current() const { return current_; }
  const std::vector<RunCurves>& earlier() const { return earlier_; }
  bool has_curve() const { return current_.loss().size() > 1 || !earlier_.empty(); }
  std::uint64_t revision() const { return revision_; }

  /// The current run as a table: step, each loss, gradient norm, learning rate, parameters and gradients.
  std::string csv() const;

 private:
  RunCurves current_;
  ParametersMeasured pending_;  // of the current step; autograd.grad once per parameter adds to it
  bool has_pending_ = false;
  std::string script_;
  std::vector<RunCurves> earlier_;
  std::uint64_t revision_ = 0;
};

/// The part of `now` that differs from `before`, as one short piece of code; empty if there is none.
std::string script_difference(std::string_view before, std::string_view now);

}  // namespace logit::lab
