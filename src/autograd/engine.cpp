// Each node goes through the stages of enum Stage. A stage that needs the script machine puts the call
// into call_ and returns; resume() takes the answer and the next advance() goes on with the next hook.
#include "autograd/engine.h"

#include <algorithm>
#include <utility>

#include "autograd/grad_meta.h"
#include "base/error.h"
#include "base/format.h"
#include "tensor/context.h"

namespace logit {

// The run's bookkeeping for one node.
struct BackwardRun::Slot {
  Ref<Node> node;
  Grads grads;                     // arrived so far, per output
  std::uint32_t dependencies = 0;  // gradients that are still to come
  bool needed = true;              // leads to one of the wanted inputs
  SmallVector<std::pair<std::uint32_t, std::uint32_t>, 1> captures;  // (output, index into inputs)
  std::uint32_t outer_run = 0, outer_slot = 0;  // what an enclosing run had noted on the node
};

namespace {

Tensor implicit_grad(const Tensor& root, const Tensor& given, std::size_t index) {
  if (given.defined()) {
    if (!(given.sizes() == root.sizes())) {
      fail(ErrorKind::runtime_error,
           cat("Mismatch in shape: grad_output[", index, "] has a shape of ", size_repr(given.sizes()), " and output[",
               index, "] has a shape of ", size_repr(root.sizes()), "."));
    }
    return given;
  }
  if (!root.requires_grad()) return given;
  if (root.numel() != 1) fail(ErrorKind::runtime_error, "grad can be implicitly created only for scalar outputs");
  return full_of(root.sizes(), 1, root.dtype());
}

// Anomaly mode: the first operation that makes a nan of its gradients is named.
void check_for_nan(const Node& node, const Grads& grads) {
  for (std::size_t i = 0; i < grads.size(); ++i) {
    if (!grads[i].defined() || !is_floating(grads[i].dtype())) continue;
    for (std::int64_t at = 0; at < grads[i].numel(); ++at) {
      const double value = grads[i].element(at).to_double();
      if (value != value) {
        fail(ErrorKind::runtime_error, cat("Function '", node.name(), "' returned nan values in its ", i, "th output."));
      }
    }
  }
}

const NodeHooks* tensor_hooks_of(const Node& node) {
  if (node.kind() != Node::Kind::accumulate_grad) return node.hooks.get();
  const GradMeta* meta = find_grad_meta(static_cast<const AccumulateGrad&>(node).variable());
  return meta ? meta->leaf_hooks.get() : nullptr;
}

}  // namespace

BackwardRun::BackwardRun(std::span<const Tensor> roots, std::span<const Tensor> grads, Options options,
                         const Arithmetic& arithmetic)
    : options_(std::move(options)), arithmetic_(arithmetic), run_(++Context::current().next_run) {
  slots_.reserve(16);
  ready_.reserve(8);
  SmallVector<Tensor, 2> root_grads;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    root_grads.push_back(implicit_grad(roots[i], i < grads.size() ? grads[i] : Tensor(), i));
  }
  SmallVector<Edge, 2> edges;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    Edge edge = gradient_edge(roots[i]);
    if (!edge) {
      fail(ErrorKind::runtime_error,
           cat("element ", i, " of tensors does not require grad and does not have a grad_fn"));
    }
    edges.push_back(std::move(edge));
  }
  for (const Edge& edge : edges) ++slots_[slot_of(edge.node.get())].dependencies;
  count_dependencies();
  if (!options_.inputs.empty()) mark_needed();
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const std::uint32_t slot = edges[i].node->slot_;
    Tensor grad = root_grads[i];
    if (grad.defined()) {
      const Node::Output& expected = edges[i].node->outputs[edges[i].input];
      if (grad.dtype() != expected.dtype) grad = arithmetic_.cast(grad, expected.dtype);
    }
    accept(slot, edges[i].input, std::move(grad));
  }
}

