// The files a script can open: names and bytes in memory. The session owns one; what a script writes stays in it from run to run, and
// the owner of the session puts a person's own files in and keeps what came out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logit {

class FileStore {
 public:
  static constexpr std::size_t kMaxFiles = 256;
  static constexpr std::size_t kMaxBytes = 64u << 20;  ///< of all files together
  static constexpr std::size_t kMaxName = 200;

  struct Entry {
    std::string name;
    std::size_t bytes = 0;
  };

  /// "./a//b.csv" is "a/b.csv". Empty: no name for a file here (absolute, above the folder, too long, control characters).
  static std::string normal_name(std::string_view name);

  /// Null: there is none.
  const std::string* find(std::string_view name) const;
  /// False: the name cannot be, or there is no room.
  bool write(std::string_view name, std::string bytes);
  bool remove(std::string_view name);
  std::vector<Entry> list() const;  ///< sorted by name
  std::size_t bytes() const { return bytes_; }
  /// Grows with every change.
  std::uint64_t revision() const { return revision_; }

 private:
  std::map<std::string, std::string, std::less<>> files_;
  std::size_t bytes_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace logit
