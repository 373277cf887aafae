#include "shell/renderer.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>

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
  SDL_GL_SwapWindow(window_);
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
