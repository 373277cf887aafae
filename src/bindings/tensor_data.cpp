#include "bindings/tensor_data.h"

#include "bindings/numpy_types.h"
#include "bindings/torch_state.h"

#include "script/objects/numbers.h"
#include "script/objects/range.h"

namespace logit::bindings {

namespace {

constexpr int kMaxDims = 128;  // as PyTorch; keeps the recursion below shallow

bool is_small_range(Vm& vm, const Value& value) {
  return value.is_exact(vm.types.range) && value.as<script::Range>()->is_small;
}

// The elements of a tensor or of a NumPy array.
const Tensor* elements_of(Vm& vm, const Value& value) {
  if (is_tensor(vm, value)) return &tensor_of(value);
  return is_array(vm, value) ? &array_of(value) : nullptr;
}

// Length of a sequence that torch.tensor() looks into, or -1.
std::int64_t sequence_length(Vm& vm, const Value& value) {
  if (vm.is_list(value)) return static_cast<std::int64_t>(value.as<script::List>()->count);
  if (vm.is_tuple(value)) return value.as<script::Tuple>()->count;
  if (is_small_range(vm, value)) return value.as<script::Range>()->length;
  // A tensor among other things is a number, if it has one element.
  return is_array(vm, value) && array_of(value).dim() > 0 ? array_of(value).size(0) : -1;
}

Value sequence_item(Vm& vm, const Value& value, std::int64_t i) {
  if (vm.is_list(value)) return (*value.as<script::List>())[static_cast<std::size_t>(i)];
  if (vm.is_tuple(value)) return (*value.as<script::Tuple>())[static_cast<std::size_t>(i)];
  if (is_small_range(vm, value)) return vm.integer(value.as<script::Range>()->at(i));
  const Tensor& array = array_of(value);  // a tensor's length is -1
  Shape sizes, strides;
  for (std::int64_t d = 1; d < array.dim(); ++d) sizes.push_back(array.size(d)), strides.push_back(array.stride(d));
  return new_array(vm, make_alias(array, sizes, strides, array.storage_offset() + i * array.stride(0)));
}

bool is_number(Vm& vm, const Value& value) { return vm.is_int(value) || vm.is_float(value); }

// The nesting of the first items is the shape.
bool infer_sizes(Vm& vm, const Value& data, Shape& sizes) {
  Value current = data;
  for (;;) {
    const std::int64_t length = sequence_length(vm, current);
    if (length < 0) return true;
    sizes.push_back(length);
    if (sizes.size() > kMaxDims) {
      vm.value_error("too many dimensions '", vm.type_name(data), "'");
      return false;
    }
    if (length == 0) return true;
    current = sequence_item(vm, current, 0);
    if (current.is_error()) return false;
  }
}

// Promotes over everything that occurs. `dtype` is empty as long as nothing was seen.
bool infer_dtype(Vm& vm, const Value& data, std::optional<DType>& dtype) {
  std::optional<DType> own;
  Scalar number;
  DType scalar_type;
  if (numpy_number(vm, data, number, scalar_type)) own = scalar_type;
  else if (data.is_bool()) own = DType::boolean;
  else if (vm.is_int(data)) own = DType::int64;
  else if (vm.is_float(data)) own = Context::current().default_dtype;
  else if (const Tensor* tensor = elements_of(vm, data)) own = tensor->dtype();
  if (own) {
    dtype = dtype ? promote_types(*dtype, *own) : *own;
    return true;
  }
  const std::int64_t length = sequence_length(vm, data);
  if (length < 0) {
    if (vm.is_str(data)) vm.type_error("new(): invalid data type 'str'");
    else vm.runtime_error("Could not infer dtype of ", vm.type_name(data));
    return false;
  }
  if (length == 0 && !dtype) dtype = Context::current().default_dtype;
  for (std::int64_t i = 0; i < length; ++i) {
    const Value item = sequence_item(vm, data, i);
    if (i == 0 && vm.is_str(item)) {  // a text is a sequence itself: one dimension more
      vm.value_error("too many dimensions 'str'");
      return false;
    }
    if (item.is_error() || !infer_dtype(vm, item, dtype)) return false;
  }
  return true;
}

// A number as Scalar; false with the exception set for anything else.
bool to_scalar(Vm& vm, const Value& value, DType dtype, Scalar& out) {
  DType scalar_type;
  if (numpy_number(vm, value, out, scalar_type)) return true;
  if (const Tensor* tensor = elements_of(vm, value)) {
    if (tensor->numel() != 1) {
      if (is_floating(dtype)) vm.value_error("only one element tensors can be converted to Python scalars");
      else vm.type_error("only integer tensors of a single element can be converted to an index");
      return false;
    }
    out = tensor->element(0);
    return true;
  }
  if (value.is_bool()) {
    out = Scalar(value.is_true());
    return true;
  }
  if (!is_number(vm, value)) {
    if (is_floating(dtype)) vm.type_error("must be real number, not ", vm.type_name(value));
    else vm.type_error("'", vm.type_name(value), "' object cannot be interpreted as an integer");
    return false;
  }
  if (vm.is_int(value)) {
    std::int64_t number = 0;
    if (is_floating(dtype)) {
      double real = 0;
      if (!vm.to_double(value, real)) return false;
      out = Scalar(real);
      return true;
    }
    if (!vm.to_int64(value, number)) {
      vm.clear_error();
      vm.raise(vm.types.value_error, "Overflow when unpacking long long");
      return false;
    }
    out = Scalar(number);
    return true;
  }
  double real = 0;
  if (!vm.to_double(value, real)) return false;
  out = Scalar(real);
  return true;
}

class Filler {
 public:
  Filler(Vm& vm, const Tensor& out) : vm_(vm), out_(out), next_(static_cast<char*>(out.data())) {}

