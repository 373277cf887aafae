// What the lab costs beside the script it shows: the processor time of frames, without the rasteriser, and the share of the main
// thread that a training script gets while the display follows at 30 frames a second. Prints one JSON row per situation.
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "base/format.h"
#include "lab/headless_lab.h"

using namespace logit;
using namespace logit::lab;

namespace {

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Of this process: other programs on the machine do not count.
double processor_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// A chain of `operations` on lines of their own (nothing folds), trained `steps` times: two nodes and a parameter for each.
std::string script(int operations, int steps) {
  std::string text = "import torch\nx = torch.tensor([0.5])\n";
  for (int i = 0; i < operations; ++i) text += cat("w", i, " = torch.tensor([", (i % 7) * 0.1 + 0.3, "], requires_grad=True)\n");
  text += cat("for step in range(", steps, "):\n    h = x\n");
  for (int i = 0; i < operations; ++i) text += cat("    h = ", i % 2 ? "torch.sigmoid" : "torch.tanh", "(h * w", i, ")\n");
  text += "    loss = ((h - 1.0) ** 2).sum()\n    loss.backward()\n    with torch.no_grad():\n";
  for (int i = 0; i < operations; ++i) text += cat("        w", i, " -= 0.1 * w", i, ".grad; w", i, ".grad = None\n");
  return text;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

void measure(const char* what, float width, float height, float density, int operations, int steps) {
  Screen screen(width, height, density);
  screen.host.clock = seconds;
  screen.lab->start("");
  screen.lab->set_script(script(operations, steps));
  screen.frames(3);
  screen.lab->run();
  std::vector<double> training, settled;
  const double begin = seconds();
  double in_script = 0, in_frames = 0, next_frame = begin;
  while (screen.lab->running()) {
    const double before_tick = processor_seconds();
    screen.lab->tick(seconds());
    const double after_tick = processor_seconds();
    in_script += after_tick - before_tick;
    if (seconds() < next_frame) continue;
    next_frame = seconds() + 1.0 / 30;
    screen.draw(seconds());
    training.push_back(processor_seconds() - after_tick);
    in_frames += training.back();
  }
  for (int i = 0; i < 60; ++i) {
    const double before = processor_seconds();
    screen.draw(seconds());
    settled.push_back(processor_seconds() - before);
  }
  std::printf("{\"situation\": \"%s\", \"frame while training, ms\": %.3f, \"frame at rest, ms\": %.3f, \"script's share, %%\": %.1f}\n", what,
              median(training) * 1e3, median(settled) * 1e3, 100 * in_script / (in_script + in_frames));
}

}  // namespace

int main() {
  measure("200 nodes, 10,000 points, 1280×800", 1280, 800, 1, 66, 10000);
  measure("200 nodes, 10,000 points, 1920×1080 at density 2", 1920, 1080, 2, 66, 10000);
  measure("4 nodes, 10,000 points, 1280×800", 1280, 800, 1, 1, 10000);
  measure("3,000 nodes, 200 points, 1280×800", 1280, 800, 1, 1000, 200);
}
