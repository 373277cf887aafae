// A value or a reason why there is none: for failures of the surroundings (no WebGPU, a broken link),
// where the caller falls back and tells the person.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace logit {

/// The sentence to show when something outside our program failed.
struct Failure {
  std::string reason;
};

/// Either a T or a Failure. Check ok() before value().
template <class T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Failure failure) : state_(std::move(failure)) {}
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() { return std::get<0>(state_); }
  const T& value() const { return std::get<0>(state_); }
  const std::string& reason() const { return std::get<1>(state_).reason; }

 private:
  std::variant<T, Failure> state_;
};

}  // namespace logit
