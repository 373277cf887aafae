#include "share/export.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "share/qr_code.h"

using namespace logit::share;

TEST_CASE("a notebook holds the script unchanged, a line an item") {
  const std::string script = "import torch\nprint(\"đạo hàm\")\n\nx = 1";
  const auto notebook_json = nlohmann::json::parse(notebook(script + "\n\n", "slide-09.py", "https://lab.example/#1abc"));
  CHECK(notebook_json["nbformat"] == 4);
  const auto& cell = notebook_json["cells"][1];
  CHECK(cell["cell_type"] == "code");
  std::string joined;
  for (const auto& line : cell["source"]) joined += line.get<std::string>();
  CHECK(joined == script);
  CHECK(cell["source"].size() == 4);
}

TEST_CASE("a script cannot end its own block of Markdown") {
  const std::string text = markdown("s = '```'\n", "a.py", "https://lab.example/#1abc");
  CHECK(text.find("````python\ns = '```'\n````\n") != std::string::npos);
}

TEST_CASE("a title cannot leave its attribute") {
  CHECK(iframe("https://lab.example/#1abc", "\"><script>").find("title=\"&quot;&gt;&lt;script&gt;\"") != std::string::npos);
}

TEST_CASE("a QR code has its three finder patterns, and refuses what does not fit") {
  const QrCode code = qr_code("https://lab.example/#1rwKig-RfiBGGoMIfpKMWAA");
  REQUIRE(code.size >= 21);
  for (auto [x, y] : {std::pair{0, 0}, {code.size - 7, 0}, {0, code.size - 7}}) {
    for (int i = 0; i < 7; ++i) {
      CHECK(code.at(x + i, y));
      CHECK(code.at(x, y + i));
    }
    CHECK_FALSE(code.at(x + 1, y + 1));
    CHECK(code.at(x + 3, y + 3));
  }
  CHECK(qr_code(std::string(2953, 'a')).size == 177);
  CHECK(qr_code(std::string(2954, 'a')).size == 0);
  CHECK(qr_code("").size == 0);
}
