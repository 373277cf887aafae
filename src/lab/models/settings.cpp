#include "lab/models/settings.h"

#include <algorithm>
#include <cstdlib>

#include "base/format.h"

namespace logit::lab {

namespace {
constexpr const char* kBackends[] = {"automatic", "simd", "webgpu"};
}

const char* backend_name(kernels::Backend backend) { return kBackends[static_cast<int>(backend)]; }

kernels::Backend backend_named(std::string_view name) {
  for (const kernels::Backend backend : {kernels::Backend::simd, kernels::Backend::webgpu}) {
    if (name == backend_name(backend)) return backend;
  }
  return kernels::Backend::automatic;
}

std::string Settings::save() const {
  std::string out;
  if (language_chosen) out += cat("language=", language == Language::vi ? "vi" : "en", "\n");
  if (dark_chosen) out += cat("dark=", dark ? 1 : 0, "\n");
  out += cat("text_scale=", text_scale, "\ncolumns=", columns, "\neditor=", editor, "\ngraph=", graph, "\n");
  out += cat("log_scale=", log_scale ? 1 : 0, "\nsmoothing=", smoothing, "\n");
  if (backend_chosen && backend != kernels::Backend::automatic) out += cat("backend=", backend_name(backend), "\n");
  if (!passed.empty()) out += cat("passed=", passed, "\n");
  return out;
}

bool Settings::has_passed(std::string_view lesson) const { return passed.find(cat(" ", lesson, " ")) != std::string::npos; }

void Settings::add_passed(std::string_view lesson) {
  if (!has_passed(lesson)) passed += passed.empty() ? cat(" ", lesson, " ") : cat(lesson, " ");
}

void Settings::load(std::string_view text) {
  while (!text.empty()) {
    const auto feed = text.find('\n');
    const std::string_view line = text.substr(0, feed);
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = line.substr(0, equals);
    const std::string value(line.substr(equals + 1));
    const float number = std::strtof(value.c_str(), nullptr);
    if (key == "language") {
      language = value == "en" ? Language::en : Language::vi;
      language_chosen = true;
    } else if (key == "dark") {
      dark = number != 0;
      dark_chosen = true;
    } else if (key == "text_scale") {
      text_scale = std::clamp(number, 0.75f, 3.0f);
    } else if (key == "columns") {
      columns = std::clamp(number, 0.15f, 0.85f);
    } else if (key == "editor") {
      editor = std::clamp(number, 0.1f, 0.95f);
    } else if (key == "graph") {
      graph = std::clamp(number, 0.1f, 0.95f);
    } else if (key == "log_scale") {
      log_scale = number != 0;
    } else if (key == "backend") {
      backend = backend_named(value);
      backend_chosen = true;
    } else if (key == "passed") {
      passed = value.substr(0, 4000);
    } else if (key == "smoothing") {
      smoothing = std::clamp(number, 0.0f, 0.99f);
    }
  }
}

}  // namespace logit::lab
