// Convolutions and pooling in one, two and three dimensions.
//
// A convolution is a matrix product with the input's windows laid out as columns (im2col); its gradients use
// the same two rearrangements. F.unfold and F.fold are these rearrangements themselves.
#include <algorithm>
#include <array>
#include <limits>

#include "ops/reduce_tools.h"

namespace logit {
namespace ops {
namespace {

constexpr std::size_t kMaxSpatial = 3;

// Sizes of a sliding window over `n` spatial dimensions.
struct Window {
  std::size_t n = 0;
  std::array<std::int64_t, kMaxSpatial> kernel{1, 1, 1}, stride{1, 1, 1}, padding{}, dilation{1, 1, 1}, in{1, 1, 1}, out{1, 1, 1};

  std::int64_t kernel_size() const { return kernel[0] * kernel[1] * kernel[2]; }
  std::int64_t in_size() const { return in[0] * in[1] * in[2]; }
  std::int64_t out_size() const { return out[0] * out[1] * out[2]; }
};

// A list of one or n numbers.
void spread_to(std::array<std::int64_t, kMaxSpatial>& to, IntList from, std::size_t n, const char* name) {
  if (from.size() != 1 && from.size() != n) {
    fail(ErrorKind::runtime_error, logit::cat("expected ", name, " to be a single integer value or a list of ", n, " values to match the convolution dimensions, but got ", name, "=", sizes_text(from)));
  }
  for (std::size_t i = 0; i < n; ++i) to[i] = from[from.size() == 1 ? 0 : i];
}

// "kH: 2 kW: 2" for the last letters of T, H, W.
std::string by_letter(const std::array<std::int64_t, kMaxSpatial>& numbers, std::size_t n, std::string_view before, bool long_names) {
  constexpr const char* kLong[] = {"_height", "_width"};
  const std::string_view letters = n == 3 ? "THW" : "HW";
  std::string text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const std::int64_t number = n == 1 ? (i == 0 ? 1 : numbers[0]) : numbers[i];  // one dimension is handled as two
    text += logit::cat(i ? " " : "", before, long_names ? std::string(kLong[i]) : std::string(1, letters[i]), ": ", number);
  }
  return text;
}

bool all_at_least(const std::array<std::int64_t, kMaxSpatial>& numbers, std::size_t n, std::int64_t least) {
  return std::all_of(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(n), [&](std::int64_t number) { return number >= least; });
}

// Sums of products of these stay far from the end of 64 bits.
constexpr std::int64_t kLargest = std::int64_t{1} << 30;
void check_range(const Window& w) {
  for (const auto* numbers : {&w.kernel, &w.stride, &w.padding, &w.dilation}) {
    for (std::size_t i = 0; i < w.n; ++i) {
      check((*numbers)[i] <= kLargest, ErrorKind::runtime_error, "integer out of range");
    }
  }
}

// Calls f(window element, input offset, output position) for every element of every window inside the input.
template <class F>
void each_window(const Window& w, F f) {
  std::int64_t position = 0;
  for (std::int64_t o0 = 0; o0 < w.out[0]; ++o0) {
    for (std::int64_t o1 = 0; o1 < w.out[1]; ++o1) {
      for (std::int64_t o2 = 0; o2 < w.out[2]; ++o2, ++position) {
        std::int64_t element = 0;
        for (std::int64_t k0 = 0; k0 < w.kernel[0]; ++k0) {
          const std::int64_t i0 = o0 * w.stride[0] - w.padding[0] + k0 * w.dilation[0];
          for (std::int64_t k1 = 0; k1 < w.kernel[1]; ++k1) {
            const std::int64_t i1 = o1 * w.stride[1] - w.padding[1] + k1 * w.dilation[1];
            for (std::int64_t k2 = 0; k2 < w.kernel[2]; ++k2, ++element) {
              const std::int64_t i2 = o2 * w.stride[2] - w.padding[2] + k2 * w.dilation[2];
              if (i0 < 0 || i0 >= w.in[0] || i1 < 0 || i1 >= w.in[1] || i2 < 0 || i2 >= w.in[2]) continue;
              f(element, (i0 * w.in[1] + i1) * w.in[2] + i2, position);
            }
          }
        }
      }
    }
  }
}

template <class Run>
void as_floating(const Tensor& x, const char* name, Run run) {
  if (x.dtype() == DType::float32) run(float{});
  else if (x.dtype() == DType::float64) run(double{});
  else fail(ErrorKind::not_implemented_error, logit::cat("\"", name, "\" not implemented for '", scalar_type_name(x.dtype()), "'"));
}

Tensor fold_windows(const Tensor& columns, const Window& w, const Shape& sizes);

// (N, C, in…) → (N, C · kernel, positions)
Tensor unfold_windows(const Tensor& x, const Window& w) {
  const std::int64_t n = x.sizes()[0], channels = x.sizes()[1], k = w.kernel_size(), positions = w.out_size();
  const Tensor data = contiguous_data(x);
  Tensor y = full_of(Shape{n, channels * k, positions}, 0, x.dtype());
  as_floating(x, "im2col_out_cpu", [&](auto t) {
    using T = decltype(t);
    for (std::int64_t plane = 0; plane < n * channels; ++plane) {
      const T* from = static_cast<const T*>(data.data()) + plane * w.in_size();
      T* to = static_cast<T*>(y.data()) + plane * k * positions;
      each_window(w, [&](std::int64_t element, std::int64_t at, std::int64_t position) { to[element * positions + position] = from[at]; });
    }
  });
  if (Recording graph{x}) {
    graph.record(y, "Im2ColBackward0", [w, sizes = x.sizes()](Back& back) { back.dx(0) = fold_windows(back.dy(), w, sizes); });
  }
  return y;
}

// The reverse: overlapping windows add up.
Tensor fold_windows(const Tensor& columns, const Window& w, const Shape& sizes) {
  const std::int64_t k = w.kernel_size(), positions = w.out_size(), planes = sizes[0] * sizes[1];
  const Tensor data = contiguous_data(columns);
  Tensor y = full_of(sizes, 0, columns.dtype());
  as_floating(columns, "col2im_out_cpu", [&](auto t) {
    using T = decltype(t);
    for (std::int64_t plane = 0; plane < planes; ++plane) {
      const T* from = static_cast<const T*>(data.data()) + plane * k * positions;
      T* to = static_cast<T*>(y.data()) + plane * w.in_size();
      each_window(w, [&](std::int64_t element, std::int64_t at, std::int64_t position) { to[at] += from[element * positions + position]; });
    }
  });
  if (Recording graph{columns}) {
    graph.record(y, "Col2ImBackward0", [w](Back& back) { back.dx(0) = unfold_windows(back.dy(), w); });
  }
  return y;
}

// x with a batch dimension.
Tensor batched(const Tensor& x, std::size_t n) { return x.sizes().size() == n + 1 ? unsqueeze(x, 0) : x; }
Tensor unbatched(const Tensor& y, const Tensor& like, std::size_t n) { return like.sizes().size() == n + 1 ? squeeze_dim(y, 0) : y; }

Shape with_spatial(std::int64_t n, std::int64_t channels, const std::array<std::int64_t, kMaxSpatial>& spatial, std::size_t count) {
  Shape sizes{n, channels};
  for (std::size_t i = 0; i < count; ++i) sizes.push_back(spatial[i]);
  return sizes;
}

// The products of a grouped convolution: weight (g, O, CK) with columns (N, g, CK, L).
struct ConvPlan {
  Window w;
  std::int64_t groups = 1;
};

Tensor conv_values(const Tensor& x, const Tensor& weight, const ConvPlan& p) {
  const std::int64_t n = x.sizes()[0], out = weight.sizes()[0], length = p.w.out_size();
  const Tensor columns = reshape(unfold_windows(x, p.w), Shape{n, p.groups, x.sizes()[1] / p.groups * p.w.kernel_size(), length});
  const Tensor matrices = reshape(weight, Shape{1, p.groups, out / p.groups, -1});
  return reshape(matmul(matrices, columns), with_spatial(n, out, p.w.out, p.w.n));
}

Tensor conv_input_gradient(const Tensor& dy, const Tensor& weight, const ConvPlan& p, const Shape& sizes) {
  const std::int64_t n = dy.sizes()[0], out = weight.sizes()[0];
  const Tensor flat = reshape(dy, Shape{n, p.groups, out / p.groups, p.w.out_size()});
  const Tensor matrices = transpose(reshape(weight, Shape{1, p.groups, out / p.groups, -1}), 2, 3);
  return fold_windows(reshape(matmul(matrices, flat), Shape{n, sizes[1] * p.w.kernel_size(), p.w.out_size()}), p.w, sizes);
}

Tensor conv_weight_gradient(const Tensor& dy, const Tensor& x, const ConvPlan& p, const Shape& weight_sizes) {
  const std::int64_t n = dy.sizes()[0], out = weight_sizes[0];
  const Tensor flat = reshape(dy, Shape{n, p.groups, out / p.groups, p.w.out_size()});
  const Tensor columns = reshape(unfold_windows(x, p.w), Shape{n, p.groups, -1, p.w.out_size()});
  return reshape(sum_dim(matmul(flat, transpose(columns, 2, 3)), IntList(Shape{0})), weight_sizes);
}

Tensor channel_bias(const Tensor& bias, std::size_t n) {
  Shape shape(n + 2, 1);
  shape[1] = bias.numel();
  return reshape(bias, shape);
}

// What both directions of a convolution ask of their arguments.
void check_convolution(const ConvPlan& p, const Tensor& given, const Tensor& weight, const Tensor& bias, std::int64_t out) {
  check_range(p.w);
  check(p.groups > 0, ErrorKind::runtime_error, "non-positive groups is not supported");
  check(all_at_least(p.w.padding, p.w.n, 0), ErrorKind::runtime_error, "negative padding is not supported");
  check(all_at_least(p.w.stride, p.w.n, 1), ErrorKind::runtime_error, "non-positive stride is not supported");
  check(all_at_least(p.w.dilation, p.w.n, 1), ErrorKind::runtime_error, "non-positive dilation is not supported");
  const std::int64_t rank = static_cast<std::int64_t>(p.w.n) + 2;
  check(weight.dim() >= 3, ErrorKind::runtime_error, "weight should have at least three dimensions");
  check(weight.dim() == rank, ErrorKind::runtime_error, [&] {
    return logit::cat("Expected ", weight.dim(), "-dimensional input for ", weight.dim(), "-dimensional weight ", sizes_text(weight.sizes()),
                      ", but got ", given.dim(), "-dimensional input of size ", sizes_text(given.sizes()), " instead");
  });
  check(weight.sizes()[0] % p.groups == 0, ErrorKind::runtime_error, [&] {
    return logit::cat("Given groups=", p.groups, ", expected weight to be divisible by ", p.groups, " at dimension 0, but got weight of size ",
                      sizes_text(weight.sizes()), " instead");
  });
  check(!bias.defined() || (bias.dim() == 1 && bias.numel() == out), ErrorKind::runtime_error, [&] {
    return logit::cat("Given weight of size ", sizes_text(weight.sizes()), ", expected bias to be 1-dimensional with ", out,
                      " elements, but got bias of size ", sizes_text(bias.sizes()), " instead");
  });
}

Tensor convolution(const Tensor& given, const Tensor& weight, const Tensor& bias, std::size_t n, IntList stride, IntList padding,
                   IntList dilation, std::int64_t groups) {
  if (given.sizes().size() != n + 2 && given.sizes().size() != n + 1) {
    fail(ErrorKind::runtime_error, logit::cat("Expected ", n + 1, "D (unbatched) or ", n + 2, "D (batched) input to conv", n, "d, but got input of size: ", sizes_text(given.sizes())));
  }
  const Tensor x = batched(given, n);
  ConvPlan p;
  p.w.n = n;
  p.groups = groups;
  spread_to(p.w.stride, stride, n, "stride");
  spread_to(p.w.padding, padding, n, "padding");
  spread_to(p.w.dilation, dilation, n, "dilation");
  check_convolution(p, given, weight, bias, weight.dim() > 0 ? weight.sizes()[0] : 0);
  if (x.sizes()[1] != weight.sizes()[1] * groups) {
    fail(ErrorKind::runtime_error, logit::cat("Given groups=", groups, ", weight of size ", sizes_text(weight.sizes()), ", expected input", sizes_text(given.sizes()),
                                              " to have ", weight.sizes()[1] * groups, " channels, but got ", x.sizes()[1], " channels instead"));
  }
  if (x.dtype() != weight.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("Input type (", c_type_name(x.dtype()), ") and bias type (", c_type_name(weight.dtype()), ") should be the same"));
  }
  bool fits = true;
  std::string padded, kernels;
  for (std::size_t i = 0; i < n; ++i) {
    p.w.in[i] = x.sizes()[i + 2];
    p.w.kernel[i] = weight.sizes()[i + 2];
    const std::int64_t room = p.w.in[i] + 2 * p.w.padding[i], need = p.w.dilation[i] * (p.w.kernel[i] - 1) + 1;
    fits = fits && room >= need;
    padded += logit::cat(i ? " x " : "", room);
    kernels += logit::cat(i ? " x " : "", need);
    p.w.out[i] = (room - need) / p.w.stride[i] + 1;
  }
  if (!fits) {
    fail(ErrorKind::runtime_error, logit::cat("Calculated padded input size per channel: (", padded, "). Kernel size: (", kernels, "). Kernel size can't be greater than actual input size"));
  }
  Tensor y;
  {
    NoGrad guard;
    y = conv_values(x, weight, p);
    if (bias.defined()) y = y + channel_bias(bias, n);
    y = make_alias(y);
  }
  if (Recording graph{x, weight, bias}) {
    graph.save(x, graph.needs(1));
    graph.save(weight, graph.needs(0));
    graph.record(y, "ConvolutionBackward0", [p, in = x.sizes(), ws = weight.sizes()](Back& back) {
      if (back.needs(0)) back.dx(0) = conv_input_gradient(back.dy(), back.saved(1), p, in);
      if (back.needs(1)) back.dx(1) = conv_weight_gradient(back.dy(), back.saved(0), p, ws);
      if (back.needs(2)) {
        Shape rest{0};
        for (std::size_t i = 0; i < p.w.n; ++i) rest.push_back(static_cast<std::int64_t>(i) + 2);
        back.dx(2) = sum_dim(back.dy(), IntList(rest));
      }
    });
  }
  return unbatched(y, given, n);
}

Tensor convolution_transposed(const Tensor& given, const Tensor& weight, const Tensor& bias, std::size_t n, IntList stride, IntList padding,
                              IntList output_padding, std::int64_t groups, IntList dilation) {
  check(given.sizes().size() == n + 2 || given.sizes().size() == n + 1, ErrorKind::runtime_error, [&] {
    return logit::cat("Expected ", n + 1, "D (unbatched) or ", n + 2, "D (batched) input to conv_transpose", n, "d, but got input of size: ",
                      sizes_text(given.sizes()));
  });
  const Tensor x = batched(given, n);
  ConvPlan p;
  p.w.n = n;
  p.groups = groups;
  spread_to(p.w.stride, stride, n, "stride");
  spread_to(p.w.padding, padding, n, "padding");
  spread_to(p.w.dilation, dilation, n, "dilation");
  std::array<std::int64_t, kMaxSpatial> extra{};
  spread_to(extra, output_padding, n, "output_padding");
  check(all_at_least(extra, n, 0), ErrorKind::runtime_error, "negative output_padding is not supported");
  for (const std::int64_t number : extra) check(number <= kLargest, ErrorKind::runtime_error, "integer out of range");
  check_convolution(p, given, weight, bias, weight.dim() > 1 ? weight.sizes()[1] * groups : 0);
  if (x.sizes()[1] != weight.sizes()[0]) {
    fail(ErrorKind::runtime_error, logit::cat("Given transposed=1, weight of size ", sizes_text(weight.sizes()), ", expected input", sizes_text(given.sizes()), " to have ",
                                              weight.sizes()[0], " channels, but got ", x.sizes()[1], " channels instead"));
  }
  // The window slides over the output here: what a convolution would read, this one writes.
  for (std::size_t i = 0; i < n; ++i) {
    p.w.kernel[i] = weight.sizes()[i + 2];
    p.w.out[i] = x.sizes()[i + 2];
    p.w.in[i] = (p.w.out[i] - 1) * p.w.stride[i] - 2 * p.w.padding[i] + p.w.dilation[i] * (p.w.kernel[i] - 1) + extra[i] + 1;
  }
  const Shape sizes = with_spatial(x.sizes()[0], weight.sizes()[1] * groups, p.w.in, n);
  Tensor y;
  {
    NoGrad guard;
    y = conv_input_gradient(x, weight, p, sizes);
    if (bias.defined()) y = y + channel_bias(bias, n);
    y = make_alias(y);
  }
  if (Recording graph{x, weight, bias}) {
    graph.save(x, graph.needs(1));
    graph.save(weight, graph.needs(0));
    graph.record(y, "ConvolutionBackward0", [p, ws = weight.sizes()](Back& back) {
      if (back.needs(0)) back.dx(0) = conv_values(back.dy(), back.saved(1), p);
      if (back.needs(1)) back.dx(1) = conv_weight_gradient(back.saved(0), back.dy(), p, ws);
      if (back.needs(2)) {
        Shape rest{0};
        for (std::size_t i = 0; i < p.w.n; ++i) rest.push_back(static_cast<std::int64_t>(i) + 2);
        back.dx(2) = sum_dim(back.dy(), IntList(rest));
      }
    });
  }
  return unbatched(y, given, n);
}

// 'same' and 'valid' as numbers; 'same' may need one more at the end, which is padded beforehand.
Tensor padded_same(const Tensor& x, const Tensor& weight, std::size_t n, IntList dilation, Shape& padding) {
  if (weight.sizes().size() != n + 2 || (dilation.size() != 1 && dilation.size() != n)) return x;  // convolution() says it
  Shape pad;
  bool uneven = false;
  for (std::size_t i = n; i-- > 0;) {
    check(dilation[dilation.size() == 1 ? 0 : i] <= kLargest, ErrorKind::runtime_error, "integer out of range");
    const std::int64_t total = dilation[dilation.size() == 1 ? 0 : i] * (weight.sizes()[i + 2] - 1);
    pad.push_back(0);
    pad.push_back(total % 2);
    uneven = uneven || total % 2;
    padding[i] = total / 2;
  }
  return uneven ? ops::pad(x, pad) : x;
}

Tensor conv_text(const Tensor& x, const Tensor& weight, const Tensor& bias, std::size_t n, IntList stride, std::string_view mode,
                 IntList dilation, std::int64_t groups) {
  Shape padding(n, 0);
  Tensor input = x;
  if (mode == "same") {
    for (const std::int64_t s : stride) {
      if (s != 1) fail(ErrorKind::runtime_error, "padding='same' is not supported for strided convolutions");
    }
    input = padded_same(x, weight, n, dilation, padding);
  } else if (mode != "valid") {
    fail(ErrorKind::runtime_error, logit::cat("Invalid padding string: '", mode, "'"));
  }
  return convolution(input, weight, bias, n, stride, padding, dilation, groups);
}

}  // namespace
}  // namespace ops

