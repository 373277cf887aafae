// Random numbers, draw for draw as PyTorch's CPU generator gives them. Which draws an operation takes, and
// what it makes of them, was established by experiment; kernels/random.h holds the bulk normal numbers.
#include "kernels/random.h"

#include <cmath>

#include "base/error.h"
#include "base/format.h"
#include "kernels/math.h"
#include "ops/formula.h"
#include "ops/index_tools.h"
#include "ops/inplace.h"
#include "ops/op_def.h"
#include "ops/pointwise.h"
#include "ops/shapes.h"

namespace logit {
namespace ops {
namespace {

namespace k = kernels;

Generator& generator_or_default(Generator* generator) { return generator ? *generator : Context::current().generator; }

DType floating_or_default(std::optional<DType> dtype) { return dtype.value_or(Context::current().default_dtype); }

// Fills a tensor's elements with draw() in the order of its memory.
template <class T, class Draw>
void fill_elements(const Tensor& x, Draw draw) {
  T* data = static_cast<T*>(x.data());
  if (x.is_contiguous()) {
    for (std::int64_t i = 0; i < x.numel(); ++i) data[i] = draw();
    return;
  }
  // Dimensions by decreasing stride: memory order.
  Shape sizes = x.sizes(), strides = x.strides();
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    for (std::size_t j = i; j > 0 && strides[j - 1] < strides[j]; --j) {
      std::swap(strides[j - 1], strides[j]);
      std::swap(sizes[j - 1], sizes[j]);
    }
  }
  walk<1>(sizes, {strides}, [&](const auto& at) { data[at[0]] = draw(); });
}

template <class Run>
void with_floating(const Tensor& x, const char* name, Run run) {
  if (x.dtype() == DType::float32) run(float{});
  else if (x.dtype() == DType::float64) run(double{});
  else fail(ErrorKind::not_implemented_error, logit::cat("\"", name, "\" not implemented for '", scalar_type_name(x.dtype()), "'"));
}

// Fills a 16-bit tensor with what `fill` draws in float32.
template <class Fill>
void fill_rounded(const Tensor& x, Fill fill) {
  const Tensor wide = empty(x.sizes(), DType::float32);
  fill(wide);
  copy_elements(x, wide);
}

void fill_uniform(const Tensor& x, double from, double to, Generator& generator) {
  if (is_reduced_floating(x.dtype())) return fill_rounded(x, [&](const Tensor& wide) { fill_uniform(wide, from, to, generator); });
  with_floating(x, "check_uniform_bounds", [&](auto t) {
    using T = decltype(t);
    const T low = static_cast<T>(from), range = static_cast<T>(to) - low;
    fill_elements<T>(x, [&] {
      T u;
      if constexpr (std::is_same_v<T, float>) u = generator.uniform_float();
      else u = generator.uniform_double();
      return k::fused(u, range, low);
    });
  });
}

void fill_normal(const Tensor& x, double mean, double std, Generator& generator) {
  if (is_reduced_floating(x.dtype())) return fill_rounded(x, [&](const Tensor& wide) { fill_normal(wide, mean, std, generator); });
  with_floating(x, "normal_kernel_cpu", [&](auto t) {
    using T = decltype(t);
    if (x.numel() >= 16 && x.is_contiguous()) {
      T* data = static_cast<T*>(x.data());
      auto uniform = [&generator] {
        if constexpr (std::is_same_v<T, float>) return generator.uniform_float();
        else return generator.uniform_double();
      };
      for (std::int64_t i = 0; i < x.numel(); ++i) data[i] = uniform();
      std::int64_t i = 0;
      for (; i + 16 <= x.numel(); i += 16) k::normal_block(data + i, static_cast<T>(mean), static_cast<T>(std));
      if (i < x.numel()) {  // the last sixteen are drawn again
        T* last = data + x.numel() - 16;
        for (int j = 0; j < 16; ++j) last[j] = uniform();
        k::normal_block(last, static_cast<T>(mean), static_cast<T>(std));
      }
      return;
    }
    fill_elements<T>(x, [&] { return static_cast<T>(generator.normal_double() * std + mean); });
  });
}

// Draws into x in place; the old value no longer matters, so its gradient is zero.
template <class Fill>
Tensor redraw(const Tensor& x, const char* node_name, Fill fill) {
  const bool recording = Context::current().grad_enabled && x.requires_grad();
  check_in_place(x, recording);
  Ref<Node> node;
  if (recording) {
    Recording graph{x};
    node = graph.make_node(node_name, [](Back& back) { back.dx(0) = zeros_like(back.dy()); });
  }
  fill();
  x.bump_version();
  if (node) rebase_history(x, node);
  return x;
}

Tensor blank_like(const Tensor& x, std::optional<DType> dtype) {
  const DType type = dtype.value_or(x.dtype());
  return x.is_contiguous() ? empty(x.sizes(), type) : empty_strided(x.sizes(), dense_strides(x), type);
}

void check_std(double std) {
  if (!(std >= 0)) fail(ErrorKind::runtime_error, logit::cat("normal expects std >= 0.0, but found std ", std));
}

}  // namespace
}  // namespace ops

