// A node of the backward graph: one recorded operation, with edges to the operations that made its inputs.
//
// Nodes are counted references. A graph may be a chain of a million nodes, so destruction never recurses:
// nodes whose last reference goes while another one is being destroyed wait in a list.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "autograd/saved_tensor.h"
#include "base/pool.h"
#include "tensor/tensor.h"

namespace logit {

class Node;

/// Gradients in a fixed order, one per output or input of a node; undefined where there is none.
using Grads = SmallVector<Tensor, 3>;

/// Where a gradient goes: input number `input` of a node (that is, the node's output of that number).
struct Edge {
  Ref<Node> node;
  std::uint32_t input = 0;
  explicit operator bool() const { return static_cast<bool>(node); }
};

/// A callable of the script, as autograd keeps it. The bindings derive from it.
class ScriptHandle : public RefCounted {
 public:
  /// The callable's __name__, for messages.
  virtual std::string name() const = 0;
};

/// What was hooked onto a node; most nodes have none.
struct NodeHooks {
  struct Hook {
    std::uint64_t id = 0;
    std::uint32_t output = 0;  ///< tensor hooks: which output's gradient
    Ref<ScriptHandle> callable;
  };
  struct Retained {
    std::uint32_t output = 0;
    TensorImpl* tensor = nullptr;  ///< not owned; removed when the tensor dies
  };
  SmallVector<Hook, 2> tensor_hooks;       ///< Tensor.register_hook on an output
  SmallVector<Hook, 1> pre_hooks;          ///< Node.register_prehook
  SmallVector<Hook, 1> post_hooks;         ///< Node.register_hook
  SmallVector<Hook, 1> accumulate_hooks;   ///< Tensor.register_post_accumulate_grad_hook
  SmallVector<Retained, 1> retained;       ///< Tensor.retain_grad
};

class Node : public Pooled {
 public:
  enum class Kind : std::uint8_t { operation, accumulate_grad, script_function };

  /// Shape and dtype of one output, for which gradients arrive.
  struct Output {
    Shape sizes;
    DType dtype = DType::float32;
  };

  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  /// PyTorch's name: "AddBackward0", "torch::autograd::AccumulateGrad".
  const char* name() const { return name_; }
  /// The name as grad_fn=<…> shows it: what follows the last "::".
  std::string_view short_name() const;
  /// The operation as messages name it, without what only a graph's node has: "Add", "torch::autograd::CopySlices".
  std::string_view operation_name() const;
  /// For in-place forms, whose nodes PyTorch numbers apart ("TBackward1"). `name` must outlive the node.
  void rename(const char* name) { name_ = name; }
  Kind kind() const { return kind_; }
  /// Later nodes have larger numbers and run earlier in the backward pass.
  std::uint64_t sequence() const { return sequence_; }

  /// Edges to the makers of the inputs; an edge without node where an input needs no gradient.
  SmallVector<Edge, 2> next;
  SmallVector<Output, 1> outputs;
  SmallVector<SavedTensor, 2> saved;
  std::unique_ptr<NodeHooks> hooks;

  /// True if input `i` needs a gradient.
  bool needs(std::size_t i) const { return i < next.size() && static_cast<bool>(next[i].node); }

  /// Gradients of the outputs in, gradients of the inputs out. Not called for script functions, which the
  /// script machine runs itself.
  virtual Grads apply(Grads grad_outputs) = 0;

  /// Forgets saved tensors after a backward pass without retain_graph.
  virtual void release_saved();

  NodeHooks& ensure_hooks() {
    if (!hooks) hooks = std::make_unique<NodeHooks>();
    return *hooks;
  }

  void retain() { ++refs_; }
  void release() {
    if (--refs_ == 0) destroy();
  }
  /// The script's object for this node, so that the same node is the same object. Not owned: whoever sets it
  /// clears it when the object goes.
  void* script_object = nullptr;

 protected:
  explicit Node(const char* name, Kind kind = Kind::operation);
  virtual ~Node();
  const char* name_;

 private:
  friend class BackwardRun;
  void destroy();

  Kind kind_;
  std::uint32_t refs_ = 0;
  std::uint64_t sequence_;
  Node* next_dying_ = nullptr;
  std::uint32_t run_ = 0;   // the backward run that uses this node now, and where its bookkeeping is
  std::uint32_t slot_ = 0;
};

/// The sink of a leaf: adds what arrives to the leaf's .grad.
class AccumulateGrad final : public Node {
 public:
  explicit AccumulateGrad(const Tensor& variable);
  ~AccumulateGrad() override;
  const Tensor& variable() const { return variable_; }
  Grads apply(Grads) override { return {}; }  // the engine does it, since it knows how to add

 private:
  Tensor variable_;
};

/// A torch.autograd.Function application. The bindings create it; the engine hands its backward to the
/// script machine as a ScriptCall.
class ScriptFunctionNode final : public Node {
 public:
  ScriptFunctionNode(std::string name, Ref<ScriptHandle> backward);
  const Ref<ScriptHandle>& backward() const { return backward_; }
  /// ctx.set_materialize_grads: undefined gradients arrive as zeros.
  bool materialize_grads = true;
  Grads apply(Grads) override { return {}; }
  void release_saved() override;
  /// True once a backward pass has freed what ctx.save_for_backward kept.
  bool released() const { return released_; }

 private:
  std::string own_name_;
  Ref<ScriptHandle> backward_;
  bool released_ = false;
};

}  // namespace logit
