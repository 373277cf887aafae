// Intrusive reference counting. Everything that tensors and graphs are made of is shared inside one
// thread, so a plain counter will do, and a handle is one pointer.
#pragma once

#include <cstdint>
#include <utility>

namespace logit {

/// A counted pointer to a T that has `retain()` and `release()`.
template <class T>
class Ref {
 public:
  Ref() = default;
  Ref(std::nullptr_t) {}
  /// Shares an object that somebody else may hold too.
  explicit Ref(T* object) : object_(object) {
    if (object_) object_->retain();
  }
  /// Takes over one count without adding to it.
  static Ref adopt(T* object) {
    Ref ref;
    ref.object_ = object;
    return ref;
  }
  Ref(const Ref& other) : Ref(other.object_) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  template <class U>
    requires(!std::is_same_v<U, T> && std::is_convertible_v<U*, T*>)
  Ref(Ref<U> other) : object_(other.detach()) {}
  ~Ref() {
    if (object_) object_->release();
  }
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  bool operator==(const Ref& other) const { return object_ == other.object_; }
  bool operator==(std::nullptr_t) const { return object_ == nullptr; }
  /// Gives the count away: the caller must release it.
  T* detach() { return std::exchange(object_, nullptr); }

 private:
  T* object_ = nullptr;
};

/// Base for counted classes that are deleted through a virtual destructor.
class RefCounted {
 public:
  RefCounted() = default;
  RefCounted(const RefCounted&) = delete;
  RefCounted& operator=(const RefCounted&) = delete;
  virtual ~RefCounted() = default;
  void retain() { ++refs_; }
  void release() {
    if (--refs_ == 0) delete this;
  }
  std::uint32_t use_count() const { return refs_; }

 private:
  std::uint32_t refs_ = 0;
};

template <class T, class... Args>
Ref<T> make_ref(Args&&... args) {
  return Ref<T>(new T(std::forward<Args>(args)...));
}

}  // namespace logit
