// Assertions that stay on in every build: a lab that stops with a sentence beats one that computes on.
#pragma once

namespace logit {

/// Prints the condition, the place and `state`, then aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line, const char* state);

}  // namespace logit

/// Our own mistakes. `state` is a short C string with what is known at this point, or "".
#define LOGIT_ASSERT(condition, state) \
  ((condition) ? void(0) : ::logit::assertion_failed(#condition, __FILE__, __LINE__, state))
