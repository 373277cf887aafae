// The faces of the type scale, rasterised for the screen's density: 14/22 code, 14/20 text, 12.5 annotations.
// Changing density or text scale rasterises anew instead of stretching.
#pragma once

#include <imgui.h>

#include <span>
#include <string_view>

namespace logit::lab {

enum class Face {
  text, text_bold,      ///< 14, interface
  small, small_bold,    ///< 13, panel heads, lists
  title,                ///< 17 bold, logo and headings
  code,                 ///< 14, editor
  note,                 ///< 12.5 monospaced: inline values, axes, console
  formula, formula_bold,  ///< 15 monospaced: the chain rule
  count_
};

/// The four font files.
struct FontFiles {
  std::span<const unsigned char> sans, sans_bold, mono, mono_bold;
};

/// The fonts that are built into the program.
FontFiles embedded_fonts();

class Fonts {
 public:
  /// Rasterises all faces into the current context's atlas; `scale` is pixels per logical pixel. The caller makes
  /// the renderer upload the new texture.
  void build(const FontFiles& files, float scale);
  float scale() const { return scale_; }

  ImFont* font(Face face) const { return fonts_[static_cast<int>(face)]; }
  /// Height in pixels of a line of the face without leading.
  float height(Face face) const { return font(face)->FontSize; }
  float width(Face face, std::string_view text) const;
  /// Advance of one character of a monospaced face.
  float advance(Face face) const { return font(face)->GetCharAdvance('0'); }

 private:
  float scale_ = 0;
  ImFont* fonts_[static_cast<int>(Face::count_)] = {};
};

}  // namespace logit::lab
