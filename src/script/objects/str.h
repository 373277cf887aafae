// Str: an immutable text, a sequence of code points of one, two or four bytes each (the narrowest that fits),
// so that indexing takes constant time. The code points follow the object in memory.
#pragma once

#include <string>
#include <string_view>

#include "script/objects/heap.h"
#include "script/objects/utf8.h"

namespace logit::script {

struct Str : Object {
  std::uint32_t length = 0;    ///< in code points
  std::uint32_t capacity = 0;  ///< in bytes; larger than needed after `s += t` grew the string in place
  mutable std::uint64_t hash_ = 0;
  std::uint8_t width = 1;      ///< bytes per code point: 1 (up to U+00FF), 2 or 4
  bool ascii = true;           ///< all below 128: the data is UTF-8 as it stands
  bool interned = false;       ///< equal interned strings are the same object

  const std::uint8_t* data1() const { return reinterpret_cast<const std::uint8_t*>(this + 1); }
  const std::uint16_t* data2() const { return reinterpret_cast<const std::uint16_t*>(this + 1); }
  const std::uint32_t* data4() const { return reinterpret_cast<const std::uint32_t*>(this + 1); }
  std::uint8_t* data1() { return reinterpret_cast<std::uint8_t*>(this + 1); }
  std::uint16_t* data2() { return reinterpret_cast<std::uint16_t*>(this + 1); }
  std::uint32_t* data4() { return reinterpret_cast<std::uint32_t*>(this + 1); }
  std::size_t bytes() const { return std::size_t{length} * width; }

  /// The code point at i (0 <= i < length).
  char32_t at(std::size_t i) const {
    if (width == 1) return data1()[i];
    return width == 2 ? data2()[i] : data4()[i];
  }
  void put(std::size_t i, char32_t c) {
    if (width == 1) data1()[i] = static_cast<std::uint8_t>(c);
    else if (width == 2) data2()[i] = static_cast<std::uint16_t>(c);
    else data4()[i] = c;
  }
  std::uint64_t hash() const { return hash_ ? hash_ : compute_hash(); }
  std::uint64_t compute_hash() const;
  /// Same text.
  bool equals(const Str& other) const {
    return this == &other || (length == other.length && width == other.width &&
                              std::memcmp(data1(), other.data1(), bytes()) == 0);
  }
  bool equals(std::string_view ascii_text) const {
    return ascii && length == ascii_text.size() && std::memcmp(data1(), ascii_text.data(), length) == 0;
  }
  /// The text of an ASCII string without copying.
  std::string_view ascii_view() const { return {reinterpret_cast<const char*>(data1()), length}; }
  void append_utf8(std::string& out) const;
  /// Lone surrogates come out as three bytes each.
  std::string utf8() const;
};

/// Room for `length` code points of `width` bytes, to be filled by the caller, who also sets `ascii`. A large one
/// must be requested first.
Ref<Str> new_str(Heap& heap, Type* str_type, std::size_t length, int width);
/// From UTF-8 (invalid bytes become U+FFFD).
Ref<Str> str_from_utf8(Heap& heap, Type* str_type, std::string_view utf8);
/// From code points; chooses the width.
Ref<Str> str_from_code_points(Heap& heap, Type* str_type, const char32_t* points, std::size_t length);
/// `left + right`. When nobody else holds `left` and it has room, it grows in place, so that `s += t` in a loop is linear.
/// Empty: MemoryError is set.
Ref<Str> concat_str(Heap& heap, Type* str_type, Value&& left, const Str* right);

}  // namespace logit::script
