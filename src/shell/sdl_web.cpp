// The lab in a page. The page drives: it calls the functions at the end of this file for frames, pointers, keys and
// text (web/page.js), and offers clipboard, storage and the address bar (web/page_library.js). SDL makes the window
// and its WebGL2 context; input does not go through it, because its web backend knows neither composed text nor the
// system's clipboard, and takes keys away from the page around the lab.
#include <SDL.h>
#include <emscripten.h>
#include <imgui.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "kernels/webgpu/webgpu.h"
#include "lab/lab.h"
#include "share/base64url.h"
#include "shell/platform.h"
#include "shell/renderer.h"

// web/page_library.js
extern "C" {
void page_set_clipboard(const char* text);
char* page_load(const char* key);  // malloc'ed
int page_store(const char* key, const char* value);  // 0: not kept
void page_save_file(const char* name, const char* type, const char* bytes, int size);
char* page_link_base();
void page_pick_file();
char* page_languages();
int page_traits();  // 1 Apple, 2 dark, 4 reduced motion
void page_show_payload(const char* payload);
void page_set_title(const char* title);
void page_set_input(int active, int selection, const char* line, int caret, double x, double y, double height);
void page_set_cursor(int shape);
}

namespace logit {

namespace {

std::string taken(char* text) {
  std::string out = text ? text : "";
  std::free(text);
  return out;
}

class WebHost : public lab::Host {
 public:
  explicit WebHost(Renderer& renderer) : renderer_(renderer) {}
  void set_clipboard(std::string_view text) override { page_set_clipboard(std::string(text).c_str()); }
  std::string clipboard() override { return {}; }
  bool clipboard_by_events() const override { return true; }
  std::string load(std::string_view key) override { return taken(page_load(std::string(key).c_str())); }
  bool store(std::string_view key, std::string_view value) override {
    return page_store(std::string(key).c_str(), std::string(value).c_str());
  }
  std::string save_file(std::string_view name, std::string_view type, std::string_view bytes) override {
    page_save_file(std::string(name).c_str(), std::string(type).c_str(), bytes.data(), static_cast<int>(bytes.size()));
    return {};
  }
  void pick_file() override { page_pick_file(); }
  std::string link_base() override { return taken(page_link_base()); }
  void show_payload(std::string_view payload) override { page_show_payload(std::string(payload).c_str()); }
  void set_title(std::string_view title) override { page_set_title(std::string(title).c_str()); }
  void set_input(const lab::InputContext& input) override {
    if (input == input_ && !resend_) return;
    input_ = input;
    resend_ = false;
    page_set_input(input.active, input.selection, input.line.c_str(), input.caret, static_cast<double>(input.x),
                   static_cast<double>(input.y), static_cast<double>(input.height));
  }
  void resend_input() { resend_ = true; }
  void save_picture(std::string_view name, float x, float y, float w, float h) override {
    renderer_.want_picture(*this, name, static_cast<int>(x), static_cast<int>(y), static_cast<int>(w), static_cast<int>(h));
  }
  double seconds() override { return emscripten_get_now() / 1000; }
  kernels::Gpu* gpu() override { return &gpu_; }
  bool is_apple() const override { return page_traits() & 1; }
  bool prefers_dark() const override { return page_traits() & 2; }
  bool reduced_motion() const override { return page_traits() & 4; }
  std::string languages() const override { return taken(page_languages()); }

