#include "base/error.h"

#include <utility>

namespace logit {

std::string_view python_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::runtime_error: return "RuntimeError";
    case ErrorKind::type_error: return "TypeError";
    case ErrorKind::value_error: return "ValueError";
    case ErrorKind::index_error: return "IndexError";
    case ErrorKind::key_error: return "KeyError";
    case ErrorKind::attribute_error: return "AttributeError";
    case ErrorKind::not_implemented_error: return "NotImplementedError";
    case ErrorKind::overflow_error: return "OverflowError";
    case ErrorKind::zero_division_error: return "ZeroDivisionError";
    case ErrorKind::memory_error: return "MemoryError";
    case ErrorKind::file_not_found_error: return "FileNotFoundError";
    case ErrorKind::eof_error: return "EOFError";
    case ErrorKind::linalg_error: return "torch._C._LinAlgError";
  }
  return "RuntimeError";
}

void fail(ErrorKind kind, std::string message) { throw Error(kind, std::move(message)); }

}  // namespace logit
