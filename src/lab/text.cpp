#include "lab/text.h"

namespace logit::lab {

namespace {
struct Row {
  const char* vi;
  const char* en;
};
constexpr Row kRows[] = {
#define TEXT(name, vi, en) {vi, en},
#include "lab/text.def"
#undef TEXT
};
}  // namespace

std::string_view text(T id, Language language) {
  const Row& row = kRows[static_cast<int>(id)];
  return language == Language::vi ? row.vi : row.en;
}

std::string fill(std::string_view pattern, std::string_view first, std::string_view second) {
  std::string out;
  int seen = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern.substr(i, 2) == "{}") {
      out += seen++ == 0 ? first : second;
      ++i;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

}  // namespace logit::lab
