// The lab's side of a link: what is on the screen as an experiment to share, and a link's experiment on the screen. Opening one runs nothing.
#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "lab/lab_impl.h"
#include "lab/models/data_files.h"
#include "share/link.h"

namespace logit::lab {

bool Lab::Impl::open_link(std::string_view link) {
  Result<share::Opened> opened = share::decode(link);
  if (!opened) {
    // An address without a payload of ours is no broken link.
    const bool meant = link.find("#1") != link.npos || link.find("%231") != link.npos;
    if (meant) show_banner(fill(ui.t(T::broken_link), translated(opened.reason(), settings.language)), Banner::Kind::error);
    share::State switches;
    if (share::read_switches(link, switches)) {
      if (!switches.language.empty()) set_language(switches.language == "en" ? Language::en : Language::vi, false);
      world.hidden = switches.hidden;
      show_as(switches.settings);
      lock(switches.locked);
      if (!meant && !switches.lesson.empty() && book.find(switches.lesson) >= 0) {
        open_lesson(switches.lesson, true);
        return true;
      }
    }
    return false;
  }
  share::State state = opened.value().state;
  share::read_switches(link, state);
  link_script = state.script;
  link_name = state.name;
  if (!state.language.empty()) set_language(state.language == "en" ? Language::en : Language::vi, false);
  world.lesson = state.lesson;
  world.hidden = state.hidden;
  lock(state.locked);
  document.open(state.name, state.script);
  for (const int line : state.breakpoints)
    if (line >= 1 && line <= document.buffer.line_count() && !document.has_breakpoint(line)) document.toggle_breakpoint(line);
  session.set_breakpoints(document.breakpoints);
  show_as(state.settings);
  for (const share::File& file : state.files) session.files().write(file.name, file.bytes);
  from_link = true;
  std::string text(ui.t(T::opened_link));
  if (!opened.value().lost.empty()) text = fill(ui.t(T::damaged_link), translated(opened.value().lost, settings.language));
  else if (world.is_locked("code")) text = ui.t(T::code_locked);
  show_banner(text, opened.value().lost.empty() ? Banner::Kind::link : Banner::Kind::error);
  return true;
}

// ---- how it is shown ------------------------------------------------------------------------------------------

// "key=value" for everything that is not as a new lab has it.
std::vector<std::string> Lab::Impl::shown_as() const {
  std::vector<std::string> out;
  if (world.side_tab != "lesson") out.push_back(cat("tab=", world.side_tab));
  if (world.console_tab != "console") out.push_back(cat("output=", world.console_tab));
  if (settings.log_scale) out.emplace_back("log=1");
  if (settings.smoothing > 0) out.push_back(cat("smooth=", std::lround(settings.smoothing * 100)));
  if (settings.backend != kernels::Backend::automatic) out.push_back(cat("backend=", backend_name(settings.backend)));
  return out;
}

// A key or a value of another version is passed over. Size and theme are the reader's own unless the address names them.
void Lab::Impl::show_as(const std::vector<std::string>& wanted) {
  for (const std::string& setting : wanted) {
    const std::size_t equals = std::min(setting.find('='), setting.size());
    const std::string_view key = std::string_view(setting).substr(0, equals), value = std::string_view(setting).substr(std::min(equals + 1, setting.size()));
    const auto number = static_cast<float>(std::strtol(std::string(value).c_str(), nullptr, 10));
    if (key == "tab" && (value == "curves" || value == "data" || value == "figures" || value == "lesson")) world.side_tab = value;
    else if (key == "output" && (value == "variables" || value == "console")) world.console_tab = value;
    else if (key == "backend") set_backend(backend_named(value), false);
    else if (key == "log") settings.log_scale = value == "1";
    else if (key == "smooth") settings.smoothing = std::clamp(number / 100, 0.0f, 0.99f);
    else if (key == "scale" && number > 0) settings.text_scale = std::clamp(number / 100, 0.75f, 3.0f);
    else if (key == "theme" && (value == "dark" || value == "light")) settings.dark = value == "dark", styled = false;
  }
}

std::string Lab::Impl::payload(const ShareDialog::Form* form) const {
  share::State state;
  state.script = document.buffer.text();
  state.name = document.name;
  state.lesson = world.lesson;
  state.hidden = form ? form->hidden : world.hidden;
  state.locked = world.locked;
  if (form && form->lock_code && !world.is_locked("code")) state.locked.emplace_back("code");
  if (form && form->fix_language) state.language = settings.language == Language::vi ? "vi" : "en";
  state.breakpoints = document.breakpoints;
  state.settings = shown_as();
  if (form && form->with_files) state.files = files_for_link(session.files());
  return share::encode(state);
}

void Lab::Impl::lock(std::vector<std::string> locked) {
  world.locked = std::move(locked);
  document.buffer.set_read_only(world.is_locked("code"));
}

std::string Lab::link() {
  Impl& lab = *impl_;
  const std::string payload = lab.payload(nullptr);
  lab.host.show_payload(payload);
  return lab.host.link_base() + "#" + payload;
}

void Lab::open_link(std::string_view link) {
  Impl& lab = *impl_;
  lab.keep_draft();
  lab.open_link(link);
  touch_frames();
}

}  // namespace logit::lab
