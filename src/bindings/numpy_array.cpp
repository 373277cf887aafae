// numpy.ndarray: text, indexing, iteration, attributes. Methods that are easier in Python are in src/numpy/_methods.py.
#include <algorithm>
#include <cmath>

#include "bindings/convert.h"
#include "bindings/numpy_types.h"
#include "bindings/tensor_data.h"
#include "ops/index_item.h"
#include "ops/ops.h"
#include "script/objects/numbers.h"
#include "script/objects/slice.h"

namespace logit::bindings {

Value numpy_inplace(Vm& vm, const Value& left, const Value& right, script::Binary op);

using ops::IndexItem;
using script::GetSetDef;
using script::Module;
using script::NativeDef;
using script::Slice;
using script::Str;
using script::Tuple;
using script::TypeSpec;

namespace {

// ---- text ------------------------------------------------------------------------------------------

// Room for the text of what is shown: 30 characters a number are more than any takes.
bool request_text(Vm& vm, const Tensor& array) {
  const ArrayPrintOptions& options = numpy_of(vm)->print;
  const std::int64_t shown = array.numel() > options.threshold ? std::min<std::int64_t>(array.numel(), 1 << 20) : array.numel();
  return vm.charge_plain(shown) && vm.heap.request(static_cast<std::uint64_t>(shown) * 30);
}

Value array_repr_slot(Vm& vm, const Value& self) {
  return guarded(vm, [&] {
    const Tensor& array = array_of(self);
    return request_text(vm, array) ? vm.str(array_repr(array, numpy_of(vm)->print)) : Value::error();
  });
}

Value array_str_slot(Vm& vm, const Value& self) {
  return guarded(vm, [&] {
    const Tensor& array = array_of(self);
    if (array.dim() == 0) return vm.start_str(array_result(vm, array));
    return request_text(vm, array) ? vm.str(array_text(array, numpy_of(vm)->print, " ", 0, 0)) : Value::error();
  });
}

Value array_format(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("__format__() argument must be str, not ", vm.type_name(args[1]));
  if (args[1].as<Str>()->length == 0) return array_str_slot(vm, args[0]);
  if (array_of(args[0]).dim() == 0) return vm.start_format(element_value(vm, array_of(args[0]), 0), args[1]);
  return vm.type_error("unsupported format string passed to numpy.ndarray.__format__");
}

// ---- indexing --------------------------------------------------------------------------------------

constexpr const char* kBadIndex =
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices";

// A subscript as ops/index_item.h takes it. Slices that go backwards become part of `array`: a view with a negative stride.
class Subscript {
 public:
  Subscript(Vm& vm, const Tensor& array) : vm_(vm), array_(array) {}

  bool read(const Value& key) {
    std::vector<Value> parts;
    if (vm_.is_tuple(key)) parts.assign(key.as<Tuple>()->begin(), key.as<Tuple>()->end());
    else parts.push_back(key);
    std::int64_t used = 0;
    for (const Value& part : parts) {
      const std::int64_t n = dims_of(part);
      if (n < 0) return false;
      used += n;
    }
    if (used > array_.dim()) {
      vm_.index_error("too many indices for array: array is ", array_.dim(), "-dimensional, but ", used, " were indexed");
      return false;
    }
    std::int64_t dim = 0;
    for (const Value& part : parts) {
      if (part.is_ellipsis()) {
        items_.push_back(IndexItem{IndexItem::Kind::ellipsis, 0, {}, {}, {}, {}});
        dim += array_.dim() - used;
      } else if (!add(part, dim)) {
        return false;
      }
    }
    return true;
  }

  Tensor get() const { return ops::get_item(array_, {items_.data(), items_.size()}, true); }
  void set(const Tensor& value) const {
    Shape sizes;
    const Tensor target = ops::get_item(array_, {items_.data(), items_.size()}, true);
    // Leading dimensions of length one may be more than the target has.
    Tensor source = value;
    while (source.dim() > target.dim() && source.size(0) == 1) source = ops::select(source, 0, 0);
    check(is_expandable_to(source.sizes(), target.sizes()), ErrorKind::value_error, [&] {
      return cat(advanced_ ? "shape mismatch: value array of shape " : "could not broadcast input array from shape ", shape_text(source.sizes()),
                 advanced_ ? " could not be broadcast to indexing result of shape " : " into shape ", shape_text(target.sizes()));
    });
    ops::set_item(array_, {items_.data(), items_.size()}, Operand(to_dtype_data(source, array_.dtype())));
  }

