#include "session/session.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <random>
#include <tuple>
#include <utility>

#include "bindings/python_modules.h"
#include "bindings/torch_module.h"
#include "plot/plot_modules.h"
#include "script/lib/module_names.h"
#include "script/lib/modules.h"
#include "script/vm/hints.h"
#include "session/bound_values.h"
#include "session/graph_recorder.h"
#include "session/inspect.h"
#include "session/training_recorder.h"
#include "session/time_line.h"
#include "session/value_text.h"

namespace logit {

namespace {

// Between two looks at the clock. At 10 to 50 ns an instruction that is well under a millisecond.
constexpr std::int64_t kInstructionsPerSlice = 20000;
// A script that prints without end gives control back so that the text can be shown.
constexpr std::size_t kOutputPerAdvance = 1 << 20;
// Printed events are kept at this size; a print() a word would otherwise cost an event a word.
constexpr std::size_t kPrintedPiece = 1 << 14;
constexpr std::size_t kReprLimit = 2000;

Host& default_host() {
  static Host host;  // stateless
  return host;
}

}  // namespace

// ---- Host ------------------------------------------------------------------------------------------

double Host::monotonic_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double Host::wall_seconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::uint64_t Host::entropy() {
  std::random_device device;
  return static_cast<std::uint64_t>(device()) << 32 | device();
}

bool Host::read_line(std::string& line) {
  line.clear();
  return false;
}

bool Host::read_file(std::string_view, std::string&) { return false; }

// ---- the session's parts ---------------------------------------------------------------------------

/// One run: the machine, its tensors, and what they say. Made by load(), gone with reset(). The order of members is the order in
/// which they need each other: tensors die before the Context that accounts for them.
struct Run final : script::Host, GraphRecorder::Listener {
  Run(const SessionOptions& options, logit::Host& host, EventLog& log, FileStore& files);
  ~Run() override;

  // script::Host
  void write(script::Stream stream, std::string_view text) override;
  double wall_clock() override { return host.wall_seconds(); }
  double steady_clock() override { return host.monotonic_seconds(); }
  std::uint64_t random_seed() override { return host.entropy(); }
  bool on_breakpoint() override { return options.record; }
  bool show(Event event) override;
  Input read_line(std::string& line) override;
  bool read_file(std::string_view name, std::string& bytes) override;
  bool write_file(std::string_view name, std::string bytes) override { return files.write(name, std::move(bytes)); }
  bool remove_file(std::string_view name) override { return files.remove(name); }
  std::vector<std::string> file_names() override;
  void noted(const script::bytecode::Note& note, const script::Value* value) override;

  // GraphRecorder::Listener
  int line() override { return static_cast<int>(vm->current_line()); }
  void operation_recorded() override;
  void pass_ended() override;

  void reach();
  void flush_output();
  void publish(bool last);
  int script_line() const;

  const SessionOptions& options;
  logit::Host& host;
  EventLog& log;
  FileStore& files;
  Context context;
  std::unique_ptr<bindings::TorchState> torch;
  std::unique_ptr<script::Vm> vm;
  NameTable names;
  GraphRecorder recorder;
  std::unique_ptr<TrainingRecorder> training;
  BoundValues bound_values;
  TimeLine time_line;
  double moment_seconds = 0;                 // spent on moments
  std::shared_ptr<const Graph> latest_graph; // of the last pass that was looked at closely
  std::uint64_t latest_step = 0;
  bool graph_wanted = true, latest_is_news = false;

  // Stepping by operation, minibatch or epoch: the machine runs until something happens.
  enum class Until : std::uint8_t { nothing, operation, pass, epoch } until = Until::nothing;
  bool reached = false;
  int loop_depth = 0;                        // loops of the module that run now
  Ref<Node> newest;                          // last operation, while stepping by operations

