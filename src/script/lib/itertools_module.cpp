// The module `itertools`. An iterator over plain iterators (of lists, ranges, ...) gives its items without suspending; over
// generators and objects of the script it awaits them in a Task. Both ways share one `step`, which says what to do with an item.
#include "script/lib/iterator_tools.h"
#include "script/lib/modules.h"
#include "script/lib/number_args.h"

namespace logit::script {

namespace {

struct Count : Object {
  Value current, step;
};

/// A number whose + never runs script code.
bool is_plain_number(const Vm& vm, const Value& v) { return v.is_small_int() || v.is_double() || v.is_exact(vm.types.int_); }

}  // namespace

std::uint8_t plain_levels(Vm& vm, const Value& iterator) {
  if (!iterator.is_object()) return 0;
  const Type* type = iterator.object()->type;
  if (!type->native || !type->slots.next) return 0;
  static constexpr std::string_view kPlain[] = {
      "list_iterator", "tuple_iterator", "str_iterator", "str_ascii_iterator", "range_iterator", "longrange_iterator",
      "list_reverseiterator", "dict_keyiterator", "dict_valueiterator", "dict_itemiterator", "dict_reversekeyiterator",
      "dict_reversevalueiterator", "dict_reverseitemiterator", "set_iterator", "product", "permutations", "combinations",
      "combinations_with_replacement", "repeat", "_deque_iterator"};
  static constexpr std::string_view kPullers[] = {"islice", "cycle", "pairwise"};
  if (!type->name_str()->ascii) return 0;
  const std::string_view name = type->name_str()->ascii_view();
  for (std::string_view plain : kPlain)
    if (name == plain) return 1;
  for (std::string_view puller : kPullers)
    if (name == puller && type->module.as<Str>()->equals("itertools")) {
      const std::uint8_t inner = iterator.as<Puller>()->plain;
      return inner && inner < kMostPlainLevels ? inner + 1 : 0;
    }
  if (name == "count" && type->module.as<Str>()->equals("itertools")) {
    return is_plain_number(vm, iterator.as<Count>()->current) && is_plain_number(vm, iterator.as<Count>()->step) ? 1 : 0;
  }
  return 0;
}

Task start_pulling(Vm& vm, Value puller, Value iterable) {
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  auto* p = puller.as<Puller>();
  p->plain = plain_levels(vm, it);
  p->source = std::move(it);
  co_return puller;
}

namespace {

// A step returns the item to give, undefined (exhausted), an error, or `again()`: ask the source once more.
Value again() { return Value::pending(); }

template <class T, Value (*step)(Vm&, T&, Value)>
Task step_slowly(Vm& vm, Value self) {
  T& p = *self.as<T>();
  for (int n = 1;; ++n) {
    if (p.source.is_undefined()) co_return Value::undefined();
    Value item = co_await vm.next(p.source);
    if (item.is_error()) co_return item;
    Value out = step(vm, p, std::move(item));
    if (!out.is_pending()) co_return out;
    if (n % 64 == 0) {
      Value paid = co_await vm.charge(64);
      if (paid.is_error()) co_return paid;
    }
  }
}

template <class T, Value (*step)(Vm&, T&, Value)>
Value step_next(Vm& vm, const Value& self) {
  T& p = *self.as<T>();
  if (!p.plain) return p.source.is_undefined() ? Value::undefined() : vm.start(step_slowly<T, step>(vm, self));
  for (int n = 0; n < 64; ++n) {
    if (p.source.is_undefined()) return Value::undefined();
    Value item = pull(vm, p.source);
    if (item.is_error()) return item;
    Value out = step(vm, p, std::move(item));
    if (!out.is_pending()) return out;
  }
  return vm.start(step_slowly<T, step>(vm, self));  // a long way to go: it must be possible to pause
}

template <class T>
void traverse_puller(Object* object, Visitor visit, void* context) { visit(context, static_cast<T*>(object)->source); }

// --- count ------------------------------------------------------------------------------------------------------------

void traverse_count(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Count*>(object)->current);
  visit(context, static_cast<Count*>(object)->step);
}

Task count_slowly(Vm& vm, Value self) {
  auto* c = self.as<Count>();
  Value current = c->current;
  Value next = co_await vm.binary(current, c->step, Binary::add);
  if (next.is_error()) co_return next;
  c->current = std::move(next);
  co_return current;
}

Value count_next(Vm& vm, const Value& self) {
  auto* c = self.as<Count>();
  if (c->current.is_small_int() && c->step.is_small_int()) {
    Value current = c->current;
    c->current = vm.integer(current.small_int() + c->step.small_int());
    return current;
  }
  if (is_plain_number(vm, c->current) && is_plain_number(vm, c->step)) {
    Value next = vm.start_binary(c->current, c->step, Binary::add);
    if (next.is_error()) return next;
    Value current = std::move(c->current);
    c->current = std::move(next);
    return current;
  }
  return vm.start(count_slowly(vm, self));
}

Task count_repr(Vm& vm, Value self) {
  auto* c = self.as<Count>();
  Value current = co_await vm.repr(c->current);
  if (current.is_error()) co_return current;
  std::string text = cat("count(", current.as<Str>()->utf8());
  if (!(c->step.is_small_int() && c->step.small_int() == 1)) {
    Value step = co_await vm.repr(c->step);
    if (step.is_error()) co_return step;
    text += cat(", ", step.as<Str>()->utf8());
  }
  co_return vm.str(text + ")");
}

Value count_new(Vm& vm, Args args) {
  auto c = vm.allocate<Count>(args[0]);
  c->current = args.has(1) ? args[1] : Value::small_int(0);
  c->step = args.has(2) ? args[2] : Value::small_int(1);
  for (const Value* v : {&c->current, &c->step}) {
    const bool number = vm.is_int(*v) || vm.is_float(*v) ||
                        (v->is_object() && (vm.lookup_special(*v, vm.names.__index__) || vm.lookup_special(*v, vm.names.__float__) ||
                                            vm.lookup_special(*v, vm.names.__int__)));
    if (!number) return vm.type_error("a number is required");
  }
  return c;
}

constexpr NativeDef kCountNew{"count(start=0, step=1)", count_new};
const TypeSpec kCountSpec{
    .name = "count", .module = "itertools", .doc = "Return a count object whose .__next__() method returns consecutive values.",
    .instance_bytes = sizeof(Count),
    .slots = {.repr = [](Vm& vm, const Value& self) { return vm.start(count_repr(vm, self)); },
              .iter = itself, .next = count_next, .dealloc = drop<Count>, .traverse = traverse_count},
    .construct = &kCountNew};

// --- repeat -----------------------------------------------------------------------------------------------------------

struct Repeat : Object {
  Value item;
  std::int64_t left = -1;  ///< negative: for ever
};

void traverse_repeat(Object* object, Visitor visit, void* context) { visit(context, static_cast<Repeat*>(object)->item); }

Value repeat_next(Vm&, const Value& self) {
  auto* r = self.as<Repeat>();
  if (r->left == 0) return Value::undefined();
  if (r->left > 0) --r->left;
  return r->item;
}

Task repeat_repr(Vm& vm, Value self) {
  Value item = co_await vm.repr(self.as<Repeat>()->item);
  if (item.is_error()) co_return item;
  const std::int64_t left = self.as<Repeat>()->left;
  const std::string text = item.as<Str>()->utf8();
  co_return vm.str(left < 0 ? cat("repeat(", text, ")") : cat("repeat(", text, ", ", left, ")"));
}

Value repeat_new(Vm& vm, Args args) {
  auto r = vm.allocate<Repeat>(args[0]);
  r->item = args[1];
  if (args.has(2)) {
    if (!vm.to_int64(args[2], r->left)) return Value::error();
    if (r->left < 0) r->left = 0;
  }
  return r;
}

Value repeat_length_hint(Vm& vm, Args args) {
  const std::int64_t left = args[0].as<Repeat>()->left;
  if (left < 0) return vm.type_error("len() of unsized object");
  return vm.integer(left);
}

constexpr NativeDef kRepeatNew{"repeat(object, times=0)", repeat_new};
constexpr NativeDef kRepeatMethods[] = {{"__length_hint__()", repeat_length_hint}, {}};
const TypeSpec kRepeatSpec{
    .name = "repeat", .module = "itertools", .doc = "Returns the object for the specified number of times, or for ever.",
    .instance_bytes = sizeof(Repeat),
    .slots = {.repr = [](Vm& vm, const Value& self) { return vm.start(repeat_repr(vm, self)); },
              .iter = itself, .next = repeat_next, .dealloc = drop<Repeat>, .traverse = traverse_repeat},
    .construct = &kRepeatNew, .methods = kRepeatMethods};

// --- cycle ------------------------------------------------------------------------------------------------------------

struct Cycle : Puller {
  Value saved;  ///< List
  std::size_t index = 0;
  bool again = false;
};

void traverse_cycle(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Cycle*>(object)->source);
  visit(context, static_cast<Cycle*>(object)->saved);
}

