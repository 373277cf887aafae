#include "session/parameter_names.h"

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "bindings/torch_state.h"
#include "script/objects/shape.h"

namespace logit {

namespace {

constexpr int kMaxDepth = 32;

// The register `name` ("_parameters", "_modules") of a module; null if the object is none.
const script::Dict* module_register(script::Vm& vm, const script::Value& value, std::string_view name) {
  if (!value.is_object()) return nullptr;
  script::Attributes* attributes = script::attributes_of(value.object());
  if (!attributes || (!attributes->shape && !attributes->dict)) return nullptr;
  const script::Value* found = script::find_attribute(*attributes, vm.intern(name));
  return found && vm.is_dict(*found) ? found->as<script::Dict>() : nullptr;
}

struct Walk {
  script::Vm& vm;
  std::vector<std::pair<std::string, const TensorImpl*>> found;
  std::set<const script::Object*> seen;

  void module(const script::Value& value, const std::string& prefix, int depth) {
    if (depth > kMaxDepth || !seen.insert(value.object()).second) return;
    each(module_register(vm, value, "_parameters"), [&](std::string_view name, const script::Value& parameter) {
      if (bindings::is_tensor(vm, parameter)) found.emplace_back(prefix + std::string(name), bindings::tensor_of(parameter).impl());
    });
    each(module_register(vm, value, "_modules"), [&](std::string_view name, const script::Value& child) {
      if (child.is_object()) module(child, prefix + std::string(name) + ".", depth + 1);
    });
  }

  template <class Visit>
  static void each(const script::Dict* dict, Visit&& visit) {
    if (!dict) return;
    for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
      visit(std::string_view(dict->entries[i].key.as<script::Str>()->utf8()), dict->entries[i].value);
    }
  }
};

}  // namespace

void ParameterNames::refresh(script::Vm& vm) {
  names_.clear();
  if (!bindings::has_torch(vm)) return;
  std::vector<std::pair<std::string, std::vector<std::pair<std::string, const TensorImpl*>>>> roots;
  Walk walk{vm, {}, {}};
  const auto look = [&](std::string_view variable, const script::Value& value) {
    if (!module_register(vm, value, "_parameters")) return;
    walk.found.clear();
    walk.module(value, "", 0);
    if (!walk.found.empty()) roots.emplace_back(std::string(variable), walk.found);
  };
  const script::Dict& globals = *vm.main_globals();
  for (std::uint32_t i = globals.next(0); i < globals.used; i = globals.next(i + 1)) {
    look(globals.entries[i].key.as<script::Str>()->utf8(), globals.entries[i].value);
  }
  if (vm.depth() > 1) {
    for (const script::FrameInfo& frame : vm.frames()) {
      if (frame.is_library || frame.function == "<module>") continue;
      for (const auto& variable : frame.locals) look(variable.name, variable.value);
    }
  }
  for (const auto& [variable, parameters] : roots) {
    for (const auto& [name, impl] : parameters) {
      const bool alone = roots.size() == 1 && name.find('.') != std::string::npos;
      names_.try_emplace(impl, alone ? name : variable + "." + name);
    }
  }
}

const std::string* ParameterNames::find(const TensorImpl* parameter) const {
  const auto found = names_.find(parameter);
  return found == names_.end() ? nullptr : &found->second;
}

}  // namespace logit
