#include "shell/script_file.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

using namespace logit;
namespace fs = std::filesystem;

namespace {
// A folder of its own, gone at the end.
struct Folder {
  Folder() : path(fs::temp_directory_path() / ("logit-script-file-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()))) {
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
  fs::path path;
};

void write(const std::string& path, const char* text) {
  FILE* file = std::fopen(path.c_str(), "wb");
  REQUIRE(file);
  std::fputs(text, file);
  std::fclose(file);
}
}  // namespace

TEST_CASE("a script is saved whole, and nothing is left beside it") {
  const Folder folder;
  const std::string path = folder.file("a.py");
  write(path, "x = 1\n");
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  ScriptFile file;
  CHECK(file.open(path) == "x = 1\n");
  CHECK(file.name() == "a.py");
  CHECK(file.save("x = 2\n"));
  CHECK(read_whole(path) == "x = 2\n");
  CHECK((fs::status(path).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
  CHECK_FALSE(file.changed());  // our own writing is no change
}

TEST_CASE("another program's change is seen once") {
  const Folder folder;
  const std::string path = folder.file("a.py");
  write(path, "x = 1\n");
  ScriptFile file;
  REQUIRE(file.open(path));
  CHECK_FALSE(file.changed());
  write(path, "x = 10\n");
  CHECK(file.changed() == "x = 10\n");
  CHECK_FALSE(file.changed());
  fs::remove(path);
  CHECK_FALSE(file.changed());
  write(path, "x = 100\n");
  CHECK(file.changed() == "x = 100\n");
  write(path, "x = 100\n");  // touched, not changed
  CHECK_FALSE(file.changed());
}

TEST_CASE("what cannot be read or written leaves things as they were") {
  const Folder folder;
  ScriptFile file;
  CHECK_FALSE(file.open(folder.file("none.py")));
  CHECK_FALSE(file.open(folder.path.string()));
  CHECK_FALSE(file.has_path());
  CHECK_FALSE(file.save("x"));
  CHECK_FALSE(file.save_as(folder.file("no/such/folder.py"), "x"));
  CHECK_FALSE(file.error().empty());
  CHECK_FALSE(file.has_path());
  CHECK(file.save_as(folder.file("b.py"), "y = 1\n"));
  CHECK(file.name() == "b.py");
}

TEST_CASE("a symbolic link stays one") {
  const Folder folder;
  write(folder.file("a.py"), "x = 1\n");
  fs::create_symlink(folder.file("a.py"), folder.file("link.py"));
  ScriptFile file;
  REQUIRE(file.open(folder.file("link.py")));
  CHECK(file.save("x = 2\n"));
  CHECK(fs::is_symlink(folder.file("link.py")));
  CHECK(read_whole(folder.file("a.py")) == "x = 2\n");
}
