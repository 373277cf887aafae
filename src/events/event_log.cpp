#include "events/event_log.h"

#include <utility>

namespace logit {


void EventLog::append(Event event) {
  events_.push_back(std::move(event));
  if (events_.size() > capacity_) {
    events_.pop_front();
    ++first_;
  }
}

void EventLog::clear() {
  first_ += events_.size();
  events_.clear();
}

}  // namespace logit
