// One running script. The lab, the command line, the tests and the page's JavaScript use the engine through
// this class and nothing else: script in, advance(budget) again and again, events out, state to inspect.
//
// A session never blocks and never recurses into its caller. Everything it owns (objects, tensors, graph,
// random generator, log) is freed by reset() and by the destructor.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/event.h"
#include "events/event_log.h"
#include "kernels/gpu.h"
#include "session/file_store.h"

namespace logit {

/// What a script may use. Hitting a limit is an ordinary Python error with a traceback.
struct Limits {
  std::uint64_t instructions = UINT64_MAX;            ///< over the whole run
  std::uint64_t memory_bytes = 512ull << 20;          ///< objects and tensors together
  std::uint64_t output_bytes = 16ull << 20;           ///< text kept in the log; older text is dropped
  int recursion_depth = 1000;                         ///< Python frames
};

/// How much a single advance() may do; whichever runs out first.
struct Budget {
  std::uint64_t instructions = UINT64_MAX;
  double milliseconds = 1e30;

  static Budget steps(std::uint64_t n) { return {n, 1e30}; }
  static Budget time(double ms) { return {UINT64_MAX, ms}; }
  static Budget unlimited() { return {}; }
};

enum class Status {
  idle,      ///< nothing loaded, or loaded and not started
  running,   ///< has more to do: call advance() again
  waiting,   ///< for time, input or a device: call advance() later
  paused,    ///< at a breakpoint or after a step: call resume() or step()
  finished,  ///< ended; see exit_status()
};

enum class StepKind {
  into, over, out,  ///< lines
  operation,        ///< to after the next operation that autograd records
  minibatch,        ///< to the end of the next backward pass
  epoch,            ///< to the next turn of the module's outermost loop
};

/// A name and what it is bound to.
struct Variable {
  std::string name;
  std::string type;  ///< "Tensor", "int", …
  std::string text;  ///< repr, cut to 2000 characters
  std::optional<TensorPreview> tensor;
};

/// What an expression gives: a value, or the words of its error.
struct Evaluation {
  Variable value;     ///< named as the expression is written
  std::string error;  ///< "NameError: name 'x' is not defined"; empty: value holds
};

/// A call frame, innermost first.
struct FrameInfo {
  std::string function;  ///< "<module>" at the bottom
  int line = 0;
};

/// A name that may stand where a script is being written.
struct Member {
  enum class Kind { module, type, function, value, keyword };
  std::string name;
  Kind kind = Kind::value;
  std::string type;  ///< of a value: "Tensor"; may be empty
};

/// A way of calling something: name("linear") and parameters ("input", "weight", "bias=None"; also "*" and "/").
struct CallForm {
  std::string name;
  std::vector<std::string> parameters;
  std::string summary;  ///< one sentence, or empty
};

/// What the machine around the script supplies. Defaults: the system's clock, no input.
class Host {
 public:
  virtual ~Host() = default;
  /// Seconds of a monotonic clock.
  virtual double monotonic_seconds();
  /// Seconds since 1970.
  virtual double wall_seconds();
  /// Seed for scripts that do not set one.
  virtual std::uint64_t entropy();
  /// A line of standard input without its end; may block. False: there is no more.
  virtual bool read_line(std::string& line);
  /// A file that is not in the session's store; only for reading. False: there is none.
  virtual bool read_file(std::string_view name, std::string& bytes);
};

struct SessionOptions {
  Limits limits;
  /// A device for large products; not owned, outlives the session. Null: SIMD computes everything.
  kernels::Gpu* gpu = nullptr;
  kernels::Backend backend = kernels::Backend::automatic;
  /// Record bound values, graphs and scalars for the lab. The command line runs without.
  bool record = true;
  /// input() waits for give_input() instead of asking the host.
  bool interactive = false;
  /// How often at most a whole graph is captured while a loop trains, in milliseconds of host time; the
  /// last backward pass of a run is always captured.
  double graph_interval_ms = 100;
  std::vector<std::string> argv;  ///< sys.argv[1:]
  Host* host = nullptr;           ///< not owned; null: the default host
};

/// What an error usually means and where to look first, a line to show below Python's own words; empty when there is nothing to
/// say. language: "vi", anything else is English. The table is script/vm/hints.def.
std::string_view hint_for(const ErrorRaised& error, std::string_view language);

class Session {
 public:
  explicit Session(SessionOptions options = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Compiles `source` and makes it ready to run from the start; whatever ran before is freed. Returns false
  /// on a syntax error, which has then been printed and logged, and the status is finished.
  /// `filename` is what tracebacks name.
  bool load(std::string_view source, std::string_view filename = "<script>");

  /// Runs until the budget is spent, the script ends, pauses or has to wait.
  Status advance(Budget budget);

  /// Raises KeyboardInterrupt in the script at its next instruction, as Ctrl+C does. A script that catches it
  /// is stopped for good by the second call.
  void stop();

  Status status() const;
  /// 0 or 1, or what sys.exit() was given. Valid when finished.
  int exit_status() const;

  /// Lines to pause at, from 1.
  void set_breakpoints(std::vector<int> lines);
  /// Asks for a pause at the next line event of the script.
  void pause();
  /// Continues after a pause.
  void resume();
  /// Continues to the next place of that kind, then pauses.
  void step(StepKind kind);

  /// Who computes large products from now on; see kernels/gpu.h. Nothing happens without a device.
  void set_backend(kernels::Backend backend);
  /// How many products of this run the device has computed.
  std::uint64_t device_products() const;

  /// True while input() waits for give_input().
  bool wants_input() const;
  /// The answer to input(), without a line end.
  void give_input(std::string_view line);

  /// Line about to run, from 1; 0 if none.
  int current_line() const;
  /// Call frames of the script, innermost first; library frames are left out.
  std::vector<FrameInfo> frames() const;
  /// Names of frame `index` of frames(), in the order of their first binding; modules, functions and classes
  /// included.
  std::vector<Variable> variables(int index = 0) const;

  /// What `expression` is in frame `frame` of frames() (in the module when there is none), while the script pauses or waits. The
  /// script goes on afterwards as if nobody had asked: it loses no instructions of its budget, draws the same random numbers,
  /// records no operations, and what the expression prints is lost. An expression that changes an object does change it.
  Evaluation evaluate(std::string_view expression, int frame = 0);

  /// The files that open() and its kin reach. They outlive load() and reset().
  FileStore& files();
  const FileStore& files() const;

  /// Names that may follow `path` and a dot, in the order of the alphabet; for an empty path the names in scope, with builtins and
  /// keywords. A path is names with dots, where "()" stands for a call and "[]" for an index: "torch.nn", "x.grad",
  /// "torch.zeros()". It begins in frame `frame` of frames() while there is one, else in the module. Runs nothing of the script.
  std::vector<Member> members(std::string_view path, int frame = 0) const;
  /// The ways of calling what `path` leads to; empty when it leads to nothing that can be called.
  std::vector<CallForm> call_forms(std::string_view path, int frame = 0) const;
  /// Names of the standard modules and of all that are loaded, in the order of the alphabet: "math", "torch.nn.functional".
  std::vector<std::string> importable() const;

  /// The time line: moments kept of this run, oldest first. Spread evenly over all backward passes; see session/time_line.h for
  /// how many and how much memory they may take.
  std::size_t moments() const;
  /// Index of the last moment not after backward pass `step`.
  std::size_t moment_at(std::uint64_t step) const;
  std::uint64_t moment_step(std::size_t index) const;
  /// A moment with everything the lab shows of it. index < moments().
  Moment moment(std::size_t index) const;
  /// The same without the values beside the lines, whose texts take their time; as it is kept, until the script goes on.
  const Moment& kept_moment(std::size_t index) const;

  const EventLog& events() const;
  std::uint64_t instructions() const;
  /// Bytes of objects and tensors alive.
  std::uint64_t memory_bytes() const;
  /// Tensors alive now; 0 after the script's end and reset().
  std::int64_t live_tensors() const;

  /// Frees everything and forgets the script. The log is kept.
  void reset();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logit
