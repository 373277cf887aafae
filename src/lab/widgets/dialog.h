// A box over the whole lab that waits for an answer: dimmed background, title, a button that closes it.
#pragma once

#include "lab/ui.h"

namespace logit::lab {

/// What a dialog has to lay out: everything below its title, within its margins.
struct Dialog {
  Rect body;
  float control = 0;   ///< height of a button
  bool closed = false;  ///< a press beside the box or on its button
};

/// Begins a dialog of at most `width` × `height` logical pixels in the middle of `screen`; `name` is its window's. End it with
/// end_dialog().
Dialog begin_dialog(Ui& ui, const char* name, std::string_view title, Rect screen, float width, float height);
void end_dialog();

}  // namespace logit::lab
