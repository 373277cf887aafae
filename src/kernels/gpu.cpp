// Which products go to a device: the table of kernels/gpu.h.
#include "kernels/gpu.h"

#include "kernels/matmul.h"

namespace logit::kernels {

bool device_computes(const Gpu* gpu, Backend wish, std::int64_t m, std::int64_t n, std::int64_t k) {
  if (!gpu || wish == Backend::simd) return false;
  const double rows = static_cast<double>(m), columns = static_cast<double>(n), depth = static_cast<double>(k);
  const double work = rows * columns * depth;
  if (work <= kExactWork) return false;
  const Gpu::State state = gpu->state();
  if (state == Gpu::State::absent) return false;
  if (wish == Backend::webgpu) return true;
  return state != Gpu::State::software && work >= kDeviceWork &&
         work >= kDeviceReuse * (rows * depth + depth * columns + rows * columns);
}

}  // namespace logit::kernels
