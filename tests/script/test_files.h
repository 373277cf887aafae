// Reading what tests/tools/record_syntax.py recorded.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <string>

/// A whole file; the path is relative to tests/.
inline std::string read_test_file(const std::string& path) {
  std::FILE* file = std::fopen((std::string(LOGIT_TEST_DIR "/../../") + path).c_str(), "rb");
  REQUIRE_MESSAGE(file, path);
  std::string text;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return text;
}

/// Compares line by line, so that a failure shows the first line that differs and not two books.
inline void check_same_lines(const std::string& got, const std::string& expected, const std::string& what) {
  std::size_t a = 0, b = 0;
  for (int line = 1; a < got.size() || b < expected.size(); ++line) {
    const std::size_t a_end = got.find('\n', a), b_end = expected.find('\n', b);
    const std::string mine = a < got.size() ? got.substr(a, a_end - a) : "<end>";
    const std::string theirs = b < expected.size() ? expected.substr(b, b_end - b) : "<end>";
    if (mine != theirs) {
      FAIL_CHECK(what << ", line " << line << "\n  expected: " << theirs << "\n       got: " << mine);
      return;
    }
    a = a_end == std::string::npos ? got.size() : a_end + 1;
    b = b_end == std::string::npos ? expected.size() : b_end + 1;
  }
}
