// The font files that the build subsets and puts into the program (src/cmake/fonts.cmake).
#include "lab/font_mono.h"
#include "lab/font_mono_bold.h"
#include "lab/font_sans.h"
#include "lab/font_sans_bold.h"
#include "lab/fonts.h"

namespace logit::lab {

FontFiles embedded_fonts() {
  return {{font_sans, font_sans_size},
          {font_sans_bold, font_sans_bold_size},
          {font_mono, font_mono_size},
          {font_mono_bold, font_mono_bold_size}};
}

}  // namespace logit::lab
