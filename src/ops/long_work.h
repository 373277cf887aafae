// Products that take longer than a frame of the page, computed in pieces between which the script machine may stop.
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
#pragma once

#include <vector>

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

  /// True for a product that should not be computed in one go: some milliseconds of work.
  static bool is_long(std::int64_t batches, std::int64_t m, std::int64_t n, std::int64_t k);

  /// a · b, each one matrix or a stack of them, of the same compute dtype (float32, float64, int64); contiguous.
  /// Throws Suspended unless it is done already.
  Tensor product(const Tensor& a, const Tensor& b);

  /// Computes one more piece, about a millisecond. False: the product is done.
  bool step();

  /// Forgets all products: the op that asked for them has ended.
  void clear();

 private:
  Tensor left_, right_, out_;  // of the product that is being computed
  std::int64_t piece_ = 0;
  std::vector<Tensor> done_;
  std::size_t next_ = 0;
};

}  // namespace logit::ops