 private:
  // How many dimensions of the array a part takes; -1: an exception is set.
  std::int64_t dims_of(const Value& part) {
    if (part.is_none() || part.is_ellipsis() || part.is_bool()) return 0;
    if (is_array(vm_, part) && array_of(part).dtype() == DType::boolean) return array_of(part).dim();
    if (vm_.is_list(part) || vm_.is_tuple(part)) {
      const Tensor data = to_array_data(vm_, part);
      if (!data.defined()) return -1;
      if (data.dtype() == DType::boolean) return data.dim();
    }
    return 1;
  }

  bool bound(const Value& value, std::optional<std::int64_t>& out) {
    out.reset();
    if (value.is_none() || value.is_undefined()) return true;
    Scalar number;
    DType dtype;
    std::int64_t whole = 0;
    if (numpy_number(vm_, value, number, dtype) && is_integral(dtype)) {
      out = number.to_int();
      return true;
    }
    if (!vm_.is_int(value)) {
      vm_.type_error("slice indices must be integers or None or have an __index__ method");
      return false;
    }
    if (!vm_.to_clipped(value, whole)) return false;
    out = whole;
    return true;
  }

  bool add_slice(const Slice& slice, std::int64_t dim) {
    std::optional<std::int64_t> start, stop, step;
    if (!bound(slice.start, start) || !bound(slice.stop, stop) || !bound(slice.step, step)) return false;
    if (step == 0) {
      vm_.value_error("slice step cannot be zero");
      return false;
    }
    if (step.value_or(1) > 0) {
      items_.push_back(IndexItem::slice_of(start, stop, step));
      return true;
    }
    // Turn the dimension round; the same elements are then a slice that goes forward.
    const std::int64_t n = array_.size(dim);
    const auto clip = [n](std::int64_t i) { return std::clamp<std::int64_t>(i < 0 ? std::max<std::int64_t>(i, -n - 1) + n : i, -1, n - 1); };
    const std::int64_t from = start ? clip(*start) : n - 1, to = stop ? clip(*stop) : -1;
    Shape strides(array_.strides());
    const auto d = static_cast<std::size_t>(dim);
    const std::int64_t offset = array_.storage_offset() + (n > 0 ? (n - 1) * strides[d] : 0);
    strides[d] = -strides[d];
    array_ = make_alias(array_, array_.sizes(), strides, offset);
    items_.push_back(IndexItem::slice_of(n - 1 - from, std::max(n - 1 - to, n - 1 - from), std::min(-*step, std::max<std::int64_t>(n, 1))));
    return true;
  }

  bool add(const Value& part, std::int64_t& dim) {
    Scalar number;
    DType dtype;
    if (part.is_none()) {
      items_.push_back(IndexItem{IndexItem::Kind::none, 0, {}, {}, {}, {}});
      return true;
    }
    if (part.is_bool()) {
      items_.push_back(IndexItem::of(part.is_true()));
      return true;
    }
    if (part.is_exact(vm_.types.slice)) return add_slice(*part.as<Slice>(), dim++);
    const bool scalar = numpy_number(vm_, part, number, dtype);
    if (scalar && dtype == DType::boolean) {
      items_.push_back(IndexItem::of(number.to_bool()));
      return true;
    }
    std::int64_t index = 0;
    if (scalar && is_integral(dtype)) index = number.to_int();
    else if (scalar || vm_.is_float(part)) return vm_.index_error(kBadIndex), false;
    else if (vm_.is_int(part)) {
      if (!vm_.to_int64(part, index)) return false;
    } else {
      return add_array(part, dim);
    }
    const std::int64_t n = array_.size(dim);
    if (index < -n || index >= n) {
      vm_.index_error("index ", index, " is out of bounds for axis ", dim, " with size ", n);
      return false;
    }
    items_.push_back(IndexItem::of(index));
    ++dim;
    return true;
  }

