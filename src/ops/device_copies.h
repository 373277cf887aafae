// Matrices of storages on a device, so that what has not changed is not uploaded again: parameters during a pass, the data
// during a whole training, results that are used once more. A copy goes when somebody writes to the storage, when the
// storage goes, or when the device needs the room.
#pragma once

#include "kernels/gpu.h"
#include "tensor/tensor.h"

namespace logit::ops {

/// Rows of numbers in the storage of a float32 tensor, from the tensor's first element on.
struct StoredMatrix {
  std::int64_t rows = 0, columns = 0, row_stride = 0;
  bool operator==(const StoredMatrix&) const = default;
};

/// The device's copy of that matrix, made now if there is none; 0: there is no room for it, or no device.
kernels::Gpu::Handle device_matrix(kernels::Gpu& gpu, const Tensor& tensor, const StoredMatrix& matrix);

/// Tells that the device has the content of a fresh contiguous matrix already; takes over `handle`.
void keep_on_device(kernels::Gpu& gpu, const Tensor& tensor, kernels::Gpu::Handle handle);

}  // namespace logit::ops
