// Frame: one call in progress, of a script function or of a native Task. Frames form a chain that is kept and
// reused, so that a call allocates nothing.
#pragma once

#include "script/objects/function.h"
#include "script/vm/task.h"

namespace logit::script {

/// What a frame does with the result of the frame it has pushed.
enum class OnResult : std::uint8_t {
  push,       ///< the operands (Frame::drop) go, the result goes onto the stack
  discard,    ///< the operands go, so does the result
  invert,     ///< as push, but `not result` (of a bool)
  iteration,  ///< of a `for`: an item, or the end
  delegate,   ///< of a `yield from`: an item to pass on, or the result
  method,     ///< as push, with an undefined self above it: a method about to be called
  jump_unless,   ///< the result of a comparison that decides a jump
  false_or_pop, true_or_pop,  ///< the truth of the top, for `and` and `or`
  binary,     ///< of an operator method: NotImplemented makes it the other operand's turn
  compare,    ///< the same for a comparison
};

/// What kind of call a frame is, where it ends differently from a plain function's.
enum class FrameKind : std::uint8_t { plain, generator, init, native, sentinel };

struct StackChunk;

struct Frame {
  Frame* previous = nullptr;
  Frame* next = nullptr;        ///< a spare frame, for the next call
  Value* base = nullptr;        ///< locals; arguments first
  Value* sp = nullptr;          ///< one past the top of the stack (valid while another frame is on top)
  Value* result = nullptr;      ///< where the caller's stack ends, and the result goes
  Value* clean = nullptr;       ///< everything from here on is released when the frame ends
  const std::uint32_t* ip = nullptr;  ///< next instruction (valid while another frame is on top)
  Code* code = nullptr;         ///< borrowed from function
  Function* function = nullptr; ///< kept alive by a stack slot, or owned (own_function)
  Dict* globals = nullptr;
  StackChunk* chunk = nullptr;
  Dict* names = nullptr;        ///< namespace of a class body (owned), else null
  Generator* generator = nullptr;  ///< owned
  Value held;                   ///< generator: the exception being handled outside; init: the new instance
  Task::Handle task = nullptr;  ///< native frames
  FrameKind kind = FrameKind::plain;
  OnResult on_result = OnResult::push;
  std::uint8_t operation = 0;   ///< on_result binary, compare: which
  std::uint8_t drop = 0;        ///< operands to release when the result comes
  bool own_function = false;
  bool raise_on_entry = false;  ///< begins by raising the exception that is set (generator.throw)
  std::uint32_t line = 0;       ///< last line event (precise runs)

  bool is_native() const { return kind == FrameKind::native; }
};

/// The value stack: chunks that never move, because Args and frames point into them.
struct StackChunk {
  static constexpr std::size_t kValues = 32 * 1024;
  StackChunk* previous = nullptr;
  StackChunk* next = nullptr;
  Value* begin = nullptr;
  Value* end = nullptr;
};

}  // namespace logit::script
