// Searching, cutting, joining and comparing str objects of any width.
#include "script/objects/text.h"

#include <algorithm>

#include "script/objects/unicode.h"

namespace logit::script {

namespace {

/// The code points as a view of their own width.
template <class C>
std::basic_string_view<C> view_of(const Str& s) {
  return {reinterpret_cast<const C*>(s.data1()), s.length};
}

/// The needle in the width of the text it is looked for in.
template <class C>
std::basic_string<C> widened(const Str& s) {
  std::basic_string<C> out(s.length, C());
  for (std::size_t i = 0; i < s.length; ++i) out[i] = static_cast<C>(s.at(i));
  return out;
}

/// Long needles by the two-way algorithm (Crochemore and Perrin, Two-way string-matching, 1991): linear time and no memory
/// for any pair of texts. `text` and `needle` give the code point at a position, so that both may also be read backwards.
template <class Text, class Needle>
std::size_t find_two_way(const Text& text, std::size_t text_length, const Needle& needle, std::size_t length) {
  // The needle is cut where its largest suffix begins, by both orders of the alphabet; the later cut is the one.
  std::size_t cut = 0, period = 1;
  const auto largest_suffix = [&](bool descending) {
    std::size_t start = 0, candidate = 1, matched = 0, step = 1;
    while (candidate + matched < length) {
      const auto a = needle(start + matched), b = needle(candidate + matched);
      if (a == b) {
        if (++matched == step) {
          candidate += step;
          matched = 0;
        }
      } else if ((b < a) != descending) {
        candidate += matched + 1;
        matched = 0;
        step = candidate - start;
      } else {
        start = candidate++;
        matched = 0;
        step = 1;
      }
    }
    if (start >= cut) {
      cut = start;
      period = step;
    }
  };
  largest_suffix(false);
  largest_suffix(true);
  bool periodic = cut + period <= length;
  for (std::size_t i = 0; i < cut && periodic; ++i) periodic = needle(i) == needle(i + period);
  if (!periodic) period = std::max(cut, length - cut) + 1;
  std::size_t known = 0;  // characters at the needle's start that are known to match
  for (std::size_t at = 0; at + length <= text_length;) {
    std::size_t i = std::max(cut, known);
    while (i < length && needle(i) == text(at + i)) ++i;
    if (i < length) {
      at += i - cut + 1;
      known = 0;
      continue;
    }
    std::size_t j = cut;
    while (j > known && needle(j - 1) == text(at + j - 1)) --j;
    if (j <= known) return at;
    at += period;
    known = periodic ? length - period : 0;
  }
  return SIZE_MAX;
}

template <class C>
std::int64_t find_in(std::basic_string_view<C> text, std::basic_string_view<C> needle, std::size_t start,
                     std::size_t end, bool last) {
  constexpr std::size_t kShort = 16;
  const auto part = text.substr(start, end - start);
  if (needle.size() <= kShort) {
    const std::size_t at = last ? part.rfind(needle) : part.find(needle);
    return at == part.npos ? -1 : static_cast<std::int64_t>(start + at);
  }
  if (last) {
    const std::size_t at = find_two_way([&](std::size_t i) { return part[part.size() - 1 - i]; }, part.size(),
                                        [&](std::size_t i) { return needle[needle.size() - 1 - i]; }, needle.size());
    return at == SIZE_MAX ? -1 : static_cast<std::int64_t>(start + part.size() - at - needle.size());
  }
  const std::size_t at = find_two_way([&](std::size_t i) { return part[i]; }, part.size(),
                                      [&](std::size_t i) { return needle[i]; }, needle.size());
  return at == SIZE_MAX ? -1 : static_cast<std::int64_t>(start + at);
}

template <class C>
std::int64_t find_wide(const Str& text, const Str& needle, std::size_t start, std::size_t end, bool last) {
  if (needle.width == sizeof(C)) return find_in(view_of<C>(text), view_of<C>(needle), start, end, last);
  const auto copy = widened<C>(needle);
  return find_in<C>(view_of<C>(text), copy, start, end, last);
}

}  // namespace

Value character(Vm& vm, char32_t c) {
  if (c >= 0x100) return str_from_code_points(vm.heap, vm.types.str, &c, 1);
  if (vm.characters.empty()) vm.characters.resize(0x100);
  Value& shared = vm.characters[c];
  if (shared.is_undefined()) shared = str_from_code_points(vm.heap, vm.types.str, &c, 1);
  return shared;
}

std::u32string code_points(const Str& text) {
  std::u32string out(text.length, 0);
  for (std::size_t i = 0; i < text.length; ++i) out[i] = text.at(i);
  return out;
}

Value substring(Vm& vm, const Str& text, std::size_t start, std::size_t count, std::int64_t step) {
  if (count == 1) return character(vm, text.at(start));
  if (count > kLongText && (!vm.heap.request(count * text.width) || !charge_text(vm, count))) return Value::error();
  if (text.width == 1) {
    Ref<Str> out = new_str(vm.heap, vm.types.str, count, 1);
    if (step == 1) {
      std::memcpy(out->data1(), text.data1() + start, count);
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        out->data1()[i] = text.data1()[static_cast<std::int64_t>(start) + static_cast<std::int64_t>(i) * step];
      }
    }
    out->ascii = text.ascii || is_ascii(std::string_view(reinterpret_cast<const char*>(out->data1()), count));
    return out;
  }
  std::u32string points(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    points[i] = text.at(static_cast<std::size_t>(static_cast<std::int64_t>(start) + static_cast<std::int64_t>(i) * step));
  }
  return vm.str(points);
}

