// The chain of frames and the value stack.
#include "script/vm/vm.h"

namespace logit::script {

void* allocate_task(Vm& vm, std::size_t bytes) {
  auto* memory = static_cast<std::uint64_t*>(vm.heap.allocate(bytes + 16));
  memory[0] = bytes + 16;
  memory[1] = reinterpret_cast<std::uintptr_t>(&vm.heap);
  return memory + 2;
}

void free_task(void* memory) {
  auto* start = static_cast<std::uint64_t*>(memory) - 2;
  auto* heap = reinterpret_cast<Heap*>(static_cast<std::uintptr_t>(start[1]));
  heap->free(start, start[0]);
}

void Vm::release_range(Value* from, Value* to) {
  while (to > from) (--to)->~Value();
}

Frame* Vm::push_frame() {
  Frame* frame = frame_->next;
  if (!frame) {
    frame = new Frame;
    frame->previous = frame_;
    frame_->next = frame;
  }
  frame->chunk = frame_->chunk;
  frame_ = frame;
  return frame;
}

void Vm::pop_frame() {
  Frame* frame = frame_;
  frame_ = frame->previous;
}

Value* Vm::stack_top() { return frame_->sp; }

Value* Vm::ensure_stack(Value* from, std::size_t count, std::size_t slots, StackChunk*& chunk) {
  if (from + slots <= chunk->end) [[likely]] return from;
  StackChunk* next = chunk->next;
  while (next && static_cast<std::size_t>(next->end - next->begin) < slots) next = next->next;
  if (!next) {
    next = new StackChunk;
    const std::size_t size = slots > StackChunk::kValues ? slots : StackChunk::kValues;
    next->begin = static_cast<Value*>(heap.allocate(size * sizeof(Value)));
    next->end = next->begin + size;
    StackChunk* last = chunk;
    while (last->next) last = last->next;
    last->next = next;
    next->previous = last;
  }
  if (count) std::memcpy(static_cast<void*>(next->begin), static_cast<const void*>(from), count * sizeof(Value));
  chunk = next;
  return next->begin;
}

Value Vm::start(Task task) {
  if (native_depth_ >= recursion_limit_) return recursion_error();
  Frame* frame = push_frame();
  ++native_depth_;
  frame->kind = FrameKind::native;
  frame->task = task.detach();
  frame->base = frame->sp = frame->result = frame->clean = frame->previous->sp;
  frame->code = nullptr;
  frame->function = nullptr;
  return Value::pending();
}

void Vm::forget_start() {
  frame_->task.destroy();
  frame_->task = nullptr;
  frame_->held = Value();
  --native_depth_;
  pop_frame();
}

Frame* Vm::script_frame() const {
  Frame* frame = frame_;
  while (frame != bottom_ && frame->is_native()) frame = frame->previous;
  return frame == bottom_ ? nullptr : frame;
}

Value Vm::recursion_error() {
  return raise(types.recursion_error, "maximum recursion depth exceeded");
}

Value Vm::handled_exception() const {
  if (handled_.is_object()) return handled_;
  for (Frame* frame = frame_; frame != bottom_; frame = frame->previous) {
    if (frame->kind == FrameKind::generator && frame->held.is_object()) return frame->held;
  }
  return Value();
}

bool Vm::enter_repr(const Object* object) {
  for (const Object* o : repr_guard_) {
    if (o == object) return false;
  }
  repr_guard_.push_back(object);
  return true;
}

void Vm::leave_repr(const Object* object) {
  for (std::size_t i = repr_guard_.size(); i-- > 0;) {
    if (repr_guard_[i] == object) {
      repr_guard_.erase(repr_guard_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }
}

Await Vm::charge(std::int64_t n) {
  budget_ -= n;
  if (budget_ > 0) return Await(Value::none());
  return pause_with(Value::none());
}

Await Vm::pause_with(Value value) {
  suspended_ = true;
  suspend_status_ = RunStatus::out_of_budget;
  resume_value_ = std::move(value);
  return Await(Value::pending());
}

bool Vm::charge_plain(std::int64_t n) {
  budget_ -= n;
  return true;
}

Await Vm::sleep(double seconds) {
  suspended_ = true;
  suspend_status_ = RunStatus::waiting;
  resume_value_ = Value::none();
  wake_time_ = host.steady_clock() + seconds;
  return Await(Value::pending());
}

Await Vm::pause() {
  suspended_ = true;
  suspend_status_ = RunStatus::breakpoint;
  resume_value_ = Value::none();
  return Await(Value::pending());
}

}  // namespace logit::script
