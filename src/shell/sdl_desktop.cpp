// The lab in a window of the desktop: SDL's events in, frames out, only when something has changed. Also the way to the
// command line, which needs no window.
#include <SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/cli.h"
#include "lab/lab.h"
#include "shell/platform.h"
#include "shell/renderer.h"
#include "shell/script_file.h"

namespace logit {

namespace {

class DesktopHost : public lab::Host {
 public:
  explicit DesktopHost(Renderer& renderer) : renderer_(renderer) {
    if (char* path = SDL_GetPrefPath("logit", "logit")) {
      folder_ = path;
      SDL_free(path);
    }
  }

  void set_window(SDL_Window* window, float density) {
    window_ = window;
    density_ = density;
  }

  void set_clipboard(std::string_view text) override { SDL_SetClipboardText(std::string(text).c_str()); }
  std::string clipboard() override {
    char* text = SDL_GetClipboardText();
    std::string out = text ? text : "";
    SDL_free(text);
    return out;
  }
  std::string load(std::string_view key) override { return folder_.empty() ? std::string() : read_whole(folder_ + std::string(key)).value_or(""); }
  bool store(std::string_view key, std::string_view value) override {
    if (folder_.empty()) return false;
    std::string error;
    return write_whole(folder_ + std::string(key), value, error);
  }
  std::string save_file(std::string_view name, std::string_view, std::string_view bytes) override {
    std::string folder;
    if (const char* home = std::getenv("HOME")) {
      std::error_code none;
      const std::filesystem::path downloads = std::filesystem::path(home) / "Downloads";
      folder = (std::filesystem::is_directory(downloads, none) ? downloads : std::filesystem::path(home)).string() + "/";
    }
    // "x" refuses a file that is there: nothing is written over.
    const auto dot = std::min(name.rfind('.'), name.size());
    for (int copy = 1; copy < 1000; ++copy) {
      const std::string number = copy == 1 ? std::string() : " (" + std::to_string(copy) + ")";
      const std::string path = folder + std::string(name.substr(0, dot)) + number + std::string(name.substr(dot));
      if (FILE* file = std::fopen(path.c_str(), "wbx")) {
        std::fwrite(bytes.data(), 1, bytes.size(), file);
        std::fclose(file);
        return path;
      }
    }
    return {};
  }
  std::string first_folder() const override {
    std::error_code none;
    const std::filesystem::path here = std::filesystem::current_path(none);
    return none ? "/" : here.string();
  }
  std::optional<std::vector<lab::FolderEntry>> list_folder(const std::string& path) override {
    std::error_code failed;
    std::filesystem::directory_iterator at(path, failed);
    if (path.empty() || failed) return std::nullopt;
    std::vector<lab::FolderEntry> out;
    for (const std::filesystem::directory_iterator end; at != end && out.size() < kMostEntries; at.increment(failed)) {
      if (failed) break;
      std::error_code none;
      out.push_back({at->path().filename().string(), at->is_directory(none)});
    }
    return out;
  }
  void open_path(const std::string& path) override { to_open_ = path; }
  void save_path(const std::string& path) override { to_save_ = path; }
  /// What the person has chosen since the last call; empty for nothing.
  std::string take_path_to_open() { return std::exchange(to_open_, {}); }
  std::string take_path_to_save() { return std::exchange(to_save_, {}); }
  std::string link_base() override { return "logit:"; }
  void set_title(std::string_view title) override { SDL_SetWindowTitle(window_, std::string(title).c_str()); }
  void set_input(const lab::InputContext& input) override {
    if (input == input_) return;
    input_ = input;
    const SDL_Rect rect{static_cast<int>(input.x / density_), static_cast<int>(input.y / density_), 1, static_cast<int>(input.height / density_)};
    SDL_SetTextInputRect(&rect);
  }
  void save_picture(std::string_view name, float x, float y, float w, float h) override {
    renderer_.want_picture(*this, name, static_cast<int>(x), static_cast<int>(y), static_cast<int>(w), static_cast<int>(h));
  }
  double seconds() override { return static_cast<double>(SDL_GetPerformanceCounter()) / static_cast<double>(SDL_GetPerformanceFrequency()); }
  bool is_apple() const override { return std::string_view(SDL_GetPlatform()) == "Mac OS X"; }
  std::string languages() const override {
    std::string out;
    if (SDL_Locale* locales = SDL_GetPreferredLocales()) {
      for (SDL_Locale* l = locales; l->language; ++l) out += std::string(out.empty() ? "" : ",") + l->language;
      SDL_free(locales);
    }
    return out;
  }

 private:
  static constexpr std::size_t kMostEntries = 5000;  // of a folder; nobody reads on

