// Data files of the lab: from a drop, a file dialog, the page's JavaScript or a link, into the session, and kept on the device.
#include "base/format.h"
#include "lab/lab_impl.h"
#include "lab/models/data_files.h"
#include "lab/models/data_sets.h"
#include "lab/models/json_text.h"

namespace logit::lab {

void Lab::Impl::load_files() {
  unpack_files(host.load("files"), own_files);
  for (const FileStore::Entry& entry : own_files.list()) session.files().write(entry.name, *own_files.find(entry.name));
}

// Only what the person put here is kept: no script and no link can change it. Said once when there is no room.
void Lab::Impl::keep_files() {
  const std::string packed = pack_files(own_files);
  if (packed.size() <= kMaxKept && host.store("files", packed)) return;
  if (files_refused) return;
  files_refused = true;
  show_banner(std::string(ui.t(T::files_not_kept)), Banner::Kind::error, 12);
}

// One edit, which undo takes back. Its file stays: it harms nobody, and a person may want it alone.
void Lab::Impl::add_data_set(Lab& lab, std::string_view name) {
  for (const DataSet& set : data_sets()) {
    if (set.name != name) continue;
    TextBuffer& buffer = document.buffer;
    if (buffer.read_only()) return;
    if (!set.file_name.empty() && !lab.add_file(set.file_name, set.file)) return;
    const int line = line_for_data(buffer.lines(), buffer.caret().line);
    const bool at_end = line >= buffer.line_count();
    if (at_end) buffer.move(Motion::text_end, false);
    else buffer.place({line, 0});
    const bool above = at_end ? !buffer.line(line - 1).empty() : line > 0 && !buffer.line(line - 1).empty();
    buffer.insert(cat(at_end && above ? "\n" : "", above ? "\n" : "", set.lines(ui.language), at_end ? "" : "\n"));
    const int first = line + (above ? 1 : 0) + 1;
    document.reveal_line = first;
    files.close();
    focus.target = &buffer;
    show_banner(fill(ui.t(T::data_set_added), cat(first)), Banner::Kind::note, 6);
  }
}

bool Lab::add_file(std::string_view name, std::string_view bytes) {
  Impl& lab = *impl_;
  // From a path only the last part: files dropped from anywhere lie beside the script.
  const std::size_t slash = name.find_last_of("/\\");
  const std::string short_name(slash == name.npos ? name : name.substr(slash + 1));
  if (!lab.session.files().write(short_name, std::string(bytes))) return refuse_file(short_name);
  lab.own_files.write(short_name, std::string(bytes));
  lab.keep_files();
  lab.files.open(FileStore::normal_name(short_name));
  lab.redraw = 3;
  return true;
}

bool Lab::refuse_file(std::string_view name) {
  impl_->show_banner(fill(impl_->ui.t(T::file_too_large), name), Banner::Kind::error, 12);
  return false;
}

bool Lab::remove_file(std::string_view name) {
  const bool removed = impl_->session.files().remove(name);
  if (impl_->own_files.remove(name)) impl_->keep_files();
  impl_->redraw = 3;
  return removed;
}

std::string Lab::files_json() const {
  JsonText json;
  json.begin_array();
  for (const FileStore::Entry& entry : impl_->session.files().list()) {
    json.begin_object().member("name", entry.name).member("bytes", static_cast<std::int64_t>(entry.bytes)).end_object();
  }
  json.end_array();
  return json.text();
}

}  // namespace logit::lab
