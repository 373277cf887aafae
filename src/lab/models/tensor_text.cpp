#include "lab/models/tensor_text.h"

#include "base/format.h"
#include "lab/models/number_text.h"

namespace logit::lab {

std::int64_t numel(const TensorPreview& t) {
  std::int64_t n = 1;
  for (std::int64_t d : t.shape) n *= d;
  return n;
}

std::string shape_text(const TensorPreview& t) {
  std::string out;
  for (std::size_t d = 0; d < t.shape.size(); ++d) out += cat(d ? "×" : "", t.shape[d]);
  return out;
}

std::string value_text(const TensorPreview& t) {
  if (numel(t) == 1 && !t.values.empty()) return t.text.empty() ? short_number(t.values[0]) : t.text;
  return shape_text(t);
}

std::string list_text(const TensorPreview& t, std::size_t most) {
  if (numel(t) == 1 && !t.values.empty()) return short_number(t.values[0]);
  std::string out = "[";
  for (std::size_t i = 0; i < t.values.size() && i < most; ++i) out += (i ? ", " : "") + short_number(t.values[i]);
  return out + (numel(t) > static_cast<std::int64_t>(most) ? ", …]" : "]");
}

}  // namespace logit::lab