int compare_text(const Str& a, const Str& b) {
  const std::size_t shorter = std::min(a.length, b.length);
  if (a.width == 1 && b.width == 1) {
    const int order = std::memcmp(a.data1(), b.data1(), shorter);
    if (order != 0) return order < 0 ? -1 : 1;
  } else {
    for (std::size_t i = 0; i < shorter; ++i) {
      const char32_t x = a.at(i);
      const char32_t y = b.at(i);
      if (x != y) return x < y ? -1 : 1;
    }
  }
  return a.length < b.length ? -1 : a.length > b.length;
}

std::int64_t find_text(const Str& text, const Str& needle, std::size_t start, std::size_t end, bool last) {
  if (start > end || needle.length > end - start) return -1;
  if (needle.length == 0) return static_cast<std::int64_t>(last ? end : start);
  if (needle.width > text.width) return -1;
  if (text.width == 1) return find_wide<char>(text, needle, start, end, last);
  if (text.width == 2) return find_wide<char16_t>(text, needle, start, end, last);
  return find_wide<char32_t>(text, needle, start, end, last);
}

Value join_text(Vm& vm, const Str& separator, const Value* items, std::size_t count) {
  if (count == 0) return vm.str("");
  std::uint64_t length = static_cast<std::uint64_t>(separator.length) * (count - 1);
  int width = count > 1 ? separator.width : 1;
  bool ascii = count < 2 || separator.ascii;
  for (std::size_t i = 0; i < count; ++i) {
    const Str* s = items[i].as<Str>();
    length += s->length;
    width = std::max<int>(width, s->width);
    ascii = ascii && s->ascii;
  }
  const std::uint64_t bytes = length * static_cast<std::uint64_t>(width);
  if (bytes > 0x7FFFFFFF || !vm.heap.request(bytes)) {
    if (bytes > 0x7FFFFFFF) vm.heap.request(std::uint64_t{1} << 60);
    return Value::error();
  }
  if (!vm.charge_plain(static_cast<std::int64_t>(bytes / 64))) return Value::error();
  Ref<Str> out = new_str(vm.heap, vm.types.str, static_cast<std::size_t>(length), width);
  out->ascii = ascii;
  std::size_t at = 0;
  const auto put = [&](const Str& s) {
    if (s.width == width) {
      std::memcpy(out->data1() + at * static_cast<std::size_t>(width), s.data1(), s.bytes());
    } else {
      for (std::size_t i = 0; i < s.length; ++i) out->put(at + i, s.at(i));
    }
    at += s.length;
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) put(separator);
    put(*items[i].as<Str>());
  }
  return out;
}

Value quoted_text(Vm& vm, const Str& text, bool ascii_only) {
  if (text.ascii) return checked_text(vm, unicode::quoted(text.ascii_view(), ascii_only));
  return checked_text(vm, unicode::quoted(text.utf8(), ascii_only));
}

}  // namespace logit::script
