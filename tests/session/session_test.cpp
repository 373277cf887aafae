#include "session/session.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace logit;

namespace {

// Everything a session printed, and the last event of each kind.
struct Heard {
  std::string out, err;
  std::vector<ValueBound> bound;
  std::vector<BackwardRan> backward;
  std::vector<ErrorRaised> errors;
  std::vector<RunEnded> ended;

  explicit Heard(const Session& session) {
    session.events().read(0, [this](const Event& event) {
      if (const auto* printed = std::get_if<Printed>(&event)) (printed->stream == Stream::out ? out : err) += printed->text;
      if (const auto* value = std::get_if<ValueBound>(&event)) bound.push_back(*value);
      if (const auto* ran = std::get_if<BackwardRan>(&event)) backward.push_back(*ran);
      if (const auto* error = std::get_if<ErrorRaised>(&event)) errors.push_back(*error);
      if (const auto* end = std::get_if<RunEnded>(&event)) ended.push_back(*end);
    });
  }

  const Graph::Node* node(std::string_view name) const {
    for (auto it = backward.rbegin(); it != backward.rend(); ++it) {
      if (!it->graph) continue;
      for (const Graph::Node& node : it->graph->nodes) {
        if (node.name == name) return &node;
      }
      return nullptr;
    }
    return nullptr;
  }
};

constexpr const char* kSlide =
    "import torch\n"
    "import torch.nn.functional as F\n"
    "w_1 = torch.tensor([0.5], requires_grad=True)\n"
    "b = torch.tensor([0.05], requires_grad=True)\n"
    "x_1 = torch.tensor([3.7])\n"
    "y = torch.tensor([1.])\n"
    "u = x_1 * w_1\n"
    "z = u + b\n"
    "a = torch.sigmoid(z)\n"
    "l = F.binary_cross_entropy(a, y)\n"
    "l.backward()\n"
    "print(w_1.grad)\n";

}  // namespace

TEST_CASE("a script runs to its end and says so") {
  Session session;
  CHECK(session.status() == Status::idle);
  REQUIRE(session.load("print(1 + 1)\n"));
  CHECK(session.status() == Status::running);
  CHECK(session.advance(Budget::unlimited()) == Status::finished);
  const Heard heard(session);
  CHECK(heard.out == "2\n");
  CHECK(heard.err == "");
  CHECK(session.exit_status() == 0);
  CHECK(heard.ended.size() == 1);
}

TEST_CASE("a script that stops after every instruction prints the same") {
  Session session;
  REQUIRE(session.load("total = 0\nfor i in range(5):\n    total += i\nprint(sorted([3, 1, 2], key=lambda v: -v), total)\n"));
  int calls = 0;
  while (session.status() != Status::finished && calls < 100000) {
    session.advance(Budget::steps(1));
    ++calls;
  }
  CHECK(Heard(session).out == "[3, 2, 1] 10\n");
  CHECK(calls > 30);
}

TEST_CASE("an error prints CPython's traceback and names its line") {
  Session session;
  REQUIRE(session.load("print('before')\nx = 1 / 0\nprint('after')\n"));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  CHECK(heard.out == "before\n");
  CHECK(heard.err ==
        "Traceback (most recent call last):\n  File \"<script>\", line 2, in <module>\n    x = 1 / 0\n"
        "ZeroDivisionError: division by zero\n");
  CHECK(session.exit_status() == 1);
  REQUIRE(heard.errors.size() == 1);
  CHECK(heard.errors[0].type == "ZeroDivisionError");
  CHECK(heard.errors[0].message == "division by zero");
  CHECK(heard.errors[0].line == 2);
}

TEST_CASE("an error has a hint in the student's language") {
  Session session;
  REQUIRE(session.load("scores = [3, 1]\nprint(scores[2])\n"));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  REQUIRE(heard.errors.size() == 1);
  CHECK(hint_for(heard.errors[0], "en").find("n - 1") != std::string_view::npos);
  CHECK(hint_for(heard.errors[0], "vi") != hint_for(heard.errors[0], "en"));
  CHECK(hint_for({.type = "KeyboardInterrupt"}, "en").empty());
}

