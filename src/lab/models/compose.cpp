// Canonical composition for Latin letters with Vietnamese and European marks: text pasted from some systems comes
// as letter plus combining mark, and both the fonts and Python's len() expect one character.
#include <cstdint>

#include "lab/models/text_buffer.h"

namespace logit::lab {

namespace {

struct Rule {
  char16_t base, mark, result;
};

// base letter, mark, composed letter. Letters with two marks are composed in two steps (a + ̂  = â, â + ́  = ấ).
constexpr char16_t kMarks[] = {0x300, 0x301, 0x303, 0x309, 0x323};  // huyền sắc ngã hỏi nặng
struct Family {
  char16_t base;
  char16_t with[6];
};
constexpr Family kFamilies[] = {
    {u'a', u"àáãảạ"}, {u'ă', u"ằắẵẳặ"}, {u'â', u"ầấẫẩậ"}, {u'e', u"èéẽẻẹ"}, {u'ê', u"ềếễểệ"}, {u'i', u"ìíĩỉị"},
    {u'o', u"òóõỏọ"}, {u'ô', u"ồốỗổộ"}, {u'ơ', u"ờớỡởợ"}, {u'u', u"ùúũủụ"}, {u'ư', u"ừứữửự"}, {u'y', u"ỳýỹỷỵ"},
    {u'A', u"ÀÁÃẢẠ"}, {u'Ă', u"ẰẮẴẲẶ"}, {u'Â', u"ẦẤẪẨẬ"}, {u'E', u"ÈÉẼẺẸ"}, {u'Ê', u"ỀẾỄỂỆ"}, {u'I', u"ÌÍĨỈỊ"},
    {u'O', u"ÒÓÕỎỌ"}, {u'Ô', u"ỒỐỖỔỘ"}, {u'Ơ', u"ỜỚỠỞỢ"}, {u'U', u"ÙÚŨỦỤ"}, {u'Ư', u"ỪỨỮỬỰ"}, {u'Y', u"ỲÝỸỶỴ"}};
constexpr Rule kShapes[] = {
    {u'a', 0x306, u'ă'}, {u'a', 0x302, u'â'}, {u'e', 0x302, u'ê'}, {u'o', 0x302, u'ô'}, {u'o', 0x31B, u'ơ'},
    {u'u', 0x31B, u'ư'}, {u'A', 0x306, u'Ă'}, {u'A', 0x302, u'Â'}, {u'E', 0x302, u'Ê'}, {u'O', 0x302, u'Ô'},
    {u'O', 0x31B, u'Ơ'}, {u'U', 0x31B, u'Ư'}, {u'a', 0x308, u'ä'}, {u'o', 0x308, u'ö'}, {u'u', 0x308, u'ü'},
    {u'A', 0x308, u'Ä'}, {u'O', 0x308, u'Ö'}, {u'U', 0x308, u'Ü'}, {u'i', 0x302, u'î'}, {u'u', 0x302, u'û'},
    {u'n', 0x303, u'ñ'}, {u'N', 0x303, u'Ñ'}, {u'c', 0x327, u'ç'}, {u'C', 0x327, u'Ç'}, {u'e', 0x308, u'ë'},
    // A dot below stands before the hat in canonical order: ạ + ̂  = ậ.
    {u'ạ', 0x302, u'ậ'}, {u'ạ', 0x306, u'ặ'}, {u'ẹ', 0x302, u'ệ'}, {u'ọ', 0x302, u'ộ'}, {u'ọ', 0x31B, u'ợ'},
    {u'ụ', 0x31B, u'ự'}, {u'Ạ', 0x302, u'Ậ'}, {u'Ạ', 0x306, u'Ặ'}, {u'Ẹ', 0x302, u'Ệ'}, {u'Ọ', 0x302, u'Ộ'},
    {u'Ọ', 0x31B, u'Ợ'}, {u'Ụ', 0x31B, u'Ự'}};

char32_t compose(char32_t base, char32_t mark) {
  if (mark < 0x300 || mark > 0x36F) return 0;
  for (const Rule& rule : kShapes)
    if (rule.base == base && rule.mark == mark) return rule.result;
  for (int i = 0; i < 5; ++i) {
    if (kMarks[i] != mark) continue;
    for (const Family& family : kFamilies)
      if (family.base == base) return family.with[i];
  }
  return 0;
}

char32_t decode(std::string_view text, std::size_t& i) {
  const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
  const unsigned first = byte(i);
  const int extra = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  char32_t c = extra == 3 ? first & 7 : extra == 2 ? first & 15 : extra == 1 ? first & 31 : first;
  for (int k = 1; k <= extra; ++k) c = c << 6 | (byte(i + static_cast<std::size_t>(k)) & 63);
  i += static_cast<std::size_t>(extra) + 1;
  return c;
}

void encode(std::string& out, char32_t c) {
  const auto put = [&](char32_t v) { out += static_cast<char>(static_cast<unsigned char>(v)); };
  if (c < 0x80) put(c);
  else if (c < 0x800) put(0xC0 | c >> 6), put(0x80 | (c & 63));
  else if (c < 0x10000) put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
  else put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 63)), put(0x80 | (c >> 6 & 63)), put(0x80 | (c & 63));
}

}  // namespace

std::string composed(std::string_view text) {
  std::string out;
  char32_t held = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = decode(text, i);
    if (const char32_t whole = held ? compose(held, c) : 0) {
      held = whole;
      continue;
    }
    if (held) encode(out, held);
    held = c;
  }
  if (held) encode(out, held);
  return out;
}

}  // namespace logit::lab
