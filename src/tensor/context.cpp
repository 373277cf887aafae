#include "tensor/context.h"

namespace logit {

constinit thread_local Context* Context::current_ = nullptr;

void warn(const char* text) {
  Context& context = Context::current();
  if (context.warn) context.warn(context.warn_receiver, "UserWarning", text);
}

}  // namespace logit
