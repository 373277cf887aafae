// base64url without padding (RFC 4648, section 5).
#pragma once

#include <string>
#include <string_view>

namespace logit::share {

bool is_base64url(char c);

std::string base64url_encode(std::string_view bytes);

/// Stops at the first character that is not base64url; bits that do not fill a byte are dropped.
std::string base64url_decode(std::string_view text);

}  // namespace logit::share
