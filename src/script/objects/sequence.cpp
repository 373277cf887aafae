#include "script/objects/sequence.h"

#include "script/objects/numbers.h"
#include "script/objects/sort.h"

namespace logit::script {

namespace {

Task contains_task(Vm& vm, Items items, Value item, std::size_t from) {
  for (std::size_t i = from; i < items.count(); ++i) {
    Value candidate = items[i];
    Value equal = co_await vm.equal(candidate, item);
    if (equal.is_error() || equal.is_true()) co_return equal;
  }
  co_return Value::boolean(false);
}

Value order_of_counts(std::size_t a, std::size_t b, Compare op) {
  switch (op) {
    case Compare::lt: return Value::boolean(a < b);
    case Compare::le: return Value::boolean(a <= b);
    case Compare::eq: return Value::boolean(a == b);
    case Compare::ne: return Value::boolean(a != b);
    case Compare::gt: return Value::boolean(a > b);
    case Compare::ge: return Value::boolean(a >= b);
  }
  return Value::boolean(false);
}

/// Goes on from item `from`, all before it being equal.
Task compare_task(Vm& vm, Items left, Items right, Compare op, std::size_t from) {
  for (std::size_t i = from; i < left.count() && i < right.count(); ++i) {
    Value a = left[i];
    Value b = right[i];
    Value equal = co_await vm.equal(a, b);
    if (equal.is_error()) co_return equal;
    if (equal.is_true()) continue;
    if (op == Compare::eq) co_return Value::boolean(false);
    if (op == Compare::ne) co_return Value::boolean(true);
    Value answer = co_await vm.compare(a, b, op);
    co_return answer;
  }
  co_return order_of_counts(left.count(), right.count(), op);
}

Task index_task(Vm& vm, Items items, Value item, Value start, Value stop) {
  for (Value* bound : {&start, &stop}) {
    if (bound->is_undefined() || vm.is_int(*bound)) continue;
    if (!vm.type_of(*bound)->slots.index) {
      co_return vm.type_error("slice indices must be integers or have an __index__ method");
    }
    Value index = co_await vm.index(*bound);
    if (index.is_error()) co_return index;
    *bound = index;
  }
  std::int64_t from = 0;
  std::int64_t to = INT64_MAX;
  const auto count = static_cast<std::int64_t>(items.count());
  if (!clip_bound(vm, start, count, from) || !clip_bound(vm, stop, count, to)) co_return Value::error();
  for (std::int64_t i = from; i < to && i < static_cast<std::int64_t>(items.count()); ++i) {
    Value candidate = items[static_cast<std::size_t>(i)];
    Value equal = co_await vm.equal(candidate, item);
    if (equal.is_error()) co_return equal;
    if (equal.is_true()) co_return vm.integer(i);
  }
  if (!items.is_list) co_return vm.value_error("tuple.index(x): x not in tuple");
  Value shown = co_await vm.repr(item);
  if (shown.is_error()) co_return shown;
  co_return vm.value_error(shown.as<Str>()->utf8(), " is not in list");
}

Task count_task(Vm& vm, Items items, Value item, std::size_t from, std::int64_t n) {
  for (std::size_t i = from; i < items.count(); ++i) {
    Value candidate = items[i];
    Value equal = co_await vm.equal(candidate, item);
    if (equal.is_error()) co_return equal;
    n += equal.is_true();
  }
  co_return vm.integer(n);
}

Task repeat_task(Vm& vm, Value sequence, Value times, bool in_place) {
  Value n = co_await vm.index(times);
  if (n.is_error()) co_return n;
  const Slots& slots = vm.type_of(sequence)->slots;
  co_return (in_place ? slots.inplace_repeat : slots.repeat)(vm, sequence, n);
}

}  // namespace

Value contains_item(Vm& vm, const Items& items, const Value& item) {
  const std::size_t count = items.count();
  if (count > 64 && !vm.charge_plain(static_cast<std::int64_t>(count / 16))) return Value::error();
  for (std::size_t i = 0; i < count; ++i) {
    const Value& candidate = items[i];
    if (candidate.same(item)) return Value::boolean(true);
    const int equal = vm.plain_equal(candidate, item);
    if (equal == 1) return Value::boolean(true);
    if (equal < 0) return vm.start(contains_task(vm, items, item, i));
  }
  return Value::boolean(false);
}

Value compare_items(Vm& vm, const Items& left, const Items& right, Compare op) {
  const std::size_t a = left.count();
  const std::size_t b = right.count();
  if (a != b && (op == Compare::eq || op == Compare::ne)) return Value::boolean(op == Compare::ne);
  for (std::size_t i = 0; i < a && i < b; ++i) {
    const int equal = left[i].same(right[i]) ? 1 : vm.plain_equal(left[i], right[i]);
    if (equal == 1) continue;
    if (equal < 0) return vm.start(compare_task(vm, left, right, op, i));
    if (op == Compare::eq) return Value::boolean(false);
    if (op == Compare::ne) return Value::boolean(true);
    return vm.start_compare(left[i], right[i], op);
  }
  return order_of_counts(a, b, op);
}

Value index_of(Vm& vm, const Items& items, const Value& item, const Value& start, const Value& stop) {
  if (start.is_undefined()) {
    const std::size_t count = items.count();
    for (std::size_t i = 0; i < count; ++i) {
      const int equal = vm.plain_equal(items[i], item);
      if (equal == 1) return vm.integer(static_cast<std::int64_t>(i));
      if (equal < 0) break;
    }
  }
  return vm.start(index_task(vm, items, item, start, stop));
}

Value count_of(Vm& vm, const Items& items, const Value& item) {
  std::int64_t n = 0;
  const std::size_t count = items.count();
  for (std::size_t i = 0; i < count; ++i) {
    const int equal = vm.plain_equal(items[i], item);
    if (equal < 0) return vm.start(count_task(vm, items, item, i, n));
    n += equal;
  }
  return vm.integer(n);
}

Ready resolve_count(Vm& vm, const Value& times, std::int64_t& n) {
  if (times.is_small_int()) {
    n = times.small_int();
    return Ready::yes;
  }
  IntView view;
  if (int_view(vm, times, view)) {
    if (view.big) {
      vm.overflow_error("cannot fit '", vm.type_name(times), "' into an index-sized integer");
      return Ready::error;
    }
    n = view.small;
    return Ready::yes;
  }
  if (vm.type_of(times)->slots.index) return Ready::needs_script;
  vm.type_error("can't multiply sequence by non-int of type '", vm.type_name(times), "'");
  return Ready::error;
}

Value repeat_with_index(Vm& vm, const Value& sequence, const Value& times) {
  return vm.start(repeat_task(vm, sequence, times, false));
}

Value inplace_repeat_with_index(Vm& vm, const Value& sequence, const Value& times) {
  return vm.start(repeat_task(vm, sequence, times, true));
}

bool request_items(Vm& vm, std::size_t count, std::int64_t n) {
  if (n <= 0 || count == 0) return true;
  const double bytes = static_cast<double>(count) * static_cast<double>(n) * 8;
  const auto wanted = bytes > 9e18 ? UINT64_MAX / 2 : static_cast<std::uint64_t>(count) * static_cast<std::uint64_t>(n) * 8;
  return vm.heap.request(wanted) && vm.charge_plain(static_cast<std::int64_t>(wanted / 64));
}

Value unhashable(Vm& vm, const Value& self) { return vm.type_error("unhashable type: '", vm.type_name(self), "'"); }

}  // namespace logit::script
