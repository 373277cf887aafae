// Evaluates the examples of the op table: calls, methods, numbers, lists and strings in Python's notation,
// enough for "torch.add(torch.tensor([1., 2.]), 0.5, alpha=2).T". Every name is looked up in the table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ops/op_def.h"

namespace logit {

/// How literals become tensors, and what was seen on the way.
struct Evaluation {
  DType real = DType::float32;   ///< dtype of torch.tensor([…]) with a float in it
  bool requires_grad = false;    ///< of those tensors
  bool strided = false;          ///< makes them non-contiguous
  const std::vector<Tensor>* replace = nullptr;  ///< uses these for the literals, in order of appearance

  std::vector<Tensor> leaves;    ///< the float literals, in order
  const OpDef* last_op = nullptr;      ///< the outermost call
  const Form* last_form = nullptr;
  std::vector<Arg> last_args;
};

/// The value of an expression. Fails a doctest assertion on text it does not understand; op errors pass through.
Arg evaluate(std::string_view text, Evaluation& evaluation);

/// Matches arguments to an op's forms as the bindings do; null if none takes them.
const Form* match_form(const OpDef& op, const std::vector<Arg>& positional,
                       const std::vector<std::pair<std::string, Arg>>& keywords, std::vector<Arg>& out);

/// repr() of a value as Python prints it.
std::string value_repr(const Arg& value, const Form* form);

}  // namespace logit
