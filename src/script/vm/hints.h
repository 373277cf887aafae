// Errors that teach: below CPython's message the lab may show one more line, in the student's language. The table is hints.def.
#pragma once

#include <string_view>

namespace logit::script {

/// What an error usually means, for the most common ones; empty when there is nothing to say.
/// type: "NameError"; message: the text after the colon; language: "vi", anything else is English.
std::string_view hint(std::string_view type, std::string_view message, std::string_view language);

}  // namespace logit::script
