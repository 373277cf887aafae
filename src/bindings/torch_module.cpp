#include "bindings/torch_module.h"

#include <algorithm>
#include <cmath>

#include "autograd/grad_meta.h"
#include "bindings/autograd_bindings.h"
#include "bindings/backward_listener.h"
#include "bindings/convert.h"
#include "bindings/nn_bindings.h"
#include "bindings/numpy_types.h"
#include "bindings/op_function.h"
#include "bindings/python_modules.h"
#include "bindings/tensor_data.h"
#include "bindings/tensor_type.h"
#include "bindings/torch_types.h"
#include "ops/ops.h"

namespace logit::bindings {

using script::Dict;
using script::Module;
using script::NativeDef;
using script::Str;

namespace {

// ---- creating --------------------------------------------------------------------------------------

bool is_true(const Value& value) { return value.is_true(); }

// tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False): always a copy.
Value torch_tensor(Vm& vm, Args args) {
  if (args.has(2) && !check_cpu_device(vm, args[2])) return Value::error();
  std::optional<DType> dtype;
  if (args.has(1) && !args[1].is_none()) {
    DType wanted;
    if (!to_dtype(vm, args[1], wanted)) {
      return vm.type_error("tensor(): argument 'dtype' must be torch.dtype, not ", vm.type_name(args[1]));
    }
    dtype = wanted;
  }
  return guarded(vm, [&] {
    Tensor tensor;
    if (is_tensor(vm, args[0])) {
      warn(
          "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
          "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).");
      const Tensor& source = tensor_of(args[0]);
      tensor = empty(source.sizes(), dtype.value_or(source.dtype()));
      copy_elements(tensor, source);
    } else {
      tensor = tensor_from_data(vm, args[0], dtype);
      if (!tensor.defined()) return Value::error();
    }
    if (args.has(3) && is_true(args[3])) require_grad_at_birth(tensor);
    return wrap(vm, tensor);
  });
}

// as_tensor(data, dtype=None, device=None): a tensor of the right dtype comes back as it is.
Value torch_as_tensor(Vm& vm, Args args) {
  if (args.has(2) && !check_cpu_device(vm, args[2])) return Value::error();
  std::optional<DType> dtype;
  DType wanted;
  if (args.has(1) && to_dtype(vm, args[1], wanted)) dtype = wanted;
  return guarded(vm, [&] {
    if (is_tensor(vm, args[0])) {
      const Tensor& tensor = tensor_of(args[0]);
      if (!dtype || *dtype == tensor.dtype()) return args[0];
      return wrap(vm, ops::to_dtype(tensor, *dtype));
    }
    const Tensor tensor = tensor_from_data(vm, args[0], dtype);
    return tensor.defined() ? wrap(vm, tensor) : Value::error();
  });
}

// False, and a TypeError, unless the first argument of `function` is a tensor.
bool tensor_argument(Vm& vm, Args args, const char* function) {
  if (is_tensor(vm, args[0])) return true;
  vm.type_error(function, "(): argument 'input' (position 1) must be Tensor, not ", vm.type_name(args[0]));
  return false;
}

Value torch_is_tensor(Vm& vm, Args args) { return Value::boolean(is_tensor(vm, args[0])); }

// ---- defaults --------------------------------------------------------------------------------------

Value set_default_dtype(Vm& vm, Args args) {
  DType dtype;
  if (!to_dtype(vm, args[0], dtype)) return vm.type_error("invalid dtype object");
  if (!is_floating(dtype)) {
    return vm.type_error("only floating-point types are supported as the default type");
  }
  Context::current().default_dtype = dtype;
  return Value::none();
}

Value get_default_dtype(Vm& vm, Args) { return dtype_value(vm, Context::current().default_dtype); }

bool set_int(Vm& vm, const Value& value, std::int64_t& field) {
  if (value.is_undefined() || value.is_none()) return true;
  if (value.is_double()) {  // threshold=float('inf'), threshold=sys.maxsize
    field = std::isinf(value.number()) ? INT64_MAX : static_cast<std::int64_t>(value.number());
    return true;
  }
  if (vm.to_int64(value, field)) return true;
  if (!vm.error_is(vm.types.overflow_error)) return false;
  vm.clear_error();
  field = INT64_MAX;
  return true;
}

// set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)
Value set_printoptions(Vm& vm, Args args) {
  PrintOptions& options = Context::current().print;
  if (args.has(4) && !args[4].is_none()) {
    std::string profile;
    if (!vm.to_text(args[4], profile, "profile")) return Value::error();
    if (profile == "default") options.set_profile_default();
    if (profile == "short") options.set_profile_short();
    if (profile == "full") options.set_profile_full();
  }
  std::int64_t precision = options.precision, linewidth = options.linewidth;
  if (!set_int(vm, args[0], precision) || !set_int(vm, args[1], options.threshold) ||
      !set_int(vm, args[2], options.edgeitems) || !set_int(vm, args[3], linewidth)) {
    return Value::error();
  }
  options.precision = static_cast<int>(precision);
  options.linewidth = static_cast<int>(linewidth);
  options.sci_mode = args.has(5) && args[5].is_bool() ? std::optional<bool>(args[5].is_true()) : std::nullopt;
  return Value::none();
}

// ---- random ----------------------------------------------------------------------------------------

// Functions of the default generator: torch.manual_seed(1) is default_generator.manual_seed(1).
Value generator_method(Vm& vm, const char* name, const Value* args, std::size_t count) {
  return vm.start_method(TorchState::of(vm).default_generator, vm.intern(name), args, count);
}

// ---- the session's file store ------------------------------------------------------------------------

Value store(Vm& vm, Args args) {
  if (!vm.is_str(args[0])) return vm.type_error("expected a file name, not ", vm.type_name(args[0]));
  if (!TorchState::of(vm).files->set(vm.heap, vm.intern(args[0].as<Str>()), args[1])) return Value::error();
  return Value::none();
}

Value fetch(Vm& vm, Args args) {
  if (!vm.is_str(args[0])) return vm.type_error("expected a file name, not ", vm.type_name(args[0]));
  if (const Value* found = TorchState::of(vm).files->get(vm.intern(args[0].as<Str>()))) return *found;
  return vm.raise(vm.types.file_not_found_error,
                  cat("[Errno 2] No such file or directory: '", args[0].as<Str>()->utf8(), "'"));
}

// ---- for the Python layer --------------------------------------------------------------------------

// Rows `index` of each tensor, stacked: what collating the samples of a TensorDataset gives.
Value gather(Vm& vm, Args args) {
  Shape rows;
  if (!to_int_list(vm, args[1], rows)) return vm.type_error("indices must be ints");
  if (!vm.is_tuple(args[0])) return vm.type_error("expected a tuple of Tensors, but got ", vm.type_name(args[0]));
  for (const Value& item : *args[0].as<script::Tuple>()) {
    if (!is_tensor(vm, item)) return vm.type_error("expected a tuple of Tensors, but got one of ", vm.type_name(item));
  }
  return guarded(vm, [&] {
    const std::int64_t count[] = {static_cast<std::int64_t>(rows.size())};
    const Tensor index = empty(count, DType::int64);
    std::copy(rows.begin(), rows.end(), index.data_as<std::int64_t>());
    auto list = vm.new_list();
    const script::Tuple& tensors = *args[0].as<script::Tuple>();
    for (const Value& item : tensors) {
      const Tensor& tensor = tensor_of(item);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        std::int64_t row = rows[i] < 0 ? rows[i] + tensor.size(0) : rows[i];
        check(row >= 0 && row < tensor.size(0), ErrorKind::index_error, [&] {
          return cat("index ", rows[i], " is out of bounds for dimension 0 with size ", tensor.size(0));
        });
        index.data_as<std::int64_t>()[i] = row;
      }
      if (!list->push(vm.heap, wrap(vm, ops::index_select(tensor, 0, index)))) return Value::error();
    }
    return Value(list);
  });
}

constexpr NativeDef kTorchFunctions[] = {
    {"tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)", torch_tensor,
     "A tensor with a copy of the data: a number or nested lists of numbers."},
    {"as_tensor(data, dtype=None, device=None)", torch_as_tensor},
    {"asarray(obj, dtype=None, device=None)", torch_as_tensor},
    {"is_tensor(obj, /)", torch_is_tensor},
    {"is_floating_point(input)",
     [](Vm& vm, Args args) {
       return tensor_argument(vm, args, "is_floating_point") ? Value::boolean(is_floating(tensor_of(args[0]).dtype())) : Value::error();
     }},
    {"is_complex(input)",
     [](Vm& vm, Args args) { return tensor_argument(vm, args, "is_complex") ? Value::boolean(false) : Value::error(); }},
    {"numel(input)",
     [](Vm& vm, Args args) {
       return tensor_argument(vm, args, "numel") ? vm.integer(tensor_of(args[0]).numel()) : Value::error();
     }},
    {"set_default_dtype(d, /)", set_default_dtype},
    {"get_default_dtype()", get_default_dtype},
    {"set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)",
     set_printoptions},
    {"manual_seed(seed)", [](Vm& vm, Args args) { return generator_method(vm, "manual_seed", &args[0], 1); },
     "Starts the random stream of this seed."},
    {"seed()", [](Vm& vm, Args) { return generator_method(vm, "seed", nullptr, 0); }},
    {"initial_seed()", [](Vm& vm, Args) { return generator_method(vm, "initial_seed", nullptr, 0); }},
    {"get_rng_state()", [](Vm& vm, Args) { return generator_method(vm, "get_state", nullptr, 0); }},
    {"_set_rng_state(state, /)",
     [](Vm& vm, Args args) { return generator_method(vm, "set_state", &args[0], 1); }},
    {"is_grad_enabled()", [](Vm&, Args) { return Value::boolean(Context::current().grad_enabled); }},
    {"is_inference_mode_enabled()", [](Vm&, Args) { return Value::boolean(Context::current().inference_mode); }},
    {}};

// The module of this name; modules are loaded when a script first names them.
Value import_module(Vm& vm, Args args) {
  std::string name;
  if (!vm.to_text(args[0], name, "module name")) return Value::error();
  return vm.start_import(name);
}

// Methods of Tensor that are written in Python: scripts cannot change a native type, its own library can.
Value add_tensor_method(Vm& vm, Args args) {
  if (!vm.is_str(args[0])) return vm.type_error("a method needs a name");
  Type* tensor = TorchState::of(vm).tensor;
  if (!tensor->dict->set(vm.heap, vm.intern(args[0].as<Str>()), args[1])) return Value::error();
  tensor->version = vm.heap.next_version();
  return Value::none();
}

// Training as the lab sees it; nobody listens on the command line.
Value optimizer_stepped(Vm& vm, Args args) {
  BackwardListener* listener = TorchState::of(vm).listener;
  if (!listener) return Value::none();
  double rate = NAN;
  if (is_tensor(vm, args[0])) {
    const Tensor& tensor = tensor_of(args[0]);
    if (tensor.numel() == 1) rate = tensor.element(0).to_double();
  } else {
    vm.to_double(args[0], rate);
    vm.clear_error();
  }
  listener->optimizer_stepped(rate);
  return Value::none();
}

Value loader_began(Vm& vm, Args) {
  if (BackwardListener* listener = TorchState::of(vm).listener) listener->loader_began();
  return Value::none();
}

// Names the node of a result that was computed as a formula as PyTorch names the operation; returns the result.
Value rename_node(Vm& vm, Args args) {
  if (!is_tensor(vm, args[0]) || !vm.is_str(args[1])) return vm.type_error("_rename_node takes a tensor and a name");
  return guarded(vm, [&] {
    if (const Ref<Node> node = grad_fn(tensor_of(args[0]))) {
      const std::string wanted = args[1].as<Str>()->utf8();
      std::deque<std::string>& names = TorchState::of(vm).node_names;
      auto known = std::find(names.begin(), names.end(), wanted);
      if (known == names.end()) known = names.insert(names.end(), wanted);
      node->rename(known->c_str());
    }
    return args[0];
  });
}

constexpr NativeDef kInternalFunctions[] = {
    {"_optimizer_stepped(lr, /)", optimizer_stepped}, {"_loader_began()", loader_began},
    {"_add_tensor_method(name, function, /)", add_tensor_method},
    {"_import(name, /)", import_module},
    {"_rename_node(tensor, name, /)", rename_node},
    {"_store(name, value, /)", store}, {"_fetch(name, /)", fetch}, {"_gather(tensors, index, /)", gather}, {}};

// ---- modules ---------------------------------------------------------------------------------------

Value build_torch(Vm& vm, Module* module) {
  TorchState& torch = TorchState::of(vm);
  torch.ops = std::make_unique<OpTable>(vm);
  torch.files = vm.new_dict();
  if (!add_torch_types(vm, module)) return Value::error();
  add_op_function_type(vm);
  add_autograd_types(vm);
  if (!add_tensor_type(vm, module) || !add_ops(vm, module->dict, "torch.")) return Value::error();
  vm.add_functions(module, kTorchFunctions);
  return Value::none();
}

Value build_internal(Vm& vm, Module* module) {
  script::TypeSpec error{.name = "_LinAlgError", .module = "torch._C"};
  error.base = vm.types.runtime_error;
  TorchState::of(vm).linalg_error = vm.define(error);
  vm.add_type(module, TorchState::of(vm).linalg_error);
  vm.add_functions(module, kInternalFunctions);
  add_autograd_functions(vm, module);
  if (!add_nn_functions(vm, module)) return Value::error();
  return Value::none();
}

// A module that holds the ops with a prefix.
template <const char* kPrefix>
Value build_ops(Vm& vm, Module* module) {
  return add_ops(vm, module->dict, kPrefix) ? Value::none() : Value::error();
}

constexpr char kFunctional[] = "F.";
constexpr char kLinalg[] = "torch.linalg.";
constexpr char kSpecial[] = "torch.special.";

}  // namespace

std::unique_ptr<TorchState> install(Vm& vm) {
  auto state = std::make_unique<TorchState>();
  vm.extension = state.get();
  vm.add_module({"torch._C", build_internal});
  vm.add_module({"_numpy", build_numpy});
  vm.add_module({"torch._C._nn", build_ops<kFunctional>});
  add_python_modules(vm, [](std::string_view name) -> Value (*)(Vm&, Module*) {
    if (name == "torch.linalg") return build_ops<kLinalg>;
    if (name == "torch.special") return build_ops<kSpecial>;
    return name == "torch" ? build_torch : nullptr;
  });
  return state;
}

void release(TorchState& state) {
  state.ops.reset();
  state.numpy.reset();
  state.files = {};
  state.default_generator = state.cpu = Value();
  for (Value& dtype : state.dtypes) dtype = Value();
}

}  // namespace logit::bindings
