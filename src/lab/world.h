// What all panels look at: the session, what its events said, the document, the lessons, the settings. Panels change
// the document's text and their own view; for everything else they push a command.
#pragma once

#include <string>
#include <vector>

#include "lab/models/document.h"
#include "lab/models/lesson_book.h"
#include "lab/models/lesson_check.h"
#include "lab/models/run_view.h"
#include "lab/models/settings.h"
#include "lab/models/text_buffer.h"
#include "lab/ui.h"
#include "session/session.h"

namespace logit::lab {

/// The text field that keys and the input method write into.
struct Focus {
  TextBuffer* target = nullptr;
  Rect caret;              ///< where it is drawn, for the input method's window
  bool composing = false;  ///< the input method is in the middle of a character
  int composed_bytes = 0;  ///< length of that character's current form, before the caret
  bool keyboard_wanted = false;  ///< a tap asked for the on-screen keyboard
};

/// Where on the time line the panels stand.
struct Timeline {
  std::shared_ptr<const Moment> moment;  ///< null: now
  std::size_t index = 0;                 ///< of the moment
  InlineValues values;                   ///< of the moment
};

struct World {
  const Session& session;
  RunView& run;
  Document& document;
  const LessonBook& book;
  Settings& settings;
  Focus& focus;
  LessonCheck check;
  TextBuffer input_line;       ///< the answer to input() while it is typed
  std::string lesson;          ///< id of the lesson shown, or empty
  std::string console_tab = "console";
  std::string phone_panel = "code";
  std::string side_tab = "lesson";  ///< below the graph: "curves", "data", "surface", "figures" or "lesson"
  bool has_data = false;            ///< the data panel has something to show
  bool has_surface = false;         ///< the same for the loss surface
  std::vector<std::string> hidden;  ///< names of panels and controls that a teacher's link hides
  std::vector<std::string> locked;  ///< what that link lets be seen and not changed: "code"
  double run_started = 0;      ///< host seconds
  double micros_per_step = 0;

  bool is_locked(std::string_view name) const {
    for (const std::string& l : locked)
      if (l == name) return true;
    return false;
  }

  /// What the panels show: of the chosen moment, or of now.
  const std::shared_ptr<const Graph>& shown_graph() const { return timeline.moment ? timeline.moment->graph : run.graph; }
  const InlineValues& shown_values() const { return timeline.moment ? timeline.values : run.inline_values; }
  /// Changes with the graph that is shown.
  std::uint64_t graph_revision() const {
    return timeline.moment ? (timeline.moment->step << 1 | 1) + (1ull << 40) : run.graph_revision << 1;
  }

  bool is_hidden(std::string_view name) const {
    for (const std::string& h : hidden)
      if (h == name) return true;
    return false;
  }

  Timeline timeline;
};

}  // namespace logit::lab
