#include "events/event_log.h"

#include <doctest/doctest.h>

using logit::EventLog;
using logit::Printed;
using logit::Stream;

namespace {

std::string text_from(const EventLog& log, std::uint64_t cursor) {
  std::string text;
  log.read(cursor, [&](const logit::Event& event) { text += std::get<Printed>(event).text; });
  return text;
}

}  // namespace

TEST_CASE("a reader sees each event once") {
  EventLog log;
  log.append(Printed{Stream::out, "a"});
  std::uint64_t cursor = log.read(0, [](const logit::Event&) {});
  log.append(Printed{Stream::out, "b"});
  CHECK(text_from(log, cursor) == "b");
  CHECK(text_from(log, 0) == "ab");
}

TEST_CASE("the oldest events go when there are too many") {
  EventLog log(3);
  for (char c = 'a'; c <= 'e'; ++c) log.append(Printed{Stream::out, std::string(1, c)});
  CHECK(text_from(log, 0) == "cde");
  CHECK(log.begin() == 2);
  CHECK(log.end() == 5);
}

TEST_CASE("printed text is bounded, and the newest piece stays whatever its size") {
  EventLog log(100, 10);
  log.append(Printed{Stream::out, "123456"});
  log.append(Printed{Stream::out, "789012"});
  CHECK(text_from(log, 0) == "789012");
  log.append(Printed{Stream::out, std::string(50, 'x')});
  CHECK(text_from(log, 0) == std::string(50, 'x'));
}

TEST_CASE("cursors stay valid over clear") {
  EventLog log;
  log.append(Printed{Stream::out, "a"});
  const std::uint64_t cursor = log.end();
  log.clear();
  log.append(Printed{Stream::out, "b"});
  CHECK(text_from(log, cursor) == "b");
}
