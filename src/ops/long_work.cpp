#include "ops/long_work.h"

#include "kernels/matmul.h"

namespace logit::ops {
namespace {

template <class T>
kernels::Matrix<const T> matrix(const Tensor& x, std::int64_t batch) {
  const std::size_t d = x.sizes().size();
  const std::int64_t offset = d == 3 ? batch * x.strides()[0] : 0;
  return {static_cast<const T*>(x.data()) + offset, x.strides()[d - 2], x.strides()[d - 1]};
}

}  // namespace

bool LongWork::is_long(std::int64_t batches, std::int64_t m, std::int64_t n, std::int64_t k) {
  constexpr double kLongWork = 1 << 26;  // multiplications
  return static_cast<double>(batches) * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k) > kLongWork;
}

Tensor LongWork::product(const Tensor& a, const Tensor& b) {
  if (next_ < done_.size()) return done_[next_++];
  left_ = a;
  right_ = b;
  out_ = a.dim() == 3 ? empty(Shape{a.size(0), a.size(1), b.size(2)}, a.dtype()) : empty(Shape{a.size(0), b.size(1)}, a.dtype());
  piece_ = 0;
  throw Suspended();
}

bool LongWork::step() {
  if (!out_.defined()) return false;
  const std::int64_t m = left_.size(-2), k = left_.size(-1), n = right_.size(-1);
  const std::int64_t batches = left_.dim() == 3 ? left_.size(0) : 1;
  const std::int64_t pieces = kernels::matmul_pieces(m, n, k);
  // Small matrices of a large stack go several at a time.
  constexpr std::int64_t kPieceWork = 1 << 24;
  for (std::int64_t work = 0; work < kPieceWork && piece_ < batches * pieces; ++piece_) {
    const std::int64_t batch = piece_ / pieces;
    const auto run = [&](auto number) {
      using T = decltype(number);
      const kernels::Matrix<T> out{static_cast<T*>(out_.data()) + batch * m * n, n, 1};
      kernels::matmul_piece(matrix<T>(left_, batch), matrix<T>(right_, batch), out, m, n, k, piece_ % pieces);
    };
    if (out_.dtype() == DType::float32) run(float{});
    else if (out_.dtype() == DType::float64) run(double{});
    else run(std::int64_t{});
    work += m * n * k / pieces;
  }
  if (piece_ < batches * pieces) return true;
  done_.push_back(std::move(out_));
  out_ = left_ = right_ = Tensor();
  return false;
}

void LongWork::clear() {
  done_.clear();
  out_ = left_ = right_ = Tensor();
  next_ = 0;
}

}  // namespace logit::ops