TEST_CASE("a syntax error is found before anything runs") {
  Session session;
  CHECK_FALSE(session.load("print('before')\nif True\n    pass\n"));
  CHECK(session.status() == Status::finished);
  const Heard heard(session);
  CHECK(heard.out == "");
  CHECK(heard.err == "  File \"<script>\", line 2\n    if True\n           ^\nSyntaxError: expected ':'\n");
  REQUIRE(heard.errors.size() == 1);
  CHECK(heard.errors[0].line == 2);
}

TEST_CASE("an endless loop gives control back and can be stopped") {
  Session session;
  REQUIRE(session.load("while True:\n    pass\n"));
  CHECK(session.advance(Budget::steps(1000)) == Status::running);
  CHECK(session.advance(Budget::time(5)) == Status::running);
  session.stop();
  while (session.status() != Status::finished) session.advance(Budget::time(5));
  const Heard heard(session);
  CHECK(heard.err.find("KeyboardInterrupt") != std::string::npos);
  CHECK(session.exit_status() == 1);
}

TEST_CASE("a script that catches the first stop ends with the second") {
  Session session;
  REQUIRE(session.load("while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass\n"));
  session.advance(Budget::steps(1000));
  session.stop();
  session.advance(Budget::steps(10000));
  CHECK(session.status() != Status::finished);
  session.stop();
  for (int i = 0; i < 100 && session.status() != Status::finished; ++i) session.advance(Budget::steps(10000));
  CHECK(session.status() == Status::finished);
}

TEST_CASE("memory is refused before it is taken, and the session stays usable") {
  SessionOptions options;
  options.limits.memory_bytes = 64ull << 20;
  Session session(options);
  REQUIRE(session.load("import torch\ntry:\n    torch.zeros(10**9)\nexcept MemoryError as e:\n    print(e)\nprint(len('x' * 10))\n"));
  session.advance(Budget::unlimited());
  CHECK(Heard(session).out == "this script asked for 3.7 GB, the lab allows 64 MB\n10\n");
  CHECK(session.exit_status() == 0);
}

TEST_CASE("the slide's graph has its names, values, gradients and local derivatives") {
  Session session;
  REQUIRE(session.load(kSlide));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  CHECK(heard.out == "tensor([-0.4814])\n");
  REQUIRE(heard.node("w_1") != nullptr);
  CHECK(heard.node("w_1")->kind == Graph::Kind::parameter);
  CHECK(heard.node("w_1")->value.text == "0.5000");
  REQUIRE(heard.node("w_1")->grad);
  CHECK(heard.node("w_1")->grad->text == "-0.4814");
  REQUIRE(heard.node("b") != nullptr);
  CHECK(heard.node("b")->grad->text == "-0.1301");
  REQUIRE(heard.node("x_1") != nullptr);
  CHECK(heard.node("x_1")->kind == Graph::Kind::data);
  REQUIRE(heard.node("y") != nullptr);
  for (const char* name : {"u", "z", "a"}) REQUIRE(heard.node(name) != nullptr);
  CHECK(heard.node("u")->value.text == "1.8500");
  CHECK(heard.node("a")->op == "SigmoidBackward0");
  CHECK(heard.node("a")->grad->text == "-1.1496");
  REQUIRE(heard.node("l") != nullptr);
  CHECK(heard.node("l")->kind == Graph::Kind::loss);
  CHECK(heard.node("l")->value.text == "0.1394");

  // The product of the local derivatives along the path is the gradient.
  const Graph& graph = *heard.backward.back().graph;
  auto index = [&](std::string_view name) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      if (graph.nodes[i].name == name) return static_cast<int>(i);
    }
    return -1;
  };
  double product = 1;
  for (const auto& [from, to] : {std::pair{"w_1", "u"}, {"u", "z"}, {"z", "a"}, {"a", "l"}}) {
    const auto edge = std::find_if(graph.edges.begin(), graph.edges.end(), [&](const Graph::Edge& e) {
      return e.from == index(from) && e.to == index(to);
    });
    REQUIRE(edge != graph.edges.end());
    REQUIRE(edge->derivative);
    product *= *edge->derivative;
  }
  CHECK(std::fabs(product - -0.4814) < 1e-4);
}

