// Task: a native function that can be suspended, written as a coroutine.
//
// Native code that needs the result of script code cannot call it: nothing recurses on the C++ stack. It awaits:
//
//     Task first_match(Vm& vm, Value iterable, Value predicate) {       // parameters by value: they outlive the call
//       Value it = co_await vm.iter(iterable);
//       if (it.is_error()) co_return it;                                 // the exception stays set
//       for (;;) {
//         Value item = co_await vm.next(it);
//         if (item.is_error()) co_return item;
//         if (item.is_undefined()) co_return Value::none();              // exhausted
//         Value hit = co_await vm.call(predicate, item);
//         if (hit.is_error()) co_return hit;
//         Value yes = co_await vm.truth(hit);
//         if (yes.is_error()) co_return yes;
//         if (yes.is_true()) co_return item;
//       }
//     }
//     Value do_first_match(Vm& vm, Args args) { return vm.start(first_match(vm, args[0], args[1])); }
//
// The machine keeps the coroutine as a frame among the script's frames; an awaited call puts a frame on top, and when
// that one returns the coroutine goes on. Operations on native values finish at once without suspending.
// Rules: parameters by value (except Vm&, which comes first); no co_await inside a conditional expression or an initialiser
// list (GCC 12); co_return an error as soon as you meet one; long loops without calls `co_await vm.charge(n)`.
#pragma once

#include <coroutine>
#include <exception>

#include "script/objects/type.h"

namespace logit::script {

void* allocate_task(Vm& vm, std::size_t bytes);
void free_task(void* memory);

class Task {
 public:
  struct promise_type {
    Value result;      ///< what the coroutine returned
    Value delivered;   ///< what the frame above gave
    bool wants_stop = false;  ///< StopIteration is to be delivered as undefined

    template <class... Args>
    static void* operator new(std::size_t bytes, Vm& vm, Args&&...) {
      return allocate_task(vm, bytes);
    }
    static void operator delete(void* memory, std::size_t) { free_task(memory); }
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(Value value) { result = std::move(value); }
    void unhandled_exception() { std::terminate(); }  // no C++ exception leaves a Task
  };
  using Handle = std::coroutine_handle<promise_type>;

  Task(Task&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() {
    if (handle_) handle_.destroy();
  }
  Handle detach() {
    Handle handle = handle_;
    handle_ = nullptr;
    return handle;
  }

 private:
  explicit Task(Handle handle) : handle_(handle) {}
  Handle handle_;
};

/// What `co_await vm.call(...)` and the like wait for: a value that is there, or the result of the frame just pushed.
class [[nodiscard]] Await {
 public:
  explicit Await(Value value, bool wants_stop = false) : value_(std::move(value)), wants_stop_(wants_stop) {}
  bool await_ready() const { return !value_.is_pending(); }
  void await_suspend(Task::Handle handle) {
    handle_ = handle;
    handle.promise().wants_stop = wants_stop_;
  }
  Value await_resume() {
    if (!handle_) return std::move(value_);
    handle_.promise().wants_stop = false;
    return std::move(handle_.promise().delivered);
  }

 private:
  Value value_;
  bool wants_stop_;
  Task::Handle handle_ = nullptr;
};

}  // namespace logit::script
