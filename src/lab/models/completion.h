// Completion and signature help: what is offered while somebody types, which of it is chosen, and which parameter of the call
// around the caret is being written. Opens by typing or by asking; never while an input method composes.
#pragma once

#include <string>
#include <vector>

#include "lab/models/name_source.h"

namespace logit::lab {

class Completion {
 public:
  static constexpr int kRows = 8;  ///< shown at once

  /// The person typed `text` at the caret.
  void typed(const TextBuffer& buffer, std::string_view text, const Session& run);
  /// The text changed in another way (Backspace, undo): narrows or closes what is open.
  void changed(const TextBuffer& buffer, const Session& run);
  /// The person asked for it (Ctrl+Space).
  void ask(const TextBuffer& buffer, const Session& run);
  /// The caret may have moved without a change: closes what does not belong to its new place.
  void follow(const TextBuffer& buffer);
  void close();
  void close_call();

  bool open() const { return !candidates_.empty(); }
  const std::vector<Member>& candidates() const { return candidates_; }
  int chosen() const { return chosen_; }
  int first() const { return first_; }  ///< row on top
  void choose(int index);
  void move(int rows);
  void scroll(int rows);
  /// The chosen name is what stands there already: Enter means a new line.
  bool nothing_to_add() const;
  /// Puts the candidate in the place of what was typed of it.
  void accept(TextBuffer& buffer, int index);
  /// Where the name begins.
  Position place() const { return place_.begin; }
  const std::string& prefix() const { return place_.prefix; }

  /// The call around the caret; null when nothing is known about it.
  const CallForm* form() const { return form_ < 0 ? nullptr : &forms_[static_cast<std::size_t>(form_)]; }
  int form_index() const { return form_; }
  int form_count() const { return static_cast<int>(forms_.size()); }
  /// Index of the parameter being written; -1: none.
  int parameter() const { return parameter_; }
  Position call_open() const { return call_.open; }

 private:
  void look_up_names(const TextBuffer& buffer, const Session& run, bool asked);
  void filter(bool asked);
  void look_up_call(const TextBuffer& buffer, const Session& run);
  void choose_form();

  NameSource source_;
  NamePlace place_;
  std::vector<Member> all_;         // for place_, unfiltered
  std::vector<Member> candidates_;
  int chosen_ = 0, first_ = 0;
  CallPlace call_;
  std::vector<CallForm> forms_;
  int form_ = -1, parameter_ = -1;
  Position seen_;                   // the caret when something was looked up
  std::uint64_t seen_revision_ = 0;
};

/// The parameter of `form` that argument number `argument` (or the one named `keyword`) is for; -1: none.
int parameter_of(const CallForm& form, int argument, std::string_view keyword);

}  // namespace logit::lab
