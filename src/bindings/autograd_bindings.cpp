#include "bindings/autograd_bindings.h"

#include "autograd/grad_meta.h"
#include "bindings/backward_listener.h"
#include "bindings/saved_attributes.h"
#include "ops/formula.h"

namespace logit::bindings {

using script::Dict;
using script::GetSetDef;
using script::List;
using script::Module;
using script::NativeDef;
using script::Str;
using script::Task;
using script::Tuple;
using script::TypeSpec;

namespace {

// Nodes per slice: long enough to cost nothing, short enough for a frame of the lab.
constexpr std::int64_t kNodesPerSlice = 4096;

// ---- converting gradients --------------------------------------------------------------------------

// A tensor, a tuple or list of tensors and Nones, or None, as a list. False: an exception is set.
bool collect_tensors(Vm& vm, const Value& value, std::vector<Tensor>& out, const char* what) {
  auto add = [&](const Value& item) {
    if (is_tensor(vm, item)) {
      out.push_back(tensor_of(item));
    } else if (item.is_none()) {
      out.emplace_back();
    } else {
      vm.type_error(what, " must be a Tensor or a tuple of Tensors, but got ", vm.type_name(item));
      return false;
    }
    return true;
  };
  if (value.is_undefined() || value.is_none()) return true;
  if (vm.is_tuple(value)) {
    for (const Value& item : *value.as<Tuple>()) {
      if (!add(item)) return false;
    }
    return true;
  }
  if (vm.is_list(value)) {
    for (const Value& item : *value.as<List>()) {
      if (!add(item)) return false;
    }
    return true;
  }
  return add(value);
}

Value tuple_of_tensors(Vm& vm, std::span<const Tensor> tensors) {
  auto tuple = vm.new_tuple_of(tensors.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) (*tuple)[i] = wrap(vm, tensors[i]);
  return tuple;
}

// The values that a pending call gets.
std::vector<Value> call_arguments(Vm& vm, const ScriptCall& call) {
  std::vector<Value> values;
  switch (call.kind) {
    case ScriptCall::Kind::pre_hook:
      values.push_back(tuple_of_tensors(vm, {call.arguments.begin(), call.arguments.end()}));
      break;
    case ScriptCall::Kind::post_hook:
      values.push_back(tuple_of_tensors(vm, {call.arguments.begin(), call.arguments.end()}));
      values.push_back(tuple_of_tensors(vm, {call.more_arguments.begin(), call.more_arguments.end()}));
      break;
    case ScriptCall::Kind::function:
      values.push_back(wrap_node(vm, Ref<Node>(call.node)));
      [[fallthrough]];
    case ScriptCall::Kind::tensor_hook:
    case ScriptCall::Kind::accumulate_hook:
      for (const Tensor& tensor : call.arguments) values.push_back(wrap(vm, tensor));
      break;
  }
  return values;
}

// What in the result of a custom backward is neither a tensor nor None; undefined if all is well.
Value no_gradient(Vm& vm, const Value& result) {
  const auto good = [&](const Value& item) { return item.is_none() || is_tensor(vm, item); };
  const auto wrong_in = [&](auto& items) {
    for (const Value& item : items) {
      if (!good(item)) return item;
    }
    return Value();
  };
  if (vm.is_tuple(result)) return wrong_in(*result.as<Tuple>());
  if (vm.is_list(result)) return wrong_in(*result.as<List>());
  return good(result) ? Value() : result;
}

// Hands the result of a hook or a custom backward to the run. False: an exception is set.
bool deliver(Vm& vm, BackwardRun& run, const Value& result) {
  Grads grads;
  const ScriptCall& call = run.pending();
  if (call.kind != ScriptCall::Kind::accumulate_hook) {
    std::vector<Tensor> tensors;
    if (call.kind == ScriptCall::Kind::function) {
      if (result.is_none()) tensors.emplace_back();
      const Value wrong = no_gradient(vm, result);
      if (!wrong.is_undefined()) {
        vm.runtime_error("expected Variable or None (got ", vm.type_name(wrong), ")");
        return false;
      }
    }
    if (!collect_tensors(vm, result, tensors, "the result of a hook")) return false;
    for (Tensor& tensor : tensors) grads.push_back(std::move(tensor));
  }
  const Value done = guarded(vm, [&] {
    run.resume(std::move(grads));
    return Value::none();
  });
  return !done.is_error();
}

// ---- running ---------------------------------------------------------------------------------------

enum class Advance { done, paused, script_call, long_work, failed };

Advance advance(Vm& vm, BackwardRun& run, std::int64_t nodes = kNodesPerSlice) {
  Advance result = Advance::failed;
  guarded(vm, [&] {
    const ops::LongWork::Scope long_work(TorchState::of(vm).long_work);
    try {
      switch (run.advance(nodes)) {
        case BackwardRun::Status::done: result = Advance::done; break;
        case BackwardRun::Status::paused: result = Advance::paused; break;
        case BackwardRun::Status::script_call: result = Advance::script_call; break;
      }
    } catch (const ops::Suspended&) {
      result = Advance::long_work;
    }
    return Value::none();
  });
  return result;
}

Value finish(Vm& vm, BackwardRun& run, bool collect) {
  if (BackwardListener* listener = TorchState::of(vm).listener) listener->backward_ended();
  if (!collect) return Value::none();
  return guarded(vm, [&] {
    const std::vector<Tensor> grads = run.take_input_grads();
    return tuple_of_tensors(vm, grads);
  });
}

Task continue_backward(Vm& vm, std::unique_ptr<BackwardRun> run, Advance state, bool collect) {
  for (;;) {
    if (state == Advance::failed) co_return Value::error();
    if (state == Advance::done) co_return finish(vm, *run, collect);
    if (state == Advance::long_work) {
      ops::LongWork& work = TorchState::of(vm).long_work;
      while (work.step()) {
        Value charged = co_await give_way(vm, work);
        if (charged.is_error()) {
          work.clear();
          co_return charged;
        }
      }
      state = advance(vm, *run, 0);  // the node that asked for it, again and no further
      if (state != Advance::long_work) work.clear();
      continue;
    }
    if (state == Advance::paused) {
      Value charged = co_await vm.charge(kNodesPerSlice);
      if (charged.is_error()) co_return charged;
    } else {
      std::vector<Value> arguments = call_arguments(vm, run->pending());
      Value callable = static_cast<CallableHandle*>(run->pending().callable.get())->callable();
      Value result = co_await vm.call_with(callable, arguments);
      if (result.is_error()) co_return result;
      if (!deliver(vm, *run, result)) co_return Value::error();
    }
    state = advance(vm, *run);
  }
}

// Most graphs have no script in them and end here without a coroutine.
Value run_backward(Vm& vm, std::span<const Tensor> roots, std::span<const Tensor> grads, BackwardRun::Options options) {
  const bool collect = !options.accumulate;
  std::unique_ptr<BackwardRun> run;
  const Value made = guarded(vm, [&] {
    run = std::make_unique<BackwardRun>(roots, grads, std::move(options), ops::arithmetic());
    return Value::none();
  });
  if (made.is_error()) return made;
  if (BackwardListener* listener = TorchState::of(vm).listener) listener->backward_begins(roots);
  const Advance state = advance(vm, *run);
  if (state == Advance::failed) return Value::error();
  if (state == Advance::done) return finish(vm, *run, collect);
  return vm.start(continue_backward(vm, std::move(run), state, collect));
}

bool truth_of(const Value& value, bool fallback) {
  if (value.is_undefined() || value.is_none()) return fallback;
  return value.is_true() || (value.is_small_int() && value.small_int() != 0);
}

// _run_backward(tensors, grad_tensors, retain_graph, create_graph, inputs, allow_unused, accumulate)
Value c_run_backward(Vm& vm, Args args) {
  std::vector<Tensor> roots, grads;
  BackwardRun::Options options;
  if (!collect_tensors(vm, args[0], roots, "tensors") || !collect_tensors(vm, args[1], grads, "grad_tensors") ||
      !collect_tensors(vm, args[4], options.inputs, "inputs")) {
    return Value::error();
  }
  grads.resize(roots.size());
  options.create_graph = truth_of(args[3], false);
  options.retain_graph = truth_of(args[2], options.create_graph);
  options.allow_unused = truth_of(args[5], false);
  options.accumulate = truth_of(args[6], true);
  return run_backward(vm, roots, grads, std::move(options));
}

// ---- grad_fn objects -------------------------------------------------------------------------------

const Ref<Node>& node_of(const Value& value) { return value.as<NodeObject>()->node; }

// What the Python layer hands over; false, and a TypeError, for what only a script's own call can bring.
bool want_tensor(Vm& vm, const Value& value) {
  if (is_tensor(vm, value)) return true;
  vm.type_error("expected a Tensor, but got ", vm.type_name(value));
  return false;
}
bool want_node(Vm& vm, const Value& value) {
  if (vm.is_instance(value, TorchState::of(vm).node)) return true;
  vm.type_error("expected a graph node, but got ", vm.type_name(value));
  return false;
}

Value node_repr(Vm& vm, const Value& self) {
  char address[32];
  std::snprintf(address, sizeof address, "0x%012llx",
                static_cast<unsigned long long>(reinterpret_cast<std::uintptr_t>(node_of(self).get())));
  return vm.str(cat("<", node_of(self)->short_name(), " object at ", address, ">"));
}

Value node_compare(Vm& vm, const Value& left, const Value& right, script::Compare op) {
  const Type* type = TorchState::of(vm).node;
  if (!vm.is_instance(left, type) || !vm.is_instance(right, type)) return Value::not_implemented();
  const bool same = node_of(left).get() == node_of(right).get();
  if (op == script::Compare::eq) return Value::boolean(same);
  if (op == script::Compare::ne) return Value::boolean(!same);
  return Value::not_implemented();
}

Value node_hash(Vm&, const Value& self) {
  return Value::small_int(static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(node_of(self).get()) >> 4) &
                          0x7FFFFFFFFFF);
}

Value node_next_functions(Vm& vm, const Value& self) {
  const Node& node = *node_of(self);
  auto tuple = vm.new_tuple_of(node.next.size());
  for (std::size_t i = 0; i < node.next.size(); ++i) {
    (*tuple)[i] = vm.tuple_of(wrap_node(vm, node.next[i].node), vm.integer(node.next[i].input));
  }
  return tuple;
}

Value node_variable(Vm& vm, const Value& self) {
  Node& node = *node_of(self);
  if (node.kind() != Node::Kind::accumulate_grad) {
    return vm.raise(vm.types.attribute_error, cat("'", node.short_name(), "' object has no attribute 'variable'"));
  }
  return wrap(vm, static_cast<AccumulateGrad&>(node).variable());
}

Value node_getattr(Vm& vm, const Value& self, Str* name) {
  if (!self.object()->type->lookup(name)) {
    Value found = node_attribute(vm, *node_of(self), name);
    if (!found.is_undefined()) return found;
  }
  return vm.types.object->slots.getattr(vm, self, name);
}

constexpr GetSetDef kNodeProperties[] = {
    {"next_functions", node_next_functions}, {"variable", node_variable}, {}};

Value hook_id(Vm& vm, std::uint64_t id) { return vm.integer(static_cast<std::int64_t>(id)); }

constexpr NativeDef kNodeMethods[] = {
    {"name()", [](Vm& vm, Args args) { return vm.str(node_of(args[0])->name()); }, "The operation's name."},
    {"_register_hook(hook, /)",
     [](Vm& vm, Args args) {
       return hook_id(vm, register_post_hook(*node_of(args[0]), Ref<ScriptHandle>(new CallableHandle(vm, args[1]))));
     }},
    {"_register_prehook(hook, /)",
     [](Vm& vm, Args args) {
       return hook_id(vm, register_pre_hook(*node_of(args[0]), Ref<ScriptHandle>(new CallableHandle(vm, args[1]))));
     }},
    {"_remove_hook(id, /)",
     [](Vm&, Args args) {
       if (!args[1].is_small_int()) return Value::boolean(false);
       return Value::boolean(remove_hook(*node_of(args[0]), static_cast<std::uint64_t>(args[1].small_int())));
     }},
    {"_sequence_nr()",
     [](Vm& vm, Args args) { return vm.integer(static_cast<std::int64_t>(node_of(args[0])->sequence())); }},
    {}};

// ---- torch.autograd.Function -----------------------------------------------------------------------

bool contains(const std::vector<Tensor>& tensors, const Tensor& tensor) {
  for (const Tensor& other : tensors) {
    if (other.defined() && other.is(tensor)) return true;
  }
  return false;
}

// _function_outputs(name, backward, inputs, outputs, materialize_grads, saved, dirty, non_differentiable): see README.md.
Value c_function_outputs(Vm& vm, Args args) {
  std::string name;
  if (!vm.to_text(args[0], name, "name")) return Value::error();
  std::vector<Tensor> inputs, outputs, saved, dirty, constant;
  if (!collect_tensors(vm, args[2], inputs, "inputs") || !collect_tensors(vm, args[3], outputs, "outputs") ||
      !collect_tensors(vm, args[5], saved, "saved tensors") || !collect_tensors(vm, args[6], dirty, "dirty tensors") ||
      !collect_tensors(vm, args[7], constant, "non-differentiable tensors")) {
    return Value::error();
  }
  return guarded(vm, [&] {
    const Ref<ScriptFunctionNode> function(
        new ScriptFunctionNode(name, Ref<ScriptHandle>(new CallableHandle(vm, args[1]))));
    const Ref<Node> node(function.get());
    function->materialize_grads = truth_of(args[4], true);
    for (const Tensor& input : inputs) node->next.push_back(input.defined() ? gradient_edge(input) : Edge{});
    for (Tensor& output : outputs) {
      if (!output.defined() || !is_floating(output.dtype()) || contains(constant, output)) continue;
      if (contains(inputs, output) && !contains(dirty, output)) output = make_alias(output);
      set_history(output, node);
    }
    for (const Tensor& tensor : saved) {
      node->saved.push_back(!tensor.defined()           ? SavedTensor()
                            : contains(outputs, tensor) ? SavedTensor::output(tensor, output_nr(tensor))
                                                        : SavedTensor(tensor));
    }
    return vm.tuple_of(tuple_of_tensors(vm, outputs), wrap_node(vm, node));
  });
}

Value c_saved_tensors(Vm& vm, Args args) {
  if (!want_node(vm, args[0])) return Value::error();
  return guarded(vm, [&] {
    Node& node = *node_of(args[0]);
    auto tuple = vm.new_tuple_of(node.saved.size());
    for (std::size_t i = 0; i < node.saved.size(); ++i) (*tuple)[i] = wrap(vm, node.saved[i].unpack(node));
    return Value(tuple);
  });
}

Value c_register_hook(Vm& vm, Args args) {
  if (!want_tensor(vm, args[0])) return Value::error();
  return guarded(vm, [&] {
    return hook_id(vm, register_hook(tensor_of(args[0]), Ref<ScriptHandle>(new CallableHandle(vm, args[1]))));
  });
}

Value c_register_accumulate_hook(Vm& vm, Args args) {
  if (!want_tensor(vm, args[0])) return Value::error();
  return guarded(vm, [&] {
    return hook_id(vm, register_accumulate_hook(tensor_of(args[0]), Ref<ScriptHandle>(new CallableHandle(vm, args[1]))));
  });
}

Value c_remove_hook(Vm& vm, Args args) {
  if (!want_tensor(vm, args[0])) return Value::error();
  if (!args[1].is_small_int()) return Value::boolean(false);
  return Value::boolean(remove_hook(tensor_of(args[0]), static_cast<std::uint64_t>(args[1].small_int())));
}

// A switch of the Context: returns what it was.
template <bool Context::*kSwitch>
Value set_switch(Vm&, Args args) {
  Context& context = Context::current();
  const bool before = context.*kSwitch;
  context.*kSwitch = truth_of(args[0], false);
  return Value::boolean(before);
}

constexpr NativeDef kFunctions[] = {
    {"_run_backward(tensors, grad_tensors, retain_graph, create_graph, inputs, allow_unused, accumulate, /)",
     c_run_backward, "One backward pass."},
    {"_function_outputs(name, backward, inputs, outputs, materialize_grads, saved=(), dirty=(), non_differentiable=(), /)",
     c_function_outputs},
    {"_saved_tensors(node, /)", c_saved_tensors},
    {"_register_hook(tensor, hook, /)", c_register_hook},
    {"_register_accumulate_hook(tensor, hook, /)", c_register_accumulate_hook},
    {"_remove_hook(tensor, id, /)", c_remove_hook},
    {"_set_grad_enabled(mode, /)", set_switch<&Context::grad_enabled>},
    {"_set_inference_mode(mode, /)", set_switch<&Context::inference_mode>},
    {"_set_detect_anomaly(mode, /)", set_switch<&Context::detect_anomaly>},
    {"_anomaly_enabled()", [](Vm&, Args) { return Value::boolean(Context::current().detect_anomaly); }},
    {"is_grad_enabled()", [](Vm&, Args) { return Value::boolean(Context::current().grad_enabled); }},
    {"is_inference_mode_enabled()", [](Vm&, Args) { return Value::boolean(Context::current().inference_mode); }},
    {}};

}  // namespace

