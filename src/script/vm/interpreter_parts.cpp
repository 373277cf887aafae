// What happens between frames (Tasks, generators, exceptions, finalizers), and the slow halves of instructions.
#include "script/vm/interpreter.h"

#include <bit>
#include <cstring>

#include "base/assert.h"
#include "script/bytecode/opcode.h"
#include "script/objects/iterators.h"
#include "script/vm/instructions.h"

namespace logit::script {

namespace ins = instructions;
using bytecode::Opcode;

// ------------------------------------------------------------------------------------- between instructions

bool Interpreter::safe_point(Vm& vm) {
  vm.interrupt_ = false;
  vm.budget_ += vm.owed_;
  vm.owed_ = 0;
  if (vm.heap.over_limit() || vm.heap.wants_collection()) vm.heap.collect_cycles();
  if (vm.heap.over_limit()) {
    vm.raise_memory_error(0);
    return false;
  }
  if (vm.stop_requests_ > vm.stops_raised_) {
    // The first request can be caught, like Ctrl+C; the second is beyond handlers.
    vm.limit_hit_ = vm.stops_raised_ > 0;
    vm.stops_raised_ = vm.stop_requests_;
    vm.raise_object(vm.new_exception(vm.types.keyboard_interrupt, vm.empty_tuple()));
    return false;
  }
  return true;
}

Task Interpreter::finalize(Vm& vm, Value object) {
  Value pending = vm.take_exception();
  Value result;
  if (object.is_exact(vm.types.generator)) result = co_await Await(vm.start_close_generator(object));
  else result = co_await Await(vm.start_special(object, vm.names.__del__));
  if (result.is_error()) {
    Value error = vm.take_exception();
    const Value* method = object.is_exact(vm.types.generator) ? nullptr : vm.type_of(object)->lookup(vm.names.__del__);
    const Value& culprit = method ? *method : object;
    // The text of a native object needs no frame; anything else is told by its class.
    Value shown = vm.type_of(culprit)->native ? vm.type_of(culprit)->slots.repr(vm, culprit) : Value();
    const std::string name = vm.is_str(shown) ? shown.as<Str>()->utf8() : vm.type_name(culprit);
    vm.write(Stream::err, cat("Exception ignored in: ", name, "\n", vm.format_exception(error)));
  }
  vm.exception_ = std::move(pending);
  co_return Value::none();
}

Task Interpreter::finalize_all(Vm& vm) {
  while (!vm.heap.finalizers.empty()) {
    Value object = std::move(vm.heap.finalizers.front());
    vm.heap.finalizers.erase(vm.heap.finalizers.begin());
    Value done = co_await vm.run_task(finalize(vm, std::move(object)));
    if (done.is_error()) vm.clear_error();
  }
  co_return Value::none();
}

bool Interpreter::should_stop(Vm& vm, Frame* frame, const std::uint32_t* ip, RunStatus& status) {
  if (vm.budget_ <= 0) {
    status = RunStatus::out_of_budget;
    return true;
  }
  if (vm.step_ == Step::none && vm.breakpoints_.empty()) return false;
  if (frame->code->is_library) return false;
  const auto position = static_cast<std::uint32_t>(ip - frame->code->instructions.data());
  // A line event: the first instruction of a statement, or of another line than before in this frame.
  const auto& lines = frame->code->unit->lines;
  std::size_t low = 0, high = lines.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (lines[middle].start < position) low = middle + 1;
    else high = middle;
  }
  if (low == lines.size() || lines[low].start != position || !lines[low].statement) return false;
  const std::uint32_t line = lines[low].line;
  if (vm.event_frame_ == frame && vm.event_position_ == position && vm.event_depth_ == vm.depth_) {
    vm.event_frame_ = nullptr;  // stopped here already: go on
    return false;
  }
  bool stop = false;
  for (const std::uint32_t b : vm.breakpoints_) stop = stop || b == line;
  if (stop) {
    status = RunStatus::breakpoint;
  } else {
    const bool comprehension = frame->code->unit->is_comprehension;
    switch (vm.step_) {
      case Step::none: break;
      case Step::into: stop = true; break;
      case Step::over: stop = vm.depth_ <= vm.step_depth_ && !comprehension; break;
      case Step::out: stop = vm.depth_ < vm.step_depth_ && !comprehension; break;
    }
    status = RunStatus::line;
  }
  if (stop) {
    vm.event_frame_ = frame;
    vm.event_position_ = position;
    vm.event_depth_ = vm.depth_;
  }
  return stop;
}

