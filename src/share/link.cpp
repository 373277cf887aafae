#include "share/link.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <zlib.h>

#include "base/format.h"
#include "share/base64url.h"
#include "share/dictionary.h"

namespace logit::share {

namespace {

using Json = nlohmann::ordered_json;

constexpr char kVersion = '1';
constexpr std::size_t kChecksumBytes = 3;
constexpr std::size_t kShortestPayload = 8;  // a version digit, the checksum and an empty object
constexpr std::string_view kTooLong = "The link is too long to be one of logit's.";
constexpr std::string_view kNewer = "The link was made by a newer logit (version {}): reload the page to update.";
constexpr std::string_view kBomb = "The link unpacks to more than a script can be.";
constexpr std::string_view kNothingLeft = "The link was cut off, and nothing of the script is left in it.";
constexpr std::string_view kEndMissing = "The link was cut off on its way: the end of the script is missing.";
constexpr std::string_view kRestMissing =
    "The link was cut off on its way: the script is whole, its settings and data files are missing.";
constexpr std::string_view kDamaged = "The link is damaged: some of its characters were changed on the way.";
constexpr std::string_view kNoExperiment = "There is no experiment in this link.";
constexpr std::string_view kReasons[] = {kTooLong, kNewer, kBomb, kNothingLeft, kEndMissing, kRestMissing, kDamaged, kNoExperiment};

constexpr std::size_t kMaxCandidates = 8;    // a URL has few long tokens; more is somebody trying

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0;
    // Longer than need be, a surrogate, or beyond the last character.
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
        (lead == 0xF4 && second > 0x8F)) {
      return false;
    }
    i += length;
  }
  return true;
}

// ---- state <-> JSON ------------------------------------------------------------------------------

// ["name", "text"], or ["name", "base64url", 1] for bytes that are no text.
void to_json(Json& json, const File& file) {
  if (is_utf8(file.bytes)) json = {file.name, file.bytes};
  else json = {file.name, base64url_encode(file.bytes), 1};
}

template <typename Field>
Json field_json(const Field& field) {
  return field;
}
Json field_json(const std::vector<File>& files) {
  Json list = Json::array();
  for (const File& file : files) to_json(list.emplace_back(), file);
  return list;
}

std::string to_json(const State& state) {
  const State defaults;
  Json object = Json::object();
#define FIELD(type, name, key, default_value, since) \
  if (state.name != defaults.name) object[key] = field_json(state.name);
#include "share/state.def"
#undef FIELD
  // A script may hold bytes that are not UTF-8; the link carries a replacement character for them.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void read_field(const Json& value, std::string& field) {
  if (value.is_string()) field = value.get<std::string>();
}

void read_field(const Json& value, std::vector<std::string>& field) {
  if (!value.is_array()) return;
  for (const Json& item : value) {
    if (item.is_string()) field.push_back(item.get<std::string>());
  }
}

void read_field(const Json& value, std::vector<int>& field) {
  if (!value.is_array()) return;
  for (const Json& item : value) {
    if (item.is_number_integer()) field.push_back(item.get<int>());
  }
}

void read_field(const Json& value, std::vector<File>& field) {
  if (!value.is_array()) return;
  std::size_t bytes = 0;
  for (const Json& item : value) {
    if (!item.is_array() || item.size() < 2 || !item[0].is_string() || !item[1].is_string()) continue;
    File file{item[0].get<std::string>(), item[1].get<std::string>()};
    if (item.size() > 2) file.bytes = base64url_decode(file.bytes);
    bytes += file.bytes.size();
    if (field.size() == kMaxFiles || bytes > kMaxFileBytes) return;
    field.push_back(std::move(file));
  }
}

// Fields of an unknown name or of the wrong type are passed over, so that a damaged or newer link still
// gives all that this version understands.
bool from_json(const std::string& text, State& state) {
  const Json object = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return false;
#define FIELD(type, name, key, default_value, since) \
  if (const auto found = object.find(key); found != object.end()) read_field(*found, state.name);
#include "share/state.def"
#undef FIELD
  return true;
}

