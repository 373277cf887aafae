// What the autograd engine asks of the operations above it.
#include "ops/formula.h"

namespace logit::ops {

Tensor sum_to(const Tensor& tensor, IntList sizes) {
  const std::size_t lead = tensor.sizes().size() - sizes.size();
  Shape leading, kept;
  for (std::size_t d = 0; d < lead; ++d) leading.push_back(static_cast<std::int64_t>(d));
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (sizes[d] == 1 && tensor.sizes()[lead + d] != 1) kept.push_back(static_cast<std::int64_t>(lead + d));
  }
  // All at once, with the reduced dimensions kept, then without the leading ones: PyTorch's order.
  Shape dims = leading;
  for (const std::int64_t d : kept) dims.push_back(d);
  Tensor out = dims.empty() ? tensor : sum_dim(tensor, IntList(dims), true);
  return lead > 0 ? view(out, sizes) : out;
}

const Arithmetic& arithmetic() {
  static constexpr Arithmetic table{
      .add = [](const Tensor& a, const Tensor& b) { return add(a, b); },
      .add_in_place = [](const Tensor& a, const Tensor& b) { add_(a, b); },
      .sum_to = &sum_to,
      .cast = [](const Tensor& tensor, DType dtype) { return to_dtype(tensor, dtype); },
      .clone = [](const Tensor& tensor) { return clone(tensor); },
  };
  return table;
}

Tensor detail::gradient_at(const Tensor& y, const Tensor& x, const Tensor& dy, bool create_graph) {
  BackwardRun::Options options;
  options.accumulate = false;
  options.retain_graph = options.create_graph = create_graph;
  options.inputs = {x};
  BackwardRun run({&y, 1}, {&dy, 1}, std::move(options), arithmetic());
  run.run();
  return run.take_input_grads()[0];
}

}  // namespace logit::ops
