#include "bindings/convert.h"

#include "bindings/numpy_types.h"
#include "bindings/torch_types.h"

namespace logit::bindings {

using script::List;
using script::Tuple;

namespace {

// Calls visit(item) over a list or tuple until it says false. Nothing for other values.
template <class Visit>
std::optional<bool> each_item(Vm& vm, const Value& value, Visit&& visit) {
  if (vm.is_tuple(value)) {
    for (const Value& item : *value.as<Tuple>()) {
      if (!visit(item)) return false;
    }
    return true;
  }
  if (vm.is_list(value)) {
    for (const Value& item : *value.as<List>()) {
      if (!visit(item)) return false;
    }
    return true;
  }
  return std::nullopt;
}

// An int that is no bool, or an integer tensor with one element.
bool to_int(Vm& vm, const Value& value, std::int64_t& out) {
  if (value.is_small_int()) {
    out = value.small_int();
    return true;
  }
  if (value.is_bool()) return false;
  if (is_tensor(vm, value)) {
    const Tensor& tensor = tensor_of(value);
    if (tensor.numel() != 1 || !is_integral(tensor.dtype()) || tensor.requires_grad()) return false;
    out = tensor.element(0).to_int();
    return true;
  }
  Scalar number;
  DType dtype;
  if (numpy_number(vm, value, number, dtype) && is_integral(dtype)) {
    out = number.to_int();
    return true;
  }
  if (!vm.is_int(value)) return false;
  if (vm.to_int64(value, out)) return true;
  vm.clear_error();
  return false;
}

bool to_tensor_list(Vm& vm, const Value& value, std::vector<Tensor>& out) {
  return each_item(vm, value, [&](const Value& item) {
           if (!is_tensor(vm, item)) return false;
           out.push_back(tensor_of(item));
           return true;
         }).value_or(false);
}

bool to_real_list(Vm& vm, const Value& value, std::vector<double>& out) {
  return each_item(vm, value, [&](const Value& item) {
           Scalar scalar;
           if (!to_scalar(vm, item, scalar)) return false;
           out.push_back(scalar.to_double());
           return true;
         }).value_or(false);
}

}  // namespace

bool to_scalar(Vm& vm, const Value& value, Scalar& out) {
  if (value.is_double()) {
    out = Scalar(value.number());
  } else if (value.is_small_int()) {
    out = Scalar(value.small_int());
  } else if (value.is_bool()) {
    out = Scalar(value.is_true());
  } else if (is_tensor(vm, value)) {
    if (tensor_of(value).numel() != 1) return false;
    out = tensor_of(value).element(0);
  } else if (vm.is_int(value)) {
    std::int64_t number = 0;
    if (vm.to_int64(value, number)) {
      out = Scalar(number);
      return true;
    }
    vm.clear_error();
    return false;
  } else if (vm.is_float(value)) {
    double number = 0;
    if (!vm.to_double(value, number)) return false;
    out = Scalar(number);
  } else if (DType dtype; !numpy_number(vm, value, out, dtype)) {
    return false;
  }
  return true;
}

bool to_int_list(Vm& vm, const Value& value, Shape& out) {
  std::int64_t number = 0;
  const auto listed = each_item(vm, value, [&](const Value& item) {
    if (!to_int(vm, item, number)) return false;
    out.push_back(number);
    return true;
  });
  if (listed) return *listed;
  if (!to_int(vm, value, number)) return false;
  out.push_back(number);
  return true;
}

bool to_dtype(Vm& vm, const Value& value, DType& out) {
  if (value.is_exact(TorchState::of(vm).dtype)) {
    out = value.as<DTypeObject>()->dtype;
  } else if (value.is_object() && value.object() == static_cast<Object*>(vm.types.float_)) {
    out = DType::float64;
  } else if (value.is_object() && value.object() == static_cast<Object*>(vm.types.int_)) {
    out = DType::int64;
  } else if (value.is_object() && value.object() == static_cast<Object*>(vm.types.bool_)) {
    out = DType::boolean;
  } else {
    return false;
  }
  return true;
}

bool to_arg(Vm& vm, const Value& value, const ParamKind& kind, Arg& out) {
  using Kind = ParamKind::Type;
  if (value.is_none()) {
    if (!kind.optional) return false;
    out = Arg();
    return true;
  }
  switch (kind.type) {
    case Kind::tensor:
      if (!is_tensor(vm, value)) return false;
      out = Arg(tensor_of(value));
      return true;
    case Kind::operand: {
      if (is_tensor(vm, value)) {
        out = Arg(tensor_of(value));
        return true;
      }
      Scalar scalar;
      if (!to_scalar(vm, value, scalar)) return false;
      out = Arg(scalar);
      return true;
    }
    case Kind::number: {
      Scalar scalar;
      if (!to_scalar(vm, value, scalar)) return false;
      out = Arg(scalar);
      return true;
    }
    case Kind::real: {
      Scalar scalar;
      if (!to_scalar(vm, value, scalar)) return false;
      out = Arg(scalar.to_double());
      return true;
    }
    case Kind::boolean:
      if (!value.is_bool()) return false;
      out = Arg(value.is_true());
      return true;
    case Kind::integer: {
      std::int64_t number = 0;
      if (!to_int(vm, value, number)) return false;
      out = Arg(number);
      return true;
    }
    case Kind::dtype: {
      DType dtype;
      if (!to_dtype(vm, value, dtype)) return false;
      out = Arg(dtype);
      return true;
    }
    case Kind::int_list: {
      Shape list;
      if (!to_int_list(vm, value, list)) return false;
      out = Arg(std::move(list));
      return true;
    }
    case Kind::tensor_list: {
      std::vector<Tensor> list;
      if (!to_tensor_list(vm, value, list)) return false;
      out = Arg(std::move(list));
      return true;
    }
    case Kind::string: {
      if (!vm.is_str(value)) return false;
      out = Arg(value.as<script::Str>()->utf8());
      return true;
    }
    case Kind::real_list: {
      std::vector<double> list;
      if (!to_real_list(vm, value, list)) return false;
      out = Arg(std::move(list));
      return true;
    }
    case Kind::generator: {
      if (!value.is_exact(TorchState::of(vm).generator)) return false;
      out = Arg(to_generator(vm, value));
      return true;
    }
  }
  return false;
}

std::string_view kind_name(const ParamKind& kind) {
  using Kind = ParamKind::Type;
  switch (kind.type) {
    case Kind::tensor:
    case Kind::operand: return "Tensor";
    case Kind::number: return "Number";
    case Kind::boolean: return "bool";
    case Kind::integer: return "int";
    case Kind::real: return "float";
    case Kind::dtype: return "torch.dtype";
    case Kind::int_list: return "tuple of ints";
    case Kind::tensor_list: return "tuple of Tensors";
    case Kind::string: return "str";
    case Kind::real_list: return "tuple of floats";
    case Kind::generator: return "torch.Generator";
  }
  return "object";
}

std::string value_kind_name(Vm& vm, const Value& value) {
  std::string names;
  int shown = 0;
  const auto listed = each_item(vm, value, [&](const Value& item) {
    if (shown++) names += ", ";
    names += vm.type_name(item);
    return shown < 8;
  });
  if (!listed || shown == 0) return vm.type_name(value);
  return cat(vm.type_name(value), " of ", vm.is_list(value) ? "[" : "(", names, vm.is_list(value) ? "]" : ")");
}

}  // namespace logit::bindings