// ---- uniform and normal ----

constexpr OpDef def::rand{
    .forms = {{"rand(*size, *, generator=None, dtype=None)", bind<&ops::rand>}},
    .reference = "torch.rand",
    .shape = shapes::as_given,
    .summary = "Uniform numbers in [0, 1).",
    .factory = true,
};
static_assert(complete(def::rand));
Tensor ops::rand(IntList size, Generator* generator, std::optional<DType> dtype) {
  Tensor y = empty(size, floating_or_default(dtype));
  fill_uniform(y, 0, 1, generator_or_default(generator));
  return y;
}

constexpr OpDef def::rand_like{
    .forms = {{"rand_like(input, *, dtype=None)", bind<&ops::rand_like>}},
    .reference = "torch.rand_like",
    .shape = shapes::same_as_input,
    .summary = "Uniform numbers in [0, 1), in the sizes and dtype of input.",
    .factory = true,
};
Tensor ops::rand_like(const Tensor& x, std::optional<DType> dtype) {
  Tensor y = blank_like(x, dtype);
  fill_uniform(y, 0, 1, Context::current().generator);
  return y;
}

constexpr OpDef def::randn{
    .forms = {{"randn(*size, *, generator=None, dtype=None)", bind<&ops::randn>}},
    .reference = "torch.randn",
    .shape = shapes::as_given,
    .summary = "Numbers of the standard normal distribution.",
    .factory = true,
};
Tensor ops::randn(IntList size, Generator* generator, std::optional<DType> dtype) {
  Tensor y = empty(size, floating_or_default(dtype));
  fill_normal(y, 0, 1, generator_or_default(generator));
  return y;
}

constexpr OpDef def::randn_like{
    .forms = {{"randn_like(input, *, dtype=None)", bind<&ops::randn_like>}},
    .reference = "torch.randn_like",
    .shape = shapes::same_as_input,
    .summary = "Standard normal numbers, in the sizes and dtype of input.",
    .factory = true,
};
Tensor ops::randn_like(const Tensor& x, std::optional<DType> dtype) {
  Tensor y = blank_like(x, dtype);
  fill_normal(y, 0, 1, Context::current().generator);
  return y;
}

constexpr OpDef def::uniform_{
    .forms = {{"uniform_(input, from=0.0, to=1.0, *, generator=None)", bind<&ops::uniform_>}},
    .reference = "Tensor.uniform_",
    .grad_fn = "UniformBackward0",
    .backward = "dx = 0",
    .summary = "Fills the tensor with uniform numbers in [from, to).",
};
Tensor ops::uniform_(const Tensor& x, double from, double to, Generator* generator) {
  if (from > to) {
    fail(ErrorKind::runtime_error, logit::cat("uniform_ expects to return a [from, to) range, but found from=", from, " > to=", to));
  }
  return redraw(x, "UniformBackward0", [&] { fill_uniform(x, from, to, generator_or_default(generator)); });
}

