#include "lab/models/completion.h"

#include <algorithm>

namespace logit::lab {

namespace {

// Letters of a bare name before anything is offered; after a dot none are needed.
constexpr std::size_t kLetters = 2;

bool is_name(std::string_view text) {
  if (text.size() != 1) return false;
  const char c = text[0];
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// How well a name fits what was typed; less is better, negative: not at all.
int rank(std::string_view name, std::string_view prefix) {
  const bool hidden = name.starts_with('_');
  if (hidden && !prefix.starts_with('_')) return -1;
  if (name.starts_with(prefix)) return 0;
  const std::string small_name = lowered(name), small_prefix = lowered(prefix);
  if (small_name.starts_with(small_prefix)) return 1;
  if (prefix.size() >= kLetters && small_name.find("_" + small_prefix) != std::string::npos) return 2;
  if (prefix.size() > kLetters && small_name.find(small_prefix) != std::string::npos) return 3;
  return -1;
}

std::string_view name_in(std::string_view parameter) { return parameter.substr(0, parameter.find('=')); }

}  // namespace

int parameter_of(const CallForm& form, int argument, std::string_view keyword) {
  const auto count = static_cast<int>(form.parameters.size());
  const auto at = [&](int i) { return std::string_view(form.parameters[static_cast<std::size_t>(i)]); };
  if (!keyword.empty()) {
    for (int i = 0; i < count; ++i)
      if (name_in(at(i)) == keyword) return i;
    return count > 0 && at(count - 1).starts_with("**") ? count - 1 : -1;
  }
  for (int i = 0; i < count; ++i) {
    if (at(i) == "/") continue;
    if (at(i) == "*" || at(i).starts_with("**")) return -1;  // what follows must be named
    if (at(i).starts_with("*")) return i;
    if (argument-- == 0) return i;
  }
  return -1;
}

void Completion::typed(const TextBuffer& buffer, std::string_view text, const Session& run) {
  if (text == "(" || text == "," || form_ >= 0) look_up_call(buffer, run);
  if (is_name(text) || text == ".") look_up_names(buffer, run, false);
  else close();
  seen_ = buffer.caret();
  seen_revision_ = buffer.revision();
}

void Completion::changed(const TextBuffer& buffer, const Session& run) {
  if (seen_revision_ == buffer.revision()) return;
  if (form_ >= 0) look_up_call(buffer, run);
  if (open()) look_up_names(buffer, run, false);
  seen_ = buffer.caret();
  seen_revision_ = buffer.revision();
}

void Completion::ask(const TextBuffer& buffer, const Session& run) {
  look_up_call(buffer, run);
  look_up_names(buffer, run, true);
  seen_ = buffer.caret();
  seen_revision_ = buffer.revision();
}

void Completion::follow(const TextBuffer& buffer) {
  if (!open() && form_ < 0) return;
  if (buffer.caret() == seen_ && buffer.revision() == seen_revision_) return;
  if (buffer.revision() != seen_revision_ || buffer.has_selection()) {
    close();
    close_call();
    return;
  }
  seen_ = buffer.caret();
  close();  // the arrows to the left and right mean the text, not the list
  if (form_ < 0) return;
  const CodeText code(buffer);
  const auto place = call_place(code, buffer.caret());
  if (!place || place->open != call_.open) {
    close_call();
    return;
  }
  call_ = *place;
  choose_form();
}

void Completion::close() {
  candidates_.clear();
  all_.clear();
  chosen_ = first_ = 0;
}

void Completion::close_call() {
  forms_.clear();
  form_ = parameter_ = -1;
}

void Completion::look_up_names(const TextBuffer& buffer, const Session& run, bool asked) {
  const CodeText code(buffer);
  auto place = name_place(code, buffer.caret());
  if (!place || buffer.has_selection() || buffer.read_only()) return close();
  if (!asked && !open() && place->kind == NamePlace::Kind::name && place->prefix.size() < kLetters) return close();
  if (open() && place->prefix.empty() && place->kind == NamePlace::Kind::name && !asked) return close();
  const bool same = !all_.empty() && place->begin == place_.begin && place->path == place_.path && place->kind == place_.kind;
  place_ = std::move(*place);
  if (!same) {
    all_ = source_.members(place_, code, buffer.caret(), run);
    if (place_.kind == NamePlace::Kind::name) {
      // Names of the call's parameters, as keyword arguments.
      if (const auto call = call_place(code, buffer.caret()); call && call->keyword.empty()) {
        for (const CallForm& form : source_.call_forms(call->path, code, buffer.caret(), run)) {
          for (const std::string& parameter : form.parameters) {
            if (parameter.find('=') == parameter.npos) continue;
            all_.insert(all_.begin(), {std::string(name_in(parameter)) + "=", Member::Kind::value, form.name});
          }
        }
      }
    }
  }
  filter(asked);
}

void Completion::filter(bool asked) {
  std::vector<std::pair<int, const Member*>> fitting;
  for (const Member& member : all_) {
    const int fit = rank(member.name, place_.prefix);
    if (fit >= 0) fitting.emplace_back(fit, &member);
  }
  std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    const std::string left = lowered(a.second->name), right = lowered(b.second->name);
    return left != right ? left < right : a.second->name < b.second->name;
  });
  std::vector<Member> shown;
  for (const auto& [fit, member] : fitting) {
    if (shown.empty() || shown.back().name != member->name) shown.push_back(*member);
  }
  candidates_ = std::move(shown);
  chosen_ = first_ = 0;
  // A word that is complete and has no longer relatives needs no list.
  if (!asked && candidates_.size() == 1 && candidates_[0].name == place_.prefix) candidates_.clear();
}

