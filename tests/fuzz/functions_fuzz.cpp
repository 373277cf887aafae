// Makes problems for the functions and optimizer steps of src/kernels out of arbitrary bytes (which one, lengths, alignment, any bit
// pattern as a number) and compares every instruction set with the reference: the same bits.
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include <hwy/targets.h>

#include "base/assert.h"
#include "kernels/functions.h"
#include "kernels/optimizer.h"

using namespace logit::kernels;

namespace {

// The input, read from its beginning; zeros behind its end.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  std::uint8_t byte() { return at_ < size_ ? data_[at_++] : 0; }
  int below(int limit) { return byte() % limit; }
  float number() {
    const std::uint8_t kind = byte();
    if (kind < 128) return static_cast<float>(kind - 64) / 8;  // small ones, which add up without surprises
    std::uint32_t bits = kind;
    for (int i = 0; i < 3; ++i) bits = bits << 8 | byte();
    return std::bit_cast<float>(std::rotl(bits, kind % 32));
  }
  std::vector<float> numbers(std::size_t n) {
    std::vector<float> out(n);
    for (float& x : out) x = number();
    return out;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_, at_ = 0;
};

bool same(float a, float b) { return (std::isnan(a) && std::isnan(b)) || std::memcmp(&a, &b, sizeof a) == 0; }

void check_same(const std::vector<float>& got, const std::vector<float>& expected, const char* what) {
  for (std::size_t i = 0; i < got.size(); ++i) LOGIT_ASSERT(same(got[i], expected[i]), what);
}

template <class Run>
void on_every_target(Run&& run) {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    run();
  }
  hwy::SetSupportedTargetsForTest(0);
}

template <class F>
void check_function(const F& f, Bytes& bytes) {
  const std::size_t n = static_cast<std::size_t>(bytes.below(80)), offset = static_cast<std::size_t>(bytes.below(4));
  std::vector<float> x = bytes.numbers(n + offset), y = bytes.numbers(n + offset), expected(n + offset + 8, 77.0f);
  for (std::size_t i = offset; i < n + offset; ++i) {
    if constexpr (requires { f(x[i], y[i]); }) expected[i] = f(x[i], y[i]);
    else expected[i] = f(x[i]);
  }
  on_every_target([&] {
    std::vector<float> got(expected.size(), 77.0f);
    void* const data[] = {got.data() + offset, x.data() + offset, y.data() + offset};
    vectors(f, data, static_cast<std::int64_t>(n));
    check_same(got, expected, "a function differs from its reference");
  });
}

void check_sgd(Bytes& bytes) {
  const std::size_t n = static_cast<std::size_t>(bytes.below(60));
  const int flags = bytes.byte();
  SgdStep step{flags & 1 ? bytes.number() : 0, flags & 2 ? bytes.number() : 0, bytes.number(), bytes.number(), (flags & 4) != 0,
               (flags & 8) != 0, (flags & 16) != 0};
  const std::vector<float> param = bytes.numbers(n), grad = bytes.numbers(n), buffer = bytes.numbers(n);
  std::vector<float> expected = param, expected_buffer = buffer;
  const bool moves = (flags & 2) != 0;
  sgd_step_scalar(step, expected.data(), grad.data(), moves ? expected_buffer.data() : nullptr, static_cast<std::int64_t>(n));
  on_every_target([&] {
    std::vector<float> got = param, got_buffer = buffer;
    sgd_step(step, got.data(), grad.data(), moves ? got_buffer.data() : nullptr, static_cast<std::int64_t>(n));
    check_same(got, expected, "SGD differs from its reference");
    check_same(got_buffer, expected_buffer, "SGD's momentum differs from its reference");
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  bool input_ok = true, target_ok = true;
  switch (bytes.below(14)) {
    case 0: check_function(Exp(), bytes); break;
    case 1: check_function(Log(), bytes); break;
    case 2: check_function(Log1p(), bytes); break;
    case 3: check_function(Tanh(), bytes); break;
    case 4: check_function(Sigmoid(), bytes); break;
    case 5: check_function(LogSigmoid(), bytes); break;
    case 6: check_function(AddScaled{double{bytes.number()}, 0}, bytes); break;
    case 7: check_function(BinaryCrossEntropy{&input_ok, &target_ok}, bytes); break;
    case 8: check_function(BinaryCrossEntropyGradient{double{bytes.number()}, 1.0 + bytes.byte()}, bytes); break;
    case 9: check_function(LogitsCrossEntropy(), bytes); break;
    case 10: check_function(LogitsCrossEntropyGradient{double{bytes.number()}, 1.0 + bytes.byte()}, bytes); break;
    case 11: check_function(SigmoidGradient(), bytes); break;
    case 12: check_function(TanhGradient(), bytes); break;
    default: check_sgd(bytes); break;
  }
  return 0;
}
