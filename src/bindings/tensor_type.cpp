#include "bindings/tensor_type.h"

#include "autograd/grad_meta.h"
#include "bindings/autograd_bindings.h"
#include "bindings/convert.h"
#include "bindings/indexing.h"
#include "bindings/op_function.h"
#include "bindings/python_modules.h"
#include "bindings/tensor_data.h"
#include "bindings/torch_types.h"
#include "ops/ops.h"

namespace logit::bindings {

using script::GetSetDef;
using script::Module;
using script::NativeDef;
using script::Str;
using script::Task;
using script::TypeSpec;

namespace {

// ---- text ------------------------------------------------------------------------------------------

Value tensor_repr_slot(Vm& vm, const Value& self) {
  return guarded(vm, [&] { return vm.str(repr(tensor_of(self))); });
}

// f'{t}' of a 0-dim tensor formats the number; others print, and take no format spec.
Value tensor_format(Vm& vm, Args args) {
  const Tensor& tensor = tensor_of(args[0]);
  const bool plain = args[0].object()->type == TorchState::of(vm).tensor;
  if (tensor.dim() == 0 && plain && vm.is_str(args[1])) {
    return guarded(vm, [&] { return vm.start_format(scalar_value(vm, tensor.item()), args[1]); });
  }
  if (!vm.is_str(args[1])) return vm.type_error("__format__() argument must be str, not ", vm.type_name(args[1]));
  if (args[1].as<Str>()->length == 0) return vm.start_str(args[0]);
  return vm.type_error("unsupported format string passed to ", vm.type_name(args[0]), ".__format__");
}

// ---- conversion to Python numbers ------------------------------------------------------------------

Value tensor_item(Vm& vm, const Value& self) {
  return guarded(vm, [&] { return scalar_value(vm, tensor_of(self).item()); });
}

Value tensor_truth(Vm& vm, const Value& self) {
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(self);
    check(tensor.numel() <= 1, ErrorKind::runtime_error,
          "Boolean value of Tensor with more than one value is ambiguous");
    check(tensor.numel() == 1, ErrorKind::runtime_error, "Boolean value of Tensor with no values is ambiguous");
    return Value::boolean(tensor.item().to_bool());
  });
}

// float(t) and int(t) word the error about several elements otherwise than t.item().
void check_one_element(const Tensor& tensor) {
  check(tensor.numel() == 1, ErrorKind::value_error, "only one element tensors can be converted to Python scalars");
}

Value tensor_to_float(Vm& vm, const Value& self) {
  return guarded(vm, [&] {
    check_one_element(tensor_of(self));
    return Value::number(tensor_of(self).item().to_double());
  });
}

Value tensor_to_int(Vm& vm, const Value& self) {
  return guarded(vm, [&] {
    check_one_element(tensor_of(self));
    const Scalar scalar = tensor_of(self).item();
    if (!scalar.is_float()) return vm.integer(scalar.to_int());
    // int(float) with Python's errors for nan and inf.
    const Value number = Value::number(scalar.to_double());
    return vm.types.float_->slots.to_int(vm, number);
  });
}

Value tensor_index(Vm& vm, const Value& self) {
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(self);
    check(tensor.numel() == 1 && is_integral(tensor.dtype(), true), ErrorKind::type_error,
          "only integer tensors of a single element can be converted to an index");
    return vm.integer(tensor.item().to_int());
  });
}

Value tensor_len(Vm& vm, const Value& self) {
  const Tensor& tensor = tensor_of(self);
  if (tensor.dim() == 0) return vm.type_error("len() of a 0-d tensor");
  return Value::small_int(tensor.size(0));
}

Value tensor_hash(Vm&, const Value& self) {
  return Value::small_int(static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(self.object()) >> 4) &
                          0x7FFFFFFFFFF);
}

// ---- iteration: row by row, as unbind(0) -------------------------------------------------------------

struct TensorIterator : Object {
  std::vector<Tensor> rows;
  std::size_t next = 0;
};

