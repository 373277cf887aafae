#include "script/objects/sort.h"

#include <algorithm>
#include <cstring>

#include "script/objects/numbers.h"
#include "script/objects/text.h"

namespace logit::script {

namespace {

constexpr std::int64_t kMinGallop = 7;

/// Elements are bit patterns of Values that someone else keeps alive.
struct Single {
  std::uint64_t key;
};
struct Pair {
  std::uint64_t key, value;
};

template <class E>
struct MergeState {
  struct Run {
    E* base;
    std::int64_t length;
    int power;
  };
  std::vector<Run> runs;
  std::vector<E> temp;
  std::int64_t min_gallop = kMinGallop;
};

std::int64_t shortest_run(std::int64_t n) {
  std::int64_t odd = 0;
  while (n >= 64) {
    odd |= n & 1;
    n >>= 1;
  }
  return n + odd;
}

/// Powersort's depth of the boundary between a run of n1 at s1 and the next one of n2, in a list of n.
int merge_power(std::int64_t s1, std::int64_t n1, std::int64_t n2, std::int64_t n) {
  int power = 0;
  std::int64_t a = 2 * s1 + n1;
  std::int64_t b = a + n1 + n2;
  for (;;) {
    ++power;
    if (a >= n) {
      a -= n;
      b -= n;
    } else if (b >= n) {
      return power;
    }
    a <<= 1;
    b <<= 1;
  }
}

/// A Value seen for a moment without counting.
class Borrowed {
 public:
  explicit Borrowed(std::uint64_t bits) : value_(Value::from_bits(bits)) {}
  ~Borrowed() { value_.take_bits(); }
  Borrowed(const Borrowed&) = delete;
  const Value& operator*() const { return value_; }