TEST_CASE("autograd.grad, once for each parameter, gives one picture") {
  Session session;
  std::string script(kSlide);
  script = script.substr(0, script.find("l.backward()")) +
           "from torch.autograd import grad\ngrad(l, w_1, retain_graph=True)\ngrad(l, b, retain_graph=True)\n";
  REQUIRE(session.load(script));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  CHECK(heard.err == "");
  REQUIRE(heard.node("w_1") != nullptr);
  REQUIRE(heard.node("w_1")->grad);
  CHECK(heard.node("w_1")->grad->text == "-0.4814");
  REQUIRE(heard.node("b") != nullptr);
  REQUIRE(heard.node("b")->grad);
  CHECK(heard.node("b")->grad->text == "-0.1301");
  CHECK(heard.backward.back().step == 1);
}

TEST_CASE("bound values stand on their lines") {
  Session session;
  REQUIRE(session.load("n = 3\nname = 'xin'\nitems = [n, 2.5]\nimport math\n"));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  REQUIRE(heard.bound.size() == 3);
  auto text_at = [&](int line) {
    for (const ValueBound& value : heard.bound) {
      if (value.line == line) return value.text;
    }
    return std::string();
  };
  CHECK(text_at(1) == "3");
  CHECK(text_at(2) == "'xin'");
  CHECK(text_at(3) == "[3, 2.5]");
}

TEST_CASE("breakpoints pause, stepping goes line by line, and names can be read") {
  Session session;
  REQUIRE(session.load("def f(v):\n    w = v + 1\n    return w\nx = f(1)\ny = x\n"));
  session.set_breakpoints({3});
  CHECK(session.advance(Budget::unlimited()) == Status::paused);
  CHECK(session.current_line() == 3);
  REQUIRE(session.frames().size() == 2);
  CHECK(session.frames()[0].function == "f");
  const std::vector<Variable> locals = session.variables(0);
  REQUIRE(locals.size() == 2);
  CHECK(locals[0].name == "v");
  CHECK(locals[1].text == "2");
  session.step(StepKind::over);
  CHECK(session.advance(Budget::unlimited()) == Status::paused);
  CHECK(session.current_line() == 5);
  session.set_breakpoints({});
  session.resume();
  CHECK(session.advance(Budget::unlimited()) == Status::finished);
}

TEST_CASE("no tensor outlives its script") {
  Session session;
  REQUIRE(session.load(kSlide));
  session.advance(Budget::unlimited());
  CHECK(session.live_tensors() > 0);
  session.reset();
  CHECK(session.live_tensors() == 0);
  CHECK(session.memory_bytes() == 0);
}

TEST_CASE("sessions know nothing of each other") {
  Session first, second;
  REQUIRE(first.load("import torch\ntorch.manual_seed(1)\nx = 1\nprint(torch.rand(1))\nprint(torch.rand(1))\n"));
  REQUIRE(second.load("import torch\ntorch.manual_seed(1)\nprint(torch.rand(1))\nprint('x' in globals())\n"));
  while (first.status() != Status::finished || second.status() != Status::finished) {
    first.advance(Budget::steps(7));
    second.advance(Budget::steps(5));
  }
  CHECK(Heard(first).out == "tensor([0.7576])\ntensor([0.2793])\n");
  CHECK(Heard(second).out == "tensor([0.7576])\nFalse\n");
}

// ---- training ----------------------------------------------------------------------------------------

