// A script value as the argument of an op.
#pragma once

#include "bindings/torch_state.h"
#include "ops/op_def.h"

namespace logit::bindings {

/// Reads `value` as what `kind` asks for. False: it is something else (no exception is set).
bool to_arg(Vm& vm, const Value& value, const ParamKind& kind, Arg& out);

/// A list or tuple of ints; a single int becomes a list of one. False: it is something else.
bool to_int_list(Vm& vm, const Value& value, Shape& out);

/// torch.float32, or one of the Python types float, int, bool. False: it is something else.
bool to_dtype(Vm& vm, const Value& value, DType& out);

/// A Python number, or a tensor with one element. False: it is something else.
bool to_scalar(Vm& vm, const Value& value, Scalar& out);

/// What PyTorch calls a kind in its messages: "Tensor", "int", "tuple of ints".
std::string_view kind_name(const ParamKind& kind);
/// What PyTorch calls a value in them: "Tensor", "str", "list of [int, float]".
std::string value_kind_name(Vm& vm, const Value& value);

}  // namespace logit::bindings
