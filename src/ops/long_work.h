// Products that take longer than a frame of the page: computed in pieces between which the script machine may stop, or by
// a device that answers later.
//
// Nothing on the C++ stack can wait. An op that needs such a product throws Suspended instead; the binding then has the
// product computed piece by piece, giving way after each, and calls the op once more from its beginning, which now finds
// the product done. An op may need several: each costs one more beginning, little beside the product.
//
//   LongWork::Scope scope(work);                    products in here may be put off
//   try { y = op(x); } catch (const Suspended&) {
//     while (work.step()) …give way…;               then the same again, with the same arguments
//   }
//   work.clear();
//
// Which products a device computes says the table of kernels/gpu.h. The memory here stays the truth: operands go to the
// device as copies, which stay there while nobody writes to them, and results come back at once. So when a device has
// no answer, the same product is computed here, and no step of a training is lost.
#pragma once

#include <vector>

#include "kernels/gpu.h"
#include "tensor/context.h"
#include "tensor/tensor.h"

namespace logit::ops {

/// Thrown out of an op whose product is put off; never seen by a script.
struct Suspended {};

class LongWork {
 public:
  /// Products in this scope may be put off; a repeated op finds those that are done, in the order it asks for them.
  class Scope {
   public:
    explicit Scope(LongWork& work) : context_(Context::current()), outer_(context_.long_work) {
      context_.long_work = &work;
      work.next_ = 0;
    }
    ~Scope() { context_.long_work = outer_; }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Context& context_;
    LongWork* outer_;
  };

  LongWork() = default;
  ~LongWork() { clear(); }
  LongWork(const LongWork&) = delete;
  LongWork& operator=(const LongWork&) = delete;

  /// Trades places: who computes something beside the script puts the script's own products away for that long.
  void swap(LongWork& other) noexcept;

  /// True for a product that should not be computed in one go: some milliseconds of work, or a device's.
  static bool is_long(const Tensor& a, const Tensor& b);

  struct Product {
    Tensor out;       ///< contiguous
    Tensor sums;      ///< of a's rows (m); undefined unless a device computed them by the way
    bool with_bias = false;  ///< the bias was added
    kernels::RanOn by = kernels::RanOn::nothing;
  };
  /// a · b, each one matrix or a stack of them, of the same compute dtype (float32, float64, int64); contiguous. A device
  /// adds a `bias` (n) and the sums of a's rows, if they are wanted, at no cost; here they are left to the caller.
  /// Throws Suspended unless it is done already.
  const Product& product(const Tensor& a, const Tensor& b, const Tensor& bias = {}, bool sums = false);

  /// Computes one more piece, about a millisecond, or asks the device. False: the product is done.
  bool step();
  /// After step(): a device has it, and there is nothing to compute meanwhile.
  bool waiting() const { return device_ == Device::asked || device_ == Device::computes; }

  /// Forgets all products: the op that asked for them has ended.
  void clear();

  /// How many products a device has computed.
  std::uint64_t device_products() const { return device_products_; }

 private:
  enum class Device : std::uint8_t { none, asked, computes };

  void ask_device();
  bool begin_on_device();
  bool take_from_device();
  void compute_piece();
  void finish(kernels::RanOn by);

  Tensor left_, right_, bias_;  // of the product that is being computed
  bool sums_ = false;
  Product made_;
  Device device_ = Device::none;
  kernels::Gpu* gpu_ = nullptr;
  kernels::Gpu::Handle running_ = 0;
  std::int64_t piece_ = 0;
  std::vector<Product> done_;
  std::size_t next_ = 0;
  std::uint64_t device_products_ = 0;
};

}  // namespace logit::ops
