// Linear algebra of small matrices: determinants, inverses, solving, norms, and products in index notation.
//
// Factorisations are textbook algorithms in the tensor's dtype, batched over leading dimensions (singular
// values in double). Their gradients are written with recorded products, so they can be differentiated again.
#include <algorithm>
#include <cctype>
#include <vector>

#include "ops/reduce_tools.h"
#include "tensor/room.h"

namespace logit {
namespace ops {
namespace {

void check_square(const Tensor& a, const char* name) {
  if (a.dim() < 2) {
    fail(ErrorKind::runtime_error, logit::cat(name, ": The input tensor A must have at least 2 dimensions."));
  }
  if (a.size(-1) != a.size(-2)) {
    fail(ErrorKind::runtime_error, logit::cat(name, ": A must be batches of square matrices, but they are ", a.size(-2), " by ",
                                              a.size(-1), " matrices"));
  }
  if (!is_floating(a.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat(name, ": Expected a floating point or complex tensor as input. Got ", scalar_type_name(a.dtype())));
  }
}

// One matrix, row-major.
template <class T>
struct Square {
  std::int64_t n;
  std::vector<T> v;
  T& at(std::int64_t i, std::int64_t j) { return v[static_cast<std::size_t>(i * n + j)]; }
};

// Multiplications of one elimination over every matrix of a batch.
double work_of(const Tensor& a) { return static_cast<double>(a.numel()) * static_cast<double>(std::min(a.size(-2), a.size(-1))); }

// Visits every matrix of a batch: f(elements, batch) in double, or in the tensor's own dtype.
template <class F>
void each_matrix(const Tensor& a, F f) {
  check_work(2 * work_of(a), "linalg");
  const std::int64_t rows = a.size(-2), columns = a.size(-1), size = rows * columns;
  const Tensor data = to_dtype_data(a, DType::float64);
  for (std::int64_t b = 0; size > 0 && b < a.numel() / size; ++b) f(data.data_as<double>() + b * size, b);
}
template <class F>
void each_own_matrix(const Tensor& a, F f) {
  check(!is_reduced_floating(a.dtype()), ErrorKind::runtime_error, "linalg: Low precision dtypes not supported. Got Half");
  check_work(2 * work_of(a), "linalg");
  const std::int64_t rows = a.size(-2), columns = a.size(-1), size = rows * columns;
  const Tensor data = contiguous_data(a);
  auto run = [&](auto t) {
    using T = decltype(t);
    for (std::int64_t b = 0; size > 0 && b < a.numel() / size; ++b) f(static_cast<const T*>(data.data()) + b * size, b);
  };
  if (a.dtype() == DType::float64) run(double{});
  else run(float{});
}

template <class T>
Square<T> transposed(const T* matrix, std::int64_t n) {
  Square<T> out{n, std::vector<T>(static_cast<std::size_t>(n * n))};
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::int64_t j = 0; j < n; ++j) out.at(j, i) = matrix[i * n + j];
  }
  return out;
}

// PA = LU in place with partial pivoting; returns the permutation's sign, 0 if a pivot is zero. Row
// exchanges are also made in `right` (n rows of `width`).
template <class T>
int factorise(Square<T>& a, std::vector<T>* right, std::int64_t width) {
  int sign = 1;
  bool singular = false;
  for (std::int64_t k = 0; k < a.n; ++k) {
    std::int64_t pivot = k;
    for (std::int64_t i = k + 1; i < a.n; ++i) {
      if (std::fabs(a.at(i, k)) > std::fabs(a.at(pivot, k))) pivot = i;
    }
    if (pivot != k) {
      sign = -sign;
      for (std::int64_t j = 0; j < a.n; ++j) std::swap(a.at(k, j), a.at(pivot, j));
      for (std::int64_t j = 0; right && j < width; ++j) {
        std::swap((*right)[static_cast<std::size_t>(k * width + j)], (*right)[static_cast<std::size_t>(pivot * width + j)]);
      }
    }
    if (a.at(k, k) == 0) {
      singular = true;
      continue;
    }
    for (std::int64_t i = k + 1; i < a.n; ++i) {
      const T factor = a.at(i, k) /= a.at(k, k);
      for (std::int64_t j = k + 1; j < a.n; ++j) a.at(i, j) -= factor * a.at(k, j);
    }
  }
  return singular ? 0 : sign;
}

// Solves A X = B for every matrix; X has B's sizes. Throws for singular matrices.
Tensor solve_values(const Tensor& a, const Tensor& b, const char* message) {
  const std::int64_t n = a.size(-1), width = b.size(-1);
  const Tensor right = to_dtype_data(b, DType::float64);  // in double, rounded once
  Tensor x = empty(b.sizes(), DType::float64);
  each_matrix(a, [&](const double* matrix, std::int64_t batch) {
    using T = double;
    Square<T> lu{n, std::vector<T>(matrix, matrix + n * n)};
    const T* from = static_cast<const T*>(right.data()) + batch * n * width;
    std::vector<T> y(from, from + n * width);
    if (factorise(lu, &y, width) == 0) {
      std::int64_t zero = 0;
      while (zero < n && lu.at(zero, zero) != 0) ++zero;
      const std::string place = a.dim() > 2 ? logit::cat("(Batch element ", batch, "): ") : std::string();
      fail(ErrorKind::linalg_error, logit::cat(message, place, "The ", std::string_view(message).starts_with("linalg.inv") ? "diagonal element " : "solver failed because the input matrix is singular.",
                                                std::string_view(message).starts_with("linalg.inv") ? logit::cat(zero + 1, " is zero, the inversion could not be completed because the input matrix is singular.") : std::string()));
    }
    for (std::int64_t c = 0; c < width; ++c) {
      for (std::int64_t i = 0; i < n; ++i) {
        for (std::int64_t k = 0; k < i; ++k) y[static_cast<std::size_t>(i * width + c)] -= lu.at(i, k) * y[static_cast<std::size_t>(k * width + c)];
      }
      for (std::int64_t i = n; i-- > 0;) {
        T& cell = y[static_cast<std::size_t>(i * width + c)];
        for (std::int64_t k = i + 1; k < n; ++k) cell -= lu.at(i, k) * y[static_cast<std::size_t>(k * width + c)];
        cell /= lu.at(i, i);
      }
    }
    std::copy(y.begin(), y.end(), static_cast<T*>(x.data()) + batch * n * width);
  });
  return to_dtype_data(x, a.dtype());
}

Shape batch_of(const Tensor& a) {
  Shape batch = a.sizes();
  batch.resize(batch.size() - 2);
  return batch;
}

Tensor last_two_swapped(const Tensor& x) { return transpose(x, -2, -1); }

// A number per matrix shown over its rows and columns.
Tensor over_matrix(const Tensor& x) { return unsqueeze(unsqueeze(x, -1), -1); }

}  // namespace
}  // namespace ops

// ---- determinants ----

constexpr OpDef def::det{
    .forms = {{"det(A)", bind<&ops::det>}},
    .reference = "torch.det torch.linalg.det Tensor.det",
    .grad_fn = "LinalgDetBackward0",
    .backward = "dA = dy det(A) A⁻ᵀ",
    .summary = "The determinant.",
    .examples = "torch.det(torch.tensor([[1., 2.], [3., 5.]]))",
};
static_assert(complete(def::det));

