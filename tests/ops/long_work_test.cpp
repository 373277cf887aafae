// Products that a device computes, with a device made of memory: what is uploaded, when it is asked, and that a loss at
// any moment costs no result. The real one is tested in the browser (tests/browser/webgpu.spec.mjs).
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <vector>

#include "autograd/engine.h"
#include "ops/formula.h"
#include "ops/long_work.h"
#include "ops/op_def.h"

using namespace logit;
using kernels::Gpu;

namespace {

// Computes when it is asked for the second time; lost at the `lose_at`-th call of anything.
class MemoryGpu final : public Gpu {
 public:
  State now = State::ready;
  int uploads = 0, begun = 0, calls = 0, lose_at = -1;
  std::size_t live() const { return matrices_.size(); }

  State state() const override { return now; }
  void open() override {
    if (now == State::asleep) now = State::opening;
    else if (now == State::opening) now = State::ready;
  }
  Handle upload(const float* data, std::int64_t rows, std::int64_t columns, std::int64_t row_stride) override {
    if (lost()) return 0;
    ++uploads;
    std::vector<float>& m = matrices_[++last_];
    for (std::int64_t r = 0; r < rows; ++r) m.insert(m.end(), data + r * row_stride, data + r * row_stride + columns);
    return last_;
  }
  bool alive(Handle matrix) override { return !lost() && matrices_.count(matrix) > 0; }
  void release(Handle matrix) override { matrices_.erase(matrix); }
  Handle begin(const Product& product) override {
    if (lost() || !matrices_.count(product.a) || !matrices_.count(product.b)) return 0;
    ++begun;
    products_[++last_] = {product, 0};
    return last_;
  }
  Progress progress(Handle product) override {
    if (lost() || !products_.count(product)) return Progress::lost;
    return ++products_[product].asked > 1 ? Progress::ready : Progress::pending;
  }
  Handle take(Handle number, float* out, float* sums) override {
    const Product p = products_[number].product;
    products_.erase(number);
    if (lost()) return 0;
    const std::vector<float>&a = matrices_[p.a], &b = matrices_[p.b];
    std::vector<float> result;
    for (std::int64_t i = 0; i < p.m; ++i) {
      for (std::int64_t j = 0; j < p.n; ++j) {
        double sum = p.bias ? static_cast<double>(matrices_[p.bias][static_cast<std::size_t>(j)]) : 0;
        for (std::int64_t q = 0; q < p.k; ++q) {
          const std::int64_t left = p.kind == Kind::weight_gradient ? q * p.m + i : i * p.k + q;
          const std::int64_t right = p.kind == Kind::forward ? j * p.k + q : q * p.n + j;
          sum += static_cast<double>(a[static_cast<std::size_t>(left)]) * static_cast<double>(b[static_cast<std::size_t>(right)]);
        }
        result.push_back(static_cast<float>(sum));
      }
      if (!sums) continue;
      double sum = 0;
      for (std::int64_t q = 0; q < p.k; ++q) sum += static_cast<double>(a[static_cast<std::size_t>(q * p.m + i)]);
      sums[i] = static_cast<float>(sum);
    }
    std::copy(result.begin(), result.end(), out);
    matrices_[++last_] = std::move(result);
    return last_;
  }
  void drop(Handle product) override { products_.erase(product); }

 private:
  bool lost() {
    if (++calls != lose_at) return now == State::absent;
    matrices_.clear();
    products_.clear();
    now = State::absent;
    return true;
  }
  struct Running {
    Product product;
    int asked;
  };
  std::map<Handle, std::vector<float>> matrices_;
  std::map<Handle, Running> products_;
  Handle last_ = 0;
};

struct WithDevice {
  MemoryGpu gpu;
  Context context;
  ContextScope scope{context};
  ops::LongWork work;

  WithDevice() {
    context.gpu = &gpu;
    context.backend = kernels::Backend::webgpu;
  }

  // As the bindings do it: begun again after each product that was put off.
  template <class Op>
  void run(Op op) {
    for (;;) {
      const ops::LongWork::Scope long_work(work);
      try {
        op();
        break;
      } catch (const ops::Suspended&) {
        while (work.step()) {}
      }
    }
    work.clear();
  }
};

Tensor pattern(Shape sizes, double step, bool requires_grad = false) {
  Tensor t = empty(sizes, DType::float32);
  for (std::int64_t i = 0; i < t.numel(); ++i) t.data_as<float>()[i] = static_cast<float>(std::sin(step * static_cast<double>(i)));
  if (requires_grad) set_requires_grad(t, true);
  return t;
}

void check_close(const Tensor& a, const Tensor& b) {
  REQUIRE(a.sizes() == b.sizes());
  for (std::int64_t i = 0; i < a.numel(); ++i) {
    const double x = a.element(i).to_double(), y = b.element(i).to_double();
    if (!(std::abs(x - y) <= 1e-3)) FAIL(i << ": " << x << " and " << y);
  }
}

struct Pass {
  Tensor y, dx, dw, db;
};

// A linear layer forward and backward. Large enough for the device: 128 · 96 · 100 > 2^20.
Pass pass(WithDevice& session) {
  Pass p;
  const Tensor x = pattern(Shape{128, 100}, 0.37, true), w = pattern(Shape{96, 100}, 0.11, true), b = pattern(Shape{96}, 0.5, true);
  session.run([&] { p.y = ops::linear(x, w, b); });
  const Tensor dy = pattern(Shape{128, 96}, 0.05);
  BackwardRun::Options options;
  options.accumulate = false;
  options.inputs = {x, w, b};
  BackwardRun run({&p.y, 1}, {&dy, 1}, std::move(options), ops::arithmetic());
  bool begun = false;
  session.run([&] {
    const bool again = std::exchange(begun, true);
    if (again) run.advance(0);
    while (run.advance(1) != BackwardRun::Status::done) {}
  });
  const std::vector<Tensor> grads = run.take_input_grads();
  p.dx = grads[0], p.dw = grads[1], p.db = grads[2];
  return p;
}

}  // namespace

