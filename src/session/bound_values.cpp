#include "session/bound_values.h"

#include <algorithm>

#include "autograd/grad_meta.h"
#include "bindings/torch_state.h"
#include "script/vm/attributes.h"
#include "session/value_text.h"

namespace logit {

using script::bytecode::Note;

namespace {

constexpr std::size_t kInlineText = 60;
// Texts of lists and the like made between two looks: enough for a person's script, bounded for a loop's.
constexpr int kTextsPerLook = 400;
constexpr int kModuleDepth = 12;
// Parameters of one module shown beside the line that made it.
constexpr std::size_t kShownParameters = 4;

// A register of a module ("_parameters", "_modules"); null for what is no module.
const script::Dict* register_of(script::Vm& vm, const script::Value& value, std::string_view name) {
  if (!value.is_object() || value.object()->type->native) return nullptr;
  script::Attributes* attributes = script::attributes_of(value.object());
  const script::Value* found = attributes ? script::find_attribute(*attributes, vm.intern(name)) : nullptr;
  return found && vm.is_dict(*found) ? found->as<script::Dict>() : nullptr;
}

NameRank rank_of(Note::Place place) {
  switch (place) {
    case Note::Place::module: return NameRank::global;
    case Note::Place::function: return NameRank::local;
    case Note::Place::attribute: return NameRank::attribute;
  }
  return NameRank::none;
}

}  // namespace

// ---- while the script runs ---------------------------------------------------------------------------------

void BoundValues::bound(script::Vm& vm, const Note& note, const script::Value& value) {
  if (note.id >= slots_.size()) slots_.resize(note.id + 1);
  Slot& slot = slots_[note.id];
  if (!slot.known) {
    slot.known = true;
    slot.note = note;  // a copy: the code goes when the script is over
    slot.label = names_.label(note.name, rank_of(note.place));
  }
  slot.fresh = true;
  slot.order = ++order_;
  if (!value.is_object()) {
    slot.held = Held::plain;
    slot.plain = value;
    return;
  }
  if (bindings::has_torch(vm) && bindings::is_tensor(vm, value)) {
    const Tensor& tensor = bindings::tensor_of(value);
    slot.held = Held::tensor;
    slot.tensor.take(tensor, kFewNumbers);
    slot.impl = tensor.impl();
    slot.version = tensor.version();
    NameTable::assign(value.as<bindings::TensorObject>()->label, slot.label);
    return;
  }
  if (is_module(vm, value)) {
    slot.held = Held::module;
    name_module(vm, value, note.name, rank_of(note.place), 0);
  } else if (is_definition(vm, value)) {
    slot.held = Held::hidden;
  } else {
    slot.held = Held::container;
    if (texts_ >= kTextsPerLook) return;
    ++texts_;
    slot.text = value_text(vm, value, kInlineText);
  }
}

bool BoundValues::is_module(script::Vm& vm, const script::Value& value) const {
  return bindings::has_torch(vm) && register_of(vm, value, "_parameters") && register_of(vm, value, "_modules");
}

// Parameters are named by the path on which the script reaches them: "model.linear.weight".
void BoundValues::name_module(script::Vm& vm, const script::Value& module, const std::string& path, NameRank rank, int depth) {
  if (depth > kModuleDepth || !module.is_object()) return;
  const auto each = [&](std::string_view name, auto&& visit) {
    const script::Dict* held = register_of(vm, module, name);
    if (!held) return;
    const script::Dict& dict = *held;
    for (std::uint32_t i = dict.next(0); i < dict.used; i = dict.next(i + 1)) {
      if (!vm.is_str(dict.entries[i].key)) continue;
      visit(path + "." + dict.entries[i].key.as<script::Str>()->utf8(), dict.entries[i].value);
    }
  };
  bool known = false;
  each("_parameters", [&](const std::string& name, const script::Value& value) {
    if (!value.is_object() || !bindings::is_tensor(vm, value)) return;
    std::uint32_t& label = value.as<bindings::TensorObject>()->label;
    known = known || (label & 3) >= static_cast<std::uint32_t>(rank);
    if (!known) NameTable::assign(label, names_.label(name, rank));
  });
  if (known) return;  // `for layer in self.layers` in a forward must not cost a walk each time
  each("_modules", [&](const std::string& name, const script::Value& child) { name_module(vm, child, name, rank, depth + 1); });
}

// ---- when somebody looks -----------------------------------------------------------------------------------

// What changes in place changes without a binding: an optimizer's step, a list that grows.
void BoundValues::look_again(script::Vm& vm) {
  script::Dict* globals = vm.main_globals();
  if (!globals) return;
  std::unordered_map<std::string_view, Slot*> last;
  for (Slot& slot : slots_) {
    if (!slot.known || slot.note.place != Note::Place::module) continue;
    Slot*& best = last[slot.note.name];
    if (!best || best->order < slot.order) best = &slot;
  }
  for (const auto& [name, slot] : last) {
    if (slot->held != Held::tensor && slot->held != Held::container) continue;
    const script::Value* value = globals->get(vm.intern(name));
    if (!value || !value->is_object()) continue;
    if (slot->held == Held::tensor) {
      if (!bindings::is_tensor(vm, *value)) continue;
      const Tensor& tensor = bindings::tensor_of(*value);
      if (tensor.impl() != slot->impl || tensor.version() == slot->version) continue;
      slot->tensor.take(tensor, kFewNumbers);
      slot->version = tensor.version();
      slot->fresh = true;
    } else if (!is_definition(vm, *value) && !(bindings::has_torch(vm) && bindings::is_tensor(vm, *value))) {
      std::string text = value_text(vm, *value, kInlineText);
      slot->fresh = slot->fresh || text != slot->text;
      slot->text = std::move(text);
    }
  }
}

ValueBound BoundValues::event_of(const Slot& slot) const {
  ValueBound event;
  event.line = static_cast<int>(slot.note.line);
  event.name = slot.note.name;
  event.text = slot.text;
  if (slot.held == Held::tensor) event.tensor = preview(slot.tensor);
  return event;
}

void BoundValues::publish(script::Vm& vm, EventLog& log) {
  look_again(vm);
  texts_ = 0;
  for (Slot& slot : slots_) {
    if (!slot.known || (!slot.fresh && slot.held != Held::module)) continue;
    slot.fresh = false;
    if (slot.held == Held::hidden || slot.held == Held::nothing) continue;
    if (slot.held == Held::module) {
      // The parameters of a model stand beside the line that made it.
      if (slot.note.place != Note::Place::module) continue;
      const script::Value* value = vm.main_globals()->get(vm.intern(slot.note.name));
      if (!value || !is_module(vm, *value)) continue;
      std::vector<std::pair<std::string, Tensor>> parameters;
      collect(vm, *value, {}, parameters, 0);
      std::string shown;
      ValueBound event;
      event.line = static_cast<int>(slot.note.line);
      event.name = slot.note.name;
      for (const auto& [name, tensor] : parameters) {
        if (event.parts.size() >= kShownParameters) break;
        event.parts.push_back({slot.note.name + "." + name, preview(tensor)});
        shown += event.parts.back().name + event.parts.back().tensor.text;
        for (const double v : event.parts.back().tensor.values) shown += number_text(v, tensor.dtype());
      }
      event.parts_in_all = static_cast<int>(parameters.size());
      if (event.parts.empty() || shown == slot.shown) continue;
      slot.shown = std::move(shown);
      log.append(std::move(event));
      continue;
    }
    if (slot.held == Held::plain) slot.text = value_text(vm, slot.plain, kInlineText);
    ValueBound event = event_of(slot);
    std::string shown = event.text;
    if (event.tensor) {
      shown = event.tensor->text;
      for (const double v : event.tensor->values) shown += cat(" ", v);
    }
    if (shown == slot.shown) continue;
    slot.shown = std::move(shown);
    log.append(std::move(event));
  }
}

void BoundValues::collect(script::Vm& vm, const script::Value& module, const std::string& path,
                          std::vector<std::pair<std::string, Tensor>>& out, int depth) const {
  if (depth > kModuleDepth || out.size() > 4096 || !module.is_object()) return;
  const auto each = [&](const char* name, auto&& visit) {
    const script::Dict* held = register_of(vm, module, name);
    if (!held) return;
    const script::Dict& dict = *held;
    for (std::uint32_t i = dict.next(0); i < dict.used; i = dict.next(i + 1)) {
      if (!vm.is_str(dict.entries[i].key)) continue;
      const std::string key = dict.entries[i].key.as<script::Str>()->utf8();
      visit(path.empty() ? key : path + "." + key, dict.entries[i].value);
    }
  };
  each("_parameters", [&](const std::string& name, const script::Value& value) {
    if (value.is_object() && bindings::is_tensor(vm, value)) out.emplace_back(name, bindings::tensor_of(value));
  });
  each("_modules", [&](const std::string& name, const script::Value& child) { collect(vm, child, name, out, depth + 1); });
}

// ---- moments -----------------------------------------------------------------------------------------------

void BoundValues::keep(std::vector<Kept>& out) const {
  for (std::uint32_t i = 0; i < slots_.size(); ++i) {
    const Slot& slot = slots_[i];
    if (!slot.known || slot.held == Held::nothing || slot.held == Held::hidden || slot.held == Held::module) continue;
    Kept kept;
    kept.slot = i;
    kept.is_tensor = slot.held == Held::tensor;
    if (kept.is_tensor) kept.tensor = slot.tensor;
    else if (slot.held == Held::plain) kept.plain = slot.plain;
    else kept.text = slot.text;
    out.push_back(std::move(kept));
  }
}

ValueBound BoundValues::restored(script::Vm& vm, const Kept& kept) const {
  const Slot& slot = slots_[kept.slot];
  ValueBound event;
  event.line = static_cast<int>(slot.note.line);
  event.name = slot.note.name;
  if (kept.is_tensor) event.tensor = preview(kept.tensor);
  else event.text = kept.plain.is_undefined() ? kept.text : value_text(vm, kept.plain, kInlineText);
  return event;
}

}  // namespace logit
