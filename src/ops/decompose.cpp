// Matrix decompositions with vectors: QR, the symmetric eigenproblem, and the singular value decomposition.
//
// Values are computed in double by textbook methods (Householder reflections with LAPACK's signs, cyclic Jacobi
// rotations) and rounded once. Eigenvectors are fixed up to a sign by making their last component positive.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/error.h"
#include "base/format.h"
#include "ops/formula.h"
#include "ops/op_def.h"
#include "ops/record.h"
#include "tensor/room.h"

namespace logit {
namespace ops {
namespace {

void check_matrix(const Tensor& a, const char* name) {
  if (a.dim() < 2) fail(ErrorKind::runtime_error, logit::cat(name, ": The input tensor A must have at least 2 dimensions."));
  if (!is_floating(a.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat(name, ": Expected a floating point or complex tensor as input. Got ", scalar_type_name(a.dtype())));
  }
  if (is_reduced_floating(a.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat(name, ": Low precision dtypes not supported. Got ", scalar_type_name(a.dtype())));
  }
}

Shape batched(const Tensor& a, std::initializer_list<std::int64_t> last) {
  Shape sizes = a.sizes();
  sizes.resize(sizes.size() - 2);
  for (const std::int64_t size : last) sizes.push_back(size);
  return sizes;
}

Tensor swapped(const Tensor& x) { return transpose(x, -2, -1); }
Tensor diagonal_matrix(const Tensor& x) { return diag_embed(x); }

// A (m × n, row-major, overwritten by R) = Q R with Q m × m. As LAPACK's geqrf: the diagonal of R gets the
// sign opposite to the column it comes from, and a column that is zero below the diagonal stays as it is.
void householder(double* a, double* q, std::int64_t m, std::int64_t n) {
  std::fill_n(q, m * m, 0.0);
  for (std::int64_t i = 0; i < m; ++i) q[i * m + i] = 1;
  std::vector<double> v(static_cast<std::size_t>(m));
  for (std::int64_t k = 0; k < std::min(m, n); ++k) {
    double below = 0;
    for (std::int64_t i = k + 1; i < m; ++i) below += a[i * n + k] * a[i * n + k];
    if (below == 0) continue;
    const double alpha = a[k * n + k], beta = -std::copysign(std::sqrt(alpha * alpha + below), alpha);
    const double tau = (beta - alpha) / beta;
    v[static_cast<std::size_t>(k)] = 1;
    for (std::int64_t i = k + 1; i < m; ++i) v[static_cast<std::size_t>(i)] = a[i * n + k] / (alpha - beta);
    for (std::int64_t j = k; j < n; ++j) {
      double dot = 0;
      for (std::int64_t i = k; i < m; ++i) dot += v[static_cast<std::size_t>(i)] * a[i * n + j];
      for (std::int64_t i = k; i < m; ++i) a[i * n + j] -= tau * v[static_cast<std::size_t>(i)] * dot;
    }
    for (std::int64_t i = k + 1; i < m; ++i) a[i * n + k] = 0;
    for (std::int64_t i = 0; i < m; ++i) {
      double dot = 0;
      for (std::int64_t j = k; j < m; ++j) dot += q[i * m + j] * v[static_cast<std::size_t>(j)];
      for (std::int64_t j = k; j < m; ++j) q[i * m + j] -= tau * dot * v[static_cast<std::size_t>(j)];
    }
  }
}

// Eigenvalues (ascending) and eigenvectors (columns) of a symmetric matrix, by cyclic Jacobi rotations.
void jacobi(std::vector<double> a, std::int64_t n, double* values, double* vectors) {
  std::vector<double> v(static_cast<std::size_t>(n * n));
  auto at = [n](std::vector<double>& m, std::int64_t i, std::int64_t j) -> double& { return m[static_cast<std::size_t>(i * n + j)]; };
  for (std::int64_t i = 0; i < n; ++i) at(v, i, i) = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0, all = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      for (std::int64_t j = 0; j < n; ++j) (i == j ? all : off) += at(a, i, j) * at(a, i, j);
    }
    if (off <= 1e-34 * (all + off)) break;
    for (std::int64_t p = 0; p < n; ++p) {
      for (std::int64_t q = p + 1; q < n; ++q) {
        if (at(a, p, q) == 0) continue;
        const double theta = (at(a, q, q) - at(a, p, p)) / (2 * at(a, p, q));
        const double t = std::copysign(1.0, theta) / (std::fabs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1), s = t * c;
        for (std::int64_t k = 0; k < n; ++k) {
          const double x = at(a, k, p), y = at(a, k, q);
          at(a, k, p) = c * x - s * y;
          at(a, k, q) = s * x + c * y;
        }
        for (std::int64_t k = 0; k < n; ++k) {
          const double x = at(a, p, k), y = at(a, q, k);
          at(a, p, k) = c * x - s * y;
          at(a, q, k) = s * x + c * y;
          const double u = at(v, k, p), w = at(v, k, q);
          at(v, k, p) = c * u - s * w;
          at(v, k, q) = s * u + c * w;
        }
      }
    }
  }
  std::vector<std::int64_t> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::int64_t i, std::int64_t j) { return at(a, i, i) < at(a, j, j); });
  for (std::int64_t j = 0; j < n; ++j) {
    const std::int64_t from = order[static_cast<std::size_t>(j)];
    values[j] = at(a, from, from);
    std::int64_t last = n - 1;  // the last component that is not just noise decides the sign
    while (last > 0 && std::fabs(at(v, last, from)) < 1e-12) --last;
    const double sign = at(v, last, from) < 0 ? -1 : 1;
    for (std::int64_t i = 0; i < n; ++i) vectors[i * n + j] = sign * at(v, i, from);
  }
}

