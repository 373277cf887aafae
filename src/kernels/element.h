// Element types as kernels see them: an enum, a size, and conversion of strided runs between types.
//
// Kernels compute in three types only: float, double and std::int64_t. Narrow integers, bools and the two
// 16-bit floats are widened on load and rounded or truncated on store, which gives the same results as
// PyTorch's kernels and keeps one loop per operation and compute type instead of ten.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace logit {

/// Element type of a tensor, in PyTorch's names (`torch.float32`, …).
enum class DType : std::uint8_t { float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, boolean };

inline constexpr int kDTypeCount = 10;

/// Bytes of one element.
constexpr std::size_t element_size(DType dtype) {
  constexpr std::uint8_t sizes[kDTypeCount] = {4, 8, 2, 2, 8, 4, 2, 1, 1, 1};
  return sizes[static_cast<int>(dtype)];
}

constexpr bool is_floating(DType dtype) { return dtype < DType::int64; }
/// float16 and bfloat16: stored in 16 bits, computed with in float32.
constexpr bool is_reduced_floating(DType dtype) { return dtype == DType::float16 || dtype == DType::bfloat16; }
constexpr bool is_integral(DType dtype, bool include_bool = false) {
  return dtype >= DType::int64 && (include_bool || dtype != DType::boolean);
}

/// An IEEE half precision number, 1 + 5 + 10 bits. Conversions round to nearest, ties to even.
struct Half {
  std::uint16_t bits = 0;
  constexpr Half() = default;
  constexpr Half(float value);
  constexpr operator float() const;
};

/// The upper 16 bits of a float32, rounded to nearest, ties to even.
struct BFloat16 {
  std::uint16_t bits = 0;
  constexpr BFloat16() = default;
  constexpr BFloat16(float value);
  constexpr operator float() const { return std::bit_cast<float>(std::uint32_t{bits} << 16); }
};

template <class T> inline constexpr DType dtype_of = DType::float32;
template <> inline constexpr DType dtype_of<Half> = DType::float16;
template <> inline constexpr DType dtype_of<BFloat16> = DType::bfloat16;
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
    case DType::float16: return use(Half{});
    case DType::bfloat16: return use(BFloat16{});
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

/// The same for the types that kernels compute in: 16-bit floats as float, all integers as int64.
template <class Use>
decltype(auto) with_compute_type(DType dtype, Use&& use) {
  if (dtype == DType::float64) return use(double{});
  if (is_floating(dtype)) return use(float{});
  return use(std::int64_t{});
}

/// The type in which a kernel computes for tensors of `dtype`.
constexpr DType compute_type(DType dtype) {
  return is_reduced_floating(dtype) ? DType::float32 : is_floating(dtype) ? dtype : DType::int64;
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

constexpr Half::operator float() const {
  const std::uint32_t sign = std::uint32_t{bits} >> 15 << 31, exponent = bits >> 10 & 31, fraction = bits & 1023;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000u | fraction << 13);
  if (exponent != 0) return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
  const float small = static_cast<float>(fraction) * 0x1p-24f;  // subnormal, or zero
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(small));
}

constexpr Half::Half(float value) {
  const std::uint32_t all = std::bit_cast<std::uint32_t>(value), magnitude = all & 0x7FFFFFFFu;
  const std::uint32_t sign = all >> 31 << 15;
  std::uint32_t half = 0;
  if (magnitude > 0x7F800000u) {
    half = 0x7E00u;  // nan
  } else if (magnitude >= 0x477FF000u) {
    half = 0x7C00u;  // 65520 and more round to infinity
  } else if (magnitude >= 0x38800000u) {
    half = (magnitude - 0x38000000u + 0xFFFu + (magnitude >> 13 & 1u)) >> 13;
  } else {
    // Below 2⁻¹⁴: adding 0.5 leaves the multiples of 2⁻²⁴ in the low bits, rounded by the addition.
    const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
    half = std::bit_cast<std::uint32_t>(shifted) - 0x3F000000u;
  }
  bits = static_cast<std::uint16_t>(sign | half);
}

constexpr BFloat16::BFloat16(float value) {
  const std::uint32_t all = std::bit_cast<std::uint32_t>(value);
  bits = (all & 0x7FFFFFFFu) > 0x7F800000u ? std::uint16_t{0x7FC0}
                                           : static_cast<std::uint16_t>((all + 0x7FFFu + (all >> 16 & 1u)) >> 16);
}

namespace detail {
template <class T> inline constexpr bool is_short_float = false;
template <> inline constexpr bool is_short_float<Half> = true;
template <> inline constexpr bool is_short_float<BFloat16> = true;
}  // namespace detail

template <class To, class From>
inline To convert_element(From value) {
  constexpr bool from_float = is_floating(dtype_of<From>), to_float = is_floating(dtype_of<To>);
  if constexpr (detail::is_short_float<From>) {
    return convert_element<To>(static_cast<float>(value));
  } else if constexpr (detail::is_short_float<To>) {
    return To(static_cast<float>(value));
  } else if constexpr (dtype_of<To> == DType::boolean) {
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
