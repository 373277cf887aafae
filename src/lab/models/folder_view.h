// A folder of the machine as a list to choose from: what the dialog that opens and saves files shows. It asks for the contents
// through a function, so that it is tested without a disk.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/host.h"

namespace logit::lab {

class FolderView {
 public:
  /// What a folder holds; nothing if it cannot be read.
  using List = std::function<std::optional<std::vector<FolderEntry>>(const std::string& path)>;

  explicit FolderView(List list) : list_(std::move(list)) {}

  /// Goes to a folder ("/home/an"). False, and nothing changes, if it cannot be read.
  bool go(const std::string& path);
  /// Into a folder of this one, or out of it ("..").
  bool enter(const std::string& name);

  const std::string& path() const { return path_; }
  /// Folders first, both in the order of the alphabet without regard to case; ".." in front where there is one; hidden ones left out.
  const std::vector<FolderEntry>& entries() const { return entries_; }
  /// A file of this folder, as a path.
  std::string path_of(std::string_view name) const;
  bool has_file(std::string_view name) const;

 private:
  List list_;
  std::string path_;
  std::vector<FolderEntry> entries_;
};

/// What to call a script that is saved as `typed`: without blanks around it, with ".py" behind it unless it has an ending. Empty for
/// what is no name of a file.
std::string script_file_name(std::string_view typed);

}  // namespace logit::lab
