// What stands around the caret of a script that may not parse yet: the beginning of a name after a dot, the call whose
// parentheses are open, the imports, and what a name was last set to. Text in, paths out (session/session.h says what a path is).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/models/text_buffer.h"

namespace logit::lab {

/// A script with its strings and comments made unreadable, so that brackets, dots and names in it are code.
class CodeText {
 public:
  explicit CodeText(const TextBuffer& buffer);
  const std::string& text() const { return text_; }
  std::size_t offset(Position position) const;
  Position position(std::size_t offset) const;
  /// Is inside a string or a comment.
  bool is_quoted(std::size_t offset) const;

 private:
  std::string text_;  // lines joined; characters of strings are kString, of comments kComment
  std::vector<std::size_t> starts_;
};

/// A name that is being written: `prefix` ends at the caret and begins at `begin`.
struct NamePlace {
  enum class Kind {
    name,    ///< any name: `path` is empty
    member,  ///< after `path` and a dot
    module,  ///< after import: a module's name, dots included
  };
  Kind kind = Kind::name;
  Position begin;
  std::string path, prefix;
};
/// Nothing in strings, comments and numbers, and where a new name is made up (after def, class, as).
std::optional<NamePlace> name_place(const CodeText& code, Position caret);

/// The innermost call whose parentheses are open at the caret.
struct CallPlace {
  std::string path;
  Position open;        ///< of the parenthesis
  int argument = 0;     ///< arguments before the caret's
  std::string keyword;  ///< the caret's argument is given by this name
};
std::optional<CallPlace> call_place(const CodeText& code, Position caret);

/// The script's import statements that are whole, one a line; the caret's own line is still being written.
std::vector<std::string> import_lines(const CodeText& code, Position caret);
/// Modules named after `from`, also where the rest is still missing.
std::vector<std::string> modules_imported_from(const CodeText& code);
/// Every name in the script but the one at the caret, once each, in the order of the alphabet.
std::vector<std::string> words(const CodeText& code, Position caret);
/// Attributes that the script gives to `self` and methods of the class around the caret.
std::vector<std::string> own_members(const CodeText& code, Position caret);
/// The path of the first base of the class around the caret: "nn.Module". Empty: none.
std::string base_around(const CodeText& code, Position caret);
/// The path of what `name` was last set to before the caret ("torch.zeros()"); empty when that is no path.
std::string assigned_path(const CodeText& code, Position caret, std::string_view name);

}  // namespace logit::lab
