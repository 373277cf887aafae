// The methods of str. Text in ASCII, by far the most common, is handled as bytes; anything else by code points.
#include "script/objects/str_methods.h"

#include <algorithm>
#include <functional>

#include "script/objects/format_spec.h"
#include "script/objects/iterators.h"
#include "script/objects/slice.h"
#include "script/objects/text.h"
#include "script/objects/unicode.h"

namespace logit::script {

namespace {

const Str& text_of(const Value& v) { return *v.as<Str>(); }

Value plain(Vm& vm, const Value& self) { return vm.types.str->slots.str(vm, self); }

Value whole_or_part(Vm& vm, const Value& self, std::size_t start, std::size_t end) {
  const Str& s = text_of(self);
  if (start == 0 && end == s.length) return plain(vm, self);
  if (start >= end) return vm.str("");
  return substring(vm, s, start, end - start);
}

/// `count` copies of a code point on each side of the text.
Value padded(Vm& vm, const Value& self, std::int64_t left, std::int64_t right, char32_t fill) {
  const Str& s = text_of(self);
  left = std::max<std::int64_t>(left, 0);
  right = std::max<std::int64_t>(right, 0);
  if (left + right == 0) return plain(vm, self);
  const int fill_width = fill < 0x100 ? 1 : fill < 0x10000 ? 2 : 4;
  const int width = std::max<int>(s.width, fill_width);
  const double bytes = (static_cast<double>(left) + static_cast<double>(right) + s.length) * width;
  if (bytes > 2e9) {
    vm.heap.request(static_cast<std::uint64_t>(std::min(bytes, 9e18)) + (std::uint64_t{1} << 32));
    return Value::error();
  }
  if (!vm.heap.request(static_cast<std::uint64_t>(bytes))) return Value::error();
  const auto l = static_cast<std::size_t>(left);
  const auto r = static_cast<std::size_t>(right);
  Ref<Str> out = new_str(vm.heap, vm.types.str, l + s.length + r, width);
  out->ascii = s.ascii && fill < 0x80;
  for (std::size_t i = 0; i < l; ++i) out->put(i, fill);
  for (std::size_t i = 0; i < s.length; ++i) out->put(l + i, s.at(i));
  for (std::size_t i = 0; i < r; ++i) out->put(l + s.length + i, fill);
  return out;
}

// --- case and classes ---------------------------------------------------------------------------------------------

template <std::string (*kMap)(std::string_view)>
Value mapped(Vm& vm, Args args) {
  const Str& s = text_of(args[0]);
  if (s.ascii) return checked_text(vm, kMap(s.ascii_view()));
  return checked_text(vm, kMap(s.utf8()));
}

template <bool (*kTest)(char32_t)>
Value all_are(Vm&, Args args) {
  const Str& s = text_of(args[0]);
  for (std::size_t i = 0; i < s.length; ++i) {
    if (!kTest(s.at(i))) return Value::boolean(false);
  }
  return Value::boolean(s.length > 0);
}

template <bool (*kTest)(char32_t), bool (*kNot)(char32_t)>
Value all_cased_are(Vm&, Args args) {
  const Str& s = text_of(args[0]);
  bool any = false;
  for (std::size_t i = 0; i < s.length; ++i) {
    const char32_t c = s.at(i);
    if (kNot(c) || unicode::is_title(c)) return Value::boolean(false);
    any = any || kTest(c);
  }
  return Value::boolean(any);
}

Value is_title_text(Vm&, Args args) {
  const Str& s = text_of(args[0]);
  bool any = false, inside = false;
  for (std::size_t i = 0; i < s.length; ++i) {
    const char32_t c = s.at(i);
    if (unicode::is_upper(c) || unicode::is_title(c)) {
      if (inside) return Value::boolean(false);
      inside = any = true;
    } else if (unicode::is_lower(c)) {
      if (!inside) return Value::boolean(false);
      any = true;
    } else {
      inside = false;
    }
  }
  return Value::boolean(any);
}

Value is_identifier(Vm&, Args args) {
  const Str& s = text_of(args[0]);
  if (s.length == 0 || !unicode::is_id_start(s.at(0))) return Value::boolean(false);
  for (std::size_t i = 1; i < s.length; ++i) {
    if (!unicode::is_id_continue(s.at(i))) return Value::boolean(false);
  }
  return Value::boolean(true);
}

Value is_printable_text(Vm&, Args args) {
  const Str& s = text_of(args[0]);
  for (std::size_t i = 0; i < s.length; ++i) {
    if (!unicode::is_printable(s.at(i))) return Value::boolean(false);
  }
  return Value::boolean(true);
}

Value is_ascii_text(Vm&, Args args) { return Value::boolean(text_of(args[0]).ascii); }

// --- stripping and padding -------------------------------------------------------------------------------------------

enum Ends { kLeft = 1, kRight = 2 };

template <int kEnds>
Value strip(Vm& vm, Args args) {
  const Str& s = text_of(args[0]);
  const Str* set = nullptr;
  if (args.has(1) && !args[1].is_none()) {
    if (!vm.is_str(args[1])) {
      const char* name = kEnds == kLeft ? "lstrip" : kEnds == kRight ? "rstrip" : "strip";
      return vm.type_error(name, " arg must be None or str");
    }
    set = args[1].as<Str>();
  }
  const auto goes = [&](char32_t c) {
    if (!set) return unicode::is_space(c);
    for (std::size_t i = 0; i < set->length; ++i) {
      if (set->at(i) == c) return true;
    }
    return false;
  };
  std::size_t start = 0;
  std::size_t end = s.length;
  if (kEnds & kLeft) {
    while (start < end && goes(s.at(start))) ++start;
  }
  if (kEnds & kRight) {
    while (end > start && goes(s.at(end - 1))) --end;
  }
  return whole_or_part(vm, args[0], start, end);
}

bool to_width(Vm& vm, const Value& v, std::int64_t& width) {
  if (!vm.to_clipped(v, width)) return false;
  return true;
}

bool fill_character(Vm& vm, const Value& v, char32_t& fill) {
  if (v.is_undefined()) return true;
  if (!vm.is_str(v)) {
    vm.type_error("The fill character must be a unicode character, not ", vm.type_name(v));
    return false;
  }
  if (text_of(v).length != 1) {
    vm.type_error("The fill character must be exactly one character long");
    return false;
  }
  fill = text_of(v).at(0);
  return true;
}

enum class Justify { left, right, center };

template <Justify kSide>
Value justify(Vm& vm, Args args) {
  std::int64_t width;
  char32_t fill = ' ';
  if (!to_width(vm, args[1], width) || !fill_character(vm, args[2], fill)) return Value::error();
  const std::int64_t missing = width - text_of(args[0]).length;
  if (missing <= 0) return plain(vm, args[0]);
  switch (kSide) {
    case Justify::left: return padded(vm, args[0], 0, missing, fill);
    case Justify::right: return padded(vm, args[0], missing, 0, fill);
    case Justify::center: break;
  }
  // The odd space goes left when the width is odd: CPython's rule.
  const std::int64_t left = missing / 2 + (missing & width & 1);
  return padded(vm, args[0], left, missing - left, fill);
}

Value zfill(Vm& vm, Args args) {
  std::int64_t width;
  if (!to_width(vm, args[1], width)) return Value::error();
  const Str& s = text_of(args[0]);
  const std::int64_t missing = width - s.length;
  if (missing <= 0) return plain(vm, args[0]);
  Value out = padded(vm, args[0], missing, 0, '0');
  if (out.is_error() || s.length == 0 || (s.at(0) != '+' && s.at(0) != '-')) return out;
  Str* filled = out.as<Str>();
  filled->put(0, s.at(0));
  filled->put(static_cast<std::size_t>(missing), '0');
  return out;
}

Value expandtabs(Vm& vm, Args args) {
  std::int64_t size = 8;
  if (args.has(1) && !vm.to_int64(args[1], size)) return Value::error();
  const Str& s = text_of(args[0]);
  if (size > 0) {
    const auto tabs = static_cast<double>(std::count(s.data1(), s.data1() + s.bytes(), std::uint8_t{'\t'}));
    if (tabs * static_cast<double>(size) > 1e6 &&
        !vm.heap.request(static_cast<std::uint64_t>(std::min(tabs * static_cast<double>(size), 9e18)))) {
      return Value::error();
    }
  }
  TextBuilder out(vm);
  std::int64_t column = 0;
  for (std::size_t i = 0; i < s.length; ++i) {
    const char32_t c = s.at(i);
    if (c == '\t') {
      if (size > 0) {
        const std::int64_t spaces = size - column % size;
        column += spaces;
        out.add(std::string(static_cast<std::size_t>(spaces), ' '));
      }
      continue;
    }
    ++column;
    out.add(c);
    if (c == '\n' || c == '\r') column = 0;
  }
  return out.finish();
}

// --- searching -----------------------------------------------------------------------------------------------------

/// start and end arguments as positions; false: an error is set.
bool search_range(Vm& vm, const Str& s, const Value& start_value, const Value& end_value, std::int64_t& start,
                  std::int64_t& end) {
  start = 0;
  end = s.length;
  for (const Value* v : {&start_value, &end_value}) {
    if (v->is_undefined() || v->is_none() || vm.is_int(*v)) continue;
    vm.type_error("slice indices must be integers or None or have an __index__ method");
    return false;
  }
  const auto length = static_cast<std::int64_t>(s.length);
  if (!start_value.is_undefined() && !start_value.is_none()) {
    if (!vm.to_clipped(start_value, start)) return false;
    if (start < 0) start = std::max<std::int64_t>(0, start + length);
  }
  if (!end_value.is_undefined() && !end_value.is_none()) {
    if (!vm.to_clipped(end_value, end)) return false;
    if (end < 0) end = std::max<std::int64_t>(0, end + length);
    end = std::min(end, length);
  }
  return true;
}

template <bool kLast, bool kMustBeThere>
Value find(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("must be str, not ", vm.type_name(args[1]));
  const Str& s = text_of(args[0]);
  std::int64_t start, end;
  if (!search_range(vm, s, args[2], args[3], start, end)) return Value::error();
  const std::int64_t at =
      start > end ? -1
                  : find_text(s, text_of(args[1]), static_cast<std::size_t>(start), static_cast<std::size_t>(end), kLast);
  if (at < 0 && kMustBeThere) return vm.value_error("substring not found");
  return vm.integer(at);
}

std::int64_t count_text(const Str& s, const Str& needle, std::size_t start, std::size_t end) {
  if (needle.length == 0) return static_cast<std::int64_t>(end - start + 1);
  std::int64_t n = 0;
  for (;;) {
    const std::int64_t at = find_text(s, needle, start, end);
    if (at < 0) return n;
    ++n;
    start = static_cast<std::size_t>(at) + needle.length;
  }
}

Value count(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("must be str, not ", vm.type_name(args[1]));
  const Str& s = text_of(args[0]);
  std::int64_t start, end;
  if (!search_range(vm, s, args[2], args[3], start, end)) return Value::error();
  if (start > end) return Value::small_int(0);
  return vm.integer(count_text(s, text_of(args[1]), static_cast<std::size_t>(start), static_cast<std::size_t>(end)));
}

bool matches_at(const Str& s, const Str& part, std::size_t at) {
  for (std::size_t i = 0; i < part.length; ++i) {
    if (s.at(at + i) != part.at(i)) return false;
  }
  return true;
}

template <bool kEnd>
Value starts_or_ends(Vm& vm, Args args) {
  const char* name = kEnd ? "endswith" : "startswith";
  const Str& s = text_of(args[0]);
  std::int64_t start, end;
  if (!search_range(vm, s, args[2], args[3], start, end)) return Value::error();
  const auto fits = [&](const Str& part) {
    if (start > end || static_cast<std::int64_t>(part.length) > end - start) return false;
    return matches_at(s, part, static_cast<std::size_t>(kEnd ? end - part.length : start));
  };
  if (vm.is_str(args[1])) return Value::boolean(fits(text_of(args[1])));
  if (!vm.is_tuple(args[1])) {
    return vm.type_error(name, " first arg must be str or a tuple of str, not ", vm.type_name(args[1]));
  }
  if (!vm.charge_plain(args[1].as<Tuple>()->count / 2)) return Value::error();
  for (const Value& part : *args[1].as<Tuple>()) {
    if (!vm.is_str(part)) {
      return vm.type_error("tuple for ", name, " must only contain str, not ", vm.type_name(part));
    }
    if (fits(text_of(part))) return Value::boolean(true);
  }
  return Value::boolean(false);
}

template <bool kEnd>
Value remove_affix(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) {
    return vm.type_error(kEnd ? "removesuffix" : "removeprefix", "() argument must be str, not ", argument_type(vm, args[1]));
  }
  const Str& s = text_of(args[0]);
  const Str& part = text_of(args[1]);
  if (part.length == 0 || part.length > s.length) return plain(vm, args[0]);
  const std::size_t at = kEnd ? s.length - part.length : 0;
  if (!matches_at(s, part, at)) return plain(vm, args[0]);
  return kEnd ? whole_or_part(vm, args[0], 0, at) : whole_or_part(vm, args[0], part.length, s.length);
}

Value replace(Vm& vm, Args args) {
  for (std::size_t i : {1, 2}) {
    if (!vm.is_str(args[i])) {
      return vm.type_error("replace() argument ", i, " must be str, not ", argument_type(vm, args[i]));
    }
  }
  std::int64_t most = -1;
  if (args.has(3) && !vm.to_int64(args[3], most)) return Value::error();
  if (most < 0) most = INT64_MAX;
  const Str& s = text_of(args[0]);
  const Str& from = text_of(args[1]);
  const Str& to = text_of(args[2]);
  const std::int64_t hits = std::min(most, count_text(s, from, 0, s.length));
  if (hits == 0) return plain(vm, args[0]);
  const double length = s.length + static_cast<double>(hits) * (static_cast<double>(to.length) - from.length);
  if (length > 4096 && !vm.heap.request(static_cast<std::uint64_t>(std::min(length * 4, 9e18)))) return Value::error();
  if (!vm.charge_plain(static_cast<std::int64_t>(length / 64))) return Value::error();
  TextBuilder out(vm);
  std::size_t at = 0;
  for (std::int64_t i = 0; i < hits; ++i) {
    if (from.length == 0) {
      out.add(to);
      if (at < s.length) out.add(s, at, at + 1);
      ++at;
      continue;
    }
    const auto hit = static_cast<std::size_t>(find_text(s, from, at, s.length));
    out.add(s, at, hit);
    out.add(to);
    at = hit + from.length;
  }
  if (at < s.length) out.add(s, at, s.length);
  return out.finish();
}

// --- splitting and joining -------------------------------------------------------------------------------------------

bool push_part(Vm& vm, List& out, const Str& s, std::size_t start, std::size_t end) {
  return out.push(vm.heap, start < end ? substring(vm, s, start, end - start) : vm.str(""));
}

Value split_space(Vm& vm, const Str& s, std::int64_t most, bool from_right) {
  auto out = vm.new_list();
  if (!from_right) {
    std::size_t i = 0;
    while (true) {
      while (i < s.length && unicode::is_space(s.at(i))) ++i;
      if (i == s.length) break;
      std::size_t end = i;
      if (static_cast<std::int64_t>(out->count) == most) {
        end = s.length;
        if (!push_part(vm, *out, s, i, end)) return Value::error();
        break;
      }
      while (end < s.length && !unicode::is_space(s.at(end))) ++end;
      if (!push_part(vm, *out, s, i, end)) return Value::error();
      i = end;
    }
    return out;
  }
  std::size_t i = s.length;
  while (true) {
    while (i > 0 && unicode::is_space(s.at(i - 1))) --i;
    if (i == 0) break;
    std::size_t start = i;
    if (static_cast<std::int64_t>(out->count) == most) {
      start = 0;
      if (!push_part(vm, *out, s, start, i)) return Value::error();
      break;
    }
    while (start > 0 && !unicode::is_space(s.at(start - 1))) --start;
    if (!push_part(vm, *out, s, start, i)) return Value::error();
    i = start;
  }
  auto* bits = reinterpret_cast<std::uint64_t*>(out->items);
  std::reverse(bits, bits + out->count);
  return out;
}

template <bool kFromRight>
Value split(Vm& vm, Args args) {
  const Str& s = text_of(args[0]);
  std::int64_t most = -1;
  if (args.has(2) && !vm.to_clipped(args[2], most)) return Value::error();
  if (most < 0) most = INT64_MAX;
  if (!args.has(1) || args[1].is_none()) return split_space(vm, s, most, kFromRight);
  if (!vm.is_str(args[1])) return vm.type_error("must be str or None, not ", vm.type_name(args[1]));
  const Str& separator = text_of(args[1]);
  if (separator.length == 0) return vm.value_error("empty separator");
  auto out = vm.new_list();
  if (!kFromRight) {
    std::size_t at = 0;
    while (most-- > 0) {
      const std::int64_t hit = find_text(s, separator, at, s.length);
      if (hit < 0) break;
      if (!push_part(vm, *out, s, at, static_cast<std::size_t>(hit))) return Value::error();
      at = static_cast<std::size_t>(hit) + separator.length;
    }
    if (!push_part(vm, *out, s, at, s.length)) return Value::error();
    return out;
  }
  std::size_t end = s.length;
  while (most-- > 0) {
    const std::int64_t hit = find_text(s, separator, 0, end, true);
    if (hit < 0) break;
    if (!push_part(vm, *out, s, static_cast<std::size_t>(hit) + separator.length, end)) return Value::error();
    end = static_cast<std::size_t>(hit);
  }
  if (!push_part(vm, *out, s, 0, end)) return Value::error();
  auto* bits = reinterpret_cast<std::uint64_t*>(out->items);
  std::reverse(bits, bits + out->count);
  return out;
}

bool is_line_end(char32_t c) {
  return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

Task splitlines_task(Vm& vm, Value self, Value keep_value) {
  Value keep = co_await vm.index(keep_value);
  if (keep.is_error()) co_return keep;
  const bool keep_ends = vm.types.int_->slots.truth(vm, keep).is_true();
  const Str& s = text_of(self);
  auto out = vm.new_list();
  for (std::size_t i = 0; i < s.length;) {
    std::size_t end = i;
    while (end < s.length && !is_line_end(s.at(end))) ++end;
    std::size_t next = end;
    if (next < s.length) next += s.at(next) == '\r' && next + 1 < s.length && s.at(next + 1) == '\n' ? 2 : 1;
    if (!push_part(vm, *out, s, i, keep_ends ? next : end)) co_return Value::error();
    i = next;
  }
  co_return out;
}

Value splitlines(Vm& vm, Args args) {
  return vm.start(splitlines_task(vm, args[0], args.has(1) ? args[1] : Value::boolean(false)));
}

template <bool kLast>
Value partition(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) return vm.type_error("must be str, not ", vm.type_name(args[1]));
  const Str& s = text_of(args[0]);
  const Str& separator = text_of(args[1]);
  if (separator.length == 0) return vm.value_error("empty separator");
  const std::int64_t at = find_text(s, separator, 0, s.length, kLast);
  const Value nothing = vm.str("");
  if (at < 0) {
    const Value whole = plain(vm, args[0]);
    return kLast ? vm.tuple_of(nothing, nothing, whole) : vm.tuple_of(whole, nothing, nothing);
  }
  const auto hit = static_cast<std::size_t>(at);
  return vm.tuple_of(whole_or_part(vm, args[0], 0, hit), plain(vm, args[1]),
                     whole_or_part(vm, args[0], hit + separator.length, s.length));
}

Value join_items(Vm& vm, const Value& separator, const Value* items, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!vm.is_str(items[i])) {
      return vm.type_error("sequence item ", i, ": expected str instance, ", vm.type_name(items[i]), " found");
    }
  }
  if (count == 1 && items[0].is_exact(vm.types.str)) return items[0];
  return join_text(vm, text_of(separator), items, count);
}

