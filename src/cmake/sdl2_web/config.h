// What logit leaves out of SDL2 in the page. Included before everything else in SDL's own files (see sdl2_web.cmake):
// SDL's settings for Emscripten, less the subsystems that a window with a canvas and a mouse does not need.
#pragma once

#include "SDL_platform.h"
#include "SDL_config_emscripten.h"

#undef SDL_AUDIO_DRIVER_DISK
#undef SDL_AUDIO_DRIVER_DUMMY
#undef SDL_AUDIO_DRIVER_EMSCRIPTEN
#define SDL_AUDIO_DISABLED 1

#undef SDL_JOYSTICK_EMSCRIPTEN
#define SDL_JOYSTICK_DISABLED 1

#undef SDL_SENSOR_DUMMY
#define SDL_SENSOR_DISABLED 1

#undef SDL_LOADSO_DLOPEN
#define SDL_LOADSO_DUMMY 1

#undef SDL_POWER_EMSCRIPTEN
#define SDL_POWER_DISABLED 1

// Drawing is Dear ImGui's, straight through WebGL2.
#undef SDL_VIDEO_RENDER_OGL_ES2
#define SDL_RENDER_DISABLED 1

// Without POSIX threads there is one thread and nothing to lock.
#undef SDL_THREAD_PTHREAD
#undef SDL_THREAD_PTHREAD_RECURSIVE_MUTEX
