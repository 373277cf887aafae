// Buttons, tabs, dividers and panels, drawn by us and announced to the registry. Each takes its rectangle: the lab
// lays out by hand, so that nothing moves while a script runs.
#pragma once

#include <string_view>

#include "lab/ui.h"
#include "lab/widgets/icons.h"

namespace logit::lab {

/// What the pointer does to a rectangle.
struct Touch {
  bool pressed = false, hovered = false, held = false;
  unsigned id = 0;
};

/// Makes `rect` clickable and known by `label`. `name` makes it unique within its window.
Touch touch(Ui& ui, const char* name, Rect rect, std::string_view label, Kind kind, bool enabled = true,
            bool on = false, std::string_view value = {});

struct ButtonLook {
  Icon icon = Icon::none;
  bool accent = false;   ///< the one button that matters
  bool on = false;       ///< a pressed toggle
  bool enabled = true;
  bool quiet = false;    ///< no frame until the pointer is on it
  bool chevron = false;  ///< opens a menu
  std::string_view shortcut = {};  ///< shown in the tooltip
};

/// Width of button() for `label`; a square for an empty one.
float button_width(const Ui& ui, std::string_view label, const ButtonLook& look, float height);
/// A button with a visible label.
bool button(Ui& ui, const char* name, Rect rect, std::string_view label, const ButtonLook& look = {});
/// A square button with an icon; `label` is its name and tooltip.
bool icon_button(Ui& ui, const char* name, Rect rect, std::string_view label, const ButtonLook& look);

/// A word in a panel's head; underlined when `on`. Returns true when chosen; `x` moves behind it.
bool tab(Ui& ui, const char* name, float& x, Rect head, std::string_view label, bool on);

/// Draws a panel's frame and its head line; returns the body. Without a head for `head` false.
Rect panel_frame(Ui& ui, Rect rect, bool head = true);
/// The head of a panel.
Rect panel_head(const Ui& ui, Rect rect);

/// A gap that can be dragged. `position` moves in pixels within [low, high]; returns true while it changes.
bool divider(Ui& ui, const char* name, Rect gap, bool vertical, std::string_view label, float& position, float low,
             float high);

/// A scrolling region at `rect`; end with end_region().
bool begin_region(Ui& ui, const char* name, Rect rect, bool horizontal = false);
void end_region();

/// Finger scrolling of the current region: drags on empty space move it.
void scroll_by_touch();

/// Shows `label` beside the pointer after it has rested.
void tooltip(Ui& ui, const Touch& touch, std::string_view label, std::string_view shortcut = {});

/// A menu below `anchor`: begin_menu returns false while closed.
void open_menu(const char* name);
bool begin_menu(Ui& ui, const char* name, Rect anchor, float width, float height);
bool menu_row(Ui& ui, const char* name, Rect rect, std::string_view label, bool on);
void end_menu();

}  // namespace logit::lab