Value cycle_step(Vm& vm, Cycle& c, Value item) {
  List& saved = *c.saved.as<List>();
  if (!item.is_undefined()) {
    if (!saved.push(vm.heap, item)) return Value::error();
    return item;
  }
  c.source = Value();
  if (saved.count == 0) return Value::undefined();
  c.again = true;
  c.index = 1 % saved.count;
  return saved[0];
}

Value cycle_next(Vm& vm, const Value& self) {
  auto& c = *self.as<Cycle>();
  if (!c.again) return step_next<Cycle, cycle_step>(vm, self);
  List& saved = *c.saved.as<List>();
  Value item = saved[c.index];
  if (++c.index == saved.count) c.index = 0;
  return item;
}

Value cycle_new(Vm& vm, Args args) {
  auto c = vm.allocate<Cycle>(args[0]);
  c->saved = Value(vm.new_list());
  return vm.start(start_pulling(vm, Value(std::move(c)), args[1]));
}

constexpr NativeDef kCycleNew{"cycle(iterable, /)", cycle_new};
const TypeSpec kCycleSpec{
    .name = "cycle", .module = "itertools", .doc = "Return elements from the iterable until it is exhausted, then repeat the sequence for ever.",
    .instance_bytes = sizeof(Cycle),
    .slots = {.iter = itself, .next = cycle_next, .dealloc = drop<Cycle>, .traverse = traverse_cycle},
    .construct = &kCycleNew};

