#include <doctest/doctest.h>

#include <cstdio>
#include <set>
#include <string>

#include "lab/models/lesson_book.h"
#include "lab/models/lesson_check.h"
#include "lab/text.h"

using namespace logit;
using namespace logit::lab;

namespace {
std::string read_file(const std::string& path) {
  std::string out;
  if (FILE* file = std::fopen(path.c_str(), "rb")) {
    char buffer[4096];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) out.append(buffer, n);
    std::fclose(file);
  }
  return out;
}
const std::string kSeeds = std::string(LOGIT_TEST_DIR) + "/../parity/seeds/";
}  // namespace

TEST_CASE("every lesson is there in both languages, with a title, prose and a script") {
  const LessonBook book(embedded_lessons());
  CHECK(book.lessons().size() == 13);
  for (const Lesson& lesson : book.lessons()) {
    CAPTURE(lesson.id);
    CHECK_FALSE(lesson.vi.title.empty());
    CHECK_FALSE(lesson.en.title.empty());
    CHECK(lesson.vi.blocks.size() == lesson.en.blocks.size());
    CHECK(lesson.vi.blocks.size() > 4);
    CHECK_FALSE(lesson.script().empty());
    for (const LessonText* text : {&lesson.vi, &lesson.en})
      for (const TextBlock& block : text->blocks)
        if (block.kind == TextBlock::Kind::listing) CHECK(lesson.listing(block.runs[0].text));
  }
  CHECK(book.find("backward") == 5);
  CHECK(book.find("nothing") == -1);
}

TEST_CASE("every exercise fails with the start script and passes with its solution, in both languages' words") {
  const LessonBook book(embedded_lessons());
  for (const Lesson& lesson : book.lessons()) {
    CAPTURE(lesson.id);
    REQUIRE_FALSE(lesson.check.empty());
    LessonCheck check;
    const auto result_of = [&](const std::string& script) {
      check.start(lesson.id, script, lesson.check);
      for (int i = 0; i < 1000 && check.result() == LessonCheck::Result::running; ++i) check.advance(50);
      return check.result();
    };
    CHECK(result_of(lesson.script()) == LessonCheck::Result::failed);
    const std::string vi = check.message(Language::vi), en = check.message(Language::en);
    CHECK_FALSE(en.empty());
    CHECK(vi != en);
    const LessonCheck::Result solved = result_of(lesson.solved());
    CAPTURE(check.message(Language::en));
    CHECK(solved == LessonCheck::Result::passed);
  }
}

TEST_CASE("a script that stops with an error is told apart from an exercise that is not solved") {
  LessonCheck check;
  check.start("x", "y = 1\nassert y == 2, 'mine'", "assert y == 3, 'vi | en'");
  while (check.result() == LessonCheck::Result::running) check.advance(50);
  CHECK(check.result() == LessonCheck::Result::broken);
  check.start("x", "y = (", "assert y == 3, 'vi | en'");
  while (check.result() == LessonCheck::Result::running) check.advance(50);
  CHECK(check.result() == LessonCheck::Result::broken);
}

TEST_CASE("every listing of the slides is in a lesson, character for character") {
  std::set<std::string> scripts;
  const LessonBook book(embedded_lessons());
  for (const Lesson& lesson : book.lessons())
    for (const Listing& listing : lesson.listings) scripts.insert(listing.text + "\n");
  for (const char* name : {"slide_backward", "slide_class_skeleton_filled", "slide_class_skeleton_verbatim", "slide_grad_bce",
                           "slide_grad_bce_logits", "slide_grad_bce_lower_names", "slide_grad_bce_spacing", "slide_linear_call",
                           "slide_linear_init", "slide_linear_matmul", "slide_minibatch_linear", "slide_minibatch_matmul",
                           "slide_minibatch_setup", "slide_training_api_complete", "slide_training_api_verbatim"}) {
    CAPTURE(name);
    const std::string text = read_file(kSeeds + name + ".py");
    REQUIRE_FALSE(text.empty());
    CHECK(scripts.count(text) == 1);
  }
}

TEST_CASE("Markdown: headings, bullets, formulas, bold and code") {
  std::vector<Listing> listings;
  std::size_t start = 0;
  const auto blocks = parse_blocks("## Head\ntext **bold** `code`\nmore\n\n- one\n- two\n\n    a = b\n\n```python start s.py\nx = 1\n```\n", listings, start);
  REQUIRE(blocks.size() == 6);
  CHECK(blocks[0].kind == TextBlock::Kind::heading);
  REQUIRE(blocks[1].runs.size() == 5);
  CHECK(blocks[1].runs[1].style == TextRun::Style::bold);
  CHECK(blocks[1].runs[3].text == "code");
  CHECK(blocks[2].kind == TextBlock::Kind::bullet);
  CHECK(blocks[4].kind == TextBlock::Kind::formula);
  CHECK(blocks[5].kind == TextBlock::Kind::listing);
  REQUIRE(listings.size() == 1);
  CHECK(listings[0].name == "s.py");
  CHECK(listings[0].text == "x = 1");
}

TEST_CASE("no string of the interface is missing in a language") {
  constexpr int kCount = 0
#define TEXT(name, vi, en) +1
#include "lab/text.def"
#undef TEXT
      ;
  for (int i = 0; i < kCount; ++i) {
    CHECK_FALSE(text(static_cast<T>(i), Language::vi).empty());
    CHECK_FALSE(text(static_cast<T>(i), Language::en).empty());
  }
  CHECK(fill("{} of {}", "1", "2") == "1 of 2");
}
