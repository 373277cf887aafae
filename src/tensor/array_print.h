// A tensor as NumPy prints an array: str(a) and repr(a), character for character.
//
// The rules differ from PyTorch's (tensor/print.h): shortest digits cut at `precision`, columns padded to one width,
// lines wrapped at `linewidth`. Source: NumPy 2.4, numpy/_core/arrayprint.py as documented in set_printoptions.
#pragma once

#include <cstdint>
#include <string>

#include "tensor/tensor.h"

namespace logit {

/// numpy.set_printoptions.
struct ArrayPrintOptions {
  enum class FloatMode : std::uint8_t { maxprec, fixed, unique, maxprec_equal };
  std::int64_t precision = 8;
  std::int64_t threshold = 1000;
  std::int64_t edgeitems = 3;
  std::int64_t linewidth = 75;
  bool suppress = false;
  FloatMode float_mode = FloatMode::maxprec;
  std::string nan = "nan", inf = "inf";
};

/// The nested brackets: "[1.  2.5]". `separator` is " " or ", "; `prefix` and `suffix` only take room on the lines.
std::string array_text(const Tensor& array, const ArrayPrintOptions& options, std::string_view separator,
                       std::size_t prefix, std::size_t suffix);
/// repr(a): "array([1. , 2.5], dtype=float32)".
std::string array_repr(const Tensor& array, const ArrayPrintOptions& options);

/// A float as NumPy's scalars print it: shortest digits of its own dtype, scientific below 1e-4 and from 1e16
/// (float32: 1e6, float16: 1e3) on.
std::string numpy_float_text(double value, DType dtype);

}  // namespace logit
