// Programs that use the standard modules, with what CPython 3.11 printed for them. Each runs twice: at once, and stopped after
// every 97th instruction, which must not change a byte.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "script/lib/modules.h"
#include "script/vm/vm.h"

using namespace logit::script;

namespace {

struct RecordingHost : Host {
  std::string out, err;
  double clock = 0;
  void write(Stream stream, std::string_view text) override { (stream == Stream::out ? out : err) += text; }
  double wall_clock() override { return 1.7e9 + clock; }
  double steady_clock() override { return clock += 1e-6; }
  std::uint64_t random_seed() override { return 42; }
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The first line where the two differ, for a readable failure.
std::string first_difference(const std::string& want, const std::string& got) {
  std::istringstream a(want), b(got);
  std::string x, y;
  for (int line = 1;; ++line) {
    const bool more_a = static_cast<bool>(std::getline(a, x)), more_b = static_cast<bool>(std::getline(b, y));
    if (!more_a && !more_b) return "";
    if (x != y || more_a != more_b) return "line " + std::to_string(line) + "\n  want: " + x + "\n  got:  " + y;
    x.clear();
    y.clear();
  }
}

std::string run(const std::string& source, Budget budget, std::string& err) {
  RecordingHost host;
  {
    Vm vm(host);
    add_standard_modules(vm);
    vm.set_memory_limit(std::uint64_t{512} << 20);
    if (vm.load_main(source)) {
      for (;;) {
        const RunStatus status = vm.run(budget);
        if (status == RunStatus::finished || status == RunStatus::error) break;
        if (status == RunStatus::waiting) host.clock = std::max(host.clock, vm.wake_time());
      }
    }
  }
  err = host.err;
  return host.out;
}

}  // namespace

TEST_CASE("programs print what CPython prints") {
  std::vector<std::filesystem::path> programs;
  for (const auto& entry : std::filesystem::directory_iterator(LOGIT_PROGRAMS)) {
    if (entry.path().extension() == ".py") programs.push_back(entry.path());
  }
  std::sort(programs.begin(), programs.end());
  REQUIRE(!programs.empty());
  for (const auto& path : programs) {
    const std::string name = path.stem().string();
    const std::string source = read_file(path);
    std::filesystem::path expected = path;
    const std::string want = read_file(expected.replace_extension(".out"));
    for (const bool sliced : {false, true}) {
      Budget budget;
      if (sliced) {
        budget.instructions = 97;
        budget.precise = true;
      }
      std::string err;
      const std::string got = run(source, budget, err);
      CAPTURE(name);
      CAPTURE(sliced);
      CAPTURE(err);
      CHECK(first_difference(want, got) == "");
    }
  }
}
