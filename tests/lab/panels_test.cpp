// The whole lab, drawn without a window.
#include <doctest/doctest.h>
#include <imgui.h>

#include "headless_lab.h"
#include "lab/lab.h"
#include "lab/text.h"
#include "share/link.h"

using namespace logit::lab;

namespace {

// Presses the widget with this label as a screen reader would.
void press_widget(Screen& screen, std::string_view label) {
  const std::string json = screen.lab->widgets_json();
  const std::size_t at = json.find("\"label\":\"" + std::string(label) + "\"");
  REQUIRE(at != std::string::npos);
  const std::size_t id = json.rfind("\"id\":", at);
  REQUIRE(id != std::string::npos);
  screen.lab->activate(static_cast<unsigned>(std::stoul(json.substr(id + 5))));
}

KeyPress character(char c) {
  KeyPress press;
  press.key = Key::character;
  press.character = c;
  press.control = true;
  return press;
}

}  // namespace

TEST_CASE("the lab draws twenty frames at every size, theme and language") {
  for (auto [w, h, d] : {std::tuple{1280.f, 800.f, 1.f}, {1920.f, 1080.f, 2.f}, {390.f, 844.f, 2.f}, {320.f, 200.f, 1.f}, {40.f, 40.f, 1.f}}) {
    Screen screen(w, h, d);
    screen.lab->start("");
    screen.frames(10);
    screen.lab->set_dark(true);
    screen.lab->set_language("en");
    screen.frames(10);
    CHECK(screen.vertices > 100);
  }
}

TEST_CASE("an idle lab wants no frames") {
  Screen screen;
  screen.lab->start("");
  screen.frames(8);
  CHECK_FALSE(screen.lab->wants_frame(screen.now));
  screen.lab->touch_frames();
  CHECK(screen.lab->wants_frame(screen.now));
}

TEST_CASE("widgets are known by their names, in both languages") {
  Screen screen;
  screen.lab->start("");
  screen.frames(3);
  CHECK(screen.has("Chạy"));
  CHECK(screen.has("Chia sẻ"));
  screen.lab->set_language("en");
  screen.frames(3);
  CHECK(screen.has("Run"));
  CHECK(screen.has("Share"));
}

TEST_CASE("the first lesson's script runs and shows its values, its graph and its chain rule") {
  Screen screen;
  screen.lab->start("");
  screen.frames(2);
  screen.run_to_end();
  const std::string state = screen.lab->state_json();
  CHECK(state.find("dL/dw_1 =  (tensor([-0.4814]),)\\n") != std::string::npos);
  CHECK(state.find("\"name\":\"z\",\"value\":\"1.9000\"") != std::string::npos);
  CHECK(state.find("∂L/∂w₁ = ∂L/∂a · ∂a/∂z · ∂z/∂u · ∂u/∂w₁ = ") != std::string::npos);
  CHECK(state.find("\"exitStatus\":0") != std::string::npos);
}

TEST_CASE("an error leaves the script in place and names its line") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_script("x = 1\nprint(y)\n");
  screen.run_to_end();
  const std::string state = screen.lab->state_json();
  CHECK(state.find("\"type\":\"NameError\"") != std::string::npos);
  CHECK(state.find("\"line\":2") != std::string::npos);
  CHECK(screen.lab->script() == "x = 1\nprint(y)\n");
}

TEST_CASE("stop ends an endless loop") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_script("while True: pass");
  screen.lab->run();
  screen.frames(3);
  CHECK(screen.lab->running());
  screen.lab->stop();
  for (int i = 0; i < 50 && screen.lab->running(); ++i) screen.frames(1);
  CHECK_FALSE(screen.lab->running());
  CHECK(screen.lab->state_json().find("KeyboardInterrupt") != std::string::npos);
}

TEST_CASE("a link opens without running, keeps the draft, and the draft comes back") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_script("print('mine')");
  screen.lab->type("#");  // an edit, so that it is a draft
  const std::string mine = screen.lab->script();
  screen.lab->save();
  MemoryHost other;
  std::string link;
  {
    Screen teacher;
    teacher.lab->start("");
    teacher.lab->set_script("print('teacher')");
    link = teacher.lab->link();
  }
  CHECK(link.substr(0, 25) == "https://example.org/lab/#");
  screen.lab->open_link(link);
  screen.frames(3);
  CHECK(screen.lab->script() == "print('teacher')");
  CHECK_FALSE(screen.lab->running());
  CHECK(screen.host.stored["draft"] == mine);
  CHECK(screen.has("Mở bản nháp"));
}