bool Interpreter::load_global(Vm& vm, Frame* frame, InlineCache& cache, Value* to) {
  Dict* globals = frame->globals;
  std::int32_t i = globals->find(cache.name);
  if (i >= 0) {
    cache.globals_version = globals->version(vm.heap);
    cache.builtins_version = 0;
    cache.position = static_cast<std::uint32_t>(i);
    new (to) Value(globals->entries[i].value);
    return true;
  }
  Dict* builtins = vm.builtins_;
  i = builtins->find(cache.name);
  if (i < 0) {
    ins::name_error(vm, cache.name);
    return false;
  }
  cache.globals_version = globals->version(vm.heap);
  cache.builtins_version = builtins->version(vm.heap);
  cache.position = static_cast<std::uint32_t>(i);
  new (to) Value(builtins->entries[i].value);
  return true;
}

Task Interpreter::binary_rest(Vm& vm, Value left, Value right, Binary op, bool inplace) {
  // The left operand's method said NotImplemented: now the right one's reflected method, then the error.
  Type* lt = vm.type_of(left);
  Type* rt = vm.type_of(right);
  const int i = static_cast<int>(op);
  if (inplace) {
    Value result = co_await Await(vm.start_binary(left, right, op));
    co_return result;
  }
  if (rt != lt) {
    if (rt->native && rt->slots.binary[i]) {
      Value result = co_await Await(rt->slots.binary[i](vm, left, right));
      if (!result.is_not_implemented()) co_return result;
    } else if (!rt->native) {
      Str* name = vm.intern(cat("__r", kBinaryNames[i], "__"));
      Value result = co_await Await(vm.start_special(right, name, &left, 1));
      if (result.ok() && !result.is_not_implemented()) co_return result;
      if (result.is_error()) co_return result;
    }
  }
  if (op == Binary::add && lt->slots.concat) {
    Value result = co_await Await(lt->slots.concat(vm, left, right));
    co_return result;
  }
  if (op == Binary::mul && lt->slots.repeat) {
    Value result = co_await Await(lt->slots.repeat(vm, left, right));
    co_return result;
  }
  if (op == Binary::mul && rt->slots.repeat) {
    Value result = co_await Await(rt->slots.repeat(vm, right, left));
    co_return result;
  }
  co_return vm.type_error("unsupported operand type(s) for ", kBinarySymbols[i], ": '", vm.type_name(left), "' and '",
                          vm.type_name(right), "'");
}

Task Interpreter::compare_rest(Vm& vm, Value left, Value right, Compare op) {
  Type* rt = vm.type_of(right);
  if (rt->slots.compare) {
    Value result = co_await Await(rt->slots.compare(vm, right, left, swapped(op)));
    if (!result.is_not_implemented()) co_return result;
  }
  if (op == Compare::eq) co_return Value::boolean(left.same(right));
  if (op == Compare::ne) co_return Value::boolean(!left.same(right));
  constexpr const char* kSymbols[] = {"<", "<=", "==", "!=", ">", ">="};
  co_return vm.type_error("'", kSymbols[static_cast<int>(op)], "' not supported between instances of '",
                          vm.type_name(left), "' and '", vm.type_name(right), "'");
}

Value Interpreter::call_operator(Vm& vm, Value* sp, const Value& method) {
  new (sp) Value(method);
  new (sp + 1) Value(sp[-2]);
  new (sp + 2) Value(sp[-1]);
  return vm.call_on_stack(sp, 1, nullptr);
}

Value Interpreter::start_binary(Vm& vm, Frame* frame, Value* sp, Binary op, bool inplace) {
  Value& left = sp[-2];
  Value& right = sp[-1];
  frame->drop = 2;
  frame->on_result = OnResult::push;
  Type* lt = vm.type_of(left);
  if (!lt->native && !inplace) {
    Type* rt = vm.type_of(right);
    if (lt == rt || rt->native) {
      const Value* method = lt->lookup(vm.binary_names_[static_cast<int>(op)]);
      if (method && method->is_exact(vm.types.function)) {
        if (sp + 4 < frame->chunk->end) {
          Value result = call_operator(vm, sp, *method);
          if (result.is_pending()) {
            frame->on_result = OnResult::binary;
            frame->operation = static_cast<std::uint8_t>(op);
            return result;
          }
          if (!result.is_not_implemented()) return result;
        }
      }
    }
  }
  return inplace ? vm.start_inplace(left, right, op) : vm.start_binary(left, right, op);
}


