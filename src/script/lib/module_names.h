// The names of the standard modules, for whoever offers them; importing needs modules.h only.
#pragma once

#include <string_view>
#include <vector>

namespace logit::script {

/// "abc", "bisect", …: without the parts of modules that scripts are not meant to import.
std::vector<std::string_view> standard_module_names();

}  // namespace logit::script
