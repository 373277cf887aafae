// The text that both ends of a link already know.
#pragma once

#include <string_view>

namespace logit::share {

/// The preset dictionary of version 1 links. Never edit it: every link made with it would break. A better one
/// is a new version. What is used most stands last, where deflate reaches it with the shortest distances.
std::string_view dictionary_v1();

}  // namespace logit::share
