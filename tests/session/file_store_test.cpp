// The files of a session: names, limits, and what scripts and their owner see of each other's.
#include <doctest/doctest.h>

#include "session/session.h"

using namespace logit;

namespace {
std::string output(Session& session, std::string_view script) {
  session.load(script);
  while (session.status() == Status::running || session.status() == Status::waiting) session.advance(Budget::steps(5000));
  std::string out;
  session.events().read(0, [&](const Event& event) {
    if (const auto* printed = std::get_if<Printed>(&event)) out += printed->text;
  });
  return out;
}
}  // namespace

TEST_CASE("names of files") {
  CHECK(FileStore::normal_name("a.csv") == "a.csv");
  CHECK(FileStore::normal_name("./data//a.csv") == "data/a.csv");
  for (const char* bad : {"", "/etc/passwd", "../a", "a/../b", "a/", "a\nb"}) CHECK(FileStore::normal_name(bad).empty());
  CHECK(FileStore::normal_name(std::string(300, 'x')).empty());
}

TEST_CASE("a store keeps within its room") {
  FileStore files;
  CHECK(files.write("a", std::string(40u << 20, 'x')));
  CHECK_FALSE(files.write("b", std::string(40u << 20, 'x')));
  CHECK(files.write("a", "small"));
  CHECK(files.write("b", std::string(40u << 20, 'x')));
  CHECK(files.bytes() == 5 + (40u << 20));
  CHECK(files.remove("./a"));
  CHECK_FALSE(files.remove("a"));
  for (int i = 0; i < 300; ++i) files.write("many" + std::to_string(i), "");
  CHECK(files.list().size() == FileStore::kMaxFiles);
}

TEST_CASE("a script reads its owner's files, and its own stay from run to run") {
  Session session;
  session.files().write("points.csv", "x,y\n1,2\n3,4\n");
  CHECK(output(session, "import csv\nprint(list(csv.reader(open('points.csv'))))\nopen('out.txt', 'w').write('kept')") ==
        "[['x', 'y'], ['1', '2'], ['3', '4']]\n");
  REQUIRE(session.files().find("out.txt"));
  CHECK(*session.files().find("out.txt") == "kept");
  Session other;
  CHECK(output(other, "import os\nprint(os.path.exists('points.csv'), os.listdir())") == "False []\n");
}

TEST_CASE("bytes that are no text, and files beyond the memory of the script, are errors of the script") {
  SessionOptions options;
  options.limits.memory_bytes = 8u << 20;
  Session session(options);
  session.files().write("bad.txt", "ab\xff");
  session.files().write("large.txt", std::string(30u << 20, 'x'));
  session.files().write("bomb.npy", std::string("\x93NUMPY\x01\x00\x46\x00", 10) +
                                        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }  \n");
  const std::string out = output(session, R"(
for attempt in (lambda: open('bad.txt').read(), lambda: open('large.txt').read()):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, str(error)[:90])
import numpy as np
for attempt in (lambda: np.load('bomb.npy'), lambda: np.loadtxt('large.txt'), lambda: np.zeros(10 ** 12), lambda: np.arange(10 ** 11)):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__)
)");
  CHECK(out.find("UnicodeDecodeError 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte") != std::string::npos);
  CHECK(out.find("MemoryError") != std::string::npos);
  CHECK(out.find("ValueError\nMemoryError\nMemoryError\nMemoryError\n") != std::string::npos);
}
