// What the lab asks of the machine it runs on: clipboard, storage, address bar, the caret's place for input
// methods. shell/ implements it for the desktop and for the browser; the tests use one that remembers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/gpu.h"

namespace logit::lab {

/// The text around the caret, handed to the system's input method after each change.
struct InputContext {
  bool active = false;       ///< a text field has the focus
  bool selection = false;    ///< a selection exists: the next text replaces it
  std::string line;          ///< the caret's whole line
  int caret = 0;             ///< byte offset in `line`
  float x = 0, y = 0;        ///< top of the caret in pixels of the window
  float height = 0;
  bool operator==(const InputContext&) const = default;
};

struct FolderEntry {
  std::string name;
  bool folder = false;
};

class Host {
 public:
  virtual ~Host() = default;

  virtual void set_clipboard(std::string_view text) = 0;
  /// Empty where the system hands text over by itself (a paste event of the browser).
  virtual std::string clipboard() = 0;
  /// Copy, cut and paste arrive through Lab::copy() and Lab::paste() instead of as keys.
  virtual bool clipboard_by_events() const { return false; }

  /// Small texts that survive the program: settings, drafts. False if nothing was kept: storage may be full or forbidden.
  virtual std::string load(std::string_view key) = 0;
  virtual bool store(std::string_view key, std::string_view value) = 0;

  /// Hands a file over to the person: a download in the browser, a file in the downloads folder on the desktop (never over
  /// another one). Returns where it is, or an empty text if that is the browser's choice.
  virtual std::string save_file(std::string_view name, std::string_view type, std::string_view bytes) {
    (void)name, (void)type, (void)bytes;
    return {};
  }

  /// Lets the person choose a file; what is chosen comes back through Lab::add_file(). Where there are folders the lab asks itself.
  virtual void pick_file() {}

  /// Folders of the machine, where the lab may look at them: on the desktop. first_folder() is empty where it may not.
  virtual std::string first_folder() const { return {}; }
  /// What a folder holds; nothing if it cannot be read.
  virtual std::optional<std::vector<FolderEntry>> list_folder(const std::string&) { return std::nullopt; }
  /// The person has chosen a file to open, or where the script is to be saved.
  virtual void open_path(const std::string&) {}
  virtual void save_path(const std::string&) {}

  /// The same (save_file) for a part of the window as it looks after this frame, as PNG. Pixels of the window.
  virtual void save_picture(std::string_view name, float x, float y, float w, float h) {
    (void)name, (void)x, (void)y, (void)w, (void)h;
  }

  /// Address to which "#payload" is appended for a link.
  virtual std::string link_base() = 0;
  /// Shows the payload in the address bar, where there is one.
  virtual void show_payload(std::string_view) {}
  virtual void set_title(std::string_view) {}
  virtual void set_input(const InputContext&) {}

  /// Seconds of a monotonic clock.
  virtual double seconds() = 0;

  virtual bool is_apple() const { return false; }
  virtual bool prefers_dark() const { return false; }
  virtual bool reduced_motion() const { return false; }
  /// Languages that the person reads, best first: "vi-VN,en".
  virtual std::string languages() const { return {}; }

  /// A device for large products; null: there is none.
  virtual kernels::Gpu* gpu() { return nullptr; }
};

}  // namespace logit::lab
