// Looking at values without running script code: hash and equality of everything that is native through and
// through. Where a class of the script has a say, the answer is "ask" and the caller takes the long way.
#include "script/objects/numbers.h"
#include "script/objects/set.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

// Tuples nested deeper than this are handed to a Task, so that the C++ stack stays flat.
constexpr int kMaxDepth = 32;

/// What decides how two values are compared. Values of different known families are never equal.
enum class Family : std::uint8_t { constant, number, text, tuple, list, dict, set, identity, unknown };

Family family_of(const Vm& vm, const Value& v) {
  if (v.is_small_int() || v.is_double() || v.is_bool()) return Family::number;
  if (!v.is_object()) return Family::constant;
  const Type* type = v.object()->type;
  const Types& t = vm.types;
  if (type == t.str) return Family::text;
  if (type == t.tuple) return Family::tuple;
  // Derived classes count as long as they do not bring their own comparison.
  const auto compare = type->slots.compare;
  if (compare == t.object->slots.compare) return Family::identity;
  if (compare == t.str->slots.compare) return Family::text;
  if (compare == t.int_->slots.compare || compare == t.float_->slots.compare) return Family::number;
  if (compare == t.tuple->slots.compare) return Family::tuple;
  if (compare == t.list->slots.compare) return Family::list;
  if (compare == t.dict->slots.compare) return Family::dict;
  if (compare == t.set->slots.compare) return Family::set;
  return Family::unknown;
}

int equal_items(Vm& vm, const Value* a, std::size_t count_a, const Value* b, std::size_t count_b, int depth);

int equal_values(Vm& vm, const Value& a, const Value& b, int depth) {
  if (a.same(b)) return 1;
  if (a.is_small_int() && b.is_small_int()) return 0;
  const Family family = family_of(vm, a);
  const Family other = family_of(vm, b);
  if (family == Family::unknown || other == Family::unknown) return -1;
  if (family != other) return 0;
  switch (family) {
    case Family::number: {
      int order;
      compare_numbers(vm, a, b, order);
      return order == 0;
    }
    case Family::text: return a.as<Str>()->equals(*b.as<Str>());
    case Family::tuple: {
      const auto* x = a.as<Tuple>();
      const auto* y = b.as<Tuple>();
      return equal_items(vm, x->items(), x->count, y->items(), y->count, depth);
    }
    case Family::list: {
      const auto* x = a.as<List>();
      const auto* y = b.as<List>();
      return equal_items(vm, x->items, x->count, y->items, y->count, depth);
    }
    case Family::dict: return a.as<Dict>()->count == b.as<Dict>()->count ? -1 : 0;
    case Family::set: return a.as<Set>()->used == b.as<Set>()->used ? -1 : 0;
    default: return 0;
  }
}

int equal_items(Vm& vm, const Value* a, std::size_t count_a, const Value* b, std::size_t count_b, int depth) {
  if (count_a != count_b) return 0;
  if (depth >= kMaxDepth) return -1;
  for (std::size_t i = 0; i < count_a; ++i) {
    const int equal = equal_values(vm, a[i], b[i], depth + 1);
    if (equal != 1) return equal;
  }
  return 1;
}

bool hash_value(Vm& vm, const Value& v, std::uint64_t& out, int depth) {
  if (v.is_small_int()) {
    const std::int64_t i = v.small_int();  // less than the modulus
    out = static_cast<std::uint64_t>(i == -1 ? -2 : i);
    return true;
  }
  if (v.is_double()) {
    out = static_cast<std::uint64_t>(hash_double(v.number()));
    return true;
  }
  if (v.is_bool()) {
    out = v.is_true();
    return true;
  }
  if (!v.is_object()) {
    out = v.bits() * 0x9E3779B1u;  // None, ..., NotImplemented
    return true;
  }
  const Type* type = v.object()->type;
  const Types& t = vm.types;
  const auto hash = type->slots.hash;
  if (type == t.str || hash == t.str->slots.hash) {
    out = v.as<Str>()->hash();
  } else if (type == t.tuple) {
    if (depth >= kMaxDepth) return false;
    TupleHash tuple;
    for (const Value& item : *v.as<Tuple>()) {
      std::uint64_t lane;
      if (!hash_value(vm, item, lane, depth + 1)) return false;
      tuple.add(lane);
    }
    out = tuple.finish();
  } else if (hash == t.int_->slots.hash) {
    IntView view;
    int_view(vm, v, view);
    out = static_cast<std::uint64_t>(hash_int(view));
  } else if (hash == t.object->slots.hash) {
    const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(v.object()));
    out = address >> 4 | address << 60;
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool Vm::plain_hash(const Value& value, std::uint64_t& out) { return hash_value(*this, value, out, 0); }

int Vm::plain_equal(const Value& a, const Value& b) { return equal_values(*this, a, b, 0); }

Value Vm::big_integer(std::int64_t i) {
  auto object = heap.make<Int>(types.int_);
  object->small = i;
  return object;
}

}  // namespace logit::script
