#include "share/qr_code.h"

#include <qrcodegen.hpp>

namespace logit::share {

QrCode qr_code(std::string_view text) {
  // The largest code holds 2953 bytes at the lowest correction level; asking for more would throw.
  constexpr std::size_t kMost = 2953;
  if (text.empty() || text.size() > kMost) return {};
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  const auto code = qrcodegen::QrCode::encodeBinary(bytes, qrcodegen::QrCode::Ecc::LOW);
  QrCode out;
  out.size = code.getSize();
  out.dark.reserve(static_cast<std::size_t>(out.size * out.size));
  for (int y = 0; y < out.size; ++y) {
    for (int x = 0; x < out.size; ++x) out.dark.push_back(code.getModule(x, y));
  }
  return out;
}

}  // namespace logit::share