 private:
  Renderer& renderer_;
  kernels::WebGpu gpu_;
  lab::InputContext input_;
  bool resend_ = true;
};

struct WebLab {
  Renderer renderer;
  WebHost host{renderer};
  std::unique_ptr<lab::Lab> lab;
  std::string answer;  // keeps the last string handed to JavaScript alive
  int cursor = -1;
};

// The page's functions have no object to be called on: the module is the object.
WebLab* web = nullptr;

}  // namespace

int start(int, char**) {
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return 1;
  for (SDL_EventType type : {SDL_FINGERDOWN, SDL_FINGERUP, SDL_FINGERMOTION, SDL_MOUSEMOTION, SDL_MOUSEBUTTONDOWN,
                             SDL_MOUSEBUTTONUP, SDL_MOUSEWHEEL, SDL_KEYDOWN, SDL_KEYUP, SDL_TEXTINPUT}) {
    SDL_EventState(type, SDL_IGNORE);
  }
  auto lab = std::make_unique<WebLab>();
  if (!lab->renderer.create("logit", 640, 480)) return 1;
  lab->lab = std::make_unique<lab::Lab>(lab->host, lab::embedded_fonts());
  web = lab.release();  // lives as long as the page
  return 0;
}

}  // namespace logit

// ---- what the page calls ------------------------------------------------------------------------------------------

using logit::web;

namespace {
void settle() { web->renderer.settle_pointer(*web->lab, web->host.seconds()); }

const char* answer(std::string text) {
  web->answer = std::move(text);
  return web->answer.c_str();
}
}  // namespace

