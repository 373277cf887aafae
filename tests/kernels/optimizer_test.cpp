// The optimizers' steps in vectors against the reference, bit for bit, on every instruction set of this machine.
#include "kernels/optimizer.h"

#include "kernels/targets.h"

using namespace logit::kernels;

namespace {

using Values = std::vector<float>;

Values numbers(std::size_t n, std::mt19937& random, bool special, bool positive = false) {
  std::normal_distribution<float> normal;
  Values out(n);
  for (float& x : out) {
    x = special && random() % 8 == 0 ? special_number<float>(random) : normal(random);
    if (positive) x = std::fabs(x);
  }
  return out;
}

void check_same(const Values& got, const Values& expected) {
  int wrong = 0;
  for (std::size_t i = 0; i < got.size(); ++i) wrong += !same_bits(got[i], expected[i]);
  REQUIRE(wrong == 0);
}

constexpr std::size_t kLengths[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100, 1001};

}  // namespace

TEST_CASE("a step of SGD") {
  on_every_target([] {
    std::mt19937 random(1);
    for (const std::size_t n : kLengths) {
      for (int settings = 0; settings < 64; ++settings) {
        const bool momentum = settings & 1;
        SgdStep step;
        step.minus_lr = -0.1f;
        step.momentum = momentum ? 0.9f : 0;
        step.undamped = settings & 2 ? 0.7f : 1;
        step.weight_decay = settings & 4 ? 0.01f : 0;
        step.nesterov = momentum && settings & 8;
        step.maximize = settings & 16;
        step.first = momentum && settings & 32;
        const bool special = random() % 3 == 0;
        Values param = numbers(n, random, special), grad = numbers(n, random, special), buffer = numbers(n, random, special);
        Values expected_param = param, expected_buffer = buffer;
        sgd_step_scalar(step, expected_param.data(), grad.data(), momentum ? expected_buffer.data() : nullptr, static_cast<std::int64_t>(n));
        sgd_step(step, param.data(), grad.data(), momentum ? buffer.data() : nullptr, static_cast<std::int64_t>(n));
        check_same(param, expected_param);
        check_same(buffer, expected_buffer);
      }
    }
  });
}

TEST_CASE("a step of Adam") {
  on_every_target([] {
    std::mt19937 random(2);
    for (const std::size_t n : kLengths) {
      for (int settings = 0; settings < 32; ++settings) {
        AdamStep step;
        step.average_weight = settings & 1 ? 0.6f : 0.1f;
        step.beta2 = 0.999f;
        step.square_weight = 0.001f;
        step.root = 0.3f;
        step.eps = 1e-8f;
        step.minus_step_size = -0.01f;
        step.weight_decay = settings & 2 ? 0.02f : 0;
        step.shrink = settings & 4 ? 0.999f : 1;
        step.maximize = settings & 8;
        const bool amsgrad = settings & 16, special = random() % 3 == 0;
        Values param = numbers(n, random, special), grad = numbers(n, random, special), average = numbers(n, random, special);
        Values square = numbers(n, random, special, true), largest = numbers(n, random, special, true);
        Values other_param = param, other_average = average, other_square = square, other_largest = largest;
        adam_step_scalar(step, other_param.data(), grad.data(), other_average.data(), other_square.data(),
                         amsgrad ? other_largest.data() : nullptr, static_cast<std::int64_t>(n));
        adam_step(step, param.data(), grad.data(), average.data(), square.data(), amsgrad ? largest.data() : nullptr,
                  static_cast<std::int64_t>(n));
        check_same(param, other_param);
        check_same(average, other_average);
        check_same(square, other_square);
        check_same(largest, other_largest);
      }
    }
  });
}
