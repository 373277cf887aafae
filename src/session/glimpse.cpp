#include "session/glimpse.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace logit {

namespace {

std::string shape_text(const Shape& sizes) {
  std::string text;
  for (const std::int64_t size : sizes) text += (text.empty() ? "" : "\xC3\x97") + std::to_string(size);
  return text;
}

}  // namespace

void Glimpse::take(const Tensor& tensor, std::int64_t limit) {
  dtype = tensor.dtype();
  sizes = tensor.sizes();
  numel = tensor.numel();
  requires_grad = tensor.requires_grad();
  values.clear();
  const std::int64_t count = std::min(numel, limit);
  if (dtype == DType::float32 && tensor.is_contiguous()) {
    const float* data = static_cast<const float*>(tensor.data());
    for (std::int64_t i = 0; i < count; ++i) values.push_back(data[i]);
  } else {
    for (std::int64_t i = 0; i < count; ++i) values.push_back(tensor.element(i).to_double());
  }
}

std::string number_text(double value, DType dtype) {
  if (dtype == DType::boolean) return value != 0 ? "True" : "False";
  char text[40];
  if (!is_floating(dtype)) {
    std::snprintf(text, sizeof text, "%.0f", value);
    return text;
  }
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  const double size = std::fabs(value);
  const bool scientific = value != 0 && (size < 1e-4 || size > 1e8);
  if (scientific) std::snprintf(text, sizeof text, "%.4e", value);
  else if (value == std::floor(value)) std::snprintf(text, sizeof text, "%.0f.", value);
  else std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

TensorPreview preview(const Glimpse& glimpse) {
  TensorPreview out;
  out.dtype = dtype_name(glimpse.dtype);
  out.shape.assign(glimpse.sizes.begin(), glimpse.sizes.end());
  out.values.assign(glimpse.values.begin(), glimpse.values.end());
  out.complete = static_cast<std::int64_t>(out.values.size()) == glimpse.numel;
  out.requires_grad = glimpse.requires_grad;
  if (glimpse.numel == 1 && out.complete) {
    out.text = number_text(out.values[0], glimpse.dtype);
  } else if (glimpse.sizes.size() == 1 && glimpse.numel > 0 && glimpse.numel <= 4 && out.complete) {
    out.text += '[';  // GCC 12 warns of a plain assignment
    for (std::size_t i = 0; i < out.values.size(); ++i) {
      out.text += (i ? ", " : "") + number_text(out.values[i], glimpse.dtype);
    }
    out.text += "]";
  } else {
    out.text = "tensor " + shape_text(glimpse.sizes);
  }
  return out;
}

TensorPreview preview(const Tensor& tensor) {
  Glimpse glimpse;
  glimpse.take(tensor, TensorPreview::kMaxElements);
  return preview(glimpse);
}

}  // namespace logit
