// Operations of the op table as callables of the script: matching arguments against the forms of an op, calling it, and turning
// the result into script values. One OpFunction object stands behind torch.add, Tensor.add, Tensor.add_ and so on.
#pragma once

#include <memory>
#include <vector>

#include "bindings/torch_state.h"
#include "ops/op_def.h"

namespace logit::bindings {

/// A form with its text taken apart and its names interned.
struct PreparedForm {
  const Form* form = nullptr;
  Signature signature;
  std::vector<script::Str*> names;  ///< of the parameters; kept alive by the Vm
  int positional = 0;               ///< parameters that may be given by position (a spread one counts as one)
  int required = 0;                 ///< leading parameters without default
  bool has_spread = false;          ///< the last positional parameter takes any number of ints
  Type* result_type = nullptr;      ///< torch.return_types.<name> for tuple results with names, else null
};

/// An op as the script machine calls it; shared by all its public names.
struct PreparedOp {
  const OpDef* op = nullptr;
  std::vector<PreparedForm> forms;
};

/// The callable object. As an attribute of Tensor it binds like a method.
struct OpFunction : Object {
  const PreparedOp* prepared = nullptr;  ///< null for an attribute that logit lacks: looking it up raises
  std::string name;        ///< as the script spells it: "add_"
  bool in_place = false;   ///< changes and returns its first argument
  bool method = false;     ///< found on Tensor: messages do not count self
  bool functional = false; ///< of torch.nn.functional, where it is a Python function: messages are Python's
  bool property = false;   ///< x.T: called when it is looked up
};

/// The table of all ops of one Vm, and the types their results need.
class OpTable {
 public:
  explicit OpTable(Vm& vm);
  const PreparedOp* find(const OpDef* op) const;
  const std::vector<std::unique_ptr<PreparedOp>>& all() const { return ops_; }
  /// The field names of a torch.return_types type; null for any other type.
  const std::vector<std::string>* result_fields(const Type* type) const;
  /// The torch.return_types type that a text such as "max(values, indices)" names; made when first asked for.
  Type* result_type(Vm& vm, std::string_view text);

 private:
  struct ResultType {
    Type* type;
    std::vector<std::string> fields;
  };

  std::vector<std::unique_ptr<PreparedOp>> ops_;
  std::vector<ResultType> result_types_;
};

/// Defines the OpFunction type.
void add_op_function_type(Vm& vm);
/// Adds every public name of the table that stands directly under `prefix` ("torch.", "Tensor.", "F.", "torch.linalg.") to a
/// namespace. False: MemoryError is set.
bool add_ops(Vm& vm, script::Dict* names, std::string_view prefix);

/// Calls an op with values from the script. Errors in PyTorch's words.
Value call_op(Vm& vm, const OpFunction& function, CallArgs call);

/// A result as a script value; a tuple result with field names is a torch.return_types.
Value arg_value(Vm& vm, const Arg& arg, Type* result_type = nullptr);

}  // namespace logit::bindings