Value iterator_next(Vm& vm, const Value& self) {
  TensorIterator& iterator = *self.as<TensorIterator>();
  if (iterator.next >= iterator.rows.size()) return Value::undefined();
  return wrap(vm, iterator.rows[iterator.next++]);
}

Value iterator_self(Vm&, const Value& self) { return self; }

const TypeSpec kIteratorSpec{.name = "tensor_iterator",
                             .module = "torch",
                             .instance_bytes = sizeof(TensorIterator),
                             .slots = {.iter = iterator_self,
                                       .next = iterator_next,
                                       .dealloc = &script::drop<TensorIterator>}};

Value tensor_iter(Vm& vm, const Value& self) {
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(self);
    check(tensor.dim() > 0, ErrorKind::type_error, "iteration over a 0-d tensor");
    auto iterator = vm.heap.make<TensorIterator>(vm.type_for(kIteratorSpec));
    if (tensor.size(0) > 0) iterator->rows = ops::unbind(tensor, 0);
    return Value(iterator);
  });
}

// ---- operators -------------------------------------------------------------------------------------

Value call_two(Vm& vm, const OpFunction* function, const Value& first, const Value& second) {
  Value values[] = {first, second};
  return call_op(vm, *function, {values, 2, nullptr});
}

// Can `value` stand beside a tensor in an operator?
bool is_operand(Vm& vm, const Value& value) {
  return value.is_double() || value.is_small_int() || value.is_bool() || is_tensor(vm, value) || vm.is_int(value) ||
         vm.is_float(value);
}

template <script::Binary kOp>
Value tensor_binary(Vm& vm, const Value& left, const Value& right) {
  TorchState& torch = TorchState::of(vm);
  if (kOp == script::Binary::matmul && !(is_tensor(vm, left) && is_tensor(vm, right))) return Value::not_implemented();
  if (is_tensor(vm, left)) {
    if (!is_operand(vm, right) || !torch.binary[int(kOp)]) return Value::not_implemented();
    return call_two(vm, torch.binary[int(kOp)], left, right);
  }
  if (!is_operand(vm, left) || !torch.reflected[int(kOp)]) return Value::not_implemented();
  return call_two(vm, torch.reflected[int(kOp)], right, left);
}

template <script::Binary kOp>
Value tensor_inplace(Vm& vm, const Value& left, const Value& right) {
  TorchState& torch = TorchState::of(vm);
  if (!is_operand(vm, right) || !torch.in_place[int(kOp)]) return tensor_binary<kOp>(vm, left, right);
  return call_two(vm, torch.in_place[int(kOp)], left, right);
}

Value tensor_compare(Vm& vm, const Value& left, const Value& right, script::Compare op) {
  TorchState& torch = TorchState::of(vm);
  if (!is_tensor(vm, left)) return Value::not_implemented();  // the machine asks again with operands exchanged
  if (!is_operand(vm, right)) return Value::not_implemented();
  return call_two(vm, torch.compare[int(op)], left, right);
}

Value tensor_contains(Vm& vm, const Value& self, const Value& item) {
  return guarded(vm, [&] {
    Scalar number;
    check(is_operand(vm, item), ErrorKind::runtime_error, [&] {
      return cat("Tensor.__contains__ only supports Tensor or scalar, but you passed in a <class '", vm.type_name(item), "'>.");
    });
    check(is_tensor(vm, item) || to_scalar(vm, item, number), ErrorKind::runtime_error, "Overflow when unpacking long");
    const Tensor equal = ops::eq(tensor_of(self), is_tensor(vm, item) ? Operand(tensor_of(item)) : Operand(number));
    return Value::boolean(ops::any(equal).item().to_bool());
  });
}

// ---- properties ------------------------------------------------------------------------------------

template <class Body>
Value property_set(Vm& vm, Body&& body) {
  return guarded(vm, [&] {
    body();
    return Value::none();
  });
}

Value set_requires_grad_property(Vm& vm, const Value& self, const Value& value) {
  if (!value.is_bool()) return vm.runtime_error("requires_grad must be a bool");
  return property_set(vm, [&] {
    check(!value.is_true() || is_floating(tensor_of(self).dtype()), ErrorKind::runtime_error,
          "only Tensors of floating point and complex dtype can require gradients");
    set_requires_grad(tensor_of(self), value.is_true());
  });
}

