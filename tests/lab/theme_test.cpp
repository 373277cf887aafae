// Contrast of the colour tokens (WCAG 2.2 AA: 4.5 for text, 3 for what is not text), and classes that colour-blind eyes tell apart.
#include "lab/theme.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

using namespace logit::lab;

namespace {

using Rgb = std::array<double, 3>;

Rgb linear(ImU32 color) {
  Rgb out;
  for (int i = 0; i < 3; ++i) {
    const double v = static_cast<double>(color >> (8 * i) & 255) / 255;
    out[static_cast<std::size_t>(i)] = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  }
  return out;
}

// Source: WCAG 2.2, definition of contrast ratio.
double contrast(ImU32 a, ImU32 b) {
  const auto luminance = [](ImU32 c) {
    const Rgb l = linear(c);
    return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2];
  };
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// Source: Machado, Oliveira, Fernandes 2009, severity 1.0.
constexpr double kDeuteranopia[3][3] = {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}};
constexpr double kProtanopia[3][3] = {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}};

double distance(ImU32 a, ImU32 b, const double (&eye)[3][3]) {
  const Rgb p = linear(a), q = linear(b);
  double sum = 0;
  for (int r = 0; r < 3; ++r) {
    double d = 0;
    for (int c = 0; c < 3; ++c) d += eye[r][c] * (p[static_cast<std::size_t>(c)] - q[static_cast<std::size_t>(c)]);
    sum += d * d;
  }
  return std::sqrt(sum);
}

}  // namespace

TEST_CASE("every colour of text has at least 4.5 : 1 on every surface it stands on") {
  for (const Colors* c : {&light_colors(), &dark_colors()}) {
    CAPTURE(c == &dark_colors());
    for (ImU32 surface : {c->panel, c->panel2, c->background}) {
      for (ImU32 ink : {c->text, c->muted, c->value, c->gradient, c->parameter, c->data, c->error, c->keyword, c->string, c->number,
                        c->comment, c->function}) {
        CAPTURE(ink);
        CHECK(contrast(ink, surface) >= 4.5);
      }
      CHECK(contrast(c->faint, surface) >= 3);  // hints and marks, never alone
    }
    CHECK(contrast(c->on_accent, c->accent) >= 4.5);
    CHECK(contrast(c->text, c->selection) >= 4.5);
    CHECK(contrast(c->accent, c->panel) >= 3);
  }
}

TEST_CASE("values and gradients, the two classes of the data, differ for colour-blind eyes") {
  for (const Colors* c : {&light_colors(), &dark_colors()}) {
    CHECK(distance(c->value, c->gradient, kDeuteranopia) > 0.2);
    CHECK(distance(c->value, c->gradient, kProtanopia) > 0.2);
  }
}
