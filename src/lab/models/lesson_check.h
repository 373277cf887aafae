// Whether a lesson's exercise is solved: the student's script runs once more, apart from the one on the screen, and the lesson's
// assertions after it. It proves nothing against cheating and is not meant to.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lab/text.h"
#include "session/session.h"

namespace logit::lab {

class LessonCheck {
 public:
  enum class Result { none, running, passed, failed, broken };

  /// Begins: `script` is the student's, `check` the lesson's.
  void start(std::string_view lesson, std::string_view script, std::string_view check);
  /// Runs for up to `milliseconds`; true when the result has just come.
  bool advance(double milliseconds);
  void forget();

  Result result() const { return result_; }
  const std::string& lesson() const { return lesson_; }
  /// Why it failed, in the reader's language; for `broken` the script's own error.
  std::string message(Language language) const;

 private:
  std::unique_ptr<Session> session_;
  std::string lesson_, message_;
  Result result_ = Result::none;
  int script_lines_ = 0;
};

}  // namespace logit::lab
