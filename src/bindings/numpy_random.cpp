// The bit generators behind numpy.random: MT19937 as RandomState uses it, PCG64 as default_rng does, number for number.
// What distributions make of them is in src/numpy/random.py, except for loops over many values.
// Source: numpy/random documentation; M. O'Neill, "PCG", 2014 (PCG64 XSL-RR); D. Lemire, "Fast random integer generation", 2019.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "bindings/convert.h"
#include "bindings/numpy_types.h"
#include "script/objects/numbers.h"

namespace logit::bindings {

using script::NativeDef;
using script::TypeSpec;

namespace {

class Twister {
 public:
  static constexpr int kN = 624, kM = 397;

  void seed(std::uint32_t seed) {
    state_[0] = seed;
    for (int i = 1; i < kN; ++i) state_[i] = 1812433253u * (state_[i - 1] ^ state_[i - 1] >> 30) + static_cast<std::uint32_t>(i);
    next_ = kN;
  }
  void seed(const std::vector<std::uint32_t>& key) {
    seed(19650218u);
    std::size_t i = 1, j = 0;
    const auto step = [&](std::uint32_t factor, std::uint32_t add) {
      state_[i] = (state_[i] ^ (state_[i - 1] ^ state_[i - 1] >> 30) * factor) + add;
      if (++i >= kN) state_[0] = state_[kN - 1], i = 1;
    };
    for (std::size_t k = std::max<std::size_t>(kN, key.size()); k; --k) {
      step(1664525u, key[j] + static_cast<std::uint32_t>(j));
      if (++j >= key.size()) j = 0;
    }
    for (int k = kN - 1; k; --k) step(1566083941u, 0u - static_cast<std::uint32_t>(i));
    state_[0] = 0x80000000u;
    next_ = kN;
  }
  std::uint32_t next32() {
    if (next_ >= kN) refill();
    std::uint32_t y = state_[next_++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680u;
    y ^= y << 15 & 0xefc60000u;
    return y ^ y >> 18;
  }
  std::uint64_t next64() {
    const std::uint64_t high = next32();
    return high << 32 | next32();
  }
  double real() {
    const std::uint32_t a = next32() >> 5, b = next32() >> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }

 private:
  void refill() {
    for (int k = 0; k < kN; ++k) {
      const std::uint32_t y = (state_[k] & 0x80000000u) | (state_[(k + 1) % kN] & 0x7fffffffu);
      state_[k] = state_[(k + kM) % kN] ^ y >> 1 ^ (y & 1 ? 0x9908b0dfu : 0);
    }
    next_ = 0;
  }
  std::array<std::uint32_t, kN> state_{};
  int next_ = kN;
};

// Two 64-bit halves, since not every compiler we build with has 128-bit integers for WebAssembly at full speed.
struct Wide {
  std::uint64_t high = 0, low = 0;
};

Wide product(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a0 = a & 0xffffffffu, a1 = a >> 32, b0 = b & 0xffffffffu, b1 = b >> 32;
  const std::uint64_t p00 = a0 * b0, p01 = a0 * b1, p10 = a1 * b0, p11 = a1 * b1;
  const std::uint64_t middle = (p00 >> 32) + (p01 & 0xffffffffu) + (p10 & 0xffffffffu);
  return {p11 + (p01 >> 32) + (p10 >> 32) + (middle >> 32), middle << 32 | (p00 & 0xffffffffu)};
}
Wide operator+(Wide a, Wide b) {
  const std::uint64_t low = a.low + b.low;
  return {a.high + b.high + (low < a.low), low};
}
Wide operator*(Wide a, Wide b) {
  Wide out = product(a.low, b.low);
  out.high += a.high * b.low + a.low * b.high;
  return out;
}

// np.random.SeedSequence: the hash that spreads a seed over as many words as asked for.
std::vector<std::uint32_t> spread_seed(std::vector<std::uint32_t> entropy, std::size_t words) {
  constexpr std::uint32_t kMixLeft = 0xca01f9dd, kMixRight = 0x4973f715;
  std::uint32_t hash = 0x43b0d7e5;
  const auto scramble = [&hash](std::uint32_t value) {
    value ^= hash;
    hash *= 0x931e8875;
    value *= hash;
    return value ^ value >> 16;
  };
  const auto mix = [](std::uint32_t x, std::uint32_t y) {
    const std::uint32_t result = kMixLeft * x - kMixRight * y;
    return result ^ result >> 16;
  };
  std::array<std::uint32_t, 4> pool;
  for (std::size_t i = 0; i < 4; ++i) pool[i] = scramble(i < entropy.size() ? entropy[i] : 0);
  for (std::size_t from = 0; from < 4; ++from)
    for (std::size_t to = 0; to < 4; ++to)
      if (from != to) pool[to] = mix(pool[to], scramble(pool[from]));
  for (std::size_t from = 4; from < entropy.size(); ++from)
    for (std::size_t to = 0; to < 4; ++to) pool[to] = mix(pool[to], scramble(entropy[from]));
  std::vector<std::uint32_t> out(words);
  std::uint32_t spread = 0x8b51f9dd;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint32_t value = pool[i % 4] ^ spread;
    spread *= 0x58f38ded;
    value *= spread;
    out[i] = value ^ value >> 16;
  }
  return out;
}

class Pcg64 {
 public:
  void seed(const std::vector<std::uint32_t>& entropy) {
    const std::vector<std::uint32_t> w = spread_seed(entropy, 8);
    const auto word = [&](std::size_t i) { return std::uint64_t{w[2 * i + 1]} << 32 | w[2 * i]; };
    const Wide start{word(0), word(1)}, sequence{word(2), word(3)};
    state_ = {};
    increment_ = {sequence.high << 1 | sequence.low >> 63, sequence.low << 1 | 1};
    step();
    state_ = state_ + start;
    step();
    has_half_ = false;
  }
  std::uint64_t next64() {
    step();
    const std::uint64_t value = state_.high ^ state_.low;
    const unsigned turn = static_cast<unsigned>(state_.high >> 58);
    return value >> turn | value << ((64 - turn) & 63);
  }
  std::uint32_t next32() {
    if (has_half_) {
      has_half_ = false;
      return half_;
    }
    const std::uint64_t whole = next64();
    has_half_ = true;
    half_ = static_cast<std::uint32_t>(whole >> 32);
    return static_cast<std::uint32_t>(whole);
  }
  double real() { return static_cast<double>(next64() >> 11) * (1.0 / 9007199254740992.0); }