constexpr OpDef def::normal_{
    .forms = {{"normal_(input, mean=0.0, std=1.0, *, generator=None)", bind<&ops::normal_>}},
    .reference = "Tensor.normal_",
    .grad_fn = "NormalBackward0",
    .backward = "dx = 0",
    .summary = "Fills the tensor with normal numbers.",
};
Tensor ops::normal_(const Tensor& x, double mean, double std, Generator* generator) {
  check_std(std);
  return redraw(x, "NormalBackward0", [&] { fill_normal(x, mean, std, generator_or_default(generator)); });
}

constexpr OpDef def::normal{
    .forms = {{"normal(mean, std, *, generator=None)", bind<&ops::normal_tensors>},
              {"normal(mean, std=1.0, *, generator=None)", bind<&ops::normal_mean>},
              {"normal(mean, std, *, generator=None)", bind<&ops::normal_std>},
              {"normal(mean, std, size, *, generator=None, dtype=None)", bind<&ops::normal>}},
    .reference = "torch.normal",
    .summary = "Normal numbers with means and standard deviations given as tensors or numbers.",
    .factory = true,
};
Tensor ops::normal(double mean, double std, IntList size, Generator* generator, std::optional<DType> dtype) {
  check_std(std);
  Tensor y = empty(size, floating_or_default(dtype));
  fill_normal(y, mean, std, generator_or_default(generator));
  return y;
}
namespace ops {
namespace {
Tensor noise(const Shape& sizes, DType dtype, Generator* generator) {
  NoGrad guard;
  return randn(sizes, generator, dtype);
}
}  // namespace
}  // namespace ops
Tensor ops::normal_tensors(const Tensor& mean, const Tensor& std, Generator* generator) {
  if (any(lt(std, 0)).item().to_bool()) fail(ErrorKind::runtime_error, "normal expects all elements of std >= 0.0");
  const Shape sizes = broadcast_shapes(mean.sizes(), std.sizes());
  NoGrad guard;
  return add(mul(noise(sizes, result_type({&mean, &std}), generator), std), mean);
}
Tensor ops::normal_mean(const Tensor& mean, double std, Generator* generator) {
  check_std(std);
  NoGrad guard;
  Tensor y = empty(mean.sizes(), mean.dtype());
  fill_normal(y, 0, std, generator_or_default(generator));
  return add(y, mean);
}
Tensor ops::normal_std(double mean, const Tensor& std, Generator* generator) {
  if (any(lt(std, 0)).item().to_bool()) fail(ErrorKind::runtime_error, "normal expects all elements of std >= 0.0");
  NoGrad guard;
  return add(mul(noise(std.sizes(), std.dtype(), generator), std), mean);
}

// ---- integers ----

namespace ops {
namespace {

// One number below `range` above `low`: small ranges take 32 bits, large ones 64.
void fill_integers(const Tensor& x, std::int64_t low, std::uint64_t range, Generator& generator) {
  with_type(x.dtype(), [&](auto t) {
    using T = decltype(t);
    fill_elements<T>(x, [&] {
      const std::uint64_t bits = range >= (std::uint64_t{1} << 32) ? generator.next_u64() : generator.next_u32();
      return convert_element<T>(static_cast<std::int64_t>(bits % range) + low);
    });
  });
}

// The largest range random_() draws from for a dtype: what the dtype can count exactly.
std::uint64_t whole_range(DType dtype) {
  switch (dtype) {
    case DType::float32: return (1u << 24) + 1;
    case DType::float64: return (std::uint64_t{1} << 53) + 1;
    case DType::float16: return (1u << 11) + 1;
    case DType::bfloat16: return (1u << 8) + 1;
    case DType::int64: return std::uint64_t{1} << 63;
    case DType::int32: return std::uint64_t{1} << 31;
    case DType::int16: return 1u << 15;
    case DType::int8: return 1u << 7;
    case DType::uint8: return 1u << 8;
    case DType::boolean: return 2;
  }
  return 2;
}

}  // namespace
}  // namespace ops

