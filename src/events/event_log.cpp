#include "events/event_log.h"

#include <utility>

namespace logit {

namespace {

std::size_t text_bytes(const Event& event) {
  const auto* printed = std::get_if<Printed>(&event);
  return printed ? printed->text.size() : 0;
}

}  // namespace

void EventLog::append(Event event) {
  text_bytes_ += text_bytes(event);
  events_.push_back(std::move(event));
  // The newest event always stays, however large.
  while (events_.size() > 1 && (events_.size() > max_events_ || text_bytes_ > max_text_bytes_)) drop_oldest();
}

void EventLog::drop_oldest() {
  text_bytes_ -= text_bytes(events_.front());
  events_.pop_front();
  ++first_;
}

void EventLog::clear() {
  first_ += events_.size();
  events_.clear();
  text_bytes_ = 0;
}

}  // namespace logit