// --- islice -----------------------------------------------------------------------------------------------------------

struct Islice : Puller {
  std::int64_t next = 0;      ///< index of the next item to give
  std::int64_t position = 0;  ///< index of the item that the source gives next
  std::int64_t stop = -1;     ///< -1: none
  std::int64_t step = 1;
};

Value islice_step(Vm&, Islice& s, Value item) {
  if (item.is_undefined()) {
    s.source = Value();
    return item;
  }
  if (s.position++ < s.next) return again();
  // The index after this one; beyond the end it stays there, so that the source is not asked for more than needed.
  s.next = s.next > INT64_MAX - s.step ? INT64_MAX : s.next + s.step;
  if (s.stop >= 0 && s.next > s.stop) s.next = s.stop;
  return item;
}

// At the stop with items still to skip: CPython consumes up to `stop` then, which islice_step does by itself, since it
// gives an item only at `next`; the item at `stop` is never asked for.
Value islice_guarded_step(Vm& vm, Islice& s, Value item) {
  Value out = islice_step(vm, s, std::move(item));
  if (out.is_pending() && s.stop >= 0 && s.position >= s.stop) {
    s.source = Value();
    return Value::undefined();
  }
  return out;
}

Value islice_guarded_next(Vm& vm, const Value& self) {
  auto& s = *self.as<Islice>();
  if (s.source.is_undefined()) return Value::undefined();
  if (s.stop >= 0 && s.position >= s.stop) {
    s.source = Value();
    return Value::undefined();
  }
  return step_next<Islice, islice_guarded_step>(vm, self);
}

bool slice_index(Vm& vm, const Value& value, std::int64_t& out) {
  if (value.is_undefined() || value.is_none()) return true;
  if (!vm.is_int(value)) return false;
  if (!vm.to_int64(value, out)) {
    vm.clear_error();
    return false;
  }
  return out >= 0;
}