namespace ops {
namespace {

// The cofactor matrix: d det / dA, right for singular matrices too.
Tensor cofactors(const Tensor& a) {
  const std::int64_t n = a.size(-1);
  check_work(std::pow(static_cast<double>(n), 5) * static_cast<double>(a.numel()) / static_cast<double>(std::max<std::int64_t>(n * n, 1)), "the gradient of det at a singular matrix");
  if (n == 1) return ones_like(a);
  std::vector<Tensor> rows;
  for (std::int64_t i = 0; i < n; ++i) {
    std::vector<Tensor> cells;
    for (std::int64_t j = 0; j < n; ++j) {
      const Tensor above[2] = {narrow(a, -2, 0, i), narrow(a, -2, i + 1, n - i - 1)};
      const Tensor without_row = ops::cat(above, -2);
      const Tensor beside[2] = {narrow(without_row, -1, 0, j), narrow(without_row, -1, j + 1, n - j - 1)};
      const Tensor minor_det = det(ops::cat(beside, -1));
      cells.push_back((i + j) % 2 ? neg(minor_det) : minor_det);
    }
    rows.push_back(stack(cells, -1));
  }
  return stack(rows, -2);
}

}  // namespace
}  // namespace ops

Tensor ops::det(const Tensor& a) {
  check_square(a, "linalg.det");
  const std::int64_t n = a.size(-1);
  Tensor y = full_of(batch_of(a), 1, a.dtype());
  each_own_matrix(a, [&](const auto* matrix, std::int64_t batch) {
    using T = std::remove_cvref_t<decltype(*matrix)>;
    Square<T> lu = transposed(matrix, n);  // as PyTorch: row-major memory read by columns
    T value = static_cast<T>(factorise<T>(lu, nullptr, 0));
    for (std::int64_t i = 0; i < n; ++i) value *= lu.at(i, i);
    static_cast<T*>(y.data())[batch] = value;
  });
  if (Recording graph{a}) {
    graph.save(a);
    graph.save_output(y);
    graph.record(y, "LinalgDetBackward0", [](Back& back) {
      const Tensor a = back.saved(0), y = back.saved(1);
      const bool singular = any(eq(detach(y), 0)).item().to_bool();
      const Tensor slope = singular ? cofactors(a) : over_matrix(y) * last_two_swapped(inv(a));
      back.dx(0) = over_matrix(back.dy()) * slope;
    });
  }
  return y;
}

constexpr OpDef def::slogdet{
    .forms = {{"slogdet(A)", bind<&ops::slogdet>, "linalg_slogdet(sign, logabsdet)"}},
    .reference = "torch.slogdet torch.linalg.slogdet Tensor.slogdet",
    .grad_fn = "LinalgSlogdetBackward0",
    .backward = "dA = dlogabsdet A⁻ᵀ",
    .summary = "The determinant's sign and the logarithm of its size.",
    .examples = "torch.linalg.slogdet(torch.tensor([[1., 2.], [3., 5.]]))",
};
TensorPair ops::slogdet(const Tensor& a) {
  check_square(a, "linalg.slogdet");
  const std::int64_t n = a.size(-1);
  TensorPair out{full_of(batch_of(a), 1, a.dtype()), full_of(batch_of(a), 0, a.dtype())};
  each_own_matrix(a, [&](const auto* matrix, std::int64_t batch) {
    using T = std::remove_cvref_t<decltype(*matrix)>;
    Square<T> lu = transposed(matrix, n);  // as PyTorch: row-major memory read by columns
    T sign = static_cast<T>(factorise<T>(lu, nullptr, 0)), log_size = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      if (lu.at(i, i) < 0) sign = -sign;
      log_size += kernels::log(std::fabs(lu.at(i, i)));
    }
    static_cast<T*>(out[0].data())[batch] = sign;
    static_cast<T*>(out[1].data())[batch] = log_size;
  });
  if (Recording graph{a}) {
    graph.save(a);
    graph.record(std::span<const Tensor>(out), "LinalgSlogdetBackward0", [](Back& back) {
      if (!back.dy(1).defined()) back.dx(0) = zeros_like(back.saved(0));
      else back.dx(0) = over_matrix(back.dy(1)) * last_two_swapped(inv(back.saved(0)));
    });
  }
  return out;
}

constexpr OpDef def::logdet{
    .forms = {{"logdet(input)", bind<&ops::logdet>}},
    .reference = "torch.logdet Tensor.logdet",
    .grad_fn = "WhereBackward0",
    .summary = "The logarithm of the determinant; nan if it is negative.",
    .examples = "torch.logdet(torch.tensor([[2., 1.], [1., 5.]]))",
};
Tensor ops::logdet(const Tensor& a) {
  const TensorPair parts = slogdet(a);
  return where(eq(parts[0], -1), std::nan(""), parts[1]);
}

// ---- inverse and solve ----

constexpr OpDef def::inv{
    .forms = {{"inv(A)", bind<&ops::inv>}},
    .reference = "torch.inverse torch.linalg.inv Tensor.inverse",
    .grad_fn = "LinalgInvExBackward0",
    .backward = "dA = -Yᵀ dY Yᵀ",
    .summary = "The inverse matrix.",
    .examples = "torch.linalg.inv(torch.tensor([[1., 2.], [3., 5.]]))",
};
static_assert(complete(def::inv));
Tensor ops::inv(const Tensor& a) {
  check_square(a, "linalg.inv");
  const std::int64_t n = a.size(-1);
  Tensor identity;
  {
    NoGrad guard;
    identity = contiguous(expand(eye(n, {}, a.dtype()), a.sizes()));
  }
  Tensor y = solve_values(a, identity, "linalg.inv: ");
  if (Recording graph{a}) {
    graph.save_output(y);
    graph.record(y, "LinalgInvExBackward0", [](Back& back) {
      const Tensor yt = last_two_swapped(back.saved(0));
      back.dx(0) = neg(matmul(yt, matmul(back.dy(), yt)));
    });
  }
  return y;
}

constexpr OpDef def::solve{
    .forms = {{"solve(A, B, *, left=True)", bind<&ops::solve>}},
    .reference = "torch.linalg.solve",
    .grad_fn = "LinalgSolveExBackward0",
    .backward = "dB = A⁻ᵀ dX,  dA = -dB Xᵀ",
    .summary = "X with A X = B, for a matrix or a vector B.",
    .examples = "torch.linalg.solve(torch.tensor([[1., 2.], [3., 5.]]), torch.tensor([1., 2.]))",
};
static_assert(complete(def::solve));
Tensor ops::solve(const Tensor& a, const Tensor& b, bool left) {
  check_square(a, "linalg.solve");
  if (!left) return last_two_swapped(solve(last_two_swapped(a), last_two_swapped(b)));
  if (a.dtype() != b.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("linalg.solve: Expected A and B to have the same dtype, but found A of type ",
                                              scalar_type_name(a.dtype()), " and B of type ", scalar_type_name(b.dtype()), " instead"));
  }
  Shape without_last = a.sizes();
  without_last.pop_back();
  const bool vector = b.dim() == 1 || (a.dim() - 1 == b.dim() && b.sizes() == without_last);
  const Tensor right = vector ? unsqueeze(b, -1) : b;
  if (right.size(-2) != a.size(-1)) {
    fail(ErrorKind::runtime_error, logit::cat("linalg.solve: Incompatible shapes of A and B for the equation AX = B (", a.size(-2), "x",
                                              a.size(-1), " and ", right.size(-2), "x", right.size(-1), ")"));
  }
  const Shape batch = broadcast_shapes(batch_of(a), batch_of(right));
  auto widened = [&](const Tensor& x) {
    Shape sizes = batch;
    sizes.push_back(x.size(-2));
    sizes.push_back(x.size(-1));
    return expand(x, sizes);
  };
  const Tensor wide_a = widened(a), wide_b = widened(right);
  Tensor x = solve_values(wide_a, wide_b, "torch.linalg.solve: ");
  if (vector) {
    Shape sizes = x.sizes();
    sizes.pop_back();
    x = make_alias(x, sizes, contiguous_strides(sizes), 0);
  }
  if (Recording graph{a, b}) {
    graph.save(a);
    graph.save_output(x);
    graph.record(x, "LinalgSolveExBackward0", [vector](Back& back) {
      const Tensor a = back.saved(0), x = back.saved(1);
      const Tensor db = solve(last_two_swapped(a), back.dy());
      if (back.needs(0)) {
        back.dx(0) = vector ? neg(matmul(unsqueeze(db, -1), unsqueeze(x, -2))) : neg(matmul(db, last_two_swapped(x)));
      }
      if (back.needs(1)) back.dx(1) = db;
    });
  }
  return x;
}