namespace {
template <class E>
std::vector<E> events_of(const Session& session) {
  std::vector<E> out;
  session.events().read(0, [&](const Event& event) {
    if (const auto* e = std::get_if<E>(&event)) out.push_back(*e);
  });
  return out;
}

constexpr const char* kTraining =
    "import torch\n"
    "from torch.utils.data import DataLoader, TensorDataset\n"
    "X, Y = torch.tensor([[1.], [2.], [3.], [4.]]), torch.tensor([[2.], [4.], [6.], [8.]])\n"
    "train, test = DataLoader(TensorDataset(X, Y), batch_size=2), DataLoader(TensorDataset(X, Y), batch_size=4)\n"
    "model = torch.nn.Linear(1, 1)\n"
    "optimizer = torch.optim.SGD(model.parameters(), lr=0.125)\n"
    "for epoch in range(3):\n"
    "    for x, y in train:\n"
    "        loss = ((model(x) - y) ** 2).mean()\n"
    "        optimizer.zero_grad()\n"
    "        loss.backward()\n"
    "        optimizer.step()\n"
    "    for x, y in test:\n"
    "        model(x)\n";
}  // namespace

TEST_CASE("training is reported without a change to the script: epochs, losses, parameters, learning rate") {
  Session session;
  session.load(kTraining);
  session.advance(Budget::unlimited());
  REQUIRE(session.exit_status() == 0);
  CHECK(events_of<EpochStarted>(session).size() == 3);  // the loader that only tests is not counted
  const auto steps = events_of<OptimizerStepped>(session);
  REQUIRE(steps.size() == 6);
  CHECK(steps.back().step == 6);
  CHECK(steps.back().learning_rate == 0.125);
  const auto measured = events_of<ParametersMeasured>(session);
  REQUIRE(measured.size() == 6);
  REQUIRE(measured.back().names);
  CHECK(*measured.back().names == std::vector<std::string>{"model.weight", "model.bias"});
  CHECK(measured.back().step == 6);
  CHECK(measured[0].names == measured[5].names);
  const double norm = std::hypot(measured[2].gradients[0], measured[2].gradients[1]);
  CHECK(measured[2].grad_norm == doctest::Approx(norm));
  // w of the next pass = w - lr · gradient
  CHECK(measured[3].values[0] == doctest::Approx(measured[2].values[0] - 0.125f * measured[2].gradients[0]));
}

TEST_CASE("the order of events is the order in which things happened, whatever the slice") {
  for (const Budget budget : {Budget::steps(7), Budget::unlimited()}) {
    Session session;
    session.load(kTraining);
    while (session.advance(budget) == Status::running) {
    }
    std::string order;
    std::uint64_t last = 0;
    session.events().read(0, [&](const Event& event) {
      if (std::get_if<EpochStarted>(&event)) order += 'e';
      if (std::get_if<OptimizerStepped>(&event)) order += 's';
      if (const auto* ran = std::get_if<BackwardRan>(&event); ran && ran->step != last) order += 'b', last = ran->step;
    });
    CHECK(order == "ebsbsebsbsebsbs");
  }
}

TEST_CASE("gradients that autograd.grad brings are measured too") {
  Session session;
  session.load("import torch\nw = torch.tensor([2.], requires_grad=True)\nl = (w * 3).sum()\ng = torch.autograd.grad(l, w)\n");
  session.advance(Budget::unlimited());
  const auto measured = events_of<ParametersMeasured>(session);
  REQUIRE(measured.size() == 1);
  CHECK(*measured[0].names == std::vector<std::string>{"w"});
  CHECK(measured[0].gradients[0] == 3);
  CHECK(measured[0].grad_norm == 3);
}

// ---- input -------------------------------------------------------------------------------------------

