#include "lab/models/name_source.h"

#include <algorithm>

namespace logit::lab {

namespace {

// Imports are library code: enough for all of torch, too little to hang on anything.
constexpr std::uint64_t kImportInstructions = 20'000'000;
// How many assignments are followed to what a name may be.
constexpr int kFollowed = 4;

SessionOptions import_options() {
  SessionOptions options;
  options.record = false;
  options.limits.instructions = kImportInstructions;
  options.limits.memory_bytes = 64u << 20;
  return options;
}

}  // namespace

NameSource::NameSource() : imports_(import_options()) {}

void NameSource::learn_imports(const CodeText& code, Position caret) {
  std::string program = "import torch as _torch\n";  // so that the names of its modules are known
  const auto add = [&](const std::string& statement) {
    program += "try:\n ";
    for (const char c : statement) program += c == '\n' ? ' ' : c;
    program += "\nexcept BaseException:\n pass\n";
  };
  for (const std::string& statement : import_lines(code, caret)) add(statement);
  for (const std::string& module : modules_imported_from(code)) add("import " + module);
  if (program == learned_ && imports_.status() != Status::idle) return;
  learned_ = program;
  if (imports_.load(program)) imports_.advance(Budget::unlimited());
}

template <class Ask>
auto NameSource::ask(std::string_view path, const CodeText& code, Position caret, const Session& run, Ask&& ask) {
  learn_imports(code, caret);
  std::string at(path);
  for (int i = 0; i <= kFollowed; ++i) {
    auto answer = ask(run, at);
    if (answer.empty()) answer = ask(imports_, at);
    if (!answer.empty() || at.empty()) return answer;
    // Not known yet: what the text sets the name to.
    const std::size_t end = std::min(at.find_first_of(".(["), at.size());
    std::string base;
    if (at.substr(0, end) == "self") base = base_around(code, caret);
    else if (at.substr(0, end) == "super" && at.compare(end, 2, "()") == 0) base = base_around(code, caret), at.erase(end, 2);
    else base = assigned_path(code, caret, at.substr(0, end));
    if (base.empty()) return answer;
    at.replace(0, end, base);
  }
  return decltype(ask(run, at))();
}

std::vector<Member> NameSource::members(const NamePlace& place, const CodeText& code, Position caret, const Session& run) {
  std::vector<Member> out;
  const auto add_words = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (std::none_of(out.begin(), out.end(), [&](const Member& m) { return m.name == name; })) out.push_back({name, Member::Kind::value, {}});
    }
  };
  if (place.kind == NamePlace::Kind::module) {
    learn_imports(code, caret);
    for (std::string& name : imports_.importable()) {
      if (name.find("._") == name.npos) out.push_back({std::move(name), Member::Kind::module, {}});
    }
    return out;
  }
  out = ask(place.path, code, caret, run, [](const Session& session, const std::string& path) { return session.members(path); });
  if (place.kind == NamePlace::Kind::name) {
    // The run may be of an older text, or there was none: the imports and the text itself know more.
    for (Member& member : imports_.members("")) {
      if (std::none_of(out.begin(), out.end(), [&](const Member& m) { return m.name == member.name; })) out.push_back(std::move(member));
    }
    add_words(words(code, caret));
  } else if (place.path == "self") {
    add_words(own_members(code, caret));
  }
  return out;
}

std::vector<CallForm> NameSource::call_forms(std::string_view path, const CodeText& code, Position caret, const Session& run) {
  return ask(path, code, caret, run, [](const Session& session, const std::string& at) { return session.call_forms(at); });
}

}  // namespace logit::lab