constexpr OpDef def::cholesky{
    .forms = {{"cholesky(input, *, upper=False)", bind<&ops::cholesky>}},
    .reference = "torch.linalg.cholesky torch.cholesky Tensor.cholesky",
    .grad_fn = "LinalgCholeskyExBackward0",
    .backward = "dA = L⁻ᵀ Φ(Lᵀ dL) L⁻¹, symmetric",
    .summary = "The triangular L with L Lᵀ = input, for symmetric positive-definite matrices.",
    .examples = "torch.linalg.cholesky(torch.tensor([[4., 2.], [2., 5.]]))",
};
Tensor ops::cholesky(const Tensor& a, bool upper) {
  check_square(a, "linalg.cholesky");
  if (upper) return last_two_swapped(cholesky(a));
  const std::int64_t n = a.size(-1);
  Tensor y = full_of(a.sizes(), 0, DType::float64);
  each_matrix(a, [&](const double* matrix, std::int64_t batch) {
    double* l = y.data_as<double>() + batch * n * n;
    for (std::int64_t i = 0; i < n; ++i) {
      for (std::int64_t j = 0; j <= i; ++j) {
        double sum = matrix[i * n + j];
        for (std::int64_t k = 0; k < j; ++k) sum -= l[i * n + k] * l[j * n + k];
        if (i == j && !(sum > 0)) {
          const std::string place = a.dim() > 2 ? logit::cat("(Batch element ", batch, "): ") : std::string();
          fail(ErrorKind::linalg_error, logit::cat("linalg.cholesky: ", place, "The factorization could not be completed because the input is not positive-definite (the leading minor of order ", i + 1, " is not positive-definite)."));
        }
        l[i * n + j] = i == j ? std::sqrt(sum) : sum / l[j * n + j];
      }
    }
  });
  y = to_dtype_data(y, a.dtype());
  if (Recording graph{a}) {
    graph.save_output(y);
    graph.record(y, "LinalgCholeskyExBackward0", [](Back& back) {
      const Tensor l = back.saved(0), inverse = inv(l);
      Tensor phi = tril(matmul(last_two_swapped(l), back.dy()));
      phi = phi - diag_embed(diagonal(phi, 0, -2, -1)) * 0.5;
      const Tensor s = matmul(last_two_swapped(inverse), matmul(phi, inverse));
      back.dx(0) = (s + last_two_swapped(s)) * 0.5;
    });
  }
  return y;
}

constexpr OpDef def::matrix_power{
    .forms = {{"matrix_power(A, n)", bind<&ops::matrix_power>}},
    .reference = "torch.matrix_power torch.linalg.matrix_power Tensor.matrix_power",
    .grad_fn = "MmBackward0",
    .summary = "The matrix multiplied n times with itself.",
    .examples = "torch.matrix_power(torch.tensor([[1., 2.], [3., 5.]]), 3)",
};
Tensor ops::matrix_power(const Tensor& a, std::int64_t n) {
  if (a.dim() < 2 || a.size(-1) != a.size(-2)) {
    fail(ErrorKind::runtime_error, "linalg.matrix_power: A must be batches of square matrices, but they are " + (a.dim() < 2 ? std::string("vectors") : logit::cat(a.size(-2), " by ", a.size(-1), " matrices")));
  }
  if (n == 0) {
    NoGrad guard;
    return contiguous(expand(eye(a.size(-1), {}, a.dtype()), a.sizes()));
  }
  if (n < 0) return matrix_power(inv(a), -n);
  if (n == 1) return clone(a);
  if (n == 2) return matmul(a, a);
  if (n == 3) return matmul(matmul(a, a), a);
  Tensor square = a, result;
  for (;; n /= 2) {
    if (n % 2) result = result.defined() ? matmul(result, square) : square;
    if (n == 1) return result;
    square = matmul(square, square);
  }
}

constexpr OpDef def::multi_dot{
    .forms = {{"multi_dot(tensors)", bind<&ops::multi_dot>}},
    .reference = "torch.linalg.multi_dot",
    .grad_fn = "ViewBackward0",
    .summary = "The product of several matrices (the ends may be vectors).",
    .examples = "torch.linalg.multi_dot([torch.tensor([[1., 2.]]), torch.tensor([[1., 0.], [2., 1.]]), torch.tensor([[3.], [4.]])])",
};
Tensor ops::multi_dot(TensorList tensors) {
  if (tensors.size() < 2) fail(ErrorKind::runtime_error, "multi_dot(): expected at least 2 tensors but got " + std::to_string(tensors.size()));
  // The order of products that needs the fewest multiplications, by dynamic programming.
  std::vector<Tensor> list(tensors.begin(), tensors.end());
  Shape out;
  if (list.front().dim() == 1) list.front() = unsqueeze(list.front(), 0);
  else out.push_back(list.front().sizes()[0]);
  if (list.back().dim() == 1) list.back() = unsqueeze(list.back(), -1);
  else out.push_back(list.back().sizes()[1]);
  const std::size_t n = list.size();
  std::vector<std::vector<double>> cost(n, std::vector<double>(n, 0));
  std::vector<std::vector<std::size_t>> cut(n, std::vector<std::size_t>(n, 0));
  auto rows = [&](std::size_t i) { return static_cast<double>(i < n ? list[i].sizes()[0] : list[n - 1].sizes()[1]); };
  for (std::size_t length = 2; length <= n; ++length) {
    for (std::size_t i = 0; i + length <= n; ++i) {
      const std::size_t j = i + length - 1;
      cost[i][j] = HUGE_VAL;
      for (std::size_t k = i; k < j; ++k) {
        const double total = cost[i][k] + cost[k + 1][j] + rows(i) * rows(k + 1) * rows(j + 1);
        if (total < cost[i][j]) {
          cost[i][j] = total;
          cut[i][j] = k;
        }
      }
    }
  }
  auto multiply = [&](auto&& self, std::size_t i, std::size_t j) -> Tensor {
    return i == j ? list[i] : mm(self(self, i, cut[i][j]), self(self, cut[i][j] + 1, j));
  };
  return view(multiply(multiply, 0, n - 1), out);
}

// ---- norms of matrices ----

constexpr OpDef def::linalg_norm{
    .forms = {{"norm(A, ord=None, dim=None, keepdim=False, *, dtype=None)", bind<&ops::linalg_norm>},
              {"norm(A, ord, dim=None, keepdim=False, *, dtype=None)", bind<&ops::linalg_norm_text>}},
    .reference = "torch.linalg.norm",
    .grad_fn = "LinalgVectorNormBackward0 AmaxBackward0",
    .summary = "The norm of a vector or matrix; without ord the 2-norm of all elements.",
    .examples = "torch.linalg.norm(torch.tensor([[3., 4.], [0., 0.]]))\ntorch.linalg.norm(torch.tensor([[3., -4.], [1., 2.]]), ord=1)",
};

Tensor ops::linalg_norm(const Tensor& x, std::optional<Scalar> ord, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  if (ord && ((dim && dim->size() == 2) || (!dim && x.dim() == 2))) {
    return matrix_norm(x, *ord, dim.value_or(IntList(Shape{-2, -1})), keepdim, dtype);
  }
  if (ord && !dim && x.dim() > 2) {
    fail(ErrorKind::runtime_error, "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got " + std::to_string(x.dim()) + "D.");
  }
  return vector_norm(x, ord.value_or(Scalar(2)), dim, keepdim, dtype);
}
Tensor ops::linalg_norm_text(const Tensor& x, std::string_view ord, std::optional<IntList> dim, bool keepdim, std::optional<DType> dtype) {
  const Shape last_two{-2, -1};
  return matrix_norm_text(x, ord, dim.value_or(IntList(last_two)), keepdim, dtype);
}

