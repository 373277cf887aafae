// A Python number on its way into tensor code.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace logit {

/// A bool, int or float from the script. Its dtype is boolean, int64 or float64.
class Scalar {
 public:
  constexpr Scalar() = default;
  constexpr Scalar(bool value) : dtype_(DType::boolean), int_(value) {}
  constexpr Scalar(std::int64_t value) : dtype_(DType::int64), int_(value) {}
  constexpr Scalar(int value) : Scalar(std::int64_t{value}) {}
  constexpr Scalar(double value) : dtype_(DType::float64), double_(value) {}

  constexpr DType dtype() const { return dtype_; }
  constexpr bool is_float() const { return dtype_ == DType::float64; }
  constexpr bool is_bool() const { return dtype_ == DType::boolean; }
  constexpr bool is_int() const { return dtype_ == DType::int64; }
  constexpr double to_double() const { return is_float() ? double_ : static_cast<double>(int_); }
  constexpr std::int64_t to_int() const { return is_float() ? convert_element<std::int64_t>(double_) : int_; }
  constexpr bool to_bool() const { return is_float() ? double_ != 0 : int_ != 0; }
  /// The number in a kernel's compute type.
  template <class T>
  constexpr T to() const {
    return is_float() ? convert_element<T>(double_) : convert_element<T>(int_);
  }
  /// Does an integer dtype hold the number? Negative ones wrap into uint8, as in C; float and bool take any.
  constexpr bool fits(DType dtype) const {
    if (logit::is_floating(dtype) || dtype == DType::boolean) return true;
    const int bits = static_cast<int>(element_size(dtype)) * 8 - (dtype == DType::uint8 ? 0 : 1);
    if (!is_float()) {
      if (bits >= 63) return true;
      const std::int64_t top = std::int64_t{1} << bits;
      return int_ < top && int_ >= (dtype == DType::uint8 ? -(top - 1) : -top);
    }
    double top = 1;
    for (int i = 0; i < bits; ++i) top *= 2;
    return double_ < top && double_ >= (dtype == DType::uint8 ? -(top - 1) : -top);  // false for nan
  }
  constexpr bool operator==(const Scalar& other) const {
    return is_float() || other.is_float() ? to_double() == other.to_double() : int_ == other.int_;
  }

 private:
  DType dtype_ = DType::int64;
  union {
    std::int64_t int_ = 0;
    double double_;
  };
};

}  // namespace logit
