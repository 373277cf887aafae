// The table of Set: probing, growth, removal. See set.h.
#include <algorithm>

#include "script/objects/set.h"

namespace logit::script {

namespace {

constexpr int kLinear = 9;     // entries looked at after the first one of a probe
constexpr int kShift = 5;
constexpr std::size_t kSmallest = 8;

/// The entry for a key of a table without markers in which the key is absent.
std::size_t clean_slot(const Set::Entry* table, std::size_t mask, std::uint64_t hash) {
  std::uint64_t perturb = hash;
  std::size_t i = static_cast<std::size_t>(hash) & mask;
  for (;;) {
    const std::size_t last = i + kLinear <= mask ? i + kLinear : i;
    for (std::size_t at = i; at <= last; ++at) {
      if (table[at].key.is_undefined()) return at;
    }
    perturb >>= kShift;
    i = static_cast<std::size_t>(i * 5 + 1 + perturb) & mask;
  }
}

}  // namespace

bool Set::ready(Heap& heap) { return table || rebuild(heap, 0); }

bool Set::rebuild(Heap& heap, std::size_t wanted) {
  std::size_t size = kSmallest;
  while (size <= wanted) size <<= 1;
  if (!heap.request(size * sizeof(Entry))) return false;
  auto* fresh = static_cast<Entry*>(heap.allocate(size * sizeof(Entry)));
  for (std::size_t i = 0; i < size; ++i) new (fresh + i) Entry();
  if (table) {
    for (std::size_t i = 0; i <= mask; ++i) {
      if (table[i].key.is_undefined()) continue;
      Entry& to = fresh[clean_slot(fresh, size - 1, table[i].hash)];
      to.key = std::move(table[i].key);
      to.hash = table[i].hash;
    }
    heap.free(table, (mask + 1) * sizeof(Entry));
  }
  table = fresh;
  mask = size - 1;
  fill = used;
  ++changes;
  return true;
}

std::int64_t Set::find(Vm& vm, const Value& key, std::uint64_t hash, Probe& probe) const {
  if (!table) return kAbsent;
  if (probe.left < 0) {
    probe.perturb = hash;
    probe.i = probe.entry = static_cast<std::size_t>(hash) & mask;
    probe.left = probe.i + kLinear <= mask ? kLinear + 1 : 1;
  }
  for (;;) {
    while (probe.left > 0) {
      --probe.left;
      const std::size_t at = probe.entry++;
      const Entry& e = table[at];
      if (e.key.is_undefined()) {
        if (e.hash != kMarker) {
          if (probe.free < 0) probe.free = static_cast<std::int64_t>(at);
          return kAbsent;
        }
        probe.free = static_cast<std::int64_t>(at);
        probe.free_is_marker = true;
      } else if (e.hash == hash) {
        if (e.key.same(key)) return static_cast<std::int64_t>(at);
        const int equal = vm.plain_equal(e.key, key);
        if (equal == 1) return static_cast<std::int64_t>(at);
        if (equal < 0) {
          probe.candidate = static_cast<std::int64_t>(at);
          return kAsk;
        }
      }
    }
    probe.perturb >>= kShift;
    probe.i = probe.entry = static_cast<std::size_t>(probe.i * 5 + 1 + probe.perturb) & mask;
    probe.left = probe.i + kLinear <= mask ? kLinear + 1 : 1;
  }
}

bool Set::insert_at(Heap& heap, const Probe& probe, Value key, std::uint64_t hash) {
  Entry& e = table[probe.free];
  e.key = std::move(key);
  e.hash = hash;
  ++used;
  ++changes;
  if (probe.free_is_marker) return true;
  ++fill;
  return fill * 5 < mask * 3 || rebuild(heap, grown());
}

bool Set::insert(Heap& heap, Value key, std::uint64_t hash) {
  if (!ready(heap)) return false;
  // The walk of find() for an absent key: the last marker on the way, else the free entry at its end.
  Probe probe;
  std::uint64_t perturb = hash;
  std::size_t i = static_cast<std::size_t>(hash) & mask;
  for (;;) {
    const std::size_t last = i + kLinear <= mask ? i + kLinear : i;
    for (std::size_t at = i; at <= last; ++at) {
      if (!table[at].key.is_undefined()) continue;
      const bool marker = table[at].hash == kMarker;
      if (marker || probe.free < 0) probe.free = static_cast<std::int64_t>(at);
      probe.free_is_marker |= marker;
      if (!marker) return insert_at(heap, probe, std::move(key), hash);
    }
    perturb >>= kShift;
    i = static_cast<std::size_t>(i * 5 + 1 + perturb) & mask;
  }
}

void Set::remove(std::size_t position) {
  Value key = std::move(table[position].key);
  table[position].hash = kMarker;
  --used;
  ++changes;
}

void Set::clear(Heap& heap) {
  Entry* old = table;
  const std::size_t size = mask + 1;
  table = nullptr;
  mask = kSmallest - 1;
  fill = used = finger = 0;
  ++changes;
  if (!old) return;
  for (std::size_t i = 0; i < size; ++i) old[i].~Entry();
  heap.free(old, size * sizeof(Entry));
}

}  // namespace logit::script
