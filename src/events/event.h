// What happened while a script ran, as plain data: ids, numbers, strings. Both columns of the engine emit
// events through the session; the lab, the command line and the page's JavaScript only read them.
//
// An event owns everything it shows. It stays true when the tensor it was taken from is long gone, so a
// panel can be drawn, tested or replayed without an engine.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "events/figure.h"

namespace logit {

/// A small copy of a tensor for display.
struct TensorPreview {
  /// Elements that a preview copies at most, in row-major order.
  static constexpr std::int64_t kMaxElements = 1024;

  std::string dtype;                 ///< "float32", "int64", …
  std::vector<std::int64_t> shape;   ///< () for a scalar
  std::vector<double> values;        ///< the first kMaxElements elements
  bool complete = true;              ///< values holds every element
  bool requires_grad = false;
  std::string text;                  ///< short form for one line: "0.8699" or "tensor 3×2"
};

/// A value beside a source line: what a name was bound to there.
struct ValueBound {
  int line = 0;  ///< from 1
  std::string name;
  std::string text;  ///< short repr, at most 60 characters
  std::optional<TensorPreview> tensor;
  /// A model's parameters, at most a few of them: named as in the graph ("model.linear.weight").
  struct Part {
    std::string name;
    TensorPreview tensor;
  };
  std::vector<Part> parts;
  int parts_in_all = 0;
};

/// The computation graph of one backward pass, laid down from inputs to the root.
struct Graph {
  enum class Kind { data, parameter, operation, loss };

  struct Node {
    Kind kind = Kind::operation;
    std::string name;     ///< the script's name for the value ("w_1"), or empty
    std::string op;       ///< grad_fn name ("AddBackward0"); empty for leaves
    std::string symbol;   ///< what is drawn on the node: "+", "×", "σ", "BCE"
    std::string formula;  ///< the op's backward rule as text
    std::string ran_on;   ///< who computed a matrix product forward: "SIMD, exact", "SIMD", "WebGPU"; else empty
    std::string ran_back_on;  ///< and its gradients
    int line = 0;         ///< of the script, where the operation was called; 0 unknown
    TensorPreview value;
    std::optional<TensorPreview> grad;  ///< of the root with respect to this value; none before it is known
  };

  /// From an input to the operation that used it.
  struct Edge {
    int from = 0;  ///< index into nodes
    int to = 0;
    std::optional<double> derivative;  ///< ∂to/∂from where both are single numbers
    bool carries_gradient = false;     ///< false for inputs that do not require a gradient
    /// All ∂to[i]/∂from[k] of small tensors, row-major, rows × columns = elements of `to` × elements of `from`; empty where
    /// unknown. A single number stands in `derivative` as well.
    std::vector<double> jacobian;
    int rows = 0, columns = 0;
  };

  std::vector<Node> nodes;  ///< inputs come before the operations that use them; the last one is the root
  std::vector<Edge> edges;  ///< those into an operation in the order of its arguments
  std::int64_t omitted = 0;  ///< nodes left out because the graph was larger than the capture limit
};

/// A parameter as it was when a backward pass ended.
struct Parameter {
  std::string name;  ///< "w_1", "model.linear.weight"; empty if the script has none for it
  TensorPreview value;
  std::optional<TensorPreview> grad;  ///< its .grad, or what autograd.grad gave
};

/// What one backward pass left behind: a place on the time line. The values beside the lines come from Session::moment.
struct Moment {
  std::uint64_t step = 0;   ///< of the backward pass, from 1
  std::uint64_t epoch = 0;  ///< 0: no DataLoader
  int line = 0;
  double loss = 0;          ///< NaN if the root is not a single number
  std::shared_ptr<const Graph> graph;
  std::vector<Parameter> parameters;
  std::vector<ValueBound> values;  ///< beside the lines
};

enum class Stream { out, err };

/// Text written by the script (out) or a traceback (err); not cut at line ends.
struct Printed {
  Stream stream = Stream::out;
  std::string text;
};

/// A backward pass has ended. Graph is shared, since many readers keep it. The same step can come again: when its graph is
/// captured a little later, or when autograd.grad is asked once per parameter.
struct BackwardRan {
  std::uint64_t step = 0;  ///< counts backward passes of the run, from 1
  int line = 0;
  std::string root_name;             ///< the script's name for the loss, or empty
  double root_value = 0;             ///< its value, if it is a single number
  std::shared_ptr<const Graph> graph;  ///< null when capture was skipped to save time in a fast loop
};

/// One number of a curve that is not a loss: a parameter, a gradient norm, a learning rate.
struct ScalarLogged {
  std::string series;  ///< "grad norm", "lr", "w_1[0]"
  std::uint64_t step = 0;
  double value = 0;
};

/// The parameters of a model at one backward pass. Elements are listed for small models only.
struct ParametersMeasured {
  std::uint64_t step = 0;  ///< BackwardRan::step of the pass
  double grad_norm = 0;    ///< Euclidean norm of all gradients together
  std::shared_ptr<const std::vector<std::string>> names;  ///< of the elements: "b", "linear.weight[0, 1]"; shared while they stay
  std::vector<float> values;     ///< one per name, as the pass found them
  std::vector<float> gradients;  ///< one per name; NaN where the pass left none
};

/// optimizer.step() has ended.
struct OptimizerStepped {
  std::uint64_t step = 0;  ///< counts optimizer steps of the run, from 1
  double learning_rate = 0;
};

/// A DataLoader has begun a new pass, and a backward pass follows: loaders that only test are not counted.
struct EpochStarted {
  std::uint64_t epoch = 0;  ///< from 1
};

/// A figure was shown, drawn anew or saved.
struct FigureShown {
  std::shared_ptr<const Figure> figure;
};

/// A progress bar moved (tqdm).
struct ProgressMoved {
  std::int64_t bar = 0;     ///< tells bars of one run apart
  std::string description;
  double done = 0;
  double total = 0;         ///< 0: not known
  double seconds = 0;       ///< since it began
  std::string postfix;
  bool closed = false;
};

/// input() asks. The prompt was printed already.
struct InputWanted {};

/// The script ended with an error, syntax errors included. The traceback text was Printed to err already.
struct ErrorRaised {
  std::string type;     ///< "NameError"
  std::string message;  ///< without the type
  int line = 0;         ///< line of the script to mark; 0 if none
  int column = 0;       ///< UTF-8 byte offset from 0; with end_column == column if unknown
  int end_column = 0;
};

/// The run is over: exit status as a process would have it.
struct RunEnded {
  int status = 0;
  double seconds = 0;
  std::uint64_t instructions = 0;
};

using Event = std::variant<Printed, ValueBound, BackwardRan, ScalarLogged, ParametersMeasured, OptimizerStepped, EpochStarted,
                           FigureShown, ProgressMoved, InputWanted, ErrorRaised, RunEnded>;

}  // namespace logit
