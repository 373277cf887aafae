// A lab without a window: ImGui with no backend, a host that remembers. For tests and benchmarks of the panels.
#pragma once

#include <imgui.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lab/lab.h"

namespace logit::lab {

class MemoryHost : public Host {
 public:
  void set_clipboard(std::string_view text) override { clip = text; }
  std::string clipboard() override { return clip; }
  std::string load(std::string_view key) override { return stored[std::string(key)]; }
  bool store(std::string_view key, std::string_view value) override {
    if (full) return false;
    stored[std::string(key)] = value;
    return true;
  }
  std::string link_base() override { return "https://example.org/lab/"; }
  double seconds() override { return clock ? clock() : pretended += 1e-4; }
  std::string languages() const override { return "vi"; }

  std::string first_folder() const override { return folders.empty() ? "" : folders.begin()->first; }
  std::optional<std::vector<FolderEntry>> list_folder(const std::string& path) override {
    const auto found = folders.find(path);
    return found == folders.end() ? std::nullopt : std::optional(found->second);
  }
  void open_path(const std::string& path) override { chosen += "open " + path + "\n"; }
  void save_path(const std::string& path) override { chosen += "save " + path + "\n"; }

  std::map<std::string, std::vector<FolderEntry>> folders;  ///< none: as in a page
  std::string chosen;                                       ///< what was asked to be opened and saved
  std::string clip;
  bool full = false;
  std::map<std::string, std::string> stored;
  double (*clock)() = nullptr;  ///< none: time passes with each question, the same in every run
  double pretended = 0;
};

/// A lab and the screen that it is drawn on; sizes in CSS pixels.
struct Screen {
  explicit Screen(float w = 1280, float h = 800, float d = 1) : width(w * d), height(h * d), density(d) {
    before = ImGui::GetCurrentContext();
    ImGui::SetCurrentContext(context = ImGui::CreateContext());
    lab = std::make_unique<Lab>(host, embedded_fonts());
  }
  ~Screen() {
    ImGui::SetCurrentContext(context);
    lab.reset();
    ImGui::DestroyContext(context);
    ImGui::SetCurrentContext(before);
  }
  /// Frames of a sixtieth of a second, the script's slice before each.
  void frames(int count = 3) {
    for (int i = 0; i < count; ++i) {
      now += 1.0 / 60;
      lab->tick(now);
      draw(now);
    }
  }
  void draw(double at) {
    lab->prepare(density);
    ImGuiIO& io = ImGui::GetIO();
    unsigned char* pixels = nullptr;
    int w = 0, h = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0f / 60;
    ImGui::NewFrame();
    lab->frame(width, height, at);
    ImGui::Render();
    vertices = ImGui::GetDrawData()->TotalVtxCount;
  }
  void run_to_end() {
    lab->run();
    for (int i = 0; i < 2000 && lab->running(); ++i) frames(1);
    frames(2);
  }
  bool has(std::string_view label) const { return lab->widgets_json().find("\"label\":\"" + std::string(label) + "\"") != std::string::npos; }
  bool has_in_state(std::string_view text) const { return lab->state_json().find(text) != std::string::npos; }

  MemoryHost host;
  float width, height, density;
  std::unique_ptr<Lab> lab;
  double now = 0;
  int vertices = 0;
  ImGuiContext* context = nullptr;
  ImGuiContext* before = nullptr;
};

}  // namespace logit::lab