TEST_CASE("keys edit the script, with Control and, on Apple machines, Command") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_script("ab");
  KeyPress end;
  end.key = Key::end;
  CHECK(screen.lab->key(end));
  screen.lab->type("c");
  CHECK(screen.lab->script() == "abc");
  CHECK(screen.lab->key(character('a')));
  CHECK(screen.lab->key(character('c')));
  CHECK(screen.host.clip == "abc");
  screen.lab->type("x");
  CHECK(screen.lab->script() == "x");
  CHECK(screen.lab->key(character('z')));
  CHECK(screen.lab->script() == "abc");
  CHECK_FALSE(screen.lab->key(character('t')));  // the browser's own
}

TEST_CASE("composition of an input method writes what a person sees") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_script("# ");
  KeyPress end;
  end.key = Key::end;
  screen.lab->key(end);
  screen.lab->edit(0, 0, "d", true, 1);
  screen.lab->edit(1, 0, "đ", true, 2);
  screen.lab->edit(2, 0, "đường", true, 8);
  screen.lab->edit(0, 0, "", false, 0);
  CHECK(screen.lab->script() == "# đường");
  // The other family: Backspace, then the accented letter.
  screen.lab->type("x");
  KeyPress back;
  back.key = Key::backspace;
  screen.lab->key(back);
  screen.lab->type("é");
  CHECK(screen.lab->script() == "# đườngé");
}

TEST_CASE("a storage that keeps nothing is said once, and the lab works on") {
  Screen screen;
  screen.host.full = true;
  screen.lab->start("");
  screen.lab->set_language("en");
  screen.frames(3);
  screen.lab->type("# mine\n");
  screen.lab->save();
  CHECK(screen.lab->state_json().find("The browser keeps nothing here") != std::string::npos);
  screen.now += 20;
  screen.frames(3);
  screen.lab->type("# more\n");
  screen.lab->save();
  CHECK(screen.lab->state_json().find("The browser keeps nothing here") == std::string::npos);
  screen.run_to_end();
  CHECK(screen.lab->state_json().find("\"exitStatus\":0") != std::string::npos);
}

TEST_CASE("locked code can be run and not changed; a teacher's link hides") {
  Screen screen;
  screen.lab->start("https://example.org/lab/?lang=en&lock=code&hide=graph");
  screen.frames(3);
  const std::string before = screen.lab->script();
  screen.lab->type("x");
  screen.lab->edit(1, 1, "y", false, 0);
  screen.lab->paste("z");
  screen.lab->copy(true);
  screen.lab->key(character('d'));
  screen.lab->key(character('/'));
  screen.lab->key(character('z'));
  CHECK(screen.lab->script() == before);
  CHECK_FALSE(screen.has("Computation graph"));
}

TEST_CASE("everything that may be wrong with a link is said in Vietnamese") {
  for (const std::string_view reason : logit::share::reasons()) {
    CAPTURE(reason);
    CHECK(translated(fill(reason, "7"), Language::vi) != fill(reason, "7"));
    CHECK(translated(fill(reason, "7"), Language::en) == fill(reason, "7"));
  }
}

TEST_CASE("a data file is shown, read by a script, kept on the device, and in no link by itself") {
  std::map<std::string, std::string> stored;
  std::string link;
  {
    Screen screen;
    screen.lab->start("");
    screen.lab->set_language("en");
    CHECK(screen.lab->add_file("C:\\home\\points.csv", "x,y\n1,2\n"));
    screen.frames(3);
    CHECK(screen.has("points.csv  8 bytes"));
    CHECK(screen.has("2 rows, 2 columns\\nx y\\n1 2"));
    KeyPress escape;
    escape.key = Key::escape;
    screen.lab->key(escape);
    screen.frames(2);
    CHECK_FALSE(screen.has("points.csv  8 bytes"));
    screen.lab->set_script("print(open('points.csv').read())");
    screen.run_to_end();
    CHECK(screen.lab->result_json().find("x,y\\n1,2\\n\\n") != std::string::npos);
    link = screen.lab->link();
    CHECK_FALSE(screen.lab->add_file("..", ""));
    stored = screen.host.stored;
  }
  CHECK(logit::share::decode(link).value().state.files.empty());
  Screen screen;
  screen.host.stored = stored;
  screen.lab->start("");
  CHECK(screen.lab->files_json() == "[{\"name\":\"points.csv\",\"bytes\":8}]");
  // A link's file of the same name is there for its script; the person's own stays as it was.
  logit::share::State state;
  state.script = "print(1)";
  state.files = {{"points.csv", "other"}};
  screen.lab->open_link("#" + logit::share::encode(state));
  CHECK(screen.lab->files_json() == "[{\"name\":\"points.csv\",\"bytes\":5}]");
  screen.lab->set_script("open('points.csv', 'w').write('overwritten')");
  screen.run_to_end();
  screen.lab->save();
  CHECK(screen.host.stored.at("files") == stored.at("files"));
  CHECK(screen.lab->remove_file("points.csv"));
  CHECK(screen.host.stored.at("files").empty());
}

