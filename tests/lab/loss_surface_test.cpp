// The loss of recorded graphs, computed again for other parameters, against what the script itself prints there.
#include "lab/models/loss_surface.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>

#include "session/session.h"

using namespace logit;
using namespace logit::lab;

namespace {

// A script's backward passes and what it printed.
struct Trained {
  Session session;
  std::vector<std::shared_ptr<const Graph>> graphs;
  std::string text;

  explicit Trained(const std::string& script) {
    session.load("import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n" + script);
    session.advance(Budget::unlimited());
    session.events().read(0, [&](const Event& event) {
      if (const auto* ran = std::get_if<BackwardRan>(&event); ran && ran->graph) graphs.push_back(ran->graph);
      if (const auto* printed = std::get_if<Printed>(&event)) text += printed->text;
    });
    REQUIRE(session.exit_status() == 0);
    REQUIRE_FALSE(graphs.empty());
  }
};

// Each: a loss as a function of w and b, in a script's words.
constexpr const char* kLosses[] = {
    "F.binary_cross_entropy(torch.sigmoid(x * w + b), y)",
    "F.binary_cross_entropy_with_logits(x @ w.view(1, 1) + b, y, reduction='sum')",
    "(-(y * torch.log(torch.sigmoid(w * x + b)) + (1 - y) * torch.log(1 - torch.sigmoid(w * x + b)))).mean()",
    "((x * w + b - y) ** 2).mean()",
    "F.mse_loss(x * w + b, y)",
    "F.l1_loss(w * x - b, y)",
    "((x * w + b - y).pow(2) / 3).sum() + 0.1 * (w ** 2 + b ** 2)[0]",
    "F.softplus(-(2 * y - 1) * (x * w + b)).mean(dim=0).sum()",
    "(torch.exp(-w) * (1 / (b + 5)) + torch.tanh(w * b)).sum()",
};

}  // namespace

TEST_CASE("the loss at other parameters is what the script computes there") {
  for (const char* loss : kLosses) {
    CAPTURE(std::string(loss));
    const std::string script = std::string("torch.manual_seed(1)\nx = torch.randn(12, 1)\ny = (x + 0.3 * torch.randn(12, 1) > 0).float()\n"
                                           "def loss_at(w, b):\n    return ") + loss + "\n"
                               "w = torch.tensor([0.5], requires_grad=True)\nb = torch.tensor([-0.25], requires_grad=True)\n"
                               "loss_at(w, b).backward()\n"
                               "print(loss_at(torch.tensor([1.5]), torch.tensor([0.75])).item())\n";
    Trained run(script);
    LossSurface surface;
    if (std::string(loss).find("[0]") != std::string::npos) {  // an index is not in the table: no surface rather than a wrong one
      CHECK_FALSE(surface.show(run.graphs.back()));
      continue;
    }
    REQUIRE(surface.show(run.graphs.back()));
    CHECK(surface.dimensions() == 2);
    CHECK(surface.held().empty());
    CHECK(surface.loss(1.5, 0.75) == doctest::Approx(std::atof(run.text.c_str())).epsilon(1e-5));
    CHECK(surface.here().x == 0.5);
    CHECK(surface.here().y == -0.25);
  }
}

TEST_CASE("a map covers the path of training, and its bottom is where training ends") {
  Trained run("x = torch.tensor([[-2.], [-1.], [0.5], [1.], [2.]])\ny = 3 * x - 1\nmodel = nn.Linear(1, 1)\n"
              "opt = torch.optim.SGD(model.parameters(), lr=0.2)\nfor i in range(60):\n    opt.zero_grad()\n"
              "    loss = F.mse_loss(model(x), y)\n    loss.backward()\n    opt.step()\n");
  LossSurface surface;
  REQUIRE(surface.show(run.session.moment(0).graph));
  for (std::size_t i = 0; i < run.session.moments(); ++i) {
    const Moment moment = run.session.moment(i);
    REQUIRE(moment.graph);
    surface.visit(moment.step, moment.loss, *moment.graph);
  }
  int turns = 1;
  while (surface.work()) ++turns;
  CHECK(turns > 10);  // a row at a time
  REQUIRE(surface.heights().size() == LossSurface::kSide * LossSurface::kSide);
  CHECK_FALSE(surface.work());
  CHECK(surface.path().size() == run.session.moments());
  for (const LossSurface::Visit& v : surface.path()) {
    CHECK(v.x > surface.axis(0).low);
    CHECK(v.x < surface.axis(0).high);
    CHECK(v.y > surface.axis(1).low);
    CHECK(v.y < surface.axis(1).high);
    CHECK(surface.loss(v.x, v.y) == doctest::Approx(v.loss).epsilon(1e-3));
  }
  CHECK(surface.path().back().x == doctest::Approx(3).epsilon(0.01));
  CHECK(surface.path().back().y == doctest::Approx(-1).epsilon(0.01));
  double lowest = INFINITY;
  for (double h : surface.heights()) lowest = std::min(lowest, h);
  CHECK(lowest >= 0);
  CHECK(lowest < surface.path()[0].loss / 50);
}

