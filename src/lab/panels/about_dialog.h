// The dialog behind the logo: what logit is, what it is made of and under which licences, and the button that erases what is kept here.
#pragma once

#include "lab/world.h"

namespace logit::lab {

class AboutDialog {
 public:
  void open() { open_ = true, sure_ = false; }
  void close() { open_ = false; }
  bool is_open() const { return open_; }

  /// Over everything else; a press beside it closes it.
  void draw(Ui& ui, World& world, Rect screen);

 private:
  bool open_ = false;
  bool sure_ = false;  ///< erasing was asked for once: the next press does it
};

}  // namespace logit::lab