  bool fill(const Value& data, std::int64_t dim) {
    if (dim == out_.dim()) return put(data);
    const std::int64_t length = sequence_length(vm_, data);
    if (length < 0) {
      vm_.type_error("not a sequence");
      return false;
    }
    if (length != out_.size(dim)) {
      vm_.value_error("expected sequence of length ", out_.size(dim), " at dim ", dim, " (got ", length, ")");
      return false;
    }
    for (std::int64_t i = 0; i < length; ++i) {
      const Value item = sequence_item(vm_, data, i);
      if (item.is_error() || !fill(item, dim + 1)) return false;
    }
    return true;
  }

 private:
  bool put(const Value& value) {
    // The two cases that lesson data consists of, without a detour.
    if (value.is_double() && out_.dtype() == DType::float32) {
      *reinterpret_cast<float*>(next_) = static_cast<float>(value.number());
      next_ += sizeof(float);
      return true;
    }
    Scalar scalar;
    if (!to_scalar(vm_, value, out_.dtype(), scalar)) return false;
    if (!scalar.fits(out_.dtype())) {
      vm_.runtime_error("value cannot be converted to type ", dtype_name(out_.dtype()), " without overflow");
      return false;
    }
    with_type(out_.dtype(), [&](auto zero) {
      *reinterpret_cast<decltype(zero)*>(next_) = scalar.to<decltype(zero)>();
    });
    next_ += element_size(out_.dtype());
    return true;
  }

  Vm& vm_;
  const Tensor& out_;
  char* next_;
};

}  // namespace

Tensor tensor_from_data(Vm& vm, const Value& data, std::optional<DType> dtype) {
  if (is_tensor(vm, data)) {
    const Tensor& source = tensor_of(data);
    Tensor copy = empty(source.sizes(), dtype.value_or(source.dtype()));
    copy_elements(copy, source);
    return copy;
  }
  Shape sizes;
  if (!infer_sizes(vm, data, sizes)) return {};
  if (!dtype && !infer_dtype(vm, data, dtype)) return {};
  if (const Tensor* tensor = is_array(vm, data) ? &array_of(data) : nullptr) {  // in one go
    Tensor copy = empty(sizes, *dtype);
    copy_elements(copy, *tensor);
    return copy;
  }
  Tensor out = empty(sizes, *dtype);
  Filler filler(vm, out);
  if (!filler.fill(data, 0)) return {};
  return out;
}

Value element_value(Vm& vm, const Tensor& tensor, std::int64_t row_major_index) {
  return scalar_value(vm, tensor.element(row_major_index));
}

Value tensor_to_list(Vm& vm, const Tensor& tensor) {
  if (tensor.dim() == 0) return element_value(vm, tensor, 0);
  const Tensor data = contiguous_data(tensor);
  if (!vm.heap.request(static_cast<std::uint64_t>(data.numel()) * sizeof(Value) * 2)) return Value::error();
  std::int64_t next = 0;
  // Depth is bounded by the number of dimensions.
  auto build = [&](auto& self, std::int64_t dim) -> Value {
    auto list = vm.new_list();
    const std::int64_t length = data.size(dim);
    if (!list->reserve(vm.heap, static_cast<std::size_t>(length))) return Value::error();
    for (std::int64_t i = 0; i < length; ++i) {
      Value item = dim + 1 == data.dim() ? element_value(vm, data, next++) : self(self, dim + 1);
      if (item.is_error() || !list->push(vm.heap, std::move(item))) return Value::error();
    }
    return list;
  };
  return build(build, 0);
}

}  // namespace logit::bindings
