#include "session/file_store.h"

#include <algorithm>

namespace logit {

std::string FileStore::normal_name(std::string_view name) {
  std::string out;
  if (name.empty() || name.size() > kMaxName || name.front() == '/' || name.back() == '/') return out;
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, slash);
    name.remove_prefix(std::min(slash + 1, name.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") return {};
    for (const char c : part)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return {};
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

const std::string* FileStore::find(std::string_view name) const {
  const auto found = files_.find(normal_name(name));
  return found == files_.end() ? nullptr : &found->second;
}

bool FileStore::write(std::string_view name, std::string bytes) {
  std::string key = normal_name(name);
  if (key.empty()) return false;
  const auto found = files_.find(key);
  const std::size_t old = found == files_.end() ? 0 : found->second.size();
  if (bytes.size() > kMaxBytes || bytes_ - old > kMaxBytes - bytes.size()) return false;
  if (found == files_.end() && files_.size() >= kMaxFiles) return false;
  bytes_ += bytes.size() - old;
  ++revision_;
  if (found == files_.end()) files_.emplace(std::move(key), std::move(bytes));
  else found->second = std::move(bytes);
  return true;
}

bool FileStore::remove(std::string_view name) {
  const auto found = files_.find(normal_name(name));
  if (found == files_.end()) return false;
  bytes_ -= found->second.size();
  ++revision_;
  files_.erase(found);
  return true;
}

std::vector<FileStore::Entry> FileStore::list() const {
  std::vector<Entry> out;
  for (const auto& [name, bytes] : files_) out.push_back({name, bytes.size()});
  return out;
}

}  // namespace logit