Value Interpreter::start_compare(Vm& vm, Frame* frame, Value* sp, Compare op) {
  frame->drop = 2;
  frame->on_result = OnResult::push;
  Type* lt = vm.type_of(sp[-2]);
  if (!lt->native && sp + 4 < frame->chunk->end) {
    Type* rt = vm.type_of(sp[-1]);
    const Value* method = lt == rt || rt->native ? lt->lookup(vm.compare_names_[static_cast<std::size_t>(op)]) : nullptr;
    if (method && method->is_exact(vm.types.function)) {
      Value result = call_operator(vm, sp, *method);
      if (result.is_pending()) {
        frame->on_result = OnResult::compare;
        frame->operation = static_cast<std::uint8_t>(op);
        return result;
      }
      if (!result.is_not_implemented()) return result;
      return vm.start(compare_rest(vm, sp[-2], sp[-1], op));
    }
  }
  return vm.start_compare(sp[-2], sp[-1], op);
}

bool Interpreter::concatenate(Vm& vm, Frame* frame, Code* code, const std::uint32_t* ip, Value* sp) {
  // s += t: when the next instruction stores to the variable that holds s, that reference goes first, so that s can
  // grow in place.
  if (sp[-2].object()->refs == 2) {
    const std::uint32_t next = *ip;
    const auto next_op = static_cast<Opcode>(next & 0xff);
    if (next_op == Opcode::store_fast && frame->base[next >> 8].same(sp[-2])) {
      frame->base[next >> 8] = Value();
    } else if (next_op == Opcode::store_global) {
      InlineCache& cache = code->caches[next >> 8];
      if (frame->globals->keys_version == cache.globals_version && cache.globals_version && !cache.builtins_version) {
        Value& slot = frame->globals->entries[cache.position].value;
        if (slot.same(sp[-2])) slot = Value::none();
      }
    }
  }
  Value left = std::move(sp[-2]);
  const Object* const grown = left.object();
  Ref<Str> joined = concat_str(vm.heap, vm.types.str, std::move(left), sp[-1].as<Str>());
  if (!joined) return false;
  if (joined->length > 4096 && joined.get() != grown) vm.budget_ -= joined->length / 64;  // all of it was copied
  sp[-1] = Value();
  sp[-2] = Value::adopt(joined.detach());
  return true;
}

// -------------------------------------------------------------------------------------- variables and displays

bool Interpreter::store_global(Vm& vm, Frame* frame, InlineCache& cache, Value value) {
  Dict* globals = frame->globals;
  if (!globals->set(vm.heap, cache.name, std::move(value))) return false;
  cache.position = static_cast<std::uint32_t>(globals->find(cache.name));
  cache.globals_version = globals->version(vm.heap);
  cache.builtins_version = 0;
  return true;
}

void Interpreter::enter_cells(Vm& vm, Frame* frame, Code* code, Value* base) {
  Value* cells = base + code->variable_count;
  for (std::uint32_t i = 0; i < code->cell_count; ++i) {
    auto cell = vm.heap.make<Cell>(vm.types.cell);
    const std::int32_t argument = code->unit->cell_arguments[i];
    if (argument >= 0) cell->content = std::move(base[argument]);
    new (cells + i) Value(Value::adopt(cell.detach()));
  }
  if (const std::uint32_t free_count = code->local_count - code->variable_count - code->cell_count) {
    const Value* closure = frame->function->closure.as<Tuple>()->items();
    cells += code->cell_count;
    for (std::uint32_t i = 0; i < free_count; ++i) new (cells + i) Value(closure[i]);
  }
}

void Interpreter::unbound(Vm& vm, Code* code, std::uint32_t index) {
  Str* name = code->local_names[index].as<Str>();
  if (index < code->variable_count + code->cell_count) ins::unbound_local(vm, name);
  else ins::unbound_free(vm, name);
}

Value Interpreter::make_function(Vm& vm, Frame* frame, Value* sp, std::uint32_t flags) {
  Value code = std::move(*--sp);
  Value made = vm.make_function(code.as<Code>(), frame->globals);
  auto* function = made.as<Function>();
  if (flags & 8) function->closure = std::move(*--sp);
  if (flags & 4) function->annotations = std::move(*--sp);
  if (flags & 2) function->kw_defaults = std::move(*--sp);
  if (flags & 1) function->defaults = std::move(*--sp);
  return made;
}

Value Interpreter::build_tuple(Vm& vm, Value* items, std::uint32_t count) {
  if (count == 0) return vm.empty_tuple_;
  Ref<Tuple> tuple = vm.new_tuple_of(count);
  for (std::uint32_t i = 0; i < count; ++i) (*tuple)[i].swap(items[i]);
  return Value::adopt(tuple.detach());
}

