// Matrix products and the linear layer.
//
// Every product goes through kernels::matmul, which sums left to right as the reference BLAS does, or for large ones
// through ops/long_work.h, where a device may take it; a bias is added last. Gradients of products are laid out as PyTorch
// lays them out: like the matrix that they belong to.
#include "kernels/matmul.h"

#include "base/error.h"
#include "base/format.h"
#include "ops/formula.h"
#include "ops/long_work.h"
#include "ops/op_def.h"
#include "ops/record.h"
#include "ops/shapes.h"
#include "ops/view_tools.h"

namespace logit {
namespace ops {
namespace {

template <class T>
kernels::Matrix<const T> matrix(const Tensor& x, std::int64_t batch = 0) {
  const std::size_t d = x.sizes().size();
  const std::int64_t offset = d == 3 ? batch * x.strides()[0] : 0;
  return {static_cast<const T*>(x.data()) + offset, x.strides()[d - 2], x.strides()[d - 1]};
}

// What a device can do together with a product, at no cost.
struct ByTheWay {
  const Tensor* bias = nullptr;  // (n), contiguous float32: to be added
  bool with_bias = false;  // it was
  Tensor sums;             // of a's rows (m), if a device computed them
};

// out (contiguous, one or more matrices) = a · b without recording. Integers are computed in int64.
Tensor product_values(const Tensor& a, const Tensor& b, ByTheWay* by_the_way = nullptr) {
  const bool batched = a.dim() == 3;
  const std::int64_t batches = batched ? a.sizes()[0] : 1;
  const std::int64_t m = a.size(-2), k = a.size(-1), n = b.size(-1);
  const DType compute = compute_type(a.dtype());
  const Tensor left = a.dtype() == compute ? a : to_dtype_data(a, compute);
  const Tensor right = b.dtype() == compute ? b : to_dtype_data(b, compute);
  Context& context = Context::current();
  if (LongWork* later = context.long_work; later && LongWork::is_long(left, right)) [[unlikely]] {
    const Tensor bias = by_the_way && by_the_way->bias ? *by_the_way->bias : Tensor();
    const LongWork::Product& product = later->product(left, right, bias, by_the_way != nullptr);
    context.ran_on = product.by;
    if (by_the_way) {
      by_the_way->with_bias = product.with_bias;
      by_the_way->sums = product.sums;
    }
    return to_dtype_data(product.out, a.dtype());
  }
  context.ran_on = kernels::is_exact(m, n, k) ? kernels::RanOn::simd_exact : kernels::RanOn::simd;
  Tensor out = batched ? empty(Shape{batches, m, n}, compute) : empty(Shape{m, n}, compute);
  auto run = [&](auto t) {
    using T = decltype(t);
    for (std::int64_t i = 0; i < batches; ++i) {
      kernels::Matrix<T> c{static_cast<T*>(out.data()) + i * m * n, n, 1};
      kernels::matmul(matrix<T>(left, i), matrix<T>(right, i), c, m, n, k);
    }
  };
  if (compute == DType::float32) run(float{});
  else if (compute == DType::float64) run(double{});
  else run(std::int64_t{});
  return to_dtype_data(out, a.dtype());
}

// The gradients of a · b, given dy: dy·bᵀ for a, aᵀ·dy for b, transposed memory for a transposed matrix. The sums are the
// same; but the gradient of a linear layer's weight, which is used transposed, is then contiguous.
bool is_transposed(IntList sizes, IntList strides) { return strides[0] == 1 && strides[1] == sizes[0]; }

Tensor left_gradient(const Tensor& dy, const Tensor& b, bool transposed) {
  return transposed ? t(mm(b, t(dy))) : mm(dy, t(b));
}
Tensor right_gradient(const Tensor& dy, const Tensor& a, bool transposed, Tensor* column_sums = nullptr) {
  if (transposed && column_sums) {  // dyᵀ · a reads dy once for both
    ByTheWay also;
    const Tensor product = product_values(t(dy), a, &also);
    *column_sums = also.sums;
    return t(product);
  }
  return transposed ? t(mm(t(dy), a)) : mm(t(a), dy);
}

// product += row, in place; product is contiguous (m, n), the row has n elements or 1. False: not that simple.
bool add_row(const Tensor& product, const Tensor& row) {
  const std::int64_t n = product.sizes()[1];
  if (!is_floating(product.dtype()) || is_reduced_floating(product.dtype())) return false;
  if (row.dtype() != product.dtype() || row.dim() != 1 || row.sizes()[0] != n) return false;
  const auto run = [&](auto number) {
    using T = decltype(number);
    T* out = product.data_as<T>();
    const T* added = row.data_as<T>();
    const std::int64_t m = product.sizes()[0], stride = row.strides()[0];
    if (n == 1) {
      for (std::int64_t i = 0; i < m; ++i) out[i] += *added;
    } else if (stride == 1) {
      for (std::int64_t i = 0; i < m; ++i, out += n) {
        for (std::int64_t j = 0; j < n; ++j) out[j] += added[j];
      }
    } else {
      for (std::int64_t i = 0; i < m; ++i, out += n) {
        for (std::int64_t j = 0; j < n; ++j) out[j] += added[j * stride];
      }
    }
  };
  product.dtype() == DType::float32 ? run(float{}) : run(double{});
  product->storage->written();
  return true;
}

void check_same_dtype(const Tensor& a, const Tensor& b) {
  if (a.dtype() == b.dtype()) return;
  fail(ErrorKind::runtime_error, logit::cat("expected m1 and m2 to have the same dtype, but got: ", c_type_name(a.dtype()), " != ",
                                     c_type_name(b.dtype())));
}

void check_matrices(const Tensor& a, const Tensor& b) {
  if (a.sizes()[1] != b.sizes()[0]) {
    fail(ErrorKind::runtime_error, logit::cat("mat1 and mat2 shapes cannot be multiplied (", a.sizes()[0], "x", a.sizes()[1], " and ",
                                       b.sizes()[0], "x", b.sizes()[1], ")"));
  }
}

}  // namespace
}  // namespace ops

// ---- matrices ----

constexpr OpDef def::mm{
    .forms = {{"mm(input, mat2)", bind<&ops::mm>}},
    .reference = "torch.mm Tensor.mm",
    .shape = shapes::matmul,
    .grad_fn = "MmBackward0",
    .backward = "dA = dY · Bᵀ,  dB = Aᵀ · dY",
    .symbol = "@",
    .summary = "The product of two matrices.",
    .examples = "torch.mm(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([[5., 6., 7.], [8., 9., 10.]]))",
};
static_assert(complete(def::mm));

Tensor ops::mm(const Tensor& a, const Tensor& b) {
  if (a.dim() != 2) fail(ErrorKind::runtime_error, "self must be a matrix");
  if (b.dim() != 2) fail(ErrorKind::runtime_error, "mat2 must be a matrix");
  check_matrices(a, b);
  check_same_dtype(a, b);
  Tensor y = product_values(a, b);
  if (Recording graph{a, b}) {
    graph.save(a, graph.needs(1));
    graph.save(b, graph.needs(0));
    graph.record(y, "MmBackward0", [turned_a = is_transposed(a.sizes(), a.strides()),
                                    turned_b = is_transposed(b.sizes(), b.strides())](Back& back) {
      if (back.needs(0)) back.dx(0) = left_gradient(back.dy(), back.saved(1), turned_a);
      if (back.needs(1)) back.dx(1) = right_gradient(back.dy(), back.saved(0), turned_b);
    });
  }
  return y;
}

constexpr OpDef def::bmm{
    .forms = {{"bmm(input, mat2)", bind<&ops::bmm>}},
    .reference = "torch.bmm Tensor.bmm",
    .shape = shapes::matmul,
    .grad_fn = "BmmBackward0",
    .backward = "dA = dY · Bᵀ,  dB = Aᵀ · dY, per matrix",
    .symbol = "@",
    .summary = "The products of two stacks of matrices, one by one.",
    .examples = "torch.bmm(torch.tensor([[[1., 2.]], [[3., 4.]]]), torch.tensor([[[5.], [6.]], [[7.], [8.]]]))",
};
static_assert(complete(def::bmm));

Tensor ops::bmm(const Tensor& a, const Tensor& b) {
  if (a.dim() != 3) fail(ErrorKind::runtime_error, "batch1 must be a 3D tensor");
  if (b.dim() != 3) fail(ErrorKind::runtime_error, "batch2 must be a 3D tensor");
  if (a.sizes()[0] != b.sizes()[0] || a.sizes()[2] != b.sizes()[1]) {
    fail(ErrorKind::runtime_error, logit::cat("Expected size for first two dimensions of batch2 tensor to be: [", a.sizes()[0], ", ",
                                       a.sizes()[2], "] but got: [", b.sizes()[0], ", ", b.sizes()[1], "]."));
  }
  if (a.dtype() != b.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("expected scalar type ", scalar_type_name(a.dtype()), " but found ", scalar_type_name(b.dtype())));
  }
  Tensor y = product_values(a, b);
  if (Recording graph{a, b}) {
    graph.save(a, graph.needs(1));
    graph.save(b, graph.needs(0));
    graph.record(y, "BmmBackward0", [](Back& back) {
      if (back.needs(0)) back.dx(0) = bmm(back.dy(), transpose(back.saved(1), 1, 2));
      if (back.needs(1)) back.dx(1) = bmm(transpose(back.saved(0), 1, 2), back.dy());
    });
  }
  return y;
}

