#include "bindings/numpy_types.h"

#include <cmath>

#include "bindings/convert.h"
#include "ops/ops.h"
#include "script/objects/numbers.h"
#include "script/objects/range.h"

namespace logit::bindings {

using script::GetSetDef;
using script::List;
using script::Module;
using script::NativeDef;
using script::Str;
using script::Tuple;
using script::TypeSpec;

namespace {

// ---- dtypes ----------------------------------------------------------------------------------------

constexpr struct {
  const char* name;
  const char* code;   // 'f8'
  const char* type;   // the scalar's class
  char kind;
} kKinds[kDTypeCount] = {
    {"float32", "f4", "float32", 'f'}, {"float64", "f8", "float64", 'f'}, {"float16", "f2", "float16", 'f'},
    {"bfloat16", "", "bfloat16", 'f'}, {"int64", "i8", "int64", 'i'},     {"int32", "i4", "int32", 'i'},
    {"int16", "i2", "int16", 'i'},     {"int8", "i1", "int8", 'i'},       {"uint8", "u1", "uint8", 'u'},
    {"bool", "b1", "bool", 'b'},
};

DType dtype_in(const Value& self) { return self.as<ArrayDTypeObject>()->dtype; }
const char* dtype_text(const Value& self) { return kKinds[static_cast<int>(dtype_in(self))].name; }

Value dtype_compare(Vm& vm, const Value& left, const Value& right, script::Compare op) {
  if (op != script::Compare::eq && op != script::Compare::ne) return Value::not_implemented();
  DType a, b;
  const bool same = to_numpy_dtype(vm, left, a) && to_numpy_dtype(vm, right, b) && a == b;
  return Value::boolean(same == (op == script::Compare::eq));
}

Value dtype_new(Vm& vm, Args args) {
  DType dtype;
  if (to_numpy_dtype(vm, args[1], dtype)) return numpy_dtype_value(vm, dtype);
  if (vm.is_str(args[1])) return vm.type_error("data type '", args[1].as<Str>()->utf8(), "' not understood");
  return vm.type_error("logit's arrays hold numbers and bools only");
}

constexpr NativeDef kDTypeNew{"dtype(dtype, align=False, copy=False)", dtype_new};
constexpr GetSetDef kDTypeProperties[] = {
    {"name", [](Vm& vm, const Value& self) { return vm.str(dtype_text(self)); }},
    {"kind", [](Vm& vm, const Value& self) { return vm.str(std::string(1, kKinds[static_cast<int>(dtype_in(self))].kind)); }},
    {"itemsize", [](Vm&, const Value& self) { return Value::small_int(static_cast<std::int64_t>(element_size(dtype_in(self)))); }},
    {"type", [](Vm& vm, const Value& self) { return Value::object(numpy_of(vm)->scalars[static_cast<int>(dtype_in(self))]); }},
    {"str",
     [](Vm& vm, const Value& self) {
       const auto& row = kKinds[static_cast<int>(dtype_in(self))];
       return vm.str(cat(element_size(dtype_in(self)) == 1 ? "|" : "<", row.code));
     }},
    {}};

// ---- scalars ---------------------------------------------------------------------------------------

struct Known {
  Scalar value;
  DType dtype = DType::float64;
};

Known known(Vm& vm, const Value& self) {
  Known out;
  numpy_number(vm, self, out.value, out.dtype);
  return out;
}

std::string number_text(const Known& number) {
  if (is_floating(number.dtype)) return numpy_float_text(number.value.to_double(), number.dtype);
  if (number.dtype == DType::boolean) return number.value.to_bool() ? "True" : "False";
  return cat(number.value.to_int());
}

Value number_str(Vm& vm, const Value& self) { return vm.str(number_text(known(vm, self))); }

Value number_repr(Vm& vm, const Value& self) {
  const Known number = known(vm, self);
  if (number.dtype == DType::boolean) return vm.str(cat("np.", number_text(number), "_"));
  return vm.str(cat("np.", kKinds[static_cast<int>(number.dtype)].type, "(", number_text(number), ")"));
}

Value number_hash(Vm& vm, const Value& self) {
  const Known number = known(vm, self);
  return vm.integer(is_floating(number.dtype) ? script::hash_double(number.value.to_double())
                                              : script::hash_int64(number.value.to_int()));
}

Value number_truth(Vm& vm, const Value& self) { return Value::boolean(known(vm, self).value.to_bool()); }
Value number_float(Vm& vm, const Value& self) { return Value::number(known(vm, self).value.to_double()); }

Value number_int(Vm& vm, const Value& self) {
  const Known number = known(vm, self);
  if (is_floating(number.dtype)) return script::float_to_int(vm, number.value.to_double());
  return vm.integer(number.value.to_int());
}

Value number_index(Vm& vm, const Value& self) {
  const Known number = known(vm, self);
  if (!is_integral(number.dtype)) {
    return vm.type_error("'numpy.", vm.type_name(self), "' object cannot be interpreted as an integer");
  }
  return vm.integer(number.value.to_int());
}

Tensor number_tensor(Vm& vm, const Value& self) {
  const Known number = known(vm, self);
  return full_of({}, number.value, number.dtype);
}

template <script::Unary kOp>
Value number_unary(Vm& vm, const Value& self) {
  return guarded(vm, [&] { return numpy_unary(vm, number_tensor(vm, self), kOp); });
}

Value plain_number(Vm& vm, const Value& self) {
  const Known number = known(vm, self);
  if (is_floating(number.dtype)) return Value::number(number.value.to_double());
  return scalar_value(vm, number.dtype == DType::boolean ? Scalar(number.value.to_bool()) : number.value);
}

Value number_format(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("__format__() argument must be str, not ", vm.type_name(args[1]));
  if (args[1].as<Str>()->length == 0) return number_str(vm, args[0]);
  return vm.start_format(plain_number(vm, args[0]), args[1]);
}

Value number_item(Vm& vm, Args args) { return plain_number(vm, args[0]); }

// np.float32(x): a scalar of a number, an array of a sequence.
template <DType kDType>
Value number_new(Vm& vm, Args args) {
  if (!args.has(1)) return new_number(vm, Scalar(0), kDType);
  return guarded(vm, [&] {
    if (vm.is_str(args[1]) && is_floating(kDType)) {
      const std::string text = args[1].as<Str>()->utf8();
      char* end = nullptr;
      const double value = std::strtod(text.c_str(), &end);
      if (!text.empty() && *end == 0) return new_number(vm, Scalar(value), kDType);
      return vm.value_error("could not convert string to float: '", text, "'");
    }
    if (args[1].is_double() && std::isnan(args[1].number()) && !is_floating(kDType)) {
      return vm.value_error("cannot convert float NaN to integer");
    }
    const Tensor data = to_array_data(vm, args[1], kDType);
    return data.defined() ? array_result(vm, data) : Value::error();
  });
}

constexpr NativeDef kNumberMethods[] = {{"__format__(spec, /)", number_format}, {"item()", number_item}, {"tolist()", number_item}, {}};

template <DType kDType>
constexpr NativeDef kNumberNew{"number(value=0, /)", number_new<kDType>};

Value abstract_new(Vm& vm, Args args) {
  return vm.type_error("cannot create 'numpy.", args[0].as<Type>()->name_str()->utf8(), "' instances");
}
constexpr NativeDef kAbstractNew{"generic(*args)", abstract_new};

template <DType kDType>
Type* define_scalar(Vm& vm, Type* kind) {
  NumpyState& numpy = *numpy_of(vm);
  TypeSpec spec{.name = kKinds[static_cast<int>(kDType)].type, .module = "numpy"};
  if (kDType == DType::float64) {
    spec.base = vm.types.float_;
  } else {
    spec.base = kind;
    spec.instance_bytes = sizeof(NumberObject);
    spec.slots.to_float = number_float;
    spec.slots.to_int = number_int;
    if (is_integral(kDType)) spec.slots.index = number_index;
  }
  spec.slots.repr = number_repr;
  spec.slots.str = number_str;
  spec.slots.hash = number_hash;
  spec.slots.truth = number_truth;
  spec.slots.compare = numpy_compare;
  spec.slots.unary[int(script::Unary::neg)] = number_unary<script::Unary::neg>;
  spec.slots.unary[int(script::Unary::pos)] = number_unary<script::Unary::pos>;
  spec.slots.unary[int(script::Unary::abs)] = number_unary<script::Unary::abs>;
  if (!is_floating(kDType)) spec.slots.unary[int(script::Unary::invert)] = number_unary<script::Unary::invert>;
  fill_numpy_slots(spec.slots, std::make_index_sequence<script::kBinaryCount>());
  spec.construct = &kNumberNew<kDType>;
  spec.methods = kNumberMethods;
  Type* type = vm.define(spec);
  if (kDType == DType::float64) {
    // Its memory is a float's; its place among numpy's classes is beside that.
    for (Type* base = kind; base && base != vm.types.object; base = base->base)
      type->mro.insert(type->mro.end() - 1, script::Ref<Type>(base));
  }
  numpy.scalars[static_cast<int>(kDType)] = type;
  return type;
}

}  // namespace

bool numpy_number(Vm& vm, const Value& value, Scalar& out, DType& dtype) {
  const NumpyState* numpy = numpy_of(vm);
  if (!numpy || !value.is_object()) return false;
  const Type* type = value.object()->type;
  for (int i = 0; i < kDTypeCount; ++i) {
    if (type != numpy->scalars[i]) continue;
    dtype = static_cast<DType>(i);
    double real = 0;
    out = dtype == DType::float64 && script::float_view(vm, value, real) ? Scalar(real) : value.as<NumberObject>()->value;
    return true;
  }
  return false;
}

Value new_array(Vm& vm, const Tensor& tensor) {
  auto object = vm.heap.make<ArrayObject>(numpy_of(vm)->array);
  object->tensor = tensor;
  return object;
}

Value array_result(Vm& vm, const Tensor& tensor) {
  return tensor.dim() == 0 ? new_number(vm, tensor.element(0), tensor.dtype()) : new_array(vm, tensor);
}

Value new_number(Vm& vm, Scalar value, DType dtype) {
  Type* type = numpy_of(vm)->scalars[static_cast<int>(dtype)];
  if (dtype == DType::float64) {
    auto object = vm.heap.make<script::Float>(type);
    object->value = value.to_double();
    return object;
  }
  auto object = vm.heap.make<NumberObject>(type);
  if (dtype == DType::boolean) object->value = Scalar(value.to_bool());
  else if (is_floating(dtype)) object->value = full_of({}, value, dtype).element(0);
  else object->value = Scalar(value.to_int());
  return object;
}

bool to_numpy_dtype(Vm& vm, const Value& value, DType& out) {
  const NumpyState& numpy = *numpy_of(vm);
  if (value.is_exact(numpy.dtype)) {
    out = dtype_in(value);
    return true;
  }
  if (vm.is_str(value)) {
    const std::string name = value.as<Str>()->utf8();
    for (int i = 0; i < kDTypeCount; ++i) {
      const auto& row = kKinds[i];
      if (name == row.name || (row.code[0] && (name == row.code || name == cat("<", row.code) || name == cat("|", row.code)))) {
        out = static_cast<DType>(i);
        return true;
      }
    }
    const struct { const char* name; DType dtype; } others[] = {
        {"float", DType::float64}, {"double", DType::float64}, {"d", DType::float64}, {"f", DType::float32}, {"single", DType::float32},
        {"half", DType::float16}, {"e", DType::float16}, {"int", DType::int64}, {"long", DType::int64}, {"l", DType::int64},
        {"i", DType::int32}, {"intp", DType::int64}, {"ubyte", DType::uint8}, {"B", DType::uint8}, {"?", DType::boolean}};
    for (const auto& row : others)
      if (name == row.name) return out = row.dtype, true;
    return false;
  }
  if (value.is_object()) {
    for (int i = 0; i < kDTypeCount; ++i)
      if (value.object() == static_cast<Object*>(numpy.scalars[i])) return out = static_cast<DType>(i), true;
  }
  return !value.is_exact(TorchState::of(vm).dtype) && to_dtype(vm, value, out);
}

std::string shape_text(IntList sizes) {
  std::string out = "(";
  for (std::size_t i = 0; i < sizes.size(); ++i) out += cat(i ? "," : "", sizes[i]);
  return out + (sizes.size() == 1 ? ",)" : ")");
}

// ---- script values as array data ---------------------------------------------------------------------

namespace {

// Lists, tuples and ranges; arrays and tensors are leaves with a shape of their own.
std::int64_t sequence_length(Vm& vm, const Value& value) {
  if (vm.is_list(value)) return static_cast<std::int64_t>(value.as<List>()->count);
  if (vm.is_tuple(value)) return value.as<Tuple>()->count;
  if (value.is_exact(vm.types.range) && value.as<script::Range>()->is_small) return value.as<script::Range>()->length;
  return -1;
}

Value sequence_item(Vm& vm, const Value& value, std::int64_t i) {
  if (vm.is_list(value)) return (*value.as<List>())[static_cast<std::size_t>(i)];
  if (vm.is_tuple(value)) return (*value.as<Tuple>())[static_cast<std::size_t>(i)];
  return vm.integer(value.as<script::Range>()->at(i));
}

// Reads nested sequences: first the shape and the dtype, then the elements.
class DataReader {
 public:
  static constexpr std::size_t kMaxDims = 64;  // as NumPy; keeps the recursion shallow

