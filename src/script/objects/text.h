// Making and taking apart str objects, for the code of str and its neighbours.
#pragma once

#include <string>
#include <string_view>

#include "script/objects/str.h"
#include "script/vm/vm.h"

namespace logit::script {

/// The str of one code point; those below U+0100 are shared.
Value character(Vm& vm, char32_t c);
/// `count` code points of `text` from `start` on, `step` apart.
Value substring(Vm& vm, const Str& text, std::size_t start, std::size_t count, std::int64_t step = 1);
/// Code points of a text.
std::u32string code_points(const Str& text);
/// Same text or not, -1 or 1 by code points: Python's order of strings.
int compare_text(const Str& a, const Str& b);
/// Texts longer than this count as work of their own, beside the instruction that handles them.
inline constexpr std::size_t kLongText = 4096;
/// Counts `length` characters being looked at; false: the step limit is reached (error set).
inline bool charge_text(Vm& vm, std::size_t length) {
  return length <= kLongText || vm.charge_plain(static_cast<std::int64_t>(length / 32));
}

/// The first place of `needle` in text[start, end), or -1. `last`: the last place.
std::int64_t find_text(const Str& text, const Str& needle, std::size_t start, std::size_t end, bool last = false);
/// Joins strings; checks the size first.
Value join_text(Vm& vm, const Str& separator, const Value* items, std::size_t count);
/// repr() of a str.
Value quoted_text(Vm& vm, const Str& text, bool ascii_only = false);

/// template % arguments; see percent_format.cpp.
Value percent_format(Vm& vm, const Value& text, const Value& arguments);

/// A str of this UTF-8; a large one is requested from the heap first.
inline Value checked_text(Vm& vm, std::string_view utf8) {
  if (utf8.size() > 4096 && !vm.heap.request(utf8.size())) return Value::error();
  return vm.str(utf8);
}

/// What "argument 1 must be str, not ..." calls the type of a value: None is not NoneType there.
inline std::string argument_type(Vm& vm, const Value& value) { return value.is_none() ? "None" : vm.type_name(value); }

/// Collects pieces of text into a str of the right width.
class TextBuilder {
 public:
  explicit TextBuilder(Vm& vm) : vm_(vm) {}
  void add(char32_t c) {
    if (!wide_.empty() || c >= 0x80) {
      widen();
      wide_ += c;
    } else {
      ascii_ += static_cast<char>(c);
    }
  }
  void add(std::string_view ascii) {
    if (wide_.empty()) {
      ascii_ += ascii;
    } else {
      for (char c : ascii) wide_ += static_cast<unsigned char>(c);
    }
  }
  void add(const Str& text) { add(text, 0, text.length); }
  void add(const Str& text, std::size_t start, std::size_t end) {
    if (text.ascii) return add(text.ascii_view().substr(start, end - start));
    widen();
    for (std::size_t i = start; i < end; ++i) wide_ += text.at(i);
  }
  std::size_t length() const { return wide_.empty() ? ascii_.size() : wide_.size(); }
  Value finish() { return wide_.empty() ? vm_.str(ascii_) : vm_.str(wide_); }

 private:
  void widen() {
    if (!wide_.empty()) return;
    for (char c : ascii_) wide_ += static_cast<unsigned char>(c);
    ascii_.clear();
  }
  Vm& vm_;
  std::string ascii_;     // while everything is ASCII
  std::u32string wide_;   // afterwards; empty until then
};

}  // namespace logit::script
