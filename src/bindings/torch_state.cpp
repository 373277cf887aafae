#include "bindings/torch_state.h"

#include <algorithm>

#include "autograd/grad_meta.h"
#include "bindings/numpy_types.h"
#include "bindings/op_function.h"

namespace logit::bindings {

TorchState::TorchState() = default;
TorchState::~TorchState() = default;

Type* exception_type(Vm& vm, ErrorKind kind) {
  switch (kind) {
    case ErrorKind::runtime_error: return vm.types.runtime_error;
    case ErrorKind::type_error: return vm.types.type_error;
    case ErrorKind::value_error: return vm.types.value_error;
    case ErrorKind::index_error: return vm.types.index_error;
    case ErrorKind::key_error: return vm.types.key_error;
    case ErrorKind::attribute_error: return vm.types.attribute_error;
    case ErrorKind::not_implemented_error: return vm.types.not_implemented_error;
    case ErrorKind::overflow_error: return vm.types.overflow_error;
    case ErrorKind::zero_division_error: return vm.types.zero_division_error;
    case ErrorKind::memory_error: return vm.types.memory_error;
    case ErrorKind::file_not_found_error: return vm.types.file_not_found_error;
    case ErrorKind::eof_error: return vm.types.eof_error;
    case ErrorKind::linalg_error: return TorchState::of(vm).linalg_error;
  }
  return vm.types.runtime_error;
}

Value wrap_as(Vm& vm, const Tensor& tensor, Type* type) {
  auto object = vm.heap.make_sized<TensorObject>(type, std::max<std::size_t>(sizeof(TensorObject), type->instance_bytes));
  object->tensor = tensor;
  tensor->script_object = object.get();
  return object;
}

Value wrap(Vm& vm, const Tensor& tensor) {
  if (!tensor.defined()) return Value::none();
  if (tensor->script_object) return Value::object(static_cast<TensorObject*>(tensor->script_object));
  return wrap_as(vm, tensor, TorchState::of(vm).tensor);
}

void require_grad_at_birth(const Tensor& tensor) {
  check(is_floating(tensor.dtype()), ErrorKind::runtime_error,
        "Only Tensors of floating point and complex dtype can require gradients");
  set_requires_grad(tensor, true);
}

std::string dtype_repr(DType dtype) { return cat("torch.", dtype_name(dtype)); }

Value size_value(Vm& vm, IntList sizes) {
  auto tuple = script::new_tuple(vm.heap, TorchState::of(vm).size, sizes.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) (*tuple)[i] = vm.integer(sizes[i]);
  return tuple;
}

Value int_list_value(Vm& vm, IntList numbers) {
  auto tuple = vm.new_tuple_of(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) (*tuple)[i] = vm.integer(numbers[i]);
  return tuple;
}

Value scalar_value(Vm& vm, const Scalar& scalar) {
  if (scalar.is_float()) return Value::number(scalar.to_double());
  if (scalar.is_bool()) return Value::boolean(scalar.to_bool());
  return vm.integer(scalar.to_int());
}

std::string python_type_name(Vm& vm, const Value& value) { return vm.type_name(value); }

}  // namespace logit::bindings
