// A vector that keeps its first few elements inside itself: shapes, edges, gradients are nearly always
// short, and a heap block for each of them would cost more than the work on them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace logit {

template <class T, std::uint32_t N>
class SmallVector {
 public:
  using value_type = T;
  SmallVector() {}
  explicit SmallVector(std::size_t count) { resize(count); }
  SmallVector(std::size_t count, const T& value) {
    reserve(count);
    for (std::size_t i = 0; i < count; ++i) push_back(value);
  }
  SmallVector(std::initializer_list<T> items) : SmallVector(items.begin(), items.end()) {}
  SmallVector(std::span<const T> items) : SmallVector(items.begin(), items.end()) {}
  template <std::input_iterator It>
  SmallVector(It first, It last) {
    for (; first != last; ++first) push_back(*first);
  }
  SmallVector(const SmallVector& other) {
    reserve(other.size_);
    for (const T& item : other) push_back(item);
  }
  SmallVector(SmallVector&& other) noexcept { take(other); }
  SmallVector& operator=(const SmallVector& other) {
    if (this != &other) {
      clear();
      reserve(other.size_);
      for (const T& item : other) push_back(item);
    }
    return *this;
  }
  SmallVector& operator=(SmallVector&& other) noexcept {
    if (this != &other) {
      clear();
      free_heap();
      take(other);
    }
    return *this;
  }
  ~SmallVector() {
    clear();
    free_heap();
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  T& front() { return data_[0]; }
  T& back() { return data_[size_ - 1]; }
  const T& front() const { return data_[0]; }
  const T& back() const { return data_[size_ - 1]; }

  void push_back(T item) {
    if (size_ == capacity_) reserve(capacity_ * 2);
    new (data_ + size_++) T(std::move(item));
  }
  void pop_back() { data_[--size_].~T(); }
  void clear() {
    for (std::uint32_t i = size_; i > 0; --i) data_[i - 1].~T();
    size_ = 0;
  }
  void resize(std::size_t count) {
    reserve(count);
    while (size_ > count) pop_back();
    while (size_ < count) new (data_ + size_++) T();
  }
  void reserve(std::size_t count) {
    if (count <= capacity_) return;
    T* bigger = static_cast<T*>(::operator new(count * sizeof(T)));
    for (std::uint32_t i = 0; i < size_; ++i) {
      new (bigger + i) T(std::move(data_[i]));
      data_[i].~T();
    }
    free_heap();
    data_ = bigger;
    capacity_ = static_cast<std::uint32_t>(count);
  }
  void insert(std::size_t at, T item) {
    push_back(std::move(item));
    for (std::size_t i = size_ - 1; i > at; --i) std::swap(data_[i], data_[i - 1]);
  }
  void erase(std::size_t at) {
    for (std::size_t i = at + 1; i < size_; ++i) data_[i - 1] = std::move(data_[i]);
    pop_back();
  }
  operator std::span<const T>() const { return {data_, size_}; }
  bool operator==(const SmallVector& other) const {
    if (size_ != other.size_) return false;
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (!(data_[i] == other.data_[i])) return false;
    }
    return true;
  }

 private:
  T* local() { return reinterpret_cast<T*>(storage_); }
  void free_heap() {
    if (data_ != local()) ::operator delete(data_);
    data_ = local();
    capacity_ = N;
  }
  // Leaves `other` empty; expects this to hold nothing.
  void take(SmallVector& other) {
    if (other.data_ != other.local()) {
      data_ = std::exchange(other.data_, other.local());
      capacity_ = std::exchange(other.capacity_, N);
      size_ = std::exchange(other.size_, 0);
      return;
    }
    for (std::uint32_t i = 0; i < other.size_; ++i) new (data_ + i) T(std::move(other.data_[i]));
    size_ = other.size_;
    other.clear();
  }

  T* data_ = local();
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = N;
  alignas(T) unsigned char storage_[N * sizeof(T)];
};

}  // namespace logit