TEST_CASE("every changed script is kept by name, opened again, renamed, deleted and put back") {
  std::map<std::string, std::string> stored;
  {
    Screen screen;
    screen.lab->start("");
    screen.lab->set_language("en");
    screen.frames(2);
    CHECK(screen.has_in_state("\"kept\":\"\""));  // what is only read is nobody's script
    screen.lab->type("# first\n");
    const std::string first = screen.lab->script();
    screen.lab->set_script("print('given')", "given.py");  // takes its place in the editor
    screen.lab->type("#");
    const std::string second = screen.lab->script();
    screen.lab->save();
    CHECK(screen.has_in_state("\"kept\":\"given.py\""));

    press_widget(screen, "My scripts");
    screen.frames(3);
    CHECK(screen.has("given.py"));
    CHECK(screen.has("Delete given.py"));
    CHECK(screen.lab->state_json().find("\"scripts\":[\"given.py\",") != std::string::npos);
    // Renamed with the keyboard, which Enter ends.
    const std::string json = screen.lab->state_json();
    const std::size_t at = json.find("\"scripts\":[\"given.py\",\"") + 23;
    const std::string lesson_name = json.substr(at, json.find('"', at) - at);
    press_widget(screen, lesson_name);
    screen.frames(3);
    CHECK(screen.lab->script() == first);
    CHECK(screen.has("Back to the original"));  // the lesson's text is not lost either

    press_widget(screen, "My scripts");
    screen.frames(3);
    press_widget(screen, "Delete given.py");
    screen.frames(3);
    CHECK(screen.has_in_state("Deleted given.py"));
    CHECK_FALSE(screen.has("Delete given.py"));
    press_widget(screen, "Undo");
    screen.frames(3);
    CHECK(screen.has("Delete given.py"));
    press_widget(screen, "given.py");
    screen.frames(3);
    CHECK(screen.lab->script() == second);
    stored = screen.host.stored;
  }
  Screen screen;
  screen.host.stored = stored;
  screen.lab->start("");
  CHECK(screen.has_in_state("\"kept\":\"given.py\""));
  CHECK(screen.lab->script().find("given") != std::string::npos);
}

TEST_CASE("a link, a lesson and another tab never replace what was typed") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_language("en");
  screen.lab->set_script("print('mine')", "mine.py");
  screen.lab->type("#");
  const std::string mine = screen.lab->script();
  screen.lab->save();
  logit::share::State state;
  state.script = "print('from a link')";
  state.name = "mine.py";
  screen.lab->open_link("#" + logit::share::encode(state));
  screen.lab->type("#");
  screen.lab->save();
  CHECK(screen.lab->state_json().find("\"scripts\":[\"mine (2).py\",\"mine.py\"]") != std::string::npos);

  // Two tabs with the same script: each goes on typing, both texts stay, and it is said.
  Screen other;
  other.host.stored = screen.host.stored;
  other.lab->start("");
  other.lab->set_language("en");
  other.lab->type("a");
  other.lab->save();
  screen.host.stored["scripts"] = other.host.stored["scripts"];
  screen.lab->type("b");
  screen.lab->save();
  CHECK(screen.lab->state_json().find("Another tab has changed mine (2).py") != std::string::npos);
  CHECK(screen.lab->state_json().find("\"scripts\":[\"mine (3).py\",\"mine (2).py\",\"mine.py\"]") != std::string::npos);
}

