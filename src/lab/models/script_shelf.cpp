#include "lab/models/script_shelf.h"

#include <algorithm>
#include <array>

#include "base/format.h"
#include "share/base64url.h"

namespace logit::lab {

namespace {

constexpr std::string_view kEnding = ".py";

std::string_view stem_of(std::string_view name) {
  return name.ends_with(kEnding) ? name.substr(0, name.size() - kEnding.size()) : name;
}

// "moons" of "moons (2)".
std::string_view without_number(std::string_view stem) {
  const std::size_t open = stem.rfind(" (");
  if (open == stem.npos || !stem.ends_with(')') || open + 3 > stem.size() - 1) return stem;
  const std::string_view digits = stem.substr(open + 2, stem.size() - open - 3);
  return digits.find_first_not_of("0123456789") == digits.npos ? stem.substr(0, open) : stem;
}

// Cut at a character's border.
std::string_view shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

const ScriptShelf::Entry* ScriptShelf::find(std::string_view name) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
  return found == entries_.end() ? nullptr : &*found;
}

std::string ScriptShelf::proper_name(std::string_view typed) {
  std::string clean;
  for (const char c : typed)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) clean += c;
  std::string_view stem = stem_of(clean);
  while (!stem.empty() && stem.front() == ' ') stem.remove_prefix(1);
  stem = shortened(stem, kMaxName - kEnding.size());
  while (!stem.empty() && stem.back() == ' ') stem.remove_suffix(1);
  return stem.empty() ? std::string() : cat(stem, kEnding);
}

std::string ScriptShelf::free_name(std::string_view wanted) const {
  std::string name = proper_name(wanted);
  if (name.empty()) name = "script.py";
  const std::string stem(shortened(without_number(stem_of(name)), kMaxName - 10));
  for (int number = 2; find(name); ++number) name = cat(stem, " (", number, ")", kEnding);
  return name;
}

void ScriptShelf::put(Entry entry) {
  remove(entry.name);
  entries_.insert(entries_.begin(), std::move(entry));
}

bool ScriptShelf::remove(std::string_view name) {
  return std::erase_if(entries_, [&](const Entry& e) { return e.name == name; }) > 0;
}

std::string ScriptShelf::pack() const {
  std::string out;
  for (const Entry& e : entries_) out += cat(e.name, "\t", e.lesson, "\t", e.listing, "\t", share::base64url_encode(e.text), "\n");
  return out;
}

void ScriptShelf::unpack(std::string_view packed) {
  entries_.clear();
  while (!packed.empty()) {
    const std::size_t end = std::min(packed.find('\n'), packed.size());
    std::string_view line = packed.substr(0, end);
    packed.remove_prefix(std::min(end + 1, packed.size()));
    std::array<std::string_view, 3> fields;
    bool whole = true;
    for (std::string_view& field : fields) {
      const std::size_t tab = line.find('\t');
      whole = whole && tab != line.npos;
      field = line.substr(0, std::min(tab, line.size()));
      line.remove_prefix(std::min(field.size() + 1, line.size()));
    }
    const std::string name = proper_name(fields[0]);
    if (!whole || name.empty() || name != fields[0] || find(name)) continue;
    entries_.push_back({name, share::base64url_decode(line), std::string(fields[1]), std::string(fields[2])});
  }
}

}  // namespace logit::lab
