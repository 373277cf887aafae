// Names of element types and PyTorch's promotion rules. The enum itself is in kernels/element.h.
#pragma once

#include <optional>
#include <string_view>

#include "kernels/element.h"

namespace logit {

/// "float32", "int64", "bool", … as in `torch.float32`.
std::string_view dtype_name(DType dtype);
/// "Float", "Long", "Bool", … as PyTorch's messages call them.
std::string_view scalar_type_name(DType dtype);
/// "float", "long int", "bool", … the C type, which a few messages print.
std::string_view c_type_name(DType dtype);
/// Finds a dtype by its Python name or alias ("float32", "float", "long", …).
std::optional<DType> dtype_from_name(std::string_view name);

/// The dtype in which two equally ranked operands are combined: torch.promote_types.
DType promote_types(DType a, DType b);

/// Collects operands and answers which dtype their combination has (torch.result_type): tensors with
/// dimensions count most, then 0-dim tensors, then Python numbers; a lower class only matters when its
/// category (bool < integer < float) is higher.
class ResultType {
 public:
  explicit ResultType(DType default_dtype) : default_dtype_(default_dtype) {}
  void add_dim_tensor(DType dtype) { merge(dim_, dtype); }
  void add_zero_dim_tensor(DType dtype) { merge(zero_dim_, dtype); }
  /// A Python number: bool, int64, or float64 (which stands for the default dtype).
  void add_number(DType dtype) { merge(number_, dtype == DType::float64 ? default_dtype_ : dtype); }
  DType result() const;

 private:
  static void merge(std::optional<DType>& into, DType dtype) {
    into = into ? promote_types(*into, dtype) : dtype;
  }
  DType default_dtype_;
  std::optional<DType> dim_, zero_dim_, number_;
};

/// torch.can_cast: no float into integer, no number into bool.
bool can_cast(DType from, DType to);

}  // namespace logit
