// The errors that travel as C++ exceptions: only those of tensor code, whose caller is a script.
//
// A kind is the name of the Python exception class that the script sees; the message is PyTorch's or
// CPython's own wording. Thrown by check() and fail(), caught where the script machine calls native
// tensor code, and in main(). Errors that arise inside the script machine itself do not use this path.
#pragma once

#include <string>
#include <string_view>

namespace logit {

/// Python exception classes that tensor code may raise.
enum class ErrorKind {
  runtime_error,
  type_error,
  value_error,
  index_error,
  key_error,
  attribute_error,
  not_implemented_error,
  overflow_error,
  zero_division_error,
  memory_error,
  file_not_found_error,
  eof_error,
  linalg_error,  ///< torch.linalg.LinAlgError, a RuntimeError: singular matrices and the like
};

/// The Python class name of a kind, for example "RuntimeError".
std::string_view python_name(ErrorKind kind);

/// An error with a Python class and a message. Deliberately not derived from std::exception: nothing but
/// the two places named above should be tempted to catch it.
class Error {
 public:
  Error(ErrorKind kind, std::string message) : kind_(kind), message_(std::move(message)) {}
  ErrorKind kind() const { return kind_; }
  const std::string& message() const { return message_; }

 private:
  ErrorKind kind_;
  std::string message_;
};

/// Throws Error(kind, message).
[[noreturn]] void fail(ErrorKind kind, std::string message);

/// Throws unless `condition` holds; for messages that are literals.
inline void check(bool condition, ErrorKind kind, const char* message) {
  if (!condition) [[unlikely]] fail(kind, message);
}

/// Throws unless `condition` holds. The message is built only when it is needed, so that a check on a hot
/// path costs one branch: check(n == m, ErrorKind::value_error, [&] { return cat("got ", n); }).
template <class MakeMessage>
  requires requires(MakeMessage make) { std::string(make()); }
inline void check(bool condition, ErrorKind kind, MakeMessage&& make_message) {
  if (!condition) [[unlikely]] fail(kind, std::string(make_message()));
}

}  // namespace logit
