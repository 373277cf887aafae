// Every operation as a C++ function, declared from ops.def, and operators for writing formulas.
#pragma once

#include <array>
#include <vector>

#include "ops/arg.h"

namespace logit::ops {

#define OP(result, name, params) result name params;
#define FORM(result, name, params) result name params;
#include "ops/ops.def"
#undef OP
#undef FORM

/// Strides for a copy: the tensor's own if they have no gaps, else row-major.
Shape dense_strides(const Tensor& tensor);
/// A number as "%g" prints it: how most messages show floats.
std::string format_g(double value);

}  // namespace logit::ops
