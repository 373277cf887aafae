// A person's data files: as one text for the browser's storage, as part of a link, and as a table to look at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "session/file_store.h"
#include "share/link.h"

namespace logit::lab {

/// The most that is put into the browser's storage, as packed text.
inline constexpr std::size_t kMaxKept = 3u << 20;

/// One line a file: its name, a tab, its bytes in base64url.
std::string pack_files(const FileStore& files);
/// Adds what pack_files() wrote; damaged lines are passed over.
void unpack_files(std::string_view packed, FileStore& files);

/// All files for a link, or none of them if they are more than a link may carry.
std::vector<share::File> files_for_link(const FileStore& files);
bool fits_link(const FileStore& files);

/// The first rows of a file, as text.
struct FilePreview {
  std::vector<std::vector<std::string>> rows;
  std::size_t all_rows = 0, all_columns = 0;
  bool is_table = false;  ///< rows of fields (CSV, .npy); else lines of text
  std::string note;       ///< "float64 (150, 4)", or empty
};
FilePreview preview_file(std::string_view name, std::string_view bytes, std::size_t rows = 12, std::size_t columns = 8);

}  // namespace logit::lab