  explicit DataReader(Vm& vm) : vm_(vm) {}

  Tensor read(const Value& data, std::optional<DType> dtype) {
    if (!measure(data, 0)) return {};
    if (!dtype) dtype = weak_ ? (strong_ ? numpy_promote({empty({}, *strong_), false}, {empty({}, *weak_), true}) : *weak_)
                              : strong_.value_or(DType::float64);
    out_ = empty(shape_, *dtype);
    next_ = 0;
    return fill(data, 0) ? out_ : Tensor();
  }

 private:
  bool ragged() {
    Shape known(shape_.begin(), shape_.begin() + static_cast<std::ptrdiff_t>(depth_limit_));
    vm_.value_error("setting an array element with a sequence. The requested array has an inhomogeneous shape after ", known.size(),
                    " dimensions. The detected shape was ", spaced(known), " + inhomogeneous part.");
    return false;
  }
  static std::string spaced(const Shape& sizes) {
    std::string out = "(";
    for (std::size_t i = 0; i < sizes.size(); ++i) out += cat(i ? ", " : "", sizes[i]);
    return out + (sizes.size() == 1 ? ",)" : ")");
  }

  bool same_length(std::int64_t length, std::size_t depth) {
    if (depth == shape_.size()) {
      if (closed_) return depth_limit_ = depth, ragged();
      shape_.push_back(length);
      return true;
    }
    return shape_[depth] == length || (depth_limit_ = depth, ragged());
  }

