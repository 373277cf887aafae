// range: arithmetic progressions. All numbers are kept as ints of any size; where they fit 64 bits (and the length too)
// the small fields are used instead.
#include "script/objects/range.h"

#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/objects/sequence.h"
#include "script/objects/slice.h"

namespace logit::script {

namespace {

Range* as_range(const Value& v) { return v.as<Range>(); }

BigInt wide(const Vm& vm, const Value& number) {
  IntView view;
  int_view(vm, number, view);
  return view.widened();
}

/// Number of items; step is not zero.
BigInt count_items(const BigInt& start, const BigInt& stop, const BigInt& step) {
  const bool up = !step.is_negative();
  const BigInt distance = up ? stop - start : start - stop;
  if (distance.is_negative() || distance.is_zero()) return BigInt(0);
  BigInt n;
  BigInt::floor_divide(distance - BigInt(1), step.abs(), &n, nullptr);
  return n + BigInt(1);
}

Value item_at(Vm& vm, const Range* range, const Value& i) {
  return make_int(vm, wide(vm, range->start_value) + wide(vm, i) * wide(vm, range->step_value));
}

Value range_len(Vm& vm, const Value& self) {
  const Range* range = as_range(self);
  if (!range->is_small || !Value::fits_small_int(range->length)) {
    IntView n;
    int_view(vm, range->length_value, n);
    if (n.big) return vm.overflow_error("Python int too large to convert to C ssize_t");
    return vm.integer(n.small);
  }
  return Value::small_int(range->length);
}

Value range_truth(Vm& vm, const Value& self) { return vm.types.int_->slots.truth(vm, as_range(self)->length_value); }

Value range_iter(Vm& vm, const Value& self) {
  const Range* range = as_range(self);
  if (range->is_small) {
    auto cursor = vm.heap.make<RangeCursor>(vm.types.range_iterator);
    cursor->next = range->start;
    cursor->step = range->step;
    cursor->left = static_cast<std::uint64_t>(range->length);
    return cursor;
  }
  auto cursor = vm.heap.make<LongRangeCursor>(vm.types.long_range_iterator);
  cursor->next = range->start_value;
  cursor->step = range->step_value;
  cursor->left = range->length_value;
  return cursor;
}

Value range_repr(Vm& vm, const Value& self) {
  const Range* range = as_range(self);
  std::string out = "range(";
  const auto append = [&](const Value& number) {
    IntView view;
    int_view(vm, number, view);
    return int_to_text(vm, view, 10, out);
  };
  if (!append(range->start_value)) return Value::error();
  out += ", ";
  if (!append(range->stop_value)) return Value::error();
  if (!range->step_value.same(Value::small_int(1))) {
    out += ", ";
    if (!append(range->step_value)) return Value::error();
  }
  return vm.str(out += ")");
}

Value range_slice(Vm& vm, const Range* range, const Value& key) {
  // The bounds as positions, then as values of the progression; lengths beyond 64 bits need no slicing in practice,
  // but stay exact because clipping is done on BigInt.
  const Slice* slice = key.as<Slice>();
  const BigInt length = wide(vm, range->length_value);
  const BigInt zero(0), one(1);
  BigInt step = slice->step.is_none() ? one : wide(vm, slice->step);
  if (step.is_zero()) return vm.value_error("slice step cannot be zero");
  const bool back = step.is_negative();
  const auto bound = [&](const Value& v, const BigInt& missing) {
    if (v.is_none()) return missing;
    BigInt b = wide(vm, v);
    if (b.is_negative()) {
      b = b + length;
      if (b.is_negative()) b = back ? BigInt(-1) : zero;
    } else if (BigInt::compare(b, length) >= 0) {
      b = back ? length - one : length;
    }
    return b;
  };
  const BigInt start = bound(slice->start, back ? length - one : zero);
  const BigInt stop = bound(slice->stop, back ? BigInt(-1) : length);
  const BigInt first = wide(vm, range->start_value);
  const BigInt by = wide(vm, range->step_value);
  return make_range(vm, make_int(vm, first + start * by), make_int(vm, first + stop * by), make_int(vm, step * by));
}

Value range_getitem(Vm& vm, const Value& self, const Value& key) {
  const Range* range = as_range(self);
  if (key.is_small_int() && range->is_small) {
    std::int64_t i = key.small_int();
    if (i < 0) i += range->length;
    if (i < 0 || i >= range->length) return vm.index_error("range object index out of range");
    return vm.integer(range->at(i));
  }
  if (is_slice(vm, key)) {
    SliceRange unused;
    switch (resolve_slice(vm, key, 1, unused)) {
      case Ready::error: return Value::error();
      case Ready::needs_script: return getitem_with_index(vm, self, key);
      case Ready::yes: return range_slice(vm, range, key);
    }
  }
  if (!vm.is_int(key)) {
    if (vm.type_of(key)->slots.index) return getitem_with_index(vm, self, key);
    return vm.type_error("range indices must be integers or slices, not ", vm.type_name(key));
  }
  BigInt i = wide(vm, key);
  const BigInt length = wide(vm, range->length_value);
  if (i.is_negative()) i = i + length;
  if (i.is_negative() || BigInt::compare(i, length) >= 0) return vm.index_error("range object index out of range");
  return item_at(vm, range, make_int(vm, std::move(i)));
}

/// Position of an int in the range, or nothing.
std::optional<BigInt> position(Vm& vm, const Range* range, const Value& number) {
  IntView n;
  int_view(vm, number, n);
  if (range->is_small) {
    if (n.big) return std::nullopt;
    std::int64_t distance;
    if (!__builtin_sub_overflow(n.small, range->start, &distance)) {
      if (range->length == 0 || distance % range->step != 0) return std::nullopt;
      const std::int64_t i = distance / range->step;
      if (i < 0 || i >= range->length) return std::nullopt;
      return BigInt(i);
    }
  }
  BigInt i, rest;
  BigInt::floor_divide(n.widened() - wide(vm, range->start_value), wide(vm, range->step_value), &i, &rest);
  if (!rest.is_zero() || i.is_negative() || BigInt::compare(i, wide(vm, range->length_value)) >= 0) return std::nullopt;
  return i;
}

Task search_task(Vm& vm, Value self, Value item, bool count_all) {
  Value it = co_await vm.iter(self);
  std::int64_t found = 0;
  std::int64_t at = 0;
  for (;; ++at) {
    Value candidate = co_await vm.next(it);
    if (candidate.is_error()) co_return candidate;
    if (candidate.is_undefined()) break;
    Value equal = co_await vm.equal(candidate, item);
    if (equal.is_error()) co_return equal;
    if (equal.is_true() && !count_all) co_return vm.integer(at);
    found += equal.is_true();
    if (at % 64 == 0) {
      Value ok = co_await vm.charge(64);
      if (ok.is_error()) co_return ok;
    }
  }
  if (count_all) co_return vm.integer(found);
  co_return Value::small_int(-1);
}

bool is_exact_int(const Vm& vm, const Value& v) { return v.is_small_int() || v.is_bool() || v.is_exact(vm.types.int_); }

Task contains_task(Vm& vm, Value self, Value item) {
  Value at = co_await vm.run_task(search_task(vm, self, item, false));
  if (at.is_error()) co_return at;
  co_return Value::boolean(!(at.is_small_int() && at.small_int() < 0));
}

Value range_contains(Vm& vm, const Value& self, const Value& item) {
  if (is_exact_int(vm, item)) return Value::boolean(position(vm, as_range(self), item).has_value());
  return vm.start(contains_task(vm, self, item));
}

bool same_progression(Vm& vm, const Range* a, const Range* b) {
  const auto equal = [&](const Value& x, const Value& y) {
    int order;
    return compare_numbers(vm, x, y, order) && order == 0;
  };
  if (!equal(a->length_value, b->length_value)) return false;
  if (equal(a->length_value, Value::small_int(0))) return true;
  if (!equal(a->start_value, b->start_value)) return false;
  return equal(a->length_value, Value::small_int(1)) || equal(a->step_value, b->step_value);
}

Value range_compare(Vm& vm, const Value& left, const Value& right, Compare op) {
  if (!left.is_exact(vm.types.range) || !right.is_exact(vm.types.range)) return Value::not_implemented();
  if (op != Compare::eq && op != Compare::ne) return Value::not_implemented();
  return Value::boolean(same_progression(vm, as_range(left), as_range(right)) == (op == Compare::eq));
}

Value range_hash(Vm& vm, const Value& self) {
  const Range* range = as_range(self);
  const bool empty = !range_truth(vm, self).is_true();
  IntView n;
  int_view(vm, range->length_value, n);
  const bool single = !n.big && n.small == 1;
  const Value key = vm.tuple_of(range->length_value, empty ? Value::none() : range->start_value,
                                empty || single ? Value::none() : range->step_value);
  return vm.start_hash(key);
}

void range_traverse(Object*, Visitor, void*) {}

Task construct_task(Vm& vm, Value start, Value stop, Value step) {
  Value* parts[] = {&start, &stop, &step};
  for (Value* part : parts) {
    if (is_exact_int(vm, *part)) continue;
    Value index = co_await vm.index(*part);
    if (index.is_error()) co_return index;
    *part = index;
  }
  co_return make_range(vm, start, stop, step);
}

Value range_construct(Vm& vm, Args args) {
  const Value zero = Value::small_int(0);
  const Value one = Value::small_int(1);
  const Value& start = args.has(2) ? args[1] : zero;
  const Value& stop = args.has(2) ? args[2] : args[1];
  const Value& step = args.has(3) ? args[3] : one;
  if (is_exact_int(vm, start) && is_exact_int(vm, stop) && is_exact_int(vm, step)) {
    return make_range(vm, start, stop, step);
  }
  return vm.start(construct_task(vm, start, stop, step));
}

Task count_task(Vm& vm, Value self, Value item) {
  Value n = co_await vm.run_task(search_task(vm, self, item, true));
  co_return n;
}

Value range_count(Vm& vm, Args args) {
  if (is_exact_int(vm, args[1])) return Value::small_int(position(vm, as_range(args[0]), args[1]) ? 1 : 0);
  return vm.start(count_task(vm, args[0], args[1]));
}

Task index_task(Vm& vm, Value self, Value item) {
  Value at = co_await vm.run_task(search_task(vm, self, item, false));
  if (at.is_error()) co_return at;
  if (at.is_small_int() && at.small_int() < 0) co_return vm.value_error("sequence.index(x): x not in sequence");
  co_return at;
}

Value range_index(Vm& vm, Args args) {
  if (!is_exact_int(vm, args[1])) return vm.start(index_task(vm, args[0], args[1]));
  auto at = position(vm, as_range(args[0]), args[1]);
  if (at) return make_int(vm, std::move(*at));
  IntView n;
  int_view(vm, args[1], n);
  std::string text;
  if (!int_to_text(vm, n, 10, text)) return Value::error();
  return vm.value_error(args[1].is_bool() ? (args[1].is_true() ? "True" : "False") : text, " is not in range");
}

Value range_reversed(Vm& vm, Args args) {
  const Range* range = as_range(args[0]);
  const BigInt length = wide(vm, range->length_value);
  const BigInt step = wide(vm, range->step_value);
  const BigInt start = wide(vm, range->start_value);
  const BigInt last = start + (length - BigInt(1)) * step;
  const Value backwards =
      make_range(vm, make_int(vm, BigInt(last)), make_int(vm, start - step), make_int(vm, -step));
  if (backwards.is_error()) return backwards;
  return range_iter(vm, backwards);
}

Value get_start(Vm&, const Value& self) { return as_range(self)->start_value; }
Value get_stop(Vm&, const Value& self) { return as_range(self)->stop_value; }
Value get_step(Vm&, const Value& self) { return as_range(self)->step_value; }

constexpr NativeDef kConstruct{"range(start, stop=None, step=1, /)", range_construct, "Numbers from start up to stop."};
constexpr NativeDef kMethods[] = {{"count(value, /)", range_count, "How often value occurs."},
                                  {"index(value, /)", range_index, "Where value stands."},
                                  {"__reversed__()", range_reversed, "An iterator from the end."},
                                  {}};
constexpr GetSetDef kProperties[] = {{"start", get_start}, {"stop", get_stop}, {"step", get_step}, {}};

}  // namespace

Value make_range(Vm& vm, const Value& start, const Value& stop, const Value& step) {
  IntView a, b, s;
  int_view(vm, start, a);
  int_view(vm, stop, b);
  int_view(vm, step, s);
  if (s.is_zero()) return vm.value_error("range() arg 3 must not be zero");
  const auto plain = [&](const Value& v, const IntView& view) { return v.is_bool() ? vm.integer(view.small) : v; };
  auto range = vm.heap.make<Range>(vm.types.range);
  range->start_value = plain(start, a);
  range->stop_value = plain(stop, b);
  range->step_value = plain(step, s);
  // Below 2**61 nothing can overflow.
  constexpr std::int64_t safe = std::int64_t{1} << 61;
  const auto small = [](const IntView& v) { return !v.big && v.small < safe && v.small > -safe; };
  if (small(a) && small(b) && small(s)) {
    range->start = a.small;
    range->step = s.small;
    if (s.small > 0) {
      range->length = b.small > a.small ? (b.small - a.small - 1) / s.small + 1 : 0;
    } else {
      range->length = b.small < a.small ? (a.small - b.small - 1) / -s.small + 1 : 0;
    }
    range->length_value = vm.integer(range->length);
    return range;
  }
  range->is_small = false;
  range->length_value = make_int(vm, count_items(a.widened(), b.widened(), s.widened()));
  return range;
}

void define_range(Vm& vm) {
  TypeSpec spec{.name = "range", .doc = "Whole numbers at equal distances."};
  spec.instance_bytes = sizeof(Range);
  Slots& s = spec.slots;
  s.repr = range_repr;
  s.len = range_len;
  s.truth = range_truth;
  s.iter = range_iter;
  s.getitem = range_getitem;
  s.contains = range_contains;
  s.compare = range_compare;
  s.hash = range_hash;
  s.dealloc = drop<Range>;
  s.traverse = range_traverse;
  spec.construct = &kConstruct;
  spec.methods = kMethods;
  spec.properties = kProperties;
  spec.is_final = true;
  vm.define(spec, vm.types.range);
}

}  // namespace logit::script
