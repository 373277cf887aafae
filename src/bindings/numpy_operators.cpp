// Operators of arrays and scalars: promotion as in NEP 50, then the operation of ops/ on tensors of one dtype.
#include <algorithm>
#include <functional>

#include "bindings/numpy_types.h"
#include "ops/ops.h"
#include "script/objects/numbers.h"

namespace logit::bindings {

using script::Binary;
using script::Compare;
using script::Unary;

namespace {

constexpr const char* kUfuncNames[script::kBinaryCount] = {"add", "subtract", "multiply", "divide", "floor_divide", "remainder", "power",
                                                            "matmul", "left_shift", "right_shift", "bitwise_and", "bitwise_or",
                                                            "bitwise_xor", "divmod"};

void check_broadcast(const Tensor& a, const Tensor& b) {
  const std::int64_t dims = std::min(a.dim(), b.dim());
  for (std::int64_t d = 1; d <= dims; ++d) {
    const std::int64_t x = a.size(-d), y = b.size(-d);
    check(x == y || x == 1 || y == 1, ErrorKind::value_error, [&] {
      return cat("operands could not be broadcast together with shapes ", shape_text(a.sizes()), " ", shape_text(b.sizes()), " ");
    });
  }
}

Tensor matmul(const Tensor& a, const Tensor& b) {
  check(a.dim() > 0 && b.dim() > 0, ErrorKind::value_error, [&] {
    return cat("matmul: Input operand ", a.dim() > 0 ? 1 : 0,
               " does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)");
  });
  const std::int64_t inner = a.size(-1), other = b.size(b.dim() == 1 ? 0 : -2);
  check(inner == other, ErrorKind::value_error, [&] {
    return cat("matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ",
               other, " is different from ", inner, ")");
  });
  return ops::matmul(a, b);
}

// x // y and x % y of ints are 0 where y is 0 (with a warning, in NumPy).
template <class Operation>
Tensor whole_division(const Tensor& x, const Tensor& y, Operation&& operation) {
  if (is_floating(x.dtype())) return operation(x, y);
  const Tensor zero = ops::eq(y, Operand(0));
  if (!ops::any(zero).item().to_bool()) return operation(x, y);
  const Tensor result = operation(x, ops::where(zero, Operand(full_of({}, Scalar(1), y.dtype())), Operand(y)));
  return ops::where(zero, Operand(full_of({}, Scalar(0), result.dtype())), Operand(result));
}

Tensor power(const Tensor& x, const Tensor& y) {
  if (is_integral(y.dtype()) && ops::any(ops::lt(y, Operand(0))).item().to_bool()) {
    throw Error(ErrorKind::value_error, "Integers to negative integer powers are not allowed.");
  }
  // Small whole exponents by multiplication, as NumPy's fast paths do.
  if (is_floating(x.dtype()) && y.dim() == 0) {
    const double exponent = y.element(0).to_double();
    if (exponent == 2) return ops::mul(x, x);
    if (exponent == 0.5) return ops::sqrt(x);
    if (exponent == 1) return ops::clone(x);
    if (exponent == -1) return ops::reciprocal(x);
  }
  return ops::pow(x, y);
}

Tensor apply(const Tensor& x, const Tensor& y, Binary op) {
  switch (op) {
    case Binary::add: return ops::add(x, y);
    case Binary::sub:
      check(x.dtype() != DType::boolean, ErrorKind::type_error,
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor "
            "function instead.");
      return ops::sub(x, y);
    case Binary::mul: return ops::mul(x, y);
    case Binary::truediv: return ops::div(x, y);
    case Binary::floordiv: return whole_division(x, y, [](const Tensor& a, const Tensor& b) { return ops::floor_divide(a, b); });
    case Binary::mod: {
      const Tensor rest = whole_division(x, y, [](const Tensor& a, const Tensor& b) { return ops::remainder(a, b); });
      // A zero has the divisor's sign.
      return is_floating(x.dtype()) ? ops::where(ops::eq(rest, Operand(0)), Operand(ops::copysign(ops::abs(rest), y)), Operand(rest)) : rest;
    }
    case Binary::pow: return power(x, y);
    case Binary::matmul: return matmul(x, y);
    case Binary::lshift: return ops::bitwise_left_shift(x, y);
    case Binary::rshift: return ops::bitwise_right_shift(x, y);
    case Binary::bit_and: return ops::bitwise_and(x, y);
    case Binary::bit_or: return ops::bitwise_or(x, y);
    case Binary::bit_xor: return ops::bitwise_xor(x, y);
    case Binary::divmod: break;
  }
  return {};
}

bool is_bitwise(Binary op) { return op >= Binary::lshift && op <= Binary::bit_xor; }

// The dtype in which the operation is done.
DType working_type(const ArrayOperand& x, const ArrayOperand& y, Binary op) {
  DType dtype = numpy_promote(x, y);
  if (op == Binary::truediv && !is_floating(dtype)) {
    dtype = element_size(dtype) > 1 ? DType::float64 : dtype == DType::boolean ? DType::float64 : DType::float16;
  }
  const bool counts = op == Binary::floordiv || op == Binary::mod || op == Binary::pow || op == Binary::lshift || op == Binary::rshift;
  if (counts && dtype == DType::boolean) dtype = DType::int8;
  if (is_bitwise(op)) {
    check(!is_floating(dtype), ErrorKind::type_error, [&] {
      return cat("ufunc '", kUfuncNames[static_cast<int>(op)],
                 "' not supported for the input types, and the inputs could not be safely coerced to any supported types according to "
                 "the casting rule ''safe''");
    });
  }
  return dtype;
}

Tensor compute(const ArrayOperand& x, const ArrayOperand& y, Binary op) {
  const DType dtype = working_type(x, y, op);
  if (op != Binary::matmul) check_broadcast(x.tensor, y.tensor);
  return apply(to_dtype_data(x.tensor, dtype), to_dtype_data(y.tensor, dtype), op);
}

// np.float64 beside a number, the common case in loops, without tensors. False: not that case.
bool quick(Vm& vm, const Value& left, const Value& right, Binary op, Value& result) {
  double x, y;
  const auto view = [&](const Value& value, double& out) {
    if (value.is_small_int()) return out = static_cast<double>(value.small_int()), true;
    return script::float_view(vm, value, out);
  };
  if (!view(left, x) || !view(right, y)) return false;
  switch (op) {
    case Binary::add: x = x + y; break;
    case Binary::sub: x = x - y; break;
    case Binary::mul: x = x * y; break;
    case Binary::truediv: x = x / y; break;
    default: return false;
  }
  result = new_number(vm, Scalar(x), DType::float64);
  return true;
}

// A tensor beside an array: the tensor's rules hold, and the result is a tensor.
Value with_tensor(Vm& vm, const Value& left, const Value& right, Binary op) {
  const auto as_tensor = [&](const Value& value) -> Value {
    if (is_array(vm, value)) return wrap(vm, array_of(value));
    Scalar number;
    DType dtype;
    if (numpy_number(vm, value, number, dtype)) return is_floating(dtype) ? Value::number(number.to_double()) : scalar_value(vm, number);
    return value;
  };
  return vm.start_binary(as_tensor(left), as_tensor(right), op);
}

}  // namespace

Value numpy_binary(Vm& vm, const Value& left, const Value& right, Binary op) {
  Value fast;
  if (quick(vm, left, right, op, fast)) return fast;
  const bool left_tensor = is_tensor(vm, left), right_tensor = is_tensor(vm, right);
  if (left_tensor || right_tensor) return with_tensor(vm, left, right, op);
  return guarded(vm, [&]() -> Value {
    ArrayOperand x, y;
    const bool sequences = is_array(vm, left) || is_array(vm, right);
    if (!to_operand(vm, left, x, sequences) || !to_operand(vm, right, y, sequences)) {
      return vm.exception().is_undefined() ? Value::not_implemented() : Value::error();
    }
    if (op == Binary::divmod) {
      return vm.tuple_of(array_result(vm, compute(x, y, Binary::floordiv)), array_result(vm, compute(x, y, Binary::mod)));
    }
    return array_result(vm, compute(x, y, op));
  });
}

Value numpy_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (is_tensor(vm, right)) {
    return is_array(vm, left) ? vm.start_compare(wrap(vm, array_of(left)), right, op) : Value::not_implemented();
  }
  return guarded(vm, [&]() -> Value {
    ArrayOperand x, y;
    const bool sequences = is_array(vm, left);
    if (!to_operand(vm, left, x, sequences) || !to_operand(vm, right, y, sequences)) {
      return vm.exception().is_undefined() ? Value::not_implemented() : Value::error();
    }
    const DType dtype = numpy_promote(x, y);
    check_broadcast(x.tensor, y.tensor);
    const Tensor a = to_dtype_data(x.tensor, dtype), b = to_dtype_data(y.tensor, dtype);
    switch (op) {
      case Compare::lt: return array_result(vm, ops::lt(a, b));
      case Compare::le: return array_result(vm, ops::le(a, b));
      case Compare::eq: return array_result(vm, ops::eq(a, b));
      case Compare::ne: return array_result(vm, ops::ne(a, b));
      case Compare::gt: return array_result(vm, ops::gt(a, b));
      case Compare::ge: return array_result(vm, ops::ge(a, b));
    }
    return Value::none();
  });
}

