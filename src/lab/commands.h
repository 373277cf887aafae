// What panels ask for. A panel never reaches into another one: it pushes a command, and Lab carries it out after
// the frame.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kernels/gpu.h"
#include "lab/text.h"
#include "session/session.h"

namespace logit::lab {

struct RunScript {};
struct StopScript {};
struct PauseScript {};
struct ResumeScript {};
struct StepScript { StepKind kind = StepKind::over; };
struct ShareScript {};
struct ResetScript {};
struct SetLanguage { Language language = Language::vi; };
struct SetDark { bool dark = false; };
struct ChangeTextScale { int direction = 0; };  ///< +1 larger, -1 smaller, 0 back to 100 %
struct SetBackend { kernels::Backend backend = kernels::Backend::automatic; };  ///< who computes large products
struct OpenLesson { std::string id; };
struct LoadIntoEditor { std::string name, script; };
struct SwitchDraft { bool to_link = false; };
struct GoToLine { int line = 0; };
struct ToggleBreakpoint { int line = 0; };
struct ShowTab { std::string tab; };
struct ForgetEarlierRuns {};
struct ShowMoment { std::size_t index = 0; };  ///< of Session::moment
struct ShowNow {};                             ///< back to the newest state
struct RunAgain {};                            ///< a number was dragged: the run starts over, if there was one
struct CopyText { std::string text; };
struct SaveFile { std::string name, type, bytes; };  ///< type: "text/csv"
struct SavePicture { std::string name; float x = 0, y = 0, w = 0, h = 0; };  ///< that part of the window as PNG
struct CheckLesson {};  ///< of the lesson shown, with the script in the editor
struct GiveInput { std::string line; };
struct ShowFiles {};                           ///< the dialog of data files
struct PickFile {};                            ///< asks the person for a file
struct RemoveFile { std::string name; };
struct AddDataSet { std::string name; };       ///< of models/data_sets.h: its lines into the script, its file to the files
struct ChooseSavePath {};                      ///< asks where the script is to be saved
struct OpenPath { std::string path; };         ///< what was chosen of the machine's folders
struct SavePath { std::string path; };
struct ShowScripts {};                         ///< the dialog of a person's own scripts
struct NewScript {};
struct OpenScript { std::string name; };       ///< of the shelf
struct RenameScript { std::string name; };     ///< the script in the editor
struct DeleteScript { std::string name; };
struct PutScriptBack {};                       ///< the one deleted last
struct ShowAbout {};
struct EraseData {};                           ///< everything that is kept on the device

using Command = std::variant<RunScript, StopScript, PauseScript, ResumeScript, StepScript, ShareScript, ResetScript,
                             SetLanguage, SetDark, ChangeTextScale, OpenLesson, LoadIntoEditor, SwitchDraft, GoToLine,
                             ToggleBreakpoint, ShowTab, ForgetEarlierRuns, CopyText, SaveFile, SavePicture, CheckLesson,
                             GiveInput, ShowFiles, PickFile, RemoveFile, AddDataSet, ChooseSavePath, OpenPath, SavePath, ShowScripts, NewScript, OpenScript,
                             RenameScript, DeleteScript, PutScriptBack, ShowAbout, EraseData, ShowMoment, ShowNow, RunAgain, SetBackend>;

class Commands {
 public:
  void push(Command command) { waiting_.push_back(std::move(command)); }
  bool empty() const { return waiting_.empty(); }
  std::vector<Command> take() { return std::exchange(waiting_, {}); }

 private:
  std::vector<Command> waiting_;
};

}  // namespace logit::lab
