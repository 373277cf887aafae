#include "lab/models/run_view.h"

#include <type_traits>
#include <variant>

namespace logit::lab {

void RunView::begin_run(std::string_view script, std::uint64_t cursor) {
  console.clear();
  inline_values.clear();
  curves.begin_run(script);
  figures.clear();
  graph.reset();
  ++graph_revision;
  backward_passes = optimizer_steps = epoch = 0;
  error.reset();
  ended.reset();
  cursor_ = cursor;
}

bool RunView::read(const EventLog& log) {
  if (cursor_ == log.end()) return false;
  cursor_ = log.read(cursor_, [this](const Event& event) { take(event); });
  return true;
}

void RunView::take(const Event& event) {
  std::visit(
      [this](const auto& e) {
        using E = std::decay_t<decltype(e)>;
        if constexpr (std::is_same_v<E, Printed>) {
          console.read(e);
        } else if constexpr (std::is_same_v<E, ValueBound>) {
          inline_values.read(e);
        } else if constexpr (std::is_same_v<E, BackwardRan>) {
          // The graph of an earlier pass may come a little after the pass itself.
          if (e.step >= backward_passes) {
            backward_passes = e.step;
            curves.read(e);
          }
          inline_values.read(e);
          if (e.graph) {
            graph = e.graph;
            ++graph_revision;
          }
        } else if constexpr (std::is_same_v<E, ParametersMeasured>) {
          curves.read(e);
        } else if constexpr (std::is_same_v<E, ScalarLogged>) {
          curves.read(e);
        } else if constexpr (std::is_same_v<E, OptimizerStepped>) {
          optimizer_steps = e.step;
          curves.read(e);
        } else if constexpr (std::is_same_v<E, EpochStarted>) {
          epoch = e.epoch;
          curves.read(e);
        } else if constexpr (std::is_same_v<E, FigureShown>) {
          figures.read(e);
        } else if constexpr (std::is_same_v<E, ProgressMoved>) {
          console.read(e);
        } else if constexpr (std::is_same_v<E, ErrorRaised>) {
          error = e;
        } else if constexpr (std::is_same_v<E, RunEnded>) {
          ended = e;
          curves.settle();
        }
      },
      event);
}

}  // namespace logit::lab
