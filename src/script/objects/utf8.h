// UTF-8, the form in which all script text is kept.
//
// A script string may hold lone surrogates ("\ud800"); they are encoded like any other code point, in
// three bytes. Everything here trusts its input to be well-formed in that sense: text enters the machine
// through valid_utf8() or through append_utf8().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logit::script {

/// Bytes that the code point starting with `lead` occupies, 1 to 4.
inline int utf8_length(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Decodes the code point at `p` and moves `p` behind it.
inline char32_t next_code_point(const char*& p) {
  const auto byte = [&](int i) { return static_cast<char32_t>(static_cast<unsigned char>(p[i])); };
  char32_t c = byte(0);
  if (c < 0x80) {
    p += 1;
  } else if (c < 0xE0) {
    c = (c & 0x1F) << 6 | (byte(1) & 0x3F);
    p += 2;
  } else if (c < 0xF0) {
    c = (c & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    p += 3;
  } else {
    c = (c & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    p += 4;
  }
  return c;
}

/// Moves `p` back to the start of the code point that ends just before it, and returns that code point.
inline char32_t previous_code_point(const char*& p) {
  do --p;
  while ((static_cast<unsigned char>(*p) & 0xC0) == 0x80);
  const char* q = p;
  return next_code_point(q);
}

/// Appends one code point (up to 0x10FFFF, surrogates included).
inline void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// Number of code points.
inline std::size_t count_code_points(std::string_view text) {
  std::size_t n = 0;
  for (unsigned char c : text) n += (c & 0xC0) != 0x80;
  return n;
}

/// Whether every byte is below 0x80.
inline bool is_ascii(std::string_view text) {
  unsigned char seen = 0;
  for (unsigned char c : text) seen |= c;
  return seen < 0x80;
}

/// Iteration over code points: for (char32_t c : CodePoints(text)).
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}
  class Iterator {
   public:
    explicit Iterator(const char* p) : p_(p) {}
    char32_t operator*() const {
      const char* q = p_;
      return next_code_point(q);
    }
    Iterator& operator++() {
      p_ += utf8_length(static_cast<unsigned char>(*p_));
      return *this;
    }
    bool operator!=(const Iterator& other) const { return p_ != other.p_; }

   private:
    const char* p_;
  };
  Iterator begin() const { return Iterator(text_.data()); }
  Iterator end() const { return Iterator(text_.data() + text_.size()); }

 private:
  std::string_view text_;
};

}  // namespace logit::script
