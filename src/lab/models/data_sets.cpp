#include "lab/models/data_sets.h"

#include <algorithm>
#include <array>

#include "base/format.h"
#include "lab/data_set_files.h"

namespace logit::lab {
namespace {

bool starts_with_any(std::string_view line, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return line.starts_with(word); });
}

// A line at the left edge that begins a statement.
bool begins_statement(std::string_view line) {
  return !line.empty() && !starts_with_any(line, {" ", "\t", ")", "]", "}", "else", "elif", "except", "finally", "\"\"\"", "'''"});
}

bool belongs_to_head(std::string_view line) {
  return line.empty() || starts_with_any(line, {"#", "import ", "from ", "torch.manual_seed(", "np.random.seed(", "random.seed(",
                                                "torch.set_printoptions(", "torch.set_default_dtype("});
}

}  // namespace

std::string DataSet::lines(Language language) const { return cat("# ", title(language), "\n", code); }

std::vector<DataSet> data_sets() {
  std::vector<DataSet> sets;
  for (const EmbeddedFile& file : data_set_files) {
    if (!file.name.ends_with(".py")) continue;
    const std::size_t dash = file.name.find('-'), end = file.text.find('\n');
    const std::string_view head = file.text.substr(2, end - 2);
    const std::size_t bar = head.find(" | ");
    DataSet set{.name = file.name.substr(dash + 1, file.name.size() - dash - 4),
                .vi = head.substr(0, bar), .en = head.substr(bar + 3), .code = file.text.substr(end + 1), .file_name = {}, .file = {}};
    const std::string beside = cat(set.name, ".csv");
    for (const EmbeddedFile& other : data_set_files) {
      if (!other.name.ends_with(cat("/", beside))) continue;
      set.file_name = beside;
      set.file = other.text;
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

int line_for_data(const std::vector<std::string>& lines, int caret_line) {
  const int count = static_cast<int>(lines.size());
  const auto at = [&](int i) -> std::string_view { return lines[static_cast<std::size_t>(i)]; };
  int head = 0;  // behind the last line of imports and the like; blank lines and comments above a statement are the statement's
  for (int i = 0; i < count && belongs_to_head(at(i)); ++i) {
    if (!at(i).empty() && at(i).front() != '#') head = i + 1;
  }
  int line = std::clamp(caret_line, 0, count);
  while (line > 0 && line < count && !begins_statement(at(line))) --line;
  return std::max(line, head);
}

}  // namespace logit::lab
