// Completion and signature help, without a window: what is offered where, and what a session answers.
#include <doctest/doctest.h>

#include <algorithm>

#include "lab/models/completion.h"

using namespace logit;
using namespace logit::lab;

namespace {

// A script with the caret at "|".
struct Written {
  explicit Written(std::string text) {
    const std::size_t at = text.find('|');
    text.erase(at, 1);
    buffer.set_text(text);
    Position caret;
    for (std::size_t i = 0; i < at; ++i) text[i] == '\n' ? (++caret.line, caret.column = 0) : ++caret.column;
    buffer.place(caret);
  }
  std::optional<NamePlace> name() const { return name_place(CodeText(buffer), buffer.caret()); }
  std::string path() const {
    const auto place = name();
    return place ? place->path + "|" + place->prefix : "-";
  }
  std::string call() const {
    const auto place = call_place(CodeText(buffer), buffer.caret());
    return place ? place->path + " " + std::to_string(place->argument) + " " + place->keyword : "-";
  }
  TextBuffer buffer;
};

bool offers(const std::vector<Member>& members, std::string_view name) {
  return std::any_of(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
}

// Types `text` one character after the other and says what is offered at the end.
struct Typed {
  Typed(const std::string& before, std::string_view text, const Session& run) : written(before) {
    for (const char c : text) {
      written.buffer.type(std::string_view(&c, 1));
      completion.typed(written.buffer, std::string_view(&c, 1), run);
    }
  }
  bool offers(std::string_view name) const { return ::offers(completion.candidates(), name); }
  std::string first() const { return completion.open() ? completion.candidates().front().name : ""; }
  Written written;
  Completion completion;
};

}  // namespace

TEST_CASE("the path before a dot is read backwards, brackets and strings included") {
  CHECK(Written("torch.|").path() == "torch|");
  CHECK(Written("torch.nn.Li|").path() == "torch.nn|Li");
  CHECK(Written("y = f(x.|)").path() == "x|");
  CHECK(Written("torch.zeros(2, (3, 4)).s|").path() == "torch.zeros()|s");
  CHECK(Written("a[0][1:2].|").path() == "a[][]|");
  CHECK(Written("\"a.b\".up|").path() == "str|up");
  CHECK(Written("x = to|").path() == "|to");
  CHECK(Written("(a + b).|").path() == "-");
}

TEST_CASE("nothing is offered in strings, comments, numbers, and for names that are being made") {
  for (const char* text : {"# torch.|", "x = 'torch.|'", "x = 'torch.|", "0.|", "3|", "def fo|", "class Ne|", "import torch as t|", "for it|",
                           "s = \"\"\"\ntorch.|\n\"\"\""}) {
    CAPTURE(text);
    CHECK_FALSE(Written(text).name());
  }
}

TEST_CASE("imports offer modules, and what is in them") {
  const auto module = Written("import torch.n|").name();
  REQUIRE(module);
  CHECK(module->kind == NamePlace::Kind::module);
  CHECK(module->prefix == "torch.n");
  CHECK(Written("from torch.nn import Li|").path() == "torch.nn|Li");
  CHECK(import_lines(CodeText(Written("import torch\nfrom torch import (nn,\n  optim)\nimport \nx = 1\nimport math|").buffer), {5, 11}) ==
        std::vector<std::string>{"import torch", "from torch import (nn,\n  optim)"});
}

TEST_CASE("the call around the caret knows its argument") {
  CHECK(Written("f(|").call() == "f 0 ");
  CHECK(Written("torch.add(a, g(b, c), |)").call() == "torch.add 2 ");
  CHECK(Written("torch.add(a, g(b, |))").call() == "g 1 ");
  CHECK(Written("optim.SGD(model.parameters(), lr=|)").call() == "optim.SGD 1 lr");
  CHECK(Written("torch.tensor([1., 2|], requires_grad=True)").call() == "torch.tensor 0 ");
  CHECK(Written("f('(', |)").call() == "f 1 ");
  CHECK(Written("f(\n  1,\n  |").call() == "f 1 ");
  CHECK(Written("f(1) |").call() == "-");
  CHECK(Written("def f(a|)").call() == "-");
  CHECK(Written("x = (1, |)").call() == "-");
}

TEST_CASE("what a name was last set to is followed while no run knows it") {
  const Written written("x = torch.zeros(2)  # two\ny = x + 1\n|");
  CHECK(assigned_path(CodeText(written.buffer), written.buffer.caret(), "x") == "torch.zeros()");
  CHECK(assigned_path(CodeText(written.buffer), written.buffer.caret(), "y") == "");
  CHECK(base_around(CodeText(Written("class A(nn.Module):\n  def f(self):\n    self.|").buffer), {2, 9}) == "nn.Module");
  CHECK(base_around(CodeText(Written("class A(nn.Module):\n  pass\nx.|").buffer), {2, 2}) == "");
}

TEST_CASE("before any run the script's imports are enough") {
  const Session none;
  const std::string head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";
  CHECK(Typed(head + "|", "torch.sigm", none).first() == "sigmoid");
  CHECK(Typed(head + "|", "F.", none).offers("binary_cross_entropy"));
  CHECK(Typed(head + "|", "nn.Lin", none).first() == "Linear");
  CHECK(Typed(head + "x = torch.zeros(2)\n|", "x.", none).offers("requires_grad_"));
  CHECK(Typed(head + "model = nn.Linear(2, 1)\n|", "model.", none).offers("parameters"));
  CHECK(Typed(head + "class Net(nn.Module):\n  def step(self):\n    self.weight_1 = 1\n    |", "self.", none).offers("weight_1"));
  CHECK(Typed(head + "class Net(nn.Module):\n  def step(self):\n    |", "self.", none).offers("named_parameters"));
  CHECK(Typed("|", "import ma", none).offers("math"));
  CHECK(Typed("|", "import torch.op", none).offers("torch.optim"));
  CHECK(Typed("learning_rate = 0.1\n|", "lea", none).first() == "learning_rate");
  CHECK(Typed("|", "whi", none).first() == "while");
  CHECK(Typed("|", "pri", none).first() == "print");
}

TEST_CASE("a run knows its variables: tensors, modules, lists and text") {
  Session run;
  REQUIRE(run.load("import torch\nfrom torch import nn\nw = torch.tensor([1.], requires_grad=True)\n"
                   "model = nn.Sequential(nn.Linear(2, 1))\nitems = [w]\nname = 'a'\n"
                   "def half(x, by=2, *, exact=True):\n  'Half of x.'\n  return x / by\n"));
  run.advance(Budget::unlimited());
  CHECK(Typed("|", "w.backw", run).first() == "backward");
  CHECK(Typed("|", "w.grad.", run).offers("norm"));
  CHECK(Typed("|", "items.app", run).first() == "append");
  CHECK(Typed("|", "items[0].", run).offers("detach"));
  CHECK(Typed("|", "name.upp", run).first() == "upper");
  CHECK(Typed("|", "model.para", run).first() == "parameters");
  CHECK(Typed("|", "model[0].we", run).offers("weight") == false);  // what __getitem__ would give is not guessed
  const auto forms = run.call_forms("half");
  REQUIRE(forms.size() == 1);
  CHECK(forms[0].parameters == std::vector<std::string>{"x", "by=2", "*", "exact=True"});
  CHECK(forms[0].summary == "Half of x.");
  CHECK(run.call_forms("w.sum").front().parameters.front() != "input");  // the tensor is before the dot already
  CHECK(run.call_forms("w").empty());
}

TEST_CASE("looking runs nothing of the script") {
  Session run;
  REQUIRE(run.load("class A:\n  def __getattr__(self, name):\n    print('asked')\n    return 1\n"
                   "  @property\n  def p(self):\n    print('asked')\n    return 1\na = A()\n"));
  run.advance(Budget::unlimited());
  const std::uint64_t before = run.events().end();
  run.members("a.q");
  run.members("a.p");
  CHECK(offers(run.members("a"), "p"));
  CHECK(run.events().end() == before);
}

TEST_CASE("the parameter being written is found by position and by name") {
  const CallForm form{"f", {"a", "/", "b=1", "*rest", "c=2", "**more"}, ""};
  CHECK(parameter_of(form, 0, "") == 0);
  CHECK(parameter_of(form, 1, "") == 2);
  CHECK(parameter_of(form, 5, "") == 3);
  CHECK(parameter_of(form, 0, "c") == 4);
  CHECK(parameter_of(form, 0, "zzz") == 5);
  CHECK(parameter_of({"g", {"a", "*", "b"}, ""}, 1, "") == -1);
}

TEST_CASE("signature help follows the caret through a call") {
  const Session none;
  Typed typed("import torch\nfrom torch import optim\n|", "optim.SGD(", none);
  REQUIRE(typed.completion.form());
  CHECK(typed.completion.form()->name == "SGD");
  CHECK(typed.completion.form()->parameters[0] == "params");
  CHECK(typed.completion.parameter() == 0);
  for (const char c : std::string_view("p, momentum=")) {
    typed.written.buffer.type(std::string_view(&c, 1));
    typed.completion.typed(typed.written.buffer, std::string_view(&c, 1), none);
  }
  REQUIRE(typed.completion.form());
  CHECK(typed.completion.form()->parameters[static_cast<std::size_t>(typed.completion.parameter())].starts_with("momentum="));
  typed.written.buffer.place({0, 0});
  typed.completion.follow(typed.written.buffer);
  CHECK_FALSE(typed.completion.form());
}

TEST_CASE("accepting replaces what was typed, in one step of undo") {
  const Session none;
  Typed typed("import torch\nx = |", "torch.sigm", none);
  REQUIRE(typed.completion.open());
  typed.completion.accept(typed.written.buffer, 0);
  CHECK(typed.written.buffer.line(1) == "x = torch.sigmoid");
  CHECK_FALSE(typed.completion.open());
  typed.written.buffer.undo();
  CHECK(typed.written.buffer.line(1) == "x = torch.sigm");
}