Value islice_new(Vm& vm, Args args) {
  Tuple* given = args[2].as<Tuple>();
  if (given->count < 1) return vm.type_error("islice expected at least 2 arguments, got ", given->count + 1);
  if (given->count > 3) return vm.type_error("islice expected at most 4 arguments, got ", given->count + 1);
  for (auto& v : *given) {
    if (!vm.is_int(v) && v.is_object() && vm.lookup_special(v, vm.names.__index__)) {
      return vm.type_error("islice() indices with __index__ are not supported in logit");
    }
  }
  auto s = vm.allocate<Islice>(args[0]);
  std::int64_t start = 0;
  if (given->count == 1) {
    if (!slice_index(vm, (*given)[0], s->stop)) {
      return vm.value_error("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
  } else {
    if (!slice_index(vm, (*given)[1], s->stop)) {
      return vm.value_error("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    if (!slice_index(vm, (*given)[0], start)) {
      return vm.value_error("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    if (given->count == 3 && (!slice_index(vm, (*given)[2], s->step) || s->step < 1)) {
      return vm.value_error("Step for islice() must be a positive integer or None.");
    }
  }
  s->next = start;
  return vm.start(start_pulling(vm, Value(std::move(s)), args[1]));
}

constexpr NativeDef kIsliceNew{"islice(iterable, /, *args)", islice_new};
const TypeSpec kIsliceSpec{
    .name = "islice", .module = "itertools", .doc = "islice(iterable, stop) or islice(iterable, start, stop[, step]): selected values of an iterable.",
    .instance_bytes = sizeof(Islice),
    .slots = {.iter = itself, .next = islice_guarded_next, .dealloc = drop<Islice>, .traverse = traverse_puller<Islice>},
    .construct = &kIsliceNew};

// --- pairwise ---------------------------------------------------------------------------------------------------------

struct Pairwise : Puller {
  Value previous;
};

void traverse_pairwise(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Pairwise*>(object)->source);
  visit(context, static_cast<Pairwise*>(object)->previous);
}

Value pairwise_step(Vm& vm, Pairwise& p, Value item) {
  if (item.is_undefined()) {
    p.source = Value();
    p.previous = Value();
    return item;
  }
  if (p.previous.is_undefined()) {
    p.previous = std::move(item);
    return again();
  }
  Value pair = vm.tuple_of(std::move(p.previous), item);
  p.previous = std::move(item);
  return pair;
}

Value pairwise_new(Vm& vm, Args args) {
  return vm.start(start_pulling(vm, Value(vm.allocate<Pairwise>(args[0])), args[1]));
}
constexpr NativeDef kPairwiseNew{"pairwise(iterable, /)", pairwise_new};
const TypeSpec kPairwiseSpec{
    .name = "pairwise", .module = "itertools", .doc = "Return an iterator of overlapping pairs taken from the input iterator.",
    .instance_bytes = sizeof(Pairwise),
    .slots = {.iter = itself, .next = step_next<Pairwise, pairwise_step>, .dealloc = drop<Pairwise>, .traverse = traverse_pairwise},
    .construct = &kPairwiseNew};

// --- chain ------------------------------------------------------------------------------------------------------------

struct Chain : Puller {
  Value iterables;  ///< an iterator over the iterables still to come; undefined at the end
};

void traverse_chain(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Chain*>(object)->source);
  visit(context, static_cast<Chain*>(object)->iterables);
}

Task chain_slowly(Vm& vm, Value self) {
  auto& c = *self.as<Chain>();
  for (int n = 1;; ++n) {
    if (c.source.is_undefined()) {
      if (c.iterables.is_undefined()) co_return Value::undefined();
      Value iterable = co_await vm.next(c.iterables);
      if (iterable.is_undefined()) c.iterables = Value();
      if (!iterable.ok()) co_return iterable;
      Value it = co_await vm.iter(iterable);
      if (it.is_error()) {
        c.iterables = Value();
        co_return it;
      }
      c.plain = plain_levels(vm, it);
      c.source = std::move(it);
    }
    Value item = co_await vm.next(c.source);
    if (!item.is_undefined()) co_return item;
    c.source = Value();
    c.plain = 0;
    if (n % 64 == 0) {
      Value paid = co_await vm.charge(64);
      if (paid.is_error()) co_return paid;
    }
  }
}

Value chain_next(Vm& vm, const Value& self) {
  auto& c = *self.as<Chain>();
  if (c.plain && !c.source.is_undefined()) {
    Value item = pull(vm, c.source);
    if (!item.is_undefined()) return item;
    c.source = Value();
    c.plain = 0;
  }
  if (c.source.is_undefined() && c.iterables.is_undefined()) return Value::undefined();
  return vm.start(chain_slowly(vm, self));
}

Task chain_make(Vm& vm, Value cls, Value iterables) {
  auto c = vm.allocate<Chain>(cls);
  Value it = co_await vm.iter(iterables);
  if (it.is_error()) co_return it;
  c->iterables = std::move(it);
  co_return Value(std::move(c));
}
Value chain_new(Vm& vm, Args args) { return vm.start(chain_make(vm, args[0], args[1])); }

constexpr NativeDef kChainNew{"chain(*iterables)", chain_new};
constexpr NativeDef kChainClassMethods[] = {
    {"from_iterable(iterable, /)", chain_new, "Alternative chain() constructor taking a single iterable argument that evaluates lazily."}, {}};
const TypeSpec kChainSpec{
    .name = "chain", .module = "itertools", .doc = "Return elements from the first iterable until it is exhausted, then from the next.",
    .instance_bytes = sizeof(Chain),
    .slots = {.iter = itself, .next = chain_next, .dealloc = drop<Chain>, .traverse = traverse_chain},
    .construct = &kChainNew, .class_methods = kChainClassMethods};

// --- those that call a function for each item ----------------------------------------------------------------------------

/// takewhile, dropwhile, filterfalse, starmap: a function and a source.
struct Caller : Puller {
  Value function;
  bool done = false;  ///< takewhile: stopped; dropwhile: the rest passes
};

void traverse_caller(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Caller*>(object)->source);
  visit(context, static_cast<Caller*>(object)->function);
}

Task takewhile_next(Vm& vm, Value self) {
  auto& c = *self.as<Caller>();
  if (c.done) co_return Value::undefined();
  Value item = co_await vm.next(c.source);
  if (!item.ok()) co_return item;
  Value good = co_await vm.call(c.function, item);
  if (good.is_error()) co_return good;
  good = co_await vm.truth(good);
  if (good.is_error()) co_return good;
  if (good.is_true()) co_return item;
  c.done = true;
  co_return Value::undefined();
}

/// Skips items while (or if) the function's answer is true.
template <bool kOnce>
Task skipping_next(Vm& vm, Value self) {
  auto& c = *self.as<Caller>();
  for (int n = 1;; ++n) {
    Value item = co_await vm.next(c.source);
    if (!item.ok() || c.done) co_return item;
    Value skip = item;
    if (!c.function.is_none()) {
      skip = co_await vm.call(c.function, item);
      if (skip.is_error()) co_return skip;
    }
    skip = co_await vm.truth(skip);
    if (skip.is_error()) co_return skip;
    if (!skip.is_true()) {
      if (kOnce) c.done = true;
      co_return item;
    }
    if (n % 64 == 0) {
      Value paid = co_await vm.charge(64);
      if (paid.is_error()) co_return paid;
    }
  }
}

Task starmap_next(Vm& vm, Value self) {
  auto& c = *self.as<Caller>();
  Value item = co_await vm.next(c.source);
  if (!item.ok()) co_return item;
  if (!vm.is_tuple(item)) {
    item = co_await vm.tuple_from(item);
    if (item.is_error()) co_return item;
  }
  Tuple* arguments = item.as<Tuple>();
  std::vector<Value> values(arguments->begin(), arguments->end());
  Value result = co_await vm.call_with(c.function, values);
  co_return result;
}

template <Task (*next)(Vm&, Value)>
Value caller_next(Vm& vm, const Value& self) { return vm.start(next(vm, self)); }

Value caller_new(Vm& vm, Args args) {
  auto c = vm.allocate<Caller>(args[0]);
  c->function = args[1];
  return vm.start(start_pulling(vm, Value(std::move(c)), args[2]));
}

constexpr NativeDef kTakewhileNew{"takewhile(predicate, iterable, /)", caller_new};
constexpr NativeDef kDropwhileNew{"dropwhile(predicate, iterable, /)", caller_new};
constexpr NativeDef kFilterfalseNew{"filterfalse(function, iterable, /)", caller_new};
constexpr NativeDef kStarmapNew{"starmap(function, iterable, /)", caller_new};
const TypeSpec kTakewhileSpec{
    .name = "takewhile", .module = "itertools", .doc = "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
    .instance_bytes = sizeof(Caller),
    .slots = {.iter = itself, .next = caller_next<takewhile_next>, .dealloc = drop<Caller>, .traverse = traverse_caller},
    .construct = &kTakewhileNew};
const TypeSpec kDropwhileSpec{
    .name = "dropwhile", .module = "itertools", .doc = "Drop items from the iterable while predicate(item) is true; afterwards, return every element.",
    .instance_bytes = sizeof(Caller),
    .slots = {.iter = itself, .next = caller_next<skipping_next<true>>, .dealloc = drop<Caller>, .traverse = traverse_caller},
    .construct = &kDropwhileNew};
const TypeSpec kFilterfalseSpec{
    .name = "filterfalse", .module = "itertools", .doc = "Return those items of iterable for which function(item) is false.",
    .instance_bytes = sizeof(Caller),
    .slots = {.iter = itself, .next = caller_next<skipping_next<false>>, .dealloc = drop<Caller>, .traverse = traverse_caller},
    .construct = &kFilterfalseNew};
const TypeSpec kStarmapSpec{
    .name = "starmap", .module = "itertools", .doc = "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
    .instance_bytes = sizeof(Caller),
    .slots = {.iter = itself, .next = caller_next<starmap_next>, .dealloc = drop<Caller>, .traverse = traverse_caller},
    .construct = &kStarmapNew};

// --- accumulate -------------------------------------------------------------------------------------------------------

struct Accumulate : Puller {
  Value function;  ///< undefined: addition
  Value total;     ///< undefined before the first item
  Value initial;   ///< given before anything else, then undefined
};

void traverse_accumulate(Object* object, Visitor visit, void* context) {
  auto* a = static_cast<Accumulate*>(object);
  for (const Value* v : {&a->source, &a->function, &a->total, &a->initial}) visit(context, *v);
}

Task accumulate_slowly(Vm& vm, Value self) {
  auto& a = *self.as<Accumulate>();
  Value item = co_await vm.next(a.source);
  if (!item.ok()) co_return item;
  if (a.total.is_undefined()) {
    a.total = item;
    co_return item;
  }
  Value total;
  if (a.function.is_undefined()) total = co_await vm.binary(a.total, item, Binary::add);
  else total = co_await vm.call(a.function, a.total, item);
  if (total.is_error()) co_return total;
  a.total = total;
  co_return total;
}

Value accumulate_next(Vm& vm, const Value& self) {
  auto& a = *self.as<Accumulate>();
  if (!a.initial.is_undefined()) {
    a.total = std::move(a.initial);
    return a.total;
  }
  return vm.start(accumulate_slowly(vm, self));
}

Value accumulate_new(Vm& vm, Args args) {
  auto a = vm.allocate<Accumulate>(args[0]);
  if (args.has(2) && !args[2].is_none()) a->function = args[2];
  if (args.has(3) && !args[3].is_none()) a->initial = args[3];
  return vm.start(start_pulling(vm, Value(std::move(a)), args[1]));
}
constexpr NativeDef kAccumulateNew{"accumulate(iterable, func=None, *, initial=None)", accumulate_new};
const TypeSpec kAccumulateSpec{
    .name = "accumulate", .module = "itertools", .doc = "Return series of accumulated sums (or other binary function results).",
    .instance_bytes = sizeof(Accumulate),
    .slots = {.iter = itself, .next = accumulate_next, .dealloc = drop<Accumulate>, .traverse = traverse_accumulate},
    .construct = &kAccumulateNew};

// --- compress ---------------------------------------------------------------------------------------------------------

struct Compress : Puller {
  Value selectors;
};

void traverse_compress(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Compress*>(object)->source);
  visit(context, static_cast<Compress*>(object)->selectors);
}

