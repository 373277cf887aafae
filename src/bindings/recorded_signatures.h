// How PyTorch lists the overloads of a function when a call fits none of them, recorded from PyTorch itself
// (tests/tools/record_signatures.py writes signatures.txt). Functions with one signature are not in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ops/arg.h"

namespace logit::bindings {

/// One parameter of a recorded overload.
struct RecordedParam {
  std::string type;  ///< "Tensor", "tuple of ints", …
  std::string name;
  bool optional = false;
  bool keyword_only = false;
};

/// One overload: its text as the message shows it, without the tensor itself for methods, and what is in it.
struct RecordedSignature {
  std::string text;
  std::vector<RecordedParam> params;
  std::size_t pieces = 0;  ///< between the commas, a lone * among them
};

/// The overloads of "torch.add" or "Tensor.add"; empty if it has one signature.
std::vector<RecordedSignature> recorded_signatures(std::string_view public_name);

/// The kind of values that a type of a recorded parameter takes; `known` is false for types that logit has no kind for.
ParamKind kind_of_recorded_type(std::string_view type, bool& known);

}  // namespace logit::bindings
