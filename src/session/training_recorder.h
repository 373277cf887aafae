// How training goes, as events in the order in which it happened: epochs, backward passes, the parameters of small models,
// optimizer steps. Whole graphs are the GraphRecorder's business; this one is called for every pass and makes no text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "events/event_log.h"
#include "session/graph_recorder.h"
#include "session/parameter_names.h"

namespace logit {

class TrainingRecorder final : public bindings::BackwardListener {
 public:
  /// `vm` makes names for parameters of modules; all three must outlive the recorder.
  TrainingRecorder(script::Vm& vm, GraphRecorder& graphs, EventLog& log) : vm_(vm), graphs_(graphs), log_(log) {}

  void backward_begins(std::span<const Tensor> roots) override;
  void backward_ended() override;
  void optimizer_stepped(double learning_rate) override;
  void loader_began() override { epoch_begins_ = true; }

  /// Passes over data so far, the one that has just begun included.
  std::uint64_t epochs() const { return epochs_ + epoch_begins_; }
  /// The last pass, without its graph.
  BackwardRan last_pass() const;
  /// True once after a pass whose graph nobody has seen.
  bool take_news() { return std::exchange(news_, false); }
  /// Variables may have been bound anew: parameters get their names again.
  void names_may_change() { names_are_old_ = true; }

  /// Models with more elements are measured by their gradient's norm alone.
  static constexpr std::int64_t kMaxElements = 64;

 private:
  void measure(std::uint64_t step);
  void name_elements();

  script::Vm& vm_;
  GraphRecorder& graphs_;
  EventLog& log_;
  ParameterNames names_;
  GraphRecorder::Pass last_;
  std::vector<const TensorImpl*> leaves_;  // of the pass before, in order
  std::shared_ptr<const std::vector<std::string>> element_names_;
  std::uint64_t epochs_ = 0, optimizer_steps_ = 0;
  bool epoch_begins_ = false, names_are_old_ = true, news_ = false;
};

}  // namespace logit