Task compress_next(Vm& vm, Value self) {
  auto& c = *self.as<Compress>();
  for (int n = 1;; ++n) {
    Value item = co_await vm.next(c.source);
    if (!item.ok()) co_return item;
    Value selector = co_await vm.next(c.selectors);
    if (!selector.ok()) co_return selector;
    Value yes = co_await vm.truth(selector);
    if (yes.is_error()) co_return yes;
    if (yes.is_true()) co_return item;
    if (n % 64 == 0) {
      Value paid = co_await vm.charge(64);
      if (paid.is_error()) co_return paid;
    }
  }
}

Task compress_make(Vm& vm, Value self, Value data, Value selectors) {
  auto& c = *self.as<Compress>();
  c.source = co_await vm.iter(data);
  if (c.source.is_error()) co_return Value::error();
  c.selectors = co_await vm.iter(selectors);
  if (c.selectors.is_error()) co_return Value::error();
  co_return self;
}
Value compress_new(Vm& vm, Args args) {
  return vm.start(compress_make(vm, Value(vm.allocate<Compress>(args[0])), args[1], args[2]));
}
constexpr NativeDef kCompressNew{"compress(data, selectors)", compress_new};
const TypeSpec kCompressSpec{
    .name = "compress", .module = "itertools", .doc = "Return data elements corresponding to true selector elements.",
    .instance_bytes = sizeof(Compress),
    .slots = {.iter = itself, .next = [](Vm& vm, const Value& self) { return vm.start(compress_next(vm, self)); },
              .dealloc = drop<Compress>, .traverse = traverse_compress},
    .construct = &kCompressNew};

