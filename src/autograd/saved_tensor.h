// A tensor that an operation keeps for its backward, with the promise that it is still the same then.
#pragma once

#include <cstdint>

#include "tensor/tensor.h"

namespace logit {

class Node;

/// What a graph node remembers of an input or output tensor. Unpacking checks the version counter, so that
/// an in-place change in between is an error and not a wrong gradient.
class SavedTensor {
 public:
  SavedTensor() = default;  ///< nothing saved: unpacks to an undefined tensor
  /// Keeps an input.
  explicit SavedTensor(const Tensor& input);
  /// Keeps an output of the node itself, without owning the node through it.
  static SavedTensor output(const Tensor& output, std::uint32_t output_nr = 0);

  /// The tensor, for the node that saved it.
  /// Errors: RuntimeError if it was changed in place ("one of the variables needed for gradient computation
  /// has been modified by an inplace operation: …") or released ("Trying to backward through the graph a
  /// second time …").
  Tensor unpack(Node& owner) const;

  /// Lets the memory go; a later unpack() fails. Nothing happens if nothing was saved.
  void release();
  bool was_saved() const { return saved_; }
  bool is_output() const { return is_output_; }
  /// Points a saved output at another tensor with the same values: after `y.exp_()` the result lives in y.
  void retarget(const Tensor& tensor);

 private:
  Tensor tensor_;
  std::uint32_t version_ = 0;
  std::uint32_t output_nr_ = 0;
  bool saved_ = false;
  bool is_output_ = false;
};

/// Throws the "Trying to backward through the graph a second time" error.
[[noreturn]] void fail_graph_freed();

}  // namespace logit
