// SHA-512 (FIPS 180-4): random.seed("text") depends on it.
#pragma once

#include <string>
#include <string_view>

namespace logit::script {

/// The 64 bytes of the digest.
std::string sha512(std::string_view message);

}  // namespace logit::script