constexpr OpDef def::randint{
    .forms = {{"randint(high, size, *, generator=None, dtype=None)", bind<&ops::randint_below>},
              {"randint(low, high, size, *, generator=None, dtype=None)", bind<&ops::randint>}},
    .reference = "torch.randint",
    .summary = "Whole numbers from low to high - 1.",
    .factory = true,
};
Tensor ops::randint_below(std::int64_t high, IntList size, Generator* generator, std::optional<DType> dtype) {
  return randint(0, high, size, generator, dtype);
}
Tensor ops::randint(std::int64_t low, std::int64_t high, IntList size, Generator* generator, std::optional<DType> dtype) {
  if (low >= high) {
    fail(ErrorKind::runtime_error, logit::cat("random_ expects 'from' to be less than 'to', but got from=", low, " >= to=", high));
  }
  Tensor y = empty(size, dtype.value_or(DType::int64));
  fill_integers(y, low, static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low), generator_or_default(generator));
  return y;
}

constexpr OpDef def::randint_like{
    .forms = {{"randint_like(input, high, *, dtype=None)", bind<&ops::randint_like_below>},
              {"randint_like(input, low, high, *, dtype=None)", bind<&ops::randint_like>}},
    .reference = "torch.randint_like",
    .shape = shapes::same_as_input,
    .summary = "Whole numbers from low to high - 1, in the sizes and dtype of input.",
    .factory = true,
};
Tensor ops::randint_like_below(const Tensor& x, std::int64_t high, std::optional<DType> dtype) {
  return randint(0, high, x.sizes(), nullptr, dtype.value_or(x.dtype()));
}
Tensor ops::randint_like(const Tensor& x, std::int64_t low, std::int64_t high, std::optional<DType> dtype) {
  return randint(low, high, x.sizes(), nullptr, dtype.value_or(x.dtype()));
}

constexpr OpDef def::random_{
    .forms = {{"random_(input, *, generator=None)", bind<&ops::random_>},
              {"random_(input, to, *, generator=None)", bind<&ops::random_to>},
              {"random_(input, from, to, *, generator=None)", bind<&ops::random_from>}},
    .reference = "Tensor.random_",
    .grad_fn = "RandomBackward2",
    .backward = "dx = 0",
    .summary = "Fills the tensor with whole numbers.",
};
Tensor ops::random_(const Tensor& x, Generator* generator) {
  return redraw(x, "RandomBackward2", [&] { fill_integers(x, 0, whole_range(x.dtype()), generator_or_default(generator)); });
}
Tensor ops::random_to(const Tensor& x, std::int64_t to, Generator* generator) { return random_from(x, 0, to, generator); }
Tensor ops::random_from(const Tensor& x, std::int64_t from, std::optional<std::int64_t> to, Generator* generator) {
  const std::int64_t end = to.value_or(INT64_MAX);
  if (from >= end) {
    fail(ErrorKind::runtime_error, logit::cat("random_ expects 'from' to be less than 'to', but got from=", from, " >= to=", end));
  }
  return redraw(x, "RandomBackward2", [&] {
    fill_integers(x, from, static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(from), generator_or_default(generator));
  });
}

constexpr OpDef def::randperm{
    .forms = {{"randperm(n, *, generator=None, dtype=None)", bind<&ops::randperm>}},
    .reference = "torch.randperm",
    .summary = "The numbers 0 … n-1 in random order.",
    .factory = true,
};
Tensor ops::randperm(std::int64_t n, Generator* generator, std::optional<DType> dtype) {
  if (n < 0) fail(ErrorKind::runtime_error, logit::cat("Trying to create tensor with negative dimension ", n, ": [", n, "]"));
  Generator& source = generator_or_default(generator);
  Tensor order = empty(Shape{n}, DType::int64);
  std::int64_t* data = order.data_as<std::int64_t>();
  for (std::int64_t i = 0; i < n; ++i) data[i] = i;
  for (std::int64_t i = 0; i < n - 1; ++i) {
    std::swap(data[i], data[i + static_cast<std::int64_t>(source.next_u32() % static_cast<std::uint64_t>(n - i))]);
  }
  return to_dtype(order, dtype.value_or(DType::int64));
}