constexpr OpDef def::matrix_norm{
    .forms = {{"matrix_norm(A, ord, dim=(-2, -1), keepdim=False, *, dtype=None)", bind<&ops::matrix_norm>},
              {"matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False, *, dtype=None)", bind<&ops::matrix_norm_text>}},
    .reference = "torch.linalg.matrix_norm",
    .grad_fn = "LinalgVectorNormBackward0",
    .summary = "Frobenius norm, largest row or column sum, largest singular value.",
    .examples = "torch.linalg.matrix_norm(torch.tensor([[3., 4.], [1., 2.]]))",
};
Tensor ops::matrix_norm(const Tensor& given, Scalar ord, IntList dim, bool keepdim, std::optional<DType> dtype) {
  if (dim.size() != 2) fail(ErrorKind::runtime_error, logit::cat("linalg.matrix_norm: dim must be a 2-tuple. Got ", dim.size(), " dims."));
  const Tensor x = dtype ? to_dtype(given, *dtype) : given;
  const double order = ord.to_double(), size = std::fabs(order);
  const bool largest = order > 0;
  std::int64_t sum_axis = wrap_dim(dim[0], x.dim()), max_axis = wrap_dim(dim[1], x.dim());
  if (size == 2) {
    const Tensor values = svdvals(movedim(x, dim, IntList(Shape{-2, -1})));
    const Tensor y = largest ? amax(values, IntList(Shape{-1})) : amin(values, IntList(Shape{-1}));
    return keepdim ? unsqueeze(unsqueeze(y, std::min(sum_axis, max_axis)), std::max(sum_axis, max_axis)) : y;
  }
  if (size != 1 && !std::isinf(size)) fail(ErrorKind::runtime_error, "linalg.matrix_norm: Order " + format_g(order) + " not supported.");
  if (std::isinf(size)) std::swap(sum_axis, max_axis);
  if (!keepdim && sum_axis < max_axis) --max_axis;
  const Tensor sums = vector_norm(x, 1, IntList(&sum_axis, 1), keepdim);
  return largest ? amax(sums, IntList(&max_axis, 1), keepdim) : amin(sums, IntList(&max_axis, 1), keepdim);
}
Tensor ops::matrix_norm_text(const Tensor& x, std::string_view ord, IntList dim, bool keepdim, std::optional<DType> dtype) {
  if (ord == "fro") return vector_norm(x, 2, dim, keepdim, dtype);
  if (ord != "nuc") fail(ErrorKind::runtime_error, logit::cat("linalg.matrix_norm: Order ", ord, " not supported."));
  const Tensor values = svdvals(movedim(x, dim, IntList(Shape{-2, -1})));
  const Tensor y = sum_dim(values, IntList(Shape{-1}));
  if (!keepdim) return y;
  const std::int64_t a = wrap_dim(dim[0], x.dim()), b = wrap_dim(dim[1], x.dim());
  return unsqueeze(unsqueeze(y, std::min(a, b)), std::max(a, b));
}

constexpr OpDef def::svdvals{
    .forms = {{"svdvals(A)", bind<&ops::svdvals>}},
    .reference = "torch.linalg.svdvals",
    .grad_fn = "LinalgSvdBackward0",
    .backward = "dA = U diag(dy) Vᵀ",
    .summary = "The singular values, largest first.",
    .examples = "torch.linalg.svdvals(torch.tensor([[3., 4.], [1., 2.]]))",
};

namespace ops {
namespace {

// One-sided Jacobi: rotates columns of A (m×n, m >= n) until they are orthogonal; A becomes U·Σ, V collects
// the rotations.
void jacobi(std::vector<double>& a, std::vector<double>& v, std::int64_t m, std::int64_t n) {
  auto cell = [](std::vector<double>& x, std::int64_t i, std::int64_t j, std::int64_t width) -> double& {
    return x[static_cast<std::size_t>(i * width + j)];
  };
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0;
    for (std::int64_t p = 0; p < n; ++p) {
      for (std::int64_t q = p + 1; q < n; ++q) {
        double alpha = 0, beta = 0, gamma = 0;
        for (std::int64_t i = 0; i < m; ++i) {
          alpha += cell(a, i, p, n) * cell(a, i, p, n);
          beta += cell(a, i, q, n) * cell(a, i, q, n);
          gamma += cell(a, i, p, n) * cell(a, i, q, n);
        }
        if (gamma == 0 || std::fabs(gamma) <= 1e-16 * std::sqrt(alpha * beta)) continue;
        off += gamma * gamma;
        const double zeta = (beta - alpha) / (2 * gamma);
        const double t = (zeta >= 0 ? 1 : -1) / (std::fabs(zeta) + std::sqrt(1 + zeta * zeta));
        const double c = 1 / std::sqrt(1 + t * t), s = c * t;
        auto rotate = [&](std::vector<double>& x, std::int64_t rows) {
          for (std::int64_t i = 0; i < rows; ++i) {
            const double left = cell(x, i, p, n), right = cell(x, i, q, n);
            cell(x, i, p, n) = c * left - s * right;
            cell(x, i, q, n) = s * left + c * right;
          }
        };
        rotate(a, m);
        rotate(v, n);
      }
    }
    if (off == 0) break;
  }
}

struct Svd {
  Tensor u, s, vt;  // float64: (…, m, k), (…, k), (…, k, n), k = min(m, n)
};

Svd svd_values(const Tensor& a) {
  const std::int64_t m = a.size(-2), n = a.size(-1), k = std::min(m, n);
  const bool wide = m < n;
  const std::int64_t rows = wide ? n : m, columns = k;
  Shape batch = batch_of(a), us = batch, ss = batch, vs = batch;
  us.push_back(m), us.push_back(k);
  ss.push_back(k);
  vs.push_back(k), vs.push_back(n);
  Svd out{full_of(us, 0, DType::float64), full_of(ss, 0, DType::float64), full_of(vs, 0, DType::float64)};
  check_work(40 * work_of(a), "linalg.svd");
  each_matrix(a, [&](const double* matrix, std::int64_t b) {
    std::vector<double> work(static_cast<std::size_t>(rows * columns)), v(static_cast<std::size_t>(columns * columns));
    for (std::int64_t i = 0; i < rows; ++i) {
      for (std::int64_t j = 0; j < columns; ++j) work[static_cast<std::size_t>(i * columns + j)] = wide ? matrix[j * n + i] : matrix[i * n + j];
    }
    for (std::int64_t j = 0; j < columns; ++j) v[static_cast<std::size_t>(j * columns + j)] = 1;
    jacobi(work, v, rows, columns);
    std::vector<double> sizes(static_cast<std::size_t>(columns));
    std::vector<std::int64_t> order(static_cast<std::size_t>(columns));
    for (std::int64_t j = 0; j < columns; ++j) {
      double total = 0;
      for (std::int64_t i = 0; i < rows; ++i) total += work[static_cast<std::size_t>(i * columns + j)] * work[static_cast<std::size_t>(i * columns + j)];
      sizes[static_cast<std::size_t>(j)] = std::sqrt(total);
      order[static_cast<std::size_t>(j)] = j;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t x, std::int64_t y) { return sizes[static_cast<std::size_t>(x)] > sizes[static_cast<std::size_t>(y)]; });
    double* u = out.u.data_as<double>() + b * m * k;
    double* s = out.s.data_as<double>() + b * k;
    double* vt = out.vt.data_as<double>() + b * k * n;
    for (std::int64_t c = 0; c < k; ++c) {
      const std::int64_t j = order[static_cast<std::size_t>(c)];
      const double size = sizes[static_cast<std::size_t>(j)];
      s[c] = size;
      for (std::int64_t i = 0; i < rows; ++i) {
        const double unit = size > 0 ? work[static_cast<std::size_t>(i * columns + j)] / size : (i == c ? 1.0 : 0.0);
        if (wide) vt[c * n + i] = unit;
        else u[i * k + c] = unit;
      }
      for (std::int64_t i = 0; i < columns; ++i) {
        if (wide) u[i * k + c] = v[static_cast<std::size_t>(i * columns + j)];
        else vt[c * n + i] = v[static_cast<std::size_t>(i * columns + j)];
      }
    }
  });
  return out;
}

}  // namespace
}  // namespace ops

