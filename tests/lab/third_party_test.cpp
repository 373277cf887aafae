// One list of third-party code and fonts: that THIRD_PARTY.md is what it gives, and that its versions are those that are built.
#include "lab/models/third_party.h"

#include <doctest/doctest.h>

#include "base/format.h"
#include "script/test_files.h"

using namespace logit;

TEST_CASE("THIRD_PARTY.md is the text made from third_party.def") {
  check_same_lines(lab::third_party_markdown(), read_test_file("THIRD_PARTY.md"), "THIRD_PARTY.md");
}

TEST_CASE("everything that is fetched is listed in the version that is built") {
  const std::string built = read_test_file("src/cmake/dependencies.cmake"), npm = read_test_file("tests/browser/package.json");
  // "_logit_fetch(zlib 1.3.1 https://github.com/madler/zlib.git …"
  std::size_t fetched = 0;
  for (std::size_t at = built.find("_logit_fetch("); at != built.npos; at = built.find("_logit_fetch(", at + 1)) {
    const std::string call = built.substr(at, built.find(')', at) - at);
    const std::size_t address = call.find("https://");
    if (address == call.npos) continue;
    ++fetched;
    bool listed = false;
    for (const lab::ThirdParty& t : lab::third_parties()) {
      listed = listed || (call.find(cat(t.page, ".git")) != call.npos && call.find(cat(" ", t.version, " ")) != call.npos);
    }
    CAPTURE(call);
    CHECK(listed);
  }
  CHECK(fetched >= 7);
  for (const lab::ThirdParty& t : lab::third_parties()) {
    if (t.name == "playwright-core") CHECK(npm.find(cat("\"playwright-core\": \"", t.version, "\"")) != npm.npos);
    CHECK_FALSE(t.licence.empty());
    CHECK(t.page.starts_with("https://"));
  }
}
