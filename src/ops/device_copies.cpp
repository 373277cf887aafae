#include "ops/device_copies.h"

#include <vector>

namespace logit::ops {
namespace {

class Copies final : public DeviceCopy {
 public:
  explicit Copies(kernels::Gpu& gpu) : gpu_(gpu) {}
  ~Copies() override {
    for (const Entry& entry : entries_) gpu_.release(entry.handle);
  }

  kernels::Gpu::Handle find(std::int64_t offset, const StoredMatrix& matrix) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].offset != offset || !(entries_[i].matrix == matrix)) continue;
      if (gpu_.alive(entries_[i].handle)) return entries_[i].handle;
      entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(i));
      return 0;
    }
    return 0;
  }

  void add(std::int64_t offset, const StoredMatrix& matrix, kernels::Gpu::Handle handle) {
    entries_.push_back({offset, matrix, handle});
  }

 private:
  struct Entry {
    std::int64_t offset;
    StoredMatrix matrix;
    kernels::Gpu::Handle handle;
  };
  kernels::Gpu& gpu_;
  std::vector<Entry> entries_;  // usually one; the minibatches of a data set that is cut into slices
};

Copies& copies_of(kernels::Gpu& gpu, const Tensor& tensor) {
  Storage& storage = *tensor->storage;
  if (!storage.device_copy()) storage.set_device_copy(new Copies(gpu));
  return static_cast<Copies&>(*storage.device_copy());
}

}  // namespace

kernels::Gpu::Handle device_matrix(kernels::Gpu& gpu, const Tensor& tensor, const StoredMatrix& matrix) {
  Copies& copies = copies_of(gpu, tensor);
  if (const kernels::Gpu::Handle known = copies.find(tensor.storage_offset(), matrix)) return known;
  const kernels::Gpu::Handle made = gpu.upload(tensor.data_as<float>(), matrix.rows, matrix.columns, matrix.row_stride);
  if (made) copies.add(tensor.storage_offset(), matrix, made);
  return made;
}

void keep_on_device(kernels::Gpu& gpu, const Tensor& tensor, kernels::Gpu::Handle handle) {
  copies_of(gpu, tensor).add(tensor.storage_offset(), {tensor.size(0), tensor.size(1), tensor.size(1)}, handle);
}

}  // namespace logit::ops
