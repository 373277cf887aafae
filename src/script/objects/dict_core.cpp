// The hash table behind Dict. Probing is CPython's (linear congruence with the hash's high bits mixed in).
#include "script/objects/dict.h"

#include "script/objects/type.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {
constexpr std::int32_t kEmpty = -1;
constexpr std::uint32_t kDirect = 8;  // dicts up to this size are searched without an index
}  // namespace

std::int32_t Dict::find(const Str* key) const {
  if (index_size == 0) {
    for (std::uint32_t i = 0; i < used; ++i) {
      if (entries[i].key.is_object() && entries[i].key.object() == key) return static_cast<std::int32_t>(i);
    }
    const std::uint64_t hash = key->hash();
    for (std::uint32_t i = 0; i < used; ++i) {
      if (entries[i].hash == hash && entries[i].key.is_object()) {
        const Object* other = entries[i].key.object();
        if (other->flags & kStrFlag && static_cast<const Str*>(other)->equals(*key)) return static_cast<std::int32_t>(i);
      }
    }
    return kAbsent;
  }
  const std::uint64_t hash = key->hash();
  const std::uint32_t mask = index_size - 1;
  std::uint64_t perturb = hash;
  auto slot = static_cast<std::uint32_t>(hash) & mask;
  const std::int32_t* table = index();
  for (;;) {
    const std::int32_t i = table[slot];
    if (i == kEmpty) return kAbsent;
    const Entry& entry = entries[i];
    if (entry.hash == hash && entry.key.is_object()) {
      const Object* other = entry.key.object();
      if (other == key) return i;
      if (other->flags & kStrFlag && static_cast<const Str*>(other)->equals(*key)) return i;
    }
    perturb >>= 5;
    slot = static_cast<std::uint32_t>(slot * 5 + 1 + perturb) & mask;
  }
}

std::int32_t Dict::find(const Value& key, std::uint64_t hash, Probe& probe) const {
  Vm& vm = type->heap->vm();
  const auto matches = [&](std::int32_t i) -> int {
    const Entry& entry = entries[i];
    if (entry.hash != hash || entry.key.is_undefined()) return 0;
    if (entry.key.same(key)) return 1;
    return vm.plain_equal(entry.key, key);
  };
  if (index_size == 0) {
    for (std::uint32_t i = probe.slot; i < used; ++i) {
      const int answer = matches(static_cast<std::int32_t>(i));
      if (answer == 1) return static_cast<std::int32_t>(i);
      if (answer < 0) {
        probe.slot = i + 1;
        probe.candidate = static_cast<std::int32_t>(i);
        return kAsk;
      }
    }
    return kAbsent;
  }
  const std::uint32_t mask = index_size - 1;
  if (!probe.started) {
    probe.started = true;
    probe.perturb = hash;
    probe.slot = static_cast<std::uint32_t>(hash) & mask;
  }
  const std::int32_t* table = index();
  for (;;) {
    const std::int32_t i = table[probe.slot];
    if (i == kEmpty) return kAbsent;
    const int answer = matches(i);
    if (answer == 1) return i;
    probe.perturb >>= 5;
    probe.slot = static_cast<std::uint32_t>(probe.slot * 5 + 1 + probe.perturb) & mask;
    if (answer < 0) {
      probe.candidate = i;
      return kAsk;
    }
  }
}

std::int32_t Dict::find_simple(const Value& key, std::uint64_t hash) const {
  // Two numbers or two texts need no machine; what else has this hash may be equal all the same (1 and 1.0).
  const auto answer = [&](std::int32_t i) -> std::int32_t {
    const Entry& entry = entries[i];
    if (entry.key.same(key)) return i;
    if (entry.hash != hash || entry.key.is_undefined()) return kAbsent;
    if (key.is_small_int()) return entry.key.is_small_int() ? kAbsent : kAsk;
    if (!entry.key.is_exact(key.object()->type)) return kAsk;
    return entry.key.as<Str>()->equals(*key.as<Str>()) ? i : kAbsent;
  };
  if (index_size == 0) {
    for (std::uint32_t i = 0; i < used; ++i) {
      const std::int32_t found = answer(static_cast<std::int32_t>(i));
      if (found != kAbsent) return found;
    }
    return kAbsent;
  }
  const std::uint32_t mask = index_size - 1;
  std::uint64_t perturb = hash;
  auto slot = static_cast<std::uint32_t>(hash) & mask;
  const std::int32_t* table = index();
  for (;;) {
    const std::int32_t i = table[slot];
    if (i == kEmpty) return kAbsent;
    const std::int32_t found = answer(i);
    if (found != kAbsent) return found;
    perturb >>= 5;
    slot = static_cast<std::uint32_t>(slot * 5 + 1 + perturb) & mask;
  }
}