TEST_CASE("a link brings breakpoints and the view along, and nothing that is not there") {
  std::string link;
  {
    Screen teacher;
    logit::share::State state;
    state.script = "x = 1\nx = 2\nx = 3\nprint(x)";
    state.breakpoints = {2, 3, 3, -1, 99};
    state.settings = {"tab=data", "output=variables", "log=1", "smooth=250", "tab=\x01", "scale=9999", "new=1", "=", ""};
    teacher.lab->start("https://example.org/#" + logit::share::encode(state));
    teacher.frames(2);
    CHECK(teacher.has_in_state("\"textScale\":3"));
    link = teacher.lab->link();  // of a link: what was in it, cleaned
  }
  const logit::share::State state = logit::share::decode(link).value().state;
  CHECK(state.breakpoints == std::vector<int>{2, 3});
  CHECK(state.settings == std::vector<std::string>{"tab=data", "output=variables", "log=1", "smooth=99"});
  Screen screen;
  screen.lab->start(link);
  screen.lab->run();
  for (int i = 0; i < 50 && screen.lab->running(); ++i) screen.frames(1);
  CHECK(screen.has_in_state("\"status\":\"paused\",\"running\":false,\"exitStatus\":-1"));
  CHECK(screen.has_in_state("\"line\":2"));
  CHECK(screen.has_in_state("\"tab\":\"variables\""));
}

TEST_CASE("About names every library in the program, and erases what is kept after a second press") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_language("en");
  screen.lab->type("# mine\n");
  screen.lab->save();
  const std::string typed = screen.lab->script();
  screen.frames(3);
  press_widget(screen, "About logit");
  screen.frames(3);
  CHECK(screen.has("Dear ImGui 1.90.1, MIT, https://github.com/ocornut/imgui"));
  press_widget(screen, "Erase everything kept on this device");
  screen.frames(3);
  CHECK_FALSE(screen.host.stored["scripts"].empty());
  press_widget(screen, "Erase all scripts, files and settings?");
  screen.frames(90);
  for (const auto& [key, value] : screen.host.stored) {
    CAPTURE(key);
    CHECK(value.empty());
  }
  CHECK(screen.lab->script() == typed);  // on the screen it stays
}

TEST_CASE("typing offers names, Tab and Enter take one, Escape closes") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_language("en");
  const auto press = [&](Key key) {
    KeyPress out;
    out.key = key;
    return screen.lab->key(out);
  };
  const auto type = [&](std::string_view text) {
    for (const char c : text) screen.lab->type(std::string_view(&c, 1));
    screen.frames(3);
  };
  screen.lab->set_script("import torch\n");
  press(Key::down);
  type("x = torch.sigm");
  CHECK(screen.has("sigmoid"));
  CHECK(press(Key::tab));
  CHECK(screen.lab->script() == "import torch\nx = torch.sigmoid");
  screen.frames(3);
  CHECK_FALSE(screen.has("sigmoid_"));
  type("(");
  CHECK(screen.has("sigmoid(input)"));
  CHECK(press(Key::escape));
  screen.frames(2);
  CHECK_FALSE(screen.has("sigmoid(input)"));
  // Down and Enter take the second; a word that is complete leaves Enter to the text.
  screen.lab->set_script("first_name = 1\nfirst_other = 2\n");
  press(Key::down), press(Key::down);
  type("first_");
  CHECK(screen.has("first_other"));
  press(Key::down);
  press(Key::enter);
  CHECK(screen.lab->script() == "first_name = 1\nfirst_other = 2\nfirst_other");
  press(Key::enter);
  CHECK(screen.lab->script() == "first_name = 1\nfirst_other = 2\nfirst_other\n");
  // Ctrl+Space asks, also where nothing was typed; an input method composes undisturbed.
  CHECK(screen.lab->key(character(' ')));
  screen.frames(3);
  CHECK(screen.has("abs"));
  screen.lab->edit(0, 0, "d", true, 1);
  screen.frames(2);
  CHECK_FALSE(screen.has("abs"));
}

TEST_CASE("on a phone what is offered are chips, and a tap takes one") {
  Screen screen(390, 844, 2);
  screen.lab->start("");
  screen.lab->set_script("import torch\n");
  KeyPress down;
  down.key = Key::down;
  screen.lab->key(down);
  for (const char c : std::string_view("torch.sigm")) screen.lab->type(std::string_view(&c, 1));
  screen.frames(3);
  CHECK(screen.has("sigmoid"));
}

TEST_CASE("a paused script shows the names of each of its frames") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_language("en");
  screen.lab->set_script("def f(inner):\n    breakpoint()\n    return inner\nouter = [1, 2]\nf('here')\n");
  screen.lab->run();
  for (int i = 0; i < 50 && screen.lab->running(); ++i) screen.frames(1);
  press_widget(screen, "Variables");
  screen.frames(3);
  CHECK(screen.has("inner = 'here'"));
  CHECK(screen.has("Frame f() at line 2"));
  press_widget(screen, "Frame script at line 5");
  screen.frames(3);
  CHECK(screen.has("outer = [1, 2]"));
}

