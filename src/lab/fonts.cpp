#include "lab/fonts.h"

#include <cfloat>
#include <cmath>

namespace logit::lab {

namespace {

// What the interface, Vietnamese and formulas need, as pairs of first and last code point. The build subsets the
// font files to the same ranges (src/cmake/fonts.cmake).
constexpr ImWchar kRanges[] = {
    0x0020, 0x007E, 0x00A0, 0x017F,                  // Latin
    0x01A0, 0x01A1, 0x01AF, 0x01B0, 0x02C6, 0x02DD,  // ơ ư
    0x0300, 0x0304, 0x0306, 0x0309, 0x031B, 0x031B, 0x0323, 0x0323,  // combining marks of decomposed Vietnamese
    0x0391, 0x03C9,                                  // Greek
    0x1EA0, 0x1EF9,                                  // Vietnamese
    0x2013, 0x2026, 0x2030, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2070, 0x208E, 0x2090, 0x209C,
    0x20AB, 0x20AC, 0x2190, 0x2195, 0x21D0, 0x21D4,  // quotes, subscripts, arrows
    0x2202, 0x2202, 0x2205, 0x220B, 0x220F, 0x2212, 0x221A, 0x221E, 0x2225, 0x222B, 0x2248, 0x2248,
    0x2260, 0x2265, 0x2297, 0x2299, 0x22A4, 0x22A5, 0x22C5, 0x22C5,  // mathematics
    0x2500, 0x257F, 0x2580, 0x259F, 0x25A0, 0x25A1, 0x25B2, 0x25C6, 0x25CB, 0x25CF,  // lines, progress bars
    0x2713, 0x2717, 0xFFFD, 0xFFFD, 0};

// The monospaced face borrows from the other one what it lacks.
constexpr ImWchar kBorrowed[] = {0x0300, 0x0309, 0x031B, 0x031B, 0x0323, 0x0323, 0x2070, 0x209C,
                                 0x2190, 0x21FF, 0x2200, 0x22FF, 0x2713, 0x2717, 0};

unsigned be16(const unsigned char* p) { return static_cast<unsigned>(p[0]) << 8 | p[1]; }
unsigned be32(const unsigned char* p) { return be16(p) << 16 | be16(p + 2); }

// ImGui's size is the height from ascender to descender; designers give the size of the em.
float height_per_em(std::span<const unsigned char> file) {
  const unsigned char *head = nullptr, *hhea = nullptr;
  for (unsigned i = 0; i < be16(&file[4]); ++i) {
    const unsigned char* table = &file[12 + 16 * i];
    const auto tag = std::string_view(reinterpret_cast<const char*>(table), 4);
    if (tag == "head") head = &file[be32(table + 8)];
    if (tag == "hhea") hhea = &file[be32(table + 8)];
  }
  if (!head || !hhea) return 1.2f;
  const int ascent = static_cast<short>(be16(hhea + 4)), descent = static_cast<short>(be16(hhea + 6));
  return static_cast<float>(ascent - descent) / static_cast<float>(be16(head + 18));
}

struct FaceSpec {
  std::span<const unsigned char> FontFiles::*file;
  float em;  // logical pixels
};
constexpr FaceSpec kSpecs[] = {
    {&FontFiles::sans, 14}, {&FontFiles::sans_bold, 14}, {&FontFiles::sans, 13}, {&FontFiles::sans_bold, 13},
    {&FontFiles::sans_bold, 17}, {&FontFiles::mono, 14}, {&FontFiles::mono, 12.5f}, {&FontFiles::mono, 15},
    {&FontFiles::mono_bold, 15}};

ImFont* add(const FontFiles& files, const FaceSpec& spec, float scale) {
  const auto file = files.*spec.file;
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = scale > 1.5f ? 1 : 2;
  config.OversampleV = 1;
  const float em = spec.em * scale;
  auto* atlas = ImGui::GetIO().Fonts;
  ImFont* font = atlas->AddFontFromMemoryTTF(const_cast<unsigned char*>(file.data()), static_cast<int>(file.size()),
                                             em * height_per_em(file), &config, kRanges);
  if (spec.file == &FontFiles::mono || spec.file == &FontFiles::mono_bold) {
    config.MergeMode = true;
    atlas->AddFontFromMemoryTTF(const_cast<unsigned char*>(files.sans.data()), static_cast<int>(files.sans.size()),
                                em * height_per_em(files.sans), &config, kBorrowed);
  }
  return font;
}

}  // namespace

void Fonts::build(const FontFiles& files, float scale) {
  scale_ = scale;
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  atlas->Clear();
  atlas->TexDesiredWidth = scale > 1.5f ? 2048 : 1024;
  for (int i = 0; i < static_cast<int>(Face::count_); ++i) fonts_[i] = add(files, kSpecs[i], scale);
  atlas->Build();
}

float Fonts::width(Face face, std::string_view text) const {
  const ImFont* f = font(face);
  return f->CalcTextSizeA(f->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

}  // namespace logit::lab