Value numpy_unary(Vm& vm, const Tensor& array, Unary op) {
  switch (op) {
    case Unary::neg:
      check(array.dtype() != DType::boolean, ErrorKind::type_error,
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.");
      return array_result(vm, ops::neg(array));
    case Unary::pos: return array_result(vm, ops::clone(array));
    case Unary::invert:
      check(!is_floating(array.dtype()), ErrorKind::type_error,
            "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any supported types "
            "according to the casting rule ''safe''");
      return array_result(vm, ops::bitwise_not(array));
    case Unary::abs: return array_result(vm, array.dtype() == DType::boolean ? ops::clone(array) : ops::abs(array));
  }
  return Value::none();
}

/// a <op>= b: the result must fit the array's dtype and shape.
Value numpy_inplace(Vm& vm, const Value& left, const Value& right, Binary op) {
  if (op == Binary::matmul || op == Binary::divmod) return numpy_binary(vm, left, right, op);
  return guarded(vm, [&]() -> Value {
    ArrayOperand x, y;
    if (!to_operand(vm, left, x, false) || !to_operand(vm, right, y, true)) {
      return vm.exception().is_undefined() ? Value::not_implemented() : Value::error();
    }
    const Tensor result = compute(x, y, op);
    const auto rank = [](DType dtype) { return dtype == DType::boolean ? 0 : is_floating(dtype) ? 2 : 1; };
    if (rank(result.dtype()) > rank(x.tensor.dtype())) {
      return vm.raise(numpy_of(vm)->ufunc_casting_error,
                      cat("Cannot cast ufunc '", kUfuncNames[static_cast<int>(op)], "' output from dtype('", dtype_name(result.dtype()),
                          "') to dtype('", dtype_name(x.tensor.dtype()), "') with casting rule 'same_kind'"));
    }
    check(IntList(result.sizes()).size() == x.tensor.sizes().size() && result.numel() == x.tensor.numel(), ErrorKind::value_error, [&] {
      return cat("non-broadcastable output operand with shape ", shape_text(x.tensor.sizes()), " doesn't match the broadcast shape ",
                 shape_text(result.sizes()));
    });
    copy_elements(x.tensor, result);
    return left;
  });
}

// ---- sums ------------------------------------------------------------------------------------------

namespace {

// NumPy's pairwise summation: eight running sums over blocks of 128, halves above.
// Source: N. Higham, "The accuracy of floating point summation", 1993; block sizes as NumPy's.
template <class T>
T pairwise(const T* data, std::int64_t n, std::int64_t stride) {
  if (n < 8) {
    T sum = T(-0.0);
    for (std::int64_t i = 0; i < n; ++i) sum = sum + data[i * stride];
    return sum;
  }
  if (n <= 128) {
    T r[8];
    for (int k = 0; k < 8; ++k) r[k] = data[k * stride];
    std::int64_t i = 8;
    for (; i < n - n % 8; i += 8)
      for (int k = 0; k < 8; ++k) r[k] = r[k] + data[(i + k) * stride];
    T sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; ++i) sum = sum + data[i * stride];
    return sum;
  }
  std::int64_t half = n / 2;
  half -= half % 8;
  return pairwise(data, half, stride) + pairwise(data + half * stride, n - half, stride);
}

template <class T>
void sum_outer(const T* in, T* out, std::int64_t outer, std::int64_t middle, std::int64_t inner) {
  for (std::int64_t o = 0; o < outer; ++o, in += middle * inner, out += inner) {
    if (inner == 1) {
      out[0] = T(0) + pairwise(in, middle, 1);
    } else {
      for (std::int64_t i = 0; i < inner; ++i) out[i] = T(0);
      for (std::int64_t m = 0; m < middle; ++m)
        for (std::int64_t i = 0; i < inner; ++i) out[i] = out[i] + in[m * inner + i];
    }
  }
}

Tensor sum_one(const Tensor& array, std::int64_t outer, std::int64_t middle, std::int64_t inner, IntList sizes) {
  const Tensor data = contiguous_data(array);
  Tensor out = empty(sizes, data.dtype());
  if (data.dtype() == DType::float64) sum_outer(data.data_as<double>(), out.data_as<double>(), outer, middle, inner);
  else if (data.dtype() == DType::float32) sum_outer(data.data_as<float>(), out.data_as<float>(), outer, middle, inner);
  else sum_outer(data.data_as<std::int64_t>(), out.data_as<std::int64_t>(), outer, middle, inner);
  return out;
}

}  // namespace

