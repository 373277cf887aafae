#include "lab/models/document.h"

#include <algorithm>

namespace logit::lab {

void Document::open(std::string_view new_name, std::string_view text) {
  buffer.set_text(text);
  original = buffer.text();
  name = new_name.empty() ? "script.py" : std::string(new_name);
  listing = name;
  kept.clear();
  kept_text.clear();
  breakpoints.clear();
  reveal_line = 1;
}

void Document::toggle_breakpoint(int line) {
  const auto at = std::lower_bound(breakpoints.begin(), breakpoints.end(), line);
  if (at != breakpoints.end() && *at == line) breakpoints.erase(at);
  else breakpoints.insert(at, line);
}

bool Document::has_breakpoint(int line) const {
  return std::binary_search(breakpoints.begin(), breakpoints.end(), line);
}

}  // namespace logit::lab