// ---- vectors ----

constexpr OpDef def::mv{
    .forms = {{"mv(input, vec)", bind<&ops::mv>}},
    .reference = "torch.mv Tensor.mv",
    .shape = shapes::matmul,
    .grad_fn = "MvBackward0",
    .backward = "dA = dy ⊗ v,  dv = Aᵀ · dy",
    .symbol = "@",
    .summary = "A matrix times a vector.",
    .examples = "torch.mv(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([5., 6.]))",
};
static_assert(complete(def::mv));

Tensor ops::mv(const Tensor& a, const Tensor& v) {
  if (a.dim() != 2 || v.dim() != 1) {
    fail(ErrorKind::runtime_error, logit::cat("vector + matrix @ vector expected, got ", 1, ", ", a.dim(), ", ", v.dim()));
  }
  if (a.sizes()[1] != v.sizes()[0]) {
    fail(ErrorKind::runtime_error, logit::cat("size mismatch, got input (", a.sizes()[0], "), mat (", a.sizes()[0], "x", a.sizes()[1],
                                       "), vec (", v.sizes()[0], ")"));
  }
  if (a.dtype() != v.dtype()) {
    const std::string_view vector = scalar_type_name(v.dtype());
    fail(ErrorKind::runtime_error, logit::cat("addmv input tensors must have the same dtype, but got ", vector, ", ",
                                              scalar_type_name(a.dtype()), ", and ", vector));
  }
  const Tensor column = make_alias(v, Shape{v.sizes()[0], 1}, Shape{v.strides()[0], 1}, v.storage_offset());
  const Tensor values = product_values(a, column);
  Tensor y = make_alias(values, Shape{a.sizes()[0]}, Shape{1}, 0);
  if (Recording graph{a, v}) {
    graph.save(a, graph.needs(1));
    graph.save(v, graph.needs(0));
    graph.record(y, "MvBackward0", [](Back& back) {
      if (back.needs(0)) back.dx(0) = outer(back.dy(), back.saved(1));
      if (back.needs(1)) back.dx(1) = mv(t(back.saved(0)), back.dy());
    });
  }
  return y;
}

