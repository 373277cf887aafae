// The tabs of the place below the graph: curves, data, figures and the lesson take turns there.
#pragma once

#include "lab/world.h"

namespace logit::lab {

/// Draws the tabs into a panel's head; `x` moves behind them. `beside`: the panel shows next to the curves and needs no other tab.
void side_tabs(Ui& ui, World& world, Rect head, float& x, std::string_view shown, bool beside = false);

}  // namespace logit::lab
