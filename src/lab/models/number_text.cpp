#include "lab/models/number_text.h"

#include <cmath>
#include <cstdio>

namespace logit::lab {

namespace {

std::string formatted(const char* format, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, value);
  std::string out;
  for (const char* p = buffer; *p; ++p) {
    if (*p == '-') out += "−";
    else if (*p != '+') out += *p;
  }
  return out;
}

void trim_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
}

}  // namespace

std::string short_number(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "−∞" : "∞";
  const double size = std::fabs(value);
  if (size != 0 && (size < 1e-3 || size >= 1e6)) return formatted("%.3g", value);
  std::string text = formatted(size >= 1000 ? "%.1f" : size >= 100 ? "%.2f" : "%.4f", value);
  trim_zeros(text);
  return text == "−0" ? "0" : text;
}

std::string axis_number(double value, double step) {
  if (std::fabs(value) < step * 1e-6) return "0";
  if (std::fabs(value) >= 1e6 || step < 1e-5) return formatted("%.2g", value);
  const int digits = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
  char format[8];
  std::snprintf(format, sizeof format, "%%.%df", digits);
  return formatted(format, value);
}

std::string short_count(double value) {
  if (value < 1e5) return formatted("%.0f", value);
  if (value < 1e6) return formatted("%.0fk", value / 1e3);
  if (value < 1e9) return formatted("%.1fM", value / 1e6);
  return formatted("%.1fG", value / 1e9);
}

std::string duration(double seconds) {
  if (seconds < 1e-3) return formatted("%.0f µs", seconds * 1e6);
  if (seconds < 1) return formatted(seconds < 0.01 ? "%.1f ms" : "%.0f ms", seconds * 1e3);
  if (seconds < 100) return formatted("%.1f s", seconds);
  return formatted("%.0f min ", std::floor(seconds / 60)) + formatted("%.0f s", std::fmod(seconds, 60));
}

std::string subscripted(std::string_view name) {
  std::size_t digits = name.size();
  while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9') --digits;
  if (digits == name.size() || digits == 0) return std::string(name);
  std::string out(name.substr(0, digits));
  if (out.back() == '_') out.pop_back();
  if (out.empty()) return std::string(name);
  for (char c : name.substr(digits)) {
    out += "\xE2\x82";
    out += static_cast<char>(0x80 + (c - '0'));
  }
  return out;
}

}  // namespace logit::lab