TEST_CASE("one parameter makes a curve, three a slice through the first two") {
  Trained one("w = torch.tensor(2.0, requires_grad=True)\n((w - 3) ** 2).backward()\n");
  LossSurface curve;
  REQUIRE(curve.show(one.graphs.back()));
  CHECK(curve.dimensions() == 1);
  while (curve.work()) {}
  CHECK(curve.heights().size() == LossSurface::kCurve);
  CHECK(curve.loss(5, 0) == doctest::Approx(4));

  Trained three("torch.manual_seed(0)\nx = torch.randn(8, 2)\ny = (x[:, :1] > 0).float()\nmodel = nn.Linear(2, 1)\n"
                "F.binary_cross_entropy_with_logits(model(x), y).backward()\nb = model.bias.item()\n"
                "with torch.no_grad():\n    model.weight.copy_(torch.tensor([[1.0, -2.0]]))\n"
                "    print(F.binary_cross_entropy_with_logits(model(x), y).item())\n");
  LossSurface slice;
  REQUIRE(slice.show(three.graphs.back()));
  CHECK(slice.dimensions() == 2);
  REQUIRE(slice.held().size() == 1);
  CHECK(slice.held()[0].name == "model.bias");
  CHECK(slice.loss(1, -2) == doctest::Approx(std::atof(three.text.c_str())).epsilon(1e-5));
}

TEST_CASE("what cannot be computed again has no surface") {
  for (const char* script : {"w = torch.randn(3, 4, requires_grad=True)\n(w ** 2).sum().backward()\n",           // too many parameters
                             "w = torch.tensor([2.0], requires_grad=True)\nw.clamp(0, 1).sum().backward()\n",     // an operation with unknown limits
                             "w = torch.tensor([2.0, 1.0], requires_grad=True)\nw.cumsum(0).sum().backward()\n"}) {
    CAPTURE(script);
    Trained run(script);
    LossSurface surface;
    CHECK_FALSE(surface.show(run.graphs.back()));
    CHECK_FALSE(surface.there());
    CHECK_FALSE(surface.work());
  }
}

TEST_CASE("a minibatch has a surface of its own; a long path is thinned out") {
  Trained run("x = torch.tensor([[1.], [2.], [3.], [4.]])\ny = 2 * x\nw = torch.zeros(1, requires_grad=True)\nb = torch.zeros(1, requires_grad=True)\n"
              "for i in range(2):\n    l = ((x[2 * i:2 * i + 2] * w + b - y[2 * i:2 * i + 2]) ** 2).mean()\n    l.backward()\n");
  REQUIRE(run.session.moments() == 2);
  LossSurface surface;
  REQUIRE(surface.show(run.session.moment(0).graph));
  const double first = surface.loss(1, 0);
  while (surface.work()) {}
  REQUIRE(surface.show(run.session.moment(1).graph));
  CHECK(surface.work());  // other data: another map
  CHECK(first == doctest::Approx(2.5));
  CHECK(surface.loss(1, 0) == doctest::Approx(12.5));
  for (std::uint64_t step = 0; step < 50'000; ++step) surface.visit(step, 1, *run.session.moment(0).graph);
  CHECK(surface.path().size() <= 4096);
  CHECK(surface.path().size() >= 2048);
  CHECK(surface.path().back().step > 49'000);
}