TEST_CASE("stop ends a script that waits in its last input") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_script("input('name? ')");
  screen.lab->run();
  screen.frames(10);
  CHECK(screen.lab->running());
  screen.lab->stop();
  for (int i = 0; i < 100 && screen.lab->running(); ++i) screen.frames(1);
  CHECK_FALSE(screen.lab->running());
  CHECK(screen.lab->state_json().find("KeyboardInterrupt") != std::string::npos);
}

TEST_CASE("a model of two parameters shows its loss surface, drawn in pieces, and then rests") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_language("en");
  screen.lab->set_script("import torch\nx = torch.linspace(-1, 1, 50).view(50, 1)\ny = (x > 0).float()\nmodel = torch.nn.Linear(1, 1)\n"
                         "opt = torch.optim.SGD(model.parameters(), lr=0.5)\nfor i in range(40):\n    opt.zero_grad()\n"
                         "    loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x), y)\n    loss.backward()\n    opt.step()\n");
  screen.run_to_end();
  press_widget(screen, "Loss surface");
  screen.frames(300);
  const std::string widgets = screen.lab->widgets_json();
  const std::size_t plot = widgets.find("model.weight = ");
  REQUIRE(plot != std::string::npos);
  CHECK(widgets.find("model.bias = ", plot) != std::string::npos);
  CHECK_FALSE(screen.lab->wants_frame(screen.now));
}

TEST_CASE("a built-in data set comes into the script, its file to the data files, and undo takes it out") {
  Screen screen;
  screen.lab->start("");
  screen.lab->set_script("import torch\ntorch.manual_seed(0)\nprint('end')\n");
  screen.lab->set_language("en");
  screen.frames(2);
  screen.lab->add_file("own.csv", "1\n");
  screen.frames(3);
  press_widget(screen, "Built-in data");
  screen.frames(3);
  press_widget(screen, "Space shuttle O-rings: any damaged at that temperature (°F)");
  screen.frames(3);
  const std::string script = screen.lab->script();
  CHECK(script.starts_with("import torch\ntorch.manual_seed(0)\n\n# Space shuttle O-rings"));
  CHECK(script.ends_with("X = (X - X.mean(dim=0)) / X.std(dim=0)\n\nprint('end')\n"));
  CHECK(screen.lab->files_json().find("orings.csv") != std::string::npos);
  CHECK(screen.has_in_state("Added to the code at line 4."));
  screen.run_to_end();
  CHECK(screen.lab->result_json().find("end") != std::string::npos);
  screen.lab->key(character('z'));
  screen.frames(2);
  CHECK(screen.lab->script() == "import torch\ntorch.manual_seed(0)\nprint('end')\n");
}

TEST_CASE("files are opened and saved with keys alone, and none is replaced without a second word") {
  Screen screen;
  screen.host.folders = {{"/work", {{"old.py", false}, {"part", true}}}, {"/work/part", {{"b.py", false}}}};
  screen.lab->start("");
  screen.lab->set_language("en");
  screen.lab->set_script("x = 1", "mine.py");
  const auto press = [&](Key key) {
    KeyPress k;
    k.key = key;
    screen.lab->key(k);
    screen.frames(2);
  };
  screen.lab->key(character('o'));
  screen.frames(2);
  CHECK(screen.has("part/"));
  press(Key::down);  // past ".."
  press(Key::enter);
  CHECK(screen.has("b.py"));
  press(Key::down);
  press(Key::enter);
  CHECK(screen.host.chosen == "open /work/part/b.py\n");
  CHECK_FALSE(screen.has("b.py"));

  screen.lab->choose_where_to_save();
  screen.frames(2);
  press_widget(screen, "../");
  screen.frames(2);
  CHECK(screen.has("part/"));
  press_widget(screen, "old.py");
  screen.frames(2);
  press(Key::enter);
  CHECK(screen.has("Replace"));
  CHECK(screen.host.chosen == "open /work/part/b.py\n");
  press(Key::enter);
  CHECK(screen.host.chosen == "open /work/part/b.py\nsave /work/old.py\n");
  screen.lab->choose_where_to_save();
  screen.frames(2);
  press(Key::escape);
  CHECK_FALSE(screen.has("File name"));
}
