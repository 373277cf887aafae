// The dialog of data files: what open() finds, with the first rows of each, buttons to add one, to take one away,
// and to put a data set that the lab brings along into the script.
#pragma once

#include <cstdint>
#include <string>

#include "lab/models/data_files.h"
#include "lab/world.h"

namespace logit::lab {

class FilesDialog {
 public:
  /// `name`: the file to show first, or empty.
  void open(std::string name);
  void close() { open_ = false; }
  bool is_open() const { return open_; }

  /// Over everything else; a press beside it closes it.
  void draw(Ui& ui, World& world, Rect screen);

 private:
  void draw_preview(Ui& ui, Rect body);
  void data_set_menu(Ui& ui, const World& world, Rect anchor);

  bool open_ = false;
  std::string shown_;            ///< whose preview it is
  std::uint64_t revision_ = 0;   ///< of the store when the preview was made
  FilePreview preview_;
};

}  // namespace logit::lab
