// logit open: the script in a share link.
#include <cstdio>

#include "cli/cli.h"
#include "share/link.h"

namespace logit::cli {

int open(Words words) {
  if (words.size() != 1) {
    std::fwrite(usage().data(), 1, usage().size(), stderr);
    return 2;
  }
  const Result<share::Opened> opened = share::decode(words[0]);
  if (!opened) {
    std::fprintf(stderr, "logit: %s\n", opened.reason().c_str());
    return 1;
  }
  const share::Opened& link = opened.value();
  std::fwrite(link.state.script.data(), 1, link.state.script.size(), stdout);
  if (!link.lost.empty()) std::fprintf(stderr, "logit: %s\n", link.lost.c_str());
  return link.lost.empty() ? 0 : 1;
}

}  // namespace logit::cli
