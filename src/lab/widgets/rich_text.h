// Wrapped text with bold and code pieces, headings, bullets and formulas: the lessons.
#pragma once

#include <span>

#include "lab/models/lesson_book.h"
#include "lab/ui.h"

namespace logit::lab {

/// Draws `blocks` from (x, y) in a column of `width`; returns the height. Draws nothing when `list` is null.
float rich_text(const Ui& ui, ImDrawList* list, float x, float y, float width, std::span<const TextBlock> blocks);

}  // namespace logit::lab
