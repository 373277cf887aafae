// What completion offers, beside the caret: a list of names under it (a row of chips on a phone), and over it the call that is
// being written with its current parameter. In windows of their own, so that they lie over other panels.
#pragma once

#include "lab/models/completion.h"
#include "lab/world.h"

namespace logit::lab {

/// `body`: where the editor's lines stand. Uses the caret's place in world.focus.
void draw_completion(Ui& ui, World& world, Completion& completion, Rect body);

}  // namespace logit::lab
