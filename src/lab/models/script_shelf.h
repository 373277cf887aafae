// A person's own scripts by name, newest first, and as one text for the browser's storage. Every script that somebody changes comes here
// by itself, so that nothing typed is lost when a lesson, a link or another script takes its place in the editor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logit::lab {

class ScriptShelf {
 public:
  static constexpr std::size_t kMaxName = 80;         ///< bytes
  static constexpr std::size_t kMaxKept = 2u << 20;   ///< of the packed text

  struct Entry {
    std::string name, text;
    std::string lesson, listing;  ///< what it was made from: "back to the original" leads there
    bool operator==(const Entry&) const = default;
  };

  const std::vector<Entry>& entries() const { return entries_; }
  const Entry* find(std::string_view name) const;

  /// What a person typed as a name: without control characters and blanks around it, not too long, ending in .py. Empty: no name.
  static std::string proper_name(std::string_view typed);
  /// `wanted`, or "wanted (2).py" and so on where that name is taken.
  std::string free_name(std::string_view wanted) const;

  /// Adds or replaces; it becomes the newest.
  void put(Entry entry);
  bool remove(std::string_view name);

  /// One line a script: name, lesson, listing and text with tabs between, the text in base64url.
  std::string pack() const;
  /// Replaces everything by what pack() wrote; damaged lines are passed over.
  void unpack(std::string_view packed);

 private:
  std::vector<Entry> entries_;
};

}  // namespace logit::lab
