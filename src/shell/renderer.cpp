#include "shell/renderer.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>
#include <vector>

#include "shell/png.h"

#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#include <SDL_opengl.h>
#endif

namespace logit {

namespace {
#ifdef __EMSCRIPTEN__
constexpr const char* kShaderVersion = "#version 300 es";
#else
constexpr const char* kShaderVersion = "#version 130";
#endif
}  // namespace

Renderer::Renderer() {
  // operator new asks the script's reserves before it gives up, and giving up is an exception; ImGui writes to what malloc refuses.
  ImGui::SetAllocatorFunctions([](std::size_t bytes, void*) { return ::operator new(bytes); },
                               [](void* memory, void*) { ::operator delete(memory); });
  ImGui::CreateContext();
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
}

Renderer::~Renderer() {
  if (gl_ready_) ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
  if (gl_) SDL_GL_DeleteContext(gl_);
  if (window_) SDL_DestroyWindow(window_);
}

bool Renderer::create(const char* title, int width, int height) {
#ifdef __EMSCRIPTEN__
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
#else
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 2);
#endif
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
#ifdef __EMSCRIPTEN__
  const Uint32 flags = SDL_WINDOW_OPENGL;  // the page sizes the canvas
#else
  const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
#endif
  window_ = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, flags);
  if (!window_) return false;
  gl_ = SDL_GL_CreateContext(window_);
  if (!gl_) return false;
#ifndef __EMSCRIPTEN__
  SDL_GL_SetSwapInterval(1);  // in a page the animation frame is the pace
#endif
  restore_gl();
  return true;
}

void Renderer::forget_gl() {
  // The names are dead already; shutting down only clears the backend's own state.
  if (gl_ready_) ImGui_ImplOpenGL3_Shutdown();
  gl_ready_ = false;
}

void Renderer::restore_gl() {
  if (gl_ready_) return;
  ImGui_ImplOpenGL3_Init(kShaderVersion);
  gl_ready_ = true;
}

void Renderer::set_size(int width, int height, float density) {
  width_ = width;
  height_ = height;
  density_ = density;
}

float Renderer::density() const {
  if (width_ > 0) return density_;
  int window_width = 0, pixels = 0, height = 0;
  SDL_GetWindowSize(window_, &window_width, &height);
  SDL_GL_GetDrawableSize(window_, &pixels, &height);
  return window_width > 0 ? static_cast<float>(pixels) / static_cast<float>(window_width) : 1;
}

void Renderer::draw(lab::Lab& lab, double now) {
  if (!gl_ready_) return;
  int width = 0, height = 0;
  SDL_GL_GetDrawableSize(window_, &width, &height);
  if (width_ > 0) {
    width = width_;
    height = height_;
  }
  if (width <= 0 || height <= 0) return;
  if (lab.prepare(density())) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DisplayFramebufferScale = {1, 1};
  io.DeltaTime = static_cast<float>(std::clamp(now - last_, 1e-4, 0.25));
  last_ = now;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  lab.frame(static_cast<float>(width), static_cast<float>(height), now);
  ImGui::Render();
  glViewport(0, 0, width, height);
  const bool dark = lab.dark();
  glClearColor(dark ? 0.07f : 0.93f, dark ? 0.08f : 0.945f, dark ? 0.10f : 0.96f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (wanted_.host) take_picture(width, height);
  SDL_GL_SwapWindow(window_);
}

void Renderer::want_picture(lab::Host& host, std::string_view name, int x, int y, int width, int height) {
  wanted_ = {&host, std::string(name), x, y, width, height};
}

void Renderer::take_picture(int window_width, int window_height) {
  const Wanted wanted = std::exchange(wanted_, {});
  const int x = std::clamp(wanted.x, 0, window_width), y = std::clamp(wanted.y, 0, window_height);
  const int w = std::clamp(wanted.width, 0, window_width - x), h = std::clamp(wanted.height, 0, window_height - y);
  if (w == 0 || h == 0) return;
  const std::size_t row = 4 * static_cast<std::size_t>(w);
  std::vector<std::uint8_t> pixels(row * static_cast<std::size_t>(h));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(x, window_height - y - h, w, h, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  for (int top = 0, bottom = h - 1; top < bottom; ++top, --bottom) {  // GL's rows begin at the bottom
    std::swap_ranges(&pixels[row * static_cast<std::size_t>(top)], &pixels[row * static_cast<std::size_t>(top)] + row, &pixels[row * static_cast<std::size_t>(bottom)]);
  }
  wanted.host->save_file(wanted.name, "image/png", png_file(pixels, w, h));
}

void Renderer::pointer_moved(float x, float y, bool touch) {
  ImGuiIO& io = ImGui::GetIO();
  const float scale = density();
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x * scale, y * scale);
}

void Renderer::pointer_button(int button, bool down, bool touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  if (button >= 0 && button < 3) io.AddMouseButtonEvent(button, down);
}

void Renderer::settle_pointer(lab::Lab& lab, double now) {
  for (int i = 0; i < 6 && !ImGui::GetCurrentContext()->InputEventsQueue.empty(); ++i) draw(lab, now);
}

void Renderer::pointer_left() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

void Renderer::wheel(float x, float y) { ImGui::GetIO().AddMouseWheelEvent(x, y); }

void Renderer::modifiers(bool shift) { ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, shift); }

}  // namespace logit
