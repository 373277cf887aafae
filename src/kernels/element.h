// Element types as kernels see them: an enum, a size, and conversion of strided runs between types.
//
// Kernels compute in three types only: float, double and std::int64_t. Narrow integers and bools are
// widened on load and truncated on store, which gives the same wrap-around as arithmetic in the narrow
// type and keeps one loop per operation and compute type instead of eight.
#pragma once

#include <cstddef>
#include <cstdint>

namespace logit {

/// Element type of a tensor, in PyTorch's names (`torch.float32`, …).
enum class DType : std::uint8_t { float32, float64, int64, int32, int16, int8, uint8, boolean };

inline constexpr int kDTypeCount = 8;

/// Bytes of one element.
constexpr std::size_t element_size(DType dtype) {
  constexpr std::uint8_t sizes[kDTypeCount] = {4, 8, 8, 4, 2, 1, 1, 1};
  return sizes[static_cast<int>(dtype)];
}

constexpr bool is_floating(DType dtype) { return dtype == DType::float32 || dtype == DType::float64; }
constexpr bool is_integral(DType dtype, bool include_bool = false) {
  return dtype >= DType::int64 && (include_bool || dtype != DType::boolean);
}

template <class T> inline constexpr DType dtype_of = DType::float32;
template <> inline constexpr DType dtype_of<double> = DType::float64;
template <> inline constexpr DType dtype_of<std::int64_t> = DType::int64;
template <> inline constexpr DType dtype_of<std::int32_t> = DType::int32;
template <> inline constexpr DType dtype_of<std::int16_t> = DType::int16;
template <> inline constexpr DType dtype_of<std::int8_t> = DType::int8;
template <> inline constexpr DType dtype_of<std::uint8_t> = DType::uint8;
template <> inline constexpr DType dtype_of<bool> = DType::boolean;

/// Calls `use(T{})` with a value of the C++ type of `dtype` and returns what it returns.
template <class Use>
decltype(auto) with_type(DType dtype, Use&& use) {
  switch (dtype) {
    case DType::float64: return use(double{});
    case DType::int64: return use(std::int64_t{});
    case DType::int32: return use(std::int32_t{});
    case DType::int16: return use(std::int16_t{});
    case DType::int8: return use(std::int8_t{});
    case DType::uint8: return use(std::uint8_t{});
    case DType::boolean: return use(bool{});
    case DType::float32: break;
  }
  return use(float{});
}

/// Converts one number as a C cast would, but with every result defined: floats out of an integer's range
/// give what x86 gives (the smallest int64, truncated to the narrow type).
template <class To, class From>
To convert_element(From value);

namespace kernels {

/// Copies `n` elements with conversion; strides count elements and may be 0 or negative.
void convert(const void* from, DType from_type, std::int64_t from_stride, void* to, DType to_type,
             std::int64_t to_stride, std::int64_t n);

}  // namespace kernels

template <class To, class From>
inline To convert_element(From value) {
  constexpr bool from_float = std::uint8_t(dtype_of<From>) < 2, to_float = std::uint8_t(dtype_of<To>) < 2;
  if constexpr (dtype_of<To> == DType::boolean) {
    return value != From(0);
  } else if constexpr (from_float && !to_float) {
    // The comparison is false for nan as well.
    const bool fits = value >= From(-9223372036854775808.0) && value < From(9223372036854775808.0);
    const std::int64_t wide = fits ? static_cast<std::int64_t>(value) : INT64_MIN;
    return static_cast<To>(wide);
  } else {
    return static_cast<To>(value);
  }
}

}  // namespace logit
