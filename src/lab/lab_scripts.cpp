// A person's own scripts: kept by name as soon as they are changed, opened again, renamed, deleted and put back. The storage is shared
// by all tabs: each change reads it anew, and where another tab has changed the same script both versions stay.
#include <algorithm>

#include "base/format.h"
#include "lab/lab_impl.h"

namespace logit::lab {

void Lab::Impl::read_shelf() { shelf.unpack(host.load("scripts")); }

void Lab::Impl::write_shelf() {
  const std::string packed = shelf.pack();
  if (packed.size() > ScriptShelf::kMaxKept || !host.store("scripts", packed)) say_not_kept();
}

void Lab::Impl::say_not_kept() {
  if (std::exchange(storage_refused, true)) return;  // said once: the lab works on
  show_banner(std::string(ui.t(T::not_kept)), Banner::Kind::error, 12);
}

void Lab::Impl::keep_script() {
  if (!document.edited() && document.kept.empty()) return;
  read_shelf();
  const std::string text = document.buffer.text();
  ScriptShelf::Entry entry{document.kept, text, {}, {}};
  if (document.kept.empty()) {
    entry.name = shelf.free_name(document.name);
    if (!document.listing.empty()) entry.lesson = world.lesson, entry.listing = document.listing;
  } else if (const ScriptShelf::Entry* stored = shelf.find(document.kept)) {
    entry.lesson = stored->lesson, entry.listing = stored->listing;
    if (stored->text != text && stored->text != document.kept_text) {
      entry.name = shelf.free_name(document.kept);
      show_banner(fill(ui.t(T::script_forked), document.kept, entry.name), Banner::Kind::note, 12);
    }
  }
  document.kept = entry.name;
  document.kept_text = text;
  shelf.put(std::move(entry));
  write_shelf();
}

// After the draft was opened: which of the kept scripts it is.
void Lab::Impl::restore_kept() {
  const ScriptShelf::Entry* entry = shelf.find(host.load("draft_kept"));
  if (!entry) return;
  document.kept = entry->name;
  document.kept_text = draft;
  find_original(*entry);
}

void Lab::Impl::find_original(const ScriptShelf::Entry& entry) {
  document.listing = entry.listing;
  document.original = document.buffer.text();
  const int index = book.find(entry.lesson);
  if (index < 0) return;
  const Lesson& lesson = book.lessons()[static_cast<std::size_t>(index)];
  if (const Listing* listing = lesson.listing(entry.listing)) document.original = listing->text;
  else if (entry.listing == lesson.script_name()) document.original = lesson.script();
}

void Lab::Impl::new_script() {
  keep_draft();
  if (from_link) lock({});
  from_link = false;
  read_shelf();
  document.open(shelf.free_name("script.py"), "");
  document.listing.clear();
  saved_revision = document.buffer.revision();
  world.phone_panel = "code";
  banner.text.clear();
  close_dialogs();
  focus.target = &document.buffer;
}

void Lab::Impl::open_script(std::string_view name) {
  keep_draft();
  read_shelf();
  const ScriptShelf::Entry* found = shelf.find(name);
  if (!found) return;
  const ScriptShelf::Entry entry = *found;
  if (from_link) lock({});
  from_link = false;
  document.open(entry.name, entry.text);
  document.kept = entry.name;
  document.kept_text = entry.text;
  find_original(entry);
  if (book.find(entry.lesson) >= 0) {
    if (world.lesson != entry.lesson) world.check.forget();
    world.lesson = entry.lesson;
  }
  world.phone_panel = "code";
  banner.text.clear();
  close_dialogs();
  focus.target = &document.buffer;
  save_draft();
}

void Lab::Impl::rename_script(std::string_view typed) {
  const std::string wanted = ScriptShelf::proper_name(typed);
  if (wanted.empty() || wanted == document.shown_name()) return;
  read_shelf();
  ScriptShelf::Entry entry{{}, document.buffer.text(), world.lesson, document.listing};
  if (const ScriptShelf::Entry* stored = shelf.find(document.kept)) entry.lesson = stored->lesson;
  shelf.remove(document.kept);
  entry.name = document.kept = document.name = shelf.free_name(wanted);
  document.kept_text = entry.text;
  shelf.put(std::move(entry));
  write_shelf();
  save_draft();
  scripts.open(document.name);
}

void Lab::Impl::delete_script(std::string_view name) {
  read_shelf();
  const ScriptShelf::Entry* found = shelf.find(name);
  if (!found) return;
  deleted = *found;
  shelf.remove(deleted.name);
  write_shelf();
  if (document.kept == deleted.name) {
    // The text stays in the editor until something else is opened; typing keeps it again.
    document.kept.clear();
    document.original = document.buffer.text();
    host.store("draft_kept", "");
  }
  show_banner(fill(ui.t(T::script_deleted), deleted.name), Banner::Kind::deleted, 12);
}

void Lab::Impl::put_script_back() {
  banner.text.clear();
  if (deleted.name.empty()) return;
  read_shelf();
  deleted.name = shelf.free_name(deleted.name);
  shelf.put(deleted);
  write_shelf();
  if (document.kept.empty() && document.buffer.text() == deleted.text) {
    document.kept = deleted.name;
    document.kept_text = deleted.text;
    find_original(deleted);
    host.store("draft_kept", document.kept);
  }
  deleted = {};
}

// What is on the screen stays until the page is closed.
void Lab::Impl::erase_data() {
  for (const char* key : {"settings", "draft", "draft_name", "draft_lesson", "draft_kept", "scripts", "files"}) host.store(key, "");
  for (const FileStore::Entry& entry : own_files.list()) session.files().remove(entry.name);
  own_files = {};
  shelf = {};
  deleted = {};
  draft.clear();
  document.kept.clear();
  document.original = document.buffer.text();
  saved_revision = document.buffer.revision();
  saved_settings = settings.save();
  close_dialogs();
  show_banner(std::string(ui.t(T::erased)), Banner::Kind::note, 5);
}

void Lab::Impl::close_dialogs() {
  paths.close();
  share.close();
  files.close();
  scripts.close();
  about.close();
}

}  // namespace logit::lab
