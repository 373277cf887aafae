#include "ops/shapes.h"

namespace logit::shapes {
namespace {

Shape sizes_of(const Arg& arg) { return arg.kind() == Arg::Kind::tensor ? arg.tensor().sizes() : Shape(); }

}  // namespace

Shape same_as_input(const Arg* args) { return sizes_of(args[0]); }
Shape broadcast(const Arg* args) { return broadcast_shapes(sizes_of(args[0]), sizes_of(args[1])); }
Shape broadcast3(const Arg* args) { return broadcast_shapes(broadcast(args), sizes_of(args[2])); }
Shape scalar(const Arg*) { return {}; }
Shape as_given(const Arg* args) { return args[0].int_list(); }

Shape reduced(const Arg* args) {
  const Shape& sizes = args[0].tensor().sizes();
  const std::int64_t dims = static_cast<std::int64_t>(sizes.size());
  const bool keepdim = args[2].kind() == Arg::Kind::boolean && args[2].boolean();
  SmallVector<bool, 8> gone(sizes.size(), false);
  if (args[1].kind() == Arg::Kind::integer) {
    if (dims > 0) gone[static_cast<std::size_t>(wrap_dim(args[1].integer(), dims))] = true;
  } else if (args[1].kind() == Arg::Kind::int_list && !args[1].int_list().empty()) {
    for (const std::int64_t dim : args[1].int_list()) {
      if (dims > 0) gone[static_cast<std::size_t>(wrap_dim(dim, dims))] = true;
    }
  } else {
    gone = SmallVector<bool, 8>(sizes.size(), true);
  }
  Shape out;
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (!gone[d]) out.push_back(sizes[d]);
    else if (keepdim) out.push_back(1);
  }
  return out;
}

Shape matmul(const Arg* args) {
  Shape a = args[0].tensor().sizes(), b = args[1].tensor().sizes();
  const bool vector_a = a.size() == 1, vector_b = b.size() == 1;
  if (vector_a) a.insert(0, 1);
  if (vector_b) b.push_back(1);
  const std::int64_t rows = a[a.size() - 2], columns = b[b.size() - 1];
  a.resize(a.size() - 2);
  b.resize(b.size() - 2);
  Shape out = broadcast_shapes(a, b);
  if (!vector_a) out.push_back(rows);
  if (!vector_b) out.push_back(columns);
  return out;
}

}  // namespace logit::shapes