constexpr OpDef def::dot{
    .forms = {{"dot(input, tensor)", bind<&ops::dot>}},
    .reference = "torch.dot Tensor.dot",
    .shape = shapes::scalar,
    .grad_fn = "DotBackward0",
    .backward = "da = dy b,  db = dy a",
    .symbol = "·",
    .summary = "The inner product of two vectors.",
    .examples = "torch.dot(torch.tensor([1., 2., 3.]), torch.tensor([4., 5., 6.]))",
};
static_assert(complete(def::dot));

Tensor ops::dot(const Tensor& a, const Tensor& b) {
  if (a.dim() != 1 || b.dim() != 1) {
    fail(ErrorKind::runtime_error, logit::cat("1D tensors expected, but got ", a.dim(), "D and ", b.dim(), "D tensors"));
  }
  if (a.dtype() != b.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("dot : expected both vectors to have same dtype, but found ", scalar_type_name(a.dtype()),
                                       " and ", scalar_type_name(b.dtype())));
  }
  if (a.numel() != b.numel()) {
    fail(ErrorKind::runtime_error, logit::cat("inconsistent tensor size, expected tensor [", a.numel(), "] and src [", b.numel(),
                                       "] to have the same number of elements, but got ", a.numel(), " and ", b.numel(),
                                       " elements respectively"));
  }
  const Tensor row = make_alias(a, Shape{1, a.numel()}, Shape{1, a.strides()[0]}, a.storage_offset());
  const Tensor column = make_alias(b, Shape{b.numel(), 1}, Shape{b.strides()[0], 1}, b.storage_offset());
  Tensor y = make_alias(product_values(row, column), Shape{}, Shape{}, 0);
  if (Recording graph{a, b}) {
    graph.save(a, graph.needs(1));
    graph.save(b, graph.needs(0));
    graph.record(y, "DotBackward0", [](Back& back) {
      if (back.needs(0)) back.dx(0) = back.dy() * back.saved(1);
      if (back.needs(1)) back.dx(1) = back.dy() * back.saved(0);
    });
  }
  return y;
}