// --- zip_longest ------------------------------------------------------------------------------------------------------

struct ZipLongest : Object {
  std::vector<Value> sources;  ///< undefined: exhausted
  std::size_t active = 0;
  Value fill;
};

void traverse_zip_longest(Object* object, Visitor visit, void* context) {
  auto* z = static_cast<ZipLongest*>(object);
  for (const Value& v : z->sources) visit(context, v);
  visit(context, z->fill);
}

Task zip_longest_next(Vm& vm, Value self) {
  auto& z = *self.as<ZipLongest>();
  if (z.sources.empty() || z.active == 0) co_return Value::undefined();
  Ref<Tuple> result = vm.new_tuple_of(z.sources.size());
  for (std::size_t i = 0; i < z.sources.size(); ++i) {
    if (z.sources[i].is_undefined()) {
      (*result)[i] = z.fill;
      continue;
    }
    Value item = co_await vm.next(z.sources[i]);
    if (item.is_error()) {
      z.active = 0;
      co_return item;
    }
    if (item.is_undefined()) {
      if (--z.active == 0) co_return Value::undefined();
      z.sources[i] = Value();
      item = z.fill;
    }
    (*result)[i] = std::move(item);
  }
  co_return Value(std::move(result));
}

Task zip_longest_make(Vm& vm, Value self, Value iterables) {
  auto& z = *self.as<ZipLongest>();
  for (auto& iterable : *iterables.as<Tuple>()) {
    Value it = co_await vm.iter(iterable);
    if (it.is_error()) co_return it;
    z.sources.push_back(std::move(it));
  }
  z.active = z.sources.size();
  co_return self;
}
Value zip_longest_new(Vm& vm, Args args) {
  auto z = vm.allocate<ZipLongest>(args[0]);
  const Dict* keywords = args[2].as<Dict>();
  const std::int32_t fill = keywords->find(vm.intern("fillvalue"));
  if (keywords->count > (fill >= 0 ? 1u : 0u)) return vm.type_error("zip_longest() got an unexpected keyword argument");
  z->fill = fill >= 0 ? keywords->entries[fill].value : Value::none();
  return vm.start(zip_longest_make(vm, Value(std::move(z)), args[1]));
}
constexpr NativeDef kZipLongestNew{"zip_longest(*iterables, **keywords)", zip_longest_new};
const TypeSpec kZipLongestSpec{
    .name = "zip_longest", .module = "itertools", .doc = "Return tuples with the i-th element of each iterable; missing ones are fillvalue.",
    .instance_bytes = sizeof(ZipLongest),
    .slots = {.iter = itself, .next = [](Vm& vm, const Value& self) { return vm.start(zip_longest_next(vm, self)); },
              .dealloc = drop<ZipLongest>, .traverse = traverse_zip_longest},
    .construct = &kZipLongestNew};

