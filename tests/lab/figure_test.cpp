// matplotlib.pyplot from the script to the shapes on paper: the script runs in a session, its figure is drawn as SVG.
#include "lab/models/figure_drawing.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "lab/models/contours.h"
#include "lab/models/figure_model.h"
#include "session/session.h"

using namespace logit;
using namespace logit::lab;

namespace {

struct Shown {
  explicit Shown(const std::string& body, bool record = true) {
    SessionOptions options;
    options.record = record;
    Session session(options);
    session.load("import matplotlib.pyplot as plt\n" + body);
    session.advance(Budget::unlimited());
    status = session.exit_status();
    session.events().read(0, [this](const Event& event) {
      if (const auto* shown = std::get_if<FigureShown>(&event)) model.read(*shown);
      if (const auto* printed = std::get_if<Printed>(&event)) text += printed->text;
    });
  }
  const Figure& figure(std::size_t i = 0) const { return *model.figures().at(i); }
  const Figure::Artist& artist(std::size_t i = 0) const { return figure().axes.at(0).artists.at(i); }
  FigureModel model;
  std::string text;
  int status = -1;
};

int count(const std::string& text, const std::string& piece) {
  int n = 0;
  for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("plot takes matplotlib's colours in turn, and format strings") {
  const Shown shown("plt.plot([1, 2, 4])\nplt.plot([0, 1], [3, 4], 'r--o', label='a', lw=3)\nplt.plot([1], 'ks')\nplt.plot([2, 3], 'C2:')\nplt.show()\n");
  CAPTURE(shown.text);
  REQUIRE(shown.model.figures().size() == 1);
  CHECK(shown.text.empty());
  CHECK(shown.artist(0).colors[0] == 0x1f77b4ff);
  CHECK(shown.artist(0).x == std::vector<double>{0, 1, 2});
  CHECK(shown.artist(0).style == "-");
  CHECK(shown.artist(1).colors[0] == 0xff0000ff);
  CHECK(shown.artist(1).style == "--");
  CHECK(shown.artist(1).marker == "o");
  CHECK(shown.artist(1).width == 3);
  CHECK(shown.artist(2).style.empty());  // a marker alone draws no line
  CHECK(shown.artist(2).marker == "s");
  CHECK(shown.artist(3).colors[0] == 0x2ca02cff);
  CHECK(shown.artist(3).style == ":");
}

TEST_CASE("tensors are data as they are, also those that require a gradient") {
  const Shown shown("import torch\nplt.scatter(torch.tensor([1., 2.]), torch.tensor([3., 4.]), c=torch.tensor([0, 1]), cmap='bwr', s=36)\n"
                    "plt.plot(torch.tensor([1., 2.], requires_grad=True))\nplt.show()\n");
  CAPTURE(shown.text);
  REQUIRE(shown.model.figures().size() == 1);
  CHECK(shown.artist(0).colors == std::vector<Figure::Color>{0x0000ffff, 0xff0000ff});
  CHECK(shown.artist(0).sizes == std::vector<double>{6});
  CHECK(shown.artist(1).y == std::vector<double>{1, 2});
}

TEST_CASE("histogram, bars, labels, limits, subplots") {
  const Shown shown("fig, ax = plt.subplots(1, 2, figsize=(8, 3))\nn, edges, _ = ax[0].hist([1, 2, 2, 3, 4], bins=3)\nprint(n, edges)\n"
                    "ax[1].bar(['a', 'b'], [1, 2], color=['red', 'g'])\nax[1].set_title('t')\nax[1].set_xlabel('x')\nax[1].set_ylim(0, 5)\n"
                    "fig.suptitle('both')\nplt.show()\n");
  CAPTURE(shown.text);
  CHECK(shown.text == "[1.0, 2.0, 2.0] [1.0, 2.0, 3.0, 4.0]\n");
  REQUIRE(shown.model.figures().size() == 1);
  const Figure& figure = shown.figure();
  CHECK(figure.width == 8);
  CHECK(figure.title == "both");
  REQUIRE(figure.axes.size() == 2);
  CHECK(figure.axes[1].left == 0.5);
  CHECK(figure.axes[1].x.tick_labels == std::vector<std::string>{"a", "b"});
  CHECK(figure.axes[1].y.high == 5);
  CHECK(figure.axes[1].artists[0].colors == std::vector<Figure::Color>{0xff0000ff, 0x008000ff});
  const std::string svg = figure_svg(figure);
  CHECK(svg.find(">both</text>") != std::string::npos);
  CHECK(svg.find("<svg") == 0);
}

TEST_CASE("contourf colours the area between levels and leaves no cell empty") {
  const Shown shown("xs = [i / 10 for i in range(11)]\nz = [[x * x + y * y for x in xs] for y in xs]\n"
                    "plt.contourf(xs, xs, z, levels=[0, 0.5, 1, 2.5], cmap='viridis')\nplt.contour(xs, xs, z, levels=[1], colors='k')\nplt.show()\n");
  CAPTURE(shown.text);
  REQUIRE(shown.model.figures().size() == 1);
  const Figure::Artist& fill = shown.artist(0);
  CHECK(fill.colors.size() == 3);
  // The areas of all levels together are the whole square.
  double area = 0;
  const HeightGrid grid{fill.x, fill.y, fill.z};
  for (std::size_t i = 0; i + 1 < fill.levels.size(); ++i) {
    contour_area(grid, fill.levels[i], fill.levels[i + 1], [&](const std::vector<GridPoint>& p) {
      for (std::size_t k = 0; k < p.size(); ++k) {
        const GridPoint &a = p[k], &b = p[(k + 1) % p.size()];
        area += (a.x * b.y - b.x * a.y) / 2;
      }
    });
  }
  CHECK(area == doctest::Approx(1));
  // Every piece of the line z = 1 is close to the circle.
  contour_line(grid, 1, [](GridPoint a, GridPoint) { CHECK(std::hypot(a.x, a.y) == doctest::Approx(1).epsilon(0.01)); });
}

TEST_CASE("imshow has its first row on top; a grey picture has a colour per cell") {
  const Shown shown("plt.imshow([[0, 1], [2, 3]], cmap='gray')\nplt.axis('off')\nplt.show()\n");
  REQUIRE(shown.model.figures().size() == 1);
  CHECK(shown.artist().colors == std::vector<Figure::Color>{0x000000ff, 0x555555ff, 0xaaaaaaff, 0xffffffff});
  CHECK(shown.artist().columns == 2);
  CHECK(shown.figure().axes[0].y.inverted);
  CHECK_FALSE(shown.figure().axes[0].frame);
}

TEST_CASE("show and savefig of one picture are one figure; a second plot is another") {
  const Shown shown("plt.plot([1, 2])\nplt.savefig('a.png')\nplt.show()\nplt.plot([3, 4])\nplt.show()\n");
  REQUIRE(shown.model.figures().size() == 2);
  CHECK(shown.figure(0).file == "a.png");
}

TEST_CASE("without a lab show() says nothing and savefig() that no file is written") {
  const Shown shown("plt.plot([1, 2])\nplt.show()\nplt.plot([1, 2])\nplt.savefig('a.png')\n", false);
  CHECK(shown.status == 0);
  CHECK(shown.model.figures().empty());
  CHECK(count(shown.text, "savefig('a.png')") >= 1);
}

TEST_CASE("errors are matplotlib's") {
  CHECK(Shown("plt.plot([1, 2], [1])\n").text.find("ValueError: x and y must have same first dimension, but have shapes (2,) and (1,)") != std::string::npos);
  CHECK(Shown("plt.scatter([1, 2], [1])\n").text.find("ValueError: x and y must be the same size") != std::string::npos);
  CHECK(Shown("plt.plot([1], color='nocolor')\n").text.find("ValueError: 'nocolor' is not a valid color value.") != std::string::npos);
}

TEST_CASE("a hundred thousand points are drawn as a few thousand") {
  Figure figure;
  Figure::Artist line;
  for (int i = 0; i < 100'000; ++i) {
    line.x.push_back(i);
    line.y.push_back(i == 50'000 ? 100 : std::sin(i * 0.001));
  }
  line.colors = {0xff};
  figure.axes.emplace_back().artists.push_back(line);
  const std::string svg = figure_svg(figure);
  CHECK(svg.size() < 60'000);
}
