// logit link: the share link of a script.
#include <cstdio>

#include "cli/cli.h"
#include "share/link.h"

namespace logit::cli {

namespace {
// Where the lab lives is the host's choice; a payload alone opens anywhere behind '#'.
constexpr const char* kAddress = "http://127.0.0.1:8080/#";
}  // namespace

int link(Words words) {
  if (words.size() != 1) {
    std::fwrite(usage().data(), 1, usage().size(), stderr);
    return 2;
  }
  const std::optional<std::string> source = read_source(words[0]);
  if (!source) return 2;
  share::State state;
  state.script = *source;
  std::printf("%s%s\n", kAddress, share::encode(state).c_str());
  return 0;
}

}  // namespace logit::cli