Value set_grad_property(Vm& vm, const Value& self, const Value& value) {
  return property_set(vm, [&] {
    if (value.is_none() || value.is_undefined()) return set_grad(tensor_of(self), Tensor());
    check(is_tensor(vm, value), ErrorKind::type_error, [&] {
      return cat("assigned grad expected to be a Tensor or None but got grad of type ", vm.type_name(value));
    });
    set_grad(tensor_of(self), tensor_of(value));
  });
}

Value set_data_property(Vm& vm, const Value& self, const Value& value) {
  if (!is_tensor(vm, value)) {
    return vm.type_error("Variable data has to be a tensor, but got ", vm.type_name(value));
  }
  return property_set(vm, [&] { set_data(tensor_of(self), tensor_of(value)); });
}

constexpr GetSetDef kProperties[] = {
    {"shape", [](Vm& vm, const Value& self) { return size_value(vm, tensor_of(self).sizes()); }},
    {"dtype", [](Vm& vm, const Value& self) { return dtype_value(vm, tensor_of(self).dtype()); }},
    {"device", [](Vm& vm, const Value&) { return TorchState::of(vm).cpu; }},
    {"ndim", [](Vm&, const Value& self) { return Value::small_int(tensor_of(self).dim()); }},
    {"itemsize",
     [](Vm&, const Value& self) {
       return Value::small_int(static_cast<std::int64_t>(element_size(tensor_of(self).dtype())));
     }},
    {"nbytes",
     [](Vm& vm, const Value& self) {
       const Tensor& tensor = tensor_of(self);
       return vm.integer(tensor.numel() * static_cast<std::int64_t>(element_size(tensor.dtype())));
     }},
    {"requires_grad", [](Vm&, const Value& self) { return Value::boolean(tensor_of(self).requires_grad()); },
     set_requires_grad_property},
    {"is_leaf", [](Vm&, const Value& self) { return Value::boolean(is_leaf(tensor_of(self))); }},
    {"grad", [](Vm& vm, const Value& self) { return wrap(vm, grad_of(tensor_of(self))); }, set_grad_property},
    {"grad_fn",
     [](Vm& vm, const Value& self) {
       return guarded(vm, [&] { return wrap_node(vm, grad_fn(tensor_of(self))); });
     }},
    {"data", [](Vm& vm, const Value& self) { return wrap(vm, data_of(tensor_of(self))); }, set_data_property},
    {"retains_grad",
     [](Vm&, const Value& self) {
       const GradMeta* meta = find_grad_meta(tensor_of(self));
       return Value::boolean(meta && meta->retains_grad);
     }},
    {"output_nr", [](Vm& vm, const Value& self) { return vm.integer(output_nr(tensor_of(self))); }},
    {"_version", [](Vm& vm, const Value& self) { return vm.integer(tensor_of(self).version()); }},
    {"_base", [](Vm& vm, const Value& self) { return wrap(vm, view_base(tensor_of(self))); }},
    {"is_cuda", [](Vm&, const Value&) { return Value::boolean(false); }},
    {"is_cpu", [](Vm&, const Value&) { return Value::boolean(true); }},
    {"is_sparse", [](Vm&, const Value&) { return Value::boolean(false); }},
    {"is_quantized", [](Vm&, const Value&) { return Value::boolean(false); }},
    {"is_meta", [](Vm&, const Value&) { return Value::boolean(false); }},
    {"names",
     [](Vm& vm, const Value& self) {
       auto tuple = vm.new_tuple_of(static_cast<std::size_t>(tensor_of(self).dim()));
       for (Value& item : *tuple) item = Value::none();
       return Value(tuple);
     }},
    {}};

// ---- methods ---------------------------------------------------------------------------------------

