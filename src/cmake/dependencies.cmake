# Third-party code: where it comes from, at which commit, and how it is compiled.
# logit_third_party(<name>) makes the target third_party::<name> at first use, so that a build fetches only
# what it links. Everything is built from source, the same for native and web, with one exception: SDL2 is
# the system's on the desktop and is built beforehand by ./lab (src/cmake/sdl2_web) for the web.
#
# Sources come, in this order, from FETCHCONTENT_SOURCE_DIR_<NAME>, from the cache that ./lab fills
# (LOGIT_SOURCES/<name>-<version>), or from the project's own host by git.
include(FetchContent)

if(DEFINED ENV{XDG_CACHE_HOME})
  set(_logit_cache "$ENV{XDG_CACHE_HOME}/logit")
else()
  set(_logit_cache "$ENV{HOME}/.cache/logit")
endif()
set(LOGIT_SOURCES "${_logit_cache}/sources" CACHE PATH "Third-party sources fetched by ./lab")

# name, version, repository, commit (or tag)
function(_logit_fetch name version repository commit)
  string(TOUPPER ${name} upper)
  if(NOT FETCHCONTENT_SOURCE_DIR_${upper} AND EXISTS "${LOGIT_SOURCES}/${name}-${version}")
    set(FETCHCONTENT_SOURCE_DIR_${upper} "${LOGIT_SOURCES}/${name}-${version}")
  endif()
  # A SOURCE_SUBDIR that does not exist: download only, we list the few files we compile ourselves.
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${commit} SOURCE_SUBDIR none-of-it)
  FetchContent_MakeAvailable(${name})
  set(dir "${${name}_SOURCE_DIR}" PARENT_SCOPE)
  # For licenses.txt beside the page.
  set_property(GLOBAL APPEND PROPERTY LOGIT_THIRD_PARTY "${name}=${${name}_SOURCE_DIR}")
endfunction()

