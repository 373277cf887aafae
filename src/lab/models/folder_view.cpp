#include "lab/models/folder_view.h"

#include <algorithm>

namespace logit::lab {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool before(const FolderEntry& a, const FolderEntry& b) {
  if (a.folder != b.folder) return a.folder;
  const auto less = [](char x, char y) { return lower(x) < lower(y); };
  if (std::lexicographical_compare(a.name.begin(), a.name.end(), b.name.begin(), b.name.end(), less)) return true;
  if (std::lexicographical_compare(b.name.begin(), b.name.end(), a.name.begin(), a.name.end(), less)) return false;
  return a.name < b.name;
}

}  // namespace

bool FolderView::go(const std::string& path) {
  std::optional<std::vector<FolderEntry>> found = list_(path);
  if (!found) return false;
  std::erase_if(*found, [](const FolderEntry& e) { return e.name.empty() || e.name[0] == '.'; });
  std::sort(found->begin(), found->end(), before);
  path_ = path;
  if (path_ != "/") found->insert(found->begin(), {"..", true});
  entries_ = std::move(*found);
  return true;
}

bool FolderView::enter(const std::string& name) {
  if (name != "..") return go(path_of(name));
  const std::size_t slash = path_.find_last_of('/');
  return slash != path_.npos && go(slash == 0 ? "/" : path_.substr(0, slash));
}

std::string FolderView::path_of(std::string_view name) const {
  std::string out = path_;
  if (!out.ends_with('/')) out += '/';
  return out.append(name);
}

bool FolderView::has_file(std::string_view name) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const FolderEntry& e) { return !e.folder && e.name == name; });
}

std::string script_file_name(std::string_view typed) {
  while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
  while (!typed.empty() && typed.back() == ' ') typed.remove_suffix(1);
  if (typed.empty() || typed == "." || typed == ".." || typed.find('/') != typed.npos) return {};
  std::string out(typed);
  if (out.find('.', 1) == out.npos) out += ".py";
  return out;
}

}  // namespace logit::lab