std::string CallableHandle::name() const {
  const Value name = vm_.getattr_plain(callable_, vm_.names.__name__);
  return name.is_object() && vm_.is_str(name) ? name.as<Str>()->utf8() : "<unknown>";
}

static void drop_node(script::Heap&, Object* object) {
  NodeObject* self = static_cast<NodeObject*>(object);
  if (self->node->script_object == self) self->node->script_object = nullptr;
  self->~NodeObject();
}

static TypeSpec node_spec(const char* name, const char* module, Type* base) {
  TypeSpec node{.name = name, .module = module};
  node.base = base;
  node.instance_bytes = sizeof(NodeObject);
  node.attributes_offset = offsetof(NodeObject, attributes);
  node.slots.repr = node_repr;
  node.slots.getattr = node_getattr;
  node.slots.compare = node_compare;
  node.slots.hash = node_hash;
  node.slots.dealloc = drop_node;
  if (!base) {
    node.methods = kNodeMethods;
    node.properties = kNodeProperties;
  }
  return node;
}

// One type per kind of node, so that type(y.grad_fn) prints as in PyTorch.
static Type* node_type(Vm& vm, std::string_view name) {
  TorchState& torch = TorchState::of(vm);
  for (Type* type : torch.node_types) {
    if (type->name_str()->equals(name)) return type;
  }
  const std::string text(name);
  torch.node_types.push_back(vm.define(node_spec(text.c_str(), "builtins", torch.node)));
  return torch.node_types.back();
}

