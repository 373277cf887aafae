// The loop that runs instructions, and the parts of it that live outside of the loop: what happens between frames, and what an
// instruction does that need not be fast. They are apart because V8 allocates registers well only in functions up to a certain size.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

struct Interpreter {
  template <bool kPrecise>
  static RunStatus run(Vm& vm);

  /// Where the loop goes on after something happened between frames.
  enum class Next : std::uint8_t {
    deliver,       ///< a result is there for the frame on top
    deliver_end,   ///< an iteration has ended
    unwound,       ///< a frame has ended with vm.exception_
    switch_frame,  ///< another frame is on top
    stop,          ///< the run is suspended
  };
  /// Goes on with the Task on top. `result` (for deliver) is handed over with its reference; `status` goes with stop.
  template <bool kPrecise>
  static Next step_native(Vm& vm, std::uint64_t& result, RunStatus& status);
  /// vm.exception_ has come to a frame that does not handle it: the frame ends.
  static void end_by_exception(Vm& vm, Frame* frame, Value* sp);
  /// The frame below one that has ended by an exception is native, or waits for an iteration: the exception may mean its end.
  static Next after_exception(Vm& vm, RunStatus& status);
  /// A native function said "exhausted" outside of a loop: StopIteration, with what vm.stop_value_ holds.
  static void raise_stop(Vm& vm);
  /// An iteration has ended, and a Task waited for an item.
  static void end_iteration(Vm& vm);
  /// Pushes the Task of the first object that waits for its finalizer.
  static void start_finalizer(Vm& vm, Frame* frame);
  /// The generator on top sleeps; `ip` and `sp` are where it will go on.
  static void suspend_generator(Vm& vm, Frame* frame, const std::uint32_t* ip, Value* sp);
  /// A generator frame ends: its variables go, its bookkeeping is restored.
  static void leave_generator(Vm& vm, Frame* frame, Value* sp);
  /// __init__ returned something else than None: raises, and ends the frame.
  static void refuse_result(Vm& vm, Frame* frame, Value* sp, std::uint64_t result);
  /// A frame above `frame` on the same stack, on top now: a spare one, mostly. The caller fills it.
  static Frame* next_frame(Vm& vm, Frame* frame) {
    Frame* fresh = frame->next;
    if (!fresh) [[unlikely]] return vm.push_frame();
    vm.frame_ = fresh;
    fresh->chunk = frame->chunk;
    return fresh;
  }
  /// The frame of a plain __init__, with a fresh instance of the class in `callee`; the arguments are above it.
  static void enter_init(Vm& vm, Frame* frame, Value* callee, Value* sp);

  /// Finalizers, memory, cycles. False: an exception is set.
  static bool safe_point(Vm& vm);
  static Task finalize(Vm& vm, Value object);
  static Task finalize_all(Vm& vm);
  /// Precise runs: budget, line events, breakpoints, steps. True: stop before this instruction.
  static bool should_stop(Vm& vm, Frame* frame, const std::uint32_t* ip, RunStatus& status);

  /// Calls the operator method of sp[-2] with sp[-1]; both stay where they are.
  static Value call_operator(Vm& vm, Value* sp, const Value& method);
  /// An operator whose left operand is an instance of a script class with a plain method for it: the method's frame is pushed
  /// directly (on_result binary). Everything else takes the general way.
  static Value start_binary(Vm& vm, Frame* frame, Value* sp, Binary op, bool inplace);
  static Task binary_rest(Vm& vm, Value left, Value right, Binary op, bool inplace);
  /// The same for a comparison; on_result and drop of the frame say what becomes of a pending result.
  static Value start_compare(Vm& vm, Frame* frame, Value* sp, Compare op);
  static Task compare_rest(Vm& vm, Value left, Value right, Compare op);
  /// str + str of exact strings in sp[-2] and sp[-1], which it consumes: the result is in sp[-2]. False: an exception is set.
  static bool concatenate(Vm& vm, Frame* frame, Code* code, const std::uint32_t* ip, Value* sp);

  static bool load_global(Vm& vm, Frame* frame, InlineCache& cache, Value* to);
  static bool store_global(Vm& vm, Frame* frame, InlineCache& cache, Value value);
  static void enter_cells(Vm& vm, Frame* frame, Code* code, Value* base);
  /// Raises the error of a local or free variable that has no value.
  static void unbound(Vm& vm, Code* code, std::uint32_t index);
  /// The function of the code object in sp[-1]; `flags` says what lies below it. All of it is consumed.
  static Value make_function(Vm& vm, Frame* frame, Value* sp, std::uint32_t flags);
  /// Both take the items over.
  static Value build_tuple(Vm& vm, Value* items, std::uint32_t count);
  static Value build_list(Vm& vm, Value* items, std::uint32_t count);
  /// a, *b, c = list: the list in `to` is consumed, the values lie from `to` on, first name on top. False: an exception is set.
  static bool unpack_star(Vm& vm, Value* to, std::size_t before, std::size_t after);
};

}  // namespace logit::script