TEST_CASE("input() waits for an answer and shows it as a terminal would") {
  SessionOptions options;
  options.interactive = true;
  Session session(options);
  session.load("name = input('name? ')\nprint('hello', name)\n");
  CHECK(session.advance(Budget::unlimited()) == Status::waiting);
  CHECK(session.wants_input());
  CHECK(session.advance(Budget::unlimited()) == Status::waiting);
  session.give_input("Lan");
  while (session.advance(Budget::unlimited()) == Status::waiting) {
  }
  CHECK(session.exit_status() == 0);
  CHECK_FALSE(session.wants_input());
  CHECK(Heard(session).out == "name? Lan\nhello Lan\n");
}

TEST_CASE("a script that waits for input can be stopped") {
  SessionOptions options;
  options.interactive = true;
  Session session(options);
  session.load("while True:\n    answer = input()\n    print(answer)\n");
  CHECK(session.advance(Budget::unlimited()) == Status::waiting);
  session.stop();
  while (session.status() != Status::finished) session.advance(Budget::unlimited());
  const Heard heard(session);
  REQUIRE(heard.errors.size() == 1);
  CHECK(heard.errors[0].type == "KeyboardInterrupt");
}

TEST_CASE("input() reads the host's lines and ends as CPython's") {
  class Lines final : public Host {
   public:
    bool read_line(std::string& line) override {
      line = "one";
      return left-- > 0;
    }
    int left = 1;
  } host;
  SessionOptions options;
  options.host = &host;
  Session session(options);
  session.load("print(input())\ninput('more? ')\n");
  session.advance(Budget::unlimited());
  const Heard heard(session);
  CHECK(heard.out == "one\nmore? ");
  REQUIRE(heard.errors.size() == 1);
  CHECK(heard.errors[0].type == "EOFError");
  CHECK(heard.errors[0].message == "EOF when reading a line");
}

namespace {

const Graph* last_graph(const Heard& heard) {
  for (auto it = heard.backward.rbegin(); it != heard.backward.rend(); ++it)
    if (it->graph) return it->graph.get();
  return nullptr;
}

std::string bound_at(const Heard& heard, int line, std::string_view name) {
  std::string text;
  for (const ValueBound& value : heard.bound)
    if (value.line == line && value.name == name) text = value.tensor ? value.tensor->text : value.text;
  return text;
}

constexpr const char* kLinear =
    "import torch\n"
    "torch.manual_seed(123)\n"
    "linear = torch.nn.Linear(in_features=2, out_features=1)\n"
    "x = torch.tensor([[1.2, 0.5], [0.45, 1.5], [0.3, 2.]])\n"
    "y = torch.tensor([[1.], [0.], [0.]])\n"
    "z = linear(x)\n"
    "a = torch.sigmoid(z)\n"
    "l = torch.nn.functional.binary_cross_entropy(a, y)\n"
    "l.backward()\n"
    "print(linear.weight.grad, linear.bias.grad)\n";

}  // namespace

TEST_CASE("parameters of modules have the name by which the script reaches them, and gradients of their own shape") {
  Session session;
  REQUIRE(session.load(kLinear));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  REQUIRE(heard.err == "");
  REQUIRE(heard.node("linear.weight") != nullptr);
  REQUIRE(heard.node("linear.bias") != nullptr);
  REQUIRE(heard.node("linear.bias")->grad);
  CHECK(heard.node("linear.bias")->grad->shape == std::vector<std::int64_t>{1});
  CHECK(heard.node("linear.weight")->grad->shape == std::vector<std::int64_t>{1, 2});
  CHECK(heard.node("z") != nullptr);
  // Beside the line that made the layer stand its parameters.
  const auto made = std::find_if(heard.bound.begin(), heard.bound.end(), [](const ValueBound& v) { return v.line == 3; });
  REQUIRE(made != heard.bound.end());
  REQUIRE(made->parts.size() == 2);
  CHECK(made->parts[0].name == "linear.weight");
}

