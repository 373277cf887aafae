#include "tensor/shape.h"

#include "base/error.h"
#include "base/format.h"

namespace logit {

std::int64_t element_count(IntList sizes) {
  std::int64_t count = 1;
  for (const std::int64_t size : sizes) {
    if (__builtin_mul_overflow(count, size, &count)) {
      fail(ErrorKind::runtime_error, "numel: integer multiplication overflow");
    }
  }
  return count;
}

Shape contiguous_strides(IntList sizes) {
  Shape strides(sizes.size());
  std::int64_t step = 1;
  for (std::size_t d = sizes.size(); d-- > 0;) {
    strides[d] = step;
    step *= sizes[d] > 1 ? sizes[d] : 1;
  }
  return strides;
}

bool is_contiguous(IntList sizes, IntList strides) {
  std::int64_t step = 1;
  for (std::size_t d = sizes.size(); d-- > 0;) {
    if (sizes[d] == 0) return true;
  }
  for (std::size_t d = sizes.size(); d-- > 0;) {
    if (sizes[d] == 1) continue;
    if (strides[d] != step) return false;
    step *= sizes[d];
  }
  return true;
}

std::string sizes_text(IntList sizes) {
  std::string text = "[";
  for (std::size_t i = 0; i < sizes.size(); ++i) text += cat(i ? ", " : "", sizes[i]);
  return text + "]";
}

std::string size_repr(IntList sizes) { return "torch.Size(" + sizes_text(sizes) + ")"; }

Shape broadcast_shapes(IntList a, IntList b) {
  const std::size_t dims = a.size() > b.size() ? a.size() : b.size();
  Shape out(dims);
  for (std::size_t i = 0; i < dims; ++i) {  // from the last dimension backwards
    const std::int64_t x = i < a.size() ? a[a.size() - 1 - i] : 1;
    const std::int64_t y = i < b.size() ? b[b.size() - 1 - i] : 1;
    if (x != y && x != 1 && y != 1) {
      fail(ErrorKind::runtime_error, cat("The size of tensor a (", x, ") must match the size of tensor b (", y,
                                         ") at non-singleton dimension ", dims - 1 - i));
    }
    out[dims - 1 - i] = x == 1 ? y : x;
  }
  return out;
}

bool is_expandable_to(IntList sizes, IntList target) {
  if (sizes.size() > target.size()) return false;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::int64_t size = sizes[sizes.size() - 1 - i];
    if (size != 1 && size != target[target.size() - 1 - i]) return false;
  }
  return true;
}

Shape broadcast_strides(IntList sizes, IntList strides, IntList target) {
  Shape out(target.size());
  const std::size_t lead = target.size() - sizes.size();
  for (std::size_t d = 0; d < target.size(); ++d) {
    out[d] = d < lead || (sizes[d - lead] == 1 && target[d] != 1) ? 0 : strides[d - lead];
  }
  return out;
}

std::int64_t wrap_dim(std::int64_t dim, std::int64_t dims, bool wrap_scalar) {
  if (dims == 0) {
    if (!wrap_scalar) fail(ErrorKind::index_error, cat("Dimension specified as ", dim, " but tensor has no dimensions"));
    dims = 1;
  }
  if (dim < -dims || dim >= dims) {
    fail(ErrorKind::index_error, cat("Dimension out of range (expected to be in range of [", -dims, ", ", dims - 1,
                                     "], but got ", dim, ")"));
  }
  return dim < 0 ? dim + dims : dim;
}

Shape infer_size(IntList wanted, std::int64_t numel) {
  Shape sizes(wanted);
  std::int64_t known = 1;
  std::optional<std::size_t> unknown;
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (sizes[d] == -1) {
      if (unknown) fail(ErrorKind::runtime_error, "only one dimension can be inferred");
      unknown = d;
    } else if (sizes[d] < 0) {
      fail(ErrorKind::runtime_error, cat("invalid shape dimension ", sizes[d]));
    } else {
      known *= sizes[d];
    }
  }
  if (numel == known && !unknown) return sizes;
  if (unknown && known > 0 && numel % known == 0) {
    sizes[*unknown] = numel / known;
    return sizes;
  }
  if (unknown && known == 0 && numel == 0) {
    fail(ErrorKind::runtime_error, cat("cannot reshape tensor of 0 elements into shape ", sizes_text(wanted),
                                       " because the unspecified dimension size -1 can be any value and is ambiguous"));
  }
  fail(ErrorKind::runtime_error, cat("shape '", sizes_text(wanted), "' is invalid for input of size ", numel));
}

std::optional<Shape> view_strides(IntList sizes, IntList strides, IntList new_sizes) {
  const std::int64_t numel = element_count(sizes);
  if (numel == 0) {
    if (sizes.size() == new_sizes.size() && std::equal(sizes.begin(), sizes.end(), new_sizes.begin())) {
      return Shape(strides);
    }
    return contiguous_strides(new_sizes);
  }
  Shape out(new_sizes.size());
  std::ptrdiff_t v = static_cast<std::ptrdiff_t>(new_sizes.size()) - 1;
  // Walk chunks of old dimensions that lie without gaps, from the back, and cut each into new dimensions.
  std::int64_t base_stride = sizes.empty() ? 1 : strides.back();
  std::int64_t chunk = 1, taken = 1;
  for (std::ptrdiff_t d = static_cast<std::ptrdiff_t>(sizes.size()) - 1; d >= 0; --d) {
    chunk *= sizes[d];
    const bool chunk_ends = d == 0 || (sizes[d - 1] != 1 && strides[d - 1] != chunk * base_stride);
    if (!chunk_ends) continue;
    while (v >= 0 && (taken < chunk || new_sizes[v] == 1)) {
      out[v] = taken * base_stride;
      taken *= new_sizes[v];
      --v;
    }
    if (taken != chunk) return std::nullopt;
    if (d > 0) {
      base_stride = strides[d - 1];
      chunk = taken = 1;
    }
  }
  while (v >= 0 && new_sizes[v] == 1) out[v--] = base_stride;
  if (v >= 0) return std::nullopt;
  return out;
}

}  // namespace logit