// 1 / (l_j - l_i), 0 on the diagonal.
Tensor inverse_gaps(const Tensor& l) {
  const Tensor gaps = unsqueeze(l, -2) - unsqueeze(l, -1);
  return reciprocal(masked_fill(gaps, eq(gaps, 0), HUGE_VAL));
}

}  // namespace
}  // namespace ops

constexpr OpDef def::qr{
    .forms = {{"qr(A, mode='reduced')", bind<&ops::qr>, "linalg_qr(Q, R)"}},
    .reference = "torch.linalg.qr",
    .grad_fn = "LinalgQrBackward0",
    .backward = "dA = (dQ + Q copyltu(R dRᵀ - dQᵀ Q)) R⁻ᵀ",
    .summary = "A = Q R with orthogonal Q and upper triangular R.",
    .examples = "torch.linalg.qr(torch.tensor([[3., 1.], [4., 2.]]))",
};

TensorPair ops::qr(const Tensor& a, std::string_view mode) {
  check_matrix(a, "linalg.qr");
  if (mode != "reduced" && mode != "complete" && mode != "r") {
    fail(ErrorKind::runtime_error, logit::cat("qr received unrecognized mode '", mode, "' but expected one of 'reduced' (default), 'r', or 'complete'"));
  }
  const std::int64_t m = a.size(-2), n = a.size(-1), k = mode == "complete" ? m : std::min(m, n);
  Tensor r = full_of(batched(a, {k, n}), 0, DType::float64), q = full_of(batched(a, {m, k}), 0, DType::float64);
  const Tensor data = to_dtype_data(a, DType::float64);
  const std::int64_t count = m * n == 0 ? 0 : a.numel() / (m * n);
  check_room_for(m, 8 * std::max<std::int64_t>(m, 1));
  check_work(4.0 * static_cast<double>(m) * static_cast<double>(a.numel()), "linalg.qr");
  std::vector<double> square(static_cast<std::size_t>(m * m));
  for (std::int64_t b = 0; b < count; ++b) {
    std::vector<double> work(data.data_as<double>() + b * m * n, data.data_as<double>() + (b + 1) * m * n);
    householder(work.data(), square.data(), m, n);
    std::copy_n(work.data(), k * n, r.data_as<double>() + b * k * n);
    for (std::int64_t i = 0; i < m; ++i) std::copy_n(square.data() + i * m, k, q.data_as<double>() + (b * m + i) * k);
  }
  TensorPair out{mode == "r" ? logit::empty(Shape{0}, a.dtype()) : to_dtype_data(q, a.dtype()), to_dtype_data(r, a.dtype())};
  if (Recording graph{a}) {
    graph.save_output(out[0], 0);
    graph.save_output(out[1], 1);
    graph.record(std::span<const Tensor>(out), "LinalgQrBackward0", [mode = std::string(mode), m, n](Back& back) {
      if (mode == "r") fail(ErrorKind::runtime_error, "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you are going to require gradients.");
      if (m < n || (mode == "complete" && m > n)) fail(ErrorKind::not_implemented_error, "logit does not have the gradient of torch.linalg.qr for wide or complete decompositions yet");
      const Tensor q = back.saved(0), r = back.saved(1);
      Tensor core = zeros_like(r);
      if (back.dy(1).defined()) core = core + matmul(r, swapped(back.dy(1)));
      if (back.dy(0).defined()) core = core - matmul(swapped(back.dy(0)), q);
      Tensor right = matmul(q, tril(core) + swapped(tril(core, -1)));
      if (back.dy(0).defined()) right = right + back.dy(0);
      back.dx(0) = swapped(solve(r, swapped(right)));
    });
  }
  return out;
}

