// An append-only log with a bounded tail: readers keep a cursor and ask for what is new.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "events/event.h"

namespace logit {

/// The events of a session. The oldest are dropped when there are too many of them or when they hold too much printed
/// text, so that a script that prints for ever costs a fixed amount of memory; readers see by begin() that something is missing.
class EventLog {
 public:
  explicit EventLog(std::size_t max_events = 1 << 16, std::size_t max_text_bytes = 16 << 20)
      : max_events_(max_events), max_text_bytes_(max_text_bytes) {}

  void append(Event event);

  /// Sequence number that the next event will get. Numbers start at 0 and never repeat, clear() included.
  std::uint64_t end() const { return first_ + events_.size(); }
  /// Sequence number of the oldest event still here.
  std::uint64_t begin() const { return first_; }

  /// Calls visit(event) for everything from `cursor` on and returns the new cursor.
  template <class Visit>
  std::uint64_t read(std::uint64_t cursor, Visit&& visit) const {
    for (std::uint64_t i = cursor < first_ ? first_ : cursor; i < end(); ++i) visit(events_[i - first_]);
    return end();
  }

  /// Forgets all events; cursors stay valid.
  void clear();

 private:
  void drop_oldest();

  std::size_t max_events_;
  std::size_t max_text_bytes_;
  std::size_t text_bytes_ = 0;
  std::uint64_t first_ = 0;
  std::deque<Event> events_;
};

}  // namespace logit
