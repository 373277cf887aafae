#include "kernels/webgpu/webgpu.h"

// web/gpu_library.js
extern "C" {
int gpu_state();
void gpu_open();
int gpu_upload(const float* data, int rows, int columns, int row_stride);
int gpu_alive(int matrix);
void gpu_release(int matrix);
int gpu_begin(int kind, int a, int b, int bias, int m, int n, int k, int sums);
int gpu_progress(int product);
int gpu_take(int product, float* out, float* sums);
void gpu_drop(int product);
}

namespace logit::kernels {

Gpu::State WebGpu::state() const { return static_cast<State>(gpu_state()); }
void WebGpu::open() { gpu_open(); }

Gpu::Handle WebGpu::upload(const float* data, std::int64_t rows, std::int64_t columns, std::int64_t row_stride) {
  // What lies in this memory has sizes below 2^31.
  return gpu_upload(data, static_cast<int>(rows), static_cast<int>(columns), static_cast<int>(row_stride));
}

bool WebGpu::alive(Handle matrix) { return gpu_alive(matrix) != 0; }
void WebGpu::release(Handle matrix) { gpu_release(matrix); }

Gpu::Handle WebGpu::begin(const Product& p) {
  return gpu_begin(static_cast<int>(p.kind), p.a, p.b, p.bias, static_cast<int>(p.m), static_cast<int>(p.n),
                   static_cast<int>(p.k), p.sums);
}

Gpu::Progress WebGpu::progress(Handle product) { return static_cast<Progress>(gpu_progress(product)); }

Gpu::Handle WebGpu::take(Handle product, float* out, float* sums) { return gpu_take(product, out, sums); }
void WebGpu::drop(Handle product) { gpu_drop(product); }

}  // namespace logit::kernels
