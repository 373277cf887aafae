// Small blocks of memory that are made and dropped all the time: tensors, graph nodes, their bookkeeping. A freed block is
// kept in a list for its size and handed out again, which costs a few instructions where malloc costs a hundred. A list
// holds at most kKept blocks; what is beyond goes back to malloc.
//
//   struct Node : Pooled { … };      // new and delete of Node and everything derived from it
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

namespace logit {
namespace pool {

inline constexpr std::size_t kGrain = 32, kLargest = 768;
inline constexpr std::uint32_t kKept = 4096;

struct Block {
  Block* next;
};
struct List {
  Block* first = nullptr;
  std::uint32_t count = 0;
};
inline constinit thread_local List lists[kLargest / kGrain + 1];

/// At least `bytes` bytes, aligned as by malloc.
inline void* allocate(std::size_t bytes) {
#ifndef __SANITIZE_ADDRESS__  // which should see every use of a freed block
  if (bytes <= kLargest) {
    List& list = lists[(bytes + kGrain - 1) / kGrain];
    if (Block* block = list.first) {
      list.first = block->next;
      --list.count;
      return block;
    }
    return ::operator new((bytes + kGrain - 1) / kGrain * kGrain);
  }
#endif
  return ::operator new(bytes);
}

/// Takes a block back; `bytes` as it was asked for.
inline void free(void* memory, std::size_t bytes) {
#ifndef __SANITIZE_ADDRESS__
  if (bytes <= kLargest) {
    List& list = lists[(bytes + kGrain - 1) / kGrain];
    if (list.count < kKept) {
      list.first = new (memory) Block{list.first};
      ++list.count;
      return;
    }
  }
#endif
  ::operator delete(memory);
}

}  // namespace pool

/// A base whose derived classes come from the pool. The destructor must be virtual where a base is deleted.
struct Pooled {
  static void* operator new(std::size_t bytes) { return pool::allocate(bytes); }
  static void operator delete(void* memory, std::size_t bytes) { pool::free(memory, bytes); }
};

}  // namespace logit
