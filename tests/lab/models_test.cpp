#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "lab/models/console_model.h"
#include "lab/models/highlighter.h"
#include "lab/models/inline_values.h"
#include "lab/models/json_text.h"
#include "lab/models/number_drag.h"
#include "lab/models/number_text.h"
#include "lab/models/run_view.h"
#include "lab/models/settings.h"
#include "lab/models/variable_rows.h"

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

TEST_CASE("several names on one line and the parameters of a model stand beside it together") {
  InlineValues values;
  values.read(ValueBound{2, "a", "1", {}, {}, 0});
  values.read(ValueBound{2, "b", "2", {}, {}, 0});
  REQUIRE(values.at(2));
  CHECK(values.at(2)->value == "a 1  b 2");
  TensorPreview bias;
  bias.shape = {1};
  bias.values = {0.5};
  bias.text = "0.5000";
  ValueBound model{4, "model", "", {}, {{"model.weight", bias}, {"model.bias", bias}}, 2};
  values.read(model);
  auto graph = std::make_shared<Graph>();
  Graph::Node node, loss;
  node.name = "model.bias";
  node.grad = bias;
  node.grad->text = "-0.1301";
  graph->nodes = {node, loss};
  values.read(BackwardRan{1, 9, "l", 0.1, graph});
  CHECK(values.at(4)->value == "weight 0.5000  bias 0.5000");
  CHECK(values.at(4)->gradient == "∂bias -0.1301");
  CHECK(values.at(4)->full.find("∂L/∂model.bias = -0.1301") != std::string::npos);
}

TEST_CASE("a number in the script is found and moved in its own style") {
  const std::string line = "lr, n = -0.10, 32  # 5";
  CHECK(number_at(line, 0).found() == false);
  const NumberAt rate = number_at(line, 10);
  CHECK(line.substr(static_cast<std::size_t>(rate.begin), static_cast<std::size_t>(rate.end - rate.begin)) == "-0.10");
  CHECK(number_at("x - 3", 4).begin == 4);
  CHECK(number_at("w_1 = w2", 7).found() == false);
  CHECK(number_at(line, 21).found() == false);
  CHECK(moved_number("0.1", 1) == "0.2");
  CHECK(moved_number("0.10", -3) == "0.07");
  CHECK(moved_number("0.1", -1) == "0.09");  // a positive rate stays positive
  CHECK(moved_number("123", 1) == "124");
  CHECK(moved_number("0", -1) == "0");
  CHECK(moved_number("1000", 1) == "1100");
  CHECK(moved_number("1e-3", 1) == "2e-3");
  CHECK(moved_number("1e-3", -1) == "5e-4");
  CHECK(moved_number("5e-1", 1) == "1e0");
  CHECK(moved_number("0x1F", 1) == "0x1F");
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

TEST_CASE("variables are rows, and an opened one shows its text line by line") {
  TensorPreview matrix;
  matrix.dtype = "float32";
  matrix.shape = {2, 2};
  matrix.text = "tensor 2×2";
  matrix.requires_grad = true;
  const std::vector<Variable> variables = {{"torch", "module", "<module 'torch'>", {}},
                                           {"w", "Tensor", "tensor([[1., 2.],\n        [3., 4.]])", matrix},
                                           {"n", "int", "3", {}}};
  std::vector<VariableRow> rows = variable_rows(variables, {}, 80);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].type == "float32 2×2");
  CHECK(rows[0].is_parameter);
  CHECK(rows[0].can_open);
  CHECK_FALSE(rows[1].can_open);
  rows = variable_rows(variables, {"w", "n"}, 80);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].open);
  CHECK(rows[1].is_line);
  CHECK(rows[2].value == "        [3., 4.]])");
  CHECK(variable_rows(variables, {"w"}, 10).size() == 6);  // 16 and 18 characters, in lines of ten
}