TEST_CASE("a parameter deep in a model is named by the longest way from a variable of the script") {
  Session session;
  REQUIRE(session.load(
      "import torch\n"
      "class Net(torch.nn.Module):\n"
      "    def __init__(self):\n"
      "        super().__init__()\n"
      "        self.hidden = torch.nn.Linear(2, 2)\n"
      "        self.layers = torch.nn.Sequential(torch.nn.Tanh(), torch.nn.Linear(2, 1))\n"
      "    def forward(self, x):\n"
      "        h = self.hidden(x)\n"
      "        for layer in self.layers:\n"
      "            h = layer(h)\n"
      "        return h\n"
      "model = Net()\n"
      "out = model(torch.ones(1, 2)).sum()\n"
      "out.backward()\n"));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  REQUIRE(heard.err == "");
  for (const char* name : {"model.hidden.weight", "model.hidden.bias", "model.layers.1.weight", "out"}) {
    CAPTURE(name);
    CHECK(heard.node(name) != nullptr);
  }
}

TEST_CASE("every executed assignment says what it bound, in functions too, and the last binding wins") {
  Session session;
  REQUIRE(session.load("def f(v):\n    w = v + 1\n    return w\nx = 1\nx = f(x)\nfor i in range(4):\n    x += i\na, b = x, [x]\n"));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  CHECK(bound_at(heard, 2, "w") == "2");
  CHECK(bound_at(heard, 4, "x") == "1");
  CHECK(bound_at(heard, 5, "x") == "2");
  CHECK(bound_at(heard, 6, "i") == "3");
  CHECK(bound_at(heard, 7, "x") == "8");
  CHECK(bound_at(heard, 8, "a") == "8");
  CHECK(bound_at(heard, 8, "b") == "[8]");
}

TEST_CASE("Jacobians of small tensors multiply to the gradient") {
  Session session;
  REQUIRE(session.load(kLinear));
  session.advance(Budget::unlimited());
  const Heard heard(session);
  const Graph* graph = last_graph(heard);
  REQUIRE(graph != nullptr);
  // From the loss down: the row of derivatives for each node, summed over its uses.
  std::vector<std::vector<double>> rows(graph->nodes.size());
  rows.back() = {1.0};
  for (std::size_t n = graph->nodes.size(); n-- > 0;) {
    for (const Graph::Edge& edge : graph->edges) {
      if (static_cast<std::size_t>(edge.to) != n || !edge.carries_gradient) continue;
      REQUIRE(edge.rows == static_cast<int>(rows[n].size()));
      auto& row = rows[static_cast<std::size_t>(edge.from)];
      row.resize(static_cast<std::size_t>(edge.columns));
      for (int r = 0; r < edge.rows; ++r)
        for (int c = 0; c < edge.columns; ++c)
          row[static_cast<std::size_t>(c)] += rows[n][static_cast<std::size_t>(r)] * edge.jacobian[static_cast<std::size_t>(r * edge.columns + c)];
    }
    const Graph::Node& node = graph->nodes[n];
    if (node.kind != Graph::Kind::parameter) continue;
    REQUIRE(node.grad);
    REQUIRE(node.grad->values.size() == rows[n].size());
    for (std::size_t i = 0; i < rows[n].size(); ++i) CHECK(rows[n][i] == doctest::Approx(node.grad->values[i]).epsilon(1e-4));
  }
}

TEST_CASE("stepping by operation, minibatch and epoch") {
  Session session;
  const char* script =
      "import torch\n"
      "w = torch.tensor([1.], requires_grad=True)\n"
      "for epoch in range(3):\n"
      "    for x in [1., 2.]:\n"
      "        u = w * x\n"
      "        l = (u - 1) ** 2\n"
      "        l.backward()\n"
      "        with torch.no_grad():\n"
      "            w -= 0.1 * w.grad\n"
      "            w.grad.zero_()\n";
  REQUIRE(session.load(script));
  session.step(StepKind::operation);
  CHECK(session.advance(Budget::unlimited()) == Status::paused);
  CHECK(session.current_line() == 5);
  session.step(StepKind::operation);
  CHECK(session.advance(Budget::unlimited()) == Status::paused);
  CHECK(session.current_line() == 6);
  session.step(StepKind::minibatch);
  CHECK(session.advance(Budget::unlimited()) == Status::paused);
  CHECK(session.moments() == 1);
  session.step(StepKind::epoch);
  CHECK(session.advance(Budget::unlimited()) == Status::paused);
  CHECK(session.moments() == 2);
  session.resume();
  CHECK(session.advance(Budget::unlimited()) == Status::finished);
  CHECK(session.moments() == 6);
}