bool Dict::rebuild(Heap& heap, std::size_t wanted) {
  std::size_t new_capacity = kDirect;
  std::size_t new_index = 0;
  if (wanted > kDirect) {
    new_index = 16;
    while (new_index * 2 / 3 < wanted) new_index *= 2;
    new_capacity = new_index * 2 / 3;
  } else if (wanted <= 4) {
    new_capacity = 4;
  }
  const std::size_t bytes = block_bytes(new_capacity, new_index);
  if (bytes > 4096 && !heap.request(bytes)) return false;
  auto* fresh = static_cast<Entry*>(heap.allocate(bytes));
  std::uint32_t n = 0;
  for (std::uint32_t i = 0; i < used; ++i) {
    if (entries[i].key.is_undefined()) continue;
    std::memcpy(static_cast<void*>(fresh + n), entries + i, sizeof(Entry));
    ++n;
  }
  heap.free(entries, block_bytes(capacity, index_size));
  entries = fresh;
  capacity = static_cast<std::uint32_t>(new_capacity);
  index_size = static_cast<std::uint32_t>(new_index);
  if (n != used) ++mutations;  // positions have moved
  used = n;
  keys_version = 0;
  if (index_size) {
    std::int32_t* table = index();
    std::memset(table, 0xff, index_size * sizeof(std::int32_t));
    const std::uint32_t mask = index_size - 1;
    for (std::uint32_t i = 0; i < used; ++i) {
      std::uint64_t perturb = entries[i].hash;
      auto slot = static_cast<std::uint32_t>(entries[i].hash) & mask;
      while (table[slot] != kEmpty) {
        perturb >>= 5;
        slot = static_cast<std::uint32_t>(slot * 5 + 1 + perturb) & mask;
      }
      table[slot] = static_cast<std::int32_t>(i);
    }
  }
  return true;
}

bool Dict::reserve(Heap& heap, std::size_t n) {
  if (used + n <= capacity) return true;
  // Mostly gaps: cleaning up is enough. Else grow by half and more.
  const std::size_t wanted = count + n;
  return rebuild(heap, wanted <= kDirect ? wanted : wanted + wanted / 2);
}

bool Dict::append(Heap& heap, Value key, std::uint64_t hash, Value value) {
  if (used == capacity) {
    const std::size_t wanted = std::size_t{count} + 1;
    if (!rebuild(heap, wanted <= kDirect ? wanted : wanted * 2)) return false;
  }
  new (&entries[used].key) Value(std::move(key));
  new (&entries[used].value) Value(std::move(value));
  entries[used].hash = hash;
  if (index_size) {
    const std::uint32_t mask = index_size - 1;
    std::int32_t* table = index();
    std::uint64_t perturb = hash;
    auto slot = static_cast<std::uint32_t>(hash) & mask;
    while (table[slot] != kEmpty) {
      perturb >>= 5;
      slot = static_cast<std::uint32_t>(slot * 5 + 1 + perturb) & mask;
    }
    table[slot] = static_cast<std::int32_t>(used);
  }
  ++used;
  ++count;
  ++mutations;
  keys_version = 0;
  return true;
}

bool Dict::set(Heap& heap, Str* key, Value value) {
  const std::int32_t i = find(key);
  if (i >= 0) {
    entries[i].value = std::move(value);
    return true;
  }
  return append(heap, Value::object(key), key->hash(), std::move(value));
}

Value Dict::remove(std::int32_t i) {
  Value key = std::move(entries[i].key);
  Value value = std::move(entries[i].value);
  --count;
  ++mutations;
  keys_version = 0;
  // Trailing gaps can go at once when there is no index to keep right (popitem as a stack stays short).
  if (index_size == 0) {
    while (used > 0 && entries[used - 1].key.is_undefined()) --used;
  }
  return value;
}

bool Dict::erase(const Str* key) {
  const std::int32_t i = find(key);
  if (i < 0) return false;
  remove(i);
  return true;
}

void Dict::clear(Heap& heap) {
  Entry* old = entries;
  const std::uint32_t old_used = used, old_capacity = capacity, old_index = index_size;
  entries = nullptr;
  used = count = capacity = index_size = 0;
  keys_version = 0;
  ++mutations;
  for (std::uint32_t i = 0; i < old_used; ++i) {
    old[i].key.~Value();
    old[i].value.~Value();
  }
  heap.free(old, block_bytes(old_capacity, old_index));
}

}  // namespace logit::script