Tensor numpy_sum(const Tensor& array, std::span<const std::int64_t> dims) {
  const DType dtype = array.dtype();
  if (is_reduced_floating(dtype)) return to_dtype_data(numpy_sum(to_dtype_data(array, DType::float32), dims), dtype);
  if (!is_floating(dtype) && dtype != DType::int64) return numpy_sum(to_dtype_data(array, DType::int64), dims);
  if (dims.empty()) {
    // A transposed array is walked in the order of its memory.
    Tensor flat = array;
    if (!array.is_contiguous() && array.dim() > 1) {
      const Tensor turned = ops::numpy_T(array);
      if (turned.is_contiguous()) flat = turned;
    }
    return sum_one(flat, 1, flat.numel(), 1, {});
  }
  Tensor out = array;
  Shape order(dims.begin(), dims.end());
  std::sort(order.begin(), order.end(), std::greater<>());
  // Neighbouring dimensions at the end are one run of memory.
  for (std::size_t k = 0; k < order.size();) {
    std::size_t last = k + 1;
    while (last < order.size() && order[last] == order[last - 1] - 1) ++last;
    const std::int64_t high = order[k], low = order[last - 1];
    std::int64_t outer = 1, middle = 1, inner = 1;
    Shape sizes;
    for (std::int64_t d = 0; d < out.dim(); ++d) {
      (d < low ? outer : d <= high ? middle : inner) *= out.size(d);
      if (d < low || d > high) sizes.push_back(out.size(d));
    }
    out = sum_one(out, outer, middle, inner, sizes);
    k = last;
  }
  return out;
}

}  // namespace logit::bindings