 private:
  Value value_;
};

// --- keys that need no script code ------------------------------------------------------------------------------

struct IntLess {
  int operator()(std::uint64_t a, std::uint64_t b) const {
    return static_cast<std::int64_t>(a << 16) < static_cast<std::int64_t>(b << 16);
  }
};
struct FloatLess {
  int operator()(std::uint64_t a, std::uint64_t b) const {
    return std::bit_cast<double>(a - Value::kDoubleOffset) < std::bit_cast<double>(b - Value::kDoubleOffset);
  }
};
struct TextLess {
  int operator()(std::uint64_t a, std::uint64_t b) const {
    const Borrowed x(a), y(b);
    return compare_text(*(*x).as<Str>(), *(*y).as<Str>()) < 0;
  }
};
struct PlainLess {
  Vm* vm;
  int operator()(std::uint64_t a, std::uint64_t b) const {
    const Borrowed x(a), y(b);
    const int less = plain_less(*vm, *x, *y);
    if (less >= 0) return less;
    // Only for an error: the keys were looked at before.
    const Value answer = vm->start_compare(*x, *y, Compare::lt);  // native keys: never pending
    return answer.is_true() ? 1 : answer.is_false() ? 0 : -1;
  }
};

template <class E, class Less>
struct PlainSort {
  Less less;

#define FUNCTION(name) std::int64_t name
#define CONTEXT
#define PASS
#define LESS(k, x, y)                          \
  const int k = less((x).key, (y).key);        \
  if (k < 0) return -1;
#define LESS_OR(k, x, y, label)                \
  const int k = less((x).key, (y).key);        \
  if (k < 0) goto label;
#define CALL(k, f) const std::int64_t k = f;
#define GIVE(k) return k
#include "script/objects/timsort.inc"
#undef FUNCTION
#undef CONTEXT
#undef PASS
#undef LESS
#undef LESS_OR
#undef CALL
#undef GIVE
};

// --- keys with a `<` of the script --------------------------------------------------------------------------------

namespace by_script {
using E = Pair;

#define FUNCTION(name) Task name
#define CONTEXT Vm &vm,
#define PASS vm,
#define COMPARE(k, x, y)                                                    \
  int k;                                                                    \
  {                                                                         \
    Value left_, right_;                                                    \
    {                                                                       \
      const Borrowed a_((x).key), b_((y).key);                              \
      left_ = *a_;                                                          \
      right_ = *b_;                                                         \
    }                                                                       \
    Value less_ = co_await vm.less(left_, right_);                          \
    k = less_.is_error() ? -1 : less_.is_true();                            \
  }
#define LESS(k, x, y) \
  COMPARE(k, x, y)    \
  if (k < 0) co_return Value::small_int(-1);
#define LESS_OR(k, x, y, label) \
  COMPARE(k, x, y)              \
  if (k < 0) goto label;
#define CALL(k, f)                                  \
  std::int64_t k;                                   \
  {                                                 \
    Value called_ = co_await vm.run_task(f);        \
    k = called_.small_int();                        \
  }
#define GIVE(k) co_return Value::small_int(k)
#include "script/objects/timsort.inc"
#undef FUNCTION
#undef CONTEXT
#undef PASS
#undef COMPARE
#undef LESS
#undef LESS_OR
#undef CALL
#undef GIVE
}  // namespace by_script

// --- which way to go ------------------------------------------------------------------------------------------------

enum class Keys { ints, floats, texts, plain, script };

bool is_plain_key(const Vm& vm, const Value& v, int depth) {
  if (v.is_small_int() || v.is_double() || v.is_bool() || v.is_none()) return true;
  if (!v.is_object()) return false;
  const Type* type = v.object()->type;
  if (type == vm.types.str || type == vm.types.int_) return true;
  if (type != vm.types.tuple || depth > 4) return false;
  for (const Value& item : *v.as<Tuple>()) {
    if (!is_plain_key(vm, item, depth + 1)) return false;
  }
  return true;
}

Keys kind_of_keys(const Vm& vm, const Value* keys, std::size_t count) {
  const Value& first = keys[0];
  std::size_t i = 1;
  if (first.is_small_int()) {
    while (i < count && keys[i].is_small_int()) ++i;
    if (i == count) return Keys::ints;
  } else if (first.is_double()) {
    while (i < count && keys[i].is_double()) ++i;
    if (i == count) return Keys::floats;
  } else if (first.is_exact(vm.types.str)) {
    while (i < count && keys[i].is_exact(vm.types.str)) ++i;
    if (i == count) return Keys::texts;
  }
  for (i = 0; i < count; ++i) {
    if (!is_plain_key(vm, keys[i], 0)) return Keys::script;
  }
  return Keys::plain;
}

template <class E>
std::int64_t sort_plain(Vm& vm, Keys kind, E* elements, std::int64_t count) {
  switch (kind) {
    case Keys::ints: return PlainSort<E, IntLess>{{}}.sort_elements(elements, count);
    case Keys::floats: return PlainSort<E, FloatLess>{{}}.sort_elements(elements, count);
    case Keys::texts: return PlainSort<E, TextLess>{{}}.sort_elements(elements, count);
    default: return PlainSort<E, PlainLess>{{&vm}}.sort_elements(elements, count);
  }
}

/// The list's items while they are being sorted: the list looks empty meanwhile, as in CPython, and gets them back
/// whatever happens.
class Loan {
 public:
  Loan(Vm& vm, const Value& list) : vm_(vm), list_(list) {
    auto* l = list_.as<List>();
    items = l->items;
    count = l->count;
    capacity_ = l->capacity;
    l->items = nullptr;
    l->count = l->capacity = 0;
  }
  ~Loan() { give_back(); }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;
  /// False: the list was changed meanwhile (its new content is lost, as in CPython).
  bool give_back() {
    if (returned_) return true;
    returned_ = true;
    auto* l = list_.as<List>();
    const bool untouched = l->items == nullptr;
    Value* other = l->items;
    const std::size_t other_count = l->count;
    const std::size_t other_capacity = l->capacity;
    l->items = items;
    l->count = count;
    l->capacity = capacity_;
    for (std::size_t i = 0; i < other_count; ++i) other[i].~Value();
    vm_.heap.free(other, other_capacity * sizeof(Value));
    return untouched;
  }
  Value* items;
  std::size_t count;