// A truncated JSON object, closed where it broke off: what is inside a string is cut before a half-written
// escape or character, then the open quotes and brackets are added. `whole_script`: the break comes after the script,
// which stands first.
std::string close_truncated(std::string text, bool& whole_script) {
  whole_script = false;
  const bool script_first = text.starts_with("{\"s\":");
  int quotes = 0;
  std::string closers;
  bool in_string = false;
  std::size_t safe_end = 0;  // end of the last complete character
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    if (in_string && text[i] == '\\') {
      length = i + 1 < text.size() && text[i + 1] == 'u' ? 6 : 2;
    } else if (static_cast<unsigned char>(text[i]) >= 0xC0) {
      const auto lead = static_cast<unsigned char>(text[i]);
      length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    }
    if (i + length > text.size()) break;
    if (text[i] == '"') {
      in_string = !in_string;
      if (++quotes == 4) whole_script = script_first;
    } else if (!in_string && (text[i] == '{' || text[i] == '[')) {
      closers.push_back(text[i] == '{' ? '}' : ']');
    } else if (!in_string && (text[i] == '}' || text[i] == ']') && !closers.empty()) {
      closers.pop_back();
    }
    i += length;
    safe_end = i;
  }
  text.resize(safe_end);
  if (in_string) text.push_back('"');
  text.append(closers.rbegin(), closers.rend());
  return text;
}

// ---- bytes <-> compressed bytes ------------------------------------------------------------------

std::string deflate_raw(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
  const std::string_view dictionary = dictionary_v1();
  deflateSetDictionary(&stream, reinterpret_cast<const Bytef*>(dictionary.data()),
                       static_cast<uInt>(dictionary.size()));
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

enum class Inflated { whole, truncated, damaged, too_large };

// Stops as soon as the output passes kMaxInflated: a small payload can otherwise ask for a thousand times
// its size.
Inflated inflate_raw(std::string_view bytes, std::string& out) {
  z_stream stream{};
  if (inflateInit2(&stream, -15) != Z_OK) return Inflated::damaged;
  const std::string_view dictionary = dictionary_v1();
  inflateSetDictionary(&stream, reinterpret_cast<const Bytef*>(dictionary.data()),
                       static_cast<uInt>(dictionary.size()));
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  Inflated result = Inflated::truncated;
  char piece[4096];
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    const int code = inflate(&stream, Z_NO_FLUSH);
    out.append(piece, sizeof piece - stream.avail_out);
    if (out.size() > kMaxInflated) {
      result = Inflated::too_large;
      break;
    }
    if (code == Z_STREAM_END) {
      result = Inflated::whole;
      break;
    }
    if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_in == 0 && stream.avail_out != 0)) break;
    if (code != Z_OK) {
      result = Inflated::damaged;
      break;
    }
  }
  inflateEnd(&stream);
  return result;
}

std::string checksum(std::string_view text) {
  const uLong crc = crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
  return {static_cast<char>(crc >> 16), static_cast<char>(crc >> 8), static_cast<char>(crc)};
}

// ---- finding the payload -------------------------------------------------------------------------

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Percent escapes decoded twice (a mail filter may encode the % of %23 again), white space and the soft line
// breaks of quoted-printable mail removed.
std::string cleaned(std::string_view text) {
  std::string current(text);
  for (int round = 0; round < 2; ++round) {
    std::string next;
    next.reserve(current.size());
    for (std::size_t i = 0; i < current.size(); ++i) {
      if (current[i] == '%' && i + 2 < current.size() && hex_digit(current[i + 1]) >= 0 &&
          hex_digit(current[i + 2]) >= 0) {
        next.push_back(static_cast<char>(hex_digit(current[i + 1]) * 16 + hex_digit(current[i + 2])));
        i += 2;
      } else {
        next.push_back(current[i]);
      }
    }
    current = std::move(next);
  }
  std::string out;
  out.reserve(current.size());
  for (std::size_t i = 0; i < current.size(); ++i) {
    const bool soft_break = current[i] == '=' && i + 1 < current.size() &&
                            (current[i + 1] == '\n' || current[i + 1] == '\r');
    if (!soft_break && !std::isspace(static_cast<unsigned char>(current[i]))) out.push_back(current[i]);
  }
  return out;
}