Tensor ops::svdvals(const Tensor& a) {
  if (a.dim() < 2) fail(ErrorKind::runtime_error, "linalg.svd: The input tensor A must have at least 2 dimensions.");
  const Svd svd = svd_values(a);
  Tensor y = to_dtype_data(svd.s, a.dtype());
  if (Recording graph{a}) {
    const Tensor u = to_dtype_data(svd.u, a.dtype()), vt = to_dtype_data(svd.vt, a.dtype());
    graph.record(y, "LinalgSvdBackward0", [u, vt](Back& back) { back.dx(0) = matmul(u * unsqueeze(back.dy(), -2), vt); });
  }
  return y;
}

constexpr OpDef def::svd{
    .forms = {{"svd(A, full_matrices=True)", bind<&ops::svd>, "linalg_svd(U, S, Vh)"}},
    .reference = "torch.linalg.svd",
    .grad_fn = "LinalgSvdBackward0",
    .backward = "dA = U (dS + skew(Uᵀ dU) / E S + S skew(Vᵀ dV) / E) Vᵀ",
    .summary = "A = U diag(S) Vh with orthogonal U and Vh.",
};
TensorTriple ops::svd(const Tensor& a, bool full_matrices) {
  if (a.dim() < 2) fail(ErrorKind::runtime_error, "linalg.svd: The input tensor A must have at least 2 dimensions.");
  const std::int64_t m = a.size(-2), n = a.size(-1);
  Svd parts = svd_values(a);
  {  // Each pair of vectors is free up to a sign: as LAPACK's usually come out, rows of Vh begin negative.
    NoGrad guard;
    const Tensor sign = where(gt(narrow(parts.vt, -1, 0, n > 0 ? 1 : 0), 0), -1.0, 1.0);
    if (n > 0) {
      parts.vt = to_dtype(parts.vt * sign, DType::float64);
      parts.u = to_dtype(parts.u * last_two_swapped(sign), DType::float64);
    }
  }
  TensorTriple out{to_dtype_data(parts.u, a.dtype()), to_dtype_data(parts.s, a.dtype()), to_dtype_data(parts.vt, a.dtype())};
  if (full_matrices && m != n) {
    // The missing columns are those that QR appends to the ones there are.
    NoGrad guard;
    auto completed = [](const Tensor& columns) {
      const std::int64_t have = columns.size(-1), all = columns.size(-2);
      const Tensor both[2] = {columns, narrow(qr(columns, "complete")[0], -1, have, all - have)};
      return ops::cat(both, -1);
    };
    if (m > n) out[0] = contiguous(completed(out[0]));
    else out[2] = contiguous(last_two_swapped(completed(last_two_swapped(out[2]))));
  }
  if (Recording graph{a}) {
    for (std::uint32_t i = 0; i < 3; ++i) graph.save_output(out[i], i);
    graph.record(std::span<const Tensor>(out), "LinalgSvdBackward0", [](Back& back) {
      const Tensor s = back.saved(1);
      const std::int64_t k = s.size(-1);
      const Tensor u = narrow(back.saved(0), -1, 0, k), vh = narrow(back.saved(2), -2, 0, k);
      const Tensor squares = square(s), gaps = unsqueeze(squares, -2) - unsqueeze(squares, -1);
      const Tensor inverse = reciprocal(masked_fill(gaps, eq(gaps, 0), HUGE_VAL));
      auto skew = [](const Tensor& x) { return x - last_two_swapped(x); };
      Tensor core = back.dy(1).defined() ? diag_embed(back.dy(1)) : zeros_like(gaps);
      Tensor rest;  // what dU and dV have outside the spaces of U and V, if A is not square
      if (back.dy(0).defined()) {
        const Tensor du = narrow(back.dy(0), -1, 0, k), inside = matmul(last_two_swapped(u), du);
        core = core + skew(inside) * inverse * unsqueeze(s, -2);
        if (u.size(-2) > k) rest = matmul(div(du - matmul(u, inside), unsqueeze(s, -2)), vh);
      }
      if (back.dy(2).defined()) {
        const Tensor dvh = narrow(back.dy(2), -2, 0, k), v = last_two_swapped(vh);
        const Tensor inside = matmul(vh, last_two_swapped(dvh));
        core = core + unsqueeze(s, -1) * (skew(inside) * inverse);
        if (v.size(-2) > k) {
          const Tensor part = matmul(u, div(dvh - matmul(last_two_swapped(inside), vh), unsqueeze(s, -1)));
          rest = rest.defined() ? rest + part : part;
        }
      }
      const Tensor dx = matmul(matmul(u, core), vh);
      back.dx(0) = rest.defined() ? dx + rest : dx;
    });
  }
  return out;
}

constexpr OpDef def::pinv{
    .forms = {{"pinv(A)", bind<&ops::pinv>}},
    .reference = "torch.linalg.pinv torch.pinverse Tensor.pinverse",
    .grad_fn = "LinalgPinvBackward0",
    .summary = "The pseudo-inverse.",
    .examples = "torch.linalg.pinv(torch.tensor([[1., 2.], [3., 5.], [0., 1.]]))",
};
Tensor ops::pinv(const Tensor& a) {
  if (a.dim() < 2) fail(ErrorKind::runtime_error, "linalg.pinv: Expected a tensor with 2 or more dimensions, but got tensor of dimension " + std::to_string(a.dim()));
  const Svd svd = svd_values(a);
  Tensor y;
  {
    NoGrad guard;
    const double epsilon = a.dtype() == DType::float64 ? 2.220446049250313e-16 : 1.1920928955078125e-07;
    const Tensor cut = amax(svd.s, IntList(Shape{-1}), true) * (epsilon * static_cast<double>(std::max(a.size(-1), a.size(-2))));
    const Tensor inverse = where(gt(svd.s, cut), reciprocal(svd.s), 0.0);
    y = to_dtype(matmul(last_two_swapped(svd.vt) * unsqueeze(inverse, -2), last_two_swapped(svd.u)), a.dtype());
  }
  if (Recording graph{a}) {
    graph.save(a);
    graph.save_output(y);
    graph.record(y, "LinalgPinvBackward0", [](Back& back) {
      // Golub and Pereyra, 1973.
      const Tensor a = back.saved(0), p = back.saved(1), ph = last_two_swapped(p), dyh = last_two_swapped(back.dy());
      const Tensor k = matmul(dyh, p), kph = matmul(k, ph);
      back.dx(0) = neg(last_two_swapped(matmul(p, k))) + kph - matmul(matmul(a, p), kph) +
                   matmul(matmul(ph, p), dyh - matmul(k, a));
    });
  }
  return y;
}

constexpr OpDef def::matrix_rank{
    .forms = {{"matrix_rank(A)", bind<&ops::matrix_rank>}},
    .reference = "torch.linalg.matrix_rank",
    .summary = "How many singular values are not (nearly) zero.",
    .examples = "torch.linalg.matrix_rank(torch.tensor([[1., 2.], [2., 4.]]))",
};
Tensor ops::matrix_rank(const Tensor& a) {
  const Svd svd = svd_values(a);
  NoGrad guard;
  const double epsilon = a.dtype() == DType::float64 ? 2.220446049250313e-16 : 1.1920928955078125e-07;
  const Tensor cut = amax(svd.s, IntList(Shape{-1}), true) * (epsilon * static_cast<double>(std::max(a.size(-1), a.size(-2))));
  return sum_dim(gt(svd.s, cut), IntList(Shape{-1}));
}