// size(), size(dim): also stride().
template <const Shape& (Tensor::*kShape)() const>
Value shape_method(Vm& vm, Args args) {
  const Tensor& tensor = tensor_of(args[0]);
  if (!args.has(1) || args[1].is_none()) {
    const Shape& shape = (tensor.*kShape)();
    return kShape == &Tensor::sizes ? size_value(vm, shape) : int_list_value(vm, shape);
  }
  std::int64_t dim = 0;
  if (!vm.to_int64(args[1], dim)) return Value::error();
  return guarded(vm, [&] {
    return vm.integer((tensor.*kShape)()[static_cast<std::size_t>(wrap_dim(dim, tensor.dim(), false))]);
  });
}

Value method_requires_grad_(Vm& vm, Args args) {
  return guarded(vm, [&] {
    set_requires_grad(tensor_of(args[0]), !args.has(1) || args[1].is_true());
    return args[0];
  });
}

Value method_retain_grad(Vm& vm, Args args) {
  return property_set(vm, [&] { retain_grad(tensor_of(args[0])); });
}

Value method_detach_(Vm& vm, Args args) {
  return guarded(vm, [&] {
    ops::detach_(tensor_of(args[0]));
    return args[0];
  });
}

// to(dtype), to(device), to(device, dtype), to(other), with keywords; copy=True always copies.
Value method_to(Vm& vm, Args args) {
  const Tensor& tensor = tensor_of(args[0]);
  DType dtype = tensor.dtype();
  auto take = [&](const Value& value) {
    if (value.is_none() || value.is_undefined() || to_dtype(vm, value, dtype)) return true;
    if (is_tensor(vm, value)) {
      dtype = tensor_of(value).dtype();
      return true;
    }
    if (value.is_bool()) return true;  // non_blocking by position
    return check_cpu_device(vm, value);
  };
  for (std::size_t i = 1; i <= 5; ++i) {
    if (!take(args[i])) return Value::error();
  }
  const bool copy = args.has(7) && args[7].is_true();
  return guarded(vm, [&] {
    if (dtype != tensor.dtype()) return wrap(vm, ops::to_dtype(tensor, dtype));
    return copy ? wrap(vm, ops::clone(tensor)) : args[0];
  });
}

template <DType kDType>
Value method_cast(Vm& vm, Args args) {
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(args[0]);
    if (tensor.dtype() == kDType) return args[0];
    return wrap(vm, ops::to_dtype(tensor, kDType));
  });
}

// type() gives the old-style name, type(dtype) converts.
Value method_type(Vm& vm, Args args) {
  const Tensor& tensor = tensor_of(args[0]);
  if (!args.has(1) || args[1].is_none()) return vm.str(type_string(tensor));
  DType dtype;
  if (vm.is_str(args[1])) {
    std::string name = args[1].as<Str>()->utf8();
    for (int i = 0; i < kDTypeCount; ++i) {
      const Tensor probe = empty(Shape{0}, static_cast<DType>(i));
      if (type_string(probe) == name) {
        return guarded(vm, [&] { return wrap(vm, ops::to_dtype(tensor, static_cast<DType>(i))); });
      }
    }
    return vm.value_error("invalid type: '", name, "'");
  }
  // torch.FloatTensor and its kin are types with a dtype.
  if (!to_dtype(vm, args[1], dtype) && !to_dtype(vm, vm.getattr_plain(args[1], vm.intern("dtype")), dtype)) {
    return vm.type_error("dtype must be a type, str, or dtype object");
  }
  return guarded(vm, [&] {
    return dtype == tensor.dtype() ? args[0] : wrap(vm, ops::to_dtype(tensor, dtype));
  });
}

Value method_make_subclass(Vm& vm, Args args) {
  if (!is_tensor(vm, args[2])) return vm.type_error("cannot make a Tensor from ", vm.type_name(args[2]));
  if (!vm.is_type_object(args[1].object()) || !args[1].as<Type>()->is_subtype(TorchState::of(vm).tensor)) {
    return vm.type_error("_make_subclass(): argument 'cls' (position 1) must be a subclass of Tensor");
  }
  return guarded(vm, [&] {
    const Tensor alias = make_alias(tensor_of(args[2]));
    if (args.has(3) && args[3].is_true()) set_requires_grad(alias, true);
    return wrap_as(vm, alias, args[1].as<Type>());
  });
}

