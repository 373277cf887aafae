// Generators: resuming, send, throw, close. A resumed generator is an ordinary frame whose variables are copied
// onto the stack and back at the next yield.
#include "script/objects/define.h"
#include "script/vm/vm.h"

namespace logit::script {

Value Vm::start_generator(Generator* generator, const Value& value) {
  using State = Generator::State;
  if (generator->state == State::running) return value_error("generator already executing");
  if (generator->state == State::finished) return Value();
  if (generator->state == State::created && value.ok() && !value.is_none()) {
    return type_error("can't send non-None value to a just-started generator");
  }
  return resume_generator(generator, value, false);
}

Value Vm::resume_generator(Generator* generator, const Value& value, bool raising) {
  if (depth_ >= recursion_limit_) return recursion_error();
  Code* code = generator->code;
  Value* top = frame_->sp;
  StackChunk* chunk = frame_->chunk;
  Value* base = ensure_stack(top, 0, code->frame_slots + 8, chunk);
  const bool fresh = generator->state == Generator::State::created;
  Frame* frame = push_frame();
  frame->chunk = chunk;
  enter_generator(generator, frame, base, top);
  if (!fresh && !raising) new (frame->sp++) Value(value.is_undefined() ? Value::none() : value);
  frame->raise_on_entry = raising;
  return Value::pending();
}

namespace {

using State = Generator::State;

Value finished_error(Vm& vm) { return vm.raise_object(vm.new_exception(vm.types.stop_iteration, vm.empty_tuple())); }

Task close_task(Vm& vm, Value self);
Task throw_task(Vm& vm, Value self, Value exception, Value given = {});

/// Ends whatever a `yield from` delegates to.
Task close_iterator(Vm& vm, Value iterator) {
  if (iterator.is_exact(vm.types.generator)) {
    Value result = co_await vm.run_task(close_task(vm, iterator));
    co_return result;
  }
  Value close = vm.getattr_plain(iterator, vm.names.close);
  if (!close.ok()) co_return Value::none();
  Value result = co_await vm.call(close);
  co_return result;
}

Value delegate_of(const Generator* g) { return g->slots[g->code->local_count + g->stack_depth - 1]; }

/// The innermost generator that `self` delegates to through any number of others.
const Generator* innermost(const Value& self) {
  const auto* g = self.as<Generator>();
  while (g->state == State::suspended && g->delegating && delegate_of(g).is_exact(self.as<Generator>()->type)) {
    g = delegate_of(g).as<Generator>();
  }
  return g;
}

/// Throws `exception` into a generator. An iterator that is no generator, but has a throw() of its own, gets the
/// arguments as they were given, in the tuple `given`: the class is then not made an instance.
Task throw_task(Vm& vm, Value self, Value exception, Value given) {
  auto* g = self.as<Generator>();
  if (g->state == State::running) co_return vm.value_error("generator already executing");
  if (g->state == State::finished) {
    vm.raise_object(exception);
    co_return Value::error();
  }
  if (g->state == State::suspended && g->delegating) {
    Value iterator = delegate_of(g);
    if (vm.is_instance(exception, vm.types.generator_exit)) {
      g->state = State::running;
      Value closed = co_await vm.run_task(close_iterator(vm, iterator));
      g->state = State::suspended;
      if (closed.is_error()) {
        exception = vm.take_exception();
      }
    } else {
      Value result;
      bool forwarded = false;
      if (iterator.is_exact(vm.types.generator)) {
        forwarded = true;
        g->state = State::running;
        result = co_await vm.run_task(throw_task(vm, iterator, exception, given));
        g->state = State::suspended;
      } else {
        Value method = vm.getattr_plain(iterator, vm.intern("throw"));
        if (method.ok()) {
          forwarded = true;
          g->state = State::running;
          if (given.is_object()) {
            result = co_await vm.call_with(method, std::vector<Value>(given.as<Tuple>()->begin(), given.as<Tuple>()->end()));
          } else {
            result = co_await vm.call(method, exception);
          }
          g->state = State::suspended;
        }
      }
      if (forwarded) {
        if (!result.is_error()) co_return result;  // yielded on
        exception = vm.take_exception();
        if (vm.is_instance(exception, vm.types.stop_iteration)) {
          // The delegate has returned: the `yield from` is over and has this value.
          Value& slot = g->slots[g->code->local_count + g->stack_depth - 1];
          slot = Value();
          --g->stack_depth;
          Value value = exception.as<Exception>()->value;
          ++g->next_instruction;
          if (value.is_undefined()) value = Value::none();
          Value resumed = co_await Await(vm.resume_generator(g, value, false));
          co_return resumed;
        }
      }
    }
    // Past the `yield from`: the iterator goes, the exception is raised there.
    Value& slot = g->slots[g->code->local_count + g->stack_depth - 1];
    slot = Value();
    --g->stack_depth;
    ++g->next_instruction;
  }
  vm.raise_object(exception);
  Value result = co_await Await(vm.resume_generator(g, Value(), true));
  co_return result;
}

Task close_task(Vm& vm, Value self) {
  auto* g = self.as<Generator>();
  if (g->state == State::created) {
    vm.drop_generator(g);
    g->state = State::finished;
    co_return Value::none();
  }
  if (g->state == State::finished) co_return Value::none();
  Value exit = vm.new_exception(vm.types.generator_exit, vm.empty_tuple());
  Value result = co_await vm.run_task(throw_task(vm, self, exit));
  if (!result.is_error()) co_return vm.runtime_error("generator ignored GeneratorExit");
  if (vm.error_is(vm.types.stop_iteration) || vm.error_is(vm.types.generator_exit)) {
    vm.clear_error();
    co_return Value::none();
  }
  co_return result;
}

Value generator_send(Vm& vm, Args args) {
  Value result = vm.start_generator(args[0].as<Generator>(), args[1]);
  return result.is_undefined() ? finished_error(vm) : std::move(result);
}
Value generator_close(Vm& vm, Args args) { return vm.start(close_task(vm, args[0])); }

Task throw_with_type(Vm& vm, Value self, Value type, Value value, Value traceback) {
  const bool exit = type.is_object() && vm.is_type_object(type.object()) && type.as<Type>()->is_subtype(vm.types.generator_exit);
  const Generator* target = innermost(self);
  if (!exit && !vm.is_instance(type, vm.types.generator_exit) && target->state == State::suspended && target->delegating &&
      vm.getattr_plain(delegate_of(target), vm.intern("throw")).ok()) {
    Value given = vm.tuple(traceback.ok() ? std::vector<Value>{type, value, traceback}
                           : value.ok()   ? std::vector<Value>{type, value}
                                          : std::vector<Value>{type});
    Value result = co_await vm.run_task(throw_task(vm, self, Value(), given));
    co_return result;
  }
  Value exception;
  if (type.is_object() && vm.is_type_object(type.object()) && type.as<Type>()->is_subtype(vm.types.base_exception)) {
    if (value.ok() && vm.is_instance(value, type.as<Type>())) {
      exception = value;
    } else if (!value.ok() || value.is_none()) {
      exception = co_await vm.call(type);
    } else if (vm.is_tuple(value)) {
      exception = co_await vm.call_with(type, std::vector<Value>(value.as<Tuple>()->begin(), value.as<Tuple>()->end()));
    } else {
      exception = co_await vm.call(type, value);
    }
    if (exception.is_error()) co_return exception;
  } else if (vm.is_instance(type, vm.types.base_exception)) {
    if (value.ok() && !value.is_none()) co_return vm.type_error("instance exception may not have a separate value");
    exception = type;
  } else {
    co_return vm.type_error("exceptions must be classes or instances deriving from BaseException, not ", vm.type_name(type));
  }
  if (traceback.is_exact(vm.types.traceback)) exception.as<Exception>()->traceback = traceback;
  Value result = co_await vm.run_task(throw_task(vm, self, exception));
  co_return result;
}
Value generator_throw(Vm& vm, Args args) {
  return vm.start(throw_with_type(vm, args[0], args[1], args[2], args[3]));
}

Value generator_next(Vm& vm, const Value& self) { return vm.start_generator(self.as<Generator>(), Value()); }
Value generator_iter(Vm&, const Value& self) { return self; }
Value generator_repr(Vm& vm, const Value& self) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string address = "0x";
  for (int i = 11; i >= 0; --i) address += kHex[(self.bits() >> (4 * i)) & 15];
  return vm.str(cat("<generator object ", self.as<Generator>()->qualname.as<Str>()->utf8(), " at ", address, ">"));
}
Value generator_name(Vm&, const Value& self) { return self.as<Generator>()->name; }
Value generator_qualname(Vm&, const Value& self) { return self.as<Generator>()->qualname; }
Value generator_running(Vm&, const Value& self) {
  return Value::boolean(self.as<Generator>()->state == State::running);
}
Value generator_suspended(Vm&, const Value& self) {
  return Value::boolean(self.as<Generator>()->state == State::suspended);
}
Value generator_frame(Vm& vm, const Value& self) {
  return self.as<Generator>()->state == State::finished ? Value::none() : Value::object(vm.types.frame);
}
Value generator_yieldfrom(Vm&, const Value& self) {
  auto* g = self.as<Generator>();
  return g->delegating ? delegate_of(g) : Value::none();
}

constexpr NativeDef kMethods[] = {{"send(arg, /)", generator_send},
                                  {"throw(type, value=None, traceback=None, /)", generator_throw},
                                  {"close()", generator_close},
                                  {}};
constexpr GetSetDef kProperties[] = {{"__name__", generator_name},         {"__qualname__", generator_qualname},
                                     {"gi_running", generator_running},    {"gi_suspended", generator_suspended},
                                     {"gi_yieldfrom", generator_yieldfrom}, {"gi_frame", generator_frame}, {}};

std::size_t live_slots(const Generator* g) {
  if (g->state == State::created) return g->code->local_count;
  if (g->state == State::suspended) return g->code->local_count + g->stack_depth;
  return 0;
}

}  // namespace