// ---- coins, waiting times, draws by weight ----

constexpr OpDef def::bernoulli{
    .forms = {{"bernoulli(input, *, generator=None)", bind<&ops::bernoulli>}, {"bernoulli(input, p, *, generator=None)", bind<&ops::bernoulli_p>}},
    .reference = "torch.bernoulli Tensor.bernoulli",
    .shape = shapes::same_as_input,
    .grad_fn = "BernoulliBackward0",
    .backward = "dx = 0",
    .summary = "1 with the probability given, else 0.",
};
Tensor ops::bernoulli(const Tensor& p, Generator* generator) {
  Generator& source = generator_or_default(generator);
  Tensor y = empty(p.sizes(), p.dtype());
  const Tensor chances = contiguous_data(p);
  with_floating(p, "bernoulli_tensor_cpu_p_", [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < y.numel(); ++i) {
      const T chance = static_cast<const T*>(chances.data())[i];
      if (!(chance >= 0 && chance <= 1)) fail(ErrorKind::runtime_error, logit::cat("Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)"));
      T u;
      if constexpr (std::is_same_v<T, float>) u = source.uniform_float();
      else u = source.uniform_double();
      static_cast<T*>(y.data())[i] = u < chance ? T(1) : T(0);
    }
  });
  if (Recording graph{p}) graph.record(y, "BernoulliBackward0", [](Back& back) { back.dx(0) = zeros_like(back.dy()); });
  return y;
}
namespace ops {
namespace {
void fill_coins(const Tensor& x, double p, Generator& generator) {
  if (!(p >= 0 && p <= 1)) fail(ErrorKind::runtime_error, logit::cat("bernoulli_ expects p to be in [0, 1], but got p=", p));
  with_type(x.dtype(), [&](auto t) {
    using T = decltype(t);
    fill_elements<T>(x, [&] { return static_cast<T>(generator.uniform_double() < p); });
  });
}
}  // namespace
}  // namespace ops
Tensor ops::bernoulli_p(const Tensor& x, double p, Generator* generator) {
  Tensor y = blank_like(x, {});
  fill_coins(y, p, generator_or_default(generator));
  return y;
}

constexpr OpDef def::bernoulli_{
    .forms = {{"bernoulli_(input, p=0.5, *, generator=None)", bind<&ops::bernoulli_>},
              {"bernoulli_(input, p, *, generator=None)", bind<&ops::bernoulli_tensor_>}},
    .reference = "Tensor.bernoulli_",
    .grad_fn = "BernoulliBackward2",
    .backward = "dx = 0",
    .summary = "Fills the tensor with 1 with probability p, else 0.",
};
Tensor ops::bernoulli_(const Tensor& x, double p, Generator* generator) {
  return redraw(x, "BernoulliBackward2", [&] { fill_coins(x, p, generator_or_default(generator)); });
}
Tensor ops::bernoulli_tensor_(const Tensor& x, const Tensor& p, Generator* generator) {
  return redraw(x, "BernoulliBackward1", [&] {
    NoGrad guard;
    copy_elements(x, bernoulli(expand(p, x.sizes()), generator));
  });
}

constexpr OpDef def::exponential_{
    .forms = {{"exponential_(input, lambd=1.0, *, generator=None)", bind<&ops::exponential_>}},
    .reference = "Tensor.exponential_",
    .grad_fn = "ExponentialBackward0",
    .backward = "dx = 0",
    .summary = "Fills the tensor with exponentially distributed numbers.",
};
Tensor ops::exponential_(const Tensor& x, double lambd, Generator* generator) {
  if (lambd <= 0) fail(ErrorKind::runtime_error, logit::cat("exponential_ expects lambda > 0.0, but found lambda=", lambd));
  return redraw(x, "ExponentialBackward0", [&] {
    Generator& source = generator_or_default(generator);
    with_floating(x, "exponential_cpu", [&](auto t) {
      using T = decltype(t);
      fill_elements<T>(x, [&] { return static_cast<T>(-std::log1p(-source.uniform_double()) / lambd); });
    });
  });
}

