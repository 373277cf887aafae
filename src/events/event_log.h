// An append-only log with a bounded tail: readers keep a cursor and ask for what is new.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "events/event.h"

namespace logit {

/// The events of one run. Old ones are dropped when more than `capacity` are waiting, so that a script that
/// prints for ever costs a fixed amount of memory; readers see by the cursor that something is missing.
class EventLog {
 public:
  explicit EventLog(std::size_t capacity = 1 << 16) : capacity_(capacity) {}

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
  std::size_t capacity_;
  std::uint64_t first_ = 0;
  std::deque<Event> events_;
};

}  // namespace logit