TEST_CASE("a moment of the time line shows parameters, gradients and values as they were") {
  Session session;
  REQUIRE(session.load(
      "import torch\n"
      "w = torch.tensor([1.], requires_grad=True)\n"
      "for step in range(2000):\n"
      "    l = w * w\n"
      "    l.backward()\n"
      "    with torch.no_grad():\n"
      "        w -= 0.001 * w.grad\n"
      "        w.grad.zero_()\n"));
  session.advance(Budget::unlimited());
  REQUIRE(session.moments() > 60);
  CHECK(session.moments() <= 512);
  const Moment first = session.moment(0), later = session.moment(session.moment_at(1001));
  REQUIRE(first.parameters.size() == 1);
  CHECK(first.parameters[0].name == "w");
  CHECK(first.parameters[0].value.values[0] == doctest::Approx(1.0));
  CHECK(first.parameters[0].grad->values[0] == doctest::Approx(2.0));
  CHECK(later.step <= 1001);
  CHECK(later.step > 700);
  CHECK(later.parameters[0].value.values[0] == doctest::Approx(std::pow(1 - 0.002, static_cast<double>(later.step - 1))).epsilon(1e-3));
  CHECK(later.loss == doctest::Approx(std::pow(later.parameters[0].value.values[0], 2)).epsilon(1e-3));
  bool found = false;
  for (const ValueBound& value : later.values) {
    if (value.name != "step") continue;
    found = true;
    CHECK(value.text == std::to_string(later.step - 1));
  }
  CHECK(found);
}

TEST_CASE("watching does not keep a tensor alive") {
  Session session;
  REQUIRE(session.load("import torch\nx = torch.zeros(1000)\nx = torch.ones(2)\ndel x\n"));
  session.advance(Budget::unlimited());
  CHECK(session.live_tensors() == 0);
}

namespace {

// The most memory that a script's objects and tensors take, looked at every few hundred instructions.
std::uint64_t most_memory(const std::string& script) {
  Session session;
  REQUIRE(session.load(script));
  std::uint64_t most = 0;
  do {
    most = std::max(most, session.memory_bytes());
  } while (session.advance(Budget::steps(300)) != Status::finished);
  REQUIRE(session.exit_status() == 0);
  return most;
}

std::string training(int rows, int epochs) {
  return "import torch\nfrom torch.utils.data import DataLoader, TensorDataset\n"
         "x = torch.randn(" + std::to_string(rows) + ", 10)\ny = (x[:, :1] > 0).float()\n"
         "model = torch.nn.Sequential(torch.nn.Linear(10, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))\n"
         "optimizer = torch.optim.Adam(model.parameters())\n"
         "for epoch in range(" + std::to_string(epochs) + "):\n"
         "    for xb, yb in DataLoader(TensorDataset(x, y), batch_size=100, shuffle=True):\n"
         "        optimizer.zero_grad()\n"
         "        torch.nn.functional.binary_cross_entropy_with_logits(model(xb), yb).backward()\n"
         "        optimizer.step()\n";
}

}  // namespace

TEST_CASE("a training's memory does not grow with its steps") {
  const std::uint64_t few = most_memory(training(1000, 3)), many = most_memory(training(1000, 60));
  CHECK(many < few + few / 50);
}

