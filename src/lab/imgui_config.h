// How Dear ImGui is compiled for the lab (IMGUI_USER_CONFIG). The item hooks report every widget with its
// rectangle; widgets/registry.cpp collects them for logit.widgets() and for the page's accessible mirror.
#pragma once

#define IMGUI_ENABLE_TEST_ENGINE
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
// A graph of ten thousand nodes has more vertices than 16 bits can count, and WebGL2 has no base vertex.
#define ImDrawIdx unsigned int
// Mathematical letters and emoji in a script's output lie above 0xFFFF.
#define IMGUI_USE_WCHAR32
