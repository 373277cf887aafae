// The vector forms of kernels/functions.h against their reference, bit for bit, on every instruction set of this machine; the
// reference against the C++ library's doubles.
#include "kernels/functions.h"

#include "kernels/elementwise.h"
#include "kernels/targets.h"

using namespace logit;
using namespace logit::kernels;

namespace {

// Fills `x` with numbers of all sizes, now and then a special one.
void fill(std::vector<float>& x, std::mt19937& random, bool special) {
  std::normal_distribution<float> normal;
  for (float& value : x) {
    switch (random() % 4) {
      case 0: value = normal(random); break;
      case 1: value = 30 * normal(random); break;
      case 2: value = std::generate_canonical<float, 24>(random); break;
      default: value = std::ldexp(normal(random), static_cast<int>(random() % 240) - 130); break;
    }
    if (special && random() % 6 == 0) value = special_number<float>(random);
  }
}

template <class F>
float reference(const F& f, const float* x, const float* y) {
  if constexpr (requires { f(*x, *y); }) return f(*x, *y);
  else return f(*x);
}

// All lengths up to 70 and some more, every misalignment, in place too.
template <class F>
void compare(const F& f) {
  std::mt19937 random(7);
  for (int length = 0; length <= 76; ++length) {
    const int n = length <= 70 ? length : 300 + 97 * (length - 70);
    for (int round = 0; round < 4; ++round) {
      std::vector<float> x(static_cast<std::size_t>(n) + 8), y = x, out(x.size(), 77.0f);
      fill(x, random, round % 2 == 1);
      fill(y, random, round % 2 == 1);
      const std::size_t offset = random() % 4;
      std::vector<float> expected = out;
      for (int i = 0; i < n; ++i) {
        const std::size_t at = static_cast<std::size_t>(i) + offset;
        expected[at] = reference(f, &x[at], &y[at]);
      }
      const bool in_place = round == 3;
      void* const data[] = {(in_place ? x : out).data() + offset, x.data() + offset, y.data() + offset};
      vectors(f, data, n);
      int wrong = 0;
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (in_place && (i < offset || i >= offset + static_cast<std::size_t>(n))) continue;
        if (!same_bits(in_place ? x[i] : out[i], expected[i])) ++wrong;
      }
      CAPTURE(n);
      REQUIRE(wrong == 0);
    }
  }
}

// Every `step`-th float there is.
template <class F>
void over_all_floats(std::uint32_t step, F f) {
  for (std::uint64_t bits = 0; bits < (std::uint64_t{1} << 32); bits += step) f(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
}

}  // namespace

TEST_CASE("vectors give the reference's bits") {
  on_every_target([] {
    compare(Exp());
    compare(Log());
    compare(Log1p());
    compare(Tanh());
    compare(Sigmoid());
    compare(LogSigmoid());
    for (const double alpha : {-0.1, 0.3, 1e-3, 1.0, 1e30}) compare(AddScaled{alpha, 0});
    for (const double count : {1.0, 10.0, 8192.0}) {
      compare(BinaryCrossEntropyGradient{1.0, count});
      compare(LogitsCrossEntropyGradient{0.7, count});
    }
    compare(LogitsCrossEntropy());
    compare(ReluGradient());
    compare(SigmoidGradient());
    compare(TanhGradient());
    bool input_ok = true, target_ok = true;
    compare(BinaryCrossEntropy{&input_ok, &target_ok});
  });
}

TEST_CASE("binary cross-entropy sees every value outside of [0, 1]") {
  on_every_target([] {
    for (int n = kVectorsFrom; n < 40; ++n) {
      for (int bad = -1; bad < n; ++bad) {
        for (const float value : {-1e-30f, 1.5f, std::numeric_limits<float>::quiet_NaN()}) {
          std::vector<float> a(static_cast<std::size_t>(n), 0.25f), y = a, out = a;
          if (bad >= 0) a[static_cast<std::size_t>(bad)] = value;
          bool input_ok = true, target_ok = true;
          void* const data[] = {out.data(), a.data(), y.data()};
          vectors(BinaryCrossEntropy{&input_ok, &target_ok}, data, n);
          REQUIRE(input_ok == (bad < 0));
          REQUIRE(target_ok);
          void* const turned[] = {out.data(), y.data(), a.data()};
          input_ok = true;
          vectors(BinaryCrossEntropy{&input_ok, &target_ok}, turned, n);
          REQUIRE(input_ok);
          REQUIRE(target_ok == (bad < 0));
        }
      }
    }
  });
}