// ---- convolutions ----

#define LOGIT_CONV(n, example)                                                                                             \
  constexpr OpDef def::conv##n##d{                                                                                         \
      .forms = {{"conv" #n "d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)", bind<&ops::conv##n##d>}, \
                {"conv" #n "d(input, weight, bias=None, stride=1, padding='valid', dilation=1, groups=1)",                 \
                 bind<&ops::conv##n##d_text>}},                                                                            \
      .reference = "F.conv" #n "d torch.conv" #n "d",                                                                      \
      .grad_fn = "ConvolutionBackward0",                                                                                   \
      .backward = "dx = dy spread by w,  dw = x's windows times dy,  db = Σ dy",                                           \
      .symbol = "conv",                                                                                                    \
      .summary = "Sums of products of weight with every window of the input.",                                             \
      .examples = example,                                                                                                 \
  };                                                                                                                       \
  Tensor ops::conv##n##d(const Tensor& x, const Tensor& weight, const Tensor& bias, IntList stride, IntList padding,       \
                         IntList dilation, std::int64_t groups) {                                                          \
    return convolution(x, weight, bias, n, stride, padding, dilation, groups);                                             \
  }                                                                                                                        \
  Tensor ops::conv##n##d_text(const Tensor& x, const Tensor& weight, const Tensor& bias, IntList stride,                   \
                              std::string_view padding, IntList dilation, std::int64_t groups) {                           \
    return conv_text(x, weight, bias, n, stride, padding, dilation, groups);                                               \
  }                                                                                                                        \
  constexpr OpDef def::conv_transpose##n##d{                                                                               \
      .forms = {{"conv_transpose" #n "d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)", \
                 bind<&ops::conv_transpose##n##d>}},                                                                       \
      .reference = "F.conv_transpose" #n "d torch.conv_transpose" #n "d",                                                  \
      .grad_fn = "ConvolutionBackward0",                                                                                   \
      .symbol = "convᵀ",                                                                                                   \
      .summary = "The gradient of a convolution as a forward step: spreads each element by weight.",                       \
  };                                                                                                                       \
  Tensor ops::conv_transpose##n##d(const Tensor& x, const Tensor& weight, const Tensor& bias, IntList stride, IntList padding, \
                                   IntList output_padding, std::int64_t groups, IntList dilation) {                        \
    return convolution_transposed(x, weight, bias, n, stride, padding, output_padding, groups, dilation);                  \
  }
