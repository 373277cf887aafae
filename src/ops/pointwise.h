// Element-wise work for the op families: a lambda over numbers becomes an operation over tensors.
//
// The lambda is compiled for the compute types only (float, double, int64; see kernels/element.h), and only
// as a loop over contiguous memory; the driver in kernels/elementwise.h does the rest. In place of a lambda the objects of
// kernels/functions.h may stand, which fill long rows of floats by vectors.
#pragma once

#include <initializer_list>
#include <type_traits>

#include "kernels/elementwise.h"
#include "kernels/functions.h"
#include "ops/arg.h"

namespace logit::ops {

/// The dtype in which operands are combined, by PyTorch's promotion rules.
DType result_type(std::initializer_list<const Tensor*> operands);
/// The same for functions with real results: integers become the default dtype.
DType float_result_type(std::initializer_list<const Tensor*> operands);

/// Runs a loop over broadcast inputs into a new tensor of `dtype`, laid out like the inputs.
Tensor run_pointwise(const kernels::Loop& loop, std::initializer_list<const Tensor*> inputs, DType dtype,
                     const void* state);
/// The same into existing memory, which has the broadcast shape already.
void run_pointwise_into(const kernels::Loop& loop, std::initializer_list<const Tensor*> inputs, const Tensor& out,
                        const void* state);

/// True if a derivative may be computed from y (or x) and dy in one pass over memory, as a single function of two numbers:
/// nothing records it, both have the same shape, and both the same dtype, one that is computed in as it is.
bool one_pass(const Tensor& y, const Tensor& dy);

namespace detail {

template <class F, class T, std::size_t... I>
void pointwise_loop(void* const* data, std::int64_t n, const void* state) {
  const F& f = *static_cast<const F*>(state);
  using Result = decltype(f((static_cast<void>(I), T{})...));
  if constexpr (std::is_same_v<T, float> && requires { kernels::vectors(f, data, n); }) {
    if (n >= kernels::kVectorsFrom) return kernels::vectors(f, data, n);
  }
  Result* out = static_cast<Result*>(data[0]);
  for (std::int64_t i = 0; i < n; ++i) out[i] = f(static_cast<const T*>(data[I + 1])[i]...);
}

template <class F, class T, std::size_t... I>
kernels::Loop make_loop(std::index_sequence<I...>) {
  const F* f = nullptr;
  using Result = decltype((*f)((static_cast<void>(I), T{})...));
  kernels::Loop loop;
  loop.run = &pointwise_loop<F, T, I...>;
  loop.operands = 1 + static_cast<int>(sizeof...(I));
  loop.types[0] = dtype_of<Result>;
  ((loop.types[I + 1] = dtype_of<T>), ...);
  return loop;
}

/// True if the lambda answers with a bool whatever it is given.
template <class F, class T, std::size_t... I>
constexpr bool answers_bool(std::index_sequence<I...>) {
  return std::is_same_v<decltype(std::declval<const F&>()((static_cast<void>(I), T{})...)), bool>;
}

}  // namespace detail

/// The loop of a lambda of N numbers for operands of `dtype`.
template <std::size_t N, class F>
kernels::Loop loop_for(DType dtype, const F&) {
  using Inputs = std::make_index_sequence<N>;
  if (dtype == DType::float64) return detail::make_loop<F, double>(Inputs());
  if (is_floating(dtype)) return detail::make_loop<F, float>(Inputs());
  return detail::make_loop<F, std::int64_t>(Inputs());
}
/// The same for functions of real numbers only.
template <std::size_t N, class F>
kernels::Loop real_loop_for(DType dtype, const F&) {
  using Inputs = std::make_index_sequence<N>;
  return dtype == DType::float64 ? detail::make_loop<F, double>(Inputs()) : detail::make_loop<F, float>(Inputs());
}

/// y = f(x…) computed in `dtype`; the result has that dtype, or bool if f answers with a bool.
template <class F, class... Inputs>
Tensor map(DType dtype, F f, const Inputs&... inputs) {
  constexpr std::size_t n = sizeof...(Inputs);
  constexpr bool predicate = detail::answers_bool<F, float>(std::make_index_sequence<n>());
  return run_pointwise(loop_for<n>(dtype, f), {&static_cast<const Tensor&>(inputs)...},
                       predicate ? DType::boolean : dtype, &f);
}
/// The same for functions of real numbers only; `dtype` must be a floating one.
template <class F, class... Inputs>
Tensor map_real(DType dtype, F f, const Inputs&... inputs) {
  constexpr std::size_t n = sizeof...(Inputs);
  constexpr bool predicate = detail::answers_bool<F, float>(std::make_index_sequence<n>());
  return run_pointwise(real_loop_for<n>(dtype, f), {&static_cast<const Tensor&>(inputs)...},
                       predicate ? DType::boolean : dtype, &f);
}

}  // namespace logit::ops
