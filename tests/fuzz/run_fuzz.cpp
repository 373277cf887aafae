// Feeds arbitrary text to the whole script machine: tokens, tree, bytecode, and a run with a small budget of instructions, memory and
// calls, stopped and gone on with every few instructions. It must come back, without a crash, a leak or a sanitizer's report.
//
//   ./lab fuzz run
//
// What once crashed is kept as a case of tests/script/vm/limits_test.cpp.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "script/lib/modules.h"
#include "script/vm/vm.h"

namespace {

using namespace logit::script;

class Silent : public Host {
 public:
  double now = 0;
  void write(Stream, std::string_view) override {}
  double wall_clock() override { return now; }
  double steady_clock() override { return now += 0.001; }
  std::uint64_t random_seed() override { return 1; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Silent host;
  Vm vm(host);
  vm.set_memory_limit(24ull << 20);
  vm.set_step_limit(20000);
  add_standard_modules(vm);
  if (!vm.load_main(std::string_view(reinterpret_cast<const char*>(data), size))) return 0;
  // The first byte chooses how often it stops: never, or after each of a few instructions.
  const std::int64_t slice = size && data[0] % 3 == 0 ? 1 + data[0] % 7 : 20000;
  for (int i = 0; i < 25000; ++i) {
    const RunStatus status = vm.run({.instructions = slice, .precise = slice < 20000});
    if (status == RunStatus::finished || status == RunStatus::error) break;
    if (status == RunStatus::waiting) host.now = vm.wake_time() + 1;
  }
  return 0;
}
