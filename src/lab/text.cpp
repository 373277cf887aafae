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

std::string translated(std::string_view english, Language language) {
  for (const Row& row : kRows) {
    const std::string_view pattern = row.en;
    const auto hole = pattern.find("{}");
    if (hole == pattern.npos ? pattern == english
                             : pattern.size() > 20 && english.size() >= pattern.size() - 2 && english.starts_with(pattern.substr(0, hole)) &&
                                   english.ends_with(pattern.substr(hole + 2))) {
      const std::string_view filling = hole == pattern.npos ? "" : english.substr(hole, english.size() - (pattern.size() - 2));
      return fill(language == Language::vi ? row.vi : row.en, filling);
    }
  }
  return std::string(english);
}

}  // namespace logit::lab
