// Dict operations for the code of dict and its neighbours: the way without script code, and Tasks for the rest.
#pragma once

#include "script/vm/vm.h"

namespace logit::script {

/// Entry number, Dict::kAbsent, or Dict::kAsk when hashing or comparing takes script code (or fails).
inline std::int32_t find_plain(Vm& vm, const Dict* dict, const Value& key, std::uint64_t& hash) {
  const bool is_int = key.is_small_int();
  if (is_int || key.is_exact(vm.types.str)) [[likely]] {
    const std::int64_t i = key.small_int();
    hash = !is_int ? key.as<Str>()->hash() : static_cast<std::uint64_t>(i == -1 ? -2 : i);
    const std::int32_t at = dict->find_simple(key, hash);
    if (at != Dict::kAsk) return at;
  } else if (!vm.plain_hash(key, hash)) {
    return Dict::kAsk;
  }
  Dict::Probe probe;
  return dict->find(key, hash, probe);
}

/// Entry number as a small int, or -1; the hash is known.
Task find_entry(Vm& vm, Value dict, Value key, std::uint64_t hash);
/// Sets with a known hash.
Task set_entry(Vm& vm, Value dict, Value key, std::uint64_t hash, Value value);
/// dict.update(other): a mapping or pairs.
Task update_dict(Vm& vm, Value dict, Value other);
/// A dict with the same entries.
Value copy_dict(Vm& vm, const Dict* dict);
/// The keywords of a call: appends their values to `values`; the tuple of their names, or unset when there are none.
Value append_keywords(Vm& vm, const Dict& keywords, std::vector<Value>& values);
/// left == right for two dicts: a bool.
Task equal_dicts(Vm& vm, Value left, Value right);

}  // namespace logit::script
