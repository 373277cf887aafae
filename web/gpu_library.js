// Linked into the module (emcc --js-library): kernels/webgpu/webgpu.cpp in terms of gpu.js, which page.js fetches when it is
// first asked for. The numbers of states, kinds and progress are those of kernels/gpu.h.
addToLibrary({
  gpu_state: () => Module['page'].gpuState(),
  gpu_open: () => Module['page'].gpuOpen(),
  gpu_upload: (data, rows, columns, stride) =>
    LogitGpu.upload(HEAPF32.subarray(data >> 2, (data >> 2) + (rows - 1) * stride + columns), rows, columns, stride),
  gpu_alive: matrix => LogitGpu.alive(matrix),
  gpu_release: matrix => LogitGpu.release(matrix),
  gpu_begin: (kind, a, b, bias, m, n, k, sums) => LogitGpu.begin(kind, a, b, bias, m, n, k, sums),
  gpu_progress: product => LogitGpu.progress(product),
  gpu_take: (product, out, sums) => LogitGpu.take(product, (at, numbers) => HEAPF32.set(numbers, (at ? sums : out) >> 2), sums),
  gpu_drop: product => LogitGpu.drop(product),
});
