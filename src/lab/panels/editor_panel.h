// The script: line numbers, colours, breakpoints, the line that runs, errors where they happened, and at the end of
// each line the value it produced and the gradient that reached it.
#pragma once

#include <vector>

#include "lab/models/completion.h"
#include "lab/models/highlighter.h"
#include "lab/keys.h"
#include "lab/widgets/text_line.h"
#include "lab/world.h"

namespace logit::lab {

class EditorPanel {
 public:
  void draw(Ui& ui, World& world, Rect rect);
  /// Opens the find bar and gives it the focus.
  void open_find(World& world);
  /// Returns false when there was none to close.
  bool close_find(World& world);
  void find_next(World& world, int direction);
  /// A key that belongs to completion: true if it meant something there.
  bool completion_key(World& world, const KeyPress& press);
  /// The person typed `text` into the script.
  void typed(World& world, std::string_view text);
  /// The script changed in another way.
  void changed(World& world);
  /// An input method begins to compose.
  void composing();

 private:
  struct Metrics {
    float line, gutter, left, top, advance;
  };
  void draw_head(Ui& ui, World& world, Rect rect);
  void draw_lines(Ui& ui, World& world, Rect body, const Metrics& m);
  void draw_line_back(Ui& ui, World& world, Rect body, const Metrics& m, int line, float y, ImVec2 origin);
  void draw_inline(Ui& ui, World& world, Rect body, int line, float y, float code_end, const Metrics& m);
  void draw_number(Ui& ui, World& world, Rect body, const Metrics& m, ImVec2 origin);
  void draw_find(Ui& ui, World& world, Rect body);
  void handle_pointer(Ui& ui, World& world, Rect body, const Metrics& m, ImVec2 origin);
  void follow_caret(Ui& ui, World& world, Rect body, const Metrics& m);
  void colour(const TextBuffer& buffer);
  float x_of(const Ui& ui, const std::string& line, int column) const;
  Position position_at(const Ui& ui, const World& world, const Metrics& m, ImVec2 origin, ImVec2 point) const;

  Completion completion_;
  std::vector<std::vector<InkRun>> inks_;
  std::uint64_t inks_revision_ = ~0ull;
  float widest_ = 0;
  Position last_caret_;
  std::uint64_t last_revision_ = 0;
  bool selecting_ = false, finding_ = false;
  float number_drag_ = 0;      // pixels that have not yet become a step
  Position number_caret_{-1, 0};  // where the caret was last pressed to: only then a number can be dragged
  TextBuffer needle_{true};
  std::vector<Range> matches_;
  std::uint64_t matches_of_ = 0, matches_in_ = 0;
};

}  // namespace logit::lab