  std::string folder_, to_open_, to_save_;
  Renderer& renderer_;
  SDL_Window* window_ = nullptr;
  float density_ = 1;
  lab::InputContext input_;
};

lab::KeyPress key_press(const SDL_Keysym& key) {
  using lab::Key;
  lab::KeyPress out;
  out.shift = key.mod & KMOD_SHIFT;
  out.control = key.mod & KMOD_CTRL;
  out.alt = key.mod & KMOD_ALT;
  out.meta = key.mod & KMOD_GUI;
  switch (key.sym) {
    case SDLK_LEFT: out.key = Key::left; break;
    case SDLK_RIGHT: out.key = Key::right; break;
    case SDLK_UP: out.key = Key::up; break;
    case SDLK_DOWN: out.key = Key::down; break;
    case SDLK_HOME: out.key = Key::home; break;
    case SDLK_END: out.key = Key::end; break;
    case SDLK_PAGEUP: out.key = Key::page_up; break;
    case SDLK_PAGEDOWN: out.key = Key::page_down; break;
    case SDLK_BACKSPACE: out.key = Key::backspace; break;
    case SDLK_DELETE: out.key = Key::remove; break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: out.key = Key::enter; break;
    case SDLK_TAB: out.key = Key::tab; break;
    case SDLK_ESCAPE: out.key = Key::escape; break;
    case SDLK_F3: out.key = Key::f3; break;
    case SDLK_F8: out.key = Key::f8; break;
    case SDLK_F10: out.key = Key::f10; break;
    default:
      if (key.sym >= 32 && key.sym < 127) {
        out.key = Key::character;
        out.character = static_cast<char>(key.sym);
      }
  }
  return out;
}

class Desktop {
 public:
  explicit Desktop(const char* file) : file_(file ? file : "") {}

  int run() {
    if (!renderer_.create("logit", 1440, 900)) {
      std::fprintf(stderr, "logit: no window: %s\n", SDL_GetError());
      return 1;
    }
    host_.set_window(renderer_.window(), renderer_.density());
    lab::Lab lab(host_, lab::embedded_fonts());
    lab.start({});
    if (!file_.empty()) open(lab, file_);
    SDL_StartTextInput();
    make_cursors();
    while (!quit_) {
      pump(lab);
      const double now = host_.seconds();
      follow_paths(lab);
      watch(lab, now);
      entitle(lab);
      lab.tick(now);
      if (lab.wants_frame(now)) {
        renderer_.draw(lab, now);
        show_cursor();
      }
    }
    lab.save();
    for (SDL_Cursor* cursor : cursors_) SDL_FreeCursor(cursor);
    return 0;
  }

 private:
  // Waits when there is nothing to do, so that an idle lab costs nothing.
  void pump(lab::Lab& lab) {
    SDL_Event event;
    const double now = host_.seconds();
    if (!lab.running() && !lab.wants_frame(now)) {
      // A file is looked at once a second, which costs nothing to speak of.
      const double wait = std::min(lab.next_wake() - now, script_.has_path() ? kWatchSeconds : 1e9);
      const int ms = wait > 3600 ? -1 : static_cast<int>(wait * 1000) + 1;
      if (ms < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, ms)) take(lab, event);
    } else if (lab.running() && !lab.busy()) {
      if (SDL_WaitEventTimeout(&event, 4)) take(lab, event);
    }
    while (SDL_PollEvent(&event)) take(lab, event);
  }

  void take(lab::Lab& lab, const SDL_Event& event) {
    switch (event.type) {
      case SDL_QUIT: quit_ = true; break;
      case SDL_MOUSEMOTION:
        renderer_.pointer_moved(static_cast<float>(event.motion.x), static_cast<float>(event.motion.y), event.motion.which == SDL_TOUCH_MOUSEID);
        lab.touch_frames(2);
        break;
      case SDL_MOUSEBUTTONDOWN:
      case SDL_MOUSEBUTTONUP: {
        const int button = event.button.button == SDL_BUTTON_LEFT ? 0 : event.button.button == SDL_BUTTON_RIGHT ? 1 : 2;
        renderer_.modifiers(SDL_GetModState() & KMOD_SHIFT);
        renderer_.pointer_moved(static_cast<float>(event.button.x), static_cast<float>(event.button.y), event.button.which == SDL_TOUCH_MOUSEID);
        renderer_.pointer_button(button, event.type == SDL_MOUSEBUTTONDOWN, event.button.which == SDL_TOUCH_MOUSEID);
        lab.touch_frames(3);
        SDL_CaptureMouse(event.type == SDL_MOUSEBUTTONDOWN ? SDL_TRUE : SDL_FALSE);
        break;
      }
      case SDL_MOUSEWHEEL:
        renderer_.wheel(-event.wheel.preciseX, event.wheel.preciseY);
        lab.touch_frames(3);
        break;
      case SDL_KEYDOWN:
        renderer_.settle_pointer(lab, host_.seconds());
        if (event.key.keysym.sym == SDLK_s && (event.key.keysym.mod & (host_.is_apple() ? KMOD_GUI : KMOD_CTRL))) {
          save(lab, event.key.keysym.mod & KMOD_SHIFT);
          break;
        }
        lab.key(key_press(event.key.keysym));
        break;
      case SDL_TEXTINPUT:
        renderer_.settle_pointer(lab, host_.seconds());
        lab.edit(composed_, 0, event.text.text, false, 0);
        composed_ = 0;
        break;
      case SDL_TEXTEDITING: {
        const int size = static_cast<int>(std::string_view(event.edit.text).size());
        lab.edit(composed_, 0, event.edit.text, size > 0, size);
        composed_ = size;
        break;
      }
      case SDL_DROPFILE: {
        const std::string path = event.drop.file;
        SDL_free(event.drop.file);
        take_file(lab, path);
        break;
      }
      case SDL_WINDOWEVENT:
        host_.set_window(renderer_.window(), renderer_.density());
        lab.touch_frames(3);
        break;
      default: break;
    }
  }

