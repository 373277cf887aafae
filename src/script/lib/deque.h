// collections.deque: a ring of values, with both ends open.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

struct Deque : Object {
  Value* ring = nullptr;
  std::size_t capacity = 0;     ///< a power of two, or 0
  std::size_t head = 0;         ///< where item 0 is
  std::size_t count = 0;
  std::int64_t max_length = -1; ///< -1: none
  std::uint32_t changes = 0;    ///< goes up with each item that comes or goes

  Value& operator[](std::size_t i) { return ring[(head + i) & (capacity - 1)]; }
  /// False: MemoryError is set.
  [[nodiscard]] bool push_back(Heap& heap, Value value);
  [[nodiscard]] bool push_front(Heap& heap, Value value);
  Value pop_back();
  Value pop_front();
  void clear();
  void rotate(std::int64_t steps);

 private:
  bool grow(Heap& heap);
};

extern const TypeSpec kDequeSpec, kDequeIteratorSpec, kDequeReverseIteratorSpec;

}  // namespace logit::script
