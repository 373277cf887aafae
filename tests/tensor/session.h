// What every test of this folder stands on: a session's context, and short ways to make tensors and catch errors.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

#include "base/error.h"
#include "tensor/context.h"
#include "tensor/tensor.h"

namespace logit {

struct TestSession {
  Context context;
  ContextScope scope{context};
};

/// A contiguous float64 tensor with these elements.
inline Tensor doubles(std::initializer_list<double> values, Shape sizes) {
  Tensor t = empty(sizes, DType::float64);
  double* data = t.data_as<double>();
  for (const double value : values) *data++ = value;
  return t;
}
inline Tensor doubles(std::initializer_list<double> values) {
  return doubles(values, Shape{static_cast<std::int64_t>(values.size())});
}

/// The elements in row-major order, whatever the strides.
inline std::string elements(const Tensor& t) {
  std::string text;
  for (std::int64_t i = 0; i < t.numel(); ++i) {
    std::string number = std::to_string(t.element(i).to_double());
    while (number.back() == '0') number.pop_back();
    if (number.back() == '.') number.pop_back();
    text += (i ? " " : "") + number;
  }
  return text;
}

/// The message of the logit::Error that f throws.
template <class F>
std::string error_of(F f) {
  try {
    f();
  } catch (const Error& error) {
    return error.message();
  }
  return "no error";
}

}  // namespace logit
