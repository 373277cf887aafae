#include <cstdio>

#include "base/format.h"
#include "lab/models/painter.h"

namespace logit::lab {

namespace {

std::string number(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", static_cast<double>(value));
  std::string out = text;
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
}

// fill="#rrggbb" and its opacity, or stroke.
std::string paint(const char* what, Paint ink) {
  char color[16];
  std::snprintf(color, sizeof color, "#%02x%02x%02x", ink & 255, ink >> 8 & 255, ink >> 16 & 255);
  std::string out = cat(" ", what, "=\"", color, "\"");
  if (ink >> 24 != 255) out += cat(" ", what, "-opacity=\"", number(static_cast<float>(ink >> 24) / 255), "\"");
  return out;
}

std::string points_text(std::span<const Point> points) {
  std::string out;
  for (const Point& p : points) out += cat(out.empty() ? "" : " ", number(p.x), ",", number(p.y));
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 32) out += c;
  }
  return out;
}

}  // namespace

SvgPainter::SvgPainter(float width, float height, Paint background) {
  out_ = cat("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", number(width), " ", number(height), "\" width=\"",
             number(width), "\" height=\"", number(height), "\" font-family=\"'JetBrains Mono','DejaVu Sans Mono',monospace\">\n");
  rect(0, 0, width, height, background);
}

void SvgPainter::line(std::span<const Point> points, Paint ink, float width, Dash dash) {
  if (points.size() < 2) return;
  out_ += cat("<polyline fill=\"none\" stroke-linejoin=\"round\"", paint("stroke", ink), " stroke-width=\"", number(width), "\"");
  if (dash == Dash::dashed) out_ += cat(" stroke-dasharray=\"", number(width * 3.7f), " ", number(width * 1.6f), "\"");
  if (dash == Dash::dotted) out_ += cat(" stroke-dasharray=\"", number(width), " ", number(width * 1.65f), "\"");
  if (dash == Dash::dash_dot) {
    out_ += cat(" stroke-dasharray=\"", number(width * 6.4f), " ", number(width * 1.6f), " ", number(width), " ", number(width * 1.6f), "\"");
  }
  out_ += cat(" points=\"", points_text(points), "\"/>\n");
}

void SvgPainter::polygon(std::span<const Point> points, Paint ink) {
  if (points.size() < 3) return;
  out_ += cat("<polygon", paint("fill", ink), " points=\"", points_text(points), "\"/>\n");
}

void SvgPainter::rect(float x, float y, float w, float h, Paint ink) {
  out_ += cat("<rect x=\"", number(x), "\" y=\"", number(y), "\" width=\"", number(w), "\" height=\"", number(h), "\"", paint("fill", ink), "/>\n");
}

void SvgPainter::circle(float x, float y, float radius, Paint ink) {
  out_ += cat("<circle cx=\"", number(x), "\" cy=\"", number(y), "\" r=\"", number(radius), "\"", paint("fill", ink), "/>\n");
}

void SvgPainter::text(float x, float y, Anchor anchor, float size, Paint ink, std::string_view text, bool vertical) {
  const char* anchors[] = {"start", "middle", "end"};
  out_ += cat("<text x=\"", number(x), "\" y=\"", number(y), "\" dominant-baseline=\"central\" text-anchor=\"", anchors[static_cast<int>(anchor)],
              "\" font-size=\"", number(size), "\"", paint("fill", ink));
  if (vertical) out_ += cat(" transform=\"rotate(-90 ", number(x), " ", number(y), ")\"");
  out_ += cat(">", escaped(text), "</text>\n");
}

float SvgPainter::text_width(float size, std::string_view text) const {
  std::size_t characters = 0;
  for (char c : text) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return 0.6f * size * static_cast<float>(characters);  // JetBrains Mono's advance
}

void SvgPainter::clip(float x, float y, float w, float h) {
  ++clips_;
  out_ += cat("<clipPath id=\"c", clips_, "\"><rect x=\"", number(x), "\" y=\"", number(y), "\" width=\"", number(w), "\" height=\"", number(h),
              "\"/></clipPath>\n<g clip-path=\"url(#c", clips_, ")\">\n");
}

void SvgPainter::unclip() { out_ += "</g>\n"; }

std::string SvgPainter::finish() { return out_ + "</svg>\n"; }

}  // namespace logit::lab
