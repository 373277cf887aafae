// Who knows the names that completion offers: the last run, else a session of its own that has executed the script's imports and
// nothing else, else what the script's own text says. No list of names is kept here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/models/code_places.h"
#include "session/session.h"

namespace logit::lab {

class NameSource {
 public:
  NameSource();

  /// Names for a place in the script.
  std::vector<Member> members(const NamePlace& place, const CodeText& code, Position caret, const Session& run);
  /// How the callee of a call is called.
  std::vector<CallForm> call_forms(std::string_view path, const CodeText& code, Position caret, const Session& run);

 private:
  void learn_imports(const CodeText& code, Position caret);
  template <class Ask>
  auto ask(std::string_view path, const CodeText& code, Position caret, const Session& run, Ask&& ask);

  Session imports_;       // has run the imports alone
  std::string learned_;   // these
};

}  // namespace logit::lab
