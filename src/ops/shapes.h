// Shape rules for the op table: the result's shape from the arguments alone.
#pragma once

#include "ops/op_def.h"

namespace logit::shapes {

/// As the first argument.
Shape same_as_input(const Arg* args);
/// The first two arguments broadcast together.
Shape broadcast(const Arg* args);
/// The first three.
Shape broadcast3(const Arg* args);
/// No dimensions.
Shape scalar(const Arg* args);
/// (input, dim, keepdim): without the reduced dimensions.
Shape reduced(const Arg* args);
/// matmul's rules.
Shape matmul(const Arg* args);
/// The first argument is the shape.
Shape as_given(const Arg* args);

}  // namespace logit::shapes