BackwardRun::~BackwardRun() {
  if (in_grad_mode_) Context::current().grad_enabled = grad_mode_before_;
  for (Slot& slot : slots_) {
    if (!slot.node) continue;
    slot.node->run_ = slot.outer_run;
    slot.node->slot_ = slot.outer_slot;
  }
}

std::uint32_t BackwardRun::slot_of(Node* node) {
  if (node->run_ == run_) return node->slot_;
  Slot slot;
  slot.node = Ref<Node>(node);
  slot.outer_run = node->run_;
  slot.outer_slot = node->slot_;
  node->run_ = run_;
  node->slot_ = static_cast<std::uint32_t>(slots_.size());
  slots_.push_back(std::move(slot));
  return node->slot_;
}

void BackwardRun::count_dependencies() {
  // slots_ is also the list of nodes to visit: slot_of appends each new one.
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    Node& node = *slots_[i].node;
    for (const Edge& edge : node.next) {
      if (edge.node) ++slots_[slot_of(edge.node.get())].dependencies;
    }
  }
}

void BackwardRun::mark_needed() {
  for (Slot& slot : slots_) slot.needed = false;
  captured_.resize(options_.inputs.size());
  SmallVector<std::uint32_t, 8> wanted;
  for (std::size_t i = 0; i < options_.inputs.size(); ++i) {
    const Tensor& input = options_.inputs[i];
    const Edge edge = gradient_edge(input);
    if (!edge) fail(ErrorKind::runtime_error, "One of the differentiated Tensors does not require grad");
    if (edge.node->run_ != run_) continue;  // not in this graph
    const std::uint32_t slot = edge.node->slot_;
    if (options_.accumulate) {
      if (edge.node->kind() != Node::Kind::accumulate_grad) retain_grad(input);
      wanted.push_back(slot);
    } else {
      slots_[slot].captures.push_back({edge.input, static_cast<std::uint32_t>(i)});
    }
  }
  for (const std::uint32_t slot : wanted) slots_[slot].needed = true;

  // A node is needed if any of its edges leads to a captured or needed one: depth first, children first.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> path;  // (slot, next edge)
  std::vector<bool> visited(slots_.size());
  for (std::uint32_t start = 0; start < slots_.size(); ++start) {
    if (visited[start]) continue;
    visited[start] = true;
    path.push_back({start, 0});
    while (!path.empty()) {
      auto& [slot, at] = path.back();
      const auto& next = slots_[slot].node->next;
      if (at < next.size()) {
        Node* child = next[at++].node.get();
        if (child && !visited[child->slot_]) {
          visited[child->slot_] = true;
          path.push_back({child->slot_, 0});
        }
        continue;
      }
      for (const Edge& edge : next) {
        if (!edge.node) continue;
        const Slot& child = slots_[edge.node->slot_];
        if (child.needed || !child.captures.empty()) slots_[slot].needed = true;
      }
      path.pop_back();
    }
  }
}

void BackwardRun::push_ready(std::uint32_t slot) {
  ready_.push_back(slot);
  std::push_heap(ready_.begin(), ready_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return slots_[a].node->sequence() < slots_[b].node->sequence();
  });
}

void BackwardRun::accept(std::uint32_t index, std::uint32_t input, Tensor grad) {
  Slot& slot = slots_[index];
  if (slot.grads.size() < slot.node->outputs.size()) slot.grads.resize(slot.node->outputs.size());
  if (grad.defined()) {
    Tensor& sum = slot.grads[input];
    if (!sum.defined()) {
      sum = std::move(grad);
    } else if (!options_.create_graph && sum->use_count() == 1 && sum->storage->use_count() == 1 &&
               sum.is_contiguous() && sum.dtype() == grad.dtype()) {
      arithmetic_.add_in_place(sum, grad);
    } else {
      sum = arithmetic_.add(sum, grad);
    }
  }
  if (--slot.dependencies == 0) push_ready(index);
}

