// The stream of random numbers itself. Its first numbers are those of the reference MT19937 (std::mt19937 is one).
#include "tensor/generator.h"

#include <random>
#include <vector>

#include "tensor/session.h"

using namespace logit;

TEST_CASE("the stream is the Mersenne Twister's, for any seed's low 32 bits") {
  for (const std::uint64_t seed : {0ull, 1ull, 123ull, 4294967295ull, 67280421310721ull}) {
    Generator generator(seed);
    std::mt19937 reference(static_cast<std::uint32_t>(seed));
    for (int i = 0; i < 2000; ++i) REQUIRE(generator.next_u32() == reference());
    CHECK(generator.initial_seed() == seed);
  }
}

TEST_CASE("wider draws take two, the first in the high half") {
  Generator a(7), b(7);
  const std::uint64_t high = a.next_u32(), low = a.next_u32();
  CHECK(b.next_u64() == (high << 32 | low));
  CHECK(a.uniform_float() == b.uniform_float());
  CHECK(a.uniform_double() == b.uniform_double());
  CHECK(a.next_u32() == b.next_u32());
}

TEST_CASE("a second normal value is pending until it is used or the seed is set") {
  Generator a(3), b(3);
  const double first = a.normal_double();
  a.normal_double();
  CHECK(b.normal_double() == first);
  b.manual_seed(3);
  CHECK(b.normal_double() == first);  // not the pending one
  a.normal_double();
  std::vector<std::uint8_t> state(Generator::kStateBytes);
  a.get_state(state);
  Generator c;
  c.set_state(state);
  for (int i = 0; i < 5; ++i) CHECK(c.normal_double() == a.normal_double());  // the pending value travels with the state
}

TEST_CASE("a state is restored at any place in the stream, and a wrong one is refused") {
  Generator a(11);
  for (int drawn = 0; drawn < 1300; drawn += 77) {
    std::vector<std::uint8_t> state(Generator::kStateBytes);
    a.get_state(state);
    Generator b(5);
    b.set_state(state);
    for (int i = 0; i < 77; ++i) REQUIRE(a.next_u32() == b.next_u32());
  }
  Generator b;
  CHECK(error_of([&] { b.set_state(std::vector<std::uint8_t>(10)); }) != "no error");
}