// --- groupby ----------------------------------------------------------------------------------------------------------

struct GroupBy : Puller {
  Value key_function;  ///< None: the item itself
  Value target, key, item;  ///< key of the group given last; key and item read last (undefined: none yet)
  const Object* group = nullptr;  ///< the group iterator given last: the only one that may go on
};

struct Group : Object {
  Value parent;  ///< GroupBy
  Value target;
};

void traverse_groupby(Object* object, Visitor visit, void* context) {
  auto* g = static_cast<GroupBy*>(object);
  for (const Value* v : {&g->source, &g->key_function, &g->target, &g->key, &g->item}) visit(context, *v);
}
void traverse_group(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Group*>(object)->parent);
  visit(context, static_cast<Group*>(object)->target);
}

/// Reads the next item and its key into the parent. Result: the item, undefined or an error.
Task groupby_read(Vm& vm, Value self) {
  auto& g = *self.as<GroupBy>();
  Value item = co_await vm.next(g.source);
  if (!item.ok()) co_return item;
  Value key = item;
  if (!g.key_function.is_none()) {
    key = co_await vm.call(g.key_function, item);
    if (key.is_error()) co_return key;
  }
  g.item = item;
  g.key = std::move(key);
  co_return item;
}

extern const TypeSpec kGroupSpec;

Task groupby_next(Vm& vm, Value self) {
  auto& g = *self.as<GroupBy>();
  g.group = nullptr;
  // skip what is left of the group before
  for (int n = 1;; ++n) {
    if (!g.key.is_undefined()) {
      if (g.target.is_undefined()) break;
      Value same = co_await vm.equal(g.target, g.key);
      if (same.is_error()) co_return same;
      if (!same.is_true()) break;
    }
    Value read = co_await vm.run_task(groupby_read(vm, self));
    if (!read.ok()) co_return read;
    if (n % 64 == 0) {
      Value paid = co_await vm.charge(64);
      if (paid.is_error()) co_return paid;
    }
  }
  g.target = g.key;
  auto group = vm.heap.make<Group>(vm.type_for(kGroupSpec));
  group->parent = self;
  group->target = g.key;
  g.group = group.get();
  co_return vm.tuple_of(g.key, Value(std::move(group)));
}

Task group_next(Vm& vm, Value self) {
  auto& group = *self.as<Group>();
  auto& g = *group.parent.as<GroupBy>();
  if (g.group != self.object()) co_return Value::undefined();  // the groupby has gone on
  if (g.item.is_undefined()) {
    Value read = co_await vm.run_task(groupby_read(vm, group.parent));
    if (!read.ok()) co_return read;
  }
  Value same = co_await vm.equal(group.target, g.key);
  if (same.is_error()) co_return same;
  if (!same.is_true()) co_return Value::undefined();
  co_return std::move(g.item);
}

Value groupby_new(Vm& vm, Args args) {
  auto g = vm.allocate<GroupBy>(args[0]);
  g->key_function = args.has(2) ? args[2] : Value::none();
  return vm.start(start_pulling(vm, Value(std::move(g)), args[1]));
}
constexpr NativeDef kGroupByNew{"groupby(iterable, key=None)", groupby_new};
const TypeSpec kGroupBySpec{
    .name = "groupby", .module = "itertools", .doc = "make an iterator that returns consecutive keys and groups from the iterable",
    .instance_bytes = sizeof(GroupBy),
    .slots = {.iter = itself, .next = [](Vm& vm, const Value& self) { return vm.start(groupby_next(vm, self)); },
              .dealloc = drop<GroupBy>, .traverse = traverse_groupby},
    .construct = &kGroupByNew};
const TypeSpec kGroupSpec{
    .name = "_grouper", .module = "itertools", .instance_bytes = sizeof(Group),
    .slots = {.iter = itself, .next = [](Vm& vm, const Value& self) { return vm.start(group_next(vm, self)); },
              .dealloc = drop<Group>, .traverse = traverse_group}};

// --- tee --------------------------------------------------------------------------------------------------------------

/// One item read from the shared source, and the way to the next. The list is only as long as the distance between the tees.
struct TeeLink : Object {
  Value item, next;  ///< undefined: not read yet
};
struct TeeSource : Object {
  Value iterator;
  bool running = false;
};
struct Tee : Object {
  Value source;  ///< TeeSource
  Value link;    ///< TeeLink whose item comes next
};