Task join_task(Vm& vm, Value separator, Value iterable) {
  Value items = co_await vm.list_of(iterable);
  if (items.is_error()) co_return items;
  co_return join_items(vm, separator, items.as<List>()->items, items.as<List>()->count);
}

Value join(Vm& vm, Args args) {
  const Value& iterable = args[1];
  if (iterable.is_exact(vm.types.list)) {
    return join_items(vm, args[0], iterable.as<List>()->items, iterable.as<List>()->count);
  }
  if (iterable.is_exact(vm.types.tuple)) {
    return join_items(vm, args[0], iterable.as<Tuple>()->items(), iterable.as<Tuple>()->count);
  }
  const Type* type = vm.type_of(iterable);
  if (!type->slots.iter && !type->lookup(vm.names.__getitem__)) return vm.type_error("can only join an iterable");
  return vm.start(join_task(vm, args[0], iterable));
}

// --- the rest --------------------------------------------------------------------------------------------------------

Value format_method(Vm& vm, Args args) {
  if (!vm.is_str(args[1])) {
    return vm.type_error("__format__() argument must be str, not ", vm.type_name(args[1]));
  }
  const Str& s = text_of(args[0]);
  if (text_of(args[1]).length == 0) {
    if (args[0].is_exact(vm.types.str)) return args[0];
    return vm.start_str(args[0]);
  }
  const std::string type_name = vm.type_name(args[0]);
  FormatSpec spec;
  FormatError problem = parse_format_spec(text_of(args[1]).utf8(), 's', '<', type_name, spec);
  std::string out;
  if (!problem) {
    if (!vm.heap.request(static_cast<std::uint64_t>(std::max<std::int64_t>(spec.width, 0)) * 4)) return Value::error();
    problem = format_text(s.utf8(), s.length, spec, type_name, out);
  }
  if (problem) return vm.value_error(problem.message);
  return checked_text(vm, out);
}