  // ---- the script's file -----------------------------------------------------------------------------------
  void open(lab::Lab& lab, const std::string& path) {
    const std::optional<std::string> text = script_.open(path);
    if (!text) return lab.say_not_read(path);
    lab.set_script(*text, script_.name());
  }

  /// A script goes into the editor, anything else to the data files.
  void take_file(lab::Lab& lab, const std::string& path) {
    const std::string name = path.substr(path.find_last_of('/') + 1);
    const std::optional<std::string> bytes = name.ends_with(".py") ? std::nullopt : read_whole(path);
    if (bytes) lab.add_file(name, *bytes);
    else open(lab, path);  // says so if it cannot be read
  }

  void save_to(lab::Lab& lab, const std::string& path) {
    if (!script_.save_as(path, lab.script())) return lab.say_not_saved(path, script_.error());
    lab.set_name(script_.name());
    lab.saved(path);
  }

  /// What was chosen in the lab's own dialogs.
  void follow_paths(lab::Lab& lab) {
    if (const std::string path = host_.take_path_to_open(); !path.empty()) take_file(lab, path);
    if (const std::string path = host_.take_path_to_save(); !path.empty()) save_to(lab, path);
  }

  /// Into its file; asks for a place when it has none yet or another one is wanted.
  void save(lab::Lab& lab, bool elsewhere) {
    if (elsewhere || !script_.has_path() || script_.name() != lab.name()) {
      lab.choose_where_to_save();
    } else if (script_.save(lab.script())) {
      lab.saved(script_.name());
    } else {
      lab.say_not_saved(script_.name(), script_.error());
    }
  }

  void watch(lab::Lab& lab, double now) {
    if (lab.take_reload_wish()) lab.reload(script_.text());
    if (!script_.has_path() || now < watched_ + kWatchSeconds) return;
    watched_ = now;
    // A lesson or a link has taken the file's place in the editor.
    if (script_.name() != lab.name()) return script_.forget();
    const bool edited = lab.edited();
    const std::optional<std::string> text = script_.changed();
    if (!text || *text == lab.script()) return;
    edited ? lab.ask_reload(script_.name()) : lab.reload(*text);
  }

  void entitle(lab::Lab& lab) {
    const std::string title = (lab.edited() ? "• " : "") + lab.name() + " – logit";
    if (title == title_) return;
    title_ = title;
    host_.set_title(title);
  }

  void make_cursors() {
    const SDL_SystemCursor shapes[ImGuiMouseCursor_COUNT] = {
        SDL_SYSTEM_CURSOR_ARROW, SDL_SYSTEM_CURSOR_IBEAM, SDL_SYSTEM_CURSOR_SIZEALL, SDL_SYSTEM_CURSOR_SIZENS,
        SDL_SYSTEM_CURSOR_SIZEWE, SDL_SYSTEM_CURSOR_SIZENESW, SDL_SYSTEM_CURSOR_SIZENWSE, SDL_SYSTEM_CURSOR_HAND,
        SDL_SYSTEM_CURSOR_NO};
    for (int i = 0; i < ImGuiMouseCursor_COUNT; ++i) cursors_[i] = SDL_CreateSystemCursor(shapes[i]);
  }
  void show_cursor() {
    const int shape = ImGui::GetMouseCursor();
    if (shape >= 0 && shape != shown_ && cursors_[shape]) SDL_SetCursor(cursors_[shape]);
    shown_ = shape;
  }

  static constexpr double kWatchSeconds = 1;

  std::string file_, title_;
  ScriptFile script_;
  double watched_ = 0;
  Renderer renderer_;
  DesktopHost host_{renderer_};
  SDL_Cursor* cursors_[ImGuiMouseCursor_COUNT] = {};
  int shown_ = -1, composed_ = 0;
  bool quit_ = false;
};

}  // namespace

int start(int argc, char** argv) {
  const cli::Words words(argv + 1, static_cast<std::size_t>(argc - 1));
  if (const auto status = cli::dispatch(words)) return *status;
  SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    std::fprintf(stderr, "logit: no window: %s\n", SDL_GetError());
    return 1;
  }
  int status = 0;
  {
    Desktop desktop(argc > 1 ? argv[1] : nullptr);
    status = desktop.run();
  }
  SDL_Quit();
  return status;
}

}  // namespace logit
