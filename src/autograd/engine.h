// The reverse walk. A BackwardRun is an ordinary object that can stop after any node: the script machine
// calls advance() with a budget, and runs script hooks and torch.autograd.Function backwards in between.
//
//   BackwardRun run(roots, grads, options, ops::arithmetic());
//   for (;;) {
//     switch (run.advance(budget)) {
//       case BackwardRun::Status::paused: ...come back later...; break;
//       case BackwardRun::Status::script_call: call run.pending(); then run.resume(results); break;
//       case BackwardRun::Status::done: return run.take_input_grads();
//     }
//   }
//
// Order of nodes: PyTorch's. The node with the largest sequence number among those that are ready comes
// next; leaf sinks come first of all.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "autograd/node.h"

namespace logit {

/// The few tensor operations that the engine needs; differentiable, so that create_graph works. The
/// operations live above this layer (ops::arithmetic() is the table).
struct Arithmetic {
  Tensor (*add)(const Tensor& a, const Tensor& b);
  void (*add_in_place)(const Tensor& a, const Tensor& b);   ///< a += b without recording
  Tensor (*sum_to)(const Tensor& tensor, IntList sizes);    ///< undoes broadcasting
  Tensor (*cast)(const Tensor& tensor, DType dtype);
  Tensor (*clone)(const Tensor& tensor);
};

/// Sees what autograd does; the lab's graph snapshot is one.
struct AutogradObserver {
  virtual ~AutogradObserver() = default;
  /// An operation was recorded: `node` is the grad_fn of the outputs; one input for each edge of the node.
  virtual void recorded(Node& node, std::span<const Tensor> outputs, std::span<const Tensor> inputs) {
    (void)node, (void)outputs, (void)inputs;
  }
  /// `node` is about to run with these gradients of its outputs.
  virtual void before_node(Node& node, std::span<const Tensor> grad_outputs) { (void)node, (void)grad_outputs; }
  /// `node` has computed these gradients of its inputs.
  virtual void after_node(Node& node, std::span<const Tensor> grad_inputs) { (void)node, (void)grad_inputs; }
};

/// A call that the script machine must make before the run can go on.
struct ScriptCall {
  enum class Kind {
    tensor_hook,      ///< callable(grad) -> None or a new gradient
    pre_hook,         ///< callable(grad_outputs tuple) -> None or a new tuple
    post_hook,        ///< callable(grad_inputs tuple, grad_outputs tuple) -> None or new grad_inputs
    accumulate_hook,  ///< callable(tensor), result ignored
    function,         ///< the backward of a torch.autograd.Function: callable(*grad_outputs) -> gradients
  };
  Kind kind = Kind::function;
  Ref<ScriptHandle> callable;
  Node* node = nullptr;     ///< alive until resume()
  Grads arguments;          ///< undefined tensors are None
  Grads more_arguments;     ///< post_hook: the gradients of the outputs
};

class BackwardRun {
 public:
  enum class Status { done, paused, script_call };

  struct Options {
    bool retain_graph = false;
    bool create_graph = false;  ///< records the backward pass itself
    bool allow_unused = false;  ///< with inputs: None instead of an error
    bool accumulate = true;     ///< adds to .grad; false collects the gradients of `inputs` (autograd.grad)
    std::vector<Tensor> inputs = {};  ///< empty: all leaves
  };

  /// Prepares the run. `grads` has one gradient per root; undefined ones become 1 for scalar roots.
  /// Errors: RuntimeError in PyTorch's words ("grad can be implicitly created only for scalar outputs",
  /// "element 0 of tensors does not require grad and does not have a grad_fn", …).
  BackwardRun(std::span<const Tensor> roots, std::span<const Tensor> grads, Options options,
              const Arithmetic& arithmetic);
  ~BackwardRun();
  BackwardRun(const BackwardRun&) = delete;
  BackwardRun& operator=(const BackwardRun&) = delete;

  /// Begins up to `max_nodes` nodes and runs them; 0 finishes the node in progress. Errors from a node's backward leave
  /// the run unusable, but for ops::Suspended: the next call applies that node again.
  Status advance(std::int64_t max_nodes = INT64_MAX);

  /// What the script machine has to call; valid after Status::script_call. Grad mode is set for the call.
  const ScriptCall& pending() const { return call_; }
  /// Hands over the result of the pending call: empty for None, else the new gradient(s).
  /// Errors: RuntimeError for a wrong number or shape.
  void resume(Grads result);

  /// After done, with Options::inputs and accumulate == false: one gradient per input.
  /// Errors: RuntimeError for unused inputs unless allow_unused.
  std::vector<Tensor> take_input_grads();

  /// Runs to the end. For C++ callers whose graph has no script functions or hooks.
  void run();

 private:
  struct Slot;
  enum class Stage : std::uint8_t { tensor_hooks, capture, pre_hooks, apply, post_hooks, accumulate_hooks, send };

  std::uint32_t slot_of(Node* node);
  void count_dependencies();
  void mark_needed();
  void push_ready(std::uint32_t slot);
  void accept(std::uint32_t slot, std::uint32_t input, Tensor grad);
  Tensor fit_to_edge(Tensor grad, const Edge& edge, const Node& from, std::size_t index);
  bool run_stage(Slot& slot);
  bool call_next_hook(const SmallVector<NodeHooks::Hook, 2>& hooks);
  void apply_node(Slot& slot);
  void accumulate_into(const Tensor& variable, Tensor grad);
  void send(Slot& slot);

  Options options_;
  const Arithmetic& arithmetic_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> ready_;  // heap of slots by sequence number
  std::vector<Tensor> captured_;
  ScriptCall call_;
  std::uint32_t run_;
  bool grad_mode_before_ = true;
  bool in_grad_mode_ = false;

  // The node in progress.
  std::int64_t current_ = -1;
  Stage stage_ = Stage::tensor_hooks;
  std::size_t hook_ = 0;
  bool applying_ = false;
  Grads grad_outputs_, grad_inputs_;
};

}  // namespace logit
