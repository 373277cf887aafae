// What a session carries around its tensors: modes, defaults, the random generator, memory, observers.
// There is no other global state. The session makes its Context current while it runs.
#pragma once

#include <cstdint>

#include "kernels/gpu.h"
#include "tensor/dtype.h"
#include "tensor/generator.h"
#include "tensor/print.h"
#include "tensor/storage.h"

namespace logit {

class Node;
class Tensor;
struct AutogradObserver;  // autograd/engine.h
namespace ops { class LongWork; }  // ops/long_work.h

/// The ambient state of one session.
struct Context {
  MemoryAccount memory;            ///< first, so that it outlives everything below
  bool grad_enabled = true;        ///< torch.no_grad() and relatives; see autograd/grad_mode.h
  bool inference_mode = false;     ///< torch.inference_mode(); implies !grad_enabled
  bool detect_anomaly = false;     ///< torch.autograd.set_detect_anomaly
  DType default_dtype = DType::float32;
  Generator generator;             ///< torch.default_generator
  PrintOptions print;              ///< torch.set_printoptions
  AutogradObserver* observer = nullptr;  ///< sees every recorded op and every step backwards; may be null
  ops::LongWork* long_work = nullptr;    ///< where a product too long for one go is put off to; null: it is not
  kernels::Gpu* gpu = nullptr;           ///< a device for large products, not owned; null: there is none
  kernels::Backend backend = kernels::Backend::automatic;  ///< who shall compute products
  kernels::RanOn ran_on = kernels::RanOn::nothing;  ///< who computed the last one; whoever reads it sets it back
  std::uint64_t next_sequence = 0;  ///< numbers graph nodes in order of creation
  std::uint32_t next_run = 0;       ///< numbers backward runs

  /// Called with a warning's category ("UserWarning") and text; the session prints it to stderr.
  void (*warn)(void* receiver, const char* category, const char* text) = nullptr;
  void* warn_receiver = nullptr;

  /// The context of the running session. One must be current whenever tensor code runs.
  static Context& current() { return *current_; }
  static bool has_current() { return current_ != nullptr; }

 private:
  friend class ContextScope;
  static constinit thread_local Context* current_;
};

/// Makes a context current for the scope's lifetime.
class ContextScope {
 public:
  explicit ContextScope(Context& context) : previous_(Context::current_) { Context::current_ = &context; }
  ~ContextScope() { Context::current_ = previous_; }
  ContextScope(const ContextScope&) = delete;
  ContextScope& operator=(const ContextScope&) = delete;

 private:
  Context* previous_;
};

/// Sends a UserWarning to the session.
void warn(const char* text);

}  // namespace logit
