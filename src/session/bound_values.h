// Which line bound which name, and what the name holds now: the values that the editor shows beside the lines.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "events/event_log.h"
#include "script/vm/vm.h"
#include "tensor/tensor.h"

namespace logit {

class BoundValues {
 public:
  /// Finds the lines of `source` that bind names of the module: assignments, loops, with and for targets. Names that more than one
  /// line binds are left out, since their value does not say which line it came from.
  void read_source(std::string_view source);

  /// Logs a ValueBound for every name whose value has changed since the last call.
  void publish(script::Vm& vm, EventLog& log);

  /// Calls add(name, tensor) for every tensor that a variable holds now: of the module, then of running functions.
  void each_tensor(script::Vm& vm, const std::function<void(std::string_view, const Tensor&)>& add) const;

 private:
  struct Binding {
    std::string name;
    int line = 0;
    script::Value seen;         // identity of what was shown last
    std::uint32_t version = 0;  // of its memory, for tensors
    std::string text;
  };
  std::vector<Binding> bindings_;
};

}  // namespace logit
