// The memory behind tensors. Every byte is charged against the session's limit before it is allocated, so
// that a script meets an error message instead of an exhausted machine.
#pragma once

#include <cstdint>

#include "tensor/ref.h"

namespace logit {

/// The answer to a session that wants bytes.
enum class Claim : std::uint8_t { granted, over_limit, no_memory };

/// How much tensor memory a session uses and may use. Must outlive the storages charged to it.
struct MemoryAccount {
  std::int64_t limit = INT64_MAX;  ///< bytes
  std::int64_t used = 0;           ///< bytes in live storages
  std::int64_t peak = 0;           ///< largest `used` so far
  std::int64_t live_storages = 0;
  std::int64_t live_tensors = 0;
  /// Asked with the size before each allocation and told of each release with the size negated; lets tensors share
  /// a limit with what else a session allocates. Null: only `limit` counts.
  Claim (*claim)(void* owner, std::int64_t bytes) = nullptr;
  void* owner = nullptr;
  std::int64_t shown_limit = 0;  ///< what the error message calls the limit when `claim` finds it reached
};

/// What a device keeps of a storage's content: true as long as nobody writes to the storage, and gone with it.
class DeviceCopy {
 public:
  virtual ~DeviceCopy() = default;
};

/// One block of memory, shared by all views of it.
class Storage {
 public:
  /// Memory is not initialised. Charged to the current Context.
  /// Errors: MemoryError with the sizes when the session's limit does not allow it; RuntimeError in PyTorch's words
  /// when the machine has no more.
  static Ref<Storage> allocate(std::int64_t bytes);

  void* data() { return data_; }
  std::int64_t bytes() const { return bytes_; }
  /// Counts in-place changes; views share it, and autograd compares it with the version it saved.
  std::uint32_t version = 0;

  /// Null: no device has this content.
  DeviceCopy* device_copy() const { return device_copy_; }
  void set_device_copy(DeviceCopy* owned);
  /// Whoever changes the content says so, before anybody reads it again; Tensor::bump_version() and copy_elements() do.
  void written() {
    if (device_copy_) [[unlikely]] set_device_copy(nullptr);
  }

  void retain() { ++refs_; }
  void release() {
    if (--refs_ == 0) destroy();
  }
  std::uint32_t use_count() const { return refs_; }

 private:
  Storage() = default;
  void destroy();

  std::uint32_t refs_ = 0;
  std::int64_t bytes_ = 0;
  MemoryAccount* account_ = nullptr;
  void* data_ = nullptr;
  DeviceCopy* device_copy_ = nullptr;  // owned
};

}  // namespace logit
