// The lab: a session, the document in the editor, the panels, and what a person does with them. Knows ImGui's
// context but no window: shell/ feeds it input and calls tick() and frame().
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lab/fonts.h"
#include "lab/host.h"
#include "lab/keys.h"
#include "lab/models/lesson_book.h"
#include "lab/widgets/registry.h"

namespace logit::lab {

/// What a slice of time is for: a frame follows; nobody looks, so it may be long; frames go on beside it, so it is short.
enum class Pace { frame, hidden, between };

class Lab {
 public:
  /// Needs a current ImGui context. `host` must outlive the lab.
  Lab(Host& host, const FontFiles& fonts);
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  /// Begins with the script in `link` (a whole address, a payload, or empty), else with the draft, else with the
  /// first lesson. Nothing runs.
  void start(std::string_view link);

  // ---- time -------------------------------------------------------------------------------------------------
  /// Gives the script a slice of time; true if something to show has changed.
  bool tick(double now, Pace pace = Pace::frame);
  /// The script has more to do now.
  bool busy() const;
  /// Whether to draw at `now`, and otherwise when to ask again (seconds; large if nothing is going on).
  bool wants_frame(double now) const;
  double next_wake() const;
  /// Something came from outside: the next frames are drawn.
  void touch_frames(int frames = 3);

  // ---- drawing ----------------------------------------------------------------------------------------------
  /// Before ImGui::NewFrame(): true if the font texture has to be uploaded anew.
  bool prepare(float density);
  /// Between ImGui::NewFrame() and ImGui::Render(). Sizes in pixels of the screen.
  void frame(float width, float height, double now);

  // ---- input ------------------------------------------------------------------------------------------------
  /// True if the key meant something here, so that the surroundings should not act on it too.
  bool key(const KeyPress& press);
  /// Typed text.
  void type(std::string_view text);
  /// What an input method or a soft keyboard did: bytes removed around the caret, text put there. While `composing`
  /// the last `composed_bytes` before the caret are still being formed.
  void edit(int bytes_before, int bytes_after, std::string_view text, bool composing, int composed_bytes);
  /// What goes to the clipboard; with `cut` it is removed.
  std::string copy(bool cut);
  void paste(std::string_view text);
  /// The on-screen keyboard should open (a tap in a text); asked once.
  bool take_keyboard_wish();
  /// Tells the host at once where the caret is and what its line says, not only after the next frame.
  void tell_input();

  // ---- for the page's JavaScript, the command line and the tests -----------------------------------------------
  void set_script(std::string_view text, std::string_view name = {});
  std::string script() const;
  // For a script that belongs to a file of the desktop. The name is what the window's title says.
  std::string name() const;
  void set_name(std::string_view name);
  bool edited() const;                        ///< other than it was opened or saved
  void saved(std::string_view place);         ///< the text as it is now is in a file, which the person is told
  void reload(std::string_view text);         ///< the file's new text, as an edit that undo takes back
  void ask_reload(std::string_view name);     ///< it has changed and there are unsaved edits: a message with a button
  bool take_reload_wish();                    ///< that button was pressed; asked once
  void say_not_saved(std::string_view name, std::string_view why);
  void say_not_read(std::string_view name);
  /// Asks for a place in the machine's folders; the answer goes to Host::save_path().
  void choose_where_to_save();
  void run();
  void stop();
  bool running() const;
  std::string link();
  void open_link(std::string_view link);
  /// A data file for open(): kept on the device, in no link unless the share dialog says so. False: no room, or no name for a file.
  bool add_file(std::string_view name, std::string_view bytes);
  /// Says that a file is too large; always false.
  bool refuse_file(std::string_view name);
  bool remove_file(std::string_view name);
  /// [{name, bytes}]
  std::string files_json() const;
  void open_lesson(std::string_view id);
  /// Everything a test wants to know, as JSON.
  std::string state_json() const;
  /// {stdout, stderr, status} of the last run, as JSON.
  std::string result_json() const;
  std::string widgets_json() const;
  std::uint64_t widgets_revision() const;
  void activate(unsigned widget);
  /// Who computes large products: "automatic", "simd" or "webgpu".
  void set_backend(std::string_view name);
  void set_dark(bool dark);
  bool dark() const;
  void set_language(std::string_view code);
  void set_text_scale(float scale);
  /// Writes settings and draft to the host's storage.
  void save();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logit::lab
