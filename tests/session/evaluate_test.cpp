// Session::evaluate: expressions in the frames of a script that stands still.
#include <doctest/doctest.h>

#include "session/session.h"

using namespace logit;

namespace {

/// What the session printed.
std::string printed(const Session& session) {
  std::string out;
  session.events().read(0, [&](const Event& event) {
    if (const auto* text = std::get_if<Printed>(&event)) out += text->text;
  });
  return out;
}

/// A session that pauses at `line`.
void pause_at(Session& session, const char* script, int line) {
  session.set_breakpoints({line});
  REQUIRE(session.load(script));
  REQUIRE(session.advance(Budget::unlimited()) == Status::paused);
  REQUIRE(session.current_line() == line);
}

constexpr const char* kNested =
    "class P:\n"
    "    def __init__(self, x):\n"
    "        self.x = x\n"
    "    def __repr__(self):\n"
    "        return f'P({self.x})'\n"
    "def inner(a, p):\n"
    "    b = a * 2\n"
    "    return b\n"  // 8
    "def outer(n):\n"
    "    xs = [i for i in range(n)]\n"
    "    def helper():\n"
    "        return inner(n, P(n)) + xs[0]\n"
    "    return helper()\n"
    "scale = 7\n"
    "total = outer(3)\n"
    "print(total)\n";

}  // namespace

TEST_CASE("an expression is evaluated in any frame of a paused script") {
  Session session;
  pause_at(session, kNested, 8);
  REQUIRE(session.frames().size() == 4);
  const auto text = [&](const char* expression, int frame) {
    const Evaluation found = session.evaluate(expression, frame);
    return found.error.empty() ? found.value.type + " " + found.value.text : found.error;
  };
  CHECK(text("a + b", 0) == "int 9");
  CHECK(text("p", 0) == "P P(3)");
  CHECK(text("[p, p.x * scale]", 0) == "list [<P object>, 21]");
  CHECK(text("xs", 1) == "list [0, 1, 2]");  // of the enclosing function
  CHECK(text("sum(x * n for x in xs)", 2) == "int 9");
  CHECK(text("sorted(xs, key=lambda x: -x)[0] + n", 2) == "int 5");
  CHECK(text("scale", 3) == "int 7");
  CHECK(text("a", 3) == "NameError: name 'a' is not defined");
  CHECK(text("{1, 2}", 3) == "set {1, 2}");
  CHECK(session.evaluate("a", 0).value.name == "a");
  // The script goes on where it was.
  session.set_breakpoints({});
  session.resume();
  CHECK(session.advance(Budget::unlimited()) == Status::finished);
  CHECK(printed(session) == "6\n");
}

TEST_CASE("an expression's mistakes are told as text and leave no trace") {
  Session session;
  pause_at(session, "def f(x):\n    try:\n        raise ValueError('v')\n    except ValueError:\n        y = x\n        raise\n"
                    "try:\n    f(1)\nexcept ValueError as e:\n    print(repr(e))\n", 6);
  CHECK(session.evaluate("x / 0").error == "ZeroDivisionError: division by zero");
  CHECK(session.evaluate("missing").error == "NameError: name 'missing' is not defined");
  CHECK(session.evaluate("x +").error == "SyntaxError: invalid syntax");
  CHECK(session.evaluate("z = 1").error != "");
  CHECK(session.evaluate("x) + (y").error == "SyntaxError: unmatched ')'");
  CHECK(session.evaluate("").error != "");
  CHECK(session.evaluate("[1] * 10**12").error.starts_with("MemoryError: this script asked for "));
  CHECK(session.evaluate("(lambda f: f(f))(lambda f: f(f))").error.starts_with("RecursionError"));
  CHECK(session.evaluate("[i for i in iter(int, 1)]").error.starts_with("RuntimeError: this takes too long"));
  CHECK(session.evaluate("__import__('time').sleep(5)").error != "");
  CHECK(session.evaluate("x").value.text == "1");
  session.set_breakpoints({});
  session.resume();
  CHECK(session.advance(Budget::unlimited()) == Status::finished);
  CHECK(printed(session) == "ValueError('v')\n");
}

TEST_CASE("evaluating takes nothing from the script: no instructions, no random numbers, no output, no graph") {
  constexpr const char* kScript =
      "import torch\n"
      "torch.manual_seed(1)\n"
      "w = torch.tensor([2.0], requires_grad=True)\n"
      "y = w * 3\n"
      "r = torch.rand(2)\n"
      "y.backward()\n"
      "print(r, w.grad, y.grad_fn)\n";
  const auto run = [&](bool watch) {
    Session session;
    pause_at(session, kScript, 5);
    const std::uint64_t before = session.instructions();
    if (watch) {
      for (int i = 0; i < 50; ++i) {
        CHECK(session.evaluate("torch.rand(3).sum() + (w * w).sum() + y.sum()").error == "");
        CHECK(session.evaluate("print('not heard')").value.text == "None");
      }
      const Evaluation tensor = session.evaluate("w * 2");
      REQUIRE(tensor.value.tensor);
      CHECK(tensor.value.text == "tensor([4.], grad_fn=<MulBackward0>)");
      CHECK(session.instructions() == before);
    }
    session.set_breakpoints({});
    session.resume();
    CHECK(session.advance(Budget::unlimited()) == Status::finished);
    return printed(session) + " after " + std::to_string(session.instructions());
  };
  CHECK(run(false) == run(true));
}

TEST_CASE("expressions can be evaluated wherever a script was stopped") {
  // Within a sort, a generator, a with block, a comprehension: after every few instructions.
  Session session;
  REQUIRE(session.load(
      "class M:\n    def __enter__(self): return self\n    def __exit__(self, *a): return True\n"
      "def g():\n    for i in range(3):\n        yield i\n"
      "out = []\n"
      "with M():\n    out.append(sorted([3, 1, 2], key=lambda v: -v))\n    out.append([x for x in g()])\n    1 / 0\n"
      "print(out)\n"));
  int asked = 0;
  while (session.advance(Budget::steps(3)) == Status::running) {
    const Evaluation found = session.evaluate("len(list(map(str, range(4)))) + max(sorted([1, 5, 2], key=lambda q: -q))");
    CHECK(found.value.text == "9");
    ++asked;
  }
  CHECK(asked > 10);
  CHECK(printed(session) == "[[3, 2, 1], [0, 1, 2]]\n");
}

TEST_CASE("a script that prints without end keeps its last lines, and a reader can tell that some are gone") {
  SessionOptions options;
  options.limits.output_bytes = 100000;
  Session session(options);
  REQUIRE(session.load("for i in range(60000):\n    print('line', i)\n"));
  while (session.advance(Budget::unlimited()) == Status::running) {
  }
  const std::string kept = printed(session);
  CHECK(kept.size() <= 100000);
  CHECK(kept.size() > 50000);
  CHECK(kept.ends_with("line 59998\nline 59999\n"));
  CHECK(kept.find("line 0\n") == std::string::npos);
  CHECK(session.events().begin() > 0);
}
