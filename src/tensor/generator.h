// PyTorch's CPU random generator: the Mersenne Twister MT19937, plus one pending normal value.
//
// Every stream of numbers equals PyTorch's for the same seed, draw by draw. How many draws an operation
// takes, and what it makes of them, is in kernels and ops/random.cpp.
// Source: M. Matsumoto, T. Nishimura, "Mersenne Twister", 1998 (32-bit version, initialisation of 2002).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace logit {

class Generator {
 public:
  /// The seed of a fresh torch.Generator().
  static constexpr std::uint64_t kDefaultSeed = 67280421310721u;
  /// Bytes of get_state()'s uint8 tensor.
  static constexpr std::int64_t kStateBytes = 5056;

  explicit Generator(std::uint64_t seed = kDefaultSeed) { manual_seed(seed); }

  /// Starts the stream of `seed` (its low 32 bits) and forgets the pending normal value.
  void manual_seed(std::uint64_t seed);
  /// The whole seed as it was given.
  std::uint64_t initial_seed() const { return seed_; }

  /// The next 32 random bits.
  std::uint32_t next_u32() {
    if (--left_ == 0) refill();
    std::uint32_t y = state_[next_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }
  /// The next 64 random bits: two draws, the first one in the high half.
  std::uint64_t next_u64() {
    const std::uint64_t high = next_u32();
    return high << 32 | next_u32();
  }
  /// Uniform in [0, 1) with 24 bits; one draw.
  float uniform_float() { return static_cast<float>(next_u32() & 0xffffffu) * 0x1p-24f; }
  /// Uniform in [0, 1) with 53 bits; two draws.
  double uniform_double() { return static_cast<double>(next_u64() & 0x1fffffffffffffu) * 0x1p-53; }
  /// Standard normal in float64; two uniforms give two values, the second is kept pending.
  double normal_double();

  /// The state as PyTorch lays it out in a uint8 tensor of kStateBytes.
  void get_state(std::span<std::uint8_t> bytes) const;
  /// Errors: RuntimeError if the size or the content is not a generator state.
  void set_state(std::span<const std::uint8_t> bytes);

 private:
  static constexpr int kWords = 624, kShift = 397;
  void refill();

  std::uint64_t seed_ = 0;
  std::int32_t left_ = 1;
  std::uint32_t next_ = 0;
  std::uint32_t state_[kWords];
  std::optional<double> pending_normal_;
};

}  // namespace logit