// ---- products of other kinds ----

constexpr OpDef def::inner{
    .forms = {{"inner(input, other)", bind<&ops::inner>}},
    .reference = "torch.inner Tensor.inner",
    .grad_fn = "ViewBackward0",
    .summary = "Sums of products along the last dimensions.",
    .examples = "torch.inner(torch.tensor([1., 2.]), torch.tensor([[3., 4.], [5., 6.]]))",
};
Tensor ops::inner(const Tensor& a, const Tensor& b) {
  if (a.dim() == 0 || b.dim() == 0) return mul(a, b);
  if (a.size(-1) != b.size(-1)) {
    fail(ErrorKind::runtime_error, logit::cat("inner() the last dimension must match on both input tensors but got shapes ",
                                              sizes_text(a.sizes()), " and ", sizes_text(b.sizes())));
  }
  return tensordot_dims(a, b, IntList(Shape{-1}), IntList(Shape{-1}));
}

constexpr OpDef def::tensordot{
    .forms = {{"tensordot(a, b, dims=2)", bind<&ops::tensordot>}, {"tensordot(a, b, dims_a, dims_b)", bind<&ops::tensordot_dims>}},
    .reference = "torch.tensordot",
    .grad_fn = "ViewBackward0",
    .summary = "Sums of products over the given dimensions of both tensors.",
    .examples = "torch.tensordot(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([[1., 0.], [2., 1.]]), dims=1)",
};
Tensor ops::tensordot(const Tensor& a, const Tensor& b, std::int64_t dims) {
  if (dims < 0) fail(ErrorKind::runtime_error, logit::cat("tensordot expects dims >= 0, but got dims=", dims));
  if (dims > std::min(a.dim(), b.dim())) {
    fail(ErrorKind::runtime_error, logit::cat("tensordot expects dims < ndim_a or ndim_b, but got dims=", dims));
  }
  Shape from_a, from_b;
  for (std::int64_t i = 0; i < dims; ++i) {
    from_a.push_back(a.dim() - dims + i);
    from_b.push_back(i);
  }
  return tensordot_dims(a, b, from_a, from_b);
}
Tensor ops::tensordot_dims(const Tensor& a, const Tensor& b, IntList dims_a, IntList dims_b) {
  if (dims_a.size() != dims_b.size()) fail(ErrorKind::runtime_error, "both dimension lists should have same length");
  const auto gone_a = dim_flags(dims_a, a.dim()), gone_b = dim_flags(dims_b, b.dim());
  Shape order_a, order_b, sizes;
  std::int64_t shared = 1, rows = 1, columns = 1;
  for (std::size_t i = 0; i < dims_a.size(); ++i) {
    const std::int64_t x = a.size(dims_a[i]), y = b.size(dims_b[i]);
    if (x != y) fail(ErrorKind::runtime_error, logit::cat("contracted dimensions need to match, but first has size ", x, " in dim ", dims_a[i], " and second has size ", y, " in dim ", dims_b[i]));
    shared *= x;
  }
  for (std::int64_t d = 0; d < a.dim(); ++d) {
    if (gone_a[static_cast<std::size_t>(d)]) continue;
    order_a.push_back(d);
    sizes.push_back(a.sizes()[static_cast<std::size_t>(d)]);
    rows *= a.sizes()[static_cast<std::size_t>(d)];
  }
  for (const std::int64_t d : dims_a) order_a.push_back(wrap_dim(d, a.dim()));
  for (const std::int64_t d : dims_b) order_b.push_back(wrap_dim(d, b.dim()));
  for (std::int64_t d = 0; d < b.dim(); ++d) {
    if (gone_b[static_cast<std::size_t>(d)]) continue;
    order_b.push_back(d);
    sizes.push_back(b.sizes()[static_cast<std::size_t>(d)]);
    columns *= b.sizes()[static_cast<std::size_t>(d)];
  }
  const Tensor left = reshape(permute(a, order_a), Shape{rows, shared}), right = reshape(permute(b, order_b), Shape{shared, columns});
  return view(mm(left, right), sizes);
}

constexpr OpDef def::kron{
    .forms = {{"kron(input, other)", bind<&ops::kron>}},
    .reference = "torch.kron Tensor.kron",
    .grad_fn = "UnsafeViewBackward0",
    .summary = "The Kronecker product.",
    .examples = "torch.kron(torch.tensor([[1., 2.]]), torch.tensor([[1., 0.], [2., 1.]]))",
};
Tensor ops::kron(const Tensor& a, const Tensor& b) {
  const std::size_t dims = std::max(a.sizes().size(), b.sizes().size());
  auto padded = [dims](const Tensor& x, std::size_t i) {
    const std::size_t lead = dims - x.sizes().size();
    return i < lead ? std::int64_t{1} : x.sizes()[i - lead];
  };
  Shape as, bs, out;
  for (std::size_t i = 0; i < dims; ++i) {
    as.push_back(padded(a, i)), as.push_back(1);
    bs.push_back(1), bs.push_back(padded(b, i));
    out.push_back(padded(a, i) * padded(b, i));
  }
  const Tensor y = reshape(mul(reshape(a, as), reshape(b, bs)), out);
  if (const Ref<Node> node = grad_fn(y)) node->rename("UnsafeViewBackward0");
  return y;
}

constexpr OpDef def::cross{
    .forms = {{"cross(input, other, dim=None)", bind<&ops::cross>}},
    .reference = "torch.cross Tensor.cross",
    .grad_fn = "LinalgCrossBackward0",
    .backward = "da = b × dy,  db = dy × a",
    .summary = "The cross product of 3-vectors along a dimension.",
    .examples = "torch.cross(torch.tensor([1., 2., 3.]), torch.tensor([0., 1., 4.]), dim=0)",
};
Tensor ops::cross(const Tensor& a, const Tensor& b, std::optional<std::int64_t> dim) {
  std::int64_t d = dim.value_or(-1);
  if (!dim) {  // the first dimension of size 3
    for (std::int64_t i = 0; i < a.dim() && d < 0; ++i) {
      if (a.sizes()[static_cast<std::size_t>(i)] == 3) d = i;
    }
    if (d < 0) fail(ErrorKind::runtime_error, "no dimension of size 3 in input");
  }
  return linalg_cross(a, b, d);
}
constexpr OpDef def::linalg_cross{
    .forms = {{"cross(input, other, *, dim=-1)", bind<&ops::linalg_cross>}},
    .reference = "torch.linalg.cross",
    .grad_fn = "LinalgCrossBackward0",
    .backward = "da = b × dy,  db = dy × a",
    .summary = "The cross product of 3-vectors along a dimension.",
    .examples = "torch.linalg.cross(torch.tensor([1., 2., 3.]), torch.tensor([0., 1., 4.]))",
};
Tensor ops::linalg_cross(const Tensor& given_a, const Tensor& given_b, std::int64_t dim) {
  const Shape sizes = broadcast_shapes(given_a.sizes(), given_b.sizes());
  const Tensor a = expand(given_a, sizes), b = expand(given_b, sizes);
  if (a.size(dim) != 3) {
    fail(ErrorKind::runtime_error, logit::cat("linalg.cross: inputs dimension ", dim, " must have length 3. Got ", given_a.size(dim), " and ", given_b.size(dim)));
  }
  Tensor y;
  {
    NoGrad guard;
    auto part = [dim](const Tensor& x, std::int64_t i) { return select(x, dim, i); };
    const Tensor parts[3] = {part(a, 1) * part(b, 2) - part(a, 2) * part(b, 1), part(a, 2) * part(b, 0) - part(a, 0) * part(b, 2),
                             part(a, 0) * part(b, 1) - part(a, 1) * part(b, 0)};
    y = stack(parts, dim);
  }
  if (Recording graph{a, b}) {
    graph.save(a, graph.needs(1));
    graph.save(b, graph.needs(0));
    graph.record(y, "LinalgCrossBackward0", [dim](Back& back) {
      if (back.needs(0)) back.dx(0) = linalg_cross(back.saved(1), back.dy(), dim);
      if (back.needs(1)) back.dx(1) = linalg_cross(back.dy(), back.saved(0), dim);
    });
  }
  return y;
}

