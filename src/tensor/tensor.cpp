#include "tensor/tensor.h"

#include <cstring>

#include "base/error.h"
#include "base/format.h"
#include "kernels/elementwise.h"
#include "tensor/context.h"
#include "tensor/room.h"

namespace logit {

namespace {

// Tensors themselves are not charged, which would cost each of them time: their number is bounded instead.
constexpr std::int64_t kManyTensors = 100000, kBytesPerTensor = 384;

std::int64_t limit_of(const MemoryAccount& account) { return account.claim ? account.shown_limit : account.limit; }

[[noreturn]] void too_many_tensors(MemoryAccount& account) {
  --account.live_tensors;
  fail(ErrorKind::memory_error, cat("this script keeps ", account.live_tensors, " tensors, the lab has no room for more"));
}

}  // namespace

TensorImpl::TensorImpl() : account_(&Context::current().memory) {
  if (++account_->live_tensors > kManyTensors && account_->live_tensors > limit_of(*account_) / kBytesPerTensor) too_many_tensors(*account_);
}

TensorImpl::~TensorImpl() {
  delete grad_meta;
  --account_->live_tensors;
}

void TensorImpl::release() {
  if (--refs_ == 0) delete this;
}

std::int64_t Tensor::size(std::int64_t dim) const {
  return impl_->sizes[static_cast<std::size_t>(wrap_dim(dim, this->dim(), false))];
}

std::int64_t Tensor::stride(std::int64_t dim) const {
  return impl_->strides[static_cast<std::size_t>(wrap_dim(dim, this->dim(), false))];
}

namespace {

Scalar read_element(const void* data, DType dtype, std::int64_t at) {
  return with_type(dtype, [&](auto t) -> Scalar {
    using T = decltype(t);
    const T value = static_cast<const T*>(data)[at];
    if constexpr (dtype_of<T> == DType::boolean) return Scalar(bool(value));
    else if constexpr (is_floating(dtype_of<T>)) return Scalar(convert_element<double>(value));
    else return Scalar(std::int64_t(value));
  });
}

}  // namespace

Scalar Tensor::item() const {
  if (numel() != 1) {
    fail(ErrorKind::runtime_error, cat("a Tensor with ", numel(), " elements cannot be converted to Scalar"));
  }
  return read_element(data(), dtype(), 0);
}

Scalar Tensor::element(std::int64_t index) const {
  std::int64_t at = 0;
  for (std::size_t d = sizes().size(); d-- > 0;) {
    at += index % sizes()[d] * strides()[d];
    index /= sizes()[d];
  }
  return read_element(data(), dtype(), at);
}

Tensor empty(IntList sizes, DType dtype) {
  for (const std::int64_t size : sizes) {
    if (size < 0) {
      fail(ErrorKind::runtime_error, cat("Trying to create tensor with negative dimension ", size, ": ", sizes_text(sizes)));
    }
  }
  const std::int64_t numel = element_count(sizes);
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(numel, static_cast<std::int64_t>(element_size(dtype)), &bytes)) {
    fail(ErrorKind::runtime_error, "Storage size calculation overflowed with sizes=" + sizes_text(sizes));
  }
  Ref<TensorImpl> impl(new TensorImpl());
  impl->storage = Storage::allocate(bytes);
  impl->sizes = Shape(sizes);
  impl->strides = contiguous_strides(sizes);
  impl->dtype = dtype;
  impl->numel = numel;
  impl->inference = Context::current().inference_mode;
  return Tensor(std::move(impl));
}

Tensor empty_strided(IntList sizes, IntList strides, DType dtype) {
  std::int64_t extent = 1;
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (sizes[d] == 0) extent = 0;
    if (extent > 0) extent += (sizes[d] - 1) * strides[d];
  }
  Ref<TensorImpl> impl(new TensorImpl());
  impl->storage = Storage::allocate(extent * static_cast<std::int64_t>(element_size(dtype)));
  impl->sizes = Shape(sizes);
  impl->strides = Shape(strides);
  impl->dtype = dtype;
  impl->numel = element_count(sizes);
  impl->contiguous = is_contiguous(sizes, strides);
  impl->inference = Context::current().inference_mode;
  return Tensor(std::move(impl));
}