Tensor BackwardRun::fit_to_edge(Tensor grad, const Edge& edge, const Node& from, std::size_t index) {
  const Node::Output& expected = edge.node->outputs[edge.input];
  if (!(grad.sizes() == expected.sizes)) {
    if (!is_expandable_to(expected.sizes, grad.sizes())) {
      fail(ErrorKind::runtime_error,
           cat("Function ", from.name(), " returned an invalid gradient at index ", index, " - got ",
               sizes_text(grad.sizes()), " but expected shape compatible with ", sizes_text(expected.sizes)));
    }
    grad = arithmetic_.sum_to(grad, expected.sizes);
  }
  if (grad.dtype() != expected.dtype) grad = arithmetic_.cast(grad, expected.dtype);
  return grad;
}

BackwardRun::Status BackwardRun::advance(std::int64_t max_nodes) {
  Context& context = Context::current();
  if (!in_grad_mode_) {
    grad_mode_before_ = context.grad_enabled;
    in_grad_mode_ = true;
  }
  context.grad_enabled = options_.create_graph;
  Status status = Status::done;
  for (;;) {
    if (current_ < 0) {
      if (ready_.empty()) break;
      if (max_nodes-- <= 0) {
        status = Status::paused;
        break;
      }
      std::pop_heap(ready_.begin(), ready_.end(), [this](std::uint32_t a, std::uint32_t b) {
        return slots_[a].node->sequence() < slots_[b].node->sequence();
      });
      current_ = ready_.back();
      ready_.pop_back();
      stage_ = Stage::tensor_hooks;
      hook_ = 0;
      grad_outputs_ = std::move(slots_[static_cast<std::size_t>(current_)].grads);
    }
    if (!run_stage(slots_[static_cast<std::size_t>(current_)])) return Status::script_call;
  }
  context.grad_enabled = grad_mode_before_;
  in_grad_mode_ = false;
  return status;
}

bool BackwardRun::call_next_hook(const SmallVector<NodeHooks::Hook, 2>& hooks) {
  while (hook_ < hooks.size()) {
    const NodeHooks::Hook& hook = hooks[hook_++];
    if (!grad_outputs_[hook.output].defined()) continue;
    call_.kind = ScriptCall::Kind::tensor_hook;
    call_.callable = hook.callable;
    call_.arguments = {grad_outputs_[hook.output]};
    return true;
  }
  return false;
}