constexpr OpDef def::cauchy_{
    .forms = {{"cauchy_(input, median=0.0, sigma=1.0, *, generator=None)", bind<&ops::cauchy_>}},
    .reference = "Tensor.cauchy_",
    .summary = "Fills the tensor with Cauchy distributed numbers.",
};
Tensor ops::cauchy_(const Tensor& x, double median, double sigma, Generator* generator) {
  return redraw(x, "CauchyBackward0", [&] {
    Generator& source = generator_or_default(generator);
    with_floating(x, "cauchy_cpu", [&](auto t) {
      using T = decltype(t);
      fill_elements<T>(x, [&] { return static_cast<T>(median + sigma * std::tan(3.14159265358979323846 * (source.uniform_double() - 0.5))); });
    });
  });
}

constexpr OpDef def::log_normal_{
    .forms = {{"log_normal_(input, mean=1.0, std=2.0, *, generator=None)", bind<&ops::log_normal_>}},
    .reference = "Tensor.log_normal_",
    .summary = "Fills the tensor with numbers whose logarithm is normal.",
};
Tensor ops::log_normal_(const Tensor& x, double mean, double std, Generator* generator) {
  return redraw(x, "LogNormalBackward0", [&] {
    Generator& source = generator_or_default(generator);
    with_floating(x, "log_normal_cpu", [&](auto t) {
      using T = decltype(t);
      fill_elements<T>(x, [&] { return static_cast<T>(std::exp(source.normal_double() * std + mean)); });
    });
  });
}

constexpr OpDef def::geometric_{
    .forms = {{"geometric_(input, p, *, generator=None)", bind<&ops::geometric_>}},
    .reference = "Tensor.geometric_",
    .summary = "Fills the tensor with geometrically distributed numbers.",
};
Tensor ops::geometric_(const Tensor& x, double p, Generator* generator) {
  if (!(p > 0 && p < 1)) fail(ErrorKind::runtime_error, logit::cat("geometric_ expects p to be in (0, 1), but got p=", p));
  return redraw(x, "GeometricBackward0", [&] {
    Generator& source = generator_or_default(generator);
    with_type(x.dtype(), [&](auto t) {
      using T = decltype(t);
      fill_elements<T>(x, [&] { return convert_element<T>(std::ceil(std::log(source.uniform_double()) / std::log1p(-p))); });
    });
  });
}

