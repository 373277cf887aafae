#include "lab/models/data_files.h"

#include <algorithm>

#include "base/format.h"
#include "share/base64url.h"

namespace logit::lab {

namespace {

constexpr std::size_t kCell = 40;  // characters of a field that are shown

// Cut at a character's border, without line ends and control characters.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (out.size() >= kCell && (static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      out += "…";
      break;
    }
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

char delimiter_of(std::string_view line) {
  for (const char c : {',', ';', '\t'})
    if (line.find(c) != line.npos) return c;
  return 0;
}

// The fields of a line; a quoted field may hold the delimiter.
std::vector<std::string> fields_of(std::string_view line, char delimiter) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') out.back() += line[i++];
      else quoted = !quoted;
    } else if (line[i] == delimiter && !quoted) {
      out.emplace_back();
    } else {
      out.back() += line[i];
    }
  }
  return out;
}

}  // namespace

std::string pack_files(const FileStore& files) {
  std::string out;
  for (const FileStore::Entry& entry : files.list()) {
    // Names hold no control characters, so a tab ends them.
    out += cat(entry.name, "\t", share::base64url_encode(*files.find(entry.name)), "\n");
  }
  return out;
}

void unpack_files(std::string_view packed, FileStore& files) {
  while (!packed.empty()) {
    const std::size_t end = std::min(packed.find('\n'), packed.size());
    const std::string_view line = packed.substr(0, end);
    packed.remove_prefix(std::min(end + 1, packed.size()));
    const std::size_t tab = line.find('\t');
    if (tab != line.npos) files.write(line.substr(0, tab), share::base64url_decode(line.substr(tab + 1)));
  }
}

bool fits_link(const FileStore& files) {
  return files.bytes() <= share::kMaxFileBytes && files.list().size() <= share::kMaxFiles;
}

std::vector<share::File> files_for_link(const FileStore& files) {
  std::vector<share::File> out;
  if (!fits_link(files)) return out;
  for (const FileStore::Entry& entry : files.list()) out.push_back({entry.name, *files.find(entry.name)});
  return out;
}

FilePreview preview_file(std::string_view name, std::string_view bytes, std::size_t rows, std::size_t columns) {
  FilePreview out;
  if (name.ends_with(".npy") || bytes.find('\0') != bytes.npos) {
    // The header of a .npy file is a line of text; other binary files have only their size to show.
    const std::size_t open = bytes.substr(0, 200).find('{'), close = bytes.substr(0, 400).find('}');
    if (bytes.starts_with("\x93NUMPY") && open != bytes.npos && close != bytes.npos) out.note = cell(bytes.substr(open, close - open + 1));
    return out;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const char delimiter = delimiter_of(bytes.substr(0, bytes.find('\n')));
  out.is_table = delimiter != 0;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++out.all_rows;
    if (out.rows.size() >= rows) continue;
    std::vector<std::string> fields = delimiter ? fields_of(line.substr(0, 4000), delimiter) : std::vector<std::string>{std::string(line.substr(0, 400))};
    out.all_columns = std::max(out.all_columns, fields.size());
    if (fields.size() > columns) fields.resize(columns);
    for (std::string& field : fields) field = delimiter ? cell(field) : field;
    out.rows.push_back(std::move(fields));
  }
  return out;
}

}  // namespace logit::lab