Value method_new_tensor(Vm& vm, Args args) {
  std::optional<DType> dtype = tensor_of(args[0]).dtype();
  DType wanted;
  if (args.has(2) && to_dtype(vm, args[2], wanted)) dtype = wanted;
  return guarded(vm, [&] {
    const Tensor tensor = tensor_from_data(vm, args[1], dtype);
    if (!tensor.defined()) return Value::error();
    if (args.has(4) && args[4].is_true()) set_requires_grad(tensor, true);
    return wrap(vm, tensor);
  });
}

Value method_deepcopy(Vm& vm, Args args) {
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(args[0]);
    check(is_leaf(tensor), ErrorKind::runtime_error,
          "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
          "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, "
          "see https://github.com/pytorch/pytorch/pull/103001");
    Tensor copy = ops::clone(data_of(tensor));
    if (tensor.requires_grad()) set_requires_grad(copy, true);
    return wrap_as(vm, copy, args[0].object()->type);
  });
}

// copy.copy(t): the same memory under another tensor.
Value method_copy(Vm& vm, Args args) {
  return guarded(vm, [&] {
    const Tensor alias = data_of(tensor_of(args[0]));
    if (tensor_of(args[0]).requires_grad()) set_requires_grad(alias, true);
    return wrap_as(vm, alias, args[0].object()->type);
  });
}

constexpr NativeDef kMethods[] = {
    {"size(dim=None)", shape_method<&Tensor::sizes>, "The shape, or one dimension of it."},
    {"stride(dim=None)", shape_method<&Tensor::strides>, "Steps in memory, counted in elements."},
    {"dim()", [](Vm&, Args args) { return Value::small_int(tensor_of(args[0]).dim()); }, "Number of dimensions."},
    {"ndimension()", [](Vm&, Args args) { return Value::small_int(tensor_of(args[0]).dim()); }},
    {"numel()", [](Vm& vm, Args args) { return vm.integer(tensor_of(args[0]).numel()); }, "Number of elements."},
    {"nelement()", [](Vm& vm, Args args) { return vm.integer(tensor_of(args[0]).numel()); }},
    {"storage_offset()", [](Vm& vm, Args args) { return vm.integer(tensor_of(args[0]).storage_offset()); }},
    {"element_size()",
     [](Vm&, Args args) {
       return Value::small_int(static_cast<std::int64_t>(element_size(tensor_of(args[0]).dtype())));
     }},
    {"data_ptr()",
     [](Vm& vm, Args args) {
       return vm.integer(static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(tensor_of(args[0]).data())));
     },
     "Address of the first element: equal for views that begin at the same place."},
    {"is_contiguous(memory_format=None)",
     [](Vm&, Args args) { return Value::boolean(tensor_of(args[0]).is_contiguous()); }},
    {"is_floating_point()", [](Vm&, Args args) { return Value::boolean(is_floating(tensor_of(args[0]).dtype())); }},
    {"is_complex()", [](Vm&, Args) { return Value::boolean(false); }},
    {"is_signed()",
     [](Vm&, Args args) {
       const DType dtype = tensor_of(args[0]).dtype();
       return Value::boolean(dtype != DType::uint8 && dtype != DType::boolean);
     }},
    {"is_inference()", [](Vm&, Args args) { return Value::boolean(tensor_of(args[0])->inference); }},
    {"is_shared()", [](Vm&, Args) { return Value::boolean(false); }},
    {"item()", [](Vm& vm, Args args) { return tensor_item(vm, args[0]); }, "The value of a tensor with one element."},
    {"tolist()",
     [](Vm& vm, Args args) { return guarded(vm, [&] { return tensor_to_list(vm, tensor_of(args[0])); }); },
     "A number, or nested lists of numbers."},
    {"backward(gradient=None, retain_graph=None, create_graph=False, inputs=None)", tensor_backward,
     "Adds the derivatives of this tensor to the .grad of all leaves."},
    {"requires_grad_(requires_grad=True)", method_requires_grad_, "Asks for gradients, in place."},
    {"retain_grad()", method_retain_grad, "Keeps .grad although this is no leaf."},
    {"detach_()", method_detach_},
    {"to(a=None, b=None, c=None, /, *, dtype=None, device=None, non_blocking=False, copy=False, memory_format=None)",
     [](Vm& vm, Args args) { return method_to(vm, args); }, "Another dtype; the device can only be the CPU."},
    {"cpu(memory_format=None)", [](Vm&, Args args) { return args[0]; }},
    {"cuda(device=None, non_blocking=False)",
     [](Vm& vm, Args) { return vm.raise(vm.types.assertion_error, "Torch not compiled with CUDA enabled"); }},
    {"float(memory_format=None)", method_cast<DType::float32>},
    {"double(memory_format=None)", method_cast<DType::float64>},
    {"half(memory_format=None)", method_cast<DType::float16>},
    {"bfloat16(memory_format=None)", method_cast<DType::bfloat16>},
    {"long(memory_format=None)", method_cast<DType::int64>},
    {"int(memory_format=None)", method_cast<DType::int32>},
    {"short(memory_format=None)", method_cast<DType::int16>},
    {"char(memory_format=None)", method_cast<DType::int8>},
    {"byte(memory_format=None)", method_cast<DType::uint8>},
    {"bool(memory_format=None)", method_cast<DType::boolean>},
    {"type(dtype=None, non_blocking=False)", method_type},
    {"get_device()", [](Vm&, Args) { return Value::small_int(-1); }},
    {"new_tensor(data, *, dtype=None, device=None, requires_grad=False)", method_new_tensor},
    {"__format__(spec, /)", tensor_format},
    {"__copy__()", method_copy},
    {"__deepcopy__(memo, /)", method_deepcopy},
    {"_is_view()", [](Vm&, Args args) { return Value::boolean(view_base(tensor_of(args[0])).defined()); }},
    {}};

