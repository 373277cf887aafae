// A session that is used all day: recorded programs in random order one after the other, then one long training. What they print stays the
// same, nothing of theirs stays alive, and the memory of the process stays where it was. A short day here; ./lab bench load makes it long
// (LOGIT_LOAD_RUNS programs, LOGIT_LOAD_STEPS steps) and reports what it measured.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "script/test_files.h"
#include "session/session.h"

using namespace logit;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> programs() {
  std::vector<std::string> found;
  for (const char* root : {"parity", "python"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(LOGIT_TEST_DIR) / ".." / root)) {
      // Those that fill the memory or count steps on purpose take long and have their own tests.
      const std::string path = entry.path().string();
      if (entry.path().extension() == ".py" && path.find("/limits/") == path.npos) found.push_back(path);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string read(const std::string& path) {
  std::string text;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    char buffer[4096];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
    std::fclose(file);
  }
  return text;
}

/// Resident memory of this process in MB; 0 where the system does not say.
double resident_megabytes() {
  long pages = 0, resident = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident) * 4096 / (1 << 20);
}

std::int64_t asked(const char* name, std::int64_t usual) {
  const char* value = std::getenv(name);
  return value ? std::strtoll(value, nullptr, 10) : usual;
}

/// Runs a program to its end, at most a second of it, and returns what it printed from event `from` on.
std::string run(Session& session, const std::string& source, bool& whole) {
  const std::uint64_t from = session.events().end();
  std::string printed;
  if (session.load(source)) session.advance(Budget::steps(3'000'000));
  whole = session.status() == Status::finished;
  session.events().read(from, [&](const Event& event) {
    if (const auto* text = std::get_if<Printed>(&event)) printed += text->text;
  });
  return printed;
}

}  // namespace

TEST_CASE("a day of programs in one session leaves nothing behind and changes no result") {
  const std::vector<std::string> paths = programs();
  const std::int64_t runs = asked("LOGIT_LOAD_RUNS", 250);
  REQUIRE(paths.size() > 100);
  SessionOptions options;
  options.limits.memory_bytes = 256u << 20;
  Session session(options);
  std::mt19937 random(1);
  std::map<std::string, std::string> first;
  double before = 0;
  std::int64_t again = 0;
  for (std::int64_t i = 0; i < runs; ++i) {
    const std::string& path = paths[random() % paths.size()];
    CAPTURE(path);
    bool whole = false;
    if (std::getenv("LOGIT_LOAD_TRACE")) std::fprintf(stderr, "%s\n", path.c_str());
    const std::string printed = run(session, read(path), whole);
    if (whole) {
      const auto [known, is_new] = first.emplace(path, printed);
      if (!is_new) ++again;
      CHECK(known->second == printed);
    }
    session.reset();
    for (const FileStore::Entry& file : session.files().list()) session.files().remove(file.name);  // files outlive a program
    REQUIRE(session.live_tensors() == 0);
    REQUIRE(session.memory_bytes() == 0);
    if (i == runs / 5) before = resident_megabytes();
  }
  const double after = resident_megabytes();
  std::printf("load: %lld programs, %lld of them again, %.1f MB after a fifth, %.1f MB at the end\n", static_cast<long long>(runs),
              static_cast<long long>(again), before, after);
  CHECK(after < before + 24);
}

TEST_CASE("a day of training keeps its memory and its pace of steps") {
  const std::int64_t steps = asked("LOGIT_LOAD_STEPS", 4000);
  Session session;
  const std::string source = "import torch\ntorch.manual_seed(0)\nX = torch.randn(8, 2)\ny = (X[:, :1] > 0).float()\n"
      "model = torch.nn.Linear(2, 1)\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n"
      "for step in range(" + std::to_string(steps) + "):\n"
      "    loss = torch.nn.functional.binary_cross_entropy_with_logits(model(X), y)\n"
      "    optimizer.zero_grad()\n    loss.backward()\n    optimizer.step()\n    if step % 1000 == 0: print(step, loss.item())\n";
  REQUIRE(session.load(source));
  std::uint64_t seen = 0, passes = 0, used = 0;
  double before = 0;
  std::int64_t tensors = 0;
  while (session.status() != Status::finished) {
    session.advance(Budget::steps(200'000));
    session.events().read(seen, [&](const Event& event) { passes += std::holds_alternative<BackwardRan>(event); });
    seen = session.events().end();
    if (before == 0 && passes > static_cast<std::uint64_t>(steps) / 5) {
      before = resident_megabytes();
      used = session.memory_bytes();
      tensors = session.live_tensors();
    }
    if (before > 0 && session.status() == Status::running) {
      CHECK(session.memory_bytes() < used + (8u << 20));
      CHECK(session.live_tensors() < tensors + 200);
    }
  }
  CHECK(session.exit_status() == 0);
  const double after = resident_megabytes();
  std::printf("load: %llu training steps seen, %.1f MB after a fifth, %.1f MB at the end\n", static_cast<unsigned long long>(passes), before, after);
  CHECK(after < before + 48);  // the time line's moments may take up to 32 MB
}
