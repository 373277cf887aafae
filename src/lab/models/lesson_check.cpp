#include "lab/models/lesson_check.h"

#include <algorithm>

#include "base/format.h"

namespace logit::lab {

void LessonCheck::start(std::string_view lesson, std::string_view script, std::string_view check) {
  SessionOptions options;
  options.record = false;
  options.limits.memory_bytes = 128u << 20;
  options.limits.instructions = 500'000'000;
  session_ = std::make_unique<Session>(options);
  lesson_ = lesson;
  message_.clear();
  result_ = Result::running;
  const std::string whole = cat(script, "\n", check, "\n");
  script_lines_ = static_cast<int>(std::count(script.begin(), script.end(), '\n')) + 1;
  session_->load(whole, "<check>");
}

bool LessonCheck::advance(double milliseconds) {
  if (result_ != Result::running) return false;
  if (session_->status() != Status::finished) session_->advance(Budget::time(milliseconds));
  if (session_->status() == Status::running || session_->status() == Status::waiting) return false;
  result_ = session_->exit_status() == 0 ? Result::passed : Result::broken;
  session_->events().read(0, [this](const Event& event) {
    const auto* error = std::get_if<ErrorRaised>(&event);
    if (!error) return;
    // An assertion of the check says what is missing; everything else is the script's own mistake.
    const bool asserted = error->type == "AssertionError" && error->line > script_lines_;
    result_ = asserted ? Result::failed : Result::broken;
    message_ = asserted ? error->message : cat(error->type, ": ", error->message);
  });
  session_.reset();
  return true;
}

void LessonCheck::forget() {
  session_.reset();
  result_ = Result::none;
}

std::string LessonCheck::message(Language language) const {
  const auto bar = message_.find(" | ");
  if (bar == std::string::npos) return message_;
  return language == Language::vi ? message_.substr(0, bar) : message_.substr(bar + 3);
}

}  // namespace logit::lab
