// Whole recorded programs through a session: that nothing of theirs stays alive, and that the table of PyTorch's names that logit
// has is the one in golden/tensor/covered_names.txt. New names: put there what `logit run tests/tools/covered_names.py` prints.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "script/test_files.h"
#include "session/session.h"

using namespace logit;

namespace {

namespace fs = std::filesystem;

// Every script below tests/parity and tests/python.
std::vector<fs::path> recorded_scripts() {
  std::vector<fs::path> found;
  for (const char* corpus : {"parity", "python"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(LOGIT_TEST_DIR) / ".." / corpus)) {
      if (entry.path().extension() == ".py") found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("no recorded program leaves a tensor alive") {
  const std::vector<fs::path> scripts = recorded_scripts();
  CHECK(scripts.size() > 700);
  for (const fs::path& path : scripts) {
    const std::string name = fs::relative(path, fs::path(LOGIT_TEST_DIR) / "..").string();
    CAPTURE(name);
    Session session;
    if (!session.load(read_test_file("tests/" + name))) continue;  // a syntax error is a result too
    session.advance(Budget::unlimited());
    session.reset();
    CHECK(session.live_tensors() == 0);
    CHECK(session.memory_bytes() == 0);
  }
}

TEST_CASE("the covered names of PyTorch are the recorded ones") {
  Session session;
  REQUIRE(session.load(read_test_file("tests/tools/covered_names.py")));
  session.advance(Budget::unlimited());
  std::string printed;
  session.events().read(0, [&](const Event& event) {
    if (const auto* text = std::get_if<Printed>(&event); text && text->stream == Stream::out) printed += text->text;
  });
  check_same_lines(printed, read_test_file("tests/golden/tensor/covered_names.txt"), "covered_names.txt");
}
