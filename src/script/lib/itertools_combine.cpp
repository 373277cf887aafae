// itertools: product, permutations, combinations and combinations_with_replacement. Each keeps its pools as tuples and the indices
// of the item given last; the next one follows by counting up. Nothing here runs script code after the construction.
#include <vector>

#include "script/lib/iterator_tools.h"

namespace logit::script {

namespace {

struct Combiner : Object {
  Value pools;                        ///< a Tuple of Tuples (product) or one Tuple
  std::vector<std::uint32_t> indices;
  std::vector<std::uint32_t> cycles;  ///< permutations only
  bool started = false, finished = false;
};

void traverse(Object* object, Visitor visit, void* context) { visit(context, static_cast<Combiner*>(object)->pools); }

Value pick(Vm& vm, const Combiner& c) {
  const Tuple& pool = *c.pools.as<Tuple>();
  Ref<Tuple> result = vm.new_tuple_of(c.indices.size());
  for (std::size_t i = 0; i < c.indices.size(); ++i) (*result)[i] = pool[c.indices[i]];
  return result;
}

// --- product ---------------------------------------------------------------------------------------------------------

Value product_next(Vm& vm, const Value& self) {
  auto& c = *self.as<Combiner>();
  if (c.finished) return Value::undefined();
  const Tuple& pools = *c.pools.as<Tuple>();
  const std::size_t n = c.indices.size();
  if (!c.started) {
    c.started = true;
    for (std::size_t i = 0; i < n; ++i) {
      if (pools[i].as<Tuple>()->count == 0) {
        c.finished = true;
        return Value::undefined();
      }
    }
  } else {
    std::size_t i = n;
    while (i > 0 && ++c.indices[i - 1] == pools[i - 1].as<Tuple>()->count) c.indices[--i] = 0;
    if (i == 0) {
      c.finished = true;
      return Value::undefined();
    }
  }
  Ref<Tuple> result = vm.new_tuple_of(n);
  for (std::size_t i = 0; i < n; ++i) (*result)[i] = (*pools[i].as<Tuple>())[c.indices[i]];
  return result;
}

Task product_make(Vm& vm, Value cls, Value iterables, std::int64_t repeat) {
  auto c = vm.allocate<Combiner>(cls);
  const std::size_t given = repeat ? iterables.as<Tuple>()->count : 0;
  if (given && static_cast<std::uint64_t>(repeat) > (std::uint64_t{1} << 32) / given) {
    co_return vm.overflow_error("repeat argument too large");
  }
  const std::size_t n = given * static_cast<std::size_t>(repeat);
  if (!vm.heap.request(n * 16)) co_return Value::error();
  Ref<Tuple> pools = vm.new_tuple_of(n);
  for (std::size_t i = 0; i < given; ++i) {
    Value pool = co_await vm.tuple_from((*iterables.as<Tuple>())[i]);
    if (pool.is_error()) co_return pool;
    for (std::size_t k = i; k < n; k += given) (*pools)[k] = pool;
  }
  c->pools = Value(std::move(pools));
  c->indices.assign(n, 0);
  co_return Value(std::move(c));
}
Value product_new(Vm& vm, Args args) {
  std::int64_t repeat = 1;
  if (args.has(2) && !vm.to_int64(args[2], repeat)) return Value::error();
  if (repeat < 0) return vm.value_error("repeat argument cannot be negative");
  return vm.start(product_make(vm, args[0], args[1], repeat));
}

// --- permutations ------------------------------------------------------------------------------------------------------

Value permutations_next(Vm& vm, const Value& self) {
  auto& c = *self.as<Combiner>();
  if (c.finished) return Value::undefined();
  if (!c.started) {
    c.started = true;
  } else {
    const std::uint32_t n = static_cast<std::uint32_t>(c.indices.size());
    std::size_t i = c.cycles.size();
    for (;;) {
      if (i == 0) {
        c.finished = true;
        return Value::undefined();
      }
      --i;
      if (--c.cycles[i] == 0) {
        // the i-th place has had all items: rotate the rest and go one place to the left
        const std::uint32_t index = c.indices[i];
        for (std::size_t k = i; k + 1 < n; ++k) c.indices[k] = c.indices[k + 1];
        c.indices[n - 1] = index;
        c.cycles[i] = n - static_cast<std::uint32_t>(i);
      } else {
        std::swap(c.indices[i], c.indices[n - c.cycles[i]]);
        break;
      }
    }
  }
  const Tuple& pool = *c.pools.as<Tuple>();
  Ref<Tuple> result = vm.new_tuple_of(c.cycles.size());
  for (std::size_t i = 0; i < c.cycles.size(); ++i) (*result)[i] = pool[c.indices[i]];
  return result;
}

Task permutations_make(Vm& vm, Value cls, Value iterable, Value r_value) {
  auto c = vm.allocate<Combiner>(cls);
  c->pools = co_await vm.tuple_from(iterable);
  if (c->pools.is_error()) co_return Value::error();
  const std::uint32_t n = c->pools.as<Tuple>()->count;
  std::int64_t r = n;
  if (!r_value.is_undefined() && !r_value.is_none()) {
    if (!vm.is_int(r_value)) co_return vm.type_error("Expected int as r");
    if (!vm.to_int64(r_value, r)) co_return Value::error();
  }
  if (r < 0) co_return vm.value_error("r must be non-negative");
  if (r > n) {
    c->finished = true;
  } else {
    for (std::uint32_t i = 0; i < n; ++i) c->indices.push_back(i);
    for (std::uint32_t i = 0; i < r; ++i) c->cycles.push_back(n - i);
  }
  co_return Value(std::move(c));
}
Value permutations_new(Vm& vm, Args args) { return vm.start(permutations_make(vm, args[0], args[1], args[2])); }

// --- combinations ------------------------------------------------------------------------------------------------------

Value combinations_next(Vm& vm, const Value& self) {
  auto& c = *self.as<Combiner>();
  if (c.finished) return Value::undefined();
  if (!c.started) {
    c.started = true;
  } else {
    const std::uint32_t n = c.pools.as<Tuple>()->count, r = static_cast<std::uint32_t>(c.indices.size());
    std::uint32_t i = r;
    while (i > 0 && c.indices[i - 1] == i - 1 + n - r) --i;
    if (i == 0) {
      c.finished = true;
      return Value::undefined();
    }
    ++c.indices[i - 1];
    for (; i < r; ++i) c.indices[i] = c.indices[i - 1] + 1;
  }
  return pick(vm, c);
}

Value with_replacement_next(Vm& vm, const Value& self) {
  auto& c = *self.as<Combiner>();
  if (c.finished) return Value::undefined();
  if (!c.started) {
    c.started = true;
  } else {
    const std::uint32_t n = c.pools.as<Tuple>()->count, r = static_cast<std::uint32_t>(c.indices.size());
    std::uint32_t i = r;
    while (i > 0 && c.indices[i - 1] == n - 1) --i;
    if (i == 0) {
      c.finished = true;
      return Value::undefined();
    }
    const std::uint32_t index = c.indices[i - 1] + 1;
    for (std::uint32_t k = i - 1; k < r; ++k) c.indices[k] = index;
  }
  return pick(vm, c);
}

Task combinations_make(Vm& vm, Value cls, Value iterable, std::int64_t r, bool with_replacement) {
  auto c = vm.allocate<Combiner>(cls);
  c->pools = co_await vm.tuple_from(iterable);
  if (c->pools.is_error()) co_return Value::error();
  if (r < 0) co_return vm.value_error("r must be non-negative");
  const std::uint32_t n = c->pools.as<Tuple>()->count;
  if (with_replacement ? n == 0 && r > 0 : r > n) {
    c->finished = true;
  } else {
    if (!vm.heap.request(static_cast<std::uint64_t>(r) * 4)) co_return Value::error();
    for (std::uint32_t i = 0; i < r; ++i) c->indices.push_back(with_replacement ? 0 : i);
  }
  co_return Value(std::move(c));
}
Value combinations_new(Vm& vm, Args args) {
  std::int64_t r;
  if (!vm.to_int64(args[2], r)) return Value::error();
  return vm.start(combinations_make(vm, args[0], args[1], r, false));
}
Value with_replacement_new(Vm& vm, Args args) {
  std::int64_t r;
  if (!vm.to_int64(args[2], r)) return Value::error();
  return vm.start(combinations_make(vm, args[0], args[1], r, true));
}

constexpr NativeDef kProductNew{"product(*iterables, repeat=1)", product_new};
constexpr NativeDef kPermutationsNew{"permutations(iterable, r=None)", permutations_new};
constexpr NativeDef kCombinationsNew{"combinations(iterable, r)", combinations_new};
constexpr NativeDef kWithReplacementNew{"combinations_with_replacement(iterable, r)", with_replacement_new};

}  // namespace

const TypeSpec kProductSpec{
    .name = "product", .module = "itertools", .doc = "Cartesian product of input iterables. Equivalent to nested for-loops.",
    .instance_bytes = sizeof(Combiner),
    .slots = {.iter = itself, .next = product_next, .dealloc = drop<Combiner>, .traverse = traverse},
    .construct = &kProductNew};
const TypeSpec kPermutationsSpec{
    .name = "permutations", .module = "itertools", .doc = "Return successive r-length permutations of elements in the iterable.",
    .instance_bytes = sizeof(Combiner),
    .slots = {.iter = itself, .next = permutations_next, .dealloc = drop<Combiner>, .traverse = traverse},
    .construct = &kPermutationsNew};
const TypeSpec kCombinationsSpec{
    .name = "combinations", .module = "itertools", .doc = "Return successive r-length combinations of elements in the iterable.",
    .instance_bytes = sizeof(Combiner),
    .slots = {.iter = itself, .next = combinations_next, .dealloc = drop<Combiner>, .traverse = traverse},
    .construct = &kCombinationsNew};
const TypeSpec kCombinationsWithReplacementSpec{
    .name = "combinations_with_replacement", .module = "itertools",
    .doc = "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.",
    .instance_bytes = sizeof(Combiner),
    .slots = {.iter = itself, .next = with_replacement_next, .dealloc = drop<Combiner>, .traverse = traverse},
    .construct = &kWithReplacementNew};

}  // namespace logit::script
