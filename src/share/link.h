// A whole experiment as text that fits into a link, and back.
//
// The fragment is "1" (the version), then base64url of raw deflate with a preset dictionary over a compact
// JSON object that holds only the fields which differ from their defaults (share/state.def), with a checksum
// in front. Every version ever published decodes for ever: a new one gets a new digit and a new dictionary,
// the old ones stay. zlib and nlohmann json are used in this folder only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace logit::share {

/// A data file of the script, at most kMaxFiles of them and kMaxFileBytes together in a link.
struct File {
  std::string name;
  std::string bytes;
  bool operator==(const File&) const = default;
};
inline constexpr std::size_t kMaxFiles = 16;
inline constexpr std::size_t kMaxFileBytes = 40 << 10;

/// What a link carries. Fields, names, defaults and "since" versions are the rows of share/state.def.
struct State {
#define FIELD(type, name, key, default_value, since) type name = default_value;
#include "share/state.def"
#undef FIELD
  bool operator==(const State&) const = default;
};

/// A decoded link. `lost` is empty, or says what could not be recovered (a truncated link still gives the part of
/// the script that arrived). Both this and a failure's reason are one of reasons().
struct Opened {
  State state;
  std::string lost;
};

/// Longest payload that decode() looks at, and most bytes that it inflates to.
inline constexpr std::size_t kMaxPayload = 64 << 10;
inline constexpr std::size_t kMaxInflated = 1 << 20;

/// The text to put behind '#': URL-safe characters only.
std::string encode(const State& state);

/// Reads a payload, or finds one in a whole URL: behind '#', behind its percent-encoded form "%23" in the path, or in
/// the query; spaces and line breaks that mail programs insert are ignored.
/// Failure: not a link of ours, of a newer version, or damaged beyond recovery, in one English sentence.
Result<Opened> decode(std::string_view link_or_payload);

/// The switches that a teacher may write by hand into the query of an address, with or without a payload:
/// "?hide=graph,curves&lock=code&lang=en&lesson=ID&tab=data&scale=150&theme=dark&backend=simd". Adds them to `state`; false if there is none.
bool read_switches(std::string_view link, State& state);

/// Everything that decode() may say went wrong, in English, so that a translation can be checked to be whole;
/// {} stands for a version's digit.
std::span<const std::string_view> reasons();

}  // namespace logit::share