LOGIT_CONV(1, "F.conv1d(torch.tensor([[[1., 2., 3., 4.]]]), torch.tensor([[[1., 0.5]]]))")
LOGIT_CONV(2, "F.conv2d(torch.tensor([[[[1., 2., 3.], [4., 5., 6.]]]]), torch.tensor([[[[1., 0.5], [0., 2.]]]]), padding=1)")
LOGIT_CONV(3, "")
#undef LOGIT_CONV

// ---- windows as columns ----

namespace ops {
namespace {

// The arguments that unfold and fold share.
void check_columns(const Window& w) {
  check_range(w);
  check(all_at_least(w.kernel, 2, 1), ErrorKind::runtime_error, [&] {
    return logit::cat("kernel size should be greater than zero, but got ", by_letter(w.kernel, 2, "kernel", true));
  });
  check(all_at_least(w.dilation, 2, 1), ErrorKind::runtime_error, [&] {
    return logit::cat("dilation should be greater than zero, but got ", by_letter(w.dilation, 2, "dilation", true));
  });
  check(all_at_least(w.padding, 2, 0), ErrorKind::runtime_error, [&] {
    return logit::cat("padding should be non-negative, but got ", by_letter(w.padding, 2, "pad", true));
  });
  check(all_at_least(w.stride, 2, 1), ErrorKind::runtime_error, [&] {
    return logit::cat("stride should be greater than zero, but got ", by_letter(w.stride, 2, "stride", true));
  });
}
std::string pair_text(const std::array<std::int64_t, kMaxSpatial>& numbers) { return logit::cat("(", numbers[0], ", ", numbers[1], ")"); }

}  // namespace
}  // namespace ops

