// A fuzzer's bytes as a row of choices: each byte chooses once, and when they are over every choice is the first.
#pragma once

#include <cstddef>
#include <cstdint>

class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : data_(data), end_(data + size) {}

  /// 0 … count - 1.
  std::int64_t below(std::int64_t count) { return data_ == end_ ? 0 : *data_++ % count; }
  /// low … high.
  std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
  bool over() const { return data_ == end_; }

 private:
  const std::uint8_t* data_;
  const std::uint8_t* end_;
};
