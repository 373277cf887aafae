// A person's own scripts: names, order, and the way through the browser's storage.
#include "lab/models/script_shelf.h"

#include <doctest/doctest.h>

using logit::lab::ScriptShelf;

TEST_CASE("scripts survive the way through storage, newest first") {
  ScriptShelf shelf;
  shelf.put({"a.py", "print('xin chào')\n\ttab", "backward", "listing.py"});
  shelf.put({"b.py", "", "", ""});
  shelf.put({"a.py", "print(2)", "backward", "listing.py"});
  ScriptShelf again;
  again.unpack(shelf.pack());
  CHECK(again.entries() == shelf.entries());
  REQUIRE(again.entries().size() == 2);
  CHECK(again.entries()[0].name == "a.py");
  CHECK(again.find("a.py")->text == "print(2)");
  CHECK(again.remove("a.py"));
  CHECK_FALSE(again.remove("a.py"));
}

TEST_CASE("a name that is taken gets a number, and never two") {
  ScriptShelf shelf;
  CHECK(shelf.free_name("moons") == "moons.py");
  shelf.put({"moons.py", "", "", ""});
  CHECK(shelf.free_name("moons.py") == "moons (2).py");
  shelf.put({"moons (2).py", "", "", ""});
  CHECK(shelf.free_name("moons (2).py") == "moons (3).py");
  CHECK(shelf.free_name("") == "script.py");
  CHECK(shelf.free_name("sets (x).py") == "sets (x).py");
}

TEST_CASE("what a person types becomes a proper name") {
  CHECK(ScriptShelf::proper_name("  đạo hàm ") == "đạo hàm.py");
  CHECK(ScriptShelf::proper_name("a\tb\n.py") == "ab.py");
  CHECK(ScriptShelf::proper_name(" \t ").empty());
  CHECK(ScriptShelf::proper_name(".py").empty());
  std::string many;
  for (int i = 0; i < 100; ++i) many += "ạ";
  const std::string cut = ScriptShelf::proper_name(many);
  CHECK(cut.size() <= ScriptShelf::kMaxName);
  CHECK((cut.size() - 3) % 3 == 0);  // whole characters of three bytes
}

TEST_CASE("damaged storage gives what is whole, and no name twice") {
  ScriptShelf shelf;
  shelf.unpack("a.py\t\t\tcHJpbnQ\nno tabs\n\t\t\tYQ\nb.py\tonly one\na.py\t\t\tYQ\n\x01.py\t\t\tYQ\nlast.py\t\t\t");
  REQUIRE(shelf.entries().size() == 2);
  CHECK(shelf.find("a.py")->text == "print");
  CHECK(shelf.find("last.py")->text.empty());
  shelf.unpack(std::string(1000, '\t'));
  CHECK(shelf.entries().empty());
}