constexpr OpDef def::einsum{
    .forms = {{"einsum(equation, *operands)", bind<&ops::einsum>}},
    .reference = "torch.einsum",
    .grad_fn = "ViewBackward0",
    .summary = "Sums of products in index notation: 'ij,jk->ik' is the matrix product.",
    .examples = "torch.einsum('ij,jk->ik', torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([[5.], [6.]]))\ntorch.einsum('ij->j', torch.tensor([[1., 2.], [3., 4.]]))",
};
static_assert(complete(def::einsum));

namespace ops {
namespace {

[[noreturn]] void fail_einsum(const std::string& text) { fail(ErrorKind::runtime_error, "einsum(): " + text); }

// The letters of one operand, an ellipsis as '.', which stands for the dimensions that are not named.
std::string read_labels(std::string_view text, std::size_t operand) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text[i] == '.') {
      if (text.substr(i, 3) != "...") fail_einsum(logit::cat("found '.' for operand ", operand, " that is not part of any ellipsis"));
      if (out.find('.') != std::string::npos) fail_einsum(logit::cat("found '.' for operand ", operand, " for which an ellipsis was already found"));
      out += '.';
      i += 2;
    } else if (std::isalpha(static_cast<unsigned char>(text[i]))) {
      out += text[i];
    } else {
      fail_einsum(logit::cat("invalid subscript given at index ", i, " in the equation string, subscripts must be in [a-zA-Z]"));
    }
  }
  return out;
}

}  // namespace
}  // namespace ops

Tensor ops::einsum(std::string_view equation, TensorList operands) {
  if (operands.empty()) fail_einsum("must provide at least one operand");
  const std::size_t arrow = equation.find("->");
  std::vector<std::string> labels;
  std::string_view left = equation.substr(0, arrow);
  while (true) {
    const std::size_t comma = left.find(',');
    labels.push_back(read_labels(left.substr(0, comma), labels.size()));
    if (comma == std::string_view::npos) break;
    left.remove_prefix(comma + 1);
  }
  if (labels.size() < operands.size()) fail_einsum("more operands were provided than specified in the equation");
  if (labels.size() > operands.size()) fail_einsum("fewer operands were provided than specified in the equation");

  // Ellipsis dimensions get names of their own, counted from the last: '0', '1', …
  std::size_t ellipsis = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t dot = labels[i].find('.');
    const std::size_t dims = operands[i].sizes().size(), named = labels[i].size() - (dot != std::string::npos);
    if (dot == std::string::npos ? named != dims : named > dims) {
      fail_einsum(logit::cat("the number of subscripts in the equation (", named, dot == std::string::npos ? ") does not match the number of dimensions (" : ") is more than the number of dimensions (", dims, ") for operand ", i, dot == std::string::npos ? " and no ellipsis was given" : ""));
    }
    if (dot == std::string::npos) continue;
    const std::size_t extra = dims - named;
    ellipsis = std::max(ellipsis, extra);
    std::string names;
    for (std::size_t k = extra; k-- > 0;) names += static_cast<char>('\x01' + k);
    labels[i].replace(dot, 1, names);
  }
  std::string every;
  for (std::size_t k = ellipsis; k-- > 0;) every += static_cast<char>('\x01' + k);
  std::string out;
  if (arrow != std::string_view::npos) {
    out = read_labels(equation.substr(arrow + 2), operands.size());
    if (const std::size_t dot = out.find('.'); dot != std::string::npos) out.replace(dot, 1, every);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out.find(out[i], i + 1) != std::string::npos) fail_einsum(logit::cat("output subscript ", out[i], " appears more than once in the output"));
      bool known = false;
      for (const std::string& operand : labels) known = known || operand.find(out[i]) != std::string::npos;
      if (!known) fail_einsum(logit::cat("output subscript ", out[i], " does not appear in the equation for any input operand"));
    }
  } else {  // implicit: the ellipsis, then letters that occur once, in alphabetical order
    std::string all;
    for (const std::string& operand : labels) all += operand;
    out = every;
    std::string once;
    for (const char c : all) {
      if (std::isalpha(static_cast<unsigned char>(c)) && std::count(all.begin(), all.end(), c) == 1) once += c;
    }
    std::sort(once.begin(), once.end());
    out += once;
  }

  // Repeated letters in an operand mean its diagonal.
  std::vector<Tensor> tensors(operands.begin(), operands.end());
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    for (std::size_t a = 0; a < labels[i].size(); ++a) {
      for (std::size_t b = labels[i].find(labels[i][a], a + 1); b != std::string::npos; b = labels[i].find(labels[i][a], a + 1)) {
        if (tensors[i].sizes()[a] != tensors[i].sizes()[b]) {
          fail_einsum(logit::cat("subscript ", labels[i][a], " is repeated for operand ", i, " but the sizes don't match, ",
                                 tensors[i].sizes()[b], " != ", tensors[i].sizes()[a]));
        }
        tensors[i] = movedim(diagonal(tensors[i], 0, static_cast<std::int64_t>(a), static_cast<std::int64_t>(b)), IntList(Shape{-1}),
                             IntList(Shape{static_cast<std::int64_t>(a)}));
        labels[i].erase(b, 1);
      }
    }
  }
  auto size_in = [&](char label, std::size_t operand) {
    const std::size_t at = labels[operand].find(label);
    return at == std::string::npos ? std::int64_t{1} : tensors[operand].sizes()[at];
  };
  // One operand after the other joins the result by a batched matrix product over the letters that end here.
  auto needed_later = [&](char label, std::size_t from) {
    if (out.find(label) != std::string::npos) return true;
    for (std::size_t i = from; i < labels.size(); ++i) {
      if (labels[i].find(label) != std::string::npos) return true;
    }
    return false;
  };
  auto sum_unneeded = [&](Tensor& x, std::string& names, const std::string& other, std::size_t from) {
    Shape dims;
    std::string kept;
    for (std::size_t d = 0; d < names.size(); ++d) {
      if (other.find(names[d]) == std::string::npos && !needed_later(names[d], from)) dims.push_back(static_cast<std::int64_t>(d));
      else kept += names[d];
    }
    if (!dims.empty()) x = sum_dim(x, IntList(dims));
    names = kept;
  };
  Tensor y = tensors[0];
  std::string names = labels[0];
  sum_unneeded(y, names, "", 1);
  for (std::size_t i = 1; i < tensors.size(); ++i) {
    Tensor x = tensors[i];
    std::string own = labels[i];
    for (const char c : own) {
      const std::size_t at = names.find(c);
      if (at == std::string::npos) continue;
      const std::int64_t p = y.sizes()[at], q = size_in(c, i);
      if (p != q && p != 1 && q != 1) {
        fail_einsum(logit::cat("subscript ", c, " has size ", q, " for operand ", i, " which does not broadcast with previously seen size ", p));
      }
    }
    sum_unneeded(x, own, names, i + 1);
    sum_unneeded(y, names, own, i + 1);
    // Letters: batch (in both, needed later), summed (in both, not needed), left only, right only.
    std::string batch, summed, left_only, right_only;
    for (const char c : names) {
      if (own.find(c) == std::string::npos) left_only += c;
      else if (needed_later(c, i + 1)) batch += c;
      else summed += c;
    }
    for (const char c : own) {
      if (names.find(c) == std::string::npos) right_only += c;
    }
    auto arrange = [&](const Tensor& t, const std::string& have, const std::string& order) {
      Shape dims;
      for (const char c : order) dims.push_back(static_cast<std::int64_t>(have.find(c)));
      return permute(t, dims);
    };
    Tensor l = arrange(y, names, batch + left_only + summed), r = arrange(x, own, batch + summed + right_only);
    Shape batch_sizes;
    std::int64_t b = 1, m = 1, n = 1, k = 1;
    for (std::size_t d = 0; d < batch.size(); ++d) {
      batch_sizes.push_back(std::max(l.sizes()[d], r.sizes()[d]));
      b *= batch_sizes.back();
    }
    Shape l_sizes = batch_sizes, r_sizes = batch_sizes, result = batch_sizes;
    for (std::size_t d = 0; d < left_only.size(); ++d) {
      const std::int64_t size = l.sizes()[batch.size() + d];
      m *= size;
      l_sizes.push_back(size);
      result.push_back(size);
    }
    for (std::size_t d = 0; d < summed.size(); ++d) {
      const std::int64_t size = std::max(l.sizes()[batch.size() + left_only.size() + d], r.sizes()[batch.size() + d]);
      k *= size;
      l_sizes.push_back(size);
      r_sizes.push_back(size);
    }
    for (std::size_t d = 0; d < right_only.size(); ++d) {
      const std::int64_t size = r.sizes()[batch.size() + summed.size() + d];
      n *= size;
      r_sizes.push_back(size);
      result.push_back(size);
    }
    l = reshape(expand(l, l_sizes), Shape{b, m, k});
    r = reshape(expand(r, r_sizes), Shape{b, k, n});
    y = view(bmm(l, r), result);
    names = batch + left_only + right_only;
  }
  Shape order;
  for (const char c : out) order.push_back(static_cast<std::int64_t>(names.find(c)));
  bool in_order = true;
  for (std::size_t d = 0; d < order.size(); ++d) in_order = in_order && order[d] == static_cast<std::int64_t>(d);
  return in_order ? y : permute(y, order);
}