constexpr OpDef def::multinomial{
    .forms = {{"multinomial(input, num_samples, replacement=False, *, generator=None)", bind<&ops::multinomial>}},
    .reference = "torch.multinomial Tensor.multinomial",
    .summary = "Indices drawn with probabilities proportional to the rows of input.",
};
Tensor ops::multinomial(const Tensor& weights, std::int64_t num_samples, bool replacement, Generator* generator) {
  if (weights.dim() < 1 || weights.dim() > 2) {
    fail(ErrorKind::runtime_error, "prob_dist must be 1 or 2 dim");
  }
  if (!is_floating(weights.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat("multinomial only supports floating-point dtypes for input, got: ", scalar_type_name(weights.dtype())));
  }
  if (num_samples <= 0) fail(ErrorKind::runtime_error, "cannot sample n_sample <= 0 samples");
  const std::int64_t categories = weights.size(-1), rows = weights.dim() == 1 ? 1 : weights.sizes()[0];
  if (!replacement && num_samples > categories) {
    fail(ErrorKind::runtime_error, "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
  }
  Generator& source = generator_or_default(generator);
  const Tensor values = to_dtype_data(weights, compute_type(weights.dtype()));
  Tensor y = empty(weights.dim() == 1 ? Shape{num_samples} : Shape{rows, num_samples}, DType::int64);
  auto run = [&](auto t) {
    using T = decltype(t);
    const T* all = static_cast<const T*>(values.data());
    for (std::int64_t i = 0; i < rows * categories; ++i) {
      if (!(all[i] >= 0) || std::isinf(all[i])) {
        fail(ErrorKind::runtime_error, "probability tensor contains either `inf`, `nan` or element < 0");
      }
    }
    std::vector<T> cumulative(static_cast<std::size_t>(categories));
    if (!replacement || num_samples == 1) {
      // The largest weight / exponential wins: one exponential per weight, drawn for all rows first.
      std::vector<T> keys(static_cast<std::size_t>(rows * categories));
      for (T& key : keys) key = static_cast<T>(-std::log1p(-source.uniform_double()));
      for (std::int64_t r = 0; r < rows; ++r) {
        T total = 0;
        for (std::int64_t c = 0; c < categories; ++c) total += all[r * categories + c];
        if (!(total > 0)) fail(ErrorKind::runtime_error, "invalid multinomial distribution (sum of probabilities <= 0)");
        for (std::int64_t c = 0; c < categories; ++c) cumulative[static_cast<std::size_t>(c)] = all[r * categories + c] / keys[static_cast<std::size_t>(r * categories + c)];
        for (std::int64_t s = 0; s < num_samples; ++s) {
          std::int64_t best = 0;
          for (std::int64_t c = 1; c < categories; ++c) {
            if (cumulative[static_cast<std::size_t>(c)] > cumulative[static_cast<std::size_t>(best)]) best = c;
          }
          y.data_as<std::int64_t>()[r * num_samples + s] = best;
          cumulative[static_cast<std::size_t>(best)] = T(-1);
        }
      }
      return;
    }
    for (std::int64_t r = 0; r < rows; ++r) {
      T total = 0;
      for (std::int64_t c = 0; c < categories; ++c) cumulative[static_cast<std::size_t>(c)] = total += all[r * categories + c];
      if (!(total > 0)) fail(ErrorKind::runtime_error, "invalid multinomial distribution (sum of probabilities <= 0)");
      for (T& c : cumulative) c /= total;
      cumulative.back() = 1;
      for (std::int64_t s = 0; s < num_samples; ++s) {
        const double u = source.uniform_double();
        std::int64_t low = 0, high = categories;
        while (high > low) {
          const std::int64_t middle = low + (high - low) / 2;
          if (static_cast<double>(cumulative[static_cast<std::size_t>(middle)]) < u) low = middle + 1;
          else high = middle;
        }
        y.data_as<std::int64_t>()[r * num_samples + s] = low;
      }
    }
  };
  if (weights.dtype() == DType::float64) run(double{});
  else run(float{});
  return y;
}

// ---- dropout ----

constexpr OpDef def::dropout{
    .forms = {{"dropout(input, p=0.5, training=True, inplace=False)", bind<&ops::dropout>}},
    .reference = "F.dropout",
    .shape = shapes::same_as_input,
    .grad_fn = "MulBackward0",
    .backward = "dx = dy * mask / (1 - p)",
    .summary = "Sets elements to zero with probability p and scales the others up, while training.",
};
Tensor ops::dropout(const Tensor& x, double p, bool training, bool inplace) {
  if (p < 0 || p > 1) fail(ErrorKind::value_error, logit::cat("dropout probability has to be between 0 and 1, but got ", p));
  if (!training || p == 0 || x.numel() == 0) return x;
  Tensor mask;
  {
    NoGrad guard;
    mask = empty(x.sizes(), x.dtype());
    if (p < 1) {
      fill_coins(mask, 1 - p, Context::current().generator);
      mask = div(mask, 1 - p);
    } else {
      copy_elements(mask, full_of({}, 0, mask.dtype()));
    }
  }
  return inplace ? mul_(x, mask) : mul(x, mask);
}

}  // namespace logit
