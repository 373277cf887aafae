// A dialog over everything else: the shade, the box, its title and the button that closes it.
#pragma once

#include <string_view>

#include "lab/ui.h"

namespace logit::lab {

struct Dialog {
  Rect body;           ///< what is left below the title
  float control = 0;   ///< height of buttons and fields
  bool closed = false; ///< the button, or a press beside the box
};

/// Begins a window over `screen` with a box of at most width × height (logical pixels) in its middle. Always end with end_dialog().
Dialog begin_dialog(Ui& ui, const char* name, Rect screen, std::string_view title, float width, float height);
void end_dialog();

}  // namespace logit::lab