constexpr OpDef def::vdot{
    .forms = {{"vdot(input, other)", bind<&ops::vdot>}},
    .reference = "torch.vdot Tensor.vdot",
    .shape = shapes::scalar,
    .grad_fn = "VdotBackward0",
    .backward = "da = dy b,  db = dy a",
    .symbol = "·",
    .summary = "The inner product of two vectors; for real numbers the same as dot.",
    .examples = "torch.vdot(torch.tensor([1., 2., 3.]), torch.tensor([4., 5., 6.]))",
};

Tensor ops::vdot(const Tensor& a, const Tensor& b) {
  Tensor y = dot(a, b);
  if (const Ref<Node> node = grad_fn(y)) node->rename("VdotBackward0");
  return y;
}

constexpr OpDef def::outer{
    .forms = {{"outer(input, vec2)", bind<&ops::outer>}},
    .reference = "torch.outer torch.ger Tensor.outer Tensor.ger",
    .grad_fn = "MulBackward0",
    .symbol = "⊗",
    .summary = "All products of two vectors' elements, as a matrix.",
    .examples = "torch.outer(torch.tensor([1., 2.]), torch.tensor([3., 4., 5.]))",
};
Tensor ops::outer(const Tensor& a, const Tensor& b) {
  if (a.dim() != 1) fail(ErrorKind::runtime_error, logit::cat("outer: Expected 1-D argument self, but got ", a.dim(), "-D"));
  if (b.dim() != 1) fail(ErrorKind::runtime_error, logit::cat("outer: Expected 1-D argument vec2, but got ", b.dim(), "-D"));
  return mul(reshape(a, Shape{a.numel(), 1}), b);
}

// ---- matmul ----

constexpr OpDef def::matmul{
    .forms = {{"matmul(input, other)", bind<&ops::matmul>}},
    .reference = "torch.matmul torch.linalg.matmul Tensor.matmul Tensor.__matmul__",
    .shape = shapes::matmul,
    .grad_fn = "MmBackward0 MvBackward0 DotBackward0 SqueezeBackward4 UnsafeViewBackward0",
    .backward = "dA = dY · Bᵀ,  dB = Aᵀ · dY",
    .symbol = "@",
    .summary = "The matrix product in every combination of dimensions: vectors, matrices, stacks of them.",
    .examples = "torch.matmul(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([5., 6.]))\n"
                "torch.matmul(torch.tensor([[[1., 2.], [3., 4.]]]), torch.tensor([[1., 0.], [2., 1.]]))",
};
static_assert(complete(def::matmul));