Value encode_refused(Vm& vm, Args) {
  return vm.raise(vm.types.not_implemented_error,
                  "str.encode() is not available in logit: there is no bytes type");
}

Value getnewargs(Vm& vm, Args args) { return vm.tuple_of(plain(vm, args[0])); }

}  // namespace

const NativeDef kStrMethods[] = {
    {"upper()", mapped<unicode::upper>, "In capital letters."},
    {"lower()", mapped<unicode::lower>, "In small letters."},
    {"title()", mapped<unicode::title>, "Each word with a capital."},
    {"capitalize()", mapped<unicode::capitalize>, "The first letter capital, the rest small."},
    {"swapcase()", mapped<unicode::swapcase>, "Capitals small and the reverse."},
    {"casefold()", mapped<unicode::casefold>, "For comparing without regard to case."},
    {"strip(chars=None, /)", strip<kLeft | kRight>, "Without white space (or chars) at both ends."},
    {"lstrip(chars=None, /)", strip<kLeft>, "Without white space (or chars) at the start."},
    {"rstrip(chars=None, /)", strip<kRight>, "Without white space (or chars) at the end."},
    {"split(sep=None, maxsplit=-1)", split<false>, "The parts between separators."},
    {"rsplit(sep=None, maxsplit=-1)", split<true>, "The same, counting maxsplit from the right."},
    {"splitlines(keepends=False)", splitlines, "The lines."},
    {"join(iterable, /)", join, "The items with this text between them."},
    {"partition(sep, /)", partition<false>, "(before, sep, after) at the first sep."},
    {"rpartition(sep, /)", partition<true>, "(before, sep, after) at the last sep."},
    {"replace(old, new, count=-1, /)", replace, "With old replaced by new."},
    {"find(sub, start=None, end=None, /)", find<false, false>, "Where sub stands first, or -1."},
    {"rfind(sub, start=None, end=None, /)", find<true, false>, "Where sub stands last, or -1."},
    {"index(sub, start=None, end=None, /)", find<false, true>, "Where sub stands first; ValueError if nowhere."},
    {"rindex(sub, start=None, end=None, /)", find<true, true>, "Where sub stands last; ValueError if nowhere."},
    {"count(sub, start=None, end=None, /)", count, "How often sub occurs, without overlaps."},
    {"startswith(prefix, start=None, end=None, /)", starts_or_ends<false>, "Whether it begins with prefix."},
    {"endswith(suffix, start=None, end=None, /)", starts_or_ends<true>, "Whether it ends with suffix."},
    {"removeprefix(prefix, /)", remove_affix<false>, "Without this beginning."},
    {"removesuffix(suffix, /)", remove_affix<true>, "Without this end."},
    {"ljust(width, fillchar=' ', /)", justify<Justify::left>, "Filled up on the right."},
    {"rjust(width, fillchar=' ', /)", justify<Justify::right>, "Filled up on the left."},
    {"center(width, fillchar=' ', /)", justify<Justify::center>, "Filled up on both sides."},
    {"zfill(width, /)", zfill, "Filled up with zeros behind the sign."},
    {"expandtabs(tabsize=8)", expandtabs, "Tabs as spaces."},
    {"format(*args, **kwargs)", str_format, "With the fields in braces filled in."},
    {"format_map(mapping, /)", str_format_map, "The same, with names from a mapping."},
    {"translate(table, /)", str_translate, "Each letter replaced by a table."},
    {"encode(encoding='utf-8', errors='strict')", encode_refused, "Refused."},
    {"isalpha()", all_are<unicode::is_alpha>, "Whether all are letters."},
    {"isdigit()", all_are<unicode::is_digit>, "Whether all are digits."},
    {"isdecimal()", all_are<unicode::is_decimal>, "Whether all are decimal digits."},
    {"isnumeric()", all_are<unicode::is_numeric>, "Whether all are numeric."},
    {"isalnum()", all_are<unicode::is_alnum>, "Whether all are letters or numbers."},
    {"isspace()", all_are<unicode::is_space>, "Whether all are white space."},
    {"isupper()", all_cased_are<unicode::is_upper, unicode::is_lower>, "Whether there are letters, all capital."},
    {"islower()", all_cased_are<unicode::is_lower, unicode::is_upper>, "Whether there are letters, all small."},
    {"istitle()", is_title_text, "Whether it is like what title() gives."},
    {"isidentifier()", is_identifier, "Whether it could be a name."},
    {"isprintable()", is_printable_text, "Whether repr() would escape nothing."},
    {"isascii()", is_ascii_text, "Whether all are ASCII."},
    {"__format__(format_spec, /)", format_method, "The text, padded or cut."},
    {"__getnewargs__()", getnewargs, "What to make a copy from."},
    {}};

const NativeDef kStrStaticMethods[] = {
    {"maketrans(x, y=None, z=None, /)", str_maketrans, "A table for translate()."}, {}};

}  // namespace logit::script
