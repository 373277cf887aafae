#include "lab/panels/side_tabs.h"

#include "base/format.h"
#include "lab/widgets/controls.h"

namespace logit::lab {

void side_tabs(Ui& ui, World& world, Rect head, float& x, std::string_view shown, bool beside) {
  const struct {
    const char* id;
    T title;
    bool there;
  } tabs[] = {{"curves", T::curves, !world.is_hidden("curves")},
              {"data", T::data, world.has_data},
              {"surface", T::surface, world.has_surface},
              {"figures", T::figures, !world.run.figures.figures().empty()},
              {"lesson", T::lesson, !ui.phone && !world.is_hidden("lesson")}};
  for (const auto& item : tabs) {
    const bool on = shown == item.id;
    if (!on && (!item.there || beside)) continue;
    if (tab(ui, cat("tab ", item.id).c_str(), x, head, ui.t(item.title), on) && !on) ui.commands.push(ShowTab{item.id});
  }
}

}  // namespace logit::lab
