// logit_script [options] FILE: runs one script on the bare machine, for tests of the script column alone.
//   --stop=K        stops after every K instructions and goes on (the output must not change)
//   --stop=random   after random numbers of instructions
//   --dump          prints the bytecode instead of running
//   --steps         prints the number of instructions on stderr
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "script/bytecode/compiler.h"
#include "script/bytecode/disassembler.h"
#include "script/lib/modules.h"
#include "script/vm/vm.h"

namespace {

using namespace logit::script;

class Console : public Host {
 public:
  void write(Stream stream, std::string_view text) override {
    std::fwrite(text.data(), 1, text.size(), stream == Stream::out ? stdout : stderr);
  }
  double wall_clock() override {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  }
  double steady_clock() override {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }
  std::uint64_t random_seed() override { return static_cast<std::uint64_t>(wall_clock() * 1e6); }
};

}  // namespace

int main(int argc, char** argv) {
  std::int64_t stop = 0;
  bool random = false, dump = false, steps = false;
  const char* path = nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg == "--stop=random") random = true;
    else if (arg.rfind("--stop=", 0) == 0) stop = std::atoll(arg.c_str() + 7);
    else if (arg == "--dump") dump = true;
    else if (arg == "--steps") steps = true;
    else path = argv[i];
  }
  if (!path) return 2;
  std::ifstream file(path, std::ios::binary);
  const std::string source((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (dump) {
    auto compiled = logit::script::bytecode::compile_source(source, "<script>");
    if (compiled.error) {
      std::fputs(render(*compiled.error, "<script>").c_str(), stderr);
      return 1;
    }
    std::fputs(logit::script::bytecode::disassemble(*compiled.unit).c_str(), stdout);
    return 0;
  }
  static char buffer[1 << 16];
  std::setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  Console console;
  int status;
  {
    Vm vm(console);
    vm.set_memory_limit(std::uint64_t{1} << 30);
    add_standard_modules(vm);
    if (vm.load_main(source)) {
      std::uint32_t seed = 12345;
      for (;;) {
        Budget budget;
        if (stop) budget = {.instructions = stop, .precise = true};
        if (random) {
          seed = seed * 1664525 + 1013904223;
          budget = {.instructions = 1 + (seed >> 24), .precise = true};
        }
        const RunStatus result = vm.run(budget);
        if (result == RunStatus::finished || result == RunStatus::error) break;
        if (result == RunStatus::waiting) {
          while (console.steady_clock() < vm.wake_time()) {
          }
        }
      }
    }
    status = vm.exit_status();
    std::fflush(stdout);
    if (steps) std::fprintf(stderr, "%lld steps\n", static_cast<long long>(vm.steps()));
  }
  return status;
}
