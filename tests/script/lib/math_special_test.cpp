#include "script/lib/math_special.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace logit::script::math_special;

TEST_CASE("gamma and lgamma give CPython's digits") {
  Problem problem = Problem::none;
  CHECK(gamma(5.0, problem) == 24.0);
  CHECK(gamma(0.5, problem) == 1.7724538509055159);
  CHECK(gamma(-1.5, problem) == 2.3632718012073544);
  CHECK(lgamma(10.0, problem) == 12.801827480081467);
  CHECK(lgamma(0.5, problem) == 0.5723649429247004);
  CHECK(problem == Problem::none);
  gamma(-3.0, problem);
  CHECK(problem == Problem::domain);
  problem = Problem::none;
  gamma(172.0, problem);
  CHECK(problem == Problem::range);
}

TEST_CASE("the norm neither overflows nor loses digits") {
  double large[] = {1e200, 1e200};
  CHECK(norm(large, 2) == 1.4142135623730951e200);
  double tiny[] = {3e-320, 4e-320};
  CHECK(norm(tiny, 2) == 5e-320);
  double mixed[] = {1.0, std::numeric_limits<double>::infinity(), std::nan("")};
  CHECK(std::isinf(norm(mixed, 3)));
}

TEST_CASE("the exact sum of tenths is one") {
  ExactSum sum;
  for (int i = 0; i < 10; ++i) sum.add(0.1);
  ExactSum::Trouble trouble;
  CHECK(sum.result(trouble) == 1.0);
  CHECK(trouble == ExactSum::Trouble::none);
}

TEST_CASE("the exact sum survives cancellation and reports infinities") {
  ExactSum sum;
  for (double x : {1e100, 1.0, -1e100}) sum.add(x);
  ExactSum::Trouble trouble;
  CHECK(sum.result(trouble) == 1.0);
  sum.add(std::numeric_limits<double>::infinity());
  sum.add(-std::numeric_limits<double>::infinity());
  sum.result(trouble);
  CHECK(trouble == ExactSum::Trouble::opposite_infinities);
}