constexpr OpDef def::unfold_columns{
    .forms = {{"unfold(input, kernel_size, dilation=1, padding=0, stride=1)", bind<&ops::unfold_columns>}},
    .reference = "F.unfold",
    .grad_fn = "Im2ColBackward0",
    .summary = "The windows of images as columns: (N, C, H, W) → (N, C·kernel, positions).",
    .examples = "F.unfold(torch.tensor([[[[1., 2., 3.], [4., 5., 6.]]]]), 2)",
};
Tensor ops::unfold_columns(const Tensor& given, IntList kernel_size, IntList dilation, IntList padding, IntList stride) {
  if (given.dim() < 3) wrap_dim(given.dim(), given.dim());
  check(given.dim() <= 4, ErrorKind::runtime_error, [&] {
    return logit::cat("Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ",
                      sizes_text(given.sizes()));
  });
  const Tensor x = batched(given, 2);
  Window w;
  w.n = 2;
  spread_to(w.kernel, kernel_size, 2, "kernel_size");
  spread_to(w.dilation, dilation, 2, "dilation");
  spread_to(w.padding, padding, 2, "padding");
  spread_to(w.stride, stride, 2, "stride");
  ops::check_columns(w);
  for (std::size_t i = 0; i < 2; ++i) {
    w.in[i] = x.sizes()[i + 2];
    w.out[i] = (w.in[i] + 2 * w.padding[i] - w.dilation[i] * (w.kernel[i] - 1) - 1) / w.stride[i] + 1;
  }
  return unbatched(unfold_windows(x, w), given, 2);
}

