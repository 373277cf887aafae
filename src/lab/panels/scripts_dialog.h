// The dialog of a person's own scripts: the open one can be renamed, another one opened or deleted, a new one begun.
#pragma once

#include <string_view>

#include "lab/models/script_shelf.h"
#include "lab/world.h"

namespace logit::lab {

class ScriptsDialog {
 public:
  /// `name`: of the script in the editor.
  void open(std::string_view name);
  void close() { open_ = false; }
  bool is_open() const { return open_; }
  const TextBuffer& name() const { return name_; }

  /// Over everything else; a press beside it closes it.
  void draw(Ui& ui, World& world, const ScriptShelf& shelf, Rect screen);

 private:
  void draw_list(Ui& ui, World& world, const ScriptShelf& shelf, Rect body);

  bool open_ = false;
  TextBuffer name_{true};
};

}  // namespace logit::lab
