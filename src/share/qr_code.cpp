#include "share/qr_code.h"

#include <algorithm>
#include <array>

#include <qrcodegen.h>

namespace logit::share {

QrCode qr_code(std::string_view text) {
  // The largest code holds 2953 bytes at the lowest correction level.
  constexpr std::size_t kMost = 2953;
  if (text.empty() || text.size() > kMost) return {};
  std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX> bytes, code;
  std::copy(text.begin(), text.end(), bytes.begin());
  if (!qrcodegen_encodeBinary(bytes.data(), text.size(), code.data(), qrcodegen_Ecc_LOW, qrcodegen_VERSION_MIN,
                              qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, /*boostEcl=*/true)) {
    return {};
  }
  QrCode out;
  out.size = qrcodegen_getSize(code.data());
  out.dark.reserve(static_cast<std::size_t>(out.size * out.size));
  for (int y = 0; y < out.size; ++y) {
    for (int x = 0; x < out.size; ++x) out.dark.push_back(qrcodegen_getModule(code.data(), x, y));
  }
  return out;
}

}  // namespace logit::share
