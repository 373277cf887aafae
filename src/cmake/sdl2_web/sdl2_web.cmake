# SDL2 for the page, compiled from a list of its files: the window, its events and its GL context, nothing else.
# SDL's own CMake script asks the compiler hundreds of questions, minutes under Emscripten, whose answers its source
# already holds in SDL_config_emscripten.h. LEAN_AND_MEAN leaves out copying between pixel formats, which nobody asks for.
_logit_fetch(sdl2 2.32.4 https://github.com/libsdl-org/SDL.git 2359383fc187386204c3bb22de89655a494cd128)

set(sources "")
foreach(folder . atomic cpuinfo events file libm locale locale/emscripten misc misc/emscripten stdlib
               thread thread/generic timer timer/unix video video/emscripten video/yuv2rgb
               filesystem/emscripten loadso/dummy)
  file(GLOB found "${dir}/src/${folder}/*.c")
  list(APPEND sources ${found})
endforeach()

_logit_third_party_library(sdl2 SOURCES ${sources} "${CMAKE_CURRENT_LIST_DIR}/left_out.c" INCLUDE "${dir}/include")
target_compile_options(third_party_sdl2 PRIVATE -include "${CMAKE_CURRENT_LIST_DIR}/config.h")
target_compile_definitions(third_party_sdl2 PRIVATE SDL_STATIC_LIB SDL_LEAN_AND_MEAN=1)
