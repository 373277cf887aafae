#include "kernels/element.h"

#include <cstring>

namespace logit::kernels {

void convert(const void* from, DType from_type, std::int64_t from_stride, void* to, DType to_type,
             std::int64_t to_stride, std::int64_t n) {
  if (from_type == to_type && from_stride == 1 && to_stride == 1) {
    std::memcpy(to, from, static_cast<std::size_t>(n) * element_size(from_type));
    return;
  }
  with_type(from_type, [&](auto f) {
    with_type(to_type, [&](auto t) {
      using From = decltype(f);
      using To = decltype(t);
      const From* source = static_cast<const From*>(from);
      To* target = static_cast<To*>(to);
      for (std::int64_t i = 0; i < n; ++i) target[i * to_stride] = convert_element<To>(source[i * from_stride]);
    });
  });
}

}  // namespace logit::kernels