 private:
  void step() { state_ = state_ * Wide{2549297995355413924u, 4865540595714422341u} + increment_; }
  Wide state_, increment_;
  bool has_half_ = false;
  std::uint32_t half_ = 0;
};

// The ziggurat of 256 layers that default_rng().standard_normal and standard_exponential draw from.
// Source: G. Marsaglia, W. W. Tsang, "The ziggurat method", 2000; layer constants r and v for 256 layers.
struct Ziggurat {
  std::array<std::uint64_t, 256> k{};
  std::array<double, 256> w{}, f{};

  static const Ziggurat& normal() {
    static const Ziggurat table = make(3.6541528853610088, 0.00492867323397465, 4503599627370496.0, false);
    return table;
  }
  static const Ziggurat& exponential() {
    static const Ziggurat table = make(7.69711747013104972, 0.0039496598225815571993, 9007199254740992.0, true);
    return table;
  }

 private:
  static Ziggurat make(double r, double v, double m, bool exponential) {
    const auto density = [&](double x) { return exponential ? std::exp(-x) : std::exp(-0.5 * x * x); };
    const auto inverse = [&](double y) { return exponential ? -std::log(y) : std::sqrt(-2.0 * std::log(y)); };
    Ziggurat t;
    double x = r, last = r;
    const double q = v / density(r);
    t.k[0] = static_cast<std::uint64_t>(r / q * m);
    t.k[1] = 0;
    t.w[0] = q / m;
    t.w[255] = r / m;
    t.f[0] = 1.0;
    t.f[255] = density(r);
    for (int i = 254; i >= 1; --i) {
      x = inverse(v / x + density(x));
      t.k[static_cast<std::size_t>(i) + 1] = static_cast<std::uint64_t>(x / last * m);
      last = x;
      t.f[static_cast<std::size_t>(i)] = density(x);
      t.w[static_cast<std::size_t>(i)] = x / m;
    }
    return t;
  }
};

// 0 … range, by drawing until the bits under the mask fit.
template <class Bits>
std::uint64_t masked_draw(Bits& bits, std::uint64_t range) {
  if (range == 0) return 0;
  std::uint64_t mask = range, value;
  for (int shift = 1; shift <= 32; shift *= 2) mask |= mask >> shift;
  if (range <= 0xffffffffu) {
    do value = bits.next32() & mask;
    while (value > range);
  } else {
    do value = bits.next64() & mask;
    while (value > range);
  }
  return value;
}

struct TwisterObject : Object {
  Twister bits;
  bool has_gauss = false;
  double gauss = 0;
  TwisterObject() { bits.seed(5489u); }

  // The polar method of Box and Muller; the second value waits for the next call.
  double normal() {
    if (has_gauss) {
      has_gauss = false;
      return gauss;
    }
    double x, y, r;
    do {
      x = 2.0 * bits.real() - 1.0;
      y = 2.0 * bits.real() - 1.0;
      r = x * x + y * y;
    } while (r >= 1.0 || r == 0.0);
    const double f = std::sqrt(-2.0 * std::log(r) / r);
    gauss = f * x;
    has_gauss = true;
    return f * y;
  }
  double exponential() { return -std::log(1.0 - bits.real()); }

