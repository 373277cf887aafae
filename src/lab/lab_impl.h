// What a Lab is made of; shared by lab.cpp, lab_files.cpp, lab_links.cpp, lab_scripts.cpp, lab_json.cpp and layout.cpp only.
#pragma once

#include <string>

#include "lab/lab.h"
#include "lab/models/script_shelf.h"
#include "lab/panels/about_dialog.h"
#include "lab/panels/curve_panel.h"
#include "lab/panels/data_panel.h"
#include "lab/panels/editor_panel.h"
#include "lab/panels/figure_panel.h"
#include "lab/panels/files_dialog.h"
#include "lab/panels/graph_panel.h"
#include "lab/panels/output_panel.h"
#include "lab/panels/path_dialog.h"
#include "lab/panels/scripts_dialog.h"
#include "lab/panels/share_dialog.h"
#include "lab/panels/surface_panel.h"
#include "lab/panels/time_panel.h"
#include "lab/panels/top_bar.h"
#include "lab/world.h"

namespace logit::lab {

/// A line under the bar, or over the panels: a link was opened, something was copied, something failed.
struct Banner {
  enum class Kind { note, link, error, reload, deleted } kind = Kind::note;
  std::string text;
  double until = 0;  ///< 0: until it is closed
};

struct Lab::Impl {
  Impl(Host& host, const FontFiles& fonts);

  Host& host;
  FontFiles font_files;
  Fonts fonts;
  Registry registry;
  Commands commands;
  Session session;
  RunView run;
  Document document;
  LessonBook book;
  Settings settings;
  Focus focus;
  World world;
  Ui ui;

  TopBar top_bar;
  EditorPanel editor;
  OutputPanel output;
  GraphPanel graph;
  CurvePanel curve;
  DataPanel data;
  SurfacePanel surface;
  ShareDialog share;
  FilesDialog files;
  PathDialog paths;
  ScriptsDialog scripts;
  AboutDialog about;
  FigurePanel figures;
  TimePanel time;

  Banner banner;
  std::string draft, draft_name, link_script, link_name;
  bool from_link = false;
  ScriptShelf shelf;                ///< as the storage had it when it was last asked
  ScriptShelf::Entry deleted;       ///< the script deleted last
  bool storage_refused = false;  ///< and the person knows
  bool files_refused = false;    ///< the same for data files
  FileStore own_files;           ///< what the person put here; the session's store has what scripts and links brought as well
  bool reload_wanted = false;    ///< the file on disk shall replace what is in the editor
  bool active = false;      ///< the session should be advanced
  bool styled = false;
  float density = 1;
  int redraw = 3;           ///< frames still to draw
  int run_counter = 0;
  bool asked = false;              ///< the answer to input() has its field
  double run_clock = 0;     ///< seconds spent in the script
  double first_pass_clock = 0;      ///< run_clock when the first backward passes were seen
  std::uint64_t first_pass = 0;     ///< how many these were
  double last_input = -10;
  std::uint64_t saved_revision = 0;
  std::string saved_settings;
  double save_at = 0;
  double run_again_at = 0;  ///< 0: no

  bool open_link(std::string_view link);
  /// What is on the screen as an experiment to share, with what the dialog's form adds.
  std::string payload(const ShareDialog::Form* form) const;
  std::vector<std::string> shown_as() const;
  void show_as(const std::vector<std::string>& wanted);
  void lock(std::vector<std::string> locked);
  void open_lesson(std::string_view id, bool load_script);
  void keep_draft();
  bool unsaved() const;  ///< something was typed that is not in the storage yet
  void load_files();
  void keep_files();
  void add_data_set(Lab& lab, std::string_view name);
  void choose_path(PathDialog::Purpose purpose);
  void save_draft();
  // lab_scripts.cpp
  void read_shelf();
  void write_shelf();
  void keep_script();
  void restore_kept();
  void find_original(const ScriptShelf::Entry& entry);
  void new_script();
  void open_script(std::string_view name);
  void rename_script(std::string_view typed);
  void delete_script(std::string_view name);
  void put_script_back();
  void say_not_kept();
  void erase_data();
  void close_dialogs();
  void show_banner(std::string text, Banner::Kind kind, double seconds = 0);
  void set_language(Language language, bool chosen);
  void set_backend(kernels::Backend backend, bool chosen);
  bool load_script();
  void start_run();
  void show_moment(std::size_t index);
  void step(StepKind kind);
  bool collect();
  void carry_out(const Command& command, Lab& lab);

  // layout.cpp
  void draw(Rect screen);
  void draw_desktop(Rect area);
  void draw_phone(Rect area, float below);  ///< `below`: height of the time line between panel and bar
  void look_for_views();
  void draw_side(Rect side);
  void draw_phone_side(Rect body);
  bool has_time_line() const;
  float draw_banner(Rect area);     ///< a message that stays, above the panels; returns its height
  void draw_toast(Rect screen);     ///< a message that goes by itself, over them
  void draw_message(Rect row, float radius);
  void tell_input_method();
};

}  // namespace logit::lab
