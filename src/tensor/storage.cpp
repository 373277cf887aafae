#include "tensor/storage.h"

#include <cstdlib>
#include <new>

#include "base/error.h"
#include "base/format.h"
#include "base/pool.h"
#include "tensor/context.h"
#include "tensor/room.h"

namespace logit {
namespace {

// The header and the elements share one block; elements begin at the next multiple of the alignment.
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kHeader = (sizeof(Storage) + 15) / 16 * 16;
constexpr std::size_t kSmall = 128;  // up to here 16 bytes of alignment will do

[[noreturn]] void out_of_memory(std::int64_t bytes) {
  fail(ErrorKind::runtime_error, cat("[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate "
                                     "memory: you tried to allocate ", bytes,
                                     " bytes. Error code 12 (Cannot allocate memory)"));
}

[[noreturn]] void over_limit(std::int64_t bytes, std::int64_t limit) {
  fail(ErrorKind::memory_error, cat("this script asked for ", human_size(static_cast<std::uint64_t>(bytes)),
                                    ", the lab allows ", human_size(static_cast<std::uint64_t>(limit))));
}

void claim(MemoryAccount& account, std::int64_t bytes) {
  if (bytes > account.limit - account.used) over_limit(bytes, account.limit);
  const Claim answer = account.claim ? account.claim(account.owner, bytes) : Claim::granted;
  if (answer == Claim::over_limit) over_limit(bytes, account.shown_limit);
  if (answer == Claim::no_memory) {
    fail(ErrorKind::memory_error, cat("this script asked for ", human_size(static_cast<std::uint64_t>(bytes)), ", more than this device has left"));
  }
}

}  // namespace

void check_room(std::int64_t bytes) {
  MemoryAccount& account = Context::current().memory;
  claim(account, bytes);
  if (account.claim) account.claim(account.owner, -bytes);
}

void check_room_for(std::int64_t count, std::int64_t bytes_each) {
  check_room(count > INT64_MAX / bytes_each ? INT64_MAX / 2 : count * bytes_each);
}

void check_work(double work, std::string_view what) {
  if (work > kLongestWork) fail(ErrorKind::runtime_error, cat(what, ": a matrix of this size would keep the lab busy for too long"));
}

Ref<Storage> Storage::allocate(std::int64_t bytes) {
  MemoryAccount& account = Context::current().memory;
  claim(account, bytes);
  const std::size_t size = static_cast<std::size_t>(bytes);
  void* block = size <= kSmall ? pool::allocate(kHeader + size)
                               : std::aligned_alloc(kAlignment, (kHeader + kAlignment + size + kAlignment - 1) /
                                                                    kAlignment * kAlignment);
  if (!block) {
    if (account.claim) account.claim(account.owner, -bytes);
    out_of_memory(bytes);
  }
  Storage* storage = new (block) Storage();
  storage->bytes_ = bytes;
  storage->account_ = &account;
  storage->data_ = static_cast<char*>(block) + (size <= kSmall ? kHeader : kAlignment);
  static_assert(kHeader <= kAlignment);
  account.used += bytes;
  if (account.used > account.peak) account.peak = account.used;
  ++account.live_storages;
  return Ref<Storage>(storage);
}

void Storage::set_device_copy(DeviceCopy* owned) {
  delete device_copy_;
  device_copy_ = owned;
}

void Storage::destroy() {
  written();
  account_->used -= bytes_;
  --account_->live_storages;
  if (account_->claim) account_->claim(account_->owner, -bytes_);
  const std::size_t size = static_cast<std::size_t>(bytes_);
  this->~Storage();
  size <= kSmall ? pool::free(this, kHeader + size) : std::free(this);
}

}  // namespace logit