// Works on the node's current stage. False: the script machine has to make call_ first.
bool BackwardRun::run_stage(Slot& slot) {
  Node& node = *slot.node;
  call_.node = &node;
  switch (stage_) {
    case Stage::tensor_hooks: {
      const NodeHooks* const hooks = tensor_hooks_of(node);
      if (!hooks && !node.hooks && slot.needed && slot.captures.empty() && node.kind() != Node::Kind::script_function &&
          !Context::current().observer && !Context::current().detect_anomaly) {
        // Nobody listens and nothing is kept: all stages at once. If the node's work is put off (ops/long_work.h), it is
        // applied again from its stage.
        stage_ = Stage::apply;
        apply_node(slot);
        if (!options_.retain_graph) node.release_saved();
        send(slot);
        grad_outputs_.clear();
        grad_inputs_.clear();
        current_ = -1;
        return true;
      }
      if (hooks) {
        if (call_next_hook(hooks->tensor_hooks)) return false;
      }
      if (node.hooks) {
        for (const NodeHooks::Retained& retained : node.hooks->retained) {
          const Tensor& grad = grad_outputs_[retained.output];
          Tensor& kept = static_cast<GradMeta*>(retained.tensor->grad_meta)->grad;
          if (grad.defined()) kept = kept.defined() ? arithmetic_.add(kept, grad) : arithmetic_.clone(grad);
        }
      }
      stage_ = Stage::capture;
      return true;
    }
    case Stage::capture:
      for (const auto& [output, input] : slot.captures) captured_[input] = grad_outputs_[output];
      if (!slot.needed) {
        // Captured and not run: the observer sees what arrived all the same.
        if (AutogradObserver* observer = Context::current().observer) {
          observer->before_node(node, {grad_outputs_.data(), grad_outputs_.size()});
        }
        grad_outputs_.clear();
        current_ = -1;
        return true;
      }
      stage_ = Stage::pre_hooks;
      hook_ = 0;
      return true;
    case Stage::pre_hooks:
      if (node.hooks && hook_ < node.hooks->pre_hooks.size()) {
        call_.kind = ScriptCall::Kind::pre_hook;
        call_.callable = node.hooks->pre_hooks[hook_++].callable;
        call_.arguments = grad_outputs_;
        return false;
      }
      stage_ = Stage::apply;
      return true;
    case Stage::apply: {
      if (AutogradObserver* observer = Context::current().observer; observer && !applying_) {
        // What the observer computes for itself is not put off: it would be taken for the node's.
        ops::LongWork* later = std::exchange(Context::current().long_work, nullptr);
        observer->before_node(node, {grad_outputs_.data(), grad_outputs_.size()});
        Context::current().long_work = later;
      }
      if (node.kind() == Node::Kind::script_function) {
        auto& function = static_cast<ScriptFunctionNode&>(node);
        call_.kind = ScriptCall::Kind::function;
        call_.callable = function.backward();
        call_.arguments = grad_outputs_;
        if (function.materialize_grads) {
          for (std::size_t i = 0; i < call_.arguments.size(); ++i) {
            if (!call_.arguments[i].defined()) {
              call_.arguments[i] = full_of(node.outputs[i].sizes, 0, node.outputs[i].dtype);
            }
          }
        }
        stage_ = Stage::post_hooks;
        hook_ = 0;
        return false;
      }
      applying_ = true;  // what may be put off (ops/long_work.h) ends in an exception and is applied again
      apply_node(slot);
      applying_ = false;
      stage_ = Stage::post_hooks;
      hook_ = 0;
      return true;
    }
    case Stage::post_hooks:
      if (hook_ == 0) {
        if (Context::current().detect_anomaly) check_for_nan(node, grad_inputs_);
        if (!options_.retain_graph) node.release_saved();
        if (AutogradObserver* observer = Context::current().observer) {
          observer->after_node(node, {grad_inputs_.data(), grad_inputs_.size()});
        }
      }
      if (node.hooks && hook_ < node.hooks->post_hooks.size()) {
        call_.kind = ScriptCall::Kind::post_hook;
        call_.callable = node.hooks->post_hooks[hook_++].callable;
        call_.arguments = grad_inputs_;
        call_.more_arguments = grad_outputs_;
        return false;
      }
      stage_ = Stage::accumulate_hooks;
      hook_ = 0;
      return true;
    case Stage::accumulate_hooks: {
      if (const NodeHooks* hooks = tensor_hooks_of(node); hooks && hook_ < hooks->accumulate_hooks.size()) {
        call_.kind = ScriptCall::Kind::accumulate_hook;
        call_.callable = hooks->accumulate_hooks[hook_++].callable;
        call_.arguments = {static_cast<AccumulateGrad&>(node).variable()};
        return false;
      }
      stage_ = Stage::send;
      return true;
    }
    case Stage::send:
      send(slot);
      grad_outputs_.clear();
      grad_inputs_.clear();
      current_ = -1;
      return true;
  }
  return true;
}