  Stream pending_stream = Stream::out;
  std::string pending_text;
  std::size_t printed = 0;  // in this advance()
  std::deque<std::string> input;  // given and not yet read
  bool wants_input = false, stopping = false;
  bool evaluating = false;  // an expression for the lab: it says nothing and asks nothing
  double started = 0;
  double next_graph = 0;
  bool graph_is_old = false;
};

Run::Run(const SessionOptions& session_options, logit::Host& session_host, EventLog& event_log, FileStore& file_store)
    : options(session_options), host(session_host), log(event_log), files(file_store),
      recorder(names, *this), bound_values(names) {
  ContextScope scope(context);
  context.gpu = options.gpu;
  context.backend = options.backend;
  vm = std::make_unique<script::Vm>(*this);
  vm->set_memory_limit(options.limits.memory_bytes);
  // Tensors and objects share one limit.
  context.memory.owner = &vm->heap;
  context.memory.shown_limit = static_cast<std::int64_t>(options.limits.memory_bytes);
  context.memory.claim = [](void* owner, std::int64_t bytes) {
    script::Heap& heap = *static_cast<script::Heap*>(owner);
    if (bytes < 0) {
      heap.refund(static_cast<std::uint64_t>(-bytes));
      return Claim::granted;
    }
    const std::uint64_t wanted = static_cast<std::uint64_t>(bytes);
    if (!heap.make_room(wanted)) return heap.within_limit(wanted) ? Claim::no_memory : Claim::over_limit;
    heap.charge(wanted);
    return Claim::granted;
  };
  if (options.limits.instructions <= static_cast<std::uint64_t>(INT64_MAX)) {
    vm->set_step_limit(static_cast<std::int64_t>(options.limits.instructions));
  }
  script::add_standard_modules(*vm);
  plot::add_plot_modules(*vm);
  torch = bindings::install(*vm);
  context.warn_receiver = this;
  context.warn = [](void* run, const char* category, const char* text) {
    static_cast<Run*>(run)->write(script::Stream::err, cat(category, ": ", text, "\n"));
  };
  vm->set_notes(options.record);
  if (options.record) {
    context.observer = &recorder;
    training = std::make_unique<TrainingRecorder>(*vm, recorder, log);
    torch->listener = training.get();
  }
}

Run::~Run() {
  ContextScope scope(context);
  context.observer = nullptr;
  // TorchState holds objects of the machine, and objects of the machine hold tensors.
  bindings::release(*torch);
  vm.reset();
}

void Run::write(script::Stream stream, std::string_view text) {
  if (evaluating) return;
  const Stream to = stream == script::Stream::err ? Stream::err : Stream::out;
  if (to != pending_stream || pending_text.size() + text.size() > kPrintedPiece) flush_output();
  pending_stream = to;
  pending_text.append(text);
  printed += text.size();
}

void Run::flush_output() {
  if (pending_text.empty()) return;
  log.append(Printed{pending_stream, std::move(pending_text)});
  pending_text.clear();
}

bool Run::show(Event event) {
  if (!options.record || evaluating) return false;
  flush_output();
  log.append(std::move(event));
  return true;
}

script::Host::Input Run::read_line(std::string& line) {
  if (evaluating) return Input::end;
  if (!options.interactive) {
    flush_output();
    return host.read_line(line) ? Input::line : Input::end;
  }
  if (stopping) return Input::line;  // nobody reads it: KeyboardInterrupt comes at the next instruction
  if (input.empty()) {
    if (!wants_input) show(InputWanted{});
    wants_input = true;
    return Input::later;
  }
  wants_input = false;
  line = std::move(input.front());
  input.pop_front();
  write(script::Stream::out, line + "\n");  // as a terminal shows what was typed
  return Input::line;
}

bool Run::read_file(std::string_view name, std::string& bytes) {
  if (const std::string* found = files.find(name)) {
    bytes = *found;
    return true;
  }
  return host.read_file(name, bytes);
}

std::vector<std::string> Run::file_names() {
  std::vector<std::string> names;
  for (const FileStore::Entry& entry : files.list()) names.push_back(entry.name);
  return names;
}

int Run::script_line() const { return static_cast<int>(vm->current_line()); }

void Run::noted(const script::bytecode::Note& note, const script::Value* value) {
  using script::bytecode::Note;
  switch (note.kind) {
    case Note::Kind::binding:
      bound_values.bound(*vm, note, *value);
      if (value->is_object() && bindings::has_torch(*vm) && bindings::is_tensor(*vm, *value)) {
        const Tensor& tensor = bindings::tensor_of(*value);
        recorder.named(tensor, value->as<bindings::TensorObject>()->label);
      }
      break;
    case Note::Kind::loop_begins:
      if (note.place == Note::Place::module) ++loop_depth;
      break;
    case Note::Kind::loop_ends:
      if (note.place == Note::Place::module) loop_depth = std::max(0, loop_depth - 1);
      break;
    case Note::Kind::iteration:
      // The outermost loop of the module is what a course script calls its epochs.
      if (until == Until::epoch && note.place == Note::Place::module && loop_depth == 1) reach();
      break;
  }
}

void Run::reach() {
  reached = true;
  vm->stop_soon();
}

void Run::operation_recorded() {
  if (until == Until::operation) reach();
}

void Run::pass_ended() {
  if (until == Until::pass) reach();
  const std::uint64_t step = recorder.steps();
  const double begin = host.monotonic_seconds();
  bool kept = time_line.wants(step);
  if (kept && moment_seconds > TimeLine::kShare * (begin - started) + 0.02) {
    // Too dear for this script: fewer moments, still evenly spread.
    if (time_line.entries().size() > 128) time_line.widen();
    kept = false;
  }
  if (graph_wanted || kept) {
    latest_graph = recorder.snapshot();
    latest_step = step;
    latest_is_news = true;
    graph_wanted = false;
  }
  if (kept) {
    TimeLine::Entry entry;
    entry.moment = {step, training->epochs(), recorder.last_line(), recorder.last_root_value(), latest_graph, recorder.parameters(), {}};
    bound_values.keep(entry.kept);
    time_line.add(std::move(entry));
    moment_seconds += host.monotonic_seconds() - begin;
  }
  if (time_line.wants(step + 1)) recorder.want_detail();
}

// Tells the lab what changed since the last time. `last`: the run is over or pauses, so nothing may be left out.
void Run::publish(bool last) {
  flush_output();
  if (!options.record) return;
  bound_values.publish(*vm, log);
  training->names_may_change();
  graph_is_old = training->take_news() || graph_is_old;
  const double now = host.monotonic_seconds() * 1000;
  if (graph_is_old && last) {
    latest_graph = recorder.snapshot();
    latest_step = recorder.steps();
    latest_is_news = true;
  }
  if (graph_is_old && latest_is_news && latest_graph && (last || now >= next_graph)) {
    BackwardRan event = training->last_pass();  // the same step again, now with its graph
    if (latest_step != event.step) event.root_value = NAN;
    event.step = latest_step;
    event.graph = latest_graph;
    log.append(std::move(event));
    graph_is_old = latest_is_news = false;
    next_graph = now + options.graph_interval_ms;
  } else if (now >= next_graph && !latest_is_news) {
    graph_wanted = true;  // of the next pass, looked at closely
    recorder.want_detail();
  }
}

// ---- Session ---------------------------------------------------------------------------------------

struct Session::Impl {
  explicit Impl(SessionOptions session_options)
      : options(std::move(session_options)), host(options.host ? *options.host : default_host()),
        log(1 << 16, static_cast<std::size_t>(options.limits.output_bytes)) {}

