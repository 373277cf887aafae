// Which line bound which name to what: the values that the editor shows beside the lines, and the names of tensors.
//
// The machine reports each binding while the script runs (script::Host::noted). A report copies a few numbers and never keeps
// an object alive; text is made when somebody looks (publish).
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "events/event_log.h"
#include "script/bytecode/code_unit.h"
#include "script/vm/vm.h"
#include "session/glimpse.h"
#include "session/name_table.h"
#include "tensor/tensor.h"

namespace logit {

class BoundValues {
 public:
  explicit BoundValues(NameTable& names) : names_(names) {}

  /// A binding was executed: `value` is what `note.name` is now.
  void bound(script::Vm& vm, const script::bytecode::Note& note, const script::Value& value);

  /// Logs a ValueBound for every line whose value has changed since the last call.
  void publish(script::Vm& vm, EventLog& log);

  /// What a moment of the time line keeps of a line's value: cheap to copy, text only when asked.
  struct Kept {
    std::uint32_t slot = 0;
    bool is_tensor = false;
    Glimpse tensor;
    script::Value plain;  ///< a number or the like; undefined: see text
    std::string text;
  };
  void keep(std::vector<Kept>& out) const;
  ValueBound restored(script::Vm& vm, const Kept& kept) const;

 private:
  enum class Held : std::uint8_t { nothing, plain, tensor, container, module, hidden };
  struct Slot {
    bool known = false;                 // note is filled in
    script::bytecode::Note note;
    std::uint32_t label = 0;
    std::uint64_t order = 0;            // of the last binding
    Held held = Held::nothing;
    bool fresh = false;                 // bound since the last publish
    script::Value plain;                // numbers and the like, never an object
    Glimpse tensor;
    const TensorImpl* impl = nullptr;   // whose numbers these are: only compared, never followed
    std::uint32_t version = 0;
    std::string text;                   // of containers
    std::string shown;                  // what publish said last
  };

  void name_module(script::Vm& vm, const script::Value& module, const std::string& path, NameRank rank, int depth);
  bool is_module(script::Vm& vm, const script::Value& value) const;
  void collect(script::Vm& vm, const script::Value& module, const std::string& path,
               std::vector<std::pair<std::string, Tensor>>& out, int depth) const;
  void look_again(script::Vm& vm);
  ValueBound event_of(const Slot& slot) const;

  NameTable& names_;
  std::vector<Slot> slots_;  // by Note::id
  std::uint64_t order_ = 0;
  int texts_ = 0;            // made since the last publish
};

}  // namespace logit
