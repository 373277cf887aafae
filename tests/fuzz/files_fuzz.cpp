// A stranger's data file: arbitrary bytes as the file of a script that reads it as text, as CSV in two ways and as JSON. The script must
// end within its budget, without a crash or a sanitizer's report, whatever the bytes are.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "script/lib/modules.h"
#include "script/vm/vm.h"

namespace {

using namespace logit::script;

constexpr std::string_view kScript = R"(
import csv, json
try:
    text = open('data').read()
    lines = text.splitlines()
    for row in csv.reader(open('data', newline='')):
        pass
    for row in csv.reader(lines, delimiter=';', quotechar="'", strict=True):
        pass
    again = json.dumps(json.loads(text))
    assert again == json.dumps(json.loads(again)), again
except (ValueError, csv.Error, RecursionError):
    pass
)";

class OneFile : public Host {
 public:
  std::string_view bytes;
  std::string complaint;
  void write(Stream stream, std::string_view text) override {
    if (stream == Stream::err) complaint += text;
  }
  double wall_clock() override { return 0; }
  double steady_clock() override { return 0; }
  std::uint64_t random_seed() override { return 1; }
  bool read_file(std::string_view name, std::string& out) override {
    if (name != "data") return false;
    out = bytes;
    return true;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  OneFile host;
  host.bytes = {reinterpret_cast<const char*>(data), size};
  Vm vm(host);
  vm.set_memory_limit(24ull << 20);
  vm.set_step_limit(400000);
  add_standard_modules(vm);
  LOGIT_ASSERT(vm.load_main(kScript), "the script of this fuzzer is sound");
  vm.run();
  // Only the budget may end it.
  LOGIT_ASSERT(host.complaint.empty() || host.complaint.find("AssertionError") == std::string::npos, "JSON changes on its way");
  return 0;
}
