// The file on disk that the script in the editor belongs to: read and written whole, watched for other programs' changes. A write
// goes to a new file that then takes the old one's place, so that a crash or a full disk leaves the old one whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logit {

class ScriptFile {
 public:
  /// Reads `path` and belongs to it from now on; nothing if it cannot be read.
  std::optional<std::string> open(const std::string& path);
  /// Writes the file. False: it is as it was. Errors are in error().
  bool save(std::string_view text);
  /// Writes to another path and belongs to it from then on.
  bool save_as(const std::string& path, std::string_view text);
  /// What the file says now, if another program has changed it since it was read, written or asked for last.
  std::optional<std::string> changed();
  void forget() { path_.clear(); }

  bool has_path() const { return !path_.empty(); }
  const std::string& path() const { return path_; }
  /// The last part of the path.
  std::string name() const;
  /// What is on disk, as far as we know.
  const std::string& text() const { return text_; }
  const std::string& error() const { return error_; }

 private:
  struct Stamp {
    std::int64_t time = 0;
    std::uintmax_t bytes = 0;
    bool operator==(const Stamp&) const = default;
  };
  static std::optional<Stamp> stamp_of(const std::string& path);

  std::string path_, text_, error_;
  Stamp stamp_;
};

/// A whole file; nothing if it cannot be read.
std::optional<std::string> read_whole(const std::string& path);
/// Replaces a file as a whole, with its permissions; through a symbolic link the file it points to.
bool write_whole(const std::string& path, std::string_view text, std::string& error);

}  // namespace logit
