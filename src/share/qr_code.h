// A link as a QR code, for the projector. The library behind it stays in this folder.
#pragma once

#include <string_view>
#include <vector>

namespace logit::share {

/// A square of dark and light modules, without the quiet border (four modules) that a scanner needs around it.
struct QrCode {
  int size = 0;              ///< modules a side; 0 if the text does not fit into any QR code (about 2900 characters)
  std::vector<bool> dark;    ///< row by row
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)]; }
};

QrCode qr_code(std::string_view text);

}  // namespace logit::share
