#include "bindings/nn_bindings.h"

#include <algorithm>

#include "autograd/grad_meta.h"
#include "bindings/convert.h"
#include "ops/ops.h"
#include "ops/optimizer.h"

namespace logit::bindings {

using script::Attributes;
using script::Dict;
using script::List;
using script::Module;
using script::NativeDef;
using script::NativeFunction;
using script::Str;
using script::TypeSpec;

namespace {

// ---- modules ---------------------------------------------------------------------------------------

// A register of a module ("_parameters"), or null before Module.__init__.
Dict* find_register(Attributes* attributes, const Str* name) {
  Value* found = attributes ? script::find_attribute(*attributes, name) : nullptr;
  return found && found->is_object() ? found->as<Dict>() : nullptr;
}

// Module.__getattr__(self, name): parameters, buffers, child modules, in this order.
Value module_getattr(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("attribute name must be string, not '", vm.type_name(args[1]), "'");
  Attributes* attributes = args[0].is_object() ? script::attributes_of(args[0].object()) : nullptr;
  const Str* name = args[1].as<Str>();
  for (const Str* key : TorchState::of(vm).registers) {
    if (Dict* entries = find_register(attributes, key)) {
      if (Value* found = entries->get(name)) return *found;
    }
  }
  return vm.start_method(args[0], vm.intern("_missing_attribute"), &args[1], 1);  // raises, with names for "Did you mean"
}

// Module.__call__. A module without hooks is called by calling its forward, with the very same arguments.
struct ModuleCall : Object {
  Value with_hooks;                 ///< a function (self, *args, **kwargs) for everything else
  Value global_hooks, global_pre_hooks;
};

Value call_module(Vm& vm, const Value& self, CallArgs args) {
  const ModuleCall& call = *self.as<ModuleCall>();
  const TorchState& torch = TorchState::of(vm);
  if (args.positional > 0 && args.values[0].is_object() && call.global_hooks.as<Dict>()->count == 0 &&
      call.global_pre_hooks.as<Dict>()->count == 0) {
    Object* module = args.values[0].object();
    Attributes* attributes = script::attributes_of(module);
    const Value* forward = module->type->lookup(torch.forward);
    // A hook sets _hooked on the instance; a forward of the instance's own is rare.
    if (attributes && forward && forward->is_exact(vm.types.function) && !script::find_attribute(*attributes, torch.hooked) &&
        !script::find_attribute(*attributes, torch.forward)) {
      return vm.start_call(*forward, args.values, args.positional, args.keywords);
    }
  }
  return vm.start_call(call.with_hooks, args.values, args.positional, args.keywords);
}

Value module_call_descr_get(Vm& vm, const Value& self, const Value& instance, const Value&) {
  if (instance.is_undefined()) return self;
  auto method = vm.heap.make<script::BoundMethod>(vm.types.method);
  method->function = self;
  method->self = instance;
  return method;
}

// _module_call(with_hooks, global_hooks, global_pre_hooks): a Module.__call__ that goes to forward directly while it can.
Value make_module_call(Vm& vm, Args args) {
  if (!args[1].is_exact(vm.types.dict) || !args[2].is_exact(vm.types.dict)) return vm.type_error("hooks must be dicts");
  auto call = vm.heap.make<ModuleCall>(TorchState::of(vm).module_call);
  call->with_hooks = args[0];
  call->global_hooks = args[1];
  call->global_pre_hooks = args[2];
  return call;
}

// ---- optimizers ------------------------------------------------------------------------------------

// The items of a list or tuple of tensors. False: an exception is set.
bool tensors_of(Vm& vm, const Value& value, std::vector<Tensor>& out) {
  const auto add = [&](const Value& item) {
    if (!is_tensor(vm, item)) return false;
    out.push_back(tensor_of(item));
    return true;
  };
  bool ok = false;
  if (vm.is_list(value)) ok = std::all_of(value.as<List>()->begin(), value.as<List>()->end(), add);
  else if (vm.is_tuple(value)) ok = std::all_of(value.as<script::Tuple>()->begin(), value.as<script::Tuple>()->end(), add);
  if (!ok) vm.type_error("expected a list of tensors, not ", vm.type_name(value));
  return ok;
}

// Numbers args[from…]. False: an exception is set.
template <std::size_t N>
bool numbers_of(Vm& vm, Args args, std::size_t from, Scalar (&out)[N]) {
  for (std::size_t i = 0; i < N; ++i) {
    if (to_scalar(vm, args[from + i], out[i])) continue;
    vm.type_error("expected a number, not ", vm.type_name(args[from + i]));
    return false;
  }
  return true;
}

// _sgd_step(params, grads, buffers, weight_decay, momentum, lr, dampening, nesterov, maximize)
Value sgd_step(Vm& vm, Args args) {
  std::vector<Tensor> params, grads;
  Scalar numbers[4];  // weight_decay, momentum, lr, dampening
  if (!tensors_of(vm, args[0], params) || !tensors_of(vm, args[1], grads) || !numbers_of(vm, args, 3, numbers)) {
    return Value::error();
  }
  const bool has_momentum = numbers[1].to_double() != 0;
  if (has_momentum && (!vm.is_list(args[2]) || args[2].as<List>()->count < params.size())) {
    return vm.type_error("expected a list of momentum buffers, not ", vm.type_name(args[2]));
  }
  const ops::SgdSettings settings{numbers[0], numbers[1], numbers[2], numbers[3], args[7].is_true(), args[8].is_true()};
  return guarded(vm, [&] {
    for (std::size_t i = 0; i < params.size() && i < grads.size(); ++i) {
      Tensor buffer;
      Value* const slot = has_momentum ? &(*args[2].as<List>())[i] : nullptr;
      const bool filled = slot && is_tensor(vm, *slot);
      if (filled) buffer = tensor_of(*slot);
      ops::sgd_step(settings, params[i], grads[i], buffer);
      if (slot && !filled) *slot = wrap(vm, buffer);
    }
    return Value::none();
  });
}

// _adam_step(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, beta1, beta2, lr, weight_decay, eps, amsgrad,
// decoupled, maximize)
Value adam_step(Vm& vm, Args args) {
  std::vector<Tensor> params, grads, averages, squares, largest, steps;
  Scalar numbers[5];  // beta1, beta2, lr, weight_decay, eps
  const bool amsgrad = args[11].is_true();
  if (!tensors_of(vm, args[0], params) || !tensors_of(vm, args[1], grads) || !tensors_of(vm, args[2], averages) ||
      !tensors_of(vm, args[3], squares) || (amsgrad && !tensors_of(vm, args[4], largest)) || !tensors_of(vm, args[5], steps) ||
      !numbers_of(vm, args, 6, numbers)) {
    return Value::error();
  }
  const std::size_t count = params.size();
  if (grads.size() < count || averages.size() < count || squares.size() < count || steps.size() < count ||
      (amsgrad && largest.size() < count)) {
    return vm.type_error("every list must have one tensor per parameter");
  }
  const ops::AdamSettings settings{numbers[0], numbers[1],        numbers[2],        numbers[3],
                                   numbers[4], args[12].is_true(), args[13].is_true()};
  return guarded(vm, [&] {
    for (std::size_t i = 0; i < count; ++i) {
      ops::adam_step(settings, params[i], grads[i], averages[i], squares[i], amsgrad ? largest[i] : Tensor(), steps[i]);
    }
    return Value::none();
  });
}

// _with_grads(params): the parameters that have a gradient, and their gradients, as two lists.
Value with_grads(Vm& vm, Args args) {
  std::vector<Tensor> all;
  if (!tensors_of(vm, args[0], all)) return Value::error();
  auto params = vm.new_list(), grads = vm.new_list();
  for (const Tensor& param : all) {
    const Tensor grad = grad_of(param);
    if (!grad.defined()) continue;
    if (!params->push(vm.heap, wrap(vm, param)) || !grads->push(vm.heap, wrap(vm, grad))) return Value::error();
  }
  return vm.tuple_of(Value(params), Value(grads));
}

// _forget_grads(params): p.grad = None for each.
Value forget_grads(Vm& vm, Args args) {
  std::vector<Tensor> params;
  if (!tensors_of(vm, args[0], params)) return Value::error();
  for (const Tensor& param : params) set_grad(param, Tensor());
  return Value::none();
}

constexpr NativeDef kFunctions[] = {
    {"_module_call(with_hooks, global_hooks, global_pre_hooks, /)", make_module_call},
    {"_sgd_step(params, grads, buffers, weight_decay, momentum, lr, dampening, nesterov, maximize, /)", sgd_step},
    {"_adam_step(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, beta1, beta2, lr, weight_decay, eps, amsgrad, "
     "decoupled, maximize, /)", adam_step},
    {"_with_grads(params, /)", with_grads},
    {"_forget_grads(params, /)", forget_grads},
    {}};
constexpr NativeDef kModuleGetattr{"__getattr__(name, /)", module_getattr};

}  // namespace

bool add_nn_functions(Vm& vm, Module* module) {
  TorchState& torch = TorchState::of(vm);
  const char* const registers[] = {"_parameters", "_buffers", "_modules"};
  for (int i = 0; i < 3; ++i) torch.registers[i] = vm.intern(registers[i]);
  torch.hooked = vm.intern("_hooked");
  torch.forward = vm.intern("forward");
  for (Str* name : {torch.registers[0], torch.registers[1], torch.registers[2], torch.hooked, torch.forward}) {
    script::retain(name);  // for the life of the Vm
  }

  TypeSpec spec{.name = "function"};
  spec.instance_bytes = sizeof(ModuleCall);
  spec.slots.call = call_module;
  spec.slots.descr_get = module_call_descr_get;
  spec.slots.dealloc = &script::drop<ModuleCall>;
  torch.module_call = vm.define(spec);

  vm.add_functions(module, kFunctions);
  Value getattr = vm.native_function(kModuleGetattr);
  getattr.as<NativeFunction>()->owner = vm.types.object;  // in a class it binds like a method
  getattr.as<NativeFunction>()->type = vm.types.method_descriptor;
  return module->dict->set(vm.heap, vm.intern("_module_getattr"), std::move(getattr));
}

}  // namespace logit::bindings