TEST_CASE("functions of a float are the library's double, rounded") {
  const auto check = [](const char* name, float (*ours)(float), double (*library)(double)) {
    CAPTURE(name);
    int seen = 0, different = 0, wrong = 0;
    over_all_floats(4099, [&](float x) {
      const float expected = static_cast<float>(library(static_cast<double>(x))), got = ours(x);
      ++seen;
      if (same_bits(got, expected)) return;
      ++different;
      // Only the neighbour, and only next to a tie.
      if (got != std::nextafter(expected, got)) ++wrong;
    });
    CHECK(wrong == 0);
    CHECK(different <= seen / 100000);
  };
  check("exp", [](float x) { return kernels::exp(x); }, [](double x) { return std::exp(x); });
  check("expm1", [](float x) { return kernels::expm1(x); }, [](double x) { return std::expm1(x); });
  check("log", [](float x) { return kernels::log(x); }, [](double x) { return std::log(x); });
  check("log1p", [](float x) { return kernels::log1p(x); }, [](double x) { return std::log1p(x); });
  check("tanh", [](float x) { return kernels::tanh(x); }, [](double x) { return std::tanh(x); });
}

TEST_CASE("a fused multiply-add rounds once") {
  std::mt19937 random(8);
  std::vector<float> x(1 << 16), y = x, z = x;
  fill(x, random, true);
  fill(y, random, true);
  fill(z, random, true);
  int wrong = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i % 4 == 0) z[i] = -x[i] * y[i];  // nearly all cancels
    if (!same_bits(fused(x[i], y[i], z[i]), std::fma(x[i], y[i], z[i]))) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("softmax rows") {
  on_every_target([] {
    std::mt19937 random(9);
    for (const std::int64_t n : {1, 2, 3, 7, 8, 10, 16, 17, 33, 100, 127, 128, 129, 1000, 3001}) {
      for (const std::int64_t rows : {1, 2, 5, 33, 60}) {
        std::vector<float> in(static_cast<std::size_t>(rows * n)), soft = in, logs = in;
        fill(in, random, n == 33);
        softmax_rows(in.data(), soft.data(), rows, n);
        log_softmax_rows(in.data(), logs.data(), rows, n);
        int wrong = 0;
        for (std::int64_t r = 0; r < rows; ++r) {
          const float* row = in.data() + r * n;
          float most = row[0], total = 0;
          for (std::int64_t i = 1; i < n; ++i) most = row[i] > most || std::isnan(row[i]) ? row[i] : most;
          for (std::int64_t i = 0; i < n; ++i) total += kernels::exp(row[i] - most);
          for (std::int64_t i = 0; i < n; ++i) {
            const std::size_t at = static_cast<std::size_t>(r * n + i);
            if (!same_bits(soft[at], kernels::exp(row[i] - most) * (1.0f / total))) ++wrong;
            if (!same_bits(logs[at], row[i] - most - kernels::log(total))) ++wrong;
          }
        }
        CAPTURE(n);
        CAPTURE(rows);
        REQUIRE(wrong == 0);
      }
    }
  });
}

TEST_CASE("strided and broadcast operands reach the vectors through the driver") {
  const Loop loop{[](void* const* data, std::int64_t n, const void*) { vectors(AddScaled{0.5, 0}, data, n); }, 1, 3,
                  {DType::float32, DType::float32, DType::float32}};
  on_every_target([&] {
    std::mt19937 random(10);
    for (std::int64_t rows = 1; rows <= 33; rows += 4) {
      for (std::int64_t columns = 1; columns <= 33; ++columns) {
        std::vector<float> x(static_cast<std::size_t>(rows * columns)), y(static_cast<std::size_t>(rows * columns * 3)), out = x;
        fill(x, random, false);
        fill(y, random, true);
        const std::int64_t plain[] = {columns, 1}, turned[] = {1, rows}, row[] = {0, 1}, column[] = {1, 0}, third[] = {3 * columns, 3};
        const std::int64_t sizes[] = {rows, columns};
        for (const std::int64_t* strides : {plain, turned, row, column, third}) {
          const Operand operands[] = {{out.data(), plain}, {x.data(), plain}, {y.data(), strides}};
          run_elementwise(loop, operands, sizes, 2, nullptr);
          int wrong = 0;
          for (std::int64_t r = 0; r < rows; ++r) {
            for (std::int64_t c = 0; c < columns; ++c) {
              const std::size_t at = static_cast<std::size_t>(r * columns + c);
              const float other = y[static_cast<std::size_t>(r * strides[0] + c * strides[1])];
              if (!same_bits(out[at], fused(0.5f, other, x[at]))) ++wrong;
            }
          }
          REQUIRE(wrong == 0);
        }
      }
    }
  });
}
