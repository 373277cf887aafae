// Opening and saving files where the lab may look at the machine's folders: on the desktop.
#pragma once

#include <string>

#include "lab/models/folder_view.h"
#include "lab/models/text_buffer.h"
#include "lab/world.h"

namespace logit::lab {

class PathDialog {
 public:
  enum class Purpose { open, save };

  /// Shows the folder of the last time, at first the host's. `name`: what a script to be saved is called so far.
  void open(Host& host, Purpose purpose, std::string_view name);
  void close() { open_ = false; }
  bool is_open() const { return open_; }
  /// The field with the name of the file to save; null while none is shown.
  TextBuffer* field() { return open_ && purpose_ == Purpose::save ? &name_ : nullptr; }
  /// Takes what is chosen, as Enter does: a folder opens, a file is answered with OpenPath or SavePath. Saving over another file takes
  /// a second time.
  void accept(Commands& commands);
  /// Another row.
  void move(int rows);

  /// Over everything else; a press beside it closes it.
  void draw(Ui& ui, World& world, Rect screen);

 private:
  void take(std::size_t row, Commands& commands);

  bool open_ = false;
  Purpose purpose_ = Purpose::open;
  FolderView folder_{nullptr};
  std::string last_folder_, own_name_;
  std::size_t chosen_ = 0;
  bool reveal_ = false;   ///< the chosen row is to be scrolled to
  bool warned_ = false;   ///< that a file will be replaced
  std::string warned_of_;
  TextBuffer name_{true};
};

}  // namespace logit::lab
