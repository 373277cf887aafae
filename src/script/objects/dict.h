// Dict: an insertion-ordered hash table, used for dict objects, namespaces and instances alike.
//
// Entries stand in insertion order in one array; a removed entry leaves a gap (key undefined) until the next rebuild.
// Up to eight entries are searched directly; larger dicts have an open-addressing index behind the entries. Strings
// are found without any call; other keys go through find(), which hands a candidate back when comparing
// two keys would take script code (a class with __eq__).
#pragma once

#include "script/objects/str.h"

namespace logit::script {

struct Dict : Object {
  struct Entry {
    Value key;  ///< undefined: a gap
    Value value;
    std::uint64_t hash;
  };
  Entry* entries = nullptr;
  std::uint32_t used = 0;           ///< entries in use, gaps included
  std::uint32_t count = 0;          ///< live entries
  std::uint32_t capacity = 0;
  std::uint32_t index_size = 0;     ///< 0: no index, entries are searched directly; else a power of two
  std::uint32_t keys_version = 0;   ///< changes with the set of keys (and on rebuild): see version(). 0: not given yet
  std::uint32_t mutations = 0;      ///< goes up with each change of the set of keys

  /// A number that stays the same while no key comes, goes or moves: an entry's position found under it stays valid.
  std::uint32_t version(Heap& heap) { return keys_version ? keys_version : keys_version = heap.next_version(); }

  static constexpr std::int32_t kAbsent = -1, kAsk = -2, kFailed = -3;
  /// Where a search stands, so that it can go on after script code has compared two keys.
  struct Probe {
    std::uint32_t slot = 0;      ///< next place to look at
    std::uint64_t perturb = 0;
    bool started = false;
    std::int32_t candidate = -1; ///< entry whose key has the same hash and must be compared by the caller (kAsk)
  };

  /// Entry number of `key`, or kAbsent. The fast way for strings.
  std::int32_t find(const Str* key) const;
  Value* get(const Str* key) {
    const std::int32_t i = find(key);
    return i < 0 ? nullptr : &entries[i].value;
  }
  /// Entry number, kAbsent, or kAsk: probe.candidate has the same hash and needs an `==` that only the machine can do. If it
  /// says equal the candidate is the answer, else call find again with the same probe. (Start over if `mutations` changed.)
  std::int32_t find(const Value& key, std::uint64_t hash, Probe& probe) const;

  /// The same for a small int or a str (of no derived class): one pass, kAsk where another kind of key has the same hash.
  std::int32_t find_simple(const Value& key, std::uint64_t hash) const;

  /// Inserts or overwrites a string key. False: MemoryError is set.
  bool set(Heap& heap, Str* key, Value value);
  /// Appends a key that is known to be absent. False: MemoryError is set.
  bool append(Heap& heap, Value key, std::uint64_t hash, Value value);
  /// Removes entry i and returns its value.
  Value remove(std::int32_t i);
  bool erase(const Str* key);
  void clear(Heap& heap);
  /// Room for n more entries in all. False: MemoryError is set.
  bool reserve(Heap& heap, std::size_t n);
  /// The entry at or after position i, skipping gaps; `used` at the end.
  std::uint32_t next(std::uint32_t i) const {
    while (i < used && entries[i].key.is_undefined()) ++i;
    return i;
  }

 private:
  std::int32_t* index() const { return reinterpret_cast<std::int32_t*>(entries + capacity); }
  bool rebuild(Heap& heap, std::size_t wanted);
  static std::size_t block_bytes(std::size_t capacity, std::size_t index_size) {
    return capacity * sizeof(Entry) + index_size * sizeof(std::int32_t);
  }
};

}  // namespace logit::script
