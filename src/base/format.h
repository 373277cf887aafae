// Text from pieces. std::format is missing from the oldest compiler we build with, and its floating point
// tables are heavy in WebAssembly; messages need no more than joining and a few number forms.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace logit {

namespace detail {
void append(std::string& out, std::string_view piece);
void append(std::string& out, char piece);
void append(std::string& out, bool piece);
void append_signed(std::string& out, std::int64_t piece);
void append_unsigned(std::string& out, std::uint64_t piece);
/// As C's "%g" with enough digits for a reader; exact printing of numbers lives in tensor/print and script/objects.
void append(std::string& out, double piece);

template <class T>
void append_any(std::string& out, const T& piece) {
  if constexpr (std::same_as<T, bool> || std::same_as<T, char>) {
    append(out, piece);
  } else if constexpr (std::signed_integral<T>) {
    append_signed(out, static_cast<std::int64_t>(piece));
  } else if constexpr (std::unsigned_integral<T>) {
    append_unsigned(out, static_cast<std::uint64_t>(piece));
  } else if constexpr (std::floating_point<T>) {
    append(out, static_cast<double>(piece));
  } else {
    append(out, std::string_view(piece));
  }
}
}  // namespace detail

/// Joins its arguments (strings, characters, integers, bools as True/False, floats) into one string.
template <class... Pieces>
std::string cat(const Pieces&... pieces) {
  std::string out;
  (detail::append_any(out, pieces), ...);
  return out;
}

/// "8.0 GB", "512 MB", "1.5 KB", "17 bytes": sizes as error messages print them (powers of 1024).
std::string human_size(std::uint64_t bytes);

}  // namespace logit
