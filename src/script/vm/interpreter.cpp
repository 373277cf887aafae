// The loop that runs instructions; what happens between frames is in interpreter_parts.cpp. Script calls do not recurse
// here: the loop changes frames.
//
// One instantiation is fast (the budget is looked at on calls and jumps back), one is precise (on every instruction,
// with line events). Stack slots above sp hold no live value. An operation that answers "pending" has pushed
// a frame; the current frame then waits, and Frame::on_result says what becomes of the result.
#include <cmath>
#include <cstring>

#include "base/assert.h"
#include "script/bytecode/opcode.h"
#include "script/objects/dict_ops.h"
#include "script/objects/iterators.h"
#include "script/objects/platform_math.h"
#include "script/objects/range.h"
#include "script/objects/set.h"
#include "script/objects/slice.h"
#include "script/vm/attributes.h"
#include "script/vm/instructions.h"
#include "script/vm/interpreter.h"

#if defined(__GNUC__) && !defined(__wasm__)
#define LOGIT_THREADED 1  // labels as values
#endif

namespace logit::script {

using bytecode::Opcode;
using bytecode::pair_a;
using bytecode::pair_b;
namespace ins = instructions;

namespace {

std::uint64_t& word(Value* slot) { return *reinterpret_cast<std::uint64_t*>(slot); }

void put(Value* slot, std::uint64_t bits) { word(slot) = bits; }

void retain_bits(std::uint64_t bits) {
  if ((bits >> 48) == 0) ++reinterpret_cast<Object*>(static_cast<std::uintptr_t>(bits))->refs;
}

void release_bits(std::uint64_t bits) {
  if ((bits >> 48) == 0) release(reinterpret_cast<Object*>(static_cast<std::uintptr_t>(bits)));
}

constexpr bool both_small(std::uint64_t a, std::uint64_t b) { return (a & b) >= Value::kIntTag; }
constexpr bool is_double_bits(std::uint64_t a) { return a - Value::kDoubleOffset < Value::kIntTag - Value::kDoubleOffset; }
double double_of(std::uint64_t a) { return std::bit_cast<double>(a - Value::kDoubleOffset); }
constexpr std::int64_t int_of(std::uint64_t a) { return static_cast<std::int64_t>(a << 16) >> 16; }
constexpr std::uint64_t int_bits(std::int64_t i) { return Value::kIntTag | (static_cast<std::uint64_t>(i) & 0xFFFFFFFFFFFF); }

/// Both numbers unboxed, at least one a float.
bool as_doubles(std::uint64_t a, std::uint64_t b, double& x, double& y) {
  if (is_double_bits(a)) {
    x = double_of(a);
    if (is_double_bits(b)) {
      y = double_of(b);
      return true;
    }
    if (b >= Value::kIntTag) {
      y = static_cast<double>(int_of(b));
      return true;
    }
    return false;
  }
  if (a >= Value::kIntTag && is_double_bits(b)) {
    x = static_cast<double>(int_of(a));
    y = double_of(b);
    return true;
  }
  return false;
}

/// The item of a list or tuple at a small index, as bits; kUndefinedBits when it is something else, or is not there.
inline std::uint64_t item_at(const Types& types, std::uint64_t container, std::uint64_t key) {
  if ((container >> 48) != 0 || key < Value::kIntTag) return Value::kUndefinedBits;
  auto* object = reinterpret_cast<Object*>(static_cast<std::uintptr_t>(container));
  std::int64_t i = int_of(key);
  if (object->type == types.list) {
    auto* list = static_cast<List*>(object);
    if (i < 0) i += static_cast<std::int64_t>(list->count);
    if (static_cast<std::uint64_t>(i) < list->count) [[likely]] return list->items[i].bits();
  } else if (object->type == types.tuple) {
    auto* tuple = static_cast<Tuple*>(object);
    if (i < 0) i += tuple->count;
    if (static_cast<std::uint64_t>(i) < tuple->count) [[likely]] return (*tuple)[static_cast<std::size_t>(i)].bits();
  }
  return Value::kUndefinedBits;
}

enum class Arithmetic { add, sub, mul };

/// The fast half of + - *: true when both are plain numbers and the result fits.
template <Arithmetic kOp>
inline bool arithmetic(std::uint64_t a, std::uint64_t b, std::uint64_t& out) {
  if (both_small(a, b)) {
    std::int64_t r;
    bool overflow;
    const auto x = static_cast<std::int64_t>(a << 16);
    const auto y = static_cast<std::int64_t>(b << 16);
    if constexpr (kOp == Arithmetic::add) overflow = __builtin_add_overflow(x, y, &r);
    else if constexpr (kOp == Arithmetic::sub) overflow = __builtin_sub_overflow(x, y, &r);
    else overflow = __builtin_mul_overflow(x, y >> 16, &r);
    if (overflow) [[unlikely]] return false;
    out = Value::kIntTag | (static_cast<std::uint64_t>(r) >> 16);
    return true;
  }
  double x, y;
  if (!as_doubles(a, b, x, y)) return false;
  if constexpr (kOp == Arithmetic::add) x += y;
  else if constexpr (kOp == Arithmetic::sub) x -= y;
  else x *= y;
  out = Value::number(x).take_bits();
  return true;
}

/// 1, 0, or -1: not two plain numbers.
template <Compare kOp>
inline int compare_numbers_fast(std::uint64_t a, std::uint64_t b) {
  const auto answer = [](auto x, auto y) -> int {
    if constexpr (kOp == Compare::lt) return x < y;
    else if constexpr (kOp == Compare::le) return x <= y;
    else if constexpr (kOp == Compare::eq) return x == y;
    else if constexpr (kOp == Compare::ne) return x != y;
    else if constexpr (kOp == Compare::gt) return x > y;
    else return x >= y;
  };
  if (both_small(a, b)) return answer(static_cast<std::int64_t>(a << 16), static_cast<std::int64_t>(b << 16));
  double x, y;
  if (as_doubles(a, b, x, y)) return answer(x, y);
  return -1;
}

}  // namespace

// ----------------------------------------------------------------------------------------------- the loop

// Registers: frame, code, ip, sp, base. SAVE before anything that may look at the frame or push another.
#define SAVE() (frame->sp = sp, frame->ip = ip)
#define PUSH_BITS(bits) (put(sp, (bits)), ++sp)
#define PUSH(value) (new (sp) Value(value), ++sp)
#define POP_RELEASE() ((--sp)->~Value())
// Pushes what a slot holds, as another reference.
#define PUSH_COPY(slot)                               \
  do {                                                \
    const std::uint64_t copied_ = (slot).bits();      \
    retain_bits(copied_);                             \
    PUSH_BITS(copied_);                               \
  } while (0)
// Puts `bits` into a slot and drops what it held; sp and base are up to date before anything can run.
#define REPLACE(slot, bits)                           \
  do {                                                \
    const std::uint64_t replaced_ = word(slot);       \
    put((slot), (bits));                              \
    release_bits(replaced_);                          \
  } while (0)
// A local variable that may be unbound.
#define CHECK_BOUND(bits, index)                      \
  do {                                                \
    if ((bits) == Value::kUndefinedBits) [[unlikely]] { \
      operand = (index);                              \
      goto unbound_local;                             \
    }                                                 \
  } while (0)
#define PUSH_LOCAL(index)                             \
  do {                                                \
    const std::uint64_t local_ = base[index].bits();  \
    CHECK_BOUND(local_, index);                       \
    retain_bits(local_);                              \
    PUSH_BITS(local_);                                \
  } while (0)
#define FAIL() goto error

// The ends of operations are shared: V8 allocates registers well only for functions up to a certain size, and this one is near it.
// Replaces `count` operands by the result of an operation that may have failed or pushed a frame; goes on to the next instruction.
#define FINISH(result, count)                         \
  do {                                                \
    outcome = (result).take_bits();                   \
    drop = static_cast<std::uint32_t>(count);         \
    goto finish;                                      \
  } while (0)
// For Interpreter::start_binary, which has said itself what becomes of a result that is still to come.
#define FINISH_BINARY(op)                             \
  do {                                                \
    drop = static_cast<std::uint32_t>(op);            \
    goto do_binary;                                   \
  } while (0)
// The same for operations without a result.
#define FINISH_VOID(result, count)                    \
  do {                                                \
    outcome = (result).take_bits();                   \
    drop = static_cast<std::uint32_t>(count);         \
    goto finish_void;                                 \
  } while (0)
// The top is replaced by the result and the same instruction runs again.
#define RETRY_WITH(result)                            \
  do {                                                \
    outcome = (result).take_bits();                   \
    goto retry;                                       \
  } while (0)

template <bool kPrecise>
RunStatus Interpreter::run(Vm& vm) {
  Frame* frame;
  Code* code;
  const std::uint32_t* ip;
  Value* sp;
  Value* base;
  std::uint32_t operand = 0;
  std::uint32_t drop = 0;                              // of the operation that ends at `finish`
  std::uint64_t outcome = Value::kUndefinedBits;       // its result
  std::uint64_t delivered = Value::kUndefinedBits;     // what a frame that has ended leaves to the one below

#define LOAD_FRAME()    \
  do {                  \
    frame = vm.frame_;  \
    code = frame->code; \
    ip = frame->ip;     \
    sp = frame->sp;     \
    base = frame->base; \
  } while (0)

  frame = vm.frame_;
  if (frame == vm.bottom_) return RunStatus::finished;
  if (frame->is_native()) {
    if (vm.resume_value_.is_error()) frame->task.promise().delivered = Value::error();
    else if (!vm.resume_value_.is_undefined()) frame->task.promise().delivered = std::move(vm.resume_value_);
    vm.resume_value_ = Value();
  } else if (vm.resume_value_.is_error()) {
    vm.resume_value_ = Value();
    LOAD_FRAME();
    ++ip;
    goto error;
  }
  goto switch_frame;

#if LOGIT_THREADED
  static const void* const kLabels[] = {
#define OPCODE(name, operand_kind, effect) &&op_##name,
#include "script/bytecode/opcodes.def"
#undef OPCODE
  };
#define CASE(name) op_##name:
#define DISPATCH()                                  \
  do {                                              \
    const std::uint32_t word_ = *ip++;              \
    operand = word_ >> 8;                           \
    goto* kLabels[word_ & 0xff];                    \
  } while (0)
// Each instruction jumps to the next by itself, so that the processor learns what follows what.
#define NEXT()                                      \
  do {                                              \
    if constexpr (kPrecise) goto next_instruction;  \
    else DISPATCH();                                \
  } while (0)
#else
#define CASE(name) case Opcode::name:
#define NEXT() goto next_instruction
#endif
// NEXT() out of a scope that has something to destroy: a computed goto would leave it undone.
#define LEAVE() goto next_instruction

next_instruction:
  if constexpr (kPrecise) {
    if (vm.interrupt_) {
      SAVE();
      if (!safe_point(vm)) {
        ++ip;
        goto error;
      }
      if (!vm.heap.finalizers.empty()) goto run_finalizer;
    }
    RunStatus status;
    if (should_stop(vm, frame, ip, status)) {
      SAVE();
      return status;
    }
    --vm.budget_;
  }
#if LOGIT_THREADED
  DISPATCH();
#else
  {
    const std::uint32_t word_ = *ip++;
    operand = word_ >> 8;
    switch (static_cast<Opcode>(word_ & 0xff)) {
#endif

  // --- stack -----------------------------------------------------------------------------------------------
  CASE(nop) { NEXT(); }
  CASE(note) {
    const bytecode::Note& note = code->unit->notes[operand];
    SAVE();  // who takes note may ask the machine for a text
    vm.host.noted(note, note.kind == bytecode::Note::Kind::binding ? sp - 1 : nullptr);
    NEXT();
  }
  CASE(pop_top) {
    POP_RELEASE();
    NEXT();
  }
  CASE(copy) {
    const std::uint64_t bits = word(sp - operand);
    retain_bits(bits);
    PUSH_BITS(bits);
    NEXT();
  }
  CASE(swap) {
    std::swap(word(sp - 1), word(sp - operand));
    NEXT();
  }
  CASE(push_undefined) {
    PUSH_BITS(Value::kUndefinedBits);
    NEXT();
  }
  CASE(load_const) {
    PUSH_COPY(code->constants[operand]);
    NEXT();
  }

  // --- variables -------------------------------------------------------------------------------------------
  CASE(load_fast) {
    PUSH_LOCAL(operand);
    NEXT();
  }
  CASE(load_fast_fast) {
    PUSH_LOCAL(pair_a(operand));
    PUSH_LOCAL(pair_b(operand));
    NEXT();
  }
  CASE(load_fast_const) {
    PUSH_LOCAL(pair_a(operand));
    PUSH_COPY(code->constants[pair_b(operand)]);
    NEXT();
  }
  CASE(store_fast) {
    --sp;
    REPLACE(base + operand, word(sp));
    NEXT();
  }
  CASE(store_fast_load_fast) {
    --sp;
    REPLACE(base + pair_a(operand), word(sp));
    PUSH_LOCAL(pair_b(operand));
    NEXT();
  }
  CASE(store_fast_store_fast) {
    --sp;
    REPLACE(base + pair_a(operand), word(sp));
    --sp;
    REPLACE(base + pair_b(operand), word(sp));
    NEXT();
  }
  CASE(delete_fast) {
    CHECK_BOUND(base[operand].bits(), operand);
    REPLACE(base + operand, Value::kUndefinedBits);
    NEXT();
  }
  CASE(load_global) {
    InlineCache& cache = code->caches[operand];
    Dict* globals = frame->globals;
    if (globals->keys_version == cache.globals_version && cache.globals_version) [[likely]] {
      if (cache.builtins_version == 0) {
        PUSH_COPY(globals->entries[cache.position].value);
        NEXT();
      }
      if (vm.builtins_->keys_version == cache.builtins_version) {
        PUSH_COPY(vm.builtins_->entries[cache.position].value);
        NEXT();
      }
    }
    SAVE();
    if (!load_global(vm, frame, cache, sp)) FAIL();
    ++sp;
    NEXT();
  }
  CASE(load_global_callable) {
    InlineCache& cache = code->caches[operand];
    Dict* globals = frame->globals;
    if (globals->keys_version == cache.globals_version && cache.globals_version) [[likely]] {
      if (cache.builtins_version == 0) {
        PUSH_COPY(globals->entries[cache.position].value);
        PUSH_BITS(Value::kUndefinedBits);
        NEXT();
      }
      if (vm.builtins_->keys_version == cache.builtins_version) {
        PUSH_COPY(vm.builtins_->entries[cache.position].value);
        PUSH_BITS(Value::kUndefinedBits);
        NEXT();
      }
    }
    SAVE();
    if (!load_global(vm, frame, cache, sp)) FAIL();
    ++sp;
    PUSH_BITS(Value::kUndefinedBits);
    NEXT();
  }
  CASE(store_global) {
    InlineCache& cache = code->caches[operand];
    Dict* globals = frame->globals;
    if (globals->keys_version == cache.globals_version && cache.globals_version && !cache.builtins_version) [[likely]] {
      --sp;
      REPLACE(&globals->entries[cache.position].value, word(sp));
      NEXT();
    }
    SAVE();
    --sp;
    if (!store_global(vm, frame, cache, Value::from_bits(word(sp)))) FAIL();
    NEXT();
  }
  CASE(delete_global) {
    SAVE();
    if (!frame->globals->erase(code->names[operand].template as<Str>())) {
      ins::name_error(vm, code->names[operand].template as<Str>());
      FAIL();
    }
    NEXT();
  }
  CASE(load_name) {
    InlineCache& cache = code->caches[operand];
    SAVE();
    if (Value* found = frame->names ? frame->names->get(cache.name) : nullptr) {
      PUSH(*found);
      NEXT();
    }
    if (!load_global(vm, frame, cache, sp)) FAIL();
    ++sp;
    NEXT();
  }
  CASE(store_name) {
    SAVE();
    Dict* names = frame->names ? frame->names : frame->globals;
    if (names->type != vm.types.dict) {
      // A namespace from __prepare__ may have its own __setitem__ (enum).
      Value target = Value::object(names);
      Value key = code->names[operand];
      Value value = sp[-1];
      FINISH_VOID(vm.start_setitem(target, key, value), 1);
    }
    Value value = Value::from_bits(word(--sp));
    if (!names->set(vm.heap, code->names[operand].template as<Str>(), std::move(value))) FAIL();
    LEAVE();
  }
  CASE(delete_name) {
    SAVE();
    Dict* names = frame->names ? frame->names : frame->globals;
    if (!names->erase(code->names[operand].template as<Str>())) {
      ins::name_error(vm, code->names[operand].template as<Str>());
      FAIL();
    }
    NEXT();
  }
  CASE(enter_cells) {
    enter_cells(vm, frame, code, base);
    NEXT();
  }
  CASE(load_deref) {
    const std::uint64_t bits = base[operand].template as<Cell>()->content.bits();
    if (bits == Value::kUndefinedBits) [[unlikely]] goto unbound_local;
    retain_bits(bits);
    PUSH_BITS(bits);
    NEXT();
  }
  CASE(store_deref) {
    --sp;
    REPLACE(&base[operand].template as<Cell>()->content, word(sp));
    NEXT();
  }
  CASE(delete_deref) {
    Value* content = &base[operand].template as<Cell>()->content;
    if (content->is_undefined()) goto unbound_local;
    REPLACE(content, Value::kUndefinedBits);
    NEXT();
  }
  CASE(load_classderef) {
    Str* name = code->local_names[operand].template as<Str>();
    if (Value* found = frame->names ? frame->names->get(name) : nullptr) {
      PUSH_COPY(*found);
      NEXT();
    }
    const Value& content = base[operand].template as<Cell>()->content;
    if (content.is_undefined()) {
      SAVE();
      ins::unbound_free(vm, name);
      FAIL();
    }
    PUSH_COPY(content);
    NEXT();
  }
  CASE(load_closure) {
    PUSH_COPY(base[operand]);
    NEXT();
  }
unbound_local:
  SAVE();
  unbound(vm, code, operand);
  FAIL();

  // --- attributes and items -----------------------------------------------------------------------------------
  CASE(load_attr) {
    if (sp[-1].is_object()) {
      Object* object = sp[-1].object();
      if (const InlineCache::Entry* entry = find_entry(code->caches[operand], object)) [[likely]] {
        if (entry->kind == InlineCache::Kind::slot) [[likely]] {
          const std::uint64_t bits = attributes_at(object, object->type)->values[entry->index].bits();
          retain_bits(bits);
          put(sp - 1, bits);
          release(object);
          NEXT();
        }
        if (entry->kind == InlineCache::Kind::class_value) {
          retain(entry->object);
          put(sp - 1, Value::adopt(entry->object).take_bits());
          release(object);
          NEXT();
        }
      }
    }
    goto load_attr_slow;
  }
  CASE(load_fast_attr) {
    const std::uint64_t owner = base[pair_a(operand)].bits();
    if ((owner >> 48) == 0) {
      auto* object = reinterpret_cast<Object*>(static_cast<std::uintptr_t>(owner));
      if (const InlineCache::Entry* entry = find_entry(code->caches[pair_b(operand)], object)) [[likely]] {
        if (entry->kind == InlineCache::Kind::slot) [[likely]] {
          PUSH_COPY(attributes_at(object, object->type)->values[entry->index]);
          NEXT();
        }
      }
    }
    CHECK_BOUND(owner, pair_a(operand));
    retain_bits(owner);
    PUSH_BITS(owner);
    operand = pair_b(operand);
    goto load_attr_slow;
  }
  CASE(copy_attr) {
    if (sp[-1].is_object()) {
      Object* object = sp[-1].object();
      if (const InlineCache::Entry* entry = find_entry(code->caches[operand], object)) [[likely]] {
        if (entry->kind == InlineCache::Kind::slot) [[likely]] {
          PUSH_COPY(attributes_at(object, object->type)->values[entry->index]);
          NEXT();
        }
      }
    }
    PUSH_COPY(sp[-1]);
    goto load_attr_slow;
  }
load_attr_slow : {
  InlineCache& cache = code->caches[operand];
  if (sp[-1].is_object()) {
    const InlineCache::Entry* entry = find_entry(cache, sp[-1].object());
    if (entry && entry->kind == InlineCache::Kind::property && sp + 3 < frame->chunk->end) {
      auto* getter = static_cast<Function*>(entry->object);
      PUSH(Value::object(getter));
      PUSH(sp[-2]);
      SAVE();
      Value* at = sp - 2;
      Value result = vm.call_function(at, getter, at + 1, 1, nullptr);
      sp = at;
      frame->sp = sp;
      FINISH(std::move(result), 1);
    }
  }
  SAVE();
  FINISH(load_attribute(vm, cache, sp[-1]), 1);
}
  CASE(load_method) {
    InlineCache& cache = code->caches[operand];
    if (sp[-1].is_object()) {
      Object* object = sp[-1].object();
      if (const InlineCache::Entry* entry = find_entry(cache, object)) [[likely]] {
        if (entry->kind == InlineCache::Kind::method) [[likely]] {
          const std::uint64_t self = word(sp - 1);
          retain(entry->object);
          put(sp - 1, Value::adopt(entry->object).take_bits());
          PUSH_BITS(self);
          NEXT();
        }
        if (entry->kind == InlineCache::Kind::slot) {
          const std::uint64_t bits = attributes_at(object, object->type)->values[entry->index].bits();
          retain_bits(bits);
          put(sp - 1, bits);
          release(object);
          PUSH_BITS(Value::kUndefinedBits);
          NEXT();
        }
      }
    }
    SAVE();
    bool unbound = false;
    Value found = load_method(vm, cache, sp[-1], unbound);
    if (unbound) {
      const std::uint64_t self = word(sp - 1);
      put(sp - 1, found.take_bits());
      PUSH_BITS(self);
      LEAVE();
    }
    if (found.is_pending()) {
      // The undefined self comes first, the result is put below it.
      frame->drop = 1;
      frame->on_result = OnResult::method;
      goto switch_frame;
    }
    if (found.is_error()) FAIL();
    POP_RELEASE();
    PUSH_BITS(found.take_bits());
    PUSH_BITS(Value::kUndefinedBits);
    LEAVE();
  }
  CASE(store_attr_under) {
    // object value
    std::swap(word(sp - 1), word(sp - 2));
    goto do_store_attr;
  }
  CASE(store_fast_attr) {
    // value; the object is a local variable
    const std::uint64_t owner = base[pair_a(operand)].bits();
    if ((owner >> 48) == 0) {
      auto* object = reinterpret_cast<Object*>(static_cast<std::uintptr_t>(owner));
      const InlineCache::Entry* entry = find_entry(code->caches[pair_b(operand)], object);
      if (entry && entry->kind == InlineCache::Kind::slot) [[likely]] {
        --sp;
        REPLACE(attributes_at(object, object->type)->values + entry->index, word(sp));
        NEXT();
      }
    }
    CHECK_BOUND(owner, pair_a(operand));
    retain_bits(owner);
    PUSH_BITS(owner);
    operand = pair_b(operand);
    goto do_store_attr;
  }
  CASE(store_attr)
do_store_attr : {
  // value object
  InlineCache& cache = code->caches[operand];
  if (sp[-1].is_object()) {
    Object* object = sp[-1].object();
    if (const InlineCache::Entry* entry = find_entry(cache, object)) [[likely]] {
      if (entry->kind == InlineCache::Kind::slot) [[likely]] {
        sp -= 2;
        REPLACE(attributes_at(object, object->type)->values + entry->index, word(sp));
        release(object);
        NEXT();
      }
      if (entry->kind == InlineCache::Kind::add_slot) {
        Attributes* attributes = attributes_at(object, object->type);
        if (entry->index < attributes->capacity) {
          put(attributes->values + entry->index, word(sp - 2));
          attributes->shape = entry->next_shape;
          sp -= 2;
          release(object);
          NEXT();
        }
      }
    }
  }
  SAVE();
  FINISH_VOID(store_attribute(vm, cache, sp[-1], sp[-2]), 2);
}
  CASE(delete_attr) {
    SAVE();
    FINISH_VOID(vm.start_setattr(sp[-1], code->names[operand].template as<Str>(), Value()), 1);
  }

  CASE(subscript) {
    const std::uint64_t bits = item_at(vm.types, word(sp - 2), word(sp - 1));
    if (bits == Value::kUndefinedBits) goto subscript_slow;
    retain_bits(bits);
    --sp;
    Object* container = sp[-1].object();
    put(sp - 1, bits);
    release(container);
    NEXT();
  }
  CASE(fast_item_const) {
    const std::uint64_t bits = item_at(vm.types, base[pair_a(operand)].bits(), code->constants[pair_b(operand)].bits());
    if (bits == Value::kUndefinedBits) {
      PUSH_LOCAL(pair_a(operand));
      PUSH_COPY(code->constants[pair_b(operand)]);
      goto subscript_slow;
    }
    retain_bits(bits);
    PUSH_BITS(bits);
    NEXT();
  }
  CASE(fast_item_fast) {
    const std::uint64_t bits = item_at(vm.types, base[pair_a(operand)].bits(), base[pair_b(operand)].bits());
    if (bits == Value::kUndefinedBits) {
      PUSH_LOCAL(pair_a(operand));
      PUSH_LOCAL(pair_b(operand));
      goto subscript_slow;
    }
    retain_bits(bits);
    PUSH_BITS(bits);
    NEXT();
  }
  CASE(item_fast) {
    const std::uint64_t bits = item_at(vm.types, word(sp - 1), base[operand].bits());
    if (bits == Value::kUndefinedBits) {
      PUSH_LOCAL(operand);
      goto subscript_slow;
    }
    retain_bits(bits);
    Object* container = sp[-1].object();
    put(sp - 1, bits);
    release(container);
    NEXT();
  }
  CASE(copy_item) {
    const std::uint64_t bits = item_at(vm.types, word(sp - 2), word(sp - 1));
    if (bits == Value::kUndefinedBits) {
      PUSH_COPY(sp[-2]);
      PUSH_COPY(sp[-2]);
      goto subscript_slow;
    }
    retain_bits(bits);
    PUSH_BITS(bits);
    NEXT();
  }
subscript_slow:
  SAVE();
  if (sp[-2].is_exact(vm.types.dict)) {
    const Dict* dict = sp[-2].template as<Dict>();
    std::uint64_t hash;
    const std::int32_t at = find_plain(vm, dict, sp[-1], hash);
    if (at >= 0) {
      const std::uint64_t bits = dict->entries[at].value.bits();
      retain_bits(bits);
      POP_RELEASE();
      REPLACE(sp - 1, bits);
      NEXT();
    }
  }
  FINISH(vm.start_getitem(sp[-2], sp[-1]), 2);
  CASE(store_item_under) {
    // object key value
    const std::uint64_t value = word(sp - 1);
    put(sp - 1, word(sp - 2));
    put(sp - 2, word(sp - 3));
    put(sp - 3, value);
    goto do_store_subscript;
  }
  CASE(store_subscript)
do_store_subscript : {
  // value object key
  if (sp[-2].is_exact(vm.types.list) && sp[-1].is_small_int()) {
    auto* list = sp[-2].template as<List>();
    std::int64_t i = sp[-1].small_int();
    if (i < 0) i += static_cast<std::int64_t>(list->count);
    if (static_cast<std::uint64_t>(i) < list->count) [[likely]] {
      sp -= 3;
      REPLACE(list->items + i, word(sp));
      release(list);
      NEXT();
    }
  }
  SAVE();
  if (sp[-2].is_exact(vm.types.dict)) {
    Dict* dict = sp[-2].template as<Dict>();
    std::uint64_t hash;
    const std::int32_t at = find_plain(vm, dict, sp[-1], hash);
    if (at >= 0) {
      POP_RELEASE();
      sp -= 2;
      REPLACE(&dict->entries[at].value, word(sp));
      release(dict);
      NEXT();
    }
  }
  FINISH_VOID(vm.start_setitem(sp[-2], sp[-1], sp[-3]), 3);
}
  CASE(delete_subscript) {
    SAVE();
    FINISH_VOID(vm.start_setitem(sp[-2], sp[-1], Value()), 2);
  }

  // --- operators ------------------------------------------------------------------------------------------------
#define ARITHMETIC(kind)                                                            \
  CASE(binary_##kind) {                                                             \
    std::uint64_t out;                                                              \
    if (arithmetic<Arithmetic::kind>(word(sp - 2), word(sp - 1), out)) [[likely]] { \
      --sp;                                                                         \
      put(sp - 1, out);                                                             \
      NEXT();                                                                       \
    }                                                                               \
    goto do_binary_##kind;                                                          \
  }
  ARITHMETIC(add)
  ARITHMETIC(sub)
  ARITHMETIC(mul)
do_binary_add:
  if (sp[-2].is_exact(vm.types.str) && sp[-1].is_exact(vm.types.str)) goto concat_strings;
  FINISH_BINARY(Binary::add);
do_binary_sub:
  FINISH_BINARY(Binary::sub);
do_binary_mul:
  FINISH_BINARY(Binary::mul);
concat_strings:
  SAVE();
  if (!concatenate(vm, frame, code, ip, sp)) FAIL();
  --sp;
  NEXT();
  CASE(binary_truediv) {
    double x, y;
    const std::uint64_t a = word(sp - 2), b = word(sp - 1);
    if (as_doubles(a, b, x, y) || both_small(a, b)) {
      if (both_small(a, b)) {
        x = static_cast<double>(int_of(a));  // exact: 48 bits
        y = static_cast<double>(int_of(b));
      }
      if (y != 0) [[likely]] {
        --sp;
        put(sp - 1, Value::number(x / y).take_bits());
        NEXT();
      }
    }
    FINISH_BINARY(Binary::truediv);
  }
  CASE(binary_floordiv) {
    const std::uint64_t a = word(sp - 2), b = word(sp - 1);
    if (both_small(a, b)) {
      const std::int64_t x = int_of(a), y = int_of(b);
      if (y != 0) [[likely]] {
        std::int64_t q = x / y;
        if ((x % y != 0) && ((x < 0) != (y < 0))) --q;
        if (Value::fits_small_int(q)) [[likely]] {
          --sp;
          put(sp - 1, int_bits(q));
          NEXT();
        }
      }
    }
    FINISH_BINARY(Binary::floordiv);
  }
  CASE(binary_mod) {
    const std::uint64_t a = word(sp - 2), b = word(sp - 1);
    if (both_small(a, b)) {
      const std::int64_t x = int_of(a), y = int_of(b);
      if (y != 0) [[likely]] {
        std::int64_t r;
        if (((x | y) >> 31) == 0) {
          r = static_cast<std::uint32_t>(x) % static_cast<std::uint32_t>(y);  // 32-bit division is much faster
        } else {
          r = x % y;
          if (r != 0 && ((r < 0) != (y < 0))) r += y;
        }
        --sp;
        put(sp - 1, int_bits(r));
        NEXT();
      }
    }
    FINISH_BINARY(Binary::mod);
  }
  CASE(binary_pow) {
    const std::uint64_t a = word(sp - 2), b = word(sp - 1);
    double x, y;
    std::uint64_t square;
    if (as_doubles(a, b, x, y)) {
      if (x > 0 || y == 2) [[likely]] {
        const double power = platform_math::pow(x, y);
        if (std::isfinite(power)) {
          --sp;
          put(sp - 1, Value::number(power).take_bits());
          NEXT();
        }
      }
    } else if (b == int_bits(2) && arithmetic<Arithmetic::mul>(a, a, square)) {
      --sp;
      put(sp - 1, square);
      NEXT();
    }
    FINISH_BINARY(Binary::pow);
  }
  CASE(binary_matmul) {
    FINISH_BINARY(Binary::matmul);
  }
  CASE(binary_lshift) {
    FINISH_BINARY(Binary::lshift);
  }
  CASE(binary_rshift) {
    const std::uint64_t a = word(sp - 2), b = word(sp - 1);
    if (both_small(a, b) && static_cast<std::uint64_t>(int_of(b)) < 64) {
      const std::int64_t r = int_of(a) >> int_of(b);
      --sp;
      put(sp - 1, int_bits(r));
      NEXT();
    }
    FINISH_BINARY(Binary::rshift);
  }
#define BITWISE(name, op, kind)                                                     \
  CASE(binary_##name) {                                                             \
    const std::uint64_t a = word(sp - 2), b = word(sp - 1);                         \
    if (both_small(a, b)) {                                                         \
      const std::int64_t r = int_of(a) op int_of(b);                                \
      --sp;                                                                         \
      put(sp - 1, int_bits(r));                                                     \
      NEXT();                                                                       \
    }                                                                               \
    FINISH_BINARY(Binary::kind);                                                    \
  }
  BITWISE(and, &, bit_and)
  BITWISE(or, |, bit_or)
  BITWISE(xor, ^, bit_xor)

// The right operand is a local variable or a constant, or both operands are at hand: the stack is touched for the result only.
#define WITH_LOCAL(kind)                                                            \
  CASE(kind##_fast) {                                                               \
    const std::uint64_t right = base[operand >> 1].bits();                          \
    std::uint64_t out;                                                              \
    if (arithmetic<Arithmetic::kind>(word(sp - 1), right, out)) [[likely]] {        \
      put(sp - 1, out);                                                             \
      NEXT();                                                                       \
    }                                                                               \
    PUSH_LOCAL(operand >> 1);                                                       \
    operand &= 1;                                                                   \
    goto do_binary_##kind;                                                          \
  }                                                                                 \
  CASE(kind##_const) {                                                              \
    std::uint64_t out;                                                              \
    if (arithmetic<Arithmetic::kind>(word(sp - 1), code->constants[operand >> 1].bits(), out)) [[likely]] { \
      put(sp - 1, out);                                                             \
      NEXT();                                                                       \
    }                                                                               \
    PUSH_COPY(code->constants[operand >> 1]);                                       \
    operand &= 1;                                                                   \
    goto do_binary_##kind;                                                          \
  }                                                                                 \
  CASE(kind##_fast_fast) {                                                          \
    std::uint64_t out;                                                              \
    if (arithmetic<Arithmetic::kind>(base[pair_a(operand)].bits(), base[pair_b(operand) >> 1].bits(), out)) [[likely]] { \
      PUSH_BITS(out);                                                               \
      NEXT();                                                                       \
    }                                                                               \
    PUSH_LOCAL(pair_a(operand));                                                    \
    PUSH_LOCAL(pair_b(operand) >> 1);                                               \
    operand = pair_b(operand) & 1;                                                  \
    goto do_binary_##kind;                                                          \
  }                                                                                 \
  CASE(kind##_fast_const) {                                                         \
    std::uint64_t out;                                                              \
    if (arithmetic<Arithmetic::kind>(base[pair_a(operand)].bits(), code->constants[pair_b(operand) >> 1].bits(), out)) [[likely]] { \
      PUSH_BITS(out);                                                               \
      NEXT();                                                                       \
    }                                                                               \
    PUSH_LOCAL(pair_a(operand));                                                    \
    PUSH_COPY(code->constants[pair_b(operand) >> 1]);                               \
    operand = pair_b(operand) & 1;                                                  \
    goto do_binary_##kind;                                                          \
  }
  WITH_LOCAL(add)
  WITH_LOCAL(sub)
  WITH_LOCAL(mul)
#define COMPARE(name)                                                                                     \
  CASE(compare_##name) {                                                                                  \
    const int answer = compare_numbers_fast<Compare::name>(word(sp - 2), word(sp - 1));                   \
    if (answer >= 0) [[likely]] {                                                                         \
      --sp;                                                                                               \
      put(sp - 1, answer ? Value::kTrueBits : Value::kFalseBits);                                         \
      NEXT();                                                                                             \
    }                                                                                                     \
    operand = static_cast<std::uint32_t>(Compare::name);                                                  \
    goto compare_slow;                                                                                    \
  }                                                                                                       \
  CASE(jump_unless_##name) {                                                                              \
    const int answer = compare_numbers_fast<Compare::name>(word(sp - 2), word(sp - 1));                   \
    if (answer >= 0) [[likely]] {                                                                         \
      sp -= 2;                                                                                            \
      if (!answer) ip = code->instructions.data() + operand;                                              \
      NEXT();                                                                                             \
    }                                                                                                     \
    drop = static_cast<std::uint32_t>(Compare::name);                                                     \
    goto jump_unless_slow;                                                                                \
  }
  COMPARE(lt)
  COMPARE(le)
  COMPARE(eq)
  COMPARE(ne)
  COMPARE(gt)
  COMPARE(ge)
jump_unless_slow : {
  SAVE();
  Value result = vm.start_compare(sp[-2], sp[-1], static_cast<Compare>(drop));
  if (result.is_bool()) [[likely]] {
    POP_RELEASE();
    POP_RELEASE();
    if (result.is_false()) ip = code->instructions.data() + operand;
    LEAVE();
  }
  if (result.is_error()) FAIL();
  frame->drop = 2;
  if (result.is_pending()) {
    frame->on_result = OnResult::jump_unless;
    goto switch_frame;
  }
  delivered = result.take_bits();
  goto jump_unless_value;
}
compare_slow:
  SAVE();
  outcome = start_compare(vm, frame, sp, static_cast<Compare>(operand)).take_bits();
  goto finish_pair;
  CASE(is_op) {
    const bool same = word(sp - 2) == word(sp - 1);
    POP_RELEASE();
    POP_RELEASE();
    PUSH_BITS(same != static_cast<bool>(operand) ? Value::kTrueBits : Value::kFalseBits);
    NEXT();
  }
  CASE(contains_op) {
    SAVE();
    Value result = vm.start_contains(sp[-1], sp[-2]);
    if (result.is_pending()) {
      frame->drop = 2;
      frame->on_result = operand ? OnResult::invert : OnResult::push;
      goto switch_frame;
    }
    if (result.is_error()) FAIL();
    POP_RELEASE();
    POP_RELEASE();
    PUSH_BITS(result.is_true() != static_cast<bool>(operand) ? Value::kTrueBits : Value::kFalseBits);
    LEAVE();
  }
  CASE(unary_neg) {
    const std::uint64_t a = word(sp - 1);
    if (is_double_bits(a)) {
      put(sp - 1, Value::number(-double_of(a)).take_bits());
      NEXT();
    }
    if (a >= Value::kIntTag && int_of(a) != Value::kMinSmallInt) {
      put(sp - 1, int_bits(-int_of(a)));
      NEXT();
    }
    SAVE();
    FINISH(vm.start_unary(sp[-1], Unary::neg), 1);
  }
  CASE(unary_pos) {
    SAVE();
    FINISH(vm.start_unary(sp[-1], Unary::pos), 1);
  }
  CASE(unary_invert) {
    SAVE();
    FINISH(vm.start_unary(sp[-1], Unary::invert), 1);
  }
  CASE(unary_not) {
    if (sp[-1].is_bool()) {
      put(sp - 1, word(sp - 1) ^ 1);
      NEXT();
    }
    SAVE();
    Value yes = vm.start_truth(sp[-1]);
    if (yes.is_pending()) {
      frame->drop = 1;
      frame->on_result = OnResult::invert;
      goto switch_frame;
    }
    if (yes.is_error()) FAIL();
    POP_RELEASE();
    PUSH_BITS(yes.is_true() ? Value::kFalseBits : Value::kTrueBits);
    LEAVE();
  }

  // --- displays -------------------------------------------------------------------------------------------------
  CASE(build_tuple) {
    outcome = build_tuple(vm, sp - operand, operand).take_bits();
    sp -= operand;
    PUSH_BITS(outcome);
    NEXT();
  }
  CASE(build_list) {
    outcome = build_list(vm, sp - operand, operand).take_bits();
    if (outcome == Value::kErrorBits) FAIL();
    sp -= operand;
    PUSH_BITS(outcome);
    NEXT();
  }
  CASE(build_set) {
    SAVE();
    const std::uint32_t count = operand;
    FINISH(ins::start_set_of(vm, sp - count, count), static_cast<int>(count));
  }
  CASE(build_map) {
    SAVE();
    const std::uint32_t count = operand;
    FINISH(ins::start_dict_of(vm, sp - 2 * count, count), static_cast<int>(2 * count));
  }
  CASE(build_string) {
    SAVE();
    const std::uint32_t count = operand;
    FINISH(ins::build_string(vm, sp - count, count), static_cast<int>(count));
  }
  CASE(build_slice) {
    Value step = operand == 3 ? Value::from_bits(word(--sp)) : Value::none();
    Value stop = Value::from_bits(word(--sp));
    Value start = Value::from_bits(word(--sp));
    PUSH(make_slice(vm, std::move(start), std::move(stop), std::move(step)));
    LEAVE();
  }
  CASE(list_append) {
    Value value = Value::from_bits(word(--sp));
    if (!sp[-static_cast<std::ptrdiff_t>(operand)].template as<List>()->push(vm.heap, std::move(value))) {
      SAVE();
      FAIL();
    }
    LEAVE();
  }
  CASE(set_add) {
    SAVE();
    Value set = sp[-1 - static_cast<std::ptrdiff_t>(operand)];
    FINISH_VOID(start_set_add(vm, set.template as<Set>(), sp[-1]), 1);
  }
  CASE(map_add) {
    SAVE();
    Value dict = sp[-2 - static_cast<std::ptrdiff_t>(operand)];
    FINISH_VOID(vm.start_dict_set(dict.template as<Dict>(), sp[-2], sp[-1]), 2);
  }
  CASE(list_extend) {
    SAVE();
    Value list = sp[-1 - static_cast<std::ptrdiff_t>(operand)];
    Type* kind = vm.type_of(sp[-1]);
    if (!kind->slots.iter && !kind->slots.getitem) {
      vm.type_error("Value after * must be an iterable, not ", vm.type_name(sp[-1]));
      FAIL();
    }
    FINISH_VOID(ins::start_list_extend(vm, list, sp[-1]), 1);
  }
  CASE(set_update) {
    SAVE();
    Value set = sp[-1 - static_cast<std::ptrdiff_t>(operand)];
    FINISH_VOID(start_set_update(vm, set.template as<Set>(), sp[-1]), 1);
  }
  CASE(dict_update) {
    SAVE();
    Value dict = sp[-1 - static_cast<std::ptrdiff_t>(operand)];
    FINISH_VOID(ins::start_dict_update(vm, dict, sp[-1]), 1);
  }
  CASE(dict_merge) {
    // callable undefined tuple dict mapping
    SAVE();
    Value dict = sp[-1 - static_cast<std::ptrdiff_t>(operand)];
    FINISH_VOID(ins::start_dict_merge(vm, dict, sp[-1], sp[-5]), 1);
  }
  CASE(list_to_tuple) {
    Value list = Value::from_bits(word(--sp));
    PUSH_BITS(ins::tuple_of_list(vm, list).take_bits());
    LEAVE();
  }
  CASE(unpack_sequence) {
    const Value& top = sp[-1];
    if (top.is_object()) {
      Object* object = top.object();
      const Value* items = nullptr;
      std::size_t count = 0;
      if (object->type == vm.types.tuple) {
        items = static_cast<Tuple*>(object)->items();
        count = static_cast<Tuple*>(object)->count;
      } else if (object->type == vm.types.list) {
        items = static_cast<List*>(object)->items;
        count = static_cast<List*>(object)->count;
      }
      if (items || object->type == vm.types.tuple || object->type == vm.types.list) {
        if (count != operand) {
          SAVE();
          ins::unpack_count_error(vm, operand, count);
          FAIL();
        }
        --sp;
        for (std::size_t i = count; i-- > 0;) {
          const std::uint64_t bits = items[i].bits();
          retain_bits(bits);
          // The container itself sits in the first of these slots: it is released below.
          PUSH_BITS(bits);
        }
        release(object);
        NEXT();
      }
    }
    SAVE();
    RETRY_WITH(ins::start_unpack(vm, sp[-1], operand));
  }
  CASE(unpack_ex) {
    SAVE();
    if (!sp[-1].is_exact(vm.types.list) || sp[-1].object()->refs > 1) {
      Value list = ins::start_unpack_list(vm, sp[-1]);
      RETRY_WITH(std::move(list));
    }
    if (!unpack_star(vm, sp - 1, pair_a(operand), pair_b(operand))) FAIL();
    sp += pair_a(operand) + pair_b(operand);
    NEXT();
  }
  CASE(format_value) {
    SAVE();
    const std::uint32_t flags = operand;
    if (flags & 4) FINISH(ins::start_format_value(vm, sp[-2], sp[-1], flags & 3), 2);
    else FINISH(ins::start_format_value(vm, sp[-1], Value(), flags & 3), 1);
  }

  // --- jumps --------------------------------------------------------------------------------------------------
  CASE(jump) {
    ip = code->instructions.data() + operand;
    NEXT();
  }
  CASE(jump_back) {
    const std::uint32_t* target = code->instructions.data() + operand;
    if constexpr (!kPrecise) {
      vm.budget_ -= ip - target;
      if (vm.budget_ <= 0) [[unlikely]] {
        ip = target;
        goto look_around;
      }
    }
    ip = target;
    NEXT();
  }
#define CONDITIONAL(name, jumps_on)                                   \
  CASE(name) {                                                        \
    const std::uint64_t bits = word(sp - 1);                          \
    if (bits == Value::kTrueBits || bits == Value::kFalseBits) [[likely]] { \
      --sp;                                                           \
      if ((bits == Value::kTrueBits) == jumps_on) ip = code->instructions.data() + operand; \
      NEXT();                                                         \
    }                                                                 \
    SAVE();                                                           \
    RETRY_WITH(vm.start_truth(sp[-1]));                               \
  }
  CONDITIONAL(pop_jump_if_false, false)
  CONDITIONAL(pop_jump_if_true, true)
  CASE(pop_jump_if_none) {
    const bool none = sp[-1].is_none();
    POP_RELEASE();
    if (none) ip = code->instructions.data() + operand;
    NEXT();
  }
  CASE(pop_jump_if_not_none) {
    const bool none = sp[-1].is_none();
    POP_RELEASE();
    if (!none) ip = code->instructions.data() + operand;
    NEXT();
  }
  CASE(jump_if_false_or_pop) {
    if (sp[-1].is_bool()) [[likely]] {
      if (sp[-1].is_false()) ip = code->instructions.data() + operand;
      else --sp;
      NEXT();
    }
    SAVE();
    Value yes = vm.start_truth(sp[-1]);
    if (yes.is_error()) FAIL();
    if (yes.is_pending()) {
      frame->drop = 0;
      frame->on_result = OnResult::false_or_pop;
      goto switch_frame;
    }
    if (yes.is_false()) ip = code->instructions.data() + operand;
    else POP_RELEASE();
    LEAVE();
  }
  CASE(jump_if_true_or_pop) {
    if (sp[-1].is_bool()) [[likely]] {
      if (sp[-1].is_true()) ip = code->instructions.data() + operand;
      else --sp;
      NEXT();
    }
    SAVE();
    Value yes = vm.start_truth(sp[-1]);
    if (yes.is_error()) FAIL();
    if (yes.is_pending()) {
      frame->drop = 0;
      frame->on_result = OnResult::true_or_pop;
      goto switch_frame;
    }
    if (yes.is_true()) ip = code->instructions.data() + operand;
    else POP_RELEASE();
    LEAVE();
  }
  CASE(get_iter) {
    if (sp[-1].is_exact(vm.types.generator)) {
      NEXT();
    }
    SAVE();
    FINISH(vm.start_iter(sp[-1]), 1);
  }
  CASE(for_iter) {
    Object* iterator = sp[-1].object();
    Type* kind = iterator->type;
    if (kind == vm.types.range_iterator) {
      auto* cursor = static_cast<RangeCursor*>(iterator);
      if (cursor->left > 0) [[likely]] {
        --cursor->left;
        const std::int64_t i = cursor->next;
        cursor->next = static_cast<std::int64_t>(static_cast<std::uint64_t>(i) + static_cast<std::uint64_t>(cursor->step));
        if (Value::fits_small_int(i)) [[likely]] PUSH_BITS(int_bits(i));
        else PUSH(vm.integer(i));
        NEXT();
      }
      goto loop_end;
    }
    if (kind == vm.types.list_iterator) {
      auto* cursor = static_cast<SequenceCursor*>(iterator);
      if (cursor->sequence.is_object()) {
        auto* list = cursor->sequence.template as<List>();
        if (static_cast<std::size_t>(cursor->index) < list->count) [[likely]] {
          const std::uint64_t bits = list->items[cursor->index++].bits();
          retain_bits(bits);
          PUSH_BITS(bits);
          NEXT();
        }
        cursor->sequence = Value();
      }
      goto loop_end;
    }
    if (kind == vm.types.tuple_iterator) {
      auto* cursor = static_cast<SequenceCursor*>(iterator);
      if (cursor->sequence.is_object()) {
        auto* tuple = cursor->sequence.template as<Tuple>();
        if (cursor->index < tuple->count) [[likely]] {
          const std::uint64_t bits = (*tuple)[static_cast<std::size_t>(cursor->index++)].bits();
          retain_bits(bits);
          PUSH_BITS(bits);
          NEXT();
        }
        cursor->sequence = Value();
      }
      goto loop_end;
    }
    if (kind == vm.types.generator) {
      auto* generator = static_cast<Generator*>(iterator);
      if (generator->state == Generator::State::suspended && vm.depth_ < vm.recursion_limit_ &&
          sp + generator->capacity + 8 < frame->chunk->end) [[likely]] {
        SAVE();
        frame->drop = 0;
        frame->on_result = OnResult::iteration;
        Frame* fresh = next_frame(vm, frame);
        vm.enter_generator(generator, fresh, sp, sp);
        LOAD_FRAME();
        PUSH_BITS(Value::kNoneBits);  // what `yield` gives
        NEXT();
      }
    }
    goto for_iter_slow;
  }
for_iter_slow : {
  SAVE();
  Type* kind = sp[-1].object()->type;
  Value item;
  if (kind->slots.next) {
    item = kind->slots.next(vm, sp[-1]);
  } else {
    vm.type_error("'", vm.type_name(sp[-1]), "' object is not an iterator");
    FAIL();
  }
  if (item.ok()) [[likely]] {
    PUSH_BITS(item.take_bits());
    LEAVE();
  }
  if (item.is_pending()) {
    frame->drop = 0;
    frame->on_result = OnResult::iteration;
    goto switch_frame;
  }
  if (item.is_error()) {
    if (!vm.error_is(vm.types.stop_iteration)) FAIL();
    vm.clear_error();
  }
  goto loop_end;
}

  // --- calls --------------------------------------------------------------------------------------------------
  CASE(call) {
    if constexpr (!kPrecise) {
      vm.budget_ -= 4;
      if (vm.budget_ <= 0) [[unlikely]] {
        --ip;
        goto look_around;
      }
    }
    Value* callee = sp - operand - 2;
    if (callee->is_object() && callee->object()->type == vm.types.function) [[likely]] {
      auto* function = static_cast<Function*>(callee->object());
      Code* called = function->code;
      Value* args = callee + 2;
      std::uint32_t count = operand;
      if (!callee[1].is_undefined()) {
        --args;
        ++count;
      }
      if (called->simple_call && count <= called->arg_count && vm.depth_ < vm.recursion_limit_ &&
          args + called->frame_slots < frame->chunk->end) [[likely]] {
        if (count < called->arg_count) {
          // The rest are defaults, or this is no simple call.
          const Tuple* defaults = function->defaults.is_object() ? function->defaults.template as<Tuple>() : nullptr;
          const std::uint32_t missing = called->arg_count - count;
          if (!defaults || defaults->count < missing || defaults->count > called->arg_count) goto general_call;
          const Value* value = defaults->end() - missing;
          for (; count < called->arg_count; ++count) {
            const std::uint64_t bits = (value++)->bits();
            retain_bits(bits);
            put(args + count, bits);
          }
        }
        SAVE();
        frame->drop = 0;
        frame->on_result = OnResult::push;
        Frame* fresh = next_frame(vm, frame);
        ++vm.depth_;
        base = args;
        sp = args + called->local_count;
        for (Value* slot = args + count; slot < sp; ++slot) put(slot, Value::kUndefinedBits);
        ip = called->instructions.data();
        code = called;
        fresh->kind = FrameKind::plain;
        fresh->base = args;
        fresh->result = callee;
        fresh->clean = callee;
        fresh->code = called;
        fresh->function = function;
        fresh->own_function = false;
        fresh->globals = function->globals;
        fresh->names = nullptr;
        frame = fresh;
        NEXT();
      }
    } else if (callee->is_exact(vm.types.type) && callee[1].is_undefined()) {
      // A class whose instances begin with nothing but a plain __init__.
      auto* type = callee->template as<Type>();
      auto* function = static_cast<Function*>(type->direct_init);
      if (type->direct_version == type->version && function->code->simple_call && operand + 1 == function->code->arg_count &&
          vm.depth_ < vm.recursion_limit_ && callee + 1 + function->code->frame_slots < frame->chunk->end) [[likely]] {
        SAVE();
        frame->drop = 0;
        frame->on_result = OnResult::push;
        enter_init(vm, frame, callee, sp);
        LOAD_FRAME();
        NEXT();
      }
    }
    goto general_call;
  }
general_call : {
  Value* callee = sp - operand - 2;
  SAVE();
  frame->drop = 0;
  frame->on_result = OnResult::push;
  Value result = vm.call_on_stack(callee, operand, nullptr);
  if (result.is_pending()) goto switch_frame;
  sp = callee;
  if (result.is_error()) [[unlikely]] FAIL();
  if (result.is_undefined()) [[unlikely]] goto raise_stop;
  PUSH_BITS(result.take_bits());
  LEAVE();
}
  CASE(call_keywords) {
    if constexpr (!kPrecise) {
      vm.budget_ -= 4;
      if (vm.budget_ <= 0) [[unlikely]] {
        --ip;
        goto look_around;
      }
    }
    const std::uint32_t total = pair_a(operand);
    Tuple* names = code->constants[pair_b(operand)].template as<Tuple>();
    Value* callee = sp - total - 2;
    SAVE();
    frame->drop = 0;
    frame->on_result = OnResult::push;
    Value result = vm.call_on_stack(callee, total - names->count, names);
    if (result.is_pending()) goto switch_frame;
    sp = callee;
    if (result.is_error()) [[unlikely]] FAIL();
    if (result.is_undefined()) [[unlikely]] goto raise_stop;
    PUSH_BITS(result.take_bits());
    LEAVE();
  }
  CASE(call_unpacked) {
    // callable undefined tuple [dict]
    SAVE();
    const bool has_dict = operand & 1;
    Value* callee = sp - 3 - (has_dict ? 1 : 0);
    Value result = ins::start_call_unpacked(vm, callee[0], callee[2], has_dict ? callee[3] : Value());
    if (result.is_undefined()) goto raise_stop;
    FINISH(std::move(result), has_dict ? 4 : 3);
  }
  CASE(return_value) {
    delivered = word(--sp);
    goto do_return;
  }
  CASE(make_function) {
    outcome = make_function(vm, frame, sp, operand).take_bits();
    sp -= 1 + std::popcount(operand & 15);
    PUSH_BITS(outcome);
    NEXT();
  }
  CASE(load_build_class) {
    Value* found = vm.builtins_->get(vm.build_class_name_);
    PUSH(*found);
    NEXT();
  }

  // --- generators ------------------------------------------------------------------------------------------------
  CASE(yield_value) {
    delivered = word(--sp);
    goto do_yield;
  }
  CASE(get_yield_from_iter) {
    if (sp[-1].is_exact(vm.types.generator)) {
      NEXT();
    }
    SAVE();
    FINISH(vm.start_iter(sp[-1]), 1);
  }
  CASE(yield_from) {
    // iterator sent
    SAVE();
    Value result = ins::start_delegate(vm, sp[-2], sp[-1]);
    if (result.is_pending()) {
      frame->drop = 1;  // what was sent
      frame->on_result = OnResult::delegate;
      goto switch_frame;
    }
    POP_RELEASE();
    if (result.is_error()) {
      if (!vm.error_is(vm.types.stop_iteration)) FAIL();
      Value stop = vm.take_exception();
      Value value = stop.template as<Exception>()->value;
      POP_RELEASE();
      PUSH(value.is_undefined() ? Value::none() : value);
      LEAVE();
    }
    if (result.is_undefined()) {
      Value value = std::move(vm.stop_value_);
      POP_RELEASE();
      PUSH(value.is_undefined() ? Value::none() : value);
      LEAVE();
    }
    delivered = result.take_bits();
    --ip;  // this instruction runs again when the generator goes on
    frame->generator->delegating = true;
    goto do_yield;
  }

  // --- exceptions and with -----------------------------------------------------------------------------------------
  CASE(raise) {
    SAVE();
    if (operand == 0) {
      Value handled = vm.handled_exception();
      if (!handled.is_object()) {
        vm.runtime_error("No active exception to reraise");
        FAIL();
      }
      vm.exception_ = std::move(handled);
      goto error_again;  // as in CPython, the frame that says it again adds no line of its own
    }
    Value result = operand == 2 ? ins::start_raise(vm, sp[-2], sp[-1]) : ins::start_raise(vm, sp[-1], Value());
    if (result.is_pending()) {
      frame->drop = 0;
      frame->on_result = OnResult::discard;
      goto switch_frame;
    }
    FAIL();
  }
  CASE(reraise) {
    SAVE();
    vm.exception_ = Value::from_bits(word(--sp));
    goto error_again;
  }
  CASE(push_exc_info) {
    // exception -> previous exception
    const std::uint64_t exception = word(sp - 1);
    put(sp - 1, vm.handled_.take_bits());
    retain_bits(exception);
    vm.handled_ = Value::from_bits(exception);
    PUSH_BITS(exception);
    NEXT();
  }
  CASE(pop_except) {
    vm.handled_ = Value::from_bits(word(--sp));
    NEXT();
  }
  CASE(check_exc_match) {
    SAVE();
    Value match = ins::exception_matches(vm, sp[-2], sp[-1]);
    if (match.is_error()) FAIL();
    POP_RELEASE();
    PUSH_BITS(match.take_bits());
    LEAVE();
  }
  CASE(load_assertion_error) {
    PUSH(Value::object(vm.types.assertion_error));
    NEXT();
  }
  CASE(before_with) {
    SAVE();
    Value exit;
    Value result = ins::start_with(vm, sp[-1], exit);
    if (result.is_error()) FAIL();
    // manager -> exit; the result of __enter__ comes above it
    Value manager = Value::from_bits(word(sp - 1));
    put(sp - 1, exit.take_bits());
    if (result.is_pending()) {
      frame->drop = 0;
      frame->on_result = OnResult::push;
      // The frame of __enter__ holds its self itself.
      goto switch_frame;
    }
    PUSH_BITS(result.take_bits());
    LEAVE();
  }
  CASE(call_exit) {
    SAVE();
    const Value args[] = {Value::none(), Value::none(), Value::none()};
    FINISH(vm.start_call(sp[-1], args, 3), 1);
  }
  CASE(with_except_start) {
    // exit previous exception
    SAVE();
    Value exception = sp[-1];
    Value traceback = exception.template as<Exception>()->traceback;
    const Value args[] = {Value::object(exception.object()->type), exception,
                          traceback.is_undefined() ? Value::none() : traceback};
    FINISH(vm.start_call(sp[-3], args, 3), 0);
  }

  // --- imports ----------------------------------------------------------------------------------------------------
  CASE(import_name) {
    SAVE();
    FINISH(vm.start_import_name(code->names[operand].template as<Str>(), sp[-1], sp[-2].small_int()), 2);
  }
  CASE(import_from) {
    SAVE();
    FINISH(ins::import_from(vm, sp[-1], code->names[operand].template as<Str>()), 0);
  }
  CASE(import_star) {
    SAVE();
    if (ins::import_star(vm, sp[-1], frame->globals).is_error()) FAIL();
    POP_RELEASE();
    NEXT();
  }
  CASE(setup_annotations) {
    Dict* names = frame->names ? frame->names : frame->globals;
    if (!names->get(vm.names.__annotations__)) (void)names->set(vm.heap, vm.names.__annotations__, vm.new_dict());
    NEXT();
  }

  // --- match --------------------------------------------------------------------------------------------------------
  CASE(get_len) {
    SAVE();
    FINISH(vm.start_len(sp[-1]), 0);
  }
  CASE(match_mapping) {
    PUSH(Value::boolean(ins::is_mapping(vm, sp[-1])));
    NEXT();
  }
  CASE(match_sequence) {
    PUSH(Value::boolean(ins::is_sequence(vm, sp[-1])));
    NEXT();
  }
  CASE(match_keys) {
    SAVE();
    FINISH(ins::start_match_keys(vm, sp[-2], sp[-1]), 0);
  }
  CASE(match_class) {
    SAVE();
    FINISH(ins::start_match_class(vm, sp[-3], sp[-2], operand, sp[-1]), 3);
  }

#if !LOGIT_THREADED
    }
  }
#endif

  // ------------------------------------------------------------------------------------ ends of operations

finish:
  if (outcome - Value::kImmediate <= 2) [[unlikely]] {
    if (outcome == Value::kPendingBits) {
      frame->drop = drop;
      frame->on_result = OnResult::push;
      goto switch_frame;
    }
    if (outcome == Value::kErrorBits) FAIL();
  }
  for (; drop > 0; --drop) POP_RELEASE();
  PUSH_BITS(outcome);
  NEXT();

finish_void:
  if (outcome == Value::kPendingBits) {
    frame->drop = drop;
    frame->on_result = OnResult::discard;
    goto switch_frame;
  }
  if (outcome == Value::kErrorBits) FAIL();
  release_bits(outcome);
  for (; drop > 0; --drop) POP_RELEASE();
  NEXT();

retry:
  if (outcome == Value::kPendingBits) {
    frame->drop = 1;
    frame->on_result = OnResult::push;
    frame->ip = ip - 1;
    goto switch_frame;
  }
  if (outcome == Value::kErrorBits) FAIL();
  POP_RELEASE();
  PUSH_BITS(outcome);
  --ip;
  NEXT();

do_binary:
  SAVE();
  outcome = start_binary(vm, frame, sp, static_cast<Binary>(drop), operand & 1).take_bits();

finish_pair:
  // As finish; what becomes of a result that is still to come has been said.
  if (outcome == Value::kPendingBits) goto switch_frame;
  if (outcome == Value::kErrorBits) FAIL();
  POP_RELEASE();
  POP_RELEASE();
  PUSH_BITS(outcome);
  NEXT();

[[maybe_unused]] look_around:
  // The budget is used up, or somebody wants the machine's attention, before the instruction at ip.
  SAVE();
  if (vm.interrupt_ && !safe_point(vm)) {
    ++ip;
    goto error;
  }
  if (!vm.heap.finalizers.empty()) goto run_finalizer;
  if (vm.budget_ <= 0) return RunStatus::out_of_budget;
  NEXT();

loop_end:
  POP_RELEASE();
  ip = code->instructions.data() + operand;
  NEXT();

jump_unless_value:
  // A comparison gave something that is no bool: its truth decides.
  for (; frame->drop > 0; --frame->drop) POP_RELEASE();
  PUSH_BITS(delivered);
  SAVE();
  {
    Value yes = vm.start_truth(sp[-1]);
    if (yes.is_pending()) {
      frame->drop = 1;
      frame->on_result = OnResult::jump_unless;
      goto switch_frame;
    }
    if (yes.is_error()) FAIL();
    POP_RELEASE();
    if (yes.is_false()) ip = code->instructions.data() + (ip[-1] >> 8);
  }
  NEXT();

raise_stop:
  raise_stop(vm);
  FAIL();

  // ------------------------------------------------------------------------------------------ leaving frames

do_yield:
  suspend_generator(vm, frame, ip, sp);
  if (Frame* previous = vm.frame_; previous->on_result == OnResult::iteration && previous->kind < FrameKind::native) [[likely]] {
    LOAD_FRAME();
    frame->on_result = OnResult::push;
    PUSH_BITS(delivered);
    NEXT();
  }
  goto deliver;

do_return : {
  Frame* previous = frame->previous;
  if (frame->kind != FrameKind::plain) [[unlikely]] {
    if (frame->kind == FrameKind::generator) {
      Value* result_slot = frame->result;
      leave_generator(vm, frame, sp);
      previous->sp = result_slot;
      vm.frame_ = previous;
      --vm.depth_;
      vm.stop_value_ = Value::from_bits(delivered);
      goto deliver_end;
    }
    // __init__
    if (delivered != Value::kNoneBits) {
      SAVE();
      refuse_result(vm, frame, sp, delivered);
      goto unwound;
    }
    delivered = frame->held.take_bits();
  }
  for (Value* clean = frame->clean; sp > clean;) POP_RELEASE();
  previous->sp = frame->result;
  if (frame->own_function) [[unlikely]] {
    frame->own_function = false;
    release(frame->function);
  }
  if (frame->names) [[unlikely]] {
    release(frame->names);
    frame->names = nullptr;
  }
  vm.frame_ = previous;
  --vm.depth_;
  if (previous->on_result == OnResult::push && previous->kind < FrameKind::native && previous->drop == 0) [[likely]] {
    LOAD_FRAME();
    PUSH_BITS(delivered);
    NEXT();
  }
}

deliver:
  // `delivered` is the result for the frame that is now on top.
  if (vm.frame_->kind >= FrameKind::native) {
    if (vm.frame_ == vm.bottom_) {
      vm.finished_value_ = Value::from_bits(delivered);
      return RunStatus::finished;
    }
    vm.frame_->task.promise().delivered = Value::from_bits(delivered);
    goto step_native;
  }
  LOAD_FRAME();
  switch (frame->on_result) {
    case OnResult::push:
      for (; frame->drop > 0; --frame->drop) POP_RELEASE();
      PUSH_BITS(delivered);
      break;
    case OnResult::discard:
      for (; frame->drop > 0; --frame->drop) POP_RELEASE();
      release_bits(delivered);
      break;
    case OnResult::invert: {
      for (; frame->drop > 0; --frame->drop) POP_RELEASE();
      PUSH_BITS(delivered == Value::kTrueBits ? Value::kFalseBits : Value::kTrueBits);
      release_bits(delivered);
      break;
    }
    case OnResult::iteration:
      PUSH_BITS(delivered);
      break;
    case OnResult::method:
      for (; frame->drop > 0; --frame->drop) POP_RELEASE();
      PUSH_BITS(delivered);
      PUSH_BITS(Value::kUndefinedBits);
      break;
    case OnResult::delegate:
      for (; frame->drop > 0; --frame->drop) POP_RELEASE();
      --ip;
      frame->generator->delegating = true;
      frame->on_result = OnResult::push;
      goto do_yield;
    case OnResult::jump_unless:
      frame->on_result = OnResult::push;
      if ((delivered | 1) == Value::kTrueBits) {
        for (; frame->drop > 0; --frame->drop) POP_RELEASE();
        if (delivered == Value::kFalseBits) ip = code->instructions.data() + (ip[-1] >> 8);
        break;
      }
      goto jump_unless_value;
    case OnResult::false_or_pop:
      if (delivered == Value::kFalseBits) ip = code->instructions.data() + (ip[-1] >> 8);
      else POP_RELEASE();
      break;
    case OnResult::true_or_pop:
      if (delivered == Value::kTrueBits) ip = code->instructions.data() + (ip[-1] >> 8);
      else POP_RELEASE();
      break;
    case OnResult::binary:
      if (delivered == Value::kNotImplementedBits) {
        SAVE();
        frame->on_result = OnResult::push;
        FINISH(vm.start(binary_rest(vm, sp[-2], sp[-1], static_cast<Binary>(frame->operation), false)), 2);
        break;
      }
      for (; frame->drop > 0; --frame->drop) POP_RELEASE();
      PUSH_BITS(delivered);
      break;
    case OnResult::compare:
      if (delivered == Value::kNotImplementedBits) {
        SAVE();
        frame->on_result = OnResult::push;
        FINISH(vm.start(compare_rest(vm, sp[-2], sp[-1], static_cast<Compare>(frame->operation))), 2);
        break;
      }
      for (; frame->drop > 0; --frame->drop) POP_RELEASE();
      PUSH_BITS(delivered);
      break;
  }
  frame->on_result = OnResult::push;
  NEXT();

deliver_end:
  // A generator (or an iterator's Task) has come to its end; vm.stop_value_ is what it returned.
  if (vm.frame_->kind >= FrameKind::native) {
    if (vm.frame_ == vm.bottom_) return RunStatus::finished;
    end_iteration(vm);
    goto step_native;
  }
  LOAD_FRAME();
  if (frame->on_result == OnResult::iteration) {
    frame->on_result = OnResult::push;
    POP_RELEASE();
    ip = code->instructions.data() + (ip[-1] >> 8);
    vm.stop_value_ = Value();
    NEXT();
  }
  if (frame->on_result == OnResult::delegate) {
    frame->on_result = OnResult::push;
    for (; frame->drop > 0; --frame->drop) POP_RELEASE();
    POP_RELEASE();
    Value value = std::move(vm.stop_value_);
    PUSH(value.is_undefined() ? Value::none() : value);
    LEAVE();
  }
  frame->on_result = OnResult::push;
  frame->drop = 0;
  goto raise_stop;

switch_frame:
  // Another frame is on top.
  frame = vm.frame_;
  if (frame->is_native()) goto step_native;
  LOAD_FRAME();
  if (frame->raise_on_entry) [[unlikely]] {
    frame->raise_on_entry = false;
    goto error;
  }
  NEXT();

step_native : {
  std::uint64_t result;
  RunStatus status;
  const Next next = step_native<kPrecise>(vm, result, status);
  if (next == Next::switch_frame) goto switch_frame;
  if (next == Next::stop) return status;
  if (next == Next::unwound) goto unwound;
  if (next == Next::deliver_end) goto deliver_end;
  delivered = result;
  goto deliver;
}

run_finalizer:
  start_finalizer(vm, frame);
  goto switch_frame;

  // -------------------------------------------------------------------------------------------- exceptions

error:
  // vm.exception_ is set; ip is just behind the instruction that raised.
  frame->ip = ip;
  if (!code->is_library) vm.add_traceback(frame);
error_again : {
  frame->on_result = OnResult::push;
  frame->drop = 0;
  const auto position = static_cast<std::uint32_t>(ip - code->instructions.data()) - 1;
  const bytecode::Handler* handler = nullptr;
  if (!vm.limit_hit_) {
    for (const bytecode::Handler& h : code->unit->handlers) {
      if (position >= h.start && position < h.end) {
        handler = &h;
        break;
      }
    }
  }
  if (handler) {
    Value* const target = base + code->local_count + handler->depth;
    Vm::release_range(target, sp);
    sp = target;
    PUSH_BITS(vm.exception_.take_bits());
    ip = code->instructions.data() + handler->target;
    NEXT();
  }
  end_by_exception(vm, frame, sp);
}

unwound:
  // The frame above has ended with vm.exception_.
  {
    RunStatus status;
    const Next next = after_exception(vm, status);
    if (next == Next::stop) return status;
    if (next == Next::switch_frame) goto switch_frame;
    if (next == Next::deliver_end) goto deliver_end;
  }
  LOAD_FRAME();
  goto error;
}

// -------------------------------------------------------------------------------------------- the owner's run

void Vm::release_finalizable_globals() {
  if (!main_globals_) return;
  for (std::uint32_t i = 0; i < main_globals_->used; ++i) {
    Value& value = main_globals_->entries[i].value;
    if (!value.is_object() || main_globals_->entries[i].key.is_undefined()) continue;
    if (value.object()->type->has_finalizer) value = Value::none();
  }
}

// Called through pointers that no optimizer looks through: wasm-opt would make a function with one caller a part of it, and what
// holds both loops is beyond the size up to which V8 allocates registers well.
using Loop = RunStatus (*)(Vm&);
constinit const volatile Loop kLoops[] = {Interpreter::run<false>, Interpreter::run<true>};

RunStatus Vm::go_on() { return kLoops[false](*this); }

RunStatus Vm::run(Budget budget) {
  if (ended_) return exit_status_ == 0 ? RunStatus::finished : RunStatus::error;
  std::int64_t granted = budget.instructions;
  if (granted > step_limit_ - steps_) granted = step_limit_ - steps_;
  if (granted <= 0 && !reporting_) {
    limit_hit_ = true;
    raise(types.runtime_error, cat("this script took more than ", step_limit_, " steps, the limit of the lab"));
    resume_value_ = Value::error();
    granted = 1 << 20;
    step_limit_ = INT64_MAX;
  }
  budget_ = granted;
  owed_ = 0;
  step_ = budget.step;
  if (step_ != Step::none) step_depth_ = depth_;
  if (interrupt_) interrupt();
  const bool precise = budget.precise || step_ != Step::none || !breakpoints_.empty();
  for (;;) {
    const RunStatus status = kLoops[precise](*this);
    steps_ += granted - (budget_ + owed_);
    granted = budget_ + owed_;
    if (status == RunStatus::finished) {
      if (reporting_ && !settled_) {
        exit_status_ = static_cast<int>(finished_value_.is_small_int() ? finished_value_.small_int() : 1);
      }
      finished_value_ = Value();
      if (!settled_) {
        // The script is over: variables whose objects have something to do at their end let go of them.
        settled_ = true;
        release_finalizable_globals();
        if (!heap.finalizers.empty()) {
          Interpreter::safe_point(*this);
          clear_error();
          if (start(Interpreter::finalize_all(*this)).is_pending()) {
            if (budget_ <= 0) budget_ = granted = 1 << 20;
            continue;
          }
          clear_error();
        }
      }
      ended_ = true;
      return exit_status_ == 0 ? RunStatus::finished : RunStatus::error;
    }
    if (status == RunStatus::error) {
      if (reporting_) {
        exit_status_ = 1;
        ended_ = true;
        return status;
      }
      limit_hit_ = false;
      report_uncaught();
      if (granted <= 0) budget_ = granted = 1 << 20;
      continue;
    }
    return status;
  }
}

}  // namespace logit::script
