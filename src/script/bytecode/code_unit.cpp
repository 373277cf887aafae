#include "script/bytecode/code_unit.h"

#include <algorithm>

namespace logit::script::bytecode {

std::uint32_t CodeUnit::line_at(std::uint32_t position) const {
  const auto after = std::upper_bound(lines.begin(), lines.end(), position,
                                      [](std::uint32_t p, const LineEntry& entry) { return p < entry.start; });
  return after == lines.begin() ? first_line : std::prev(after)->line;
}

bool Constant::operator==(const Constant& other) const {
  return kind == other.kind && integer == other.integer && number == other.number && text == other.text &&
         items == other.items && code == other.code;
}

}  // namespace logit::script::bytecode
