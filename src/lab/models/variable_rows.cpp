#include "lab/models/variable_rows.h"

#include <algorithm>

#include "base/format.h"

namespace logit::lab {

namespace {

// A value longer than this is worth opening even when it is one line.
constexpr std::size_t kLong = 40;

// The end of the first `length` characters of `text`.
std::size_t cut_at(const std::string& text, std::size_t length) {
  std::size_t i = 0;
  for (std::size_t characters = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && characters++ == length) break;
  }
  return i;
}

}  // namespace

bool is_definition(const Variable& v) {
  return v.type == "module" || v.type == "function" || v.type == "type" || v.type == "builtin_function_or_method" || v.name.starts_with("__");
}

std::vector<VariableRow> variable_rows(const std::vector<Variable>& variables, const std::set<std::string>& open, std::size_t line_length) {
  std::vector<VariableRow> rows;
  line_length = std::max<std::size_t>(line_length, 8);
  for (const Variable& v : variables) {
    if (is_definition(v)) continue;
    VariableRow row;
    row.name = v.name;
    row.type = v.type;
    row.value = v.text;
    if (v.tensor) {
      row.type = v.tensor->dtype;
      for (std::size_t d = 0; d < v.tensor->shape.size(); ++d) row.type += cat(d ? "×" : " ", v.tensor->shape[d]);
      row.value = v.tensor->text;
      row.is_parameter = v.tensor->requires_grad;
    }
    std::replace(row.value.begin(), row.value.end(), '\n', ' ');
    row.can_open = v.tensor.has_value() || v.text.size() > kLong || v.text.find('\n') != v.text.npos;
    row.open = row.can_open && open.count(v.name) > 0;
    const bool spread = row.open;
    rows.push_back(std::move(row));
    if (!spread) continue;
    for (std::size_t begin = 0; begin <= v.text.size();) {
      const std::size_t end = std::min(v.text.find('\n', begin), v.text.size());
      std::string line = v.text.substr(begin, end - begin);
      do {
        const std::size_t cut = cut_at(line, line_length);
        VariableRow part;
        part.is_line = true;
        part.value = line.substr(0, cut);
        rows.push_back(std::move(part));
        line.erase(0, cut);
      } while (!line.empty());
      begin = end + 1;
    }
  }
  return rows;
}

}  // namespace logit::lab
