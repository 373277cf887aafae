#include "lab/models/third_party.h"

#include "base/format.h"

namespace logit::lab {

namespace {

constexpr ThirdParty kThirdParties[] = {
#define LIBRARY(name, page, version, licence, where, use) {name, page, version, licence, where, use},
#define FONT(name, page, version, licence, kept) {name, page, version, licence, {}, kept},
#include "lab/third_party.def"
#undef LIBRARY
#undef FONT
};

}  // namespace

std::span<const ThirdParty> third_parties() { return kThirdParties; }

std::string third_party_markdown() {
  std::string libraries, fonts;
  for (const ThirdParty& t : kThirdParties) {
    std::string& out = t.where.empty() ? fonts : libraries;
    out += cat("| [", t.name, "](", t.page, ") | ", t.version, " | ", t.licence, " | ");
    if (!t.where.empty()) out += cat(t.where, " | ");
    out += cat(t.use, " |\n");
  }
  return cat(
      "# Third-party code and fonts\n\n"
      "Made from `src/lab/third_party.def`, as is the lab's About panel. None of it is committed here:\n"
      "[`src/cmake/dependencies.cmake`](src/cmake/dependencies.cmake) names the commits, `./lab` fetches them. The licence texts of what is\n"
      "inside the page are served beside it as `licenses.txt`.\n\n"
      "| what | version | licence | in | for |\n|---|---|---|---|---|\n",
      libraries, "\n| font | version | licence | cut to |\n|---|---|---|---|\n", fonts,
      "\nThe recorded programs in `tests/parity` were printed by PyTorch (BSD 3-clause) and those in `tests/python` by CPython (PSF licence); the\n"
      "scripts are our own. No code of either is part of logit.\n");
}

}  // namespace logit::lab