# A third-party static library: no warnings of ours, include path marked as a system one.
function(_logit_third_party_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;INCLUDE" ${ARGN})
  if(ARG_SOURCES)
    add_library(third_party_${name} STATIC EXCLUDE_FROM_ALL ${ARG_SOURCES})
    target_include_directories(third_party_${name} SYSTEM PUBLIC ${ARG_INCLUDE})
    target_compile_options(third_party_${name} PRIVATE -w)
    target_compile_features(third_party_${name} PUBLIC cxx_std_17)
  else()
    add_library(third_party_${name} INTERFACE)
    target_include_directories(third_party_${name} SYSTEM INTERFACE ${ARG_INCLUDE})
  endif()
  add_library(third_party::${name} ALIAS third_party_${name})
endfunction()

# Unit tests.
macro(_logit_third_party_doctest)
  _logit_fetch(doctest 2.4.11 https://github.com/doctest/doctest.git ae7a13539fb71f270b87eb2e874fbac80bc8dda2)
  _logit_third_party_library(doctest INCLUDE "${dir}")
endmacro()

# The script language's integers beyond 64 bits: <tommath.h>.
macro(_logit_third_party_libtommath)
  _logit_fetch(libtommath 1.3.0 https://github.com/libtom/libtommath.git v1.3.0)
  file(GLOB sources "${dir}/bn_*.c")
  _logit_third_party_library(libtommath SOURCES ${sources} INCLUDE "${dir}")
  # 150 files of one function each: starting the compiler once is a good deal faster.
  set_target_properties(third_party_libtommath PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
endmacro()

# Deflate for share links; from source everywhere, so that a link's text is the same everywhere.
macro(_logit_third_party_zlib)
  _logit_fetch(zlib 1.3.1 https://github.com/madler/zlib.git 51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf)
  set(sources adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil)
  list(TRANSFORM sources REPLACE "(.+)" "${dir}/\\1.c")
  _logit_third_party_library(zlib SOURCES ${sources} INCLUDE "${dir}")
endmacro()

# The payload of links, settings: <nlohmann/json.hpp>.
macro(_logit_third_party_json)
  _logit_fetch(json 3.11.3 https://github.com/nlohmann/json.git 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03)
  _logit_third_party_library(json INCLUDE "${dir}/include")
endmacro()

# A link as a QR code: <qrcodegen.h>.
macro(_logit_third_party_qrcodegen)
  _logit_fetch(qrcodegen 1.8.0 https://github.com/nayuki/QR-Code-generator.git
    720f62bddb7226106071d4728c292cb1df519ceb)
  # Its C edition: the one in C++ brings streams and exceptions along.
  _logit_third_party_library(qrcodegen SOURCES "${dir}/c/qrcodegen.c" INCLUDE "${dir}/c")
endmacro()

# SIMD in one source for every instruction set: <hwy/highway.h>.
macro(_logit_third_party_highway)
  _logit_fetch(highway 1.2.0 https://github.com/google/highway.git 457c891775a7397bdb0376bb1031e6e027af1c48)
  set(sources abort aligned_allocator per_target targets)
  list(TRANSFORM sources REPLACE "(.+)" "${dir}/hwy/\\1.cc")
  _logit_third_party_library(highway SOURCES ${sources} INCLUDE "${dir}")
  target_compile_definitions(third_party_highway PUBLIC HWY_STATIC_DEFINE)
endmacro()

# Dear ImGui without a backend, enough to draw panels into nothing in a test: <imgui.h>.
# Its configuration is ours, in the lab's folder (item hooks for logit.widgets()).
macro(_logit_third_party_imgui)
  _logit_fetch(imgui 1.90.1 https://github.com/ocornut/imgui.git d6cb3c923d28dcebb2d8d9605ccc7229ccef19eb)
  set(sources imgui imgui_draw imgui_tables imgui_widgets misc/cpp/imgui_stdlib)
  list(TRANSFORM sources REPLACE "(.+)" "${dir}/\\1.cpp")
  _logit_third_party_library(imgui SOURCES ${sources} INCLUDE "${dir}" "${dir}/misc/cpp")
  if(EMSCRIPTEN)
    target_compile_options(third_party_imgui PRIVATE $<$<CONFIG:Release>:-Oz>)  # a frame costs a millisecond either way
  endif()
  if(EXISTS "${PROJECT_SOURCE_DIR}/src/lab/imgui_config.h")
    target_compile_definitions(third_party_imgui PUBLIC IMGUI_USER_CONFIG="lab/imgui_config.h")
    target_include_directories(third_party_imgui PUBLIC "${PROJECT_SOURCE_DIR}/src")
  endif()
endmacro()

# Dear ImGui's own backends for SDL2 and OpenGL 3: <backends/imgui_impl_sdl2.h>, <imgui_impl_sdl2.h>.
macro(_logit_third_party_imgui_sdl2)
  logit_third_party(imgui)
  logit_third_party(sdl2)
  set(dir "${imgui_SOURCE_DIR}")
  if(NOT dir)
    FetchContent_GetProperties(imgui SOURCE_DIR dir)
  endif()
  _logit_third_party_library(imgui_sdl2
    SOURCES "${dir}/backends/imgui_impl_sdl2.cpp" "${dir}/backends/imgui_impl_opengl3.cpp"
    INCLUDE "${dir}" "${dir}/backends")
  target_link_libraries(third_party_imgui_sdl2 PUBLIC third_party_imgui third_party_sdl2 ${CMAKE_DL_LIBS})
  if(EMSCRIPTEN)
    target_compile_definitions(third_party_imgui_sdl2 PUBLIC IMGUI_IMPL_OPENGL_ES3
      PRIVATE glGetIntegerv=logit_gl_initial_state)  # src/shell/web_gl_state.cpp
  endif()
endmacro()

# Window and input: <SDL.h>. The desktop takes the system's.
macro(_logit_third_party_sdl2)
  if(EMSCRIPTEN)
    include("${PROJECT_SOURCE_DIR}/src/cmake/sdl2_web/sdl2_web.cmake")
  else()
    find_package(SDL2 2.26 REQUIRED)
    _logit_third_party_library(sdl2 INCLUDE "")
    target_link_libraries(third_party_sdl2 INTERFACE SDL2::SDL2)
  endif()
endmacro()

# OpenGL 3 on the desktop, WebGL2 in the page.
macro(_logit_third_party_opengl)
  _logit_third_party_library(opengl INCLUDE "")
  if(NOT EMSCRIPTEN)
    find_package(OpenGL REQUIRED)
    target_link_libraries(third_party_opengl INTERFACE OpenGL::GL)
  endif()
endmacro()

function(logit_third_party name)
  if(TARGET third_party::${name})
    return()
  endif()
  if(NOT COMMAND _logit_third_party_${name})
    message(FATAL_ERROR "${name} is not declared in src/cmake/dependencies.cmake")
  endif()
  cmake_language(CALL _logit_third_party_${name})
endfunction()