constexpr OpDef def::fold{
    .forms = {{"fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)", bind<&ops::fold>}},
    .reference = "F.fold",
    .grad_fn = "Col2ImBackward0",
    .summary = "Columns of windows back into images; overlaps add up.",
    .examples = "F.fold(torch.tensor([[[1., 2.], [3., 4.]]]), (1, 3), (1, 2))",
};
Tensor ops::fold(const Tensor& given, IntList output_size, IntList kernel_size, IntList dilation, IntList padding, IntList stride) {
  check(given.dim() == 2 || given.dim() == 3, ErrorKind::runtime_error, [&] {
    return logit::cat("Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: ",
                      sizes_text(given.sizes()));
  });
  const Tensor columns = given.dim() == 2 ? unsqueeze(given, 0) : given;
  Window w;
  w.n = 2;
  spread_to(w.in, output_size, 2, "output_size");
  spread_to(w.kernel, kernel_size, 2, "kernel_size");
  spread_to(w.dilation, dilation, 2, "dilation");
  spread_to(w.padding, padding, 2, "padding");
  spread_to(w.stride, stride, 2, "stride");
  ops::check_columns(w);
  check(columns.sizes()[1] % w.kernel_size() == 0, ErrorKind::runtime_error, [&] {
    return logit::cat("Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=",
                      columns.sizes()[1], " and kernel_size=", ops::pair_text(w.kernel), ".");
  });
  check(w.in[0] <= kLargest && w.in[1] <= kLargest, ErrorKind::runtime_error, "integer out of range");
  for (std::size_t i = 0; i < 2; ++i) w.out[i] = (w.in[i] + 2 * w.padding[i] - w.dilation[i] * (w.kernel[i] - 1) - 1) / w.stride[i] + 1;
  check(w.out[0] >= 0 && w.out[1] >= 0 && columns.sizes()[2] == w.out_size(), ErrorKind::runtime_error, [&] {
    return logit::cat("Given output_size=", ops::pair_text(w.in), ", kernel_size=", ops::pair_text(w.kernel), ", dilation=", ops::pair_text(w.dilation),
                      ", padding=", ops::pair_text(w.padding), ", stride=", ops::pair_text(w.stride),
                      ", expected size of input's dimension 2 to match the calculated number of sliding blocks ", w.out[0], " * ", w.out[1],
                      " = ", w.out_size(), ", but got input.size(2)=", columns.sizes()[2], ".");
  });
  const Tensor y = fold_windows(columns, w, with_spatial(columns.sizes()[0], columns.sizes()[1] / w.kernel_size(), w.in, 2));
  return given.dim() == 2 ? squeeze_dim(y, 0) : y;
}

// ---- pooling ----

