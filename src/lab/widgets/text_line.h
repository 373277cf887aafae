// A one-line text field over a TextBuffer. Keys and the input method reach it through World::focus.
#pragma once

#include "lab/world.h"

namespace logit::lab {

/// Draws `buffer` in `rect`; a press gives it the focus.
void text_line(Ui& ui, World& world, const char* name, Rect rect, std::string_view label, TextBuffer& buffer);

}  // namespace logit::lab