Value wrap_node(Vm& vm, const Ref<Node>& node) {
  if (!node) return Value::none();
  if (node->script_object) return Value::object(static_cast<NodeObject*>(node->script_object));
  auto object = vm.heap.make<NodeObject>(node_type(vm, node->short_name()));
  object->node = node;
  node->script_object = object.get();
  return object;
}

void add_autograd_types(Vm& vm) { TorchState::of(vm).node = vm.define(node_spec("Node", "torch.autograd.graph", nullptr)); }

void add_autograd_functions(Vm& vm, Module* module) { vm.add_functions(module, kFunctions); }

Value tensor_backward(Vm& vm, Args args) {
  const Tensor roots[] = {tensor_of(args[0])};
  Tensor grads[1];
  if (args.has(1) && !args[1].is_none()) {
    if (!is_tensor(vm, args[1])) {
      return vm.type_error("gradients can be either Tensors or None, but got ", vm.type_name(args[1]));
    }
    grads[0] = tensor_of(args[1]);
  }
  BackwardRun::Options options;
  options.create_graph = truth_of(args[3], false);
  options.retain_graph = truth_of(args[2], options.create_graph);
  if (args.has(4) && !args[4].is_none() && !collect_tensors(vm, args[4], options.inputs, "inputs")) return Value::error();
  return run_backward(vm, roots, grads, std::move(options));
}

}  // namespace logit::bindings
