// What to call a parameter that no variable holds: its place in the modules that variables hold, "linear.weight" as
// named_parameters() has it, with the variable in front where that alone would be ambiguous ("encoder.0.weight").
#pragma once

#include <string>
#include <unordered_map>

#include "script/vm/vm.h"
#include "tensor/tensor.h"

namespace logit {

class ParameterNames {
 public:
  /// Walks the modules among the variables of the script's module and of running functions.
  void refresh(script::Vm& vm);
  /// Null if no module holds it. Pointers are compared, nothing is kept alive: refresh often.
  const std::string* find(const TensorImpl* parameter) const;
  void clear() { names_.clear(); }

 private:
  std::unordered_map<const TensorImpl*, std::string> names_;
};

}  // namespace logit