  bool add_array(const Value& part, std::int64_t& dim) {
    if (!is_array(vm_, part) && !vm_.is_list(part) && !vm_.is_tuple(part) && !is_tensor(vm_, part) && !part.is_exact(vm_.types.range)) {
      return vm_.index_error(kBadIndex), false;
    }
    Tensor data = to_array_data(vm_, part);
    if (!data.defined()) return false;
    if (data.numel() == 0 && !is_array(vm_, part)) data = to_dtype_data(data, DType::int64);
    if (is_floating(data.dtype())) return vm_.index_error("arrays used as indices must be of integer (or boolean) type"), false;
    advanced_ = true;
    if (data.dtype() == DType::boolean) {
      for (std::int64_t d = 0; d < data.dim(); ++d) {
        if (data.size(d) == array_.size(dim + d)) continue;
        vm_.index_error("boolean index did not match indexed array along axis ", dim + d, "; size of axis is ", array_.size(dim + d),
                        " but size of corresponding boolean axis is ", data.size(d));
        return false;
      }
      dim += data.dim();
    } else {
      const std::int64_t n = array_.size(dim);
      data = to_dtype_data(data, DType::int64);
      for (std::int64_t i = 0; i < data.numel(); ++i) {
        const std::int64_t index = data.element(i).to_int();
        if (index >= -n && index < n) continue;
        vm_.index_error("index ", index, " is out of bounds for axis ", dim, " with size ", n);
        return false;
      }
      ++dim;
    }
    items_.push_back(IndexItem::of(data));
    return true;
  }