namespace ops {
namespace {

// The four kinds of pooling word the same complaints in their own ways.
enum class Pool { max, average, adaptive_max, adaptive_average };

void check_rank(const Tensor& x, std::size_t n, Pool pool) {
  const std::int64_t dims = x.dim(), least = static_cast<std::int64_t>(n) + 1;
  if (dims == least || dims == least + 1) return;
  constexpr const char* kNames[] = {"max_pool", "avg_pool", "adaptive_max_pool", "adaptive_avg_pool"};
  const std::string name = logit::cat(kNames[static_cast<int>(pool)], n, "d");
  const std::string sizes = sizes_text(x.sizes());
  if (n == 1 && pool == Pool::max) {
    fail(ErrorKind::runtime_error, logit::cat(name, ": Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:", sizes));
  }
  if (n == 1) {
    fail(ErrorKind::runtime_error, logit::cat("Expected 2 to 3 dimensions, but got ", dims, "-dimensional tensor for argument #1 'self' (while checking arguments for ", name, ")"));
  }
  if (pool == Pool::adaptive_max || pool == Pool::adaptive_average) {
    fail(ErrorKind::runtime_error, logit::cat(name, "(): Expected ", least, "D or ", least + 1, "D tensor, but got", pool == Pool::adaptive_max ? ": " : " ", sizes));
  }
  if (n == 2 && pool == Pool::average) {
    if (dims < 3) wrap_dim(-3, dims, false);
    fail(ErrorKind::runtime_error, logit::cat("Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:", sizes));
  }
  fail(ErrorKind::runtime_error, logit::cat("non-empty ", least, "D or ", least + 1, "D (batch mode) tensor expected for input"));
}

void check_pool_sizes(IntList kernel, std::size_t n, Pool pool) {
  if (kernel.size() == 1 || kernel.size() == n) return;
  if (n == 1 && pool == Pool::max) {
    fail(ErrorKind::runtime_error, logit::cat("max_pool1d() kernel_size must be an int, list of ints or tuple of ints of size 1 but got size ", kernel.size()));
  }
  if (n == 1) fail(ErrorKind::runtime_error, logit::cat("avg_pool1d() argument 'kernel_size' should contain one int (got ", kernel.size(), ")"));
  fail(ErrorKind::runtime_error, logit::cat(pool == Pool::max ? "max_pool" : "avg_pool", n, "d: kernel_size must ", n == 2 || pool == Pool::max ? "either " : "",
                                            "be a single int, or a tuple of ", n == 2 ? "two" : "three", " ints"));
}

// The numbers of a one-dimensional maximum, which is written apart from the others in PyTorch.
void check_max_pool1d(const Window& w) {
  const auto check_positive = [](const char* name, std::int64_t number) {
    check(number > 0, ErrorKind::runtime_error, [&] { return logit::cat("max_pool1d() ", name, " must be greater than zero, but got ", number); });
  };
  check_positive("kernel_size", w.kernel[0]);
  check_positive("stride", w.stride[0]);
  check(w.padding[0] >= 0, ErrorKind::runtime_error, [&] { return logit::cat("max_pool1d() padding must be non-negative, but got ", w.padding[0]); });
  check(w.padding[0] <= w.kernel[0] / 2, ErrorKind::runtime_error, [&] {
    return logit::cat("max_pool1d() padding should be at most half of kernel size, but got padding=", w.padding[0], " and kernel_size=", w.kernel[0]);
  });
  check(w.dilation[0] > 0, ErrorKind::runtime_error, [&] { return logit::cat("max_pool1d() dilation must be greater than zero, but got ", w.dilation[0]); });
}

Window pool_window(const Tensor& x, std::size_t n, IntList kernel, std::optional<IntList> stride, IntList padding, IntList dilation, bool ceil_mode,
                   Pool pool) {
  check_rank(x, n, pool);
  check_pool_sizes(kernel, n, pool);
  Window w;
  w.n = n;
  spread_to(w.kernel, kernel, n, "kernel_size");
  spread_to(w.stride, stride && !stride->empty() ? *stride : kernel, n, "stride");
  spread_to(w.padding, padding, n, "padding");
  spread_to(w.dilation, dilation, n, "dilation");
  check_range(w);
  if (n == 1 && pool == Pool::max) check_max_pool1d(w);
  for (std::size_t i = 0; i < n; ++i) check(w.stride[i] != 0, ErrorKind::runtime_error, "stride should not be zero");
  check(all_at_least(w.kernel, n, 1), ErrorKind::runtime_error, [&] {
    return logit::cat("kernel size should be greater than zero, but got ", by_letter(w.kernel, n, "k", false));
  });
  check(all_at_least(w.stride, n, 1), ErrorKind::runtime_error, [&] {
    return logit::cat("stride should be greater than zero, but got ", by_letter(w.stride, n, "d", false));
  });
  check(all_at_least(w.dilation, n, 1), ErrorKind::runtime_error, [&] {
    return logit::cat("dilation should be greater than zero, but got ", by_letter(w.dilation, n, "dilation", false));
  });
  check(all_at_least(w.padding, n, 0), ErrorKind::runtime_error, [&] {
    return logit::cat("pad must be non-negative, but got pad: ", *std::min_element(w.padding.begin(), w.padding.begin() + static_cast<std::ptrdiff_t>(n)));
  });
  bool too_small = false;
  for (std::size_t i = 0; i < n; ++i) {
    if (w.padding[i] > w.kernel[i] / 2) {
      fail(ErrorKind::runtime_error, logit::cat("pad should be at most half of effective kernel size, but got pad=", w.padding[i], ", kernel_size=", w.kernel[i], " and dilation=", w.dilation[i]));
    }
    w.in[i] = x.sizes()[x.sizes().size() - n + i];
    const std::int64_t room = w.in[i] + 2 * w.padding[i] - w.dilation[i] * (w.kernel[i] - 1) - 1;
    w.out[i] = room < 0 ? 0 : (room + (ceil_mode ? w.stride[i] - 1 : 0)) / w.stride[i] + 1;
    // The last window must begin inside the input or the left padding.
    if (ceil_mode && (w.out[i] - 1) * w.stride[i] >= w.in[i] + w.padding[i]) --w.out[i];
    if (room < 0) too_small = true;
  }
  if (too_small) {
    if (n == 1 && pool == Pool::max) fail(ErrorKind::runtime_error, logit::cat("max_pool1d() Invalid computed output size: ", w.out[0]));
    const std::int64_t planes = x.sizes()[x.sizes().size() - n - 1];
    std::string in = logit::cat(planes, n == 1 ? "x1" : ""), out = in;
    for (std::size_t i = 0; i < n; ++i) {
      in += logit::cat("x", w.in[i]);
      out += logit::cat("x", w.out[i]);
    }
    fail(ErrorKind::runtime_error, logit::cat("Given input size: (", in, "). Calculated output size: (", out, "). Output size is too small"));
  }
  return w;
}

Shape pooled_sizes(const Tensor& x, const Window& w) {
  Shape sizes = x.sizes();
  for (std::size_t i = 0; i < w.n; ++i) sizes[sizes.size() - w.n + i] = w.out[i];
  return sizes;
}

// Values and indices (into the flattened spatial dimensions); `pick` gives the windows.
template <class Each>
TensorPair max_pool_over(const Tensor& x, std::size_t n, const Shape& sizes, std::int64_t in_size, std::int64_t out_size, const char* node, Each each) {
  const Tensor data = contiguous_data(x);
  TensorPair out{logit::empty(sizes, x.dtype()), full_of(sizes, 0, DType::int64)};
  as_floating(x, "max_pool2d", [&](auto t) {
    using T = decltype(t);
    for (std::int64_t plane = 0; plane < out[0].numel() / (out_size ? out_size : 1); ++plane) {
      const T* from = static_cast<const T*>(data.data()) + plane * in_size;
      T* to = static_cast<T*>(out[0].data()) + plane * out_size;
      std::int64_t* at = out[1].data_as<std::int64_t>() + plane * out_size;
      for (std::int64_t i = 0; i < out_size; ++i) {
        to[i] = -std::numeric_limits<T>::infinity();
        at[i] = -1;
      }
      each([&](std::int64_t element, std::int64_t place, std::int64_t position) {
        (void)element;
        if (at[position] < 0 || from[place] > to[position] || from[place] != from[place]) {
          to[position] = from[place];
          at[position] = place;
        }
      });
    }
  });
  if (Recording graph{x}) {
    graph.save(out[1]);
    graph.record(out[0], node, [n, in = x.sizes(), in_size](Back& back) {
      Shape flat = in, positions = back.dy().sizes();
      flat.resize(flat.size() - n);
      positions.resize(positions.size() - n);
      flat.push_back(in_size);
      positions.push_back(-1);
      const Tensor index = reshape(back.saved(0), positions);
      back.dx(0) = reshape(scatter_add(full_of(flat, 0, back.dy().dtype()), -1, index, reshape(back.dy(), positions)), in);
    });
  }
  return out;
}

TensorPair max_pool(const Tensor& x, std::size_t n, IntList kernel, std::optional<IntList> stride, IntList padding, IntList dilation,
                    bool ceil_mode, const char* node) {
  const Window w = pool_window(x, n, kernel, stride, padding, dilation, ceil_mode, Pool::max);
  return max_pool_over(x, n, pooled_sizes(x, w), w.in_size(), w.out_size(), node, [&w](auto f) { each_window(w, f); });
}

Tensor avg_pool(const Tensor& x, std::size_t n, IntList kernel, std::optional<IntList> stride, IntList padding, bool ceil_mode,
                bool count_include_pad, std::optional<std::int64_t> divisor, const char* node) {
  const Shape one{1};
  const Window w = pool_window(x, n, kernel, stride, padding, one, ceil_mode, Pool::average);
  // How many elements each window counts: fixed, inside the padded input, or inside the input itself.
  Tensor counts = full_of(Shape{w.out_size()}, 0, x.dtype());
  Window padded = w;
  if (count_include_pad) {
    for (std::size_t i = 0; i < n; ++i) {
      padded.in[i] += 2 * w.padding[i];
      padded.padding[i] = 0;
    }
  }
  as_floating(x, "avg_pool2d", [&](auto t) {
    using T = decltype(t);
    each_window(padded, [&](std::int64_t, std::int64_t, std::int64_t position) { static_cast<T*>(counts.data())[position] += T(1); });
    if (divisor) std::fill_n(static_cast<T*>(counts.data()), w.out_size(), static_cast<T>(*divisor));
  });
  const Tensor data = contiguous_data(x);
  Tensor y = full_of(pooled_sizes(x, w), 0, x.dtype());
  as_floating(x, "avg_pool2d", [&](auto t) {
    using T = decltype(t);
    for (std::int64_t plane = 0; plane < y.numel() / (w.out_size() ? w.out_size() : 1); ++plane) {
      const T* from = static_cast<const T*>(data.data()) + plane * w.in_size();
      T* to = static_cast<T*>(y.data()) + plane * w.out_size();
      each_window(w, [&](std::int64_t, std::int64_t at, std::int64_t position) { to[position] += from[at]; });
      for (std::int64_t i = 0; i < w.out_size(); ++i) to[i] /= static_cast<const T*>(counts.data())[i];
    }
  });
  if (Recording graph{x}) {
    graph.record(y, node, [w, counts, in = x.sizes()](Back& back) {
      const std::int64_t planes = element_count(in) / w.in_size();
      const Tensor share = div(reshape(back.dy(), Shape{planes, 1, w.out_size()}), counts);
      const Tensor columns = expand(share, Shape{planes, w.kernel_size(), w.out_size()});
      back.dx(0) = reshape(fold_windows(columns, w, with_spatial(planes, 1, w.in, w.n)), in);
    });
  }
  return y;
}

// Where adaptive window `i` of `out` begins and ends over `in` elements.
std::int64_t adaptive_start(std::int64_t i, std::int64_t out, std::int64_t in) { return i * in / out; }
std::int64_t adaptive_end(std::int64_t i, std::int64_t out, std::int64_t in) { return ((i + 1) * in + out - 1) / out; }

std::array<std::int64_t, kMaxSpatial> adaptive_sizes(const Tensor& x, std::size_t n, IntList output_size, Pool pool) {
  check_rank(x, n, pool);
  std::array<std::int64_t, kMaxSpatial> out{1, 1, 1};
  const char* name = pool == Pool::adaptive_max ? "adaptive_max_pool" : "adaptive_avg_pool";
  check(n > 1 || output_size.size() == 1, ErrorKind::runtime_error, [&] {
    return logit::cat(name, "1d() argument 'output_size' should contain one int (got ", output_size.size(), ")");
  });
  check(output_size.size() == 1 || output_size.size() == n, ErrorKind::runtime_error, [&] {
    return pool == Pool::adaptive_max ? logit::cat(name, n, "d(): internal error: output_size.size() must be ", n)
                                      : logit::cat(name, n, "d: output_size must be ", n);
  });
  spread_to(out, output_size, n, "output_size");
  for (std::size_t i = 0; i < n; ++i) {
    if (out[i] < 0) out[i] = x.sizes()[x.sizes().size() - n + i];  // None keeps a size
  }
  return out;
}

// Averages over adaptive windows are one matrix product per dimension.
Tensor adaptive_avg(const Tensor& x, std::size_t n, IntList output_size, const char* node) {
  const auto sizes = adaptive_sizes(x, n, output_size, Pool::adaptive_average);
  bool all_one = true;
  Shape last;
  for (std::size_t i = 0; i < n; ++i) {
    all_one = all_one && sizes[i] == 1;
    last.push_back(static_cast<std::int64_t>(x.sizes().size() - n + i));
  }
  if (all_one && n > 1) return mean_dim(x, IntList(last), true);
  Tensor y = x;
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t d = last[i], in = x.size(d), out = sizes[i];
    Tensor weights = full_of(Shape{out, in}, 0, x.dtype());
    as_floating(x, "adaptive_avg_pool2d", [&](auto t) {
      using T = decltype(t);
      for (std::int64_t o = 0; o < out; ++o) {
        const std::int64_t start = adaptive_start(o, out, in), end = adaptive_end(o, out, in);
        for (std::int64_t k = start; k < end; ++k) static_cast<T*>(weights.data())[o * in + k] = T(1) / static_cast<T>(end - start);
      }
    });
    y = movedim(matmul(movedim(y, IntList(&d, 1), IntList(Shape{-1})), t(weights)), IntList(Shape{-1}), IntList(&d, 1));
  }
  if (const Ref<Node> fn = grad_fn(y)) fn->rename(node);
  return y;
}

TensorPair adaptive_max(const Tensor& x, std::size_t n, IntList output_size, const char* node) {
  const auto out = adaptive_sizes(x, n, output_size, Pool::adaptive_max);
  std::array<std::int64_t, kMaxSpatial> in{1, 1, 1};
  Shape sizes = x.sizes();
  std::int64_t in_size = 1, out_size = 1;
  for (std::size_t i = 0; i < n; ++i) {
    in[i] = x.sizes()[sizes.size() - n + i];
    sizes[sizes.size() - n + i] = out[i];
    in_size *= in[i];
    out_size *= out[i];
  }
  return max_pool_over(x, n, sizes, in_size, out_size, node, [&](auto f) {
    std::int64_t position = 0;
    for (std::int64_t a = 0; a < out[0]; ++a) {
      for (std::int64_t b = 0; b < out[1]; ++b) {
        for (std::int64_t c = 0; c < out[2]; ++c, ++position) {
          for (std::int64_t i = adaptive_start(a, out[0], in[0]); i < adaptive_end(a, out[0], in[0]); ++i) {
            for (std::int64_t j = adaptive_start(b, out[1], in[1]); j < adaptive_end(b, out[1], in[1]); ++j) {
              for (std::int64_t k = adaptive_start(c, out[2], in[2]); k < adaptive_end(c, out[2], in[2]); ++k) {
                f(std::int64_t{0}, (i * in[1] + j) * in[2] + k, position);
              }
            }
          }
        }
      }
    }
  });
}

Arg max_result(const TensorPair& pair, bool return_indices) {
  return return_indices ? to_arg(pair) : Arg(pair[0]);
}

}  // namespace

}  // namespace ops

