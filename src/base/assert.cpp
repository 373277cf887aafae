#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace logit {

void assertion_failed(const char* condition, const char* file, int line, const char* state) {
  std::fprintf(stderr, "logit: internal error: %s at %s:%d %s\n", condition, file, line, state);
  std::abort();
}

}  // namespace logit