namespace ops {
namespace {

// A result that PyTorch makes by an in-place change of shape; only the node's name shows it.
Tensor renamed_view(const Tensor& y, const Shape& sizes, const char* name) {
  Tensor out = make_alias(y, sizes, contiguous_strides(sizes), y.storage_offset());
  if (Recording graph{y}) graph.record(out, name, reshape_back(y));
  return out;
}

// Folding turns a stack of matrices times one matrix into a single product.
Tensor folded_product(const Tensor& a, const Tensor& b) {
  const Tensor flat = reshape(a, IntList(Shape{-1, a.size(-1)}));
  Shape sizes = a.sizes();
  if (b.dim() == 1) {
    sizes.pop_back();
    return renamed_view(mv(flat, b), sizes, "UnsafeViewBackward0");
  }
  sizes.back() = b.sizes()[1];
  return renamed_view(mm(flat, b), sizes, "UnsafeViewBackward0");
}

}  // namespace
}  // namespace ops

Tensor ops::matmul(const Tensor& a, const Tensor& b) {
  if (a.dim() == 0 || b.dim() == 0) {
    fail(ErrorKind::runtime_error, logit::cat("both arguments to matmul need to be at least 1D, but they are ", a.dim(), "D and ", b.dim(), "D"));
  }
  if (a.dim() == 1 && b.dim() == 1) return dot(a, b);
  if (a.dim() == 2 && b.dim() == 1) return mv(a, b);
  if (a.dim() == 1 && b.dim() == 2) {
    const Tensor y = mm(unsqueeze(a, 0), b);
    return renamed_view(y, Shape{b.sizes()[1]}, "SqueezeBackward4");
  }
  if (a.dim() == 2 && b.dim() == 2) return mm(a, b);

  // Folding when one side is a single matrix (or vector), as PyTorch decides it for leaves and views alike.
  if (a.dim() >= 3 && b.dim() <= 2) {
    if (b.dim() == 2 && a.size(-1) != b.size(0)) {
      fail(ErrorKind::runtime_error, logit::cat("mat1 and mat2 shapes cannot be multiplied (", a.numel() / (a.size(-1) ? a.size(-1) : 1), "x",
                                         a.size(-1), " and ", b.size(0), "x", b.size(1), ")"));
    }
    return folded_product(a, b);
  }
  if (b.dim() >= 3 && a.dim() <= 2) {
    // (b ᵀ · aᵀ)ᵀ
    const Tensor turned = transpose(b, -2, -1);
    if (a.dim() == 1) return folded_product(turned, a);
    return transpose(folded_product(turned, t(a)), -2, -1);
  }

  Shape left = a.sizes(), right = b.sizes();
  const std::int64_t m = left[left.size() - 2], k = left.back(), k2 = right[right.size() - 2], n = right.back();
  left.resize(left.size() - 2);
  right.resize(right.size() - 2);
  const Shape batch = broadcast_shapes(left, right);
  auto stacked = [&](const Tensor& x, std::int64_t rows, std::int64_t columns) {
    Shape sizes = batch;
    sizes.push_back(rows);
    sizes.push_back(columns);
    return reshape(expand(x, sizes), Shape{element_count(batch), rows, columns});
  };
  const Tensor y = bmm(stacked(a, m, k), stacked(b, k2, n));
  Shape sizes = batch;
  sizes.push_back(m);
  sizes.push_back(n);
  return renamed_view(y, sizes, "UnsafeViewBackward0");
}

constexpr OpDef def::rmatmul{
    .forms = {{"rmatmul(input, other)", bind<&ops::rmatmul>}},
    .reference = "Tensor.__rmatmul__",
    .summary = "other @ input.",
    .examples = "torch.tensor([[1., 2.], [3., 4.]]).__rmatmul__(torch.tensor([[1., 0.]]))",
};
Tensor ops::rmatmul(const Tensor& a, const Tensor& b) { return matmul(b, a); }

// ---- products with something added ----

