#include "bindings/saved_attributes.h"

#include <algorithm>

#include "autograd/node.h"
#include "bindings/autograd_bindings.h"
#include "bindings/convert.h"

namespace logit::bindings {

namespace {

// Names of what nodes keep, in the order in which their operations save it. Nodes that are not here keep "self" and "other",
// and what they keep of their own outputs is the "result".
struct SavedNames {
  std::string_view node;
  std::string_view names;
};
constexpr SavedNames kSavedNames[] = {
    {"MmBackward0", "self mat2"},
    {"BmmBackward0", "self mat2"},
    {"MvBackward0", "self vec"},
    {"DotBackward0", "self tensor"},
    {"AddmmBackward0", "mat1 mat2"},
    {"AddmvBackward0", "mat vec"},
    {"BaddbmmBackward0", "batch1 batch2"},
    {"AddbmmBackward0", "batch1 batch2"},
    {"AddrBackward0", "vec1 vec2"},
    {"AddcmulBackward0", "tensor2 tensor1"},
    {"AddcdivBackward0", "tensor1 tensor2"},
    {"LerpBackward0", "self end weight"},
    {"LerpBackward1", "self end weight"},
    {"PowBackward1", "self exponent result"},
    {"PowBackward2", "self exponent result"},
    {"BinaryCrossEntropyBackward0", "self target weight"},
    {"BinaryCrossEntropyWithLogitsBackward0", "self target weight pos_weight"},
    {"MseLossBackward0", "self target"},
    {"SmoothL1LossBackward0", "self target"},
    {"HuberLossBackward0", "self target"},
    {"SoftMarginLossBackward0", "self target"},
    {"WhereBackward0", "condition"},
    {"GatherBackward0", "index"},
    {"ScatterBackward0", "index"},
    {"ScatterBackward1", "index"},
    {"ScatterAddBackward0", "index"},
    {"IndexSelectBackward0", "index"},
    {"IndexAddBackward0", "index"},
    {"TakeBackward0", "index"},
    {"EmbeddingBackward0", "indices"},
    {"MaskedFillBackward0", "mask"},
    {"MaskedFillBackward1", "mask"},
    {"MaskedSelectBackward0", "mask"},
    {"MaxBackward0", "indices"},
    {"MinBackward0", "indices"},
    {"MedianBackward1", "indices"},
    {"ModeBackward0", "indices"},
    {"KthvalueBackward0", "indices"},
    {"SortBackward0", "indices"},
    {"TopkBackward0", "indices"},
    {"CummaxBackward0", "indices"},
    {"CumminBackward0", "indices"},
    {"MaxPool2DWithIndicesBackward0", "result1"},
    {"ConvolutionBackward0", "input weight"},
    {"NativeLayerNormBackward0", "input weight"},
    {"NativeBatchNormBackward0", "input weight"},
    {"NativeGroupNormBackward0", "input weight"},
    {"PreluKernelBackward0", "self weight"},
    {"LinalgDetBackward0", "A result"},
    {"LinalgInvExBackward0", "inverse"},
    {"LinalgCholeskyExBackward0", "L"},
};

// The number of the saved tensor called `wanted`, or -1.
int saved_number(const Node& node, std::string_view wanted) {
  for (const SavedNames& row : kSavedNames) {
    if (row.node != node.name()) continue;
    std::string_view rest = row.names;
    for (int i = 0; !rest.empty() && i < static_cast<int>(node.saved.size()); ++i) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, space) == wanted) return i;
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return -1;
  }
  int inputs = 0;
  for (std::size_t i = 0; i < node.saved.size(); ++i) {
    const std::string_view name = node.saved[i].is_output() ? "result" : inputs++ == 0 ? "self" : inputs == 2 ? "other" : "";
    if (name == wanted) return static_cast<int>(i);
  }
  return -1;
}

Value saved_tensors(Vm& vm, Node& node) {
  return guarded(vm, [&] {
    auto tuple = vm.new_tuple_of(node.saved.size());
    for (std::size_t i = 0; i < node.saved.size(); ++i) (*tuple)[i] = wrap(vm, node.saved[i].unpack(node));
    return Value(tuple);
  });
}

}  // namespace

Value node_attribute(Vm& vm, Node& node, script::Str* name) {
  const std::string text = name->utf8();
  if (node.kind() == Node::Kind::operation && text.starts_with("_saved_")) {
    const int i = saved_number(node, std::string_view(text).substr(7));
    if (i < 0) return Value();
    return guarded(vm, [&] {
      const Tensor tensor = node.saved[static_cast<std::size_t>(i)].unpack(node);
      return tensor.defined() ? wrap(vm, tensor) : Value::none();
    });
  }
  if (node.kind() != Node::Kind::script_function || text.starts_with("__")) return Value();
  // The node of a custom function is what its backward gets as ctx.
  if (text == "saved_tensors") return saved_tensors(vm, node);
  const auto& backward = static_cast<const ScriptFunctionNode&>(node).backward();
  const Value ctx = vm.getattr_plain(static_cast<const CallableHandle&>(*backward).callable(), vm.intern("ctx"));
  if (!ctx.is_object()) return Value();
  const Value found = vm.getattr_plain(ctx, name);
  return found.is_error() ? Value() : found;
}

}  // namespace logit::bindings