extern "C" {

/// Opens the script in `link`, or the draft, or the first lesson. 0 if the window could not be made.
EMSCRIPTEN_KEEPALIVE int logit_start(const char* link) {
  if (!web) return 0;
  web->lab->start(link);
  return 1;
}

/// A slice of the script. `kind` 0: an animation frame, with a picture if something changed; 1: nobody looks, the slice is
/// long; 2: between two frames, it is short. 1: more to do at once; 2: the script runs; 4: something was drawn.
EMSCRIPTEN_KEEPALIVE int logit_frame(int kind) {
  SDL_PumpEvents();
  SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
  const double now = web->host.seconds();
  web->lab->tick(now, kind == 0 ? logit::lab::Pace::frame : kind == 1 ? logit::lab::Pace::hidden : logit::lab::Pace::between);
  int flags = 0;
  if (kind == 0 && web->lab->wants_frame(now)) {
    web->renderer.draw(*web->lab, now);
    flags |= 4;
    const int cursor = ImGui::GetMouseCursor();
    if (cursor != web->cursor) page_set_cursor(web->cursor = cursor);
  }
  if (web->lab->running()) flags |= 2;
  if (web->lab->running() || web->lab->wants_frame(now)) flags |= 1;
  return flags;
}

/// Seconds until the lab wants a frame by itself (a tooltip, a saved draft).
EMSCRIPTEN_KEEPALIVE double logit_next_wake() { return web->lab->next_wake() - web->host.seconds(); }

EMSCRIPTEN_KEEPALIVE void logit_resized(int width, int height, double density) {
  web->renderer.set_size(width, height, static_cast<float>(density));
  web->lab->touch_frames(2);
}

EMSCRIPTEN_KEEPALIVE void logit_context(int alive) {
  if (alive) {
    web->renderer.restore_gl();
    web->lab->touch_frames(3);
  } else {
    web->renderer.forget_gl();
  }
}

/// `kind`: 0 moved, 1 pressed, 2 released, 3 left. Positions in CSS pixels of the canvas.
EMSCRIPTEN_KEEPALIVE void logit_pointer(int kind, double x, double y, int button, int touch, int shift) {
  auto& renderer = web->renderer;
  renderer.modifiers(shift);
  if (kind == 3) renderer.pointer_left();
  else renderer.pointer_moved(static_cast<float>(x), static_cast<float>(y), touch);
  if (kind == 1 || kind == 2) renderer.pointer_button(button, kind == 1, touch);
  // A finger that is lifted leaves nothing hovered behind.
  if (kind == 2 && touch) renderer.pointer_left();
  web->lab->touch_frames(kind == 0 ? 2 : 4);
}

EMSCRIPTEN_KEEPALIVE void logit_wheel(double x, double y) {
  web->renderer.wheel(static_cast<float>(x), static_cast<float>(y));
  web->lab->touch_frames(3);
}

/// `modifiers`: 1 shift, 2 control, 4 alt, 8 meta. 1 if the key meant something.
EMSCRIPTEN_KEEPALIVE int logit_key(int key, int character, int modifiers) {
  settle();
  logit::lab::KeyPress press;
  press.key = static_cast<logit::lab::Key>(key);
  press.character = static_cast<char>(character);
  press.shift = modifiers & 1;
  press.control = modifiers & 2;
  press.alt = modifiers & 4;
  press.meta = modifiers & 8;
  const int handled = web->lab->key(press);
  web->host.resend_input();
  web->lab->tell_input();
  return handled;
}

EMSCRIPTEN_KEEPALIVE void logit_edit(int before, int after, const char* text, int composing, int composed) {
  settle();
  web->lab->edit(before, after, text, composing, composed);
  if (!composing) {
    web->host.resend_input();
    web->lab->tell_input();
  }
}

EMSCRIPTEN_KEEPALIVE const char* logit_copy(int cut) {
  settle();
  return answer(web->lab->copy(cut));
}

EMSCRIPTEN_KEEPALIVE void logit_paste(const char* text) {
  settle();
  web->lab->paste(text);
  web->host.resend_input();
  web->lab->tell_input();
}

EMSCRIPTEN_KEEPALIVE int logit_keyboard_wish() { return web->lab->take_keyboard_wish(); }
EMSCRIPTEN_KEEPALIVE void logit_set_script(const char* text, const char* name) { web->lab->set_script(text, name); }
EMSCRIPTEN_KEEPALIVE void logit_run() { web->lab->run(); }
EMSCRIPTEN_KEEPALIVE void logit_stop() { web->lab->stop(); }
EMSCRIPTEN_KEEPALIVE int logit_running() { return web->lab->running(); }
EMSCRIPTEN_KEEPALIVE void logit_open(const char* link) { web->lab->open_link(link); }
/// A data file's bytes in base64url, malloc'ed by the page and freed here; null: the file was too large to be read.
EMSCRIPTEN_KEEPALIVE int logit_take_file(const char* name, char* base64) {
  if (!base64) return web->lab->refuse_file(name);
  return web->lab->add_file(name, logit::share::base64url_decode(logit::taken(base64)));
}
EMSCRIPTEN_KEEPALIVE void logit_remove_file(const char* name) { web->lab->remove_file(name); }
EMSCRIPTEN_KEEPALIVE const char* logit_files() { return answer(web->lab->files_json()); }
EMSCRIPTEN_KEEPALIVE void logit_lesson(const char* id) { web->lab->open_lesson(id); }
EMSCRIPTEN_KEEPALIVE void logit_set_dark(int dark) { web->lab->set_dark(dark); }
EMSCRIPTEN_KEEPALIVE void logit_set_language(const char* code) { web->lab->set_language(code); }
EMSCRIPTEN_KEEPALIVE void logit_set_text_scale(double scale) { web->lab->set_text_scale(static_cast<float>(scale)); }
/// "automatic", "simd" or "webgpu".
EMSCRIPTEN_KEEPALIVE void logit_set_backend(const char* name) { web->lab->set_backend(name); }
EMSCRIPTEN_KEEPALIVE void logit_save() { web->lab->save(); }
EMSCRIPTEN_KEEPALIVE const char* logit_link() { return answer(web->lab->link()); }
EMSCRIPTEN_KEEPALIVE const char* logit_state() { return answer(web->lab->state_json()); }
EMSCRIPTEN_KEEPALIVE const char* logit_result() { return answer(web->lab->result_json()); }
EMSCRIPTEN_KEEPALIVE const char* logit_widgets() { return answer(web->lab->widgets_json()); }
EMSCRIPTEN_KEEPALIVE double logit_widgets_revision() { return static_cast<double>(web->lab->widgets_revision()); }
EMSCRIPTEN_KEEPALIVE void logit_activate(double id) { web->lab->activate(static_cast<unsigned>(id)); }

}  // extern "C"
