// Dear ImGui's frame on OpenGL 3 or WebGL2: what both windows share.
#pragma once

#include <SDL.h>

#include <string>
#include <string_view>

#include "lab/lab.h"

namespace logit {

class Renderer {
 public:
  /// Creates ImGui's context; the OpenGL context comes with create_gl().
  Renderer();
  ~Renderer();

  /// The window and its GL context. False (with SDL's reason in SDL_GetError) if there is none to be had.
  bool create(const char* title, int width, int height);
  SDL_Window* window() const { return window_; }
  /// Pixels of the screen per unit of the window's coordinates.
  float density() const;
  /// Overrides what SDL says about the size: in a page the canvas follows its container, which SDL does not watch.
  void set_size(int width, int height, float density);
  /// Draws one frame of the lab.
  void draw(lab::Lab& lab, double now);
  /// Hands that part of the next picture to `host` as a PNG file. Pixels of the window.
  void want_picture(lab::Host& host, std::string_view name, int x, int y, int width, int height);
  /// The GL objects are gone (the browser lost the context) or have to be made anew.
  void forget_gl();
  void restore_gl();

  /// Pointer input in the window's coordinates.
  void pointer_moved(float x, float y, bool touch);
  void pointer_button(int button, bool down, bool touch);
  /// Draws until what the pointer did has been seen: ImGui spreads a press and a release over frames, and a key that
  /// comes after a press must act after it.
  void settle_pointer(lab::Lab& lab, double now);
  void pointer_left();
  void wheel(float x, float y);
  void modifiers(bool shift);

 private:
  SDL_Window* window_ = nullptr;
  SDL_GLContext gl_ = nullptr;
  bool gl_ready_ = false;
  int width_ = 0, height_ = 0;  // 0: ask SDL
  float density_ = 1;
  double last_ = 0;
  struct Wanted {
    lab::Host* host = nullptr;
    std::string name;
    int x = 0, y = 0, width = 0, height = 0;
  } wanted_;
  void take_picture(int window_width, int window_height);
};

}  // namespace logit
