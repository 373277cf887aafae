// Where a piece of source text stands. Everything that points back into a script (tokens, tree nodes,
// line tables, errors, the editor's highlights) carries one of these.
#pragma once

#include <cstdint>

namespace logit {

/// A half-open range of source text. Lines count from 1, columns are UTF-8 byte offsets within the line and
/// count from 0, as in CPython's `ast`. line == 0 means "nowhere".
struct SourceSpan {
  std::uint32_t line = 0;
  std::uint32_t col = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_col = 0;

  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

/// From the beginning of `first` to the end of `last`.
inline constexpr SourceSpan join(const SourceSpan& first, const SourceSpan& last) {
  return {first.line, first.col, last.end_line, last.end_col};
}

}  // namespace logit