Value Interpreter::build_list(Vm& vm, Value* items, std::uint32_t count) {
  Ref<List> list = vm.new_list();
  if (count) {
    if (!vm.heap.resize(list->items, list->capacity, count)) return Value::error();
    std::memcpy(static_cast<void*>(list->items), static_cast<const void*>(items), count * sizeof(Value));
    list->count = count;
  }
  return Value::adopt(list.detach());
}

bool Interpreter::unpack_star(Vm& vm, Value* to, std::size_t before, std::size_t after) {
  List* list = to->as<List>();
  if (list->count < before + after) {
    vm.value_error("not enough values to unpack (expected at least ", before + after, ", got ", list->count, ")");
    return false;
  }
  const std::size_t middle = list->count - before - after;
  Ref<List> rest = vm.new_list();
  if (!rest->reserve(vm.heap, middle)) return false;
  const Value whole = Value::from_bits(to->take_bits());
  for (std::size_t i = list->count; i-- > before + middle;) new (to++) Value(list->items[i]);
  for (std::size_t i = 0; i < middle; ++i) (void)rest->push(vm.heap, list->items[before + i]);
  new (to++) Value(Value::adopt(rest.detach()));
  for (std::size_t i = before; i-- > 0;) new (to++) Value(list->items[i]);
  return true;
}

// -------------------------------------------------------------------------------------------- between frames

void Interpreter::start_finalizer(Vm& vm, Frame* frame) {
  Value object = std::move(vm.heap.finalizers.front());
  vm.heap.finalizers.erase(vm.heap.finalizers.begin());
  frame->drop = 0;
  frame->on_result = OnResult::discard;
  if (!vm.heap.finalizers.empty()) vm.interrupt();
  if (vm.start(finalize(vm, std::move(object))).is_error()) vm.clear_error();
}

void Interpreter::suspend_generator(Vm& vm, Frame* frame, const std::uint32_t* ip, Value* sp) {
  Generator* g = frame->generator;
  Value* const base = frame->base;
  g->next_instruction = static_cast<std::uint32_t>(ip - frame->code->instructions.data());
  g->stack_depth = static_cast<std::uint32_t>(sp - base - frame->code->local_count);
  std::memcpy(static_cast<void*>(g->slots), static_cast<const void*>(base), static_cast<std::size_t>(sp - base) * sizeof(Value));
  if (frame->clean < base) Vm::release_range(frame->clean, base);  // arguments of a native next() or send()
  g->state = Generator::State::suspended;
  g->handled.swap(vm.handled_);
  vm.handled_.swap(frame->held);
  Frame* previous = frame->previous;
  previous->sp = frame->result;
  frame->generator = nullptr;
  vm.frame_ = previous;
  --vm.depth_;
  release(g);
}

void Interpreter::leave_generator(Vm& vm, Frame* frame, Value* sp) {
  Generator* g = frame->generator;
  Vm::release_range(frame->clean, sp);
  g->state = Generator::State::finished;
  vm.heap.free(g->slots, g->capacity * sizeof(Value));
  g->slots = nullptr;
  g->handled = Value();
  vm.handled_ = std::move(frame->held);
  frame->generator = nullptr;
  release(g);
}

void Interpreter::refuse_result(Vm& vm, Frame* frame, Value* sp, std::uint64_t result) {
  vm.frame_ = frame;
  vm.type_error("__init__() should return None, not '", vm.type_name(Value::from_bits(result)), "'");
  // Raised in the caller, as CPython does.
  Vm::release_range(frame->clean, sp);
  frame->held = Value();
  if (frame->own_function) release(frame->function);
  frame->own_function = false;
  frame->previous->sp = frame->result;
  vm.frame_ = frame->previous;
  --vm.depth_;
}

void Interpreter::enter_init(Vm& vm, Frame* frame, Value* callee, Value* sp) {
  auto* type = callee->as<Type>();
  auto* function = static_cast<Function*>(type->direct_init);
  Code* code = function->code;
  Frame* fresh = next_frame(vm, frame);
  ++vm.depth_;
  Instance* instance = vm.make_instance(type);
  new (&fresh->held) Value(Value::object(instance));  // one reference for the caller, one for __init__
  new (callee + 1) Value(Value::adopt(instance));
  new (callee) Value(Value::object(function));
  release(type);  // the instance keeps its class
  fresh->base = callee + 1;
  fresh->sp = fresh->base + code->local_count;
  for (Value* slot = sp; slot < fresh->sp; ++slot) new (slot) Value();
  fresh->ip = code->instructions.data();
  fresh->kind = FrameKind::init;
  fresh->result = callee;
  fresh->clean = callee;
  fresh->code = code;
  fresh->function = function;
  fresh->own_function = false;
  fresh->globals = function->globals;
  fresh->names = nullptr;
}

