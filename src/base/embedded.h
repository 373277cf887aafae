// A text file that the build puts into the program: Python library modules, lessons, shaders.
#pragma once

#include <string_view>

namespace logit {

struct EmbeddedFile {
  std::string_view name;  ///< file name relative to the folder it was embedded from, "module.py"
  std::string_view text;  ///< its whole content
};

}  // namespace logit
