#include "bindings/indexing.h"

#include "bindings/convert.h"
#include "bindings/numpy_types.h"
#include "bindings/tensor_data.h"
#include "ops/index_item.h"
#include "script/objects/slice.h"

namespace logit::bindings {

using ops::IndexItem;
using script::List;
using script::Slice;
using script::Tuple;

namespace {

using Items = SmallVector<IndexItem, 4>;

// A bound of a slice; None is no bound. False: an exception is set.
bool slice_bound(Vm& vm, const Value& value, std::optional<std::int64_t>& bound) {
  bound.reset();
  if (value.is_none() || value.is_undefined()) return true;
  std::int64_t number = 0;
  if (is_tensor(vm, value)) {
    const Tensor& tensor = tensor_of(value);
    if (tensor.numel() != 1 || !is_integral(tensor.dtype(), true)) {
      vm.type_error("only integer tensors of a single element can be converted to an index");
      return false;
    }
    number = tensor.element(0).to_int();
  } else if (!vm.is_int(value)) {
    vm.type_error("slice indices must be integers or None or have an __index__ method");
    return false;
  } else if (!vm.to_clipped(value, number)) {
    return false;
  }
  bound = number;
  return true;
}

// One entry of the subscript. False: an exception is set.
bool to_item(Vm& vm, const Value& value, Items& items) {
  if (value.is_small_int()) {
    items.push_back(IndexItem::of(value.small_int()));
  } else if (value.is_none()) {
    items.push_back(IndexItem{IndexItem::Kind::none, 0, {}, {}, {}, {}});
  } else if (value.is_ellipsis()) {
    items.push_back(IndexItem{IndexItem::Kind::ellipsis, 0, {}, {}, {}, {}});
  } else if (value.is_bool()) {
    items.push_back(IndexItem::of(value.is_true()));
  } else if (value.is_exact(vm.types.slice)) {
    const Slice& slice = *value.as<Slice>();
    std::optional<std::int64_t> start, stop, step;
    if (!slice_bound(vm, slice.start, start) || !slice_bound(vm, slice.stop, stop) ||
        !slice_bound(vm, slice.step, step)) {
      return false;
    }
    items.push_back(IndexItem::slice_of(start, stop, step));
  } else if (is_tensor(vm, value)) {
    items.push_back(IndexItem::of(tensor_of(value)));
  } else if (is_array(vm, value)) {
    items.push_back(IndexItem::of(array_of(value)));
  } else if (vm.is_list(value) || vm.is_tuple(value) || value.is_exact(vm.types.range)) {
    Tensor tensor = tensor_from_data(vm, value, std::nullopt);
    if (!tensor.defined()) return false;
    if (tensor.numel() == 0) tensor = to_dtype_data(tensor, DType::int64);  // x[[]]
    items.push_back(IndexItem::of(tensor));
  } else if (vm.is_str(value)) {
    vm.type_error("new(): invalid data type 'str'");
    return false;
  } else {
    vm.index_error("only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got ",
                   vm.type_name(value), ")");
    return false;
  }
  return true;
}

// x[[[0, 1], [1, 2]]] means x[[0, 1], [1, 2]]: a short list with anything but numbers in it is taken apart like a tuple.
bool is_list_of_indices(Vm& vm, const Value& key) {
  if (!vm.is_list(key) || key.as<List>()->count >= 32) return false;
  for (const Value& item : *key.as<List>()) {
    if (is_tensor(vm, item) || is_array(vm, item) || vm.is_list(item) || vm.is_tuple(item) || item.is_exact(vm.types.range) ||
        item.is_exact(vm.types.slice) || item.is_none() || item.is_ellipsis()) {
      return true;
    }
  }
  return false;
}

bool to_items(Vm& vm, const Value& key, Items& items) {
  if (is_list_of_indices(vm, key)) {
    for (const Value& item : *key.as<List>()) {
      if (!to_item(vm, item, items)) return false;
    }
    return true;
  }
  if (!vm.is_tuple(key)) return to_item(vm, key, items);
  for (const Value& item : *key.as<Tuple>()) {
    if (!to_item(vm, item, items)) return false;
  }
  return true;
}

}  // namespace

Value tensor_getitem(Vm& vm, const Value& self, const Value& key) {
  return guarded(vm, [&] {
    Items items;
    if (!to_items(vm, key, items)) return Value::error();
    return wrap(vm, ops::get_item(tensor_of(self), {items.data(), items.size()}, vm.is_tuple(key)));
  });
}

Value tensor_setitem(Vm& vm, const Value& self, const Value& key, const Value& value) {
  if (value.is_undefined()) return vm.type_error("Tensor does not support deleting items");
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(self);
    Operand source;
    Scalar number;
    if (is_tensor(vm, value)) {
      source = Operand(tensor_of(value));
    } else if (to_scalar(vm, value, number)) {
      source = Operand(number);
    } else {
      return vm.type_error("can't assign a ", vm.type_name(value), " to a ", type_string(tensor));
    }
    Items items;
    if (!to_items(vm, key, items)) return Value::error();
    ops::set_item(tensor, {items.data(), items.size()}, source);
    return Value::none();
  });
}

}  // namespace logit::bindings