Tensor full_of(IntList sizes, Scalar value, DType dtype) {
  if (!value.fits(dtype)) {
    constexpr const char* kNames[] = {"int64_t", "int", "int16_t", "int8_t", "uint8_t"};  // from int64 on
    fail(ErrorKind::runtime_error, cat("value cannot be converted to type ",
                                       kNames[static_cast<int>(dtype) - static_cast<int>(DType::int64)], " without overflow"));
  }
  Tensor out = empty(sizes, dtype);
  with_type(dtype, [&](auto t) {
    using T = decltype(t);
    const T element = value.to<T>();
    T* data = static_cast<T*>(out.data());
    for (std::int64_t i = 0; i < out.numel(); ++i) data[i] = element;
  });
  return out;
}

Tensor wrap_number(Scalar value) {
  Tensor out = full_of({}, value, value.dtype());
  out->wrapped_number = true;
  return out;
}

Tensor make_alias(const Tensor& base, IntList sizes, IntList strides, std::int64_t offset) {
  Ref<TensorImpl> impl(new TensorImpl());
  const std::int64_t numel = element_count(sizes);
  // A view that shows one element again and again costs nothing; walking through it does.
  if (numel > base->storage->bytes() && numel > limit_of(Context::current().memory)) check_room_for(numel, static_cast<std::int64_t>(element_size(base->dtype)));
  impl->storage = base->storage;
  impl->own_version = base->own_version;
  impl->offset = offset;
  impl->sizes = Shape(sizes);
  impl->strides = Shape(strides);
  impl->dtype = base->dtype;
  impl->numel = numel;
  impl->contiguous = is_contiguous(sizes, strides);
  impl->inference = base->inference;
  return Tensor(std::move(impl));
}

Tensor make_alias(const Tensor& base) {
  Tensor out = make_alias(base, base.sizes(), base.strides(), base.storage_offset());
  out->wrapped_number = base->wrapped_number;
  return out;
}

namespace {

template <class T>
void copy_loop(void* const* data, std::int64_t n, const void*) {
  std::memcpy(data[0], data[1], static_cast<std::size_t>(n) * sizeof(T));
}

}  // namespace

void copy_elements(const Tensor& to, const Tensor& from) {
  to->storage->written();
  if (to.dtype() == from.dtype() && to.is_contiguous() && from.is_contiguous() && to.sizes() == from.sizes()) {
    std::memmove(to.data(), from.data(), static_cast<std::size_t>(to.numel()) * element_size(to.dtype()));
    return;
  }
  Tensor source = from;
  if (to->storage == from->storage) {  // overlapping windows: read everything before writing
    source = empty(from.sizes(), from.dtype());
    copy_elements(source, from);
  }
  // The loop works in the wider of the two types so that a conversion happens once, in the driver.
  kernels::Loop loop;
  loop.operands = 2;
  loop.types[0] = loop.types[1] = to.dtype();
  loop.run = with_type(to.dtype(), [](auto t) -> kernels::LoopFunction { return &copy_loop<decltype(t)>; });
  const Shape strides = broadcast_strides(source.sizes(), source.strides(), to.sizes());
  const kernels::Operand operands[2] = {{to.data(), to.strides().data(), to.dtype()},
                                        {source.data(), strides.data(), source.dtype()}};
  kernels::run_elementwise(loop, operands, to.sizes().data(), static_cast<int>(to.dim()), nullptr);
}

Tensor contiguous_data(const Tensor& tensor) {
  if (tensor.is_contiguous()) return tensor;
  Tensor out = empty(tensor.sizes(), tensor.dtype());
  copy_elements(out, tensor);
  return out;
}

Tensor to_dtype_data(const Tensor& tensor, DType dtype) {
  if (tensor.dtype() == dtype && tensor.is_contiguous()) return tensor;
  Tensor out = empty(tensor.sizes(), dtype);
  copy_elements(out, tensor);
  return out;
}

SmallVector<std::int64_t, 8> to_int_list(const Tensor& tensor) {
  const Tensor values = to_dtype_data(tensor, DType::int64);
  const std::int64_t* data = values.data_as<std::int64_t>();
  return SmallVector<std::int64_t, 8>(data, data + values.numel());
}

std::string type_string(const Tensor& tensor) {
  return cat("torch.", scalar_type_name(tensor.dtype()), "Tensor");
}

}  // namespace logit
