// kernels::Gpu in the page: hands everything over to web/gpu.js, through web/gpu_library.js. In web builds only.
#pragma once

#include "kernels/gpu.h"

namespace logit::kernels {

class WebGpu final : public Gpu {
 public:
  State state() const override;
  void open() override;
  Handle upload(const float* data, std::int64_t rows, std::int64_t columns, std::int64_t row_stride) override;
  bool alive(Handle matrix) override;
  void release(Handle matrix) override;
  Handle begin(const Product& product) override;
  Progress progress(Handle product) override;
  Handle take(Handle product, float* out, float* sums) override;
  void drop(Handle product) override;
};

}  // namespace logit::kernels
