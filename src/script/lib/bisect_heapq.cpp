// The modules `bisect` and `_heapq`: binary search and heaps in lists. Comparisons of plain values are made on the spot, those of the
// script's objects are awaited.
#include "script/lib/modules.h"
#include "script/lib/ordering.h"

namespace logit::script {

namespace {

// --- bisect -----------------------------------------------------------------------------------------------------------

struct Search {
  Value sequence, item, key;
  std::int64_t low = 0, high = -1;  ///< high < 0: to the end
  bool right = false, insert = false;
};

Task bisect(Vm& vm, Search s) {
  if (s.low < 0) co_return vm.value_error("lo must be non-negative");
  const bool keyed = !s.key.is_undefined() && !s.key.is_none();
  Value wanted = s.item;
  if (keyed && s.insert) {
    wanted = co_await vm.call(s.key, s.item);
    if (wanted.is_error()) co_return wanted;
  }
  std::int64_t low = s.low, high = s.high;
  if (high < 0) {
    Value n = co_await vm.len(s.sequence);
    if (n.is_error()) co_return n;
    high = n.small_int();
  }
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    Value here;
    if (s.sequence.is_exact(vm.types.list) && static_cast<std::size_t>(middle) < s.sequence.as<List>()->count) {
      here = (*s.sequence.as<List>())[static_cast<std::size_t>(middle)];
    } else {
      here = co_await vm.getitem(s.sequence, vm.integer(middle));
      if (here.is_error()) co_return here;
    }
    if (keyed) {
      here = co_await vm.call(s.key, here);
      if (here.is_error()) co_return here;
    }
    const Value& a = s.right ? wanted : here;
    const Value& b = s.right ? here : wanted;
    bool less;
    if (!quick_less(vm, a, b, less)) {
      Value answer = co_await vm.less(a, b);
      if (answer.is_error()) co_return answer;
      less = answer.is_true();
    }
    if (less == s.right) high = middle;
    else low = middle + 1;
  }
  if (!s.insert) co_return vm.integer(low);
  Value done = co_await vm.call_method(s.sequence, vm.intern("insert"), vm.integer(low), s.item);
  if (done.is_error()) co_return done;
  co_return Value::none();
}

template <bool kRight, bool kInsert>
Value do_bisect(Vm& vm, Args args) {
  Search s{args[0], args[1], args[4]};
  s.right = kRight;
  s.insert = kInsert;
  if (args.has(2) && !vm.to_int64(args[2], s.low)) return Value::error();
  if (args.has(3) && !args[3].is_none()) {
    if (!vm.to_int64(args[3], s.high)) return Value::error();
    if (s.high < 0) s.high = 0;
  }
  return vm.start(bisect(vm, std::move(s)));
}

constexpr NativeDef kBisectFunctions[] = {
    {"bisect(a, x, lo=0, hi=None, *, key=None)", do_bisect<true, false>, "Return the index where to insert item x in list a, assuming a is sorted."},
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", do_bisect<true, false>, "Return the index where to insert item x in list a, assuming a is sorted."},
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", do_bisect<false, false>, "Return the index where to insert item x in list a, before those equal to x."},
    {"insort(a, x, lo=0, hi=None, *, key=None)", do_bisect<true, true>, "Insert item x in list a, and keep it sorted assuming a is sorted."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", do_bisect<true, true>, "Insert item x in list a, and keep it sorted assuming a is sorted."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", do_bisect<false, true>, "Insert item x in list a before those equal to x, and keep it sorted."},
    {}};

// --- heapq ------------------------------------------------------------------------------------------------------------
// One Task serves all operations. `smaller` awaits only for objects of the script; a list that the comparison has changed is
// noticed, as in CPython.

enum class HeapOp { push, pop, replace, push_pop, heapify };

/// a < b, or b < a in a heap with the largest first: 1, 0, or -1 (ask).
int quick_before(Vm& vm, const Value& a, const Value& b, bool largest_first) {
  bool less;
  if (!(largest_first ? quick_less(vm, b, a, less) : quick_less(vm, a, b, less))) return -1;
  return less;
}

/// Moves the item at `at` towards the root (not above `start`). Result: None.
Task sift_up_to(Vm& vm, Value heap, std::size_t start, std::size_t at, bool largest_first) {
  const std::size_t count = heap.as<List>()->count;
  while (at > start) {
    const std::size_t parent = (at - 1) >> 1;
    Value item = (*heap.as<List>())[at], above = (*heap.as<List>())[parent];
    int before = quick_before(vm, item, above, largest_first);
    if (before < 0) {
      Value answer = co_await vm.less(largest_first ? above : item, largest_first ? item : above);
      if (answer.is_error()) co_return answer;
      before = answer.is_true();
      if (heap.as<List>()->count != count) co_return vm.runtime_error("list changed size during iteration");
    }
    if (!before) break;
    (*heap.as<List>())[at].swap((*heap.as<List>())[parent]);
    at = parent;
  }
  co_return Value::none();
}

/// Moves the item at `at` down to a leaf, always to the smaller child, then up to where it belongs.
Task sift_down(Vm& vm, Value heap, std::size_t at, bool largest_first) {
  const std::size_t count = heap.as<List>()->count;
  const std::size_t start = at;
  const std::size_t limit = count >> 1;
  while (at < limit) {
    std::size_t child = 2 * at + 1;
    if (child + 1 < count) {
      Value a = (*heap.as<List>())[child], b = (*heap.as<List>())[child + 1];
      int before = quick_before(vm, a, b, largest_first);
      if (before < 0) {
        Value answer = co_await vm.less(largest_first ? b : a, largest_first ? a : b);
        if (answer.is_error()) co_return answer;
        before = answer.is_true();
        if (heap.as<List>()->count != count) co_return vm.runtime_error("list changed size during iteration");
      }
      child += before ? 0 : 1;
    }
    (*heap.as<List>())[at].swap((*heap.as<List>())[child]);
    at = child;
  }
  Value done = co_await vm.run_task(sift_up_to(vm, heap, start, at, largest_first));
  co_return done;
}

Task heap_operation(Vm& vm, Value heap, Value item, HeapOp op, bool largest_first) {
  List& list = *heap.as<List>();
  Value result = Value::none();
  switch (op) {
    case HeapOp::push: {
      if (!list.push(vm.heap, std::move(item))) co_return Value::error();
      Value done = co_await vm.run_task(sift_up_to(vm, heap, 0, list.count - 1, largest_first));
      co_return done;
    }
    case HeapOp::pop: {
      if (list.count == 0) co_return vm.index_error("index out of range");
      Value last = std::move(list[--list.count]);
      if (list.count == 0) co_return last;
      result = std::move(list[0]);
      list[0] = std::move(last);
      break;
    }
    case HeapOp::replace:
      if (list.count == 0) co_return vm.index_error("index out of range");
      result = std::move(list[0]);
      list[0] = std::move(item);
      break;
    case HeapOp::push_pop: {
      if (list.count == 0) co_return item;
      Value top = list[0];
      Value answer = co_await vm.less(top, item);
      if (answer.is_error()) co_return answer;
      if (!answer.is_true()) co_return item;
      if (list.count == 0) co_return vm.index_error("index out of range");
      result = std::move(list[0]);
      list[0] = std::move(item);
      break;
    }
    case HeapOp::heapify:
      for (std::size_t i = list.count / 2; i > 0; --i) {
        Value done = co_await vm.run_task(sift_down(vm, heap, i - 1, largest_first));
        if (done.is_error()) co_return done;
        if (i % 64 == 0) {
          Value paid = co_await vm.charge(64);
          if (paid.is_error()) co_return paid;
        }
        if (i > list.count) co_return vm.runtime_error("list changed size during iteration");
      }
      co_return Value::none();
  }
  Value done = co_await vm.run_task(sift_down(vm, heap, 0, largest_first));
  if (done.is_error()) co_return done;
  co_return result;
}

template <HeapOp kOp, bool kLargestFirst>
Value do_heap(Vm& vm, Args args) {
  if (!vm.is_list(args[0])) {
    constexpr const char* kNames[] = {"heappush", "heappop", "heapreplace", "heappushpop", "heapify"};
    return vm.type_error(kLargestFirst ? "_" : "", kNames[static_cast<int>(kOp)], kLargestFirst ? "_max" : "",
                         args.count > 1 ? "() argument 1 must be list, not " : "() argument must be list, not ", vm.type_name(args[0]));
  }
  return vm.start(heap_operation(vm, args[0], args.count > 1 ? args[1] : Value(), kOp, kLargestFirst));
}

constexpr NativeDef kHeapFunctions[] = {
    {"heappush(heap, item, /)", do_heap<HeapOp::push, false>, "Push item onto heap, maintaining the heap invariant."},
    {"heappop(heap, /)", do_heap<HeapOp::pop, false>, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace(heap, item, /)", do_heap<HeapOp::replace, false>, "Pop and return the current smallest value, and add the new item."},
    {"heappushpop(heap, item, /)", do_heap<HeapOp::push_pop, false>, "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heapify(heap, /)", do_heap<HeapOp::heapify, false>, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max(heap, /)", do_heap<HeapOp::pop, true>, "Maxheap variant of heappop."},
    {"_heapreplace_max(heap, item, /)", do_heap<HeapOp::replace, true>, "Maxheap variant of heapreplace."},
    {"_heapify_max(heap, /)", do_heap<HeapOp::heapify, true>, "Maxheap variant of heapify."},
    {}};

}  // namespace

Value build_bisect(Vm& vm, Module* module) {
  vm.add_functions(module, kBisectFunctions);
  return Value::none();
}

Value build_heapq(Vm& vm, Module* module) {
  vm.add_functions(module, kHeapFunctions);
  return Value::none();
}

}  // namespace logit::script