constexpr NativeDef kClassMethods[] = {{"_make_subclass(cls, data, require_grad=False, /)", method_make_subclass}, {}};

// torch.Tensor(2, 3) is uninitialised memory of that size, torch.Tensor([1, 2]) a float tensor.
Value tensor_new(Vm& vm, Args args) {
  return guarded(vm, [&] {
    const script::Tuple& given = *args[1].as<script::Tuple>();
    Tensor tensor;
    if (given.count == 1 && is_tensor(vm, given[0])) {
      tensor = make_alias(tensor_of(given[0]));
    } else if (given.count == 1 && !given[0].is_small_int() && !given[0].is_exact(TorchState::of(vm).size)) {
      if (given[0].is_double() || vm.is_str(given[0])) {
        return vm.type_error("new(): data must be a sequence (got ", vm.type_name(given[0]), ")");
      }
      tensor = tensor_from_data(vm, given[0], Context::current().default_dtype);
      if (!tensor.defined()) return Value::error();
    } else {
      Shape sizes;
      Value list = given.count == 1 ? given[0] : args[1];
      if (!to_int_list(vm, list, sizes)) return vm.type_error("new() received an invalid combination of arguments");
      if (given.count == 0) sizes.push_back(0);
      tensor = full_of(sizes, Scalar(0.0), Context::current().default_dtype);
    }
    return wrap_as(vm, tensor, args[0].as<Type>());
  });
}

constexpr NativeDef kTensorNew{"Tensor(*args)", tensor_new};

void drop_tensor(script::Heap&, Object* object) {
  TensorObject* self = static_cast<TensorObject*>(object);
  if (self->tensor.defined() && self->tensor->script_object == self) self->tensor->script_object = nullptr;
  self->~TensorObject();
}

template <std::size_t... I>
void fill_operator_slots(script::Slots& slots, std::index_sequence<I...>) {
  ((slots.binary[I] = tensor_binary<static_cast<script::Binary>(I)>), ...);
  ((slots.inplace[I] = tensor_inplace<static_cast<script::Binary>(I)>), ...);
}

