#include "lab/ui.h"

#include <cmath>

namespace logit::lab {

float Ui::px(float logical) const { return std::floor(logical * scale + 0.5f); }

float Ui::text_at(ImDrawList* list, float x, float y, Face face, ImU32 color, std::string_view text, float line) const {
  ImFont* font = fonts.font(face);
  if (line > 0) y += std::floor((line - font->FontSize) / 2 + 0.5f);
  list->AddText(font, font->FontSize, ImVec2(std::floor(x), std::floor(y)), color, text.data(), text.data() + text.size());
  return x + fonts.width(face, text);
}

void Ui::text_right(ImDrawList* list, float right, float y, Face face, ImU32 color, std::string_view text,
                    float line) const {
  text_at(list, right - fonts.width(face, text), y, face, color, text, line);
}

void Ui::text_center(ImDrawList* list, ImVec2 center, Face face, ImU32 color, std::string_view text) const {
  text_at(list, center.x - fonts.width(face, text) / 2, center.y - fonts.height(face) / 2, face, color, text);
}

std::string Ui::fitted(Face face, std::string_view text, float width) const {
  if (fonts.width(face, text) <= width) return std::string(text);
  const float room = width - fonts.width(face, "…");
  std::size_t end = 0;
  while (end < text.size()) {
    std::size_t next = end + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    if (fonts.width(face, text.substr(0, next)) > room) break;
    end = next;
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace logit::lab
