#include "shell/script_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace logit {

namespace fs = std::filesystem;

std::optional<std::string> read_whole(const std::string& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed)) return std::nullopt;
  FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return std::nullopt;
  std::string out;
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) out.append(buffer, n);
  const bool ok = std::ferror(file) == 0;
  std::fclose(file);
  if (!ok) return std::nullopt;
  return out;
}

bool write_whole(const std::string& path, std::string_view text, std::string& error) {
  std::error_code failed;
  fs::path target = path;
  if (fs::is_symlink(target, failed)) {
    const fs::path pointed = fs::canonical(target, failed);
    if (!failed) target = pointed;
  }
  fs::path fresh = target;
  fresh += ".new";
  FILE* file = std::fopen(fresh.string().c_str(), "wb");
  if (!file) {
    error = std::strerror(errno);
    return false;
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int why = errno;
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed) {
    error = std::strerror(why);
    fs::remove(fresh, failed);
    return false;
  }
  const fs::file_status before = fs::status(target, failed);
  if (!failed && fs::exists(before)) fs::permissions(fresh, before.permissions(), failed);
  fs::rename(fresh, target, failed);
  if (!failed) return true;
  error = failed.message();
  fs::remove(fresh, failed);
  return false;
}

std::optional<ScriptFile::Stamp> ScriptFile::stamp_of(const std::string& path) {
  std::error_code failed;
  const auto time = fs::last_write_time(path, failed);
  if (failed) return std::nullopt;
  const std::uintmax_t bytes = fs::file_size(path, failed);
  if (failed) return std::nullopt;
  return Stamp{static_cast<std::int64_t>(time.time_since_epoch().count()), bytes};
}

std::optional<std::string> ScriptFile::open(const std::string& path) {
  // The stamp comes first: what changes while it is read is seen as a change afterwards.
  const std::optional<Stamp> stamp = stamp_of(path);
  std::optional<std::string> text = read_whole(path);
  if (!stamp || !text) return std::nullopt;
  path_ = path;
  stamp_ = *stamp;
  text_ = *text;
  return text;
}

bool ScriptFile::save(std::string_view text) { return has_path() && save_as(path_, text); }

bool ScriptFile::save_as(const std::string& path, std::string_view text) {
  error_.clear();
  if (!write_whole(path, text, error_)) return false;
  path_ = path;
  text_ = text;
  stamp_ = stamp_of(path).value_or(Stamp{});
  return true;
}

std::optional<std::string> ScriptFile::changed() {
  if (path_.empty()) return std::nullopt;
  const std::optional<Stamp> now = stamp_of(path_);
  if (!now || *now == stamp_) return std::nullopt;  // a file that is gone may be on its way back: editors replace files too
  stamp_ = *now;
  std::optional<std::string> text = read_whole(path_);
  if (!text || *text == text_) return std::nullopt;
  text_ = *text;
  return text;
}

std::string ScriptFile::name() const { return fs::path(path_).filename().string(); }

}  // namespace logit
