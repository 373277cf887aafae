// input: asks the host for a line and waits until there is one.
#include "script/vm/builtins.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

// How often a waiting script asks again, in seconds.
constexpr double kAskAgain = 0.03;

Task input_task(Vm& vm, Value prompt) {
  if (!prompt.is_undefined()) {
    Value text = co_await vm.to_str(prompt);
    if (text.is_error()) co_return text;
    vm.write(Stream::out, text.as<Str>()->utf8());
  }
  for (;;) {
    std::string line;
    const Host::Input got = vm.host.read_line(line);
    if (got == Host::Input::line) co_return vm.str(line);
    if (got == Host::Input::end) co_return vm.raise(vm.types.eof_error, "EOF when reading a line");
    Value waited = co_await vm.sleep(kAskAgain);
    if (waited.is_error()) co_return waited;
  }
}

Value do_input(Vm& vm, Args args) { return vm.start(input_task(vm, args.has(0) ? args[0] : Value())); }

}  // namespace

const NativeDef kInputBuiltins[] = {
    {"input(prompt=None, /)", do_input, "Writes the prompt, reads a line from standard input and returns it without its end."},
    {}};

}  // namespace logit::script
