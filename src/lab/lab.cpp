// Commands, keys and time. Where things stand on the screen is in layout.cpp, links in lab_links.cpp, JSON for the page in lab_json.cpp.
#include "lab/lab.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "base/format.h"
#include "lab/lab_impl.h"

namespace logit::lab {

namespace {
SessionOptions session_options(Host& host) {
  SessionOptions options;
  options.gpu = host.gpu();
  // A page's module can grow to 512 MB, and the lab itself lives there too.
  options.interactive = true;
  if constexpr (sizeof(void*) == 4) options.limits.memory_bytes = 320u << 20;
  return options;
}

// While a number is being dragged the run starts over this long after the last change.
constexpr double kRunAgainDelay = 0.12;
}  // namespace

Lab::Impl::Impl(Host& h, const FontFiles& f)
    : host(h),
      font_files(f),
      session(session_options(h)),
      book(embedded_lessons()),
      world{session, run, document, book, settings, focus, {}, TextBuffer(true), {}, "console", "code", "lesson", false, false, {}, {}, 0, 0, {}},
      ui{h, fonts, registry, commands, &light_colors(), Language::vi, 1, false, 0, 0} {
  registry.attach(ImGui::GetCurrentContext());
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags = 0;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  settings.dark = h.prefers_dark();
  settings.language = h.languages().substr(0, 2) == "en" ? Language::en : Language::vi;
  // Vietnamese unless a person's first language is another one: the slides' language is the default of the course.
  const std::string languages = h.languages();
  if (!languages.empty() && languages.substr(0, 2) != "vi") settings.language = Language::en;
  settings.load(h.load("settings"));
  session.set_backend(settings.backend);
  ui.language = settings.language;  // what is said before the first frame is said in it too
  focus.target = &document.buffer;
}

Lab::Lab(Host& host, const FontFiles& fonts) : impl_(std::make_unique<Impl>(host, fonts)) {}
Lab::~Lab() = default;

// ---- opening ----------------------------------------------------------------------------------------------

void Lab::start(std::string_view link) {
  Impl& lab = *impl_;
  lab.draft = lab.host.load("draft");
  lab.draft_name = lab.host.load("draft_name");
  lab.load_files();
  lab.read_shelf();
  if (!link.empty() && lab.open_link(link)) return;
  if (!lab.draft.empty()) {
    const std::string lesson = lab.host.load("draft_lesson");
    const int index = lab.book.find(lesson);
    lab.world.lesson = lesson;
    lab.document.open(lab.draft_name, lab.draft);
    if (index >= 0) {
      const Lesson& known = lab.book.lessons()[static_cast<std::size_t>(index)];
      const Listing* listing = known.listing(lab.draft_name);
      lab.document.original = listing ? listing->text : known.script();
    }
    lab.restore_kept();
  } else if (!lab.book.lessons().empty()) {
    lab.open_lesson(lab.book.lessons().front().id, true);
  }
  lab.redraw = 3;
}

void Lab::Impl::open_lesson(std::string_view id, bool load_script) {
  const int index = book.find(id);
  if (index < 0) return;
  const Lesson& lesson = book.lessons()[static_cast<std::size_t>(index)];
  if (world.lesson != lesson.id) world.check.forget();
  world.lesson = lesson.id;
  if (load_script) {
    keep_draft();
    document.open(lesson.script_name(), lesson.script());
  }
  from_link = false;
  banner.text.clear();
  redraw = std::max(redraw, 3);
}

void Lab::Impl::keep_draft() {
  // What a person has typed is never thrown away silently: undo brings it back in the same place.
  if (unsaved()) save_draft();
}

// A kept script is written whatever it says now: also when an edit was taken back.
bool Lab::Impl::unsaved() const {
  return document.buffer.revision() != saved_revision && (document.edited() || !document.kept.empty());
}

void Lab::Impl::save_draft() {
  saved_revision = document.buffer.revision();
  if (from_link && !document.edited()) return;  // a link that was only read must not replace the draft
  draft = document.buffer.text();
  draft_name = document.name;
  if (!host.store("draft", draft)) say_not_kept();
  host.store("draft_name", draft_name);
  host.store("draft_lesson", world.lesson);
  keep_script();
  host.store("draft_kept", document.kept);
}

void Lab::Impl::show_banner(std::string text, Banner::Kind kind, double seconds) {
  banner.text = std::move(text);
  banner.kind = kind;
  banner.until = seconds > 0 ? ui.now + seconds : 0;
  redraw = std::max(redraw, 3);
}

void Lab::Impl::set_backend(kernels::Backend backend, bool chosen) {
  settings.backend = backend;
  if (chosen) settings.backend_chosen = true;
  session.set_backend(backend);
}

void Lab::Impl::set_language(Language language, bool chosen) {
  settings.language = language;
  if (chosen) settings.language_chosen = true;
  ui.language = language;
  redraw = std::max(redraw, 3);
}

// ---- running ----------------------------------------------------------------------------------------------

bool Lab::Impl::load_script() {
  save_draft();
  const std::string text = document.buffer.text();
  run.begin_run(text, session.events().end());
  run_counter++;
  world.run_started = ui.now;
  run_clock = 0;
  world.micros_per_step = 0;
  world.timeline.moment.reset();
  run_again_at = 0;
  session.set_breakpoints(document.breakpoints);
  const bool ok = session.load(text, "<script>");
  if (!ok) collect();
  return ok;
}

void Lab::Impl::show_moment(std::size_t index) {
  const std::size_t count = session.moments();
  if (count == 0) return;
  // Dragging through a training that runs would be a race against it.
  if (session.status() == Status::running) session.pause();
  index = std::min(index, count - 1);
  auto moment = std::make_shared<const Moment>(session.moment(index));
  world.timeline.values.read(*moment);
  world.timeline.index = index;
  world.timeline.moment = std::move(moment);
}

void Lab::Impl::start_run() {
  if (load_script()) active = true;
  redraw = std::max(redraw, 3);
}

bool Lab::Impl::collect() {
  const bool had_error = run.error.has_value();
  const bool had_curve = run.backward_passes > 1;
  const std::uint64_t passes_before = run.backward_passes;
  const std::size_t figures_before = run.figures.figures().size();
  const bool changed = run.read(session.events());
  if (figures_before == 0 && !run.figures.figures().empty()) world.side_tab = "figures";
  if (session.wants_input() && !asked) {
    world.console_tab = "console";
    if (ui.phone) world.phone_panel = "output";
    world.input_line.set_text("");
    focus.target = &world.input_line;
    redraw = std::max(redraw, 3);
  }
  asked = session.wants_input();
  if (!had_curve && run.backward_passes > 1) world.side_tab = "curves";  // once a run: the reader may turn back
  if (run.error && !had_error && run.error->line > 0) document.reveal_line = run.error->line;
  // Timed from the first pass on: imports and data are not steps.
  if (passes_before == 0 && run.backward_passes > 0) {
    first_pass_clock = run_clock;
    first_pass = run.backward_passes;
  } else if (run.backward_passes > first_pass) {
    world.micros_per_step = (run_clock - first_pass_clock) * 1e6 / static_cast<double>(run.backward_passes - first_pass);
  }
  return changed;
}

bool Lab::tick(double now, Pace pace) {
  Impl& lab = *impl_;
  lab.ui.now = now;
  if (lab.run_again_at > 0 && now >= lab.run_again_at) {
    lab.run_again_at = 0;
    lab.start_run();
  }
  if (lab.world.check.result() == LessonCheck::Result::running) {
    lab.redraw = std::max(lab.redraw, 1);
    if (lab.world.check.advance(12) && lab.world.check.result() == LessonCheck::Result::passed) {
      lab.settings.add_passed(lab.world.check.lesson());
    }
    if (!lab.active) return true;
  }
  if (!lab.active) return false;
  const Status before = lab.session.status();
  if (before != Status::running && before != Status::waiting && before != Status::idle) {
    lab.active = false;
    return lab.collect();
  }
  // Short slices while a person types or points, long ones while they watch.
  const double slice = pace == Pace::hidden ? 50 : pace == Pace::between ? 8 : now - lab.last_input < 0.5 ? 8 : now - lab.world.run_started < 0.15 ? 8 : 24;
  Host& host = lab.host;
  const double begin = host.seconds();
  const Status after = lab.session.advance(Budget::time(slice));
  lab.run_clock += host.seconds() - begin;
  const bool changed = lab.collect();
  if (after != Status::running && after != Status::waiting) {
    lab.active = false;
    if (after == Status::paused) lab.document.reveal_line = lab.session.current_line();
    lab.redraw = std::max(lab.redraw, 3);
  }
  if (changed || after != before) lab.redraw = std::max(lab.redraw, 1);
  return changed || after != before;
}

bool Lab::busy() const { return impl_->active && impl_->session.status() != Status::waiting; }
bool Lab::running() const { return impl_->active || impl_->run_again_at > 0; }

bool Lab::wants_frame(double now) const { return impl_->redraw > 0 || now >= impl_->ui.wake_at; }
double Lab::next_wake() const {
  return impl_->run_again_at > 0 ? std::min(impl_->run_again_at, impl_->ui.wake_at) : impl_->ui.wake_at;
}

void Lab::touch_frames(int frames) {
  impl_->redraw = std::max(impl_->redraw, frames);
  impl_->last_input = impl_->ui.now;
}

void Lab::run() { impl_->start_run(); }

void Lab::stop() {
  Impl& lab = *impl_;
  const Status status = lab.session.status();
  if (status != Status::running && status != Status::waiting && status != Status::paused) return;
  lab.session.stop();
  if (status == Status::paused) lab.session.resume();
  lab.active = true;
  lab.redraw = std::max(lab.redraw, 3);
}

void Lab::Impl::step(StepKind kind) {
  const Status status = session.status();
  world.timeline.moment.reset();
  const bool by_line = kind == StepKind::into || kind == StepKind::over || kind == StepKind::out;
  if (status == Status::paused) {
    session.step(kind);
  } else if (status == Status::idle || status == Status::finished) {
    if (!load_script()) return;
    if (by_line) session.pause();
    else session.step(kind);
  } else {
    return;
  }
  active = true;
  redraw = std::max(redraw, 3);
}

// ---- commands ---------------------------------------------------------------------------------------------

void Lab::Impl::carry_out(const Command& command, Lab& lab) {
  redraw = std::max(redraw, 3);
  std::visit(
      [&](const auto& c) {
        using C = std::decay_t<decltype(c)>;
        if constexpr (std::is_same_v<C, RunScript>) {
          start_run();
        } else if constexpr (std::is_same_v<C, StopScript>) {
          lab.stop();
        } else if constexpr (std::is_same_v<C, PauseScript>) {
          session.pause();
        } else if constexpr (std::is_same_v<C, ResumeScript>) {
          session.resume();
          world.timeline.moment.reset();
          active = true;
        } else if constexpr (std::is_same_v<C, StepScript>) {
          step(c.kind);
        } else if constexpr (std::is_same_v<C, ShareScript>) {
          const std::string link = lab.link();
          host.set_clipboard(link);
          const auto characters = cat(link.size());
          show_banner(fill(ui.t(link.size() > 2000 ? T::link_long : T::link_copied), characters), Banner::Kind::note, 5);
          close_dialogs();
          share.open(world.hidden);
          focus.target = nullptr;
        } else if constexpr (std::is_same_v<C, ShowFiles>) {
          close_dialogs();
          files.open({});
          focus.target = nullptr;
        } else if constexpr (std::is_same_v<C, ShowScripts>) {
          keep_draft();
          read_shelf();
          close_dialogs();
          scripts.open(document.shown_name());
          focus.target = nullptr;
        } else if constexpr (std::is_same_v<C, ShowAbout>) {
          close_dialogs();
          about.open();
          focus.target = nullptr;
        } else if constexpr (std::is_same_v<C, EraseData>) {
          erase_data();
        } else if constexpr (std::is_same_v<C, NewScript>) {
          new_script();
        } else if constexpr (std::is_same_v<C, OpenScript>) {
          open_script(c.name);
        } else if constexpr (std::is_same_v<C, RenameScript>) {
          rename_script(c.name);
        } else if constexpr (std::is_same_v<C, DeleteScript>) {
          delete_script(c.name);
        } else if constexpr (std::is_same_v<C, PutScriptBack>) {
          put_script_back();
        } else if constexpr (std::is_same_v<C, PickFile>) {
          if (host.first_folder().empty()) host.pick_file();
          else choose_path(PathDialog::Purpose::open);
        } else if constexpr (std::is_same_v<C, ChooseSavePath>) {
          choose_path(PathDialog::Purpose::save);
        } else if constexpr (std::is_same_v<C, OpenPath>) {
          host.open_path(c.path);
          focus.target = &document.buffer;
        } else if constexpr (std::is_same_v<C, SavePath>) {
          host.save_path(c.path);
          focus.target = &document.buffer;
        } else if constexpr (std::is_same_v<C, RemoveFile>) {
          lab.remove_file(c.name);
        } else if constexpr (std::is_same_v<C, AddDataSet>) {
          add_data_set(lab, c.name);
        } else if constexpr (std::is_same_v<C, ResetScript>) {
          TextBuffer& buffer = document.buffer;
          buffer.select_all();
          buffer.insert(document.original);  // as an edit: undo brings the changed text back
          buffer.place({0, 0});
          document.reveal_line = 1;
        } else if constexpr (std::is_same_v<C, SetLanguage>) {
          set_language(c.language, true);
        } else if constexpr (std::is_same_v<C, SetDark>) {
          lab.set_dark(c.dark);
          settings.dark_chosen = true;
        } else if constexpr (std::is_same_v<C, SetBackend>) {
          set_backend(c.backend, true);
        } else if constexpr (std::is_same_v<C, ChangeTextScale>) {
          lab.set_text_scale(c.direction == 0 ? 1 : settings.text_scale + 0.1f * static_cast<float>(c.direction));
        } else if constexpr (std::is_same_v<C, OpenLesson>) {
          if (from_link) lock({});  // the locked script stays behind
          open_lesson(c.id, true);
          world.side_tab = "lesson";
        } else if constexpr (std::is_same_v<C, LoadIntoEditor>) {
          keep_draft();
          if (from_link) lock({});
          document.open(c.name, c.script);
          world.phone_panel = "code";
        } else if constexpr (std::is_same_v<C, SwitchDraft>) {
          keep_draft();
          if (c.to_link) document.open(link_name, link_script);
          else document.open(draft_name, draft);
          from_link = c.to_link;
          document.buffer.set_read_only(from_link && world.is_locked("code"));
          banner.text.clear();
        } else if constexpr (std::is_same_v<C, GoToLine>) {
          document.buffer.place({c.line - 1, 0});
          document.reveal_line = c.line;
          focus.target = &document.buffer;
          world.phone_panel = "code";
        } else if constexpr (std::is_same_v<C, ToggleBreakpoint>) {
          document.toggle_breakpoint(c.line);
          session.set_breakpoints(document.breakpoints);
        } else if constexpr (std::is_same_v<C, ShowTab>) {
          if (c.tab == "console" || c.tab == "variables") world.console_tab = c.tab;
          else if (c.tab == "curves" && (!ui.phone || world.phone_panel == "curves")) world.side_tab = c.tab;
          else if (c.tab == "lesson" || c.tab == "data" || c.tab == "surface" || c.tab == "figures") world.side_tab = c.tab;
          else world.phone_panel = c.tab;
        } else if constexpr (std::is_same_v<C, ForgetEarlierRuns>) {
          run.curves.forget_earlier();
        } else if constexpr (std::is_same_v<C, ShowMoment>) {
          show_moment(c.index);
        } else if constexpr (std::is_same_v<C, ShowNow>) {
          world.timeline.moment.reset();
        } else if constexpr (std::is_same_v<C, RunAgain>) {
          if (run_counter > 0) run_again_at = ui.now + kRunAgainDelay;
        } else if constexpr (std::is_same_v<C, CopyText>) {
          host.set_clipboard(c.text);
          show_banner(std::string(ui.t(T::copied)), Banner::Kind::note, 2);
        } else if constexpr (std::is_same_v<C, SaveFile>) {
          const std::string place = host.save_file(c.name, c.type, c.bytes);
          show_banner(fill(ui.t(T::saved_as), place.empty() ? c.name : place), Banner::Kind::note, 6);
        } else if constexpr (std::is_same_v<C, SavePicture>) {
          host.save_picture(c.name, c.x, c.y, c.w, c.h);
        } else if constexpr (std::is_same_v<C, CheckLesson>) {
          const int index = book.find(world.lesson);
          if (index >= 0) {
            const Lesson& lesson = book.lessons()[static_cast<std::size_t>(index)];
            if (!lesson.check.empty()) world.check.start(lesson.id, document.buffer.text(), lesson.check);
          }
        } else if constexpr (std::is_same_v<C, GiveInput>) {
          session.give_input(c.line);
          world.input_line.set_text("");
          focus.target = &document.buffer;
          active = true;
        }
      },
      command);
}

// ---- keys and text ----------------------------------------------------------------------------------------

void Lab::choose_where_to_save() { impl_->carry_out(ChooseSavePath{}, *this); }

void Lab::Impl::choose_path(PathDialog::Purpose purpose) {
  close_dialogs();
  paths.open(host, purpose, document.name);
  focus.target = paths.field();
}

bool Lab::key(const KeyPress& press) {
  Impl& lab = *impl_;
  touch_frames();
  const bool apple = lab.host.is_apple();
  const bool primary = apple ? press.meta : press.control;
  const bool word = apple ? press.alt : press.control;
  const auto command = [&](Command c) {
    lab.carry_out(c, *this);
    return true;
  };
  TextBuffer* text = lab.focus.target;
  const bool in_find = text && text != &lab.document.buffer;
  if (!lab.share.is_open() && lab.editor.completion_key(lab.world, press)) return true;
  switch (press.key) {
    case Key::f10: return command(StepScript{primary ? StepKind::into : press.shift ? StepKind::out : StepKind::over});
    case Key::f8: return lab.session.status() == Status::paused ? command(ResumeScript{}) : command(PauseScript{});
    case Key::f3: lab.editor.find_next(lab.world, press.shift ? -1 : +1); return true;
    case Key::up:
    case Key::down:
      if (!lab.paths.is_open()) break;
      lab.paths.move(press.key == Key::up ? -1 : +1);
      return true;
    case Key::escape:
      if (lab.paths.is_open() || lab.files.is_open() || lab.share.is_open() || lab.scripts.is_open() || lab.about.is_open()) {
        lab.close_dialogs();
        lab.focus.target = &lab.document.buffer;
        return true;
      }
      if (lab.editor.close_find(lab.world)) return true;
      if (lab.active) {
        stop();
        return true;
      }
      return false;
    case Key::enter:
      if (lab.paths.is_open()) {
        lab.paths.accept(lab.commands);
        return true;
      }
      if (primary) return command(RunScript{});
      break;
    case Key::character:
      if (!primary) break;
      if (press.character == 'o' && !lab.host.first_folder().empty()) return command(PickFile{});
      if (press.character == 'f') {
        lab.editor.open_find(lab.world);
        return true;
      }
      if (press.character == '+' || press.character == '=') return !lab.host.clipboard_by_events() && command(ChangeTextScale{+1});
      if (press.character == '-') return !lab.host.clipboard_by_events() && command(ChangeTextScale{-1});
      if (press.character == '0') return !lab.host.clipboard_by_events() && command(ChangeTextScale{0});
      if (press.character == 's') {
        save();
        return command(ShareScript{});
      }
      break;
    default: break;
  }
  if (!text) return false;
  TextBuffer& buffer = *text;
  const auto motion = [&](Motion plain, Motion with_word) {
    buffer.move(word ? with_word : plain, press.shift);
    return true;
  };
  switch (press.key) {
    case Key::left: return apple && press.meta ? (buffer.move(Motion::home, press.shift), true) : motion(Motion::left, Motion::word_left);
    case Key::right: return apple && press.meta ? (buffer.move(Motion::end, press.shift), true) : motion(Motion::right, Motion::word_right);
    case Key::up:
      if (press.alt && !in_find) buffer.move_lines(-1);
      else buffer.move(apple && press.meta ? Motion::text_begin : Motion::up, press.shift);
      return true;
    case Key::down:
      if (press.alt && !in_find) buffer.move_lines(+1);
      else buffer.move(apple && press.meta ? Motion::text_end : Motion::down, press.shift);
      return true;
    case Key::home: buffer.move(press.control ? Motion::text_begin : Motion::home, press.shift); return true;
    case Key::end: buffer.move(press.control ? Motion::text_end : Motion::end, press.shift); return true;
    case Key::page_up: buffer.move(Motion::page_up, press.shift); return true;
    case Key::page_down: buffer.move(Motion::page_down, press.shift); return true;
    case Key::backspace:
      word ? buffer.remove_word(true) : buffer.backspace();
      lab.editor.changed(lab.world);
      return true;
    case Key::remove:
      word ? buffer.remove_word(false) : buffer.remove_next();
      lab.editor.changed(lab.world);
      return true;
    case Key::enter:
      if (text == &lab.scripts.name()) return command(RenameScript{lab.scripts.name().text()});
      if (text == &lab.world.input_line) return command(GiveInput{lab.world.input_line.text()});
      if (in_find) lab.editor.find_next(lab.world, press.shift ? -1 : +1);
      else buffer.new_line();
      return true;
    case Key::tab:
      if (in_find) return false;
      press.shift ? buffer.unindent() : buffer.indent();
      return true;
    case Key::character:
      if (!primary) return false;
      switch (press.character) {
        case 'z': press.shift ? buffer.redo() : buffer.undo(); return true;
        case 'y': buffer.redo(); return true;
        case 'a': buffer.select_all(); return true;
        case '/': buffer.toggle_comment(); return true;
        case 'd': buffer.duplicate_lines(); return true;
        case 'c':
        case 'x':
          if (lab.host.clipboard_by_events()) return false;
          lab.host.set_clipboard(copy(press.character == 'x'));
          return true;
        case 'v':
          if (lab.host.clipboard_by_events()) return false;
          paste(lab.host.clipboard());
          return true;
        default: return false;
      }
    default: return false;
  }
}

void Lab::type(std::string_view text) {
  touch_frames();
  if (!impl_->focus.target) return;
  const std::string clean = composed(text);
  if (clean == "\n") impl_->focus.target->new_line();
  else if (count_characters(clean) == 1) impl_->focus.target->type(clean);
  else impl_->focus.target->edit_around_caret(0, 0, clean);
  impl_->editor.typed(impl_->world, clean);
}

void Lab::edit(int bytes_before, int bytes_after, std::string_view text, bool composing, int composed_bytes) {
  touch_frames();
  Impl& lab = *impl_;
  if (!lab.focus.target) return;
  TextBuffer& buffer = *lab.focus.target;
  if (composing != lab.focus.composing) buffer.set_composing(composing);
  lab.focus.composing = composing;
  if (composing) lab.editor.composing();
  lab.focus.composed_bytes = composed_bytes;
  if (!composing && bytes_before == 0 && bytes_after == 0) {
    if (!text.empty()) type(text);
    return;
  }
  const std::string clean = composing ? std::string(text) : composed(text);
  if (clean == "\n") buffer.new_line();
  else buffer.edit_around_caret(bytes_before, bytes_after, clean);
  if (!composing) lab.editor.changed(lab.world);
}

std::string Lab::copy(bool cut) {
  touch_frames();
  TextBuffer* buffer = impl_->focus.target;
  if (!buffer) return {};
  if (!buffer->has_selection()) {
    // Without a selection the whole line is meant.
    const int line = buffer->caret().line;
    if (cut) {
      buffer->select_line(line);
      std::string text = buffer->selected_text();
      buffer->insert("");
      return text;
    }
    return buffer->line(line) + "\n";
  }
  std::string text = buffer->selected_text();
  if (cut) buffer->insert("");
  return text;
}

void Lab::paste(std::string_view text) {
  touch_frames();
  if (impl_->focus.target) impl_->focus.target->insert(composed(text));
}

bool Lab::take_keyboard_wish() { return std::exchange(impl_->focus.keyboard_wanted, false); }

void Lab::tell_input() { impl_->tell_input_method(); }

// ---- for the page -----------------------------------------------------------------------------------------

void Lab::set_script(std::string_view text, std::string_view name) {
  Impl& lab = *impl_;
  lab.keep_draft();
  lab.document.open(name.empty() ? lab.document.name : std::string(name), text);
  lab.from_link = false;
  lab.focus.target = &lab.document.buffer;
  touch_frames();
}

std::string Lab::script() const { return impl_->document.buffer.text(); }

std::string Lab::name() const { return impl_->document.name; }
void Lab::set_name(std::string_view name) { impl_->document.name = name; }
bool Lab::edited() const { return impl_->document.edited(); }

void Lab::saved(std::string_view place) {
  Impl& lab = *impl_;
  lab.document.original = lab.document.buffer.text();
  lab.show_banner(fill(lab.ui.t(T::saved_as), place), Banner::Kind::note, 3);
}

void Lab::reload(std::string_view text) {
  Impl& lab = *impl_;
  TextBuffer& buffer = lab.document.buffer;
  const Position caret = buffer.caret();
  buffer.commit();
  buffer.select_all();
  buffer.insert(text);
  buffer.commit();
  buffer.place(buffer.clamped(caret));
  lab.document.original = buffer.text();
  lab.show_banner(fill(lab.ui.t(T::file_reloaded), lab.document.name), Banner::Kind::note, 3);
}

void Lab::ask_reload(std::string_view name) { impl_->show_banner(fill(impl_->ui.t(T::file_changed), name), Banner::Kind::reload); }
bool Lab::take_reload_wish() { return std::exchange(impl_->reload_wanted, false); }

void Lab::say_not_saved(std::string_view name, std::string_view why) {
  impl_->show_banner(fill(impl_->ui.t(T::file_not_saved), name, why), Banner::Kind::error, 12);
}

void Lab::say_not_read(std::string_view name) { impl_->show_banner(fill(impl_->ui.t(T::file_not_read), name), Banner::Kind::error, 8); }

void Lab::open_lesson(std::string_view id) {
  impl_->open_lesson(id, true);
  touch_frames();
}

void Lab::set_backend(std::string_view name) {
  impl_->set_backend(backend_named(name), true);
  touch_frames();
}

void Lab::set_dark(bool dark) {
  impl_->settings.dark = dark;
  impl_->styled = false;
  touch_frames();
}

bool Lab::dark() const { return impl_->settings.dark; }

void Lab::set_language(std::string_view code) { impl_->set_language(code == "en" ? Language::en : Language::vi, true); }

void Lab::set_text_scale(float scale) {
  impl_->settings.text_scale = std::clamp(std::round(scale * 100) / 100, 0.75f, 3.0f);
  touch_frames();
}

void Lab::save() {
  impl_->host.store("settings", impl_->settings.save());
  impl_->saved_settings = impl_->settings.save();
  if (impl_->unsaved()) impl_->save_draft();
}

void Lab::activate(unsigned widget) {
  impl_->registry.activate(widget);
  touch_frames();
}

std::uint64_t Lab::widgets_revision() const { return impl_->registry.revision(); }

}  // namespace logit::lab
