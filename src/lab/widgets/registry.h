// Every widget of the last frame with its name, kind and rectangle: what logit.widgets() returns and what the
// page mirrors into real buttons for screen readers. Filled by ImGui's item hooks and by our own widgets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct ImGuiContext;

namespace logit::lab {

enum class Kind { button, tab, toggle, menu_item, text_field, slider, separator, text, node };

/// ARIA's word for a kind.
std::string_view role(Kind kind);

struct Widget {
  unsigned id = 0;
  std::string label;
  Kind kind = Kind::button;
  float x = 0, y = 0, width = 0, height = 0;  ///< pixels of the window
  bool enabled = true;
  bool on = false;       ///< pressed toggle, selected tab or node
  std::string value;     ///< text of fields, position of sliders
};

class Registry {
 public:
  /// Makes `context` report its items here.
  void attach(ImGuiContext* context);

  void begin_frame();
  void end_frame();
  void add(Widget widget);
  /// What was added so far lies under a dialog: nobody can press it.
  void cover() { now_.clear(); }

  /// Widgets of the last complete frame.
  const std::vector<Widget>& widgets() const { return shown_; }
  /// Changes when a label, kind, state or place has changed.
  std::uint64_t revision() const { return revision_; }

  /// Presses a widget from outside (the mirror, a test); it acts in the next frame.
  void activate(unsigned id) { activated_ = id; }
  /// True once for the widget that was pressed from outside.
  bool take_activation(unsigned id);

 private:
  std::vector<Widget> now_, shown_;
  std::uint64_t revision_ = 0;
  unsigned activated_ = 0;
};

}  // namespace logit::lab