Value Vm::start_close_generator(const Value& generator) { return start(close_task(*this, generator)); }

void Vm::drop_generator(Generator* g) {
  if (!g->slots) return;
  Value* slots = g->slots;
  g->slots = nullptr;
  // A generator that was never started holds its arguments; one that has ended has given its variables back.
  for (std::size_t i = g->code->local_count; i-- > 0;) slots[i].~Value();
  heap.free(slots, g->capacity * sizeof(Value));
}

void define_generator(Vm& vm) {
  TypeSpec spec{.name = "generator", .instance_bytes = sizeof(Generator)};
  spec.slots.repr = generator_repr;
  spec.slots.iter = generator_iter;
  spec.slots.next = generator_next;
  spec.slots.dealloc = [](Heap& heap, Object* o) {
    auto* g = static_cast<Generator*>(o);
    Value* slots = g->slots;
    const std::size_t n = slots ? live_slots(g) : 0;
    g->slots = nullptr;
    for (std::size_t i = n; i-- > 0;) slots[i].~Value();
    heap.free(slots, g->capacity * sizeof(Value));
    release(g->code);
    g->~Generator();
  };
  spec.slots.traverse = [](Object* o, Visitor visit, void* context) {
    auto* g = static_cast<Generator*>(o);
    visit(context, g->function);
    const std::size_t n = g->slots ? live_slots(g) : 0;
    for (std::size_t i = 0; i < n; ++i) visit(context, g->slots[i]);
  };
  spec.slots.clear = [](Heap&, Object* o) {
    auto* g = static_cast<Generator*>(o);
    const std::size_t n = g->slots ? live_slots(g) : 0;
    for (std::size_t i = 0; i < n; ++i) g->slots[i] = Value();
  };
  spec.methods = kMethods;
  spec.properties = kProperties;
  spec.is_final = true;
  vm.define(spec, vm.types.generator);
  vm.types.generator->has_finalizer = true;  // asked only when the last reference goes: see needs_finalizer
}

bool Vm::needs_finalizer(Object* object) {
  if (object->type != types.generator) return object->type->lookup(names.__del__) != nullptr;
  auto* g = static_cast<Generator*>(object);
  if (g->state != State::suspended || !g->slots) return false;
  const std::uint32_t at = g->delegating || g->next_instruction == 0 ? g->next_instruction : g->next_instruction - 1;
  for (const auto& h : g->code->unit->handlers) {
    if (at >= h.start && at < h.end) return true;
  }
  if (g->delegating) {
    Value inner = delegate_of(g);
    return inner.is_exact(types.generator);
  }
  return false;
}

}  // namespace logit::script
