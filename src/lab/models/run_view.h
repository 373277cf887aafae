// Everything the panels show about the current run, gathered from the session's events.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "events/event_log.h"
#include "lab/models/console_model.h"
#include "lab/models/curve_model.h"
#include "lab/models/figure_model.h"
#include "lab/models/inline_values.h"

namespace logit::lab {

class RunView {
 public:
  /// Forgets the run before (its curve stays as an earlier one); events before `cursor` are not this run's.
  void begin_run(std::string_view script, std::uint64_t cursor);
  /// Takes what is new in the log. Returns whether there was anything.
  bool read(const EventLog& log);

  ConsoleModel console;
  InlineValues inline_values;
  CurveModel curves;
  FigureModel figures;
  std::shared_ptr<const Graph> graph;   ///< of the last captured backward pass; null if none
  std::uint64_t graph_revision = 0;
  std::uint64_t backward_passes = 0, optimizer_steps = 0, epoch = 0;
  std::optional<ErrorRaised> error;
  std::optional<RunEnded> ended;

 private:
  void take(const Event& event);
  std::uint64_t cursor_ = 0;
};

}  // namespace logit::lab
