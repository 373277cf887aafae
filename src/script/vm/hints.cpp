#include "script/vm/hints.h"

#include <cstddef>

namespace logit::script {

namespace {

struct Row {
  std::string_view type, pattern, english, vietnamese;
};

constexpr Row kRows[] = {
#define HINT(type, pattern, english, vietnamese) {type, pattern, english, vietnamese},
#include "script/vm/hints.def"
#undef HINT
};

/// `*` stands for any text. Greedy with one way back, so the time is linear in practice and bounded by the product.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

std::string_view hint(std::string_view type, std::string_view message, std::string_view language) {
  if (message.size() > 500) message = message.substr(0, 500);
  for (const Row& row : kRows) {
    if (row.type == type && matches(row.pattern, message)) return language == "vi" ? row.vietnamese : row.english;
  }
  return {};
}

}  // namespace logit::script
