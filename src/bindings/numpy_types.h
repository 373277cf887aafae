// numpy's objects for scripts: arrays, their scalars (np.float64(1.5)) and dtypes, and the way from script values to them.
//
// An array is a tensor without gradients under another name: the same storage, so that `t.numpy()` and
// `torch.from_numpy(a)` share memory, and the same operations (ops/). What differs is here: float64 as the default,
// NumPy's promotion (NEP 50), scalars as results, and NumPy's words for errors.
#pragma once

#include <span>

#include "bindings/torch_state.h"
#include "tensor/array_print.h"

namespace logit::bindings {

/// numpy.ndarray.
struct ArrayObject : Object {
  Tensor tensor;
};

/// np.int64(3) and its kin; the type tells the dtype. (np.float64 is a float of the script machine.)
struct NumberObject : Object {
  Scalar value;
};

/// np.dtype('float64').
struct ArrayDTypeObject : Object {
  DType dtype = DType::float64;
};

/// numpy's types in one Vm. Null until numpy is first imported.
struct NumpyState {
  Type* array = nullptr;
  Type* dtype = nullptr;
  Type* generic = nullptr;  ///< base of all scalars
  Type* scalars[kDTypeCount] = {};
  Value dtypes[kDTypeCount];
  ArrayPrintOptions print;
  Type* ufunc_casting_error = nullptr;
  Type* memory_error = nullptr;
};

/// Fills the module `_numpy` (numpy_module.cpp).
Value build_numpy(Vm& vm, script::Module* module);
/// Defines the types; called once.
bool add_numpy_types(Vm& vm, script::Module* module);
bool add_array_type(Vm& vm, script::Module* module);
void add_random_types(Vm& vm, script::Module* module);

inline NumpyState* numpy_of(Vm& vm) { return vm.extension ? TorchState::of(vm).numpy.get() : nullptr; }

inline bool is_array(Vm& vm, const Value& value) {
  const NumpyState* numpy = numpy_of(vm);
  return numpy && value.is_object() && value.object()->type->is_subtype(numpy->array);
}
inline const Tensor& array_of(const Value& value) { return value.as<ArrayObject>()->tensor; }

/// np.float32(2), np.int64(3), np.True_, np.float64(1.5). False: something else.
bool numpy_number(Vm& vm, const Value& value, Scalar& out, DType& dtype);

/// An array around this tensor (no copy).
Value new_array(Vm& vm, const Tensor& tensor);
/// What NumPy's functions return: an array, or a scalar for a tensor without dimensions.
Value array_result(Vm& vm, const Tensor& tensor);
Value new_number(Vm& vm, Scalar value, DType dtype);
inline Value numpy_dtype_value(Vm& vm, DType dtype) { return numpy_of(vm)->dtypes[static_cast<int>(dtype)]; }

/// np.float32, np.dtype('float32'), 'float32', 'f4', float, torch.float32. False: something else (no exception).
bool to_numpy_dtype(Vm& vm, const Value& value, DType& out);

/// An operand: its elements, and whether it is a Python number, which has no dtype of its own in promotion.
struct ArrayOperand {
  Tensor tensor;
  bool weak = false;
};
/// Arrays, scalars, numbers, tensors, and (if `sequences`) lists and tuples. False with no exception: something else;
/// false with an exception: a sequence that makes no array.
bool to_operand(Vm& vm, const Value& value, ArrayOperand& out, bool sequences);
/// An array's elements from anything; undefined with an exception set if there are none. Shares memory where it can.
Tensor to_array_data(Vm& vm, const Value& value, std::optional<DType> dtype = {});

/// NEP 50.
DType numpy_promote(DType a, DType b);
DType numpy_promote(const ArrayOperand& a, const ArrayOperand& b);

/// "(2,3)" and "(3,)", as NumPy's messages write shapes.
std::string shape_text(IntList sizes);

/// The sum along dimensions (none: over all) with NumPy's order of additions: pairwise along memory. Keeps the dtype.
Tensor numpy_sum(const Tensor& array, std::span<const std::int64_t> dims);

/// left <op> right, NotImplemented for what is no operand.
Value numpy_binary(Vm& vm, const Value& left, const Value& right, script::Binary op);
Value numpy_compare(Vm& vm, const Value& left, const Value& right, script::Compare op);
Value numpy_unary(Vm& vm, const Tensor& array, script::Unary op);

template <std::size_t... I>
void fill_numpy_slots(script::Slots& slots, std::index_sequence<I...>) {
  ((slots.binary[I] = [](Vm& vm, const Value& left, const Value& right) {
     return numpy_binary(vm, left, right, static_cast<script::Binary>(I));
   }),
   ...);
}

}  // namespace logit::bindings