void Interpreter::raise_stop(Vm& vm) {
  Value value = std::move(vm.stop_value_);
  vm.raise_object(vm.new_exception(vm.types.stop_iteration, value.ok() && !value.is_none() ? vm.tuple_of(value) : vm.empty_tuple_));
}

void Interpreter::end_iteration(Vm& vm) {
  auto& promise = vm.frame_->task.promise();
  if (promise.wants_stop) {
    promise.delivered = Value();
    return;
  }
  raise_stop(vm);
  promise.delivered = Value::error();
}

template <bool kPrecise>
Interpreter::Next Interpreter::step_native(Vm& vm, std::uint64_t& delivered, RunStatus& status) {
  for (;;) {
    Frame* frame = vm.frame_;
    Task::Handle task = frame->task;
    task.resume();
    if (task.done()) {
      Value result = std::move(task.promise().result);
      const bool is_top = vm.frame_ == frame;
      LOGIT_ASSERT(is_top, "a Task returned while a frame it had pushed was still there");
      task.destroy();
      frame->task = nullptr;
      Value held = std::move(frame->held);
      Vm::release_range(frame->clean, frame->sp);
      frame->previous->sp = frame->result;
      vm.frame_ = frame->previous;
      --vm.native_depth_;
      if (result.is_error()) return Next::unwound;
      if (held.ok()) result = std::move(held);
      if (result.is_undefined() && vm.frame_->kind < FrameKind::native) return Next::deliver_end;
      delivered = result.take_bits();
      return Next::deliver;
    }
    if (!vm.suspended_) break;
    vm.suspended_ = false;
    status = vm.suspend_status_;
    if (status != RunStatus::out_of_budget || !vm.interrupt_) return Next::stop;
    if (!safe_point(vm)) {
      vm.resume_value_ = Value();
      task.promise().delivered = Value::error();
    } else if (vm.budget_ > 0) {
      task.promise().delivered = std::move(vm.resume_value_);
    } else {
      return Next::stop;
    }
  }
  if constexpr (kPrecise) --vm.budget_;  // steps of Tasks count too, so that a stop can fall between any two of them
  return Next::switch_frame;
}
template Interpreter::Next Interpreter::step_native<true>(Vm& vm, std::uint64_t& delivered, RunStatus& status);
template Interpreter::Next Interpreter::step_native<false>(Vm& vm, std::uint64_t& delivered, RunStatus& status);

// -------------------------------------------------------------------------------------------- exceptions

void Interpreter::end_by_exception(Vm& vm, Frame* frame, Value* sp) {
  Frame* previous = frame->previous;
  Value* result_slot = frame->result;
  if (frame->kind == FrameKind::generator) {
    // A StopIteration must not pass for the generator's end.
    if (vm.error_is(vm.types.stop_iteration)) {
      Value stop = vm.take_exception();
      vm.runtime_error("generator raised StopIteration");
      auto* e = vm.exception_.as<Exception>();
      e->cause = stop;
      e->context = std::move(stop);
      e->suppress_context = true;
    }
    leave_generator(vm, frame, sp);
  } else {
    Vm::release_range(frame->clean, sp);
    frame->held = Value();
    if (frame->own_function) {
      frame->own_function = false;
      release(frame->function);
    }
    if (frame->names) {
      release(frame->names);
      frame->names = nullptr;
    }
  }
  previous->sp = result_slot;
  vm.frame_ = previous;
  --vm.depth_;
}

Interpreter::Next Interpreter::after_exception(Vm& vm, RunStatus& status) {
  Frame* frame = vm.frame_;
  if (frame->kind >= FrameKind::native) {
    if (frame == vm.bottom_) {
      status = RunStatus::error;
      return Next::stop;
    }
    auto& promise = frame->task.promise();
    if (promise.wants_stop && vm.error_is(vm.types.stop_iteration)) {
      vm.stop_value_ = vm.exception_.as<Exception>()->value;
      vm.clear_error();
      promise.delivered = Value();
    } else {
      promise.delivered = Value::error();
    }
    return Next::switch_frame;
  }
  if ((frame->on_result == OnResult::iteration || frame->on_result == OnResult::delegate) && vm.error_is(vm.types.stop_iteration)) {
    vm.stop_value_ = vm.exception_.as<Exception>()->value;
    vm.clear_error();
    return Next::deliver_end;
  }
  return Next::unwound;
}

}  // namespace logit::script
