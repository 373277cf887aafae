// The program's surroundings. One of two files implements this, chosen by CMake: sdl_desktop.cpp or sdl_web.cpp.
#pragma once

namespace logit {

/// The whole program. On the desktop: with a command the command line runner, otherwise the window with the named
/// file, or as it was left; returns the exit status when the window is closed. In the browser: opens the lab and
/// returns at once; the page drives the frames.
int start(int argc, char** argv);

}  // namespace logit
