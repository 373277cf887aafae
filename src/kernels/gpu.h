// A device beside the processor that multiplies large float32 matrices and answers later: WebGPU in the page
// (webgpu/webgpu.h), nothing at all natively and in Node. Nobody here waits: a product is begun, asked after, and fetched.
//
// The device may be lost at any moment. Whoever begins a product keeps its operands, and computes it with SIMD when the
// device says that it has no answer (ops/long_work.h does). An answer that arrived is whole: the device itself copies
// the product's number behind it, so that memory of a dead device is never taken for a result.
//
// Who computes a product of m·n·k multiplications is read off this table, never off a clock, so that a link prints the
// same everywhere up to the tolerance of `fast` kernels (each element within k · 2^-24 · Σ|a·b| of the exact sum):
//
//                                automatic                        the user asked for WebGPU
//   up to kExactWork             SIMD, exact                      SIMD, exact
//   above                        SIMD                             the device
//   from kDeviceWork on          the device, if it is no          the device
//                                software and each number moved
//                                serves kDeviceReuse products
#pragma once

#include <cstdint>

namespace logit::kernels {

/// Who shall compute products: what the user chose.
enum class Backend : std::uint8_t { automatic, simd, webgpu };

/// Who computed one.
enum class RanOn : std::uint8_t { nothing, simd_exact, simd, webgpu };

class Gpu {
 public:
  /// asleep: not asked for yet. ready: real hardware; software: a processor that plays one.
  enum class State { asleep, opening, ready, software, absent };
  /// forward: a · bᵀ (+ bias), as X·Wᵀ + b. input_gradient: a · b, as dY·W. weight_gradient: aᵀ · b, as dYᵀ·X.
  enum class Kind { forward, input_gradient, weight_gradient };
  enum class Progress { pending, ready, lost };
  /// A matrix on the device, or a product that was begun; 0: none. Never used again for another one.
  using Handle = std::int32_t;

  virtual ~Gpu() = default;
  virtual State state() const = 0;
  /// Begins to ask for a device, if that has not been done.
  virtual void open() = 0;

  /// Copies a matrix (rows, columns) to the device; 0 if there is no room or no device. `row_stride` in numbers.
  virtual Handle upload(const float* data, std::int64_t rows, std::int64_t columns, std::int64_t row_stride) = 0;
  /// False once the device was lost, or the matrix gave way to others.
  virtual bool alive(Handle matrix) = 0;
  virtual void release(Handle matrix) = 0;

  struct Product {
    Kind kind = Kind::forward;
    Handle a = 0, b = 0, bias = 0;  ///< bias: (1, n), forward only
    std::int64_t m = 0, n = 0, k = 0;  ///< the result is (m, n), the sums have length k
    bool sums = false;  ///< weight_gradient: the sums of a's columns as well, the bias' gradient
  };
  /// 0 if the device cannot do it.
  virtual Handle begin(const Product& product) = 0;
  virtual Progress progress(Handle product) = 0;
  /// Copies a ready product's result (m, n) to `out`, and its sums (m) to `sums` unless that is null; ends the product.
  /// The result's matrix on the device, which is the caller's to release; 0: it was lost after all, nothing was copied.
  virtual Handle take(Handle product, float* out, float* sums) = 0;
  /// Ends a product whose result nobody wants any more.
  virtual void drop(Handle product) = 0;
};

inline constexpr double kDeviceWork = 1 << 28;  // multiplications: some ten milliseconds of a wasm build
inline constexpr double kDeviceReuse = 32;      // multiplications for each number that goes there or comes back

/// The table above. `gpu` may be null.
bool device_computes(const Gpu* gpu, Backend wish, std::int64_t m, std::int64_t n, std::int64_t k);

}  // namespace logit::kernels