  Vm& vm_;
  Tensor array_;
  SmallVector<IndexItem, 4> items_;
  bool advanced_ = false;
};

Value array_getitem(Vm& vm, const Value& self, const Value& key) {
  return guarded(vm, [&] {
    const Tensor& array = array_of(self);
    if (key.is_small_int() && array.dim() == 1) {  // a[i]
      const std::int64_t n = array.size(0), i = key.small_int();
      if (i >= -n && i < n) return new_number(vm, array.element(i < 0 ? i + n : i), array.dtype());
    }
    Subscript subscript(vm, array);
    if (!subscript.read(key)) return Value::error();
    return array_result(vm, subscript.get());
  });
}

Value array_setitem(Vm& vm, const Value& self, const Value& key, const Value& value) {
  if (value.is_undefined()) return vm.value_error("cannot delete array elements");
  return guarded(vm, [&] {
    const Tensor data = to_array_data(vm, value);
    if (!data.defined()) return Value::error();
    if (is_floating(data.dtype()) && !is_floating(array_of(self).dtype()) && data.dim() == 0 && std::isnan(data.element(0).to_double())) {
      return vm.value_error("cannot convert float NaN to integer");
    }
    Subscript subscript(vm, array_of(self));
    if (!subscript.read(key)) return Value::error();
    // The value may be a part of the same array.
    subscript.set(data->storage.get() == array_of(self)->storage.get() ? ops::clone(data) : data);
    return Value::none();
  });
}

// ---- iteration and numbers ---------------------------------------------------------------------------

struct ArrayIterator : Object {
  Tensor array;
  std::int64_t next = 0;
};

const TypeSpec kIteratorSpec{.name = "iterator",
                             .instance_bytes = sizeof(ArrayIterator),
                             .slots = {.iter = [](Vm&, const Value& self) { return self; },
                                       .next =
                                           [](Vm& vm, const Value& self) {
                                             ArrayIterator& it = *self.as<ArrayIterator>();
                                             if (it.next >= it.array.size(0)) return Value::undefined();
                                             return guarded(vm, [&] { return array_result(vm, ops::select(it.array, 0, it.next++)); });
                                           },
                                       .dealloc = &script::drop<ArrayIterator>}};

Value array_iter(Vm& vm, const Value& self) {
  if (array_of(self).dim() == 0) return vm.type_error("iteration over a 0-d array");
  auto it = vm.heap.make<ArrayIterator>(vm.type_for(kIteratorSpec));
  it->array = array_of(self);
  return it;
}

Value array_truth(Vm& vm, const Value& self) {
  const Tensor& array = array_of(self);
  if (array.numel() == 1) return Value::boolean(array.element(0).to_bool());
  if (array.numel() == 0) {
    return vm.value_error("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.");
  }
  return vm.value_error("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");
}

Value array_len(Vm& vm, const Value& self) {
  if (array_of(self).dim() == 0) return vm.type_error("len() of unsized object");
  return Value::small_int(array_of(self).size(0));
}

constexpr const char* kOnlyScalars = "only 0-dimensional arrays can be converted to Python scalars";

Value array_to_float(Vm& vm, const Value& self) {
  if (array_of(self).dim() != 0) return vm.type_error(kOnlyScalars);
  return Value::number(array_of(self).element(0).to_double());
}

Value array_to_int(Vm& vm, const Value& self) {
  if (array_of(self).dim() != 0) return vm.type_error(kOnlyScalars);
  const Scalar number = array_of(self).element(0);
  return number.is_float() ? script::float_to_int(vm, number.to_double()) : vm.integer(number.to_int());
}

Value array_index(Vm& vm, const Value& self) {
  const Tensor& array = array_of(self);
  if (array.dim() != 0 || !is_integral(array.dtype())) return vm.type_error("only integer scalar arrays can be converted to a scalar index");
  return vm.integer(array.element(0).to_int());
}

Value array_hash(Vm& vm, const Value&) { return vm.type_error("unhashable type: 'numpy.ndarray'"); }

Value array_contains(Vm& vm, const Value& self, const Value& item) {
  const Value equal = numpy_compare(vm, self, item, script::Compare::eq);
  if (equal.is_error()) return equal;
  if (equal.is_not_implemented()) return Value::boolean(false);
  if (!is_array(vm, equal)) return vm.start_truth(equal);
  return Value::boolean(ops::any(array_of(equal)).item().to_bool());
}

Value array_getattr(Vm& vm, const Value& self, Str* name) {
  Value found = vm.generic_getattr(self, name);
  if (!found.is_error() || !vm.error_is(vm.types.attribute_error)) return found;
  vm.clear_error();
  return vm.raise(vm.types.attribute_error, cat("'numpy.ndarray' object has no attribute '", name->utf8(), "'"));
}

Value array_compare(Vm& vm, const Value& left, const Value& right, script::Compare op) {
  const Value result = numpy_compare(vm, left, right, op);
  if (!result.is_not_implemented() || (op != script::Compare::eq && op != script::Compare::ne)) return result;
  // Nothing else is equal to a number: a == None.
  if (!is_array(vm, left)) return result;
  return guarded(vm, [&] { return array_result(vm, full_of(array_of(left).sizes(), Scalar(op == script::Compare::ne), DType::boolean)); });
}

template <script::Unary kOp>
Value array_unary(Vm& vm, const Value& self) {
  return guarded(vm, [&] { return numpy_unary(vm, array_of(self), kOp); });
}

template <std::size_t... I>
void fill_inplace_slots(script::Slots& slots, std::index_sequence<I...>) {
  ((slots.inplace[I] = [](Vm& vm, const Value& left, const Value& right) {
     return numpy_inplace(vm, left, right, static_cast<script::Binary>(I));
   }),
   ...);
}

// ---- attributes ------------------------------------------------------------------------------------

Value set_shape(Vm& vm, const Value& self, const Value& value) {
  Shape sizes;
  if (!to_int_list(vm, value, sizes)) return vm.type_error("expected a sequence of integers or a single integer");
  return guarded(vm, [&] {
    Tensor& array = self.as<ArrayObject>()->tensor;
    array = ops::view(array, infer_size(sizes, array.numel()));
    return Value::none();
  });
}

Value array_T(Vm& vm, const Value& self) {
  return guarded(vm, [&] { return new_array(vm, ops::numpy_T(array_of(self))); });
}

constexpr GetSetDef kProperties[] = {
    {"shape", [](Vm& vm, const Value& self) { return int_list_value(vm, array_of(self).sizes()); }, set_shape},
    {"dtype", [](Vm& vm, const Value& self) { return numpy_dtype_value(vm, array_of(self).dtype()); }},
    {"ndim", [](Vm&, const Value& self) { return Value::small_int(array_of(self).dim()); }},
    {"size", [](Vm& vm, const Value& self) { return vm.integer(array_of(self).numel()); }},
    {"itemsize", [](Vm&, const Value& self) { return Value::small_int(static_cast<std::int64_t>(element_size(array_of(self).dtype()))); }},
    {"nbytes",
     [](Vm& vm, const Value& self) {
       return vm.integer(array_of(self).numel() * static_cast<std::int64_t>(element_size(array_of(self).dtype())));
     }},
    {"strides",
     [](Vm& vm, const Value& self) {
       Shape bytes(array_of(self).strides());
       for (std::int64_t& stride : bytes) stride *= static_cast<std::int64_t>(element_size(array_of(self).dtype()));
       return int_list_value(vm, bytes);
     }},
    {"T", array_T},
    {"mT", [](Vm& vm, const Value& self) { return guarded(vm, [&] { return new_array(vm, ops::matrix_T(array_of(self))); }); }},
    {"real", [](Vm&, const Value& self) { return self; }},
    {"flat", [](Vm& vm, const Value& self) { return guarded(vm, [&] { return array_iter(vm, new_array(vm, ops::flatten(array_of(self), 0, -1))); }); }},
    {}};

Value array_item(Vm& vm, Args args) {
  const Tensor& array = array_of(args[0]);
  const Tuple& where = *args[1].as<Tuple>();
  if (where.count) {
    const Value key = where.count == 1 ? where[0] : args[1];
    const Value chosen = array_getitem(vm, where.count == 1 && array.dim() > 1 ? new_array(vm, ops::flatten(array, 0, -1)) : args[0], key);
    return chosen.is_error() ? chosen : vm.start_method(chosen, vm.intern("item"), nullptr, 0);
  }
  if (array.numel() != 1) return vm.value_error("can only convert an array of size 1 to a Python scalar");
  return element_value(vm, array, 0);
}

constexpr NativeDef kMethods[] = {
    {"item(*args)", array_item},
    {"tolist()", [](Vm& vm, Args args) { return guarded(vm, [&] { return tensor_to_list(vm, array_of(args[0])); }); }},
    {"__format__(spec, /)", array_format},
    {"__deepcopy__(memo, /)", [](Vm& vm, Args args) { return guarded(vm, [&] { return new_array(vm, ops::clone(array_of(args[0]))); }); }},
    {"__copy__()", [](Vm& vm, Args args) { return guarded(vm, [&] { return new_array(vm, ops::clone(array_of(args[0]))); }); }},
    {}};

Value array_new(Vm& vm, Args args) {
  Shape sizes;
  DType dtype = DType::float64;
  if (!to_int_list(vm, args[1], sizes)) return vm.type_error("expected a sequence of integers or a single integer, got '", vm.type_name(args[1]), "'");
  if (args.has(2) && !to_numpy_dtype(vm, args[2], dtype)) return vm.type_error("data type not understood");
  return guarded(vm, [&] { return new_array(vm, full_of(sizes, Scalar(0), dtype)); });
}

constexpr NativeDef kArrayNew{"ndarray(shape, dtype=None)", array_new};

}  // namespace

bool add_array_type(Vm& vm, Module* module) {
  TypeSpec spec{.name = "ndarray", .module = "numpy"};
  spec.instance_bytes = sizeof(ArrayObject);
  spec.slots.repr = array_repr_slot;
  spec.slots.str = array_str_slot;
  spec.slots.hash = array_hash;
  spec.slots.truth = array_truth;
  spec.slots.len = array_len;
  spec.slots.iter = array_iter;
  spec.slots.index = array_index;
  spec.slots.to_int = array_to_int;
  spec.slots.to_float = array_to_float;
  spec.slots.getitem = array_getitem;
  spec.slots.setitem = array_setitem;
  spec.slots.contains = array_contains;
  spec.slots.compare = array_compare;
  spec.slots.getattr = array_getattr;
  spec.slots.unary[int(script::Unary::neg)] = array_unary<script::Unary::neg>;
  spec.slots.unary[int(script::Unary::pos)] = array_unary<script::Unary::pos>;
  spec.slots.unary[int(script::Unary::invert)] = array_unary<script::Unary::invert>;
  spec.slots.unary[int(script::Unary::abs)] = array_unary<script::Unary::abs>;
  fill_numpy_slots(spec.slots, std::make_index_sequence<script::kBinaryCount>());
  fill_inplace_slots(spec.slots, std::make_index_sequence<script::kBinaryCount>());
  spec.slots.dealloc = &script::drop<ArrayObject>;
  spec.construct = &kArrayNew;
  spec.methods = kMethods;
  spec.properties = kProperties;
  spec.is_final = true;
  numpy_of(vm)->array = vm.define(spec);
  vm.add_type(module, numpy_of(vm)->array);
  return true;
}

}  // namespace logit::bindings
