// What the tests of kernels share: every instruction set of this machine, numbers that are hard to get right, bits.
#pragma once

#include <doctest/doctest.h>
#include <hwy/targets.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace logit::kernels {

/// Runs `test` once per instruction set, then lets all of them be used again.
template <class Test>
void on_every_target(Test&& test) {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    const std::string name = hwy::TargetName(target);
    CAPTURE(name);
    test();
  }
  hwy::SetSupportedTargetsForTest(0);
}

/// Equal bits, or NaN both: which NaN depends on the instruction's operand order.
template <class T>
bool same_bits(T a, T b) {
  return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof(T)) == 0;
}

template <class T>
T special_number(std::mt19937& random) {
  using Limits = std::numeric_limits<T>;
  const T numbers[] = {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(), T(0), -T(0), Limits::max(),
                       Limits::lowest(), Limits::min(), Limits::denorm_min(), -Limits::denorm_min(), T(1), T(-1)};
  return numbers[random() % 12];
}

}  // namespace logit::kernels