#define LOGIT_POOL(n, max_node, avg_node, adaptive_max_node, adaptive_avg_node)                                              \
  constexpr OpDef def::max_pool##n##d{                                                                                       \
      .forms = {{"max_pool" #n "d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)", \
                 bind<&ops::max_pool##n##d>}},                                                                               \
      .reference = "F.max_pool" #n "d",                                                                                      \
      .grad_fn = max_node,                                                                                                   \
      .backward = "dy goes to the largest element of each window",                                                           \
      .summary = "The largest element of every window (with its place, if asked).",                                          \
  };                                                                                                                         \
  Arg ops::max_pool##n##d(const Tensor& x, IntList kernel_size, std::optional<IntList> stride, IntList padding, IntList dilation, \
                          bool ceil_mode, bool return_indices) {                                                             \
    return max_result(max_pool(x, n, kernel_size, stride, padding, dilation, ceil_mode, max_node), return_indices);          \
  }                                                                                                                          \
  constexpr OpDef def::avg_pool##n##d{                                                                                       \
      .forms = {{"avg_pool" #n "d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None)", \
                 bind<&ops::avg_pool##n##d>}},                                                                               \
      .reference = "F.avg_pool" #n "d",                                                                                      \
      .grad_fn = avg_node,                                                                                                   \
      .backward = "dy shared among the elements of each window",                                                             \
      .summary = "The mean of every window.",                                                                                \
  };                                                                                                                         \
  Tensor ops::avg_pool##n##d(const Tensor& x, IntList kernel_size, std::optional<IntList> stride, IntList padding, bool ceil_mode, \
                             bool count_include_pad, std::optional<std::int64_t> divisor_override) {                         \
    return avg_pool(x, n, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, avg_node);           \
  }                                                                                                                          \
  constexpr OpDef def::adaptive_max_pool##n##d{                                                                              \
      .forms = {{"adaptive_max_pool" #n "d(input, output_size, return_indices=False)", bind<&ops::adaptive_max_pool##n##d>}}, \
      .reference = "F.adaptive_max_pool" #n "d",                                                                             \
      .grad_fn = adaptive_max_node,                                                                                          \
      .summary = "The largest elements of windows chosen so that the output has a given size.",                              \
  };                                                                                                                         \
  Arg ops::adaptive_max_pool##n##d(const Tensor& x, IntList output_size, bool return_indices) {                              \
    return max_result(adaptive_max(x, n, output_size, adaptive_max_node), return_indices);                                   \
  }                                                                                                                          \
  constexpr OpDef def::adaptive_avg_pool##n##d{                                                                              \
      .forms = {{"adaptive_avg_pool" #n "d(input, output_size)", bind<&ops::adaptive_avg_pool##n##d>}},                      \
      .reference = "F.adaptive_avg_pool" #n "d",                                                                             \
      .grad_fn = adaptive_avg_node,                                                                                          \
      .summary = "The means of windows chosen so that the output has a given size.",                                         \
  };                                                                                                                         \
  Tensor ops::adaptive_avg_pool##n##d(const Tensor& x, IntList output_size) {                                                \
    return adaptive_avg(x, n, output_size, adaptive_avg_node);                                                               \
  }
LOGIT_POOL(1, "SqueezeBackward1", "SqueezeBackward1", "SqueezeBackward1", "SqueezeBackward1")
LOGIT_POOL(2, "MaxPool2DWithIndicesBackward0", "AvgPool2DBackward0", "AdaptiveMaxPool2DBackward0", "AdaptiveAvgPool2DBackward0")
LOGIT_POOL(3, "MaxPool3DWithIndicesBackward0", "AvgPool3DBackward0", "AdaptiveMaxPool3DBackward0", "AdaptiveAvgPool3DBackward0")
#undef LOGIT_POOL

}  // namespace logit