  bool end_at(std::size_t depth) {
    if (closed_ && depth != shape_.size()) return depth_limit_ = depth, ragged();
    if (depth < shape_.size()) return depth_limit_ = depth, ragged();
    closed_ = true;
    return true;
  }

  bool measure(const Value& data, std::size_t depth) {
    ArrayOperand leaf;
    const std::int64_t length = sequence_length(vm_, data);
    if (length >= 0) {
      if (depth >= kMaxDims) {
        vm_.value_error("setting an array element with a sequence. The requested array would exceed the maximum number of "
                        "dimension of 64.");
        return false;
      }
      if (!same_length(length, depth)) return false;
      if (length == 0) return closed_ = true;
      if (!vm_.charge_plain(length / 16)) return false;
      for (std::int64_t i = 0; i < length; ++i)
        if (!measure(sequence_item(vm_, data, i), depth + 1)) return false;
      return true;
    }
    if (!to_operand(vm_, data, leaf, false)) {
      if (vm_.exception().is_undefined()) {
        vm_.type_error("logit's arrays hold numbers and bools only, not ", vm_.type_name(data));
      }
      return false;
    }
    for (std::int64_t d = 0; d < leaf.tensor.dim(); ++d)
      if (!same_length(leaf.tensor.size(d), depth + static_cast<std::size_t>(d))) return false;
    if (!end_at(depth + static_cast<std::size_t>(leaf.tensor.dim()))) return false;
    std::optional<DType>& seen = leaf.weak ? weak_ : strong_;
    seen = seen ? numpy_promote(*seen, leaf.tensor.dtype()) : leaf.tensor.dtype();
    return true;
  }

