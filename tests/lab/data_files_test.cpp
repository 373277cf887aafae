// Data files of the lab: packing for the browser's storage, previews, and what goes into a link.
#include <doctest/doctest.h>

#include "lab/models/data_files.h"

using namespace logit;
using namespace logit::lab;

TEST_CASE("files come back from storage as they were") {
  FileStore files, back;
  files.write("điểm.csv", "x,y\n1,2\n");
  files.write("a.npy", std::string("\x93NUMPY\0\n\t", 9));
  files.write("empty", "");
  unpack_files(pack_files(files), back);
  REQUIRE(back.list().size() == 3);
  for (const FileStore::Entry& entry : files.list()) CHECK(*back.find(entry.name) == *files.find(entry.name));
  unpack_files("no tab\n\tbytes\n../up\tAAAA\n", back);
  CHECK(back.list().size() == 3);
}

TEST_CASE("previews") {
  const FilePreview table = preview_file("p.csv", "a,b,c\n1,\"x, y\",3\n4,5\n", 2, 2);
  CHECK(table.is_table);
  CHECK(table.all_rows == 3);
  CHECK(table.all_columns == 3);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[1] == std::vector<std::string>{"1", "x, y"});
  const FilePreview lines = preview_file("notes.txt", "one\ntwo\n");
  CHECK_FALSE(lines.is_table);
  CHECK(lines.all_rows == 2);
  const FilePreview npy = preview_file("a.npy", std::string("\x93NUMPY\x01\0\x10\0", 10) + "{'descr': '<f8'}");
  CHECK(npy.note == "{'descr': '<f8'}");
  CHECK(preview_file("x", "").rows.empty());
}

TEST_CASE("files go into a link only as a whole") {
  FileStore files;
  files.write("small", std::string(1000, 'x'));
  CHECK(files_for_link(files).size() == 1);
  files.write("large", std::string(share::kMaxFileBytes, 'x'));
  CHECK_FALSE(fits_link(files));
  CHECK(files_for_link(files).empty());
}
