// matplotlib.pyplot and tqdm in small. They are Python text, run by the script machine; what they draw leaves it as one
// plain event (events/figure.h), so that nothing here knows a window.
#pragma once

#include "script/vm/vm.h"

namespace logit::plot {

/// Registers matplotlib, matplotlib.pyplot, matplotlib.colors, matplotlib.cm, tqdm and their relatives.
void add_plot_modules(script::Vm& vm);

}  // namespace logit::plot
