#include "lab/models/number_drag.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "lab/models/highlighter.h"

namespace logit::lab {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string printed(const char* format, int digits, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, digits, value);
  return buffer;
}

}  // namespace

NumberAt number_at(std::string_view line, int column) {
  std::vector<InkRun> runs;
  highlight(line, Inside::code, runs);
  for (const InkRun& run : runs) {
    if (run.ink != Ink::number || column < run.begin || column > run.end) continue;
    NumberAt out{run.begin, run.end};
    // A minus belongs to the number where an operand is expected: after ( [ { , = : or an operator.
    int before = run.begin - 1;
    if (before >= 0 && line[static_cast<std::size_t>(before)] == '-') {
      int k = before - 1;
      while (k >= 0 && line[static_cast<std::size_t>(k)] == ' ') --k;
      if (k < 0 || std::string_view("([{,=:+-*/%<>").find(line[static_cast<std::size_t>(k)]) != std::string_view::npos) out.begin = before;
    }
    return out;
  }
  return {};
}

std::string moved_number(std::string_view literal, int steps) {
  const std::string text(literal);
  std::size_t i = 0;
  if (i < text.size() && text[i] == '-') ++i;
  const std::size_t digits_begin = i;
  bool point = false, exponent = false;
  std::size_t decimals = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) decimals += point && !exponent;
    else if (c == '.' && !point && !exponent) point = true;
    else if ((c == 'e' || c == 'E') && !exponent && i > digits_begin) exponent = true;
    else if ((c == '+' || c == '-') && exponent && (text[i - 1] == 'e' || text[i - 1] == 'E')) continue;
    else return text;  // hexadecimal, complex, with underscores
  }
  const double value = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(value) || steps == 0) return text;
  if (!point && !exponent) {
    const double size = std::fabs(value);
    const double step = size >= 1000 ? 100 : size >= 200 ? 10 : 1;
    const double moved = value + step * steps;
    // What counts things does not become negative by dragging.
    return printed("%.*f", 0, value >= 0 ? std::fmax(moved, 0.0) : moved);
  }
  if (exponent) {
    // 1-2-5 ladder: a learning rate in powers of ten.
    if (value == 0) return text;
    const double ladder[] = {1, 2, 5};
    int rung = static_cast<int>(std::floor(std::log10(std::fabs(value)) + 1e-9));
    const double mantissa = std::fabs(value) / std::pow(10, rung);
    int place = rung * 3 + (mantissa < 1.5 ? 0 : mantissa < 3.5 ? 1 : 2) + (value < 0 ? -steps : steps);
    rung = place >= 0 ? place / 3 : -((2 - place) / 3);
    place -= rung * 3;
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%s%.0fe%d", value < 0 ? "-" : "", ladder[place], rung);
    return buffer;
  }
  const int digits = static_cast<int>(decimals);
  const double step = std::pow(10, -digits);
  const double moved = value + step * steps;
  std::string out = printed("%.*f", digits, value > 0 && moved < step ? (step * 0.999999 < moved ? moved : step) : moved);
  if (digits == 0) out += '.';
  // A positive rate stays positive, with one more digit to go down by.
  if (value > 0 && moved < step * 0.5) out = printed("%.*f", digits + 1, value * 0.9);
  return out;
}

}  // namespace logit::lab
