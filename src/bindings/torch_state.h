// What one script machine knows about tensors: the Tensor type and its relatives, and the way between a script
// Value and a Tensor. Everything else in this folder stands on it.
//
// A tensor's script object and its TensorImpl point at each other (the impl's pointer is weak), so that the same
// tensor is always the same object: `w.grad is w.grad`, parameters as dict keys.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "ops/long_work.h"
#include "script/vm/vm.h"
#include "tensor/context.h"
#include "tensor/tensor.h"

namespace logit::bindings {

using script::Args;
using script::CallArgs;
using script::Object;
using script::Type;
using script::Value;
using script::Vm;

/// What a piece of a long product costs a script, in instructions: enough for the session to look at its clock.
inline constexpr std::int64_t kStepsPerPiece = 20000;

/// What a task awaits between two steps of a long product.
inline script::Await give_way(Vm& vm, const ops::LongWork& work) { return work.waiting() ? vm.sleep(0) : vm.charge(kStepsPerPiece); }

/// A tensor as scripts hold it. Subclasses of the script (Parameter) have attributes, plain tensors may get some.
struct TensorObject : Object {
  Tensor tensor;
  script::Attributes attributes;
  /// What the lab calls this tensor: a number that whoever watches the run gives a meaning to; 0: nothing.
  std::uint32_t label = 0;
};

/// The label of a tensor that the script holds; null when it holds none.
inline std::uint32_t* label_of(const Tensor& tensor) {
  return tensor->script_object ? &static_cast<TensorObject*>(tensor->script_object)->label : nullptr;
}

/// torch.float32 and its kin: one object per dtype.
struct DTypeObject : Object {
  DType dtype = DType::float32;
};

/// torch.device: "cpu" is the only one that tensors live on.
struct DeviceObject : Object {
  std::string kind;
  int index = -1;
};

/// torch.Generator. The default generator is the Context's own.
struct GeneratorObject : Object {
  Generator own;
  Generator* generator = nullptr;  ///< &own, or the Context's
};

/// A node of the backward graph, as grad_fn shows it.
struct NodeObject : Object {
  Ref<Node> node;
  script::Attributes attributes;
};

class OpTable;
struct NumpyState;
struct OpFunction;
struct BackwardListener;

/// Types and constants of one Vm, found through the Vm's `extension` pointer.
struct TorchState {
  TorchState();
  ~TorchState();
  std::unique_ptr<OpTable> ops;
  Type* tensor = nullptr;
  Type* dtype = nullptr;
  Type* device = nullptr;
  Type* size = nullptr;
  Type* generator = nullptr;
  Type* linalg_error = nullptr;
  Type* node = nullptr;
  std::deque<std::string> node_names;  ///< of nodes named by the Python layer; live as long as the Vm
  std::vector<Type*> node_types;  ///< subtypes of `node`, one per name
  Type* op_function = nullptr;
  Type* module_call = nullptr;
  script::Str* registers[3] = {};  ///< "_parameters", "_buffers", "_modules": where a module keeps them
  script::Str* hooked = nullptr;
  script::Str* forward = nullptr;
  Value dtypes[kDTypeCount];
  Value cpu;
  Value default_generator;
  script::Ref<script::Dict> files;  ///< what torch.save wrote
  BackwardListener* listener = nullptr;  ///< not owned; may be null
  std::unique_ptr<NumpyState> numpy;  ///< null until numpy is imported
  /// The ops behind the operators of tensors (`a + b`, `2 - a`, `a += b`); null where there is none.
  const OpFunction* binary[script::kBinaryCount] = {};
  const OpFunction* reflected[script::kBinaryCount] = {};
  const OpFunction* in_place[script::kBinaryCount] = {};
  const OpFunction* compare[6] = {};
  ops::LongWork long_work;  ///< of the op that runs

  static TorchState& of(Vm& vm) { return *static_cast<TorchState*>(vm.extension); }
};

/// True once the script has imported torch.
inline bool has_torch(Vm& vm) { return vm.extension && TorchState::of(vm).tensor; }

/// The exception class for an error kind.
Type* exception_type(Vm& vm, ErrorKind kind);

/// Runs tensor code: an Error that it throws becomes the script's exception.
template <class Body>
Value guarded(Vm& vm, Body&& body) {
  try {
    return body();
  } catch (const Error& error) {
    return vm.raise(exception_type(vm, error.kind()), error.message());
  }
}

inline bool is_tensor(Vm& vm, const Value& value) {
  return value.is_object() && (value.object()->type == TorchState::of(vm).tensor ||
                               value.object()->type->is_subtype(TorchState::of(vm).tensor));
}
inline const Tensor& tensor_of(const Value& value) { return value.as<TensorObject>()->tensor; }

/// The tensor's script object (None for an undefined tensor).
Value wrap(Vm& vm, const Tensor& tensor);
/// A new script object of a given class for a tensor that has none yet.
Value wrap_as(Vm& vm, const Tensor& tensor, Type* type);

/// requires_grad=True of a creation function, which words its error differently from the attribute.
void require_grad_at_birth(const Tensor& tensor);

inline Value dtype_value(Vm& vm, DType dtype) { return TorchState::of(vm).dtypes[static_cast<int>(dtype)]; }
/// "torch.float32".
std::string dtype_repr(DType dtype);

/// torch.Size of these numbers.
Value size_value(Vm& vm, IntList sizes);
/// A list or tuple of numbers.
Value int_list_value(Vm& vm, IntList numbers);
/// A Python number.
Value scalar_value(Vm& vm, const Scalar& scalar);

/// The type's name as PyTorch's argument errors print it: "str", "Tensor", "list of [int, int]" are up to the caller.
std::string python_type_name(Vm& vm, const Value& value);

}  // namespace logit::bindings
