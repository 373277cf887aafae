#include "shell/png.h"

#include <algorithm>
#include <array>

namespace logit {

namespace {

void put32(std::string& out, std::uint32_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(v >> shift & 255);
}

std::uint32_t crc(std::string_view bytes) {
  static const auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      std::uint32_t c = n;
      for (int k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
      table[n] = c;
    }
    return table;
  }();
  std::uint32_t c = 0xFFFFFFFFu;
  for (char byte : bytes) c = kTable[(c ^ static_cast<std::uint8_t>(byte)) & 255] ^ (c >> 8);
  return c ^ 0xFFFFFFFFu;
}

void put_chunk(std::string& out, std::string_view type, std::string_view body) {
  put32(out, static_cast<std::uint32_t>(body.size()));
  std::string typed(type);
  typed += body;
  out += typed;
  put32(out, crc(typed));
}

}  // namespace

std::string png_file(std::span<const std::uint8_t> rgba, int width, int height) {
  std::string header;
  put32(header, static_cast<std::uint32_t>(width));
  put32(header, static_cast<std::uint32_t>(height));
  header += std::string("\x08\x02\x00\x00\x00", 5);  // 8 bits, RGB
  std::string rows;
  for (int y = 0; y < height; ++y) {
    rows += '\0';  // no filter
    for (int x = 0; x < width; ++x) {
      const std::size_t at = 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
      rows.append(reinterpret_cast<const char*>(&rgba[at]), 3);
    }
  }
  // zlib's frame around stored blocks (RFC 1950, 1951), closed by Adler-32.
  std::string data("\x78\x01", 2);
  std::uint32_t a = 1, b = 0;
  for (std::size_t at = 0; at < rows.size();) {
    const std::size_t size = std::min<std::size_t>(65535, rows.size() - at);
    data += at + size == rows.size() ? '\1' : '\0';
    for (std::size_t v : {size, ~size}) {
      data += static_cast<char>(v & 255);
      data += static_cast<char>(v >> 8 & 255);
    }
    for (std::size_t i = at; i < at + size; ++i) {
      a = (a + static_cast<std::uint8_t>(rows[i])) % 65521;
      b = (b + a) % 65521;
    }
    data.append(rows, at, size);
    at += size;
  }
  put32(data, b << 16 | a);
  std::string out("\x89PNG\r\n\x1a\n", 8);
  put_chunk(out, "IHDR", header);
  put_chunk(out, "IDAT", data);
  put_chunk(out, "IEND", "");
  return out;
}

}  // namespace logit
