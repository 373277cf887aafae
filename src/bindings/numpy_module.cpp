// _numpy: what the Python part of numpy (src/numpy) stands on. Its functions take what a script may give for an array and hand out
// torch tensors that share its memory; `wrap` makes an array or a scalar of a result.
#include "bindings/convert.h"
#include "bindings/numpy_types.h"
#include "ops/ops.h"
#include "tensor/array_file.h"

namespace logit::bindings {

using script::Module;
using script::NativeDef;
using script::Str;
using script::Tuple;
using script::TypeSpec;

namespace {

bool optional_dtype(Vm& vm, const Value& value, std::optional<DType>& out) {
  DType dtype;
  if (value.is_undefined() || value.is_none()) return true;
  if (to_numpy_dtype(vm, value, dtype)) {
    out = dtype;
    return true;
  }
  if (vm.is_str(value)) vm.type_error("data type '", value.as<Str>()->utf8(), "' not understood");
  else vm.type_error("logit's arrays hold numbers and bools only");
  return false;
}

// array(object, dtype=None, copy=True): an array with its own memory unless copy is false and nothing changes.
Value do_array(Vm& vm, Args args) {
  std::optional<DType> dtype;
  if (!optional_dtype(vm, args[1], dtype)) return Value::error();
  const bool copy = !args.has(2) || args[2].is_true();
  return guarded(vm, [&] {
    Tensor data = to_array_data(vm, args[0], dtype);
    if (!data.defined()) return Value::error();
    if (is_array(vm, args[0])) {
      if (!copy && data.is(array_of(args[0]))) return args[0];
      if (copy && data.is(array_of(args[0]))) data = ops::clone(data);
    } else if (copy && is_tensor(vm, args[0])) {
      data = ops::clone(data);
    }
    return new_array(vm, data);
  });
}

// tensor(x, dtype=None): the elements as a torch tensor; shares memory with an array of this dtype.
Value do_tensor(Vm& vm, Args args) {
  std::optional<DType> dtype;
  if (!optional_dtype(vm, args[1], dtype)) return Value::error();
  return guarded(vm, [&] {
    const Tensor data = to_array_data(vm, args[0], dtype);
    return data.defined() ? wrap(vm, data) : Value::error();
  });
}

// floats(x): as tensor, whole numbers as float64.
Value do_floats(Vm& vm, Args args) {
  return guarded(vm, [&] {
    const Tensor data = to_array_data(vm, args[0]);
    if (!data.defined()) return Value::error();
    return wrap(vm, is_floating(data.dtype()) ? data : to_dtype_data(data, DType::float64));
  });
}

// common(a, b, …): tensors of one dtype, that of the arrays' combination.
Value do_common(Vm& vm, Args args) {
  const Tuple& given = *args[0].as<Tuple>();
  return guarded(vm, [&]() -> Value {
    std::vector<ArrayOperand> operands(given.count);
    ArrayOperand all;
    for (std::uint32_t i = 0; i < given.count; ++i) {
      if (!to_operand(vm, given[i], operands[i], true)) {
        if (!vm.exception().is_undefined()) return Value::error();
        return vm.type_error("logit's arrays hold numbers and bools only, not ", vm.type_name(given[i]));
      }
      if (i == 0) {
        all = {empty({}, operands[0].tensor.dtype()), operands[0].weak};
      } else {
        const DType dtype = numpy_promote(all, operands[i]);
        all = {empty({}, dtype), all.weak && operands[i].weak};
      }
    }
    auto list = vm.new_list();
    for (const ArrayOperand& operand : operands) {
      if (!list->push(vm.heap, wrap(vm, to_dtype_data(operand.tensor, all.tensor.dtype())))) return Value::error();
    }
    return list;
  });
}

template <bool kAlwaysArray>
Value do_wrap(Vm& vm, Args args) {
  if (!is_tensor(vm, args[0])) return args[0];
  return guarded(vm, [&] {
    const Tensor& tensor = tensor_of(args[0]);
    check(tensor.dtype() != DType::bfloat16, ErrorKind::type_error, "Got unsupported ScalarType BFloat16");
    return kAlwaysArray ? new_array(vm, make_alias(tensor)) : array_result(vm, make_alias(tensor));
  });
}

// sum(tensor, dims): in NumPy's order of additions; dims None: all.
Value do_sum(Vm& vm, Args args) {
  if (!is_tensor(vm, args[0])) return vm.type_error("expected a Tensor, but got ", vm.type_name(args[0]));
  Shape dims;
  if (!args[1].is_none() && !to_int_list(vm, args[1], dims)) return vm.type_error("an axis is an int");
  return guarded(vm, [&] {
    if (!args[1].is_none() && dims.empty()) return wrap(vm, ops::clone(tensor_of(args[0])));
    return wrap(vm, numpy_sum(tensor_of(args[0]), {dims.data(), dims.size()}));
  });
}

Value do_operator(Vm& vm, Args args) {
  std::int64_t op = 0;
  if (!vm.to_int64(args[0], op)) return Value::error();
  if (op < 0 || (op >= script::kBinaryCount && op < 100) || op >= 100 + 6) return vm.value_error("there is no operator ", op);
  Value operands[2] = {args[1], args[2]};
  for (Value& value : operands) {
    Scalar number;
    DType dtype;
    // Two Python numbers, or lists, are arrays here: np.add(1, 2).
    if (is_array(vm, value) || numpy_number(vm, value, number, dtype) || is_tensor(vm, value)) continue;
    if (&value == &operands[1] && !vm.is_list(value) && !vm.is_tuple(value)) continue;
    const Value array = guarded(vm, [&] {
      const Tensor data = to_array_data(vm, value);
      return data.defined() ? array_result(vm, data) : Value::error();
    });
    if (array.is_error()) return array;
    value = array;
  }
  if (op < 100) return vm.start_binary(operands[0], operands[1], static_cast<script::Binary>(op));
  return vm.start_compare(operands[0], operands[1], static_cast<script::Compare>(op - 100));
}

// Methods written in Python, for arrays and scalars alike.
Value add_method(Vm& vm, Args args) {
  if (!vm.is_str(args[0])) return vm.type_error("a method needs a name");
  NumpyState& numpy = *numpy_of(vm);
  Str* name = vm.intern(args[0].as<Str>());
  for (Type* type : {numpy.array, numpy.generic}) {
    if (type->dict->get(name)) continue;
    if (!type->dict->set(vm.heap, name, args[1])) return Value::error();
    type->version = vm.heap.next_version();
  }
  for (Type* type : numpy.scalars)
    if (type) type->version = vm.heap.next_version();
  return Value::none();
}

Value add_property(Vm& vm, Args args) {
  NumpyState& numpy = *numpy_of(vm);
  if (!vm.is_str(args[0]) || !numpy.generic->dict->set(vm.heap, vm.intern(args[0].as<Str>()), args[1])) return Value::error();
  return Value::none();
}

// ---- printing --------------------------------------------------------------------------------------

bool set_count(Vm& vm, const Value& value, std::int64_t& field) {
  if (value.is_undefined() || value.is_none()) return true;
  double real = 0;
  if (!vm.to_double(value, real)) return false;
  field = real >= 0x1p62 || real != real ? std::int64_t{1} << 62 : static_cast<std::int64_t>(real);
  return true;
}

bool read_options(Vm& vm, Args args, ArrayPrintOptions& options) {
  if (!set_count(vm, args[0], options.precision) || !set_count(vm, args[1], options.threshold) ||
      !set_count(vm, args[2], options.edgeitems) || !set_count(vm, args[3], options.linewidth)) {
    return false;
  }
  if (options.precision > 300 || options.precision < 0 || options.edgeitems < 0) {
    vm.value_error("precision and edgeitems must be small whole numbers");
    return false;
  }
  if (args.has(4) && !args[4].is_none()) options.suppress = args[4].is_true() || (args[4].is_small_int() && args[4].small_int());
  if (args.has(5) && vm.is_str(args[5])) options.nan = args[5].as<Str>()->utf8();
  if (args.has(6) && vm.is_str(args[6])) options.inf = args[6].as<Str>()->utf8();
  if (args.has(7) && vm.is_str(args[7])) {
    using Mode = ArrayPrintOptions::FloatMode;
    const std::string mode = args[7].as<Str>()->utf8();
    if (mode == "fixed") options.float_mode = Mode::fixed;
    else if (mode == "unique") options.float_mode = Mode::unique;
    else if (mode == "maxprec") options.float_mode = Mode::maxprec;
    else if (mode == "maxprec_equal") options.float_mode = Mode::maxprec_equal;
    else return vm.value_error("floatmode option must be one of 'fixed', 'unique', 'maxprec', 'maxprec_equal', got '", mode, "'"), false;
  }
  return true;
}

Value set_printoptions(Vm& vm, Args args) {
  ArrayPrintOptions options = numpy_of(vm)->print;
  if (!read_options(vm, args, options)) return Value::error();
  numpy_of(vm)->print = options;
  return Value::none();
}

Value get_printoptions(Vm& vm, Args) {
  const ArrayPrintOptions& options = numpy_of(vm)->print;
  constexpr const char* kModes[] = {"maxprec", "fixed", "unique", "maxprec_equal"};
  return vm.tuple_of(vm.integer(options.precision), vm.integer(options.threshold), vm.integer(options.edgeitems),
                     vm.integer(options.linewidth), Value::boolean(options.suppress), vm.str(options.nan), vm.str(options.inf),
                     vm.str(kModes[static_cast<int>(options.float_mode)]));
}

// array2string(a, separator, options…)
Value array2string(Vm& vm, Args args) {
  ArrayPrintOptions options = numpy_of(vm)->print;
  if (!read_options(vm, {args.values + 2, args.count - 2}, options)) return Value::error();
  std::string separator;
  if (!vm.to_text(args[1], separator, "separator")) return Value::error();
  return guarded(vm, [&] {
    const Tensor data = to_array_data(vm, args[0]);
    if (!data.defined()) return Value::error();
    return vm.str(array_text(data, options, separator, 0, 0));
  });
}

// ---- files -----------------------------------------------------------------------------------------

// load(name): the array of a .npy file of the session; None when there is no such file.
Value load(Vm& vm, Args args) {
  std::string name, bytes;
  if (!vm.to_text(args[0], name, "file name")) return Value::error();
  if (!vm.host.read_file(name, bytes)) return Value::none();
  return guarded(vm, [&] { return new_array(vm, read_npy(bytes)); });
}

// save(name, array): False when there is no room.
Value save(Vm& vm, Args args) {
  std::string name;
  if (!vm.to_text(args[0], name, "file name")) return Value::error();
  return guarded(vm, [&] {
    const Tensor data = to_array_data(vm, args[1]);
    if (!data.defined()) return Value::error();
    if (!vm.heap.request(static_cast<std::uint64_t>(data.numel()) * element_size(data.dtype()))) return Value::error();
    return Value::boolean(vm.host.write_file(name, write_npy(data)));
  });
}

// table(text, delimiter, comments, skip_rows, max_rows, columns, missing)
Value table(Vm& vm, Args args) {
  TableOptions options;
  std::string text;
  if (!vm.to_text(args[0], text, "text") || !vm.to_text(args[1], options.delimiter, "delimiter") ||
      !vm.to_text(args[2], options.comments, "comments") || !vm.to_int64(args[3], options.skip_rows) ||
      !vm.to_int64(args[4], options.max_rows)) {
    return Value::error();
  }
  Shape columns;
  if (!args[5].is_none() && !to_int_list(vm, args[5], columns)) return vm.type_error("usecols must be an int or a sequence of ints");
  options.columns.assign(columns.begin(), columns.end());
  double missing = 0;
  if (!args[6].is_none()) {
    if (!vm.to_double(args[6], missing)) return Value::error();
    options.missing = missing;
  }
  // A number takes two characters at least.
  if (!vm.heap.request(text.size() * 8) || !vm.charge_plain(static_cast<std::int64_t>(text.size() / 16))) return Value::error();
  return guarded(vm, [&] { return new_array(vm, read_table(text, options)); });
}

constexpr NativeDef kFunctions[] = {
    {"load(name, /)", load},
    {"save(name, array, /)", save},
    {"table(text, delimiter, comments, skip_rows, max_rows, columns, missing, /)", table},
    {"array(object, dtype=None, copy=True, /)", do_array},
    {"tensor(x, dtype=None, /)", do_tensor},
    {"floats(x, /)", do_floats},
    {"common(*arrays)", do_common},
    {"wrap(tensor, /)", do_wrap<false>},
    {"wrap_array(tensor, /)", do_wrap<true>},
    {"sum(tensor, dims, /)", do_sum},
    {"operator(op, a, b, /)", do_operator},
    {"add_method(name, function, /)", add_method},
    {"add_property(name, value, /)", add_property},
    {"set_printoptions(precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, floatmode, /)", set_printoptions},
    {"get_printoptions()", get_printoptions},
    {"array2string(a, separator, precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, floatmode, /)", array2string},
    {}};

}  // namespace

Value build_numpy(Vm& vm, Module* module) {
  TorchState::of(vm).numpy = std::make_unique<NumpyState>();
  NumpyState& numpy = *numpy_of(vm);
  numpy.print.edgeitems = 3;
  if (!add_numpy_types(vm, module) || !add_array_type(vm, module)) return Value::error();
  add_random_types(vm, module);
  TypeSpec casting{.name = "UFuncTypeError", .module = "numpy._core._exceptions"};
  casting.base = vm.types.type_error;
  numpy.ufunc_casting_error = vm.define(casting);
  vm.add_functions(module, kFunctions);
  return Value::none();
}

}  // namespace logit::bindings