TEST_CASE("a device computes a linear layer and its gradients as SIMD does") {
  WithDevice with, without;
  Pass ours, theirs;
  {
    const ContextScope scope(with.context);
    ours = pass(with);
    CHECK(with.gpu.begun == 3);
    // x, w, b once each, and dy once for both gradients' products, which read it row by row and as columns.
    CHECK(with.gpu.uploads == 4);
    CHECK(with.work.device_products() == 3);
  }
  {
    const ContextScope scope(without.context);
    without.context.backend = kernels::Backend::simd;
    theirs = pass(without);
    CHECK(without.gpu.begun == 0);
  }
  check_close(ours.y, theirs.y);
  check_close(ours.dx, theirs.dx);
  check_close(ours.dw, theirs.dw);
  check_close(ours.db, theirs.db);
  CHECK(ours.dw.strides() == theirs.dw.strides());
  ours = theirs = {};
  CHECK(with.gpu.live() == 0);
}

TEST_CASE("a device lost at any moment costs no result") {
  WithDevice plain;
  plain.context.backend = kernels::Backend::simd;
  const Pass expected = pass(plain);
  int calls = 1;
  for (int at = 1; at <= calls; ++at) {
    CAPTURE(at);
    WithDevice session;
    session.gpu.lose_at = at;
    const Pass p = pass(session);
    check_close(p.y, expected.y);
    check_close(p.dx, expected.dx);
    check_close(p.dw, expected.dw);
    check_close(p.db, expected.db);
    if (session.gpu.now != Gpu::State::absent) break;
    calls = at + 1;
  }
  CHECK(calls > 10);
}

TEST_CASE_FIXTURE(WithDevice, "what has not changed is not uploaded again, what has is") {
  const Tensor x = pattern(Shape{128, 100}, 0.37), w = pattern(Shape{100, 96}, 0.11);
  Tensor y, again;
  run([&] { y = ops::mm(x, w); });
  CHECK(gpu.uploads == 2);
  run([&] { again = ops::mm(x, w); });
  CHECK(gpu.uploads == 2);
  // A result is on the device already.
  run([&] { again = ops::mm(ops::t(y), x); });
  CHECK(gpu.uploads == 2);
  ops::add_(w, wrap_number(1));
  run([&] { again = ops::mm(x, w); });
  CHECK(gpu.uploads == 3);
  // A tensor that shares memory but no history (w.data) counts its changes apart; they are changes all the same.
  const Tensor shared = make_alias(w);
  shared->own_version = make_ref<OwnVersion>();
  ops::add_(shared, wrap_number(1));
  Tensor here;
  run([&] { again = ops::mm(x, w); });
  CHECK(gpu.uploads == 4);
  context.backend = kernels::Backend::simd;
  run([&] { here = ops::mm(x, w); });
  check_close(again, here);
}

TEST_CASE_FIXTURE(WithDevice, "a device that is still being asked for is waited for") {
  gpu.now = Gpu::State::asleep;
  const Tensor x = pattern(Shape{128, 100}, 0.37), w = pattern(Shape{100, 96}, 0.11);
  Tensor y;
  run([&] { y = ops::mm(x, w); });
  CHECK(gpu.begun == 1);
}

TEST_CASE_FIXTURE(WithDevice, "the table: sizes and wishes decide, not the clock") {
  using kernels::Backend;
  const auto computes = [&](Backend wish, std::int64_t m, std::int64_t n, std::int64_t k) {
    return kernels::device_computes(&gpu, wish, m, n, k);
  };
  CHECK_FALSE(computes(Backend::webgpu, 100, 100, 100));  // a lesson's: exact whatever is wished
  CHECK(computes(Backend::webgpu, 128, 96, 100));
  CHECK_FALSE(computes(Backend::automatic, 128, 96, 100));
  CHECK(computes(Backend::automatic, 1024, 1024, 1024));
  CHECK_FALSE(computes(Backend::automatic, 10'000'000, 1, 100));  // moved more than computed with
  CHECK_FALSE(computes(Backend::simd, 1024, 1024, 1024));
  gpu.now = Gpu::State::software;
  CHECK_FALSE(computes(Backend::automatic, 1024, 1024, 1024));
  CHECK(computes(Backend::webgpu, 1024, 1024, 1024));
  gpu.now = Gpu::State::absent;
  CHECK_FALSE(computes(Backend::webgpu, 1024, 1024, 1024));
  CHECK_FALSE(kernels::device_computes(nullptr, Backend::webgpu, 1024, 1024, 1024));
}