// Every run of base64url characters that begins with a digit, in the path, the query or the fragment, whatever
// stands around it: first those right behind '#', then the longer ones. Mail filters add long tokens of their
// own to a link, so the longest is not always ours.
std::vector<std::string_view> payload_candidates(std::string_view text) {
  std::vector<std::string_view> behind_hash;
  std::vector<std::string_view> others;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_base64url(text[end])) ++end;
    const std::string_view run = text.substr(i, end - i);
    if (run.size() >= kShortestPayload && std::isdigit(static_cast<unsigned char>(run[0]))) {
      (i > 0 && text[i - 1] == '#' ? behind_hash : others).push_back(run);
    }
    i = end + 1;
  }
  std::stable_sort(others.begin(), others.end(), [](auto a, auto b) { return a.size() > b.size(); });
  behind_hash.insert(behind_hash.end(), others.begin(), others.end());
  if (behind_hash.size() > kMaxCandidates) behind_hash.resize(kMaxCandidates);
  return behind_hash;
}

// One payload. A truncated one gives what arrived and says so in Opened::lost.
Result<Opened> decode_payload(std::string_view payload) {
  if (payload.size() > kMaxPayload) return Failure{std::string(kTooLong)};
  if (payload[0] != kVersion) {
    std::string reason(kNewer);
    return Failure{reason.replace(reason.find("{}"), 2, 1, payload[0])};
  }
  const std::string bytes = base64url_decode(payload.substr(1));
  std::string json;
  Opened opened;
  switch (inflate_raw(std::string_view(bytes).substr(kChecksumBytes), json)) {
    case Inflated::too_large:
      return Failure{std::string(kBomb)};
    case Inflated::damaged:
      break;
    case Inflated::whole:
      if (checksum(json) != bytes.substr(0, kChecksumBytes) || !from_json(json, opened.state)) break;
      return opened;
    case Inflated::truncated:
    {
      bool whole_script = false;
      if (!from_json(close_truncated(json, whole_script), opened.state) || opened.state.script.empty()) {
        return Failure{std::string(kNothingLeft)};
      }
      opened.lost = whole_script ? kRestMissing : kEndMissing;
      // Half a data file would be taken for a whole one.
      opened.state.files.clear();
    }
      return opened;
  }
  return Failure{std::string(kDamaged)};
}

}  // namespace

std::string encode(const State& state) {
  const std::string json = to_json(state);
  return kVersion + base64url_encode(checksum(json) + deflate_raw(json));
}

Result<Opened> decode(std::string_view link_or_payload) {
  // Room for percent escapes (three characters each) around the longest payload.
  if (link_or_payload.size() > 3 * kMaxPayload) return Failure{std::string(kTooLong)};
  const std::string text = cleaned(link_or_payload);
  Result<Opened> best = Failure{std::string(kNoExperiment)};
  bool first = true;
  for (const std::string_view payload : payload_candidates(text)) {
    Result<Opened> opened = decode_payload(payload);
    if (opened && opened.value().lost.empty()) return opened;
    if (first || (opened && !best)) best = std::move(opened);
    first = false;
  }
  return best;
}

bool read_switches(std::string_view link, State& state) {
  const auto question = link.find('?');
  if (question == link.npos || link.size() > 3 * kMaxPayload) return false;
  const std::string query = cleaned(link.substr(question + 1, link.find('#', question) - question - 1));
  const auto add_words = [](std::string_view words, std::vector<std::string>& to) {
    while (!words.empty()) {
      const auto comma = std::min(words.find(','), words.size());
      const std::string word(words.substr(0, comma));
      if (!word.empty() && to.size() < 64 && std::find(to.begin(), to.end(), word) == to.end()) to.push_back(word);
      words.remove_prefix(std::min(comma + 1, words.size()));
    }
  };
  bool any = false;
  for (std::string_view rest = query; !rest.empty();) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    const std::string_view key = pair.substr(0, equals), value = pair.substr(std::min(equals + 1, pair.size()));
    bool known = true;
    if (key == "hide") add_words(value, state.hidden);
    else if (key == "lock") add_words(value, state.locked);
    else if (key == "readonly") add_words("code", state.locked);
    else if (key == "lang" && (value == "vi" || value == "en")) state.language = value;
    else if (key == "lesson") state.lesson = value;
    else if ((key == "scale" || key == "theme" || key == "tab" || key == "backend") && state.settings.size() < 16) state.settings.push_back(std::string(key) + "=" + std::string(value));
    else known = false;
    any = any || known;
  }
  return any;
}

std::span<const std::string_view> reasons() { return kReasons; }

}  // namespace logit::share