  void finish(int status_code);

  SessionOptions options;
  Host& host;
  EventLog log;
  FileStore files;
  std::unique_ptr<Run> run;
  Status status = Status::idle;
  int exit_status = 0;
  std::vector<std::uint32_t> breakpoints;
  script::Step step = script::Step::none;
  double spent = 0;  // seconds inside advance()
};

void Session::Impl::finish(int status_code) {
  status = Status::finished;
  exit_status = status_code;
  run->publish(/*last=*/true);
  if (const script::Vm::Uncaught* error = run->vm->uncaught()) {
    log.append(ErrorRaised{error->type, error->message, static_cast<int>(error->line), error->column, error->end_column});
  }
  log.append(RunEnded{status_code, spent, static_cast<std::uint64_t>(run->vm->steps())});
}

std::string_view hint_for(const ErrorRaised& error, std::string_view language) {
  return script::hint(error.type, error.message, language);
}

Session::Session(SessionOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Session::~Session() = default;

bool Session::load(std::string_view source, std::string_view filename) {
  Impl& self = *impl_;
  reset();
  self.run = std::make_unique<Run>(self.options, self.host, self.log, self.files);
  self.spent = 0;
  ContextScope scope(self.run->context);
  script::Vm& vm = *self.run->vm;
  vm.set_arguments(self.options.argv);
  if (!vm.load_main(source, filename)) {
    self.finish(1);
    return false;
  }
  vm.set_breakpoints(self.breakpoints);
  self.run->started = self.host.monotonic_seconds();
  self.status = Status::running;
  return true;
}

Status Session::advance(Budget budget) {
  Impl& self = *impl_;
  if (self.status != Status::running && self.status != Status::waiting) return self.status;
  Run& run = *self.run;
  script::Vm& vm = *run.vm;
  ContextScope scope(run.context);
  const double begin = self.host.monotonic_seconds();
  const double deadline = begin + budget.milliseconds / 1000;
  run.printed = 0;
  if (self.status == Status::waiting && begin < vm.wake_time()) return self.status;
  self.status = Status::running;

  std::uint64_t left = budget.instructions;
  bool going = true;
  while (going && self.status == Status::running) {
    const std::uint64_t slice = std::min<std::uint64_t>(left, kInstructionsPerSlice);
    script::Budget allowance;
    allowance.instructions = static_cast<std::int64_t>(slice);
    allowance.step = self.step;
    // Small budgets are meant exactly; stepping and breakpoints need line events.
    allowance.precise = self.step != script::Step::none || !self.breakpoints.empty() || slice < kInstructionsPerSlice ||
                        run.until != Run::Until::nothing || run.stopping;  // after a last input() no call would notice it
    run.reached = false;
    switch (vm.run(allowance)) {
      case script::RunStatus::finished:
      case script::RunStatus::error:
        self.spent += self.host.monotonic_seconds() - begin;
        self.finish(vm.exit_status());
        return self.status;
      case script::RunStatus::waiting: self.status = Status::waiting; break;
      case script::RunStatus::breakpoint:
      case script::RunStatus::line:
        self.status = Status::paused;
        self.step = script::Step::none;
        break;
      case script::RunStatus::out_of_budget: break;
    }
    if (run.reached) {
      self.status = Status::paused;
      run.until = Run::Until::nothing;
    }
    if (self.status == Status::paused) run.until = Run::Until::nothing;
    if (left != UINT64_MAX) left -= slice;
    going = left > 0 && run.printed < kOutputPerAdvance &&
            (budget.milliseconds >= 1e30 || self.host.monotonic_seconds() < deadline);
  }
  self.spent += self.host.monotonic_seconds() - begin;
  run.publish(self.status == Status::paused);
  return self.status;
}

void Session::stop() {
  Impl& self = *impl_;
  if (!self.run || self.status == Status::finished || self.status == Status::idle) return;
  self.run->vm->request_stop();
  self.run->stopping = true;
  self.status = Status::running;
}

Status Session::status() const { return impl_->status; }
int Session::exit_status() const { return impl_->exit_status; }

void Session::set_breakpoints(std::vector<int> lines) {
  impl_->breakpoints.assign(lines.begin(), lines.end());
  if (impl_->run) impl_->run->vm->set_breakpoints(impl_->breakpoints);
}

void Session::set_backend(kernels::Backend backend) {
  impl_->options.backend = backend;
  if (impl_->run) impl_->run->context.backend = backend;
}

std::uint64_t Session::device_products() const { return impl_->run ? impl_->run->torch->long_work.device_products() : 0; }

void Session::pause() { impl_->step = script::Step::into; }

void Session::resume() {
  if (impl_->status == Status::paused) impl_->status = Status::running;
}

void Session::step(StepKind kind) {
  Impl& self = *impl_;
  if (self.status != Status::paused && self.status != Status::running) return;
  switch (kind) {
    case StepKind::into: self.step = script::Step::into; break;
    case StepKind::over: self.step = script::Step::over; break;
    case StepKind::out: self.step = script::Step::out; break;
    case StepKind::operation: self.run->until = Run::Until::operation; break;
    case StepKind::minibatch: self.run->until = Run::Until::pass; break;
    case StepKind::epoch: self.run->until = Run::Until::epoch; break;
  }
  self.status = Status::running;
}

bool Session::wants_input() const { return impl_->run && impl_->run->wants_input && impl_->status == Status::waiting; }

void Session::give_input(std::string_view line) {
  if (impl_->run) impl_->run->input.emplace_back(line);
}

int Session::current_line() const { return impl_->run ? impl_->run->script_line() : 0; }

std::vector<FrameInfo> Session::frames() const {
  std::vector<FrameInfo> out;
  if (!impl_->run) return out;
  for (const script::FrameInfo& frame : impl_->run->vm->frames(false)) {
    if (!frame.is_library) out.push_back({frame.function, static_cast<int>(frame.line)});
  }
  return out;
}

namespace {
Variable variable_of(script::Vm& vm, std::string_view name, const script::Value& value) {
  Variable variable{std::string(name), vm.type_name(value), value_text(vm, value, kReprLimit), {}};
  if (value.is_object() && bindings::has_torch(vm) && bindings::is_tensor(vm, value)) {
    variable.tensor = preview(bindings::tensor_of(value));
  }
  return variable;
}
}  // namespace

std::vector<Variable> Session::variables(int index) const {
  std::vector<Variable> out;
  if (!impl_->run) return out;
  Run& run = *impl_->run;
  script::Vm& vm = *run.vm;
  ContextScope scope(run.context);
  auto add = [&](std::string_view name, const script::Value& value) {
    if (!value.is_undefined() && !name.starts_with("__")) out.push_back(variable_of(vm, name, value));
  };
  auto add_globals = [&] {
    const script::Dict& globals = *vm.main_globals();
    for (std::uint32_t i = globals.next(0); i < globals.used; i = globals.next(i + 1)) {
      add(globals.entries[i].key.as<script::Str>()->utf8(), globals.entries[i].value);
    }
  };
  int at = 0;
  for (const script::FrameInfo& frame : vm.frames(true)) {
    if (frame.is_library || at++ != index) continue;
    if (frame.function == "<module>") break;
    for (const auto& variable : frame.locals) add(variable.name, variable.value);
    return out;
  }
  add_globals();  // the module's frame, also after its end
  return out;
}

Evaluation Session::evaluate(std::string_view expression, int index) {
  constexpr std::int64_t kInstructions = 200000;  // about ten milliseconds
  if (!impl_->run) return {{}, "RuntimeError: there is no script"};
  Run& run = *impl_->run;
  script::Vm& vm = *run.vm;
  ContextScope scope(run.context);
  const script::FrameInfo* frame = nullptr;
  int at = 0;
  const std::vector<script::FrameInfo> frames = vm.frames(true);
  for (const script::FrameInfo& info : frames) {
    if (!info.is_library && at++ == index) frame = &info;
  }
  // Nothing of this reaches the recorders, and the script draws on where it was.
  Context& context = run.context;
  const auto modes = std::tuple(context.grad_enabled, context.inference_mode, context.detect_anomaly, context.default_dtype,
                                context.generator, context.print, context.next_sequence, context.next_run);
  AutogradObserver* observer = std::exchange(context.observer, nullptr);
  auto* listener = std::exchange(run.torch->listener, nullptr);
  ops::LongWork long_work;
  long_work.swap(run.torch->long_work);
  run.evaluating = true;
  const script::Vm::Evaluation found = vm.evaluate(expression, frame, kInstructions);
  run.evaluating = false;
  long_work.swap(run.torch->long_work);
  run.torch->listener = listener;
  context.observer = observer;
  std::tie(context.grad_enabled, context.inference_mode, context.detect_anomaly, context.default_dtype, context.generator,
           context.print, context.next_sequence, context.next_run) = modes;
  if (!found.error.empty()) return {{std::string(expression), {}, {}, {}}, found.error};
  Evaluation out{variable_of(vm, expression, found.value), {}};
  if (!found.text.empty()) out.value.text = cut_text(found.text, kReprLimit);
  return out;
}

FileStore& Session::files() { return impl_->files; }
const FileStore& Session::files() const { return impl_->files; }

namespace {
// Calls `ask(vm, locals)` with the variables of a frame, null in the module.
template <class Ask>
auto in_frame(Run& run, int frame, Ask&& ask) {
  ContextScope scope(run.context);
  int at = 0;
  for (const script::FrameInfo& info : run.vm->frames(true)) {
    if (info.is_library || at++ != frame) continue;
    return ask(*run.vm, info.function == "<module>" ? nullptr : &info);
  }
  return ask(*run.vm, static_cast<const script::FrameInfo*>(nullptr));
}
}  // namespace

std::vector<Member> Session::members(std::string_view path, int frame) const {
  if (!impl_->run) return {};
  return in_frame(*impl_->run, frame, [&](script::Vm& vm, const script::FrameInfo* locals) { return inspect_members(vm, path, locals); });
}

std::vector<CallForm> Session::call_forms(std::string_view path, int frame) const {
  if (!impl_->run) return {};
  return in_frame(*impl_->run, frame, [&](script::Vm& vm, const script::FrameInfo* locals) { return inspect_call(vm, path, locals); });
}

std::vector<std::string> Session::importable() const {
  std::vector<std::string> names = bindings::python_module_names();
  for (const std::string_view name : script::standard_module_names()) names.emplace_back(name);
  if (impl_->run) {
    const script::Dict& loaded = *impl_->run->vm->modules();
    for (std::uint32_t i = loaded.next(0); i < loaded.used; i = loaded.next(i + 1)) names.push_back(loaded.entries[i].key.as<script::Str>()->utf8());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::size_t Session::moments() const { return impl_->run ? impl_->run->time_line.entries().size() : 0; }

std::size_t Session::moment_at(std::uint64_t step) const { return impl_->run ? impl_->run->time_line.at_step(step) : 0; }

std::uint64_t Session::moment_step(std::size_t index) const { return impl_->run->time_line.entries()[index].moment.step; }

const Moment& Session::kept_moment(std::size_t index) const { return impl_->run->time_line.entries()[index].moment; }

Moment Session::moment(std::size_t index) const {
  Run& run = *impl_->run;
  ContextScope scope(run.context);
  const TimeLine::Entry& entry = run.time_line.entries()[index];
  Moment moment = entry.moment;
  for (const BoundValues::Kept& kept : entry.kept) moment.values.push_back(run.bound_values.restored(*run.vm, kept));
  return moment;
}

const EventLog& Session::events() const { return impl_->log; }

std::uint64_t Session::instructions() const {
  return impl_->run ? static_cast<std::uint64_t>(impl_->run->vm->steps()) : 0;
}

std::uint64_t Session::memory_bytes() const { return impl_->run ? impl_->run->vm->heap.used() : 0; }

std::int64_t Session::live_tensors() const { return impl_->run ? impl_->run->context.memory.live_tensors : 0; }

void Session::reset() {
  impl_->run.reset();
  impl_->status = Status::idle;
  impl_->exit_status = 0;
  impl_->step = script::Step::none;
}

}  // namespace logit
