// What stands between the quotes of a string token: its prefix, its body, and the body with escapes resolved.
#pragma once

#include <string>
#include <string_view>

namespace logit::script {

/// A string token taken apart.
struct StringParts {
  bool bytes = false;
  bool raw = false;
  bool format = false;
  bool u_prefix = false;  ///< a lower-case u comes first: ast keeps that as kind='u'
  std::string_view body;  ///< between the quotes
};

StringParts split_string(std::string_view token);

/// Resolves the escapes of a str literal. On failure returns false and puts CPython's reason into `error`, with
/// its "(unicode error)" in front. An unknown escape keeps its backslash. Lone surrogates become three bytes.
bool decode_string(std::string_view body, std::string& out, std::string& error);

/// The same for a bytes literal, with "(value error)".
bool decode_bytes(std::string_view body, std::string& out, std::string& error);

}  // namespace logit::script
