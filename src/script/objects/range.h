// range objects: any ints; those that fit 64 bits are kept as such.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

struct Range : Object {
  bool is_small = true;  ///< the three numbers below are the whole truth
  std::int64_t start = 0, step = 1, length = 0;
  Value start_value, stop_value, step_value, length_value;  ///< ints
  /// Item i (0 <= i < length) of a small range.
  std::int64_t at(std::int64_t i) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(start) +
                                     static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(step));
  }
};

/// range(start, stop, step) of ints; ValueError for step 0.
Value make_range(Vm& vm, const Value& start, const Value& stop, const Value& step);

}  // namespace logit::script
