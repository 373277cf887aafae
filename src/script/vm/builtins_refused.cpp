// What a lab script cannot have, each saying why.
#include "script/vm/builtins.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

Value refuse(Vm& vm, const char* what, const char* why) {
  return vm.raise(vm.types.not_implemented_error, cat(what, " is not available in logit: ", why));
}

// open() is io.open: the module's text is loaded when a script first opens something.
Task open_file(Vm& vm, std::vector<Value> args) {
  Value io = co_await vm.import("io");
  if (io.is_error()) co_return io;
  Value open = co_await vm.getattr(io, vm.intern("open"));
  if (open.is_error()) co_return open;
  co_return co_await Await(vm.start_call(open, args.data(), args.size()));
}

Value do_open(Vm& vm, Args args) {
  std::vector<Value> given;
  for (std::uint32_t i = 0; i < args.count; ++i) given.push_back(args.has(i) ? args[i] : i == 1 ? vm.str("r") : i == 2 ? Value::small_int(-1) : Value::none());
  return vm.start(open_file(vm, std::move(given)));
}
Value do_eval(Vm& vm, Args) { return refuse(vm, "eval()", "scripts cannot run text as code"); }
Value do_exec(Vm& vm, Args) { return refuse(vm, "exec()", "scripts cannot run text as code"); }
Value do_compile(Vm& vm, Args) { return refuse(vm, "compile()", "scripts cannot run text as code"); }
Value do_import(Vm& vm, Args) { return refuse(vm, "__import__()", "use the import statement"); }

Value no_bytes(Vm& vm, Args) { return refuse(vm, "bytes()", "there is no bytes type"); }
Value no_bytearray(Vm& vm, Args) { return refuse(vm, "bytearray()", "there is no bytes type"); }
Value no_memoryview(Vm& vm, Args) { return refuse(vm, "memoryview()", "there is no bytes type"); }
Value no_complex(Vm& vm, Args) { return refuse(vm, "complex()", "there are no complex numbers"); }

Value no_group(Vm& vm, Args) { return refuse(vm, "ExceptionGroup()", "raise the exceptions one by one"); }
Value do_aiter(Vm& vm, Args) { return refuse(vm, "aiter()", "there is no event loop"); }
Value do_anext(Vm& vm, Args) { return refuse(vm, "anext()", "there is no event loop"); }

constexpr NativeDef kGroup{"ExceptionGroup(*args, **kwargs)", no_group, nullptr};
constexpr NativeDef kBytes{"bytes(*args, **kwargs)", no_bytes, nullptr};
constexpr NativeDef kBytearray{"bytearray(*args, **kwargs)", no_bytearray, nullptr};
constexpr NativeDef kMemoryview{"memoryview(*args, **kwargs)", no_memoryview, nullptr};
constexpr NativeDef kComplex{"complex(*args, **kwargs)", no_complex, nullptr};

const TypeSpec kTypes[] = {{.name = "bytes", .construct = &kBytes},
                           {.name = "bytearray", .construct = &kBytearray},
                           {.name = "memoryview", .construct = &kMemoryview},
                           {.name = "complex", .construct = &kComplex},
                           {.name = "ExceptionGroup", .construct = &kGroup},
                           {.name = "BaseExceptionGroup", .construct = &kGroup}};

}  // namespace

const NativeDef kRefusedBuiltins[] = {{"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None)", do_open,
                                       "Opens a file of the session: its own data, and what it wrote."},
                                      {"eval(*args, **kwargs)", do_eval, "Refused."},
                                      {"exec(*args, **kwargs)", do_exec, "Refused."},
                                      {"compile(*args, **kwargs)", do_compile, "Refused."},
                                      {"aiter(*args, **kwargs)", do_aiter, "Refused."},
                                      {"anext(*args, **kwargs)", do_anext, "Refused."},
                                      {"__import__(*args, **kwargs)", do_import, "Refused: use the import statement."},
                                      {}};

void define_refused_types(Vm& vm) {
  for (const TypeSpec& spec : kTypes) vm.add_builtin(spec.name, Value::object(vm.type_for(spec)));
}

}  // namespace logit::script
