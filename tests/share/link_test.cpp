#include "share/link.h"

#include <doctest/doctest.h>

#include "share/base64url.h"

using logit::share::decode;
using logit::share::encode;
using logit::share::State;

namespace {

State slide() {
  State state;
  state.script =
      "import torch\n# tham số mô hình\nw_1 = torch.tensor([0.5], requires_grad=True)\n"
      "print(\"w_1 = \", w_1)  # \\n and a tab:\t.\n";
  state.name = "slide-09.py";
  state.language = "vi";
  state.hidden = {"share", "graph"};
  state.breakpoints = {3, 12};
  state.locked = {"code"};
  state.settings = {"text=125"};
  state.files = {{"điểm.csv", "x,y\n1,2\n"}, {"w.npy", std::string("\x93NUMPY\x01\0\xff", 9)}};
  return state;
}

}  // namespace

TEST_CASE("a state survives the way through a link") {
  const State state = slide();
  const auto opened = decode("https://lab.example/logit/#" + encode(state));
  REQUIRE(opened.ok());
  CHECK(opened.value().state == state);
  CHECK(opened.value().lost.empty());
}

TEST_CASE("defaults cost nothing and an empty state is a short link") { CHECK(encode(State{}).size() <= 12); }

TEST_CASE("a payload uses URL-safe characters only") {
  for (const char c : encode(slide())) CHECK(logit::share::is_base64url(c));
}

// These links were published. They must open for ever: never change them, only add.
TEST_CASE("golden links of version 1") {
  const struct {
    const char* payload;
    const char* script;
  } golden[] = {
#include "share/golden_v1.inc"
  };
  for (const auto& link : golden) {
    const auto opened = decode(link.payload);
    REQUIRE(opened.ok());
    CHECK(opened.value().state.script == link.script);
    CHECK(opened.value().lost.empty());
  }
}

TEST_CASE("a golden link of version 1 with everything that a link can carry") {
  const auto opened = decode(
      "1b4nMg-RfhNdgPoKkamiZhZr0QZVrNqL2NYZVuiClFcCkbQRzUgXC9rLDm_LSEbbDykbdxIJMoBDIMakgpRlKVtFKxRmJRakghcB"
      "El59XrBSro5QEFDfWMQGyskEqkoHJECRcBOKUJCbZAvtgZanFID356baGQLo4Nz-_JMPWzACkLA2oLFopUS-5uAwoVaEDbKkY6gB"
      "dCZSLVirXywM7K9vANCwkzCnKMdAlXknHMDa2FgA");
  REQUIRE(opened.ok());
  CHECK(opened.value().lost.empty());
  State state;
  state.script = "from torch import tensor\nx = tensor([3.7])\nfor k in range(3):\n    x = x * 2\nprint(x)\n";
  state.name = "vòng.py";
  state.lesson = "training-api";
  state.language = "en";
  state.hidden = {"share", "lessons"};
  state.breakpoints = {3, 4};
  state.locked = {"code"};
  state.settings = {"tab=curves", "log=1", "smooth=60"};
  state.files = {{"a.csv", "x,y\n1,2\n"}, {"w.npy", std::string("\x93NUMPY\x01\0\xff", 9)}};
  CHECK(opened.value().state == state);
}

TEST_CASE("a link is found wherever mail programs leave it") {
  const State state = slide();
  const std::string payload = encode(state);
  const std::string half = payload.substr(0, payload.size() / 2);
  const std::string rest = payload.substr(payload.size() / 2);
  const std::string variants[] = {
      payload,
      "https://lab.example/logit/%23" + payload,
      "https://lab.example/logit/%2523" + payload,
      "https://lab.example/?" + payload,
      "https://lab.example/?s=" + payload + "&utm_source=mail",
      "https://filter.example/?url=https%3A%2F%2Flab.example%2F%23" + payload + "&data=" + std::string(300, '0'),
      "https://lab.example/#" + half + " " + rest,
      "https://lab.example/#" + half + "=\r\n" + rest,
      "  <https://lab.example/#" + payload + ">.\n",
  };
  for (const std::string& link : variants) {
    CAPTURE(link);
    const auto opened = decode(link);
    REQUIRE(opened.ok());
    CHECK(opened.value().state == state);
  }
}

TEST_CASE("a truncated link gives the beginning of the script, or a reason, at every length") {
  const State state = slide();
  const std::string payload = encode(state);
  for (std::size_t length = 0; length < payload.size(); ++length) {
    const auto opened = decode(payload.substr(0, length));
    if (!opened.ok()) {
      CHECK_FALSE(opened.reason().empty());
      continue;
    }
    CHECK_FALSE(opened.value().lost.empty());
    CHECK(state.script.starts_with(opened.value().state.script));
    // A data file is whole or not there, and what is said to be missing is missing.
    CHECK(opened.value().state.files.empty());
    CHECK((opened.value().lost.find("the script is whole") != std::string::npos) == (state.script == opened.value().state.script));
  }
}

TEST_CASE("a changed character never passes for the original") {
  const State state = slide();
  const std::string payload = encode(state);
  for (std::size_t i = 1; i < payload.size(); ++i) {
    std::string damaged = payload;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    const auto opened = decode(damaged);
    // The last character may carry unused bits; everything else is noticed.
    if (opened.ok() && opened.value().lost.empty()) CHECK(opened.value().state == state);
  }
}

TEST_CASE("a bomb is refused while it inflates") {
  State state;
  state.script.assign(4u << 20, 'a');
  const auto opened = decode(encode(state));
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.reason() == "The link unpacks to more than a script can be.");
}

TEST_CASE("links of a newer version say so") {
  std::string payload = encode(slide());
  payload[0] = '2';
  const auto opened = decode(payload);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.reason() == "The link was made by a newer logit (version 2): reload the page to update.");
}

TEST_CASE("what is no link is no experiment") {
  for (const char* text : {"", "#", "https://lab.example/", "https://lab.example/#section-2", "1", "hello world"}) {
    CAPTURE(text);
    CHECK_FALSE(decode(text).ok());
  }
}

TEST_CASE("data files beyond what a link may hold are left out") {
  State state = slide();
  state.files = {{"big.csv", std::string(logit::share::kMaxFileBytes, '7')}, {"more.csv", "1"}};
  const auto opened = decode(encode(state));
  REQUIRE(opened.ok());
  REQUIRE(opened.value().state.files.size() == 1);
  CHECK(opened.value().state.files[0].name == "big.csv");
}

TEST_CASE("a teacher's switches can be written into an address by hand") {
  State state;
  CHECK(logit::share::read_switches("https://lab.example/?hide=graph%2Ccurves,graph&lang=en&readonly&lesson=backward&backend=simd#1abc", state));
  CHECK(state.hidden == std::vector<std::string>{"graph", "curves"});
  CHECK(state.locked == std::vector<std::string>{"code"});
  CHECK(state.language == "en");
  CHECK(state.lesson == "backward");
  CHECK(state.settings == std::vector<std::string>{"backend=simd"});
  State untouched;
  for (const char* link : {"https://lab.example/", "https://lab.example/?", "https://lab.example/?utm_source=mail&lang=fr", "?#hide=graph"}) {
    CAPTURE(link);
    CHECK_FALSE(logit::share::read_switches(link, untouched));
    CHECK(untouched == State{});
  }
}
