// Memory for one syntax tree: nodes are carved from large blocks and freed together.
//
// Nothing stored here has its destructor run, so only trivially destructible types are let in; sequences
// are Seq (pointer and length) and texts are std::string_view into the arena.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace logit::script {

/// A sequence of arena elements: pointer and length, immutable in size.
template <class T>
class Seq {
 public:
  constexpr Seq() = default;
  constexpr Seq(T* data, std::size_t size) : data_(data), size_(static_cast<std::uint32_t>(size)) {}

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() const { return data_; }
  T* end() const { return data_ + size_; }
  T& operator[](std::size_t i) const { return data_[i]; }
  T& front() const { return data_[0]; }
  T& back() const { return data_[size_ - 1]; }

 private:
  T* data_ = nullptr;
  std::uint32_t size_ = 0;
};

/// A bump allocator. Moving it keeps all pointers into it valid.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// `size` bytes aligned for any node.
  void* allocate(std::size_t size) {
    size = (size + kAlign - 1) & ~(kAlign - 1);
    if (size > left_) grow(size);
    void* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "the arena runs no destructors");
    return new (allocate(sizeof(T))) T{std::forward<Args>(args)...};
  }

  /// Copies `size` elements into the arena.
  template <class T>
  Seq<T> copy(const T* from, std::size_t size) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    if (size == 0) return {};
    T* to = static_cast<T*>(allocate(sizeof(T) * size));
    std::memcpy(static_cast<void*>(to), from, sizeof(T) * size);
    return {to, size};
  }

  template <class T>
  Seq<T> copy(const std::vector<T>& from) {
    return copy(from.data(), from.size());
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* to = static_cast<char*>(allocate(text.size()));
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  /// Bytes taken from the system so far.
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kAlign = alignof(std::max_align_t) < 8 ? 8 : alignof(std::max_align_t);
  static constexpr std::size_t kBlock = 16 * 1024;

  void grow(std::size_t size) {
    const std::size_t block = size > kBlock ? size : kBlock;
    blocks_.push_back(std::make_unique_for_overwrite<std::max_align_t[]>(block / sizeof(std::max_align_t) + 1));
    next_ = reinterpret_cast<char*>(blocks_.back().get());
    left_ = block;
    bytes_ += block;
  }

  std::vector<std::unique_ptr<std::max_align_t[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace logit::script
