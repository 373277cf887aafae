// Colours for Python source, one line at a time. Deliberately not the script machine's lexer: it must colour text
// that does not parse yet, and only needs to know what a person sees.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace logit::lab {

enum class Ink : std::uint8_t { plain, keyword, string, number, comment, function };

struct InkRun {
  int begin = 0, end = 0;  ///< bytes of the line
  Ink ink = Ink::plain;
};

/// What a line inherits from the one before: inside which triple quote, if any.
enum class Inside : std::uint8_t { code, triple_single, triple_double };

/// Appends the runs of `line` (gaps are plain) and returns what the next line inherits.
Inside highlight(std::string_view line, Inside inside, std::vector<InkRun>& runs);

}  // namespace logit::lab