  bool fill(const Value& data, std::int64_t depth) {
    const std::int64_t length = sequence_length(vm_, data);
    if (length >= 0) {
      for (std::int64_t i = 0; i < length; ++i)
        if (!fill(sequence_item(vm_, data, i), depth + 1)) return false;
      return true;
    }
    ArrayOperand leaf;
    if (!to_operand(vm_, data, leaf, false)) return false;
    Shape sizes(leaf.tensor.sizes());
    const Tensor place = make_alias(out_, sizes, contiguous_strides(sizes), next_);
    copy_elements(place, leaf.tensor);
    next_ += leaf.tensor.numel();
    return true;
  }

  Vm& vm_;
  Shape shape_;
  std::size_t depth_limit_ = 0;
  bool closed_ = false;  ///< a leaf was seen: the number of dimensions is known
  std::optional<DType> strong_, weak_;
  Tensor out_;
  std::int64_t next_ = 0;
};

}  // namespace

bool to_operand(Vm& vm, const Value& value, ArrayOperand& out, bool sequences) {
  out.weak = false;
  if (is_array(vm, value)) {
    out.tensor = array_of(value);
    return true;
  }
  Scalar number;
  DType dtype;
  if (numpy_number(vm, value, number, dtype)) {
    out.tensor = full_of({}, number, dtype);
    return true;
  }
  if (TorchState::of(vm).tensor && is_tensor(vm, value)) {
    out.tensor = make_alias(tensor_of(value));
    return true;
  }
  if (value.is_bool() || vm.is_int(value) || vm.is_float(value)) {
    if (!to_scalar(vm, value, number)) {
      vm.overflow_error("Python int too large to convert to C long");
      return false;
    }
    out.weak = true;
    out.tensor = full_of({}, number, number.dtype());
    return true;
  }
  if (sequences && sequence_length(vm, value) >= 0) {
    out.tensor = DataReader(vm).read(value, {});
    return out.tensor.defined();
  }
  return false;
}

Tensor to_array_data(Vm& vm, const Value& value, std::optional<DType> dtype) {
  if (sequence_length(vm, value) >= 0) return DataReader(vm).read(value, dtype);
  ArrayOperand operand;
  if (!to_operand(vm, value, operand, false)) {
    if (vm.exception().is_undefined()) {
      vm.type_error("logit's arrays hold numbers and bools only, not ", vm.type_name(value));
    }
    return {};
  }
  return dtype ? to_dtype_data(operand.tensor, *dtype) : operand.tensor;
}

DType numpy_promote(DType a, DType b) {
  if (a == b || b == DType::boolean) return a;
  if (a == DType::boolean) return b;
  if (is_floating(a) == is_floating(b)) return promote_types(a, b);
  if (is_floating(b)) std::swap(a, b);
  const std::size_t whole = element_size(b), real = element_size(a);  // a is the float
  if (real == 8 || whole >= 4) return DType::float64;
  return real == 4 || whole == 2 ? DType::float32 : DType::float16;
}

DType numpy_promote(const ArrayOperand& a, const ArrayOperand& b) {
  if (a.weak == b.weak) return numpy_promote(a.tensor.dtype(), b.tensor.dtype());
  const DType strong = a.weak ? b.tensor.dtype() : a.tensor.dtype(), weak = a.weak ? a.tensor.dtype() : b.tensor.dtype();
  const auto rank = [](DType dtype) { return dtype == DType::boolean ? 0 : is_floating(dtype) ? 2 : 1; };
  return rank(weak) <= rank(strong) ? strong : weak;
}

bool add_numpy_types(Vm& vm, Module* module) {
  NumpyState& numpy = *numpy_of(vm);
  const auto abstract = [&](const char* name, Type* base) {
    TypeSpec spec{.name = name, .module = "numpy"};
    spec.base = base;
    spec.construct = &kAbstractNew;
    Type* type = vm.define(spec);
    vm.add_type(module, type);
    return type;
  };
  numpy.generic = abstract("generic", nullptr);
  Type* number = abstract("number", numpy.generic);
  Type* integer = abstract("integer", number);
  Type* signed_ = abstract("signedinteger", integer);
  Type* unsigned_ = abstract("unsignedinteger", integer);
  Type* floating = abstract("floating", abstract("inexact", number));
  Type* types[] = {define_scalar<DType::float32>(vm, floating), define_scalar<DType::float64>(vm, floating),
                   define_scalar<DType::float16>(vm, floating), define_scalar<DType::int64>(vm, signed_),
                   define_scalar<DType::int32>(vm, signed_),    define_scalar<DType::int16>(vm, signed_),
                   define_scalar<DType::int8>(vm, signed_),     define_scalar<DType::uint8>(vm, unsigned_),
                   define_scalar<DType::boolean>(vm, numpy.generic)};
  for (Type* type : types) vm.add_type(module, type);

  TypeSpec dtype{.name = "dtype", .module = "numpy"};
  dtype.instance_bytes = sizeof(ArrayDTypeObject);
  dtype.slots.repr = [](Vm& vm, const Value& self) { return vm.str(cat("dtype('", dtype_text(self), "')")); };
  dtype.slots.str = [](Vm& vm, const Value& self) { return vm.str(dtype_text(self)); };
  dtype.slots.hash = [](Vm&, const Value& self) { return Value::small_int(static_cast<int>(dtype_in(self)) + 17); };
  dtype.slots.compare = dtype_compare;
  dtype.construct = &kDTypeNew;
  dtype.properties = kDTypeProperties;
  dtype.is_final = true;
  numpy.dtype = vm.define(dtype);
  vm.add_type(module, numpy.dtype);
  for (int i = 0; i < kDTypeCount; ++i) {
    auto object = vm.heap.make<ArrayDTypeObject>(numpy.dtype);
    object->dtype = static_cast<DType>(i);
    numpy.dtypes[i] = object;
  }
  return true;
}

}  // namespace logit::bindings