template <script::Unary kOp>
Value tensor_unary(Vm& vm, const Value& self) {
  if (kOp == script::Unary::invert && is_floating(tensor_of(self).dtype())) {
    return vm.type_error("~ (operator.invert) is only implemented on integer and Boolean-type tensors");
  }
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(self);
    switch (kOp) {
      case script::Unary::neg: return wrap(vm, ops::neg(tensor));
      case script::Unary::pos: return self;
      case script::Unary::invert: return wrap(vm, ops::bitwise_not(tensor));
      case script::Unary::abs: return wrap(vm, ops::abs(tensor));
    }
    return self;
  });
}

// The ops behind the operators, by their dunder names in the table.
void find_operators(Vm& vm) {
  TorchState& torch = TorchState::of(vm);
  auto find = [&](const std::string& name) -> const OpFunction* {
    const Value* found = torch.tensor->lookup(vm.intern(name));
    return found && found->is_exact(torch.op_function) ? found->as<OpFunction>() : nullptr;
  };
  for (int i = 0; i < script::kBinaryCount; ++i) {
    const std::string name = script::kBinaryNames[i];
    torch.binary[i] = find("__" + name + "__");
    torch.reflected[i] = find("__r" + name + "__");
    torch.in_place[i] = find("__i" + name + "__");
  }
  constexpr const char* kCompareNames[] = {"lt", "le", "eq", "ne", "gt", "ge"};
  for (int i = 0; i < 6; ++i) torch.compare[i] = find(cat("__", kCompareNames[i], "__"));
}

}  // namespace

// Attributes that PyTorch's tensors have and these have not: looking one up names it. The library's Python part, which comes
// later, takes the places of those that it has.
static bool refuse_missing_attributes(Vm& vm, script::Dict* names) {
  for (const std::string_view name : known_names("TENSOR")) {
    if (names->get(vm.intern(name))) continue;
    auto refusal = vm.heap.make<OpFunction>(TorchState::of(vm).op_function);
    refusal->name = name;
    if (!names->set(vm.heap, vm.intern(name), Value(refusal))) return false;
  }
  return true;
}

bool add_tensor_type(Vm& vm, Module* module) {
  TorchState& torch = TorchState::of(vm);
  TypeSpec spec{.name = "Tensor", .module = "torch"};
  spec.instance_bytes = sizeof(TensorObject);
  spec.attributes_offset = offsetof(TensorObject, attributes);
  spec.slots.repr = tensor_repr_slot;
  spec.slots.hash = tensor_hash;
  spec.slots.truth = tensor_truth;
  spec.slots.len = tensor_len;
  spec.slots.iter = tensor_iter;
  spec.slots.index = tensor_index;
  spec.slots.to_int = tensor_to_int;
  spec.slots.to_float = tensor_to_float;
  spec.slots.getitem = tensor_getitem;
  spec.slots.setitem = tensor_setitem;
  spec.slots.contains = tensor_contains;
  spec.slots.compare = tensor_compare;
  spec.slots.unary[int(script::Unary::neg)] = tensor_unary<script::Unary::neg>;
  spec.slots.unary[int(script::Unary::pos)] = tensor_unary<script::Unary::pos>;
  spec.slots.unary[int(script::Unary::invert)] = tensor_unary<script::Unary::invert>;
  spec.slots.unary[int(script::Unary::abs)] = tensor_unary<script::Unary::abs>;
  fill_operator_slots(spec.slots, std::make_index_sequence<script::kBinaryCount>());
  spec.slots.dealloc = drop_tensor;
  spec.construct = &kTensorNew;
  spec.methods = kMethods;
  spec.class_methods = kClassMethods;
  spec.properties = kProperties;
  torch.tensor = vm.define(spec);
  if (!add_ops(vm, torch.tensor->dict.get(), "Tensor.")) return false;
  if (!refuse_missing_attributes(vm, torch.tensor->dict.get())) return false;
  find_operators(vm);
  vm.add_type(module, torch.tensor);
  return true;
}

}  // namespace logit::bindings
