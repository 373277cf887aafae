// The text of a tensor, character for character as PyTorch prints it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logit {

class Tensor;

/// torch.set_printoptions.
struct PrintOptions {
  int precision = 4;
  std::int64_t threshold = 1000;
  std::int64_t edgeitems = 3;
  int linewidth = 80;
  std::optional<bool> sci_mode;

  void set_profile_default() { *this = PrintOptions(); }
  void set_profile_short() { *this = {.precision = 2, .threshold = 1000, .edgeitems = 2, .linewidth = 80, .sci_mode = {}}; }
  void set_profile_full() { *this = {.precision = 4, .threshold = INT64_MAX, .edgeitems = 3, .linewidth = 80, .sci_mode = {}}; }
};

/// repr(tensor): "tensor([1., 2.], grad_fn=<AddBackward0>)". `grad_fn` is the name to show, "" for none; the
/// suffix requires_grad=True is shown if `requires_grad` and there is no name.
/// The current Context's print options and default dtype apply.
std::string tensor_repr(const Tensor& tensor, std::string_view grad_fn, bool requires_grad);

}  // namespace logit