constexpr OpDef def::addmm{
    .forms = {{"addmm(input, mat1, mat2, *, beta=1, alpha=1)", bind<&ops::addmm>}},
    .reference = "torch.addmm Tensor.addmm Tensor.addmm_",
    .grad_fn = "AddmmBackward0",
    .backward = "dC = dY,  dA = dY · Bᵀ,  dB = Aᵀ · dY",
    .symbol = "@+",
    .summary = "beta * input + alpha * (mat1 @ mat2).",
    .examples = "torch.addmm(torch.tensor([1., 2.]), torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([[5., 6.], [7., 8.]]), beta=0.5, alpha=2)",
};
static_assert(complete(def::addmm));

namespace ops {
namespace {

bool is_number(Scalar value, int n) { return value == Scalar(n); }

// beta * c + alpha * product, both without recording; the product is ours to change.
Tensor scaled_sum(const Tensor& c, const Tensor& product, Scalar beta, Scalar alpha) {
  NoGrad guard;
  Tensor y = product;
  if (!is_number(alpha, 1)) y = mul(y, alpha);
  if (is_number(beta, 0)) return y;
  if (is_number(beta, 1) && y.dim() == 2 && add_row(y, c)) return y;
  // The product comes first in the addition; for two operands that gives the same bits.
  return add(y, is_number(beta, 1) ? c : mul(c, beta));
}

Tensor times(const Tensor& x, Scalar factor) { return is_number(factor, 1) ? x : x * factor; }

void check_expandable(const Tensor& c, const Shape& sizes) {
  if (!is_expandable_to(c.sizes(), sizes)) expand(c, sizes);  // throws PyTorch's words
}

}  // namespace
}  // namespace ops

Tensor ops::addmm(const Tensor& c, const Tensor& a, const Tensor& b, Scalar beta, Scalar alpha) {
  if (a.dim() != 2) fail(ErrorKind::runtime_error, logit::cat("mat1 must be a matrix, got ", a.dim(), "-D tensor"));
  if (b.dim() != 2) fail(ErrorKind::runtime_error, logit::cat("mat2 must be a matrix, got ", b.dim(), "-D tensor"));
  check_matrices(a, b);
  if (a.dtype() != b.dtype()) {
    fail(ErrorKind::runtime_error, logit::cat("mat1 and mat2 must have the same dtype, but got ", scalar_type_name(a.dtype()), " and ",
                                       scalar_type_name(b.dtype())));
  }
  if (c.dtype() != a.dtype()) fail(ErrorKind::runtime_error, "self and mat2 must have the same dtype, but got " + logit::cat(scalar_type_name(c.dtype()), " and ", scalar_type_name(b.dtype())));
  check_expandable(c, Shape{a.sizes()[0], b.sizes()[1]});
  const bool plain_row = c.dim() == 1 && c.size(0) == b.size(1) && c.is_contiguous() && is_number(beta, 1);
  ByTheWay also;
  if (plain_row && is_number(alpha, 1) && c.dtype() == DType::float32) also.bias = &c;
  Tensor y = product_values(a, b, &also);
  if (!also.with_bias) y = scaled_sum(c, y, beta, alpha);
  if (Recording graph{c, a, b}) {
    graph.save(a, graph.needs(2));
    graph.save(b, graph.needs(1));
    graph.record(y, "AddmmBackward0", [beta, alpha, plain_row, turned_a = is_transposed(a.sizes(), a.strides()),
                                       turned_b = is_transposed(b.sizes(), b.strides())](Back& back) {
      // The sums of dy's columns are the bias' gradient; they come with the weight's, or the engine adds them up.
      Tensor column_sums;
      const bool sums = plain_row && back.needs(0) && back.needs(2) && !Context::current().grad_enabled;
      if (back.needs(0) && !sums) back.dx(0) = times(back.dy(), beta);
      if (back.needs(1)) back.dx(1) = times(left_gradient(back.dy(), back.saved(1), turned_a), alpha);
      if (back.needs(2)) back.dx(2) = times(right_gradient(back.dy(), back.saved(0), turned_b, sums ? &column_sums : nullptr), alpha);
      if (sums) back.dx(0) = column_sums.defined() ? column_sums : back.dy();
    });
  }
  return y;
}

