// Evaluating an expression in a frame of a script that stands still, as a debugger's watch does.
//
// The expression becomes a function whose parameters are the frame's variables, called in frames of its own above those
// of the script: a second sentinel lies between them. What the machine was about to do is put aside meanwhile, so that the
// script goes on afterwards as if nothing had happened: same budget, same steps, same exception being handled.
#include <utility>

#include "script/bytecode/compiler.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

/// The code of the one lambda in a module, or null.
std::shared_ptr<const bytecode::CodeUnit> lambda_in(const bytecode::CodeUnit& module) {
  for (const bytecode::Constant& constant : module.constants) {
    if (constant.code && constant.code->name == "<lambda>") return constant.code;
  }
  return nullptr;
}

/// The value and its repr; None instead for containers, which may be long.
Task value_and_text(Vm& vm, Value function, std::vector<Value> arguments) {
  Value value = co_await vm.call_with(function, arguments);
  if (value.is_error()) co_return value;
  Value text = Value::none();
  if (!vm.is_list(value) && !vm.is_tuple(value) && !vm.is_dict(value)) {
    text = co_await vm.repr(value);
    if (text.is_error()) co_return text;
  }
  co_return vm.tuple_of(value, text);
}

}  // namespace

Vm::Evaluation Vm::evaluate(std::string_view expression, const FrameInfo* in, std::int64_t instructions) {
  const auto refused = [](const SyntaxErrorInfo& error) { return Evaluation{{}, {}, cat(name_of(error.kind), ": ", error.message)}; };
  // First by itself, so that it cannot close the parentheses that it is put into.
  const std::string text(expression);
  const std::size_t first = text.find_first_not_of(" \t\r\n\f");
  if (first == text.npos || text[first] == '#') return {{}, {}, "SyntaxError: invalid syntax"};
  const std::string name = "<expression>";
  if (const auto alone = bytecode::compile_source(cat("(", text, "\n)\n"), name); alone.error) {
    const auto bare = bytecode::compile_source(text, name);
    return refused(bare.error ? *bare.error : *alone.error);
  }
  if (const auto alone = bytecode::compile_source(text, name); alone.error) return refused(*alone.error);
  std::string parameters;
  std::vector<Value> arguments;
  if (in && in->function != "<module>") {
    for (const FrameInfo::Variable& variable : in->locals) {
      parameters += (parameters.empty() ? " " : ", ") + variable.name;
      arguments.push_back(variable.value);
    }
  }
  const auto compiled = bytecode::compile_source(cat("lambda", parameters, ": (", text, "\n)\n"), name);
  if (compiled.error) return refused(*compiled.error);
  const auto unit = lambda_in(*compiled.unit);
  if (!unit) return {{}, {}, "SyntaxError: not an expression"};
  Dict* globals = in && in->globals ? in->globals : main_globals_;

  // What the machine was doing, put aside.
  struct Aside {
    Frame *frame, *bottom;
    std::uint32_t depth, native_depth;
    std::int64_t budget, owed, steps, step_limit;
    bool limit_hit, suspended, interrupt, reporting, memory_reported;
    RunStatus suspend_status;
    Step step;
    int stops_raised;
    double wake_time;
    Value exception, handled, resume_value, stop_value, finished_value;
    std::vector<std::uint32_t> breakpoints;
    std::vector<const Object*> repr_guard;
  } aside{frame_, bottom_, depth_, native_depth_, budget_, owed_, steps_, step_limit_, limit_hit_, suspended_, interrupt_,
          reporting_, memory_reported_, suspend_status_, step_, stops_raised_, wake_time_, std::move(exception_),
          std::move(handled_), std::move(resume_value_), std::move(stop_value_), std::move(finished_value_),
          std::move(breakpoints_), std::move(repr_guard_)};
  breakpoints_.clear();
  repr_guard_.clear();
  Frame* guard = push_frame();
  guard->kind = FrameKind::sentinel;
  guard->base = guard->sp = guard->result = guard->clean = guard->previous->sp;
  guard->code = nullptr;
  guard->function = nullptr;
  guard->on_result = OnResult::push;
  bottom_ = guard;
  budget_ = instructions;
  owed_ = 0;
  step_ = Step::none;
  stops_raised_ = stop_requests_;
  limit_hit_ = suspended_ = interrupt_ = reporting_ = false;

  Evaluation out;
  Value code = make_code(unit);
  Value result = code.is_error() ? Value::error()
                                 : start(value_and_text(*this, make_function(code.as<Code>(), globals), std::move(arguments)));
  if (result.is_pending()) {
    RunStatus status = go_on();
    if (status != RunStatus::finished && status != RunStatus::error) {
      // It sleeps, waits or takes too long: its frames end without handlers.
      const bool waits = status != RunStatus::out_of_budget;
      for (int i = 0; i < 1000 && status != RunStatus::finished && status != RunStatus::error; ++i) {
        limit_hit_ = true;
        budget_ = 1 << 20;
        owed_ = 0;
        raise(types.runtime_error, waits ? "an expression that waits cannot be evaluated here"
                                         : "this takes too long to be evaluated here");
        resume_value_ = Value::error();
        status = go_on();
      }
    }
    result = status == RunStatus::finished ? std::move(finished_value_) : Value::error();
  }
  if (result.is_exact(types.tuple)) {
    const Tuple& both = *result.as<Tuple>();
    out.value = both[0];
    if (is_str(both[1])) out.text = both[1].as<Str>()->utf8();
  } else if (exception_.is_object()) {
    out.error = format_exception_only(take_exception());
    while (!out.error.empty() && out.error.back() == '\n') out.error.pop_back();
  } else {
    out.error = "RuntimeError: this cannot be evaluated here";
  }

  frame_ = aside.frame;
  bottom_ = aside.bottom;
  depth_ = aside.depth;
  native_depth_ = aside.native_depth;
  budget_ = aside.budget;
  owed_ = aside.owed;
  steps_ = aside.steps;
  step_limit_ = aside.step_limit;
  limit_hit_ = aside.limit_hit;
  suspended_ = aside.suspended;
  interrupt_ = aside.interrupt || !heap.finalizers.empty();
  reporting_ = aside.reporting;
  memory_reported_ = aside.memory_reported;
  suspend_status_ = aside.suspend_status;
  step_ = aside.step;
  stops_raised_ = aside.stops_raised;
  wake_time_ = aside.wake_time;
  exception_ = std::move(aside.exception);
  handled_ = std::move(aside.handled);
  resume_value_ = std::move(aside.resume_value);
  stop_value_ = std::move(aside.stop_value);
  finished_value_ = std::move(aside.finished_value);
  breakpoints_ = std::move(aside.breakpoints);
  repr_guard_ = std::move(aside.repr_guard);
  return out;
}

}  // namespace logit::script
