// A key press as the lab understands it, wherever it came from: SDL on the desktop, the page's textarea in a browser.
#pragma once

namespace logit::lab {

enum class Key { none, left, right, up, down, home, end, page_up, page_down, backspace, remove, enter, tab, escape, f3, f8, f10, character };

struct KeyPress {
  Key key = Key::none;
  char character = 0;  ///< lower-case ASCII letter, digit or sign, for shortcuts; only for Key::character
  bool shift = false, control = false, alt = false, meta = false;
};

}  // namespace logit::lab