constexpr OpDef def::addmv{
    .forms = {{"addmv(input, mat, vec, *, beta=1, alpha=1)", bind<&ops::addmv>}},
    .reference = "torch.addmv Tensor.addmv Tensor.addmv_",
    .grad_fn = "AddmvBackward0",
    .backward = "dc = dy,  dA = dy ⊗ v,  dv = Aᵀ · dy",
    .summary = "beta * input + alpha * (mat @ vec).",
    .examples = "torch.addmv(torch.tensor([1., 2.]), torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([5., 6.]))",
};
Tensor ops::addmv(const Tensor& c, const Tensor& a, const Tensor& v, Scalar beta, Scalar alpha) {
  const Tensor product = [&] {
    NoGrad guard;
    return mv(a, v);
  }();
  check_expandable(c, product.sizes());
  Tensor y = scaled_sum(c, product, beta, alpha);
  if (Recording graph{c, a, v}) {
    graph.save(a, graph.needs(2));
    graph.save(v, graph.needs(1));
    graph.record(y, "AddmvBackward0", [beta, alpha](Back& back) {
      if (back.needs(0)) back.dx(0) = times(back.dy(), beta);
      if (back.needs(1)) back.dx(1) = times(outer(back.dy(), back.saved(1)), alpha);
      if (back.needs(2)) back.dx(2) = times(mv(t(back.saved(0)), back.dy()), alpha);
    });
  }
  return y;
}

constexpr OpDef def::baddbmm{
    .forms = {{"baddbmm(input, batch1, batch2, *, beta=1, alpha=1)", bind<&ops::baddbmm>}},
    .reference = "torch.baddbmm Tensor.baddbmm Tensor.baddbmm_",
    .grad_fn = "BaddbmmBackward0",
    .backward = "dC = dY,  dA = dY · Bᵀ,  dB = Aᵀ · dY",
    .summary = "beta * input + alpha * (batch1 @ batch2).",
    .examples = "torch.baddbmm(torch.tensor([[[1.]]]), torch.tensor([[[1., 2.]]]), torch.tensor([[[3.], [4.]]]))",
};
Tensor ops::baddbmm(const Tensor& c, const Tensor& a, const Tensor& b, Scalar beta, Scalar alpha) {
  const Tensor product = [&] {
    NoGrad guard;
    return bmm(a, b);
  }();
  check_expandable(c, product.sizes());
  Tensor y = scaled_sum(c, product, beta, alpha);
  if (Recording graph{c, a, b}) {
    graph.save(a, graph.needs(2));
    graph.save(b, graph.needs(1));
    graph.record(y, "BaddbmmBackward0", [beta, alpha](Back& back) {
      if (back.needs(0)) back.dx(0) = times(back.dy(), beta);
      if (back.needs(1)) back.dx(1) = times(bmm(back.dy(), transpose(back.saved(1), 1, 2)), alpha);
      if (back.needs(2)) back.dx(2) = times(bmm(transpose(back.saved(0), 1, 2), back.dy()), alpha);
    });
  }
  return y;
}