void traverse_tee_link(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<TeeLink*>(object)->item);
  visit(context, static_cast<TeeLink*>(object)->next);
}
void traverse_tee_source(Object* object, Visitor visit, void* context) { visit(context, static_cast<TeeSource*>(object)->iterator); }
void traverse_tee(Object* object, Visitor visit, void* context) {
  visit(context, static_cast<Tee*>(object)->source);
  visit(context, static_cast<Tee*>(object)->link);
}

const TypeSpec kTeeLinkSpec{.name = "_tee_dataobject", .module = "itertools", .instance_bytes = sizeof(TeeLink),
                            .slots = {.dealloc = drop<TeeLink>, .traverse = traverse_tee_link}};
const TypeSpec kTeeSourceSpec{.name = "_tee_source", .module = "itertools", .instance_bytes = sizeof(TeeSource),
                              .slots = {.dealloc = drop<TeeSource>, .traverse = traverse_tee_source}};

Task tee_read(Vm& vm, Value self) {
  auto& t = *self.as<Tee>();
  auto& source = *t.source.as<TeeSource>();
  if (source.running) co_return vm.runtime_error("cannot re-enter the tee iterator");
  source.running = true;
  Value item = co_await vm.next(source.iterator);
  source.running = false;
  if (!item.ok()) co_return item;
  TeeLink& link = *t.link.as<TeeLink>();
  link.item = item;
  link.next = Value(vm.heap.make<TeeLink>(vm.type_for(kTeeLinkSpec)));
  t.link = Value(link.next);
  co_return item;
}

Value tee_next(Vm& vm, const Value& self) {
  auto& t = *self.as<Tee>();
  TeeLink& link = *t.link.as<TeeLink>();
  if (link.item.is_undefined()) return vm.start(tee_read(vm, self));
  Value item = link.item;
  t.link = Value(link.next);
  return item;
}

Value tee_copy(Vm& vm, Args args) {
  auto copy = vm.heap.make<Tee>(args[0].object()->type);
  copy->source = args[0].as<Tee>()->source;
  copy->link = args[0].as<Tee>()->link;
  return copy;
}
constexpr NativeDef kTeeMethods[] = {{"__copy__()", tee_copy, "Returns an independent iterator."}, {}};
const TypeSpec kTeeSpec{.name = "_tee", .module = "itertools", .doc = "Iterator wrapped to make it copyable.", .instance_bytes = sizeof(Tee),
                        .slots = {.iter = itself, .next = tee_next, .dealloc = drop<Tee>, .traverse = traverse_tee},
                        .methods = kTeeMethods};

Task tee(Vm& vm, Value iterable, std::int64_t n) {
  Ref<Tuple> result = vm.new_tuple_of(static_cast<std::size_t>(n));
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  Type* type = vm.type_for(kTeeSpec);
  auto first = vm.heap.make<Tee>(type);
  if (it.is_exact(type)) {
    first->source = it.as<Tee>()->source;
    first->link = it.as<Tee>()->link;
  } else {
    auto source = vm.heap.make<TeeSource>(vm.type_for(kTeeSourceSpec));
    source->iterator = std::move(it);
    first->source = Value(std::move(source));
    first->link = Value(vm.heap.make<TeeLink>(vm.type_for(kTeeLinkSpec)));
  }
  for (std::int64_t i = 0; i < n; ++i) {
    auto one = vm.heap.make<Tee>(type);
    one->source = first->source;
    one->link = first->link;
    (*result)[static_cast<std::size_t>(i)] = Value(std::move(one));
  }
  co_return Value(std::move(result));
}
Value do_tee(Vm& vm, Args args) {
  std::int64_t n = 2;
  if (args.has(1) && !vm.to_int64(args[1], n)) return Value::error();
  if (n < 0) return vm.value_error("n must be >= 0");
  if (!vm.heap.request(static_cast<std::uint64_t>(n) * 48)) return Value::error();
  return vm.start(tee(vm, args[0], n));
}

constexpr NativeDef kFunctions[] = {{"tee(iterable, n=2, /)", do_tee, "Returns a tuple of n independent iterators."}, {}};

}  // namespace

Value build_itertools(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  static constexpr const TypeSpec* kSpecs[] = {
      &kAccumulateSpec, &kCombinationsSpec, &kCombinationsWithReplacementSpec, &kCycleSpec, &kDropwhileSpec, &kTakewhileSpec,
      &kIsliceSpec, &kStarmapSpec, &kChainSpec, &kCompressSpec, &kFilterfalseSpec, &kCountSpec, &kZipLongestSpec, &kPairwiseSpec,
      &kPermutationsSpec, &kProductSpec, &kRepeatSpec, &kGroupBySpec, &kGroupSpec, &kTeeSpec};
  add_types(vm, module, kSpecs);
  return Value::none();
}

}  // namespace logit::script