 private:
  Vm& vm_;
  Value list_;
  std::size_t capacity_;
  bool returned_ = false;
};

Task sort_task(Vm& vm, Value list, Value key, bool reverse) {
  Loan loan(vm, list);
  const std::size_t count = loan.count;
  std::vector<Value> keys;
  if (!vm.heap.request(count * 3 * sizeof(Pair))) co_return Value::error();
  const bool has_key = key.ok() && !key.is_none();
  if (has_key) {
    keys.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      Value k = co_await vm.call(key, loan.items[i]);
      if (k.is_error()) {
        loan.give_back();
        co_return k;
      }
      keys.push_back(std::move(k));
    }
  }
  const Value* by = has_key ? keys.data() : loan.items;
  std::int64_t result = 0;
  if (count > 1) {
    std::vector<Pair> elements(count);
    for (std::size_t i = 0; i < count; ++i) elements[i] = {by[i].bits(), loan.items[i].bits()};
    if (reverse) std::reverse(elements.begin(), elements.end());
    const Keys kind = kind_of_keys(vm, by, count);
    if (kind != Keys::script) {
      result = sort_plain(vm, kind, elements.data(), static_cast<std::int64_t>(count));
    } else {
      Value done = co_await vm.run_task(
          by_script::sort_elements(vm, elements.data(), static_cast<std::int64_t>(count)));
      result = done.small_int();
    }
    if (reverse) std::reverse(elements.begin(), elements.end());
    // A permutation of the items: the counts stay right when the bits are put back in the new order.
    for (std::size_t i = 0; i < count; ++i) {
      loan.items[i].take_bits();
      loan.items[i] = Value::from_bits(elements[i].value);
    }
  }
  const bool untouched = loan.give_back();
  if (result < 0) co_return Value::error();
  if (!untouched) co_return vm.value_error("list modified during sort");
  co_return Value::none();
}

}  // namespace

int plain_less(Vm& vm, const Value& a, const Value& b) {
  if (a.is_small_int() && b.is_small_int()) return a.small_int() < b.small_int();
  if (a.is_exact(vm.types.str) && b.is_exact(vm.types.str)) {
    return compare_text(*a.as<Str>(), *b.as<Str>()) < 0;
  }
  if (a.is_exact(vm.types.tuple) && b.is_exact(vm.types.tuple)) {
    const Tuple& x = *a.as<Tuple>();
    const Tuple& y = *b.as<Tuple>();
    const std::size_t shorter = std::min(x.count, y.count);
    for (std::size_t i = 0; i < shorter; ++i) {
      if (x[i].same(y[i])) continue;
      const int equal = vm.plain_equal(x[i], y[i]);
      if (equal < 0) return -1;
      if (equal == 0) return plain_less(vm, x[i], y[i]);
    }
    return x.count < y.count;
  }
  int order;
  if (!compare_numbers(vm, a, b, order)) return -1;
  return order == -1;
}

Value start_sort(Vm& vm, const Value& list_value, const Value& key, bool reverse) {
  List* list = list_value.as<List>();
  const std::size_t count = list->count;
  const bool has_key = key.ok() && !key.is_none();
  if (count == 0 || (count == 1 && !has_key)) return Value::none();
  if (!vm.charge_plain(static_cast<std::int64_t>(count))) return Value::error();
  if (!has_key) {
    const Keys kind = kind_of_keys(vm, list->items, count);
    if (kind != Keys::script) {
      if (!vm.heap.request(count * sizeof(Value))) return Value::error();
      static_assert(sizeof(Single) == sizeof(Value));
      auto* elements = reinterpret_cast<Single*>(list->items);
      if (reverse) std::reverse(elements, elements + count);
      const std::int64_t result = sort_plain(vm, kind, elements, static_cast<std::int64_t>(count));
      if (reverse) std::reverse(elements, elements + count);
      return result < 0 ? Value::error() : Value::none();
    }
  }
  return vm.start(sort_task(vm, list_value, key, reverse));
}

}  // namespace logit::script
