// The lab's picture of a backward pass: what each operation computed, what came back through it, and the names that the script
// gave to its values.
//
// While a script runs the recorder copies a few numbers per operation and backward step, without keeping tensors alive and
// without making text. Only when somebody looks (snapshot) does it become a Graph.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "autograd/engine.h"
#include "autograd/node.h"
#include "bindings/backward_listener.h"
#include "events/event.h"
#include "session/parameter_names.h"
#include "tensor/tensor.h"

namespace logit {

/// A tensor's shape and first numbers, copied. Cheap for small tensors.
struct Glimpse {
  DType dtype = DType::float32;
  Shape sizes;
  std::int64_t numel = 0;
  bool requires_grad = false;
  SmallVector<double, 4> values;  ///< at most the limit given to take()

  void take(const Tensor& tensor, std::int64_t limit);
};

/// The same for the lab, with text.
TensorPreview preview(const Glimpse& glimpse);
/// A preview straight from a tensor.
TensorPreview preview(const Tensor& tensor);
/// One number as PyTorch prints it: "0.8699", "3.", "1.2000e-05".
std::string number_text(double value, DType dtype);

class GraphRecorder final : public AutogradObserver {
 public:
  /// `name_tensors` calls add(name, tensor) for every tensor that a variable of the script holds now.
  using AddName = std::function<void(std::string_view, const Tensor&)>;
  /// `line` is the script's current line.
  GraphRecorder(std::function<void(const AddName&)> name_tensors, std::function<int()> line)
      : name_tensors_(std::move(name_tensors)), line_(std::move(line)) {}

  void recorded(Node& node, std::span<const Tensor> outputs, std::span<const Tensor> inputs) override;
  void before_node(Node& node, std::span<const Tensor> grad_outputs) override;
  void after_node(Node& node, std::span<const Tensor> grad_inputs) override;
  /// `names` knows the parameters of modules, which no variable holds.
  void backward_begins(std::span<const Tensor> roots, const ParameterNames& names);
  void backward_ended();

  /// A leaf of the last pass's graph.
  struct Leaf {
    const Tensor& tensor;
    const std::string& name;   ///< empty if it has none
    const Glimpse* grad;       ///< of this step, null if none arrived
  };
  /// Calls visit(Leaf) for every leaf. Only inside backward_ended(), while the graph is alive.
  template <class Visit>
  void each_leaf(Visit&& visit) const {
    // Found from the root on: the other way round first layers come first, and weights before their bias.
    for (auto leaf = leaves_.rbegin(); leaf != leaves_.rend(); ++leaf) {
      const Step& step = steps_[leaf->second];
      visit(Leaf{leaf->first->variable(), step.name, step.has_grad ? &step.grad : nullptr});
    }
  }

  /// A backward pass. Passes over the same root (autograd.grad once per parameter) count as one step.
  struct Pass {
    std::uint64_t step = 0;
    int line = 0;
    double root_value = 0;
    std::string root_name;
  };
  /// The last step's number.
  std::uint64_t steps() const { return steps_taken_; }
  /// The passes since the last call.
  std::vector<Pass> take_passes() { return std::move(new_passes_); }
  /// The graph of the last pass; null before the first one. Several passes over the same graph (autograd.grad once per
  /// parameter) add up to one picture.
  std::shared_ptr<const Graph> snapshot() const;
  void clear();

  /// Graphs larger than this are cut at the far end.
  static constexpr std::size_t kMaxNodes = 20000;

 private:
  // What an operation had before it, remembered under its node's sequence number.
  struct Input {
    const TensorImpl* impl = nullptr;
    Glimpse value;
  };
  struct Operation {
    std::uint64_t sequence = UINT64_MAX;
    Glimpse output;
    SmallVector<Input, 2> constants;  // inputs without an edge, in order; impl null where there is an edge
  };
  // A node of the graph under the last root.
  struct Step {
    const char* op = "";
    std::uint64_t sequence = 0;
    const TensorImpl* leaf = nullptr;
    Glimpse leaf_value;
    Glimpse grad;
    bool has_grad = false;
    SmallVector<int, 2> inputs;        // steps, -1 where there is no edge
    SmallVector<double, 2> derivatives;  // NaN: unknown
    std::string name;
  };

  int step_of(const Node* node) const;
  void add_gradient(Step& step, const Tensor& grad);

  static constexpr std::size_t kOperations = 1 << 14;  // ring of remembered operations
  static constexpr std::int64_t kFewNumbers = 16;      // copied from every tensor while a loop runs
  static constexpr std::int64_t kLeafNumbers = 256;    // and from a parameter: whole layers of small networks

  std::function<void(const AddName&)> name_tensors_;
  std::function<int()> line_;
  std::vector<Operation> operations_;
  std::vector<Step> steps_;  // root first
  std::unordered_map<const Node*, int> index_;
  std::unordered_map<const TensorImpl*, std::string> constant_names_;
  std::vector<std::pair<const AccumulateGrad*, std::size_t>> leaves_;  // with their steps
  const Node* root_ = nullptr;
  std::uint64_t root_sequence_ = UINT64_MAX;
  std::uint64_t passes_ = 0;
  std::uint64_t steps_taken_ = 0;
  std::int64_t omitted_ = 0;
  std::vector<Pass> new_passes_;
  Glimpse root_glimpse_;
};

}  // namespace logit