constexpr OpDef def::eigh{
    .forms = {{"eigh(A, UPLO='L')", bind<&ops::eigh>, "linalg_eigh(eigenvalues, eigenvectors)"}},
    .reference = "torch.linalg.eigh",
    .grad_fn = "LinalgEighBackward0",
    .backward = "dA = V (diag(dL) + Vᵀ dV / (l_j - l_i)) Vᵀ",
    .summary = "Eigenvalues and eigenvectors of a symmetric matrix.",
};

TensorPair ops::eigh(const Tensor& a, std::string_view uplo) {
  check_matrix(a, "linalg.eigh");
  const std::int64_t n = a.size(-1);
  if (a.size(-2) != n) {
    fail(ErrorKind::runtime_error, logit::cat("linalg.eigh: A must be batches of square matrices, but they are ", a.size(-2), " by ", n, " matrices"));
  }
  if (uplo != "L" && uplo != "U" && uplo != "l" && uplo != "u") {
    fail(ErrorKind::runtime_error, logit::cat("Expected UPLO argument to be 'L' or 'U', but got ", uplo));
  }
  const bool lower = uplo == "L" || uplo == "l";
  Tensor values = full_of(batched(a, {n}), 0, DType::float64), vectors = full_of(a.sizes(), 0, DType::float64);
  check_work(80.0 * static_cast<double>(n) * static_cast<double>(a.numel()), "linalg.eigh");
  const Tensor data = to_dtype_data(a, DType::float64);
  for (std::int64_t b = 0; n > 0 && b < a.numel() / (n * n); ++b) {
    const double* matrix = data.data_as<double>() + b * n * n;
    std::vector<double> work(static_cast<std::size_t>(n * n));
    for (std::int64_t i = 0; i < n; ++i) {
      for (std::int64_t j = 0; j < n; ++j) {
        const bool own = lower ? i >= j : i <= j;
        work[static_cast<std::size_t>(i * n + j)] = own ? matrix[i * n + j] : matrix[j * n + i];
      }
    }
    jacobi(std::move(work), n, values.data_as<double>() + b * n, vectors.data_as<double>() + b * n * n);
  }
  TensorPair out{to_dtype_data(values, a.dtype()), to_dtype_data(vectors, a.dtype())};
  if (Recording graph{a}) {
    graph.save_output(out[0], 0);
    graph.save_output(out[1], 1);
    graph.record(std::span<const Tensor>(out), "LinalgEighBackward0", [](Back& back) {
      const Tensor l = back.saved(0), v = back.saved(1);
      Tensor core = zeros_like(v);
      if (back.dy(0).defined()) core = core + diagonal_matrix(back.dy(0));
      if (back.dy(1).defined()) core = core + matmul(swapped(v), back.dy(1)) * inverse_gaps(l);
      back.dx(0) = matmul(matmul(v, core), swapped(v));
    });
  }
  return out;
}

}  // namespace logit