  std::uint64_t below(std::uint64_t range) { return masked_draw(bits, range); }
  std::uint64_t interval(std::uint64_t range) { return below(range); }
  // The same for a dtype of 8 or 16 bits: several draws are cut from one 32-bit word. `rest` lives for one call of randint.
  struct Rest {
    std::uint32_t word = 0;
    int left = 0;
  };
  std::uint64_t below_narrow(std::uint64_t range, int width, Rest& rest) {
    if (range == 0) return 0;
    std::uint32_t mask = static_cast<std::uint32_t>(range), value;
    for (int shift = 1; shift < 16; shift *= 2) mask |= mask >> shift;
    do {
      if (rest.left == 0) {
        rest.word = bits.next32();
        rest.left = 32 / width - 1;
      } else {
        rest.word >>= width;
        --rest.left;
      }
      value = rest.word & mask;
    } while (value > range);
    return value;
  }
  void seed(const std::vector<std::uint32_t>& key) {
    if (key.size() == 1) bits.seed(key[0]);
    else bits.seed(key);
    has_gauss = false;
  }
};

struct PcgObject : Object {
  Pcg64 bits;

  double normal() {
    const Ziggurat& z = Ziggurat::normal();
    for (;;) {
      std::uint64_t r = bits.next64();
      const std::size_t layer = r & 0xff;
      r >>= 8;
      const bool negative = r & 1;
      const std::uint64_t rabs = r >> 1 & 0x000fffffffffffff;
      double x = static_cast<double>(rabs) * z.w[layer];
      if (negative) x = -x;
      if (rabs < z.k[layer]) return x;
      if (layer == 0) {
        constexpr double kR = 3.6541528853610087963519472518, kInverse = 0.27366123732975827203338247596;
        for (;;) {
          const double xx = -kInverse * std::log1p(-bits.real());
          const double yy = -std::log1p(-bits.real());
          if (yy + yy > xx * xx) return rabs >> 8 & 1 ? -(kR + xx) : kR + xx;
        }
      }
      if ((z.f[layer - 1] - z.f[layer]) * bits.real() + z.f[layer] < std::exp(-0.5 * x * x)) return x;
    }
  }
  double exponential() {
    const Ziggurat& z = Ziggurat::exponential();
    for (;;) {
      std::uint64_t r = bits.next64() >> 3;
      const std::size_t layer = r & 0xff;
      r >>= 8;
      const double x = static_cast<double>(r) * z.w[layer];
      if (r < z.k[layer]) return x;
      if (layer == 0) return 7.69711747013104972 - std::log1p(-bits.real());
      if ((z.f[layer - 1] - z.f[layer]) * bits.real() + z.f[layer] < std::exp(-x)) return x;
    }
  }
  // Lemire's multiplication.
  std::uint64_t below(std::uint64_t range) {
    if (range == 0) return 0;
    if (range <= 0xffffffffu) {
      if (range == 0xffffffffu) return bits.next32();
      const std::uint32_t n = static_cast<std::uint32_t>(range) + 1;
      std::uint64_t m = std::uint64_t{bits.next32()} * n;
      if (static_cast<std::uint32_t>(m) < n) {
        const std::uint32_t threshold = (0u - n) % n;
        while (static_cast<std::uint32_t>(m) < threshold) m = std::uint64_t{bits.next32()} * n;
      }
      return m >> 32;
    }
    if (range == UINT64_MAX) return bits.next64();
    const std::uint64_t n = range + 1;
    Wide m = product(bits.next64(), n);
    if (m.low < n) {
      const std::uint64_t threshold = (0 - n) % n;
      while (m.low < threshold) m = product(bits.next64(), n);
    }
    return m.high;
  }
  // What shuffles and permutations use.
  std::uint64_t interval(std::uint64_t range) { return masked_draw(bits, range); }
  void seed(const std::vector<std::uint32_t>& key) { bits.seed(key); }
};

// ---- for scripts -----------------------------------------------------------------------------------

bool to_count(Vm& vm, const Value& value, std::int64_t& count) {
  if (!vm.to_int64(value, count)) return false;
  if (count < 0) {
    vm.value_error("negative dimensions are not allowed");
    return false;
  }
  return vm.charge_plain(count / 8);
}

template <class Bits, double (*draw)(Bits&)>
Value fill_reals(Vm& vm, Args args) {
  std::int64_t count = 0;
  if (!to_count(vm, args[1], count)) return Value::error();
  return guarded(vm, [&] {
    const std::int64_t sizes[] = {count};
    const Tensor out = empty(sizes, DType::float64);
    Bits& bits = *args[0].as<Bits>();
    for (std::int64_t i = 0; i < count; ++i) out.data_as<double>()[i] = draw(bits);
    return wrap(vm, out);
  });
}

// integers(count, low, range, width): low + 0 … range, for a dtype of so many bits.
template <class Bits>
Value fill_integers(Vm& vm, Args args) {
  std::int64_t count = 0, low = 0, range = 0, width = 64;
  if (!to_count(vm, args[1], count) || !vm.to_int64(args[2], low) || !vm.to_int64(args[3], range)) return Value::error();
  if (args.has(4) && !vm.to_int64(args[4], width)) return Value::error();
  return guarded(vm, [&] {
    const std::int64_t sizes[] = {count};
    const Tensor out = empty(sizes, DType::int64);
    Bits& bits = *args[0].as<Bits>();
    TwisterObject::Rest rest;
    for (std::int64_t i = 0; i < count; ++i) {
      std::uint64_t drawn;
      if constexpr (std::is_same_v<Bits, TwisterObject>) {
        drawn = width < 32 ? bits.below_narrow(static_cast<std::uint64_t>(range), static_cast<int>(width), rest)
                           : bits.below(static_cast<std::uint64_t>(range));
      } else {
        drawn = bits.below(static_cast<std::uint64_t>(range));
      }
      out.data_as<std::int64_t>()[i] = static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + drawn);
    }
    return wrap(vm, out);
  });
}

// The order in which a shuffle leaves n things.
template <class Bits>
Value shuffled(Vm& vm, Args args) {
  std::int64_t count = 0;
  if (!to_count(vm, args[1], count)) return Value::error();
  return guarded(vm, [&] {
    const std::int64_t sizes[] = {count};
    const Tensor out = empty(sizes, DType::int64);
    auto* order = out.data_as<std::int64_t>();
    for (std::int64_t i = 0; i < count; ++i) order[i] = i;
    Bits& bits = *args[0].as<Bits>();
    for (std::int64_t i = count - 1; i > 0; --i)
      std::swap(order[i], order[bits.interval(static_cast<std::uint64_t>(i))]);
    return wrap(vm, out);
  });
}

template <class Bits>
Value one_below(Vm& vm, Args args) {
  std::int64_t range = 0;
  if (!vm.to_int64(args[1], range)) return Value::error();
  return vm.integer(static_cast<std::int64_t>(args[0].as<Bits>()->below(static_cast<std::uint64_t>(range))));
}

// seed(words): 32-bit words, lowest first; None: from the surroundings.
template <class Bits>
Value seed_bits(Vm& vm, Args args) {
  std::vector<std::uint32_t> key;
  if (args[1].is_none()) {
    const std::uint64_t fresh = vm.host.random_seed();
    key = {static_cast<std::uint32_t>(fresh), static_cast<std::uint32_t>(fresh >> 32)};
  } else {
    Shape words;
    if (!to_int_list(vm, args[1], words) || words.empty()) return vm.type_error("a seed is made of ints");
    for (const std::int64_t word : words) key.push_back(static_cast<std::uint32_t>(word));
  }
  args[0].as<Bits>()->seed(key);
  return Value::none();
}

template <class Bits>
Value new_bits(Vm& vm, Args args) {
  return vm.allocate<Bits>(args[0]);
}

template <class Bits> double draw_real(Bits& bits) { return bits.bits.real(); }
template <class Bits> double draw_normal(Bits& bits) { return bits.normal(); }
template <class Bits> double draw_exponential(Bits& bits) { return bits.exponential(); }

template <class Bits>
constexpr NativeDef kBitsMethods[] = {{"seed(words, /)", seed_bits<Bits>},
                                      {"reals(count, /)", fill_reals<Bits, draw_real<Bits>>},
                                      {"normals(count, /)", fill_reals<Bits, draw_normal<Bits>>},
                                      {"exponentials(count, /)", fill_reals<Bits, draw_exponential<Bits>>},
                                      {"integers(count, low, range, width=64, /)", fill_integers<Bits>},
                                      {"below(range, /)", one_below<Bits>},
                                      {"order(count, /)", shuffled<Bits>},
                                      {}};

template <class Bits>
constexpr NativeDef kBitsNew{"BitGenerator()", new_bits<Bits>};

template <class Bits>
void add_bits(Vm& vm, script::Module* module, const char* name) {
  TypeSpec spec{.name = name, .module = "numpy.random"};
  spec.instance_bytes = sizeof(Bits);
  spec.slots.dealloc = &script::drop<Bits>;
  spec.construct = &kBitsNew<Bits>;
  spec.methods = kBitsMethods<Bits>;
  vm.add_type(module, vm.define(spec));
}

}  // namespace

void add_random_types(Vm& vm, script::Module* module) {
  add_bits<TwisterObject>(vm, module, "MT19937");
  add_bits<PcgObject>(vm, module, "PCG64");
}

}  // namespace logit::bindings
