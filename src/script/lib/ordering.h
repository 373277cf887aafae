// a < b without suspending, for the values that sorting algorithms meet most.
#pragma once

#include "script/objects/numbers.h"
#include "script/objects/text.h"

namespace logit::script {

/// True when the answer is known (in `less`): numbers, strings, and tuples of such.
inline bool quick_less(Vm& vm, const Value& a, const Value& b, bool& less, int depth = 0) {
  if (a.is_small_int() && b.is_small_int()) {
    less = a.small_int() < b.small_int();
    return true;
  }
  if (a.is_double() && b.is_double()) {
    less = a.number() < b.number();
    return true;
  }
  if (a.is_exact(vm.types.str) && b.is_exact(vm.types.str)) {
    less = compare_text(*a.as<Str>(), *b.as<Str>()) < 0;
    return true;
  }
  if (depth < 4 && a.is_exact(vm.types.tuple) && b.is_exact(vm.types.tuple)) {
    const Tuple &x = *a.as<Tuple>(), &y = *b.as<Tuple>();
    for (std::uint32_t i = 0; i < x.count && i < y.count; ++i) {
      const int equal = vm.plain_equal(x[i], y[i]);
      if (equal < 0) return false;
      if (!equal) return quick_less(vm, x[i], y[i], less, depth + 1);
    }
    less = x.count < y.count;
    return true;
  }
  return false;
}

}  // namespace logit::script
