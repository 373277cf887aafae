#include "base/format.h"

#include <charconv>
#include <cstdio>

namespace logit {
namespace detail {

void append(std::string& out, std::string_view piece) { out.append(piece); }
void append(std::string& out, char piece) { out.push_back(piece); }
void append(std::string& out, bool piece) { out.append(piece ? "True" : "False"); }

void append_signed(std::string& out, std::int64_t piece) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, piece);
  out.append(digits, end.ptr);
}

void append_unsigned(std::string& out, std::uint64_t piece) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, piece);
  out.append(digits, end.ptr);
}

void append(std::string& out, double piece) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%g", piece);
  out.append(digits);
}

}  // namespace detail

std::string human_size(std::uint64_t bytes) {
  constexpr const char* kUnits[] = {"KB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1024) return cat(bytes, " bytes");
  double value = static_cast<double>(bytes) / 1024;
  int unit = 0;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    ++unit;
  }
  char text[40];
  // A limit is usually a whole number of megabytes and reads better without ".0".
  const bool whole = value == static_cast<double>(static_cast<std::uint64_t>(value)) && unit < 2;
  std::snprintf(text, sizeof text, whole ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
  return text;
}

}  // namespace logit
