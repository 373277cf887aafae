// The lab's picture of a backward pass: what each operation computed, what came back through it, and the names that the script
// gave to its values.
//
// While a script runs the recorder copies a few numbers per operation and backward step, without keeping tensors alive and
// without making text. Only when somebody looks (snapshot) does it become a Graph.
#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "autograd/engine.h"
#include "bindings/backward_listener.h"
#include "events/event.h"
#include "kernels/gpu.h"
#include "session/glimpse.h"
#include "session/name_table.h"
#include "session/parameter_names.h"
#include "tensor/tensor.h"

namespace logit {

class GraphRecorder final : public AutogradObserver {
 public:
  /// What the recorder tells its session, at once.
  struct Listener {
    virtual ~Listener() = default;
    /// The script's current line.
    virtual int line() = 0;
    virtual void operation_recorded() = 0;
    virtual void pass_ended() = 0;
  };
  GraphRecorder(NameTable& names, Listener& listener) : names_(names), listener_(listener) {}

  void recorded(Node& node, std::span<const Tensor> outputs, std::span<const Tensor> inputs) override;
  void before_node(Node& node, std::span<const Tensor> grad_outputs) override;
  void after_node(Node& node, std::span<const Tensor> grad_inputs) override;
  /// `names` knows parameters of modules that reached their variable unseen.
  void backward_begins(std::span<const Tensor> roots, const ParameterNames& names);
  void backward_ended();

  /// A backward pass. Passes over the same root (autograd.grad once per parameter) count as one step.
  struct Pass {
    std::uint64_t step = 0;
    int line = 0;
    double root_value = 0;
    std::string root_name;
  };
  int last_line() const { return new_passes_.empty() ? 0 : new_passes_.back().line; }
  double last_root_value() const { return root_glimpse_.numel == 1 ? root_glimpse_.values[0] : NAN; }
  /// The last step's number.
  std::uint64_t steps() const { return steps_taken_; }
  /// The passes since the last call.
  std::vector<Pass> take_passes() { return std::move(new_passes_); }
  /// The graph of the last pass; null before the first one. Several passes over the same graph (autograd.grad once per
  /// parameter) add up to one picture.
  std::shared_ptr<const Graph> snapshot() const;
  /// The graph of what the script has computed so far, up to `node`, which no backward pass has reached yet: no gradients.
  std::shared_ptr<const Graph> forward_snapshot(Node& node) const;
  /// A leaf of the last pass's graph.
  struct Leaf {
    const Tensor& tensor;
    const std::string& name;  ///< empty if it has none
    const Glimpse* grad;      ///< of this step, null if none arrived
  };
  /// Calls visit(Leaf) for every leaf. Only while a pass ends: later the tensors may be gone.
  template <class Visit>
  void each_leaf(Visit&& visit) const {
    // Found from the root on: the other way round first layers come first, and weights before their bias.
    for (auto at = walk_.steps.rbegin(); at != walk_.steps.rend(); ++at) {
      const Step& step = *at;
      if (!step.leaf) continue;
      const Tensor tensor{Ref<TensorImpl>(step.leaf)};
      visit(Leaf{tensor, names_.name(step.label), step.has_grad ? &step.grad : nullptr});
    }
  }

  /// The parameters of the last pass with all their numbers (up to TensorPreview::kMaxElements) and gradients. Only while the pass
  /// ends: later the tensors may be gone.
  std::vector<Parameter> parameters() const;

  /// From now to the end of the next pass: more numbers of each tensor, and the Jacobians of small operations. Costs a few
  /// microseconds per node, so not for every turn of a fast loop.
  void want_detail() { detail_ = true; }
  /// Sequence number of the last pass's root: operations with larger ones came after it.
  std::uint64_t root_sequence() const { return root_ ? root_sequence_ : 0; }
  bool has_root() const { return root_ != nullptr; }

  /// Called for every tensor that the script binds to a name.
  void named(const Tensor& tensor, std::uint32_t label);

  /// Graphs larger than this are cut at the far end.
  static constexpr std::size_t kMaxNodes = 20000;

 private:
  // What an operation had before it, remembered under its node's sequence number.
  struct Input {
    const TensorImpl* impl = nullptr;
    std::uint32_t label = 0;
    Glimpse value;
  };
  struct Operation {
    std::uint64_t sequence = UINT64_MAX;
    std::uint32_t label = 0;
    int line = 0;
    Glimpse output;
    kernels::RanOn ran_on = kernels::RanOn::nothing;  // if it was a product
    SmallVector<Input, 2> constants;  // inputs without an edge, in order; impl null where there is an edge
  };
  struct Jacobian {
    int rows = 0, columns = 0;
    std::vector<double> values;
  };
  // A node of the graph under the last root.
  struct Step {
    const char* op = "";
    std::uint64_t sequence = 0;
    TensorImpl* leaf = nullptr;  // alive while the pass runs
    std::uint32_t label = 0;
    Glimpse leaf_value;
    Glimpse grad;
    bool has_grad = false;
    kernels::RanOn ran_on = kernels::RanOn::nothing;  // its gradients, if they are products
    SmallVector<int, 2> inputs;          // steps, -1 where there is no edge
    SmallVector<double, 2> derivatives;  // NaN: unknown
    std::vector<Jacobian> jacobians;     // empty, or one per input
  };
  // The steps under a root, root first.
  struct Walk {
    std::vector<Step> steps;
    std::unordered_map<const Node*, int> index;
    std::int64_t omitted = 0;
  };

  Walk walk(Node& root) const;
  std::shared_ptr<const Graph> graph_of(const Walk& walk, const Glimpse* root_value) const;
  const Operation* operation(std::uint64_t sequence) const;
  void measure_jacobians(Node& node, Step& step, const Tensor& like);
  std::int64_t limit() const { return detail_ ? kManyNumbers : kFewNumbers; }

  static constexpr std::size_t kOperations = 1 << 14;   // ring of remembered operations
  static constexpr std::int64_t kManyNumbers = 256;
  static constexpr std::int64_t kJacobianRows = 16, kJacobianSize = 512;
  static constexpr std::uint64_t kDetailedPasses = 64;  // at the start of a run: a script of that few is no loop to be hurried

  NameTable& names_;
  Listener& listener_;
  std::vector<Operation> operations_;
  Walk walk_;
  const Node* root_ = nullptr;
  std::uint64_t root_sequence_ = UINT64_MAX;
  std::uint64_t passes_ = 0;
  std::uint64_t steps_taken_ = 0;
  bool detail_ = true;
  std::vector<Pass> new_passes_;
  Glimpse root_glimpse_;
};

}  // namespace logit
