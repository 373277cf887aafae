// The tensor: an 8-byte handle to sizes, strides, a dtype and shared storage.
//
// This layer knows views and in-place versions but not derivatives: what autograd hangs on a tensor is
// behind GradMetaBase. Operations are free functions in ops/ops.h.
#pragma once

#include <cstdint>
#include <string>

#include "base/assert.h"
#include "base/pool.h"
#include "tensor/dtype.h"
#include "tensor/ref.h"
#include "tensor/scalar.h"
#include "tensor/shape.h"
#include "tensor/storage.h"

namespace logit {

class Node;

/// What autograd attaches to a tensor (autograd/grad_meta.h has the one implementation).
class GradMetaBase : public Pooled {
 public:
  virtual ~GradMetaBase() = default;
  virtual bool requires_grad() const = 0;
};

/// A version counter of its own, for tensors that share memory but not history (`tensor.data`).
class OwnVersion : public RefCounted {
 public:
  std::uint32_t version = 0;
};

/// The object behind Tensor handles. Fields are public: tensor, autograd and ops build it, all others read.
class TensorImpl : public Pooled {
 public:
  TensorImpl();
  ~TensorImpl();
  void retain() { ++refs_; }
  void release();
  std::uint32_t use_count() const { return refs_; }

  Ref<Storage> storage;
  std::int64_t offset = 0;  ///< of the first element, counted in elements
  std::int64_t numel = 1;
  Shape sizes;
  Shape strides;  ///< counted in elements
  DType dtype = DType::float32;
  bool contiguous = true;
  bool wrapped_number = false;  ///< a Python number made a tensor: has the lowest class in type promotion
  bool inference = false;       ///< created in inference mode: may not be saved for backward
  GradMetaBase* grad_meta = nullptr;  ///< owned; null for a plain tensor
  Ref<OwnVersion> own_version;        ///< null: the storage's counter is used
  /// The script's object for this tensor, so that the same tensor is the same object. Not owned: whoever
  /// sets it clears it when the object goes.
  void* script_object = nullptr;

 private:
  std::uint32_t refs_ = 0;
  MemoryAccount* account_;
};

/// A shared handle to a tensor; may be undefined (Python's None).
class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(Ref<TensorImpl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return static_cast<bool>(impl_); }
  TensorImpl* impl() const { return impl_.get(); }
  TensorImpl* operator->() const { return impl_.get(); }
  /// The same object, not merely equal values.
  bool is(const Tensor& other) const { return impl_ == other.impl_; }

  std::int64_t dim() const { return static_cast<std::int64_t>(impl_->sizes.size()); }
  const Shape& sizes() const { return impl_->sizes; }
  const Shape& strides() const { return impl_->strides; }
  std::int64_t size(std::int64_t dim) const;    ///< negative dims count from the end
  std::int64_t stride(std::int64_t dim) const;
  std::int64_t numel() const { return impl_->numel; }
  DType dtype() const { return impl_->dtype; }
  bool is_contiguous() const { return impl_->contiguous; }
  std::int64_t storage_offset() const { return impl_->offset; }

  /// The first element.
  void* data() const {
    return static_cast<char*>(impl_->storage->data()) + impl_->offset * static_cast<std::int64_t>(element_size(impl_->dtype));
  }
  template <class T>
  T* data_as() const {
    LOGIT_ASSERT(dtype_of<T> == impl_->dtype, "tensor data read with another type than it has");
    return static_cast<T*>(data());
  }

  /// How often this memory was changed in place: `tensor._version`.
  std::uint32_t version() const {
    return impl_->own_version ? impl_->own_version->version : impl_->storage->version;
  }
  void bump_version() const {
    impl_->storage->written();
    ++(impl_->own_version ? impl_->own_version->version : impl_->storage->version);
  }

  /// True for a leaf that was asked to, and for everything computed from one.
  bool requires_grad() const { return impl_->grad_meta && impl_->grad_meta->requires_grad(); }

  /// The value of a tensor with one element.
  /// Errors: RuntimeError "a Tensor with 3 elements cannot be converted to Scalar".
  Scalar item() const;
  /// The element at row-major position `index`, whatever the strides.
  Scalar element(std::int64_t index) const;

 private:
  Ref<TensorImpl> impl_;
};

/// A fresh contiguous tensor with undefined content.
/// Errors: RuntimeError for a negative size or when memory runs out.
Tensor empty(IntList sizes, DType dtype);
/// The same, with other strides (they must not overlap; the storage is as large as they need).
Tensor empty_strided(IntList sizes, IntList strides, DType dtype);
/// A fresh contiguous tensor with every element `value`.
Tensor full_of(IntList sizes, Scalar value, DType dtype);
/// A 0-dim tensor that takes part in type promotion as the Python number it is.
Tensor wrap_number(Scalar value);

/// Another window on the same storage, without any autograd bookkeeping.
Tensor make_alias(const Tensor& base, IntList sizes, IntList strides, std::int64_t offset);
/// Same window, same storage, no history.
Tensor make_alias(const Tensor& base);

/// Copies elements from `from` into the memory of `to`, broadcasting and converting. No autograd, no version bump.
void copy_elements(const Tensor& to, const Tensor& from);
/// A contiguous copy (or the tensor itself if it is contiguous already), without autograd.
Tensor contiguous_data(const Tensor& tensor);
/// A contiguous copy with another dtype (or the tensor itself if nothing changes), without autograd.
Tensor to_dtype_data(const Tensor& tensor, DType dtype);
/// Reads an integer tensor's elements as int64.
SmallVector<std::int64_t, 8> to_int_list(const Tensor& tensor);

/// "torch.FloatTensor", as messages name tensor types.
std::string type_string(const Tensor& tensor);

}  // namespace logit
