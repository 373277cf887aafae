// _machine: what library text needs from the machine: running generated text (the __init__ of a data class), and looking at who
// called. Also the native part of `traceback`.
#include "script/bytecode/compiler.h"
#include "script/lib/modules.h"
#include "script/vm/frame.h"

namespace logit::script {

namespace {

/// Runs text in a namespace, as library code: its frames stay out of tracebacks.
Value do_run_text(Vm& vm, Args args) {
  std::string text;
  if (!vm.to_text(args[0], text, "run_text() argument 1")) return Value::error();
  if (!vm.is_dict(args[1])) return vm.type_error("run_text() argument 2 must be dict, not ", vm.type_name(args[1]));
  if (!vm.charge_plain(static_cast<std::int64_t>(text.size()))) return Value::error();
  bytecode::CompileResult result = bytecode::compile_source(text, "<string>", true);
  if (!result.unit) return vm.raise(vm.types.syntax_error, result.error ? result.error->message : "invalid syntax");
  Value code = vm.make_code(result.unit);
  if (code.is_error()) return code;
  Value function = vm.make_function(code.as<Code>(), args[1].as<Dict>());
  return vm.start_call(function, nullptr, 0);
}

/// __name__ of the innermost frame that is not library code.
Value do_caller_module(Vm& vm, Args) {
  for (const Frame* frame = vm.script_frame(); frame; frame = frame->previous) {
    if (!frame->code || frame->is_native() || frame->code->is_library || !frame->globals) continue;
    if (const Value* name = frame->globals->get(vm.names.__name__)) return *name;
  }
  return vm.str("__main__");
}

/// (file, line number, module, source line) of the frame `level` steps out, library code not counted.
Value do_caller_place(Vm& vm, Args args) {
  std::int64_t level;
  if (!vm.to_int64(args[0], level)) return Value::error();
  for (const FrameInfo& frame : vm.frames(false)) {
    if (frame.is_library || --level > 0) continue;
    return vm.tuple_of(vm.str(vm.file_name()), vm.integer(frame.line), vm.str("__main__"), vm.str(vm.source_line(frame.line)));
  }
  return vm.tuple_of(vm.str("sys"), Value::small_int(1), vm.str("sys"), vm.str(""));
}

constexpr NativeDef kMachineFunctions[] = {
    {"run_text(text, namespace, /)", do_run_text},
    {"caller_module()", do_caller_module},
    {"caller_place(level, /)", do_caller_place},
    {}};

// --- traceback --------------------------------------------------------------------------------------------------------

bool is_exception(Vm& vm, const Value& v) { return vm.is_instance(v, vm.types.base_exception); }

Value do_format_exception(Vm& vm, Args args) {
  if (!is_exception(vm, args[0])) return vm.str("NoneType: None\n");
  return vm.start_format_exception(args[0], args[1].is_true());
}

Value do_format_only(Vm& vm, Args args) {
  if (!is_exception(vm, args[0])) return vm.str("NoneType: None\n");
  return vm.start_format_exception_only(args[0]);
}

/// [(file, line number, function name, source line)] of a traceback, outermost first; library frames left out.
Value do_frames_of(Vm& vm, Args args) {
  auto list = vm.new_list();
  for (Value at = args[0]; at.is_exact(vm.types.traceback); at = Value(at.as<Traceback>()->next)) {
    const auto* entry = at.as<Traceback>();
    const auto* code = entry->code.as<Code>();
    if (code->is_library) continue;
    if (!list->push(vm.heap, vm.tuple_of(vm.str(vm.file_name()), vm.integer(entry->line), code->name, vm.str(vm.source_line(entry->line))))) {
      return Value::error();
    }
  }
  return list;
}

/// The same for the calls in progress.
Value do_frames_now(Vm& vm, Args) {
  auto list = vm.new_list();
  std::vector<FrameInfo> frames = vm.frames(false);
  for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame) {
    if (frame->is_library) continue;
    if (!list->push(vm.heap, vm.tuple_of(vm.str(vm.file_name()), vm.integer(frame->line), vm.str(frame->function),
                                         vm.str(vm.source_line(frame->line))))) {
      return Value::error();
    }
  }
  return list;
}

constexpr NativeDef kTracebackFunctions[] = {
    {"_format_exception(exception, chain, /)", do_format_exception},
    {"_format_only(exception, /)", do_format_only},
    {"_frames_of(traceback, /)", do_frames_of},
    {"_frames_now()", do_frames_now},
    {}};

}  // namespace

Value build_machine(Vm& vm, Module* module) {
  vm.add_functions(module, kMachineFunctions);
  return Value::none();
}

Value build_traceback(Vm& vm, Module* module) {
  vm.add_functions(module, kTracebackFunctions);
  return Value::none();
}

}  // namespace logit::script
