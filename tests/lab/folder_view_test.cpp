#include "lab/models/folder_view.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace logit::lab;

namespace {

std::optional<std::vector<FolderEntry>> disk(const std::string& path) {
  static const std::map<std::string, std::vector<FolderEntry>> folders{
      {"/", {{"home", true}}},
      {"/home", {{"zeta.py", false}, {"Alpha.py", false}, {".hidden", false}, {"work", true}, {"Data", true}, {"beta.csv", false}}},
      {"/home/work", {}}};
  const auto found = folders.find(path);
  if (found == folders.end()) return std::nullopt;
  return found->second;
}

std::string names(const FolderView& view) {
  std::string out;
  for (const FolderEntry& entry : view.entries()) out += entry.name + (entry.folder ? "/ " : " ");
  return out;
}

}  // namespace

TEST_CASE("a folder is listed with folders first, without what is hidden") {
  FolderView view(disk);
  REQUIRE(view.go("/home"));
  CHECK(names(view) == "../ Data/ work/ Alpha.py beta.csv zeta.py ");
  CHECK(view.has_file("zeta.py"));
  CHECK_FALSE(view.has_file("work"));
  CHECK(view.path_of("zeta.py") == "/home/zeta.py");
}

TEST_CASE("one goes into folders and out of them, and stays where a folder cannot be read") {
  FolderView view(disk);
  REQUIRE(view.go("/home"));
  CHECK_FALSE(view.enter("Data"));
  CHECK(view.path() == "/home");
  CHECK(view.enter("work"));
  CHECK(names(view) == "../ ");
  CHECK(view.enter(".."));
  CHECK(view.enter(".."));
  CHECK(view.path() == "/");
  CHECK(names(view) == "home/ ");
  CHECK(view.enter(".."));  // the root is its own parent
  CHECK(names(view) == "home/ ");
  CHECK(view.enter("home"));
  CHECK(view.path() == "/home");
}

TEST_CASE("a script's file name has an ending and no folder in it") {
  CHECK(script_file_name(" lesson ") == "lesson.py");
  CHECK(script_file_name("notes.txt") == "notes.txt");
  CHECK(script_file_name(".hidden") == ".hidden.py");
  CHECK(script_file_name("bài 1") == "bài 1.py");
  for (const char* bad : {"", "  ", ".", "..", "a/b", "/etc/passwd"}) CHECK(script_file_name(bad).empty());
}