constexpr OpDef def::cdist{
    .forms = {{"cdist(x1, x2, p=2.0, compute_mode=None)", bind<&ops::cdist>}},
    .reference = "torch.cdist",
    .grad_fn = "CdistBackward0",
    .summary = "The distances between all pairs of rows.",
    .examples = "torch.cdist(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([[0., 0.]]))",
};
Tensor ops::cdist(const Tensor& a, const Tensor& b, double p, std::optional<std::string_view>) {
  const Tensor y = vector_norm(unsqueeze(a, -2) - unsqueeze(b, -3), p, IntList(Shape{-1}));
  if (const Ref<Node> node = grad_fn(y)) node->rename("CdistBackward0");
  return y;
}

constexpr OpDef def::cov{
    .forms = {{"cov(input, *, correction=1, fweights=None, aweights=None)", bind<&ops::cov>}},
    .reference = "torch.cov Tensor.cov",
    .grad_fn = "SqueezeBackward0",
    .summary = "The covariance matrix of variables in rows.",
    .examples = "torch.cov(torch.tensor([[0., 2., 1.], [2., 0., 1.]]))",
};
Tensor ops::cov(const Tensor& given, std::int64_t correction, const Tensor& fweights, const Tensor& aweights) {
  if (given.dim() > 2) fail(ErrorKind::runtime_error, logit::cat("cov(): expected input to have two or fewer dimensions but got an input with ", given.dim(), " dimensions"));
  const Tensor x = given.dim() < 2 ? view(given, Shape{1, -1}) : given;
  Tensor weights;
  if (fweights.defined()) weights = fweights;
  if (aweights.defined()) weights = weights.defined() ? weights * aweights : aweights;
  const Tensor total = weights.defined() ? sum(weights) : Tensor();
  const Tensor mean_of = weights.defined() ? div(sum_dim(x * weights, IntList(Shape{1})), total) : mean_dim(x, IntList(Shape{1}));
  const Tensor center = x - unsqueeze(mean_of, 1);
  Tensor norm;
  if (!weights.defined()) norm = full_of({}, x.sizes()[1] - correction, x.dtype());
  else if (correction == 0) norm = total;
  else if (!aweights.defined()) norm = total - correction;
  else norm = total - div(sum(weights * aweights), total) * correction;
  const Tensor c = mm(center, t(weights.defined() ? center * weights : center));
  const Tensor y = squeeze(div(c, clamp_min(norm, 0)));
  return y;
}

constexpr OpDef def::corrcoef{
    .forms = {{"corrcoef(input)", bind<&ops::corrcoef>}},
    .reference = "torch.corrcoef Tensor.corrcoef",
    .grad_fn = "ClampBackward1",
    .summary = "The correlation matrix of variables in rows.",
    .examples = "torch.corrcoef(torch.tensor([[0., 2., 1.], [2., 0., 1.5]]))",
};
Tensor ops::corrcoef(const Tensor& x) {
  const Tensor c = cov(x);
  if (c.dim() == 0) return div(c, c);
  const Tensor deviation = sqrt(diag(c));
  return clamp(div(div(c, unsqueeze(deviation, 1)), unsqueeze(deviation, 0)), Scalar(-1), Scalar(1));
}

// ---- differences and areas ----

constexpr OpDef def::diff{
    .forms = {{"diff(input, n=1, dim=-1, prepend=None, append=None)", bind<&ops::diff>}},
    .reference = "torch.diff Tensor.diff",
    .grad_fn = "SubBackward0",
    .summary = "Differences of neighbours, n times.",
    .examples = "torch.diff(torch.tensor([1., 4., 9.]))",
};
Tensor ops::diff(const Tensor& given, std::int64_t n, std::int64_t dim, const Tensor& prepend, const Tensor& append) {
  if (given.dim() == 0) fail(ErrorKind::runtime_error, "diff expects input to be at least one-dimensional");
  if (n < 0) fail(ErrorKind::runtime_error, logit::cat("order must be non-negative but got ", n));
  std::vector<Tensor> parts;
  if (prepend.defined()) parts.push_back(prepend);
  parts.push_back(given);
  if (append.defined()) parts.push_back(append);
  Tensor x = parts.size() > 1 ? ops::cat(parts, dim) : given;
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t size = x.size(dim);
    if (size <= 1) return narrow(x, dim, 0, 0);
    const Tensor later = narrow(x, dim, 1, size - 1), earlier = narrow(x, dim, 0, size - 1);
    x = x.dtype() == DType::boolean ? logical_xor(later, earlier) : later - earlier;
  }
  return n == 0 ? clone(x) : x;
}

constexpr OpDef def::trapezoid{
    .forms = {{"trapezoid(y, x, *, dim=-1)", bind<&ops::trapezoid_x>}, {"trapezoid(y, *, dx=1, dim=-1)", bind<&ops::trapezoid>}},
    .reference = "torch.trapezoid torch.trapz",
    .summary = "The area under a polyline.",
    .examples = "torch.trapezoid(torch.tensor([1., 5., 10.]))",
};
Tensor ops::trapezoid(const Tensor& y, Scalar dx, std::int64_t dim) {
  const std::int64_t n = y.size(dim);
  if (n == 0) return full_of({}, 0, y.dtype());
  const Tensor total = sum_dim(y, IntList(&dim, 1)) - (select(y, dim, 0) + select(y, dim, n - 1)) * 0.5;
  return total * dx;
}
Tensor ops::trapezoid_x(const Tensor& y, const Tensor& x, std::int64_t dim) {
  const std::int64_t n = y.size(dim);
  const Tensor left = narrow(y, dim, 0, n - 1), right = narrow(y, dim, 1, n - 1);
  const Tensor steps = x.dim() == 1 && y.dim() > 1 ? diff(x) : diff(x, 1, x.dim() == y.dim() ? dim : -1);
  Shape shape(y.sizes().size(), 1);
  shape[wrapped(dim, y)] = n - 1;
  const Tensor widths = x.dim() == 1 ? view(steps, shape) : steps;
  return div(sum_dim((left + right) * widths, IntList(&dim, 1)), 2);
}

}  // namespace logit
