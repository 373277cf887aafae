// A picture as a PNG file. Not compressed (stored blocks), so that it needs no library: a panel is a few hundred kilobytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace logit {

/// `rgba`: rows from the top, four bytes a pixel; written without its opacity.
std::string png_file(std::span<const std::uint8_t> rgba, int width, int height);

}  // namespace logit