void BackwardRun::resume(Grads result) {
  switch (call_.kind) {
    case ScriptCall::Kind::tensor_hook: {
      if (result.empty() || !result[0].defined()) break;
      const NodeHooks* hooks = tensor_hooks_of(*call_.node);
      const Tensor& before = call_.arguments[0];
      if (!(result[0].sizes() == before.sizes())) {
        fail(ErrorKind::runtime_error, cat("hook '", call_.callable->name(), "' has changed the size of value"));
      }
      if (result[0].dtype() != before.dtype()) {
        fail(ErrorKind::runtime_error, cat("hook '", call_.callable->name(), "' has changed the type of value (was ",
                                           type_string(before), " got ", type_string(result[0]), ")"));
      }
      std::uint32_t output = 0;
      if (hooks && hook_ <= hooks->tensor_hooks.size() && hook_ > 0) output = hooks->tensor_hooks[hook_ - 1].output;
      grad_outputs_[output] = result[0];
      break;
    }
    case ScriptCall::Kind::pre_hook:
      if (!result.empty()) grad_outputs_ = std::move(result);
      break;
    case ScriptCall::Kind::function:
      if (result.size() != call_.node->next.size()) {
        fail(ErrorKind::runtime_error,
             cat("function ", call_.node->name(), " returned an incorrect number of gradients (expected ",
                 call_.node->next.size(), ", got ", result.size(), ")"));
      }
      grad_inputs_ = std::move(result);
      break;
    case ScriptCall::Kind::post_hook:
      if (!result.empty()) grad_inputs_ = std::move(result);
      break;
    case ScriptCall::Kind::accumulate_hook: break;
  }
  call_.callable = nullptr;
  call_.arguments.clear();
  call_.more_arguments.clear();
}

void BackwardRun::apply_node(Slot& slot) {
  Node& node = *slot.node;
  if (node.kind() == Node::Kind::accumulate_grad) {
    if (grad_outputs_[0].defined()) {
      accumulate_into(static_cast<AccumulateGrad&>(node).variable(), std::move(grad_outputs_[0]));
    }
    return;
  }
  const bool any = std::any_of(grad_outputs_.begin(), grad_outputs_.end(), [](const Tensor& g) { return g.defined(); });
  if (any) {
    const bool keep = (node.hooks && !node.hooks->post_hooks.empty()) || Context::current().long_work;
    grad_inputs_ = node.apply(keep ? grad_outputs_ : std::move(grad_outputs_));
  } else {
    grad_inputs_ = Grads(node.next.size());
  }
}

void BackwardRun::accumulate_into(const Tensor& variable, Tensor grad) {
  GradMeta& meta = grad_meta(variable);
  if (!meta.grad.defined()) {
    // A gradient that nobody else holds becomes .grad itself; anything shared is copied.
    const bool own = grad->use_count() == 1 && grad.is_contiguous() == variable.is_contiguous() &&
                     grad.strides() == variable.strides();
    if (options_.create_graph) {
      meta.grad = arithmetic_.clone(grad);
      if (const Ref<Node> copy = grad_fn(meta.grad)) copy->rename("torch::autograd::CopyBackwards");
    } else if (own) {
      meta.grad = grad->grad_meta ? make_alias(grad) : grad;
    } else {
      Tensor copy = empty_strided(variable.sizes(), variable.strides(), variable.dtype());
      copy_elements(copy, grad);
      meta.grad = copy;
    }
  } else if (options_.create_graph) {
    meta.grad = arithmetic_.add(meta.grad, grad);
  } else {
    arithmetic_.add_in_place(meta.grad, grad);
  }
}

void BackwardRun::send(Slot& slot) {
  Node& node = *slot.node;
  for (std::size_t i = 0; i < node.next.size(); ++i) {
    const Edge& edge = node.next[i];
    if (!edge.node) continue;
    Tensor grad = i < grad_inputs_.size() ? std::move(grad_inputs_[i]) : Tensor();
    if (grad.defined()) grad = fit_to_edge(std::move(grad), edge, node, i);
    accept(edge.node->slot_, edge.input, std::move(grad));
  }
}

std::vector<Tensor> BackwardRun::take_input_grads() {
  if (!options_.allow_unused) {
    for (std::size_t i = 0; i < captured_.size(); ++i) {
      if (!captured_[i].defined()) {
        fail(ErrorKind::runtime_error,
             cat("The differentiated Tensor at index ", i, " appears to not have been used in the graph. Set "
                 "allow_unused=True if this is the desired behavior."));
      }
    }
  }
  return std::move(captured_);
}

void BackwardRun::run() {
  while (true) {
    const Status status = advance();
    if (status == Status::done) return;
    if (status == Status::script_call) {
      fail(ErrorKind::runtime_error, "this graph has script hooks and must be run by the script machine");
    }
  }
}

}  // namespace logit
