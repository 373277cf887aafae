// Making strings: what the machine itself needs of str. The methods are in str.cpp.
#include <algorithm>

#include "script/objects/str.h"
#include "script/objects/type.h"

namespace logit::script {

std::uint64_t Str::compute_hash() const {
  // FNV-1a over words with a final mix; equal texts have equal widths, so the raw bytes may be hashed.
  std::uint64_t h = 0xcbf29ce484222325ull ^ length;
  const std::uint8_t* p = data1();
  std::size_t n = bytes();
  for (; n >= 8; n -= 8, p += 8) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    h = (h ^ word) * 0x9E3779B97F4A7C15ull;
    h ^= h >> 32;
  }
  for (; n > 0; --n, ++p) h = (h ^ *p) * 0x100000001b3ull;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9ull;
  h ^= h >> 32;
  if (h == 0) h = 1;
  return hash_ = h;
}

void Str::append_utf8(std::string& out) const {
  if (ascii) {
    out.append(ascii_view());
    return;
  }
  for (std::size_t i = 0; i < length; ++i) script::append_utf8(out, at(i));
}

std::string Str::utf8() const {
  std::string out;
  append_utf8(out);
  return out;
}

Ref<Str> new_str(Heap& heap, Type* str_type, std::size_t length, int width) {
  const std::size_t bytes = length * static_cast<std::size_t>(width);
  Ref<Str> str = heap.make_sized<Str>(str_type, sizeof(Str) + bytes);
  str->length = static_cast<std::uint32_t>(length);
  str->capacity = static_cast<std::uint32_t>(bytes);
  str->width = static_cast<std::uint8_t>(width);
  str->flags |= Object::kStrFlag;
  return str;
}

Ref<Str> str_from_utf8(Heap& heap, Type* str_type, std::string_view utf8) {
  bool ascii = true;
  for (const char c : utf8) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  if (ascii) {
    Ref<Str> str = new_str(heap, str_type, utf8.size(), 1);
    std::memcpy(str->data1(), utf8.data(), utf8.size());
    return str;
  }
  std::u32string points;
  points.reserve(utf8.size());
  const auto continuation = [&](std::size_t i) {
    return i < utf8.size() && (static_cast<unsigned char>(utf8[i]) & 0xC0) == 0x80;
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const int n = utf8_length(lead);
    bool valid = lead < 0x80 || (lead >= 0xC2 && lead < 0xF5);
    for (int k = 1; k < n; ++k) valid = valid && continuation(i + static_cast<std::size_t>(k));
    if (!valid) {
      points.push_back(0xFFFD);
      ++i;
      continue;
    }
    const char* p = utf8.data() + i;
    points.push_back(next_code_point(p));
    i += static_cast<std::size_t>(n);
  }
  return str_from_code_points(heap, str_type, points.data(), points.size());
}

Ref<Str> str_from_code_points(Heap& heap, Type* str_type, const char32_t* points, std::size_t length) {
  char32_t largest = 0;
  for (std::size_t i = 0; i < length; ++i) largest = std::max(largest, points[i]);
  const int width = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4;
  Ref<Str> str = new_str(heap, str_type, length, width);
  str->ascii = largest < 0x80;
  for (std::size_t i = 0; i < length; ++i) str->put(i, points[i]);
  return str;
}

namespace {
void copy_points(Str& to, std::size_t at, const Str& from) {
  if (to.width == from.width) {
    std::memcpy(to.data1() + at * to.width, from.data1(), from.bytes());
    return;
  }
  for (std::size_t i = 0; i < from.length; ++i) to.put(at + i, from.at(i));
}
}  // namespace

Ref<Str> concat_str(Heap& heap, Type* str_type, Value&& left_value, const Str* right) {
  Str* left = left_value.as<Str>();
  const std::size_t length = std::size_t{left->length} + right->length;
  const int width = std::max(left->width, right->width);
  const std::size_t bytes = length * static_cast<std::size_t>(width);
  if (bytes > 0x7fffffff) {
    heap.request(std::uint64_t{1} << 62);
    return nullptr;
  }
  if (left->refs == 1 && left->type == str_type && !left->interned && left->width == width && left != right) {
    bool room = bytes <= left->capacity;
    if (!room && bytes > 256) {
      const std::size_t capacity = bytes + bytes / 2;
      Object* object = left;
      if (heap.grow_object(object, sizeof(Str) + capacity)) {
        left = static_cast<Str*>(object);
        (void)left_value.take_bits();
        left_value = Value::adopt(left);
        left->capacity = static_cast<std::uint32_t>(capacity);
        room = true;
      }
    }
    if (room) {
      copy_points(*left, left->length, *right);
      left->length = static_cast<std::uint32_t>(length);
      left->ascii = left->ascii && right->ascii;
      left->hash_ = 0;
      (void)left_value.take_bits();
      return Ref<Str>::adopt(left);
    }
  }
  if (bytes > 1024 && !heap.request(bytes)) return nullptr;
  Ref<Str> str;
  if (bytes > 512 && left->refs == 1) {  // likely to grow again
    str = heap.make_sized<Str>(str_type, sizeof(Str) + bytes + bytes / 2);
    str->capacity = static_cast<std::uint32_t>(bytes + bytes / 2);
    str->length = static_cast<std::uint32_t>(length);
    str->width = static_cast<std::uint8_t>(width);
    str->flags |= Object::kStrFlag;
  } else {
    str = new_str(heap, str_type, length, width);
  }
  str->ascii = left->ascii && right->ascii;
  copy_points(*str, 0, *left);
  copy_points(*str, left->length, *right);
  return str;
}

}  // namespace logit::script
