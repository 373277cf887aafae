#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "lab/models/console_model.h"
#include "lab/models/highlighter.h"
#include "lab/models/inline_values.h"
#include "lab/models/json_text.h"
#include "lab/models/number_text.h"
#include "lab/models/run_view.h"
#include "lab/models/settings.h"

using namespace logit;
using namespace logit::lab;

namespace {
std::string inks(std::string_view line, Inside inside = Inside::code) {
  std::vector<InkRun> runs;
  highlight(line, inside, runs);
  std::string out(line.size(), '.');
  for (const InkRun& run : runs)
    for (int i = run.begin; i < run.end; ++i) out[static_cast<std::size_t>(i)] = ".ksncf"[static_cast<int>(run.ink)];
  return out;
}
}  // namespace

TEST_CASE("Python is coloured by word, not by luck") {
  CHECK(inks("import torch") == "kkkkkk......");
  CHECK(inks("w = f(0.5, True)  # x") == "....f.nnn..kkkk...ccc");
  CHECK(inks("s = f'a{b}' + \"#\"") == "....sssssss...sss");
  CHECK(inks("1e-5 + x1") == "nnnn.....");
  CHECK(inks("def forward(self):") == "kkk.fffffff.......");
  CHECK(inks("@staticmethod") == "fffffffffffff");
}

TEST_CASE("a triple quote goes on until it is closed") {
  std::vector<InkRun> runs;
  CHECK(highlight("x = \"\"\"a", Inside::code, runs) == Inside::triple_double);
  CHECK(highlight("# not a comment", Inside::triple_double, runs) == Inside::triple_double);
  CHECK(highlight("end\"\"\" + 1", Inside::triple_double, runs) == Inside::code);
}

TEST_CASE("output becomes lines, and a carriage return starts one anew") {
  ConsoleModel console;
  console.read({Stream::out, "a"});
  console.read({Stream::out, "b\nc"});
  console.read({Stream::err, "Traceback:\n  File \"<script>\", line 12, in f\n"});
  console.read({Stream::out, "10%\r20%\rdone\n"});
  REQUIRE(console.lines().size() == 5);
  CHECK(console.lines()[0].text == "ab");
  CHECK(console.lines()[1].text == "c");
  CHECK(console.lines()[3].script_line == 12);
  CHECK(console.lines()[4].text == "done");
  CHECK(console.text(Stream::out) == "ab\nc10%\r20%\rdone\n");
}

TEST_CASE("a script that prints for ever costs a bounded number of lines") {
  ConsoleModel console;
  for (int i = 0; i < 30000; ++i) console.read({Stream::out, "x\n"});
  CHECK(console.lines().size() == ConsoleModel::kMaxLines);
  CHECK(console.dropped() == 30000 - ConsoleModel::kMaxLines);
}

TEST_CASE("inline values show a value, then its gradient, and forget the gradient of an older value") {
  InlineValues values;
  TensorPreview one;
  one.shape = {1};
  one.values = {0.5};
  one.text = "0.5000";
  values.read(ValueBound{3, "w", "tensor([0.5000])", one});
  REQUIRE(values.at(3));
  CHECK(values.at(3)->value == "0.5000");
  CHECK(values.at(3)->gradient == "");  // not computed yet is not zero
  auto graph = std::make_shared<Graph>();
  Graph::Node w, loss;
  w.kind = Graph::Kind::parameter;
  w.name = "w";
  w.grad = one;
  w.grad->text = "-0.4814";
  loss.kind = Graph::Kind::loss;
  graph->nodes = {w, loss};
  values.read(BackwardRan{1, 9, "l", 0.1, graph});
  CHECK(values.at(3)->gradient == "-0.4814");
  REQUIRE(values.at(9));
  CHECK(values.at(9)->is_backward);
  CHECK(values.at(9)->nodes == 2);
  CHECK(values.at(9)->parameters == 1);
  one.text = "0.6000";
  values.read(ValueBound{3, "w", "tensor([0.6000])", one});
  CHECK(values.at(3)->gradient == "");
}

TEST_CASE("numbers and names read like mathematics") {
  CHECK(short_number(3.7) == "3.7");
  CHECK(short_number(-0.48138) == "−0.4814");
  CHECK(short_number(1) == "1");
  CHECK(short_number(0) == "0");
  CHECK(short_number(1.25e-5) == "1.25e−05");
  CHECK(short_number(std::nan("")) == "nan");
  CHECK(subscripted("w_1") == "w₁");
  CHECK(subscripted("x10") == "x₁₀");
  CHECK(subscripted("hidden") == "hidden");
  CHECK(axis_number(0.30000000000000004, 0.1) == "0.3");
}

TEST_CASE("JSON text is escaped and separated") {
  JsonText json;
  json.begin_object().member("a", "x\n\"\\\x01").key("b").begin_array().value(1).value(true).null().end_array().end_object();
  CHECK(json.text() == "{\"a\":\"x\\n\\\"\\\\\\u0001\",\"b\":[1,true,null]}");
}

TEST_CASE("settings survive saving and ignore what they do not know") {
  Settings settings;
  settings.language = Language::en;
  settings.language_chosen = true;
  settings.text_scale = 1.5f;
  Settings again;
  again.load(settings.save() + "unknown=7\nbroken line\n");
  CHECK(again.language == Language::en);
  CHECK(again.text_scale == 1.5f);
  again.load("text_scale=99\n");
  CHECK(again.text_scale == 3);
}
