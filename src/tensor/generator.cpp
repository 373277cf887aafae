#include "tensor/generator.h"

#include <cmath>
#include <cstring>

#include "base/error.h"
#include "base/format.h"

namespace logit {
namespace {

// The first part of PyTorch's state tensor is its old Torch7 layout; 64-bit words hold the 32-bit state.
struct LegacyState {
  std::uint64_t seed;
  std::int32_t left;
  std::int32_t seeded;
  std::uint64_t next;
  std::uint64_t state[624];
  double normal_x, normal_y, normal_rho;
  std::int32_t normal_is_valid;
  std::int32_t padding;
};
struct StateBytes {
  LegacyState legacy;
  float next_float_normal;
  bool has_next_float_normal;
};
static_assert(sizeof(StateBytes) == Generator::kStateBytes);

}  // namespace

void Generator::manual_seed(std::uint64_t seed) {
  seed_ = seed;
  pending_normal_.reset();
  state_[0] = static_cast<std::uint32_t>(seed);
  for (int i = 1; i < kWords; ++i) {
    state_[i] = 1812433253u * (state_[i - 1] ^ (state_[i - 1] >> 30)) + static_cast<std::uint32_t>(i);
  }
  left_ = 1;
  next_ = 0;
}

void Generator::refill() {
  auto twist = [](std::uint32_t high, std::uint32_t low) {
    const std::uint32_t mixed = (high & 0x80000000u) | (low & 0x7fffffffu);
    return (mixed >> 1) ^ ((low & 1u) ? 0x9908b0dfu : 0u);
  };
  for (int i = 0; i < kWords; ++i) {
    state_[i] = state_[(i + kShift) % kWords] ^ twist(state_[i], state_[(i + 1) % kWords]);
  }
  left_ = kWords;
  next_ = 0;
}

double Generator::normal_double() {
  if (pending_normal_) {
    const double value = *pending_normal_;
    pending_normal_.reset();
    return value;
  }
  const double u1 = uniform_double();
  const double u2 = uniform_double();
  const double radius = std::sqrt(-2.0 * std::log1p(-u2));
  const double theta = 2.0 * 3.14159265358979323846 * u1;
  pending_normal_ = radius * std::sin(theta);
  return radius * std::cos(theta);
}

void Generator::get_state(std::span<std::uint8_t> bytes) const {
  StateBytes out;
  std::memset(static_cast<void*>(&out), 0, sizeof out);
  out.legacy.seed = seed_;
  out.legacy.left = left_;
  out.legacy.seeded = 1;
  out.legacy.next = next_;
  for (int i = 0; i < kWords; ++i) out.legacy.state[i] = state_[i];
  if (pending_normal_) {
    out.legacy.normal_is_valid = 1;
    out.legacy.normal_y = *pending_normal_;
  }
  std::memcpy(bytes.data(), &out, sizeof out);
}

void Generator::set_state(std::span<const std::uint8_t> bytes) {
  if (bytes.size() != kStateBytes) {
    fail(ErrorKind::runtime_error, cat("Expected a CPUGeneratorImplState of size ", kStateBytes,
                                       " or a CPUGeneratorImplStateLegacy of size 5048 but found the input RNG state size to be ",
                                       bytes.size()));
  }
  StateBytes in;
  std::memcpy(static_cast<void*>(&in), bytes.data(), sizeof in);
  if (in.legacy.left < 1 || in.legacy.left > kWords || in.legacy.next > kWords) {
    fail(ErrorKind::runtime_error, "Invalid mt19937 state");
  }
  seed_ = in.legacy.seed;
  left_ = in.legacy.left;
  next_ = static_cast<std::uint32_t>(in.legacy.next);
  for (int i = 0; i < kWords; ++i) state_[i] = static_cast<std::uint32_t>(in.legacy.state[i]);
  pending_normal_.reset();
  if (in.legacy.normal_is_valid) pending_normal_ = in.legacy.normal_y;
}

}  // namespace logit
