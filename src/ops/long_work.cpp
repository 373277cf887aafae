#include "ops/long_work.h"

#include <utility>

#include "kernels/matmul.h"
#include "ops/device_copies.h"

namespace logit::ops {
namespace {

template <class T>
kernels::Matrix<const T> matrix(const Tensor& x, std::int64_t batch) {
  const std::size_t d = x.sizes().size();
  const std::int64_t offset = d == 3 ? batch * x.strides()[0] : 0;
  return {static_cast<const T*>(x.data()) + offset, x.strides()[d - 2], x.strides()[d - 1]};
}

// A product's operands as they lie in memory, if that is one of the ways that a device knows.
struct DeviceProduct {
  bool possible = false;
  kernels::Gpu::Kind kind = kernels::Gpu::Kind::forward;
  StoredMatrix a, b;
};

DeviceProduct on_device(const Tensor& a, const Tensor& b) {
  using Kind = kernels::Gpu::Kind;
  DeviceProduct p;
  if (a.dtype() != DType::float32 || a.dim() != 2) return p;
  const auto by_rows = [](const Tensor& x) { return x.stride(1) == 1 || x.size(1) == 1; };
  const auto by_columns = [](const Tensor& x) { return x.stride(0) == 1 || x.size(0) == 1; };
  const StoredMatrix a_rows{a.size(0), a.size(1), a.stride(0)}, a_columns{a.size(1), a.size(0), a.stride(1)};
  if (by_rows(a) && b.size(0) > 1 && b.stride(0) == 1) {
    p = {true, Kind::forward, a_rows, {b.size(1), b.size(0), b.stride(1)}};
  } else if (by_rows(b) && (by_rows(a) || by_columns(a))) {
    // A column as a row: its numbers are the same, and take a quarter of the room.
    const bool turned = !by_rows(a);
    p = {true, turned ? Kind::weight_gradient : Kind::input_gradient, turned ? a_columns : a_rows, {b.size(0), b.size(1), b.stride(0)}};
  }
  return p;
}

bool may_use_device(const Tensor& a, const Tensor& b) {
  const Context& context = Context::current();
  return context.gpu && kernels::device_computes(context.gpu, context.backend, a.size(-2), b.size(-1), a.size(-1)) &&
         on_device(a, b).possible;
}

}  // namespace

bool LongWork::is_long(const Tensor& a, const Tensor& b) {
  constexpr double kLongWork = 1 << 26;  // multiplications
  const double work = static_cast<double>(a.numel()) * static_cast<double>(b.size(-1));
  return work > kLongWork || (work > static_cast<double>(kernels::kExactWork) && may_use_device(a, b));
}

const LongWork::Product& LongWork::product(const Tensor& a, const Tensor& b, const Tensor& bias, bool sums) {
  if (next_ < done_.size()) return done_[next_++];
  left_ = a;
  right_ = b;
  bias_ = bias;
  sums_ = sums;
  made_.out = a.dim() == 3 ? empty(Shape{a.size(0), a.size(1), b.size(2)}, a.dtype()) : empty(Shape{a.size(0), b.size(1)}, a.dtype());
  piece_ = 0;
  device_ = may_use_device(a, b) ? Device::asked : Device::none;
  gpu_ = Context::current().gpu;
  throw Suspended();
}

bool LongWork::step() {
  if (!made_.out.defined()) return false;
  if (device_ == Device::asked) ask_device();
  if (device_ == Device::computes && take_from_device()) return false;
  if (!waiting()) compute_piece();
  return made_.out.defined();
}

// ---- by a device -----------------------------------------------------------------------------------

void LongWork::ask_device() {
  gpu_->open();
  if (gpu_->state() == kernels::Gpu::State::opening) return;
  // What the device is, and so whether it is worth it, is only known now.
  device_ = may_use_device(left_, right_) && begin_on_device() ? Device::computes : Device::none;
}

bool LongWork::begin_on_device() {
  const DeviceProduct p = on_device(left_, right_);
  kernels::Gpu::Product wanted{p.kind, device_matrix(*gpu_, left_, p.a), device_matrix(*gpu_, right_, p.b), 0,
                               left_.size(0), right_.size(1), left_.size(1), sums_ && p.kind == kernels::Gpu::Kind::weight_gradient};
  if (!wanted.a || !wanted.b) return false;
  if (bias_.defined() && p.kind == kernels::Gpu::Kind::forward) {
    wanted.bias = device_matrix(*gpu_, bias_, {1, wanted.n, wanted.n});
    if (!wanted.bias) return false;
  }
  if (wanted.sums) made_.sums = empty(Shape{wanted.m}, DType::float32);
  made_.with_bias = wanted.bias != 0;
  running_ = gpu_->begin(wanted);
  return running_ != 0;
}

// False: it still computes, or it failed and the product is begun here.
bool LongWork::take_from_device() {
  const kernels::Gpu::Progress progress = gpu_->progress(running_);
  if (progress == kernels::Gpu::Progress::pending) return false;
  kernels::Gpu::Handle result = 0;
  if (progress == kernels::Gpu::Progress::ready) {
    result = gpu_->take(running_, made_.out.data_as<float>(), made_.sums.defined() ? made_.sums.data_as<float>() : nullptr);
  } else {
    gpu_->drop(running_);
  }
  running_ = 0;
  device_ = Device::none;
  if (!result) return false;
  keep_on_device(*gpu_, made_.out, result);
  ++device_products_;
  finish(kernels::RanOn::webgpu);
  return true;
}

// ---- here ------------------------------------------------------------------------------------------

void LongWork::compute_piece() {
  made_.with_bias = false;
  made_.sums = Tensor();
  const std::int64_t m = left_.size(-2), k = left_.size(-1), n = right_.size(-1);
  const std::int64_t batches = left_.dim() == 3 ? left_.size(0) : 1;
  const std::int64_t pieces = kernels::matmul_pieces(m, n, k);
  // Small matrices of a large stack go several at a time.
  constexpr std::int64_t kPieceWork = 1 << 24;
  for (std::int64_t work = 0; work < kPieceWork && piece_ < batches * pieces; ++piece_) {
    const std::int64_t batch = piece_ / pieces;
    const auto run = [&](auto number) {
      using T = decltype(number);
      const kernels::Matrix<T> out{static_cast<T*>(made_.out.data()) + batch * m * n, n, 1};
      kernels::matmul_piece(matrix<T>(left_, batch), matrix<T>(right_, batch), out, m, n, k, piece_ % pieces);
    };
    if (made_.out.dtype() == DType::float32) run(float{});
    else if (made_.out.dtype() == DType::float64) run(double{});
    else run(std::int64_t{});
    work += m * n * k / pieces;
  }
  if (piece_ >= batches * pieces) finish(kernels::RanOn::simd);
}

void LongWork::finish(kernels::RanOn by) {
  made_.by = by;
  done_.push_back(std::exchange(made_, {}));
  left_ = right_ = bias_ = Tensor();
}

void LongWork::swap(LongWork& other) noexcept {
  std::swap(left_, other.left_);
  std::swap(right_, other.right_);
  std::swap(bias_, other.bias_);
  std::swap(sums_, other.sums_);
  std::swap(made_, other.made_);
  std::swap(device_, other.device_);
  std::swap(gpu_, other.gpu_);
  std::swap(running_, other.running_);
  std::swap(piece_, other.piece_);
  std::swap(done_, other.done_);
  std::swap(next_, other.next_);
  std::swap(device_products_, other.device_products_);
}

void LongWork::clear() {
  if (running_) gpu_->drop(std::exchange(running_, 0));
  device_ = Device::none;
  done_.clear();
  made_ = {};
  left_ = right_ = bias_ = Tensor();
  next_ = 0;
}

}  // namespace logit::ops
