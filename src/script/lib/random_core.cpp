// _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura), seeded and read out exactly as CPython does it. The distributions
// are in random.py.
#include <array>

#include "script/lib/modules.h"
#include "script/lib/sha512.h"
#include "script/objects/numbers.h"

namespace logit::script {

namespace {

class Twister {
 public:
  static constexpr int kN = 624, kM = 397;

  void seed(std::span<const std::uint32_t> key) {
    state[0] = 19650218;
    for (int i = 1; i < kN; ++i) state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + static_cast<std::uint32_t>(i);
    std::size_t i = 1, j = 0;
    const auto spread = [&](std::uint32_t factor) { return state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * factor); };
    const auto advance = [&] {
      if (++i >= kN) {
        state[0] = state[kN - 1];
        i = 1;
      }
    };
    for (std::size_t k = key.size() > kN ? key.size() : kN; k; --k) {
      state[i] = spread(1664525u) + key[j] + static_cast<std::uint32_t>(j);
      advance();
      if (++j >= key.size()) j = 0;
    }
    for (int k = kN - 1; k; --k) {
      state[i] = spread(1566083941u) - static_cast<std::uint32_t>(i);
      advance();
    }
    state[0] = 0x80000000u;
    index = kN;
  }

  std::uint32_t next() {
    if (index >= kN) refill();
    std::uint32_t y = state[index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }

  /// In [0, 1) with 53 bits.
  double real() {
    const std::uint32_t a = next() >> 5, b = next() >> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
  }

  std::array<std::uint32_t, kN> state{};
  int index = kN;

 private:
  void refill() {
    const auto twist = [](std::uint32_t high, std::uint32_t low) {
      const std::uint32_t y = (high & 0x80000000u) | (low & 0x7fffffffu);
      return (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
    };
    int k = 0;
    for (; k < kN - kM; ++k) state[k] = state[k + kM] ^ twist(state[k], state[k + 1]);
    for (; k < kN - 1; ++k) state[k] = state[k + kM - kN] ^ twist(state[k], state[k + 1]);
    state[kN - 1] = state[kM - 1] ^ twist(state[kN - 1], state[0]);
    index = 0;
  }
};

struct Generator32 : Object {
  Twister twister;
};

Twister& twister_of(const Value& self) { return self.as<Generator32>()->twister; }

Value random_new(Vm& vm, Args args) { return vm.allocate<Generator32>(args[0]); }

/// The words of |n|, lowest first, at least one.
std::vector<std::uint32_t> words_of(const IntView& n) {
  std::vector<std::uint32_t> words;
  if (n.big) {
    const std::string bytes = n.big->to_words();
    words.resize(bytes.size() / 4);
    std::memcpy(words.data(), bytes.data(), words.size() * 4);
  } else {
    std::uint64_t magnitude = n.small < 0 ? 0 - static_cast<std::uint64_t>(n.small) : static_cast<std::uint64_t>(n.small);
    for (; magnitude; magnitude >>= 32) words.push_back(static_cast<std::uint32_t>(magnitude));
  }
  while (!words.empty() && words.back() == 0) words.pop_back();
  if (words.empty()) words.push_back(0);
  return words;
}

Value do_seed(Vm& vm, Args args) {
  std::vector<std::uint32_t> key;
  IntView number;
  double real;
  if (!args.has(1) || args[1].is_none()) {
    const std::uint64_t fresh = vm.host.random_seed();
    key = {static_cast<std::uint32_t>(fresh), static_cast<std::uint32_t>(fresh >> 32)};
  } else if (int_view(vm, args[1], number)) {
    key = words_of(number);
  } else if (float_view(vm, args[1], real)) {
    const auto hash = static_cast<std::uint64_t>(hash_double(real));
    key = {static_cast<std::uint32_t>(hash)};
    if (hash >> 32) key.push_back(static_cast<std::uint32_t>(hash >> 32));
  } else {
    return vm.type_error("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.");
  }
  twister_of(args[0]).seed(key);
  return Value::none();
}

Value do_random(Vm&, Args args) { return Value::number(twister_of(args[0]).real()); }

/// A number of `bits` random bits, in the order CPython draws them.
Value random_bits(Vm& vm, Twister& twister, std::uint64_t bits) {
  if (bits <= 32) return vm.integer(bits ? twister.next() >> (32 - bits) : 0);
  if (!request_bits(vm, bits) || !vm.charge_plain(static_cast<std::int64_t>(bits / 32))) return Value::error();
  std::vector<std::uint32_t> words((bits + 31) / 32);
  for (auto& word : words) {
    word = twister.next();
    if (bits < 32) word >>= 32 - bits;
    bits -= bits < 32 ? bits : 32;
  }
  return make_int(vm, BigInt::from_words(words));
}

Value do_getrandbits(Vm& vm, Args args) {
  std::int64_t bits;
  if (!vm.to_int64(args[1], bits)) return Value::error();
  if (bits < 0) return vm.value_error("number of bits must be non-negative");
  return random_bits(vm, twister_of(args[0]), static_cast<std::uint64_t>(bits));
}

/// Below n, n > 0: bits are drawn until they fit.
Value do_randbelow(Vm& vm, Args args) {
  IntView n;
  if (!int_view(vm, args[1], n)) return vm.type_error("'", vm.type_name(args[1]), "' object cannot be interpreted as an integer");
  if (n.is_zero() || n.is_negative()) return vm.value_error("number of bits must be non-negative");
  Twister& twister = twister_of(args[0]);
  const std::size_t bits = n.bit_length();
  if (bits <= 32) {
    std::uint32_t r;
    do r = twister.next() >> (32 - bits);
    while (r >= static_cast<std::uint64_t>(n.small));
    return vm.integer(r);
  }
  for (;;) {
    Value r = random_bits(vm, twister, bits);
    if (r.is_error()) return r;
    int order;
    if (!compare_numbers(vm, r, args[1], order)) return Value::error();
    if (order < 0) return r;
  }
}

Value do_getstate(Vm& vm, Args args) {
  const Twister& twister = twister_of(args[0]);
  Ref<Tuple> state = vm.new_tuple_of(Twister::kN + 1);
  for (int i = 0; i < Twister::kN; ++i) (*state)[i] = vm.integer(twister.state[i]);
  (*state)[Twister::kN] = vm.integer(twister.index);
  return state;
}

Value do_setstate(Vm& vm, Args args) {
  if (!vm.is_tuple(args[1])) return vm.type_error("state vector must be a tuple");
  const Tuple& state = *args[1].as<Tuple>();
  if (state.count != Twister::kN + 1) return vm.value_error("state vector is the wrong size");
  Twister fresh;
  for (std::uint32_t i = 0; i < state.count; ++i) {
    std::int64_t word;
    if (!vm.to_int64(state[i], word)) return Value::error();
    if (i < Twister::kN) fresh.state[i] = static_cast<std::uint32_t>(word);
    else if (word < 0 || word > Twister::kN) return vm.value_error("invalid state");
    else fresh.index = static_cast<int>(word);
  }
  twister_of(args[0]) = fresh;
  return Value::none();
}

/// The number that CPython seeds with for a text: its UTF-8 followed by its SHA-512, read as one big-endian integer.
Value do_number_from_text(Vm& vm, Args args) {
  std::string bytes;
  if (!vm.to_text(args[0], bytes, "number_from_text() argument")) return Value::error();
  bytes += sha512(bytes);
  while (bytes.size() % 4) bytes.insert(bytes.begin(), '\0');
  std::vector<std::uint32_t> words;
  for (std::size_t i = bytes.size(); i > 0; i -= 4) {
    const auto byte = [&](std::size_t k) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[k])); };
    words.push_back(byte(i - 4) << 24 | byte(i - 3) << 16 | byte(i - 2) << 8 | byte(i - 1));
  }
  return make_int(vm, BigInt::from_words(words));
}

constexpr NativeDef kNew{"Random(*args, **kwargs)", random_new};
constexpr NativeDef kMethods[] = {
    {"seed(n=None, /)", do_seed, "Defines the state from a number."},
    {"random()", do_random, "random() -> x in the interval [0, 1)."},
    {"getrandbits(k, /)", do_getrandbits, "getrandbits(k) -> x.  Generates an int with k random bits."},
    {"_randbelow(n, /)", do_randbelow, "A random int from 0 to n - 1."},
    {"getstate()", do_getstate, "tuple containing the current state."},
    {"setstate(state, /)", do_setstate, "Restores the generator state."},
    {}};
const TypeSpec kSpec{.name = "Random", .module = "_random", .instance_bytes = sizeof(Generator32),
                     .slots = {.dealloc = drop<Generator32>}, .construct = &kNew, .methods = kMethods};
constexpr NativeDef kFunctions[] = {{"number_from_text(text, /)", do_number_from_text}, {}};

}  // namespace

Value build_random(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  vm.add_type(module, vm.type_for(kSpec));
  return Value::none();
}

}  // namespace logit::script