TEST_CASE("a training's memory grows with its rows, no faster") {
  const std::uint64_t base = most_memory(training(1000, 1));
  const std::uint64_t ten = most_memory(training(10'000, 1)) - base, hundred = most_memory(training(100'000, 1)) - base;
  CHECK(hundred < ten * 99 / 9 * 11 / 10);
  // x alone is 40 bytes a row; a comparison and its conversion, an order of the rows and lists of them come on top.
  CHECK(hundred / 99'000 < 200);
}

TEST_CASE("a large product gives way, forwards and backwards, and comes out the same") {
  constexpr const char* kScript =
      "import torch\n"
      "import torch.nn.functional as F\n"
      "x = torch.arange(700.).repeat(900, 1)\n"
      "w = torch.full((800, 700), 0.5, requires_grad=True)\n"
      "b = torch.full((800,), 3., requires_grad=True)\n"
      "y = F.linear(x, w, b)\n"
      "print(y[5, 7].item(), y.grad_fn is not None)\n"
      "h = y @ (w * 0 + 1)\n"
      "(h * 0.001).sum().backward()\n"
      "print(w.grad.shape, b.grad[3].item())\n"
      "c = torch.ones(3, 700, 700) @ torch.ones(3, 700, 400)\n"
      "print(c.sum().item())\n";
  const auto run = [&](Budget budget, int& advances) {
    Session session;
    REQUIRE(session.load(kScript));
    advances = 0;
    while (session.advance(budget) == Status::running) ++advances;
    const Heard heard(session);
    CHECK(heard.err == "");
    return heard.out;
  };
  int few = 0, many = 0;
  const std::string at_once = run(Budget::unlimited(), few);
  const std::string in_pieces = run(Budget::steps(20000), many);
  CHECK(at_once == in_pieces);
  CHECK(at_once.starts_with("122328.0 True\ntorch.Size([800, 700]) "));
  CHECK(at_once.ends_with("588000000.0\n"));
  CHECK(few <= 1);
  CHECK(many > 40);
}

TEST_CASE("a large product can be stopped") {
  Session session;
  REQUIRE(session.load("import torch\na = torch.ones(2048, 2048)\nfor i in range(1000):\n    a = a @ a\n"));
  for (int i = 0; i < 8; ++i) REQUIRE(session.advance(Budget::steps(20000)) == Status::running);
  session.stop();
  int advances = 0;
  while (session.advance(Budget::steps(20000)) == Status::running) ++advances;
  CHECK(advances <= 2);
  CHECK(Heard(session).err.find("KeyboardInterrupt") != std::string::npos);
  session.reset();
  CHECK(session.live_tensors() == 0);
}

TEST_CASE("what asks its items for their texts is shown without disturbing the script") {
  // One line each, after which the machine's stack must be as it was.
  for (const char* value : {"{'b': 1, 'a': 2}.keys()", "{1: [2]}.items()", "slice(1, 5, 2)", "{3, 1}", "frozenset({2})", "set()", "deque([1])",
                            "defaultdict(int)", "partial(print, 1)", "ValueError([1])", "count(2)", "enumerate([1])"}) {
    CAPTURE(std::string(value));
    Session session;
    session.load("from collections import deque, defaultdict\nfrom functools import partial\nfrom itertools import count\nx = " +
                 std::string(value) + "\nprint(1, x is x, [2, 3])\ny = x\nprint(4 * 5, y is x)\n");
    session.advance(Budget::unlimited());
    std::string printed, shown;
    session.events().read(0, [&](const Event& event) {
      if (const auto* text = std::get_if<Printed>(&event)) printed += text->text;
      if (const auto* bound = std::get_if<ValueBound>(&event); bound && bound->name == "x") shown = bound->text;
    });
    CHECK(printed == "1 True [2, 3]\n20 True\n");
    CHECK_FALSE(shown.empty());
    if (std::string_view(value) == "{3, 1}") CHECK(shown == "{1, 3}");
    if (std::string_view(value) == "slice(1, 5, 2)") CHECK(shown == "slice(1, 5, 2)");
  }
}
