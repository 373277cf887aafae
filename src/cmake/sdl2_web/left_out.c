/* What SDL2 for the page is built without, but is asked for: Dear ImGui's backend looks for a gamepad and for SDL's
   renderer, SDL_video.c for the renderer of a window. There are none. */
#include "SDL_gamecontroller.h"
#include "SDL_render.h"

SDL_GameController *SDL_GameControllerOpen(int index) {
  (void)index;
  return NULL;
}

Uint8 SDL_GameControllerGetButton(SDL_GameController *pad, SDL_GameControllerButton button) {
  (void)pad, (void)button;
  return 0;
}

Sint16 SDL_GameControllerGetAxis(SDL_GameController *pad, SDL_GameControllerAxis axis) {
  (void)pad, (void)axis;
  return 0;
}

SDL_Renderer *SDL_GetRenderer(SDL_Window *window) {
  (void)window;
  return NULL;
}

int SDL_GetRendererOutputSize(SDL_Renderer *renderer, int *w, int *h) {
  (void)renderer;
  *w = *h = 0;
  return -1;
}

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer) { (void)renderer; }

/* Emscripten's own table of every function of OpenGL ES would keep the JavaScript of all of them; these are the ones that
   SDL asks for by name. Dear ImGui calls its own directly. */
#include <GLES3/gl3.h>

void *emscripten_GetProcAddress(const char *name) {
  static const struct {
    const char *name;
    void *function;
  } known[] = {
    {"glGetError", (void *)glGetError},
    {"glGetString", (void *)glGetString},
    {"glGetStringi", (void *)glGetStringi},
    {"glGetIntegerv", (void *)glGetIntegerv},
    {"glBindFramebuffer", (void *)glBindFramebuffer},
    {"glGetFramebufferAttachmentParameteriv", (void *)glGetFramebufferAttachmentParameteriv},
  };
  for (unsigned i = 0; i < sizeof known / sizeof *known; ++i) {
    if (SDL_strcmp(name, known[i].name) == 0) return known[i].function;
  }
  return NULL;
}
