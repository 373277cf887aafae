// What the lab remembers of a person: language, theme, text size, where the dividers stand. Kept as lines of
// key=value, so that a person can read and delete it; unknown keys are ignored.
#pragma once

#include <string>
#include <string_view>

#include "kernels/gpu.h"
#include "lab/text.h"

namespace logit::lab {

/// "automatic", "simd", "webgpu", and back; an unknown name is automatic.
const char* backend_name(kernels::Backend backend);
kernels::Backend backend_named(std::string_view name);

struct Settings {
  Language language = Language::vi;
  bool dark = false;
  bool dark_chosen = false;      ///< false: follows the system
  bool language_chosen = false;
  float text_scale = 1;          ///< 0.75 .. 3
  float columns = 0.44f;         ///< share of the left column
  float editor = 0.76f;          ///< share of the editor in its column
  float graph = 0.54f;           ///< share of the graph in its column
  bool log_scale = false;
  float smoothing = 0;
  std::string passed;            ///< ids of lessons whose exercise was solved, between spaces
  kernels::Backend backend = kernels::Backend::automatic;  ///< who computes large products
  bool backend_chosen = false;   ///< false: a link's wish, which is not kept

  bool has_passed(std::string_view lesson) const;
  void add_passed(std::string_view lesson);

  std::string save() const;
  void load(std::string_view text);
};

}  // namespace logit::lab
