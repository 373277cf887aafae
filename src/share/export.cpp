#include "share/export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/format.h"

namespace logit::share {

namespace {

using Json = nlohmann::ordered_json;

// A notebook keeps a cell's text as a list of lines, each with its line end.
Json lines(std::string_view text) {
  Json out = Json::array();
  while (!text.empty()) {
    const auto feed = text.find('\n');
    const std::size_t length = feed == text.npos ? text.size() : feed + 1;
    out.push_back(std::string(text.substr(0, length)));
    text.remove_prefix(length);
  }
  return out;
}

// Longer than any run of backquotes inside, so that the script cannot end its own block.
std::string fence(std::string_view text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '`');
}

std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

}  // namespace

std::string notebook(std::string_view script, std::string_view title, std::string_view link) {
  while (script.ends_with('\n')) script.remove_suffix(1);
  Json out;
  out["cells"] = Json::array();
  out["cells"].push_back({{"cell_type", "markdown"},
                          {"id", "about"},
                          {"metadata", Json::object()},
                          {"source", lines(cat("# ", title, "\n\n[logit](", link, ")"))}});
  out["cells"].push_back({{"cell_type", "code"},
                          {"execution_count", nullptr},
                          {"id", "script"},
                          {"metadata", Json::object()},
                          {"outputs", Json::array()},
                          {"source", lines(script)}});
  out["metadata"] = {{"kernelspec", {{"display_name", "Python 3"}, {"language", "python"}, {"name", "python3"}}},
                     {"language_info", {{"name", "python"}}}};
  out["nbformat"] = 4;
  out["nbformat_minor"] = 5;
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string markdown(std::string_view script, std::string_view title, std::string_view link) {
  const std::string mark = fence(script);
  return cat("**", title, "**\n\n", mark, "python\n", script, script.ends_with('\n') ? "" : "\n", mark, "\n\n[logit](", link, ")\n");
}

std::string iframe(std::string_view link, std::string_view title) {
  return cat("<iframe src=\"", html(link), "\" title=\"", html(title),
             "\" width=\"100%\" height=\"640\" style=\"border:0\" loading=\"lazy\" allow=\"clipboard-write; fullscreen\"></iframe>");
}

}  // namespace logit::share