void Completion::look_up_call(const TextBuffer& buffer, const Session& run) {
  const CodeText code(buffer);
  const auto place = call_place(code, buffer.caret());
  if (!place) return close_call();
  const bool same = form_ >= 0 && place->open == call_.open && place->path == call_.path;
  call_ = *place;
  if (!same) forms_ = source_.call_forms(call_.path, code, buffer.caret(), run);
  choose_form();
}

void Completion::choose_form() {
  form_ = parameter_ = -1;
  for (int i = 0; i < form_count(); ++i) {
    const int parameter = parameter_of(forms_[static_cast<std::size_t>(i)], call_.argument, call_.keyword);
    if (form_ >= 0 && (parameter_ >= 0 || parameter < 0)) continue;
    form_ = i;
    parameter_ = parameter;
  }
}

void Completion::choose(int index) {
  if (candidates_.empty()) return;
  chosen_ = std::clamp(index, 0, static_cast<int>(candidates_.size()) - 1);
  first_ = std::clamp(first_, chosen_ - kRows + 1, chosen_);
}

void Completion::move(int rows) {
  const auto count = static_cast<int>(candidates_.size());
  if (count > 0) choose(((chosen_ + rows) % count + count) % count);
}

void Completion::scroll(int rows) {
  const auto count = static_cast<int>(candidates_.size());
  first_ = std::clamp(first_ + rows, 0, std::max(0, count - kRows));
}

bool Completion::nothing_to_add() const {
  return open() && candidates_[static_cast<std::size_t>(chosen_)].name == place_.prefix;
}

void Completion::accept(TextBuffer& buffer, int index) {
  if (index < 0 || index >= static_cast<int>(candidates_.size())) return;
  const Position caret = buffer.caret();
  if (caret.line != place_.begin.line || caret.column < place_.begin.column) return close();
  const std::string name = candidates_[static_cast<std::size_t>(index)].name;
  buffer.commit();
  buffer.edit_around_caret(caret.column - place_.begin.column, 0, name);
  buffer.commit();
  close();
  seen_ = buffer.caret();
  seen_revision_ = buffer.revision();
}

}  // namespace logit::lab