constexpr OpDef def::addbmm{
    .forms = {{"addbmm(input, batch1, batch2, *, beta=1, alpha=1)", bind<&ops::addbmm>}},
    .reference = "torch.addbmm Tensor.addbmm Tensor.addbmm_",
    .grad_fn = "AddbmmBackward0",
    .summary = "beta * input + alpha * the sum of the batches' products.",
    .examples = "torch.addbmm(torch.tensor([[1.]]), torch.tensor([[[1., 2.]], [[3., 4.]]]), torch.tensor([[[3.], [4.]], [[5.], [6.]]]))",
};
Tensor ops::addbmm(const Tensor& c, const Tensor& a, const Tensor& b, Scalar beta, Scalar alpha) {
  const Tensor product = [&] {
    NoGrad guard;
    return sum_dim(bmm(a, b), IntList(Shape{0}));
  }();
  check_expandable(c, product.sizes());
  Tensor y = scaled_sum(c, product, beta, alpha);
  if (Recording graph{c, a, b}) {
    graph.save(a, graph.needs(2));
    graph.save(b, graph.needs(1));
    graph.record(y, "AddbmmBackward0", [beta, alpha, batches = a.sizes()[0]](Back& back) {
      if (back.needs(0)) back.dx(0) = times(back.dy(), beta);
      const Tensor dy = expand(unsqueeze(back.dy(), 0), Shape{batches, back.dy().sizes()[0], back.dy().sizes()[1]});
      if (back.needs(1)) back.dx(1) = times(bmm(dy, transpose(back.saved(1), 1, 2)), alpha);
      if (back.needs(2)) back.dx(2) = times(bmm(transpose(back.saved(0), 1, 2), dy), alpha);
    });
  }
  return y;
}

constexpr OpDef def::addr{
    .forms = {{"addr(input, vec1, vec2, *, beta=1, alpha=1)", bind<&ops::addr>}},
    .reference = "torch.addr Tensor.addr Tensor.addr_",
    .grad_fn = "AddrBackward0",
    .summary = "beta * input + alpha * outer(vec1, vec2).",
    .examples = "torch.addr(torch.tensor([[1., 1.], [1., 1.]]), torch.tensor([1., 2.]), torch.tensor([3., 4.]))",
};
Tensor ops::addr(const Tensor& c, const Tensor& a, const Tensor& b, Scalar beta, Scalar alpha) {
  const Tensor product = [&] {
    NoGrad guard;
    return outer(a, b);
  }();
  check_expandable(c, product.sizes());
  Tensor y = scaled_sum(c, product, beta, alpha);
  if (Recording graph{c, a, b}) {
    graph.save(a, graph.needs(2));
    graph.save(b, graph.needs(1));
    graph.record(y, "AddrBackward0", [beta, alpha](Back& back) {
      if (back.needs(0)) back.dx(0) = times(back.dy(), beta);
      if (back.needs(1)) back.dx(1) = times(mv(back.dy(), back.saved(1)), alpha);
      if (back.needs(2)) back.dx(2) = times(mv(t(back.dy()), back.saved(0)), alpha);
    });
  }
  return y;
}

// ---- the linear layer ----

constexpr OpDef def::linear{
    .forms = {{"linear(input, weight, bias=None)", bind<&ops::linear>}},
    .reference = "F.linear",
    .grad_fn = "AddmmBackward0 MmBackward0 ViewBackward0 UnsafeViewBackward0",
    .backward = "dX = dY · W,  dW = dYᵀ · X,  db = Σ dY",
    .symbol = "@+",
    .summary = "input · weightᵀ + bias: (…, in_features) → (…, out_features).",
    .examples = "F.linear(torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([[0.5, -1.], [2., 1.], [0., 1.]]), torch.tensor([0.1, 0.2, 0.3]))\n"
                "F.linear(torch.tensor([1., 2.]), torch.tensor([[0.5, -1.]]))",
};
static_assert(complete(def::linear));

Tensor ops::linear(const Tensor& x, const Tensor& weight, const Tensor& bias) {
  if (weight.dim() > 2) {
    fail(ErrorKind::runtime_error, logit::cat("linear(): expected weight to be at most 2-D, got ", weight.dim(), "-D"));
  }
  if (!bias.defined()) return matmul(x, weight.dim() == 2 ? t(weight) : weight);
  if (x.dim() == 2 && weight.dim() == 2) return addmm(bias, x, t(weight));
  if (weight.dim() == 2 && bias.dim() == 1 && x.dim() != 0) {
    const Tensor flat = reshape(x, IntList(Shape{-1, x.size(-1)}));
    Shape sizes = x.sizes();
    sizes.back() = weight.sizes()[0];
    return view(addmm(bias, flat, t(weight)), sizes);
  }
  return add(matmul(x, weight.dim() == 2 ? t(weight) : weight), bias);
}

}  // namespace logit
